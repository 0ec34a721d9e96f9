"""Which entries are the same, and what counts as an edit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader import packing
from newsreader.feeds.identity import LONGEST_GUID, canonical, content_hash, guid, guids, packed
from newsreader.models.documents import Enclosure, ParsedEntry
from strategies import entries

ENTRY = ParsedEntry(guid=None, title="T", link="https://e.org/1", published=5, content="<p>x</p>")


def test_order_of_identities() -> None:
    """The publisher's identity, else the link, else a hash."""
    assert guid(replace(ENTRY, guid=" a\n")) == "a"
    assert guid(ENTRY) == "https://e.org/1"
    assert guid(replace(ENTRY, guid="  ")) == "https://e.org/1"
    assert guid(replace(ENTRY, link=None)).startswith("hash:")


@pytest.mark.parametrize("change", [{"title": "U"}, {"published": 6}, {"content": "y"}, {"summary": "s"}])
def test_hashed_identity_follows_title_date_and_text(change: dict[str, object]) -> None:
    """Without identity and link, another title, date or text is another entry."""
    bare = replace(ENTRY, link=None)
    assert guid(bare) == guid(replace(bare))
    assert guid(replace(bare, **change)) != guid(bare)  # type: ignore[arg-type]


@given(entries)
def test_identities_are_never_empty_and_bounded(entry: ParsedEntry) -> None:
    """Any entry has an identity that a database can index."""
    assert 0 < len(guid(entry).encode("utf-8", "surrogatepass")) <= LONGEST_GUID


def test_identities_are_code_points() -> None:
    """Case and normal form tell identities apart; long ones are told apart by their ends."""
    found = {guid(replace(ENTRY, guid=one)) for one in ("é", "e\u0301", "É", "x" * 5000 + "a", "x" * 5000 + "b")}
    assert len(found) == 5


def test_link_shared_by_several_entries_is_no_identity() -> None:
    """Entries without an identity that all link to the front page stay apart."""
    first, second = replace(ENTRY, title="a"), replace(ENTRY, title="b")
    with_guid, alone = replace(ENTRY, guid="g"), replace(ENTRY, link="https://e.org/2")
    found = guids([first, second, with_guid, alone])
    assert found[2:] == ["g", "https://e.org/2"]
    assert len(set(found)) == 4
    assert guids([second, first])[::-1] == found[:2]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://e.org/?utm_source=rss&a=1&fbclid=x#c", "https://e.org/?a=1#c"),
        ("https://e.org/1?utm_medium=feed", "https://e.org/1"),
        ("https://e.org/1?a=utm_b", "https://e.org/1?a=utm_b"),
        ("https://e.org/1?utm_source=x#top", "https://e.org/1#top"),
        (None, None),
    ],
)
def test_tracking_parameters_are_no_part_of_a_link(link: str | None, expected: str | None) -> None:
    """Parameters that only say where a reader came from do not count."""
    assert canonical(link) == expected


def test_dates_are_no_edit() -> None:
    """Dates that move at each request change nothing."""
    moved = replace(ENTRY, published=6, updated=7, guid="other", link="https://e.org/1?utm_campaign=z")
    assert content_hash(moved) == content_hash(ENTRY)


changes = st.sampled_from(
    [
        {"title": "new"},
        {"link": "https://e.org/new"},
        {"author": "new"},
        {"summary": "new"},
        {"content": "new"},
        {"comments": "https://e.org/new"},
        {"categories": ("new",)},
        {"enclosures": (Enclosure("https://e.org/new", None, None),)},
    ]
)


@given(entries, changes)
def test_everything_else_is_an_edit(entry: ParsedEntry, change: dict[str, object]) -> None:
    """Any other field changes the hash, and only a change does."""
    edited = replace(entry, **change)  # type: ignore[arg-type]
    assert (content_hash(edited) == content_hash(entry)) == (edited == entry)


@given(entries)
def test_packing_changes_no_hash_and_no_identity(entry: ParsedEntry) -> None:
    """Texts that are packed count as they do unpacked, and nothing of them is lost."""
    small = packed(entry)
    assert content_hash(small) == content_hash(entry)
    assert guid(small) == guid(entry)
    assert guid(replace(small, guid=None, link=None)) == guid(replace(entry, guid=None, link=None))
    assert small.packed
    texts = [text and packing.unpack(text).decode() for text in (small.packed.summary, small.packed.content)]
    assert texts == [entry.summary, entry.content]
    assert (small.summary, small.content) == (None, None)


def test_no_part_moves_into_the_next_unseen() -> None:
    """What stands at the end of one field and what stands at the beginning of the next are two entries."""
    one = replace(ENTRY, summary="ab", content="c", categories=("a", "b"), enclosures=())
    for other in (
        replace(one, summary="a", content="bc"),
        replace(one, categories=("ab",)),
        replace(one, categories=("a", "b", "c")),
        replace(one, summary=None),
        replace(one, summary=""),
    ):
        assert content_hash(other) != content_hash(one)
