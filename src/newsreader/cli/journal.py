"""undo, redo, journal: what the user did, taken back and done again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.cli import output
from newsreader.cli.shared import library
from newsreader.library import journal

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.library.journal import Step


def undo(options: Namespace) -> int:
    """Take the last step back."""
    with library(options) as lib:
        step = journal.undo(lib)
    _tell(options, step, "undone", "nothing to undo")
    return 0


def redo(options: Namespace) -> int:
    """Do again what was undone last."""
    with library(options) as lib:
        step = journal.redo(lib)
    _tell(options, step, "done again", "nothing to do again")
    return 0


def show(options: Namespace) -> int:
    """Print the steps, newest first."""
    with library(options) as lib:
        steps = journal.steps(lib, options.limit)
    if options.json:
        output.listing("steps", map(_step_json, steps), {})
    else:
        rows = [(output.local(step.at), step.label, "undone" if step.undone else "") for step in steps]
        output.table(rows or [("nothing was done yet",)])
    return 0


def _tell(options: Namespace, step: Step | None, words: str, nothing: str) -> None:
    if options.json:
        output.document({"step": step and _step_json(step), "left": list(step.left) if step else []})
    else:
        output.line(f"{words}: {step.words}" if step else nothing)


def _step_json(step: Step) -> dict[str, object]:
    return {"id": step.id, "at": output.iso(step.at), "label": step.label, "undone": step.undone}
