"""refresh and reanalyse: what is tried, what is told, the exit code, two at once."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from subprocess import PIPE
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

from command_line import CommandLine, environment
from feed_server import Answer, FeedServer, Handler, Item, items, rss
from newsreader import paths
from newsreader.cli import progress
from newsreader.library import feeds
from newsreader.library.store import open_library
from newsreader.models.feeds import FeedKind, FeedOutcome, FeedState, Validators

if TYPE_CHECKING:
    from collections.abc import Iterator

SAID = '<p>The plan failed. "We had no choice," said Mayor Ada Lind.</p>'


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """Feeds on loopback."""
    with FeedServer() as running:
        yield running


def subscribed(cli: CommandLine, server: FeedServer, *names: str) -> dict[str, int]:
    """Feeds that were never fetched, by their paths."""
    with open_library(paths.library_files()) as lib:
        found = {name: feeds.add(lib, server.url(name), name, now=0) for name in names}
    assert len(cli("feeds", "--json").json["feeds"]) == len(names)
    return found


def by_status(document: dict[str, Any]) -> dict[str, str]:
    """The outcome of each feed by its path."""
    return {feed["url"].rpartition("/")[2]: feed["status"] for feed in document["feeds"]}


def test_an_outcome_has_every_key(cli: CommandLine, server: FeedServer) -> None:
    """The form of a refresh: one outcome a feed, sums, null where there is no error."""
    ids = subscribed(cli, server, "/feed", "/404")
    done = cli("refresh", "--json").json
    outcomes = {feed["id"]: feed for feed in done["feeds"]}
    good = {"id": ids["/feed"], "url": server.url("/feed"), "status": "updated", "new": 3, "changed": 0, "error": None}
    assert outcomes[ids["/feed"]] == good
    assert outcomes[ids["/404"]]["status"] == "failed"
    assert "404" in outcomes[ids["/404"]]["error"]
    assert (done["new"], done["failed"]) == (3, 1)


def test_only_what_is_due_is_fetched(cli: CommandLine, server: FeedServer) -> None:
    """A second refresh finds nothing due; --all and a named feed ask again."""
    ids = subscribed(cli, server, "/feed")
    cli("refresh")
    assert cli("refresh", "--json").json == {"feeds": [], "new": 0, "failed": 0}
    assert by_status(cli("refresh", "--all", "--json").json) == {"feed": "unchanged"}
    server.answers["/feed"] = Answer(rss([*items(3), Item("more", "More")]))
    again = cli("refresh", ids["/feed"], "--json").json
    assert (again["new"], by_status(again)) == (1, {"feed": "updated"})
    assert server.hits["/feed"] == 3


def test_retry_after_is_obeyed_by_all(cli: CommandLine, server: FeedServer) -> None:
    """A server that asked to be left alone is, even with --all and by name."""
    ids = subscribed(cli, server, "/429")
    assert cli("refresh").code == 1
    for words in (("--all",), (ids["/429"],)):
        skipped = cli("refresh", *words, "--json")
        assert skipped.code == 0
        assert by_status(skipped.json) == {"429": "skipped"}
    assert server.hits["/429"] == 1


def test_it_fails_only_if_all_failed(cli: CommandLine, server: FeedServer) -> None:
    """Some failures are no failure; all are, with a sentence."""
    subscribed(cli, server, "/404", "/500")
    done = cli("refresh", "--all", "--json")
    assert done.code == 1
    assert json.loads(done.out)["failed"] == 2
    assert done.err.count("\n") == 1


def test_new_entries_are_analysed(cli: CommandLine, server: FeedServer) -> None:
    """After a refresh the new entries can be searched and have their quotes."""
    server.answers["/feed"] = Answer(rss([Item("1", "Plan", text=SAID)]))
    subscribed(cli, server, "/feed")
    cli("refresh")
    (entry,) = cli("search", "said:choice", "--json").json["entries"]
    assert (entry["title"], entry["quotes"]) == ("Plan", 1)


def test_events_tell_as_things_happen(cli: CommandLine, server: FeedServer) -> None:
    """A line of JSON an event: what is tried, each outcome, the analysis, the end."""
    ids = subscribed(cli, server, "/feed", "/404")
    lines = [json.loads(line) for line in cli("refresh", "--events").out.splitlines()]
    assert lines[0] == {"event": "start", "total": 2}
    assert lines[-1] == {"event": "end", "new": 3, "failed": 1}
    told = {line["id"]: line["status"] for line in lines if line["event"] == "feed"}
    assert told == {ids["/feed"]: "updated", ids["/404"]: "failed"}
    assert [line for line in lines if line["event"] == "analysed"] == [{"event": "analysed", "done": 3, "pending": 0}]


def test_events_are_flushed(cli: CommandLine, server: FeedServer) -> None:
    """An event can be read before the command ends."""
    subscribed(cli, server, "/feed", "/silent")
    command = [sys.executable, "-m", "newsreader", "refresh", "--events"]
    with subprocess.Popen(command, stdout=PIPE, env=environment(cli.home)) as running:
        assert running.stdout
        events = [json.loads(running.stdout.readline())["event"] for _ in range(2)]
        running.kill()
    assert events == ["start", "feed"]


def test_no_room_for_a_copy_is_no_failure_of_the_feeds(
    cli: CommandLine, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came is told all the same, and why the library could not be copied."""
    subscribed(cli, server, "/feed")
    monkeypatch.setattr("newsreader.library.disks._free", lambda _: 1_000)
    done = cli("refresh", "--json")
    assert (done.code, done.json["new"]) == (0, 3)
    assert "A copy of the library" in done.err
    assert cli("list", "--json").json["total"] == 3


