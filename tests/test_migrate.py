"""What measures migrations, on small libraries: every released version is migrated whole, killed and not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from newsreader.library import schema

SCRIPT = Path(__file__).parents[1] / "bench" / "migrate.py"


def test_every_released_version_survives_a_kill_and_is_brought_up() -> None:
    """One line for each, with what a kill left."""
    done = subprocess.run([sys.executable, SCRIPT, "--entries", "3000"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    head, *lines = done.stdout.splitlines()
    assert head.startswith("from version")
    assert [line.split()[0] for line in lines] == [str(version) for version in range(1, len(schema.MIGRATIONS))]
    assert all("3,004" in line and "whole" in line for line in lines)
