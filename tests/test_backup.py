"""Copies of the library: whole, private, three of each kind, put back with what was there kept."""

from __future__ import annotations

import os
import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest

from library_making import NOW, change, feed_with, listed, opened, paths, stored
from newsreader import logins
from newsreader.errors import LibraryError
from newsreader.feeds import opml
from newsreader.library import backup, feeds, recovery, schema, states, storing, upkeep
from newsreader.library.store import open_library

if TYPE_CHECKING:
    from pathlib import Path

DAY = 86_400


def titles(file: Path) -> list[str]:
    """The entries of a copy, which is read as any SQLite file is."""
    connection = sqlite3.connect(file)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [row[0] for row in connection.execute("SELECT title FROM entries ORDER BY id")]
    finally:
        connection.close()


def test_a_copy_is_whole_and_private_while_the_library_is_written(tmp_path: Path) -> None:
    """It holds what stood in the log alone, and not what is being written."""
    with opened(tmp_path) as lib, opened(tmp_path) as other:
        feed_with(lib, 3)
        with other.write():
            other.execute("UPDATE entries SET title = 'not yet'")
            backup.copy(lib, tmp_path / "copy.db")
    assert titles(tmp_path / "copy.db") == ["Title 0", "Title 1", "Title 2"]
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_a_copy_replaces_nothing(tmp_path: Path) -> None:
    """A name that is taken, and a folder that is not there, are refused in a sentence."""
    (tmp_path / "taken.db").write_text("mine")
    with opened(tmp_path / "library") as lib:
        with pytest.raises(LibraryError, match=r"taken.db is there already"):
            backup.copy(lib, tmp_path / "taken.db")
        with pytest.raises(LibraryError, match="There is no folder"):
            backup.copy(lib, tmp_path / "nowhere" / "copy.db")
    assert (tmp_path / "taken.db").read_text() == "mine"


