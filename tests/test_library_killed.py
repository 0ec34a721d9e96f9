"""Killed at any moment: every action that was acknowledged is there, whatever the process was doing.

A child does random actions of the user's and of a refresh; it prints each before it begins and when it is done. It is
killed, and what it told is compared with what the library holds. NEWSREADER_KILLS says how often (`make soak`: 500),
NEWSREADER_SEED repeats the actions and moments of another time.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from library_making import feed_with, opened
from newsreader.library import counting, session

TESTS = Path(__file__).parent
KILLS = int(os.environ.get("NEWSREADER_KILLS", "20"))
SEED = int(os.environ.get("NEWSREADER_SEED", "4"))
ENTRIES = 400

_ACTS = """
import json, random, sys
from pathlib import Path
from library_making import NOW, change, opened, stored
from newsreader.library import (
    analysis, backup, editing, feeds, journal, retention, session, states, storing, tags, upkeep
)
folder, seed = Path(sys.argv[1]), int(sys.argv[2])
dice = random.Random(seed)
number = seed * 1_000_000
def told(*what):
    print(json.dumps(what), flush=True)
with opened(folder) as lib:
    while True:
        number += 1
        act = dice.choice(["mark", "mark", "mark", "bulk", "undo", "session", "feed", "refresh", "index", "tag", "-"])
        if act == "mark":
            entry_id, field, value = dice.randint(1, 400), dice.choice(["read", "starred"]), dice.random() < 0.7
            told("try", [entry_id])
            states.mark(lib, [entry_id], **{field: value}, now=number)
            told("mark", entry_id, field, int(value))
        elif act == "bulk":
            first = dice.randint(1, 300)
            told("try", list(range(first, first + 100)))
            states.mark(lib, range(first, first + 100), read=True, now=number)
            told("bulk", first)
        elif act == "undo":
            entry_id = dice.randint(1, 400)
            told("try", [entry_id])
            if states.mark(lib, [entry_id], starred=True, now=number):
                journal.undo(lib)
                journal.redo(lib)
            told("mark", entry_id, "starred", 1)
        elif act == "session":
            session.put(lib, {"last": str(number), "also": str(number)})
            told("session", number)
        elif act == "feed":
            feed_id = feeds.add(lib, f"https://k{number}.example/", f"K {number}", folder=f"F/{number % 9}", now=number)
            editing.rename(lib, feed_id, f"Mine {number}", number)
            told("feed", f"https://k{number}.example/", f"Mine {number}")
        elif act == "refresh":
            new = [stored(number * 100 + n, guid=f"g{number}-{n}", content="text " * 300) for n in range(60)]
            storing.apply(lib, change(1, new), number)
            told("refresh", f"g{number}-")
        elif act == "index":
            for entry_id in analysis.pending(lib, 1, 10):
                analysis.store(lib, entry_id, text="text " * 50, quotations=(), clauses=(), version=1)
        elif act == "tag":
            tags.tag(lib, [dice.randint(1, 400)], f"t{number}", now=number)
            told("tag", f"t{number}")
        elif dice.random() < 0.3:
            dice.choice([lambda: backup.weekly(lib, number * 700_000 % 4_000_000_000), lambda: upkeep.compact(lib),
                         lambda: upkeep.check(lib, number)])()
            told("upkeep")
"""


def _kill(folder: Path, seed: int, seconds: float) -> list[list[Any]]:
    """Let a child act for a while and kill it; what it had acknowledged."""
    paths = os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])
    child = subprocess.Popen(
        [sys.executable, "-c", _ACTS, str(folder), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": paths},
    )
    assert child.stdout is not None
    told = [child.stdout.readline()]  # from its first action on any moment will do
    timer = threading.Timer(seconds, child.kill)
    timer.start()
    told += child.stdout.readlines()
    timer.join()
    assert child.wait() == -signal.SIGKILL
    child.stdout.close()
    return [json.loads(line) for line in told if line.endswith("\n")]


class _Expected:
    """What the library must hold by what was acknowledged."""

    def __init__(self) -> None:
        self.states: dict[tuple[int, str], int] = {}
        self.urls: dict[str, str] = {}
        self.guids: set[str] = set()
        self.tags: set[str] = set()
        self.session = 0
        self.trying: list[int] = []
        """The entries whose states the last action was to change, as long as it was not acknowledged."""

    def take(self, what: str, *values: Any) -> None:
        self.trying = values[0] if what == "try" else []
        if what == "mark":
            self.states[values[0], values[1]] = values[2]
        elif what == "bulk":
            self.states |= {(key, "read"): 1 for key in range(values[0], values[0] + 100)}
        elif what == "session":
            self.session = values[0]
        elif what == "feed":
            self.urls[values[0]] = values[1]
        elif what == "refresh":
            self.guids.add(values[0])
        elif what == "tag":
            self.tags.add(values[0])


def _compare(folder: Path, expected: _Expected) -> None:
    """Find everything there; of the action that was not acknowledged all or nothing."""
    with opened(folder) as lib:
        assert lib.check() == []
        assert counting.wrong(lib.execute) == []
        assert lib.all("PRAGMA idx.quick_check") == [("ok",)]
        found = {row[0]: {"read": row[1], "starred": row[2]} for row in lib.all("SELECT id, read, starred FROM states")}
        differing = {key[0] for key, value in expected.states.items() if found[key[0]][key[1]] != value}
        assert differing <= set(expected.trying)
        assert len(expected.trying) < 2 or all(found[key]["read"] for key in expected.trying) or differing == set()
        for key in expected.states:  # the next child begins with what is there
            expected.states[key] = found[key[0]][key[1]]
        assert dict(lib.all("SELECT url, custom_title FROM feeds")).items() >= expected.urls.items()
        assert {row[0] for row in lib.all("SELECT name FROM tags")} >= expected.tags
        starts = "SELECT substr(guid, 1, instr(guid, '-')), count(*) FROM states GROUP BY 1"
        refreshed = {start: count for start, count in lib.all(starts) if start != "guid-"}
        assert set(refreshed) >= expected.guids
        assert set(refreshed.values()) <= {60}
        assert lib.all("SELECT count(*) FROM states s LEFT JOIN entries e ON e.id = s.id WHERE e.id IS NULL") == [(0,)]
        assert lib.all("SELECT count(*) FROM entries WHERE id NOT IN (SELECT entry_id FROM contents)") == [(0,)]
        if expected.session:
            assert int(session.get(lib, "last") or 0) >= expected.session
            assert session.get(lib, "last") == session.get(lib, "also")


def test_every_acknowledged_action_survives_a_kill(tmp_path: Path) -> None:
    """Of an action that was not acknowledged all is there or nothing; of all others everything."""
    dice, expected = random.Random(SEED), _Expected()
    with opened(tmp_path) as lib:
        feed_with(lib, ENTRIES)
    for kill in range(1, KILLS + 1):
        told = _kill(tmp_path, SEED * 1000 + kill, dice.random() * 0.4)
        for what, *values in told:
            expected.take(what, *values)
        _compare(tmp_path, expected)
    leftovers = [path.name for path in tmp_path.iterdir() if path.suffix == ".new"]
    assert leftovers == []
