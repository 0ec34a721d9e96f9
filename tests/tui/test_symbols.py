"""Which signs a terminal gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import wcwidth
from rich.cells import cell_len

from newsreader.config import Config, Interface, Refresh
from newsreader.tui.symbols import ASCII, NERD, UNICODE, Symbols, choose

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]


@pytest.mark.parametrize(
    ("wanted", "environment", "encoding", "expected"),
    [
        ("auto", {"LANG": "en_US.UTF-8"}, "utf-8", UNICODE),
        ("auto", {}, "utf-8", UNICODE),
        ("auto", {"LANG": "en_US.UTF-8", "LC_ALL": "C"}, "utf-8", ASCII),
        ("auto", {"LANG": "de_DE"}, "iso-8859-1", ASCII),
        ("auto", {"LANG": "en_US.UTF-8", "TERM": "linux"}, "utf-8", ASCII),
        ("ascii", {"LANG": "en_US.UTF-8"}, "utf-8", ASCII),
        ("unicode", {"LC_ALL": "C"}, "ascii", UNICODE),
        ("nerd", {"LC_ALL": "C"}, "ascii", NERD),
    ],
)
def test_choice(wanted: str, environment: dict[str, str], encoding: str, expected: Symbols) -> None:
    """The setting decides; auto asks the locale, the encoding and the console."""
    assert choose(wanted, environment, encoding) is expected


def test_every_sign_is_one_cell_wide_and_has_an_ascii_form() -> None:
    """Columns stay in place with any form; pictures of places are a Nerd Font's alone."""
    for name in Symbols._fields:
        plain, sign, picture = (getattr(form, name) for form in (ASCII, UNICODE, NERD))
        assert plain.isascii()
        assert len(plain) == cell_len(sign) == bool(getattr(Symbols(), name))
        assert cell_len(picture) == wcwidth.wcwidth(picture) == 1


async def test_a_nerd_font_has_pictures_in_the_side_bar(make_app: MakeApp) -> None:
    """For each kind of place, and none without such a font."""
    for symbols, pictures in (("nerd", True), ("unicode", False)):
        app = make_app(Config(refresh=Refresh(on_start=False, every=0), interface=Interface(symbols=symbols)))
        async with app.run_test(size=(160, 40)):
            side_bar = app.reader.feed_list
            lines = ["".join(text for text, _ in side_bar.stretches(line)) for line in range(side_bar.line_count())]
        assert any(NERD.feed in line and "Meridian" in line for line in lines) == pictures
        assert any(NERD.folder in line and "World" in line for line in lines) == pictures
        assert any(NERD.smart in line and "All unread" in line for line in lines) == pictures
