"""Which cue and source each quoted stretch belongs to: a sieve from sure patterns to guesses.

Works through one section's sentences in order. Bounds of reported speech come from `reported`, noun phrases from
`sources`, people from `coreference`; what no cue takes is left to `uncued`, cues that no quotation takes to `unmarked`.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newsreader.quotations import announcing, reported, shapes, trained, transcripts
from newsreader.quotations.behind import LINKS, Behind
from newsreader.quotations.claims import Claim, Ledger
from newsreader.quotations.coreference import Resolver, Speaker
from newsreader.quotations.cues import Cue, Cues
from newsreader.quotations.governing import Governing
from newsreader.quotations.languages.base import Kind
from newsreader.quotations.learned import Learned
from newsreader.quotations.subjects import Subjects
from newsreader.quotations.uncued import Uncued
from newsreader.quotations.unmarked import Unmarked
from newsreader.quotations.verb_second import SecondBehind, SecondUncued, SecondUnmarked

if TYPE_CHECKING:
    from newsreader.quotations import eastern
    from newsreader.quotations.behind import Reading
    from newsreader.quotations.nouns import Source
    from newsreader.quotations.passage import Passage, Quoted
    from newsreader.quotations.word_order import WordOrder

_SHORTEST_SPEECH = 5
"""Words from which what follows a colon is no mere name, whatever it looks like."""
_ANY_LANGUAGE = 3
"""Words from which a quoted stretch is taken for somebody's words where the language is not known."""


