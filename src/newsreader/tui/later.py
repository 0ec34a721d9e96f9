"""What the screen is shown without and the first keys need: imported when it is there and nothing else is to be done.

A module at a time, so that a key waits for one at most; a key that needs one before its turn imports it itself.
"""

from __future__ import annotations

import asyncio
from importlib import import_module

MODULES = (
    # what an article may have
    "newsreader.articles.formulas",
    "newsreader.models.documents",
    "newsreader.recordings.speech",
    "newsreader.library.spoken",
    # windows
    "newsreader.tui.screens.help",
    "newsreader.tui.screens.prompt",
    "newsreader.tui.screens.choosing",
    "newsreader.tui.screens.menu",
    # searches
    "newsreader.query.lexer",
    "newsreader.query.parser",
    "newsreader.query.saving",
    "newsreader.query.typing",
    "newsreader.library.ways",
    "newsreader.library.plans",
    "newsreader.library.finding",
    "newsreader.library.patterns",
    "newsreader.library.matching",
    "newsreader.library.speakers",
    # links
    "newsreader.tui.browser",
)
"""Each after those that it imports."""
_REST_SECONDS = 1.0
"""For the first keys, most of which need none of these."""
_BREATH_SECONDS = 0.03


async def bring_in() -> None:
    """Import them."""
    await asyncio.sleep(_REST_SECONDS)
    for name in MODULES:
        import_module(name)
        await asyncio.sleep(_BREATH_SECONDS)
