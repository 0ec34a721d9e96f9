"""Saved searches: names, queries that name others, steps of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library_making import NOW, feed_with, listed, opened, redone, undone
from newsreader import query
from newsreader.errors import NotFoundError, UsageError
from newsreader.library import conditions, lists, searches, states
from newsreader.library.lists import Filter
from newsreader.query import QueryError, Saved, Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.store import Library


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """A library with ten entries of one feed; the index holds none of them, so these tests ask for states."""
    with opened(tmp_path) as library:
        feed_with(library, 10)
        states.mark(library, [1, 2, 3], read=True, now=NOW)
        states.mark(library, [3, 4], starred=True, now=NOW)
        yield library


def saved(lib: Library) -> list[tuple[str, str]]:
    """Names and queries."""
    return [(one.name, one.query) for one in searches.all_searches(lib)]


def found(lib: Library, text: str) -> list[int]:
    """What a query finds."""
    return sorted(listed(lib, query=query.parse(text, now=NOW)))


def note(lib: Library, text: str) -> str:
    """What the answer says it leaves out."""
    return lists.listing(lib, Filter(query=query.parse(text, now=NOW))).note


def test_a_search_is_known_by_its_folded_name(lib: Library) -> None:
    """Saving under the same name changes the query, and keeps the name and the place."""
    searches.save(lib, "Später", "is:read", NOW)
    searches.save(lib, "other", "is:starred", NOW)
    searches.save(lib, "  SPATER ", "is:unread", NOW)
    assert saved(lib) == [("Später", "is:unread"), ("other", "is:starred")]
    assert searches.find(lib, "spater").query == "is:unread"


def test_a_name_stands_for_what_is_asked(lib: Library) -> None:
    """Alone, with others, negated, inside each other; in whatever case."""
    searches.save(lib, "done", "is:read", NOW)
    searches.save(lib, "the best", "is:starred", NOW)
    searches.save(lib, "both", 'search:done search:"the best"', NOW)
    assert found(lib, "search:DONE") == [1, 2, 3]
    assert found(lib, "search:done -is:starred") == [1, 2]
    assert found(lib, 'search:both OR (-search:done search:"The best")') == [3, 4]
    assert len(found(lib, "-search:both")) == 9


def test_an_unknown_name_finds_nothing_and_says_so(lib: Library) -> None:
    """Whatever is asked beside it; with what was perhaps meant."""
    searches.save(lib, "climate", "is:read", NOW)
    assert found(lib, "is:read search:climbate") == []
    assert note(lib, "search:climbate") == "There is no saved search “climbate”; did you mean “climate”?"
    assert len(found(lib, "-search:nothing")) == 10


def test_a_mistake_is_refused_with_its_place(lib: Library) -> None:
    """And nothing is kept."""
    with pytest.raises(QueryError) as mistake:
        searches.save(lib, "x", "is:unread is:reed", NOW)
    assert mistake.value.position == 10
    with pytest.raises(QueryError, match="asks for nothing"):
        searches.save(lib, "x", " sort:arrived ", NOW)
    with pytest.raises(UsageError, match="needs a name"):
        searches.save(lib, ' "" ', "is:read", NOW)
    assert saved(lib) == []
    assert undone(lib) == "2 starred"


def test_no_search_uses_itself(lib: Library) -> None:
    """Neither by way of others, nor by a new name; the sentence says by which."""
    with pytest.raises(UsageError, match="“a” would use itself"):
        searches.save(lib, "a", "is:read OR search:A", NOW)
    searches.save(lib, "a", "search:b", NOW)
    with pytest.raises(UsageError, match="“b” would use itself by way of “a”"):
        searches.save(lib, "b", "-search:a", NOW)
    with pytest.raises(UsageError, match="would use itself"):
        searches.edit(lib, "a", "b", "search:b", NOW)
    assert saved(lib) == [("a", "search:b")]


def test_searches_inside_each_other_are_bounded(lib: Library) -> None:
    """In their depth, and in what they come to."""
    searches.save(lib, "s0", "is:read", NOW)
    for n in range(1, 20):
        searches.save(lib, f"s{n}", f"search:s{n - 1}", NOW)
    assert found(lib, "search:s19") == [1, 2, 3]
    with pytest.raises(UsageError, match="more than 20"):
        searches.save(lib, "s20", "search:s19", NOW)
    searches.save(lib, "t0", "is:read", NOW)
    for n in range(1, 7):
        searches.save(lib, f"t{n}", f"search:t{n - 1} OR -search:t{n - 1}", NOW)
    with pytest.raises(UsageError, match="more than 200"):
        searches.save(lib, "t7", "search:t6 search:t6", NOW)


def test_another_name_is_used_where_the_old_one_stood(lib: Library) -> None:
    """One step, taken back whole."""
    searches.save(lib, "a", "is:read", NOW)
    searches.save(lib, "user", 'feed:"search:a" OR -SEARCH:"A" search:ab', NOW)
    searches.edit(lib, "a", "a long name", "is:read", NOW)
    assert saved(lib)[1] == ("user", 'feed:"search:a" OR -search:"a long name" search:ab')
    assert undone(lib) == "search a renamed a long name"
    assert saved(lib) == [("a", "is:read"), ("user", 'feed:"search:a" OR -SEARCH:"A" search:ab')]
    assert redone(lib) == "search a renamed a long name"
    assert saved(lib)[0] == ("a long name", "is:read")
    with pytest.raises(UsageError, match="another search is called “user”"):
        searches.edit(lib, "a long name", "USER", "is:read", NOW)


def test_what_another_uses_is_not_deleted(lib: Library) -> None:
    """It would find nothing any more."""
    searches.save(lib, "a", "is:read", NOW)
    searches.save(lib, "user", "search:a is:starred", NOW)
    with pytest.raises(UsageError, match="“a” is used by the search “user”"):
        searches.delete(lib, "A", NOW)
    searches.delete(lib, "user", NOW)
    searches.delete(lib, "A", NOW)
    with pytest.raises(NotFoundError, match="no saved search “a”"):
        searches.delete(lib, "a", NOW)


def test_each_change_is_a_step_across_restarts(tmp_path: Path) -> None:
    """A search that comes back has its id and its place."""
    with opened(tmp_path) as lib:
        first = searches.save(lib, "a", "is:read", NOW)
        searches.save(lib, "b", "is:unread", NOW)
        searches.save(lib, "a", "is:starred", NOW)
        searches.delete(lib, "a", NOW)
    with opened(tmp_path) as lib:
        assert undone(lib) == "search a deleted"
        assert searches.all_searches(lib)[0] == searches.Search(first.id, "a", "is:starred")
        assert undone(lib) == "search a changed"
        assert saved(lib) == [("a", "is:read"), ("b", "is:unread")]
        undone(lib)
        undone(lib)
        assert saved(lib) == []
    with opened(tmp_path) as lib:
        redone(lib)
        assert redone(lib) == "search b saved"
        assert saved(lib) == [("a", "is:read"), ("b", "is:unread")]


def test_what_came_since_is_left(lib: Library) -> None:
    """Another of the name, other words of somebody who keeps no journal."""
    searches.save(lib, "a", "is:read", NOW)
    searches.delete(lib, "a", NOW)
    with lib.write():
        lib.execute("INSERT INTO searches (name, folded, query) VALUES ('A', 'a', 'is:unread')")
    assert undone(lib) == "search a deleted; another search is called a now"
    searches.save(lib, "b", "is:read", NOW)
    with lib.write():
        lib.execute("UPDATE searches SET query = 'is:new' WHERE name = 'b'")
    assert undone(lib) == "search b saved; the search b was changed since and stays so"
    assert saved(lib) == [("A", "is:unread"), ("b", "is:new")]


def test_what_was_undone_into_a_circle_finds_nothing(lib: Library) -> None:
    """It says why, and ends."""
    searches.save(lib, "a", "is:read", NOW)
    with lib.write():
        lib.execute("UPDATE searches SET query = 'search:a'")
    assert found(lib, "search:a") == []
    assert "would use itself" in note(lib, "search:a")


def test_relative_dates_count_from_the_question(lib: Library) -> None:
    """Not from the day on which the search was saved."""
    searches.save(lib, "late", "after:12h", NOW - 5_000_000)
    then = NOW - 1_000_000 + 9 * 60
    assert min(listed(lib, query=query.parse("search:late", now=then + 12 * 3600 - 240))) > 1
    assert listed(lib, query=query.parse("search:late", now=then + 365 * 86400)) == []


def test_a_quotation_that_a_search_asks_for_is_its_own(lib: Library) -> None:
    """Only what is asked together is asked of the same quotation."""
    searches.save(lib, "said", "said:budget title:x", NOW)
    parts = conditions.resolve(lib, Filter(query=query.parse("search:said speaker:ann", now=NOW))).parts
    assert parts == (query.And((Words("budget", "said"), Words("x", "title"))), Words("ann", "speaker"))


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_every_name_can_be_written(name: str) -> None:
    """As it is kept it is read back from a query."""
    kept = searches.clean_name(name)
    if kept:
        assert query.parse(f'search:"{kept}"', now=NOW).condition == Saved(kept)
