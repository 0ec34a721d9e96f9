"""Fetching from a real server: what comes, what goes wrong, and what is never sent."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_server import ETAG, MODIFIED, Answer, FeedServer, items, redirect, rss
from newsreader.errors import FetchError
from newsreader.fetch import Fetched, FetchLimits, Manner, NotModified, fetch
from newsreader.models import Validators
from newsreader.web import address, codings, connection
from newsreader.web.caching import LONGEST_WAIT, SHORTEST_WAIT, retry_after

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHORT = FetchLimits(total_seconds=0.4, connect_seconds=0.4)
SMALL = FetchLimits(total_seconds=10, wire_bytes=200_000, body_bytes=200_000)


def got(server: FeedServer, path: str, **options: Any) -> Fetched:
    """The document of a path."""
    fetched = fetch(server.url(path), **options)
    assert isinstance(fetched, Fetched)
    return fetched


def failed(server: FeedServer, path: str, **options: Any) -> FetchError:
    """Why there is no document at a path."""
    with pytest.raises(FetchError) as caught:
        fetch(server.url(path), **options)
    assert "\n" not in str(caught.value)
    return caught.value


def test_document_and_its_headers(feed_server: FeedServer) -> None:
    """A document comes whole, with its address, type and validators as they were sent."""
    fetched = got(feed_server, "/feed")
    assert fetched.body == rss(items(3))
    assert fetched.url == feed_server.url("/feed")
    assert fetched.content_type == "application/rss+xml; charset=utf-8"
    assert fetched.validators == Validators(ETAG, MODIFIED)
    assert fetched.permanent_url is None


def test_validators_go_back_byte_for_byte(feed_server: FeedServer) -> None:
    """A second request sends the validators unchanged and learns that nothing changed."""
    first = got(feed_server, "/feed")
    second = fetch(feed_server.url("/feed"), validators=first.validators)
    assert second == NotModified(first.validators, None)
    assert feed_server.sent("/feed")["if-none-match"] == ETAG
    assert feed_server.sent("/feed")["if-modified-since"] == MODIFIED


def test_odd_validators(feed_server: FeedServer) -> None:
    """An ETag with raw bytes is sent back as those bytes; one of 100 kB is dropped."""
    odd = '"\x01\x7f\xe9"'
    feed_server.answers["/odd"] = lambda handler: handler.raw(
        b'HTTP/1.1 200 OK\r\nETag: "\x01\x7f\xe9"\r\nContent-Length: 1\r\n\r\nx'
    )
    assert got(feed_server, "/odd").validators.etag == odd
    got(feed_server, "/feed", validators=Validators(odd))
    assert feed_server.sent("/feed")["if-none-match"] == odd
    feed_server.answers["/long"] = Answer(b"x", headers={"ETag": '"' + "e" * 100_000 + '"'})
    assert got(feed_server, "/long").validators.etag is None


def test_request_says_who_asks_and_nothing_more(feed_server: FeedServer) -> None:
    """The request names the program and its version; it has no cookies, no Referer, no other coding than two."""
    feed_server.answers["/cookie"] = Answer(status=302, headers={"Location": "/feed", "Set-Cookie": "uid=1; Path=/"})
    got(feed_server, "/cookie", accept="text/html")
    sent = feed_server.sent("/feed")
    assert set(sent) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert sent["user-agent"].startswith("newsreader/")
    assert sent["accept"] == "text/html"
    assert sent["accept-encoding"].startswith("gzip, deflate")


# --- redirects ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "permanent"), [("/301", True), ("/308", True), ("/302", False), ("/mixed", False), ("/feed", False)]
)
def test_redirects(feed_server: FeedServer, path: str, permanent: bool) -> None:
    """Redirects are followed; the address is new only if all of them are permanent."""
    fetched = got(feed_server, path)
    assert fetched.url == feed_server.url("/feed")
    assert fetched.permanent_url == (feed_server.url("/feed") if permanent else None)


def test_redirect_loop(feed_server: FeedServer) -> None:
    """A circle ends after each of its addresses was asked once."""
    assert "circle" in str(failed(feed_server, "/loop"))
    assert feed_server.hits == {"/loop": 1, "/loop/2": 1}


def test_too_many_redirects(feed_server: FeedServer) -> None:
    """Ten redirects are followed, an eleventh is not."""
    for n in range(11):
        feed_server.answers[f"/chain/{n}"] = redirect(f"/chain/{n + 1}")
    feed_server.answers["/chain/11"] = Answer(b"x")
    assert got(feed_server, "/chain/1").body == b"x"
    failed(feed_server, "/chain/0")


@pytest.mark.parametrize(
    "location",
    [
        "ftp://127.0.0.1/x",
        "javascript:alert(1)",
        "data:,x",
        "file:///etc/passwd",
        "",
        "http://[::1",
        "http://a\x1b[2J/",
    ],
)
def test_redirects_to_what_is_no_web_address(feed_server: FeedServer, location: str) -> None:
    """A redirect to anything but http and https is refused, and the message carries no control characters."""
    feed_server.answers["/odd"] = redirect(location)
    assert "\x1b" not in str(failed(feed_server, "/odd"))


def test_redirect_with_raw_utf8(feed_server: FeedServer) -> None:
    """A Location in raw UTF-8 is followed, relative to where it came from."""
    feed_server.answers["/a/b"] = lambda handler: handler.raw(
        "HTTP/1.1 302 Found\r\nLocation: ../żółw é?q=ü#x\r\nContent-Length: 0\r\n\r\n".encode()
    )
    feed_server.answers["/%C5%BC%C3%B3%C5%82w%20%C3%A9"] = Answer(b"x")
    assert got(feed_server, "/a/b").url.endswith("/%C5%BC%C3%B3%C5%82w%20%C3%A9?q=%C3%BC")


def test_password_stays_with_its_origin(feed_server: FeedServer) -> None:
    """Name and password go to the origin they were given for and to no other, nor into any message."""
    secret = feed_server.url("/away").replace("//", "//user:p%40ss@")
    feed_server.answers["/away"] = redirect(feed_server.url("/feed", host="localhost"))
    fetched = fetch(secret)
    assert isinstance(fetched, Fetched)
    assert "user" not in fetched.url
    assert feed_server.sent("/away")["authorization"] == "Basic dXNlcjpwQHNz"
    assert "authorization" not in feed_server.sent("/feed")
    with pytest.raises(FetchError) as caught:
        fetch(secret.replace("/away", "/404"))
    assert "p%40ss" not in str(caught.value)
    assert "user" not in str(caught.value)


def test_password_survives_a_permanent_move_on_its_origin(feed_server: FeedServer) -> None:
    """The new address is asked with the same name and password, without being part of it; a Location's are not used."""
    feed_server.answers["/301"] = redirect(feed_server.url("/feed").replace("//", "//evil:evil@"), 301)
    fetched = fetch(feed_server.url("/301").replace("//", "//user:pass@"))
    assert isinstance(fetched, Fetched)
    assert fetched.permanent_url == feed_server.url("/feed")
    assert feed_server.sent("/feed")["authorization"] == "Basic dXNlcjpwYXNz"


