"""Moving in from other readers: what is taken, what is told, and that their files stay as they are."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_server import Answer, FeedServer, items, rss
from newsreader.cli.usage import subscriptions
from newsreader.errors import ParseError
from newsreader.library import foreign
from newsreader.migrate import elfeed, moving, newsboat, readers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from command_line import CommandLine

URLS = """# a comment
https://river.example/feed "World/Asia" daily "~Our \\"River\\"" # the rest is a comment
https://hill.example/feed !hidden
query:Unread:unread = \\"yes\\"
exec:~/bin/weather.sh
"filter:cat:https://x.example/feed"

ftp://old.example/feed
"""
RSS_ITEM = """CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT, title TEXT, author TEXT, url TEXT,
    feedurl TEXT, pubDate INTEGER, content TEXT, unread INTEGER, enclosure_url TEXT, enclosure_type TEXT,
    enqueued INTEGER DEFAULT 0, flags TEXT, deleted INTEGER DEFAULT 0, base TEXT DEFAULT '')"""
RIVER = "https://river.example/feed"
DAY = 86_400
JUNE = 1_718_800_000


def newsboat_home(folder: Path, rows: Iterable[tuple[object, ...]] = (), urls: str = URLS) -> Path:
    """A folder of newsboat's; a row is guid, title, url, feedurl, pubDate, content, unread, flags, deleted."""
    folder.mkdir(parents=True)
    (folder / "urls").write_text(urls, encoding="utf-8")
    with sqlite3.connect(folder / "cache.db") as cache:
        cache.execute("CREATE TABLE rss_feed (rssurl TEXT PRIMARY KEY, url TEXT, title TEXT)")
        cache.execute(RSS_ITEM)
        cache.executemany(
            """INSERT INTO rss_item (guid, title, url, feedurl, pubDate, content, unread, flags, deleted)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            rows,
        )
    cache.close()
    return folder


def river(number: int, *, unread: int = 0, flags: str | None = None, deleted: int = 0) -> tuple[object, ...]:
    """An article of the river's feed."""
    link = f"https://river.example/{number}"
    content = f"<p>Text {number}</p><script>x()</script>"
    return f"r{number}", f"Title {number}", link, RIVER, JUNE + number * 60, content, unread, flags, deleted


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, with its bytes."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def states(cli: CommandLine) -> dict[str, tuple[bool, bool, list[str]]]:
    """Read, starred and tags of all articles, by their titles."""
    listed = cli("list", "--limit", "0", "--json").json["entries"]
    return {one["title"]: (one["read"], one["starred"], one["tags"]) for one in listed}


# --- newsboat -------------------------------------------------------------------------------------------------


def test_newsboat_s_feeds_come_with_titles_and_folders(cli: CommandLine, tmp_path: Path) -> None:
    """Slashes of a tag are folders, ~ names a feed, what runs a command or is a query is told and left."""
    home = newsboat_home(tmp_path / "newsboat")
    told = cli("import", "newsboat", home, "--json").json
    assert (told["added"], told["already"], told["articles"]) == (2, 0, 0)
    assert [(one["url"], one["title"], one["folder"]) for one in cli("feeds", "--json").json["feeds"]] == [
        ("https://hill.example/feed", "https://hill.example/feed", None),
        (RIVER, 'Our "River"', "World/Asia"),
    ]
    problems = " ".join(told["problems"])
    for left in ("query:Unread", "exec:~/bin/weather.sh", "filter:cat", "ftp://old.example/feed", "several tags"):
        assert left in problems


def test_articles_come_with_their_states(cli: CommandLine, tmp_path: Path) -> None:
    """Read is read; a flag is a tag, or a star if it is named as one; scripts are gone."""
    rows = [river(1), river(2, unread=1), river(3, flags="as"), river(4, unread=1, flags="s")]
    home = newsboat_home(tmp_path / "newsboat", rows)
    told = cli("import", "newsboat", home / "urls", "--star", "s", "--json").json
    assert (told["articles"], told["read"], told["starred"], told["tagged"]) == (4, 2, 2, 1)
    assert states(cli) == {
        "Title 1": (True, False, []),
        "Title 2": (False, False, []),
        "Title 3": (True, True, ["flag-a"]),
        "Title 4": (False, True, []),
    }
    assert [one["unread"] for one in cli("feeds", "--json").json["feeds"] if one["url"] == RIVER] == [2]
    newest = cli("list", "--json").json["entries"][0]
    assert newest["title"] == "Title 4"
    assert cli("show", newest["id"], "--json").json["content"] == "<p>Text 4</p>"


def test_a_second_time_nothing_changes(cli: CommandLine, tmp_path: Path) -> None:
    """What is here already keeps its text and what was marked here; what was read there since is read."""
    home = newsboat_home(tmp_path / "newsboat", [river(1, unread=1), river(2, unread=1)])
    cli("import", "newsboat", home)
    ids = {one["title"]: one["id"] for one in cli("list", "--json").json["entries"]}
    cli("mark", "read", ids["Title 2"])
    with sqlite3.connect(home / "cache.db") as cache:
        cache.execute("UPDATE rss_item SET unread = 0, content = 'other' WHERE guid = 'r1'")
    cache.close()
    told = cli("import", "newsboat", home, "--json").json
    assert (told["added"], told["already"], told["articles"]) == (0, 2, 0)
    assert states(cli) == {"Title 1": (True, False, []), "Title 2": (True, False, [])}
    assert {one["id"] for one in cli("list", "--json").json["entries"]} == set(ids.values())
    assert cli("show", ids["Title 1"], "--json").json["content"] == "<p>Text 1</p>"


def test_a_dry_run_stores_nothing_and_says_the_same(cli: CommandLine, tmp_path: Path) -> None:
    """The counts are those of the import that follows, and the library is not even made."""
    home = newsboat_home(tmp_path / "newsboat", [river(1), river(2, unread=1), river(3, deleted=1)])
    before = cli("import", "newsboat", home, "--dry-run", "--json").json
    assert not (cli.home / "data").exists()
    after = cli("import", "newsboat", home, "--json").json
    kept = ("reader", "files", "added", "articles", "read", "starred", "tagged", "left", "problems")
    assert [before[name] for name in kept] == [after[name] for name in kept]


def test_their_files_are_left_as_they_are(cli: CommandLine, tmp_path: Path) -> None:
    """No byte of another reader's changes, and no log or lock is left beside it."""
    home = newsboat_home(tmp_path / "newsboat", [river(1)])
    before = files_below(home)
    assert cli("import", "newsboat", home).code == 0
    assert files_below(home) == before


def test_what_a_refresh_brings_is_known(cli: CommandLine, tmp_path: Path, feed_server: FeedServer) -> None:
    """Articles keep what was read when their feed is fetched, deleted ones stay away, whatever guid newsboat made."""
    entries = items(4)
    feed_server.answers["/feed"] = Answer(rss([entries[0], *[replace(one, guid=None) for one in entries[1:]]]))
    url = feed_server.url("/feed")
    date = JUNE
    rows: list[tuple[object, ...]] = [
        ("guid-3", "Title 3", "https://news.example/3", url, date, "Some text.", 0, "", 0),
        (f"https://news.example/2{date}", "Title 2", "https://news.example/2", url, date, "Some text.", 0, "", 0),
        ("https://news.example/1", "Title 1", "https://news.example/1", url, date, "Some text.", 0, "", 1),
    ]
    home = newsboat_home(tmp_path / "newsboat", rows, urls=url)
    cli("import", "newsboat", home)
    assert cli("refresh", "--json").json["new"] == 1
    assert states(cli) == {
        "Title 0": (False, False, []),
        "Title 2": (True, False, []),
        "Title 3": (True, False, []),
    }


@pytest.mark.skipif(not shutil.which("newsboat"), reason="newsboat is not installed")
def test_a_real_newsboat_is_followed(cli: CommandLine, tmp_path: Path, feed_server: FeedServer) -> None:
    """What newsboat fetched itself is recognised by the next refresh: nothing is new, what was read is read."""
    feed_server.answers["/feed"] = Answer(rss(items(5)))
    home = tmp_path / "newsboat"
    home.mkdir()
    (home / "urls").write_text(f"{feed_server.url('/feed')} news\n", encoding="utf-8")
    (home / "config").write_text("", encoding="utf-8")
    files = ("-u", f"{home}/urls", "-c", f"{home}/cache.db", "-C", f"{home}/config")
    subprocess.run(
        ["newsboat", *files, "-x", "reload"],
        env={**os.environ, "HOME": str(tmp_path)},
        check=True,
        timeout=60,
        capture_output=True,
    )
    with sqlite3.connect(home / "cache.db") as cache:
        cache.execute("UPDATE rss_item SET unread = 0 WHERE guid IN ('guid-0', 'guid-1')")
    cache.close()
    assert cli("import", "newsboat", home, "--json").json["articles"] == 5
    assert cli("refresh", "--json").json["new"] == 0
    assert {title for title, (read, _, _) in states(cli).items() if read} == {"Title 0", "Title 1"}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('https://a.example/ "two words" three # four', ["https://a.example/", "two words", "three"]),
        ('"a\\"b" "c\\\\d" "e\\nf" "g\\`h" "\\x"', ['a"b', "c\\d", "e\nf", "g\\`h", "x"]),
        ('one "without an end # x', ["one", "without an end # x"]),
        ("a#b 'c d'", ["a#b", "'c", "d'"]),
        ("   # all of it", []),
    ],
)
def test_words_of_a_line(line: str, words: list[str]) -> None:
    """Blanks part words, double quotes keep them together, a word that begins with # ends the line."""
    assert newsboat.tokens(line) == words


