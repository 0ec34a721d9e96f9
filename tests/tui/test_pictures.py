"""Pictures in articles: drawn from the disk in the room that they have, words where they cannot be, large by key."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from feed_server import Answer, FeedServer
from newsreader.config import Config, Interface, Pictures, Reading, Refresh
from newsreader.library import entries, feeds, pictures
from newsreader.pictures import store
from newsreader.tui.rendering.drawings import Known, Pixels, colours, drawn, fitted, lines
from newsreader.tui.screens.large import Canvas, LargeScreen
from tui.small_library import NOW, add_entries, article
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)
WORDS = "".join(f"<p>Paragraph {n} of an article that goes on.</p>" for n in range(60))


def picture(width: int = 320, height: int = 160, colour: str = "#c02010") -> bytes:
    """A picture of one colour."""
    data = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(data, "PNG")
    return data.getvalue()


def with_picture(library: Library, url: str, data: bytes | None) -> None:
    """The first article of the list, with a picture that is on the disk if it is given."""
    feed_id = feeds.add(library, url.rpartition("/")[0] + "/feed", "Pictured", now=NOW)
    content = f'<p>First words.</p><p><img src="{url}" alt="A bridge at night"></p>{WORDS}'
    (entry_id,) = add_entries(library, feed_id, article(50, title="Bridge", content=content))
    pictures.note(library, entry_id, entries.entry(library, entry_id).hash, [url])
    if data is not None:
        name = store.keep(library.path, data, "png")
        (missing,) = pictures.missing(library, [entry_id], NOW, by_hand=False)
        pictures.had(library, missing.id, name, (len(data), *Image.open(io.BytesIO(data)).size), NOW)


def parts(app: ReaderApp) -> list[tuple[str, tuple[str, ...]]]:
    """What the lines of the article are made of."""
    view = app.reader.article_view
    return [part for line in range(min(40, view.line_count())) for part in view.stretches(line)]


def halves(app: ReaderApp) -> int:
    """How many half blocks are drawn."""
    return sum(text.count("▀") for text, _ in parts(app))


async def test_a_picture_is_drawn_where_it_stands(make_app: MakeApp, library: Library) -> None:
    """In its colours, above its words; the lines do not move when it comes."""
    with_picture(library, "https://pictures.example/a.png", picture())
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.article_view
        count = view.line_count()
        await until(pilot, lambda: halves(app) > 0)
        assert view.line_count() == count
        assert halves(app) == 40 * 10
        roles = {names[0] for text, names in parts(app) if "▀" in text}
        assert roles == {"half c02010 c02010"}
        lines_ = ["".join(text for text, _ in view.stretches(line)) for line in range(count)]
        first = next(n for n, text in enumerate(lines_) if "▀" in text)
        assert any("First words" in text for text in lines_[:first])
        assert "A bridge at night" in lines_[first + 10]


@pytest.mark.parametrize(
    ("config", "environment"),
    [
        (Config(pictures=Pictures(show=False)), {}),
        (Config(interface=Interface(symbols="ascii")), {}),
        (Config(interface=Interface(colours="16")), {}),
        (Config(), {"NO_COLOR": "1"}),
    ],
)
async def test_words_stand_for_it_where_it_cannot_be_drawn(
    make_app: MakeApp,
    library: Library,
    config: Config,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without colours, in ASCII, where the user wants none."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with_picture(library, "https://pictures.example/a.png", picture())
    app = make_app(
        config=Config(
            reading=Reading(mark_read_after=0),
            refresh=Refresh(on_start=False, every=0),
            interface=config.interface,
            pictures=config.pictures,
        )
    )
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert not any(names and names[0].startswith("picture") for _, names in parts(app))
        assert any("A bridge at night" in text for text, _ in parts(app))
        assert app.reader.article_view.reading is not None
        assert app.reader.article_view.reading.pictures == ()


async def test_a_file_that_lies_leaves_its_room_empty(make_app: MakeApp, library: Library) -> None:
    """And another picture after it is drawn."""
    url = "https://pictures.example/a.png"
    html = f'<p>Words.</p><img src="{url}"><p>More.</p><img src="https://pictures.example/b.png"><p>End.</p>'
    feed_id = feeds.add(library, "https://pictures.example/feed", "Pictured", now=NOW)
    (entry_id,) = add_entries(library, feed_id, article(50, title="Bridge", content=html))
    pictures.note(library, entry_id, entries.entry(library, entry_id).hash, [url, "https://pictures.example/b.png"])
    for missing, data in zip(
        pictures.missing(library, [entry_id], NOW, by_hand=False),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), picture()),
        strict=True,
    ):
        pictures.had(library, missing.id, store.keep(library.path, data, "png"), (len(data), 320, 160), NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: halves(app) > 0)
        assert halves(app) == 40 * 10
        assert sum(text.isspace() and len(text) == 40 for text, _ in parts(app)) == 10


async def test_opening_an_article_fetches_nothing_and_the_key_does(
    make_app: MakeApp, library: Library, feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Then it is drawn, and the key shows it large; another one leaves."""
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path / "home"))
    feed_server.answers["/a.png"] = Answer(picture())
    with_picture(library, feed_server.url("/a.png"), None)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert feed_server.hits["/a.png"] == 0
        await pilot.press("percent_sign")
        await until(pilot, lambda: halves(app) > 0)
        assert feed_server.hits["/a.png"] == 1
        await pilot.press("percent_sign")
        await until(pilot, lambda: isinstance(app.screen, LargeScreen))
        await until(pilot, lambda: app.screen.query_one(Canvas).pixels is not None)
        pixels = app.screen.query_one(Canvas).pixels
        assert isinstance(pixels, Pixels)
        assert pixels.width <= 160
        assert pixels.height <= 2 * 40
        await pilot.press("right")
        assert "no further picture" in str(app.screen.query_one("#picture-keys").render())
        await pilot.press("escape")
        assert app.screen is app.reader
        assert feed_server.hits["/a.png"] == 1


