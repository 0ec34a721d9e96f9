"""Sets of keys that fingers know from elsewhere: newsboat, vim, elfeed, Google Reader. Data only.

Each names what is otherwise than in the default set and no more; a command that it does not name keeps its keys,
unless the set needs them. What another program's key does that has no counterpart here is left out, rather than given
to something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.commands import Pane
from newsreader.keymap import Bindings, Layer

if TYPE_CHECKING:
    from collections.abc import Mapping

_NEWSBOAT = Layer(
    Bindings(
        {
            "bottom": ("end",),
            "next_article": ("J",),
            "previous_article": ("K",),
            "previous_unread": ("p",),
            "previous_quote": ("[",),
            "toggle_read": ("N",),
            "unread_only": ("l",),
            "star": ("s", "ctrl+e"),
            "unsubscribe": (),  # its D deletes an article
            "filter": ("F", "f"),
            "clear_filter": ("ctrl+f",),
            "find_within": ("ctrl+g",),
            "sort": ("g",),
            "undo": ("U",),
        }
    ),
    {
        Pane.FEEDS: Bindings(
            {"down": ("j", "down", "J"), "up": ("k", "up", "K")},
            {"C": ("open All unread", "mark_all_read"), "t": ("command_line open #",)},
        ),
        Pane.LIST: Bindings(
            {
                "next_feed": ("j",),
                "previous_feed": ("k",),
                "next_unread_feed": ("ctrl+n",),
                "previous_unread_feed": ("ctrl+p",),
            }
        ),
        Pane.DETAIL: Bindings({"page_up": ("b", "backspace", "pageup")}),
    },
)

_VIM = Layer(
    Bindings(
        {
            "down": ("j", "down", "ctrl+e"),
            "up": ("k", "up", "ctrl+y"),
            "page_down": ("space", "ctrl+f", "pagedown"),
            "page_up": ("backspace", "ctrl+b", "pageup"),
            "top": ("g g", "home"),
            "next_feed": ("g t", "J"),
            "previous_feed": ("g T", "K"),
            "next_quote": ("] q", "p"),
            "previous_quote": ("[ q", "P"),
            "next_unread_feed": ("] f",),
            "previous_unread_feed": ("[ f",),
            "next_article": ("] a",),
            "previous_article": ("[ a",),
            "next_pane": ("ctrl+w w", "ctrl+w ctrl+w", "tab"),
            "previous_pane": ("ctrl+w W", "shift+tab"),
            "narrower": ("ctrl+w <", "<"),
            "wider": ("ctrl+w >", ">"),
            "zen": ("ctrl+w o", "z"),
            "copy_link": ("y y",),
            "browse": ("g x", "o"),
            "help": ("?", "f1"),
            "quit": ("Z Z", "Z Q", "ctrl+q"),
        }
    )
)

_ELFEED = Layer(
    Bindings(
        {
            "down": ("n", "j", "down", "ctrl+n"),
            "up": ("p", "k", "up", "ctrl+p"),
            "top": ("<", "home"),
            "bottom": (">", "end"),
            "next_unread": ("N",),
            "previous_unread": ("P",),
            "show_new": ("g",),
            "refresh_all": ("G",),
            "refresh_feed": ("R",),
            "filter": ("s",),
            "search": ("S", "/"),
            "clear_filter": ("c",),
            "comments": ("C",),
            "tag": ("+", "-"),
            "star": ("*",),
            "select_matching": ("~",),
            "less_text": ("_",),
            "browse": ("b", "B"),
            "group": ("w",),
            "speaker": ("@",),
            "side_bar": ("F",),
            "narrower": ("{",),
            "wider": ("}",),
            "undo": ("ctrl+_", "ctrl+x u"),
            "quit": ("Q", "ctrl+q", "ctrl+x ctrl+c"),
            "stop": ("ctrl+x k",),
            "palette": ("alt+x",),
            "help": ("?", "h"),
        }
    ),
    {
        Pane.LIST: Bindings(macros={"r": ("mark_read", "down"), "u": ("mark_unread", "down")}),
        Pane.DETAIL: Bindings(
            {
                "next_article": ("n",),
                "previous_article": ("p",),
                "mark_read": ("r",),
                "mark_unread": ("u",),
            }
        ),
    },
)

_READER = Layer(
    Bindings(
        {
            "down": ("n", "down", "j"),
            "up": ("p", "up", "k"),
            "next_feed": ("N",),
            "previous_feed": ("P",),
            "next_unread": ("J",),
            "previous_unread": ("K",),
            "open": ("enter", "o", "l", "right"),
            "browse": ("v",),
            "select": ("V",),
            "select_all": ("ctrl+v",),
            "copy_link": ("y", "S"),
            "side_bar": ("u",),
            "zen": ("f", "z"),
            "filter": ("F",),
            "undo": ("Z",),
        },
        {
            "g h": ("open All unread",),
            "g a": ("open All articles",),
            "g s": ("open Starred",),
            "g t": ("command_line open #",),
            "g u": ("command_line open ",),
        },
    ),
    {
        Pane.FEEDS: Bindings({"open": ("enter", "o", "O", "l", "right")}),
        **{
            pane: Bindings(
                {
                    "next_article": ("j",),
                    "previous_article": ("k",),
                }
            )
            for pane in (Pane.LIST, Pane.DETAIL)
        },
    },
)

PRESETS: Mapping[str, Layer] = {
    "default": Layer(),
    "newsboat": _NEWSBOAT,
    "vim": _VIM,
    "elfeed": _ELFEED,
    "reader": _READER,
}
