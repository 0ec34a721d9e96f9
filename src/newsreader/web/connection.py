"""Connections to web servers: names looked up and checked, proxies, TLS, all of it until a deadline.

What is said over a connection is not known here.
"""

from __future__ import annotations

import contextlib
import functools
import io
import ipaddress
import os
import socket
import ssl
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from newsreader.errors import Cause, FetchError
from newsreader.patience import within
from newsreader.web import address, response
from newsreader.web.address import Address, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NO_PROXY = "none"
"""In the place of a proxy's address: connect directly, whatever the environment names."""

_Reached = tuple[int, tuple[str, int]]
"""Family and socket address (IPv6 has two more members)."""


class Deadline:
    """The moment when a fetch ends, whatever it is doing."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """While something else is waited for."""
        begun = time.monotonic()
        try:
            yield
        finally:
            self._end += time.monotonic() - begun

    def left(self, at_most: float = 3600) -> float:
        """The seconds that are left; TimeoutError if there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return min(seconds, at_most)


class Stream(io.RawIOBase):
    """A connection as a stream of bytes; an error at the deadline, or when more came than allowed."""

    def __init__(self, connection: socket.socket, deadline: Deadline, most: int, silence: float) -> None:
        super().__init__()
        self._connection = connection
        self._deadline = deadline
        self._left = most
        self._silence = silence

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """What came next; nothing at the end."""
        self._connection.settimeout(self._deadline.left(self._silence))
        count = self._connection.recv_into(cast("bytearray", buffer))
        self._left -= count
        if self._left < 0:
            raise response.TooMuch("sent more than is read of one document")
        return count

    def send(self, lines: Iterable[str]) -> None:
        """Send a request that has no body."""
        self._connection.settimeout(self._deadline.left(self._silence))
        self._connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))


class Route:
    """The way to a server, its name looked up once: what was checked is what is connected to."""

    def __init__(self, target: Address, deadline: Deadline, connect_seconds: float, proxy: str = "") -> None:
        self._target = target
        self._deadline = deadline
        self._connect_seconds = connect_seconds
        self.is_connected = False
        """Whether a server, or a proxy in its place, took the call."""
        self.proxy = _named_proxy(proxy) if proxy else _proxy_of_environment(target)
        nearest = self.proxy or target
        self._addresses = _look_up(nearest.host, nearest.port, deadline.left(connect_seconds))

    @property
    def is_public(self) -> bool:
        """Whether the server is on the public network, as far as can be told."""
        if self.proxy:  # it looks the name up itself; what is plainly private is told by the name
            return not _is_private_name(self._target.host)
        return any(_is_public(reached) for reached in self._addresses)

    @property
    def forwarded(self) -> bool:
        """Whether a proxy passes the request on and wants to see the whole address."""
        return self.proxy is not None and self._target.scheme == "http"

    def restrict(self, *, private_ok: bool, redirected: bool) -> None:
        """Leave only the addresses that may be reached; FetchError if there is none."""
        if self.proxy:
            allowed = private_ok or self.is_public
        else:
            self._addresses = [a for a in self._addresses if _may_reach(a, private_ok, redirected)]
            allowed = bool(self._addresses)
        if not allowed:
            sentence = f"{shown(self._target.url)} lies in a private network, where nobody else may lead you."
            raise FetchError(sentence, cause=Cause.PRIVATE)

    @contextlib.contextmanager
    def open(self, most: int, silence: float, *, verified: bool = True) -> Iterator[Stream]:
        """A connection to the server, over which at most so many bytes come, with so many seconds between them."""
        with contextlib.ExitStack() as stack:
            connection = stack.enter_context(self._connect())
            if self._target.scheme == "https":
                if self.proxy:
                    _open_tunnel(Stream(connection, self._deadline, most, silence), self.proxy, self._target)
                connection.settimeout(self._deadline.left(silence))
                secure = _tls_context(verified).wrap_socket(connection, server_hostname=self._target.host)
                connection = stack.enter_context(secure)
            yield Stream(connection, self._deadline, most, silence)

    def _connect(self) -> socket.socket:
        """The first address that answers; the time is shared out, so that a dead one does not use up all of it."""
        soon = Deadline(self._deadline.left(self._connect_seconds))
        failure: OSError = TimeoutError()
        for place, (family, reached) in enumerate(self._addresses):
            connection = socket.socket(family, socket.SOCK_STREAM)
            try:
                connection.settimeout(soon.left() / (len(self._addresses) - place))
                connection.connect(reached)
            except OSError as error:
                connection.close()
                failure = error
            else:
                self.is_connected = True
                return connection
        raise failure


