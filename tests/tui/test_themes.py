"""The themes: every pair of colours that is drawn can be read, speakers stay apart, the user's own are taken over."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.theme import BUILTIN_THEMES

from newsreader.commands import by_id
from newsreader.config import Config, Interface, Reading, Refresh
from newsreader.errors import ConfigError
from newsreader.library import session
from newsreader.tui import cube
from newsreader.tui.themes import shelf
from newsreader.tui.themes.borrowed import borrowed
from newsreader.tui.themes.colours import READABLE, blended, channels, contrast, readable
from newsreader.tui.themes.palette import COLOURS
from newsreader.tui.themes.reduced import in_256
from newsreader.tui.widgets.bars import Progress
from tui.sight import KINDS, ciede2000, distance
from tui.small_library import add_bridge
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rich.color import Color
    from textual.pilot import Pilot

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp
    from newsreader.tui.themes.palette import Palette

    MakeApp = Callable[..., ReaderApp]

APART = 9.0
"""By CIEDE2000: no two colours at this distance are taken for each other, even some lines apart."""
OF_COLOURS = [name for name, palette in shelf.built_in().items() if not palette.is_ansi]
OF_TERMINAL = [name for name, palette in shelf.built_in().items() if palette.is_ansi]
TEXTUALS = [name for name, theme in BUILTIN_THEMES.items() if not theme.ansi]
RULES = set("─│┼╌━▁▂▃▄▅▆▇█▔▕▏▎▍▌▋▊▉▐╎┊ ")
"""Lines between things, and blocks: nothing that is read."""


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path))


def themed(name: str) -> Config:
    """A quiet reader in a theme."""
    return Config(
        reading=Reading(mark_read_after=0), refresh=Refresh(on_start=False, every=0), interface=Interface(theme=name)
    )


def palette(name: str) -> Palette:
    """Any theme's colours."""
    return shelf.built_in().get(name) or borrowed(BUILTIN_THEMES[name])


# --- what is drawn ---------------------------------------------------------------------------------------------------


def drawn(app: ReaderApp) -> Iterator[tuple[str, str, str]]:
    """Text, its colour and its ground, of everything on the screen."""
    for strip in app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if style is None or not text.strip() or set(text) <= RULES or style.color is None or style.bgcolor is None:
                continue
            fore, back = (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)
            yield text, shown(fore), shown(back)


def shown(colour: Color) -> str:
    """As #rrggbb, or by its name where it is the terminal's."""
    return colour.name if colour.triplet is None else colour.triplet.hex


async def all_screens(pilot: Pilot[None], app: ReaderApp) -> Iterator[tuple[str, str, str]]:
    """What is drawn while a reader goes through all that there is to see."""
    seen = {}

    async def look(*keys: str) -> None:
        await pilot.press(*keys)
        await pilot.pause()
        seen.update(dict.fromkeys(drawn(app)))

    await look()
    await look('"', "j")
    await look("h", "s", "t")
    await look("w", "i", "n", "enter")
    app.reader.say("something failed", error=True)
    await look()
    app.reader.top_bar.progress = Progress(3, 9, 2.0, "example.org")
    await look("slash", "b", "r", "i", "d", "g", "e")
    await look("a", "n", "d", "left_parenthesis")
    await look("backspace", "backspace", "backspace", "backspace")
    await look("enter")
    await until(pilot, lambda: app.reader.article_view.match is not None)
    await look()
    await look("escape", "escape", "minus", "minus")
    await look("plus", "plus", "b")
    await look("question_mark")
    await look("escape", "H")
    await look("escape", "a")
    await look("down")
    await look("x", "y", "z")
    await look("escape", "T")
    await look("escape", "ctrl+p")
    await look("escape", "W")
    await look("down")
    await look("2", "space")
    await look("escape", "exclamation_mark")
    return iter(seen)


@pytest.mark.parametrize("name", OF_COLOURS)
async def test_every_pair_that_is_drawn_can_be_read(make_app: MakeApp, library: Library, name: str) -> None:
    """4.5:1 at least, on every screen, and 7:1 in the theme of high contrast."""
    add_bridge(library)
    app = make_app(themed(name))
    async with app.run_test(size=(150, 40)) as pilot:
        pairs = {(fore, back): text for text, fore, back in await all_screens(pilot, app)}
    assert len(pairs) > 12
    least = 7.0 if name == "contrast" else READABLE
    faint = [(text, *pair) for pair, text in pairs.items() if contrast(*pair) < least]
    assert faint == []


@pytest.mark.parametrize("name", TEXTUALS)
async def test_textuals_themes_can_be_read_too(make_app: MakeApp, library: Library, name: str) -> None:
    """They were not made for this screen: what they lack is mixed so that it can be read."""
    add_bridge(library)
    app = make_app(themed(name))
    async with app.run_test(size=(150, 40)) as pilot:
        await pilot.press('"', "j")
        faint = [one for one in drawn(app) if contrast(one[1], one[2]) < READABLE]
        assert app.palette.faint() is None
    assert faint == []


