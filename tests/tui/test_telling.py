"""What was said stays until it is read; long work is shown and can be stopped."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newsreader.commands import by_id
from newsreader.library import entries
from newsreader.library.store import open_library
from newsreader.tui.screens import attached, pages, pictures, refreshing
from newsreader.tui.screens.messages import MessagesScreen
from newsreader.tui.widgets.bars import Progress
from tui.small_library import add_entries, article
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    import pytest

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]


def text_of(app: ReaderApp) -> str:
    """All that the window on top says."""
    return "\n".join(str(label.render()) for label in app.screen.query("Label"))


async def test_errors_are_marked_until_they_are_read(make_app: MakeApp) -> None:
    """Keys do not take the mark away; the list has the newest first and names the log."""
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        app.reader.say("the first went wrong; do this", error=True)
        app.reader.say("a word in between")
        app.reader.say("[/] \x1b[31mthe second went wrong", error=True)
        await pilot.press("j")
        assert app.reader.top_bar.trouble == "× 2 errors !"
        await pilot.press("!")
        await until(pilot, lambda: isinstance(app.screen, MessagesScreen))
        await pilot.pause()
        told = text_of(app)
        places = [
            told.index(words) for words in ("the second went", "a word in between", "the first went wrong; do this")
        ]
        assert places == sorted(places)
        assert "\x1b" not in told
        assert "newsreader.log" in told
        assert app.reader.top_bar.trouble == ""
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.reader)
        app.reader.say("a third", error=True)
        assert app.reader.top_bar.trouble == "× 1 error !"


async def test_an_article_without_a_title_has_a_name_above(make_app: MakeApp, library: Library) -> None:
    """That of its row in the list."""
    add_entries(library, 1, replace(article(30), title=""))
    app = make_app()
    async with app.run_test(size=(120, 40)):
        assert app.reader.top_bar.path == ("All unread", "(no title)")


async def test_words_of_several_lines_have_so_many(make_app: MakeApp) -> None:
    """As another program wrote them."""
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        app.reader.say("the first line\nthe second line", error=True)
        await pilot.pause()
        assert app.reader.key_bar.size.height == 2
        assert str(app.reader.key_bar.render()) == " the first line\n the second line"


async def test_an_error_stays_where_nothing_is_pressed(make_app: MakeApp) -> None:
    """Other words go by themselves after a while; an error waits for a key."""
    app = make_app()
    async with app.run_test(size=(120, 40)):
        app.reader.say("just a word")
        timer = app.reader._notice_timer
        assert timer is not None
        assert timer._task is not None
        assert not timer._task.cancelling()
        app.reader.say("an error", error=True)
        timer = app.reader._notice_timer
        assert timer is None or timer._task is None or timer._task.cancelling()


async def test_no_messages_are_said_to_be_none(make_app: MakeApp) -> None:
    """The list opens before anything was said."""
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        app.reader.messaging.messages.clear()
        await pilot.press("!")
        await until(pilot, lambda: isinstance(app.screen, MessagesScreen))
        await pilot.pause()
        assert "Nothing was said so far." in text_of(app)
        await pilot.press("j", "k", "space", "g", "G", "q")
        await until(pilot, lambda: app.screen is app.reader)


async def test_what_came_late_is_told_of_the_article_it_is_of(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who went on to another one is not told that it is shown."""
    found: dict[str, object] = {"entries": [{"status": "stored"}], "pictures": {"there": 1}, "recordings": []}
    go_on = asyncio.Event()

    async def slow(*_: object) -> tuple[int, dict[str, object], str]:
        await go_on.wait()
        return 0, found, ""

    for module in (pages, attached, pictures):
        monkeypatch.setattr(module, "answer", slow)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        reader, first = app.reader, entries.entry(library, 2)
        assert reader.entry is not None
        assert reader.entry.id != first.id
        reader.pages._fetch_text(first)
        reader.attachments._fetch_transcript(first)
        reader.pictures._fetch_pictures(first)
        go_on.set()
        await until(pilot, lambda: not reader.long_work.under_way)
        await pilot.pause()
        told = {one.words for one in reader.messaging.messages}
        assert "the full text has come: A long read" in told
        assert "what is spoken stands below the text: A long read" in told
        assert "the pictures are on the disk: A long read" in told


async def test_what_cannot_be_done_is_said(make_app: MakeApp) -> None:
    """Where nothing has come, and where a pane has all the room."""
    app = make_app()
    async with app.run_test(size=(60, 40)) as pilot:
        for key, words in ((".", "nothing new has come"), (">", "one pane alone has all the room")):
            await pilot.press(key)
            assert app.reader.key_bar.notice == words


