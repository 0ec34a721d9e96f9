"""Where names may stand: runs of capitalised words, their titles told from the name, common words left out."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

from newsreader.quotations import people

if TYPE_CHECKING:
    from newsreader.quotations.languages.base import Language
    from newsreader.quotations.passage import Passage

_LONGEST = 7
"""Words of the longest name worth keeping."""
_OF_BODIES = frozenset(
    "white republican democratic american russian chinese british french german japanese muslim jewish catholic".split()
)
"""Common words that begin the name of a body: the White House."""
_CALLINGS = ("ologist", "ographer", "ician")
"""English endings of words that say what somebody does."""
_NICKNAME = 3
"""Words of a nickname with its marks."""
_FULL = 2
"""Words of a first name and a surname."""
_SHOUTED = 3
"""Words in capitals that are a heading, not a name."""
_GENITIVES = frozenset(("'s", "’s", "s’"))
_NOTHING: frozenset[str] = frozenset()
_JOINTS = people.PARTICLES | people.NICKNAME_MARKS | {"&", "of", "for"}
"""What may stand between the capitalised words of a name."""


def find(passage: Passage, language: Language) -> list[tuple[int, int, int, int]]:
    """Capitalised runs as (first, last, core, sentence): titles stand between first and core."""
    found: list[tuple[int, int, int, int]] = []
    words, lower, capitals, sentences = passage.words, passage.lower, passage.capitals, passage.sentences
    written, nameless = set(words), language.nameless
    is_simple = not (language.title_ends or language.nouns_capitalised)
    trimmed = language.beside_names if is_simple and not (language.given or language.name_cases) else None
    count, done = len(words), 0
    sentence, begin, stop = -1, 0, 0
    for at in compress(range(count), capitals):
        if at < done:
            continue
        done = end = at + 1
        if end < count and (capitals[end] or lower[end] in _JOINTS):
            done = end = _run_end(passage, at, count)
        low = lower[at]
        if end - at == 1 and low in nameless:
            continue
        while stop <= at:
            sentence += 1
            begin, stop = sentences[sentence]
        if end - at == 1 and is_simple:
            # Most runs: what follows would find the same, more slowly.
            if at == begin and (low in written or opens_plain(passage, at, opens=True)):
                continue
            if len(words[at]) > 1 and words[at][0].isalpha():
                found.append((at, end, at, sentence))
            continue
        if trimmed is not None and at > begin and trimmed.isdisjoint(lower[at:end]):
            # So would this: nothing is to be trimmed.
            if end - at <= _LONGEST and not _is_shouted(words[at:end]):
                found.append((at, end, at, sentence))
            continue
        run = _trim(passage, language, at, end, at == begin)
        if run is not None and not (at == begin and _is_common(passage, run, written)):
            found.append((*run, sentence))
    return found


def _is_common(passage: Passage, run: tuple[int, int, int], written: set[str]) -> bool:
    """Whether a name of one word is a common noun, which the text also writes without a capital."""
    first, last, core = run
    return last - first == 1 and core == first and passage.lower[core] in written


def _run_end(passage: Passage, at: int, count: int) -> int:
    """Where a run of capitalised words ends; particles may stand within."""
    words, lower, capitals = passage.words, passage.lower, passage.capitals
    starts, ends = passage.starts, passage.ends
    articles = passage.language.determiners if passage.language.nouns_capitalised else _NOTHING
    end = at + 1
    while end < count and end - at < 2 * _LONGEST and starts[end] - ends[end - 1] <= 1:
        if words[end - 1][-2:] in _GENITIVES:
            break
        if capitals[end]:
            end += 1
        elif (
            (
                (lower[end] in people.PARTICLES and lower[end] not in articles)
                or lower[end] == "&"
                or (lower[end] in {"of", "for"} and lower[end - 1] in people.BODIES)
            )
            and end + 1 < count
            and passage.joined(end + 1)
            and capitals[end + 1]
        ):
            end += 2
        elif words[end] in people.NICKNAME_MARKS and passage.is_nickname(end):
            end += _NICKNAME
        else:
            break
    return end


def _trim(passage: Passage, language: Language, at: int, end: int, opens: bool) -> tuple[int, int, int] | None:
    """A run without the common words around the name; None if nothing is left."""
    words, lower = passage.words, passage.lower
    while end > at and lower[end - 1] in language.times and not _is_surname(passage, at, end):
        end -= 1
    first = at
    if opens and end - first > 1 and lower[first] in language.cues and language.code == "en":
        first += 1  # Continued Hay: "..."
    if lower[first] == "state" and end - first > 1 and first and lower[first - 1] == "of":
        first += 1  # Secretary of State John Hay
    while first < end and lower[first] in language.not_names and (first == at or not language.is_title(lower[first])):
        placed = first + 1 < end and (lower[first + 1] in people.PLACES or lower[end - 1] in people.BODIES)
        if lower[first] in people.DIRECTIONS and placed:
            break
        if lower[first] in _OF_BODIES and not people.BODIES.isdisjoint(lower[first + 1 : end]):
            break
        if lower[first] in people.PARTICLES and not opens and first + 1 < end:
            break
        first += 1
    core = first
    last = end - 1
    if language.is_title(lower[last]) and _is_surname(passage, first, end):
        last -= 1
    called = False
    for word in range(last, first - 1, -1):
        called = end - word > _FULL and _is_calling(passage, language, first, word, end)
        if called or language.is_title(lower[word]):
            core = word + 1
            break
    if core > first:
        while core < end and lower[core] in language.not_names:
            core += 1
        first = first if called else _title_start(passage, language, first, core)
    elif opens and language.code == "en" and end - core > 2 and _opens_with_calling(lower, core):
        core += 1
    if language.given:
        named = _given_name(language, lower, core, end)
        first, core = (named if first == core else first), named
    if core >= end or end - core > _LONGEST:
        return None
    if end - core == 1 and (len(words[core]) < 2 or not words[core][0].isalpha() or opens_plain(passage, core, opens)):
        return None
    if _is_shouted(words[core:end]):
        return None
    if language.nouns_capitalised and end - core == 1 and not _german_name(passage, core, first):
        return None
    return first, end, core


def _is_shouted(run: list[str]) -> bool:
    """Whether a run is a heading in capitals."""
    return len(run) >= _SHOUTED and all(word.isupper() and len(word) > 3 for word in run)


def _is_surname(passage: Passage, first: int, end: int) -> bool:
    """Whether a first name or initial makes a name of a title or month behind it: Peter King, Theresa May."""
    before = passage.lower[end - 2] if end - first > 1 else ""
    return people.is_first_name(before) or (len(before) == len("t.") and before.endswith("."))


def _is_calling(passage: Passage, language: Language, first: int, word: int, end: int) -> bool:
    """Whether a capitalised noun says what the name behind it is: "Transport Safety Investigator Omar Haddad"."""
    lower = passage.lower
    return (
        language.code == "en"
        and (lower[word] in language.roles or lower[word].endswith(_CALLINGS))
        and not language.is_title(lower[word])
        and not _is_surname(passage, first, word + 1)
        and people.BODIES.isdisjoint(lower[word + 1 : end])
    )


def _opens_with_calling(lower: list[str], first: int) -> bool:
    """Whether a sentence names what somebody is before a first name: "Geologist Omar Haddad"."""
    return not people.is_first_name(lower[first]) and people.is_first_name(lower[first + 1])


def _given_name(language: Language, lower: list[str], first: int, end: int) -> int:
    """Where a name begins that a capitalised genitive precedes: "жительница Лесной Анна Белова"."""
    if end - first > 2 and lower[first] not in language.given:
        return next((at for at in range(first + 1, end - 1) if lower[at] in language.given), first)
    return first


def _title_start(passage: Passage, language: Language, first: int, core: int) -> int:
    """Where the titles directly before a name begin."""
    start = core
    while start > first and language.is_title(passage.lower[start - 1]):
        start -= 1
    return start


def opens_plain(passage: Passage, word: int, opens: bool) -> bool:
    """Whether a capital says nothing: the first word of a sentence that looks like no name."""
    return opens and passage.lower[word].endswith(("ing", "ly", "ed")) and passage.words[word][1:].islower()


def _german_name(passage: Passage, core: int, first: int) -> bool:
    """In German a single capitalised word is a name only with a hint: no article before it, or a title."""
    if core > first:
        return True
    if core == 0:
        return False
    before = passage.lower[core - 1]
    return before not in passage.language.determiners and not passage.lower[core].endswith(
        ("ung", "heit", "keit", "schaft", "tion", "en", "er", "tät", "ismus")
    )
