"""A part of the reader's screen: one concern, an object that the screen holds; and when the screen asks its parts.

A command is the method `action_<id>` of one part, and what it does with what it is told is given by the method
`with_<id>`: `PressingScreen` finds them. A part gets the screen and the other parts that it needs.
"""

from __future__ import annotations

from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from textual.screen import Screen
    from textual.widgets import Input
    from textual.worker import Worker

    from newsreader.articles.document import Document
    from newsreader.commands import Command
    from newsreader.tui.rendering import Known
    from newsreader.tui.screens.finding import FindingScreen

Keys = tuple[tuple[str, str], ...]
"""What the last line names: keys and what they do."""

_Held = TypeVar("_Held", bound="_Holder")
_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


class _Holder(Protocol):
    """What works for a screen."""

    @property
    def screen(self) -> Screen[None]: ...


class Part:
    """What is asked of every part; one that has nothing to say leaves it as it is here."""

    def __init__(self, screen: FindingScreen) -> None:
        self.screen = screen

    # --- keys --------------------------------------------------------------------------------------------------------

    @property
    def field(self) -> Input | None:
        """Where something is typed, if that is a line of this part."""
        return None

    def key_in_line(self, key: str) -> bool:  # noqa: ARG002 - as above
        """A key that the line in which one types has no use for; True if that was all."""
        return False

    def key_typed(self, key: str) -> bool:  # noqa: ARG002 - as above
        """A key before it is looked up; True if that was all."""
        return False

    def number_typed(self, number: int) -> bool:  # noqa: ARG002 - as above
        """Tell what a number is for; False if it is for nothing here."""
        return False

    def number_entered(self, number: int) -> bool:  # noqa: ARG002 - as above
        """A number and enter; False if they do nothing here."""
        return False

    def keys_now(self) -> Keys | None:
        """What the last line names in place of the keys of the pane."""
        return None

    def footer_key(self, command: Command) -> str:  # noqa: ARG002 - as above
        """The key of a command that the last line names in place of the one in the keymap."""
        return ""

    def title_now(self, command: Command) -> str:  # noqa: ARG002 - as above
        """What a command is called in place of its usual title, if it does something else just now."""
        return ""

    # --- commands ----------------------------------------------------------------------------------------------------

    def offers(self, command: Command) -> bool:  # noqa: ARG002 - as above
        """Whether a command of this part could do anything now."""
        return True

    def command_begins(self) -> None:
        """A command is about to run."""

    def command_ended(self) -> None:
        """It has run."""

    def run_numbered(self, command: Command, number: int) -> bool:  # noqa: ARG002 - as above
        """Do what a command means after a number here; False if that is nothing of its own."""
        return False

    @property
    def is_lit(self) -> bool:
        """Whether something is lit in the article: then some commands walk through that, or put it out."""
        return False

    def walk(self, direction: int) -> bool:  # noqa: ARG002 - as above
        """To the next place that is lit (1), or the one before (-1); False if nothing is."""
        return False

    # --- what happened -----------------------------------------------------------------------------------------------

    def pane_changed(self) -> None:
        """Another pane has the focus."""

    def focus_moved(self) -> None:
        """A click moved the focus."""

    def entry_opens(self) -> None:
        """Another article is about to be shown."""

    def entry_opened(self) -> None:
        """It is shown."""

    def findings_shown(self) -> None:
        """What was found in the open article meanwhile is shown."""

    def path_shown(self) -> None:
        """The top bar says where one is."""

    def rows_shown(self) -> None:
        """Another list is shown."""

    def counts_shown(self) -> None:
        """Feeds and their counts are shown anew."""

    def saved_counted(self, *, is_current: bool) -> None:
        """The saved searches were counted, from what is kept for them."""

    def pictures_of(self, document: Document) -> Sequence[Known]:  # noqa: ARG002 - as above
        """The pictures of an article that can be drawn."""
        return ()

    def title_note(self) -> str:
        """What the title of the list says in place of how much there is of it."""
        return ""

    def said(self, words: str, *, error: bool) -> None:
        """A sentence was said."""

    def stopped(self, work: str) -> None:
        """The user stopped some work."""


def work(
    *, group: str, exclusive: bool = False, exit_on_error: bool = True
) -> Callable[
    [Callable[Concatenate[_Held, _Given], Coroutine[Any, Any, _Result]]],
    Callable[Concatenate[_Held, _Given], Worker[_Result]],
]:
    """As Textual's decorator, for the methods of parts: it runs as a worker of the screen, beside the keys."""

    def decorate(
        method: Callable[Concatenate[_Held, _Given], Coroutine[Any, Any, _Result]],
    ) -> Callable[Concatenate[_Held, _Given], Worker[_Result]]:
        @wraps(method)
        def start(part: _Held, /, *given: _Given.args, **named: _Given.kwargs) -> Worker[_Result]:
            return part.screen.run_worker(
                partial(method, part, *given, **named),
                name=method.__name__,
                group=group,
                description=method.__qualname__,
                exclusive=exclusive,
                exit_on_error=exit_on_error,
            )

        return start

    return decorate
