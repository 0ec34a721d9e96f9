"""Who and what a text names: every capitalised name, its full form, its gender, what it is called.

Mentions are kept in the order of the text, so that a pronoun can look back. Nothing here knows cues or quotations
beyond "this word stands in one".
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from newsreader.quotations import people, runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsreader.quotations.languages.base import Language
    from newsreader.quotations.passage import Passage

_NAMESAKES = 6
"""Names kept for one family name, so that a flood of them stays cheap."""
_BEFORE_NOUNS = frozenset("der die das den dem des ein eine einen einem einer eines am im zum zur vom beim".split())
"""German: what stands before a noun rather than before somebody's name."""
_NUMBERS = frozenset("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf viele mehrere einige wenige".split())
_BEFORE_MONTHS = frozenset(
    "in since by until till late early last this next of on from mid through before after and to".split()
)
_SUBJECT_WITHIN = 3
_HEADLINE_FROM, _HEADLINE_TO = 4, 20
"""Words of a paragraph that may be a headline."""
_SHORT = 3
"""Letters of the words that headlines may write without a capital, and how few words tell nothing."""
_CAPITALS = 0.85
"""The share of words with a capital from which a paragraph is a headline."""
_JOINTS = frozenset(("of", "for", "&"))
_JUNIOR = frozenset(("jr.", "sr.", "jr", "sr"))
_BASIC_FORM = 100
"""What a name counts in the form that its language's table of first names has: its other forms are cases."""


@dataclass(slots=True, eq=False)
class Name:
    """A person, body or place with all its forms."""

    key: tuple[str, ...]
    forms: dict[str, int] = field(default_factory=dict)
    """Spelling -> how often it was used."""
    count: int = 0
    gender: str = ""
    is_body: bool = False
    titled: bool = False
    role: str | None = None

    @property
    def text(self) -> str:
        """The form used most, the first of several."""
        if len(self.forms) == 1:
            return next(iter(self.forms))
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


class Spelling(NamedTuple):
    """A name as it is written once."""

    words: tuple[str, ...]
    """Without genitives."""
    key: tuple[str, ...]
    text: str
    """The words on one line."""


