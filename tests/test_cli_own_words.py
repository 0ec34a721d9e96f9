"""tag, untag, tags, note, notes, undo, redo, journal: forms, all or nothing, sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from library_making import NOW, change, feed_with, opened, stored
from newsreader import paths
from newsreader.library import feeds, storing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from command_line import CommandLine
    from newsreader.library.store import Library


@pytest.fixture
def lib(cli: CommandLine) -> Iterator[Library]:
    """The library that the commands of a test work on, with three entries of one feed."""
    with opened(paths.data_dir()) as library:
        feed_with(library, 2)
        text = stored(3, content="<p>The repairs cost 41 million euros.</p><p>It is <b>not</b> safe.</p>")
        storing.apply(library, change(1, [text]), NOW)
        yield library


@pytest.mark.usefixtures("lib")
def test_tagging(cli: CommandLine) -> None:
    """What changed is counted; entries show their tags, and lists too."""
    assert cli("tag", "Climate", "1", "2", "--json").json == {"changed": 2}
    assert cli("tag", "climate", "2", "3").out == "1 tagged climate\n"
    assert cli("tags", "--json").json == {"tags": [{"name": "Climate", "count": 3}]}
    assert cli("tags").out.split() == ["tag", "entries", "Climate", "3"]
    assert cli("show", "1", "--json").json["tags"] == ["Climate"]
    assert "#Climate" in cli("show", "1").out
    assert "#Climate" in cli("list").out
    assert cli("untag", "CLIMATE", "1", "--json").json == {"changed": 1}
    assert cli("untag", "climate", "1", "--json").json == {"changed": 0}


@pytest.mark.usefixtures("lib")
def test_renaming_and_deleting_tags(cli: CommandLine) -> None:
    """Two may become one."""
    cli("tag", "a", "1")
    cli("tag", "b", "1", "2")
    assert cli("tags", "--rename", "a", "B", "--json").json == {"changed": 1}
    assert cli("tags", "--json").json == {"tags": [{"name": "b", "count": 2}]}
    assert cli("tags", "--delete", "b").out == "2 untagged b\n"
    assert cli("tags").out == "no entry has a tag\n"
    assert cli("tags", "--json").json == {"tags": []}


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("tag", "x", "1", "99"), 1, "There is no entry 99; nothing was changed."),
        (("untag", "x", "1"), 1, "There is no tag “x”"),
        (("tags", "--rename", "x", "y"), 1, "There is no tag “x”"),
        (("tags", "--delete", "x"), 1, "There is no tag “x”"),
        (("tag", " ", "1"), 2, "a tag needs a name"),
        (("tag", "x", "one"), 2, "ids are digits only"),
        (("note", "99", "x"), 1, "There is no entry 99; nothing was changed."),
        (("note", "1"), 2, "give the words of the note"),
        (("note", "3", "x", "--passage", "42 million"), 1, "does not have these words"),
        (("notes", "99"), 1, "There is no entry 99"),
        (("notes", "--delete", "7"), 1, "There is no note 7"),
        (("notes", "--change", "7", "x"), 1, "There is no note 7"),
        (("notes", "--change", "x", "x"), 2, "ids are digits only"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    cli: CommandLine, words: tuple[str, ...], code: int, sentence: str
) -> None:
    """One sentence, and no step."""
    done = cli(*words)
    assert done.code == code
    assert sentence in done.sentence
    assert cli("journal", "--json").json == {"steps": []}
    assert cli("tags", "--json").json == {"tags": []}
    assert cli("notes", "--json").json == {"notes": []}


@pytest.mark.usefixtures("lib")
def test_notes(cli: CommandLine) -> None:
    """On an entry, on a passage, a highlight; changed, listed, deleted."""
    note = cli("note", "3", "too much", "--passage", "41 million euros", "--json").json["note"]
    assert list(note) == ["id", "entry", "text", "passage", "written", "changed"]
    assert (note["id"], note["entry"], note["text"]) == (1, 3, "too much")
    assert note["passage"] == {"start": 17, "end": 33, "text": "41 million euros"}
    assert cli("note", "3", "--passage", "not safe").out == "note 2 on entry 3\n"
    assert cli("note", "1", "-", stdin=b"two\nlines\n").code == 0
    assert [one["text"] for one in cli("notes", "--json").json["notes"]] == ["two\nlines", "", "too much"]
    assert [one["id"] for one in cli("notes", "3", "--json").json["notes"]] == [1, 2]
    plain = cli("notes", "3").out
    assert "    > 41 million euros\n    too much\n" in plain
    assert plain.endswith("    > not safe\n")
    shown = cli("show", "3", "--json").json
    assert [(one["id"], one["text"]) for one in shown["notes"]] == [(1, "too much"), (2, "")]
    assert all(
        shown["text"][one["passage"]["start"] : one["passage"]["end"]] == one["passage"]["text"]
        for one in shown["notes"]
    )
    assert "> 41 million euros\nnote: too much\n" in cli("show", "3").out
    assert cli("notes", "--change", "2", "sure?", "--json").json["note"]["text"] == "sure?"
    assert cli("notes", "--delete", "1", "--json").json["note"]["id"] == 1
    assert [one["id"] for one in cli("notes", "3", "--json").json["notes"]] == [2]


def test_a_passage_is_shown_where_its_words_are_now(cli: CommandLine, lib: Library) -> None:
    """Though the text was edited; if they are gone it is shown as it was."""
    cli("note", "3", "x", "--passage", "not safe")
    for text, start in (("<p>Well: not safe.</p>", 6), ("<p>Safe.</p>", 42)):
        storing.apply(lib, change(1, [], [stored(3, id=3, content=text)]), NOW)
        (note,) = cli("show", "3", "--json").json["notes"]
        assert note["passage"] == {"start": start, "end": start + 8, "text": "not safe"}


@pytest.mark.usefixtures("lib")
def test_undo_and_redo(cli: CommandLine) -> None:
    """Whatever came last, feeds included; the journal lists it."""
    cli("mark", "read", "1", "2")
    cli("tag", "x", "1")
    cli("remove", "1")
    steps = cli("journal", "--json").json["steps"]
    assert [step["label"] for step in steps] == ["unsubscribed from News (3 articles)", "1 tagged x", "2 marked read"]
    assert [list(step) for step in steps] == [["id", "at", "label", "undone"]] * 3
    assert cli("undo").out == "undone: unsubscribed from News (3 articles)\n"
    assert cli("list", "--json").json["total"] == 3
    done = cli("undo", "--json").json
    assert (done["step"]["label"], done["step"]["undone"], done["left"]) == ("1 tagged x", True, [])
    assert cli("redo").out == "done again: 1 tagged x\n"
    assert "undone" in cli("journal").out.splitlines()[0]
    assert len(cli("journal", "--limit", "2", "--json").json["steps"]) == 2
    for words in ("1 tagged x", "2 marked read"):
        assert cli("undo").out == f"undone: {words}\n"
    assert cli("undo").out == "nothing to undo\n"
    assert cli("undo", "--json").json == {"step": None, "left": []}
    assert cli("redo", "--json").json["step"]["label"] == "2 marked read"
    assert cli("redo").code == cli("redo").code == 0
    assert cli("redo").out == "nothing to do again\n"


def test_what_had_to_be_left_is_told(cli: CommandLine, lib: Library) -> None:
    """With the step."""
    cli("tag", "x", "1")
    feeds.delete(lib, 1)
    assert cli("undo", "--json").json["left"] == ["1 of 1 entries are gone"]
    assert cli("journal").out.split()[-1] == "undone"


@pytest.mark.usefixtures("lib")
def test_no_steps(cli: CommandLine) -> None:
    """Said in words."""
    assert cli("journal").out == "nothing was done yet\n"
    assert cli("notes").out == "there are no notes\n"
