"""The full texts of entries, from real servers and real processes: what is fetched, when, and what stays."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

import pytest

from feed_server import HTML, Answer, FeedServer, Item, redirect, rss
from library_making import NOW, opened
from newsreader import saving, subscribe
from newsreader.articles import document
from newsreader.config import Config, FullText
from newsreader.errors import FetchError, ParseError
from newsreader.feedsettings import FeedSettings
from newsreader.fulltext import article, run, teasers
from newsreader.library import analysis, entries, feeds, fulltexts, hosts, lists, states
from newsreader.refresh.run import refresh
from newsreader.web.address import host
from pages import PARAGRAPHS, body, page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from feed_server import Handler
    from newsreader.library.store import Library

TEASER = "The council of Ostrey voted on Monday to close the old harbour bridge ..."
FULL = "Repairs will cost 41 million euros"


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with opened(tmp_path) as library:
        yield library


def serve(server: FeedServer, texts: dict[int, str]) -> str:
    """A feed whose entries have these texts and link to pages on the same server; its address."""
    listed = [
        Item(f"g{n}", f"Title {n}", server.url(f"/page/{n}"), f"Wed, 19 Jun 2024 14:{n:02}:00 GMT", text)
        for n, text in texts.items()
    ]
    server.answers["/news"] = Answer(rss(listed))
    for n in texts:
        server.answers.setdefault(f"/page/{n}", Answer(page(title=f"Title {n}"), content_type=HTML))
    return server.url("/news")


def follow(lib: Library, server: FeedServer, texts: dict[int, str], config: Config = Config()) -> dict[int, int]:  # noqa: B008 - frozen
    """Subscribe to such a feed; the ids of its entries by their numbers."""
    subscribe.add(lib, serve(server, texts), folder=None, title=None, now=NOW, config=config)
    found = entries.entries(lib, lists.listing(lib).ids)
    return {int(entry.title.split()[-1]): entry.id for entry in found}


def fetched(lib: Library, *ids: int, config: Config = Config()) -> list[run.Outcome]:  # noqa: B008 - frozen
    """What comes of fetching the full texts of entries by hand."""
    return list(run.fetch(lib, fulltexts.wanted(lib, ids), config=config, now=lambda: NOW))


def after_refresh(lib: Library, since: int = 0, config: Config = Config(), now: int = NOW) -> dict[int, str]:  # noqa: B008 - frozen
    """What a refresh fetches by itself: entries and what came of them."""
    return {one.entry_id: one.status for one in run.after_refresh(lib, since, config=config, now=lambda: now)}


def text_of(lib: Library, entry_id: int) -> str:
    """What is read of an entry."""
    return document.parse(entries.entry(lib, entry_id).body).text


# --- by hand ------------------------------------------------------------------------------------------------------


def test_the_full_text_is_read_and_what_the_feed_says_stays(lib: Library, feed_server: FeedServer) -> None:
    """Beside it; the entry is analysed and indexed anew."""
    entry_id = follow(lib, feed_server, {1: TEASER})[1]
    own, before = entries.entry(lib, entry_id), analysis.latest(lib)
    (outcome,) = fetched(lib, entry_id)
    assert (outcome.status, outcome.problem, outcome.error) == ("stored", None, None)
    entry = entries.entry(lib, entry_id)
    assert FULL in text_of(lib, entry_id)
    assert (entry.content, entry.summary, entry.title) == (own.content, own.summary, own.title)
    assert entry.hash != own.hash
    assert analysis.latest(lib) > before


def test_a_refresh_does_not_take_it_for_an_edit(lib: Library, feed_server: FeedServer) -> None:
    """And an edit by the feed leaves it in its place."""
    entry_id = follow(lib, feed_server, {1: TEASER})[1]
    fetched(lib, entry_id)
    hash_then = entries.entry(lib, entry_id).hash
    for words, changed in ((TEASER, 0), ("Edited words.", 1), ("Edited words.", 0)):
        serve(feed_server, {1: words, 2: words} if changed else {1: words})
        (outcome,) = refresh(lib, feeds.states(lib), config=Config(), now=lambda: NOW)
        assert outcome.changed == changed
        assert FULL in text_of(lib, entry_id)
    entry = entries.entry(lib, entry_id)
    assert entry.hash.partition("+")[2] == hash_then.partition("+")[2] != ""
    assert entry.hash != hash_then
    assert "Edited" in entry.body or "Edited" in (entry.content or entry.summary or "")


def test_one_may_go_back_to_what_the_feed_says(lib: Library, feed_server: FeedServer) -> None:
    """And forth, without a fetch."""
    entry_id = follow(lib, feed_server, {1: TEASER})[1]
    own = entries.entry(lib, entry_id).hash
    fetched(lib, entry_id)
    full = entries.entry(lib, entry_id).hash
    hits = feed_server.hits["/page/1"]
    fulltexts.show(lib, entry_id, shown=False)
    assert (text_of(lib, entry_id), entries.entry(lib, entry_id).hash) == (TEASER, own)
    fulltexts.show(lib, entry_id, shown=True)
    assert (FULL in text_of(lib, entry_id), entries.entry(lib, entry_id).hash) == (True, full)
    assert feed_server.hits["/page/1"] == hits


def endless(handler: Handler) -> None:
    """A page without an end: a hundred megabytes are nothing else."""
    handler.send_response(200)
    handler.send_header("Content-Type", HTML)
    handler.end_headers()
    with contextlib.suppress(OSError):  # whoever reads it has enough
        while True:
            handler.wfile.write(b"<p>words and words</p>" * 4_000)


@pytest.mark.parametrize(
    ("answer", "status", "problem", "sentence"),
    [
        (Answer(b"", 404, HTML), "failed", None, "does not exist"),
        (Answer(b"", 503, HTML), "failed", None, "fault of its own"),
        (Answer(b"%PDF", content_type="application/pdf"), "failed", None, "is no page but application/pdf"),
        (Answer(bytes(2_000), content_type=HTML), "failed", None, "binary"),
        (Answer(b"<p>Subscribe to continue reading.", content_type=HTML), "kept", "paywall", "feed's own text stays"),
        (Answer(b"<title>x</title>", content_type=HTML), "kept", "no text", "no text"),
        (Answer(b"<p>Please log in to continue.", content_type=HTML), "kept", "login", "feed's own text stays"),
        (Answer(b"<p>We and our 81 partners use cookies.", content_type=HTML), "kept", "cookies", "own text stays"),
        (Answer(b"<p>Please enable JavaScript.", content_type=HTML), "kept", "javascript", "feed's own text stays"),
        (Answer(b"<p>Please press and hold.", content_type=HTML), "kept", "captcha", "feed's own text stays"),
        (Answer(b"<p>words " * 1_400_000, content_type=HTML), "failed", None, "10 MB"),
        (endless, "failed", None, "more than is read"),
        (redirect("javascript:alert(1)"), "failed", None, "no web address"),
        (redirect("/page/1"), "failed", None, "redirects in a circle"),
    ],
)
def test_where_there_is_no_article_the_text_of_the_feed_stays(
    lib: Library,
    feed_server: FeedServer,
    answer: Callable[[Handler], None],
    status: str,
    problem: str | None,
    sentence: str,
) -> None:
    """And why is told."""
    feed_server.answers["/page/1"] = answer
    entry_id = follow(lib, feed_server, {1: TEASER})[1]
    (outcome,) = fetched(lib, entry_id)
    assert (outcome.status, outcome.problem) == (status, problem)
    assert sentence in (outcome.error or "")
    assert text_of(lib, entry_id) == TEASER
    assert entries.entry(lib, entry_id).problem == problem


def test_a_full_text_that_was_had_is_not_lost(lib: Library, feed_server: FeedServer) -> None:
    """Whatever the page says when it is fetched again."""
    entry_id = follow(lib, feed_server, {1: TEASER})[1]
    fetched(lib, entry_id)
    feed_server.answers["/page/1"] = Answer(b"<p>Subscribe to continue reading.", content_type=HTML)
    assert fetched(lib, entry_id)[0].status == "kept"
    feed_server.answers["/page/1"] = Answer(b"", 410, HTML)
    assert fetched(lib, entry_id)[0].status == "failed"
    assert FULL in text_of(lib, entry_id)


def test_the_pages_of_an_article_are_joined(lib: Library, feed_server: FeedServer) -> None:
    """In order, each once; a page that says nothing new ends it."""
    parts = [body(*(f"Part {n} of the report says {word} about the bridge, the town, and what it costs." for word in
             ("much", "little", "nothing", "more"))) for n in (1, 2, 3)]  # fmt: skip
    for n, part in enumerate(parts, 1):
        following = f'<a rel="next" href="/story?page={n + 1}">next</a>'
        feed_server.answers["/story" if n == 1 else f"/story{n}"] = Answer(
            page(part, after=following), content_type=HTML
        )

    def by_number(handler: object) -> None:
        number = str(handler.path).rpartition("=")[2]  # type: ignore[attr-defined]
        name = f"/story{number}" if number in {"2", "3"} else "/first"
        feed_server.answers[name](handler)  # type: ignore[arg-type]

    feed_server.answers["/first"] = feed_server.answers["/story"]
    feed_server.answers["/story"] = by_number
    with article.extractor(Config()) as reader:
        found = article.load(feed_server.url("/story"), Config(), article.extracting(reader), typed_by_user=True)
    numbers = [line.split()[1] for line in found.extracted.text.split("\n\n") if line.startswith("Part ")]
    assert numbers == ["1"] * 4 + ["2"] * 4 + ["3"] * 4
    assert found.incomplete is None


def test_a_page_that_cannot_be_had_leaves_the_article_incomplete(feed_server: FeedServer) -> None:
    """And that is said."""
    following = '<a rel="next" href="/story?page=2">next</a>'
    first = page(after=following)

    def only_first(handler: object) -> None:
        answer = Answer(b"", 500, HTML) if "page=" in str(handler.path) else Answer(first, content_type=HTML)  # type: ignore[attr-defined]
        answer(handler)  # type: ignore[arg-type]

    feed_server.answers["/story"] = only_first
    with article.extractor(Config()) as reader:
        found = article.load(feed_server.url("/story"), Config(), article.extracting(reader), typed_by_user=True)
    assert FULL in found.extracted.text
    assert "could not be had" in (found.incomplete or "")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,<p>x", "file:///etc/passwd", "exec:mine"])
def test_only_the_web_has_pages(url: str) -> None:
    """Whatever an address says."""
    with article.extractor(Config()) as reader, pytest.raises(FetchError, match="no web address"):
        article.load(url, Config(), article.extracting(reader), typed_by_user=True)


def test_a_link_into_a_private_network_is_not_followed(lib: Library, feed_server: FeedServer) -> None:
    """Unless the user's own feed is on that host."""
    entry_id = follow(lib, feed_server, {1: TEASER})[1]
    with lib.write():
        lib.execute("UPDATE entries SET link = ? WHERE id = ?", (feed_server.url("/page/1", "localhost"), entry_id))
    hits = feed_server.hits["/page/1"]
    (outcome,) = fetched(lib, entry_id)
    assert outcome.status == "failed"
    assert "private network" in (outcome.error or "")
    assert feed_server.hits["/page/1"] == hits


