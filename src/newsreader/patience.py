"""Waiting only so long for work that knows no time limit: a name looked up, a keyring that asks its user."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Value = TypeVar("_Value")


def within(seconds: float, work: Callable[[], _Value], name: str) -> _Value:
    """What the work gives or raises; TimeoutError if that takes longer. The work then goes on, for nobody.

    It runs in a daemon thread of that name, so that the end of the program waits for nothing.
    """
    done: queue.SimpleQueue[tuple[_Value] | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((work(),))
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            done.put(error)

    threading.Thread(target=run, name=name, daemon=True).start()
    try:
        result = done.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(result, Exception):
        raise result
    return result[0]
