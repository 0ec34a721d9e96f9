"""Searching the library from the screen."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from newsreader import reanalyse
from newsreader.commands import Pane
from newsreader.config import Config
from newsreader.errors import LibraryError
from newsreader.keysettings import bound
from newsreader.library import lists, session
from newsreader.library.lists import Filter
from newsreader.tui.screens import finding
from newsreader.tui.widgets import feed_places
from tui.small_library import add_bridge, add_entries, article, titles, where
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from newsreader.library.lists import Listing
    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp
    from newsreader.tui.widgets.line_view import LineView

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


@pytest.fixture(autouse=True)
def _indexed(library: Library) -> None:
    """What is searched has been indexed."""
    deque(reanalyse.analyse(library), maxlen=0)


async def search(pilot: Pilot[None], words: str) -> None:
    """Type words into the search line and accept them; go on when they are answered."""
    await pilot.press("slash")
    pilot.app.screen.query_one("#search", Input).value = words
    await pilot.press("enter")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, finding.FindingScreen)
    await until(pilot, lambda: not screen.is_searching)
    await pilot.pause()


async def test_words_list_what_holds_them(make_app: MakeApp) -> None:
    """In titles and texts; the list has the focus and says how many."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "friendship")
        assert titles(app) == ["Moscow and Pyongyang sign mutual-defence pact"]
        assert where(app) is Pane.LIST
        assert app.reader.list_title.note == "1 found"
        assert app.reader.entry is not None
        assert app.reader.entry.title == titles(app)[0]


async def test_days_ago_are_counted_from_now(make_app: MakeApp) -> None:
    """As the screen has it: whether they are typed or told to the command line."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "before:1d")
        assert titles(app) == ["Article 3", "Article 5"]
        await pilot.press("escape", ":", *"search before:2d", "enter")
        await until(pilot, lambda: titles(app) == ["Article 5"])
        assert not app.reader.is_searching


async def test_nothing_found_says_so(make_app: MakeApp) -> None:
    """And no article is shown beside it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "zzzzzz")
        assert titles(app) == []
        assert "Nothing found." in app.reader.entry_list.empty_words
        assert app.reader.entry is None


async def test_a_name_that_nothing_has_is_said_where_the_list_is_empty(make_app: MakeApp) -> None:
    """For as long as it is, not only for a moment in the last line."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "feed:zzzz")
        assert app.reader.entry_list.empty_words[1] == "There is no feed “zzzz”."


@pytest.mark.parametrize("words", ['"', "(", "AND", "a OR", "feed:", "is:nonsense", "after:yesterwhen", "-"])
async def test_a_query_that_cannot_be_read_keeps_the_list(make_app: MakeApp, words: str) -> None:
    """One sentence at most; the old list stays, or the words are taken literally."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        before = titles(app)
        await search(pilot, words)
        assert app.is_running
        if app.reader.key_bar.error and app.reader.key_bar.notice:
            assert titles(app) == before


async def test_escape_closes_the_search_line(make_app: MakeApp) -> None:
    """Nothing is searched and the keys are commands again."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        before = titles(app)
        await pilot.press("slash", "j", "k", "escape")
        assert titles(app) == before
        await pilot.press("j")
        assert app.reader.entry_list.cursor == 1


async def test_enter_on_nothing_closes_it_too(make_app: MakeApp) -> None:
    """An empty search is no search."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "  ")
        assert len(titles(app)) == 6
        assert not app.reader.search_line.is_open


# --- while one types ----------------------------------------------------------------------------------------------


async def typed(pilot: Pilot[None], app: ReaderApp, words: str, key: str = "slash") -> None:
    """Open the line and type, until what is typed has been answered."""
    await pilot.press(key, *words)
    await answered(pilot, app)


async def answered(pilot: Pilot[None], app: ReaderApp) -> None:
    """Go on when nothing is looked for any more."""
    await pilot.pause()
    await until(pilot, lambda: not app.reader.is_searching)
    await pilot.pause()


