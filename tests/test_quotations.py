"""Quotations: sentences whose cue, source and speaker are known, and what holds for any text at all."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.quotations import find, find_quotations, layout, marks
from newsreader.quotations.languages.registry import choose
from newsreader.quotations.passage import Passage

KIM = "North Korean leader Kim Jong Un met Russian President Vladimir Putin on Wednesday.\n\n"
PIECES = st.sampled_from(
    [
        *("“", "”", '"', "‘", "’", "'", "„", "‚", "«", "»", "‹", "›", "「", "」", "『", "』", "''", "``", "`"),
        *(
            " ",
            "\n",
            "\n\n",
            "\t",
            ".",
            ",",
            ":",
            ";",
            "?",
            "!",
            "—",
            "-",
            "(",
            ")",
            "…",
            "。",
            "\u00a0",
            "\x00",
            "\ud800",
            "\u202e",
        ),
        *(
            "Kim",
            "Kim Jong Un",
            "Putin",
            "he",
            "He",
            "she",
            "said",
            "told",
            "according to",
            "that",
            "who",
            "by",
            "as",
            "the",
        ),
        *(
            "agreement",
            "Mr.",
            "Dr.",
            "U.S.",
            "sagte",
            "laut",
            "a-t-il",
            "dijo",
            "сказал",
            "说",
            "と述べた",
            "vowed",
            "adding",
            "and",
        ),
        *(
            "called",
            "Monday",
            "reporters",
            "1",
            "2024",
            "ß",
            "İ",
            "ǅ",
            "e\u0301",
            "\U0001f600",
            "_",
            "O'Brien",
            "leader",
        ),
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(), max_size=300),
    st.lists(PIECES, max_size=60).map(" ".join),
    st.lists(PIECES, max_size=80).map("".join),
)
LANGUAGES = st.sampled_from(
    [None, "en", "de", "fr", "es", "it", "pt", "ru", "uk", "zh", "ja", "fi", "en-GB", "x_y", ""]
)


def only(text: str, language: str | None = "en") -> tuple[str, str, str | None, str | None, str | None]:
    """The last quotation of a text: type, words, cue, source, speaker."""
    one = find_quotations(text, language)[-1]
    cue = one.cue.text if one.cue is not None else None
    source = one.source.text if one.source is not None else None
    return one.type, one.text, cue, source, one.speaker


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("“We will win,” said Kim.", ("direct", "“We will win,”", "said", "Kim", "Kim Jong Un")),
        ("“We will win,” Kim said.", ("direct", "“We will win,”", "said", "Kim", "Kim Jong Un")),
        ('Kim said: "We will win."', ("direct", '"We will win."', "said", "Kim", "Kim Jong Un")),
        ('Kim: "We will win."', ("direct", '"We will win."', ":", "Kim", "Kim Jong Un")),
        ("‘We don’t lose,’ Putin said.", ("direct", "‘We don’t lose,’", "said", "Putin", "Vladimir Putin")),
        ("«We will win», Putin told reporters.", ("direct", "«We will win»", "told", "Putin", "Vladimir Putin")),
        ("''We will win,'' Mr. Putin wrote.", ("direct", "''We will win,''", "wrote", "Mr. Putin", "Vladimir Putin")),
        ("“We will win,” according to Putin.", ("direct", "“We will win,”", "according to", "Putin", "Vladimir Putin")),
        (
            "Putin described it as “a breakthrough.”",
            ("mixed", "it as “a breakthrough.”", "described", "Putin", "Vladimir Putin"),
        ),
        (
            "Kim also vowed full support for the war.",
            ("indirect", "full support for the war", "vowed", "Kim", "Kim Jong Un"),
        ),
        (
            "Putin told reporters officials were ready.",
            ("indirect", "officials were ready", "told", "Putin", "Vladimir Putin"),
        ),
        (
            "Putin said that talks would go on.",
            ("indirect", "that talks would go on", "said", "Putin", "Vladimir Putin"),
        ),
        ("Talks would go on, Putin said.", ("indirect", "Talks would go on", "said", "Putin", "Vladimir Putin")),
        (
            "“We shall see,” the North Korean leader said.",
            ("direct", "“We shall see,”", "said", "the North Korean leader", "Kim Jong Un"),
        ),
        (
            "“We shall see,” a ministry official said.",
            ("direct", "“We shall see,”", "said", "a ministry official", "a ministry official"),
        ),
        ("“It is over,” Reuters reported.", ("direct", "“It is over,”", "reported", "Reuters", "Reuters")),
        ("“Is it “over” now?” Putin asked.", ("direct", "“Is it “over” now?”", "asked", "Putin", "Vladimir Putin")),
        ("“Is it over?” asked Putin.", ("direct", "“Is it over?”", "asked", "Putin", "Vladimir Putin")),
    ],
)  # fmt: skip
def test_patterns_of_attribution(sentence: str, expected: tuple[str, ...]) -> None:
    """Each way to say who said it is read."""
    assert only(KIM + sentence) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "de", "Angela Merkel kam. „Wir bleiben“, sagte Merkel.",
            ("direct", "„Wir bleiben“", "sagte", "Merkel", "Angela Merkel"),
        ),
        (
            "de", "Angela Merkel kam. Sie sagte: »Wir bleiben.«",
            ("direct", "»Wir bleiben.«", "sagte", "Sie", "Angela Merkel"),
        ),
        (
            "fr", "« Nous restons », a déclaré Anne Petit.",
            ("direct", "« Nous restons »", "déclaré", "Anne Petit", "Anne Petit"),
        ),
        ("es", "«Nos quedamos», dijo Ana Ruiz.", ("direct", "«Nos quedamos»", "dijo", "Ana Ruiz", "Ana Ruiz")),
        (
            "it", "«Restiamo qui», ha detto Anna Rossi.",
            ("direct", "«Restiamo qui»", "detto", "Anna Rossi", "Anna Rossi"),
        ),
        ("pt", "“Ficamos aqui”, disse Ana Souza.", ("direct", "“Ficamos aqui”", "disse", "Ana Souza", "Ana Souza")),
        (
            "ru", "«Мы останемся», — сказала Анна Петрова.",
            ("direct", "«Мы останемся»", "сказала", "Анна Петрова", "Анна Петрова"),
        ),
        ("zh", "王芳说：“我们留下。”", ("direct", "“我们留下。”", "说", "王芳", "王芳")),
        ("ja", "田中氏は「ここに残る」と述べた。", ("direct", "「ここに残る」", "述べ", "田中氏", "田中")),
        ("fi", "Maija sanoi: ”Jäämme tänne.”", ("direct", "”Jäämme tänne.”", None, None, None)),
    ],
)  # fmt: skip
def test_languages(language: str, text: str, expected: tuple[str | None, ...]) -> None:
    """Marks and cues of each language; without tables the stretch alone, and nobody rather than the wrong one."""
    assert only(text, language) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said that the work is done.", "en"),
        ("Der Minister sagte, dass die Arbeit getan ist.", "de"),
        ("Le ministre a dit que le travail est fini.", "fr"),
        ("Президент сказал, что это всё.", "ru"),
        ("部长说工作完成了。", "zh"),
        ("大臣は仕事が終わったと述べた。", "ja"),
        ("", "und"),
        ("1 2 3", "und"),
    ],
)
def test_language_is_guessed(text: str, code: str) -> None:
    """Without a tag the text itself tells."""
    assert choose(text, None).code == code


@pytest.mark.parametrize(("tag", "code"), [("en-GB", "en"), ("DE_at", "de"), ("nl", "und"), ("zh-Hant-TW", "zh")])
def test_language_tags(tag: str, code: str) -> None:
    """Regions and scripts of a tag do not matter; an unknown language is not taken for another."""
    assert choose("The words of the text.", tag).code == code


def test_he_and_she_follow_gender() -> None:
    """A pronoun looks for a person who fits it."""
    text = "Anna Weber met Paul Schmidt in Bonn. “It was late,” she said. “It was early,” he said."
    assert [one.speaker for one in find_quotations(text, "en")] == ["Anna Weber", "Paul Schmidt"]


def test_a_pronoun_follows_the_last_speaker() -> None:
    """Kim stays he though others are named within his words."""
    text = KIM + "“Trump will come,” Kim said. “Xi Jinping will come too,” he added."
    assert [one.speaker for one in find_quotations(text, "en")] == ["Kim Jong Un", "Kim Jong Un"]


def test_roles() -> None:
    """Titles and appositions say what somebody is."""
    text = (
        "“Good,” said Lim Soo, a spokeswoman for the foreign ministry. “Bad,” said campaign manager Robin Mook. "
        "“So so,” Kim Jong Un, the leader of North Korea, said."
    )
    assert [one.role for one in find_quotations(text, "en")] == [
        "a spokeswoman for the foreign ministry", "campaign manager", "leader of North Korea",
    ]  # fmt: skip


def test_a_split_quotation_is_one_group() -> None:
    """Its parts share a number, and the next quotation has another."""
    one, two, three, four = find_quotations(KIM + "“A b,” Kim said, “c d.” “E f.”\n\n“G h,” Putin said.", "en")
    assert one.group == two.group == three.group != four.group


def test_a_quotation_goes_on_over_paragraphs() -> None:
    """A mark left open and opened again keeps speaker and group."""
    text = KIM + "“It began long ago,” Kim said. “It went on.\n\n“And it will end.”\n\n“No,” said Putin."
    found = find_quotations(text, "en")
    assert [one.text for one in found] == ["“It began long ago,”", "“It went on.", "“And it will end.”", "“No,”"]
    assert len({one.group for one in found[:3]}) == 1
    assert {one.speaker for one in found[:3]} == {"Kim Jong Un"}
    assert found[3].group != found[0].group


@pytest.mark.parametrize(
    "text",
    [
        "She watched “Meet the Press” on Sunday.",
        "The so-called “fix” was not one.",
        "The workers’ union and the drivers' club met in the '90s.",
        'A 5\'10" man bought a 12" pipe.',
        "Nobody said a word.",
        "He declined to comment.",
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    """Titles, scare quotes, apostrophes and inches are left alone."""
    assert find_quotations(text, "en") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a “b “c” d” e", ["“b “c” d”"]),
        ("„a“ und »b« und «c» und ‚d‘", ["„a“", "»b«", "«c»", "‚d‘"]),
        ("「a『b』c」", ["「a『b』c」"]),
        ("he's 'not' James' dog", ["'not'"]),
        ('"one" "two"', ['"one"', '"two"']),
        ("“never closed", ["“never closed"]),
        ("“closed badly“ he said", ["“closed badly“"]),
        ("”” ’ ' » 」", []),
        ('" | to the quotes pane and back', []),
        ('press " to go. "Now," he said', ['"Now,"']),
        ('" spaced " marks', ['" spaced "']),
        ("Korean has “ ” and ‘ ’, Russian « » and „ “; “…” is none", []),
        ('"""The same time one day later."""', []),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    """The outermost stretches, whatever the marks."""
    assert [text[one.start : one.end] for one in marks.stretches(text, 0, len(text))] == expected


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Lines broken at a width do not end a quotation; lines of a list do, as lines with room for the next word."""
    wrapped = (
        "“This sentence was broken by a mail program at a\nwidth of fifty characters or so,” said Kim, and it\nis one."
    )
    assert list(layout.paragraphs(wrapped)) == [(0, len(wrapped))]
    assert len(list(layout.paragraphs("One item.\nAnother item.\nA third."))) == 3
    loose = (
        "raised its forecast for growth this year from 0.4% to 0.6%,\nwill stop buying bonds on the first of June,\n"
        "promised to publish the votes of its members by name"
    )
    assert len(list(layout.paragraphs(loose))) == 3


