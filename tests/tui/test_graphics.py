"""Pictures as terminals take them: in a real pseudo-terminal that answers, and decodes what it is sent."""

from __future__ import annotations

import io
import sys
import time
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from newsreader import paths
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
    """A library with an article without a picture and, before it, one that has one; all that is known of it is hostile."""
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
        from newsreader.articles.document import parse

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
    with GraphicsTerminal(home, kind) as session:
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
        for _ in range(4):
            session.press("j")
        wait(session, lambda: session.placeholders() not in ({number: WHOLE}, {}))
        session.settle()
        assert session.sent == [number]
        session.press("J")
        session.wait_for("Nothing to see.")
        wait(session, lambda: not session.kept)
        assert session.placeholders() == {}
        session.press("Q")
        assert session.wait_for_end() == 0
