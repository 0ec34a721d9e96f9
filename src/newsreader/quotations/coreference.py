"""Whom the words of a source stand for: short names, pronouns, descriptions. Decides by the text alone."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.quotations.sources import Source

if TYPE_CHECKING:
    from newsreader.quotations.names import Mention, Name, Names
    from newsreader.quotations.passage import Passage

_LOOK_BACK = 40
"""Mentions a pronoun looks back at."""
_ARTICLES = frozenset(("the", "der", "die", "das", "le", "la", "el", "il", "o", "a", "an", "ein", "eine"))
_DEFINITE = frozenset(("the", "der", "die", "das", "le", "la", "el", "il", "o", "den", "dem"))


@dataclass(slots=True)
class Speaker:
    """Who is taken to have spoken."""

    text: str
    name: Name | None = None
    role: str | None = None
    pronoun: str = ""
    """The pronoun's letter, if one led here."""


class Resolver:
    """Resolves the sources of a text in order, remembering who spoke last."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.last: Speaker | None = None
        self._passage: Passage | None = None
        self._firsts: list[int] = []

    def enter(self, passage: Passage) -> None:
        """Go on with the next section."""
        self._passage = passage
        self._firsts = [mention.first for mention in self.names.mentions]

    def resolve(self, passage: Passage, source: Source) -> Speaker | None:
        """The speaker whom a source's words stand for; None where the text does not say."""
        if source.pronoun:
            return self._pronoun(passage, source)
        mention = self._named(passage, source)
        if mention is not None:
            return Speaker(mention.name.text, mention.name, mention.name.role)
        short = tuple(passage.words[source.first : source.last])
        known = self.names.find(short) if len(short) == 1 else None
        if known is not None:
            return Speaker(known.text, known, known.role)
        described = self._described(passage, source)
        if described is not None:
            return Speaker(described.text, described, described.role)
        return Speaker(" ".join(passage.slice(source.first, source.last).split()).rstrip(" ,"))

    def subject(self, passage: Passage, first: int, last: int) -> Source | None:
        """The person that a sentence without a cue is about: its first name of a person, or its opening pronoun."""
        for at in range(first, min(last, first + 2)):
            kind = passage.language.pronouns.get(passage.lower[at], "")
            if kind in {"m", "f"}:
                return Source(at, at + 1, kind)
        start = bisect_left(self._firsts, first)
        for mention in self.names.mentions[start : start + 6]:
            if mention.first >= last:
                break
            owns = passage.words[mention.last - 1].endswith(("'s", "’s"))
            if mention.name.is_person and not mention.quoted and not owns:
                return Source(mention.first, mention.last)
        return None

    def _named(self, passage: Passage, source: Source) -> Mention | None:
        """The name that heads a noun phrase: the last one that nothing subordinates."""
        start = bisect_left(self._firsts, source.first)
        head: Mention | None = None
        for mention in self.names.mentions[start : start + 6]:
            if mention.last > source.last:
                break
            before = mention.first - 1
            owned = passage.words[mention.last - 1].endswith(("'s", "’s", "’"))
            if (before >= source.first and passage.lower[before] in passage.language.prepositions) or owned:
                break
            if mention.last == source.last or (
                head is None and (mention.last < source.last and not passage.words[mention.last][0].isalnum())
            ):
                head = mention
            elif head is None and passage.lower[mention.last] in passage.language.prepositions:
                head = mention if mention.name.is_person else None
                break
        return head

    def _described(self, passage: Passage, source: Source) -> Name | None:
        """The person whom the text calls what a description says: "the North Korean leader"."""
        lower = passage.lower
        if lower[source.first] not in _DEFINITE:
            return None
        description = list(lower[source.first + 1 : source.last])
        for noun in description:
            if noun in passage.language.prepositions:
                return None
        if not description or not passage.language.is_role(description[-1]):
            return None
        candidates = [name for name in self.names.by_role(description[-1]) if name.is_person]
        best = max(
            candidates,
            key=lambda name: (sum(word in (name.role or "").lower() for word in description), name.count),
            default=None,
        )
        if best is None:
            return None
        other = [word for word in description[:-1] if word not in (best.role or "").lower()]
        return None if len(other) == len(description) - 1 > 0 and len(candidates) > 1 else best

    def _pronoun(self, passage: Passage, source: Source) -> Speaker | None:
        """The person a pronoun takes up: by gender, nearness, place in the sentence, and who spoke last."""
        kind = source.pronoun
        last = self.last
        if kind == "n":
            if last is not None and (last.name is None or last.name.is_body):
                return Speaker(last.text, last.name, last.role, kind)
            return None
        if kind not in {"m", "f"}:
            return None
        name = self._nearest(passage, source.first, kind)
        if name is None:
            if last is not None and last.name is None and last.pronoun in {"", kind}:
                return Speaker(last.text, None, last.role, kind)
            return None
        if not name.gender and name.is_person:
            name.gender = kind
        return Speaker(name.text, name, name.role, kind)

    def _nearest(self, passage: Passage, at: int, gender: str) -> Name | None:
        mentions = self.names.mentions
        stop = bisect_left(self._firsts, at)
        if stop == 0:
            return self._last_of(gender)
        sentence = self._sentence(passage, at)
        paragraph = passage.paragraph_of(at)
        paragraph_start = passage.paragraphs[paragraph][0]
        scores: dict[Name, float] = {}
        for mention in mentions[max(0, stop - _LOOK_BACK) : stop]:
            name = mention.name
            if name.is_body or name.gender not in {"", gender} or (not name.is_person and name.count < 2):
                continue
            score = -0.55 * (sentence - mention.sentence)
            if mention.sentence == sentence and not mention.subject:
                score -= 0.8
            if mention.subject:
                score += 1.0
            if mention.quoted:
                score -= 1.2
            if passage.words[mention.last - 1].endswith(("'s", "’s")):
                score -= 0.3
            if mention.first < paragraph_start:
                score -= 0.3
            if name.gender == gender:
                score += 0.9
            score += 0.12 * min(name.count, 8)
            if len(name.key) == 1 and not name.titled:
                score -= 0.8
            if name not in scores or score > scores[name]:
                scores[name] = score
        last = self.last
        if last is not None and last.name is not None and not last.name.is_body and last.name.gender in {"", gender}:
            scores[last.name] = scores.get(last.name, -2.5) + 1.4
        return max(scores, key=lambda name: scores[name], default=None)

    def _last_of(self, gender: str) -> Name | None:
        last = self.last
        return last.name if last is not None and last.name is not None and last.name.gender in {"", gender} else None

    def _sentence(self, passage: Passage, at: int) -> int:
        return bisect_left(passage.sentences, at + 1, key=lambda span: span[1])
