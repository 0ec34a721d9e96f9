"""The command line read: its commands and options from `usage`, one parser of them all.

A command names the function that runs it as "module.function" of this package; `main` imports it when it is called for.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from newsreader.cli.arguments import Parser, Version, common, machine
from newsreader.cli.usage import (
    documents,
    entries,
    leaving,
    media,
    offline,
    own_words,
    pages,
    refreshing,
    starting,
    subscriptions,
    upkeep,
)
from newsreader.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROUPS = (
    subscriptions,
    refreshing,
    entries,
    leaving,
    own_words,
    pages,
    offline,
    media,
    documents,
    upkeep,
    starting,
)
"""In the order of the help."""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read a command line; raises UsageError, or SystemExit after --help and --version."""
    unset = argparse.Namespace(library=None, log_file=None, verbose=False, json=False)
    options = build().parse_args(argv, unset)
    if options.json and not options.has_json:
        raise UsageError(f"{options.command or 'the screen'} has no --json")
    return options


def build() -> Parser:
    """The whole parser."""
    parser = Parser(
        prog="newsreader",
        description="A terminal news reader that reads offline and shows who said what. Without a command: the screen.",
        epilog="example: newsreader add https://example.org/feed.xml && newsreader",
        parents=[common(), machine()],
    )
    parser.set_defaults(run="screen.start", has_json=False)
    parser.add_argument(
        "--screen-reader", action="store_true", help="a screen to be read out: one pane, words for signs, a cursor"
    )
    parser.add_argument("--version", action=Version, help="print the version and exit")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for group in _GROUPS:
        group.add(commands)
    return parser
