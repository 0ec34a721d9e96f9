"""The library's files: made private, opened, refused untouched, migrated whole, shared, killed, filled up."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from library_making import NOW, change, feed_with, listed, opened, paths, stored, undone
from newsreader.errors import BusyError, DamagedError, LibraryError, NotFoundError
from newsreader.library import (
    analysis,
    attaching,
    disks,
    feeds,
    files,
    hosts,
    lists,
    recovery,
    schema,
    session,
    states,
    storing,
    upgrading,
    upkeep,
)
from newsreader.library.store import open_library
from newsreader.models.findings import KeyClause, Quotation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsreader.library.store import Library

TESTS = Path(__file__).parent


def run(script: str, *arguments: object) -> subprocess.Popen[str]:
    """A child process that may import what tests import."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def ended(child: subprocess.Popen[str]) -> int:
    """Wait for a child; its exit status."""
    child.communicate()
    return child.returncode


# --- the files ----------------------------------------------------------------------------------------------------


def test_files_and_folders_are_private(tmp_path: Path) -> None:
    """Folders are made 0700 and files 0600, SQLite's own beside them too, whatever the umask allows."""
    before = os.umask(0)
    try:
        with opened(tmp_path / "a" / "b") as lib:
            feed_with(lib, 1)
            modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "a").rglob("*")}
    finally:
        os.umask(before)
    assert modes.pop("b") == 0o700
    assert set(modes) >= {"library.db", "index.db", "library.db-wal"}
    assert set(modes.values()) == {0o600}


def test_nothing_is_left_beside_the_library(tmp_path: Path) -> None:
    """Making a library leaves its two files and no other once it is closed."""
    opened(tmp_path).close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["index.db", "library.db"]


def test_every_write_is_safe_from_a_kill(tmp_path: Path) -> None:
    """Both files use a write-ahead log, references are enforced, and a locked file is waited for."""
    with opened(tmp_path) as lib:
        assert lib.all("PRAGMA main.journal_mode") == [("wal",)]
        assert lib.all("PRAGMA idx.journal_mode") == [("wal",)]
        assert lib.all("PRAGMA foreign_keys") == [(1,)]
        assert lib.all("PRAGMA busy_timeout")[0][0] >= 5000
        assert lib.all("PRAGMA main.application_id") == [(schema.LIBRARY_ID,)]


