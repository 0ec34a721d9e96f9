"""What a quoted stretch looks like: a sentence, a fragment, a title. Looks at its words and the signs beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.quotations.passage import Passage, Quoted

FULL_STOPS = frozenset((".", "!", "?", "…"))
_SENTENCE_ENDS = FULL_STOPS | {","}
_OPEN_ENDS = FULL_STOPS | frozenset((",", "。", "！", "？", "–", "—", "-"))
_AFTER_SPEECH = frozenset((",", "–", "—", "-"))
_COUNTED = 40
"""Words looked at to judge a stretch's length."""
_LONG_WORDING = 3
"""Words that are more than a name beside a verb that reports."""
_TITLE = 12
"""Words of the longest title of a work."""
_HOSTS = frozenset(("on", "of"))
_CHANNELS = frozenset(
    ("channel", "news", "abc", "bbc", "cbs", "cnn", "fox", "msnbc", "nbc", "npr", "pbs", "tv", "radio")
)
"""What owns the broadcasts that are named after it."""
_FAR = 400
"""Places that are looked back over: a flood of marks is one long sentence."""
_CAPITALS = 4
"""Letters from which a title writes its words with a capital."""


def size(passage: Passage, stretch: Quoted) -> int:
    """Words between the marks, counted up to a limit."""
    words = passage.words
    return sum(words[at][0].isalnum() for at in range(stretch.first, min(stretch.last, stretch.first + _COUNTED)))


def has_words(passage: Passage, first: int, last: int) -> bool:
    """Whether words outside of marks stand between two places, not too far before the second."""
    words, inside = passage.words, passage.inside
    return any(not inside[at] and words[at][0].isalnum() for at in range(max(first, last - _FAR), last))


def ends_like_speech(passage: Passage, stretch: Quoted) -> bool:
    """Whether the stretch ends as speech does before its cue: with a comma, a stop, a dash."""
    if _last_word(passage, stretch) in _OPEN_ENDS:
        return True
    return stretch.last < len(passage.words) and passage.words[stretch.last] in _AFTER_SPEECH


def is_sentence(passage: Passage, stretch: Quoted) -> bool:
    """Whether the words in marks begin with a capital and end with a stop."""
    begin = passage.words[stretch.first + 1]
    return not begin[0].islower() and _last_word(passage, stretch) in _SENTENCE_ENDS


def is_wording(passage: Passage, stretch: Quoted, shortest: int = _LONG_WORDING) -> bool:
    """Whether marks enclose somebody's wording rather than a name: where nouns have capitals, names begin with one."""
    inner = range(stretch.first + 1, stretch.last)
    begin = next((at for at in inner if passage.words[at][0].isalpha()), None)
    if begin is None:
        return False
    if passage.words[begin][0].islower() or is_sentence(passage, stretch) or size(passage, stretch) >= shortest:
        return True
    return any(passage.lower[at] in passage.language.speaking for at in inner)


def is_title(passage: Passage, stretch: Quoted) -> bool:
    """Whether the words in marks are written like the title of a work: "Meet the Press"."""
    if passage.language.nouns_capitalised or stretch.last - stretch.first > _TITLE:
        return False
    found = [word for word in passage.words[stretch.first : stretch.last] if word[0].isalpha()]
    long_words = [word for word in found if len(word) >= _CAPITALS]
    if not long_words or not found[0][0].isupper() or not all(word[0].isupper() for word in long_words):
        return False
    return len(found) > 1 or follows_work(passage, stretch) or _names_something(passage, stretch)


def _names_something(passage: Passage, stretch: Quoted) -> bool:
    """Whether one capitalised word in marks is the name that the noun or preposition before it lacks: в «Вестнике»."""
    language, before = passage.language, stretch.first - 1
    if not language.is_loose or before < 0 or passage.inside[before] or passage.is_capital(before):
        return False
    word = passage.lower[before]
    return word[0].isalpha() and word not in language.cues and word not in language.openers


def follows_work(passage: Passage, stretch: Quoted) -> bool:
    """Whether the word before the marks announces the title of a work."""
    return stretch.first > 0 and passage.lower[stretch.first - 1] in passage.language.works


def is_never_speech(passage: Passage, stretch: Quoted) -> bool:
    """Whether words in marks name a broadcast ("on ABC's “Good Morning”") or are a value in a piece of markup."""
    if stretch.first == 0:
        return False
    before = passage.words[stretch.first - 1]
    if before == "=":
        return True
    if passage.language.code != "en" or stretch.last - stretch.first > _TITLE:
        return False
    if before.endswith(("'s", "’s")) or before.lower() in _HOSTS:
        return is_title(passage, stretch) or before[:-2].lower() in _CHANNELS
    return False


def _last_word(passage: Passage, stretch: Quoted) -> str:
    end = stretch.last - (2 if stretch.closed else 1)
    return passage.words[end] if end > stretch.first else ""
