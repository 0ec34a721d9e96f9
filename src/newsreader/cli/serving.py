"""serve: the screen in a web browser on this machine, through textual-serve, which is imported here alone.

Whoever reaches the port has not reached the screen: every address begins with a token that only its user was told, and
is answered under the names of this machine alone, to pages of this server alone. Nothing is loaded from elsewhere.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import secrets
import shlex
import signal
import sys
from typing import TYPE_CHECKING, Any

from newsreader import paths
from newsreader.cli import output
from newsreader.errors import NewsreaderError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Awaitable, Callable

    from aiohttp import web

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")
_MANY_SCREENS = 8
"""At once: each is a process of its own."""
_SHUTDOWN_SECONDS = 2.0
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self' ws://{host}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""The page of textual-serve asks another server for a font; it is drawn with one of this machine instead."""
_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def serve(options: Namespace) -> int:
    """Serve until Ctrl+C."""
    try:
        import aiohttp.web  # noqa: F401, PLC0415 - optional, and half a second
        import textual_serve.server  # noqa: F401, PLC0415 - as above
    except ImportError as error:
        raise NewsreaderError(
            "serve needs the package textual-serve, which is not installed: pip install 'newsreader-tui[serve]'"
        ) from error
    logging.getLogger("textual-serve").setLevel(logging.CRITICAL)
    asyncio.run(_serve(_command(options), options.port))
    return 0


def is_allowed(request: web.Request, port: int, token: str) -> bool:
    """Whether a request may be answered: for a name of this machine, from a page of ours if from any, with the token.

    A name of somebody else's may lead here, and any page may try to: neither can know the token, and both are refused.
    """
    hosts = {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == 80 else set())
    if request.headers.get("Host", "") not in hosts:
        return False
    if request.headers.get("Origin", f"http://{HOST}:{port}") not in {f"http://{host}" for host in hosts}:
        return False
    given = request.path.split("/", 2)[1]
    return hmac.compare_digest(given.encode(errors="replace"), token.encode())


async def _serve(command: str, port: int) -> None:
    from aiohttp import web  # noqa: PLC0415 - see `serve`

    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    token = secrets.token_urlsafe(24)
    known_port = [port]
    application = _application(command, token, known_port)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, HOST, port).start()
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or error
            raise NewsreaderError(
                f"port {port} cannot be used ({why}); name another with --port, or 0 for any"
            ) from error
        known_port[0] = runner.addresses[0][1]
        output.line(f"http://{HOST}:{known_port[0]}/{token}/")
        output.finish()
        output.problem("open this address in a browser on this machine, and give it to nobody; Ctrl+C ends it")
        await ended.wait()
    finally:
        await runner.cleanup()


def _command(options: Namespace) -> str:
    """The screen on the same library, for a shell: the words are quoted, and come from nobody else."""
    words = [sys.executable, "-m", "newsreader", "--library", str(paths.library_files(options.library)[0])]
    return f"TERM=xterm-256color COLORTERM=truecolor exec {shlex.join(words)}"


def _application(command: str, token: str, port: list[int]) -> web.Application:
    """The pages of textual-serve below the token, behind what refuses everybody else."""
    import aiohttp_jinja2  # noqa: PLC0415 - see `serve`
    import jinja2  # noqa: PLC0415 - as above
    from aiohttp import web  # noqa: PLC0415 - as above
    from textual_serve.server import Server  # noqa: PLC0415 - as above

    screens = 0
    server = Server(command, host=HOST, title="newsreader")

    async def page(request: web.Request) -> Any:
        server.public_url = f"http://{request.headers['Host']}"  # one of those that are allowed
        return await server.handle_index(request)

    async def screen(request: web.Request) -> web.WebSocketResponse:
        nonlocal screens
        if screens >= _MANY_SCREENS:
            raise web.HTTPServiceUnavailable(text="newsreader: too many windows are open; close one.\n")
        screens += 1
        try:
            return await server.handle_websocket(request)
        finally:
            screens -= 1

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not is_allowed(request, port[0], token):
            raise web.HTTPForbidden(text="newsreader: only the address that `newsreader serve` printed is answered.\n")
        return await handler(request)

    async def harden(request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(_HEADERS)
        response.headers["Content-Security-Policy"] = _POLICY.format(host=f"{request.url.host}:{port[0]}")

    inner = web.Application()
    aiohttp_jinja2.setup(inner, loader=jinja2.FileSystemLoader(server.templates_path))
    inner.add_routes(
        [
            web.get("/", page),
            web.get("/ws", screen, name="websocket"),
            web.static("/static", server.statics_path, name="static"),
        ]
    )
    outer = web.Application(middlewares=[guard])
    outer.on_response_prepare.append(harden)
    outer.add_subapp(f"/{token}", inner)
    return outer