def test_an_index_that_is_gone_is_made_again(tmp_path: Path) -> None:
    """Deleting index.db costs nothing but what can be made again."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
    paths(tmp_path)[1].unlink()
    with opened(tmp_path) as lib:
        assert len(listed(lib)) == 3
        assert lib.all("SELECT count(*) FROM idx.analysed") == [(0,)]


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "flipped", "version", "foreign"])
def test_a_damaged_index_is_replaced(tmp_path: Path, damage: str) -> None:
    """Whatever has become of index.db, the library opens, and with an index that works."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
    index = paths(tmp_path)[1]
    whole = index.read_bytes()
    spoilt = {
        "empty": b"",
        "text": b"no database " * 1000,
        "cut": whole[: len(whole) // 2],
        "flipped": whole[:100] + bytes(3996) + whole[4096:],
        "version": whole[:60] + (99).to_bytes(4, "big") + whole[64:],
        "foreign": whole[:68] + b"ELSE" + whole[72:],
    }
    index.write_bytes(spoilt[damage])
    with opened(tmp_path) as lib:
        assert len(listed(lib)) == 3
        assert lib.all("SELECT count(*) FROM idx.todo") == [(0,)]
        assert lib.all("PRAGMA idx.user_version") == [(schema.INDEX_VERSION,)]


def test_the_index_of_another_version_is_emptied(tmp_path: Path) -> None:
    """Its tables are those of a new index, and everything waits."""
    with opened(tmp_path) as lib:
        wanted = lib.all("SELECT name, sql FROM idx.sqlite_schema ORDER BY name")
        feed_with(lib, 3)
        analysis.store(lib, 1, text="harbour", quotations=(), clauses=(), version=1)
    older = sqlite3.connect(paths(tmp_path)[1])
    older.executescript("DROP TABLE terms; DROP TABLE analysed; PRAGMA user_version = 3")
    older.close()
    with opened(tmp_path) as lib:
        assert lib.all("SELECT name, sql FROM idx.sqlite_schema ORDER BY name") == wanted
        assert lib.all("PRAGMA idx.user_version") == [(schema.INDEX_VERSION,)]
        assert analysis.pending(lib, 1) == [3, 2, 1]
        assert lib.all("PRAGMA idx.integrity_check") == [("ok",)]


def test_the_index_of_another_library_is_not_believed(tmp_path: Path) -> None:
    """An index that was made for another library is emptied."""
    with opened(tmp_path / "a") as lib, lib.write_index():
        lib.execute("INSERT INTO idx.analysed VALUES (1, 1, 'x', 1, 9, 9, NULL)")
    opened(tmp_path / "b").close()
    shutil.copy(tmp_path / "a" / "index.db", tmp_path / "b" / "index.db")
    with opened(tmp_path / "b") as lib:
        assert lib.all("SELECT count(*) FROM idx.analysed") == [(0,)]


def test_an_index_that_another_process_set_aside_is_no_error(tmp_path: Path) -> None:
    """Of two that start at once and find it damaged, the second has nothing to do."""
    files.set_aside(tmp_path / "index.db")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_index_is_not_sound(tmp_path: Path) -> None:
    """Looked at as a whole: overwritten pages, and no index at all; one that is written at the moment is let be."""
    with opened(tmp_path) as lib:
        index = lib.index
        with lib.write_index():
            lib.execute("INSERT INTO idx.todo VALUES (1, 1)")
        assert attaching.is_sound(index)
    whole = index.read_bytes()
    for spoilt in (whole[:8192] + b"\xff" * (len(whole) - 8192), whole[:5000], b""):
        index.write_bytes(spoilt)
        assert not attaching.is_sound(index)


def test_an_index_found_damaged_later_goes_at_the_next_start(tmp_path: Path) -> None:
    """A page of the index that turns out to be spoilt is told from a damaged library, and mended by a restart."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        root = lib.all("SELECT rootpage FROM idx.sqlite_schema WHERE name = 'analysed'")[0][0]
    with paths(tmp_path)[1].open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    lib = opened(tmp_path)
    with pytest.raises(LibraryError, match=r"search index .*index.db is damaged; nothing is lost"):
        lists.rows(lib, [1])
    lib.close()
    with opened(tmp_path) as lib:
        assert [row.id for row in lists.rows(lib, [1])] == [1]


def test_damage_of_the_library_is_not_taken_for_the_indexs(tmp_path: Path, whole: bytes) -> None:
    """With findings in a sound index, a torn library is what is named, and the index stays."""
    path, index = paths(tmp_path)
    path.write_bytes(whole)
    with opened(tmp_path) as lib:
        clauses = (KeyClause(0, 5, "words", ("decision",), 1),)
        analysis.store(lib, 1, text="words", quotations=(), clauses=clauses, version=1)
        root = lib.all("SELECT rootpage FROM sqlite_schema WHERE name = 'entries'")[0][0]
    with path.open("r+b") as file:
        file.seek((root - 1) * schema.PAGE_SIZE)
        file.write(b"\xff" * schema.PAGE_SIZE)
    with pytest.raises(LibraryError, match=r"library .*library.db is damaged"), opened(tmp_path) as lib:
        lists.rows(lib, lists.listing(lib).ids)
    assert index.exists()


def test_an_index_that_cannot_be_written_is_replaced() -> None:
    """One that another user left behind, run once as root, does not stand in the way of a mark."""
    folder = Path(tempfile.mkdtemp())  # not below pytest's own folder, which another user may not enter
    try:
        with opened(folder) as lib:
            feed_with(lib, 3)
        with _without_privileges(folder):
            paths(folder)[1].chmod(0o400)
            with opened(folder) as lib:
                assert states.mark(lib, [1], read=True, now=NOW) == 1
                assert len(analysis.pending(lib, 1)) == 3
    finally:
        shutil.rmtree(folder)


_LEFT_OPEN = """
import os
import sys
from pathlib import Path
from library_making import feed_with, opened
lib = opened(Path(sys.argv[1]))
lib.execute("PRAGMA main.wal_checkpoint(TRUNCATE)")
feed_with(lib, 2)
with lib.write_index():
    lib.execute("INSERT INTO idx.todo VALUES (1, 1)")
os._exit(0)
"""


def test_a_log_without_its_library_is_kept(tmp_path: Path) -> None:
    """After a crash the newest changes stand in the log: if its library is gone, no new one takes its place."""
    assert ended(run(_LEFT_OPEN, tmp_path)) == 0
    path = paths(tmp_path)[0]
    log = (tmp_path / "library.db-wal").read_bytes()
    path.rename(tmp_path / "elsewhere.db")
    with pytest.raises(LibraryError, match=r"library.db is missing, but its log .*library.db-wal is there"):
        opened(tmp_path)
    assert not path.exists()
    assert (tmp_path / "library.db-wal").read_bytes() == log
    (tmp_path / "elsewhere.db").rename(path)
    with opened(tmp_path) as lib:
        assert len(listed(lib)) == 2
        assert lib.check() == []


def test_a_log_without_its_index_goes(tmp_path: Path) -> None:
    """What a removed index left in its log is not played into the new one."""
    assert ended(run(_LEFT_OPEN, tmp_path)) == 0
    paths(tmp_path)[1].unlink()
    with opened(tmp_path) as lib:
        assert lib.all("PRAGMA idx.integrity_check") == [("ok",)]
        assert lib.all("SELECT count(*) FROM idx.todo") == [(0,)]


# --- files that are refused ---------------------------------------------------------------------------------------


def _refused(folder: Path, content: bytes) -> str:
    """The sentence with which a file is refused; it must be left as it is, with nothing beside it."""
    path = paths(folder)[0]
    path.write_bytes(content)
    with pytest.raises(LibraryError) as caught:
        opened(folder)
    assert path.read_bytes() == content
    assert [p.name for p in folder.iterdir()] == ["library.db"]
    sentence = str(caught.value)
    assert str(path) in sentence
    assert "\n" not in sentence
    return sentence


@pytest.fixture(scope="module")
def whole() -> bytes:
    """A library's file with 200 entries."""
    with tempfile.TemporaryDirectory() as name:
        with opened(Path(name)) as lib:
            feed_with(lib, 200)
        return paths(Path(name))[0].read_bytes()


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """A file of zero length was a library once: it is not taken for a new one."""
    assert "is empty" in _refused(tmp_path, b"")


@pytest.mark.parametrize("content", [b"hello", b"hello this is no database " * 99, b"SQLite format 3\0", bytes(8192)])
def test_what_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    """A text, half a header or zeros are refused."""
    assert "does not begin as a library does" in _refused(tmp_path, content)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    """A sound SQLite database of another program is refused without SQLite having touched it."""
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE rss_feed (url TEXT)")
    connection.close()
    content = other.read_bytes()
    other.unlink()
    assert "another program" in _refused(tmp_path, content)


def test_a_newer_library_is_refused(tmp_path: Path, whole: bytes) -> None:
    """A library of a later schema is refused with both numbers."""
    sentence = _refused(tmp_path, whole[:60] + (999_999).to_bytes(4, "big") + whole[64:])
    assert "newer version" in sentence
    assert "999999" in sentence


def test_a_library_that_a_newer_program_has_open_is_refused(tmp_path: Path) -> None:
    """A later schema is seen even while it stands in the log alone."""
    with opened(tmp_path) as lib:
        lib.execute("PRAGMA main.user_version = 99")
        with pytest.raises(LibraryError, match=r"newer version .*99"):
            opened(tmp_path)
        with pytest.raises(LibraryError, match=r"newer version .*99"):
            open_library(paths(tmp_path), read_only=True)


@pytest.mark.parametrize("part", [0.02, 0.5, 0.99])
def test_a_truncated_library_is_refused(tmp_path: Path, whole: bytes, part: float) -> None:
    """A library whose end is missing is refused."""
    assert "missing" in _refused(tmp_path, whole[: int(len(whole) * part)])


def test_a_torn_page_is_an_error_of_ours(tmp_path: Path, whole: bytes) -> None:
    """Pages overwritten in the middle are reported in a sentence when they are read, and nothing is overwritten."""
    path = paths(tmp_path)[0]
    spoilt = whole[:32768] + b"\xde\xad\xbe\xef" * ((len(whole) - 40960) // 4) + whole[-8192:]
    path.write_bytes(spoilt)
    with pytest.raises(LibraryError, match="is damaged"), opened(tmp_path) as lib:
        lists.rows(lib, lists.listing(lib).ids)
    assert path.read_bytes() == spoilt


def test_check_finds_what_is_torn(tmp_path: Path, whole: bytes) -> None:
    """The full check names nothing in a sound file and something in a torn one."""
    path = paths(tmp_path)[0]
    path.write_bytes(whole)
    with opened(tmp_path) as lib:
        assert lib.check() == []
        root = lib.all("SELECT rootpage FROM sqlite_schema WHERE name = 'positions'")[0][0]
    content = bytearray(path.read_bytes())
    page = slice((root - 1) * schema.PAGE_SIZE, root * schema.PAGE_SIZE)
    content[page] = (b"\x0d\x00\x00\x7f\xff" * schema.PAGE_SIZE)[: schema.PAGE_SIZE]
    path.write_bytes(content)
    with opened(tmp_path) as lib:
        assert lib.check()


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    """A folder named library.db is refused with a sentence."""
    paths(tmp_path)[0].mkdir()
    with pytest.raises(LibraryError, match="cannot be read"):
        opened(tmp_path)


def test_a_library_only_to_be_read_must_be_there(tmp_path: Path) -> None:
    """Opening for reading makes nothing."""
    with pytest.raises(LibraryError, match="There is no library"):
        open_library(paths(tmp_path), read_only=True)
    assert list(tmp_path.iterdir()) == []


# --- reading only -------------------------------------------------------------------------------------------------


def test_open_for_reading(tmp_path: Path) -> None:
    """A library opened for reading shows everything and refuses to change."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
    with open_library(paths(tmp_path), read_only=True) as lib:
        assert lib.read_only
        assert len(lists.rows(lib, listed(lib))) == 3
        with pytest.raises(LibraryError, match="for reading only"):
            states.mark(lib, [1], read=True, now=NOW)


@contextmanager
def _without_privileges(folder: Path) -> Iterator[None]:
    """Run as a user who may not write everywhere, even where tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    for path in (folder, *folder.iterdir()):
        os.chown(path, 65534, -1)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("with_index", [True, False])
def test_a_folder_that_cannot_be_written_opens_for_reading(with_index: bool) -> None:
    """On a read-only disk there can be neither log nor shared memory: the library opens all the same."""
    folder = Path(tempfile.mkdtemp())  # not below pytest's own folder, which another user may not enter
    try:
        with opened(folder) as lib:
            feed_with(lib, 3)
        if not with_index:
            paths(folder)[1].unlink()
        with _without_privileges(folder):
            for path in folder.iterdir():
                path.chmod(0o400)
            folder.chmod(0o500)
            with opened(folder) as lib:
                assert lib.read_only
                assert not lib.try_writing()
                assert lists.counts(lib, 0).unread == 3
                assert lists.rows(lib, listed(lib))[0].title == "Title 2"
                with pytest.raises(LibraryError, match="for reading only"):
                    session.put(lib, {"a": "b"})
                assert attaching.is_sound(paths(folder)[1]) == with_index  # it is out of reach, not damaged
                with pytest.raises(LibraryError, match=r"cannot be written"), disks.unused(lib.path):
                    pass
                with pytest.raises(LibraryError, match=r"copy library\.db .* and recover it there, with --library"):
                    recovery.recover(lib.path, lambda _: None)
                folder.chmod(0o700)
                for path in paths(folder)[: 1 + with_index]:
                    path.chmod(0o600)
                assert lib.try_writing()
                session.put(lib, {"a": "b"})
    finally:
        shutil.rmtree(folder)


def test_a_folder_that_cannot_be_made_is_named() -> None:
    """Where no library can be made, the sentence says where and why."""
    with pytest.raises(LibraryError, match="/dev/null cannot be made"):
        opened(Path("/dev/null/nowhere"))


def test_a_link_to_a_library(tmp_path: Path) -> None:
    """A library that lies elsewhere works through a link."""
    with opened(tmp_path / "real") as lib:
        feed_with(lib, 3)
    (tmp_path / "linked").mkdir()
    paths(tmp_path / "linked")[0].symlink_to(paths(tmp_path / "real")[0])
    with opened(tmp_path / "linked") as lib:
        assert len(listed(lib)) == 3
        assert states.mark(lib, [1], read=True, now=NOW) == 1


def test_a_folder_that_cannot_be_entered_is_named() -> None:
    """Where the system refuses, the sentence says what and why."""
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / "inner").mkdir()
        with _without_privileges(folder):
            (folder / "inner").chmod(0)
            with pytest.raises(LibraryError, match=r"inner.*Permission denied"):
                opened(folder / "inner")
    finally:
        shutil.rmtree(folder)


# --- migrations ---------------------------------------------------------------------------------------------------

NEWEST = len(schema.MIGRATIONS)
STORED = Path(__file__).parent / "corpus" / "libraries"
"""Libraries as earlier versions of the program left them, as SQL."""


def restored(folder: Path, version: int) -> Path:
    """The library of an earlier version, in its place."""
    path = paths(folder)[0]
    connection = sqlite3.connect(path)
    connection.executescript((STORED / f"v{version}.sql").read_text(encoding="utf-8"))
    connection.close()
    return path


def test_a_library_is_stored_of_every_version_before() -> None:
    """A new step needs a file of the version before it."""
    assert {path.stem for path in STORED.glob("*.sql")} == {f"v{version}" for version in range(1, NEWEST)}


@pytest.mark.parametrize("version", range(1, NEWEST))
def test_a_library_of_an_earlier_version_is_brought_up(tmp_path: Path, version: int) -> None:
    """Its tables become those of a new library; feeds, entries, states, places and waits are as they were."""
    restored(tmp_path, version)
    columns = "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'"
    with opened(tmp_path / "new") as new, opened(tmp_path) as lib:
        assert set(lib.all(columns)) == set(new.all(columns))
        assert lib.all("PRAGMA main.user_version") == [(NEWEST,)]
        assert lib.check() == []
        assert [(feed.title, feed.folder, feed.unread, feed.total) for feed in feeds.all_feeds(lib)] == [
            ("Gone", None, 0, 0),
            ("Slow", None, 0, 0),
            ("Slow too", None, 0, 0),
            ("Mine", "World/Asia", 2, 3),
        ]
        assert listed(lib) == [3, 2, 1]
        assert listed(lib, unread_only=True) == [3, 2]
        assert listed(lib, starred_only=True) == [2]
        assert (session.get(lib, "place"), session.position(lib, 1)) == ("smart:all", 5)
        assert undone(lib) == "1 starred"
        assert hosts.waits(lib) == {"slow.example:8080": hosts.Wait(asked=NOW + 7200)}
        by_title = {health.feed.title: health for health in feeds.health(lib)}
        assert (by_title["Mine"].tried, by_title["Mine"].failing_since) == (NOW, None)
        assert (by_title["Gone"].failing_since, by_title["Gone"].due.at) == (NOW, feeds.NEVER)
        feeds.add(lib, "https://old.example/feed", "Old", now=NOW)
        assert listed(lib)[0] == 4


@pytest.mark.parametrize("statements", range(len(schema.MIGRATIONS[-1])))
def test_a_killed_step_leaves_the_library_of_the_version_before(tmp_path: Path, statements: int) -> None:
    """SIGKILL after any statement of the newest step leaves the one before whole, and the next start completes it."""
    path = restored(tmp_path, NEWEST - 1)
    assert ended(run(_KILLED_IN_THE_NEWEST_STEP, tmp_path, statements)) == -signal.SIGKILL
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (NEWEST - 1,)
    connection.close()
    with opened(tmp_path) as lib:
        assert listed(lib) == [3, 2, 1]
        assert lib.check() == []


_KILLED_IN_THE_NEWEST_STEP = """
import os, signal, sys
from pathlib import Path
from library_making import opened
from newsreader.library import schema
class Step:
    def __iter__(self):
        yield from schema.ALL[-1][:int(sys.argv[2])]
        os.kill(os.getpid(), signal.SIGKILL)
schema.ALL = schema.MIGRATIONS
schema.MIGRATIONS = (*schema.ALL[:-1], Step())
opened(Path(sys.argv[1]))
"""


def _next_step(monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, statements))


