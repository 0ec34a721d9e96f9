"""Documents packed and had again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader import packing
from newsreader.articles import stored
from newsreader.articles.clean import sanitise
from newsreader.articles.document import parse

TAGS = "p h2 ul ol li blockquote pre table tr td th b a dl dt dd sup".split()
HTML = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from([f"<{name}>" for name in TAGS] + [f"</{name}>" for name in TAGS]),
        st.sampled_from(
            [
                "<a href='https://a.org/b'>link</a>",
                "<img src='https://a.org/c' alt='A boat'>",
                "<table><tr><th>A<th>B<tr><td>x<td>y<tr><td>z<td></table>",
                "<pre><code class='language-python'>if x</code></pre>",
                "<hr>",
            ]
        ),
    ),
    max_size=30,
).map("".join)


@given(HTML)
def test_it_is_the_same_document(html: str) -> None:
    """Blocks, marks, cells, links and all."""
    document = parse(sanitise(html))
    assert stored.unpacked(stored.packed(document)) == document


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no deflate",
        packing.pack(b"no json"),
        packing.pack(b"[]"),
        packing.pack(b'["a",[1,2],{},[],[],[]]'),
        packing.pack(b'["a",[99,0,1,0,0,0],{},[],[],[]]'),
        packing.pack(b'["a",[],{},[0,1,77,0],[],[]]'),
        packing.pack(b"7"),
    ],
)
def test_what_is_damaged_is_told(data: bytes) -> None:
    """Whoever asked for it parses the article again."""
    with pytest.raises(ValueError):  # noqa: PT011 - of several kinds
        stored.unpacked(data)
