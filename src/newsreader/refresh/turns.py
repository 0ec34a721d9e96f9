"""Whose turn it is to be fetched: many feeds at a time, but few of the same host. Nothing is fetched here."""

from __future__ import annotations

import itertools
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.web.address import host

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping

    from newsreader.models.feeds import FeedState
    from newsreader.refresh.readers import Read

AT_ONCE = 2
"""Connections to one host."""


@dataclass(slots=True, eq=False)
class Turn:
    """A feed and where it is: its own host, or the one that a redirect leads to."""

    state: FeedState
    place: str
    """A host; programs of the user's share one place, of files each is its own."""
    reading: Generator[str, None, Read] | None = None
    """What has begun, and goes on when the turn comes."""


class Turns:
    """A queue that many threads take from: hosts in turn, none more than twice at a time, wherever a redirect leads."""

    def __init__(self, states: Iterable[FeedState], alone: Mapping[str, int] | None = None) -> None:
        """`alone` are the hosts that asked to be left alone, with the seconds for which they did."""
        self._waiting: dict[str, deque[Turn]] = {}
        self._busy: Counter[str] = Counter()
        self._begun: dict[int, tuple[float, FeedState]] = {}
        self._alone = dict(alone or {})
        self._changed = threading.Condition()
        for state in states:
            place = _place(state.url)
            self._waiting.setdefault(place, deque()).append(Turn(state, place))

    def take(self) -> Turn | None:
        """The next feed, as soon as its host is free; None if there is none any more."""
        with self._changed:
            while self._waiting:
                free = next((name for name in self._waiting if self._busy[name] < AT_ONCE), None)
                if free is not None:
                    return self._take(free)
                self._changed.wait()
            return None

    def move(self, turn: Turn, place: str) -> int | None:
        """Let a feed wait for another host, before those who have not begun; who moves takes the next turn.

        If that host is to be left alone, for so many seconds, the feed stays where it is.
        """
        with self._changed:
            if place in self._alone:
                return self._alone[place]
            self._busy[turn.place] -= 1
            turn.place = place
            self._waiting.setdefault(place, deque()).appendleft(turn)
            self._changed.notify_all()
            return None

    def done(self, turn: Turn, *, leave_alone: tuple[str, int] | None = None) -> list[Turn]:
        """A feed was tried; those that will not be, because a host is to be left alone for so many seconds."""
        with self._changed:
            self._busy[turn.place] -= 1
            self._begun.pop(turn.state.id, None)
            left: Iterable[Turn] = ()
            if leave_alone:
                self._alone.update([leave_alone])
                left = self._waiting.pop(leave_alone[0], ())
            for other in left:
                self._begun.pop(other.state.id, None)
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

    def _take(self, name: str) -> Turn:
        feeds = self._waiting.pop(name)
        turn = feeds.popleft()
        if feeds:
            self._waiting[name] = feeds  # behind the other hosts
        elif not self._waiting:
            self._changed.notify_all()  # nothing is left to wait for
        self._busy[name] += 1
        self._begun.setdefault(turn.state.id, (time.monotonic(), turn.state))
        return turn


def _place(url: str) -> str:
    return url if url.startswith("file:") else host(url)