@given(TEXTS, LANGUAGES)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_sound_spans(text: str, language: str | None) -> None:
    """Spans lie in the text, in order, apart; types follow from marks; nothing is raised; twice is the same."""
    analysis = find(text, language)
    for one in analysis.quotations:
        for span in (one, one.cue, one.source):
            assert span is None or (
                0 <= span.start < span.end <= len(text) and span.text == text[span.start : span.end]
            )
        assert one.type in {"direct", "indirect", "mixed"}
        assert one.speaker != ""
    ends = [0, *(one.end for one in analysis.quotations)]
    assert all(end <= one.start for end, one in zip(ends, analysis.quotations, strict=False))
    assert find(text, language) == analysis


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_paragraphs_and_sections_cover_the_text(text: str) -> None:
    """Every character that is no line break stands in exactly one paragraph."""
    covered = "".join(text[a:b] for section in layout.sections(text) for a, b in section)
    assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", text)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_sentences_cover_the_words(text: str) -> None:
    """Sentences follow each other without gaps."""
    for spans in layout.sections(text):
        passage = Passage(text, spans, choose(text, "en"))
        bounds = [bound for sentence in passage.sentences for bound in sentence]
        assert bounds == sorted(bounds)
        assert sum(last - first for first, last in passage.sentences) == len(passage.words)


