"""What an answer says of when to ask again: validators, how long it stays fresh, how long to leave the server alone.

Everything is read within bounds and nothing here reads the clock.
"""

from __future__ import annotations

import email.utils
import re
from datetime import UTC
from typing import TYPE_CHECKING

from newsreader.models.feeds import Validators

if TYPE_CHECKING:
    from newsreader.web.response import Head

SHORTEST_WAIT = 60
LONGEST_WAIT = 7 * 86_400
"""The bounds, in seconds, of what a server may ask for."""

_LONGEST_VALIDATOR = 2_000
_NEVER_FRESH = {"no-cache", "no-store"}
_MAX_AGE = re.compile(r'max-age\s*=\s*"?(\d{1,18})"?', re.ASCII)


def validators(head: Head) -> Validators:
    """What to ask "has it changed?" with."""
    return Validators(_usable(head.get("etag")), _usable(head.get("last-modified")))


def max_age(head: Head, now: float) -> int | None:
    """For how many seconds an answer stays fresh, as a browser would have it; None if it does not say.

    Cache-Control goes before Expires. A date that cannot be read, "0" above all, means that it is not fresh any more.
    """
    control = head.words("cache-control")
    if _NEVER_FRESH.intersection(control):
        return 0
    for word in control:
        if found := _MAX_AGE.fullmatch(word):
            return min(int(found[1]), LONGEST_WAIT)
    expires = head.get("expires")
    if expires is None:
        return None
    end, sent = _moment(expires), _moment(head.get("date"))
    return 0 if end is None else max(0, min(int(end - (now if sent is None else sent)), LONGEST_WAIT))


def retry_after(value: str | None, now: float) -> int | None:
    """The seconds that a Retry-After header asks for, within bounds; None if it says nothing usable."""
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        seconds = int(value[:12])
    else:
        moment = _moment(value)
        if moment is None:
            return None
        seconds = int(moment - now)
    return max(SHORTEST_WAIT, min(seconds, LONGEST_WAIT))


def _moment(date: str | None) -> float | None:
    """One without a zone is universal time, as HTTP has it, and not this machine's."""
    if not date:
        return None
    try:
        moment = email.utils.parsedate_to_datetime(date)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


def _usable(validator: str | None) -> str | None:
    """A validator that can be stored and sent back; an absurd one is as good as none."""
    absurd = validator is None or len(validator) > _LONGEST_VALIDATOR or "\0" in validator or "\r" in validator
    return None if absurd else validator or None
