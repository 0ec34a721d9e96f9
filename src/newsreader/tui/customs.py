"""How dates, hours and numbers are written where the user is, by the names of the locale. The words stay English.

The system's own tables are not asked: they are missing wherever a locale was named but not installed, as it is over ssh
and in containers, and asking them changes the whole process.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Order = Literal["dmy", "mdy", "ymd"]


class Customs(NamedTuple):
    """One way of writing them."""

    order: Order = "dmy"
    twelve_hours: bool = False
    separator: str = ","
    """Between thousands."""

    def number(self, number: int) -> str:
        """1,234 or 1.234."""
        return f"{number:,}".replace(",", self.separator)


_LETTERED = frozenset("US CA AU NZ IN PK BD PH MY SG HK TW KR EG SA AE JO CO".split())
"""Territories where the clock has twelve hours; in Canada not that of those who speak French."""
_YEAR_FIRST = frozenset("zh ja ko hu lt mn".split())
_POINT = frozenset("de es it nl pt da tr id vi el sl hr sr bs ro ca gl is mk eu".split())
_BLANK = frozenset("fr ru uk be pl cs sk bg fi sv nb nn no hu lt lv et hy ka kk uz af".split())
_BY_PLACE = {"de_CH": "’", "it_CH": "’", "rm_CH": "’", "de_LI": "’", "en_ZA": "\u00a0", "pt_PT": "\u00a0"}
_COMMA_IN = frozenset("MX US GT HN NI SV PA PE PR DO".split())
"""Spanish is spoken there, and numbers are written as in English."""


@cache
def here() -> Customs:
    """The user's own, by the environment, as with the time zone."""
    return of(os.environ)


def of(environment: Mapping[str, str]) -> Customs:
    """Those of LC_ALL, else of LC_TIME and LC_NUMERIC, else of LANG."""
    language, place = _named(environment, "LC_TIME")
    order: Order = "mdy" if place in {"US", "PH"} or (language, place) == ("en", "CA") else "dmy"
    if language in _YEAR_FIRST or (language, place) == ("en", "DK"):
        order = "ymd"
    twelve = place in _LETTERED and (language, place) != ("fr", "CA")
    return Customs(order, twelve, _separator(*_named(environment, "LC_NUMERIC")))


def number(count: int) -> str:
    """A number as it is written here."""
    return here().number(count)


def counted(count: int, what: str) -> str:
    """So many of something: 1 article, 1,234 articles."""
    return f"{number(count)} {what}{'' if count == 1 else 's'}"


def _separator(language: str, place: str) -> str:
    known = _BY_PLACE.get(f"{language}_{place}")
    if known is not None:
        return known
    if language in _BLANK:
        return "\u00a0"
    return "." if language in _POINT and not (language == "es" and place in _COMMA_IN) else ","


def _named(environment: Mapping[str, str], category: str) -> tuple[str, str]:
    """Language and territory: "de_AT.UTF-8@euro" is de and AT."""
    named = environment.get("LC_ALL") or environment.get(category) or environment.get("LANG") or ""
    language, _, place = named.partition(".")[0].partition("@")[0].partition("_")
    return language.lower(), place.upper()
