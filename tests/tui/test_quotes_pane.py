"""The quotes pane: who speaks, how sure that is, whose words they are, and what can be hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsreader.commands import Pane
from newsreader.config import Config, Interface, Reading, Refresh
from newsreader.tui.screens.help import sign_lines
from newsreader.tui.symbols import ASCII, UNICODE, Symbols
from newsreader.tui.widgets import quotes_view
from newsreader.tui.widgets.quote_lines import QuoteLines
from tui.small_library import add_bridge, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newsreader.library.store import Library
    from newsreader.models.findings import Quotation
    from newsreader.tui.app import ReaderApp
    from newsreader.tui.widgets.stretches import Stretch

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)

TEXT = (
    "Kim Jong Un met her. “It is a fiery friendship,” Kim said. He vowed help, warned of war and called it a “dark "
    "day” for all. “We wait,” she said."
)


def pane(app: ReaderApp) -> list[str]:
    """The lines of the quotes pane."""
    view = app.reader.quotes_view
    lines = ["".join(text for text, _ in view.stretches(number)) for number in range(view.line_count())]
    return [" ".join(line.split()) for line in lines]


async def lines_of(app: ReaderApp, *quotations: Quotation) -> list[str]:
    """The pane with some quotations in it."""
    async with app.run_test(size=WIDE):
        app.reader.quotes_view.show_quotations(quotations)
        return pane(app)


async def test_a_speaker_has_a_role_and_a_number_of_quotes(make_app: MakeApp, library: Library) -> None:
    """In the order of their first words, each above what it is they said, and how."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE):
        assert pane(app)[:7] == [
            "■ Ann Brook 3",
            "Mayor",
            "said",
            "┊ the bridge would close in",
            "┊ March",
            "said",
            "│ “It is not safe,”",
        ]
        assert "■ Tom Reed 3" in pane(app)
        assert "■ Lena Sorg 2" in pane(app)
        assert app.reader.quotes_title.note == "8 · 3 voices"


async def test_the_parts_of_one_quotation_stand_together(make_app: MakeApp, library: Library) -> None:
    """The words that report them are not said again between."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE):
        lines = pane(app)
        assert lines[lines.index("│ “It is not safe,”") + 1] == "│ “It never was.”"


@pytest.mark.parametrize(
    ("symbols", "signs"), [("unicode", ("│", "╎", "┊", "■", "□")), ("ascii", ("|", "!", ":", "#", "?"))]
)
async def test_kinds_are_told_apart_by_signs(make_app: MakeApp, symbols: str, signs: tuple[str, ...]) -> None:
    """Own words, partly own words, reported; and who is only probable: without any colour, and in ASCII."""
    direct, partial, reported, sure, probable = signs
    app = make_app(Config(Reading(mark_read_after=0), Refresh(on_start=False, every=0), Interface(symbols=symbols)))
    lines = await lines_of(
        app,
        said(TEXT, "“It is a fiery friendship,”", "Kim Jong Un"),
        said(TEXT, "it a “dark day” for all", "Kim Jong Un", kind="mixed"),
        said(TEXT, "help", "Kim Jong Un", kind="indirect"),
        said(TEXT, "“We wait,”", "Choe Son Hui", source="she", confidence=0.4),
    )
    assert lines[0] == f"{sure} Kim Jong Un 3"
    assert f"{direct} friendship,”" in lines
    assert f"{partial} it a “dark day” for all" in lines
    assert f"{reported} help" in lines
    assert any(line.startswith(f"{probable} she, probably Choe") for line in lines)


async def test_probable_speakers_say_so(make_app: MakeApp) -> None:
    """Above the name where nothing about it is sure, else at the words themselves."""
    unsure = said(TEXT, "help", "Kim Jong Un", cue="vowed", kind="indirect", source="He", confidence=0.4)
    assert await lines_of(make_app(), unsure) == ["□ he, probably Kim Jong Un 1", "vowed", "┊ help"]
    sure = said(TEXT, "“We wait,”", "Kim Jong Un", cue="said")
    lines = await lines_of(make_app(), unsure, sure)
    assert lines == ["■ Kim Jong Un 2", "he, probably: vowed", "┊ help", "said", "│ “We wait,”"]


async def test_what_a_cue_does_is_said_where_it_does_not_say_so_itself(make_app: MakeApp) -> None:
    """Not of what is merely said, nor of "warned"."""
    lines = await lines_of(
        make_app(),
        said(TEXT, "help", "Kim Jong Un", cue="vowed", kind="indirect", cue_class="promised"),
        said(TEXT, "of war", "Kim Jong Un", cue="warned", kind="indirect", cue_class="warned"),
        said(TEXT, "“We wait,”", "Kim Jong Un", cue="said", cue_class="neutral"),
    )
    assert [line for line in lines if line[:1].isalpha()] == ["vowed (promised)", "warned", "said"]


async def test_an_apostrophe_hides_reported_speech(make_app: MakeApp, library: Library) -> None:
    """In the pane, in the colours of the text and on the way from quote to quote; the title counts what is hidden."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "'")
        assert app.reader.quotes_title.note == "5 + 3 reported hidden"
        assert not [line for line in pane(app) if line.startswith("┊")]
        assert "■ Ann Brook 2" in pane(app)
        view = app.reader.article_view
        seen = []
        for _ in range(6):
            await pilot.press("right_square_bracket")
            seen.append(view.current)
        assert seen == [1, 2, 3, 6, 7, 7]
        parts = [part for line in range(view.line_count()) for part in view.stretches(line)]
        assert not [styles for text, styles in parts if "market had survived" in text and styles]
        await pilot.press("'")
        assert app.reader.quotes_title.note == "8 · 3 voices"
        assert [line for line in pane(app) if line.startswith("┊")]


