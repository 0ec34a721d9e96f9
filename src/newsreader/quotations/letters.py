"""Every word of an English section as one letter for its kind, so that a stretch of words is a string to slice.

A closed-class word has its class's letter, a sign stands for itself, any other word is told by its form; whatever
stands between quotation marks is a mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.quotations.passage import Passage

MARK = '"'
PADDING = 4
"""Letters behind the last word, so that looking ahead needs no care."""
_CLASSES = {
    "d": "the a an this these those some any no every each another both all such",
    "h": "his her its their our my your whose",
    "p": """he she they we i you it who him them me us himself herself themselves itself he's she's they're i'm it's
        we're he’s she’s they’re i’m it’s we’re""",
    "m": """will would can could may might must shall should won't wouldn't can't couldn't won’t wouldn’t can’t couldn’t
        cannot""",
    "b": "is are was were be been being am isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t",
    "v": """has have had do does did having hasn't haven't hadn't don't doesn't didn't hasn’t haven’t hadn’t don’t
        doesn’t didn’t""",
    "i": """of in on at by for with from about against into over under between among during through without within
        toward towards like upon via per despite amid behind beyond across around near than off out up down""",
    "t": "to",
    "T": "that",
    "w": "what which why how whether where whom when",
    "c": "and or nor",
    "C": "but yet so",
    "x": "because if while after before as since although though until unless whereas once",
    "n": "not never n't",
    "a": """also again still already then now just only even too here there ever later recently once more
        most instead""",
}
_SIGNS = {**{sign: sign for sign in ",.;:-–()?!…$%&'"}, "’": "'", "—": "–"}
_OWNING = ("'s", "’s", "s'", "s’")
_ENDINGS = {"y": ("ly", "y"), "g": ("ing", "g"), "d": ("ed", "e"), "s": ("s", "s")}
"""Last letter -> the ending that tells a kind of word, and the letter of that kind."""
_NO_ENDING = ("", "o")
_REMEMBERED = 1 << 14
"""Words, so that memory stays bounded; then all are forgotten."""
_LONGEST = 40
"""Letters of the longest word remembered."""
CLOSED = {**_SIGNS, **{word: letter for letter, words in _CLASSES.items() for word in words.split()}}
"""Closed-class words and signs -> their letter."""


class _Letters(dict[str, str]):
    """Word as written -> its letter."""

    def __missing__(self, word: str) -> str:
        letter = _letter(word)
        if len(word) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = letter
        return letter


_LETTERS = _Letters()


def of(passage: Passage) -> str:
    """The letters of a section's words, and some blanks behind them."""
    letters = list(map(_LETTERS.__getitem__, passage.words))
    for quoted in passage.quoted:
        letters[quoted.first : quoted.last] = MARK * (quoted.last - quoted.first)
    return "".join(letters) + " " * PADDING


def _letter(word: str) -> str:
    lower, initial = word.lower(), word[0]
    if lower in CLOSED:
        return CLOSED[lower]
    if lower.endswith(_OWNING):
        return "P" if initial.isupper() else "q"
    if initial.isupper():
        return "N"
    if not initial.isalpha():
        return "D" if initial.isdigit() else "Z"
    ending, letter = _ENDINGS.get(lower[-1], _NO_ENDING)
    return letter if lower.endswith(ending) else "o"
