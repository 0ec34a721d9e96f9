"""The application's themes: which there are, which is shown, the user's own read anew when their file changes.

A terminal of few colours is shown its own, one without colours none, whatever theme was asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.filter import Monochrome, NoColor
from textual.theme import Theme

from newsreader.errors import ConfigError
from newsreader.tomltext import unknown
from newsreader.tui.themes import shelf
from newsreader.tui.themes.borrowed import borrowed

if TYPE_CHECKING:
    from pathlib import Path

    from newsreader.tui.themes.palette import Palette

FEW_COLOURS = 16
"""With so many or fewer no palette of its own can be shown."""
SOME_COLOURS = 256
_LOOKED_AFTER = 1.0
"""Seconds between two looks at the file of the user's own themes."""


class Themed(App[None]):
    """An app whose colours are a palette's."""

    def __init__(self, theme: str, own: Path, colours: int) -> None:
        """`theme` is the one wanted, or "auto"; `own` the file of the user's own; `colours` what the terminal shows."""
        self._own_file = own
        self._colours = colours
        self._stamp: tuple[int, int] | None = None
        self._own: dict[str, Palette] = {}
        self.wanted = shelf.DEFAULT
        """The theme that was chosen, though the terminal may not be able to show it."""
        self._problem = self._read_own()
        """What to say of the themes once there is a place to say it."""
        super().__init__()
        # NO_COLOR is heeded by the palette and by what is written; Textual's way would write shades of grey.
        self._filters = [one for one in self._filters if not isinstance(one, Monochrome | NoColor)]
        for name in {**shelf.built_in(), **self._own}:
            self._take_in(name)
        self._begin_with(theme)

    # --- which there are ---------------------------------------------------------------------------------------------

    def theme_names(self) -> list[str]:
        """All that can be chosen: those of the program, the user's own, Textual's."""
        first = [*shelf.built_in(), *self._own]
        return [*first, *(name for name in sorted(self.available_themes) if name not in first)]

    def theme_problem(self, name: str) -> str | None:
        """Why a theme cannot be shown, in a sentence."""
        return None if name in self.available_themes else unknown("theme", name, self.theme_names())

    @property
    def palette(self) -> Palette:
        """The colours that are shown."""
        return self._palette_of(self.theme)

    def get_css_variables(self) -> dict[str, str]:
        """Textual's own, and the palette's."""
        return {**super().get_css_variables(), **self.palette.variables()}

    def show_theme(self, name: str) -> None:
        """Show a theme from now on, or what the terminal can show in place of it."""
        self.wanted = name
        self.theme = self._shown_for(name)

    def tell(self, words: str, *, error: bool = False) -> None:
        """Say something to the user."""
        raise NotImplementedError

    # --- the user's own ----------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Say what is wrong with the themes, and follow their file."""
        if self._problem:
            self.call_after_refresh(self.tell, self._problem, error=True)
        self.set_interval(_LOOKED_AFTER, self.look_at_own)

    def look_at_own(self) -> None:
        """Take over what changed in the user's file; a mistake is told and changes nothing."""
        before = self._stamp
        problem = self._read_own()
        if self._stamp == before:
            return
        if problem:
            self.tell(problem, error=True)
        for name in self._own:
            self._take_in(name)
        if self.theme in self._own:
            self._invalidate_css()
            self.refresh_css(animate=False)

    def _read_own(self) -> str:
        """Read the user's file if it changed; what is to be said of it."""
        stamp = _stamp(self._own_file)
        if stamp == self._stamp:
            return ""
        self._stamp = stamp
        try:
            found = shelf.own(self._own_file)
        except ConfigError as error:
            return str(error)
        shown = {self.wanted: self._own[self.wanted]} if self.wanted in self._own else {}
        self._own = shown | found  # one that is gone stays as long as it is shown
        return shelf.hard_to_read(self._own_file, found)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def _begin_with(self, wanted: str) -> None:
        if wanted != "auto":
            problem = self.theme_problem(wanted)
            self._problem = f"config.toml: {problem}" if problem else self._problem
            self.wanted = self.wanted if problem else wanted
        self.set_reactive(App.theme, self._shown_for(self.wanted))
        self.stylesheet.set_variables(self.get_css_variables())
        self._refresh_truecolor_filter(self.ansi_theme)

    def _shown_for(self, name: str) -> str:
        """The name of a theme, or of that in place of it."""
        if not self._colours:
            return shelf.MONOCHROME
        return shelf.TERMINAL if self._colours <= FEW_COLOURS and not self._palette_of(name).is_ansi else name

    def _palette_of(self, name: str) -> Palette:
        palette = self._full_palette_of(name)
        if self._colours != SOME_COLOURS:
            return palette
        from newsreader.tui.themes.reduced import in_256  # noqa: PLC0415 - not before the screen is shown

        return in_256(palette)

    def _full_palette_of(self, name: str) -> Palette:
        return shelf.built_in().get(name) or self._own.get(name) or borrowed(self.available_themes[name])

    def _take_in(self, name: str) -> None:
        palette = self._full_palette_of(name)
        self.register_theme(
            Theme(
                name=name,
                primary=palette.accent,
                error=palette.error,
                foreground=palette.ink,
                background=palette.ground,
                surface=palette.side,
                panel=palette.raised,
                dark=palette.dark,
                ansi=palette.is_ansi,
            )
        )


def _stamp(file: Path) -> tuple[int, int] | None:
    """What is another one once a file was written."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
