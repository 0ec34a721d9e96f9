"""The tables of the two files and the numbered steps that lead to them; the only DDL.

`library.db` holds what must never be lost. A step, once released, is never edited: a change is a new step.
`index.db` holds what can be made again: an index of another version is made anew.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from newsreader.library.words import TOKENIZER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIBRARY_ID = 0x4E524C42
"""`application_id` of library.db ("NRLB")."""
INDEX_ID = 0x4E524958
"""`application_id` of index.db ("NRIX")."""
INDEX_VERSION = 8

_MOST_PARTS = 600
"""Parts of one size of a full-text index with which a write joins them all the same: of all sizes it has 2,000 at most,
and with one more SQLite says that the disk is full."""
PAGE_SIZE = 16_384
"""Of library.db, for less room that nothing fits in: five texts or so fill a page of half the size. What is written for
a key grows with it. Libraries that were made earlier have pages of 4096 or 8192."""

_INSTRUCTIONS = 100_000
"""Of SQLite, between two looks at the clock in a step: a few milliseconds."""

Step = tuple[str, ...]

_TAGS_AND_NOTES: Step = (
    "CREATE TABLE tags (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE)",
    # As states do, tags and notes outlive the entry.
    """CREATE TABLE tagged (
        state_id INTEGER NOT NULL REFERENCES states(id) ON DELETE CASCADE,
        tag_id INTEGER NOT NULL REFERENCES tags(id) ON DELETE CASCADE,
        date INTEGER NOT NULL,                  -- of the state
        PRIMARY KEY (state_id, tag_id)) WITHOUT ROWID""",
    "CREATE INDEX tagged_tag ON tagged(tag_id, date, state_id)",
    """CREATE TABLE notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        state_id INTEGER NOT NULL REFERENCES states(id) ON DELETE CASCADE,
        written INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        start INTEGER,                          -- of a highlighted passage in the plain text; NULL: of the whole entry
        "end" INTEGER,
        passage TEXT,
        text TEXT NOT NULL)                     -- "" for a highlight without words""",
    "CREATE INDEX notes_state ON notes(state_id, start)",
)
_SAVED_SEARCHES: Step = (
    """CREATE TABLE searches (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        folded TEXT NOT NULL UNIQUE,
        query TEXT NOT NULL,
        position INTEGER NOT NULL DEFAULT 0)""",
)

_WHO_LED_WHERE: Step = (
    "ALTER TABLE feeds ADD COLUMN validated_url TEXT",  # what gave etag and last_modified; NULL: url itself
    "ALTER TABLE feeds ADD COLUMN typed INTEGER NOT NULL DEFAULT 1",  # 0: a page or a redirect chose url
    "ALTER TABLE feeds ADD COLUMN cause TEXT",  # of the last failure
)

_FULL_TEXTS: Step = (
    # What the page of an entry says, beside what its feed says of it, which stays as it is.
    """CREATE TABLE fulltexts (
        entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
        content BLOB,                           -- sanitised HTML, zlib of UTF-8; NULL: there is none
        shown INTEGER NOT NULL DEFAULT 1,       -- 0: the user prefers the text of the feed
        url TEXT,                               -- where it was found
        fetched INTEGER NOT NULL,               -- when it was last tried
        problem TEXT,                           -- why the page is not the article: a word; NULL: it is, or none came
        error TEXT,                             -- the same as a sentence, or why none came
        tries INTEGER NOT NULL DEFAULT 0,       -- that failed since it was last had
        again INTEGER,                          -- when to try again by itself; NULL: only if the user asks
        page BLOB)                              -- as it came, zlib; kept only if the user wants that""",
    "CREATE INDEX fulltexts_again ON fulltexts(again) WHERE again IS NOT NULL",
    "ALTER TABLE feeds ADD COLUMN teases INTEGER",  # whether it has beginnings of its articles alone; NULL: unknown
)

_PICTURES_AND_MEDIA: Step = (
    # What the articles' pictures are called, and which file of the folder beside the library holds each.
    """CREATE TABLE pictures (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        name TEXT,                              -- of its file; NULL: it is not on the disk
        bytes INTEGER NOT NULL DEFAULT 0,
        width INTEGER,
        height INTEGER,
        tried INTEGER,                          -- when it was last asked for
        error TEXT,                             -- why it is not on the disk: a sentence
        lost INTEGER NOT NULL DEFAULT 0,        -- 1: asking again is of no use
        tries INTEGER NOT NULL DEFAULT 0,       -- that failed
        again INTEGER)                          -- when to try again by itself; NULL: only if the user asks""",
    "CREATE INDEX pictures_name ON pictures(name) WHERE name IS NOT NULL",
    "CREATE INDEX pictures_again ON pictures(again) WHERE again IS NOT NULL",
    """CREATE TABLE pictured (
        entry_id INTEGER NOT NULL REFERENCES entries(id) ON DELETE CASCADE,
        picture_id INTEGER NOT NULL REFERENCES pictures(id) ON DELETE CASCADE,
        PRIMARY KEY (entry_id, picture_id)) WITHOUT ROWID""",
    "CREATE INDEX pictured_picture ON pictured(picture_id, entry_id)",
    # Which entries were looked through for pictures, and how many of these may still come.
    """CREATE TABLE offline (
        entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
        hash TEXT NOT NULL,                     -- of the entry as it was then
        missing INTEGER NOT NULL)""",
    "CREATE INDEX offline_missing ON offline(entry_id) WHERE missing > 0",
    # Files attached to entries that the user loads or plays. As states do, they outlive the entry.
    """CREATE TABLE media (
        url TEXT PRIMARY KEY,
        state_id INTEGER REFERENCES states(id) ON DELETE SET NULL,
        file TEXT,                              -- its path; NULL: it was not loaded
        bytes INTEGER NOT NULL DEFAULT 0,       -- that are there
        length INTEGER,                         -- that it has; NULL: unknown
        validator TEXT,                         -- ETag or Last-Modified of what is there
        whole INTEGER NOT NULL DEFAULT 0,
        place INTEGER NOT NULL DEFAULT 0,       -- seconds that were heard or seen
        queued INTEGER)                         -- its place in the queue; NULL: it is not in it""",
    "CREATE INDEX media_queued ON media(queued) WHERE queued IS NOT NULL",
)
_READ_WHEN: Step = (
    # Of the list that has the last read first.
    "CREATE INDEX states_read_at ON states(read_at, id, date, feed_id, listed) WHERE read_at IS NOT NULL",
)
_RECORDINGS: Step = (
    "ALTER TABLE contents ADD COLUMN recording TEXT",  # what the feed says of one, as JSON; NULL: nothing
    # What was fetched of what is spoken in a recording; shown beneath the entry's text.
    """CREATE TABLE spoken (
        entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
        content BLOB,                           -- HTML, zlib of UTF-8; NULL: nothing came
        has_transcript INTEGER NOT NULL,        -- content holds one, not chapters alone
        chapters TEXT,                          -- JSON; NULL: those of the feed
        asked TEXT,                             -- contents.recording as it was then
        fetched INTEGER NOT NULL,               -- when it was last tried
        error TEXT)                             -- why something did not come: a sentence""",
    # Of the entries with files: a list of these looks at no others.
    "CREATE INDEX contents_enclosed ON contents(entry_id) WHERE enclosures IS NOT NULL",
)
_DUPLICATES_AND_STORIES: Step = (
    # What the entries of the last days are known by when later ones are compared with them; see `comparing`.
    """CREATE TABLE compared (
        entry_id INTEGER PRIMARY KEY,
        date INTEGER NOT NULL,
        page INTEGER,                           -- a number of the page that its link leads to
        sketch BLOB NOT NULL,                   -- of title and text: numbers of 32 bits
        terms BLOB NOT NULL,                    -- what it is on: numbers of 64 bits, of a word and what it counts
        length REAL NOT NULL)                   -- of these, as `stories.events` weighs them""",
    "CREATE INDEX compared_date ON compared(date)",
    # Which entries are the same article, and which are on one event: links, of which each entry keeps its own.
    """CREATE TABLE duplicates (
        entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
        original INTEGER NOT NULL)              -- the same number for all of them: once the id of one""",
    "CREATE INDEX duplicates_original ON duplicates(original, entry_id)",
    """CREATE TABLE stories (
        entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
        story INTEGER NOT NULL)                 -- the same number for all of them: once the id of one""",
    "CREATE INDEX stories_story ON stories(story, entry_id)",
)

MIGRATIONS: tuple[Step, ...] = (
    (
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE folders (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL UNIQUE,          -- "World/Asia"
            position INTEGER NOT NULL DEFAULT 0)""",
        """CREATE TABLE feeds (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            url TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            custom_title TEXT,                  -- the user's own
            link TEXT,
            language TEXT,
            folder_id INTEGER REFERENCES folders(id) ON DELETE SET NULL,
            position INTEGER NOT NULL DEFAULT 0,
            subscribed INTEGER NOT NULL DEFAULT 1,
            added INTEGER NOT NULL,
            etag TEXT,
            last_modified TEXT,
            digest TEXT,
            failures INTEGER NOT NULL DEFAULT 0,
            next_due INTEGER NOT NULL DEFAULT 0,
            retry_after INTEGER NOT NULL DEFAULT 0,
            last_success INTEGER,
            error TEXT,
            unread INTEGER NOT NULL DEFAULT 0,  -- of the listed entries, kept by the transaction that changes them
            total INTEGER NOT NULL DEFAULT 0)""",
        # An entry's identity, state and place in the lists. It outlives the entry, so that nothing returns as new.
        """CREATE TABLE states (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
            guid TEXT NOT NULL,
            date INTEGER NOT NULL,              -- what lists are ordered by
            listed INTEGER NOT NULL DEFAULT 1,  -- the feed is subscribed and the entry is there
            read INTEGER NOT NULL DEFAULT 0,
            starred INTEGER NOT NULL DEFAULT 0,
            read_at INTEGER,
            starred_at INTEGER,
            UNIQUE (feed_id, guid))""",
        # Each holds every column its list asks for: a list is read from its index alone, in order.
        "CREATE INDEX states_all ON states(date, id, feed_id, listed) WHERE listed = 1",
        "CREATE INDEX states_unread ON states(date, id, feed_id, read, listed) WHERE read = 0 AND listed = 1",
        "CREATE INDEX states_starred ON states(date, id, feed_id, starred) WHERE starred = 1",
        "CREATE INDEX states_feed ON states(feed_id, date, id, listed) WHERE listed = 1",
        """CREATE INDEX states_feed_unread ON states(feed_id, date, id, read, listed)
            WHERE read = 0 AND listed = 1""",
        """CREATE TABLE entries (
            id INTEGER PRIMARY KEY REFERENCES states(id) ON DELETE CASCADE,
            title TEXT NOT NULL,
            link TEXT,
            author TEXT,
            published INTEGER,
            updated INTEGER,
            arrived INTEGER NOT NULL,
            comments TEXT,
            hash TEXT NOT NULL,
            seq INTEGER NOT NULL)               -- grows with every write: what the index has not seen yet""",
        "CREATE INDEX entries_seq ON entries(seq)",
        """CREATE TABLE contents (
            entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
            summary BLOB,                       -- zlib of UTF-8, as content
            content BLOB,
            categories TEXT,                    -- JSON, as enclosures; NULL if there are none
            enclosures TEXT)""",
        """CREATE TABLE journal (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            label TEXT NOT NULL,
            changes BLOB NOT NULL,              -- zlib of JSON: [[field, value, [ids that changed]], ...]
            undone INTEGER NOT NULL DEFAULT 0)""",
        "CREATE TABLE session (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE positions (
            entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
            place INTEGER NOT NULL)""",
    ),
    (
        # Whoever asked to be left alone is asked by none of its feeds.
        """CREATE TABLE hosts (
            name TEXT PRIMARY KEY,              -- with its port: "news.example:8080"
            asked INTEGER NOT NULL DEFAULT 0,   -- it is left alone until then: it asked for it
            slowed INTEGER NOT NULL DEFAULT 0,  -- the same because it refused, without naming a time
            refusals INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID""",
        """INSERT INTO hosts (name, asked)
            SELECT lower(substr(server, instr(server, '@') + 1)), max(retry_after)
            FROM (SELECT substr(rest, 1, instr(rest || '/', '/') - 1) AS server, retry_after
                FROM (SELECT substr(url, instr(url, '://') + 3) AS rest, retry_after FROM feeds WHERE retry_after > 0))
            GROUP BY 1""",
        "UPDATE feeds SET retry_after = 0",  # not used any more; SQLite before 3.35 drops no column
        "ALTER TABLE feeds ADD COLUMN why TEXT NOT NULL DEFAULT ''",  # the rule that next_due follows
        "ALTER TABLE feeds ADD COLUMN rhythm TEXT",  # what the document says of it, as JSON: [ttl, [hours], [days]]
        "ALTER TABLE feeds ADD COLUMN max_age INTEGER",
        "ALTER TABLE feeds ADD COLUMN tried INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE feeds ADD COLUMN status INTEGER",
        "ALTER TABLE feeds ADD COLUMN failing_since INTEGER",
        "ALTER TABLE feeds ADD COLUMN offered_url TEXT",
        "ALTER TABLE feeds ADD COLUMN moved_url TEXT",  # where permanent redirects lead
        "ALTER TABLE feeds ADD COLUMN moved_seen INTEGER NOT NULL DEFAULT 0",
        "UPDATE feeds SET tried = coalesce(last_success, 0)",
        "UPDATE feeds SET failing_since = coalesce(last_success, added) WHERE failures > 0",
    ),
    _TAGS_AND_NOTES + _SAVED_SEARCHES,
    _WHO_LED_WHERE,
    _FULL_TEXTS,
    _PICTURES_AND_MEDIA,
    _READ_WHEN,
    _RECORDINGS,
    _DUPLICATES_AND_STORIES,
)

_INDEX: Step = (
    "CREATE TABLE idx.meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # What waits to be indexed and analysed, newest first.
    "CREATE TABLE idx.todo (entry_id INTEGER PRIMARY KEY, date INTEGER NOT NULL)",
    "CREATE INDEX idx.todo_date ON todo(date, entry_id)",
    """CREATE TABLE idx.analysed (
        entry_id INTEGER PRIMARY KEY,
        version INTEGER NOT NULL,
        hash TEXT NOT NULL,                     -- of the entry as it was then
        docid INTEGER NOT NULL,
        quotes INTEGER NOT NULL,
        words INTEGER NOT NULL,                 -- of its text
        clauses TEXT)                           -- JSON, in the order of the text; NULL if there are none""",
    # Of the list that has the longest first.
    "CREATE INDEX idx.analysed_words ON analysed(words)",
    # Long articles as they were parsed; see `documents`.
    """CREATE TABLE idx.parsed (
        entry_id INTEGER PRIMARY KEY,
        hash TEXT NOT NULL,                     -- of the entry as it was then
        minutes INTEGER NOT NULL,               -- to read it
        document BLOB NOT NULL)""",
    # Row ids of the full-text index grow with the date. A document is not taken out of it but disowned (entry_id NULL):
    # an index without the texts is a third of the size, and cannot forget them.
    "CREATE TABLE idx.documents (docid INTEGER PRIMARY KEY, entry_id INTEGER)",
    # `facts` are words that no text has: the language, what there is besides text, the words of the link.
    # Where a word stands takes two bytes less in the first column than in the others.
    f"CREATE VIRTUAL TABLE idx.search USING fts5(body, title, author, facts, content='', tokenize='{TOKENIZER}')",
    # Every word of both indexes, to find those with a beginning: one of beginnings would be as large as itself.
    "CREATE TABLE idx.terms (term TEXT PRIMARY KEY, seen INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX idx.terms_frequent ON terms(term, seen) WHERE seen >= 8",
    """CREATE TABLE idx.quotations (
        id INTEGER PRIMARY KEY,                 -- the docid of its entry << 16, and its number there: newest last
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        text TEXT NOT NULL,
        type TEXT NOT NULL,
        cue_start INTEGER, cue_end INTEGER, cue TEXT,
        source_start INTEGER, source_end INTEGER, source TEXT,
        speaker TEXT,
        "group" INTEGER NOT NULL,
        role TEXT,
        cue_class TEXT,
        confidence REAL NOT NULL,
        why TEXT NOT NULL)                      -- JSON""",
    f"CREATE VIRTUAL TABLE idx.quoted USING fts5(said, speaker, cue, content='', tokenize='{TOKENIZER}')",
    # What saved searches ask of the contents of entries, and which entries hold it; see `members`.
    """CREATE TABLE idx.watched (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        condition TEXT NOT NULL UNIQUE,
        filled INTEGER NOT NULL,                -- the states up to this id were looked at
        "end" INTEGER NOT NULL)                 -- until then; later ones are told by entries.seq""",
    """CREATE TABLE idx.members (
        watched INTEGER NOT NULL,
        entry_id INTEGER NOT NULL,
        PRIMARY KEY (watched, entry_id)) WITHOUT ROWID""",
    # What was analysed since the members were last decided.
    "CREATE TABLE idx.touched (id INTEGER PRIMARY KEY AUTOINCREMENT, entry_id INTEGER NOT NULL)",
    # A write that joins parts of an index may take seconds, and others wait for its end: `search.merge` does it apart.
    *(
        f"INSERT INTO idx.{index} ({index}, rank) VALUES ('{option}', {value})"
        for index in ("search", "quoted")
        for option, value in (("automerge", 0), ("crisismerge", _MOST_PARTS))
    ),
)


def version(connection: sqlite3.Connection, file: str = "main") -> int:
    """The number of the last step taken."""
    return int(connection.execute(f"PRAGMA {file}.user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, tell: Callable[[str], None] | None = None) -> None:
    """Take the steps that are missing, each in one transaction: killed or failed, the step before stands whole.

    `tell` is given a word on each, and on how long it takes.
    """
    for number, step in enumerate(MIGRATIONS, start=1):
        if number > version(connection):
            with _followed(connection, tell, f"bringing the library up to date: step {number} of {len(MIGRATIONS)}"):
                _take(connection, number, step)


@contextmanager
def _followed(connection: sqlite3.Connection, tell: Callable[[str], None] | None, words: str) -> Iterator[None]:
    """Give `tell` some words, and then each second for how long it has been so."""
    if tell is None:
        yield
        return
    tell(words)
    begin, last = time.monotonic(), 0

    def told() -> None:
        nonlocal last
        seconds = int(time.monotonic() - begin)
        if seconds > last:
            last = seconds
            tell(f"{words}, {seconds} s")

    connection.set_progress_handler(told, _INSTRUCTIONS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, _INSTRUCTIONS)


def _take(connection: sqlite3.Connection, number: int, step: Step) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if number > version(connection):  # another process may have been faster
            for statement in step:
                connection.execute(statement)
            if number == 1:
                connection.execute(f"PRAGMA application_id = {LIBRARY_ID}")
                import secrets  # noqa: PLC0415 - a new library only

                connection.execute("INSERT INTO meta VALUES ('id', ?), ('seq', '0')", (secrets.token_hex(8),))
            _check_references(connection, number)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _check_references(connection: sqlite3.Connection, number: int) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise sqlite3.IntegrityError(f"step {number} leaves {broken[0]} without its {broken[2]}")


def index_fits(connection: sqlite3.Connection) -> bool:
    """Whether the index attached as `idx` has this program's tables and belongs to this library."""
    return version(connection, "idx") == INDEX_VERSION and _is_of_this_library(connection)


def _is_of_this_library(connection: sqlite3.Connection) -> bool:
    owner = "SELECT value FROM {}.meta WHERE key = '{}'"
    mine = connection.execute(owner.format("main", "id")).fetchone()
    its: object = connection.execute(owner.format("idx", "library")).fetchone()
    return bool(mine == its)


def make_index(connection: sqlite3.Connection) -> None:
    """Give the index attached as `idx` its tables, empty; inside a transaction."""
    tables = connection.execute("SELECT type, name FROM idx.sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'").fetchall()
    tables += connection.execute(
        "SELECT type, name FROM idx.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for _, name in tables:
        connection.execute(f'DROP TABLE IF EXISTS idx."{name}"')
    for statement in _INDEX:
        connection.execute(statement)
    connection.execute("INSERT INTO idx.meta SELECT 'library', value FROM main.meta WHERE key = 'id'")
    connection.execute(f"PRAGMA idx.application_id = {INDEX_ID}")
    connection.execute(f"PRAGMA idx.user_version = {INDEX_VERSION}")
