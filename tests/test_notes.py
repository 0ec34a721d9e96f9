"""Notes on entries and passages, which are found by their words in a text that was edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library_making import NOW, feed_with, opened, redone, undone
from newsreader.errors import NotFoundError
from newsreader.library import lists, notes
from newsreader.models.findings import Note, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.store import Library


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """A library with three entries of one feed."""
    with opened(tmp_path) as library:
        feed_with(library, 3)
        yield library


def test_writing_changing_and_deleting(lib: Library) -> None:
    """Each with its time, and each a step."""
    note = notes.write(lib, 1, "compare", now=NOW)
    assert note == Note(1, 1, "compare", None, NOW, NOW) == notes.get(lib, 1)
    assert lists.rows(lib, [1, 2])[0].noted
    assert not lists.rows(lib, [1, 2])[1].noted
    assert notes.change(lib, 1, "two\nlines", NOW + 5) == Note(1, 1, "two\nlines", None, NOW, NOW + 5)
    notes.delete(lib, 1, NOW + 6)
    assert notes.all_notes(lib) == []
    assert [undone(lib) for _ in range(3)] == ["note deleted on Title 0", "note changed on Title 0", "note on Title 0"]
    assert [redone(lib) for _ in range(2)] == ["note on Title 0", "note changed on Title 0"]
    assert notes.all_notes(lib) == [Note(1, 1, "two\nlines", None, NOW, NOW + 5)]


def test_a_passage_without_words_is_a_highlight(lib: Library) -> None:
    """It may get words later."""
    passage = Span(0, 4, "Text")
    assert notes.write(lib, 2, "", passage=passage, now=NOW).passage == passage
    notes.change(lib, 1, "really?", NOW)
    assert [undone(lib) for _ in range(2)] == ["note changed on Title 1", "highlight in Title 1"]


def test_the_notes_of_an_entry(lib: Library) -> None:
    """Those on the whole of it, then in the order of the text; over all entries the last changed first."""
    for place in (9, None, 2):
        notes.write(lib, 1, "x", passage=None if place is None else Span(place, place + 1, "a"), now=NOW)
    notes.write(lib, 3, "x", now=NOW)
    notes.change(lib, 1, "y", NOW + 1)
    assert [note.id for note in notes.of_entry(lib, 1)] == [2, 3, 1]
    assert [note.id for note in notes.all_notes(lib)] == [1, 4, 3, 2]


def test_ids_are_not_given_again(lib: Library) -> None:
    """A note that was undone can be done again beside later ones."""
    notes.write(lib, 1, "a", now=NOW)
    undone(lib)
    assert notes.write(lib, 1, "b", now=NOW).id == 2


def test_what_is_not_there(lib: Library) -> None:
    """One sentence, and nothing changes."""
    with pytest.raises(NotFoundError, match="no entry 9; nothing was changed"):
        notes.write(lib, 9, "x", now=NOW)
    for note_id in (0, 1, 2**70):
        with pytest.raises(NotFoundError, match="no note"):
            notes.delete(lib, note_id, NOW)
        with pytest.raises(NotFoundError, match="no note"):
            notes.change(lib, note_id, "x", NOW)


def test_words_are_cleaned(lib: Library) -> None:
    """What would reach a terminal is not kept."""
    assert notes.write(lib, 1, "a\x1b[2J\r\nb", now=NOW).text == "a�[2J\nb"


def test_the_same_words_are_no_change(lib: Library) -> None:
    """And no step."""
    notes.write(lib, 1, "a", now=NOW)
    notes.change(lib, 1, "a", NOW + 1)
    assert undone(lib) == "note on Title 0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("say it again", 4),
        ("so they say it again", 12),
        ("it", 0),
        ("it was said, and it was meant", 0),
        ("nothing of that kind", None),
        ("", None),
    ],
)
def test_a_passage_is_found_by_its_words(text: str, expected: int | None) -> None:
    """Where it stood, else nearest to it."""
    assert notes.placed(Span(4, 6, "it"), text) == (None if expected is None else Span(expected, expected + 2, "it"))


@given(st.text("ab ", max_size=30), st.integers(0, 30), st.text("ab ", min_size=1, max_size=4))
def test_a_passage_is_found_wherever_it_is(text: str, start: int, words: str) -> None:
    """If and only if its words are there, and nowhere nearer."""
    found = notes.placed(Span(start, start + len(words), words), text)
    places = [n for n in range(len(text)) if text.startswith(words, n)]
    if found is None:
        assert places == []
    else:
        assert text[found.start : found.end] == words == found.text
        assert abs(found.start - start) == min(abs(place - start) for place in places)
