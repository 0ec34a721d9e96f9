"""Quotations and key clauses of each entry, and the queue of those that wait for it; all of it can be made again.

An entry is current when it was analysed by this version as it is now. Everything is written to index.db alone.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from newsreader.library import search, words
from newsreader.models.findings import KeyClause, Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsreader.library.store import Library, Row

_BATCH = 300
"""Entries that are put into the queue at once: what takes long keeps others from writing."""
_ENTRY = """SELECT e.title, e.author, e.link, e.hash, s.date, a.hash, a.docid FROM entries e
    JOIN states s ON s.id = e.id LEFT JOIN idx.analysed a ON a.entry_id = e.id WHERE e.id = ?"""
_COLUMNS = """start, "end", text, type, cue_start, cue_end, cue, source_start, source_end, source, speaker, "group",
    role, cue_class, confidence, why"""
_NUMBERS = 1 << 16
"""Quotations of one entry that have an id."""
_OF_ENTRY = f"""q.id >= a.docid * {_NUMBERS} AND q.id < (a.docid + 1) * {_NUMBERS}"""


class Found(NamedTuple):
    """What was found in an entry."""

    entry_id: int
    text: str
    quotations: Sequence[Quotation] = ()
    clauses: Sequence[KeyClause] = ()
    hash: str | None = None
    """Of the entry that was analysed, if it may have been edited meanwhile."""
    language: str = ""
    """A code; "" if it is not known."""
    audio: bool = False
    image: bool = False


class Prepared(NamedTuple):
    """What is to be written of an entry, as it was then: title, author, link, hash, date; hash and row of the index."""

    entry_id: int
    entry: Row
    texts: search.Texts | None
    """None if they are in the index."""
    quotations: Sequence[Row]
    quoted: Sequence[tuple[str, str, str]]
    clauses: str | None
    terms: frozenset[str]
    counted: frozenset[str]
    """Those of them whose frequency it tells."""


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
    return _seen(lib, version) != last_written(lib) or lib.one("SELECT 1 FROM idx.todo LIMIT 1") is not None


def count_unindexed(lib: Library, most: int) -> int:
    """How many entries no search of texts can find yet, counted up to a number; asked without writing."""
    (count,) = lib.all(
        """SELECT count(*) FROM (SELECT w.id FROM (SELECT id FROM entries WHERE (seq, id) > (?, ?)
            UNION ALL SELECT entry_id FROM idx.todo) w
            LEFT JOIN idx.analysed a ON a.entry_id = w.id WHERE a.entry_id IS NULL LIMIT ?)""",
        (*seen(lib), most),
    )[0]
    return int(count)


def seen(lib: Library) -> tuple[int, int]:
    """The `seq` and the id of the last entry that was brought into the queue; none before it was missed."""
    row = lib.one("SELECT value FROM idx.meta WHERE key = 'seen'")
    _, seq, entry_id = json.loads(row[0]) if row else (0, 0, 0)
    return seq, entry_id


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
    language: str = "",
    audio: bool = False,
    image: bool = False,
    wait: bool = True,
) -> bool:
    """Index an entry's plain text and keep what was found in it, in one short transaction.

    `hash` is that of the entry that was analysed: if it was edited meanwhile nothing is kept and False returned.
    Without `wait` it is a LibraryError if the index is being written by somebody else.
    """
    found = Found(entry_id, text, quotations, clauses, hash, language, audio, image)
    return store_many(lib, [found], version=version, wait=wait) == 1


def store_many(lib: Library, found: Iterable[Found], *, version: int, wait: bool = True) -> int:
    """The same for several entries in one transaction; how many of them are current. A hundred take about 0.1 s."""
    prepared = []
    for each in found:
        entry = lib.one(_ENTRY, (each.entry_id,))
        if entry is None:
            forget(lib, [each.entry_id])
        elif each.hash in {None, entry[3]}:
            prepared.append(prepare(each, entry))
    return write(lib, prepared, version=version, wait=wait)


def prepare(found: Found, entry: Row) -> Prepared:
    """The slow part, done before anything is locked."""
    title, author, link, hash_now, _, hash_then, _ = entry
    texts = None
    if hash_then != hash_now:
        texts = search.prepared(title, author, found.text, _facts(found, link))
    quotations = found.quotations[:_NUMBERS]
    quoted = [_texts(quotation) for quotation in quotations]
    listed = words.split("\n".join([*(texts.columns if texts else ()), *(column for one in quoted for column in one)]))
    clauses = [(c.start, c.end, c.rank, c.reasons) for c in sorted(found.clauses, key=lambda c: (c.start, c.rank))]
    return Prepared(
        found.entry_id,
        entry,
        texts,
        [_row(quotation) for quotation in quotations],
        quoted,
        json.dumps(clauses, separators=(",", ":")) if clauses else None,
        frozenset(listed),
        frozenset(listed[found.entry_id % search.SAMPLE :: search.SAMPLE]),
    )


def write(lib: Library, prepared: Iterable[Prepared], *, version: int, wait: bool = True) -> int:
    """Write what was prepared in one transaction; how many of the entries are current."""
    current = 0
    prepared = list(prepared)
    seen: Counter[str] = Counter()
    new = search.unknown(lib, set[str]().union(*(one.terms for one in prepared)))
    with lib.write_index(wait=wait):
        # Row ids that grow are written in one piece.
        for one in sorted(prepared, key=lambda one: (one.entry[4], one.entry_id)):
            if lib.one(_ENTRY, (one.entry_id,)) != one.entry:  # another process analysed or changed it meanwhile
                current += is_current(lib, one.entry_id, version)
                continue
            _write(lib, one, version)
            current += 1
            seen.update(one.counted)
        search.add_terms(lib, new, seen)
    return current


def _facts(found: Found, link: str | None) -> str:
    facts = [words.fact("g", found.language)] if found.language else []
    kinds = {"quotes": bool(found.quotations), "audio": found.audio, "image": found.image}
    facts += [words.fact("h", kind) for kind, has in kinds.items() if has]
    return " ".join([*facts, words.link(link or "")])


def _write(lib: Library, one: Prepared, version: int) -> None:
    """What is done while the index is locked; of a long article there are ten thousands of quotations."""
    entry_id = one.entry_id
    _, _, _, hash_now, date, hash_then, docid = one.entry
    if hash_then is not None:
        _forget_found(lib, entry_id, indexed=one.texts is None)
    count = None
    if one.texts is not None:
        if docid is not None:
            search.disown(lib, docid)
        docid = search.index_entry(lib, entry_id, date, one.texts)
        count = one.texts.words
    first = docid * _NUMBERS
    lib.execute_many(
        """INSERT INTO idx.quotations (id, start, "end", text, type, cue_start, cue_end, cue, source_start,
        source_end, source, speaker, "group", role, cue_class, confidence, why)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        ((number, *row) for number, row in enumerate(one.quotations, first)),
    )
    lib.execute_many(
        "INSERT INTO idx.quoted (rowid, said, speaker, cue) VALUES (?, ?, ?, ?)",
        ((number, *said) for number, said in enumerate(one.quoted, first)),
    )
    lib.execute(
        """INSERT INTO idx.analysed (entry_id, version, hash, docid, quotes, clauses, words)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET version = excluded.version, hash = excluded.hash, docid = excluded.docid,
        quotes = excluded.quotes, clauses = excluded.clauses, words = CASE WHEN ? THEN excluded.words ELSE words END""",
        (
            *(entry_id, version, hash_now, docid, len(one.quoted)),
            *(one.clauses, count or 0, count is not None),
        ),
    )
    lib.execute("DELETE FROM idx.todo WHERE entry_id = ?", (entry_id,))
    _touch(lib, entry_id)


