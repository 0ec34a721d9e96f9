"""add, move, feeds, import, export: what is subscribed to, what is not, and that nothing is stored of what fails."""

from __future__ import annotations

import json
import stat
import time
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from command_line import ARTICLE, FEED
from feed_server import HTML, Answer, FeedServer, items, page, redirect, rss
from newsreader import paths
from newsreader.library import feeds
from newsreader.library.store import open_library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from command_line import CommandLine

OPML = """<opml version="2.0"><body>
<outline text="World"><outline text="Asia">
<outline type="rss" text="River" xmlUrl="https://river.example/feed"/></outline></outline>
<outline type="rss" text="Hill" xmlUrl="https://hill.example/feed"/>
<outline type="rss" text="Runs a program" xmlUrl="exec:rm -rf /"/>
</body></opml>"""


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """Feeds on loopback."""
    with FeedServer() as running:
        yield running


def test_an_address_is_subscribed_to(cli: CommandLine, server: FeedServer) -> None:
    """The feed is fetched once and stored with its entries; a second time nothing changes and nothing is fetched."""
    words = ("add", server.url("/feed"), "--folder", "World/Asia", "--title", "Mine", "--json")
    added = cli(*words).json
    assert added["new"] == 3
    assert {"title": "Mine", "url": server.url("/feed"), "folder": "World/Asia", "total": 3}.items() <= added[
        "feed"
    ].items()
    assert cli("feeds", "--json").json == {"feeds": [added["feed"]]}
    assert cli(*words).json == {"feed": added["feed"], "new": 0}
    assert server.hits["/feed"] == 1
    assert "Mine" in cli("add", server.url("/feed")).out


def test_a_page_s_only_feed_is_found(cli: CommandLine, server: FeedServer) -> None:
    """The address of a site is enough if it names one feed."""
    assert cli("add", server.url("/page"), "--json").json["feed"]["url"] == server.url("/feed")


def test_several_feeds_are_offered(cli: CommandLine, server: FeedServer) -> None:
    """Of several feeds none is chosen: they are listed, the exit code is 1, nothing is stored."""
    server.answers["/page-two"].body = page("/feed", "/other")  # type: ignore[attr-defined]
    done = cli("add", server.url("/page-two"), "--json")
    expected = [{"url": server.url("/feed"), "title": "Feed 0"}, {"url": server.url("/other"), "title": "Feed 1"}]
    assert done.code == 1
    assert done.out.startswith('{"candidates":[')
    assert json.loads(done.out) == {"candidates": expected}
    assert done.err.count("\n") == 1
    plain = cli("add", server.url("/page-two"))
    assert (plain.code, plain.out.count("\n")) == (1, 2)
    assert cli("feeds", "--json").json == {"feeds": []}


