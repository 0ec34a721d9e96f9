"""Where the words stand that report what somebody said, and which kind each is.

Looks at single words and their neighbours; who speaks is found elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.quotations.languages.base import Kind, Language

if TYPE_CHECKING:
    from newsreader.quotations.passage import Passage

_AS = 5
"""Words of the longest "as has also"."""
_FRONTED = 10
"""Words between a preposition that opens a sentence and the words in marks."""
_PARTICLE = 40
"""Words between a German verb and its particle."""


@dataclass(slots=True)
class Cue:
    """The words [first, last) that report."""

    first: int
    last: int
    kind: Kind
    participle: bool = False
    """It has no subject of its own: "adding", "to say"."""


class Cues:
    """The cues of one section, by where they stand."""

    def __init__(self, passage: Passage) -> None:
        self._sentences = passage.sentences
        self.found = find(passage)
        self._firsts = [cue.first for cue in self.found]

    def of_sentence(self, number: int) -> list[Cue]:
        """Those that begin in a sentence."""
        first, last = self._sentences[number]
        return self.found[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]


def find(passage: Passage) -> list[Cue]:
    """The cues of a section outside its quotations, in order."""
    language, lower, inside = passage.language, passage.lower, passage.inside
    table, phrases = language.cues, language.first_words
    found: list[Cue] = []
    done = 0
    for at in passage.positions(language.reporting):
        if at < done or inside[at]:
            continue
        word = lower[at]
        if word in language.as_words or word in language.fronted:
            cue = _as_said(passage, at) or _fronted(passage, at)
            if cue is not None:
                found.append(cue)
                done = cue.last
                continue
        if word == "nach" and language.verb_second and _is_compound_source(passage, at):
            found.append(Cue(at, at + 1, Kind.ACCORDING))
            continue
        if word in phrases:
            cue = _phrase(passage, at, phrases[word])
            if cue is not None:
                found.append(cue)
                done = cue.last
                continue
        if word in table and _is_verb(passage, at, language) and _has_particle(passage, at):
            if language.verb_second and _is_naming_itself(passage, at):
                continue
            sure = language.verb_second and table[word] is Kind.THINK and _follows_speech(passage, at)
            found.append(Cue(at, at + 1, Kind.SAY if sure else table[word], _is_participle(passage, at)))
    if language.verb_second:
        known = {cue.first for cue in found}
        found += [
            Cue(quoted.last + 1, quoted.last + 2, Kind.SAY)
            for quoted in passage.quoted
            if quoted.last + 1 not in known and _follows_speech(passage, quoted.last + 1)
        ]
        found.sort(key=lambda cue: cue.first)
    return found


def _phrase(passage: Passage, at: int, phrases: tuple[tuple[str, ...], ...]) -> Cue | None:
    """A cue of several words that begins here."""
    for phrase in phrases:
        end = at + len(phrase)
        if tuple(passage.lower[at:end]) != phrase:
            continue
        kind = passage.language.phrases[phrase]
        if phrase == ("so",) and not _is_so(passage, at):
            return None
        return Cue(at, end, kind, kind is not Kind.ACCORDING and _is_participle(passage, at))
    return None


def _as_said(passage: Passage, at: int) -> Cue | None:
    """ "как сообщил", "según informó", "secondo quanto riferito dalla": who said it follows, then what was said."""
    language, lower = passage.language, passage.lower
    verb = at + 1
    while verb < min(len(lower), at + _AS) and (lower[verb] in language.as_words or lower[verb] in language.between):
        verb += 1
    if verb >= len(lower) or lower[at] not in language.as_words or passage.inside[verb]:
        return None
    if language.cues.get(lower[verb]) not in {Kind.SAY, Kind.TELL} or (at and not _opens(passage, at, ",")):
        return None
    agent = verb + 1 < len(lower) and lower[verb + 1] in language.agents
    return Cue(at, verb + 1 + agent, Kind.ACCORDING)


def _fronted(passage: Passage, at: int) -> Cue | None:
    """ "Pour le maire, « ... »": a preposition, somebody, and at once words in marks."""
    language, count = passage.language, len(passage.words)
    if passage.lower[at] not in language.fronted or (at and not _opens(passage, at)):
        return None
    named = False
    for near in range(at + 1, min(count, at + _FRONTED)):
        if passage.inside[near]:
            return Cue(at, at + 1, Kind.ACCORDING) if named else None
        if passage.words[near] == "," and near + 1 < count and passage.inside[near + 1]:
            continue
        if not passage.words[near][0].isalpha() or passage.lower[near] in language.breaks - language.determiners:
            return None
        named = named or language.is_role(passage.lower[near]) or passage.is_capital(near)
    return None


def _has_particle(passage: Passage, at: int) -> bool:
    """Whether a separable verb's particle follows before the sentence ends, or words in marks stand just before."""
    particles = passage.language.separable.get(passage.lower[at])
    if particles is None or (at and passage.inside[at - 1]):
        return True
    for ahead in range(at + 1, min(at + _PARTICLE, len(passage.words))):
        if passage.lower[ahead] in particles and not passage.inside[ahead]:
            return True
        if passage.words[ahead] in {".", "!", "?"} and not passage.inside[ahead]:
            break
    return False


