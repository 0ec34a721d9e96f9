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
