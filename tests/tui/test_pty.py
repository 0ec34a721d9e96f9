"""The reader in a real pseudo-terminal: start, read, leave, come back without a network; signals; its bytes."""

from __future__ import annotations

import base64
import os
import re
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from feed_server import Answer, rss
from feed_server import Item as FeedItem
from tui.pty_session import PtySession

if TYPE_CHECKING:
    from pathlib import Path

    from feed_server import FeedServer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")

LEAVE_SCREEN, SHOW_CURSOR, MOUSE_OFF = b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1003l"

HOSTILE = [
    "\x1b]52;c;ZXZpbA==\x07 clipboard",
    "\x1b]0;pwned\x07 title",
    "\x1b[2J\x1b[?1049l wipe",
    "\x9b31m\x9d0;c1\x9c",
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "[@click=app.quit]click[/] [/] [link=https://evil.example]x[/link]",
    "\u202egpj.exe",
]


def command(home: Path, *arguments: str) -> str:
    """Run a command of the same library; what it prints."""
    environment = {**os.environ, "NEWSREADER_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "newsreader", *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def ended_within(pid: int, seconds: float) -> bool:
    """Whether a child ends in time; it is ended in any case."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return True
        select.select([], [], [], 0.02)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return False


def test_read_leave_and_come_back_offline(tmp_path: Path, feed_server: FeedServer) -> None:
    """From nothing to the same article and line after a restart without the server."""
    long = "".join(f"<p>Paragraph number {n} of the long one.</p>" for n in range(90))
    entries = [FeedItem("a", "A first article"), FeedItem("b", "The long article", text=long, date=None)]
    feed_server.answers["/news"] = Answer(rss(entries, title="Local News"))
    command(tmp_path, "add", feed_server.url("/news"))
    with PtySession(tmp_path, columns=120, lines=40) as session:
        session.wait_for("The long article")
        session.press("\r")
        session.wait_for("Paragraph number 3 ")
        session.press(" ")
        session.wait_for("Paragraph number 25 ")
        session.press("s")
        session.wait_for("★")
        top = next(line for line in session.text.splitlines() if "Paragraph number" in line).split("Paragraph")[1]
        session.press("Q")
        assert session.wait_for_end() == 0
    feed_server.shutdown()
    with PtySession(tmp_path, columns=120, lines=40) as session:
        shown = session.wait_for("Paragraph" + top.split(" of ")[0])
        assert "The long article" in shown
        assert "★" in shown
        assert "Paragraph number 1 of" not in shown
        session.press("Q")
        session.wait_for_end()


def test_an_empty_library_opens_on_the_sample_edition(tmp_path: Path) -> None:
    """On a fresh machine there is something to read at once, and it is marked as a sample."""
    with PtySession(tmp_path, columns=160, lines=42) as session:
        session.wait_for("Sample edition")
        session.press("Q")
        assert session.wait_for_end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_restores_the_terminal(tmp_path: Path, number: signal.Signals) -> None:
    """The alternate screen, the cursor and the mouse are as before; what was done is on disk."""
    with PtySession(tmp_path) as session:
        session.wait_for("Sample edition")
        session.press("s")
        session.wait_for("★")
        os.kill(session.child.pid, number)
        session.wait_for_end()
        for restored in (LEAVE_SCREEN, SHOW_CURSOR, MOUSE_OFF):
            assert restored in session.bytes
    assert '"starred": true' in re.sub(r"\s+", " ", command(tmp_path, "list", "--starred", "--json")).replace(
        '"starred":true', '"starred": true'
    )


def test_ctrl_z_gives_the_terminal_back_and_fg_draws_anew(tmp_path: Path) -> None:
    """Stopped the terminal is as before; continued the whole screen is there again."""
    with PtySession(tmp_path) as session:
        session.wait_for("Sample edition")
        session.press("\x1a")
        session.wait_until_stopped()
        assert LEAVE_SCREEN in session.bytes
        session.screen.reset()
        os.kill(session.child.pid, signal.SIGCONT)
        session.wait_for("Sample edition")
        session.press("Q")
        assert session.wait_for_end() == 0


CRASH = """
from newsreader.tui.widgets.article_view import ArticleView
def broken(self, direction):
    raise ValueError("\\x1b[2J[/] what a feed may say")
ArticleView.step_quote = broken
from newsreader.__main__ import main
raise SystemExit(main())
"""


def test_an_unexpected_error_costs_a_line_not_the_session(tmp_path: Path) -> None:
    """The screen says so and goes on; the traceback is in the log, and nothing of it in the terminal."""
    with PtySession(tmp_path, program=("-c", CRASH)) as session:
        session.close_welcome()
        session.press("\r]")
        session.wait_for("something went wrong (ValueError)")
        session.press("h?")
        session.wait_for("Moving")
        session.press("Q")
        assert session.wait_for_end() == 0
        assert b"Traceback" not in session.bytes
    log = (tmp_path / "state" / "newsreader.log").read_text(encoding="utf-8")
    assert "Traceback" in log
    assert "\x1b" not in log


def test_a_terminal_that_goes_away_ends_the_reader(tmp_path: Path) -> None:
    """No process is left behind."""
    with PtySession(tmp_path) as session:
        session.wait_for("Sample edition")
        pid = session.child.pid
        session.child.ptyproc.fileobj.close()
        session.child.ptyproc.closed = True
        session.child.ptyproc.terminated = True
        assert ended_within(pid, 2.0)


def test_the_terminal_gets_no_byte_of_a_hostile_feed(tmp_path: Path, feed_server: FeedServer) -> None:
    """The sequences in the output are those that the same feed without them leads to."""
    from newsreader.feeds import identity
    from newsreader.library import feeds, storing
    from newsreader.library.store import open_library
    from newsreader.models.documents import ParsedEntry
    from newsreader.models.feeds import FeedChange, StoredEntry, Validators
    from newsreader.paths import library_files

    folder = tmp_path / "data"
    with open_library(library_files(folder)) as library:
        # Past the cleaning on arrival: the last wall alone has to hold.
        feed_id = feeds.add(library, "https://hostile.example/", HOSTILE[0], folder=HOSTILE[1], now=0)
        parsed = [
            ParsedEntry(
                f"h{n}", text, author=text, content=f"<p>{text}</p><pre>{text}</pre><p>“{text}” said {text}.</p>"
            )
            for n, text in enumerate(HOSTILE)
        ]
        stored = tuple(StoredEntry(identity.guid(entry), str(n), entry) for n, entry in enumerate(parsed))
        storing.apply(
            library, FeedChange(feed_id, HOSTILE[0], None, None, stored, (), Validators(), None), 1_700_000_000
        )
    with PtySession(tmp_path, columns=160, lines=42) as session:
        session.wait_for("clipboard")
        session.press("\r")
        for _ in HOSTILE:
            session.press("n")
            session.read(0.3)
        session.press('"jjhhh')
        session.read(0.3)
        session.press("?")
        session.wait_for("Moving")
        session.press("?Q")
        session.wait_for_end()
    for sequence in (
        b"\x1b]52",
        b"\x1b]0;pwned",
        b"\x1b]8;",
        b"\x07 ",
        b"evil.example\x1b\\",
        b"\xc2\x9b",
        b"\xc2\x9d",
    ):
        assert sequence not in session.bytes
    assert "\u202e".encode() not in session.bytes
    assert session.bytes.count(b"\x1b[?1049l") <= 2
    allowed = re.compile(rb"\x1b(\[[0-9;?<>=]*[a-zA-Z$]?[a-zA-Z]?|\][0-9]+;default|[=>78()][B0]?|P[^\x1b]*|\\)")
    rest = allowed.sub(b"", session.bytes)
    assert b"\x1b" not in rest, rest[max(0, rest.find(b"\x1b") - 40) : rest.find(b"\x1b") + 40]


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (300, 3), (5, 200)])
def test_any_size_of_terminal_is_survived(tmp_path: Path, size: tuple[int, int]) -> None:
    """Down to one cell and back, with the keys typed meanwhile."""
    with PtySession(tmp_path) as session:
        session.wait_for("Sample edition")
        session.child.setwinsize(size[1], size[0])
        session.read(0.3)
        session.press('j\r ]"hbzz')
        session.read(0.5)
        session.child.setwinsize(40, 120)
        session.read(0.3)
        assert session.child.isalive()
        session.press("Q")
        assert session.wait_for_end() == 0


@pytest.mark.parametrize("terminal", ["dumb", ""])
def test_a_terminal_without_a_screen_is_refused_in_one_line(tmp_path: Path, terminal: str) -> None:
    """Exit 2, one sentence, no escape sequence."""
    with PtySession(tmp_path, TERM=terminal) as session:
        assert session.wait_for_end() == 2
        assert b"\x1b" not in session.bytes
        assert session.bytes.strip().count(b"\n") == 0
        assert session.bytes.strip()


def test_without_a_terminal_the_screen_is_refused(tmp_path: Path) -> None:
    """In a pipe: exit 2, one sentence on stderr, nothing on stdout."""
    done = subprocess.run(
        [sys.executable, "-m", "newsreader"],
        env={**os.environ, "NEWSREADER_HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def one_article(home: Path, server: FeedServer) -> None:
    """A library with one article that has a link."""
    server.answers["/news"] = Answer(rss([FeedItem("a", "The article", "https://news.example/a")]))
    command(home, "add", server.url("/news"))


def test_a_text_browser_gets_the_terminal(tmp_path: Path, feed_server: FeedServer) -> None:
    """The screen steps aside, the browser reads keys, the screen comes back."""
    one_article(tmp_path, feed_server)
    program = tmp_path / "w3m"
    program.write_text('#!/bin/sh\necho "BROWSING $1"\nread line\necho "LEFT WITH $line"\n', encoding="utf-8")
    program.chmod(0o700)
    settings = tmp_path / "config" / "config.toml"
    settings.parent.mkdir()
    settings.write_text(f'[interface]\nbrowser = "{program} %u"\n[refresh]\non_start = false\n', encoding="utf-8")
    with PtySession(tmp_path) as session:
        session.wait_for("The article")
        session.press("o")
        session.wait_for_bytes(b"BROWSING https://news.example/a")
        session.press("enough\r")
        session.wait_for_bytes(b"LEFT WITH enough")
        session.wait_for("opened https://news.example/a")
        session.press("Q")
        assert session.wait_for_end() == 0


def test_over_ssh_the_link_is_copied_through_the_terminal(tmp_path: Path, feed_server: FeedServer) -> None:
    """OSC 52 with exactly the link, which is shown as well."""
    one_article(tmp_path, feed_server)
    with PtySession(tmp_path, SSH_CONNECTION="192.0.2.1 1 192.0.2.2 22") as session:
        session.wait_for("The article")
        session.press("o")
        session.wait_for("copied https://news.example/a")
        copied = base64.b64encode(b"https://news.example/a")
        assert b"\x1b]52;c;" + copied + b"\x07" in session.bytes
        session.press("Q")
        assert session.wait_for_end() == 0


PACT = """Moscow and Pyongyang promise each other help
Vladimir Putin and Kim Jong Un signed a treaty in Pyongyang on Wednesday.

Under the agreement each side must help the other "by all means at its disposal" if it is attacked.

Kim called the new bond a "fiery friendship". "This is the strongest treaty we have ever had," he said.

Kim also vowed North Korea's full support for Russia's war.

Putin described the text as a "breakthrough document".
"""


def test_open_reads_a_file_without_subscribing(tmp_path: Path) -> None:
    """The article, its speakers beside it, and no trace in the library."""
    file = tmp_path / "pact.txt"
    file.write_text(PACT, encoding="utf-8")
    with PtySession(tmp_path, "open", str(file), columns=160, lines=42) as session:
        session.wait_for("breakthrough document")
        for speaker in ("■ Kim Jong Un", "■ Vladimir Putin"):  # the panes are painted one after the other
            session.wait_for(speaker)
        shown = session.text
        assert "Moscow and Pyongyang promise each other help" in shown
        for speaker in ("Kim Jong Un", "Vladimir Putin"):
            assert re.search(rf"■ {speaker} +\d+ *$", shown, re.MULTILINE)
        session.press("Q")
        assert session.wait_for_end() == 0
    assert "Moscow" not in command(tmp_path, "list")


def test_escape_and_a_key_sent_together_mean_both(tmp_path: Path) -> None:
    """As a terminal sends them when they are typed quickly: out of the article, then the help."""
    with PtySession(tmp_path) as session:
        session.wait_for("Welcome: how to read here")
        session.press("\r")
        session.wait_for("next quote")
        session.press("\x1b?")
        session.wait_for("to search")
        session.press("\x1b:open star\t")
        session.wait_for("open Starred")


def test_a_program_that_is_missing_gives_the_terminal_back(tmp_path: Path) -> None:
    """Whoever cannot be started is told of, and the next key is answered."""
    with PtySession(tmp_path, columns=120, lines=40) as session:
        session.wait_for("Sample edition")
        session.press("|")
        session.wait_for("Command")
        session.press("nowhere-to-be-found\r")
        session.wait_for("cannot be started")
        session.press("?")
        session.wait_for("half a page up")