def test_migration_keeps_everything_and_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older library is brought up to date, with a private copy of what it was beside it."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
    _next_step(monkeypatch, "ALTER TABLE feeds ADD COLUMN colour TEXT DEFAULT 'red'")
    with opened(tmp_path) as lib:
        assert lib.all("SELECT colour FROM feeds") == [("red",)]
        assert len(listed(lib)) == 3
    copy = tmp_path / "library.backups" / f"library.v{NEWEST}.db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    connection = sqlite3.connect(copy)
    assert connection.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    assert connection.execute("SELECT count(*) FROM entries").fetchone() == (3,)
    connection.close()


def test_a_long_step_says_how_long_it_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each second, from its first word to its end."""
    opened(tmp_path).close()
    many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 300000) SELECT count(*) FROM n"
    _next_step(monkeypatch, "CREATE TABLE more (a)", many)
    clock = itertools.count(0, 0.5)
    monkeypatch.setattr(upgrading, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    told: list[str] = []
    open_library(paths(tmp_path), tell=told.append).close()
    words = f"bringing the library up to date: step {NEWEST + 1} of {NEWEST + 1}"
    first = told.index(words)
    assert len(told) > first + 10
    assert told[first + 1 :] == [f"{words}, {n} s" for n in range(1, len(told) - first)]


def test_a_restored_copy_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy made before a migration, put in the library's place, is a library."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
    with monkeypatch.context() as patch:
        _next_step(patch, "CREATE TABLE more (a)")
        opened(tmp_path).close()
    (tmp_path / "library.backups" / f"library.v{NEWEST}.db").replace(paths(tmp_path)[0])
    with opened(tmp_path) as lib:
        assert len(listed(lib)) == 3
        assert lib.all("PRAGMA main.journal_mode") == [("wal",)]


def test_a_failing_migration_leaves_the_old_version_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement that fails takes those before it with it."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
    with monkeypatch.context() as patch:
        _next_step(patch, "ALTER TABLE feeds ADD COLUMN colour", "CREATE TABLE more (a)", "NONSENSE")
        with pytest.raises(LibraryError, match="NONSENSE"):
            opened(tmp_path)
    with opened(tmp_path) as lib:
        assert len(listed(lib)) == 3
        assert lib.all("SELECT count(*) FROM sqlite_schema WHERE name = 'more'") == [(0,)]
        assert "colour" not in {row[1] for row in lib.all("PRAGMA table_info(feeds)")}


def test_a_migration_that_breaks_references_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step after which a row refers to nothing is rolled back."""
    opened(tmp_path).close()
    with monkeypatch.context() as patch:
        child = "CREATE TABLE child (feed REFERENCES feeds(id) DEFERRABLE INITIALLY DEFERRED)"
        _next_step(patch, child, "INSERT INTO child VALUES (99)")
        with pytest.raises(LibraryError, match="without its feeds"):
            opened(tmp_path)
    with opened(tmp_path) as lib:
        assert lib.all("PRAGMA main.user_version") == [(NEWEST,)]


