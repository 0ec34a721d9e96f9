"""How keys are written: what is read as what, and what is refused with a suggestion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader import keys
from newsreader.errors import UsageError


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("j", ("j",)),
        ("J", ("J",)),
        ("ё", ("ё",)),
        ("+", ("+",)),
        ("g u", ("g", "u")),
        (" ctrl+x  ctrl+c ", ("ctrl+x", "ctrl+c")),
        ("Esc", ("escape",)),
        ("PgDn", ("pagedown",)),
        ("question_mark", ("?",)),
        ("control+r", ("ctrl+r",)),
        ("ctrl+]", ("ctrl+]",)),
        ("ctrl+@", ("ctrl+space",)),
        ("shift+tab", ("shift+tab",)),
        ("ctrl+shift+left", ("ctrl+shift+left",)),
        ("alt+x", ("alt+x",)),
        ("meta+X", ("alt+X",)),
        ("alt++", ("alt++",)),
        ("f12", ("f12",)),
    ],
)
def test_what_is_read(text: str, typed: keys.Typed) -> None:
    """Names in any case, other names for the same key, chords, sequences."""
    assert keys.read(text) == typed


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "an empty text is no key"),
        ("gg", 'write "g g"'),
        ("g escape", "escape drops the keys before it"),
        ("entr", 'did you mean "enter"?'),
        ("pagedwn", 'did you mean "pagedown"?'),
        ("scroll_lock", "keys are written like"),
        ("ctrl+i", '"ctrl+i" is the same as "tab"'),
        ("ctrl+m", 'the same as "enter"'),
        ("ctrl+h", 'the same as "backspace"'),
        ("ctrl+[", 'the same as "escape"'),
        ("ctrl+1", 'cannot be told from "1"'),
        ("ctrl+enter", 'cannot be told from "enter"'),
        ("ctrl+R", 'write "ctrl+r"'),
        ("ctrl+entr", 'did you mean "ctrl+enter"?'),
        ("ctrl+shift+r", "cannot be told from other keys"),
        ("shift+1", "write that sign"),
        ("shift+a", 'write "A"'),
        ("shift+space", 'cannot be told from "space"'),
        ("shift+f2", 'write "f14"'),
        ("alt+up", "arrives as escape"),
        ("alt+[", "arrives as escape"),
        ("super+a", "keep that key for themselves"),
        ("crtl+a", 'there is no "crtl+"'),
        ("C-x", 'write "ctrl+x"'),
        ("<M-x>", 'write "alt+x"'),
        ("<Space>", 'write "space"'),
        ("^R", 'write "ctrl+r"'),
        ("a b c d e f", "longer than 5 keys"),
    ],
)
def test_what_is_refused(text: str, sentence: str) -> None:
    """What no terminal sends, or what is written otherwise, and how."""
    with pytest.raises(UsageError) as raised:
        keys.read(text)
    assert sentence in str(raised.value)


@given(st.lists(st.one_of(st.characters(codec="utf-8"), st.sampled_from(keys.NAMES)), max_size=6).map(" ".join))
def test_what_is_read_is_read_the_same_again(text: str) -> None:
    """Any text is keys or is refused; keys written down are the same keys."""
    try:
        typed = keys.read(text)
    except UsageError:
        return
    assert keys.read(" ".join(typed)) == typed
    assert 1 <= len(typed) <= keys.MOST_KEYS


@given(st.sampled_from(["ctrl+", "alt+", "shift+", "ctrl+alt+", "x+", ""]), st.text(max_size=8))
def test_any_chord_is_read_or_refused(modifier: str, text: str) -> None:
    """Nothing else is raised, and a chord that is read is one key of those the screen can tell of."""
    try:
        typed = keys.read(modifier + text)
    except UsageError:
        return
    assert keys.read(" ".join(typed)) == typed


@pytest.mark.parametrize(
    ("name", "character", "key"),
    [
        ("j", "j", "j"),
        ("J", "J", "J"),
        ("question_mark", "?", "?"),
        ("space", " ", "space"),
        ("enter", "\r", "enter"),
        ("ctrl+r", "\x12", "ctrl+r"),
        ("ctrl+right_square_bracket", "\x1d", "ctrl+]"),
        ("ctrl+@", "\x00", "ctrl+space"),
        ("alt+j", None, "alt+j"),
        ("alt+shift+j", None, "alt+J"),
        ("shift+tab", None, "shift+tab"),
        ("é", "é", "é"),
    ],
)
def test_a_pressed_key_is_called_as_it_is_written(name: str, character: str | None, key: str) -> None:
    """Whatever the screen calls it."""
    assert keys.pressed(name, character) == key
    assert keys.read(key) == (key,)


def test_keys_are_told_as_people_read_them() -> None:
    """Short names and arrows."""
    assert keys.words(("escape", "ctrl+pagedown", "+", "alt++", "g")) == "esc ctrl+pgdn + alt++ g"
