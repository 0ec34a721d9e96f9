"""Quotations and key clauses of each entry, and the queue of those that wait for it; all of it can be made again.

An entry is current when it was analysed by this version as it is now. Everything is written to index.db alone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsreader.library import search, words
from newsreader.models import KeyClause, Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.store import Library, Row

_BATCH = 300
"""Entries that are put into the queue at once: what takes long keeps others from writing."""
_ENTRY = """SELECT e.title, e.author, e.hash, s.date, a.hash, a.docid FROM entries e JOIN states s ON s.id = e.id
    LEFT JOIN idx.analysed a ON a.entry_id = e.id WHERE e.id = ?"""


def pending(lib: Library, version: int, limit: int = 0, *, since: int = 0) -> list[int]:
    """The entries that wait to be indexed and analysed, newest first; a limit of 0 is all.

    With `since`, a number that `latest` gave, only those that were written after it.
    """
    if not lib.read_only:
        _queue(lib, version)
    queue, values = "idx.todo t", []
    if since:
        queue, values = "entries e CROSS JOIN idx.todo t ON t.entry_id = e.id WHERE e.seq > ?", [since]
    rows = lib.all(
        f"SELECT t.entry_id FROM {queue} ORDER BY t.date DESC, t.entry_id DESC LIMIT ?", (*values, limit or -1)
    )
    return [row[0] for row in rows]


def latest(lib: Library) -> int:
    """A number that grows with every write of entries."""
    row = lib.one("SELECT seq FROM entries ORDER BY seq DESC LIMIT 1")
    return 0 if row is None else int(row[0])


def count_pending(lib: Library, version: int) -> int:
    """How many entries wait."""
    if not lib.read_only:
        _queue(lib, version)
    return int(lib.all("SELECT count(*) FROM idx.todo")[0][0])


def is_anything_pending(lib: Library, version: int) -> bool:
    """Whether an entry waits; asked without writing, in no time."""
    return _seen(lib, version) != _newest(lib) or lib.one("SELECT 1 FROM idx.todo LIMIT 1") is not None


def is_pending(lib: Library, entry_id: int) -> bool:
    """Whether an entry is in the queue."""
    return lib.one("SELECT 1 FROM idx.todo WHERE entry_id = ?", (entry_id,)) is not None


def is_current(lib: Library, entry_id: int, version: int) -> bool:
    """Whether what is stored of an entry was found in it as it is now, by that version."""
    row = lib.one("SELECT hash FROM entries WHERE id = ?", (entry_id,))
    return row is not None and version_of(lib, entry_id, row[0]) == version


def version_of(lib: Library, entry_id: int, hash: str) -> int | None:  # noqa: A002 - the field's name
    """The version that found what is stored of an entry, if it was found in the text with that hash."""
    row = lib.one("SELECT version FROM idx.analysed WHERE entry_id = ? AND hash = ?", (entry_id, hash))
    return None if row is None else int(row[0])


def store(
    lib: Library,
    entry_id: int,
    *,
    text: str,
    quotations: Sequence[Quotation],
    clauses: Sequence[KeyClause],
    version: int,
    hash: str | None = None,  # noqa: A002 - the field's name
    wait: bool = True,
) -> bool:
    """Index an entry's plain text and keep what was found in it, in one short transaction.

    `hash` is that of the entry that was analysed: if it was edited meanwhile nothing is kept and False returned.
    Without `wait` it is a LibraryError if the index is being written by somebody else.
    """
    entry = lib.one(_ENTRY, (entry_id,))
    if entry is None:
        forget(lib, [entry_id])
        return False
    title, author, hash_now, date, hash_then, docid = entry
    if hash not in {None, hash_now}:
        return False
    texts = search.prepared(title, author, text) if hash_then != hash_now else None
    rows = [_row(entry_id, quotation) for quotation in quotations]
    quoted = [_texts(quotation) for quotation in quotations]
    with lib.write_index(wait=wait):
        if lib.one(_ENTRY, (entry_id,)) != entry:  # another process analysed or changed it meanwhile
            return is_current(lib, entry_id, version)
        if texts is not None:
            if docid is not None:
                search.disown(lib, docid)
            docid = search.index_entry(lib, entry_id, date, texts)
        _forget_found(lib, entry_id)
        _store_quotations(lib, rows, quoted)
        lib.execute_many(
            "INSERT INTO idx.clauses VALUES (?, ?, ?, ?, ?, ?)",
            [(entry_id, c.rank, c.start, c.end, c.text, json.dumps(c.reasons)) for c in clauses],
        )
        lib.execute(
            "INSERT OR REPLACE INTO idx.analysed VALUES (?, ?, ?, ?, ?)",
            (entry_id, version, hash_now, docid, len(quotations)),
        )
        lib.execute("DELETE FROM idx.todo WHERE entry_id = ?", (entry_id,))
    return True


def quotations(lib: Library, entry_id: int) -> tuple[Quotation, ...]:
    """The quotations of an entry, in the order of its text."""
    rows = lib.all(
        """SELECT start, "end", text, type, cue_start, cue_end, cue, source_start, source_end, source, speaker,
        "group", role, cue_class, confidence, why FROM idx.quotations WHERE entry_id = ? ORDER BY start, id""",
        (entry_id,),
    )
    return tuple(_quotation(row) for row in rows)


def clauses(lib: Library, entry_id: int) -> tuple[KeyClause, ...]:
    """The key clauses of an entry, in the order of its text."""
    rows = lib.all(
        'SELECT start, "end", text, reasons, rank FROM idx.clauses WHERE entry_id = ? ORDER BY start, rank', (entry_id,)
    )
    return tuple(KeyClause(start, end, text, tuple(json.loads(why)), rank) for start, end, text, why, rank in rows)


def forget(lib: Library, entry_ids: Sequence[int]) -> None:
    """Take out of the index what belongs to entries that are gone."""
    with lib.write_index():
        for entry_id in entry_ids:
            for (docid,) in lib.all("SELECT docid FROM idx.analysed WHERE entry_id = ?", (entry_id,)):
                search.disown(lib, docid)
            _forget_found(lib, entry_id)
            lib.execute("DELETE FROM idx.analysed WHERE entry_id = ?", (entry_id,))
            lib.execute("DELETE FROM idx.todo WHERE entry_id = ?", (entry_id,))


def _forget_found(lib: Library, entry_id: int) -> None:
    """Quotations' ids are never given again, so what the index of quotations still says of them leads nowhere."""
    lib.execute("DELETE FROM idx.quotations WHERE entry_id = ?", (entry_id,))
    lib.execute("DELETE FROM idx.clauses WHERE entry_id = ?", (entry_id,))


