"""What hypothesis makes for several modules: texts from outside, addresses, entries, lists of feeds."""

from __future__ import annotations

from hypothesis import strategies as st

from newsreader.feeds.opml import Outline
from newsreader.models.documents import Enclosure, ParsedEntry

any_text = st.text(max_size=200)
"""Any code points but surrogates."""

wild_text = st.text(
    st.one_of(
        st.characters(), st.characters(categories=["Cs", "Cc", "Cf"]), st.sampled_from("<>&;\"'[]/\x1b\x9b\x00\r\n")
    ),
    max_size=200,
)
"""Also lone surrogates, control characters and what markup is made of."""

clean_lines = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zs", "Zl", "Zp", "Cn", "Co"]), min_size=1, max_size=60
)
"""Words that cleaning leaves as they are."""

PIECES = (
    "<rss> <channel> </channel> <item> </item> <title> </title> <feed> <entry> <a|b='c'> <![CDATA[ ]]> <!-- --> "
    "&amp; & < > &#0; &#x110000; <dc:x> </p> <?x ' \""
).split()
markup = st.lists(st.sampled_from(PIECES) | wild_text, max_size=40).map(
    lambda pieces: "".join(pieces).replace("|", " ")
)
"""Documents that look a little like feeds."""

urls = st.builds(
    "http{}://{}.example/{}".format,
    st.sampled_from(["", "s"]),
    st.text("abcdefgh", min_size=1, max_size=10),
    st.text("abc/?&=%#;~._-äß日", max_size=30),
)

enclosures = st.builds(
    Enclosure, url=urls, type=st.none() | st.just("audio/mpeg"), length=st.none() | st.integers(0, 10**9)
)

entries = st.builds(
    ParsedEntry,
    guid=st.none() | any_text,
    title=clean_lines | st.just(""),
    link=st.none() | urls,
    author=st.none() | clean_lines,
    published=st.none() | st.integers(-(10**9), 4 * 10**9),
    updated=st.none() | st.integers(-(10**9), 4 * 10**9),
    summary=st.none() | any_text,
    content=st.none() | any_text,
    enclosures=st.lists(enclosures, max_size=2).map(tuple),
)

folders = st.lists(clean_lines.map(lambda name: name.replace("/", "")).filter(bool), min_size=1, max_size=4).map(
    "/".join
)
outlines = st.builds(Outline, url=urls, title=st.none() | clean_lines, folder=st.none() | folders)
