"""Commands by name: the command line, the palette, the help; and which of them make sense now."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on, work
from textual.widgets import Input

from newsreader import keys
from newsreader.commands import LINE_KEYS, Argument, by_id
from newsreader.errors import NewsreaderError, UsageError
from newsreader.library import feeds, journal, session, speakers, tags
from newsreader.query.tree import ORDERS
from newsreader.quotations.skim import Level
from newsreader.tui.customs import number
from newsreader.tui.screens import completing, history
from newsreader.tui.screens.completing import Candidate
from newsreader.tui.screens.help import HelpScreen
from newsreader.tui.screens.palette import PaletteScreen
from newsreader.tui.screens.prompt import Choice
from newsreader.tui.screens.telling import ToldScreen, done
from newsreader.tui.widgets.search_line import SearchLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from textual import events

    from newsreader.commands import Command
    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.tui.symbols import Symbols

_HISTORY = "commands"
"""Where the session keeps earlier lines."""
_MOST_CANDIDATES = 40
_PLACEHOLDER = "a command, as: open World   tag later   sort length"


class CommandScreen(ToldScreen):
    """Everything that a command's name leads to."""

    def __init__(
        self, library: Library, config: Config, now: Callable[[], int], symbols: Symbols, *, library_path: Path
    ) -> None:
        super().__init__(library, config, now, symbols, library_path=library_path)
        self.command_line = SearchLine("command")
        self._lines = history.Walk([])
        self._candidates: list[Candidate] = []
        self._chosen = -1
        """Which of them stands in the line, -1 if none."""
        self._put = ""
        """What the line holds that was not typed."""

    # --- the command line --------------------------------------------------------------------------------------------

    async def action_command_line(self) -> None:
        await self.open_line("")

    async def open_line(self, text: str) -> None:
        """Have a command typed that begins so."""
        if not self.command_line.is_mounted:
            await self.mount(self.command_line, before=self.key_bar)
        self.unsay()
        self._lines = history.Walk(history.recalled(session.get(self.library, _HISTORY)))
        self._put = ""
        self.command_line.open(":", text, _PLACEHOLDER)
        self._complete_anew(text)

    @property
    def field(self) -> Input | None:
        """That of the line, from the moment it is opened."""
        return self.command_line.field if self.command_line.is_open else super().field

    def key_in_search(self, key: str) -> bool:
        """Complete, earlier lines, and out."""
        if not self.command_line.is_open:
            return super().key_in_search(key)
        match key:
            case "tab" | "shift+tab":
                self._choose(1 if key == "tab" else -1)
            case "up" | "down":
                text = self._lines.step(-1 if key == "up" else 1, self.command_line.text)
                if text is not None:
                    self.command_line.put(text)
            case "escape":
                self._close_line()
            case "backspace" if not self.command_line.text:
                self._close_line()
            case _:
                return False
        return True

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A click leads elsewhere; another window of the desktop does not."""
        if event.widget.id == "command" and self.command_line.is_open and self.app.app_focus:
            self.command_line.close()
            self.show_keys()

    def show_keys(self) -> None:
        """While a command is typed, what may be meant."""
        if self.search_line.is_open:
            return
        if not self.command_line.is_open:
            super().show_keys()
            return
        shown = [(candidate.word, candidate.note) for candidate in self._candidates]
        if self._chosen >= 0:
            shown = shown[self._chosen :] + shown[: self._chosen]
        lasting = [(keys.words((key,)), title) for key, title in LINE_KEYS]
        self.key_bar.keys = (*(shown or lasting[1:-1]), lasting[-1] if not shown else lasting[0])

    @on(Input.Changed, "#command")
    def _line_changed(self, event: Input.Changed) -> None:
        if event.value != self._put:
            self.command_line.show_mistake(None)
            self._complete_anew(event.value)

    def _complete_anew(self, text: str) -> None:
        self._candidates, self._chosen, self._put = self._complete(text), -1, text
        self.show_keys()

    def _choose(self, direction: int) -> None:
        if self.command_line.text != self._put:  # it was typed faster than it was told
            self._complete_anew(self.command_line.text)
        if not self._candidates:
            return
        start = 0 if direction > 0 and self._chosen < 0 else self._chosen + direction
        self._chosen = start % len(self._candidates)
        self._put = self._candidates[self._chosen].text
        if len(self._candidates) == 1 or self._put == self.command_line.text:
            self.command_line.put(self._put)
            self._complete_anew(self._put)
        else:
            self.command_line.put(self._put)
            self.show_keys()

    def _complete(self, text: str) -> list[Candidate]:
        """What a line may be meant to become."""
        name, blank, argument = text.partition(" ")
        if not blank:
            return completing.commands(name)
        try:
            command = by_id()[completing.understood(name).command]
        except UsageError:
            return []
        named = [(word, Candidate(f"{name} {word}", note)) for word, note in self._words_for(command)]
        return completing.best(argument, named, _MOST_CANDIDATES)

    def _words_for(self, command: Command) -> Iterable[tuple[str, str]]:
        match command.argument:
            case Argument.PLACE:
                return [(name, kind) for name, kind, _ in self.places_named()]
            case Argument.TAG:
                return [(tag.name, number(tag.count)) for tag in tags.all_tags(self.library)]
            case Argument.THEME:
                return [(name, "") for name in self.themed.theme_names()]
            case Argument.ORDER:
                return [(order, "") for order in ORDERS]
            case Argument.QUERY:
                return [(text, "earlier") for text in reversed(self._earlier())]
            case Argument.LINE:
                return [(candidate.text, candidate.note) for candidate in completing.commands("")]
        return []

    @on(Input.Submitted, "#command")
    async def _line_asked(self) -> None:
        text = self.command_line.text.strip()
        if not text:
            self._close_line()
            return
        try:
            call = completing.understood(text)
            run = self.prepared(call) if call.argument and call.command != "top" else None
        except UsageError as error:
            self.command_line.show_mistake((0, str(error)))  # the words stay, to be mended
            return
        kept = history.with_latest(history.recalled(session.get(self.library, _HISTORY)), text)
        self.attempt(lambda: session.put(self.library, {_HISTORY: kept}))
        self._close_line()
        if run is not None and self.pane in by_id()[call.command].panes:
            await done(run)
        elif call.command == "top":
            await self.run_command(by_id()["top"], number=int(call.argument[:6] or 1) or 1)
        else:
            await self.run_command(by_id()[call.command])

    def _close_line(self) -> None:
        self.command_line.close()
        self.view().focus()
        self.show_keys()

    # --- palette and help --------------------------------------------------------------------------------------------

    @work(group="palette")
    async def action_palette(self) -> None:
        """Find a command or a place by a few letters."""
        given = await self.app.push_screen_wait(PaletteScreen(self._items(), self._speakers_named))
        if given is None or given.choice is None:
            return
        kind, _, value = given.choice.partition(" ")
        if kind == "command":
            self.call_later(self.run_command, by_id()[value])
        elif kind == "place":
            self.go_to_place(value)
        else:
            self.asked_for(f'speaker:"{value}"', narrows=False)()

    def _items(self) -> list[Choice]:
        listed = [
            Choice(f"command {command.id}", _label(command), "  ".join(self.keymap.keys_of(command.id, self.pane)))
            for command in by_id().values()
            if command.palette and self.pane in command.panes and self.offers(command)
        ]
        listed += [Choice(f"place {key}", name, kind or "list") for name, kind, key in self.places_named()]
        return [*listed, *map(_speaker_item, speakers.newest(self.library))]

    def _speakers_named(self, typed: str) -> list[Choice]:
        return [_speaker_item(speaker) for speaker in speakers.named(self.library, typed)]

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self.pane, self.keymap, self.symbols, self.offers, self.put_cursor))

    def put_cursor(self) -> None:
        """The terminal's cursor on the line one is at: for those who build on this."""

    def show_path(self) -> None:
        """Where one is says as well which keys make sense."""
        super().show_path()
        self.show_keys()

    # --- what is true now --------------------------------------------------------------------------------------------

    def offers(self, command: Command) -> bool:
        """Whether a command could do anything now."""
        entry, quotes = self.entry, self.quotes_view
        match command.id:
            case "show_new":
                return self.new_line.count > 0
            case "clear_filter":
                return self.narrowed is not None
            case "undo" | "redo":
                return journal.has_step(self.library, back=command.id == "undo")
            case "more_text":
                return self.article_view.wanted is not Level.ALL
            case "comments":
                return entry is None or bool(entry.comments)
            case "browse" | "browse_read":
                return entry is None or bool(entry.link)
            case "next_quote" | "previous_quote" | "reported":
                return bool(quotes.shown + quotes.hidden)
            case "refresh_feed" | "refresh_all" | "health" | "next_feed" | "previous_feed":
                return bool(self._feeds)
            case "accept_address":
                return self._is_address_offered()
            case "place_up" | "place_down":
                return self.feed_list.place is not None and self.feed_list.place.key.startswith(("feed:", "folder:"))
            case "into_folder":
                return self.feed_meant() is not None
            case "edit_feed" | "unsubscribe":
                return self.feed_meant() is not None or self.search_meant() is not None
            case "toggle_read" | "star" | "tag" | "note" | "mark_read" | "mark_unread" | "mark_all_read":
                return bool(len(self.entry_list))
        return super().offers(command)

    def _is_address_offered(self) -> bool:
        feed = self.feed_meant()
        with suppress(NewsreaderError):
            return feed is not None and bool(feeds.offered_url(self.library, feed.id))
        return False


def _label(command: Command) -> str:
    """What a command does, as far as there is room for it."""
    words = re.split("[;:]", command.help)[0]
    return words[0].upper() + words[1:]


def _speaker_item(speaker: speakers.Speaker) -> Choice:
    name = speaker.name.replace('"', "")  # as a phrase of a search has it
    return Choice(f"speaker {name}", name, "speaker")
