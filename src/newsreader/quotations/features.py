"""What a trained decision looks at: the places to choose from, and for each the values of every template.

Used alike by `learned` and by the training script. A value is a word, a stretch of the letters of `letters`, or both
put together; the templates of a decision are listed beside the function that makes their values, in its order. Places
are word indexes; `first` and `last` bound the sentence. `joined` are the words that may be put together with others:
all of them, but in training only those of closed classes, so that no pair of content words gets a weight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsreader.quotations.letters import MARK

if TYPE_CHECKING:
    from collections.abc import Collection

    from newsreader.quotations.languages.english_words import Word

_LONGEST_CONTENT = 120
_LATEST_START = 8
"""Words between a cue and the content behind it."""
_EARLIEST_END = 14
"""Words between a content and the cue behind it."""
_MOST_ENDS = 6
"""Such places, nearest first, that are compared."""
_LONGEST_BEFORE = 60
_MOST_STARTS = 12
_OPENERS_WITHIN = 7
_SOURCE_BEFORE, _SOURCE_BEHIND = 30, 10
"""Words before and behind a cue among which its source is looked for."""
_PHRASE = 8
_STOPS = frozenset(".;?!")
_ENDS_BEFORE = frozenset(".,;:–-()?!…cCx" + MARK)
"""Letters of words before which a content may end."""
_NO_END_AFTER = frozenset(",;:–(&'$dh")
_TRAILING = frozenset(".?!…,;:")
_COMMAS = "012"


def _sizes(*bounds: int) -> tuple[str, ...]:
    """Number -> a letter for how big it is; the last number stands for all above it."""
    return tuple(chr(ord("a") + sum(number >= bound for bound in bounds)) for number in range(max(bounds) + 1))


_SIZE = _sizes(1, 2, 3, 4, 5, 6, 8, 12, 18, 30)
_NEAR = _sizes(1, 2, 3, 4, 7)


def size(number: int) -> str:
    """A letter for a number of words, fine below six."""
    return _SIZE[number] if number < 30 else _SIZE[30]


def near(number: int) -> str:
    """A letter for a short distance."""
    return _NEAR[number] if number < 7 else _NEAR[7]


class Place(NamedTuple):
    """A word that may report, with what its sentence says of it."""

    at: int
    first: int
    last: int
    word: Word
    before: str
    """How far the nearest strong cue to the left is, and whether a comma stands between."""
    behind: str
    """Whether a strong cue follows, after a comma, at the sentence's end."""


# --- whether a word reports -----------------------------------------------------------------------------------------

CUE = (
    "form base next previous previous2 base+next base+letters-2 base+opener base+behind group+letter group+strong "
    "letters-3 around strong behind marks place next2"
).split()


def cue(words: list[str], joined: list[str], letters: str, place: Place) -> tuple[str, ...]:
    """The values of the templates CUE."""
    at, first, last, (base, group, form), strong, behind = place
    base += " "
    group += form
    following = words[at + 1]
    that, to = letters.find("T", at + 1, at + 1 + _OPENERS_WITHIN), letters.find("t", at + 1, at + 1 + _OPENERS_WITHIN)
    if that < 0 and to < 0:
        opener = "w" if letters.find("w", at + 1, at + 1 + _OPENERS_WITHIN) >= 0 else "-"
    else:
        opener = "t" + near(to - at) if that < 0 or 0 <= to < that else "T" + near(that - at)
    marks = ("b" if letters.find(MARK, first, at) >= 0 else "-") + ("a" if letters.find(MARK, at, last) >= 0 else "-")
    return (
        words[at], base, following, words[at - 1], words[at - 2],
        base + joined[at + 1], base + letters[at - 2 : at], base + opener, base + behind,
        group + letters[at + 1], group + strong, letters[at - 3 : at], letters[at - 1 : at + 2],
        strong, behind, marks, size(at - first), words[at + 2],
    )  # fmt: skip


# --- on which side of its cue the content stands --------------------------------------------------------------------

SIDE = "group letter group+letter letters2 letter-1 next left place".split()
BOTH = "base group group+letter letters2 group+letter-1 letters-2 base+letter".split()


