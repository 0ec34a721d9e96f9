"""Finding quotations and key clauses in stored entries, and indexing their text for the search.

Newest first, one entry a transaction, so that it can stop anywhere and go on later. It writes to index.db alone; what
there is to find is decided in `newsreader.quotations`.
"""

from __future__ import annotations

import itertools
import logging
from typing import TYPE_CHECKING, NamedTuple

from newsreader import quotations
from newsreader.articles import document, stored
from newsreader.errors import LibraryError, NotFoundError
from newsreader.library import analysis, documents, entries, lists, search
from newsreader.quotations import ANALYSIS_VERSION, Analysis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsreader.articles.document import Document
    from newsreader.library.store import Library
    from newsreader.models.entries import Entry

LARGE = 64 * 1024
"""Bytes of a text above which it is not analysed while somebody waits for a key to be answered."""
LONG = 32 * 1024
"""Characters of HTML above which a document is kept as it was parsed: to parse it may take longer than a key may."""
MANY = 300
"""Quotations that take a while to read, and to lay out."""
_BATCH = 200
_REPORT_EVERY = 20
_NOTHING = Analysis((), ())

log = logging.getLogger(__name__)


class Opened(NamedTuple):
    """What can be shown of an entry at once."""

    document: Document
    found: Analysis
    minutes: int
    """That reading it takes."""
    is_current: bool
    """Whether nothing better can be had: what an older version found, or nothing, is shown until then."""
    is_much: bool = False
    """What is stored is much, and not in `found`: `found_in` has it, once the text is on the screen."""


def analyse(
    lib: Library,
    *,
    ids: Iterable[int] | None = None,
    limit: int | None = None,
    large: bool = True,
    go_on: Callable[[], bool] | None = None,
) -> Iterator[int]:
    """Analyse entries, by default what waits for it; yields how many are done, every so often and at the end.

    Between two entries nothing is locked: others may write while the next is read and analysed. Without `large`, texts
    that take long go on waiting. After each entry `go_on`, if given, may take its time, and end it.

    Every transaction is short: what a write adds to the index is joined to it in others.
    """
    done = 0
    for done, entry_id in enumerate(itertools.islice(waiting(lib) if ids is None else ids, limit), 1):
        _analyse(lib, entry_id, large=large)
        search.merge(lib)
        if done % _REPORT_EVERY == 0:
            yield done
        if go_on is not None and not go_on():
            break
    if done % _REPORT_EVERY:
        yield done
    while done and go_on is not None and search.merge(lib) and go_on():
        pass


def everything(lib: Library) -> Iterable[int]:
    """All entries, newest first."""
    return lists.listing(lib).ids


def waiting(lib: Library) -> Iterator[int]:
    """What waits to be analysed, newest first; what arrives meanwhile comes before older entries. None twice."""
    stuck: set[int] = set()
    """What stayed in the queue though it was its turn."""
    last: set[int] = set()
    while True:
        queue = analysis.pending(lib, ANALYSIS_VERSION, _BATCH + len(stuck))
        again = last.intersection(queue)
        stuck |= again
        last = {entry_id for entry_id in queue if entry_id not in stuck}
        if not last and not again:
            return
        for entry_id in queue:
            if lib.renew_index():  # nothing is in it yet
                stuck, last = set(), set()
                break
            if entry_id in last and analysis.is_pending(lib, entry_id):  # another process may have been faster
                yield entry_id


def analyse_entry(lib: Library, entry: Entry) -> tuple[Document, Analysis]:
    """The document of an entry and what is in it: as stored, else found now and stored if that can be."""
    parsed, _ = document_of(lib, entry)
    if analysis.version_of(lib, entry.id, entry.hash) == ANALYSIS_VERSION:
        return parsed, found_in(lib, entry, parsed.text)
    return parsed, _analyse_now(lib, entry, parsed.text, wait=True)


def open_entry(lib: Library, entry: Entry) -> Opened:
    """The document of an entry and what can be said of it without keeping anybody waiting.

    If it is not current, `newsreader reanalyse ID` in a process of its own makes it so.
    """
    parsed, minutes = document_of(lib, entry)
    is_current = analysis.version_of(lib, entry.id, entry.hash) == ANALYSIS_VERSION
    if not is_current and not is_large(parsed.text):
        return Opened(parsed, _analyse_now(lib, entry, parsed.text, wait=False), minutes, is_current=True)
    is_much = entry.quotes > MANY
    found = _NOTHING if is_much else found_in(lib, entry, parsed.text)
    return Opened(parsed, found, minutes, is_current=is_current, is_much=is_much)