def quotations(lib: Library, entry_id: int) -> tuple[Quotation, ...]:
    """The quotations of an entry, in the order of its text."""
    rows = lib.all(
        f"""SELECT {_COLUMNS} FROM idx.analysed a CROSS JOIN idx.quotations q ON {_OF_ENTRY}
        WHERE a.entry_id = ? ORDER BY q.start, q.id""",
        (entry_id,),
    )
    return tuple(_quotation(row) for row in rows)


def clauses(lib: Library, entry_id: int, text: str) -> tuple[KeyClause, ...]:
    """The key clauses of an entry, in the order of its plain text, from which they are taken."""
    row = lib.one("SELECT clauses FROM idx.analysed WHERE entry_id = ?", (entry_id,))
    found = json.loads(row[0]) if row and row[0] else ()
    return tuple(KeyClause(start, end, text[start:end], tuple(why), rank) for start, end, rank, why in found)


def forget(lib: Library, entry_ids: Sequence[int]) -> None:
    """Take out of the index what belongs to entries that are gone."""
    with lib.write_index():
        for entry_id in entry_ids:
            _forget_found(lib, entry_id, indexed=False)
            for (docid,) in lib.all("SELECT docid FROM idx.analysed WHERE entry_id = ?", (entry_id,)):
                search.disown(lib, docid)
            lib.execute("DELETE FROM idx.analysed WHERE entry_id = ?", (entry_id,))
            lib.execute("DELETE FROM idx.parsed WHERE entry_id = ?", (entry_id,))
            lib.execute("DELETE FROM idx.todo WHERE entry_id = ?", (entry_id,))
            _touch(lib, entry_id)


