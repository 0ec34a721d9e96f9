"""The last wall before the terminal, segment by segment."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

from newsreader.tui.kitty import PLACEHOLDER, cells
from newsreader.tui.terminal import TerminalGuard

BLACK = Color(0, 0, 0)


def guarded(text: str, style: Style | None = None) -> Segment:
    """One segment through the guard."""
    return TerminalGuard().apply([Segment(text, style)], BLACK)[0]


def test_escape_sequences_become_visible() -> None:
    """ESC, the one-byte CSI and OSC, the bell: each a replacement character, the rest as it was."""
    assert guarded("a\x1b[2Jb\x9b1mc\x07").text == "a\ufffd[2Jb\ufffd1mc\ufffd"


def test_bidi_controls_become_visible() -> None:
    """A line cannot be shown in another order than it is stored in."""
    assert guarded("user\u202egpj.exe").text == "user\ufffdgpj.exe"


def test_only_web_links_stay_links() -> None:
    """A hyperlink may go to http and https, nowhere else, and carry nothing with it."""
    good = guarded("x", Style(link="https://example.org/"))
    assert good.style is not None
    assert good.style.link == "https://example.org/"
    for link in ("file:///etc/passwd", "javascript:1", "https://a\x1b]52;c;eA==\x07"):
        bad = guarded("x", Style(link=link))
        assert bad.style is not None
        assert bad.style.link is None


def test_the_screens_own_controls_pass() -> None:
    """What Textual itself sends is not text from outside."""
    bell = Segment("\x07", None, [(ControlType.BELL,)])
    assert TerminalGuard().apply([bell], BLACK) == [bell]


def test_characters_of_a_picture_pass_if_the_terminal_has_it_from_us() -> None:
    """Told by their colour, and nothing may stand among them; from outside such a character is one of any text."""
    guard = TerminalGuard({0x0A0B0C})
    ours, others = Style(color="#0a0b0c"), Style(color="#0a0b0d")
    row = "".join(cells(3, 20))
    for text in (row, row[6:], row[:9]):
        assert guard.apply([Segment(text, ours)], BLACK)[0].text == text
    foreign = ((row, others), (row, None), (row, Style(color="red")), (f"{row} words", ours), (row[:-1], ours))
    for text, style in foreign:
        assert guard.apply([Segment(text, style)], BLACK)[0].text == text.replace(PLACEHOLDER, "\ufffd")
    assert TerminalGuard().apply([Segment(row, ours)], BLACK)[0].text == row.replace(PLACEHOLDER, "\ufffd")


@given(st.text(st.sampled_from(f"a\x1b_G;\x9c{cells(1, 1)[0]}"), max_size=30))
def test_no_sequence_of_a_picture_comes_from_a_text(text: str) -> None:
    """Whatever its colour: not even among characters that may be of a picture."""
    shown = TerminalGuard({0x0A0B0C}).apply([Segment(text, Style(color="#0a0b0c"))], BLACK)[0].text
    assert "\x1b" not in shown
    assert "\x9c" not in shown
    assert len(shown) == len(text)


@given(st.text(max_size=200))
def test_nothing_unprintable_passes(text: str) -> None:
    """Whatever the text: the length stays, no control character is left, visible text is untouched."""
    shown = guarded(text).text
    assert len(shown) == len(text)
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)
    assert all(b in {a, "\ufffd"} for a, b in zip(text, shown, strict=True))