async def test_without_an_article_each_command_says_so(make_app: MakeApp, tmp_path: Path) -> None:
    """None does nothing without a word."""
    of_list = ("toggle_read", "mark_read", "star", "mark_all_read", "tag", "note")
    of_article = ("browse", "browse_read", "comments", "copy_link", "pipe", "full_text", "pictures", "media")
    with open_library((tmp_path / "empty.db", tmp_path / "empty.index.db")) as empty:
        app = make_app(opened=empty)
        async with app.run_test(size=(120, 40)) as pilot:
            bar = app.reader.key_bar
            for name in (*of_list, *of_article, "less_text", "find_within"):
                app.reader.unsay()
                await app.reader.run_command(by_id()[name])
                await until(pilot, lambda: bar.notice)
                words = "there is no article here" if name in of_list else "no article is open"
                assert (name, bar.notice) == (name, words)


async def test_many_messages_are_one_text(make_app: MakeApp) -> None:
    """The window is as light with hundreds as with two; the oldest go."""
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        for number in range(1_000):
            app.reader.say(f"message {number} [b]", error=number % 2 == 0)
        await pilot.press("!")
        await until(pilot, lambda: isinstance(app.screen, MessagesScreen))
        await pilot.pause()
        told = text_of(app)
        assert told.index("message 999 [b]") < told.index("message 998 [b]")
        assert "message 99 [b]" not in told
        assert len(app.screen.query("*")) < 10


async def test_a_refresh_can_be_stopped(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its process ends, what it brought stays, and the next one can begin."""
    ended = []

    async def endless(*_: object) -> AsyncIterator[dict[str, Any]]:
        yield {"event": "start", "total": 5}
        yield {"event": "feed", "id": 1, "status": "updated", "new": 1}
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    monkeypatch.setattr(refreshing, "follow", endless)
    app = make_app(refreshes=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("R")
        await until(pilot, lambda: app.reader.top_bar.progress is not None and app.reader.top_bar.progress.done == 1)
        assert app.reader.top_bar.progress is not None
        assert app.reader.top_bar.progress.total == 5
        bar = app.reader.top_bar
        await pilot.press("ctrl+x")
        await until(pilot, lambda: ended)
        await until(pilot, lambda: not app.reader.refreshing)
        await until(pilot, lambda: bar.progress is None)
        assert "stopped the refresh" in app.reader.messaging.messages[-1].words
        await pilot.press("R")
        await until(pilot, lambda: app.reader.refreshing)


async def test_one_of_several_that_ends_leaves_the_others(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are shown, and can be stopped; the transcript goes on when fetching full texts is stopped."""
    ended: list[str] = []

    async def endless(_: object, arguments: list[str], *__: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(arguments[0])

    monkeypatch.setattr(pages, "answer", endless)
    monkeypatch.setattr(attached, "answer", endless)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = app.reader
        reader.attachments._fetch_transcript(entries.entry(library, 1))
        await pilot.press("x", "x", "down", "x")
        await until(pilot, lambda: len(reader.long_work.under_way) == 3)
        reader.long_work.show("full text", None, of=1)
        assert reader.top_bar.progress is not None
        assert reader.top_bar.progress.what == "full text"
        await pilot.press("ctrl+x")
        await until(pilot, lambda: len(ended) == 2)
        assert ended == ["fulltext", "fulltext"]
        assert reader.top_bar.progress.what == "transcript"
        await pilot.press("ctrl+x")
        await until(pilot, lambda: ended[2:] == ["media"])
        assert reader.long_work.under_way == {}
        await pilot.press("x")
        await until(pilot, lambda: reader.long_work.under_way)


async def test_one_of_something_is_told_as_one(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full text, a feed that fails among others."""
    go_on = asyncio.Event()

    async def refreshed(*_: object) -> AsyncIterator[dict[str, Any]]:
        yield {"event": "start", "total": 2}
        yield {"event": "full_text", "id": 1, "status": "stored"}
        await go_on.wait()
        yield {"event": "feed", "id": 1, "status": "updated", "new": 1}
        yield {"event": "feed", "id": 2, "status": "failed", "error": "no answer"}

    monkeypatch.setattr(refreshing, "follow", refreshed)
    app = make_app(refreshes=True)
    async with app.run_test(size=(120, 40)) as pilot:
        app.reader.refreshes.start()
        progress = app.reader.top_bar
        await until(pilot, lambda: progress.progress is not None and progress.progress.what == "1 full text")
        go_on.set()
        await until(pilot, lambda: not app.reader.refreshing)
        await until(pilot, lambda: app.reader.key_bar.notice == "1 of 2 feeds failed; × marks it, H tells why")


async def test_one_progress_is_shown_at_a_time(make_app: MakeApp) -> None:
    """A refresh comes before finding quotes, which is shown again when that has ended."""
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        quotes, feeds = Progress(3, 10, what="finding quotes"), Progress(1, 2)
        app.reader.long_work.show("backlog", quotes)
        app.reader.long_work.show("refresh", feeds)
        assert app.reader.top_bar.progress is feeds
        app.reader.long_work.show("refresh", None)
        assert app.reader.top_bar.progress is quotes
        await pilot.pause()
        assert "finding quotes" in str(app.reader.top_bar.render())
        app.reader.long_work.show("backlog", None)
        await pilot.press("ctrl+x")
        assert "nothing long is under way" in app.reader.messaging.messages[-1].words