def _touch(lib: Library, entry_id: int) -> None:
    """Have it decided again which saved searches find an entry, if there are any."""
    # In two statements: one that selects makes the full-text index write what it has so far, a part an entry.
    if lib.one("SELECT 1 FROM idx.watched LIMIT 1"):
        lib.execute("INSERT INTO idx.touched (entry_id) VALUES (?)", (entry_id,))


def _forget_found(lib: Library, entry_id: int, *, indexed: bool) -> None:
    """Take out what was found; if the entry keeps its place in the index, out of the index of quotations as well."""
    rows = lib.all(
        f"""SELECT q.id, text, speaker, source, role, cue, cue_class FROM idx.analysed a
        CROSS JOIN idx.quotations q ON {_OF_ENTRY} WHERE a.entry_id = ? ORDER BY q.id""",
        (entry_id,),
    )
    if indexed:
        lib.execute_many(
            "INSERT INTO idx.quoted (quoted, rowid, said, speaker, cue) VALUES ('delete', ?, ?, ?, ?)",
            ((row[0], *_indexed(*row[1:])) for row in rows),
        )
    if rows:
        lib.execute("DELETE FROM idx.quotations WHERE id BETWEEN ? AND ?", (rows[0][0], rows[-1][0]))


def _row(quotation: Quotation) -> Row:
    q = quotation
    where = (q.start, q.end, q.text, q.type, *_columns(q.cue), *_columns(q.source))
    why = json.dumps(q.why, ensure_ascii=False)
    return (*where, q.speaker, q.group, q.role, q.cue_class, q.confidence, why)


def _texts(quotation: Quotation) -> tuple[str, str, str]:
    source = quotation.source.text if quotation.source else ""
    word = quotation.cue.text if quotation.cue else ""
    return _indexed(quotation.text, quotation.speaker, source, quotation.role, word, quotation.cue_class)


def _indexed(
    said: str, speaker: str | None, source: str | None, role: str | None, cue: str | None, cue_class: str | None
) -> tuple[str, str, str]:
    """What was said, by whom (the resolved name, the words that name them, their role), reported how (word, class)."""
    who = " \n ".join(filter(None, (speaker, source, role)))
    how = " \n ".join(filter(None, (cue, cue_class)))
    return words.indexed(said), words.indexed(who), words.indexed(how)


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
    newest = last_written(lib)
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


def last_written(lib: Library) -> tuple[int, int]:
    """The number of the last write of an entry, and the id of the last entry that was written with it."""
    row = lib.one("SELECT seq, id FROM entries ORDER BY seq DESC, id DESC LIMIT 1")
    return (0, 0) if row is None else (row[0], row[1])


def _seen(lib: Library, version: int) -> tuple[int, int]:
    row = lib.one("SELECT value FROM idx.meta WHERE key = 'seen'")
    seen_version, seq, entry_id = json.loads(row[0]) if row else (version, 0, 0)
    return (seq, entry_id) if seen_version == version else (0, 0)