@pytest.mark.parametrize("name", [*OF_COLOURS, *TEXTUALS])
def test_in_256_colours_it_can_be_read_as_well(name: str) -> None:
    """Of colours that the terminal has; a key clause keeps a ground of its own."""
    colours = in_256(palette(name))
    assert colours.faint() is None
    assert len({colours.ground, colours.raised}) == 2
    assert len(set(colours.speakers)) == 8
    every = {channels(one) for one in (*(getattr(colours, name) for name in COLOURS), *colours.speakers)}
    assert every <= set(cube.COLOURS)


@pytest.mark.parametrize("name", OF_TERMINAL)
async def test_the_terminals_own_colours_alone(make_app: MakeApp, library: Library, name: str) -> None:
    """None of a palette; in the theme without colours nothing but the terminal's fore- and background."""
    add_bridge(library)
    app = make_app(themed(name))
    async with app.run_test(size=(150, 40)) as pilot:
        colours = {colour for _, *pair in await all_screens(pilot, app) for colour in pair}
    assert not [colour for colour in colours if colour.startswith("#")]
    if name == shelf.MONOCHROME:
        assert colours == {"default"}


async def test_without_colours_all_that_matters_is_told_apart(make_app: MakeApp, library: Library) -> None:
    """Key clauses, what is pointed to, what is found, unread: by weight, underlining and reverse."""
    add_bridge(library)
    app = make_app(themed("mono"))
    async with app.run_test(size=(150, 40)) as pilot:
        await pilot.press('"', "j")
        await pilot.pause()
        styles = {
            text: style
            for strip in app.screen._compositor.render_strips()
            for text, style, _ in strip
            if style is not None
        }
        clause = next(style for text, style in styles.items() if text.startswith("The council of Ostrey"))
        assert (clause.bold, clause.underline) == (True, True)
        pointed = next(style for text, style in styles.items() if text.startswith("“It is not safe"))
        assert pointed.italic
        assert [text for text, style in styles.items() if style.reverse and "It is not safe" in text]
        assert next(style for text, style in styles.items() if text.startswith("Moscow and")).bold


# --- speakers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [*OF_COLOURS, *TEXTUALS])
def test_speakers_stay_apart(name: str, kind: str) -> None:
    """Also for who lacks one kind of cone."""
    distances = {pair: distance(pair[0], pair[1], kind) for pair in combinations(palette(name).speakers, 2)}
    assert {pair: found for pair, found in distances.items() if found < APART} == {}


def test_the_terminals_speakers_differ() -> None:
    """Eight of its sixteen."""
    assert len(set(shelf.built_in()["terminal"].speakers)) == 8


