"""Names of elements and attributes as feedparser has them: the prefix that it knows a namespace by, and the name.

Also tells what kind of feed a document is, because feedparser does so from the namespaces. No element is known here.
"""

from __future__ import annotations

from newsreader.feeds.elements import ATOM_VERSIONS, NAMESPACES, RSS_VERSIONS, USERLAND
from newsreader.feeds.rawfeed import ATTRIBUTE_CHARACTERS, MANY_ATTRIBUTES, MANY_NAMES, Doubt


class Names:
    """The namespaces of one document, as far as they were declared."""

    def __init__(self) -> None:
        self.version = ""
        self._standard: dict[str, str] = {}
        """The standard prefix of each prefix of the document that stands for a namespace that feedparser knows."""
        self._other: dict[str, str] = {}
        """The prefix of each namespace that it does not know."""
        self._declared: dict[str, str] = {}
        self._used: dict[str, tuple[str, bool]] = {}
        """The namespace that each standard or other prefix stands for, and whether feedparser knows it."""
        self._attributes: dict[str, str] = {}
        """feedparser's name of each attribute."""
        self._has_prefixes = False

    def declare(self, prefix: str | None, uri: str | None, depth: int) -> None:
        """Note a namespace; raises Doubt if names would change their meaning."""
        if not uri:
            return
        if any(c.isspace() for c in uri):
            raise Doubt("a namespace with a blank")
        lower = uri.lower()
        if not self.version:
            if prefix is None and lower == "http://my.netscape.com/rdf/simple/0.9/":
                self.version = "rss090"
            else:
                self.version = _VERSION_OF.get(lower, "")
        if prefix and depth and uri == "http://www.w3.org/1999/xlink":
            raise Doubt("xlink")
        key = (prefix or "").lower()
        if key and self._declared.setdefault(key, uri) != uri:
            raise Doubt("a prefix for two namespaces")
        known = USERLAND_MARK in lower or lower in NAMESPACES
        standard = NAMESPACES.get(lower, "")
        # feedparser keeps one namespace for each of these, and would lose the other.
        used = (standard if known else prefix or "").lower()
        if used and self._used.setdefault(used, (uri, known)) != (uri, known) and not (known and self._used[used][1]):
            raise Doubt("a prefix that is used for another")
        if not known:
            if self._other.setdefault(uri, prefix or "") != (prefix or ""):
                raise Doubt("two prefixes for a namespace")
        elif key in _STANDARD_PREFIXES and standard.lower() != key:
            raise Doubt("a prefix that is used for another")
        elif prefix:
            self._standard[prefix] = standard

    def key(self, name: str) -> str:
        """The name of an element, as expat has it, as feedparser's handlers have it: `dc_creator`."""
        uri, local, _ = _split(name)
        prefix = _standard_prefix(uri)
        if not prefix:
            prefix = self._other.get(uri, "") if uri else ""
        prefix = prefix.lower()
        prefix = self._standard.get(prefix, prefix)
        return f"{prefix}_{local.lower()}" if prefix else local.lower()

    def attributes(self, found: dict[str, str]) -> dict[str, str]:
        """The attributes of an element by feedparser's names; none if there are too many of them."""
        if len(found) > MANY_ATTRIBUTES:
            return {}
        named: dict[str, str] = {}
        for name, value in found.items():
            if len(value) <= ATTRIBUTE_CHARACTERS:
                key = self._attributes.get(name) or self._attribute(name)
                named[key] = value.lower() if key in _LOWERED else value
        if self._has_prefixes:
            # feedparser has those with a prefix twice: by the prefix that it knows, and by the one that is written.
            for name, value in found.items():
                if len(value) <= ATTRIBUTE_CHARACTERS:
                    _, local, prefix = _split(name)
                    key = (f"{prefix}:{local}" if prefix else local).lower()
                    named[key] = value.lower() if key in _LOWERED else value
        return named

    def _attribute(self, name: str) -> str:
        if len(self._attributes) >= MANY_NAMES:
            raise Doubt("too many names")
        uri, local, prefix = _split(name)
        standard = _standard_prefix(uri) if uri else ""
        key = self._attributes[name] = (f"{standard}:{local}" if standard else local).lower()
        self._has_prefixes = self._has_prefixes or bool(prefix)
        return key

    def version_of_rss(self, number: str) -> None:
        """What an `rss` element says of itself."""
        if not self.version.startswith("rss"):
            self.version = RSS_VERSIONS.get(number) or ("rss20" if number.startswith("2.") else "rss")

    def version_of_atom(self, number: str | None) -> None:
        """What a `feed` element says of itself."""
        self.version = self.version or ATOM_VERSIONS.get(number or "", "atom")


def _split(name: str) -> tuple[str, str, str]:
    """Namespace, name and prefix."""
    parts = name.split(" ")
    if len(parts) == 1:
        return "", name, ""
    return parts[0], parts[1], parts[2] if len(parts) > 2 else ""


def _standard_prefix(uri: str) -> str:
    lower = uri.lower()
    return "" if USERLAND_MARK in lower else NAMESPACES.get(lower, "")


USERLAND_MARK = USERLAND.removeprefix("http://")
_LOWERED = frozenset({"rel", "type"})
_VERSION_OF = {"http://purl.org/rss/1.0/": "rss10", "http://www.w3.org/2005/atom": "atom10"}
_STANDARD_PREFIXES = frozenset(prefix.lower() for prefix in NAMESPACES.values() if prefix)
