"""One request and its answer; whatever goes wrong is one FetchError."""

from __future__ import annotations

import io
import socket
import ssl
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from newsreader import __version__
from newsreader.errors import Cause, FetchError
from newsreader.models.feeds import Validators
from newsreader.text import clean_line
from newsreader.web import codings, response
from newsreader.web.address import shown
from newsreader.web.connection import Route
from newsreader.web.cookies import Cookies
from newsreader.web.response import BadResponse, TooMuch

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.web.address import Address
    from newsreader.web.connection import Deadline
    from newsreader.web.manner import FetchLimits, Manner
    from newsreader.web.response import Head
    from newsreader.web.sink import Sink

WHOLE = {200, 203, 226}
NO_VALIDATORS = Validators()

_USER_AGENT = f"newsreader/{__version__} (feed reader for the terminal)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request came back with."""

    head: Head
    body: bytes
    public: bool
    """Whether the server is on the public network."""


@dataclass(frozen=True, slots=True)
class Requests:
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

    def once(self, target: Address, *, private_ok: bool, redirected: bool) -> Answer:
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
        return self.validators if target.url == gave else NO_VALIDATORS

    def _once(self, target: Address, route: Route) -> Answer:
        limits, is_home = self.limits, target.origin == self.asked.origin
        verified = self.manner.verify_tls or not is_home
        with route.open(limits.wire_bytes, limits.read_seconds, verified=verified) as stream:
            stream.send(self._lines(target, route, is_home))
            incoming = io.BufferedReader(stream, 65_536)
            head = response.read_head(incoming, limits.header_bytes)
            if self.manner.cookies:
                self.cookies.take(target, head)
            is_part = self.sink is not None and head.status == HTTPStatus.PARTIAL_CONTENT
            if head.status not in WHOLE and not is_part:
                return Answer(head, b"", route.is_public)
            if self.sink is not None:
                self.sink.take(head, response.pieces(incoming, head, limits.body_bytes))
                return Answer(head, b"", route.is_public)
            _refuse_media(head)
            body = response.read_body(incoming, head, limits.body_bytes, self._make_room, ratio=limits.ratio)
            return Answer(head, body, route.is_public)

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


def _refuse_media(head: Head) -> None:
    kind = (head.get("content-type") or "").partition("/")[0].strip().lower()
    if kind in {"audio", "video"}:
        raise BadResponse(f"is no document but {kind}")
