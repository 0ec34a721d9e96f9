"""RSS and Atom through feedparser, with its handlers mended where they mix fields up.

The only module that imports feedparser, so import this one late. It is handed text that is decoded already, never an
address or a file name that it could take for something to open. What feedparser or expat raise ends here.
"""

from __future__ import annotations

import contextlib
import re
from typing import Any
from xml.sax import SAXException, SAXParseException, handler
from xml.sax.expatreader import create_parser
from xml.sax.xmlreader import AttributesNSImpl

import feedparser.api
import feedparser.html
import feedparser.urls

from newsreader.errors import ParseError
from newsreader.feeds import fields
from newsreader.feeds.elements import PODCASTING
from newsreader.feeds.limits import LIMITS, DocumentLimits
from newsreader.feeds.rawfeed import MANY_ATTRIBUTES, Fields, RawFeed, name_of

MANY_RECORDED = 1_000
"""Chapters, transcripts or people of one entry."""
MANY_ELEMENTS = 150_000
"""feedparser takes some seconds for as many and keeps something of each."""


def read(text: str, url: str | None, limits: DocumentLimits = LIMITS) -> RawFeed:
    """Read a document that begins with its root; raises ParseError if it has too many elements."""
    parser = _Parser(url or "", None, "utf-8")
    parser.resolve_relative_uris = parser.sanitize_html = False
    parser.limits = limits
    error = _run(parser, text)
    left_out = max(0, parser.begun - limits.raw_entries)
    entries = [_plain(entry) for entry in parser.entries[: limits.raw_entries]]
    return RawFeed(parser.version or "", _plain(parser.feeddata), entries, error, left_out=left_out)


def rebased(base: str, address: str) -> str:
    """The base of an element that names one, as feedparser has it."""
    if not base:
        return str(feedparser.urls._urljoin("", address))
    return str(feedparser.urls.make_safe_absolute_uri(base, address) or base)


def looks_like_html(text: str) -> bool:
    """Whether feedparser takes a text that says it is plain for HTML."""
    return bool(_Parser.looks_like_html(text))


def mended(text: str) -> str:
    """feedparser's answer to texts that were decoded wrongly: twice, or as ISO-8859-1 instead of windows-1252."""
    with contextlib.suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode()
    return _C1.sub(lambda c: str(feedparser.html._cp1252.get(ord(c[0]), c[0])), text)


def _plain(found: Any) -> Any:
    """feedparser's dictionaries answer `updated` with `published` and the like; plain ones do not."""
    if isinstance(found, dict):
        return {key: _plain(value) for key, value in found.items()}
    return [_plain(value) for value in found] if isinstance(found, list) else found


def _run(parser: _Parser, text: str) -> str | None:
    """Feed a parser; a sentence if it gave up on the way."""
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
        return f"Not well-formed XML: {error.getMessage()} in line {error.getLineNumber()}."
    except SAXException as error:
        return f"Not well-formed XML: {error}."
    except (MemoryError, ParseError):
        raise
    except Exception as error:  # noqa: BLE001 - feedparser's handlers raise anything on hostile input
        return f"Not well-formed XML: {type(error).__name__} while reading it."
    return None


