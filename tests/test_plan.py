"""Deciding what an answer changes: new, edited, the same under another name, dated by mistake."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.feeds import identity
from newsreader.models import FeedChange, KnownEntry, ParsedEntry, ParsedFeed, Validators
from newsreader.refresh.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NOW = 1_800_000_000
DAY = 86_400


def entry(number: int, **fields: Any) -> ParsedEntry:
    """An entry of a feed, told by its number."""
    values: dict[str, Any] = {
        "guid": f"guid-{number}",
        "title": f"Title {number}",
        "link": f"https://news.example/{number}",
        "published": NOW - DAY + number,
        "summary": f"Text {number}",
    }
    return ParsedEntry(**(values | fields))


def planned(known: Sequence[KnownEntry], entries: Iterable[ParsedEntry]) -> FeedChange:
    """What a document with these entries changes."""
    feed = ParsedFeed("News", entries=tuple(entries))
    return plan(known, feed, NOW, feed_id=7, validators=Validators(), digest="d")


def applied(known: Sequence[KnownEntry], change: FeedChange) -> list[KnownEntry]:
    """What a library knows after a change, as `library.entries` has it."""
    found = {one.id: one for one in known}
    for place, stored in enumerate((*change.new, *change.changed), len(known) + 1):
        e, entry_id = stored.entry, stored.id or place
        found[entry_id] = KnownEntry(entry_id, stored.guid, stored.hash, e.link, e.title, e.published)
    return list(found.values())


def after(*documents: Iterable[ParsedEntry]) -> tuple[list[KnownEntry], FeedChange]:
    """What is known after some documents, and what the last of them changed."""
    known: list[KnownEntry] = []
    for document in documents:
        change = planned(known, document)
        known = applied(known, change)
    return known, change


def counted(change: FeedChange) -> tuple[int, int]:
    """How many are new and how many changed."""
    return len(change.new), len(change.changed)


def test_first_answer() -> None:
    """Everything is new; the first of the document comes last, so that it gets the highest id."""
    change = planned([], [entry(2), entry(1)])
    assert [stored.guid for stored in change.new] == ["guid-1", "guid-2"]
    assert (change.feed_id, change.title, change.digest, change.changed) == (7, "News", "d", ())


def test_the_same_again() -> None:
    """The same document changes nothing, in whatever order it comes."""
    _, change = after([entry(1), entry(2), entry(3)], [entry(3), entry(1), entry(2)])
    assert counted(change) == (0, 0)


def test_what_is_gone_stays() -> None:
    """An entry that its feed no longer has is not touched, and is not new when it returns."""
    _, emptied = after([entry(1), entry(2)], [])
    assert counted(emptied) == (0, 0)
    _, back = after([entry(1), entry(2)], [], [entry(2), entry(1)])
    assert counted(back) == (0, 0)


@pytest.mark.parametrize("field", ["title", "summary", "content", "author", "link", "comments"])
def test_edit(field: str) -> None:
    """An edit is a change of the stored entry."""
    known, change = after([entry(1)], [entry(1, **{field: "https://news.example/edited"})])
    assert counted(change) == (0, 1)
    assert change.changed[0].id == known[0].id


def test_dates_alone_are_no_edit() -> None:
    """A date that moves at each request changes nothing."""
    _, change = after([entry(1)], [entry(1, published=NOW, updated=NOW)])
    assert counted(change) == (0, 0)


def test_edit_that_is_dated_later_stays_in_its_place() -> None:
    """An edit keeps the place of its entry in the list; the later date is when it was updated."""
    _, change = after([entry(1)], [entry(1, summary="edited", published=NOW)])
    assert change.changed[0].entry.published == entry(1).published
    assert change.changed[0].entry.updated == NOW


def test_deleted_entry_stays_deleted() -> None:
    """An entry of which only the state is left is not brought back by its feed."""
    change = planned([KnownEntry(1, "guid-1", "", None, "")], [entry(1)])
    assert counted(change) == (0, 0)


# --- the same under another identity ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"guid": "other"},
        {"guid": None},
        {"guid": "other", "published": None},
        {"guid": "http://news.example/1", "link": "http://news.example/1"},
        {"guid": "other", "link": "https://www.news.example/1/"},
        {"guid": None, "link": "https://new-home.example/1"},
        {"guid": None, "link": "https://news.example/1?utm_source=rss&s=1"},
        {"guid": "other", "summary": "edited"},
    ],
    ids=str,
)
def test_new_identity_of_a_known_entry(fields: dict[str, Any]) -> None:
    """Another guid, protocol, domain or tracking parameter makes no second copy, and the new identity is kept."""
    known, change = after([entry(1), entry(2)], [entry(1, **fields), entry(2)])
    assert counted(change) == (0, 1)
    assert change.changed[0].id == next(one.id for one in known if one.title == "Title 1")
    _, change = after([entry(1), entry(2)], [entry(1, **fields), entry(2)], [entry(1, **fields), entry(2)])
    assert counted(change) == (0, 0)


def test_all_guids_churn() -> None:
    """New guids for all entries at each request make no copies."""
    documents = [[entry(n, guid=f"{turn}-{n}") for n in range(10)] for turn in range(4)]
    known, change = after(*documents)
    assert counted(change) == (0, 10)
    assert len(known) == 10


def test_undated_entries_with_new_guids() -> None:
    """Without dates, title and link together are enough."""
    known, _ = after([entry(1, published=None)], [entry(1, guid="other", published=None)])
    assert len(known) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"guid": "other", "published": NOW},
        {"guid": "other", "title": "Other"},
        {"guid": "other", "published": None, "link": "https://news.example/2"},
        {"guid": "other", "published": None, "link": "https://news.example/1?id=2"},
    ],
    ids=str,
)
def test_what_only_looks_alike_is_new(fields: dict[str, Any]) -> None:
    """A daily report with one title and one link is another entry each day, and so is one with another link."""
    known, change = after([entry(1)], [entry(1, **fields)])
    assert counted(change) == (1, 0)
    assert len(known) == 2


def test_ambiguity_makes_new_entries() -> None:
    """If two known entries look alike, neither is taken for a third."""
    twins = [entry(n, title="Untitled", link="https://news.example/", published=None) for n in (1, 2)]
    _, change = after(twins, [replace(twins[0], guid="other")])
    assert counted(change) == (1, 0)


# --- one document -------------------------------------------------------------------------------------------------


def test_versions_in_one_document() -> None:
    """Of several versions of one entry the latest is kept, in whatever order they come."""
    old, new = entry(1, updated=NOW - 2), entry(1, updated=NOW - 1, summary="edited")
    for document in ([old, new], [new, old]):
        change = planned([], document)
        assert [stored.entry.summary for stored in change.new] == ["edited"]
    _, change = after([old, new], [new, old], [old, new])
    assert counted(change) == (0, 0)


def test_guid_that_all_entries_share() -> None:
    """A guid that entries with different links share identifies nothing; all are kept, once."""
    document = [entry(n, guid="same") for n in range(3)]
    known, change = after([document[0]], document, document)
    assert counted(change) == (0, 0)
    assert len(known) == 3


def test_entries_without_anything() -> None:
    """Empty entries are at most one, and stay it."""
    nothing = ParsedEntry(None, "")
    known, change = after([nothing, nothing], [nothing, nothing])
    assert counted(change) == (0, 0)
    assert len(known) == 1


@pytest.mark.parametrize("published", [NOW + DAY + 1, 253_402_300_799, 0, 1, -1, -(2**40), 2**70, DAY])
def test_dates_that_cannot_be(published: int) -> None:
    """Such a date is none, for the entry arrived when it arrived, and the next answer changes nothing."""
    change = planned([], [entry(1, published=published, updated=published)])
    assert change.new[0].entry.published is None
    assert change.new[0].entry.updated is None
    assert counted(after(*[[entry(1, published=published)]] * 2)[1]) == (0, 0)


@pytest.mark.parametrize("published", [NOW + DAY, NOW, 31_536_000, None])
def test_dates_that_can_be(published: int | None) -> None:
    """A date of the last half century, or of tomorrow, is taken as it is."""
    assert planned([], [entry(1, published=published)]).new[0].entry.published == published


WORDS = st.sampled_from(["", "a", "b"])
ENTRIES = st.lists(
    st.builds(
        ParsedEntry,
        guid=st.none() | WORDS.filter(bool),
        title=WORDS,
        link=st.none() | st.sampled_from(["https://a.example/", "https://a.example/?id=1", "http://www.a.example"]),
        published=st.none() | st.sampled_from([0, NOW - 1, NOW, NOW * 2]),
        summary=WORDS,
    ),
    max_size=6,
)


@given(st.lists(ENTRIES, min_size=1, max_size=4))
def test_any_history_is_stable(documents: list[list[ParsedEntry]]) -> None:
    """Whatever came before, a document that came twice changes nothing more, and no entry is stored twice."""
    known, _ = after(*documents, documents[-1])
    assert len({one.guid for one in known}) == len(known)
    assert counted(planned(known, documents[-1])) == (0, 0)


@given(ENTRIES)
def test_every_identity_is_kept(entries: list[ParsedEntry]) -> None:
    """Of a first document each identity is stored once, and every title is somewhere."""
    change = planned([], entries)
    assert len({stored.guid for stored in change.new}) == len(change.new)
    assert len(change.new) <= len(entries)
    assert all(stored.hash == identity.content_hash(stored.entry) for stored in change.new)
