"""Pictures as terminals take them: in a real pseudo-terminal that answers, and decodes what it is sent."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from newsreader import paths
from newsreader.articles.document import parse
from newsreader.library import entries, feeds, pictures
from newsreader.library.store import open_library
from newsreader.pictures import store
from newsreader.tui.kitty import PLACEHOLDER
from tui.graphics_terminal import CELL, GraphicsTerminal
from tui.pty_session import PATIENCE
from tui.small_library import NOW, add_entries, article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")

WORDS = "".join(f"<p>Paragraph {n} of an article that goes on.</p>" for n in range(60))
QUIET = "[refresh]\non_start = false\nevery = 0\n[reading]\nmark_read_after = 0\n"
COLUMNS, ROWS = 40, 10
"""Of a picture of 320 by 160 pixels."""


def halved() -> bytes:
    """A picture that is red on the left and blue on the right."""
    image = Image.new("RGB", (320, 160), "#c02010")
    image.paste("#1020c0", (160, 0, 320, 160))
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with an article that has a picture, of which all that is known is hostile, and one that has none."""
    folder = tmp_path / "home"
    monkeypatch.setenv("NEWSREADER_HOME", str(folder))
    paths.config_file().parent.mkdir(parents=True, exist_ok=True)
    paths.config_file().write_text(QUIET)
    url = f"https://pictures.example/a\x1b_Ga=d\x1b\\{PLACEHOLDER}.png"
    words = f"A bridge \x1b_Ga=d;\x1b\\ \x1bPq#0\x1b\\ {PLACEHOLDER}\u0305\u0305 at night"
    with open_library(paths.library_files()) as library:
        feed_id = feeds.add(library, "https://pictures.example/feed", "Pictured", now=NOW)
        content = f'<p>First words.</p><p><img src="{url}" alt="{words}"></p>{WORDS}'
        first, _ = add_entries(
            library,
            feed_id,
            article(50, title="Bridge", content=content),
            article(49, age=60, title="Plain", content=f"<p>Nothing to see.</p>{WORDS}"),
        )
        (found,) = parse(entries.entry(library, first).body).pictures
        pictures.note(library, first, entries.entry(library, first).hash, [found.url])
        (missing,) = pictures.missing(library, [first], NOW, by_hand=False)
        data = halved()
        pictures.had(library, missing.id, store.keep(library.path, data, "png"), (len(data), 320, 160), NOW)
    return folder


def configured(text: str) -> None:
    """Add to the configuration."""
    with paths.config_file().open("a") as file:
        file.write(text)


