"""Regular expressions in searches: what they are asked of, and that none is slow or breaks anything."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest

from library_making import NOW, change, listed, opened, stored
from newsreader import query
from newsreader.library import feeds, storing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.store import Library


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """Four articles, the last with a damaged text."""
    with opened(tmp_path) as library:
        feed_id = feeds.add(library, "https://a.example/", "A", now=NOW)
        texts = (
            "<h2>Price</h2><p>It <b>ro</b>se by 12&nbsp;% &amp; fell</p>",
            '<p>Färbe<br>colour</p><img src="https://pictures.example/a.jpg" alt="">',
            None,
            "<p>lost</p>",
        )
        new = [
            stored(n, content=text, summary="<p>only a summary</p>", author="Ann Brook", link=f"https://a.example/{n}")
            for n, text in enumerate(texts)
        ]
        storing.apply(library, change(feed_id, new), NOW)
        with library.write():
            damaged = (b"x", zlib.compress(b"\xff"))
            library.execute("UPDATE contents SET content = ?, summary = ? WHERE entry_id = 4", damaged)
        yield library


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("~/rose by/", [1]),
        (r"~/\d+\W% & fell$/", [1]),
        ("~/^price/", [1]),
        (r"~/Price\s+It/", [1]),
        ("~/PriceIt/", []),
        ("~/COLOU?R/", [2]),
        ("~/(?-i)COLOU?R/", []),
        ("~/färbe/", [2]),
        ("~/pictures|<p>|amp;/", []),
        ("~/a summary/", [3]),
        ("~/lost/", []),
        ("~/title [13]/", [4, 2]),
        ("title:~/^title 0$/", [1]),
        ("title:~/summary/", []),
        ("author:~/^ann\\b/", [4, 3, 2, 1]),
        ("link:~/example\\/2/", [3]),
        ("-~/title/", []),
        ("~/colour/ OR ~/rose/", [2, 1]),
    ],
)
def test_patterns(lib: Library, text: str, ids: list[int]) -> None:
    """On the title and on what is read of the text, whatever the case; tags and addresses are no text."""
    assert listed(lib, query=query.parse(text)) == ids


def test_a_pattern_made_to_be_slow_is_not(tmp_path: Path) -> None:
    """A pattern that would take Python's own expressions longer than the universe lasts."""
    with opened(tmp_path) as lib:
        feed_id = feeds.add(lib, "https://a.example/", "A", now=NOW)
        storing.apply(lib, change(feed_id, [stored(1, content="a" * 50_000)]), NOW)
        assert listed(lib, query=query.parse("~/(a*)*b/")) == []
        assert listed(lib, query=query.parse("~/(a|aa)+$/")) == [1]