def side(words: list[str], joined: list[str], letters: str, place: Place) -> tuple[str, ...]:
    """The values of the templates SIDE."""
    at, first, last, (_, group, form), _, _ = place
    group += form
    two, one = letters[at + 1 : at + 3], letters[at - 1 : at]
    return (
        group, two[:1], group + two[:1], two, one, words[at + 1], size(last - at), size(at - first),
    )  # fmt: skip


def both(words: list[str], joined: list[str], letters: str, place: Place) -> tuple[str, ...]:
    """The values of the templates BOTH: whether a content goes on on the other side of its cue."""
    at, _, _, (base, group, form), _, _ = place
    base += " "
    group += form
    two, before, one = letters[at + 1 : at + 3], letters[at - 2 : at], letters[at - 1 : at]
    return (
        base, group, group + two[:1], two, group + "<" + one, before, base + two[:1],
    )  # fmt: skip


# --- a content behind its cue ---------------------------------------------------------------------------------------

START_BEHIND = "distance base+distance path around before group+first group+before".split()


def starts_behind(letters: str, at: int, last: int) -> list[int]:
    """Where a content behind a cue may begin: up to the first "that", not within a noun phrase."""
    found = [at + 1] if at + 1 < last and letters[at + 1] not in ".;?!,)" else []
    for start in range(at + 2, min(last, at + 1 + _LATEST_START)):
        letter, before = letters[start], letters[start - 1]
        if letter in _STOPS:
            break
        if letter in ",)" or not (before in "i,:" or letter in "TtwdhpP"):
            continue
        found.append(start)
        if letter == "T":
            break
    return found


def start_behind(words: list[str], joined: list[str], letters: str, place: Place, start: int) -> tuple[str, ...]:
    """The values of the templates START_BEHIND."""
    at, group = place.at, place.word.group
    distance, path, before = near(start - at - 1), letters[at + 1 : start + 1], words[start - 1]
    return (
        distance, place.word.base + " " + distance, path, letters[start - 1 : start + 2], before,
        group + joined[start], group + joined[start - 1],
    )  # fmt: skip


END_BEHIND = "letters3 next base+letter length+kind left+letter commas+letter strong".split()


def ends_behind(letters: str, start: int, last: int) -> list[int]:
    """Where a content that begins at `start` may end: before signs, joints and little words; at the sentence's end."""
    last = min(last, start + _LONGEST_CONTENT)
    while last > start + 1 and letters[last - 1] in _TRAILING:
        last -= 1
    found = [
        end
        for end in range(start + 1, last)
        if (letters[end] in _ENDS_BEFORE and letters[end - 1] not in _NO_END_AFTER and letters[end - 1] != MARK)
        or (letters[end - 1] == MARK != letters[end])
    ]
    found.append(last)
    return found


def end_behind(
    words: list[str],
    joined: list[str],
    letters: str,
    place: Place,
    start: int,
    ends: list[int],
    strong: Collection[str],
) -> list[tuple[str, ...]]:
    """For each end the values of the templates END_BEHIND."""
    base, final, kind = place.word.base + " ", ends[-1], letters[start]
    if kind not in "tTwphdimnb" + MARK:
        kind = "x"
    found: list[tuple[str, ...]] = []
    for end in ends:
        commas = _COMMAS[min(2, letters.count(",", start, end))]
        length = size(end - start)
        if end == final:
            values = ("", "E", base + "E", kind + length, "E", "E" + commas, "E")
        else:
            letter = letters[end]
            near_cue = (
                "1"
                if words[end + 1] in strong
                else "2"
                if words[end + 2] in strong
                else "3"
                if words[end + 3] in strong
                else "-"
            )
            values = (
                letters[end : end + 3], words[end], base + letter, kind + length,
                letter + size(final - end), letter + commas, letter + near_cue,
            )  # fmt: skip
        found.append(values)
    return found


# --- a content before its cue ---------------------------------------------------------------------------------------

END_BEFORE = "distance group+path first group+first around around3 comma+letter".split()


def ends_before(letters: str, at: int, first: int) -> list[int]:
    """Where a content before a cue may end: at a sign, or before the words that may name who speaks."""
    found: list[int] = []
    for end in range(at, max(first, at - _EARLIEST_END), -1):
        if end == at or letters[end - 1] in ",;:–-)" + MARK or letters[end] in ",;:–mbvp(NPdhTw":
            cut = end
            while cut > first + 1 and letters[cut - 1] in ",;:–-.":
                cut -= 1
            if cut > first and cut not in found:
                found.append(cut)
                if len(found) == _MOST_ENDS:
                    break
    return found


