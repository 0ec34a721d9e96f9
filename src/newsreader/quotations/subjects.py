"""Which noun phrase is the subject of a cue: before it, behind it, beside its auxiliary, or that of an earlier cue."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newsreader.quotations import orders
from newsreader.quotations.cues import Cue
from newsreader.quotations.languages.base import Kind
from newsreader.quotations.nouns import Source, plain
from newsreader.quotations.openings import Openings
from newsreader.quotations.sources import Sources
from newsreader.quotations.word_order import WordOrder

if TYPE_CHECKING:
    from newsreader.quotations.coreference import Resolver
    from newsreader.quotations.learned import Report
    from newsreader.quotations.passage import Passage, Quoted

_AHEAD = 30
"""Words between a German auxiliary and its participle."""
_JOINS = frozenset((",", "und", "aber", "doch"))
_PLURALS = ("ли", "ют", "ут", "ят", "ють", "уть", "ять")
"""Endings of Russian and Ukrainian verbs in the plural."""
_OWNERS = {"his": "m", "her": "f", "its": "n", "their": "p", "our": "p", "my": "s"}
"""Determiners that name who: "his claim"."""
_EARLIER = 4
"""Cues looked back at for a subject that another shares."""
_CLOSES = frozenset((",", ".", ";", "—", "–", "-", "(", "of", "in", "at", "on"))
"""What stands behind a subject that follows its verb."""
_WITHIN = frozenset(("в", "у", "во", "en", "dans", "in", "nel", "nella", "nell'", "nell’", "no", "na"))
"""In: before the document that says something."""
_TITLE_WORDS = 7
"""Words of the longest title before the subject of a cue."""


class Subjects:
    """The subjects of one section's cues."""

    def __init__(self, passage: Passage, resolver: Resolver) -> None:
        self.passage = passage
        self.resolver = resolver
        self.sources = Sources(passage, resolver.names)
        self.openings = Openings(self.sources)
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
        if self.order is not None:
            source = self.order.source_of(cue, first, last, ceiling)
            return source or self._source_before(cue, found, first, last)
        if cue.kind is Kind.ACCORDING:
            if (
                passage.language.is_loose
                and cue.last < last
                and passage.language.pronouns.get(passage.lower[cue.last]) == "r"
            ):
                return self.sources.antecedent(cue.first, first)
            return orders.possessor(passage, cue) or self.sources.of_preposition(cue.last, ceiling)
        if passage.lower[cue.first] in passage.language.document_verbs:
            return self._named_within(cue, first, last)
        floor = self._floor(cue, first)
        if (passage.words[cue.first - 1] == "," or passage.inside[cue.first - 1]) and not passage.language.inverted:
            floor = first  # the quotation may stand in what is between commas: the film, "Dawn", says
        if cue.participle:
            return self._shared_subject(cue, found, first)
        if passage.language.inverted:
            return self._either_side(cue, found, floor, ceiling, first)
        source = self.sources.before(cue, floor)
        if source is None and cue.first == first:
            source = self.sources.after(cue.last, ceiling)
        if source is None:
            source = self.parenthetical(cue, ceiling)
        if source is None and cue.kind is not Kind.THINK:
            source = self._shared_subject(cue, found, first)
        return source

    def _source_before(self, cue: Cue, found: list[Cue], first: int, last: int) -> Source | None:
        """The source of the cue before one that "und" or a comma joins to it: sagte Kim, fügte aber hinzu."""
        before = bisect_left(found, cue.first, key=lambda one: one.first) - 1
        if before < 0 or cue.kind is Kind.ACCORDING or self.passage.lower[cue.first - 1] not in _JOINS:
            return None
        return self.of(found[before], found, first, last, None)

    def _named_within(self, cue: Cue, first: int, last: int) -> Source | None:
        """What "говорится в заявлении" names, on either side of its verb."""
        passage = self.passage
        ahead = range(cue.last, min(last, cue.last + 2))
        back = range(cue.first - 1, max(first, cue.first - _AHEAD) - 1, -1)
        for at in (*ahead, *back):
            if passage.lower[at] in _WITHIN and not passage.inside[at]:
                return self.sources.after(at + 1, last if at > cue.first else cue.first)
        return None

    def _either_side(self, cue: Cue, found: list[Cue], floor: int, ceiling: int, first: int) -> Source | None:
        """The subject where it may stand on either side of its verb."""
        names = self.resolver.names
        source = self.sources.before(cue, floor)
        if self.passage.language.is_loose and orders.follows_comma(self.passage, cue, floor):
            behind = self.sources.of_preposition(cue.last, ceiling)
            if behind is not None and self.may_speak(behind) and (source is None or not self.may_speak(source)):
                return behind
        if source is not None and source.first == first and source.last - source.first == 1 and not source.pronoun:
            mention = names.at.get(source.first)
            if cue.kind is not Kind.NAME and (mention is None or mention.name.count < 2):
                return self.sources.after(cue.last, ceiling) or source
        if source is None:
            source = self.sources.after(cue.last, ceiling)
        if source is None and self.passage.lower[cue.first].endswith(_PLURALS):
            source = self.sources.located(cue.first - 1, floor)
        return source or self._shared_subject(cue, found, first)

    def may_speak(self, source: Source) -> bool:
        """Whether a noun phrase names a person or an office."""
        if source.pronoun:
            return source.pronoun != "r"
        names = (self.resolver.names.at.get(at) for at in range(source.first, source.last))
        return any(mention is not None and mention.name.is_person for mention in names) or any(
            self.passage.language.is_role(word) for word in self.passage.lower[source.first : source.last]
        )

    def _shared_subject(self, cue: Cue, found: list[Cue], first: int) -> Source | None:
        source = self._subject_of_sentence(cue, found, first)
        if source is not None:
            source.shared = True
        return source

    def _subject_of_sentence(self, cue: Cue, found: list[Cue], first: int) -> Source | None:
        """The source of the nearest earlier cue of the sentence, else the sentence's subject."""
        passage, english = self.passage, self.passage.language.code == "en"
        if cue.participle and english:
            accompanying = self._coordinated(cue, first) or self._accompanying(cue, first)
            if accompanying is not None:
                return accompanying
        before = bisect_left(found, cue.first, key=lambda one: one.first)
        earlier = list(reversed(found[max(0, before - _EARLIER) : before]))
        if english:
            earlier.sort(key=lambda one: one.kind not in {Kind.SAY, Kind.TELL})
        for other in earlier:
            if other.participle or other.kind is Kind.ACCORDING:
                continue
            source = self.sources.before(other, self._floor(other, first))
            if source is None and (not english or other.first == first or not passage.words[other.first - 1].isalnum()):
                source = self.sources.after(other.last, cue.first)
            if source is not None and source.pronoun != "r" and not (english and self.sources.nouns.is_nobody(source)):
                return source
            if not english:
                break
        if cue.kind in {Kind.SAY, Kind.TELL, Kind.NAME, Kind.VOW, Kind.ASK} or (english and cue.participle):
            if english and (cue.participle or self.passage.inside[cue.first - 1]):
                heading = self.openings.heading(first, cue.first)
                if heading is not None:
                    return heading
            named = self.resolver.subject(self.passage, first, cue.first)
            return named or (self.openings.opening(first, cue.first) if cue.participle else None)
        return None

    def _accompanying(self, cue: Cue, first: int) -> Source | None:
        """Whom a participle stands beside: "with Kim calling it late"."""
        at = cue.first - 1
        while at > first and self.sources.nouns.is_between(at):
            at -= 1
        if at <= first or self.passage.inside[at] or not self.passage.words[at][0].isalnum():
            return None
        named = self.sources.ending_at(at + 1)
        if named is not None and named.first > first and self.passage.lower[named.first - 1] in {"with", "of"}:
            return Source(named.first, named.last)
        source = self.sources.phrase_ending(at, first)
        if source is None or source.first == first or source.pronoun:
            return None
        return source if self.passage.lower[source.first - 1] == "with" else None

    def _coordinated(self, cue: Cue, first: int) -> Source | None:
        """The subject of the verb that "and" joins to a cue: "he laughed and said"."""
        at = cue.first - 2
        if at <= first or self.passage.lower[at + 1] != "and" or self.passage.inside[at]:
            return None
        word = self.passage.lower[at]
        if not word.endswith("ed") or word in self.passage.language.cues:
            return None
        source = self.sources.phrase_ending(at - 1, first)
        return (
            source
            if source is not None and (source.pronoun in {"m", "f", "s", "p"} or self.resolver.mentions(source))
            else None
        )

    def _floor(self, cue: Cue, first: int) -> int:
        """No subject reaches back over a quotation."""
        index = bisect_left(self._quoted_firsts, cue.first) - 1
        if index < 0:
            return first
        return max(first, self.passage.quoted[index].last)

    def behind(self, cue: Cue, limit: int) -> Source | None:
        """The subject of a verb that stands right behind a quotation."""
        hyphened = orders.hyphened(self.passage, self.sources.nouns, cue)
        if self.passage.lower[cue.first] in self.passage.language.document_verbs:
            return self._named_within(cue, cue.first, limit)
        if hyphened is not None or not self.passage.language.is_loose:
            return hyphened or self.sources.after(cue.last, limit)
        return self.sources.of_preposition(cue.last, limit)

    def inverted(self, cue: Cue, at: int, limit: int) -> Source | None:
        """ "...", so sagte Kim; "...", a déclaré Kim: only auxiliaries stand between the mark and the cue."""
        passage = self.passage
        if all(
            passage.lower[word] in passage.language.between or passage.lower[word] in {"so", "hat", "ha", "a"}
            for word in range(at, cue.first)
        ):
            return self.behind(cue, limit)
        return None

    def reaching(self, cue: Cue, at: int) -> Source | None:
        """The subject of a cue if, with its titles and appositions, it begins there: "..." a friend, Ann, said."""
        passage, language = self.passage, self.passage.language
        hyphened = orders.hyphened(self.passage, self.sources.nouns, cue)
        if hyphened is not None:
            return hyphened
        source = self.sources.before(cue, at)
        if passage.lower[at] == "as":
            at += 1
        if (
            source is not None
            and source.first - at <= _TITLE_WORDS
            and not any(
                (passage.lower[word] in language.breaks and passage.lower[word] not in {"as", "then"})
                or not passage.words[word][0].isalnum()
                or (passage.lower[word] in language.cues and not passage.is_capital(word))
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
        if passage.lower[head.last + 1] in language.determiners | {"who"} and passage.words[head.last] == ",":
            return head if self.resolver.mentions(head) else None
        closing = cue.first - 1
        while closing > head.last and passage.lower[closing] in language.between:
            closing -= 1
        return head if closing > head.last and passage.words[closing] in {",", ")"} else None

    def parenthetical(self, cue: Cue, limit: int) -> Source | None:
        """The subject behind a verb between commas: the plan, said Kim, is good."""
        passage = self.passage
        if cue.first == 0 or passage.words[cue.first - 1] != "," or cue.kind not in {Kind.SAY, Kind.ASK}:
            return None
        source = self.sources.after(cue.last, limit)
        if source is None or source.first != cue.last:
            return None
        if source.last < limit and passage.words[source.last] not in _CLOSES and not source.pronoun:
            return None
        return source

    def verb_before_colon(self, colon: int, first: int) -> tuple[Cue, Source] | None:
        """English: a verb that no table has between somebody and a colon: "Kim reflected:"."""
        passage, verb = self.passage, colon - 1
        while verb > first and self.sources.nouns.is_between(verb):
            verb -= 1
        if passage.language.code != "en" or passage.words[colon] != ":" or verb <= first:
            return None
        if passage.inside[verb] or not self.sources.nouns.looks_like_verb(verb):
            return None
        cue = Cue(verb, verb + 1, Kind.SAY)
        source = self.sources.before(cue, first)
        if source is None or source.relative is not None:
            return None
        is_person = self.resolver.mentions(source) or self.may_speak(source)
        return (cue, source) if is_person else None

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
        if report.first < head < report.cue or report.last <= head:
            floor = max(floor, report.last)
        if kind == "r" or word == "that":
            return Source(head, head + 1), self.sources.phrase_ending(head, floor) if kind == "r" else None
        if kind:
            found = Source(head, head + 1, kind)
            return found, found
        phrase = self.sources.phrase_ending(head, floor) or Source(head, head + 1)
        return phrase, phrase
