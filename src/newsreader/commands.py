"""The table of the screen's commands: key, title, help, and where each works.

Data only. The key handling, the footer, the help screen, the palette, the README's table and the configuration's
`[keys]` are all made from it; no command is described anywhere else.

Keys are written as `newsreader.keys` says. What keys are called here are the default ones; `newsreader.presets` has
other sets of them, and the configuration may have the user's own.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Pane(StrEnum):
    """The parts of the screen that can have the focus, from the outermost level inwards."""

    FEEDS = "feeds"
    LIST = "list"
    DETAIL = "detail"
    QUOTES = "quotes"


class Argument(StrEnum):
    """What a command may be told on the command line."""

    ADDRESS = "ADDRESS"
    LINE = "TEXT"
    """The beginning of a line of the command line."""
    ORDER = "ORDER"
    PLACE = "PLACE"
    """A place of the side bar, by its name."""
    QUERY = "QUERY"
    TAG = "TAG"
    THEME = "THEME"
    WORDS = "WORDS"


class Group(StrEnum):
    """The headings of the help."""

    MOVE = "Moving"
    READ = "Reading"
    QUOTES = "Quotes"
    LINKS = "Links"
    FEEDS = "Feeds"
    SCREEN = "The screen"


EVERYWHERE = frozenset(Pane)
_ARTICLE = frozenset({Pane.LIST, Pane.DETAIL, Pane.QUOTES})
_READING = frozenset({Pane.DETAIL, Pane.QUOTES})


class Command(NamedTuple):
    """One thing the screen can do."""

    id: str
    """Its name in the configuration's `[keys]`; one part of the screen has the method `action_<id>`."""
    keys: tuple[str, ...]
    title: str
    """Two or three words, for the footer and the palette."""
    help: str
    """What it does, for the help screen and the README."""
    group: Group
    panes: frozenset[Pane] = EVERYWHERE
    """Where it works."""
    footer: frozenset[Pane] = frozenset()
    """Where the footer names it."""
    palette: bool = True
    """Whether it is worth finding by name."""
    lit_title: str = ""
    """What it is called while the words that were searched are lit, if it does something else then."""
    repeats: bool = False
    """Whether a number typed before it says how often."""
    argument: Argument | None = None
    """What it may be told on the command line; the method `with_<id>` makes of it what is to be done."""


def _panes(*panes: Pane) -> frozenset[Pane]:
    return frozenset(panes)


_F, _L, _D, _Q = Pane.FEEDS, Pane.LIST, Pane.DETAIL, Pane.QUOTES

