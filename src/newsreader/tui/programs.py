"""Other programs: those with windows of their own are left to themselves, others get the terminal until they end."""

from __future__ import annotations

import subprocess
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App


def start(words: Sequence[str]) -> None:
    """Start a program without a shell, apart from the terminal; OSError if it cannot be."""
    nowhere = subprocess.DEVNULL
    started = subprocess.Popen(words, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
    threading.Thread(target=started.wait, daemon=True).start()  # somebody has to collect it


def on_terminal(app: App[None], words: Sequence[str], text: bytes | None = None) -> int:
    """Give a program the terminal, and a text on its standard input; its exit code.

    OSError if it cannot be started, SuspendNotSupported if there is no terminal to give.
    """
    missing: OSError | None = None
    code = 0
    with app.suspend():  # what is raised in there would leave the terminal to nobody
        try:
            code = subprocess.run(words, input=text, check=False).returncode
        except OSError as error:
            missing = error
    if missing is not None:
        raise missing
    return code


def why(error: Exception) -> str:
    """What the system says of a program that cannot be started, without a number and without its name again."""
    return getattr(error, "strerror", None) or str(error)
