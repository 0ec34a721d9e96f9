"""An article as lines: at any width nothing is lost, nothing is too wide, and every word has its roles."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsreader.articles.clean import sanitise
from newsreader.articles.document import BlockKind, Document, from_plain, parse
from newsreader.models.findings import KeyClause, Quotation
from newsreader.tui.rendering import Layout, body, lay_out, lay_out_head
from newsreader.tui.runs import SPEAKERS, UNNAMED, speaker_slots
from newsreader.tui.symbols import ASCII, UNICODE, Symbols

WORDS = st.text(
    st.one_of(
        st.sampled_from("abc é“”中。「か👩\u200d❤\ufe0fe\u0301\u202e\u200b\u00a0"),
        st.characters(categories=["L", "P", "Zs"]),
    ),
    max_size=40,
)
TAGS = "p div h2 ul ol li blockquote pre table tr td th b i a dl dt dd sup sub".split()
HTML = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from([f"<{name}>" for name in TAGS] + [f"</{name}>" for name in TAGS]),
        st.sampled_from(
            ["<br>", "<hr>", "\t", "\n", "<a href='https://a.org/very/long/address'>", "<img src='/b' alt='A boat'>"]
        ),
        st.sampled_from(
            ["<table><tr><th>A<th>B<tr><td>x<td>y<tr><td>z<td>", "<ol start=998>", "m<sup>2</sup>", "x<sub>n</sub>"]
        ),
    ),
    max_size=30,
).map("".join)
DOCUMENTS = st.one_of(
    HTML.map(lambda html: parse(sanitise(html, "https://example.org/"))), st.text(max_size=80).map(from_plain)
)


def quotation(text: str, words: str, *, kind: str = "direct", speaker: str | None = "Ann") -> Quotation:
    """Words of a text as a quotation."""
    start = text.index(words)
    return Quotation(start, start + len(words), words, kind, None, None, speaker, 0)


def clause(text: str, words: str) -> KeyClause:
    """Words of a text as a key clause."""
    start = text.index(words)
    return KeyClause(start, start + len(words), words, ("decision",), 1)


def shown(layout: Layout) -> list[str]:
    """The lines as text, blanks at their ends left out."""
    return [line.text.rstrip() for line in layout.lines]


def lines(html: str, width: int, symbols: Symbols = UNICODE) -> list[str]:
    """An article's lines."""
    return shown(lay_out(parse(html), width, symbols=symbols))


def level(text: str) -> str:
    """What stands higher or lower, on the line again."""
    return text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+-=()ni0123456789+-=()"))


def roles_of(layout: Layout, words: str) -> set[str]:
    """The roles of the piece that says exactly these words."""
    found = [set(piece.roles) for line in layout.lines for piece in line.pieces if piece.text == words]
    assert len(found) == 1, [piece.text for line in layout.lines for piece in line.pieces]
    return found[0]


@given(DOCUMENTS, st.integers(2, 120), st.data())
def test_no_line_is_too_wide_and_no_word_is_lost(document: Document, width: int, data: st.DataObject) -> None:
    """At any width, with quotations and key clauses anywhere: each piece says what the text has at its offset."""
    spans = st.tuples(st.integers(0, len(document.text)), st.integers(0, 30))
    places = data.draw(st.lists(spans, max_size=6))
    quotations = [
        Quotation(start, start + length, document.text[start : start + length], "direct", None, None, "Ann", 0)
        for start, length in places
        if start + length <= len(document.text)
    ]
    layout = lay_out(document, width, quotations=quotations, symbols=UNICODE)
    starts = [line.start for line in layout.lines]
    assert starts == sorted(starts)
    covered: set[int] = set()
    for line in layout.lines:
        assert sum(cell_len(piece.text) for piece in line.pieces) <= width + line.hang
        assert cell_len(line.text) <= width + line.hang
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\ud800-\udfff]", line.text)
        for piece in line.pieces:
            if piece.start >= 0:
                covered.update(range(piece.start, piece.start + len(piece.text)))
                there = document.text[piece.start : piece.start + len(piece.text)]
                assert re.sub("[\\s\ufffd]", " ", level(piece.text)) == re.sub(
                    "[\\s\ufffd\x00-\x1f\x7f-\x9f]", " ", level(there)
                )
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:  # the head of one laid out as records is shown, but not at its own place
            continue
        for place in range(block.start, block.end):
            character = document.text[place]
            assert place in covered or character.isspace() or character == "\u00ad" or cell_len(character) == 0
    cells = [cell for block in document.blocks for row in block.rows for cell in row]
    in_cells = Counter("".join(document.text[cell.start : cell.end] for cell in cells))
    everything = Counter(level("".join(line.text for line in layout.lines)))
    assert all(everything[letter] >= count for letter, count in in_cells.items() if letter.isalnum())


