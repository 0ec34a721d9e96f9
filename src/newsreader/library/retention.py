"""Freeing what the user has set to be freed: read articles that are old, or too many of a feed.

Spared are the unread and the starred, what has a tag, a note or a highlight, what a note on anything cites by its link
(as a copied citation does), what was read less than a week ago, and everything that is not of a subscribed feed:
archived feeds, the user's own files. What is freed leaves its state behind, so that
it does not come back as new. Nothing is freed by itself until the user has freed with the same settings once
(`newsreader library compact --free --yes`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsreader.library import analysis, session
from newsreader.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsreader.library.store import Library

DAY = 86_400
_GRACE = 7 * DAY
"""What was marked read by mistake can be marked unread for so long."""
_LONGEST_PAUSE = 30 * DAY
_AT_ONCE = 100
"""Articles of one transaction: a mark of the user's waits for that long."""
_AGREED, _LAST = "retention", "retention.last"
"""Keys of the session: the rule that the user has freed with, and when it was last looked for what to free."""

_SUBSCRIBED = "SELECT id FROM feeds WHERE subscribed = 1 AND kind IN ('feed', 'folder') ORDER BY id"
# A date lies at most a day after the arrival, so that no state needs to be looked at that is younger.
_FREEABLE = """SELECT s.id, e.link FROM states s INDEXED BY states_feed JOIN entries e ON e.id = s.id
    WHERE s.feed_id = :feed AND s.listed = 1 AND (s.date, s.id) < (:date, :id) AND s.read = 1 AND s.starred = 0
    AND coalesce(s.read_at, 0) < :grace AND (e.arrived < :arrived OR (s.date, s.id) < (:last_date, :last_id))
    AND NOT EXISTS (SELECT 1 FROM tagged t WHERE t.state_id = s.id)
    AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.state_id = s.id)"""

_LINK = re.compile(r"https?://[^\s<>\"“”]+")
_NOT_OF_LINKS = ".,;:!?)]}'’»"
"""What may follow a link in a sentence."""
_PLACE = ":~:"
"""Before the words in a page that a link leads to."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is kept; 0 sets no limit."""

    days: int = 0
    """Since the arrival, whatever the publisher dates."""
    per_feed: int = 0
    """The newest of each feed; those that are spared count, too."""

    def __bool__(self) -> bool:
        return bool(self.days or self.per_feed)

    def __str__(self) -> str:
        return f"{self.days} days, {self.per_feed} per feed"


def freeable(lib: Library, rule: Rule, now: int) -> dict[int, list[int]]:
    """The articles that a rule would free, by feed."""
    found = {}
    cited = _cited(lib) if rule else frozenset()
    for (feed_id,) in lib.all(_SUBSCRIBED) if rule else ():
        ids = _freeable(lib, feed_id, rule, now, cited)
        if ids:
            found[feed_id] = ids
    return found


def is_agreed(lib: Library, rule: Rule) -> bool:
    """Whether the user has freed with this very rule before."""
    return bool(rule) and session.get(lib, _AGREED) == str(rule)


def agree(lib: Library, rule: Rule, now: int) -> None:
    """From now on the rule is followed after each refresh."""
    session.put(lib, {_AGREED: str(rule), _LAST: str(now)})


def free_daily(lib: Library, rule: Rule, now: int) -> int:
    """Free what an agreed rule says, once a day; how many articles.

    After a pause of a month, or if the clock went back, nothing is freed before the next day: a clock that is years
    ahead for an hour costs no article.
    """
    if lib.read_only or not is_agreed(lib, rule):
        return 0
    last = int(session.get(lib, _LAST) or 0)
    if last <= now < last + DAY:
        return 0
    session.put(lib, {_LAST: str(now)})
    if not last <= now <= last + _LONGEST_PAUSE:
        return 0
    return sum(free(lib, rule, now))


def free(lib: Library, rule: Rule, now: int) -> Iterator[int]:
    """Free what a rule says in small transactions; the articles freed by each."""
    for feed_id, ids in freeable(lib, rule, now).items():
        for start in range(0, len(ids), _AT_ONCE):
            yield _free(lib, feed_id, ids[start : start + _AT_ONCE])


def forget_orphans(lib: Library) -> int:
    """Take out of the index what a kill left there of freed articles; how many they were."""
    rows = lib.all(
        "SELECT a.entry_id FROM idx.analysed a WHERE NOT EXISTS (SELECT 1 FROM entries WHERE id = a.entry_id)"
    )
    for start in range(0, len(rows), _AT_ONCE):
        analysis.forget(lib, [row[0] for row in rows[start : start + _AT_ONCE]])
    return len(rows)


def _cited(lib: Library) -> frozenset[str]:
    """The links in all notes, as they stand there and without what follows or leads to a place in the page."""
    links = set()
    for (text,) in lib.all("SELECT text FROM notes WHERE instr(text, '://')"):
        for link in _LINK.findall(text):
            for one in (link, link.rstrip(_NOT_OF_LINKS)):
                page = one.partition(_PLACE)[0].rstrip("#")
                links |= {one, page, page.partition("#")[0]}
    return frozenset(links)


def _freeable(lib: Library, feed_id: int, rule: Rule, now: int, cited: frozenset[str]) -> list[int]:
    arrived = now - rule.days * DAY if rule.days else -(2**62)
    last = None
    if rule.per_feed:
        last = lib.one(
            "SELECT date, id FROM states WHERE feed_id = ? AND listed = 1 ORDER BY date DESC, id DESC LIMIT 1 OFFSET ?",
            (feed_id, rule.per_feed - 1),
        )
    last_date, last_id = last or (-(2**62), 0)
    date, id_ = max((arrived + DAY, 0), (last_date, last_id))
    values = {
        "feed": feed_id,
        "date": date,
        "id": id_,
        "grace": now - _GRACE,
        "arrived": arrived,
        "last_date": last_date,
        "last_id": last_id,
    }
    return [entry_id for entry_id, link in lib.all(_FREEABLE, values) if link not in cited]


def _free(lib: Library, feed_id: int, ids: list[int]) -> int:
    """Free some articles, unless they have become worth keeping meanwhile."""
    freed = []
    with lib.write():
        cited = _cited(lib)
        for entry_id in ids:
            entry = lib.one("SELECT link FROM entries WHERE id = ?", (entry_id,))
            if entry is not None and entry[0] in cited:
                continue
            state = lib.execute(
                """UPDATE states SET listed = 0 WHERE id = ?1 AND listed = 1 AND read = 1 AND starred = 0
                AND NOT EXISTS (SELECT 1 FROM tagged WHERE state_id = ?1)
                AND NOT EXISTS (SELECT 1 FROM notes WHERE state_id = ?1)""",
                (entry_id,),
            )
            if state.rowcount:
                lib.execute("DELETE FROM entries WHERE id = ?", (entry_id,))  # with its contents and place
                freed.append(entry_id)
        lib.execute("UPDATE feeds SET total = total - ? WHERE id = ?", (len(freed), feed_id))
    analysis.forget(lib, freed)
    return len(freed)
