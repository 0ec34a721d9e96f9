"""The log: private, bounded, one line a record, without passwords; the rest goes on if it cannot be written."""

from __future__ import annotations

import logging
import shutil
import stat
from typing import TYPE_CHECKING

import pytest

from newsreader import paths
from newsreader.cli import log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from command_line import CommandLine

LOGGER = logging.getLogger("newsreader.test")
HOSTILE = "\x1b]0;owned\x07\u202e https://ann:secret@news.example/\n2024-06-19 00:00:00,000 1 INFO newsreader: forged"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """A log that is closed after the test."""
    yield tmp_path / "state" / "newsreader.log"
    log.stop()


def start(file: Path, *, verbose: bool = False, to_stderr: bool = False) -> None:
    """Log to a file as if by default."""
    log.start(file, named_by_user=False, verbose=verbose, to_stderr=to_stderr)


def test_a_record_is_one_clean_line(file: Path) -> None:
    """Text from outside forges no line, steers no terminal and leaves no password."""
    start(file)
    LOGGER.info("fetched %s", HOSTILE)
    (line,) = file.read_text().splitlines()
    assert "INFO newsreader.test: fetched" in line
    assert not set(line) & set("\x1b\x07\u202e")
    assert "secret" not in line
    assert "https://…@news.example/" in line


def test_a_traceback_is_set_in(file: Path) -> None:
    """Its lines cannot be taken for records."""
    start(file)
    try:
        int(HOSTILE)
    except ValueError:
        log.crash("list")
    first, *rest = file.read_text().splitlines()
    assert first.endswith("ERROR newsreader: list failed")
    assert len(rest) > 3
    assert all(line.startswith("  ") for line in rest)
    assert "secret" not in "".join(rest)
    assert "\x1b" not in "".join(rest)


def test_only_its_owner_reads_it(file: Path) -> None:
    """Folder and file are private from the first moment, those it rotates to as well."""
    start(file)
    for _ in range(30):
        LOGGER.info("x" * 100_000)
    files = list(file.parent.iterdir())
    assert len(files) == 3
    assert [path.name for path in files if stat.S_IMODE(path.stat().st_mode) != 0o600] == []
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert sum(path.stat().st_size for path in files) <= 3 * log.MEGABYTE


def test_details_are_recorded_when_asked_for(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """-v records details, and shows them on stderr where that does no harm."""
    start(file)
    LOGGER.debug("detail")
    assert not file.exists()
    start(file, verbose=True, to_stderr=True)
    LOGGER.debug("detail \x9b")
    assert "detail \ufffd" in file.read_text()
    assert "detail \ufffd" in capsys.readouterr().err
    start(file, verbose=True)
    LOGGER.debug("another")
    assert capsys.readouterr().err == ""


def test_a_log_that_cannot_be_written_stops_nothing(cli: CommandLine) -> None:
    """The default log may be out of reach; commands work all the same."""
    cli.home.mkdir(exist_ok=True)
    shutil.rmtree(paths.log_file().parent, ignore_errors=True)
    paths.log_file().parent.write_text("a file where the folder should be")
    assert cli("list", "-v").code == 0
    log.start(paths.log_file(), named_by_user=False, verbose=False, to_stderr=False)
    LOGGER.error("lost")
    log.stop()


def test_a_link_in_its_place_is_not_followed(file: Path, tmp_path: Path) -> None:
    """A log is never written into another file."""
    (tmp_path / "other").write_text("mine")
    file.parent.mkdir()
    file.symlink_to(tmp_path / "other")
    start(file)
    LOGGER.error("lost")
    assert (tmp_path / "other").read_text() == "mine"
