"""Fetching a document over HTTP within limits of time, size and reach; whatever goes wrong is one FetchError.

Redirects are followed by hand: to http and https alone, never from the public network into a private one, and
without carrying a password to another origin. No cookies, no Referer. It knows nothing of feeds and keeps nothing.
"""

from __future__ import annotations

import contextlib
import email.utils
import io
import re
import socket
import ssl
import time
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from newsreader import __version__
from newsreader.errors import FetchError
from newsreader.models import Validators
from newsreader.text import clean_line
from newsreader.web import address, response
from newsreader.web.address import Address, shown
from newsreader.web.connection import Deadline, Route
from newsreader.web.response import BadResponse, Head

if TYPE_CHECKING:
    from collections.abc import Callable

SHORTEST_WAIT = 60
LONGEST_WAIT = 7 * 86_400
"""The bounds, in seconds, of what a server may ask for with Retry-After."""

_LONGEST_VALIDATOR = 2_000
_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_WHOLE = {200, 203, 226}


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much one fetch may cost."""

    total_seconds: float = 30
    """From beginning to end, with all redirects, however much comes."""
    connect_seconds: float = 10
    wire_bytes: int = 10_000_000
    """Of one answer as it comes, headers included."""
    body_bytes: int = 10_000_000
    """Unpacked."""
    redirects: int = 10


_LIMITS = FetchLimits()
_NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document that came whole."""

    url: str
    """Where it was found in the end, without name and password."""
    body: bytes
    content_type: str | None
    """The whole header."""
    validators: Validators
    permanent_url: str | None
    """The address to use from now on: set if there were redirects and all of them permanent."""
    max_age: int | None
    """For how many seconds the server expects no change."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The document is still the one that the validators came with."""

    validators: Validators
    max_age: int | None
    permanent_url: str | None = None
    """As in `Fetched`."""


def fetch(
    url: str,
    *,
    validators: Validators = _NO_VALIDATORS,
    limits: FetchLimits = _LIMITS,
    typed_by_user: bool = True,
    accept: str = "*/*",
    on_large: Callable[[], None] | None = None,
) -> Fetched | NotModified:
    """Get a document; an address that no user typed must be a public one.

    `on_large` is called, and may wait, before more than a megabyte of a body is kept.
    """
    asked = here = address.parse(url)
    ask = _Requests(limits, Deadline(limits.total_seconds), accept, validators, on_large)
    private_ok, permanent = typed_by_user, True
    seen: set[str] = set()
    while True:
        seen.add(here.url)
        answer = ask.once(here, private_ok=private_ok, redirected=len(seen) > 1)
        if answer.head.status not in _REDIRECTS:
            break
        private_ok = private_ok and not answer.public
        permanent = permanent and answer.head.status in _PERMANENT
        here = _next(asked, here, answer.head)
        if here.url in seen or len(seen) > limits.redirects:
            raise FetchError(f"{shown(asked.url)} redirects in a circle or too often; check the address.")
    moved = here.secret_url if permanent and here != asked else None
    return _result(answer, here, validators, moved)


def retry_after(value: str | None, now: float) -> int | None:
    """The seconds that a Retry-After header asks for, within bounds; None if it says nothing usable."""
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        seconds = int(value[:12])
    else:
        try:
            seconds = int(email.utils.parsedate_to_datetime(value).timestamp() - now)
        except (ValueError, TypeError, OverflowError):
            return None
    return max(SHORTEST_WAIT, min(seconds, LONGEST_WAIT))


# --- asking -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Answer:
    head: Head
    body: bytes
    public: bool
    """Whether the server is on the public network."""


@dataclass(frozen=True, slots=True)
class _Requests:
    """What one fetch asks for, each time on a connection of its own."""

    limits: FetchLimits
    deadline: Deadline
    accept: str
    validators: Validators
    on_large: Callable[[], None] | None

    def once(self, target: Address, *, private_ok: bool, redirected: bool) -> _Answer:
        """One request and its answer; every failure is a FetchError."""
        where = shown(target.url)
        try:
            return self._once(target, private_ok, redirected)
        except BadResponse as error:
            raise FetchError(f"{where} {error}; try again later.") from error
        except TimeoutError as error:
            limit = f"{self.limits.total_seconds:g} seconds"
            raise FetchError(f"{where} did not answer completely within {limit}; try again later.") from error
        except ssl.SSLCertVerificationError as error:
            raise FetchError(
                f"{where} shows a certificate that cannot be trusted ({clean_line(error.verify_message)});"
                " check the address and this computer's date."
            ) from error
        except socket.gaierror as error:
            raise FetchError(f"{target.host} is not known; check the address and the network.") from error
        except OSError as error:
            why = clean_line(error.strerror or str(error)) or type(error).__name__
            raise FetchError(f"{where} cannot be reached ({why}); check the address and the network.") from error

    def _once(self, target: Address, private_ok: bool, redirected: bool) -> _Answer:
        route = Route(target, self.deadline, self.limits.connect_seconds)
        route.restrict(private_ok=private_ok, redirected=redirected)
        with route.open(self.limits.wire_bytes) as stream:
            stream.send(self._lines(target, route))
            incoming = io.BufferedReader(stream, 65_536)
            head = response.read_head(incoming)
            if head.status not in _WHOLE:
                return _Answer(head, b"", route.is_public)
            _refuse_media(head)
            body = response.read_body(incoming, head, self.limits.body_bytes, self.on_large)
            return _Answer(head, body, route.is_public)

    def _lines(self, target: Address, route: Route) -> list[str]:
        lines = [
            f"GET {target.url if route.forwarded else target.path} HTTP/1.1",
            f"Host: {target.netloc}",
            f"User-Agent: {_USER_AGENT}",
            f"Accept: {self.accept}",
            "Accept-Encoding: gzip, deflate",
            "Connection: close",
        ]
        if self.validators.etag:
            lines.append(f"If-None-Match: {self.validators.etag}")
        if self.validators.last_modified:
            lines.append(f"If-Modified-Since: {self.validators.last_modified}")
        if target.userinfo:
            lines.append(f"Authorization: {target.authorization}")
        if route.forwarded and route.proxy and route.proxy.userinfo:
            lines.append(f"Proxy-Authorization: {route.proxy.authorization}")
        return lines


