"""Which page a link leads to, and which outlet it is of."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|custom\d*)|(?:fb|g|d|ms|y|tw)cl(?:k?id)|mc_[ce]id|igshid|ref|ref_?src|source"
    r"|cmp|cmpid|ocid|ito|smid|partner|emc|feed\w*|rss|xtor|traffic_source|ns_\w+|sr_share|__twitter_impression)(?:=|$)",
    re.IGNORECASE,
)
"""Parameters that tell where a reader comes from."""
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "ne", "or", "org"})


def page(link: str | None) -> str | None:
    """A link without what makes no other page of it; None for none, or for the first page of a site: it says nothing.

    What stands behind `#` stays unless it is a parameter of the above: on many pages each entry has a place of its own.
    """
    try:
        parts = urlsplit(link or "")
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    path = parts.path.rstrip("/")
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not _TRACKING.match(part)))
    if not path and not query:
        return None
    place = "" if _TRACKING.match(parts.fragment) else parts.fragment
    return f"{host}{port}{path}{'?' if query else ''}{query}{'#' if place else ''}{place}"


def outlet(link: str | None) -> str:
    """Whose page it is: `bbc.co.uk` for every host below it; "" for no link."""
    try:
        labels = (urlsplit(link or "").hostname or "").split(".")
    except ValueError:
        return ""
    is_country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if is_country else -2 :])