@pytest.mark.parametrize("path", ["/404", "/500", "/page-none", "/empty", "/loop", "/cut"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_what_cannot_be_read_is_not_stored(cli: CommandLine, server: FeedServer, path: str, form: list[str]) -> None:
    """Unreachable, or no feed: one sentence, exit 1, nothing stored."""
    done = cli("add", server.url(path), *form)
    assert done.code == 1
    assert done.sentence
    assert cli("feeds", "--json").json == {"feeds": []}


def test_nobody_listens(cli: CommandLine, server: FeedServer) -> None:
    """A port without a server is one sentence, and a password in the address is not repeated."""
    address = server.url("/feed").replace("http://", "http://ann:secret@")
    server.__exit__()
    assert "secret" not in cli("add", address).sentence


# --- where feeds are, and how they are ----------------------------------------------------------------------------


def turned_into_a_page(cli: CommandLine, server: FeedServer, *links: str) -> int:
    """A feed with three entries in whose place a page came; its id."""
    server.answers["/was-feed"] = Answer(rss(items(3)))
    feed_id = cli("add", server.url("/was-feed"), "--json").json["feed"]["id"]
    server.answers["/was-feed"] = Answer(page(*links), content_type=HTML)
    assert cli("refresh", "--all").code == 1
    return int(feed_id)


def test_the_offered_address_is_accepted(cli: CommandLine, server: FeedServer) -> None:
    """What a page names is shown, and followed when the user says so: with the same id, entries and states."""
    feed_id = turned_into_a_page(cli, server, "/feed")
    ids = [entry["id"] for entry in cli("list", "--json").json["entries"]]
    cli("mark", "starred", ids[0])
    (failing,) = cli("feeds", "--failing", "--json").json["feeds"]
    assert failing["offered_url"] == server.url("/feed")
    assert f"newsreader move {feed_id}" in failing["advice"]
    moved = cli("move", feed_id, "--json").json
    assert (moved["feed"]["id"], moved["feed"]["url"], moved["new"]) == (feed_id, server.url("/feed"), 0)
    assert moved["feed"]["error"] is None
    assert [entry["id"] for entry in cli("list", "--json").json["entries"]] == ids
    assert [entry["id"] for entry in cli("list", "--starred", "--json").json["entries"]] == ids[:1]
    assert cli("feeds", "--failing", "--json").json == {"feeds": []}
    assert cli("refresh", "--all", "--json").json["feeds"][0]["status"] == "unchanged"


def test_a_feed_is_moved_to_an_address_of_ones_own(cli: CommandLine, server: FeedServer) -> None:
    """Also one that works, and to where the address leads for good."""
    feed_id = cli("add", server.url("/feed"), "--json").json["feed"]["id"]
    server.answers["/new"] = redirect("/newest", 301)
    server.answers["/newest"] = Answer(rss(items(5), "Newest"))
    done = cli("move", feed_id, server.url("/new"))
    assert "2 new" in done.out
    (feed,) = cli("feeds", "--json").json["feeds"]
    assert (feed["id"], feed["url"], feed["total"]) == (feed_id, server.url("/newest"), 5)


@pytest.mark.parametrize("path", ["/404", "/page", "/429", "/taken"])
def test_what_is_no_feed_is_not_moved_to(cli: CommandLine, server: FeedServer, path: str) -> None:
    """One sentence, exit 1, and everything as it was; nor to an address that another feed has."""
    server.answers["/taken"] = Answer(rss(items(1)))
    feed_id = cli("add", server.url("/feed"), "--json").json["feed"]["id"]
    cli("add", server.url("/taken"))
    before = cli("feeds", "--json").out
    assert cli("move", feed_id, server.url(path), "--json").sentence
    assert "offered" in cli("move", feed_id).sentence
    assert cli("feeds", "--json").out == before


def test_an_offer_does_not_lead_into_the_private_network(cli: CommandLine, server: FeedServer) -> None:
    """What a page of another host names is not fetched from this computer, unless the user types it."""
    feed_id = turned_into_a_page(cli, server, server.url("/feed", "localhost"))
    assert "private" in cli("move", feed_id).sentence
    assert server.hits["/feed"] == 0
    assert cli("move", feed_id, server.url("/feed", "localhost")).code == 0


def test_when_feeds_are_fetched_next(cli: CommandLine, server: FeedServer) -> None:
    """Every feed with its time and the rule in words, those first that come first; gone ones never."""
    for path in ("/feed", "/gone", "/new"):
        server.answers[path] = Answer(rss(items(3)))
    for path in ("/feed", "/gone"):
        cli("add", server.url(path), "--title", path)
    with open_library(paths.library_files()) as lib:
        feeds.add(lib, server.url("/new"), "/new", now=0)
    server.answers["/gone"] = Answer(status=410)
    cli("refresh", "2")
    before = time.time()
    new, feed, gone = cli("feeds", "--due", "--json").json["feeds"]
    assert (new["title"], new["due"], new["why"]) == ("/new", True, "not fetched yet")
    assert (feed["title"], feed["due"], feed["why"]) == ("/feed", False, "its own rhythm: about every day")
    next_time = datetime.fromisoformat(feed["next"]).timestamp()
    assert before + 20 * 3_600 < next_time < before + 86_400
    assert (gone["title"], gone["due"], gone["next"]) == ("/gone", False, None)
    assert set(new) == {*cli("feeds", "--json").json["feeds"][0], "next", "due", "why"}
    lines = cli("feeds", "--due").out.splitlines()
    assert [line.split()[0] for line in lines] == ["id", "3", "1", "2"]
    assert "now" in lines[1]
    assert "its own rhythm: about every day" in lines[2]
    assert "never" in lines[3]


def test_which_feeds_fail(cli: CommandLine, server: FeedServer) -> None:
    """Last success, error, since when, next try and what to do; none of the feeds that work."""
    server.answers["/bad"] = Answer(rss(items(3)))
    for path in ("/feed", "/bad"):
        cli("add", server.url(path), "--title", path)
    assert cli("feeds", "--failing").out == "no feed fails\n"
    good = cli("feeds", "--json").json["feeds"]
    server.answers["/bad"] = Answer(status=404)
    cli("refresh", "--all")
    (failing,) = cli("feeds", "--failing", "--json").json["feeds"]
    (bad,) = (feed for feed in good if feed["title"] == "/bad")
    assert failing["last_success"] == bad["last_success"]
    assert "does not exist" in failing["error"]
    assert (failing["condition"], failing["status"], failing["failures"]) == ("failing", 404, 1)
    assert failing["failing_since"] <= failing["next"]
    assert (failing["due"], failing["why"], failing["offered_url"]) == (False, "failed once", None)
    assert "new address" in failing["advice"]
    plain = cli("feeds", "--failing").out
    assert "/bad: failing" in plain
    for word in ("error:", "since:", "last success:", "next:", "to do:"):
        assert word in plain


def test_one_view_at_a_time(cli: CommandLine) -> None:
    """--due and --failing are two lists."""
    assert cli("feeds", "--due", "--failing").code == 2


def test_a_host_that_asked_to_be_left_alone_is_not_added_from(cli: CommandLine, server: FeedServer) -> None:
    """Neither a new feed nor another address is fetched from it."""
    cli("add", server.url("/feed"))
    assert "fewer requests" in cli("add", server.url("/429")).sentence
    server.hits.clear()
    assert "left alone" in cli("add", server.url("/gzip")).sentence
    assert "left alone" in cli("move", 1, server.url("/gzip")).sentence
    assert cli("refresh", "--all", "--json").json["feeds"][0]["status"] == "skipped"
    assert not server.hits


# --- files --------------------------------------------------------------------------------------------------------


def test_a_feed_file_is_followed(cli: CommandLine, tmp_path: Path) -> None:
    """A feed file is a feed at a file address."""
    (tmp_path / "feed.xml").write_text(FEED)
    added = cli("add", tmp_path / "feed.xml", "--json").json
    assert added["new"] == 2
    assert added["feed"]["url"] == (tmp_path / "feed.xml").as_uri()
    (entry,) = cli("search", "mayor", "--json").json["entries"]
    assert (entry["title"], entry["quotes"]) == ("Bridge & budget", 1)


def test_a_folder_is_a_feed_of_its_files(cli: CommandLine, tmp_path: Path) -> None:
    """A folder's files are its entries, and a refresh finds new ones."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text("One\n\n" + ARTICLE)
    assert cli("add", folder, "--json").json["new"] == 1
    (folder / "two.md").write_text("# Two\n\nText.")
    assert cli("refresh", "--all", "--json").json["new"] == 1
    assert {entry["title"] for entry in cli("list", "--json").json["entries"]} == {"One", "Two"}


def test_an_article_becomes_an_entry_of_files(cli: CommandLine, tmp_path: Path) -> None:
    """Article files share the feed `Files`; a file is not taken in twice."""
    for name in ("one.txt", "two.md"):
        (tmp_path / name).write_text(f"{name}\n\n{ARTICLE}")
        added = cli("add", tmp_path / name, "--json").json
        assert (added["feed"]["title"], added["new"]) == ("Files", 1)
    assert cli("add", tmp_path / "one.txt", "--json").json["new"] == 0
    assert cli("list", "--json").json["total"] == 2


@pytest.mark.parametrize("name", ["none.xml", "none", "notes.bin"])
def test_a_file_that_is_none_exits_1(cli: CommandLine, tmp_path: Path, name: str) -> None:
    """A file that is missing or of no use is named."""
    (tmp_path / "notes.bin").write_bytes(b"\x00\x01")
    assert name in cli("add", tmp_path / name).sentence
    assert cli("feeds", "--json").json == {"feeds": []}


def test_import_counts_and_names_problems(cli: CommandLine, tmp_path: Path) -> None:
    """http(s) feeds are added in their folders, without fetching; the second time they are there already."""
    (tmp_path / "list.opml").write_text(OPML)
    first = cli("import", "opml", tmp_path / "list.opml", "--json").json
    assert (first["added"], first["already"], len(first["problems"])) == (2, 0, 1)
    second = cli("import", "opml", tmp_path / "list.opml", "--json").json
    assert (second["added"], second["already"]) == (0, 2)
    places = {feed["title"]: feed["folder"] for feed in cli("feeds", "--json").json["feeds"]}
    assert places == {"River": "World/Asia", "Hill": None}
    plain = cli("import", "opml", tmp_path / "list.opml")
    assert plain.code == 0
    assert "2 already there" in plain.out


@pytest.mark.parametrize("text", [None, "", "no outline", "<html></html>"])
def test_what_is_no_opml_exits_1(cli: CommandLine, tmp_path: Path, text: str | None) -> None:
    """A file that is none, or no OPML, is one sentence."""
    if text is not None:
        (tmp_path / "list.opml").write_text(text)
    assert "list.opml" in cli("import", "opml", tmp_path / "list.opml", "--json").sentence


def test_export_and_import_lose_nothing(cli: CommandLine, tmp_path: Path) -> None:
    """What is exported to stdout or a file gives the same feeds in another library."""
    (tmp_path / "list.opml").write_text(OPML)
    cli("import", "opml", tmp_path / "list.opml")
    printed = cli("export", "opml").out
    assert cli("export", "opml", tmp_path / "out.opml").code == 0
    assert (tmp_path / "out.opml").read_text() == printed
    other = tmp_path / "other"
    assert cli("--library", other, "import", "opml", tmp_path / "out.opml", "--json").json["added"] == 2
    shape = [
        [(feed["title"], feed["url"], feed["folder"]) for feed in cli("feeds", "--json", *where).json["feeds"]]
        for where in ([], ["--library", str(other)])
    ]
    assert shape[0] == shape[1]


def test_export_replaces_a_file_whole_or_not_at_all(cli: CommandLine, tmp_path: Path) -> None:
    """An old file keeps its permissions; where none can be written there is one sentence and no rubbish."""
    out = tmp_path / "out.opml"
    out.write_text("old")
    out.chmod(0o640)
    assert cli("export", "opml", out).code == 0
    assert "<opml" in out.read_text()
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert "none" in cli("export", "opml", tmp_path / "none" / "out.opml").sentence
    assert cli("export", "opml", "/dev/null").code == 1
    assert cli("export", "opml", tmp_path).code == 1
    assert {path.name for path in tmp_path.iterdir()} <= {"out.opml", "home"}


def test_export_follows_a_link(cli: CommandLine, tmp_path: Path) -> None:
    """A link to the file stays one."""
    (tmp_path / "real.opml").write_text("old")
    (tmp_path / "link.opml").symlink_to("real.opml")
    assert cli("export", "opml", tmp_path / "link.opml").code == 0
    assert (tmp_path / "link.opml").is_symlink()
    assert "<opml" in (tmp_path / "real.opml").read_text()


def test_export_leaves_out_what_is_of_this_machine(cli: CommandLine, tmp_path: Path) -> None:
    """Files and folders have no address that anybody else could use."""
    (tmp_path / "feed.xml").write_text(FEED)
    cli("add", tmp_path / "feed.xml")
    done = cli("export", "opml")
    assert "feed.xml" not in done.out
    assert "left out" in done.err


def test_without_feeds_it_is_said_how_to_follow_one(cli: CommandLine) -> None:
    """In place of headings over nothing."""
    assert cli("feeds").out == "no feed is followed yet; `newsreader add URL` follows one\n"
