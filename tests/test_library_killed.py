"""Killed at any moment: every action that was acknowledged is there, whatever the process was doing.

A child does random actions of every kind: the user's, those of a refresh, of the analysis, of upkeep. Before an action
of the user's it does it in a transaction that it takes back, and prints what the user's things would come to; it prints
again when the action is done. It is killed, and what the library holds is what it told last: of an action that was
not acknowledged all or nothing. NEWSREADER_KILLS says how often (`make soak`: 500), NEWSREADER_SEED repeats the actions
and moments of another time.
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
from user_actions import ACTIONS, ENTRIES, users_own

TESTS = Path(__file__).parent
KILLS = int(os.environ.get("NEWSREADER_KILLS", "20"))
SEED = int(os.environ.get("NEWSREADER_SEED", "4"))

_ACTS = """
import json, random, sys
from contextlib import suppress
from pathlib import Path
from library_making import change, opened, stored
from newsreader.errors import NewsreaderError
from newsreader.library import analysis, backup, session, storing, upkeep
from user_actions import ACTIONS, users_own
class Back(Exception):
    pass
folder, seed = Path(sys.argv[1]), int(sys.argv[2])
dice = random.Random(seed)
number = seed * 1_000_000
def told(*what):
    print(json.dumps(what), flush=True)
def act(kind):
    seed = dice.random()
    try:
        with lib.write():
            ACTIONS[kind](lib, random.Random(seed), number)
            meant = users_own(lib)
            raise Back
    except Back:
        told("try", kind, meant)
    except NewsreaderError:
        return
    ACTIONS[kind](lib, random.Random(seed), number)
    assert users_own(lib) == meant, kind
    told("done", kind, meant)
with opened(folder) as lib:
    told("done", "start", users_own(lib))
    while True:
        number += 1
        for kind in dice.sample(sorted(ACTIONS), 4):
            number += 1
            act(kind)
        other = dice.choice(["session", "refresh", "refresh", "index", "-"])
        if other == "session":
            session.put(lib, {"last": str(number), "also": str(number)})
            told("session", number)
        elif other == "refresh":
            new = [stored(number * 100 + n, guid=f"g{number}-{n}", content="text " * 300) for n in range(60)]
            storing.apply(lib, change(1, new), number)
            told("refresh", f"g{number}-")
        elif other == "index":
            for entry_id in analysis.pending(lib, 1, 10):
                analysis.store(lib, entry_id, text="text " * 50, quotations=(), clauses=(), version=1)
        elif dice.random() < 0.3:
            dice.choice([lambda: backup.weekly(lib, number * 700_000 % 4_000_000_000), lambda: upkeep.compact(lib),
                         lambda: upkeep.check(lib, number)])()
            told("upkeep")
"""


def _kill(folder: Path, seed: int, seconds: float) -> list[list[Any]]:
    """Let a child act for a while and kill it; what it had told."""
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
    """What the library must hold by what was told."""

    def __init__(self) -> None:
        self.own: set[str] = set()
        """What the user's things may be: as acknowledged last, or with the action that was begun."""
        self.kinds: set[str] = set()
        self.guids: set[str] = set()
        self.session = 0

    def take(self, what: str, *values: Any) -> None:
        if what == "try":
            self.own.add(values[1])
        elif what == "done":
            self.own = {values[1]}
            self.kinds.add(values[0])
        elif what == "session":
            self.session = values[0]
        elif what == "refresh":
            self.guids.add(values[0])


def _compare(folder: Path, expected: _Expected) -> None:
    """Find everything there; of the action that was not acknowledged all or nothing."""
    with opened(folder) as lib:
        assert lib.check() == []
        assert counting.wrong(lib.execute) == []
        assert lib.all("PRAGMA idx.quick_check") == [("ok",)]
        own = users_own(lib)
        assert own in expected.own
        expected.own = {own}  # the next child begins with what is there
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
    if KILLS >= 100:
        assert expected.kinds >= set(ACTIONS)
    leftovers = [path.name for path in tmp_path.iterdir() if path.suffix == ".new"]
    assert leftovers == []
