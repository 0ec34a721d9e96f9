"""When a feed is fetched again, after an answer and after a failure. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.errors import FetchError
from newsreader.library.feeds import NEVER

if TYPE_CHECKING:
    from newsreader.config import Config
    from newsreader.errors import NewsreaderError
    from newsreader.models import FeedState

_DAY = 86_400
_PATIENCE = 4  # intervals


def next_due(now: int, config: Config, max_age: int | None = None) -> int:
    """When to fetch a feed again that gave an answer.

    A server that expects no change for long is believed within bounds: many say a year of everything. A little early,
    so that a schedule of the same interval does not miss every second time.
    """
    interval = config.fetch.interval * 60
    return now + max(interval, min(max_age or 0, _PATIENCE * interval)) - min(60, interval // 20)


def due_after(error: NewsreaderError, state: FeedState, now: int, config: Config) -> tuple[int, int]:
    """When to fetch a feed again that failed, and until when its host wants to be left alone (0 if it did not say)."""
    if not isinstance(error, FetchError):
        return now + _back_off(state, config, answered=False), 0
    retry_after = now + error.retry_after if error.retry_after else 0
    due = now + _back_off(state, config, answered=error.status is not None)
    return NEVER if error.gone else max(retry_after, due), retry_after


def _back_off(state: FeedState, config: Config, *, answered: bool) -> int:
    """The seconds until the next attempt: twice as long after each failure.

    Up to a day if it was the server that refused, less if no server answered: that may as well be this computer.
    """
    interval = config.fetch.interval * 60
    longest = max(interval, _DAY if answered else _PATIENCE * interval)
    seconds = min(interval << min(state.failures, 16), longest)
    scatter = (state.id * 7_919 + state.failures * 104_729) % 1_000 / 1_000
    return int(seconds * (0.8 + 0.4 * scatter))
