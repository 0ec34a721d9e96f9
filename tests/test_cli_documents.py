"""parse: the form of a feed, from a file and from stdin, and what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from command_line import FEED
from newsreader import paths

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import CommandLine

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Ufer</title><link href="/"/>
<entry><id>urn:1</id><title type="html">Br&amp;#252;cke &lt;b&gt;neu&lt;/b&gt;</title><link href="a/1"/>
<author><name>Ada</name></author><author><name>Bo</name></author>
<published>2024-06-19T16:02:00+02:00</published><updated>soon</updated>
<category term="bau"/><link rel="enclosure" href="a.mp3" type="audio/mpeg" length="12"/>
<content type="html">
&lt;p onclick="x"&gt;Text &lt;a href="b"&gt;b&lt;/a&gt;&lt;script&gt;x&lt;/script&gt;&lt;/p&gt;</content>
</entry></feed>"""
ENTRY_KEYS = "guid title link author published updated summary content comments categories enclosures"


def test_a_feed_has_every_key(cli: CommandLine, tmp_path: Path) -> None:
    """The form of a parsed feed: as published, sanitised, with null and empty lists for what is absent."""
    (tmp_path / "feed.xml").write_text(FEED)
    parsed = cli("parse", tmp_path / "feed.xml", "--json").json
    assert parsed["feed"]["title"] == "River News"
    assert parsed["feed"]["link"] == "https://river.example/"
    assert parsed["feed"]["language"] == "en"
    first, second = parsed["entries"]
    assert list(first) == ENTRY_KEYS.split()
    assert first["title"] == "Bridge & budget"
    assert first["published"] == "2024-06-19T14:02:00Z"
    assert first["content"] is None
    assert "<p>" in first["summary"]
    assert (second["author"], second["categories"], second["enclosures"]) == (None, [], [])
    assert parsed["problems"] == []
    assert not paths.data_dir().exists()


def test_addresses_start_from_the_url_given(cli: CommandLine) -> None:
    """--url is what relative addresses start from; stdin is read for `-`."""
    parsed = cli("parse", "-", "--url", "https://ufer.example/feed", "--json", stdin=ATOM.encode()).json
    (entry,) = parsed["entries"]
    assert parsed["feed"]["link"] == "https://ufer.example/"
    assert entry["link"] == "https://ufer.example/a/1"
    assert entry["title"] == "Brücke neu"
    assert entry["published"] == "2024-06-19T14:02:00Z"
    assert entry["updated"] is None
    assert entry["enclosures"] == [{"url": "https://ufer.example/a.mp3", "type": "audio/mpeg", "length": 12}]
    assert entry["categories"] == ["bau"]
    assert isinstance(entry["author"], str)
    assert "script" not in entry["content"]
    assert "onclick" not in entry["content"]
    assert any("soon" in problem for problem in parsed["problems"])


@pytest.mark.parametrize(
    "document", [b"", b"plain words", b"<html><body>no feed</body></html>", b"\x00\xff" * 50, b"{}"]
)
@pytest.mark.parametrize("json", [[], ["--json"]])
def test_what_is_no_feed_exits_1(cli: CommandLine, document: bytes, json: list[str]) -> None:
    """A document that is no feed is one sentence that says where it came from."""
    assert cli("parse", "-", *json, stdin=document).sentence.startswith("stdin: ")


def test_a_file_that_is_not_there_exits_1(cli: CommandLine, tmp_path: Path) -> None:
    """The sentence names the file."""
    assert "none.xml" in cli("parse", tmp_path / "none.xml", "--json").sentence
    assert str(tmp_path) in cli("parse", tmp_path).sentence


def test_an_ill_formed_feed_is_read_and_told_of(cli: CommandLine) -> None:
    """Ill-formed but readable is no failure; the problems say what is wrong."""
    done = cli("parse", "-", "--json", stdin=FEED.replace("</channel></rss>", "").replace("&amp;", "&").encode())
    assert [entry["guid"] for entry in done.json["entries"]] == ["r1", "r2"]
    assert done.json["problems"]


def test_the_plain_form_lists_the_entries(cli: CommandLine) -> None:
    """A person sees title, date and address of each entry, and no control character."""
    done = cli("parse", "-", stdin=FEED.replace("Ferry stops", "Ferry \x9b31m\u202estops").encode())
    assert done.code == 0
    assert done.out.startswith("River News\n")
    assert "https://river.example/2" in done.out
    assert not set(done.out) & set("\x9b\u202e")
