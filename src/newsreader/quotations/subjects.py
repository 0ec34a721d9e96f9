"""Which noun phrase is the subject of a cue: before it, behind it, beside its auxiliary, or that of an earlier cue."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newsreader.quotations.cues import Cue
from newsreader.quotations.languages.base import Kind
from newsreader.quotations.sources import Sources
from newsreader.quotations.word_order import WordOrder

if TYPE_CHECKING:
    from newsreader.quotations.coreference import Resolver
    from newsreader.quotations.nouns import Source
    from newsreader.quotations.passage import Passage, Quoted

_SOURCE_WORDS = 16
"""Words of the longest source a preposition names."""
_TITLE_WORDS = 7
"""Words of the longest title before the subject of a cue."""


class Subjects:
    """The subjects of one section's cues."""

    def __init__(self, passage: Passage, resolver: Resolver) -> None:
        self.passage = passage
        self.resolver = resolver
        self.sources = Sources(passage, resolver.names)
        self.order = WordOrder(passage, self.sources) if passage.language.verb_second else None
        """Finds subjects where verbs stand second or last."""
        self.known: dict[int, Source | None] = {}
        """First word of a cue -> the source found for it."""
        self._quoted_firsts = [quoted.first for quoted in passage.quoted]

    def of(self, cue: Cue, found: list[Cue], first: int, last: int, stretch: Quoted | None) -> Source | None:
        """The source of a cue: its subject, for a participle the subject of the cue before it or of the sentence."""
        passage = self.passage
        if cue.first in self.known:
            return self.known[cue.first]
        ceiling = stretch.first if stretch is not None else last
        if cue.kind is Kind.ACCORDING:
            if self.order is not None and passage.lower[cue.first + 1] == "eigenen":
                return self.order.main_subject(first, last)
            return self.named_by(cue, ceiling)
        floor = self._floor(cue, first)
        if self.order is not None:
            if self._is_document_cue(cue):
                return self.order.document(cue, first, min(last, ceiling))
            return self.order.subject(cue, first, min(last, ceiling))
        if cue.participle:
            return self._shared_subject(cue, found, first)
        if passage.language.inverted:
            return self._either_side(cue, found, floor, ceiling, first)
        source = self.sources.before(cue, floor)
        if source is None and cue.first == first:
            source = self.sources.after(cue.last, ceiling)
        if source is None and cue.kind is not Kind.THINK:
            source = self._shared_subject(cue, found, first)
        return source

    def _either_side(self, cue: Cue, found: list[Cue], floor: int, ceiling: int, first: int) -> Source | None:
        """The subject where it may stand on either side of its verb, ."""
        names = self.resolver.names
        source = self.sources.before(cue, floor)
        if source is not None and source.first == first and source.last - source.first == 1 and not source.pronoun:
            mention = names.at.get(source.first)
            if cue.kind is not Kind.NAME and (mention is None or mention.name.count < 2):
                return self.sources.after(cue.last, ceiling) or source
        if source is None:
            source = self.sources.after(cue.last, ceiling)
        return source or self._shared_subject(cue, found, first)

    def _is_document_cue(self, verb: Cue) -> bool:
        """German: "heißt es", which names its source with "in"."""
        lower = self.passage.lower
        return lower[verb.first] in {"heißt", "hieß", "geheißen"} and "es" in lower[max(0, verb.first - 3) : verb.last + 1]

    def _shared_subject(self, cue: Cue, found: list[Cue], first: int) -> Source | None:
        """The source of the nearest earlier cue of the sentence, else the sentence's subject."""
        for other in reversed(found[: bisect_left(found, cue.first, key=lambda one: one.first)]):
            if other.participle or other.kind is Kind.ACCORDING:
                continue
            source = self.sources.before(other, self._floor(other, first))
            if source is None:
                source = self.sources.after(other.last, cue.first)
            if source is not None and source.pronoun != "r":
                return source
            break
        if cue.kind in {Kind.SAY, Kind.TELL, Kind.NAME, Kind.VOW, Kind.ASK}:
            named = self.resolver.subject(self.passage, first, cue.first)
            return named or (self.sources.opening(first, cue.first) if cue.participle else None)
        return None

    def _floor(self, cue: Cue, first: int) -> int:
        """No subject reaches back over a quotation."""
        index = bisect_left(self._quoted_firsts, cue.first) - 1
        if index < 0:
            return first
        return max(first, self.passage.quoted[index].last)

    def named_by(self, cue: Cue, limit: int) -> Source | None:
        """Whom a preposition names: according to Kim, laut Kim."""
        if self.order is not None and self.passage.lower[cue.last - 1] in self.passage.language.postpositions:
            return self.order.before_postposition(cue, max(0, cue.first - _TITLE_WORDS))
        if self.order is not None:
            return self.order.named_after(cue.last, min(limit, cue.last + _SOURCE_WORDS))
        return self.sources.of_preposition(cue.last, limit)

    def behind(self, cue: Cue, limit: int) -> Source | None:
        """The subject of a verb that stands right behind a quotation."""
        if self.order is not None and self._is_document_cue(cue):
            return self.order.document(cue, cue.first, limit)
        if self.order is not None:
            return self.order.behind(cue.first, cue, limit)
        return self.sources.after(cue.last, limit)

    def inverted(self, cue: Cue, at: int, limit: int) -> Source | None:
        """ "...", so sagte Kim; "...", a déclaré Kim: only auxiliaries stand between the mark and the cue."""
        passage = self.passage
        if self.order is not None:
            if self._is_document_cue(cue):
                return self.order.document(cue, at, limit)
            return self.order.behind(at, cue, limit)
        if all(
            passage.lower[word] in passage.language.between or passage.lower[word] in {"so", "hat", "ha", "a"}
            for word in range(at, cue.first)
        ):
            return self.sources.after(cue.last, limit)
        return None

    def reaching(self, cue: Cue, at: int) -> Source | None:
        """The subject of a cue if, with its titles and appositions, it begins there: "..." a friend, Ann, said."""
        passage, language = self.passage, self.passage.language
        source = self.sources.before(cue, at)
        if (
            source is not None
            and source.first - at <= _TITLE_WORDS
            and not any(
                (passage.lower[word] in language.breaks and passage.lower[word] not in {"as", "then"})
                or not passage.words[word][0].isalnum()
                or passage.lower[word] in language.cues
                for word in range(at, source.first)
            )
        ):
            return source
        head = self.sources.after(at, cue.first)
        if head is None or head.first > at + 1 or head.pronoun or head.last >= cue.first:
            return None
        if passage.words[head.last] not in {",", "("}:
            return None
        if source is not None and source.first == head.last + 1 and source.first in self.resolver.names.at:
            return source
        closing = cue.first - 1
        while closing > head.last and passage.lower[closing] in language.between:
            closing -= 1
        return head if passage.words[closing] in {",", ")"} else None

    def outermost(self, found: list[Cue], index: int, first: int) -> Cue:
        """The cue that governs: in "said he called it" the first."""
        passage = self.passage
        if self.order is not None:
            return self._governing(found, index)
        while index > 0:
            inner, outer = found[index], found[index - 1]
            if outer.kind not in {Kind.SAY, Kind.TELL} and not (
                inner.kind is Kind.THINK and outer.kind is not Kind.ACCORDING
            ):
                break
            subject = self.sources.before(inner, max(first, outer.last))
            start = subject.first if subject is not None else inner.first
            between = [passage.lower[at] for at in range(outer.last, start)]
            if any(not word[0].isalnum() for word in between) or len(between) > (
                2 if inner.kind is not Kind.THINK else 8
            ):
                break
            if any(word in {"and", "who", "which", "but", "und", "der", "die"} for word in between):
                break
            index -= 1
        return found[index]

    def _governing(self, found: list[Cue], index: int) -> Cue:
        """German: "sagte Kim einem Bericht zufolge" is what Kim says."""
        inner = found[index]
        if index and inner.kind is Kind.ACCORDING and found[index - 1].kind in {Kind.SAY, Kind.TELL}:
            between = self.passage.words[found[index - 1].last : inner.first]
            if "," not in between and not any(self.passage.inside[found[index - 1].last : inner.first]):
                return found[index - 1]
        return inner

    def document_opening(self, first: int, last: int) -> Source | None:
        """ "Under the agreement, ..." - the document that a sentence begins with speaks."""
        if self.passage.lower[first] not in self.passage.language.document_openers:
            return None
        source = self.sources.after(first + 1, last)
        if source is None or source.first != first + 1 or not self.is_document(source):
            return None
        return source

    def is_document(self, source: Source) -> bool:
        """Whether a source is a document or a body rather than a person."""
        documents = self.passage.language.documents
        return source.pronoun == "n" or any(
            word in documents for word in self.passage.lower[source.first : source.last]
        )
