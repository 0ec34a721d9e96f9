"""Pages: the full text of the article in place of what its feed says, and links kept to read later.

Fetching and extracting happen in processes of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from newsreader.library import fulltexts
from newsreader.tui.background import answer
from newsreader.tui.screens.links import LinkScreen
from newsreader.tui.widgets.bars import Progress

if TYPE_CHECKING:
    from newsreader.commands import Command


class PageScreen(LinkScreen):
    """What the pages behind articles and links say."""

    async def run_command(self, command: Command, argument: str = "", number: int | None = None) -> None:
        """After the number of a link, the key of the full text keeps what it leads to."""
        if command.id != "full_text" or number is None:
            await super().run_command(command, argument, number)
            return
        address = self.article_view.link(number)
        if address is None:
            self.say(f"there is no link {number}")
        else:
            self.say(f"keeping {address} to read later")
            self._keep_page(address)

    def action_full_text(self) -> None:
        """Show the full text of the article, fetched if it is not there; if it is shown, what the feed says."""
        self.open_selected()
        entry = self.entry
        if entry is None:
            self.say("no article is open")
        elif entry.full_text is not None:
            self._show_text(entry.id, "the feed's own text is shown", full=False)
        elif fulltexts.is_had(self.library, entry.id):
            self._show_text(entry.id, "the full text is shown", full=True)
        elif not (entry.link or "").startswith(("http://", "https://")):
            self.say("this article has no link to a page")
        elif self.library.read_only:
            self.say("the library cannot be changed", error=True)
        else:
            self.say("the full text is being fetched")
            self._fetch_text(entry.id)

    def _show_text(self, entry_id: int, words: str, *, full: bool) -> None:
        def show(_: object) -> None:
            if self.entry is not None and self.entry.id == entry_id:
                self.show_entry(entry_id)
                self.say(words)

        self.act(lambda library: fulltexts.show(library, entry_id, shown=full), show)

    @work(group="full text", exit_on_error=False)
    async def _fetch_text(self, entry_id: int) -> None:
        """Who went on reading meanwhile finds the text there when he comes back."""
        self.show_progress("full text", Progress(0, 1, what="full text"))
        try:
            _, found, words = await answer(self.library.path, ["fulltext", "--json", str(entry_id)])
        except OSError as error:
            self.say(f"no process can be started ({error.strerror})", error=True)
            return
        finally:
            self.show_progress("full text", None)
        outcomes = found.get("entries") or [{}]
        if outcomes[0].get("status") == "stored":
            if self.entry is not None and self.entry.id == entry_id:
                self.show_entry(entry_id)
            self.say(outcomes[0].get("error") or "the full text is shown")
        else:
            self.say(outcomes[0].get("error") or words or "the full text could not be fetched", error=True)

    @work(group="full text", exit_on_error=False)
    async def _keep_page(self, address: str) -> None:
        try:
            code, found, words = await self.written_apart(["save", "--json", "-"], address)
        except OSError as error:
            self.say(f"no process can be started ({error.strerror})", error=True)
            return
        if code:
            self.say(words or "it could not be kept", error=True)
        else:
            self.say(words or f"kept in {found.get('feed', {}).get('title', 'Saved')}")
