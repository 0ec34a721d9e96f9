"""Links: opening them in a browser, following them by number, copying them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

from textual.app import SuspendNotSupported

from newsreader.citation import cite
from newsreader.commands import DIGITS_PANES, Pane
from newsreader.tui import browser, times
from newsreader.tui.screens.finding import FindingScreen


class LinkScreen(FindingScreen):
    """Where an article leads."""

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
            self.say(f"link {number}: {address}   enter open")

    def show_entry(self, entry_id: int) -> None:
        """A number is of the article it was typed in."""
        self.drop_number()
        super().show_entry(entry_id)

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
            self.app.copy_to_clipboard(words)
            self.say(f"citation copied: {words}")
        elif entry.link:
            self.app.copy_to_clipboard(entry.link)
            self.say(f"copied {entry.link}")
        else:
            self.say("this article has no link")

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
                self.app.copy_to_clipboard(address)
                self.say(f"no browser here; copied {address}")
            case browser.Run(arguments, foreground):
                self._run(arguments, address, foreground=foreground)

    def _run(self, arguments: tuple[str, ...], address: str, *, foreground: bool) -> None:
        try:
            if foreground:
                with self.app.suspend():
                    subprocess.run(arguments, check=False)
                self.refresh(layout=True)
            else:
                started = subprocess.Popen(
                    arguments,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
                threading.Thread(target=started.wait, daemon=True).start()  # somebody has to collect it
        except (OSError, SuspendNotSupported) as error:
            self.say(f"{arguments[0]} cannot be started ({error}): check interface.browser", error=True)
        else:
            self.say(f"opened {address}")
