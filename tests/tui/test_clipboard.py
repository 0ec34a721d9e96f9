"""What asks a terminal to put words on its clipboard."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.tui import clipboard

PLAIN = f"\x1b]52;c;{base64.b64encode('Kim “said”'.encode()).decode()}\x07"


def test_a_terminal_is_asked() -> None:
    """Over ssh it is the user's own that reads this."""
    assert clipboard.request("Kim “said”", {"TERM": "xterm-256color", "SSH_TTY": "/dev/pts/1"}) == PLAIN


@pytest.mark.parametrize("environment", [{"TMUX": "/tmp/tmux-0,1,0", "TERM": "screen"}, {"TERM": "tmux-256color"}])
def test_tmux_is_asked_and_asked_to_pass_on(environment: dict[str, str]) -> None:
    """Also the one on this side of an ssh: of that only the name of the terminal is known."""
    passed_on = PLAIN.replace("\x1b", "\x1b\x1b")
    assert clipboard.request("Kim “said”", environment) == f"{PLAIN}\x1bPtmux;{passed_on}\x1b\\"


@given(st.text(max_size=3_000))
def test_screen_passes_on_pieces(words: str) -> None:
    """None of them longer than it takes."""
    found = clipboard.request(words, {"TERM": "screen.xterm"})
    assert found is not None
    pieces = found.removeprefix("\x1bP").removesuffix("\x1b\\").split("\x1b\\\x1bP")
    assert all(len(piece) <= 700 for piece in pieces)
    assert "".join(pieces) == clipboard.request(words, {"TERM": "xterm"})


def test_too_many_words_are_not_cut() -> None:
    """Half of a text on the clipboard would pass for all of it."""
    assert clipboard.request("x" * clipboard.MOST_BYTES, {}) is not None
    assert clipboard.request("é" * clipboard.MOST_BYTES, {}) is None


def test_nothing_in_the_words_reaches_the_terminal_as_it_is() -> None:
    """They may hold anything."""
    found = clipboard.request("\x1b]0;title\x07\x9b", {"TERM": "xterm"})
    assert found is not None
    assert found.count("\x1b") == 1
    assert found.isascii()


def test_tmux_itself_does_it_where_it_runs() -> None:
    """It sets the clipboards of the terminals it is shown in."""
    assert clipboard.helper({"TMUX": "/tmp/tmux-0,1,0"}) == ("tmux", "load-buffer", "-w", "-")
    assert clipboard.helper({"TERM": "tmux-256color"}) is None
