"""Content codings: what is asked for is undone, in bounded pieces, however the bytes are cut; damage is an error."""

from __future__ import annotations

import gzip
import sys
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.web import codings
from newsreader.web.codings import CodingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEXT = b"some text " * 50_000 + bytes(range(256)) * 400


def raw_deflate(data: bytes) -> bytes:
    """Deflate as many servers send it: without zlib's header."""
    compressor = zlib.compressobj(wbits=-15)
    return compressor.compress(data) + compressor.flush()


def brotli(data: bytes) -> bytes:
    """In br, if this computer can."""
    module = pytest.importorskip("brotli", minversion="1.2")
    return bytes(module.compress(data, quality=1))


def zstd(data: bytes) -> bytes:
    """In zstd, if this computer can."""
    module = pytest.importorskip("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    return bytes(module.compress(data))


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli,
    "zstd": zstd,
}


def cut(data: bytes, size: int) -> Iterator[bytes]:
    """Bytes as they may come."""
    return (data[start : start + size] for start in range(0, len(data), size))


@pytest.mark.parametrize("size", [1, 2, 1000, 65_536])
@pytest.mark.parametrize("coding", PACKERS)
def test_every_coding_that_is_asked_for(coding: str, size: int) -> None:
    """The text comes back whole, in pieces of bounded size."""
    packed = PACKERS[coding](TEXT)
    assert coding in codings.accepted().split(", ")
    pieces = list(codings.decoded(cut(packed, size), [coding]))
    assert b"".join(pieces) == TEXT
    assert max(map(len, pieces)) <= 262_144


@pytest.mark.parametrize("coding", PACKERS)
def test_what_is_cut_or_damaged(coding: str) -> None:
    """Half a body is an error, and so is one with other bytes in it."""
    packed = PACKERS[coding](TEXT)
    with pytest.raises(CodingError, match="broke the answer off"):
        list(codings.decoded(cut(packed[:-9], 500), [coding]))
    with pytest.raises(CodingError):
        list(codings.decoded(cut(packed[:40] + b"\xff" * 40 + packed[80:], 500), [coding]))


@pytest.mark.parametrize("coding", PACKERS)
def test_a_bomb_gives_its_output_bit_by_bit(coding: str) -> None:
    """Whoever reads may stop after the first pieces, whatever would follow."""
    pieces = codings.decoded(iter([PACKERS[coding](bytes(50_000_000))]), [coding])
    assert sum(len(next(pieces)) for _ in range(5)) < 2_000_000


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("x-gzip", gzip.compress(TEXT[:9], mtime=0) + gzip.compress(TEXT[9:], mtime=0) + b"\0\0"),
        ("deflate", raw_deflate(TEXT)),
        ("gzip", TEXT),
        ("identity", TEXT),
        ("utf-8", TEXT),
    ],
    ids=["members", "raw", "not done", "identity", "no coding"],
)
def test_common_mistakes_are_forgiven(coding: str, packed: bytes) -> None:
    """Several members, padding, a missing header, no coding at all."""
    assert b"".join(codings.decoded(cut(packed, 1000), [coding])) == TEXT


def test_several_frames_of_zstd() -> None:
    """Frames follow each other as members of gzip do; what follows the last is padding."""
    packed = zstd(TEXT[:9]) + zstd(TEXT[9:]) + b"\0\0"
    assert b"".join(codings.decoded(cut(packed, 1000), ["zstd"])) == TEXT


@pytest.mark.parametrize("names", [["compress"], ["xz"], ["gzip", "gzip"], ["gzip"] * 60, ["deflate", "gzip"]])
def test_what_was_not_asked_for(names: list[str]) -> None:
    """Other codings, and several at once, are refused."""
    with pytest.raises(CodingError, match="not asked for"):
        list(codings.decoded(iter([b"x"]), names))


def test_without_the_packages_less_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither package is needed, and an old brotli, which cannot be bounded, counts as none."""

    class Old:
        Decompressor = object

    monkeypatch.setattr(codings, "_module", lambda name: Old if name == "brotli" else None)
    codings._codings.cache_clear()
    try:
        assert codings.accepted() == "gzip, deflate"
        with pytest.raises(CodingError, match="not asked for"):
            list(codings.decoded(iter([b"x"]), ["br"]))
    finally:
        codings._codings.cache_clear()


@given(st.sampled_from(["gzip", "deflate"]), st.binary(max_size=60), st.integers(1, 9))
def test_any_bytes_in_any_coding(coding: str, data: bytes, size: int) -> None:
    """Whatever comes is text or a CodingError."""
    try:
        list(codings.decoded(cut(data, size), [coding]))
    except CodingError as error:
        assert str(error)  # noqa: PT017 - either way is right
