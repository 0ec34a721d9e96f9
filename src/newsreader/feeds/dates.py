"""Dates as feeds write them (RFC 822, RFC 3339, and what people make of these) as Unix seconds.

feedparser's own readings are not used: they lose the minutes of "+0530", take "1767607200" for the year 1767 and pass
through the machine's time zone. A date without a zone, or with one nobody knows, is UTC. Nothing here reads the clock.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from newsreader.text import fold

LONGEST = 100
"""Characters; no date is longer."""


def parse(text: str) -> int | None:
    """Seconds since 1970 in UTC, negative before; None if the text is no date that can be told for certain."""
    if (seconds := _plain(text)) is not None:
        return seconds
    text = " ".join(text[: LONGEST * 1000].split())
    if not text or len(text) > LONGEST:
        return None
    text = _KOREAN_HALF.sub(r"\1 \3 \2 +0900", _KOREAN.sub(r"\1-\2-\3 \4 +0900", text))
    text = text.replace("오전", "am").replace("오후", "pm")
    for pattern in _NUMBERS:
        if match := pattern.fullmatch(text):
            found = match.groupdict()
            month, day = int(found.get("month") or 1), int(found.get("ordinal") or found.get("day") or 1)
            if (seconds := _seconds(_full_year(found["year"]), month, day, match)) is not None:
                return seconds
    for pattern in _NAMES:
        if (match := pattern.fullmatch(text)) and (number := _month(match["month"])):
            return _seconds(_full_year(match["year"]), number, int(match["day"]), match)
    return None


def _plain(text: str) -> int | None:
    """The date if it is written as the standards want it: most are."""
    if match := _RFC_3339.fullmatch(text):
        year, month, day, *clock = match.groups()
    elif match := _RFC_822.fullmatch(text):
        day, month, year, *clock = match.groups()
        month = _MONTH_NUMBERS[month]
    else:
        return None
    hour, minute, second, sign, east_hours, east_minutes = clock
    try:
        days = date(int(year), int(month), int(day)).toordinal() - _EPOCH_DAY
    except ValueError:
        return None
    east = int(east_hours or 0) * 3600 + int(east_minutes or 0) * 60
    return days * 86_400 + int(hour) * 3600 + int(minute) * 60 + int(second) - (-east if sign == "-" else east)


def _seconds(year: int, month: int, day: int, match: re.Match[str]) -> int | None:
    """The moment; the day may be one of the year, if the month is its first."""
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    half = fold(match["half"] or "")[:1]
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "p")
    offset = _offset(match["zone"] or "")
    is_ordinal = "ordinal" in match.re.groupindex
    if offset is None or second > 60 or (is_ordinal and not 1 <= day <= 366):
        return None
    first, more = (1, day - 1) if is_ordinal else (day, 0)
    try:
        moment = datetime(year, month, first, hour, minute, min(second, 59), tzinfo=UTC) + timedelta(more)
        moment -= timedelta(seconds=offset)
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
_EPOCH_DAY = _EPOCH.toordinal()

_PLAIN_CLOCK = r"([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])"
_PLAIN_OFFSET = r"([+-])(0[0-9]|1[0-5])"
_RFC_3339 = re.compile(
    rf"([12][0-9]{{3}})-([0-9]{{2}})-([0-9]{{2}})T{_PLAIN_CLOCK}(?:\.[0-9]+)?(?:Z|{_PLAIN_OFFSET}:?([0-5][0-9]))"
)
_MONTH_NUMBERS = {name: n for n, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
_RFC_822 = re.compile(
    rf"(?:[A-Z][a-z]{{2}}, )?([0-9]{{1,2}}) ({'|'.join(_MONTH_NUMBERS)}) ([12][0-9]{{3}}) {_PLAIN_CLOCK}"
    rf" (?:GMT|{_PLAIN_OFFSET}([0-5][0-9]))"
)

_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,:]\d+)?)?\s?(?P<half>[ap]\.?m\.?)?"
_ZONE = r"\s?(?P<zone>[a-z][a-z./_ ]{0,30}|(?:utc|gmt)?\s?[+\u2212-]\s?\d{1,2}:?(?:\d{2})?)?(?:\s?\(.*\))?"
_CLOCK = rf"(?:(?:[\s,-]+|\sat\s){_TIME}{_ZONE})?"
_ISO_CLOCK = rf"(?:[\st]+{_TIME.replace(':(', ':?(')}{_ZONE})?"
_GAP = r"(?:[\s,./-]+(?:de[l]?\s)?)"
_WEEKDAY = r"(?:[^\W\d]+[.,]*\s?)?"
_MONTH = r"(?P<month>[^\W\d]{3,12})\.?"

_ISO = re.compile(
    rf"{_WEEKDAY}(?P<year>\d{{4}})(?:([-/.]?)(?P<month>\d{{2}}|(?<=\D)\d)(?:\2(?P<day>\d{{1,2}}))?)?{_ISO_CLOCK}",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"(?P<year>\d{{4}}|\d\d)-?(?P<ordinal>\d{{3}}){_ISO_CLOCK}", re.IGNORECASE)
_SHORT = re.compile(rf"(?P<year>\d\d)(-?)(?P<month>\d\d)\2(?P<day>\d\d){_ISO_CLOCK}", re.IGNORECASE)
_SHORT_MONTH = re.compile(rf"-(?P<year>\d\d)-?(?P<month>\d\d){_ISO_CLOCK}", re.IGNORECASE)
_LONG_MONTH = re.compile(rf"(?P<year>\d{{4}})-0(?P<month>\d\d)-(?P<day>\d\d){_ISO_CLOCK}", re.IGNORECASE)
_NUMBERS = (_ORDINAL, _ISO, _SHORT, _SHORT_MONTH, _LONG_MONTH)
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})-{_MONTH}-(?P<day>\d{{1,2}}){_ISO_CLOCK}", re.IGNORECASE)
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
_NAMES = (_DAY_FIRST, _MONTH_FIRST, _YEAR_LAST, _YEAR_FIRST)
_KOREAN = re.compile(r"^(\d{4})년 ?(\d{1,2})월 ?(\d{1,2})일 (\d{1,2}:\d\d(?::\d\d)?)$")
_KOREAN_HALF = re.compile(r"^([\d-]{8,10}) (오[전후]) ([\d:]{4,8})$")
_NUMERIC_ZONE = re.compile(r"([+\u2212-])\s?(\d{1,2}):?(\d{2})?")

_ZONES = {
    **dict.fromkeys(("EDT", "AST", "AT"), -4), **dict.fromkeys(("EST", "CDT", "ET"), -5),
    **dict.fromkeys(("CST", "MDT", "CT"), -6), **dict.fromkeys(("MST", "PDT", "MT"), -7),
    **dict.fromkeys(("PST", "AKDT", "PT"), -8), "AKST": -9, "HST": -10, "ADT": -3,
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
    ("sep", "set", "sze", "wrz", "сен", "σεπ"),
    ("oct", "okt", "ott", "out", "paz", "окт", "οκτ"),
    ("nov", "lis", "ноя", "νοε"),
    ("dec", "dez", "dic", "des", "gru", "дек", "δεκ"),
)
