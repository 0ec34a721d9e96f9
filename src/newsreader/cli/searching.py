"""searches: the saved searches, with their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.cli import output
from newsreader.cli.shared import library, now
from newsreader.library import finding, searches, smart

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.library.searches import Search
    from newsreader.library.smart import Tally


def searches_(options: Namespace) -> int:
    """Print the saved searches, or save, rename or delete one."""
    with library(options) as lib:
        if options.save is not None:
            name, query = options.save
            _tell(options, searches.save(lib, name, query, now()), "saved")
        elif options.rename is not None:
            name, new_name = options.rename
            search = searches.find(lib, name)
            _tell(options, searches.edit(lib, name, new_name, search.query, now()), "renamed")
        elif options.delete is not None:
            _tell(options, searches.delete(lib, options.delete, now()), "deleted")
        else:
            _print(options, smart.tallies(lib, now(), finding.COMMAND_SECONDS))
    return 0


def _print(options: Namespace, tallies: list[Tally]) -> None:
    if options.json:
        output.document({"searches": [_tally_json(tally) for tally in tallies]})
        return
    rows = [(one.search.name, _number(one.unread, one), _number(one.total, one), one.search.query) for one in tallies]
    output.table([("search", "unread", "total", "query"), *rows] if rows else [("no search is saved",)])
    for one in tallies:
        if one.note:
            output.problem(f"{one.search.name}: {one.note}")


def _number(count: int, tally: Tally) -> str:
    return f"{count}{'' if tally.complete else '+'}"


def _tally_json(tally: Tally) -> dict[str, object]:
    counts = {"unread": tally.unread, "total": tally.total, "complete": tally.complete, "note": tally.note or None}
    return {**_search_json(tally.search), **counts}


def _search_json(search: Search) -> dict[str, object]:
    return {"name": search.name, "query": search.query}


def _tell(options: Namespace, search: Search, words: str) -> None:
    if options.json:
        output.document({"search": _search_json(search)})
    else:
        output.line(f"{words} {search.name}: {search.query}")