# --- networks -----------------------------------------------------------------------------------------------------


def test_only_the_user_may_name_a_private_address(feed_server: FeedServer) -> None:
    """An address that came from a page or a feed is refused if it is private, without a connection."""
    assert "private" in str(failed(feed_server, "/feed", typed_by_user=False))
    assert not feed_server.hits


def test_public_address_may_not_lead_into_a_private_network(
    feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A redirect from a public host to loopback is refused."""
    monkeypatch.setattr(connection, "_is_public", lambda reached: reached[1][0] == "127.0.0.1")
    feed_server.answers["/inside"] = redirect(feed_server.url("/feed").replace("127.0.0.1", "127.0.0.2"))
    assert "private" in str(failed(feed_server, "/inside"))
    assert feed_server.hits == {"/inside": 1}


def test_metadata_address(feed_server: FeedServer) -> None:
    """No redirect leads to a link-local address, not even from a private one."""
    feed_server.answers["/inside"] = redirect("http://169.254.169.254/latest/meta-data/")
    assert "private" in str(failed(feed_server, "/inside"))


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_public_addresses(ip: str, public: bool) -> None:
    """What counts as public, also where IPv4 travels inside IPv6."""
    assert connection._is_public((0, (ip, 80))) is public


def test_unknown_host() -> None:
    """A name that leads nowhere is told by its name."""
    with pytest.raises(FetchError, match=r"^nowhere\.invalid is not known"):
        fetch("http://nowhere.invalid/feed")


def test_refused_connection(feed_server: FeedServer) -> None:
    """A port on which nobody listens is a failure that names the address."""
    url = feed_server.url("/feed")
    feed_server.server_close()
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch(url, limits=SHORT)


# --- limits -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/silent", "/drip"])
def test_deadline(feed_server: FeedServer, path: str) -> None:
    """Silence and dripping end at the deadline."""
    before = time.monotonic()
    assert "within 0.4 seconds" in str(failed(feed_server, path, limits=SHORT))
    assert time.monotonic() - before < 5


@pytest.mark.parametrize("path", ["/endless", "/bomb", "/interim"])
def test_sizes(feed_server: FeedServer, path: str) -> None:
    """What has no end on the wire, or after unpacking, is given up at the limit."""
    assert " sent " in str(failed(feed_server, path, limits=SMALL))


def test_announced_size(feed_server: FeedServer) -> None:
    """A body that is announced as too large is not read at all."""
    feed_server.answers["/large"] = lambda handler: handler.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 200001\r\n\r\n")
    assert "more than 0.2 MB" in str(failed(feed_server, "/large", limits=SMALL))


def test_large_bodies_are_announced_to_the_caller(feed_server: FeedServer) -> None:
    """A body of more than a megabyte calls `on_large` once, a small one never."""
    calls: list[int] = []
    feed_server.answers["/large"] = Answer(b"x" * 3_000_000)
    got(feed_server, "/feed", on_large=lambda: calls.append(1))
    got(feed_server, "/large", on_large=lambda: calls.append(2))
    assert calls == [2]


# --- whole bodies -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/cut", "/gzip-cut", "/empty", "/brotli"])
def test_incomplete_bodies_are_errors(feed_server: FeedServer, path: str) -> None:
    """A body that is cut, empty or in a coding that was not asked for is no document."""
    failed(feed_server, path)


def raw_deflate(data: bytes) -> bytes:
    """Deflate as many servers send it: without zlib's header."""
    compressor = zlib.compressobj(wbits=-15)
    return compressor.compress(data) + compressor.flush()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(b"some text")),
        ("x-gzip", gzip.compress(b"some ") + gzip.compress(b"text") + b"\0\0"),
        ("deflate", zlib.compress(b"some text")),
        ("deflate", raw_deflate(b"some text")),
        ("gzip", b"some text"),
        ("identity", b"some text"),
        ("UTF-8", b"some text"),
        ("", b"some text"),
    ],
)
def test_content_codings(feed_server: FeedServer, coding: str, body: bytes) -> None:
    """What was asked for is unpacked; what is no coding is ignored."""
    feed_server.answers["/coded"] = Answer(body, headers={"Content-Encoding": coding})
    assert got(feed_server, "/coded").body == b"some text"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=1\r\nsome\r\n5\r\n text\r\n0\r\nTrailer: 1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n9\r\nsome text\r\n0\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsome textHTTP/1.1 200",
        b"HTTP/1.0 200\r\n\r\nsome text",
        b"HTTP/1.1 200 OK\nX-Long: a\n b\nno colon\nContent-Length: 9, 9\n\nsome text",
    ],
)
def test_framings(feed_server: FeedServer, answer: bytes) -> None:
    """Bodies are found by chunks, by length or by the end of the connection."""
    feed_server.answers["/raw"] = lambda handler: handler.raw(answer)
    assert got(feed_server, "/raw").body == b"some text"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<rss></rss>",
        b"HTTP/1.1 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nsome text",
        b"HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\nsome text",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nsome text",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nsome text\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nsome text\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nsome text\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8bnonsense",
        b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\nsome",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000 + b"\r\n\r\nsome",
        b"HTTP/1.1 200 OK\r\n" + b"X: aaaaaaaa\r\n" * 60_000 + b"\r\nsome",
    ],
)
def test_broken_answers(feed_server: FeedServer, answer: bytes) -> None:
    """An answer that breaks HTTP is an error and never half a document."""
    feed_server.answers["/raw"] = lambda handler: handler.raw(answer)
    assert failed(feed_server, "/raw").status is None


