"""Selecting in the article: a caret that keys move, the passage that is copied or noted, the same with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.commands import Pane
from newsreader.tui.screens.part import Part

if TYPE_CHECKING:
    from newsreader.tui.screens.part import Keys
    from newsreader.tui.widgets.article_text import Passage

_MOVEMENTS = {
    **dict.fromkeys(("h", "left"), "left"),
    **dict.fromkeys(("l", "right"), "right"),
    **dict.fromkeys(("j", "down"), "down"),
    **dict.fromkeys(("k", "up"), "up"),
    **dict.fromkeys(("0", "^", "home"), "line_start"),
    **dict.fromkeys(("$", "end"), "line_end"),
    "w": "word",
    "b": "word_back",
    "e": "word_end",
    "}": "block",
    "{": "block_back",
    "g": "start",
    "G": "end",
}


class Selecting(Part):
    """Passages."""

    @property
    def is_selecting(self) -> bool:
        """Whether keys move the caret in the article."""
        return self.screen.article_view.caret is not None

    @property
    def passage(self) -> Passage | None:
        """What is selected, if the article has the focus."""
        return self.screen.article_view.passage if self.screen.pane is Pane.DETAIL else None

    def key_typed(self, key: str) -> bool:
        """Movements of the caret, and out."""
        if self.is_selecting and self.screen.pane is Pane.DETAIL:
            if key in _MOVEMENTS:
                self.screen.unsay()
                self.screen.article_view.move_caret(_MOVEMENTS[key])
                return True
            if key == "o":
                self.screen.article_view.swap_ends()
                return True
            if key == "escape":
                self.stop_selecting()
                return True
        return False

    def select(self) -> None:
        """Put the caret into the text; then begin the passage at it."""
        self.screen.open_selected()
        if self.is_selecting:
            self.screen.article_view.toggle_passage()
        elif not self.screen.article_view.begin_selecting():
            self.screen.say("there is no text to select")
        self.screen.show_keys()

    def stop_selecting(self) -> None:
        """Put the caret away."""
        self.screen.article_view.select_nothing()
        self.screen.show_keys()

    def pane_changed(self) -> None:
        """The caret is of the article's pane."""
        if self.screen.pane is not Pane.DETAIL:
            self.screen.article_view.select_nothing()

    def keys_now(self) -> Keys | None:
        """While one selects, what keys do then."""
        if not self.is_selecting or self.screen.pane is not Pane.DETAIL:
            return None
        begin, copy, note = (self.screen.key_of(name) for name in ("select", "copy_link", "note"))
        begun = self.screen.article_view.begun is not None
        return (
            (begin, "drop" if begun else "begin"),
            (copy, "copy" if begun else "copy paragraph"),
            (note, "note"),
            ("h j k l w b e", "move"),
            *((("o", "other end"),) if begun else ()),
            ("esc", "leave"),
        )
