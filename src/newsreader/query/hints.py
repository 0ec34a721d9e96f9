"""What was probably meant by a part of a search that cannot be understood: words of other programs, slips, dates."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from newsreader.query import dates
from newsreader.query.tree import CONTENTS, ORDERS, STATES

if TYPE_CHECKING:
    from collections.abc import Iterable

EXAMPLES = {
    "title": "title:budget",
    "author": "author:smith",
    "link": "link:example.org",
    "said": "said:inflation",
    "speaker": 'speaker:"Kim Jong Un"',
    "cue": "cue:denied",
    "is": "is:unread",
    "has": "has:quotes",
    "tag": "tag:energy",
    "feed": "feed:bbc",
    "folder": "folder:World",
    "search": "search:climate",
    "lang": "lang:de",
    "after": "after:7d",
    "before": "before:2024-06-01",
    "on": "on:today",
    "sort": "sort:relevance",
}
"""Every field, with how it is used."""

ANYWHERE = ""
"""In place of a field: what was meant is what words do without one."""
_FIELDS = {
    "text": ANYWHERE,
    "body": ANYWHERE,
    "content": ANYWHERE,
    "all": ANYWHERE,
    "since": "after",
    "from": "after",
    "newer": "after",
    "until": "before",
    "to": "before",
    "older": "before",
    "date": "on",
    "day": "on",
    "site": "link",
    "url": "link",
    "domain": "link",
    "by": "author",
    "writer": "author",
    "who": "speaker",
    "person": "speaker",
    "says": "said",
    "quote": "said",
    "verb": "cue",
    "source": "feed",
    "in": "folder",
    "label": "tag",
    "category": "tag",
    "language": "lang",
    "saved": "search",
    "order": "sort",
    "headline": "title",
    "subject": "title",
}
"""What other programs call them."""

_CHOICES = {"is": STATES, "has": CONTENTS, "sort": ORDERS}
_WORDS = {
    "is": {
        "new": "unseen fresh",
        "read": "seen old done",
        "unread": "unopened",
        "starred": "star favourite favorite flagged saved important",
        "tagged": "tag labelled labeled",
        "noted": "note annotated highlighted",
    },
    "has": {
        "quotes": "quotation quotations speaker speech",
        "audio": "podcast sound mp3 enclosure",
        "image": "picture pictures photo photos",
        "note": "annotation comment highlight highlights",
    },
    "sort": {
        "date": "newest new recent latest time published",
        "relevance": "best rank score relevant",
        "arrived": "added received arrival",
        "length": "longest long size words",
    },
}
"""Other words for the values."""

_LANGUAGES = {
    "de": "german deutsch",
    "en": "english",
    "es": "spanish español espanol",
    "fr": "french français francais",
    "it": "italian italiano",
    "ja": "japanese jp 日本語",
    "ko": "korean",
    "pt": "portuguese português portugues",
    "ru": "russian русский",
    "uk": "ukrainian ua",
    "zh": "chinese cn 中文",
}
_AGO = re.compile(r"(\d{1,4})\s*-?(hours?|hrs?|h|days?|d|weeks?|w|months?|m|years?|y)(\s*ago)?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d\d?)([./-])(\d\d?)[./-](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d\d?)(?:[./](\d\d?))?", re.ASCII)
_RUN = re.compile(r"(\d{4})(\d\d)(\d\d)?", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPELT = re.compile(
    rf"(?:(\d\d?)(?:st|nd|rd|th|\.)? )?({'|'.join(_MONTHS)})[a-z]*\.?(?: (\d\d?)(?:st|nd|rd|th)?,?)? (\d{{4}})",
    re.ASCII,
)
_SURELY = 0.7
"""How much alike two names must be."""


def field(name: str) -> str | None:
    """The field that was meant by a name that none has, perhaps ANYWHERE."""
    return _FIELDS[name] if name in _FIELDS else _nearest(name, EXAMPLES)


def choice(name: str, value: str) -> str | None:
    """What was meant by a value that a field does not take, with its field: “is:unread”."""
    value = value.lower().strip()
    parts = re.split(r"[,|/+]", value)
    if len(parts) > 1 and set(parts) <= set(_CHOICES[name]) and name != "sort":
        return f"{name}:({' OR '.join(parts)})"
    for one in (name, *(other for other in ("is", "has") if name != "sort")):  # is:quotes is meant as has:quotes
        if value in _CHOICES[one]:
            return f"{one}:{value}"
        for right, others in _WORDS[one].items():
            if value in others.split():
                return f"{one}:{right}"
    near = _nearest(value, _CHOICES[name], surely=0.6)
    return f"{name}:{near}" if near else None


def language(value: str) -> str | None:
    """The code of a language that was named."""
    value = value.lower().strip()
    return next((code for code, names in _LANGUAGES.items() if value in names.split()), None)


def date(value: str, now: int) -> str | None:
    """How a date is written that was written in another way; None if it is none."""
    value = " ".join(value.lower().split())
    meant = _date(value, now) or _nearest(value, dates.NAMES, surely=0.6)
    if meant is None:
        return None
    try:
        dates.stretch(meant, now, whole_day=True)
    except (ValueError, OverflowError, OSError):
        return None
    return f'"{meant}"' if " " in meant else meant


def _date(value: str, now: int) -> str | None:
    if value in dates.NAMES:
        return value
    if ago := _AGO.fullmatch(value):
        return f"{ago[1]}{ago[2][0]}"
    if value == "now":
        return "today"
    if run := _RUN.fullmatch(value):
        return "-".join(filter(None, run.groups()))
    if value.isdecimal():
        return f"{value}d" if len(value) < 4 else None
    if spelt := _SPELT.fullmatch(value):
        day = spelt[1] or spelt[3]
        return f"{spelt[4]}-{_MONTHS.index(spelt[2]) + 1:02}" + (f"-{int(day):02}" if day else "")
    if first := _YEAR_FIRST.fullmatch(value):
        return "-".join(part.zfill(2) for part in first.groups() if part)
    if last := _YEAR_LAST.fullmatch(value):
        return _year_first(*last.groups())
    if value[:3] in _MONTHS and value.isalpha():
        month, today = _MONTHS.index(value[:3]) + 1, dates.day_of(now)
        return f"{today.year - (month > today.month)}-{month:02}"
    return None


def _year_first(one: str, sign: str, two: str, year: str) -> str | None:
    """Day and month in the order that they have with that sign, or that alone makes a date."""
    day, month = (two, one) if sign == "/" and int(one) <= 12 < int(two) else (one, two)
    return None if sign == "/" and int(day) <= 12 else f"{year}-{int(month):02}-{int(day):02}"


def _nearest(name: str, choices: Iterable[str], *, surely: float = _SURELY) -> str | None:
    near = difflib.get_close_matches(name, list(choices), 1, surely)
    return near[0] if near else None
