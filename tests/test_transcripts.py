"""Chapters and transcripts of feeds: read, fetched from a real server, shown, searched, quoted; and what refuses."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import recordings
from feed_server import Answer, FeedServer, redirect
from newsreader.errors import ParseError
from newsreader.feeds import identity
from newsreader.feeds.parse import parse
from newsreader.media.transcribing import best_first
from newsreader.media.worker import RecordingProcess
from newsreader.models.documents import Chapter, Person, Recording, Transcript
from worker_process import stopped

if TYPE_CHECKING:
    from collections.abc import Callable

    from command_line import CommandLine
    from feed_server import Handler

# --- what feeds say -----------------------------------------------------------------------------------------------

ELEMENTS = """<podcast:chapters url="/c.json" type="application/json+chapters"/>
<podcast:transcript url="https://tide.example/t.vtt" type="text/VTT" language="en"/>
<podcast:transcript url="https://tide.example/t.vtt" type="text/plain"/>
<podcast:transcript url="javascript:alert(1)" type="text/vtt"/><podcast:transcript/>
<podcast:person role="Host" href="https://x.example">Anna &amp; Berg</podcast:person><podcast:person> </podcast:person>
<psc:chapters version="1.2"><psc:chapter start="00:01:05" title="Later"/><psc:chapter title="Nowhere"/>
<psc:chapter start="0:00" title="First" href="https://tide.example/1"/></psc:chapters>"""


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize("name", ["podcast", "pc", "p20"])
def test_a_feed_says_what_is_in_a_recording(name: str, fast: bool) -> None:
    """Whatever it calls the namespace, whoever reads it."""
    document = recordings.feed(ELEMENTS).decode().replace("podcast:", f"{name}:")
    document = document.replace("xmlns:podcast", f"xmlns:{name}")
    (entry,) = parse(document.encode(), url="https://tide.example/feed", fast=fast).entries
    assert entry.recording == Recording(
        chapters=(Chapter(0, "First", "https://tide.example/1"), Chapter(65, "Later")),
        chapters_url="https://tide.example/c.json",
        transcripts=(Transcript("https://tide.example/t.vtt", "text/vtt", "en"),),
        people=(Person("Anna & Berg", "host"),),
    )


@pytest.mark.parametrize("fast", [True, False])
def test_people_of_the_feed_stand_for_those_of_an_episode(fast: bool) -> None:
    """Where it has a transcript and names nobody; other entries have nothing to do with them."""
    head = '<podcast:person role="host">Anna Berg</podcast:person>'
    transcript = '<podcast:transcript url="https://tide.example/t" type="text/vtt"/>'

    def people(inside: str) -> Recording | None:
        return parse(recordings.feed(inside, head=head), fast=fast).entries[0].recording

    assert people("") is None
    assert people("<link>https://tide.example/</link>") is None
    found = people(transcript)
    assert found is not None
    assert found.people == (Person("Anna Berg", "host"),)
    found = people(transcript + "<podcast:person>Tom</podcast:person>")
    assert found is not None
    assert found.people == (Person("Tom"),)


@pytest.mark.parametrize("fast", [True, False])
def test_too_many_are_some(fast: bool) -> None:
    """Of two thousand chapters a thousand, of a hundred transcripts twenty."""
    inside = "".join(f'<psc:chapter start="{n // 60:02}:{n % 60:02}" title="C{n}"/>' for n in range(2_000))
    inside += "".join(f'<podcast:transcript url="https://tide.example/{n}"/>' for n in range(100))
    found = parse(recordings.feed(inside), fast=fast).entries[0].recording
    assert found is not None
    assert (len(found.chapters), len(found.transcripts)) == (1_000, 20)


def test_a_transcript_that_comes_later_is_an_edit() -> None:
    """And what has nothing of that kind keeps the hash that it had before there was any."""
    plain = parse(recordings.feed("")).entries[0]
    later = parse(recordings.feed('<podcast:transcript url="https://tide.example/t"/>')).entries[0]
    assert identity.content_hash(plain) == identity.content_hash(replace(plain, recording=None))
    assert identity.content_hash(plain) == "be0fea073f0ba5a6070f3c2b449024e7"
    assert identity.content_hash(later) != identity.content_hash(plain)
    assert identity.content_hash(replace(later, recording=None)) == identity.content_hash(plain)


def test_the_best_transcript_is_asked_for_first() -> None:
    """In the language of the feed, and of a type that says who speaks."""
    html, srt, vtt = (Transcript(f"https://t.example/{n}", n) for n in ("text/html", "application/srt", "text/vtt"))
    spanish, named = replace(vtt, language="es"), Transcript("https://t.example/x.json")
    assert best_first([html, srt, spanish, vtt, named], "en-us") == [named, vtt, srt, html, spanish]
    assert best_first([spanish, srt], None) == [spanish, srt]


# --- fetching -----------------------------------------------------------------------------------------------------


@pytest.fixture
def episode(cli: CommandLine, feed_server: FeedServer) -> Callable[..., int]:
    """Subscribe to a feed of one episode; its id."""

    def followed(inside: str = "", **answers: Answer) -> int:
        for path, answer in answers.items():
            feed_server.answers[f"/{path}"] = answer
        named = inside or "".join(
            f'<podcast:chapters url="{feed_server.url("/" + path)}"/>'
            if path == "chapters"
            else f'<podcast:transcript url="{feed_server.url("/" + path)}" type="{answer.content_type}"/>'
            for path, answer in answers.items()
        )
        named += '<podcast:person role="guest">Tom Ek</podcast:person>'
        feed_server.answers["/podcast"] = Answer(recordings.feed(named))
        assert cli("add", feed_server.url("/podcast")).code == 0
        return int(cli("list", "--json").json["entries"][0]["id"])

    return followed


def vtt(text: str = recordings.VTT) -> Answer:
    """A transcript."""
    return Answer(text.encode(), content_type="text/vtt")


CHAPTERS = Answer(recordings.CHAPTERS.encode(), content_type="application/json")


def test_chapters_and_transcript_are_fetched_on_wish(
    cli: CommandLine, feed_server: FeedServer, episode: Callable[..., int]
) -> None:
    """Not before; then they are the article's text, searched and quoted, and asked for no more."""
    key = episode(chapters=CHAPTERS, transcript=vtt())
    assert cli("show", key).code == 0
    assert feed_server.hits["/transcript"] == feed_server.hits["/chapters"] == 0
    (found,) = cli("media", "transcript", key, "--json").json["recordings"]
    assert found["chapters"] == [
        {"start": 0, "title": "Welcome", "link": None},
        {"start": 65, "title": "The harbour", "link": "https://harbour.example/"},
    ]
    assert found["people"] == [{"name": "Tom Ek", "role": "guest"}]
    assert found["transcript"].split("\n\n") == [
        "Anna Berg: Good evening & welcome. The harbour closes on Monday.",
        "Tom: We knew nothing of it.",
    ]
    assert (found["error"], found["fetched"] is not None) == (None, True)
    shown = cli("show", key, "--json").json
    assert shown["text"].startswith("What we talked about.\n\nChapters\n\n0:00 Welcome\n1:05 The harbour\n\nTranscript")
    assert [one["speaker"] for one in cli("quotes", key, "--json").json["quotes"]] == ["Anna Berg", "Tom Ek"]
    assert [one["id"] for one in cli("search", "harbour closes", "--json").json["entries"]] == [key]
    assert [one["id"] for one in cli("search", "said:harbour", "--json").json["entries"]] == [key]
    assert [one["id"] for one in cli("search", "~/knew noth/", "--json").json["entries"]] == [key]
    assert cli("list", "--json").json["entries"][0]["quotes"] == 2
    printed = cli("media", "transcript", key).out
    assert "1:05  The harbour" in printed
    assert "Tom: We knew nothing of it." in printed
    assert feed_server.hits["/transcript"] == feed_server.hits["/chapters"] == 1
    assert cli("media", "transcript", key, "--again").code == 0
    assert feed_server.hits["/transcript"] == 2


