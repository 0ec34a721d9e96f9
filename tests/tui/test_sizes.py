"""Sizes of the terminal that come faster than they are laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Size
from textual.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = Size(120, 40)


async def test_two_sizes_at_once_do_not_take_turns(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen is laid out in the one that the terminal has, and then rests."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        came: list[Size] = []
        handle = Screen._on_resize

        async def counted(screen: Screen[None], event: events.Resize) -> None:
            came.append(event.size)
            assert len(came) < 10, "they take turns"
            await handle(screen, event)

        monkeypatch.setattr(Screen, "_on_resize", counted)
        for size in (Size(1, 1), WIDE):
            app.reader.post_message(events.Resize(size, size))
            app.reader.call_later(app.reader.show_keys)  # one right behind another would take its place
        for _ in range(20):
            await pilot.pause()
        assert app.reader.size == WIDE
        assert came[:2] == [Size(1, 1), WIDE]