class Names:
    """The names of a text, growing section by section."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._known: dict[tuple[str, ...], Name] = {}
        self._by_family: dict[str, list[Name]] = {}
        self._by_first: dict[str, list[Name]] = {}
        self._by_role: dict[str, list[Name]] = {}
        self._common: set[str] = set()
        """Surnames that are common words too."""
        self._spelled: dict[tuple[str, ...], Spelling] = {}
        self.mentions: list[Mention] = []
        """Of the section read last."""
        self.at: dict[int, Mention] = {}
        """First word -> mention, of the section read last."""

    def read(self, passage: Passage) -> None:
        """Collect the names of a section: full names first, so that short forms find them."""
        words, inside, sentences, spelled = passage.words, passage.inside, passage.sentences, self._spelled
        headlines = _headlines(passage)
        found, late = [], []
        for first, last, core, sentence in runs.find(passage, self.language):
            written = tuple(words[core:last])
            spelling = spelled.get(written)
            if spelling is None:
                spelling = spelled[written] = self._spell(written)
            found.append((first, last, core, sentence, spelling))
            if last - core > 1:
                if first in headlines or spelling.key[0] in people.PARTICLES:
                    late.append((first, core, spelling))
                else:
                    self._note(passage, first, core, spelling)
        for first, core, spelling in late:
            if self._with_particle(spelling.key) is not None:
                continue
            if spelling.key in self._known or spelling.key[-1] not in self._by_family:
                self._note(passage, first, core, spelling)
        if self._common:
            found = sorted([*found, *self._common_words(passage, {run[0] for run in found})])
        self.mentions = mentions = []
        settled: dict[str, Name] = {}
        for first, last, core, sentence, spelling in found:
            text = spelling.text
            if core > first or text not in settled:
                name = self._name_of(passage, first, core, spelling)
                if core == first and self._is_alone(spelling.key):
                    settled[text] = name
            else:
                name = settled[text]
                if len(name.key) == 1:
                    name.forms[text] += 1
            subject = first - sentences[sentence][0] <= _SUBJECT_WITHIN or words[first - 1] == ","
            name.count += 1
            mentions.append(Mention(first, last, core, name, inside[first] == 1, subject, sentence))
        self.at = {mention.first: mention for mention in mentions}

    def _common_words(self, passage: Passage, taken: set[int]) -> Iterator[tuple[int, int, int, int, Spelling]]:
        """Where a surname stands alone that is a common word or a month too: May, Will."""
        lower, words, common = passage.lower, passage.words, self._common
        for at, word in enumerate(lower):
            if word not in common or not words[at][0].isupper() or at in taken or at + 1 >= len(words):
                continue
            sentence = bisect_left(passage.sentences, at + 1, key=lambda span: span[1])
            opens = at == passage.sentences[sentence][0]
            before, after = lower[at - 1] if at else ".", lower[at + 1]
            named = after in self.language.cues or after.startswith(("'s", "’s"))
            if not named and (opens or before in _BEFORE_MONTHS or after[0].isdigit() or words[at - 1][0].isupper()):
                continue
            yield at, at + 1, at, sentence, self._spell((words[at],))

    def by_role(self, noun: str) -> list[Name]:
        """Those whom the text calls by this noun, in order of their first mention."""
        return self._by_role.get(self.language.name_stem(noun), [])

    def find(self, words: tuple[str, ...], gender: str = "") -> Name | None:
        """The name that a full or a short form stands for."""
        return self._find(self._key(words), gender, words[-1])

    def namesakes(self, name: Name, short: str, gender: str = "") -> list[Name]:
        """Those whom a short form of a name may mean too, and the name itself; `gender` is that of its title."""
        return [
            other
            for other in self._by_family.get(short.casefold(), ())
            if other is name or (not other.is_body and (not gender or other.gender in {"", gender}))
        ]

    def _spell(self, written: tuple[str, ...]) -> Spelling:
        words = written if "".join(written).isalnum() else tuple(map(_bare, _without_nickname(written)))
        return Spelling(words, self._key(words), " ".join(words))

    def _key(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """What the spellings, and the cases, of one name share."""
        key = _key(words)
        return tuple(map(self.language.name_stem, key)) if self.language.name_cases else key

    def _is_alone(self, key: tuple[str, ...]) -> bool:
        """Whether what is written so can mean one name only."""
        return len(key) != 1 or len(self._candidates(key[0])) < 2

    def _candidates(self, word: str) -> list[Name]:
        """The full names that a single word may stand for."""
        return self._by_family.get(word) or self._by_first.get(word) or []

    def _find(self, key: tuple[str, ...], gender: str, written: str) -> Name | None:
        known = self._known.get(key)
        if len(key) > 1:
            return known or self._with_particle(key)
        if not key:
            return None
        candidates = self._candidates(key[0])
        if not candidates:
            return known
        if len(candidates) > 1 and self.language.name_cases:
            same = [name for name in candidates if any(form.endswith(written) for form in name.forms)]
            candidates = same or candidates
        best: Name | None = None
        for name in candidates:
            if (not gender or name.gender in {"", gender}) and (best is None or name.count > best.count):
                best = name
        return best or known

    def _with_particle(self, key: tuple[str, ...]) -> Name | None:
        """The full name that ends in a surname with its particle: Louis van Gaal of "Van Gaal"."""
        if len(key) < 2 or key[0] not in people.PARTICLES:
            return None
        families = self._by_family.get(key[-1], ())
        return next((name for name in families if name.key != key and name.key[-len(key) :] == key), None)

    def _note(self, passage: Passage, first: int, core: int, spelling: Spelling) -> None:
        """Register a name of several words."""
        words, key, text = spelling
        if len(key) < 2:
            return
        name = self._known.get(key)
        if name is None:
            name = self._same_person(key)
            if name is None:
                name = Name(key)
                name.is_body = _is_acronym(words) or _is_body(key, passage, first)
                name.gender = "" if name.is_body else self._gender_of(words)
                self._enter(self._by_family, key[-1], name)
                if key[0] in people.FAMILY_FIRST and not name.is_body:
                    self._enter(self._by_family, key[0], name)
                self._enter(self._by_first, key[0], name)
            self._known[key] = name
        name.forms[text] = name.forms.get(text, 0) + (_BASIC_FORM if words[0].lower() in self.language.given else 1)
        if core > first:
            self._heed_titles(passage, first, core, name)

    def _gender_of(self, words: tuple[str, ...]) -> str:
        """What a first name and a family name tell of somebody's gender."""
        return self.language.gender_of(words[0].lower(), words[-1].lower()) or people.gender_of(words[0])

    def _same_person(self, key: tuple[str, ...]) -> Name | None:
        """A known name with the same first and last word: with or without a middle name."""
        for name in self._by_family.get(key[-1], ()):
            if name.key[0] == key[0] and not name.is_body:
                return name
        return None

    def _enter(self, table: dict[str, list[Name]], word: str, name: Name) -> None:
        names = table.setdefault(word, [])
        if table is self._by_family and word in self.language.not_names and self.language.code == "en":
            self._common.add(word)
        if name not in names and len(names) < _NAMESAKES:
            names.append(name)

    def _name_of(self, passage: Passage, first: int, core: int, spelling: Spelling) -> Name:
        words, key, text = spelling
        gender = self._title_gender(passage, first, core) if core > first else ""
        found = self._find(key, gender, words[-1])
        if found is None:
            found = Name(key, {text: 0})
            found.is_body = _is_acronym(words) or _is_body(key, passage, first)
            found.gender = gender
            if words[0].lower() in self.language.given:
                found.titled, found.gender = True, gender or self.language.given[words[0].lower()]
            self._known[key] = found
        if len(found.key) == 1:
            found.forms[text] = found.forms.get(text, 0) + 1
        if core > first:
            self._heed_titles(passage, first, core, found)
        return found

    def _heed_titles(self, passage: Passage, first: int, core: int, name: Name) -> None:
        """Titles before a name make it a person's."""
        name.titled = True
        name.is_body = False
        name.gender = name.gender or self._title_gender(passage, first, core)

    def _title_gender(self, passage: Passage, first: int, core: int) -> str:
        for word in passage.lower[first:core]:
            gender = self.language.titles.get(word, "")
            if gender or (self.language.title_ends and word.endswith("in")):
                return gender or "f"
        return ""

    def gender_of_titles(self, passage: Passage, mention: Mention) -> str:
        """The gender that a mention's titles tell: Mrs. Clinton."""
        return self._title_gender(passage, mention.first, mention.core)

    def give_role(self, name: Name, role: str) -> None:
        """Keep what the text calls somebody, findable by each of its words."""
        name.role = role
        for word in role.lower().split():
            self._enter(self._by_role, self.language.name_stem(word), name)
            for ending in self.language.title_ends:
                if word != ending and word.endswith(ending):
                    self._enter(self._by_role, ending, name)


