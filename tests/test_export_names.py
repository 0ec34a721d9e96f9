"""Names of files made from titles lead nowhere and are told from each other on every system."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.articles.export.article import Heading
from newsreader.articles.export.names import LONGEST, key, of_articles, safe
from strategies import wild_text

DAY = 1_718_805_720
DEVICES = "CON PRN AUX NUL COM1 COM9 LPT1 con.txt Aux.tar.gz nul com¹".split()


def headings(*titles: str, date: int = DAY) -> list[Heading]:
    """Articles of the same day."""
    return [Heading(number, "Feed", title, date) for number, title in enumerate(titles, 1)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Bridge & budget", "Bridge & budget"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Windows\\x", "C Windows x"),
        ("  .hidden. ", "hidden"),
        ("--force", "force"),
        ("a\x00b\x1b[31mc\nd", "a b 31mc d"),
        ("\u202egpj.exe", "gpj.exe"),
        ("שלום עולם", "שלום עולם"),
        ("日本 🚀", "日本 🚀"),
        ("cafe\u0301", "café"),
        ("NUL", "NUL_"),
        ("con.txt", "con_.txt"),
        ("console", "console"),
        ("", "instead"),
        ("///", "instead"),
        ("..", "instead"),
    ],
)
def test_a_title_becomes_a_name(title: str, expected: str) -> None:
    """Signs that mean something to a file system go; words stay, in any script."""
    assert safe(title, "instead") == expected


@given(wild_text | st.text("./\\:\u0301\u200d👩a ", max_size=900) | st.sampled_from(DEVICES))
def test_no_title_is_a_path(title: str) -> None:
    """One component on every system, of bounded length, no device, never hidden, never an option."""
    name = safe(title, "instead")
    assert 0 < len(name.encode()) <= LONGEST + 1
    for kind in (PurePosixPath, PureWindowsPath):
        assert kind(f"{name}.md").parts == (f"{name}.md",)
    assert not re.match(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", name)
    assert name[0] not in ".-~ "
    assert name[-1] not in ". "
    assert re.sub("[\u200c\u200d]", "", name).isprintable()


@given(st.lists(st.sampled_from(["a", "A", "ä", "a\u0308", "b", "ß", "ss", "ﬁ", "fi"]) | wild_text, max_size=8))
def test_two_articles_never_share_a_name(titles: list[str]) -> None:
    """Nor where case, composition or compatible letters make no difference."""
    names = of_articles(headings(*titles))
    assert len({key(name) for name in names}) == len(titles)


def test_a_name_does_not_depend_on_what_comes_first() -> None:
    """Those that would share a name all have their ids in it."""
    assert of_articles(headings("One", "ONE", "Two")) == ["2024-06-19 One (1)", "2024-06-19 ONE (2)", "2024-06-19 Two"]


def test_a_title_that_looks_like_one_with_an_id_is_told_from_it() -> None:
    """As long as two share a name, both are given their ids."""
    assert len(set(of_articles(headings("One", "ONE", "One (1)", "One (1) (1)")))) == 4


def test_an_absurd_date_is_left_out() -> None:
    """No calendar has it."""
    assert of_articles(headings("One", date=10**15)) == ["One"]


def test_a_long_title_is_cut_between_characters() -> None:
    """Never half an emoji, never a letter without its accent."""
    assert safe("👩‍👩‍👧" * 500, "x").startswith("👩‍👩‍👧")
    assert not safe("👩‍👩‍👧" * 500, "x").endswith("\u200d")
    assert len(safe("x" * 10_000, "x")) == LONGEST
