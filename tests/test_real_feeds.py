"""Real and hostile documents that nobody of this project wrote: each gives entries or a sentence, within the limits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hostile import assert_within_memory, in_time
from newsreader.errors import ParseError
from newsreader.feeds.identity import content_hash, guids
from newsreader.feeds.parse import parse
from newsreader.feeds.worker import ParserProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsreader.models.documents import ParsedFeed

DATA = Path(__file__).parents[2] / "shared" / "data"
HOSTILE = DATA / "hostile" / "documents"
THIRD_PARTY = DATA / "hostile" / "thirdparty"
PARTS = 4

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared documents are not here")


def rows(manifest: Path, part: int) -> Iterator[dict[str, Any]]:
    """Every fourth line of a manifest, so that the parts run beside each other."""
    for number, line in enumerate(manifest.read_text().splitlines()):
        if number % PARTS == part:
            yield json.loads(line)


def outcome(read: Callable[[bytes], ParsedFeed], path: Path) -> ParsedFeed | str:
    """What a parser makes of a document: a feed, or the sentence of its ParseError."""
    try:
        return read(path.read_bytes())
    except ParseError as error:
        return str(error)


@pytest.mark.parametrize("part", range(PARTS))
def test_real_feeds(part: int) -> None:
    """Real feeds keep nearly all their entries, and what is ill-formed says so."""
    for row in rows(DATA / "feeds" / "manifest.jsonl", part):
        feed = parse((DATA / "feeds" / row["file"]).read_bytes(), url="https://somewhere.example/feed")
        assert len(feed.entries) >= row["items"] / 2, row["file"]
        assert feed.problems or row["wellformed"] is not False, row["file"]
        assert len(set(guids(feed.entries))) >= len(feed.entries) * 0.2, row["file"]
        assert all(content_hash(entry) for entry in feed.entries)


@pytest.mark.parametrize("part", range(PARTS))
def test_hostile_documents(part: int) -> None:
    """Hostile documents do what their manifest says they must."""
    with ParserProcess() as worker:
        for row in rows(HOSTILE / "manifest.jsonl", part):
            if row["kind"] not in {"rss", "atom", "rdf", "json", "nofeed"} or not row["file"].startswith(
                tuple("ABCDEFGHILM")
            ):
                continue
            check(worker, row["file"], row["expect"])


def check(worker: ParserProcess, name: str, expect: dict[str, Any]) -> None:
    """One hostile document against what is expected of it."""
    with in_time(name, expect):
        feed = outcome(worker.parse, HOSTILE / name)
    assert_within_memory(worker, name, expect)
    if isinstance(feed, str):
        assert feed, name
        assert expect["outcome"] in {"error", "either"}, f"{name}: {feed}"
        return
    assert expect["outcome"] in {"ok", "either"}, name
    assert expect.get("min_entries", 0) <= len(feed.entries) <= expect.get("max_entries", 10**6), name
    assert len(feed.entries) == expect.get("entries", len(feed.entries)), name
    assert [entry.title for entry in feed.entries] == expect.get("titles", [entry.title for entry in feed.entries]), (
        name
    )
    shown = (
        repr(feed).encode("unicode_escape")
        + "".join(
            f"{entry.guid}{entry.title}{entry.author}{entry.link}{entry.summary}{entry.content}{entry.categories}"
            for entry in feed.entries
        ).encode()
    )
    assert not [word for word in expect.get("forbid", []) if word.encode() in shown], name


@pytest.mark.parametrize("part", range(PARTS))
def test_fixtures_of_other_projects(part: int) -> None:
    """No fixture of another project raises anything but a ParseError."""
    for row in rows(THIRD_PARTY / "manifest.jsonl", part):
        if not row["file"].endswith((".xml", ".json", ".atom", ".rss")):
            continue
        assert outcome(parse, THIRD_PARTY / row["file"]), row["file"]
