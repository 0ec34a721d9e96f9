"""The window of the palette: a line to type in, and what fits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.tui.screens import completing
from newsreader.tui.screens.prompt import PromptScreen
from newsreader.tui.screens.question import Choice, Field, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MOST = 50
"""Lines that are shown: who wants another types more of it."""


class PaletteScreen(PromptScreen):
    """Gives back the value of what was chosen."""

    DEFAULT_CSS = """
    PaletteScreen > Vertical { height: 24; }
    PaletteScreen OptionList { height: 1fr; max-height: 100%; }
    """

    when_empty = "nothing is called so"

    def __init__(self, choices: Sequence[Choice], more: Callable[[str], Sequence[Choice]]) -> None:
        """`more` names what else fits some letters, in a few milliseconds."""
        field = Field("", placeholder="a command, feed, folder, search, tag or speaker")
        super().__init__(Question("Find", (field,), tuple(choices)))
        self._named = [(choice.label, choice) for choice in choices]
        self._values = {choice.value for choice in choices}
        self._more = more

    def choices_for(self, typed: str) -> Sequence[Choice]:
        """The best first."""
        if not typed.strip():
            return [choice for _, choice in self._named[:_MOST]]
        others = [choice for choice in self._more(typed) if choice.value not in self._values]
        return completing.best(typed, [*self._named, *((choice.label, choice) for choice in others)], _MOST)

    def first_for(self, typed: str) -> int | None:  # noqa: ARG002 - as those above
        """Enter means the first line."""
        return 0

    def _answer(self, choice: str | None) -> None:
        """While nothing is found, enter means nothing."""
        if choice is not None:
            super()._answer(choice)

    def stands_alone(self, typed: str) -> bool:  # noqa: ARG002 - as those above
        """Only what is listed can be meant."""
        return False
