"""Files attached to articles, by key: loaded by a real process from a real server, queued, given to a real program."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import recordings
from feed_server import Answer, FeedServer
from newsreader.config import Config, Media, Reading, Refresh
from newsreader.library import feeds, media
from newsreader.models.documents import Chapter, Enclosure, Person, Recording, Transcript
from newsreader.tui.screens import attached
from newsreader.tui.screens.prompt import PromptScreen
from newsreader.tui.widgets.bars import Progress
from tui.small_library import NOW, add_entries, article
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)
SOUND = bytes(300_000)


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The processes have their settings and their folder there."""
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path / "home"))


@pytest.fixture
def episode(library: Library, feed_server: FeedServer) -> int:
    """The first article of the list; a file is attached to it."""
    feed_server.answers["/e.mp3"] = Answer(SOUND, content_type="audio/mpeg")
    feed_id = feeds.add(library, feed_server.url("/feed"), "Tide", now=NOW)
    parsed = replace(
        article(50, title="Episode 1", content="<p>Words.</p>"),
        enclosures=(Enclosure(feed_server.url("/e.mp3"), "audio/mpeg", 300_000),),
    )
    (entry_id,) = add_entries(library, feed_id, parsed)
    return entry_id


def config(command: str = "") -> Config:
    """Settings with a player."""
    return Config(
        reading=Reading(mark_read_after=0), refresh=Refresh(on_start=False, every=0), media=Media(audio=command)
    )


async def choose(pilot: Pilot[None], app: ReaderApp, words: str) -> None:
    """Press & and choose what begins with these words."""
    await pilot.press("ampersand")
    await until(pilot, lambda: isinstance(app.screen, PromptScreen))
    assert isinstance(app.screen, PromptScreen)
    labels = [choice.label for choice in app.screen._question.choices]
    place = next(number for number, label in enumerate(labels) if label.startswith(words))
    await pilot.press(*["down"] * place, "enter")


async def test_a_file_is_loaded_while_one_reads(
    make_app: MakeApp, library: Library, episode: int, tmp_path: Path
) -> None:
    """Its place is told; it is not offered to be loaded again."""
    app = make_app(config())
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, app, "load audio 1")
        await until(pilot, lambda: "loaded to" in app.reader.key_bar.notice)
        path = tmp_path / "home" / "media" / "Tide" / "Episode 1.mp3"
        assert path.read_bytes() == SOUND
        await pilot.press("ampersand")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        assert isinstance(app.screen, PromptScreen)
        choices = {choice.label: choice.note for choice in app.screen._question.choices}
        assert choices == {"play audio 1": "on the disk", "queue audio 1": ""}
    assert media.one_of(library, episode, 1).whole


async def test_what_cannot_be_loaded_is_told(make_app: MakeApp, episode: int, feed_server: FeedServer) -> None:
    """In the words of the process."""
    feed_server.answers["/e.mp3"] = Answer(status=404)
    app = make_app(config())
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, app, "load audio 1")
        await until(pilot, lambda: "does not exist" in app.reader.key_bar.notice)
        assert app.reader.key_bar.error
        await until(pilot, lambda: not app.reader.attachments._loading)
        assert app.reader.top_bar.trouble == "× 1 error !"


