"""extract, fulltext and save from the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from command_line import process
from feed_server import HTML, Answer, FeedServer, Item, rss
from hostile import in_time
from pages import PARAGRAPHS, PRELUDE, page

if TYPE_CHECKING:
    from command_line import CommandLine

DATA = Path(__file__).parents[2] / "shared" / "data" / "hostile" / "documents"
ROWS: list[dict[str, Any]] = (
    [json.loads(line) for line in (DATA / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    if DATA.exists()
    else []
)
KEYS = ["title", "author", "published", "language", "text", "html", "links", "images", "problem"]
SENTENCES = ("Readable text here.", "End of text.")


@pytest.fixture
def teaser(cli: CommandLine, feed_server: FeedServer) -> int:
    """The id of an entry of a feed that only teases."""
    item = Item("g1", "Bridge to close", feed_server.url("/story"), text="The council of Ostrey voted ...")
    feed_server.answers |= {"/news": Answer(rss([item])), "/story": Answer(page(), content_type=HTML)}
    assert cli("add", feed_server.url("/news")).code == 0
    return int(cli("list", "--json").json["entries"][0]["id"])


def test_a_file_is_extracted(cli: CommandLine, tmp_path: Path) -> None:
    """With the address it came from, for its links; what is absent is null or empty."""
    file = tmp_path / "story.html"
    file.write_bytes(page())
    found = cli("extract", file, "--url", "https://post.example/a/b", "--json").json
    assert list(found) == KEYS
    assert found["text"].split("\n\n") == [PRELUDE, *PARAGRAPHS]
    assert found["images"] == ["https://post.example/bridge.jpg"]
    assert (found["title"], found["author"], found["published"]) == ("Bridge to close", "Lena Sorg", None)
    assert (found["links"], found["problem"]) == ([], None)
    assert cli("extract", file).out.startswith("Bridge to close\nLena Sorg · en\n\nTwo winters")


def test_an_address_is_extracted(cli: CommandLine, feed_server: FeedServer) -> None:
    """Nothing is stored."""
    feed_server.answers["/story"] = Answer(page(), content_type=HTML)
    found = cli("extract", feed_server.url("/story"), "--json").json
    assert found["images"] == [feed_server.url("/bridge.jpg")]
    assert cli("list", "--json").json["total"] == 0


def test_a_wall_is_no_failure_of_the_command(cli: CommandLine, tmp_path: Path) -> None:
    """It is told as the problem; to people in a sentence."""
    file = tmp_path / "wall.html"
    file.write_text("<p>The minister said.</p><p>Subscribe to continue reading.</p>")
    assert cli("extract", file, "--json").json["problem"] == "paywall"
    done = cli("extract", file)
    assert (done.code, done.err.count("\n")) == (0, 1)
    assert "those alone who pay" in done.err


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("nowhere.html", 1, "cannot be read"),
        ("javascript:alert(1)", 2, "neither a file nor an address"),
        ("data:text/html,<p>x", 2, "neither a file nor an address"),
        ("file:///etc/passwd", 2, "neither a file nor an address"),
    ],
)
def test_what_is_no_page_is_told_in_a_sentence(cli: CommandLine, words: str, code: int, sentence: str) -> None:
    """And nothing on stdout."""
    done = cli("extract", words)
    assert done.code == code
    assert sentence in done.sentence


def test_pages_that_are_too_large_or_binary_are_told(cli: CommandLine, tmp_path: Path) -> None:
    """A file of a hundred megabytes is not even read."""
    file = tmp_path / "large.html"
    with file.open("wb") as large:
        large.truncate(100_000_000)
    assert "larger than 64 MB" in cli("extract", file).sentence
    file.write_bytes(b"a" * 11_000_000)
    assert "larger than 10 MB" in cli("extract", file).sentence
    file.write_bytes(bytes(range(256)) * 10)
    assert "binary" in cli("extract", file).sentence


@pytest.mark.skipif(not ROWS, reason="the shared data is not beside this checkout")
@pytest.mark.parametrize("row", [pytest.param(row, id=row["file"]) for row in ROWS if row["kind"] == "html"])
def test_hostile_pages_are_extracted(cli: CommandLine, row: dict[str, Any]) -> None:
    """What must be shown is, what must not is not; in time."""
    expect = row["expect"]
    with in_time(row["file"], expect):
        done = cli("extract", DATA / row["file"], "--url", "https://post.example/", "--json")
    found = done.json
    if expect["outcome"] == "ok":
        assert all(sentence in found["text"] for sentence in SENTENCES) or "two sentences" not in row["must"]
        assert found["problem"] is None
    if expect["outcome"] == "error":
        assert found["problem"] == "no text"
    shown = "".join(str(found[key]) for key in KEYS)
    assert not [word for word in expect.get("forbid", []) if word in shown]


# --- full texts ---------------------------------------------------------------------------------------------------


def test_full_texts_are_fetched_by_id(cli: CommandLine, teaser: int) -> None:
    """Read, searched and quoted from then on; and dropped and shown again."""
    assert cli("search", "~/41 million euros/", "--json").json["total"] == 0
    assert cli("fulltext", teaser, "--json").json == {
        "entries": [{"id": teaser, "status": "stored", "problem": None, "error": None}]
    }
    shown = cli("show", teaser, "--json").json
    assert shown["full_text"]
    assert shown["text"].split("\n\n") == [PRELUDE, "The bridge in May", *PARAGRAPHS]
    assert "The council of Ostrey voted ..." in (shown["content"] or shown["summary"])
    assert [quote["speaker"] for quote in shown["quotes"] if quote["type"] == "direct"] == ["Ann Brook"] * 2
    assert cli("search", "~/41 million euros/", "--json").json["total"] == 1
    assert cli("search", "cranes", "--json").json["total"] == 1
    assert cli("fulltext", "--drop", teaser).out == f"{teaser}: dropped\n"
    assert cli("show", teaser, "--json").json["text"] == "The council of Ostrey voted ..."
    assert cli("search", "cranes", "--json").json["total"] == 0
    assert cli("fulltext", "--show", teaser).code == 0
    assert cli("search", "cranes", "--json").json["total"] == 1


def test_a_full_text_that_was_never_fetched_is_not_shown(cli: CommandLine, teaser: int) -> None:
    """It is said how to get it."""
    assert f"`newsreader fulltext {teaser}` fetches it" in cli("fulltext", "--show", teaser).sentence
    assert cli("fulltext", "--drop", teaser).code == 0  # what the feed says is shown, as was asked


def test_an_unknown_id_fetches_nothing(cli: CommandLine, teaser: int, feed_server: FeedServer) -> None:
    """All or nothing."""
    assert "no entry 99" in cli("fulltext", teaser, 99).sentence
    assert feed_server.hits["/story"] == 0


def test_entries_without_a_page_fetch_nothing(cli: CommandLine, teaser: int, tmp_path: Path) -> None:
    """They are named."""
    ids = []
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("Words.")
        assert cli("add", tmp_path / name).code == 0
        ids.append(cli("list", "--json").json["entries"][0]["id"])
    assert f"entry {ids[0]} has no link" in cli("fulltext", teaser, ids[0]).sentence
    assert f"entries {min(ids)}, {max(ids)} have no link" in cli("fulltext", min(ids), max(ids)).sentence


def test_a_page_without_an_article_is_told(cli: CommandLine, teaser: int, feed_server: FeedServer) -> None:
    """The exit code is 1 as nothing was had."""
    feed_server.answers["/story"] = Answer(b"<p>Subscribe to continue reading.", content_type=HTML)
    done = cli("fulltext", teaser, "--json")
    assert (done.code, done.out) == (1, "")
    assert "the page shows its text to those alone who pay for it; the feed's own text stays" in done.sentence
    assert cli("show", teaser, "--json").json["problem"] == "paywall"


def test_a_refresh_fetches_what_the_feed_teases(cli: CommandLine, teaser: int) -> None:
    """And tells each page as an event."""
    (cli.home / "config" / "config.toml").unlink()
    done = process(cli.home, "refresh", "--all", "--events")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"event": "full_text", "id": teaser, "status": "stored", "error": None} in events
    assert events[-1]["event"] == "end"
    assert cli("search", "cranes", "--json").json["total"] == 1


# --- to read later ------------------------------------------------------------------------------------------------


def test_a_page_is_saved_to_read_later(cli: CommandLine, feed_server: FeedServer) -> None:
    """By either command, from stdin as well."""
    feed_server.answers["/story"] = Answer(page(), content_type=HTML)
    saved = cli("save", feed_server.url("/story"), "--json").json
    assert (saved["feed"]["title"], saved["new"]) == ("Saved", 1)
    again = cli("add", "--article", "-", "--json", stdin=feed_server.url("/story").encode()).json
    assert (again["entry"], again["new"]) == (saved["entry"], 0)
    shown = cli("show", saved["entry"], "--json").json
    assert shown["title"] == "Bridge to close"
    assert shown["quotes"]
    assert cli("save", feed_server.url("/story"), "--title", "Mine").code == 0
    assert cli("show", saved["entry"], "--json").json["title"] == "Mine"


def test_a_saved_page_of_a_private_server_is_had_again(cli: CommandLine, feed_server: FeedServer) -> None:
    """With its pictures there: the user named its address."""
    (cli.home / "config" / "config.toml").write_text("")
    data = io.BytesIO()
    Image.new("RGB", (40, 30)).save(data, "PNG")
    feed_server.answers |= {"/story": Answer(page(), content_type=HTML), "/bridge.jpg": Answer(data.getvalue())}
    saved = cli("save", feed_server.url("/story"), "--json").json["entry"]
    assert cli("fulltext", saved, "--json").json["entries"][0]["status"] == "stored"
    assert cli("offline", "--fetch", "--json").json["pictures"]["there"] == 1


def test_a_saved_page_leads_to_no_other_private_server(cli: CommandLine, feed_server: FeedServer) -> None:
    """Its pictures are where nobody sent the user."""
    (cli.home / "config" / "config.toml").write_text("")
    elsewhere = feed_server.url("/bridge.jpg", host="localhost")
    body = page().replace(b'"/bridge.jpg"', f'"{elsewhere}"'.encode())
    assert elsewhere.encode() in body
    feed_server.answers["/story"] = Answer(body, content_type=HTML)
    assert cli("save", feed_server.url("/story")).code == 0
    events = [json.loads(line) for line in cli("offline", "--fetch", "--events").out.splitlines()]
    assert any("private network" in (one.get("error") or "") for one in events)
    assert feed_server.hits["/bridge.jpg"] == 0


def test_a_saved_page_tells_why_it_is_not_whole(cli: CommandLine, feed_server: FeedServer) -> None:
    """Until it is."""
    feed_server.answers["/story"] = Answer(
        b"<title>Story</title><div id=root></div><script src=a.js></script>"
        b"<noscript>You need to enable JavaScript to run this app.</noscript>",
        content_type=HTML,
    )
    done = cli("save", feed_server.url("/story"), "--json")
    assert "with JavaScript alone" in done.err
    saved = done.json["entry"]
    assert cli("show", saved, "--json").json["problem"] == "javascript"
    assert "no full text: javascript" in cli("show", saved).out
    feed_server.answers["/story"] = Answer(page(), content_type=HTML)
    assert cli("save", feed_server.url("/story")).code == 0
    assert cli("show", saved, "--json").json["problem"] is None
    assert "no full text" not in cli("show", saved).out


def test_a_feed_is_no_page(cli: CommandLine, feed_server: FeedServer) -> None:
    """It is said how to follow it."""
    feed_server.answers["/news"] = Answer(rss([Item("g1", "One")]), content_type="application/rss+xml; charset=utf-8")
    for command in ("save", "extract"):
        assert "is a feed and no page; `newsreader add` follows it" in cli(command, feed_server.url("/news")).sentence
    assert cli("feeds", "--json").json["feeds"] == []


def test_what_cannot_be_had_is_not_saved(cli: CommandLine, feed_server: FeedServer) -> None:
    """One sentence, nothing stored."""
    assert "does not exist" in cli("save", feed_server.url("/404")).sentence
    assert cli("feeds", "--json").json["feeds"] == []
