"""Fetching from a real server: what comes, what goes wrong, and what is never sent."""

from __future__ import annotations

import gzip
import io
import os
import select
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_server import ETAG, MODIFIED, Answer, FeedServer, fetch, items, redirect, rss
from newsreader import logins
from newsreader.errors import Cause, FetchError
from newsreader.fetch import Fetched, FetchLimits, Manner, NotModified, _next, _with_login
from newsreader.models.feeds import Validators
from newsreader.web import address, connection, response
from newsreader.web.caching import LONGEST_WAIT, SHORTEST_WAIT, max_age, retry_after
from newsreader.web.cookies import Cookies
from newsreader.web.response import BadResponse, Head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feed_server import Handler

SHORT = FetchLimits(total_seconds=0.4, connect_seconds=0.4)
SMALL = FetchLimits(total_seconds=10, wire_bytes=200_000, body_bytes=200_000)


def got(server: FeedServer, path: str, **options: Any) -> Fetched:
    """The document of a path."""
    return got_at(server.url(path), **options)


def failed(server: FeedServer, path: str, **options: Any) -> FetchError:
    """Why there is no document at a path."""
    return failed_at(server.url(path), **options)


def got_at(url: str, **options: Any) -> Fetched:
    """The document of an address."""
    fetched = fetch(url, **options)
    assert isinstance(fetched, Fetched)
    return fetched


def failed_at(url: str, **options: Any) -> FetchError:
    """Why there is no document at an address."""
    with pytest.raises(FetchError) as caught:
        fetch(url, **options)
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


# --- in a manner of its own ---------------------------------------------------------------------------------------

OWN = Manner("Mine/1.0", (("X-Key", "k1"), ("accept", "text/plain"), ("Authorization", "Bearer t")))


def test_own_headers(feed_server: FeedServer) -> None:
    """What is set for a feed is sent in the place of what is usual."""
    got(feed_server, "/feed", manner=OWN, accept="text/html")
    sent = feed_server.sent("/feed")
    assert (sent["user-agent"], sent["x-key"], sent["accept"]) == ("Mine/1.0", "k1", "text/plain")
    assert sent["authorization"] == "Bearer t"


@pytest.mark.parametrize("manner", [OWN, Manner(login="me:pw"), Manner(cookies=True)], ids=str)
def test_nothing_private_goes_to_another_origin(feed_server: FeedServer, manner: Manner) -> None:
    """After a redirect to another host only the headers that everybody gets are sent; the user agent may go along."""
    away = feed_server.url("/feed", host="localhost")
    feed_server.answers["/away"] = Answer(status=302, headers={"Location": away, "Set-Cookie": "a=b; Domain=localhost"})
    got(feed_server, "/away", manner=manner)
    assert set(feed_server.sent("/feed")) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_own_headers_on_the_way_back(feed_server: FeedServer) -> None:
    """They are sent on each hop that is of the feed's own origin."""
    got(feed_server, "/302", manner=OWN)
    assert feed_server.sent("/302")["x-key"] == feed_server.sent("/feed")["x-key"] == "k1"


def test_login_is_sent_and_the_address_s_own_goes_before(feed_server: FeedServer) -> None:
    """A login that was kept apart is used as one in the address is."""
    got(feed_server, "/feed", manner=Manner(login="user:p%40ss"))
    assert feed_server.sent("/feed")["authorization"] == "Basic dXNlcjpwQHNz"
    got_at(feed_server.url("/feed").replace("//", "//user:pass@"), manner=Manner(login="other:one"))
    assert feed_server.sent("/feed")["authorization"] == "Basic dXNlcjpwYXNz"


def test_login_never_goes_from_https_to_http() -> None:
    """Such a redirect is refused before anything is sent."""
    asked = _with_login(address.parse("https://a.example/"), Manner(login="me:pw"))
    with pytest.raises(FetchError, match="may not go that way"):
        _next(asked, asked, Head(302, (("location", "http://a.example/"),)))


def _consent(handler: Handler) -> None:
    cookie = handler.headers["Cookie"]
    answer = Answer(b"x") if cookie == "seen=1; b=2" else redirect("/consent")
    answer.headers |= {"Set-Cookie": "seen=1; Path=/; HttpOnly"} if not cookie else {"Set-Cookie": "b=2"}
    answer(handler)


