"""Arriving: the welcome and what follows from it, moving in from a list or another reader.

Files of other programs are read by processes of their own; subscribing to the starter list takes no network.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any

from newsreader import sample
from newsreader.commands import Pane
from newsreader.library import session
from newsreader.tui.background import answer, follow
from newsreader.tui.customs import counted, number
from newsreader.tui.screens.part import Part, work
from newsreader.tui.screens.question import Choice, Field, Question
from newsreader.tui.screens.subscribing import LANGUAGES
from newsreader.tui.widgets import feed_places
from newsreader.tui.widgets.bars import Progress

if TYPE_CHECKING:
    from newsreader.library.store import Library
    from newsreader.migrate.source import Source
    from newsreader.sample import StarterFeed
    from newsreader.tui.screens.backlog import Backlog
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.long_work import LongWork
    from newsreader.tui.screens.refreshing import Refreshes
    from newsreader.tui.screens.subscribing import Subscribing

_MANY_PROBLEMS = 5
"""Sentences on what is left behind that are shown before the import; all of them are among the messages after it."""


class Arriving(Part):
    """What a newcomer can begin with."""

    def __init__(
        self,
        screen: FindingScreen,
        subscribing: Subscribing,
        refreshes: Refreshes,
        backlog: Backlog,
        long_work: LongWork,
    ) -> None:
        super().__init__(screen)
        self._subscribing = subscribing
        self._refreshes = refreshes
        self._backlog = backlog
        self._long_work = long_work

    def greet(self) -> None:
        """Open the welcome by itself once: at the first start of a new library."""
        if session.get(self.screen.library, sample.WELCOME_KEY) and self.screen.writing.attempt(
            lambda: session.put(self.screen.library, {sample.WELCOME_KEY: None})
        ):
            self.action_welcome()

    def action_welcome(self) -> None:
        """Offer what there is; do what is chosen."""
        from newsreader.migrate import readers  # noqa: PLC0415 - most starts need none of it
        from newsreader.tui.screens.welcome import Offer, WelcomeScreen  # noqa: PLC0415 - as above

        found = readers.found()
        offers = [
            Offer("sample", "Read the sample edition", "ten short articles; the first explains the keys"),
            Offer("topics", "Choose from the starter list", "by topic and language: a newspaper in a minute"),
            *(
                Offer(one.reader, f"Move in from {readers.READERS[one.reader].title}", f"found: {one.shown()}")
                for one in found
            ),
            Offer("opml", "Import an OPML file", "what nearly every other reader exports"),
            Offer("add", "Add one feed", "by the address of its site"),
        ]
        reopen = f"{self.screen.key_of('welcome')} opens this again"
        begin = partial(self._begin, {one.reader: one for one in found})
        self.screen.app.push_screen(WelcomeScreen(offers, reopen=reopen), begin)

    def _begin(self, found: dict[str, Source], chosen: str | None) -> None:
        match chosen:
            case "sample":
                self._read_sample()
            case "topics":
                self._choose_topics()
            case "opml":
                self._import_opml()
            case "add":
                self._subscribing.action_add_feed()
            case str() if chosen in found:
                self._import_reader(found[chosen])

    def _read_sample(self) -> None:
        """Open the first article of the edition, which comes back for whoever removed it and asks for it here."""

        def bring(library: Library) -> int:
            return sample.install(library, self.screen.now(), self.screen.config.keys)

        def show(feed_id: int) -> None:
            self.screen.return_to(f"feed:{feed_id}")
            self.screen.go_to(Pane.DETAIL)
            self._backlog.look()

        self.screen.writing.act(bring, show)

    @work(group="welcome")
    async def _choose_topics(self) -> None:
        screen = self.screen
        from newsreader.tui.screens.topics import TopicsScreen  # noqa: PLC0415 - as above

        known = {feed.url for feed in screen.followed.feeds}
        starters = tuple(feed for feed in sample.starter() if feed.url not in known)
        if not starters:
            screen.say("you follow all feeds of the starter list already")
            return
        locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
        there = {feed.language for feed in starters}
        language = locale[:2] if locale[:2] in there else "en"
        feeds = await screen.app.push_screen_wait(TopicsScreen(starters, LANGUAGES, screen.symbols, language=language))
        if feeds:
            self._subscribe(feeds)

    def _subscribe(self, starters: tuple[StarterFeed, ...]) -> None:
        from newsreader import subscribe  # noqa: PLC0415 - with all that fetches and parses, for this alone
        from newsreader.feeds.opml import Outline  # noqa: PLC0415 - as above

        outlines = [
            Outline(feed.url, feed.title, LANGUAGES[feed.language] if feed.topic == sample.BY_LANGUAGE else feed.topic)
            for feed in starters
        ]

        def add(library: Library) -> tuple[int, int]:
            return subscribe.add_outlines(library, outlines, self.screen.now())

        here = self.screen.whereabouts()

        def show(added: tuple[int, int]) -> None:
            self._arrived(f"subscribed to {counted(added[0], 'feed')}", here)

        self.screen.writing.act(add, show)

    def _arrived(self, words: str, here: tuple[object, ...]) -> None:
        """Feeds were added: show them, if the reader is still where that was asked for, and fetch them."""
        self.screen.show_done(words, here, feed_places.UNREAD)
        self._refreshes.start()

    # --- files -------------------------------------------------------------------------------------------------------

    @work(group="welcome")
    async def _import_opml(self) -> None:
        field = Field("", placeholder="the file, for example ~/Downloads/subscriptions.opml")
        question = Question("Import an OPML file", (field,))
        while (given := await self.screen.ask(question)) is not None and given.values[0]:
            here = self.screen.whereabouts()
            code, told, words = await self.screen.writing.apart(
                ["import", "--json", "opml", "--", _path(given.values[0])]
            )
            if code == 0:
                for problem in told.get("problems", []):
                    self.screen.say(str(problem))
                added, already = counted(told.get("added", 0), "feed"), number(told.get("already", 0))
                self._arrived(f"{added} added, {already} already there", here)
                return
            if self.screen.whereabouts() != here:
                self.screen.say(words, error=True)
                return
            question = Question("Import an OPML file", (Field("", given.values[0]),), problem=words)

    @work(group="welcome")
    async def _import_reader(self, source: Source) -> None:
        """Say what there is to take, and take it if that is wanted."""
        from newsreader.migrate import readers  # noqa: PLC0415 - as above

        title = readers.READERS[source.reader].title
        self.screen.say(f"looking at what {title} has ...")
        code, told, words = await answer(self.screen.library.path, ["import", source.reader, "--dry-run", "--json"])
        if code:
            self.screen.say(words or f"{title} cannot be read", error=True)
            return
        problems = [str(one) for one in told.get("problems", [])]
        left = "\n".join(problems[:_MANY_PROBLEMS])
        more = f"\nand {len(problems) - _MANY_PROBLEMS} more" if len(problems) > _MANY_PROBLEMS else ""
        choices = (Choice("yes", "Move in", "nothing of it is changed"), Choice("no", "Leave it"))
        question = Question(f"{title}: {_told(told)}", choices=choices, problem=left + more)
        given = await self.screen.ask(question)
        if given is not None and given.choice == "yes":
            self._take(source, title)

    @work(group="import", exit_on_error=False)
    async def _take(self, source: Source, title: str) -> None:
        told: dict[str, Any] = {}
        total, problem, here = 0, "", self.screen.whereabouts()
        try:
            async for event in follow(self.screen.library.path, ["import", source.reader, "--events"]):
                if event.get("event") == "start":
                    total = int(event.get("total", 0))
                    self._long_work.show("import", Progress(0, max(total, 1), what=title), of=title)
                elif event.get("event") == "articles":
                    done = int(event.get("done", 0))
                    self._long_work.show("import", Progress(done, max(total, done), what=title), of=title)
                elif event.get("event") == "end":
                    told = event
                elif event.get("event") == "exit" and event.get("code"):
                    problem = event.get("words") or f"moving in from {title} ended with {event['code']}"
        finally:
            self._long_work.show("import", None, of=title)
            self.screen.show_counts()
        for left in told.get("problems", []):
            self.screen.say(str(left))
        if problem:
            self.screen.say(problem, error=True)
        else:
            self._arrived(f"moved in from {title}: {_told(told)}", here)


def _path(typed: str) -> str:
    """A name as the shell would have it; one of a home that is none stays as it is."""
    return os.path.expanduser(typed)  # noqa: PTH111 - Path's own would raise


def _told(told: dict[str, Any]) -> str:
    """What there is, or was taken, in one line."""
    parts = [counted(told.get("added", 0), "feed")]
    if told.get("articles"):
        parts.append(counted(told["articles"], "article"))
    parts += [f"{number(told[what])} {what}" for what in ("read", "starred", "tagged") if told.get(what)]
    return ", ".join(parts)
