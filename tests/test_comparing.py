"""Entries are compared as they come: what is linked, kept, forgotten; lists with duplicates folded or by story."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library_making import NOW, change, listed, opened, stored, undone
from newsreader import compare, paths
from newsreader.library import comparing, entries, feeds, folding, lists, orders, states, storied, storing
from newsreader.library.lists import Filter, open_listing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from command_line import CommandLine
    from newsreader.library.store import Library

HOUR = 3600
TEXT = (
    "<p>The council of Ostrey voted on Monday to close the old harbour bridge for two years, after engineers found "
    "cracks in four of its nine piers. Repairs will cost 41 million euros, a third of the budget of the town.</p>"
)
OUTLETS = ("herald.example", "courier.example", "gazette.example", "mail.example")


def outlets(lib: Library, *names: str) -> list[int]:
    """A feed of each outlet."""
    return [feeds.add(lib, f"https://{name}/feed", name, link=f"https://{name}/", now=NOW) for name in names]


def arrive(
    lib: Library, feed_id: int, number: int, title: str, text: str = TEXT, *, age: int = 0, link: str = ""
) -> int:
    """An entry comes, and is compared; its id."""
    link = link or f"https://feed{feed_id}.example/{number}"
    one = stored(number, title=title, content=text, published=NOW - age, link=link)
    storing.apply(lib, change(feed_id, [one]), NOW)
    compare.advance(lib, NOW)
    return int(lib.all("SELECT max(id) FROM states")[0][0])


def folded(lib: Library, **conditions: Any) -> dict[int, list[int]]:
    """The rows of a folded list, and what is under each."""
    listing = open_listing(lib, Filter(**conditions), folded=True)
    return {one: list(listing.under(one)) for one in listing.ids}


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """Of four outlets."""
    with opened(tmp_path) as library:
        outlets(library, *OUTLETS)
        yield library


# --- what is linked -----------------------------------------------------------------------------------------------


def test_the_same_article_of_another_feed_is_linked(lib: Library) -> None:
    """Each stays what it is."""
    first = arrive(lib, 1, 1, "Council closes the harbour bridge", age=HOUR)
    other = arrive(lib, 2, 2, "Council closes the harbour bridge")
    unlike = arrive(lib, 3, 3, "Ferry prices rise", "<p>The ferry across the bay will cost four euros from May on.</p>")
    assert folding.duplicates(lib, [first, other, unlike]) == {first: [other], other: [first]}
    assert listed(lib) == [unlike, other, first]
    assert lib.all("SELECT unread, total FROM feeds WHERE id IN (1, 2) ORDER BY id") == [(1, 1), (1, 1)]


def test_what_came_between_two_joins_their_sets(lib: Library) -> None:
    """Of three that are pairwise the same all are, in whatever order they come."""
    words = TEXT.removesuffix("</p>").split()
    first = arrive(lib, 1, 1, "Council closes the harbour bridge", " ".join(words))
    last = arrive(lib, 2, 2, "Council closes the harbour bridge", " ".join(words[:-4]), link="https://x.example/a")
    assert folding.sets(lib, [first, last]) == {first: first, last: first}
    teaser = arrive(lib, 3, 3, "Council closes harbour bridge", "", link="https://x.example/a?utm_source=b")
    assert folding.sets(lib, [teaser]) == {teaser: first}


def test_an_entry_that_was_edited_is_compared_anew(lib: Library) -> None:
    """What it was the same as it need not be now."""
    first, other = (arrive(lib, n, n, "Council closes the harbour bridge") for n in (1, 2))
    assert folding.duplicates(lib, [first])
    edited = stored(2, id=other, title="Ferry prices rise", content="<p>From May on.</p>", published=NOW)
    storing.apply(lib, change(2, changed=[edited]), NOW)
    compare.advance(lib, NOW)
    assert folding.duplicates(lib, [first, other]) == {}
    assert lib.all("SELECT entry_id FROM compared ORDER BY 1") == [(first,), (other,)]
    third = arrive(lib, 3, 3, "Ferry prices rise", TEXT)
    assert folding.duplicates(lib, [third]) == {}


def test_an_entry_that_is_deleted_is_no_duplicate(lib: Library) -> None:
    """Its links go with it."""
    first, other = (arrive(lib, n, n, "Council closes the harbour bridge") for n in (1, 2))
    with lib.write():
        lib.execute("DELETE FROM entries WHERE id = ?", (first,))
    assert folding.sets(lib, [first, other]) == {other: first}
    assert folding.duplicates(lib, [other]) == {}
    third = arrive(lib, 3, 3, "Council closes the harbour bridge")
    assert folding.duplicates(lib, [third]) == {third: [other]}


def test_what_is_older_than_a_week_is_compared_with_nothing(lib: Library) -> None:
    """And nothing with it."""
    arrive(lib, 1, 1, "Council closes the harbour bridge", age=8 * 24 * HOUR)
    other = arrive(lib, 2, 2, "Council closes the harbour bridge", age=8 * 24 * HOUR - 60)
    assert folding.sets(lib, [1, other]) == {}
    assert lib.all("SELECT count(*) FROM compared") == [(0,)]
    assert not comparing.is_pending(lib)


def test_a_week_later_links_stay_and_the_rest_is_forgotten(lib: Library) -> None:
    """It takes no room any more."""
    first, other = (arrive(lib, n, n, "Council closes the harbour bridge") for n in (1, 2))
    compare.advance(lib, NOW + 8 * 24 * HOUR)
    assert lib.all("SELECT count(*) FROM compared") == [(0,)]
    assert folding.duplicates(lib, [first]) == {first: [other]}


def test_it_goes_on_where_it_stopped(lib: Library) -> None:
    """And another process that was faster is noticed."""
    storing.apply(lib, change(1, [stored(n, published=NOW) for n in range(40)]), NOW)
    assert compare.advance(lib, NOW, most=10) == 10
    assert comparing.is_pending(lib)
    (waiting, *_), after = comparing.pending(lib, NOW, 10)
    slower = comparing.Comparison(lib, NOW)
    assert compare.advance(lib, NOW, lambda: False) == 10
    assert after is not None
    assert not slower.relate(compare.known(waiting))
    assert not slower.pass_over(after)
    assert compare.advance(lib, NOW) == 20
    assert lib.all("SELECT count(*) FROM compared") == [(40,)]
    assert compare.advance(lib, NOW) == 0


@pytest.mark.parametrize("gone", [1, 2])
def test_what_goes_while_it_is_compared_is_left_out(lib: Library, monkeypatch: pytest.MonkeyPatch, gone: int) -> None:
    """One of two that belong together is freed by another process before they are linked; nothing breaks off."""
    title = "Ostrey council votes to close harbour bridge"
    arrive(lib, 1, 1, title)
    storing.apply(lib, change(2, [stored(2, title=title, content=TEXT, published=NOW, link="https://b.example/")]), NOW)
    find_nearest = comparing.Comparison._nearest

    def nearest(self: comparing.Comparison, one: comparing.Known) -> tuple[float, int | None]:
        length, _ = find_nearest(self, one)
        with lib.write():
            lib.execute("DELETE FROM entries WHERE id = ?", (gone,))
        return length, 1

    monkeypatch.setattr(comparing.Comparison, "_nearest", nearest)
    assert compare.advance(lib, NOW) == 1
    assert folding.duplicates(lib, [1, 2]) == {}
    assert storied.newest(lib, 10) == []
    assert not comparing.is_pending(lib)


def test_passing_over_what_is_old_can_be_stopped(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of many years is passed over in many steps, and who waits for its end need not wait for the last."""
    monkeypatch.setattr("newsreader.library.comparing._LOOKED_AT", 10)
    storing.apply(lib, change(1, [stored(n, published=NOW - 365 * 24 * HOUR) for n in range(40)]), NOW)
    assert compare.advance(lib, NOW, lambda: False) == 0
    assert comparing.is_pending(lib)
    assert compare.advance(lib, NOW) == 0
    assert not comparing.is_pending(lib)


