"""Work on hostile texts grows as their length does: counted in lines of code that run, never in seconds.

What runs outside of Python, in patterns, cannot be counted so: their form is checked instead.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsreader import quotations
from newsreader.quotations.languages import base, registry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

FOLDER = quotations.__file__.removesuffix("__init__.py")
FRAGMENTS = (
    *('"', "“", "”", "'", "’", "‘", "«", "»", "„", "''", "`", "「", "」", "—", "–", "-", "(", ")", "[", "…"),
    *(".", "!", "?", ",", ";", ":", " ", "  ", "\n", "\n\n", "a", "A", "é", "ß", "1,000", "1999", "U.S.", "Mr.", "_"),
    *("Kim", "Kim Jong Un", "Kim's", "IBM", "Ada Brandt", "BREAKING", "he", "she", "who", "it", "they", "the", "of"),
    *("said", "told reporters", "that", "and", "according to", "asked", "vowed to", "called", "believes", "added"),
    *("in a statement", "President", "the spokesman", "the report shows", "officials", "if", "must", "killed"),
    *(
        "sagte",
        "dass",
        "er",
        "wie",
        "hieß es in",
        "a déclaré",
        "dit-elle",
        "dijo",
        "сказал",
        "说",
        "と述べ",
        "日本",
        "他",
    ),
)
LANGUAGES = ("en", "de", "fr", "ru", "zh", "ja", None)
ZERO_WIDTH = {codes.AT, codes.ASSERT, codes.ASSERT_NOT}
LETTERS = 6_000
"""Of the shorter text: far more than any look-around is allowed to see."""


class SpentError(Exception):
    """More lines ran than were allowed."""


def lines_run(text: str, language: str | None, *, at_most: float = float("inf")) -> int:
    """How many lines of the package run on a text; no more than `at_most`, so that a failure ends."""
    count = 0

    def on_line(_frame: FrameType, event: str, _value: object) -> Any:
        nonlocal count
        if event == "line":
            count += 1
            if count > at_most:
                raise SpentError
        return on_line

    def on_call(frame: FrameType, _event: str, _value: object) -> Any:
        return on_line if frame.f_code.co_filename.startswith(FOLDER) else None

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        quotations.find(text, language, "Kim Jong Un is said to be ready")
    except SpentError:
        count += 1
    finally:
        sys.settrace(before)
    return count


def assert_linear(unit: str, language: str | None) -> None:
    times = max(LETTERS // len(unit), 1)
    once = lines_run(unit * times, language)
    assert once > 20
    assert lines_run(unit * times * 2, language, at_most=2.3 * once + 3_000) <= 2.3 * once + 3_000


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=5), st.sampled_from((" ", " ", "")),
       st.sampled_from(LANGUAGES))  # fmt: skip
@example(["a"], "", "en")
@example(["A"], " ", "en")
@example(['"', "a", '"'], " ", "en")
def test_twice_the_text_is_twice_the_work(fragments: list[str], blank: str, language: str | None) -> None:
    assert_linear(blank.join(fragments) + blank, language)


@pytest.mark.parametrize(
    "unit",
    [
        *('"', '" a ', "“a\n\n", "' a", "\n \n", "Kim, ", "(Kim ", "KIM SAID IT. ", "A. ", "...", "!?", "a" * 50 + " "),
        *("Kim said that it ", "Kim Jong Un ", "“a b,” he said, ", "he told Kim and ", "said ", "according to Kim "),
        *("“Yes.” ", "Kim: ", "- ", "— Oui, dit-il. ", "of the ", "1,000 ", "ab-", "ab'", "a,b;c:", "Kim 's ", ") "),
    ],
)
def test_floods_of_one_thing_take_work_in_proportion(unit: str) -> None:
    assert_linear(unit, "en")


def test_a_long_paragraph_costs_what_its_words_cost_in_short_ones() -> None:
    sentence = "“It is done,” Kim Jong Un said. He told reporters that officials were ready. "
    short = lines_run((sentence + "\n\n") * 60, "en")
    assert lines_run(sentence * 60, "en") < 1.5 * short


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern of the package and of its languages."""
    for module in pkgutil.walk_packages(quotations.__path__, "newsreader.quotations."):
        loaded = importlib.import_module(module.name)
        for name, value in vars(loaded).items():
            for one in value.values() if isinstance(value, dict) else (value,):
                if isinstance(one, re.Pattern):
                    yield f"{module.name}.{name}", one
                if isinstance(one, base.Language):
                    for field in dir(one):
                        if isinstance(found := getattr(one, field, None), re.Pattern):
                            yield f"{module.name}.{name}.{field}", found


