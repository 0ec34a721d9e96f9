"""A refresh that is killed at any moment: the library opens, nothing is half stored, and the next one completes it.

NEWSREADER_KILLS says how often (`make soak` sets it); NEWSREADER_SEED repeats the moments of another time.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from subprocess import DEVNULL
from typing import TYPE_CHECKING

import pytest

from command_line import environment
from feed_server import Answer, FeedServer, items, rss
from newsreader import paths
from newsreader.library import entries, feeds, lists, states
from newsreader.library.store import Library, open_library

if TYPE_CHECKING:
    from pathlib import Path

KILLS = int(os.environ.get("NEWSREADER_KILLS", "20"))
SEED = int(os.environ.get("NEWSREADER_SEED", "4"))
FEEDS = 50
FIRST = 6
"""Entries of each feed at first; each time it is refreshed there is one more, and all texts are edited."""
PARTS = "entries e ON e.id = s.id LEFT JOIN contents c ON c.entry_id = e.id"


def serve(server: FeedServer, edition: int) -> None:
    """Let every feed have news."""
    for n in range(FEEDS):
        text = f"<p>Feed {n}.</p>" + "<p>A sentence of some length. </p>" * 20 + f"<p>Edition {edition}.</p>"
        server.answers[f"/{n}"] = Answer(rss(items(FIRST + edition, text), title=f"Feed {n}"))


def start(home: Path, library: Path) -> subprocess.Popen[bytes]:
    """A refresh of everything."""
    command = [sys.executable, "-m", "newsreader", "--library", str(library), "refresh", "--all", "--json"]
    return subprocess.Popen(command, env=environment(home), stdout=DEVNULL, stderr=DEVNULL)


def is_whole(lib: Library) -> None:
    """The files are sound; every entry has its parts, of one edition, and every count is right."""
    assert lib.check() == []
    assert lib.all(f"SELECT s.id FROM states s LEFT JOIN {PARTS} WHERE c.entry_id IS NULL") == []
    for feed in feeds.all_feeds(lib):
        found = lists.rows(lib, lists.listing(lib, lists.Filter(feed_id=feed.id)).ids)
        assert (feed.total, feed.unread) == (len(found), sum(not row.read for row in found))
        texts = [entries.entry(lib, row.id).body for row in found[:2]]
        assert all(text.rstrip().endswith(".</p>") and "Edition" in text for text in texts)


@pytest.mark.parametrize("seed", [SEED])
def test_killed_at_any_moment(tmp_path: Path, feed_server: FeedServer, seed: int) -> None:
    """No state is lost, no entry is half stored or comes twice, whenever the process is killed."""
    dice, never, library = random.Random(seed), threading.Event(), tmp_path / "library"
    with open_library(paths.library_files(library)) as lib:
        for n in range(FEEDS):
            feeds.add(lib, feed_server.url(f"/{n}"), f"/{n}", now=0)
    serve(feed_server, 0)
    assert start(tmp_path, library).wait(120) == 0
    with open_library(paths.library_files(library)) as lib:
        marked = lists.listing(lib).ids.tolist()[::3]
        states.mark(lib, marked, read=True, starred=True, now=1)
    for edition in range(1, KILLS + 1):
        serve(feed_server, edition)
        before = sum(feed_server.hits.values())
        process = start(tmp_path, library)
        until = before + dice.randrange(FEEDS + 1)  # a moment told by what was asked for, and a little later
        while sum(feed_server.hits.values()) < until and process.poll() is None:
            never.wait(0.002)
        never.wait(dice.random() * 0.3)
        process.kill()
        process.wait(60)
        with open_library(paths.library_files(library)) as lib:
            is_whole(lib)
            assert all(row.read and row.starred for row in lists.rows(lib, marked))
            assert len(lists.rows(lib, marked)) == len(marked)
    assert start(tmp_path, library).wait(120) == 0
    with open_library(paths.library_files(library)) as lib:
        is_whole(lib)
        assert {feed.total for feed in feeds.all_feeds(lib)} == {FIRST + KILLS}
        assert all(f"Edition {KILLS}." in entries.entry(lib, entry_id).body for entry_id in marked[:20])
