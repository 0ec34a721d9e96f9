"""How documents are asked for: what adding and refreshing feeds, and fetching what they name, have in common."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urlsplit

from newsreader import logins
from newsreader.errors import Cause, FetchError
from newsreader.feeds.limits import DocumentLimits
from newsreader.feeds.worker import ParserProcess
from newsreader.feedsettings import COMMAND
from newsreader.fetch import Fetched, FetchLimits, Manner, finished, hops
from newsreader.library import hosts
from newsreader.models.feeds import Validators
from newsreader.refresh import programs, schedule
from newsreader.web.address import host, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newsreader.config import Config
    from newsreader.errors import NewsreaderError
    from newsreader.fetch import Hops, NotModified
    from newsreader.library.store import Library

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9,"
    " application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1"
)
_NO_VALIDATORS = Validators()


def ask(
    url: str,
    config: Config,
    *,
    typed_by_user: bool = True,
    login: str = "",
    visit: Callable[[str], None] = lambda _: None,
    accept: str = _ACCEPT,
) -> Fetched | NotModified:
    """A feed's document, asked for as configured for it, with the name and password that were given or kept for it.

    The address of a command runs it if the user typed it; whatever else names one is told that it is no address.
    `visit` is told of each other host that a redirect leads to, and may raise what ends it there.
    """
    return finished(asking(url, config, typed_by_user=typed_by_user, login=login, accept=accept), visit)


def ask_first(
    url: str,
    config: Config,
    *,
    typed_by_user: bool = True,
    login: str = "",
    visit: Callable[[str], None] = lambda _: None,
    accept: str = _ACCEPT,
) -> Fetched:
    """As `ask`, for what was never fetched before."""
    found = ask(url, config, typed_by_user=typed_by_user, login=login, visit=visit, accept=accept)
    if not isinstance(found, Fetched):
        raise FetchError(f"{shown(url)} says that nothing changed, though it was asked for everything.")
    return found


def asking(
    url: str,
    config: Config,
    *,
    validators: Validators = _NO_VALIDATORS,
    typed_by_user: bool = True,
    login: str = "",
    on_large: Callable[[], None] | None = None,
    accept: str = _ACCEPT,
) -> Hops:
    """The same, from host to host, and asked whether it changed if there are validators."""
    of = config.of_feed(url)
    limits = _limits(config)
    if url.startswith(COMMAND) and typed_by_user:
        body = programs.output(url, of.command, seconds=limits.total_seconds, most=limits.body_bytes)
        return Fetched(url, body, None, _NO_VALIDATORS, None, None)
    manner = Manner(of.user_agent, of.headers, login or logins.of(url), of.proxy, of.verify_tls, of.cookies)
    fetched = yield from hops(
        url,
        validators=validators,
        limits=limits,
        typed_by_user=typed_by_user,
        accept=accept,
        manner=manner,
        on_large=on_large,
    )
    if fetched.permanent_url and manner.login:
        logins.follow(url, fetched.permanent_url)
    return fetched


def _limits(config: Config) -> FetchLimits:
    of = config.fetch
    return FetchLimits(
        total_seconds=of.timeout,
        connect_seconds=of.connect_timeout,
        read_seconds=of.read_timeout,
        wire_bytes=of.max_wire_megabytes * 1_000_000,
        body_bytes=of.max_megabytes * 1_000_000,
        ratio=of.max_ratio,
        header_bytes=of.max_header_kilobytes * 1_000,
        redirects=of.redirects,
    )


def parser_process(config: Config, *, packed: bool = False) -> ParserProcess:
    """A process that reads documents within the limits that are set; `packed` as for `ParserProcess`."""
    of = config.parse
    limits = DocumentLimits(of.max_entries, of.max_depth, of.max_attribute_characters, of.max_title_characters)
    return ParserProcess(seconds=of.timeout, memory_mb=of.max_memory_megabytes, limits=limits, packed=packed)


def digest(body: bytes) -> str:
    """What tells whether a document is the one that was parsed last."""
    return hashlib.sha256(body).hexdigest()


def path_of(file_url: str) -> Path:
    """The path of a file:// address, exactly as it was made with `Path.as_uri`."""
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(file_url).path)))


def check_host(lib: Library, name: str, now: int) -> None:
    """Who asked to be left alone is, by every feed; FetchError then."""
    asked = hosts.waits(lib).get(name, hosts.Wait()).asked
    if hosts.holds(asked, now):
        raise FetchError(f"{left_alone(name, asked - now)}; try again then.", cause=Cause.REFUSED)


def left_alone(name: str, seconds: int) -> str:
    """Why a host is not asked for anything."""
    return f"{name} asked to be left alone for {-(-seconds // 60)} minutes more"


def refusing_host(url: str, error: NewsreaderError) -> str:
    """Who refused what has this address: a redirect may have led to another host."""
    return host((isinstance(error, FetchError) and error.url) or url)


def note_answer(lib: Library, urls: Iterable[str], now: int) -> None:
    """Keep that the hosts of some addresses answered: how often they refused before counts no more."""
    for name in set(map(host, urls)):
        hosts.forget(lib, name, now)


def note_refusal(lib: Library, url: str, error: NewsreaderError, now: int) -> None:
    """Keep that a host wants to be left alone, if the failure says so."""
    name = refusing_host(url, error)
    wait = schedule.host_wait(error, hosts.waits(lib).get(name, hosts.Wait()), now)
    if wait:
        hosts.record(lib, name, wait)