class Attributor:
    """Attributes the quotations of a text, section by section."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.ledger = Ledger(resolver)
        second = resolver.names.language.verb_second
        self._uncued = SecondUncued(resolver, self.ledger) if second else Uncued(resolver, self.ledger)
        self._clause_start = 0
        self._reader: eastern.Reader | None = None

    def attribute(self, passage: Passage) -> list[Claim]:
        """The claims of a section, in order."""
        self._passage = passage
        self._subjects = Subjects(passage, self.resolver)
        order = self._order = self._subjects.order
        self._follows = (
            Behind(passage, self._subjects) if order is None else SecondBehind(passage, self._subjects, order)
        )
        self._governing = Governing(passage, self._subjects.sources)
        self._cues = Cues(passage)
        unmarked = Unmarked if order is None else SecondUnmarked
        self._unmarked = unmarked(passage, self._subjects, self.ledger)
        weights = trained.weights(passage.language.code)
        self._learned = Learned(passage, weights) if weights is not None else None
        self._uncued.enter(passage, self._subjects, self._unmarked, self._cues.of_sentence)
        is_name = order.phrases.marked.is_name if order is not None else None
        self.ledger.enter(passage, self._subjects.sources.nouns.is_nobody, is_name)
        if passage.language.unspaced:
            self._by_characters()
        elif passage.language.cues:
            self._all_sentences()
        else:
            self._without_tables()
        return self.ledger.found

    def _all_sentences(self) -> None:
        paragraph, passage = -1, self._passage
        speeches = transcripts.find(passage)
        marked, cues = passage.by_sentence(passage.quoted), passage.by_sentence(self._cues.found)
        for number, ((first, last), quoted, found) in enumerate(zip(passage.sentences, marked, cues, strict=True)):
            here = passage.paragraph_of(first)
            if here != paragraph:
                self._uncued.leave_paragraph()
                paragraph = here
                if here in speeches:
                    self.ledger.add_speech(speeches[here])
            if here in speeches:
                continue
            self._sentence(number, first, last, quoted, found)
            if passage.words[last - 1] == ":":
                self._uncued.remember_colon(found, first, last)
        self._uncued.leave_paragraph()

    def _without_tables(self) -> None:
        """Languages whose cues are not known: every quoted stretch that may be speech, and nobody."""
        passage = self._passage
        for stretch in passage.quoted:
            if shapes.size(passage, stretch) >= _ANY_LANGUAGE or shapes.ends_like_speech(passage, stretch):
                self.ledger.add_read(stretch, None, None, None)

    def _by_characters(self) -> None:
        """Chinese and Japanese, which `eastern` reads."""
        passage = self._passage
        from newsreader.quotations.eastern import Reader  # noqa: PLC0415 - its patterns are for two languages alone

        reader = self._reader = self._reader or Reader(passage.language.code)
        position = 0
        for first, last in passage.paragraphs:
            if first == last:
                continue
            at, end = passage.starts[first], passage.ends[last - 1]
            while position < len(passage.quoted) and passage.quoted[position].start < end:
                stretch = passage.quoted[position]
                self._report(reader, at, stretch.start)
                reading = reader.read(passage.text, stretch.start, stretch.end, at)
                if reading is None:
                    self.ledger.add_read(stretch, None, None, None)
                else:
                    self.ledger.add_read(stretch, reading.cue, reading.source, _spoken(reading), reading.content)
                at = stretch.end
                position += 1
            self._report(reader, at, end)

    def _report(self, reader: eastern.Reader, start: int, end: int) -> None:
        """The reported speech between two quotations."""
        for report in reader.reports(self._passage.text, start, end):
            speaker = _spoken(report.reading)
            if speaker is not None and report.reading.cue is not None:
                self.ledger.add_report(report.start, report.end, report.reading.cue, report.reading.source, speaker)

    # --- one sentence -------------------------------------------------------------------------------------------

    def _sentence(self, number: int, first: int, last: int, quoted: list[Quoted], found: list[Cue]) -> None:
        if self._order is not None:
            is_name, is_term = self._order.phrases.marked.is_name, self._order.is_term
            quoted = [stretch for stretch in quoted if not (is_name(stretch) or is_term(stretch, found, first, last))]
            found = self._order.telling(found, first, last, self.ledger.in_paragraph)
        self._clause_start = first
        self.ledger.sentence = self._passage.starts[first]
        used = self._used = set[int]()
        position = 0
        while position < len(quoted):
            stretch = quoted[position]
            if shapes.is_never_speech(self._passage, stretch):
                position += 1
                continue
            taken: tuple[Cue | None, int] | None = self._behind(found, quoted, position, first, last)
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
        if not quoted and not found:
            if self._unmarked.goes_on(first, last):
                self.ledger.go_on(first, last)
            else:
                self._unmarked.note_subject(first, last)

    def _behind(
        self, found: list[Cue], quoted: list[Quoted], position: int, first: int, last: int
    ) -> tuple[Cue | None, int] | None:
        """ "...," said Kim; "...," Kim said; "...," according to Kim."""
        self._follows.clause = self._clause_start
        reading = self._follows.read(found, quoted, position, first, last, self._used)
        if reading is None:
            return None
        if reading.alone:
            self.ledger.add(quoted[position].first, reading.end, reading.cue, reading.source, how=reading.rule)
            self._clause_start = reading.cue.last if reading.cue is not None else reading.end
            return reading.cue, 1
        self._claim_before(quoted[position], reading, first)
        return reading.cue, reading.members

    def _claim_before(self, stretch: Quoted, reading: Reading, first: int) -> None:
        """A claim whose content stands before its cue, from the clause's beginning."""
        passage, cue, source = self._passage, reading.cue, reading.source
        start = max(first, self._clause_start)
        while start < stretch.first and (passage.lower[start] in reported.LEADING or passage.words[start] in LINKS):
            start += 1
        introduced = stretch.first > start and passage.words[stretch.first - 1] == ":"
        if introduced or not shapes.has_words(passage, start, stretch.first):
            start = stretch.first
        self.ledger.add(start, reading.end, cue, source, how=reading.rule)
        self._clause_start = max(cue.last if cue is not None else 0, source.last if source is not None else 0)

    def _in_front(
        self, found: list[Cue], stretch: Quoted, first: int, last: int, quoted: list[Quoted], position: int
    ) -> tuple[Cue | None, int] | None:
        """Kim said: "..."; described it as "..."; vowed "full support"; Kim: "..."."""
        passage = self._passage
        index = bisect_left(found, stretch.first, key=lambda cue: cue.first) - 1
        announced = announcing.read(passage, self._subjects.sources, stretch.first, first)
        if (
            announced is not None
            and not shapes.is_title(passage, stretch)
            and (index < 0 or found[index].kind in {Kind.THINK, Kind.SHOW})
        ):
            self.ledger.add(stretch.first, stretch.last, *announced, how="noun")
            return announced[0], 1
        if index < 0:
            return self._after_colon(stretch, first)
        order = self._order
        if order is None:
            cue = self._governing.outermost(found, index, first, self._used)
        else:
            cue = order.governing(found, index)
        if (
            shapes.is_title(passage, stretch)
            and cue.kind is not Kind.NAME
            and passage.words[stretch.first - 1] not in {",", ":"}
        ):
            return None
        source = self._subjects.of(cue, found, first, last, stretch)
        how = self._rule(cue, found[index])
        if order is not None:
            if source is not None and source.last == stretch.first and order.is_announcement(source):
                source = order.place(first, source.first)
            spoken = self.ledger.in_paragraph or self.ledger.previous
            if source is None and spoken is not None and order.is_continued(cue):
                self.ledger.follow(stretch, spoken, how="paragraph", same_group=False)
                return cue, 1
            if source is not None and order.is_inserted(cue, source, stretch):
                begin = max(first, self._clause_start)
                self.ledger.add(begin, cue.first - 1, cue, source, how="reported", indirect=True)
        start = reported.complement(passage, cue, stretch.first, source)
        end = reported.clause_end(passage, self._subjects.sources, cue, reported.later_than(found, cue), start, last)
        end = max(end, stretch.last)
        if cue.kind is Kind.NAME and passage.language.names_apart:
            self.ledger.add(stretch.first, stretch.last, cue, source, how=how)
            count, end = 1, stretch.last
        elif self._is_immediate(stretch, start, cue):
            count = self._claim_marked(stretch, cue, source, end, quoted, position, how)
        else:
            if self._learned is not None and cue.kind is not Kind.ACCORDING:
                bounds = self._learned.around(cue.last - 1, first, last, stretch.first, stretch.last)
                start, reach = bounds or (start, end)
                if not any(stretch.last <= other.first < reach for other in found):
                    end = reach  # else the next cue has words of its own
            members = [other for other in quoted[position:] if other.last <= end] or [stretch]
            if (
                cue.kind is Kind.NAME
                and members[-1].last < end
                and passage.lower[members[-1].last] in reported.ADVERBIAL
            ):
                end = members[-1].last
            begin = max(start, self._clause_start) if start < stretch.first else stretch.first
            self.ledger.add(begin, max(end, members[-1].last), cue, source, how=how)
            count = len(members)
        self._clause_start = max(end, stretch.last)
        return cue, count

    def _claim_marked(
        self,
        stretch: Quoted,
        cue: Cue,
        source: Source | None,
        end: int,
        quoted: list[Quoted],
        position: int,
        how: str,
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
            self.ledger.add(stretch.first, max(end, members[-1].last), cue, source, how=how)
            return len(members)
        self.ledger.add(stretch.first, stretch.last, cue, source, how=how)
        return 1

    @staticmethod
    def _rule(cue: Cue, nearest: Cue) -> str:
        if cue.kind is Kind.ACCORDING:
            return "according"
        return "before" if cue is nearest else "outer"

    def _is_immediate(self, stretch: Quoted, start: int, cue: Cue) -> bool:
        """Whether a content begins with its opening mark."""
        passage = self._passage
        if start >= stretch.first:
            return True
        before = passage.words[stretch.first - 1]
        if before == ":" or passage.words[stretch.first][0].isalnum():
            return True
        if before == "," and not passage.words[stretch.first + 1][0].islower() and cue.kind is not Kind.NAME:
            return True
        if cue.kind in {Kind.SAY, Kind.TELL, Kind.ASK} or (cue.kind is Kind.VOW and passage.language.is_loose):
            return not any(
                passage.words[at][0].isalnum() and passage.lower[at] not in passage.language.openers
                for at in range(start, stretch.first)
            )
        return False

    def _after_colon(self, stretch: Quoted, first: int) -> tuple[Cue | None, int] | None:
        """Kim: "..." - the name before a colon speaks."""
        passage = self._passage
        at = stretch.first - 1
        if at <= first or not (
            passage.words[at] == ":"
            or (
                passage.words[at] == ","
                and not shapes.is_title(passage, stretch)
                and shapes.is_sentence(passage, stretch)
                and shapes.size(passage, stretch) > 3
            )
        ):
            return None
        if self._order is not None:
            return self._introduced_by(self._order, stretch, first, at) if passage.words[at] == ":" else None
        reading = self._subjects.verb_before_colon(at, first)
        if reading is not None:
            self.ledger.add(stretch.first, stretch.last, *reading, how="unlisted")
            return reading[0], 1
        source = self._subjects.sources.phrase_ending(at - 1, first) if passage.words[at] == ":" else None
        if source is None or source.first > first + 2:
            source = self.resolver.subject(passage, first, at) or self._subjects.openings.opening(first, at)
        if source is None and passage.language.code == "en":
            source = self._subjects.openings.heading(first, at)
        if source is None:
            return None
        self.ledger.add(stretch.first, stretch.last, Cue(at, at + 1, Kind.COLON), source, how="colon")
        return None, 1

    def _introduced_by(
        self, order: WordOrder, stretch: Quoted, first: int, colon: int
    ) -> tuple[Cue | None, int] | None:
        """The same where the sentence before the colon tells its subject by word order."""
        source, spoken = order.speaker_before_colon(first, colon), self.ledger.in_paragraph
        if spoken is not None and (
            (order.adds_nothing(first, colon) if source is None else order.is_wordless(source))
            or order.goes_on(first, colon)
        ):
            self.ledger.follow(stretch, spoken, how="paragraph", same_group=False)
            return None, 1
        if source is None or not shapes.is_wording(self._passage, stretch, _SHORTEST_SPEECH):
            return None
        source = order.possessor(source) or source
        self.ledger.add(stretch.first, stretch.last, Cue(colon, colon + 1, Kind.COLON), source, how="colon")
        return None, 1


def _spoken(reading: eastern.Reading) -> Speaker | None:
    """The speaker of a reading by characters."""
    person = reading.person
    return Speaker(person.name, role=person.role, why=(reading.how,)) if person is not None else None