async def test_speakers_keep_their_colours_when_some_are_hidden(make_app: MakeApp, library: Library) -> None:
    """In the text as in the pane."""
    add_bridge(library)
    app = make_app()

    def styles(words: str) -> set[str]:
        views = (app.reader.article_view, app.reader.quotes_view)
        parts = [part for view in views for line in range(view.line_count()) for part in view.stretches(line)]
        return {style for text, names in parts if words in text for style in names if style.startswith("speaker-")}

    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        before = styles("Tom Reed"), styles("told nothing")
        assert before == ({"speaker-1"}, {"speaker-1"})
        await pilot.press("'")
        assert (styles("Tom Reed"), styles("told nothing")) == before


async def test_hiding_goes_on_to_a_quote_that_is_shown(make_app: MakeApp, library: Library) -> None:
    """Both panes point to the same one, before and after."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press('"', "g", "'")
        assert app.reader.quotes_view.current == app.reader.article_view.current == 1
        await pilot.press("j", "j", "j", "j", "j", "j", "j", "k", "'")
        assert app.reader.quotes_view.current == app.reader.article_view.current


async def test_what_is_hidden_stays_hidden_after_a_restart(make_app: MakeApp, library: Library) -> None:
    """As the size of the panes."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("'")
    again = make_app()
    async with again.run_test(size=WIDE) as pilot:
        assert again.reader.quotes_title.note == "5 + 3 reported hidden"
        await pilot.press("'")
    assert_shown = make_app()
    async with assert_shown.run_test(size=WIDE):
        assert assert_shown.reader.quotes_title.note == "8 · 3 voices"


async def test_a_pane_with_nothing_but_hidden_speech_says_so(make_app: MakeApp) -> None:
    """It does not claim that there is none."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.quotes_view
        view.show_quotations((said(TEXT, "help", "Kim Jong Un", kind="indirect"),))
        await pilot.press("'")
        assert pane(app) == ["reported speech is hidden"]
        assert app.reader.quotes_title.note == "0 + 1 reported hidden"
        await pilot.press('"', "j", "k", "G", "g", "enter", "y")
        assert app.is_running


async def test_a_narrow_title_says_it_in_fewer_words(make_app: MakeApp, library: Library) -> None:
    """The number is not cut."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("'")
        assert str(app.reader.quotes_title.render()) == "Quotes 5 + 3 hidden"


