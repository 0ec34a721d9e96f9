"""Dates as feeds write them (RFC 822, RFC 3339, and what people make of these) as Unix seconds.

feedparser's own readings are not used: they lose the minutes of "+0530", take "1767607200" for the year 1767 and pass
through the machine's time zone. A date without a zone, or with one nobody knows, is UTC. Nothing here reads the clock.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from newsreader.text import fold

LONGEST = 100
"""Characters; no date is longer."""


def parse(text: str) -> int | None:
    """Seconds since 1970 in UTC, negative before; None if the text is no date that can be told for certain."""
    text = " ".join(text[: LONGEST * 1000].split())
    if not text or len(text) > LONGEST:
        return None
    match = _ISO.fullmatch(text)
    if match:
        year, month, day = int(match["year"]), int(match["month"] or 1), int(match["day"] or 1)
        return _seconds(year, month, day, match)
    match = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text)
    number = _month(match["month"]) if match else None
    if not match or not number:
        return None
    return _seconds(_full_year(match["year"]), number, int(match["day"]), match)


def _seconds(year: int, month: int, day: int, match: re.Match[str]) -> int | None:
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    half = fold(match["half"] or "")[:1]
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "p")
    offset = _offset(match["zone"] or "")
    if offset is None:
        return None
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC) - timedelta(seconds=offset)
    except (ValueError, OverflowError):
        return None
    return int((moment - _EPOCH) // timedelta(seconds=1))


def _offset(zone: str) -> int | None:
    """Seconds east of UTC."""
    numeric = _NUMERIC_ZONE.search(zone)
    if not numeric:
        name = re.sub(r"[^A-Z]", "", zone.upper().partition("(")[0])
        return int(_ZONES.get(name, 0) * 3600)
    sign, hours, minutes = numeric[1], int(numeric[2]), int(numeric[3] or 0)
    if hours > 15 or minutes > 59:
        return None
    return (-1 if sign in "-\u2212" else 1) * (hours * 3600 + minutes * 60)


def _full_year(year: str) -> int:
    number = int(year)
    if len(year) > 2:
        return number
    return number + (2000 if number < 70 else 1900)


def _month(name: str) -> int | None:
    name = fold(name)
    for number, starts in enumerate(_MONTHS, 1):
        if name.startswith(starts):
            return number
    return None


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,:]\d+)?)?\s?(?P<half>[ap]\.?m\.?)?"
_ZONE = r"\s?(?P<zone>[a-z][a-z./_ ]{0,30}|(?:utc|gmt)?\s?[+\u2212-]\s?\d{1,2}:?(?:\d{2})?)?(?:\s?\(.*\))?"
_CLOCK = rf"(?:(?:[\s,-]+|\sat\s){_TIME}{_ZONE})?"
_ISO_CLOCK = rf"(?:[\st]+{_TIME.replace(':(', ':?(')}{_ZONE})?"
_GAP = r"(?:[\s,./-]+(?:de[l]?\s)?)"
_WEEKDAY = r"(?:[^\W\d]+[.,]*\s?)?"
_MONTH = r"(?P<month>[^\W\d]{3,12})\.?"

_ISO = re.compile(
    rf"(?P<year>\d{{4}})(?:([-/.]?)(?P<month>\d{{2}}|(?<=\D)\d)(?:\2(?P<day>\d{{1,2}}))?)?{_ISO_CLOCK}", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?{_GAP}{_MONTH}{_GAP}(?P<year>\d{{4}}|\d\d){_CLOCK}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"(?:[^\W\d]+[.,]*\s)?{_MONTH}{_GAP}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(?P<year>\d{{4}}){_CLOCK}",
    re.IGNORECASE,
)
_YEAR_LAST = re.compile(
    rf"{_WEEKDAY}{_MONTH}\s(?P<day>\d{{1,2}})\s{_TIME}(?:\s(?P<zone>[a-z]{{1,5}}|[+-]\d{{4}}))?\s(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_NUMERIC_ZONE = re.compile(r"([+\u2212-])\s?(\d{1,2}):?(\d{2})?")

_ZONES = {
    **dict.fromkeys(("EDT", "AST"), -4), **dict.fromkeys(("EST", "CDT"), -5), **dict.fromkeys(("CST", "MDT"), -6),
    **dict.fromkeys(("MST", "PDT"), -7), **dict.fromkeys(("PST", "AKDT"), -8), "AKST": -9, "HST": -10, "ADT": -3,
    "NST": -3.5, "NDT": -2.5, "BRT": -3, "ART": -3, **dict.fromkeys(("BST", "CET", "MET", "WEST"), 1),
    **dict.fromkeys(("CEST", "MEST", "EET", "SAST"), 2), **dict.fromkeys(("EEST", "MSK"), 3), "MSD": 4, "PKT": 5,
    "IST": 5.5, "WIB": 7, "ICT": 7, **dict.fromkeys(("HKT", "SGT", "AWST"), 8), **dict.fromkeys(("JST", "KST"), 9),
    "AEST": 10, "AEDT": 11, "ACST": 9.5, "ACDT": 10.5, "NZST": 12, "NZDT": 13,
}  # fmt: skip
# How the names of each month begin, folded: en de fr es it pt nl sv pl ru el.
_MONTHS = (
    ("jan", "ene", "gen", "sty", "янв", "ιαν"),
    ("feb", "fev", "lut", "фев", "φεβ"),
    ("mar", "mrz", "maa", "mrt", "мар", "μαρ"),
    ("apr", "avr", "abr", "kwi", "апр", "απρ"),
    ("may", "mai", "mag", "mei", "maj", "май", "мая", "μαι"),
    ("jun", "juin", "giu", "cze", "июн", "ιουν"),
    ("jul", "juil", "lug", "lip", "июл", "ιουλ"),
    ("aug", "aou", "ago", "sie", "авг", "αυγ"),
    ("sep", "set", "wrz", "сен", "σεπ"),
    ("oct", "okt", "ott", "out", "paz", "окт", "οκτ"),
    ("nov", "lis", "ноя", "νοε"),
    ("dec", "dez", "dic", "des", "gru", "дек", "δεκ"),
)
