"""What stands in a row of the list: the columns that are wished for, in true width in whatever script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsreader import configfile
from newsreader.config import COLUMNS, Config, Interface, Reading, Refresh
from newsreader.errors import ConfigError
from newsreader.library import states, tags
from newsreader.tui.widgets.stretches import fit
from tui.small_library import NOW, add_entries, article

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

SCRIPTS = {
    "Latin": "Ångström: a crisis of Zürich",
    "decomposed": "e\u0301lite a\u0308rger o\u0302te\u0301",
    "Vietnamese": "Tin tức thế giới tiê\u0301ng Việt",
    "Japanese": "世界のニュース：平壌で首脳会談",
    "half and full width": "ﾊﾝｶｸ ＦＵＬＬ カナ",
    "Korean": "한국 대통령 뉴스",
    "conjoining Korean": "\u1112\u1161\u11ab\u1100\u1173\u11af",
    "Chinese beyond 16 bits": "𠮷野家的新闻",
    "Thai": "ข่าววันนี้ที่กรุงเทพ",
    "Lao": "ຂ່າວມື້ນີ້",
    "Arabic": "أخبار العالم اليوم",
    "Arabic with vowels": "مُحَمَّد",
    "Hebrew with points": "שָׁלוֹם עֲלֵיכֶם",
    "Greek": "Ελληνικά νέα",
    "Cyrillic": "Новости дня, Київ",
    "Georgian": "საქართველო",
    "Armenian": "Հայաստան",
    "Amharic": "አማርኛ ዜና",
    "Tibetan": "བོད་ཡིག",
    "Khmer without vowels behind": "ខ្មែ",
    "mathematical": "𝔉𝔯𝔞𝔨𝔱𝔲𝔯 ½ Ⅳ №",
    "quotation marks": "„Ja“ – «oui» — “yes” … ‹si›",
    "joined emoji": "👩\u200d👩\u200d👧 family, 🏳️\u200d🌈 pride",
    "flags": "🇩🇪🇫🇷 meet",
    "skin": "👍🏽 agreed",
    "chosen to be emoji": "☎\ufe0f call, ❤\ufe0f heart, 1\ufe0f\u20e3 first",
    "unseen": "a\u200bb\u2060c\u00add",
}
"""Words in many scripts; those with marks that take room of their own (Devanagari, Tamil) the
screen counts as narrower."""


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_as_wide_as_terminals_draw_it(script: str) -> None:
    """By the tables that terminals are checked with."""
    assert cell_len(SCRIPTS[script]) == wcwidth.wcswidth(SCRIPTS[script])


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_is_cut_fits_in_any_width(script: str) -> None:
    """And no sign of several characters is cut in two."""
    words = SCRIPTS[script]
    for width in range(1, cell_len(words) + 2):
        cut = fit(words, width, "…")
        assert wcwidth.wcswidth(cut) <= width
        kept = cut.removesuffix("…")
        assert words.startswith(kept)
        following = words[len(kept) : len(kept) + 1]
        assert not following or following.isspace() or wcwidth.wcwidth(following) > 0 or cut == words
        assert not kept.endswith("\u200d")


@given(words=st.text(st.sampled_from("a世é\u0301\u200d👩🇩\ufe0f☎한"), max_size=20), width=st.integers(0, 30))
def test_whatever_is_cut_is_as_wide_as_allowed(words: str, width: int) -> None:
    """Nonsense as well."""
    cut = fit(words, width, "~")
    assert cell_len(cut) <= width
    assert cut == words or words.startswith(cut.removesuffix("~"))


def quiet(columns: str, rows: str) -> Config:
    """Nothing happens by itself."""
    return Config(
        reading=Reading(mark_read_after=0),
        refresh=Refresh(on_start=False, every=0),
        interface=Interface(columns=columns, rows=rows),
    )


@pytest.mark.parametrize(
    ("columns", "rows", "expected"),
    [
        ("state time outlet title tags quotes note star", "one", ["● 14:01 Meridian Pact #later ★"]),
        ("title star tags outlet time", "one", ["Pact ★ #later Meridian 14:01"]),
        ("star tags title state", "one", ["● ★ #later Pact"]),
        ("title", "one", ["Pact"]),
        ("tags title time outlet star state", "two", ["● Pact", "#later 14:01 Meridian ★"]),
        ("title", "two", ["Pact", ""]),
    ],
)
async def test_columns_stand_as_wished(
    make_app: MakeApp, library: Library, columns: str, rows: str, expected: list[str]
) -> None:
    """In their order, and no others."""
    (entry_id,) = add_entries(library, 1, article(50, age=60, title="Pact"))
    states.mark(library, [entry_id], starred=True, now=NOW)
    tags.tag(library, [entry_id], "later", now=NOW)
    app = make_app(quiet(columns, rows))
    async with app.run_test(size=(240, 42)):
        view = app.reader.entry_list
        lines = [view._line_of(0) + line for line in range(len(expected))]
        found = ["".join(text for text, _ in view.stretches(line)) for line in lines]
        assert [" ".join(line.replace(app._signs.cursor, " ").split()) for line in found] == expected
        assert all(cell_len(line) <= view.size.width for line in found)


@pytest.mark.parametrize("size", [(160, 42), (120, 40), (80, 24), (40, 20)])
@pytest.mark.parametrize("rows", ["one", "two"])
async def test_rows_in_every_script_fit(make_app: MakeApp, library: Library, rows: str, size: tuple[int, int]) -> None:
    """At every width, with all columns in any order."""
    named = list(SCRIPTS.values())
    ids = add_entries(library, 1, *(article(100 + n, age=n, title=title) for n, title in enumerate(named)))
    states.mark(library, ids, starred=True, now=NOW)
    tags.tag(library, ids, "世界の", now=NOW)
    app = make_app(quiet(" ".join(reversed(COLUMNS)), rows))
    async with app.run_test(size=size):
        view = app.reader.entry_list
        for line in range(view.line_count()):
            assert wcwidth.wcswidth("".join(text for text, _ in view.stretches(line))) <= view.size.width


@pytest.mark.parametrize("columns", ["", "time star", "title title", "title colour"])
def test_columns_that_make_no_sense_are_told(columns: str) -> None:
    """With those there are."""
    with pytest.raises(ConfigError, match="columns must be title and others of state, time"):
        configfile.parse(f'[interface]\ncolumns = "{columns}"', Path("config.toml"))
