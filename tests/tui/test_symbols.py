"""Which signs a terminal gets."""

from __future__ import annotations

import dataclasses

import pytest
from rich.cells import cell_len

from newsreader.tui.symbols import ASCII, UNICODE, Symbols, choose


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
    ],
)
def test_choice(wanted: str, environment: dict[str, str], encoding: str, expected: Symbols) -> None:
    """The setting decides; auto asks the locale, the encoding and the console."""
    assert choose(wanted, environment, encoding) is expected


def test_every_sign_is_one_cell_wide_and_has_an_ascii_form() -> None:
    """Columns stay in place with either form."""
    for field in dataclasses.fields(Symbols):
        assert cell_len(getattr(UNICODE, field.name)) == 1
        assert getattr(ASCII, field.name).isascii()
        assert len(getattr(ASCII, field.name)) == 1
