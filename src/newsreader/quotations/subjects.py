"""Which noun phrase is the subject of a cue: before it, behind it, beside its auxiliary, or that of an earlier cue."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newsreader.quotations.cues import Cue
from newsreader.quotations.languages.base import Kind
from newsreader.quotations.nouns import Source, plain
from newsreader.quotations.sources import Sources

if TYPE_CHECKING:
    from newsreader.quotations.coreference import Resolver
    from newsreader.quotations.learned import Report
    from newsreader.quotations.passage import Passage, Quoted

_AHEAD = 30
"""Words between a German auxiliary and its participle."""
_AUXILIARIES = frozenset(("hat", "haben", "hatte", "hatten", "habe"))
_OWNERS = {"his": "m", "her": "f", "its": "n", "their": "p", "our": "p", "my": "s"}
"""Determiners that name who: "his claim"."""
_TITLE_WORDS = 7
"""Words of the longest title before the subject of a cue."""


class Subjects:
    """The subjects of one section's cues."""

    def __init__(self, passage: Passage, resolver: Resolver) -> None:
        self.passage = passage
        self.resolver = resolver
        self.sources = Sources(passage, resolver.names)
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
            return self.sources.of_preposition(cue.last, ceiling)
        floor = self._floor(cue, first)
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
        """The subject where it may stand on either side of its verb, or of its auxiliary."""
        names = self.resolver.names
        verb = self._auxiliary(cue, floor)
        if self._is_document_cue(verb):
            return self._document(verb, floor, ceiling)
        opener = self._clause_opener(verb, floor)
        if opener is not None:
            source = self.sources.after(opener + 1, verb.first)
            if source is not None:
                return source
        if self._is_fronted(verb, floor) or self.passage.lower[verb.first].startswith("zitier"):
            source = self.sources.after(verb.last, ceiling if verb is cue else cue.first)
            if source is not None and source.pronoun != "r":
                return source
        source = self.sources.before(verb, floor)
        if source is not None and source.first == first and source.last - source.first == 1 and not source.pronoun:
            mention = names.at.get(source.first)
            if cue.kind is not Kind.NAME and (mention is None or mention.name.count < 2):
                return self.sources.after(verb.last, ceiling) or source
        if source is None:
            source = self.sources.after(verb.last, ceiling if verb is cue else cue.first)
        return source or self._shared_subject(cue, found, first)

    def _clause_opener(self, verb: Cue, floor: int) -> int | None:
        """German: the "wie" or "dass" of a clause whose verb stands at its end."""
        passage = self.passage
        if not passage.language.nouns_capitalised:
            return None
        for at in range(verb.first - 2, max(floor, verb.first - _AHEAD) - 1, -1):
            if passage.inside[at] or passage.words[at] in {",", ";", ":"}:
                return None
            if passage.lower[at] == "wie" and (at == floor or passage.words[at - 1] == "," or passage.inside[at - 1]):
                return at
        return None

    def _is_fronted(self, verb: Cue, floor: int) -> bool:
        """German: whether a preposition or adverb opens the clause, so that the subject stands behind its verb."""
        passage = self.passage
        if not passage.language.nouns_capitalised or verb.first <= floor:
            return False
        start = verb.first - 1
        while start > floor and passage.words[start - 1] not in {",", ";", ":"} and not passage.inside[start - 1]:
            start -= 1
        word = passage.lower[start]
        return word not in passage.language.determiners and (
            word in passage.language.governing
            or (word in passage.language.not_names and word not in passage.language.pronouns)
        )

    def _is_document_cue(self, verb: Cue) -> bool:
        """German: "heißt es", which names its source with "in"."""
        lower = self.passage.lower
        return lower[verb.first] in {"heißt", "hieß"} and "es" in lower[max(0, verb.first - 1) : verb.last + 1]

    def _document(self, verb: Cue, floor: int, ceiling: int) -> Source | None:
        """What "heißt es in der Erklärung" names."""
        lower = self.passage.lower
        for at in range(verb.last, min(verb.last + 5, ceiling - 1)):
            if lower[at] in {"in", "im"} and not self.passage.inside[at]:
                return self.sources.after(at + 1, min(self._limit(at), len(lower)))
        for at in range(verb.first - 1, max(floor, verb.first - _AHEAD) - 1, -1):
            if lower[at] in {"in", "im"} and (at == floor or self.passage.words[at - 1] in {",", "."}):
                return self.sources.after(at + 1, verb.first)
        return None

    def _limit(self, at: int) -> int:
        """Where the sentence that a word stands in ends."""
        sentences = self.passage.sentences
        return sentences[bisect_left(sentences, at + 1, key=lambda span: span[1])][1]

    def _auxiliary(self, cue: Cue, floor: int) -> Cue:
        """German: the "hat" that a participle at the clause's end goes with, else the cue itself."""
        passage = self.passage
        if not passage.language.nouns_capitalised or not passage.lower[cue.first].endswith(("t", "en")):
            return cue
        for at in range(cue.first - 1, max(floor, cue.first - _AHEAD) - 1, -1):
            if passage.words[at] in {",", ";", ":"} or passage.inside[at]:
                break
            if passage.lower[at] in _AUXILIARIES:
                return Cue(at, at + 1, cue.kind)
        return cue

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

    def behind(self, cue: Cue, limit: int) -> Source | None:
        """The subject of a verb that stands right behind a quotation."""
        if self.passage.language.nouns_capitalised and self._is_document_cue(cue):
            return self._document(cue, cue.first, limit)
        return self.sources.after(cue.last, limit)

    def inverted(self, cue: Cue, at: int, limit: int) -> Source | None:
        """ "...", so sagte Kim; "...", a déclaré Kim: only auxiliaries stand between the mark and the cue."""
        passage = self.passage
        if passage.language.nouns_capitalised:
            if self._is_document_cue(cue):
                return self._document(cue, at, limit)
            if passage.lower[at] in _AUXILIARIES | {"wie"}:
                return self.sources.after(at + 1, cue.first)
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

    def ending(self, head: int, floor: int, report: Report) -> tuple[Source, Source | None]:
        """The words whose last one is known to name who reports, and those that say whom they mean."""
        passage, language = self.passage, self.passage.language
        word = plain(passage.lower[head])
        kind = language.pronouns.get(word) or _OWNERS.get(word, "")
        if report.first < head and head < report.cue:
            floor = max(floor, report.last)
        elif report.last <= head:
            floor = max(floor, report.last)
        if kind == "r" or word == "that":
            return Source(head, head + 1), self.sources.phrase_ending(head, floor) if kind == "r" else None
        if kind:
            found = Source(head, head + 1, kind)
            return found, found
        found = self.sources.phrase_ending(head, floor)
        if found is None:
            found = Source(head, head + 1)
        return found, found
