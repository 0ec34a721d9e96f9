"""Quotations where the finite verb stands second or last (German): what differs from `behind`, `unmarked`, `uncued`.

The rules are the same sieve; word order tells the subjects, and the subjunctive tells what is still reported.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newsreader.quotations import reported, shapes
from newsreader.quotations.behind import LINKS, Behind, Reading
from newsreader.quotations.cues import Cue
from newsreader.quotations.languages.base import Kind
from newsreader.quotations.uncued import Uncued
from newsreader.quotations.unmarked import Unmarked

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.quotations.claims import Ledger
    from newsreader.quotations.coreference import Resolver
    from newsreader.quotations.nouns import Source
    from newsreader.quotations.passage import Passage, Quoted
    from newsreader.quotations.subjects import Subjects
    from newsreader.quotations.word_order import WordOrder

_AND = frozenset(("und", "sowie", "oder"))
_AHEAD = 30
"""Words behind a quotation among which its cue is looked for."""
_ACCORDING_WITHIN = 8
_WORDING = 3
"""The same where a name would begin with a capital and this does not."""
_LONG = 6
_LONGEST_TITLE = 12
"""Words from which a phrase in marks without a cue is no title, whatever it looks like."""


class SecondBehind(Behind):
    """Reads what follows the quotations of one section."""

    def __init__(self, passage: Passage, subjects: Subjects, order: WordOrder) -> None:
        super().__init__(passage, subjects)
        self.order = order

    def read(
        self, found: list[Cue], quoted: list[Quoted], position: int, first: int, last: int, used: set[int]
    ) -> Reading | None:
        """What reports `quoted[position]` in the sentence [first, last); `found` are the sentence's cues."""
        del used  # a cue before the marks is no hindrance: word order tells which words are whose
        passage, order, stretch = self.passage, self.order, quoted[position]
        joint = self._last_joined(quoted, position)
        tail = quoted[joint]
        at = tail.last
        while at < last and passage.words[at] in LINKS and not passage.inside[at]:
            at += 1
        alone = self._named_without_cue(stretch, first, last)
        if alone is not None:
            return alone
        before = stretch.first > first and bool(found) and found[0].first < stretch.first
        if at >= last or passage.inside[at] or (before and passage.words[stretch.first - 1] == ":"):
            return None
        limit = min(last, at + _AHEAD, quoted[joint + 1].first if joint + 1 < len(quoted) else last)
        index = bisect_left(found, at, key=lambda cue: cue.first)
        if index >= len(found) or found[index].first >= limit:
            return None
        cue = found[index]
        loose = not shapes.ends_like_speech(passage, tail) and at == tail.last
        if loose and cue.first == at and order.closes_clause(cue, first, last):
            reading = Reading(cue, order.subject(cue, first, last), "behind", stretch.last, alone=True)
        elif loose and order.is_called(stretch, cue, at):
            source = order.agent_before(stretch, first) or order.subject(cue, first, last)
            reading = Reading(cue, source, "behind", stretch.last, alone=True)
        elif cue.kind is Kind.ACCORDING:
            near = cue.first - at <= (2 if loose else _ACCORDING_WITHIN)
            source = order.named_by(cue, limit) if near and not before else None
            if source is None and not (cue.first == at and not before):
                return None
            reading = Reading(cue, source, "according", tail.last, joint - position + 1)
        else:
            closed = self._closing(cue, tail, at, limit, last, loose=loose, before=before)
            if closed is not None:
                closed.members = joint - position + 1
            else:
                introduced = any(other.last <= stretch.first and other.first >= self.clause for other in found)
                source = order.closing(cue, at, last) if cue.first > at and not introduced else None
                if source is None:
                    return None
                members = sum(other.first < cue.first for other in quoted[position:])
                closed = Reading(cue, source, "inverted", cue.first, members)
            reading = closed
        self.subjects.known[cue.first] = reading.source
        return reading

    def _named_without_cue(self, stretch: Quoted, first: int, last: int) -> Reading | None:
        """Who is named by a noun whose clause the marks stand in, or in brackets behind a sentence in marks."""
        claimed = self.order.claimed(stretch, first)
        if claimed is not None:
            noun, owner = claimed
            return Reading(Cue(noun, noun + 1, Kind.SAY), owner, "noun", stretch.last, alone=True)
        source = self.order.bracketed(stretch, last) if shapes.is_sentence(self.passage, stretch) else None
        return Reading(None, source, "signature", stretch.last, alone=True) if source is not None else None

    def _last_joined(self, quoted: list[Quoted], position: int) -> int:
        """The last of quotations that "und" or a comma joins: von „...“ und „...“ sprach."""
        words = self.passage.words
        while position + 1 < len(quoted):
            between = range(quoted[position].last, quoted[position + 1].first)
            if len(between) != 1 or words[between[0]].lower() not in _AND:
                break
            position += 1
        return position

    def _opens(self, stretch: Quoted) -> bool:
        """Whether a wording in marks opens its sentence: „Ein gutes Zeichen“ nannte Kim die Wahl."""
        first, _ = self.passage.sentences[self.passage.sentence_of(stretch.first)]
        return first == stretch.first and shapes.is_wording(self.passage, stretch)

    def _is_within(self, stretch: Quoted) -> bool:
        """Whether a verb that reports stands before a fragment in its own clause: sprach von „...“, sagte Kim."""
        passage, at = self.passage, stretch.first - 1
        if shapes.is_sentence(passage, stretch) or not passage.words[at][0].isalpha():
            return False
        while at > 0 and passage.words[at][0].isalnum() and not passage.inside[at]:
            if passage.lower[at] in passage.language.cues and passage.words[at][0].islower():
                return True
            at -= 1
        return False

    def _closing(
        self, cue: Cue, stretch: Quoted, at: int, limit: int, last: int, *, loose: bool, before: bool
    ) -> Reading | None:
        """A verb whose clause begins right behind the marks."""
        if before and self._is_within(stretch):
            return None
        source = self.order.source_behind(cue, at, limit)
        if cue.first == at:
            names = cue.kind is Kind.NAME and (loose or not self.passage.language.names_apart)
            opens = loose and not before and source is not None and self._opens(stretch)
            if cue.participle or ((names or cue.kind in {Kind.THINK, Kind.SHOW}) and not opens):
                return None
            if source is None and (loose or cue.kind is not Kind.SAY):
                return None
        else:
            if cue.participle or source is None or source.relative is not None:
                return None
            more = cue.last < last and self.passage.lower[cue.last] in self.passage.language.openers
            if loose and (cue.kind not in {Kind.SAY, Kind.TELL} or more or before):
                return None
        rule = "inverted" if source is not None and source.first >= cue.last else "behind"
        return Reading(cue, source, rule, stretch.last)


