"""The program's entry, for `newsreader` and `python -m newsreader`; nothing but the way to the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line of this process; the value is its exit code."""
    try:
        from newsreader.cli.main import run  # noqa: PLC0415 - so that Ctrl+C while it loads ends quietly, too

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
