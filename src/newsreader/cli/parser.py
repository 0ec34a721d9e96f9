"""The words of the command line: commands, options, help. Nothing is done here, and nothing heavy imported.

A command names the function that runs it as "module.function" of this package; `main` imports it when it is called for.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsreader.cli.arguments import LIMIT, Parser, Version, command, common, count, id_argument, machine
from newsreader.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read a command line; raises UsageError, or SystemExit after --help and --version."""
    unset = argparse.Namespace(library=None, log_file=None, verbose=False, json=False)
    options = build().parse_args(argv, unset)
    if options.json and not options.has_json:
        raise UsageError(f"{options.command or 'the screen'} has no --json")
    return options


def build() -> Parser:
    """The whole parser."""
    parser = Parser(
        prog="newsreader",
        description="A terminal news reader that reads offline and shows who said what. Without a command: the screen.",
        epilog="example: newsreader add https://example.org/feed.xml && newsreader",
        parents=[common(), machine()],
    )
    parser.set_defaults(run="screen.start", has_json=False)
    parser.add_argument(
        "--screen-reader", action="store_true", help="a screen to be read out: one pane, words for signs, a cursor"
    )
    parser.add_argument("--version", action=Version, help="print the version and exit")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _subscriptions(commands)
    _refreshing(commands)
    _entries(commands)
    _leaving(commands)
    _own_words(commands)
    _pages(commands)
    _documents(commands)
    _upkeep(commands)
    _rest(commands)
    return parser


# --- the commands -------------------------------------------------------------------------------------------------


def _subscriptions(commands: Any) -> None:
    add = command(
        commands,
        "add",
        "subscriptions.add",
        "subscribe to a feed, or take in a file or folder",
        "newsreader add https://example.org/ --folder World/Asia",
        more="A page's address finds its feed. A feed file is followed as a feed, a folder as a feed of its files,\n"
        "an article file (.txt, .md, .html) becomes an entry of the feed `Files`. What cannot be read is not stored.",
    )
    add.add_argument("address", metavar="URL|FILE|FOLDER|-", help="what to subscribe to; - reads it from stdin")
    add.add_argument("--folder", metavar="A/B", help="the folder of the feed; folders may be in folders")
    add.add_argument("--title", metavar="T", help="the feed's title for you, in place of its own")
    add.add_argument(
        "--article", action="store_true", help="keep the article of a page in the feed `Saved`, as save does"
    )

    remove = command(
        commands,
        "remove",
        "feeds.remove",
        "unsubscribe from a feed and archive its entries",
        "newsreader remove https://example.org/feed.xml",
        more="Subscribing again brings back its entries with what was read and starred.",
    )
    _feed_argument(remove)

    move = command(
        commands,
        "move",
        "subscriptions.move",
        "follow a feed at another address",
        "newsreader move 12 https://example.org/new-feed.xml",
        more="Without URL: the address that a page names which came in place of the feed, as `feeds --failing` tells.\n"
        "What is there must be a feed, or nothing changes. Entries and what was read and starred stay.",
    )
    _feed_argument(move)
    move.add_argument("url", metavar="URL", nargs="?")

    listed = command(
        commands,
        "feeds",
        "feeds.show",
        "list the feeds, when each is fetched next, or those that fail",
        "newsreader feeds --failing",
    )
    kinds = listed.add_mutually_exclusive_group()
    kinds.add_argument("--due", action="store_true", help="when each feed is fetched next, and by which rule")
    kinds.add_argument(
        "--failing",
        action="store_true",
        help="the feeds that fail: why, since when, when they are tried next, what to do",
    )

    import_ = command(
        commands,
        "import",
        "outlines.import_opml",
        "subscribe to the feeds of an OPML file",
        "newsreader import opml subscriptions.opml",
        more="Nothing is fetched; feeds that are there already are left as they are.",
    )
    import_.add_argument("format", choices=["opml"])
    import_.add_argument("file", metavar="FILE", type=Path)


