"""The journal: every kind of step is undone and done again exactly, over restarts, and nothing that a refresh did."""

from __future__ import annotations

import json
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library_making import NOW, change, feed_with, listed, opened, redone, stored, undone
from newsreader.errors import LibraryError, NotFoundError
from newsreader.library import editing, entries, feeds, journal, lists, notes, states, storing, tags
from newsreader.library.changes import Marked, Placed, Tagged, from_json
from newsreader.models.feeds import Due, Validators
from newsreader.models.findings import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from newsreader.library.store import Library

SLEEP = "newsreader.library.journal.time.sleep"


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """A library with ten entries of one feed."""
    with opened(tmp_path) as library:
        feed_with(library, 10)
        yield library


def own(lib: Library) -> dict[str, list[Any]]:
    """All that the user can change, and the counts that follow from it."""
    return {
        "states": lib.all("SELECT id, listed, read, starred, read_at, starred_at FROM states ORDER BY id"),
        "tags": lib.all(
            """SELECT g.state_id, t.name, t.folded, g.date = s.date FROM tagged g JOIN tags t ON t.id = g.tag_id
            JOIN states s ON s.id = g.state_id ORDER BY 1, 3"""
        ),
        "names": lib.all("SELECT name FROM tags ORDER BY 1"),
        "notes": lib.all("SELECT * FROM notes ORDER BY id"),
        "feeds": lib.all(
            """SELECT f.id, url, custom_title, path, subscribed, unread, total FROM feeds f
            LEFT JOIN folders o ON o.id = f.folder_id ORDER BY f.id"""
        ),
    }


def recounted(lib: Library) -> bool:
    """Whether the counts are what a recount gives."""
    found = lib.all(
        """SELECT f.id, coalesce(sum(s.listed AND NOT s.read), 0), coalesce(sum(s.listed), 0)
        FROM feeds f LEFT JOIN states s ON s.feed_id = f.id GROUP BY f.id"""
    )
    return found == lib.all("SELECT id, unread, total FROM feeds ORDER BY id")


# --- any actions -----------------------------------------------------------------------------------------------------

ids = st.lists(st.integers(1, 12), min_size=1, max_size=5)
names = st.sampled_from(["Climate", "climate", "CLIMATE", "é", "e", "戦争", "a b"])
texts = st.sampled_from(["", "compare", "zwei\nZeilen", "\x00\x1b[2J", "🙂"])
feed_ids = st.integers(1, 3)
actions = st.one_of(
    st.tuples(st.sampled_from(["read", "unread", "star", "unstar"]), ids, st.none()),
    st.tuples(st.sampled_from(["tag", "untag"]), ids, names),
    st.tuples(st.just("rename tag"), names, names),
    st.tuples(st.just("delete tag"), names, st.none()),
    st.tuples(st.just("note"), st.integers(1, 12), texts),
    st.tuples(st.just("highlight"), st.integers(1, 12), texts),
    st.tuples(st.just("change note"), st.integers(1, 6), texts),
    st.tuples(st.just("delete note"), st.integers(1, 6), st.none()),
    st.tuples(st.just("rename"), feed_ids, st.sampled_from([None, "Mine", "[/]"])),
    st.tuples(st.just("move"), feed_ids, st.sampled_from([None, "World", "World/Asia"])),
    st.tuples(st.just("edit"), feed_ids, st.sampled_from(["Ours", "World"])),
    st.tuples(st.just("address"), feed_ids, st.sampled_from(["https://new.example/", "https://2.example/"])),
    st.tuples(st.just("unsubscribe"), feed_ids, st.none()),
)
refreshes = st.tuples(st.just("refresh"), feed_ids, st.lists(st.integers(0, 30), max_size=4))


def act(lib: Library, action: tuple[str, Any, Any], now: int) -> None:
    """Do what the user may do; what is not there he cannot change."""
    name, what, value = action
    with suppress(NotFoundError):
        _do(lib, name, what, value, now)


