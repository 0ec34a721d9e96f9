"""What a search looks for is lit where it stands, in the list, the article and the quotes, and walked through."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from newsreader import keys
from newsreader.commands import Pane
from newsreader.library import matching
from newsreader.tui.screens.marking import MarkingScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsreader.commands import Command
    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.query import Sought
    from newsreader.quotations import Analysis
    from newsreader.tui.symbols import Symbols
    from newsreader.tui.widgets.article_view import Reading
    from newsreader.tui.widgets.line_view import Find


class LitScreen(MarkingScreen):
    """Matches."""

    def __init__(self, library: Library, config: Config, now: Callable[[], int], symbols: Symbols) -> None:
        super().__init__(library, config, now, symbols)
        self.lit: tuple[Sought, ...] = ()
        """What is lit where it stands."""

    def light(self, sought: tuple[Sought, ...]) -> None:
        """Light up what is looked for wherever it stands; nothing puts out all."""
        if sought != self.lit:
            self.lit = sought
            self.entry_list.light(self._find)
            self.quotes_view.light(self._find)
        if not self.search_line.is_open:
            self._light_article()
            self.show_keys()

    @property
    def _find(self) -> Find | None:
        return partial(_found, self.lit) if self.lit else None

    def _light_article(self) -> None:
        reading = self.article_view.reading
        self.article_view.light(self._find, _matches(reading, self.lit) if reading is not None and self.lit else ())
        self.show_path()

    def show_entry(self, entry_id: int) -> None:
        """Open an article, after a search at the first match."""
        super().show_entry(entry_id)
        if self.lit:
            self._light_article()
            self.article_view.open_at_match()
            self.show_path()

    def _show_found(self, found: Analysis) -> None:
        super()._show_found(found)
        if self.lit:
            self._light_article()

    def show_path(self) -> None:
        """Say as well at which match one is."""
        super().show_path()
        view = self.article_view
        where = ""
        if view.matches and self.shows(Pane.DETAIL):
            count = len(view.matches)
            where = f"match {view.match + 1}/{count}" if view.match is not None else f"matches {count}"
        self.top_bar.match = where

    def names(self, command: Command) -> bool:
        """In every pane what walks through the matches, and what puts them out."""
        return super().names(command) or bool(self.lit and command.lit_title and command.footer)

    def title_of(self, command: Command) -> str:
        """While something is lit some keys do something else."""
        return command.lit_title if self.lit and command.lit_title else super().title_of(command)

    def footer_keys(self, command: Command) -> tuple[str, ...]:
        """Whatever keys lead back: it is escape that puts out."""
        if self.lit and command.id == "back_left":
            return (keys.words(("escape",)),)
        return super().footer_keys(command)

    def key_typed(self, key: str) -> bool:
        """Escape puts out what is lit, before it leads anywhere."""
        if key == "escape" and self.lit and len(self.entry_list):
            self.light(())
            return True
        return super().key_typed(key)

    def action_next_unread(self) -> None:
        """To the next match while some are lit."""
        if self.lit:
            self._walk_matches(1)
        else:
            super().action_next_unread()

    def action_previous_unread(self) -> None:
        """To the previous match while some are lit."""
        if self.lit:
            self._walk_matches(-1)
        else:
            super().action_previous_unread()

    def _walk_matches(self, direction: int) -> None:
        """Through the text, then to the next article of the list."""
        view = self.article_view
        if self.shows(Pane.DETAIL):
            self.open_selected()
            if view.step_match(direction):
                self.show_path()
                return
        index = self.entry_list.cursor + direction
        if not 0 <= index < len(self.entry_list):
            self.say("no further match" if direction > 0 else "no match before this")
            return
        self.read_row(index)
        if direction < 0 and self.shows(Pane.DETAIL) and view.matches:
            view.go_to_match(len(view.matches) - 1)
            self.show_path()


@lru_cache(4096)
def _found(lit: tuple[Sought, ...], text: str, kind: str) -> Sequence[tuple[int, int]]:
    return matching.find(text, [one for one in lit if one.field in {"", kind}])


def _matches(reading: Reading, lit: tuple[Sought, ...]) -> list[tuple[int, int]]:
    """Where an article's text has the words; those asked of quotations only where these stand."""
    text = reading.document.text
    found = set(matching.find(text, [one for one in lit if not one.field]))
    for kind in ("said", "speaker", "cue"):
        asked = [one for one in lit if one.field == kind]
        if asked:
            for start, end in _quoted(reading, kind):
                found.update((start + a, start + b) for a, b in matching.find(text[start:end], asked))
    return matching.joined(sorted(found))


def _quoted(reading: Reading, kind: str) -> list[tuple[int, int]]:
    """Where in the text the parts of the quotations stand."""
    if kind == "said":
        return [(one.start, one.end) for one in reading.quotations]
    spans = [one.source if kind == "speaker" else one.cue for one in reading.quotations]
    return [(span.start, span.end) for span in spans if span is not None]
