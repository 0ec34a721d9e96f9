"""export: which articles, to where, whole or not at all, never in the place of another file."""

from __future__ import annotations

import fcntl
import io
import json
import os
import resource
import signal
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from command_line import CommandLine, environment
from library_making import NOW, change, feed_with, opened, stored
from newsreader import paths
from newsreader.cli import files
from newsreader.errors import NewsreaderError
from newsreader.library import feeds, notes, searches, states, storing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.store import Library

SAID = '<p>The council will build a new bridge in May. "We had no choice," said Mayor Ada Lind.</p>'


@pytest.fixture
def lib(cli: CommandLine) -> Iterator[Library]:
    """Five articles of two feeds: ids 1 to 3 and 4 to 5, the highest the newest of its feed."""
    with opened(paths.data_dir()) as library:
        feed_with(library, 3)
        river = feeds.add(library, "https://river.example/feed", "River", now=NOW)
        new = [
            stored(10, title="Bridge", content=SAID, link="https://river.example/1"),
            stored(11, title="../../Ferry: stops?", content=""),
        ]
        storing.apply(library, change(river, new), NOW)
        yield library


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder to write to."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    """What is in a folder, what is hidden as well."""
    return sorted(file.name for file in folder.iterdir())


# --- to stdout ----------------------------------------------------------------------------------------------------


def test_markdown_goes_to_stdout(cli: CommandLine, lib: Library) -> None:
    """With front matter and the quotes, found now if they were not before; nothing is marked read."""
    done = cli("export", 4, "--to", "markdown")
    assert done.code == 0
    assert done.out.startswith('---\ntitle: "Bridge"\nfeed: "River"\nlink: "https://river.example/1"\n')
    assert '  - speaker: "Ada Lind"\n    type: direct\n    text: "\\"We had no choice,\\""\n' in done.out
    assert cli("show", 4, "--json").json["read"] is False


def test_json_is_that_of_show(cli: CommandLine, lib: Library) -> None:
    """For one id the same document, of several a list."""
    shown = [cli("show", number, "--json").json for number in (4, 1)]
    assert cli("export", 4, "--to", "json").json == shown[0]
    assert cli("export", 4, 1, "--to", "json").json == {"entries": shown}
    assert cli("export", "--query", "title:bridge", "--to", "json").json == {"entries": shown[:1]}


def test_text_is_wrapped_at_the_measure_of_the_settings(cli: CommandLine, lib: Library) -> None:
    """As articles are on the screen."""
    paths.config_file().parent.mkdir(parents=True, exist_ok=True)
    paths.config_file().write_text("[reading]\nmeasure = 30\n")
    lines = cli("export", 4, "--to", "txt").out.splitlines()
    assert "The council will build a new" in lines
    assert max(map(len, lines)) <= 30


def test_html_and_a_book_go_to_stdout_as_well(cli: CommandLine, lib: Library) -> None:
    """A book in bytes, into a pipe."""
    assert cli("export", 4, "--to", "html").out.startswith("<!DOCTYPE html>\n")
    command = [sys.executable, "-m", "newsreader", "export", "4", "--to", "epub"]
    done = subprocess.run(command, capture_output=True, env=environment(cli.home), timeout=60, check=True)
    assert "book/article-4.xhtml" in zipfile.ZipFile(io.BytesIO(done.stdout)).namelist()


def test_a_book_is_not_for_the_terminal(cli: CommandLine, lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would only be noise."""
    monkeypatch.setattr("newsreader.cli.output.is_terminal", lambda: True)
    done = cli("export", 4, "--to", "epub")
    assert done.code == 2
    assert "--output" in done.sentence


# --- which articles -----------------------------------------------------------------------------------------------


def test_ids_come_from_stdin(cli: CommandLine, lib: Library) -> None:
    """As many as there are, each once."""
    done = cli("export", "-", "--to", "json", stdin=b"4\n1 4\n")
    assert [entry["id"] for entry in done.json["entries"]] == [4, 1]