def test_distances_are_those_of_the_standards_examples() -> None:
    """Three of the pairs that CIEDE2000 was published with (Sharma, 2005)."""
    assert ciede2000((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert ciede2000((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)
    assert ciede2000((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514)) == pytest.approx(0.9082, abs=1e-4)


# --- colours as numbers ----------------------------------------------------------------------------------------------

HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_that_of_wcag() -> None:
    """Black on white 21, the darkest grey that passes on white 4.5."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(HEX, HEX)
def test_any_colour_becomes_readable_on_any_ground(colour: str, ground: str) -> None:
    """And stays as it is if it can be read already."""
    found = readable(colour, [ground])
    assert contrast(found, ground) >= READABLE
    assert found == colour or contrast(colour, ground) < READABLE


@given(HEX, HEX)
def test_a_blend_lies_between(one: str, other: str) -> None:
    """Nothing of the other is the one, all of it the other."""
    assert (blended(one, other, 0), blended(one, other, 1)) == (one, other)


# --- choosing --------------------------------------------------------------------------------------------------------


async def test_each_theme_is_shown_as_one_goes_through_them_and_escape_goes_back(make_app: MakeApp) -> None:
    """A preview, not a choice."""
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        before = app.screen.styles.background
        await pilot.press("T", "j")
        await pilot.pause()
        assert app.theme == app.theme_names()[1]
        assert app.reader.styles.background != before
        await pilot.press("escape")
        await pilot.pause()
        assert (app.theme, app.reader.styles.background) == ("dusk", before)


async def test_a_theme_that_was_chosen_is_there_the_next_time(make_app: MakeApp, library: Library) -> None:
    """Kept with the library, unless config.toml names one."""
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("T", "j", "j", "enter")
        await pilot.pause()
        assert app.theme == "ember"
    assert session.get(library, "theme") == "ember"
    assert make_app().theme == "ember"
    assert make_app(themed("paper")).theme == "paper"


async def test_a_theme_by_name_and_a_name_that_none_has(make_app: MakeApp) -> None:
    """What `:theme NAME` does."""
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await app.reader.run_command(by_id()["theme"], "nord")
        await pilot.pause()
        assert app.theme == "nord"
        await app.reader.run_command(by_id()["theme"], "nrod")
        assert (app.theme, app.reader.key_bar.notice) == ("nord", 'there is no theme "nrod"; did you mean "nord"?')


async def test_a_theme_that_is_not_there_is_told_and_the_usual_shown(make_app: MakeApp) -> None:
    """A mistake in config.toml does not keep anyone from reading."""
    app = make_app(themed("dsuk"))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: 'config.toml: there is no theme "dsuk"' in app.reader.key_bar.notice)
        assert app.theme == "dusk"


@pytest.mark.parametrize(("environment", "shown"), [({"NO_COLOR": "1"}, "mono"), ({"TERM": "linux"}, "terminal")])
def test_the_terminal_gets_what_it_can_show(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], shown: str
) -> None:
    """Whatever theme was asked for."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    app = make_app(themed("moss"))
    assert (app.theme, app.wanted) == (shown, "moss")


# --- the user's own --------------------------------------------------------------------------------------------------

NIGHT = '[night]\nbase = "fjord"\nink = "#eeeeee"\n'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The user's file, with one theme."""
    file = tmp_path / "config" / "themes.toml"
    file.parent.mkdir()
    file.write_text(NIGHT, encoding="utf-8")
    return file


def test_what_is_not_named_comes_from_the_base(own: Path) -> None:
    """One colour is enough for a theme."""
    night = shelf.own(own)["night"]
    assert (night.ink, night.ground) == ("#eeeeee", shelf.built_in()["fjord"].ground)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[night\n", "not valid TOML"),
        ('[night]\ninc = "#eeeeee"\n', 'line 2: [night] there is no colour "inc"; did you mean "ink"?'),
        ('[night]\nink = "white"\n', 'line 2: [night] ink must be a colour as "#e0af68", not "white"'),
        ("[night]\nink = 3\n", "ink must be a colour"),
        ('[night]\nspeakers = ["#eeeeee"]\n', "speakers must be a list of 8 colours"),
        ('[night]\nkey_style = "blod"\n', "key_style must be of the words bold, dim"),
        ('[night]\ndark = "yes"\n', "dark must be true or false"),
        ('[night]\nbase = "mono"\n', "base must be one of dusk"),
        ("night = 1\n", "line 1: night is a theme: write [night]"),
        ("[dusk]\n", "ships with newsreader"),
        ('["a b"]\n', "a theme's name"),
        ("#" * 300_000, "larger than"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_place(own: Path, text: str, words: str) -> None:
    """File, line, key, what would do."""
    own.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        shelf.own(own)
    assert str(caught.value).startswith(str(own))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: f"[night]\nink = {text}".encode()))
def test_whatever_the_file_holds_it_is_a_palette_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """Nothing else comes of it."""
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(data)
    try:
        found: object = shelf.own(file)
    except ConfigError as error:
        found = str(error)
    assert isinstance(found, dict) or str(found).isprintable()


def write(file: Path, text: str | None) -> None:
    """What the user does meanwhile; None deletes the file."""
    if text is None:
        file.unlink()
    else:
        file.write_text(text, encoding="utf-8")


async def test_the_users_file_is_followed_while_the_screen_runs(make_app: MakeApp, own: Path) -> None:
    """A change is there at once; a mistake is told and the colours stay; a colour that cannot be read is told."""
    app = make_app(themed("night"))
    async with app.run_test(size=(120, 40)) as pilot:
        assert app.reader.styles.color.hex == "#EEEEEE"
        write(own, NIGHT.replace("eeeeee", "abcdef"))
        app.look_at_own()
        await pilot.pause()
        assert app.reader.styles.color.hex == "#ABCDEF"
        write(own, NIGHT.replace("#eeeeee", "#eee"))
        app.look_at_own()
        await pilot.pause()
        assert "ink must be a colour" in app.reader.key_bar.notice
        assert app.reader.styles.color.hex == "#ABCDEF"
        write(own, NIGHT.replace("eeeeee", "333333"))
        app.look_at_own()
        await pilot.pause()
        assert "[night] ink on ground is hard to read" in app.reader.key_bar.notice
        write(own, None)
        app.look_at_own()
        await pilot.pause()
        assert app.theme == "night"
        assert "night" in app.theme_names()


async def test_the_keys_are_told_below_the_themes(make_app: MakeApp) -> None:
    """However low the terminal is, and on the ground of a window."""
    app = make_app()
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("T")
        await pilot.pause()
        told = app.screen.query_one("#theme-keys")
        assert told.region.bottom <= 20
        assert told.parent is not None
        names = app.screen.query_one("OptionList")
        assert told.background_colors[1] == names.background_colors[1] != app.reader.background_colors[1]
