"""While another process writes, all that the user does waits apart, in order, and nothing of it is lost."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from command_line import FEED
from newsreader.config import Config
from newsreader.errors import BusyError, LibraryError
from newsreader.library import failures, feeds, journal, notes, searches, session, states, tags
from newsreader.tui import app as app_
from newsreader.tui.screens import history, marking, writing
from newsreader.tui.screens.prompt import PromptScreen
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from textual.pilot import Pilot

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)
_HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
"""


@contextmanager
def held(library: Library) -> Iterator[Callable[[], None]]:
    """Another process holds the lock of the library, until what is given is called."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(library.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"

        def let_go() -> None:
            assert holder.stdin is not None
            holder.stdin.write("\n")
            holder.stdin.close()
            assert holder.wait() == 0

        try:
            yield let_go
        finally:
            holder.kill()


@pytest.fixture
def impatient(library: Library) -> Library:
    """The library as the screen opens it, for a key that waits for nobody."""
    library.execute("PRAGMA busy_timeout = 5")
    return library


async def asked(pilot: Pilot[None], app: ReaderApp, key: str, *values: str, keys: tuple[str, ...] = ()) -> None:
    """Press a key that asks, and answer."""
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, PromptScreen))
    for field, value in zip(app.screen.query(Input), values, strict=False):
        field.value = value
    await pilot.pause()
    await pilot.press(*(keys or ("enter",) * max(len(values), 1)))
    await until(pilot, lambda: app.screen is app.reader)


def labels(library: Library) -> list[str]:
    """What the user did, in order."""
    return [step.label for step in journal.steps(library)][::-1]


async def test_every_action_waits_in_order(make_app: MakeApp, impatient: Library) -> None:
    """Marks, tags, notes, edited and left feeds, saved searches, undo: keys are answered, and then all is there."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        with held(impatient) as let_go:
            await pilot.press("m")
            await until(pilot, lambda: "another program writes" in app.reader.key_bar.notice)
            await pilot.press("j")
            assert app.reader.entry_list.cursor == 1
            await pilot.press("s")
            await asked(pilot, app, "t", "Climate")
            await asked(pilot, app, "i", "Compare this")
            await asked(pilot, app, "E", "Mine", "Elsewhere")
            await asked(pilot, app, "S", "Bridges", "bridge")
            await pilot.press("A", "u")
            await asked(pilot, app, "D", keys=("down", "enter"))
            await pilot.press("slash", *"pact", "enter")
            assert labels(impatient) == []
            assert app.reader.writing.is_waiting
            let_go()
        await until(pilot, lambda: not app.reader.writing.is_waiting)
        feed = feeds.get(impatient, 1)
        assert labels(impatient) == [
            "1 marked read",
            "1 starred",
            "1 tagged Climate",
            "note on A long read",
            "edited Meridian",
            "search Bridges saved",
            f"unsubscribed from Mine ({feed.total or 3} articles)",
        ]
        assert [step.undone for step in journal.steps(impatient)] == [False] * 7
        assert [tag.name for tag in tags.all_tags(impatient)] == ["Climate"]
        assert [note.text for note in notes.all_notes(impatient)] == ["Compare this"]
        assert [search.name for search in searches.all_searches(impatient)] == ["Bridges"]
        assert feeds.by_url(impatient, "https://meridian.example/feed") is None
        await until(pilot, lambda: history.recalled(session.get(impatient, history.KEY)) == ["pact"])


async def test_a_key_that_toggles_does_so_while_it_waits(make_app: MakeApp, impatient: Library) -> None:
    """What waits is toggled, not what is still shown."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        with held(impatient) as let_go:
            await pilot.press("m", "m", "m", "s", "s")
            let_go()
        await until(pilot, lambda: not app.reader.writing.is_waiting)
        await pilot.press("s")
        await until(pilot, lambda: len(labels(impatient)) == 6)
        marks = ["1 marked read", "1 marked unread", "1 marked read", "1 starred", "1 unstarred", "1 starred"]
        assert labels(impatient) == marks


async def test_a_short_wait_is_not_told(make_app: MakeApp, impatient: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most programs write for a moment; what was said stays."""
    monkeypatch.setattr(writing, "_TOLD_AFTER", 3_600.0)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        with held(impatient) as let_go:
            await pilot.press("m")
            assert app.reader.writing.is_waiting
            let_go()
        await until(pilot, lambda: not app.reader.writing.is_waiting)
        await until(pilot, lambda: app.reader.top_bar.unread == 5)
        assert app.reader.key_bar.notice == ""


