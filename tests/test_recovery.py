"""Damaged libraries: what can be read of them is, and nothing is told that was not so."""

from __future__ import annotations

import random
import shutil
import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from library_making import NOW, change, opened, paths, stored
from newsreader.errors import LibraryError
from newsreader.library import (
    editing,
    feeds,
    mending,
    pages,
    records,
    recovery,
    schema,
    session,
    states,
    storing,
    upgrading,
)
from test_store import restored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = schema.PAGE_SIZE
COMPARED = {"compared", "duplicates", "stories"}
FEEDS, EACH = 4, 150
FEED = "https://news.example/feed"
Rows = dict[str, dict[Any, tuple[Any, ...]]]


def _fill(folder: Path) -> None:
    """A library with something of everything; its last changes stand in the log alone."""
    dice = random.Random(7)
    with opened(folder) as lib:
        for number in range(FEEDS):
            feed_id = feeds.add(
                lib, f"https://n{number}.example/feed", f"News {number}", folder=f"A/{number % 2}", now=NOW
            )
            texts = ["<p>" + dice.randbytes(dice.choice([5, 300, 9000])).hex() for _ in range(EACH)]
            storing.apply(lib, change(feed_id, [stored(n, content=text) for n, text in enumerate(texts)]), NOW)
        states.mark(lib, range(1, 300), read=True, now=NOW)
        states.mark(lib, range(250, 280), starred=True, now=NOW)
        session.put(lib, {"place": "smart:all", "long": "x" * 9000})
        session.set_position(lib, 3, 77)
        editing.unsubscribe(lib, FEEDS, NOW)
        with lib.write():
            lib.execute("INSERT INTO tags VALUES (1, 'Keep', 'keep'), (2, 'Später', 'spater')")
            lib.execute("INSERT INTO tagged SELECT id, 1 + id % 2, date FROM states WHERE id % 3 = 0")
            lib.execute("INSERT INTO searches (name, folded, query) VALUES ('Sea', 'sea', 'sea is:unread')")
            for entry_id in range(20, 40):
                lib.execute(
                    """INSERT INTO notes (state_id, written, changed, start, "end", passage, text)
                    VALUES (?, 1, 2, 0, 4, 'Text', 'mine')""",
                    (entry_id,),
                )
            lib.execute("INSERT INTO hosts VALUES ('n1.example', 5, 6, 7)")
        session.put(lib, {"gone": "x" * 99_000})
        session.put(lib, {"gone": None})  # its pages are free now
        lib.execute("PRAGMA main.wal_checkpoint(TRUNCATE)").fetchall()
        states.mark(lib, range(400, 420), read=True, starred=True, now=NOW + 1)
        for name in ("library.db", "library.db-wal"):
            shutil.copy(folder / name, folder / f"kept-{name}")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library as a kill left it; tests take copies."""
    folder = tmp_path_factory.mktemp("original")
    _fill(folder)
    return folder


def _copied(original: Path, folder: Path, *, log: bool = True) -> Path:
    path = paths(folder)[0]
    shutil.copy(original / "kept-library.db", path)
    if log:
        shutil.copy(original / "kept-library.db-wal", folder / "library.db-wal")
    return path


def _rows(path: Path) -> Rows:
    """Every row of a library's tables, by its key."""
    connection = sqlite3.connect(path)
    try:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {
            name: {row[:2] if name == "tagged" else row[0]: row for row in connection.execute(f"SELECT * FROM {name}")}
            for (name,) in names.fetchall()
        }
    finally:
        connection.close()


