"""Which cue and source each quoted stretch belongs to: a sieve from sure patterns to guesses.

Works through one section's sentences in order. Bounds of reported speech come from `reported`, noun phrases from
`sources`, people from `coreference`; what no cue takes is left to `uncued`, cues that no quotation takes to `unmarked`.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newsreader.quotations import cues, eastern, reported, shapes, trained
from newsreader.quotations.claims import Claim, Ledger
from newsreader.quotations.coreference import Resolver, Speaker
from newsreader.quotations.cues import Cue
from newsreader.quotations.languages.base import Kind
from newsreader.quotations.learned import Learned
from newsreader.quotations.subjects import Subjects
from newsreader.quotations.uncued import Uncued
from newsreader.quotations.unmarked import Unmarked

if TYPE_CHECKING:
    from newsreader.quotations.nouns import Source
    from newsreader.quotations.passage import Passage, Quoted

_AHEAD = 30
"""Words behind a quotation among which its cue is looked for."""
_ACCORDING_WITHIN = 8
_LINKS = frozenset((",", "-", "–", "—", "!", "?", ".", "…"))
_ANY_LANGUAGE = 3
"""Words from which a quoted stretch is taken for somebody's words where the language is not known."""


class Attributor:
    """Attributes the quotations of a text, section by section."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.ledger = Ledger(resolver)
        self._uncued = Uncued(resolver, self.ledger)
        self._clause_start = 0

    def attribute(self, passage: Passage) -> list[Claim]:
        """The claims of a section, in order."""
        self._passage = passage
        self._subjects = Subjects(passage, self.resolver)
        self._cues = cues.find(passage)
        self._cue_firsts = [cue.first for cue in self._cues]
        self._quoted_firsts = [quoted.first for quoted in passage.quoted]
        self._unmarked = Unmarked(passage, self._subjects, self.ledger)
        weights = trained.weights(passage.language.code)
        self._learned = Learned(passage, weights) if weights is not None else None
        self._uncued.enter(passage, self._subjects, self._unmarked)
        self.ledger.enter(passage, self._subjects.sources.nouns.is_nobody)
        if passage.language.cues:
            self._all_sentences()
        else:
            self._without_tables()
        return self.ledger.found

    def _all_sentences(self) -> None:
        paragraph = -1
        for number, (first, last) in enumerate(self._passage.sentences):
            here = self._passage.paragraph_of(first)
            if here != paragraph:
                self._uncued.leave_paragraph()
                paragraph = here
            self._sentence(number, first, last)
            self._uncued.remember_colon(self._cues_between(first, last), first, last)
        self._uncued.leave_paragraph()

    def _without_tables(self) -> None:
        """Languages whose cues are not known: every quoted stretch, with a speaker only where characters tell."""
        passage = self._passage
        for stretch in passage.quoted:
            if passage.language.code in {"zh", "ja"}:
                reading = eastern.read(passage.text, stretch.start, stretch.end, passage.language.code)
                if reading is not None:
                    known = Speaker(reading.speaker) if reading.speaker else None
                    speaker = self.resolver.last if reading.is_pronoun else known
                    self.ledger.add_read(stretch, reading.cue, reading.source, speaker)
                    continue
            elif shapes.size(passage, stretch) < _ANY_LANGUAGE and not shapes.ends_like_speech(passage, stretch):
                continue
            self.ledger.add_read(stretch, None, None, None)

    # --- one sentence -------------------------------------------------------------------------------------------

    def _sentence(self, number: int, first: int, last: int) -> None:
        found = self._cues_between(first, last)
        quoted = self._passage.quoted[bisect_left(self._quoted_firsts, first) : bisect_left(self._quoted_firsts, last)]
        self._clause_start = first
        used: set[int] = set()
        position = 0
        while position < len(quoted):
            stretch = quoted[position]
            taken: tuple[Cue | None, int] | None = self._behind(found, stretch, first, last, quoted, position)
            if taken is None:
                taken = self._in_front(found, stretch, first, last, quoted, position)
            if taken is None:
                self._uncued.attribute(stretch, number, first, last)
                position += 1
                continue
            cue, count = taken
            if cue is not None:
                used.add(cue.first)
            position += count
        if self._learned is not None:
            for report in self._learned.reports(first, last, self.ledger.spans_from(self._passage.starts[first])):
                if report.cue not in used:
                    self._unmarked.keep(report, self._learned, found, first, last)
        else:
            for cue in found:
                if cue.first not in used:
                    self._unmarked.report(cue, found, first, last)
        if not quoted and not found and self._unmarked.goes_on(first, last):
            self.ledger.go_on(first, last)

    def _behind(
        self, found: list[Cue], stretch: Quoted, first: int, last: int, quoted: list[Quoted], position: int
    ) -> tuple[Cue, int] | None:
        """ "...," said Kim; "...," Kim said; "...," according to Kim."""
        passage = self._passage
        at = stretch.last
        while at < last and passage.words[at] in _LINKS and not passage.inside[at]:
            at += 1
        if at >= last or passage.inside[at]:
            return None
        if (
            stretch.first > first
            and passage.words[stretch.first - 1] == ":"
            and found
            and found[0].first < stretch.first
        ):
            return None
        limit = min(last, at + _AHEAD, quoted[position + 1].first if position + 1 < len(quoted) else last)
        index = bisect_left(found, at, key=lambda cue: cue.first)
        if index >= len(found) or found[index].first >= limit:
            return None
        cue = found[index]
        loose = not shapes.ends_like_speech(passage, stretch) and at == stretch.last
        if cue.first == at:
            names = cue.kind is Kind.NAME and (loose or not passage.language.names_apart)
            if cue.participle or names or cue.kind in {Kind.THINK, Kind.SHOW}:
                return None
            if cue.kind is Kind.ACCORDING and found[0].first < stretch.first:
                return None
            source = self._subjects.behind(cue, limit)
            if source is None and (loose or cue.kind is not Kind.SAY):
                return None
        elif cue.kind is Kind.ACCORDING:
            if (loose and cue.first - at > 2) or found[0].first < stretch.first:
                return None
            source = self._subjects.sources.of_preposition(cue.last, limit)
            if source is None or cue.first - at > _ACCORDING_WITHIN:
                return None
        else:
            if cue.participle or (cue.kind is Kind.VOW and loose):
                return None
            source = self._subjects.reaching(cue, at) or self._subjects.inverted(cue, at, limit)
            if source is None or source.pronoun == "r":
                return None
            if loose and (cue.kind not in {Kind.SAY, Kind.TELL} or self._says_more(cue, last)):
                return None
            if loose and any(other.last <= stretch.first for other in found):
                return None
        self._subjects.known[cue.first] = source
        self._claim_before(stretch, cue, source, first)
        return cue, 1

    def _claim_before(self, stretch: Quoted, cue: Cue, source: Source | None, first: int) -> None:
        """A claim whose content stands before its cue, from the clause's beginning."""
        passage = self._passage
        start = max(first, self._clause_start)
        while start < stretch.first and (passage.lower[start] in reported.LEADING or passage.words[start] in _LINKS):
            start += 1
        introduced = stretch.first > start and passage.words[stretch.first - 1] == ":"
        if introduced or not shapes.has_words(passage, start, stretch.first):
            start = stretch.first
        self.ledger.add(start, stretch.last, cue, source)
        self._clause_start = max(cue.last, source.last if source is not None else 0)

    def _in_front(
        self, found: list[Cue], stretch: Quoted, first: int, last: int, quoted: list[Quoted], position: int
    ) -> tuple[Cue | None, int] | None:
        """Kim said: "..."; described it as "..."; vowed "full support"; Kim: "..."."""
        passage = self._passage
        index = bisect_left(found, stretch.first, key=lambda cue: cue.first) - 1
        if index < 0:
            return self._after_colon(stretch, first)
        cue = self._subjects.outermost(found, index, first)
        if (
            shapes.is_title(passage, stretch)
            and cue.kind is not Kind.NAME
            and passage.words[stretch.first - 1] not in {",", ":"}
        ):
            return None
        source = self._subjects.of(cue, found, first, last, stretch)
        start = reported.complement(passage, cue, stretch.first, source)
        end = reported.clause_end(passage, self._subjects.sources, cue, reported.later_than(found, cue), start, last)
        end = max(end, stretch.last)
        if cue.kind is Kind.NAME and passage.language.names_apart:
            self.ledger.add(stretch.first, stretch.last, cue, source)
            count, end = 1, stretch.last
        elif self._is_immediate(stretch, start, cue):
            count = self._claim_marked(stretch, cue, source, end, quoted, position)
        else:
            bounds = self._learned and self._learned.around(cue.last - 1, first, last, stretch.first, stretch.last)
            if bounds is not None and cue.kind is not Kind.ACCORDING:
                start, end = bounds
            members = [other for other in quoted[position:] if other.last <= end] or [stretch]
            if (
                cue.kind is Kind.NAME
                and members[-1].last < end
                and passage.lower[members[-1].last] in reported.ADVERBIAL
            ):
                end = members[-1].last
            begin = max(start, self._clause_start) if start < stretch.first else stretch.first
            self.ledger.add(begin, max(end, members[-1].last), cue, source)
            count = len(members)
        self._clause_start = max(end, stretch.last)
        return cue, count

    def _claim_marked(
        self, stretch: Quoted, cue: Cue, source: Source | None, end: int, quoted: list[Quoted], position: int
    ) -> int:
        """Content that begins with its mark: direct, or mixed where unmarked words go on."""
        passage = self._passage
        members = [other for other in quoted[position:] if other.last <= end]
        tail = any(passage.words[at][0].isalnum() for at in range(stretch.last, end) if not passage.inside[at])
        introduced = passage.words[stretch.first - 1] in {":", ","} if stretch.first else False
        if (
            tail
            and not shapes.ends_like_speech(passage, stretch)
            and not (introduced and shapes.is_sentence(passage, stretch))
            and (passage.words[stretch.last] != ",")
        ):
            self.ledger.add(stretch.first, max(end, members[-1].last), cue, source)
            return len(members)
        self.ledger.add(stretch.first, stretch.last, cue, source)
        return 1

    def _is_immediate(self, stretch: Quoted, start: int, cue: Cue) -> bool:
        """Whether a content begins with its opening mark."""
        passage = self._passage
        if start >= stretch.first:
            return True
        before = passage.words[stretch.first - 1]
        if before == ":":
            return True
        if before == "," and not passage.words[stretch.first + 1][0].islower() and cue.kind is not Kind.NAME:
            return True
        if cue.kind in {Kind.SAY, Kind.TELL, Kind.ASK}:
            return not any(
                passage.words[at][0].isalnum() and passage.lower[at] not in passage.language.openers
                for at in range(start, stretch.first)
            )
        return False

    def _says_more(self, cue: Cue, last: int) -> bool:
        """Whether a cue has a content of its own behind it."""
        return cue.last < last and self._passage.lower[cue.last] in self._passage.language.openers

    def _after_colon(self, stretch: Quoted, first: int) -> tuple[Cue | None, int] | None:
        """Kim: "..." - the name before a colon speaks."""
        passage = self._passage
        at = stretch.first - 1
        if at <= first or passage.words[at] != ":":
            return None
        source = self._subjects.sources.phrase_ending(at - 1, first)
        if source is None or source.first > first + 2:
            source = self.resolver.subject(passage, first, at) or self._subjects.sources.opening(first, at)
        if source is None:
            return None
        self.ledger.add(stretch.first, stretch.last, Cue(at, at + 1, Kind.COLON), source)
        return None, 1

    def _cues_between(self, first: int, last: int) -> list[Cue]:
        return self._cues[bisect_left(self._cue_firsts, first) : bisect_left(self._cue_firsts, last)]
