"""How one fetch is made: what it may cost, and how a server is asked."""

from __future__ import annotations

from dataclasses import dataclass

from newsreader.web import response


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much one fetch may cost."""

    total_seconds: float = 30
    """From beginning to end, with all redirects, however much comes."""
    connect_seconds: float = 10
    read_seconds: float = 20
    """Of silence."""
    wire_bytes: int = 10_000_000
    """Of one answer as it comes, headers included."""
    body_bytes: int = 10_000_000
    """Unpacked."""
    ratio: int = response.RATIO
    """Bytes unpacked from one on the wire."""
    header_bytes: int = response.HEAD_BYTES
    redirects: int = 10


@dataclass(frozen=True, slots=True)
class Manner:
    """How a server is asked, where its user wants it otherwise than usual.

    Headers and login are for the address that was asked for: they go to its origin alone. TLS without verification is
    for that origin, too.
    """

    user_agent: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    login: str = ""
    """name:password, quoted as in an address."""
    proxy: str = ""
    """An address; "none" uses none, empty what the environment names."""
    verify_tls: bool = True
    cookies: bool = False
    """Whether a cookie is sent back on the way of the same fetch."""
