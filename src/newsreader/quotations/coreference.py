"""Whom the words of a source stand for: short names, pronouns, descriptions. Decides by the text alone."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.quotations.nouns import Source, plain

if TYPE_CHECKING:
    from collections.abc import Container

    from newsreader.quotations.names import Mention, Name, Names
    from newsreader.quotations.passage import Passage

_LOOK_BACK = 40
"""Mentions a pronoun looks back at."""
_OBJECT_WITHIN = 3
"""Words between a pronoun and its verb's object."""
_SOME = frozenset(("a", "an", "one", "another"))
_HUMANS = frozenset("man woman boy girl teenager youth".split())
_UNNAMED = 6
"""Words among which somebody without a name has the noun that says who it is."""
_AT_PLACES = frozenset(("in", "at", "near", "around", "outside", "across"))
_JOINTS = frozenset(("and", "und", "et", "y", "e", "и", ","))
_SEVERAL_AGAIN = frozenset(("they", "both"))
_GROUP = 0.7
"""How often "they" are those who spoke last."""
_CLEARLY = 1.0
"""The lead in points with which a pronoun has no rival."""
_SEVERAL = 6
"""Names looked at in one source."""
_DEFINITE = frozenset(("the", "der", "die", "das", "le", "la", "el", "il", "o", "den", "dem"))


@dataclass(slots=True)
class Speaker:
    """Who is taken to have spoken."""

    text: str
    name: Name | None = None
    role: str | None = None
    pronoun: str = ""
    """The pronoun's letter, if one led here."""
    why: tuple[str, ...] = ()
    """The rules of `rules` that led here."""
    confidence: float = 1.0
    """How clearly this one was before others, where several fitted."""


