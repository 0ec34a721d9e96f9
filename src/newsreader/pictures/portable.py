"""Pictures that are on the disk as devices for reading books show them."""

from __future__ import annotations

import base64
import logging
from typing import TYPE_CHECKING, Self

from newsreader.errors import ParseError
from newsreader.pictures import store
from newsreader.pictures.decoder import DecoderProcess, is_there

if TYPE_CHECKING:
    from newsreader.library.store import Library

_SHOWN = (".png", ".jpg", ".gif")
_MOST = 2_400
"""Pixels, each way, of one that is made anew: more than such a device has."""
_PAPER = (255, 255, 255)

log = logging.getLogger(__name__)


class Portable:
    """Reads pictures; those of newer kinds are made JPEGs by the decoder's process, as they are met."""

    def __init__(self, lib: Library) -> None:
        self._lib = lib
        self._decoder = DecoderProcess()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._decoder.close()

    def read(self, url: str) -> bytes | None:
        """The picture of an address, if it is on the disk; as it is where it cannot be made anew."""
        path = store.path(self._lib, url)
        if path is None or path.suffix in _SHOWN or not is_there():
            return store.read(self._lib, url)
        try:
            return base64.b64decode(self._decoder.jpeg(path, _MOST, _MOST, _PAPER).data)
        except ParseError as error:
            log.info("%s is taken as it is: %s", path, error)
            return store.read(self._lib, url)
