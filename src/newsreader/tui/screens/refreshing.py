"""Refreshing: feeds are fetched by a process of their own, which is followed; what came of it is told."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from newsreader.tui.background import answer, follow
from newsreader.tui.customs import counted, number
from newsreader.tui.screens.backlog import quotes_found
from newsreader.tui.screens.part import Part, work
from newsreader.tui.widgets.bars import Progress
from newsreader.web.address import shown_some

if TYPE_CHECKING:
    from newsreader.commands import Command
    from newsreader.tui.screens.backlog import Backlog
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.freshness import Freshness
    from newsreader.tui.screens.long_work import LongWork

_OF_MANY = {(), ("--all",)}
"""The arguments of a refresh that names no feed."""


class Refreshes(Part):
    """Fetching what is due, one feed, or all."""

    def __init__(
        self, screen: FindingScreen, backlog: Backlog, freshness: Freshness, long_work: LongWork, *, refreshes: bool
    ) -> None:
        """`refreshes`: whether feeds are fetched at all: not where files are opened without subscribing."""
        super().__init__(screen)
        self._backlog = backlog
        self._freshness = freshness
        self._long_work = long_work
        self._refreshes = refreshes

    def begin(self) -> None:
        """At the start and from time to time, as the configuration says."""
        if self._refreshes:
            if self.screen.config.refresh.on_start:
                self.start()
            if self.screen.config.refresh.every:
                self.screen.set_interval(self.screen.config.refresh.every * 60, self.start)

    def offers(self, command: Command) -> bool:
        """Where there are feeds."""
        return command.id not in {"refresh_feed", "refresh_all"} or bool(self.screen.followed.feeds)

    def action_refresh_all(self) -> None:
        self.start("--all")

    def action_refresh_feed(self) -> None:
        """The feed one is in, else the feed of the article."""
        feed = self.screen.feed_meant()
        self.start("--all" if feed is None else str(feed.id))

    def start(self, *arguments: str) -> None:
        """Fetch what is due, or what `arguments` name."""
        screen = self.screen
        if not self._refreshes:
            screen.say("these files are read without subscribing: nothing to refresh")
        elif screen.library.read_only:
            if arguments:  # the timer asks without any
                screen.say(screen.library.remark, error=True)
        elif screen.refreshing and arguments in _OF_MANY:
            if arguments:
                screen.say("a refresh is under way")
        elif screen.refreshing:
            self._reload(arguments)
        elif screen.followed.feeds:
            screen.refreshing = True
            self._backlog.resume()
            self._follow(arguments)
        elif arguments:
            screen.say(f"no feeds yet{screen.hint('add_feed', 'add one')}")

    @work(group="refresh", exit_on_error=False)
    async def _follow(self, arguments: tuple[str, ...]) -> None:
        screen = self.screen
        total = 0
        seen: list[dict[str, Any]] = []
        slow, ended, problem, begin, pages = "", False, "", time.monotonic(), 0
        try:
            async for event in follow(screen.library.path, ["refresh", "--events", "--leave-older", *arguments]):
                if event.get("event") == "start":
                    total = int(event.get("total", 0))
                    self._show(Progress(0, total))
                elif event.get("event") in {"feed", "waiting"}:
                    if event["event"] == "feed":
                        seen.append(event)
                        screen.are_counts_stale = True
                    else:
                        slow = shown_some(event.get("urls", []))
                    rate = len(seen) / max(time.monotonic() - begin, 0.1)
                    self._show(Progress(len(seen), total, rate, slow))
                elif event.get("event") == "full_text":
                    pages += 1
                    self._show(Progress(len(seen), total, what=counted(pages, "full text")))
                elif event.get("event") == "analysed":
                    self._show(quotes_found(event))
                elif event.get("event") == "end":
                    self._show(None)
                    ended = True
                elif event.get("event") == "exit" and event.get("code") and not ended:
                    problem = event.get("words") or f"the refresh ended with {event['code']}"
        finally:
            screen.refreshing = False
            self._show(None)
            screen.are_counts_stale = True
        self._backlog.look()
        self._tell(arguments, seen)
        if problem:
            screen.say(problem, error=True)

    def _show(self, progress: Progress | None) -> None:
        self._long_work.show("refresh", progress)

    @work(group="reload", exit_on_error=False)
    async def _reload(self, arguments: tuple[str, ...]) -> None:
        """One feed beside a refresh that is under way: it is not kept waiting, unless that has it in hand."""
        screen = self.screen
        _, told, words = await answer(screen.library.path, ["refresh", "--json", "--leave-older", *arguments])
        screen.are_counts_stale = True
        seen = told.get("feeds", [])
        self._tell(arguments, seen)
        for why in [str(one.get("error")) for one in seen if one.get("status") == "skipped"] if seen else [words]:
            screen.say(why, error=True)

    def _tell(self, arguments: tuple[str, ...], seen: list[dict[str, Any]]) -> None:
        screen = self.screen
        tried = [event for event in seen if event.get("status") != "skipped"]
        failed = [event for event in tried if event.get("status") == "failed"]
        if any(event.get("reached", True) for event in tried):
            screen.is_offline = False
        elif tried and arguments in _OF_MANY:  # one feed that is out of reach says nothing of the network
            screen.is_offline = True
        self._freshness.show()
        if failed and arguments and len(failed) == 1:
            screen.say(str(failed[0].get("error")), error=True)
        elif failed:
            many = f"{number(len(failed))} of {counted(len(tried), 'feed')} failed"
            which = "it" if len(failed) == 1 else "them"
            screen.say(
                f"{many}; {screen.symbols.failed} marks {which}, {screen.key_of('health')} tells why", error=True
            )
