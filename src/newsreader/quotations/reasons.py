"""Why a clause is worth keeping, told from its words: what was decided, promised, counted, dated.

The words themselves are in `languages.signals`; here they are looked up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from newsreader.quotations.languages.signals import LANGUAGES, WIDE, Signals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

REASONS: dict[str, str] = {
    "lead": "It opens the article and says what it is about.",
    "title": "It takes up the words of the headline.",
    "theme": "It holds the words that the text uses most.",
    "decided": "It says what was decided, agreed, signed or ruled.",
    "promised": "It says what somebody promised or committed to.",
    "conditioned": "It says on what condition something holds.",
    "obliged": "It says what somebody must do.",
    "denied": "It says what somebody denied or refused.",
    "warned": "It says what somebody warned of or threatened.",
    "happened": "It says what happened to people: deaths, arrests, victories.",
    "counted": "It gives a number.",
    "dated": "It gives a day, a month or a year.",
}
"""Why a clause is kept: the closed set of reasons, id -> a sentence to show."""

ORDER = ("decided", "promised", "conditioned", "obliged", "denied", "warned", "happened", "counted", "dated")
"""The reasons that words give, strongest first."""
STRONG = frozenset(ORDER[:-2])
"""The reasons that alone make a clause worth keeping."""
_AFTER_DIGITS = ":"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Table:
    """One language's signals, ready to be looked up."""

    reasons: dict[str, str]
    """A word -> its reason; "" where it counts only beside another."""
    pairs: dict[tuple[str, str], str]
    """Two words -> their reason, "" for none."""
    paired: frozenset[str]
    """The words of those."""
    strong: frozenset[str]
    """The words whose reason makes a clause worth keeping."""
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    """For scripts without blanks."""
    joins: frozenset[str]
    asides: frozenset[str]
    openings: frozenset[str]
    frames: frozenset[str]
    rules: frozenset[tuple[str, str]]
    rule_ends: frozenset[str]
    """The last words of those."""
    personal: frozenset[str]
    leaning: frozenset[str]
    beside: frozenset[str]
    noted: frozenset[str]
    """All of the words that a sentence is judged by."""
    is_wide: bool


@cache
def table(code: str) -> Table:
    """The signals of a language; of an unknown one numbers alone."""
    signals = LANGUAGES.get(code, Signals())
    reasons: dict[str, str] = {}
    pairs: dict[tuple[str, str], str] = {}
    wide = code in WIDE
    for reason in (*ORDER, "nothing"):
        for word in getattr(signals, reason).split():
            first, _, second = word.partition("_")
            if second:
                pairs[first, second] = "" if reason == "nothing" else reason
                if reason != "nothing":
                    reasons.setdefault(first if len(first) > 2 else second, "")
            elif not wide:
                reasons[word] = reason
    listed = {one.name: frozenset(getattr(signals, one.name).split()) for one in fields(Signals)}
    rules = frozenset((a, b) if b else ("", a) for a, _, b in (word.partition("_") for word in listed["rules"]))
    return Table(
        reasons=reasons,
        pairs=pairs,
        paired=frozenset(word for pair in pairs for word in pair),
        strong=frozenset(word for word, reason in reasons.items() if reason in STRONG),
        patterns=tuple(
            (reason, re.compile("|".join(getattr(signals, reason).split())))
            for reason in (ORDER if wide else ())
            if getattr(signals, reason)
        ),
        rules=rules,
        rule_ends=frozenset(b for _, b in rules),
        noted=frozenset(reasons) | listed["personal"] | listed["beside"],
        is_wide=wide,
        **{name: listed[name] for name in ("joins", "asides", "openings", "frames", "personal", "leaning", "beside")},
    )


def numbers(words: Iterable[str]) -> list[str]:
    """Those of some words that begin with a digit."""
    return [word for word in words if word < _AFTER_DIGITS and word[0].isdigit()]


def of(code: str, lower: Sequence[str], text: str) -> list[str]:
    """The reasons that a clause's lower-case words give, in a fixed order; `text` is the clause itself."""
    known = table(code)
    return among(known, {*(known.reasons.keys() & set(lower)), *numbers(lower)}, lower, text)


def among(known: Table, signs: Iterable[str], lower: Sequence[str], text: str) -> list[str]:
    """The same, where only `signs` may be signals or numbers; not all of them need stand in the clause."""
    if known.is_wide:
        return [reason for reason, pattern in known.patterns if pattern.search(text)]
    found: set[str] = set()
    for sign in signs:
        if sign not in lower:
            continue
        if sign not in known.reasons:
            if sign[0].isdigit():
                found.add(_number(known, lower, lower.index(sign)))
        elif sign in known.paired:
            found.update(_reasons(known, lower, sign))
        else:
            found.add(known.reasons[sign])
    return [reason for reason in ORDER if reason in found] if found else []


def _reasons(known: Table, lower: Sequence[str], word: str) -> Iterator[str]:
    """What each occurrence of a word is worth among its neighbours."""
    for at, other in enumerate(lower):
        if other == word:
            pair = known.pairs.get((word, lower[at + 1])) if at + 1 < len(lower) else None
            if pair is None and at:
                pair = known.pairs.get((lower[at - 1], word))
            yield known.reasons[word] if pair is None else pair


def _number(known: Table, lower: Sequence[str], at: int) -> str:
    """Whether a number is a year or the day of a month, or counts something."""
    word = lower[at]
    if len(word) == 4 and word[:2] in {"19", "20"}:
        return "dated"
    if len(word) <= 2:
        around = lower[max(0, at - 1) : at + 3]
        if any(known.reasons.get(other) == "dated" or other in {"may", "march"} for other in around):
            return "dated"
    return "counted"
