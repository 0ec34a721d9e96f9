"""An address, a file, a folder or a list of outlines becomes feeds.

What is added is fetched and parsed once before anything is stored; if that fails, nothing is. Feeds that a page names
are offered if there are several, never chosen.
"""

from __future__ import annotations

import os
import re
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader import logins
from newsreader.errors import FetchError, ParseError, SeveralFeedsError
from newsreader.feeds import local
from newsreader.feeds.discover import discover
from newsreader.feedsettings import COMMAND_NAME
from newsreader.library import editing, feeds, storing
from newsreader.models.feeds import FeedKind, Validators
from newsreader.refresh import schedule
from newsreader.refresh.asking import ask_first, check_host, digest, note_refusal, parser_process, path_of
from newsreader.refresh.plan import plan
from newsreader.web.address import host, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsreader.config import Config
    from newsreader.feeds.opml import Outline
    from newsreader.feeds.worker import ParserProcess
    from newsreader.fetch import Fetched
    from newsreader.library.store import Library
    from newsreader.models.documents import ParsedFeed
    from newsreader.models.feeds import Feed

FILES_URL = "newsreader:files"
FILES_TITLE = "Files"

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_AUTHORITY = re.compile(r"^([a-z][a-z0-9+.-]*://)([^/?#]*@)?([^/?#]*)", re.IGNORECASE)
_FEED_SCHEME = re.compile(r"feed:(?://)?(?=https?://)|feed://", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[^\s/?#@]+@)?(?:[^\s/?#:]+\.[^\s/?#:]+|localhost|\[[0-9a-f:.]+\])(?::\d+)?(?:[/?#]|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Added:
    """A feed that is subscribed to now, and how many entries are new with it."""

    feed: Feed
    new: int


def add(
    lib: Library,
    address: str,
    *,
    folder: str | None,
    title: str | None,
    now: int,
    config: Config,
    parser: ParserProcess | None = None,
) -> Added:
    """Subscribe to what an address names; what is subscribed to already stays as it is.

    Whoever adds many gives a parser, which stays open. Raises FetchError, ParseError, or SeveralFeedsError with the
    feeds that the page names.
    """
    address = address.strip()
    path = _path(address)
    with nullcontext(parser) if parser else parser_process(config) as reader:
        request = _Request(lib, folder, title, now, config, reader)
        if path is None:
            return _add_url(request, address)
        if path.suffix.lower() in local.ARTICLE_SUFFIXES and not path.is_dir():
            return _add_article(request, path)
        return _add_path(request, path)


def move(lib: Library, feed: Feed, address: str | None, *, now: int, config: Config) -> Added:
    """Follow a feed at another address, by default the one that is offered; its entries and their states stay.

    Raises FetchError or ParseError, and leaves everything as it was, if there is no feed.
    """
    urls, login = _without_login(_urls(address.strip() if address is not None else feeds.offered_url(lib, feed.id)))
    if address is None or not login:  # a page knows no password; the one that the feed has is for its own server
        login = logins.of(feed.url) if logins.is_same_origin(urls[0], feed.url) else ""
    with parser_process(config) as parser:
        request = _Request(lib, None, None, now, config, parser)
        # What a page offered the user did not type: from a public page it may not lead into a private network.
        trusted = address is not None or host(urls[0]) == host(feed.url)
        home, fetched = _fetch_first(request, urls, login, typed_by_user=trusted)
        parsed = _parse(parser, home, fetched)
        url = fetched.permanent_url or home
        trusted = trusted and (fetched.trusted or host(url) == host(home))
        if login and logins.is_same_origin(url, home):
            logins.keep(url, login)
        with lib.write():
            editing.change_url(lib, feed.id, url, now, typed=trusted)
            return request.store_entries(feed.id, parsed, fetched)


def add_outlines(lib: Library, outlines: Iterable[Outline], now: int) -> tuple[int, int]:
    """Subscribe to many feeds without fetching them; how many were added, and how many were there already."""
    added = already = 0
    # Nothing else than addresses is ever taken from a list.
    listed = [one for one in outlines if one.url.lower().startswith(("http://", "https://"))]
    for outline in listed:
        if outline.login and not logins.is_kept(outline.url):
            logins.keep(outline.url, outline.login)
    with lib.write():
        for outline in listed:
            if feeds.by_url(lib, outline.url):
                already += 1
                continue
            title = outline.title if outline.title != outline.url else None  # nobody's own: the feed's will be better
            feeds.add(lib, outline.url, title or outline.url, folder=outline.folder, custom_title=title, now=now)
            added += 1
    return added, already


@dataclass(frozen=True, slots=True)
class _Request:
    lib: Library
    folder: str | None
    title: str | None
    """The user's own."""
    now: int
    config: Config
    parser: ParserProcess

    def known(self, *urls: str | None) -> Added | None:
        """What is subscribed to under one of the addresses."""
        for url in urls:
            if url and (feed := feeds.by_url(self.lib, url)):
                return Added(feed, 0)
        return None

    def store(
        self,
        url: str,
        parsed: ParsedFeed,
        *,
        kind: FeedKind = FeedKind.FEED,
        fetched: Fetched | None = None,
        typed: bool = True,
    ) -> Added:
        """Feed and entries, in one transaction."""
        with self.lib.write():
            feed_id = feeds.add(
                self.lib,
                url,
                parsed.title or shown(url),
                kind=kind,
                link=parsed.link,
                language=parsed.language,
                folder=self.folder,
                custom_title=self.title,
                typed=typed,
                now=self.now,
            )
            return self.store_entries(feed_id, parsed, fetched)

    def store_entries(self, feed_id: int, parsed: ParsedFeed, fetched: Fetched | None) -> Added:
        """What a document brings to a feed that is there."""
        url = feeds.get(self.lib, feed_id).url
        due = schedule.next_due(
            feed_id,
            self.now,
            schedule.shortest(self.config, url),
            max_age=fetched.max_age if fetched else None,
            rhythm=parsed.rhythm,
            dates=schedule.dates_of((), parsed.entries),
            fixed=schedule.fixed(self.config, url),
        )
        change = plan(
            storing.known(self.lib, feed_id),
            parsed,
            self.now,
            feed_id=feed_id,
            validators=fetched.validators if fetched else Validators(),
            digest=digest(fetched.body) if fetched else None,
            due=due,
            max_age=fetched.max_age if fetched else None,
        )
        outcome = storing.apply(self.lib, change, self.now)
        return Added(feeds.get(self.lib, feed_id), outcome.new)


# --- addresses ----------------------------------------------------------------------------------------------------


def _add_url(request: _Request, address: str) -> Added:
    urls, login = _without_login(_urls(address))
    if known := request.known(*urls):
        if login:  # a new password for an old feed
            logins.keep(known.feed.url, login)
        return known
    url, fetched = _fetch_first(request, urls, login)
    home, typed = url, True
    if known := request.known(fetched.url, fetched.permanent_url):
        return known
    try:
        parsed = request.parser.parse(fetched.body, url=fetched.url, content_type=fetched.content_type)
    except ParseError as error:
        url = _discovered(fetched, error)
        if known := request.known(url):
            return known
        # The page chose this address, the user did not: from a public page it may not lead into a private network.
        login = login if logins.is_same_origin(url, home) else ""
        typed = host(url) == host(home) or (fetched.trusted and host(url) == host(fetched.url))
        fetched = _fetch(request, url, login, typed_by_user=typed)
        if known := request.known(fetched.url, fetched.permanent_url):
            return known
        parsed = _parse(request.parser, url, fetched)
    stored = fetched.permanent_url or url
    if login and logins.is_same_origin(stored, home):
        logins.keep(stored, login)
    typed = host(stored) == host(home) or (typed and (stored == url or fetched.trusted))
    return request.store(stored, parsed, fetched=fetched, typed=typed)


def _urls(address: str) -> list[str]:
    """The addresses to try: without a scheme the protected one first."""
    address = _FEED_SCHEME.sub(lambda found: "" if found[0].lower() != "feed://" else "http://", address)
    address = _AUTHORITY.sub(
        lambda found: found[1].lower() + (found[2] or "") + found[3].lower(), address.partition("#")[0]
    )
    if _SCHEME.match(address) or COMMAND_NAME.fullmatch(address):
        return [address]
    if not _HOST.match(address):
        # With a scheme it is seen where a password stands.
        named = shown(f"https://{address}").removeprefix("https://") or "An empty name"
        raise FetchError(f"{named} is neither a web address nor a file; check how it is written.")
    return [f"https://{address}", f"http://{address}"]


def _without_login(urls: list[str]) -> tuple[list[str], str]:
    """The addresses to try without name and password, and these, which are not sent unprotected unasked."""
    parted = [logins.split(url) for url in urls]
    login = parted[0][1]
    return [url for url, _ in parted][: 1 if login else None], login


def _fetch_first(
    request: _Request, urls: list[str], login: str = "", *, typed_by_user: bool = True
) -> tuple[str, Fetched]:
    protected, *others = urls
    try:
        return protected, _fetch(request, protected, login, typed_by_user=typed_by_user)
    except FetchError as error:
        # A certificate that cannot be trusted (it is a ValueError, too) is no reason to do without one.
        unreachable = isinstance(error.__cause__, OSError) and not isinstance(error.__cause__, ValueError)
        if not (others and unreachable):
            raise
        try:
            return others[0], _fetch(request, others[0], login, typed_by_user=typed_by_user)
        except FetchError as second:
            if second.status is None:
                raise error from second
            raise


def _fetch(request: _Request, url: str, login: str = "", *, typed_by_user: bool = True) -> Fetched:
    def visit(name: str) -> None:
        check_host(request.lib, name, request.now)

    visit(host(url))
    try:
        return ask_first(url, request.config, login=login, typed_by_user=typed_by_user, visit=visit)
    except FetchError as error:
        note_refusal(request.lib, url, error, request.now)
        raise


def _discovered(fetched: Fetched, error: ParseError) -> str:
    """The one feed that a page names, without the name and password that it may have invented."""
    candidates = discover(fetched.body, fetched.url, fetched.content_type)
    if not candidates:
        raise ParseError(f"{shown(fetched.url)} is no feed and names none. {error}") from error
    if len(candidates) > 1:
        raise SeveralFeedsError(
            f"{shown(fetched.url)} names {len(candidates)} feeds; add the one you want by its own address.", candidates
        )
    return logins.split(candidates[0].url)[0]


def _parse(parser: ParserProcess, url: str, fetched: Fetched) -> ParsedFeed:
    try:
        return parser.parse(fetched.body, url=fetched.url, content_type=fetched.content_type)
    except ParseError as error:
        raise ParseError(f"{shown(url)} cannot be read as a feed. {error}") from error


# --- files and folders --------------------------------------------------------------------------------------------


def _path(address: str) -> Path | None:
    """The file or folder that is meant; None for a web address."""
    if address.lower().startswith("file:"):
        return path_of(address).absolute()
    if _SCHEME.match(address):
        return None
    named = os.path.expanduser(address)  # noqa: PTH111 - unlike Path's, it takes any name
    looks_local = address.startswith(("/", "./", "../", "~"))
    is_file_name = "/" not in address and Path(address).suffix in local.ARTICLE_SUFFIXES | local.FEED_SUFFIXES
    if not os.path.exists(named):  # noqa: PTH110 - unlike Path's, it takes any name
        if looks_local or is_file_name:
            raise ParseError(f"There is no file or folder {shown(address)}; check how it is written.")
        return None
    path = Path(named).absolute()
    return path.resolve() if ".." in path.parts else path  # one folder, one address


def _add_path(request: _Request, path: Path) -> Added:
    url = path.as_uri()
    if known := request.known(url):
        return known
    kind = FeedKind.FOLDER if path.is_dir() else FeedKind.FEED
    return request.store(url, _parse_path(request.parser, path), kind=kind)


def _add_article(request: _Request, path: Path) -> Added:
    """A single file as an entry of the feed of such files; the title is the entry's."""
    parsed = _parse_path(request.parser, path)
    articles = tuple(replace(entry, title=request.title or entry.title) for entry in parsed.entries)
    files = replace(parsed, title=FILES_TITLE, link=None, language=None, entries=articles)
    return replace(request, title=None).store(FILES_URL, files, kind=FeedKind.FILES)


def _parse_path(parser: ParserProcess, path: Path) -> ParsedFeed:
    try:
        return parser.parse_path(path)
    except ParseError as error:
        if str(path) in str(error):
            raise
        raise ParseError(f"{path} cannot be read as a feed. {error}") from error
