"""offline from the command line, and what a refresh fetches of pictures."""

from __future__ import annotations

import io
import json
import random
import zipfile
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from feed_server import HTML, Answer, FeedServer, Item, rss
from pages import page

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import CommandLine

TIME = "Wed, 19 Jun 2024 14:0{}:00 GMT"


def configure(cli: CommandLine, text: str) -> None:
    """Write the settings."""
    (cli.home / "config" / "config.toml").write_text(text)


@pytest.fixture
def followed(cli: CommandLine, feed_server: FeedServer) -> str:
    """The address of a feed of three entries: with a picture, with one that is gone and one that fails, with none."""
    configure(cli, "[full_text]\nafter_refresh = false\n")
    data = io.BytesIO()
    Image.new("RGB", (40, 30)).save(data, "PNG")
    feed_server.answers |= {
        "/a.png": Answer(data.getvalue()),
        "/gone.png": Answer(b"", 404),
        "/later.png": Answer(b"", 500),
        "/news": Answer(
            rss(
                [
                    Item("g1", "One", None, TIME.format(1), f'<img src="{feed_server.url("/a.png")}">'),
                    Item(
                        "g2",
                        "Two",
                        None,
                        TIME.format(2),
                        f'<img src="{feed_server.url("/gone.png")}"><img src="{feed_server.url("/later.png")}">',
                    ),
                    Item("g3", "Three", None, TIME.format(3), "No picture."),
                ]
            )
        ),
    }
    assert cli("add", feed_server.url("/news")).code == 0
    return feed_server.url("/news")


def test_what_is_missing_is_told_and_fetched(cli: CommandLine, followed: str, feed_server: FeedServer) -> None:
    """Adding a feed fetches no picture; what is gone for good is counted apart once that is known."""
    found = cli("offline", "--json").json
    assert (found["articles"], found["complete"]) == (3, 1)
    assert found["pictures"] == {"there": 0, "missing": 3, "lost": 0, "bytes": 0}
    assert [one["title"] for one in found["missing"]] == ["Two", "One"]
    assert found["missing"][1]["pictures"] == [{"url": feed_server.url("/a.png"), "error": None}]
    assert found["from"].endswith("Z")
    assert feed_server.hits["/a.png"] == 0

    found = cli("offline", "--fetch", "--json").json
    assert (found["articles"], found["complete"]) == (3, 2)
    assert (found["pictures"]["there"], found["pictures"]["missing"], found["pictures"]["lost"]) == (1, 1, 1)
    (lacking,) = found["missing"]
    assert "fault of its own" in lacking["pictures"][0]["error"]
    assert found["pictures"]["bytes"] > 50
    out = cli("offline").out
    assert out.startswith("2 of 3 articles whole on the disk, from ")
    assert "1 cannot be had" in out
    assert "1 picture  Two" in out


def test_a_list_may_be_named(cli: CommandLine, followed: str) -> None:
    """By a feed, a search, a saved search; all, or so many."""
    assert cli("offline", "--query", "title:One", "--json").json["articles"] == 1
    assert cli("offline", "--feed", followed, "--json").json["articles"] == 3
    assert cli("searches", "--save", "twos", "title:Two").code == 0
    assert cli("offline", "--saved", "twos", "--json").json["articles"] == 1
    ids = [one["id"] for one in cli("list", "--json").json["entries"]]
    assert cli("mark", "read", *ids[1:]).code == 0
    assert cli("offline", "--json").json["articles"] == 1
    assert cli("offline", "--all", "--json").json["articles"] == 3
    assert cli("offline", "--all", "--limit", "2", "--json").json["articles"] == 2


def test_progress_is_told_to_programs(cli: CommandLine, followed: str) -> None:
    """A line each, and the counts at the end."""
    events = [json.loads(line) for line in cli("offline", "--fetch", "--events").out.splitlines()]
    assert sorted(one["status"] for one in events[:-1]) == ["failed", "failed", "stored"]
    assert events[-1]["event"] == "end"
    assert events[-1]["complete"] == 2
    assert "stands beside --fetch" in cli("offline", "--events").err


def test_without_pictures_none_is_missing(cli: CommandLine, followed: str) -> None:
    """Where the settings want none."""
    configure(cli, '[pictures]\nfetch = "never"\n')
    found = cli("offline", "--fetch", "--json").json
    assert (found["complete"], found["pictures"]["missing"]) == (3, 0)


