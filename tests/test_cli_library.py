"""`newsreader library` and `newsreader doctor`: their answers, sentences and exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from command_line import CommandLine, process
from library_making import change, feed_with, opened, stored
from newsreader.errors import LibraryError
from newsreader.library import backup, disks, feeds, schema, session, states, storing, upkeep

DAY = 86_400


@pytest.fixture
def filled(cli: CommandLine) -> Path:
    """The folder of a library whose 300 articles came 200 days ago; 100 of them are read."""
    now, folder = int(time.time()), cli.home / "data"
    with opened(folder) as lib:
        feed_id = feed_with(lib, 0)
        storing.apply(lib, change(feed_id, [stored(n) for n in range(300)]), now - 200 * DAY)
        states.mark(lib, range(1, 101), read=True, now=now - 100 * DAY)
    return folder


def settings(cli: CommandLine, text: str) -> None:
    """Write the configuration."""
    (cli.home / "config").mkdir(mode=0o700, exist_ok=True)
    (cli.home / "config" / "config.toml").write_text(text)


def spoil(path: Path) -> bytes:
    """Overwrite every tenth page."""
    data = bytearray(path.read_bytes())
    for page in range(schema.PAGE_SIZE * 5, len(data), schema.PAGE_SIZE * 10):
        data[page : page + schema.PAGE_SIZE] = b"\xff" * schema.PAGE_SIZE
    path.write_bytes(data)
    return bytes(data)


# --- stats and compact --------------------------------------------------------------------------------------------


def test_stats(cli: CommandLine, filled: Path) -> None:
    """Sizes of the files, of kinds and of feeds; retention is off."""
    told = cli("library", "stats", "--json").json
    assert told["library"] == (filled / "library.db").stat().st_size
    assert set(told) == {"library", "index", "free", "kinds", "feeds", "retention", "backups"}
    (feed,) = told["feeds"]
    assert (feed["title"], feed["articles"], feed["subscribed"]) == ("News", 300, True)
    assert 300 * 20 < feed["bytes"] < told["library"]
    if told["kinds"] is not None:
        assert sum(told["kinds"].values()) + told["free"] == told["library"] + told["index"]
    assert told["retention"] is None
    assert "retention is off" in cli("library", "stats").out


def test_retention_shows_then_frees_when_asked(cli: CommandLine, filled: Path) -> None:
    """Neither compact nor a refresh nor a first --free frees; after --free --yes a refresh does, and --free alone."""
    settings(cli, "[retention]\nkeep_days = 180\n")
    told = cli("library", "stats", "--json").json["retention"]
    assert (told["articles"], told["agreed"], told["feeds"]) == (100, False, [{"id": 1, "articles": 100}])
    assert "would free 100 articles" in cli("library", "stats").out
    assert cli("library", "compact", "--json").json["articles"] == 0
    cli("refresh")
    assert cli("list", "--json", "--limit", "1").json["total"] == 300
    for _ in range(2):
        shown = cli("library", "compact", "--free", "--json").json
        assert shown == {"articles": 0, "bytes": 0, "would_free": told}
        assert told["bytes"] > 0
    said = cli("library", "compact", "--free").out
    assert "100       News" in said
    assert "would free 100 articles" in said
    assert "nothing was freed" in said
    assert "--free --yes" in said
    cli("refresh")
    assert cli("list", "--json", "--limit", "1").json["total"] == 300
    assert cli("library", "compact", "--free", "--yes", "--json").json["articles"] == 100
    assert cli("list", "--json", "--limit", "1").json["total"] == 200
    assert "frees 0 articles" in cli("library", "stats").out
    with opened(filled) as lib:
        states.mark(lib, [150], read=True, now=1)
        session.put(lib, {"retention.last": str(int(time.time()) - 2 * DAY)})
    cli("refresh")
    assert cli("list", "--json", "--limit", "1").json["total"] == 199
    with opened(filled) as lib:
        states.mark(lib, [151], read=True, now=1)
    assert cli("library", "compact", "--free", "--json").json["articles"] == 1
    settings(cli, "[retention]\nkeep_days = 100\n")  # other settings are shown first again
    with opened(filled) as lib:
        states.mark(lib, [152], read=True, now=1)
    assert cli("library", "compact", "--free", "--json").json["would_free"]["articles"] == 1
    assert cli("list", "--json", "--limit", "1").json["total"] == 198


def test_free_needs_something_to_free(cli: CommandLine, filled: Path) -> None:
    """Without a limit in the configuration --free is a mistake."""
    done = cli("library", "compact", "--free")
    assert done.code == 2
    assert "[retention]" in done.sentence


def test_compact_gives_room_back(cli: CommandLine, filled: Path) -> None:
    """The file is smaller than before, and still the same library."""
    with opened(filled) as lib:
        big = [stored(n, content=os.urandom(3000).hex()) for n in range(1000, 1200)]
        feed_id = feeds.add(lib, "https://big.example/", "Big", now=1)
        storing.apply(lib, change(feed_id, big), 1)
        feeds.delete(lib, feed_id)
    before = (filled / "library.db").stat().st_size
    assert cli("library", "compact", "--json").json["bytes"] > 500_000
    assert (filled / "library.db").stat().st_size < before - 500_000
    assert cli("list", "--json", "--limit", "1").json["total"] == 300
    assert sorted(path.name for path in filled.iterdir()) == ["index.db", "library.db"]


def test_compact_wants_room(cli: CommandLine, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the copy on the way would not fit nothing is begun."""

    def no_room(folder: Path, size: int, purpose: str) -> None:
        raise LibraryError(f"{purpose} needs more in {folder} than {size}")

    monkeypatch.setattr(disks, "require_room", no_room)
    assert "Compacting" in cli("library", "compact").sentence


