"""Many hosts asked at once, each for one thing after another, and none that is to be left alone: pages, pictures."""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

from newsreader.errors import Cause, FetchError, NewsreaderError, ParseError
from newsreader.library import hosts
from newsreader.refresh import schedule
from newsreader.refresh.asking import left_alone, refusing_host
from newsreader.web.address import host, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from newsreader.library.store import Library

_HOSTS_AT_ONCE = 8
_PASSING = {Cause.NETWORK, Cause.SLOW, Cause.ANSWER, Cause.PROXY}

log = logging.getLogger(__name__)

_Wanted = TypeVar("_Wanted")
_Found = TypeVar("_Found")


class AskedLaterError(NewsreaderError):
    """Something is not asked for now: its host is left alone, or there is no more time or room."""


def alone(lib: Library, now: int, *, by_hand: bool) -> dict[str, int]:
    """The hosts to be left alone, and until when; by hand, those that only asked for fewer requests are asked."""
    until = {name: max(wait.asked, 0 if by_hand else wait.slowed) for name, wait in hosts.waits(lib).items()}
    return {name: when for name, when in until.items() if when and hosts.holds(when, now)}


def passes(error: NewsreaderError) -> bool:
    """Whether the reason why something could not be had may pass by itself."""
    return error.cause in _PASSING or (isinstance(error, FetchError) and (error.status or 0) >= 429)


class ByHost(Generic[_Wanted, _Found]):
    """Threads that each take a host; what comes of each thing is given by `next`, in the order it comes."""

    def __init__(
        self,
        wanted: Sequence[_Wanted],
        load: Callable[[_Wanted, int, Callable[[str], None]], _Found],
        url: Callable[[_Wanted], str],
        what: str,
        *,
        alone: Mapping[str, int],
        now: Callable[[], int],
        ends: int | None,
        waiting: int = _HOSTS_AT_ONCE,
    ) -> None:
        """`load` is given a thing, how many of its host came before, and what to tell of other hosts before they are
        asked; `what` a thing is called; `alone`: as of the function; `ends`: when nothing more is asked for; `waiting`:
        how many results wait to be taken, while nothing more is loaded."""
        self._load, self._url, self._what = load, url, what
        self._now, self._ends = now, ends
        self._alone = dict(alone)
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._results: queue.Queue[tuple[_Wanted, _Found | NewsreaderError]] = queue.Queue(waiting)
        by_host: dict[str, deque[_Wanted]] = {}
        for one in wanted:
            by_host.setdefault(host(url(one)), deque()).append(one)
        self._hosts = deque(by_host.values())

    def __enter__(self) -> ByHost[_Wanted, _Found]:
        for number in range(min(_HOSTS_AT_ONCE, len(self._hosts))):
            # Daemons: the end of the program waits for no server.
            threading.Thread(target=self._work, name=f"{self._what}-{number}", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()

    def next(self) -> tuple[_Wanted, _Found | NewsreaderError]:
        """What was loaded next."""
        return self._results.get()

    def _work(self) -> None:
        while not self._closed.is_set():
            with self._lock:
                if not self._hosts:
                    return
                wanted = self._hosts.popleft()
            for number, one in enumerate(wanted):
                if self._closed.is_set():
                    return
                self._results.put((one, self._loaded(one, number)))

    def _loaded(self, one: _Wanted, number: int) -> _Found | NewsreaderError:
        if self._ends is not None and self._now() > self._ends:
            return AskedLaterError(f"The refresh had no more time for this {self._what}; it is tried later.")
        url = self._url(one)
        try:
            return self._load(one, number, self._visit)
        except NewsreaderError as error:
            self._note(url, error)
            return error
        except Exception as error:  # a mistake of ours with one of them must not end the others
            log.exception("the %s %s could not be loaded", self._what, shown(url))
            return ParseError(
                f"newsreader made a mistake with this {self._what} ({type(error).__name__}); see its log."
            )

    def _visit(self, name: str) -> None:
        with self._lock:
            until = self._alone.get(name, 0)
        if until > self._now():
            raise AskedLaterError(f"{left_alone(name, until - self._now())}.")

    def _note(self, url: str, error: NewsreaderError) -> None:
        wait = schedule.refusal_seconds(error)
        if wait is not None:
            with self._lock:
                self._alone[refusing_host(url, error)] = self._now() + wait
