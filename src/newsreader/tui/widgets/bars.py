"""The lines around the panes: the top bar, the titles of the panes, the line of keys and notices.

They are given words; what the words say is decided elsewhere.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text
from textual.containers import Vertical
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from newsreader.tui.breaking import wrap
from newsreader.tui.customs import number
from newsreader.tui.unbroken import Unbroken
from newsreader.tui.widgets.stretches import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from newsreader.tui.symbols import Symbols


_LINES = 4
"""A notice takes at least so many if it needs them, and more of a high screen."""
_UNREAD_SECONDS = 1.0
_NOTICE_SECONDS = 8.0


class Progress(NamedTuple):
    """How far something long has come."""

    done: int
    total: int
    rate: float = 0
    """Feeds a second; 0 where it is not known."""
    slow: str = ""
    """Those that are waited for."""
    what: str = ""
    """What is under way, if it is no refresh: "reading articles"."""


class Bar(Unbroken, Widget):
    """Lines that are drawn from a text at once, without Textual's way over its own kind of text to strips."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._looks: dict[str, Style] = {}
        """The styles of its component classes, its own under no name."""

    def look(self, name: str) -> Style:
        """The style of one of its component classes: Textual would put it together anew for every drawing."""
        if name not in self._looks:
            self._looks[name] = self.get_component_rich_style(name) if name else self.rich_style
        return self._looks[name]

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._looks = {}

    def render(self) -> Text:
        """All lines, each at most as wide as the bar."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """One of them."""
        width, ground = self.size.width, self.look("")
        lines = self.render().split("\n", allow_blank=True)
        segments = lines[y].render(self.app.console) if y < len(lines) else ()
        return Strip(Segment.apply_style(segments, ground)).adjust_cell_length(width, ground)


class TopBar(Bar):
    """Where one is, what is unread, and how fresh it is."""

    COMPONENT_CLASSES = {"top-bar--name", "top-bar--path", "top-bar--status", "top-bar--accent", "top-bar--trouble"}
    DEFAULT_CSS = "TopBar { height: 1; }"

    path: reactive[tuple[str, ...]] = reactive(())
    unread: reactive[int] = reactive(0)
    status: reactive[tuple[str, str]] = reactive(("", ""))
    """How fresh the library is, at length and in a word: "offline, on disk from 14:02", "offline"."""
    level: reactive[str] = reactive("")
    """How much of the article is shown, if it is not all of it."""
    match: reactive[str] = reactive("")
    """Which of the words found the reader is at: "match 3/12"."""
    seen: reactive[str] = reactive("")
    """How far the reader is in the article, if it is longer than the screen: "34%"."""
    progress: reactive[Progress | None] = reactive(None)
    trouble: reactive[str] = reactive("")
    """Errors that nobody has read yet, and the key to them."""

    def __init__(self, symbols: Symbols) -> None:
        super().__init__()
        self._symbols = symbols

    def render(self) -> Text:
        """The bar as one line."""
        width = self.size.width
        name = self.look("top-bar--name")
        dim = self.look("top-bar--status")
        accent = self.look("top-bar--accent")
        right = Text()
        if self.trouble:
            right.append(f"{self.trouble}   ", self.look("top-bar--trouble"))
        for words in filter(None, (self.match, self.level)):
            right.append(f"{words}   ", accent)
        if width >= 60 and self.seen:
            right.append(f"{self.seen}   ", dim)
        if width >= 70 and self.unread:
            right.append(f"{number(self.unread)} unread   ", dim)
        if self.progress is not None and self.progress.total:
            length = 20 if width >= 100 else 8
            if width >= 80 and self.progress.what:
                right.append(fit(f"{self.progress.what} ", 24, self._symbols.more), dim)
            filled = round(length * self.progress.done / self.progress.total)
            right.append(self._symbols.done * filled, accent)
            right.append(self._symbols.to_do * (length - filled), dim)
            right.append(f" {number(self.progress.done)}/{number(self.progress.total)}", dim)
            if width >= 80 and self.progress.rate:
                right.append(f" {self.progress.rate:.0f}/s", dim)
            if width >= 100 and self.progress.slow:
                right.append(fit(f"   waiting for {self.progress.slow}", width // 3, self._symbols.more), dim)
        else:
            long, short = self.status
            words = short if width < 70 or (short and cell_len(long) > width // 3) else long
            right.append(fit(words, max(8, width // 3), self._symbols.more), dim)
        left = Text()
        if width >= 50:
            left.append(" newsreader ", name)
        room = width - left.cell_len - right.cell_len - 4
        words = fit(f" {self._symbols.path} ".join(self.path), room, self._symbols.more)
        left.append(f"  {words}", self.look("top-bar--path"))
        gap = width - left.cell_len - right.cell_len - 1
        return Text.assemble(left, " " * max(1, gap), right, no_wrap=True, overflow="crop", end="")


class PaneBox(Vertical):
    """What holds a pane and has nothing above or below it: all its rows look alike, so one is drawn."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The same row again and again."""
        return super().render_lines(Region(crop.x, crop.y, crop.width, 1)) * crop.height


