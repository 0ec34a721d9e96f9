"""Files and folders as feeds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsreader.errors import ParseError
from newsreader.feeds import local

CORPUS = Path(__file__).parent / "corpus" / "feeds"


def written(path: Path, text: str | bytes, changed: int = 1_000_000_000) -> Path:
    """A file with a known date."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    os.utime(path, (changed, changed))
    return path


def test_text_file(tmp_path: Path) -> None:
    """The first line is the title, blank lines part paragraphs, the file's URI is its identity and link."""
    path = written(tmp_path / "ä b.txt", "A title\r\n\r\nOne.\r\n\r\nTwo <b>.\r\n")
    entry = local.read_article(path)
    assert (entry.title, entry.content) == ("A title", "<p>One.</p>\n<p>Two &lt;b&gt;.</p>")
    assert entry.guid == entry.link == path.as_uri()
    assert entry.published == 1_000_000_000


@pytest.mark.parametrize("text", ["Only one line.", "x" * 400 + "\n\nmore"])
def test_text_without_a_title_loses_nothing(tmp_path: Path, text: str) -> None:
    """A first line that is all there is, or too long for a title, stays in the text."""
    entry = local.read_article(written(tmp_path / "a.txt", text))
    assert text.split("\n", maxsplit=1)[0] in (entry.content or "")
    assert entry.title


@pytest.mark.parametrize(
    ("text", "title", "content"),
    [
        ("# The *head* #\n\nText `code`", "The head", "<p>Text <code>code</code></p>"),
        ("Head\n====\nText", "Head", "<p>Text</p>"),
        ("---\ntags: x\n---\n# Head\nText", "Head", "<p>Text</p>"),
        ("Intro\n\n## Later\n\nText", "Later", "<p>Intro</p>\n<h2>Later</h2>\n<p>Text</p>"),
        ("No *heading* here", "No heading here", "<p>No <em>heading</em> here</p>"),
    ],
)
def test_markdown_file(tmp_path: Path, text: str, title: str, content: str) -> None:
    """The first heading is the title, else the first line; markup becomes HTML."""
    entry = local.read_article(written(tmp_path / "a.md", text))
    assert (entry.title, entry.content) == (title, content)


def test_html_file(tmp_path: Path) -> None:
    """The title element is the title, the body the text, without scripts; the encoding is the declared one."""
    html = (
        '<html><head><meta charset="windows-1251"><title>Мир &amp; труд</title></head>'
        "<body><p>Да</p><script>1</script></body>"
    )
    entry = local.read_article(written(tmp_path / "a.htm", html.encode("cp1251")))
    assert (entry.title, entry.content) == ("Мир & труд", "<p>Да</p>")
    heading = written(tmp_path / "b.html", "<h1>Big <i>one</i></h1><p>x</p>")
    assert local.read_article(heading).title == "Big one"
    assert local.read_article(written(tmp_path / "c.html", "<p>x</p>")).title == "c"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing, binary or huge file is a ParseError that names it."""
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(local.FILE_BYTES + 1)
    for path in (tmp_path / "none.txt", written(tmp_path / "binary.txt", b"\x00\x01\x02"), huge):
        with pytest.raises(ParseError, match=path.name):
            local.read_article(path)


def test_folder(tmp_path: Path) -> None:
    """A folder's articles, newest first; hidden files, other files and links that lead out are not among them."""
    folder = tmp_path / "notes"
    written(folder / "old.txt", "Old", 1000)
    written(folder / "deep" / "new.md", "# New", 3000)
    written(folder / "bad.txt", b"\x00", 2000)
    written(folder / ".hidden.txt", "no")
    written(folder / ".git" / "x.txt", "no")
    written(folder / "picture.png", b"no")
    written(tmp_path / "outside" / "secret.txt", "secret")
    (folder / "link.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (folder / "out").symlink_to(tmp_path / "outside")
    (folder / "loop").symlink_to(folder)
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    feed = local.read_path(folder)
    assert (feed.title, feed.link) == ("notes", folder.as_uri())
    assert [entry.title for entry in feed.entries] == ["New", "Old"]
    assert len(feed.problems) == 1
    assert "bad.txt" in feed.problems[0]


def test_paths_are_told_apart(tmp_path: Path) -> None:
    """A feed file is a feed, an article file a feed of one entry, anything else a ParseError."""
    assert len(local.read_path(CORPUS / "rss20.xml").entries) == 2
    (entry,) = local.read_path(written(tmp_path / "a.txt", "T\n\nx")).entries
    assert entry.title == "T"
    assert local.read_path(written(tmp_path / "feed", (CORPUS / "atom10.xml").read_bytes())).title == "Notes <3"
    for path in (written(tmp_path / "x.pdf", b"%PDF"), written(tmp_path / "y.xml", "<a/>"), tmp_path / "none"):
        with pytest.raises(ParseError):
            local.read_path(path)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><!-- x --><rss version='2.0'>", True),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        (b"<rdf:RDF xmlns='x'>", True),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', True),
        ("<?xml version='1.0'?><rss>".encode("utf-16"), True),
        (b"<html><body>rss</body></html>", False),
        (b'{"a": 1}', False),
        (b"feed", False),
        (b"", False),
    ],
)
def test_is_feed(body: bytes, expected: bool) -> None:
    """Feeds are told by how they begin."""
    assert local.is_feed(body) is expected