def test_a_host_that_refuses_is_left_alone_at_once(lib: Library, feed_server: FeedServer) -> None:
    """And what it asked for is kept for others."""
    ids = follow(lib, feed_server, dict.fromkeys(range(1, 5), TEASER))
    for n in range(1, 5):
        feed_server.answers[f"/page/{n}"] = Answer(b"", 429, HTML, {"Retry-After": "600"})
    outcomes = fetched(lib, *ids.values())
    assert sorted(one.status for one in outcomes) == ["failed", "skipped", "skipped", "skipped"]
    assert sum(feed_server.hits[f"/page/{n}"] for n in range(1, 5)) == 1
    (wait,) = hosts.waits(lib).values()
    assert wait.asked == NOW + 600
    assert [one.status for one in fetched(lib, *ids.values())] == ["skipped"] * 4


def test_a_host_that_answers_again_is_as_any_other(lib: Library, feed_server: FeedServer) -> None:
    """What it refused before makes it wait no longer than others the next time."""
    ids = follow(lib, feed_server, {1: TEASER})
    hosts.record(lib, host(feed_server.url("/")), hosts.Wait(slowed=NOW - 1, refusals=7))
    assert [one.status for one in fetched(lib, *ids.values())] == ["stored"]
    assert hosts.waits(lib) == {}


