"""The settings: their defaults, limits and documentation, each told of once, at its field.

Nothing here acts on a setting, and no setting is global: whoever needs one is given the `Config`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsreader import feedsettings
from newsreader.keysettings import KeySettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsreader.feedsettings import FeedSettings

COLUMNS = ("state", "time", "outlet", "title", "tags", "quotes", "note", "star")
"""Of the list."""


def _setting(
    default: float | str,  # int and bool too
    help: str,  # noqa: A002 - the word everybody uses
    *,
    low: float = 0,
    high: float = math.inf,
    choices: tuple[str, ...] = (),
) -> Any:
    return field(default=default, metadata={"help": help, "low": low, "high": high, "choices": choices})


@dataclass(frozen=True, slots=True)
class Reading:
    """How an article is read."""

    mark_read_after: float = _setting(
        3.0, "Seconds an article stays open until it counts as read; 0 marks none by time.", high=3600
    )
    mark_read_on_scroll: bool = _setting(True, "Mark an article read as soon as it is scrolled.")
    measure: int = _setting(72, "The longest line of an article, in characters.", low=20, high=400)
    fold_duplicates: bool = _setting(
        True, "Fold the same article of several feeds into one row of the list; a key opens it."
    )
    read_duplicates: bool = _setting(
        False, "Mark the duplicates of an article read with it, all of them as one step that can be undone."
    )


@dataclass(frozen=True, slots=True)
class Refresh:
    """When feeds are fetched."""

    on_start: bool = _setting(True, "Fetch what is due when the screen opens.")
    every: int = _setting(
        30, "Minutes between refreshes while the screen is open; 0 refreshes on request only.", high=10_080
    )
    connections: int = _setting(
        100, "Feeds fetched at the same time; a host is never asked by more than two.", low=1, high=200
    )


@dataclass(frozen=True, slots=True)
class Interface:
    """How the screen looks and what it starts."""

    browser: str = _setting(
        "",
        "The command that opens an address, run without a shell; %u is the address. Empty: the system's own.",
    )
    rows: str = _setting("auto", "Lines an article takes in the list.", choices=("auto", "one", "two"))
    columns: str = _setting(
        "state time outlet title tags quotes note star",
        "What stands in the list, in this order; the state is always first, and the title has the room that is left.",
    )
    screen_reader: bool = _setting(
        False,
        "A screen to be read out: one pane, a line for each thing, words for signs, the terminal's cursor where one is."
        " The same as `newsreader --screen-reader`.",
    )
    dates: str = _setting(
        "absolute",
        "Dates of the list as hours and days, or as the time that has passed since.",
        choices=("absolute", "relative"),
    )
    theme: str = _setting(
        "auto",
        "The colours: a theme that ships with newsreader, one of Textual's, or one of your own from themes.toml beside"
        " this file. With auto the one that was chosen last on the screen.",
    )
    colours: str = _setting(
        "auto",
        "How many colours the terminal shows. NO_COLOR in the environment has none shown.",
        choices=("auto", "all", "256", "16", "8", "0"),
    )
    symbols: str = _setting(
        "auto",
        "Signs drawn with Unicode, with ASCII alone, or with those of a Nerd Font, which the terminal must use.",
        choices=("auto", "ascii", "unicode", "nerd"),
    )


@dataclass(frozen=True, slots=True)
class Fetch:
    """The limits of fetching."""

    timeout: int = _setting(30, "Seconds a fetch may take from beginning to end.", low=1, high=600)
    connect_timeout: int = _setting(10, "Seconds until a server must have taken the call.", low=1, high=600)
    read_timeout: int = _setting(20, "Seconds a server may be silent.", low=1, high=600)
    max_megabytes: int = _setting(10, "The largest document that is read, unpacked.", low=1, high=100)
    max_wire_megabytes: int = _setting(10, "The most that is loaded for one document, as it comes.", low=1, high=100)
    max_ratio: int = _setting(200, "How many bytes may be unpacked from each that comes.", low=2, high=2000)
    max_header_kilobytes: int = _setting(256, "The most that a server may say before its document.", low=8, high=4096)
    redirects: int = _setting(10, "Redirects that are followed.", high=50)
    interval: int = _setting(
        30,
        "The fewest minutes between two fetches of a feed; one that brings little is asked less, down to once a day.",
        low=feedsettings.SHORTEST,
        high=43_200,
    )


@dataclass(frozen=True, slots=True)
class Parse:
    """The limits of reading a document."""

    timeout: int = _setting(10, "Seconds that reading a document may take.", low=1, high=600)
    max_memory_megabytes: int = _setting(
        512, "The most that the process may take that reads documents.", low=128, high=16_000
    )
    max_entries: int = _setting(5_000, "Entries of a document; of more the newest are kept.", low=1, high=100_000)
    max_depth: int = _setting(
        200, "Elements within each other; of what lies deeper the text is kept.", low=10, high=1_000
    )
    max_attribute_characters: int = _setting(
        100_000, "The longest attribute of an element; a longer one is ignored.", low=1_000, high=10_000_000
    )
    max_title_characters: int = _setting(1_000, "The longest title; more is cut off.", low=20, high=4_000)


@dataclass(frozen=True, slots=True)
class Export:
    """Where the screen writes articles to."""

    folder: str = _setting("", "The folder; it is made. Empty: `newsreader` in your documents.")
    pipe: str = _setting("", "The command that is offered to take an article's text, run without a shell.")


@dataclass(frozen=True, slots=True)
class FullText:
    """The full texts of articles that feeds only tease."""

    after_refresh: bool = _setting(
        True, "Fetch after a refresh what feeds only tease; false: only what is asked for by key or command."
    )
    keep_pages: bool = _setting(
        False, "Keep the page as it came as well, packed, beside the text that was taken from it."
    )


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of articles, kept on the disk to be seen without a network. Opening an article fetches none."""

    fetch: str = _setting(
        "unread",
        "Of which new articles a refresh fetches the pictures: of none, of unread and starred ones, of starred ones, of"
        " all.",
        choices=("never", "unread", "starred", "all"),
    )
    show: bool = _setting(
        True, "Draw them in articles, where the terminal has 256 colours and the package `pillow` is installed."
    )
    graphics: str = _setting(
        "auto",
        "How they are drawn: by kitty's protocol, where the terminal has all colours, as sixels, or as half blocks."
        " With auto as the terminal says that it can.",
        choices=("auto", "kitty", "sixel", "blocks"),
    )
    viewer: str = _setting(
        "", "The command that opens a picture, run without a shell; %f is its file. Empty: the system's own."
    )
    max_megabytes: int = _setting(5, "The largest picture that is kept.", low=1, high=100)
    max_megapixels: int = _setting(40, "The most pixels of one, in millions.", low=1, high=500)
    feed_megabytes: int = _setting(
        50, "What the pictures of a feed may take; those of articles read longest ago go first.", low=1, high=100_000
    )
    total_megabytes: int = _setting(500, "The same for all feeds together.", low=1, high=1_000_000)