@given(DOCUMENTS)
def test_one_cell_is_survived(document: Document) -> None:
    """Nobody reads at this width, but a window can be made so narrow."""
    assert len(lay_out(document, 1, symbols=ASCII).lines) >= len(document.blocks)


def test_what_is_not_seen_in_an_address_does_not_make_it_text() -> None:
    """Addresses are not of the text: no piece of them has a place in it."""
    document = parse('<p>see <a href="https://a.org/b\u00adcd">this</a></p>')
    address = lay_out(document, 40, symbols=UNICODE).lines[-1]
    assert address.text == "[1] https://a.org/bcd"
    assert [piece.start for piece in address.pieces] == [-1, -1, -1]


@given(DOCUMENTS, st.integers(2, 60), st.integers(2, 60))
def test_the_place_survives_another_width(document: Document, before: int, after: int) -> None:
    """The line found for an offset shows it: scrolling is kept as an offset."""
    old, new = (lay_out(document, width, symbols=UNICODE) for width in (before, after))
    for number in range(len(old.lines)):
        offset = old.offset_of(number)
        line = new.line_of(offset)
        assert new.offset_of(line) <= offset or line == 0
        assert line + 1 >= len(new.lines) or new.offset_of(line + 1) > offset


def test_an_article() -> None:
    """Headings, lists, quotations, code, rules and links, as in the drawings."""
    html = """
    <h2>What changed</h2><p>The old treaty promised intervention, the <a href="https://a.org/new">new one</a> trade.</p>
    <blockquote><p>First words of it</p><ul><li>the old treaty promised intervention</li><li>one<ol start="9"><li>nine
    <li>ten</ol></li></ul></blockquote><pre>if x:\n\treturn</pre><hr><dl><dt>Term</dt><dd>What it means</dd></dl>
    """
    assert lines(html, 30) == [
        "What changed",
        "",
        "The old treaty promised",
        "intervention, the new one [1]",
        "trade.",
        "",
        "│ First words of it",
        "│",
        "│ • the old treaty promised",
        "│   intervention",
        "│ • one",
        "│   9. nine",
        "│   10. ten",
        "",
        "if x:",
        "    return",
        "",
        "────────────",
        "",
        "Term",
        "  What it means",
        "",
        "[1] https://a.org/new",
    ]


def test_every_sign_has_an_ascii_form() -> None:
    """No sign of ours is outside ASCII; the text stays as it is."""
    html = (
        "<blockquote><ul><li>a</ul></blockquote><hr>"
        "<table><tr><th>b<th>c<tr><td>d<td>e<tr><td>f<td>g</table><p><a href='https://a.org'>h</a></p>"
    )
    assert all(line.isascii() for line in lines(html, 30, symbols=ASCII))
    assert lines(html, 30, symbols=ASCII)[4:8] == ["b | c", "--+--", "d | e", "f | g"]


def test_a_table_that_does_not_fit_becomes_records() -> None:
    """Each cell after the name of its column; empty cells are left out."""
    html = "<table><tr><th>Name<th>Says<tr><td>Ann Smith<td>that it is so<tr><td>Bob<td></table>"
    assert lines(html, 30) == [
        "Name      │ Says",
        "──────────┼──────────────",
        "Ann Smith │ that it is so",
        "Bob       │",
    ]
    assert lines(html, 20) == ["Name: Ann Smith", "Says: that it is so", "", "Name: Bob"]
    assert lines(html, 9) == ["Name:", "  Ann", "  Smith", "Says:", "  that it", "  is so", "", "Name:", "  Bob"]


def test_wide_characters_keep_columns_in_place() -> None:
    """Columns are measured in cells."""
    html = "<table><tr><td>東京<td>a<tr><td>Rome<td>b</table>"
    assert lines(html, 20) == ["東京 │ a", "Rome │ b"]


