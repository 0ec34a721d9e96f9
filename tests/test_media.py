"""Files attached to entries: loaded, resumed, named, queued and played, from a real server by real programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_server import Answer, FeedServer, redirect
from library_making import NOW, change, opened, stored
from newsreader.config import Media
from newsreader.errors import LibraryError, UsageError
from newsreader.feeds.parse import parse
from newsreader.library import editing, feeds, storing
from newsreader.library import media as attached
from newsreader.media import naming, playing
from newsreader.models.documents import Enclosure

if TYPE_CHECKING:
    from collections.abc import Callable

    from command_line import CommandLine
    from feed_server import Handler

SOUND = bytes(range(256)) * 2_000
"""Half a megabyte in which no place looks like another nearby."""


class Ranged:
    """Serves a file in parts, as web servers do; it may break off, and tells what it was asked for."""

    def __init__(self, body: bytes = SOUND, *, etag: str = '"one"', ranges: bool = True) -> None:
        self.body, self.etag, self.ranges = body, etag, ranges
        self.breaks_at: int | None = None
        self.asked: list[tuple[str | None, str | None]] = []

    def __call__(self, handler: Handler) -> None:
        wanted, condition = handler.headers["Range"], handler.headers["If-Range"]
        self.asked.append((wanted, condition))
        start = 0
        if wanted and self.ranges and condition == self.etag:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        if start >= len(self.body) and start:
            handler.send_response(416)
            handler.send_header("Content-Range", f"bytes */{len(self.body)}")
            handler.send_header("Content-Length", "0")
            handler.end_headers()
            return
        handler.send_response(206 if start else 200)
        if start:
            handler.send_header("Content-Range", f"bytes {start}-{len(self.body) - 1}/{len(self.body)}")
        handler.send_header("ETag", self.etag)
        handler.send_header("Content-Type", "audio/mpeg")
        handler.send_header("Content-Length", str(len(self.body) - start))
        handler.end_headers()
        handler.wfile.write(self.body[start : self.breaks_at])


@pytest.fixture
def follow(cli: CommandLine, feed_server: FeedServer) -> Callable[..., list[int]]:
    """Subscribe to a feed whose entries have files at these paths; their ids, the first one first."""

    def followed(*paths: str, title: str = "Episode", kind: str = "audio/mpeg", feed: str = "Tide") -> list[int]:
        listed = "".join(
            f"<item><title>{title} {n}</title><guid>g{n}</guid><pubDate>Wed, 19 Jun 2024 14:{n:02}:00 GMT</pubDate>"
            f'<enclosure url="{feed_server.url(path)}" type="{kind}" length="9"/></item>'
            for n, path in enumerate(paths)
        )
        document = f'<rss version="2.0"><channel><title>{feed}</title>{listed}</channel></rss>'
        feed_server.answers["/podcast"] = Answer(document.encode())
        assert cli("add", feed_server.url("/podcast")).code == 0
        return [one["id"] for one in reversed(cli("list", "--json").json["entries"])]

    return followed


def loaded(cli: CommandLine, entry_id: int) -> dict[str, object]:
    """What is known of the file of an entry."""
    (one,) = cli("media", "list", entry_id, "--json").json["media"]
    return dict(one)


# --- loading ------------------------------------------------------------------------------------------------------


def test_a_file_is_loaded(cli: CommandLine, feed_server: FeedServer, follow: Callable[..., list[int]]) -> None:
    """Into the folder of its feed, named after its entry; a second time nothing is fetched."""
    feed_server.answers["/e.mp3"] = Ranged()
    (entry_id,) = follow("/e.mp3")
    (before,) = cli("media", "list", "--json").json["media"]
    assert (before["kind"], before["file"], before["bytes"], before["complete"]) == ("audio", None, 0, False)
    done = cli("media", "download", entry_id)
    path = cli.home / "media" / "Tide" / "Episode 0.mp3"
    assert done.out == f"{path} (0.5 MB)\n"
    assert path.read_bytes() == SOUND
    assert [one.name for one in path.parent.iterdir()] == ["Episode 0.mp3"]
    assert loaded(cli, entry_id)["file"] == str(path)
    assert "is there already" in cli("media", "download", entry_id).out
    assert feed_server.hits["/e.mp3"] == 1
    assert "0.5 MB" in cli("media", "list").out


def test_what_broke_off_goes_on(cli: CommandLine, feed_server: FeedServer, follow: Callable[..., list[int]]) -> None:
    """From the byte where it ended, if the server still has the same file."""
    server = feed_server.answers["/e.mp3"] = Ranged()
    server.breaks_at = 200_000
    (entry_id,) = follow("/e.mp3")
    assert "broke the answer off" in cli("media", "download", entry_id).sentence
    assert loaded(cli, entry_id)["bytes"] == 200_000
    assert loaded(cli, entry_id)["complete"] is False
    assert "of it" in cli("media", "list").out
    server.breaks_at = None
    found = cli("media", "download", entry_id, "--json").json["media"][0]
    assert server.asked == [(None, None), ("bytes=200000-", '"one"')]
    assert (cli.home / "media" / "Tide" / "Episode 0.mp3").read_bytes() == SOUND
    assert found["complete"] is True


def test_one_at_a_time_loads_a_file(
    cli: CommandLine, feed_server: FeedServer, follow: Callable[..., list[int]], tmp_path: Path
) -> None:
    """Another one that begins meanwhile is told so, and what comes for the first stays whole."""
    told: list[str] = []

    class Interrupted(Ranged):
        def __call__(self, handler: Handler) -> None:
            if not self.asked:
                self.asked.append((None, None))
                told.append(cli("media", "download", entry_id).sentence)
            super().__call__(handler)

    feed_server.answers["/e.mp3"] = Interrupted()
    (entry_id,) = follow("/e.mp3")
    assert cli("media", "download", entry_id).code == 0
    assert "is being loaded by another newsreader" in told[0]
    assert (cli.home / "media" / "Tide" / "Episode 0.mp3").read_bytes() == SOUND
    assert [one.name for one in (cli.home / "media" / "Tide").iterdir()] == ["Episode 0.mp3"]


def test_nothing_is_left_of_a_file_that_is_not_there(cli: CommandLine, follow: Callable[..., list[int]]) -> None:
    """No part without a byte."""
    (entry_id,) = follow("/no.mp3")
    assert cli("media", "download", entry_id).code == 1
    assert list((cli.home / "media" / "Tide").iterdir()) == []


@pytest.mark.parametrize("ranges", [True, False])
def test_another_file_is_loaded_from_the_beginning(
    cli: CommandLine,
    feed_server: FeedServer,
    follow: Callable[..., list[int]],
    ranges: bool,
) -> None:
    """It changed meanwhile, or the server gives no parts: nothing of the old one is left in it."""
    server = feed_server.answers["/e.mp3"] = Ranged(SOUND)
    server.breaks_at = 200_000
    (entry_id,) = follow("/e.mp3")
    assert cli("media", "download", entry_id).code == 1
    other = b"other" * 20_000
    feed_server.answers["/e.mp3"] = Ranged(other, etag='"two"', ranges=ranges)
    assert cli("media", "download", entry_id).code == 0
    assert (cli.home / "media" / "Tide" / "Episode 0.mp3").read_bytes() == other


def test_what_is_there_is_never_taken_for_a_part_of_another_file(
    cli: CommandLine, feed_server: FeedServer, follow: Callable[..., list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended in the moment in which it was noted that the server has another file now."""
    server = feed_server.answers["/e.mp3"] = Ranged()
    server.breaks_at = 200_000
    (entry_id,) = follow("/e.mp3")
    assert cli("media", "download", entry_id).code == 1
    other = SOUND[::-1]
    feed_server.answers["/e.mp3"] = Ranged(other, etag='"two"')
    note = attached.note

    def ended(*values: Any) -> None:
        note(*values)
        raise LibraryError("The end.")

    monkeypatch.setattr(attached, "note", ended)
    assert cli("media", "download", entry_id).sentence == "The end."
    monkeypatch.setattr(attached, "note", note)
    assert cli("media", "download", entry_id).code == 0
    assert (cli.home / "media" / "Tide" / "Episode 0.mp3").read_bytes() == other