class SecondUnmarked(Unmarked):
    """Claims the contents of one section's cues that no quotation took, and what goes on in the subjunctive."""

    def report(self, cue: Cue, found: list[Cue], first: int, last: int) -> None:
        """Indirect speech after, or before, a cue; where there is none, note who began to speak."""
        count = len(self.ledger.found)
        super().report(cue, found, first, last)
        if len(self.ledger.found) == count and cue.kind not in {Kind.COLON, Kind.SHOW}:
            self._remember(cue, found, first, last)

    def _remember(self, cue: Cue, found: list[Cue], first: int, last: int) -> None:
        source, order = self.subjects.of(cue, found, first, last, None), self.subjects.order
        if source is None or order is None or source.pronoun == "n":
            return
        if cue.kind is not Kind.THINK or order.phrases.is_speaker(source):
            self.ledger.in_paragraph = self.ledger.introduction(cue, source)

    def _according(self, cue: Cue, source: Source, first: int, last: int) -> None:
        order = self.subjects.order
        if cue.first - first <= 1:
            start = self.subjects.sources.asides.past_apposition(source, last)
            if order is not None and start < last and order.is_verb(start):
                end = reported.trimmed(self.passage, start, last)
                self.ledger.add(start, end, cue, source, how="according", indirect=True)
                return
        super()._according(cue, source, first, last)

    def note_subject(self, first: int, last: int) -> None:
        """Of a sentence that reports nothing keep whom it is about: the next one may go on in the subjunctive."""
        order, passage = self.subjects.order, self.passage
        begin, end = passage.paragraphs[passage.paragraph_of(first)]
        if last >= end and passage.inside.find(1, begin, end) < 0:
            return  # nothing in its paragraph can take it up
        source = order.main_subject(first, last) if order is not None else None
        if order is None or source is None or source.pronoun or not order.phrases.is_speaker(source):
            return
        self.ledger.in_paragraph = self.ledger.introduction(None, source)

    def goes_on(self, first: int, last: int) -> bool:
        """Whether a sentence goes on with what somebody was reported to say, in this paragraph or the one before."""
        order = self.subjects.order
        if order is None or (self.ledger.in_paragraph is None and self.ledger.previous is None):
            return False
        if not order.goes_on(first, last):
            return False
        if self.ledger.in_paragraph is None:
            self.ledger.in_paragraph = self.ledger.previous
        return self.ledger.in_paragraph is not None


