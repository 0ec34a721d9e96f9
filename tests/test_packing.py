"""Packing: zlib's format, whichever of the two libraries makes it."""

from __future__ import annotations

import sys
import zlib

import pytest

from newsreader import packing


@pytest.fixture(params=["the fastest", "zlib"], autouse=True)
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "zlib":
        monkeypatch.setattr(packing, "_deflate", zlib)
        monkeypatch.setattr(packing, "Damaged", zlib.error)


@pytest.mark.parametrize("data", [b"", b"a", "Größe 大".encode() * 10_000, bytes(range(256)) * 300])
def test_what_is_packed_can_be_unpacked_by_either(data: bytes) -> None:
    assert packing.unpack(packing.pack(data)) == zlib.decompress(packing.pack(data)) == data
    assert packing.unpack(zlib.compress(data, 1)) == data


@pytest.mark.parametrize(
    "damaged", [b"", b"no deflate", zlib.compress(b"words" * 100)[:-6], zlib.compress(b"a")[:-1] + b"!"]
)
def test_what_is_damaged_is_a_value_error(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        packing.unpack(damaged)


def test_an_unpacker_gives_no_more_than_is_asked_for() -> None:
    unpacker = packing.unpacker(15)
    assert len(unpacker.decompress(zlib.compress(bytes(1_000_000)), 1_000)) == 1_000
    assert unpacker.unconsumed_tail
    assert not unpacker.eof


def test_without_the_package_zlib_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "isal.isal_zlib", None)  # it cannot be imported
    assert packing._fastest() is zlib
