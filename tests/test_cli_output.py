"""What reaches stdout: JSON that hides nothing, lines that steer no terminal, tables that fit."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader import text
from newsreader.cli import output
from newsreader.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec=None)), inner, max_size=4),
    max_leaves=20,
)


class Terminal(io.TextIOWrapper):
    """A stdout that a person watches."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def isatty(self) -> bool:
        return True

    def shown(self) -> str:
        """What was written."""
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Terminal]:
    """A terminal of some width in place of stdout."""

    def make(columns: int) -> Terminal:
        made = Terminal()
        monkeypatch.setattr(sys, "stdout", made)
        monkeypatch.setenv("COLUMNS", str(columns))
        return made

    return make


@given(ANYTHING)
def test_json_is_one_line_that_reads_back(value: object) -> None:
    """Any value comes back as it was, and nothing in it hides, steers or breaks the line."""
    written = output.to_json(value)
    assert json.loads(written) == value
    assert HIDDEN.search(written) is None
    assert "\n" not in written
    written.encode()


def test_json_keeps_letters_and_escapes_what_hides() -> None:
    """Non-ASCII stays; DEL, C1, bidi controls and lone surrogates are escaped."""
    assert output.to_json("é語\x7f\x9b\u202e\ud800\u200d") == '"é語\\u007f\\u009b\\u202e\\ud800\u200d"'


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (1718805720, "2024-06-19T14:02:00Z"),
        (0, "1970-01-01T00:00:00Z"),
        (-62135596800, "0001-01-01T00:00:00Z"),
        (253402300799, "9999-12-31T23:59:59Z"),
        (253402300800, None),
        (2**70, None),
        (None, None),
    ],
)
def test_times(seconds: int | None, expected: str | None) -> None:
    """Times are in UTC to the second; what no calendar has is none."""
    assert output.iso(seconds) == expected


@pytest.mark.parametrize("seconds", [-62135596800, 253402300799, 0, 1718805720])
def test_local_times_never_fail(seconds: int) -> None:
    """The ends of the calendar have no local time in most places."""
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", output.local(seconds))


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), min_size=1, max_size=5))
def test_a_table_is_a_line_a_row(rows: list[tuple[str, str, str]]) -> None:
    """Whatever the cells hold, a row is one line without controls."""
    stdout, sys.stdout = sys.stdout, io.StringIO()
    try:
        output.table(rows)
        written = sys.stdout.getvalue()
    finally:
        sys.stdout = stdout
    assert len(rows) == written.count("\n")
    assert HIDDEN.search(written) is None


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_a_table_fits_the_terminal(terminal: Callable[[int], Terminal], columns: int) -> None:
    """No row is wider than the terminal, counted in cells."""
    shown = terminal(columns)
    output.table([("1", "語" * 60, "short", "wide " * 40), ("22", "e\u0301" * 30, "", "x" * 75_000)])
    lines = shown.shown().splitlines()
    assert [line for line in lines if text.width(line) > columns] == []
    assert all("…" in line for line in lines)


def test_a_table_in_a_pipe_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """What a program reads is not cut."""
    output.table([("1", "x" * 500)])
    assert "x" * 500 in capsys.readouterr().out


def test_a_table_of_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """No rows, no output."""
    output.table([])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_no_encoding_fails(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    """Text that the terminal has no letters for is replaced, data goes out in UTF-8."""
    shown = Terminal(encoding)
    monkeypatch.setattr(sys, "stdout", shown)
    output.prepare()
    output.line("é語 …")
    output.document({"title": "語"})
    output.finish()
    assert isinstance(shown.buffer, io.BytesIO)
    first, second = shown.buffer.getvalue().splitlines()
    assert first.decode(encoding) == "é語 …".encode(encoding, "replace").decode(encoding)
    assert second == '{"title":"語"}'.encode()


def test_a_listing_is_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed piece by piece is one document in the end."""
    output.listing("entries", ({"id": n} for n in range(3)), {"total": 9, "more": None})
    output.listing("entries", [], {"total": 0})
    first, second = capsys.readouterr().out.splitlines()
    assert json.loads(first) == {"entries": [{"id": 0}, {"id": 1}, {"id": 2}], "total": 9, "more": None}
    assert json.loads(second) == {"entries": [], "total": 0}


@pytest.mark.parametrize("kept", [4, 1_000_000])
def test_half_a_listing_is_none(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    """If the library cannot be read to the end, nothing is printed, however much had come."""

    def broken() -> Iterator[object]:
        yield {"id": 1}
        raise LibraryError("damaged")

    monkeypatch.setattr(output, "_SPOOLED", kept)
    with pytest.raises(LibraryError):
        output.listing("entries", broken(), {"total": 9})
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("https://ann:secret@news.example/x", "https://…@news.example/x"),
        (
            "see HTTP://token@host:80/ and http://plain.example/@user",
            "see HTTP://…@host:80/ and http://plain.example/@user",
        ),
        ("https://a:p@ss@host/", "https://…@host/"),
        ("mail ann@news.example", "mail ann@news.example"),
    ],
)
def test_errors_keep_no_password(capsys: pytest.CaptureFixture[str], given_text: str, expected: str) -> None:
    """Names and passwords in addresses do not reach stderr."""
    output.problem(given_text)
    assert capsys.readouterr().err == f"newsreader: {expected}\n"


def test_an_error_is_one_clean_line(capsys: pytest.CaptureFixture[str]) -> None:
    """An error may quote a hostile address; it stays a line of text."""
    output.problem("bad\r\n\x1b]52;c;aGk=\x07 \u202eaddress")
    assert capsys.readouterr().err == "newsreader: bad �]52;c;aGk=� address\n"


@given(st.text(), st.integers(0, 30))
def test_a_shortened_line_fits(given_text: str, cells: int) -> None:
    """A line that is too long is cut to its room; one that fits is left alone."""
    line = text.clean_line(given_text)
    short = text.shorten(line, cells)
    assert text.width(short) <= cells
    assert (short == line) == (text.width(line) <= cells)


def test_devnull_is_closed_again() -> None:
    """Forgetting an output that cannot be redirected does no harm."""
    before = len(os.listdir("/dev/fd"))
    stdout, sys.stdout = sys.stdout, io.StringIO()
    try:
        output.abandon()
    finally:
        sys.stdout = stdout
    assert len(os.listdir("/dev/fd")) == before