def test_ctrl_c_stops_a_refresh_at_once(cli: CommandLine, server: FeedServer) -> None:
    """A server that never answers does not keep the command from ending; what was fetched is kept."""
    subscribed(cli, server, "/feed", "/silent")
    command = [sys.executable, "-m", "newsreader", "refresh", "--events"]
    with subprocess.Popen(command, env=environment(cli.home), stdout=PIPE, stderr=PIPE) as running:
        assert running.stdout
        assert running.stderr
        while json.loads(running.stdout.readline())["event"] != "feed":
            pass
        running.send_signal(2)
        assert running.wait(15) == 130  # the server would be waited for twice as long
        assert running.stderr.read() == b""
    assert cli("list", "--json").json["total"] == 3


def test_events_tell_what_is_waited_for(capsys: pytest.CaptureFixture[str]) -> None:
    """Whenever it changes, and not again until then."""
    events = progress.Events()
    slow = [FeedState(1, "https://slow.example/feed", FeedKind.FEED, Validators(), None, 0, 0, 0)]
    for waiting in (slow[1:], slow, slow, slow[1:]):
        events.waiting(waiting)
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert told == [{"event": "waiting", "urls": urls} for urls in (["https://slow.example/feed"], [])]


def test_two_refreshes_at_once_do_no_harm(cli: CommandLine, server: FeedServer) -> None:
    """Cron and a person at the same time: both end well, no entry comes twice, searches find each once."""
    names = [f"/feed/{n}" for n in range(6)]
    for name in names:
        server.answers[name] = Answer(rss(items(10, SAID), title=name))
    subscribed(cli, server, *names)
    command = [sys.executable, "-m", "newsreader", "refresh", "--all", "--json"]
    running = [subprocess.Popen(command, env=environment(cli.home), stdout=PIPE, stderr=PIPE) for _ in range(2)]
    ends = [(process.communicate(timeout=60), process.returncode) for process in running]
    assert [(err, code) for (_, err), code in ends] == [(b"", 0)] * 2
    assert sum(json.loads(out)["new"] for (out, _), _ in ends) == 60
    assert cli("list", "--json").json["total"] == 60
    assert {feed["total"] for feed in cli("feeds", "--json").json["feeds"]} == {10}
    found = [entry["id"] for entry in cli("search", "choice", "--limit", "0", "--json").json["entries"]]
    assert len(found) == len(set(found)) == 60


def test_a_named_feed_is_never_kept_waiting(cli: CommandLine, server: FeedServer) -> None:
    """While a refresh is under way, another does what that one has not in hand; neither asks for a feed twice."""
    go_on = threading.Event()

    def held(handler: Handler) -> None:
        go_on.wait(60)
        Answer(rss(items(3)))(handler)

    names = [f"/{n}" for n in range(5)]  # of one host, so two are in hand
    for name in names[:4]:
        server.answers[name] = held
    server.answers["/4"] = Answer(rss(items(3)))
    ids = subscribed(cli, server, *names)
    command = [sys.executable, "-m", "newsreader", "refresh", "--all", "--json"]
    with subprocess.Popen(command, env=environment(cli.home), stdout=PIPE) as running:
        while sum(server.hits.values()) < 2:
            assert running.poll() is None
            go_on.wait(0.01)
        (reloaded,) = cli("refresh", ids["/4"], "--json").json["feeds"]
        (left,) = cli("refresh", ids["/0"], "--json").json["feeds"]
        assert running.poll() is None
        go_on.set()
        out, _ = running.communicate(timeout=60)
    assert (reloaded["status"], reloaded["new"]) == ("updated", 3)
    assert left["status"] == "skipped"
    assert "another refresh" in left["error"]
    assert by_status(json.loads(out)) == {
        "0": "updated",
        "1": "updated",
        "2": "updated",
        "3": "updated",
        "4": "skipped",
    }
    assert set(server.hits.values()) == {1}