def test_the_page_itself_is_kept_if_wanted(lib: Library, feed_server: FeedServer) -> None:
    """As it came."""
    entry_id = follow(lib, feed_server, {1: TEASER})[1]
    fetched(lib, entry_id)
    assert fulltexts.page(lib, entry_id) is None
    fetched(lib, entry_id, config=Config(full_text=FullText(keep_pages=True)))
    assert fulltexts.page(lib, entry_id) == page(title="Title 1")


# --- after a refresh ----------------------------------------------------------------------------------------------


def test_that_a_feed_teases_is_found_out_from_its_first_pages(lib: Library, feed_server: FeedServer) -> None:
    """Then all that is short is fetched, and later what comes."""
    ids = follow(lib, feed_server, dict.fromkeys(range(1, 7), TEASER))
    assert after_refresh(lib) == dict.fromkeys(ids.values(), "stored")
    assert sum(feed_server.hits[f"/page/{n}"] for n in range(1, 7)) == 6
    assert after_refresh(lib) == {}
    before = analysis.latest(lib)
    serve(feed_server, {7: TEASER, 8: "<p>" + "Words that are many. " * 200})
    list(refresh(lib, feeds.states(lib), config=Config(), now=lambda: NOW))
    assert list(after_refresh(lib, before).values()) == ["stored"]
    assert (feed_server.hits["/page/7"], feed_server.hits["/page/8"]) == (1, 0)


