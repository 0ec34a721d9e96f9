"""Where the words of a search stand in a text: at least wherever the full-text index finds them."""

from __future__ import annotations

import sqlite3
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsreader import query
from newsreader.library import matching, words
from newsreader.query import Words
from strategies import any_text


def lit(text: str, asked: str) -> list[str]:
    """The stretches of a text that a search lights up."""
    return [text[start:end] for start, end in matching.find(text, query.parse(asked).sought)]


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("The harbour of harbours", "harbour", ["harbour"]),
        ("The harbour of harbours", "harb*", ["harbour", "harbours"]),
        ("Straße und STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("Café cafe\u0301 CAFÉ", "cafe", ["Café", "cafe\u0301", "CAFÉ"]),
        ("the ﬁery ﬁre", "fiery", ["ﬁery"]),
        ("a “fiery friendship” indeed", '"fiery friendship"', ["fiery friendship"]),
        ("fiery — friendship", '"fiery friendship"', ["fiery — friendship"]),
        ("e-mail, e‑mail, email", "e-mail", ["e-mail", "e‑mail"]),
        ("ｆｕｌｌｗｉｄｔｈ", "fullwidth", ["ｆｕｌｌｗｉｄｔｈ"]),
        ("中国人民银行", "人民", ["人民"]),
        ("中国人民银行", "中国 国人", ["中国人"]),
        ("人人有责", "人", ["人", "人"]),
        ("大中国abc", "中国abc", ["中国abc"]),
        ("abc大中国", '"abc 中国"', []),
        ("한국은 대한민국의", "한국", ["한국"]),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국", ["\u1112\u1161\u11ab\u1100\u116e\u11a8"]),
        ("МОСКВА и Москва", "москва", ["МОСКВА", "Москва"]),
        ("budget and tax", "budget -tax", ["budget"]),
        ("budget and tax", "budget OR tax", ["budget", "tax"]),
        ("nothing here", "is:unread", []),
        ("a [red]b[/red] \x1b[31m", "red", ["red", "red"]),
        ("", "a", []),
        ("Colour and color: 中国 costs 5 €", "~/colou?r/ ~/[0-9] €/", ["Colour", "color", "5 €"]),
        ("nothing is no match", "~/x*/", []),
    ],
)
def test_words_are_found_as_the_index_finds_them(text: str, asked: str, expected: list[str]) -> None:
    """Case, accents, width, marks and scripts; phrases, beginnings, alternatives."""
    assert lit(text, asked) == expected


PIECES = st.sampled_from(
    [
        *"aé ß-“”'中国人・한ㅎㅏกำ́İſﬁ２A_9\u200d\ufe0f\u093f",
        "harbour",
        "fiery ",
        "Straße",
        " ",
        " ",
        "\u1112\u1161",
        "かゞ",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS | any_text)
def test_folding_by_parts_is_folding(text: str) -> None:
    """What is folded with its places reads as the index has it, and each place is inside of the text."""
    folded = matching._fold(text)
    assert folded.text == words.folded(text)
    for at in range(len(folded.text)):
        start, end = folded.bounds(at, at + 1)
        assert 0 <= start < end <= len(text)


@given(TEXTS, TEXTS, st.booleans())
@example("中・国", "中 国", False)
def test_whatever_the_index_finds_is_found(text: str, asked: str, prefix: bool) -> None:
    """And nothing else, in a real index of one text."""
    match = words.phrase(asked, prefix=prefix)
    found = matching.find(text, [Words(asked, "", prefix)])
    if match is None:
        assert found == []
        return
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE s USING fts5(body, content='', tokenize='{words.TOKENIZER}')")
    connection.execute("INSERT INTO s (rowid, body) VALUES (1, ?)", (words.indexed(text),))
    hits = connection.execute("SELECT count(*) FROM s WHERE s MATCH ?", (match,)).fetchone()[0]
    connection.close()
    assert bool(found) == bool(hits)
    assert found == sorted(found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_letters_are_those_of_the_tokenizer() -> None:
    """Every character of the first plane is taken as the index takes it."""
    pattern = matching._letters()
    differing = [
        hex(code)
        for code in range(0x1_0000)
        if unicodedata.category(chr(code)) != "Cs"
        and bool(pattern.fullmatch(chr(code))) != words.is_letter(chr(code))
        and words.folded(chr(code)) == chr(code)
    ]
    assert differing == []
