"""Running the command line in tests: in this process for speed, as a process of its own where that is the point."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsreader.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>River News</title><link>https://river.example/</link><language>en</language>
<item><title>Bridge &amp; budget</title><guid>r1</guid><link>https://river.example/1</link>
<pubDate>Wed, 19 Jun 2024 14:02:00 GMT</pubDate>
<description>
&lt;p&gt;The council will build a new bridge in May. "We had no choice," said Mayor Ada Lind.&lt;/p&gt;</description>
</item>
<item><title>Ferry stops</title><guid>r2</guid><link>https://river.example/2</link>
<pubDate>Tue, 18 Jun 2024 08:00:00 GMT</pubDate><description>The ferry stops running.</description></item>
</channel></rss>
"""
ARTICLE = 'The council will build a new bridge in May.\n\n"We had no choice," said Mayor Ada Lind.\n'

OWN_TEXTS_ALONE = "[full_text]\nafter_refresh = false\n[pictures]\nfetch = 'never'\n"
"""The settings of a library in tests that are about neither pages nor pictures: feeds there lead into the network."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one line on stderr of a command that failed and said nothing else."""
        assert self.code != 0
        assert self.out == ""
        assert self.err.startswith("newsreader: ")
        assert self.err.count("\n") == 1
        return self.err.removeprefix("newsreader: ").strip()


class CommandLine:
    """Runs commands on a library of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
        self.home = home
        config = home / "config" / "config.toml"
        if not config.exists():
            config.parent.mkdir(parents=True)
            config.write_text(OWN_TEXTS_ALONE)
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        monkeypatch.setenv("NEWSREADER_HOME", str(home))
        monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)

    def __call__(self, *argv: object, stdin: bytes = b"") -> Done:
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        self._capsys.readouterr()
        code = run([str(word) for word in argv])
        captured = self._capsys.readouterr()
        return Done(code, captured.out, captured.err)


def environment(home: Path, **changes: str) -> dict[str, str]:
    """The environment of a process that must not see this machine's own settings."""
    kept = {
        name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR", "PYTHONPATH"}
    }
    return kept | {"NEWSREADER_HOME": str(home)} | changes


def process(home: Path, *argv: object, **changes: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "newsreader", *map(str, argv)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(home, **changes),
        timeout=60,
        check=False,
    )