_KILLED_WHILE_MIGRATING = """
import os, signal, sys
from pathlib import Path
from library_making import opened
from newsreader.library import schema
class Step:
    def __iter__(self):
        for n in range(int(sys.argv[2])):
            yield f"CREATE TABLE more{n} (a)"
        os.kill(os.getpid(), signal.SIGKILL)
schema.MIGRATIONS = (*schema.MIGRATIONS, Step())
opened(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("statements", [0, 1, 3])
def test_a_migration_killed_at_any_statement_leaves_the_old_version(tmp_path: Path, statements: int) -> None:
    """SIGKILL between two statements of a step leaves the step before it."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
    assert ended(run(_KILLED_WHILE_MIGRATING, tmp_path, statements)) == -signal.SIGKILL
    with opened(tmp_path) as lib:
        assert lib.all("PRAGMA main.user_version") == [(NEWEST,)]
        assert lib.all("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'more%'") == [(0,)]
        assert len(listed(lib)) == 3
        assert lib.check() == []


def test_an_older_library_is_not_opened_for_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading needs the tables of today; the sentence says what to do."""
    opened(tmp_path).close()
    _next_step(monkeypatch, "CREATE TABLE more (a)")
    with pytest.raises(LibraryError, match="older version"):
        open_library(paths(tmp_path), read_only=True)


# --- several at once ----------------------------------------------------------------------------------------------


def test_two_threads_write_at_once(tmp_path: Path) -> None:
    """Each with its own library, two writers wait for each other: no lock is ever seen, nothing is lost."""
    with opened(tmp_path) as lib:
        feed_id = feed_with(lib, 200)
    errors: list[BaseException] = []

    def mark(ids: range) -> None:
        try:
            with opened(tmp_path) as mine:
                for entry_id in ids:
                    states.mark(mine, [entry_id], read=True, now=NOW)
        except BaseException as error:  # noqa: BLE001 - carried to the test's own thread
            errors.append(error)

    threads = [threading.Thread(target=mark, args=(ids,)) for ids in (range(1, 101), range(101, 201))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with opened(tmp_path) as lib:
        assert feeds.get(lib, feed_id).unread == 0
        assert lib.all("SELECT count(*) FROM states WHERE read = 0") == [(0,)]


_REFRESHES = """
import sys
from pathlib import Path
from library_making import NOW, change, opened, stored
from newsreader.library import storing
with opened(Path(sys.argv[1])) as lib:
    for n in range(40):
        base = int(sys.argv[2]) + n * 5
        storing.apply(lib, change(1, [stored(base + k, guid=f"g{base + k}") for k in range(5)]), NOW)