def _is_compound_source(passage: Passage, at: int) -> bool:
    """German: "nach Polizeiangaben", "nach Medienberichten"."""
    if at + 1 >= len(passage.words) or not passage.is_capital(at + 1):
        return False
    noun = passage.lower[at + 1]
    return noun not in {"angaben", "berichten", "informationen"} and noun.endswith(
        ("angaben", "berichten", "informationen", "meinung", "schätzungen")
    )


def _is_naming_itself(passage: Passage, at: int) -> bool:
    """German: "heißt" without "es", "nennt sich", "kurz „X“ genannt" say what something is called."""
    near = passage.lower[max(0, at - 2) : at + 3]
    if passage.lower[at] in {"heißt", "hieß", "hießen"}:
        return not is_es_heisst(passage, at)
    return passage.lower[at] in {"nennt", "nannte", "nennen", "nannten"} and "sich" in near


def is_es_heisst(passage: Passage, at: int) -> bool:
    """German: "heißt es", "wie es in dem Brief heißt"."""
    lower = passage.lower
    if "es" in lower[max(0, at - 3) : at + 3]:
        return True
    opener = next((back for back in range(at - 1, max(0, at - _PARTICLE), -1) if passage.words[back] == ","), at)
    return lower[opener + 1 : opener + 3] == ["wie", "es"]


def _follows_speech(passage: Passage, at: int) -> bool:
    """German: any finite verb right behind a closed quotation and its comma has its subject behind it."""
    if at < 3 or at + 1 >= len(passage.words) or passage.words[at - 1] != "," or not passage.inside[at - 2]:
        return False
    word, language = passage.lower[at], passage.language
    if word in language.auxiliaries:
        return not _has_participle(passage, at)
    return word in language.cues or word in language.finite or (
        word.endswith(("te", "ten", "t"))
        and passage.words[at][0].islower()
        and word not in language.not_names
        and word not in language.adverbs
        and word not in language.subordinators
    )  # fmt: skip


def _has_participle(passage: Passage, at: int) -> bool:
    """Whether another cue ends the clause of an auxiliary."""
    for ahead in range(at + 1, min(at + _PARTICLE, len(passage.words))):
        if passage.inside[ahead] or passage.words[ahead] in {",", ".", ":", ";"}:
            break
        if passage.lower[ahead] in passage.language.cues:
            return True
    return False


def _is_so_many(passage: Passage, at: int) -> bool:
    """ "so er", "so mehrere Zeugen" right behind a quotation."""
    if passage.language.pronouns.get(passage.lower[at]) in {"m", "f", "p"}:
        return True
    return at + 1 < len(passage.words) and passage.is_capital(at + 1) and passage.lower[at].endswith(("e", "er"))


def _is_so(passage: Passage, at: int) -> bool:
    """German: a comma, "so" and who said it."""
    if at == 0 or at + 1 >= len(passage.words):
        return False
    if passage.words[at - 1] not in {",", "–", "("} and not (passage.inside[at - 1] and passage.lower[at] == "so"):
        return False
    return (
        passage.is_capital(at + 1)
        or passage.lower[at + 1] in {"der", "die", "das", "ein", "eine"}
        or passage.lower[at + 1] in passage.language.possessives
        or (at > 1 and bool(passage.inside[at - 2]) and _is_so_many(passage, at + 1))
    )


