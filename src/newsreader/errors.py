"""Every error a caller may want to tell apart.

NewsreaderError
├── UsageError           wrong words on the command line (exit 2)
├── ConfigError          a setting that cannot be used: file, line, key, nearest key
│   └── LoginError       a password that is kept and cannot be had
├── FetchError           an address that gave no document (a refresh records it as data)
├── ParseError           a document that is no feed, article or outline
├── SeveralFeedsError    a page that names several feeds: the user chooses
├── NotFoundError        no such feed or entry
└── LibraryError         a library that cannot be opened, read or written
    └── DamagedError     one whose file is damaged: `newsreader doctor` recovers what can be read

The message is one sentence for the user: what, where, what to do. It may quote text from outside; whoever shows
it cleans it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.models.documents import Candidate


class Cause(StrEnum):
    """Why a feed was not read: what its reader can do follows from it."""

    NETWORK = "network"
    """No server answered; it may be this computer that has no network."""
    REFUSED = "refused"
    """A server answered, with a status that is no document's."""
    ANSWER = "answer"
    """An answer came that was cut, malformed or no document."""
    SLOW = "slow"
    LIMIT = "limit"
    """More came than is read of one document."""
    CERTIFICATE = "certificate"
    PRIVATE = "private"
    """It lies in a private network, and not its user led there."""
    PROXY = "proxy"
    ADDRESS = "address"
    """It is no address, or leads to none."""
    COMMAND = "command"
    """The command that prints it failed."""
    LOGIN = "login"
    """Its password cannot be had."""
    DOCUMENT = "document"
    """What came, or lies there, is no feed."""
    OURS = "ours"
    """A mistake of this program's."""


class NewsreaderError(Exception):
    """What every error of this program is: one sentence a user can act on."""

    cause = Cause.OURS
    """What it means for a feed that could not be read."""


class UsageError(NewsreaderError):
    """The command line cannot be understood."""


class ConfigError(NewsreaderError):
    """A configuration file or one of its settings cannot be used."""


class LoginError(ConfigError):
    """A name and password that are kept for a feed cannot be had."""

    cause = Cause.LOGIN


class FetchError(NewsreaderError):
    """An address gave no document. `status` is the HTTP status, if an answer came; `cause` what it failed for.

    An answer that refuses has the address that gave it: a redirect may have led there.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        retry_after: int | None = None,
        gone: bool = False,
        url: str | None = None,
        cause: Cause = Cause.ADDRESS,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.url = url
        """Of the server that refused."""
        self.cause = cause
        self.retry_after = retry_after
        """Seconds the server asked to be left alone."""
        self.gone = gone
        """The server said that the document will not come back (410)."""


class ParseError(NewsreaderError):
    """A document is not what it was taken for, or took too long to read."""

    cause = Cause.DOCUMENT


class SeveralFeedsError(NewsreaderError):
    """A page names several feeds; `candidates` are the ones to choose from."""

    def __init__(self, message: str, candidates: tuple[Candidate, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class NotFoundError(NewsreaderError):
    """No feed or entry answers to what was asked for, or several do."""


class LibraryError(NewsreaderError):
    """The library cannot be opened, read or written."""


class BusyError(LibraryError):
    """Another program writes to the library for longer than one waited."""


class DamagedError(LibraryError):
    """The library's file is not as it was left; what can be read of it can be recovered."""
