"""What a page shows of itself to readers: who wrote it and when; for pages that declare neither.

Read from the names of elements and from the lines around the title. Nothing here looks at what is declared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsreader.articles import clean
from newsreader.extraction.tree import BLOCKS
from newsreader.feeds import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsreader.extraction.tree import Element

LONGEST_NAME = 100
"""Characters; a longer text is none."""
BY = re.compile(
    r"^(?:(?:story|words|text|written|posted|published|reviewed) by|by|von|par|por|di|door|oleh|от|автор:?|text:)"
    r"[\s:]+",
    re.IGNORECASE,
)
"""What stands before the name of an author."""

_AFTER_NAME = re.compile(r"\s*(?:[|•·,]|\d|\bon\b|\bam\b|\bin\b).*$", re.DOTALL)
_NO_NAME = re.compile(
    r"(?:(?:no|the|about the|by) )?(?:authors?|admin|administrator|editor|staff|guest|anonymous|unknown|posted|updated|"
    r"published|last updated|veröffentlicht|autor(?:in)?|written|share)\b\W*(?:by|on|am|at)?\W*$|"
    r"(?:(?:posted|updated|published|last updated) )?(?:on )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?$",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\b(?:says|said|sagt|dice|dit):?$", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:written |posted |published |story |words )?(?:by|von|par|por):? "
    r"((?-i:[^\W\d_a-z])[\w.'’-]*(?: (?-i:[^\W\d_a-z])[\w.'’-]*){1,3})(?=$|[^\w ]| \W| \d| on\b| am\b)",
    re.IGNORECASE,
)
"""A line that begins with the name of an author."""
_COMMENTS = frozenset("comment comments commentlist respond replies".split())
_DATED = frozenset("date dates published datum fecha timestamp posted pubdate dateline".split())
_DATE = re.compile(
    r"\b(?:(?:19|20)\d\d-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th|\.)? (?:de )?[^\W\d_]{3,12}\.?,? (?:de )?(?:19|20)\d\d|"
    r"[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d)\b"
)
_DAY_FIRST = re.compile(r"\b([0-3]?\d)\. ?([01]?\d)\. ?((?:19|20)\d\d)\b")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]([01]\d)[/-]([0-3]\d)(?=[/-])")
_LINE = 120
"""Characters of a line that names a date or an author."""
_BEFORE, _AFTER = 6, 12
"""Lines around the title that may do so."""


def author(body: Element) -> str:
    """The name that is marked as the author's, else that of a line which begins with "by"."""
    for element in body.walk():
        if not 3 < element.length < LONGEST_NAME or element.tag in {"body", "main", "article"}:
            continue
        if _is_marked(element) and not any(above.names & _COMMENTS for above in element.ancestors()):
            line = clean.to_line(element.text())
            name = _AFTER_NAME.sub("", BY.sub("", line))
            if is_name(name) and not _SAYS.search(line):
                return name
    return next((match[1] for line in _around_title(body) if (match := _SIGNED.match(line))), "")


def _is_marked(element: Element) -> bool:
    rel, prop = element.attributes.get("rel", ""), element.attributes.get("itemprop", "")
    return "author" in rel.split() or "author" in prop.split() or bool(element.names & {"byline", "author"})


def is_name(text: str) -> bool:
    """Whether it may be somebody's name: no address, no word that stands where a name should."""
    return 0 < len(text) < LONGEST_NAME and "@" not in text and not text.startswith("http") and not _NO_NAME.match(text)


def published(body: Element, url: str | None) -> int | None:
    """Seconds: of an element that is marked as the date, of the address, or of a line next to the title."""
    for text in _marked_dates(body):
        if (seconds := _seconds(text)) is not None:
            return seconds
    if url and (match := _IN_ADDRESS.search(url)):
        return dates.parse("-".join(match.groups()))
    return next((seconds for line in _around_title(body) if (seconds := _seconds(line)) is not None), None)


def _marked_dates(body: Element) -> Iterator[str]:
    for element in body.walk():
        if element.tag == "time" or "datepublished" in element.attributes.get("itemprop", "").lower():
            yield element.attributes.get("datetime", "")
            yield element.attributes.get("content", "")
            yield element.text()
    for element in body.walk():
        if element.names & _DATED and 5 < element.length < _LINE:
            yield element.text()


def _seconds(text: str) -> int | None:
    """The date that it is or that stands in it."""
    text = text.strip()
    if not text:
        return None
    if (seconds := dates.parse(text)) is not None:
        return seconds
    if match := _DAY_FIRST.search(text[:_LINE]):
        return dates.parse(f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}")
    found = (dates.parse(match[0]) for match in _DATE.finditer(text[:_LINE]))
    return next((seconds for seconds in found if seconds is not None), None)


def _around_title(body: Element) -> list[str]:
    """The short lines next to the first heading of the page."""
    lines: list[str] = []
    title = -1
    for element in body.walk():
        if title >= 0 and len(lines) > title + _AFTER:
            break
        if element.tag == "h1" and title < 0:
            title = len(lines)
        elif (
            element.tag in BLOCKS
            and 5 < element.own < _LINE
            and not any(one.tag in BLOCKS for one in element.elements())
        ):
            lines.append(clean.to_line(element.text()))
    return lines[title:] + lines[max(0, title - _BEFORE) : title] if title >= 0 else []
