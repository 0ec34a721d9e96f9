"""What reaches the terminal, for each kind of terminal: no colour that it has not, no sign that it cannot show."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from newsreader.tui.colour_depth import ALL, colours_of, textual_name
from tui.pty_session import PATIENCE, PtySession

if TYPE_CHECKING:
    from pathlib import Path

unix = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")

FRAMES = {chr(code) for code in range(0x2500, 0x2600)}
"""Lines, blocks and shapes, which fonts of consoles lack."""
STYLE = re.compile(rb"\x1b\[([\d;]*)m")


KINDS = {
    "rgb": r"[34]8;2;\d+;\d+;\d+",
    "256": r"[34]8;5;\d+",
    "16": r"(?:9|10)[0-7]",
    "8": r"[34][0-7]",
}
"""In this order: the later ones would be found within the earlier."""


def colours_sent(data: bytes) -> set[str]:
    """The kinds of colours in some output."""
    found = set()
    for style in {match[1].decode() for match in STYLE.finditer(data)}:
        rest = style
        for kind, pattern in KINDS.items():
            rest, count = re.subn(rf"(?<!\d){pattern}(?!\d)", "", rest)
            found |= {kind} if count else set()
    return found


@unix
@pytest.mark.parametrize(
    ("environment", "kinds"),
    [
        ({"TERM": "xterm"}, {"8"}),
        ({"TERM": "xterm-256color"}, {"256"}),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, {"rgb"}),
        ({"TERM": "xterm-kitty"}, {"rgb"}),
        ({"TERM": "tmux-256color"}, {"256"}),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux", "COLORTERM": "truecolor"}, {"rgb"}),
        ({"TERM": "screen", "COLORTERM": "truecolor"}, {"8"}),
        ({"TERM": "linux"}, {"8"}),
        ({"TERM": "vt100"}, set()),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, set()),
    ],
    ids=lambda value: " ".join(value.values()) if isinstance(value, dict) else "",
)
def test_a_terminal_gets_its_own_colours_alone(tmp_path: Path, environment: dict[str, Any], kinds: set[str]) -> None:
    """Reading, the quotes, a search and the help; the screen is there, and left in order."""
    with PtySession(tmp_path, **environment) as session:
        session.close_welcome()
        session.wait_for("Sample edition")
        session.press("\r")
        session.press('"j')
        session.press("?")
        session.wait_for("Moving")
        session.press("\x1b")
        session.press("Q")
        assert session.wait_for_end() == 0
    assert colours_sent(session.bytes) == kinds
    assert b"\x1b[1m" in session.bytes or re.search(rb"\x1b\[(0;)?1[;m]", session.bytes), "nothing is bold"
    assert session.bytes.count(b"\x1b[?1049h") == session.bytes.count(b"\x1b[?1049l") == 1
    if environment["TERM"] == "linux":
        assert not FRAMES & set(session.bytes.decode())


@unix
def test_without_utf8_only_ascii_is_written(tmp_path: Path) -> None:
    """A locale that cannot show more."""
    with PtySession(tmp_path, LANG="C", LC_ALL="C") as session:
        session.close_welcome()
        session.wait_for("Sample edition")
        session.press("?")
        session.wait_for("Moving")
        session.press("Q")
        session.wait_for_end()
    assert not FRAMES & set(session.bytes.decode())


@pytest.mark.parametrize(
    ("environment", "wanted", "colours"),
    [
        ({"TERM": "xterm-256color"}, "auto", 256),
        ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, "auto", ALL),
        ({"TERM": "alacritty"}, "auto", ALL),
        ({"TERM": "screen.xterm-256color", "COLORTERM": "truecolor"}, "auto", 256),
        ({"TERM": "xterm-256color"}, "16", 16),
        ({"TERM": "xterm-256color"}, "all", ALL),
        ({"TERM": "xterm-256color"}, "0", 0),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "all", 0),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "auto", 256),
    ],
)
def test_how_many_colours(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], wanted: str, colours: int
) -> None:
    """The setting, then what the terminal calls itself and promises; NO_COLOR is stronger."""
    monkeypatch.setattr(sys, "platform", "linux")
    assert colours_of(environment, wanted) == colours


def test_a_terminal_that_nobody_knows_gets_sixteen() -> None:
    """In a process of its own: the system's descriptions are opened once in each."""
    asked = "from newsreader.tui.colour_depth import colours_of; print(colours_of({'TERM': 'nobody-knows-this'}))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "16\n"