"""


def test_processes_write_while_the_reader_marks(tmp_path: Path) -> None:
    """Two refreshing processes and a marking one at once: every entry and every mark is there, counts agree."""
    with opened(tmp_path) as lib:
        feed_id = feed_with(lib, 50)
        children = [run(_REFRESHES, tmp_path, 10_000), run(_REFRESHES, tmp_path, 20_000)]
        for entry_id in range(1, 51):
            states.mark(lib, [entry_id], read=True, now=NOW)
        assert [ended(child) for child in children] == [0, 0]
        assert feeds.get(lib, feed_id).total == 450
        assert feeds.get(lib, feed_id).unread == 400


def test_many_start_at_once_where_there_is_nothing(tmp_path: Path) -> None:
    """Processes that all want to make the library end up with the same one."""
    script = """
import sys
from pathlib import Path
from library_making import NOW, opened
from newsreader.library import feeds
with opened(Path(sys.argv[1]) / "new") as lib:
    feeds.add(lib, f"https://example/{sys.argv[2]}", "", now=NOW)
"""
    children = [run(script, tmp_path, n) for n in range(4)]
    assert [ended(child) for child in children] == [0] * 4
    with opened(tmp_path / "new") as lib:
        assert len(feeds.all_feeds(lib)) == 4


def test_the_reader_does_not_wait_for_the_indexer(tmp_path: Path) -> None:
    """While another connection holds index.db, the library is written at once."""
    with opened(tmp_path) as lib, opened(tmp_path) as indexer:
        feed_with(lib, 1)
        lib.execute("PRAGMA busy_timeout = 0")
        with indexer.write_index():
            assert states.mark(lib, [1], read=True, now=NOW) == 1


def test_a_lock_that_lasts_is_told_in_words(tmp_path: Path) -> None:
    """A library held for longer than anybody waits gives our sentence, not SQLite's, and works again after."""
    with opened(tmp_path) as lib, opened(tmp_path) as other:
        feed_with(lib, 1)
        lib.execute("PRAGMA busy_timeout = 0")
        with other.write(), pytest.raises(LibraryError, match="by another program; try again"):
            states.mark(lib, [1], read=True, now=NOW)
        assert states.mark(lib, [1], read=True, now=NOW) == 1


def test_data_version_tells_of_others(tmp_path: Path) -> None:
    """The number changes when another connection has written to either file, and not by itself."""
    with opened(tmp_path) as lib, opened(tmp_path) as other:
        first = lib.data_version()
        assert lib.data_version() == first
        session.put(other, {"a": "b"})
        second = lib.data_version()
        assert second != first
        with other.write_index():
            other.execute("INSERT INTO idx.todo VALUES (1, 1)")
        assert lib.data_version() not in {first, second}


# --- transactions -------------------------------------------------------------------------------------------------


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    """An error inside takes back everything, also what nested calls wrote."""
    with opened(tmp_path) as lib:
        with pytest.raises(NotFoundError), lib.write():
            states.mark(lib, [feeds.add(lib, "https://example/1", "", now=NOW)], read=True, now=NOW)
        assert feeds.all_feeds(lib) == []
        feeds.add(lib, "https://example/1", "", now=NOW)


def test_the_library_is_not_written_inside_an_index_transaction(tmp_path: Path) -> None:
    """That order could make a key press wait for the indexer, so it is a mistake of the program."""
    with opened(tmp_path) as lib, lib.write_index(), pytest.raises(RuntimeError):
        session.put(lib, {"a": "b"})


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """When a write does not fit, all of it is taken back, reading and small writes go on, and later it fits."""
    with opened(tmp_path) as lib:
        feed_id = feed_with(lib, 20)
        pages = lib.all("PRAGMA main.page_count")[0][0]
        lib.execute(f"PRAGMA main.max_page_count = {pages + 4}")
        big = change(feed_id, [stored(n, content=os.urandom(2000).hex()) for n in range(100, 200)])
        with pytest.raises(LibraryError, match="disk is full"):
            storing.apply(lib, big, NOW)
        assert feeds.get(lib, feed_id).total == 20 == len(listed(lib))
        assert states.mark(lib, [1], read=True, now=NOW) == 1
        lib.execute("PRAGMA main.max_page_count = 1000000")
        assert storing.apply(lib, big, NOW).new == 100
        assert lib.check() == []


_WITHOUT_ROOM = """
import resource
import sys
from pathlib import Path
from library_making import NOW, listed, opened
from newsreader.library import lists, states
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
with opened(Path(sys.argv[1])) as lib:
    print(len(listed(lib)), [row.quotes for row in lists.rows(lib, [1])], lib.read_only)
    try:
        states.mark(lib, [1], read=True, now=NOW)
    except Exception as error:
        print(error)
"""