class PaneTitle(Bar):
    """What a pane shows, in one line: a name and what there is to say of it."""

    COMPONENT_CLASSES = {"pane-title--name", "pane-title--note"}
    DEFAULT_CSS = "PaneTitle { height: 2; padding: 0 1; }"

    name_words: reactive[str] = reactive("")
    note: reactive[str] = reactive("")
    short_note: reactive[str] = reactive("")
    """What there is to say where there is no room for all of it."""

    def __init__(self, symbols: Symbols, words: str = "") -> None:
        super().__init__()
        self._symbols = symbols
        self.set_reactive(PaneTitle.name_words, words)

    def render(self) -> Text:
        """The name, accented while its pane has the focus, and the note."""
        width = self.size.width
        room = width - cell_len(self.name_words) - 1
        note = self.short_note if self.short_note and cell_len(self.note) > room else self.note
        # Rather than half of a count the end of the name is left out; a sentence takes nothing from it.
        kept = cell_len(note) + 1 if note and cell_len(note) < width // 2 else 0
        name = fit(self.name_words, width - kept, self._symbols.more)
        room = width - cell_len(name) - 1
        note = fit(note, room, self._symbols.more)
        return Text.assemble(
            (name, self.look("pane-title--name")),
            (f" {note}" if note else "", self.look("pane-title--note")),
            no_wrap=True,
            overflow="crop",
            end="",
        )


class NewLine(Bar):
    """The line that says how many articles wait to be shown; no line while there are none."""

    COMPONENT_CLASSES = {"new-line--words"}
    DEFAULT_CSS = "NewLine { height: 1; padding: 0 1; display: none; } NewLine.-some { display: block; }"

    count: reactive[int] = reactive(0)

    def __init__(self, symbols: Symbols, key: str) -> None:
        """`key` is what shows them, as a person reads it."""
        super().__init__()
        self._symbols = symbols
        self._key = key

    def watch_count(self, count: int) -> None:
        """Come and go."""
        self.set_class(count > 0, "-some")

    def render(self) -> Text:
        """How many, and the key."""
        words = f"{number(self.count)} new {self._symbols.dot} press {self._key} to show"
        style = self.look("new-line--words")
        return Text(fit(words, self.size.width, self._symbols.more), style, no_wrap=True, end="")


class KeyBar(Bar):
    """The keys that work here, or a notice in their place, in as many lines as it takes."""

    COMPONENT_CLASSES = {"key-bar--key", "key-bar--title", "key-bar--notice", "key-bar--error"}
    DEFAULT_CSS = "KeyBar { height: 1; }"

    keys: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """Keys as they are written, and what each does."""
    notice: reactive[str] = reactive("")
    error: reactive[bool] = reactive(False)
    """Whether the notice tells of a failure."""

    def __init__(self, symbols: Symbols) -> None:
        super().__init__()
        self._symbols = symbols
        self._since = 0.0
        """When the notice came, by the monotonic clock."""

    @property
    def seconds(self) -> float:
        """For how long the notice is worth its place, if it tells of no failure: until it is read."""
        return max(_NOTICE_SECONDS, cell_len(self.notice) / 10)

    @property
    def is_unread(self) -> bool:
        """Whether an error came so lately that a key pressed now was meant before it."""
        return bool(self.notice) and self.error and time.monotonic() - self._since < _UNREAD_SECONDS

    def watch_notice(self) -> None:
        """Take the lines that it needs, and give them back."""
        self._since = time.monotonic()
        self._take_lines()

    def on_resize(self) -> None:
        """Another width breaks it elsewhere."""
        self._take_lines()

    def _take_lines(self) -> None:
        lines = len(self._lines())
        if self.size.height != lines:  # or the whole screen would be laid out anew for nothing
            self.styles.height = lines

    def _lines(self) -> list[str]:
        """The notice, broken; of more than half of the screen the rest is left out."""
        width = max(1, self.size.width - 2)
        lines = [line for part in self.notice.split("\n") for line in wrap(part, width)]
        most = max(_LINES, self.screen.size.height // 2)
        if len(lines) > most:
            lines[most - 1 :] = [fit(" ".join(lines[most - 1 :]), width, self._symbols.more)]
        return lines

    def render(self) -> Text:
        """As many keys as fit."""
        if self.notice:
            style = self.look("key-bar--error" if self.error else "key-bar--notice")
            return Text("\n".join(f" {line}" for line in self._lines()), style, no_wrap=True, end="")
        line = Text(no_wrap=True, overflow="crop", end="")
        for key, title in _fitting(self.keys, self.size.width - 2):
            line.append(f" {key}", self.look("key-bar--key"))
            line.append(f" {title}  ", self.look("key-bar--title"))
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
