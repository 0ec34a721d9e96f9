"""Any page kept to read later: an entry of the feed `Saved`, which is never refreshed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.errors import FetchError
from newsreader.extraction.walls import SENTENCES
from newsreader.fulltext import article
from newsreader.library import feeds, fulltexts, states, storing
from newsreader.models.documents import ParsedEntry, ParsedFeed
from newsreader.models.feeds import FeedKind, Validators
from newsreader.refresh.asking import check_host, note_refusal
from newsreader.refresh.plan import plan
from newsreader.web.address import shown

if TYPE_CHECKING:
    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.models.feeds import Feed

SAVED_TITLE = "Saved"


@dataclass(frozen=True, slots=True)
class Saved:
    """A page that is kept."""

    feed: Feed
    entry_id: int
    new: bool
    problem: str | None = None
    """Why it is not whole, as a sentence; None if it is."""


def save(lib: Library, url: str, *, config: Config, now: int, title: str | None = None) -> Saved:
    """Fetch a page and keep its article; one that is kept already is fetched anew, and unread again.

    Raises FetchError or ParseError if there is no page. A page that hides its article is kept with what it shows.
    """
    with article.extractor(config) as reader:
        try:
            found = article.load(
                url,
                config,
                article.extracting(reader),
                typed_by_user=True,
                visit=lambda name: check_host(lib, name, now),
            )
        except FetchError as error:
            note_refusal(lib, url, error, now)
            raise
    text = found.extracted
    with lib.write():
        feed = feeds.by_url(lib, feeds.SAVED_URL)
        feed_id = feed.id if feed else feeds.add(lib, feeds.SAVED_URL, SAVED_TITLE, kind=FeedKind.FILES, now=now)
        entry = ParsedEntry(
            guid=url,
            title=title or text.title or shown(url),
            link=found.url,
            author=text.author,
            published=text.published,
            content=article.with_picture(text) or None,
        )
        parsed = ParsedFeed(SAVED_TITLE, entries=(entry,))
        change = plan(storing.known(lib, feed_id), parsed, now, feed_id=feed_id, validators=Validators(), digest=None)
        outcome = storing.apply(lib, change, now)
        entry_id = next(one.id for one in storing.known(lib, feed_id) if one.guid == url)
        if not outcome.new:
            states.mark(lib, [entry_id], read=False, now=now, journal=False)
        if config.full_text.keep_pages:
            fulltexts.keep_page(lib, entry_id, found.page, found.url, now)
        problem = found.incomplete or (text.problem and f"{shown(found.url)} is kept, but {SENTENCES[text.problem]}.")
        if text.problem and problem:
            fulltexts.fail(lib, entry_id, problem, now, problem=text.problem)
        else:
            fulltexts.forget_problem(lib, entry_id)
    return Saved(feeds.get(lib, feed_id), entry_id, outcome.new > 0, problem)