# --- check --------------------------------------------------------------------------------------------------------


def test_check_mends_counts(cli: CommandLine, filled: Path) -> None:
    """What is wrong with them is told once."""
    with opened(filled) as lib, lib.write():
        lib.execute("UPDATE feeds SET unread = 7")
    assert cli("library", "check", "--json").json == {"counts": 1, "orphans": 0, "remark": None}
    assert cli("library", "check").out.endswith("no damage found\n")
    assert cli("feeds", "--json").json["feeds"][0]["unread"] == 200


def test_check_of_a_damaged_library(cli: CommandLine, filled: Path) -> None:
    """One sentence with the way out, exit 1, the file as it is; in the background as well."""
    spoilt = spoil(filled / "library.db")
    for words in (("library", "check"), ("library", "check", "--json"), ("library", "check", "--background")):
        done = cli(*words)
        assert done.code == 1
        assert "`newsreader doctor`" in done.sentence
        assert done.sentence.count("is damaged") == 1
        assert "***" not in done.sentence
    assert (filled / "library.db").read_bytes() == spoilt


def test_the_background_checks_and_copies_once_a_week(cli: CommandLine, filled: Path) -> None:
    """As a process of its own, which is how the screen starts it."""
    for _ in range(2):
        assert process(cli.home, "library", "check", "--background").returncode == 0
    copies = backup.found(filled / "library.db")
    assert len(copies) == 1
    assert copies[0].with_suffix(".opml").exists()


def test_a_refresh_from_cron_copies_once_a_week(cli: CommandLine, filled: Path) -> None:
    """Whoever never opens the screen has backups, too; one that the screen follows leaves that to it."""
    cli("refresh", "--events")
    assert backup.found(filled / "library.db") == []
    cli("refresh")
    cli("refresh")
    assert len(backup.found(filled / "library.db")) == 1


# --- backup and restore -------------------------------------------------------------------------------------------


