"""Text to the words of the full-text index and back to a match of it. Pure.

Scripts written without spaces, and Hangul, are indexed by overlapping pairs of characters: 中国人 becomes 中国 国人 人.
A word of two is then one word of the index, a longer one a phrase, a single character the beginning of a pair.
"""

from __future__ import annotations

import re
import unicodedata

from newsreader import text as text_

TOKENIZER = "unicode61 remove_diacritics 0 categories ''L* N* Co Mn Mc''"
"""Of FTS5, to stand in a quoted option; it sees folded text only."""

PAIRED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\U00020000-\U0003ffff]+"
)
_LAST_PAIRED = re.compile(f"{PAIRED.pattern}$")


def indexed(text: str) -> str:
    """What the index is given for a text."""
    return PAIRED.sub(lambda run: f" {_pairs(run[0])} {run[0][-1]} ", folded(text))


def phrase(text: str, *, prefix: bool = False) -> str | None:
    """The match of FTS5 for words in a row; None if there is no letter or digit in them."""
    wanted = folded(text)
    while wanted and not is_letter(wanted[-1]):
        wanted = wanted[:-1]
        prefix = False
    if not any(map(is_letter, wanted)):
        return None
    last = _LAST_PAIRED.search(wanted)
    if last is None:
        found = indexed(wanted)
    else:
        prefix = len(last[0]) == 1
        found = indexed(wanted[: last.start()]) + " " + (_pairs(last[0]) or last[0])
    return '"' + found.replace('"', " ").replace("\0", " ") + '"' + ("*" if prefix else "")


def _pairs(run: str) -> str:
    return " ".join(run[n : n + 2] for n in range(len(run) - 1))


def folded(text: str) -> str:
    """A text as the index compares it. Folding takes Hangul apart; its syllables are put together again."""
    return unicodedata.normalize("NFC", text_.fold(text))


def is_letter(character: str) -> bool:
    """Whether a word of the index may hold it."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category in {"Co", "Mn", "Mc"}
