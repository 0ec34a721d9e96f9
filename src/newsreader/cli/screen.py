"""No command, and open: the way to the screen, which is imported when it is certain that there is a terminal for it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader import config as configuration
from newsreader import paths, reanalyse, sample, subscribe
from newsreader.cli import output
from newsreader.cli.shared import now, opened
from newsreader.errors import ParseError, UsageError
from newsreader.library import session, store
from newsreader.refresh.asking import parser_process

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.config import Config
    from newsreader.feeds.worker import ParserProcess

_ANALYSED_BEFORE = 30
"""Articles, before the screen opens."""
_PAINTINGS = "120"
"""A second at most. Textual's own 60 would have a key wait up to a frame for nothing."""


def start(options: Namespace) -> int:
    """Show the library; with nothing in it yet, the sample edition."""
    _require_terminal()
    config = _config(options)
    files = paths.library_files(options.library)
    with opened(files) as lib:
        if not lib.read_only and sample.is_wanted(lib):
            sample.install(lib, now())
            session.put(lib, {sample.WELCOME_KEY: "wanted"})
            _analyse(lib)
        if not lib.read_only:
            session.begin(lib, screen=True)
    return _run(files, config, feeds_refresh=True)


def open_files(options: Namespace) -> int:
    """Show files, out of a library that is gone afterwards."""
    _require_terminal()
    config = _config(options)
    with tempfile.TemporaryDirectory(prefix="newsreader-", ignore_cleanup_errors=True) as folder:
        files = paths.library_files(Path(folder))
        with store.open_library(files) as lib, parser_process(config) as parser:
            for path in options.files:
                if not path.exists():  # the name could pass for an address
                    raise ParseError(f"There is no file or folder {path}; check how it is written.")
                _add(lib, path, config, parser)
            _analyse(lib)
        return _run(files, config, feeds_refresh=False)


def _config(options: Namespace) -> Config:
    config = configuration.load()
    if not options.screen_reader:
        return config
    return replace(config, interface=replace(config.interface, screen_reader=True))


def _add(lib: store.Library, path: Path, config: Config, parser: ParserProcess) -> None:
    address = str(path.absolute())
    subscribe.add(lib, address, folder=None, title=None, now=now(), config=config, parser=parser)


def _analyse(lib: store.Library) -> None:
    """Find the quotes of a few articles, so that the list can tell of them; the screen has the others analysed."""
    deque(reanalyse.analyse(lib, limit=_ANALYSED_BEFORE, large=False), maxlen=0)


def _run(files: tuple[Path, Path], config: Config, *, feeds_refresh: bool) -> int:
    os.environ.setdefault("TEXTUAL_FPS", _PAINTINGS)
    from newsreader.tui.colour_depth import colours_of, textual_name  # noqa: PLC0415 - as the screen itself

    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", textual_name(colours_of(os.environ, config.interface.colours)))
    from newsreader.tui import app  # noqa: PLC0415 - half a second that no other command pays

    return app.run(files, config, feeds_refresh=feeds_refresh, tell=output.problem)


def _require_terminal() -> None:
    """The screen writes escape sequences and waits for keys: into a file or pipe it would do harm."""
    if "TEXTUAL_DRIVER" in os.environ:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):  # it is drawn on stderr
        raise UsageError("the screen needs a terminal, and this is none; `newsreader --help` lists the other commands")
    if os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        raise UsageError("this terminal cannot show the screen (TERM); `newsreader --help` lists the other commands")