def test_backup_and_restore(cli: CommandLine, filled: Path) -> None:
    """To a named file and back; what came after is in the file that is kept."""
    copy = cli.home / "copy.db"
    assert cli("library", "backup", copy, "--json").json == {"file": str(copy), "bytes": copy.stat().st_size}
    cli("mark", "starred", "1")
    told = cli("library", "restore", copy, "--json").json
    assert told == {"restored": str(copy), "kept": str(filled / "library.before-restore.db")}
    assert cli("list", "--starred", "--json").json["total"] == 0
    assert cli("list", "--starred", "--json", "--library", told["kept"]).json["total"] == 1
    assert "already" in cli("library", "backup", copy).sentence


def test_backup_without_a_name(cli: CommandLine, filled: Path) -> None:
    """It is one of the automatic ones, which need not be made this week then."""
    told = cli("library", "backup", "--json").json
    assert Path(told["file"]).parent == filled / "library.backups"
    with opened(filled) as lib:
        upkeep.weekly(lib, int(time.time()))
        assert len(backup.found(lib.path)) == 1


def test_restore_of_a_damaged_library(cli: CommandLine, filled: Path) -> None:
    """A backup takes the place of what cannot be opened, which is kept as it is."""
    copy = cli.home / "copy.db"
    cli("library", "backup", copy)
    (filled / "library.db").write_bytes(b"")
    assert cli("list").code == 1
    assert cli("library", "restore", copy).code == 0
    assert cli("list", "--json", "--limit", "1").json["total"] == 300
    assert (filled / "library.before-restore.db").read_bytes() == b""


@pytest.mark.parametrize(
    "words",
    [
        ("restore",),
        ("stats", "x"),
        ("check", "x"),
        ("stats", "--free"),
        ("compact", "--yes"),
        ("compact", "--background"),
        ("nonsense",),
    ],
)
def test_wrong_words(cli: CommandLine, words: tuple[str, ...]) -> None:
    """Exit 2, and nothing is made or changed."""
    assert cli("library", *words).code == 2
    assert not (cli.home / "data").exists()


# --- doctor -------------------------------------------------------------------------------------------------------


def test_doctor_of_a_sound_library(cli: CommandLine, filled: Path) -> None:
    """Nothing is damaged, nothing recovered, nothing written."""
    before = {path.name: path.read_bytes() for path in filled.iterdir()}
    told = cli("doctor", "--json").json
    assert told["recovered"] is None
    assert {one["about"]: one["state"] for one in told["findings"]}["library"] == "ok"
    assert {path.name: path.read_bytes() for path in filled.iterdir() if path.name in before} == before
    assert "is sound" in cli("doctor").out


def test_doctor_tells_that_a_sound_library_is_not_written(cli: CommandLine, filled: Path) -> None:
    """Since it was found damaged before; a check ends that."""
    with opened(filled) as lib:
        lib.stop_writing("The library is damaged.")
    assert cli("mark", "read", "150").sentence == "The library is damaged."
    told = {one["about"]: one["words"] for one in cli("doctor", "--json").json["findings"]}
    assert "`newsreader library check`" in told["note"]
    assert cli("library", "check").out == f"{filled / 'library.db'}: no damage found\n"
    assert cli("mark", "read", "150").code == 0
    assert "note" not in {one["about"] for one in cli("doctor", "--json").json["findings"]}


def test_doctor_without_a_library(cli: CommandLine) -> None:
    """There is nothing to be wrong, and none is made."""
    assert "there is none" in cli("doctor").out
    assert not (cli.home / "data").exists()


def test_doctor_recovers_and_replaces(cli: CommandLine, filled: Path) -> None:
    """First beside the damaged library, which stays as it is; with --replace in its place."""
    spoilt = spoil(filled / "library.db")
    told = cli("doctor", "--json").json["recovered"]
    assert told["file"] == str(filled / "library.recovered.db")
    assert told["kept"] is None
    assert told["read"]["states"] == 300
    assert set(told["lost"]) == {
        "states",
        "states_at_most",
        "articles",
        "texts",
        "feeds",
        "states_from_indexes",
        "strays",
        "unreadable_pages",
        "pages",
    }
    assert sum(last - first + 1 for first, last in told["lost"]["pages"]) == told["lost"]["unreadable_pages"] > 0
    assert 6 in {first for first, _ in told["lost"]["pages"]}  # the first that `spoil` overwrites
    assert (filled / "library.db").read_bytes() == spoilt
    done = cli("doctor", "--replace")
    assert done.code == 0
    assert "recovered: 300 states, 1 feed, " in done.out
    assert "pages that cannot be read, or not whole: 6, " in done.out
    assert (filled / "library.damaged.db").read_bytes() == spoilt
    assert cli("feeds", "--json").json["feeds"][0]["unread"] == 200
    assert cli("library", "check").code == 0