def test_a_file_for_which_there_is_no_room_is_not_begun(
    cli: CommandLine, feed_server: FeedServer, follow: Callable[..., list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library must still be written; what is there of a file counts."""
    server = feed_server.answers["/e.mp3"] = Ranged()
    server.breaks_at = 200_000
    (entry_id,) = follow("/e.mp3")
    with monkeypatch.context() as disk:
        disk.setattr("newsreader.library.disks._free", lambda _: 50_000_000 + len(SOUND) - 1)
        assert "MB are free: make room" in cli("media", "download", entry_id).sentence
    assert list((cli.home / "media" / "Tide").iterdir()) == []
    assert cli("media", "download", entry_id).code == 1
    server.breaks_at = None
    monkeypatch.setattr("newsreader.library.disks._free", lambda _: 50_000_000 + len(SOUND) - 200_000)
    assert cli("media", "download", entry_id).code == 0


def test_a_server_that_has_less_is_asked_for_all(
    cli: CommandLine, feed_server: FeedServer, follow: Callable[..., list[int]]
) -> None:
    """It says that there is no such part."""
    server = feed_server.answers["/e.mp3"] = Ranged(SOUND)
    server.breaks_at = 200_000
    (entry_id,) = follow("/e.mp3")
    assert cli("media", "download", entry_id).code == 1
    feed_server.answers["/e.mp3"] = Ranged(b"short" * 10)
    assert cli("media", "download", entry_id).code == 0
    assert (cli.home / "media" / "Tide" / "Episode 0.mp3").read_bytes() == b"short" * 10


def other_part(handler: Handler) -> None:
    """A part that nobody asked for."""
    handler.send_response(206)
    handler.send_header("Content-Range", "bytes 5-9/10")
    handler.send_header("Content-Length", "5")
    handler.end_headers()
    handler.wfile.write(b"wrong")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (redirect("file:///etc/passwd"), "no web address"),
        (Answer(status=404), "does not exist"),
        (other_part, "another part"),
        (Answer(SOUND * 4, content_type="audio/mpeg"), "more than"),
        (Answer(SOUND, headers={"Content-Encoding": "gzip"}), "coding"),
    ],
)
def test_what_cannot_be_loaded_is_said(
    cli: CommandLine, feed_server: FeedServer, follow: Callable[..., list[int]], answer: Answer, words: str
) -> None:
    """In one sentence; nothing takes the file's name."""
    (cli.home / "config" / "config.toml").write_text("[media]\nmax_megabytes = 1\n[pictures]\nfetch = 'never'\n")
    feed_server.answers["/e.mp3"] = answer
    (entry_id,) = follow("/e.mp3")
    assert words in cli("media", "download", entry_id).sentence
    assert not list((cli.home / "media").rglob("*.mp3"))


def test_a_public_feed_leads_to_no_private_file(
    cli: CommandLine, feed_server: FeedServer, follow: Callable[..., list[int]]
) -> None:
    """Another server in this network is another's."""
    feed_server.answers["/e.mp3"] = Ranged()
    with FeedServer() as other:
        other.answers["/e.mp3"] = Ranged()
        feed_server.answers["/podcast"] = Answer(
            f'<rss version="2.0"><channel><title>T</title><item><title>A</title><guid>g</guid>'
            f'<enclosure url="{other.url("/e.mp3")}" type="audio/mpeg"/></item></channel></rss>'.encode()
        )
        assert cli("add", feed_server.url("/podcast")).code == 0
        (entry_id,) = [one["id"] for one in cli("list", "--json").json["entries"]]
        assert "private" in cli("media", "download", entry_id).sentence
        assert other.hits["/e.mp3"] == 0


def test_one_that_fails_keeps_no_other_from_being_loaded(
    cli: CommandLine, feed_server: FeedServer, follow: Callable[..., list[int]]
) -> None:
    """It is said; the others are there. Programs are told as it goes."""
    feed_server.answers["/b.mp3"] = Ranged()
    ids = follow("/a.mp3", "/b.mp3")
    done = cli("media", "download", *ids)
    assert done.code == 0
    assert "does not exist" in done.err
    assert (cli.home / "media" / "Tide" / "Episode 1.mp3").read_bytes() == SOUND
    events = [json.loads(line) for line in cli("media", "download", *ids, "--events").out.splitlines()]
    assert [one["event"] for one in events] == ["failed", "done"]


def test_two_of_one_title_have_two_files(
    cli: CommandLine, feed_server: FeedServer, follow: Callable[..., list[int]]
) -> None:
    """And a file of the user's own stays what it is."""
    own = cli.home / "media" / "Tide" / "Episode 0.mp3"
    own.parent.mkdir(parents=True)
    own.write_text("mine")
    feed_server.answers["/a.mp3"] = Ranged()
    ids = follow("/a.mp3")
    assert cli("media", "download", *ids).code == 0
    assert own.read_text() == "mine"
    assert own.with_name("Episode 0 2.mp3").read_bytes() == SOUND


# --- names --------------------------------------------------------------------------------------------------------


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=40), st.one_of(st.none(), st.text(max_size=20)))
def test_no_name_leads_elsewhere(title: str, feed: str, path: str, kind: str | None) -> None:
    """Whatever the feed says: a folder and a name in it, neither hidden, no program."""
    folder, name = naming.of(Enclosure(f"https://x.example/{path}", kind, None), title, feed)
    for one in (folder, name):
        assert one
        assert "/" not in one
        assert "\0" not in one
        assert not one.startswith((".", "-"))
    assert name.rpartition(".")[2] in {*naming.ENDINGS, "bin"}