def test_full_texts_that_are_wanted_are_missing(cli: CommandLine, feed_server: FeedServer) -> None:
    """Until their pages were fetched; their pictures come along."""
    data = io.BytesIO()
    Image.new("RGB", (40, 30)).save(data, "PNG")
    feed_server.answers |= {
        "/news": Answer(rss([Item("g1", "Bridge to close", feed_server.url("/story"), text="The council ...")])),
        "/story": Answer(page(), content_type=HTML),
        "/bridge.jpg": Answer(data.getvalue()),
    }
    configure(cli, f'[feeds."{feed_server.url("/news")}"]\nfull_text = "always"\n')
    assert cli("add", feed_server.url("/news")).code == 0
    found = cli("offline", "--json").json
    assert found["full_texts"] == {"missing": 1}
    assert found["missing"][0]["full_text"] is True
    found = cli("offline", "--fetch", "--json").json
    assert (found["complete"], found["missing"]) == (1, [])
    assert found["pictures"]["there"] == 1


def test_a_refresh_fetches_pictures_and_says_so(cli: CommandLine, followed: str, feed_server: FeedServer) -> None:
    """Of what came with it."""
    more = [
        Item(f"g{n}", f"More {n}", None, TIME.format(n), f'<img src="{feed_server.url("/a.png")}">') for n in (4, 5)
    ]
    feed_server.answers["/news"] = Answer(rss(more))
    events = [json.loads(line) for line in cli("refresh", "--all", "--events").out.splitlines()]
    assert [one["status"] for one in events if one["event"] == "picture"] == ["stored"]
    assert cli("offline", "--query", "title:More", "--json").json["complete"] == 2


def test_an_export_takes_pictures_along(cli: CommandLine, followed: str, tmp_path: Path) -> None:
    """Those that are on the disk; none is fetched for it."""
    (one,) = cli("search", "title:One", "--json").json["entries"]
    assert "data:image/png" not in cli("export", one["id"], "--to", "html").out
    cli("offline", "--fetch", "--json")
    assert "data:image/png;base64," in cli("export", one["id"], "--to", "html").out
    book = tmp_path / "book.epub"
    assert cli("export", one["id"], "--to", "epub", "--output", book).code == 0
    with zipfile.ZipFile(book) as packed:
        assert sum(name.endswith(".png") for name in packed.namelist()) == 1


@pytest.mark.parametrize("form", ["WEBP", "AVIF"])
def test_a_book_has_pictures_that_any_device_shows(
    cli: CommandLine, followed: str, feed_server: FeedServer, tmp_path: Path, form: str
) -> None:
    """Newer kinds are made older ones, a page for browsers has them as they are."""
    data = io.BytesIO()
    Image.new("RGBA", (64, 48), (255, 0, 0, 0)).save(data, form)
    feed_server.answers["/a.png"] = Answer(data.getvalue())
    (one,) = cli("search", "title:One", "--json").json["entries"]
    cli("offline", "--fetch", "--json")
    assert f"data:image/{form.lower()};base64," in cli("export", one["id"], "--to", "html").out
    book = tmp_path / "book.epub"
    assert cli("export", one["id"], "--to", "epub", "--output", book).code == 0
    with zipfile.ZipFile(book) as packed:
        (name,) = [name for name in packed.namelist() if name.startswith("book/images/")]
        assert name.endswith(".jpg")
        with Image.open(packed.open(name)) as image:
            assert (image.format, image.size) == ("JPEG", (64, 48))
            assert image.getpixel((5, 5)) == (255, 255, 255)  # what is clear is as paper
        package = packed.read("book/package.opf").decode()
    assert f'href="{name.removeprefix("book/")}" media-type="image/jpeg"' in package


def test_it_is_said_that_there_is_no_room(cli: CommandLine, followed: str, feed_server: FeedServer) -> None:
    """For what is left out then, asking again is of no use."""
    data = io.BytesIO()
    Image.frombytes("L", (800, 800), random.Random(1).randbytes(640_000)).save(data, "PNG")
    feed_server.answers |= {"/a.png": Answer(data.getvalue()), "/later.png": Answer(data.getvalue())}
    configure(cli, "[full_text]\nafter_refresh = false\n[pictures]\nfeed_megabytes = 1\n")
    assert cli("offline").out.endswith("`newsreader offline --fetch` gets what is missing\n")
    out = cli("offline", "--fetch").out
    assert "1 picture (0.6 MB)" in out
    assert out.endswith("Pictures have no more room; [pictures] in config.toml says how much they may take.\n")