# --- stories ------------------------------------------------------------------------------------------------------


def story(lib: Library) -> list[int]:
    """Three outlets on one event, and what has nothing to do with it; the ids of the three."""
    texts = (
        "<p>Mayor Ann Brook said so in Ostrey.</p>",
        "<p>Ann Brook, of Ostrey, was unmoved.</p>",
        "<p>In short.</p>",
    )
    titles = (
        "Ostrey council votes to close harbour bridge",
        "Harbour bridge in Ostrey to close for two years",
        "Ostrey: harbour bridge to close",
    )
    found = []
    for n, (title, text) in enumerate(zip(titles, texts, strict=True), start=1):
        arrive(lib, 4, 10 + n, f"Number {n} of another matter altogether", f"<p>All else {n}.</p>")
        found.append(arrive(lib, n, n, title, text, age=(4 - n) * HOUR))
    return found


def test_outlets_on_one_event_are_a_story(lib: Library) -> None:
    """It has the title of the first, and no duplicates."""
    ids = story(lib)
    assert storied.of_entries(lib, ids) == dict.fromkeys(ids, ids[0])
    (found,) = storied.newest(lib, 10)
    assert (found.title, found.outlets) == ("Ostrey council votes to close harbour bridge", OUTLETS[:3])
    assert found.entries == tuple(ids)
    assert found.date == NOW - HOUR
    assert folding.duplicates(lib, ids) == {}