def parts_with(view: LineView, style: str) -> list[str]:
    """What is drawn in a style, from the top."""
    return [
        text
        for line in range(view.line_count())
        for text, styles in view.stretches(line)
        if any(name.endswith(style) for name in styles)
    ]


PACT = "Moscow and Pyongyang sign mutual-defence pact"


async def test_the_list_follows_what_is_typed(make_app: MakeApp) -> None:
    """A word that is not finished is the beginning of one; the article beside the list stays what it was."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j")
        await typed(pilot, app, "friends")
        assert titles(app) == [PACT]
        assert app.reader.place_name() == "Search: friends*"
        assert app.reader.entry is not None
        assert app.reader.entry.title == "A long read"
        await typed(pilot, app, "hipx", key="h")
        assert titles(app) == []


async def test_escape_brings_back_the_list_as_it_was(make_app: MakeApp) -> None:
    """The same rows, the same cursor, nothing lit."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j")
        rows = app.reader.rows
        await typed(pilot, app, "friends")
        assert app.reader.lighting.sought
        await pilot.press("escape")
        await pilot.pause()
        assert app.reader.rows is rows
        assert app.reader.entry_list.cursor == 2
        assert not app.reader.lighting.sought
        assert where(app) is Pane.LIST


async def test_an_emptied_line_shows_the_list_it_began_with(make_app: MakeApp) -> None:
    """And typing goes on."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, app, "pact")
        assert len(titles(app)) == 1
        await pilot.press(*["backspace"] * 4)
        await answered(pilot, app)
        assert len(titles(app)) == 6
        assert app.reader.search_line.is_open


async def test_enter_keeps_what_is_shown(make_app: MakeApp) -> None:
    """The word at the end may go on, as while one types; a blank behind it ends it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, app, "friends")
        await pilot.press("enter")
        await answered(pilot, app)
        assert titles(app) == [PACT]
        assert app.reader.place == "search:friends*"
        await pilot.press("slash", "end", "backspace", "space", "enter")
        await answered(pilot, app)
        assert titles(app) == []


async def test_a_mistake_is_shown_under_its_place_and_the_list_stays(make_app: MakeApp) -> None:
    """With what was perhaps meant; it goes as soon as it is mended."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        before = titles(app)
        await pilot.press("slash")
        app.reader.search_line.put("pact titel:x")
        await until(pilot, lambda: app.reader.search_line.mistake and app.reader.search_line.children[1].size.width)
        assert "did you mean title:" in app.reader.search_line.mistake
        below = str(app.reader.search_line.children[1].render())
        assert below.index("^") == len(" / pact ")
        assert titles(app) == before
        await pilot.press("home", *["right"] * 5, *["delete"] * 6)
        assert app.reader.search_line.mistake == ""


async def test_a_search_that_fails_leaves_the_list(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says why."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        before = titles(app)
        monkeypatch.setattr(lists, "found", _broken)
        await pilot.press("slash", *"pact", "enter")
        await answered(pilot, app)
        assert titles(app) == before
        assert app.reader.key_bar.notice == "it is broken"


def _broken(*_: object) -> None:
    raise LibraryError("it is broken")


async def test_a_search_without_end_is_stopped(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen says so; the list stays, and the next search is answered."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        before = titles(app)
        with monkeypatch.context() as patched:
            patched.setattr(finding, "LONGEST_SECONDS", 0.1)
            patched.setattr(lists, "found", _endless)
            await pilot.press("slash", *"pact", "enter")
            await answered(pilot, app)
        assert titles(app) == before
        assert "took too long" in app.reader.key_bar.notice
        await typed(pilot, app, "pact")
        assert titles(app) == [PACT]


def _endless(lib: Library, *_: object) -> None:
    lib.all("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")


async def test_the_answer_to_the_latest_text_is_shown(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow one that was asked before is broken off."""
    found = lists.found

    def slow(lib: Library, wanted: Filter, most: int, seconds: float) -> Listing:
        if wanted.query is not None and "pact" in wanted.query.text:
            _endless(lib)
        return found(lib, wanted, most, seconds)

    monkeypatch.setattr(lists, "found", slow)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"pact")
        await until(pilot, lambda: app.reader._searcher._asked)
        await pilot.press(*["backspace"] * 4, *"long read")
        await answered(pilot, app)
        assert titles(app) == ["A long read"]


