"""quotes, clauses and show: files, entries, stdin and streams; offsets, forms, and that nothing is marked read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from rich.markup import render

from command_line import ARTICLE, FEED
from newsreader import quotations
from newsreader.models.findings import KeyClause, Quotation, Span
from newsreader.quotations.reasons import REASONS

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import CommandLine

HTML = (
    f"<html><head><title>T</title></head><body><h1>T</h1><p>{ARTICLE.replace(chr(10) * 2, '</p><p>')}</p></body></html>"
)


def spans_fit(found: dict[str, Any], text: str) -> bool:
    """Whether every span is where it says."""
    for one in found["quotes"] if "quotes" in found else found["clauses"]:
        for span in filter(None, (one, one.get("cue"), one.get("source"))):
            assert text[span["start"] : span["end"]] == span["text"]
    return True


def plain(cli: CommandLine, *target: object, stdin: bytes = b"") -> str:
    """The text that offsets count in, without the newline that is not part of it."""
    done = cli("quotes", "--text", *target, stdin=stdin)
    assert done.code == 0
    assert done.out.endswith("\n")
    return done.out[:-1]


@pytest.mark.parametrize("name", ["article.txt", "article.md", "article.html", "article", "12"])
@pytest.mark.parametrize("command", ["quotes", "clauses"])
def test_a_file_is_analysed(cli: CommandLine, tmp_path: Path, name: str, command: str) -> None:
    """Every kind of article gives what was said, at the offsets of its plain text."""
    file = tmp_path / name
    file.write_text(HTML if name.endswith("html") else ARTICLE)
    found = cli(command, file, "--json").json
    assert found[command]
    assert spans_fit(found, plain(cli, file))


def test_a_quotation_has_every_key(cli: CommandLine) -> None:
    """The form of a quotation: what, reported how, by whom."""
    (quote,) = cli("quotes", "-", "--json", stdin=ARTICLE.encode()).json["quotes"]
    told = ["start", "end", "text", "type", "cue", "source", "speaker", "group"]
    assert list(quote) == [*told, "role", "cue_class", "confidence", "why"]
    assert quote["text"] == '"We had no choice,"'
    assert quote["cue"]["text"] == "said"
    assert quote["speaker"] == "Ada Lind"
    assert quote["type"] == "direct"


def test_clauses_have_ranks_and_reasons(cli: CommandLine) -> None:
    """Clauses stand in the order of the text, ranked without ties, for reasons that --help prints."""
    text = ARTICLE + "\nThe city must pay 20 million euros. If it rains, work stops.\n"
    found = cli("clauses", "-", "--json", stdin=text.encode()).json["clauses"]
    assert [list(one) for one in found] == [["start", "end", "text", "reasons", "rank"]] * len(found)
    assert [one["start"] for one in found] == sorted(one["start"] for one in found)
    assert sorted(one["rank"] for one in found) == list(range(1, len(found) + 1))
    assert {reason for one in found for reason in one["reasons"]} <= set(REASONS)


def test_help_prints_the_closed_set_of_reasons(cli: CommandLine) -> None:
    """Every reason a clause can be kept for is explained."""
    shown = cli("clauses", "--help").out
    assert [reason for reason in REASONS if reason not in shown] == []


@pytest.mark.parametrize("target", ["-", "file.txt"])
def test_text_is_the_whole_input(cli: CommandLine, tmp_path: Path, target: str) -> None:
    """Of .txt and stdin nothing is left out: byte order mark removed, CRLF to LF, controls to U+FFFD, no more."""
    data = "\ufeff  Title \r\nLine\x07 two\x85é\u0301\r\n\r\n\tend  ".encode()
    (tmp_path / "file.txt").write_bytes(data)
    text = plain(cli, tmp_path / target if target != "-" else "-", stdin=data)
    assert text == "  Title \nLine\ufffd two\ufffdé\u0301\n\n\tend  "


def test_html_and_markdown_are_without_their_title(cli: CommandLine, tmp_path: Path) -> None:
    """Of a Markdown file the body is meant: its heading is the title."""
    (tmp_path / "a.md").write_text(f"# The title\n\n{ARTICLE}")
    assert plain(cli, tmp_path / "a.md") == ARTICLE.strip()
    (tmp_path / "a.html").write_text("<title>T</title><p>One\n two</p><p>Three<script>x</script></p>")
    assert plain(cli, tmp_path / "a.html") == "One two\n\nThree"


@pytest.mark.parametrize("words", [["--json"], [], ["--text"]])
def test_a_feed_document_exits_1(cli: CommandLine, tmp_path: Path, words: list[str]) -> None:
    """A feed is no article."""
    (tmp_path / "feed.xml").write_text(FEED)
    assert "feed.xml" in cli("quotes", tmp_path / "feed.xml", *words).sentence
    assert cli("quotes", "-", *words, stdin=FEED.encode()).sentence.startswith("stdin: ")
    (tmp_path / "feed.txt").write_text(FEED)
    assert cli("quotes", tmp_path / "feed.txt", *words).code == 1


@pytest.mark.parametrize("name", ["none.txt", "folder", "binary"])
def test_what_cannot_be_read_exits_1(cli: CommandLine, tmp_path: Path, name: str) -> None:
    """A missing file, a folder, a binary file."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary").write_bytes(bytes(range(256)))
    for command in ("quotes", "clauses"):
        assert name in cli(command, tmp_path / name, "--json").sentence


