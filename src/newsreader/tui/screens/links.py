"""Links: opening them in a browser, following them by number, by letters and with the mouse, copying them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from newsreader.articles.document import word_count
from newsreader.commands import DIGITS_PANES, Pane
from newsreader.tui import times
from newsreader.tui.customs import counted
from newsreader.tui.screens.part import Part
from newsreader.tui.widgets.article_text import hints

if TYPE_CHECKING:
    from newsreader.commands import Command
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.marking import Marking
    from newsreader.tui.screens.selecting import Selecting
    from newsreader.tui.widgets.article_text import Passage


class Links(Part):
    """Where an article leads."""

    def __init__(self, screen: FindingScreen, selecting: Selecting, marking: Marking) -> None:
        super().__init__(screen)
        self._selecting = selecting
        self._marking = marking
        self._letters: dict[str, int] = {}
        """The links that letters stand for, while they are shown."""
        self._begun = ""
        """The letters that were typed."""

    def key_typed(self, key: str) -> bool:
        """Collect the letters of a link."""
        if self._letters:
            self._letter_typed(key)
            return True
        return False

    def number_typed(self, number: int) -> bool:
        """Tell where the link with that number leads, in the article and in the list beside it."""
        screen = self.screen
        address = screen.article_view.link(number) if screen.pane in DIGITS_PANES else None
        if address is not None:
            screen.say(f"link {number}: {address}   enter open{screen.hint('full_text', 'keep to read later')}")
        return address is not None

    def number_entered(self, number: int) -> bool:
        """Follow the link with that number."""
        if self.screen.pane not in DIGITS_PANES:
            return False
        self._follow(number)
        return True

    def entry_opens(self) -> None:
        """A number is of the article it was typed in."""
        self.screen.drop_number()
        self._hide_letters()

    def offers(self, command: Command) -> bool:
        """What the article has an address for."""
        entry = self.screen.entry
        if entry is None:
            return True
        if command.id == "comments":
            return bool(entry.comments)
        return command.id not in {"browse", "browse_read"} or bool(entry.link)

    # --- letters and the mouse ---------------------------------------------------------------------------------------

    def action_link_letters(self) -> None:
        """Show letters on the links in view."""
        self.screen.open_selected()
        named = hints(self.screen.article_view.links_in_view())
        if not named:
            self.screen.say("no link is in view")
            return
        self._letters = {letters: number for number, letters in named.items()}
        self._begun = ""
        self.screen.article_view.show_hints(named)
        self.screen.say("type the letters of a link   esc back")

    def _letter_typed(self, key: str) -> None:
        self._begun += key if len(key) == 1 else " "
        self.screen.unsay()
        left = [letters for letters in self._letters if letters.startswith(self._begun)]
        if left and left != [self._begun]:
            self.screen.article_view.show_hints({self._letters[letters]: letters for letters in left})
            self.screen.say("type the letters of a link   esc back")
            return
        number = self._letters.get(self._begun)
        self._hide_letters()
        if number is not None:
            self.screen.take_number(number)

    def _hide_letters(self) -> None:
        self._letters = {}
        self.screen.article_view.show_hints({})

    def clicked(self, number: int) -> None:
        """The first click shows where a link leads, the second follows it."""
        if self.screen.number == number:
            self.screen.drop_number()
            self._follow(number)
        else:
            self.screen.take_number(number)

    # --- links -------------------------------------------------------------------------------------------------------

    def action_browse(self) -> None:
        if (entry := self.screen.opened()) is not None:
            self.browse_to(entry.link)

    def action_browse_read(self) -> None:
        """Open in the browser and mark read."""
        if (entry := self.screen.opened()) is not None:
            self._marking.mark([entry.id], read=True)
            self.browse_to(entry.link)

    def action_comments(self) -> None:
        entry = self.screen.opened()
        if entry is not None and entry.comments:
            self.browse_to(entry.comments)
        elif entry is not None:
            self.screen.say("the feed names no comments for this article")

    def action_copy_link(self) -> None:
        """Copy the link, the selected passage, or the selected quote as a citation."""
        from newsreader.citation import cite  # noqa: PLC0415 - not before the screen is shown

        screen = self.screen
        if self._selecting.passage is not None:
            self._copy_passage(self._selecting.passage)
            return
        entry, quotation, reading = (
            screen.opened(),
            screen.quotes_view.quotation,
            screen.article_view.reading,
        )
        if entry is None:
            return
        if screen.pane is Pane.QUOTES and quotation is not None and reading is not None:
            words = cite(
                reading.document,
                screen.quotes_view.parts,
                outlet=entry.feed_title,
                day=times.day(entry.published) if entry.published is not None else None,
                link=entry.link or entry.title,
                role=screen.quotes_view.role,
            )
            if self.copy(words):
                screen.say(f"citation copied: {words}")
        elif entry.link:
            if self.copy(entry.link):
                screen.say(f"copied {entry.link}")
        else:
            screen.say("this article has no link")

    def _copy_passage(self, passage: Passage) -> None:
        if self.copy(passage.text):
            self.screen.say(f"{counted(word_count(passage.text), 'word')} copied")
        self._selecting.stop_selecting()

    def copy(self, words: str) -> bool:
        """Put words on the clipboard of the user's terminal; False if they are too many, which is told."""
        from newsreader.tui import clipboard  # noqa: PLC0415 - not before the screen is shown

        if clipboard.request(words, os.environ) is None:
            self.screen.say(
                f"too much to copy: terminals take about {counted(clipboard.MOST_BYTES, 'byte')}", error=True
            )
            return False
        self.screen.app.copy_to_clipboard(words)
        helper = clipboard.helper(os.environ)
        if helper is not None and not self.screen.app.is_headless:
            threading.Thread(target=_feed, args=(helper, words), daemon=True).start()
        return True

    def _follow(self, number: int) -> None:
        """Open the link with a number, or say that there is none."""
        address = self.screen.article_view.link(number)
        if address is None:
            self.screen.say(f"there is no link {number}")
        else:
            self.browse_to(address)

    def browse_to(self, address: str | None) -> None:
        """Open an address, or say why not."""
        from newsreader.tui import browser  # noqa: PLC0415 - not before the screen is shown

        if address is None:
            self.screen.say("this article has no link")
            return
        decision = browser.decide(address, self.screen.config.interface.browser, os.environ, platform=sys.platform)
        match decision:
            case browser.Refuse(reason):
                self.screen.say(reason, error=True)
            case browser.Copy():
                if self.copy(address):
                    self.screen.say(f"no browser here; copied {address}")
            case browser.Run(arguments, foreground):
                self._run(arguments, address, foreground=foreground)

    def _run(self, arguments: tuple[str, ...], address: str, *, foreground: bool) -> None:
        from newsreader.tui import programs  # noqa: PLC0415 - not before the screen is shown

        try:
            if foreground:
                programs.on_terminal(self.screen.app, arguments)
                self.screen.refresh(layout=True)
            else:
                programs.start(arguments)
        except (OSError, SuspendNotSupported) as error:
            said = f"{arguments[0]} cannot be started ({programs.why(error)}): check interface.browser"
            self.screen.say(said, error=True)
        else:
            self.screen.say(f"opened {address}")


def _feed(program: tuple[str, ...], words: str) -> None:
    """Run a program that may fail, and be missing, with some words as its input."""
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run(program, input=words.encode("utf-8", "replace"), timeout=2, check=False, capture_output=True)
