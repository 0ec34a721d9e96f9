"""The hostile documents that are no feeds: pages, lists, databases, strings; and that none of the data is left out.

Feeds among them are in test_real_feeds, their sequences in test_sequences, the server's routes in test_hostile_server.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from command_line import FEED
from hostile import assert_within_memory, in_memory, in_time
from newsreader import configfile, query
from newsreader.articles import clean, document
from newsreader.errors import ConfigError, FetchError, ParseError
from newsreader.feeds import dates, opml, parse
from newsreader.feeds.opml import Outline
from newsreader.feeds.worker import ParserProcess
from newsreader.tomltext import written
from newsreader.tui.rendering import lay_out
from newsreader.tui.symbols import ASCII
from newsreader.web import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from command_line import CommandLine

DATA = Path(__file__).parents[2] / "shared" / "data" / "hostile" / "documents"
MANIFEST = DATA / "manifest.jsonl"
ROWS: list[dict[str, Any]] = (
    [json.loads(line) for line in MANIFEST.read_text(encoding="utf-8").splitlines()] if MANIFEST.exists() else []
)
ELSEWHERE = {"rss", "atom", "rdf", "json", "nofeed", "sequence"}
HERE = {"html", "opml", "db", "strings", "sync", "download"}

pytestmark = pytest.mark.skipif(not ROWS, reason="the shared data is not beside this checkout")


def rows(kind: str) -> list[Any]:
    """The files of a kind with what is expected of them, as parameters."""
    return [pytest.param(row, id=row["file"].split("/")[1]) for row in ROWS if row["kind"] == kind]


def test_no_kind_is_left_out() -> None:
    """Each file of the manifest exists and is of a kind that some test is about; so is whatever is expected of it."""
    named = {name for row in ROWS for name in row["expect"]}
    read = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py"))
    assert {name for name in named if f'"{name}"' not in read} == set()
    assert {row["kind"] for row in ROWS} == ELSEWHERE | HERE
    assert all((DATA / row["file"]).is_file() for row in ROWS)


# --- pages --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def parser() -> Iterator[ParserProcess]:
    """A process that parses, within limits of time and memory."""
    with ParserProcess() as process:
        yield process


@pytest.mark.parametrize("row", rows("html"))
def test_page(parser: ParserProcess, row: dict[str, Any]) -> None:
    """A page read as a file is an article, or an error, within the limits; nothing forbidden is in its text."""
    try:
        with in_time(row["file"], row["expect"]):
            (entry,) = parser.parse_path(DATA / row["file"]).entries
    except ParseError:
        assert row["expect"]["outcome"] != "ok"
        return
    finally:
        assert_within_memory(parser, row["file"], row["expect"])
    found = document.parse(entry.content or entry.summary or "")
    shown = f"{entry.title}{entry.author}{found.text}{entry.content}{entry.summary}"
    assert not [word for word in row["expect"].get("forbid", []) if word in shown]


# --- lists --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", rows("opml"))
def test_list(cli: CommandLine, row: dict[str, Any]) -> None:
    """A list is imported with as many feeds as it has, all of the web, or refused as a whole; nothing is repeated."""
    expect = row["expect"]
    with in_time(row["file"], expect), in_memory(row["file"], expect):
        done = cli("import", "opml", DATA / row["file"], "--json")
    assert (done.code == 0) is (expect["outcome"] == "ok") or expect["outcome"] == "either"
    listed = cli("feeds", "--json").json["feeds"]
    assert len(listed) == expect.get("feeds", len(listed))
    assert all(feed["url"].startswith(("http://", "https://")) for feed in listed)
    said = done.out + done.err + cli("feeds").out + cli("feeds", "--json").out + cli("export", "opml").out
    assert not [word for word in expect.get("forbid", []) + expect.get("forbid_display", []) if word in said]
    assert done.code == 0 or not listed


# --- databases ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", rows("db"))
def test_database(cli: CommandLine, tmp_path: Path, row: dict[str, Any]) -> None:
    """A file that is no library of this program is told by its name and left as it is; an empty one may be filled."""
    copy = tmp_path / Path(row["file"]).name
    shutil.copy(DATA / row["file"], copy)
    before = hashlib.sha256(copy.read_bytes()).digest()
    done = cli("--library", copy, "feeds")
    if copy.name == "db_empty.db" and done.code == 0:
        return
    assert str(copy) in done.sentence
    assert hashlib.sha256(copy.read_bytes()).digest() == before
    assert cli("--library", copy, "--version").code == 0


# --- strings, and what is for no reader like this -----------------------------------------------------------------


@pytest.fixture(scope="module")
def strings() -> list[str]:
    """Strings that break programs."""
    return [json.loads(line) for line in (DATA / "P-strings/strings.jsonl").read_text(encoding="utf-8").splitlines()]


def test_strings_wherever_a_text_comes_from_outside(strings: list[str]) -> None:
    """As an address, a date, a query, a setting, a header: taken or refused, each in its own way."""
    assert len(strings) > 100
    for text in strings:
        with contextlib.suppress(FetchError):
            assert address.parse(text).url.isascii()
        assert dates.parse(text) is None or text[:1].isdigit()
        with contextlib.suppress(query.QueryError):
            query.parse(text)
        for setting in (
            f"[interface]\nbrowser = {written(text)}",
            f'[feeds."https://a/"]\nuser_agent = {written(text)}',
        ):
            with contextlib.suppress(ConfigError):
                configfile.parse(setting, Path("config.toml"))


def test_strings_in_a_list(strings: list[str]) -> None:
    """As titles and folders of a list they are written and read again, each on one line of XML, none lost."""
    feeds = [Outline(f"https://a.example/{n}", text, text) for n, text in enumerate(strings)]
    found, _ = opml.read(opml.write(feeds, title=strings[0]).encode("utf-8", "replace"))
    assert [one.url for one in sorted(found, key=lambda one: int(one.url.rpartition("/")[2]))] == [
        one.url for one in feeds
    ]


def test_strings_as_words_of_the_command_line(cli: CommandLine, strings: list[str], tmp_path: Path) -> None:
    """As a feed, a title, a folder and a query none is a traceback, and none makes the program write a control byte."""
    file = tmp_path / "feed.xml"
    file.write_text(FEED, encoding="utf-8")
    words_of_a_shell = [text.replace("\0", "").encode(errors="ignore").decode() for text in strings]
    for number, text in enumerate(words_of_a_shell):
        if number < 12:
            file = file.rename(tmp_path / f"{number}.xml")
            cli("add", file, f"--title={text}", f"--folder={text}")
        for words in (["search", "--", text], ["remove", "--", text]):
            done = cli(*words)
            assert done.code in {0, 1, 2}
            assert not {*(done.out + done.err)} & {"\x1b", "\x9b", "\x07", "\x08", "\x7f"}


@pytest.mark.parametrize("row", rows("sync") + rows("download"))
def test_what_is_no_document_of_ours(parser: ParserProcess, row: dict[str, Any]) -> None:
    """What servers and downloads of other kinds bring is no feed and no list."""
    body = (DATA / row["file"]).read_bytes()
    with pytest.raises(ParseError):
        parser.parse(body, url="https://news.example/feed")
    with pytest.raises(ParseError):
        parse.parse(body)
    with pytest.raises(ParseError):
        opml.read(body)


@pytest.mark.parametrize("row", rows("html"))
def test_page_as_lines(row: dict[str, Any]) -> None:
    """At any width each line fits, and every letter of the text is on one of them."""
    html = clean.sanitise((DATA / row["file"]).read_bytes().decode("utf-8", "replace"))
    found = document.parse(html)
    letters = Counter(filter(str.isalnum, found.text))
    for width in (20, 47, 120):
        lines = lay_out(found, width, symbols=ASCII).lines
        assert all(cell_len(line.text) <= width + line.hang for line in lines)
        if not any(block.rows for block in found.blocks):  # the head of a table may be drawn in each of its records
            drawn = Counter(letter for line in lines for one in line.pieces if one.start >= 0 for letter in one.text)
            assert {letter: drawn[letter] for letter in letters} == letters
