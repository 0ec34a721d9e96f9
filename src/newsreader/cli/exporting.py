"""export: articles as files of other programs, or the feeds as OPML."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import tempfile
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

from newsreader import configfile
from newsreader.articles.export import epub, front_matter, names, page, plain
from newsreader.cli import choosing, files, outlines, output, show
from newsreader.cli.shared import library, now
from newsreader.errors import LibraryError, NewsreaderError, NotFoundError, UsageError
from newsreader.text import counted

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Sequence

    from newsreader.articles.export.article import Article, Heading
    from newsreader.library.store import Library

_ENDINGS = {"markdown": "md", "html": "html", "epub": "epub", "txt": "txt", "json": "json"}
_TOLD_EVERY = 0.1
"""Seconds between two states of the line that changes."""


def export(options: Namespace) -> int:
    """Write articles, or the feeds."""
    if options.what[:1] == ["opml"]:
        return _feeds(options)
    ids = choosing.ids(options)
    to_stdout = _checked(options, ids)
    with library(options) as lib, _ending_in_order():
        headings, title, note = choosing.chosen(lib, options, ids)
        job = _Export(lib, options, headings, options.title or title)
        if to_stdout:
            job.to_stdout()
        elif options.output.endswith(("/", os.sep)) or Path(options.output).is_dir():
            job.into(Path(options.output))
        else:
            job.to_file(Path(options.output))
    job.tell()
    if note:
        output.problem(note)
    return 0


def _feeds(options: Namespace) -> int:
    articles = (options.query, options.saved, options.feed, options.to, options.title, options.limit or None)
    if options.json or options.events or options.output != "-" or any(one is not None for one in articles):
        raise UsageError("export opml takes a FILE and nothing else")
    if len(options.what) > 2:
        raise UsageError("export opml writes one FILE")
    return outlines.export_opml(options, Path(options.what[1]) if len(options.what) > 1 else None)


def _checked(options: Namespace, ids: Sequence[int]) -> bool:
    """Whether to write to stdout; UsageError if the words do not fit together."""
    if options.to is None:
        raise UsageError(f"say what to write: --to {', '.join(_ENDINGS)}; or `export opml` for the feeds")
    is_list = any(one is not None for one in (options.query, options.saved, options.feed))
    if bool(ids) is is_list:
        raise UsageError("name the articles: ids, or --query, --saved or --feed")
    to_stdout = bool(options.output == "-")
    if to_stdout and (options.json or options.events):
        raise UsageError("--json and --events tell what was written: name a FILE or FOLDER with --output")
    if to_stdout and options.to == "epub" and output.is_terminal():
        raise UsageError("a book is not for the terminal: name a FILE or FOLDER with --output")
    return to_stdout


class _Export:
    """One selection on its way out."""

    def __init__(self, lib: Library, options: Namespace, headings: list[Heading], title: str) -> None:
        self._lib = lib
        self._options = options
        self._format: str = options.to
        self._headings = _by_feed(headings) if options.to == "epub" else headings
        self._title = title
        self._is_single = len(headings) == 1 and bool(options.what)
        self._place = ""
        self._files: list[str] = []
        self._done = 0
        self._left_out: list[int] = []
        self._told = 0.0
        if options.events:
            output.event({"event": "start", "total": len(headings)})

    def to_stdout(self) -> None:
        """Write all of it to stdout."""
        if self._format == "epub":
            with tempfile.TemporaryFile() as file:
                self._write(file, self._headings)
                file.seek(0)
                output.raw(file)
        else:
            for piece in self._pieces(self._headings):
                output.exact(piece)

    def to_file(self, path: Path) -> None:
        """Write all of it to one file."""
        if not self._options.force and os.path.lexists(path):
            raise files.taken(path)
        files.remove_abandoned(path.resolve().parent)
        self._place = str(path)
        self._write_file(path, self._headings)

    def into(self, folder: Path) -> None:
        """Write a file an article, or one with a name made here."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NewsreaderError(f"{folder}: cannot be made ({error.strerror}); name another folder") from error
        files.remove_abandoned(folder)
        self._place = str(folder)
        if self._format == "epub" or self._options.together or len(self._headings) == 1:
            is_article = len(self._headings) == 1 and not self._options.title
            name = names.of_articles(self._headings)[0] if is_article else names.safe(self._title, "articles")
            self._write_file(self._free(folder, name), self._headings)
            self._place = self._files[0]
            return
        for name, heading in zip(names.of_articles(self._headings), self._headings, strict=True):
            try:
                self._write_file(self._free(folder, name), [heading])
            except _UnreadableError:
                continue
            except NewsreaderError as error:
                before = f"; {counted(len(self._files), 'article')} before it: written" if self._files else ""
                raise NewsreaderError(f"{error}{before}") from error
        if not self._files:
            raise _UnreadableError(self._left_out)

    def tell(self) -> None:
        """Say what was written, and where."""
        if output.can_change():
            output.changing("")
        told = {"format": self._format, "articles": self._done}
        if self._options.events:
            output.event({"event": "end", "place": self._place, **told, "left_out": len(self._left_out)})
        elif self._options.json:
            output.document({**told, "files": self._files, "left_out": self._left_out})
        elif self._place:
            output.line(f"{counted(self._done, 'article')} written to {self._place}")
        if self._left_out and not self._options.json:
            output.problem(f"{counted(len(self._left_out), 'article')} cannot be read: left out")

    def _free(self, folder: Path, name: str) -> Path:
        """A path that is not taken."""
        path, number = folder / f"{name}.{_ENDINGS[self._format]}", 1
        while not self._options.force and os.path.lexists(path):
            number += 1
            path = folder / f"{name} {number}.{_ENDINGS[self._format]}"
        return path

    def _write_file(self, path: Path, headings: Sequence[Heading]) -> None:
        with files.writing(path, replace=self._options.force) as file:
            self._write(file, headings)
        self._files.append(str(path))

    def _write(self, file: IO[bytes], headings: Sequence[Heading]) -> None:
        if self._format == "epub":
            from newsreader.pictures.portable import Portable  # noqa: PLC0415 - books alone

            with Portable(self._lib) as portable:
                epub.write(file, self._articles(headings), title=self._title, now=now(), picture=portable.read)
        else:
            file.writelines(piece.encode("utf-8", "replace") for piece in self._pieces(headings))

    def _pieces(self, headings: Sequence[Heading]) -> Iterator[str]:
        readable = self._articles(headings)
        articles = itertools.chain([next(readable)], readable)  # if there is none, nothing is begun
        match self._format:
            case "markdown":
                yield from front_matter.write(articles)
            case "html":
                yield from page.write(articles, title=self._title, contents=headings, picture=self._picture)
            case "txt":
                yield from plain.write(articles, measure=configfile.load().reading.measure)
            case "json":
                yield from self._json(articles, is_single=self._is_single or len(headings) < len(self._headings))

    def _json(self, articles: Iterable[Article], *, is_single: bool) -> Iterator[str]:
        yield "" if is_single else '{"entries":['
        for place, article in enumerate(articles):
            yield ("," if place else "") + output.to_json(show.article_json(self._lib, article))
        yield "\n" if is_single else "]}\n"

    def _articles(self, headings: Sequence[Heading]) -> Iterator[Article]:
        """The articles that can be read; an error if there is none."""
        is_any = False
        for heading in headings:
            try:
                article = show.read(self._lib, heading.id)
            except LibraryError as error:
                if not isinstance(error.__cause__, ValueError):
                    raise
                self._left_out.append(heading.id)
            except NotFoundError:  # it went meanwhile
                self._left_out.append(heading.id)
            else:
                is_any = True
                self._done += 1
                yield article
            self._progress()
        if not is_any:
            raise _UnreadableError([heading.id for heading in headings])

    def _picture(self, url: str) -> bytes | None:
        """A picture that is on the disk; none is fetched for an export."""
        from newsreader.pictures import store  # noqa: PLC0415 - one format has pictures so, and not every article

        return store.read(self._lib, url)

    def _progress(self) -> None:
        moment = time.monotonic()
        if moment - self._told < _TOLD_EVERY:
            return
        self._told = moment
        done, total = self._done + len(self._left_out), len(self._headings)
        if self._options.events:
            output.event({"event": "article", "done": done})
        elif self._place and output.can_change():
            output.changing(f"{done:,} of {counted(total, 'article')}")


class _UnreadableError(LibraryError):
    """None of the articles that go into a file can be read."""

    def __init__(self, ids: Sequence[int]) -> None:
        super().__init__(f"The text of entry {ids[0]} is damaged: nothing is written; `newsreader doctor` tells more.")


def _by_feed(headings: Sequence[Heading]) -> list[Heading]:
    """The feeds one after another, in the order of their first articles."""
    order: dict[str, int] = {}
    for heading in headings:
        order.setdefault(heading.feed_title, len(order))
    return sorted(headings, key=lambda heading: order[heading.feed_title])


@contextlib.contextmanager
def _ending_in_order() -> Iterator[None]:
    """Who ends the program leaves no half file behind."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
