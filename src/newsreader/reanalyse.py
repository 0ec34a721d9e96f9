"""Finding quotations and key clauses in stored entries, and indexing their text for the search.

Newest first, one entry a transaction, so that it can stop anywhere and go on later. It writes to index.db alone; what
there is to find is decided in `newsreader.quotations`.
"""

from __future__ import annotations

import itertools
import logging
import zlib
from typing import TYPE_CHECKING

from newsreader import quotations
from newsreader.articles import document
from newsreader.errors import LibraryError, NotFoundError
from newsreader.library import analysis, entries
from newsreader.quotations import ANALYSIS_VERSION, Analysis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsreader.articles.document import Document
    from newsreader.library.store import Library
    from newsreader.models import Entry

_BATCH = 200
_REPORT_EVERY = 20
_NOTHING = Analysis((), ())

log = logging.getLogger(__name__)


def analyse(lib: Library, *, limit: int | None = None, everything: bool = False) -> Iterator[int]:
    """Analyse what waits for it (or everything), newest first; yields how many are done, every so often and at the end.

    Between two entries nothing is locked: others may write while the next is read and analysed.
    """
    done = 0
    for done, entry_id in enumerate(itertools.islice(_ids(lib, everything), limit), 1):
        _analyse(lib, entry_id)
        if done % _REPORT_EVERY == 0:
            yield done
    if done % _REPORT_EVERY:
        yield done


def analyse_entry(lib: Library, entry: Entry) -> tuple[Document, Analysis]:
    """The document of an entry and what is in it: as stored, else found now and stored if that can be."""
    parsed = document.parse(entry.body)
    if analysis.is_current(lib, entry.id, ANALYSIS_VERSION):
        return parsed, Analysis(analysis.quotations(lib, entry.id), analysis.clauses(lib, entry.id))
    found = _find(entry, parsed.text)
    if not lib.read_only:
        try:
            _store(lib, entry, parsed.text, found)
        except LibraryError as error:  # it stays in the queue, and can be read
            log.warning("the analysis of entry %s was not kept: %s", entry.id, error)
    return parsed, found


def _ids(lib: Library, everything: bool) -> Iterator[int]:
    """What to analyse; what arrives meanwhile comes before older entries. None twice."""
    if everything:
        yield from entries.listing(lib).ids
        return
    tried: set[int] = set()
    while waiting := [i for i in analysis.pending(lib, ANALYSIS_VERSION, _BATCH) if i not in tried]:
        tried.update(waiting)
        yield from waiting


def _analyse(lib: Library, entry_id: int) -> None:
    try:
        entry = entries.entry(lib, entry_id)
    except NotFoundError:
        analysis.forget(lib, [entry_id])
        return
    except LibraryError as error:
        if not isinstance(error.__cause__, zlib.error | ValueError):
            raise
        log.warning("%s", error)  # a damaged text must not stand before the others for ever
        analysis.store(lib, entry_id, text="", quotations=(), clauses=(), version=ANALYSIS_VERSION)
        return
    text = document.parse(entry.body).text
    _store(lib, entry, text, _find(entry, text))


def _find(entry: Entry, text: str) -> Analysis:
    try:
        return quotations.find(text, entry.feed_language, entry.title)
    except Exception:  # one text must not stand before the others for ever
        log.exception("entry %s could not be analysed", entry.id)
        return _NOTHING


def _store(lib: Library, entry: Entry, text: str, found: Analysis) -> None:
    analysis.store(
        lib,
        entry.id,
        text=text,
        quotations=found.quotations,
        clauses=found.clauses,
        version=ANALYSIS_VERSION,
        hash=entry.hash,
    )
