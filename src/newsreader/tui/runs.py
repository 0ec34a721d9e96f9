"""Which roles each stretch of an article's text has: its marks, its key clauses, its quotations.

Roles are names, never colours; nothing here breaks lines or knows blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from newsreader.articles.document import MarkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsreader.articles.document import Document
    from newsreader.models.findings import KeyClause, Quotation

SPEAKERS = 8
"""How many speakers have a colour of their own before they begin anew."""
UNNAMED = "speaker-unnamed"

Roles = tuple[str, ...]


class Piece(NamedTuple):
    """A stretch of a line in one style."""

    text: str
    roles: Roles = ()
    start: int = -1
    """Its offset in the document's text; -1 for what is not of the text (signs, numbers)."""


_MARK_ROLES = {
    MarkKind.BOLD: "bold",
    MarkKind.ITALIC: "italic",
    MarkKind.CODE: "code",
    MarkKind.STRIKE: "strike",
}
_JOINED = re.compile("[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
_HIDDEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
"""Takes no cell; some of it would turn the order of what stands beside the text."""
_IN_MARKS = re.compile(
    '“[^”]*”?|„[^“”]*[“”]?|«[^»]*»?|‹[^›]*›?|「[^」]*」?|『[^』]*』?|"[^"]*"?|‘[^’]*’?|``.*?(?:\'\'|$)'
)
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def speaker_slots(quotations: Iterable[Quotation]) -> dict[str, int]:
    """Each named speaker's colour, in the order of their first words."""
    slots: dict[str, int] = {}
    for quotation in quotations:
        if quotation.speaker:
            slots.setdefault(quotation.speaker, len(slots) % SPEAKERS)
    return slots


def own_words(quotation: Quotation) -> list[tuple[int, int]]:
    """Where in the text the speaker's own words stand: all of a direct quotation, of a mixed one what is in marks."""
    if quotation.type == "direct":
        return [(quotation.start, quotation.end)]
    if quotation.type == "indirect":
        return []
    start = quotation.start
    return [(start + found.start(), start + found.end()) for found in _IN_MARKS.finditer(quotation.text)]


def place_of(quotation: Quotation, quotations: Sequence[Quotation]) -> int | None:
    """Which of some quotations stands where another one does."""
    there = (n for n, one in enumerate(quotations) if one.start < quotation.end and quotation.start < one.end)
    return next(there, None)


class Runs:
    """The roles of every stretch of the text: where they change, and what they are from there."""

    def __init__(
        self,
        document: Document,
        quotations: Sequence[Quotation],
        clauses: Sequence[KeyClause],
        *,
        reported: bool = True,
    ) -> None:
        """`reported`: whether reported speech is told from the rest; speakers keep their colours without it."""
        spans: list[tuple[int, int, Roles]] = [
            (mark.start, mark.end, (_MARK_ROLES[mark.kind],)) for mark in document.marks if mark.kind in _MARK_ROLES
        ]
        spans += [(clause.start, clause.end, ("key",)) for clause in clauses]
        slots = speaker_slots(quotations)
        for quotation in quotations:
            if quotation.type == "indirect" and not reported:
                continue
            speaker = f"speaker-{slots[quotation.speaker]}" if quotation.speaker else UNNAMED
            spans.append((quotation.start, quotation.end, (speaker,)))
            spans += [(start, end, ("direct",)) for start, end in own_words(quotation)]
        self._starts, self._roles = _sweep(spans)

    def pieces(self, text: str, start: int, end: int, base: Roles) -> Iterator[Piece]:
        """A stretch of the text cut where its roles change, but never within a character as the reader sees it."""
        index = bisect_right(self._starts, start) - 1
        while start < end:
            until = min(self._starts[index + 1], end) if index + 1 < len(self._starts) else end
            while until < end and (_JOINED.match(text, until) or text[until - 1] == "\u200d"):
                until += 1
            if until > start:
                yield from visible(text[start:until], (*base, *self._roles[index]) if index >= 0 else base, start)
            start = max(start, until)
            index += 1


def visible(text: str, roles: Roles, start: int) -> Iterator[Piece]:
    """A piece without what takes no cell, blanks of any kind as spaces."""
    text = text.replace("\u00a0", " ")
    if text.isascii() or not _HIDDEN.search(text):
        yield Piece(text, roles, start)
        return
    at = 0
    for hidden in _HIDDEN.finditer(text):
        if hidden.start() > at:
            yield Piece(text[at : hidden.start()], roles, start + at if start >= 0 else -1)
        at = hidden.end()
    if at < len(text):
        yield Piece(text[at:], roles, start + at if start >= 0 else -1)


def apart(text: str, found: Sequence[tuple[int, int]], *, at: int) -> Iterator[tuple[str, bool]]:
    """A stretch that begins `at` an offset, cut where something was found: each part, and whether it is that."""
    done = 0
    for start, end in found:
        first, last = max(done, start - at), min(end - at, len(text))
        if first < last:
            if first > done:
                yield text[done:first], False
            yield text[first:last], True
            done = last
    if done < len(text) or not text:
        yield text[done:], False


def shown(text: str) -> str:
    """Control characters that no document should hold, one for one."""
    if not _CONTROLS.search(text):
        return text
    return _CONTROLS.sub(lambda match: " " if match[0].isspace() else "\ufffd", text)


def _sweep(spans: list[tuple[int, int, Roles]]) -> tuple[list[int], list[Roles]]:
    """Spans that may overlap as stretches that do not: where each begins and the roles of all that cover it."""
    edges = sorted(
        [(start, 1, number) for number, (start, end, _) in enumerate(spans) if start < end]
        + [(end, 0, number) for number, (start, end, _) in enumerate(spans) if start < end]
    )
    starts: list[int] = []
    found: list[Roles] = []
    active: set[int] = set()
    for offset, opens, number in edges:
        if opens:
            active.add(number)
        else:
            active.discard(number)
        roles = tuple(dict.fromkeys(role for one in sorted(active) for role in spans[one][2]))
        if starts and starts[-1] == offset:
            found[-1] = roles
        else:
            starts.append(offset)
            found.append(roles)
    return starts, found
