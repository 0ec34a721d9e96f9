"""The words of documents and texts: what they say, and who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsreader.cli.arguments import LIMIT, Parser, command, count

if TYPE_CHECKING:
    import argparse

_SAYINGS = (
    "With --by, --about or --since: the quotations of the library, the newest first. --json gives\n"
    '  {"quotes":[{"date","speaker","text","cue","outlet","title","link","entry","confidence"}],"complete":bool}\n'
    "where date is the article's, entry its id, and confidence how sure the speaker is, 0 to 1; --csv the same columns."
)
_OFFSETS = (
    "Offsets count code points of the plain text that `newsreader quotes --text` prints. With --jsonl each line of\n"
    'the input is {"id":...,"text":"..."[,"lang":"en"]} and gives a line at once; offsets count in its text, untouched.'
)


def add(commands: Any) -> None:
    """Add them."""
    parse_ = command(
        commands,
        "parse",
        "documents.parse",
        "show what a feed document says; nothing is stored",
        "newsreader parse feed.xml --url https://example.org/feed.xml --json",
    )
    parse_.add_argument("file", metavar="FILE|-")
    parse_.add_argument("--url", metavar="BASE", help="the address that relative links of the document start from")

    quotes = command(
        commands,
        "quotes",
        "analysis.quotes",
        "who said what: in a text, or in the whole library",
        "newsreader quotes --by Lagarde --about inflation --since 30d",
        more=f"{_SAYINGS}\n\n{_OFFSETS}",
    )
    quotes.add_argument("--by", metavar="NAME", help="quotations of the library by speakers of that name")
    quotes.add_argument("--about", metavar="WORDS", help="with these words in them: words, phrases, pref*, OR, NOT")
    quotes.add_argument("--since", metavar="DATE", help="in articles since then: 30d, 2w, 2024-06, yesterday ...")
    quotes.add_argument("--limit", metavar="N", type=count, help=f"at most N quotations; 0 is all (default {LIMIT})")
    quotes.add_argument("--csv", action="store_true", help="print them as CSV, with a line of names first")
    form = _text_arguments(quotes)
    form.add_argument("--text", action="store_true", help="print the plain text that offsets count in instead")
    form.add_argument("--explain", action="store_true", help="with the rules that made each quotation, in words")

    clauses = command(
        commands,
        "clauses",
        "analysis.clauses",
        "the key clauses of a text, with why each is kept",
        "newsreader clauses article.txt --json",
        more=_OFFSETS,
    )
    form = _text_arguments(clauses)
    form.add_argument("--explain", action="store_true", help="with the reasons as sentences")
    clauses.explained = _reasons


def _reasons() -> str:
    from newsreader.quotations.reasons import REASONS  # noqa: PLC0415 - see Parser.explained

    return "Reasons:\n" + "\n".join(f"  {name:<14} {sentence}" for name, sentence in REASONS.items())


def _text_arguments(parser: Parser) -> argparse._MutuallyExclusiveGroup:
    parser.add_argument(
        "target",
        metavar="FILE|ID|-",
        nargs="?",
        help="a file, the id of an entry (digits only; ./12 is a file), or stdin",
    )
    parser.add_argument("--lang", metavar="CODE", help="the text's language, if it is known: en, de, ja ...")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--jsonl", action="store_true", help="a text a line of JSON, from stdin or FILE, see above")
    return form
