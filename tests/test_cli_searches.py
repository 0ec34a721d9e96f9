"""searches: the saved searches, in both forms, with sentences for what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from library_making import feed_with, opened
from newsreader import paths

if TYPE_CHECKING:
    from command_line import CommandLine


@pytest.fixture(autouse=True)
def _filled(cli: CommandLine) -> None:
    """Three entries of one feed, indexed."""
    with opened(paths.data_dir()) as library:
        feed_with(library, 3)
    cli("reanalyse")


def test_searches_are_saved_listed_and_used(cli: CommandLine) -> None:
    """With their counts; others and `search` may name them."""
    assert cli("searches").out == "no search is saved\n"
    assert cli("searches", "--save", "Titles", "title -is:starred").out == "saved Titles: title -is:starred\n"
    assert cli("searches", "--save", "mine", "search:titles is:unread", "--json").json == {
        "search": {"name": "mine", "query": "search:titles is:unread"}
    }
    cli("mark", "read", "1")
    cli("mark", "starred", "2")
    found = cli("searches", "--json").json["searches"]
    assert [(one["name"], one["unread"], one["total"], one["complete"]) for one in found] == [
        ("Titles", 1, 2, True),
        ("mine", 1, 1, True),
    ]
    assert cli("searches").out.splitlines()[1].split() == ["Titles", "1", "2", "title", "-is:starred"]
    assert [one["id"] for one in cli("search", "search:mine", "--json").json["entries"]] == [3]


def test_searches_are_renamed_deleted_and_brought_back(cli: CommandLine) -> None:
    """Each a step that undo takes back."""
    cli("searches", "--save", "a", "is:read")
    cli("searches", "--save", "b", "search:a")
    assert cli("searches", "--rename", "A", "long name").out == "renamed long name: is:read\n"
    assert cli("searches", "--delete", "b").out == 'deleted b: search:"long name"\n'
    assert cli("undo").out == "undone: search b deleted\n"
    cli("undo")
    assert [one["query"] for one in cli("searches", "--json").json["searches"]] == ["is:read", "search:a"]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--save", "x", "is:unred"), 2, "did you mean is:unread?"),
        (("--save", "a", "search:a"), 2, "the search “a” would use itself"),
        (("--save", " ", "is:read"), 2, "a saved search needs a name of at least one letter"),
        (("--rename", "other", "x"), 1, "There is no saved search “other”."),
        (("--delete", "af"), 1, "There is no saved search “af”; did you mean “a”?"),
    ],
)
def test_what_cannot_be_is_told(cli: CommandLine, words: tuple[str, ...], code: int, sentence: str) -> None:
    """With the exit code of a mistake or of what is not there."""
    cli("searches", "--save", "a", "is:read")
    result = cli("searches", *words)
    assert result.code == code
    assert sentence in result.err
