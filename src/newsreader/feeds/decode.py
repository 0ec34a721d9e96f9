"""Bytes from outside become text: byte order mark, the HTTP header, what the document declares, UTF-8, then a guess.

Names of encodings are looked up in our own table and never reach Python's codec registry, which knows codecs that are
no encodings (zlib, unicode_escape) and imports modules by name. Nothing here knows what the text means.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from newsreader.feeds import guess


class Decoded(NamedTuple):
    """A text and, if its bytes were not what they claimed to be, a sentence about it."""

    text: str
    problem: str | None = None


DECLARATION_BYTES = 4096
"""How far into a document its declaration is looked for."""


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Decode a document; never fails: bytes that cannot be read become U+FFFD."""
    if mark := _byte_order(body):
        codec, skip = mark
        return _lenient(body[skip:], codec)
    named = [name for name in (charset_of(content_type), _declared(body)) if name]
    codecs_named = [codec for codec in map(_codec, named) if codec]
    if codecs_named and codecs_named[0] in _SINGLE_BYTE and not body.isascii():
        # Text in a single-byte encoding is practically never valid UTF-8 by accident.
        codecs_named.insert(0, "utf-8")
    for codec in dict.fromkeys([*codecs_named, "utf-8"]):
        try:
            text = body.decode(codec)
        except UnicodeDecodeError:
            continue
        claimed = codecs_named[-1] if codecs_named else codec
        return Decoded(text, None if codec == claimed else f"The document is in {codec}, not in {claimed} as it says.")
    return _lenient(body, codecs_named[0] if codecs_named else "utf-8")


def charset_of(content_type: str | None) -> str | None:
    """The charset parameter of a Content-Type header."""
    found = _CHARSET.search(content_type or "")
    return found[1] if found else None


def _byte_order(body: bytes) -> tuple[str, int] | None:
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return codec, len(mark)
    found = _ZEROS.get("".join("0" if byte == 0 else "x" for byte in body[:4]))
    return (found, 0) if found else None


def _declared(body: bytes) -> str | None:
    head = body[:DECLARATION_BYTES]
    found = _XML_ENCODING.search(head) or _META_CHARSET.search(head)
    return found[1].decode("latin-1") if found else None


def _codec(name: str) -> str | None:
    return _CODECS.get(re.sub(r"[^a-z0-9]", "", name.lower()))


def _lenient(body: bytes, codec: str) -> Decoded:
    text = body.decode(codec, "replace")
    bad = text.count("\ufffd")
    if not bad:
        return Decoded(text)
    if codec == "utf-8" and bad > sum(c > "\x7f" for c in text) - bad:
        likely = guess.encoding(body) or "windows-1252"
        return Decoded(body.decode(likely, "replace"), f"The document is not valid utf-8; it was read as {likely}.")
    return Decoded(text, f"The document holds bytes that are not valid {codec}; they were replaced.")


_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Without a mark: the first characters of any document are ASCII, so where the zeros are tells the encoding.
_ZEROS = {"0x0x": "utf-16-be", "x0x0": "utf-16-le", "000x": "utf-32-be", "x000": "utf-32-le"}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"'<>]{1,40})[\"']", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)

_SINGLE_BYTE = frozenset(
    ["cp437", "cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp874"]
    + [f"cp125{n}" for n in range(9)]
    + [f"iso8859-{n}" for n in range(2, 17)]
)
# Names as on the web, where an old standard's name means its larger successor.
_CODECS: dict[str, str] = {
    **{f"iso8859{n}": f"iso8859-{n}" for n in (*range(2, 9), 10, 13, 14, 15, 16)},
    **{f"{kind}125{n}": f"cp125{n}" for kind in ("windows", "cp", "xcp", "ibm") for n in range(9)},
    **dict.fromkeys(("utf8", "unicode11utf8", "xunicode20utf8"), "utf-8"),
    **dict.fromkeys(("iso88591", "latin1", "l1", "ascii", "usascii", "ansix341968", "iso885911987"), "cp1252"),
    **dict.fromkeys(("iso88599", "latin5"), "cp1254"),
    **dict.fromkeys(("iso885911", "tis620", "windows874", "cp874"), "cp874"),
    **dict.fromkeys(("latin2", "l2"), "iso8859-2"),
    **dict.fromkeys(("latin9", "l9"), "iso8859-15"),
    **dict.fromkeys(("macintosh", "macroman", "xmacroman", "mac"), "mac-roman"),
    **dict.fromkeys(("xmaccyrillic", "maccyrillic"), "mac-cyrillic"),
    **dict.fromkeys(("cp866", "ibm866"), "cp866"),
    **dict.fromkeys(("cp437", "ibm437"), "cp437"),
    **dict.fromkeys(("koi8r", "koi8", "koi"), "koi8-r"),
    **dict.fromkeys(("koi8u", "koi8ru"), "koi8-u"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "xgbk", "cp936", "ms936", "euccn", "xeuccn", "csgb2312"), "gb18030"),
    **dict.fromkeys(("hzgb2312", "hz"), "hz"),
    **dict.fromkeys(("big5", "cp950", "xxbig5", "cnbig5", "big5hkscs"), "big5hkscs"),
    **dict.fromkeys(("shiftjis", "sjis", "xsjis", "mskanji", "windows31j", "cp932", "ms932"), "cp932"),
    **dict.fromkeys(("eucjp", "xeucjp"), "euc_jp"),
    **dict.fromkeys(("iso2022jp", "csiso2022jp"), "iso2022_jp"),
    **dict.fromkeys(("euckr", "ksc56011987", "ksc5601", "ksc56011989", "windows949", "cp949", "uhc"), "cp949"),
    # A document whose declaration could be read byte by byte is not in UTF-16, whatever it says.
}
