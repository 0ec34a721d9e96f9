"""Whose turn it is to be fetched: many feeds at a time, but few of the same host. Nothing is fetched here."""

from __future__ import annotations

import itertools
import threading
import time
from collections import Counter, deque
from typing import TYPE_CHECKING

from newsreader.web.address import host

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsreader.models import FeedState

AT_ONCE = 2
"""Connections to one host."""


class Turns:
    """A queue that many threads take from: hosts in turn, none more than twice at a time."""

    def __init__(self, states: Iterable[FeedState]) -> None:
        self._waiting: dict[str, deque[FeedState]] = {}
        self._busy: Counter[str] = Counter()
        self._begun: dict[int, tuple[float, FeedState]] = {}
        self._changed = threading.Condition()
        for state in states:
            self._waiting.setdefault(host(state.url), deque()).append(state)

    def take(self) -> FeedState | None:
        """The next feed, as soon as its host is free; None if there is none any more."""
        with self._changed:
            while self._waiting:
                free = next((name for name in self._waiting if self._busy[name] < AT_ONCE), None)
                if free is not None:
                    return self._take(free)
                self._changed.wait()
            return None

    def done(self, state: FeedState, *, leave_alone: bool = False) -> list[FeedState]:
        """A feed was tried; the feeds of its host that will not be, if the host is to be left alone."""
        with self._changed:
            name = host(state.url)
            self._busy[name] -= 1
            self._begun.pop(state.id, None)
            left = self._waiting.pop(name, ()) if leave_alone else ()
            self._changed.notify_all()
            return list(left)

    def waiting(self, seconds: float) -> list[FeedState]:
        """The feeds that were taken longer ago than that and are not done, the longest first."""
        until = time.monotonic() - seconds
        with self._changed:
            begun = itertools.takewhile(lambda one: one[0] < until, self._begun.values())  # as they were taken
            return [state for _, state in begun]

    def close(self) -> None:
        """Give out no more feeds."""
        with self._changed:
            self._waiting.clear()
            self._changed.notify_all()

    def _take(self, name: str) -> FeedState:
        feeds = self._waiting.pop(name)
        state = feeds.popleft()
        if feeds:
            self._waiting[name] = feeds  # behind the other hosts
        elif not self._waiting:
            self._changed.notify_all()  # nothing is left to wait for
        self._busy[name] += 1
        self._begun[state.id] = time.monotonic(), state
        return state