@given(st.text())
def test_any_line_has_words(line: str) -> None:
    """No line fails, and no word is longer than its line."""
    assert all(len(word) <= len(line) for word in newsboat.tokens(line))


# --- the others -----------------------------------------------------------------------------------------------


def test_newsraft(cli: CommandLine, tmp_path: Path) -> None:
    """Sections are folders, settings behind a name or address are not of it, important is starred."""
    home = tmp_path / "newsraft"
    home.mkdir()
    (home / "feeds").write_text(
        f'{RIVER} "River" [30] {{100}}\n@ Far away [60]\n$(cat x) "X"\nhttps://hill.example/feed < reload-period: 3\n',
        encoding="utf-8",
    )
    with sqlite3.connect(home / "newsraft.sqlite3") as database:
        database.execute("CREATE TABLE feeds (feed_url TEXT, title TEXT)")
        database.execute(
            """CREATE TABLE items (feed_url TEXT, guid TEXT, title TEXT, link TEXT, content TEXT,
            publication_date INTEGER, update_date INTEGER, unread INTEGER, important INTEGER)"""
        )
        content = "\x1ftype=text/html\x1ftext=<p>Body</p>\x1e\x1ftype=text/plain\x1ftext=B"
        database.execute(
            "INSERT INTO items VALUES (?, 'r1', 'One', 'https://river.example/1', ?, ?, 0, 0, 1)",
            (RIVER, content, JUNE),
        )
    database.close()
    told = cli("import", "newsraft", home, "--json").json
    assert "$(cat x)" in " ".join(told["problems"])
    assert [(one["title"], one["folder"]) for one in cli("feeds", "--json").json["feeds"]] == [
        ("River", None),
        ("https://hill.example/feed", "Far away"),
    ]
    assert states(cli) == {"One": (True, True, [])}
    entry = cli("list", "--json").json["entries"][0]
    assert cli("show", entry["id"], "--json").json["content"] == "<p>Body</p>"


