"""What the user is told where a server gives no document."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from newsreader.errors import Cause, FetchError
from newsreader.web import caching
from newsreader.web.address import shown

if TYPE_CHECKING:
    from newsreader.web.address import Address
    from newsreader.web.response import Head


def refusal(head: Head, here: Address) -> FetchError:
    """What is told of an answer that is no document."""
    status = head.status
    wait = caching.retry_after(head.get("retry-after"), time.time()) if status in {429, 503} else None
    try:
        named = f"{status} {HTTPStatus(status).phrase}"  # the server's own phrase is text from outside
    except ValueError:
        named = str(status)
    again = f" It is left alone for {_duration(wait)}." if wait else ""
    sentence = f"{shown(here.url)} {_REFUSALS.get(status) or _refusal_of_class(status)} ({named}).{again}"
    gone = status == HTTPStatus.GONE
    return FetchError(sentence, status=status, retry_after=wait, gone=gone, url=here.url, cause=Cause.REFUSED)


_REFUSALS = {
    304: "says that nothing changed, though it was asked for everything: try again later",
    401: "asks for a name and password: add it again with name:password@ before the host",
    403: "refuses access: look at it in a browser",
    404: "does not exist: check the address",
    407: "asks for the password of a proxy: check the address",
    410: "is gone for good: unsubscribe, or look for its new address",
    429: "asks for fewer requests: it is asked again later",
}


def _refusal_of_class(status: int) -> str:
    if status >= 500:
        return "has a fault of its own: it is asked again later"
    if status >= 400:
        return "refuses the request: check the address"
    return "gave no whole document: check the address"


def _duration(seconds: int) -> str:
    return f"{-(-seconds // 60)} minutes" if seconds < 2 * 3600 else f"{round(seconds / 3600)} hours"
