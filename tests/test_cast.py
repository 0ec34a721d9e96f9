"""The film of README: a terminal can play it, and it begins with the welcome."""

from __future__ import annotations

import json
from pathlib import Path

import pyte

CAST = Path(__file__).parents[1] / "assets" / "newsreader.cast"


def test_the_film_can_be_played_and_is_small() -> None:
    """A head and events in order of time; what they draw is the reader, from the welcome to an article with quotes."""
    assert CAST.stat().st_size < 150_000
    head, *events = map(json.loads, CAST.read_text(encoding="utf-8").splitlines())
    assert head["version"] == 2
    times = [time for time, _, _ in events]
    assert times == sorted(times)
    assert times[-1] < 60
    assert {kind for _, kind, _ in events} == {"o"}
    screen = pyte.Screen(head["width"], head["height"])
    stream = pyte.Stream(screen)
    shown = []
    for _, _, drawn in events:
        stream.feed(drawn)
        shown.append("\n".join(screen.display))
    assert "Welcome to newsreader" in shown[0]
    assert "Welcome to newsreader" not in shown[1]
    assert any("Search: said:treaty" in one and "Kim Jong Un" in one for one in shown)
