"""Speech that a dash opens, and the words "dit-elle" that stand within speech: where a speech stops and goes on.

Only for languages whose writers use them (`Language.dialogue`). Looks at signs, cues and the word behind a cue; who
speaks is found elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations.languages.base import Kind

if TYPE_CHECKING:
    from newsreader.quotations.passage import Passage

_DASHES = frozenset(("—", "–", "-"))
_BEFORE = frozenset((",", "!", "?", "…", ".")) | _DASHES
_AFTER = frozenset((",", ".", ";", ":")) | _DASHES
_SAYING = frozenset((Kind.SAY, Kind.TELL, Kind.ASK, Kind.VOW, Kind.THINK))
_LONGEST = 14
"""Words of the longest insertion."""
_CLOSE = 4
"""Words between the sign that opens an insertion and its verb."""


def speeches(passage: Passage) -> dict[int, list[tuple[int, int]]]:
    """Paragraph -> the word ranges of its speech, for paragraphs that a dash opens.

    A list is opened by dashes too: a run of such paragraphs is taken for speech if one of them names its speaker or asks.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    run: list[int] = []
    sure = False
    for number, (first, last) in enumerate(passage.paragraphs):
        if last - first < 2 or passage.words[first] not in _DASHES:
            _keep(passage, run, found, sure=sure)
            run, sure = [], False
            continue
        pieces, named = _pieces(passage, first, last)
        if passage.words[first] == "-" and not named:
            continue
        run.append(number)
        found[number] = pieces
        sure = sure or named or passage.words[last - 1] == "?"
    _keep(passage, run, found, sure=sure)
    return found


def split(passage: Passage, first: int, last: int) -> list[tuple[int, int]]:
    """The parts of the words [first, last) between marks around insertions: « Je viens, dit-elle, demain. »"""
    parts: list[tuple[int, int]] = []
    start = at = first
    while at < last - 1:
        if passage.words[at] in _BEFORE and at > first + 1:
            end = _insertion(passage, at + 1, last - 1, sure=False)
            if end is not None:
                parts.append((start, at + (passage.words[at] in {"!", "?", "…"})))
                start = end + (passage.words[end] == ",")
                start = at = start + (passage.words[start] in _DASHES)
                continue
        at += 1
    if not parts:
        return [(first, last)]
    if last - start > 1:
        parts.append((start, last))
    return parts


def _keep(passage: Passage, run: list[int], found: dict[int, list[tuple[int, int]]], *, sure: bool) -> None:
    """Forget a run of paragraphs that is a list."""
    if not sure:
        for number in run:
            del found[number]


def _pieces(passage: Passage, first: int, last: int) -> tuple[list[tuple[int, int]], bool]:
    """The speech of one paragraph, and whether it holds words on who speaks."""
    words = passage.words
    pieces: list[tuple[int, int]] = []
    start, at = first, first + 1
    while at < last:
        if words[at] not in _BEFORE or (words[at] == "-" and passage.joined(at)):
            at += 1
            continue
        dash = at + 1 if words[at] not in _DASHES and at + 1 < last and words[at + 1] in _DASHES else at
        opened_by_dash = words[dash] in _DASHES
        if words[at] == "." and not opened_by_dash:
            at += 1
            continue
        end = _insertion(passage, dash + 1, last, sure=opened_by_dash or words[at] != ",")
        if end is None:
            at = dash + 1
            continue
        pieces.append((start, at + (words[at] in {"!", "?", "…", "."})))
        if opened_by_dash:
            closing = _closing_dash(passage, end, last)
            if closing is None:
                return pieces, True
            start = at = closing
        elif end < last and words[end] == ",":
            start = at = end + 1
        else:
            return pieces, True
        at += 1
    if last - start > 1:
        pieces.append((start, last))
    return pieces, len(pieces) > 1


def _closing_dash(passage: Passage, end: int, last: int) -> int | None:
    """Where speech goes on behind an insertion: at its closing dash, or behind the stop that hangs on the dash."""
    words = passage.words
    for at in range(end, min(last, end + _LONGEST)):
        if words[at] in _DASHES and at + 1 < last:
            if words[at + 1] in {".", ",", ":", ";"}:
                return at + 2 if at + 2 < last else None
            return at
    return None


def _insertion(passage: Passage, first: int, limit: int, *, sure: bool) -> int | None:
    """Where words on who speaks end, if they begin at `first`: at the sign behind them.

    `sure` where signs already show that speech stops.
    """
    lower, words, language = passage.lower, passage.words, passage.language
    verb = first
    while verb < min(limit, first + _CLOSE) and (
        lower[verb] in language.between or lower[verb] in language.pronouns or words[verb] == "-t-"
    ):
        verb += 1
    if verb >= limit or language.cues.get(lower[verb]) not in _SAYING or passage.is_capital(verb):
        return None
    if not _names(passage, first, verb, limit, sure=sure):
        return None
    for end in range(verb + 1, min(limit + 1, verb + _LONGEST)):
        if end == limit or (words[end] in _AFTER and not _hangs(passage, end)):
            return end
        if end > verb + 1 and lower[end] in language.openers:
            return None
    return None


def _names(passage: Passage, first: int, verb: int, limit: int, *, sure: bool) -> bool:
    """Whether a pronoun, a name or an office stands beside a verb."""
    lower, language = passage.lower, passage.language
    if any(language.pronouns.get(lower[at]) in {"m", "f", "p", "s"} for at in range(first, verb)):
        return True
    at = verb + 1
    while at < limit and (_hangs(passage, at) or lower[at] in language.between):
        at += 1
    if at >= limit:
        return False
    if language.pronouns.get(lower[at]) in {"m", "f", "p", "s"} or passage.is_capital(at):
        return True
    if sure and (lower[at] in language.determiners or (language.name_cases and lower[at] not in language.not_names)):
        return True
    return any(language.is_role(lower[near]) for near in range(at, min(limit, at + 3)))


def _hangs(passage: Passage, at: int) -> bool:
    """Whether a hyphen ties a pronoun to its verb: dit-elle."""
    if passage.words[at] == "-t-":
        return True
    return (
        passage.words[at] == "-"
        and at + 1 < len(passage.words)
        and passage.starts[at] == passage.ends[at - 1]
        and passage.starts[at + 1] == passage.ends[at]
    )
