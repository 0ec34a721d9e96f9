"""Hosts that are left alone, and until when: because they asked for it, or because they refused.

What a host asked for (Retry-After) holds for everybody; what follows from a refusal alone gives way to a user who
refreshes by hand. Both outlive the program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsreader.library.store import Library

LONGEST_WAIT = 8 * 86_400
"""More than a host may ask for, and than it is slowed down: what lies further ahead a wrong clock wrote."""


class Wait(NamedTuple):
    """Until when a host is left alone; 0 if it is not."""

    asked: int = 0
    """It asked for that."""
    slowed: int = 0
    """It refused, without naming a time."""
    refusals: int = 0
    """How often, since an answer last came after such a time."""


def waits(lib: Library) -> dict[str, Wait]:
    """Every host that asked or refused lately, by its name."""
    return {name: Wait(*wait) for name, *wait in lib.all("SELECT name, asked, slowed, refusals FROM hosts")}


def record(lib: Library, name: str, wait: Wait) -> None:
    """Note how a host is to be left alone."""
    with lib.write():
        lib.execute("INSERT OR REPLACE INTO hosts (name, asked, slowed, refusals) VALUES (?, ?, ?, ?)", (name, *wait))


def forget(lib: Library, name: str, now: int) -> None:
    """The host answers again; what it asked for in the meantime still holds."""
    if lib.one("SELECT 1 FROM hosts WHERE name = ?", (name,)) is None:  # nearly always: nobody need wait for that
        return
    with lib.write():
        lib.execute(
            """DELETE FROM hosts WHERE name = ?1 AND (asked <= ?2 OR asked > ?3) AND (slowed <= ?2 OR slowed > ?3)""",
            (name, now, now + LONGEST_WAIT),
        )


def holds(until: int, now: int) -> bool:
    """Whether a time until which a host is left alone lies ahead, as far as it may."""
    return now < until <= now + LONGEST_WAIT