def test_textual_is_told_of_as_many_as_are_left_to_it() -> None:
    """256 and all are written by us."""
    assert {colours: textual_name(colours) for colours in (0, 8, 16, 256, ALL)} == {
        0: "standard",
        8: "standard",
        16: "standard",
        256: "truecolor",
        ALL: "truecolor",
    }


SECOND = "The bug that kept the ferries in port"


@unix
def test_a_terminal_may_begin_with_one_cell(tmp_path: Path) -> None:
    """Grown it shows everything."""
    with PtySession(tmp_path, columns=1, lines=1) as session:
        session.wait_for_bytes(b"\x1b[?1049h")
        session.read(0.5)
        session.child.setwinsize(40, 120)
        session.screen.resize(40, 120)
        session.close_welcome()
        session.wait_for("Sample edition")
        session.press("Q")
        assert session.wait_for_end() == 0


def article_lines(session: PtySession) -> list[str]:
    """What is shown of an article, without what stands beside it and may still be counted."""
    return [line[40:86] for line in session.screen.display[2:30]]


@unix
def test_a_storm_of_sizes_leaves_everything_where_it_was(tmp_path: Path) -> None:
    """Two hundred sizes, from a cell to 240 columns, as fast as they can be told: the article is there, unmoved."""
    with PtySession(tmp_path) as session:
        session.close_welcome()
        session.wait_for("Sample edition")
        session.press("j\r ")
        session.wait_for(f"› {SECOND}")
        session.wait_for("Ferrant puts it at 1.3")
        before = article_lines(session)
        for step in range(200):
            session.child.setwinsize(1 + step % 50, 1 + step * 37 % 240)
        session.child.setwinsize(40, 120)
        session.screen.reset()
        session.wait_for(f"› {SECOND}")
        end = time.monotonic() + PATIENCE  # every size that is drawn may come before the last
        while article_lines(session) != before and time.monotonic() < end:
            session.read()
        assert article_lines(session) == before
        session.press("Q")
        assert session.wait_for_end() == 0


@unix
@pytest.mark.parametrize("way", ["hangup", "stopped"])
def test_one_comes_back_to_the_article_one_was_at(tmp_path: Path, way: str) -> None:
    """After the terminal hung up, and after the shell had it for a while."""
    with PtySession(tmp_path) as session:
        session.close_welcome()
        session.wait_for("Sample edition")
        session.press("j")
        session.wait_for(f"› {SECOND}")
        if way == "hangup":
            os.kill(session.child.pid, signal.SIGHUP)
            assert session.wait_for_end() == 128 + signal.SIGHUP
        else:
            session.press("\x1a")
            session.wait_until_stopped()
            session.screen.reset()
            os.kill(session.child.pid, signal.SIGCONT)
            session.wait_for(f"› {SECOND}")
            session.press("Q")
            assert session.wait_for_end() == 0
    with PtySession(tmp_path) as session:
        session.wait_for(f"› {SECOND}")
        session.press("Q")
        assert session.wait_for_end() == 0


@unix
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_no_terminal(tmp_path: Path, closed: str) -> None:
    """Exit 2, at most one sentence, no escape sequence."""
    command = f'exec "$0" -m newsreader {closed}'
    environment = {**os.environ, "NEWSREADER_HOME": str(tmp_path), "TERM": "xterm"}
    import pty

    pid, terminal = pty.fork()
    if pid == 0:
        os.execve("/bin/sh", ["sh", "-c", command, sys.executable], environment)
    written = b""
    with suppress(OSError):  # how Linux tells that nobody is at the other end
        while part := os.read(terminal, 4096):
            written += part
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 2
    assert b"\x1b" not in written
    assert written.count(b"\n") <= 1
