"""What the state of a feed means to its reader: whether it fails, when it is fetched next and why, what to do. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from newsreader.errors import Cause
from newsreader.library import hosts
from newsreader.library.feeds import NEVER, is_plausible
from newsreader.models.feeds import Due
from newsreader.web.address import host, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsreader.models.feeds import FeedHealth

_DEAD_AFTER = 28 * 86_400
_DEAD_FAILURES = 8
"""Fewer may come from a computer that was asleep for long, or from its clock."""


class Condition(StrEnum):
    """How a feed is, the worst first."""

    GONE = "gone"
    """Its server said that it will not come back; it is asked no more."""
    DEAD = "dead"
    """It has failed for weeks."""
    FAILING = "failing"
    FINE = "fine"


def condition(health: FeedHealth, now: int) -> Condition:
    """How a feed is."""
    if health.feed.error is None:
        return Condition.FINE
    if health.due.at == NEVER:
        return Condition.GONE
    since = health.failing_since or now
    dead = health.failures >= _DEAD_FAILURES and now - since >= _DEAD_AFTER
    return Condition.DEAD if dead else Condition.FAILING


def failing(listed: Iterable[FeedHealth], now: int) -> list[FeedHealth]:
    """Those that fail, the worst first, then those that have failed the longest."""
    order = list(Condition)
    bad = [health for health in listed if health.feed.error is not None]
    return sorted(bad, key=lambda one: (order.index(condition(one, now)), one.failing_since or now))


def next_fetch(health: FeedHealth, now: int) -> Due:
    """When a feed is fetched next by itself, and why then: NEVER if it is not, what lies in the past is due now."""
    due = health.due
    if due.at == NEVER:
        return due
    if not is_plausible(due.at, health.tried, now):
        due = Due(now, "the clock was wrong when it was fetched last")
    elif not health.tried and not due.at:
        due = Due(now, "not fetched yet")
    if hosts.holds(health.host_asked, now) and health.host_asked >= due.at:
        return Due(health.host_asked, f"{host(health.feed.url)} asked to be left alone until then")
    if hosts.holds(health.host_slowed, now) and health.host_slowed > due.at:
        return Due(
            health.host_slowed, f"{host(health.feed.url)} refused to be asked so much: it is left alone until then"
        )
    return due


def advice(health: FeedHealth, now: int, *, accept: str) -> str:
    """What its reader can do about a feed that fails; `accept` says how to take the address that is offered."""
    if health.offered_url:
        return f"It is a web page now, which names the feed {shown(health.offered_url)}; to follow that: {accept}"
    match condition(health, now):
        case Condition.GONE:
            return "Unsubscribe, or look on its site for a new address."
        case Condition.DEAD:
            return "Unsubscribe, or look on its site for a new address; it is still tried now and then."
    if health.feed.url.startswith("file:"):
        return "See whether the file or folder is still there and can be read."
    cause = health.cause or _cause_of(health.status)
    if cause is Cause.REFUSED:
        status = health.status or 503  # its host asked to be left alone
        return _ADVICE.get(status) or _ADVICE[status // 100]
    return _ADVICE_FOR[cause]


def _cause_of(status: int | None) -> Cause:
    """Why a feed failed that did before causes were kept."""
    if status is None:
        return Cause.NETWORK
    return Cause.DOCUMENT if status == _OK else Cause.REFUSED


_OK = 200
_LOOK = "Look on its site for a new address; it is tried again all the same."
_ADVICE = {
    401: "Give its name and password in its address, or ask its publisher for them.",
    403: "Open its site: it may refuse readers, or want a name and password.",
    407: "See to the name and password of the proxy.",
    429: "Nothing: it asked for fewer requests, and gets them.",
    503: "Nothing: its server has too much to do, and is left alone for a while.",
    1: _LOOK,
    2: _LOOK,
    3: _LOOK,
    4: _LOOK,
    5: "Nothing: its server has a fault, and is tried again.",
}
_ADVICE_FOR = {
    Cause.NETWORK: "Nothing, if this computer has no network; else wait, its server may come back.",
    Cause.ANSWER: "Nothing: its server has a fault, and is tried again.",
    Cause.SLOW: "Nothing, if its server is only slow today; else give it longer in config.toml: timeout under [fetch].",
    Cause.LIMIT: "Raise the limit in config.toml, under [fetch], if so much is wanted; else unsubscribe.",
    Cause.CERTIFICATE: "See to the date of this computer; else wait until its publisher mends the certificate.",
    Cause.PRIVATE: "If it is meant to lie in your own network, give its address yourself: unsubscribe and add it anew.",
    Cause.PROXY: "See to the proxy in config.toml or in the environment.",
    Cause.ADDRESS: "Look on its site for the address, and subscribe to that.",
    Cause.COMMAND: "Run its command in a terminal, and see to it in config.toml.",
    Cause.LOGIN: "Unlock the keyring, or add the feed with its name and password anew.",
    Cause.DOCUMENT: "Look on its site for a new address: what comes is no feed. It is tried again all the same.",
    Cause.OURS: "Report it, with the log.",
}
