"""What is remembered between two starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library_making import NOW, change, feed_with, opened, stored
from newsreader.library import session, storing

if TYPE_CHECKING:
    from pathlib import Path


def test_values_survive_a_restart(tmp_path: Path) -> None:
    """Texts come back by their keys, replaced and forgotten as told."""
    with opened(tmp_path) as lib:
        session.put(lib, {"width": "30", "skim": "all", "gone": "x"})
        session.put(lib, {"width": "40", "gone": None, "never": None})
    with opened(tmp_path) as lib:
        assert [session.get(lib, key) for key in ("width", "skim", "gone", "never")] == ["40", "all", None, None]


def test_places_survive_restarts_and_edits(tmp_path: Path) -> None:
    """Where an article was left is kept for each, the last place counting."""
    with opened(tmp_path) as lib:
        feed_id = feed_with(lib, 2)
        session.set_position(lib, 1, 10)
        session.set_position(lib, 1, 420)
        storing.apply(lib, change(feed_id, [], [stored(0, id=1, title="Edited")]), NOW)
    with opened(tmp_path) as lib:
        assert session.position(lib, 1) == 420
        assert session.position(lib, 2) is None


def test_the_place_in_an_article_that_is_gone(tmp_path: Path) -> None:
    """Nothing is kept, and nothing raised."""
    with opened(tmp_path) as lib:
        session.set_position(lib, 99, 5)
        assert session.position(lib, 99) is None