# --- statuses -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/404", "/410", "/429", "/500"])
def test_statuses(feed_server: FeedServer, path: str) -> None:
    """An error status is told by its number, whatever the body is; only 410 means gone."""
    error = failed(feed_server, path)
    assert error.status == int(path[1:])
    assert f"({path[1:]} " in str(error)
    assert error.gone is (path == "/410")
    assert error.retry_after == (3600 if path == "/429" else None)


@pytest.mark.parametrize("status", [201, 204, 206, 300, 304, 407, 511, 999])
def test_odd_statuses(feed_server: FeedServer, status: int) -> None:
    """What is not plainly a whole document is an error that names the number."""
    feed_server.answers["/odd"] = Answer(b"x", status)
    error = failed(feed_server, "/odd")
    assert (error.status, str(status) in str(error)) == (status, True)


def test_reason_phrase_is_not_repeated(feed_server: FeedServer) -> None:
    """The server's own words do not get into the message."""
    feed_server.answers["/odd"] = lambda handler: handler.raw(b"HTTP/1.1 404 \x1b[2JPWN\r\nContent-Length: 0\r\n\r\n")
    assert str(failed(feed_server, "/odd")).endswith("(404 Not Found).")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 1 ", SHORTEST_WAIT),
        ("99999999999999999999", LONGEST_WAIT),
        ("Wed, 19 Jun 2024 14:02:00 GMT", 600),
        ("Wed, 19 Jun 2019 14:02:00 GMT", SHORTEST_WAIT),
        ("Wed, 19 Jun 9999 14:02:00 GMT", LONGEST_WAIT),
        ("-5", None),
        ("1e3", None),
        ("٣", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(value: str | None, seconds: int | None) -> None:
    """Seconds and dates are understood, within bounds; the rest is ignored."""
    assert retry_after(value, 1_718_805_720 - 600) == seconds


@given(st.text())
def test_retry_after_takes_any_text(value: str) -> None:
    """Whatever a server says, it is a time within the bounds or nothing."""
    seconds = retry_after(value, 1_718_805_720)
    assert seconds is None or SHORTEST_WAIT <= seconds <= LONGEST_WAIT


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("max-age=600, public", 600), ("max-age=" + "9" * 18, LONGEST_WAIT), ("max-age=-1, max-age=abc, =", None)],
)
def test_max_age(feed_server: FeedServer, value: str, seconds: int | None) -> None:
    """How long a document stays fresh is read within bounds."""
    feed_server.answers["/aged"] = Answer(b"x", headers={"Cache-Control": value})
    assert got(feed_server, "/aged").max_age == seconds