def test_cookies_for_one_fetch(feed_server: FeedServer) -> None:
    """Where they are on, a server that sets one and asks again gets it back; the next fetch begins without."""
    feed_server.answers["/consent"] = _consent
    assert "circle" in str(failed(feed_server, "/consent"))
    assert got(feed_server, "/consent", manner=Manner(cookies=True)).body == b"x"
    assert "cookie" not in {name.lower() for name in feed_server.requests[-3][1]}
    got(feed_server, "/feed", manner=Manner(cookies=True))
    assert "cookie" not in feed_server.sent("/feed")


def test_cookies_are_bounded(feed_server: FeedServer) -> None:
    """Malformed ones, large ones and too many are not kept."""
    lines = [f"Set-Cookie: c{number}={'v' * 500}\r\n" for number in range(100)]
    lines += ["Set-Cookie: a b=c\r\n", "Set-Cookie: x\x01=1\r\n", f"Set-Cookie: long={'v' * 5000}\r\n"]
    feed_server.answers["/many"] = lambda handler: handler.raw(
        f"HTTP/1.1 302 F\r\n{''.join(lines)}Location: /feed\r\nContent-Length: 0\r\n\r\n".encode()
    )
    got(feed_server, "/many", manner=Manner(cookies=True))
    sent = feed_server.sent("/feed")["cookie"]
    assert sent.startswith("c0=vvv")
    assert len(sent) < 10_000
    assert "long" not in sent
    assert "\x01" not in sent


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
        ("64:ff9b::808:808", True),
        ("64:ff9b:1::808:808", False),
        ("2002:7f00:1::", False),
        ("2002:808:808::", True),
        ("::7f00:1", False),
        ("::", False),
        ("fec0::1", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("100.64.0.1", False),
        ("172.31.255.255", False),
        ("192.168.1.1", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
    ],
)
def test_public_addresses(ip: str, public: bool) -> None:
    """What counts as public, also where IPv4 travels inside IPv6."""
    assert connection._is_public((0, (ip, 80))) is public


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f000001", "017700000001", "localhost"])
def test_disguises_of_a_private_address(feed_server: FeedServer, host: str) -> None:
    """However loopback is written, a feed that no user typed does not reach it."""
    assert "private" in str(failed_at(feed_server.url("/feed", host=host), typed_by_user=False))
    assert not feed_server.hits


