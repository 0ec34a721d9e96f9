"""Who and what a text names: every capitalised name, its full form, its gender, what it is called.

Mentions are kept in the order of the text, so that a pronoun can look back. Nothing here knows cues or quotations
beyond "this word stands in one".
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsreader.quotations import people, runs

if TYPE_CHECKING:
    from newsreader.quotations.languages.base import Language
    from newsreader.quotations.passage import Passage

_NAMESAKES = 6
"""Names kept for one family name, so that a flood of them stays cheap."""
_BEFORE_NOUNS = frozenset("der die das den dem des ein eine einen einem einer eines am im zum zur vom beim".split())
"""German: what stands before a noun rather than before somebody's name."""
_NUMBERS = frozenset("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf viele mehrere einige wenige".split())
_SUBJECT_WITHIN = 3


@dataclass(slots=True, eq=False)
class Name:
    """A person, body or place with all its forms."""

    key: tuple[str, ...]
    forms: Counter[str] = field(default_factory=Counter)
    count: int = 0
    gender: str = ""
    is_body: bool = False
    titled: bool = False
    role: str | None = None

    @property
    def text(self) -> str:
        """The form used most, the first of several."""
        return max(self.forms, key=lambda form: self.forms[form])

    @property
    def is_person(self) -> bool:
        """Whether he or she may stand for it."""
        return not self.is_body and (len(self.key) > 1 or self.titled)


@dataclass(slots=True)
class Mention:
    """A place where a name stands."""

    first: int
    last: int
    core: int
    """Where the name begins after its titles."""
    name: Name
    quoted: bool
    subject: bool
    """It opens its sentence or clause."""
    sentence: int