@pytest.mark.parametrize(
    "unit",
    [
        *('"', "“", "' a", '" a ', "“a b,” he said, ", "Kim said that it ", "Kim, ", "(Kim ", "Kim Jong Un "),
        *("“a\n\n", "a", "「", "\n \n", "according to "),
    ],
)  # fmt: skip
def test_work_grows_with_length_only(unit: str) -> None:
    """Four times the text takes about four times the steps: calls are counted, not seconds."""
    small, large = (steps(unit * (times // len(unit))) for times in (6_000, 24_000))
    assert large < 7 * small + 5_000


def test_a_long_text_is_taken_in_sections() -> None:
    """A paragraph longer than a section is cut; names found early are known late."""
    text = KIM + "“Yes,” Kim said. " + "Nothing else happened there. " * 6_000 + "“No,” Kim said."
    assert len(list(layout.sections(text))) > 1
    assert [one.speaker for one in find_quotations(text, "en")] == ["Kim Jong Un", "Kim Jong Un"]


def steps(text: str) -> int:
    """Function calls made, in Python and in C, to analyse a text."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        find(text, "en")
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ann Petit said: 'It was bad.\n\n'It got worse.\n\n'It is over.'\n\nShe left.",
         ["'It was bad.", "'It got worse.", "'It is over.'"]),
        ("Ann Petit said: 'The name \"Joy Hour\" is old.\n\n'It is ours.'",
         ["'The name \"Joy Hour\" is old.", "'It is ours.'"]),
        ("Ann Petit said: '\"Joy Hour\" is not a name.'", ["'\"Joy Hour\" is not a name.'"]),
        ("Ann Petit said: '10 people came late.'", ["'10 people came late.'"]),
    ],
)  # fmt: skip
def test_single_marks_hold_paragraphs_titles_and_figures(text: str, parts: list[str]) -> None:
    """As British papers print speech: each paragraph opens, the last one closes."""
    found = find_quotations(text, "en")
    assert [(one.text, one.type, one.speaker) for one in found] == [(part, "direct", "Ann Petit") for part in parts]
