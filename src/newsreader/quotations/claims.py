"""What was found, kept in the order of the text without overlaps; which claims are parts of one quotation."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsreader.quotations import rules, shapes
from newsreader.quotations.languages.base import Kind
from newsreader.quotations.nouns import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.quotations.coreference import Resolver, Speaker
    from newsreader.quotations.cues import Cue
    from newsreader.quotations.passage import Passage, Quoted
    from newsreader.quotations.transcripts import Speech

_SAYING = frozenset((Kind.SAY, Kind.TELL, Kind.ASK, Kind.VOW))
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
    """Rules of `rules`, in the order they were applied."""


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
        self.sentence = 0
        """Where the sentence begins that is read now."""
        self.continues = False
        """The last stretch was left open to go on in the next paragraph."""
        self._group = 0

    def enter(
        self, passage: Passage, is_nobody: Callable[[Source], bool], is_name: Callable[[Quoted], bool] | None = None
    ) -> None:
        """Go on with the next section; `is_name` tells of words in marks that nobody said."""
        self._is_name = is_name
        self._passage = passage
        self._is_nobody = is_nobody
        self._quoted_firsts = [quoted.first for quoted in passage.quoted]
        self.found = []
        self.in_paragraph = None

    def add(
        self, start: int, end: int, cue: Cue | None, source: Source | None, *, how: str, indirect: bool = False
    ) -> None:
        """Keep the words [start, end) of the passage as a content; its type follows from the marks in it.

        `how` is the rule that ties them to their cue.
        """
        passage = self._passage
        while start < end and not passage.inside[start] and passage.words[start] in _LEADING_SIGNS:
            start += 1
        if start >= end:
            return
        members = self._members(start, end)
        dropped = source is None and cue is not None and self._drops_subject(cue)
        if source is not None and self._is_nobody(source) and not self.resolver.is_name(source):
            source = None
        if indirect and (members or (source is None and not dropped)):
            return
        kind = _type_of(members, start, end)
        named = self._span(*source.shown) if source is not None else None
        words = self._span(cue.first, cue.last) if cue is not None else None
        speaker = self.resolver.resolve(passage, source) if source is not None else None
        if dropped and cue is not None:
            speaker = self._unsaid(cue)
        claim = Claim(*self._span(start, end), kind, words, named, speaker, self._group_for(kind, words))
        found_by = _found_by(source) if source is not None else ("dropped",) * dropped
        claim.why = (how, *found_by, *(speaker.why if speaker is not None else ()))
        if source is not None and speaker is None:
            claim.why += ("unresolved",)
        apart = self._apart(members) if kind == "mixed" else []
        for member in apart:
            self._keep(replace(claim, start=member.start, end=member.end, type="direct"), member)
        if not apart:
            self._keep(claim, members[-1] if members else None)

    def _apart(self, members: list[Quoted]) -> list[Quoted]:
        """Of a partly marked content, the stretches that are quotations of their own where a language has it so."""
        passage = self._passage
        if not passage.language.fragments_apart:
            return []
        is_name = self._is_name
        return [
            member for member in members if shapes.is_wording(passage, member) and not (is_name and is_name(member))
        ]

    def add_read(
        self,
        stretch: Quoted,
        cue: tuple[int, int] | None,
        source: tuple[int, int] | None,
        speaker: Speaker | None,
        content: tuple[int, int] | None = None,
    ) -> None:
        """Keep a stretch whose cue and source are known as spans of the text; `content` where it says more."""
        before = self.previous
        goes_on = before is not None and (self.continues or (cue is not None and before.cue == cue))
        group = before.group if goes_on and before is not None else self.new_group()
        start, end = content or (stretch.start, stretch.end)
        claim = Claim(start, end, "direct" if content is None else "mixed", cue, source, speaker, group)
        how = "behind" if cue is not None and cue[0] >= stretch.end else "before" if cue is not None else "marks"
        claim.why = (how, *(speaker.why if speaker is not None else ()))
        self._keep(claim, stretch)

    def add_speech(self, speech: Speech) -> None:
        """Keep a paragraph of a transcript without its label."""
        source = Source(speech.first, speech.colon)
        speaker = self.resolver.resolve(self._passage, source)
        spans = self._span(speech.colon, speech.colon + 1), self._span(speech.first, speech.colon)
        words = self._span(speech.colon + 1, speech.last)
        why = ("transcript", *(speaker.why if speaker is not None else ()))
        self._keep(Claim(*words, "direct", *spans, speaker, self.new_group(), why=why), None)

    def add_report(
        self, start: int, end: int, cue: tuple[int, int], source: tuple[int, int] | None, speaker: Speaker
    ) -> None:
        """Keep reported speech that is known as spans of the text."""
        claim = Claim(start, end, "indirect", cue, source, speaker, self.new_group(), why=("reported", *speaker.why))
        self._keep(claim, None)

    def add_learned(
        self,
        first: int,
        last: int,
        cue: Cue,
        source: Source | None,
        named: Source | None,
        why: tuple[str, ...],
        group: int | None = None,
        *,
        aside: bool,
    ) -> int:
        """Keep reported words that trained weights found: `named` are the words that name, `source` whom they mean.

        With `aside` what follows does not go on from it. Tells the group, for the part on the other side of the cue.
        """
        passage = self._passage
        group = group or self.new_group()
        members = self._members(first, last)
        kind = _type_of(members, first, last)
        cut = passage.inside[first] and not (members and members[0].first == first)
        if kind == "direct" or cut or (members and members[-1].last > last):
            return group
        if source is not None and self._is_nobody(source):
            return group
        span = self._span(named.first, named.last) if named is not None else None
        speaker = self.resolver.resolve(passage, source) if source is not None else None
        words = self._span(cue.first, cue.last)
        found_by = (*_found_by(source), *(speaker.why if speaker is not None else ())) if source is not None else ()
        claim = Claim(*self._span(first, last), kind, words, span, speaker, group, why=(*why, *found_by))
        self._keep(claim, members[-1] if members else None, aside=aside)
        return group

    def spans_from(self, start: int) -> list[tuple[int, int]]:
        """The spans of the claims that reach behind a place, which is not far from the last one."""
        spans = []
        for claim in reversed(self.found):
            if claim.end <= start:
                break
            spans.append((claim.start, claim.end))
        return spans

    def follow(self, stretch: Quoted, claim: Claim, *, how: str, same_group: bool) -> None:
        """Keep a stretch that goes on where another claim left off; `how` is the rule that ties the two."""
        group = claim.group if same_group else self.new_group()
        made = Claim(stretch.start, stretch.end, "direct", claim.cue, claim.source, claim.speaker, group)
        made.why = (how, *(rule for rule in claim.why if rule != how and not rules.is_of_report(rule)))
        self._keep(made, stretch)

    def go_on(self, first: int, last: int) -> None:
        """Keep a sentence as reported speech of this paragraph's last speaker."""
        claim, passage = self.in_paragraph, self._passage
        while last > first and not passage.words[last - 1][0].isalnum():
            last -= 1
        if claim is None or last == first:
            return
        made = Claim(*self._span(first, last), "indirect", claim.cue, claim.source, claim.speaker, self.new_group())
        made.why = ("goes-on", *(rule for rule in claim.why if rule != "goes-on"))
        self._keep(made, None)

    def _drops_subject(self, cue: Cue) -> bool:
        """Whether a verb stands without a subject, that of the claim before being meant: «...», añadió."""
        passage, language = self._passage, self._passage.language
        if not language.drops_subject or cue.kind not in _SAYING or cue.participle:
            return False
        after, before = cue.last, cue.first - 1
        while before >= 0 and passage.lower[before] in language.between and not passage.inside[before]:
            before -= 1
        while after < len(passage.words) and passage.lower[after] in language.between and not passage.inside[after]:
            after += 1
        free = before < 0 or passage.inside[before] == 1 or not passage.words[before][0].isalnum()
        if not free or after >= len(passage.words):
            return free
        word = passage.lower[after]
        return (
            passage.inside[after] == 1
            or not word[0].isalnum()
            or word in language.openers
            or word in language.times
            or word in language.governing
        )

    def _unsaid(self, cue: Cue) -> Speaker | None:
        """Whom a verb without a subject means: who speaks in its paragraph, else the person of the sentence before."""
        passage = self._passage
        if self.in_paragraph is not None and self.in_paragraph.speaker is not None:
            return self.in_paragraph.speaker
        number = bisect_left(passage.sentences, cue.first + 1, key=lambda span: span[1]) - 1
        if number >= 0 and passage.paragraph_of(passage.sentences[number][0]) == passage.paragraph_of(cue.first):
            named = self.resolver.subject(passage, *passage.sentences[number])
            if named is not None:
                return self.resolver.resolve(passage, named)
        return self.resolver.last

    def introduction(self, cue: Cue | None, source: Source) -> Claim:
        """Who is to speak next, as a claim without words; without a cue, whom the text is about."""
        speaker = self.resolver.resolve(self._passage, source)
        named = self._span(*source.shown)
        words = self._span(cue.first, cue.last) if cue is not None else None
        why = speaker.why if speaker is not None else ()
        return Claim(named[0], named[0], "", words, named, speaker, self.new_group(), why=why)

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
        if claim.cue is not None:
            claim.cue_class = self._passage.language.class_of(self._passage.text[claim.cue[0] : claim.cue[1]])
        if claim.speaker is None:
            claim.confidence = 0.0
        else:
            claim.confidence = round(rules.certainty(claim.why) * claim.speaker.confidence, 2)
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
        before = self.in_paragraph
        follows = claim.type == "indirect" and before is not None and self.sentence <= before.start < claim.start
        if before is None or (claim.start > before.start and not follows):
            self.in_paragraph = claim
        if not follows:
            self.previous = claim
        if stretch is not None:
            self.continues = stretch.continued

    def _span(self, first: int, last: int) -> tuple[int, int]:
        return self._passage.starts[first], self._passage.ends[last - 1]


def _found_by(source: Source) -> tuple[str, ...]:
    """The rules by which the words that name who were found."""
    return ("shared",) * source.shared + ("relative",) * (source.relative is not None)


def _type_of(members: list[Quoted], start: int, end: int) -> str:
    if not members:
        return "indirect"
    return "direct" if members[0].first == start and members[0].last == end else "mixed"
