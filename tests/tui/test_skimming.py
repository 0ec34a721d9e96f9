"""The skim dial: what is shown at each level, that the place stays, that every quote can be reached."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsreader.articles.document import Document, from_plain, parse
from newsreader.commands import Pane
from newsreader.library import session
from newsreader.models.findings import KeyClause, Quotation
from newsreader.quotations.skim import LEVELS, Level
from newsreader.tui.rendering import lay_out
from newsreader.tui.skimming import nearest_fuller, offered
from newsreader.tui.symbols import ASCII, UNICODE
from tui.small_library import BRIDGE, add_bridge, key, said, where

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)
LOW = (160, 14)


def shown(app: ReaderApp) -> str:
    """The words of the article as they are shown, on one line."""
    view = app.reader.article_view
    lines = ("".join(text for text, _ in view.stretches(line)) for line in range(view.line_count()))
    return " ".join(" ".join(lines).split())


def top_words(app: ReaderApp) -> str:
    """The line at the top of the article."""
    view = app.reader.article_view
    return "".join(text for text, _ in view.stretches(round(view.scroll_target_y))).strip()


def level(app: ReaderApp) -> Level:
    """What is shown of the article."""
    return app.reader.article_view.level


def notice(app: ReaderApp) -> str:
    """What is said in place of the keys."""
    return app.reader.key_bar.notice


# --- lines ----------------------------------------------------------------------------------------------------------


def skimmed(html: str, level: Level, clauses: list[str], quotations: tuple[Quotation, ...] = ()) -> list[str]:
    """The lines of an article at a level, cut where the paragraphs are."""
    document = parse(html)
    keys = [key(document.text, words, rank) for rank, words in enumerate(clauses, 1)]
    layout = lay_out(document, 72, quotations=quotations, clauses=keys, symbols=UNICODE, level=level)
    return [line.text.rstrip() for line in layout.lines]


def test_a_sign_stands_wherever_text_was_left_out() -> None:
    """Before the first sentence, between two of a paragraph, behind one that is followed by others; nowhere else."""
    html = "<p>Once. Twice. Thrice.</p><p>Four. Five. Sixty.</p><p>Seven.</p>"
    assert skimmed(html, Level.CLAUSES, ["Twice", "Four", "Seven"]) == [
        "… Twice. …",
        "",
        "Four. …",
        "",
        "Seven.",
    ]
    assert skimmed(html, Level.CLAUSES, ["Once", "Thrice", "Five"]) == ["Once. … Thrice. …", "", "Five. …"]


def test_headings_stay_above_what_is_kept_of_their_sections() -> None:
    """And items keep their signs."""
    html = "<p>One.</p><h2>A</h2><p>Two.</p><h2>B</h2><h3>C</h3><p>Three. Four.</p><ul><li>Five.<li>Six.</ul>"
    assert skimmed(html, Level.CLAUSES, ["One", "Four", "Six"]) == [
        "One. …",
        "",
        "B",
        "",
        "C",
        "",
        "… Four. …",
        "",
        "• Six.",
    ]


def test_quotes_stand_below_their_speakers() -> None:
    """A name is not said again while the same one goes on; one that is only probable is marked."""
    text = "Ann said “yes”. The hall was full.\n\n“No,” said Ann. He said “never”. It rained.\n\n“Who knows?”"
    quotations = (
        said(text, "“yes”", "Ann", cue="said", source="Ann"),
        said(text, "“No,”", "Ann"),
        said(text, "“never”", "Bob Hall", source="He", confidence=0.3),
        said(text, "“Who knows?”", None),
    )
    layout = lay_out(from_plain(text), 60, quotations=quotations, symbols=UNICODE, level=Level.QUOTES)
    assert [line.text for line in layout.lines] == [
        "■ Ann",
        "  Ann said “yes”.",
        "",
        "  “No,”",
        "",
        "□ he, probably Bob Hall",
        "  He said “never”.",
        "",
        "■ speaker not named",
        "  “Who knows?”",
    ]


def test_links_that_are_shown_keep_their_numbers() -> None:
    """And only their addresses are listed."""
    html = '<p>Once <a href="https://a.org/1">here</a>. Twice <a href="https://a.org/2">there</a>.</p>'
    assert skimmed(html, Level.CLAUSES, ["Twice"]) == ["… Twice there [2].", "", "[2] https://a.org/2"]


def test_left_out_text_is_marked_in_ascii() -> None:
    """Where a terminal has no other signs."""
    document = from_plain("One. Two.")
    layout = lay_out(document, 60, clauses=[key("One. Two.", "One", 1)], symbols=ASCII, level=Level.CLAUSES)
    assert [line.text for line in layout.lines] == ["One. ..."]


SPANS = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60)), max_size=5)
TEXTS = st.text(st.sampled_from("abc é“”.,\n 橋。"), min_size=1, max_size=200)


NAMES = st.none() | st.sampled_from(["Ann", "金正恩", "A\u202enn", "a senior official of a ministry in the capital"])


@given(TEXTS, NAMES, SPANS, SPANS, st.sampled_from(LEVELS), st.integers(2, 60))
def test_any_level_of_any_text_is_laid_out(
    text: str,
    name: str | None,
    quoted: list[tuple[int, int]],
    kept: list[tuple[int, int]],
    level: Level,
    width: int,
) -> None:
    """Places never go back, every piece says what the text has there, and what has words shows some."""
    document = from_plain(text)
    quotations = [
        Quotation(a, min(a + n, len(text)), text[a : a + n], "direct", None, None, name, a)
        for a, n in sorted(quoted)
        if a < len(text)
    ]
    clauses = [
        KeyClause(a, min(a + n, len(text)), text[a : a + n], ("lead",), rank)
        for rank, (a, n) in enumerate(sorted(kept), 1)
        if text[a : a + n].strip()
    ]
    layout = lay_out(document, width, quotations=quotations, clauses=clauses, symbols=UNICODE, level=level)
    starts = [line.start for line in layout.lines]
    assert starts == sorted(starts)
    for line in layout.lines:
        assert cell_len(line.text) <= width + line.hang
        assert "\u202e" not in line.text
        for piece in line.pieces:
            if piece.start >= 0:
                assert piece.text == text[piece.start : piece.start + len(piece.text)].replace("\n", " ")
    assert bool(layout.lines) or not text.strip()
    levels = offered(text, quotations, clauses)
    assert levels[0] is Level.ALL
    assert list(levels) == sorted(levels, key=LEVELS.index)
    assert nearest_fuller(level, levels) in levels


def test_levels_that_leave_nothing_out_are_not_offered() -> None:
    """A text without clauses and quotations has one level; nor is a level offered that shows the same as the last."""
    text = "One. Two. Three."
    quote = said(text, "Two", "Ann")
    assert offered(text, (), ()) == (Level.ALL,)
    assert offered("One.", (), [key("One.", "One", 1)]) == (Level.ALL,)
    assert offered(text, (), [key(text, "One", 1), key(text, "Two", 2)]) == (Level.ALL, Level.CLAUSES, Level.LINE)
    assert offered(text, [quote], [key(text, "One", 1)]) == (Level.ALL, Level.CLAUSES, Level.QUOTES, Level.LINE)
    assert Level.CLAUSES not in offered(text, [quote], ())
    assert offered("", (), ()) == (Level.ALL,)


# --- on the screen --------------------------------------------------------------------------------------------------


async def test_minus_shows_less_and_plus_more(make_app: MakeApp, library: Library) -> None:
    """All, key clauses, quotes, one line, and back; the top bar says where the dial stands."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        everything = shown(app)
        assert app.reader.top_bar.level == ""
        await pilot.press("-")
        assert app.reader.top_bar.level == "key clauses"
        assert "Repairs will cost 41 million euros" in shown(app)
        assert "The weather was fine" not in shown(app)
        assert "“We were told nothing,”" not in shown(app)
        await pilot.press("-")
        assert app.reader.top_bar.level == "quotes"
        assert "■ Tom Reed “We were told nothing,”" in shown(app)
        assert "Repairs" not in shown(app)
        await pilot.press("-")
        assert app.reader.top_bar.level == "one line"
        assert shown(app).endswith(
            "The council of Ostrey voted on Monday to close the old harbour bridge for two years"
        )
        await pilot.press("-")
        assert "no less" in notice(app)
        assert app.reader.top_bar.level == "one line"
        await pilot.press("+", "+", "+")
        assert app.reader.top_bar.level == ""
        assert shown(app) == everything
        await pilot.press("+")
        assert "no more" in notice(app)


