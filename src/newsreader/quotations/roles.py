"""What a text calls somebody: the title before a name, the noun before it, the apposition after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.quotations.names import Mention, Names
    from newsreader.quotations.passage import Passage

_BEFORE = 6
_AFTER = 16
_JOINTS = frozenset(("of", "for"))
_OWNED = 3
"""Words in the genitive between a role and a name."""


def assign(passage: Passage, names: Names) -> None:
    """Give each person the first role that the section's words tie to the name."""
    words, lower, is_role, count = passage.words, passage.lower, passage.language.is_role, len(passage.words)
    for mention in names.mentions:
        name = mention.name
        if name.role is not None or mention.quoted or name.is_body:
            continue
        if not (
            (mention.last < count and words[mention.last] == ",")
            or words[mention.first - 1] == ","
            or is_role(lower[mention.core - 1])
            or passage.language.name_cases
        ):
            continue  # most names have neither a comma nor a role beside them
        role = role_of(passage, mention)
        if role:
            names.give_role(name, role)


def role_of(passage: Passage, mention: Mention) -> str | None:
    """The role that the words around one mention give, without its article "the"."""
    return _apposition_before(passage, mention) or _after(passage, mention) or _before(passage, mention)


def _before(passage: Passage, mention: Mention) -> str | None:
    """ "campaign manager Robby Mook", "Russian President Vladimir Putin"."""
    language = passage.language
    lower, core = passage.lower, mention.core
    if core == 0 or passage.inside[core - 1]:
        return None
    if not language.is_role(lower[core - 1]):
        return _with_genitive(passage, mention.first)
    if mention.core > mention.first and core - mention.first == 1 and lower[mention.first].rstrip(".") in _COURTESIES:
        return None
    start = core - 1
    while start > 0 and core - start < _BEFORE and passage.joined(start) and _describes(passage, start - 1):
        start -= 1
    return _clean(passage, start, core)


def _with_genitive(passage: Passage, name: int) -> str | None:
    """Russian, Ukrainian: "министр финансов Анна Петрова"; what the role is of stands between it and the name."""
    if not passage.language.name_cases:
        return None
    for start in range(name - 2, max(-1, name - 2 - _OWNED), -1):
        word = passage.lower[start + 1]
        if passage.inside[start] or not word[0].isalpha() or word in passage.language.not_names:
            return None
        if passage.language.is_role(passage.lower[start]):
            return _clean(passage, start, name)
    return None


def _describes(passage: Passage, word: int) -> bool:
    """Whether a word before a role belongs to it: a capital, another role, an office's name."""
    language = passage.language
    low = passage.lower[word]
    if low in language.times or not low[0].isalpha():
        return False
    if low in language.determiners or low in language.breaks or low in language.pronouns:
        return False
    return (
        language.is_role(low)
        or low in language.documents
        or low in {"foreign", "prime", "vice", "former", "senior", "defence", "defense", "campaign", "chief", "acting"}
        or (passage.is_capital(word) and (low in language.common or word > 0))
    ) and low not in language.prepositions


def _after(passage: Passage, mention: Mention) -> str | None:
    """ "Kim, the leader of North Korea," - up to the next comma or full stop."""
    language = passage.language
    words, lower, at = passage.words, passage.lower, mention.last
    count = min(len(words), at + _AFTER)
    if at + 2 < count and words[at] == "," and words[at + 1].isdigit() and words[at + 2] == ",":
        at += 2
    if at + 2 >= count or words[at] != "," or passage.inside[at]:
        return None
    begin = at + 1
    if lower[begin] not in language.determiners and not language.is_role(lower[begin]) and not _leads(passage, begin):
        return None
    for end in range(begin, count):
        word = words[end]
        if (
            word in {",", ".", ";", "(", "–", "—"}
            or passage.inside[end]
            or lower[end] in {"who", "said", "der", "die", "which"}
        ):
            if word in {",", ".", "who"} and any(language.is_role(low) for low in lower[begin:end]):
                return _clean(passage, begin, end)
            return None
    return None


def _leads(passage: Passage, begin: int) -> bool:
    """Whether a noun without article opens an apposition: ", House editor for"."""
    language = passage.language
    return (
        begin + 1 < len(passage.words)
        and any(language.is_role(low) for low in passage.lower[begin + 1 : begin + 4])
        and not any(word in {",", "."} for word in passage.words[begin : begin + 3])
    )


def _apposition_before(passage: Passage, mention: Mention) -> str | None:
    """ "The director of the agency, James Comey," - back to the article."""
    language = passage.language
    words, lower, at = passage.words, passage.lower, mention.first
    if at < 3 or words[at - 1] != "," or passage.inside[at - 1]:
        return None
    if mention.last < len(words) and words[mention.last] not in {",", ".", ";"}:
        return None
    start = at - 2
    while start > 0 and at - start < _AFTER and lower[start] not in language.determiners:
        if words[start] in {",", ".", ";", ":"} or passage.inside[start]:
            return None
        start -= 1
    joints = language.prepositions if language.is_loose else _JOINTS
    while start > 0 and at - start < _AFTER and lower[start - 1] in joints:
        start -= 2
        while start > 0 and at - start < _AFTER and lower[start] not in language.determiners:
            start -= 1
    if lower[start] not in language.determiners or not any(language.is_role(low) for low in lower[start : at - 1]):
        return None
    if any(low in language.breaks or low in language.cues for low in lower[start : at - 1]):
        return None
    return _clean(passage, start, at - 1)


_COURTESIES = frozenset(("mr", "mrs", "ms", "miss", "sir", "herr", "frau", "m", "mme", "sr", "sra", "don", "madam"))


def _clean(passage: Passage, start: int, end: int) -> str | None:
    """The role's words on one line, without a leading "the"."""
    while start < end and passage.lower[start] in {"the", "der", "die", "das", "le", "la", "el", "il", "o"}:
        start += 1
    if start >= end:
        return None
    return " ".join(passage.slice(start, end).split())
