"""No command, and open: the way to the screen, which is imported when it is certain that there is a terminal for it."""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader import paths
from newsreader.errors import ParseError, UsageError
from newsreader.tui.frame import Frame

# All else is imported when the last screen is shown already.

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.config import Config
    from newsreader.feeds.worker import ParserProcess
    from newsreader.library import store

_ANALYSED_BEFORE = 30
"""Articles, before the screen opens."""
_PAINTINGS = "120"
"""A second at most. Textual's own 60 would have a key wait up to a frame for nothing."""


def start(options: Namespace) -> int:
    """Show the library; with nothing in it yet, the sample edition."""
    _require_terminal()
    gc.disable()  # what is made until the screen is complete stays; `ReaderApp` enables it
    files = paths.library_files(options.library)
    try:
        if options.screen_reader:  # what is drawn is read out
            return _start(files, options, None)
        with getattr(options, "frame", None) or Frame(files[0]) as frame:
            return _start(files, options, frame)
    finally:
        gc.enable()


def _start(files: tuple[Path, Path], options: Namespace, frame: Frame | None) -> int:
    from newsreader import sample  # noqa: PLC0415
    from newsreader.cli.shared import now, opened  # noqa: PLC0415
    from newsreader.library import session  # noqa: PLC0415

    config = _config(options)
    with opened(files, before=frame.leave if frame else None) as lib:
        if not lib.read_only and sample.is_wanted(lib):
            sample.install(lib, now(), config.keys)
            session.put(lib, {sample.WELCOME_KEY: "wanted"})
            _analyse(lib)
        elif not lib.read_only and sample.names_others(lib, config.keys):
            sample.install(lib, now(), config.keys)
            _analyse(lib)
        if not lib.read_only:
            session.begin(lib, screen=True)
    return _run(files, config, feeds_refresh=True, frame=frame)


def open_files(options: Namespace) -> int:
    """Show files, out of a library that is gone afterwards."""
    import tempfile  # noqa: PLC0415

    from newsreader.library import store  # noqa: PLC0415
    from newsreader.refresh.asking import parser_process  # noqa: PLC0415

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
        return _run(files, config, feeds_refresh=False, frame=None)


def _config(options: Namespace) -> Config:
    from newsreader import configfile  # noqa: PLC0415

    config = configfile.load()
    if not options.screen_reader:
        return config
    return replace(config, interface=replace(config.interface, screen_reader=True))


def _add(lib: store.Library, path: Path, config: Config, parser: ParserProcess) -> None:
    from newsreader import subscribe  # noqa: PLC0415
    from newsreader.cli.shared import now  # noqa: PLC0415

    address = str(path.absolute())
    subscribe.add(lib, address, folder=None, title=None, now=now(), config=config, parser=parser)


def _analyse(lib: store.Library) -> None:
    """Find the quotes of a few articles, so that the list can tell of them; the screen has the others analysed."""
    from newsreader import reanalyse  # noqa: PLC0415

    deque(reanalyse.analyse(lib, limit=_ANALYSED_BEFORE, large=False), maxlen=0)


def _run(files: tuple[Path, Path], config: Config, *, feeds_refresh: bool, frame: Frame | None) -> int:
    os.environ.setdefault("TEXTUAL_FPS", _PAINTINGS)
    from newsreader.cli import output  # noqa: PLC0415
    from newsreader.tui.colour_depth import colours_of, textual_name  # noqa: PLC0415 - as the screen itself

    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", textual_name(colours_of(os.environ, config.interface.colours)))
    from newsreader.tui import app  # noqa: PLC0415 - half a second that no other command pays

    return app.run(files, config, feeds_refresh=feeds_refresh, frame=frame, tell=output.problem)


def _require_terminal() -> None:
    """The screen writes escape sequences and waits for keys: into a file or pipe it would do harm."""
    if "TEXTUAL_DRIVER" in os.environ:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):  # it is drawn on stderr
        raise UsageError("the screen needs a terminal, and this is none; `newsreader --help` lists the other commands")
    if os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        raise UsageError("this terminal cannot show the screen (TERM); `newsreader --help` lists the other commands")
