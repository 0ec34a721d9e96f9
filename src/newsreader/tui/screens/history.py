"""Earlier searches or commands, the last one last, as a text for the session and back; walking through them. Pure."""

from __future__ import annotations

import json

KEY = "searches"
"""Where the session keeps those of searches."""
MOST = 100


def recalled(kept: str | None) -> list[str]:
    """What the session holds, as far as it makes sense."""
    try:
        found = json.loads(kept or "[]")
    except (ValueError, RecursionError):
        return []
    return [text for text in found if isinstance(text, str)][-MOST:] if isinstance(found, list) else []


def with_latest(earlier: list[str], text: str) -> str:
    """What the session keeps after one more; one that is asked again moves to the end."""
    return json.dumps([*(one for one in earlier if one != text), text][-MOST:], ensure_ascii=False)


class Walk:
    """Up to earlier ones and down to what was being typed."""

    def __init__(self, earlier: list[str]) -> None:
        self._texts = [*earlier, ""]
        self._at = len(earlier)

    def step(self, direction: int, typed: str) -> str | None:
        """The text that comes before (-1) or after (1) in place of what is typed; None if there is none."""
        at = self._at + direction
        if not 0 <= at < len(self._texts):
            return None
        self._texts[self._at] = typed
        self._at = at
        return self._texts[at]
