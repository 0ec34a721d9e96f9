"""Chapters and transcripts as they come, and what is made of them: every form, and what pretends to be one."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import recordings
from newsreader.articles import document
from newsreader.errors import ParseError
from newsreader.feeds import fields
from newsreader.models.documents import Chapter, Person
from newsreader.recordings import chapters, speech, utterances, values
from newsreader.recordings.speech import Paragraph
from newsreader.recordings.utterances import Utterance

if TYPE_CHECKING:
    from newsreader.models.findings import Quotation

# --- transcripts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (recordings.VTT, ["Good evening & welcome.", "The harbour closes on Monday.", "We knew nothing of it."]),
        (recordings.SRT, ["Good evening.", "The harbour closes on Monday.", "We knew nothing of it.", "Thank you."]),
        (recordings.SEGMENTS, ["Good evening.", "We knew nothing of it."]),
        (recordings.HTML, ["Good evening.", "We knew <nothing> of it."]),
        (recordings.PLAIN, ["Good evening.", "We knew nothing of it."]),
    ],
    ids=["vtt", "srt", "json", "html", "plain"],
)
def test_every_form_gives_the_same(text: str, said: list[str]) -> None:
    """Who says what, and when, whatever form it is in; no markup, comment, style or number is left."""
    found = utterances.read(text, None)
    assert [utterance.text for utterance in found] == said
    named = [utterance.speaker.title() for utterance in found if utterance.speaker]
    assert dict.fromkeys(named) == {"Anna Berg": None, "Tom": None}
    assert found[0].start == 1
    assert next(utterance.start for utterance in found if utterance.text.startswith("We knew")) == 8


@pytest.mark.parametrize("declared", ["text/vtt", "application/x-subrip", "application/json", "text/plain", None])
def test_a_transcript_is_what_it_is_not_what_it_is_called(declared: str | None) -> None:
    """Feeds and servers often have the type wrong."""
    assert utterances.read(recordings.VTT, declared) == utterances.read(recordings.VTT, "text/vtt")
    assert utterances.read(recordings.SRT, declared) == utterances.read(recordings.SRT, "application/srt")
    assert utterances.read(recordings.SEGMENTS, declared) == utterances.read(recordings.SEGMENTS, "application/json")


@pytest.mark.parametrize(
    ("text", "declared", "sentence"),
    [
        ("<!doctype html><html><body><p>Please log in.</p></body></html>", "text/vtt", "but is a web page"),
        ("<html><body><script>1</script></body></html>", "text/html", "no words in it"),
        ("ID3\x03\x00\x00\x00\x00\x0fvTIT2", "text/vtt", "binary data"),
        ("\ufffd" * 30, "text/plain", "binary data"),
        ('{"segments": {"a": 1}}', "application/json", "no list of `segments`"),
        ('{"segments": [', "application/json", "begins as JSON but is none"),
        ("[" * 100_000, "application/json", "nested too deeply"),
        ("[" + "{}," * 500_001 + "{}]", "application/json", "more than 1,000,000 values"),
        ("<p>a" * 400_000, "text/html", "a web page of more than 1.5 MB"),
        ("WEBVTT\n\nNOTE nothing", "text/vtt", "no words in it"),
        ("", None, "no words in it"),
        ("  \n\n \t", None, "no words in it"),
        ("\u200b\n\n\ufeff\u2060", None, "no words in it"),
    ],
)
def test_what_is_no_transcript_says_why(text: str, declared: str | None, sentence: str) -> None:
    """In words that go on with a sentence."""
    with pytest.raises(ParseError, match=sentence):
        utterances.read(text, declared)


def test_times_out_of_order_are_put_in_order() -> None:
    """Utterances that are all timed are read as they are heard."""
    ordered = [f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:59:59,000\nWord{n}.\n" for n in range(300)]
    shuffled = ordered[:]
    random.Random(1).shuffle(shuffled)
    assert utterances.read("\n".join(shuffled)) == utterances.read("\n".join(ordered))


def test_captions_that_roll_up_are_said_once() -> None:
    """Each shows the line before once more."""
    text = "WEBVTT\n\n0:01.000 --> 0:02.000\nwe knew\n\n0:02.000 --> 0:03.000\nwe knew nothing\n\n"
    assert [utterance.text for utterance in utterances.read(text + "0:03.000 --> 0:04.000\nnothing\n")] == [
        "we knew",
        "nothing",
    ]


def test_controls_and_escapes_are_no_part_of_it() -> None:
    """No escape sequence, no sign that turns the line round, no entity that becomes a tag."""
    voice, words = "<v \u202eEve\x1b]0;x\x07>", "a\u202eb\x1b[31m &lt;script&gt; \x9b2J [/] {\\an8}c"
    (utterance,) = utterances.read(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{voice}{words}\n")
    assert utterance.text == "ab\ufffd[31m <script> \ufffd2J [/] c"
    assert utterance.speaker == "Eve\ufffd]0;x\ufffd"
    html = speech.html((), speech.paragraphs([utterance])[0])
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_words_before_a_colon_are_names_only_if_they_are_written_so_and_come_again() -> None:
    """Two people who speak in turn; what is said before a colon else stays said."""
    lines = ["Anna: Note: it rains.", "the plan: we go.", "Tom Ek: Yes.", "Well: no.", "Anna: Now.", "Tom Ek: So."]
    found = utterances.read("\n\n".join(lines))
    assert [utterance.speaker for utterance in found] == ["Anna", "", "Tom Ek", "", "Anna", "Tom Ek"]
    assert found[0].text == "Note: it rains."
    assert all(not utterance.speaker for utterance in utterances.read("Summary: one.\n\nResult: two.\n\nEnd: three."))


def test_a_hundred_thousand_cues_are_cut_to_what_is_kept() -> None:
    """The text is the beginning; that it was cut is told."""
    text = "WEBVTT\n\n" + "\n".join(
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.000 --> 99:00:00.000\n<v Voice {n % 7}>Words of utterance {n}.\n"
        for n in range(100_000)
    )
    found = utterances.read(text)
    assert len(found) == 100_000
    spoken, is_cut = speech.paragraphs(found)
    assert is_cut
    assert len(spoken) == speech.MOST_PARAGRAPHS
    assert spoken[0] == Paragraph("Voice 0", "Words of utterance 0.")
    long = [Utterance(None, "Anna", letter * 600_000) for letter in "xy"]
    assert speech.paragraphs(long) == ([Paragraph("Anna", "x" * 600_000)], True)
    whole = Utterance(None, "Anna", "x" * 2_000_000)
    assert speech.paragraphs([whole]) == ([Paragraph("Anna", "x" * 1_000_000)], True)


anything = st.text() | st.text('<>&:-\n 0123456789.,[](){}"vAnnaTom\\/\u202e\x1b')
documents = anything | st.sampled_from(["WEBVTT\n\n", "1\n00:00:01,000 --> 00:00:02,000\n", "{", "[{", "<p>"]).flatmap(
    lambda head: anything.map(lambda rest: head + rest)
)


@given(documents, st.sampled_from(["text/vtt", "text/html", "application/json", None]))
def test_anything_is_a_transcript_or_none(text: str, declared: str | None) -> None:
    """Whatever comes is clean lines or a ParseError; as HTML it has the same words and no tag of theirs."""
    try:
        found = utterances.read(text, declared)
    except ParseError:
        return
    for utterance in found:
        assert utterance.text == utterance.text.strip() != ""
        assert not set(utterance.text + utterance.speaker) & set("\n\x1b\x9b\u202e")
    spoken, _ = speech.paragraphs(found)
    parsed = document.parse(speech.html((), spoken))
    assert {mark.kind.value for mark in parsed.marks} <= {"bold"}
    assert len(parsed.blocks) == 1 + len(spoken)
    assert parsed.links == ()


KEYS = "segments chapters startTime start title body url toc speaker".split()
shapes = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS), inner),
)


@given(shapes)
def test_any_json_is_read_or_refused(value: object) -> None:
    """Of any shape, as a transcript and as chapters; times are in order and no number is nonsense."""
    text = json.dumps(value)
    for read in (lambda: utterances.read(text), lambda: chapters.from_json(text, fields.http_url)):
        try:
            found = read()
        except ParseError:
            continue
        starts = [one.start for one in found if one.start is not None]
        assert all(0 <= start <= 3_600_000 for start in starts)


# --- chapters -----------------------------------------------------------------------------------------------------


def test_chapters_are_in_the_order_of_time() -> None:
    """Those that are for the table of contents, with titles, and links of the web alone."""
    assert chapters.from_json(recordings.CHAPTERS, fields.http_url) == (
        Chapter(0, "Welcome"),
        Chapter(65, "The harbour", "https://harbour.example/"),
    )
    odd = '[{"startTime": "1:00:02.5", "title": " a\\u202e\\nb ", "url": "javascript:1"}, {"startTime": -1}, 7]'
    assert chapters.from_json(odd, fields.http_url) == (Chapter(3602, "a b"),)
    many = json.dumps({"chapters": [{"startTime": n, "title": "x"} for n in range(5_000)]})
    assert len(chapters.from_json(many, fields.http_url)) == chapters.MOST


def test_chapters_in_a_description() -> None:
    """Lines that open with times, in order; a time in passing is no chapter."""
    text = "We met.\n\n00:00 Welcome\n(01:05) – The harbour\n1:02:03 | Ende 12:00\n\nMore: 5:00 p.m."
    assert chapters.in_text(text) == (Chapter(0, "Welcome"), Chapter(65, "The harbour"), Chapter(3723, "Ende 12:00"))
    assert chapters.in_text("20:15 Tagesschau\n19:00 Heute\n22:00 Film") == ()
    assert chapters.in_text("12:00 Lunch\n13:00 Talk") == ()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (0, 0), (1.5, 1.5), ("01:02:03.500", 3723.5), ("02:03", 123), ("123.4", 123.4), ("1:02:03,5", 3723.5),
        (True, None), (None, None), ("", None), ("soon", None), (-1, None), (float("nan"), None),
        (float("inf"), None), (10**400, None), ("9" * 400, None), ("1:2:3:4", None), ([1], None),
    ],
)  # fmt: skip
def test_moments(value: object, seconds: float | None) -> None:
    """Numbers and clocks of any writing; what is none is none."""
    assert values.moment(value) == seconds


# --- what is said -------------------------------------------------------------------------------------------------


def said(text: str, people: tuple[Person, ...] = ()) -> tuple[str, tuple[Quotation, ...]]:
    """An entry's plain text and the quotations in its transcript."""
    html = speech.html((Chapter(0, "Welcome"),), speech.paragraphs(utterances.read(text))[0])
    plain = document.parse(f"<p>What we talked about.</p>\n{html}").text
    found = speech.quotations(plain, document.parse(html), people)
    assert found is not None
    assert plain[found[0] :].startswith("Anna") or plain[found[0] :].startswith("ANNA")
    return plain, found[1]