def _next(asked: Address, here: Address, head: Head) -> Address:
    """Where a redirect leads; a name and password in it are the server's invention and dropped."""
    location = head.get("location") or ""
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode()  # many send UTF-8 as it is
    if not location.strip():
        raise FetchError(f"{shown(here.url)} redirects without saying where to; try again later.")
    try:
        there = address.parse(urljoin(here.url, location.strip()))
    except (ValueError, FetchError) as error:
        raise FetchError(f"{shown(here.url)} redirects to {shown(location)!r}, which is no web address.") from error
    if there.origin == asked.origin:
        return replace(there, userinfo=asked.userinfo)
    if asked.userinfo and (here.scheme, there.scheme) == ("https", "http"):
        raise FetchError(f"{shown(here.url)} redirects to an address without TLS; a password may not go that way.")
    return replace(there, userinfo="")


_USER_AGENT = f"newsreader/{__version__} (feed reader for the terminal)"


# --- what came of it ----------------------------------------------------------------------------------------------


def _result(answer: _Answer, here: Address, sent: Validators, moved: str | None) -> Fetched | NotModified:
    head = answer.head
    if head.status == HTTPStatus.NOT_MODIFIED and sent != _NO_VALIDATORS:
        got = _validators(head)
        validators = Validators(got.etag or sent.etag, got.last_modified or sent.last_modified)
        return NotModified(validators, _max_age(head), moved)
    if head.status not in _WHOLE:
        raise _refusal(head, here)
    if not answer.body:
        raise FetchError(f"{shown(here.url)} answered with an empty document; try again later.", status=head.status)
    return Fetched(here.url, answer.body, head.get("content-type"), _validators(head), moved, _max_age(head))


def _validators(head: Head) -> Validators:
    return Validators(_usable(head.get("etag")), _usable(head.get("last-modified")))


def _usable(validator: str | None) -> str | None:
    """A validator that can be stored and sent back; an absurd one is as good as none."""
    absurd = validator is None or len(validator) > _LONGEST_VALIDATOR or "\0" in validator or "\r" in validator
    return None if absurd else validator or None


def _max_age(head: Head) -> int | None:
    for word in head.words("cache-control"):
        if found := re.fullmatch(r'max-age="?(\d{1,18})"?', word, re.ASCII):
            return min(int(found[1]), LONGEST_WAIT)
    return None


def _refuse_media(head: Head) -> None:
    kind = (head.get("content-type") or "").partition("/")[0].strip().lower()
    if kind in {"audio", "video"}:
        raise BadResponse(f"is no document but {kind}")


def _refusal(head: Head, here: Address) -> FetchError:
    status = head.status
    wait = retry_after(head.get("retry-after"), time.time()) if status in {429, 503} else None
    try:
        named = f"{status} {HTTPStatus(status).phrase}"  # the server's own phrase is text from outside
    except ValueError:
        named = str(status)
    again = f" It is left alone for {_duration(wait)}." if wait else ""
    sentence = f"{shown(here.url)} {_REFUSALS.get(status) or _refusal_of_class(status)} ({named}).{again}"
    return FetchError(sentence, status=status, retry_after=wait, gone=status == HTTPStatus.GONE)


_REFUSALS = {
    304: "says that nothing changed, though it was asked for everything: try again later",
    401: "asks for a name and password: write them into the address, https://name:password@host/",
    403: "refuses access: look at it in a browser",
    404: "does not exist: check the address",
    407: "asks for the password of a proxy: check the address",
    410: "is gone for good: unsubscribe, or look for its new address",
    429: "asks for fewer requests: it is asked again later",
}


def _refusal_of_class(status: int) -> str:
    if status >= 500:
        return "has a fault of its own: it is asked again later"
    if status >= 400:
        return "refuses the request: check the address"
    return "gave no whole document: check the address"


def _duration(seconds: int) -> str:
    return f"{-(-seconds // 60)} minutes" if seconds < 2 * 3600 else f"{round(seconds / 3600)} hours"