def test_lists_are_searches_saved_searches_and_feeds(cli: CommandLine, lib: Library) -> None:
    """A search may be narrowed to a feed, any list to its first."""
    searches.save(lib, "News", "feed:News", NOW)

    def ids(*words: object) -> list[int]:
        return [entry["id"] for entry in cli("export", *words, "--to", "json").json["entries"]]

    assert ids("--saved", "news") == [3, 2, 1]
    assert ids("--feed", "River") == [5, 4]
    assert ids("--feed", "River", "--query", "title:bridge") == [4]
    assert ids("--query", "is:unread", "--limit", 2) == [5, 4]
    states.mark(lib, [2, 4], starred=True, now=NOW)
    assert ids("--query", "is:starred") == [4, 2]


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (["1", "99", "--to", "txt"], 1, "There is no entry 99"),
        (["--query", "title:nowhere", "--to", "txt"], 1, "no such article"),
        (["--saved", "nowhere", "--to", "txt"], 1, "nowhere"),
        (["--query", "is:", "--to", "txt"], 2, ""),
        (["1"], 2, "--to"),
        (["--to", "txt"], 2, "--query"),
        (["1", "--query", "x", "--to", "txt"], 2, "ids, or --query"),
        (["--query", "x", "--saved", "x", "--to", "txt"], 2, "not allowed"),
        (["./1", "--to", "txt"], 2, "ids are digits"),
        (["1", "--to", "pdf"], 2, "pdf"),
        (["1", "--to", "txt", "--json"], 2, "--output"),
        (["opml", "--to", "txt"], 2, "nothing else"),
        (["opml", "--json"], 2, "nothing else"),
        (["opml", "a", "b"], 2, "one FILE"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    cli: CommandLine, lib: Library, words: list[str], code: int, part: str
) -> None:
    """And nothing is written."""
    done = cli("export", *words)
    assert done.code == code
    assert part in done.sentence


# --- files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["markdown", "html", "epub", "txt", "json"])
def test_a_file_is_never_replaced_unless_that_is_asked_for(
    cli: CommandLine, lib: Library, out: Path, name: str
) -> None:
    """The place is said."""
    file = out / "mine"
    file.write_text("precious")
    done = cli("export", 4, "--to", name, "--output", file)
    assert "--force" in done.sentence
    assert file.read_text() == "precious"
    done = cli("export", 4, "--to", name, "--output", file, "--force")
    assert done.out == f"1 article written to {file}\n"
    assert b"precious" not in file.read_bytes()
    assert names(out) == ["mine"]


def test_a_folder_gets_a_file_an_article(cli: CommandLine, lib: Library, out: Path) -> None:
    """With names made of day and title, which lead nowhere; a name that is taken gets a number."""
    done = cli("export", 4, 5, "--to", "markdown", "--output", out, "--json")
    assert names(out) == ["2027-01-03 Bridge.md", "2027-01-03 Ferry stops.md"]
    assert done.json == {
        "format": "markdown",
        "articles": 2,
        "files": [str(out / name) for name in names(out)],
        "left_out": [],
    }
    before = (out / "2027-01-03 Bridge.md").read_text()
    cli("export", 4, "--to", "markdown", "--output", out)
    assert names(out) == ["2027-01-03 Bridge 2.md", "2027-01-03 Bridge.md", "2027-01-03 Ferry stops.md"]
    assert (out / "2027-01-03 Bridge.md").read_text() == before
    cli("export", 4, "--to", "markdown", "--output", out, "--force")
    assert len(names(out)) == 3


def test_a_folder_that_is_not_there_is_made(cli: CommandLine, lib: Library, out: Path) -> None:
    """If its name ends as that of a folder."""
    done = cli("export", "--feed", "News", "--to", "txt", "--output", f"{out}/a/b/")
    assert done.out == f"3 articles written to {out}/a/b\n"
    assert len(names(out / "a/b")) == 3


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["--feed", "River", "--to", "epub"], "River.epub"),
        (["--query", "is:unread", "--to", "html", "--together"], "is unread.html"),
        (["4", "5", "--to", "json", "--together"], "2 articles.json"),
        (["4", "5", "--to", "epub", "--title", "../My: book"], "My book.epub"),
        (["4", "--to", "epub"], "2027-01-03 Bridge.epub"),
    ],
)
def test_one_file_of_several_is_named_by_what_they_are(
    cli: CommandLine, lib: Library, out: Path, words: list[str], name: str
) -> None:
    """By the feed, the search, the title that is given."""
    assert cli("export", *words, "--output", out).out.endswith(f" written to {out / name}\n")
    assert names(out) == [name]


