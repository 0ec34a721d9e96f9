"""Subscribing to addresses, pages, files and folders; what fails stores nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feed_server import ETAG, HTML, Answer, FeedServer, items, page, redirect, rss
from library_making import NOW, listed, opened
from newsreader import subscribe
from newsreader.config import Config
from newsreader.errors import FetchError, NewsreaderError, ParseError, SeveralFeedsError
from newsreader.feeds.opml import Outline
from newsreader.library import editing, entries, feeds, states
from newsreader.models.documents import Candidate
from newsreader.models.feeds import FeedKind
from newsreader.refresh.run import refresh
from newsreader.subscribe import Added

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.store import Library

CONFIG = Config()


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with opened(tmp_path / "library") as library:
        yield library


def add(lib: Library, address: object, *, folder: str | None = None, title: str | None = None) -> Added:
    """Subscribe to something."""
    return subscribe.add(lib, str(address), folder=folder, title=title, now=NOW, config=CONFIG)


def refused(lib: Library, address: object) -> NewsreaderError:
    """Why nothing was subscribed to, and that nothing was stored."""
    with pytest.raises(NewsreaderError) as caught:
        add(lib, address)
    assert feeds.all_feeds(lib) == []
    assert listed(lib) == []
    assert "\n" not in str(caught.value)
    return caught.value


# --- addresses ----------------------------------------------------------------------------------------------------


def test_feed(lib: Library, feed_server: FeedServer) -> None:
    """A feed is stored with its entries, in the folder and with the title that were asked for, and is not due yet."""
    added = add(lib, f" {feed_server.url('/feed')} ", folder="A/B", title="Mine")
    assert added.new == 3
    assert (added.feed.url, added.feed.title, added.feed.folder) == (feed_server.url("/feed"), "Mine", "A/B")
    assert (added.feed.unread, added.feed.total, added.feed.link) == (3, 3, "https://news.example/")
    assert feed_server.hits == {"/feed": 1}
    assert feeds.due(lib, NOW) == []
    assert feeds.states(lib)[0].validators.etag == ETAG


def test_feed_that_is_there_already(lib: Library, feed_server: FeedServer) -> None:
    """The same address again is the same feed, without a request and without new entries."""
    first = add(lib, feed_server.url("/feed"))
    again = add(lib, feed_server.url("/feed"), folder="Other", title="Other")
    assert again == Added(first.feed, 0)
    assert feed_server.hits == {"/feed": 1}


@pytest.mark.parametrize("path", ["/301", "/302", "/308", "/mixed", "/page", "/to-page"])
def test_ways_to_a_feed_that_is_there_already(lib: Library, feed_server: FeedServer, path: str) -> None:
    """Redirects and pages that lead to a feed that is subscribed to give that feed."""
    feed_server.answers["/to-page"] = redirect("/page")
    first = add(lib, feed_server.url("/feed"))
    assert add(lib, feed_server.url(path)) == Added(first.feed, 0)
    assert len(feeds.all_feeds(lib)) == 1


@pytest.mark.parametrize(
    ("path", "stored"), [("/301", "/feed"), ("/308", "/feed"), ("/302", "/302"), ("/page", "/feed")]
)
def test_address_that_is_stored(lib: Library, feed_server: FeedServer, path: str, stored: str) -> None:
    """What is stored is the typed address, the new one after a permanent redirect, or the one that a page names."""
    assert add(lib, feed_server.url(path)).feed.url == feed_server.url(stored)


@pytest.mark.parametrize("prefix", ["", "feed://", "feed:http://", "HTTP://"])
def test_forms_of_an_address(lib: Library, feed_server: FeedServer, prefix: str) -> None:
    """Without a scheme the protected form is tried first, then the plain one; `feed:` means the web."""
    added = add(lib, f"{prefix}127.0.0.1:{feed_server.port}/feed#top")
    assert added.feed.url.lower() == feed_server.url("/feed")
    assert add(lib, feed_server.url("/feed")).new == 0


def test_subscribing_again(lib: Library, feed_server: FeedServer) -> None:
    """What was unsubscribed from comes back with its states; only what came meanwhile is new."""
    feed_id = add(lib, feed_server.url("/feed")).feed.id
    states.mark(lib, listed(lib), read=True, now=NOW)
    editing.unsubscribe(lib, feed_id, NOW)
    feed_server.answers["/feed"] = Answer(rss(items(4)))
    added = add(lib, feed_server.url("/feed"))
    assert (added.feed.id, added.new, added.feed.unread, added.feed.total) == (feed_id, 1, 1, 4)


# --- pages --------------------------------------------------------------------------------------------------------


def test_page_that_names_several_feeds(lib: Library, feed_server: FeedServer) -> None:
    """Several feeds are offered, none is fetched."""
    error = refused(lib, feed_server.url("/page-two"))
    assert isinstance(error, SeveralFeedsError)
    assert error.candidates == (
        Candidate(feed_server.url("/feed"), "Feed 0"),
        Candidate(feed_server.url("/gzip"), "Feed 1"),
    )
    assert feed_server.hits == {"/page-two": 1}


def test_page_that_names_no_feed(lib: Library, feed_server: FeedServer) -> None:
    """The message says that it is a page and names no feed."""
    error = refused(lib, feed_server.url("/page-none"))
    assert isinstance(error, ParseError)
    assert "web page" in str(error)


@pytest.mark.parametrize("named", ["/page-none", "/page", "/404", "/html"])
def test_page_that_names_what_is_no_feed(lib: Library, feed_server: FeedServer, named: str) -> None:
    """What a page names is tried once; another page there is not followed further."""
    feed_server.answers["/html"] = Answer(page(named), content_type=HTML)
    refused(lib, feed_server.url("/html"))
    assert sum(feed_server.hits.values()) <= 2


def test_page_may_not_name_another_private_server(lib: Library, feed_server: FeedServer) -> None:
    """The feed that a page names lies on its own server or on the public network."""
    inside = feed_server.url("/feed", host="localhost")
    feed_server.answers["/html"] = Answer(page(inside), content_type=HTML)
    assert "private" in str(refused(lib, feed_server.url("/html")))
    assert "/feed" not in feed_server.hits


@pytest.mark.parametrize("path", ["/404", "/500", "/429", "/cut", "/empty", "/loop", "/gzip-cut"])
def test_failures_store_nothing(lib: Library, feed_server: FeedServer, path: str) -> None:
    """What cannot be fetched is not subscribed to."""
    assert feed_server.url("/").rstrip("/") in str(refused(lib, feed_server.url(path)))


@pytest.mark.parametrize("address", ["", "no such thing", "word", "ftp://a.example/", "javascript:alert(1)"])
def test_what_is_neither_address_nor_file(lib: Library, address: str) -> None:
    """The message says what was typed; nothing is fetched."""
    error = refused(lib, address)
    assert isinstance(error, FetchError)
    assert str(error).startswith(address or "An empty name")


def test_password_is_not_told(lib: Library, feed_server: FeedServer) -> None:
    """No message repeats a password."""
    for path in ("/404", "/page-none", "/page-two"):
        assert "secret" not in str(refused(lib, feed_server.url(path).replace("//", "//me:secret@")))


# --- files and folders --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["me:sesame@intranet", "me:sesame@intranet/feed@1", "https://me:sesame@"])
def test_a_password_of_what_is_no_address_is_not_told(lib: Library, address: str) -> None:
    """Also where no scheme says what stands before the @."""
    with pytest.raises(FetchError) as caught:
        add(lib, address)
    assert "sesame" not in str(caught.value)


def test_feed_file(lib: Library, tmp_path: Path) -> None:
    """A feed file is followed as a feed."""
    file = tmp_path / "a feed.xml"
    file.write_bytes(rss(items(2)))
    added = add(lib, file)
    assert (added.feed.url, added.feed.kind, added.feed.title, added.new) == (file.as_uri(), FeedKind.FEED, "News", 2)
    assert add(lib, file) == Added(added.feed, 0)
    assert add(lib, file.as_uri()) == Added(added.feed, 0)


def test_folder(lib: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is a feed of its files, also by a relative path."""
    folder = tmp_path / "texts.txt"
    folder.mkdir()
    (folder / "one.txt").write_text("One\n\nText.", encoding="utf-8")
    (folder / "two.md").write_text("# Two\n\nText.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    added = add(lib, "texts.txt")
    assert (added.feed.url, added.feed.kind, added.new) == (folder.as_uri(), FeedKind.FOLDER, 2)
    assert add(lib, folder).new == 0
    assert add(lib, "texts.txt/../texts.txt").feed.id == added.feed.id


def test_article_files(lib: Library, tmp_path: Path) -> None:
    """Article files become entries of one feed; the same file again is not new, a changed one is an edit."""
    one, two = tmp_path / "one.txt", tmp_path / "12"
    two.mkdir()
    two /= "two.html"
    one.write_text("One\n\nText.", encoding="utf-8")
    two.write_text("<title>Two</title><p>Text.", encoding="utf-8")
    first, second = add(lib, one), add(lib, two, title="Mine")
    assert (first.new, second.new) == (1, 1)
    assert (second.feed.id, second.feed.title, second.feed.kind) == (first.feed.id, "Files", FeedKind.FILES)
    assert add(lib, one).new == 0
    one.write_text("One\n\nEdited.", encoding="utf-8")
    assert add(lib, one).new == 0
    stored = [entries.entry(lib, entry_id) for entry_id in listed(lib)]
    assert {entry.title for entry in stored} == {"One", "Mine"}
    assert any("Edited." in entry.body for entry in stored)


@pytest.mark.parametrize("name", ["./12", "missing.xml", "/no/such/file", "~nobody-of-that-name/x", "a\0b.txt"])
def test_missing_files(lib: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A file that is not there is told by its name, and no network is asked for it."""
    monkeypatch.chdir(tmp_path)
    assert "no file" in str(refused(lib, name))


@pytest.mark.parametrize("body", [b"", b"\0\1\2", b"<opml><outline/></opml>", b"<html>"])
def test_files_that_are_no_feed(lib: Library, tmp_path: Path, body: bytes) -> None:
    """A file that cannot be read as a feed stores nothing."""
    file = tmp_path / "feed.xml"
    file.write_bytes(body)
    error = refused(lib, file)
    assert isinstance(error, ParseError)
    assert str(file) in str(error)


# --- outlines -----------------------------------------------------------------------------------------------------


def test_outlines(lib: Library, feed_server: FeedServer) -> None:
    """Outlines become feeds in their folders, without a request; those that are there stay as they are."""
    add(lib, feed_server.url("/feed"), folder="Mine")
    feed_server.hits.clear()
    outlines = [
        Outline(feed_server.url("/feed"), "Other", "Other"),
        Outline("https://a.example/feed", "A", "World/Asia"),
        Outline("https://b.example/feed"),
        Outline("https://a.example/feed", "Again"),
        Outline("exec:rm -rf ~", "Evil"),
        Outline("file:///etc/passwd", "Evil"),
    ]
    assert subscribe.add_outlines(lib, outlines, NOW) == (2, 2)
    assert {(feed.title, feed.folder) for feed in feeds.all_feeds(lib)} == {
        ("News", "Mine"),
        ("A", "World/Asia"),
        ("https://b.example/feed", None),
    }
    assert not feed_server.hits
    assert len(feeds.due(lib, NOW)) == 2


def test_an_outline_named_by_its_address_has_no_title(lib: Library, feed_server: FeedServer) -> None:
    """An address that an exporter put in a title's place does not stand before the feed's own title."""
    url = feed_server.url("/feed")
    assert subscribe.add_outlines(lib, [Outline(url, url)], NOW) == (1, 0)
    list(refresh(lib, feeds.states(lib), config=CONFIG, now=lambda: NOW))
    assert [feed.title for feed in feeds.all_feeds(lib)] == ["News"]


def test_outlines_are_all_or_nothing(lib: Library) -> None:
    """If one outline cannot be stored, none is."""

    def outlines() -> Iterator[Outline]:
        yield Outline("https://a.example/feed")
        raise ParseError("broken off")

    with pytest.raises(ParseError):
        subscribe.add_outlines(lib, outlines(), NOW)
    assert feeds.all_feeds(lib) == []
