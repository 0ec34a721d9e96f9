"""tag, untag, tags: the user's tags on entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.cli import output
from newsreader.cli.shared import library, now
from newsreader.errors import UsageError
from newsreader.library import tags

if TYPE_CHECKING:
    from argparse import Namespace


def tag(options: Namespace) -> int:
    """Give entries a tag, all or none."""
    return _change(options, added=True)


def untag(options: Namespace) -> int:
    """Take a tag from entries, all or none."""
    return _change(options, added=False)


def show(options: Namespace) -> int:
    """Print the tags, or rename or delete one."""
    with library(options) as lib:
        if options.rename is not None:
            name, new_name = options.rename
            changed = tags.rename(lib, name, _name(new_name), now())
            _tell(options, changed, f"{changed} tagged {tags.clean_name(new_name)}")
        elif options.delete is not None:
            changed = tags.delete(lib, options.delete, now())
            _tell(options, changed, f"{changed} untagged {options.delete}")
        elif options.json:
            output.document({"tags": [{"name": one.name, "count": one.count} for one in tags.all_tags(lib)]})
        else:
            found = [(one.name, str(one.count)) for one in tags.all_tags(lib)]
            output.table([("tag", "entries"), *found] if found else [("no entry has a tag",)])
    return 0


def _change(options: Namespace, *, added: bool) -> int:
    name = _name(options.name)
    with library(options) as lib:
        changed = tags.tag(lib, options.ids, name, added=added, now=now())
    _tell(options, changed, f"{changed} {'tagged' if added else 'untagged'} {name}")
    return 0


def _tell(options: Namespace, changed: int, words: str) -> None:
    if options.json:
        output.document({"changed": changed})
    else:
        output.line(words)


def _name(words: str) -> str:
    name = tags.clean_name(words)
    if not name:
        raise UsageError("a tag needs a name of at least one letter")
    return name