def test_a_full_disk_opens_for_reading(tmp_path: Path) -> None:
    """Where there is no room, not even for what opening takes, everything can be read; a mark says why not."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        quotation = Quotation(0, 4, "text", "direct", None, None, None, 0)
        analysis.store(lib, 1, text="text", quotations=(quotation,), clauses=(), version=1)
    child = run(_WITHOUT_ROOM, tmp_path)
    listing, mark, *_ = [*child.communicate()[0].splitlines(), ""]
    assert listing == "3 [1] True"
    assert mark.startswith("The disk is full: the library ")
    with opened(tmp_path) as lib:
        assert states.mark(lib, [1], read=True, now=NOW) == 1
        assert lists.rows(lib, [1])[0].quotes == 1


_BEGUN_WITHOUT_ROOM = """
import resource
import sys
from pathlib import Path
from library_making import opened
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    opened(Path(sys.argv[1])).close()
except Exception as error:
    print(error)
"""


@pytest.mark.parametrize("room", [0, 20_000, 60_000, 100_000, 140_000])
def test_a_library_begun_on_a_full_disk(tmp_path: Path, room: int) -> None:
    """It is made whole or not at all; when there is room again it can be made and used."""
    child = run(_BEGUN_WITHOUT_ROOM, tmp_path, room)
    told = child.communicate()[0].strip()
    assert child.returncode == 0
    assert told.endswith(".") or not told
    assert not [path for path in tmp_path.iterdir() if ".new" in path.name]
    with opened(tmp_path) as lib:
        assert feed_with(lib, 3)
        assert lib.check() == []


def test_a_database_that_was_not_completed_gets_no_name(tmp_path: Path) -> None:
    """A full disk lets the log be written but not the file: closing such a database says nothing, and loses the log."""
    kept = []

    def build(path: Path) -> None:
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE a (b)")
        kept.append(connection)  # not closed: what was written is in the log alone

    with pytest.raises(LibraryError, match="did not fit; free some space"):
        files.create(tmp_path / "library.db", build)
    kept[0].close()
    assert list(tmp_path.iterdir()) == []


def test_what_no_database_can_hold_is_an_error_of_ours(tmp_path: Path) -> None:
    """A lone surrogate that slipped through is refused in a sentence."""
    with opened(tmp_path) as lib:
        with pytest.raises(LibraryError):
            session.put(lib, {"a": "\ud800"})
        with pytest.raises(LibraryError):
            session.set_position(lib, 1, 2**64)


def test_closing_twice_is_no_error(tmp_path: Path) -> None:
    """A library may be closed again."""
    lib = opened(tmp_path)
    lib.close()
    lib.close()


# --- killed -------------------------------------------------------------------------------------------------------

_MARKS = """
import sys
from pathlib import Path
from library_making import NOW, opened
from newsreader.library import states
with opened(Path(sys.argv[1])) as lib:
    for entry_id in range(int(sys.argv[2]), 2001):
        states.mark(lib, [entry_id], read=True, now=NOW)
        print(entry_id, flush=True)
"""


def test_every_acknowledged_mark_survives_a_kill(tmp_path: Path) -> None:
    """A process killed five times while it marks: what it said was done is done, and the counts agree."""
    with opened(tmp_path) as lib:
        feed_id = feed_with(lib, 2000)
    done = 0
    for kill in range(5):
        child = run(_MARKS, tmp_path, done + 1)
        assert child.stdout is not None
        for line in child.stdout:
            done = int(line)
            if done >= (kill + 1) * 60:
                child.send_signal(signal.SIGKILL)
                break
        done = max([done, *map(int, child.stdout.read().split())])
        assert ended(child) in {-signal.SIGKILL, 0}
        with opened(tmp_path) as lib:
            read = lib.all("SELECT max(id), count(*) FROM states WHERE read = 1")[0]
            assert read[0] == read[1] >= done
            assert feeds.get(lib, feed_id).unread == 2000 - read[1]
            assert lib.check() == []
            assert lib.all("SELECT count(*) FROM journal") == [(read[1],)]


# --- the logs -------------------------------------------------------------------------------------------------------


def write_much(lib: Library) -> None:
    """More than SQLite would leave in the log by itself."""
    for number in range(8):
        with lib.write():
            lib.execute("INSERT INTO session VALUES (?, ?)", (f"{number}", "x" * 1_000_000))


def kept_in_the_file(folder: Path) -> int:
    """How much of it is there without the log."""
    alone = folder / "alone.db"
    shutil.copy(folder / "library.db", alone)
    with closing(sqlite3.connect(f"file:{alone}?immutable=1", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM session").fetchone()[0])


def test_who_answers_keys_copies_no_log(tmp_path: Path) -> None:
    """However large it grows; the next who closes the library does it, while the first still has it open."""
    with open_library(paths(tmp_path), checkpoints=False) as screen:
        write_much(screen)
        assert kept_in_the_file(tmp_path) == 0
        assert screen.log_size() > 8_000_000
        with opened(tmp_path):
            pass
        assert kept_in_the_file(tmp_path) == 8
        with screen.write():
            screen.execute("DELETE FROM session WHERE key = '1'")
        assert screen.log_size() < 9_000_000


def test_a_small_log_is_left_where_it_is(tmp_path: Path) -> None:
    """A command that marks one article does not wait for the disk."""
    with open_library(paths(tmp_path), checkpoints=False) as screen:
        with screen.write():
            screen.execute("INSERT INTO session VALUES ('a', 'b')")
        with opened(tmp_path):
            pass
        assert kept_in_the_file(tmp_path) == 0


def test_a_snapshot_stays_as_it_is(tmp_path: Path) -> None:
    """Whatever is written meanwhile; it cannot be written itself."""
    with opened(tmp_path) as lib, lib.snapshot() as snapshot:
        assert snapshot.one("SELECT 1 FROM session") is None
        with lib.write():
            lib.execute("INSERT INTO session VALUES ('a', 'b')")
        assert snapshot.one("SELECT 1 FROM session") is None
        with pytest.raises(LibraryError):
            snapshot.execute("DELETE FROM session")


def test_rows_one_after_another(tmp_path: Path) -> None:
    """Read as they are asked for; a mistake is told as that of any statement."""
    with opened(tmp_path) as lib:
        assert list(lib.each("SELECT ? UNION ALL SELECT 2", (1,))) == [(1,), (2,)]
        with pytest.raises(LibraryError):
            list(lib.each("SELECT nothing"))


# --- damage that is found while it is open ------------------------------------------------------------------------


def _spoilt(folder: Path) -> bytes:
    """A library whose page of feeds is lost, which opening does not see; its newest changes are in the log."""
    with opened(folder) as lib:
        feed_with(lib, 300)
        (root,) = lib.all("SELECT rootpage FROM sqlite_schema WHERE name = 'feeds'")[0]
        lib.execute("PRAGMA main.wal_checkpoint(TRUNCATE)").fetchall()
        (size,) = lib.all("PRAGMA main.page_size")[0]
    path = paths(folder)[0]
    data = bytearray(path.read_bytes())
    data[(root - 1) * size : root * size] = b"\xff" * size
    path.write_bytes(data)
    return bytes(data)


def test_a_library_found_damaged_is_not_written_any_more(tmp_path: Path) -> None:
    """Neither by whoever found it, at the end as well, nor by those who open it next; what can be read is."""
    spoilt = _spoilt(tmp_path)
    with opened(tmp_path) as lib:
        states.mark(lib, [5], starred=True, now=NOW)  # on a page that is sound
        with pytest.raises(DamagedError, match="newsreader doctor"):
            feeds.all_feeds(lib)
        assert (lib.read_only, lib.damaged) == (True, True)
        with pytest.raises(LibraryError, match="newsreader doctor"):
            states.mark(lib, [6], starred=True, now=NOW)
        assert lib.all("SELECT starred FROM states WHERE id IN (5, 6)") == [(1,), (0,)]
    assert paths(tmp_path)[0].read_bytes() == spoilt
    assert (tmp_path / "library.db-wal").stat().st_size > 0
    with opened(tmp_path) as lib:
        assert (lib.read_only, lib.damaged) == (True, True)
        assert "newsreader doctor" in lib.remark
        assert not lib.try_writing()
        assert lib.all("SELECT starred FROM states WHERE id = 5") == [(1,)]
        with pytest.raises(LibraryError, match="newsreader doctor"):
            session.put(lib, {"a": "b"})
    assert paths(tmp_path)[0].read_bytes() == spoilt
    assert stat.S_IMODE((tmp_path / "library.db-damaged").stat().st_mode) == 0o600


def test_a_check_that_does_not_come_to_its_end_finds_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken off, as with the screen that began it, or kept out by another program: nobody is told of damage."""
    monkeypatch.setattr("newsreader.library.disks.network", lambda _: "nfs4")  # where a writer keeps readers out
    with opened(tmp_path) as lib:
        feed_with(lib, 3_000)
        lib.stop_if(lambda: True)
        with pytest.raises(LibraryError):
            upkeep.weekly(lib, NOW)
        lib.stop_if(lambda: False)
        lib.execute("PRAGMA busy_timeout = 0")
        other = sqlite3.connect(lib.path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BusyError):
            upkeep.weekly(lib, NOW)
        other.close()
        assert (lib.damaged, lib.read_only) == (False, False)
        assert not (tmp_path / "library.db-damaged").exists()
        assert upkeep.weekly(lib, NOW).problems == []


