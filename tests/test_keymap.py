"""What keys run: layers over each other, presets, and keys as they are typed."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader import keys
from newsreader.commands import COMMANDS, Pane, by_id
from newsreader.errors import UsageError
from newsreader.keymap import Bindings, Call, Keymap, Layer, call, clash
from newsreader.keysettings import bound
from newsreader.presets import PRESETS
from newsreader.strokes import Meaning, Strokes

LIST = Pane.LIST


def runs(keymap: Keymap, pane: Pane, text: str) -> str:
    """What keys run, as lines."""
    return "; ".join(map(str, keymap.calls(pane, keys.read(text)) or ()))


# --- layers -------------------------------------------------------------------------------------------------------


def test_without_layers_keys_are_the_default_ones() -> None:
    """In every pane."""
    keymap = Keymap()
    for command in COMMANDS:
        for pane in Pane:
            assert keymap.keys_of(command.id, pane) == tuple(keys.words((key,)) for key in command.keys)


def test_keys_of_a_command_take_the_place_of_all_it_had() -> None:
    """And no keys switch it off."""
    keymap = bound({"star": ("S", "f2"), "zen": ()}).keymap()
    assert (runs(keymap, LIST, "S"), runs(keymap, LIST, "s"), runs(keymap, LIST, "z")) == ("star", "", "")
    assert keymap.keys_of("star") == ("S", "f2")
    assert keymap.keys_of("save_search") == ()


def test_a_sequence_takes_what_it_begins_with() -> None:
    """A key that ran something alone could never begin it; and the other way round."""
    keymap = bound({"star": ("g s",)}).keymap()
    assert (runs(keymap, LIST, "g"), runs(keymap, LIST, "g s"), runs(keymap, LIST, "home")) == ("", "star", "top")
    assert [(taken.keys, str(taken.owner[0])) for taken in keymap.taken if taken.pane is LIST] == [(("g",), "top")]
    layers = [Layer(Bindings({"star": ("g s",), "tag": ("g t",)})), Layer(Bindings({"top": ("g",)}))]
    keymap = Keymap(*layers)
    assert (runs(keymap, LIST, "g"), keymap.keys_of("star"), keymap.keys_of("tag")) == ("top", (), ())
    assert not keymap.begins(LIST, ("g",))


def test_a_pane_s_keys_go_before_those_of_all() -> None:
    """In that pane alone."""
    layer = Layer(Bindings({"down": ("n",)}), {Pane.DETAIL: Bindings({"page_down": ("n",), "star": ()})})
    keymap = Keymap(layer)
    assert (runs(keymap, LIST, "n"), runs(keymap, Pane.DETAIL, "n")) == ("down", "page_down")
    assert keymap.keys_of("star", Pane.DETAIL) == ()
    assert keymap.keys_of("star") == ("s",)


def test_macros_run_several_commands_and_free_keys() -> None:
    """In the order they are written; they are listed apart, and are no keys of the commands."""
    keymap = bound({}, {"X": ("mark_read", "next_unread"), "g s": ("open Starred",), "s": ()}).keymap()
    assert runs(keymap, LIST, "X") == "mark_read; next_unread"
    assert keymap.calls(LIST, ("g", "s")) == (Call("open", "Starred"),)
    assert keymap.calls(LIST, ("s",)) is None
    assert [keys.words(typed) for typed, _ in keymap.macros(LIST)] == ["X", "g s"]
    assert keymap.keys_of("mark_read") == ()
    assert keymap.uses("X")
    assert not keymap.uses("s") or keymap.begins(LIST, ("g",))


def test_what_may_follow() -> None:
    """The rest of each sequence that begins so."""
    keymap = bound({"star": ("g s",), "tag": ("g t a",)}).keymap()
    found = {keys.words(rest): calls[0].command for rest, calls in keymap.following(LIST, ("g",))}
    assert found == {"s": "star", "t a": "tag"}


sequences = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(" ".join)
bindings = st.dictionaries(st.sampled_from(["star", "tag", "zen", "down"]), st.lists(sequences, max_size=3).map(tuple))


@given(st.lists(st.tuples(bindings, bindings), max_size=3))
def test_no_two_sequences_of_a_pane_clash(
    layers: list[tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]],
) -> None:
    """Whatever is put over each other: every sequence that is bound can be typed, and the last one to ask has it."""
    keymap = Keymap(*(Layer(Bindings(outer), {Pane.DETAIL: Bindings(inner)}) for outer, inner in layers))
    for pane in (LIST, Pane.DETAIL):
        found = [typed for typed, _ in keymap.following(pane, ())]
        assert not any(clash(one, other) for one, other in combinations(found, 2))
        for typed in found:
            strokes = Strokes(keymap)
            *before, last = (strokes.press(pane, key).meaning for key in typed)
            assert set(before) <= {Meaning.BEGINNING}
            assert last is Meaning.COMMANDS


# --- presets ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_sound(name: str) -> None:
    """Its keys can be sent, none is given twice, its commands exist and work in the pane they are given in."""
    layer = PRESETS[name]
    for pane, own in ((None, layer.everywhere), *layer.panes.items()):
        listed = [key for found in own.keys.values() for key in found] + list(own.macros)
        assert not any(clash(keys.read(one), keys.read(other)) for one, other in combinations(listed, 2))
        for command in own.keys:
            assert command in by_id()
            assert pane is None or pane in by_id()[command].panes, command
        for line in (line for lines in own.macros.values() for line in lines):
            wanted = by_id()[call(line).command]
            assert wanted.argument is not None or not call(line).argument


KEYLESS = {"newsboat": {"unsubscribe"}, "elfeed": {"save_search"}, "reader": {"save_search"}}
"""Commands that have no key in a preset: what their own key does there would surprise."""


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_leaves_every_command_a_key(name: str) -> None:
    """In a pane where it works, but for those whose key would surprise there."""
    keymap = Keymap(PRESETS[name])
    for command in COMMANDS:
        has_key = any(keymap.keys_of(command.id, pane) for pane in command.panes)
        taken = " ".join(command.keys)
        assert has_key or not command.keys or command.id in KEYLESS.get(name, set()), (
            f"{command.id} has no key with the preset {name}, which has {taken} for something else: "
            f"give it another in presets.py, or name it in KEYLESS here"
        )
        assert not (has_key and command.id in KEYLESS.get(name, set())), (
            f"{command.id} has a key with the preset {name}"
        )
    for name_ in ("help", "quit_level", "quit", "open", "down", "up", "search", "command_line", "palette"):
        assert all(keymap.keys_of(name_, pane) for pane in Pane if pane is not LIST), name_


def ways(layer: Layer) -> list[object]:
    """All that keys do."""
    keymap = Keymap(layer)
    typed = [dict(keymap.following(pane, ())) for pane in Pane]
    return [*typed, *(keymap.keys_of(command.id, pane) for command in COMMANDS for pane in Pane)]


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_names_what_it_changes_and_no_more(name: str) -> None:
    """So that a new command, or another default key, is none of its business."""
    layer = PRESETS[name]
    wanted = ways(layer)
    for pane, own in ((None, layer.everywhere), *layer.panes.items()):
        for command in own.keys:
            rest = Bindings({one: keys for one, keys in own.keys.items() if one != command}, own.macros)
            without = Layer(rest, layer.panes) if pane is None else Layer(layer.everywhere, {**layer.panes, pane: rest})
            assert ways(without) != wanted, f"{command} is the same without the preset {name}: leave it out"


@pytest.mark.parametrize(
    ("name", "pane", "expected"),
    [
        (
            "newsboat",
            LIST,
            "n next_unread, p previous_unread, N toggle_read, A mark_all_read, r refresh_feed, O browse_read",
        ),
        (
            "newsboat",
            LIST,
            "j next_feed, k previous_feed, J next_article, ctrl+n next_unread_feed, l unread_only, q quit_level",
        ),
        ("newsboat", Pane.DETAIL, "b page_up, space page_down, o browse, Q quit"),
        ("newsboat", Pane.FEEDS, "R refresh_all, E edit_feed, j down, C open All unread; mark_all_read"),
        (
            "vim",
            Pane.DETAIL,
            "g g top, G bottom, ctrl+d half_down, ctrl+f page_down, y y copy_link, Z Z quit, ctrl+w w next_pane",
        ),
        (
            "elfeed",
            LIST,
            "n down, p up, r mark_read; down, u mark_unread; down, g show_new, G refresh_all, s filter, y copy_link",
        ),
        ("elfeed", Pane.DETAIL, "n next_article, p previous_article, b browse, u mark_unread"),
        (
            "reader",
            LIST,
            "j next_article, k previous_article, n down, p up, o open, v browse, s star, m toggle_read",
        ),
        (
            "reader",
            Pane.FEEDS,
            "N next_feed, P previous_feed, g a open All articles, g s open Starred, r refresh_feed, u side_bar",
        ),
    ],
)
def test_a_preset_has_the_keys_of_its_program(name: str, pane: Pane, expected: str) -> None:
    """Those that fingers know."""
    keymap = Keymap(PRESETS[name])
    for one in expected.split(", "):
        key = next(key for key in sorted(_beginnings(one), key=len, reverse=True) if keymap.calls(pane, key))
        assert f"{keys.words(key)} {runs(keymap, pane, ' '.join(key))}" == one


def _beginnings(text: str) -> list[keys.Typed]:
    """The keys that may stand at the beginning of a line."""
    found = []
    words = text.split()
    for length in range(1, len(words)):
        try:
            found.append(keys.read(" ".join(words[:length])))
        except UsageError:
            break
    return found


# --- typing -------------------------------------------------------------------------------------------------------


def pressed(text: str, keymap: Keymap | None = None) -> list[tuple[Meaning, int | None]]:
    """What came of each key."""
    strokes = Strokes(keymap or bound({"star": ("g s",), "tag": ("g 1",)}).keymap())
    found = [strokes.press(LIST, key) for key in text.split()]
    return [(stroke.meaning, stroke.number) for stroke in found]


def test_a_number_goes_before_a_command() -> None:
    """All of it, to four digits; zero may stand in it."""
    assert pressed("1 0 j")[-1] == (Meaning.COMMANDS, 10)
    assert pressed("1 2 3 4 5")[-1] == (Meaning.NUMBER, 2345)
    assert pressed("5 g s")[-1] == (Meaning.COMMANDS, 5)
    assert pressed("5 j j")[-1] == (Meaning.COMMANDS, None)


def test_a_digit_may_be_part_of_a_sequence() -> None:
    """After its beginning, or where it is a key of its own."""
    assert pressed("g 1") == [(Meaning.BEGINNING, None), (Meaning.COMMANDS, None)]
    own = bound({"star": ("1",)}).keymap()
    assert pressed("1", own) == [(Meaning.COMMANDS, None)]
    assert pressed("2 1 j", own)[-1] == (Meaning.COMMANDS, 21)


def test_escape_drops_what_has_begun() -> None:
    """And only then is escape nothing else."""
    assert [meaning for meaning, _ in pressed("5 escape j")] == [Meaning.NUMBER, Meaning.DROPPED, Meaning.COMMANDS]
    assert [meaning for meaning, _ in pressed("g escape escape")][1:] == [Meaning.DROPPED, Meaning.COMMANDS]


def test_a_sequence_that_goes_on_otherwise_is_dropped() -> None:
    """Its last key does not run what it would alone."""
    assert [meaning for meaning, _ in pressed("g j j")] == [Meaning.BEGINNING, Meaning.UNKNOWN, Meaning.COMMANDS]


@given(st.lists(st.sampled_from(["g", "s", "1", "0", "j", "escape", "x", "f5"]), max_size=12))
def test_two_escapes_always_lead_out(typed: list[str]) -> None:
    """Whatever was typed: nothing is pending after an escape."""
    strokes = Strokes(bound({"star": ("g s g",), "tag": ("g s s",)}).keymap())
    for key in typed:
        strokes.press(LIST, key)
    strokes.press(LIST, "escape")
    assert not strokes.is_pending
    assert strokes.press(LIST, "j").number is None