@pytest.fixture(scope="module")
def everything(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """What the library held."""
    return _rows(_copied(original, tmp_path_factory.mktemp("everything")))


def _told(words: str) -> None:
    """How far it is is not what is tested here."""


def test_a_sound_library_comes_back_whole(original: Path, everything: Rows, tmp_path: Path) -> None:
    """Every row of every table, also those of the log, with the files untouched; the new one is private."""
    path = _copied(original, tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    target, found = recovery.recover(path, _told)
    assert target == tmp_path / "library.recovered.db"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir() if file != target} == before
    recovered = _rows(target)
    for rows in (recovered, everything):
        rows["meta"] = {}  # it is another library: its index is made anew
    assert recovered == everything
    assert found == recovery.Recovered(read={name: len(everything[name]) for name in found.read})
    assert set(found.read) == set(everything) - {"meta", *COMPARED}  # what those say is found anew


def test_a_missing_log_costs_what_it_held(original: Path, everything: Rows, tmp_path: Path) -> None:
    """The rest is as it was when the log was begun."""
    target, found = recovery.recover(_copied(original, tmp_path, log=False), _told)
    assert found.read["states"] == FEEDS * EACH
    recovered = _rows(target)
    assert {key for key, row in recovered["states"].items() if row != everything["states"][key]} == set(range(400, 420))


def test_a_log_alone(original: Path, tmp_path: Path) -> None:
    """What it holds is read where the file is gone; a log that is none helps nobody."""
    path = _copied(original, tmp_path)
    path.unlink()
    target, _ = recovery.recover(path, _told)
    assert len(_rows(target)["states"]) >= 20
    (tmp_path / "library.db-wal").write_bytes(b"\0" * 9000)
    with pytest.raises(LibraryError, match=r"Nothing of .*library\.db can be read"):
        recovery.recover(path, _told)


@pytest.mark.parametrize("content", [b"", b"x", b"no database " * 5000, bytes(100_000)])
def test_what_holds_nothing(tmp_path: Path, content: bytes) -> None:
    """There is a sentence, and no new file."""
    path = paths(tmp_path)[0]
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="restore"):
        recovery.recover(path, _told)
    assert [file.name for file in tmp_path.iterdir()] == ["library.db"]
    assert path.read_bytes() == content


