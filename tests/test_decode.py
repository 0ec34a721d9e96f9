"""Bytes to text: who is believed about the encoding."""

from __future__ import annotations

import codecs

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
