"""Transcripts as they come (WebVTT, SRT, JSON, HTML, plain text) read as utterances: when, who, what. Pure and linear.

What a document is, it shows itself: its declared type counts only where it would be an error page otherwise. An
utterance is a clean line without markup; ParseError says why a document is no transcript, as the end of a sentence.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from newsreader import text as texts
from newsreader.articles import clean, document
from newsreader.articles.blocks import BlockKind, MarkKind
from newsreader.errors import ParseError
from newsreader.recordings import values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsreader.articles.blocks import Block, Document

MOST = 200_000
"""Utterances that are read of a transcript."""
_MOST_HTML = 1_500_000
"""Characters of a page; each of its tags takes some hundred bytes while it is read."""
_LONGEST_LABEL = 60
_SNIFFED = 2_000

_TIMING = re.compile(r"\s*(\d[\d:.,]{2,18})\s*-->\s*(\d[\d:.,]{2,18})")
_SEEN = re.compile(rf"[^\s{texts.UNSEEN}]")
_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,100})?[ \t]+([^>\n]{1,200})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<\d[\d:.]{2,15}>|\{\\?\w[^{}]{0,40}\}")
_TIME_AHEAD = re.compile(r"^\W{0,3}(\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)(?![\d:])\W{0,4}")
_LABEL = re.compile(r"^(?:>>|[-–—])?\s*\[?(?P<name>[^\W\d_][^:\[\]\n]{0,59}?)\]?\s*(?:\((?P<in>[^()]{1,20})\))?:\s+")
_NAME_AND_TIME = re.compile(r"^(?P<name>[^\W\d_][^:\n]{0,59}?):?\s*[\[(]?(?P<time>\d{1,3}:\d{2}(?::\d{2})?)[\])]?$")
_WORD_OF_NAME = re.compile(r"[^\W\d_]\S*|\d{1,3}")
_PARTICLES = frozenset("de da di del della der den van von la le el al bin ibn y e and und et of the".split())
_MOST_WORDS = 5


class Utterance(NamedTuple):
    """A stretch of a transcript."""

    start: float | None
    """Seconds; None if it does not say."""
    speaker: str
    """As the transcript calls who speaks; "" if it does not say."""
    text: str


def read(text: str, declared: str | None = None) -> list[Utterance]:
    """The utterances of a transcript in the order of time; of a type that its address or its server declared."""
    if "\0" in text[:_SNIFFED] or text[:_SNIFFED].count("\ufffd") > 20:
        raise ParseError("it is binary data")
    text = texts.clean(text.removeprefix("\ufeff")).strip()
    found = [utterance for utterance in _read(text, (declared or "").lower()) if _SEEN.search(utterance.text)]
    if not found:
        raise ParseError("there are no words in it")
    if all(utterance.start is not None for utterance in found):
        found.sort(key=lambda utterance: utterance.start or 0)
    return _named(_without_echoes(found))


def _read(text: str, declared: str) -> Iterable[Utterance]:
    begins = text[:_SNIFFED]
    if begins[:1] in {"{", "["} and not _TIME_AHEAD.match(begins) and _is_json(begins):
        return _of_json(text)
    if begins.startswith("WEBVTT") or _TIMING.search(begins):
        return _of_timings(text)
    if begins[:1] == "<" and re.match(r"<[a-zA-Z!?]", begins):
        if declared and "html" not in declared and "xml" not in declared:
            raise ParseError(f"it should be {texts.clean_line(declared)[:40]} but is a web page")
        return _of_html(text)
    return _of_lines(block for block in _BLANK_LINE.split(text))


def _is_json(begins: str) -> bool:
    """Not a plain text that begins with "[Music]"."""
    return re.match(r"[{\[]\s*[{\[\"\]}]", begins) is not None


def _of_timings(text: str) -> Iterator[Utterance]:
    """WebVTT and SRT: blocks of lines, one of which has the times; comments and styles have none."""
    start: float | None = None
    words: list[str] | None = None
    count = 0
    for line in (*text.split("\n"), ""):
        timing = _TIMING.match(line) if "-->" in line else None
        if timing is None and line.strip() and words is not None:
            words.append(line)
            continue
        if words is not None and (timing is not None or not line.strip()):
            yield from _of_payload(start, "\n".join(words))
            words = None
            count += 1
            if count >= MOST:
                return
        if timing is not None:
            start, words = values.moment(timing[1]), []


def _of_payload(start: float | None, payload: str) -> Iterator[Utterance]:
    """A utterance may have several voices."""
    speaker, at = "", 0
    for voice in _VOICE.finditer(payload):
        yield Utterance(start, speaker, _line(payload[at : voice.start()]))
        speaker, at = _speaker(unescape(voice[1])), voice.end()
    yield Utterance(start, speaker, _line(payload[at:]))


def _of_json(text: str) -> Iterator[Utterance]:
    for one in values.objects(text, "segments", "a transcript")[:MOST]:
        words = next((one[key] for key in ("body", "text") if isinstance(one.get(key), str)), "")
        start = values.moment(one.get("startTime", one.get("start")))
        speaker = one.get("speaker")
        yield Utterance(start, _speaker(speaker) if isinstance(speaker, str) else "", _line(words))


def _of_html(text: str) -> Iterator[Utterance]:
    """Paragraphs; a name or a time may stand in one of its own before the words, or open them."""
    if len(text) > _MOST_HTML:
        raise ParseError(f"it is a web page of more than {_MOST_HTML / 1_000_000} MB")
    parsed = document.parse(clean.sanitise(text))
    names = {mark.start: mark.end for mark in parsed.marks if mark.kind in {MarkKind.ITALIC, MarkKind.BOLD}}
    start: float | None = None
    speaker = ""
    for block in parsed.blocks[:MOST]:
        if block.kind in {BlockKind.HEADING, BlockKind.IMAGE, BlockKind.RULE}:
            continue
        name, words = _name_ahead(parsed, block, names)
        speaker = name or speaker
        if time := _TIME_AHEAD.match(words):
            start, words = values.moment(time[1].replace(",", ".")), words[time.end() :]
        if words:
            yield Utterance(start, speaker, _line(words, is_plain=True))


def _name_ahead(parsed: Document, block: Block, names: dict[int, int]) -> tuple[str, str]:
    """Who is named by marked words that open a block and end with a colon; the rest of it."""
    whole = parsed.text[block.start : block.end]
    end = names.get(block.start, block.start) - block.start
    if not 0 < end <= _LONGEST_LABEL:
        return "", whole
    name, rest = whole[:end].rstrip(), whole[end:].lstrip()
    if not name.endswith(":") and not rest.startswith(":"):
        return "", whole
    return _speaker(name), rest.removeprefix(":").lstrip()


def _of_lines(paragraphs: Iterable[str]) -> Iterator[Utterance]:
    """Plain text: a paragraph may open with a time, or with a line that has a name and a time."""
    for number, paragraph in enumerate(paragraphs):
        if number >= MOST:
            return
        speaker, start = "", None
        first, _, rest = paragraph.strip().partition("\n")
        if both := _NAME_AND_TIME.match(first[:100]):
            speaker, start, paragraph = _speaker(both["name"]), values.moment(both["time"]), rest  # noqa: PLW2901
        elif time := _TIME_AHEAD.match(first[:40]):
            start, paragraph = values.moment(time[1].replace(",", ".")), paragraph.strip()[time.end() :]  # noqa: PLW2901
        yield Utterance(start, speaker, _line(paragraph, is_plain=True))


def _line(payload: str, *, is_plain: bool = False) -> str:
    if not is_plain:
        payload = unescape(_TAG.sub("", payload))
    return texts.clean_line(payload)


def _speaker(name: str) -> str:
    return texts.clean_line(name).rstrip(": ").lstrip("->– ")[:_LONGEST_LABEL]


def _without_echoes(utterances: list[Utterance]) -> list[Utterance]:
    """Captions that roll up say each line again with the next one."""
    kept: list[Utterance] = []
    before: Utterance | None = None
    for utterance in utterances:
        text = utterance.text
        is_timed = before is not None and None not in (utterance.start, before.start)
        if before is not None and is_timed and utterance.speaker == before.speaker and text.startswith(before.text):
            text = text[len(before.text) :].lstrip()
        if text:
            before = utterance._replace(text=text)
            kept.append(before)
    return kept


def _named(utterances: list[Utterance]) -> list[Utterance]:
    """With names that open the words ("ANNA SMITH: Hello") for speakers, if no utterance has one otherwise.

    Names are told from other words before a colon by how they are written, and by coming again.
    """
    if any(utterance.speaker for utterance in utterances):
        return utterances
    found = [_LABEL.match(utterance.text) for utterance in utterances]
    times: dict[str, int] = {}
    for label in found:
        if label is not None and _is_name(label["name"]):
            times[label["name"]] = times.get(label["name"], 0) + 1
    known = {name for name, count in times.items() if count > 1} if len(times) > 1 else set()
    known |= {name for name in times if known and name.isupper()}
    return [
        utterance._replace(speaker=_speaker(label["name"]), text=utterance.text[label.end() :])
        if label is not None and label["name"] in known
        else utterance
        for utterance, label in zip(utterances, found, strict=True)
    ]


def _is_name(words: str) -> bool:
    parts = words.split()
    return len(parts) <= _MOST_WORDS and all(
        _WORD_OF_NAME.match(part) is not None and (not part[0].islower() or part.lower() in _PARTICLES)
        for part in parts
    )