def _do(lib: Library, name: str, what: Any, value: Any, now: int) -> None:
    match name:
        case "read" | "unread":
            states.mark(lib, what, read=name == "read", now=now)
        case "star" | "unstar":
            states.mark(lib, what, starred=name == "star", now=now)
        case "tag" | "untag":
            tags.tag(lib, what, value, added=name == "tag", now=now)
        case "rename tag":
            tags.rename(lib, what, value, now)
        case "delete tag":
            tags.delete(lib, what, now)
        case "note":
            notes.write(lib, what, value, now=now)
        case "highlight":
            notes.write(lib, what, value, passage=Span(0, 4, "Text"), now=now)
        case "change note":
            notes.change(lib, what, value, now)
        case "delete note":
            notes.delete(lib, what, now)
        case "rename":
            editing.rename(lib, what, value, now)
        case "move":
            editing.move(lib, what, value, now)
        case "edit":
            editing.edit(lib, what, value, value, now)
        case "address":
            editing.change_url(lib, what, value, now)
        case "unsubscribe":
            editing.unsubscribe(lib, what, now)
        case "refresh":
            known = {row[0] for row in lib.all("SELECT id FROM states WHERE feed_id = ?", (what,))}
            edits = [stored(n, id=n, title=f"edit {now}", published=NOW - n - now % 9) for n in value if n in known]
            new = [stored(n, guid=f"{what}-{n}-{now}") for n in value]
            storing.apply(lib, change(what, new, edits, title=f"Title {now}"), now)


def three_feeds(lib: Library) -> None:
    """Three feeds with four entries each, of which some were read and starred long ago."""
    for number in (1, 2, 3):
        feed_with(lib, 4, url=f"https://{number}.example/")
    states.mark(lib, [1, 5, 6], read=True, starred=True, now=7, journal=False)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(actions, max_size=25))
def test_undoing_all_gives_the_beginning_and_redoing_all_the_end(steps: list[tuple[str, Any, Any]]) -> None:
    """Exactly, with the times and the counts, over restarts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with opened(folder) as lib:
            three_feeds(lib)
            before = own(lib)
            for number, step in enumerate(steps):
                act(lib, step, NOW + number)
                assert recounted(lib)
            after = own(lib)
            count = len(journal.steps(lib))
        for _ in range(2):
            with opened(folder) as lib:
                assert journal.has_step(lib, back=True) is bool(count)
                said = [undone(lib) for _ in range(count)]
                assert not journal.has_step(lib, back=True)
                assert journal.has_step(lib, back=False) is bool(count)
                assert all(said), said
                assert not any(";" in words for words in said if words)  # nothing had to be left
                assert undone(lib) is None
                assert own(lib) == before
            with opened(folder) as lib:
                assert all(redone(lib) for _ in range(count))
                assert redone(lib) is None
                assert own(lib) == after
                assert lib.check() == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(actions, refreshes), max_size=25), st.lists(refreshes, max_size=3))
def test_what_a_refresh_did_is_never_undone(
    steps: list[tuple[str, Any, Any]], late: list[tuple[str, Any, Any]]
) -> None:
    """Whatever comes between and after the user's steps stays, and the user's own is undone all the same."""
    brought = "SELECT e.*, s.guid, s.date FROM entries e JOIN states s ON s.id = e.id ORDER BY e.id"
    with tempfile.TemporaryDirectory() as name, opened(Path(name)) as lib:
        three_feeds(lib)
        before = own(lib)
        for number, step in enumerate([*steps, *late]):
            act(lib, step, NOW + number)
        fetched, titles = lib.all(brought), lib.all("SELECT id, title, digest, last_success FROM feeds ORDER BY id")
        while undone(lib):
            assert recounted(lib)
        assert lib.all(brought) == fetched
        assert [row[:2] for row in lib.all("SELECT id, title, digest, last_success FROM feeds ORDER BY id")] == [
            row[:2] for row in titles
        ]
        restored = own(lib)
        first = len(before["states"])
        assert restored["states"][:first] == before["states"]
        assert all(row[1:] == (1, 0, 0, None, None) for row in restored["states"][first:])
        assert (restored["tags"], restored["notes"]) == ([], [])
        assert [row[:5] for row in restored["feeds"]] == [row[:5] for row in before["feeds"]]
        while redone(lib):
            assert recounted(lib)
        assert all(row[3] for row in own(lib)["tags"])  # lists by tag keep the dates that the refresh brought
        assert lib.check() == []


# --- how many, how large ---------------------------------------------------------------------------------------------


def test_at_least_a_thousand_steps_are_kept(tmp_path: Path) -> None:
    """Also where many were undone and others done in their place, over a restart."""
    with opened(tmp_path) as lib:
        feed_with(lib, 1)
        before = own(lib)
        for number in range(1_500):
            states.mark(lib, [1], starred=number % 2 == 0, now=NOW)
        for _ in range(1_200):
            undone(lib)
            states.mark(lib, [1], starred=lists.rows(lib, [1])[0].starred is False, now=NOW)
    with opened(tmp_path) as lib:
        assert sum(undone(lib) is not None for _ in range(1_501)) == 1_500
        assert own(lib) == before


def test_older_steps_are_forgotten(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal does not grow for ever."""
    monkeypatch.setattr(journal, "STEPS", 4)
    for n in range(10):
        states.mark(lib, [1], read=n % 2 == 0, now=NOW + n)
    assert [step.at for step in journal.steps(lib)] == [NOW + n for n in (9, 8, 7, 6)]
    assert [step.at for step in journal.steps(lib, 2)] == [NOW + 9, NOW + 8]


