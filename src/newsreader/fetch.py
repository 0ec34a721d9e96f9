"""Fetching a document over HTTP within limits of time, size and reach; whatever goes wrong is one FetchError.

Redirects are followed by hand: to http and https alone, never from the public network into a private one, and
without carrying a password to another origin. No cookies, no Referer. It knows nothing of feeds and keeps nothing.
"""

from __future__ import annotations

import contextlib
import io
import re
import socket
import ssl
import time
from dataclasses import dataclass, field, replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urljoin

from newsreader import __version__
from newsreader.errors import Cause, FetchError, NewsreaderError
from newsreader.models import Validators
from newsreader.text import clean_line
from newsreader.web import address, caching, codings, response
from newsreader.web.address import Address, host, shown
from newsreader.web.caching import LONGEST_WAIT
from newsreader.web.connection import Deadline, Route
from newsreader.web.cookies import Cookies
from newsreader.web.response import BadResponse, Head, TooMuch

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from typing import IO

__all__ = [
    "LONGEST_WAIT",
    "FetchLimits",
    "Fetched",
    "Hops",
    "Loaded",
    "Manner",
    "NotModified",
    "Sink",
    "fetch",
    "finished",
    "hops",
    "load",
]

_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_WHOLE = {200, 203, 226}
_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15}|\*)")


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much one fetch may cost."""

    total_seconds: float = 30
    """From beginning to end, with all redirects, however much comes."""
    connect_seconds: float = 10
    read_seconds: float = 20
    """Of silence."""
    wire_bytes: int = 10_000_000
    """Of one answer as it comes, headers included."""
    body_bytes: int = 10_000_000
    """Unpacked."""
    ratio: int = response.RATIO
    """Bytes unpacked from one on the wire."""
    header_bytes: int = response.HEAD_BYTES
    redirects: int = 10


@dataclass(frozen=True, slots=True)
class Manner:
    """How a server is asked, where its user wants it otherwise than usual.

    Headers and login are for the address that was asked for: they go to its origin alone. TLS without verification is
    for that origin, too.
    """

    user_agent: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    login: str = ""
    """name:password, quoted as in an address."""
    proxy: str = ""
    """An address; "none" uses none, empty what the environment names."""
    verify_tls: bool = True
    cookies: bool = False
    """Whether a cookie is sent back on the way of the same fetch."""


_LIMITS = FetchLimits()
_USUAL = Manner()
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
    """The address to use from now on, without name and password: set if all redirects were permanent."""
    max_age: int | None
    """For how many seconds the server expects no change."""
    trusted: bool = True
    """Whether its user chose where it was found: no server on the public network led there."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that is whole now."""

    url: str
    """Where it was found in the end, without name and password."""
    size: int
    """Bytes."""
    content_type: str | None


class Sink:
    """Where a file goes that is too large for memory: what comes is added to what is there of it."""

    def __init__(
        self,
        file: IO[bytes],
        validator: str | None,
        told: Callable[[int, int | None], None],
        begun: Callable[[str | None, int | None], None],
    ) -> None:
        """`validator` is what the beginning in the file came with; `begun` is given that of what comes now, and the
        length of the whole, before anything is written; `told` how many bytes are there, now and then."""
        self._file, self._told, self._begun = file, told, begun
        self.had = file.seek(0, io.SEEK_END) if validator else 0
        self.validator = validator
        self.is_whole = False

    def headers(self) -> dict[str, str | None]:
        """What asks for the rest, if the file is still the same."""
        return {"Range": f"bytes={self.had}-", "If-Range": self.validator} if self.had else {}

    def take(self, head: Head, pieces: Iterator[bytes]) -> None:
        """Write what comes; BadResponse if it is another part than was asked for."""
        length = head.get("content-length") or ""
        whole = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else None
        if head.status == HTTPStatus.PARTIAL_CONTENT:
            found = _CONTENT_RANGE.fullmatch((head.get("content-range") or "").strip())
            if found is None or int(found[1]) != self.had:
                raise BadResponse("sent another part of the file than was asked for")
            whole = None if found[3] == "*" else int(found[3])
        else:
            self.had = 0
        etag = head.get("etag")
        strong = etag if etag and not etag.startswith("W/") else None
        self._begun(strong or head.get("last-modified"), whole)
        self._on_disk(lambda: self._file.truncate(self._file.seek(self.had)))
        for piece in pieces:
            self._on_disk(partial(self._file.write, piece))
            self.had += len(piece)
            self._told(self.had, whole)
        if whole is not None and self.had != whole:
            raise BadResponse("broke the answer off")
        self._on_disk(self._file.flush)
        self.is_whole = True

    def _on_disk(self, act: Callable[[], object]) -> None:
        """What the disk refuses is no fault of the server's."""
        try:
            act()
        except OSError as error:
            sentence = f"{self._file.name} cannot be written ({error.strerror or error}); what came before is kept."
            raise NewsreaderError(sentence) from error