def test_a_library_found_sound_again_is_written_again(tmp_path: Path) -> None:
    """A check takes the note of the damage away, and another file in its place never had it."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        lib.stop_writing("The library is damaged.")
    with opened(tmp_path) as lib:
        assert lib.remark == "The library is damaged."
        assert upkeep.check(lib, NOW).problems == []
        assert (lib.damaged, lib.read_only, lib.remark) == (False, False, "")
        assert states.mark(lib, [1], read=True, now=NOW) == 1
        lib.stop_writing("The library is damaged.")
    copy = tmp_path / "copy.db"
    shutil.copy(paths(tmp_path)[0], copy)
    copy.replace(paths(tmp_path)[0])
    with opened(tmp_path) as lib:
        assert not lib.read_only


def test_damage_inside_the_full_text_index_is_none_of_the_library(tmp_path: Path) -> None:
    """Its pages are sound and its contents are not: the library is written as before."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        analysis.store(lib, 1, text="words", quotations=(), clauses=(), version=1)
        with lib.write_index():
            lib.execute("UPDATE idx.search_data SET block = x'00ff00ff' WHERE id > 10")
    with opened(tmp_path) as lib:
        with pytest.raises(LibraryError, match=r"search index .* is damaged; nothing is lost"):
            lib.all("SELECT rowid FROM idx.search WHERE search MATCH 'words'")
        assert not lib.damaged
        assert states.mark(lib, [1], read=True, now=NOW) == 1


# --- an index that is deleted while the library is open ------------------------------------------------------------


@pytest.mark.parametrize("files", [("",), ("", "-wal", "-shm")])
def test_an_index_that_was_deleted_is_made_anew(tmp_path: Path, files: tuple[str, ...]) -> None:
    """By whoever has the library open, or by somebody else in between; everything waits for it, nothing is lost."""
    with opened(tmp_path) as lib, opened(tmp_path) as other:
        feed_with(lib, 3)
        analysis.store(lib, 1, text="harbour", quotations=(), clauses=(), version=1)
        assert not lib.renew_index()
        for end in files:
            (tmp_path / f"index.db{end}").unlink()
        states.mark(lib, [2], starred=True, now=NOW)
        assert lib.renew_index()
        assert not lib.renew_index()
        assert analysis.pending(lib, 1) == [3, 2, 1]
        analysis.store(lib, 2, text="harbour", quotations=(), clauses=(), version=1)
        assert other.renew_index()
        assert analysis.pending(other, 1) == [3, 1]
        assert other.all("SELECT id FROM states WHERE starred = 1") == [(2,)]
    with opened(tmp_path) as lib:
        assert analysis.pending(lib, 1) == [3, 1]
        assert lib.all("PRAGMA idx.integrity_check") == [("ok",)]