def test_what_did_not_come_is_asked_for_again_and_told_once(
    cli: CommandLine, feed_server: FeedServer, episode: Callable[..., int]
) -> None:
    """A transcript that could not be had, without any word; one entry that is named twice is one."""
    key = episode(transcript=Answer(b"", status=404))
    assert cli("media", "transcript", key).code == 1
    feed_server.answers["/transcript"] = vtt()
    found = cli("media", "transcript", key, key, "--json").json["recordings"]
    assert [one["transcript"][:9] for one in found] == ["Anna Berg"]
    assert cli("media", "transcript", key).code == 0
    assert feed_server.hits["/transcript"] == 2


def test_chapters_of_the_feed_need_no_network(cli: CommandLine, episode: Callable[..., int]) -> None:
    """They are in the text at once."""
    key = episode('<psc:chapters><psc:chapter start="1:05" title="The harbour"/></psc:chapters>')
    assert "Chapters\n\n1:05 The harbour" in cli("show", key, "--json").json["text"]
    assert "1:05  The harbour" in cli("media", "transcript", key).out
    assert "names neither" in cli("media", "transcript", key, "--again").err


def test_they_come_with_the_file(cli: CommandLine, feed_server: FeedServer, episode: Callable[..., int]) -> None:
    """And are told of where files are listed."""
    feed_server.answers["/e.mp3"] = Answer(b"sound" * 100, content_type="audio/mpeg")
    feed_server.answers["/t"] = vtt()
    key = episode(
        f'<enclosure url="{feed_server.url("/e.mp3")}" type="audio/mpeg" length="500"/>'
        f'<podcast:transcript url="{feed_server.url("/t")}" type="text/vtt" language="en"/>'
        '<psc:chapter start="0:10" title="One"/>'
    )
    (before,) = cli("media", "list", "--json").json["media"]
    assert before["chapters"] == [{"start": 10, "title": "One", "link": None}]
    assert before["transcripts"] == [{"url": feed_server.url("/t"), "type": "text/vtt", "language": "en"}]
    assert before["transcript"] is False
    (after,) = cli("media", "download", key, "--json").json["media"]
    assert after["transcript"] is True
    assert cli("quotes", key, "--json").json["quotes"][0]["speaker"] == "Anna Berg"
    feed_server.answers["/t"] = Answer(b"", status=500)
    assert cli("media", "download", key).code == 0


