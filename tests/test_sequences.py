"""Feeds that change badly from one refresh to the next: nothing is lost, nothing comes twice, what was read stays so.

The documents belong to the shared data; without them there is nothing to test.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from library_making import NOW, listed, opened
from newsreader.errors import ParseError
from newsreader.feeds.parse import parse
from newsreader.library import entries, feeds, lists, states, storing
from newsreader.models.feeds import FeedOutcome, Validators
from newsreader.refresh.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsreader.library.store import Library

SEQUENCES = Path(__file__).parents[2] / "shared" / "data" / "hostile" / "documents" / "M-sequence"
NAMES = sorted(folder.name for folder in SEQUENCES.iterdir()) if SEQUENCES.is_dir() else []
DIFFERENT = {"sq_backfill", "sq_hijack"}
"""Where later documents bring entries that the first did not have."""
STAYING = set(NAMES) - DIFFERENT

pytestmark = pytest.mark.skipif(not NAMES, reason="the shared data is not beside this checkout")


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with opened(tmp_path) as library:
        yield library


def documents(name: str) -> list[bytes]:
    """The steps of a sequence."""
    files = sorted((SEQUENCES / name).iterdir(), key=lambda file: int(file.stem))
    return [file.read_bytes() for file in files]


def brought(lib: Library, feed_id: int, document: bytes, now: int = NOW) -> FeedOutcome | None:
    """What a document changes; None if it is no feed."""
    try:
        parsed = parse(document, url="https://news.example/feed")
    except ParseError:
        return None
    change = plan(storing.known(lib, feed_id), parsed, now, feed_id=feed_id, validators=Validators(), digest=None)
    return storing.apply(lib, change, now)


def feed(lib: Library) -> int:
    """A feed without entries."""
    return feeds.add(lib, "https://news.example/feed", "Mine", custom_title="Mine", now=NOW)


def titles(lib: Library) -> dict[int, str]:
    """What the lists hold."""
    return {entry.id: entry.title for entry in entries.entries(lib, listed(lib))}


@pytest.mark.parametrize("name", NAMES)
def test_a_third_refresh_changes_nothing(lib: Library, name: str) -> None:
    """After any history the same document again is 0 new and 0 changed, at once and a day later."""
    feed_id = feed(lib)
    steps = documents(name)
    for document in steps:
        brought(lib, feed_id, document)
    for later in (0, 86_400):
        outcome = brought(lib, feed_id, steps[-1], NOW + later)
        assert outcome is None or (outcome.new, outcome.changed) == (0, 0)


@pytest.mark.parametrize("name", sorted(STAYING))
def test_what_was_read_stays_read_and_single(lib: Library, name: str) -> None:
    """No entry comes a second time or unread again, and none goes, where the publisher's entries are the same."""
    feed_id = feed(lib)
    steps = documents(name)
    brought(lib, feed_id, steps[0])
    before = titles(lib)
    assert before
    states.mark(lib, list(before), read=True, now=NOW)
    states.mark(lib, list(before)[:1], starred=True, now=NOW)
    for document in steps[1:]:
        brought(lib, feed_id, document)
        assert set(titles(lib)) == set(before)
        assert feeds.get(lib, feed_id).unread == 0
        assert listed(lib, starred_only=True) == list(before)[:1]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_stored_is_lost(lib: Library, name: str) -> None:
    """Every entry that ever came is still there, the user's title stands, the order of the first is kept."""
    feed_id = feed(lib)
    seen: set[int] = set()
    dates: dict[int, int] = {}
    for document in documents(name):
        brought(lib, feed_id, document)
        rows = lists.rows(lib, listed(lib))
        assert seen <= {row.id for row in rows}
        assert all(dates.get(row.id, row.date) == row.date for row in rows)
        seen, dates = {row.id for row in rows}, {row.id: row.date for row in rows}
        assert feeds.get(lib, feed_id).title == "Mine"


def test_an_archive_that_appears_is_read_already(lib: Library) -> None:
    """Of eight hundred old entries none is new, each can be found."""
    feed_id = feed(lib)
    first, second = documents("sq_backfill")
    one = brought(lib, feed_id, first)
    assert one
    two = brought(lib, feed_id, second)
    assert two
    assert two.new == 0
    found = feeds.get(lib, feed_id)
    assert found.unread == one.new
    assert found.total > one.new + 500
    assert listed(lib)[: one.new] == listed(lib, unread_only=True)


def test_a_feed_s_new_owner_adds_to_it(lib: Library) -> None:
    """Another site's entries come as new ones; those of the old stay."""
    feed_id = feed(lib)
    first, second = documents("sq_hijack")
    one, two = brought(lib, feed_id, first), brought(lib, feed_id, second)
    assert one
    assert two
    assert two.new > 0
    assert feeds.get(lib, feed_id).total == one.new + two.new


def test_every_sequence_is_here() -> None:
    """The list of the data and its folders are the same, so that none is left out."""
    rows = map(json.loads, (SEQUENCES.parent / "manifest.jsonl").read_text(encoding="utf-8").splitlines())
    assert {row["group"] for row in rows if row["kind"] == "sequence"} == set(NAMES)


@pytest.mark.parametrize("folder", ["F-structure", "H-dates", "I-json", "D-enc"])
def test_any_document_is_stable(tmp_path: Path, folder: str) -> None:
    """The third refresh of any hostile document is 0 new and 0 changed, and so is the second."""
    with opened(tmp_path) as lib:
        for number, file in enumerate(sorted((SEQUENCES.parent / folder).iterdir())):
            feed_id = feeds.add(lib, f"https://news.example/{number}", "", now=NOW)
            brought(lib, feed_id, file.read_bytes())
            for _ in range(2):
                outcome = brought(lib, feed_id, file.read_bytes(), NOW + 60)
                assert outcome is None or (outcome.new, outcome.changed) == (0, 0), file.name
