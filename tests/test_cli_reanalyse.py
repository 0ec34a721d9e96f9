"""reanalyse: named entries, everything, and the background: newest first, alone, killed, gone with its parent."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from subprocess import PIPE
from typing import TYPE_CHECKING, Any

import pytest

from command_line import CommandLine, environment, process
from feed_server import Answer, FeedServer, Item, rss
from library_making import NOW, change, feed_with, listed, opened, stored
from newsreader.library import analysis, feeds, files, storing
from newsreader.models.findings import Quotation
from newsreader.quotations import ANALYSIS_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.store import Library

SAID = '<p>The plan failed. "We had no choice," said Mayor Ada Lind.</p>'
OLD = (Quotation(0, 3, "The", "direct", None, None, "Somebody", 0),)
BACKGROUND = [sys.executable, "-m", "newsreader", "reanalyse", "--background", "--events"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a test's process has its library."""
    return tmp_path / "home"


@pytest.fixture
def lib(home: Path) -> Iterator[Library]:
    """An empty library, open while processes work on it."""
    with opened(home / "data") as library:
        yield library


def articles(lib: Library, count: int) -> list[int]:
    """A feed of articles with a quotation each; the ids, newest first."""
    feed_id = feed_with(lib, 0)
    storing.apply(lib, change(feed_id, [stored(n, content=SAID) for n in range(count)]), NOW)
    return listed(lib)


def analysed_before(lib: Library, count: int) -> list[int]:
    """The same, analysed by the version before, which found something else."""
    ids = articles(lib, count)
    for entry_id in ids:
        analysis.store(lib, entry_id, text="plan", quotations=OLD, clauses=(), version=ANALYSIS_VERSION - 1)
    return ids


def speakers(lib: Library, entry_id: int) -> list[str | None]:
    """Who is known to speak in an entry."""
    return [one.speaker for one in analysis.quotations(lib, entry_id)]


def events(running: subprocess.Popen[bytes], count: int) -> list[dict[str, Any]]:
    """The next lines of a process."""
    assert running.stdout
    return [json.loads(running.stdout.readline()) for _ in range(count)]