class Resolver:
    """Resolves the sources of a text in order, remembering who spoke last."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.last: Speaker | None = None
        self._passage: Passage | None = None
        self._firsts: list[int] = []
        self._families: dict[str, set[Name]] = {}
        self._established: dict[Name, int] = {}
        """How often somebody was named in full, or by a surname that nobody else had until then."""

    def enter(self, passage: Passage) -> None:
        """Go on with the next section."""
        self._passage = passage
        self._firsts = [mention.first for mention in self.names.mentions]
        for mention in self.names.mentions:
            name = mention.name
            if len(name.key) < 2 or name.is_body:
                continue
            family = self._families.setdefault(name.key[-1], set())
            if mention.last - mention.core > 1:
                family.add(name)
                self._established[name] = self._established.get(name, 0) + 1
            elif family == {name}:
                self._established[name] = self._established.get(name, 0) + 1

    def resolve(self, passage: Passage, source: Source) -> Speaker | None:
        """The speaker whom a source's words stand for; None where the text does not say."""
        if source.pronoun:
            return self._pronoun(passage, source)
        if passage.language.is_loose and passage.inside[source.last - 1]:
            return Speaker(" ".join(passage.slice(source.first, source.last).split()), why=("only-name",))
        several = self._several(passage, source) if source.last - source.first > 2 else ""
        if several:
            return Speaker(several, why=("several",))
        mention = self._named(passage, source) or self._apposed(passage, source)
        if mention is not None:
            return self._called(passage, mention)
        short = tuple(passage.words[source.first : source.last])
        known = self.names.find(short) if len(short) == 1 else None
        if known is not None:
            return Speaker(known.text, known, known.role, why=("short-name" if len(known.key) > 1 else "only-name",))
        described = self._described(passage, source)
        if described is not None:
            return described
        words = " ".join(passage.slice(source.first, source.last).split()).rstrip(" ,")
        return Speaker(words, why=("unnamed",))

    def _called(self, passage: Passage, mention: Mention) -> Speaker:
        """Whom a name stands for; of several with one surname the one most or last named in full."""
        name = mention.name
        if len(name.key) == 1:
            return Speaker(name.text, name, name.role, why=("only-name",))
        if mention.last - mention.core > 1:
            return Speaker(name.text, name, name.role, why=("full-name",))
        short = passage.words[mention.core].removesuffix("'s").removesuffix("’s")
        gender = self.names.gender_of_titles(passage, mention)
        rivals = self.names.namesakes(name, short, gender)
        if len(rivals) < 2:
            return Speaker(name.text, name, name.role, why=("short-name",))
        named = {one: self._established.get(one, 0) for one in rivals}
        best = max(rivals, key=lambda one: named[one])
        share = named[best] / max(1, sum(named.values()))
        if list(named.values()).count(named[best]) > 1:
            best = self._named_last(mention, named) or best
        return Speaker(best.text, best, best.role, why=("short-name", "namesakes"), confidence=share)

    def _named_last(self, mention: Mention, among: Container[Name]) -> Name | None:
        """Which of several was the last to be named in full."""
        at = bisect_left(self._firsts, mention.first)
        for earlier in reversed(self.names.mentions[max(0, at - _LOOK_BACK) : at]):
            if earlier.name in among and earlier.last - earlier.core > 1:
                return earlier.name
        return None

    def is_name(self, source: Source) -> bool:
        """Whether a single word is somebody's name: Snow, May."""
        mention = self.names.at.get(source.first) if source.last - source.first == 1 else None
        return mention is not None and mention.name.is_person

    def mentions(self, source: Source) -> bool:
        """Whether a phrase ends in a name."""
        at = bisect_left(self._firsts, source.first)
        return any(mention.last == source.last for mention in self.names.mentions[at : at + _SEVERAL])

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

    def _apposed(self, passage: Passage, source: Source) -> Mention | None:
        """The name that a comma sets beside a description: "his daughter, Ann Petit,"."""
        words, comma = passage.words, source.last
        if passage.language.code != "en" or comma + 1 >= len(words) or words[comma] != "," or passage.inside[comma]:
            return None
        mention = self.names.at.get(comma + 1)
        if mention is None or not mention.name.is_person or mention.last - mention.core < 2:
            return None
        closed = mention.last >= len(words) or words[mention.last] in {",", ".", ";", "—"}
        return mention if closed else None

    def _several(self, passage: Passage, source: Source) -> str:
        """The full names in "Kim and Putin", joined as the text joins them; nothing if the source is not just names."""
        start = bisect_left(self._firsts, source.first)
        parts: list[str] = []
        at = source.first
        for mention in self.names.mentions[start : start + _SEVERAL]:
            between = passage.lower[at : mention.first]
            if mention.last > source.last or (parts and len(between) != 1) or not set(between) <= _JOINTS:
                break
            parts += [*(" " + word if word != "," else word for word in between), " " * bool(parts) + mention.name.text]
            at = mention.last
        return "".join(parts) if at == source.last and len(parts) > 1 else ""

    def _named(self, passage: Passage, source: Source) -> Mention | None:
        """The name that heads a noun phrase: the last one that nothing subordinates."""
        start = bisect_left(self._firsts, source.first)
        head: Mention | None = None
        # "which" means the body, who has spoken is somebody of it
        english = passage.language.code == "en" and (source.relative is None or passage.lower[source.relative] == "who")
        for mention in self.names.mentions[start : start + 6]:
            if mention.last > source.last:
                break
            before = mention.first - 1
            owned = passage.words[mention.last - 1].endswith(("'s", "’s", "’"))
            if owned and (mention.first, mention.last) != (source.first, source.last):
                continue
            if (passage.language.is_loose or english) and passage.lower[before] in passage.language.determiners:
                before -= 1  # the ministre of "ministre de l'Économie", a source at the Treasury
            if before > source.first and passage.lower[before] in passage.language.prepositions:
                break
            if mention.last == source.last or (
                head is None and (mention.last < source.last and not passage.words[mention.last][0].isalnum())
            ):
                head = mention
            elif head is None and passage.lower[mention.last] in passage.language.prepositions:
                head = mention if mention.name.is_person else None
                break
        return head

    def _described(self, passage: Passage, source: Source) -> Speaker | None:
        """The person whom the text calls what a description says: "the North Korean leader"."""
        lower = passage.lower
        if lower[source.first] not in _DEFINITE and not passage.language.name_cases:
            return None
        description = list(lower[source.first + (lower[source.first] in _DEFINITE) : source.last])
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
        if len(other) == len(description) - 1 > 0 and len(candidates) > 1:
            return None
        return Speaker(best.text, best, best.role, why=("role" if len(candidates) == 1 else "roles",))

    def _pronoun(self, passage: Passage, source: Source) -> Speaker | None:
        """The person a pronoun takes up: by gender, nearness, place in the sentence, and who spoke last."""
        kind = source.pronoun
        last = self.last
        if kind == "n":
            if last is not None and (last.name is None or last.name.is_body):
                return Speaker(last.text, last.name, last.role, kind, ("last-speaker",))
            return None
        if kind == "p" and plain(passage.lower[source.first]) in _SEVERAL_AGAIN:
            if last is not None and (last.name is None or last.name.is_body):
                return Speaker(last.text, last.name, last.role, kind, ("last-speaker",), _GROUP)
            return None
        if kind == "a" and last is not None:
            return Speaker(last.text, last.name, last.role, kind)
        if kind not in {"m", "f"}:
            return None
        unnamed = self._unnamed_before(passage, source.first)
        if unnamed is not None:
            return Speaker(unnamed, pronoun=kind, why=("pronoun", "unnamed"))
        scores = self._scores(passage, source.first, kind)
        if not scores:
            if last is not None and last.name is None and last.pronoun in {"", kind}:
                return Speaker(last.text, None, last.role, kind, ("last-speaker",))
            return None
        name = max(scores, key=lambda one: scores[one])
        margin = min((scores[name] - score for one, score in scores.items() if one is not name), default=None)
        if margin is None:
            why: tuple[str, ...] = ("pronoun", "only-one")
        else:
            why = ("pronoun",) if margin >= _CLEARLY else ("pronoun", "rivals")
        if not name.gender and name.is_person:
            name.gender = kind
        return Speaker(name.text, name, name.role, kind, why, _sureness(margin))

    def _scores(self, passage: Passage, at: int, gender: str) -> dict[Name, float]:
        """Those whom a pronoun may mean, the likelier the higher."""
        mentions = self.names.mentions
        stop = bisect_left(self._firsts, at)
        if stop == 0:
            spoke = self._last_of(gender)
            return {spoke: 0.0} if spoke is not None else {}
        sentence = self._sentence(passage, at)
        paragraph = passage.paragraph_of(at)
        paragraph_start = passage.paragraphs[paragraph][0]
        scores: dict[Name, float] = {}
        addressed = self._addressed(passage, at, stop)
        alone = self._alone_before(passage, at, sentence, gender)
        for mention in mentions[max(0, stop - _LOOK_BACK) : stop]:
            name = mention.name
            if name is addressed or not _fits(name, gender) or (len(name.key) == 1 and _is_place(passage, mention)):
                continue
            score = -0.55 * (sentence - mention.sentence)
            if mention.sentence == sentence and not mention.subject:
                score -= 0.8
            if mention.subject:
                score += 1.0
            if mention.quoted:
                score -= 1.2
            if passage.words[mention.last - 1].endswith(("'s", "’s")):
                score -= 0.6
            if mention.first < paragraph_start:
                score -= 0.3
            if name.gender == gender:
                score += 0.9
            if name is alone and mention.sentence == sentence - 1:
                score += 1.5
            score += 0.12 * min(name.count, 8)
            if len(name.key) == 1 and not name.titled:
                score -= 0.8
            if name not in scores or score > scores[name]:
                scores[name] = score
        last = self.last
        if (
            last is not None
            and last.name is not None
            and not last.name.is_body
            and last.name.gender in {"", gender}
            and last.name is not addressed
        ):
            scores[last.name] = scores.get(last.name, -2.5) + (1.4 if alone in {None, last.name} else 0.5)
        return scores

    def _addressed(self, passage: Passage, at: int, following: int) -> Name | None:
        """Whom the pronoun's own verb has as its object: in "he told Putin" he is not Putin."""
        if following >= len(self.names.mentions):
            return None
        mention = self.names.mentions[following]
        if mention.first - at > _OBJECT_WITHIN or passage.lower[mention.first - 1] not in passage.language.cues:
            return None
        return mention.name

    def _alone_before(self, passage: Passage, at: int, sentence: int, gender: str) -> Name | None:
        """The one person who fits in the sentence before, if a pronoun that opens its sentence can only mean her."""
        if sentence == 0 or at - passage.sentences[sentence][0] > 1:
            return None
        first, last = passage.sentences[sentence - 1]
        if passage.paragraph_of(first) != passage.paragraph_of(at):
            return None
        if gender in {passage.language.pronouns.get(word) for word in passage.lower[first : first + 2]}:
            return None
        begin, end = bisect_left(self._firsts, first), bisect_left(self._firsts, last)
        fitting = {
            mention.name
            for mention in self.names.mentions[begin:end]
            if not mention.quoted and _fits(mention.name, gender)
        }
        if len(fitting) > 1 and passage.language.code == "en":
            fitting = {name for name in fitting if name.is_person} or fitting
        return fitting.pop() if len(fitting) == 1 else None

    def _unnamed_before(self, passage: Passage, at: int) -> str | None:
        """Who has no name and is what the sentence before is about: "One fan was late. He said"."""
        sentence = self._sentence(passage, at)
        if passage.language.code != "en" or sentence == 0 or at != passage.sentences[sentence][0]:
            return None
        first, last = passage.sentences[sentence - 1]
        if passage.paragraph_of(first) != passage.paragraph_of(at) or passage.lower[first] not in _SOME:
            return None
        begin, end = bisect_left(self._firsts, first), bisect_left(self._firsts, last)
        if any(mention.name.is_person and not mention.name.is_body for mention in self.names.mentions[begin:end]):
            return None
        for noun in range(first + 1, min(last - 1, first + _UNNAMED)):
            word, following = passage.lower[noun], passage.lower[noun + 1]
            if not word[0].isalnum() or passage.inside[noun] or word in passage.language.breaks:
                return None
            known = word in _HUMANS or passage.language.is_role(word)
            if (known and not passage.language.is_role(following)) or "who" in passage.lower[noun + 1 : noun + 3]:
                return " ".join(passage.slice(first, noun + 1).split())
        return None

    def _last_of(self, gender: str) -> Name | None:
        last = self.last
        return last.name if last is not None and last.name is not None and last.name.gender in {"", gender} else None

    def _sentence(self, passage: Passage, at: int) -> int:
        return passage.sentence_of(at)


def _sureness(margin: float | None) -> float:
    """How sure a pronoun is, by how much its person was before the next one."""
    return 0.95 if margin is None else min(0.93, 0.55 + 0.2 * margin)


def _is_place(passage: Passage, mention: Mention) -> bool:
    """English: whether a name of one word stands where places do: "in Telford", "near Telford Station"."""
    if passage.language.code != "en" or mention.name.titled or mention.first == 0:
        return False
    return passage.lower[mention.first - 1] in _AT_PLACES


def _fits(name: Name, gender: str) -> bool:
    """Whether a pronoun of this gender may stand for a name."""
    return not name.is_body and name.gender in {"", gender} and (name.is_person or name.count > 1)
