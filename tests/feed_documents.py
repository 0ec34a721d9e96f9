"""Feed documents that hypothesis writes: every element that the readers know, in any order, and what goes wrong.

RSS 0.9x and 2.0, RDF, Atom 0.3 and 1.0; nearly always well-formed.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

from newsreader.feeds.elements import ELEMENTS, FIELDS_OF_FEEDPARSER, LEFT_TO_FEEDPARSER, Kind

NAMESPACES = {
    "dc": ("http://purl.org/dc/elements/1.1/", "http://purl.org/DC/elements/1.1/", "urn:other"),
    "dcterms": ("http://purl.org/dc/terms/",),
    "content": ("http://purl.org/rss/1.0/modules/content/", "http://purl.org/dc/terms/"),
    "media": ("http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss", "//search.yahoo.com/mrss/"),
    "itunes": ("http://www.itunes.com/dtds/podcast-1.0.dtd",),
    "atom": ("http://www.w3.org/2005/Atom",),
    "sy": ("http://purl.org/rss/1.0/modules/syndication/", "http://purl.org/rss/modules/syndication/"),
    "rdf": ("http://www.w3.org/1999/02/22-rdf-syntax-ns#",),
    "xhtml": ("http://www.w3.org/1999/xhtml",),
    "georss": ("http://www.georss.org/georss",),
    "psc": ("http://podlove.org/simple-chapters",),
    "podcast": (
        "https://podcastindex.org/namespace/1.0",
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
        "urn:other",
    ),
    "cc": ("http://web.resource.org/cc/",),
    "creativecommons": ("http://backend.userland.com/creativeCommonsRssModule",),
    "feedburner": ("http://rssnamespace.org/feedburner/ext/1.0",),
    "gd": ("http://schemas.google.com/g/2005", "urn:other"),
    "xlink": ("http://www.w3.org/1999/xlink",),
}
TEXTS = (
    "",
    " ",
    "Harbour & <b>hills</b>",
    "a < b &amp; c > d",
    "<p>It sails.</p><script>1</script>",
    "Fähre über Åland",
    "FÃ¤hre",
    "caf\x85 \x93x\x94",
    "東京のニュース",
    "AT&T &#8217;s",
    "x &eacute; y &nosuch; z",
    "https://paper.example/a?b=1&c=2",
    "/relative?a=1&amp;b;=2",
    "../up",
    "javascript:1",
    "tag:paper.example,2026:1",
    "Mon, 05 Jan 2026 04:30:00 GMT",
    "2026-01-05T04:30:00Z",
    "some day",
    "desk@paper.example (The Desk)",
    "60",
    "Monday",
    "daily",
    "one, two,,three",
    "line\nbreak\t tab",
    "x" * 1_100,
)
ATTRIBUTES = {
    "type": ("text", "html", "xhtml", "HTML", "text/plain", "application/xml", "image/png", "", "audio/mpeg"),
    "mode": ("escaped", "base64", "xml"),
    "href": ("https://paper.example/x", "y?a=1&b=2", ""),
    "url": ("https://paper.example/u.mp3", "rel.mp3"),
    "uri": ("https://paper.example/uri",),
    "rel": ("alternate", "self", "enclosure", "replies", "RELATED"),
    "length": ("12", "many"),
    "term": ("Sea", ""),
    "label": ("The Sea",),
    "scheme": ("urn:s",),
    "domain": ("urn:d",),
    "text": ("News",),
    "isPermaLink": ("false", "true"),
    "xml:lang": ("sv_SE", ""),
    "lang": ("de",),
    "rdf:about": ("https://paper.example/about",),
    "rdf:resource": ("https://paper.example/r",),
    "gd:rel": ("other",),
    "version": ("2.0", "0.91", "0.3"),
    "start": ("00:10", "soon"),
    "title": ("The Sea & <b>", ""),
    "role": ("Host",),
    "name": ("nobody",),
    "language": ("sv",),
    "HREF": ("https://paper.example/upper",),
    "src": ("https://paper.example/src",),
}
WILD = (*LEFT_TO_FEEDPARSER, *FIELDS_OF_FEEDPARSER, "title_detail", "contributor", "image", "channel")
"""What is left to feedparser, or often is."""
UNKNOWN = ("items", "rdf_seq", "rdf_li", "gd_image", "docs", "rating", "wfw_commentrss", "foo", "foo_bar")
CONTAINERS = ("media_group", "media_content", "foo", "items", "source", "itunes_category", "category")
TEXT_NAMES = tuple(name for name, one in ELEMENTS.items() if one.kind in {Kind.TEXT, Kind.TITLE, Kind.MEDIA_TITLE})
NAMES = sorted({*ELEMENTS, *UNKNOWN} - {"rss", "feed", "item", "entry", "creativeCommons_license", *WILD})
COMMON = (
    "title link description guid pubdate author category enclosure comments summary content id updated published "
    "dc_creator dc_date content_encoded media_title media_description itunes_author source image"
).split()


def written(name: str) -> str:
    """The name as it stands in a document."""
    return name.replace("_", ":", 1) if name.partition("_")[0] in NAMESPACES else name


rarely = st.integers(0, 29).map(lambda number: number == 0)
attributes = st.lists(
    st.sampled_from(sorted(ATTRIBUTES)).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(ATTRIBUTES[name]))
    ),
    max_size=3,
    unique_by=lambda one: one[0],
).map(lambda found: "".join(f" {name}={quoteattr(value)}" for name, value in found))
based = st.sampled_from(
    [' xml:base="https://other.example/base/"', ' xml:base="sub/"', ' base="https://third.example/"']
)
few_attributes = st.one_of(st.just(""), st.just(""), attributes)

few_bases = rarely.flatmap(lambda odd: based if odd else st.just(""))

texts = st.sampled_from(TEXTS).flatmap(
    lambda text: st.sampled_from(
        (escape(text), f"<![CDATA[{text}]]>", f" {escape(text)}<!-- note -->\n", f"<?x y?>{escape(text)}&#233;")
    )
)
markups = st.sampled_from(
    (
        '<div xmlns="http://www.w3.org/1999/xhtml"><p class="a">It <b>sails</b> &amp; &lt;sinks</p><br/></div>',
        '<xhtml:div><xhtml:p title="&quot;x&quot;">one</xhtml:p> two</xhtml:div>',
        '<div xmlns="http://www.w3.org/1999/xhtml">one</div><div xmlns="http://www.w3.org/1999/xhtml">two</div>',
        '<p>loose</p> words <img src="a.png"/>',
        '<div>in a <span xml:base="https://b.example/">div</span></div>',
        '<svg xmlns="http://www.w3.org/2000/svg"><title>no</title></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" a="1" xmlns:l="http://www.w3.org/1999/xlink"><a l:b="x"/></svg>',
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mi>x</mi></math>',
        "<xhtml:body><p>body</p></xhtml:body>",
    )
)
tame = st.sampled_from(COMMON) | st.sampled_from(NAMES)
wild = st.sampled_from(sorted({*WILD, *NAMES}))


def element(name: str, inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """An element of a name with something in it."""
    tag = written(name)
    return st.builds(
        lambda given, base, held: f"<{tag}{given}{base}>{held}</{tag}>\n", few_attributes, few_bases, inside
    )


leaves = tame.flatmap(lambda name: element(name, texts))
marked = st.sampled_from(TEXT_NAMES).flatmap(
    lambda name: st.builds(
        "<{0} type='{1}'>{2}</{0}>\n".format,
        st.just(written(name)),
        st.sampled_from(["xhtml", "xhtml", "xhtml", "application/xhtml+xml", "html", "text"]),
        markups,
    )
)
nested = st.recursive(
    leaves,
    lambda inner: st.sampled_from(CONTAINERS).flatmap(
        lambda name: element(name, st.lists(inner, max_size=3).map("".join))
    ),
    max_leaves=4,
)
anything = st.recursive(
    wild.flatmap(lambda name: element(name, texts | markups)),
    lambda inner: wild.flatmap(lambda name: element(name, st.lists(inner, max_size=3).map("".join))),
    max_leaves=4,
)
people = st.builds(
    "<{0}>{1}</{0}>\n".format,
    st.sampled_from(["author", "atom:author", "contributor", "itunes:owner", "dc:creator"]),
    st.lists(
        st.sampled_from(
            (
                "<name>Ida</name>",
                "<atom:email>ida@paper.example</atom:email>",
                "words",
                "<uri>https://ida.example/</uri>",
                '<gd:image src="x">no</gd:image>',
                "<foo>no</foo>",
                "<name> </name>",
            )
        ),
        max_size=4,
    ).map("".join),
)
pictures = st.sampled_from(
    (
        "<image><url>u</url><title>Picture</title><link>https://p.example/</link><width>8</width></image>\n",
        "<textInput><title>Search</title><name>q</name><description>d</description><link>l</link></textInput>\n",
        "<skipHours><hour>0</hour><hour>7</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>\n",
        "<source><title>Other</title><id>o</id><link href='o'/><updated>2026</updated></source>\n",
        '<source url="https://o.example/">Other</source>\n',
        "<media:group><media:title>M</media:title><media:description>d</media:description></media:group>\n",
        '<itunes:category text="News"><itunes:category text="Sea"/></itunes:category>\n',
        "<category> <rdf:li><foo>Sea</foo></rdf:li> <gd:image src='x'>Ocean</gd:image></category>\n",
        "<a xmlns:l='http://www.w3.org/1999/xlink'>x</a><ttl xmlns:l='http://www.w3.org/1999/xlink'>7</ttl>\n",
        "<ttl>60</ttl><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>\n",
    )
)
parts = st.one_of(leaves, leaves, leaves, marked, nested, people, pictures)
contents = st.lists(rarely.flatmap(lambda odd: anything if odd else parts), max_size=8).map("".join)
entries = st.builds(
    "<{0}{1}>{2}{3}</{0}>\n".format,
    st.sampled_from(["item", "item", "entry", "atom:entry"]),
    st.sampled_from(
        ["", "", ' rdf:about="https://paper.example/about"', ' xml:base="e/"', ' xml:lang="de" foo="lastmod"']
    ),
    st.sampled_from(["<guid>1</guid>", "<title>A</title>", "<link>https://paper.example/l</link>", ""]),
    contents,
)
feeds = st.lists(contents | entries | entries, max_size=5).map("".join)


def declared(chosen: dict[str, str]) -> str:
    """The declarations of namespaces."""
    return "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in chosen.items())


namespaces = rarely.flatmap(
    lambda odd: st.fixed_dictionaries(
        {prefix: st.sampled_from(uris) if odd else st.just(uris[0]) for prefix, uris in NAMESPACES.items()}
    )
).map(declared)
rss = st.builds(
    '<rss version="{0}"{1}{2}><channel>{3}</channel>{4}</rss>'.format,
    st.sampled_from(["2.0", "0.91", "0.92", "1.0", ""]),
    namespaces,
    st.sampled_from(
        ["", "", ' xml:lang="en"', ' xml:base="https://base.example/"', ' xmlns="http://backend.userland.com/rss2"']
    ),
    feeds,
    st.just("") | entries | pictures,
)
rdf = st.builds(
    "<rdf:RDF{0}{1}><channel>{2}</channel>{3}</rdf:RDF>".format,
    namespaces,
    st.sampled_from(['xmlns="http://purl.org/rss/1.0/"', 'xmlns="http://my.netscape.com/rdf/simple/0.9/"', ""]).map(
        " {}".format
    ),
    contents,
    feeds,
)
atom = st.builds(
    "<feed{0}{1}>{2}</feed>".format,
    namespaces,
    st.sampled_from(
        [
            ' xmlns="http://www.w3.org/2005/Atom"',
            ' xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/dir/" xml:lang="fr"',
            ' xmlns="http://purl.org/atom/ns#" version="0.3"',
            ' xmlns="urn:unknown"',
            "",
        ]
    ),
    feeds,
)
documents = rss | rdf | atom


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A document of which some bytes were changed, taken out or doubled."""
    body = bytearray(draw(documents).encode())
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(body) - 1))
        kind = draw(st.integers(0, 4))
        if kind == 0:
            body[at] = draw(st.integers(0, 255))
        elif kind == 1:
            del body[at : at + draw(st.integers(1, 40))]
        elif kind == 2:
            body[at:at] = draw(
                st.sampled_from([b"<", b">", b"&", b"&#x110000;", b"]]>", b"<![CDATA[", b"\x00", b"</item>"])
            )
        elif kind == 3:
            body[at:at] = bytes(body[at : at + draw(st.integers(1, 200))])
        else:
            del body[at:]
        if not body:
            break
    return bytes(body)