# --- addresses ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://News.Example", "http://news.example/"),
        (" https://news.example:443/a b?c=d e#f ", "https://news.example/a%20b?c=d%20e"),
        ("http://bücher.example/żółw/%20%", "http://xn--bcher-kva.example/%C5%BC%C3%B3%C5%82w/%20%"),
        ("http://news.example:8080//a//?x[]=1|2", "http://news.example:8080//a//?x[]=1|2"),
        ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x"),
    ],
)
def test_addresses(url: str, asked: str) -> None:
    """Addresses become ASCII without becoming others."""
    assert address.parse(url).url == asked


@pytest.mark.parametrize(
    "url",
    [
        "",
        "feed",
        "ftp://a/",
        "http://",
        "http:///x",
        "http://a:99999/",
        "http://[::1",
        "http://a b/",
        "http://a/\0",
        "http://a..b\u3002/",
        "mailto:a@b",
        "http://" + "a" * 9_000,
    ],
)
def test_bad_addresses(url: str) -> None:
    """What is no web address is refused before anything is looked up."""
    with pytest.raises(FetchError):
        fetch(url)


@given(st.text() | st.text().map("http://{}".format))
def test_any_text_as_an_address(url: str) -> None:
    """Any text is an ASCII address that means the same when it is read again, or a FetchError."""
    try:
        parsed = address.parse(url)
    except FetchError:
        return
    assert parsed.url.isascii()
    assert address.parse(parsed.url).url == parsed.url


