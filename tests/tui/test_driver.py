"""The driver: sizes are told in turn."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import Any, cast

import pytest

from newsreader.tui.colour_depth import ALL
from newsreader.tui.driver import adapted


@pytest.mark.skipif(sys.platform == "win32", reason="has no signal for it")
async def test_a_size_that_comes_while_one_is_told_is_told_after_it() -> None:
    """Never in the middle, where the older one would be the last that the app hears of."""
    told: list[str] = []
    both = asyncio.Event()

    class Signalled:
        """As much of Textual's as is needed."""

        def start_application_mode(self) -> None:
            signal.signal(signal.SIGWINCH, self.changed)

        def changed(self, *_: object) -> None:
            name = "second" if told else "first"
            told.append(f"{name} read")
            if name == "first":
                os.kill(os.getpid(), signal.SIGWINCH)
            told.append(f"{name} told")
            if name == "second":
                both.set()

    before = signal.getsignal(signal.SIGWINCH)
    try:
        driver: Any = adapted(cast("Any", Signalled), lambda: None, ALL)
        driver().start_application_mode()
        os.kill(os.getpid(), signal.SIGWINCH)
        await asyncio.wait_for(both.wait(), 30)
    finally:
        asyncio.get_running_loop().remove_signal_handler(signal.SIGWINCH)
        signal.signal(signal.SIGWINCH, before)
    assert told == ["first read", "first told", "second read", "second told"]
