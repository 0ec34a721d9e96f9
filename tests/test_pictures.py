"""Pictures of articles: what they are told to be, what is fetched and kept, what goes; from real servers and files."""

from __future__ import annotations

import base64
import io
import os
import re
import stat
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from feed_server import Answer, FeedServer, Item, redirect, rss
from library_making import NOW, opened
from newsreader import subscribe
from newsreader.config import Config, Pictures
from newsreader.errors import FetchError, ParseError
from newsreader.library import entries, feeds, hosts, lists, pictures, states
from newsreader.pictures import run, store
from newsreader.pictures.decoder import DecoderProcess
from newsreader.pictures.loading import load
from newsreader.pictures.measure import measure
from newsreader.refresh.run import refresh
from newsreader.web.address import host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

    from newsreader.library.store import Library

MOST = 40_000_000
FORMATS = {"png": "PNG", "jpg": "JPEG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF"}


def picture(ending: str = "png", size: tuple[int, int] = (40, 30), colour: str = "red") -> bytes:
    """A picture as a program makes it."""
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, FORMATS[ending])
    return data.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(width: int = 100_000, height: int = 100_000) -> bytes:
    """A few hundred bytes that say they are ten thousand million pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with opened(tmp_path) as library:
        yield library


def follow(lib: Library, server: FeedServer, *texts: str, path: str = "/feed") -> list[int]:
    """Subscribe to a feed whose entries have these texts; their ids, the newest first."""
    listed = [
        Item(f"g{n}", f"Title {n}", None, f"Wed, 19 Jun 2024 14:{n:02}:00 GMT", text) for n, text in enumerate(texts)
    ]
    server.answers[path] = Answer(rss(listed))
    feed = subscribe.add(lib, server.url(path), folder=None, title=None, now=NOW, config=Config()).feed
    return list(lists.listing(lib, lists.Filter(feed_id=feed.id)).ids)


def image(server: FeedServer, path: str, body: bytes, content_type: str = "image/png") -> str:
    """Serve a picture; an element that shows it."""
    server.answers[path] = Answer(body, content_type=content_type)
    return f'<p>Words. <img src="{server.url(path)}" alt="A bridge"></p>'


def fetched(lib: Library, *ids: int, config: Config = Config()) -> list[run.Outcome]:  # noqa: B008 - frozen
    """What comes of fetching the pictures of entries by hand."""
    return list(run.fetch(lib, ids, config=config, now=lambda: NOW))


def files(lib: Library) -> set[str]:
    """The names of all files of pictures."""
    return {path.name for path in store.folder_of(lib.path).rglob("*") if path.is_file()}


@pytest.mark.parametrize("lost", [lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_a_picture_whose_file_is_lost_is_fetched_again(
    lib: Library, feed_server: FeedServer, lost: Callable[[Path], object]
) -> None:
    """It was taken away, or is empty, as after a machine that stopped before it was on the disk."""
    (key,) = follow(lib, feed_server, image(feed_server, "/a.png", picture("png")))
    assert [one.status for one in fetched(lib, key)] == ["stored"]
    (name,) = files(lib)
    lost(store.folder_of(lib.path) / name[:2] / name)
    assert [one.status for one in fetched(lib, key)] == ["stored"]
    assert store.read(lib, feed_server.url("/a.png")) == picture("png")


def test_a_host_that_gives_a_picture_again_is_as_any_other(lib: Library, feed_server: FeedServer) -> None:
    """What it refused before makes it wait no longer than others the next time; what it asks for still holds."""
    (key,) = follow(lib, feed_server, image(feed_server, "/a.png", picture("png")))
    hosts.record(lib, host(feed_server.url("/")), hosts.Wait(slowed=NOW - 1, refusals=7))
    hosts.record(lib, "other.example", hosts.Wait(slowed=NOW - 1, refusals=7))
    assert [one.status for one in fetched(lib, key)] == ["stored"]
    assert [*hosts.waits(lib)] == ["other.example"]


# --- what they are ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", FORMATS)
def test_type_and_size_come_from_the_bytes(ending: str) -> None:
    """Of every type that is kept."""
    found = measure(picture(ending, (61, 37)), most_pixels=MOST)
    assert (found.ending, found.width, found.height) == (ending, 61, 37)


@pytest.mark.parametrize("lossless", [True, False])
@pytest.mark.parametrize("alpha", [True, False])
def test_every_kind_of_webp_tells_its_size(lossless: bool, alpha: bool) -> None:
    """With an alpha channel or not, lossless or not."""
    data = io.BytesIO()
    Image.new("RGBA" if alpha else "RGB", (61, 37)).save(data, "WEBP", lossless=lossless)
    found = measure(data.getvalue(), most_pixels=MOST)
    assert (found.width, found.height) == (61, 37)


def test_the_size_of_a_photograph_is_not_that_of_the_small_one_in_it() -> None:
    """Cameras put one into a segment before."""
    small = picture("jpg", (8, 6))
    whole = picture("jpg", (640, 480))
    with_small = whole[:2] + b"\xff\xe1" + struct.pack(">H", len(small) + 2) + small + whole[2:]
    found = measure(with_small, most_pixels=MOST)
    assert (found.width, found.height) == (640, 480)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (bomb(), "100,000 by 100,000 pixels"),
        (bomb(0, 5), "no size"),
        (picture("png", (1, 1)), "beacon"),
        (picture("gif", (600, 1)), "beacon"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "drawing"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "drawing"),
        (b"<!DOCTYPE html><p>Not found", "page"),
        (b"MZ\x90\x00 a program", "no picture"),
        (b"", "no picture"),
        *(
            (picture(ending, (300, 200))[:-20] if ending != "avif" else picture("avif")[:30], "cut")
            for ending in FORMATS
        ),
    ],
)
def test_what_is_no_picture_is_refused_with_a_reason(data: bytes, why: str) -> None:
    """Before anything is decoded."""
    with pytest.raises(ParseError, match=why):
        measure(data, most_pixels=MOST)


@given(st.sampled_from([*FORMATS]), st.integers(0, 400), st.binary(max_size=60))
def test_whatever_the_bytes_there_is_a_size_or_a_reason(ending: str, at: int, instead: bytes) -> None:
    """Damaged at any place."""
    whole = picture(ending)
    data = whole[:at] + instead + whole[at + len(instead) :]
    try:
        found = measure(data, most_pixels=MOST)
    except ParseError:
        return
    assert min(found.width, found.height) > 3
    assert found.width * found.height <= MOST


# --- fetching -----------------------------------------------------------------------------------------------------


def test_a_picture_is_kept_under_what_is_in_it(lib: Library, feed_server: FeedServer) -> None:
    """Two addresses of the same bytes have one file, which nobody else may read; asked again, nothing is fetched."""
    data = picture()
    ids = follow(lib, feed_server, image(feed_server, "/a.gif", data) + image(feed_server, "/b", data, "text/plain"))
    assert [one.status for one in fetched(lib, *ids)] == ["stored", "stored"]
    assert len(files(lib)) == 1
    path = store.path(lib, feed_server.url("/a.gif"))
    assert path is not None
    assert path.suffix == ".png"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert store.read(lib, feed_server.url("/b")) == data
    assert store.read(lib, feed_server.url("/other")) is None
    assert fetched(lib, *ids) == []
    assert feed_server.hits["/a.gif"] == 1


def test_a_refresh_fetches_those_of_new_unread_entries(lib: Library, feed_server: FeedServer) -> None:
    """Read ones and those that were there before are left; a second refresh asks for nothing."""
    ids = follow(lib, feed_server, *(image(feed_server, f"/{n}.png", picture(colour=f"#00000{n}")) for n in range(3)))
    states.mark(lib, [ids[0]], read=True, now=NOW)
    outcomes = list(run.after_refresh(lib, 0, config=Config(), now=lambda: NOW))
    assert [one.status for one in outcomes] == ["stored"] * 2
    assert feed_server.hits["/2.png"] == 0
    assert list(run.after_refresh(lib, 0, config=Config(), now=lambda: NOW)) == []


@pytest.mark.parametrize(("which", "count"), [("never", 0), ("starred", 1), ("unread", 2), ("all", 3)])
def test_the_setting_says_of_which(lib: Library, feed_server: FeedServer, which: str, count: int) -> None:
    """Starred ones are among the unread in any case."""
    ids = follow(lib, feed_server, *(image(feed_server, f"/{n}.png", picture(colour=f"#00000{n}")) for n in range(3)))
    states.mark(lib, ids[:2], read=True, now=NOW)
    states.mark(lib, ids[:1], starred=True, now=NOW)
    outcomes = list(run.after_refresh(lib, 0, config=Config(pictures=Pictures(fetch=which)), now=lambda: NOW))
    assert len(outcomes) == count


def test_a_beacon_in_a_text_is_not_asked_for(lib: Library, feed_server: FeedServer) -> None:
    """It is dropped where the text is cleaned."""
    feed_server.answers["/count.gif"] = Answer(picture("gif", (1, 1)))
    ids = follow(lib, feed_server, f'<p>Words.<img src="{feed_server.url("/count.gif")}" width="1" height="1"></p>')
    assert fetched(lib, *ids) == []
    assert feed_server.hits["/count.gif"] == 0


def endless(handler: BaseHTTPRequestHandler) -> None:
    """A picture without an end."""
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(b"\x89PNG\r\n\x1a\n")
    while True:
        handler.wfile.write(bytes(65_536))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(bomb()), "100,000 by 100,000"),
        (Answer(b"<svg><script>alert(1)</script></svg>", content_type="image/svg+xml"), "drawing"),
        (Answer(b"<html>Not a picture", content_type="image/png"), "page"),
        (Answer(picture()[:-15]), "cut"),
        (Answer(b"", 404), "does not exist"),
        (redirect("file:///etc/passwd"), "no web address"),
        (endless, "more than|larger"),
    ],
)
def test_what_is_no_picture_is_not_kept(lib: Library, feed_server: FeedServer, answer: Answer, words: str) -> None:
    """One sentence says why; the other pictures of the entry come, and it is not asked for again by itself."""
    good = image(feed_server, "/good.png", picture())
    feed_server.answers["/bad.png"] = answer
    ids = follow(lib, feed_server, f'{good}<img src="{feed_server.url("/bad.png")}">')
    outcomes = {one.url: one for one in run.after_refresh(lib, 0, config=Config(), now=lambda: NOW)}
    bad = outcomes[feed_server.url("/bad.png")]
    assert bad.status == "failed"
    assert bad.error is not None
    assert any(word in bad.error for word in words.split("|"))
    assert outcomes[feed_server.url("/good.png")].status == "stored"
    assert len(files(lib)) == 1
    assert list(run.after_refresh(lib, 0, config=Config(), now=lambda: NOW)) == []
    assert entries.entry(lib, ids[0]).body


def test_a_picture_of_too_many_bytes_is_not_loaded(feed_server: FeedServer) -> None:
    """The limit is that of pictures, whatever documents may have."""
    feed_server.answers["/large.png"] = Answer(b"\x89PNG\r\n\x1a\n" + bytes(1_500_000))
    with pytest.raises(FetchError, match=r"1 MB|1,000,000|1000000|larger|more"):
        load(feed_server.url("/large.png"), Config(pictures=Pictures(max_megabytes=1)), typed_by_user=True)


def test_nobody_is_led_into_a_private_network(lib: Library, feed_server: FeedServer) -> None:
    """An address that no user typed is asked for on the public network alone."""
    feed_server.answers["/a.png"] = Answer(picture())
    with pytest.raises(FetchError, match="private"):
        load(feed_server.url("/a.png"), Config(), typed_by_user=False)
    ids = follow(lib, feed_server, image(feed_server, "/a.png", picture()))
    with lib.write():
        lib.execute("UPDATE feeds SET typed = 0")
    (outcome,) = fetched(lib, *ids)
    assert outcome.status == "failed"
    assert feed_server.hits["/a.png"] == 0


def test_what_failed_for_a_while_is_tried_again_later(lib: Library, feed_server: FeedServer) -> None:
    """After an hour by a refresh, at once by hand."""
    ids = follow(lib, feed_server, image(feed_server, "/a.png", picture()))
    feed_server.answers["/a.png"] = Answer(b"", 500)

    def at(now: int) -> list[str]:
        return [one.status for one in run.after_refresh(lib, 0, config=Config(), now=lambda: now)]

    assert at(NOW) == ["failed"]
    assert at(NOW + 60) == []
    feed_server.answers["/a.png"] = Answer(picture())
    assert at(NOW + 8_000) == ["stored"]
    assert fetched(lib, *ids) == []


def test_an_entry_that_was_edited_is_looked_through_again(lib: Library, feed_server: FeedServer) -> None:
    """What it has no more goes, what it has now comes."""
    ids = follow(lib, feed_server, image(feed_server, "/old.png", picture(colour="blue")))
    fetched(lib, *ids)
    new = image(feed_server, "/new.png", picture(colour="green"))
    feed_server.answers["/feed"] = Answer(rss([Item("g0", "Title 0", None, "Wed, 19 Jun 2024 14:00:00 GMT", new)]))
    list(refresh(lib, feeds.states(lib), config=Config(), now=lambda: NOW))
    assert [one.status for one in fetched(lib, *ids)] == ["stored"]
    list(run.after_refresh(lib, 10**9, config=Config(), now=lambda: NOW))
    path = store.path(lib, feed_server.url("/new.png"))
    assert path is not None
    assert files(lib) == {path.name}


def test_a_file_that_was_deleted_is_missing_again(lib: Library, feed_server: FeedServer) -> None:
    """By whoever tidied up."""
    ids = follow(lib, feed_server, image(feed_server, "/a.png", picture()))
    fetched(lib, *ids)
    store.remove(lib.path, files(lib))
    assert store.path(lib, feed_server.url("/a.png")) is None
    assert [one.status for one in fetched(lib, *ids)] == ["stored"]


# --- room ---------------------------------------------------------------------------------------------------------


def noise(seed: int) -> bytes:
    """A picture of some 300 kB that cannot be packed."""
    state = zlib.crc32(bytes([seed]))
    data = bytearray()
    while len(data) < 300_000:
        state = (state * 1_103_515_245 + 12_345) % 2**31
        data += state.to_bytes(4, "little")[:3]
    out = io.BytesIO()
    Image.frombytes("RGB", (400, 250), bytes(data)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("limits", [Pictures(total_megabytes=1), Pictures(feed_megabytes=1)])
def test_those_of_entries_read_longest_ago_make_room(lib: Library, feed_server: FeedServer, limits: Pictures) -> None:
    """Never those of unread or starred ones: then what does not fit in is left, and said so."""
    texts = [image(feed_server, f"/{n}.png", noise(n)) for n in range(7)]
    ids = follow(lib, feed_server, *texts)[::-1]
    config = Config(pictures=limits)
    assert [one.status for one in fetched(lib, *ids[:3], config=config)] == ["stored"] * 3
    (full,) = fetched(lib, ids[3], config=config)
    assert full.status == "skipped"
    assert "room" in (full.error or "")
    states.mark(lib, [ids[1]], read=True, now=NOW + 1)
    states.mark(lib, [ids[0]], read=True, now=NOW + 2)
    states.mark(lib, [ids[2]], read=True, now=NOW)
    states.mark(lib, [ids[2]], starred=True, now=NOW)
    assert [one.status for one in fetched(lib, ids[3], config=config)] == ["stored"]
    there = [store.path(lib, feed_server.url(f"/{n}.png")) is not None for n in range(4)]
    assert there == [True, False, True, True]
    assert pictures.total_bytes(lib) <= 1_000_000
    assert len(files(lib)) == 3


# --- drawing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", FORMATS)
def test_a_picture_is_decoded_small(tmp_path: Path, ending: str) -> None:
    """Within the size asked for, its shape kept, its colours those it has."""
    path = tmp_path / f"a.{ending}"
    path.write_bytes(picture(ending, (400, 200), "red"))
    with DecoderProcess() as decoder:
        found = decoder.decode(path, 40, 40, (0, 0, 0))
    assert (found.width, found.height, len(found.data)) == (40, 20, 40 * 20 * 3)
    assert found.data[0] > 240
    assert found.data[1] < 20


def test_what_cannot_be_decoded_is_said_and_the_next_one_is(tmp_path: Path) -> None:
    """A file that lies, a bomb behind a small header, and a picture after them."""
    lie, large, good = tmp_path / "lie.png", tmp_path / "large.png", tmp_path / "good.png"
    lie.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    large.write_bytes(bomb(60_000, 60_000))
    good.write_bytes(picture())
    with DecoderProcess() as decoder:
        for path in (lie, large):
            with pytest.raises(ParseError):
                decoder.decode(path, 10, 10, (0, 0, 0))
        assert decoder.decode(good, 10, 10, (0, 0, 0)).width == 10


def test_what_is_seen_through_is_on_the_ground(tmp_path: Path) -> None:
    """Of the colour that the article has."""
    path = tmp_path / "clear.png"
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(path)
    with DecoderProcess() as decoder:
        assert decoder.decode(path, 10, 10, (9, 8, 7)).data[:3] == bytes((9, 8, 7))


def test_nothing_of_the_file_reaches_a_terminal(tmp_path: Path) -> None:
    """What is sent is made from the pixels: no text in the file, no bytes after its end, no name."""
    path = tmp_path / "a\x1b_Ga=d\x1b\\.png"
    words = PngInfo()
    words.add_text("Comment", "EVIL\x1b]52;c;eA==\x07")
    Image.effect_noise((64, 32), 90).convert("RGB").save(path, pnginfo=words)
    path.write_bytes(path.read_bytes() + b"EVIL\x1b[2J" * 5)
    with DecoderProcess() as decoder:
        png, sixels = decoder.png(path, 640, 640, (0, 0, 0)), decoder.sixels(path, 60, 60, (9, 8, 7))
    data = base64.b64decode(png.data, validate=True)
    assert png.data.isascii()
    assert b"EVIL" not in data
    with Image.open(io.BytesIO(data)) as found, Image.open(path) as own:
        assert found.info == {}
        assert found.tobytes() == own.tobytes()
    assert (png.width, png.height) == (64, 32)
    assert (sixels.width, sixels.height) == (60, 60)
    assert "EVIL" not in sixels.data
    assert re.fullmatch(r'\x1bP0;1;0q"1;1;60;60[-#$!;\d?-~]+\x1b\\', sixels.data)


@pytest.mark.parametrize(
    "data",
    [
        bomb(60_000, 60_000),
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%touch /tmp/x) (w) file\n",
        b"II*\x00" + bytes(100),
        picture("jpg", (300, 200))[:200],
        b"\x89PNG\r\n\x1a\n" + picture("gif", (300, 200)),
        b"",
    ],
    ids=["bomb", "drawing", "program", "other type", "cut", "liar", "nothing"],
)
def test_a_hostile_picture_is_said_to_be_none_whatever_it_is_to_become(tmp_path: Path, data: bytes) -> None:
    """In time and memory that are bounded; the process lives on or is replaced."""
    hostile, good = tmp_path / "hostile.png", tmp_path / "good.png"
    hostile.write_bytes(data)
    good.write_bytes(picture())
    with DecoderProcess() as decoder:
        for form in (decoder.decode, decoder.png, decoder.sixels):
            with pytest.raises(ParseError):
                form(hostile, 40, 40, (0, 0, 0))
            assert form(good, 40, 40, (0, 0, 0)).width == 40


# --- what killed processes leave ----------------------------------------------------------------------------------


def test_what_killed_processes_left_goes_after_an_hour(lib: Library) -> None:
    """With the work that keeps the room; a file that is being written, and pictures, stay."""
    kept = store.keep(lib.path, picture(), "png")
    folder = (store.folder_of(lib.path) / kept[:2]).resolve()
    for name, age in ((".new-old", 3_700), (".new-young", 3_500)):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (NOW - age, NOW - age))
    os.utime(folder / kept, (NOW - 9_999, NOW - 9_999))
    assert list(run.after_refresh(lib, 0, config=Config(), now=lambda: NOW)) == []
    assert files(lib) == {kept, ".new-young"}


# --- a hundred megabytes ------------------------------------------------------------------------------------------


def photograph(side: int) -> Iterator[bytes]:
    """A picture of so many pixels by as many whose bytes are as many as they can be: three a pixel, nothing packed."""
    yield b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    packer, row = zlib.compressobj(0), b"\0" + bytes((200, 30, 60)) * side
    for _ in range(0, side, 100):
        yield chunk(b"IDAT", packer.compress(row * 100))
    yield chunk(b"IDAT", packer.flush()) + chunk(b"IEND", b"")


def test_a_picture_of_a_hundred_megabytes(lib: Library, feed_server: FeedServer) -> None:
    """No more of it is loaded than the largest picture may have; where that is as much it is kept, and drawn."""
    sent = []

    def streamed(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        count = 0
        try:
            for piece in photograph(5_700):
                handler.wfile.write(piece)
                count += len(piece)
        except OSError:  # whoever asked has had enough
            handler.close_connection = True
        finally:
            sent.append(count)

    feed_server.answers["/large.png"] = streamed
    (entry_id,) = follow(lib, feed_server, f'<p>Words <img src="{feed_server.url("/large.png")}" alt="Large"></p>')
    (outcome,) = fetched(lib, entry_id)
    assert (outcome.status, files(lib)) == ("failed", set())
    limits = Pictures(max_megabytes=100, feed_megabytes=100)
    (outcome,) = fetched(lib, entry_id, config=Config(pictures=limits))
    assert outcome.error is None
    assert outcome.bytes > 97_000_000
    (name,) = files(lib)
    with DecoderProcess() as decoder:
        for form in (decoder.png, decoder.sixels):
            found = form(store.folder_of(lib.path) / name[:2] / name, 400, 320, (0, 0, 0))
            assert len(found.data) < 20_000
    assert min(sent) < 20_000_000, "of the first one all was loaded"