async def test_the_dial_comes_back_to_the_same_place(make_app: MakeApp, library: Library) -> None:
    """From every level; what is shown in between is what is near."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=LOW) as pilot:
        await pilot.press("enter", *"jjjjjjj")
        view = app.reader.article_view
        before, place = top_words(app), view.position
        for levels in range(1, 4):
            await pilot.press(*["-"] * levels)
            assert view.position == place
            await pilot.press(*["+"] * levels)
            assert top_words(app) == before
        await pilot.press("g", "j")
        await pilot.press("-", "+")
        assert round(view.scroll_target_y) == 1


async def test_what_is_at_the_top_stays_near(make_app: MakeApp, library: Library) -> None:
    """The sentence that is kept there, or the one next to it."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=(60, 9)) as pilot:
        await pilot.press("enter")
        view = app.reader.article_view
        while "Lena Sorg" not in top_words(app):
            await pilot.press("j")
        await pilot.press("-")
        assert "Lena Sorg said the market" in " ".join(
            "".join(text for text, _ in view.stretches(line))
            for line in range(round(view.scroll_target_y), round(view.scroll_target_y) + view.size.height)
        )


async def test_moving_at_a_level_moves_the_place(make_app: MakeApp, library: Library) -> None:
    """Who goes on reading there goes on from there."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=(60, 9)) as pilot:
        await pilot.press("enter", "-", "G", "+")
        assert app.reader.article_view.position > 0
        assert "sell the cranes" in shown(app)[shown(app).index(top_words(app)) :]


async def test_the_quote_that_is_pointed_to_stays_in_its_row(make_app: MakeApp, library: Library) -> None:
    """Rather than the line at the top."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=LOW) as pilot:
        await pilot.press("enter", *["right_square_bracket"] * 4)
        view = app.reader.article_view
        before = top_words(app)
        await pilot.press("-", "-")
        assert view.current == 3
        assert "“We were told nothing,”" in shown(app)
        await pilot.press("+", "+")
        assert top_words(app) == before


