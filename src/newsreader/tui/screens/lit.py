"""What a search looks for is lit where it stands, in the list, the article and the quotes, and walked through."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from newsreader import keys
from newsreader.commands import Pane
from newsreader.tui.screens.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsreader.commands import Command
    from newsreader.query import Sought
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.widgets.article_reading import Reading
    from newsreader.tui.widgets.stretches import Find


class Lighting(Part):
    """Matches."""

    def __init__(self, screen: FindingScreen) -> None:
        super().__init__(screen)
        self.sought: tuple[Sought, ...] = ()
        """What is lit where it stands."""
        self._instead: Callable[[str], Sequence[tuple[int, int]]] | None = None
        """What finds the places of the article that are lit in place of that."""

    @property
    def is_lit(self) -> bool:
        """While a search is lit, and something was found."""
        return bool(self.sought) and bool(len(self.screen.entry_list))

    def light(self, sought: tuple[Sought, ...]) -> None:
        """Light up what is looked for wherever it stands; nothing puts out all."""
        screen = self.screen
        if not sought and not self.sought:  # nothing was lit, nothing is
            return
        if sought != self.sought:
            self.sought = sought
            screen.entry_list.light(self._find)
            screen.quotes_view.light(self._find)
        if not screen.search_line.is_open:
            self._light_article()
            screen.show_keys()

    def light_instead(self, find: Callable[[str], Sequence[tuple[int, int]]] | None) -> None:
        """Light up other places of the article; None: what is looked for again."""
        self._instead = find
        self._light_article()

    @property
    def _find(self) -> Find | None:
        return partial(_found, self.sought) if self.sought else None

    def _light_article(self) -> None:
        view = self.screen.article_view
        reading = view.reading
        if reading is not None and self._instead is not None:
            view.light(None, self._instead(reading.document.text))
        else:
            view.light(self._find, _matches(reading, self.sought) if reading is not None and self.sought else ())
        self.screen.show_path()

    def entry_opens(self) -> None:
        """Other places were of another article."""
        self._instead = None

    def entry_opened(self) -> None:
        """After a search at the first match."""
        if self.sought:
            self._light_article()
            self.screen.article_view.open_at_match()
            self.screen.show_path()

    def findings_shown(self) -> None:
        """What is asked of quotations is found in these."""
        if self.sought:
            self._light_article()

    def path_shown(self) -> None:
        """Say as well at which match one is."""
        view = self.screen.article_view
        where = ""
        if view.matches and self.screen.shows(Pane.DETAIL):
            count = len(view.matches)
            where = f"match {view.match + 1}/{count}" if view.match is not None else f"matches {count}"
        self.screen.top_bar.match = where

    def footer_key(self, command: Command) -> str:
        """Whatever keys lead back: it is escape that puts out."""
        return keys.words(("escape",)) if self.sought and command.id == "back_left" else ""

    def key_typed(self, key: str) -> bool:
        """Escape puts out what is lit, before it leads anywhere."""
        if key == "escape" and self.is_lit:
            self.light(())
            return True
        return False

    def walk(self, direction: int) -> bool:
        """Through the text, then to the next article of the list."""
        if self.sought:
            self._walk(direction)
        return bool(self.sought)

    def _walk(self, direction: int) -> None:
        screen, view = self.screen, self.screen.article_view
        if screen.shows(Pane.DETAIL):
            screen.open_selected()
            if view.step_match(direction):
                screen.show_path()
                return
        index = screen.entry_list.cursor + direction
        if not 0 <= index < len(screen.entry_list):
            screen.say("no further match" if direction > 0 else "no match before this")
            return
        screen.read_row(index)
        if direction < 0 and screen.shows(Pane.DETAIL) and view.matches:
            view.go_to_match(len(view.matches) - 1)
            screen.show_path()


@lru_cache(4096)
def _found(lit: tuple[Sought, ...], text: str, kind: str) -> Sequence[tuple[int, int]]:
    from newsreader.library import matching  # noqa: PLC0415 - not before the screen is shown

    return matching.find(text, [one for one in lit if one.field in {"", kind}])


def _matches(reading: Reading, lit: tuple[Sought, ...]) -> list[tuple[int, int]]:
    """Where an article's text has the words; those asked of quotations only where these stand."""
    from newsreader.library import matching  # noqa: PLC0415 - not before the screen is shown

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
