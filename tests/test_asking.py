"""What is configured for a feed is how it is asked for; a password ends up in one place alone; commands as feeds."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from inspect import signature
from typing import TYPE_CHECKING

import pytest

from command_line import FEED, process
from feed_server import HTML, Answer, FeedServer, Handler, items, page, redirect, rss
from library_making import NOW, opened, paths
from newsreader import config, configfile, logins, subscribe
from newsreader.errors import FetchError
from newsreader.feeds.limits import DocumentLimits
from newsreader.feeds.opml import Outline
from newsreader.feeds.worker import ParserProcess
from newsreader.fetch import Fetched, FetchLimits
from newsreader.library import feeds
from newsreader.models.feeds import Due
from newsreader.refresh.asking import _limits, ask, parser_process
from newsreader.tomltext import written

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import CommandLine

SECRET = "s3cr3t%20word"
WANTED = "Basic bWU6czNjcjN0IHdvcmQ="


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own, and no keyring."""
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path / "home"))
    monkeypatch.setitem(sys.modules, "keyring", None)
    return tmp_path / "home"


@pytest.fixture
def guarded(feed_server: FeedServer) -> FeedServer:
    """A server that gives its feed, and what leads there, to those who know the password."""

    def guard(answer: Answer) -> object:
        def give(handler: Handler) -> None:
            (answer if handler.headers["Authorization"] == WANTED else Answer(status=401))(handler)

        return give

    feed_server.answers["/mine"] = guard(Answer(rss(items(2)), headers={"ETag": '"e"'}))  # type: ignore[assignment]
    feed_server.answers["/old"] = guard(redirect("/mine", 301))  # type: ignore[assignment]
    return feed_server


def secret(url: str) -> str:
    """An address with a name and a password."""
    return url.replace("//", f"//me:{SECRET}@")


def configured(text: str, home: Path) -> config.Config:
    """The settings of a configuration's text."""
    return configfile.parse(text, home / "config.toml")


# --- settings -----------------------------------------------------------------------------------------------------


def test_every_limit_is_a_setting(home: Path) -> None:
    """Each limit of a fetch follows its setting, and the defaults of both are the same."""
    assert _limits(config.Config()) == FetchLimits()
    changed = configured(
        """[fetch]\ntimeout = 11\nconnect_timeout = 2\nread_timeout = 3\nmax_megabytes = 4\nmax_wire_megabytes = 5
        max_ratio = 6\nmax_header_kilobytes = 8\nredirects = 7""",
        home,
    )
    assert _limits(changed) == FetchLimits(11, 2, 3, 5_000_000, 4_000_000, 6, 8_000, 7)


