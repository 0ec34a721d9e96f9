"""Keys: how they are written, and which of them a terminal can send. Pure; knows no command and no configuration.

A key is one character ("j", "J", '"') or a name ("space", "enter", "ctrl+r", "alt+x"); a sequence is keys with blanks
between them ("g u").
"""

from __future__ import annotations

import difflib
import unicodedata
from functools import lru_cache

from newsreader.errors import UsageError

Typed = tuple[str, ...]
"""Keys one after the other."""

MOST_KEYS = 5
"""Of a sequence."""

_MOVES = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown")
_FUNCTIONS = tuple(f"f{number}" for number in range(1, 25))
NAMES = ("enter", "tab", "escape", "space", "backspace", "delete", "insert", *_MOVES, *_FUNCTIONS)
_OTHER_NAMES = {
    "esc": "escape",
    "return": "enter",
    "cr": "enter",
    "bs": "backspace",
    "b-space": "backspace",
    "del": "delete",
    "ins": "insert",
    "spc": "space",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_up": "pageup",
    "page_down": "pagedown",
}
_MODIFIERS = {"ctrl": "ctrl", "control": "ctrl", "alt": "alt", "meta": "alt", "option": "alt", "shift": "shift"}
_NOT_SENT = {"super", "cmd", "command", "win", "hyper"}
_SHIFTED = {"tab", "delete", "insert", *_MOVES}
_WITH_CTRL = {"space", "delete", *_MOVES, *_FUNCTIONS}
_SAME_AS_CTRL = {"i": "tab", "m": "enter", "h": "backspace", "[": "escape"}
_CTRL_SIGNS = "\\]^_"
_SCREEN_NAMES = {
    "ctrl+@": "ctrl+space",
    "ctrl+at": "ctrl+space",
    "ctrl+backslash": "ctrl+\\",
    "ctrl+right_square_bracket": "ctrl+]",
    "ctrl+circumflex_accent": "ctrl+^",
    "ctrl+underscore": "ctrl+_",
}
"""What the screen calls keys that are written otherwise here."""
_WORDS = {
    "escape": "esc",
    "backspace": "b-space",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}


def pressed(name: str, character: str | None) -> str:
    """The key that was pressed, by the screen's name for it and the character it typed."""
    if name.startswith("alt+"):
        rest = name.removeprefix("alt+")
        return "alt+" + (rest.removeprefix("shift+").upper() if rest.startswith("shift+") else rest)
    if character == " ":
        return "space"
    if character is not None and len(character) == 1 and character.isprintable():
        return character
    return _SCREEN_NAMES.get(name, name)


@lru_cache(1024)
def read(text: str) -> Typed:
    """The keys of a sequence as they are known everywhere; UsageError with the reason and a suggestion."""
    typed = tuple(_key(word) for word in text.split())
    if not typed:
        raise UsageError("an empty text is no key")
    if len(typed) > MOST_KEYS:
        raise UsageError(f'"{text}" is longer than {MOST_KEYS} keys')
    if "escape" in typed[1:]:
        raise UsageError(f'"{text}" can never be typed: escape drops the keys before it')
    return typed


@lru_cache(1024)
def words(typed: Typed) -> str:
    """Keys as a person reads them."""
    return " ".join("+".join(_WORDS.get(part, part) for part in _parts(key)) for key in typed)


def _parts(key: str) -> list[str]:
    """A key's modifiers and what they modify, which may be a plus sign itself."""
    head, plus, last = key[:-1].rpartition("+")
    return [*head.split("+"), last + key[-1]] if plus else [key]


def _key(word: str) -> str:
    if len(word) == 1 and word.isprintable():
        return word
    if word == "+":
        return word
    lowered = word.lower()
    if (name := _name(lowered)) is not None:
        return name
    notation = _other_notation(word)
    if notation:
        raise UsageError(f'"{word}" is no key; write "{notation}"')
    *modifiers, last = _parts(word)
    if modifiers:
        return _chord(word, [modifier.lower() for modifier in modifiers], last)
    if len(word) <= MOST_KEYS and not difflib.get_close_matches(lowered, NAMES, n=1, cutoff=0.7):
        raise UsageError(f'"{word}" is no key; for keys one after the other write "{" ".join(word)}"')
    nearest = difflib.get_close_matches(lowered, (*NAMES, *_OTHER_NAMES), n=1, cutoff=0.5)
    hint = f'did you mean "{nearest[0]}"?' if nearest else 'keys are written like "j", "space", "ctrl+r" or "g u"'
    raise UsageError(f'"{word}" is no key; {hint}')