def test_a_long_address_is_shown_in_full() -> None:
    """Broken at the edge, under itself; every character of it can be read before it is opened."""
    address = "https://example.org/" + "path/" * 10
    found = lines(f"<p><a href='{address}'>a</a></p>", 40)
    assert found[:2] == ["a [1]", ""]
    assert found[2].startswith("[1] https://example.org/")
    assert "".join(found[2:]).replace("[1]", "").replace(" ", "") == address


def test_deep_nesting_leaves_room_for_the_text() -> None:
    """A thousand quotations inside each other still leave twenty cells, or all there is."""
    for width in (10, 30, 72):
        document = parse("<blockquote>" * 1000 + "<ul><li>" * 50 + f"<p>{'word ' * 20}")
        layout = lay_out(document, width, symbols=UNICODE)
        widest = max(cell_len(line.text.lstrip("│• ")) for line in layout.lines)
        assert widest >= min(14, width - 6)


def test_quotations_and_key_clauses_have_roles() -> None:
    """Whose words, whether they are the speaker's own, and what to keep when skimming; roles add up."""
    document = parse("<p>Ann said “yes, <b>we</b> can” and that it rains. Bob agreed. Who knows “why”?</p>")
    text = document.text
    quotations = [
        quotation(text, "“yes, we can”"),
        quotation(text, "that it rains", kind="indirect", speaker="Bob"),
        quotation(text, "“why”", speaker=None),
    ]
    layout = lay_out(document, 200, quotations=quotations, clauses=[clause(text, "rains. Bob")], symbols=UNICODE)
    assert roles_of(layout, "“yes, ") == {"speaker-0", "direct"}
    assert roles_of(layout, "we") == {"speaker-0", "direct", "bold"}
    assert roles_of(layout, "that it ") == {"speaker-1"}
    assert roles_of(layout, "rains") == {"speaker-1", "key"}
    assert roles_of(layout, ". Bob") == {"key"}
    assert roles_of(layout, "“why”") == {UNNAMED, "direct"}
    assert roles_of(layout, "?") == set()


def test_an_emoji_is_not_cut_by_a_role() -> None:
    """A mark that ends within a sequence takes all of it: half of one is drawn wider."""
    document = parse("<p><b>👩</b>\u200d👧 a</p>")
    assert [p.text for p in lay_out(document, 20, symbols=UNICODE).lines[0].pieces] == ["👩\u200d👧", " a"]


def test_speakers_have_slots_in_order_of_their_first_words() -> None:
    """The ninth begins anew; nobody has none."""
    names = [f"Speaker {n}" for n in range(SPEAKERS + 1)]
    quotations = [
        Quotation(n, n + 1, "x", "direct", None, None, name, n) for n, name in enumerate([*names, None, names[1]])
    ]
    assert speaker_slots(quotations) == {**{name: n for n, name in enumerate(names[:-1])}, names[-1]: 0}


def test_the_head() -> None:
    """Title, then what is known of it on as few lines as fit; an author who is not known leaves no gap."""
    head = lay_out_head("A title of two lines", "Outlet", "Ann", "19 Jun 2024", 3, 18, symbols=UNICODE)
    assert [line.text for line in head] == ["A title of two", "lines", "Outlet · Ann", "19 Jun 2024", "3 min", ""]
    head = lay_out_head("A title", "Outlet", None, "19 Jun", 3, 60, symbols=ASCII)
    assert [line.text for line in head] == ["A title", "Outlet - 19 Jun - 3 min", ""]
    head = lay_out_head("A title", "Outlet", None, "19 Jun", 3, 60, is_full=True, own=["#a"], symbols=ASCII)
    assert [line.text for line in head] == ["A title", "Outlet - 19 Jun - 3 min - full text - #a", ""]


@given(WORDS, WORDS, WORDS, st.integers(2, 80))
def test_any_head_fits(title: str, outlet: str, author: str, width: int) -> None:
    """Whatever the names are."""
    for line in lay_out_head(title, outlet, author, "1 May", 12, width, symbols=UNICODE):
        assert sum(cell_len(piece.text) for piece in line.pieces) <= width + line.hang


