"""The window that asks: what enter means while an address, words or nothing is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.widgets import Input, OptionList

from newsreader.tui.screens.prompt import PromptScreen
from newsreader.tui.screens.question import Answer, Choice, Field, Question

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

CHOICES = (
    Choice("https://www.guardian.example/world/rss", "The Guardian", "World"),
    Choice("https://www.times.example/rss", "The Times", "World"),
    *(Choice(f"https://{n}.example/", f"Number {n}") for n in range(40)),
)


class Asking(App[None]):
    """Asks for an address, with a list to choose from."""

    given: Answer | None = None

    def on_mount(self) -> None:
        """Ask at once."""
        self.push_screen(PromptScreen(Question("Add", (Field(""),), CHOICES)), self.keep)

    def keep(self, answer: Answer | None) -> None:
        """Keep what was answered."""
        self.given = answer


async def typed(pilot: Pilot[None], words: str) -> OptionList:
    """Type words; the choices."""
    await pilot.pause()
    pilot.app.screen.query_one(Input).value = words
    await pilot.pause()
    return pilot.app.screen.query_one(OptionList)


@pytest.mark.parametrize("address", ["https://www.guardian.example/", "guardian.example", "world/rss"])
async def test_an_address_is_the_answer_whatever_choice_contains_it(address: str) -> None:
    """Nothing is highlighted, and enter takes what was typed."""
    app = Asking()
    async with app.run_test() as pilot:
        choices = await typed(pilot, address)
        assert choices.option_count
        assert choices.highlighted is None
        await pilot.press("enter")
        assert app.given == Answer((address,), None)


async def test_a_path_is_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that exists needs no sign of an address in its name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Guardian").mkdir()
    app = Asking()
    async with app.run_test() as pilot:
        assert (await typed(pilot, "Guardian")).highlighted is None
        await pilot.press("enter")
        assert app.given == Answer(("Guardian",), None)


async def test_the_arrows_choose_in_spite_of_an_address() -> None:
    """Who moved the highlight means the choice; who typed on does not."""
    app = Asking()
    async with app.run_test() as pilot:
        await typed(pilot, "www.")
        await pilot.press("down", "down", "enter")
        assert app.given == Answer(("www.",), CHOICES[1].value)
    app = Asking()
    async with app.run_test() as pilot:
        await typed(pilot, "www")
        await pilot.press("down", "full_stop", "enter")
        assert app.given == Answer(("www.",), None)


async def test_words_take_the_choice_that_is_highlighted() -> None:
    """The first one they leave; none, if none is left."""
    app = Asking()
    async with app.run_test() as pilot:
        await typed(pilot, "times")
        await pilot.press("enter")
        assert app.given == Answer(("times",), CHOICES[1].value)
    app = Asking()
    async with app.run_test() as pilot:
        await typed(pilot, "nothing like it")
        await pilot.press("enter")
        assert app.given == Answer(("nothing like it",), None)


async def test_the_keys_are_told_on_a_low_terminal() -> None:
    """Below the choices, of which fewer are shown."""
    app = Asking()
    async with app.run_test(size=(80, 14)) as pilot:
        await pilot.pause()
        told = app.screen.query_one("#prompt-keys")
        choices = app.screen.query_one(OptionList)
        assert told.region.bottom <= 14
        assert choices.region.y < told.region.y


async def test_a_highlight_out_of_sight_is_not_taken() -> None:
    """The list was scrolled with the mouse: what is not seen is not meant."""
    app = Asking()
    async with app.run_test() as pilot:
        choices = await typed(pilot, "number")
        choices.scroll_to(y=20, animate=False, immediate=True)
        await pilot.pause()
        await pilot.press("enter")
        assert app.given == Answer(("number",), None)
