"""The words of tags, notes, and what the user did."""

from __future__ import annotations

from typing import Any

from newsreader.cli.arguments import command, count, id_argument


def add(commands: Any) -> None:
    """Add them."""
    for name, summary in (("tag", "give entries a tag"), ("untag", "take a tag from entries")):
        tag = command(
            commands,
            name,
            f"tagging.{name}",
            summary,
            f"newsreader {name} climate 12 13",
            more="All of them or, if an id is unknown, none. Case, accents and width do not tell one tag from another.",
        )
        tag.add_argument("name", metavar="NAME")
        tag.add_argument("ids", metavar="ID", type=id_argument, nargs="+")

    tags = command(
        commands,
        "tags",
        "tagging.show",
        "list the tags, or rename or delete one",
        "newsreader tags --rename climate 'climate change'",
        more="A tag is there as long as an entry has it.",
    )
    what = tags.add_mutually_exclusive_group()
    what.add_argument(
        "--rename", metavar=("NAME", "NEW"), nargs=2, help="another name; if that is a tag the two become one"
    )
    what.add_argument("--delete", metavar="NAME", help="take the tag from every entry")

    note = command(
        commands,
        "note",
        "notes.write",
        "write a note on an entry, or highlight a passage",
        "newsreader note 12 'compare with the budget' --passage '41 million euros'",
    )
    note.add_argument("id", metavar="ID", type=id_argument)
    note.add_argument("text", metavar="TEXT|-", nargs="?", help="the note; - reads it from stdin")
    note.add_argument("--passage", metavar="WORDS", help="words of the text that it is on; without TEXT a highlight")

    notes = command(
        commands,
        "notes",
        "notes.show",
        "list the notes, of one entry or all, or change or delete one",
        "newsreader notes 12",
        more="The last changed first; those of one entry in the order of its text.",
    )
    notes.add_argument("id", metavar="ID", type=id_argument, nargs="?")
    what = notes.add_mutually_exclusive_group()
    what.add_argument("--change", metavar=("NOTE", "TEXT|-"), nargs=2, help="other words for a note, by its own id")
    what.add_argument("--delete", metavar="NOTE", type=id_argument, help="take a note away, by its own id")

    for name, summary in (
        ("undo", "take back the last thing you did"),
        ("redo", "do again what was undone last"),
    ):
        command(
            commands,
            name,
            f"journal.{name}",
            summary,
            f"newsreader {name}",
            more="Marks, stars, tags, notes, changes of feeds and unsubscribing; never what a refresh brought.",
        )
    journal = command(
        commands,
        "journal",
        "journal.show",
        "list what you did, newest first",
        "newsreader journal --limit 10",
        more="What is not undone is what undo takes back, one after another; at least 1,000 steps are kept.",
    )
    journal.add_argument("--limit", metavar="N", type=count, default=50, help="at most N steps; 0 is all (default 50)")