def background(home: Path) -> dict[str, Any]:
    """Run the background to its end."""
    done = process(home, "reanalyse", "--background", "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_named_entries_are_done_anew(cli: CommandLine) -> None:
    """Those alone, current or not; an unknown one among them changes nothing."""
    with opened(cli.home / "data") as lib:
        first, second, third = analysed_before(lib, 3)
        assert cli("reanalyse", second, third, "--json").json == {"analysed": 2}
        assert [speakers(lib, n) for n in (first, second, third)] == [["Somebody"], ["Ada Lind"], ["Ada Lind"]]
        assert cli("reanalyse", second, "--json").json == {"analysed": 1}
        assert "no entry 99" in cli("reanalyse", first, "99").sentence
        assert speakers(lib, first) == ["Somebody"]
        assert cli("reanalyse", first, "--events").out == '{"event":"analysed","done":1,"pending":0}\n'


@pytest.mark.parametrize("words", [["12", "--background"], ["--json", "--events"], ["x"]])
def test_wrong_usage(cli: CommandLine, words: list[str]) -> None:
    """The background chooses by itself what to do."""
    assert cli("reanalyse", *words).code == 2


def test_the_background_does_what_waits(home: Path, lib: Library) -> None:
    """New and edited entries and those of an older version; nothing if there are none."""
    old = analysed_before(lib, 3)
    storing.apply(lib, change(1, [stored(50, content=SAID)]), NOW)
    assert background(home) == {"analysed": 4}
    assert [speakers(lib, n) for n in listed(lib)] == [["Ada Lind"]] * 4
    assert background(home) == {"analysed": 0}
    edited = stored(0, id=old[-1], title="Edited", content=SAID)
    storing.apply(lib, change(1, changed=[edited]), NOW)
    assert background(home) == {"analysed": 1}


def test_a_library_of_an_older_version_is_done_newest_first_while_it_is_read(home: Path, lib: Library) -> None:
    """What was found before is there until it is replaced; a kill loses nothing, and the next start goes on."""
    many = 600
    ids = analysed_before(lib, many)
    done = 0
    for _ in range(3):
        with subprocess.Popen(BACKGROUND, stdout=PIPE, env=environment(home)) as running:
            told = events(running, 2)[-1]["done"]
            assert all(speakers(lib, entry_id) in (["Somebody"], ["Ada Lind"]) for entry_id in ids[:100])
            running.kill()
        found = [speakers(lib, entry_id) for entry_id in ids]
        before, done = done, found.count(["Ada Lind"])
        assert done >= before + told
        assert found == [["Ada Lind"]] * done + [["Somebody"]] * (many - done)
        assert analysis.pending(lib, ANALYSIS_VERSION) == ids[done:]
    assert background(home) == {"analysed": many - done}
    assert [speakers(lib, entry_id) for entry_id in ids] == [["Ada Lind"]] * many
    assert not analysis.is_anything_pending(lib, ANALYSIS_VERSION)
    assert lib.all("PRAGMA idx.integrity_check") == [("ok",)]
    assert lib.all("SELECT count(*) FROM idx.quotations") == [(many,)]


def test_everybody_else_comes_first(home: Path, lib: Library) -> None:
    """It has a low priority."""
    articles(lib, 500)
    with subprocess.Popen(BACKGROUND, stdout=PIPE, env=environment(home)) as running:
        events(running, 1)
        assert os.getpriority(os.PRIO_PROCESS, running.pid) >= 10
        running.kill()


def test_one_process_at_a_time(home: Path, lib: Library) -> None:
    """A second one sees that somebody is at it, and ends; so it does not if that one was killed."""
    ids = articles(lib, 500)
    with subprocess.Popen(BACKGROUND, stdout=PIPE, env=environment(home)) as running:
        events(running, 1)
        running.send_signal(signal.SIGSTOP)
        assert background(home) == {"analysed": 0}
        running.kill()
    with files.alone(lib.path.parent) as alone:
        assert alone
        assert background(home) == {"analysed": 0}
    left = len(analysis.pending(lib, ANALYSIS_VERSION))
    assert 0 < left < len(ids)
    assert background(home) == {"analysed": left}


_PARENT = """
import subprocess
import sys
subprocess.run(sys.argv[1:])
"""


def test_it_ends_with_its_parent(home: Path, lib: Library) -> None:
    """Though nobody told it: the parent was killed."""
    articles(lib, 2000)
    command = [sys.executable, "-c", _PARENT, *BACKGROUND]
    with subprocess.Popen(command, stdout=PIPE, env=environment(home)) as parent:
        events(parent, 1)
        parent.kill()
        assert parent.stdout
        parent.stdout.read()  # comes to its end when the last that can write has ended
    assert analysis.is_anything_pending(lib, ANALYSIS_VERSION)


# --- after a refresh ----------------------------------------------------------------------------------------------


@pytest.fixture
def older(cli: CommandLine, feed_server: FeedServer) -> Iterator[Library]:
    """A library with three entries that wait, and a feed that will bring one more, older than they are."""
    item = Item("1", "Plan", date="Mon, 01 Jan 2018 08:00:00 GMT", text=SAID)
    feed_server.answers["/feed"] = Answer(rss([item]))
    with opened(cli.home / "data") as lib:
        articles(lib, 3)
        feeds.add(lib, feed_server.url("/feed"), "Feed", now=NOW)
        lib.execute("UPDATE feeds SET next_due = 4102444800 WHERE id = 1")
        yield lib


def test_a_refresh_does_what_waits_too(cli: CommandLine, older: Library) -> None:
    """Newest first, whatever it is."""
    told = [json.loads(line) for line in cli("refresh", "--events").out.splitlines()]
    assert {"event": "analysed", "done": 4, "pending": 0} in told
    assert analysis.pending(older, ANALYSIS_VERSION) == []


def test_a_refresh_can_leave_what_is_older(cli: CommandLine, older: Library) -> None:
    """What it brought is searchable and has its quotes, though newer entries wait."""
    cli("refresh", "--leave-older")
    (entry,) = cli("search", "said:choice", "--json").json["entries"]
    assert (entry["title"], entry["quotes"]) == ("Plan", 1)
    assert len(analysis.pending(older, ANALYSIS_VERSION)) == 3


def test_a_refresh_leaves_what_is_older_to_a_process_that_is_at_it(cli: CommandLine, older: Library) -> None:
    """What it brought it does itself."""
    with files.alone(older.path.parent):
        cli("refresh")
    assert len(analysis.pending(older, ANALYSIS_VERSION)) == 3


def test_what_is_added_is_analysed_though_newer_entries_wait(
    cli: CommandLine, older: Library, feed_server: FeedServer
) -> None:
    """It can be searched at once; the others go on waiting."""
    feed_server.answers["/added"] = feed_server.answers["/feed"]
    assert cli("add", feed_server.url("/added"), "--json").json["new"] == 1
    (entry,) = cli("search", "said:choice", "--json").json["entries"]
    assert (entry["title"], entry["quotes"]) == ("Plan", 1)
    assert len(analysis.pending(older, ANALYSIS_VERSION)) == 3