def _refreshing(commands: Any) -> None:
    refresh = command(
        commands,
        "refresh",
        "refreshing.refresh",
        "fetch the feeds that are due, then find the quotes of what is new",
        "newsreader refresh --all",
        more="The exit code is 1 only if all feeds that were tried failed.\n\n"
        "--events prints lines of JSON as things happen:\n"
        '  {"event":"start","total":N}                feeds to try\n'
        '  {"event":"feed","id":N,"url":"...","status":"updated|unchanged|failed|skipped","new":N,"changed":N,\n'
        '   "error":"..."|null}                       one a feed\n'
        '  {"event":"analysed","done":N,"pending":N}  entries indexed and analysed so far, and left\n'
        '  {"event":"full_text","id":N,"status":"stored|kept|failed|skipped","error":"..."|null}\n'
        '  {"event":"end","new":N,"failed":N}         the last line',
    )
    refresh.add_argument("feeds", metavar="FEED", nargs="*", help="an id, an exact URL or a unique exact title")
    refresh.add_argument("--all", action="store_true", help="all feeds, due or not (a server's Retry-After is obeyed)")
    refresh.add_argument("--events", action="store_true", help="one JSON line an outcome, see below")
    refresh.add_argument(
        "--leave-older",
        action="store_true",
        help="find the quotes of what is new alone; what else waits is left to reanalyse --background",
    )

    reanalyse = command(
        commands,
        "reanalyse",
        "refreshing.reanalyse",
        "index all entries, or those named, and find their quotes and key clauses anew",
        "newsreader reanalyse",
        more="Newest first. What was found before stays until it is replaced; it can be stopped at any time.",
    )
    reanalyse.add_argument("ids", metavar="ID", type=id_argument, nargs="*")
    reanalyse.add_argument(
        "--background",
        action="store_true",
        help="only what waits: new, edited, analysed by an older version. At low priority, one process at a time, no\n"
        "longer than the program that started it; the screen does this",
    )
    reanalyse.add_argument("--events", action="store_true", help="one JSON line now and then, as refresh prints them")


def _entries(commands: Any) -> None:
    list_ = command(
        commands, "list", "entries.list_entries", "list entries, newest first", "newsreader list --unread --limit 10"
    )
    list_.add_argument("--unread", action="store_true", help="unread entries only")
    list_.add_argument("--starred", action="store_true", help="starred entries only")
    list_.add_argument("--feed", metavar="F", help="entries of one feed: an id, an exact URL or a unique exact title")
    _limit(list_)

    search = command(
        commands,
        "search",
        "entries.search",
        "find entries by their words",
        "newsreader search 'climate \"sea level\" is:unread'",
        more=_QUERIES,
    )
    search.add_argument("query", metavar="QUERY")
    search.add_argument("--explain", action="store_true", help="how it is understood and looked up instead")
    _limit(search)

    searches = command(
        commands,
        "searches",
        "searching.searches_",
        "list the saved searches with their counts, or save, rename or delete one",
        "newsreader searches --save climate 'climate OR \"sea level\" -sport'",
        more=_SEARCHES,
    )
    what = searches.add_mutually_exclusive_group()
    what.add_argument(
        "--save", metavar=("NAME", "QUERY"), nargs=2, help="keep a query; one that has the name gets it instead"
    )
    what.add_argument("--rename", metavar=("NAME", "NEW"), nargs=2, help="another name, also where others name it")
    what.add_argument("--delete", metavar="NAME", help="take one away, unless another names it")

    show = command(
        commands,
        "show",
        "show.show",
        "print an entry: plain, as Markdown or as Rich markup",
        "newsreader show 12 --markdown",
        more="Showing it changes nothing: what is unread stays unread.",
    )
    show.add_argument("id", metavar="ID", type=id_argument)
    form = show.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_true", help="the article as Markdown")
    form.add_argument(
        "--markup",
        action="store_true",
        help="the text as Rich markup: quotes italic, key clauses bold, the rest escaped",
    )

    mark = command(
        commands,
        "mark",
        "entries.mark",
        "mark entries read, unread, starred or unstarred",
        "newsreader mark read 12 13",
        more="All of them or, if an id is unknown, none.",
    )
    mark.add_argument("state", choices=["read", "unread", "starred", "unstarred"])
    mark.add_argument("ids", metavar="ID", type=id_argument, nargs="+")


