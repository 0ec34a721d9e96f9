"""Where newsreader's answer differs from feedparser's on purpose, each with its reason. The one table of them.

The two readers of newsreader never differ from each other but in the last row.
"""

from __future__ import annotations

from typing import NamedTuple


class Difference(NamedTuple):
    """A kind of answer that is another one."""

    where: str
    """`field`: a field of a real feed, as `parse` of feedparser gives it; `generated`: the same, where only documents
    that hypothesis writes show it; `address`: an address or identity of these, which is the same once it is resolved
    and quoted; `fixture`: an expectation of a fixture of feedparser, by its path; `limit`: a constant of `slowfeed`."""
    what: str
    reason: str


DIFFERENCES = (
    Difference(
        "field", "summary", "Each element keeps a field of its own: a content is not copied into a missing summary."
    ),
    Difference("field", "content", "A second description is not taken for a content; `itunes:summary` is neither."),
    Difference("field", "updated", "RSS 1.0 has one date, `dc:date`: it says when an entry was published."),
    Difference("field", "subtitle", "The feed's description is its own, not that of `dc:` or `itunes:` after it."),
    Difference("field", "authors", "One author element with several names is several people."),
    Difference(
        "address", "id", "An identity stays as published: feedparser resolves one that looks like a relative address."
    ),
    Difference("address", "link", "The same, where an identity is the link; what is stored is resolved afterwards."),
    Difference("address", "links", "Blanks and the like are quoted: every program reads such an address alike."),
    Difference("address", "comments", "The same."),
    Difference(
        "generated",
        "title",
        "A text construct in a feed that belongs in entries is ended as it was begun; feedparser ends another one.",
    ),
    Difference("generated", "tags", "The same for the words of a category."),
    Difference("fixture", "wellformed/sanitize/", "The HTML is made safe afterwards, by our own sanitiser."),
    Difference("fixture", "wellformed/rss/item_description_not_a_doctype", "The same."),
    Difference("fixture", "encoding/demoronize-3", "The same: the entity stays one until then."),
    Difference(
        "fixture",
        "wellformed/base/http_feed_tagline",
        "No HTTP header names a base; addresses are resolved afterwards.",
    ),
    Difference(
        "fixture", "wellformed/atom10/relative_uri_inherit_2", "Addresses in a text are resolved with the sanitiser."
    ),
    Difference("fixture", "wellformed/lang/entry_content_xml_lang", "The language of a text is not stored."),
    Difference("fixture", "encoding/bozo_linenoise", "Bytes that are nothing in an encoding become U+FFFD."),
    Difference(
        "limit", "MANY_ELEMENTS", "feedparser keeps something of every element; the fast reader reads more of them."
    ),
)


def reasons(where: str) -> dict[str, str]:
    """What differs at a place, with the reason."""
    return {one.what: one.reason for one in DIFFERENCES if one.where == where}
