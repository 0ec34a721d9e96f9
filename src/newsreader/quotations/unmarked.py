"""Reported speech without quotation marks: "Kim said that it is over", "It is over, according to Kim"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations import reported
from newsreader.quotations.languages.base import Kind

if TYPE_CHECKING:
    from newsreader.quotations.claims import Ledger
    from newsreader.quotations.cues import Cue
    from newsreader.quotations.nouns import Source
    from newsreader.quotations.passage import Passage
    from newsreader.quotations.subjects import Subjects

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
            self._remember(cue, found, first, last)
            return
        source = self.subjects.of(cue, found, first, last, None)
        if source is None:
            return
        if cue.kind is Kind.ACCORDING:
            self._according(cue, source, first, last)
            return
        if cue.kind is Kind.SHOW and not self.subjects.is_document(source):
            return
        before = reported.content_before(passage, first, source, cue)
        if before is not None and not cue.participle and reported.ends_sentence(passage, cue, last, source):
            self.ledger.add(*before, cue, source, indirect=True)
            return
        start = reported.complement(passage, cue, last, source)
        end = reported.clause_end(passage, self.subjects.sources, cue, reported.later_than(found, cue), start, last)
        if cue.kind is Kind.SHOW and (start >= last or passage.lower[start] not in passage.language.openers):
            return
        if reported.reports_after(passage, cue, start, end):
            self.ledger.add(start, end, cue, source, indirect=True)
        else:
            self._remember(cue, found, first, last)

    def _remember(self, cue: Cue, found: list[Cue], first: int, last: int) -> None:
        """Note who began to speak where the next sentences may go on without a cue."""
        if not self.passage.language.subjunctives or cue.kind in {Kind.COLON, Kind.SHOW}:
            return
        source = self.subjects.of(cue, found, first, last, None)
        order = self.subjects.order
        if source is None or order is None or source.pronoun == "n":
            return
        if cue.kind is not Kind.THINK or order.phrases.is_speaker(source):
            self.ledger.in_paragraph = self.ledger.introduction(cue, source)

    def _according(self, cue: Cue, source: Source, first: int, last: int) -> None:
        passage = self.passage
        if cue.first - first <= 1:
            start = self.subjects.sources.asides.past_apposition(source, last)
            if self.subjects.order is not None and start < last and self.subjects.order.is_verb(start):
                self.ledger.add(start, _trimmed(passage, start, last), cue, source, indirect=True)
                return
            while start < last and passage.words[start] != ",":
                start += 1
                if start - source.last > _LONGEST_SOURCE:
                    return
            start, end = start + 1, last
        else:
            start, end = first, cue.first
        end = _trimmed(passage, start, end)
        if end - start > 3:
            self.ledger.add(start, end, cue, source, indirect=True)
        elif passage.language.subjunctives:
            self.ledger.in_paragraph = self.ledger.introduction(cue, source)

    def note_subject(self, first: int, last: int) -> None:
        """Of a sentence that reports nothing keep whom it is about: the next one may go on in the subjunctive."""
        order = self.subjects.order
        source = order.main_subject(first, last) if order is not None else None
        if order is None or source is None or source.pronoun or not order.phrases.is_speaker(source):
            return
        self.ledger.in_paragraph = self.ledger.introduction(None, source)

    def goes_on(self, first: int, last: int) -> bool:
        """Whether a sentence without a cue goes on with what somebody was reported to say: Er sei müde."""
        passage, subjunctives = self.passage, self.passage.language.subjunctives
        order = self.subjects.order
        if self.ledger.in_paragraph is None and order is not None and order.goes_on(first, last):
            self.ledger.in_paragraph = self.ledger.previous
        if not subjunctives or self.ledger.in_paragraph is None:
            return False
        if order is not None:
            return order.goes_on(first, last)
        outside = [passage.lower[at] for at in range(first, last) if not passage.inside[at]]
        return not subjunctives.isdisjoint(outside) and "ich" not in outside


def _trimmed(passage: Passage, start: int, end: int) -> int:
    """The end of words without the signs behind them."""
    while end > start and not passage.words[end - 1][0].isalnum() and not passage.inside[end - 1]:
        end -= 1
    return end
