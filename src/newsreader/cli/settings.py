"""config and sample: what the user may set, and the edition that ships with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import config as configuration
from newsreader import paths
from newsreader import sample as sample_edition
from newsreader.cli import output
from newsreader.cli.shared import library

if TYPE_CHECKING:
    from argparse import Namespace


def config(options: Namespace) -> int:
    """Print the configuration file's path or defaults, or check it."""
    if options.path:
        output.line(str(paths.config_file()))
    elif options.default:
        output.exact(configuration.default_text())
    else:
        file = paths.config_file()
        for remark in configuration.remarks():
            output.line(remark)
        output.line(f"{file}: {'no problem found' if file.exists() else 'there is none; the defaults are used'}")
    return 0


def sample(options: Namespace) -> int:
    """Remove the sample edition."""
    with library(options) as lib:
        removed = sample_edition.remove(lib)
    if options.json:
        output.document({"removed": removed})
    else:
        output.line(f"{removed} sample entries removed" if removed else "there was no sample edition to remove")
    return 0
