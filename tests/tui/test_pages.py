"""The full text by key, and links kept to read later, by real processes and a real server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feed_server import HTML, Answer, FeedServer
from newsreader.library import entries, feeds, lists
from pages import PARAGRAPHS, page
from tui.small_library import NOW, add_entries, article
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)
TEASER = "<p>The council of Ostrey voted ... <a href='{}'>more</a></p>"


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The processes have their settings and write their log there."""
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path / "home"))


@pytest.fixture
def teaser(library: Library, feed_server: FeedServer) -> int:
    """The first article of the list; its page is on the server of its feed."""
    feed_server.answers["/story"] = Answer(page(), content_type=HTML)
    feed_id = feeds.add(library, feed_server.url("/feed"), "Teaser", now=NOW)
    parsed = article(50, title="Bridge to close", content=TEASER.format(feed_server.url("/other")))
    (entry_id,) = add_entries(library, feed_id, parsed)
    with library.write():
        library.execute("UPDATE entries SET link = ? WHERE id = ?", (feed_server.url("/story"), entry_id))
    return entry_id


def heading(app: ReaderApp) -> str:
    """What stands above the article."""
    return "\n".join(line.text for line in app.reader.article_view._sheet.head)


async def test_x_shows_the_full_text_and_what_the_feed_says(make_app: MakeApp, library: Library, teaser: int) -> None:
    """The page is fetched the first time; then the key goes back and forth."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        reader = app.reader
        assert reader.entry is not None
        assert reader.entry.id == teaser

        def shown() -> str:
            reading = reader.article_view.reading
            return reading.document.text if reading else ""

        assert "full text" not in heading(app)
        await pilot.press("x")
        await until(pilot, lambda: PARAGRAPHS[0] in shown())
        assert "full text" in heading(app)
        assert reader.quotes_view.shown >= 2
        await pilot.press("x")
        assert shown() == "The council of Ostrey voted ... more"
        assert "full text" not in heading(app)
        await pilot.press("x")
        assert PARAGRAPHS[0] in shown()
        assert entries.entry(library, teaser).full_text


@pytest.mark.parametrize(
    ("page", "words", "head"),
    [
        ("<p>Subscribe to continue reading.", "those alone who pay", "no full text: paywall"),
        ("<p>Please log in to continue.<input type=password>", "those alone who log in", "no full text: login"),
        ("<p>Before you continue to Post: we and our 812 partners use cookies.", "cookies", "no full text: cookies"),
        ("<p>Please enable JavaScript to run this app.", "JavaScript alone", "no full text: javascript"),
        ("<title>Just a moment</title><p>Checking your browser.", "that a person asks", "no full text: captcha"),
    ],
)
async def test_a_wall_is_told_and_the_text_of_the_feed_stays(
    make_app: MakeApp, teaser: int, feed_server: FeedServer, page: str, words: str, head: str
) -> None:
    """When it is met, and above the article from then on."""
    feed_server.answers["/story"] = Answer(page.encode(), content_type=HTML)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        before = app.reader.article_view.reading
        assert before is not None
        await pilot.press("x")
        await until(pilot, lambda: words in app.reader.key_bar.notice)
        assert "the feed's own text stays" in app.reader.key_bar.notice
        await until(pilot, lambda: head in heading(app))
        after = app.reader.article_view.reading
        assert after is not None
        assert after.document == before.document


async def test_a_page_that_cannot_be_had_is_told_and_nothing_moves(
    make_app: MakeApp, teaser: int, feed_server: FeedServer
) -> None:
    """The text of the feed stays."""
    feed_server.answers["/story"] = Answer(b"", 404, HTML)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        before = app.reader.article_view.reading
        await pilot.press("x")
        await until(pilot, lambda: "does not exist" in app.reader.key_bar.notice)
        assert app.reader.article_view.reading is before


async def test_an_article_without_a_link_has_no_page(make_app: MakeApp, library: Library) -> None:
    """It is said."""
    with library.write():
        library.execute("UPDATE entries SET link = NULL")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("x")
        assert "no link" in app.reader.key_bar.notice


async def test_a_link_is_kept_to_read_later(
    make_app: MakeApp, library: Library, teaser: int, feed_server: FeedServer
) -> None:
    """By its number and x; the article that is open stays open."""
    feed_server.answers["/other"] = Answer(page(title="Another story"), content_type=HTML)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("1", "x")
        await until(pilot, lambda: app.reader.key_bar.notice == "kept in Saved")
        assert "Another story" in [one.title for one in entries.entries(library, lists.listing(library).ids)]
        assert app.reader.entry is not None
        assert app.reader.entry.id == teaser
        await pilot.press("9", "x")
        assert "no link 9" in app.reader.key_bar.notice
