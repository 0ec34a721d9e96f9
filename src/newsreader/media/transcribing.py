"""Fetching the chapters and transcripts that feeds name for recordings, one after another, if the user wishes.

A host is left alone as soon as it refuses; documents are read in a process of their own. What goes wrong is data of an
outcome, and what was had before stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader import logins
from newsreader.errors import Cause, FetchError, NewsreaderError
from newsreader.library import spoken
from newsreader.media import worker
from newsreader.recordings import speech
from newsreader.refresh.asking import ask_first, left_alone, note_answer, note_refusal
from newsreader.refresh.by_host import alone
from newsreader.web.address import host, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsreader.config import Config
    from newsreader.fetch import Fetched
    from newsreader.library.spoken import Spoken
    from newsreader.library.store import Library
    from newsreader.media.worker import RecordingProcess
    from newsreader.models.documents import Chapter, Transcript
    from newsreader.recordings.speech import Paragraph

_ACCEPT = "text/vtt, application/json, application/x-subrip, text/html;q=0.7, text/plain;q=0.6, */*;q=0.1"
_BEST_FIRST = ("json", "vtt", "srt", "subrip", "html", "plain")
"""What types of transcripts have in them: the first ones often say who speaks."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an entry's recording."""

    entry_id: int
    status: str
    """stored: something came; failed: nothing did; nothing: the feed names neither chapters nor transcripts."""
    error: str | None = None
    """Why something did not come."""


def fetch(
    lib: Library, entries: Iterable[Spoken], *, config: Config, now: Callable[[], int], by_hand: bool = True
) -> Iterator[Outcome]:
    """Fetch and store what there is beside some recordings."""
    with lib.write():  # a library that cannot be written says so before anything is fetched
        pass
    with worker.process(config) as reader:
        for one in entries:
            if one.recording.can_be_fetched:
                yield _Fetching(lib, one, config, now, reader, by_hand=by_hand).outcome()
            else:
                yield Outcome(one.entry_id, "nothing", "Its feed names neither chapters nor a transcript of it.")


class _Fetching:
    """Of one entry."""

    def __init__(
        self,
        lib: Library,
        one: Spoken,
        config: Config,
        now: Callable[[], int],
        reader: RecordingProcess,
        *,
        by_hand: bool,
    ) -> None:
        self._lib, self._one, self._config, self._now, self._by_hand = lib, one, config, now, by_hand
        self._reader = reader
        self._problems: list[str] = []

    def outcome(self) -> Outcome:
        one = self._one
        listed, said = self._chapters(), self._transcript()
        # A transcript that was had before is not given up for chapters alone.
        keeps = not said and one.has_transcript
        html = None if keeps else speech.html(one.chapters if listed is None else listed, said) or None
        error = " ".join(self._problems) or None
        is_there = spoken.store(
            self._lib,
            one,
            self._now(),
            chapters=listed,
            html=html if listed or said else None,
            has_transcript=bool(said),
            error=error,
        )
        if not is_there:
            return Outcome(one.entry_id, "failed", "The entry was deleted meanwhile.")
        return Outcome(one.entry_id, "stored" if listed or said else "failed", error)

    def _chapters(self) -> tuple[Chapter, ...] | None:
        url = self._one.recording.chapters_url
        if url is None:
            return None
        try:
            found = self._load(url)
            return self._reader.chapters(found.body, found.content_type) or None
        except NewsreaderError as error:
            self._note(url, error, "has no chapters")
            return None

    def _transcript(self) -> Sequence[Paragraph]:
        """The best one that can be read."""
        for one in best_first(self._one.recording.transcripts, self._one.feed_language):
            try:
                document = self._load(one.url)
                found, is_cut = self._reader.transcript(document.body, document.content_type, one.type)
            except NewsreaderError as error:
                self._note(one.url, error, "is no transcript")
                continue
            if is_cut:
                self._problems.append(
                    f"The transcript is longer than {speech.MOST_CHARACTERS:,} characters and was cut."
                )
            return found
        return ()

    def _load(self, url: str) -> Fetched:
        self._visit(host(url))
        # Where a feed leads elsewhere its user did not choose: not into a private network, and without his password.
        at_home = host(url) == host(self._one.feed_url)
        login = logins.of(self._one.feed_url) if at_home else ""
        typed = self._one.typed and at_home
        found = ask_first(url, self._config, typed_by_user=typed, login=login, visit=self._visit, accept=_ACCEPT)
        note_answer(self._lib, (url, found.url), self._now())
        return found

    def _visit(self, name: str) -> None:
        now = self._now()
        until = alone(self._lib, now, by_hand=self._by_hand).get(name)
        if until is not None:
            raise FetchError(f"{left_alone(name, until - now)}; try again then.", cause=Cause.REFUSED)

    def _note(self, url: str, error: NewsreaderError, what: str) -> None:
        note_refusal(self._lib, url, error, self._now())
        words = str(error)
        if not isinstance(error, FetchError):
            words = f"{shown(url)}: {words}" if words.endswith(".") else f"{shown(url)} {what}: {words}."
        self._problems.append(words)


def best_first(found: Sequence[Transcript], language: str | None) -> list[Transcript]:
    """Transcripts in the language of the feed before others, those that often say who speaks first."""
    wanted = (language or "").lower().partition("-")[0]

    def rank(one: Transcript) -> tuple[bool, int]:
        spoken_in = (one.language or "").lower().partition("-")[0]
        kind = one.type or one.url.rpartition(".")[2]
        place = next((at for at, name in enumerate(_BEST_FIRST) if name in kind), len(_BEST_FIRST))
        return bool(wanted and spoken_in and spoken_in != wanted), place

    return sorted(found, key=rank)