@dataclass(frozen=True, slots=True)
class NotModified:
    """The document is still the one that the validators came with."""

    validators: Validators
    max_age: int | None
    permanent_url: str | None = None
    trusted: bool = True
    """Both as in `Fetched`."""


Hops: TypeAlias = "Generator[str, None, Fetched | NotModified]"
"""A fetch that gives the name of another host before it follows a redirect there, and waits to be told to go on."""


def fetch(
    url: str,
    *,
    validators: Validators = _NO_VALIDATORS,
    limits: FetchLimits = _LIMITS,
    typed_by_user: bool = True,
    accept: str = "*/*",
    manner: Manner = _USUAL,
    on_large: Callable[[], None] | None = None,
) -> Fetched | NotModified:
    """Get a document; an address that no user typed must be a public one.

    Validators are sent to the address that gave them and to no other: what another says of them means nothing.
    `on_large` is called, and may wait, before more than a megabyte of a body is kept.
    """
    return finished(
        hops(
            url,
            validators=validators,
            limits=limits,
            typed_by_user=typed_by_user,
            accept=accept,
            manner=manner,
            on_large=on_large,
        )
    )


def finished(fetching: Hops, visit: Callable[[str], None] = lambda _: None) -> Fetched | NotModified:
    """Follow a fetch to its end; `visit` is told of each other host, and may raise what ends it there."""
    while True:
        try:
            name = next(fetching)
        except StopIteration as end:
            found: Fetched | NotModified = end.value
            return found
        visit(name)


def hops(
    url: str,
    *,
    validators: Validators = _NO_VALIDATORS,
    limits: FetchLimits = _LIMITS,
    typed_by_user: bool = True,
    accept: str = "*/*",
    manner: Manner = _USUAL,
    on_large: Callable[[], None] | None = None,
) -> Hops:
    """The same, from host to host; while it waits, its time does not run."""
    asked = _with_login(address.parse(url), manner)
    ask = _Requests(asked, limits, Deadline(limits.total_seconds), accept, validators, manner, on_large)
    answer, here, moved, trusted = yield from _followed(ask, typed_by_user=typed_by_user)
    return _result(ask, answer, here, moved, trusted=trusted)


def load(url: str, sink: Sink, *, limits: FetchLimits, typed_by_user: bool = True, manner: Manner = _USUAL) -> Loaded:
    """Get a file of any kind into a sink, going on from what is there; what came before a failure stays there."""
    asked = _with_login(address.parse(url), manner)
    ask = _Requests(asked, limits, Deadline(limits.total_seconds), "*/*", _NO_VALIDATORS, manner, None, sink)
    steps = _followed(ask, typed_by_user=typed_by_user)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            answer, here, _, _ = end.value
            break
    if not sink.is_whole:
        raise _refusal(answer.head, here)
    return Loaded(here.url, sink.had, answer.head.get("content-type"))


def _followed(
    ask: _Requests, *, typed_by_user: bool
) -> Generator[str, None, tuple[_Answer, Address, str | None, bool]]:
    """The answer at the end of all redirects, where it came from, where it moved for good, whether it is trusted."""
    asked = here = ask.asked
    limits, private_ok, permanent = ask.limits, typed_by_user, True
    seen: set[tuple[str, str]] = set()
    while True:
        seen.add((here.url, ask.cookies.header(here)))
        answer = ask.once(here, private_ok=private_ok, redirected=len(seen) > 1)
        if answer.head.status not in _REDIRECTS:
            break
        private_ok = private_ok and not answer.public
        permanent = permanent and answer.head.status in _PERMANENT
        before, here = here, _next(asked, here, answer.head)
        if (here.url, ask.cookies.header(here)) in seen or len(seen) > limits.redirects:
            raise FetchError(f"{shown(asked.url)} redirects in a circle or too often; check the address.")
        if (name := host(here.url)) != host(before.url):
            with ask.deadline.paused():
                yield name
    moved = here.url if permanent and here.url != asked.url else None
    return answer, here, moved, private_ok