ELFEED = r"""
;;; Elfeed Database Index (version 4)

(:version 4 :feeds #s(hash-table size 65 test equal rehash-size 1.5 rehash-threshold 0.8125 data
("https://river.example/feed"
#s(elfeed-feed "https://river.example/feed" "https://river.example/feed" "River \"N\"" ((:name "A")) nil)))
:entries #s(hash-table size 65 test equal data
(("river.example" . "r1")
#s(elfeed-entry ("river.example" . "r1") "One \\ two" "https://river.example/1" 1718800000.0
#s(elfeed-ref "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d") html nil (emacs star unread)
"https://river.example/feed" nil)
("river.example" . "r2")
#s(elfeed-entry ("river.example" . "r2") #("Two" 0 3 (face bold)) "https://river.example/2" 1718700000.0
#s(elfeed-ref "../../../../etc/passwd") html nil (emacs) "https://river.example/feed" (:etag nil))))
:index [cl-struct-avl-tree- [nil nil nil 0] elfeed-db-compare])
"""


def test_elfeed(cli: CommandLine, tmp_path: Path) -> None:
    """Tags are tags but for unread and star; texts come from the files that the index names, and from no others."""
    home = tmp_path / ".elfeed"
    text = home / "data/aa/aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"
    text.parent.mkdir(parents=True)
    text.write_text("<p>Hello</p>", encoding="utf-8")
    (home / "index").write_text(ELFEED, encoding="utf-8")
    told = cli("import", "elfeed", home, "--json").json
    assert (told["added"], told["articles"], told["problems"]) == (1, 2, [])
    assert [one["title"] for one in cli("feeds", "--json").json["feeds"]] == ['River "N"']
    found = {one["guid"]: one for one in cli("list", "--json").json["entries"]}
    assert {guid: (one["read"], one["starred"], one["tags"]) for guid, one in found.items()} == {
        "r1": (False, True, ["emacs"]),
        "r2": (True, False, ["emacs"]),
    }
    assert (found["r1"]["title"], found["r2"]["title"]) == ("One \\ two", "Two")
    assert cli("show", found["r1"]["id"], "--json").json["content"] == "<p>Hello</p>"
    assert cli("show", found["r2"]["id"], "--json").json["content"] is None