def wait(session: GraphicsTerminal, condition: Callable[[], object]) -> None:
    """Read until something is so."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, session.text
        session.read()


def opened(session: GraphicsTerminal) -> GraphicsTerminal:
    """Wait for the article with the picture."""
    session.wait_for("First words.")
    return session


WHOLE = {(row, column) for row in range(ROWS) for column in range(COLUMNS)}


@pytest.mark.parametrize("kind", ["kitty", "tmux"])
def test_kitty_is_sent_the_picture_once_and_draws_it_by_characters(home: Path, kind: str) -> None:
    """The pixels are those of the picture; moving sends nothing of it again; it is freed when the article is left."""
    with GraphicsTerminal(home, kind, lines=32) as session:
        opened(session)
        wait(session, lambda: any(cells == WHOLE for cells in session.placeholders().values()))
        (number,) = session.kept
        kept = session.kept[number]
        assert session.placeholders() == {number: WHOLE}
        assert kept.is_whole
        assert (kept.keys["c"], kept.keys["r"]) == (str(COLUMNS), str(ROWS))
        image = kept.image
        assert image.size == (320, 160)
        assert (image.getpixel((10, 80)), image.getpixel((310, 80))) == ((0xC0, 0x20, 0x10), (0x10, 0x20, 0xC0))
        assert session.half_blocks == 0
        session.press("\r")
        session.press("8j")
        wait(session, lambda: session.placeholders()[number] < WHOLE)
        session.press("8k")
        wait(session, lambda: session.placeholders() == {number: WHOLE})
        assert session.sent == [number]
        session.press("S")
        wait(session, lambda: 0 < len(session.placeholders().get(number, ())) < len(WHOLE))
        assert not any("\ufffd" in line for line in session.screen.display if PLACEHOLDER in line)
        session.press("\x1b")
        wait(session, lambda: session.placeholders() == {number: WHOLE})
        assert session.sent == [number]
        session.press("n")
        session.wait_for("Nothing to see.")
        wait(session, lambda: not session.kept)
        assert session.placeholders() == {}
        session.press("Q")
        assert session.wait_for_end() == 0


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_pictures_go_through_a_real_tmux(home: Path) -> None:
    """Where it may pass them on; it tells which terminal is around it, and the picture is gone from that in the end."""
    settings = home / "tmux.conf"
    settings.write_text("set -g allow-passthrough on\nset -as terminal-features ',*:RGB'\n")
    tmux = ["tmux", "-S", str(home / "socket"), "-f", str(settings)]
    words = [*tmux, "new-session", f"{sys.executable} -m newsreader"]
    try:
        with GraphicsTerminal(home, "kitty", program=("-c", f"import os; os.execvp('tmux', {words})")) as session:
            opened(session)
            wait(session, lambda: WHOLE in session.placeholders().values())
            assert list(session.placeholders()) == list(session.kept) == session.sent
            assert session.kept[session.sent[0]].image.getpixel((10, 80)) == (0xC0, 0x20, 0x10)
            session.press("Q")
            session.wait_for_end()
            assert session.kept == {}
    finally:
        subprocess.run([*tmux, "kill-server"], capture_output=True, check=False)


def test_the_terminal_is_left_without_our_pictures(home: Path) -> None:
    """Whoever leaves from the article itself frees what is shown there; the kept screen has no characters of it."""
    with GraphicsTerminal(home, "kitty") as session:
        wait(opened(session), session.placeholders)
        session.press("Q")
        assert session.wait_for_end() == 0
        assert session.kept == {}
    kept = paths.library_files()[0].with_suffix(".screen").read_text()
    assert "First words." in kept
    assert PLACEHOLDER not in kept


def test_another_size_sends_a_picture_once_more_at_most(home: Path) -> None:
    """However many sizes there are on the way; what was sent before is freed."""
    with GraphicsTerminal(home, "kitty") as session:
        wait(opened(session), session.placeholders)
        for columns in range(119, 79, -1):
            session.child.setwinsize(40, columns)
        session.screen.resize(40, 80)
        session.settle()
        wait(session, session.placeholders)
        session.settle()
        assert len(session.sent) <= 2
        assert list(session.kept) == session.sent[-1:]


def test_a_picture_comes_back_after_the_shell_had_the_terminal(home: Path) -> None:
    """Stopped, its pictures are freed; continued, those in view are sent anew."""
    with GraphicsTerminal(home, "kitty") as session:
        wait(opened(session), session.placeholders)
        session.press("\x1a")
        session.wait_until_stopped()
        assert session.kept == {}
        session.screen.reset()
        os.kill(session.child.pid, signal.SIGCONT)
        wait(session, lambda: WHOLE in session.placeholders().values() and session.kept)
        assert list(session.kept) == list(session.placeholders())


def test_the_large_picture_is_the_terminals_own(home: Path) -> None:
    """It has all the room there is, and is freed when one goes back; the article's is still there."""
    with GraphicsTerminal(home, "kitty") as session:
        wait(opened(session), session.placeholders)
        (small,) = session.kept
        session.press("%")
        wait(session, lambda: small not in session.placeholders() and session.placeholders())
        (large,) = session.placeholders()
        wait(session, lambda: len(session.placeholders()[large]) > 6 * len(WHOLE))
        session.press("\x1b")
        wait(session, lambda: session.placeholders() == {small: WHOLE})
        wait(session, lambda: list(session.kept) == [small])


