"""Values are what the standard library would make of the same class."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader import values


@values.dataclass(frozen=True, slots=True)
class Own:
    """Three fields, two with defaults."""

    number: int
    word: str = "none"
    more: tuple[int, ...] = ()

    @property
    def length(self) -> int:
        """Of the word."""
        return len(self.word)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same."""

    number: int
    word: str = "none"
    more: tuple[int, ...] = ()


@values.dataclass(frozen=True, slots=True)
class One:
    number: int


@values.dataclass(frozen=True, slots=True)
class Built:
    """With a default that is made each time."""

    numbers: list[int] = dataclasses.field(default_factory=list, metadata={"of": "numbers"})


Fields = tuple[int, str, tuple[int, ...]]
FIELDS = st.tuples(st.integers(0, 2), st.sampled_from(["", "a", "b"]), st.lists(st.integers(0, 1)).map(tuple))


@given(FIELDS, FIELDS)
def test_values_are_equal_by_their_fields(one: Fields, two: Fields) -> None:
    """And have one hash then."""
    assert (Own(*one) == Own(*two)) == (one == two)
    assert one != two or hash(Own(*one)) == hash(Own(*two))


@given(FIELDS)
def test_a_value_is_written_and_taken_apart_as_the_standard_librarys(fields: Fields) -> None:
    """By name, in order."""
    own, theirs = Own(*fields), Theirs(*fields)
    assert repr(own) == repr(theirs).replace("Theirs", "Own")
    assert dataclasses.asdict(own) == dataclasses.asdict(theirs)
    assert dataclasses.replace(own, number=7) == Own(7, *fields[1:])


def test_a_value_is_made_with_names_and_defaults() -> None:
    """As its annotations say."""
    assert Own(1, more=(2,)) == Own(number=1, word="none", more=(2,))
    assert inspect.signature(Own) == inspect.signature(Theirs)
    assert Own(1).length == 4
    with pytest.raises(TypeError):
        Own()  # type: ignore[call-arg] # the mistake it is about


def test_a_value_equals_nothing_of_another_class() -> None:
    """Though it has the same fields."""
    others: list[object] = [Theirs(1), 1, None]
    assert Own(1) not in others
    assert One(1) not in others


@pytest.mark.parametrize("name", ["number", "other"])
def test_a_value_does_not_change(name: str) -> None:
    """Neither is anything added or taken away."""
    value = Own(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, name, 2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        delattr(value, name)
    assert value == Own(1)


@pytest.mark.parametrize("value", [Own(1, "a", (2, 3)), One(4)])
def test_a_value_is_copied_and_pickled(value: object) -> None:
    """As between two processes."""
    assert copy.copy(value) == value
    assert copy.deepcopy(value) == value
    assert pickle.loads(pickle.dumps(value)) == value


def test_a_value_is_matched_by_place() -> None:
    """As patterns do."""
    match Own(1, "a"):
        case Own(number, word):
            assert (number, word) == (1, "a")


def test_a_default_that_is_made_is_made_each_time() -> None:
    """A list of its own for each."""
    assert Built() == Built([])
    assert Built().numbers is not Built().numbers
    assert dataclasses.fields(Built)[0].metadata == {"of": "numbers"}


def test_fields_that_are_kept_out_of_comparing_are() -> None:
    """As the standard library has it."""

    @values.dataclass(frozen=True, slots=True)
    class Apart:
        number: int
        note: str = dataclasses.field(default="", compare=False)

    assert Apart(1, "a") == Apart(1, "b")


def test_a_frozen_class_is_built_on_a_value() -> None:
    """With a field more."""

    @dataclasses.dataclass(frozen=True, slots=True)
    class More(Own):
        last: int = 0

    assert More(1, last=2) == More(1, "none", (), 2)
    assert More(1) != Own(1)
