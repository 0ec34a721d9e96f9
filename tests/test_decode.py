"""Bytes to text: who is believed about the encoding."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.feeds.decode import decode

WORDS = "Zażółć – 日本"


def document(encoding: str, words: str = "é – ü") -> str:
    """A document that declares an encoding."""
    return f'<?xml version="1.0" encoding="{encoding}"?><a>{words}</a>'


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_wins(codec: str) -> None:
    """A byte order mark is believed before the header and the declaration."""
    text, problem = decode(document("iso-8859-1", WORDS).encode(codec), "text/xml; charset=koi8-r")
    assert (text, problem) == (document("iso-8859-1", WORDS), None)


def test_header_before_declaration() -> None:
    """The HTTP header is believed before the declaration."""
    assert "Привет" in decode(document("iso-8859-1", "Привет").encode("koi8-r"), 'text/xml; charset="KOI8-R"').text


@pytest.mark.parametrize(
    ("declared", "actual"),
    [
        ("Shift_JIS", "shift_jis"),
        ("gb2312", "gb18030"),
        ("euc-kr", "euc_kr"),
        ("ISO-8859-1", "cp1252"),
        ("windows-1251", "cp1251"),
        ("utf8", "utf-8"),
    ],
)
def test_declared_encoding(declared: str, actual: str) -> None:
    """A declared encoding is used, by its name on the web."""
    words = {
        "shift_jis": "日本",
        "gb18030": "中文𠀀",
        "euc_kr": "한국",
        "cp1252": "“é”",
        "cp1251": "Привет",
        "utf-8": WORDS,
    }
    assert decode(document(declared, words[actual]).encode(actual)).text == document(declared, words[actual])


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_without_a_mark(codec: str) -> None:
    """UTF-16 and UTF-32 are known by where their zeros are."""
    assert decode(document(codec, WORDS).encode(codec)).text == document(codec, WORDS)


@pytest.mark.parametrize(
    "name", ["zlib", "base64", "unicode_escape", "undefined", "utf-7", "../../etc/passwd", "utf-8\x00", "A" * 5000]
)
def test_names_that_are_no_encoding(name: str) -> None:
    """A name that is no text encoding leads to UTF-8 and never to Python's codecs."""
    assert WORDS in decode(document(name, WORDS).encode()).text


def test_utf8_declared_as_latin1() -> None:
    """UTF-8 is recognised behind the wrong declaration, and that is a problem."""
    text, problem = decode(document("iso-8859-1", WORDS).encode())
    assert WORDS in text
    assert problem


def test_one_bad_byte_costs_one_character() -> None:
    """A bad byte among good UTF-8 becomes U+FFFD."""
    text, problem = decode(WORDS.encode() + b"\xff")
    assert text == WORDS + "\ufffd"
    assert problem


def test_latin1_declared_as_utf8() -> None:
    """Text that is hardly UTF-8 is read as windows-1252."""
    text, problem = decode(document("utf-8", "caf\u00e9 \u00e0 la carte").encode("latin-1"))
    assert "café à la carte" in text
    assert problem


@given(st.binary(max_size=300), st.none() | st.text(max_size=40))
def test_never_fails(body: bytes, content_type: str | None) -> None:
    """Any bytes become a text without surrogates."""
    decode(body, content_type).text.encode()


def test_codec_table_is_sound() -> None:
    """Every codec that a name may lead to exists."""
    from newsreader.feeds import decode as module

    for codec in module._CODECS.values():
        assert codecs.lookup(codec)


# --- what nobody declared -----------------------------------------------------------------------------------------

SENTENCES = {
    "cp1251": "Правительство сообщило, что новый мост будет открыт в мае",
    "koi8-r": "Правительство сообщило, что новый мост будет открыт в мае",
    "cp1253": "Η κυβέρνηση ανακοίνωσε ότι η νέα γέφυρα θα ανοίξει τον Μάιο",
    "cp1255": "הממשלה הודיעה כי הגשר החדש ייפתח בחודש מאי",
    "cp1256": "أعلنت الحكومة أمس أن الجسر الجديد سيفتح في شهر مايو",
    "cp874": "รัฐบาลประกาศเมื่อวานนี้ว่าสะพานใหม่จะเปิดในเดือนพฤษภาคม",
    "gb18030": "政府昨天表示，这座新的大桥将在五月开放，人们可以从那里过河",
    "big5hkscs": "政府昨天表示，這座新的大橋將在五月開放，人們可以從那裡過河",
    "euc_jp": "政府は昨日、新しい橋を五月に開通すると発表した。",
    "cp932": "政府は昨日、新しい橋を五月に開通すると発表した。",
    "cp949": "정부는 어제 새로운 다리가 오월에 개통된다고 발표했다.",
}
LATIN = [
    "Le gouvernement a annoncé hier que le nouveau pont, prêt à être utilisé, où qu’il soit, était déjà évoqué",
    "Ärzte hätten es für möglich gehalten, daß größere Übel früher zurückkämen",
    "El año próximo, según la señora Núñez, ¡más niños aprenderán inglés!",
]


@pytest.mark.parametrize("codec", SENTENCES)
def test_undeclared_encodings_are_told_by_their_letters(codec: str) -> None:
    """A text in another script is read in its encoding, and that is a problem to tell."""
    words = f"<rss><channel><title>{SENTENCES[codec]}</title><link>http://a.example/</link></channel></rss>"
    assert decode(words.encode(codec)) == (words, f"The document is not valid utf-8; it was read as {codec}.")


@pytest.mark.parametrize("words", LATIN)
def test_undeclared_latin_is_windows_1252(words: str) -> None:
    """Single letters with accents are no other script."""
    assert decode(words.encode("cp1252")).text == words


# --- feedparser ---------------------------------------------------------------------------------------------------

FIXTURES = Path(__file__).parents[2] / "shared" / "data" / "hostile" / "thirdparty" / "feedparser" / "encoding"
FILES = sorted(FIXTURES.iterdir()) if FIXTURES.is_dir() else []
WIDE = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "latin-1")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_read_as_by_feedparser(file: Path) -> None:
    """Each document that says in its head what feedparser takes it for is read the same, by the header it names."""
    body = file.read_bytes()
    heads = (body.decode(codec, "ignore") for codec in WIDE)
    head = next(text for text in heads if "Expect:" in text or "Description:" in text)
    header = re.search(r"Header:\s*Content-type:\s*(.*)", head, re.IGNORECASE)
    expected = re.search(r"encoding\s*==\s*u?['\"]([^'\"]+)", head)
    text = decode(body, header and header[1].strip()).text
    assert text.strip()
    if expected:
        assert text.lstrip("\ufeff") == body.decode(expected[1]).lstrip("\ufeff")


def test_the_fixtures_are_enough() -> None:
    """Most of them name an encoding; without the shared data there is nothing to compare."""
    if not FILES:
        pytest.skip("the shared data is not beside this checkout")
    assert sum(b"encoding ==" in file.read_bytes().replace(b"\0", b"") for file in FILES) > 30
