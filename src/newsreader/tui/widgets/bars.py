"""The lines around the panes: the top bar, the titles of the panes, the line of keys and notices.

They are given words; what the words say is decided elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from newsreader.tui.unbroken import Unbroken
from newsreader.tui.widgets.line_view import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import RenderResult

    from newsreader.tui.symbols import Symbols


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh has come."""

    done: int
    total: int
    rate: float = 0
    """Feeds a second; 0 while it is not known."""
    slow: str = ""
    """Those that are waited for."""


class TopBar(Unbroken, Widget):
    """Where one is, what is unread, and how fresh it is."""

    COMPONENT_CLASSES = {"top-bar--name", "top-bar--path", "top-bar--status", "top-bar--accent"}
    DEFAULT_CSS = "TopBar { height: 1; }"

    path: reactive[tuple[str, ...]] = reactive(())
    unread: reactive[int] = reactive(0)
    status: reactive[tuple[str, str]] = reactive(("", ""))
    """How fresh the library is, at length and in a word: "offline, on disk from 14:02", "offline"."""
    level: reactive[str] = reactive("")
    """How much of the article is shown, if it is not all of it."""
    match: reactive[str] = reactive("")
    """Which of the words found the reader is at: "match 3/12"."""
    progress: reactive[Progress | None] = reactive(None)

    def __init__(self, symbols: Symbols, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._symbols = symbols

    def render(self) -> RenderResult:
        """The bar as one line."""
        width = self.size.width
        name = self.get_component_rich_style("top-bar--name")
        dim = self.get_component_rich_style("top-bar--status")
        accent = self.get_component_rich_style("top-bar--accent")
        right = Text()
        for words in filter(None, (self.match, self.level)):
            right.append(f"{words}   ", accent)
        if width >= 70 and self.unread:
            right.append(f"{self.unread} unread   ", dim)
        if self.progress is not None and self.progress.total:
            length = 20 if width >= 100 else 8
            filled = round(length * self.progress.done / self.progress.total)
            right.append(self._symbols.done * filled, accent)
            right.append(self._symbols.to_do * (length - filled), dim)
            right.append(f" {self.progress.done}/{self.progress.total}", dim)
            if width >= 80 and self.progress.rate:
                right.append(f" {self.progress.rate:.0f}/s", dim)
            if width >= 100 and self.progress.slow:
                right.append(fit(f"   waiting for {self.progress.slow}", width // 3, self._symbols.more), dim)
        else:
            right.append(fit(self.status[0 if width >= 70 else 1], max(8, width // 3), self._symbols.more), dim)
        left = Text(" newsreader ", name) if width >= 50 else Text()
        room = width - left.cell_len - right.cell_len - 4
        words = fit(f" {self._symbols.path} ".join(self.path), room, self._symbols.more)
        left.append(f"  {words}", self.get_component_rich_style("top-bar--path"))
        gap = width - left.cell_len - right.cell_len - 1
        return Text.assemble(left, " " * max(1, gap), right, no_wrap=True, overflow="crop", end="")


class PaneTitle(Unbroken, Widget):
    """What a pane shows, in one line: a name and what there is to say of it."""

    COMPONENT_CLASSES = {"pane-title--name", "pane-title--note"}
    DEFAULT_CSS = "PaneTitle { height: 2; padding: 0 1; }"

    name_words: reactive[str] = reactive("")
    note: reactive[str] = reactive("")
    short_note: reactive[str] = reactive("")
    """What there is to say where there is no room for all of it."""

    def __init__(self, symbols: Symbols, words: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._symbols = symbols
        self.set_reactive(PaneTitle.name_words, words)

    def render(self) -> RenderResult:
        """The name, accented while its pane has the focus, and the note."""
        width = self.size.width
        name = fit(self.name_words, width, self._symbols.more)
        room = width - cell_len(name) - 1
        note = self.short_note if self.short_note and cell_len(self.note) > room else self.note
        note = fit(note, room, self._symbols.more)
        return Text.assemble(
            (name, self.get_component_rich_style("pane-title--name")),
            (f" {note}" if note else "", self.get_component_rich_style("pane-title--note")),
            no_wrap=True,
            overflow="crop",
            end="",
        )


class NewLine(Unbroken, Widget):
    """The line that says how many articles wait to be shown; no line while there are none."""

    COMPONENT_CLASSES = {"new-line--words"}
    DEFAULT_CSS = "NewLine { height: 1; padding: 0 1; display: none; } NewLine.-some { display: block; }"

    count: reactive[int] = reactive(0)

    def __init__(self, symbols: Symbols, key: str, *, id: str | None = None) -> None:  # noqa: A002
        """`key` is what shows them, as a person reads it."""
        super().__init__(id=id)
        self._symbols = symbols
        self._key = key

    def watch_count(self, count: int) -> None:
        """Come and go."""
        self.set_class(count > 0, "-some")

    def render(self) -> RenderResult:
        """How many, and the key."""
        words = f"{self.count} new {self._symbols.dot} press {self._key} to show"
        style = self.get_component_rich_style("new-line--words")
        return Text(fit(words, self.size.width, self._symbols.more), style, no_wrap=True, end="")


class KeyBar(Unbroken, Widget):
    """The keys that work here, or a notice in their place."""

    COMPONENT_CLASSES = {"key-bar--key", "key-bar--title", "key-bar--notice", "key-bar--error"}
    DEFAULT_CSS = "KeyBar { height: 1; }"

    keys: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """Keys as they are written, and what each does."""
    notice: reactive[str] = reactive("")
    error: reactive[bool] = reactive(False)
    """Whether the notice tells of a failure."""

    def __init__(self, symbols: Symbols, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._symbols = symbols

    def render(self) -> RenderResult:
        """As many keys as fit."""
        width = self.size.width - 2
        if self.notice:
            style = self.get_component_rich_style("key-bar--error" if self.error else "key-bar--notice")
            return Text(" " + fit(self.notice, width, self._symbols.more), style, no_wrap=True, end="")
        line = Text(no_wrap=True, overflow="crop", end="")
        for key, title in _fitting(self.keys, width):
            line.append(f" {key}", self.get_component_rich_style("key-bar--key"))
            line.append(f" {title}  ", self.get_component_rich_style("key-bar--title"))
        return line


def _fitting(keys: Sequence[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    """The first keys that fit, and always the last, which tells of all others."""
    last = list(keys[-1:])
    room = width - sum(cell_len(key) + cell_len(title) + 4 for key, title in last)
    kept = []
    for key, title in keys[:-1]:
        room -= cell_len(key) + cell_len(title) + 4
        if room < 0:
            break
        kept.append((key, title))
    return kept + last
