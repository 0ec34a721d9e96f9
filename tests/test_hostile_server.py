"""Fetching from servers that behave badly in ninety ways: what must happen, within time, bytes and requests.

The server and the list of its routes belong to the shared data; without them there is nothing to test.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from feed_server import fetch
from hostile import in_time
from library_making import NOW, listed, opened
from newsreader.config import Config, Fetch
from newsreader.errors import FetchError, ParseError
from newsreader.feeds.parse import parse
from newsreader.fetch import Fetched, FetchLimits, Manner, NotModified
from newsreader.fulltext import article
from newsreader.library import feeds, states
from newsreader.refresh.run import refresh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsreader.library.store import Library
    from newsreader.models.feeds import FeedOutcome

SERVER = Path(__file__).parents[2] / "shared" / "data" / "hostile" / "server"
ROUTES = SERVER / "routes_dev.jsonl"
LIMITS = FetchLimits(total_seconds=10)

pytestmark = pytest.mark.skipif(not ROUTES.exists(), reason="the shared data is not beside this checkout")


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """The address of the hostile server."""
    command = [sys.executable, str(SERVER / "hostile_server.py"), "--port", "0", "--port2", "0"]
    with subprocess.Popen([*command, "--time-scale", "0.1"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert found
            yield found[0]
        finally:
            process.terminate()


PAGES = (
    "/video_as_article /html_instead /ct_html /ct_octet /ct_charset_lie /gzip_bomb /br_bomb /drip_body /endless_body "
    "/to_javascript /loc_escape /reason_escape /cookie_bomb"
)
"""Routes where an article might be."""


@pytest.mark.parametrize("route", PAGES.split())
def test_pages_from_such_servers(base: str, route: str) -> None:
    """An article, or one sentence, in time."""
    config = Config(fetch=Fetch(timeout=10))
    with article.extractor(config) as reader, in_time(route, {"max_s": 60}):
        try:
            told = article.load(base + route, config, article.extracting(reader), typed_by_user=True).extracted.text
        except (FetchError, ParseError) as error:
            told = str(error)
    assert told
    assert "\x1b" not in told


def tried(url: str, manner: Manner = Manner()) -> tuple[str, str]:  # noqa: B008 - frozen
    """What came of fetching and parsing: ok or error, and the document or the sentence."""
    try:
        fetched = fetch(url, limits=LIMITS, manner=manner)
        if isinstance(fetched, NotModified):
            return "ok", ""
        feed = parse(fetched.body, url=fetched.url, content_type=fetched.content_type)
    except (FetchError, ParseError) as error:
        return "error", str(error)
    return "ok", f"{feed.title} {len(feed.entries)}"


def _tried_in_time(base: str, route: dict[str, Any]) -> tuple[str, str]:
    with in_time(route["route"], route["expect"]):
        return tried(base + route["route"])


def log(base: str) -> list[dict[str, Any]]:
    """The requests that the server saw."""
    seen = fetch(f"{base}/_log", limits=FetchLimits(body_bytes=50_000_000, wire_bytes=50_000_000))
    assert isinstance(seen, Fetched)
    requests: list[dict[str, Any]] = json.loads(seen.body)
    return requests


def test_every_route(base: str) -> None:
    """Each route ends as it must, all of them at the same time, and costs no more than it may."""
    routes = [json.loads(line) for line in ROUTES.read_text(encoding="utf-8").splitlines()]
    assert len(routes) > 80
    with ThreadPoolExecutor(len(routes)) as pool:
        outcomes = list(pool.map(partial(_tried_in_time, base), routes))
    wrong = []
    for route, (outcome, told) in zip(routes, outcomes, strict=True):
        expected = route["expect"]
        entries = expected.get("entries")
        checks = {
            "outcome": expected["outcome"] in {"either", outcome},
            "entries": entries is None or outcome == "error" or told.endswith(f" {entries}"),
            "title": expected.get("titles_contain", "") in told,
            "one line": "\n" not in told and not any(sign in told for sign in expected.get("forbid", [])),
        }
        wrong += [(route["route"], name, outcome, told) for name, right in checks.items() if not right]
    assert wrong == []
    seen = log(base)
    for route in routes:
        requests = [one for one in seen if one["path"].partition("?")[0].startswith(route["route"])]
        assert sum(one["bytes_sent"] for one in requests) <= route["expect"].get("max_bytes", 10**9), route
        assert len(requests) <= route["expect"].get("max_requests", 12), route
        assert all(one["method"] == "GET" for one in requests), route


@pytest.mark.parametrize(
    "manner",
    [
        Manner(login="user:secret"),
        Manner(headers=(("Authorization", "Bearer secret"), ("X-Auth-Token", "secret"), ("Cookie", "a=secret"))),
        Manner(cookies=True, login="user:secret"),
    ],
    ids=["login", "headers", "cookies"],
)
def test_nothing_private_goes_elsewhere(base: str, manner: Manner) -> None:
    """Redirects to another host or port carry no password, no key and no cookie."""
    fetch(f"{base}/_reset", limits=LIMITS)
    for path in ("/auth_cross_host", "/auth_cross_port"):
        assert tried(base + path, manner)[0] == "ok"
    seen = [(one["path"], {name.lower(): value for name, value in one["headers"]}) for one in log(base)]
    assert any("authorization" in headers for path, headers in seen if path == "/auth_cross_host")
    routes = [json.loads(line)["expect"] for line in ROUTES.read_text(encoding="utf-8").splitlines()]
    for path, header in (item for route in routes for item in route.get("never_header", {}).items()):
        assert not any(header in headers for asked, headers in seen if asked.startswith(path))
    sinks = [headers for path, headers in seen if path.startswith("/_sink")]
    assert len(sinks) == 2
    assert all(set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"} for headers in sinks)


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how much memory it took at most")
def test_bombs_cost_little_memory(base: str) -> None:
    """What unpacks to hundreds of megabytes, in whatever coding, ends the fetch and not the memory."""
    script = """