@given(st.text(st.sampled_from('()[]#s"\\; .n elfeed-entry 1e9nil'), max_size=300))
def test_any_lisp_is_read_to_its_end(text: str) -> None:
    """What is no value gives no record, and no error but our own."""
    for record in elfeed.records(text):
        assert record[0] in {"elfeed-feed", "elfeed-entry"}


def test_lisp_without_an_end_is_refused() -> None:
    """Lists in lists in lists take no more room than there is."""
    with pytest.raises(ParseError, match="nested deeper"):
        list(elfeed.records("(" * 1_000_000))


def test_sfeed(cli: CommandLine, tmp_path: Path) -> None:
    """Lines of the script that name feeds are read and nothing is run; read is what the file of addresses has."""
    home = tmp_path / ".sfeed"
    (home / "feeds").mkdir(parents=True)
    (home / "sfeedrc").write_text(
        f"""sfeedpath="$HOME/.sfeed/feeds"
touch {tmp_path}/ran
feeds() {{
\t# feed <name> <feedurl> [basesiteurl] [encoding]
\tfeed "The River" "{RIVER}" # words
\tfeed "$(touch {tmp_path}/ran)" 'https://evil.example/feed'
\tfeed 'Hill' \\
\t\t'https://hill.example/feed' 'https://hill.example' 'iso-8859-1'
}}
""",
        encoding="utf-8",
    )
    line = f"{JUNE}\tOne\thttps://river.example/1\t<p>a\\tb\\nc</p>\thtml\tr1\tAnn\t\tx|y"
    (home / "feeds/The River").write_text(f"{line}\n{JUNE - 60}\tTwo\thttps://river.example/2\t\t\tr2\t\t\t\n")
    (home / "urls").write_text("https://river.example/2\n")
    told = cli("import", "sfeed", home, "--json").json
    assert (told["added"], told["articles"], told["read"]) == (2, 2, 1)
    assert not (tmp_path / "ran").exists()
    assert states(cli) == {"One": (False, False, []), "Two": (True, False, [])}
    (one,) = [one for one in cli("list", "--json").json["entries"] if one["title"] == "One"]
    assert one["author"] == "Ann"
    assert cli("show", one["id"], "--json").json["content"] == "<p>a\tb\nc</p>"