def test_doctor_of_a_file_whose_beginning_is_garbage(cli: CommandLine, filled: Path) -> None:
    """It says that the file is damaged or another, and what it could read of it; not once more to call doctor."""
    path = filled / "library.db"
    path.write_bytes(b"\0garbage" * 12 + path.read_bytes()[96:])
    told = cli("doctor", "--json").json
    (words,) = (one["words"] for one in told["findings"] if one["about"] == "library")
    assert words == f"{path} does not begin as a library does: it is damaged, or another file"
    assert told["recovered"]["read"]["feeds"] == 1
    assert "`newsreader doctor` recovers" in cli("list").sentence


def test_doctor_of_what_cannot_be_helped(cli: CommandLine, filled: Path) -> None:
    """Exit 1 and one sentence that says what can be done."""
    (filled / "library.db").write_bytes(b"")
    done = cli("doctor", "--json")
    assert done.code == 1
    assert "`newsreader library restore FILE`" in done.sentence


def test_doctor_leaves_other_programs_alone(cli: CommandLine, filled: Path) -> None:
    """A newer library, and another program's database, are named and not recovered."""
    path = filled / "library.db"
    whole = path.read_bytes()
    for spoilt in (whole[:60] + (99).to_bytes(4, "big") + whole[64:], whole[:68] + b"ELSE" + whole[72:]):
        path.write_bytes(spoilt)
        told = cli("doctor", "--json").json
        assert told["recovered"] is None
        assert {one["about"]: one["state"] for one in told["findings"]}["library"] == "warning"
    assert not (filled / "library.recovered.db").exists()


def test_doctor_recovers_no_newer_library(cli: CommandLine, filled: Path) -> None:
    """What only a later program knows would be lost; a turned bit of the header is none."""
    path = filled / "library.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:60] + (99).to_bytes(4, "big") + whole[64:])
    refused = cli("doctor", "--recover", "--replace")
    assert refused.code == 1
    assert "newer version" in refused.sentence
    assert [file.name for file in filled.iterdir() if "recovered" in file.name or "damaged" in file.name] == []
    path.write_bytes(whole[:60] + (len(schema.MIGRATIONS) | 1 << 20).to_bytes(4, "big") + whole[64:])
    assert "is damaged" in cli("list").sentence
    assert cli("doctor", "--replace").code == 0
    assert cli("list", "--json", "--limit", "1").json["total"] == 300


