"""How an address is opened: which program, in the foreground or not, or copied when there is none to open it here.

Deciding is pure; the screen carries it out. No shell is ever involved, and only http and https are opened.
"""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TEXT_BROWSERS = {"w3m", "lynx", "links", "links2", "elinks", "carbonyl", "browsh", "chawan", "cha"}
"""Browsers that need the terminal for themselves."""
_PLACE = re.compile("%[us]")
"""What stands for the address, which may hold the same."""


@dataclass(frozen=True, slots=True)
class Run:
    """Start a program with these arguments."""

    arguments: tuple[str, ...]
    foreground: bool
    """It gets the terminal while the screen is suspended."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Copy the address to the clipboard of the user's own terminal and show it."""


@dataclass(frozen=True, slots=True)
class Refuse:
    """Do nothing and say why."""

    reason: str


def decide(
    address: str,
    configured: str,
    environment: Mapping[str, str],
    *,
    platform: str,
    which: Callable[[str], str | None] = shutil.which,
) -> Run | Copy | Refuse:
    """What to do to open an address; `configured` is the user's own command, "%u" standing for the address."""
    if _scheme(address) not in {"http", "https"}:
        return Refuse(f"only http and https links are opened, not {address}")
    if configured:
        return _run(configured, address)
    if ("SSH_CONNECTION" in environment or "SSH_TTY" in environment) and not _has_display(environment):
        return Copy()
    if platform == "darwin":
        return Run(("open", address), foreground=False)
    if _has_display(environment) and which("xdg-open"):
        return Run(("xdg-open", address), foreground=False)
    if environment.get("BROWSER"):
        return _run(environment["BROWSER"].split(":")[0], address)
    found = next((name for name in ("xdg-open", "w3m", "lynx", "elinks", "links") if which(name)), None)
    if found and (found in TEXT_BROWSERS or _has_display(environment)):
        return _run(found, address)
    return Copy()


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:  # brackets that hold no address of a machine
        return ""


def _has_display(environment: Mapping[str, str]) -> bool:
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _run(command: str, address: str) -> Run | Refuse:
    try:
        words = shlex.split(command)
    except ValueError as error:
        return Refuse(f"the browser command “{command}” cannot be read ({error}): check interface.browser")
    if not words:
        return Refuse("the browser command is empty: check interface.browser")
    arguments = [_PLACE.sub(lambda _: address, word) for word in words]
    if arguments == words:
        arguments.append(address)
    return Run(tuple(arguments), foreground=PurePath(words[0]).name in TEXT_BROWSERS)