@pytest.mark.parametrize(
    "html",
    [
        "<p>Some words of <b>text</b> in a <a href='https://a.org/'>paragraph</a> that is long enough to be one.</p>"
        * 10_000,
        "<p>Несколько слов <b>текста</b>, и ещё несколько.</p>" * 10_000,
        "<pre>" + "x" * 300_000 + "</pre>",
        "<p>" + "x" * 300_000 + "</p>",
        "<table>" + "<tr><td>a</td><td>b</td><td>c</td></tr>" * 8_000 + "</table>",
        "a<br>" * 60_000,
    ],
)
def test_long_articles_are_laid_out_quickly(html: str) -> None:
    """A megabyte in a second; the bound is for a busy machine."""
    document = parse(html)
    begun = time.process_time()
    assert lay_out(document, 72, symbols=UNICODE).lines
    assert time.process_time() - begun < 5


def test_the_cells_of_a_wide_column_are_broken_into_lines() -> None:
    """A table whose longest column can be narrowed stays a table."""
    source = (
        "<table><tr><th>Key</th><th>What</th></tr><tr><td>j</td><td>the next line of the list below</td></tr></table>"
    )
    shown = [line.text.rstrip() for line in lay_out(parse(source), 30, symbols=UNICODE).lines]
    assert shown[0] == "Key │ What"
    assert shown[2:] == ["j   │ the next line of the", "    │ list below"]


def test_only_the_words_in_marks_are_the_speakers_own() -> None:
    """Of a mixed quotation what stands around the marks is coloured, not in italics."""
    text = "Kim called the bond a “fiery friendship” again."
    mixed = Quotation(11, 40, text[11:40], "mixed", None, None, "Kim", 0)
    line = lay_out(from_plain(text), 60, quotations=[mixed], symbols=UNICODE).lines[0]
    own = "".join(piece.text for piece in line.pieces if "direct" in piece.roles)
    assert own == "“fiery friendship”"
    assert "".join(p.text for p in line.pieces if "speaker-0" in p.roles) == "the bond a “fiery friendship”"


# --- lines that are made as they are wanted -------------------------------------------------------------------------


