"""No room: whatever is being written is taken back whole, all can be read, and it goes on when there is room again."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from library_making import NOW, change, feed_with, listed, opened, paths, stored
from newsreader.errors import LibraryError
from newsreader.library import (
    analysis,
    backup,
    counting,
    feeds,
    lists,
    recovery,
    retention,
    session,
    states,
    storing,
    upkeep,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsreader.library.store import Library

DAY = 86_400
BIG = "x" * 3_000_000
"""More than any text of a test's library, and more than the small disk has."""


def _refresh(lib: Library) -> None:
    storing.apply(lib, change(1, [stored(n, content=os.urandom(9000).hex()) for n in range(5000, 5300)]), NOW)


def _index(lib: Library) -> None:
    for entry_id in analysis.pending(lib, 1):
        words = " ".join(os.urandom(8).hex() for _ in range(4000))
        analysis.store(lib, entry_id, text=words, quotations=(), clauses=(), version=1)


def _subscribe(lib: Library) -> None:
    for n in range(20_000):
        feeds.add(lib, f"https://{n}.example/{'x' * 900}", "N", folder=f"F{n}", now=NOW)


def _mark(lib: Library) -> None:
    for n in range(20_000):
        states.mark(lib, range(1, 200), read=n % 2 == 0, now=NOW)


def _remember(lib: Library) -> None:
    session.put(lib, {"long": BIG})


def _note(lib: Library) -> None:
    with lib.write():
        lib.execute("INSERT INTO notes (state_id, written, changed, text) VALUES (1, 1, 1, ?)", (BIG,))


def _free(lib: Library) -> None:
    sum(retention.free(lib, retention.Rule(days=1), NOW + 100 * DAY))


def _backup(lib: Library) -> None:
    backup.weekly(lib, NOW)


def _copy(lib: Library) -> None:
    backup.copy(lib, lib.path.with_name("copy.db"))


WRITES: list[Callable[[Library], object]] = [_refresh, _index, _subscribe, _mark, _remember, _note]
ROOMY: list[Callable[[Library], object]] = [_free, _backup, _copy, upkeep.compact]
"""What may fit into what is left, but must not leave anything half done."""


@contextmanager
def small_disk() -> Iterator[Path]:
    """A file system of 2.5 MB."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2500k", "newsreader-test", folder], capture_output=True, check=False
        )
        if mounted.returncode:
            pytest.skip("no file system can be mounted here")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], capture_output=True, check=True)


@pytest.fixture
def disk() -> Iterator[Path]:
    """The small disk; tests that cannot mount one are skipped."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount")
    with suppress(FileNotFoundError), small_disk() as folder:
        yield folder
        return
    pytest.skip("no mount command")


def _fill(folder: Path, leave: int) -> Path:
    """Take the room but for so many bytes."""
    filler = folder / "filler"
    free = os.statvfs(folder)
    with filler.open("wb") as file:
        file.write(bytes(max(free.f_bavail * free.f_frsize - leave, 0)))
    return filler


def _is_as_before(lib: Library, marked: int) -> None:
    assert lib.check() == []
    assert counting.wrong(lib.execute) == []
    found = lists.rows(lib, lists.listing(lib, lists.Filter(feed_id=1)).ids)
    assert len(found) >= 1
    assert lib.all("SELECT starred FROM states WHERE id = ?", (marked,)) == [(1,)]
    assert lib.all("SELECT count(*) FROM entries WHERE id NOT IN (SELECT entry_id FROM contents)") == [(0,)]


@pytest.mark.parametrize("write", WRITES + ROOMY, ids=lambda write: str(write.__name__))
def test_each_kind_of_write(disk: Path, write: Callable[[Library], object]) -> None:
    """It is refused in a sentence; what was acknowledged stays, and with room again everything works."""
    with opened(disk) as lib:
        feed_with(lib, 200)
        states.mark(lib, [7], starred=True, now=NOW)
        states.mark(lib, range(100, 150), read=True, now=NOW)
        filler = _fill(disk, 150_000)
        try:
            write(lib)
        except LibraryError as error:
            assert "disk is full" in str(error) or "make room" in str(error)  # noqa: PT017 - some may fit
        else:
            assert write in ROOMY
        _is_as_before(lib, 7)
        assert not list(disk.rglob("*.part"))
        with suppress(LibraryError):  # it may need a page more
            states.mark(lib, [8], read=True, now=NOW)
    with opened(disk) as lib:
        _is_as_before(lib, 7)
        filler.unlink()
    with opened(disk) as lib:
        _is_as_before(lib, 7)
        states.mark(lib, [9], read=True, starred=True, now=NOW)
        _is_as_before(lib, 9)