def test_the_address_that_was_checked_is_connected_to(feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is looked up once: a second answer, with another address, is never asked for."""
    answers = iter([[(socket.AF_INET, 1, 6, "", ("127.0.0.1", feed_server.port))], OSError("looked up again")])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: next(answers))
    assert got_at(f"http://rebinding.example:{feed_server.port}/feed").body == rss(items(3))


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


def _half(handler: Handler) -> None:
    handler.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsome")
    handler.wait(60)


@pytest.mark.parametrize(
    ("path", "limits", "sentence"),
    [
        ("/silent", FetchLimits(read_seconds=0.3), "did not answer for too long"),
        ("/half", FetchLimits(read_seconds=0.3), "did not answer for too long"),
        ("/drip", FetchLimits(total_seconds=0.5), "did not answer completely within 0.5 seconds"),
        ("/endless", FetchLimits(wire_bytes=100_000), "sent more than is read of one document"),
        ("/bomb", FetchLimits(body_bytes=2_000_000), "sent more than 2 MB"),
        ("/bomb", FetchLimits(body_bytes=100_000_000, ratio=100), "unpacks beyond all measure"),
        ("/headers", FetchLimits(header_bytes=10_000), "sent headers without end"),
        ("/header", FetchLimits(header_bytes=10_000), "sent a line without end"),
        ("/302", FetchLimits(redirects=0), "redirects in a circle or too often"),
    ],
)
def test_each_limit(feed_server: FeedServer, path: str, limits: FetchLimits, sentence: str) -> None:
    """Each limit ends what the others would let through, and says which it was."""
    feed_server.answers["/half"] = _half
    feed_server.answers["/headers"] = Answer(b"x", headers={f"X-{number}": "a" * 1000 for number in range(11)})
    feed_server.answers["/header"] = Answer(b"x", headers={"X": "a" * 11_000})
    before = time.monotonic()
    assert sentence in str(failed(feed_server, path, limits=limits))
    assert time.monotonic() - before < 15


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a full queue refuses at once")
def test_limit_of_connecting() -> None:
    """A server that does not take the call is left before the whole time is over."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server, ExitStack() as callers:
        for _ in range(4):  # more than the queue holds: the next is not answered
            caller = callers.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(server.getsockname())
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        assert "for too long" in str(failed_at(url, limits=FetchLimits(connect_seconds=0.3)))


def test_large_bodies_are_announced_to_the_caller(feed_server: FeedServer) -> None:
    """A body of more than a megabyte calls `on_large` once, a small one never."""
    calls: list[int] = []
    feed_server.answers["/large"] = Answer(b"x" * 3_000_000)
    got(feed_server, "/feed", on_large=lambda: calls.append(1))
    got(feed_server, "/large", on_large=lambda: calls.append(2))
    assert calls == [2]


def test_waiting_for_room_is_no_fault_of_the_server(feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time in which `on_large` waits is not counted as the server's."""
    waited: list[int] = []
    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + sum(waited))
    monkeypatch.setattr("newsreader.web.connection.time", clock)
    feed_server.answers["/large"] = Answer(b"x" * 3_000_000)
    fetched = got(feed_server, "/large", on_large=lambda: waited.append(1_000))
    assert len(fetched.body) == 3_000_000
    assert waited


# --- whole bodies -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/cut", "/gzip-cut", "/empty", "/brotli"])
def test_incomplete_bodies_are_errors(feed_server: FeedServer, path: str) -> None:
    """A body that is cut, empty or in a coding that was not asked for is no document."""
    failed(feed_server, path)


@pytest.mark.parametrize("coding", ["gzip", "X-GZip"])
def test_content_coding(feed_server: FeedServer, coding: str) -> None:
    """What comes packed is unpacked (test_codings has the rest)."""
    feed_server.answers["/coded"] = Answer(gzip.compress(b"some text"), headers={"Content-Encoding": coding})
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


SENT = "Wed, 19 Jun 2024 14:02:00 GMT"
LATER = "Wed, 19 Jun 2024 15:02:00 GMT"


@pytest.mark.parametrize("zone", ["", " -0000", " GMT"])
def test_dates_without_a_zone_are_those_of_no_machine(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """Universal time, wherever this machine is."""
    moment = f"Wed, 19 Jun 2024 14:02:00{zone}"
    with monkeypatch.context() as machine:
        machine.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        found = retry_after(moment, 1_718_805_720 - 600)
        fresh = max_age(Head(200, (("expires", moment), ("date", "Wed, 19 Jun 2024 14:00:00 GMT"))), 0)
    time.tzset()
    assert (found, fresh) == (600, 120)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=600, public"}, 600),
        ({"Cache-Control": 'Max-Age = "600"'}, 600),
        ({"Cache-Control": "max-age=" + "9" * 18}, LONGEST_WAIT),
        ({"Cache-Control": "max-age=-1, max-age=abc, ="}, None),
        ({"Cache-Control": "max-age=0"}, 0),
        ({"Cache-Control": "no-cache, max-age=600"}, 0),
        ({"Cache-Control": "private, no-store"}, 0),
        ({"Cache-Control": "max-age=600", "Expires": LATER, "Date": SENT}, 600),
        ({"Cache-Control": "public", "Expires": LATER, "Date": SENT}, 3600),
        ({"Expires": SENT, "Date": LATER}, 0),
        ({"Expires": "0"}, 0),
        ({"Expires": "-1", "Date": SENT}, 0),
        ({"Expires": LATER, "Date": "nonsense"}, 3000),
        ({"Expires": "Wed, 19 Jun 9999 14:02:00 GMT", "Date": SENT}, LONGEST_WAIT),
    ],
    ids=str,
)
def test_max_age(headers: dict[str, str], seconds: int | None) -> None:
    """How long a document stays fresh is read as a browser would, within bounds."""
    head = Head(200, tuple((name.lower(), value) for name, value in headers.items()))
    assert max_age(head, 1_718_805_720 + 600) == seconds


