"""Lists of feeds in OPML: read as people write them, a third of them no XML, and written so that all can read them.

Folders are paths: "A/B" is the folder B in the folder A. A slash in a folder's own name becomes U+2215 (it looks the
same) so that a name never makes a folder. Of a feed only title, folder and an http(s) address are read; commands,
filters and files that other programs allow there are not. Nothing here fetches or stores anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from newsreader import logins
from newsreader import text as texts
from newsreader.articles import tags
from newsreader.errors import ParseError
from newsreader.feeds import decode, fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MANY_FEEDS = 20_000
DEPTH = 100
"""Folders inside each other; feeds further down belong to the last of these."""
FOLDER_CHARACTERS = 200
"""In the name of one folder."""
_SLASH = "\u2215"


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in a list."""

    url: str
    title: str | None = None
    folder: str | None = None
    """A path: "World/Asia"."""
    login: str = ""
    """Name and password that stood in the address, as they stood there; they are never written."""


def read(data: bytes) -> tuple[tuple[Outline, ...], tuple[str, ...]]:
    """The feeds of a list, no address twice, and a sentence for each thing that was left out.

    Raises ParseError if the document is no OPML at all.
    """
    problems = fields.Problems()
    decoded = decode.decode(data)
    problems.add(decoded.problem)
    found: dict[str, Outline] = {}
    is_opml = False
    for name, folder, attributes in _outlines(decoded.text):
        is_opml = True
        outline = _feed(attributes, folder, problems) if name == "outline" else None
        if outline and len(found) >= MANY_FEEDS and outline.url not in found:
            problems.add(f"The list has more than {MANY_FEEDS:,} feeds; the rest was left out.")
        elif outline:
            found.setdefault(outline.url, outline)
    if not is_opml:
        raise ParseError("This is not an OPML file: it holds no <opml> and no <outline>.")
    return tuple(found.values()), problems.all()


def write(feeds: Iterable[Outline], *, title: str) -> str:
    """An OPML 2.0 document with nested folders; names and passwords are taken out of the addresses."""
    root = _Folder()
    for feed in feeds:
        folder = root
        for name in (feed.folder or "").split("/"):
            folder = folder.folders.setdefault(name.strip(), _Folder()) if name.strip() else folder
        folder.feeds.append(feed)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{escape(_fit(title))}</title></head>",
        "<body>",
        *_lines(root, 1),
        "</body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _outlines(text: str) -> Iterator[tuple[str, str | None, dict[str, str]]]:
    """Each opml and outline element with the folder it stands in; tags that do not match do no harm."""
    folders: list[str] = []
    added: list[int] = []
    for _, name, raw in tags.tokens(text):
        if name == "/outline" and added:
            del folders[len(folders) - added.pop() :]
        elif name == "opml":
            yield name, None, {}
        elif name == "outline":
            attributes = fields.attributes(raw)
            yield name, "/".join(folders) or None, attributes
            if not raw.rstrip().endswith("/"):
                own = "" if _address(attributes) else _folder_name(attributes)
                is_added = bool(own) and len(folders) < DEPTH
                folders += [own] * is_added
                added.append(int(is_added))


def _feed(attributes: dict[str, str], folder: str | None, problems: fields.Problems) -> Outline | None:
    address = _address(attributes)
    if not address:
        return None
    title = fields.line(attributes.get("title")) or fields.line(attributes.get("text"))
    bare, login = logins.split(address.strip())
    url, other = logins.split(fields.http_url(bare) or "")  # `feed:` may stand before the scheme
    if not url:
        told = fields.line(texts.without_secrets(address), 200)
        problems.add(f"“{told}” ({title or 'no title'}) is no http or https address; it was left out.")
        return None
    named = None if title in {url, address.strip()} else title or None
    return Outline(url, named and texts.without_secrets(named), folder, login or other)


def _address(attributes: dict[str, str]) -> str:
    """A feed's address; some programs write `url` where they mean `xmlUrl`."""
    address = attributes.get("xmlurl", "")
    if not address.strip() and attributes.get("type", "").lower() in {"rss", "atom", "feed"}:
        address = attributes.get("url", "")
    return address if address.strip() else ""


def _folder_name(attributes: dict[str, str]) -> str:
    name = fields.line(attributes.get("text"), FOLDER_CHARACTERS) or fields.line(
        attributes.get("title"), FOLDER_CHARACTERS
    )
    return name.replace("/", _SLASH)


class _Folder:
    def __init__(self) -> None:
        self.folders: dict[str, _Folder] = {}
        self.feeds: list[Outline] = []


def _lines(folder: _Folder, depth: int) -> Iterator[str]:
    indent = "  " * depth
    for feed in folder.feeds:
        url = logins.split(feed.url)[0]
        title = quoteattr(_fit(feed.title or url))
        yield f'{indent}<outline type="rss" text={title} title={title} xmlUrl={quoteattr(_fit(url))}/>'
    for name, inner in folder.folders.items():
        yield f"{indent}<outline text={quoteattr(_fit(name))}>"
        yield from _lines(inner, depth + 1)
        yield f"{indent}</outline>"


def _fit(text: str) -> str:
    """A line in which every character may stand in XML."""
    return texts.clean_line(text).replace("\ufffe", texts.REPLACEMENT).replace("\uffff", texts.REPLACEMENT)