def test_as_many_stories_as_are_asked_for(lib: Library) -> None:
    """One of which the articles of one outlet are left does not count; nor does it hide those before it."""
    ids = story(lib)
    with lib.write():
        for entry_id in (arrive(lib, n, 20 + n, f"Ferry prices of {n} rise", f"<p>{n}</p>") for n in (1, 2)):
            lib.execute("INSERT INTO stories (entry_id, story) VALUES (?, ?)", (entry_id, 10**6))
    assert [one.id for one in storied.newest(lib, 2)] == [10**6, ids[0]]
    assert [one.id for one in storied.newest(lib, 1)] == [10**6]
    with lib.write():
        lib.execute("DELETE FROM stories WHERE story = ? AND entry_id = (SELECT max(entry_id) FROM stories)", (10**6,))
    assert [one.id for one in storied.newest(lib, 1)] == [ids[0]]
    assert [one.id for one in storied.newest(lib, 0)] == [ids[0]]


def test_one_outlet_makes_no_story(tmp_path: Path) -> None:
    """However many of its feeds have an event; nor do two days or more between."""
    with opened(tmp_path) as lib:
        outlets(lib, "news.herald.example", "sport.herald.example", "courier.example")
        arrive(lib, 1, 1, "Ostrey council votes to close harbour bridge", age=60 * HOUR)
        arrive(lib, 2, 2, "Harbour bridge in Ostrey to close for two years", age=59 * HOUR)
        arrive(lib, 3, 3, "Ostrey: harbour bridge to close")
        assert storied.newest(lib, 10) == []


def test_a_list_by_story(lib: Library) -> None:
    """Under headings that say how many outlets there are; then by date what is in none."""
    ids = story(lib)
    others = [one for one in listed(lib) if one not in ids]
    listing = open_listing(lib, Filter(order="story"))
    assert listing.ids.tolist() == [*reversed(ids), *others]
    assert listing.headings == [(0, "3 outlets: Ostrey council votes to close harbour bridge"), (3, "in no story")]
    states.mark(lib, [ids[2], *others], read=True, now=NOW)
    unread = open_listing(lib, Filter(order="story", unread_only=True))
    assert unread.ids.tolist() == [ids[1], ids[0]]
    assert unread.headings == [(0, "3 outlets: Ostrey council votes to close harbour bridge")]


def test_without_stories_there_are_no_headings(lib: Library) -> None:
    """The list is that by date."""
    arrive(lib, 1, 1, "A")
    assert open_listing(lib, Filter(order="story")).headings == []


