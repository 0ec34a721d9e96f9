"""Pages: the full text of the article in place of what its feed says, and links kept to read later.

Fetching and extracting happen in processes of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library import entries
from newsreader.tui.background import answer
from newsreader.tui.customs import counted, number
from newsreader.tui.screens.part import Part, work
from newsreader.tui.widgets.bars import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.commands import Command
    from newsreader.models.entries import Entry
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.long_work import LongWork
    from newsreader.tui.screens.several import Several

MOST_PAGES = 500
"""Articles whose pages are fetched at a word."""


class Pages(Part):
    """What the pages behind articles and links say."""

    def __init__(self, screen: FindingScreen, several: Several, long_work: LongWork) -> None:
        super().__init__(screen)
        self._several = several
        self._long_work = long_work
        self._fetching: set[int] = set()
        """The entries whose full text is being fetched."""

    def run_numbered(self, command: Command, number: int) -> bool:
        """After the number of a link, the key of the full text keeps what it leads to."""
        if command.id != "full_text":
            return False
        address = self.screen.article_view.link(number)
        if address is None:
            self.screen.say(f"there is no link {number}")
        else:
            self.screen.say(f"keeping {address} to read later")
            self._keep_page(address)
        return True

    def action_full_text(self) -> None:
        """Show the full text of the article, fetched if it is not there; if it is shown, what the feed says.

        Of several: have all their pages fetched.
        """
        from newsreader.library import fulltexts  # noqa: PLC0415 - not before the screen is shown

        if self._several.selection:
            self._fetch_several()
            return
        entry = self.screen.opened()
        if entry is None:
            return
        if entry.full_text is not None:
            self._show_text(entry.id, "the feed's own text is shown", full=False)
        elif fulltexts.is_had(self.screen.library, entry.id):
            self._show_text(entry.id, "the full text is shown", full=True)
        elif not (entry.link or "").startswith(("http://", "https://")):
            self.screen.say("this article has no link to a page")
        elif self.screen.library.read_only:
            self.screen.say("the library cannot be changed", error=True)
        else:
            self.screen.say("the full text is being fetched")
            if entry.id not in self._fetching:
                self._fetch_text(entry)

    def _show_text(self, entry_id: int, words: str, *, full: bool) -> None:
        from newsreader.library import fulltexts  # noqa: PLC0415 - not before the screen is shown

        def show(_: object) -> None:
            if self.screen.entry is not None and self.screen.entry.id == entry_id:
                self.screen.show_entry(entry_id)
                self.screen.say(words)

        self.screen.writing.act(lambda library: fulltexts.show(library, entry_id, shown=full), show)

    @work(group="full text", exit_on_error=False)
    async def _fetch_text(self, entry: Entry) -> None:
        """Who went on reading meanwhile finds the text there when he comes back."""
        screen, entry_id = self.screen, entry.id
        self._fetching.add(entry_id)
        self._long_work.show("full text", Progress(0, 1, what="full text"), of=entry_id)
        try:
            _, found, words = await answer(screen.library.path, ["fulltext", "--json", str(entry_id)])
        finally:
            self._fetching.discard(entry_id)
            self._long_work.show("full text", None, of=entry_id)
        outcomes = found.get("entries") or [{}]
        is_shown = screen.entry is not None and screen.entry.id == entry_id
        if outcomes[0].get("status") == "stored":
            if is_shown:
                screen.show_entry(entry_id)
            words = "the full text is shown" if is_shown else f"the full text has come: {entry.title or '(no title)'}"
            screen.say(outcomes[0].get("error") or words)
            return
        if is_shown and entries.entry(screen.library, entry_id).problem:
            screen.show_entry(entry_id)  # its head says so from now on
        screen.say(words or "the full text could not be fetched", error=True)

    def _fetch_several(self) -> None:
        count = len(self._several.selection)
        if self.screen.library.read_only:
            self.screen.say("the library cannot be changed", error=True)
        elif count > MOST_PAGES:
            self.screen.say(f"the pages of at most {number(MOST_PAGES)} articles are fetched at once", error=True)
        else:
            self.screen.say(f"the full texts of {counted(count, 'article')} are being fetched")
            self._several.with_selected(self._fetch_texts)

    @work(group="full texts", exit_on_error=False)
    async def _fetch_texts(self, ids: Sequence[int]) -> None:
        self._long_work.show("full texts", Progress(0, len(ids), what="full texts"), of=id(ids))
        try:
            _, found, words = await answer(self.screen.library.path, ["fulltext", "--json", *map(str, ids)])
        finally:
            self._long_work.show("full texts", None, of=id(ids))
        outcomes = found.get("entries", [])
        stored = sum(outcome.get("status") == "stored" for outcome in outcomes)
        if self.screen.entry is not None and self.screen.entry.id in ids:
            self.screen.show_entry(self.screen.entry.id)
        failed = len(ids) - stored
        told = f"{counted(stored, 'full text')} fetched" + (f", {number(failed)} not" if failed else "")
        self.screen.say(told if outcomes else words or told, error=bool(failed))

    @work(group="saving", exit_on_error=False)
    async def _keep_page(self, address: str) -> None:
        code, found, words = await self.screen.writing.apart(["save", "--json", "-"], address)
        if code:
            self.screen.say(words or "it could not be kept", error=True)
        else:
            self.screen.say(words or f"kept in {found.get('feed', {}).get('title', 'Saved')}")