def _store_quotations(lib: Library, rows: Sequence[Row], quoted: Sequence[Row]) -> None:
    """What is done while the index is locked; of a long article there are ten thousands."""
    ((first,),) = lib.all("SELECT coalesce(max(seq), 0) + 1 FROM idx.sqlite_sequence WHERE name = 'quotations'")
    lib.execute_many(
        """INSERT INTO idx.quotations (id, entry_id, start, "end", text, type, cue_start, cue_end, cue, source_start,
        source_end, source, speaker, "group", role, cue_class, confidence, why)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        ((number, *row) for number, row in enumerate(rows, first)),
    )
    lib.execute_many(
        "INSERT INTO idx.quoted (rowid, said, speaker, cue) VALUES (?, ?, ?, ?)",
        ((number, *said) for number, said in enumerate(quoted, first)),
    )


def _row(entry_id: int, quotation: Quotation) -> Row:
    q = quotation
    where = (entry_id, q.start, q.end, q.text, q.type, *_columns(q.cue), *_columns(q.source))
    why = json.dumps(q.why, ensure_ascii=False)
    return (*where, q.speaker, q.group, q.role, q.cue_class, q.confidence, why)


def _texts(quotation: Quotation) -> tuple[str, str, str]:
    """What was said, by whom (the resolved name, the words that name them, their role), reported how (word, class)."""
    source = quotation.source.text if quotation.source else ""
    speaker = " \n ".join(filter(None, (quotation.speaker, source, quotation.role)))
    word = quotation.cue.text if quotation.cue else ""
    cue = " \n ".join(filter(None, (word, quotation.cue_class)))
    return words.indexed(quotation.text), words.indexed(speaker), words.indexed(cue)


def _columns(span: Span | None) -> tuple[int | None, int | None, str | None]:
    return (None, None, None) if span is None else (span.start, span.end, span.text)


def _quotation(row: Row) -> Quotation:
    cue = None if row[4] is None else Span(*row[4:7])
    source = None if row[7] is None else Span(*row[7:10])
    start, end, text, kind = row[:4]
    speaker, group, role, cue_class, confidence, why = row[10:]
    return Quotation(
        start, end, text, kind, cue, source, speaker, group, role, cue_class, confidence, tuple(json.loads(why))
    )


# --- the queue ----------------------------------------------------------------------------------------------------


def _queue(lib: Library, version: int) -> None:
    """Bring into the queue what was written since it was last looked at: everything, for a new version or index."""
    newest = _newest(lib)
    seen = _seen(lib, version)
    if seen > newest:  # an older copy of the library was put in place
        seen = (0, 0)
    while seen < newest:
        rows = lib.all(
            """SELECT e.seq, e.id, s.date, a.version IS ? AND a.hash IS e.hash FROM entries e
            JOIN states s ON s.id = e.id LEFT JOIN idx.analysed a ON a.entry_id = e.id
            WHERE (e.seq, e.id) > (?, ?) ORDER BY e.seq, e.id LIMIT ?""",
            (version, *seen, _BATCH),
        )
        if not rows:
            return
        seen = (rows[-1][0], rows[-1][1])
        with lib.write_index():
            lib.execute_many(
                "INSERT OR REPLACE INTO idx.todo VALUES (?, ?)", [(row[1], row[2]) for row in rows if not row[3]]
            )
            lib.execute("INSERT OR REPLACE INTO idx.meta VALUES ('seen', ?)", (json.dumps([version, *seen]),))


def _newest(lib: Library) -> tuple[int, int]:
    row = lib.one("SELECT seq, id FROM entries ORDER BY seq DESC, id DESC LIMIT 1")
    return (0, 0) if row is None else (row[0], row[1])


def _seen(lib: Library, version: int) -> tuple[int, int]:
    row = lib.one("SELECT value FROM idx.meta WHERE key = 'seen'")
    seen_version, seq, entry_id = json.loads(row[0]) if row else (version, 0, 0)
    return (seq, entry_id) if seen_version == version else (0, 0)
