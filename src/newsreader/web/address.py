"""Web addresses: taken apart, made ASCII, quoted, shown. Nothing here connects to one."""

from __future__ import annotations

import base64
import contextlib
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from newsreader.errors import FetchError
from newsreader.text import clean_line, shorten, without_secrets

if TYPE_CHECKING:
    from collections.abc import Sequence

_PORTS = {"http": 80, "https": 443}
_USUAL_PORTS = {scheme: str(port) for scheme, port in _PORTS.items()}
_LONGEST = 8_000
_NAMED = 3
"""Addresses that are named in one line; the others are counted."""
_SAFE_IN_PATH = "/%:@!$&'()*+,;=~-._"
_SAFE_IN_QUERY = _SAFE_IN_PATH + "?[]|"
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_NO_HOST = re.compile(r"[^\w.:%-]", re.ASCII)


class Address(NamedTuple):
    """An http or https address as it is asked for: ASCII, quoted, without fragment."""

    scheme: str
    host: str
    port: int
    path: str
    """With its query."""
    userinfo: str = ""
    """name:password, quoted as they were."""

    @property
    def origin(self) -> tuple[str, str, int]:
        """Whom a password is meant for."""
        return self.scheme, self.host, self.port

    @property
    def netloc(self) -> str:
        """The host as the Host header has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """Without name and password."""
        return f"{self.scheme}://{self.netloc}{self.path}"

    @property
    def authorization(self) -> str:
        """The value of the header that carries name and password."""
        name, _, password = self.userinfo.partition(":")
        return "Basic " + base64.b64encode(f"{unquote(name)}:{unquote(password)}".encode()).decode()


def parse(url: str) -> Address:
    """Take an address apart; FetchError if it is none."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        scheme = parts.scheme.lower()
        port = parts.port or _PORTS.get(scheme, 0)
        host = _ascii_host(parts.hostname or "")
        path = quote(parts.path or "/", safe=_SAFE_IN_PATH)
        query = "?" + quote(parts.query, safe=_SAFE_IN_QUERY) if parts.query else ""
    except ValueError as error:
        raise FetchError(f"{shown(url)} is not a valid address ({clean_line(str(error))}); check it.") from error
    if scheme not in _PORTS:
        raise FetchError(f"{shown(url)} is not a web address; only http:// and https:// are fetched.")
    if not host or len(url) > _LONGEST or _CONTROL.search(url):
        raise FetchError(f"{shown(url)} is not a valid address; check it.")
    return Address(scheme, host, port, path + query, parts.netloc.rpartition("@")[0])


def shown(url: str) -> str:
    """An address as a message has it: short, without controls, without name and password."""
    return shorten(without_secrets(clean_line(url)), 200)


def shown_some(urls: Sequence[str]) -> str:
    """The first of many addresses, shortened to what tells them apart, and how many more there are."""
    more = f" and {len(urls) - _NAMED:,} more" if len(urls) > _NAMED else ""
    return ", ".join(_short(url) for url in urls[:_NAMED]) + more


def _short(url: str) -> str:
    return shown(url).removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def host(url: str) -> str:
    """The server of an address, with its port if that is not the usual one; empty for a file."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    netloc = parts.netloc.rpartition("@")[2].lower()
    name, colon, port = netloc.rpartition(":")
    if not colon or not port.isdigit():  # none, or the end of an address of IPv6
        name, port = netloc.rstrip(":"), ""
    name = name.rstrip(".")
    if not name.isascii():
        with contextlib.suppress(UnicodeError):
            name = name.encode("idna").decode()
    return name if port in {"", _USUAL_PORTS.get(parts.scheme)} else f"{name}:{port}"


def _ascii_host(host: str) -> str:
    """The host's name for the resolver; empty if it cannot be one."""
    host = host.rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode()
    return "" if _NO_HOST.search(host) else host
