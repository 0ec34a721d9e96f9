"""Code told apart by weight and tone: keywords, comments, strings. Colours are for speakers.

Pygments is imported when the first code is to be told apart, and never reads much of it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.tui.runs import Roles

_LONGEST = 8_000
"""Characters of code that are looked at, for about 10 ms."""

log = logging.getLogger(__name__)


def highlight(text: str, start: int, end: int, language: str) -> Sequence[tuple[int, int, Roles]]:
    """Stretches of a text that are not like the rest of the code there, in order, and their roles."""
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - 30 ms, of which few articles have need
    from pygments.token import Comment, Keyword, Literal, Name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    roles: dict[object, Roles] = {
        Comment: ("dim", "italic"),
        Comment.Preproc: ("second",),
        Keyword: ("bold",),
        Name.Tag: ("bold",),
        Literal.String: ("second",),
    }
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return ()
    found: list[tuple[int, int, Roles]] = []
    try:
        for at, token, words in lexer.get_tokens_unprocessed(text[start : min(end, start + _LONGEST)]):
            while token not in roles and token.parent is not None:
                token = token.parent  # noqa: PLW2901 - up to the kind that is told apart
            if words and token in roles:
                found.append((start + at, start + at + len(words), roles[token]))
    except Exception:  # a lexer that fails on what it does not expect costs the article nothing
        log.exception("code in %s could not be told apart", language)
        return ()
    return found