def test_max_age_comes_with_the_document_and_with_no_change(feed_server: FeedServer) -> None:
    """Both kinds of answers say how long they hold."""
    feed_server.answers["/aged"] = Answer(b"x", headers={"Cache-Control": "max-age=600", "ETag": '"e"'})
    assert got(feed_server, "/aged").max_age == 600
    feed_server.answers["/304"] = lambda handler: handler.raw(b"HTTP/1.1 304 N\r\nCache-Control: max-age=700\r\n\r\n")
    assert fetch(feed_server.url("/304"), validators=Validators('"e"')) == NotModified(Validators('"e"'), 700)


@given(st.lists(st.tuples(st.sampled_from(["cache-control", "expires", "date"]), st.text(max_size=30)), max_size=4))
def test_max_age_takes_any_text(headers: list[tuple[str, str]]) -> None:
    """Whatever a server says, it is a time within the bounds or nothing."""
    seconds = max_age(Head(200, tuple(headers)), 1_718_805_720)
    assert seconds is None or 0 <= seconds <= LONGEST_WAIT


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


# --- anything -----------------------------------------------------------------------------------------------------

HEADS = st.sampled_from([b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 103 E\r\n", b"Content-Length: 3\r\n", b"\r\n", b"abc"])
MORE = st.sampled_from(
    [b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"3\r\nabc\r\n", b"0\r\n\r\n"]
)


@given(st.lists(HEADS | MORE | st.binary(max_size=8), max_size=14).map(b"".join))
def test_any_answer(data: bytes) -> None:
    """Whatever comes over a connection is a status, headers and a body within its limits, or a BadResponse."""
    stream = io.BytesIO(data)
    try:
        head = response.read_head(stream, 500)
        body = response.read_body(stream, head, 50)
    except BadResponse as error:
        assert "\n" not in str(error)  # noqa: PT017 - either way is right
        return
    assert 0 <= head.status <= 999
    assert not 100 <= head.status < 200
    assert len(body) <= 50


PLACES = st.sampled_from(
    ["https://a.example/", "http://a.example/", "//b.example", "../x", "?y", "https://u:p@a.example/"]
)


@given(st.text(max_size=30) | PLACES | st.tuples(PLACES, st.text(max_size=9)).map("".join))
def test_any_redirect(location: str) -> None:
    """A Location leads to a web address or nowhere; the login goes along to its own origin alone, never another's."""
    asked = address.parse("https://me:pw@a.example/feed")
    try:
        there = _next(asked, asked, Head(302, (("location", location),)))
    except FetchError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either way is right
        return
    assert there.scheme in {"http", "https"}
    assert there.userinfo == ("me:pw" if there.origin == ("https", "a.example", 443) else "")
    assert there.scheme == "https" or not there.userinfo


@given(st.text(max_size=20), st.text(max_size=20))
def test_one_origin_is_one_origin(one: str, other: str) -> None:
    """Addresses that share a login when a feed moves are of one origin also for a request."""
    urls = [f"https://{text}/x" for text in (one, other)]
    try:
        origins = {address.parse(url).origin for url in urls}
    except FetchError:
        return
    assert len(origins) == 1 or not logins.is_same_origin(*urls)


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_any_cookie(values: list[bytes]) -> None:
    """What a server sets gives a header of one line, bounded, or none."""
    jar, origin = Cookies(), address.parse("https://a.example/")
    jar.take(origin, Head(200, tuple(("set-cookie", value.decode("latin-1")) for value in values)))
    sent = jar.header(origin)
    assert sent.isascii()
    assert sent.isprintable()
    assert len(sent) < 10_000
    assert jar.header(address.parse("https://b.example/")) == ""


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


def test_proxy_of_a_feed(proxy: type[Proxy], monkeypatch: pytest.MonkeyPatch, feed_server: FeedServer) -> None:
    """A feed's own proxy is asked, also for a private address; "none" connects directly."""
    named = os.environ["http_proxy"]
    with pytest.raises(FetchError, match=r"news\.invalid is not known"):
        fetch("http://news.invalid/feed", manner=Manner(proxy="none"))
    monkeypatch.delenv("http_proxy")
    monkeypatch.delenv("https_proxy")
    assert got(feed_server, "/feed", manner=Manner(proxy=named)).body == b"by proxy"
    assert proxy.seen == [(feed_server.url("/feed"), "Basic bWU6cHc=")]


@pytest.mark.parametrize("host", ["127.1", "10.0.0.1", "printer.local", "metadata.google.internal"])
def test_proxy_is_not_led_into_a_private_network(proxy: type[Proxy], host: str) -> None:
    """What is plainly private is not asked of a proxy, if no user typed it."""
    error = failed_at(f"http://{host}/", typed_by_user=False, manner=Manner(proxy=os.environ["http_proxy"]))
    assert "private" in str(error)
    assert not proxy.seen


def test_proxy_tunnel_that_is_refused(proxy: type[Proxy]) -> None:
    """For https a tunnel is asked for; if it is refused the proxy is named, without its password."""
    with pytest.raises(FetchError, match="refuses to connect") as caught:
        fetch("https://news.invalid/feed")
    assert proxy.seen == [("news.invalid:443", "Basic bWU6cHc=")]
    assert "pw" not in str(caught.value)


@pytest.fixture
def protected_server(tmp_path: Path) -> Iterator[FeedServer]:
    """A server whose certificate nobody can trust."""
    if shutil.which("openssl") is None:
        pytest.skip("makes a certificate with openssl")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=wrong.example"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with FeedServer() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        yield server


def test_certificate_that_cannot_be_trusted(protected_server: FeedServer) -> None:
    """A self-signed certificate is refused with the reason and the setting."""
    url = protected_server.url("/feed").replace("http:", "https:")
    with pytest.raises(FetchError, match=r"cannot be trusted \(self.signed.*verify_tls = false for this feed"):
        fetch(url)
    assert not protected_server.hits


def test_certificate_that_need_not_be_trusted(protected_server: FeedServer, feed_server: FeedServer) -> None:
    """Switched off for a feed, verification is off for its own origin alone."""
    url = protected_server.url("/feed").replace("http:", "https:")
    assert got_at(url, manner=Manner(verify_tls=False)).body == rss(items(3))
    feed_server.answers["/away"] = redirect(url)
    assert "cannot be trusted" in str(failed(feed_server, "/away", manner=Manner(verify_tls=False)))


class Tunnel(Proxy):
    """A proxy that connects, always to the same server, and passes on what comes."""

    leads_to: int

    def do_CONNECT(self) -> None:
        """Open a tunnel."""
        self.seen.append((self.path, self.headers["Proxy-Authorization"]))
        with socket.create_connection(("127.0.0.1", self.leads_to)) as server:
            self.send_response(200)
            self.end_headers()
            sides = {self.connection: server, server: self.connection}
            while ready := select.select(list(sides), [], [], 20)[0]:
                for side in ready:
                    piece = side.recv(65_536)
                    if not piece:
                        self.close_connection = True
                        return
                    sides[side].sendall(piece)


@pytest.mark.parametrize("verify", [True, False])
def test_proxy_tunnel(protected_server: FeedServer, verify: bool) -> None:
    """For https the proxy passes on what it cannot read; the certificate is the server's, and counts."""
    handler: type[Tunnel] = type("OneTunnel", (Tunnel,), {"seen": [], "leads_to": protected_server.port})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            manner = Manner(proxy=f"http://me:pw@127.0.0.1:{proxy.server_address[1]}", login="a:b", verify_tls=verify)
            if verify:
                assert failed_at("https://news.invalid/feed", manner=manner).cause is Cause.CERTIFICATE
                assert not protected_server.hits
            else:
                assert got_at("https://news.invalid/feed", manner=manner).body == rss(items(3))
                sent = protected_server.sent("/feed")
                assert "proxy-authorization" not in sent
                assert sent["authorization"].startswith("Basic ")
        finally:
            proxy.shutdown()
            thread.join()
    assert handler.seen == [("news.invalid:443", "Basic bWU6cHc=")]


def test_plain_server_on_a_protected_address(feed_server: FeedServer) -> None:
    """https to a port that speaks plain HTTP is an error, not a hang."""
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch(feed_server.url("/feed").replace("http:", "https:"), limits=FetchLimits(total_seconds=5))
