"""Where the reader was survives being written down, and nothing that is written down stops the start."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsreader.commands import Pane
from newsreader.tui.screens.kept import KEYS, Kept, recall

PLACES = st.sampled_from(["smart:unread", "smart:all", "feed:3", "folder:World/Asia"])
KEPT = st.builds(
    Kept,
    place=PLACES,
    entry_id=st.none() | st.integers(1, 2**53),
    pane=st.sampled_from([Pane.LIST, Pane.DETAIL, Pane.QUOTES]),
    side_bar=st.booleans(),
    wider=st.dictionaries(st.sampled_from(list(Pane)), st.integers(-80, 80)),
    folded=st.frozensets(st.text(st.characters(codec="utf-8"), max_size=9)),
    unread_only=st.booleans(),
    reported=st.booleans(),
)


@given(KEPT)
def test_what_is_kept_is_recalled(kept: Kept) -> None:
    """There and back nothing is lost."""
    assert recall(kept.texts(), feeds={3}, folders={"World/Asia"}) == kept


@given(st.dictionaries(st.sampled_from(KEYS), st.text() | st.sampled_from(["[]", "{", '{"wider": [1]}', "feed:9"])))
def test_whatever_the_session_holds_gives_a_place(texts: dict[str, str]) -> None:
    """A damaged session costs the place, never the start."""
    found = recall(texts, feeds={3}, folders={"World"})
    assert found.place in {"smart:unread", "smart:today", "smart:starred", "smart:all", "feed:3", "folder:World"}


def test_a_place_that_is_gone_is_not_gone_to() -> None:
    """A feed or folder of another day."""
    assert recall({"place": "feed:9"}, feeds={3}, folders=()).place == "smart:unread"
    assert recall({"place": "folder:Nope"}, feeds={3}, folders=()).place == "smart:unread"


def test_a_tag_is_gone_back_to_as_long_as_it_is_there() -> None:
    """As a feed and a folder are."""
    for place, there, expected in (
        ("tag:a:b", {"a:b"}, "tag:a:b"),
        ("tag:a", {"b"}, "smart:unread"),
        ("tags:", {"b"}, "tags:"),
        ("tags:", set(), "smart:unread"),
    ):
        assert recall({"place": place}, feeds=(), folders=(), tags=there).place == expected
