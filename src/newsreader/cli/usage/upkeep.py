"""The words of the library as files: sizes, checks, copies, mending."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newsreader.cli.arguments import command

_LIBRARY = """  stats            what takes how much: by kind, by feed; what [retention] would free
  compact          give back the room that nothing is in; not while a screen or a refresh has the library open
  compact --free   before that, free the articles that [retention] sets. The first time, and whenever these settings
                   have changed, it only shows them: --yes frees, and from then on each refresh does as well
  check            read everything and say what is damaged; counts that are wrong are put right
  backup [FILE]    a copy that is whole, with the screen open or not; without FILE in library.backups, where the
                   three latest are kept of those made once a week and before each change of the tables
  restore FILE     put a copy in the library's place; what was there is kept beside it"""


def add(commands: Any) -> None:
    """Add them."""
    library = command(
        commands,
        "library",
        "library.library",
        "sizes, room given back, a full check, backups",
        "newsreader library backup ~/library-backup.db",
        more=_LIBRARY,
    )
    library.add_argument("action", choices=["stats", "compact", "check", "backup", "restore"])
    library.add_argument("file", metavar="FILE", nargs="?", type=Path, help="of backup and restore")
    library.add_argument("--free", action="store_true", help="compact: first free what [retention] sets, see above")
    library.add_argument("--yes", action="store_true", help="compact --free: free what was shown")
    library.add_argument(
        "--background",
        action="store_true",
        help="check: what is to be done once a week, at low priority, no longer than the program that started it; the\n"
        "screen does this",
    )

    doctor = command(
        commands,
        "doctor",
        "doctor.doctor",
        "find out what is wrong; recover what can be read of a damaged library",
        "newsreader doctor --replace",
        more="A damaged library is never changed: what can be read of it becomes library.recovered.db beside it, and\n"
        "what was lost is told, down to the pages that cannot be read. An article whose text was lost comes back if\n"
        "its feed still has it. A library of a newer version is not recovered, one in use not replaced.",
    )
    doctor.add_argument("--recover", action="store_true", help="recover even if nothing is found wrong")
    doctor.add_argument(
        "--replace", action="store_true", help="put what was recovered in place of the library, which is kept aside"
    )