@pytest.mark.parametrize(
    ("url", "kind", "name"),
    [
        ("https://x.example/../../etc/passwd", "audio/mpeg", "A.mp3"),
        ("https://x.example/a.mp3?x=/../y.sh", None, "A.mp3"),
        ("https://x.example/run.sh", "application/x-sh", "A.bin"),
        ("https://x.example/run.desktop", "audio/mpeg", "A.mp3"),
        ("https://x.example/paper.PDF", "application/octet-stream", "A.pdf"),
    ],
)
def test_the_ending_is_one_that_players_know(url: str, kind: str | None, name: str) -> None:
    """Of the address, else of the type."""
    assert naming.of(Enclosure(url, kind, None), "../A", "..")[1] == name
    assert naming.of(Enclosure(url, kind, None), "../A", "..")[0] == "feed"


# --- playing ------------------------------------------------------------------------------------------------------


@pytest.fixture
def player(cli: CommandLine, tmp_path: Path) -> Path:
    """A player that writes down what it is given; where it does."""
    script, heard = tmp_path / "player.py", tmp_path / "heard"
    script.write_text(
        f"import json, sys\nwith open({str(heard)!r}, 'a') as f: f.write(json.dumps(sys.argv[1:]) + '\\n')\n"
        "sys.exit(3 if 'bad' in sys.argv[-1] else 0)\n"
    )
    (cli.home / "config" / "config.toml").write_text(
        f"[media]\naudio = '{sys.executable} {script} --at=%p -- %f'\n[pictures]\nfetch = 'never'\n"
    )
    return heard