def test_marks_until_it_is_full(disk: Path) -> None:
    """Every mark that was acknowledged before the disk was full is there, in the same process and after."""
    with opened(disk) as lib:
        feed_with(lib, 400)
        _fill(disk, 100_000)
        done: list[int] = []
        with pytest.raises(LibraryError, match="disk is full"):
            _mark_one_by_one(lib, done)
        unread = listed(lib, unread_only=True)
        assert unread == list(range(400, len(done), -1))
    with opened(disk) as lib:
        assert listed(lib, unread_only=True) == unread
        assert lib.check() == []


def _mark_one_by_one(lib: Library, done: list[int]) -> None:
    """Mark everything read, and unread again, until it fails; `done` has what is read."""
    while True:
        for entry_id in range(1, 401):
            states.mark(lib, [entry_id], read=True, now=NOW)
            done.append(entry_id)
        states.mark(lib, range(1, 401), read=False, now=NOW)
        done.clear()


@pytest.mark.parametrize("room", [0, 4096, 60_000, 200_000])
def test_a_migration_without_room(disk: Path, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    """There is no copy, hence no migration: the library stays of its version, and the sentence says why."""
    from newsreader.library import schema

    with opened(disk) as lib:
        feed_with(lib, 400)
    before = paths(disk)[0].read_bytes()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE more (a)",)))
    filler = _fill(disk, room)
    with pytest.raises(LibraryError, match=r"disk is full|make room"):
        opened(disk)
    assert paths(disk)[0].read_bytes()[:60] == before[:60]
    assert not list(disk.rglob("*.part"))
    filler.unlink()
    with opened(disk) as lib:
        assert len(listed(lib)) == 400
        assert lib.all("SELECT count(*) FROM more") == [(0,)]


def test_restoring_and_recovering_without_room(disk: Path) -> None:
    """Neither begins what will not fit, and the library is what it was."""
    with opened(disk) as lib:
        feed_with(lib, 200)
        backup.copy(lib, disk / "copy.db")
    _fill(disk, 20_000)
    with pytest.raises(LibraryError, match="make room"):
        backup.restore(*paths(disk), disk / "copy.db")
    with pytest.raises(LibraryError, match="make room"):
        recovery.recover(paths(disk)[0], lambda _: None)
    with opened(disk) as lib:
        assert len(listed(lib)) == 200


@pytest.mark.parametrize("write", WRITES, ids=lambda write: str(write.__name__))
@pytest.mark.parametrize("pages", [1, 3, 10])
def test_each_kind_of_write_where_the_file_may_not_grow(
    tmp_path: Path, write: Callable[[Library], object], pages: int
) -> None:
    """The same where no small disk can be had: SQLite says that it is full at the page that is one too many."""
    with opened(tmp_path) as lib:
        feed_with(lib, 200)
        states.mark(lib, [7], starred=True, now=NOW)
        for file in ("main", "idx"):
            count = lib.all(f"PRAGMA {file}.page_count")[0][0]
            lib.execute(f"PRAGMA {file}.max_page_count = {count + pages}").fetchall()
        with pytest.raises(LibraryError, match="disk is full"):
            write(lib)
        _is_as_before(lib, 7)
        for file in ("main", "idx"):
            lib.execute(f"PRAGMA {file}.max_page_count = 1000000").fetchall()
        states.mark(lib, [9], starred=True, now=NOW)
        _is_as_before(lib, 9)


def test_a_library_opened_on_a_full_disk_is_written_when_there_is_room(disk: Path) -> None:
    """It stays open: what another program wrote meanwhile is seen, and marks are kept."""
    with opened(disk) as lib:
        feed_with(lib, 20)
    filler = _fill(disk, 0)
    with opened(disk) as lib:
        assert lib.read_only
        assert "make some room" in lib.remark
        assert not lib.try_writing()
        with pytest.raises(LibraryError, match="disk is full"):
            states.mark(lib, [1], read=True, now=NOW)
        filler.unlink()
        with opened(disk) as other:
            states.mark(other, [2], read=True, now=NOW)
        assert lib.try_writing()
        assert (lib.read_only, lib.remark) == (False, "")
        assert not lib.try_writing()
        assert states.mark(lib, [1], read=True, now=NOW) == 1
        assert listed(lib, unread_only=True) == list(range(20, 2, -1))
    with opened(disk) as lib:
        assert listed(lib, unread_only=True) == list(range(20, 2, -1))
        assert lib.check() == []
