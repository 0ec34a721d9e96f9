"""How often a feed says that it is published."""

from __future__ import annotations

import pytest

from newsreader.feeds import rhythm
from newsreader.feeds.parse import parse
from newsreader.models.feeds import Rhythm

SY = " xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'"


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("", Rhythm()),
        ("<ttl>60</ttl>", Rhythm(3_600)),
        ("<ttl> 15 </ttl><sy:updatePeriod>daily</sy:updatePeriod>", Rhythm(900)),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", Rhythm(86_400)),
        ("<sy:updatePeriod>Hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", Rhythm(900)),
        ("<sy:updateFrequency>4</sy:updateFrequency>", Rhythm()),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", Rhythm(86_400)),
        ("<ttl>soon</ttl>", Rhythm()),
        ("<ttl>-5</ttl>", Rhythm()),
        ("<ttl>0</ttl>", Rhythm()),
        ("<ttl>999999999</ttl>", Rhythm()),
        ("<ttl>" + "9" * 5_000 + "</ttl>", Rhythm()),
        (
            "<skipHours><hour>0</hour><hour>07</hour><hour>24</hour><hour>25</hour><hour>x</hour></skipHours>"
            "<skipDays><day>Sunday</day><day>monday</day><day>Someday</day></skipDays>",
            Rhythm(None, frozenset({0, 7}), frozenset({0, 6})),
        ),
        ("<hour>5</hour><day>Sunday</day>", Rhythm()),
        ("<item><guid>1</guid><ttl>60</ttl><skipHours><hour>5</hour></skipHours></item>", Rhythm()),
    ],
)
def test_rhythm(inside: str, expected: Rhythm, fast: bool) -> None:
    """What the elements say, whoever reads them."""
    body = f"<rss version='2.0'{SY}><channel><title>F</title>{inside}</channel></rss>"
    assert parse(body.encode(), fast=fast).rhythm == expected


def test_values_of_another_type() -> None:
    """A field that is no text says nothing."""
    assert rhythm.of({"ttl": {"a": "1"}, "skip_hours": "5", "skip_days": [None], "sy_updateperiod": []}) == Rhythm()
