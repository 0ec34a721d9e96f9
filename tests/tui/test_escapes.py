"""What a terminal sends for escape and a key right after it, as the screen's own parser reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from newsreader.tui import escapes


def read(text: str) -> list[str]:
    """The keys in what a terminal sent, at once, without waiting for more."""
    escapes.install()
    parser = XTermParser()
    return [event.key for event in parser.feed(text) if isinstance(event, events.Key)]


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("\x1bj", ["alt+j"]),
        ("\x1bJ", ["alt+J"]),
        ("\x1b?", ["alt+?"]),
        ("\x1bb", ["alt+b"]),
        ("\x1bf", ["alt+f"]),
        ("\x1bjk", ["alt+j", "k"]),
        ("\x1bé", ["alt+é"]),
        ("\x1b[A", ["up"]),
        ("\x1bOA", ["up"]),
        ("\x1b[1;5D", ["ctrl+left"]),
        ("\x1b[27u", ["escape"]),
        ("\x1b[Z", ["shift+tab"]),
        ("j", ["j"]),
    ],
)
def test_what_is_sent(sent: str, keys: list[str]) -> None:
    """A pair is a key at once; longer sequences are what they were."""
    assert read(sent) == keys


@pytest.mark.parametrize(("sent", "keys"), [("\x1b[", ["alt+["]), ("\x1bO", ["alt+O"]), ("\x1b", ["escape"])])
def test_what_begins_a_longer_sequence_is_a_pair_after_all(sent: str, keys: list[str]) -> None:
    """Once nothing follows it: here, the end."""
    escapes.install()
    parser = XTermParser()
    assert list(parser.feed(sent)) == []
    assert [event.key for event in parser.feed("") if isinstance(event, events.Key)] == keys


@given(st.characters(codec="utf-8", categories=("L", "N", "P", "S")))
def test_a_pair_is_taken_apart_into_both(character: str) -> None:
    """The escape first, then the key as it is pressed alone."""
    parts = escapes.apart(events.Key(f"alt+{character}", None))
    assert parts is not None
    assert [(part.key, part.character) for part in parts] == [("escape", "\x1b"), (character, character)]


@pytest.mark.parametrize("key", ["j", "escape", "ctrl+a", "alt+left", "alt+", "shift+tab"])
def test_other_keys_stay_whole(key: str) -> None:
    """What has no alt, or no letter or sign with it."""
    assert escapes.apart(events.Key(key, None)) is None
