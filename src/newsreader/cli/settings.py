"""config and sample: what the user may set, and the edition that ships with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import configfile, paths
from newsreader import sample as sample_edition
from newsreader.cli import output
from newsreader.cli.shared import library
from newsreader.errors import ConfigError
from newsreader.tomltext import unknown

if TYPE_CHECKING:
    from argparse import Namespace


def config(options: Namespace) -> int:
    """Print the configuration file's path or defaults, or check it."""
    if options.path:
        output.line(str(paths.config_file()))
    elif options.default:
        output.exact(configfile.default_text())
    else:
        hard_to_read = _check_theme(configfile.load().interface.theme)
        file = paths.config_file()
        for remark in configfile.remarks():
            output.line(remark)
        output.line(f"{file}: {'no problem found' if file.exists() else 'there is none; the defaults are used'}")
        if hard_to_read:
            output.line(hard_to_read)
    return 0


def _check_theme(name: str) -> str:
    """What is to be said of the user's own themes; raises ConfigError for a mistake in them, or an unknown theme."""
    from newsreader.tui.themes import shelf  # noqa: PLC0415 - what the screen has, for this command alone

    file = paths.themes_file()
    own = shelf.own(file)
    known = [*shelf.built_in(), *own]
    if name not in {"auto", *known}:
        from textual.theme import BUILTIN_THEMES  # noqa: PLC0415 - the last place to look

        if name not in BUILTIN_THEMES:
            raise ConfigError(f"{paths.config_file()}: {unknown('theme', name, [*known, *BUILTIN_THEMES])}")
    return shelf.hard_to_read(file, own)


def sample(options: Namespace) -> int:
    """Remove the sample edition."""
    with library(options) as lib:
        removed = sample_edition.remove(lib)
    if options.json:
        output.document({"removed": removed})
    else:
        output.line(f"{removed} sample entries removed" if removed else "there was no sample edition to remove")
    return 0