def _is_acronym(words: tuple[str, ...]) -> bool:
    return len(words) == 1 and len(words[0]) > 1 and words[0].isupper()


def _headlines(passage: Passage) -> set[int]:
    """The words of paragraphs that write every word with a capital: "Kim Says Putin Agrees" is no name."""
    found: set[int] = set()
    if passage.language.nouns_capitalised:
        return found
    for first, last in passage.paragraphs:
        if _HEADLINE_FROM <= last - first <= _HEADLINE_TO and passage.capitals.count(1, first, last) > _SHORT:
            long_words = [word for word in passage.words[first:last] if len(word) > _SHORT and word[0].isalpha()]
            capitals = sum(word[0].isupper() for word in long_words)
            if len(long_words) > _SHORT and capitals >= _CAPITALS * len(long_words):
                found.update(range(first, last))
    return found


def _is_body(key: tuple[str, ...], passage: Passage, first: int) -> bool:
    """Whether a name is that of a body or place rather than of a person."""
    if passage.language.nouns_capitalised and first and _is_before_noun(passage, first - 1):
        return not people.is_first_name(key[0])
    if not people.BODIES.isdisjoint(key) or key[-1] in people.PLACES or key[0] in people.PLACES:
        return True
    if not _JOINTS.isdisjoint(key):
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


def _without_nickname(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without what stands in marks within it."""
    mark = next((at for at, word in enumerate(words) if word in people.NICKNAME_MARKS), None)
    return words if mark is None else words[:mark] + words[mark + 3 :]


def _bare(word: str) -> str:
    """A word without its genitive."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word.removesuffix("’")


def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    """What two spellings of one name share."""
    parts = list(map(str.casefold, filter(None, words)))
    if not "".join(parts).isalnum():
        parts = [part for folded in parts for part in folded.replace("‑", "-").split("-") if part]
    if len(parts) == 1 or _JUNIOR.isdisjoint(parts):
        return tuple(parts)
    return tuple(part for part in parts if part not in _JUNIOR) or tuple(parts)
