"""How far a refresh or an analysis is: as events for programs, as lines, as one that changes, or not at all."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from newsreader.cli import output
from newsreader.text import counted
from newsreader.web.address import shown, shown_some

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from newsreader.models.feeds import FeedOutcome, FeedState

_REDRAWN = 0.1
"""Seconds between two states of the line that changes."""


class Silent:
    """Tells nothing; what the others have in common."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing more will come, perhaps because something failed."""

    def start(self, total: int) -> None:
        """So many feeds will be tried."""

    def feed(self, outcome: FeedOutcome) -> None:
        """A feed is done."""

    def waiting(self, slow: Sequence[FeedState]) -> None:
        """Time passes, and these feeds are waited for longer than others."""

    def analysed(self, done: int, pending: int) -> None:
        """So many entries are indexed and analysed, and so many are left."""

    def full_text(self, entry_id: int, status: str, error: str | None) -> None:
        """The page of an entry was fetched, or could not be."""

    def picture(self, status: str) -> None:
        """A picture was fetched, or could not be."""

    def end(self, outcomes: Sequence[FeedOutcome]) -> None:
        """Everything is done; this came of it."""


class Events(Silent):
    """One line of JSON an event, at once."""

    def __init__(self) -> None:
        self._slow: list[str] = []

    def start(self, total: int) -> None:
        output.event({"event": "start", "total": total})

    def feed(self, outcome: FeedOutcome) -> None:
        output.event({"event": "feed"} | outcome_json(outcome) | {"reached": outcome.reached})

    def waiting(self, slow: Sequence[FeedState]) -> None:
        """Told when it changes."""
        urls = [shown(state.url) for state in slow]
        if urls != self._slow:
            self._slow = urls
            output.event({"event": "waiting", "urls": urls})

    def analysed(self, done: int, pending: int) -> None:
        output.event({"event": "analysed", "done": done, "pending": pending})

    def full_text(self, entry_id: int, status: str, error: str | None) -> None:
        output.event({"event": "full_text", "id": entry_id, "status": status, "error": error})

    def picture(self, status: str) -> None:
        output.event({"event": "picture", "status": status})

    def end(self, outcomes: Sequence[FeedOutcome]) -> None:
        output.event({"event": "end", "new": count_new(outcomes), "failed": len(failed(outcomes))})


class Lines(Silent):
    """A line for each feed that brought something or failed, and one at the end."""

    def feed(self, outcome: FeedOutcome) -> None:
        if line := _line(outcome):
            output.line(line)

    def end(self, outcomes: Sequence[FeedOutcome]) -> None:
        output.line(_summary(outcomes))


class Changing(Silent):
    """One line that changes, for a person at a terminal, on stderr; at the end what it came to, on stdout."""

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._drawn = 0.0
        self._total = self._done = self._new = self._failed = self._pages = self._pictures = 0
        self._slow: Sequence[FeedState] = ()

    def close(self) -> None:
        output.changing("")

    def start(self, total: int) -> None:
        self._total = total
        self._draw(self._feeds_line())

    def feed(self, outcome: FeedOutcome) -> None:
        self._done += 1
        self._new += outcome.new
        self._failed += outcome.status == "failed"
        self._draw(self._feeds_line())

    def waiting(self, slow: Sequence[FeedState]) -> None:
        self._slow = slow
        self._draw(self._feeds_line())

    def analysed(self, done: int, pending: int) -> None:
        self._draw(f"{done:,} of {counted(done + pending, 'article')} indexed and read for quotes")

    def full_text(self, *_: object) -> None:
        self._pages += 1
        self._draw(f"{counted(self._pages, 'full text')} fetched")

    def picture(self, *_: object) -> None:
        self._pictures += 1
        self._draw(f"{counted(self._pictures, 'picture')} fetched")

    def end(self, outcomes: Sequence[FeedOutcome]) -> None:
        self.close()
        output.line(_summary(outcomes))

    def _feeds_line(self) -> str:
        seconds = max(time.monotonic() - self._begin, 0.1)
        line = f"{self._done:,} of {counted(self._total, 'feed')}, {self._done / seconds:,.0f}/s, {self._new:,} new"
        line += f", {self._failed:,} failed" if self._failed else ""
        return line + (f"; waiting for {shown_some([state.url for state in self._slow])}" if self._slow else "")

    def _draw(self, line: str) -> None:
        now = time.monotonic()
        if now - self._drawn >= _REDRAWN:
            self._drawn = now
            output.changing(line)


def choose(options: Namespace) -> Silent:
    """The form that fits who reads along."""
    if getattr(options, "events", False):
        return Events()
    if options.json:
        return Silent()
    return Changing() if output.can_change() else Lines()


def outcome_json(outcome: FeedOutcome) -> dict[str, object]:
    """What came of refreshing a feed."""
    return {
        "id": outcome.feed_id,
        "url": outcome.url,
        "status": outcome.status,
        "new": outcome.new,
        "changed": outcome.changed,
        "error": outcome.error,
    }


def _line(outcome: FeedOutcome) -> str:
    if outcome.error and outcome.url in outcome.error:
        return f"{outcome.status}: {outcome.error}"
    if outcome.error:
        return f"{outcome.url}: {outcome.status}: {outcome.error}"
    if outcome.new or outcome.changed:
        return f"{outcome.url}: {outcome.new} new, {outcome.changed} changed"
    return ""


def count_new(outcomes: Sequence[FeedOutcome]) -> int:
    """How many entries came."""
    return sum(outcome.new for outcome in outcomes)


def failed(outcomes: Sequence[FeedOutcome]) -> list[FeedOutcome]:
    """Those that came to nothing."""
    return [outcome for outcome in outcomes if outcome.status == "failed"]


def _summary(outcomes: Sequence[FeedOutcome]) -> str:
    lost = failed(outcomes)
    line = f"{counted(len(outcomes), 'feed')}, {count_new(outcomes):,} new"
    if len(lost) == 1 and len(outcomes) == 1:
        return f"{line}, 1 failed: {lost[0].error}"
    return line + (f", {len(lost):,} failed: {shown_some([one.url for one in lost])}" if lost else "")
