"""One small window for everything the user is asked: fields to fill in, or a list to choose from, or both.

It gives back what was typed and chosen; what follows from it is decided by whoever asked.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from newsreader.text import fold
from newsreader.tui.customs import counted
from newsreader.tui.screens.late import type_late
from newsreader.tui.screens.question import Answer, Choice
from newsreader.tui.unbroken import UnbrokenScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from newsreader.tui.screens.question import Question


class PromptScreen(UnbrokenScreen[Answer | None], ModalScreen[Answer | None]):
    """Asks; None means that the user thought better of it."""

    COMPONENT_CLASSES = {"prompt--note"}
    DEFAULT_CSS = """
    PromptScreen { align: center middle; }
    PromptScreen > Vertical { width: 76; max-width: 100%; height: auto; max-height: 90%; padding: 1 2; }
    PromptScreen Label { width: 100%; height: auto; }
    PromptScreen #prompt-title { margin-bottom: 1; }
    PromptScreen Input { margin-bottom: 1; }
    PromptScreen OptionList { height: auto; max-height: 16; border: none; padding: 0;
        text-wrap: nowrap; text-overflow: ellipsis; }
    PromptScreen OptionList:focus { border: none; }
    PromptScreen #prompt-keys { dock: bottom; }
    PromptScreen #prompt-told { display: none; }
    """

    when_empty = ""
    """What is said where nothing is left to choose."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question
        self._shown: Sequence[Choice] = ()
        self._moved = False
        """Whether the user moved through the choices since typing."""

    def compose(self) -> ComposeResult:
        """Title, fields, choices, in this order."""
        question = self._question
        with Vertical():
            yield Label(Text(question.title), id="prompt-title", markup=False)
            if question.problem:
                yield Label(Text(question.problem + "\n"), id="prompt-error", markup=False)
            for field in question.fields:
                if field.label:
                    yield Label(Text(field.label), markup=False)
                yield Input(field.value, placeholder=field.placeholder, compact=True)
            if question.choices or question.new:
                yield OptionList(markup=False)
            keys = (
                "↑ ↓ choose   "
                if question.choices or question.new
                else "tab next   "
                if len(question.fields) > 1
                else ""
            )
            yield Label(Text(f"\n{keys}enter accept   esc cancel"), id="prompt-keys", markup=False)
            yield Label(id="prompt-told", markup=False)

    def on_mount(self) -> None:
        """Begin with the first field."""
        self._filter("")
        first = next(iter(self.query("Input, OptionList")), None)
        if first is not None:
            first.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Leave the choices that contain what was typed."""
        event.stop()
        self._moved = False
        self._filter(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """On to the next empty field, or done."""
        event.stop()
        inputs = list(self.query(Input))
        following = inputs[inputs.index(event.input) + 1 :]
        if following:
            following[0].focus()
        else:
            own = self.stands_alone(event.value) and not self._moved
            self._answer(None if own else self._highlighted())

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """While the cursor is in a field, what enter would choose is told to who has the screen read out."""
        event.stop()
        if self.query(Input) and event.option_index < len(self._shown):
            choice, place = self._shown[event.option_index], f"{event.option_index + 1} of {len(self._shown)}"
            self._tell(", ".join(filter(None, (choice.label, choice.note, place))))

    def _tell(self, words: str) -> None:
        self.query_one("#prompt-told", Label).update(Text(words))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click or enter on a choice is the answer."""
        event.stop()
        self._answer(self._shown[event.option_index].value)

    async def on_key(self, event: events.Key) -> None:
        """The arrows move through the choices while the field has the focus."""
        if event.key == "escape":
            event.stop()
            self.dismiss(None)
        elif isinstance(self.focused, Input) and await type_late(self.focused, event):
            event.stop()
        elif self.query(OptionList):
            options = self.query_one(OptionList)
            moves = {"down": options.action_cursor_down, "up": options.action_cursor_up}
            if not self.query(Input):
                moves |= {"j": options.action_cursor_down, "k": options.action_cursor_up}
            if event.key in moves:
                event.stop()
                event.prevent_default()
                self._moved = True
                moves[event.key]()

    def _highlighted(self) -> str | None:
        """The choice whose highlight the user sees."""
        if not self.query(OptionList):
            return None
        options = self.query_one(OptionList)
        index = options.highlighted
        if index is None or index >= len(self._shown):
            return None
        top = options.content_region.y + index - round(options.scroll_y)  # a choice is one line
        seen = self.find_widget(options).visible_region
        return self._shown[index].value if seen.y <= top < seen.bottom else None

    def _answer(self, choice: str | None) -> None:
        self.dismiss(Answer(tuple(field.value.strip() for field in self.query(Input)), choice))

    def _filter(self, typed: str) -> None:
        if not self.query(OptionList):
            return
        self._shown = self.choices_for(typed)
        options = self.query_one(OptionList)
        options.clear_options()
        note = self.get_component_rich_style("prompt--note", partial=True)
        options.add_options([Option(Text.assemble(choice.label, "  ", (choice.note, note))) for choice in self._shown])
        options.highlighted = self.first_for(typed) if self._shown else None
        if self.when_empty and not self._shown:
            options.add_option(Option(Text(self.when_empty, note), disabled=True))
        if options.highlighted is None or not self._shown:
            self._tell(counted(len(self._shown), "choice") if self._shown or not self.when_empty else self.when_empty)

    def choices_for(self, typed: str) -> Sequence[Choice]:
        """What typing leaves of the choices."""
        words, new = fold(typed).split(), self._question.new
        shown = [
            choice
            for choice in self._question.choices
            if all(word in fold(f"{choice.label} {'' if new else choice.note} {choice.value}") for word in words)
        ]
        if new and words and not any(map(partial(_is_exactly, typed), shown)):
            shown.append(Choice(typed.strip(), f"{new}: {typed.strip()}"))
        return shown

    def first_for(self, typed: str) -> int | None:
        """Which of the choices left is highlighted first, if any."""
        if self._question.new and typed.strip():
            known = [choice for choice in self._shown if choice in self._question.choices]
            return next((n for n, choice in enumerate(known) if _is_exactly(typed, choice)), 0)
        return 0 if not self.query(Input) or (typed and not self.stands_alone(typed)) else None

    def stands_alone(self, typed: str) -> bool:
        """Whether what was typed is an answer of its own, whatever it leaves of the choices."""
        return not self._question.new and _is_address(typed)


def _is_exactly(typed: str, choice: Choice) -> bool:
    return fold(choice.value) == fold(typed.strip())


def _is_address(typed: str) -> bool:
    """Whether what was typed looks like an answer of its own rather than a filter."""
    typed = typed.strip()
    if "." in typed or "/" in typed:
        return True
    try:
        return bool(typed) and Path(typed).expanduser().exists()
    except (OSError, RuntimeError, ValueError):  # too long for a name, no such home, a NUL
        return False