def test_offline_gets_what_is_missing(cli: CommandLine, feed_server: FeedServer, episode: Callable[..., int]) -> None:
    """And says what that is; once it was asked for, it is not missing."""
    key = episode(chapters=CHAPTERS, transcript=vtt())
    before = cli("offline", "--json").json
    assert before["transcripts"] == {"missing": 1}
    assert before["missing"] == [
        {"id": key, "title": "Episode 1", "full_text": False, "transcript": True, "pictures": []}
    ]
    assert "transcript" in cli("offline").out
    events = [json.loads(line) for line in cli("offline", "--fetch", "--events").out.splitlines()]
    assert events[0] == {"event": "transcript", "id": key, "status": "stored", "error": None}
    assert cli("offline", "--json").json["complete"] == 1
    assert feed_server.hits["/transcript"] == 1


def test_what_the_feed_names_anew_is_asked_for(
    cli: CommandLine, feed_server: FeedServer, episode: Callable[..., int]
) -> None:
    """A transcript often comes some days after its episode; what was had stays until then."""
    key = episode(chapters=CHAPTERS)
    assert cli("media", "transcript", key).code == 0
    feed_server.answers["/late"] = vtt()
    feed_server.answers["/podcast"] = Answer(
        recordings.feed(f'<podcast:transcript url="{feed_server.url("/late")}" type="text/vtt"/>')
    )
    assert cli("refresh", "--all", "--json").json["feeds"][0]["changed"] == 1
    assert "The harbour" in cli("show", key, "--json").json["text"]
    assert cli("offline", "--json").json["transcripts"] == {"missing": 1}
    (found,) = cli("media", "transcript", key, "--json").json["recordings"]
    assert "We knew nothing of it." in found["transcript"]
    assert cli("refresh", "--all", "--json").json["feeds"][0]["changed"] == 0
    assert "We knew nothing of it." in cli("show", key, "--json").json["text"]


