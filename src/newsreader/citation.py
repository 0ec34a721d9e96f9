"""A quotation as words to pass on: who is meant, the words, the outlet, the day, and a link that leads to the place.

Pure. Nothing here knows the screen or the clipboard.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.articles.blocks import Block, Cell, Document
    from newsreader.models.findings import Quotation

_LONG = 12
"""Words of the longest stretch that a link names whole; of a longer one it names how it begins and ends."""
_ENDS = 5
"""How many words of each."""
_UNBROKEN = 80
"""Characters of the longest stretch that is named whole where words are not apart."""
_BEFORE = 4
"""Words before the quotation that tell it from the same words further up."""
_LOOK_BEFORE = 400
"""Characters looked at for them."""
_SOURCE = 40
"""Characters of the longest source that is named beside the probable speaker."""
_PRONOUN = 4
"""Letters of a word that is written small although it opened a sentence."""
_DIRECTIVE = ":~:"
_LINE_FEED = re.compile(r"\s*\n\s*")
_EASTERN_STOPS = re.compile("[、。，．：；？！]+")


def named(quotation: Quotation) -> str:
    """Who said it, as sure as it is: "Kim Jong Un", "he, probably Kim Jong Un"; empty if nobody is named."""
    speaker = quotation.speaker or ""
    return probably(quotation, speaker) if quotation.is_probable else speaker


def probably(quotation: Quotation, speaker: str) -> str:
    """The words that name a probable speaker, if they say more than the name, and the name."""
    source = _line(quotation.source.text) if quotation.source else ""
    if len(source) <= _PRONOUN and source[1:].islower():
        source = source[:1].lower() + source[1:]
    says_more = source and len(source) <= _SOURCE and not set(source.split()) <= set((quotation.speaker or "").split())
    return ", ".join(([source] if says_more else []) + [f"probably {speaker}".rstrip()])


def cite(
    document: Document,
    parts: Sequence[Quotation],
    *,
    outlet: str,
    day: str | None,
    link: str | None,
    role: str | None = None,
) -> str:
    """The parts of one quotation as a citation, the words and their marks exactly as the article has them.

    Reported speech is nobody's own words, so it is said that it is reported. Without a link nothing stands for it.
    """
    words = " … ".join(_line(part.text) for part in parts)
    if all(part.type == "indirect" for part in parts):
        words += " (reported)"
    who = named(parts[0])
    if who and role and role not in who:
        who += f" ({role})"
    if link is not None:
        link = with_fragment(link, fragment(document, parts[0].start, parts[-1].end))
    return f"{words} — {', '.join(filter(None, (who, outlet, day, link)))}"


def with_fragment(link: str, directive: str) -> str:
    """A web address that leads to some words (`fragment`) of its page; what it said of a place within stays."""
    if not directive or not link.startswith(("http://", "https://")):
        return link
    link = link.partition(_DIRECTIVE)[0]
    return f"{link}{'' if '#' in link else '#'}{_DIRECTIVE}text={directive}"


def fragment(document: Document, start: int, end: int) -> str:
    """What a text fragment says of a stretch of an article: `[before-,]begin[,end]`, each within one block.

    Marks around the words are left out, for a page may draw them in another form. Empty if there are no words.
    https://wicg.github.io/scroll-to-text-fragment/
    """
    text = document.text
    stretches = [
        _trimmed(text, max(start, piece.start), min(end, piece.end)) for piece in _pieces(document, start, end)
    ]
    stretches = [(first, last) for first, last in stretches if first < last]
    if not stretches:
        return ""
    ends = _ends(text[slice(*stretches[0])])
    if len(stretches) > 1:
        ends = (ends[0], _ends(text[slice(*stretches[-1])])[-1])
    return _before(document, stretches[0][0], ends[0]) + ",".join(map(_encoded, ends))


def _pieces(document: Document, start: int, end: int) -> list[Block | Cell]:
    """The paragraphs and cells that a stretch is in: nothing is found across their edges."""
    blocks = [block for block in document.blocks if block.start < end and start < block.end]
    pieces: list[Block | Cell] = []
    for block in blocks:
        pieces += [cell for row in block.rows for cell in row] or [block]
    return [piece for piece in pieces if piece.start < end and start < piece.end]


def _ends(text: str) -> tuple[str, ...]:
    """How a stretch begins and ends, or all of it if it is short."""
    words = [match.span() for match in re.finditer(r"\S+", text)]
    if len(words) > _LONG:
        return _words(text, 0, words[_ENDS - 1][1]), _words(text, words[-_ENDS][0], len(text))
    clauses = [match.span() for match in _EASTERN_STOPS.finditer(text)] if len(text) > _UNBROKEN else []
    if clauses:  # where words are not apart a stretch may only be cut at a stop: elsewhere it could be within a word
        return _words(text, 0, clauses[0][0]), _words(text, clauses[-1][1], len(text))
    return (text,)


def _before(document: Document, start: int, words: str) -> str:
    """Some words before, up to the very place, if the same words stand in the article earlier."""
    earlier = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
    if not earlier.search(document.text, 0, start):
        return ""
    (piece, *_) = _pieces(document, start, start + 1)
    text = document.text[max(piece.start, start - _LOOK_BEFORE) : start]
    tokens = [match.start() for match in re.finditer(r"(?<=\s)\w\S*|^\w\S*", text)]
    return f"{_encoded(text[tokens[-min(_BEFORE, len(tokens))] :])}-," if tokens else ""


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch from its first letter or digit to its last."""
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _words(text: str, start: int, end: int) -> str:
    first, last = _trimmed(text, start, end)
    return text[first:last] or text[start:end]


def _encoded(words: str) -> str:
    """Percent-encoded, also what the directive's own syntax is made of: dash, comma, ampersand."""
    return quote(" ".join(words.split()), safe="", errors="replace").replace("-", "%2D")


def _line(text: str) -> str:
    return _LINE_FEED.sub(" ", text).strip()
