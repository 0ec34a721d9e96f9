"""The cue and source that stand behind a quotation: "...," said Kim; "...," Kim said; "..." to the end, Kim said."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.quotations import orders, reported, shapes
from newsreader.quotations.cues import Cue
from newsreader.quotations.languages.base import Kind

if TYPE_CHECKING:
    from newsreader.quotations.nouns import Source
    from newsreader.quotations.passage import Passage, Quoted
    from newsreader.quotations.subjects import Subjects

LINKS = frozenset((",", "-", "–", "—", "!", "?", ".", "…"))
"""Signs between the closing mark and what reports it."""
_STRAY = frozenset(("'", "’", "”", '"'))
"""Closing marks that one within another leaves behind."""
_AHEAD = 30
"""Words behind a quotation among which its cue is looked for."""
_CUES = 3
"""Cues behind a quotation that are looked at: "Kim, who has denied it, said"."""
_ACCORDING_WITHIN = 8
_SPEECH = (Kind.SAY, Kind.TELL, Kind.ASK, Kind.ACCORDING)
_NEXT_CLAUSE = frozenset(("and", "but", "while", "as", "when"))


@dataclass(slots=True)
class Reading:
    """What reports a quotation that stands before it."""

    cue: Cue | None
    source: Source | None
    rule: str
    """Of `rules`."""
    end: int
    """The word before which the content ends."""
    members: int = 1
    """Quoted stretches in it."""
    alone: bool = False
    """Nothing before the marks belongs to it."""


class Behind:
    """Reads what follows the quotations of one section."""

    def __init__(self, passage: Passage, subjects: Subjects) -> None:
        self.passage = passage
        self.subjects = subjects
        self.clause = 0
        """Where the last claim of the sentence ends."""
        self._english = passage.language.code == "en"

    def read(
        self,
        found: list[Cue],
        quoted: list[Quoted],
        position: int,
        first: int,
        last: int,
        used: set[int],
    ) -> Reading | None:
        """What reports `quoted[position]` in the sentence [first, last); `found` are the sentence's cues."""
        passage, stretch = self.passage, quoted[position]
        at = stretch.last
        while at < last and not passage.inside[at]:
            if passage.words[at] not in LINKS and not (self._english and passage.words[at] in _STRAY):
                break
            at += 1
        if at >= last or passage.inside[at]:
            return self._trailing(found, quoted, position, last, used)
        before = stretch.first > first and bool(found) and found[0].first < stretch.first
        if before and passage.words[stretch.first - 1] == ":":
            return None
        limit = min(last, at + _AHEAD, quoted[position + 1].first if position + 1 < len(quoted) else last)
        index = bisect_left(found, at, key=lambda cue: cue.first)
        if index >= len(found) or found[index].first >= limit:
            return self._unlisted(before, stretch, at, limit) or self._trailing(found, quoted, position, last, used)
        preceded = before and found[0].first not in used
        for cue in found[index : index + (_CUES if self._english else 1)]:
            if cue.first >= limit:
                break
            reading = self._reading(cue, found, stretch, at, limit, last, preceded)
            if reading is not None:
                self.subjects.known[cue.first] = reading.source
                return reading
            if cue.first == at or cue.participle:
                break
        return self._trailing(found, quoted, position, last, used)

    def _reading(
        self, cue: Cue, found: list[Cue], stretch: Quoted, at: int, limit: int, last: int, preceded: bool
    ) -> Reading | None:
        """A cue behind a quotation with its subject, if the two belong to it."""
        passage = self.passage
        loose = not shapes.ends_like_speech(passage, stretch) and at == stretch.last
        if preceded and self._english and (cue.kind not in _SPEECH or passage.lower[at] in _NEXT_CLAUSE):
            return None
        rule = "behind"
        if cue.first == at:
            names = cue.kind is Kind.NAME and (loose or not passage.language.names_apart)
            reads = passage.lower[at] in {"reads", "read"} and not loose
            if cue.participle or names or (cue.kind in {Kind.THINK, Kind.SHOW} and not reads):
                return None
            if cue.kind is Kind.ACCORDING and found[0].first < stretch.first:
                return None
            source = self.subjects.behind(cue, limit)
            if source is None and (
                loose or preceded or (cue.kind is not Kind.SAY and not passage.language.drops_subject)
            ):
                return None
        elif cue.kind is Kind.ACCORDING:
            if (loose and cue.first - at > 2) or found[0].first < stretch.first:
                return None
            source = self.subjects.of(cue, found, at, limit, None)
            if source is None or cue.first - at > _ACCORDING_WITHIN:
                return None
        else:
            if cue.participle or (cue.kind is Kind.VOW and loose):
                return None
            source = (
                self.subjects.reaching(cue, at)
                or self.subjects.inverted(cue, at, limit)
                or self.subjects.parenthetical(cue, limit)
            )
            if source is None and not loose and orders.is_dropped(passage, cue, at):
                return Reading(cue, None, "behind", stretch.last)
            if source is None or source.pronoun == "r" or source.relative is not None:
                return None
            if loose and (cue.kind not in {Kind.SAY, Kind.TELL} or self._says_more(cue, last)):
                return None
            if loose and any(other.last <= stretch.first for other in found):
                return None
        if cue.kind is Kind.ACCORDING:
            rule = "according"
        elif source is not None and source.first >= cue.last:
            rule = "inverted"
        return Reading(cue, source, rule, stretch.last)

    def _trailing(
        self, found: list[Cue], quoted: list[Quoted], position: int, last: int, used: set[int]
    ) -> Reading | None:
        """A quotation and the words behind it, all reported by the sentence's end: "..." to all of us, Kim said."""
        passage, stretch = self.passage, quoted[position]
        if not self._english or not found or (found[0].first < stretch.first and found[0].first not in used):
            return None
        cue = found[-1]
        if cue.participle or cue.kind not in {Kind.SAY, Kind.ASK} or cue.first <= stretch.last:
            return None
        source = self.subjects.sources.before(cue, stretch.last)
        if source is None or source.relative is not None or source.pronoun == "r":
            return None
        comma = source.first - 1
        if passage.words[comma] != "," and not (passage.inside[comma] and passage.words[comma - 1] == ","):
            return None
        if not reported.ends_sentence(passage, cue, last, source):
            return None
        end = comma + 1 if passage.inside[comma] else comma
        members = bisect_left(quoted, end, lo=position, key=lambda one: one.first) - position
        self.subjects.known[cue.first] = source
        return Reading(cue, source, "behind", end, members)

    def _says_more(self, cue: Cue, last: int) -> bool:
        """Whether a cue has a content of its own behind it."""
        return cue.last < last and self.passage.lower[cue.last] in self.passage.language.openers

    def _unlisted(self, before: bool, stretch: Quoted, at: int, limit: int) -> Reading | None:
        """ "...," retaliated Kim: a verb that no table has, beside a quotation that ends like speech."""
        if not self._english or before:
            return None
        reading = self._verb_and_subject(stretch, at, limit)
        return Reading(*reading, "unlisted", stretch.last) if reading is not None else None

    def _verb_and_subject(self, stretch: Quoted, at: int, limit: int) -> tuple[Cue, Source] | None:
        """A verb that no table has and its subject, in either order, behind words that end like speech."""
        passage, sources = self.passage, self.subjects.sources
        if passage.words[stretch.last - 2] not in {",", "?", "!"} or not stretch.closed or at + 1 >= limit:
            return None
        if sources.nouns.looks_like_verb(at):
            source = sources.after(at + 1, limit)
            if source is not None and source.first == at + 1:
                return Cue(at, at + 1, Kind.SAY), source
            return None
        source = sources.after(at, limit)
        if source is None or source.first > at + 1:
            return None
        verb = source.last
        while verb < limit and sources.nouns.is_between(verb):
            verb += 1
        if verb < limit and sources.nouns.looks_like_verb(verb):
            return Cue(verb, verb + 1, Kind.SAY), source
        heading = self.subjects.openings.ending_in_verb(source)
        if heading is not None:
            return Cue(heading.last, heading.last + 1, Kind.SAY), heading
        return None