# --- names and networks -------------------------------------------------------------------------------------------


def _look_up(host: str, port: int, seconds: float) -> list[_Reached]:
    """The addresses of a host; the system's resolver knows no time limit."""
    with contextlib.suppress(socket.gaierror, UnicodeError):  # an address that is no name is known at once
        return _reached(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST))
    try:
        answers = within(seconds, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM), "look-up")
    except UnicodeError as error:
        raise socket.gaierror(str(error)) from error
    return _reached(answers)


def _reached(answers: Iterable[tuple[int, int, int, str, tuple[Any, ...]]]) -> list[_Reached]:
    return [(family, cast("tuple[str, int]", reached)) for family, _, _, _, reached in answers]


def _is_public(reached: _Reached) -> bool:
    ip = _unwrapped(reached)
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _UNICAST:
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def _may_reach(reached: _Reached, private_ok: bool, redirected: bool) -> bool:
    if _is_public(reached):
        return True
    ip = _unwrapped(reached)
    special = ip.is_link_local or ip.is_multicast or ip.is_unspecified
    return private_ok and not (redirected and special)


def _unwrapped(reached: _Reached) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The address that is reached in the end: IPv4 may travel inside IPv6."""
    ip = ipaddress.ip_address(reached[1][0].partition("%")[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in _NAT64 or (ip in _COMPATIBLE and int(ip) > 0xFFFF):  # not :: and ::1
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")
_UNICAST = ipaddress.ip_network("2000::/3")
"""All that was ever given out on the public network; what lies elsewhere is of some local use."""


def _is_private_name(host: str) -> bool:
    """Whether a name is plainly one of a private network, without looking it up."""
    if f".{host}".endswith(_LOCAL_NAMES):
        return True
    try:
        if ":" not in host:
            host = socket.inet_ntoa(socket.inet_aton(host))  # 127.1, 0x7f000001 and 2130706433 are addresses, too
        return not _is_public((0, (host, 0)))
    except (ValueError, OSError):
        return False


_LOCAL_NAMES = (".localhost", ".local", ".localdomain", ".internal", ".home.arpa")


# --- proxies and TLS ----------------------------------------------------------------------------------------------


def _proxy_of_environment(target: Address) -> Address | None:
    """The proxy that the environment names for an address; a private address needs none."""
    if not any(name in os.environ for name in _PROXY_NAMES) or _is_private_name(target.host):
        return None
    from urllib import request  # noqa: PLC0415 - large, and few have a proxy

    proxies = request.getproxies_environment()
    url = proxies.get(target.scheme) or proxies.get("all")
    if not url or request.proxy_bypass(f"{target.host}:{target.port}"):
        return None
    return _named_proxy(url)


def _named_proxy(url: str) -> Address | None:
    if url == NO_PROXY:
        return None
    proxy = address.parse(url if "://" in url else f"http://{url}")
    if proxy.scheme != "http":
        sentence = f"The proxy {shown(url)} is of a kind that is not known; name one that begins with http://."
        raise FetchError(sentence, cause=Cause.PROXY)
    return proxy


_PROXY_NAMES = tuple(form(f"{kind}_proxy") for kind in ("http", "https", "all") for form in (str.lower, str.upper))


def _open_tunnel(stream: Stream, proxy: Address, target: Address) -> None:
    host = f"[{target.host}]" if ":" in target.host else target.host
    lines = [f"CONNECT {host}:{target.port} HTTP/1.1", f"Host: {host}:{target.port}"]
    if proxy.userinfo:
        lines.append(f"Proxy-Authorization: {proxy.authorization}")
    stream.send(lines)
    head = response.read_head(io.BufferedReader(stream, 1))  # one byte at a time: what follows is TLS
    if head.status != HTTPStatus.OK:
        sentence = f"The proxy {shown(proxy.url)} refuses to connect ({head.status}); check its settings."
        raise FetchError(sentence, cause=Cause.PROXY)


@functools.lru_cache(maxsize=2)
def _tls_context(verified: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not verified:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