def test_turns_are_quotations_of_their_speakers() -> None:
    """A name is the longer one that the feed or the transcript has; capitals are written as names are."""
    plain, found = said(recordings.VTT, (Person("Tom Ek", "guest"), Person("Anna Berg", "host")))
    assert [(one.text, one.speaker, one.role, one.type) for one in found] == [
        ("Good evening & welcome. The harbour closes on Monday.", "Anna Berg", "host", "direct"),
        ("We knew nothing of it.", "Tom Ek", "guest", "direct"),
    ]
    assert all(plain[one.start : one.end] == one.text for one in found)
    assert all(one.source and plain[one.source.start : one.source.end] == one.source.text for one in found)
    assert [one.source.text for one in found if one.source] == ["Anna Berg", "Tom"]
    assert [one.speaker for one in said(recordings.SRT)[1]] == ["Anna Berg", "TOM", "Anna Berg"]


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("Speaker 1", None), ("SPEAKER_00", None), ("Unknown", None), ("Host", "Anna Berg"), ("Guest", "Guest"),
        ("anna", "Anna Berg"), ("Berg", "Anna Berg"), ("Ek", "Ek"), ("Eva Lund", "Eva Lund"), ("张伟", "张伟"),
    ],
)  # fmt: skip
def test_whom_a_label_means(label: str, speaker: str | None) -> None:
    """One person, if there is one only; a number is nobody's name."""
    people = (Person("Anna Berg", "host"), Person("Tom Ek", "guest"), Person("Per Ek", "guest"))
    names = speech.Names([person.name for person in people], people)
    assert names.resolve(label)[0] == speaker


def test_a_long_turn_is_several_paragraphs_of_one_quotation() -> None:
    """They end with sentences, and belong together."""
    sentence = "The harbour of the town closes on Monday, and nobody knows why that is so or for how long it will be."
    text = "WEBVTT\n\n" + "\n".join(
        f"00:{n:02}:00.000 --> 00:{n:02}:01.000\n<v {'Anna' if n < 20 else 'Tom'}>{n}. {sentence}\n" for n in range(21)
    )
    _, found = said(text)
    assert len(found) > 3
    assert [one.group for one in found] == [1] * (len(found) - 1) + [2]
    assert all(one.text.endswith("it will be.") for one in found)


def test_a_transcript_without_names_has_no_turns() -> None:
    """What is quoted in it is found as in any text."""
    html = speech.html((), [Paragraph("", "It rains.")])
    assert speech.quotations(document.parse(html).text, document.parse(html), ()) is None
    assert speech.quotations("another text", document.parse(html), ()) is None
