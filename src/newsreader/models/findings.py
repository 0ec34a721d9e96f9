"""What is found in a text and what the user says of it: places, quotations, key clauses, notes."""

from __future__ import annotations

from typing import NamedTuple

CUE_CLASSES = ("neutral", "claimed", "denied", "warned", "promised", "admitted", "asked", "praised", "attacked")
"""What a cue does: said is neutral."""


PROBABLE = 0.6
"""The confidence below which a speaker is only probable."""


class Span(NamedTuple):
    """A stretch of a text: `text == plain[start:end]`."""

    start: int
    end: int
    text: str


class Note(NamedTuple):
    """What the user wrote on an entry."""

    id: int
    entry_id: int
    text: str
    """Empty for a passage that is highlighted without words."""
    passage: Span | None
    """The words it is on, as they were and where they stood in the plain text; None if it is on the whole entry."""
    written: int
    changed: int


class Quotation(NamedTuple):
    """Words that somebody is said to have said."""

    start: int
    end: int
    text: str
    """With its quotation marks."""
    type: str
    """direct, indirect or mixed."""
    cue: Span | None
    """The words that report it: "said", "according to"."""
    source: Span | None
    """The words that name who: "he", "Kim"."""
    speaker: str | None
    """Whom they resolve to: "Kim Jong Un"."""
    group: int
    """The parts of one quotation, split by its cue or by paragraphs, share a group."""
    role: str | None = None
    """What the text calls the speaker: "leader of North Korea"."""
    cue_class: str | None = None
    """What the cue does, from CUE_CLASSES; None without a cue."""
    confidence: float = 1.0
    """How sure it is that he said it, 0 to 1: below PROBABLE he is shown as probable."""
    why: tuple[str, ...] = ()
    """The rules and weights that made it, from `newsreader.quotations.RULES`, in the order they were applied."""

    @property
    def is_probable(self) -> bool:
        """Whether its speaker is rather likely than sure."""
        return self.speaker is not None and self.confidence < PROBABLE


class KeyClause(NamedTuple):
    """A clause to keep when skimming."""

    start: int
    end: int
    text: str
    reasons: tuple[str, ...]
    """From `newsreader.quotations.reasons.REASONS`."""
    rank: int
    """1 is the most important; no ties."""
