"""Why somebody is taken to have spoken, and how sure that is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsreader.models.findings import PROBABLE
from newsreader.quotations import RULES, find, find_quotations

CORPUS = Path(__file__).parent / "corpus" / "quotations"
NAMES = sorted(path.stem for path in CORPUS.glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_every_reason_is_explained(name: str) -> None:
    """Each quotation has reasons, each is in the table, and its confidence is a share."""
    language = json.loads((CORPUS / f"{name}.json").read_text(encoding="utf-8"))["language"]
    for one in find_quotations((CORPUS / f"{name}.txt").read_text(encoding="utf-8"), language):
        assert one.why
        assert {reason.partition(":")[0] for reason in one.why} <= RULES.keys()
        assert 0.0 <= one.confidence <= 1.0
        assert (one.confidence == 0.0) == (one.speaker is None)


def test_rules_are_sentences() -> None:
    """A reader understands each: a sentence with a capital and a full stop."""
    assert all(sentence[0] == "“" or sentence[0].isupper() for sentence in RULES.values())
    assert all(sentence.endswith(".") for sentence in RULES.values())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ann Petit said it was “late for all of us.”", ("before", "full-name")),
        ("“It is late,” Ann Petit said.", ("behind", "full-name")),
        ("“It is late,” said Ann Petit.", ("inverted", "full-name")),
        ("Ann Petit: “It is late for all of us.”", ("colon", "full-name")),
        ("It is “late for all of us,” according to Ann Petit.", ("according", "full-name")),
        ("Ann Petit came. “It is late,” Petit said.", ("behind", "short-name")),
        ("Ann Petit came. “It is late,” she said.", ("behind", "pronoun", "only-one")),
        ("Ann Petit, the mayor, came. “It is late,” the mayor said.", ("behind", "role")),
        ("“It is late,” a senior official said.", ("behind", "unnamed")),
        ("Ann Petit and Paul Weber said it was “late for all of us.”", ("before", "several")),
        ("“It is late,” Ann Petit said. “Very late.”", ("paragraph", "behind", "full-name")),
    ],
)
def test_reasons_in_their_order(text: str, why: tuple[str, ...]) -> None:
    """First how the words were tied to their cue, then how the speaker was found."""
    assert find_quotations(text, "en")[-1].why == why


def test_who_is_named_beside_the_cue_is_sure() -> None:
    """Nothing is surer than a full name beside its cue."""
    assert find_quotations("“It is late,” Ann Petit said.", "en")[0].confidence > 0.95


def test_an_unnamed_source_stays_unnamed() -> None:
    """An official is kept in the text's own words, and nobody who is named is put in the place."""
    text = "Ann Petit came. “It is late,” a senior official said. “We waited,” said another official."
    assert [one.speaker for one in find_quotations(text, "en")] == ["a senior official", "another official"]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Weber and her husband Paul Weber own the mill. “It was late,” Weber said.",
        "Ann Weber owns the mill. Her son Paul Weber runs it. Her uncle Karl Weber left. “It was late,” Weber said.",
    ],
)
def test_namesakes_are_only_probable(text: str) -> None:
    """One surname of several people leaves open who is meant."""
    (one,) = find_quotations(text, "en")
    assert one.is_probable
    assert "namesakes" in one.why


def test_a_title_tells_namesakes_apart() -> None:
    """Mr. and Mrs. are two people."""
    text = "Ann Weber and Paul Weber own the mill. “It was late,” Mrs. Weber said. “It was early,” said Mr. Weber."
    found = find_quotations(text, "en")
    assert [one.speaker for one in found] == ["Ann Weber", "Paul Weber"]
    assert not any(one.is_probable for one in found)


def test_an_established_surname_keeps_its_person() -> None:
    """Who has long been called by the surname alone is still meant when a namesake is named once."""
    text = (
        "Ann Weber owns the mill. Weber is old. Weber was tired. Weber came late. "
        "Her cousin Paul Weber left for Ost. “It was late,” Weber said."
    )
    (one,) = find_quotations(text, "en")
    assert one.speaker == "Ann Weber"
    assert one.confidence >= PROBABLE


def test_a_pronoun_with_rivals_is_less_sure() -> None:
    """She could be either of two women; alone, she is one."""
    alone = find_quotations("Ann Petit came home. She said it was “late for all of us.”", "en")[0]
    text = "Ann Petit met Rosa Lind and Emma Stone at the mill. She said it was “late for all of us.”"
    rivals = find_quotations(text, "en")[0]
    assert rivals.confidence < alone.confidence
    assert "only-one" in alone.why


def test_no_cue_is_less_sure() -> None:
    """Words that only follow somebody's are not as sure as those beside a name."""
    text = "“It is late,” Ann Petit said.\n\n“The mill will never be sold to anybody.”"
    first, second = find_quotations(text, "en")
    assert second.speaker == "Ann Petit"
    assert second.confidence < first.confidence
    assert second.why[0] == "previous"


def test_nobody_has_no_confidence() -> None:
    """Without a speaker there is nothing to be sure of."""
    (one,) = find_quotations("“It is late for all of us,” he said.", "en")
    assert (one.speaker, one.confidence) == (None, 0.0)
    assert one.why[-1] == "unresolved"


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        ("Ann Petit said that the harbour would close in May.", True),
        ("Officials warned that the harbour would close in May.", True),
        ("It was reported that the harbour would close in May.", True),
        ("Ann Petit signed a new contract with the harbour in May.", False),
        ("The harbour is expected to close in May.", False),
        ("Ann Petit celebrates opening the harbour for her new team.", False),
    ],
)
def test_doubtful_reports_are_listed_but_not_shown(text: str, is_shown: bool) -> None:
    """What seldom is a report is not credible; whoever asks for all still has it."""
    found = find(text, "en")
    assert bool(found.credible().quotations) is is_shown
    assert found.credible().clauses == found.clauses


def test_a_report_is_as_sure_as_the_weights_are() -> None:
    """A verb of saying with a clause is surer than one that tells what somebody wants."""
    said, wants = (
        find_quotations(f"Ann Petit {words} in the spring.", "en")[0].confidence
        for words in ("said that the harbour will close", "wants the harbour to close")
    )
    assert said > PROBABLE > wants


def test_words_in_marks_do_not_inherit_how_likely_a_report_is() -> None:
    """A quotation after a report has its speaker, not its doubts."""
    _, marked = find_quotations("Ann Petit wants the harbour to close. “It is far too old for us all.”", "en")
    assert not any(rule.startswith(("learned", "uncommon", "no-clause")) for rule in marked.why)