def test_a_feed_with_whole_texts_is_left_in_peace(lib: Library, feed_server: FeedServer) -> None:
    """No page is fetched to find that out."""
    follow(lib, feed_server, dict.fromkeys(range(1, 7), "<p>" + "Words that are many. " * 200))
    assert after_refresh(lib) == {}
    assert sum(feed_server.hits[f"/page/{n}"] for n in range(1, 7)) == 0


def test_a_feed_of_short_whole_texts_is_left_in_peace(lib: Library, feed_server: FeedServer) -> None:
    """After three pages that had no more to say."""
    texts = dict.fromkeys(range(1, 7), "The ferry stops running tonight, and nobody knows when it will go again.")
    for n in texts:
        feed_server.answers[f"/page/{n}"] = Answer(
            f"<title>T</title><article><h1>T</h1><p>{texts[n]}</p></article>".encode(), content_type=HTML
        )
    ids = follow(lib, feed_server, texts)
    assert list(after_refresh(lib).values()) == ["kept"] * 3
    assert after_refresh(lib) == {}
    assert all(text_of(lib, entry_id) == texts[1] for entry_id in ids.values())


@pytest.mark.parametrize(("mode", "fetched_"), [("always", [1, 2]), ("when short", [1]), ("never", [])])
def test_the_configuration_has_the_last_word(
    lib: Library, feed_server: FeedServer, mode: str, fetched_: list[int]
) -> None:
    """For a feed."""
    texts = {1: TEASER, 2: "<p>" + "Words that are many. " * 200}
    config = Config(feeds={feed_server.url("/news"): FeedSettings(full_text=mode)})
    ids = follow(lib, feed_server, texts, config)
    assert sorted(after_refresh(lib, config=config)) == sorted(ids[n] for n in fetched_)


def test_what_was_read_is_not_fetched(lib: Library, feed_server: FeedServer) -> None:
    """Nobody waits for it."""
    ids = follow(lib, feed_server, dict.fromkeys(range(1, 4), TEASER))
    states.mark(lib, ids.values(), read=True, now=NOW)
    assert after_refresh(lib) == {}


