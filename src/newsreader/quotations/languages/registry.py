"""Which tables serve a text: by its language tag, else by its letters and its most frequent words."""

from __future__ import annotations

import re

from newsreader.quotations.languages.base import Language
from newsreader.quotations.languages.english import ENGLISH
from newsreader.quotations.languages.german import GERMAN
from newsreader.quotations.languages.romance import FRENCH, ITALIAN, PORTUGUESE, SPANISH
from newsreader.quotations.languages.russian import RUSSIAN

UNKNOWN = Language(code="und", cues={})
CHINESE = Language(code="zh", cues={})
JAPANESE = Language(code="ja", cues={})
"""Written without blanks: their cues are in `eastern`."""

_TABLES = {
    table.code: table for table in (ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, RUSSIAN, CHINESE, JAPANESE)
}
_SAMPLE = 6000
_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_RUSSIAN = re.compile("[ыэъёЫЭЪЁ]")
_WORD = re.compile(r"[^\W\d_]+")
_FREQUENT = {
    "en": "the of and to in that is for was with said his from has by have are be",
    "de": "der die das und in von den zu mit ist im des auf für nicht dem ein eine wurde sich auch",
    "fr": "le la les des et en du un une est dans que pour qui sur pas au par il avec ce sont",
    "es": "el la los las de y en que un una es por con para del se su al lo como más",
    "it": "il di che la e un una è per del con non della le si gli nel sono alla dei",
    "pt": "o os as de e em que um uma é por com para do da não se no na dos das ao foi",
    "nl": "de het een en van is dat op te zijn met voor niet aan er ook",
    "sv": "och att det som en på är av för med till den har inte om",
    "da": "og at det er en til på som af for med der den ikke har",
    "pl": "i w na z do się nie że jest to o jak za po przez",
}
_TELLING = {
    code: frozenset(text.split()) | frozenset(_TABLES[code].cues if code in _TABLES else ())
    for code, text in _FREQUENT.items()
}


def choose(text: str, tag: str | None) -> Language:
    """The tables for a BCP 47 tag, or for what the beginning of the text looks like."""
    if tag:
        code = tag.replace("_", "-").split("-")[0].casefold()
        if code in _TABLES:
            return _TABLES[code]
        if code not in {"und", "mul", "zxx", ""}:
            return UNKNOWN
    return _TABLES.get(detect(text), UNKNOWN)


def detect(text: str) -> str:
    """A language code by script, then by frequent words; "und" where nothing stands out."""
    sample = text[:_SAMPLE]
    han, kana = len(_HAN.findall(sample)), len(_KANA.findall(sample))
    if (han + kana) * 8 > len(sample):
        return "ja" if kana * 8 > han else "zh"
    if _RUSSIAN.search(sample):
        return "ru"
    found = [word.casefold() for word in _WORD.findall(sample)]
    counts = {code: sum(word in table for word in found) for code, table in _TELLING.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] * 12 >= len(found) and counts[best] else "und"
