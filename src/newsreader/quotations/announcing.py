"""Nouns that announce a quotation and say whose it is: her claim that "...", Kim's idea of "..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations.cues import Cue
from newsreader.quotations.languages.base import Kind
from newsreader.quotations.nouns import Source

if TYPE_CHECKING:
    from newsreader.quotations.passage import Passage
    from newsreader.quotations.sources import Sources

_NOUNS = frozenset(
    """
    accusation accusations admission advice allegation allegations answer argument arguments assertion assertions
    assessment attack attacks boast characterization claim claims comment comments complaint complaints
    criticism declaration demand demands denial description explanation greeting idea insistence
    message mantra motto observation phrase plea pledge pledges prediction promise promises proposal
    question question quote rant refrain rejection remark remarks reply request response rhetoric slogan statement
    statements suggestion tweet tweets vision vow warning warnings words
    """.split()
)
_LINKS = frozenset(
    ("of", "that", "about", "as", "to", "for", "on", "with", ",", ":", "the", "a", "an", "these", "those")
)
_LINKING = 4
"""Words between the noun and the mark."""
_DESCRIBING = 3
"""Words between whose it is and the noun."""
_OWNERS = {"his": "m", "her": "f", "their": "p", "its": "n"}


def read(passage: Passage, sources: Sources, opening: int, first: int) -> tuple[Cue, Source] | None:
    """The noun before the mark at `opening`, as a cue, and whose it is."""
    if passage.language.code != "en":
        return None
    lower, at = passage.lower, opening - 1
    while at > first and opening - at <= _LINKING and lower[at] in _LINKS:
        at -= 1
    if at <= first or lower[at] not in _NOUNS or passage.inside[at]:
        return None
    cue = Cue(at, at + 1, Kind.NAME)
    for owner in range(at - 1, max(first, at - 1 - _DESCRIBING) - 1, -1):
        if passage.inside[owner] or not passage.words[owner][0].isalnum():
            return None
        if lower[owner] in _OWNERS:
            return cue, Source(owner, owner + 1, _OWNERS[lower[owner]])
        if lower[owner].endswith(("'s", "’s", "s'", "s’")):
            mention = sources.ending_at(owner + 1)
            return (cue, Source(mention.first, mention.last)) if mention is not None else None
    return None
