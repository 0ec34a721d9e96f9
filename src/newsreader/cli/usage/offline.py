"""The words of what is on the disk and what is missing there."""

from __future__ import annotations

from typing import Any

from newsreader.cli.arguments import command, count, id_argument

_OFFLINE = """The text that a feed has is always on the disk. Full texts are missing where `full_text` wants them and no
page was fetched yet, transcripts where a feed names one, or chapters, and it was never asked for; pictures as
[pictures] in config.toml says. What cannot be had, since it is gone or no picture, is counted apart. --json gives
  {"articles":N,"complete":N,"from":TIME|null,"full_texts":{"missing":N},"transcripts":{"missing":N},
   "pictures":{"there":N,"missing":N,"lost":N,"bytes":N},
   "missing":[{"id","title","full_text":bool,"transcript":bool,"pictures":[{"url","error"}]}]}
where from is when the feed of them that was last fetched longest ago was fetched."""


def add(commands: Any) -> None:
    """Add them."""
    offline = command(
        commands,
        "offline",
        "offline.offline",
        "tell what of a list is on the disk, with full texts and transcripts and pictures, or fetch what is missing",
        "newsreader offline --feed BBC --fetch",
        more=_OFFLINE,
    )
    which = offline.add_mutually_exclusive_group()
    which.add_argument("--query", metavar="QUERY", help="the articles that a search finds; without: the unread ones")
    which.add_argument("--saved", metavar="NAME", help="those that a saved search finds")
    which.add_argument("--feed", metavar="F", help="those of one feed: an id, an exact URL or a unique exact title")
    which.add_argument("--entry", metavar="ID", type=id_argument, help="one article")
    which.add_argument("--all", action="store_true", help="all articles, read or not")
    offline.add_argument("--limit", metavar="N", type=count, default=500, help="the first N; 0 is all (default 500)")
    offline.add_argument("--fetch", action="store_true", help="fetch what is missing, within what [pictures] allows")
    offline.add_argument("--events", action="store_true", help="with --fetch: one JSON line a page or picture")