import re, sys
from newsreader.errors import FetchError
from newsreader.fetch import FetchLimits, finished, hops
for path in ("gzip_bomb", "br_bomb", "zstd_bomb", "endless_body", "gzip_many_codings", "cl_announces_3gb"):
    try:
        finished(hops(f"{sys.argv[1]}/{path}", limits=FetchLimits(total_seconds=20)))
        sys.exit(f"{path} was read")
    except FetchError:
        pass
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]) // 1024)
"""
    done = subprocess.run([sys.executable, "-c", script, base], capture_output=True, text=True, check=True, timeout=200)
    expected = [json.loads(line)["expect"] for line in ROUTES.read_text(encoding="utf-8").splitlines()]
    assert int(done.stdout) < min(150, *(one["max_mb"] for one in expected if "max_mb" in one))


# --- over several refreshes ---------------------------------------------------------------------------------------


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with opened(tmp_path) as library:
        yield library


def refreshed(lib: Library, url: str, times: int) -> list[FeedOutcome]:
    """What came of refreshing a feed a few times, a day apart."""
    feed_id = feeds.add(lib, url, "", now=NOW)
    found: list[FeedOutcome] = []
    for day in range(times):
        clock = partial(int, NOW + day * 86_400)
        found += refresh(lib, feeds.states(lib, [feed_id]), config=Config(fetch=Fetch(timeout=10)), now=clock)
    return found


@pytest.mark.parametrize("path", ["/etag_always_new", "/maxage_bad", "/extra_response", "/gzip_multi", "/deflate_raw"])
def test_the_same_document_again(base: str, lib: Library, path: str) -> None:
    """Whatever its headers say, the same document is nothing new, the third time as the second."""
    first, *others = refreshed(lib, base + path, 3)
    assert first.status == "updated"
    assert [(one.status, one.new, one.changed) for one in others] == [("unchanged", 0, 0)] * 2


@pytest.mark.parametrize(("path", "changes"), [("/churn_guids", True), ("/churn_text", True)])
def test_entries_that_change_at_each_fetch(base: str, lib: Library, path: str, changes: bool) -> None:
    """New guids and edited texts are changes in place: no copies, and what was read stays read."""
    first, *_ = refreshed(lib, base + path, 1)
    states.mark(lib, listed(lib), read=True, now=NOW)
    again = refreshed(lib, base + path, 3)
    assert [one.new for one in again] == [0, 0, 0]
    assert any(one.changed for one in again) is changes
    feed = feeds.all_feeds(lib)[0]
    assert (feed.total, feed.unread) == (first.new, 0)


@pytest.mark.parametrize("path", ["/then_cut", "/html_every_second", "/etag_on_html", "/flood_new"])
def test_nothing_is_lost_by_a_bad_answer(base: str, lib: Library, path: str) -> None:
    """A cut document or a page in a feed's place is a failure that takes nothing away, and it passes."""
    fetch(f"{base}/_reset", limits=LIMITS)
    outcomes = refreshed(lib, base + path, 4)
    totals = sum(one.new for one in outcomes)
    feed = feeds.all_feeds(lib)[0]
    assert feed.total == totals > 0
    if "html" in path:
        assert any(one.status == "failed" for one in outcomes)
    assert outcomes[-1].status == "failed" or feed.error is None


def test_a_page_s_validators_are_not_kept(base: str, lib: Library) -> None:
    """What came with a page that is no feed is not sent back: else the feed would be dead for ever."""
    fetch(f"{base}/_reset", limits=LIMITS)
    refreshed(lib, f"{base}/etag_on_html", 2)
    asked = [one for one in log(base) if one["path"] == "/etag_on_html"]
    assert len(asked) == 2
    assert not any(name.lower() == "if-none-match" for one in asked for name, _ in one["headers"])


def test_password_is_used_where_it_belongs(base: str) -> None:
    """A feed that asks for a password is read with it, and refused without."""
    assert tried(base.replace("//", "//user:pass@") + "/e401_ok_with_password")[0] == "ok"
    assert tried(base + "/e401_ok_with_password")[0] == "error"


@pytest.mark.parametrize("path", ["/etag_exact", "/etag_huge", "/etag_ctrl", "/cookie_bomb", "/cookie_track"])
def test_second_request(base: str, path: str) -> None:
    """What the first answer left does not break the second request, and no cookie is sent."""
    first = fetch(base + path, limits=LIMITS)
    assert isinstance(first, Fetched)
    second = fetch(base + path, limits=LIMITS, validators=first.validators)
    assert isinstance(second, NotModified) is (path == "/etag_exact")
    assert not any(name.lower() == "cookie" for one in log(base) for name, _ in one["headers"])
