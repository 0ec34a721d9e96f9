"""Local files and folders as feeds: text, Markdown and HTML files are articles, a folder is a feed of its files.

Reads files that the user named and nothing else: no link in them, and no symlink that leads out of a folder, is
followed. A file's address is its file URI; its date is when it was last changed.
"""

from __future__ import annotations

import os.path
import re
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader import text as texts
from newsreader.articles import clean
from newsreader.errors import ParseError
from newsreader.feeds import decode, fields, parse, xmltext
from newsreader.feeds.fields import Problems
from newsreader.feeds.limits import LIMITS, DocumentLimits
from newsreader.models.documents import ParsedEntry, ParsedFeed

if TYPE_CHECKING:
    from collections.abc import Iterator

FEED_SUFFIXES = frozenset({".xml", ".rss", ".atom", ".rdf", ".json"})
ARTICLE_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"})
FILE_BYTES = 10_000_000
MANY_PATHS = 100_000
"""Not more is looked at below one folder."""
LONGEST_TITLE_LINE = 300
SNIFF_BYTES = 4096


def is_feed(body: bytes) -> bool:
    """Whether a document begins like a feed; cheap, and no promise that it can be read."""
    head = decode.decode(body[:SNIFF_BYTES]).text.lstrip("\ufeff \t\r\n")
    if head.startswith("{"):
        return "jsonfeed.org/version" in head or re.search(r'"items"\s*:\s*\[', head) is not None
    document = xmltext.document(head, expected=parse.ROOTS)
    return document is not None and document.local_name in parse.ROOTS


def read_path(path: Path, limits: DocumentLimits = LIMITS) -> ParsedFeed:
    """A folder, a feed file or an article file as a feed; an article file is a feed of one entry."""
    path = path.absolute()
    if path.is_dir():
        return read_folder(path, limits)
    suffix = path.suffix.lower()
    if suffix in ARTICLE_SUFFIXES:
        entry = read_article(path)
        return ParsedFeed(title=entry.title, link=entry.link, entries=(entry,))
    body = _read(path)
    if suffix in FEED_SUFFIXES or is_feed(body):
        return parse.parse(body, limits=limits)
    known = " ".join(sorted(ARTICLE_SUFFIXES | FEED_SUFFIXES))
    raise ParseError(f"{path} is neither a feed nor an article file ({known}).")


def read_folder(path: Path, limits: DocumentLimits = LIMITS) -> ParsedFeed:
    """The article files below a folder, newest first; hidden ones are left out, unreadable ones are problems."""
    problems = Problems()
    entries: list[ParsedEntry] = []
    for file in _newest(path, problems, limits.entries):
        try:
            entries.append(read_article(file))
        except ParseError as error:
            problems.add(str(error))
    return ParsedFeed(
        title=fields.line(path.name) or str(path), link=path.as_uri(), entries=tuple(entries), problems=problems.all()
    )


def read_article(path: Path) -> ParsedEntry:
    """A text, Markdown or HTML file as an entry."""
    path = path.absolute()
    body, changed = _read(path), _changed(path)
    decoded = decode.decode(body).text
    if "\x00" in decoded[:SNIFF_BYTES]:
        raise ParseError(f"{path} is binary, not text.")
    text = texts.plain(decoded[: fields.BODY_CHARACTERS])
    kind = path.suffix.lower()
    read = _read_html if kind in _HTML else _read_markdown if kind in {".md", ".markdown"} else _read_text
    title, content = read(text)
    return ParsedEntry(
        guid=path.as_uri(),
        title=title or fields.line(path.stem),
        link=path.as_uri(),
        published=changed,
        content=content.strip() or None,
    )


def _read_text(text: str) -> tuple[str, str]:
    """The first line is the title and the rest the text; a line too long for a title stays in the text."""
    first, _, rest = text.strip().partition("\n")
    is_title = rest.strip() and len(first) <= LONGEST_TITLE_LINE
    return fields.line(first, LONGEST_TITLE_LINE), clean.from_text(rest if is_title else text)


def _read_markdown(text: str) -> tuple[str, str]:
    """The first heading is the title; a file that begins with it does not repeat it in the text."""
    text = _FRONT_MATTER.sub("", text)
    heading = _ATX_HEADING.search(text) or _SETEXT_HEADING.search(text)
    if not heading:
        first = next((line for line in text.splitlines() if line.strip()), "")
        return _plain_markdown(first), clean.from_markdown(text)
    if not text[: heading.start()].strip():
        text = text[heading.end() :]
    return _plain_markdown(heading[1].rstrip(" \t#")), clean.from_markdown(text)


def _read_html(text: str) -> tuple[str, str]:
    """The title element or the first heading is the title, the body the text."""
    title = _inside(text, "title") or _inside(text, "h1")
    body = _BODY.search(text)
    return fields.html_line(title), clean.sanitise(text[body.end() :] if body else text)


def _inside(text: str, name: str) -> str:
    start = re.search(rf"<{name}\b[^>]*+>", text, re.IGNORECASE)
    end = re.compile(f"</{name}", re.IGNORECASE).search(text, start.end()) if start else None
    return text[start.end() : end.start()] if start and end else ""


def _plain_markdown(line: str) -> str:
    return fields.html_line(clean.from_markdown(line))


def _newest(folder: Path, problems: Problems, most: int) -> Iterator[Path]:
    found: list[tuple[int, Path]] = []
    for file in _files(folder):
        try:
            found.append((_changed(file), file))
        except ParseError as error:
            problems.add(str(error))
    found.sort(key=lambda one: (-one[0], one[1]))
    if len(found) > most:
        problems.add(f"{folder} holds {len(found):,} files; the newest {most:,} were read.")
    return (file for _, file in found[:most])


def _files(folder: Path) -> Iterator[Path]:
    """The article files below a folder; no hidden ones, none that lie elsewhere in truth, in a bounded walk."""
    root = _real(folder)
    waiting = [root]
    left = MANY_PATHS
    while waiting and left > 0:
        try:
            inside = sorted(waiting.pop().iterdir())
        except OSError:
            continue
        for path in inside:
            left -= 1
            if path.name.startswith(".") or (path.is_symlink() and not _real(path).is_relative_to(root)):
                continue
            if path.is_dir() and not path.is_symlink():
                waiting.append(path)
            elif path.suffix.lower() in ARTICLE_SUFFIXES and path.is_file():
                yield path


def _real(path: Path) -> Path:
    """Unlike `Path.resolve`, this does not raise where symlinks go round in a circle."""
    return Path(os.path.realpath(path))


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise ParseError(f"There is no file {path}.")
        with path.open("rb") as file:
            body = file.read(FILE_BYTES + 1)
    except OSError as error:
        raise ParseError(f"{path} cannot be read: {error.strerror or error}.") from error
    if len(body) > FILE_BYTES:
        raise ParseError(f"{path} is larger than {FILE_BYTES // 1_000_000} MB.")
    return body


def _changed(path: Path) -> int:
    try:
        return int(path.stat().st_mtime)
    except OSError as error:
        raise ParseError(f"{path} cannot be read: {error.strerror or error}.") from error


_HTML = frozenset({".html", ".htm", ".xhtml"})
_BODY = re.compile(r"<body\b[^>]*+>", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A---\n(?s:.{0,10000}?)\n---\n")
_ATX_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(\S.*)$", re.MULTILINE)
_SETEXT_HEADING = re.compile(r"^ {0,3}(\S.{0,300})\n {0,3}(?:=+|-{3,})[ \t]*$", re.MULTILINE)
