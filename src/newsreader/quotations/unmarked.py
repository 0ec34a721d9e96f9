"""Reported speech without quotation marks: "Kim said that it is over", "It is over, according to Kim"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations import reported
from newsreader.quotations.cues import Cue
from newsreader.quotations.languages.base import Kind

if TYPE_CHECKING:
    from newsreader.quotations.claims import Ledger
    from newsreader.quotations.learned import Learned, Report
    from newsreader.quotations.nouns import Source
    from newsreader.quotations.passage import Passage
    from newsreader.quotations.subjects import Subjects

_ATTITUDES = frozenset((Kind.THINK, Kind.NAME, Kind.COLON))
"""Kinds of cues after which nobody goes on speaking."""
_SPEECH = frozenset((Kind.SAY, Kind.TELL, Kind.ASK, Kind.VOW, Kind.ACCORDING))
"""Kinds of cues that tell what somebody said rather than thinks, does or is."""
_SILENCES = frozenset("decline declines declined declining refuse refuses refused refusing".split())
"""English: who does this says nothing."""
_SURER = 0.25
"""How probable a report must be whose cue no table has, or whose sentence does not say who reports."""
_SUREST = 0.35
"""The same of words without a verb of closed class or a conjunction, whose cue no table has."""
_SHORTEST = 3
"""Words of the shortest report that trained weights may find."""
_LONGEST_SOURCE = 30
"""Words between "according to Kim" and the comma before what he said."""


class Unmarked:
    """Claims the contents of one section's cues that no quotation took."""

    def __init__(self, passage: Passage, subjects: Subjects, ledger: Ledger) -> None:
        self.passage = passage
        self.subjects = subjects
        self.ledger = ledger

    def report(self, cue: Cue, found: list[Cue], first: int, last: int) -> None:
        """Indirect speech after, or before, a cue that no quotation took."""
        passage = self.passage
        if cue.kind in {Kind.THINK, Kind.NAME, Kind.COLON}:
            return
        source = self.subjects.of(cue, found, first, last, None)
        if source is None:
            if cue.last < last and passage.lower[cue.last] in passage.language.openers:
                end = reported.clause_end(
                    passage, self.subjects.sources, cue, reported.later_than(found, cue), cue.last, last
                )
                self.ledger.add(cue.last, end, cue, None, how="reported", indirect=True)
            return
        if cue.kind is Kind.ACCORDING:
            self._according(cue, source, first, last)
            return
        if cue.kind is Kind.SHOW and not self.subjects.is_document(source):
            return
        before = reported.content_before(passage, first, source, cue)
        if before is not None and not cue.participle and reported.ends_sentence(passage, cue, last, source):
            self.ledger.add(*before, cue, source, how="reported", indirect=True)
            return
        start = reported.complement(passage, cue, last, source)
        end = reported.clause_end(passage, self.subjects.sources, cue, reported.later_than(found, cue), start, last)
        if cue.kind is Kind.SHOW and (start >= last or passage.lower[start] not in passage.language.openers):
            return
        if reported.reports_after(passage, cue, start, end):
            self.ledger.add(start, end, cue, source, how="reported", indirect=True)

    def _according(self, cue: Cue, source: Source, first: int, last: int) -> None:
        passage = self.passage
        if cue.first - first <= 1:
            start = self.subjects.sources.asides.past_apposition(source, last)
            while start < last and passage.words[start] != ",":
                start += 1
                if start - source.last > _LONGEST_SOURCE:
                    return
            start, end = start + 1, last
        else:
            start, end = first, cue.first
        end = reported.trimmed(passage, start, end)
        if end - start > (2 if passage.language.is_loose else 3):
            self.ledger.add(start, end, cue, source, how="according", indirect=True)

    def note_subject(self, first: int, last: int) -> None:
        """Nothing: only a language with a subjunctive goes on with whom a sentence is about."""

    def keep(self, report: Report, learned: Learned, found: list[Cue], first: int, last: int) -> None:
        """Claim what trained weights found to be reported, on both sides of its cue if it goes on there."""
        passage, at, start = self.passage, report.cue, report.first
        if passage.lower[at] in _SILENCES:
            return
        if passage.lower[at] not in passage.language.cues and report.score < (
            _SURER if learned.holds_clause(report) else _SUREST
        ):
            return
        cue = next((one for one in found if one.first <= at < one.last), None)
        ruled = self.subjects.of(cue, found, first, last, None) if cue is not None else None
        if cue is not None and ruled is not None and (self._is_nobody(ruled) or start <= ruled.first < report.last):
            self.report(cue, found, first, last)
            return
        if cue is not None and cue.kind is Kind.TELL and start == cue.last:
            start = reported.complement(passage, cue, report.last, ruled)
        if report.last - start < _SHORTEST:
            return
        aside = cue is None or cue.kind in _ATTITUDES
        kind = cue.kind if cue is not None else passage.language.cues.get(passage.lower[at])
        cue = cue or Cue(at, at + 1, Kind.THINK)
        named = source = ruled if cue.kind is Kind.ACCORDING else None
        if source is None and (head := learned.source(report)) is not None:
            if ruled is not None and ruled.first <= head < ruled.last:
                named = source = ruled
            else:
                named, source = self.subjects.ending(head, first, report)
                if ruled is None and cue.kind is Kind.VOW and not self.subjects.may_speak(named):
                    return
        if report.score < _SURER and source is None:
            return
        of_cue = ("uncommon",) * (kind not in _SPEECH) + ("nobody",) * (source is None)
        why = (report.why, *of_cue, *("no-clause",) * (not learned.is_statement(report)))
        group = self.ledger.add_learned(start, report.last, cue, source, named, why, aside=aside)
        part = learned.other_part(report)
        if part is not None:
            why = (part.why, *of_cue, *("no-clause",) * (not learned.is_statement(part)))
            self.ledger.add_learned(part.first, part.last, cue, source, named, why, group, aside=aside)

    def _is_nobody(self, source: Source) -> bool:
        return self.subjects.sources.nouns.is_nobody(source)

    def goes_on(self, first: int, last: int) -> bool:
        """Whether a sentence without a cue goes on with what somebody was reported to say: Er sei müde."""
        passage, subjunctives = self.passage, self.passage.language.subjunctives
        if not subjunctives or self.ledger.in_paragraph is None:
            return False
        outside = [passage.lower[at] for at in range(first, last) if not passage.inside[at]]
        return not subjunctives.isdisjoint(outside) and "ich" not in outside
