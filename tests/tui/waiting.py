"""Waiting for what comes about by itself: a timer, a worker, another process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Go on as soon as it holds; fail when it does not within half a minute."""
    for _ in range(600):
        if condition():
            return
        await pilot.pause(0.05)
    raise AssertionError("it did not happen")
