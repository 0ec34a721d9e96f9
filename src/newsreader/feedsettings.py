"""What may be set for single feeds in config.toml: `[feeds."https://example.org/feed"]`, and how it is checked.

An address that ends with a slash stands for all that begin with it. Headers and proxies may hold secrets: no message
repeats them.
"""

from __future__ import annotations

import math
import re
from dataclasses import field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newsreader.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMAND = "exec:"
"""What the address of a feed begins with that a command prints; its name follows."""
COMMAND_NAME = re.compile(r"exec:[\w.-]{1,100}", re.ASCII)

SHORTEST = 5
"""Minutes between two fetches of a feed, whatever is set."""

_HEADER_NAME = re.compile(r"[!#$%&'*+.^`|~\w-]{1,100}", re.ASCII)
_HEADER_VALUE = re.compile(r"[\x20-\x7e\xa0-\xff]{1,4000}")
_OUR_HEADERS = frozenset(
    "host connection content-length transfer-encoding accept-encoding te trailer upgrade expect range user-agent"
    " if-none-match if-modified-since proxy-authorization proxy-connection".split()
)


def _setting(default: Any, help: str, high: float = math.inf, choices: tuple[str, ...] = ()) -> Any:  # noqa: A002
    return field(default=default, metadata={"help": help, "low": 0, "high": high, "choices": choices})


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """How one feed, or all below an address, is asked for."""

    user_agent: str = _setting("", "The name newsreader gives itself; empty: its own.")
    headers: tuple[tuple[str, str], ...] = _setting(
        (), 'Headers to send, as {"X-Key" = "..."}; they go to the feed\'s own server alone.'
    )
    proxy: str = _setting(
        "", 'The proxy to use, "http://host:port"; "none" for no proxy. Empty: what the environment names.'
    )
    verify_tls: bool = _setting(
        True, "Whether the server's certificate must be valid; false is dangerous and shown wherever the feed is."
    )
    cookies: bool = _setting(False, "Send cookies back while one fetch is under way; they are never kept.")
    interval: int = _setting(0, "Minutes between two fetches, 5 at least; 0 is the common interval.", high=43_200)
    full_text: str = _setting(
        "auto",
        "Whether the pages of its articles are fetched after a refresh; auto finds out whether it only teases.",
        choices=("auto", "always", "when short", "never"),
    )
    command: tuple[str, ...] = _setting(
        (), 'For an address "exec:NAME" only: the program that prints the feed, and its words; there is no shell.'
    )


def problem(url: str, name: str, value: object) -> str | None:
    """What is wrong with a value of a setting that is not plainly a number or a switch; None if nothing is."""
    if name == "headers":
        return _headers_problem(value)
    if name == "command":
        if not COMMAND_NAME.fullmatch(url):
            return 'is for addresses like "exec:NAME" alone'
        words = isinstance(value, list) and value and all(isinstance(word, str) and "\0" not in word for word in value)
        return None if words and value[0].strip() else 'must be a list of texts: ["program", "word"]'  # type: ignore[index]
    if name == "user_agent" and not (value == "" or _HEADER_VALUE.fullmatch(str(value))):
        return "must be one line of plain characters"
    if name == "interval" and value in range(1, SHORTEST):
        return f"must be {SHORTEST} or more, or 0 for the common interval"
    if name == "proxy" and not _is_proxy(str(value)):
        return 'must be "http://host:port" or "none"'
    return None


def made(values: Mapping[str, Any]) -> FeedSettings:
    """Settings of checked values as TOML has them."""
    frozen = dict(values)
    if "headers" in frozen:
        frozen["headers"] = tuple(frozen["headers"].items())
    if "command" in frozen:
        frozen["command"] = tuple(frozen["command"])
    return FeedSettings(**frozen)


def of(settings: Mapping[str, FeedSettings], url: str) -> FeedSettings:
    """The settings of a feed's address: its own, else those of the longest beginning that has any."""
    if url in settings:
        return settings[url]
    begins = [key for key in settings if key.endswith("/") and url.startswith(key)]
    return settings[max(begins, key=len)] if begins else _NONE


def address_problem(url: str) -> str | None:
    """What is wrong with the address of a section."""
    if COMMAND_NAME.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return "is no address"
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return 'is no address: it must begin with http:// or https://, or be "exec:NAME"'
    if "@" in parts.netloc:
        return "holds a name or password: leave them out, and add the feed with them instead"
    return None


def _headers_problem(value: object) -> str | None:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        return 'must be names and values, as {"X-Key" = "..."}'
    for name, one in value.items():
        if not _HEADER_NAME.fullmatch(name):
            return f"has a name that no header can have: {name}"
        if name.lower() in _OUR_HEADERS:
            return f"cannot set {name}: newsreader does that itself"
        if not _HEADER_VALUE.fullmatch(one):
            return f"has a value for {name} that no header can have"
    return None


def _is_proxy(value: str) -> bool:
    if value in {"", "none"}:
        return True
    try:
        parts = urlsplit(value)
        return parts.scheme == "http" and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


_NONE = FeedSettings()
