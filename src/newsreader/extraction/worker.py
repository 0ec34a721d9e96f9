"""A process that extracts articles from pages and can be killed; it is begun anew before it has grown large."""

from __future__ import annotations

import re
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import ClassVar, TypeAlias

from newsreader.errors import ParseError
from newsreader.extraction.extract import extract
from newsreader.feeds.worker import ParserProcess, answer_requests
from newsreader.models.documents import Extracted

MOST_MEGABYTES = 220
"""What a process may have taken and yet be asked again."""
MEMORY = 310
"""Megabytes of its address space: so it stays below 300."""

_Request: TypeAlias = tuple[bytes, str | None, str | None]
_Reply: TypeAlias = tuple[Extracted | str, int]
"""An article, or the sentence that says why there is none; and the megabytes that the process has taken at most."""


class ExtractorProcess(ParserProcess):
    """Extracts in a process of its own. For one thread at a time."""

    command: ClassVar[tuple[str, ...]] = (
        *ParserProcess.command[:3],
        "import sys; sys.path.append(sys.argv[1]); from newsreader.extraction import worker; "
        "worker.serve(*sys.argv[2:])",
    )

    megabytes = 0
    """What the process had taken at most when it last replied."""

    def extract(self, body: bytes, *, url: str | None = None, content_type: str | None = None) -> Extracted:
        """Like `extraction.extract.extract`, within the limits; ParseError if they are not enough."""
        request: _Request = (body, url, content_type)
        reply: _Reply = self._ask(request)
        found, self.megabytes = reply
        if self.megabytes > MOST_MEGABYTES:
            self.close()
        if isinstance(found, str):
            raise ParseError(found)
        return found


def serve(memory_mb: str, seconds: str, *_: str) -> None:
    """Answer requests from standard input until it ends."""
    answer_requests(memory_mb, seconds, _answer, (b"<p>Words.", None, None))


def _answer(request: _Request) -> _Reply:
    body, url, content_type = request
    return _extracted(body, url, content_type), _megabytes()


def _extracted(body: bytes, url: str | None, content_type: str | None) -> Extracted | str:
    try:
        return extract(body, url=url, content_type=content_type)
    except ParseError as error:
        return str(error)
    except (MemoryError, SystemError):  # Lexbor has its own memory, and no word for it
        return "Reading this page takes more memory than it may."
    except Exception as error:  # noqa: BLE001 - the last fence: a page must not end the process
        return f"The page could not be read ({type(error).__name__})."


def _megabytes() -> int:
    """What this process has taken at most; what `getrusage` says may be of the process that started it."""
    with suppress(OSError):
        status = Path("/proc/self/status").read_text(encoding="ascii")
        if found := re.search(r"VmHWM:\s+(\d+) kB", status):
            return int(found[1]) // 1_000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1_000_000 if sys.platform == "darwin" else 1_000)
