"""Which stretches of a paragraph stand between quotation marks. Knows signs, not words.

Marks inside a quotation are not reported. A mark left open runs to the paragraph's end; if the next paragraph opens
again, the two belong together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIGNS = re.compile("[\"“”„‟«»‹›‘’‚‛「」『』'`＂]")
_CLOSERS = {
    "“": "”", "„": "“”‟\"", "‟": "”", "”": "”", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』",
    "‘": "’", "‚": "‘’", "'": "'", '"': '"”', "''": "''", "＂": "＂",
}  # fmt: skip
_DEEP = {"“": "”", "«": "»", "「": "」", "『": "』", "‘": "’"}
"""Openers that differ from their closer, so that depth can be counted."""
_SINGLE = frozenset("‘’‚‛'`")
_OPENING_BEFORE = frozenset(" \t\n\u00a0\u2009\u202f([{—–-/:,¿¡\"“„«‘‚'…=：，。、（；")
_WIDE = "\u2e80"
"""From here on letters stand without blanks: a mark beside them is no apostrophe."""
_STOPS = frozenset(".,!?…;:")
_BLANK = frozenset(" \t\n\u00a0\u2009\u202f")
_WORD = re.compile(r"[^\W_]")
_CODE = 3
"""Straight marks in a row that are a program's, not a writer's."""


@dataclass(slots=True)
class Stretch:
    """What stands between an opening mark and its closing one, both included."""

    start: int
    end: int
    mark: int
    """Length of the opening mark."""
    closed: bool = True
    single: bool = False


def stretches(text: str, start: int, end: int, following: int | None = None) -> list[Stretch]:
    """The outermost quoted stretches of one paragraph, in order.

    If the next one, which begins at `following`, opens with a single mark, one may be left open here too.
    """
    signs = _read_signs(text, start, end)
    if not signs:
        return []
    goes_on = following is not None and text[following : following + 1] in {"'", "‘"}
    balance = _balanced(signs)
    singles = [at for at, sign in signs if sign in {"’", "'", "‘"} and _closes(text, at, 1, start, end)]
    found: list[Stretch] = []
    opened: tuple[int, str] | None = None
    depth = straight = 0
    next_single = 0
    for at, sign in signs:
        if opened is None:
            if not _opens(text, at, sign, start, end):
                continue
            if sign in _SINGLE:
                while next_single < len(singles) and singles[next_single] <= at + 1:
                    next_single += 1
                if next_single == len(singles) and not (goes_on and _introduces(text, start, at)):
                    continue  # an apostrophe: nothing closes it
            opened, depth, straight = (at, sign), 0, 0
            continue
        begin, opener = opened
        if sign == opener and opener in balance:
            depth += 1
        elif sign == opener == "“" and _ends_word(text, at, start, end):
            found.append(Stretch(begin, at + 1, 1))
            opened = None
        elif sign in _closers(opener) and _may_close(text, at, sign, opener, start, end):
            if depth:
                depth -= 1
                continue
            stop = at + len(sign)
            if _WORD.search(text, begin, at):
                found.append(Stretch(begin, stop, len(opener), True, opener in _SINGLE))
            opened = None
        elif sign == '"' and opener == "“":
            if at > start and text[at - 1] in _BLANK:
                straight += 1
            elif straight:
                straight -= 1
            elif at + 1 >= end or not text[at + 1].isalnum():
                found.append(Stretch(begin, at + 1, 1))  # the closing mark is a straight one
                opened = None
        elif sign == opener == '"' and _opens(text, at, sign, start, end):
            opened = (at, sign)  # the closing mark was forgotten
    if opened is not None and (goes_on or opened[1] not in _SINGLE) and not _is_loose(text, *opened, end):
        last = end
        while last > opened[0] and text[last - 1] in _BLANK:
            last -= 1
        if last - opened[0] > 3 and _WORD.search(text, opened[0], last):
            found.append(Stretch(opened[0], last, len(opened[1]), False, opened[1] in _SINGLE))
    return found


def _introduces(text: str, start: int, at: int) -> bool:
    """Whether speech may begin at a mark: at the paragraph's start, behind a colon or comma."""
    return at == start or text[max(start, at - 2) : at] in {": ", ", "}