def test_a_book_goes_feed_by_feed(cli: CommandLine, lib: Library, out: Path) -> None:
    """Whatever the order of the list."""
    cli("export", 4, 1, 5, "--to", "epub", "--output", out / "book")
    chapters = [name for name in zipfile.ZipFile(out / "book").namelist() if "/article-" in name]
    assert chapters == ["book/article-4.xhtml", "book/article-5.xhtml", "book/article-1.xhtml"]


def test_notes_come_along(cli: CommandLine, lib: Library, out: Path) -> None:
    """The user's own words leave with the article."""
    notes.write(lib, 4, "compare", now=NOW)
    for name in ("markdown", "html", "txt", "json"):
        assert "compare" in cli("export", 4, "--to", name).out


def test_names_that_differ_in_case_alone_are_told_apart(cli: CommandLine, lib: Library, out: Path) -> None:
    """Some systems take them for one; devices of Windows are no names."""
    new = [stored(20, title="Same"), stored(20, title="SAME", guid="g"), stored(20, title="aux", guid="h")]
    storing.apply(lib, change(1, [*new, stored(20, title="x" * 10_000, guid="i")]), NOW)
    cli("export", "--feed", "News", "--limit", 4, "--to", "txt", "--output", out)
    found = [name.removeprefix("2027-01-03 ").removesuffix(".txt") for name in names(out)]
    assert found[:3] == ["SAME (7)", "Same (6)", "aux_"]
    assert found[3] == "x" * 150


# --- what goes wrong ----------------------------------------------------------------------------------------------


def test_a_damaged_article_is_left_out(cli: CommandLine, lib: Library, out: Path) -> None:
    """The others are written, and it is told which is not; if none can be read, nothing is written."""
    with lib.write():
        lib.execute("UPDATE contents SET content = x'00ff' WHERE entry_id = 4")
    done = cli("export", 4, 5, "--to", "html", "--output", out / "page", "--json")
    assert done.json["left_out"] == [4]
    assert done.json["articles"] == 1
    done = cli("export", 4, 5, "--to", "txt", "--output", f"{out}/texts/")
    assert "1 article cannot be read: left out" in done.err
    assert names(out / "texts") == ["2027-01-03 Ferry stops.txt"]
    for name in ("json", "epub", "markdown"):
        assert "entry 4 is damaged" in cli("export", 4, "--to", name).sentence
        assert "entry 4 is damaged" in cli("export", 4, "--to", name, "--output", f"{out}/none/").sentence
    assert names(out / "none") == []


