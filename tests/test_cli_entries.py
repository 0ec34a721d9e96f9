"""list, search, mark: forms, filters, order, all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from library_making import NOW, change, feed_with, opened, stored
from newsreader import paths
from newsreader.library import analysis, feeds, lists, storing
from newsreader.models.feeds import Due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from command_line import CommandLine
    from newsreader.library.store import Library
    from newsreader.models.feeds import StoredEntry

ENTRY_KEYS = ["id", "feed", "guid", "title", "link", "author", "published", "updated", "arrived", "read", "starred"]
HOSTILE = "\x1b[31mred\x1b[0m\u202e[/]\x9b\n\ttitle"


@pytest.fixture
def lib(cli: CommandLine) -> Iterator[Library]:
    """The library that the commands of a test work on."""
    with opened(paths.data_dir()) as library:
        yield library


def shown(done: dict[str, Any]) -> list[int]:
    """The ids of a list."""
    return [entry["id"] for entry in done["entries"]]


def titled(number: int, title: str, **fields: Any) -> StoredEntry:
    """An entry with a title that may be hostile, as if it had slipped in."""
    return stored(number, title=title, **fields)


def test_an_entry_has_every_key(cli: CommandLine, lib: Library) -> None:
    """The form of an entry: stable keys, null for what it does not have, times in UTC."""
    feed = feeds.add(lib, "https://news.example/feed", "News", now=NOW)
    whole = stored(
        1, title="First é", link="https://news.example/1", author="Ann", published=1718805720, updated=1718805780
    )
    bare = stored(2, title="", published=None, content=None)
    storing.apply(lib, change(feed, [whole, bare]), 1718900000)
    listed = cli("list", "--json").json
    assert listed["total"] == 2
    bare_json, whole_json = listed["entries"]
    about = {"id": feed, "title": "News", "url": "https://news.example/feed"}
    assert whole_json == {
        "id": whole_json["id"],
        "feed": about,
        "guid": "guid-1",
        "title": "First é",
        "link": "https://news.example/1",
        "author": "Ann",
        "published": "2024-06-19T14:02:00Z",
        "updated": "2024-06-19T14:03:00Z",
        "arrived": "2024-06-20T16:13:20Z",
        "read": False,
        "starred": False,
        "quotes": 0,
        "tags": [],
        "duplicates": [],
        "story": None,
    }
    assert list(bare_json) == [*ENTRY_KEYS, "quotes", "tags", "duplicates", "story"]
    assert [bare_json[key] for key in ("link", "author", "published", "updated")] == [None] * 4
    assert "é" in cli("list", "--json").out


def test_lists_are_newest_first_and_limited(cli: CommandLine, lib: Library) -> None:
    """Newest first by date, then by id; 50 unless asked, 0 is all; the total counts all."""
    feed_with(lib, 60)
    newest_first = sorted(lists.listing(lib).ids, reverse=True)
    assert shown(cli("list", "--json").json) == newest_first[:50]
    assert shown(cli("list", "--json", "--limit", "3").json) == newest_first[:3]
    everything = cli("list", "--json", "--limit", "0").json
    assert shown(everything) == newest_first
    assert everything["total"] == 60


def test_equal_dates_are_ordered_by_id(cli: CommandLine, lib: Library) -> None:
    """Entries of one moment stand by their ids, the highest first."""
    feed = feeds.add(lib, "https://news.example/feed", "News", now=NOW)
    storing.apply(lib, change(feed, [stored(n, published=NOW) for n in range(5)]), NOW)
    ids = shown(cli("list", "--json").json)
    assert ids == sorted(ids, reverse=True)


def test_lists_are_filtered(cli: CommandLine, lib: Library) -> None:
    """--unread, --starred and --feed each take away, together too."""
    first = feed_with(lib, 3)
    second = feed_with(lib, 2, url="https://other.example/feed", title="Other")
    ids = shown(cli("list", "--json", "--feed", first).json)
    others = shown(cli("list", "--json", "--feed", "Other").json)
    assert (len(ids), len(others)) == (3, 2)
    assert shown(cli("list", "--json", "--feed", "https://other.example/feed").json) == others
    cli("mark", "read", *ids)
    cli("mark", "starred", ids[0], others[0])
    assert shown(cli("list", "--json", "--unread").json) == others
    assert set(shown(cli("list", "--json", "--starred").json)) == {ids[0], others[0]}
    assert shown(cli("list", "--json", "--starred", "--unread", "--feed", second).json) == [others[0]]


def test_a_title_that_is_not_unique_exits_1(cli: CommandLine, lib: Library) -> None:
    """A title that two feeds have names neither."""
    feed_with(lib, 1)
    feed_with(lib, 1, url="https://other.example/feed")
    assert "News" in cli("list", "--feed", "News").sentence


def test_marking_counts_what_changed(cli: CommandLine, lib: Library) -> None:
    """Each state can be set and taken back; repeating changes nothing and is no error."""
    feed_with(lib, 3)
    ids = shown(cli("list", "--json").json)
    for state, opposite, key in (("read", "unread", "read"), ("starred", "unstarred", "starred")):
        assert cli("mark", state, *ids, ids[0], "--json").json == {"changed": 3}
        assert cli("mark", state, *ids, "--json").json == {"changed": 0}
        assert all(entry[key] for entry in cli("list", "--json").json["entries"])
        assert cli("mark", opposite, ids[1], "--json").json == {"changed": 1}


def test_marking_is_all_or_nothing(cli: CommandLine, lib: Library) -> None:
    """One unknown id, and no entry changes."""
    feed_with(lib, 2)
    ids = shown(cli("list", "--json").json)
    assert cli("mark", "read", *ids, "999", "--json").code == 1
    assert [entry["read"] for entry in cli("list", "--json").json["entries"]] == [False, False]


def test_a_hostile_entry_steers_nothing(cli: CommandLine, lib: Library) -> None:
    """No control or bidi character of a title, author or address reaches the output, plain or JSON."""
    feed = feeds.add(lib, "https://news.example/feed", HOSTILE, now=NOW)
    storing.apply(lib, change(feed, [titled(1, HOSTILE, author=HOSTILE, link="https://x.example/" + HOSTILE)]), NOW)
    for words in (("list",), ("list", "--json"), ("feeds",), ("feeds", "--json"), ("list", "--feed", HOSTILE + "x")):
        done = cli(*words)
        assert not set(done.out + done.err) & set("\x1b\x9b\u202e\t")
        assert "[/]" in done.out + done.err


def test_the_plain_list_is_a_table(cli: CommandLine, lib: Library) -> None:
    """Number, marks, date, feed and title stand in columns; the rest is said."""
    feed_with(lib, 3)
    ids = shown(cli("list", "--json").json)
    cli("mark", "read", ids[0])
    cli("mark", "starred", ids[0])
    first, second, more = cli("list", "--limit", "2").out.splitlines()
    assert first.split()[:2] == [str(ids[0]), "-*"]
    assert second.split()[:2] == [str(ids[1]), "N"]
    assert first.endswith("News  Title 2")
    assert more == "2 of 3; --limit 0 shows all"


def test_search_finds_what_was_indexed(cli: CommandLine, lib: Library) -> None:
    """A search gives the form of a list; a query without hits is an empty one."""
    feed = feeds.add(lib, "https://news.example/feed", "News", now=NOW)
    storing.apply(lib, change(feed, [stored(1, title="Bridge"), stored(2, title="Ferry")]), NOW)
    ids = lists.listing(lib).ids.tolist()
    for entry_id, text in zip(ids, ("The ferry stops.", "A brücke is a bridge."), strict=True):
        analysis.store(lib, entry_id, text=text, quotations=[], clauses=[], version=1)
    assert [entry["title"] for entry in cli("search", "BRUCKE", "--json").json["entries"]] == ["Bridge"]
    assert cli("search", "bridge OR ferry", "--limit", "1", "--json").json["total"] == 2
    assert cli("search", "nothing", "--json").json == {"entries": [], "total": 0}
    assert "Bridge" in cli("search", "title:bridge").out


@pytest.mark.parametrize("query", ['"', "a AND", "(", "title:", "*", "NEAR(", "a:b", "\x00", "^", "- -"])
def test_no_search_fails_in_an_unforeseen_way(cli: CommandLine, query: str) -> None:
    """A query is understood, or it is wrong usage."""
    assert cli("search", query, "--json").code in {0, 2}


def test_remove_archives(cli: CommandLine, lib: Library) -> None:
    """What is unsubscribed leaves the lists, and comes back with its states."""
    feed = feed_with(lib, 2)
    ids = shown(cli("list", "--json").json)
    cli("mark", "read", *ids)
    assert cli("remove", feed).code == 0
    assert cli("feeds", "--json").json == {"feeds": []}
    assert cli("list", "--json").json["total"] == 0
    assert cli("remove", feed).code == 1
    feeds.add(lib, "https://news.example/feed", "News", now=NOW)
    assert [entry["read"] for entry in cli("list", "--json").json["entries"]] == [True, True]


def test_feeds_have_every_key(cli: CommandLine, lib: Library) -> None:
    """The form of a feed: folder as a path, counts, when it last answered, why it does not."""
    feed = feeds.add(
        lib, "https://news.example/feed", "News", folder="World/Asia", link="https://news.example/", now=NOW
    )
    storing.apply(lib, change(feed, [stored(1), stored(2)]), 1718805720)
    feeds.record_failure(lib, feed, "no answer", Due(NOW), NOW)
    expected = {
        "id": feed,
        "title": "News",
        "url": "https://news.example/feed",
        "link": "https://news.example/",
        "folder": "World/Asia",
        "unread": 2,
        "total": 2,
        "last_success": "2024-06-19T14:02:00Z",
        "error": "no answer",
        "verified": True,
    }
    assert cli("feeds", "--json").json == {"feeds": [expected]}
    plain = cli("feeds").out
    assert "World/Asia" in plain
    assert "no answer" in plain


def test_many_entries_are_read_in_pieces(cli: CommandLine, lib: Library) -> None:
    """A list longer than a piece is whole and in order."""
    feed_with(lib, 1203)
    ids = shown(cli("list", "--json", "--limit", "0").json)
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 1203


def test_an_entry_without_a_title_has_a_line(cli: CommandLine, lib: Library) -> None:
    """The plain list names what has no name."""
    feed = feeds.add(lib, "https://news.example/feed", "News", now=NOW)
    storing.apply(lib, change(feed, [stored(1, title="")._replace(guid="x")]), NOW)
    assert "(no title)" in cli("list").out


@pytest.mark.parametrize(
    ("words", "told"),
    [(("list",), "no entries"), (("search", "zzz"), "no entries"), (("quotes", "--by", "zzz"), "no quotations")],
)
def test_an_empty_answer_says_so_to_a_person(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    """What reads it from a pipe gets no line that is none."""
    assert cli(*words).out == ""
    monkeypatch.setattr("newsreader.cli.output.is_terminal", lambda: True)
    assert cli(*words).out == f"{told}\n"