def _spoil(data: bytearray, kind: str, dice: random.Random) -> bytearray:
    count = len(data) // PAGE
    if kind == "head":
        data[:PAGE] = dice.randbytes(PAGE)
    elif kind == "pages":
        for page in dice.sample(range(count), count // 20):
            data[page * PAGE : (page + 1) * PAGE] = dice.randbytes(PAGE)
    elif kind == "torn":
        for page in dice.sample(range(count), count // 20):
            half = page * PAGE + PAGE // 2
            data[half : half + PAGE // 2] = bytes(PAGE // 2)
    elif kind == "bits":
        for _ in range(60):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    else:
        del data[len(data) * 2 // 3 :]
    return data


@pytest.mark.parametrize("kind", ["head", "pages", "torn", "bits", "cut"])
@pytest.mark.parametrize("seed", range(4))
def test_what_can_be_read_is(original: Path, everything: Rows, tmp_path: Path, kind: str, seed: int) -> None:
    """States come back but for a few, and none is wrong: read, starred and tagged are what they were."""
    path = _copied(original, tmp_path)
    path.write_bytes(_spoil(bytearray(path.read_bytes()), kind, random.Random(seed)))
    target, found = recovery.recover(path, _told)
    recovered = _rows(target)
    columns = slice(0, 7)  # without the times of reading, which no index has
    kept = everything["states"]
    alike = [key for key, row in recovered["states"].items() if key in kept and row[columns] == kept[key][columns]]
    # There are two hundred states on a page; of archived feeds the indexes do not tell what was read.
    assert len(alike) >= len(kept) * {"cut": 0.6, "head": 0.9}.get(kind, 0.75)
    if kind != "bits":  # a bit of a text may be turned without a trace
        # What no page tells any more is taken for read and, where in doubt, for starred.
        states_ = recovered["states"]
        doubtful = {key for key in states_ if states_[key][columns] != kept[key][columns]}
        assert len(doubtful) <= found.states_from_indexes + found.strays
        assert found.strays == sum(row[2].startswith("recovered:") for row in states_.values())
        assert recovered["tagged"].items() <= everything["tagged"].items()
        assert recovered["notes"].items() <= everything["notes"].items()
        texts = {key: row for key, row in recovered["contents"].items() if row[2] is not None}
        assert texts.items() <= everything["contents"].items()
    # An archived article of which only the state is left looks like one that was freed.
    told = [key for key in everything["contents"] if kept[key][4] and key in recovered["states"]]
    lost = [key for key in told if recovered["contents"].get(key, (0, 0, None))[2] is None]
    assert found.texts_lost + found.articles_lost >= len(lost)
    shutil.copy(target, path)
    (tmp_path / "library.db-wal").unlink()
    with opened(tmp_path) as lib:
        assert lib.check() == []
        assert states.mark(lib, [next(iter(recovered["entries"]))], read=True, starred=True, now=NOW) in {0, 1}


def test_a_lost_page_of_states_is_told_by_the_indexes(original: Path, everything: Rows, tmp_path: Path) -> None:
    """With all pages of the table gone, each state is known still: read or not, starred or not, its date."""
    path = _copied(original, tmp_path, log=False)
    data = bytearray(path.read_bytes())
    connection = sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)
    try:
        numbers = connection.execute("SELECT pageno FROM dbstat WHERE name = 'states' AND pagetype = 'leaf'").fetchall()
    except sqlite3.OperationalError:
        pytest.skip("this SQLite lacks dbstat")
    finally:
        connection.close()
    for (page,) in numbers:
        data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(data)
    target, found = recovery.recover(path, _told)
    assert found.states_from_indexes == FEEDS * EACH
    recovered = _rows(target)["states"]
    archived = {key for key, row in everything["states"].items() if row[1] == FEEDS}
    changed_in_the_log = set(range(400, 420))
    for key, row in recovered.items():
        if key not in changed_in_the_log | archived:
            assert row[:7] == everything["states"][key][:7]


def test_states_of_which_nothing_is_left_are_counted(original: Path, tmp_path: Path) -> None:
    """By what their feeds count and by the last id; no lost id is given to another article."""
    path = _copied(original, tmp_path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    for table, key in (
        ("notes", "state_id"),
        ("tagged", "state_id"),
        ("contents", "entry_id"),
        ("positions", "entry_id"),
    ):
        connection.execute(f"DELETE FROM {table} WHERE {key} >= 300")
    connection.execute("DELETE FROM entries WHERE id >= 300")
    connection.execute("DELETE FROM states WHERE id >= 300")
    connection.commit()
    connection.close()
    target, found = recovery.recover(path, _told)
    # The fourth feed is archived and counts nothing.
    assert (found.states_lost, found.states_missing) == (3 * EACH - 299, FEEDS * EACH - 299)
    target.replace(path)
    with opened(tmp_path) as lib:
        storing.apply(lib, change(1, [stored(9000)]), NOW)
        assert lib.one("SELECT max(id) FROM states") == (FEEDS * EACH + 1,)
        assert lib.check() == []


def test_a_damaged_count_is_not_believed(original: Path, tmp_path: Path) -> None:
    """There were never more states than ids."""
    path = _copied(original, tmp_path)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE feeds SET total = 1 << 40 WHERE id = 1")
    connection.commit()
    connection.close()
    assert recovery.recover(path, _told)[1].states_lost == 0


def test_a_lost_feed_keeps_its_articles(original: Path, tmp_path: Path) -> None:
    """The index of addresses still tells it; without it the feed has a name of ours."""
    for folder, spoil_index in ((tmp_path / "a", False), (tmp_path / "b", True)):
        folder.mkdir()
        path = _copied(original, folder, log=False)
        connection = sqlite3.connect(path)
        roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_schema WHERE tbl_name = 'feeds'").fetchall())
        connection.close()
        data = bytearray(path.read_bytes())
        for name, root in roots.items():
            if name == "feeds" or spoil_index:
                data[(root - 1) * PAGE : root * PAGE] = b"\xff" * PAGE
        path.write_bytes(data)
        target, found = recovery.recover(path, _told)
        addresses = [row[1] for row in _rows(target)["feeds"].values()]
        if spoil_index:
            assert found.feeds_lost == FEEDS
            assert addresses == [f"newsreader:lost/{number}" for number in range(1, FEEDS + 1)]
        else:
            assert found.feeds_lost == 0
            assert addresses == [f"https://n{number}.example/feed" for number in range(FEEDS)]
        assert found.read["entries"] == FEEDS * EACH


def test_a_lost_feed_takes_no_address_of_another() -> None:
    """On a page of the index that was freed may stand an address that another feed has by now, or two have."""

    class Found(pages.Pages):
        def __init__(self) -> None:
            """The rows of an index."""

        def rows(self, kind: int) -> Iterator[tuple[int, records.Record]]:
            if kind == pages.INDEX_LEAF:
                yield from ((0, (FEED, key)) for key in (1, 2))
                yield from ((0, ("https://other.example/feed", key)) for key in (3, 4))

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        upgrading.migrate(connection)
        connection.execute("INSERT INTO feeds (id, url, kind, title, added) VALUES (2, ?, 'feed', '', 0)", (FEED,))
        connection.executemany("INSERT INTO states (feed_id, guid, date) VALUES (?, '', 0)", [(1,), (2,), (3,), (4,)])
        assert mending._make_feeds(connection, Found()) == 2
        assert connection.execute("SELECT url FROM feeds ORDER BY id").fetchall() == [
            ("newsreader:lost/1",),
            (FEED,),
            ("https://other.example/feed",),
            ("newsreader:lost/4",),
        ]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_lost_articles_come_back_with_their_feed(original: Path, tmp_path: Path) -> None:
    """An article without text, and one of which only the state is left, are mended by the next answer that has them."""
    path = _copied(original, tmp_path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM contents WHERE entry_id IN (5, 6)")
    connection.execute("DELETE FROM entries WHERE id = 6")
    connection.commit()
    connection.close()
    target, found = recovery.recover(path, _told)
    assert (found.texts_lost, found.articles_lost) == (1, 1)
    target.replace(path)
    with opened(tmp_path) as lib:
        known = {one.id: one for one in storing.known(lib, 1)}
        assert (known[5].hash, known[6].hash) == ("lost", "lost")
        mended = [stored(4, id=5, guid="guid-4"), stored(5, id=6, guid="guid-5")]
        assert storing.apply(lib, change(1, (), mended), NOW).changed == 2
        assert lib.all("SELECT title FROM entries WHERE id IN (5, 6)") == [("Title 4",), ("Title 5",)]
        assert lib.all("SELECT count(*) FROM contents WHERE content IS NULL") == [(0,)]
        assert lib.all("SELECT read FROM states WHERE id IN (5, 6)") == [(1,), (1,)]


@pytest.mark.parametrize("version", range(1, len(schema.MIGRATIONS)))
def test_an_older_library_is_recovered_into_a_new_one(tmp_path: Path, version: int) -> None:
    """Rows that were written before a column was added are rows of the table, too."""
    path = restored(tmp_path, version)
    before = _rows(path)
    target, found = recovery.recover(path, _told)
    after = _rows(target)
    for name in ("states", "entries", "contents", "journal", "folders", "positions", "session"):
        assert {key: row[: len(before[name][key])] for key, row in after[name].items()} == before[name], name
    assert [row[1] for row in after["feeds"].values()] == [row[1] for row in before["feeds"].values()]
    assert found.articles_lost == found.texts_lost == found.unreadable == 0


def test_a_damaged_frame_of_the_log_costs_no_other(original: Path, everything: Rows, tmp_path: Path) -> None:
    """SQLite would leave out all that come after it."""
    path = _copied(original, tmp_path)
    log = tmp_path / "library.db-wal"
    data = bytearray(log.read_bytes())
    data[32 + 24 + 200] ^= 1
    log.write_bytes(data)
    target, _ = recovery.recover(path, _told)
    differing = [key for key, row in _rows(target)["states"].items() if row[:7] != everything["states"][key][:7]]
    assert len(differing) < 20


def test_random_bytes_raise_nothing_of_pythons(original: Path, tmp_path: Path) -> None:
    """Whatever stands on a page, a row is read or counted as unreadable."""
    dice = random.Random(1)
    path = _copied(original, tmp_path, log=False)
    data = bytearray(path.read_bytes())
    for page in range(0, len(data), PAGE):  # the kind of a page and its count of rows stay; the rest is noise
        data[page + 8 : page + PAGE] = dice.randbytes(PAGE - 8)
    path.write_bytes(data)
    found = pages.Pages(path, tmp_path / "none")
    try:
        for kind in (pages.TABLE_LEAF, pages.INDEX_LEAF, pages.INDEX_INTERIOR):
            assert all(isinstance(rowid, int) for rowid, _ in found.rows(kind))
        assert len(found.unreadable) > 50
    finally:
        found.close()


@pytest.mark.parametrize("size", [4096, 8192, 16384])
def test_the_size_of_pages_is_guessed(tmp_path: Path, size: int) -> None:
    """Without the first page the size of the others, that of an older library or of a new one, is told from them."""
    path = tmp_path / "library.db"
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text BLOB)")
        connection.executemany(
            "INSERT INTO t (text) VALUES (?)", [(random.Random(n).randbytes(1000),) for n in range(99)]
        )
    connection.close()
    data = path.read_bytes()
    path.write_bytes(bytes(size) + data[size:])
    found = pages.Pages(path, tmp_path / "none")
    assert found.size == size
    assert len(list(found.rows(pages.TABLE_LEAF))) >= 98
    found.close()


@pytest.mark.parametrize("lost", [b"\0", b"\xff"])
def test_lost_pages_are_named(original: Path, tmp_path: Path, lost: bytes) -> None:
    """Whatever stands on them now: nothing at all, say."""
    path = _copied(original, tmp_path)
    (tmp_path / "library.db-wal").unlink()
    connection = sqlite3.connect(path)
    (free,), (count,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("freelist_count", "page_count"))
    assert free > 0
    connection.close()
    assert recovery.recover(path, _told)[1].pages == []
    data = bytearray(path.read_bytes())
    numbers = [count - 40, count - 30, count - 29]
    for number in numbers:
        data[(number - 1) * PAGE : number * PAGE] = lost * PAGE
    path.write_bytes(data)
    found = recovery.recover(path, _told)[1]
    named = {page for first, last in found.pages for page in range(first, last + 1)}
    assert named >= set(numbers)
    assert found.unreadable == len(named) < 40
