"""Quotations and lists are told in the order in which they stand in each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.articles.blocks import Block, BlockKind
from newsreader.articles.document import parse
from newsreader.articles.nesting import Nesting

blocks = st.lists(
    st.builds(
        Block,
        st.sampled_from(BlockKind),
        st.just(0),
        st.just(0),
        level=st.integers(0, 5),
        marker=st.sampled_from(["", "", "•", "1.", "-3."]),
        quote_depth=st.integers(0, 5),
    ),
    max_size=12,
)


def outline(html: str) -> list[str]:
    """For each block what it stands in, the outermost first."""
    nesting, found = Nesting(9), []
    for block in parse(html).blocks:
        nesting.enter(block)
        found.append(" ".join(f"list{one.marker}" if one.is_list else "quote" for one in nesting.stack))
    return found


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>a<blockquote>b</blockquote></li></ul>", ["list•", "list• quote"]),
        ("<blockquote><ul><li>a</li></ul></blockquote>", ["quote list•"]),
        ("<ul><li>a</li></ul><blockquote><ul><li>b</li></ul></blockquote>", ["list•", "quote list•"]),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", ["list1.", "list1. list•", "list2."]),
        ("<ul><li>a</li></ul><ol><li>b</li></ol>", ["list•", "list1."]),
        ("<blockquote>a<blockquote>b</blockquote>c</blockquote><p>d</p>", ["quote", "quote quote", "quote", ""]),
        ("<ul><li>a<blockquote>b</blockquote><p>c</p></li></ul>", ["list•", "list• quote", "list•"]),
    ],
)
def test_containers_stand_in_each_other_as_they_began(html: str, expected: list[str]) -> None:
    """A quotation in an item, and a list in a quotation."""
    assert outline(html) == expected


@given(blocks, st.integers(1, 6))
def test_whatever_comes_is_in_as_many_as_it_says(found: list[Block], deepest: int) -> None:
    """Each block is in its number of quotations and lists, and what ends was open."""
    nesting = Nesting(deepest)
    before: list[object] = []
    for block in found:
        step = nesting.enter(block)
        assert step.closed == before[len(before) - len(step.closed) :][::-1]
        assert nesting.stack == [*before[: len(before) - len(step.closed)], *step.opened]
        level = 0 if block.kind is BlockKind.HEADING else block.level
        assert sum(one.is_list for one in nesting.stack) == min(level, deepest)
        assert sum(not one.is_list for one in nesting.stack) == min(block.quote_depth, deepest)
        before = list(nesting.stack)