def end_before(words: list[str], joined: list[str], letters: str, place: Place, end: int) -> tuple[str, ...]:
    """The values of the templates END_BEFORE."""
    at, group = place.at, place.word.group
    path = letters[end:at] if at - end < 6 else "long"
    comma = "c" if letters.find(",", end + 1, at) >= 0 else "-"
    return (
        near(at - end), group + path, words[end], group + joined[end], letters[end - 1 : end + 1],
        letters[end - 1 : end + 2], comma + letters[end],
    )  # fmt: skip


START_BEFORE = "opens+group first before around commas rank left".split()


def starts_before(letters: str, end: int, first: int) -> list[int]:
    """Where a content that ends at `end` may begin, nearest first."""
    return [
        start
        for start in range(end - 1, max(first, end - _LONGEST_BEFORE) - 1, -1)
        if start == first or letters[start - 1] in ",;:–-()cCTxwibgte?!" + MARK or letters[start] in "dhTwx" + MARK
    ][:_MOST_STARTS]


def start_before(
    words: list[str], joined: list[str], letters: str, place: Place, end: int, start: int, rank: int
) -> tuple[str, ...]:
    """The values of the templates START_BEFORE."""
    first, letter = place.first, letters[end]
    opens, before = ("-", letters[start - 1]) if start > first else ("z", "^")
    commas = _COMMAS[min(2, letters.count(",", start, end))]
    return (
        opens + place.word.group, words[start], words[start - 1] if start > first else "^", before + letters[start],
        before + commas + letter, near(rank), size(start - first) + letter,
    )  # fmt: skip


# --- who reports ----------------------------------------------------------------------------------------------------

SOURCE = (
    "distance group+distance letter+path around+side letter+commas+side group+letter+before before+side word "
    "letters2+commas+before"
).split()


def sources(letters: str, place: Place, start: int, end: int) -> list[int]:
    """The last words of what may name who reports: pronouns, names, nouns, owners; not within the content."""
    at = place.at
    found = []
    for head in range(max(place.first, at - _SOURCE_BEFORE), min(place.last, at + _SOURCE_BEHIND)):
        if start <= head < end or head == at:
            continue
        letter, following = letters[head], letters[head + 1] if head + 1 != at else "|"
        if (
            letter in "phTwPq"
            or (letter == "N" and following not in "NPq&-")
            or (letter in "os" and following not in "osNqDP")
            or (letter == "D" and following not in "osNqDg%")
            or (letter == "d" and following not in "osNqDgeyPdZ$")
        ):
            found.append(head)
    return found


def nobody(words: list[str], joined: list[str], letters: str, place: Place, count: int) -> tuple[str, ...]:
    """The values of the templates SOURCE for nobody, beside so many that may be meant."""
    at, (base, group, form) = place.at, place.word
    group += form
    return (
        "none", "none" + group, "none" + letters[at - 1 : at], "none" + group + letters[at - 1 : at],
        "none" + letters[at + 1] + group, "none" + letters[at - 2 : at], "none" + size(count), "none" + base, "",
    )  # fmt: skip


def source(words: list[str], joined: list[str], letters: str, place: Place, head: int, rank: int) -> tuple[str, ...]:
    """The values of the templates SOURCE."""
    at, group, letter = place.at, place.word.group + place.word.form, letters[head]
    if head < at:
        side, distance, between = "<", "<" + size(at - head), letters[head + 1 : at]
    else:
        side, distance, between = ">", ">" + size(head - at), letters[at + 1 : head]
    commas = between.count(",")
    path = between if len(between) < 5 else "far," if commas else "far"
    begin, floor = head, max(place.first, head - _PHRASE)
    while begin > floor and letters[begin - 1] in "NDosqPdhye&$%" and begin - 1 != at:
        begin -= 1
    before, word = (letters[begin - 1], joined[begin - 1]) if begin > place.first else ("^", "^")
    signs = _COMMAS[min(2, commas)] + ("p" if "p" in between else "-") + side
    return (
        distance, group + distance, letter + path, letter + before + side,
        letter + signs, group + letter + side + before, word + side, words[head],
        letters[head : head + 2] + signs + before,
    )  # fmt: skip