async def test_who_thinks_better_of_a_slow_search_is_told_of_the_list_again(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is searched any more, and the title does not say so."""
    monkeypatch.setattr(lists, "found", _endless)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        before = app.reader.list_title.note
        await pilot.press("slash", *"pact")
        await until(pilot, lambda: "searching" in app.reader.list_title.note)
        await pilot.press("escape")
        await until(pilot, lambda: app.reader.list_title.note == before)


async def test_a_key_after_enter_means_what_was_found(make_app: MakeApp, library: Library) -> None:
    """It is not done to the list that was there before."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"long read", "enter", "s")
        await pilot.pause()
        starred = lists.listing(library, Filter(starred_only=True)).ids
        assert [row.title for row in lists.rows(library, starred)] == ["A long read"]


async def test_a_click_elsewhere_keeps_what_was_found(make_app: MakeApp) -> None:
    """The line is put away."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, app, "friends")
        await pilot.click("#list")
        await answered(pilot, app)
        assert not app.reader.search_line.is_open
        assert titles(app) == [PACT]
        await pilot.press("h")
        await pilot.pause()
        assert len(titles(app)) == 6


async def test_another_place_ends_the_search(make_app: MakeApp) -> None:
    """Nothing that comes later takes its list."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"pact", "enter", "J")
        await answered(pilot, app)
        assert not app.reader.is_found
        assert app.reader.lasting_place == app.reader.place


async def test_hostile_words_are_shown_as_they_are(make_app: MakeApp) -> None:
    """Neither markup nor escapes mean anything in the line, the title and the mistake."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "[red]x[/] [/] \x1b[31m")
        assert app.reader.place_name() == "Search: [red]x[/] [/] \x1b[31m"
        assert "[red]x[/]" in str(app.reader.list_title.render())
        await pilot.press("slash", "enter")
        await search(pilot, "[/]:x [/red")
        await search(pilot, "is:[/]")
        await until(pilot, lambda: app.reader.search_line.mistake and app.reader.search_line.children[1].size.width)
        assert "is:[/] has no meaning" in str(app.reader.search_line.children[1].render())


# --- the filter ---------------------------------------------------------------------------------------------------


async def test_a_filter_narrows_the_list_one_is_in(make_app: MakeApp) -> None:
    """Enter keeps it, with the cursor on the same article if that is left; the title says what is left out."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("J", "J", "j", "j")
        before, chosen = titles(app), titles(app)[1]
        await typed(pilot, app, chosen.lower()[:-1] + chosen[-1], key="f")
        await pilot.press("enter")
        await answered(pilot, app)
        assert titles(app) == [chosen]
        assert app.reader.list_title.name_words == f"Herald › {chosen.lower()}"
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert titles(app) == before
        assert app.reader.place_name() == "Herald"
        assert app.reader.entry_list.cursor == 1


async def test_escape_takes_a_filter_away(make_app: MakeApp) -> None:
    """While it is typed; the list is as before."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j")
        await typed(pilot, app, "paragr", key="f")
        assert titles(app) == ["A long read"]
        await pilot.press("escape")
        await pilot.pause()
        assert len(titles(app)) == 6
        assert app.reader.entry_list.cursor == 1
        assert app.reader.narrowed is None


async def test_a_filter_on_a_search_narrows_what_was_found(make_app: MakeApp) -> None:
    """And is left before it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "words OR paragraph OR treaty")
        assert len(titles(app)) == 6
        await typed(pilot, app, "friends", key="f")
        await pilot.press("enter")
        await answered(pilot, app)
        assert titles(app) == [PACT]
        await pilot.press("h")
        await pilot.pause()
        assert (app.reader.place, len(titles(app))) == ("search:words OR paragraph OR treaty*", 6)
        await pilot.press("h")
        await pilot.pause()
        assert app.reader.place == feed_places.UNREAD


