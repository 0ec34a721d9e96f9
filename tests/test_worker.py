"""A parser in a process that can be killed."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from newsreader.errors import ParseError
from newsreader.feeds import identity
from newsreader.feeds.worker import ParserProcess, _pickled
from newsreader.models.documents import Enclosure, ParsedEntry, ParsedFeed
from newsreader.models.feeds import Rhythm

CORPUS = Path(__file__).parent / "corpus" / "feeds"
FEED = b"<rss><channel><title>F</title><item><title>t</title></item></channel></rss>"


def scripted(program: str, first: str = "") -> type[ParserProcess]:
    """A worker whose process says that it is ready and then does something else."""

    class Scripted(ParserProcess):
        command: ClassVar[tuple[str, ...]] = (
            sys.executable,
            "-c",
            "import sys, os, time, struct, pickle\n"
            "def say(b): sys.stdout.buffer.write(struct.pack('>Q', len(b)) + b); sys.stdout.buffer.flush()\n"
            f"{first or 'say(pickle.dumps(1))'}\n{program}",
        )

    return Scripted


def test_parsing() -> None:
    """Documents and paths are parsed in one process, errors come back as they are."""
    with ParserProcess() as worker:
        assert not worker._process
        assert worker.parse(FEED, url="https://f.example/", content_type="text/xml").title == "F"
        process = worker._process
        assert process
        with pytest.raises(ParseError, match="web page"):
            worker.parse(b"<html></html>")
        assert len(worker.parse_path(CORPUS / "rss20.xml").entries) == 2
        with pytest.raises(ParseError, match=r"none\.txt"):
            worker.parse_path(Path("/none.txt"))
        assert worker._process is process
    assert process.returncode is not None


def test_started_ahead() -> None:
    """A process that was started before it is needed is the one that parses; one that cannot start is told of then."""
    with ParserProcess() as worker:
        worker.start()
        process = worker._process
        assert process
        worker.start()
        assert worker.parse(FEED).title == "F"
        assert worker._process is process

    class Missing(ParserProcess):
        command: ClassVar[tuple[str, ...]] = ("/nowhere/python",)

    with Missing() as worker:
        worker.start()
        with pytest.raises(ParseError, match="could not be started"):
            worker.parse(FEED)


def test_packed_texts() -> None:
    """A process that is to pack the texts gives the entries that another gives, packed."""
    with ParserProcess() as plain, ParserProcess(packed=True) as packing:
        path = CORPUS / "rss20.xml"
        expected = tuple(identity.packed(entry) for entry in plain.parse_path(path).entries)
        assert packing.parse_path(path).entries == packing.parse(path.read_bytes()).entries == expected


def test_a_reply_is_read_back_as_it_was() -> None:
    """Every field of a feed comes through the pipe."""
    entry = ParsedEntry("g", "t", "l", "a", 1, 2, "s", "c \U0001f600", "o", ("x", "y"), (Enclosure("u", None, 3),))
    feed = ParsedFeed("f", "l", "en", "d", (entry, entry), ("p",), Rhythm(60, frozenset({1}), frozenset({2})))
    assert pickle.loads(_pickled(feed)) == feed
    small = replace(feed, entries=(identity.packed(entry),))
    assert pickle.loads(_pickled(small)) == small
    assert pickle.loads(_pickled("why not")) == "why not"


def test_large_documents_pass_both_ways() -> None:
    """A document larger than a pipe's buffer is written and its result read."""
    body = "<rss><channel>" + "".join(
        f"<item><guid>{n}</guid><description>{'x' * 2000}</description></item>" for n in range(1000)
    )
    with ParserProcess(seconds=60) as worker:
        assert len(worker.parse(body.encode() + b"</channel></rss>").entries) == 1000


def test_time_limit() -> None:
    """A parser that does not return is killed, and the next document gets a fresh one."""
    with scripted("time.sleep(600)")(seconds=0.2) as worker:
        for _ in range(2):
            start = time.monotonic()
            with pytest.raises(ParseError, match=r"more than 0\.2 seconds"):
                worker.parse(b"x" * 1_000_000)
            assert time.monotonic() - start < 30
            assert worker._process is None


def test_crash() -> None:
    """A parser that dies is an error of this document only."""
    with ParserProcess() as worker:
        worker.parse(FEED)
        assert worker._process
        os.kill(worker._process.pid, signal.SIGKILL)
        worker._process.wait()
        with pytest.raises(ParseError, match="crashed"):
            worker.parse(FEED)
        assert worker.parse(FEED).title == "F"


@pytest.mark.parametrize("program", ["sys.exit()", "say(b'no pickle'); time.sleep(600)", "os.abort()"])
def test_nonsense_for_a_reply(program: str) -> None:
    """A process that ends or answers nonsense is an error."""
    with scripted(f"sys.stdin.buffer.read(100)\n{program}")() as worker, pytest.raises(ParseError):
        worker.parse(b"x" * 100)


def test_process_that_does_not_start() -> None:
    """A process that ends at once is an error."""
    with scripted("", first="sys.exit(1)")() as worker, pytest.raises(ParseError, match="could not be started"):
        worker.parse(FEED)


def test_program_that_cannot_be_run() -> None:
    """A system that starts no process is an error with its reason."""

    class Missing(ParserProcess):
        command: ClassVar[tuple[str, ...]] = ("/nowhere/python",)

    with Missing() as worker, pytest.raises(ParseError, match="could not be started: No such file"):
        worker.parse(FEED)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
def test_memory_limit() -> None:
    """A document that takes more memory than allowed is an error, and others go on."""
    with ParserProcess(seconds=60, memory_mb=200) as worker:
        with pytest.raises(ParseError):
            worker.parse(b"<rss><channel><item><title>" + b"x" * 60_000_000)
        assert worker.parse(FEED).title == "F"


def test_ends_with_its_parent() -> None:
    """Closing the pipe, as the end of the parent does, ends the process."""
    with ParserProcess() as worker:
        worker.parse(FEED)
        process = worker._process
        assert process
        assert process.stdin
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_current_folder_is_not_imported_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that lies in the current folder is not run."""
    (tmp_path / "feedparser.py").write_text("raise SystemExit(3)")
    (tmp_path / "newsreader.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    with ParserProcess() as worker:
        assert worker.parse(FEED).title == "F"


def test_closing_twice() -> None:
    """Closing is no error before the start nor after the end."""
    worker = ParserProcess()
    worker.close()
    worker.parse(FEED)
    worker.close()
    worker.close()
    assert worker._process is None
