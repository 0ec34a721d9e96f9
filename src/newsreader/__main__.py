"""The program's entry, for `newsreader` and `python -m newsreader`; nothing but the way to the command line."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line of this process; the value is its exit code."""
    try:
        frame = None
        if len(sys.argv) == 1:  # the screen: its last picture comes before all that is imported to make it anew
            gc.disable()  # what is made until it is complete stays; `ReaderApp` enables it
            from newsreader.tui.frame import Frame  # noqa: PLC0415 - only then

            frame = Frame()
        try:
            from newsreader.cli.main import run  # noqa: PLC0415 - so that Ctrl+C while it loads ends quietly, too

            return run(sys.argv[1:], frame)
        finally:
            if frame is not None:
                frame.leave()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
