"""Key clauses: which are kept, where they begin and end, and why."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.quotations import REASONS, find_clauses
from newsreader.quotations.languages import signals

ARTICLE = """The council of Ostrey voted on Monday to close the old harbour for two years.

The weather was fine and the square was full. Many people had brought their children.

If the money is not found by May, the cranes must leave. Repairs will cost 41 million euros.

The mayor promised to hear every family on the quay. She denied that the plan was secret.

The old harbour was built by monks. It smells of fish. A band played until ten."""


@pytest.mark.parametrize(
    ("clause", "reason"),
    [
        ("The council of Ostrey voted on Monday to close the old harbour for two years", "lead"),
        ("The council of Ostrey voted on Monday to close the old harbour for two years", "decided"),
    ],
)
def test_reasons_of_an_article(clause: str, reason: str) -> None:
    """The lead and the decision are kept, and say so."""
    kept = {one.text: one.reasons for one in find_clauses(ARTICLE, "en")}
    assert reason in kept[clause]


@pytest.mark.parametrize(
    ("language", "words", "reason"),
    [
        ("en", "if the plan fails", "conditioned"),
        ("en", "she vowed to stay", "promised"),
        ("en", "both must help", "obliged"),
        ("en", "he denied it", "denied"),
        ("en", "41 boats sank", "counted"),
        ("en", "it ends in 2031", "dated"),
        ("de", "er versprach hilfe", "promised"),
        ("fr", "il a signé", "decided"),
        ("ru", "если он придёт", "conditioned"),
        ("zh", "他们签署了", "decided"),
        ("xx", "7", "counted"),
    ],
)
def test_signals(language: str, words: str, reason: str) -> None:
    """Each language's words give their reason."""
    assert reason in signals.of(language, words.split(), words)


def test_every_reason_can_be_shown() -> None:
    """What signals give has a sentence."""
    assert set(signals.ORDER) <= set(REASONS)
    assert all(sentence.endswith(".") for sentence in REASONS.values())


def test_a_rule_is_kept_without_its_frame() -> None:
    """What is agreed matters more than that something was."""
    text = (
        "Putin and Kim signed a partnership under which an attack on either obliges the other to help with everything."
    )
    (one,) = find_clauses(text, "en")
    assert one.text == "an attack on either obliges the other to help with everything"
    assert {"decided", "obliged"} & set(one.reasons)


def test_news_is_kept_without_its_source() -> None:
    """Who reported it is not part of what happened."""
    (one,) = find_clauses("At least forty people were killed when the old bridge fell, officials said.", "en")
    assert one.text == "At least forty people were killed when the old bridge fell"


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        (
            "OSTREY, 3 May 2031 — The council voted to close the old harbour for two years.",
            "The council voted to close the old harbour for two years",
        ),
        (
            "Putin and Kim signed an agreement in Pyongyang on Wednesday, during the first visit in many years.",
            "Putin and Kim signed an agreement in Pyongyang on Wednesday",
        ),
        (
            "Under the agreement, if either country is attacked, the other must help by all means.",
            "if either country is attacked, the other must help by all means",
        ),
        (
            "The harbour has been quiet for years; the council voted on Monday to close it until 2033.",
            "the council voted on Monday to close it until 2033",
        ),
        (
            "The court ruled on Tuesday that the town was wrong, and that it must pay the costs.",
            "The court ruled on Tuesday that the town was wrong, and that it must pay the costs",
        ),
        (
            "The ferries stayed in port for eleven hours last autumn, although the sea was calm.",
            "The ferries stayed in port for eleven hours last autumn",
        ),
    ],
)
def test_bounds(sentence: str, clause: str) -> None:
    """Datelines, frames and asides are left out; what adds an obligation stays."""
    (one,) = find_clauses(sentence, "en")
    assert one.text == clause


def test_reasons_are_those_of_the_clause() -> None:
    """What was cut off gives no reason."""
    (one,) = find_clauses("The old bridge fell into the river last night, although 40 men had worked on it.", "en")
    assert one.reasons == ("lead",)


@pytest.mark.parametrize("sentences", [12, 20, 60])
def test_at_most_a_fifth_is_kept(sentences: int) -> None:
    """However much sounds important."""
    places = ("Ostrey", "Norland", "Velm", "Aldermoor", "Kervo", "Hallerstadt", "Pirna")
    text = " ".join(
        f"The council of {places[n % 7]} voted on plan {n} and promised {n * 3} million for {places[n % 5]} harbour."
        for n in range(sentences)
    )
    kept = find_clauses(text, "en")
    assert kept
    assert sum(len(one.text.split()) for one in kept) <= 0.2 * len(text.split())


def test_a_guide_has_few() -> None:
    """A text that tells its reader what to press is no news."""
    text = "\n\n".join(
        [
            "You are looking at a short guide to the reader.",
            *(f"You press the key {key} and the pane shows you the next {key} of your list." for key in "abcdefghij"),
        ]
    )
    assert len(find_clauses(text, "en")) <= 3


@pytest.mark.parametrize("line", ["What happens next", "day | sun | rain", "day = last.date() + timedelta(days=1)"])
def test_headings_tables_and_code_are_no_clauses(line: str) -> None:
    """Only prose is kept."""
    kept = find_clauses(ARTICLE + "\n\n" + line + "\n\nThe rest stays as it was.", "en")
    assert not any(line in one.text for one in kept)


def test_a_title_draws_its_sentences() -> None:
    """A sentence with the headline's words is kept for it."""
    kept = find_clauses(ARTICLE, "en", "Monks built harbour of Ostrey")
    assert any("title" in one.reasons for one in kept)


def test_a_headline_in_the_text_is_no_clause() -> None:
    """The first line of a text file is its title."""
    kept = find_clauses("Harbour to close\n\n" + ARTICLE, "en")
    assert not any(one.text == "Harbour to close" for one in kept)
    assert any("title" in one.reasons for one in kept)


def test_few_are_kept() -> None:
    """About a fifth of a long text, a dozen at most."""
    text = "\n\n".join(
        f"Town {n} voted for plan {n} of the region. Some {n} people sang in street {n}." for n in range(200)
    )
    kept = find_clauses(text, "en")
    assert 1 <= len(kept) <= 12
    assert 0.05 < sum(len(one.text) for one in find_clauses(ARTICLE, "en")) / len(ARTICLE) < 0.35


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "“”", "\x00", "\ud800"])
def test_nothing_to_keep(text: str) -> None:
    """A text without words has no clauses."""
    assert find_clauses(text) == ()


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from([*ARTICLE.split(), "\n\n", "“", "”", "?", "."]), max_size=120).map(" ".join)
)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_sound_clauses(text: str) -> None:
    """Spans lie in the text in order, ranks are 1 to n, reasons are from the set, twice is the same."""
    kept = find_clauses(text)
    assert sorted(one.rank for one in kept) == list(range(1, len(kept) + 1))
    assert [one.start for one in kept] == sorted(one.start for one in kept)
    assert len(kept) <= 12
    for one in kept:
        assert 0 <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        assert one.reasons
        assert set(one.reasons) <= set(REASONS)
    assert find_clauses(text) == kept
