"""The sample edition: what ships, and how it comes and goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from newsreader import paths, sample
from newsreader.articles import document
from newsreader.commands import by_id
from newsreader.keysettings import KeySettings, bound
from newsreader.library import editing, entries, feeds, lists, states
from newsreader.library.store import Library, open_library
from newsreader.models.feeds import FeedKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.models.documents import ParsedEntry

NOW = 1_800_000_000
EDITION = sample.edition().entries
NAMES = [str(entry.guid).rpartition("/")[2] for entry in EDITION]


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """A library without any feed."""
    with open_library(paths.library_files(tmp_path)) as library:
        yield library


def ids(lib: Library) -> list[int]:
    """The articles that a list of everything shows."""
    return list(lists.listing(lib, lists.Filter()).ids)


# --- what ships -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", EDITION, ids=NAMES)
def test_article_is_whole_and_marked(entry: ParsedEntry) -> None:
    """Every article has a title, an author and a date of June 2024, and says at its end that it is a sample."""
    assert entry.title
    assert entry.author
    assert 1_717_200_000 <= (entry.published or 0) < 1_719_792_000
    text = document.parse(entry.content or "").text
    assert len(text) > 1000
    assert "Sample edition" in text.rpartition("\n\n")[2]
    assert not text.startswith(entry.title), "the title stands above the text already"


def test_every_file_is_listed() -> None:
    """No article was written and then forgotten in edition.toml."""
    assert sorted(NAMES) == sorted(file.name for file in paths.asset("sample").glob("*.md"))


def test_edition_shows_every_kind_of_block() -> None:
    """Headings, lists, a quotation, code and tables are all in it, and links."""
    html = "".join(entry.content or "" for entry in EDITION)
    for tag in ("<h2>", "<ul>", "<ol>", "<blockquote>", "<pre>", "<table>", "<strong>", "<em>", '<a href="https:'):
        assert tag in html


def test_two_articles_are_on_the_treaty() -> None:
    """The agreement of June 2024 is told by two outlets, with the words that were reported."""
    texts = [document.parse(e.content or "").text for e in EDITION if "Kim Jong Un" in (e.content or "")]
    assert len(texts) == 2
    assert all("“the strongest ever treaty”" in text for text in texts)


def test_welcome_comes_first_and_names_commands() -> None:
    """The newest article explains keys, each by the command that it runs."""
    assert EDITION[0].title.startswith("Welcome")
    newest = max(EDITION, key=lambda entry: entry.published or 0)
    assert newest == EDITION[0]
    written = (paths.asset("sample") / "welcome.md").read_text(encoding="utf-8")
    named = re.findall(r"`\{(.*?)\}`", written)
    assert len(named) > 15
    assert set(named) <= set(by_id())
    assert re.findall(r"`([^`]*)`", re.sub(r"`\{.*?\}`", "", written)) == ["newsreader sample remove"]


def key_of(entry: ParsedEntry, words: str) -> str:
    """What the first column of the table says beside some words."""
    rows = (row.partition(" | ") for row in document.parse(entry.content or "").text.splitlines())
    return next(key for key, _, told in rows if told.startswith(words))


def test_welcome_names_the_keys_that_are_set() -> None:
    """The default ones, those of a preset, the user's own; a sign is no markup, a command without a key has a name."""
    assert key_of(EDITION[0], "the next unread article") == "n"
    assert key_of(EDITION[0], "go back, go left") == "esc"
    own = bound({"next_unread": ("g <",), "undo": (), "back_left": ("left",)})
    (welcome, *_) = sample.edition(own).entries
    assert key_of(welcome, "the next unread article") == "g <"
    assert key_of(welcome, "undo") == ":undo"
    assert key_of(welcome, "go back, go left") == "←"
    (welcome, *_) = sample.edition(KeySettings("newsboat")).entries
    assert key_of(welcome, "mark read or unread") == "N"
    assert key_of(welcome, "next line, previous line") == "↓ ↑"


# --- coming and going -------------------------------------------------------------------------------------


def test_install_stores_every_article_unread(lib: Library) -> None:
    """After the first start all articles are there, newest first, in a feed that is marked as the sample."""
    feed = feeds.get(lib, sample.install(lib, NOW))
    assert (feed.title, feed.kind) == ("Sample edition", FeedKind.SAMPLE)
    assert feed.total == feed.unread == len(EDITION)
    titles = [row.title for row in lists.rows(lib, ids(lib))]
    assert titles == [entry.title for entry in EDITION]


def test_install_again_changes_nothing(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second install keeps ids and read states, and reads no article anew."""
    first = sample.install(lib, NOW)
    before = ids(lib)
    states.mark(lib, before[:2], read=True, now=NOW)
    monkeypatch.setattr(sample, "edition", lambda _: pytest.fail("it is there"))
    assert sample.install(lib, NOW + 60) == first
    assert ids(lib) == before
    assert [row.read for row in lists.rows(lib, before)[:3]] == [True, True, False]


def test_a_new_library_wants_it(lib: Library) -> None:
    """Only a library without feeds is given the edition."""
    assert sample.is_wanted(lib)
    assert not sample.is_installed(lib)
    sample.install(lib, NOW)
    assert sample.is_installed(lib)
    assert not sample.is_wanted(lib)


def test_a_library_with_feeds_does_not_want_it(lib: Library) -> None:
    """Whoever subscribed to something is not shown samples."""
    feeds.add(lib, "https://example.org/feed", "Example", now=NOW)
    assert not sample.is_wanted(lib)


def test_removed_stays_removed(lib: Library) -> None:
    """After the removal nothing of it is listed, and it is not wanted any more."""
    sample.install(lib, NOW)
    assert sample.remove(lib) == len(EDITION)
    assert ids(lib) == []
    assert feeds.all_feeds(lib) == []
    assert not sample.is_installed(lib)
    assert not sample.is_wanted(lib)
    assert sample.remove(lib) == 0


def test_removing_it_before_it_came_keeps_it_away(lib: Library) -> None:
    """The wish counts even if the edition was never installed."""
    assert sample.remove(lib) == 0
    assert not sample.is_wanted(lib)


def test_unsubscribed_stays_away(lib: Library) -> None:
    """Unsubscribing from it like from any feed is a removal, too."""
    editing.unsubscribe(lib, sample.install(lib, NOW), NOW)
    assert not sample.is_installed(lib)
    assert not sample.is_wanted(lib)


def test_other_keys_are_named_anew(lib: Library) -> None:
    """In the same article, which stays read; one that was removed does not come back."""
    own = bound({"next_unread": ("N",)})
    assert not sample.names_others(lib, own)
    sample.install(lib, NOW)
    assert not sample.names_others(lib, KeySettings())
    assert sample.names_others(lib, own)
    before = ids(lib)
    states.mark(lib, before[:1], read=True, now=NOW)
    sample.install(lib, NOW + 60, own)
    assert not sample.names_others(lib, own)
    assert sample.names_others(lib, KeySettings())
    assert ids(lib) == before
    assert lists.rows(lib, before)[0].read
    assert "<code>N</code>" in (entries.entry(lib, before[0]).content or "")
    sample.remove(lib)
    assert not sample.names_others(lib, KeySettings())