def test_three_weekly_copies_are_kept_with_the_subscriptions(tmp_path: Path) -> None:
    """The oldest goes; the OPML beside each has the folders and neither names nor passwords."""
    with opened(tmp_path) as lib:
        feeds.add(lib, "https://news.example/feed", "News", folder="World/Asia", now=NOW)
        for week in range(5):
            backup.weekly(lib, NOW + week * 7 * DAY)
        names = sorted(file.name for file in backup.folder(lib.path).iterdir())
        newest = backup.found(lib.path)[0]
    assert len(names) == 6
    assert len([name for name in names if name.endswith(".opml")]) == 3
    assert newest.name == "library.2027-02-12.db"
    outlines, problems = opml.read(newest.with_suffix(".opml").read_bytes())
    assert problems == ()
    assert [(one.url, one.title, one.folder) for one in outlines] == [
        ("https://news.example/feed", "News", "World/Asia")
    ]
    modes = {stat.S_IMODE(file.stat().st_mode) for file in newest.parent.iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE(newest.parent.stat().st_mode) == 0o700


def test_no_copy_has_a_password(tmp_path: Path) -> None:
    """What is kept apart from the addresses stays apart from the copies of them."""
    with opened(tmp_path) as lib:
        with lib.write():
            lib.execute(
                "INSERT INTO feeds (url, kind, title, added) VALUES ('https://me:sesame@news.example/', 'feed', 'N', 1)"
            )
        feeds.part_logins(lib)
        made = backup.weekly(lib, NOW)
    assert logins.of("https://news.example/") == "me:sesame"
    assert all(b"sesame" not in file.read_bytes() for file in made.parent.iterdir())


def test_what_the_folder_of_copies_refuses_is_told(tmp_path: Path) -> None:
    """In a sentence with the reason."""
    with opened(tmp_path) as lib:
        feed_with(lib, 1)
        (backup.folder(lib.path) / "library.2027-01-15.db").mkdir(parents=True)
        with pytest.raises(LibraryError, match=r"cannot be copied into .*library\.backups: Is a directory"):
            backup.weekly(lib, 1_800_000_000)


def test_a_copy_that_another_process_takes_away_is_none(tmp_path: Path) -> None:
    """Two that copy at once take away the same one that is too many."""
    with opened(tmp_path) as lib:
        feed_with(lib, 1)
        made = backup.weekly(lib, NOW)
        made.with_name("library.2020-01-01.db").symlink_to("nowhere")  # it is listed, and not there
        assert backup.found(lib.path) == [made]


def test_a_killed_copy_is_cleared_away(tmp_path: Path) -> None:
    """What a process that was killed left half written goes with the next copy, a day later."""
    with opened(tmp_path) as lib:
        feed_with(lib, 1)
        left = backup.folder(lib.path) / ".library.2020-01-01.db.abc.part"
        left.parent.mkdir(mode=0o700)
        left.write_bytes(b"half")
        backup.weekly(lib, NOW)
        assert left.exists()  # somebody may be at it
        os.utime(left, (1, 1))
        backup.weekly(lib, NOW)
        assert not left.exists()


def test_killed_copies_and_recoveries_are_cleared_away_a_day_later(tmp_path: Path) -> None:
    """What was being made of the same file goes with the next try; what somebody may be at, and other files, stay."""
    with opened(tmp_path) as lib:
        feed_with(lib, 1)
        made = (".copy.db.abc.part", ".copy.db.abc.part-journal", ".library.recovered.db.abc.new")
        kept = (".copy.db.new.part", ".other.db.abc.part", "copy.db.abc.part")
        for name in (*made, *kept):
            (tmp_path / name).write_bytes(b"half")
        for name in (*made, *kept[1:]):
            os.utime(tmp_path / name, (1, 1))
        backup.copy(lib, tmp_path / "copy.db")
    recovery.recover(tmp_path / "library.db", lambda _: None)
    assert not any((tmp_path / name).exists() for name in made)
    assert all((tmp_path / name).exists() for name in kept)


def test_once_a_week_and_not_if_damaged(tmp_path: Path) -> None:
    """Within a week nothing is copied again; a damaged library does not push out the copies of a sound one."""
    with opened(tmp_path) as lib:
        feed_with(lib, 200)
        upkeep.weekly(lib, NOW)
        upkeep.weekly(lib, NOW + 6 * DAY)
        assert len(backup.found(lib.path)) == 1
        upkeep.weekly(lib, NOW - 40 * DAY)  # the clock was ahead
        assert len(backup.found(lib.path)) == 2
        root = lib.all("SELECT rootpage FROM sqlite_schema WHERE name = 'journal'")[0][0]
    with paths(tmp_path)[0].open("r+b") as file:
        file.seek((root - 1) * schema.PAGE_SIZE)
        file.write(b"\xff" * schema.PAGE_SIZE)
    with opened(tmp_path) as lib:
        assert upkeep.weekly(lib, NOW + 60 * DAY).problems
        assert len(backup.found(lib.path)) == 2


def test_restoring_keeps_what_was_there(tmp_path: Path) -> None:
    """The copy is the library again; the one that it replaced has another name, and the index is made anew."""
    path, index = paths(tmp_path)
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        backup.copy(lib, tmp_path / "copy.db")
        states.mark(lib, [1], read=True, now=NOW)
    for number in ("", "-2"):
        aside = backup.restore(path, index, tmp_path / "copy.db")
        assert aside == tmp_path / f"library.before-restore{number}.db"
        assert not index.exists()
        with opened(tmp_path) as lib:
            assert listed(lib, unread_only=True) == [3, 2, 1]
    connection = sqlite3.connect(tmp_path / "library.before-restore.db")
    assert connection.execute("SELECT id FROM states WHERE read = 1").fetchall() == [(1,)]
    connection.close()


def test_restoring_where_there_is_nothing(tmp_path: Path) -> None:
    """On a new machine a copy becomes the library."""
    with opened(tmp_path / "old") as lib:
        feed_with(lib, 3)
        backup.copy(lib, tmp_path / "copy.db")
    assert backup.restore(*paths(tmp_path / "new"), tmp_path / "copy.db") is None
    with opened(tmp_path / "new") as lib:
        assert len(listed(lib)) == 3


@pytest.mark.parametrize("spoilt", ["nothing", "text", "torn", "newer", "foreign", "cut"])
def test_what_is_no_sound_copy_is_not_restored(tmp_path: Path, spoilt: str) -> None:
    """The library stays as it is, whatever the file turns out to be."""
    path, index = paths(tmp_path)
    copy = tmp_path / "copy.db"
    with opened(tmp_path) as lib:
        feed_with(lib, 200)
        backup.copy(lib, copy)
    whole, before = copy.read_bytes(), path.read_bytes()
    copy.write_bytes(
        {
            "nothing": b"",
            "text": b"a letter to mother " * 100,
            "torn": whole[:8192] + b"\xff" * 16384 + whole[24576:],
            "newer": whole[:60] + (99).to_bytes(4, "big") + whole[64:],
            "foreign": whole[:68] + b"ELSE" + whole[72:],
            "cut": whole[: len(whole) // 2],
        }[spoilt]
    )
    with pytest.raises(LibraryError, match=r"copy\.db"):
        backup.restore(path, index, copy)
    assert path.read_bytes() == before
    assert index.exists()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy.db", "index.db", "library.db"]


def test_a_library_does_not_replace_itself(tmp_path: Path) -> None:
    """Naming the library as the copy is a mistake, also through a link."""
    path, index = paths(tmp_path)
    opened(tmp_path).close()
    (tmp_path / "link.db").symlink_to(path)
    for name in (path, tmp_path / "link.db"):
        with pytest.raises(LibraryError, match="is the library itself"):
            backup.restore(path, index, name)


def test_a_long_copy_before_a_migration_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In per cent of the library's size; then the steps are named."""
    with opened(tmp_path) as lib:
        feed_id = feed_with(lib, 1)
        big = [stored(n, content=os.urandom(18_000).hex()) for n in range(1, 1500)]
        storing.apply(lib, change(feed_id, big), NOW)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE more (a)",)))
    monkeypatch.setattr(backup, "_STEPS", 100)
    told: list[str] = []
    open_library(paths(tmp_path), tell=told.append).close()
    parts = [int(words.split()[-2]) for words in told if words.endswith("%")]
    assert parts == sorted(parts)
    assert 0 < parts[-1] <= 100
    number = len(schema.MIGRATIONS)
    assert told[-1] == f"bringing the library up to date: step {number} of {number}"