class _Parser(feedparser.api.StrictFeedParser):  # type: ignore[misc]
    """feedparser's strict parser with some handlers changed: each element keeps a field of its own, addresses and
    identities stay as published.
    """

    namespaces = {**feedparser.api.StrictFeedParser.namespaces, **PODCASTING}
    _matchnamespaces: dict[str, str] = {}
    """The same in lower case: feedparser fills it in."""

    can_be_relative_uri = frozenset({"comments", "link"})
    """Not `id`, which is an identity even where it is an address."""

    def resolve_uri(self, uri: str) -> str:
        return fields.http_url(uri, self.baseuri or None) or uri

    limits = LIMITS
    begun = 0
    """Entries, also those that were not kept."""
    _elements = 0
    _below = 0
    """Open elements that are too deep."""
    _in_skips = False

    def startElementNS(self, name: Any, qname: Any, attrs: Any) -> None:  # noqa: N802 - SAX
        self._elements += 1
        if self._elements > MANY_ELEMENTS:
            raise ParseError(f"This document has more than {MANY_ELEMENTS:,} elements and is not quite a feed.")
        if self._below or self.depth >= self.limits.depth:
            self._below += 1
            return
        if len(attrs) > MANY_ATTRIBUTES:
            attrs = AttributesNSImpl({}, {})
        elif any(len(value) > self.limits.attribute_characters for value in attrs.values()):
            kept = {key: value for key, value in attrs.items() if len(value) <= self.limits.attribute_characters}
            attrs = AttributesNSImpl(kept, {key: attrs.getQNameByName(key) for key in kept})
        super().startElementNS(name, qname, attrs)

    def endElementNS(self, name: Any, qname: Any) -> None:  # noqa: N802 - SAX
        if self._below:
            self._below -= 1
        else:
            super().endElementNS(name, qname)

    def _start_item(self, attributes: Fields) -> None:
        self.begun += 1
        self.property_depth_map.clear()  # it holds every entry
        if self.begun > self.limits.raw_entries + 1:
            self.entries.pop()
        super()._start_item(attributes)

    _start_entry = _start_item

    def _save_author(self, key: str, value: str, prefix: str = "author") -> None:
        """One author element with several names is several people."""
        people = self._get_context().get(f"{prefix}s")
        before = people[-1].get(key) if people and key == "name" else None
        super()._save_author(key, f"{before}, {value}" if before else value, prefix)

    def _end_author(self) -> None:
        """feedparser cuts addresses at four letters."""
        words = self.pop("author")
        self.inauthor = 0
        people = self._get_context().get("authors")
        if words and people and not people[-1]:
            people[-1]["name"] = name_of(words)

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

    def _end_published(self) -> None:
        """feedparser would read the date as well, in its own way."""
        self.pop("published")

    _end_issued = _end_pubdate = _end_published

    def _end_updated(self) -> None:
        self.pop("updated")

    _end_modified = _end_lastbuilddate = _end_updated

    def _end_created(self) -> None:
        self.pop("created")

    def _start_dc_date(self, _attributes: Fields) -> None:
        self.push("dc_date", 1)

    def _end_dc_date(self) -> None:
        self.pop("dc_date")

    def _start_skiphours(self, _attributes: Fields) -> None:
        self._in_skips = True
        self.push("skips", 0)

    _start_skipdays = _start_skiphours

    def _end_skiphours(self) -> None:
        self._in_skips = False
        self.pop("skips")

    _end_skipdays = _end_skiphours

    def _start_hour(self, _attributes: Fields) -> None:
        self.push("skip", 0)

    _start_day = _start_hour

    def _end_hour(self) -> None:
        """feedparser would keep the last one only."""
        self._skip("skip_hours")

    def _end_day(self) -> None:
        self._skip("skip_days")

    def _start_psc_chapter(self, attributes: Fields) -> None:
        """feedparser would raise something for one without a start."""
        self._add_recorded("psc chapter", attributes)

    def _start_podcast_chapters(self, attributes: Fields) -> None:
        self._add_recorded("podcast chapters", attributes)

    def _start_podcast_transcript(self, attributes: Fields) -> None:
        self._add_recorded("podcast transcript", attributes)

    def _start_podcast_person(self, attributes: Fields) -> None:
        self._add_recorded("podcast person", {**attributes, "name": None})
        self.push("podcast_person", 0)

    def _end_podcast_person(self) -> None:
        words = self.pop("podcast_person")
        found = self._get_context().get("podcast person")
        if found and found[-1]["name"] is None:
            found[-1]["name"] = words or ""

    def _add_recorded(self, field: str, attributes: Fields) -> None:
        found = self._get_context().setdefault(field, [])
        if len(found) < MANY_RECORDED:
            found.append(attributes)

    def _skip(self, field: str) -> None:
        words = self.pop("skip")
        if words and self._in_skips and not self.inentry:
            self.feeddata.setdefault(field, []).append(words)


_C1 = re.compile("[\x80-\x9f]")
