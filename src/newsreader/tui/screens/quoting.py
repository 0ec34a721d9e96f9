"""The quotations of the article: from one to the next, reported speech shown or hidden, all that a speaker said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.commands import Pane
from newsreader.tui.screens.part import Part

if TYPE_CHECKING:
    from newsreader.commands import Command
    from newsreader.quotations.skim import Level
    from newsreader.tui.screens.dialling import Dial
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.searching import Searching


class Quoting(Part):
    """Through the quotations."""

    def __init__(self, screen: FindingScreen, dial: Dial, searching: Searching) -> None:
        super().__init__(screen)
        self._dial = dial
        self._searching = searching

    def offers(self, command: Command) -> bool:
        """If there are any."""
        quotes = self.screen.quotes_view
        if command.id == "quotes":
            return bool(len(self.screen.entry_list))
        return command.id not in {"next_quote", "previous_quote", "reported", "speaker"} or bool(
            quotes.shown + quotes.hidden
        )

    def pane_changed(self) -> None:
        """In the quotes pane one of them is selected: the first of those in view, and the text stays where it is."""
        screen = self.screen
        quotes = screen.quotes_view
        if screen.pane is Pane.QUOTES and quotes.current is None and not screen.symbols.aloud:
            index = screen.article_view.quote_in_view()
            quotes.point_to(index)
            screen.article_view.point_to(index, scroll=False)

    def findings_shown(self) -> None:
        """The same for those that were awaited there."""
        self.pane_changed()

    def told_if_more(self, before: Level) -> None:
        """Say that more of the text is shown now, for the sake of a quotation."""
        if self.screen.article_view.level is not before:
            self.screen.say(f"{before} does not show this quote: {self._dial.words()}")
            self.screen.show_path()

    def action_next_quote(self) -> None:
        self._step_quote(1)

    def action_previous_quote(self) -> None:
        self._step_quote(-1)

    def action_reported(self) -> None:
        """Show or hide what is not in quotation marks, in the pane and in the text."""
        screen = self.screen
        screen.findings.show_reported(not screen.quotes_view.reported)
        count = screen.quotes_view.hidden
        screen.say("reported speech is shown" if screen.quotes_view.reported else f"{count} reported hidden")

    def action_speaker(self) -> None:
        """Search for all that the speaker of the selected quote said."""
        quotation = self.screen.quotes_view.quotation
        if quotation is None and not self.screen.quotes_view.shown:
            self.screen.say("there are no quotes here")
        elif quotation is None:
            self.screen.say(f"no quote is selected{self.screen.hint('next_quote', 'select one')}")
        elif quotation.speaker is None:
            self.screen.say("it is not known who says that")
        else:
            self._searching.search_speaker(quotation.speaker)

    def _step_quote(self, direction: int) -> None:
        screen = self.screen
        before = screen.article_view.level
        index = screen.article_view.step_quote(direction)
        if index is None:
            screen.say("no further quote in this direction")
        else:
            screen.quotes_view.point_to(index)
            self.told_if_more(before)
