"""The words of refreshing, and analysing anew."""

from __future__ import annotations

from typing import Any

from newsreader.cli.arguments import command, id_argument


def add(commands: Any) -> None:
    """Add them."""
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
        '  {"event":"picture","status":"stored|failed|skipped"}\n'
        '  {"event":"end","new":N,"failed":N}         the last line',
    )
    refresh.add_argument("feeds", metavar="FEED", nargs="*", help="an id, an exact URL or a unique exact title")
    refresh.add_argument("--all", action="store_true", help="all feeds, due or not (a server's Retry-After is obeyed)")
    refresh.add_argument("--events", action="store_true", help="one JSON line an outcome, see above")
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
