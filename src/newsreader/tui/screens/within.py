"""Finding in the article: what is typed is lit where it stands in the text, and walked through."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from newsreader import keys
from newsreader.commands import WITHIN_KEYS, Command, Pane
from newsreader.tui.screens.selecting import SelectingScreen
from newsreader.tui.widgets.search_line import SearchLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.tui.symbols import Symbols
    from newsreader.tui.widgets.article_page import Top

_FIELD = "within"
_MOST = 10_000
"""Places that are lit."""
_ALIKE = {"'": "['’‘‚]", '"': '["“”„«»]', "-": "[-‐‑–—−]"}
"""What a keyboard has stands for what is printed."""


class WithinScreen(SelectingScreen):
    """Words of the open article."""

    def __init__(self, library: Library, config: Config, now: Callable[[], int], symbols: Symbols) -> None:
        super().__init__(library, config, now, symbols)
        self.within = ""
        """What is lit in the article alone."""
        self._within_line: SearchLine | None = None
        self._within_from: Top | None = None
        """Where the reader was before anything was typed."""

    # --- typing ------------------------------------------------------------------------------------------------------

    async def action_find_within(self) -> None:
        """Have words typed that are looked for in the article."""
        self.open_selected()
        if self.entry is None:
            self.say("no article is open")
            return
        if self.pane is not Pane.DETAIL:
            self.go_to(Pane.DETAIL)
        if self._within_line is None:
            self._within_line = SearchLine(_FIELD)
            await self.mount(self._within_line, before=self.key_bar)
        self._within_from = self.article_view.here()
        self._within_line.open("find", self.within, "words of this article")
        self.key_bar.keys = tuple((keys.words((key,)), title) for key, title in WITHIN_KEYS)
        self._look_within(self.within)

    @property
    def _is_typing_within(self) -> bool:
        return self._within_line is not None and self._within_line.is_open

    @on(Input.Changed, f"#{_FIELD}")
    def _within_changed(self, event: Input.Changed) -> None:
        if self._is_typing_within and event.value != self.within:
            self._look_within(event.value)

    @on(Input.Submitted, f"#{_FIELD}")
    def _within_kept(self) -> None:
        self._leave_line()

    def key_in_search(self, key: str) -> bool:
        """To the next and the previous place; escape leads back to where one was."""
        if not self._is_typing_within:
            return super().key_in_search(key)
        if key in {"up", "down"}:
            self._step_within(1 if key == "down" else -1)
            return True
        if key == "escape":
            self.within = ""
            self._leave_line()
            if self._within_from is not None:
                self.article_view.go_back(self._within_from)
            return True
        return False

    def on_descendant_focus(self) -> None:
        """A click elsewhere keeps what was found."""
        if self._is_typing_within and not isinstance(self.focused, Input):
            self._leave_line()
        super().on_descendant_focus()

    def _leave_line(self) -> None:
        if self._within_line is not None:
            self._within_line.close()
        self._light_article()
        self.view().focus()
        self.show_keys()

    def _look_within(self, words: str) -> None:
        """Light up some words; the reader goes to the first of them from where the typing began."""
        self.within = words
        self._light_article()
        view = self.article_view
        if self._within_from is not None:
            view.go_back(self._within_from)
        is_missing = bool(words.strip()) and not view.matches
        if view.matches and not view.step_match(1):
            view.go_to_match(0)
        if self._within_line is not None:
            self._within_line.show_mistake((0, "not in this article") if is_missing else None)
        self.show_path()

    # --- what is lit -------------------------------------------------------------------------------------------------

    def _light_article(self) -> None:
        reading = self.article_view.reading
        if not self.within.strip() or reading is None:
            super()._light_article()
            return
        self.article_view.light(None, places(self.within, reading.document.text))
        self.show_path()

    def show_entry(self, entry_id: int) -> None:
        """What was looked for was of another article."""
        self.within = ""
        super().show_entry(entry_id)

    def names(self, command: Command) -> bool:
        """In every pane what walks through the places, and what puts them out."""
        return super().names(command) or bool(self.within and command.lit_title and command.footer)

    def title_of(self, command: Command) -> str:
        """While something is lit some keys do something else."""
        return command.lit_title if self.within and command.lit_title else super().title_of(command)

    def key_typed(self, key: str) -> bool:
        """Escape puts out what is lit in the article first."""
        if key == "escape" and self.within and not self.is_selecting:
            self.within = ""
            self._light_article()
            self.show_keys()
            return True
        return super().key_typed(key)

    def action_next_unread(self) -> None:
        """To the next place while some are lit."""
        if self.within:
            self._step_within(1)
        else:
            super().action_next_unread()

    def action_previous_unread(self) -> None:
        """To the previous place while some are lit."""
        if self.within:
            self._step_within(-1)
        else:
            super().action_previous_unread()

    def _step_within(self, direction: int) -> None:
        view = self.article_view
        if view.matches and not view.step_match(direction):
            view.go_to_match(0 if direction > 0 else len(view.matches) - 1)
            self.say("from the beginning again" if direction > 0 else "from the end again")
        elif not view.matches:
            self.say(f"“{self.within}” is not in this article")
        self.show_path()


def places(words: str, text: str) -> list[tuple[int, int]]:
    """Where words stand in a text, whatever their case and however many blanks are between them; parts of words too."""
    pattern = r"\s+".join("".join(_ALIKE.get(one, re.escape(one)) for one in word) for word in words.split())
    if not pattern:
        return []
    return [match.span() for match in islice(re.finditer(pattern, text, re.IGNORECASE), _MOST)]
