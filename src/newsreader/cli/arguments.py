"""What commands' words are made of: our parser, the common options, ids. No command is named here."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from newsreader import __version__
from newsreader.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


LIMIT = 50
"""Rows that a command prints unless it is told how many."""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are ours: `UsageError`."""

    explained: Callable[[], str] | None = None
    """More help that is worth an import only when it is asked for."""

    def __init__(self, **given: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **given)

    def format_help(self) -> str:
        if self.explained is not None:
            self.description = f"{self.description}\n\n{self.explained()}"
            self.explained = None
        return super().format_help()

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Of a word that is not known, say which one was meant, or all there are: argparse has no public way."""
        if action.choices is None or value in action.choices:
            return
        choices = list(map(str, action.choices))
        near = difflib.get_close_matches(str(value), choices, 1)
        meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(choices)}"
        raise argparse.ArgumentError(action, f"“{value}” is not known; {meant}")

    def error(self, message: str) -> NoReturn:
        words = re.sub("'([^']*)'", r"“\1”", message)  # as all other sentences quote
        raise UsageError(f"{words} (see {self.prog} --help)")


def command(
    commands: Any, name: str, run: str, summary: str, example: str, *, more: str = "", json: bool = True
) -> Parser:
    """A new command; `run` is "module.function" of this package, `more` what its help says beyond the summary."""
    parents = [common(), machine()] if json else [common()]
    made: Parser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}." + (f"\n{more}" if more else ""),
        epilog=f"example: {example}",
        parents=parents,
    )
    made.set_defaults(run=run, has_json=json)
    return made


def common() -> Parser:
    """The options that may stand before or after the command; unset, they leave no trace."""
    parser = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = parser.add_argument_group("common options")
    group.add_argument("--library", metavar="PATH", type=Path, help="the library's folder, or its database file")
    group.add_argument("--log-file", metavar="PATH", type=Path, help="write the log there")
    group.add_argument("-v", "--verbose", action="store_true", help="log details and show them on stderr")
    return parser


def machine() -> Parser:
    """The option of the commands that print a document for programs."""
    parser = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    return parser


def count(text: str) -> int:
    """A number from 0 on."""
    if not is_id(text) or len(text) > 18:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number")
    return int(text)


def port(text: str) -> int:
    """The number of a port."""
    if not is_id(text) or len(text) > 5 or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"“{text}” is not the number of a port (0 to 65535)")
    return int(text)


def id_argument(text: str) -> int:
    """The id of an entry; anything else is wrong usage."""
    if not is_id(text):
        raise argparse.ArgumentTypeError(f"“{text}” is not an id: ids are digits only")
    return entry_id(text)


def is_id(text: str) -> bool:
    """Whether a word stands for an entry: digits only (`./12` is a file)."""
    return text.isascii() and text.isdigit()


def entry_id(text: str) -> int:
    """The id that a word of digits stands for."""
    digits = text.lstrip("0") or "0"
    if len(digits) > 18:
        raise NotFoundError(f"there is no entry {digits[:20]}...; `newsreader list` shows the ids")
    return int(digits)


class Version(argparse.Action):
    """Prints the version and exits."""

    def __init__(self, option_strings: Sequence[str], dest: str, **given: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=given.get("help"))

    def __call__(self, *_: object) -> NoReturn:
        sys.stdout.write(f"newsreader {__version__}\n")
        sys.exit(0)


def feed_argument(parser: Parser) -> None:
    """The feed that a command is about."""
    parser.add_argument("feed", metavar="FEED", help="an id, an exact URL or a unique exact title")


def limit(parser: Parser, what: str = "entries") -> None:
    """How many rows are printed."""
    parser.add_argument(
        "--limit", metavar="N", type=count, default=LIMIT, help=f"at most N {what}; 0 is all (default {LIMIT})"
    )
