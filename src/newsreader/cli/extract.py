"""extract and fulltext: the article of any page, and the full texts of entries."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader import configfile
from newsreader.cli import files, output
from newsreader.cli.output import iso
from newsreader.cli.shared import analyse, library, now
from newsreader.errors import NewsreaderError, NotFoundError, ParseError, UsageError
from newsreader.extraction.walls import SENTENCES
from newsreader.fulltext import article, run
from newsreader.library import fulltexts
from newsreader.text import counted

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.cli import progress
    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.models.documents import Extracted

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)


def extract(options: Namespace) -> int:
    """Print the article of a page; nothing is stored."""
    config = configfile.load()
    incomplete = None
    with article.extractor(config) as reader:
        if is_address(options.page):
            found = article.load(options.page, config, article.extracting(reader), typed_by_user=True)
            extracted, incomplete = found.extracted, found.incomplete
        else:
            if _SCHEME.match(options.page) and not Path(options.page).exists():
                raise UsageError(
                    f"{options.page[:100]} is neither a file nor an address that begins with http:// or https://"
                )
            body = files.read_file(Path(options.page))
            try:
                extracted = reader.extract(body, url=options.url)
            except ParseError as error:
                raise ParseError(f"{options.page}: {error}") from error
    if options.json:
        output.document(_json(extracted))
    else:
        _print(extracted)
    if incomplete:
        output.problem(incomplete)
    return 0


def fulltext(options: Namespace) -> int:
    """Fetch the full texts of entries, or show what their feeds say again."""
    config = configfile.load()
    with library(options) as lib:
        entries = fulltexts.wanted(lib, list(dict.fromkeys(options.ids)))
        missing = set(options.ids) - {entry.entry_id for entry in entries}
        if missing:
            raise NotFoundError(f"There is no entry {min(missing)}; nothing was fetched.")
        if options.drop or options.show:
            for entry in entries:
                if options.show and not fulltexts.is_had(lib, entry.entry_id):
                    raise NotFoundError(
                        f"Entry {entry.entry_id} has no full text; `newsreader fulltext {entry.entry_id}` fetches it."
                    )
            for entry in entries:
                fulltexts.show(lib, entry.entry_id, shown=options.show)
            outcomes = [run.Outcome(entry.entry_id, "shown" if options.show else "dropped") for entry in entries]
        else:
            without = [str(entry.entry_id) for entry in entries if not is_address(entry.link)]
            if without:
                which = f"entry {without[0]} has" if len(without) == 1 else f"entries {', '.join(without)} have"
                raise UsageError(f"{which} no link to a page; nothing was fetched")
            outcomes = list(run.fetch(lib, entries, config=config, now=now))
        analyse(lib, [one.entry_id for one in outcomes if one.status in {"stored", "shown", "dropped"}])
    failed = [one for one in outcomes if one.status in {"failed", "kept", "skipped"}]
    if failed and len(failed) == len(outcomes):
        others = f" (and {counted(len(failed) - 1, 'other')} failed)" if len(failed) > 1 else ""
        raise NewsreaderError((failed[0].error or "No page could be had.") + others)
    if options.json:
        output.document({"entries": [_outcome_json(one) for one in outcomes]})
    else:
        for one in outcomes:
            output.line(f"{one.entry_id}: {one.error or one.status}")
    return 0


def after_refresh(lib: Library, config: Config, report: progress.Silent, since: int) -> bool:
    """Fetch what feeds only tease of the entries written after `since`; whether anything was stored."""
    if not config.full_text.after_refresh or lib.read_only:
        return False
    stored = False
    for outcome in run.after_refresh(lib, since, config=config, now=now):
        stored = stored or outcome.status == "stored"
        report.full_text(outcome.entry_id, outcome.status, outcome.error)
    return stored


def is_address(words: str) -> bool:
    """Whether a page is meant that is on the web."""
    return words.lower().startswith(("http://", "https://"))


def _json(found: Extracted) -> dict[str, object]:
    return {
        "title": found.title or None,
        "author": found.author,
        "published": iso(found.published),
        "language": found.language,
        "text": found.text,
        "html": found.html,
        "links": list(found.links),
        "images": list(found.images),
        "problem": found.problem,
    }


def _print(found: Extracted) -> None:
    output.line(found.title or "(no title)")
    about = (found.author or "", output.local(found.published), found.language or "")
    if line := " · ".join(filter(None, about)):
        output.line(line)
    output.line()
    output.block(found.text)
    if found.problem:
        output.problem(f"{SENTENCES[found.problem]} ({found.problem})")


def _outcome_json(one: run.Outcome) -> dict[str, object]:
    return {"id": one.entry_id, "status": one.status, "problem": one.problem, "error": one.error}