async def test_a_filter_that_is_emptied_is_none(make_app: MakeApp) -> None:
    """With enter on nothing."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, app, "paragr", key="f")
        await pilot.press("enter")
        await answered(pilot, app)
        assert titles(app) == ["A long read"]
        await pilot.press("f", "ctrl+u", *["backspace"] * 10, "enter")
        await answered(pilot, app)
        assert not app.reader.is_found
        assert len(titles(app)) == 6


async def test_what_is_marked_is_what_the_filter_left(make_app: MakeApp, library: Library) -> None:
    """All read means all that are listed."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, app, "paragr", key="f")
        await pilot.press("enter", "A")
        await pilot.pause()
        assert lists.counts(library, 0).unread == 5


# --- earlier searches ---------------------------------------------------------------------------------------------


async def test_earlier_searches_come_back_with_up(make_app: MakeApp, library: Library) -> None:
    """Also after a new start; down leads back to what was being typed."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        for words in ("pact", "treaty", "pact"):
            await search(pilot, words)
            await answered(pilot, app)
            await pilot.press("escape", "escape")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", "x")
        seen = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await pilot.press(key)
            seen.append(app.reader.search_line.text)
        assert seen == ["pact", "treaty", "treaty", "pact", "x", "x"]


# --- matches ------------------------------------------------------------------------------------------------------


async def test_what_was_found_is_lit(make_app: MakeApp, library: Library) -> None:
    """In the titles of the list, in the article, in the quotes."""
    add_bridge(library)
    deque(reanalyse.analyse(library), maxlen=0)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "bridge")
        reader = app.reader
        assert parts_with(reader.entry_list, "match") == ["bridge"]
        lit = parts_with(reader.article_view, "match")
        assert [word.casefold() for word in lit] == ["bridge"] * len(lit)
        assert parts_with(reader.article_view, "match-now") == ["bridge"]
        assert parts_with(reader.quotes_view, "match") == ["bridge"]
        assert reader.top_bar.match == f"match 1/{len(lit)}"


async def test_a_speaker_is_lit_where_quotations_name_one(make_app: MakeApp, library: Library) -> None:
    """And the words of the quotation, nowhere else in the text."""
    add_bridge(library)
    deque(reanalyse.analyse(library), maxlen=0)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "speaker:reed said:waste cue:called")
        found = parts_with(app.reader.article_view, "match") + parts_with(app.reader.article_view, "match-now")
        assert sorted(found) == ["Reed", "Reed", "Reed", "called", "waste"]
        assert parts_with(app.reader.quotes_view, "match") == ["Reed", "called", "waste"]


@pytest.mark.parametrize("keys", [("h", "escape"), ("left",), ()])
async def test_it_is_escape_that_puts_out(make_app: MakeApp, keys: tuple[str, ...]) -> None:
    """The footer says so whatever keys lead back; those do that and no more."""
    app = make_app(Config(keys=bound({"back_left": keys})))
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "words")
        assert ("esc", "clear matches") in app.reader.key_bar.keys
        if keys:
            await pilot.press("enter", keys[0])
            assert where(app) is Pane.LIST
        assert app.reader.lighting.sought
        await pilot.press("escape")
        assert not app.reader.lighting.sought
        await pilot.press("enter")
        await pilot.pause()
        back = [key for key, title in app.reader.key_bar.keys if title == "back"]
        assert back == [{"left": "←"}.get(key, key) for key in keys[:1]]


async def test_n_walks_the_matches_and_escape_puts_them_out(make_app: MakeApp, library: Library) -> None:
    """Through the article and on to the next; then n is the next unread again."""
    add_entries(library, 3, article(20, age=60, title="One harbour", content="<p>A harbour. No more.</p>"))
    add_entries(library, 3, article(21, age=90, title="Two harbours", content="<p>harbour and harbour</p>"))
    deque(reanalyse.analyse(library), maxlen=0)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "harbour")
        assert ("n", "next match") in app.reader.key_bar.keys
        assert ("esc", "clear matches") in app.reader.key_bar.keys
        seen = []
        for key in ("n", "n", "n", "N", "N", "N"):
            await pilot.press(key)
            assert app.reader.entry is not None
            seen.append((app.reader.entry.title, app.reader.top_bar.match))
        assert seen == [
            ("Two harbours", "match 1/2"),
            ("Two harbours", "match 2/2"),
            ("Two harbours", "match 2/2"),
            ("Two harbours", "match 1/2"),
            ("One harbour", "match 1/1"),
            ("One harbour", "match 1/1"),
        ]
        await pilot.press("escape")
        assert parts_with(app.reader.article_view, "match-now") == []
        assert parts_with(app.reader.entry_list, "match") == []
        assert app.reader.top_bar.match == ""
        assert ("n", "next match") not in app.reader.key_bar.keys
        assert app.reader.place == "search:harbour*"
        await pilot.press("n")
        assert titles(app)[app.reader.entry_list.cursor] == "Two harbours"
        assert app.reader.article_view.match is None


async def test_an_article_opens_at_its_first_match(make_app: MakeApp, library: Library) -> None:
    """Where it was left is not forgotten for that."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await search(pilot, '"paragraph 100"')
        view = app.reader.article_view
        assert view.match == 0
        assert any("Paragraph 100" in "".join(part[0] for part in view.stretches(line)) for line in on_screen(view))
        await pilot.press("escape", "escape")
        assert app.reader.entry is not None
        assert session.position(library, app.reader.entry.id) is None


