"""Quoted stretches whose sentence has no cue: who spoke before, who was introduced by a colon, who is written about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations import shapes
from newsreader.quotations.cues import Cue
from newsreader.quotations.languages.base import Kind
from newsreader.quotations.nouns import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.quotations.claims import Claim, Ledger
    from newsreader.quotations.coreference import Resolver
    from newsreader.quotations.passage import Passage, Quoted
    from newsreader.quotations.subjects import Subjects
    from newsreader.quotations.unmarked import Unmarked

_SIGNATURE = 16
"""Words of the longest line that signs a quotation."""
_LONG_FRAGMENT = 5
"""Words from which a quoted fragment without a cue is taken for somebody's words."""


class Uncued:
    """What is known of a paragraph's speakers before any cue names one; goes on from section to section."""

    def __init__(self, resolver: Resolver, ledger: Ledger) -> None:
        self.resolver = resolver
        self.ledger = ledger
        self._introduced: Claim | None = None
        """Whom a colon at the last paragraph's end introduced."""
        self._colon: Claim | None = None
        self._waiting: list[tuple[Quoted, int]] = []
        """Stretches that opened this paragraph without a cue, with their sentences."""

    def enter(
        self, passage: Passage, subjects: Subjects, unmarked: Unmarked, cues_of: Callable[[int], list[Cue]]
    ) -> None:
        """Go on with the next section; `cues_of` gives the cues of a sentence."""
        self._cues_of = cues_of
        self._passage = passage
        self._subjects = subjects
        self._unmarked = unmarked

    def attribute(self, stretch: Quoted, number: int, first: int, last: int) -> None:
        """A quotation without a cue in its sentence."""
        passage = self._passage
        if stretch.dashed and stretch.first == passage.paragraphs[stretch.paragraph][0]:
            self.ledger.add(
                stretch.first, stretch.last, None, None, how="marks"
            )  # in a dialogue it may be either's turn
            return
        if not shapes.has_words(passage, first, last):
            opens = first == passage.paragraphs[stretch.paragraph][0]
            if opens and self.ledger.continues and self.ledger.previous is not None:
                self.ledger.follow(stretch, self.ledger.previous, how="continued", same_group=True)
            elif not opens and (said := self._said_before(number)) is not None:
                self.ledger.follow(stretch, said, how="said-before", same_group=False)
            elif self.ledger.in_paragraph is not None:
                self.ledger.follow(stretch, self.ledger.in_paragraph, how="paragraph", same_group=True)
            elif self._introduced is not None:
                self.ledger.follow(stretch, self._introduced, how="introduced", same_group=False)
            elif not opens:
                begin, end = passage.sentences[number - 1]
                source = self.resolver.subject(passage, begin, end)
                self.ledger.add(stretch.first, stretch.last, None, source, how="about" if source else "marks")
            else:
                self._waiting.append((stretch, number))
            return
        if shapes.follows_work(passage, stretch) or shapes.is_title(passage, stretch):
            return
        if self._by_agent(stretch, first, last):
            return
        if self.ledger.in_paragraph is not None and self._unmarked.goes_on(first, last):
            self.ledger.follow(stretch, self.ledger.in_paragraph, how="paragraph", same_group=False)
            return
        named = self._subjects.document_opening(first, stretch.first)
        if named is not None:
            self.ledger.add(stretch.first, stretch.last, Cue(first, first + 1, Kind.ACCORDING), named, how="document")
            return
        if shapes.size(passage, stretch) >= _LONG_FRAGMENT:
            source = self._subject(first, stretch.first)
            opens = stretch.first == passage.paragraphs[stretch.paragraph][0]
            before = self.ledger.in_paragraph
            if source is None and before is not None and before.source is not None:
                self.ledger.follow(stretch, before, how="paragraph", same_group=False)
            elif (
                source is None and opens and self.ledger.previous is not None and passage.is_capital(stretch.first + 1)
            ):
                self.ledger.follow(stretch, self.ledger.previous, how="previous", same_group=False)
            else:
                self.ledger.add(stretch.first, stretch.last, None, source, how="about" if source else "marks")

    def _subject(self, first: int, last: int) -> Source | None:
        """Whom a sentence without a cue is about."""
        if self._passage.language.code == "en":
            heading = self._subjects.openings.heading(first, last)
            if heading is not None and self._can_speak(heading):
                return heading
        return self.resolver.subject(self._passage, first, last)

    def _said_before(self, number: int) -> Claim | None:
        """Who says something in the sentence before, where no words are claimed: "Kim tweeted a warning."."""
        passage, previous = self._passage, self.ledger.previous
        if number == 0 or passage.language.code != "en":
            return None
        first, last = passage.sentences[number - 1]
        if previous is not None and previous.end > passage.starts[first]:
            return None
        found = self._cues_of(number - 1)
        for cue in found:
            if cue.participle or cue.kind is Kind.ACCORDING:
                continue
            source = self._subjects.of(cue, found, first, last, None)
            if source is not None and self._can_speak(source):
                return self.ledger.introduction(cue, source)
        return None

    def _signature(self, stretch: Quoted) -> Source | None:
        """The name behind a dash in a line of its own under a quotation."""
        passage, after = self._passage, stretch.paragraph + 1
        if after >= len(passage.paragraphs):
            return None
        first, last = passage.paragraphs[after]
        if last - first > _SIGNATURE or passage.words[first] not in {"-", "–", "—"}:
            return None
        while first < last and passage.words[first] in {"-", "–", "—"}:
            first += 1
        mention = self.resolver.names.at.get(first)
        return Source(mention.first, mention.last) if mention is not None else None

    def _can_speak(self, source: Source) -> bool:
        """Whether a phrase has a person or a body as its head: nothing else says words that no cue reports."""
        passage, language = self._passage, self._passage.language
        if source.pronoun:
            return source.pronoun in {"m", "f", "p", "s"}
        head = passage.lower[source.last - 1]
        return (
            self.resolver.mentions(source) or language.is_role(head) or head in language.documents
        ) and not self._subjects.sources.nouns.is_nobody(source)

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
        self.ledger.add(stretch.first, stretch.last, Cue(verb, verb + 1, Kind.NAME), source, how="agent")
        return True

    def leave_paragraph(self) -> None:
        """Quotations that opened a paragraph without a cue: the paragraph's own speaker, else the one before."""
        passage = self._passage
        for stretch, number in self._waiting:
            signed = self._signature(stretch)
            if signed is not None:
                self.ledger.add(stretch.first, stretch.last, None, signed, how="signature")
            elif self.ledger.in_paragraph is not None and self.ledger.in_paragraph.start > stretch.start:
                self.ledger.follow(stretch, self.ledger.in_paragraph, how="later", same_group=True)
            elif (said := self._said_before(number)) is not None:
                self.ledger.follow(stretch, said, how="said-before", same_group=False)
            elif self.ledger.previous is not None:
                self.ledger.follow(stretch, self.ledger.previous, how="previous", same_group=False)
            elif shapes.size(passage, stretch) >= _LONG_FRAGMENT:
                self.ledger.add(stretch.first, stretch.last, None, None, how="marks")
        self._waiting = []
        self._introduced, self._colon = self._colon, None
        self.ledger.in_paragraph = None

    def remember_colon(self, found: list[Cue], first: int, last: int) -> None:
        """Note whom a sentence that ends with a colon introduces; `found` are its cues."""
        passage = self._passage
        if last == 0 or passage.words[last - 1] != ":" or passage.inside[last - 1]:
            return
        cue = found[-1] if found else None
        source = self._subjects.of(cue, found, first, last, None) if cue is not None else None
        if source is None:
            source = self.resolver.subject(passage, first, last)
        if source is None:
            return
        self._colon = self.ledger.introduction(cue or Cue(last - 1, last, Kind.COLON), source)
