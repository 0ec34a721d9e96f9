"""Rows that were recovered, made a library again: states from their indexes, something in the place of what is lost."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast

from newsreader.library import counting
from newsreader.library.pages import INDEX_INTERIOR, INDEX_LEAF, TABLE_LEAF

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from newsreader.library.pages import Pages
    from newsreader.library.records import Record
    from newsreader.library.recovery import Recovered

# --- states that are only in their indexes ------------------------------------------------------------------------


def states_from_indexes(connection: sqlite3.Connection, pages: Pages) -> int:
    """Add the states whose own page is lost; UNIQUE (feed_id, guid) tells which there were, the lists' indexes how."""
    known = {row[0] for row in connection.execute("SELECT id FROM states")}
    missing: dict[int, tuple[int, str]] = {}
    for record in _index_rows(pages):
        match record:
            case (int(feed_id), str(guid), int(key)) if key > 0 and key not in known:
                missing[key] = (feed_id, guid)
    if not missing:
        return 0
    dates: dict[int, int] = {}
    unread: set[int] = set()
    listed: set[int] = set()
    in_a_list_of_all: dict[int, int] = defaultdict(int)
    for record in _index_rows(pages):
        if len(record) not in {5, 6} or not all(type(value) is int for value in record):
            continue
        key = cast("int", record[-1])
        if key not in missing:
            continue
        feed_id = missing[key][0]
        match record:
            case (int(date), second, third, *_) if (second, third) == (key, feed_id):
                in_a_list_of_all[key] += len(record) == 5
            case (first, int(date), third, *_) if (first, third) == (feed_id, key):
                listed.add(key)
            case _:
                continue
        dates[key] = date
        if len(record) == 6:
            unread.add(key)
    rows = []
    for key, (feed_id, guid) in missing.items():
        is_listed = key in listed or key in unread
        # It is once in the index of all that are listed, once in that of the starred.
        starred = in_a_list_of_all[key] > is_listed
        rows.append((key, feed_id, guid, dates.get(key, 0), is_listed, key not in unread, starred))
    connection.executemany(
        "INSERT OR IGNORE INTO states (id, feed_id, guid, date, listed, read, starred) VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    return len(rows)


def _index_rows(pages: Pages) -> Iterator[Record]:
    for kind in (INDEX_LEAF, INDEX_INTERIOR):
        for _, record in pages.rows(kind):
            yield record


# --- what belongs together ----------------------------------------------------------------------------------------

_NUMBERED = {"states", "feeds", "tags", "notes", "searches", "journal"}
"""Tables that never give an id a second time."""
_MOST_IDS = 2**40
"""A number above that is no last id but damage."""
_KNOWN_IDS = "SELECT id FROM entries UNION SELECT entry_id FROM contents UNION SELECT state_id FROM notes"
_STUB = "This article could not be recovered"
_REFERENCES = (
    "UPDATE feeds SET folder_id = NULL WHERE folder_id NOT IN (SELECT id FROM folders)",
    "UPDATE states SET date = coalesce((SELECT coalesce(published, arrived) FROM entries e WHERE e.id = states.id), 0) "
    "WHERE date = 0",
    # Only a row of the table itself has the state's own date in this place.
    """INSERT OR IGNORE INTO tags (id, name, folded)
        SELECT DISTINCT tag_id, 'lost tag ' || tag_id, 'lost tag ' || tag_id
        FROM claimed c JOIN states s ON s.id = c.state_id AND s.date = c.date""",
    "INSERT OR IGNORE INTO tagged SELECT c.* FROM claimed c JOIN states s ON s.id = c.state_id AND s.date = c.date",
    # An article without its title keeps its text, and one without its text says so; a feed that still has them
    # mends both, since the hash is not that of what it says.
    f"""INSERT INTO entries (id, title, link, arrived, hash, seq)
        SELECT s.id, '{_STUB}', CASE WHEN s.guid LIKE 'http%' THEN s.guid END, s.date, 'lost', 0 FROM states s
        WHERE (s.listed = 1 OR s.id IN (SELECT entry_id FROM contents)) AND s.id NOT IN (SELECT id FROM entries)""",
    """UPDATE entries SET hash = 'lost' WHERE id NOT IN (SELECT entry_id FROM contents)""",
    "INSERT OR IGNORE INTO contents (entry_id) SELECT id FROM entries",
    "DELETE FROM positions WHERE entry_id NOT IN (SELECT id FROM entries)",
    "DELETE FROM fulltexts WHERE entry_id NOT IN (SELECT id FROM entries)",
    "DELETE FROM spoken WHERE entry_id NOT IN (SELECT id FROM entries)",
    "UPDATE media SET state_id = NULL WHERE state_id NOT IN (SELECT id FROM states)",
    "DELETE FROM offline WHERE entry_id NOT IN (SELECT id FROM entries)",
    """DELETE FROM pictured WHERE entry_id NOT IN (SELECT id FROM entries)
        OR picture_id NOT IN (SELECT id FROM pictures)""",
    "UPDATE meta SET value = (SELECT coalesce(max(seq), 0) + 1 FROM entries) WHERE key = 'seq'",
    "UPDATE entries SET seq = (SELECT value FROM meta WHERE key = 'seq') WHERE seq = 0",
)


def make_whole(connection: sqlite3.Connection, pages: Pages, found: Recovered) -> None:
    """Give every row what it refers to, in place of what is lost."""
    _tell_lost_states(connection, pages, found)
    orphans = connection.execute(f"SELECT id FROM ({_KNOWN_IDS}) WHERE id NOT IN (SELECT id FROM states)").fetchall()
    found.strays = len(orphans)
    found.states_lost = max(0, found.states_lost - found.strays)
    found.states_missing = max(0, found.states_missing - found.strays)
    if orphans:
        connection.execute(
            """INSERT OR IGNORE INTO feeds (url, kind, title, added)
            VALUES ('newsreader:recovered', 'files', 'Recovered articles', 0)"""
        )
        connection.executemany(
            """INSERT INTO states (id, feed_id, guid, date)
            SELECT ?1, id, 'recovered:' || ?1, 0 FROM feeds WHERE url = 'newsreader:recovered'""",
            orphans,
        )
    found.feeds_lost = _make_feeds(connection, pages)
    titled = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
    found.texts_lost = connection.execute(
        "SELECT count(*) FROM entries WHERE id NOT IN (SELECT entry_id FROM contents)"
    ).fetchone()[0]
    for statement in _REFERENCES:
        connection.execute(statement)
    found.articles_lost = connection.execute("SELECT count(*) FROM entries").fetchone()[0] - titled
    counting.recount(connection.execute)


def _tell_lost_states(connection: sqlite3.Connection, pages: Pages, found: Recovered) -> None:
    """Compare the states that are there with what their feeds count, and with the last id that was given."""
    last: dict[str, int] = {}
    for _, record in pages.rows(TABLE_LEAF):
        match record:
            case (str(table), int(number)) if table in _NUMBERED and 0 < number < _MOST_IDS:
                last[table] = max(number, last.get(table, 0))
    for table, number in last.items():  # no id is given a second time: the journal may still name it
        connection.execute(
            "INSERT INTO sqlite_sequence SELECT ?1, 0 WHERE ?1 NOT IN (SELECT name FROM sqlite_sequence)", (table,)
        )
        connection.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, table))
    (there,) = connection.execute("SELECT count(*) FROM states").fetchone()
    (found.states_lost,) = connection.execute(
        """SELECT coalesce(sum(max(0, total - there)), 0) FROM
        (SELECT total, (SELECT count(*) FROM states WHERE feed_id = feeds.id AND listed = 1) AS there FROM feeds)"""
    ).fetchone()
    if "states" in last:
        found.states_missing = last["states"] - there
        found.states_lost = min(found.states_lost, found.states_missing)  # a count may be damaged


def _make_feeds(connection: sqlite3.Connection, pages: Pages) -> int:
    """Add the feeds that states name and that are not there, with the address that their index still tells."""
    missing = {
        row[0]
        for row in connection.execute("SELECT DISTINCT feed_id FROM states WHERE feed_id NOT IN (SELECT id FROM feeds)")
    }
    if not missing:
        return 0
    taken = {row[0] for row in connection.execute("SELECT url FROM feeds")}
    addresses = {}
    for record in _index_rows(pages):
        match record:
            case (str(url), int(key)) if key in missing and url.startswith(("http://", "https://")):
                if url not in taken:  # on a page that was freed may stand what was so once
                    taken.add(url)
                    addresses[key] = url
    connection.executemany(
        """INSERT OR IGNORE INTO feeds (id, url, kind, title, added) VALUES (?1, ?2, ?3, ?4, 0)""",
        [
            (key, addresses[key], "feed", addresses[key])
            if key in addresses
            else (key, f"newsreader:lost/{key}", "files", f"Lost feed {key}")
            for key in missing
        ],
    )
    return len(missing - addresses.keys())
