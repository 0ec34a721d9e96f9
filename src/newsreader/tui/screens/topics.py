"""Languages and topics of the starter list to tick, and what that comes to; nothing is subscribed to here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Vertical
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from newsreader.sample import BY_LANGUAGE
from newsreader.text import shorten
from newsreader.tui.customs import counted
from newsreader.tui.screens.window import Window

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult

    from newsreader.sample import StarterFeed
    from newsreader.tui.symbols import Symbols

_SHOWN_CELLS = 70
_HEADING = "heading"


def feeds_of(
    starters: Sequence[StarterFeed], languages: frozenset[str], topics: frozenset[str]
) -> tuple[StarterFeed, ...]:
    """The feeds of some topics in some languages; a language's own news come with the language."""
    return tuple(
        feed for feed in starters if feed.language in languages and (feed.topic in topics or feed.topic == BY_LANGUAGE)
    )


class TopicsScreen(Window["tuple[StarterFeed, ...] | None"]):
    """Ticks before languages and topics; the feeds that they come to, or None."""

    COMPONENT_CLASSES = {"window--title", "window--note"}
    DEFAULT_CSS = """
    TopicsScreen { align: center middle; }
    TopicsScreen > Vertical { width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; }
    TopicsScreen Label { width: 100%; height: auto; }
    TopicsScreen .window-title { margin-bottom: 1; }
    TopicsScreen OptionList { height: auto; margin: 1 0; border: none; padding: 0; }
    TopicsScreen OptionList:focus { border: none; }
    """

    def __init__(
        self, starters: Sequence[StarterFeed], names: Mapping[str, str], symbols: Symbols, *, language: str
    ) -> None:
        """`names` of languages by their codes; `language` is ticked to begin with."""
        super().__init__()
        self._starters = starters
        self._symbols = symbols
        codes = sorted({feed.language for feed in starters}, key=lambda code: (code != language, names[code]))
        topics = dict.fromkeys(feed.topic for feed in starters if feed.topic != BY_LANGUAGE)
        self._rows: list[tuple[str, str, str]] = [
            (_HEADING, "", "Languages"),
            *(("language", code, names[code]) for code in codes),
            (_HEADING, "", "Topics"),
            *(("topic", topic, topic) for topic in topics),
        ]
        """Kind, value and name of each row."""
        self._ticked = {("language", codes[0])} if codes else set()

    def compose(self) -> ComposeResult:
        """A title, the rows, what they come to, the keys."""
        with Vertical():
            yield Label("Choose languages and topics", classes="window-title", markup=False)
            yield OptionList(markup=False)
            yield Label(id="topics-sum", markup=False)
            yield Label("\nspace tick   enter subscribe   esc cancel", markup=False)

    def on_mount(self) -> None:
        """Begin with the first topic."""
        self._fill()
        options = self.query_one(OptionList)
        options.highlighted = next((n for n, row in enumerate(self._rows) if row[0] == "topic"), 0)
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click ticks; enter is an answer, which `on_key` takes."""
        event.stop()
        if self.is_active:
            self._tick(event.option_index)

    def pressed(self, event: events.Key) -> bool:
        """Tick, subscribe, or think better of it."""
        options = self.query_one(OptionList)
        moves = {"j": options.action_cursor_down, "k": options.action_cursor_up}
        if event.key in {"escape", "q"}:
            self.dismiss(None)
        elif event.key == "enter":
            self.dismiss(self._chosen())
        elif event.key in {"space", "x"} and options.highlighted is not None:
            self._tick(options.highlighted)
        elif event.key in moves:
            moves[event.key]()
        elif event.key in {"Q", "ctrl+q"}:
            self.app.exit()
        else:
            return False
        return True

    def _chosen(self) -> tuple[StarterFeed, ...]:
        languages, topics = (
            frozenset(value for kind, value in self._ticked if kind == wanted) for wanted in ("language", "topic")
        )
        return feeds_of(self._starters, languages, topics)

    def _tick(self, number: int) -> None:
        self._ticked ^= {self._rows[number][:2]}
        self._fill(number)

    def _fill(self, cursor: int | None = None) -> None:
        options = self.query_one(OptionList)
        top = options.scroll_offset.y
        options.clear_options()
        options.add_options([Option(self._row(*row), disabled=row[0] == _HEADING) for row in self._rows])
        if cursor is not None:
            options.highlighted = cursor
            options.scroll_to(y=top, animate=False)
        chosen = self._chosen()
        names = ", ".join(feed.title for feed in chosen)
        words = (
            f"{counted(len(chosen), 'feed')}: {names}" if chosen else "no feeds yet: tick a topic, or another language"
        )
        self.query_one("#topics-sum", Label).update(Text(shorten(words, _SHOWN_CELLS)))

    def _row(self, kind: str, value: str, name: str) -> Text:
        if kind == _HEADING:
            return Text(name)
        languages = frozenset(code for one, code in self._ticked if one == "language")
        there = sum(
            feed.language == value if kind == "language" else feed.topic == value and feed.language in languages
            for feed in self._starters
        )
        title, note = (self.get_component_rich_style(f"window--{name}", partial=True) for name in ("title", "note"))
        ticked = (kind, value) in self._ticked
        sign = self._symbols.tick if ticked else " "
        return Text.assemble((f"[{sign}] {name}", title if ticked else ""), (f"  {there}", note))
