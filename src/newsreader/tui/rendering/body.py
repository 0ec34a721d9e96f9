"""The body of an article at a level of the skim dial: its blocks in sections, the addresses of its links below it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len

from newsreader.articles.document import BlockKind
from newsreader.citation import named
from newsreader.quotations.skim import Level, spans
from newsreader.tui.breaking import cut
from newsreader.tui.rendering.drawings import by_block, lines
from newsreader.tui.rendering.layout import Layout, Line, Section
from newsreader.tui.rendering.pieces import filled
from newsreader.tui.rendering.setting import Setting
from newsreader.tui.rendering.tokens import highlight
from newsreader.tui.rendering.writer import Writer, hang_of
from newsreader.tui.runs import UNNAMED, Piece, Runs, shown, speaker_slots, visible
from newsreader.tui.skimming import Shown, of_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsreader.articles.document import Block, Document
    from newsreader.models.findings import KeyClause, Quotation
    from newsreader.tui.rendering.drawings import Drawing
    from newsreader.tui.symbols import Symbols

AT_ONCE = 8_000
"""Characters up to which all of an article is laid out at once."""
_SECTION, _BLOCKS = 3_000, 100
"""Characters and blocks of a section that is laid out together."""
_SPEAKERS = 16
"""Quotations of one stretch that are looked at for its speakers."""


def lay_out(
    document: Document,
    width: int,
    *,
    quotations: Sequence[Quotation] = (),
    clauses: Sequence[KeyClause] = (),
    symbols: Symbols,
    level: Level = Level.ALL,
    reported: bool = True,
    drawings: Sequence[Drawing] = (),
) -> Layout:
    """The body at a level of the skim dial, with the addresses of its links at the end.

    Without `reported` speech that is not in quotation marks looks like any other text. Where all of the text is shown,
    `drawings` have room among its lines.
    """
    said = [one for one in quotations if reported or one.type != "indirect"]
    setting = Setting(document, max(1, width), Runs(document, quotations, clauses, reported=reported), symbols)
    if level is Level.ALL:
        setting.drawings = by_block(document, drawings)
    kept = spans(level, document.text, said, clauses)
    parts = of_blocks(document, level, kept)
    if level is Level.QUOTES:
        lines = _quotes(setting, parts, said, speaker_slots(quotations))
        sections = [Section(lines[0].start, len(lines), lambda: lines)] if lines else []
    else:
        sections = list(_sections(setting, parts, level))
        sections += _pictures_below(setting)
    numbers: Sequence[int] = range(1, len(document.links) + 1)
    if level is not Level.ALL:
        kept = tuple(stretch for part in parts for stretch in part.stretches)  # tables and headings are shown whole
        numbers = setting.numbers_in(kept)
    sections += [
        Section(
            len(document.text),
            len(numbers[at : at + _BLOCKS]) + (not at),
            partial(_links, setting, numbers[at : at + _BLOCKS], apart=bool(sections) and not at),
        )
        for at in range(0, len(numbers), _BLOCKS)
    ]
    layout = Layout(sections, level, kept)
    if len(document.text) <= AT_ONCE:
        layout.settle(0, layout.line_count + AT_ONCE)
    return layout


def _sections(setting: Setting, parts: Sequence[Shown], level: Level) -> Iterator[Section]:
    first = size = guess = 0
    hangs: dict[int, int] = {}
    before: dict[int, int] = {}
    for number, part in enumerate(parts):
        length = sum(end - start for start, end in part.stretches)
        if size and (size + length > _SECTION or number - first >= _BLOCKS):
            yield _section(setting, parts, first, number, level, guess, before)
            first, size, guess, before = number, 0, 0, dict(hangs)
        size += length
        guess += (len(part.block.rows) or 1 + length // setting.width) + (not part.block.tight)
        guess += sum(drawing.rows + 1 for drawing in setting.drawings.get(part.block.start, ()))
        if part.block.marker:
            hangs[part.block.level] = hang_of(part.block)
    if parts:
        yield _section(setting, parts, first, len(parts), level, guess, before)


def _section(
    setting: Setting, parts: Sequence[Shown], first: int, last: int, level: Level, guess: int, hangs: Mapping[int, int]
) -> Section:
    above = parts[first - 1].block if first else None
    some = parts[first:last]
    start = some[0].stretches[0][0] if above is None or _is_tight(above, some[0].block, level) else above.end
    code = [part.block for part in some if part.block.kind is BlockKind.CODE and part.block.language]
    return Section(
        start,
        guess,
        partial(_write, setting, some, above, level, hangs),
        partial(_highlight, setting, code) if code else None,
    )


def _pictures_below(setting: Setting) -> Iterator[Section]:
    """The pictures after all text, each below a line of its own."""
    end = len(setting.document.text)
    for drawing in setting.drawings.get(end, ()):
        found = [*([Line((), end)] if setting.document.blocks else []), *lines(drawing, end)]
        yield Section(end, len(found), partial(list, found))


def _write(
    setting: Setting, parts: Sequence[Shown], above: Block | None, level: Level, hangs: Mapping[int, int]
) -> Sequence[Line]:
    writer = Writer(setting, hangs)
    for part in parts:
        if above is not None and not _is_tight(above, part.block, level):
            writer.blank(above, part.block)
        writer.block(part)
        above = part.block
    return writer.lines


def _is_tight(above: Block, below: Block, level: Level) -> bool:
    return below.tight and (level is Level.ALL or above.kind is below.kind)


def _highlight(setting: Setting, blocks: Sequence[Block]) -> bool:
    """Find the tokens of some code; whether there are any."""
    for block in blocks:
        setting.tokens[block.start] = highlight(setting.document.text, block.start, block.end, block.language)
    return any(setting.tokens[block.start] for block in blocks)


# --- quotes and links ----------------------------------------------------------------------------------------------


def _quotes(
    setting: Setting, parts: Iterable[Shown], quotations: Sequence[Quotation], slots: Mapping[str, int]
) -> Sequence[Line]:
    """What is quoted, each stretch below its speakers."""
    writer = Writer(setting)
    names: list[Piece] = []
    at = 0
    for start, end in (stretch for part in parts for stretch in part.stretches):
        while at < len(quotations) and quotations[at].end <= start:
            at += 1
        within = [one for one in quotations[at : at + _SPEAKERS] if one.start < end]
        before, names = names, _names(within, slots, setting.symbols) or names
        if writer.lines:
            writer.line([], writer.lines[-1].start)
        if [piece.text for piece in names] != [piece.text for piece in before]:
            for line in filled(names, setting.width):
                writer.line(line, start)
        indent = [Piece("  ")]
        writer.broken(setting.flow(start, end), indent, indent)
    return writer.lines


def _names(quotations: Iterable[Quotation], slots: Mapping[str, int], symbols: Symbols) -> list[Piece]:
    """Who speaks in a stretch, each once; the sign before a name says how sure that is."""
    names: dict[str, Piece] = {}
    for one in quotations:
        words = "".join(piece.text for piece in visible(shown(named(one)), (), -1)) or "speaker not named"
        sign = symbols.probable if one.is_probable else symbols.speaker
        role = f"speaker-{slots[one.speaker]}" if one.speaker else UNNAMED
        names.setdefault(words, Piece(f"{sign} {words}", (role, "bold")))
    return list(names.values())


def _links(setting: Setting, numbers: Sequence[int], *, apart: bool) -> Sequence[Line]:
    """The addresses behind some numbers, in full."""
    writer = Writer(setting)
    end = len(setting.text)
    if apart:
        writer.line([], end)
    for number in numbers:
        label = f"[{number}] "
        room = setting.width - cell_len(label)
        fits = room >= 10
        address = shown(setting.document.links[number - 1])
        for index, line in enumerate(cut(address, room if fits else setting.width)):
            sign = Piece(label, ("number",)) if index == 0 else Piece(" " * len(label))
            writer.line([*([sign] if fits else []), *visible(line, ("dim",), -1)], end)
    return writer.lines
