"""How long writing many articles takes in each format, and how much memory, in a library that is made or given."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

FORMATS = ("markdown", "html", "epub", "txt", "json")


def main() -> None:
    """Print one line a format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, help="a library that is there, in place of one that is made")
    parser.add_argument("--entries", type=int, default=10_000, help="articles to write (default 10,000)")
    parser.add_argument("--times", type=int, default=3, help="runs of each format")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = options.library or Path(folder) / "library"
        if options.library is None:
            make = [sys.executable, str(Path(__file__).with_name("make_library.py")), str(library)]
            subprocess.run([*make, "--entries", str(options.entries)], stdout=subprocess.DEVNULL, check=True)
        print(f"{options.entries:,} articles\n{'format':22}{'CPU':>8}{'an article':>12}{'memory':>9}{'size':>9}")
        for name in FORMATS:
            _report(name, library, Path(folder) / "out", options, together=True)
        _report("markdown", library, Path(folder) / "files", options, together=False)


def _report(name: str, library: Path, out: Path, options: argparse.Namespace, *, together: bool) -> None:
    out.mkdir(exist_ok=True)
    words = ["export", "--query", "before:2100", "--limit", str(options.entries), "--to", name, "--force"]
    words += ["--output", f"{out}{os.sep}", *(["--together"] if together else [])]
    command = [sys.executable, "-m", "newsreader", "--library", str(library), *words]
    runs = [_run(command) for _ in range(options.times)]
    seconds = statistics.median(run[0] for run in runs)
    memory = max(run[1] for run in runs)
    size = sum(file.stat().st_size for file in out.iterdir()) if not together else _newest(out)
    label = name if together else f"{name}, a file each"
    each = seconds / options.entries * 1000
    print(f"{label:22}{seconds:7.1f}s{each:10.2f}ms{memory:6.0f} MB{size / 1e6:6.1f} MB")


def _run(command: list[str]) -> tuple[float, float]:
    """CPU seconds of a process, and MB of its memory at the most."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _newest(folder: Path) -> int:
    return max(folder.iterdir(), key=lambda file: file.stat().st_mtime).stat().st_size


if __name__ == "__main__":
    main()
