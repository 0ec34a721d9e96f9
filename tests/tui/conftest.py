"""A small library for the screen, and the reader on it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from newsreader.config import Config, Reading, Refresh
from newsreader.library import feeds
from newsreader.library.store import Library, open_library
from newsreader.tui import customs
from newsreader.tui.app import ReaderApp
from newsreader.tui.screens.reader import ReaderScreen
from tui.small_library import DAY, HOUR, NOW, TREATY, add_entries, article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Dates are shown in the same zone everywhere, and the terminal shows all colours."""
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    for name in ("NO_COLOR", "LC_ALL", "LC_TIME", "LC_NUMERIC"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    time.tzset()
    customs.here.cache_clear()
    yield
    monkeypatch.undo()
    time.tzset()
    customs.here.cache_clear()


@pytest.fixture(autouse=True)
def _at_leisure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys come faster here than any finger presses them; every article they pass is opened all the same."""
    monkeypatch.setattr(ReaderScreen, "quick", 0.0)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Two feeds in a folder and one outside, 3 + 2 + 1 articles."""
    with open_library((tmp_path / "library.db", tmp_path / "index.db")) as opened:
        meridian = feeds.add(opened, "https://meridian.example/feed", "Meridian", folder="World", now=NOW)
        herald = feeds.add(opened, "https://herald.example/feed", "Herald", folder="World", now=NOW)
        notes = feeds.add(opened, "https://notes.example/feed", "Notes", now=NOW)
        long = "".join(f"<p>Paragraph {n} of a long article that goes on and on.</p>" for n in range(120))
        add_entries(
            opened,
            meridian,
            article(1, age=HOUR, title="Moscow and Pyongyang sign mutual-defence pact", content=TREATY),
            article(2, age=2 * HOUR, title="A long read", content=long),
            article(3, age=DAY + HOUR),
        )
        add_entries(opened, herald, article(4, age=3 * HOUR), article(5, age=40 * DAY))
        add_entries(opened, notes, article(6, age=4 * HOUR))
        yield opened


@pytest.fixture
def make_app(library: Library) -> object:
    """The reader on the small library; settings may be given."""

    def make(
        config: Config | None = None,
        *,
        now: int = NOW,
        opened: Library | None = None,
        refreshes: bool = False,
        analyses: bool = False,
    ) -> ReaderApp:
        quiet = config or Config(reading=Reading(mark_read_after=0), refresh=Refresh(on_start=False, every=0))
        used = opened or library
        return ReaderApp(used, quiet, refreshes=refreshes, analyses=analyses, now=lambda: now)

    return make
