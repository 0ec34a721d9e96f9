"""A process that parses and can be killed: time, memory and crashes of a parser end with it.

The parent writes requests to its standard input and reads replies from its standard output, both as a length and a
pickle. Only these two processes, which are the same program, ever hold an end of the pipes; nothing else is unpickled.
Nothing here knows what a feed looks like.
"""

from __future__ import annotations

import contextlib
import dataclasses
import fcntl
import functools
import gc
import io
import operator
import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias

from newsreader.errors import ParseError
from newsreader.feeds.limits import LIMITS, DocumentLimits
from newsreader.models.documents import Enclosure, PackedTexts, ParsedEntry, ParsedFeed

if TYPE_CHECKING:
    from collections.abc import Callable

_Request: TypeAlias = tuple[bytes | Path, str | None, str | None, bool]
"""A document, its address and its content type, or a path and nothing; and whether the texts are to be packed."""
_Reply: TypeAlias = ParsedFeed | str
"""What was read, or the sentence that says why not."""

START_SECONDS = 60
"""How long a new process may take until it is ready; not counted as parsing."""
GARBAGE = 100_000
"""Objects until garbage is looked for: a feed is thousands that live for a moment, among which there is none."""
_KEPT_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(2**25), "MALLOC_TRIM_THRESHOLD_": str(2**25)}
"""Bytes that glibc keeps for the next document: asking the system for them anew takes a tenth of the time."""
_LENGTH = struct.Struct(">Q")
_PROTOCOL = 5
_PIPE_BYTES = 2**20
_READY = "ready"
_SMALLEST = b"<rss version='2.0'><channel><title>.</title></channel></rss>"


class ParserProcess:
    """Parses in a process of its own, started when it is first needed and anew after it was killed.

    For one thread at a time. `seconds` is the time limit of one document, `memory_mb` the process's address space
    (where the system can limit it: not on macOS). If `packed`, the texts of what it gives are (`ParsedEntry.packed`).
    """

    command: ClassVar[tuple[str, ...]] = (
        sys.executable,
        "-P",  # the current folder, which may hold anything, is not imported from
        "-c",
        "import sys; sys.path.append(sys.argv[1]); from newsreader.feeds import worker; worker.serve(*sys.argv[2:])",
    )

    def __init__(
        self, *, seconds: float = 10, memory_mb: int = 512, limits: DocumentLimits = LIMITS, packed: bool = False
    ) -> None:
        self._seconds = seconds
        self._packed = packed
        self._memory_mb = memory_mb
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ready = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Let the process start, and import what it needs, while something else is done; nothing is waited for."""
        if self._process is None:
            with contextlib.suppress(ParseError):  # it is said when something is to be parsed
                self._process = self._spawn()

    def parse(self, body: bytes, *, url: str | None = None, content_type: str | None = None) -> ParsedFeed:
        """Like `feeds.parse.parse`, within the limits."""
        found: ParsedFeed = self._ask((body, url, content_type, self._packed))
        return found

    def parse_path(self, path: Path) -> ParsedFeed:
        """Like `feeds.local.read_path`, within the limits."""
        found: ParsedFeed = self._ask((path, None, None, self._packed))
        return found

    def close(self) -> None:
        """End the process."""
        if self._process is None:
            return
        process, self._process, self._is_ready = self._process, None, False
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        process.wait()

    def _ask(self, request: object) -> Any:
        """What the process replies; ParseError if that is a sentence, or if there is no reply in time."""
        process = self._ready()
        try:
            reply = _exchange(process, pickle.dumps(request, _PROTOCOL), self._seconds)
        except TimeoutError as error:
            self.close()
            raise ParseError(
                f"Reading the document took more than {self._seconds:g} seconds; it was given up."
            ) from error
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.close()
            raise ParseError("The parser crashed on this document; the document was skipped.") from error
        except BaseException:
            # Interrupted between a request and its reply: the next request would get this one's.
            self.close()
            raise
        if isinstance(reply, str):
            raise ParseError(reply)
        return reply

    def _ready(self) -> subprocess.Popen[bytes]:
        process = self._process = self._process or self._spawn()
        if not self._is_ready:
            try:
                _exchange(process, b"", START_SECONDS)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                self.close()
                raise ParseError("The parser's process could not be started.") from error
            except BaseException:
                self.close()
                raise
            self._is_ready = True
        return process

    def _spawn(self) -> subprocess.Popen[bytes]:
        package = Path(__file__).parents[2]
        words = (package, self._memory_mb, self._seconds, *dataclasses.astuple(self._limits))
        try:
            process = subprocess.Popen(
                [*self.command, *map(str, words)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **_KEPT_MEMORY},
                bufsize=0,
                start_new_session=True,  # ctrl+c is for the parent, which ends this process by closing its pipe
            )
        except OSError as error:
            raise ParseError(f"The parser's process could not be started: {error.strerror}.") from error
        for pipe in (process.stdin, process.stdout):
            if pipe:
                os.set_blocking(pipe.fileno(), False)
                _widen(pipe.fileno())
        return process


def _widen(pipe: int) -> None:
    """Let a whole document go through at once; where it cannot, it goes in pieces."""
    with contextlib.suppress(OSError, AttributeError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _exchange(process: subprocess.Popen[bytes], request: bytes, seconds: float) -> object:
    """Write a request, if there is one, and read a reply; TimeoutError or EOFError if there is none."""
    assert process.stdin  # noqa: S101 - a pipe
    assert process.stdout  # noqa: S101 - a pipe
    ends = time.monotonic() + seconds
    _write(process.stdin.fileno(), _LENGTH.pack(len(request)) + request if request else b"", ends)
    (length,) = _LENGTH.unpack(_read(process.stdout.fileno(), _LENGTH.size, ends))
    reply: object = pickle.loads(_read(process.stdout.fileno(), length, ends))  # noqa: S301 - from our own process
    return reply


def _write(pipe: int, data: bytes, ends: float) -> None:
    rest = memoryview(data)
    while rest:
        _wait(pipe, select.POLLOUT, ends)
        rest = rest[os.write(pipe, rest) :]


def _read(pipe: int, length: int, ends: float) -> bytearray:
    found = bytearray(length)
    rest = memoryview(found)
    while rest:
        _wait(pipe, select.POLLIN, ends)
        count = os.readv(pipe, [rest])
        if not count:
            raise EOFError
        rest = rest[count:]
    return found


def _wait(pipe: int, event: int, ends: float) -> None:
    poll = select.poll()
    poll.register(pipe, event)
    if not poll.poll(max(0, ends - time.monotonic()) * 1000):
        raise TimeoutError


# --- the other side -----------------------------------------------------------------------------------------------


def serve(memory_mb: str, seconds: str, *document_limits: str) -> None:
    """Answer requests from standard input until it ends."""
    limits = DocumentLimits(*map(int, document_limits))

    def answer(request: _Request) -> _Reply:
        document, url, content_type, packed = request
        return _answer(document, url, content_type, limits, packed=packed)

    answer_requests(memory_mb, seconds, answer, (_SMALLEST, None, None, True))


def answer_requests(memory_mb: str, seconds: str, answer: Callable[[Any], object], first: object) -> None:
    """Answer requests from standard input until it ends; the first, which nobody asks, imports what is needed."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints does not print into a reply
    requests = os.fdopen(0, "rb", closefd=False)
    _limit_memory(int(memory_mb))
    answer(first)
    gc.freeze()
    gc.set_threshold(GARBAGE)
    _send(replies, _READY)
    while head := requests.read(_LENGTH.size):
        request = pickle.loads(requests.read(_LENGTH.unpack(head)[0]))  # noqa: S301 - from our parent
        # Should the parent be gone, nobody else would end a parser that does not return.
        signal.alarm(int(float(seconds)) + 5)
        _send(replies, answer(request))
        signal.alarm(0)
        del request
        gc.collect()  # what holds itself in a circle holds the whole document
        gc.freeze()  # what was imported and kept meanwhile is not looked through again


