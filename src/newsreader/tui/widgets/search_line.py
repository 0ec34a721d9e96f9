"""The line a search or a command is typed into, and below it the mistake in what was typed, at its place.

It is given what to say; what the words mean is not its business. What is typed comes as Textual's `Input.Changed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from newsreader.tui.breaking import wrap
from newsreader.tui.unbroken import Unbroken

if TYPE_CHECKING:
    from textual.app import ComposeResult, RenderResult
    from textual.geometry import Size

_PADDING = 1
_MOST_LINES = 4
"""Of the words about a mistake."""


class SearchLine(Unbroken, Vertical):
    """Shown while something is typed."""

    DEFAULT_CSS = """
    SearchLine { display: none; height: auto; }
    SearchLine.-open { display: block; }
    SearchLine > Horizontal { height: 1; }
    SearchLine Input { width: 1fr; }
    """

    def __init__(self, field: str = "search") -> None:
        """`field` is the id of the field, by which what is typed into it is told."""
        super().__init__()
        self._name_of_field = field

    def compose(self) -> ComposeResult:
        """The sign of what is asked, the field, the mistake."""
        with Horizontal():
            yield _Sign()
            # What was typed before it has the focus is not to be replaced by what is typed then.
            yield Input(id=self._name_of_field, compact=True, select_on_focus=False)
        yield _Mistake()

    @property
    def is_open(self) -> bool:
        """Whether something is being typed."""
        return self.has_class("-open")

    @property
    def field(self) -> Input:
        """Where it is typed."""
        return self.query_one(Input)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.field.value

    def open(self, sign: str, text: str, placeholder: str, *, selected: bool = False) -> None:
        """Have something typed, or an older text mended; typing replaces it if it is `selected`. `sign` says what."""
        self.query_one(_Sign).words = sign
        field = self.field
        field.placeholder = placeholder
        self.show_mistake(None)
        self.put(text)
        if selected:
            field.select_all()
        self.add_class("-open")
        field.focus()

    def put(self, text: str) -> None:
        """Have another text in the line."""
        field = self.field
        field.value = text
        field.cursor_position = len(text)

    def close(self) -> None:
        """Put the line away."""
        self.remove_class("-open")

    def show_mistake(self, mistake: tuple[int, str] | None) -> None:
        """Say what cannot be understood at a character of the text; None if all can."""
        place = 0
        if mistake is not None:
            field = self.field
            place = cell_len(field.value[: mistake[0]]) - round(field.scroll_offset.x)
            place += cell_len(self.query_one(_Sign).words) + 2 * _PADDING
        self.query_one(_Mistake).show(None if mistake is None else (max(0, place), mistake[1]))

    @property
    def mistake(self) -> str:
        """What is said about a mistake."""
        return self.query_one(_Mistake).words


class _Sign(Unbroken, Widget):
    COMPONENT_CLASSES = {"search-line--sign"}
    DEFAULT_CSS = "_Sign { width: auto; height: 1; }"

    words: reactive[str] = reactive("", layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - as Textual asks
        return cell_len(self.words) + _PADDING

    def render(self) -> RenderResult:
        return Text(f" {self.words}", self.get_component_rich_style("search-line--sign"), no_wrap=True, end="")


class _Mistake(Unbroken, Widget):
    COMPONENT_CLASSES = {"search-line--mistake"}
    DEFAULT_CSS = "_Mistake { height: auto; display: none; } _Mistake.-some { display: block; }"

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self._place = 0

    def show(self, mistake: tuple[int, str] | None) -> None:
        place, words = mistake or (0, "")
        if (place, words) != (self._place, self.words):
            self._place, self.words = place, words
            self.set_class(bool(words), "-some")
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - as Textual asks
        return len(self._lines(width))

    def render(self) -> RenderResult:
        style = self.get_component_rich_style("search-line--mistake")
        return Text("\n".join(self._lines(self.size.width)), style, no_wrap=True, overflow="crop", end="")

    def _lines(self, width: int) -> list[str]:
        """A caret under the place, the words beside it where there is room, else below."""
        place = min(self._place, max(0, width - 1))
        caret = " " * place + "^"
        if place + 3 + cell_len(self.words) < width:
            return [f"{caret} {self.words}"]
        return [caret, *(f" {line}" for line in wrap(self.words, width - 2)[:_MOST_LINES])]