def test_a_bulk_step_is_small(tmp_path: Path) -> None:
    """Twenty thousand ids take a few bytes each at most, and the label names how many."""
    with opened(tmp_path) as lib:
        feed_with(lib, 20_000)
        assert tags.tag(lib, listed(lib), "all", now=NOW) == 20_000
        assert states.mark(lib, listed(lib)[::3], read=True, now=NOW) == 6_667
        assert [step.label for step in journal.steps(lib)] == ["6,667 marked read", "20,000 tagged all"]
        assert lib.all("SELECT max(length(changes)) FROM journal")[0][0] < 2_000


def test_a_step_larger_than_a_transaction(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is one step of its whole size; between its parts the library is free for others."""
    monkeypatch.setattr(journal, "AT_ONCE", 4)
    free: list[bool] = []
    monkeypatch.setattr(SLEEP, lambda _: free.append(not lib.connection.in_transaction))
    before = own(lib)
    assert states.mark(lib, range(1, 11), read=True, starred=True, now=NOW) == 10
    after = own(lib)
    assert free == [True] * 5
    assert undone(lib) == "10 marked read, 10 starred"
    assert own(lib) == before
    assert redone(lib) == "10 marked read, 10 starred"
    assert own(lib) == after
    assert recounted(lib)


@pytest.mark.parametrize("cut", range(3))
def test_a_large_step_that_was_cut_short(lib: Library, monkeypatch: pytest.MonkeyPatch, cut: int) -> None:
    """It can be undone, whether it was cut short while it was done, undone or done again."""
    monkeypatch.setattr(journal, "AT_ONCE", 4)
    monkeypatch.setattr(SLEEP, lambda _: None)
    before = own(lib)

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    if cut:
        states.mark(lib, range(1, 11), read=True, now=NOW)
    if cut == 2:
        undone(lib)
    go = (lambda: states.mark(lib, range(1, 11), read=True, now=NOW), lambda: undone(lib), lambda: redone(lib))[cut]
    with monkeypatch.context() as patch:
        patch.setattr(SLEEP, stop)
        with pytest.raises(KeyboardInterrupt):
            go()
    assert recounted(lib)
    assert 0 < len(listed(lib, unread_only=True)) < 10
    assert undone(lib) == "10 marked read"
    assert own(lib) == before


# --- what has gone or changed meanwhile ------------------------------------------------------------------------------


def test_an_entry_that_is_gone_is_told(lib: Library) -> None:
    """What is left of the step is undone."""
    other = feed_with(lib, 2, url="https://other.example/")
    states.mark(lib, [1, 11, 12], read=True, now=NOW)
    tags.tag(lib, [11], "x", now=NOW)
    notes.write(lib, 11, "mine", now=NOW)
    notes.delete(lib, 1, NOW)
    feeds.delete(lib, other)
    assert undone(lib) == "note deleted on Title 0; entry 11, which the note is on, is gone"
    assert undone(lib) == "note on Title 0"
    assert undone(lib) == "1 tagged x; 1 of 1 entries are gone"
    assert undone(lib) == "3 marked read; 2 of 3 entries are gone"
    assert listed(lib, unread_only=True)[-1] == 1
    assert tags.all_tags(lib) == []


def test_a_feed_that_is_gone_is_told(lib: Library) -> None:
    """The step is passed over."""
    editing.rename(lib, 1, "Mine", NOW)
    feeds.delete(lib, 1)
    assert undone(lib) == "renamed News to Mine; feed 1 is gone"
    assert undone(lib) is None


def test_an_address_that_a_refresh_changed_stays(lib: Library) -> None:
    """A permanent redirect is the publisher's doing."""
    editing.change_url(lib, 1, "https://new.example/", NOW)
    feeds.record_success(lib, 1, Validators(), Due(0), NOW, url="https://newer.example/")
    assert undone(lib) == "changed the address of News; the address of News was changed since and stays"
    assert feeds.get(lib, 1).url == "https://newer.example/"


def test_an_address_that_another_feed_has_now(lib: Library) -> None:
    """The feed stays where it is."""
    editing.change_url(lib, 1, "https://new.example/", NOW)
    feeds.add(lib, "https://news.example/feed", "Another", now=NOW)
    assert undone(lib) == "changed the address of News; another feed has the address that News had; it stays as it is"
    assert feeds.get(lib, 1).url == "https://new.example/"


def test_undoing_an_unsubscription_brings_back_entries_and_counts(lib: Library) -> None:
    """As they were, with what was marked since in the archive; its next fetch goes on where it was."""
    feeds.record_success(lib, 1, Validators(etag="e"), Due(0), NOW)
    states.mark(lib, [1, 2], read=True, starred=True, now=NOW)
    editing.unsubscribe(lib, 1, NOW)
    assert listed(lib) == []
    states.mark(lib, [2], starred=False, now=NOW, journal=False)
    assert undone(lib) == "unsubscribed from News (10 articles)"
    assert (feeds.get(lib, 1).unread, feeds.get(lib, 1).total) == (8, 10)
    assert feeds.states(lib)[0].validators.etag == "e"
    assert redone(lib) == "unsubscribed from News (10 articles)"
    assert feeds.all_feeds(lib) == []


def test_whoever_subscribed_again_by_himself_has_nothing_to_undo(lib: Library) -> None:
    """The step is undone already."""
    editing.unsubscribe(lib, 1, NOW)
    feeds.add(lib, "https://news.example/feed", "News", now=NOW)
    assert undone(lib) == "unsubscribed from News (10 articles)"
    assert feeds.get(lib, 1).total == 10


def test_a_step_says_what_it_was_in_one_line(lib: Library) -> None:
    """Titles from outside are cut and cleaned."""
    editing.rename(lib, 1, "a\x1b[2J\nb" + "x" * 300, NOW)
    editing.move(lib, 1, "World/Asia", NOW)
    editing.move(lib, 1, None, NOW)
    editing.rename(lib, 1, None, NOW)
    labels = [step.label for step in journal.steps(lib)]
    assert labels[3].startswith("renamed News to a�[2J b")
    assert labels[2].endswith("to World/Asia")
    assert labels[1].endswith("out of its folder")
    assert all(len(label) <= 120 and label.isprintable() for label in labels)


def test_changing_nothing_is_no_step(lib: Library) -> None:
    """What was undone can still be done again."""
    states.mark(lib, [1], read=True, now=NOW)
    undone(lib)
    editing.rename(lib, 1, None, NOW)
    editing.move(lib, 1, "", NOW)
    editing.change_url(lib, 1, "https://news.example/feed", NOW)
    editing.edit(lib, 1, None, None, NOW)
    assert redone(lib) == "1 marked read"


# --- what is written down --------------------------------------------------------------------------------------------


def test_steps_of_older_versions_are_read(lib: Library) -> None:
    """[[field, value, ids]], as the first version wrote them."""
    states.mark(lib, [3, 1], read=True, starred=True, now=NOW)
    blob = zlib.compress(json.dumps([["read", True, [3, 1]], ["starred", True, [3]]]).encode())
    with lib.write():
        lib.execute("UPDATE journal SET changes = ?", (blob,))
    undone(lib)
    assert len(listed(lib, unread_only=True)) == 10
    assert listed(lib, starred_only=True) == [1]


@pytest.mark.parametrize(
    "blob",
    [
        b"\x00",
        zlib.compress(b"[["),
        zlib.compress(b"7"),
        zlib.compress(b'[["read", 1, "x"]]'),
        zlib.compress(b'[["states", "title", true, [1], []]]'),
        zlib.compress(b'[["states", "read", true, ["x"], []]]'),
        zlib.compress(b'[["note", 1, [1], null]]'),
        zlib.compress(b'[["feed", 1, "digest", null, "x"]]'),
        zlib.compress(b'[["places", "states", [1], [0], [1]]]'),
        zlib.compress(b'[["what", 1]]'),
    ],
)
def test_a_step_that_cannot_be_read_changes_nothing(lib: Library, blob: bytes) -> None:
    """One sentence says so."""
    states.mark(lib, [1], read=True, now=NOW)
    before = own(lib)
    with lib.write():
        lib.execute("UPDATE journal SET changes = ?", (blob,))
    with pytest.raises(LibraryError, match=r"journal .* is damaged"):
        journal.undo(lib)
    assert own(lib) == before


@given(st.lists(st.integers(1, 2**62), unique=True).map(sorted))
def test_ids_are_written_down_and_read(wanted: list[int]) -> None:
    """Any ids come back as they were."""
    for one in (Marked("read", True, wanted, []), Tagged("a", False, wanted), Placed("feeds", wanted, wanted, wanted)):
        assert from_json(json.loads(json.dumps(one.as_json()))) == one


def test_the_text_of_an_entry_is_none_of_it(lib: Library) -> None:
    """An edit between a note and its undo stays."""
    notes.write(lib, 1, "mine", now=NOW)
    storing.apply(lib, change(1, [], [stored(0, id=1, title="Edited")]), NOW)
    undone(lib)
    assert entries.entry(lib, 1).title == "Edited"


@pytest.mark.parametrize("travelled", [False, True])
def test_what_is_begun_is_brought_to_its_end(
    tmp_path: Path, lib: Library, monkeypatch: pytest.MonkeyPatch, travelled: bool
) -> None:
    """Another program that writes between two transactions of a step, for longer than one waits, cuts it not in two."""
    monkeypatch.setattr(journal, "AT_ONCE", 4)
    monkeypatch.setattr(SLEEP, lambda _: None)
    lib.execute("PRAGMA busy_timeout = 1")
    if travelled:
        states.mark(lib, range(1, 11), read=True, now=NOW)
        journal.undo(lib)
    begun = 0
    write = lib.write

    with opened(tmp_path) as other:

        def held_from_the_second() -> AbstractContextManager[None]:
            nonlocal begun
            begun += 1
            if begun == 2:
                other.execute("BEGIN IMMEDIATE")
            elif begun == 5:
                other.execute("COMMIT")
            return write()

        monkeypatch.setattr(lib, "write", held_from_the_second)
        if travelled:
            assert redone(lib) == "10 marked read"
        else:
            assert states.mark(lib, range(1, 11), read=True, now=NOW) == 10
    assert begun > 5
    assert len(listed(lib, unread_only=True)) == 0
    assert [(step.label, step.undone) for step in journal.steps(lib)] == [("10 marked read", False)]
