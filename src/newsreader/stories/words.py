"""The words of a text as they are compared, and a number for each: the same in every process and on every machine."""

from __future__ import annotations

import re
import zlib
from itertools import pairwise

from newsreader.text import fold

_UNSPACED = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0002ffff"
"""Thai, Lao, Khmer, Chinese, Japanese, Korean: where a word ends is not written, or says little."""
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")


def words(text: str) -> list[str]:
    """Words without case and accents; of scripts without blanks every two signs that stand side by side."""
    return _parted(_WORD.findall(fold(text)))


def names(text: str) -> list[str]:
    """The words of a text that begin with a capital or a digit, in the form of `words`."""
    found = (word for word in _WORD.findall(text) if word[0].isupper() or word[0].isdigit())
    return words(" ".join(found))


def number(word: str) -> int:
    """A number of 32 bits for a word."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _parted(found: list[str]) -> list[str]:
    if not any(map(_IS_UNSPACED.match, found)):
        return found
    parted: list[str] = []
    for word in found:
        is_unspaced = len(word) > 1 and _IS_UNSPACED.match(word)
        parted += (first + second for first, second in pairwise(word)) if is_unspaced else (word,)
    return parted
