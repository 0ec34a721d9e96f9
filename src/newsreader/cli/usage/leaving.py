"""The words of writing articles and feeds for other programs."""

from __future__ import annotations

from typing import Any

from newsreader.cli.arguments import command, count

_EXPORTS = """\
`newsreader export opml [FILE]` writes the feeds. Articles: all of them or, if an id is unknown, none. Into a FOLDER
(one that is there, or a name that ends with /) goes a file an article, named by day and title, or one book; a name that
is taken gets a number. Files are written whole or not at all, and never in the place of another without --force.

Markdown has front matter with the quotes and their speakers; HTML is one file that loads nothing; text is wrapped at
reading.measure; JSON is what `show --json` prints, of several articles {"entries":[...]}. --json tells what was
written: {"format","articles":N,"files":[...],"left_out":[ids that cannot be read]}."""


def add(commands: Any) -> None:
    """Add them."""
    export = command(
        commands,
        "export",
        "exporting.export",
        "write articles as Markdown, HTML, EPUB, text or JSON; or the feeds as OPML",
        "newsreader export --query 'is:starred after:7d' --to epub --output reader/",
        more=_EXPORTS,
    )
    export.add_argument(
        "what", metavar="opml|ID", nargs="*", help="ids of articles, - to read them from stdin; or opml and a FILE"
    )
    which = export.add_mutually_exclusive_group()
    which.add_argument("--query", metavar="QUERY", help="the articles that a search finds")
    which.add_argument("--saved", metavar="NAME", help="those that a saved search finds")
    export.add_argument("--feed", metavar="F", help="those of one feed: an id, an exact URL or a unique exact title")
    export.add_argument("--limit", metavar="N", type=count, default=0, help="the first N of them; 0 is all (default 0)")
    export.add_argument("--to", choices=["markdown", "html", "epub", "txt", "json"], help="the format")
    export.add_argument("--output", metavar="FILE|FOLDER|-", default="-", help="where to; by default to stdout")
    export.add_argument("--title", metavar="T", help="the title of the book, or of the page of several articles")
    export.add_argument("--together", action="store_true", help="in a FOLDER: one file for all articles")
    export.add_argument("--force", action="store_true", help="replace files that are there")
    export.add_argument("--events", action="store_true", help="one JSON line an article, and one at the end")
