"""An exported book is EPUB 3: what it names is there, well-formed; the same articles give the same bytes."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from exported import HTML, NOW, PNG, article, elements, words
from newsreader.articles.export import cover, epub
from strategies import wild_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    from newsreader.articles.export.article import Article

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20
HOSTILE = [
    article(number=1),
    article("", number=2, title="", author=None, published=None, link=None, feed_language=None),
    article("<div>" * 100_000 + "deep", number=3, title="D" * 10_000, feed_title="../../Other <&>"),
    article("<p>\ufffe\uffff &#x1; x</p>" + "<li>a<ul>" * 300 + "z", number=4, title="e\u202e👩‍👩‍👧 שלום"),
    article("<p><b><i></b>x</i><table><td>1<p>2<img src=https://x.example/j.png>", number=5, link="javascript:x"),
    article('<a href="https://a b/">x</a> <a href="http://[::1/">y</a> <a href="mailto:a@b">z</a>', number=6),
    article("<ol start=-3><li value=99999>a<pre>\n</pre></ol><dl><dd>b</dl><caption>c<figcaption>d", number=7),
]


def book(
    articles: Sequence[Article] | None = None,
    *,
    title: str = "My <book>",
    now: int = NOW,
    picture: Callable[[str], bytes | None] | None = None,
) -> zipfile.ZipFile:
    """A book, opened."""
    file = io.BytesIO()
    epub.write(file, articles or [article()], title=title, now=now, picture=picture)
    return zipfile.ZipFile(file)


def document(packed: zipfile.ZipFile, name: str) -> Element:
    """One of its XML documents."""
    return elements(packed.read(name).decode())


def sound(packed: zipfile.ZipFile) -> None:
    """What any book must be."""
    names = packed.namelist()
    assert names[0] == "mimetype"
    assert packed.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert packed.infolist()[0].extra == b""
    assert packed.read("mimetype") == b"application/epub+zip"
    assert len(set(names)) == len(names)
    assert all(name.isascii() and ".." not in name and not name.startswith("/") for name in names)
    root = document(packed, "META-INF/container.xml").find("rootfiles/rootfile")
    assert root is not None
    package = document(packed, root.attrib["full-path"])
    items = {item.attrib["id"]: item.attrib for item in package.findall("manifest/item")}
    hrefs = [item["href"] for item in items.values()]
    assert len(items) == len(hrefs) == len(set(hrefs))
    assert {f"book/{href}" for href in hrefs} == set(names) - {"mimetype", "META-INF/container.xml", "book/package.opf"}
    assert [item["href"] for item in items.values() if item.get("properties") == "nav"] == ["nav.xhtml"]
    assert [item["href"] for item in items.values() if item.get("properties") == "cover-image"] == ["cover.svg"]
    spine = [one.attrib["idref"] for one in package.findall("spine/itemref")]
    pages = [name for name, item in items.items() if item["media-type"] == "application/xhtml+xml"]
    assert sorted(spine) == sorted(pages)
    for item in items.values():
        if item["href"].endswith(("xhtml", "svg")):
            page = document(packed, f"book/{item['href']}")
            assert all(words(one) for one in page.iter("title"))
            for name in ("src", "href"):
                for target in (one.attrib[name] for one in page.iter() if name in one.attrib):
                    assert target in hrefs or target.startswith(("https://", "http://", "mailto:"))
    for name in ("identifier", "title", "language", "meta"):
        assert words(package.findall(f"metadata/{name}")[0])


def test_a_book_is_sound() -> None:
    """One article, with pictures and without."""
    sound(book())
    sound(book(picture=lambda _: PNG))


def test_a_hostile_book_is_sound() -> None:
    """No title, no text, broken HTML, endless nesting, addresses that are none, signs that XML does not know."""
    sound(book(HOSTILE, title="x\x00\ud800\ufffe" * 9, picture=lambda _: JPEG))


@given(st.lists(st.tuples(wild_text, wild_text), min_size=1, max_size=4), wild_text)
@hypothesis_settings(max_examples=60)
def test_any_titles_make_a_sound_book(titles: list[tuple[str, str]], title: str) -> None:
    """Of articles, of feeds and of the book."""
    several = [article("<p>x", number=n, title=one, feed_title=feed) for n, (one, feed) in enumerate(titles)]
    sound(book(several, title=title))


@pytest.mark.skipif(not shutil.which("epubcheck"), reason="needs epubcheck")
def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    """Of a hostile book, with pictures."""
    drawn = io.BytesIO()
    Image.new("RGB", (4, 3)).save(drawn, "PNG")
    with (tmp_path / "book.epub").open("wb") as file:
        epub.write(file, HOSTILE, title="x\x00\ud800\ufffe", now=NOW, picture=lambda _: drawn.getvalue())
    program = Path(shutil.which("epubcheck") or "")
    with program.open("rb") as file:
        is_jar = file.read(2) == b"PK"  # as Debian installs it; not every system starts such a file
    command = ["java", "-jar", program] if is_jar else [program]
    done = subprocess.run([*command, tmp_path / "book.epub"], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ERROR" not in done.stdout
    assert "WARNING" not in done.stdout + done.stderr


def test_the_same_articles_give_the_same_bytes() -> None:
    """Neither the time of day nor the machine is in it; other words are another book."""
    first, second = (book(HOSTILE).fp for _ in range(2))
    assert isinstance(first, io.BytesIO)
    assert isinstance(second, io.BytesIO)
    assert first.getvalue() == second.getvalue()
    identities = [
        words(document(book([article(html)]), "book/package.opf").findall("metadata/identifier")[0])
        for html in ("<p>a", "<p>a", "<p>b")
    ]
    assert identities[0] == identities[1] != identities[2]


def test_contents_are_by_feed() -> None:
    """In the order of the chapters; of one feed the articles alone."""
    several = [article(number=n, title=f"T{n}", feed_title=feed) for n, feed in enumerate(["A", "A", "B"])]
    nav = document(book(several), "book/nav.xhtml")
    assert [words(one) for one in nav.findall("body/nav/ol/li/span")] == ["A", "B"]
    assert [one.get("href") for one in nav.findall("body/nav/ol/li/ol/li/a")] == [
        "article-0.xhtml",
        "article-1.xhtml",
        "article-2.xhtml",
    ]
    alone = document(book(several[:2]), "book/nav.xhtml")
    assert [words(one) for one in alone.findall("body/nav/ol/li/a")] == ["T0", "T1"]


def test_a_picture_is_in_the_book_once() -> None:
    """Named by what it is, not by its address."""
    html = "".join(f'<p>x</p><img src="https://x.example/../{n}" alt="A view of {n}">' for n in range(3))
    packed = book([article(html)], picture=lambda url: JPEG if url.endswith("2") else PNG)
    images = sorted(name.rpartition(".")[2] for name in packed.namelist() if name.startswith("book/images/"))
    assert images == ["jpg", "png"]
    assert len(list(document(packed, "book/article-1.xhtml").iter("img"))) == 3
    sound(packed)


def test_the_language_is_that_of_the_articles() -> None:
    """One, several, or nobody says."""
    found = []
    for languages in (["en-GB", "en"], ["en", "de"], [None], ["no language"]):
        several = [article("<p>x", number=n, feed_language=name) for n, name in enumerate(languages)]
        found.append(words(document(book(several), "book/package.opf").findall("metadata/language")[0]))
    assert found == ["en", "mul", "und", "und"]


def test_the_cover_says_what_is_inside() -> None:
    """Title, number of articles, day; a long title keeps within the page."""
    root = elements(cover.draw("News & <views>", 1_200, "2024-06-19"))
    assert [one.text for one in root.iter("text")] == ["News & <views>", "1,200 articles · 2024-06-19"]
    lines = list(elements(cover.draw("word " * 2_000, 1, "")).iter("text"))
    assert lines[-1].text == "1 article"
    assert len(lines) <= 8
    assert int(lines[-2].get("y", "0")) < 2_000


def test_the_whole_text_is_in_the_chapter() -> None:
    """As the document has it."""
    page = document(book([article(HTML)]), "book/article-1.xhtml")
    for part in ("Head & shoulders", "We had no choice", "Two b", "for x in y:", "Caption", "Meaning", "שלום world"):
        assert part in words(page)
