"""What the user is asked in a small window, and what is answered; `prompt` shows it."""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """A line to fill in."""

    label: str
    value: str = ""
    placeholder: str = ""


class Choice(NamedTuple):
    """A line to choose."""

    value: str
    label: str
    note: str = ""


class Question(NamedTuple):
    """What is asked."""

    title: str
    fields: tuple[Field, ...] = ()
    choices: tuple[Choice, ...] = ()
    """With a field as well, typing filters them; an address that is typed is the answer, whatever it leaves of them."""
    new: str = ""
    """What an answer is called that is none of the choices: it is offered below them, and only words filter them."""
    problem: str = ""
    """Why the last answer would not do."""


class Answer(NamedTuple):
    """What was typed in each field, and what was chosen."""

    values: tuple[str, ...]
    choice: str | None
