"""Long articles: laid out as they come into view, and no line of them is missed on any way through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsreader import reanalyse
from newsreader.articles import document
from newsreader.library import session
from newsreader.tui.rendering import body
from newsreader.tui.symbols import UNICODE
from tui.small_library import NOW, add_entries, article
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp
    from newsreader.tui.widgets.article_view import ArticleView

    MakeApp = Callable[..., ReaderApp]

SIZE = (120, 30)
PARAGRAPHS = "".join(
    f"<p>Paragraph {n} {'with some words more ' * (n % 7)}and <a href='https://example.org/{n}'>a link</a>.</p>"
    + ("<table><tr><td>a<td>b<tr><td>c<td>d</table>" if n % 20 == 0 else "")
    + (f"<ul><li>item {n}<li>and<ol><li>another</ol></ul>" if n % 9 == 0 else "")
    for n in range(700)
)


@pytest.fixture
def long(library: Library) -> int:
    """A long article without quotations, the first of the list."""
    return add_entries(library, 1, article(9, age=-60, title="The report", content=PARAGRAPHS))[0]


def whole(view: ArticleView) -> list[str]:
    """All lines of the article, laid out at once."""
    assert view.reading is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(body, "AT_ONCE", 10_000_000)
        layout = body.lay_out(view.reading.document, view._text_width, symbols=UNICODE)
    return [line.text.rstrip() for line in layout.lines]


def seen(view: ArticleView) -> list[str]:
    """The lines in view, without the indent, from below the head."""
    top = view.scroll_offset.y
    lines = range(max(top, len(view._sheet.head)), min(top + view.size.height, view.line_count()))
    return ["".join(text for text, _ in view.stretches(line))[1:].rstrip() for line in lines]


def place(part: list[str], lines: list[str]) -> int:
    """Where lines stand among others; they stand there once."""
    (found,) = [at for at in range(len(lines)) if lines[at : at + len(part)] == part]
    return found


async def test_pages_lead_through_all_of_it(make_app: MakeApp, long: int) -> None:
    """Down to the end and up to the beginning, each page goes on where the last one ended."""
    app = make_app(now=NOW + 60)
    async with app.run_test(size=SIZE) as pilot:
        view = app.reader.article_view
        await pilot.press("enter")
        assert app.reader.entry is not None
        assert app.reader.entry.id == long
        lines = whole(view)
        step = view.size.height - 2
        at = 0
        while view.page(1):
            found = place(seen(view), lines)
            assert 0 < found - at <= step
            at = found
        assert lines[-1] == seen(view)[-1]
        assert view.line_count() == len(lines) + len(view._sheet.head)
        while view.page(-1):
            part = seen(view)
            found = place(part, lines) if part[0] != lines[0] else 0
            assert 0 <= at - found <= step
            at = found
        assert (at, view.scroll_offset.y) == (0, 0)


async def test_from_the_end_upwards_no_line_is_missed(make_app: MakeApp, long: int) -> None:
    """What is above has not been laid out then."""
    app = make_app(now=NOW + 60)
    async with app.run_test(size=SIZE) as pilot:
        view = app.reader.article_view
        await pilot.press("enter", "G")
        lines = whole(view)
        at = place(seen(view), lines)
        assert lines[-1] == seen(view)[-1]
        for _ in range(40):
            view.page(-1)
            found = place(seen(view), lines)
            assert at - found == view.size.height - 2
            at = found
        for _ in range(60):
            view.move(-1)
            assert place(seen(view), lines) == at - 1
            at -= 1


@pytest.mark.usefixtures("long")
async def test_it_opens_where_it_was_left_and_stays_there(make_app: MakeApp, library: Library) -> None:
    """In the middle, at any width; what is above is laid out when it is needed, and the words in view stay."""
    app = make_app(now=NOW + 60)
    async with app.run_test(size=SIZE) as pilot:
        view = app.reader.article_view
        assert view.reading is not None
        entry_id, text = view.reading.entry_id, view.reading.document.text
    offset = text.index("Paragraph 350")
    session.set_position(library, entry_id, offset)
    again = make_app(now=NOW + 60)
    async with again.run_test(size=SIZE) as pilot:
        view = again.reader.article_view
        await pilot.press("enter")
        assert seen(view)[0].startswith("Paragraph 350")
        view._line_of(100)  # the beginning is laid out
        assert seen(view)[0].startswith("Paragraph 350")
        await pilot.resize_terminal(64, 30)
        await pilot.pause()
        assert seen(view)[0].startswith("Paragraph 350")
        assert view.position == offset


async def test_many_quotes_appear_when_the_text_is_there(make_app: MakeApp, library: Library) -> None:
    """The reader who has moved meanwhile stays where they are."""
    words = "".join(f"<p>“Words number {n} of it,” said Ada Lind.</p>" for n in range(900))
    (entry_id,) = add_entries(library, 1, article(9, age=-60, title="The report", content=words))
    for _ in reanalyse.analyse(library, ids=[entry_id]):
        pass
    app = make_app(now=NOW + 60)
    async with app.run_test(size=SIZE) as pilot:
        view = app.reader.article_view
        await pilot.press("enter", "space")
        await until(pilot, lambda: app.reader.quotes_view.shown > 300)
        assert view.reading is not None
        assert len(view.reading.quotations) == app.reader.quotes_view.shown
        assert view.position > 0
        assert view.reading.document == document.parse(words)