@dataclass(frozen=True, slots=True)
class Media:
    """Files attached to articles: podcasts, films, documents. Commands are run without a shell; %f in them is the file
    or, if it was not loaded, its address, and %p the second to begin at; the word is left out if that is none."""

    folder: str = _setting(
        "", "Where they are loaded to; the folder is made. Empty: `newsreader/media` in your documents."
    )
    audio: str = _setting("mpv --start=%p --save-position-on-quit -- %f", "The command that plays sound.")
    video: str = _setting("mpv --start=%p --save-position-on-quit -- %f", "The command that plays films.")
    other: str = _setting("", "The command that opens anything else. Empty: the system's own.")
    max_megabytes: int = _setting(2_000, "The largest file that is loaded.", low=1, high=1_000_000)


@dataclass(frozen=True, slots=True)
class Retention:
    """What is kept of articles that were read; without limits, everything. Unread, starred, tagged and noted ones
    are kept in any case, and what a note links to. `newsreader library stats` shows what a limit would free; none does
    anything before `newsreader library compact --free --yes` was called once."""

    keep_days: int = _setting(0, "Days that a read article is kept after it came; 0 keeps all.", high=36_500)
    keep_per_feed: int = _setting(0, "The newest articles of a feed that are kept; 0 keeps all.", high=1_000_000)


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting, checked."""

    reading: Reading = Reading()
    refresh: Refresh = Refresh()
    interface: Interface = Interface()
    fetch: Fetch = Fetch()
    parse: Parse = Parse()
    export: Export = Export()
    full_text: FullText = FullText()
    pictures: Pictures = Pictures()
    media: Media = Media()
    retention: Retention = Retention()
    feeds: dict[str, FeedSettings] = field(default_factory=dict)
    """What is set for single feeds, by address."""
    keys: KeySettings = field(default_factory=KeySettings)

    def of_feed(self, url: str) -> FeedSettings:
        """What is set for a feed by its address, or by that of a place above it."""
        return feedsettings.of(self.feeds, url)


SECTIONS: Mapping[str, type[Any]] = {
    "reading": Reading,
    "refresh": Refresh,
    "interface": Interface,
    "fetch": Fetch,
    "parse": Parse,
    "export": Export,
    "full_text": FullText,
    "pictures": Pictures,
    "media": Media,
    "retention": Retention,
}
"""Each by its name in the file."""
