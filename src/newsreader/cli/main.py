"""Runs a command: from the words to its function, from its errors to sentences and exit codes.

0 done; 1 failed; 2 wrong usage, or no terminal for the screen; 130 stopped with Ctrl+C; 141 nobody reads the output.
"""

from __future__ import annotations

import importlib
import signal
from contextlib import nullcontext
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from newsreader import paths
from newsreader.cli import output
from newsreader.errors import NewsreaderError, UsageError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence

    from newsreader.tui.frame import Frame

NO_WORDS = {
    "command": None, "run": "screen.start", "has_json": False, "library": None, "log_file": None, "verbose": False,
    "json": False, "screen_reader": False,
}  # fmt: skip
"""What the parser makes of no words at all: so the screen is there before the parser would be."""
DONE, FAILED, WRONG_USAGE, STOPPED, UNREAD = 0, 1, 2, 130, 141


def run(argv: Sequence[str], frame: Frame | None = None) -> int:
    """Run one command line; the value is the exit code. What fails is told when the `frame` has left the terminal."""
    output.prepare()
    try:
        code = _run(argv, frame)
        output.finish()
    except BrokenPipeError:
        code = UNREAD
        output.abandon()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second Ctrl+C does not wait for what is being closed
        code = STOPPED
        output.abandon()
    except OSError as error:
        code = FAILED
        output.abandon()
        output.problem(f"the output cannot be written ({error.strerror}); is the disk full?")
    return code


def _run(argv: Sequence[str], frame: Frame | None) -> int:
    try:
        with frame or nullcontext():
            return _logged(_parsed(argv) if argv else SimpleNamespace(**NO_WORDS, frame=frame))
    except SystemExit as end:  # after --help and --version
        return int(end.code or DONE)
    except UsageError as error:
        output.problem(str(error))
        return WRONG_USAGE
    except NewsreaderError as error:
        output.problem(str(error))
        return FAILED


def _parsed(argv: Sequence[str]) -> Namespace:
    from newsreader.cli import parser  # noqa: PLC0415 - see NO_WORDS

    return parser.parse(argv)


def _logged(options: Namespace | SimpleNamespace) -> int:
    from newsreader.cli import log  # noqa: PLC0415 - --version and wrong words need no log

    file = options.log_file or paths.log_file()
    on_screen = options.command in {None, "open"}
    log.start(file, named_by_user=options.log_file is not None, verbose=options.verbose, to_stderr=not on_screen)
    try:
        return _function(options.run)(options)
    except (NewsreaderError, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001 - the last line of defence: a sentence for the user, the rest for the log
        log.crash(options.command or "the screen")
        what = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        output.problem(f"something failed that should not have ({what}); {file} tells more")
        return FAILED
    finally:
        log.stop()


def _function(name: str) -> Callable[[Any], int]:
    module, _, function = name.partition(".")
    found: Callable[[Any], int] = getattr(importlib.import_module(f"newsreader.cli.{module}"), function)
    return found
