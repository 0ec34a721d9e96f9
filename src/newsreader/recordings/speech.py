"""What is spoken in a recording as HTML beneath its entry's text: chapters, and utterances joined into paragraphs.

And back from that document to the quotations in it. Pure.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from newsreader.articles.blocks import BlockKind, MarkKind
from newsreader.models.findings import Quotation, Span
from newsreader.quotations.rules import certainty
from newsreader.recordings.values import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsreader.articles.document import Document
    from newsreader.models.documents import Chapter, Person
    from newsreader.recordings.utterances import Utterance

MOST_CHARACTERS = 1_000_000
"""Of a transcript: some fifteen hours of speech."""
MOST_PARAGRAPHS = 20_000
_FULL, _TOO_FULL = 500, 1_200
"""Characters from which on a paragraph ends with its sentence, and with a word."""
_PAUSE = 5
"""Seconds between two utterances after which a paragraph ends with its sentence."""
_HEADING = "Transcript"
_SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*$")
_NOBODY = re.compile(r"(?:speaker|voice|person|unknown|spk|male|female)(?: speaker)?[\s_#-]*\w{0,3}", re.IGNORECASE)
_RULES = ("transcript",)


class Paragraph(NamedTuple):
    """Of one speaker."""

    speaker: str
    """"" if nobody is named, or the paragraph before is of the same one."""
    text: str


def paragraphs(utterances: Iterable[Utterance]) -> tuple[list[Paragraph], bool]:
    """Utterances joined into paragraphs, and whether there were too many of them to keep all."""
    found: list[Paragraph] = []
    speaker, last, words, size, total = "", 0.0, list[str](), 0, 0
    named = ""
    for utterance in utterances:
        if total + len(utterance.text) > MOST_CHARACTERS or len(found) == MOST_PARAGRAPHS:
            rest = [utterance.text[: MOST_CHARACTERS - total]] if not found and not words else []
            return [*found, *_closed(speaker or utterance.speaker, words or rest)][:MOST_PARAGRAPHS], True
        total += len(utterance.text) + 1
        has_ended = bool(words) and _SENTENCE_END.search(words[-1][-5:]) is not None
        is_another = bool(utterance.speaker) and utterance.speaker != named  # no name: the same goes on
        pause = utterance.start is not None and utterance.start - last > _PAUSE
        if is_another or size > _TOO_FULL or (has_ended and (size > _FULL or (pause and size > _PAUSE))):
            found += _closed(speaker, words)
            speaker = utterance.speaker if is_another else ""
            named, words, size = utterance.speaker or named, [], 0
        words.append(utterance.text)
        size += len(utterance.text) + 1
        last = utterance.start if utterance.start is not None else last
    return [*found, *_closed(speaker, words)], False


def html(chapters: Sequence[Chapter], spoken: Sequence[Paragraph]) -> str:
    """Chapters with their times and a transcript, each under its heading; "" if there is neither."""
    lines = []
    if chapters:
        lines += ["<h2>Chapters</h2>", "<ul>", *map(_item, chapters), "</ul>"]
    if spoken:
        lines.append(f"<h2>{_HEADING}</h2>")
        for one in spoken:
            label = f"<b>{escape(one.speaker)}:</b> " if one.speaker else ""
            lines.append(f"<p>{label}{escape(one.text)}</p>")
    return "\n".join(lines)


def transcript(spoken: Document) -> str:
    """The plain text of the transcript in a document of `html`."""
    begins = [b.end for b in spoken.blocks if b.kind is BlockKind.HEADING and spoken.text[b.start : b.end] == _HEADING]
    return spoken.text[begins[0] :].strip() if begins else ""


def quotations(text: str, spoken: Document, people: Sequence[Person]) -> tuple[int, tuple[Quotation, ...]] | None:
    """Where the transcript begins in an entry's plain text, and what is said in it; None if nobody is named in it.

    `spoken` is the document of `html` alone, with which the text ends. A name that is a part of one person's is his.
    """
    start = len(text) - len(spoken.text)
    if start < 0 or text[start:] != spoken.text:
        return None
    turns = list(_turns(spoken))
    if not turns:
        return None
    names = Names([person.name for person in people] + [label for _, label, _ in turns], people)
    found: list[Quotation] = []
    sure = certainty(_RULES)
    for group, (at, label, parts) in enumerate(turns, 1):
        source = Span(start + at, start + at + len(label), label)
        speaker, role = names.resolve(label)
        for first, last in parts:
            words = spoken.text[first:last]
            where = (start + first, start + last, words)
            found.append(
                Quotation(*where, "direct", None, source, speaker, group, role=role, confidence=sure, why=_RULES)
            )
    return start + turns[0][0], tuple(found)


class Names:
    """Whom the labels of a transcript mean."""

    def __init__(self, known: Iterable[str], people: Sequence[Person]) -> None:
        self._full: dict[str, set[str]] = {}
        for name in dict.fromkeys(known):
            parts = name.split()
            for part in {parts[0], parts[-1]} if len(parts) > 1 else ():
                self._full.setdefault(part.casefold(), set()).add(_written(name).casefold())
        self._people = {person.name.casefold(): person for person in reversed(people)}
        self._spelled = {_written(name).casefold(): _written(name) for name in known}
        self._by_role: dict[str, set[str]] = {}
        for person in people:
            if person.role:
                self._by_role.setdefault(person.role.casefold(), set()).add(person.name)

    def resolve(self, label: str) -> tuple[str | None, str | None]:
        """The name and the role of who is called so; no name if the label is nobody's."""
        key = _written(label).casefold()
        person = self._people.get(key)
        if person is None and len(named := self._by_role.get(key, ())) == 1:
            person = self._people[next(iter(named)).casefold()]
        if person is None and len(full := self._full.get(key, ())) == 1:
            key = next(iter(full))
            person = self._people.get(key)
            if person is None:
                return self._spelled[key], None
        if person is not None:
            return person.name, person.role
        return (None if _NOBODY.fullmatch(label) else _written(label)), None


def _closed(speaker: str, words: list[str]) -> list[Paragraph]:
    return [Paragraph(speaker, " ".join(words))] if words else []


def _item(chapter: Chapter) -> str:
    title = escape(chapter.title)
    if chapter.link:
        title = f'<a href="{escape(chapter.link)}">{title}</a>'
    return f"<li>{clock(chapter.start)} {title}</li>"


def _turns(spoken: Document) -> Iterator[tuple[int, str, list[tuple[int, int]]]]:
    """Where a label stands, the label without its colon, and the paragraphs of what he says."""
    labels = {mark.start: mark.end for mark in spoken.marks if mark.kind is MarkKind.BOLD}
    turn: tuple[int, str, list[tuple[int, int]]] | None = None
    for block in spoken.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        end = labels.get(block.start)
        if end is not None:
            if turn is not None:
                yield turn
            turn = (block.start, spoken.text[block.start : end - 1], [(min(end + 1, block.end), block.end)])
        elif turn is not None:
            turn[2].append((block.start, block.end))
    if turn is not None:
        yield turn


def _written(name: str) -> str:
    """A name in capitals as names are written."""
    return name.title() if name.isupper() and " " in name else name
