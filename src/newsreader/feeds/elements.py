"""The elements that the fast reader knows, and what feedparser does with each: a table, nothing else.

`fastfeed` acts on it. An element that stands in no list here is one that feedparser does not know either: it changes
nothing that is stored.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple

PLAIN: Final = "text/plain"
HTML: Final = "text/html"


class Kind(Enum):
    """What an element is."""

    ROOT = "a document: RSS"
    FEED = "a document that is its feed: Atom"
    CHANNEL = "a feed"
    ENTRY = "an entry"
    TITLE = "a text construct of which the first counts"
    MEDIA_TITLE = "a title, if there is no better one"
    TEXT = "a text construct: plain text or markup, as its type says"
    WORDS = "words that are stored as they are"
    NOTED = "words that are stored if the element has no attributes"
    ID = "an identity, which is a link too"
    LINK = "a link"
    ENCLOSURE = "a file"
    CATEGORY = "a category"
    ITUNES_CATEGORY = "a category in an attribute"
    MEDIA_CATEGORY = "a category with a scheme of its own"
    LABELS = "categories with commas between them"
    PERSON = "an author: words, or parts"
    PART = "a name or an address of a person"
    OTHERS = "people who are no authors: parts"
    IMAGE = "a picture with a title and a link of its own"
    INPUT = "a search box with a title and a link of its own"
    SOURCE = "the feed that an entry was taken from"
    SKIPS = "hours or days in which nothing is published"
    SKIP = "one of them"
    GROUP = "nothing itself; what is in it counts"
    LICENCE = "a link to a licence"
    CC_LICENCE = "one in an attribute"
    RECORDED = "what there is beside a recording: its attributes count"
    HEARD = "who takes part in a recording: words and attributes"
    UNREAD = "words that nobody reads"


class Element(NamedTuple):
    """What is to be done with an element."""

    kind: Kind
    field: str = ""
    """The field that its words fill."""
    type: str = ""
    """Of a text construct that does not say what it is."""


ELEMENTS: Final[dict[str, Element]] = {
    # documents
    "rss": Element(Kind.ROOT),
    "feed": Element(Kind.FEED),
    "channel": Element(Kind.CHANNEL),
    "item": Element(Kind.ENTRY),
    "entry": Element(Kind.ENTRY),
    # texts
    "title": Element(Kind.TITLE, "title", PLAIN),
    "dc_title": Element(Kind.TITLE, "title", PLAIN),
    "media_title": Element(Kind.MEDIA_TITLE, "title", PLAIN),
    "description": Element(Kind.TEXT, "description", HTML),
    "summary": Element(Kind.TEXT, "summary", PLAIN),
    "content": Element(Kind.TEXT, "content", PLAIN),
    "content_encoded": Element(Kind.TEXT, "content", HTML),
    "fullitem": Element(Kind.TEXT, "content", HTML),
    "dc_description": Element(Kind.TEXT, "dc_description", HTML),
    "media_description": Element(Kind.TEXT, "media_description", PLAIN),
    "itunes_summary": Element(Kind.TEXT, "itunes_summary", PLAIN),
    "itunes_subtitle": Element(Kind.TEXT, "itunes_subtitle", PLAIN),
    "subtitle": Element(Kind.TEXT, "subtitle", PLAIN),
    "tagline": Element(Kind.TEXT, "subtitle", PLAIN),
    "rights": Element(Kind.TEXT, "rights", PLAIN),
    "copyright": Element(Kind.TEXT, "rights", PLAIN),
    "dc_rights": Element(Kind.TEXT, "rights", PLAIN),
    "info": Element(Kind.TEXT, "info", PLAIN),
    "feedburner_browserfriendly": Element(Kind.TEXT, "info", PLAIN),
    # dates
    "published": Element(Kind.WORDS, "published"),
    "issued": Element(Kind.WORDS, "published"),
    "pubdate": Element(Kind.WORDS, "published"),
    "dcterms_issued": Element(Kind.WORDS, "published"),
    "updated": Element(Kind.WORDS, "updated"),
    "modified": Element(Kind.WORDS, "updated"),
    "lastbuilddate": Element(Kind.WORDS, "updated"),
    "dcterms_modified": Element(Kind.WORDS, "updated"),
    "created": Element(Kind.WORDS, "created"),
    "dcterms_created": Element(Kind.WORDS, "created"),
    "dc_date": Element(Kind.WORDS, "dc_date"),
    # addresses and identities
    "id": Element(Kind.ID, "id"),
    "guid": Element(Kind.ID, "id"),
    "link": Element(Kind.LINK, "link"),
    "comments": Element(Kind.NOTED, "comments"),
    "enclosure": Element(Kind.ENCLOSURE),
    # people and categories
    "author": Element(Kind.PERSON, "author"),
    "managingeditor": Element(Kind.PERSON, "author"),
    "dc_author": Element(Kind.PERSON, "author"),
    "dc_creator": Element(Kind.PERSON, "author"),
    "itunes_author": Element(Kind.PERSON, "author"),
    "contributor": Element(Kind.OTHERS),
    "itunes_owner": Element(Kind.OTHERS, "owner"),
    "name": Element(Kind.PART, "name"),
    "itunes_name": Element(Kind.PART, "name"),
    "email": Element(Kind.PART, "email"),
    "itunes_email": Element(Kind.PART, "email"),
    "uri": Element(Kind.PART, "href"),
    "url": Element(Kind.PART, "href"),
    "homepage": Element(Kind.PART, "href"),
    "category": Element(Kind.CATEGORY, "category"),
    "keywords": Element(Kind.CATEGORY, "category"),
    "dc_subject": Element(Kind.CATEGORY, "category"),
    "media_category": Element(Kind.MEDIA_CATEGORY, "category"),
    "itunes_category": Element(Kind.ITUNES_CATEGORY, "category"),
    "itunes_keywords": Element(Kind.LABELS, "http://www.itunes.com/"),
    "media_keywords": Element(Kind.LABELS),
    # the feed's own
    "language": Element(Kind.WORDS, "language"),
    "dc_language": Element(Kind.WORDS, "language"),
    "ttl": Element(Kind.NOTED, "ttl"),
    "sy_updateperiod": Element(Kind.NOTED, "sy_updateperiod"),
    "sy_updatefrequency": Element(Kind.NOTED, "sy_updatefrequency"),
    "skiphours": Element(Kind.SKIPS),
    "skipdays": Element(Kind.SKIPS),
    "hour": Element(Kind.SKIP, "skip_hours"),
    "day": Element(Kind.SKIP, "skip_days"),
    # what has elements of its own
    "image": Element(Kind.IMAGE),
    "textinput": Element(Kind.INPUT),
    "source": Element(Kind.SOURCE),
    "media_group": Element(Kind.GROUP),
    "media_content": Element(Kind.GROUP),
    "psc_chapters": Element(Kind.GROUP),
    # with fields that no element can be called like
    "psc_chapter": Element(Kind.RECORDED, "psc chapter"),
    "podcast_chapters": Element(Kind.RECORDED, "podcast chapters"),
    "podcast_transcript": Element(Kind.RECORDED, "podcast transcript"),
    "podcast_person": Element(Kind.HEARD, "podcast person"),
    "cc_license": Element(Kind.CC_LICENCE),
    "creativecommons_license": Element(Kind.LICENCE),
    "creativeCommons_license": Element(Kind.LICENCE),
    # what feedparser reads and newsreader does not
    **dict.fromkeys(
        (
            "cloud generator height width webmaster expirationdate newlocation dc_contributor dc_publisher "
            "dcterms_valid itunes_block itunes_explicit itunes_image itunes_link media_credit media_license "
            "media_player media_rating media_restriction media_thumbnail georss_point georss_line georss_polygon "
            "georss_box"
        ).split(),
        Element(Kind.UNREAD),
    ),
}

LEFT_TO_FEEDPARSER: Final = frozenset(
    "abstract body xhtml_body tags textInput where geom georssgeom georss_where gml_exterior gml_linearring "
    "gml_linestring gml_point gml_polygon gml_pos gml_poslist".split()
)
"""Elements that it knows and that are rare, or raise something when they stand where they should not."""

FIELDS_OF_FEEDPARSER: Final = frozenset("authors contributors publishers links date skip_hours skip_days".split())
"""An element of such a name, which it does not know, would fill a field that it fills itself: left to it as well."""

CHILDREN: Final[dict[Kind, frozenset[str]]] = {
    # What may stand in them; anything else is left to feedparser.
    Kind.PERSON: frozenset({"name", "email", "uri", "url", "homepage"}),
    Kind.OTHERS: frozenset({"name", "email", "uri", "url", "homepage", "itunes_name", "itunes_email"}),
    Kind.IMAGE: frozenset({"title", "link", "url", "width", "height", "description"}),
    Kind.INPUT: frozenset({"title", "link", "name", "description"}),
    Kind.SKIPS: frozenset({"hour", "day"}),
}

LEAVES: Final = frozenset(
    {
        Kind.WORDS,
        Kind.NOTED,
        Kind.ID,
        Kind.LINK,
        Kind.ENCLOSURE,
        Kind.MEDIA_CATEGORY,
        Kind.LABELS,
        Kind.PART,
        Kind.SKIP,
        Kind.LICENCE,
        Kind.CC_LICENCE,
        Kind.RECORDED,
        Kind.HEARD,
        Kind.UNREAD,
    }
)
"""What no element may stand in; of the others, text constructs may not where they are no XHTML."""

RSS_VERSIONS: Final = {"0.91": "rss091u", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}
ATOM_VERSIONS: Final = {"0.1": "atom01", "0.2": "atom02", "0.3": "atom03"}

USERLAND: Final = "http://backend.userland.com/rss"
"""Every address that begins like this is this one."""

PODCASTING: Final = {
    "https://podcastindex.org/namespace/1.0": "podcast",
    "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
}
"""A namespace that feedparser does not know by itself."""

NAMESPACES: Final[dict[str, str]] = {
    # The address of a namespace in lower case: the prefix by which its elements are known; none for those of feeds.
    **dict.fromkeys(
        (
            "",
            USERLAND,
            "http://blogs.law.harvard.edu/tech/rss",
            "http://purl.org/rss/1.0/",
            "http://my.netscape.com/rdf/simple/0.9/",
            "http://example.com/newformat#",
            "http://example.com/necho",
            "http://purl.org/echo/",
            "uri/of/echo/namespace#",
            "http://purl.org/pie/",
            "http://purl.org/atom/ns#",
            "http://www.w3.org/2005/atom",
            "http://purl.org/rss/1.0/modules/rss091#",
        ),
        "",
    ),
    "http://webns.net/mvcb/": "admin",
    "http://purl.org/rss/1.0/modules/aggregation/": "ag",
    "http://purl.org/rss/1.0/modules/annotate/": "annotate",
    "http://media.tangent.org/rss/1.0/": "audio",
    "http://backend.userland.com/blogchannelmodule": "blogChannel",
    "http://creativecommons.org/ns#license": "cc",
    "http://web.resource.org/cc/": "cc",
    "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "creativeCommons",
    "http://backend.userland.com/creativecommonsrssmodule": "creativeCommons",
    "http://purl.org/rss/1.0/modules/company": "co",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://my.theinfo.org/changed/1.0/rss/": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/email/": "email",
    "http://purl.org/rss/1.0/modules/event/": "ev",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://freshmeat.net/rss/fm/": "fm",
    "http://xmlns.com/foaf/0.1/": "foaf",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://postneo.com/icbm/": "icbm",
    "http://purl.org/rss/1.0/modules/image/": "image",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "http://purl.org/rss/1.0/modules/link/": "l",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://madskills.com/public/xml/rss/module/pingback/": "pingback",
    "http://prismstandard.org/namespaces/1.2/basic/": "prism",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs",
    "http://purl.org/rss/1.0/modules/reference/": "ref",
    "http://purl.org/rss/1.0/modules/richequiv/": "reqv",
    "http://purl.org/rss/1.0/modules/search/": "search",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://schemas.xmlsoap.org/soap/envelope/": "soap",
    "http://purl.org/rss/1.0/modules/servicestatus/": "ss",
    "http://hacks.benhammersley.com/rss/streaming/": "str",
    "http://purl.org/rss/1.0/modules/subscription/": "sub",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://schemas.pocketsoap.com/rss/mydescmodule/": "szf",
    "http://purl.org/rss/1.0/modules/taxonomy/": "taxo",
    "http://purl.org/rss/1.0/modules/threading/": "thr",
    "http://purl.org/rss/1.0/modules/textinput/": "ti",
    "http://madskills.com/public/xml/rss/module/trackback/": "trackback",
    "http://wellformedweb.org/commentapi/": "wfw",
    "http://purl.org/rss/1.0/modules/wiki/": "wiki",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/xml/1998/namespace": "xml",
    "http://podlove.org/simple-chapters": "psc",
    **PODCASTING,
}
