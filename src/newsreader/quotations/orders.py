"""Word order of the Romance and Slavic languages: what may stand between a verb and who speaks, or take his place.

Only for languages whose tables ask for it (`Language.is_loose`, `clitics`, `possessives`, `drops_subject`).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newsreader.quotations.nouns import Source

if TYPE_CHECKING:
    from collections.abc import Container

    from newsreader.quotations.cues import Cue
    from newsreader.quotations.nouns import Nouns
    from newsreader.quotations.passage import Passage

_TIME = 4
"""Words of the longest time behind a verb."""
_PLACE = 8
"""Words of the longest place between a verb and its subject."""
_NAME = 5
"""Words of the longest name in marks."""
_ENDS = frozenset((".", "!", "?", "…", ","))
_HYPHENS = frozenset(("-", "-t-"))


def past_time(passage: Passage, at: int, ceiling: int) -> int:
    """Past "this Monday" or "on the 3rd of May" behind a verb."""
    lower, language = passage.lower, passage.language
    begin = at
    while at < ceiling and at - begin < _TIME and not passage.inside[at]:
        if lower[at] in language.times:
            begin = at + 1
        elif not (
            lower[at] in language.governing
            or lower[at] in language.determiners
            or lower[at] in language.prepositions
            or lower[at].isdigit()
        ):
            break
        at += 1
    return begin


def past_place(passage: Passage, names: Container[int], at: int, ceiling: int) -> int:
    """Past "in aula" or "devant la presse" between a verb and its subject, if a subject follows.

    `names` are the words at which a name begins.
    """
    lower, language = passage.lower, passage.language
    if at >= ceiling or lower[at] not in language.governing or lower[at] in language.determiners:
        return at
    for near in range(at + 2, min(ceiling, at + _PLACE)):
        if passage.inside[near] or not passage.words[near][0].isalnum() or lower[near] in language.openers:
            break
        before = lower[near - 1]
        if before in language.governing or before in language.determiners or before in language.prepositions:
            continue
        if lower[near] in language.prepositions and lower[near] not in language.determiners:
            continue
        if lower[near] in language.determiners or near in names or language.is_role(lower[near]):
            return near
    return at


def hyphened(passage: Passage, nouns: Nouns, cue: Cue) -> Source | None:
    """French: the pronoun that hangs on the verb or its auxiliary, "a-t-il déclaré", "dit-elle"."""
    language = passage.language
    if not language.clitics:
        return None
    words, count = passage.words, len(passage.words)
    for at in (cue.last + 1, cue.first - 1, cue.first - 2, cue.first - 3):
        if 0 < at < count and words[at - 1] in _HYPHENS and passage.starts[at] == passage.ends[at - 1]:
            kind = language.pronouns.get(passage.lower[at])
            if kind is not None and (at > cue.first or all(map(nouns.is_between, range(at + 1, cue.first)))):
                return Source(at, at + 1, kind)
    return None


def possessor(passage: Passage, cue: Cue) -> Source | None:
    """Whose words they are, named within the cue: по его словам."""
    for at in range(cue.first, cue.last):
        kind = passage.language.possessives.get(passage.lower[at])
        if kind is not None:
            return Source(at, at + 1, kind)
    return None


def follows_comma(passage: Passage, verb: Cue, floor: int) -> bool:
    """Whether a verb, with its auxiliaries, opens a clause: ", a annoncé le maire"."""
    at = verb.first - 1
    while at > floor and passage.lower[at] in passage.language.between:
        at -= 1
    return at > floor and passage.words[at] == ","


def is_dropped(passage: Passage, cue: Cue, at: int) -> bool:
    """Whether nothing but auxiliaries stands before a verb whose language needs no subject: «...», ha aggiunto."""
    language = passage.language
    return language.drops_subject and all(passage.lower[word] in language.between for word in range(at, cue.first))


def quoted_name(passage: Passage, nouns: Nouns, closing: int) -> Source | None:
    """The body whose name stands in marks that end at a word: компания «Сталь»."""
    at = bisect_left(passage.quoted, closing + 1, key=lambda quoted: quoted.last)
    if at == len(passage.quoted) or passage.quoted[at].last != closing + 1:
        return None
    opening = passage.quoted[at].first
    noun = opening - 1
    if noun < 0 or closing - opening > _NAME or passage.inside[noun] or not passage.words[opening + 1][0].isupper():
        return None
    if not nouns.is_noun(noun) or passage.words[closing - 1] in _ENDS:
        return None
    first = noun - (noun > 0 and passage.lower[noun - 1] in passage.language.determiners)
    return Source(first, closing + 1)