def _answer(
    document: bytes | Path, url: str | None, content_type: str | None, limits: DocumentLimits, *, packed: bool
) -> _Reply:
    from newsreader.feeds import identity, local, parse  # noqa: PLC0415 - the parent has no need of them

    try:
        if isinstance(document, Path):
            feed = local.read_path(document, limits)
        else:
            feed = parse.parse(document, url=url, content_type=content_type, limits=limits)
        return dataclasses.replace(feed, entries=tuple(map(identity.packed, feed.entries))) if packed else feed
    except ParseError as error:
        return str(error)
    except MemoryError:
        return "Reading this document takes more memory than it may."
    except Exception as error:  # noqa: BLE001 - the last fence: a document must not end the process
        return f"The parser failed on this document ({type(error).__name__})."


def _send(pipe: object, reply: object) -> None:
    data = _pickled(reply)
    pipe.write(_LENGTH.pack(len(data)) + data)  # type: ignore[attr-defined]
    pipe.flush()  # type: ignore[attr-defined]


_PLAIN_VALUES = (ParsedFeed, ParsedEntry, PackedTexts, Enclosure)


def _pickled(reply: object) -> bytes:
    """Values as calls of their class: what pickle makes of a frozen one is slow to read back, by looking up fields."""
    data = io.BytesIO()
    pickler = pickle.Pickler(data, _PROTOCOL)
    pickler.dispatch_table = {kind: functools.partial(_as_call, kind) for kind in _PLAIN_VALUES}
    pickler.dump(reply)
    return data.getvalue()


def _as_call(kind: type, value: object) -> tuple[type, tuple[object, ...]]:
    return kind, _values(kind)(value)


@functools.cache
def _values(kind: type) -> operator.attrgetter[tuple[object, ...]]:
    return operator.attrgetter(*(field.name for field in dataclasses.fields(kind)))


def _limit_memory(megabytes: int) -> None:
    import resource  # noqa: PLC0415

    if sys.platform == "linux":
        limit = megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
