"""Which form of a German verb is a past participle, as its letters tell."""

from __future__ import annotations

_PREFIX = 8
"""Letters of a separable verb before the ge- of its participle."""


def is_participle(word: str) -> bool:
    """Whether a German form can be a past participle."""
    return (word.endswith("t") and not word.endswith("st")) or (word.endswith("en") and _has_ge(word))


def _has_ge(word: str) -> bool:
    at = word.find("ge", 2)
    prefixed = 0 < at < _PREFIX and (not word.endswith(("geben", "gehen", "gelten")) or "gege" in word)
    return word.startswith("ge") or prefixed or word.endswith(("brochen", "sprochen", "schrieben", "strichen"))
