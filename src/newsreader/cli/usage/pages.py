"""The words of pages: their articles, full texts, what is kept to read later."""

from __future__ import annotations

from typing import Any

from newsreader.cli.arguments import command, id_argument


def add(commands: Any) -> None:
    """Add them."""
    extract = command(
        commands,
        "extract",
        "extract.extract",
        "show the article of a page; nothing is stored",
        "newsreader extract https://example.org/article --json",
        more="Title, author, date, language and text, without what is around it. The pages of an article are joined.",
    )
    extract.add_argument("page", metavar="FILE|URL", help="an address begins with http:// or https://")
    extract.add_argument("--url", "--base", metavar="BASE", help="the address that a file came from, for its links")
    extract.explained = _problems

    save = command(
        commands,
        "save",
        "saving.save",
        "keep the article of a page to read later, in the feed `Saved`",
        "newsreader save https://example.org/article",
        more="One that is kept already is fetched anew. If the page hides its article, what it shows is kept.",
    )
    save.add_argument("address", metavar="URL|-", help="the page; - reads it from stdin")
    save.add_argument("--title", metavar="T", help="a title of your own")

    full = command(
        commands,
        "fulltext",
        "extract.fulltext",
        "fetch the full text of entries from their pages",
        "newsreader fulltext 12 13",
        more="What the feed says stays beside it as it is. Quotes, key clauses and searches are of the full text.\n"
        "If a page gives no article, --json says why in its problem, as extract and show do. If all failed, the\n"
        "exit code is 1, without a document. full_text in config.toml says which feeds a refresh does this for.",
    )
    full.add_argument("ids", metavar="ID", type=id_argument, nargs="+")
    form = full.add_mutually_exclusive_group()
    form.add_argument("--drop", action="store_true", help="show what the feed says again; the full text is kept")
    form.add_argument("--show", action="store_true", help="show the full text that was fetched before")


def _problems() -> str:
    from newsreader.extraction.walls import SENTENCES  # noqa: PLC0415 - see Parser.explained

    return "Problems:\n" + "\n".join(f"  {name:<11} {sentence}" for name, sentence in SENTENCES.items())
