"""What the terminal says of itself: what it is asked, its answers taken out of what is typed, what follows from them.

Nobody waits for an answer without an end, and no key is lost: what turns out to be no answer was typed.
"""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from textual._xterm_parser import XTermParser
from textual.message import Message

from newsreader.tui.colour_depth import ALL
from newsreader.tui.kitty import asked, passed_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Way: TypeAlias = Literal["kitty", "sixel", "blocks"]
"""How pictures are drawn."""

_SECONDS = 10.0
"""For which what is typed may be the beginning of an answer."""
_HELD_SECONDS = 0.1
"""For which what may be a key of its own waits for the rest of an answer; as long as Textual waits after an escape."""
_CUT_SECONDS = 1.0
"""For which more than that waits, which nobody types."""
_NUMBER = 1_836_017
"""Of the picture that is asked about, which is none."""
_ANSWER = re.compile(
    r"\x1b_Gi=(?P<number>\d{1,10})[^;\x1b]{0,40};(?P<kitty>[^\x1b]{0,200})\x1b\\"
    r"|\x1bP>\|(?P<name>[^\x1b]{0,100})\x1b\\"
    r"|\x1b\[6;(?P<high>\d{1,4});(?P<wide>\d{1,4})t"
    r"|\x1b\[\?(?P<attributes>[\d;]{1,60})c"
)
_BEGUN = re.compile(
    r"\x1b(?:_(?:G[^\x1b]{0,255}\x1b?)?|P(?:>(?:\|[^\x1b]{0,100}\x1b?)?)?|\[(?:6(?:;[\d;]{0,9})?|\?[\d;]{0,60})?)?\Z"
)
_SIXEL = "4"
_TMUX = ("tmux", "display-message", "-p", "#{client_termtype} #{client_termname}")
_TMUX_SECONDS = 0.5
_KITTY = re.compile(r"kitty\(0\.(\d+)")
_FIRST_KITTY = 28
"""Since 0.28 it draws pictures by characters."""


class Answers(NamedTuple):
    """What a terminal has said so far."""

    takes_kitty: bool = False
    name: str = ""
    takes_sixels: bool | None = None
    """None until it was said what the terminal is: the last of the questions."""
    cell: tuple[int, int] | None = None
    """Width and height in pixels."""

    def is_complete(self, environment: Mapping[str, str]) -> bool:
        """Whether no other answer can be awaited; tmux gives its own before those of the terminal around it."""
        return self.takes_kitty if "TMUX" in environment else self.takes_sixels is not None


class Answered(Message):
    """The terminal said something of itself."""


class Listener:
    """Takes answers out of what a terminal sends, once it was asked."""

    def __init__(self) -> None:
        self.answers = Answers()
        self._until: float | None = None
        self._held = ""
        self._since = 0.0

    def listen(self, now: float) -> None:
        """The terminal is asked now."""
        self._until = now + _SECONDS

    def typed(self, data: str, now: float) -> str:
        """What some data has beside answers and, at its end, what may be the beginning of one."""
        if self._until is None:
            return data
        data, self._held = _ANSWER.sub(self._heard, self._held + data), ""
        begun = _BEGUN.search(data) if now <= self._until else None
        if begun is not None:
            data, self._held, self._since = data[: begun.start()], begun[0], now
        return data

    def overdue(self, now: float) -> str:
        """A beginning whose end did not come: it was typed."""
        if not self._held or now - self._since < (_HELD_SECONDS if len(self._held) < 3 else _CUT_SECONDS):
            return ""
        held, self._held = self._held, ""
        return held

    def _heard(self, found: re.Match[str]) -> str:
        old = self.answers
        takes_kitty, name, takes_sixels, cell = old.takes_kitty, old.name, old.takes_sixels, old.cell
        if found["number"]:
            if int(found["number"]) != _NUMBER:
                return ""  # of another program in this terminal
            takes_kitty = found["kitty"] == "OK"
        elif found["attributes"]:
            takes_sixels = _SIXEL in found["attributes"].split(";")[1:]
        elif found["high"]:
            cell = (int(found["wide"]), int(found["high"]))
        else:
            name = found["name"]
        self.answers = Answers(takes_kitty, name, takes_sixels, cell)
        return ""