COMMANDS: tuple[Command, ...] = (
    Command("down", ("j", "down"), "down", "next line", Group.MOVE, palette=False, repeats=True),
    Command("up", ("k", "up"), "up", "previous line", Group.MOVE, palette=False, repeats=True),
    Command(
        "open",
        ("enter", "l", "right"),
        "open",
        "open, go right",
        Group.MOVE,
        footer=_panes(_F, _L, _Q),
        palette=False,
        argument=Argument.PLACE,
    ),
    Command(
        "back_left",
        ("escape", "h", "left"),
        "back",
        "go back, go left; after a search escape first clears its matches",
        Group.MOVE,
        footer=_panes(_D, _Q),
        palette=False,
        lit_title="clear matches",
    ),
    Command(
        "page_down",
        ("space", "pagedown"),
        "next",
        "page down; at the end of an article the next unread",
        Group.MOVE,
        footer=_panes(_L, _D),
        palette=False,
        repeats=True,
    ),
    Command("page_up", ("backspace", "pageup"), "page up", "page up", Group.MOVE, palette=False, repeats=True),
    Command("half_down", ("ctrl+d",), "half a page", "half a page down", Group.MOVE, palette=False, repeats=True),
    Command("half_up", ("ctrl+u",), "half a page up", "half a page up", Group.MOVE, palette=False, repeats=True),
    Command("top", ("g", "home"), "top", "to the top", Group.MOVE, palette=False, repeats=True),
    Command("bottom", ("G", "end"), "bottom", "to the bottom", Group.MOVE, palette=False, repeats=True),
    Command(
        "next_unread",
        ("n",),
        "next unread",
        "next unread article, then in the next feed; after a search the next match, until escape",
        Group.MOVE,
        footer=_panes(_D),
        lit_title="next match",
        repeats=True,
    ),
    Command(
        "previous_unread",
        ("N",),
        "previous unread",
        "previous unread article; after a search the previous match",
        Group.MOVE,
        lit_title="previous match",
        repeats=True,
    ),
    Command("next_article", (), "next article", "next article, read or not", Group.MOVE, repeats=True),
    Command("previous_article", (), "previous article", "previous article, read or not", Group.MOVE, repeats=True),
    Command("next_feed", ("J",), "next feed", "next feed", Group.MOVE, repeats=True),
    Command("previous_feed", ("K",), "previous feed", "previous feed", Group.MOVE, repeats=True),
    Command("next_unread_feed", (), "next unread feed", "next feed with unread articles", Group.MOVE, repeats=True),
    Command(
        "previous_unread_feed",
        (),
        "previous unread feed",
        "previous feed with unread articles",
        Group.MOVE,
        repeats=True,
    ),
    Command("next_pane", ("tab",), "next pane", "next pane", Group.MOVE, palette=False),
    Command("previous_pane", ("shift+tab",), "previous pane", "previous pane", Group.MOVE, palette=False),
    Command(
        "toggle_read",
        ("m",),
        "read",
        "mark read or unread",
        Group.READ,
        panes=_ARTICLE,
        footer=_panes(_L, _D),
    ),
    Command("mark_read", (), "mark read", "mark the article read", Group.READ, panes=_ARTICLE),
    Command("mark_unread", (), "mark unread", "mark the article unread", Group.READ, panes=_ARTICLE),
    Command("star", ("s",), "star", "star or unstar", Group.READ, panes=_ARTICLE, footer=_panes(_L, _D)),
    Command(
        "mark_all_read",
        ("A",),
        "mark all read",
        "mark all articles of the list read; undo takes it back",
        Group.READ,
    ),
    Command(
        "tag", ("t",), "tag", "tag the article, or take a tag off", Group.READ, panes=_ARTICLE, argument=Argument.TAG
    ),
    Command(
        "note",
        ("i",),
        "note",
        "write a note on the article; on what is selected, or in the quotes pane on the quote, or highlight it",
        Group.READ,
        panes=_ARTICLE,
        footer=_panes(_Q),
        argument=Argument.WORDS,
    ),
    Command("export", ("X",), "export", "write the article or the list to a file; again to stop it", Group.READ),
    Command("pipe", ("|",), "pipe", "give the article's text to a command", Group.READ, panes=_ARTICLE),
    Command(
        "undo",
        ("u",),
        "undo",
        "undo what you did last: marks, stars, tags, notes, changes of feeds and searches, unsubscribing",
        Group.READ,
        repeats=True,
    ),
    Command("redo", ("ctrl+r",), "redo", "redo what was undone", Group.READ, repeats=True),
    Command("unread_only", ("U",), "unread only", "show unread articles and their feeds only, or all", Group.READ),
    Command(
        "search",
        ("/",),
        "search",
        "search the library; up brings earlier searches",
        Group.READ,
        footer=_panes(_F, _L),
        argument=Argument.QUERY,
    ),
    Command(
        "filter",
        ("f",),
        "filter",
        "narrow the list as you type",
        Group.READ,
        footer=_panes(_L),
        argument=Argument.QUERY,
    ),
    Command("clear_filter", (), "clear filter", "show all of the list again", Group.READ),
    Command(
        "sort",
        (),
        "sort",
        "another order of the list: date, arrived, read, length, feed or story (under headings), relevance",
        Group.READ,
        argument=Argument.ORDER,
    ),
    Command("group", ("B",), "group", "the list by day, by feed, by story: what several outlets have", Group.READ),
    Command(
        "duplicates",
        (";",),
        "duplicates",
        "open the duplicates that are folded under the article, or fold them again",
        Group.READ,
        panes=_ARTICLE,
    ),
    Command(
        "find_within",
        ("F", "ctrl+f"),
        "find",
        "find words in the article; then the next match and the previous, until escape",
        Group.READ,
        panes=_ARTICLE,
    ),
    Command(
        "select",
        ("v",),
        "select",
        "select articles of the list: a range from here to where you go, again ends it; in the article a passage",
        Group.READ,
        panes=_panes(_L, _D),
    ),
    Command("select_all", ("V",), "select all", "select all articles of the list", Group.READ, panes=_panes(_L)),
    Command(
        "select_matching",
        ("*",),
        "select matching",
        "select the articles of the list that a query finds",
        Group.READ,
        panes=_panes(_L),
        argument=Argument.QUERY,
    ),
    Command("save_search", ("S",), "save search", "save the search or filter as a feed of its own", Group.READ),
    Command(
        "show_new",
        (".",),
        "show new",
        "show the articles that arrived since the list was opened",
        Group.READ,
    ),
    Command(
        "less_text",
        ("-",),
        "skim",
        "skim dial: less of the text (all, key clauses, quotes, one line)",
        Group.READ,
        panes=_ARTICLE,
        footer=_panes(_L, _D),
        repeats=True,
    ),
    Command(
        "more_text", ("+", "="), "more text", "skim dial: more of the text", Group.READ, panes=_ARTICLE, repeats=True
    ),
    Command(
        "quotes",
        ('"', "e"),
        "quotes",
        "to the quotes pane and back",
        Group.QUOTES,
        panes=_ARTICLE,
        footer=_panes(_L, _D, _Q),
    ),
    Command(
        "next_quote",
        ("]", "p"),
        "next quote",
        "next quote in the text",
        Group.QUOTES,
        panes=_READING,
        footer=_panes(_D),
        palette=False,
        repeats=True,
    ),
    Command(
        "previous_quote",
        ("[", "P"),
        "previous quote",
        "previous quote in the text",
        Group.QUOTES,
        panes=_READING,
        palette=False,
        repeats=True,
    ),
    Command(
        "reported",
        ("'", "I"),
        "reported",
        "show or hide reported speech: what is not in quotation marks",
        Group.QUOTES,
        panes=_ARTICLE,
        footer=_panes(_Q),
    ),
    Command(
        "speaker",
        ("w",),
        "speaker",
        "search for everything that the speaker of the selected quote said",
        Group.QUOTES,
        panes=_ARTICLE,
        footer=_panes(_Q),
    ),
    Command(
        "browse",
        ("o",),
        "browser",
        "open the article's link in the browser",
        Group.LINKS,
        panes=_ARTICLE,
        footer=_panes(_D),
    ),
    Command(
        "browse_read",
        ("O",),
        "browser and read",
        "open the link in the browser and mark the article read",
        Group.LINKS,
        panes=_ARTICLE,
    ),
    Command(
        "full_text",
        ("x",),
        "full text",
        "show the full text of the article from its page, or what the feed says; after a link's number, keep that page",
        Group.LINKS,
        panes=_ARTICLE,
        footer=_panes(_D),
    ),
    Command(
        "pictures",
        ("%",),
        "pictures",
        "show the article's pictures large; those that are not on the disk are fetched",
        Group.LINKS,
        panes=_ARTICLE,
    ),
    Command(
        "media",
        ("&",),
        "files",
        "play, load or queue the files of the article; fetch a transcript, play from a chapter",
        Group.LINKS,
        panes=_ARTICLE,
    ),
    Command("comments", ("c",), "comments", "open the article's comments", Group.LINKS, panes=_ARTICLE),
    Command(
        "copy_link",
        ("y",),
        "copy",
        "copy the article's link; what is selected; in the quotes pane, the quote as a citation",
        Group.LINKS,
        panes=_ARTICLE,
        footer=_panes(_Q),
    ),
    Command(
        "link_letters",
        ("L",),
        "links",
        "letters on the links in view, to follow one",
        Group.LINKS,
        panes=_ARTICLE,
    ),
    Command("refresh_feed", ("r",), "refresh", "refresh this feed", Group.FEEDS, footer=_panes(_F)),
    Command("refresh_all", ("R",), "refresh all", "refresh all feeds", Group.FEEDS),
    Command(
        "add_feed",
        ("a",),
        "add",
        "add a feed by its address, or from the starter list",
        Group.FEEDS,
        footer=_panes(_F),
        argument=Argument.ADDRESS,
    ),
    Command(
        "place_up",
        ("ctrl+up", "shift+up"),
        "move up",
        "move the feed or folder up among those beside it",
        Group.FEEDS,
        panes=_panes(_F),
        repeats=True,
    ),
    Command(
        "place_down",
        ("ctrl+down", "shift+down"),
        "move down",
        "move the feed or folder down among those beside it",
        Group.FEEDS,
        panes=_panes(_F),
        repeats=True,
    ),
    Command(
        "into_folder",
        ("ctrl+right", "shift+right"),
        "into a folder",
        "put the feed into another folder, or a new one",
        Group.FEEDS,
    ),
    Command("edit_feed", ("E",), "edit", "change the feed's title or folder, or the saved search", Group.FEEDS),
    Command(
        "unsubscribe",
        ("D",),
        "unsubscribe",
        "unsubscribe from the feed, its articles are archived; delete the saved search",
        Group.FEEDS,
    ),
    Command(
        "accept_address",
        ("M",),
        "accept address",
        "follow the feed at the address that its page names now",
        Group.FEEDS,
    ),
    Command(
        "health",
        ("H",),
        "health",
        "how the feeds are: which fail, why, and when each is fetched next",
        Group.FEEDS,
        footer=_panes(_F),
    ),
    Command("stop", ("ctrl+x",), "stop", "stop the refresh, or what else long is under way", Group.FEEDS),
    Command(
        "welcome",
        ("W",),
        "welcome",
        "the welcome: the sample, feeds by topic and language, moving in from a file or another reader",
        Group.FEEDS,
    ),
    Command("details", ("!",), "details", "the messages of this session, and where the log is", Group.SCREEN),
    Command(
        "sort_feeds",
        (),
        "sort feeds",
        "another order of the feeds: their own, by name, the most unread first",
        Group.FEEDS,
    ),
    Command("side_bar", ("b",), "feeds", "show or hide the feeds", Group.SCREEN, footer=_panes(_F, _L)),
    Command("zen", ("z",), "zen", "the article alone, centred", Group.SCREEN),
    Command(
        "theme",
        ("T",),
        "theme",
        "choose the colours; each is shown as you go through them",
        Group.SCREEN,
        argument=Argument.THEME,
    ),
    Command("narrower", ("<",), "narrower", "make the pane narrower", Group.SCREEN, palette=False, repeats=True),
    Command("wider", (">",), "wider", "make the pane wider", Group.SCREEN, palette=False, repeats=True),
    Command(
        "command_line",
        (":",),
        "command",
        "the command line: a command by its name and what it is told; tab completes",
        Group.SCREEN,
        palette=False,
        argument=Argument.LINE,
    ),
    Command(
        "palette",
        ("ctrl+p",),
        "palette",
        "find a command, feed, folder, saved search, tag or speaker by a few letters",
        Group.SCREEN,
        palette=False,
    ),
    Command(
        "menu",
        (",",),
        "menu",
        "a menu of what works here; or the right button of the mouse",
        Group.SCREEN,
        palette=False,
    ),
    Command("help", ("?",), "help", "the keys of the pane in focus", Group.SCREEN, footer=EVERYWHERE),
    Command(
        "quit_level",
        ("q",),
        "back",
        "back; on the outermost level, quit",
        Group.SCREEN,
        footer=_panes(_F, _L),
        palette=False,
    ),
    Command(
        "suspend", ("ctrl+z",), "suspend", "back to the shell for a while; fg comes back", Group.SCREEN, palette=False
    ),
    Command("quit", ("Q", "ctrl+q"), "quit", "quit at once", Group.SCREEN),
    Command("interrupt", ("ctrl+c",), "quit?", "says how to quit", Group.SCREEN, palette=False),
)

DIGITS_HELP = ("0-9 enter", "follow the link with that number; before a movement, how often")
"""Digits are collected by the screen, so they have no command; the help and the README name them."""
DIGITS_PANES = frozenset({Pane.LIST, Pane.DETAIL})
"""Where they are the numbers of links as well."""

WITHIN_KEYS = (("enter", "keep"), ("down", "next"), ("up", "previous"), ("escape", "back"))
"""What keys do while words of an article are typed."""

SEARCH_KEYS = (("enter", "keep"), ("up", "earlier searches"), ("escape", "back"))
"""What keys do while a search is typed; any other is part of it."""
LINE_KEYS = (("tab", "complete"), ("up", "earlier commands"), ("escape", "back"))
"""What keys do on the command line."""
PENDING_KEY = ("escape", "drop")
"""What ends a sequence of keys that has begun."""


@cache
def by_id() -> Mapping[str, Command]:
    """The commands by their names."""
    return {command.id: command for command in COMMANDS}
