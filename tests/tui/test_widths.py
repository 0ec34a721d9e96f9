"""The cells that texts take on the screen, against a table that is not Rich's: scripts, marks, emoji."""

from __future__ import annotations

import unicodedata

import pytest
import wcwidth
from rich.cells import cell_len

CORPUS = {
    "Latin": "Zürich é e\u0301 soft\u00adhyphen … “”",
    "Thai": "ข่าวภาษาไทย",
    "Tibetan": "བོད་ཡིག",
    "Arabic": "أَخْبَار عَرَبِيَّة",
    "Persian": "می\u200cخواهم",
    "Hebrew": "חֲדָשׁוֹת",
    "Korean": "한국어 뉴스",
    "Japanese": "日本語ニュース か\u3099",
    "Chinese": "中文新闻",
    "flags": "🇩🇪 🇺🇦",
    "family": "👨\u200d👩\u200d👧\u200d👦",
    "skin": "👍🏽",
    "as emoji": "❤\ufe0f ☎\ufe0f 1\ufe0f\u20e3",
    "as text": "☺\ufe0e",
    "emoji": "😀🚀",
    "Hindi": "हिन्दी में समाचार",
    "Tamil": "தமிழ் செய்தி",
    "Bengali": "বাংলা সংবাদ",
    "Malayalam": "മലയാളം",
    "Burmese": "မြန်မာသတင်း",
    "Khmer": "ព័ត៌មានខ្មែរ",
}


@pytest.mark.parametrize("text", CORPUS.values(), ids=CORPUS)
def test_a_text_has_its_true_width(text: str) -> None:
    """But for spacing marks of Indic scripts: Rich draws them in the cell of their letter, tables disagree there."""
    spacing = sum(unicodedata.category(sign) == "Mc" for sign in text)
    difference = wcwidth.wcswidth(text) - cell_len(text)
    assert 0 <= difference <= spacing