def install(listener: Listener) -> None:
    """Have a listener hear what the terminal of this process sends."""
    XTermParser.listener = listener  # type: ignore[attr-defined]  # the driver makes its parser itself
    if getattr(XTermParser, "answers_are_heard", False):
        return
    own_feed, own_tick = XTermParser.feed, XTermParser.tick

    def feed(self: XTermParser, data: str) -> Iterable[Message]:
        heard: Listener = self.listener  # type: ignore[attr-defined]
        before = heard.answers
        rest = heard.typed(data, time.monotonic()) if data else data
        if heard.answers != before:
            yield Answered()
        if rest or not data:  # nothing is the end
            yield from own_feed(self, rest)

    def tick(self: XTermParser) -> Iterable[Message]:
        heard: Listener = self.listener  # type: ignore[attr-defined]
        if held := heard.overdue(time.monotonic()):
            yield from own_feed(self, held)
        yield from own_tick(self)

    XTermParser.feed, XTermParser.tick = feed, tick  # type: ignore[method-assign, assignment]  # as in `escapes`
    XTermParser.answers_are_heard = True  # type: ignore[attr-defined]


def questions(environment: Mapping[str, str]) -> str:
    """What asks a terminal what it takes; nothing for one that might write it on the screen, or is only within one."""
    term = environment.get("TERM", "")
    within_screen = "STY" in environment or (term.startswith("screen") and "TMUX" not in environment)
    if (
        sys.platform == "win32"
        or within_screen
        or "TEXTUAL_DRIVER" in environment
        or environment.get("TERM_PROGRAM") == "Apple_Terminal"
    ):
        return ""
    return passed_on(asked(_NUMBER) + "\x1b[>0q", environment) + "\x1b[16t\x1b[c"


def way_for(
    wanted: str, answers: Answers, cell: tuple[int, int] | None, colours: int, environment: Mapping[str, str]
) -> Way:
    """How pictures are drawn, `wanted` being the setting: as the terminal says that it can."""
    if wanted == "blocks":
        return "blocks"
    all_colours = colours == ALL  # by its colour kitty knows which picture a character is of
    if wanted == "kitty" or (wanted == "auto" and answers.takes_kitty and _draws_by_characters(answers, environment)):
        return "kitty" if all_colours else "blocks"
    return "sixel" if wanted == "sixel" or (answers.takes_sixels and cell) else "blocks"


def cell_size(answers: Answers) -> tuple[int, int] | None:
    """Width and height of a cell in pixels, as the system or else the terminal tells it."""
    if sys.platform != "win32" and sys.__stderr__ is not None:
        import fcntl  # noqa: PLC0415 - these two are not there on every system
        import termios  # noqa: PLC0415

        try:
            packed = fcntl.ioctl(sys.__stderr__.fileno(), termios.TIOCGWINSZ, bytes(8))
        except (OSError, ValueError):
            return answers.cell
        rows, columns, width, height = struct.unpack("4H", packed)
        if rows and columns and width >= columns and height >= rows:
            return width // columns, height // rows
    return answers.cell


def _draws_by_characters(answers: Answers, environment: Mapping[str, str]) -> bool:
    """Whether a terminal that takes pictures as kitty does also draws them by characters of text; not all do."""
    name = answers.name
    if not name and "TMUX" in environment:
        name = _told_by_tmux()
    if not name:
        kitty_too = " xterm-kitty" if "KITTY_WINDOW_ID" in environment else ""
        name = f"{environment.get('TERM', '')} {environment.get('TERM_PROGRAM', '')}{kitty_too}"
    if kitty := _KITTY.search(name):
        return int(kitty[1]) >= _FIRST_KITTY
    return "kitty" in name or "ghostty" in name.lower()


def _told_by_tmux() -> str:
    """What the terminal around tmux, which keeps its answer to itself, calls itself."""
    try:
        done = subprocess.run(_TMUX, capture_output=True, text=True, timeout=_TMUX_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError, ValueError):
        return ""
    return done.stdout.strip()
