"""The encoding of bytes that nobody declared and that are not UTF-8, told by which letters it would make them.

Only for scripts other than Latin, whose letters stand together: each encoding is tried, and the one counts whose
commonest letters are as common in the text as they are in its language. Latin letters beyond ASCII are too few to tell.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SAMPLE = 65_536
_FEWEST = 12
"""Bytes beyond ASCII, by which nothing can be told with fewer."""
_SURE = 0.6
_TOGETHER = re.compile(rb"(?:[\x80-\xff]{1,2}[\x40-\x7e]?){3,}")


class _Script(NamedTuple):
    codec: str
    common: frozenset[str]
    """The commonest letters of a language."""
    share: float
    """Of all letters, that these are in an ordinary text."""


def encoding(body: bytes) -> str | None:
    """A codec's name, or None if nothing speaks for any."""
    sample = body[:_SAMPLE]
    beyond = sum(byte > 0x7F for byte in sample)
    together = sum(len(run) for run in _TOGETHER.findall(sample))
    if beyond < _FEWEST or together < beyond * 0.6:
        return None
    best, codec = max((_likeness(sample, script), script.codec) for script in _SCRIPTS)
    return codec if best >= _SURE else None


def _likeness(sample: bytes, script: _Script) -> float:
    """How much like its language the bytes read: 1 and more as they should, 0 if they are not in this encoding."""
    text = sample.decode(script.codec, "replace")
    letters = [one for one in text if one > "\x7f"]
    bad = letters.count("\ufffd")
    if bad > len(letters) * 0.01 + 1:  # the sample may end inside of a character
        return 0
    return sum(one in script.common for one in letters) / len(letters) / script.share


_SIMPLIFIED = "的一是不了在人有我他这中大来上国个到说们为子和地出道也时年得就那要下以生会自过家学对可里后多天能"
_TRADITIONAL = "的一是不了在人有我他這中大來上國個到說們為子和地出道也時年得就那要下以生會自過家學對可裡後多天能"
_KANA = "のにはをたがでとしれさあいるもなかられりこうっスントルー"
_RUSSIAN = "оеаинтсрвлк"
_SCRIPTS = (
    _Script("gb18030", frozenset(_SIMPLIFIED), 0.25),
    _Script("big5hkscs", frozenset(_TRADITIONAL), 0.25),
    _Script("euc_jp", frozenset(_KANA), 0.4),
    _Script("cp932", frozenset(_KANA), 0.4),
    _Script("cp949", frozenset("이다는에의을가고하지로를한은도서기사인대리자시어나정아일그해수만라있"), 0.4),
    _Script("cp1251", frozenset(_RUSSIAN), 0.65),
    _Script("koi8-r", frozenset(_RUSSIAN), 0.65),
    _Script("cp1253", frozenset("αοιετσνηυρπ"), 0.65),
    _Script("cp1255", frozenset("יוהאלרתבמש"), 0.65),
    _Script("cp1256", frozenset("اليمنرتبوه"), 0.65),
    _Script("cp874", frozenset("านรอกเงมยลวดทส่้ี"), 0.6),
)
