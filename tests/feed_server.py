"""A real HTTP server in a thread, with routes for what feeds do on the network; it counts who asked for what."""

from __future__ import annotations

import contextlib
import functools
import gzip
import socketserver
import threading
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self
from xml.sax.saxutils import escape

from newsreader.fetch import finished, hops

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newsreader.fetch import Fetched, NotModified

ETAG = 'W/"a;b=\\"c\\", d--gzip"'
MODIFIED = "Wed, 19 Jun 2024 14:02:00 GMT"
RSS = "application/rss+xml; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Item:
    """What a feed says of an entry."""

    guid: str | None
    title: str
    link: str | None = None
    date: str | None = MODIFIED
    text: str = "Some text."


def items(count: int, text: str = "Some text.") -> list[Item]:
    """So many entries, the newest first."""
    return [
        Item(f"guid-{n}", f"Title {n}", f"https://news.example/{n}", f"Wed, 19 Jun 2024 14:{n:02}:00 GMT", text)
        for n in reversed(range(count))
    ]


def rss(entries: Iterable[Item], title: str = "News") -> bytes:
    """An RSS document."""
    lines = [f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{escape(title)}</title>']
    lines.append("<link>https://news.example/</link><description>d</description>")
    for item in entries:
        values = {
            "title": item.title,
            "guid": item.guid,
            "link": item.link,
            "pubDate": item.date,
            "description": item.text,
        }
        inside = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in values.items() if value is not None)
        lines.append(f"<item>{inside}</item>")
    return "\n".join([*lines, "</channel></rss>"]).encode()


def page(*links: str) -> bytes:
    """A web page that names feeds."""
    heads = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="Feed {n}" href="{link}">'
        for n, link in enumerate(links)
    )
    return f"<!doctype html><html><head><title>A page</title>{heads}</head><body>Words.</body></html>".encode()


@dataclass
class Answer:
    """What a path answers with; with validators it answers 304 to those who send them back."""

    body: bytes = b""
    status: int = 200
    content_type: str = RSS
    headers: dict[str, str] = field(default_factory=dict)

    def __call__(self, handler: Handler) -> None:
        etag, modified = self.headers.get("ETag"), self.headers.get("Last-Modified")
        asked = handler.headers
        if (etag and asked["If-None-Match"] == etag) or (modified and asked["If-Modified-Since"] == modified):
            handler.send_response(304)
            handler.end_headers()
            return
        handler.send_response(self.status)
        for name, value in {"Content-Type": self.content_type, "Content-Length": str(len(self.body))}.items():
            if name not in self.headers:
                handler.send_header(name, value)
        for name, value in self.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(self.body)


def redirect(to: str, status: int = 302) -> Answer:
    """An answer that leads elsewhere."""
    return Answer(status=status, headers={"Location": to})


class Handler(BaseHTTPRequestHandler):
    """Answers with what the server has for the path."""

    server: FeedServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Count the request and answer it."""
        path = self.path.partition("?")[0]
        self.server.hits[path] += 1
        self.server.requests.append((path, dict(self.headers)))
        answer = self.server.answers.get(path, Answer(b"no such path", 404, "text/plain"))
        self.close_connection = True
        with contextlib.suppress(ConnectionError):
            answer(self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""

    def raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.wfile.write(data)
        self.wfile.flush()

    def wait(self, seconds: float) -> bool:
        """Wait as long as the server lives; False when it ends."""
        return not self.server.ended.wait(seconds)


class FeedServer(ThreadingHTTPServer):
    """Serves on loopback; `answers` says what each path answers, and may be changed at any time."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.ended = threading.Event()
        self.hits: Counter[str] = Counter()
        self.requests: list[tuple[str, dict[str, str]]] = []
        """Path and headers, in the order they came."""
        self.answers: dict[str, Callable[[Handler], None]] = {
            "/feed": Answer(rss(items(3)), headers={"ETag": ETAG, "Last-Modified": MODIFIED}),
            "/301": redirect("/feed", 301),
            "/302": redirect("/feed", 302),
            "/308": redirect("/301", 308),
            "/mixed": redirect("/302", 301),
            "/loop": redirect("/loop/2"),
            "/loop/2": redirect("/loop"),
            "/404": Answer(rss(items(1)), 404),
            "/410": Answer(status=410),
            "/429": Answer(status=429, headers={"Retry-After": "3600"}),
            "/500": Answer(rss(items(1)), 500),
            "/gzip": Answer(gzip.compress(rss(items(3))), headers={"Content-Encoding": "gzip"}),
            "/gzip-cut": Answer(gzip.compress(rss(items(30)))[:-20], headers={"Content-Encoding": "gzip"}),
            "/bomb": _bomb,
            "/brotli": Answer(b"\x0b\x02", headers={"Content-Encoding": "br"}),
            "/charset": Answer(rss([Item("1", "Café")]), content_type="application/rss+xml; charset=rot13"),
            "/broken": Answer(rss(items(3))[:-60] + b"<&"),
            "/page": Answer(page("/feed"), content_type=HTML),
            "/page-two": Answer(page("/feed", "/gzip"), content_type=HTML),
            "/page-none": Answer(page(), content_type=HTML),
            "/cut": Answer(rss(items(3)), headers={"Content-Length": "100000"}),
            "/empty": Answer(),
            "/silent": _silent,
            "/drip": _drip,
            "/endless": _endless,
            "/interim": _interim,
        }
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def server_bind(self) -> None:
        """Bind without asking the network for this computer's name, as the library does."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.port

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that went away."""

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path; by the name `localhost` it is another origin."""
        return f"http://{host}:{self.port}{path}"

    def sent(self, path: str) -> dict[str, str]:
        """The headers of the last request for a path, names in lower case."""
        headers = next(headers for asked, headers in reversed(self.requests) if asked == path)
        return {name.lower(): value for name, value in headers.items()}


def _bomb(handler: Handler) -> None:
    Answer(_zeros(), headers={"Content-Encoding": "gzip"})(handler)


@functools.cache
def _zeros() -> bytes:
    return gzip.compress(bytes(30_000_000))


def _silent(handler: Handler) -> None:
    handler.wait(60)


def _drip(handler: Handler) -> None:
    handler.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while handler.wait(0.02):
        handler.raw(b" ")


def _endless(handler: Handler) -> None:
    handler.raw(b"HTTP/1.1 200 OK\r\n\r\n")
    while handler.wait(0):
        handler.raw(b" " * 65_536)


def _interim(handler: Handler) -> None:
    while handler.wait(0.001):
        handler.raw(b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n")


def fetch(url: str, **options: Any) -> Fetched | NotModified:
    """A document, with all that `hops` takes."""
    return finished(hops(url, **options))