PATTERNS = dict(patterns())


def test_patterns_are_found() -> None:
    assert {"newsreader.quotations.marks._SIGNS", "newsreader.quotations.languages.english.ENGLISH.token"} <= set(
        PATTERNS
    )
    assert registry.choose("", "en").token.pattern


SMALL = {name for name in PATTERNS if name.endswith(("eastern._ADVERBS", "._name_end"))}
"""Patterns that are shown a few dozen letters only."""
SEARCHED = {name for name in PATTERNS if ".skim." not in name}
"""Those that are searched for in a whole text: `skim` shows its own one line at a time, or at one place."""


@pytest.mark.parametrize("name", sorted(PATTERNS.keys() - SMALL))
def test_no_pattern_repeats_a_repetition_of_the_same_letters(name: str) -> None:
    """(a+)+ takes exponential time; (,a+)+ does not, for each round eats a sign that the inner one cannot."""
    for body in _repeated(parser.parse(PATTERNS[name].pattern)):
        inner = list(_repeated(body))
        if inner:
            opening = _letters(next(item for item in body if item[0] not in ZERO_WIDTH))
            assert opening, "a round of a repetition begins with a repetition"
            assert all(opening.isdisjoint(_letters(one[0])) for one in inner)


@pytest.mark.parametrize("name", sorted(SEARCHED - SMALL))
def test_no_pattern_is_tried_at_each_letter_of_what_it_read_in_vain(name: str) -> None:
    """a+b looks at the rest of "aaaa" from each of its letters; it may begin with b, or look back for an a first."""
    for alternative in _alternatives(parser.parse(PATTERNS[name].pattern)):
        guarded = False
        for at, (code, value) in enumerate(alternative):
            if code in ZERO_WIDTH:
                guarded = guarded or (code is codes.ASSERT_NOT and value[0] == -1)
                continue
            is_endless = code in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT} and (
                value[1] == codes.MAXREPEAT
            )
            # A token's first letters are part of the token whatever follows them: they are not read again.
            is_word = name.endswith("token") and is_endless and bool(_letters(value[2][0])) and len(value[2]) == 1
            assert guarded or not is_endless or is_word or at == len(alternative) - 1
            break


def _alternatives(parsed: Any) -> Iterator[list[Any]]:
    """What a match of a parsed pattern may begin with: its items, for each of its alternatives."""
    items = list(parsed)
    for at, (code, value) in enumerate(items):
        if code in ZERO_WIDTH:
            continue
        if code is codes.SUBPATTERN:
            for inner in _alternatives(value[-1]):
                yield items[:at] + inner + items[at + 1 :]
            return
        if code is codes.BRANCH:
            for branch in value[1]:
                for inner in _alternatives(branch):
                    yield items[:at] + inner + items[at + 1 :]
            return
        break
    yield items


def _repeated(parsed: Any) -> Iterator[Any]:
    """The bodies of the unbounded repetitions in a parsed pattern, but those that never give back."""
    for code, value in parsed:
        if code in {codes.MAX_REPEAT, codes.MIN_REPEAT}:
            if value[1] == codes.MAXREPEAT:
                yield value[2]
            else:
                yield from _repeated(value[2])
        elif code is codes.SUBPATTERN:
            yield from _repeated(value[-1])
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from _repeated(branch)
        elif code in {codes.ASSERT, codes.ASSERT_NOT}:
            yield from _repeated(value[1])


ALPHABET = [chr(code) for code in range(0x20, 0x3100)] + list("\t\n日本说述")


def _letters(item: Any) -> frozenset[str]:
    """Those that an item of a parsed pattern matches, if it takes exactly one; else none."""
    code, value = item
    if code is codes.LITERAL:
        return frozenset(chr(value))
    if code is codes.ANY:
        return frozenset(ALPHABET)
    if code is codes.IN:
        state = parser.State()
        state.str = ""
        one = parser.SubPattern(state, [item])
        pattern = re._compiler.compile(one)  # type: ignore[attr-defined]
        return frozenset(letter for letter in ALPHABET if pattern.match(letter))
    return frozenset()
