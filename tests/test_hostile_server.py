"""Fetching from servers that behave badly in ninety ways: what must happen, within time, bytes and requests.

The server and the list of its routes belong to the shared data; without them there is nothing to test.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from newsreader.errors import FetchError, ParseError
from newsreader.feeds.parse import parse
from newsreader.fetch import Fetched, FetchLimits, NotModified, fetch

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVER = Path(__file__).parents[2] / "shared" / "data" / "hostile" / "server"
ROUTES = SERVER / "routes_dev.jsonl"
LIMITS = FetchLimits(total_seconds=5, connect_seconds=2)

pytestmark = pytest.mark.skipif(not ROUTES.exists(), reason="the shared data is not beside this checkout")


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """The address of the hostile server."""
    command = [sys.executable, str(SERVER / "hostile_server.py"), "--port", "0", "--port2", "0"]
    with subprocess.Popen([*command, "--time-scale", "0.1"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found
        yield found[0]
        process.terminate()


def tried(url: str) -> tuple[str, str]:
    """What came of fetching and parsing: ok or error, and the document or the sentence."""
    try:
        fetched = fetch(url, limits=LIMITS)
        if isinstance(fetched, NotModified):
            return "ok", ""
        feed = parse(fetched.body, url=fetched.url, content_type=fetched.content_type)
    except (FetchError, ParseError) as error:
        return "error", str(error)
    return "ok", f"{feed.title} {len(feed.entries)}"


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
        outcomes = list(pool.map(tried, [base + route["route"] for route in routes]))
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


def test_password_goes_nowhere_else(base: str) -> None:
    """Redirects to another host or port carry no Authorization."""
    for path in ("/auth_cross_host", "/auth_cross_port"):
        assert tried(base.replace("//", "//user:secret@") + path)[0] == "ok"
    seen = {one["path"]: [name.lower() for name, _ in one["headers"]] for one in log(base)}
    assert "authorization" in seen["/auth_cross_host"]
    sinks = {path: names for path, names in seen.items() if path.startswith("/_sink")}
    assert len(sinks) == 2
    assert not any("authorization" in names for names in sinks.values())


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
