"""Chinese and Japanese: who speaks, read from the characters around a quoted stretch.

These scripts put no blanks between words, so patterns of characters take the place of `cues` and `sources`. Each looks
at a few dozen characters beside the marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BEFORE, _AFTER = 60, 40
_ZH_CUE = (
    "说道|说|表示|称|指出|强调|认为|写道|问道|回应|宣布|回答|补充|透露|警告|承诺|形容|說道|說|強調|認為|寫道|問|宣佈|稱"
)
_ZH_BEFORE = re.compile(
    rf"(?:^|[，,。！？；、\s”」])([^，,。！？；、：:\s”」“「]{{1,24}}?)({_ZH_CUE})[^，,。！？；：:]{{0,10}}[：:，,]?\s*$"
)
_ZH_AFTER = re.compile(rf"^[，,]?\s*([^，,。！？；、：:\s]{{1,16}}?)({_ZH_CUE})")
_JA_CUE = (
    "述べ|話し|語っ|語り|発言し|強調し|コメントし|説明し|指摘し|主張し|"
    "明らかにし|答え|書い|訴え|言っ|言い|批判し|警告し|表明し"
)
_JA_AFTER = re.compile(rf"^[、，]?(?:など)?(?:と|とも)[^「」。]{{0,12}}?({_JA_CUE})")
_JA_TOPIC = re.compile(r"([^、。「」\s]{1,24}?)(?:は|が|も)(?:、|[^、。「」]{0,30}$)")
_SENTENCE_ENDS = re.compile(r"[。！？\n”」』]")
_PRONOUNS = frozenset(("他", "她", "他们", "她们", "彼", "彼女", "同氏", "同相", "它"))
_ADVERBS = re.compile(r"(?:(?<=.)在.*|同时|随后|还|并|则|也|曾|当天|今天|昨天)+$")


@dataclass(slots=True)
class Reading:
    """Offsets of a cue and of its source; the source's words, or nothing for a pronoun."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    speaker: str | None
    is_pronoun: bool


def read(text: str, start: int, end: int, code: str) -> Reading | None:
    """Who speaks the words in marks between two offsets."""
    return _japanese(text, start, end) if code == "ja" else _chinese(text, start, end)


def _chinese(text: str, start: int, end: int) -> Reading | None:
    begin = max(0, start - _BEFORE)
    found = _ZH_BEFORE.search(text[begin:start])
    if found is None:
        begin, found = end, _ZH_AFTER.search(text[end : end + _AFTER])
    if found is None:
        return None
    first, last = found.span(1)
    last -= len(found.group(1)) - len(_ADVERBS.sub("", found.group(1)))
    cue = begin + found.start(2), begin + found.end(2)
    return _reading(text, cue, begin + first, begin + last)


def _japanese(text: str, start: int, end: int) -> Reading | None:
    found = _JA_AFTER.search(text[end : end + _AFTER])
    if found is None:
        return None
    cue = end + found.start(1), end + found.end(1)
    begin = max(0, start - _BEFORE)
    for stop in _SENTENCE_ENDS.finditer(text, begin, start):
        begin = stop.end()
    topic = _JA_TOPIC.search(text[begin:start])
    if topic is None:
        return Reading(cue, None, None, is_pronoun=True)
    return _reading(text, cue, begin + topic.start(1), begin + topic.end(1))


def _reading(text: str, cue: tuple[int, int], first: int, last: int) -> Reading:
    if last <= first:
        return Reading(cue, None, None, is_pronoun=False)
    words = text[first:last]
    is_pronoun = words in _PRONOUNS
    return Reading(cue, (first, last), None if is_pronoun else words, is_pronoun)
