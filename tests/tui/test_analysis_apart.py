"""What is analysed apart from the screen, by real processes: large articles and what waits for its turn."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from newsreader import quotations
from newsreader.library import analysis, lists
from newsreader.models.findings import Quotation
from newsreader.quotations import ANALYSIS_VERSION
from newsreader.tui import background
from newsreader.tui.screens import backlog, findings
from tui.small_library import NOW, add_entries, article, titles
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)
LARGE = "".join(f"<p>Paragraph {n} of the report. “We had no choice,” said Mayor Ada Lind.</p>" for n in range(1200))


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The processes write their log there."""
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path / "home"))


@pytest.fixture
def large(library: Library) -> int:
    """A large article, the first of the list."""
    return add_entries(library, 1, article(9, age=-60, title="The report", content=LARGE))[0]


@pytest.fixture
def begin(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Processes for single articles wait for this before they are started."""
    event = asyncio.Event()

    async def answer(*arguments: Any) -> object:
        await event.wait()
        return await background.answer(*arguments)

    monkeypatch.setattr(findings, "answer", answer)
    return event


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen's own process analyses nothing."""
    monkeypatch.setattr(quotations, "find", None)


async def test_the_quotes_of_a_large_article_come_later_and_move_nothing(
    make_app: MakeApp, large: int, begin: asyncio.Event
) -> None:
    """It can be read at once; what another process finds appears around the reader."""
    app = make_app(now=NOW + 60)
    async with app.run_test(size=WIDE) as pilot:
        view, quotes = app.reader.article_view, app.reader.quotes_view
        assert view.reading is not None
        assert (view.reading.entry_id, view.reading.quotations) == (large, ())
        assert quotes.empty_words == "looking for quotations"
        await pilot.press("enter", "space", "space", "j")
        place, top = view.position, view.scroll_offset
        assert place > 0
        begin.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert len(view.reading.quotations) == 1200
        assert view.reading.quotations[0].speaker == "Ada Lind"
        assert app.reader.quotes_title.note.startswith("1200 ")
        assert (view.position, view.scroll_offset) == (place, top)
        assert (quotes.empty_words, quotes.voices) == ("no quotations", 1)


@pytest.mark.usefixtures("apart")
async def test_what_an_older_version_found_is_shown_until_it_is_replaced(
    make_app: MakeApp, library: Library, large: int, begin: asyncio.Event
) -> None:
    """Also the quotation that is pointed to."""
    starts = 0, len("Paragraph 0 of the report. ")
    older = tuple(Quotation(n, n + 9, "words", "direct", None, None, "Somebody", n) for n in starts)
    analysis.store(library, large, text="", quotations=older, clauses=(), version=ANALYSIS_VERSION - 1)
    app = make_app(now=NOW + 60)
    async with app.run_test(size=WIDE) as pilot:
        view, quotes = app.reader.article_view, app.reader.quotes_view
        assert view.reading is not None
        assert view.reading.quotations == older
        await pilot.press("enter", "right_square_bracket", "right_square_bracket")
        assert (view.current, quotes.current) == (1, 1)
        begin.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert {one.speaker for one in view.reading.quotations} == {"Ada Lind"}
        assert (view.current, quotes.current) == (0, 0)
        assert view.reading.quotations[0].start == older[1].start


@pytest.mark.usefixtures("large")
async def test_the_quotes_do_not_appear_in_another_article(
    make_app: MakeApp, library: Library, begin: asyncio.Event
) -> None:
    """The reader went on meanwhile."""
    app = make_app(now=NOW + 60)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j")
        assert app.reader.entry is not None
        title, shown = app.reader.entry.title, app.reader.article_view.reading
        begin.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.reader.entry.title == title != "The report"
        assert app.reader.article_view.reading == shown
        assert lists.rows(library, [lists.listing(library).ids[0]])[0].quotes == 1200


async def test_a_process_that_fails_leaves_the_article_as_it_is(
    make_app: MakeApp, large: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can be read on; the pane does not promise what does not come."""
    monkeypatch.setattr("newsreader.tui.background.sys.executable", "/nowhere/python")
    app = make_app(now=NOW + 60)
    async with app.run_test(size=WIDE) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.reader.article_view.reading is not None
        assert app.reader.article_view.reading.entry_id == large
        assert app.reader.quotes_view.empty_words == "no quotations"
        assert app.reader.key_bar.notice == ""


@pytest.mark.usefixtures("large", "apart")
async def test_what_waits_is_analysed_while_the_screen_is_open(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By another process; nothing on the screen moves or tells of it, but the list counts the quotes."""
    app = make_app(now=NOW + 60, analyses=True)
    async with app.run_test(size=WIDE) as pilot:
        assert analysis.is_anything_pending(library, ANALYSIS_VERSION)
        await pilot.press("j")
        before = titles(app), app.reader.entry_list.cursor
        await app.workers.wait_for_complete()
        app.reader.upkeep.tick()
        assert not analysis.is_anything_pending(library, ANALYSIS_VERSION)
        assert (titles(app), app.reader.entry_list.cursor) == before
        row = app.reader.entry_list.row(0)
        assert row is not None
        assert row.quotes == 1200
        assert app.reader.key_bar.notice == ""
        monkeypatch.setattr(backlog.Backlog, "_follow", None)
        app.reader.backlog.look()  # nothing waits: no process is started


@pytest.mark.usefixtures("large", "apart")
async def test_an_index_that_is_deleted_is_made_anew(make_app: MakeApp, library: Library) -> None:
    """While the screen is open; what was in it is analysed again by another process."""
    app = make_app(now=NOW + 60, analyses=True)
    async with app.run_test(size=WIDE):
        await app.workers.wait_for_complete()
        app.reader.upkeep.tick()
        assert not analysis.is_anything_pending(library, ANALYSIS_VERSION)
        library.index.unlink()
        app.reader.upkeep.tick()
        await app.workers.wait_for_complete()
        assert library.index.exists()
        assert not analysis.is_anything_pending(library, ANALYSIS_VERSION)
        assert library.all("SELECT count(*) FROM idx.analysed") == library.all("SELECT count(*) FROM entries")


async def test_leaving_ends_the_processes(make_app: MakeApp, library: Library) -> None:
    """What is not done goes on waiting for the next start."""
    add_entries(library, 1, *(article(n, content=LARGE[:60_000]) for n in range(100, 300)))
    app = make_app(analyses=True)
    async with app.run_test(size=WIDE):
        (worker,) = [worker for worker in app.workers if worker.group == "backlog"]
        assert worker.is_running
    if ending := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(ending)  # as whoever runs an app does at the end
    assert worker.is_cancelled
    assert app.reader.backlog._is_followed is False
    assert analysis.is_anything_pending(library, ANALYSIS_VERSION)


async def test_the_logs_are_cleared_by_another_process(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once they are large, with nothing to analyse too; again when they have grown as much again."""
    asked: list[tuple[str, ...]] = []

    async def follow(_: Path, arguments: list[str]) -> AsyncIterator[dict[str, Any]]:
        asked.append(tuple(arguments))
        yield {"event": "exit", "code": 0, "words": ""}

    monkeypatch.setattr(backlog, "follow", follow)
    app = make_app(analyses=True)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: len(asked) == 1 and not app.reader.backlog._is_followed)
        sizes = [backlog._LOG_BYTES, backlog._LOG_BYTES + 1, backlog._LOG_BYTES + 2, 1, backlog._LOG_BYTES + 1]
        for size, times in zip(sizes, (1, 2, 2, 2, 3), strict=True):
            monkeypatch.setattr(app.reader.library, "log_size", lambda size=size: size)
            app.reader.backlog.clear_logs()
            await until(pilot, lambda: not app.reader.backlog._is_followed)
            assert len(asked) == times
        app.reader.backlog.stopped("backlog")  # by the user: not even for the logs, which a refresh clears
        monkeypatch.setattr(app.reader.library, "log_size", lambda: 3 * backlog._LOG_BYTES)
        app.reader.backlog.clear_logs()
        assert not app.reader.backlog._is_followed
        app.reader.backlog.resume()
        app.reader.backlog.clear_logs()
        await until(pilot, lambda: len(asked) == 4)
    assert set(asked) == {("reanalyse", "--background", "--events")}