def document_of(lib: Library, entry: Entry) -> tuple[Document, int]:
    """The document of an entry and the minutes that reading it takes; that of a long one is kept once it was parsed."""
    if len(entry.body) > LONG and (kept := documents.get(lib, entry.id, entry.hash)):
        try:
            return stored.unpacked(kept[0]), kept[1]
        except ValueError as error:  # it can be made again
            log.warning("the document of entry %s is damaged in the index: %s", entry.id, error)
    parsed = document.parse(entry.body)
    minutes = document.reading_minutes(parsed.text)
    if len(entry.body) > LONG and not lib.read_only:
        try:
            documents.keep(lib, entry.id, entry.hash, stored.packed(parsed), minutes, wait=False)
        except LibraryError as error:
            log.info("the document of entry %s was not kept: %s", entry.id, error)
    return parsed, minutes


def found_in(lib: Library, entry: Entry, text: str) -> Analysis:
    """What is stored of an entry as it was read, by whichever version it was found; `text` is its plain text."""
    if analysis.version_of(lib, entry.id, entry.hash) is None:
        return _NOTHING
    return Analysis(analysis.quotations(lib, entry.id), analysis.clauses(lib, entry.id, text))


def is_large(text: str) -> bool:
    """Whether analysing a text may take longer than a key press may."""
    return len(text) > LARGE or len(text.encode("utf-8", "replace")) > LARGE


def _analyse_now(lib: Library, entry: Entry, text: str, *, wait: bool) -> Analysis:
    found = _find(entry, text)
    if found is not None and not lib.read_only:
        try:
            _store(lib, entry, text, found, wait=wait)
        except LibraryError as error:  # it stays in the queue, and can be read
            log.info("the analysis of entry %s was not kept: %s", entry.id, error)
    return found or _NOTHING


def _analyse(lib: Library, entry_id: int, *, large: bool) -> None:
    try:
        entry = entries.entry(lib, entry_id)
    except NotFoundError:
        analysis.forget(lib, [entry_id])
        return
    except LibraryError as error:
        if not isinstance(error.__cause__, ValueError):
            raise
        log.warning("%s", error)  # a damaged text must not stand before the others for ever
        analysis.store(lib, entry_id, text="", quotations=(), clauses=(), version=ANALYSIS_VERSION)
        return
    text = document_of(lib, entry)[0].text
    if not large and is_large(text):
        return
    found = _find(entry, text)
    if found is not None:
        _store(lib, entry, text, found)


def _find(entry: Entry, text: str) -> Analysis | None:
    """What is in a text and credible; None if that cannot be known now: no fault of the text, which goes on waiting."""
    from newsreader.recordings import speech  # noqa: PLC0415 - not before the screen is shown

    try:
        spoken = entry.spoken and speech.quotations(text, document.parse(entry.spoken), entry.people)
        if not spoken:
            return quotations.find(text, entry.feed_language, entry.title).credible()
        begins, turns = spoken  # the transcript says itself who said what in it
        before = quotations.find(text[:begins], entry.feed_language, entry.title).credible()
        later = max((one.group for one in before.quotations), default=0)
        return Analysis(
            (*before.quotations, *(one._replace(group=one.group + later) for one in turns)),
            quotations.find_clauses(text, entry.feed_language, entry.title),
        )
    except (MemoryError, OSError, ImportError) as error:
        log.warning("entry %s could not be analysed now: %r", entry.id, error)
        return None
    except Exception:  # one text must not stand before the others for ever
        log.exception("entry %s could not be analysed", entry.id)
        return _NOTHING


def _store(lib: Library, entry: Entry, text: str, found: Analysis, *, wait: bool = True) -> None:
    analysis.store(
        lib,
        entry.id,
        text=text,
        quotations=found.quotations,
        clauses=found.clauses,
        version=ANALYSIS_VERSION,
        hash=entry.hash,
        language=_language(entry, text),
        audio=_has(entry, "audio"),
        image=_has(entry, "image"),
        wait=wait,
    )


def _language(entry: Entry, text: str) -> str:
    """Told from the text; where that tells nothing, what the feed says of itself."""
    from newsreader.quotations.languages import detect  # noqa: PLC0415 - as with what `quotations.find` needs

    found = detect.detect(text)
    return found if found != "und" else (entry.feed_language or "").lower().partition("-")[0]


def _has(entry: Entry, kind: str) -> bool:
    """Whether there is a picture, or something to hear, in an entry or attached to it."""
    tag = {"audio": "<audio", "image": "<img"}[kind]
    return tag in entry.body or any((one.type or "").startswith(f"{kind}/") for one in entry.enclosures)
