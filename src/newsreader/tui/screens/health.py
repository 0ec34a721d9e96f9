"""How the feeds are, and what can be done about those that fail. What is done is the business of whoever opened it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import keys
from newsreader.commands import Pane, by_id
from newsreader.library import feeds
from newsreader.refresh import health as state
from newsreader.refresh.health import Condition
from newsreader.strokes import Meaning, Strokes
from newsreader.tui import times
from newsreader.tui.unbroken import UnbrokenScreen
from newsreader.tui.widgets.bars import KeyBar, PaneTitle
from newsreader.tui.widgets.health_view import HealthView, Report

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer

    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.models.feeds import Due, Feed, FeedHealth
    from newsreader.tui.symbols import Symbols

_ON_A_FEED = ("open", "refresh_feed", "browse", "accept_address", "unsubscribe")
_BACK = {"quit_level", "back_left", "health"}


def report(health: FeedHealth, now: int, today: range, *, accept: str, verified: bool = True) -> Report:
    """What is told of a feed; `today` is in seconds, `accept` says how to take an address that is offered, `verified`
    whether its certificate counts.
    """
    feed, due = health.feed, state.next_fetch(health, now)
    title = feed.title or feed.url
    warning = "" if verified else "TLS off"
    following = f"{_when(due, now, today)}, {due.why}"
    if feed.error is None:
        return Report(feed.id, title, note=following, warning=warning)
    success = _moment(feed.last_success, today) if feed.last_success else "never"
    details = (
        ("error", feed.error),
        ("since", f"{_moment(health.failing_since or now, today)}, last success: {success}"),
        ("next", following),
        ("to do", state.advice(health, now, accept=accept)),
    )
    return Report(feed.id, title, str(state.condition(health, now)), details, warning=warning)


def _when(due: Due, now: int, today: range) -> str:
    if due.at == feeds.NEVER:
        return "never"
    return "now" if due.at <= now else _moment(due.at, today)


def _moment(date: int, today: range) -> str:
    return times.clock(date) if date in today else times.long(date)


class HealthScreen(UnbrokenScreen[None]):
    """Every feed: what fails first, then what works by its next time."""

    DEFAULT_CSS = """
    HealthScreen PaneTitle { margin: 1 0 0 0; }
    HealthScreen HealthView { height: 1fr; }
    """

    def __init__(
        self,
        library: Library,
        now: Callable[[], int],
        symbols: Symbols,
        config: Config,
        act: Callable[[str, Feed], None],
    ) -> None:
        """`act` does one of the commands that work on a feed."""
        super().__init__()
        self._library = library
        self._now = now
        self._symbols = symbols
        self._keymap = config.keys.keymap()
        self._strokes = Strokes(self._keymap)
        self._config = config
        self._act = act
        self._listed: dict[int, FeedHealth] = {}
        self._notice_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """A title, the feeds, the keys."""
        yield PaneTitle(self._symbols, "Health of the feeds").add_class("-focused")
        yield HealthView(self._symbols)
        yield KeyBar(self._symbols)

    def on_screen_resume(self) -> None:
        """Begin with what is known."""
        self.reload()
        self.query_one(HealthView).focus()

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen, or under a window that asks."""
        return self.is_mounted and self in self.app.screen_stack

    def reload(self) -> None:
        """Show the feeds as they are now; to be called when they changed."""
        if not self.is_open:
            return
        now = self._now()
        listed = feeds.health(self._library)
        self._listed = {health.feed.id: health for health in listed}
        bad = state.failing(listed, now)
        good = [health for health in listed if health.feed.error is None]
        good.sort(key=lambda health: state.next_fetch(health, now).at)
        accept = f"press {self._key('accept_address') or 'the key of accept_address'}"
        midnight = times.midnight(now)
        today = range(midnight, times.midnight(midnight + 26 * 3_600))  # a day may have 25 hours
        reports = [
            report(health, now, today, accept=accept, verified=self._config.of_feed(health.feed.url).verify_tls)
            for health in (*bad, *good)
        ]
        self.query_one(HealthView).show_reports(reports)
        dead = sum(state.condition(health, now) in {Condition.DEAD, Condition.GONE} for health in bad)
        title = self.query_one(PaneTitle)
        title.short_note = f"{len(bad)} of {len(listed)} fail" if listed else "no feeds yet"
        title.note = title.short_note + (f", {dead} of them for good" if dead else "")
        self._show_keys()

    def say(self, words: str, *, error: bool = False) -> None:
        """Show a sentence in place of the keys for a while; an error until the next command."""
        bar = self.query_one(KeyBar)
        bar.error, bar.notice = error, words
        if self._notice_timer is not None:
            self._notice_timer.stop()
            self._notice_timer = None
        if error:
            return
        self._notice_timer = self.set_timer(bar.seconds, self._unsay)

    async def on_key(self, event: events.Key) -> None:
        """The keys of the reader do here what they do there."""
        stroke = self._strokes.press(Pane.FEEDS, keys.pressed(event.key, event.character))
        if stroke.meaning is Meaning.NOTHING:
            return
        event.stop()
        event.prevent_default()
        if not self.query_one(KeyBar).is_unread:
            self._unsay()
        if stroke.meaning is Meaning.UNKNOWN:
            self.say(f"{keys.words(stroke.typed)} runs nothing here")
        for call in stroke.calls:
            self._run(call.command, stroke.number or 1)

    def _run(self, command: str, number: int) -> None:
        view = self.query_one(HealthView)
        moves: dict[str, Callable[[], object]] = {
            "down": lambda: view.move(number),
            "up": lambda: view.move(-number),
            "page_down": lambda: view.page(1),
            "page_up": lambda: view.page(-1),
            "top": lambda: view.to_end(-1),
            "bottom": lambda: view.to_end(1),
            "quit": self.app.exit,
            "suspend": self.app.action_suspend_process,
        }
        if command in moves:
            moves[command]()
            self._show_keys()
        elif command in _BACK:
            self.dismiss()
        elif command in _ON_A_FEED:
            if view.selected in self._listed:
                self._act(command, self._listed[view.selected].feed)
        else:
            self.say(f"{by_id()[command].title} does not work here; {self._key('quit_level')} goes back")

    def _show_keys(self) -> None:
        selected = self._listed.get(self.query_one(HealthView).selected or 0)
        offered = selected is not None and selected.offered_url is not None
        titles = {"accept_address": "accept"} if offered else {}
        if selected is not None:
            titles |= {"refresh_feed": "refresh", "browse": "site", "unsubscribe": "unsubscribe"}
        titles["quit_level"] = "back"
        self.query_one(KeyBar).keys = tuple(
            (self._key(name), title) for name, title in titles.items() if self._key(name)
        )

    def _key(self, command: str) -> str:
        """The first key of a command, as a person writes it."""
        return next(iter(self._keymap.keys_of(command)), "")

    def _unsay(self) -> None:
        self.query_one(KeyBar).notice = ""