class SecondUncued(Uncued):
    """Quotations without a cue of their own."""

    def __init__(self, resolver: Resolver, ledger: Ledger) -> None:
        super().__init__(resolver, ledger)
        self._worded: dict[tuple[int, int], bool] = {}
        """Sentences and paragraphs of this section -> whether they have words outside of marks."""

    def enter(
        self, passage: Passage, subjects: Subjects, unmarked: Unmarked, cues_of: Callable[[int], list[Cue]]
    ) -> None:
        """Go on with the next section; `cues_of` gives the cues of a sentence."""
        super().enter(passage, subjects, unmarked, cues_of)
        self._worded = {}

    def attribute(self, stretch: Quoted, number: int, first: int, last: int) -> None:
        """A quotation without a cue in its sentence: told apart from names, given to whom the clauses around tell."""
        passage, order = self._passage, self._subjects.order
        if order is None or self._named_behind(order, stretch, number, last):
            return
        if not self._has_words(first, last) or (first == stretch.first - 1 and passage.lower[first] in _AND):
            self._alone(order, stretch, number, first)
            return
        if shapes.follows_work(passage, stretch):
            return
        if self.ledger.in_paragraph is not None and self._unmarked.goes_on(first, last):
            self.ledger.follow(stretch, self.ledger.in_paragraph, how="paragraph", same_group=False)
            return
        if order.goes_on(first, last):
            self._report_on(order, stretch, number)
            return
        viewed = order.view(first, stretch.first)
        if viewed is not None:
            self.ledger.add(stretch.first, stretch.last, Cue(first, first + 1, Kind.ACCORDING), viewed, how="according")
            return
        inscribed = order.inscription(first, stretch.first) if shapes.is_wording(passage, stretch) else None
        if inscribed is not None:
            self.ledger.add(stretch.first, stretch.last, None, inscribed, how="document")
            return
        named = self._subjects.document_opening(first, stretch.first)
        if named is not None:
            self.ledger.add(stretch.first, stretch.last, Cue(first, first + 1, Kind.ACCORDING), named, how="document")
            return
        if passage.lower[stretch.first - 1] in passage.language.wordings:
            source = self._subject(first, last)
            if source is not None and source.last == stretch.first:
                source = order.place(first, source.first)
            cue = Cue(stretch.first - 1, stretch.first, Kind.SAY)
            self.ledger.add(stretch.first, stretch.last, cue, source, how="noun")
        elif shapes.is_wording(passage, stretch, _LONGEST_TITLE) and shapes.size(passage, stretch) >= _WORDING:
            source = self._subject(first, stretch.first)
            opens = stretch.first == passage.paragraphs[stretch.paragraph][0]
            if source is None and opens and self.ledger.previous is not None and passage.is_capital(stretch.first + 1):
                self.ledger.follow(stretch, self.ledger.previous, how="previous", same_group=False)
            elif source is None or source.pronoun or order.phrases.may_speak(source) or self._is_long(stretch):
                self.ledger.add(stretch.first, stretch.last, None, source, how="about" if source else "marks")

    def _is_long(self, stretch: Quoted) -> bool:
        """Whether words in marks are too many for irony or a term, whatever their sentence is about."""
        return shapes.size(self._passage, stretch) >= _LONG

    def _has_words(self, first: int, last: int) -> bool:
        known = self._worded.get((first, last))
        if known is None:
            known = self._worded[first, last] = shapes.has_words(self._passage, first, last)
        return known

    def _alone(self, order: WordOrder, stretch: Quoted, number: int, first: int) -> None:
        """A quotation that is its sentence."""
        passage = self._passage
        opens = first == passage.paragraphs[stretch.paragraph][0]
        if opens and self.ledger.continues and self.ledger.previous is not None:
            self.ledger.follow(stretch, self.ledger.previous, how="continued", same_group=True)
        elif self.ledger.in_paragraph is not None:
            self.ledger.follow(stretch, self.ledger.in_paragraph, how="paragraph", same_group=True)
        elif self._introduced is not None:
            self.ledger.follow(stretch, self._introduced, how="introduced", same_group=False)
        elif not opens:
            source = self._subject(*passage.sentences[number - 1])
            if (source is None or not order.phrases.may_speak(source)) and self.ledger.previous is not None:
                self.ledger.follow(stretch, self.ledger.previous, how="previous", same_group=False)
            else:
                self.ledger.add(stretch.first, stretch.last, None, source, how="about" if source else "marks")
        elif self.ledger.previous is None and (source := self._subject_behind(order, stretch, number)) is not None:
            self.ledger.add(stretch.first, stretch.last, None, source, how="about")
        else:
            self._waiting.append((stretch, number))

    def _named_behind(self, order: WordOrder, stretch: Quoted, number: int, last: int) -> bool:
        """ "..." Das sagte Kim: the next sentence says who spoke."""
        passage, tail = self._passage, stretch.last
        while tail < last and passage.words[tail] in LINKS:
            tail += 1
        pointing = order.pointing_back(tail, last) if tail < last else None
        if pointing is not None:
            verb, source = pointing
            self.ledger.add(stretch.first, stretch.last, Cue(verb, verb + 1, Kind.SAY), source, how="behind")
            return True
        if number + 1 >= len(passage.sentences) or passage.inside.find(1, stretch.last, last) >= 0:
            return False
        begin, end = passage.sentences[number + 1]
        alone = not self._has_words(*passage.paragraphs[stretch.paragraph])
        if passage.paragraph_of(begin) > stretch.paragraph + alone:
            return False
        named = order.pointing_back(begin, end)
        if named is None:
            return False
        verb, source = named
        self.ledger.add(stretch.first, stretch.last, Cue(verb, verb + 1, Kind.SAY), source, how="later")
        return True

    def _report_on(self, order: WordOrder, stretch: Quoted, number: int) -> None:
        """A sentence that goes on reporting where nobody reported before: whom the sentence before is about."""
        passage = self._passage
        if not shapes.is_wording(passage, stretch):
            return
        begin, end = passage.sentences[number - 1] if number else (0, 0)
        source = order.main_subject(begin, end) if end else None
        if source is not None and passage.paragraph_of(begin) == stretch.paragraph and order.phrases.may_speak(source):
            self.ledger.add(stretch.first, stretch.last, None, source, how="about")
        elif self.ledger.previous is not None:
            self.ledger.follow(stretch, self.ledger.previous, how="previous", same_group=False)
        else:
            self.ledger.add(stretch.first, stretch.last, None, None, how="marks")

    def _subject(self, first: int, last: int) -> Source | None:
        """Whom a sentence without a cue is about, or whose view it gives."""
        order = self._subjects.order
        source = order.main_subject(first, last) if order is not None else None
        if order is None or source is None:
            return self.resolver.subject(self._passage, first, last)
        source = order.owner(source, first, last) or source
        if order.phrases.may_speak(source):
            return source
        return order.concerned(first, last) or self.resolver.subject(self._passage, first, last) or source

    def _subject_behind(self, order: WordOrder, stretch: Quoted, number: int) -> Source | None:
        """Whom the sentence behind a quotation that opens a text is about, if it is somebody: "..." Kim smiled."""
        passage = self._passage
        if number + 1 >= len(passage.sentences):
            return None
        begin, end = passage.sentences[number + 1]
        if passage.paragraph_of(begin) != stretch.paragraph:
            return None
        source = order.main_subject(begin, end)
        return source if source is not None and order.phrases.is_speaker(source) else None