async def test_y_copies_a_citation(make_app: MakeApp, library: Library) -> None:
    """All parts of the quotation, speaker with role, outlet, day, and a link to the words."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press('"', "g", "j", "y")
        assert app.clipboard == (
            "“It is not safe,” … “It never was.” — Ann Brook (Mayor), Meridian, 19 Jun 2024, "
            "https://example.org/10#:~:text=It%20is%20not%20safe%2C%E2%80%9D%20Brook%20said.%20%E2%80%9CIt%20never%20was"
        )
        assert app.reader.key_bar.notice.startswith("citation copied: “It is not safe,”")
        await pilot.press('"', "y")
        assert app.clipboard == "https://example.org/10"


@pytest.mark.parametrize("symbols", [UNICODE, ASCII])
def test_the_help_explains_the_signs(symbols: Symbols) -> None:
    """Those of the quotes in their pane, those of left out text and the user's own words in the article."""
    signs = dict(sign_lines(Pane.QUOTES, symbols))
    assert {symbols.quote_bar, symbols.partial_bar, symbols.reported_bar, symbols.speaker, symbols.probable} < set(
        signs
    )
    assert symbols.left_out in dict(sign_lines(Pane.DETAIL, symbols))
    assert {symbols.tag, symbols.note} <= set(dict(sign_lines(Pane.LIST, symbols)))
    assert sign_lines(Pane.FEEDS, symbols) == []


def many(count: int) -> list[Quotation]:
    """Quotations of two speakers, of one, two or three lines."""
    texts = [f"Number {n}." + " What follows from it for the harbour" * (n % 3) for n in range(count)]
    return [said(text, text, f"Speaker {n % 2}", group=n) for n, text in enumerate(texts)]


def in_view(app: ReaderApp) -> list[str]:
    """The lines of the quotes pane that can be seen."""
    view = app.reader.quotes_view
    top = view.scroll_offset.y
    shown = range(top, min(top + view.size.height, view.line_count()))
    return ["".join(text for text, _ in view.stretches(number)) for number in shown]


async def test_very_many_quotations_are_written_as_they_come_into_view(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that nobody has seen are not; from the end back each is in view in its turn, whole and once."""
    written: list[Quotation] = []
    words = QuoteLines._words

    def counted(lines: QuoteLines, quotation: Quotation, style: str) -> Iterable[Sequence[Stretch]]:
        written.append(quotation)
        return words(lines, quotation, style)

    monkeypatch.setattr(QuoteLines, "_words", counted)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.quotes_view
        view.show_quotations(many(3_000))
        await pilot.pause()
        assert "Number 0" in "".join(in_view(app))
        assert len(written) < 200
        for number in range(2_999, 2_899, -1):
            view.point_to(number)
            await pilot.pause()
            assert sum(f"Number {number}." in line for line in in_view(app)) == 1
        assert len(written) < 500


async def test_very_many_quotations_read_the_same_as_a_few(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is lost between those that were written apart."""
    app = make_app()
    async with app.run_test(size=WIDE):
        view = app.reader.quotes_view
        view.show_quotations(many(250))
        view.point_to(249)
        view.point_to(120)
        apart = [line.stretches for line in view._lines.lines]
        monkeypatch.setattr(quotes_view, "_FEW", 250)
        view.show_quotations(many(250))
        assert apart == [line.stretches for line in view._lines.lines]
        assert len(apart) == view.line_count()


async def test_another_width_leaves_the_quotation_at_the_top_where_it_is(make_app: MakeApp) -> None:
    """Though there are other lines above it, and none is selected."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.quotes_view
        view.show_quotations(many(1_000))
        view.scroll_line(view.line_count() // 2)
        await pilot.pause()
        place = view._lines.line(view.scroll_offset.y).start
        await pilot.resize_terminal(200, 42)
        await pilot.pause()
        assert view._lines.line(view.scroll_offset.y).start == place
