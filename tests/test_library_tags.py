"""The user's tags: their names, their entries, their counts and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from library_making import NOW, change, feed_with, listed, opened, stored, undone
from newsreader.errors import NotFoundError
from newsreader.library import editing, entries, feeds, journal, lists, storing, tags
from newsreader.library.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.store import Library


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """A library with five entries of one feed."""
    with opened(tmp_path) as library:
        feed_with(library, 5)
        yield library


def test_tagging_counts_what_changed(lib: Library) -> None:
    """Case, accents and width do not tell one tag from another; the first way of writing it stays."""
    assert tags.tag(lib, [1, 2], " Élection\n", now=NOW) == 2
    assert tags.tag(lib, [2, 3, 3], "election", now=NOW) == 1
    assert tags.tag(lib, [1], "ＥＬＥＣＴＩＯＮ", now=NOW) == 0
    assert tags.all_tags(lib) == [Tag("Élection", 3)]
    assert entries.entry(lib, 1).tags == ("Élection",) == lists.rows(lib, [1])[0].tags
    assert tags.tag(lib, [1, 4], "ELECTION", added=False, now=NOW) == 1
    assert tags.all_tags(lib) == [Tag("Élection", 2)]


def test_an_entry_has_many_tags_by_name(lib: Library) -> None:
    """In the same order everywhere."""
    for name in ("war", "Climate", "b c"):
        tags.tag(lib, [1], name, now=NOW)
    assert entries.entry(lib, 1).tags == ("b c", "Climate", "war")
    assert [tag.name for tag in tags.all_tags(lib)] == ["b c", "Climate", "war"]


def test_a_tag_is_there_as_long_as_something_has_it(lib: Library) -> None:
    """Taken from its last entry it is gone; undo brings it back as it was written."""
    tags.tag(lib, [1], "War", now=NOW)
    tags.tag(lib, [1], "war", added=False, now=NOW)
    assert tags.all_tags(lib) == []
    with pytest.raises(NotFoundError, match="no tag “war”"):
        tags.tag(lib, [1], "war", added=False, now=NOW)
    assert undone(lib) == "1 untagged War"
    assert tags.all_tags(lib) == [Tag("War", 1)]


def test_an_unknown_id_changes_nothing(lib: Library) -> None:
    """All or nothing."""
    with pytest.raises(NotFoundError, match="no entry 99"):
        tags.tag(lib, [1, 99], "x", now=NOW)
    assert tags.all_tags(lib) == []
    assert journal.steps(lib) == []


@pytest.mark.parametrize("name", ["", " \n\t", "\u202e", "\u0301"])
def test_a_name_needs_a_letter(lib: Library, name: str) -> None:
    """What nobody sees is no name."""
    assert tags.clean_name(name) == ""
    with pytest.raises(ValueError, match="name"):
        tags.tag(lib, [1], name, now=NOW)


def test_a_name_is_cleaned_and_bounded(lib: Library) -> None:
    """Whatever it holds it is one line of text; names are never taken for a pattern or markup."""
    tags.tag(lib, [1], "a\x1b[2J\x1fb\u202e'\"%_[/]", now=NOW)
    tags.tag(lib, [2], "x" * 500, now=NOW)
    assert [tag.name for tag in tags.all_tags(lib)] == ["a�[2J�b'\"%_[/]", "x" * 100]
    assert entries.entry(lib, 1).tags == ("a�[2J�b'\"%_[/]",)
    assert listed(lib, tag="a�[2J�b'\"%_[/]") == [1]


def test_renaming(lib: Library) -> None:
    """To a new name, to the same in another case, to nothing new, to one that is there."""
    tags.tag(lib, [1, 2], "war", now=NOW)
    assert tags.rename(lib, "WAR", "War", NOW) == 2
    assert tags.all_tags(lib) == [Tag("War", 2)]
    assert tags.rename(lib, "war", "War", NOW) == 2
    tags.tag(lib, [2, 3], "peace", now=NOW)
    assert tags.rename(lib, "war", "PEACE", NOW) == 2
    assert tags.all_tags(lib) == [Tag("peace", 3)]
    assert undone(lib) == "tag War made one with peace (2)"
    assert tags.all_tags(lib) == [Tag("peace", 2), Tag("War", 2)]
    undone(lib)
    assert undone(lib) == "tag war renamed War (2)"
    assert tags.all_tags(lib) == [Tag("war", 2)]
    with pytest.raises(NotFoundError, match="no tag “x”"):
        tags.rename(lib, "x", "y", NOW)


def test_making_two_one_where_every_entry_has_both(lib: Library) -> None:
    """The one that stays keeps its entries."""
    tags.tag(lib, [1], "a", now=NOW)
    tags.tag(lib, [1], "b", now=NOW)
    tags.rename(lib, "a", "b", NOW)
    assert tags.all_tags(lib) == [Tag("b", 1)]
    undone(lib)
    assert tags.all_tags(lib) == [Tag("a", 1), Tag("b", 1)]


def test_deleting(lib: Library) -> None:
    """From every entry, as one step."""
    tags.tag(lib, [1, 2, 3], "x", now=NOW)
    assert tags.delete(lib, "X", NOW) == 3
    assert tags.all_tags(lib) == []
    assert undone(lib) == "tag x deleted (3)"
    assert listed(lib, tag="x") == [3, 2, 1]


def test_lists_by_tag(lib: Library) -> None:
    """Newest first, also of a feed that was unsubscribed from; an unread one alone; any tag."""
    tags.tag(lib, [1, 3], "x", now=NOW)
    tags.tag(lib, [4], "y", now=NOW)
    editing.unsubscribe(lib, 1, NOW)
    assert listed(lib, tag="X") == [3, 1]
    assert listed(lib, tag="") == [4, 3, 1]
    assert listed(lib, tag="none") == []
    assert listed(lib, tag="x", unread_only=True) == [3, 1]


def test_the_date_follows_the_entry(lib: Library) -> None:
    """Lists by tag are ordered by it."""
    tags.tag(lib, [1, 2], "x", now=NOW)
    storing.apply(lib, change(1, [], [stored(0, id=1, published=NOW - 5)]), NOW)
    assert listed(lib, tag="x") == [1, 2]
    assert lib.all("SELECT count(*) FROM tagged g JOIN states s ON s.id = g.state_id WHERE g.date <> s.date") == [(0,)]


def test_a_deleted_feed_leaves_no_empty_tag(lib: Library) -> None:
    """A tag that nothing has any more is not listed."""
    tags.tag(lib, [1], "x", now=NOW)
    feeds.delete(lib, 1)
    assert tags.all_tags(lib) == []


def test_another_process_sees_it_at_once(tmp_path: Path, lib: Library) -> None:
    """What is done is on disk before anything else happens."""
    with opened(tmp_path) as other:
        tags.tag(lib, [1], "x", now=NOW)
        assert tags.all_tags(other) == [Tag("x", 1)]
        assert undone(other) == "1 tagged x"
    assert tags.all_tags(lib) == []
