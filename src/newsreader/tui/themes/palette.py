"""A theme's colours by what they are for, and how they become the variables of `newsreader.tcss`.

No colour stands here: those that ship with the program are in `themes.toml`, the user's own in a file of the same form.
"""

from __future__ import annotations

from typing import NamedTuple

from newsreader.tui.themes.colours import READABLE, contrast


class Palette(NamedTuple):
    """Colours as #rrggbb, or as ansi_red and the like where they are the terminal's own; weights as CSS has them."""

    ink: str
    """The text one reads."""
    second: str
    """What is read already, roles, labels."""
    third: str
    """What need not be read: counts, dates, notes."""
    ground: str
    """Behind the list and the article."""
    side: str
    """Behind the side bar, the quotes, the bars."""
    raised: str
    """Behind key clauses and what is chosen."""
    line: str
    """Rules and the edges of panes."""
    accent: str
    """The cursor, keys, what is current."""
    on_accent: str
    error: str
    match: str
    """Behind words that were searched."""
    on_match: str
    speakers: tuple[str, ...]
    """One for each speaker of an article, those that are least alike first."""
    dark: bool = True
    third_style: str = "none"
    key_style: str = "bold"
    """Of key clauses."""
    current_style: str = "underline"
    """Of the quotation that is pointed to."""
    match_style: str = "none"
    now_style: str = "bold"
    """Of the match that is pointed to."""
    badge_style: str = "bold"
    """Of what stands on the accent."""
    chosen_style: str = "bold"
    focus_style: str = "bold"
    """Of the title of the pane in focus."""

    @property
    def is_ansi(self) -> bool:
        """Whether its colours are the terminal's own."""
        return not self.ink.startswith("#")

    def variables(self) -> dict[str, str]:
        """What `newsreader.tcss` knows the colours and weights by, and the few that Textual's widgets ask for."""
        named = {name.replace("_", "-"): str(getattr(self, name)) for name in (*COLOURS, *STYLES)}
        named |= {f"speaker-{slot}": colour for slot, colour in enumerate(self.speakers)}
        named |= {"ansi-background": self.ground, "ansi-foreground": self.ink}
        for what in ("input", "screen"):
            named |= {f"{what}-selection-background": self.match, f"{what}-selection-foreground": self.on_match}
        return named

    def faint(self) -> tuple[str, str, float] | None:
        """What cannot be read well on what, and the contrast; None if everything can, or is the terminal's affair."""
        pairs = [(name, getattr(self, name), ground) for name, grounds in _DRAWN_ON.items() for ground in grounds]
        pairs += [(f"speaker {n}", one, ground) for n, one in enumerate(self.speakers, 1) for ground in _GROUNDS]
        for name, colour, ground in [] if self.is_ansi else pairs:
            if (found := contrast(colour, getattr(self, ground))) < READABLE:
                return name, ground, found
        return None


_GROUNDS = ("ground", "side", "raised")
_DRAWN_ON = {
    **dict.fromkeys(("ink", "second", "third", "accent", "error"), _GROUNDS),
    "on_accent": ("accent",),
    "on_match": ("match",),
}
_NO_COLOUR = {"speakers", "dark"}
STYLES = tuple(name for name in Palette._fields if name.endswith("_style"))
COLOURS = tuple(name for name in Palette._fields if name not in {*STYLES, *_NO_COLOUR})