# --- proxies and TLS ----------------------------------------------------------------------------------------------


class Proxy(BaseHTTPRequestHandler):
    """Answers for others, or refuses to."""

    seen: list[tuple[str, str | None]]

    def do_GET(self) -> None:
        """Answer as if it were the server."""
        self.seen.append((self.path, self.headers["Proxy-Authorization"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"by proxy")

    def do_CONNECT(self) -> None:
        """Refuse a tunnel."""
        self.seen.append((self.path, self.headers["Proxy-Authorization"]))
        self.send_error(403)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Proxy]]:
    """A proxy that the environment names; what it saw is in its `seen`."""
    handler = type("SeeingProxy", (Proxy,), {"seen": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        for name in ("http_proxy", "https_proxy"):
            monkeypatch.setenv(name, f"http://me:pw@127.0.0.1:{server.server_address[1]}")
        monkeypatch.setenv("no_proxy", "direct.invalid")
        yield handler
        server.shutdown()
        thread.join()


def test_proxy(proxy: type[Proxy], feed_server: FeedServer) -> None:
    """A proxy is asked for public addresses, not for those of this computer or those exempt."""
    fetched = fetch("http://news.invalid/feed?x=1")
    assert isinstance(fetched, Fetched)
    assert fetched.body == b"by proxy"
    assert proxy.seen == [("http://news.invalid/feed?x=1", "Basic bWU6cHc=")]
    assert got(feed_server, "/feed").body == rss(items(3))
    with pytest.raises(FetchError, match=r"direct\.invalid is not known"):
        fetch("http://direct.invalid/")
    assert len(proxy.seen) == 1


def test_proxy_tunnel_that_is_refused(proxy: type[Proxy]) -> None:
    """For https a tunnel is asked for; if it is refused the proxy is named, without its password."""
    with pytest.raises(FetchError, match="refuses to connect") as caught:
        fetch("https://news.invalid/feed")
    assert proxy.seen == [("news.invalid:443", "Basic bWU6cHc=")]
    assert "pw" not in str(caught.value)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")
def test_certificate_that_cannot_be_trusted(tmp_path: Path) -> None:
    """A self-signed certificate is refused with the reason."""
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=wrong.example"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with FeedServer() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        with pytest.raises(FetchError, match=r"cannot be trusted \(self.signed"):
            fetch(server.url("/feed").replace("http:", "https:"))


def test_plain_server_on_a_protected_address(feed_server: FeedServer) -> None:
    """https to a port that speaks plain HTTP is an error, not a hang."""
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch(feed_server.url("/feed").replace("http:", "https:"), limits=FetchLimits(total_seconds=5))
