"""A quotation as words to pass on, and the link that leads to its place."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.articles.document import from_plain, parse
from newsreader.citation import cite, fragment, named, with_fragment
from newsreader.models.findings import Quotation, Span

LINK = "https://meridian.example/bridge"


def quotation(
    text: str, words: str, *, kind: str = "direct", source: str | None = None, confidence: float = 1.0
) -> Quotation:
    """Words of a text as a quotation of Ann Brook."""
    start = text.index(words)
    span = None if source is None else Span(text.index(source), text.index(source) + len(source), source)
    return Quotation(
        start, start + len(words), words, kind, None, span, "Ann Brook", 0, role="mayor", confidence=confidence
    )


def decoded(directive: str) -> tuple[str, str, str]:
    """What a browser looks for: the words before, how it begins, how it ends."""
    parts = directive.split(",")
    before = parts.pop(0).removesuffix("-") if parts[0].endswith("-") else ""
    return unquote(before), unquote(parts[0]), unquote(parts[1]) if len(parts) > 1 else ""


def of_words(text: str, words: str) -> str:
    """The fragment for some words of a plain text."""
    start = text.index(words)
    return fragment(from_plain(text), start, start + len(words))


def test_a_citation_has_words_speaker_role_outlet_day_and_link() -> None:
    """The words with their marks as they stand in the article, the link to the very place."""
    text = "The bridge is old. “It is not safe,” said Ann Brook."
    said = quotation(text, "“It is not safe,”")
    words = cite(from_plain(text), [said], outlet="Meridian", day="19 Jun 2024", link=LINK, role="mayor")
    assert words == (
        "“It is not safe,” — Ann Brook (mayor), Meridian, 19 Jun 2024, " + LINK + "#:~:text=It%20is%20not%20safe"
    )


def test_marks_of_other_languages_stay_as_they_are() -> None:
    """No mark is changed and none is put around others."""
    text = "Die Brücke ist alt. „Sie ist nicht sicher“, sagte Ann Brook."
    said = quotation(text, "„Sie ist nicht sicher“")
    assert cite(from_plain(text), [said], outlet="Meridian", day=None, link=None).startswith(
        "„Sie ist nicht sicher“ — "
    )


def test_reported_speech_is_not_passed_on_as_the_speakers_words() -> None:
    """It has no marks in the article; it gets none, and it says what it is."""
    text = "Ann Brook said the bridge was not safe."
    said = quotation(text, "the bridge was not safe", kind="indirect")
    words = cite(from_plain(text), [said], outlet="Meridian", day=None, link=None)
    assert words == "the bridge was not safe (reported) — Ann Brook, Meridian"


def test_a_split_quotation_is_cited_whole() -> None:
    """Both parts, the words between them left out; the link leads from the first to the last."""
    text = "“It is not safe,” she said, “and it never was.”"
    parts = [quotation(text, "“It is not safe,”"), quotation(text, "“and it never was.”")]
    words = cite(from_plain(text), parts, outlet="Meridian", day=None, link=LINK)
    assert words.startswith("“It is not safe,” … “and it never was.” — Ann Brook, ")
    assert decoded(words.partition("text=")[2]) == ("", "It is not safe,” she said, “and it never was", "")


def test_a_probable_speaker_is_cited_as_probable() -> None:
    """With the words that name him in the text."""
    text = "He sat with Ann Brook. “It is not safe,” he said."
    unsure = quotation(text, "“It is not safe,”", source="he", confidence=0.4)
    assert named(unsure) == "he, probably Ann Brook"
    assert named(quotation(text, "“It is not safe,”", source="He", confidence=0.4)) == "he, probably Ann Brook"
    assert named(quotation(text, "“It is not safe,”", source="Ann Brook", confidence=0.4)) == "probably Ann Brook"
    assert named(quotation(text, "“It is not safe,”", confidence=0.4)) == "probably Ann Brook"
    assert named(quotation(text, "“It is not safe,”", source="he", confidence=0.9)) == "Ann Brook"
    assert "— he, probably Ann Brook (mayor), " in cite(
        from_plain(text), [unsure], outlet="Meridian", day=None, link=None, role="mayor"
    )


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://a.example/x", "https://a.example/x#:~:text=w"),
        ("https://a.example/x#part", "https://a.example/x#part:~:text=w"),
        ("https://a.example/x#:~:text=old", "https://a.example/x#:~:text=w"),
        ("https://a.example/x#part:~:text=old", "https://a.example/x#part:~:text=w"),
        ("https://a.example/x?q=1#", "https://a.example/x?q=1#:~:text=w"),
        ("file:///tmp/x.html", "file:///tmp/x.html"),
        ("A title", "A title"),
    ],
)
def test_the_links_own_fragment_is_kept(link: str, expected: str) -> None:
    """What stood behind `#` stays, an older directive does not; only pages of the web understand one."""
    assert with_fragment(link, "w") == expected


def test_what_the_directive_is_made_of_is_encoded() -> None:
    """Dashes, commas and ampersands of the words are not those of the syntax."""
    assert of_words("So: well-known, R&D #1 + 100% ‘it’s’ done", "well-known, R&D #1 + 100% ‘it’s’ done") == (
        "well%2Dknown%2C%20R%26D%20%231%20%2B%20100%25%20%E2%80%98it%E2%80%99s%E2%80%99%20done"
    )


def test_a_long_quotation_is_named_by_its_ends() -> None:
    """Its first words and its last; what is between does not lengthen the address."""
    words = " ".join(f"w{n}" for n in range(100))
    assert decoded(of_words(f"“{words},” she said.", f"“{words},”")) == ("", "w0 w1 w2 w3 w4", "w95 w96 w97 w98 w99")


def test_a_quotation_over_two_paragraphs_is_named_by_words_of_either() -> None:
    """No words are looked for across the edge of a paragraph."""
    document = parse("<p>She said: “One two three.</p><p>“Four five six.”</p>")
    start = document.text.index("“One")
    assert decoded(fragment(document, start, len(document.text))) == ("", "One two three", "Four five six")


def test_a_cell_is_a_block() -> None:
    """The sign that stands between two cells here is not on the page."""
    document = parse("<table><tr><th>Who<th>What<tr><td>Ann Brook<td>not safe</table>")
    start = document.text.index("Ann")
    assert decoded(fragment(document, start, document.text.index("not safe") + 8)) == ("", "Ann Brook", "not safe")


def test_words_that_stand_further_up_as_well_are_told_apart_by_those_before() -> None:
    """The browser goes to the first that fits."""
    text = "Is it safe? “No,” said Tom Reed.\n\nThe mayor, asked again, said “no” for a second time."
    first, second = text.index("“No"), text.index("“no")
    document = from_plain(text)
    assert decoded(fragment(document, first, first + 5)) == ("", "No", "")
    assert decoded(fragment(document, second, second + 4)) == ("mayor, asked again, said “", "no", "")


def test_a_text_without_blanks_is_cut_at_its_stops() -> None:
    """A browser looks for whole words; elsewhere a cut could be within one."""
    words = "、".join("橋" * 9 for _ in range(12))
    assert decoded(of_words(f"「{words}。」と述べた。", f"「{words}。」")) == ("", "橋" * 9, "橋" * 9)


def test_marks_alone_have_no_place() -> None:
    """There is nothing to look for."""
    assert of_words("He said “…” and left.", "“…”") == ""


SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.~%")


@given(st.text(st.characters(codec="utf-8"), max_size=120), st.integers(0, 120), st.integers(0, 120))
def test_any_fragment_says_words_of_the_text_and_nothing_raw(text: str, start: int, length: int) -> None:
    """Decoded, each part stands in one paragraph of the text; encoded, it holds no character with a meaning."""
    document = from_plain(text)
    found = fragment(document, start, min(start + length, len(text)))
    if not found:
        assert not any(character.isalnum() for character in text[start : start + length])
        return
    before, begin, end = decoded(found)
    prefix, dash, rest = found.rpartition("-,")
    assert bool(dash) == bool(before)
    assert rest.count(",") <= 1
    assert frozenset(prefix + rest.replace(",", "")) <= SAFE
    paragraphs = [" ".join(text[block.start : block.end].split()) for block in document.blocks]
    for words in filter(None, (before, begin, end)):
        whole = " ".join(words.split())
        assert any(whole in paragraph for paragraph in paragraphs)
        assert whole == words


@given(st.lists(st.sampled_from("it is not safe and never was-so, R&D".split()), min_size=1, max_size=60))
def test_begin_and_end_are_those_of_the_quotation(words: list[str]) -> None:
    """Whatever is left out is left out of the middle."""
    said = " ".join(words)
    _, begin, end = decoded(of_words(f"“{said}” they said", f"“{said}”"))
    trimmed = said.strip(",")
    assert trimmed.startswith(begin)
    assert trimmed.endswith(end or begin)
