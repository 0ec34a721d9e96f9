"""What the blocks of a document stand in: which quotations and lists end and begin from one block to the next. Pure.

A block says how many of each it is in, not which stands in which: that follows from how they begin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.articles.blocks import BlockKind
from newsreader.values import dataclass

if TYPE_CHECKING:
    from newsreader.articles.blocks import Block


@dataclass(slots=True, eq=False)
class Container:
    """A quotation, or a list of which an item is open."""

    is_list: bool
    marker: str = ""
    """Of the open item; empty if it began without one."""


@dataclass(frozen=True, slots=True)
class Step:
    """What lies between a block and the one before."""

    closed: list[Container]
    """The innermost first."""
    opened: list[Container]
    """The outermost first; the last is a list if the block is the first item of one."""
    is_next_item: bool
    """Whether the block begins another item of the list that stays open."""


class Nesting:
    """Follows the blocks of a document in their order."""

    def __init__(self, deepest: int) -> None:
        """Containers within each other are told up to the `deepest` of each kind."""
        self._deepest = deepest
        self.stack: list[Container] = []
        """What is open, the outermost first."""

    def enter(self, block: Block) -> Step:
        """What ends and begins before a block."""
        quotes = min(block.quote_depth, self._deepest)
        lists = 0 if block.kind is BlockKind.HEADING else min(block.level, self._deepest)
        marker = block.marker if lists else ""
        closed: list[Container] = []
        opened: list[Container] = []
        self._close(closed, is_list=False, most=quotes)
        self._close(closed, is_list=True, most=lists)
        if marker and self._is_around_its_list(quotes, lists):
            self._close(closed, is_list=True, most=lists - 1)
        while self._count(is_list=False) < quotes:
            self._open(opened, Container(is_list=False))
        is_next = bool(marker) and 0 < lists == self._count(is_list=True)
        if is_next and is_ordered(self.stack[-1].marker) is not is_ordered(marker):
            closed.append(self.stack.pop())
            is_next = False
        while self._count(is_list=True) < lists:
            is_last = self._count(is_list=True) == lists - 1
            self._open(opened, Container(is_list=True, marker=marker if is_last else ""))
        if is_next:
            self.stack[-1].marker = marker
        return Step(closed, opened, is_next)

    def _is_around_its_list(self, quotes: int, lists: int) -> bool:
        """Whether an item's quotation stands around its list: one begins with it, or lies in the item before."""
        is_in_quotation = bool(self.stack) and not self.stack[-1].is_list
        return self._count(is_list=False) < quotes or (is_in_quotation and self._count(is_list=True) == lists)

    def _count(self, *, is_list: bool) -> int:
        return sum(one.is_list is is_list for one in self.stack)

    def _close(self, closed: list[Container], *, is_list: bool, most: int) -> None:
        while self._count(is_list=is_list) > most:
            closed.append(self.stack.pop())

    def _open(self, opened: list[Container], container: Container) -> None:
        self.stack.append(container)
        opened.append(container)


def is_ordered(marker: str) -> bool:
    """Whether a marker is a number."""
    return marker[:-1].removeprefix("-").isdecimal()
