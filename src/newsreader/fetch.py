"""Fetching a document over HTTP within limits of time, size and reach; whatever goes wrong is one FetchError.

Redirects are followed by hand: to http and https alone, never from the public network into a private one, and
without carrying a password to another origin. No Referer, and cookies only where the user wants them. It knows
nothing of feeds and keeps nothing.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urljoin

from newsreader.errors import Cause, FetchError
from newsreader.models.feeds import Validators
from newsreader.web import address, caching
from newsreader.web.address import Address, host, shown
from newsreader.web.asking import NO_VALIDATORS, WHOLE, Answer, Requests
from newsreader.web.caching import LONGEST_WAIT
from newsreader.web.connection import Deadline
from newsreader.web.manner import FetchLimits, Manner
from newsreader.web.refusal import refusal
from newsreader.web.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from newsreader.web.response import Head

__all__ = [
    "LONGEST_WAIT",
    "FetchLimits",
    "Fetched",
    "Hops",
    "Loaded",
    "Manner",
    "NotModified",
    "Sink",
    "finished",
    "hops",
    "load",
]

_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_LIMITS = FetchLimits()
_USUAL = Manner()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document that came whole."""

    url: str
    """Where it was found in the end, without name and password."""
    body: bytes
    content_type: str | None
    """The whole header."""
    validators: Validators
    permanent_url: str | None
    """The address to use from now on, without name and password: set if all redirects were permanent."""
    max_age: int | None
    """For how many seconds the server expects no change."""
    trusted: bool = True
    """Whether its user chose where it was found: no server on the public network led there."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that is whole now."""

    url: str
    """Where it was found in the end, without name and password."""
    size: int
    """Bytes."""
    content_type: str | None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The document is still the one that the validators came with."""

    validators: Validators
    max_age: int | None
    permanent_url: str | None = None
    trusted: bool = True
    """Both as in `Fetched`."""


Hops: TypeAlias = "Generator[str, None, Fetched | NotModified]"
"""A fetch that gives the name of another host before it follows a redirect there, and waits to be told to go on."""


def finished(fetching: Hops, visit: Callable[[str], None] = lambda _: None) -> Fetched | NotModified:
    """Follow a fetch to its end; `visit` is told of each other host, and may raise what ends it there."""
    while True:
        try:
            name = next(fetching)
        except StopIteration as end:
            found: Fetched | NotModified = end.value
            return found
        visit(name)


def hops(
    url: str,
    *,
    validators: Validators = NO_VALIDATORS,
    limits: FetchLimits = _LIMITS,
    typed_by_user: bool = True,
    accept: str = "*/*",
    manner: Manner = _USUAL,
    on_large: Callable[[], None] | None = None,
) -> Hops:
    """Get a document, from host to host; while it waits, its time does not run. One that no user typed must be public.

    Validators are sent to the address that gave them and to no other: what another says of them means nothing.
    `on_large` is called, and may wait, before more than a megabyte of a body is kept.
    """
    asked = _with_login(address.parse(url), manner)
    ask = Requests(asked, limits, Deadline(limits.total_seconds), accept, validators, manner, on_large)
    answer, here, moved, trusted = yield from _followed(ask, typed_by_user=typed_by_user)
    return _result(ask, answer, here, moved, trusted=trusted)


def load(url: str, sink: Sink, *, limits: FetchLimits, typed_by_user: bool = True, manner: Manner = _USUAL) -> Loaded:
    """Get a file of any kind into a sink, going on from what is there; what came before a failure stays there."""
    asked = _with_login(address.parse(url), manner)
    ask = Requests(asked, limits, Deadline(limits.total_seconds), "*/*", NO_VALIDATORS, manner, None, sink)
    steps = _followed(ask, typed_by_user=typed_by_user)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            answer, here, _, _ = end.value
            break
    if not sink.is_whole:
        raise refusal(answer.head, here)
    return Loaded(here.url, sink.had, answer.head.get("content-type"))


def _followed(ask: Requests, *, typed_by_user: bool) -> Generator[str, None, tuple[Answer, Address, str | None, bool]]:
    """The answer at the end of all redirects, where it came from, where it moved for good, whether it is trusted."""
    asked = here = ask.asked
    limits, private_ok, permanent = ask.limits, typed_by_user, True
    seen: set[tuple[str, str]] = set()
    while True:
        seen.add((here.url, ask.cookies.header(here)))
        answer = ask.once(here, private_ok=private_ok, redirected=len(seen) > 1)
        if answer.head.status not in _REDIRECTS:
            break
        private_ok = private_ok and not answer.public
        permanent = permanent and answer.head.status in _PERMANENT
        before, here = here, _next(asked, here, answer.head)
        if (here.url, ask.cookies.header(here)) in seen or len(seen) > limits.redirects:
            raise FetchError(f"{shown(asked.url)} redirects in a circle or too often; check the address.")
        if (name := host(here.url)) != host(before.url):
            with ask.deadline.paused():
                yield name
    moved = here.url if permanent and here.url != asked.url else None
    return answer, here, moved, private_ok


def _with_login(target: Address, manner: Manner) -> Address:
    return target._replace(userinfo=target.userinfo or manner.login)


def _next(asked: Address, here: Address, head: Head) -> Address:
    """Where a redirect leads; a name and password in it are the server's invention and dropped."""
    location = head.get("location") or ""
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode()  # many send UTF-8 as it is
    if not location.strip():
        sentence = f"{shown(here.url)} redirects without saying where to; try again later."
        raise FetchError(sentence, cause=Cause.ANSWER)
    try:
        there = address.parse(urljoin(here.url, location.strip()))
    except (ValueError, FetchError) as error:
        raise FetchError(f"{shown(here.url)} redirects to “{shown(location)}”, which is no web address.") from error
    if there.origin == asked.origin:
        return there._replace(userinfo=asked.userinfo)
    if asked.userinfo and (here.scheme, there.scheme) == ("https", "http"):
        raise FetchError(f"{shown(here.url)} redirects to an address without TLS; a password may not go that way.")
    return there._replace(userinfo="")


# --- what came of it ----------------------------------------------------------------------------------------------


def _result(ask: Requests, answer: Answer, here: Address, moved: str | None, *, trusted: bool) -> Fetched | NotModified:
    head, sent = answer.head, ask.validators_for(here)
    age, got = caching.max_age(head, time.time()), caching.validators(head)
    gave = here.url if here.url != ask.asked.url else None
    if head.status == HTTPStatus.NOT_MODIFIED and (sent.etag or sent.last_modified):
        kept = Validators(got.etag or sent.etag, got.last_modified or sent.last_modified, gave)
        return NotModified(kept, age, moved, trusted)
    if head.status not in WHOLE:
        raise refusal(head, here)
    if not answer.body:
        sentence = f"{shown(here.url)} answered with an empty document; try again later."
        raise FetchError(sentence, status=head.status, cause=Cause.ANSWER)
    kept = got._replace(url=gave) if gave else got
    return Fetched(here.url, answer.body, head.get("content-type"), kept, moved, age, trusted)
