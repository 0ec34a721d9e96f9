"""What is found in the open article: its quotations and key clauses, at once or as soon as they are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import reanalyse
from newsreader.tui.background import answer
from newsreader.tui.customs import counted
from newsreader.tui.screens.part import work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.models.findings import Quotation
    from newsreader.quotations import Analysis
    from newsreader.reanalyse import Opened
    from newsreader.tui.screens.reading import ReadingScreen


class Findings:
    """Shows them, in the text and in their pane."""

    def __init__(self, screen: ReadingScreen) -> None:
        self.screen = screen
        self.is_awaited = False
        """Whether the open article is being analysed."""

    def begin(self, opened: Opened, entry_id: int) -> None:
        """Show what is known of the article that was opened, and have the rest found."""
        text = opened.document.text
        is_awaited = not opened.is_current and not self.screen.library.read_only
        self.show(opened.found.quotations, is_awaited=is_awaited or opened.is_much)
        if opened.is_much:
            self.screen.call_after_refresh(self._show_stored, entry_id, text, is_awaited=is_awaited)
        if is_awaited:
            self._analyse_apart(entry_id, text)

    def show(self, quotations: Sequence[Quotation], *, is_awaited: bool = False) -> None:
        """List the quotations of an article."""
        self.is_awaited = is_awaited
        self.screen.quotes_view.empty_words = "looking for quotations" if is_awaited else "no quotations"
        self.screen.quotes_view.show_quotations(quotations)
        self._count()

    @work(group="analysis", exclusive=True, exit_on_error=False)
    async def _analyse_apart(self, entry_id: int, text: str) -> None:
        """Have a large article analysed in a process of its own; then its quotes appear, and the reader stays put."""
        library = self.screen.library
        # Where it fails all stays as it is, and the entry in the queue.
        await answer(library.path, ["reanalyse", "--json", str(entry_id)])
        entry = self.screen.entry
        if entry is not None and entry.id == entry_id:
            self._show_found(reanalyse.found_in(library, entry, text))

    def _show_stored(self, entry_id: int, text: str, *, is_awaited: bool) -> None:
        """Show the many quotations of a long article, now that one can read it."""
        screen, entry = self.screen, self.screen.entry
        if entry is not None and entry.id == entry_id and self.is_awaited:
            found = reanalyse.found_in(screen.library, entry, text)
            screen.article_view.show_findings(found.quotations, found.clauses)
            screen.call_later(self._list_stored, entry_id, found, is_awaited=is_awaited)

    def _list_stored(self, entry_id: int, found: Analysis, *, is_awaited: bool) -> None:
        """The same in their own pane, after a key that may have come meanwhile."""
        if self.screen.entry is not None and self.screen.entry.id == entry_id and self.is_awaited:
            self._show_found(found)
            self.is_awaited = is_awaited

    def _show_found(self, found: Analysis) -> None:
        """Show what was found in the open article meanwhile; the quotation that is pointed to stays pointed to."""
        screen = self.screen
        self.is_awaited = False
        screen.quotes_view.empty_words = "no quotations"
        screen.quotes_view.show_findings(found.quotations)
        screen.article_view.show_findings(found.quotations, found.clauses)
        self._count()
        screen.show_path()
        for part in screen.parts:
            part.findings_shown()

    def show_reported(self, shown: bool) -> None:
        """Show or hide reported speech."""
        screen = self.screen
        screen.quotes_view.show_reported(shown)
        screen.article_view.show_reported(shown)
        screen.article_view.point_to(screen.quotes_view.current, scroll=False)
        self._count()

    def _count(self) -> None:
        """Say how many quotations there are, and how many of them are hidden."""
        view, title = self.screen.quotes_view, self.screen.quotes_title
        voices = counted(view.voices, "voice") if view.voices else ""
        if view.hidden:
            title.note = f"{view.shown} + {view.hidden} reported hidden"
            title.short_note = f"{view.shown} + {view.hidden} hidden"
        else:
            title.note = f" {self.screen.symbols.dot} ".join(filter(None, (str(view.shown or ""), voices)))
            title.short_note = ""
