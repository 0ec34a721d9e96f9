"""The whole reader: where one was is kept, feeds are refreshed, what waits is analysed.

Fetching, parsing and analysing happen in processes of their own (`newsreader.tui.background`); this follows them.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import work

from newsreader.library import analysis, feeds, folders, lists, offline, searches, session, tags
from newsreader.models import FeedKind
from newsreader.quotations import ANALYSIS_VERSION
from newsreader.tui import times
from newsreader.tui.background import answer, follow
from newsreader.tui.customs import number
from newsreader.tui.screens.arriving import ArrivingScreen
from newsreader.tui.screens.kept import KEYS, Kept, recall
from newsreader.tui.widgets.bars import Progress
from newsreader.web.address import shown_some

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.tui.screens.rows import LibraryRows
    from newsreader.tui.symbols import Symbols

_TICK_SECONDS = 1.0
_RECOUNTED_AFTER = 60.0
"""Seconds until saved searches are counted again, though nothing changed: some ask for the last hours or days."""
_CHECKED_AFTER = 60.0
"""Seconds after the start until the library is looked through, if that was not done this week."""
_LONG_BACKLOG = 200
"""Articles to analyse from which on it is shown how far that is."""
_MINUTE_SECONDS = 60.0
_LOOKED_AT = 500
"""Entries of the list that are asked for what they lack."""
_LOG_BYTES = 16_000_000
"""More than the logs keep once they are cleared."""
_OF_MANY = {(), ("--all",)}
"""The arguments of a refresh that names no feed."""


class ReaderScreen(ArrivingScreen):
    """What `newsreader` shows."""

    def __init__(
        self,
        library: Library,
        config: Config,
        now: Callable[[], int],
        symbols: Symbols,
        *,
        library_path: Path,
        refreshes: bool,
        analyses: bool,
    ) -> None:
        """`refreshes`: whether feeds are fetched at all (not for files opened without subscribing); `analyses`: whether
        what waits for its analysis is looked after."""
        super().__init__(library, config, now, symbols, library_path=library_path)
        self._refreshes = refreshes
        self._analyses = analyses
        self._analysing = False
        self.refreshing = False
        self.is_offline = False
        self._version = library.data_version()
        self._stale_counts = False
        self._log_size = 0
        """How large the logs of the library were when a process was last asked to clear them."""
        self._read_only = (library.read_only, library.damaged)
        """What was told of the library: whether it is only read, and whether it is damaged."""
        self._kept: dict[str, str] = {}
        self._analysis_stopped = False
        """Whether the user stopped it, which holds until a refresh."""

    # --- where one was -----------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show the library as the reader left it; look after it from now on."""
        self.call_after_refresh(self.complete)
        self._return()
        self._show_freshness()
        if self.library.remark:
            self.say(self.library.remark, error=self.library.read_only)
        self.set_interval(_TICK_SECONDS, self.tick)
        self.set_interval(_RECOUNTED_AFTER, self.count_saved)
        self.set_interval(_MINUTE_SECONDS, self.minute_passed)
        self.set_timer(_CHECKED_AFTER, self._look_through)
        self.analyse_backlog()
        if self._refreshes:
            if self.config.refresh.on_start:
                self.refresh_feeds()
            if self.config.refresh.every:
                self.set_interval(self.config.refresh.every * 60, self.refresh_feeds)
        self.call_after_refresh(self.greet)  # when the reader has its focus, to come back to

    def _return(self) -> None:
        """To the place, the article and the line where the reader was last."""
        kept = recall(
            {key: session.get(self.library, key) for key in KEYS},
            feeds={feed.id for feed in feeds.all_feeds(self.library)},
            folders=folders.paths(self.library),
            tags={tag.name for tag in tags.all_tags(self.library)},
            searches={search.id for search in searches.all_searches(self.library)},
            orders=lists.ORDERS,
        )
        self.wishes = replace(self.wishes, side_bar=kept.side_bar, wider=kept.wider)
        self.folded = set(kept.folded)
        self.unread_only = kept.unread_only
        self.order = kept.order
        self.feed_order = kept.feed_order
        self.show_reported(kept.reported)
        self.place = kept.place
        self.pane = kept.pane
        self.rearrange()
        # Panes that have their size lay out what they show once. Textual would give it to them after this.
        self._is_mounted = True
        self._refresh_layout(self.app.size)
        self.show_counts()
        self.feed_list.put_cursor(self.place)
        self.show_place(self.place, entry_id=kept.entry_id)
        self.go_to(kept.pane)

    def keep_session(self) -> None:
        """Write down where the reader is; called every second, and at the end."""
        self.keep_position()
        kept = Kept(
            place=self.lasting_place,
            entry_id=self.selected_id,
            pane=self.pane,
            side_bar=self.wishes.side_bar,
            wider=self.wishes.wider,
            folded=frozenset(self.folded),
            unread_only=self.unread_only,
            order=self.order,
            feed_order=self.feed_order,
            reported=self.quotes_view.reported,
        ).texts()
        if kept != self._kept and self.attempt(lambda: session.put(self.library, kept)):
            self._kept = kept

    def tick(self) -> None:
        """Follow what other processes changed in the library; write down where the reader is."""
        self._heed()
        if self.library.read_only and self.library.try_writing():
            self.say("the library can be written again: what you do is kept from now on")
            self._stale_counts = True
            self.analyse_backlog()
            self._read_only = (False, False)
        if self.library.renew_index():
            self._stale_counts = True
            self.analyse_backlog()
        version = self.library.data_version()
        if version != self._version or self._stale_counts:
            self._version = version
            self._stale_counts = False
            self.states_changed()
            self._show_freshness()
        self.keep_session()
        self.clear_logs()

    def minute_passed(self) -> None:
        """What depends on the hour is written anew: how long ago things were, which day is today."""
        if self.rows is not None and self.rows.day_passed(self.now()):
            self.entry_list.rows_grew()
        self.entry_list.refresh()
        self._show_freshness()

    def clear_logs(self) -> None:
        """Have the logs of the library copied into its files, where no refresh did it: the screen itself never does."""
        size = self.library.log_size()
        if size < self._log_size:
            self._log_size = 0
        if size > self._log_size + _LOG_BYTES and self._analyses and not self._analysing:
            self._log_size = size
            self._analysing = True
            self._follow_backlog()

    # --- refreshing --------------------------------------------------------------------------------------------------

    def action_refresh_all(self) -> None:
        self.refresh_feeds("--all")

    def action_refresh_feed(self) -> None:
        """The feed one is in, else the feed of the article."""
        feed = self.feed_meant()
        if feed is None:
            self.refresh_feeds("--all")
        else:
            self.refresh_feeds(str(feed.id))

    def refresh_feeds(self, *arguments: str) -> None:
        """Fetch what is due, or what `arguments` name."""
        if not self._refreshes:
            self.say("these files are read without subscribing: nothing to refresh")
        elif self.library.read_only:
            if arguments:  # the timer asks without any
                self.say(self.library.remark, error=True)
        elif self.refreshing and arguments in _OF_MANY:
            if arguments:
                self.say("a refresh is under way")
        elif self.refreshing:
            self._reload(arguments)
        elif self._feeds:
            self.refreshing = True
            self._analysis_stopped = False
            self._follow_refresh(arguments)
        elif arguments:
            self.say(f"no feeds yet{self.hint('add_feed', 'add one')}")

    @work(group="refresh", exit_on_error=False)
    async def _follow_refresh(self, arguments: tuple[str, ...]) -> None:
        total = 0
        seen: list[dict[str, Any]] = []
        slow, ended, problem, begin, pages = "", False, "", time.monotonic(), 0
        try:
            async for event in follow(self.library_path, ["refresh", "--events", "--leave-older", *arguments]):
                if event.get("event") == "start":
                    total = int(event.get("total", 0))
                    self.show_progress("refresh", Progress(0, total))
                elif event.get("event") in {"feed", "waiting"}:
                    if event["event"] == "feed":
                        seen.append(event)
                        self._stale_counts = True
                    else:
                        slow = shown_some(event.get("urls", []))
                    rate = len(seen) / max(time.monotonic() - begin, 0.1)
                    self.show_progress("refresh", Progress(len(seen), total, rate, slow))
                elif event.get("event") == "full_text":
                    pages += 1
                    self.show_progress("refresh", Progress(len(seen), total, what=f"{pages} full texts"))
                elif event.get("event") == "analysed":
                    self.show_progress("refresh", _quotes_found(event))
                elif event.get("event") == "end":
                    self.show_progress("refresh", None)
                    ended = True
                elif event.get("event") == "exit" and event.get("code") and not ended:
                    problem = event.get("words") or f"the refresh ended with {event['code']}"
        except OSError as error:
            problem = f"a refresh cannot be started ({error.strerror or error})"
        finally:
            self.refreshing = False
            self.show_progress("refresh", None)
            self._stale_counts = True
        self.analyse_backlog()
        self._tell_refresh(arguments, seen)
        if problem:
            self.say(problem, error=True)

    @work(group="reload", exit_on_error=False)
    async def _reload(self, arguments: tuple[str, ...]) -> None:
        """One feed beside a refresh that is under way: it is not kept waiting, unless that has it in hand."""
        _, told, words = await answer(self.library_path, ["refresh", "--json", "--leave-older", *arguments])
        self._stale_counts = True
        seen = told.get("feeds", [])
        self._tell_refresh(arguments, seen)
        for why in [str(one.get("error")) for one in seen if one.get("status") == "skipped"] if seen else [words]:
            self.say(why, error=True)

    def analyse_backlog(self) -> None:
        """Have what waits for its analysis done out of sight: everything after an upgrade, the rest of a refresh."""
        if analysis.is_anything_pending(self.library, ANALYSIS_VERSION):
            self._work_apart()

    def saved_counted(self, *, is_current: bool) -> None:
        """Have what is kept for saved searches brought up to date out of sight, after what waits for its analysis."""
        if not is_current:
            self._work_apart()

    def _work_apart(self) -> None:
        if self._analyses and not self.library.read_only and not self._analysing and not self._analysis_stopped:
            self._analysing = True
            self._follow_backlog()

    @work(group="backlog", exit_on_error=False)
    async def _follow_backlog(self) -> None:
        """`tick` sees what it finds. Where another process is at it already, this one ends at once.

        Like everybody who closes the library it clears the logs, with nothing to analyse as well.
        """
        try:
            async for event in follow(self.library_path, ["reanalyse", "--background", "--events"]):
                if event.get("event") == "analysed" and (found := _quotes_found(event)).total >= _LONG_BACKLOG:
                    self.show_progress("backlog", found)
        finally:
            self._analysing = False
            self.show_progress("backlog", None)

    def stopped(self, work: str) -> None:
        """What was stopped does not begin again by itself."""
        if work == "backlog":
            self._analysis_stopped = True

    @work(group="check", exit_on_error=False)
    async def _look_through(self) -> None:
        """Have the library checked and copied, out of sight, once a week; what is wrong is told."""
        if not self._refreshes or (self.library.read_only and not self.library.damaged):
            return
        code, _, words = await answer(self.library_path, ["library", "check", "--background"])
        if code and words:
            self.say(words, error=True)
        self._heed()

    def _heed(self) -> None:
        """A library that was damaged, or lost its log, is only read from then on; what was started from here ends."""
        self.library.heed()
        if self._read_only == (now := (self.library.read_only, self.library.damaged)):
            return
        self._read_only = now
        if self.library.read_only:
            for group in ("refresh", "reload", "backlog"):
                self.workers.cancel_group(self, group)
            self.say(self.library.remark, error=True)
        self._show_freshness()

    def _tell_refresh(self, arguments: tuple[str, ...], seen: list[dict[str, Any]]) -> None:
        tried = [event for event in seen if event.get("status") != "skipped"]
        failed = [event for event in tried if event.get("status") == "failed"]
        if any(event.get("reached", True) for event in tried):
            self.is_offline = False
        elif tried and arguments in _OF_MANY:  # one feed that is out of reach says nothing of the network
            self.is_offline = True
        self._show_freshness()
        if failed and arguments and len(failed) == 1:
            self.say(str(failed[0].get("error")), error=True)
        elif failed:
            many = f"{len(failed)} of {len(tried)} feeds failed"
            self.say(f"{many}; {self.symbols.failed} marks them, {self.key_of('health')} tells why", error=True)

    def put_rows(self, place: str, rows: LibraryRows, index: int | None) -> None:
        """Another list may lack something else."""
        super().put_rows(place, rows, index)
        self.call_after_refresh(self._show_freshness)

    def _lacking(self) -> str:
        """What the list lacks of being whole on the disk; of a long one the beginning that has come."""
        if self.rows is None:
            return ""
        first = self.rows.listing.come[:_LOOKED_AT]
        count = offline.lacking(self.library, first)
        return f", {number(count)} without pictures" if count else ""

    def _show_freshness(self) -> None:
        """The status line says what is on disk, and from when."""
        fetched = (feed.last_success or 0 for feed in self._feeds if feed.kind is not FeedKind.SAMPLE)
        last = max(fetched, default=0)
        when = ""
        if last:
            if self.config.interface.dates == "relative":
                when = times.ago(last, self.now())
            else:
                when = times.clock(last) if last >= times.midnight(self.now()) else times.long(last)
        if self.library.damaged:
            self.top_bar.status = ("damaged: newsreader doctor", "damaged")
            return
        if self.library.read_only:
            self.top_bar.status = (f"read only, from {when}" if when else "read only", "read only")
            return
        if self.is_offline:
            word = f"{self.symbols.offline} offline"
            self.top_bar.status = (
                f"{word}, on disk from {when}{self._lacking()}" if when else word,
                word,
            )
        else:
            self.top_bar.status = (f"refreshed {when}{self._lacking()}" if when else "", "")


def _quotes_found(event: dict[str, Any]) -> Progress:
    done, left = int(event.get("done", 0)), int(event.get("pending", 0))
    return Progress(done, done + left, what="finding quotes")