def _name(lowered: str) -> str | None:
    """A named key, or the character with that name."""
    name = _OTHER_NAMES.get(lowered, lowered)
    if name in NAMES:
        return name
    try:
        character = unicodedata.lookup(lowered.replace("_", " "))
    except KeyError:
        return None
    return character if len(character) == 1 and character.isprintable() and character != " " else None


def _other_notation(word: str) -> str:
    """What another program's way of writing a key is here."""
    inner = word.strip("<>") or word
    if len(word) == 2 and word[0] == "^":
        return f"ctrl+{word[1].lower()}"
    if len(inner) > 2 and inner[1] == "-" and inner[0] in "CcMmAaSs":
        modifier = {"c": "ctrl", "m": "alt", "a": "alt", "s": "shift"}[inner[0].lower()]
        return f"{modifier}+{_OTHER_NAMES.get(inner[2:].lower(), inner[2:].lower())}"
    known = _name(inner.lower()) if inner != word else None
    return known or ""


def _chord(word: str, modifiers: list[str], last: str) -> str:
    if any(modifier in _NOT_SENT for modifier in modifiers):
        raise UsageError(f'"{word}" cannot be used: terminals keep that key for themselves or do not send it')
    unknown = [modifier for modifier in modifiers if modifier not in _MODIFIERS]
    if unknown:
        raise UsageError(f'"{word}" is no key: there is no "{unknown[0]}+", only "ctrl+", "alt+" and "shift+"')
    wanted = {_MODIFIERS[modifier] for modifier in modifiers}
    key = last if len(last) == 1 else _name(last.lower())
    if key is None:
        nearest = difflib.get_close_matches(last.lower(), NAMES, n=1, cutoff=0.5)
        hint = f'; did you mean "{"+".join([*modifiers, nearest[0]])}"?' if nearest else ""
        raise UsageError(f'"{word}" is no key{hint}')
    if wanted == {"shift"}:
        return _with_shift(word, key)
    if wanted == {"ctrl"}:
        return _with_ctrl(word, key)
    if wanted == {"alt"}:
        return _with_alt(word, key)
    if wanted == {"ctrl", "shift"} and key in _MOVES:
        return f"ctrl+shift+{key}"
    raise UsageError(
        f'"{word}" cannot be told from other keys in most terminals; choose a key with one of "ctrl+", "alt+"'
    )


def _with_shift(word: str, key: str) -> str:
    if key in _SHIFTED:
        return f"shift+{key}"
    if key in _FUNCTIONS[:12]:
        raise UsageError(f'"{word}" arrives as another function key; write "f{int(key[1:]) + 12}"')
    if len(key) == 1 and key.isalpha() and key.upper() != key.lower():
        raise UsageError(f'"{word}" arrives as a capital letter; write "{key.upper()}"')
    if len(key) == 1:
        raise UsageError(f'"{word}" arrives as the sign that the keyboard has there; write that sign, as "!"')
    raise UsageError(f'"{word}" cannot be told from "{key}" in most terminals; choose another key')


def _with_ctrl(word: str, key: str) -> str:
    lowered = key.lower()
    if lowered in _SAME_AS_CTRL:
        raise UsageError(
            f'"{word}" is the same as "{_SAME_AS_CTRL[lowered]}" for a terminal; write that, or choose another'
        )
    if len(key) == 1 and key.isascii() and key.isalpha():
        if key != lowered:
            raise UsageError(f'"{word}" arrives without shift; write "ctrl+{lowered}"')
        return f"ctrl+{key}"
    if key == "@":
        return "ctrl+space"
    if key in _WITH_CTRL or (len(key) == 1 and key in _CTRL_SIGNS):
        return f"ctrl+{key}"
    raise UsageError(f'"{word}" cannot be told from "{key}" in most terminals; choose another key')


def _with_alt(word: str, key: str) -> str:
    if len(key) == 1 and key not in "[O":
        return f"alt+{key}"
    raise UsageError(f'"{word}" arrives as escape and "{key}"; choose a letter or a sign with "alt+"')
