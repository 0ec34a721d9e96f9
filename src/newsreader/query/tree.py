"""What a search means, as a tree of values, and the tree written down again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from newsreader.errors import UsageError

QUOTED = ("said", "speaker", "cue")
"""Fields of a quotation: what is asked of them together is asked of one and the same."""
STATES = ("unread", "read", "starred", "tagged", "noted", "new")
CONTENTS = ("quotes", "audio", "image", "note")
ORDERS = ("date", "relevance", "arrived", "length", "read", "feed")


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand in a row."""

    text: str
    field: str = ""
    """Where: "" is title, author and text; or title, author, link, said, speaker, cue."""
    prefix: bool = False
    """The last word may go on."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression of RE2 that matches somewhere in the title or the text, in whatever case."""

    expression: str
    field: str = ""
    """Where: "" is title or text; or title, author, link."""


Sought = Words | Pattern
"""What texts are looked through for."""


@dataclass(frozen=True, slots=True)
class _Named:
    """What a name says; one of another kind is never the same, whatever its name."""

    name: str


class State(_Named):
    """One of STATES."""

    __slots__ = ()


class InFeed(_Named):
    """In a feed, by its id, address or a part of its title."""

    __slots__ = ()


class InFolder(_Named):
    """In a folder or one inside it, by its path or name."""

    __slots__ = ()


class Tagged(_Named):
    """With a tag of the user's, by its name."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What a saved search asks for, by its name."""

    name: str
    now: int = field(default=0, compare=False)
    """What its relative dates count from."""


@dataclass(frozen=True, slots=True)
class InLanguage:
    """In a language, by its code: en, de, ja."""

    code: str


class Has(_Named):
    """With one of CONTENTS."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """Not before `since`, before `until` (Unix seconds)."""

    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class _Joined:
    parts: tuple[Condition, ...]


class And(_Joined):
    """All of them."""

    __slots__ = ()


class Or(_Joined):
    """One of them or more."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Not:
    """What it is not."""

    part: Condition


@dataclass(frozen=True, slots=True)
class InFeeds:
    """In one of the feeds: what a library makes of the name of a feed or folder."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WithTag:
    """With a tag: what a library makes of its name; 0 is none."""

    id: int


@dataclass(frozen=True, slots=True)
class Member:
    """What a library knows to be so of an entry's contents, and keeps a list of; see `library.members`."""

    watched: int


Condition = (
    Words
    | Pattern
    | State
    | InFeed
    | InFolder
    | Tagged
    | Saved
    | InLanguage
    | Has
    | Dated
    | And
    | Or
    | Not
    | InFeeds
    | WithTag
    | Member
)


@dataclass(frozen=True, slots=True)
class Query:
    """A search as understood."""

    text: str
    condition: Condition | None
    """None: everything."""
    sort: str = "date"
    """One of ORDERS: the newest, the best, the last to arrive, the longest, the last read first; feed by feed."""

    @property
    def sought(self) -> tuple[Sought, ...]:
        """What is looked for in texts, for lighting up where it was found."""
        return tuple(_sought(self.condition))


class QueryError(UsageError):
    """A search that cannot be understood; `position` counts characters from 0."""

    def __init__(self, message: str, position: int) -> None:
        end = "" if message.endswith("?") else "."
        super().__init__(f"The search cannot be understood at character {position + 1}: {message}{end}")
        self.message = message
        """What is wrong, and perhaps what was meant, without the place."""
        self.position = position


def written(query: Query) -> str:
    """A query in full: parsed again it is the same tree and order. Dates are moments of universal time."""
    parts = [] if query.condition is None else [_written(query.condition)]
    return " ".join([*parts, f"sort:{query.sort}"])


def _sought(condition: Condition | None) -> list[Sought]:
    match condition:
        case Words() | Pattern():
            return [condition]
        case And(parts) | Or(parts):
            return [words for part in parts for words in _sought(part)]
    return []


def _written(condition: Condition) -> str:
    match condition:
        case And(parts):
            return f"({' AND '.join(map(_written, parts))})"
        case Or(parts):
            return f"({' OR '.join(map(_written, parts))})"
        case Not(part):
            return f"NOT {_written(part)}"
        case Words(text, where, prefix):
            return f'{where}{":" * bool(where)}"{text}"{"*" * prefix}'
        case Pattern(expression, where):
            escaped = expression.replace("/", "\\/")
            return f"{where}{':' * bool(where)}~/{escaped}/"
        case Dated(since, until):
            return _written_dates(since, until)
        case State(name):
            return f"is:{name}"
        case Has(name):
            return f"has:{name}"
        case InLanguage(code):
            return f"lang:{code}"
        case InFeed(name):
            return f'feed:"{name}"'
        case InFolder(name):
            return f'folder:"{name}"'
        case Tagged(name):
            return f'tag:"{name}"'
        case Saved(name):
            return f'search:"{name}"'
        case InFeeds(ids):
            return f"in the feeds {', '.join(map(str, ids)) or '(none)'}"
        case WithTag(tag_id):
            return f"with tag {tag_id}"
        case Member(watched):
            return f"in list {watched}"


def _written_dates(since: int | None, until: int | None) -> str:
    if since is None:
        return f"before:{_moment(until or 0)}"
    return f"after:{_moment(since)}" if until is None else f"on:{_moment(since)}..{_moment(until - 1)}"


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
