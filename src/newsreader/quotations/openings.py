"""The subject that a sentence begins with, past what stands in front of it: "On Friday, the company ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations.nouns import NOT_ADVERBS, Source, plain

if TYPE_CHECKING:
    from newsreader.quotations.sources import Sources

_OPENING = 6
"""Words among which a sentence's first noun phrase must have its head."""
_OWNS = ("'s", "’s", "s'", "s’")
_ADVERBIALS = 3
"""Adverbials looked past before a subject."""
_ADVERBIAL = 30
"""Words of the longest one."""
_JOINING = frozenset(("but", "and", "still", "yet", "so", ","))
_FRONTING = frozenset(
    """
    in on at after before during when while as with for since under amid despite following by from last late earlier
    throughout once if although though because upon about over through across asked pressed given unlike like among
    early later this shortly soon hours days weeks months minutes moments indeed meanwhile
    """.split()
)


_PASTS = frozenset(
    """
    began became took made gave got came went told said won lost left kept held led met sent brought built found drew
    felt rose spoke stood wore wrote ran saw began fell paid says
    """.split()
)
_DATELINE = 8
"""Words before the dash of a dateline: "Washington (AFP) –"."""
_DASHES = frozenset(("-", "–", "—"))


class Openings:
    """The first subjects of one section's sentences."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources

    def opening(self, first: int, ceiling: int) -> Source | None:
        """The subject that a sentence begins with, if it has a name, an office or a body as its head."""
        passage, names, nouns = self.sources.passage, self.sources.names, self.sources.nouns
        lower, language = passage.lower, passage.language
        at = first + (lower[first] in language.determiners)
        mention = names.at.get(at)
        if mention is not None and mention.last < ceiling and not passage.words[mention.last - 1].endswith(_OWNS):
            officer = None if mention.name.is_person else self._officer(mention.last, ceiling)
            return Source(first, officer or mention.last)
        for head in range(at, min(ceiling - 1, at + _OPENING)):
            if passage.inside[head] or not nouns.continues_phrase(head):
                return None
            if not (lower[head] in language.documents or language.is_role(lower[head])):
                continue
            if lower[head + 1] in {"of", "for"}:
                after = names.at.get(head + 2)
                return Source(first, after.last) if after is not None and after.last < ceiling else None
            if not nouns.is_compound(head):
                named = names.at.get(head + 1)
                return Source(first, named.last if named is not None and named.name.is_person else head + 1)
        return None

    def _officer(self, end: int, ceiling: int) -> int | None:
        """Where a phrase ends that goes on from a body to somebody of it: "School head Ann Petit"."""
        last = self.sources.asides.past_officer(end, ceiling)
        named = self.sources.ending_at(last)
        if (
            named is None
            or last == end
            or not self.sources.language.is_role(self.sources.passage.lower[named.first - 1])
        ):
            return None
        return last

    def heading(self, first: int, ceiling: int) -> Source | None:
        """The noun phrase that a sentence begins with, whatever its head: "several groups"."""
        at = self._past_adverbials(first, ceiling)
        if at is None:
            return None
        if plain(self.sources.passage.lower[at]) in {"there", "here", "what", "that"}:
            return None
        known = self.opening(at, ceiling)
        if known is not None:
            return known
        source = self.sources.after(at, ceiling)
        if source is None or source.first > at + 1 or source.last >= ceiling:
            return None
        return source if source.pronoun else self._without_verb(source)

    def _past_dateline(self, first: int, ceiling: int) -> int:
        """The word behind "WASHINGTON, June 1 (UPI) —"."""
        passage = self.sources.passage
        for at in range(first + 1, min(ceiling, first + _DATELINE)):
            if passage.words[at] in _DASHES and not passage.inside[at]:
                return at + 1 if passage.paragraphs[passage.paragraph_of(first)][0] == first else first
        return first

    def _past_adverbials(self, first: int, ceiling: int) -> int | None:
        passage, at = self.sources.passage, self._past_dateline(first, ceiling)
        for _ in range(_ADVERBIALS):
            while at < ceiling and passage.lower[at] in _JOINING:
                at += 1
            if at >= ceiling or passage.inside[at]:
                return None
            word = passage.lower[at]
            if (
                not (word in _FRONTING or (word.endswith(("ing", "ly")) and word not in NOT_ADVERBS))
                or at in self.sources.names.at
            ):
                return at
            dated = at + 1
            while dated < ceiling and (
                passage.lower[dated] in passage.language.times or passage.lower[dated].isdigit()
            ):
                dated += 1
            if at + 1 < dated < ceiling and word in {"on", "in"} and passage.words[dated] != ",":
                at = dated  # "On May 3 they said"
                continue
            comma = at + 1
            while comma < ceiling and (passage.words[comma] != "," or passage.inside[comma]):
                comma += 1
                if comma - at > _ADVERBIAL:
                    return None
            at = comma
        return None

    def ending_in_verb(self, source: Source) -> Source | None:
        """A noun phrase without the verb that was taken for its last word: "an angry minister retaliated"."""
        last = source.last - 1
        if last <= source.first + 1 or not self.sources.passage.lower[last].endswith("ed"):
            return None
        return None if last in self.sources.names.at else Source(source.first, last)

    def _without_verb(self, source: Source) -> Source:
        """A noun phrase up to what looks like its verb: "several groups granted"."""
        lower = self.sources.passage.lower
        for at in range(source.first + 1, source.last):
            if at in self.sources.names.at:
                continue
            named = self.sources.ending_at(at) is not None
            if lower[at] in _PASTS or (lower[at].endswith("ed") and (named or lower[at - 1].endswith("s"))):
                return Source(source.first, at)
        return source