def test_liferea_s_log_is_read_and_left(cli: CommandLine, tmp_path: Path) -> None:
    """Its database has the latest changes in a log: they are seen, and none of its files changes."""
    home = tmp_path / "liferea"
    home.mkdir()
    (home / "feedlist.opml").write_text(
        f"""<opml version="1.0"><body><outline title="World" text="World" id="f" type="folder">
        <outline title="River" text="River" type="rss" id="abc" xmlUrl="{RIVER}"/></outline></body></opml>"""
    )
    database = sqlite3.connect(home / "liferea.db")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute(
        """CREATE TABLE items (item_id INTEGER PRIMARY KEY, node_id TEXT, title TEXT, read INTEGER, marked INTEGER,
        source TEXT, source_id TEXT, valid_guid INTEGER, description TEXT, date INTEGER, comment INTEGER)"""
    )
    row = "INSERT INTO items VALUES (?, 'abc', ?, 1, ?, 'https://river.example/1', 'r1', 1, '<p>x</p>', ?, ?)"
    database.execute(row, (1, "One", 1, JUNE, 0))
    database.execute(row, (2, "A comment", 0, JUNE, 1))
    database.commit()  # and it stays open, as that of a reader that runs
    before = files_below(home)
    assert "liferea.db-wal" in before
    told = cli("import", "liferea", home, "--json").json
    assert files_below(home) == before
    database.close()
    assert (told["added"], told["articles"], told["starred"]) == (1, 1, 1)
    assert [(one["title"], one["folder"]) for one in cli("feeds", "--json").json["feeds"]] == [("River", "World")]
    assert states(cli) == {"One": (True, True, [])}


@pytest.mark.parametrize("column", ["source", "url"])
def test_rssguard(cli: CommandLine, tmp_path: Path, column: str) -> None:
    """Categories in categories are folders; a feed's address is in another column since its fourth version."""
    home = tmp_path / "database"
    home.mkdir()
    with sqlite3.connect(home / "database.db") as database:
        database.execute("CREATE TABLE Categories (id INTEGER PRIMARY KEY, parent_id INTEGER, title TEXT)")
        database.execute(f"CREATE TABLE Feeds (id INTEGER PRIMARY KEY, custom_id, title, {column}, category)")
        database.execute(
            """CREATE TABLE Messages (id INTEGER PRIMARY KEY, feed TEXT, custom_id, title, url, author, date_created,
            contents, is_read, is_important, is_deleted, is_pdeleted)"""
        )
        database.execute("INSERT INTO Categories VALUES (1, -1, 'A'), (2, 1, 'B/C'), (3, 3, 'round')")
        database.execute("INSERT INTO Feeds VALUES (7, '7', 'River', ?, 2), (8, '8', 'Hill', ?, 3)", (RIVER, "h" * 9))
        database.execute(
            "INSERT INTO Messages VALUES (1, '7', 'r1', 'One', 'u', 'Ann', ?, '<p>x</p>', 0, 1, 0, 0)", (JUNE * 1000,)
        )
        database.execute("INSERT INTO Messages VALUES (2, '7', 'r2', 'Two', '', '', 1, '', 1, 0, 0, 1)")
    database.close()
    told = cli("import", "rssguard", home / "database.db", "--json").json
    assert (told["added"], told["articles"], told["starred"]) == (1, 1, 1)
    assert [one["folder"] for one in cli("feeds", "--json").json["feeds"]] == ["A/B\u2215C"]
    assert states(cli) == {"One": (False, True, [])}
    assert cli("list", "--json").json["entries"][0]["published"] == "2024-06-19T12:26:40Z"


