"""Quoted stretches whose sentence has no cue: who spoke before, who was introduced by a colon, who is written about."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newsreader.quotations import shapes
from newsreader.quotations.cues import Cue
from newsreader.quotations.languages.base import Kind

if TYPE_CHECKING:
    from newsreader.quotations.claims import Claim, Ledger
    from newsreader.quotations.coreference import Resolver
    from newsreader.quotations.nouns import Source
    from newsreader.quotations.passage import Passage, Quoted
    from newsreader.quotations.subjects import Subjects
    from newsreader.quotations.unmarked import Unmarked

_LONG_FRAGMENT = 5
"""Words from which a quoted fragment without a cue is taken for somebody's words."""
_WORDING = 3
"""The same where a name would begin with a capital and this does not."""
_LONGEST_TITLE = 12
"""Words from which a phrase in marks without a cue is no title, whatever it looks like."""


class Uncued:
    """What is known of a paragraph's speakers before any cue names one; goes on from section to section."""

    def __init__(self, resolver: Resolver, ledger: Ledger) -> None:
        self.resolver = resolver
        self.ledger = ledger
        self._introduced: Claim | None = None
        """Whom a colon at the last paragraph's end introduced."""
        self._colon: Claim | None = None
        self._waiting: list[Quoted] = []
        """Stretches that opened this paragraph without a cue."""

    def enter(self, passage: Passage, subjects: Subjects, unmarked: Unmarked) -> None:
        """Go on with the next section."""
        self._passage = passage
        self._subjects = subjects
        self._unmarked = unmarked

    def attribute(self, stretch: Quoted, number: int, first: int, last: int) -> None:
        """A quotation without a cue in its sentence."""
        passage, order = self._passage, self._subjects.order
        if self._named_behind(stretch, number, last):
            return
        if not shapes.has_words(passage, first, last):
            opens = first == passage.paragraphs[stretch.paragraph][0]
            if opens and self.ledger.continues and self.ledger.previous is not None:
                self.ledger.follow(stretch, self.ledger.previous, same_group=True)
            elif self.ledger.in_paragraph is not None:
                self.ledger.follow(stretch, self.ledger.in_paragraph, same_group=True)
            elif self._introduced is not None:
                self.ledger.follow(stretch, self._introduced, same_group=False)
            elif not opens:
                source = self._subject(*passage.sentences[number - 1])
                self.ledger.add(stretch.first, stretch.last, None, source)
            else:
                self._waiting.append(stretch)
            return
        if shapes.follows_work(passage, stretch) or shapes.is_title(passage, stretch):
            return
        if self._by_agent(stretch, first, last):
            return
        if self.ledger.in_paragraph is not None and self._unmarked.goes_on(first, last):
            self.ledger.follow(stretch, self.ledger.in_paragraph, same_group=False)
            return
        if order is not None and order.goes_on(first, last):
            self._report_on(stretch, number)
            return
        named = self._subjects.document_opening(first, stretch.first)
        if named is not None:
            self.ledger.add(stretch.first, stretch.last, Cue(first, first + 1, Kind.ACCORDING), named)
            return
        if self._in_words(stretch, first, last):
            return
        if passage.language.fragments_apart and not shapes.is_wording(passage, stretch, _LONGEST_TITLE):
            return
        least = _WORDING if passage.language.fragments_apart else _LONG_FRAGMENT
        if shapes.size(passage, stretch) >= least:
            source = self._subject(first, stretch.first)
            opens = stretch.first == passage.paragraphs[stretch.paragraph][0]
            if source is None and opens and self.ledger.previous is not None and passage.is_capital(stretch.first + 1):
                self.ledger.follow(stretch, self.ledger.previous, same_group=False)
            else:
                self.ledger.add(stretch.first, stretch.last, None, source)

    def _report_on(self, stretch: Quoted, number: int) -> None:
        """A sentence that goes on reporting where nobody reported before: whom the sentence before is about."""
        passage, order = self._passage, self._subjects.order
        if not shapes.is_wording(passage, stretch) or order is None:
            return
        begin, end = passage.sentences[number - 1] if number else (0, 0)
        source = order.main_subject(begin, end) if end else None
        if source is not None and passage.paragraph_of(begin) == stretch.paragraph and order.phrases.may_speak(source):
            self.ledger.add(stretch.first, stretch.last, None, source)
        elif self.ledger.previous is not None:
            self.ledger.follow(stretch, self.ledger.previous, same_group=False)
        else:
            self.ledger.add(stretch.first, stretch.last, None, None)

    def _named_behind(self, stretch: Quoted, number: int, last: int) -> bool:
        """ "..." Das sagte Kim: the next sentence says who spoke."""
        passage, order = self._passage, self._subjects.order
        if order is None or number + 1 >= len(passage.sentences) or any(passage.inside[stretch.last : last]):
            return False
        begin, end = passage.sentences[number + 1]
        alone = not shapes.has_words(passage, *passage.paragraphs[stretch.paragraph])
        if passage.paragraph_of(begin) > stretch.paragraph + alone:
            return False
        named = order.pointing_back(begin, end)
        if named is None:
            return False
        verb, source = named
        self.ledger.add(stretch.first, stretch.last, Cue(verb, verb + 1, Kind.SAY), source)
        return True

    def _in_words(self, stretch: Quoted, first: int, last: int) -> bool:
        """ "Mit den Worten ‚...‘ verließ Kim den Saal": a noun for words stands before the marks."""
        passage, order = self._passage, self._subjects.order
        if order is None or passage.lower[stretch.first - 1] not in passage.language.wordings:
            return False
        source = self._subject(first, last)
        if source is not None and source.last == stretch.first:
            source = order.place(first, source.first)
        self.ledger.add(stretch.first, stretch.last, Cue(stretch.first - 1, stretch.first, Kind.SAY), source)
        return True

    def _subject(self, first: int, last: int) -> Source | None:
        """Whom a sentence without a cue is about."""
        order = self._subjects.order
        if order is not None:
            source = order.main_subject(first, last)
            if source is not None:
                source = order.owner(source, first, last) or source
                return source if order.phrases.is_speaker(source) else order.concerned(first, last) or source
        return self.resolver.subject(self._passage, first, last)

    def _by_agent(self, stretch: Quoted, first: int, last: int) -> bool:
        """Dismissed as "..." by Kim: a passive whose agent follows the marks."""
        passage = self._passage
        table = passage.language.cues
        if stretch.last >= last or passage.lower[stretch.last] != "by" or passage.lower[stretch.first - 1] != "as":
            return False
        source = self._subjects.sources.after(stretch.last + 1, last)
        verb = next((at for at in range(stretch.first - 2, first, -1) if passage.lower[at] in table), None)
        if source is None or verb is None:
            return False
        self.ledger.add(stretch.first, stretch.last, Cue(verb, verb + 1, Kind.NAME), source)
        return True

    def leave_paragraph(self) -> None:
        """Quotations that opened a paragraph without a cue: the paragraph's own speaker, else the one before."""
        passage = self._passage
        for stretch in self._waiting:
            if self.ledger.in_paragraph is not None and self.ledger.in_paragraph.start > stretch.start:
                self.ledger.follow(stretch, self.ledger.in_paragraph, same_group=True)
            elif self.ledger.previous is not None:
                self.ledger.follow(stretch, self.ledger.previous, same_group=False)
            else:
                source = self._subject_behind(stretch)
                if source is not None or shapes.size(passage, stretch) >= _LONG_FRAGMENT:
                    self.ledger.add(stretch.first, stretch.last, None, source)
        self._waiting = []
        self._introduced, self._colon = self._colon, None
        self.ledger.in_paragraph = None

    def _subject_behind(self, stretch: Quoted) -> Source | None:
        """Whom the sentence behind a quotation that opens a text is about, if it is somebody: "..." Kim smiled."""
        passage, order = self._passage, self._subjects.order
        number = bisect_left(passage.sentences, stretch.last + 1, key=lambda span: span[1])
        if order is None or number >= len(passage.sentences):
            return None
        begin, end = passage.sentences[number]
        if begin < stretch.last or passage.paragraph_of(begin) != stretch.paragraph:
            return None
        source = order.main_subject(begin, end)
        return source if source is not None and order.phrases.is_speaker(source) else None

    def remember_colon(self, found: list[Cue], first: int, last: int) -> None:
        """Note whom a sentence that ends with a colon introduces; `found` are its cues."""
        passage = self._passage
        if last == 0 or passage.words[last - 1] != ":" or passage.inside[last - 1]:
            return
        cue = found[-1] if found else None
        source = self._subjects.of(cue, found, first, last, None) if cue is not None else None
        if source is None:
            source = self._subject(first, last)
        if source is None:
            return
        self._colon = self.ledger.introduction(cue or Cue(last - 1, last, Kind.COLON), source)
