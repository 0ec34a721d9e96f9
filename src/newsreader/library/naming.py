"""Names that nothing has, as a sentence with what was perhaps meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from newsreader import text

if TYPE_CHECKING:
    from collections.abc import Sequence


def unknown(kind: str, name: str, names: Sequence[str]) -> str:
    """That there is no feed, folder, tag or search of a name, and which of the names is like it."""
    folded = {text.fold(one): one for one in names}
    near = difflib.get_close_matches(text.fold(name), folded, 1)
    return f"there is no {kind} “{name}”" + (f"; did you mean “{folded[near[0]]}”?" if near else "")