def in_sections(document: Document, width: int) -> Layout:
    """Laid out in small sections, none of them yet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(body, "AT_ONCE", -1)
        patch.setattr(body, "_SECTION", 20)
        patch.setattr(body, "_BLOCKS", 3)
        return lay_out(document, width, symbols=UNICODE)


@given(DOCUMENTS, st.integers(2, 60), st.lists(st.integers(0, 200), max_size=6))
def test_lines_are_the_same_in_whatever_order_they_are_made(document: Document, width: int, wanted: list[int]) -> None:
    """And the line that shows an offset, and the offset that a line begins at."""
    whole = lay_out(document, width, symbols=UNICODE)
    layout = in_sections(document, width)
    for number in wanted:
        layout.settle(number, 4)
        layout.line_of(number)
    assert layout.lines == whole.lines
    assert layout.line_count == len(whole.lines)
    for offset in range(len(document.text) + 1):
        assert layout.line_of(offset) == whole.line_of(offset)
    assert [layout.offset_of(n) for n in range(layout.line_count)] == [line.start for line in whole.lines]


@given(DOCUMENTS, st.integers(2, 60), st.integers(0, 80), st.integers(1, 12), st.integers(0, 200))
def test_what_is_in_view_stays_when_lines_above_are_made(
    document: Document, width: int, offset: int, height: int, above: int
) -> None:
    """Whoever follows what is told keeps the same lines in view."""
    layout = in_sections(document, width)
    if not layout.line_count:
        return
    top = layout.settle(layout.line_of(offset), height)
    seen = [layout.line(top + n) for n in range(min(height, layout.line_count - top))]
    shifts: list[tuple[int, int]] = []
    layout.told = lambda line, more: shifts.append((line, more))
    layout.settle(min(above, top), 1)
    for line, more in shifts:
        top += more if line <= top else 0
    assert [layout.line(top + n) for n in range(len(seen))] == seen


@given(DOCUMENTS, st.integers(2, 60), st.integers(0, 80), st.integers(1, 6))
def test_lines_counted_from_below_keep_their_distance(document: Document, width: int, offset: int, back: int) -> None:
    """A page up from lines that are there leads to those that stand before them, however many were guessed."""
    layout, whole = in_sections(document, width), lay_out(document, width, symbols=UNICODE)
    if not layout.line_count:
        return
    line = layout.settle(layout.line_of(offset), 1)
    here = whole.line_of(offset)
    back = min(back, here, line)
    found = layout.settle(line - back, back + 1)
    assert layout.line(found) == whole.lines[here - back]


def test_a_long_article_is_laid_out_where_it_is_looked_at() -> None:
    """Not all of it: the first screen costs what a short article costs."""
    document = parse("<p>Some words of a paragraph that is a line long, or two.</p>" * 2_000)
    made: list[int] = []
    layout = lay_out(document, 60, symbols=UNICODE)
    layout.told = lambda line, more: made.append(line)
    layout.settle(0, 40)
    layout.settle(layout.line_of(len(document.text) // 2), 40)
    assert len(made) < 6


# --- typography -----------------------------------------------------------------------------------------------------


def test_a_mark_of_quotation_hangs_before_its_paragraph() -> None:
    """The letters stand below each other; in lists and quotations there is no room for it."""
    found = lay_out(parse("<p>“Yes we can,” she said.</p><ul><li>“No”</li></ul>"), 12, symbols=UNICODE).lines
    assert [(line.text, line.hang) for line in found] == [
        ("“Yes we can,”", 1),
        ("she said.", 0),
        ("", 0),
        ("• “No”", 0),
    ]


@pytest.mark.parametrize(
    ("html", "drawn", "plain"),
    [
        ("m<sup>2</sup>", "m²", "m^2"),
        ("e<sup>x</sup>", "e^x", "e^x"),
        ("H<sub>2</sub>O", "H₂O", "H_2O"),
        ("the 1<sup>st</sup>", "the 1st", "the 1st"),
        ("Ann <sup>2</sup>", "Ann 2", "Ann 2"),
        ("so<sup><a>3</a></sup>", "so[3]", "so[3]"),
    ],
)
def test_what_stands_higher_is_told_apart(html: str, drawn: str, plain: str) -> None:
    """Drawn so where there are signs for it, else with a sign; the letters of an ordinal mean the same on the line."""
    assert lines(f"<p>{html}</p>", 40) == [drawn]
    assert lines(f"<p>{html}</p>", 40, ASCII) == [plain]


def test_numbers_stand_below_each_other_by_their_ends() -> None:
    """Columns of numbers alone; the head goes with them."""
    html = "<table><tr><th>Ship<th>Price<tr><td>Gull<td>98,000<tr><td>Tern<td>1,200,000</table>"
    assert lines(html, 40) == ["Ship │     Price", "─────┼──────────", "Gull │    98,000", "Tern │ 1,200,000"]


def test_code_is_told_apart_when_nobody_waits() -> None:
    """By weight and tone; the lines stay the same. Without a language, or with one nobody knows, it stays as it is."""
    html = "<pre><code class='language-python'># why\nif x:\n\treturn 'y'</code></pre>"
    layout = lay_out(parse(html), 40, symbols=UNICODE)
    before = shown(layout)
    assert roles_of(layout, "# why") == {"code"}
    assert layout.may_look_better()
    assert layout.look_better()
    assert not layout.may_look_better()
    assert shown(layout) == before == ["# why", "if x:", "    return 'y'"]
    assert roles_of(layout, "# why") == {"code", "dim", "italic"}
    assert roles_of(layout, "if") == {"code", "bold"}
    assert roles_of(layout, "return") == {"code", "bold"}
    assert not lay_out(parse("<pre><code>if x</code></pre>"), 40, symbols=UNICODE).may_look_better()
    unknown = lay_out(parse("<pre><code class='language-nothing'>if x</code></pre>"), 40, symbols=UNICODE)
    assert unknown.look_better()
    assert roles_of(unknown, "if x") == {"code"}


@given(st.text("ab\t\"'#(){}\n éx", max_size=60), st.sampled_from(["python", "html", "bash"]), st.integers(2, 30))
def test_code_loses_nothing_by_being_told_apart(code: str, language: str, width: int) -> None:
    """Whatever the lexer makes of it."""
    escaped = code.replace("<", "&lt;")
    document = parse(f"<pre><code class='language-{language}'>{escaped}</code></pre>")
    layout = lay_out(document, width, symbols=UNICODE)
    before = [line.text for line in layout.lines]
    layout.look_better()
    assert [line.text for line in layout.lines] == before
    for line in layout.lines:
        for piece in line.pieces:
            if piece.start >= 0:
                assert document.text[piece.start : piece.start + len(piece.text)] == piece.text
