"""Which tables serve a text: by its language tag, else by what `detect` sees in it.

Only the tables that are asked for are loaded.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from newsreader.quotations.languages.base import Language

UNKNOWN = Language(code="und", cues={})

_MODULES = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "ru": "russian",
    "uk": "ukrainian",
    "zh": "chinese",
    "ja": "japanese",
}
"""Code -> the module that holds its tables under its own name in capitals."""
_ALIASES = {
    **dict.fromkeys(("eng",), "en"),
    **dict.fromkeys(("deu", "ger", "gsw"), "de"),
    **dict.fromkeys(("fra", "fre"), "fr"),
    **dict.fromkeys(("spa",), "es"),
    **dict.fromkeys(("ita",), "it"),
    **dict.fromkeys(("por",), "pt"),
    **dict.fromkeys(("rus",), "ru"),
    **dict.fromkeys(("ukr",), "uk"),
    **dict.fromkeys(("zho", "chi", "cmn", "yue"), "zh"),
    **dict.fromkeys(("jpn",), "ja"),
}
"""Three letters, and dialects that are written close enough to their language."""
_NO_LANGUAGE = frozenset(("", "und", "mul", "zxx", "mis"))


def choose(text: str, tag: str | None) -> Language:
    """The tables for a BCP 47 tag, or for what the beginning of the text looks like."""
    if tag is not None:
        code = tag.strip().replace("_", "-").partition("-")[0].casefold()
        code = _ALIASES.get(code, code)
        if code in _MODULES:
            return tables(code)
        if code not in _NO_LANGUAGE:
            return UNKNOWN
    from newsreader.quotations.languages.detect import detect  # noqa: PLC0415 - for texts without a tag alone

    code = detect(text)
    return tables(code) if code in _MODULES else UNKNOWN


@cache
def tables(code: str) -> Language:
    """The tables of one of the ten languages."""
    name = _MODULES[code]
    table: Language = getattr(import_module(f"newsreader.quotations.languages.{name}"), name.upper())
    return table