def opens_with_mark(text: str, start: int, end: int) -> bool:
    """Whether a paragraph begins with a quotation mark."""
    while start < end and text[start] in _BLANK:
        start += 1
    return start < end and (text[start] in '"“„«»‹‘‚「『＂' or text.startswith("''", start))


def _read_signs(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """The marks of a paragraph; two single straight ones make a double one; apostrophes and code are left out."""
    signs: list[tuple[int, str]] = []
    done = start
    for match in _SIGNS.finditer(text, start, end):
        at, sign = match.start(), match.group()
        if at < done:
            continue
        if (
            sign in "'’"
            and start < at < end - 1
            and text[at - 1].isalnum()
            and text[at + 1].isalnum()
            and max(text[at - 1], text[at + 1]) < _WIDE
        ):
            continue  # most of them
        if sign == '"' and text.startswith('""', at + 1):
            done = at + _CODE
            while done < end and text[done] == '"':
                done += 1
            continue
        if sign in "'`":
            if at + 1 < end and text[at + 1] in "'`":
                signs.append((at, "''"))
                done = at + 2
                continue
            if sign == "`":
                continue
        signs.append((at, sign))
    return signs


def _is_loose(text: str, at: int, sign: str, end: int) -> bool:
    """Whether a straight mark has a blank behind it: alone, it is a key or a sign rather than an opening mark."""
    after = at + len(sign)
    return sign in {'"', "''", "＂"} and (after >= end or text[after] in _BLANK)


def _balanced(signs: list[tuple[int, str]]) -> set[str]:
    """Openers that occur as often as their closers: only then depth means something."""
    found = [sign for _, sign in signs]
    return {sign for sign in _DEEP.keys() & found if 1 < found.count(sign) == found.count(_DEEP[sign])}


def _closers(opener: str) -> str | tuple[str, ...]:
    return ("''",) if opener == "''" else _CLOSERS.get(opener, "")


def _opens(text: str, at: int, sign: str, start: int, end: int) -> bool:
    """Whether a mark can open a quotation where it stands."""
    before = text[at - 1] if at > start else " "
    after = at + len(sign)
    follows = text[after] if after < end else " "
    if sign in "“„‟«「『‹‚":
        return True
    if sign in "’'":
        introduced = text[max(start, at - 2) : at] == ": "
        return sign == "'" and before in _OPENING_BEFORE and (follows.isalpha() or follows in '"“' or introduced)
    if sign == "‘":
        return (before in _OPENING_BEFORE or before > _WIDE) and follows not in _BLANK
    if sign in "」』‛":
        return False
    if sign in "»›”":
        return before in _OPENING_BEFORE and follows not in _BLANK and follows not in _STOPS
    if before in _BLANK and follows in _BLANK:
        return True
    return before in _OPENING_BEFORE or not (follows in _BLANK or follows in _STOPS or before.isdigit())


def _may_close(text: str, at: int, sign: str, opener: str, start: int, end: int) -> bool:
    """Whether a mark that fits the opener can end a quotation where it stands."""
    if opener in _SINGLE:
        return _closes(text, at, len(sign), start, end)
    if opener in {'"', "''"}:
        before = text[at - 1] if at > start else " "
        after = at + len(sign)
        follows = text[after] if after < end else " "
        return not (before in _BLANK and follows.isalnum())
    return True


def _ends_word(text: str, at: int, start: int, end: int) -> bool:
    """Whether a sign hangs on the end of a word: an opening mark there was meant to close."""
    follows = text[at + 1] if at + 1 < end else " "
    return at > start and text[at - 1] not in _OPENING_BEFORE and not follows.isalnum()


def _closes(text: str, at: int, length: int, start: int, end: int) -> bool:
    """Whether a single mark ends a quotation rather than a plural's genitive or a shortened word."""
    after = at + length
    follows = text[after] if after < end else " "
    if (follows.isalnum() and follows < _WIDE) or at <= start:
        return False
    before = text[at - 1]
    if before in _BLANK:
        return False
    return before in _STOPS or before != "s" or follows in _STOPS or follows in ')]"”' or after >= end