def _is_verb(passage: Passage, at: int, language: Language) -> bool:
    """Whether a form that could be a noun or a passive reports here."""
    word = passage.lower[at]
    if language.nouns_capitalised and passage.is_capital(at) and at and not _opens(passage, at):
        return False
    before = passage.lower[at - 1] if at else "."
    if language.code == "en" and before.endswith(("'s", "’s")) and before[:-2] not in language.pronouns:
        return False
    if word in language.nounlike:
        if before in language.determiners or before in language.prepositions or before.endswith(("'s", "’s")):
            return before in {"this", "that", "both", "all", "some", "many", "most"}
        following = passage.lower[at + 1] if at + 1 < len(passage.lower) else "."
        if following in {"of", "by"} or (language.code == "en" and _is_noun(passage, at)):
            return False
    if language.passives and _is_passive(passage, at, language):
        return False
    return not (passage.is_capital(at) and at and passage.is_capital(at - 1) and language.code == "en")


def _is_noun(passage: Passage, at: int) -> bool:
    """English: whether the word before makes a noun of one that could be a verb: "swing state", "racial remarks"."""
    word, before = passage.lower[at], passage.lower[at - 1] if at else "."
    if not before[0].isalpha():
        return passage.is_capital(at) and not word.endswith(("ed", "ing"))
    if passage.is_capital(at) or (passage.is_capital(at - 1) and before in passage.language.common):
        return before not in passage.language.pronouns
    if word.endswith(("ed", "ing")) or word in {"shot", "thought", "read"}:
        return False
    if word.endswith("s"):
        return before.endswith(_ADJECTIVES) and not passage.is_capital(at - 1)
    return not (
        before.endswith(("s", "ly"))
        or before in passage.language.pronouns
        or before in passage.language.between
        or before in _BEFORE_VERBS
    )


_ADJECTIVES = ("al", "ive", "ic", "ous", "ed", "ing", "ary", "ful", "less", "able", "ible")
_BEFORE_VERBS = frozenset(
    "to and or but not people men women children who may must let help n't cannot two three both all".split()
)


def _is_passive(passage: Passage, at: int, language: Language) -> bool:
    """ "was called", "has been described": somebody else says it, or nobody."""
    word = passage.lower[at]
    if word.endswith(("ing", "s")) or at == 0:
        return False
    back = at - 1
    while (
        back > 0
        and at - back < 4
        and (passage.lower[back].endswith("ly") or passage.lower[back] in {"also", "not", "once"})
    ):
        back -= 1
    return passage.lower[back] in language.passives


def _is_participle(passage: Passage, at: int) -> bool:
    word = passage.lower[at]
    if passage.language.code == "en":
        before = passage.lower[at - 1] if at else "."
        if word.endswith("ing"):
            back = at - 1
            while back > 0 and (
                passage.lower[back].endswith("ly") or passage.lower[back] in {"already", "now", "still"}
            ):
                back -= 1
            before = passage.lower[back] if at else "."
            return before not in {"is", "are", "was", "were", "been", "be", "’s"} and not before.endswith(
                ("’s", "'s", "’re")
            )
        return before in {"to", "and", "but", "then"} or (
            before in {"also", "later", "then"} and at > 1 and passage.lower[at - 2] in {"and", "but", "to"}
        )
    if passage.language.is_loose:
        if word.endswith(passage.language.participle_ends):
            return True
        while at > 1 and passage.lower[at - 1] in passage.language.between and not passage.inside[at - 1]:
            at -= 1
    return at > 0 and passage.lower[at - 1] in {"und", "et", "y", "e", "и", "і", "й", "та"}


def _opens(passage: Passage, at: int, *more: str) -> bool:
    return (
        at == 0 or passage.words[at - 1] in {".", "!", "?", ":", "“", '"', "–", *more} or _opens_paragraph(passage, at)
    )


def _opens_paragraph(passage: Passage, at: int) -> bool:
    return passage.paragraphs[passage.paragraph_of(at)][0] == at or bool(passage.inside[at - 1])
