"""Several processes at one library: none fails, none waits in vain, what one was told to be done stays done."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from library_making import NOW, feed_with, listed, opened
from newsreader.library import analysis, counting, disks, feeds, lists, states

TESTS = Path(__file__).parent
ENTRIES = 300

_ACTS = """
import os, random, sys
from pathlib import Path
from library_making import NOW, change, opened, stored
from newsreader.library import analysis, editing, entries, feeds, lists, session, states, storing
folder, role, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
if role == "networked":
    from newsreader.library import disks
    disks.network = lambda path: "nfs4"
    role = "marks"
print("ready", flush=True)
sys.stdin.readline()
dice = random.Random(number)
def marks(lib):
    for entry_id in range(1 + number, int(sys.argv[4]) + 1, 3):
        states.mark(lib, [entry_id], read=True, now=NOW)
        session.put(lib, {f"key{number}": str(entry_id)})
        print(entry_id, flush=True)
def refreshes(lib):
    for n in range(15):
        base = 10_000 * number + n * 120
        new = [stored(base + k, guid=f"g{base + k}", content="text " * 200) for k in range(120)]
        storing.apply(lib, change(1, new), NOW)
        editing.rename(lib, 1, f"News {n}", NOW)
def indexes(lib):
    for _ in range(6):
        for entry_id in analysis.pending(lib, 1, 80):
            analysis.store(lib, entry_id, text="text " * 300, quotations=(), clauses=(), version=1)
def reads(lib):
    for _ in range(60):
        found = lists.listing(lib).ids
        lists.rows(lib, found[:60])
        lists.counts(lib, 0)
        entries.entry(lib, dice.choice(found.tolist()))
def checkpoints(lib):
    for _ in range(40):
        lib.execute("PRAGMA main.wal_checkpoint(PASSIVE)").fetchall()
        lib.execute("PRAGMA idx.wal_checkpoint(TRUNCATE)").fetchall()
def opens(lib):
    for _ in range(20):
        with opened(folder) as another:
            session.put(another, {f"opened{number}": "x"})
with opened(folder) as lib:
    globals()[role](lib)
"""


def started(folder: Path, role: str, number: int, entries: int = ENTRIES) -> subprocess.Popen[str]:
    """A process that waits for the word to begin."""
    return subprocess.Popen(
        [sys.executable, "-c", _ACTS, str(folder), role, str(number), str(entries)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])},
    )


def all_done(children: list[subprocess.Popen[str]]) -> list[str]:
    """Let them begin together; what each said, none of them having failed."""
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    ended = [child.communicate() for child in children]
    assert [errors for _, errors in ended] == [""] * len(children)
    assert [child.returncode for child in children] == [0] * len(children)
    return [output for output, _ in ended]


def test_everybody_at_once(tmp_path: Path) -> None:
    """Marking, refreshing, indexing, reading, checkpoints and starts: no lock is seen, no change lost, counts right."""
    with opened(tmp_path) as lib:
        feed_with(lib, ENTRIES)
    roles = [("marks", 0), ("marks", 1), ("marks", 2), ("refreshes", 1), ("refreshes", 2), ("indexes", 0)]
    roles += [("indexes", 1), ("reads", 0), ("checkpoints", 0), ("opens", 0), ("opens", 1)]
    told = all_done([started(tmp_path, role, number) for role, number in roles])
    acknowledged = {int(line) for output in told for line in output.splitlines()}
    assert acknowledged == set(range(1, ENTRIES + 1))
    with opened(tmp_path) as lib:
        assert not acknowledged & set(listed(lib, unread_only=True))
        assert feeds.get(lib, 1).total == ENTRIES + 2 * 15 * 120
        assert counting.wrong(lib.execute) == []
        assert lib.check() == []
        assert lib.all("PRAGMA idx.integrity_check") == [("ok",)]
        assert lib.all("SELECT count(*) FROM journal WHERE label = '1 marked read'") == [(ENTRIES,)]


def test_without_a_log_everybody_waits_for_the_others(tmp_path: Path) -> None:
    """With a rollback journal, as on a network: the same, if slower."""
    with opened(tmp_path) as lib:
        feed_with(lib, 90)
    told = all_done([started(tmp_path, "networked", number, 90) for number in range(3)])
    assert {int(line) for output in told for line in output.splitlines()} == set(range(1, 91))
    with opened(tmp_path) as lib:
        assert listed(lib, unread_only=True) == []
        assert lib.check() == []


def test_a_change_appears_at_once(tmp_path: Path) -> None:
    """What one has been told is done the other sees with its next look, and it knows that there is something to see."""
    with opened(tmp_path) as lib, opened(tmp_path) as other:
        feed_with(lib, 20)
        analysis.pending(lib, 1)
        for entry_id in range(1, 21):
            before = other.data_version()
            states.mark(lib, [entry_id], read=True, now=NOW)
            assert other.data_version() != before
            assert lists.rows(other, [entry_id])[0].read
            assert feeds.get(other, 1).unread == 20 - entry_id


def test_a_long_reader_hinders_nobody(tmp_path: Path) -> None:
    """Somebody who reads for as long as they like sees one state; the others go on writing."""
    with opened(tmp_path) as lib, opened(tmp_path) as other:
        feed_with(lib, 50)
        other.execute("BEGIN")
        assert other.all("SELECT count(*) FROM states WHERE read = 0") == [(50,)]
        for entry_id in range(1, 51):
            states.mark(lib, [entry_id], read=True, now=NOW)
        assert other.all("SELECT count(*) FROM states WHERE read = 0") == [(50,)]
        other.execute("COMMIT")
        assert other.all("SELECT count(*) FROM states WHERE read = 0") == [(0,)]


def test_a_writer_waits_for_one_that_is_slow(tmp_path: Path) -> None:
    """A transaction of another's that takes a while delays a mark; it does not refuse it."""
    with opened(tmp_path) as lib:
        feed_with(lib, 1)
        held, release = threading.Event(), threading.Event()

        def hold() -> None:
            with opened(tmp_path) as other, other.write():
                held.set()
                release.wait(10)

        holder = threading.Thread(target=hold)
        holder.start()
        assert held.wait(10)
        timer = threading.Timer(0.3, release.set)
        timer.start()
        assert states.mark(lib, [1], read=True, now=NOW) == 1
        assert release.is_set()
        holder.join()


@pytest.mark.parametrize("networked", [False, True])
def test_starting_while_another_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, networked: bool) -> None:
    """Opening needs no lock that a writer holds."""
    if networked:
        monkeypatch.setattr(disks, "network", lambda _: "nfs4")
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        with lib.write():
            lib.execute("UPDATE entries SET title = 'x'")
            with opened(tmp_path) as other:
                assert len(listed(other)) == 3
