"""The last screen before the application is there: what is kept of it, when it is shown, and the terminal around it."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import termios
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.tui import frame
from tui.pty_session import PtySession

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")

ENTER, LEAVE, CLEAR = b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b[2J"
WAITING = """
import sys
from newsreader.cli import screen
from newsreader.__main__ import main
def start(files, options, frame):
    imported = sorted({"textual", "rich", "sqlite3", "argparse"} & set(sys.modules))
    print(f"\\x1b[1;1H{imported}", end="", file=sys.stderr, flush=True)
    input()
    return 7
screen._start = start
sys.argv[1:] = []
raise SystemExit(main())
"""
"""The program, but for all that comes after the first picture."""
LINES = ["\x1b[1mTitle\x1b[0m", "text", "keys"]


def read_once(home: Path) -> str:
    """A session that is left by its key; what it showed."""
    with PtySession(home) as session:
        session.close_welcome()
        session.settle()
        shown = session.text
        session.press("Q")
        assert session.wait_for_end() == 0
    return shown


def test_the_last_screen_is_there_before_anything_is_imported(tmp_path: Path) -> None:
    """All of it but for the last line, which says that more is to come; then the terminal is as it was."""
    before = read_once(tmp_path).splitlines()
    with PtySession(tmp_path, program=("-c", WAITING)) as session:
        settings = termios.tcgetattr(session.child.child_fd)
        session.wait_for("the screen as you left it, opening")
        session.wait_for("[]")
        assert before[3:20] == session.text.splitlines()[3:20]
        session.press("\n")
        assert session.wait_for_end() == 7
        assert session.bytes.endswith(LEAVE + b"\x1b[?25h")
        assert settings[3] & termios.ECHO


def test_keys_typed_meanwhile_are_done_in_order(tmp_path: Path) -> None:
    """The last screen becomes the real one in place; what was typed to it was not lost."""
    read_once(tmp_path)
    with PtySession(tmp_path) as session:
        session.wait_for_bytes(b"opening")
        session.press("sjsQ")
        assert session.wait_for_end() == 0
        assert session.bytes.count(ENTER) == session.bytes.count(LEAVE) == 1
        assert CLEAR not in session.bytes
        assert b"sjs" not in session.bytes
    environment = {**os.environ, "NEWSREADER_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "newsreader", "list", "--starred"]
    listed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert len(listed.stdout.splitlines()) == 2


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_signal_meanwhile_restores_the_terminal(tmp_path: Path, number: signal.Signals, code: int) -> None:
    """Also before there is an application."""
    with PtySession(tmp_path, program=("-c", WAITING)) as session:
        session.wait_for("[]")
        os.kill(session.child.pid, number)
        assert session.wait_for_end() == code
        assert LEAVE in session.bytes


def test_an_error_meanwhile_is_told_where_it_stays(tmp_path: Path) -> None:
    """After the other screen was left."""
    settings = tmp_path / "config" / "config.toml"
    settings.parent.mkdir()
    settings.write_text("[reading\n", encoding="utf-8")
    with PtySession(tmp_path) as session:
        assert session.wait_for_end() == 1
        assert b"not valid TOML" in session.bytes.split(LEAVE)[1]


def test_another_size_or_configuration_has_no_last_screen(tmp_path: Path) -> None:
    """What would not fit is not shown."""
    file = tmp_path / "library.screen"
    look = frame.look(120, 40, {"TERM": "xterm"})
    assert frame.keep(file, look, LINES)
    assert frame.kept(file, look) == LINES[:-1]
    for other in (
        frame.look(119, 40, {"TERM": "xterm"}),
        frame.look(120, 40, {"TERM": "linux"}),
        frame.look(120, 40, {"TERM": "xterm", "NO_COLOR": "1"}),
    ):
        assert frame.kept(file, other) == []


def test_it_is_the_owners_alone(tmp_path: Path) -> None:
    """It shows what the library holds."""
    file = tmp_path / "library.screen"
    assert frame.keep(file, "look", LINES)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


@given(st.binary(max_size=40), st.integers(0, 60))
def test_a_file_that_is_not_as_it_was_is_not_shown(
    tmp_path_factory: pytest.TempPathFactory, put: bytes, at: int
) -> None:
    """Whoever wrote into it."""
    file = tmp_path_factory.mktemp("kept") / "library.screen"
    frame.keep(file, "look", LINES)
    before = file.read_bytes()
    file.write_bytes(before[:at] + put + before[at:])
    assert frame.kept(file, "look") == (LINES[:-1] if file.read_bytes() == before else [])


@pytest.mark.parametrize("evil", ["\x1b]0;t\x07", "\x1b[2J", "\x1b[5;5H", "\x9b2J", "\x07", "\r", "\u202e", "\x1bP"])
def test_nothing_but_text_and_styles_is_kept_or_shown(tmp_path: Path, evil: str) -> None:
    """Neither by ourselves nor with a checksum that is right."""
    file = tmp_path / "library.screen"
    assert not frame.keep(file, "look", [f"a{evil}b", "keys"])
    assert not file.exists()
    frame.keep(file, "look", ["axxb", "keys"])
    body = f"a{evil}b".encode()
    file.write_bytes(b"look\n%d\n" % zlib.crc32(body) + body)
    assert frame.kept(file, "look") == []


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (120, 40)])
def test_it_stays_within_the_terminal(size: tuple[int, int]) -> None:
    """No line below the last row, whatever was kept."""
    rows = size[1]
    moves = frame.drawn(["text"] * 100, rows, "opening").count("H")
    assert moves == rows
