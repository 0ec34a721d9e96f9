"""What the documents beside a recording are made of: moments, and JSON that may be anything. Pure."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from newsreader.errors import ParseError

MANY_VALUES = 1_000_000
"""Of a JSON document, counted by their commas and brackets; each may take a hundred bytes."""
_LONGEST = 1_000 * 3_600
"""Seconds; what lies behind is no place in a recording."""
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?")
_SECONDS = re.compile(r"\d{1,7}(?:\.\d{1,9})?")


def moment(value: object) -> float | None:
    """Seconds from the beginning, of a number or of "1:02:03.5", "02:03", "123.4"; None if it is none of these."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, str):
        words = value.strip()
        if clock := _CLOCK.fullmatch(words):
            hours, minutes, seconds, parts = clock.groups()
            found = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{parts or 0}")
        elif _SECONDS.fullmatch(words):
            found = float(words)
        else:
            return None
    else:
        found = float(value) if isinstance(value, float) or abs(value) <= _LONGEST else math.inf
    return found if 0 <= found <= _LONGEST else None


def clock(seconds: int) -> str:
    """A moment for people: "2:05", "1:02:05"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def objects(text: str, name: str, what: str) -> list[dict[str, Any]]:
    """The objects of a list that stands in a JSON document under a name, or is the document; what is none is left out.

    ParseError if there is no such list; `what` is what the document should have been.
    """
    if sum(map(text.count, ",[{")) > MANY_VALUES:
        raise ParseError(f"it has more than {MANY_VALUES:,} values and is not quite {what}")
    try:
        found = json.loads(text, parse_int=_number, parse_constant=lambda _: None)
    except ValueError as error:
        raise ParseError(f"it begins as JSON but is none: {error}") from error
    except RecursionError as error:
        raise ParseError("it is nested too deeply to be read") from error
    if isinstance(found, dict):
        found = found.get(name)
    if not isinstance(found, list):
        raise ParseError(f"it is JSON but not {what}: it has no list of `{name}`")
    return [one for one in found if isinstance(one, dict)]


def _number(digits: str) -> int | None:
    return int(digits) if len(digits) <= 18 else None
