"""Earlier searches: kept as a text, walked through with up and down."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.tui.screens.history import MOST, Walk, recalled, with_latest


def test_the_latest_stands_last_and_once() -> None:
    """A search that is asked again moves to the end."""
    kept: str | None = None
    for text in ("a", "b", "a", 'said:"x"'):
        kept = with_latest(recalled(kept), text)
    assert recalled(kept) == ["b", "a", 'said:"x"']


def test_a_hundred_are_kept() -> None:
    """The oldest goes."""
    kept: str | None = None
    for number in range(MOST + 5):
        kept = with_latest(recalled(kept), str(number))
    assert recalled(kept) == [str(number) for number in range(5, MOST + 5)]


@pytest.mark.parametrize("kept", [None, "", "{", "1", "null", '{"a": 1}', "[" * 100_000, '[1, null, ["x"]]'])
def test_what_makes_no_sense_is_nothing(kept: str | None) -> None:
    """Whatever the session holds."""
    assert recalled(kept) == []


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5), st.lists(st.sampled_from([-1, 1])))
def test_walking_stays_within_and_forgets_nothing(earlier: list[str], steps: list[int]) -> None:
    """From the oldest to what was being typed and back."""
    walk = Walk(list(earlier))
    shown, at, texts = "typed", len(earlier), [*earlier, "typed"]
    for step in steps:
        text = walk.step(step, shown)
        if 0 <= at + step < len(texts):
            at += step
            assert text == texts[at]
            shown = text
        else:
            assert text is None
    assert recalled(json.dumps(earlier)) == earlier
