"""Where files lie: networks are known, locks are tried, a library that is in use is not exchanged."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from library_making import NOW, feed_with, listed, opened, paths
from newsreader.errors import LibraryError
from newsreader.library import connecting, disks, states
from test_store import _without_privileges

MOUNTS = "36 35 {device} /m /mnt rw,noatime master:1 - {kind} server:/home rw\n"


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("ext4", ""),
        ("nfs4", "nfs4"),
        ("cifs", "cifs"),
        ("fuse.sshfs", "fuse.sshfs"),
        ("fuse.gocryptfs", ""),
        ("9p", "9p"),
    ],
)
def test_networks_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, found: str) -> None:
    """The system's list of mounts tells what a folder is on."""
    device = tmp_path.stat().st_dev
    mounts = tmp_path / "mountinfo"
    numbers = f"{os.major(device)}:{os.minor(device)}"
    mounts.write_text("1 2 0:99999 / / rw - nfs x rw\n" + MOUNTS.format(device=numbers, kind=kind))
    monkeypatch.setattr(disks, "_MOUNTS", mounts)
    assert disks.network(tmp_path) == found
    assert disks.network(tmp_path / "nothing") == ""


def test_without_a_list_of_mounts_none_is_a_networks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on systems that have no /proc."""
    monkeypatch.setattr(disks, "_MOUNTS", tmp_path / "none")
    assert disks.network(tmp_path) == ""


def test_locks_work_here(tmp_path: Path) -> None:
    """On the disk that tests run on they do, and nothing is left of the trial."""
    assert disks.locks_work(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="no such lock")
def test_locks_that_do_not_work_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that grants every lock, or none, is told."""
    monkeypatch.setattr(fcntl, "fcntl", lambda *_: 0)
    assert not disks.locks_work(tmp_path)

    def refuse(*_: object) -> int:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    assert not disks.locks_work(tmp_path)


def test_on_a_network_a_rollback_journal_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log needs memory that another machine does not share; both files do without it, safely, and it is said."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        assert lib.remark == ""
    monkeypatch.setattr(disks, "network", lambda _: "nfs4")
    with opened(tmp_path) as lib, opened(tmp_path) as other:
        for file in ("main", "idx"):
            assert lib.all(f"PRAGMA {file}.journal_mode") == [("delete",)]
            assert lib.all(f"PRAGMA {file}.synchronous") == [(2,)]
        assert "network file system (nfs4)" in lib.remark
        assert states.mark(lib, [1], read=True, now=NOW) == 1
        assert states.mark(other, [2], read=True, now=NOW) == 1
        assert listed(lib, unread_only=True) == [3]
    monkeypatch.undo()
    with opened(tmp_path) as lib:
        assert lib.all("PRAGMA main.journal_mode") == [("wal",)]


def test_where_no_log_can_be_a_journal_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite without shared memory refuses a log: the library works all the same, also a new one."""
    plain = connecting.uri
    monkeypatch.setattr(connecting, "uri", lambda path, mode: plain(path, mode) + "&vfs=unix-dotfile")
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        assert lib.all("PRAGMA main.journal_mode") == [("delete",)]
        assert "without shared memory" in lib.remark
        assert states.mark(lib, [1], read=True, now=NOW) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX locks")
def test_a_library_in_use_is_not_exchanged(tmp_path: Path) -> None:
    """Another process that only has it open, and does nothing, is enough."""
    with opened(tmp_path) as lib:
        feed_with(lib, 1)
    script = """
        import sqlite3, sys
        c = sqlite3.connect(sys.argv[1])
        c.execute("SELECT count(*) FROM feeds").fetchall()
        print("open", flush=True)
        sys.stdin.read()
    """
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(paths(tmp_path)[0])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    with pytest.raises(LibraryError, match="is open in another program"), disks.unused(paths(tmp_path)[0]):
        pass
    child.communicate("")
    with disks.unused(paths(tmp_path)[0]):
        held = sqlite3.connect(paths(tmp_path)[0], timeout=0)
        held.close()


def test_what_does_not_fit_is_not_begun(tmp_path: Path) -> None:
    """The sentence says how much is wanted, and where."""
    with pytest.raises(LibraryError, match=r"A copy needs 1,000,000,000,000 MB in .*make room"):
        disks.require_room(tmp_path, 10**18, "A copy")
    disks.require_room(tmp_path, 1, "A copy")


def test_names_that_are_taken(tmp_path: Path) -> None:
    """A number makes a name free; a link that leads nowhere takes one, too."""
    (tmp_path / "a.db").touch()
    (tmp_path / "a-2.db").symlink_to(tmp_path / "nowhere")
    assert disks.unused_name(tmp_path / "a.db") == tmp_path / "a-3.db"


@pytest.mark.parametrize("with_log", [False, True])
def test_a_folder_for_reading_alone_is_remarked_on(tmp_path: Path, with_log: bool) -> None:
    """That nothing can be marked, that others are not followed, and that a log there cannot be opened."""
    copy = Path(tempfile.mkdtemp())  # not below pytest's own folder, which another user may not enter
    try:
        with opened(tmp_path) as lib:
            feed_with(lib, 3)
            states.mark(lib, [1], read=True, now=NOW)
            shutil.copytree(tmp_path, copy, dirs_exist_ok=True)
        (copy / "library.db-shm").unlink()
        if not with_log:
            opened(copy).close()
        with _without_privileges(copy):
            copy.chmod(0o500)
            with opened(copy) as lib:
                assert lib.read_only
                assert ("without its newest changes" if with_log else "can only be read") in lib.remark
            copy.chmod(0o700)
    finally:
        shutil.rmtree(copy)
