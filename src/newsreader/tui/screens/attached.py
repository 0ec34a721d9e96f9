"""Files attached to the article: chosen from a list, loaded by a process that is followed, given to their programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from newsreader import paths
from newsreader.errors import NewsreaderError
from newsreader.text import megabytes
from newsreader.tui.background import answer, follow
from newsreader.tui.screens.part import Part, work
from newsreader.tui.screens.question import Choice, Question
from newsreader.tui.widgets.bars import Progress

if TYPE_CHECKING:
    from newsreader.library.media import Attached
    from newsreader.models.entries import Entry
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.long_work import LongWork

_PLAY, _LOAD, _QUEUE, _UNQUEUE = "play", "load", "queue", "unqueue"


class Attachments(Part):
    """Podcasts, films and documents."""

    def __init__(self, screen: FindingScreen, long_work: LongWork) -> None:
        super().__init__(screen)
        self._long_work = long_work
        self._loading: set[str] = set()
        """The addresses of files that are being loaded."""

    @work(group="media")
    async def action_media(self) -> None:
        """Ask what to do with a file of the article, and do it."""
        from newsreader.library import media, spoken  # noqa: PLC0415 - not before the screen is shown
        from newsreader.tui.screens import recorded  # noqa: PLC0415 - not before the screen is shown

        screen = self.screen
        entry = screen.opened()
        if entry is None:
            return
        found = media.of_entries(screen.library, [entry.id])
        choices = [choice for one in found for choice in self._offered(one)]
        heard = spoken.of_entries(screen.library, [entry.id])
        reading = screen.article_view.reading
        choices += recorded.offered(heard[0] if heard else None, found, reading.document.text if reading else "")
        if not choices:
            screen.say("no file is attached to this article")
            return
        given = await screen.ask(Question(f"Files: {entry.title or '(no title)'}", choices=tuple(choices)))
        what, *numbers = ((given.choice if given is not None else None) or " ").split(" ")
        if what == recorded.FETCH:
            self._fetch_transcript(entry)
        if not numbers or not what:
            return
        one = found[int(numbers[0]) - 1]
        if what == _PLAY:
            self._play(one, one.place)
        elif what == recorded.FROM:
            self._play(one, int(numbers[1]))
        elif what == _LOAD:
            self._load(one)
        elif what == _QUEUE:
            screen.writing.act(
                lambda library: media.enqueue(library, one), lambda _: screen.say(f"in the queue: {one.title}")
            )
        elif what == _UNQUEUE:
            url = one.enclosure.url
            screen.writing.act(
                lambda library: media.dequeue(library, url), lambda _: screen.say(f"out of the queue: {one.title}")
            )

    def _offered(self, one: Attached) -> list[Choice]:
        """What can be done with a file."""
        from newsreader.media import naming  # noqa: PLC0415 - not before the screen is shown

        kind = naming.kind(one.enclosure)
        verb = "play" if kind in {"audio", "video"} else "open"
        size = megabytes(one.enclosure.length) if one.enclosure.length else ""
        name = f"{kind} {one.number}"
        choices = [
            Choice(f"{_PLAY} {one.number}", f"{verb} {name}", "on the disk" if one.is_there else "from the network")
        ]
        if not one.is_there and one.enclosure.url not in self._loading:
            choices.append(Choice(f"{_LOAD} {one.number}", f"load {name}", size))
        if one.queued is None:
            choices.append(Choice(f"{_QUEUE} {one.number}", f"queue {name}"))
        else:
            choices.append(Choice(f"{_UNQUEUE} {one.number}", f"take {name} out of the queue"))
        return choices

    def _play(self, one: Attached, place: int) -> None:
        """From a second on. Sound gets the terminal, which its player is steered by; else there is another window."""
        from newsreader.media import naming, playing  # noqa: PLC0415 - not before the screen is shown
        from newsreader.tui import programs  # noqa: PLC0415 - not before the screen is shown

        kind = naming.kind(one.enclosure)
        try:
            path = str(one.path) if one.is_there else one.enclosure.url
            words = playing.command(self.screen.config.media, kind, path, place)
            if kind == "audio":
                programs.on_terminal(self.screen.app, words)
                self.screen.refresh(layout=True)
            else:
                programs.start(words)
        except (OSError, SuspendNotSupported) as error:
            said = f"{words[0]} cannot be started ({programs.why(error)}): check [media] in config.toml"
            self.screen.say(said, error=True)
        except NewsreaderError as error:
            self.screen.say(str(error), error=True)
        else:
            self.screen.say(f"{words[0]}: {one.title}")

    @work(group="loading", exit_on_error=False)
    async def _load(self, one: Attached) -> None:
        """Reading goes on meanwhile; what broke off goes on the next time."""
        url = one.enclosure.url
        self._loading.add(url)
        self.screen.say(f"loading {one.title}")
        words = ["media", "download", str(one.entry_id), f"--number={one.number}", "--events"]
        is_told = False
        try:
            async for event in follow(self.screen.library.path, words):
                match event.get("event"):
                    case "loading":
                        self._long_work.show("loading", _progress(event), of=url)
                    case "done":
                        self.screen.say(f"loaded to {paths.short(str(event.get('file', '')))}")
                    case "failed":
                        is_told = True
                        self.screen.say(str(event.get("error")), error=True)
                    case "exit" if event.get("code") and event.get("words") and not is_told:
                        self.screen.say(str(event["words"]), error=True)
        finally:
            self._loading.discard(url)
            self._long_work.show("loading", None, of=url)

    @work(group="transcript", exit_on_error=False)
    async def _fetch_transcript(self, entry: Entry) -> None:
        """Who went on reading meanwhile finds it there when he comes back."""
        entry_id = entry.id
        self.screen.say("the transcript is being fetched")
        self._long_work.show("transcript", Progress(0, 1, what="transcript"), of=entry_id)
        try:
            _, found, words = await answer(
                self.screen.library.path, ["media", "transcript", "--again", "--json", str(entry_id)]
            )
        finally:
            self._long_work.show("transcript", None, of=entry_id)
        is_shown = self.screen.entry is not None and self.screen.entry.id == entry_id
        if found and is_shown:
            self.screen.show_entry(entry_id)
        had = "what is spoken stands below the text" + ("" if is_shown else f": {entry.title or '(no title)'}")
        self.screen.say(words or had, error=bool(words))


def _progress(event: dict[str, object]) -> Progress:
    """How far a file is, in megabytes; of one whose length nobody tells what is there."""
    there, whole = (
        -(-size // 1_000_000) if isinstance(size := event.get(name), int) else 0 for name in ("bytes", "length")
    )
    return Progress(there, max(there, whole, 1), what="MB loaded")
