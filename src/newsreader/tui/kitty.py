"""The sequences of kitty's way to show pictures: one is sent once under a number, then drawn by characters of text.

The characters stand for parts of the picture, so it scrolls with the text, is cut where the text is, and goes with it.
Each tells its row and column by two marks, the picture by the colour it is written in. Pure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PLACEHOLDER = "\U0010eeee"
_RANGES = (
    "305 30d-30e 310 312 33d-33f 346 34a-34c 350-352 357 35b 363-36f 483-487 592-595 597-599 59c-5a1 5a8-5a9 5ab-5ac "
    "5af 5c4 610-617 657-65b 65d-65e 6d6-6dc 6df-6e2 6e4 6e7-6e8 6eb-6ec 730 732-733 735-736 73a 73d 73f-741 743 745 "
    "747 749-74a 7eb-7f1 7f3 816-819 81b-823 825-827 829-82d 951 953-954 f82-f83 f86-f87 135d-135f 17dd 193a 1a17 "
    "1a75-1a7c 1b6b 1b6d-1b73 1cd0-1cd2 1cda-1cdb 1ce0 1dc0-1dc1 1dc3-1dc9 1dcb-1dcc 1dd1-1de6 1dfe 20d0-20d1 "
    "20d4-20d7 20db-20dc 20e1 20e7 20e9 20f0 2cef-2cf1 2de0-2dff a66f a67c-a67d a6f0-a6f1 a8e0-a8f1 aab0 aab2-aab3 "
    "aab7-aab8 aabe-aabf aac1 fe20-fe26 10a0f 10a38 1d185-1d189 1d1aa-1d1ad 1d242-1d244"
)
"""The marks that stand for 0, 1, 2 ... in the protocol."""
MARKS = "".join(
    chr(code)
    for first, _, last in (part.partition("-") for part in _RANGES.split())
    for code in range(int(first, 16), int(last or first, 16) + 1)
)
CELLS = re.compile(f"(?:{PLACEHOLDER}[{MARKS}]{{2}})+")
"""What `cells` gives, and any part of it."""
MOST = len(MARKS)
"""Rows and columns of a picture."""
_CHUNK = 4096


def sent(number: int, png: str, columns: int, rows: int) -> Iterator[str]:
    """The sequences that give a terminal a picture, in base64, to be shown in so many cells; it answers nothing."""
    head = f"a=T,U=1,q=2,f=100,i={number},p=1,c={columns},r={rows},"
    for at in range(0, len(png), _CHUNK):
        yield f"\x1b_G{head}m={int(at + _CHUNK < len(png))};{png[at : at + _CHUNK]}\x1b\\"
        head = "q=2,"


def freed(number: int) -> str:
    """The sequence that has a terminal forget a picture."""
    return f"\x1b_Ga=d,d=I,q=2,i={number}\x1b\\"


def asked(number: int) -> str:
    """The sequence that asks a terminal whether it takes pictures; nothing is shown."""
    return f"\x1b_Ga=q,i={number},s=1,v=1,t=d,f=24;AAAA\x1b\\"


def cells(row: int, columns: int) -> list[str]:
    """What draws the cells of a row of a picture; each by itself, since Rich loses marks where it cuts a text."""
    return [PLACEHOLDER + MARKS[row] + MARKS[column] for column in range(columns)]


def blanked(text: str) -> str:
    """A text with blanks for characters that stand for pictures."""
    return CELLS.sub(lambda found: " " * found[0].count(PLACEHOLDER), text)


def passed_on(sequence: str, environment: Mapping[str, str]) -> str:
    """A sequence as the terminal around tmux gets it, where it may."""
    if "TMUX" not in environment:
        return sequence
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
