"""Other programs with windows of their own: started and left to themselves."""

from __future__ import annotations

import subprocess
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def start(words: Sequence[str]) -> None:
    """Start a program without a shell, apart from the terminal; OSError if it cannot be."""
    nowhere = subprocess.DEVNULL
    started = subprocess.Popen(words, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
    threading.Thread(target=started.wait, daemon=True).start()  # somebody has to collect it
