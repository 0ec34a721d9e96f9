"""The words of entries: listing, finding, showing, marking."""

from __future__ import annotations

from typing import Any

from newsreader.cli.arguments import command, id_argument, limit

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


def add(commands: Any) -> None:
    """Add them."""
    list_ = command(
        commands, "list", "entries.list_entries", "list entries, newest first", "newsreader list --unread --limit 10"
    )
    list_.add_argument("--unread", action="store_true", help="unread entries only")
    list_.add_argument("--starred", action="store_true", help="starred entries only")
    list_.add_argument("--feed", metavar="F", help="entries of one feed: an id, an exact URL or a unique exact title")
    limit(list_)

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
    limit(search)

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

    stories = command(
        commands,
        "stories",
        "stories.stories",
        "list the stories: what several outlets have articles on",
        "newsreader stories --limit 10",
        more="The last to begin comes first. Articles are compared with those of the week before, as they come.",
    )
    limit(stories, "stories")

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
