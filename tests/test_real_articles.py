"""Every real and hostile document the project was given opens as an article: parsed, sanitised, analysed, laid out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from newsreader import quotations
from newsreader.articles import clean, document
from newsreader.articles.blocks import BlockKind
from newsreader.errors import ParseError
from newsreader.feeds.parse import parse
from newsreader.tui.rendering import lay_out
from newsreader.tui.symbols import UNICODE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsreader.articles.blocks import Document
    from newsreader.models.findings import KeyClause, Quotation
    from newsreader.tui.rendering import Line

DATA = Path(__file__).parents[2] / "shared" / "data"
CATEGORIES = "ABCDEFGHIJ"
PARTS = 6
WIDTHS = (40, 72)
SECONDS = 10
"""CPU time for one document, whatever is in it."""

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared documents are not here")


def documents() -> list[Path]:
    """The feeds, then the hostile feeds and pages."""
    folders = [folder for folder in (DATA / "hostile" / "documents").glob("*-*") if folder.name[0] in CATEGORIES]
    return sorted(path for folder in (DATA / "feeds" / "dev", *folders) for path in folder.rglob("*") if path.is_file())


def articles(path: Path) -> Iterator[tuple[str, str | None, str]]:
    """The sanitised HTML, language and title of each article in a document; none if it is refused in a sentence."""
    content = path.read_bytes()
    if path.suffix == ".html":
        yield clean.sanitise(content.decode(errors="replace"), "https://page.example/"), None, path.stem
    try:
        feed = parse(content, url="https://feed.example/feed")
    except ParseError:
        return
    for entry in feed.entries:
        yield entry.content or entry.summary or "", feed.language, entry.title


def open_article(html: str, language: str | None, title: str) -> None:
    """What happens between a stored text and the screen; every line fits and every letter is on one."""
    article = document.parse(html)
    found = quotations.find(article.text, language, title)
    spans: list[Quotation | KeyClause] = [*found.quotations, *found.clauses]
    assert all(article.text[one.start : one.end] == one.text for one in spans)
    for width in WIDTHS:
        layout = lay_out(article, width, quotations=found.quotations, clauses=found.clauses, symbols=UNICODE)
        assert all(cell_len(line.text) <= width + line.hang for line in layout.lines)
        starts = [line.start for line in layout.lines]
        assert starts == sorted(starts)
        lost = letters(article.text) - sum(map(letters_of_text, layout.lines))
        assert lost == 0 or (lost < 0 and has_table(article))  # where a table is too wide, each record repeats its head


def letters(text: str) -> int:
    """How many letters and digits a text has."""
    return sum(map(str.isalnum, text))


def letters_of_text(line: Line) -> int:
    """The letters of a line without the numbers of items and links, and none of a link's address."""
    words = [piece for piece in line.pieces if not {"number", "second"} & set(piece.roles)]
    is_address = all(piece.start < 0 and piece.roles in {(), ("dim",)} for piece in words)
    return 0 if is_address else sum(letters(piece.text) for piece in words)


def has_table(article: Document) -> bool:
    """Whether some of it stands in columns."""
    return any(block.kind is BlockKind.TABLE for block in article.blocks)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_article_opens(part: int) -> None:
    """No document raises, none takes long, and no line is wider than the screen."""
    opened = 0
    for path in documents()[part::PARTS]:
        begun = time.process_time()
        for article in articles(path):
            open_article(*article)
            opened += 1
        assert time.process_time() - begun < SECONDS, path.name
    assert opened > 100
