"""The words of the screen elsewhere, the sample edition, the configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newsreader.cli.arguments import command, port


def add(commands: Any) -> None:
    """Add them."""
    open_ = command(
        commands,
        "open",
        "screen.open_files",
        "read files on the screen without subscribing",
        "newsreader open article.html feed.xml",
        json=False,
        more="An article (.txt, .md, .html), a feed file or a folder; nothing of it is kept.",
    )
    open_.add_argument("files", metavar="FILE", nargs="+", type=Path)

    serve = command(
        commands,
        "serve",
        "serving.serve",
        "the screen in a web browser on this machine",
        "newsreader serve --port 8000",
        json=False,
        more="Prints the address to open, with a token; without it, from other machines and for other pages nothing\n"
        "is answered. Needs the package textual-serve: pip install 'newsreader-tui[serve]'.",
    )
    serve.add_argument("--port", metavar="N", type=port, default=0, help="the port; 0 is any that is free (default)")

    sample = command(
        commands,
        "sample",
        "settings.sample",
        "take the sample edition away",
        "newsreader sample remove",
        more="It comes with the first start of an empty library, stays until it is removed, then never comes again.",
    )
    sample.add_argument("action", choices=["remove"])

    config = command(
        commands,
        "config",
        "settings.config",
        "the configuration file: where it is, what can be set, whether it is right",
        "newsreader config --default > config.toml",
        json=False,
    )
    what = config.add_mutually_exclusive_group(required=True)
    what.add_argument("--path", action="store_true", help="print where the file is or would be")
    what.add_argument("--default", action="store_true", help="print the documented defaults")
    what.add_argument("--check", action="store_true", help="say whether the file can be used, whose keys yours were")
