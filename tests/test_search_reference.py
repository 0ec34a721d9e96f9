"""Search beside a reference that looks at every entry by itself: small libraries and queries made at random."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library_making import NOW, change, opened, stored
from newsreader.library import analysis, conditions, editing, feeds, finding, lists, session, states, storing
from newsreader.library.lists import Filter
from newsreader.models.documents import Enclosure
from newsreader.models.findings import Quotation, Span
from newsreader.query import (
    And,
    Condition,
    Dated,
    Has,
    InFeed,
    InFolder,
    InLanguage,
    Not,
    Or,
    Pattern,
    Query,
    State,
    Tagged,
    Words,
)

if TYPE_CHECKING:
    from newsreader.library.store import Library

WORDS = ["alpha", "alphabet", "beta", "gamma", "中国人民", "国人", "民"]
QUOTED = {"said", "speaker", "cue"}


@dataclass(frozen=True)
class Article:
    """An entry with all that can be asked of it."""

    title: tuple[str, ...]
    text: tuple[str, ...]
    author: str
    feed: int
    minute: int
    quotations: tuple[tuple[str, str, str], ...]
    """said, speaker, cue"""
    language: str
    marks: frozenset[str]
    """unread, starred, tagged, noted, audio"""
    number: int = field(default=0, compare=False)


some_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(tuple)
articles = st.builds(
    Article,
    some_words,
    some_words,
    st.sampled_from(["alpha", "beta"]),
    st.sampled_from([1, 2]),
    st.integers(0, 5),
    st.lists(st.tuples(*[st.sampled_from(WORDS[:5])] * 3), max_size=3).map(tuple),
    st.sampled_from(["en", "zh"]),
    st.frozensets(st.sampled_from(["unread", "starred", "tagged", "noted", "audio"])),
)

plain = st.builds(
    Words, st.sampled_from([*WORDS, "中", "alpha beta"]), st.sampled_from(["", "", "title", "author"]), st.booleans()
)
quoted = st.builds(Words, st.sampled_from(WORDS), st.sampled_from(sorted(QUOTED)), st.booleans())
leaves: st.SearchStrategy[Condition] = st.one_of(
    plain,
    quoted,
    plain,
    quoted,
    st.builds(State, st.sampled_from(["unread", "read", "starred", "tagged", "noted", "new"])),
    st.builds(Has, st.sampled_from(["quotes", "audio", "note"])),
    st.builds(InLanguage, st.sampled_from(["en", "zh"])),
    st.builds(InFeed, st.sampled_from(["one", "two", "feed", "three"])),
    st.builds(InFolder, st.sampled_from(["world", "asia"])),
    st.builds(Tagged, st.sampled_from(["energy", "nothing"])),
    st.builds(Pattern, st.sampled_from(["alpha(bet)?", "^gamma", "国.?民"]), st.sampled_from(["", "title"])),
    st.builds(Dated, st.integers(-1, 6).map(lambda minute: NOW + minute * 60)),
    st.builds(Dated, st.none(), st.integers(-1, 6).map(lambda minute: NOW + minute * 60)),
)
trees: st.SearchStrategy[Condition] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(articles, min_size=1, max_size=8), st.lists(trees, min_size=8, max_size=12), st.integers(1, 4))
def test_search_finds_what_the_reference_finds(given_: list[Article], asked: list[Condition], limit: int) -> None:
    """The same entries in the same order; a limit gives the first of them, a count their number, `where` all."""
    with tempfile.TemporaryDirectory() as name, opened(Path(name)) as lib:
        library = _fill(lib, given_)
        for tree in asked:
            wanted = [one.number for one in library if _holds(tree, one, lib)]
            wanted_filter = Filter(query=Query("", tree))
            assert lists.listing(lib, wanted_filter).ids.tolist() == wanted
            assert finding.count(lib, wanted_filter) == (len(wanted), True)
            minutes = {one.number: one.minute for one in library}
            some = lists.listing(lib, wanted_filter, limit).ids.tolist()
            # Which of those of one second are left out is nobody's business.
            assert [minutes[one] for one in some] == [minutes[one] for one in wanted[:limit]]
            assert set(some) <= set(wanted)
            for order in ("relevance", "arrived", "length"):
                assert set(lists.listing(lib, Filter(query=Query("", tree, order))).ids) == set(wanted)
            terms, values = conditions.where(lib, wanted_filter)
            assert {row[0] for row in lib.all(f"SELECT s.id FROM states s WHERE {terms}", values)} == set(wanted)


def _fill(lib: Library, given_: list[Article]) -> list[Article]:
    """The articles as they are listed, with their ids."""
    ids = [feeds.add(lib, f"https://{name}.example/", f"Feed {name}", now=NOW) for name in ("one", "two")]
    editing.move(lib, ids[0], "World/Asia", NOW)
    for feed_id in ids:
        new = [
            stored(
                n,
                title=" ".join(one.title),
                author=one.author,
                published=NOW + one.minute * 60,
                content=f"<p>{' '.join(one.text)}</p>",
                enclosures=(Enclosure("https://x.example/", "audio/ogg", None),) if "audio" in one.marks else (),
            )
            for n, one in enumerate(given_)
            if one.feed == feed_id
        ]
        storing.apply(lib, change(feed_id, new), NOW + 3600)
    session.put(lib, {"newest_seen": "2"})
    numbers = {int(guid.partition("-")[2]): entry_id for entry_id, guid in lib.all("SELECT id, guid FROM states")}
    listed = [replace(one, number=numbers[n]) for n, one in enumerate(given_)]
    states.mark(lib, [one.number for one in listed if "unread" not in one.marks], read=True, now=NOW)
    states.mark(lib, [one.number for one in listed if "starred" in one.marks], starred=True, now=NOW)
    with lib.write():
        lib.execute("INSERT INTO tags VALUES (1, 'Energy', 'energy')")
        for one in listed:
            if "tagged" in one.marks:
                lib.execute("INSERT INTO tagged SELECT id, 1, date FROM states WHERE id = ?", (one.number,))
            if "noted" in one.marks:
                lib.execute("INSERT INTO notes (state_id, written, changed, text) VALUES (?, 0, 0, 'n')", (one.number,))
    found = [
        analysis.Found(
            one.number,
            " ".join(one.text),
            [
                Quotation(n, n + 1, said, "direct", Span(0, 1, cue), None, speaker, n)
                for n, (said, speaker, cue) in enumerate(one.quotations)
            ],
            language=one.language,
            audio="audio" in one.marks,
        )
        for one in listed
    ]
    assert analysis.store_many(lib, found, version=1) == len(listed)
    return sorted(listed, key=lambda one: (one.minute, one.number), reverse=True)


# --- the reference ------------------------------------------------------------------------------------------------


def _holds(condition: Condition, one: Article, lib: Library) -> bool:
    match condition:
        case And(parts):
            said = [part for part in parts if _is_said(part)]
            return (not said or any(all(_said(part, q) for part in said) for q in one.quotations)) and all(
                _holds(part, one, lib) for part in parts if part not in said
            )
        case Or(parts) if not _is_said(condition):
            return any(_holds(part, one, lib) for part in parts)
        case Not(part):
            return not _holds(part, one, lib)
        case Words(_, "", _):
            return any(_stands(condition, text) for text in (one.title, (one.author,), one.text))
        case Words(_, "title", _):
            return _stands(condition, one.title)
        case Words(_, "author", _):
            return _stands(condition, (one.author,))
        case Words() | Or():
            return any(_said(condition, quotation) for quotation in one.quotations)
        case State("new"):
            return one.number > 2
        case State("read"):
            return "unread" not in one.marks
        case State(name):
            return name in one.marks
        case Has("quotes"):
            return bool(one.quotations)
        case Has(name):
            return {"note": "noted"}.get(name, name) in one.marks
        case InLanguage(code):
            return code == one.language
        case InFeed(name):
            return name in {"feed", {1: "one", 2: "two"}[one.feed]}
        case InFolder():
            return one.feed == 1
        case Tagged(name):
            return name == "energy" and "tagged" in one.marks
        case Pattern(expression, "title"):
            return re.search(expression, " ".join(one.title)) is not None
        case Pattern(expression):
            return any(re.search(expression, " ".join(text)) for text in (one.title, one.text))
        case Dated(since, until):
            date = NOW + one.minute * 60
            return (since is None or since <= date) and (until is None or date < until)
    raise TypeError(condition)


def _is_said(condition: Condition) -> bool:
    match condition:
        case Words(_, where, _):
            return where in QUOTED
        case And(parts) | Or(parts):
            return all(map(_is_said, parts))
    return False


def _said(condition: Condition, quotation: tuple[str, str, str]) -> bool:
    match condition:
        case And(parts):
            return all(_said(part, quotation) for part in parts)
        case Or(parts):
            return any(_said(part, quotation) for part in parts)
        case Words(_, where, _):
            return _stands(condition, (quotation[("said", "speaker", "cue").index(where)],))
    raise TypeError(condition)


def _stands(wanted: Words, text: tuple[str, ...]) -> bool:
    """Whether words stand in a text: whole, or with a prefix the last begun; Chinese anywhere within a word."""
    if wanted.text >= "\u4e00":
        return any(wanted.text in word for word in text)
    row = wanted.text.split()
    return any(
        list(text[at : at + len(row) - 1]) == row[:-1]
        and any(
            word.startswith(row[-1]) if wanted.prefix else word == row[-1] for word in text[at + len(row) - 1 :][:1]
        )
        for at in range(len(text))
    )
