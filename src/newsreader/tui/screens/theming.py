"""The colours are chosen, by name or from a list, and kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from newsreader.errors import UsageError
from newsreader.library import session
from newsreader.tui.screens.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.tui.themes.themed import Themed


class Theming(Part):
    """Shows the themes and keeps the one that was chosen."""

    @property
    def themed(self) -> Themed:
        """The app, for its themes."""
        return cast("Themed", self.screen.app)

    def action_theme(self) -> None:
        """Choose a theme from a list."""
        from newsreader.tui.screens.themes import ThemeScreen  # noqa: PLC0415 - not before the screen is shown

        self.screen.app.push_screen(ThemeScreen(self.themed), self._theme_chosen)

    def with_theme(self, name: str) -> Callable[[], object]:
        """Show that theme from now on."""
        if problem := self.themed.theme_problem(name):
            raise UsageError(problem)
        return partial(self._theme_chosen, name)

    def _theme_chosen(self, name: str | None) -> None:
        if name is None:
            return
        self.themed.show_theme(name)
        self.screen.writing.attempt(lambda: session.put(self.screen.library, {"theme": name}))
        configured = self.screen.config.interface.theme
        if configured not in {"auto", name}:
            self.screen.say(f"{name} until you leave: config.toml has theme = {configured}")
        elif self.themed.theme != name:
            self.screen.say(f"{name} is kept, but this terminal has too few colours for it")
        else:
            self.screen.say(f"the theme is {name}")