def test_netnewswire(cli: CommandLine, tmp_path: Path) -> None:
    """Statuses are in a table of their own; an article without one is unread."""
    home = tmp_path / "OnMyMac"
    home.mkdir()
    (home / "Subscriptions.opml").write_text(f'<opml><body><outline text="River" xmlUrl="{RIVER}"/></body></opml>')
    with sqlite3.connect(home / "DB.sqlite3") as database:
        database.execute(
            """CREATE TABLE articles (articleID TEXT, feedID TEXT, uniqueID TEXT, title TEXT, contentHTML TEXT,
            contentText TEXT, url TEXT, externalURL TEXT, summary TEXT, datePublished REAL, dateModified REAL)"""
        )
        database.execute("CREATE TABLE statuses (articleID TEXT, read BOOL, starred BOOL, dateArrived REAL)")
        database.execute(
            "INSERT INTO articles VALUES ('a', ?, 'r1', 'One', '<p>x</p>', '', 'u', '', '', ?, 0)", (RIVER, JUNE)
        )
        database.execute(
            "INSERT INTO articles VALUES ('b', ?, 'r2', 'Two', '', 'plain', '', 'u', '', ?, 0)", (RIVER, JUNE)
        )
        database.execute("INSERT INTO statuses VALUES ('a', 1, 1, 0)")
    database.close()
    assert cli("import", "netnewswire", home, "--json").json["articles"] == 2
    assert states(cli) == {"One": (True, True, []), "Two": (False, False, [])}


def test_akregator(cli: CommandLine, tmp_path: Path) -> None:
    """Feeds and folders, and a word on what stays behind."""
    file = tmp_path / "feeds.opml"
    file.write_text(
        f'<opml><body><outline text="World"><outline text="River" xmlUrl="{RIVER}"/></outline></body></opml>'
    )
    told = cli("import", "akregator", file, "--json").json
    assert told["added"] == 1
    assert "unread" in told["problems"][0]


# --- finding them ---------------------------------------------------------------------------------------------


def test_readers_are_found_in_their_usual_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there is found with its files; the folders of XDG come before the old ones."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert readers.found() == []
    newsboat_home(tmp_path / ".newsboat")
    assert [(one.reader, one.shown()) for one in readers.found()] == [
        ("newsboat", "~/.newsboat/urls, ~/.newsboat/cache.db")
    ]
    (tmp_path / "c/newsboat").mkdir(parents=True)
    (tmp_path / "c/newsboat/urls").touch()
    (tmp_path / ".local/share/akregator/data").mkdir(parents=True)
    (tmp_path / ".local/share/akregator/data/feeds.opml").touch()
    assert [(one.reader, one.shown()) for one in readers.found()] == [
        ("newsboat", "~/c/newsboat/urls"),
        ("akregator", "~/.local/share/akregator/data/feeds.opml"),
    ]


def test_the_command_line_names_all_readers() -> None:
    """The words are kept apart so that --help imports no database."""
    assert tuple(readers.READERS) == subscriptions.READERS


