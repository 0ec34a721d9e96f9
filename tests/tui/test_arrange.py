"""Which panes are shown at which width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsreader.commands import Pane
from newsreader.tui.screens.arrange import MIN_PANE, Room, Wishes, arrange


def panes(width: int, focus: Pane = Pane.LIST, wishes: Wishes | None = None) -> set[Pane]:
    """The panes of an arrangement."""
    return set(arrange(width, focus, wishes or Wishes()).widths)


def test_wide_shows_all_four() -> None:
    """From 140 columns feeds, list, detail and quotes stand side by side."""
    assert panes(140) == set(Pane)
    assert panes(240) == set(Pane)


def test_the_side_bar_can_be_hidden() -> None:
    """Without it the other three stay."""
    assert panes(160, wishes=Wishes(side_bar=False)) == {Pane.LIST, Pane.DETAIL, Pane.QUOTES}


def test_medium_lays_the_feeds_over_the_others() -> None:
    """From 100 columns three panes; the feeds come when they have the focus."""
    assert panes(120) == {Pane.LIST, Pane.DETAIL, Pane.QUOTES}
    over = arrange(120, Pane.FEEDS, Wishes())
    assert over.feeds_over
    assert Pane.LIST in over.widths


def test_narrow_puts_the_quotes_in_the_place_of_the_list() -> None:
    """From 70 columns list and detail, or quotes and detail."""
    assert panes(80) == {Pane.LIST, Pane.DETAIL}
    assert panes(80, Pane.QUOTES) == {Pane.QUOTES, Pane.DETAIL}


def test_single_shows_the_pane_in_focus() -> None:
    """Below 70 columns one pane at a time."""
    for pane in Pane:
        assert panes(60, pane) == {pane}
        assert panes(40, pane) == {pane}


def test_zen_shows_the_article_alone() -> None:
    """Whatever the width, until another pane has the focus."""
    assert panes(200, Pane.DETAIL, Wishes(zen=True)) == {Pane.DETAIL}
    assert Pane.LIST in panes(200, Pane.LIST, Wishes(zen=True))


@given(
    st.integers(1, 400), st.sampled_from(list(Pane)), st.dictionaries(st.sampled_from(list(Pane)), st.integers(-90, 90))
)
def test_the_article_always_has_room(width: int, focus: Pane, wider: dict[Pane, int]) -> None:
    """However the user sizes the panes, no pane is too narrow to read and a third is left for the article."""
    arranged = arrange(width, focus, Wishes(wider=wider))
    if arranged.room is not Room.SINGLE:
        beside = [cells for pane, cells in arranged.widths.items() if pane not in {Pane.DETAIL, Pane.FEEDS} or cells]
        taken = sum(
            cells for pane, cells in arranged.widths.items() if not (pane is Pane.FEEDS and arranged.feeds_over)
        )
        assert all(cells >= MIN_PANE for cells in beside if cells)
        assert width - taken >= min(MIN_PANE, width // 3)


def test_no_strip_of_the_list_is_left_beside_the_feeds() -> None:
    """Where they lie over it and what they leave could not be read; a list that is wide enough is seen beside them."""
    for width in (70, 80, 100, 120, 139):
        over = arrange(width, Pane.FEEDS, Wishes())
        assert over.feeds_over
        assert over.widths[Pane.FEEDS] >= over.widths[Pane.LIST]
    wide = arrange(139, Pane.FEEDS, Wishes(wider={Pane.LIST: 10}))
    assert wide.widths[Pane.LIST] - wide.widths[Pane.FEEDS] >= MIN_PANE
