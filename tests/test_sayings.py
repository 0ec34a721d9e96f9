"""The quotations of the whole library: by whom, about what, since when; in lines, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from library_making import NOW, change, stored
from newsreader import paths
from newsreader.library import analysis, feeds, sayings, storing
from newsreader.library.store import open_library
from newsreader.models.findings import Quotation, Span
from newsreader.query import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from command_line import CommandLine
    from newsreader.library.store import Library

DAY = 86_400


def said(start: int, text: str, speaker: str | None, cue: str | None = "said") -> Quotation:
    """A quotation."""
    word = None if cue is None else Span(start, start + 1, cue)
    return Quotation(start, start + len(text), text, "direct", word, Span(0, 2, "he"), speaker, 0, confidence=0.5)


@pytest.fixture
def lib(cli: CommandLine) -> Iterator[Library]:
    """Three articles of two days in the library that commands work on."""
    with open_library(paths.library_files(None)) as library:
        feed_id = feeds.add(library, "https://a.example/", "Gazette", now=NOW)
        new = [stored(n, published=NOW - n * DAY, title=f"=Day {n}", link=f"https://a.example/{n}") for n in range(3)]
        storing.apply(library, change(feed_id, new), NOW)
        quotations = {
            1: [said(0, "“Inflation, and prices”", "Christine Lagarde"), said(50, "“No.”", "Kim", None)],
            2: [said(0, "“Inflation\nis back”", "Lagarde"), said(60, "=1+1, “you, know”", None)],
            3: [said(0, "“old prices”", "Christine Lagarde", "warned")],
        }
        for entry_id, found in quotations.items():
            analysis.store(library, entry_id, text="", quotations=found, clauses=(), version=1)
        yield library


def texts(found: sayings.Sayings) -> list[str]:
    """What was said."""
    return [one.text.strip("“”") for one in found.found]


def test_who_said_what(lib: Library) -> None:
    """By name, by words, since a date, all of one quotation; newest first, those of an article in its order."""
    about = Words("inflation", "said")
    assert texts(sayings.sayings(lib, by="Lagarde")) == ["Inflation, and prices", "Inflation\nis back", "old prices"]
    assert texts(sayings.sayings(lib, by="christine lag*", about=Words("prices", "said"))) == [
        "Inflation, and prices",
        "old prices",
    ]
    assert texts(sayings.sayings(lib, about=about, since=NOW - DAY // 2)) == ["Inflation, and prices"]
    assert texts(sayings.sayings(lib, by="kim", about=about)) == []
    assert texts(sayings.sayings(lib, since=NOW - DAY)) == [
        "Inflation, and prices",
        "No.",
        "Inflation\nis back",
        "=1+1, “you, know",
    ]
    assert texts(sayings.sayings(lib, by="!")) == []
    first = sayings.sayings(lib, by="lagarde", limit=1).found
    assert [(one.entry_id, one.speaker, one.cue, one.outlet, one.title, one.link, one.date) for one in first] == [
        (1, "Christine Lagarde", "said", "Gazette", "=Day 0", "https://a.example/0", NOW)
    ]


def test_what_was_said_before_is_forgotten(lib: Library) -> None:
    """Of an article that is analysed anew what is found now is found, and nothing else."""
    analysis.store(lib, 1, text="", quotations=[said(0, "Deflation", "Ann")], clauses=(), version=2)
    assert texts(sayings.sayings(lib, by="Lagarde")) == ["Inflation\nis back", "old prices"]
    assert texts(sayings.sayings(lib, by="ann")) == ["Deflation"]
    analysis.forget(lib, [1])
    assert texts(sayings.sayings(lib, by="ann")) == []
    assert lib.all("SELECT count(*) FROM idx.quotations") == [(3,)]


def test_plans(lib: Library) -> None:
    """The newest are read from the index and the others left."""
    for asked in ({"by": "lagarde"}, {"since": 0}, {"by": "lagarde", "since": NOW}):
        statements: list[str] = []
        lib.connection.set_trace_callback(statements.append)
        sayings.sayings(lib, limit=5, **asked)
        lib.connection.set_trace_callback(None)
        (sql,) = [one for one in statements if one.startswith("SELECT s.id")]
        plan = [row[3] for row in lib.all(f"EXPLAIN QUERY PLAN {sql}")]
        assert not [step for step in plan if "TEMP B-TREE" in step or (step.startswith("SCAN") and "q" not in step)]


def test_command(cli: CommandLine, lib: Library) -> None:
    """One row a quotation: as JSON with stable keys, as CSV that is read back as it was, as lines."""
    found = cli("quotes", "--by", "lagarde", "--about", "infl* -back", "--json").json
    assert found == {
        "quotes": [
            {
                "date": "2027-01-15T08:00:00Z",
                "speaker": "Christine Lagarde",
                "text": "“Inflation, and prices”",
                "cue": "said",
                "outlet": "Gazette",
                "title": "=Day 0",
                "link": "https://a.example/0",
                "entry": 1,
                "confidence": 0.5,
            }
        ],
        "complete": True,
    }
    rows = list(csv.DictReader(io.StringIO(cli("quotes", "--since", "2020", "--csv").out, newline="")))
    assert len(rows) == 5
    assert (rows[2]["text"], rows[2]["title"]) == ("“Inflation\nis back”", "=Day 1")
    assert (rows[3]["text"], rows[3]["speaker"], rows[1]["cue"]) == ("=1+1, “you, know”", "he", "")
    assert len(cli("quotes", "--since", "2020", "--limit", "2", "--json").json["quotes"]) == 2
    assert "Christine Lagarde (warned): “old prices”" in cli("quotes", "--by", "lagarde").out


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--by", "x", "article.txt"], "name no text"),
        (["--about", "x", "--text"], "name no text"),
        (["--csv", "-"], "go with --by"),
        (["--limit", "3", "-"], "go with --by"),
        (["--by", "x", "--csv", "--json"], "take one"),
        (["--about", "title:x"], "words, phrases"),
        (["--about", '"x'], "never closed"),
        (["--since", "soon"], "no date"),
    ],
)
def test_wrong_words(cli: CommandLine, words: list[str], hint: str) -> None:
    """What cannot be meant is told."""
    answer = cli("quotes", *words)
    assert (answer.code, answer.out) == (2, "")
    assert hint in answer.err


def test_a_search_explained(cli: CommandLine, lib: Library) -> None:
    """What was understood, what it is read from, the statement, its plan, the rows and the time."""
    answer = cli("search", "is:unread said:inflation", "--explain").out
    words = ("understood", "AND", "newest first", "the index of quotations", "SELECT", "VIRTUAL TABLE", "rows", "ms")
    assert not [word for word in words if word not in answer]
    told = cli("search", "inflation sort:length", "--explain", "--json").json
    assert told["understood"] == '"inflation" sort:length'
    assert told["reads"] == ["the index of texts"]
    assert (told["rows"], told["complete"], told["note"]) == (0, True, None)
    assert told["plan"]
    noted = cli("search", "feed:gazete", "--json").json
    assert noted == {
        "entries": [],
        "total": 0,
        "complete": True,
        "note": "There is no feed “gazete”; did you mean “Gazette”?",
    }
