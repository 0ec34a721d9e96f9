"""Which of the cues before a quotation governs it: in "Kim said he called it "..."" the first, in "Kim said and
called it "..."" the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations.languages.base import Kind

if TYPE_CHECKING:
    from newsreader.quotations.cues import Cue
    from newsreader.quotations.passage import Passage
    from newsreader.quotations.sources import Sources

_WEAK = (Kind.THINK, Kind.SHOW)
"""What these report is seldom their own: an outer "said" governs it."""
_SPEECH = (Kind.SAY, Kind.TELL)
_FARTHEST = 6
"""Cues looked at before a quotation."""
_JOINING = frozenset(("and", "but", "then", "while", "as", "whereas", "though", "although", "or"))
_MEANWHILE = frozenset(("as", "when", "while", "after", "before", "until", "because"))
_RELATIVES = frozenset(("who", "which", "that"))
_NEXT_CLAUSE = 3
"""Words between a conjunction and the subject that it begins a clause with."""


class Governing:
    """The cues of one section by which of them holds the other in its content."""

    def __init__(self, passage: Passage, sources: Sources) -> None:
        self.passage = passage
        self.sources = sources

    def outermost(self, found: list[Cue], index: int, first: int, used: set[int]) -> Cue:
        """The cue that governs the words behind `found[index]`; `used` are first words of cues spent on others."""
        if self.passage.language.inverted:
            return self._chain(found, index, first)
        chosen = index
        for outer in range(index - 1, max(-1, index - _FARTHEST), -1):
            if found[outer].first in used:
                break
            if self._holds(found[outer], found[chosen], first):
                chosen = outer
        return found[chosen]

    def _holds(self, outer: Cue, inner: Cue, first: int) -> bool:
        """Whether the inner cue stands in what the outer one reports."""
        lower = self.passage.lower
        before = lower[inner.first - 1]
        if outer.kind in _SPEECH or (outer.kind is Kind.ACCORDING and outer.first == first):
            return not self._parts(outer, inner, first)
        if inner.kind in _WEAK:
            return outer.kind not in {Kind.ACCORDING, *_WEAK} and not self._parts(outer, inner, first)
        return outer.kind is Kind.NAME and inner.participle and before == "for"

    def _parts(self, outer: Cue, inner: Cue, first: int) -> bool:
        """Whether something between two cues ends what the outer one reports."""
        words, lower, inside = self.passage.words, self.passage.lower, self.passage.inside
        before = lower[inner.first - 1]
        if inside[inner.first - 1]:
            return True
        if inner.kind not in _WEAK:
            if inner.participle and (before in _JOINING or before in {",", "by"} or inner.first - 1 == outer.last):
                return True
            if before == "," and not (inner.participle or outer.participle and words[outer.first - 1] != ","):
                return True
        subject = self.sources.before(inner, max(first, outer.last))
        start = subject.shown[0] if subject is not None else inner.first
        if inner.kind in _SPEECH and subject is not None:
            if subject.relative is not None or (start > outer.last and words[start - 1] == ","):
                return True
        if start > outer.last and lower[start - 1] in _MEANWHILE and start - outer.last <= _NEXT_CLAUSE:
            return lower[start - 2] != "that"
        aside = lower[outer.first - 1] in _RELATIVES or (
            subject is not None and inner.kind not in _WEAK and outer.kind is not Kind.ACCORDING
        )
        for at in range(outer.last, start):
            word = words[at]
            if inside[at]:
                if not inside[at - 1] and (at == outer.last or words[at - 1] in {",", ":"}):
                    return True
            elif word == ";" or (aside and word == ","):
                return True
            elif word in {",", "—", "–", "-"} and at + 1 < start:
                if lower[at + 1] in _JOINING and start - at - 2 <= _NEXT_CLAUSE and "that" not in lower[at + 2 : start]:
                    return True
        return False

    def _chain(self, found: list[Cue], index: int, first: int) -> Cue:
        """The same where the subject may stand behind its verb: only cues close to each other."""
        lower = self.passage.lower
        while index > 0:
            inner, outer = found[index], found[index - 1]
            if outer.kind not in _SPEECH and not (inner.kind is Kind.THINK and outer.kind is not Kind.ACCORDING):
                break
            subject = self.sources.before(inner, max(first, outer.last))
            start = subject.first if subject is not None else inner.first
            between = lower[outer.last : start]
            if any(not word[0].isalnum() for word in between) or len(between) > (
                2 if inner.kind is not Kind.THINK else 8
            ):
                break
            if any(word in {"and", "who", "which", "but", "und", "der", "die"} for word in between):
                break
            index -= 1
        return found[index]
