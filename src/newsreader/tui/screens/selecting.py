"""Selecting in the article: a caret that keys move, the passage that is copied or noted, the same with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from newsreader.articles.document import word_count
from newsreader.commands import Pane
from newsreader.tui.screens.pictures import PictureScreen
from newsreader.tui.widgets.article_text import ArticleText

if TYPE_CHECKING:
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


class SelectingScreen(PictureScreen):
    """Passages."""

    @property
    def is_selecting(self) -> bool:
        """Whether keys move the caret in the article."""
        return self.article_view.caret is not None

    @property
    def passage(self) -> Passage | None:
        """What is selected, if the article has the focus."""
        return self.article_view.passage if self.pane is Pane.DETAIL else None

    def key_typed(self, key: str) -> bool:
        """Movements of the caret, and out."""
        if self.is_selecting and self.pane is Pane.DETAIL:
            if key in _MOVEMENTS:
                self.unsay()
                self.article_view.move_caret(_MOVEMENTS[key])
                return True
            if key == "o":
                self.article_view.swap_ends()
                return True
            if key == "escape":
                self.stop_selecting()
                return True
        return super().key_typed(key)

    def action_select(self) -> None:
        """Put the caret into the text; then begin the passage at it."""
        self.open_selected()
        if self.is_selecting:
            self.article_view.toggle_passage()
        elif not self.article_view.begin_selecting():
            self.say("there is no text to select")
        self.show_keys()

    def stop_selecting(self) -> None:
        """Put the caret away."""
        self.article_view.select_nothing()
        self.show_keys()

    def action_copy_link(self) -> None:
        """Copy the passage while there is one."""
        passage = self.passage
        if passage is None:
            super().action_copy_link()
            return
        count = word_count(passage.text)
        if self.copy(passage.text):
            self.say(f"{count} word{'' if count == 1 else 's'} copied")
        self.stop_selecting()

    def pane_changed(self) -> None:
        """The caret is of the article's pane."""
        if self.pane is not Pane.DETAIL:
            self.article_view.select_nothing()
        super().pane_changed()

    def show_keys(self) -> None:
        """While one selects, what keys do then."""
        super().show_keys()
        if self.is_selecting and self.pane is Pane.DETAIL:
            begin, copy, note = (self.key_of(name) for name in ("select", "copy_link", "note"))
            begun = self.article_view.begun is not None
            self.key_bar.keys = (
                (begin, "drop" if begun else "begin"),
                (copy, "copy" if begun else "copy paragraph"),
                (note, "note"),
                ("h j k l w b e", "move"),
                *((("o", "other end"),) if begun else ()),
                ("esc", "leave"),
            )

    @on(ArticleText.Selected)
    def _selected_by_mouse(self) -> None:
        self.show_keys()
