"""Links: opening them in a browser, following them by number, by letters and with the mouse, copying them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on
from textual.app import SuspendNotSupported

from newsreader.citation import cite
from newsreader.commands import DIGITS_PANES, Pane
from newsreader.tui import browser, clipboard, programs, times
from newsreader.tui.screens.finding import FindingScreen
from newsreader.tui.widgets.article_text import ArticleText, hints

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.tui.symbols import Symbols


class LinkScreen(FindingScreen):
    """Where an article leads."""

    def __init__(self, library: Library, config: Config, now: Callable[[], int], symbols: Symbols) -> None:
        super().__init__(library, config, now, symbols)
        self._letters: dict[str, int] = {}
        """The links that letters stand for, while they are shown."""
        self._begun = ""
        """The letters that were typed."""

    def key_typed(self, key: str) -> bool:
        """Collect the letters of a link."""
        if self._letters:
            self._letter_typed(key)
            return True
        return super().key_typed(key)

    @property
    def is_link_number(self) -> bool:
        """In the article, and in the list beside it."""
        return self.pane in DIGITS_PANES

    def number_typed(self, number: int) -> None:
        """Tell where the link with that number leads."""
        address = self.article_view.link(number) if self.is_link_number else None
        if address is None:
            super().number_typed(number)
        else:
            self.say(f"link {number}: {address}   enter open{self.hint('full_text', 'keep to read later')}")

    def show_entry(self, entry_id: int) -> None:
        """A number is of the article it was typed in."""
        self.drop_number()
        self._hide_letters()
        super().show_entry(entry_id)

    # --- letters and the mouse ---------------------------------------------------------------------------------------

    def action_link_letters(self) -> None:
        """Show letters on the links in view."""
        self.open_selected()
        named = hints(self.article_view.links_in_view())
        if not named:
            self.say("no link is in view")
            return
        self._letters = {letters: number for number, letters in named.items()}
        self._begun = ""
        self.article_view.show_hints(named)
        self.say("type the letters of a link   esc back")

    def _letter_typed(self, key: str) -> None:
        self._begun += key if len(key) == 1 else " "
        self.unsay()
        left = [letters for letters in self._letters if letters.startswith(self._begun)]
        if left and left != [self._begun]:
            self.article_view.show_hints({self._letters[letters]: letters for letters in left})
            self.say("type the letters of a link   esc back")
            return
        number = self._letters.get(self._begun)
        self._hide_letters()
        if number is not None:
            self.take_number(number)

    def _hide_letters(self) -> None:
        self._letters = {}
        self.article_view.show_hints({})

    @on(ArticleText.LinkChosen)
    def _link_clicked(self, event: ArticleText.LinkChosen) -> None:
        """The first click shows where it leads, the second follows it."""
        if self.number == event.number:
            self.drop_number()
            self.follow_link(event.number)
        else:
            self.take_number(event.number)

    # --- links -------------------------------------------------------------------------------------------------------

    def action_browse(self) -> None:
        self.open_selected()
        self.browse_to(self.entry.link if self.entry else None)

    def action_browse_read(self) -> None:
        """Open in the browser and mark read."""
        self.open_selected()
        if self.entry is not None:
            self.mark([self.entry.id], read=True)
        self.action_browse()

    def action_comments(self) -> None:
        self.open_selected()
        if self.entry is not None and not self.entry.comments:
            self.say("the feed names no comments for this article")
        else:
            self.browse_to(self.entry.comments if self.entry else None)

    def action_copy_link(self) -> None:
        """Copy the link, or the selected quote as a citation."""
        self.open_selected()
        entry, quotation, reading = self.entry, self.quotes_view.quotation, self.article_view.reading
        if entry is None:
            return
        if self.pane is Pane.QUOTES and quotation is not None and reading is not None:
            words = cite(
                reading.document,
                self.quotes_view.parts,
                outlet=entry.feed_title,
                day=times.day(entry.published) if entry.published is not None else None,
                link=entry.link or entry.title,
                role=self.quotes_view.role,
            )
            if self.copy(words):
                self.say(f"citation copied: {words}")
        elif entry.link:
            if self.copy(entry.link):
                self.say(f"copied {entry.link}")
        else:
            self.say("this article has no link")

    def copy(self, words: str) -> bool:
        """Put words on the clipboard of the user's terminal; False if they are too many, which is told."""
        if clipboard.request(words, os.environ) is None:
            self.say(f"too much to copy: terminals take about {clipboard.MOST_BYTES:,} bytes", error=True)
            return False
        self.app.copy_to_clipboard(words)
        helper = clipboard.helper(os.environ)
        if helper is not None and not self.app.is_headless:
            threading.Thread(target=_feed, args=(helper, words), daemon=True).start()
        return True

    def follow_link(self, number: int) -> None:
        """Open the link with a number, or say that there is none."""
        address = self.article_view.link(number)
        if address is None:
            self.say(f"there is no link {number}")
        else:
            self.browse_to(address)

    def browse_to(self, address: str | None) -> None:
        """Open an address, or say why not."""
        if address is None:
            self.say("this article has no link")
            return
        decision = browser.decide(address, self.config.interface.browser, os.environ, platform=sys.platform)
        match decision:
            case browser.Refuse(reason):
                self.say(reason, error=True)
            case browser.Copy():
                if self.copy(address):
                    self.say(f"no browser here; copied {address}")
            case browser.Run(arguments, foreground):
                self._run(arguments, address, foreground=foreground)

    def _run(self, arguments: tuple[str, ...], address: str, *, foreground: bool) -> None:
        try:
            if foreground:
                programs.on_terminal(self.app, arguments)
                self.refresh(layout=True)
            else:
                programs.start(arguments)
        except (OSError, SuspendNotSupported) as error:
            self.say(f"{arguments[0]} cannot be started ({error}): check interface.browser", error=True)
        else:
            self.say(f"opened {address}")


def _feed(program: tuple[str, ...], words: str) -> None:
    """Run a program that may fail, and be missing, with some words as its input."""
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run(program, input=words.encode("utf-8", "replace"), timeout=2, check=False, capture_output=True)