def test_a_long_list_by_story(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read part by part it is the same, from anywhere."""
    story(lib)
    whole = open_listing(lib, Filter(order="story"))
    monkeypatch.setattr("newsreader.library.orders._FEW", 0)
    source = orders.source(lib.snapshot(), Filter(order="story"))
    assert [row[0] for _ in range(3) for row in source.take(2)] == whole.ids.tolist()
    assert source.headings == whole.headings
    assert [row[0] for row in source.far(2, 3)] == whole.ids.tolist()[2:5]
    assert [source.rank((0, one)) for one in whole.ids] == list(range(6))
    source.close()


# --- folded lists -------------------------------------------------------------------------------------------------


def test_the_first_of_a_list_stands_for_the_others(lib: Library) -> None:
    """Which that is depends on the list; what is elsewhere folds nothing."""
    first = arrive(lib, 1, 1, "Council closes the harbour bridge", age=3 * HOUR)
    second = arrive(lib, 2, 2, "Council closes the harbour bridge", age=HOUR)
    third = arrive(lib, 3, 3, "Council closes the harbour bridge", age=2 * HOUR)
    assert folded(lib) == {second: [third, first]}
    assert folded(lib, feed_id=1) == {first: []}
    states.mark(lib, [second], read=True, now=NOW)
    assert folded(lib, unread_only=True) == {third: [first]}
    assert folded(lib, order="arrived") == {third: [second, first]}
    assert listed(lib) == [second, third, first]


def test_duplicates_are_opened_and_folded(lib: Library) -> None:
    """The list is as long as it says, and each row is where it says."""
    first = arrive(lib, 1, 1, "Council closes the harbour bridge", age=3 * HOUR)
    between = arrive(lib, 1, 9, "Ferry prices rise", "<p>From May on.</p>", age=2 * HOUR)
    second = arrive(lib, 2, 2, "Council closes the harbour bridge", age=HOUR)
    listing = open_listing(lib, Filter(), folded=True)
    assert (listing.ids.tolist(), len(listing), listing.folded) == ([second, between], 2, [first])
    listing.open_duplicates(0)
    assert (listing.ids.tolist(), len(listing), listing.folded) == ([second, first, between], 3, [])
    assert [listing.find((date, one)) for date, one in zip(listing.dates, listing.ids, strict=True)] == [0, 1, 2]
    listing.open_duplicates(0)
    assert len(listing) == 3
    listing.close_duplicates(0)
    assert (listing.ids.tolist(), len(listing), listing.folded) == ([second, between], 2, [first])


@pytest.mark.parametrize("few", [0, 100])
@pytest.mark.parametrize("slices", [1, 2, 3, 100])
def test_headings_move_with_what_is_folded_and_opened(
    lib: Library, monkeypatch: pytest.MonkeyPatch, few: int, slices: int
) -> None:
    """A feed whose articles are all folded has none; however much of the list comes at once."""
    monkeypatch.setattr("newsreader.library.orders._FEW", few)
    for name in ("_FIRST", "_LARGEST_SLICE"):
        monkeypatch.setattr(f"newsreader.library.listing.{name}", slices)
    own = [arrive(lib, 1, 10 + n, f"Matter {n} of the courier", f"<p>{n}</p>", age=n * HOUR) for n in range(2)]
    same = [arrive(lib, n, n, "Council closes the harbour bridge") for n in (2, 3, 4)]
    # By title: courier (2), gazette (3), herald (1), mail (4).
    listing = open_listing(lib, Filter(order="feed"), folded=True)
    assert listing.ids.tolist() == [same[0], *own]
    assert listing.headings == [(0, OUTLETS[1]), (1, OUTLETS[0])]
    listing.open_duplicates(0)
    assert listing.ids.tolist() == [*same, *own]
    assert listing.headings == [(0, OUTLETS[1]), (3, OUTLETS[0])]


def test_a_list_comes_to_its_end_however_slow_the_library_is(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The slices become smaller, and never nothing."""
    for name in ("_FIRST", "_LARGEST_SLICE"):
        monkeypatch.setattr(f"newsreader.library.listing.{name}", 1)
    monkeypatch.setattr("newsreader.library.listing.perf_counter", itertools.count().__next__)
    storing.apply(lib, change(1, [stored(n, published=NOW) for n in range(5)]), NOW)
    listing = open_listing(lib)
    assert [listing.fill() for _ in range(5)] == [True, True, True, True, False]


def test_one_that_is_open_is_not_folded(lib: Library) -> None:
    """The article under the eye keeps its row."""
    ids = [arrive(lib, n, n, "Council closes the harbour bridge", age=n * HOUR) for n in (1, 2, 3)]
    listing = open_listing(lib, Filter(), folded=True, spared=ids[1])
    assert listing.ids.tolist() == ids[:2]
    assert listing.under(ids[0]) == [ids[2]]


def test_a_long_list_is_folded_as_it_comes(lib: Library) -> None:
    """What has not come is not folded yet; in the end all is, and the length is right all the while."""
    pairs = 400
    for feed_id in (1, 2):
        texts = [(n, f"<p>{' '.join(f'w{n}x{k}' for k in range(12))}</p>") for n in range(pairs)]
        new = [stored(n, title=f"Matter {n}", content=text, published=NOW - n * 60 - feed_id) for n, text in texts]
        storing.apply(lib, change(feed_id, new), NOW)
    compare.advance(lib, NOW)
    assert lib.all("SELECT count(*), count(DISTINCT original) FROM duplicates") == [(2 * pairs, pairs)]
    listing = open_listing(lib, Filter(), folded=True)
    assert len(listing) + len(listing.folded) == 2 * pairs
    bottom = listing.at(len(listing) - 1)
    assert bottom == min(zip(*reversed(_all(lib)), strict=True))
    while listing.fill():
        assert len(listing) + len(listing.folded) == 2 * pairs
    assert listing.ids.tolist() == listed(lib)[::2]
    assert len(listing) == len(listing.folded) == pairs


@pytest.mark.parametrize("order", ["date", "arrived"])
def test_what_is_far_below_stays_in_its_row_while_duplicates_are_opened(
    lib: Library, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    """Be it looked up before or afterwards, and before all of the list has come."""
    for name, value in (("_FIRST", 2), ("_LARGEST_SLICE", 2), ("_NEAR", 0)):
        monkeypatch.setattr(f"newsreader.library.listing.{name}", value)
    monkeypatch.setattr(orders, "_FEW", 0)
    new = [stored(n, title=f"Matter {n}", content="", published=NOW - HOUR + n) for n in range(40)]
    storing.apply(lib, change(3, new), NOW)
    same = [arrive(lib, n, 100 + n, "Council closes the harbour bridge", age=60 * (3 - n)) for n in (1, 2)]
    listing = open_listing(lib, Filter(order=order), folded=True)
    before = list(listing.window(30, 33))
    date = next(row.date for row in lists.rows(lib, before[1:2]))

    def found() -> int | None:
        return listing.find((date, before[1])) if order == "date" else listing.find_id(before[1])

    assert not listing.is_complete
    listing.open_duplicates(0)
    assert list(listing.window(0, 2)) == same[::-1]
    assert list(listing.window(31, 34)) == before
    assert found() == 32
    listing.close_duplicates(0)
    assert list(listing.window(30, 33)) == before
    assert found() == 31
    assert not listing.is_complete
    assert listing.ids[30:33].tolist() == before
    assert found() == 31


def _all(lib: Library) -> list[list[int]]:
    listing = lists.listing(lib)
    return [listing.ids.tolist(), listing.dates.tolist()]


@given(st.lists(st.integers(0, 6), max_size=40), st.integers(1, 7))
def test_nothing_is_lost_by_folding(sets: list[int], count: int) -> None:
    """Whatever is taken at once: the first of each set is a row, the others are under it; 0 is no set."""
    folds, rows = folding.Folds(), []
    for start in range(0, len(sets), count):
        some = [(place, -place) for place in range(start, min(start + count, len(sets)))]
        left, folded = folds.sift(some, {place: sets[place] for place, _ in some if sets[place]})
        assert {place for place, _ in some} == {row[0] for row in left} | {start + place for place in folded}
        rows += [row[0] for row in left]
    assert rows == [place for place, number in enumerate(sets) if not number or number not in sets[:place]]
    assert sorted([*rows, *(one for under in folds.under.values() for one in under)]) == list(range(len(sets)))
    assert all(sets[one] == sets[first] and first < one for one, first in folds.above.items())


def test_a_story_is_no_chain(lib: Library) -> None:
    """What is like the last of it alone is on another event."""
    feed = feeds.add(lib, "https://fifth.example/feed", "Fifth", link="https://fifth.example/", now=NOW)
    arrive(lib, 1, 1, "Ostrey harbour bridge closes on Monday", "", age=3 * HOUR)
    arrive(lib, 2, 2, "Harbour bridge closes on Monday: captains Reed, Sorg protest", "", age=2 * HOUR)
    arrive(lib, feed, 3, "Captains Reed, Sorg protest dues", "", age=HOUR)
    (found,) = storied.newest(lib, 10)
    assert found.entries == (1, 2)


# --- reading ------------------------------------------------------------------------------------------------------


def test_reading_one_may_mark_its_duplicates(lib: Library) -> None:
    """They are one step, which undo takes back; the article itself was read by itself."""
    ids = [arrive(lib, n, n, "Council closes the harbour bridge") for n in (1, 2, 3)]
    assert states.read_with_duplicates(lib, ids[0], NOW) == 2
    assert [one.read for one in entries.entries(lib, ids)] == [True] * 3
    assert undone(lib) == "2 duplicates marked read"
    assert [one.read for one in entries.entries(lib, ids)] == [True, False, False]
    states.mark(lib, ids, read=True, now=NOW)
    assert states.read_with_duplicates(lib, ids[0], NOW) == 0


# --- the command line ---------------------------------------------------------------------------------------------


def test_the_command_line_tells_both(cli: CommandLine) -> None:
    """list and show of each entry, stories of all; nothing is folded there."""
    with opened(paths.data_dir()) as lib:
        outlets(lib, *OUTLETS)
        same = [arrive(lib, n, n, "Council of Ostrey closes the harbour bridge") for n in (1, 2)]
        alone = arrive(lib, 3, 3, "Ferry prices rise", "<p>From May on.</p>")
    found = cli("list", "--json").json["entries"]
    assert {one["id"]: (one["duplicates"], one["story"]) for one in found} == {
        same[0]: ([same[1]], same[0]),
        same[1]: ([same[0]], same[0]),
        alone: ([], None),
    }
    shown = cli("show", same[0], "--json").json
    assert (shown["duplicates"], shown["story"]) == ([same[1]], same[0])
    (one,) = cli("stories", "--json").json["stories"]
    assert (one["id"], one["outlets"], one["entries"]) == (same[0], list(OUTLETS[:2]), same)
    told = cli("stories").out.splitlines()
    assert told[0] == "2 outlets: Council of Ostrey closes the harbour bridge"
    assert [line.split()[0] for line in told[1:]] == [str(one) for one in same]


def test_the_background_compares(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what it analyses; so does a refresh."""
    monkeypatch.setattr("newsreader.cli.refreshing.now", lambda: NOW)
    monkeypatch.setattr("newsreader.cli.refreshing._background", lambda: lambda: True)
    with opened(paths.data_dir()) as lib:
        outlets(lib, *OUTLETS)
        for n in (1, 2):
            one = stored(n, title="Council closes the harbour bridge", content=TEXT, published=NOW)
            storing.apply(lib, change(n, [one]), NOW)
    assert cli("reanalyse", "--background", "--json").json == {"analysed": 2}
    with opened(paths.data_dir()) as lib:
        assert folding.duplicates(lib, [1]) == {1: [2]}
        assert not comparing.is_pending(lib)


def test_no_story_is_said_to_be_none(cli: CommandLine) -> None:
    """Rather than nothing."""
    assert cli("stories").out.startswith("no story yet")
    assert cli("stories", "--json").json == {"stories": []}