def _leaving(commands: Any) -> None:
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


def _own_words(commands: Any) -> None:
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


def _pages(commands: Any) -> None:
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
        "If a page gives no article, --json says why in its problem, as extract does; the exit code is 1 only if\n"
        "all failed. full_text in config.toml says for which feeds a refresh does this by itself.",
    )
    full.add_argument("ids", metavar="ID", type=id_argument, nargs="+")
    form = full.add_mutually_exclusive_group()
    form.add_argument("--drop", action="store_true", help="show what the feed says again; the full text is kept")
    form.add_argument("--show", action="store_true", help="show the full text that was fetched before")


def _problems() -> str:
    from newsreader.extraction.walls import SENTENCES  # noqa: PLC0415 - see Parser.explained

    return "Problems:\n" + "\n".join(f"  {name:<11} {sentence}" for name, sentence in SENTENCES.items())


def _documents(commands: Any) -> None:
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


def _upkeep(commands: Any) -> None:
    library = command(
        commands,
        "library",
        "library.library",
        "sizes, room given back, a full check, backups",
        "newsreader library backup ~/library-backup.db",
        more=_LIBRARY,
    )
    library.add_argument("action", choices=["stats", "compact", "check", "backup", "restore"])
    library.add_argument("file", metavar="FILE", nargs="?", type=Path, help="of backup and restore")
    library.add_argument("--free", action="store_true", help="compact: first free what [retention] sets, see above")
    library.add_argument("--yes", action="store_true", help="compact --free: free what was shown")
    library.add_argument(
        "--background",
        action="store_true",
        help="check: what is to be done once a week, at low priority, no longer than the program that started it; the\n"
        "screen does this",
    )

    doctor = command(
        commands,
        "doctor",
        "doctor.doctor",
        "find out what is wrong; recover what can be read of a damaged library",
        "newsreader doctor --replace",
        more="A damaged library is never changed: what can be read of it becomes library.recovered.db beside it, and\n"
        "what was lost is told, down to the pages that cannot be read. An article whose text was lost comes back if\n"
        "its feed still has it. A library of a newer version is not recovered, one in use not replaced.",
    )
    doctor.add_argument("--recover", action="store_true", help="recover even if nothing is found wrong")
    doctor.add_argument(
        "--replace", action="store_true", help="put what was recovered in place of the library, which is kept aside"
    )


def _rest(commands: Any) -> None:
    open_ = command(
        commands,
        "open",
        "screen.open_files",
        "read files on the screen without subscribing",
        "newsreader open article.html feed.xml",
        json=False,
        more="An article (.txt, .md, .html), a feed file or a folder; nothing of it is kept.",
    )
    open_.add_argument("files", metavar="FILE", nargs="+", type=Path)

    sample = command(
        commands,
        "sample",
        "settings.sample",
        "take the sample edition away",
        "newsreader sample remove",
        more="It comes with the first start of an empty library, stays until it is removed, then never comes again.",
    )
    sample.add_argument("action", choices=["remove"])

    config = command(
        commands,
        "config",
        "settings.config",
        "the configuration file: where it is, what can be set, whether it is right",
        "newsreader config --default > config.toml",
        json=False,
    )
    what = config.add_mutually_exclusive_group(required=True)
    what.add_argument("--path", action="store_true", help="print where the file is or would be")
    what.add_argument("--default", action="store_true", help="print the documented defaults")
    what.add_argument("--check", action="store_true", help="say whether the file can be used, whose keys yours were")


