"""What a terminal says of itself, among what is typed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from newsreader.tui import answers, escapes
from newsreader.tui.answers import Answers, Listener
from newsreader.tui.colour_depth import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

KITTY = "\x1b_Gi=1836017;OK\x1b\\"
NAME = "\x1bP>|kitty(0.35.2)\x1b\\"
CELL = "\x1b[6;20;10t"
SIXEL = "\x1b[?62;4;22c"
KEYS = ["j", "\x1b", "\x1b[A", "\x1b[1;5D", "\x1bj", "é", "\x1b[<0;5;6M", "\x1b[?2026;2$y", "\x1b[200~p\x1b[201~", "6"]


@given(
    st.lists(st.sampled_from([*KEYS, KITTY, NAME, CELL, SIXEL]), max_size=12), st.lists(st.integers(1, 40), max_size=30)
)
def test_no_key_is_lost_and_no_answer_typed(sent: list[str], sizes: list[int]) -> None:
    """In whatever pieces it comes."""
    listener, data, typed = Listener(), "".join(sent), ""
    listener.listen(0)
    for size in sizes:
        typed += listener.typed(data[:size], 1)
        data = data[size:]
    typed += listener.typed(data, 1) + listener.overdue(9)
    assert typed == "".join(one for one in sent if one in KEYS)
    assert listener.answers == Answers(
        takes_kitty=KITTY in sent,
        name="kitty(0.35.2)" if NAME in sent else "",
        takes_sixels=True if SIXEL in sent else None,
        cell=(10, 20) if CELL in sent else None,
    )


@given(st.text(max_size=60))
def test_nothing_is_held_before_the_terminal_is_asked(text: str) -> None:
    """All is typed as it comes."""
    assert Listener().typed(text, 0) == text


def test_an_escape_waits_no_longer_than_it_always_does() -> None:
    """What nobody types waits longer, and later nothing does."""
    listener = Listener()
    listener.listen(0)
    assert listener.typed("\x1b", 1) == ""
    assert listener.overdue(1.05) == ""
    assert listener.overdue(1.11) == "\x1b"
    assert listener.typed("\x1b_Gi=", 2) == ""
    assert listener.overdue(2.5) == ""
    assert listener.overdue(3.1) == "\x1b_Gi="
    assert listener.typed("\x1b", 60) == "\x1b"
    assert listener.typed(f"a{KITTY}b", 60) == "ab"
    assert listener.answers.takes_kitty


@pytest.mark.parametrize("reply", ["\x1b_Gi=7;OK\x1b\\", "\x1b_Gi=1836017;EINVAL:no\x1b\\"])
def test_not_every_reply_is_a_yes(reply: str) -> None:
    """One may be for another program, and one a no."""
    listener = Listener()
    listener.listen(0)
    assert listener.typed(reply, 0) == ""
    assert not listener.answers.takes_kitty


@pytest.fixture
def _heard_by_nobody() -> Iterator[None]:
    """Afterwards no answers are listened to."""
    yield
    answers.install(Listener())


@pytest.mark.usefixtures("_heard_by_nobody")
def test_the_screens_own_parser_gives_keys_and_the_news_of_an_answer() -> None:
    """An escape that was held is a key."""
    escapes.install()
    listener = Listener()
    answers.install(listener)
    listener.listen(1e12)
    parser = XTermParser()
    found = list(parser.feed(f"j{KITTY}k\x1b"))
    assert [one.key for one in found if isinstance(one, events.Key)] == ["j", "k"]
    assert sum(isinstance(one, answers.Answered) for one in found) == 1
    listener._since = -1e12
    assert list(parser.tick()) == []
    keys = [one.key for one in parser.feed("") if isinstance(one, events.Key)]
    assert keys == ["escape"]


TOLD = Answers(takes_kitty=True, name="kitty(0.35.2)", takes_sixels=True, cell=(10, 20))


@pytest.mark.parametrize(
    ("wanted", "told", "colours", "environment", "way"),
    [
        ("auto", TOLD, ALL, {}, "kitty"),
        ("auto", TOLD, 256, {}, "blocks"),
        ("auto", Answers(True, "kitty(0.26.5)", False, None), ALL, {}, "blocks"),
        ("auto", Answers(True, "ghostty 1.1.3", False, None), ALL, {}, "kitty"),
        ("auto", Answers(True, "WezTerm 20240203", True, (10, 20)), ALL, {"KITTY_WINDOW_ID": "1"}, "sixel"),
        ("auto", Answers(True, "", False, None), ALL, {"TERM": "xterm-kitty"}, "kitty"),
        ("auto", Answers(True, "", False, None), ALL, {"TERM": "xterm-256color"}, "blocks"),
        ("auto", Answers(True, "", False, None), ALL, {"KITTY_WINDOW_ID": "1"}, "kitty"),
        ("auto", Answers(takes_sixels=True, cell=(10, 20)), 256, {}, "sixel"),
        ("auto", Answers(takes_sixels=True), ALL, {}, "blocks"),
        ("auto", Answers(takes_sixels=False, cell=(10, 20)), ALL, {}, "blocks"),
        ("auto", Answers(), ALL, {"TERM": "xterm-kitty"}, "blocks"),
        ("kitty", Answers(), ALL, {}, "kitty"),
        ("kitty", Answers(), 256, {}, "blocks"),
        ("sixel", Answers(), 256, {}, "sixel"),
        ("blocks", TOLD, ALL, {}, "blocks"),
    ],
)
def test_how_pictures_are_drawn(
    wanted: str, told: Answers, colours: int, environment: dict[str, str], way: str
) -> None:
    """The setting, then what the terminal says that it can; its name tells whether it can all of it."""
    assert answers.way_for(wanted, told, told.cell, colours, environment) == way


@pytest.mark.skipif(sys.platform == "win32", reason="there nobody is asked")
@pytest.mark.parametrize(
    ("environment", "is_asked"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "screen-256color", "TMUX": "x"}, True),
        ({"TERM": "screen-256color"}, False),
        ({"TERM": "xterm-256color", "STY": "1.x"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-256color", "TEXTUAL_DRIVER": "web"}, False),
    ],
)
def test_who_is_asked(environment: dict[str, str], is_asked: bool) -> None:
    """No terminal that would show the question, and none within another program that takes it for its own."""
    questions = answers.questions(environment)
    assert bool(questions) is is_asked
    assert questions.endswith("\x1b[c") is is_asked
