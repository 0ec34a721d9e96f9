"""What an answer of a feed changes in the library: decided here, purely, before anything is written.

An entry is known by its identity (`newsreader.feeds.identity`). Publishers change guids, number them anew, move to
other domains and count their readers in links; what is plainly the same entry stays the same here. What is older than
all that is known of a feed is no news: a feed that shows its archive one day brings nothing to read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from newsreader.feeds import identity
from newsreader.models.feeds import Due, FeedChange, KnownEntry, StoredEntry, Validators

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from newsreader.models.documents import ParsedEntry, ParsedFeed
    from newsreader.models.feeds import FeedState

_DAY = 86_400
_EARLIEST = 2 * _DAY
"""What is dated on the first days of 1970, or before, is dated by a mistake."""

_AT_ONCE = Due(0)

_Value = TypeVar("_Value")


def plan(
    known: Sequence[KnownEntry],
    parsed: ParsedFeed,
    now: int,
    *,
    feed_id: int,
    validators: Validators,
    digest: str | None,
    url: str | None = None,
    moved_url: str | None = None,
    due: Due = _AT_ONCE,
    max_age: int | None = None,
    typed: bool = True,
) -> FeedChange:
    """Tell new entries from edits of known ones; what a feed no longer has is left as it is.

    `url` is the feed's new address, if it moved for good, `typed` whether its user chose that, `moved_url` where it
    seems to have moved.
    """
    by_guid = {entry.guid: entry for entry in known}
    incoming = _by_guid(parsed.entries)
    if _reuses_guids(incoming, by_guid):
        incoming = _by_guid([replace(one, guid=None) for one in parsed.entries])
    matches = {guid: by_guid[guid] for guid in incoming if guid in by_guid}
    strangers = {guid: entry for guid, entry in incoming.items() if guid not in by_guid}
    matches |= _recognised(strangers, [entry for entry in known if entry.guid not in incoming])
    news_since = min((entry.published for entry in known if entry.published), default=_EARLIEST) - _DAY
    new: list[StoredEntry] = []
    old: list[StoredEntry] = []
    changed: list[StoredEntry] = []
    for name, entry in reversed(incoming.items()):  # feeds begin with the newest, which gets the highest id
        match = matches.get(name)
        content_hash = identity.content_hash(entry)
        # What is known by its link stays so while it has it, whatever guid it is given.
        guid = match.guid if match and match.guid == identity.canonical(entry.link) else name
        if match is None:
            stranger = StoredEntry(guid, content_hash, _with_true_dates(entry, now))
            date = stranger.entry.published
            (new if date is None or date >= news_since else old).append(stranger)
        elif match.hash and (match.guid, match.hash) != (guid, content_hash):  # without hash: deleted, and stays so
            edited = _in_its_place(_with_true_dates(entry, now), match)
            changed.append(StoredEntry(guid, content_hash, edited, match.id))
    return FeedChange(
        feed_id=feed_id,
        title=parsed.title,
        link=parsed.link,
        language=parsed.language,
        new=tuple(new),
        old=tuple(old),
        changed=tuple(changed),
        validators=validators,
        digest=digest,
        url=url,
        moved_url=moved_url,
        due=due,
        max_age=max_age,
        rhythm=parsed.rhythm,
        typed=typed,
    )


def new_url(state: FeedState, permanent_url: str | None, now: int) -> str | None:
    """The feed's new address: where permanent redirects led on another day already; a portal's mistake passes."""
    seen_before = permanent_url == state.moved_url and now // _DAY != state.moved_seen // _DAY
    return permanent_url if seen_before else None


# --- dates --------------------------------------------------------------------------------------------------------


def _with_true_dates(entry: ParsedEntry, now: int) -> ParsedEntry:
    """Without dates that cannot be: lists go by the time of arrival then."""
    published, updated = _true(entry.published, now), _true(entry.updated, now)
    if (published, updated) == (entry.published, entry.updated):
        return entry
    return replace(entry, published=published, updated=updated)


def _true(date: int | None, now: int) -> int | None:
    return date if date is not None and _EARLIEST <= date <= now + _DAY else None


def _in_its_place(entry: ParsedEntry, match: KnownEntry) -> ParsedEntry:
    """An edit that is dated later, or not any more, does not move the entry to the top of the list."""
    if match.published is None or (entry.published is not None and entry.published <= match.published):
        return entry
    return replace(entry, published=match.published, updated=entry.updated or entry.published)


# --- identity -----------------------------------------------------------------------------------------------------


def _by_guid(entries: Sequence[ParsedEntry]) -> dict[str, ParsedEntry]:
    """The entries of a document by identity, in its order; of several versions of one the latest is kept."""
    entries = _without_shared_guids(entries)
    found: dict[str, ParsedEntry] = {}
    for guid, entry in zip(identity.guids(entries), entries, strict=True):
        if guid not in found or _version(entry) > _version(found[guid]):
            found[guid] = entry
    return found


def _without_shared_guids(entries: Sequence[ParsedEntry]) -> Sequence[ParsedEntry]:
    """A guid that entries with different links share identifies nothing."""
    times = Counter(entry.guid for entry in entries)
    if len(times) == len(entries):
        return entries
    links: defaultdict[str | None, set[tuple[str, str]]] = defaultdict(set)
    for entry in entries:
        if times[entry.guid] == 1:
            continue
        links[entry.guid].add((_place(entry.link), _query(entry.link)))
    return [replace(entry, guid=None) if len(links[entry.guid]) > 1 else entry for entry in entries]


def _reuses_guids(incoming: dict[str, ParsedEntry], by_guid: dict[str, KnownEntry]) -> bool:
    """Whether guids name other entries than they did, as numbers of places in a list do; they identify nothing then.

    Only if it is unmistakable: an entry has nothing of the known one of its guid, and one of the two is there under
    another guid.
    """
    doubtful = {guid for guid, entry in incoming.items() if guid in by_guid and not _resemble(by_guid[guid], entry)}
    for likeness in _LIKENESSES if doubtful else ():
        ours = _unique((likeness(entry), entry.guid) for entry in by_guid.values())
        theirs = _unique((likeness(entry), guid) for guid, entry in incoming.items())
        for alike in ours.keys() & theirs.keys():
            if ours[alike] != theirs[alike] and not doubtful.isdisjoint((ours[alike], theirs[alike])):
                return True
    return False


def _resemble(known: KnownEntry, entry: ParsedEntry) -> bool:
    same_link = bool(entry.link) and (_place(known.link), _query(known.link)) == (
        _place(entry.link),
        _query(entry.link),
    )
    return not known.hash or known.title == entry.title or same_link


def _version(entry: ParsedEntry) -> tuple[int, str]:
    """What tells the later of two versions, in whatever order they come."""
    return entry.updated or entry.published or 0, identity.content_hash(entry)


def _recognised(strangers: dict[str, ParsedEntry], spare: Sequence[KnownEntry]) -> dict[str, KnownEntry]:
    """Known entries that came back under another identity.

    Only what is unmistakable on both sides counts. The same title and link with another date is another entry: a
    daily report looks like that.
    """
    found: dict[str, KnownEntry] = {}
    for likeness in _LIKENESSES if strangers and spare else ():
        taken = {match.id for match in found.values()}
        ours = _unique((likeness(entry), entry) for entry in spare if entry.id not in taken)
        theirs = _unique((likeness(entry), guid) for guid, entry in strangers.items() if guid not in found)
        for alike, guid in theirs.items():
            match = ours.get(alike)
            if match and _may_be_of_one_date(match, strangers[guid]):
                found[guid] = match
    return found


def _may_be_of_one_date(match: KnownEntry, entry: ParsedEntry) -> bool:
    return match.published is None or entry.published is None or match.published == entry.published


def _content(entry: ParsedEntry | KnownEntry) -> Hashable | None:
    """Alike in everything but guid and dates."""
    return entry.hash or None if isinstance(entry, KnownEntry) else identity.content_hash(entry)


def _title_date_path(entry: ParsedEntry | KnownEntry) -> Hashable | None:
    """Alike whatever the domain and the parameters of the link."""
    return (entry.title, entry.published, _place(entry.link).partition("/")[2]) if entry.published else None


def _title_link(entry: ParsedEntry | KnownEntry) -> Hashable | None:
    return (entry.title, _place(entry.link), _query(entry.link)) if entry.title and entry.link else None


_LIKENESSES = (_content, _title_date_path, _title_link)
"""The ways in which an entry may be the same under another guid, the surest first."""


def _place(link: str | None) -> str:
    """Host and path of a link, without what differs between addresses of one page."""
    if not link:
        return ""
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    return parts.netloc.lower().removeprefix("www.") + parts.path.rstrip("/")


def _query(link: str | None) -> str:
    return (identity.canonical(link) or "").partition("#")[0].partition("?")[2]


def _unique(pairs: Iterable[tuple[Hashable | None, _Value]]) -> dict[Hashable, _Value]:
    pairs = [(key, value) for key, value in pairs if key is not None]
    count = Counter(key for key, _ in pairs)
    return {key: value for key, value in pairs if count[key] == 1}
