"""The search language: text to a tree of conditions. Pure; it knows neither SQL nor what the library holds.

budget deficit              both words              "interest rates"      these words in a row
econom*                     words that begin so     tax OR levy           one of them
-sport, NOT sport           without                 (a OR b) c            grouping
title:budget author:smith   in that field           link:example.org      in the address
title:(budget OR tax)       all in that field       is:(unread OR starred)
said:inflation speaker:"Kim Jong Un" cue:denied     in one and the same quotation
~/colou?r/ title:~/^update/ a pattern of RE2 in title or text, in the title (author, link)
is:unread|read|starred|tagged|noted|new             has:quotes|audio|image|note
feed:bbc folder:World       a feed's title, address or id; a folder with those in it
tag:energy lang:de          a tag of yours; the language of the text
search:climate              what a saved search asks for
after:2024-06-01 before:7d on:today                 2024, 2024-06, 2024-06-19, 2024-06-19T14:02, 2024-06-01..2024-06-07,
                            today, yesterday, monday, "last monday", "last week", 12h 7d 2w 3m 1y
sort:date|relevance|arrived|length|read|feed        newest first is the default
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from newsreader.query.tree import (
    QUOTED,
    And,
    Condition,
    Dated,
    Has,
    InFeed,
    InFeeds,
    InFolder,
    InLanguage,
    Member,
    Not,
    Or,
    Pattern,
    Query,
    QueryError,
    Saved,
    Sought,
    State,
    Tagged,
    WithTag,
    Words,
    written,
)

if TYPE_CHECKING:
    from newsreader.query.expressions import pattern_options
    from newsreader.query.parser import LONGEST, parse
    from newsreader.query.saving import named, with_renamed, writable
    from newsreader.query.typing import beginning, both

__all__ = [
    "LONGEST",
    "QUOTED",
    "And",
    "Condition",
    "Dated",
    "Has",
    "InFeed",
    "InFeeds",
    "InFolder",
    "InLanguage",
    "Member",
    "Not",
    "Or",
    "Pattern",
    "Query",
    "QueryError",
    "Saved",
    "Sought",
    "State",
    "Tagged",
    "WithTag",
    "Words",
    "beginning",
    "both",
    "named",
    "parse",
    "pattern_options",
    "with_renamed",
    "writable",
    "written",
]

_LATER = {
    "LONGEST": "parser",
    "beginning": "typing",
    "both": "typing",
    "named": "saving",
    "parse": "parser",
    "pattern_options": "expressions",
    "with_renamed": "saving",
    "writable": "saving",
}
"""What is needed only where a query is written or read, and in which module it is: lists are made of trees."""


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"{__name__} has no {name}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