def test_the_plain_forms_name_who_said_what(cli: CommandLine) -> None:
    """For people: a line a quotation, a line a clause, without control characters."""
    stdin = ARTICLE.replace("choice", "ch\x9boice\u202e").encode()
    assert cli("quotes", "-", stdin=stdin).out == 'Ada Lind (said): "We had no ch\ufffdoice,"\n'
    assert "\x9b" not in cli("clauses", "-", stdin=stdin).out


PROBABLE = Quotation(
    *(44, 63, '"We had no choice,"', "direct", Span(64, 68, "said"), Span(69, 71, "he"), "Kim Jong Un", 0, "leader"),
    cue_class="denied",
    confidence=0.5512,
    why=("pronoun", "learned:-0.7", "unheard-of"),
)
"""What an analysis that is not sure would give."""
RULES = {"pronoun": "A pronoun stands for who spoke last.", "learned": "A learned weight decided."}


@pytest.fixture
def unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """An analysis that finds one quotation, of a probable speaker."""
    monkeypatch.setattr(quotations, "find_quotations", lambda *_: (PROBABLE,))
    monkeypatch.setattr(quotations, "RULES", RULES)


@pytest.mark.usefixtures("unsure")
def test_how_sure_and_why_is_told(cli: CommandLine) -> None:
    """A program gets the class of the cue, the confidence with two digits and the ids of the rules."""
    (quote,) = cli("quotes", "-", "--json", stdin=b"x").json["quotes"]
    (line,) = cli("quotes", "--jsonl", stdin=b'{"id":1,"text":"x"}').out.splitlines()
    assert json.loads(line)["quotes"] == [quote]
    assert (quote["role"], quote["cue_class"], quote["confidence"]) == ("leader", "denied", 0.55)
    assert quote["why"] == ["pronoun", "learned:-0.7", "unheard-of"]


