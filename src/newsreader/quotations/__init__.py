"""Who said what in a text, and which of its clauses are worth keeping. Text in, values out: no files, no clock.

The standard library alone; the same text always gives the same result. Work and memory grow with the text's length:
it is taken in sections, and what is looked at around a word is bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsreader.models.findings import KeyClause, Quotation, Span
from newsreader.quotations.rules import RULES, is_doubtful

if TYPE_CHECKING:
    from newsreader.quotations.claims import Claim

__all__ = ["ANALYSIS_VERSION", "RULES", "Analysis", "find", "find_clauses", "find_quotations"]

ANALYSIS_VERSION = 3
"""Raised whenever the same text may give another result: what is stored is then made again."""


class Analysis(NamedTuple):
    """What is known of a text; both in the order of the text."""

    quotations: tuple[Quotation, ...]
    clauses: tuple[KeyClause, ...]

    def credible(self) -> Analysis:
        """The same without doubtful reported speech: what is worth showing to a reader."""
        return Analysis(tuple(one for one in self.quotations if not is_doubtful(one)), self.clauses)


def find(text: str, language: str | None = None, title: str | None = None) -> Analysis:
    """The quotations and key clauses of a plain text; `language` is a BCP 47 tag, else it is guessed."""
    return _analyse(text, language, title, quotations=True, clauses=True)


def find_quotations(text: str, language: str | None = None) -> tuple[Quotation, ...]:
    """The quotations of a plain text."""
    return _analyse(text, language, None, quotations=True, clauses=False).quotations


def find_clauses(text: str, language: str | None = None, title: str | None = None) -> tuple[KeyClause, ...]:
    """The key clauses of a plain text; a title says what it is about."""
    return _analyse(text, language, title, quotations=False, clauses=True).clauses


def _analyse(text: str, language: str | None, title: str | None, *, quotations: bool, clauses: bool) -> Analysis:
    # Whoever shows what was found needs none of these; they are a tenth of the start of the screen.
    from newsreader.quotations import layout, roles  # noqa: PLC0415
    from newsreader.quotations.attribution import Attributor  # noqa: PLC0415
    from newsreader.quotations.clauses import Skimmer  # noqa: PLC0415
    from newsreader.quotations.coreference import Resolver  # noqa: PLC0415
    from newsreader.quotations.languages.registry import choose  # noqa: PLC0415
    from newsreader.quotations.names import Names  # noqa: PLC0415
    from newsreader.quotations.passage import Passage  # noqa: PLC0415

    tables = choose(text, language)
    names = Names(tables)
    resolver = Resolver(names)
    attributor = Attributor(resolver)
    skimmer = Skimmer(title)
    found: list[Quotation] = []
    for spans in layout.sections(text):
        passage = Passage(text, spans, tables)
        if clauses:
            skimmer.read(passage)
        if quotations:
            names.read(passage)
            roles.assign(passage, names)
            resolver.enter(passage)
            found.extend(_quotation(text, claim) for claim in attributor.attribute(passage))
    return Analysis(tuple(found), skimmer.choose(text) if clauses else ())


def _quotation(text: str, claim: Claim) -> Quotation:
    start, end, cue, source, speaker = claim.start, claim.end, claim.cue, claim.source, claim.speaker
    return Quotation(
        start=start,
        end=end,
        text=text[start:end],
        type=claim.type,
        cue=Span(cue[0], cue[1], text[cue[0] : cue[1]]) if cue is not None else None,
        source=Span(source[0], source[1], text[source[0] : source[1]]) if source is not None else None,
        speaker=speaker.text if speaker is not None else None,
        group=claim.group,
        role=speaker.role if speaker is not None else None,
        cue_class=claim.cue_class,
        confidence=claim.confidence,
        why=claim.why,
    )
