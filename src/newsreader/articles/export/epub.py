"""Articles as a book: EPUB 3 with a cover, contents by feed, a chapter an article, and the pictures that are there.

Pure but for the file it is given. Chapters are written as they come, so that a large book needs no large memory; the
same articles give the same bytes. https://www.w3.org/TR/epub-33/
"""

from __future__ import annotations

import hashlib
import uuid
import zipfile
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from newsreader.articles.export import cover, pictures, style, xhtml
from newsreader.articles.export.article import LONGEST_NAME, NO_TITLE, iso
from newsreader.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsreader.articles.blocks import Picture
    from newsreader.articles.export.article import Article, PictureStore

TYPE = "application/epub+zip"
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_CONTAINER = f"""{_XML}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_HTML = f'{_XML}<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
_IN_BOOKS = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What a book may have without something in its place; the last since EPUB 3.3 alone."""
_STYLE = style.STYLE + "body.cover { margin: 0; text-align: center; } .cover img { max-height: 100%; }\n"


@dataclass(slots=True)
class _Book:
    """What is written so far."""

    file: zipfile.ZipFile
    chapters: list[tuple[str, str, int]] = field(default_factory=list)
    """Feed, title and id of each."""
    languages: set[str] = field(default_factory=set)
    images: dict[str, str] = field(default_factory=dict)
    """The type of each picture by its name."""
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    """Of what the book is of: its identity."""

    def add(self, name: str, data: str | bytes, *, packed: bool = True) -> None:
        """Put a file into the book, without the time of day or of this system."""
        info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.create_system = 3
        info.external_attr = 0o644 << 16
        self.file.writestr(info, data)


def write(
    file: IO[bytes], articles: Iterable[Article], *, title: str, now: int, picture: PictureStore | None = None
) -> None:
    """Write the book of articles, which come feed by feed, into a file that can seek; `now` is when it is made."""
    title = title.strip() or NO_TITLE
    with zipfile.ZipFile(file, "w") as packed:
        book = _Book(packed)
        book.add("mimetype", TYPE, packed=False)
        book.add("META-INF/container.xml", _CONTAINER)
        for article in articles:
            _chapter(book, article, picture)
        book.add("book/style.css", _STYLE)
        book.add("book/cover.svg", cover.draw(title, len(book.chapters), iso(now)[:10]))
        book.add("book/cover.xhtml", _page(title, '<body class="cover"><img src="cover.svg" alt="Cover"/></body>'))
        book.add("book/nav.xhtml", _contents(book, title))
        book.add("book/package.opf", _package(book, title, now))


def _chapter(book: _Book, article: Article, picture: PictureStore | None) -> None:
    def source(found: Picture) -> str | None:
        image = pictures.image(picture(found.url)) if picture else None
        if image is None or image.type not in _IN_BOOKS:
            return None
        if image.name not in book.images:
            book.images[image.name] = image.type
            book.add(f"book/images/{image.name}", image.data, packed=False)
        return f"images/{image.name}"

    language = xhtml.language(article)
    body = "".join(xhtml.article_of(article, source))
    page = _page(article.title, f"<body>\n{body}</body>", language)
    book.add(_file(article.entry.id, "book/"), page)
    book.chapters.append((article.entry.feed_title, article.title, article.entry.id))
    book.languages.add(language or "")
    book.digest.update(page.encode())


def _file(entry_id: int, folder: str = "") -> str:
    return f"{folder}article-{entry_id}.xhtml"


def _page(title: str, body: str, language: str | None = None) -> str:
    lang = f' xml:lang="{language}" lang="{language}"' if language else ""
    head = f'<head>\n<title>{xhtml.text(title)}</title>\n<link rel="stylesheet" href="style.css"/>\n</head>'
    return f"{_HTML}{lang}>\n{head}\n{body}\n</html>\n"


def _contents(book: _Book, title: str) -> str:
    """Under the name of each feed its articles; of one feed the articles alone."""
    feeds = len({feed for feed, _, _ in book.chapters})
    lines: list[str] = []
    before: str | None = None
    for feed, name, entry_id in book.chapters:
        if feeds > 1 and feed != before:
            lines.append("</ol></li>\n" if before is not None else "")
            lines.append(f"<li><span>{xhtml.text(shorten(feed, LONGEST_NAME).strip() or NO_TITLE)}</span>\n<ol>\n")
            before = feed
        lines.append(f'<li><a href="{_file(entry_id)}">{xhtml.text(shorten(name, LONGEST_NAME))}</a></li>\n')
    end = "</ol></li>\n" if before is not None else ""
    toc = f'<nav epub:type="toc" id="toc">\n<h1>{xhtml.text(title)}</h1>\n<ol>\n{"".join(lines)}{end}</ol>\n</nav>'
    return _page(title, f"<body>\n{toc}\n</body>")


def _package(book: _Book, title: str, now: int) -> str:
    languages = {name.partition("-")[0].lower() for name in book.languages}
    language = languages.pop() or "und" if len(languages) == 1 else "mul"
    digest = book.digest.digest()
    identity = uuid.UUID(bytes=digest[:16], version=5)
    files = [("nav", "nav.xhtml", "application/xhtml+xml", ' properties="nav"')]
    files.append(("cover-image", "cover.svg", "image/svg+xml", ' properties="cover-image"'))
    files.append(("cover", "cover.xhtml", "application/xhtml+xml", ""))
    files.append(("style", "style.css", "text/css", ""))
    files += [(f"a{number}", _file(number), "application/xhtml+xml", "") for _, _, number in book.chapters]
    files += [(f"i{name.partition('.')[0]}", f"images/{name}", kind, "") for name, kind in book.images.items()]
    manifest = "".join(f'<item id="{a}" href="{b}" media-type="{c}"{d}/>\n' for a, b, c, d in files)
    spine = "".join(f'<itemref idref="a{number}"/>\n' for _, _, number in book.chapters)
    return (
        f'{_XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">urn:uuid:{identity}</dc:identifier>\n<dc:title>{xhtml.text(title)}</dc:title>\n'
        f"<dc:language>{language}</dc:language>\n<dc:publisher>newsreader</dc:publisher>\n"
        f'<meta property="dcterms:modified">{iso(now)}</meta>\n<meta name="cover" content="cover-image"/>\n'
        f'</metadata>\n<manifest>\n{manifest}</manifest>\n<spine>\n<itemref idref="cover"/>\n<itemref idref="nav"/>\n'
        f"{spine}</spine>\n</package>\n"
    )
