"""Fixtures that several modules use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from command_line import CommandLine
from feed_server import FeedServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads the settings, or the passwords, of whoever runs it."""
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path / "nobody"))


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CommandLine:
    """The command line on an empty library of its own."""
    return CommandLine(capsys, monkeypatch, tmp_path / "home")


@pytest.fixture
def feed_server() -> Iterator[FeedServer]:
    """A web server on loopback."""
    with FeedServer() as server:
        yield server
