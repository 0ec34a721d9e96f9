"""Cookies for the length of one fetch: a server that sets one and sends the reader round again gets it back.

They go to the very origin that set them and nowhere else, whatever domain they name, and nothing keeps them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.web.address import Address
    from newsreader.web.response import Head

_MANY = 20
_LONGEST = 4_096
_NAME = re.compile(r"[!#$%&'*+.^`|~\w-]+", re.ASCII)
_VALUE = re.compile(r"[\x21-\x3a\x3c-\x7e]*")


class Cookies:
    """What the servers of one fetch set."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, int], dict[str, str]] = {}

    def take(self, origin: Address, head: Head) -> None:
        """Keep what an answer sets, within bounds; what is malformed is left out."""
        kept = self._kept.setdefault(origin.origin, {})
        for line in (value for name, value in head.headers if name == "set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            name, value = name.strip(), value.strip()
            if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value) or len(name) + len(value) > _LONGEST:
                continue
            kept[name] = value
            if len(kept) > _MANY or sum(map(len, kept.values())) > 2 * _LONGEST:
                del kept[name]

    def header(self, target: Address) -> str:
        """The value of the Cookie header for an address; empty if there is none."""
        return "; ".join(f"{name}={value}" for name, value in self._kept.get(target.origin, {}).items())