def _reasons() -> str:
    from newsreader.quotations.reasons import REASONS  # noqa: PLC0415 - see Parser.explained

    return "Reasons:\n" + "\n".join(f"  {name:<14} {sentence}" for name, sentence in REASONS.items())


# --- parts of them ------------------------------------------------------------------------------------------------

_EXPORTS = """\
`newsreader export opml [FILE]` writes the feeds. Articles: all of them or, if an id is unknown, none. Into a FOLDER
(one that is there, or a name that ends with /) goes a file an article, named by day and title, or one book; a name that
is taken gets a number. Files are written whole or not at all, and never in the place of another without --force.

Markdown has front matter with the quotes and their speakers; HTML is one file that loads nothing; text is wrapped at
reading.measure; JSON is what `show --json` prints, of several articles {"entries":[...]}. --json tells what was
written: {"format","articles":N,"files":[...],"left_out":[ids that cannot be read]}."""

_QUERIES = """All words must occur; accents, case, width and the kind of quotation marks and dashes do not matter.

  "interest rates"  econom*  tax OR levy  -sport  (a OR b) c
  title:budget  author:smith  link:example.org       in that field
  title:(budget OR tax)  is:(unread OR starred)      all of the parentheses in that field
  said:inflation  speaker:"Kim Jong Un"  cue:denied  in one and the same quotation
  is:unread|read|starred|tagged|noted|new  has:quotes|audio|image|note
  feed:bbc  folder:World  tag:energy  lang:de        new: arrived since the last refresh began
  search:climate  search:"sea level"                 what a saved search asks for
  after:2024-06-01  before:7d  on:"last monday"      2024, 2024-06, 2024-06-19, 2024-06-19T14:02,
                                                     2024-06-01..2024-06-07, today, yesterday, monday,
                                                     "last week", 12h, 2w, 3m, 1y
  ~/colou?r/  title:~/^update/                       a regular expression (RE2, whatever the case) on title or text
  sort:date|relevance|arrived|length|read|feed       newest first is the default

A search ends after 30 seconds with what it has found so far, and says so. Where the answer leaves something out,
--json has "complete" and "note" as well.

A query that is one word beginning with - stands after --: newsreader search -- -sport"""
_SEARCHES = """A saved search is a feed of its own on the screen. Others may name it as search:NAME, but none itself.
Case, accents and width do not tell one name from another.

Counts are kept up to date as articles come, are read and are changed. The first count of a search may take longer;
after 30 seconds what was counted is told, with "complete": false in --json."""
_LIBRARY = """  stats            what takes how much: by kind, by feed; what [retention] would free
  compact          give back the room that nothing is in; not while a screen or a refresh has the library open
  compact --free   before that, free the articles that [retention] sets. The first time, and whenever these settings
                   have changed, it only shows them: --yes frees, and from then on each refresh does as well
  check            read everything and say what is damaged; counts that are wrong are put right
  backup [FILE]    a copy that is whole, with the screen open or not; without FILE in library.backups, where the
                   three latest are kept of those made once a week and before each change of the tables
  restore FILE     put a copy in the library's place; what was there is kept beside it"""
_SAYINGS = (
    "With --by, --about or --since: the quotations of the library, the newest first. --json gives\n"
    '  {"quotes":[{"date","speaker","text","cue","outlet","title","link","entry","confidence"}],"complete":bool}\n'
    "where date is the article's, entry its id, and confidence how sure the speaker is, 0 to 1; --csv the same columns."
)
_OFFSETS = (
    "Offsets count code points of the plain text that `newsreader quotes --text` prints. With --jsonl each line of\n"
    'the input is {"id":...,"text":"..."[,"lang":"en"]} and gives a line at once; offsets count in its text, untouched.'
)


def _feed_argument(parser: Parser) -> None:
    parser.add_argument("feed", metavar="FEED", help="an id, an exact URL or a unique exact title")


def _limit(parser: Parser) -> None:
    parser.add_argument(
        "--limit", metavar="N", type=count, default=LIMIT, help=f"at most N entries; 0 is all (default {LIMIT})"
    )


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
