"""Deciding what an answer changes: new, edited, the same under another name, dated by mistake."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.feeds import identity
from newsreader.models.documents import ParsedEntry, ParsedFeed
from newsreader.models.feeds import FeedChange, KnownEntry, Validators
from newsreader.refresh.plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from random import Random

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
    """What a library knows after a change, as `library.storing` has it."""
    found = {one.id: one for one in known}
    for place, stored in enumerate((*change.new, *change.old, *change.changed), len(known) + 1):
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
    """How many came and how many changed."""
    return len(change.new) + len(change.old), len(change.changed)


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


def test_edit_without_its_date_keeps_it() -> None:
    """An edit that lost its date stays in its place, too; a date that comes later is taken."""
    known, change = after([entry(1)], [entry(1, summary="edited", published=None)])
    assert change.changed[0].entry.published == entry(1).published
    assert counted(planned(applied(known, change), [entry(1, summary="edited", published=None)])) == (0, 0)
    _, change = after([entry(1, published=None)], [entry(1, summary="edited")])
    assert change.changed[0].entry.published == entry(1).published


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
    """If two known entries look alike, neither is taken for a third, unless that is one of them word for word."""
    twins = [entry(n, title="Untitled", link="https://news.example/", published=None) for n in (1, 2)]
    _, change = after(twins, [replace(twins[0], guid="other", summary="edited")])
    assert counted(change) == (1, 0)
    _, change = after(twins, [replace(twins[0], guid="other")])
    assert counted(change) == (0, 1)


# --- the whole feed under other identities ------------------------------------------------------------------------

DATES = st.none() | st.integers(NOW - 300 * DAY, NOW)


@st.composite
def whole_feeds(draw: st.DrawFn) -> list[ParsedEntry]:
    """A feed whose entries a person could tell apart: each has a link and a text of its own, not all have a title."""
    numbers = draw(st.lists(st.integers(0, 999), min_size=1, max_size=12, unique=True))
    return [
        entry(
            n, title=draw(st.sampled_from(["", "Daily", f"T {n}"])), published=draw(DATES), link=f"http://a.example/{n}"
        )
        for n in numbers
    ]


RENUMBERINGS: dict[str, Callable[[ParsedEntry, int], ParsedEntry]] = {
    "other guids": lambda e, n: replace(e, guid=f"urn:{n}"),
    "no guids": lambda e, n: replace(e, guid=None),
    "guids are the links": lambda e, n: replace(e, guid=e.link),
    "places as guids": lambda e, n: replace(e, guid=str(n)),
    "https": lambda e, n: replace(e, guid=(e.link or "").replace("http:", "https:"), link=https(e)),
    "https, no guids": lambda e, n: replace(e, guid=None, link=https(e)),
    "tracked": lambda e, n: replace(e, guid=None, link=f"{e.link}?utm_source=rss&utm_id={n}"),
    "tracked in the guid": lambda e, n: replace(e, guid=f"{e.link}?utm_source=rss&utm_id={n}"),
}


def https(entry: ParsedEntry) -> str:
    """An entry's link, protected."""
    return (entry.link or "").replace("http:", "https:")


@pytest.mark.parametrize("way", RENUMBERINGS)
@given(whole_feeds(), st.randoms(use_true_random=False))
def test_a_feed_numbered_anew_is_not_new(way: str, feed: list[ParsedEntry], random: Random) -> None:
    """However all identities change at once, and in whatever order the entries come, none is new; once is enough."""
    feed = feed if way not in {"https", "https, no guids"} else [one for one in feed if one.title or one.published]
    known = applied([], planned([], feed))
    shuffled = [RENUMBERINGS[way](one, n) for n, one in enumerate(feed)]
    random.shuffle(shuffled)
    change = planned(known, shuffled)
    assert change.new == change.old == ()
    assert counted(planned(applied(known, change), shuffled)) == (0, 0)


@given(whole_feeds(), st.integers(1, 4))
def test_a_feed_that_moves_to_another_domain_is_not_new(feed: list[ParsedEntry], step: int) -> None:
    """What has a date and a title stays the same at another host, also with guids of that host."""
    feed = [replace(one, published=NOW - step * n * DAY, title=one.title or "T") for n, one in enumerate(feed)]
    moved = [
        replace(one, link=(one.link or "").replace("a.example", "b.example"), guid=f"https://b.example/?p={n}")
        for n, one in enumerate(feed)
    ]
    known = applied([], planned([], feed))
    assert planned(known, moved).new == ()


@given(st.integers(4, 8), st.lists(st.integers(0, 3), min_size=1, max_size=8))
def test_guids_that_number_the_places_of_a_list(length: int, steps: list[int]) -> None:
    """Where the newest always has the same guid, each entry is stored once, as itself, and never in another's place."""
    articles = [entry(n, summary=f"Text {n}") for n in range(length + sum(steps))]
    known: list[KnownEntry] = []
    newest = length
    for step in [0, *steps]:
        newest += step
        shown = [replace(one, guid=str(place)) for place, one in enumerate(reversed(articles[:newest][-length:]))]
        change = planned(known, shown)
        assert len(change.new) == (step if known else length)
        known = applied(known, change)
        assert {one.title for one in known} >= {one.title for one in shown}
        assert counted(planned(known, shown)) == (0, 0)
    assert len({one.title for one in known}) == len(known) == newest


# --- old news -----------------------------------------------------------------------------------------------------


def test_what_is_older_than_all_that_is_known_is_no_news() -> None:
    """A feed that shows its archive brings old entries, not new ones; what is new among them stays new."""
    recent = [entry(n, published=NOW - n * DAY) for n in range(5)]
    archive = [entry(n, published=NOW - n * DAY) for n in range(7, 60)]
    known, change = after(recent, [entry(100, published=NOW), *recent, *archive])
    assert [stored.guid for stored in change.new] == ["guid-100"]
    assert [stored.guid for stored in change.old] == [f"guid-{n}" for n in reversed(range(7, 60))]
    assert counted(planned(known, [*recent, *archive])) == (0, 0)


@pytest.mark.parametrize("published", [None, NOW - 4 * DAY, NOW - 5 * DAY, NOW, 10, NOW + 99 * DAY])
def test_what_may_be_news(published: int | None) -> None:
    """Without a date that can be, within the dates of the known, or hardly older, an entry is new."""
    _, change = after([entry(n, published=NOW - n * DAY) for n in range(5)], [entry(9, published=published)])
    assert (len(change.new), len(change.old)) == (1, 0)


@pytest.mark.parametrize("known", [[], [entry(1, published=None)]], ids=["nothing", "nothing dated"])
def test_first_entries_are_news_whatever_their_date(known: list[ParsedEntry]) -> None:
    """Where nothing dated is known, nothing is old."""
    _, change = after(known, [*known, entry(9, published=NOW - 3000 * DAY)])
    assert (len(change.new), len(change.old)) == (1, 0)


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
