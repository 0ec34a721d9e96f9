"""serve: the screen in a browser for its owner alone, asked by real requests."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from command_line import environment
from newsreader.cli import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from command_line import CommandLine

pytest.importorskip("textual_serve")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """What `newsreader serve` prints, while it runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "newsreader", "serve"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(tmp_path, LANG="C.UTF-8"),
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors


def asked(address: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """One request to the server of an address: status, headers and body of the answer."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_the_address_shows_the_page(address: str) -> None:
    """With the token the page and all that it needs is there, under the token as well."""
    parts = urlsplit(address)
    assert parts.hostname == "127.0.0.1"
    assert len(parts.path.strip("/")) >= 32
    status, headers, page = asked(address, parts.path)
    assert status == 200
    text = page.decode()
    assert f'data-session-websocket-url="ws://127.0.0.1:{parts.port}{parts.path}ws"' in text
    for script in re.findall(r'(?:src|href)="(http://127[^"]+)"', text):
        assert urlsplit(script).path.startswith(parts.path)
        assert asked(address, urlsplit(script).path)[0] == 200
    assert headers["Referrer-Policy"] == "no-referrer"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy.replace(f"ws://127.0.0.1:{parts.port}", "")


def test_without_the_token_nothing_is_answered(address: str) -> None:
    """Neither the page nor its parts nor the socket; a token that is nearly right is wrong."""
    parts = urlsplit(address)
    token = parts.path.strip("/")
    for path in ("/", "/ws", "/static/js/textual.js", "/x/", f"/{token[:-1]}/", f"/{token}x/", f"/?token={token}"):
        status, headers, body = asked(address, path)
        assert status == 403, path
        assert token.encode() not in body
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert asked(address, f"//{token}/")[0] == 403
    assert asked(address, f"{parts.path}../ws")[0] in {403, 404}
    assert asked(address, f"{parts.path}static/../../etc/passwd")[0] in {403, 404}


@pytest.mark.parametrize("path", ["", "ws"])
def test_other_names_and_pages_are_refused(address: str, path: str) -> None:
    """A name of another's that leads here, and a page of another's, are refused with the right token."""
    parts = urlsplit(address)
    socket = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}
    socket["Sec_WebSocket_Key"] = "AAAAAAAAAAAAAAAAAAAAAA=="
    headers = socket if path else {}
    for host in ("evil.example", f"evil.example:{parts.port}", "127.0.0.1", f"127.0.0.1.evil.example:{parts.port}", ""):
        assert asked(address, parts.path + path, Host=host, **headers)[0] == 403
    for origin in ("https://evil.example", "null", f"http://evil.example:{parts.port}", "http://127.0.0.1:1"):
        assert asked(address, parts.path + path, Origin=origin, **headers)[0] == 403
    if not path:
        for name in ("127.0.0.1", "localhost"):
            host = f"{name}:{parts.port}"
            assert asked(address, parts.path, Host=host, Origin=f"http://{host}")[0] == 200


def starred(home: Path) -> list[dict[str, Any]]:
    """The starred articles of a library."""
    words = [sys.executable, "-m", "newsreader", "list", "--starred", "--json"]
    done = subprocess.run(words, env=environment(home), capture_output=True, check=True, timeout=60)
    entries: list[dict[str, Any]] = json.loads(done.stdout)["entries"]
    return entries


async def test_the_socket_shows_the_screen(address: str, tmp_path: Path) -> None:
    """The reader itself is drawn, takes keys, and its marks are in the library; it ends with the page."""
    import aiohttp

    parts = urlsplit(address)
    seen = b""

    async def wait_for(socket: aiohttp.ClientWebSocketResponse, words: str) -> None:
        nonlocal seen
        while words.encode() not in seen:
            message = await socket.receive(timeout=60)
            assert message.type in {aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT}, seen[-500:]
            seen += message.data if isinstance(message.data, bytes) else b""

    async with aiohttp.ClientSession() as client:
        page = f"{address}ws?width=160&height=42"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await client.ws_connect(page, origin="https://evil.example")
        async with client.ws_connect(page, origin=f"http://127.0.0.1:{parts.port}") as socket:
            await wait_for(socket, "Welcome to newsreader")
            await socket.send_json(["stdin", "s"])  # closes the welcome and stars
            await wait_for(socket, "★")
            await socket.send_json(["resize", {"width": 100, "height": 30}])
    assert len(starred(tmp_path)) == 1


@pytest.mark.skipif(not any(map(shutil.which, BROWSERS)), reason="no Chromium is installed")
def test_a_browser_shows_the_screen(address: str, tmp_path: Path) -> None:
    """Headless Chromium loads page, script and socket under the policy, and draws the first bytes."""
    browser = next(name for name in BROWSERS if shutil.which(name))
    words = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile"]
    done = subprocess.run(
        [*words, "--virtual-time-budget=20000", "--dump-dom", address], capture_output=True, timeout=120, check=True
    )
    assert b"-first-byte" in done.stdout


def test_a_port_that_is_taken_is_told(address: str, cli: CommandLine) -> None:
    """One sentence with what to do."""
    assert "--port" in cli("serve", "--port", str(urlsplit(address).port)).sentence
    assert cli("serve", "--port", "70000").code == 2


def test_without_its_package_it_says_what_to_install(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is optional; one sentence names it."""
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    assert "pip install 'newsreader-tui[serve]'" in cli("serve").sentence


def test_the_command_is_quoted(cli: CommandLine) -> None:
    """The library's name reaches the shell as one word."""
    from argparse import Namespace
    from pathlib import Path

    name = "/tmp/it's $(touch x); `y`/library.db"
    command = serving._command(Namespace(library=Path(name)))
    shown = subprocess.run(
        ["sh", "-c", command.replace("exec ", "exec printf '%s\\n' ", 1)], capture_output=True, text=True, check=True
    )
    assert shown.stdout.splitlines() == [sys.executable, "-m", "newsreader", "--library", name]
