"""Text to the words of the full-text index and back to a match of it. Pure.

Scripts written without spaces, and Hangul, are indexed by overlapping pairs of characters: 中国人 becomes 中国 国人 人.
A word of two is then one word of the index, a longer one a phrase, a single character the beginning of a pair.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from newsreader import text as text_

TOKENIZER = "unicode61 remove_diacritics 0 categories ''L* N* Co Mn Mc''"
"""Of FTS5, to stand in a quoted option; it sees folded text only."""

_PAIRED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\U00020000-\U0003ffff]+"
)
_FACT = "\ue000"
"""Begins each word of the facts; of private use, so no text of a feed has a word that begins so."""
_BLANKS = re.compile(r"\s+")


@cache
def paired() -> re.Pattern[str]:
    """What finds the runs of characters that are indexed by pairs."""
    return re.compile(_PAIRED)


def indexed(text: str) -> str:
    """What the index is given for a text."""
    return paired().sub(lambda run: f" {_pairs(run[0])} {run[0][-1]} ", folded(text))


def count(text: str) -> int:
    """How many words a text has; scripts without spaces have about two characters to a word."""
    characters = 0 if text.isascii() else sum(map(len, paired().findall(text)))
    return len(text.split()) + characters // 2


def phrase(text: str, *, prefix: bool = False) -> str | None:
    """The match of FTS5 for words in a row; None if there is no letter or digit in them."""
    found = in_a_row(text, prefix=prefix)
    return None if found is None else quoted(found[0]) + "*" * found[1]


def in_a_row(text: str, *, prefix: bool = False) -> tuple[str, bool] | None:
    """Words in a row as the index has them, and whether the last only begins so; None as for `phrase`."""
    wanted = folded(text)
    while wanted and not is_letter(wanted[-1]):
        wanted = wanted[:-1]
        prefix = False
    if not any(map(is_letter, wanted)):
        return None
    last = _last_paired().search(wanted)
    if last is None:
        return _one_line(indexed(wanted)), prefix
    return _one_line(indexed(wanted[: last.start()]) + " " + (_pairs(last[0]) or last[0])), len(last[0]) == 1


def split(indexed_text: str) -> list[str]:
    """The words that the index finds in what it is given, in their order."""
    return _term().findall(indexed_text.replace("_", " "))


def has_letters(text: str) -> bool:
    """Whether there is anything in a text to look for."""
    return any(map(is_letter, folded(text)))


def quoted(phrase_: str) -> str:
    """A phrase of FTS5, in which no sign means anything."""
    return '"' + phrase_.replace('"', " ").replace("\0", " ") + '"'


def fact(kind: str, value: str = "") -> str:
    """A word of the facts: one that no text has."""
    return f"{_FACT}{kind}{value}"


def link(address: str) -> str:
    """The words of an address, as facts."""
    return " ".join(fact("l", word) for word in split(indexed(address)))


def _pairs(run: str) -> str:
    return " ".join(run[n : n + 2] for n in range(len(run) - 1))


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def folded(text: str) -> str:
    """A text as the index compares it. Folding takes Hangul apart; its syllables are put together again."""
    return unicodedata.normalize("NFC", text_.fold(text))


def is_letter(character: str) -> bool:
    """Whether a word of the index may hold it."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category in {"Co", "Mn", "Mc"}


@cache
def _last_paired() -> re.Pattern[str]:
    return re.compile(f"{_PAIRED}$")


@cache
def _term() -> re.Pattern[str]:
    """A word as the tokenizer sees it: letters and digits, and the marks that are written with them."""
    marks = (c for c in map(chr, range(0x300, 0x3100)) if unicodedata.category(c) in {"Mn", "Mc"})
    return re.compile(f"[\\w\ue000-\uf8ff{''.join(marks)}]+")
