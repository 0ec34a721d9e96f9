"""The words that name who speaks: the noun phrase before or after a cue. Reads words, resolves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations import orders
from newsreader.quotations.asides import Asides
from newsreader.quotations.insertions import Insertions
from newsreader.quotations.languages.base import Kind
from newsreader.quotations.nouns import Nouns, Source, plain

if TYPE_CHECKING:
    from newsreader.quotations.cues import Cue
    from newsreader.quotations.names import Mention, Names
    from newsreader.quotations.passage import Passage

_PHRASES = 3
"""Phrases with a preposition looked past between a subject and its verb."""
_GOVERNING = frozenset(("in", "on", "through", "by", "into", "over", "during", "across", "around", "near", "outside"))
_NATIONS = frozenset("american russian chinese british french german japanese korean republican democratic".split())
_ALONE = frozenset(("another", "one", "several", "both", "each", "neither", "none"))
"""English: determiners that may stand for a person."""
_LONGEST = 14
"""Words of the longest noun phrase looked at."""
_AND = frozenset(("and", "und", "et", "y", "e", "и"))


class Sources:
    """Noun phrases of one section, with its names at hand."""

    def __init__(self, passage: Passage, names: Names) -> None:
        self.passage = passage
        self.language = passage.language
        self.names = names
        self._english = passage.language.code == "en"
        self.nouns = Nouns(passage)
        self._ending = {mention.last: mention for mention in names.mentions}
        self.asides = Asides(passage, self.nouns, names.at, self._ending)
        self._insertions = Insertions(passage, self.nouns, names.at, self._ending, self.phrase_ending)

    def ending_at(self, last: int) -> Mention | None:
        """The name that ends before a word."""
        return self._ending.get(last)

    def before(self, cue: Cue, floor: int) -> Source | None:
        """The subject to the left of a verb, not before `floor`."""
        source = self._nearest(cue, floor)
        return self._insertions.head(source, cue, floor) or source if self._english else source

    def _nearest(self, cue: Cue, floor: int) -> Source | None:
        """The noun phrase to the left of a verb, past phrases with a preposition."""
        hyphened = orders.hyphened(self.passage, self.nouns, cue)
        if hyphened is not None:
            return hyphened
        at = cue.first - 1
        for _ in range(_PHRASES):
            at = self._past_adverbs(at, floor)
            source = self._ending_at(cue, at, floor)
            if source is None or source.pronoun or source.relative is not None or not self._english:
                return source
            governor = source.first - 1
            while governor > floor and (
                self.nouns.is_between(governor) or self.passage.lower[governor] in {"a", "an", "the"}
            ):
                governor -= 1
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
            if self.language.is_loose and at >= 0 and at == floor - 1 and self.passage.inside[at]:
                return orders.quoted_name(self.passage, self.nouns, at)
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
            return self.antecedent(at, floor)
        if at < floor or (lower[at] in self.language.openers and lower[at] not in self.language.pronouns):
            return None
        return self.phrase_ending(at, floor)

    def after(self, first: int, ceiling: int) -> Source | None:
        """The noun phrase that begins at a word, before `ceiling`: the subject behind its verb."""
        lower, words, language = self.passage.lower, self.passage.words, self.language
        at = first
        skipped = language.between - language.determiners if language.is_loose else language.between
        while at < ceiling and (lower[at] in skipped or lower[at] == "by") and at - first < 3:
            at += 1
        if language.is_loose:
            at = orders.past_place(self.passage, self.names.at, orders.past_time(self.passage, at, ceiling), ceiling)
        if at >= ceiling or self.passage.inside[at]:
            return None
        word = plain(lower[at])
        if word in language.governing and word not in language.determiners:
            return None
        if language.is_loose and (word in language.openers or language.pronouns.get(word) == "r"):
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
            return Source(at, self.asides.past_officer(mention.last, ceiling))
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
        following = self.passage.words[first + 1 : first + 2]
        if kind is not None and self.language.is_loose and not (following and following[0][0].isalnum()):
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
                return self.antecedent(last, floor)
            return Source(last, last + 1, kind)
        if self._english and bare in _ALONE:
            return Source(last, last + 1)
        mention = self._ending.get(last + 1)
        if mention is not None and mention.first >= floor and not self.passage.words[last].endswith(("'s", "’s")):
            return self._with_name(mention.first, last, floor)
        if self._english and self.passage.words[last].endswith(("'s", "’s")):
            return None
        first = self._walk_back(last, floor)
        if first is None:
            return None
        if first > floor and lower[first - 1] in language.governing:
            first = self._source_within(first - 2, floor)
            if first is None:
                return None
        return Source(first, last + 1)

    def located(self, last: int, floor: int) -> Source | None:
        """Russian, Ukrainian: the body that speaks in the plural, "в министерстве заявили"."""
        while last > floor and self.nouns.is_between(last):
            last -= 1
        if not self.language.locatives or last <= floor:
            return None
        first = self._walk_back(last, floor)
        if first is None or first <= floor or self.passage.lower[first - 1] not in self.language.locatives:
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
                person = self._ending.get(first - 1)
                if self._english and person is not None and person.name.is_person and person.first >= floor:
                    return Source(person.first, last + 1)
                outer = self._walk_back(first - 2, floor) if first - 2 >= floor else None
                if outer is not None and self.nouns.has_noun(outer, first - 1):
                    return Source(outer, last + 1)
                if self.language.inverted:
                    return None
            elif before in self.language.governing:
                return None
            elif (before in self.language.determiners and before not in {"that", "this"}) or (
                self._english and self.language.is_role(before) and not self.passage.is_capital(first - 1)
            ):
                widened = self._walk_back(last, floor)
                return Source(widened if widened is not None else first, last + 1)
            elif before in _AND:
                return Source(self.asides.first_of_several(first, floor), last + 1)
        return Source(first, last + 1)

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
                if word == "that" and lower[last].endswith("s") and first is not None:
                    break  # "so many that agents said"
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
        at = head.first - 1 if head is not None and self._english else floor
        if at - 2 <= floor or self.passage.lower[at] not in {"of", "from"} or words[at - 1] != ",":
            return head
        at -= 2  # "Ann Petit, 22, of Ost, Norland, said"
        if words[at].isdigit() and words[at - 1] == ",":
            at -= 2
        return self.phrase_ending(at, floor) or head

    def antecedent(self, relative: int, floor: int) -> Source | None:
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
        if source is not None and self._english:
            named = self._ending.get(source.last)
            if named is not None and named.name.is_person and self.passage.lower[relative] == "who":
                outer = self.passage.lower[source.first : named.first]
                if not any(map(self.language.is_role, outer)):
                    source.first = named.first  # "in the mouth of Kim, who said"
        return source and Source(source.first, source.last, source.pronoun, relative)