async def test_what_is_shown_follows_and_the_reader_is_not_moved(make_app: MakeApp, impatient: Library) -> None:
    """A search that is saved late becomes a place; whoever went elsewhere stays there."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        with held(impatient) as let_go:
            await asked(pilot, app, "S", "Bridges", "bridge")
            await pilot.press("j", "j")
            let_go()
        await until(pilot, lambda: app.reader.key_bar.notice == "saved Bridges   u undo")
        assert app.reader.place == "smart:unread"
        assert app.reader.entry_list.cursor == 2
        assert "Bridges" in [place.label for place in app.reader.feed_list.places]


async def test_the_words_of_a_note_are_asked_again_if_they_cannot_be_written(
    make_app: MakeApp, impatient: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk may be full by then."""

    def full(*_: object, **__: object) -> None:
        raise LibraryError("The disk is full.")

    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        with held(impatient) as let_go:
            await asked(pilot, app, "i", "Compare this")
            monkeypatch.setattr(journal, "act", full)
            let_go()
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        assert app.screen.query_one(Input).value == "Compare this"


async def test_what_waits_is_written_after_the_screen_is_left(make_app: MakeApp, impatient: Library) -> None:
    """It is waited for, and said so; what is much goes the same way."""
    app = make_app()
    told: list[str] = []
    with held(impatient) as let_go:
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("m", "j", "s")
            assert app.reader.writing.is_waiting

        def tell(words: str) -> None:
            told.append(words)
            let_go()

        assert app.reader.writing.finish(tell) == 0
    assert "2 of your actions" in told[0]
    assert labels(impatient) == ["1 marked read", "1 starred"]


