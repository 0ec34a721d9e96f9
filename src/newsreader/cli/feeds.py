"""feeds and remove: the subscriptions as they are, when each is fetched next, which fail; nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import configfile
from newsreader.cli import output
from newsreader.cli.shared import feed_json, library, now
from newsreader.library import editing, feeds
from newsreader.refresh import health as state
from newsreader.text import counted

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.config import Config
    from newsreader.models.feeds import Due, Feed, FeedHealth


def show(options: Namespace) -> int:
    """Print every feed, when each is fetched next, or those that fail."""
    config = configfile.load()
    with library(options) as lib:
        if options.due:
            _print_due(feeds.health(lib), options, config)
        elif options.failing:
            _print_failing(feeds.health(lib), options, config)
        else:
            _print_feeds(feeds.all_feeds(lib), options, config)
    return 0


def remove(options: Namespace) -> int:
    """Unsubscribe from a feed; its entries are archived."""
    with library(options) as lib:
        feed = feeds.find(lib, options.feed)
        editing.unsubscribe(lib, feed.id, now())
    if options.json:
        output.document({"feed": feed_json(feed, configfile.load())})
    else:
        output.line(f"unsubscribed from {feed.title}; archived: {counted(feed.total, 'entry', 'entries')}")
    return 0


def _print_feeds(listed: list[Feed], options: Namespace, config: Config) -> None:
    if options.json:
        output.document({"feeds": [feed_json(feed, config) for feed in listed]})
        return
    rows = [
        (
            str(feed.id),
            f"{feed.unread}/{feed.total}",
            feed.folder or "",
            feed.title,
            _warning(feed, config) + (feed.error or feed.url),
        )
        for feed in listed
    ]
    head = ("id", "unread", "folder", "title", "address, or why the last refresh failed")
    output.table([head, *rows] if rows else [("no feed is followed yet; `newsreader add URL` follows one",)])


def _warning(feed: Feed, config: Config) -> str:
    """What stands before whatever is told of a feed whose certificate does not count."""
    return "" if config.of_feed(feed.url).verify_tls else "(TLS not verified) "


def _print_due(listed: list[FeedHealth], options: Namespace, config: Config) -> None:
    """When each feed is fetched next, the first of all first."""
    moment = now()
    found = sorted(((state.next_fetch(one, moment), one) for one in listed), key=lambda pair: pair[0].at)
    if options.json:
        output.document({"feeds": [feed_json(one.feed, config) | _next_json(due, moment) for due, one in found]})
        return
    rows = [
        (str(one.feed.id), _when(due, moment), one.feed.title, _warning(one.feed, config) + due.why)
        for due, one in found
    ]
    output.table([("id", "next", "title", "why"), *rows])


def _print_failing(listed: list[FeedHealth], options: Namespace, config: Config) -> None:
    """What fails, since when, when it is tried next and what to do, the worst first."""
    moment = now()
    found = state.failing(listed, moment)
    if options.json:
        output.document({"feeds": [_failing_json(one, moment, config) for one in found]})
    elif not found:
        output.line("no feed fails")
    for one in () if options.json else found:
        output.line(f"{one.feed.id}  {_warning(one.feed, config)}{one.feed.title}: {state.condition(one, moment)}")
        due = state.next_fetch(one, moment)
        success = output.local(one.feed.last_success) or "never"
        told = {
            "error": one.feed.error or "",
            "since": f"{output.local(one.failing_since)}; last success: {success}",
            "next": f"{_when(due, moment)}, {due.why}",
            "to do": _advice(one, moment),
        }
        for name, words in told.items():
            output.line(f"{name + ':':<7}{words}", indent=4)


def _failing_json(one: FeedHealth, moment: int, config: Config) -> dict[str, object]:
    return {
        **feed_json(one.feed, config),
        "condition": str(state.condition(one, moment)),
        "status": one.status,
        "failures": one.failures,
        "failing_since": output.iso(one.failing_since),
        **_next_json(state.next_fetch(one, moment), moment),
        "offered_url": one.offered_url,
        "advice": _advice(one, moment),
    }


def _next_json(due: Due, moment: int) -> dict[str, object]:
    never = due.at == feeds.NEVER
    return {"next": None if never else output.iso(max(due.at, moment)), "due": due.at <= moment, "why": due.why}


def _when(due: Due, moment: int) -> str:
    if due.at == feeds.NEVER:
        return "never"
    return "now" if due.at <= moment else output.local(due.at)


def _advice(one: FeedHealth, moment: int) -> str:
    return state.advice(one, moment, accept=f"newsreader move {one.feed.id}")