async def test_the_level_is_kept_from_article_to_article(make_app: MakeApp, library: Library) -> None:
    """One that has nothing to leave out is shown whole, and the next as was wanted."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "-", "-", "h", "j", "j", "j")
        assert app.reader.entry is not None
        assert app.reader.entry.title == "Article 4"
        assert "Words." in shown(app)
        assert app.reader.top_bar.level == "all"
        await pilot.press("g")
        assert app.reader.top_bar.level == "quotes"
        assert "The weather was fine" not in shown(app)


async def test_a_tiny_article_has_nothing_to_leave_out(make_app: MakeApp) -> None:
    """It is said, and the article stays."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j", "enter", "-")
        assert notice(app) == "nothing to leave out"
        assert "Words." in shown(app)
        assert app.reader.top_bar.level == ""


async def test_the_dial_turns_from_the_list_and_the_quotes_too(make_app: MakeApp, library: Library) -> None:
    """Without leaving them."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("-")
        assert where(app) is Pane.LIST
        assert app.reader.top_bar.level == "key clauses"
        await pilot.press('"', "-")
        assert where(app) is Pane.QUOTES
        assert app.reader.top_bar.level == "quotes"


async def test_brackets_go_up_to_the_level_that_shows_the_quote(make_app: MakeApp, library: Library) -> None:
    """And say so; a quote that is shown changes nothing."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "-", "right_square_bracket")
        view = app.reader.article_view
        assert level(app) is Level.ALL
        assert "key clauses does not show this quote" in notice(app)
        await pilot.press("h", "j", "k")
        assert level(app) is Level.CLAUSES
        await pilot.press("enter", "right_square_bracket")
        await pilot.press("-", "-", "right_square_bracket")
        assert level(app) is Level.QUOTES
        assert view.current == 1
        await pilot.press("right_square_bracket")
        assert level(app) is Level.QUOTES
        assert view.current == 2