def test_the_full_text_and_the_transcript_stand_together(
    cli: CommandLine, feed_server: FeedServer, episode: Callable[..., int]
) -> None:
    """Showing the one or the feed's own text leaves the other."""
    page = "<html><body><article><h1>Episode 1</h1>" + "<p>A long page about the harbour, with words.</p>" * 40
    feed_server.answers["/page"] = Answer(page.encode(), content_type="text/html")
    feed_server.answers["/t"] = vtt()
    key = episode(
        f'<link>{feed_server.url("/page")}</link><podcast:transcript url="{feed_server.url("/t")}" type="text/vtt"/>'
    )
    assert cli("media", "transcript", key).code == 0
    assert cli("fulltext", key).code == 0
    text = cli("show", key, "--json").json["text"]
    assert "A long page" in text
    assert "We knew nothing" in text
    assert [one["speaker"] for one in cli("quotes", key, "--json").json["quotes"]] == ["Anna Berg", "Tom Ek"]
    assert cli("fulltext", key, "--drop").code == 0
    text = cli("show", key, "--json").json["text"]
    assert text.startswith("What we talked about.")
    assert "We knew nothing" in text


# --- what is no good ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            Answer(b"<html><body><p>Please log in</p></body></html>", content_type="text/vtt"),
            "is no transcript: it sho",
        ),
        (Answer(b"\x00\x01\x02", content_type="text/vtt"), "is no transcript: it is binary data."),
        (Answer(b"x" * 11_000_000, content_type="text/vtt"), "10 MB"),
        (Answer(b"no", status=404), "404"),
        (Answer(b"", status=200), "empty"),
    ],
    ids=["page", "binary", "large", "missing", "empty"],
)
def test_a_transcript_that_is_none_is_told_of(
    cli: CommandLine, episode: Callable[..., int], answer: Answer, sentence: str
) -> None:
    """With what and where; the article stays as it was."""
    key = episode(transcript=replace(answer, content_type="text/vtt"))
    failed = cli("media", "transcript", key)
    assert failed.code == 1
    assert sentence in failed.sentence
    assert "/transcript" in failed.sentence or "127.0.0.1" in failed.sentence
    assert cli("show", key, "--json").json["text"] == "What we talked about."
    assert cli("media", "transcript", key).sentence == failed.sentence
    assert cli("offline", "--json").json["transcripts"] == {"missing": 0}


def test_chapters_of_fifty_megabytes_are_not_read(
    cli: CommandLine, feed_server: FeedServer, episode: Callable[..., int]
) -> None:
    """They are given up on the way; the transcript comes all the same, and what is wrong is told."""
    body = b'{"chapters": [' + b'{"startTime": 0, "title": "x"},' * 1_700_000
    key = episode(chapters=Answer(body, content_type="application/json"), transcript=vtt())
    done = cli("media", "transcript", key, "--json")
    assert done.code == 0
    assert "We knew nothing of it." in done.json["recordings"][0]["transcript"]
    assert "10 MB" in done.json["recordings"][0]["error"]
    assert "10 MB" in done.err


def test_the_next_transcript_is_taken_where_the_best_is_none(cli: CommandLine, episode: Callable[..., int]) -> None:
    """A broken one keeps no other from being read."""
    key = episode(
        broken=Answer(b'{"segments": [', content_type="application/json"),
        other=Answer(recordings.SRT.encode(), content_type="application/srt"),
    )
    done = cli("media", "transcript", key, "--json")
    assert "We knew nothing of it." in done.json["recordings"][0]["transcript"]
    assert "begins as JSON but is none" in done.err


def test_a_document_that_takes_too_long_is_given_up() -> None:
    """The process is killed, and the next document is read by another."""
    with RecordingProcess(seconds=60) as reader:
        reader.transcript(recordings.VTT.encode(), None, "text/vtt")
        with stopped(reader), pytest.raises(ParseError, match="given up"):
            reader.transcript(recordings.VTT.encode(), None, "text/vtt")
        found, is_cut = reader.transcript(recordings.VTT.encode(), "text/vtt; charset=utf-8", None)
        assert ([one.speaker for one in found], is_cut) == (["Anna Berg", "Tom"], False)
        assert [one.title for one in reader.chapters(recordings.CHAPTERS.encode(), None)] == ["Welcome", "The harbour"]
        with pytest.raises(ParseError, match="a list of chapters"):
            reader.chapters(b"{}", None)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