def _with_login(target: Address, manner: Manner) -> Address:
    return replace(target, userinfo=target.userinfo or manner.login)


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

    asked: Address
    limits: FetchLimits
    deadline: Deadline
    accept: str
    validators: Validators
    manner: Manner
    on_large: Callable[[], None] | None
    sink: Sink | None = None
    """Where the body goes, if not into memory."""
    cookies: Cookies = field(default_factory=Cookies)

    def once(self, target: Address, *, private_ok: bool, redirected: bool) -> _Answer:
        """One request and its answer; every failure is a FetchError."""
        where, route = shown(target.url), None
        try:
            route = Route(target, self.deadline, self.limits.connect_seconds, self.manner.proxy)
            route.restrict(private_ok=private_ok, redirected=redirected)
            return self._once(target, route)
        except BadResponse as error:
            cause = Cause.LIMIT if isinstance(error, TooMuch) else Cause.ANSWER
            raise FetchError(f"{where} {error}; try again later.", cause=cause) from error
        except TimeoutError as error:
            cause = Cause.SLOW if route and route.is_connected else Cause.NETWORK
            raise FetchError(f"{where} {self._late()}; try again later.", cause=cause) from error
        except ssl.SSLCertVerificationError as error:
            raise FetchError(
                f"{where} shows a certificate that cannot be trusted ({clean_line(error.verify_message)}); check the"
                f" address and this computer's date, or write verify_tls = false for this feed into config.toml.",
                cause=Cause.CERTIFICATE,
            ) from error
        except socket.gaierror as error:
            sentence = f"{target.host} is not known; check the address and the network."
            raise FetchError(sentence, cause=Cause.NETWORK) from error
        except OSError as error:
            why = clean_line(error.strerror or str(error)) or type(error).__name__
            cause = Cause.ANSWER if route and route.is_connected else Cause.NETWORK
            sentence = f"{where} cannot be reached ({why}); check the address and the network."
            raise FetchError(sentence, cause=cause) from error

    def validators_for(self, target: Address) -> Validators:
        """What is to be sent to an address: what it gave itself."""
        gave = self.validators.url or self.asked.url
        return self.validators if target.url == gave else _NO_VALIDATORS

    def _once(self, target: Address, route: Route) -> _Answer:
        limits, is_home = self.limits, target.origin == self.asked.origin
        verified = self.manner.verify_tls or not is_home
        with route.open(limits.wire_bytes, limits.read_seconds, verified=verified) as stream:
            stream.send(self._lines(target, route, is_home))
            incoming = io.BufferedReader(stream, 65_536)
            head = response.read_head(incoming, limits.header_bytes)
            if self.manner.cookies:
                self.cookies.take(target, head)
            is_part = self.sink is not None and head.status == HTTPStatus.PARTIAL_CONTENT
            if head.status not in _WHOLE and not is_part:
                return _Answer(head, b"", route.is_public)
            if self.sink is not None:
                self.sink.take(head, response.pieces(incoming, head, limits.body_bytes))
                return _Answer(head, b"", route.is_public)
            _refuse_media(head)
            body = response.read_body(incoming, head, limits.body_bytes, self._make_room, ratio=limits.ratio)
            return _Answer(head, body, route.is_public)

    def _make_room(self) -> None:
        """Waiting for others is no fault of the server's: its time does not run."""
        if self.on_large:
            with self.deadline.paused():
                self.on_large()

    def _late(self) -> str:
        """Which of the limits of time ended the fetch."""
        try:
            self.deadline.left()
        except TimeoutError:
            return f"did not answer completely within {self.limits.total_seconds:g} seconds"
        return "did not answer for too long"

    def _lines(self, target: Address, route: Route, is_home: bool) -> list[str]:
        """The request. What is named here is all that is sent; to another origin nothing private is."""
        validators = self.validators_for(target)
        headers = {
            "Host": target.netloc,
            "User-Agent": self.manner.user_agent or _USER_AGENT,
            "Accept": self.accept,
            "Accept-Encoding": codings.accepted() if self.sink is None else "identity",
            "Connection": "close",
            "If-None-Match": validators.etag,
            "If-Modified-Since": validators.last_modified,
            "Authorization": target.authorization if target.userinfo else None,
            "Cookie": self.cookies.header(target),
        }
        if self.sink is not None:
            headers |= self.sink.headers()
        if route.forwarded and route.proxy and route.proxy.userinfo:
            headers["Proxy-Authorization"] = route.proxy.authorization
        if is_home:
            own = {name.title(): value for name, value in self.manner.headers}
            headers |= own
        request = f"GET {target.url if route.forwarded else target.path} HTTP/1.1"
        return [request, *(f"{name}: {value}" for name, value in headers.items() if value)]


