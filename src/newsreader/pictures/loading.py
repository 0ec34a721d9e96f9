"""Loading one picture within its limits. Nothing is kept here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsreader.errors import Cause, FetchError, ParseError
from newsreader.pictures.measure import Measured, measure
from newsreader.refresh.asking import ask_first
from newsreader.web.address import host, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.config import Config

_ACCEPT = "image/avif,image/webp,image/png,image/jpeg,image/gif,image/*;q=0.5,*/*;q=0.1"


@dataclass(frozen=True, slots=True)
class Picture:
    """One that came whole and is what it should be."""

    data: bytes
    measured: Measured


def load(url: str, config: Config, *, typed_by_user: bool, visit: Callable[[str], None] = lambda _: None) -> Picture:
    """Fetch a picture within its limits; FetchError or ParseError if there is none."""
    most = config.pictures
    fetching = replace(config.fetch, max_megabytes=most.max_megabytes, max_wire_megabytes=most.max_megabytes)
    if not url.lower().startswith(("http://", "https://")):
        raise FetchError(f"{shown(url)} is no web address; only http and https lead to pictures.", cause=Cause.ADDRESS)
    visit(host(url))
    found = ask_first(url, replace(config, fetch=fetching), typed_by_user=typed_by_user, visit=visit, accept=_ACCEPT)
    try:
        return Picture(found.body, measure(found.body, most_pixels=most.max_megapixels * 1_000_000))
    except ParseError as error:
        raise ParseError(f"{shown(url)} {error}; it is not kept.") from error