def heard(player: Path) -> list[list[str]]:
    """What the player was given."""
    return [json.loads(line) for line in player.read_text().splitlines()] if player.exists() else []


def test_a_file_is_given_to_the_command_of_its_type(
    cli: CommandLine, feed_server: FeedServer, follow: Callable[..., list[int]], player: Path
) -> None:
    """Its address before it was loaded; no shell reads what a feed says. Where one was is kept."""
    feed_server.answers["/$(touch x);a.mp3"] = Ranged()
    (entry_id,) = follow("/$(touch%20x);a.mp3", title="$(touch y) `z`")
    assert cli("media", "play", entry_id).code == 0
    assert cli("media", "play", entry_id, "--from", "90").code == 0
    assert "“soon” is not a number (" in cli("media", "play", entry_id, "--from", "soon").sentence
    feed_server.answers["/$(touch%20x);a.mp3"] = Ranged()
    assert cli("media", "download", entry_id).code == 0
    assert cli("media", "play", entry_id).code == 0
    first, second, third = heard(player)
    assert first == ["--", feed_server.url("/$(touch%20x);a.mp3")]
    assert second[0] == "--at=90"
    assert third[0] == "--at=90"
    assert third[2].startswith(str(cli.home / "media" / "Tide"))
    assert third[2].endswith(".mp3")


