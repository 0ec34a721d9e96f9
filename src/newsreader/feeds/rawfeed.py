"""RSS and Atom through feedparser, with its handlers mended where they mix fields up.

The only module that imports feedparser, so import this one late. It is handed text that is decoded already, never an
address or a file name that it could take for something to open. What feedparser or expat raise ends here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from xml.sax import SAXException, SAXParseException, handler
from xml.sax.expatreader import create_parser
from xml.sax.xmlreader import AttributesNSImpl

import feedparser.api

from newsreader.feeds import fields, xmltext

if TYPE_CHECKING:
    from newsreader.feeds.fields import Problems

MANY_ATTRIBUTES = 100
"""feedparser takes quadratic time over the attributes of one element; those of an element with more are ignored."""

Fields: TypeAlias = dict[str, Any]
"""What feedparser found in a feed or an entry, by its names."""


class RawFeed(NamedTuple):
    """What feedparser makes of a document."""

    version: str
    feed: Fields
    entries: list[Fields]


def read(document: xmltext.Document, url: str | None, problems: Problems) -> RawFeed:
    """Read a document as it stands; if it is not well-formed, once more after it was rebuilt."""
    parser, error = _run(document.declared(), url)
    is_cut = False
    if error:
        problems.add(error)
        text, is_cut = xmltext.rebuild(document)
        parser, error = _run(text, url)
        problems.add(error)
    entries = [plain(entry) for entry in parser.entries]
    if is_cut and len(entries) > 1:
        problems.add("The document ends within an entry, which was left out.")
        entries.pop()
    return RawFeed(parser.version or "", plain(parser.feeddata), entries)


def _run(text: str, url: str | None) -> tuple[_Parser, str | None]:
    """The parser with what it read, and a sentence if it gave up on the way."""
    parser = _Parser(url or "", None, "utf-8")
    parser.resolve_relative_uris = parser.sanitize_html = False
    reader = create_parser()  # noqa: S315 - its document declares no entity but short plain ones
    reader.setFeature(handler.feature_namespaces, True)
    reader.setFeature(handler.feature_external_ges, False)
    reader.setContentHandler(parser)
    reader.setErrorHandler(parser)
    try:
        # In one piece: expat before 2.6 begins large tokens anew with each piece.
        reader.feed(text)
        reader.close()
    except SAXParseException as error:
        return parser, f"Not well-formed XML: {error.getMessage()} in line {error.getLineNumber()}."
    except SAXException as error:
        return parser, f"Not well-formed XML: {error}."
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - feedparser's handlers raise anything on hostile input
        return parser, f"Not well-formed XML: {type(error).__name__} while reading it."
    return parser, None


class _Parser(feedparser.api.StrictFeedParser):  # type: ignore[misc]
    """feedparser's strict parser with some handlers changed: each element keeps a field of its own, addresses and
    identities stay as published.
    """

    can_be_relative_uri = frozenset({"comments", "link"})
    """Not `id`, which is an identity even where it is an address."""

    def resolve_uri(self, uri: str) -> str:
        return fields.http_url(uri, self.baseuri or None) or uri

    def startElementNS(self, name: Any, qname: Any, attrs: Any) -> None:  # noqa: N802 - SAX
        if len(attrs) > MANY_ATTRIBUTES:
            attrs = AttributesNSImpl({}, {})
        super().startElementNS(name, qname, attrs)

    def _save_author(self, key: str, value: str, prefix: str = "author") -> None:
        """One author element with several names is several people."""
        people = self._get_context().get(f"{prefix}s")
        before = people[-1].get(key) if people and key == "name" else None
        super()._save_author(key, f"{before}, {value}" if before else value, prefix)

    def _end_author(self) -> None:
        """An author that is words, not elements, may be "address (name)"; feedparser cuts addresses at four letters."""
        words = self.pop("author")
        self.inauthor = 0
        people = self._get_context().get("authors")
        if words and people and not people[-1]:
            name = _EMAIL.sub("", words).strip(" ()<>") if _EMAIL.search(words) else words
            people[-1]["name"] = name or words

    _end_managingeditor = _end_author

    def _sync_author_detail(self, key: str = "author") -> None:
        """feedparser would take the words of the author before for this one's."""

    def _start_description(self, attributes: Fields) -> None:
        self.push_content("description", attributes, "text/html", self.infeed or self.inentry or self.insource)

    def _end_description(self) -> None:
        self.pop_content("description")

    def _start_summary(self, attributes: Fields) -> None:
        self.push_content("summary", attributes, "text/plain", 1)

    def _end_summary(self) -> None:
        self.pop_content("summary")

    def _start_content(self, attributes: Fields) -> None:
        self.push_content("content", attributes, "text/plain", 1)

    def _end_content(self) -> None:
        self.pop_content("content")

    _end_body = _end_xhtml_body = _end_content_encoded = _end_fullitem = _end_content

    def _start_media_description(self, attributes: Fields) -> None:
        self.push_content("media_description", attributes, "text/plain", 1)

    def _end_media_description(self) -> None:
        self.pop_content("media_description")

    def _start_itunes_summary(self, attributes: Fields) -> None:
        self.push_content("itunes_summary", attributes, "text/plain", 1)

    def _end_itunes_summary(self) -> None:
        self.pop_content("itunes_summary")

    def _start_itunes_subtitle(self, attributes: Fields) -> None:
        self.push_content("itunes_subtitle", attributes, "text/plain", 1)

    def _end_itunes_subtitle(self) -> None:
        self.pop_content("itunes_subtitle")

    def _start_dc_description(self, attributes: Fields) -> None:
        self.push_content("dc_description", attributes, "text/html", 1)

    def _end_dc_description(self) -> None:
        self.pop_content("dc_description")

    def _start_dc_date(self, _attributes: Fields) -> None:
        self.push("dc_date", 1)

    def _end_dc_date(self) -> None:
        self.pop("dc_date")


def plain(found: Any) -> Fields:
    """feedparser's dictionaries answer `updated` with `published` and the like; plain ones do not."""
    return dict(found.items()) if isinstance(found, dict) else {}


_EMAIL = re.compile(r"(?:mailto:)?[\w.+-]{1,64}@[\w.-]{1,255}")
