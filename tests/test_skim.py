"""What is shown at each level of the skim dial."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.models.findings import KeyClause, Quotation
from newsreader.quotations import find, skim
from newsreader.quotations.skim import LEVELS, Level

ARTICLE = """The council of Ostrey voted on Monday to close the old harbour for two years. Nobody had expected it.

“We will come back,” Mayor Ada Brandt told the crowd on the quay. Gulls circled above the empty boats. A band played.

The plan costs 41 million euros. Dr. Paul Weiss of the U.S. Coast Survey called it “a very bad bargain” on Tuesday.

It rained until ten, and the last boats left the harbour without lights."""


def shown(level: Level | str, text: str = ARTICLE) -> list[str]:
    """The words kept at a level."""
    found = find(text, "en")
    return [text[start:end] for start, end in skim.spans(level, text, found.quotations, found.clauses)]


def test_all_is_everything() -> None:
    """Nothing is left out of the full text."""
    assert shown("all") == [ARTICLE]


def test_blank_quotations_leave_the_first_sentence() -> None:
    """A level is never empty where the text has words, whatever was found."""
    blank = Quotation(1, 2, " ", "direct", None, None, None, 1)
    assert skim.spans(Level.QUOTES, "a ", [blank], ()) == ((0, 1),)


def test_key_clauses_come_in_whole_sentences() -> None:
    """A reader sees sentences, none cut, and each holds a key clause."""
    kept = shown("key clauses")
    assert "The council of Ostrey voted on Monday to close the old harbour for two years." in kept
    assert not any("Gulls" in one for one in kept)
    clauses = find(ARTICLE, "en").clauses
    assert all(any(clause.text in one for one in kept) for clause in clauses)


def test_quotes_come_with_who_says_them() -> None:
    """Words, cue and speaker, and nothing else of the article."""
    first, second = shown("quotes")
    assert first == "“We will come back,” Mayor Ada Brandt told"
    assert second.startswith("Dr. Paul Weiss")
    assert second.endswith("“a very bad bargain”")


def test_a_verb_is_shown_to_its_end() -> None:
    """Japanese verbs go on behind the stem that is their cue."""
    text = "市長は記者会見を開いた。佐藤市長は「橋は二つの時代をつなぐ」と述べた。式典は昼に終わった。"
    found = find(text, "ja")
    assert [text[a:b] for a, b in skim.spans("quotes", text, found.quotations, found.clauses)] == [
        "佐藤市長は「橋は二つの時代をつなぐ」と述べた。"
    ]


def test_one_line_is_the_best_clause() -> None:
    """The clause of the first rank, with its full stop."""
    assert shown("one line") == ["The council of Ostrey voted on Monday to close the old harbour for two years."]


def test_levels_are_ordered_and_named() -> None:
    """From all to one line, each with the name a reader knows."""
    assert LEVELS == ("all", "key clauses", "quotes", "one line")


def test_an_abbreviation_ends_no_sentence() -> None:
    """Nor does a full stop within a quotation."""
    text = "It rained. On Monday Gen. Kim of the U.S. Navy said: “We won. The war is over.” Then people sang."
    clause = "Kim of the U.S. Navy said: “We won"
    start = text.index(clause)
    one = KeyClause(start, start + len(clause), clause, ("lead",), 1)
    (only,) = skim.spans("key clauses", text, find(text, "en").quotations, [one])
    assert text[slice(*only)] == "On Monday Gen. Kim of the U.S. Navy said: “We won. The war is over.”"


def test_without_quotations_the_key_clauses_are_shown() -> None:
    """A level with nothing of its own is not empty."""
    text = "The town closed its harbour on Monday. It rained."
    assert shown("quotes", text) == shown("key clauses", text) != []


@pytest.mark.parametrize("level", LEVELS[1:])
def test_without_anything_found_the_first_sentence_is_shown(level: Level) -> None:
    """Whatever the text, a reader who dials sees how it begins."""
    text = "\n A heading without news \n\nMore words follow here."
    assert [text[a:b] for a, b in skim.spans(level, text, (), ())] == ["A heading without news"]


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_of_nothing(level: Level) -> None:
    """An empty text has no stretches."""
    assert skim.spans(level, "", (), ()) == ()


def test_an_unknown_level_is_refused() -> None:
    """A level comes from the closed set."""
    with pytest.raises(ValueError, match="some"):
        skim.spans("some", ARTICLE, (), ())


@pytest.mark.parametrize(
    ("offset", "place"), [(0, 10), (10, 10), (15, 15), (22, 19), (28, 30), (35, 35), (99, 39), (20, 19)]
)
def test_the_reader_stays_near(offset: int, place: int) -> None:
    """The same place where it is shown, else the closest that is."""
    assert skim.nearest([(10, 20), (30, 40)], offset) == place


def test_nothing_is_near_nothing() -> None:
    """Without a stretch the text's begin is the place."""
    assert skim.nearest([], 7) == 0


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from([*ARTICLE.split(), "\n\n", "“", "”", "?", "."]), max_size=120).map(" ".join),
    st.sampled_from(LEVELS),
)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_sound_stretches(text: str, level: Level) -> None:
    """In order, apart, in the text, not blank; never none where a clause was found; one at most for one line."""
    found = find(text, "en")
    kept = skim.spans(level, text, found.quotations, found.clauses)
    flat = [place for bounds in kept for place in bounds]
    assert flat == sorted(flat)
    assert all(0 <= start < end <= len(text) and text[start:end].strip() for start, end in kept) or level is Level.ALL
    assert bool(kept) == bool(text.strip()) or level is Level.ALL
    assert level is not Level.LINE or len(kept) <= 1
    if level is Level.CLAUSES:
        assert all(any(a <= one.start and one.end <= b for a, b in kept) for one in found.clauses)