async def test_the_status_line_says_what_the_list_lacks(make_app: MakeApp, library: Library) -> None:
    """Of the list that is shown, from the counts that are kept."""
    with_picture(library, "https://pictures.example/a.png", None)
    with library.write():
        library.execute("UPDATE feeds SET last_success = ?", (NOW - 60,))
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.reader.top_bar.status[0].endswith(", 1 without pictures"))
        other = next(feed.id for feed in feeds.all_feeds(library) if feed.title == "Herald")
        app.reader.show_place(f"feed:{other}")
        await until(pilot, lambda: "without pictures" not in app.reader.top_bar.status[0])


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.integers(1, 200), st.integers(1, 60))
def test_a_picture_has_the_room_that_there_is(width: int, height: int, columns: int, rows: int) -> None:
    """At least a cell, and no more than there is; its lines are as many and as wide."""
    found = fitted(Known(3, 0, width, height), columns, rows)
    assert 1 <= found.columns <= columns
    assert 1 <= found.rows <= rows
    written = list(lines(found, 7))
    assert [line.text for line in written] == [" " * found.columns] * found.rows
    assert {line.start for line in written} == {7}


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 12))
def test_half_blocks_fill_the_line_whatever_the_pixels(width: int, height: int, columns: int) -> None:
    """A picture may be smaller than its room; what is drawn is as wide as that, row by row."""
    pixels = Pixels(width, height, bytes(range(3 * width * height)))
    for row in range(5):
        (line,) = list(lines(fitted(Known(0, 0, columns * 8, 1), columns, 1), 0))
        piece = line.pieces[-1]
        found = drawn(type(piece)(piece.text, (f"picture 0 {row}",)), {0: pixels})
        assert found is not None
        assert sum(len(text) for text, _ in found) == len(piece.text)
        for text, roles in found:
            assert (colours(roles[0]) is not None if roles else None) is ("▀" in text or None)