def test_the_queue_is_gone_through_in_order(
    cli: CommandLine, follow: Callable[..., list[int]], player: Path, feed_server: FeedServer
) -> None:
    """What was played leaves it; what the player fails on stays, and what is after it."""
    a, b, bad, last = follow("/a.mp3", "/b.mp3", "/bad.mp3", "/c.mp3")
    for entry_id in (b, a, bad, last):
        assert cli("media", "queue", entry_id).code == 0
    assert cli("media", "queue", a).code == 0
    assert [one["id"] for one in cli("media", "queue", "--json").json["media"]] == [b, a, bad, last]
    assert "ended with 3" in cli("media", "play").sentence
    assert [words[-1].rpartition("/")[2] for words in heard(player)] == ["b.mp3", "a.mp3", "bad.mp3"]
    assert [one["id"] for one in cli("media", "queue", "--json").json["media"]] == [bad, last]
    assert cli("media", "queue", "--remove", bad, last).out == "no file is in the queue\n"
    assert "Nothing is in the queue" in cli("media", "play").sentence


def test_what_cannot_be_started_is_said(cli: CommandLine, follow: Callable[..., list[int]]) -> None:
    """And which setting names it."""
    (cli.home / "config" / "config.toml").write_text("[media]\naudio = 'no-such-player %f'\n")
    (entry_id,) = follow("/a.mp3")
    assert "no-such-player cannot be started" in cli("media", "play", entry_id).sentence
    assert "no file attached" in cli("media", "play", 999).sentence
    assert "there is no number 7" in cli("media", "play", entry_id, "--number", "7").sentence
    assert cli("media", "list", "--from", "3").code == 2


@pytest.mark.parametrize("target", ["--script=evil.lua", "file:///etc/passwd", "evil.mp3", "javascript:alert(1)"])
def test_nothing_but_files_and_web_addresses_is_played(target: str) -> None:
    """Nothing that a program might take for an option."""
    with pytest.raises(UsageError):
        playing.command(Media(), "audio", target, 0)


def test_the_newest_files_are_listed_wherever_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also behind any number of entries without one; not those of feeds that were left."""
    monkeypatch.setattr(attached, "_SOON", 3)
    with opened(tmp_path) as lib:
        for name, every in (("A", 4), ("B", 7)):
            feed_id = feeds.add(lib, f"https://{name}.example/", name, now=NOW)
            files = (Enclosure(f"https://{name}.example/e.mp3", "audio/mpeg", None),)
            new = [stored(n, guid=f"{name}{n}", enclosures=files if n % every == 0 else ()) for n in range(30)]
            storing.apply(lib, change(feed_id, new), NOW)
        dated = (
            "SELECT s.id, s.feed_id FROM states s JOIN contents c ON c.entry_id = s.id WHERE c.enclosures IS NOT NULL"
        )
        expected = lib.all(f"{dated} ORDER BY s.date DESC, s.id DESC")
        for limit in (1, 2, 5, 13, 100, 0):
            assert [one.entry_id for one in attached.newest(lib, None, limit)] == [
                key for key, _ in expected[: limit or None]
            ]
        for feed_id in (1, 2):
            own = [key for key, of in expected if of == feed_id]
            assert [one.entry_id for one in attached.newest(lib, feed_id, 4)] == own[:4]
        editing.unsubscribe(lib, 1, NOW)
        assert [one.entry_id for one in attached.newest(lib)] == [key for key, of in expected if of == 2]


# --- the shared hostile data --------------------------------------------------------------------------------------

DATA = Path(__file__).parents[2] / "shared" / "data" / "hostile" / "documents" / "L-download"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not beside this checkout")


@needs_data
def test_hostile_names_stay_in_the_folder_of_their_feed(tmp_path: Path) -> None:
    """Whatever an address and a title say: two parts, none too long for a disk, nothing that runs."""
    feed = parse((DATA / "dl_names.xml").read_bytes(), url="https://tide.example/feed")
    found = [(one, entry.title) for entry in feed.entries for one in entry.enclosures]
    assert found
    for enclosure, title in found:
        for titled in (title, enclosure.url.rpartition("/")[2]):
            path = tmp_path.joinpath(*naming.of(enclosure, titled, feed.title or titled))
            assert path.resolve().parent.parent == tmp_path.resolve()
            assert max(len(part.encode()) for part in path.parts) <= 200
            assert path.suffix.removeprefix(".") in {*naming.ENDINGS, "bin"}
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"")


@needs_data
def test_lengths_that_are_none_are_unknown() -> None:
    """No number of bytes, or one that no file has; the files are there all the same."""
    feed = parse((DATA / "dl_lengths.xml").read_bytes(), url="https://tide.example/feed")
    lengths = [one.length for entry in feed.entries for one in entry.enclosures]
    assert lengths == [None] * 6