def test_every_limit_of_a_document_is_a_setting(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for reading what came; each process that parses is given them."""
    given: dict[str, object] = {}
    monkeypatch.setattr("newsreader.refresh.asking.ParserProcess", given.update)
    parser_process(config.Config())
    usual = signature(ParserProcess).parameters
    assert given == {name: one.default for name, one in usual.items()}
    changed = """[parse]\ntimeout = 11\nmax_memory_megabytes = 200\nmax_entries = 3\nmax_depth = 40
        max_attribute_characters = 5_000\nmax_title_characters = 60"""
    parser_process(configured(changed, home))
    assert given == {"seconds": 11, "memory_mb": 200, "limits": DocumentLimits(3, 40, 5_000, 60), "packed": False}


def test_a_limit_of_a_document_reaches_the_parser(cli: CommandLine, feed_server: FeedServer) -> None:
    """Adding, refreshing and reading a file by hand keep to what is set."""
    (cli.home / "config").mkdir(parents=True, exist_ok=True)
    (cli.home / "config/config.toml").write_text("[parse]\nmax_entries = 2\nmax_title_characters = 20")
    feed_server.answers["/many"] = Answer(rss(items(5), title="A title of more than twenty characters"))
    added = cli("add", feed_server.url("/many"), "--json").json
    assert (added["new"], added["feed"]["title"]) == (2, "A title of more than")
    feed_server.answers["/many"] = Answer(rss(items(9)))
    assert cli("refresh", "--all", "--json").json["new"] == 2
    document = cli.home / "many.xml"
    document.write_bytes(rss(items(5)))
    assert len(cli("parse", document, "--json").json["entries"]) == 2


def test_a_feed_is_asked_for_as_configured(feed_server: FeedServer, home: Path) -> None:
    """The section of a feed's own address goes before that of a place above it; other feeds are asked as usual."""
    text = f"""[feeds."{feed_server.url("/")}"]\nuser_agent = "Above/1"
    [feeds."{feed_server.url("/feed")}"]\nuser_agent = "Own/1"\nheaders = {{"X-Key" = "k", Accept = "text/plain"}}"""
    for path, agent, key in (("/feed", "Own/1", "k"), ("/gzip", "Above/1", None)):
        assert isinstance(ask(feed_server.url(path), configured(text, home)), Fetched)
        sent = feed_server.sent(path)
        assert (sent["user-agent"], sent.get("x-key")) == (agent, key)
    ask(feed_server.url("/feed", host="localhost"), configured(text, home))
    assert feed_server.sent("/feed")["user-agent"].startswith("newsreader/")


def test_what_is_not_verified_is_a_fact(home: Path) -> None:
    """Whoever lists feeds can tell of each whether its certificate counts."""
    loaded = configured('[feeds."https://a.example/"]\nverify_tls = false', home)
    assert not loaded.of_feed("https://a.example/feed").verify_tls
    assert loaded.of_feed("https://b.example/feed").verify_tls


def test_a_feed_without_verification_is_told_of(cli: CommandLine) -> None:
    """The list of feeds says it, in words and as JSON."""
    with opened(cli.home / "data") as lib:
        for name in "ab":
            feeds.add(lib, f"https://{name}.example/feed", name, now=NOW)
    (cli.home / "config").mkdir(exist_ok=True)
    (cli.home / "config/config.toml").write_text('[feeds."https://a.example/"]\nverify_tls = false')
    assert [feed["verified"] for feed in cli("feeds", "--json").json["feeds"]] == [False, True]
    told = cli("feeds").out.splitlines()
    assert ["not verified" in line for line in told] == [False, True, False]
    told = cli("feeds", "--due").out.splitlines()
    assert ["not verified" in line for line in told] == [False, True, False]
    with opened(cli.home / "data") as lib:
        for feed in feeds.all_feeds(lib):
            feeds.record_failure(lib, feed.id, "no", Due(NOW), NOW)
    for words in (("feeds",), ("feeds", "--failing")):
        assert cli(*words).out.count("not verified") == 1


# --- passwords ----------------------------------------------------------------------------------------------------


def test_a_password_ends_up_in_one_place(cli: CommandLine, guarded: FeedServer) -> None:
    """Typed with an address it is used from then on, and no file, output or message but its own has it."""
    said = [
        cli("add", secret(guarded.url("/mine")), "--json"),
        cli("refresh", "--all", "--events"),
        cli("feeds", "--json"),
        cli("feeds"),
        cli("list", "--json"),
        cli("export", "opml"),
        cli("add", secret(guarded.url("/404"))),
        cli("add", secret(guarded.url("/page-two")), "--json"),
    ]
    assert [done.code for done in said] == [0, 0, 0, 0, 0, 0, 1, 1]
    assert guarded.sent("/mine")["authorization"] == WANTED
    assert not any(word in done.out + done.err for done in said for word in (SECRET, "s3cr3t", "bWU6"))
    found = [file for file in cli.home.rglob("*") if file.is_file() and b"s3cr3t" in file.read_bytes()]
    assert [file.name for file in found] == ["logins.json"]
    assert stat.S_IMODE(found[0].stat().st_mode) == 0o600


def test_an_address_by_standard_input(cli: CommandLine, guarded: FeedServer) -> None:
    """So a password is in no list of processes and no shell's history."""
    added = cli("add", "-", "--json", stdin=f"{secret(guarded.url('/mine'))}\n".encode()).json
    assert (added["feed"]["url"], added["new"]) == (guarded.url("/mine"), 2)
    assert "neither a web address nor a file" in cli("add", "-").sentence


def test_a_new_password_for_an_old_feed(cli: CommandLine, guarded: FeedServer) -> None:
    """Adding the feed again with another password is how to change it."""
    url = guarded.url("/mine")
    cli("add", secret(url))
    guarded.answers["/mine"] = Answer(status=401)
    logins.keep(url, "me:wrong")
    assert "add it again with name:password@ before the host" in cli("refresh", "--all").err
    assert cli("add", secret(url)).code == 0
    assert logins.of(url) == f"me:{SECRET}"
    assert len(cli("feeds", "--json").json["feeds"]) == 1


def test_a_moved_feed_keeps_its_password(cli: CommandLine, guarded: FeedServer) -> None:
    """Stored under the new address, the feed is read with the same login."""
    added = cli("add", secret(guarded.url("/old")), "--json").json
    assert added["feed"]["url"] == guarded.url("/mine")
    assert cli("refresh", "--all", "--json").json["failed"] == 0
    logins.follow(guarded.url("/mine"), guarded.url("/newer"))
    assert logins.of(guarded.url("/newer")) == f"me:{SECRET}"


def test_following_a_feed_elsewhere(cli: CommandLine, guarded: FeedServer) -> None:
    """A move on its own server keeps the login; one that is given with the new address is kept apart from it."""
    cli("add", secret(guarded.url("/mine")))
    guarded.answers["/newer"] = guarded.answers["/mine"]
    assert cli("move", guarded.url("/mine"), guarded.url("/newer")).code == 0
    assert logins.of(guarded.url("/newer")) == f"me:{SECRET}"
    elsewhere = guarded.url("/mine", host="localhost")
    assert cli("move", guarded.url("/newer"), elsewhere).code == 1
    assert cli("move", guarded.url("/newer"), secret(elsewhere)).code == 0
    assert [feed["url"] for feed in cli("feeds", "--json").json["feeds"]] == [elsewhere]
    assert logins.of(elsewhere) == f"me:{SECRET}"


def test_a_page_invents_no_login(cli: CommandLine, feed_server: FeedServer) -> None:
    """What stands before the host of an address that a page names is dropped."""
    feed_server.answers["/invented"] = Answer(
        page(feed_server.url("/feed").replace("//", "//me:invented@")), content_type=HTML
    )
    added = cli("add", feed_server.url("/invented"), "--json").json
    assert added["feed"]["url"] == feed_server.url("/feed")
    assert not logins.is_kept(feed_server.url("/feed"))
    assert "authorization" not in feed_server.sent("/feed")


def test_a_password_is_not_sent_unprotected_unasked(guarded: FeedServer) -> None:
    """Without a scheme only the protected address is tried if there is a password to send."""
    with opened(guarded_home()) as lib, pytest.raises(FetchError):
        subscribe.add(
            lib, f"me:{SECRET}@127.0.0.1:{guarded.port}/mine", folder=None, title=None, now=NOW, config=config.Config()
        )
    assert not guarded.hits


def guarded_home() -> Path:
    """The folder of the test's library."""
    from newsreader.paths import data_dir

    return data_dir()


def test_passwords_of_an_import(cli: CommandLine, guarded: FeedServer, tmp_path: Path) -> None:
    """An OPML file's passwords are kept apart too, and do not replace those that the user gave."""
    logins.keep("https://known.example/feed", "me:mine")
    file = tmp_path / "list.opml"
    known = "https://evil:evil@known.example/feed"
    outlines = [f'<outline type="rss" xmlUrl="{url}"/>' for url in (secret(guarded.url("/mine")), known)]
    file.write_text(f"<opml><body>{''.join(outlines)}</body></opml>", encoding="utf-8")
    assert cli("import", "opml", file, "--json").json["added"] == 2
    assert cli("import", "opml", file, "--json").json["already"] == 2
    assert logins.of("https://known.example/feed") == "me:mine"
    assert cli("refresh", guarded.url("/mine"), "--json").json["new"] == 2


def test_an_old_library_s_passwords_are_taken_out(home: Path) -> None:
    """Addresses that were stored with a password lose it, also where that makes two feeds one address."""
    with opened(home / "data") as lib:
        for url in (f"https://me:{SECRET}@a.example/f", "https://you:s3cr3t2@a.example/f", "https://b.example/@x"):
            feeds.add(lib, url, "A", now=NOW)
        assert feeds.part_logins(lib) == 2
        assert feeds.part_logins(lib) == 0
        assert {feed.url for feed in feeds.all_feeds(lib)} == {
            "https://a.example/f",
            "https://a.example/f#2",
            "https://b.example/@x",
        }
    assert logins.of("https://a.example/f") == f"me:{SECRET}"
    assert logins.of("https://a.example/f#2") == "you:s3cr3t2"
    assert b"s3cr3t" not in paths(home / "data")[0].read_bytes()


def test_any_command_parts_an_old_library(cli: CommandLine) -> None:
    """The first command that opens the library is enough."""
    cli("feeds")
    with sqlite3.connect(cli.home / "data" / "library.db") as library:
        library.execute(
            "INSERT INTO feeds (url, kind, title, added) VALUES (?, 'feed', 'A', 1)", (secret("http://a.example/"),)
        )
    library.close()
    assert cli("feeds", "--json").json["feeds"][0]["url"] == "http://a.example/"
    assert logins.of("http://a.example/") == f"me:{SECRET}"


# --- commands -----------------------------------------------------------------------------------------------------


@pytest.fixture
def printing(home: Path, tmp_path: Path) -> Path:
    """A configuration with a command that prints a file; that file."""
    feed = tmp_path / "printed.xml"
    feed.write_text(FEED, encoding="utf-8")
    (home / "config").mkdir(parents=True, exist_ok=True)
    code = f"print(open({str(feed)!r}).read())"
    command = f'["{sys.executable}", "-c", {written(code)}]'
    (home / "config" / "config.toml").write_text(f'[feeds."exec:river"]\ncommand = {command}\n', encoding="utf-8")
    return feed


def test_a_command_is_a_feed(cli: CommandLine, printing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it prints is parsed, refreshed and recognised as any feed; it is not exported."""
    monkeypatch.setenv("NEWSREADER_HOME", str(printing.parent / "home"))
    added = cli("add", "exec:river", "--json").json
    assert (added["new"], added["feed"]["title"], added["feed"]["url"]) == (2, "River News", "exec:river")
    assert cli("refresh", "--all", "--json").json["feeds"][0]["status"] == "unchanged"
    printing.write_text(FEED.replace("<guid>r1<", "<guid>r3<").replace("Bridge", "Bride"), encoding="utf-8")
    assert cli("refresh", "--all", "--json").json["new"] == 1
    assert "exec:" not in cli("export", "opml").out


@pytest.mark.parametrize("name", ["exec:other", "exec:", "exec:a b", "exec:rm -rf ~"])
def test_an_address_alone_runs_nothing(cli: CommandLine, printing: Path, name: str) -> None:
    """What the configuration does not name is refused."""
    assert cli("add", name).code == 1
    assert cli("feeds", "--json").json == {"feeds": []}


def test_only_the_user_may_name_a_command(printing: Path, feed_server: FeedServer, home: Path) -> None:
    """Neither a page, nor a redirect, nor a list makes one run."""
    loaded = configfile.load()
    with pytest.raises(FetchError, match="not a web address"):
        ask("exec:river", loaded, typed_by_user=False)
    feed_server.answers["/away"] = redirect("exec:river")
    with pytest.raises(FetchError, match="no web address"):
        ask(feed_server.url("/away"), loaded)
    with opened(home / "data") as lib:
        assert subscribe.add_outlines(lib, [Outline("exec:river", "R"), Outline("file:///etc/passwd", "P")], NOW) == (
            0,
            0,
        )


def test_no_password_in_the_list_of_processes(guarded: FeedServer, home: Path) -> None:
    """A refresh as a process of its own uses the login without being given it."""
    done = process(home, "add", secret(guarded.url("/mine")))
    assert done.returncode == 0, done.stderr
    again = process(home, "refresh", "--all", "--json", http_proxy="")
    assert b'"failed":0' in again.stdout.replace(b" ", b"")
    assert guarded.hits["/mine"] == 2
    assert os.environ.get("NEWSREADER_HOME") == str(home)