def test_what_is_not_there_is_said(cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence with what to do, and no library."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert "name its file or folder (urls or cache.db)" in cli("import", "newsboat").sentence
    assert "no such file" in cli("import", "newsboat", tmp_path / "nothing").sentence
    assert "holds nothing" in cli("import", "liferea", tmp_path).sentence
    (tmp_path / "words.txt").write_text("words")
    assert "no SQLite database" in cli("import", "rssguard", tmp_path / "words.txt").sentence
    assert cli("import", "opml").code == 2
    assert cli("import", "opml", tmp_path / "words.txt", "--dry-run").code == 2
    assert not (cli.home / "data").exists()


# --- hostile files --------------------------------------------------------------------------------------------


def test_only_tables_are_read(tmp_path: Path) -> None:
    """A view or a virtual table in the place of a table is none: it would run what the file says."""
    file = tmp_path / "cache.db"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE real (a)")
        database.execute("CREATE VIEW rss_item AS SELECT 1 AS guid FROM real")
        database.execute("CREATE VIRTUAL TABLE words USING fts5(a)")
    database.close()
    with foreign.opened(file) as opened:
        assert opened.has("real")
        assert list(opened.rows("real", ("a", "b"))) == []
        for name in ("rss_item", "words", "none"):
            with pytest.raises(ParseError, match="no table"):
                list(opened.rows(name, ("guid",)))


@pytest.mark.parametrize("cut", [100, 5_000, 9_000])
def test_a_torn_database_is_an_error_of_ours(cli: CommandLine, tmp_path: Path, cut: int) -> None:
    """One sentence, and nothing on stdout."""
    home = newsboat_home(tmp_path / "newsboat", [river(number) for number in range(50)])
    data = (home / "cache.db").read_bytes()
    (home / "cache.db").write_bytes(data[:cut] + b"\xff" * (len(data) - cut))
    done = cli("import", "newsboat", home)
    assert done.code == 1
    assert done.out == ""
    assert "cache.db" in done.err
    assert "Traceback" not in done.err


def test_values_may_be_of_any_kind(cli: CommandLine, tmp_path: Path) -> None:
    """Numbers where texts belong, texts where numbers do, control characters, no UTF-8: articles or nothing."""
    rows = [
        (1, 2.5, None, RIVER, "soon", b"\xff\xfe", "yes", 7, None),
        ("g\x1b[31m", "A \x1b]52;c;x\x07title\u202e", "javascript:alert(1)", RIVER, 2**62, "\x9b31m", 1, "é\x1bZ", 0),
        (None, None, None, None, None, None, None, None, None),
    ]
    home = newsboat_home(tmp_path / "newsboat", rows)
    assert cli("import", "newsboat", home, "--json").code == 0
    listed = cli("list", "--json")
    assert not any(unseen in listed.out for unseen in "\x1b\x9b\x07\u202e")
    assert all(one["link"] is None for one in listed.json["entries"])


def test_a_database_in_use_is_told(cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While its program writes nothing is read that is half there."""
    monkeypatch.setattr(foreign, "_PATIENCE_MILLISECONDS", 1)
    home = newsboat_home(tmp_path / "newsboat", [river(1)])
    writing = sqlite3.connect(home / "cache.db", isolation_level=None)
    writing.execute("BEGIN EXCLUSIVE")
    assert "close that and try again" in cli("import", "newsboat", home).sentence
    writing.execute("ROLLBACK")
    writing.close()
    assert cli("import", "newsboat", home).code == 0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text(max_size=5)).map(tuple)))
def test_parts_hold_all_rows_in_order(rows: list[tuple[object, ...]]) -> None:
    """Each part is of one feed, and not larger than what is held at a time."""
    rows.sort(key=lambda row: str(row[0]))
    parts = list(moving.by_feed(rows))
    assert [row for _, part in parts for row in part] == rows
    assert all({row[0] for row in part} == {feed} for feed, part in parts)


def test_a_large_feed_comes_in_parts(cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the parts, all of it comes, once, and the newest is the first of the list."""
    monkeypatch.setattr(moving, "MANY_ROWS", 3)
    monkeypatch.setattr(moving, "MANY_CHARACTERS", 200)
    home = newsboat_home(tmp_path / "newsboat", [river(number, unread=number % 2) for number in range(20)])
    assert cli("import", "newsboat", home, "--json").json["articles"] == 20
    assert cli("import", "newsboat", home, "--json").json["articles"] == 0
    listed = cli("list", "--limit", "0", "--json").json["entries"]
    assert [one["guid"] for one in listed] == [f"r{number}" for number in reversed(range(20))]


def test_events_tell_how_far_it_is(cli: CommandLine, tmp_path: Path) -> None:
    """One JSON line each: the beginning with about how much there is, the end with what came of it."""
    home = newsboat_home(tmp_path / "newsboat", [river(1), river(2)])
    events = [json.loads(line) for line in cli("import", "newsboat", home, "--events").out.splitlines()]
    assert events[0] == {"event": "start", "total": 2}
    assert {one["event"] for one in events[1:-1]} <= {"articles"}
    assert (events[-1]["event"], events[-1]["added"], events[-1]["articles"]) == ("end", 2, 2)
    assert cli("import", "newsboat", home, "--events", "--json").code == 2
