"""A process that reads the transcripts and chapters of recordings and can be killed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from newsreader.errors import ParseError
from newsreader.feeds import decode, fields
from newsreader.feeds.worker import ParserProcess, answer_requests
from newsreader.models.documents import Chapter
from newsreader.recordings import chapters, speech, utterances

if TYPE_CHECKING:
    from newsreader.config import Config

_Spoken: TypeAlias = tuple[list[speech.Paragraph], bool]
_Request: TypeAlias = tuple[str, bytes, str | None, str | None]
"""What the document should be, itself, the type of its server and that of its feed."""
_Reply: TypeAlias = tuple[Chapter, ...] | _Spoken | str
"""What was read, or why not: a sentence, or the end of one if the document is another than it should be."""

_CHAPTERS, _TRANSCRIPT = "chapters", "transcript"
_FIRST: _Request = (_TRANSCRIPT, b"<p>Words.", None, None)


class RecordingProcess(ParserProcess):
    """Reads in a process of its own. For one thread at a time."""

    command: ClassVar[tuple[str, ...]] = (
        *ParserProcess.command[:3],
        "import sys; sys.path.append(sys.argv[1]); from newsreader.media import worker; worker.serve(*sys.argv[2:])",
    )

    def chapters(self, body: bytes, content_type: str | None) -> tuple[Chapter, ...]:
        """Those of a document; ParseError if it is none of chapters, or the limits are not enough."""
        found: tuple[Chapter, ...] = self._ask((_CHAPTERS, body, content_type, None))
        return found

    def transcript(self, body: bytes, content_type: str | None, declared: str | None) -> _Spoken:
        """The paragraphs of one, and whether there were too many to keep all; ParseError as above.

        `declared` is the type that its feed says it has.
        """
        found: _Spoken = self._ask((_TRANSCRIPT, body, content_type, declared))
        return found


def process(config: Config) -> RecordingProcess:
    """One within the limits that are set."""
    return RecordingProcess(seconds=config.parse.timeout, memory_mb=config.parse.max_memory_megabytes)


def serve(memory_mb: str, seconds: str, *_: str) -> None:
    """Answer requests from standard input until it ends."""
    answer_requests(memory_mb, seconds, _answer, _FIRST)


def _answer(request: _Request) -> _Reply:
    what, body, content_type, declared = request
    try:
        text = decode.decode(body, content_type).text
        if what == _CHAPTERS:
            return chapters.from_json(text, fields.http_url)
        return speech.paragraphs(utterances.read(text, declared or content_type))
    except ParseError as error:
        return str(error)
    except MemoryError:
        return "Reading this document takes more memory than it may."
    except Exception as error:  # noqa: BLE001 - the last fence: a document must not end the process
        return f"The document could not be read ({type(error).__name__})."
