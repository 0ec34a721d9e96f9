"""Finding in the article: what is typed is lit where it stands in the text, and walked through."""

from __future__ import annotations

import re
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from textual.widgets import Input

from newsreader import keys
from newsreader.commands import WITHIN_KEYS, Pane
from newsreader.tui.screens.part import Part
from newsreader.tui.widgets.search_line import SearchLine

if TYPE_CHECKING:
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.lit import Lighting
    from newsreader.tui.screens.selecting import Selecting
    from newsreader.tui.widgets.article_page import Top

FIELD = "within"
"""The name of the line in which they are typed."""
_MOST = 10_000
"""Places that are lit."""
_ALIKE = {"'": "['’‘‚]", '"': '["“”„«»]', "-": "[-‐‑–—−]"}
"""What a keyboard has stands for what is printed."""


class Within(Part):
    """Words of the open article."""

    def __init__(self, screen: FindingScreen, lighting: Lighting, selecting: Selecting) -> None:
        super().__init__(screen)
        self._lighting = lighting
        self._selecting = selecting
        self.words = ""
        """What is lit in the article alone."""
        self._line: SearchLine | None = None
        self._from: Top | None = None
        """Where the reader was before anything was typed."""

    @property
    def is_lit(self) -> bool:
        """While there are words."""
        return bool(self.words)

    # --- typing ------------------------------------------------------------------------------------------------------

    async def action_find_within(self) -> None:
        """Have words typed that are looked for in the article."""
        screen = self.screen
        if screen.opened() is None:
            return
        if screen.pane is not Pane.DETAIL:
            screen.go_to(Pane.DETAIL)
        if self._line is None:
            self._line = SearchLine(FIELD)
            await screen.mount(self._line, before=screen.key_bar)
        self._from = screen.article_view.here()
        self._line.open("find", self.words, "words of this article")
        screen.key_bar.keys = tuple((keys.words((key,)), title) for key, title in WITHIN_KEYS)
        self._look_for(self.words)

    @property
    def is_typing(self) -> bool:
        """Whether words are being typed."""
        return self._line is not None and self._line.is_open

    def words_typed(self, words: str) -> None:
        """The line holds other words."""
        if self.is_typing and words != self.words:
            self._look_for(words)

    def key_in_line(self, key: str) -> bool:
        """To the next and the previous place; escape leads back to where one was."""
        if not self.is_typing:
            return False
        if key in {"up", "down"}:
            self._step(1 if key == "down" else -1)
            return True
        if key == "escape":
            self.words = ""
            self.leave_line()
            if self._from is not None:
                self.screen.article_view.go_back(self._from)
            return True
        return False

    def focus_moved(self) -> None:
        """A click elsewhere keeps what was found."""
        if self.is_typing and not isinstance(self.screen.focused, Input):
            self.leave_line()

    def leave_line(self) -> None:
        """Type no more; what was found stays."""
        if self._line is not None:
            self._line.close()
        self._light()
        self.screen.view().focus()
        self.screen.show_keys()

    def _look_for(self, words: str) -> None:
        """Light up some words; the reader goes to the first of them from where the typing began."""
        self.words = words
        self._light()
        view = self.screen.article_view
        if self._from is not None:
            view.go_back(self._from)
        is_missing = bool(words.strip()) and not view.matches
        if view.matches and not view.step_match(1):
            view.go_to_match(0)
        if self._line is not None:
            self._line.show_mistake((0, "not in this article") if is_missing else None)
        self.screen.show_path()

    # --- what is lit -------------------------------------------------------------------------------------------------

    def _light(self) -> None:
        self._lighting.light_instead(partial(places, self.words) if self.words.strip() else None)

    def entry_opens(self) -> None:
        """What was looked for was of another article."""
        self.words = ""

    def entry_opened(self) -> None:
        """What still stands in the line is looked for in it."""
        if self._line is not None and self._line.is_open:
            self._from = self.screen.article_view.here()
            self._look_for(self._line.text)

    def key_typed(self, key: str) -> bool:
        """Escape puts out what is lit in the article first."""
        if key == "escape" and self.words and not self._selecting.is_selecting:
            self.words = ""
            self._light()
            self.screen.show_keys()
            return True
        return False

    def walk(self, direction: int) -> bool:
        """To the next place of the words."""
        if self.words:
            self._step(direction)
        return bool(self.words)

    def _step(self, direction: int) -> None:
        view = self.screen.article_view
        if view.matches and not view.step_match(direction):
            view.go_to_match(0 if direction > 0 else len(view.matches) - 1)
            self.screen.say("from the beginning again" if direction > 0 else "from the end again")
        elif not view.matches:
            self.screen.say(f"“{self.words}” is not in this article")
        self.screen.show_path()


def places(words: str, text: str) -> list[tuple[int, int]]:
    """Where words stand in a text, whatever their case and however many blanks are between them; parts of words too."""
    pattern = r"\s+".join("".join(_ALIKE.get(one, re.escape(one)) for one in word) for word in words.split())
    if not pattern:
        return []
    return [match.span() for match in islice(re.finditer(pattern, text, re.IGNORECASE), _MOST)]