class Names:
    """The names of a text, growing section by section."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._known: dict[tuple[str, ...], Name] = {}
        self._by_family: dict[str, list[Name]] = {}
        self._by_first: dict[str, list[Name]] = {}
        self._by_role: dict[str, list[Name]] = {}
        self.mentions: list[Mention] = []
        """Of the section read last."""
        self.at: dict[int, Mention] = {}
        """First word -> mention, of the section read last."""

    def read(self, passage: Passage) -> None:
        """Collect the names of a section: full names first, so that short forms find them."""
        found = [
            (first, last, core, sentence, words, _key(words))
            for first, last, core, sentence in runs.find(passage, self.language)
            for words in (tuple(map(_bare, passage.words[core:last])),)
        ]
        for first, last, core, _, words, key in found:
            if last - core > 1:
                self._note(passage, first, core, words, key)
        self.mentions = []
        for first, last, core, sentence, words, key in found:
            name = self._name_of(passage, first, core, words, key)
            begin = passage.sentences[sentence][0]
            subject = first - begin <= _SUBJECT_WITHIN or passage.words[first - 1] == ","
            quoted = bool(passage.inside[first])
            name.count += 1
            self.mentions.append(Mention(first, last, core, name, quoted, subject, sentence))
        self.at = {mention.first: mention for mention in self.mentions}

    def by_role(self, noun: str) -> list[Name]:
        """Those whom the text calls by this noun, in order of their first mention."""
        return self._by_role.get(noun, [])

    def find(self, words: tuple[str, ...], gender: str = "") -> Name | None:
        """The name that a full or a short form stands for."""
        return self._find(_key(words), gender)

    def _find(self, key: tuple[str, ...], gender: str) -> Name | None:
        known = self._known.get(key)
        if len(key) > 1:
            return known
        if not key:
            return None
        candidates = self._by_family.get(key[0], ()) or self._by_first.get(key[0], ())
        fitting = [name for name in candidates if not gender or name.gender in {"", gender}]
        if fitting:
            return max(fitting, key=lambda name: name.count)
        return known

    def _note(self, passage: Passage, first: int, core: int, words: tuple[str, ...], key: tuple[str, ...]) -> None:
        """Register a name of several words."""
        if len(key) < 2:
            return
        name = self._known.get(key)
        if name is None:
            name = self._same_person(key)
            if name is None:
                name = Name(key)
                name.is_body = _is_body(key, passage, first)
                name.gender = "" if name.is_body else people.gender_of(words[0])
                self._enter(self._by_family, key[-1], name)
                if key[0] in people.FAMILY_FIRST and not name.is_body:
                    self._enter(self._by_family, key[0], name)
                self._enter(self._by_first, key[0], name)
            self._known[key] = name
        name.forms[" ".join(words)] += 1
        self._heed_titles(passage, first, core, name)

    def _same_person(self, key: tuple[str, ...]) -> Name | None:
        """A known name with the same first and last word: with or without a middle name."""
        for name in self._by_family.get(key[-1], ()):
            if name.key[0] == key[0] and not name.is_body:
                return name
        return None

    def _enter(self, table: dict[str, list[Name]], word: str, name: Name) -> None:
        names = table.setdefault(word, [])
        if name not in names and len(names) < _NAMESAKES:
            names.append(name)

    def _name_of(self, passage: Passage, first: int, core: int, words: tuple[str, ...], key: tuple[str, ...]) -> Name:
        gender = self._title_gender(passage, first, core)
        found = self._find(key, gender)
        if found is None:
            found = Name(key, Counter({" ".join(words): 0}))
            found.is_body = _is_body(found.key, passage, first)
            found.gender = gender
            self._known[found.key] = found
        if len(found.key) == 1:
            found.forms[" ".join(words)] += 1
        self._heed_titles(passage, first, core, found)
        return found

    def _heed_titles(self, passage: Passage, first: int, core: int, name: Name) -> None:
        if core > first:
            name.titled = True
            name.is_body = False
            name.gender = name.gender or self._title_gender(passage, first, core)

    def _title_gender(self, passage: Passage, first: int, core: int) -> str:
        for word in passage.lower[first:core]:
            gender = self.language.titles.get(word, "")
            if gender or (self.language.title_ends and word.endswith("in")):
                return gender or "f"
        return ""

    def give_role(self, name: Name, role: str) -> None:
        """Keep what the text calls somebody, findable by each of its words."""
        name.role = role
        for word in role.lower().split():
            self._enter(self._by_role, word, name)
            for ending in self.language.title_ends:
                if word != ending and word.endswith(ending):
                    self._enter(self._by_role, ending, name)


def _is_body(key: tuple[str, ...], passage: Passage, first: int) -> bool:
    """Whether a name is that of a body or place rather than of a person."""
    if passage.language.nouns_capitalised and first and _is_before_noun(passage, first - 1):
        return not people.is_first_name(key[0])
    if any(word in people.BODIES for word in key) or key[-1] in people.PLACES or key[0] in people.PLACES:
        return True
    if any(word in {"of", "for", "&"} for word in key):
        return True
    if (
        first
        and passage.lower[first - 1] in {"the", "das"}
        and key[0] not in people.MALE
        and key[0] not in people.FEMALE
    ):
        return True
    return len(key) == 1 and key[0].isupper()


def _is_before_noun(passage: Passage, at: int) -> bool:
    """German: whether a word stands before a noun rather than a name: an article, a number, an adjective."""
    word, language = passage.lower[at], passage.language
    if word in _BEFORE_NOUNS or word.isdigit() or word in _NUMBERS:
        return True
    return (
        word.endswith(("en", "er", "es", "e"))
        and not word.endswith(("te", "ten", "hen"))
        and passage.words[at][0].islower()
        and word not in language.governing
        and word not in language.not_names
        and word not in language.cues
        and word not in language.auxiliaries
    )


def _bare(word: str) -> str:
    """A word without its genitive."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word.removesuffix("’")


def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    """What two spellings of one name share."""
    if len(words) == 1 and words[0].isalnum():
        return (words[0].casefold(),)
    parts: list[str] = []
    for word in words:
        folded = word.casefold()
        if folded.isalnum():
            parts.append(folded)
        else:
            parts.extend(part for part in folded.replace("‑", "-").split("-") if part)
    return tuple(part for part in parts if part not in {"jr.", "sr.", "jr", "sr"}) or tuple(parts)