async def test_brackets_walk_the_level_of_quotes_as_it_is(make_app: MakeApp, library: Library) -> None:
    """What is reported is not shown there, and is passed over."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "-", "-")
        seen = []
        for _ in range(6):
            await pilot.press("right_square_bracket")
            seen.append(app.reader.article_view.current)
        assert seen == [1, 2, 3, 6, 7, 7]
        assert "no further quote" in notice(app)
        assert level(app) is Level.QUOTES


async def test_enter_on_a_quote_goes_up_as_well(make_app: MakeApp, library: Library) -> None:
    """Moving in the pane does not: only who asks for the place is shown it."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "-", "-", "-", '"', "j", "j", "j")
        assert level(app) is Level.LINE
        await pilot.press("enter")
        assert where(app) is Pane.DETAIL
        assert level(app) is Level.QUOTES
        assert "one line does not show this quote" in notice(app)


async def test_digits_follow_links_at_every_level(make_app: MakeApp, library: Library) -> None:
    """A number means the same link everywhere."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "-", "2")
        assert "https://example.org/cranes" in notice(app)
        assert "[2] https://example.org/cranes" in shown(app)


async def test_the_place_of_the_article_is_kept_not_that_of_the_level(make_app: MakeApp, library: Library) -> None:
    """Turning the dial moves nobody."""
    entry_id = add_bridge(library)
    app = make_app()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("enter", *"jjjjjjjjj")
        place = app.reader.article_view.position
        assert place > 0
        await pilot.press("-", "-", "-")
        app.reader.keeping.keep()
        assert session.position(library, entry_id) == place
    again = make_app()
    async with again.run_test(size=(60, 12)) as pilot:
        assert again.reader.article_view.position == place
        assert level(again) is Level.ALL


async def test_findings_that_arrive_later_move_nothing(make_app: MakeApp, library: Library) -> None:
    """The words at the top stay there, the quotations appear around them, and the dial works from then on."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("enter")
        view = app.reader.article_view
        assert view.reading is not None
        found = view.reading
        view.show_findings((), ())
        for down in range(4):
            before = round(view.scroll_target_y), top_words(app)
            view.show_findings(found.quotations, found.clauses)
            assert (round(view.scroll_target_y), top_words(app)) == before, down
            view.show_findings((), ())
            await pilot.press("j")
        view.show_findings(found.quotations, found.clauses)
        await pilot.press("-")
        assert level(app) is Level.CLAUSES


async def test_findings_keep_the_quote_that_is_pointed_to(make_app: MakeApp, library: Library) -> None:
    """Though it may have another number by then."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "right_square_bracket", "right_square_bracket")
        view, pane = app.reader.article_view, app.reader.quotes_view
        assert view.reading is not None
        fewer = view.reading.quotations[1:]
        view.show_findings(fewer, view.reading.clauses)
        pane.show_findings(fewer)
        assert (view.current, pane.current) == (0, 0)
        view.show_findings((), ())
        pane.show_findings(())
        assert (view.current, pane.current) == (None, None)


async def test_a_level_waits_for_the_findings(make_app: MakeApp, library: Library) -> None:
    """Who has not moved since the article was opened is shown the level as soon as there is one; who has, is not."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("enter", "-")
        view = app.reader.article_view
        assert view.reading is not None
        found = view.reading
        view.show_reading(replace(found, quotations=(), clauses=()), 0)
        assert level(app) is Level.ALL
        view.show_findings(found.quotations, found.clauses)
        assert level(app) is Level.CLAUSES
        view.show_reading(replace(found, quotations=(), clauses=()), 0)
        await pilot.press("j")
        view.show_findings(found.quotations, found.clauses)
        assert level(app) is Level.ALL


@pytest.mark.parametrize("size", [(160, 42), (120, 40), (100, 30), (80, 24), (60, 36), (40, 20), (12, 5)])
async def test_every_level_at_every_size(make_app: MakeApp, library: Library, size: tuple[int, int]) -> None:
    """No line is wider than its pane."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter")
        for _ in LEVELS:
            for line in app.screen._compositor.render_strips():
                assert line.cell_length <= size[0]
            await pilot.press("-", "]")


def test_the_sample_is_what_the_tests_say() -> None:
    """Every level of the article of the bridge shows something else."""
    document: Document = parse(BRIDGE)
    assert document.links == ("https://example.org/budget", "https://example.org/cranes")
