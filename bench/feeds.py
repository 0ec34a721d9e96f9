"""How fast feed documents are read: feedparser, our two readers, and other libraries that are installed.

Give it files or folders; without any it takes the development data, if that is there. The figures are CPU time of one
process, the best of some runs. Parsers alone are compared first, then all that is done on arrival: HTML made safe,
dates read, addresses made absolute.
"""

from __future__ import annotations

import argparse
import importlib
import io
import resource
import subprocess
import sys
import time
import warnings
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import feedparser

from newsreader.errors import ParseError
from newsreader.feeds import dates, decode, fastfeed, fields, slowfeed, xmlfeed, xmltext
from newsreader.feeds.parse import ROOTS, parse
from newsreader.feeds.rawfeed import Doubt

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parents[2] / "shared" / "data" / "feeds" / "dev"
URL = "https://somewhere.example/feed"


class Body(NamedTuple):
    """A document, and what the fast reader says to it."""

    content: bytes
    is_well_formed: bool = True
    doubt: str | None = None


def main() -> None:
    """Print one table for the well-formed documents and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="feed documents, or folders of them")
    parser.add_argument("--times", type=int, default=3, help="runs of which the best counts")
    parser.add_argument("--memory", metavar="READER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    paths = options.paths or ([DATA] if DATA.is_dir() else [])
    warnings.simplefilter("ignore")
    if options.memory:
        _print_memory([file.read_bytes() for path in paths for file in _files(path)], options.memory)
        return
    bodies = [found for path in paths for file in _files(path) if (found := _body(file.read_bytes()))]
    if not bodies:
        print("No feed documents: name files or folders, or put the development data beside the project.")
        return
    for title, chosen in (
        ("well-formed", [body for body in bodies if body.is_well_formed]),
        ("all", bodies),
    ):
        _table(title, chosen, options.times, [str(path) for path in paths])
    doubts = Counter(body.doubt for body in bodies if body.doubt)
    print(f"\nTaken by the fast reader: {1 - doubts.total() / len(bodies):.1%} of {len(bodies)}. Left to feedparser:")
    for doubt, count in doubts.most_common():
        print(f"  {count:4} {doubt}")


def _files(path: Path) -> list[Path]:
    return sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]


def _body(content: bytes) -> Body | None:
    """None if it is no XML feed."""
    document = xmltext.document(decode.decode(content).text.lstrip("\ufeff"), expected=ROOTS)
    if not document or document.local_name not in ROOTS:
        return None
    doubt = None
    is_well_formed = not document.before
    try:
        if fastfeed.read(document.text, URL, document.begins).error:
            is_well_formed = False
            fastfeed.read(xmltext.rebuild(document).text, URL)
    except Doubt as reason:
        doubt = str(reason)
        is_well_formed = is_well_formed and not slowfeed.read(document.declared(), URL).error
    return Body(content, is_well_formed, doubt)


def _as_people_call_it(body: Body) -> object:
    return feedparser.parse(io.BytesIO(body.content))


def _without_sanitiser(body: Body) -> object:
    return feedparser.parse(io.BytesIO(body.content), sanitize_html=False, resolve_relative_uris=False)


def _fields(body: Body, *, fast: bool) -> object:
    document = xmltext.document(decode.decode(body.content).text.lstrip("\ufeff"), expected=ROOTS)
    if not document or document.local_name not in ROOTS:
        return None
    return xmlfeed.read(document, URL, fields.Problems(), fast=fast)


def _whole(body: Body, *, fast: bool) -> object:
    try:
        return parse(body.content, url=URL, fast=fast)
    except ParseError as error:
        return error


def _readers() -> dict[str, Callable[[Body], object]]:
    found: dict[str, Callable[[Body], object]] = {
        "feedparser": _as_people_call_it,
        "feedparser, no sanitiser": _without_sanitiser,
        "our slow reader": lambda body: _fields(body, fast=False),
        "our fast reader": lambda body: _fields(body, fast=True),
        "slow, all on arrival": lambda body: _whole(body, fast=False),
        "fast, all on arrival": lambda body: _whole(body, fast=True),
    }
    for name, package in (("feedparser-rs", "feedparser_rs"), ("fastfeedparser", "fastfeedparser")):
        try:
            module = importlib.import_module(package)
        except ImportError:
            continue
        found[name] = lambda body, module=module: _other(module.parse, body)  # type: ignore[misc]
    return found


def _other(read: Callable[[bytes], object], body: Body) -> object:
    try:
        return read(body.content)
    except Exception as error:  # noqa: BLE001 - another library
        return error


def _table(title: str, bodies: list[Body], times: int, paths: list[str]) -> None:
    size = sum(len(body.content) for body in bodies) / 1e6
    print(f"\n{title}: {len(bodies)} documents, {size:.1f} MB")
    print(f"{'reader':28}{'documents/s':>12}{'MB/s':>8}{'ratio':>8}{'MB beyond start':>17}")
    first = 0.0
    for name, read in _readers().items():
        seconds = _seconds(read, bodies, times)
        first = first or seconds
        row = f"{name:28}{len(bodies) / seconds:12.0f}{size / seconds:8.1f}{first / seconds:8.1f}"
        print(row + f"{_memory(name, paths):>17}" if title == "all" else row)
    safe, read_dates = fields.html, dates.parse
    whole = _seconds(lambda body: _whole(body, fast=True), bodies, times)
    fields.html = _as_it_is
    unsafe = _seconds(lambda body: _whole(body, fast=True), bodies, times)
    dates.parse = _no_date
    undated = _seconds(lambda body: _whole(body, fast=True), bodies, times)
    fields.html, dates.parse = safe, read_dates
    print(
        f"of the last of ours, the sanitiser is {(whole - unsafe) / whole:.0%}, dates {(unsafe - undated) / whole:.0%};"
        f" without the sanitiser it is {first / unsafe:.1f} times feedparser"
    )


def _as_it_is(value: str, base: str | None, problems: fields.Problems) -> str | None:  # noqa: ARG001
    return value


def _no_date(text: str) -> int | None:  # noqa: ARG001
    return 0


def _seconds(read: Callable[[Body], object], bodies: list[Body], times: int) -> float:
    took = []
    for _ in range(times):
        begin = time.process_time()
        for body in bodies:
            read(body)
        took.append(time.process_time() - begin)
    return min(took)


def _memory(name: str, paths: list[str]) -> str:
    """The most that a process of its own takes to read each document once, beyond what it takes without reading."""
    command = [sys.executable, __file__, "--memory", name, *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "?"


def _print_memory(contents: list[bytes], name: str) -> None:
    read = _readers()[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for content in contents:
        read(Body(content))
    unit = 1e6 if sys.platform == "darwin" else 1e3
    print(f"{(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / unit:.0f}")


if __name__ == "__main__":
    main()