def test_an_index_found_damaged_is_made_anew(tmp_path: Path) -> None:
    """Without a new start."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        lib.execute("PRAGMA idx.wal_checkpoint(TRUNCATE)").fetchall()
        root = lib.all("SELECT rootpage FROM idx.sqlite_schema WHERE name = 'analysed'")[0][0]
        size = lib.all("PRAGMA idx.page_size")[0][0]
    index = tmp_path / "index.db"
    index.write_bytes(index.read_bytes()[: (root - 1) * size] + b"\xff" * size + index.read_bytes()[root * size :])
    with opened(tmp_path) as lib:
        with pytest.raises(LibraryError, match="index"):
            lists.rows(lib, [1])
        assert lib.renew_index()
        assert len(lists.rows(lib, [1])) == 1
        assert (tmp_path / "index.db.damaged").exists()


def test_the_index_of_a_library_that_is_only_read_is_left(tmp_path: Path) -> None:
    """Whoever writes makes it."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
    with open_library(paths(tmp_path), read_only=True) as lib:
        (tmp_path / "index.db").unlink()
        assert not lib.renew_index()
        assert not (tmp_path / "index.db").exists()


# --- a log that is deleted while the library is open --------------------------------------------------------------


def test_a_log_deleted_by_others_costs_nothing(tmp_path: Path) -> None:
    """What was done before is copied into the file at once; from then on nothing is done that would be lost."""
    with opened(tmp_path) as lib:
        feed_with(lib, 5)
        lib.heed()
        assert lib.remark == ""
        states.mark(lib, [1], starred=True, now=NOW)
        for suffix in ("-wal", "-shm"):
            (tmp_path / f"library.db{suffix}").unlink()
        states.mark(lib, [2], starred=True, now=NOW)
        lib.heed()
        assert not lib.try_writing()
        assert "was deleted while it was open: what was done before is kept" in lib.remark
        with pytest.raises(LibraryError, match="start it again"):
            states.mark(lib, [3], starred=True, now=NOW)
        child = run(
            "import sys; from pathlib import Path; from library_making import *\n"
            "from newsreader.library import states\n"
            "with opened(Path(sys.argv[1])) as lib: states.mark(lib, [4], starred=True, now=NOW)",
            tmp_path,
        )
        assert ended(child) == 0
    with opened(tmp_path) as lib:
        assert lib.all("SELECT id FROM states WHERE starred = 1") == [(1,), (2,), (4,)]
        assert lib.check() == []


def test_another_log_in_its_place_is_not_mixed_with_it(tmp_path: Path) -> None:
    """What another program did stays; it is told that one's own may not."""
    with opened(tmp_path) as lib:
        feed_with(lib, 5)
        lib.execute("PRAGMA main.wal_checkpoint(TRUNCATE)").fetchall()
        states.mark(lib, [1], starred=True, now=NOW)
        for suffix in ("-wal", "-shm"):
            (tmp_path / f"library.db{suffix}").unlink()
        child = run(
            "import os, signal, sys; from pathlib import Path; from library_making import *\n"
            "from newsreader.library import states\n"
            "states.mark(opened(Path(sys.argv[1])), [4], starred=True, now=NOW)\n"
            "os.kill(os.getpid(), signal.SIGKILL)",
            tmp_path,
        )
        assert ended(child) == -signal.SIGKILL
        lib.heed()
        assert "may be lost" in lib.remark
    with opened(tmp_path) as lib:
        assert lib.all("SELECT id FROM states WHERE starred = 1") == [(4,)]
        assert lib.check() == []


def _killed_with_a_log(folder: Path) -> bytearray:
    """A library whose last twenty marks are in its log alone; what the log holds."""
    with opened(folder) as lib:
        feed_with(lib, 30)
    child = run(
        "import os, signal, sys; from pathlib import Path; from library_making import *\n"
        "from newsreader.library import states\n"
        "lib = opened(Path(sys.argv[1]))\n"
        "for entry_id in range(1, 21): states.mark(lib, [entry_id], starred=True, now=NOW)\n"
        "os.kill(os.getpid(), signal.SIGKILL)",
        folder,
    )
    assert ended(child) == -signal.SIGKILL
    return bytearray((folder / "library.db-wal").read_bytes())


def test_a_log_damaged_in_the_middle_is_refused(tmp_path: Path) -> None:
    """SQLite would leave out what stands behind without a word; the files are left as they are, and doctor reads on."""
    log = _killed_with_a_log(tmp_path)
    frame = 24 + schema.PAGE_SIZE
    log[32 + 3 * frame + 500] ^= 1
    (tmp_path / "library.db-wal").write_bytes(log)
    whole = paths(tmp_path)[0].read_bytes()
    for read_only in (False, True):
        with pytest.raises(DamagedError, match=r"The log of the library .* `newsreader doctor`"):
            open_library(paths(tmp_path), read_only=read_only)
    assert paths(tmp_path)[0].read_bytes() == whole
    assert (tmp_path / "library.db-wal").read_bytes() == log
    target, _ = recovery.recover(paths(tmp_path)[0], lambda _: None)
    with closing(sqlite3.connect(target)) as recovered:
        assert recovered.execute("SELECT count(*) FROM states WHERE starred = 1").fetchone()[0] >= 15


def test_a_log_cut_short_by_a_kill_is_read(tmp_path: Path) -> None:
    """Its last frame may be half written, and was not acknowledged then."""
    log = _killed_with_a_log(tmp_path)
    frame = 24 + schema.PAGE_SIZE
    last = len(log) - frame
    for torn in (log[: last + 100], log[: last + 2000] + bytes(frame - 2000), log[:40]):
        (tmp_path / "library.db-wal").write_bytes(torn)
        (tmp_path / "library.db-shm").unlink(missing_ok=True)
        with open_library(paths(tmp_path), read_only=True) as lib:
            assert lib.check() == []


def test_a_log_in_use_is_not_looked_at(tmp_path: Path) -> None:
    """Another process writes to it: what looks damaged is half written, and none of one's business."""
    script = "import sys; from pathlib import Path; from library_making import *; opened(Path(sys.argv[1])).close()"
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        states.mark(lib, [1], starred=True, now=NOW)
        with (tmp_path / "library.db-wal").open("r+b") as log:
            log.seek(32 + 16)  # the sum of the first frame
            log.write(b"12345678")
        assert ended(run(script, tmp_path)) == 0
        shutil.copy(tmp_path / "library.db", tmp_path / "copy.db")
        shutil.copy(tmp_path / "library.db-wal", tmp_path / "copy.db-wal")
        with pytest.raises(DamagedError, match="The log of the library"):
            open_library((tmp_path / "copy.db", tmp_path / "copy.index.db"))
