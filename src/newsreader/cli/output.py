"""What the command line prints: JSON, plain lines, tables that fit the terminal, errors.

The only module that writes to stdout and stderr. Whatever it is given may come from outside and leaves without control
characters. Nothing here knows a feed or an entry.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import sys
from datetime import UTC, datetime, timedelta
from typing import IO, TYPE_CHECKING

from newsreader.text import clean, clean_line, shorten, width, without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_GAP = "  "
_NARROWEST = 8
_SPOOLED, _PIECE = 16_000_000, 1_000_000
"""Characters of a list that wait in memory, and that are printed at once."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def prepare() -> None:
    """Make stdout and stderr take any text, whatever their encoding; a stream that was closed is an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - for the process's life
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def finish() -> None:
    """Send what is still waiting; an error of the last write shows here."""
    sys.stdout.flush()


def abandon() -> None:
    """Forget what is still waiting: nobody reads it, and the interpreter must not complain of it when it ends."""
    with contextlib.suppress(io.UnsupportedOperation), open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - no path
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def is_terminal() -> bool:
    """Whether a person watches stdout."""
    return sys.stdout.isatty()


def can_change() -> bool:
    """Whether a person watches stdout, and a line on stderr can be replaced by the next."""
    return is_terminal() and sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"


# --- JSON ---------------------------------------------------------------------------------------------------------


def to_json(value: object) -> str:
    """One line of JSON: non-ASCII as it is, but what hides or steers (controls, bidi, lone surrogates) escaped."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def document(value: object) -> None:
    """Print the one document of `--json`."""
    exact(to_json(value) + "\n")


def event(value: object) -> None:
    """Print one line of JSON at once, for a program that reads along."""
    document(value)
    sys.stdout.flush()


def listing(name: str, items: Iterable[object], rest: dict[str, object]) -> None:
    """Print `{name: [items...], **rest}` when all items have come, and nothing if one cannot be had.

    A long list need not fit into memory: it waits in a file that nobody else sees.
    """
    import tempfile  # noqa: PLC0415 - most commands need none

    with tempfile.SpooledTemporaryFile(_SPOOLED, "w+", encoding="utf-8", newline="") as waiting:
        waiting.write(f"{{{to_json(name)}:[")
        for place, item in enumerate(items):
            waiting.write(("," if place else "") + to_json(item))
        waiting.write("]" + "".join(f",{to_json(key)}:{to_json(value)}" for key, value in rest.items()) + "}\n")
        waiting.seek(0)
        while piece := waiting.read(_PIECE):
            exact(piece)


def iso(seconds: int | None) -> str | None:
    """A time as in `2024-06-19T14:02:00Z`; None for none and for one that no calendar has."""
    moment = _moment(seconds)
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z" if moment else None


# --- for people ---------------------------------------------------------------------------------------------------


def line(text: str = "", *, indent: int = 0) -> None:
    """Print one line; what is not fit for one line is taken out."""
    sys.stdout.write(" " * indent + clean_line(text) + "\n")


def nothing(text: str) -> None:
    """Tell a person that an answer is empty; what reads it from a pipe gets no line."""
    if is_terminal():
        line(text)


def changing(text: str) -> None:
    """Put a line on the terminal's stderr in place of the last one, cut to its width; an empty one takes it away."""
    columns = shutil.get_terminal_size().columns - 1
    sys.stderr.write("\r\x1b[K" + shorten(without_secrets(clean_line(text)), max(columns, _NARROWEST)))
    sys.stderr.flush()


def block(text: str) -> None:
    """Print a text of several lines."""
    sys.stdout.write(clean(text) + "\n")


def exact(text: str) -> None:
    """Print a text as it is, in UTF-8 whatever the terminal's encoding: for data that offsets or parsers count on."""
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(text)
    else:
        stream.write(text.encode("utf-8", "replace"))


def raw(file: IO[bytes]) -> None:
    """Print the bytes of a file, from where it is read."""
    sys.stdout.flush()
    shutil.copyfileobj(file, sys.stdout.buffer)


def table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns; on a terminal the widest columns give way until a row fits its width."""
    cells = [[clean_line(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    terminal = shutil.get_terminal_size().columns if is_terminal() else None
    if terminal:
        _squeeze(widths, terminal - len(_GAP) * (len(widths) - 1))
    for row in cells:
        text = _GAP.join(_fit(cell, columns) for cell, columns in zip(row, widths, strict=True)).rstrip()
        sys.stdout.write((shorten(text, terminal) if terminal else text) + "\n")


def local(seconds: int | None) -> str:
    """A time for people, in their own time zone, to the minute; empty for none."""
    moment = _moment(seconds)
    if moment is None:
        return ""
    with contextlib.suppress(OverflowError, ValueError, OSError):  # no local time at the ends of the calendar: UTC then
        moment = moment.astimezone()
    return moment.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")


def problem(sentence: str) -> None:
    """Say in one line on stderr what is wrong; passwords in addresses are left out."""
    sys.stderr.write(f"newsreader: {without_secrets(clean_line(sentence))}\n")


def _moment(seconds: int | None) -> datetime | None:
    if seconds is None:
        return None
    try:
        return _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _squeeze(widths: list[int], cells: int) -> None:
    for column, wide in enumerate(widths):
        widths[column] = min(wide, max(cells, _NARROWEST))
    while sum(widths) > cells and max(widths, default=0) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1


def _fit(cell: str, cells: int) -> str:
    cell = shorten(cell, cells)
    return cell + " " * (cells - width(cell))
