"""Colours as numbers: how well one is read on another, and one moved until it is. Pure; colours are texts, #rrggbb."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

READABLE = 4.5
"""The contrast that text needs on its ground, by WCAG 2."""
_STEPS = 40


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white), by WCAG 2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(1024)
def luminance(colour: str) -> float:
    """From 0 (black) to 1 (white), as bright as it looks."""
    red, green, blue = (_linear(part / 255) for part in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def blended(colour: str, other: str, share: float) -> str:
    """A colour with a share (0 to 1) of another."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def readable(colour: str, grounds: Iterable[str]) -> str:
    """A colour with as much white or black as it needs to be read on all grounds, or as near as that comes."""
    grounds = list(grounds)
    towards = max(("#ffffff", "#000000"), key=lambda end: min(contrast(end, ground) for ground in grounds))
    for step in range(_STEPS):
        mixed = blended(colour, towards, step / _STEPS)
        if all(contrast(mixed, ground) >= READABLE for ground in grounds):
            return mixed
    return towards


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