async def test_how_far_a_file_is_stands_above_and_it_can_be_stopped(
    make_app: MakeApp, episode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in the last line, where it would take the keys away again and again."""

    async def endless(*_: object) -> AsyncIterator[dict[str, object]]:
        yield {"event": "loading", "id": episode, "bytes": 2_500_000, "length": 50_000_000}
        await asyncio.Event().wait()

    monkeypatch.setattr(attached, "follow", endless)
    app = make_app(config())
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, app, "load audio 1")
        await until(pilot, lambda: app.reader.top_bar.progress is not None)
        assert app.reader.top_bar.progress == Progress(3, 50, what="MB loaded")
        assert [one.words for one in app.reader.messaging.messages] == ["loading Episode 1"]
        await pilot.press("ctrl+x")
        await until(pilot, lambda: not app.reader.attachments._loading)
        assert app.reader.long_work.under_way == {}
        assert "stopped loading the file" in app.reader.key_bar.notice


async def test_a_file_is_given_to_its_program(
    make_app: MakeApp, episode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, feed_server: FeedServer
) -> None:
    """With its address as one word, whatever that holds; one that is missing is told."""
    heard = tmp_path / "heard"
    script = tmp_path / "player.py"
    script.write_text(f"import json, sys\nopen({str(heard)!r}, 'w').write(json.dumps(sys.argv[1:]))\n")
    app = make_app(config(f"{sys.executable} {script} --at=%p %f"))
    async with app.run_test(size=WIDE) as pilot:
        monkeypatch.setattr(app, "suspend", nullcontext)
        await choose(pilot, app, "play audio 1")
        await until(pilot, heard.exists)
        assert json.loads(heard.read_text()) == [feed_server.url("/e.mp3")]
    app = make_app(config("no-such-player %f"))
    async with app.run_test(size=WIDE) as pilot:
        monkeypatch.setattr(app, "suspend", nullcontext)
        await choose(pilot, app, "play audio 1")
        await until(pilot, lambda: "check [media]" in app.reader.key_bar.notice)
        assert "Errno" not in app.reader.key_bar.notice


async def test_the_queue_is_filled_and_emptied(make_app: MakeApp, library: Library, episode: int) -> None:
    """By the same key."""
    app = make_app(config())
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, app, "queue audio 1")
        await until(pilot, lambda: media.in_use(library, queued=True) == [episode])
        await choose(pilot, app, "take audio 1 out")
        await until(pilot, lambda: media.in_use(library, queued=True) == [])


async def test_a_transcript_is_fetched_and_quoted(make_app: MakeApp, library: Library, feed_server: FeedServer) -> None:
    """By the key of the files, though there is none; it stands below the text, and its speakers beside it."""
    feed_server.answers["/t.vtt"] = Answer(recordings.VTT.encode(), content_type="text/vtt")
    feed_id = feeds.add(library, feed_server.url("/feed"), "Tide", now=NOW)
    recording = Recording(
        transcripts=(Transcript(feed_server.url("/t.vtt"), "text/vtt"),), people=(Person("Tom Ek", "guest"),)
    )
    add_entries(library, feed_id, replace(article(50, content="<p>Words.</p>"), recording=recording))
    app = make_app(config())
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, app, "fetch the transcript")
        await until(pilot, lambda: "below the text" in app.reader.key_bar.notice)
        reading = app.reader.article_view.reading
        assert reading is not None
        assert reading.document.text.endswith("Tom: We knew nothing of it.")
        assert [one.speaker for one in reading.quotations] == ["Anna Berg", "Tom Ek"]
        feed_server.answers["/t.vtt"] = Answer(status=404)
        await choose(pilot, app, "fetch the transcript again")
        await until(pilot, lambda: "/t.vtt" in app.reader.key_bar.notice)
        assert app.reader.key_bar.error
        assert "We knew nothing" in (app.reader.article_view.reading or reading).document.text


@pytest.mark.parametrize("told", [True, False], ids=["by the feed", "by the description"])
async def test_a_chapter_is_played_from_its_beginning(
    make_app: MakeApp,
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    feed_server: FeedServer,
    told: bool,
) -> None:
    """Chosen by its time and title."""
    heard = tmp_path / "heard"
    script = tmp_path / "player.py"
    script.write_text(f"import json, sys\nopen({str(heard)!r}, 'w').write(json.dumps(sys.argv[1:]))\n")
    feed_id = feeds.add(library, feed_server.url("/feed"), "Tide", now=NOW)
    chapters = (Chapter(0, "Welcome"), Chapter(65, "The harbour"))
    lines = "<p>We met.</p><ul><li>0:00 Welcome</li><li>1:05 The harbour</li><li>9:00 End</li></ul>"
    parsed = replace(
        article(50, content="<p>Words.</p>" if told else lines),
        enclosures=(Enclosure(feed_server.url("/e.mp3"), "audio/mpeg", None),),
        recording=Recording(chapters=chapters) if told else None,
    )
    add_entries(library, feed_id, parsed)
    app = make_app(config(f"{sys.executable} {script} --at=%p %f"))
    async with app.run_test(size=WIDE) as pilot:
        monkeypatch.setattr(app, "suspend", nullcontext)
        await choose(pilot, app, "   1:05  The harbour")
        await until(pilot, heard.exists)
        assert json.loads(heard.read_text()) == ["--at=65", feed_server.url("/e.mp3")]
