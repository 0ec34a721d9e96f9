"""The sample edition and the starter list: what there is to read before the first feed is added.

Both ship in assets/ as data. The edition is stored like any feed, so nothing else knows how it came to be. It never
comes back by itself once it was removed. No network, nothing that is imported for the terminal.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from newsreader import paths
from newsreader.commands import Pane
from newsreader.library import feeds, session

if TYPE_CHECKING:
    from pathlib import Path

    from newsreader.keymap import Keymap
    from newsreader.keysettings import KeySettings
    from newsreader.library.store import Library
    from newsreader.models.documents import ParsedEntry, ParsedFeed

ADDRESS = "newsreader:sample"
TITLE = "Sample edition"
BY_LANGUAGE = "News by language"
"""The topic of the starter list whose feeds come with a language, whatever else is wanted."""
SESSION_KEY = "sample"
"""Where the session remembers that the edition was here, or is not wanted: it comes by itself once."""
KEYS_KEY = "sample_keys"
"""Where it remembers whose keys the edition names."""

_KEY_OF = re.compile(r"\{([a-z_]+)\}(?=</code>)")
"""A command in place of its key."""

WELCOME_KEY = "welcome"
"""Where it remembers that the welcome is still to be shown."""


class StarterFeed(NamedTuple):
    """A feed that a newcomer may want to subscribe to."""

    topic: str
    language: str
    """ISO 639-1."""
    title: str
    url: str
    site: str


def install(lib: Library, now: int, keys: KeySettings | None = None) -> int:
    """Store the edition, or have the stored one name other keys; returns its feed's id.

    It names the default keys, or those of the user.
    """
    feed = feeds.by_url(lib, ADDRESS)
    if feed is not None and not names_others(lib, keys):
        return feed.id
    from newsreader.library import storing  # noqa: PLC0415 - as below
    from newsreader.models.feeds import FeedKind, Validators  # noqa: PLC0415 - not before the screen is shown
    from newsreader.refresh.plan import plan  # noqa: PLC0415 - the first start only

    feed_id = feeds.add(lib, ADDRESS, TITLE, kind=FeedKind.SAMPLE, now=now)
    change = plan(
        storing.known(lib, feed_id), edition(keys), now, feed_id=feed_id, validators=Validators(), digest=None
    )
    storing.apply(lib, change, now)
    session.put(lib, {SESSION_KEY: "installed", KEYS_KEY: _written(keys)})
    return feed_id


def remove(lib: Library) -> int:
    """Take the edition away for good; returns how many articles went with it, 0 if it was not there."""
    session.put(lib, {SESSION_KEY: "removed"})
    feed = feeds.by_url(lib, ADDRESS)
    return feeds.delete(lib, feed.id) if feed else 0


def is_installed(lib: Library) -> bool:
    """Whether the edition is among the feeds."""
    return feeds.by_url(lib, ADDRESS) is not None


def is_wanted(lib: Library) -> bool:
    """Whether a start should install it: there is no feed at all, and it was never here or removed."""
    return not feeds.all_feeds(lib) and session.get(lib, SESSION_KEY) is None


def names_others(lib: Library, keys: KeySettings | None) -> bool:
    """Whether the edition is there and names keys that are no longer the user's."""
    return (session.get(lib, KEYS_KEY) or _written(None)) != _written(keys) and is_installed(lib)


def edition(keys: KeySettings | None = None) -> ParsedFeed:
    """The edition as if a feed had brought it; articles in several languages, hence none for the feed."""
    from newsreader.keysettings import KeySettings  # noqa: PLC0415 - the first start only
    from newsreader.models.documents import ParsedFeed  # noqa: PLC0415 - not before the screen is shown

    listed = _listed(paths.asset("sample") / "edition.toml")
    keymap = (keys or KeySettings()).keymap()
    return ParsedFeed(title=TITLE, entries=tuple(_article(article, keymap) for article in listed["article"]))


def starter() -> tuple[StarterFeed, ...]:
    """The feeds to start with, those of a topic together."""
    return tuple(StarterFeed(**feed) for feed in _listed(paths.asset("starter.toml"))["feed"])


def _listed(file: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - most starts need neither file

    return tomllib.loads(file.read_text(encoding="utf-8"))


def _written(keys: KeySettings | None) -> str:
    """Settings of keys as a text that is the same for the same settings; "-" for none."""
    return "-" if keys is None or (keys.preset == "default" and not keys.own) else repr(keys)


def _article(listed: dict[str, Any], keymap: Keymap) -> ParsedEntry:
    from newsreader.feeds import local  # noqa: PLC0415 - Markdown; the first start only

    entry = local.read_article(paths.asset("sample") / listed["file"])
    return replace(
        entry,
        guid=f"{ADDRESS}/{listed['file']}",  # not the file's address, which differs from machine to machine
        link=None,
        content=_KEY_OF.sub(lambda named: escape(keymap.key_of(named[1], Pane.LIST)), entry.content or ""),
        author=listed["author"],
        published=int(listed["published"].timestamp()),
        categories=(listed["category"],),
    )
