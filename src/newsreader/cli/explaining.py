"""Why the analysis found what it found: the sentences of the rules and reasons, for `--explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import quotations
from newsreader.cli import output
from newsreader.quotations.reasons import REASONS

if TYPE_CHECKING:
    from newsreader.models.findings import KeyClause, Quotation


_INDENT = 2


def quotation(one: Quotation) -> None:
    """Print what is known of a quotation, and each rule that made it, in the order in which they were applied."""
    sure = f"{one.confidence:.0%} sure{', so only probable' if one.is_probable else ''}"
    facts = (
        ("type", one.type),
        ("speaker", f"{one.speaker} ({sure})" if one.speaker else "not known"),
        ("role", one.role),
        ("words for the speaker", one.source.text if one.source else "none"),
        ("cue", f"{one.cue.text} ({one.cue_class or 'no class'})" if one.cue else "none"),
    )
    for name, words in facts:
        if words:
            output.line(f"{name}: {words}", indent=_INDENT)
    for reason in one.why:
        output.line(f"- {_sentence(reason, quotations.RULES)}", indent=_INDENT)
    output.line()


def clause(one: KeyClause) -> None:
    """Print why a key clause is kept."""
    for reason in one.reasons:
        output.line(f"- {_sentence(reason, REASONS)}", indent=_INDENT)


def _sentence(reason: str, table: dict[str, str]) -> str:
    """What a rule says; a learned weight stands behind its id: "learned:+2.3"."""
    name, _, weight = reason.partition(":")
    return f"{table.get(name, name)}{f' ({weight})' if weight else ''}"