def on_screen(view: LineView) -> range:
    """The lines in view."""
    top = round(view.scroll_target_y)
    return range(top, min(view.line_count(), top + view.size.height))


async def test_a_match_that_the_dial_hides_is_shown_when_one_comes_to_it(make_app: MakeApp, library: Library) -> None:
    """At the next fuller level that has it."""
    add_bridge(library)
    deque(reanalyse.analyse(library), maxlen=0)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("-", "-")
        await search(pilot, "tar")
        assert app.reader.top_bar.match == "matches 1"
        await pilot.press("n")
        assert app.reader.top_bar.match == "match 1/1"
        assert parts_with(app.reader.article_view, "match-now") == ["tar"]


async def test_in_one_pane_n_goes_down_the_list_and_through_the_article(make_app: MakeApp) -> None:
    """Whichever of them is shown."""
    app = make_app()
    async with app.run_test(size=(40, 24)) as pilot:
        await search(pilot, "words OR paragraph")
        await pilot.press("n")
        assert app.reader.entry_list.cursor == 1
        await pilot.press("enter", "n")
        assert app.reader.entry is not None
        assert where(app) is Pane.DETAIL


@pytest.mark.parametrize("size", [(160, 42), (120, 40), (80, 24), (40, 24)])
async def test_the_line_and_its_mistake_fit(make_app: MakeApp, size: tuple[int, int]) -> None:
    """At every width, with wide characters before the mistake."""
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("slash", *"中国 after:yesterwhen", "enter")
        mistake = app.reader.search_line.children[1]
        lines = str(mistake.render()).splitlines()
        assert lines[0].index("^") == 8
        assert all(cell_len(line) <= size[0] for line in lines)
        assert " ".join(" ".join(lines).split()).endswith("did you mean after:yesterday?")
        assert mistake.region.bottom <= size[1] - 1
