"""Search: what is found and what not, in every script, with states and names, in which order, whatever is typed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library_making import NOW, change, feed_with, opened, stored
from newsreader import query
from newsreader.library import (
    analysis,
    conditions,
    editing,
    entries,
    feeds,
    lists,
    plans,
    search,
    states,
    storing,
    words,
)
from newsreader.library.lists import Filter
from newsreader.models.findings import Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsreader.library.store import Library

TEXTS = {
    1: "The “fiery friendship” of Straße and façade, said café owners.",
    2: "中国人民银行今天宣布降息。东京の天気は晴れ。",
    3: "한국은 대한민국의 약칭이다. ประเทศไทยมีประชากรมาก",
    4: "Budget deficits; the budget's deficit grew 10% — e-mail the co-operative. हिन्दी समाचार",
    5: "Unrelated: iPhone手机 ｆｕｌｌｗｉｄｔｈ Ελλάδα МОСКВА",
    6: "budget budget budget",
}


def said(text: str, speaker: str, cue: str, cue_class: str = "neutral") -> Quotation:
    """A quotation."""
    return Quotation(0, len(text), text, "direct", Span(0, 1, cue), Span(1, 2, "he"), speaker, 0, cue_class=cue_class)


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """Six indexed entries in two feeds, two of them with quotations."""
    with opened(tmp_path) as library:
        one, two = (feeds.add(library, f"https://{n}.example/", f"Feed {n.upper()}", now=NOW) for n in "ab")
        editing.move(library, one, "World/Asia", NOW)
        for feed_id, numbers in ((one, (1, 2, 3)), (two, (4, 5, 6))):
            new = [stored(n, content=TEXTS[n], author="Jané Doe" if n == 4 else None) for n in numbers]
            storing.apply(library, change(feed_id, new), NOW)
        for entry_id, text in TEXTS.items():
            quotations = {
                1: [said("We will fight", "Kim Jong Un", "vowed", "promised"), said("No comment", "Lagarde", "said")],
                4: [said("We will not fight", "Christine Lagarde", "said")],
            }.get(entry_id, [])
            analysis.store(library, entry_id, text=text, quotations=quotations, clauses=[], version=1)
        yield library


def found(lib: Library, text: str) -> list[int]:
    """The ids a query finds, in order."""
    return lists.listing(lib, Filter(query=query.parse(text, now=NOW))).ids.tolist()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("friendship", [1]),
        ("FRIENDSHIP", [1]),
        ("fiery friendship", [1]),
        ('"fiery friendship"', [1]),
        ('"friendship fiery"', []),
        ("“fiery friendship”", [1]),
        ("strasse", [1]),
        ("straße", [1]),
        ("facade cafe", [1]),
        ("friend", []),
        ("friend*", [1]),
        ('"fiery fr"*', [1]),
        ("budget", [6, 4]),
        ("budget -deficit", [6]),
        ("budget NOT (deficit OR mail)", [6]),
        ("friendship OR 10", [4, 1]),
        ("e-mail", [4]),
        ("e‑mail", [4]),
        ("fullwidth", [5]),
        ("ελλαδα", [5]),
        ("москва", [5]),
        ("title:title", [6, 5, 4, 3, 2, 1]),
        ("title:budget", []),
        ("author:jane", [4]),
        ("jane", [4]),
        ("-budget", [5, 3, 2, 1]),
        ("NOT budget is:unread", [5, 3, 2, 1]),
        ("", [6, 5, 4, 3, 2, 1]),
    ],
)
def test_words(lib: Library, text: str, ids: list[int]) -> None:
    """Case, accents, width and the kind of quotation marks and dashes do not matter; word order does in phrases."""
    assert found(lib, text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("中国", [2]),
        ("中", [2]),
        ("国", [2]),
        ("人民银行", [2]),
        ("民银", [2]),
        ("国民", []),
        ("降息。", [2]),
        ("東京", []),
        ("东京の天気", [2]),
        ("天気*", [2]),
        ('"今天宣布"', [2]),
        ('"宣布今天"', []),
        ("한국", [3]),
        ("민국", [3]),
        ("국한", []),
        ("ไทย", [3]),
        ("समाचार", [4]),
        ("हिन्दी", [4]),
        ("手机", [5]),
        ("iphone手机", [5]),
        ("iphone", [5]),
        ("-中国 is:unread", [6, 5, 4, 3, 1]),
        ("title:中国", []),
    ],
)
def test_scripts_without_spaces(lib: Library, text: str, ids: list[int]) -> None:
    """Any stretch of Chinese, Japanese, Korean or Thai is found, of one character or many; nothing else is."""
    assert found(lib, text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("has:quotes", [4, 1]),
        ("-has:quotes budget", [6]),
        ("said:fight", [4, 1]),
        ("said:fight speaker:lagarde", [4]),
        ('speaker:"Kim Jong Un"', [1]),
        ("speaker:he", [4, 1]),
        ("cue:vowed said:comment", []),
        ("cue:promised", [1]),
        ("cue:promised cue:vowed", [1]),
        ("cue:promised said:comment", []),
        ("promised", []),
        ("said:fight -said:not", [1]),
        ("said:comment OR said:not", [4, 1]),
        ("NOT said:fight", [6, 5, 3, 2]),
        ("said:friendship", []),
        ("is:read", [2]),
        ("is:unread friendship", [1]),
        ("is:starred", [6]),
        ("is:starred OR is:read", [6, 2]),
        ("feed:a", [3, 2, 1]),
        ("feed:feed", [6, 5, 4, 3, 2, 1]),
        ('feed:"feed B" budget', [6, 4]),
        ("feed:https://b.example/", [6, 5, 4]),
        ("feed:1 中国", [2]),
        ("feed:nowhere", []),
        ("-feed:a", [6, 5, 4]),
        ("folder:world", [3, 2, 1]),
        ("folder:asia", [3, 2, 1]),
        ("folder:World/Asia", [3, 2, 1]),
        ("folder:wor", []),
        ("after:1d", []),
        ("before:1d budget", [6, 4]),
        ("after:365d", [6, 5, 4, 3, 2, 1]),
    ],
)
def test_conditions(lib: Library, text: str, ids: list[int]) -> None:
    """States, names, dates and quotations narrow a search; what is asked of quotations is asked of one of them."""
    states.mark(lib, [2], read=True, now=NOW)
    states.mark(lib, [6], starred=True, now=NOW)
    assert found(lib, text) == ids


@pytest.mark.parametrize(
    "text", ["!!!", "-!!!", "!!! budget", "(… OR budget)", '"?"', "said:… budget", "NOT … budget", "(… OR ?) budget"]
)
def test_signs_without_letters(lib: Library, text: str) -> None:
    """Signs alone find nothing; beside words they are passed over."""
    assert found(lib, text) == ([6, 4] if "budget" in text else [])


def test_newest_first_or_by_relevance(lib: Library) -> None:
    """By date as every list; by relevance a title counts for more than a text."""
    feed_id = feed_with(lib, 0, url="https://c.example/")
    storing.apply(lib, change(feed_id, [stored(-9, title="Budget", content="")]), NOW)
    analysis.store(lib, 7, text="", quotations=[], clauses=[], version=1)
    assert found(lib, "budget") == [6, 4, 7]
    assert found(lib, "budget sort:relevance")[0] == 7
    listing = lists.listing(lib, Filter(query=query.parse("budget", now=NOW)), 2)
    assert listing.ids.tolist() == [6, 4]
    assert listing.dates.tolist() == [entries.entry(lib, i).published for i in (6, 4)]


def test_the_first_are_the_newest(lib: Library) -> None:
    """Also among those of nearly the same time, which the index may hold in another order."""
    feed_id = feed_with(lib, 0, url="https://c.example/")
    minute = NOW // 60 * 60 - 600
    new = [stored(n, guid=f"m{n}", published=minute + n, title="ferry") for n in (9, 3, 12, 0, 6)]
    storing.apply(lib, change(feed_id, new), NOW)
    for entry_id in (9, 7, 8, 11, 10):
        analysis.store(lib, entry_id, text="", quotations=[], clauses=[], version=1)
    newest = [row.id for row in sorted(lists.rows(lib, range(7, 12)), key=lambda row: -row.date)]
    asked = Filter(query=query.parse("ferry", now=NOW))
    assert newest == [9, 7, 11, 8, 10]
    for count in range(1, 6):
        assert lists.listing(lib, asked, count).ids.tolist() == newest[:count]


def test_a_search_within_a_list(lib: Library) -> None:
    """A query narrows any other filter."""
    states.mark(lib, [6], read=True, now=NOW)
    asked = query.parse("budget", now=NOW)
    assert lists.listing(lib, Filter(query=asked, unread_only=True)).ids.tolist() == [4]
    assert lists.listing(lib, Filter(query=asked, feed_id=1)).ids.tolist() == []
    assert lists.listing(lib, Filter(query=asked, folder="World")).ids.tolist() == []


def test_the_condition_alone_says_the_same(lib: Library) -> None:
    """`where` holds for exactly the entries that `select` lists, archived ones for neither."""
    editing.unsubscribe(lib, 1, NOW)
    for text in ("budget", "-budget", "budget OR friendship", "said:fight", "is:unread budget -e-mail", "!!!", ""):
        filter_ = Filter(query=query.parse(text, now=NOW))
        where, values = conditions.where(lib, filter_)
        ids = [row[0] for row in lib.all(f"SELECT id FROM states s WHERE {where} ORDER BY date DESC, id DESC", values)]
        assert ids == lists.listing(lib, filter_).ids.tolist()
        assert not {1, 2, 3} & set(ids)


def test_an_edited_entry_is_found_by_its_new_words_only(lib: Library) -> None:
    """After an edit the old words find nothing, the new ones once, in the place of the new date."""
    edited = stored(6, id=6, content="surplus", published=NOW - 2_000_000)
    storing.apply(lib, change(2, [], [edited]), NOW)
    analysis.store(lib, 6, text="surplus budget", quotations=[], clauses=[], version=1)
    assert found(lib, "surplus") == [6]
    assert found(lib, "budget") == [4, 6]
    assert found(lib, '"budget budget"') == []


def test_many_entries_of_one_second(lib: Library) -> None:
    """Thousands that came undated at once are all found, in the order of their ids."""
    feed_id = feed_with(lib, 0, url="https://c.example/")
    new = [stored(n, guid=f"u{n}", published=None, title="flood") for n in range(50)]
    storing.apply(lib, change(feed_id, new), NOW)
    with lib.write_index():  # as if 4,090 others had come in the same second
        lib.execute_many(
            "INSERT INTO idx.documents VALUES (?, NULL)", [(search.first_docid(NOW) + n,) for n in range(4_090)]
        )
    for entry_id in analysis.pending(lib, 1):
        analysis.store(lib, entry_id, text="", quotations=[], clauses=[], version=1)
    assert found(lib, "flood") == list(range(56, 6, -1))


# --- whatever is typed --------------------------------------------------------------------------------------------

ODD = ['"', "'", "*", "^x", "NEAR(a b)", "a:b", "{title}:a", "-", "--", "(", "a AND", "%", "a;DROP TABLE states", "\0"]
ODD += [
    "+a",
    "col : x",
    "a^2",
    "\\",
    "/*",
    "?",
    "title : a",
    "a\nb",
    "﷽",
    "\u202e",
    "e\u0301",
    "🚀",
    "١٢",
    "ﬁ",
    "\ud800",
]


@pytest.mark.parametrize("text", ODD)
def test_no_query_breaks_the_index(lib: Library, text: str) -> None:
    """Signs that mean something to the index are words, or a mistake told with its place."""
    for form in (text, f'"{text}"', f"said:{text}", f"{text}*", f"a OR {text}"):
        try:
            asked = query.parse(form, now=NOW)
        except query.QueryError:
            continue
        lists.listing(lib, Filter(query=asked))
        lists.listing(lib, Filter(query=query.parse(form + " sort:relevance", now=NOW)))


letters = st.text(st.sampled_from("ab中国のไ한 .-é'\"*"), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_in_a_text_is_found_in_it(data: st.DataObject) -> None:
    """Any stretch between two blanks or within a script without blanks is found again by itself as a phrase."""
    text = data.draw(st.text(st.sampled_from("ab 中国のไ한é.-"), min_size=1, max_size=40))
    match = words.phrase(text)
    with tempfile.TemporaryDirectory() as name, opened(Path(name)) as lib:
        feed_with(lib, 1)
        analysis.store(lib, 1, text=text, quotations=[], clauses=[], version=1)
        if match is not None:
            assert lib.all("SELECT count(*) FROM idx.search WHERE search MATCH ?", (match,)) == [(1,)]
        start = data.draw(st.integers(0, len(text) - 1))
        piece = text[start : data.draw(st.integers(start + 1, len(text)))]
        if all(c >= "\u0e00" for c in piece):
            assert found(lib, f'"{piece}"') == [1]


@given(letters)
def test_the_match_of_any_words_is_well_formed(text: str) -> None:
    """Either there is no letter to look for or a quoted phrase, which holds no quotation mark inside."""
    match = words.phrase(text, prefix=True)
    assert match is None or match.strip("*").strip('"').count('"') == 0


def test_plans(lib: Library) -> None:
    """Found rows lead to entries by their keys, newest first without sorting; other conditions scan no table."""
    for text in ("budget", "budget is:unread", "budget said:fight", "said:fight", "feed:a is:unread"):
        made = plans.plan(lib, Filter(query=query.parse(text, now=NOW)), 60)
        plan = [row[3] for row in lib.all(f"EXPLAIN QUERY PLAN {made.sql}", made.values)]
        scans = [p for p in plan if p.startswith(("SCAN s", "SCAN d", "SCAN q"))]
        assert not [p for p in scans if "states_" not in p and "VIRTUAL" not in p]
        if text.startswith("budget"):
            assert not [p for p in plan if "TEMP B-TREE FOR ORDER" in p]
