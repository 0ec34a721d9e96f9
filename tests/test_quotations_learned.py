"""Reported speech by trained weights, and transcripts: what is found, what is not, and what the weights are made of."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from newsreader.quotations import RULES, find_quotations, trained

SCRIPT = Path(__file__).parents[1] / "bench" / "train_quotations.py"


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("Ann Petit believes that the harbour will close in May.", "that the harbour will close in May", "Ann Petit"),
        ("The council expects the repairs to cost a lot.", "the repairs to cost a lot", "The council"),
        ("The harbour will close in May, according to Ann Petit.", "The harbour will close in May", "Ann Petit"),
    ],
)  # fmt: skip
def test_reported_speech_has_its_bounds_and_its_source(text: str, content: str, source: str) -> None:
    """What somebody says, believes or expects, without quotation marks."""
    (found,) = find_quotations(text, "en")
    assert (found.type, found.text, found.source and found.source.text) == ("indirect", content, source)


@pytest.mark.parametrize(
    "text",
    [
        "The hedge died. I planted another beside the road.",
        "He declined to comment.",
        "Nobody said a word.",
        "The bus left at nine and reached the coast at noon.",
    ],
)
def test_plain_narrative_reports_nothing(text: str) -> None:
    """No cue, no content: nothing is found."""
    assert find_quotations(text, "en") == ()


def test_a_learned_report_says_so_with_its_weight() -> None:
    """The rule's id is followed by the logarithm of the odds."""
    (found,) = find_quotations("Ann Petit believes that the harbour will close in May.", "en")
    rule, _, weight = found.why[0].partition(":")
    assert rule == "learned"
    assert rule in RULES
    assert re.fullmatch(r"[+-]\d+\.\d", weight)


def test_a_transcript_is_read_by_its_labels() -> None:
    """A name in capitals and a colon open what somebody says; a heading with a colon does not."""
    text = "HOST: Who built it?\n\nANN PETIT: My father did.\n\nHOST: And who paid?"
    found = find_quotations(text, "en")
    assert [(one.type, one.text, one.source and one.source.text) for one in found] == [
        ("direct", "Who built it?", "HOST"),
        ("direct", "My father did.", "ANN PETIT"),
        ("direct", "And who paid?", "HOST"),
    ]
    assert find_quotations("NOTE: The bus left at nine.\n\nIt reached the coast.", "en") == ()


def test_the_weights_are_numbers_and_single_words() -> None:
    """Nothing in the file is a stretch of somebody's text."""
    document = json.loads(trained.FILE.read_bytes())
    values = [
        value for model in document["weights"].values() for template in model.values() for value in template
    ]  # fmt: skip
    assert values
    assert all(isinstance(weight, int) for model in document["weights"].values()
               for template in model.values() for weight in template.values())  # fmt: skip
    assert all(len(re.findall(r"[a-z]{2,}", value)) <= 3 for value in values)


def test_training_without_the_data_says_what_is_missing(tmp_path: Path) -> None:
    """One sentence, and nothing is written."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--data", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("There is nothing to train on")
    assert len(done.stderr.splitlines()) == 1


def test_the_next_cue_keeps_its_own_words() -> None:
    """Weights that find where partly marked words end do not reach over another cue."""
    text = "Ann Petit called it “the best of harbours” for the town and spoke of a “second spring” on the quay."
    found = find_quotations(text, "en")
    assert [one.cue and one.cue.text for one in found] == ["called", "spoke of"]


def test_a_long_run_of_words_without_a_place_to_begin_is_no_error() -> None:
    """What stands before a cue may be longer than the stretch in which its beginning is looked for."""
    assert isinstance(find_quotations("said " * 200, "en"), tuple)