@pytest.mark.usefixtures("unsure")
def test_a_probable_speaker_is_told_from_a_sure_one(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the words of the text and whom they probably mean."""
    assert cli("quotes", "-").out == 'he, probably Kim Jong Un (said): "We had no choice,"\n'
    opening = PROBABLE._replace(source=Span(0, 2, "He"))  # written small, as wherever a quotation is told
    monkeypatch.setattr(quotations, "find_quotations", lambda *_: (opening,))
    assert cli("quotes", "-").out == 'he, probably Kim Jong Un (said): "We had no choice,"\n'
    monkeypatch.setattr(quotations, "find_quotations", lambda *_: (PROBABLE._replace(source=None, cue=None),))
    assert cli("quotes", "-").out == 'probably Kim Jong Un: "We had no choice,"\n'
    monkeypatch.setattr(quotations, "find_quotations", lambda *_: (PROBABLE._replace(confidence=0.9),))
    assert cli("quotes", "-").out == 'Kim Jong Un (said): "We had no choice,"\n'
    monkeypatch.setattr(quotations, "find_quotations", lambda *_: (PROBABLE._replace(speaker=None),))
    assert cli("quotes", "-").out == 'he (said): "We had no choice,"\n'


@pytest.mark.usefixtures("unsure")
def test_a_quotation_is_explained(cli: CommandLine) -> None:
    """Its words, speaker, cue, class, confidence, and the sentence of each rule; an unknown one by its id."""
    assert cli("quotes", "--explain", "-").out.splitlines() == [
        'he, probably Kim Jong Un (said): "We had no choice,"',
        "  type: direct",
        "  speaker: Kim Jong Un (55% sure, so only probable)",
        "  role: leader",
        "  words for the speaker: he",
        "  cue: said (denied)",
        "  - A pronoun stands for who spoke last.",
        "  - A learned weight decided. (-0.7)",
        "  - unheard-of",
        "",
    ]


def test_each_rule_that_made_a_quotation_is_a_sentence(cli: CommandLine) -> None:
    """Of an analysis as it is: each id of `why` has its sentence, in the same order."""
    text = f'{ARTICLE}\nHe said it was late. "Never again," she added. According to the ministry, the bridge closes.\n'
    quotes = cli("quotes", "-", "--json", stdin=text.encode()).json["quotes"]
    told = [
        line[4:] for line in cli("quotes", "--explain", "-", stdin=text.encode()).out.splitlines() if line[:3] == "  -"
    ]
    whys = [rule.partition(":")[0] for quote in quotes for rule in quote["why"]]
    assert len(quotes) >= 3
    assert all(quote["why"] for quote in quotes)
    assert len(told) == len(whys)
    assert all(line.startswith(quotations.RULES[rule]) for line, rule in zip(told, whys, strict=True))


def test_explanations_hold_nothing_that_steers_a_terminal(cli: CommandLine) -> None:
    """Whatever stands in the text."""
    stdin = ARTICLE.replace("Ada Lind", "Ada\x9b Lind\u202e").encode()
    for command in ("quotes", "clauses"):
        out = cli(command, "--explain", "-", stdin=stdin).out
        assert out
        assert not {"\x9b", "\u202e"} & set(out)


def test_a_key_clause_is_explained(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each reason as its sentence."""
    clause = KeyClause(4, 9, "clause", ("decided", "dated"), 1)
    monkeypatch.setattr(quotations, "find_clauses", lambda *_: (clause,))
    assert cli("clauses", "--explain", "-").out.splitlines() == [
        "1. clause",
        f"  - {REASONS['decided']}",
        f"  - {REASONS['dated']}",
    ]


# --- entries ------------------------------------------------------------------------------------------------------


@pytest.fixture
def entry(cli: CommandLine, tmp_path: Path) -> int:
    """An entry with a quotation."""
    (tmp_path / "feed.xml").write_text(FEED.replace("bridge in May", "bridge [bold]in[/] May \\[x] :smile: "))
    cli("add", tmp_path / "feed.xml")
    return int(cli("search", "mayor", "--json").json["entries"][0]["id"])


def test_show_has_the_whole_entry(cli: CommandLine, entry: int) -> None:
    """An entry with its texts and what is in them, in the offsets of the plain text."""
    shown = cli("show", entry, "--json").json
    (listed,) = cli("search", "mayor", "--json").json["entries"]
    assert {key: value for key, value in shown.items() if key in listed and key != "quotes"}.items() <= listed.items()
    assert set(shown) - set(listed) == {"summary", "content", "full_text", "problem", "text", "clauses", "notes"}
    assert (len(shown["quotes"]), listed["quotes"]) == (1, 1)
    assert shown["summary"].strip().startswith("<p>")
    assert spans_fit({"quotes": shown["quotes"]}, shown["text"])
    assert spans_fit({"clauses": shown["clauses"]}, shown["text"])
    assert plain(cli, entry) == shown["text"]
    assert cli("quotes", entry, "--json").json["quotes"] == shown["quotes"]
    assert cli("clauses", entry, "--json").json["clauses"] == shown["clauses"]
    assert cli("quotes", entry, "--lang", "en", "--json").json["quotes"] == shown["quotes"]


def test_what_is_stored_is_explained(cli: CommandLine, entry: int) -> None:
    """The reasons are kept with the quotation."""
    text = plain(cli, entry).encode()
    first, second = (cli("quotes", "--explain", *target) for target in ((entry,), (entry,)))
    assert first.out == second.out == cli("quotes", "--explain", "--lang", "en", "-", stdin=text).out
    assert first.out.startswith('Ada Lind (said): "We had no choice,"\n  type: direct\n')


def test_show_marks_nothing_read(cli: CommandLine, entry: int) -> None:
    """No form of showing changes a state."""
    for form in ([], ["--json"], ["--markdown"], ["--markup"]):
        assert cli("show", entry, *form).code == 0
    assert cli("list", "--unread", "--json").json["total"] == 2


def test_markup_renders_as_the_text(cli: CommandLine, entry: int) -> None:
    """Rich gives back the plain text with the quotations and key clauses marked, whatever stands in it."""
    shown = cli("show", entry, "--json").json
    rendered = render(cli("show", entry, "--markup").out[:-1])
    assert rendered.plain == shown["text"]
    assert "[bold]in[/] May \\[x] :smile:" in rendered.plain
    italic = [(span.start, span.end) for span in rendered.spans if span.style == "italic"]
    assert [(quote["start"], quote["end"]) for quote in shown["quotes"]] == italic


def test_the_plain_and_markdown_forms(cli: CommandLine, entry: int) -> None:
    """For people: the title, where it is from, the text; as Markdown with what could be markup escaped."""
    shown = cli("show", entry).out.splitlines()
    assert shown[0] == "Bridge & budget"
    assert "River News" in shown[1]
    assert "https://river.example/1" in shown[1]
    markdown = cli("show", entry, "--markdown").out
    assert markdown.startswith("# Bridge & budget\n\n")
    assert r"\[bold\]in\[/\]" in markdown


# --- streams ------------------------------------------------------------------------------------------------------


def stream(cli: CommandLine, command: str, *lines: bytes) -> tuple[int, list[Any]]:
    """The exit code and the answers to lines."""
    done = cli(command, "--jsonl", stdin=b"\n".join(lines) + b"\n")
    return done.code, [json.loads(line) for line in done.out.splitlines()]


@pytest.mark.parametrize("command", ["quotes", "clauses"])
def test_a_stream_answers_line_by_line(cli: CommandLine, command: str) -> None:
    """A line in, a line out, in the same order, with the id as it came."""
    texts = [ARTICLE, "", "\ufeff\r\n" + ARTICLE.replace("\n", "\r\n"), "\x00\x9b\ud800 " + ARTICLE]
    asked = [{"id": f"n{n}", "text": text, "lang": "en"} for n, text in enumerate(texts)]
    code, answers = stream(cli, command, *(json.dumps(line).encode() for line in asked))
    assert code == 0
    assert [line["id"] for line in asked] == [line["id"] for line in answers]
    assert all(list(line) == ["id", command] for line in answers)
    assert all(spans_fit(answer, text) for answer, text in zip(answers, texts, strict=True))
    assert answers[0][command]
    assert answers[1][command] == []


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"no json",
        b"[]",
        b"12",
        b'{"id": 1}',
        b'{"text": "x"}',
        b'{"id": 1, "text": 2}',
        b'{"id": 1, "text": "x", "lang": 3}',
        b'{"id": NaN, "text": "x"}',
        b'{"id": 1e999, "text": "x"}',
        b'{"id": 1, "text": "\xff"}',
        b"[" * 100_000,
        b"1" * 5_000,
        b'{"id": 1, "text": "x"',
    ],
)
def test_a_bad_line_is_told_and_the_rest_goes_on(cli: CommandLine, bad: bytes) -> None:
    """A line that cannot be read gives an error without an id; the exit code is 1 in the end."""
    good = json.dumps({"id": 7, "text": ARTICLE}).encode()
    code, (first, second, third) = stream(cli, "quotes", good, bad, good)
    assert code == 1
    assert list(second) == ["id", "error"]
    assert second["id"] is None
    assert second["error"]
    assert first == third
    assert first["id"] == 7


def test_a_text_that_fails_does_not_end_the_stream(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of the analysis costs one line."""

    def broken(text: str, _: str | None = None) -> tuple[()]:
        if text == "bad":
            raise ZeroDivisionError
        return ()

    monkeypatch.setattr(quotations, "find_quotations", broken)
    code, answers = stream(cli, "quotes", b'{"id":1,"text":"bad"}', b'{"id":2,"text":"good"}')
    assert (code, answers[0]["id"], answers[1]) == (1, None, {"id": 2, "quotes": []})


def test_a_stream_can_be_a_file(cli: CommandLine, tmp_path: Path) -> None:
    """A file of lines instead of stdin; one that is not there exits 1 before anything is printed."""
    (tmp_path / "texts.jsonl").write_text('{"id":null,"text":""}\n{"id":[1],"text":""}')
    lines = cli("clauses", "--jsonl", tmp_path / "texts.jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == [{"id": None, "clauses": []}, {"id": [1], "clauses": []}]
    assert "none" in cli("quotes", "--jsonl", tmp_path / "none").sentence
