"""Noun phrases of a language whose articles show their case (German): where one begins, ends, and whether it can be
a subject. Reads words from left to right; knows nothing of verbs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from newsreader.quotations import people
from newsreader.quotations.marked_names import MarkedNames
from newsreader.quotations.nouns import Source

if TYPE_CHECKING:
    from newsreader.quotations.languages.base import Language
    from newsreader.quotations.names import Names
    from newsreader.quotations.passage import Passage

_LONGEST = 16
"""Words of the longest noun phrase read."""
_EMBEDDED = 9
"""Words between an article and the participle that belongs to it: die in Berlin lebende Autorin."""
_PARTICIPLE_ENDS = ("te", "ten", "ter", "tes", "ene", "enen", "ener", "enes", "ende", "enden", "ender", "endes")
_FIT = ("ige", "igen", "iger", "iges", "liche", "lichen", "licher", "liches")
"""The same of adjectives: der für den Bau zuständige Minister."""
_ADVERB_ENDS = ("end", "lich", "ig", "weise", "isch", "los", "voll", "maßen", "wärts", "falls", "bar", "sam")
ADJECTIVE_ENDS = ("e", "en", "er", "es", "em")
GENITIVE = frozenset(("des", "der", "eines", "einer", "seiner", "ihrer", "dieser", "seines", "ihres"))
_TIME_AND_PLACE = frozenset(
    ("in", "im", "nach", "vor", "bei", "beim", "am", "auf", "an", "während", "zu", "zum", "zur")
)
OF = frozenset(("von", "vom", "für"))
_NOBLE = frozenset(("von", "zu", "van"))
_ONE = frozenset(("einer", "eine", "eines", "keiner", "keine"))
_WHOSE = frozenset(("dessen", "deren"))
"""Genitives before a noun in any case: dessen Anwalt."""


@dataclass(slots=True)
class Found:
    """A noun phrase and whether its form allows it to be a subject."""

    source: Source
    nominative: bool


class Phrases:
    """The noun phrases of one section."""

    def __init__(self, passage: Passage, names: Names) -> None:
        self.passage = passage
        self.language = passage.language
        self.names = names
        self.marked = MarkedNames(passage)
        self._named = self.marked.named

    def read(self, at: int, ceiling: int, *, governed: bool = False) -> Found | None:
        """The noun phrase or pronoun that begins at a word; one that says when or where ends before a subject."""
        lower, language = self.passage.lower, self.language
        if at >= ceiling:
            return None
        if self.passage.inside[at]:
            return self._marked(at, at, ceiling, nominative=True)
        word = lower[at]
        if word in _NOBLE and (end := self._noble_end(at, ceiling)):
            return Found(Source(at, self._past_attributes(end, ceiling, plural_only=governed)), nominative=True)
        if word in language.adverbs or word in language.governing or word in language.subordinators:
            return None
        if word in language.auxiliaries or (word in language.finite and not self.passage.words[at][0].islower()):
            return None
        if self._opens_as_adverb(at):
            return None
        kind = language.pronouns.get(word)
        determined = word in language.determiners or word in language.oblique
        if kind is not None and not determined and kind != "r":
            return Found(Source(at, at + 1, kind), nominative=True)
        if word in _ONE and at + 2 < ceiling and lower[at + 1] in {"der", "von"}:
            several = self.read(at + 1 + (lower[at + 1] == "von"), ceiling)
            if several is not None and lower[several.source.last - 1].endswith(("n", "s", "er")):
                return Found(Source(at, several.source.last), nominative=True)
        head = self._head(at, ceiling, determined=determined)
        if head is None:
            if kind and kind != "r" and word not in {"ein", "eine"}:
                return Found(Source(at, at + 1, kind), nominative=True)
            return None
        if self.passage.inside[head]:
            return self._marked(at, head, ceiling, nominative=self._can_be_subject(at, head, head))
        end = self._run_end(head, ceiling)
        if governed:
            end = self._before_person(head, end)
        if self._is_time(at, head, end):
            return Found(Source(at, end), nominative=False)
        nominative = self._can_be_subject(at, head, end)
        return Found(
            Source(at, self._past_attributes(end, ceiling, plural_only=governed or word in language.oblique)),
            nominative,
        )

    def _noble_end(self, at: int, ceiling: int) -> int:
        """Where a surname like "von Stein" ends, if the text has it behind a first name; else 0."""
        lower, language = self.passage.lower, self.language
        if at and lower[at - 1][0].isalpha() and lower[at - 1] not in language.reporting:
            return 0  # a preposition, as nearly always
        end = self._past_particles(at)
        if end >= ceiling or tuple(lower[at : end + 1]) not in self._nobles:
            return 0
        return end + 1

    def _past_particles(self, at: int) -> int:
        while at < len(self.passage.words) and self.passage.lower[at] in people.PARTICLES:
            at += 1
        return at

    @cached_property
    def _nobles(self) -> frozenset[tuple[str, ...]]:
        """The surnames with a particle that stand behind a first name: Anna von der Heide."""
        lower = self.passage.lower
        return frozenset(
            tuple(lower[at : self._past_particles(at) + 1])
            for at in self.passage.positions(_NOBLE)
            if at and people.is_first_name(lower[at - 1].partition("-")[0]) and self.passage.is_capital(at - 1)
        )

    def first_of(self, start: int, ceiling: int) -> Found | None:
        """The noun phrase that a clause begins with, behind a conjunction."""
        at = start
        while at < ceiling and self.passage.lower[at] in self.language.focus | {"und", "aber", "doch", "denn"}:
            at += 1
        return self.read(at, ceiling)

    def ending(self, last: int, floor: int) -> Source | None:
        """The longest noun phrase whose last word is given."""
        best: Source | None = None
        words = self.passage.words
        for at in range(last, max(floor, last - _LONGEST) - 1, -1):
            if words[at] in {",", ";", ":"}:
                break
            found = self.read(at, last + 1)
            if found is not None and found.source.last == last + 1:
                best = found.source
        return best

    def past_preposition(self, at: int, ceiling: int) -> int:
        """The word behind a prepositional phrase; the same word where none begins."""
        lower, language = self.passage.lower, self.language
        if lower[at] not in language.governing or self.passage.inside[at]:
            return at
        if lower[at] in _NOBLE and self._noble_end(at, ceiling):
            return at
        begin = at + 1
        while begin < ceiling and (lower[begin] in language.governing or lower[begin] in language.focus):
            begin += 1
        found = self.read(begin, ceiling, governed=lower[at] in _TIME_AND_PLACE)
        return found.source.last if found is not None else begin

    def _opens_as_adverb(self, at: int) -> bool:
        """Whether the first word of a sentence, before its verb, is an adverb that only stands there with a capital."""
        words, lower = self.passage.words, self.passage.lower
        if (
            at + 1 >= len(words)
            or not words[at][0].isupper()
            or (at and words[at - 1] not in {".", "!", "?", ":", "“"})
        ):
            return False
        return lower[at].endswith(_ADVERB_ENDS) and (
            lower[at + 1] in self.language.auxiliaries or lower[at + 1] in self.language.cues
        )

    def _head(self, at: int, ceiling: int, *, determined: bool) -> int | None:
        """The first noun or name of a phrase, behind its article and adjectives."""
        lower, words, inside = self.passage.lower, self.passage.words, self.passage.inside
        word = at + 1 if determined else at
        if determined and word < ceiling and lower[word] in self.language.governing | self.language.determiners:
            end = min(ceiling - 1, word + _EMBEDDED)
            inner = [
                other
                for other in range(word + 1, end)
                if words[other][0].islower()
                and (words[other + 1][0].isupper() or lower[other + 1].endswith(ADJECTIVE_ENDS))
            ]
            word = next((other for other in inner if lower[other].endswith(_PARTICIPLE_ENDS)), ceiling)
            if word == ceiling:
                word = next((other for other in inner if lower[other].endswith(_FIT)), ceiling)
        while word < ceiling and word - at < _LONGEST:
            if inside[word]:
                return word if word in self._named else None
            if is_noun(words[word]):
                return word
            if words[word][0].isdigit():
                if not self._counts(word, ceiling):
                    return None
            elif not self._is_adjective(word, determined=determined or word > at):
                return None
            word += 1
        return None

    def _counts(self, at: int, ceiling: int) -> bool:
        """Whether a number stands before what it counts."""
        return at + 1 < ceiling and (self.passage.is_capital(at + 1) or self.passage.lower[at + 1].endswith("e"))

    def _is_adjective(self, at: int, *, determined: bool) -> bool:
        if at >= len(self.passage.lower):
            return False  # a comma ends the text
        word, language = self.passage.lower[at], self.language
        if not word[0].isalpha():
            return word == "," and determined and self._is_adjective(at + 1, determined=False)
        if word in language.breaks or word in language.governing or word in language.auxiliaries:
            return False
        if word in language.determiners or word in language.pronouns:
            return False
        return word.endswith(ADJECTIVE_ENDS) or (
            determined and (word in language.focus or word in language.adverbs or word[-1] in "gthlm")
        )

    def _run_end(self, head: int, ceiling: int) -> int:
        """Where the nouns and names that begin at a head end."""
        words, lower = self.passage.words, self.passage.lower
        end = head
        while end < ceiling and end - head < _LONGEST:
            if self.passage.inside[end]:
                named = self._named.get(end)
                if named is None or named.last > ceiling:
                    break
                end = named.last
                continue
            if (
                end > head
                and lower[end - 1] in self.language.times
                and not (lower[end] in self.language.times or words[end].isdigit())
            ):
                break
            mention = self.names.at.get(end)
            if mention is not None and mention.last <= ceiling:
                end = mention.last
                continue
            if (is_noun(words[end]) and not (end > head and lower[end] in self.language.times)) or (
                end > head and (lower[end] in {"&", "'", "’"} or words[end][0].isdigit())
            ):
                end += 1
            else:
                break
        return end

    def _before_person(self, head: int, end: int) -> int:
        """Where somebody's name begins behind a noun that it does not belong to: "nach dem Spiel | Uta Blum"."""
        if self.language.is_role(self.passage.lower[head]) or people.is_first_name(self.passage.lower[head]):
            return end
        for at in range(head + 1, end - 1):
            lower = self.passage.lower[at]
            if people.is_first_name(lower) or self.language.is_role(lower):
                return at
        return end

    def _past_attributes(self, end: int, ceiling: int, *, plural_only: bool) -> int:
        """Past "(SPD)", genitives, "von ..." and "und ..." behind a noun; behind "dem Blatt" a subject may follow."""
        words, lower = self.passage.words, self.passage.lower
        for _ in range(4):
            if end + 1 >= ceiling:
                return end
            if words[end] == "(":
                closing = next((at for at in range(end, min(ceiling, end + 8)) if words[at] == ")"), None)
                if closing is None:
                    return end
                end = closing + 1
                continue
            if lower[end] in GENITIVE or lower[end] in OF or lower[end] == "und":
                determined = lower[end + 1] in self.language.determiners or lower[end + 1] in self.language.oblique
                at = end if lower[end] in GENITIVE else end + 1
                head = self._head(at, ceiling, determined=lower[at] in GENITIVE or (at > end and determined))
                if head is None or self.passage.inside[head]:
                    return end
                behind = self._run_end(head, ceiling)
                if plural_only and lower[end] == "der" and self._can_be_subject(end, head, behind):
                    return end
                end = behind
                continue
            return end
        return end

    def _marked(self, at: int, head: int, ceiling: int, *, nominative: bool) -> Found | None:
        """A phrase that ends in a name in marks, or is one; the marks stay outside where it is nothing else."""
        quoted = self._named.get(head)
        if quoted is None or quoted.last > ceiling:
            return None
        if at == head:
            return Found(Source(head + 1, quoted.last - 1), nominative)
        return Found(Source(at, quoted.last), nominative)

    def _can_be_subject(self, at: int, head: int, end: int) -> bool:
        lower, language = self.passage.lower, self.language
        word = lower[at]
        if word in language.oblique and word not in _WHOSE:
            return False
        if word == "der":
            adjective = head if head < end - 1 else head - 1
            while adjective > at and lower[adjective].endswith(ADJECTIVE_ENDS):
                if lower[adjective].endswith("en"):
                    return False  # der deutschen Regierung; a subject is der deutsche Minister
                adjective -= 1
            noun = lower[min(end, len(lower)) - 1] if end > head else ""
            first = lower[head]
            named = self.names.at.get(head)
            feminine = first if named is None or named.core == named.first else lower[named.core - 1]
            if head + 1 < end and first.endswith("er") and lower[head + 1].endswith(language.feminine):
                return False  # der Berliner Zeitung
            return not feminine.endswith(language.feminine) or (noun in language.roles and not noun.endswith("in"))
        return not (
            head > at and word not in language.determiners and word.endswith("en") and lower[head].endswith("n")
        )

    def _is_time(self, at: int, head: int, end: int) -> bool:
        """Whether a phrase says when: diese Woche, vergangenen Montag."""
        del at
        return end - head <= 2 and self.passage.lower[head] in self.language.times


def is_noun(word: str) -> bool:
    """Whether a word is written as a noun: Rat, taz-Bericht, 58-Jährige."""
    hyphen = word.find("-")
    return word[0].isupper() or (0 < hyphen < len(word) - 1 and word[hyphen + 1].isupper())


def is_body(word: str, language: Language) -> bool:
    """Whether a lower-case noun names a body or a document, alone or as the end of a compound."""
    return word in language.documents or word.endswith(language.document_ends)
