"""The words that name who speaks: the noun phrase before or after a cue. Reads words, resolves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations.asides import Asides
from newsreader.quotations.languages.base import Kind
from newsreader.quotations.nouns import Nouns, Source, past_time, plain

if TYPE_CHECKING:
    from newsreader.quotations.cues import Cue
    from newsreader.quotations.names import Names
    from newsreader.quotations.passage import Passage

_PHRASES = 3
"""Phrases with a preposition looked past between a subject and its verb."""
_GOVERNING = frozenset(("in", "on", "through", "by", "into", "over", "during", "across", "around", "near", "outside"))
_NATIONS = frozenset("american russian chinese british french german japanese korean republican democratic".split())
_OFFICE = 6
"""Words between a body and the name of its officer."""
_PLACE = 8
"""Words of the longest place between a verb and its subject."""
_LONGEST = 14
"""Words of the longest noun phrase looked at."""
_HYPHENS = frozenset(("-", "-t-"))
_AND = frozenset(("and", "und", "et", "y", "e", "и"))


class Sources:
    """Noun phrases of one section, with its names at hand."""

    def __init__(self, passage: Passage, names: Names) -> None:
        self.passage = passage
        self.language = passage.language
        self.names = names
        self.nouns = Nouns(passage)
        self._ending = {mention.last: mention for mention in names.mentions}
        self.asides = Asides(passage, names.at, self._ending)

    def before(self, cue: Cue, floor: int) -> Source | None:
        """The subject to the left of a verb, not before `floor`."""
        hyphened = self.hyphened(cue)
        if hyphened is not None:
            return hyphened
        at = cue.first - 1
        for _ in range(_PHRASES):
            at = self._past_adverbs(at, floor)
            source = self._ending_at(cue, at, floor)
            if source is None or source.pronoun or self.language.code != "en":
                return source
            governor = source.first - 1
            if governor <= floor or self.passage.inside[governor] or self.passage.lower[governor] not in _GOVERNING:
                return source
            at = governor - 1  # "protesters marching through the streets chanted"
            if self.passage.lower[at].endswith(("ing", "ed")):
                at -= 1
        return None

    def _before_quoted(self, at: int, floor: int) -> Source | None:
        """The head of "NP, author of the book "Dawn," said"."""
        if self.language.inverted or at - 1 < floor or self.passage.words[at - 1] != ",":
            return None
        while at > floor and self.passage.inside[at - 1]:
            at -= 1
        return self._before_parenthesis(at, floor) if at > floor else None

    def _past_adverbs(self, at: int, floor: int) -> int:
        lower, times = self.passage.lower, self.language.times
        while at >= floor and not self.passage.inside[at] and at + 1 not in self._ending:
            if not self.nouns.is_between(at) and not (lower[at] in {"on", "in"} and lower[at + 1] in times):
                break
            at -= 1
        return at

    def _ending_at(self, cue: Cue, at: int, floor: int) -> Source | None:
        """The noun phrase that ends at a word, or before the brackets or commas that end there."""
        lower = self.passage.lower
        if at < floor:
            return None
        if self.passage.inside[at]:
            return self._before_quoted(at, floor)
        word = self.passage.words[at]
        if word == ")":
            at = self.asides.back_to("(", at, floor)
        elif word in {"]", "…"}:
            return None
        if at >= floor and self.passage.words[at] in {",", "—", "–", "-"}:
            return self._before_parenthesis(at, floor)
        if at > floor and cue.kind is Kind.SHOW and lower[at] == "that" and self.nouns.is_relative(at):
            return self._antecedent(at, floor)
        if at < floor or (lower[at] in self.language.openers and lower[at] not in self.language.pronouns):
            return None
        return self.phrase_ending(at, floor)

    def after(self, first: int, ceiling: int) -> Source | None:
        """The noun phrase that begins at a word, before `ceiling`: the subject behind its verb."""
        lower, words, language = self.passage.lower, self.passage.words, self.language
        at = first
        while at < ceiling and (lower[at] in language.between or lower[at] == "by") and at - first < 3:
            at += 1
        if language.is_loose:
            at = self._past_place(past_time(self.passage, at, ceiling), ceiling)
        if at >= ceiling or self.passage.inside[at]:
            return None
        word = plain(lower[at])
        if word in language.governing and word not in language.determiners:
            return None
        if (
            word in language.pronouns
            and language.pronouns[word] != "r"
            and not (
                word in language.determiners
                and at + 1 < ceiling
                and words[at + 1][0].isalpha()
                and self.nouns.continues_phrase(at + 1)
            )
        ):
            return Source(at, at + 1, language.pronouns[word])
        mention = self.names.at.get(at)
        if mention is not None and mention.last <= ceiling and not words[mention.last - 1].endswith(("'s", "’s")):
            return Source(at, self._with_office(mention.last, ceiling))
        determined = lower[at] in language.determiners
        end = self._phrase_end(at, ceiling)
        while end > at and lower[end - 1] in language.prepositions:
            end -= 1
        while end > at and lower[end - 1] in language.times:
            end -= 1
        if end == at:
            return None
        if not (
            determined
            or any(self.passage.is_capital(word) for word in range(at, end))
            or self.nouns.has_noun(at, end)
            or (language.name_cases and self.nouns.is_noun(at) and not lower[at].endswith("о"))
        ):
            return None
        return Source(at, end)

    def _with_office(self, end: int, ceiling: int) -> int:
        """Where a phrase ends that goes on from a body or place to its officer: "RNC spokesman Sean Spicer"."""
        lower, office = self.passage.lower, False
        for at in range(end, min(ceiling, end + _OFFICE)):
            if self.passage.inside[at] or not self.nouns.continues_phrase(at) or not lower[at][0].isalpha():
                break
            mention = self.names.at.get(at)
            if mention is not None and (office or mention.core > at):
                return mention.last if mention.last <= ceiling and mention.name.is_person else end
            office = office or self.language.is_role(lower[at])
        return end

    def _ends_at(self, at: int) -> bool:
        """Whether no word follows."""
        return at >= len(self.passage.words) or not self.passage.words[at][0].isalnum()

    def _past_place(self, at: int, ceiling: int) -> int:
        """Past "in aula" or "devant la presse" between a verb and its subject, if a subject follows."""
        passage, lower, language = self.passage, self.passage.lower, self.language
        if at >= ceiling or lower[at] not in language.governing or self._is_phrase(at):
            return at
        for near in range(at + 2, min(ceiling, at + _PLACE)):
            if passage.inside[near] or not passage.words[near][0].isalnum() or lower[near] in language.openers:
                break
            before = lower[near - 1]
            if before in language.governing or before in language.determiners or before in language.prepositions:
                continue
            if lower[near] in language.prepositions and lower[near] not in language.determiners:
                continue
            if lower[near] in language.determiners or near in self.names.at or language.is_role(lower[near]):
                return near
        return at

    def _is_phrase(self, at: int) -> bool:
        """Whether an article rather than a preposition stands here."""
        return self.passage.lower[at] in self.language.determiners

    def _phrase_end(self, at: int, ceiling: int) -> int:
        """Where a noun phrase that begins at a word ends: at a name, unless the name goes on or owns what follows."""
        lower, words, language = self.passage.lower, self.passage.words, self.language
        end = at
        while end < ceiling and end - at < _LONGEST:
            if (
                self.passage.inside[end]
                or not words[end][0].isalnum()
                or (end > at and not self.nouns.continues_phrase(end))
            ):
                break
            mention = self.names.at.get(end)
            if mention is not None and mention.last <= ceiling:
                end = mention.last
                if (
                    not (end < ceiling and lower[end].startswith(("'", "’")))
                    and not words[end - 1].endswith(("'s", "’s"))
                    and (end >= ceiling or lower[end] not in {"of", "for"})
                ):
                    following = lower[end] if end < ceiling else "."
                    if following in language.breaks or not following[0].isalpha() or following in language.prepositions:
                        break
                continue
            end += 1
        return end

    def of_preposition(self, first: int, ceiling: int) -> Source | None:
        """Whom "according to" names: of "the architect, Ann Petit," the name."""
        kind = self.language.pronouns.get(self.passage.lower[first]) if first < ceiling else None
        if kind is not None and self.language.is_loose and self._ends_at(first + 1):
            return Source(first, first + 1, kind)
        source = self.after(first, ceiling)
        if source is None or source.last >= ceiling or self.passage.words[source.last] != ",":
            return source
        named = self.names.at.get(source.last + 1)
        if named is None or named.last >= ceiling or self.passage.words[named.last] not in {",", "."}:
            return source
        if not self.language.is_role(self.passage.lower[source.last - 1]) and not named.name.is_person:
            return source
        return Source(named.first, named.last)

    def phrase_ending(self, last: int, floor: int) -> Source | None:
        """The noun phrase whose last word is given."""
        lower, language = self.passage.lower, self.language
        bare = plain(lower[last])
        if bare in language.pronouns:
            kind = language.pronouns[bare]
            if kind == "r":
                return self._antecedent(last, floor)
            return Source(last, last + 1, kind)
        mention = self._ending.get(last + 1)
        if mention is not None and mention.first >= floor and not self.passage.words[last].endswith(("'s", "’s")):
            return self._with_name(mention.first, last, floor)
        if self.language.code == "en" and self.passage.words[last].endswith(("'s", "’s")):
            return None
        first = self._walk_back(last, floor)
        if first is None:
            return None
        if first > floor and lower[first - 1] in language.governing:
            first = self._source_within(first - 2, floor)
            if first is None:
                return None
        return Source(first, last + 1)

    def _source_within(self, head: int, floor: int) -> int | None:
        """Where "a source in the ministry" begins, its head being given."""
        if not self.language.is_loose or head < floor or self.passage.inside[head]:
            return None
        if (
            not self.language.is_role(self.passage.lower[head])
            and self.passage.lower[head] not in self.language.documents
        ):
            return None
        return self._walk_back(head, floor)

    def _with_name(self, first: int, last: int, floor: int) -> Source | None:
        """A phrase that ends in a name: the name, or what it belongs to ("a spokesman for Clinton")."""
        lower = self.passage.lower
        while first - 1 >= floor and self.passage.is_capital(first - 1) and lower[first - 1] in _NATIONS:
            first -= 1
        if first - 1 >= floor and not self.passage.inside[first - 1]:
            before = lower[first - 1]
            if before in self.language.prepositions and before not in _AND:
                outer = self._walk_back(first - 2, floor) if first - 2 >= floor else None
                if outer is not None and self.nouns.has_noun(outer, first - 1):
                    return Source(outer, last + 1)
                if self.language.inverted:
                    return None
            elif before in self.language.governing:
                return None
            elif before in self.language.determiners and before not in {"that", "this"}:
                widened = self._walk_back(last, floor)
                return Source(widened if widened is not None else first, last + 1)
            elif before in _AND:
                return Source(self._first_of_several(first, floor), last + 1)
        return Source(first, last + 1)

    def _first_of_several(self, first: int, floor: int) -> int:
        """Where "A, B and C" begins; what stands before the last name is a conjunction."""
        begin, joint = first, first - 1
        while joint > floor and begin - joint == 1 and self.passage.lower[joint] in _AND | {","}:
            other = self._ending.get(joint)
            if other is None or other.first < floor or other.quoted:
                break
            begin, joint = other.first, other.first - 1
        return begin

    def _walk_back(self, last: int, floor: int) -> int | None:
        """The first word of a noun phrase, by walking left over what it may hold."""
        lower, words, inside, language = self.passage.lower, self.passage.words, self.passage.inside, self.language
        first: int | None = None
        at = last
        while at >= floor and last - at < _LONGEST and not inside[at]:
            word = lower[at]
            if not words[at][0].isalnum():
                if word in {"'", "’", "&", "%", "$"}:
                    at -= 1
                    continue
                break
            if word in language.determiners:
                first = at
                if (
                    language.is_loose
                    and word in language.prepositions
                    and at - 1 >= floor
                    and self.nouns.is_noun(at - 1)
                ):
                    at -= 1
                    continue
                if at - 2 >= floor and lower[at - 1] in language.prepositions and self.nouns.is_noun(at - 2):
                    at -= 2
                    continue
                break
            if word in language.prepositions:
                if at - 1 >= floor and self.nouns.is_noun(at - 1) and first is not None:
                    at -= 1
                    continue
                break
            if word in language.breaks or (word in language.cues and not self.passage.is_capital(at) and at < last):
                break
            first = at
            at -= 1
        while first is not None and first < last and lower[first] in language.times:
            first += 1
        if first is None or (first == last and (lower[last] in language.breaks or lower[last] in language.times)):
            return None
        if first == last and not self.passage.is_capital(last) and not self.nouns.is_noun(last):
            return None
        return first

    def _before_parenthesis(self, comma: int, floor: int) -> Source | None:
        """The head of "NP, apposition, said"."""
        words = self.passage.words
        opening = self.asides.back_to_comma(comma, floor)
        if opening is None:
            # "Trump, speaking in Ohio said" has no second comma: the first words of the sentence may be the subject
            return None
        at = opening - 1
        if at >= floor and words[at] == ")":
            at = self.asides.back_to("(", at, floor)
        if at < floor:
            return None
        inner = self.asides.apposed_name(opening + 1, comma)
        head = self.phrase_ending(at, floor)
        if inner is not None and (head is None or not self.asides.holds_name(head)):
            return inner
        return head

    def _antecedent(self, relative: int, floor: int) -> Source | None:
        """Whom "who" takes up."""
        at = relative - 1
        if at >= floor and self.passage.words[at] == ")":
            at = self.asides.back_to("(", at, floor)
        if at >= floor and self.passage.words[at] == ",":
            at -= 1
        if at < floor or self.passage.inside[at] or not self.passage.words[at][0].isalnum():
            return None
        if plain(self.passage.lower[at]) in self.language.pronouns:
            return None
        source = self.phrase_ending(at, floor)
        return source and Source(source.first, source.last, source.pronoun, relative)

    def hyphened(self, cue: Cue) -> Source | None:
        """French: the pronoun that hangs on the verb or its auxiliary, "a-t-il déclaré", "dit-elle"."""
        if not self.language.clitics:
            return None
        words, count = self.passage.words, len(self.passage.words)
        for at in (cue.last + 1, cue.first - 1, cue.first - 2, cue.first - 3):
            if 0 < at < count and words[at - 1] in _HYPHENS and self.passage.starts[at] == self.passage.ends[at - 1]:
                kind = self.language.pronouns.get(self.passage.lower[at])
                if kind is not None and (at > cue.first or all(map(self.nouns.is_between, range(at + 1, cue.first)))):
                    return Source(at, at + 1, kind)
        return None
