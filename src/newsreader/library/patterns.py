"""Regular expressions inside SQL: RE2, in linear time and with little memory, on titles and on what is read of an HTML.

Only a search that has a pattern pays for the import.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from newsreader import packing, query

if TYPE_CHECKING:
    from newsreader.library.store import Library

_BLOCK = re.compile(
    r"<(?:/?(?:p|div|h[1-6]|ul|ol|li|dl|dt|dd|table|tr|td|th|blockquote|pre|figure|figcaption)|[bh]r)\b[^>]*>",
    re.IGNORECASE,
)
_TAG = re.compile("<[^>]*>")
_MOST = 10_000
"""Places in one text."""


def prepare(lib: Library) -> None:
    """Make `matches_line` and `matches_text` known to SQLite."""
    if lib.one("SELECT 1 FROM pragma_function_list WHERE name = 'matches_text'") is None:
        lib.connection.create_function("matches_line", 2, _matches_line, deterministic=True)
        lib.connection.create_function("matches_text", 3, _matches_text, deterministic=True)


def find(expression: str, text: str) -> list[tuple[int, int]]:
    """Where a pattern matches, in order; half-open offsets. Where it matches nothing at all it is not found."""
    found = islice(_compiled(expression).finditer(text), _MOST)
    return [match.span() for match in found if match.end() > match.start()]


def _matches_line(expression: str, line: str | None) -> bool:
    return line is not None and _compiled(expression).search(line) is not None


def _matches_text(expression: str, content: bytes | None, summary: bytes | None) -> bool:
    """What is read of an entry: its content, else its summary. A damaged one matches nothing."""
    try:
        text = _text(content) or _text(summary)
    except ValueError:
        return False
    return _compiled(expression).search(text) is not None


def _text(blob: bytes | None) -> str:
    if blob is None:
        return ""
    text = packing.unpack(blob).decode()
    if "<" in text:
        text = _TAG.sub("", _BLOCK.sub("\n", text))
    return (html.unescape(text) if "&" in text else text).strip()


@lru_cache(maxsize=8)
def _compiled(expression: str) -> Any:
    import re2  # noqa: PLC0415 - see above

    return re2.compile(expression, query.pattern_options())