def test_sixels_are_drawn_over_half_blocks_where_all_of_a_picture_is_in_view(home: Path) -> None:
    """Its pixels are the picture's; it is drawn again where something was written over it, and nothing of it else."""
    with GraphicsTerminal(home, "sixel") as session:
        opened(session)
        wait(session, lambda: session.drawn)
        assert session.half_blocks == COLUMNS * ROWS
        (drawn,) = session.drawn
        rows = [y for y, line in enumerate(session.screen.display) if "▀" in line]
        assert (drawn.x, drawn.y) == (session.screen.display[rows[0]].index("▀"), rows[0])
        image = drawn.image
        assert image.size == (COLUMNS * CELL[0], ROWS * CELL[1])
        assert near(image.getpixel((20, 100)), (0xC0, 0x20, 0x10))
        assert near(image.getpixel((380, 100)), (0x10, 0x20, 0xC0))
        session.press("s")
        session.wait_for("★")
        session.settle()
        assert len(session.drawn) == 1
        session.press("\rj")
        wait(session, lambda: len(session.drawn) == 2)
        assert session.drawn[1].y == drawn.y - 1
        session.press("?")
        session.wait_for("Moving")
        session.press("\x1b")
        wait(session, lambda: len(session.drawn) == 3)
        assert session.drawn[2].y == drawn.y - 1
        session.press("8j")
        wait(session, lambda: 0 < session.half_blocks < COLUMNS * ROWS)
        session.settle()
        assert len(session.drawn) == 3


def near(found: object, wanted: tuple[int, int, int]) -> bool:
    """Whether a colour is another by no more than the hundredths of sixels make it, and there at all."""
    assert isinstance(found, tuple)
    return found[3] == 255 and all(abs(one - other) <= 3 for one, other in zip(found, wanted, strict=False))


def test_a_terminal_that_answers_nothing_gets_half_blocks(home: Path) -> None:
    """And no sequence of a picture but the question."""
    with GraphicsTerminal(home, "silent") as session:
        wait(opened(session), lambda: session.half_blocks == COLUMNS * ROWS)
        assert session.sent == []
        assert session.drawn == []
        assert session.bytes.count(b"\x1b_G") == 1


@pytest.mark.parametrize(
    ("arguments", "environment"), [((), {"NO_COLOR": "1"}), (("--screen-reader",), {})], ids=["no colour", "read out"]
)
def test_words_stand_for_it_where_nobody_sees_it(
    home: Path, arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    """The terminal is not even asked."""
    with GraphicsTerminal(home, "kitty", *arguments, **environment) as session:
        if arguments:
            session.wait_for("Bridge")
            session.press("\r")
        session.wait_for("A bridge")
        session.settle()
        assert session.sent == []
        assert session.half_blocks == 0
        assert b"\x1b_G" not in session.bytes
        assert b"\x1b[c" not in session.bytes


@pytest.mark.parametrize(("graphics", "kind"), [("kitty", "silent"), ("sixel", "silent"), ("blocks", "kitty")])
def test_the_setting_is_obeyed_and_nothing_asked(home: Path, graphics: str, kind: str) -> None:
    """Whatever the terminal would have said."""
    configured(f'[pictures]\ngraphics = "{graphics}"\n')
    with GraphicsTerminal(home, kind) as session:
        opened(session)
        wait(
            session,
            lambda: {"kitty": session.placeholders(), "sixel": session.drawn}.get(graphics, session.half_blocks),
        )
        session.settle()
        assert bool(session.sent) is (graphics == "kitty")
        assert bool(session.drawn) is (graphics == "sixel")
        assert b"\x1b[c" not in session.bytes


def test_keys_typed_while_the_terminal_is_asked_are_not_lost(home: Path) -> None:
    """Before, within and after an answer that comes in pieces."""
    with GraphicsTerminal(home, "silent") as session:
        opened(session)
        session.wait_for_bytes(b"\x1b[c")
        for piece in (
            "\r",
            "\x1b_Gi=1836017",
            ";OK\x1b",
            "\\j",
            "\x1bP>|kit",
            "ty(0.35.2)\x1b\\",
            "\x1b[?6",
            "2;c",
            "s",
        ):
            session.press(piece)
            session.read()
        session.wait_for("★")
        wait(session, session.placeholders)
        assert "no command" not in session.text
