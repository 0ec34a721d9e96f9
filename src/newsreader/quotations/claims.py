"""What was found, kept in the order of the text without overlaps; which claims are parts of one quotation."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.quotations.coreference import Resolver, Speaker
    from newsreader.quotations.cues import Cue
    from newsreader.quotations.nouns import Source
    from newsreader.quotations.passage import Passage, Quoted

_LEADING_SIGNS = frozenset((",", ":", ";", "–", "—", "-", ".", ")", "…"))


@dataclass(slots=True)
class Claim:
    """Words and who is said to have said them; every pair of numbers is a span of the text."""

    start: int
    end: int
    type: str
    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    speaker: Speaker | None
    group: int
    cue_class: str | None = None
    confidence: float = 1.0
    why: tuple[str, ...] = ()


class Ledger:
    """The claims of a text, section by section."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.found: list[Claim] = []
        """Of this section, in order."""
        self.previous: Claim | None = None
        """The claim made last, whatever its section."""
        self.in_paragraph: Claim | None = None
        """The last one of this paragraph."""
        self.continues = False
        """The last stretch was left open to go on in the next paragraph."""
        self._group = 0

    def enter(self, passage: Passage, is_nobody: Callable[[Source], bool]) -> None:
        """Go on with the next section."""
        self._passage = passage
        self._is_nobody = is_nobody
        self._quoted_firsts = [quoted.first for quoted in passage.quoted]
        self.found = []
        self.in_paragraph = None

    def add(self, start: int, end: int, cue: Cue | None, source: Source | None, *, indirect: bool = False) -> None:
        """Keep the words [start, end) of the passage as a content; its type follows from the marks in it."""
        passage = self._passage
        while start < end and not passage.inside[start] and passage.words[start] in _LEADING_SIGNS:
            start += 1
        if start >= end:
            return
        members = self._members(start, end)
        if source is not None and self._is_nobody(source):
            source = None
        if indirect and (members or source is None):
            return
        kind = _type_of(members, start, end)
        named = self._span(source.first, source.last) if source is not None else None
        words = self._span(cue.first, cue.last) if cue is not None else None
        speaker = self.resolver.resolve(passage, source) if source is not None else None
        claim = Claim(*self._span(start, end), kind, words, named, speaker, self._group_for(kind, words))
        self._keep(claim, members[-1] if members else None)

    def add_read(
        self, stretch: Quoted, cue: tuple[int, int] | None, source: tuple[int, int] | None, speaker: Speaker | None
    ) -> None:
        """Keep a stretch whose cue and source are known as spans of the text."""
        group = self.previous.group if self.continues and self.previous is not None else self.new_group()
        self._keep(Claim(stretch.start, stretch.end, "direct", cue, source, speaker, group), stretch)

    def add_learned(
        self,
        first: int,
        last: int,
        cue: Cue,
        source: Source | None,
        named: Source | None,
        why: str,
        group: int | None = None,
        *,
        aside: bool,
    ) -> int:
        """Keep reported words that trained weights found: `named` are the words that name, `source` whom they mean.

        With `aside` what follows does not go on from it. Tells the group, for the part on the other side of the cue.
        """
        passage = self._passage
        group = group or self.new_group()
        if source is not None and self._is_nobody(source):
            return group
        span = self._span(named.first, named.last) if named is not None else None
        speaker = self.resolver.resolve(passage, source) if source is not None else None
        words = self._span(cue.first, cue.last)
        claim = Claim(*self._span(first, last), "indirect", words, span, speaker, group, why=(why,))
        self._keep(claim, None, aside=aside)
        return group

    def spans_from(self, start: int) -> list[tuple[int, int]]:
        """The spans of the claims that reach behind a place, which is not far from the last one."""
        spans = []
        for claim in reversed(self.found):
            if claim.end <= start:
                break
            spans.append((claim.start, claim.end))
        return spans

    def follow(self, stretch: Quoted, claim: Claim, *, same_group: bool) -> None:
        """Keep a stretch that goes on where another claim left off."""
        group = claim.group if same_group else self.new_group()
        made = Claim(stretch.start, stretch.end, "direct", claim.cue, claim.source, claim.speaker, group)
        self._keep(made, stretch)

    def go_on(self, first: int, last: int) -> None:
        """Keep a sentence as reported speech of this paragraph's last speaker."""
        claim, passage = self.in_paragraph, self._passage
        while last > first and not passage.words[last - 1][0].isalnum():
            last -= 1
        if claim is None or last == first:
            return
        made = Claim(*self._span(first, last), "indirect", claim.cue, claim.source, claim.speaker, self.new_group())
        self._keep(made, None)

    def introduction(self, cue: Cue, source: Source) -> Claim:
        """Who is to speak next, as a claim without words."""
        speaker = self.resolver.resolve(self._passage, source)
        spans = self._span(cue.first, cue.last), self._span(source.first, source.last)
        return Claim(0, 0, "", *spans, speaker, self.new_group())

    def new_group(self) -> int:
        """A number for one quotation, however many parts it has."""
        self._group += 1
        return self._group

    def _members(self, start: int, end: int) -> list[Quoted]:
        firsts = self._quoted_firsts
        return self._passage.quoted[bisect_left(firsts, start) : bisect_left(firsts, end)]

    def _group_for(self, kind: str, cue: tuple[int, int] | None) -> int:
        """The group of the part before the cue, if one cue stands amid a quotation."""
        before = self.in_paragraph
        if before is not None and cue is not None and before.cue == cue and kind == "direct":
            return before.group
        return self.new_group()

    def _keep(self, claim: Claim, stretch: Quoted | None, *, aside: bool = False) -> None:
        """Put a claim in its place unless its words were claimed already."""
        at = bisect_left(self.found, claim.start, key=lambda one: one.start)
        if at and self.found[at - 1].end > claim.start:
            return
        if at < len(self.found) and self.found[at].start < claim.end:
            return
        self.found.insert(at, claim)
        if aside:
            return
        if claim.speaker is not None:
            self.resolver.last = claim.speaker
        if self.in_paragraph is None or claim.start > self.in_paragraph.start:
            self.in_paragraph = claim
        self.previous = claim
        if stretch is not None:
            self.continues = stretch.continued

    def _span(self, first: int, last: int) -> tuple[int, int]:
        return self._passage.starts[first], self._passage.ends[last - 1]


def _type_of(members: list[Quoted], start: int, end: int) -> str:
    if not members:
        return "indirect"
    return "direct" if members[0].first == start and members[0].last == end else "mixed"