async def test_who_never_lets_go_is_not_waited_for_for_ever(
    make_app: MakeApp, impatient: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many actions are lost is told."""
    monkeypatch.setattr(writing, "PATIENCE_SECONDS", 0.01)
    app = make_app()
    with held(impatient):
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("m", "j", "s")
        assert app.reader.writing.finish(lambda _: None) == 2
    assert make_app().reader.writing.finish(pytest.fail) == 0


async def test_many_marks_keep_their_place_in_the_order(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written apart because it is long is followed by what the user does next."""
    monkeypatch.setattr(marking, "MANY", 3)
    go_on = threading.Event()
    mark = states.mark

    def waiting(lib: Library, **arguments: Any) -> int:
        assert go_on.wait(30)
        return mark(lib, **arguments)

    monkeypatch.setattr(states, "mark", waiting)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("A")
        await until(pilot, lambda: app.reader.writing.is_waiting)
        await pilot.press("s")
        assert labels(library) == []
        go_on.set()
        await until(pilot, lambda: len(labels(library)) == 2)
        assert labels(library) == ["6 marked read", "1 starred"]


def test_leaving_tells_what_is_lost(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an error of the command, after the screen is closed."""
    monkeypatch.setattr(app_.ReaderApp, "run", lambda _: None)
    monkeypatch.setattr(writing.Writing, "finish", lambda _, tell: 1)
    with pytest.raises(BusyError, match="1 of your last actions"):
        app_.run((library.path, library.index), Config(), tell=print)


async def test_a_feed_is_added_when_the_library_can_be_written(
    make_app: MakeApp, impatient: Library, tmp_path: Path
) -> None:
    """It waits as a mark does, from its window and from the command line, and says so."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.xml").write_text(FEED.replace("River News", name.title()))
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        with held(impatient) as let_go:
            await asked(pilot, app, "a", str(tmp_path / "one.xml"))
            await until(pilot, lambda: "another program writes" in app.reader.key_bar.notice)
            await pilot.press(":", *f"add_feed {tmp_path / 'two.xml'}", "enter")
            await pilot.press("m")
            assert app.reader.writing.is_waiting
            let_go()
        await until(pilot, lambda: {"One", "Two"} <= {feed.title for feed in feeds.all_feeds(impatient)})
    assert labels(impatient) == ["1 marked read"]


async def test_what_was_overtaken_by_another_program_is_tried_again(
    make_app: MakeApp, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That began to write while a feed was fetched, and for longer than the command waits."""
    tried = []

    async def answer(path: Path, arguments: list[str], words: str = "") -> tuple[int, dict[str, Any], str]:
        tried.append(words)
        if len(tried) == 1:
            busy = sqlite3.OperationalError()
            busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
            return 1, {}, str(failures.sentence(busy, path))
        return 0, {"feed": {"id": 1, "title": "River"}, "new": 2}, ""

    monkeypatch.setattr(writing, "answer", answer)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await asked(pilot, app, "a", str(tmp_path / "feed.xml"))
        await until(pilot, lambda: app.reader.key_bar.notice == "added River: 2 articles")
    assert tried == [str(tmp_path / "feed.xml")] * 2


async def test_a_feed_that_waits_is_added_when_the_screen_is_closed(
    make_app: MakeApp, impatient: Library, tmp_path: Path
) -> None:
    """After the screen, and told; nothing is left of what came to its end before."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.xml").write_text(FEED.replace("River News", name.title()))
    app = make_app()
    told: list[str] = []
    writer = app.reader.writing
    with held(impatient) as let_go:
        async with app.run_test(size=WIDE) as pilot:
            await asked(pilot, app, "a", str(tmp_path / "one.xml"))
            await until(pilot, lambda: writer.is_waiting)
            writer.finish_apart(told.append, only_told=True)
        assert told == [f"not done before the end: add {tmp_path / 'one.xml'}"]
        let_go()
    assert writer.finish(told.append) == 0
    await asyncio.to_thread(writer.finish_apart, told.append, only_told=False)
    assert told[-1] == f"still to be done: add {tmp_path / 'one.xml'}"
    assert "One" in {feed.title for feed in feeds.all_feeds(impatient)}
    app, told = make_app(), []
    async with app.run_test(size=WIDE) as pilot:
        await asked(pilot, app, "a", str(tmp_path / "two.xml"))
        await until(pilot, lambda: "added Two" in app.reader.key_bar.notice)
    app.reader.writing.finish_apart(told.append, only_told=False)
    assert told == []


async def test_what_fails_after_the_screen_is_told(make_app: MakeApp, impatient: Library) -> None:
    """And the address without its password."""
    app = make_app()
    told: list[str] = []
    with held(impatient):
        async with app.run_test(size=WIDE) as pilot:
            await asked(pilot, app, "a", "http://me:secret@localhost:1/feed")
            await until(pilot, lambda: app.reader.writing.is_waiting)
    app.reader.writing.finish(told.append)
    await asyncio.to_thread(app.reader.writing.finish_apart, told.append, only_told=False)
    assert "localhost:1/feed" in told[-2]
    assert "localhost" in told[-1]
    assert "secret" not in "".join(told)


@pytest.mark.parametrize(("code", "only_told"), [(None, False), (0, False), (143, True)])
def test_who_ends_the_screen_by_a_signal_waits_for_no_network(
    library: Library, monkeypatch: pytest.MonkeyPatch, code: int | None, only_told: bool
) -> None:
    """What was begun is told then, and done only for the user who left."""
    asked_for = []
    monkeypatch.setattr(app_.ReaderApp, "run", lambda _: None)
    monkeypatch.setattr(app_.ReaderApp, "return_code", code)
    monkeypatch.setattr(writing.Writing, "finish_apart", lambda _, tell, only_told: asked_for.append(only_told))
    assert app_.run((library.path, library.index), Config(), tell=print) == (code or 0)
    assert asked_for == [only_told]