def test_in_a_pipe_there_are_lines(cli: CommandLine, server: FeedServer) -> None:
    """Without a terminal: a line for each feed that has news or failed, and one of what it came to."""
    server.answers["/feed"] = Answer(rss(items(3)))
    subscribed(cli, server, "/feed", "/404")
    done = cli("refresh")
    *lines, last = done.out.splitlines()
    assert last == f"2 feeds, 3 new, 1 failed: 127.0.0.1:{server.port}/404"
    assert sorted(line.endswith("3 new, 0 changed") for line in lines) == [False, True]
    assert [line.count(server.url("/404")) for line in lines if "404" in line] == [1]
    assert done.err == ""


def test_what_failed_is_named_within_bounds(cli: CommandLine, server: FeedServer) -> None:
    """The last line names some of many feeds; of a single one it says why."""
    ids = subscribed(cli, server, "/feed", *(f"/{n}" for n in range(2_000, 2_007)))
    last = cli("refresh").out.splitlines()[-1]
    assert last.startswith("8 feeds, 3 new, 7 failed: 127.0.0.1:")
    assert last.count("127.0.0.1") == 3
    assert last.endswith(" and 4 more")
    assert "does not exist" in cli("refresh", ids["/2003"]).out.splitlines()[-1]


@pytest.mark.parametrize("terminal", ["xterm", "dumb"])
def test_on_a_terminal_one_line_changes(cli: CommandLine, server: FeedServer, terminal: str) -> None:
    """A terminal that can has a line that changes, one that cannot no escape; hostile errors steer neither."""
    server.answers["/bad"] = Answer(rss(items(2), title="\x1b]0;owned\x07\x9b31m"))
    subscribed(cli, server, "/bad", "/404")
    screen = pexpect.spawn(
        sys.executable, ["-m", "newsreader", "refresh"], env=environment(cli.home, TERM=terminal), timeout=60
    )
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 0
    assert (b"\x1b" in screen.before) == (b"of 2 feeds" in screen.before) == (terminal == "xterm")
    assert b"\x1b]" not in screen.before
    assert b"2 feeds, 2 new, 1 failed: 127.0.0.1" in screen.before


def test_the_slow_ones_are_named(
    cli: CommandLine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line that changes counts, and names what is waited for, without its password."""
    monkeypatch.setattr(progress, "_REDRAWN", 0)
    slow = [
        FeedState(n, f"https://name:pw@slow{n}.example/feed", FeedKind.FEED, Validators(), None, 0, 0, 0)
        for n in range(5)
    ]
    line = progress.Changing()
    line.start(1)
    assert "0 of 1 feed, " in capsys.readouterr().err
    line.analysed(0, 1)
    assert "0 of 1 article indexed" in capsys.readouterr().err
    line.start(1_200)
    line.feed(FeedOutcome(9, "https://a.example/", "updated", 1_234))
    line.feed(FeedOutcome(10, "https://b.example/", "failed", error="No."))
    monkeypatch.setenv("COLUMNS", "200")
    line.waiting(slow)
    last = capsys.readouterr().err.split("\r")[-1]
    assert "2 of 1,200 feeds, " in last
    assert "/s, 1,234 new, 1 failed; waiting for " in last
    assert "slow0.example/feed" in last
    assert last.endswith("slow2.example/feed and 2 more")
    assert "pw" not in last
    line.end([FeedOutcome(9, "https://a.example/", "updated", 1_234)])
    captured = capsys.readouterr()
    assert captured.err == "\r\x1b[K"
    assert captured.out == "1 feed, 1,234 new\n"


def test_reanalyse_does_everything_anew(cli: CommandLine, server: FeedServer) -> None:
    """Every entry is analysed again, and the index is whole afterwards."""
    subscribed(cli, server, "/feed")
    cli("refresh")
    assert cli("reanalyse", "--json").json == {"analysed": 3}
    assert "3 entries analysed" in cli("reanalyse").out
    assert cli("search", "text", "--json").json["total"] == 3


def test_the_configuration_is_checked_first(cli: CommandLine, server: FeedServer) -> None:
    """A mistake in config.toml stops a refresh before anything is fetched."""
    subscribed(cli, server, "/feed")
    paths.config_file().parent.mkdir(parents=True, exist_ok=True)
    paths.config_file().write_text("[fetch]\ntimeuot = 3\n")
    assert 'did you mean "timeout"?' in cli("refresh").sentence
    assert server.hits["/feed"] == 0
