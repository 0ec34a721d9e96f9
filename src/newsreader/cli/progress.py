"""How far a refresh or an analysis is: as events for programs, as lines, as a bar on a terminal, or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Self

from newsreader.cli import output
from newsreader.text import clean_line

if TYPE_CHECKING:
    from argparse import Namespace

    from rich.progress import Progress, TaskID

    from newsreader.models import FeedOutcome


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

    def analysed(self, done: int, pending: int) -> None:
        """So many entries are indexed and analysed, and so many are left."""

    def end(self, new: int, failed: int) -> None:
        """Everything is done."""


class Events(Silent):
    """One line of JSON an event, at once."""

    def start(self, total: int) -> None:
        output.event({"event": "start", "total": total})

    def feed(self, outcome: FeedOutcome) -> None:
        output.event({"event": "feed"} | outcome_json(outcome) | {"reached": outcome.reached})

    def analysed(self, done: int, pending: int) -> None:
        output.event({"event": "analysed", "done": done, "pending": pending})

    def end(self, new: int, failed: int) -> None:
        output.event({"event": "end", "new": new, "failed": failed})


class Lines(Silent):
    """A line for each feed that brought something or failed, and one at the end."""

    def feed(self, outcome: FeedOutcome) -> None:
        if line := _line(outcome):
            output.line(line)

    def end(self, new: int, failed: int) -> None:
        output.line(_summary(new, failed))


class Bar(Lines):
    """The same lines above a bar."""

    def __init__(self) -> None:
        from rich.progress import Progress  # noqa: PLC0415 - on a terminal alone

        self._progress: Progress = Progress(transient=True)
        self._feeds: TaskID | None = None
        self._entries: TaskID | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def close(self) -> None:
        self._progress.stop()

    def start(self, total: int) -> None:
        self._feeds = self._progress.add_task("feeds", total=total)

    def feed(self, outcome: FeedOutcome) -> None:
        if line := _line(outcome):
            self._progress.console.print(clean_line(line), markup=False, highlight=False, emoji=False)
        if self._feeds is not None:
            self._progress.advance(self._feeds)

    def analysed(self, done: int, pending: int) -> None:
        if self._entries is None:
            self._entries = self._progress.add_task("articles", total=done + pending)
        self._progress.update(self._entries, completed=done, total=done + pending)

    def end(self, new: int, failed: int) -> None:
        self.close()
        super().end(new, failed)


def choose(options: Namespace) -> Silent:
    """The form that fits who reads along."""
    if getattr(options, "events", False):
        return Events()
    if options.json:
        return Silent()
    return Bar() if output.is_terminal() and os.environ.get("TERM", "dumb") != "dumb" else Lines()


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


def _summary(new: int, failed: int) -> str:
    return f"{new} new entries" + (f"; {failed} feeds failed" if failed else "")