def _next(asked: Address, here: Address, head: Head) -> Address:
    """Where a redirect leads; a name and password in it are the server's invention and dropped."""
    location = head.get("location") or ""
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode()  # many send UTF-8 as it is
    if not location.strip():
        sentence = f"{shown(here.url)} redirects without saying where to; try again later."
        raise FetchError(sentence, cause=Cause.ANSWER)
    try:
        there = address.parse(urljoin(here.url, location.strip()))
    except (ValueError, FetchError) as error:
        raise FetchError(f"{shown(here.url)} redirects to “{shown(location)}”, which is no web address.") from error
    if there.origin == asked.origin:
        return replace(there, userinfo=asked.userinfo)
    if asked.userinfo and (here.scheme, there.scheme) == ("https", "http"):
        raise FetchError(f"{shown(here.url)} redirects to an address without TLS; a password may not go that way.")
    return replace(there, userinfo="")


_USER_AGENT = f"newsreader/{__version__} (feed reader for the terminal)"


# --- what came of it ----------------------------------------------------------------------------------------------


def _result(
    ask: _Requests, answer: _Answer, here: Address, moved: str | None, *, trusted: bool
) -> Fetched | NotModified:
    head, sent = answer.head, ask.validators_for(here)
    age, got = caching.max_age(head, time.time()), caching.validators(head)
    gave = here.url if here.url != ask.asked.url else None
    if head.status == HTTPStatus.NOT_MODIFIED and (sent.etag or sent.last_modified):
        kept = Validators(got.etag or sent.etag, got.last_modified or sent.last_modified, gave)
        return NotModified(kept, age, moved, trusted)
    if head.status not in _WHOLE:
        raise _refusal(head, here)
    if not answer.body:
        sentence = f"{shown(here.url)} answered with an empty document; try again later."
        raise FetchError(sentence, status=head.status, cause=Cause.ANSWER)
    kept = replace(got, url=gave) if gave else got
    return Fetched(here.url, answer.body, head.get("content-type"), kept, moved, age, trusted)


def _refuse_media(head: Head) -> None:
    kind = (head.get("content-type") or "").partition("/")[0].strip().lower()
    if kind in {"audio", "video"}:
        raise BadResponse(f"is no document but {kind}")


def _refusal(head: Head, here: Address) -> FetchError:
    status = head.status
    wait = caching.retry_after(head.get("retry-after"), time.time()) if status in {429, 503} else None
    try:
        named = f"{status} {HTTPStatus(status).phrase}"  # the server's own phrase is text from outside
    except ValueError:
        named = str(status)
    again = f" It is left alone for {_duration(wait)}." if wait else ""
    sentence = f"{shown(here.url)} {_REFUSALS.get(status) or _refusal_of_class(status)} ({named}).{again}"
    gone = status == HTTPStatus.GONE
    return FetchError(sentence, status=status, retry_after=wait, gone=gone, url=here.url, cause=Cause.REFUSED)


_REFUSALS = {
    304: "says that nothing changed, though it was asked for everything: try again later",
    401: "asks for a name and password: add it again with name:password@ before the host",
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
