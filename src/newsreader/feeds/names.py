"""Names of elements and attributes as feedparser has them: the prefix that it knows a namespace by, and the name.

Also tells what kind of feed a document is, because feedparser does so from the namespaces. No element is known here.
"""

from __future__ import annotations

from newsreader.feeds.elements import ATOM_VERSIONS, NAMESPACES, RSS_VERSIONS, USERLAND
from newsreader.feeds.rawfeed import MANY_ATTRIBUTES, Doubt


class Names:
    """The namespaces of one document, as far as they were declared."""

    def __init__(self, attribute_characters: int) -> None:
        """Attributes that are longer are none."""
        self.version = ""
        self.is_root = True
        """What is declared now is declared by the root."""
        self._longest = attribute_characters
        self._standard: dict[str, str] = {}
        """The standard prefix of each prefix of the document that stands for a namespace that feedparser knows."""
        self._other: dict[str, str] = {}
        """The prefix of each namespace that it does not know."""
        self._declared: dict[str, str] = {}
        self._renamed: set[str] = set()
        """Prefixes of the document that are the standard ones of other namespaces."""
        self._written: dict[str, str] = {_XML: "xml"}
        """The prefix of each namespace that has one; empty if it has two."""
        self._used: dict[str, tuple[str, bool]] = {}
        """The namespace that each standard or other prefix stands for, and whether feedparser knows it."""

    def declare(self, prefix: str, uri: str) -> None:
        """Note a namespace; raises Doubt if names would change their meaning."""
        if not uri:
            return
        if uri.split() != [uri]:
            raise Doubt("a namespace with a blank")
        lower = uri.lower()
        if not self.version:
            if not prefix and lower == "http://my.netscape.com/rdf/simple/0.9/":
                self.version = "rss090"
            else:
                self.version = _VERSION_OF.get(lower, "")
            if self.version and not self.is_root:
                raise Doubt("a kind of feed that is told late")
        key = prefix.lower()
        if key and self._declared.setdefault(key, uri) != uri:
            raise Doubt("a prefix for two namespaces")
        known = _is_known(lower)
        standard = NAMESPACES.get(lower, "")
        # feedparser keeps one namespace for each of these, and would lose the other.
        used = (standard if known else prefix).lower()
        if used and self._used.setdefault(used, (uri, known)) != (uri, known) and not (known and self._used[used][1]):
            raise Doubt("a prefix that is used for another")
        if not known:
            if self._other.setdefault(uri, prefix) != prefix:
                raise Doubt("two prefixes for a namespace")
        elif prefix:
            self._standard[prefix] = standard
            if key in _STANDARD_PREFIXES and standard.lower() != key:
                self._renamed.add(key)
        if not self._renamed.isdisjoint(self._used):
            # feedparser would take what has this standard prefix for the other as well.
            raise Doubt("a prefix that is used for another")
        if prefix and self._written.setdefault(uri, prefix) != prefix:
            self._written[uri] = ""

    def key(self, name: str) -> str:
        """The name of an element, `{namespace}name`, as feedparser's handlers have it: `dc_creator`."""
        if (key := standard_key(name)) is not None:
            return key
        uri, local = _split(name)
        prefix = self._other[uri].lower()
        prefix = self._standard.get(prefix, prefix)
        return f"{prefix}_{local.lower()}" if prefix else local.lower()

    def attributes(self, found: dict[str, str]) -> dict[str, str]:
        """The attributes of an element by feedparser's names; none if there are too many of them."""
        if len(found) > MANY_ATTRIBUTES:
            return {}
        named: dict[str, str] = {}
        is_written_otherwise = False
        for name, value in found.items():
            if len(value) <= self._longest:
                if name[0] == "{":
                    key, as_written = self._attribute(name)
                    is_written_otherwise |= key != as_written
                else:
                    key = name.lower()
                named[key] = value.lower() if key in _LOWERED else value
        if is_written_otherwise:
            # feedparser has each twice: by the prefix that it knows, and as it is written, which counts.
            written = {self._attribute(name)[1]: value for name, value in found.items() if len(value) <= self._longest}
            named |= {key: value.lower() if key in _LOWERED else value for key, value in written.items()}
        return named

    def _attribute(self, name: str) -> tuple[str, str]:
        """An attribute's name by the prefix that feedparser knows, and as it is written."""
        if name[0] != "{":
            return (key := name.lower()), key
        uri, local = _split(name)
        if not (prefix := self._written[uri]):
            raise Doubt("an attribute with one of two prefixes")
        standard = _standard_prefix(uri)
        return (f"{standard}:{local}" if standard else local).lower(), f"{prefix}:{local}".lower()

    def version_of_rss(self, number: str) -> None:
        """What an `rss` element says of itself."""
        if not self.version.startswith("rss"):
            self.version = RSS_VERSIONS.get(number) or ("rss20" if number.startswith("2.") else "rss")

    def version_of_atom(self, number: str | None) -> None:
        """What a `feed` element says of itself."""
        self.version = self.version or ATOM_VERSIONS.get(number or "", "atom")


def standard_key(name: str) -> str | None:
    """The name of an element in a namespace that feedparser knows, or in none: the same in every document."""
    uri, local = _split(name)
    prefix = _standard_prefix(uri)
    if not prefix and uri and not _is_known(uri.lower()):
        return None
    return f"{prefix.lower()}_{local.lower()}" if prefix else local.lower()


def _is_known(lower: str) -> bool:
    return USERLAND_MARK in lower or lower in NAMESPACES


def _split(name: str) -> tuple[str, str]:
    """Namespace and name."""
    uri, _, local = name.rpartition("}")
    return uri[1:], local


def _standard_prefix(uri: str) -> str:
    lower = uri.lower()
    return "" if USERLAND_MARK in lower else NAMESPACES.get(lower, "")


USERLAND_MARK = USERLAND.removeprefix("http://")
_XML = "http://www.w3.org/XML/1998/namespace"
_LOWERED = frozenset({"rel", "type"})
_VERSION_OF = {"http://purl.org/rss/1.0/": "rss10", "http://www.w3.org/2005/atom": "atom10"}
_STANDARD_PREFIXES = frozenset(prefix.lower() for prefix in NAMESPACES.values() if prefix)