def test_a_document_that_takes_too_much_memory_is_given_up() -> None:
    """And the next one is read."""
    with RecordingProcess(seconds=60, memory_mb=200) as reader:
        with pytest.raises(ParseError, match=r"memory|crashed"):
            reader.transcript(b"words " * 15_000_000, None, None)
        assert reader.transcript(recordings.VTT.encode(), None, None)[0]


def test_a_process_that_dies_is_told_of(
    cli: CommandLine, episode: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In whole sentences, with where it was; the article stays as it was."""
    key = episode(chapters=CHAPTERS, transcript=vtt())
    monkeypatch.setattr(RecordingProcess, "command", (sys.executable, "-c", "import os; os.abort()"))
    sentence = cli("media", "transcript", key).sentence
    why = r"The parser's process could not be started\."
    assert re.fullmatch(rf"\S+/chapters: {why} \S+/transcript: {why}", sentence.strip())
    assert cli("show", key, "--json").json["text"] == "What we talked about."


def test_what_was_had_stays_when_it_cannot_be_had_again(
    cli: CommandLine, feed_server: FeedServer, episode: Callable[..., int]
) -> None:
    """The chapters are the new ones, the transcript is the old one."""
    key = episode(chapters=CHAPTERS, transcript=vtt())
    assert cli("media", "transcript", key).code == 0
    feed_server.answers["/transcript"] = Answer(b"", status=500)
    feed_server.answers["/chapters"] = Answer(b'{"chapters":[{"startTime":5,"title":"New"}]}')
    assert cli("media", "transcript", key, "--again").code == 0
    assert "We knew nothing of it." in cli("show", key, "--json").json["text"]
    assert [one["title"] for one in cli("media", "transcript", key, "--json").json["recordings"][0]["chapters"]] == [
        "New"
    ]


def test_a_host_that_asks_to_be_left_alone_is(
    cli: CommandLine, feed_server: FeedServer, episode: Callable[..., int]
) -> None:
    """Also by the next entry, and when it is asked again."""
    refusal = Answer(b"", status=429, headers={"Retry-After": "3600"})
    key = episode(chapters=refusal, transcript=vtt())
    assert "429" in cli("media", "transcript", key).sentence
    assert "left alone" in cli("media", "transcript", key, "--again").sentence
    assert (feed_server.hits["/chapters"], feed_server.hits["/transcript"]) == (1, 0)


def test_a_redirect_from_outside_does_not_lead_inside(
    cli: CommandLine, feed_server: FeedServer, episode: Callable[..., int]
) -> None:
    """The feed is on this machine by its user's choice; another host that it names was not chosen."""
    feed_server.answers["/t"] = redirect("/transcript")
    url = feed_server.url("/t").replace("127.0.0.1", "localhost")
    key = episode(f'<podcast:transcript url="{url}" type="text/vtt"/>')
    failed = cli("media", "transcript", key)
    assert failed.code == 1
    assert feed_server.hits["/t"] == 0


def test_an_entry_without_any_says_so(cli: CommandLine, episode: Callable[..., int]) -> None:
    """And one that is not there."""
    key = episode("<guid>x</guid>")
    assert "name neither chapters nor transcripts" in cli("media", "transcript", key).sentence
    assert "There is no entry 99" in cli("media", "transcript", 99).sentence


def test_the_password_of_a_feed_is_that_of_its_transcripts(cli: CommandLine, feed_server: FeedServer) -> None:
    """On its own server."""
    seen: list[str | None] = []

    def locked(handler: Handler) -> None:
        seen.append(handler.headers["Authorization"])
        vtt()(handler)

    feed_server.answers["/t"] = locked
    feed_server.answers["/podcast"] = Answer(recordings.feed(f'<podcast:transcript url="{feed_server.url("/t")}"/>'))
    assert cli("add", feed_server.url("/podcast").replace("http://", "http://ann:secret@")).code == 0
    assert cli("media", "transcript", 1).code == 0
    assert seen == ["Basic YW5uOnNlY3JldA=="]