def test_what_failed_for_the_moment_is_tried_again_a_few_times(lib: Library, feed_server: FeedServer) -> None:
    """Later and later; what is gone is not."""
    ids = follow(lib, feed_server, {1: TEASER, 2: TEASER})
    feed_server.answers["/page/1"] = Answer(b"", 500, HTML)
    feed_server.answers["/page/2"] = Answer(b"", 404, HTML)
    now, tries = NOW, []
    for _ in range(100):
        tries.append(after_refresh(lib, now=now).get(ids[1]))
        now += 3_600
    assert tries.count("failed") == 4
    assert tries[:2] == ["failed", "failed"]
    assert feed_server.hits["/page/2"] == 1


def test_a_refresh_asks_for_pages_for_two_minutes(lib: Library, feed_server: FeedServer) -> None:
    """By the clock that it is given; the rest is tried after a later one."""
    config = Config(feeds={feed_server.url("/news"): FeedSettings(full_text="always")})
    ids = follow(lib, feed_server, {1: TEASER, 2: TEASER}, config)
    us = threading.current_thread()
    late = lambda: NOW if threading.current_thread() is us else NOW + 1_000  # noqa: E731 - those who fetch come late
    told = list(run.after_refresh(lib, 0, config=config, now=late))
    assert sorted(one.entry_id for one in told if one.status == "skipped") == sorted(ids.values())
    assert sum(feed_server.hits[f"/page/{n}"] for n in ids) == 0
    assert after_refresh(lib, config=config, now=NOW + 10_000) == dict.fromkeys(ids.values(), "stored")


def test_teasers_are_told_by_their_length_and_their_end() -> None:
    """Pure."""
    assert teasers.is_short(TEASER)
    assert not teasers.is_short("<p>" + "Words. " * 300)
    assert teasers.is_short("<p>" + "Words. " * 300 + "<a>Continue reading</a>")
    assert teasers.has_more("x" * 1_000, TEASER)
    assert not teasers.has_more(TEASER + "x" * 100, TEASER)
    assert [teasers.verdict(tried) for tried in ([], [True], [True, False], [True, True, False])] == [
        None,
        True,
        False,
        True,
    ]


# --- saving -------------------------------------------------------------------------------------------------------


def test_a_page_is_kept_as_an_entry(lib: Library, feed_server: FeedServer) -> None:
    """Of a feed of its own, that is never refreshed; saved again it is fetched anew, and unread again."""
    feed_server.answers["/story"] = Answer(page(), content_type=HTML)
    saved = saving.save(lib, feed_server.url("/story"), config=Config(), now=NOW)
    entry = entries.entry(lib, saved.entry_id)
    assert (saved.feed.title, saved.new, saved.problem) == ("Saved", True, None)
    assert (entry.title, entry.author, entry.link) == ("Bridge to close", "Lena Sorg", feed_server.url("/story"))
    assert all(one in text_of(lib, entry.id) for one in PARAGRAPHS)
    states.mark(lib, [entry.id], read=True, now=NOW)
    feed_server.answers["/story"] = Answer(page(body(*PARAGRAPHS, "They changed their minds.")), content_type=HTML)
    again = saving.save(lib, feed_server.url("/story"), config=Config(), now=NOW)
    assert (again.entry_id, again.new) == (entry.id, False)
    assert "changed their minds" in text_of(lib, entry.id)
    assert not entries.entry(lib, entry.id).read
    assert feeds.states(lib) == []


def test_a_page_behind_a_wall_is_kept_with_what_it_shows(lib: Library, feed_server: FeedServer) -> None:
    """And why it is not whole is told."""
    feed_server.answers["/story"] = Answer(
        b"<p>The minister said.</p><p>Subscribe to continue reading.", content_type=HTML
    )
    saved = saving.save(lib, feed_server.url("/story"), config=Config(), now=NOW)
    assert "those alone who pay" in (saved.problem or "")
    assert "The minister said." in text_of(lib, saved.entry_id)


@pytest.mark.parametrize("path", ["/404", "/empty"])
def test_what_is_no_page_is_not_kept(lib: Library, feed_server: FeedServer, path: str) -> None:
    """Nothing is stored."""
    with pytest.raises((FetchError, ParseError)):
        saving.save(lib, feed_server.url(path), config=Config(), now=NOW)
    assert feeds.all_feeds(lib) == []