def test_a_folder_that_cannot_be_written(cli: CommandLine, lib: Library, out: Path) -> None:
    """Where a file is in its way, or no folder is there."""
    (out / "file").write_text("precious")
    for place in (out / "file" / "x.md", f"{out}/file/x/", out / "nowhere" / "x.md"):
        assert str(out) in cli("export", 4, "--to", "markdown", "--output", place).sentence
    assert names(out) == ["file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(cli: CommandLine, lib: Library, out: Path) -> None:
    """It is said, and nothing is there."""
    out.chmod(0o500)
    assert "ermission" in cli("export", 4, "--to", "epub", "--output", out).sentence
    assert names(out) == []


@pytest.mark.parametrize("name", ["markdown", "html", "epub", "txt", "json"])
def test_no_room_leaves_nothing_behind(cli: CommandLine, lib: Library, out: Path, name: str) -> None:
    """The file that was there stays, of the new one there is no trace."""
    storing.apply(lib, change(1, [stored(30, title="Large", content=f"<p>{os.urandom(3_000_000).hex()}</p>")]), NOW)
    cli("reanalyse")
    lib.close()
    file = out / "mine"
    file.write_text("precious")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    words = ["export", "--query", "title:large", "--to", name, "--output", str(file), "--force"]
    done = subprocess.run(
        [sys.executable, "-m", "newsreader", *words],
        capture_output=True,
        text=True,
        env=environment(cli.home),
        timeout=60,
        check=False,
        preexec_fn=limited,
    )
    assert done.returncode == 1
    assert done.stderr == f"newsreader: {file}: cannot be written (File too large); nothing is left there\n"
    assert file.read_text() == "precious"
    assert names(out) == ["mine"]


def test_what_was_written_before_it_failed_is_told(
    cli: CommandLine, lib: Library, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole files stay; there is none that is not whole."""
    writing = files.writing

    def full(path: Path, *, replace: bool) -> object:
        if len(names(out)) == 2:
            raise NewsreaderError(f"{path}: no room")
        return writing(path, replace=replace)

    monkeypatch.setattr(files, "writing", full)
    done = cli("export", "--feed", "News", "--to", "txt", "--output", out)
    assert done.sentence == f"{out / '2027-01-03 Title 0.txt'}: no room; 2 articles before it: written"
    assert len(names(out)) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_who_stops_it_leaves_no_half_file(cli: CommandLine, lib: Library, out: Path, number: signal.Signals) -> None:
    """In the middle of a book."""
    storing.apply(lib, change(1, [stored(n) for n in range(100, 1_600)]), NOW)
    lib.close()
    words = ["export", "--query", "feed:News", "--to", "epub", "--output", str(out / "book"), "--events"]
    process = subprocess.Popen(
        [sys.executable, "-m", "newsreader", *words], stdout=subprocess.PIPE, env=environment(cli.home)
    )
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line)["event"] == "article":
            process.send_signal(number)
            break
    process.stdout.close()
    assert process.wait(60) == 130
    assert names(out) == []


def test_what_a_killed_export_left_goes_a_day_later(cli: CommandLine, lib: Library, out: Path) -> None:
    """With the next one into the folder: not what is written now, nor what is anybody else's."""
    old, asleep, new, other = (out / f".newsreader-{name}" for name in ("aaaaaaaa", "bbbbbbbb", "cccccccc", "notes"))
    for file in (old, asleep, new, other):
        file.write_text("half")
    for file in (old, asleep, other):
        os.utime(file, (1, 1))
    (out / ".newsreader-dddddddd").symlink_to(other)
    for number, words in enumerate((["4", "--to", "txt", "--output", f"{out}/"], ["opml", str(out / "feeds.opml")])):
        with asleep.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            assert cli("export", *words).code == 0
        assert not old.exists()
        assert all(file.exists() for file in (asleep, new, other, out / ".newsreader-dddddddd"))
        assert len(names(out)) == 5 + number
        old.write_text("half")
        os.utime(old, (1, 1))
    assert cli("export", 4, "--to", "txt", "--output", out / "one.txt").code == 0
    assert not old.exists()
    assert not asleep.exists()


def test_what_is_being_written_is_held(out: Path) -> None:
    """So that nobody takes a file away whose command was put to sleep."""
    with files.writing(out / "one.txt", replace=True) as file:
        os.utime(file.name, (1, 1))
        files.remove_abandoned(out)
        assert os.path.exists(file.name)
        file.write(b"whole")
    assert names(out) == ["one.txt"]


def test_events_tell_how_far_it_is(cli: CommandLine, lib: Library, out: Path) -> None:
    """For the screen, which follows them."""
    done = cli("export", 4, 5, "--to", "txt", "--output", out / "both", "--events")
    events = [json.loads(line) for line in done.out.splitlines()]
    assert events[0] == {"event": "start", "total": 2}
    assert events[1] == {"event": "article", "done": 1}
    assert events[-1] == {
        "event": "end",
        "place": str(out / "both"),
        "format": "txt",
        "articles": 2,
        "left_out": 0,
    }


def _written_late(place: Path) -> None:
    """Write a file whose place is taken before it is whole."""
    with files.writing(place, replace=False) as file:
        file.write(b"new")
        if place.name == "link":
            place.symlink_to(place.with_name("nowhere"))
        else:
            place.write_text("precious")


def test_a_file_that_comes_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    """Nor a link to nowhere."""
    for name in ("file", "link"):
        with pytest.raises(NewsreaderError, match="--force"):
            _written_late(tmp_path / name)
    assert (tmp_path / "file").read_text() == "precious"
    assert names(tmp_path) == ["file", "link"]


def test_a_file_system_without_links_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As those of many sticks and readers."""

    def link(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    with files.writing(tmp_path / "file", replace=False) as file:
        file.write(b"new")
    with pytest.raises(NewsreaderError, match="--force"):
        _written_late(tmp_path / "other")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert names(tmp_path) == ["file", "other"]


def test_feeds_leave_as_before(cli: CommandLine, lib: Library, out: Path) -> None:
    """As OPML, to stdout or a file."""
    assert "https://river.example/feed" in cli("export", "opml").out
    assert cli("export", "opml", out / "feeds.opml").out == f"2 feeds written to {out / 'feeds.opml'}\n"
    assert "https://river.example/feed" in (out / "feeds.opml").read_text()