def test_doctor_asks_first_whether_the_library_is_in_use(cli: CommandLine, filled: Path) -> None:
    """Before the long work, which would be for nothing."""
    spoil(filled / "library.db")
    script = """
        import sqlite3, sys
        c = sqlite3.connect(sys.argv[1])
        c.execute("PRAGMA user_version").fetchall()
        print("open", flush=True)
        sys.stdin.read()
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(filled / "library.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"open\n"
        refused = cli("doctor", "--replace")
        assert refused.code == 1
        assert "is open in another program" in refused.sentence
        assert not (filled / "library.recovered.db").exists()
        child.communicate()
    assert cli("doctor", "--replace").code == 0


def test_restore_of_a_damaged_copy_names_the_way_out(cli: CommandLine, filled: Path) -> None:
    """The command that makes something of it, which then can be restored; the library is untouched."""
    copy = cli.home / "my copy.db"
    cli("library", "backup", copy)
    for spoilt in (spoil(copy), copy.read_bytes()[:-9000], b""):
        copy.write_bytes(spoilt)
        refused = cli("library", "restore", copy)
        assert refused.code == 1
        assert f"`newsreader doctor --library '{copy}'`" in refused.sentence
        assert cli("list", "--json", "--limit", "1").json["total"] == 300
    copy.unlink()
    cli("library", "backup", copy)
    spoil(copy)
    assert cli("doctor", "--library", copy).code == 0
    assert cli("library", "restore", copy.with_name("my copy.recovered.db")).code == 0
    assert cli("list", "--json", "--limit", "1").json["total"] == 300


def test_a_turned_bit_of_the_name_is_damage(cli: CommandLine, filled: Path) -> None:
    """The header that says whose database it is may be what is damaged."""
    path = filled / "library.db"
    data = bytearray(path.read_bytes())
    data[70] ^= 4
    path.write_bytes(data)
    assert cli("list").code == 1
    assert cli("doctor", "--replace").code == 0
    assert cli("list", "--json", "--limit", "1").json["total"] == 300


def test_doctor_tells_of_the_surroundings(cli: CommandLine, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Old XML parsers, networks, locks that do not work, files that others can read, feeds that fail, a bad index."""
    monkeypatch.setattr("pyexpat.version_info", (2, 5, 0))
    monkeypatch.setattr(disks, "network", lambda _: "nfs4")
    monkeypatch.setattr(disks, "locks_work", lambda _: False)
    (filled / "library.db").chmod(0o644)
    with opened(filled) as lib, lib.write():
        lib.execute("UPDATE feeds SET failures = 3, error = 'gone', failing_since = 1, tried = 1")
    (filled / "index.db").write_bytes(b"no index")
    settings(cli, "[reading]\nmeasure = 1\n")
    told = {one["about"]: one["words"] for one in cli("doctor", "--json").json["findings"] if one["state"] == "warning"}
    assert set(told) == {"XML", "configuration", "place", "locks", "privacy", "feeds", "index"}
    assert "nfs4" in told["place"]
    assert "644" in told["privacy"]


# --- never a secret -----------------------------------------------------------------------------------------------


@pytest.fixture
def secret_library(cli: CommandLine) -> CommandLine:
    """A library of an older version, whose address holds a password still."""
    with opened(cli.home / "data") as lib:
        feed_with(lib, 3)
        with lib.write():
            lib.execute("UPDATE feeds SET url = 'https://me:sesame@news.example/feed', error = NULL")
    return cli


def test_no_answer_has_a_password(secret_library: CommandLine) -> None:
    """Neither sizes nor copies nor findings, nor what is recovered."""
    cli = secret_library
    answers = [cli("library", "stats"), cli("library", "stats", "--json"), cli("library", "check"), cli("doctor")]
    cli("library", "backup")
    answers += [cli("doctor", "--recover", "--replace"), cli("feeds", "--json"), cli("export", "opml")]
    assert [done for done in answers if "sesame" in done.out + done.err] == []
    data = cli.home / "data"
    assert [path for path in data.rglob("*.db*") if b"sesame" in path.read_bytes()] == []


def test_private_whatever_the_umask(cli: CommandLine, filled: Path) -> None:
    """Every file that these commands write is its owner's alone."""
    before = os.umask(0)
    try:
        spoil(filled / "library.db")
        cli("doctor", "--replace")
        cli("library", "backup", cli.home / "data" / "copy.db")
        cli("library", "restore", cli.home / "data" / "copy.db")
        cli("library", "backup")
        cli("library", "compact")
    finally:
        os.umask(before)
    modes = {path: path.stat().st_mode & 0o777 for path in filled.rglob("*")}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}


def test_compacting_waits_for_screens_to_be_closed(cli: CommandLine, filled: Path) -> None:
    """It writes for long, and a key would wait for it."""
    with opened(filled):
        refused = process(cli.home, "library", "compact")
        assert refused.returncode == 1
        assert b"is open in another program" in refused.stderr
    assert process(cli.home, "library", "compact").returncode == 0
