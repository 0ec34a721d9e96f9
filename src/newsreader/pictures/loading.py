"""Loading pictures: threads that each take a host and ask it for one after another. Nothing is kept here."""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from newsreader.errors import Cause, FetchError, NewsreaderError, ParseError
from newsreader.fetch import Fetched
from newsreader.pictures.measure import Measured, measure
from newsreader.refresh import schedule
from newsreader.refresh.asking import ask, left_alone, refusing_host
from newsreader.values import dataclass
from newsreader.web.address import host, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from newsreader.config import Config
    from newsreader.library.pictures import Missing

_HOSTS_AT_ONCE = 8
_WAITING = 16
"""Pictures that wait to be kept; none is loaded meanwhile."""
_ACCEPT = "image/avif,image/webp,image/png,image/jpeg,image/gif,image/*;q=0.5,*/*;q=0.1"

log = logging.getLogger(__name__)


class AskedLaterError(NewsreaderError):
    """A host is left alone, or there is no more time or room."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One that came whole and is what it should be."""

    data: bytes
    measured: Measured


def load(url: str, config: Config, *, typed_by_user: bool, visit: Callable[[str], None] = lambda _: None) -> Picture:
    """Fetch a picture within its limits; FetchError or ParseError if there is none."""
    most = config.pictures
    fetching = replace(config.fetch, max_megabytes=most.max_megabytes, max_wire_megabytes=most.max_megabytes)
    if not url.lower().startswith(("http://", "https://")):
        raise FetchError(f"{shown(url)} is no web address; only http and https lead to pictures.", cause=Cause.ADDRESS)
    visit(host(url))
    found = ask(url, replace(config, fetch=fetching), typed_by_user=typed_by_user, visit=visit, accept=_ACCEPT)
    if not isinstance(found, Fetched):
        raise FetchError(f"{shown(url)} says that nothing changed, though it was asked for everything.")
    try:
        return Picture(found.body, measure(found.body, most_pixels=most.max_megapixels * 1_000_000))
    except ParseError as error:
        raise ParseError(f"{shown(url)} {error}; it is not kept.") from error


class Loaders:
    """Loads some pictures; what comes of each is given by `next`, in the order it comes."""

    def __init__(
        self,
        wanted: Sequence[Missing],
        config: Config,
        alone: Mapping[str, int],
        now: Callable[[], int],
        *,
        ends: int | None,
        is_full: Callable[[int], bool],
    ) -> None:
        """`alone`: until when some hosts are left alone; `ends`: when nothing more is asked for; `is_full`: whether
        nothing of a feed would be kept."""
        self._config, self._now, self._ends, self._is_full = config, now, ends, is_full
        self._alone = dict(alone)
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._results: queue.Queue[tuple[Missing, Picture | NewsreaderError]] = queue.Queue(_WAITING)
        by_host: dict[str, deque[Missing]] = {}
        for one in wanted:
            by_host.setdefault(host(one.url), deque()).append(one)
        self._hosts = deque(by_host.values())

    def __enter__(self) -> Loaders:
        for number in range(min(_HOSTS_AT_ONCE, len(self._hosts))):
            # Daemons: the end of the program waits for no server.
            threading.Thread(target=self._work, name=f"picture-{number}", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()

    def next(self) -> tuple[Missing, Picture | NewsreaderError]:
        """What was loaded next."""
        return self._results.get()

    def _work(self) -> None:
        while not self._closed.is_set():
            with self._lock:
                if not self._hosts:
                    return
                wanted = self._hosts.popleft()
            for one in wanted:
                if self._closed.is_set():
                    return
                self._results.put((one, self._load(one)))

    def _load(self, one: Missing) -> Picture | NewsreaderError:
        if self._ends is not None and self._now() > self._ends:
            return AskedLaterError("The refresh had no more time for this picture; it is tried later.")
        if self._is_full(one.feed_id):
            return AskedLaterError("Pictures have no more room; [pictures] in config.toml says how much they may take.")
        try:
            # Where a feed leads its user did not choose: from the public network not into a private one.
            typed = one.typed and host(one.url) == host(one.feed_url)
            return load(one.url, self._config, typed_by_user=typed, visit=self._visit)
        except NewsreaderError as error:
            self._note(one.url, error)
            return error
        except Exception as error:  # a mistake of ours with one picture must not end the others
            log.exception("the picture %s could not be loaded", shown(one.url))
            return ParseError(f"newsreader made a mistake with this picture ({type(error).__name__}); see its log.")

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
