"""quotes and clauses: what the analysis finds in a file, an entry, stdin, or in a stream of texts."""

from __future__ import annotations

import json
import logging
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from newsreader import quotations, reanalyse, text
from newsreader.articles import clean, document
from newsreader.citation import named
from newsreader.cli import explaining, files, output
from newsreader.cli.arguments import LIMIT, entry_id, is_id
from newsreader.cli.shared import library
from newsreader.errors import ParseError, UsageError
from newsreader.feeds import decode, local
from newsreader.library import entries

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    from newsreader.models.findings import KeyClause, Quotation, Span

log = logging.getLogger(__name__)

_PLAIN = {".txt", ".text"}
"""The text is the whole file."""
_HTML = ("<!doctype html", "<html")
_SNIFFED = 4096


@dataclass(frozen=True, slots=True)
class Source:
    """A text to analyse, or an entry's text with what was found in it."""

    text: str
    language: str | None
    title: str | None = None
    quotations: tuple[Quotation, ...] | None = None
    clauses: tuple[KeyClause, ...] | None = None


def quotes(options: Namespace) -> int:
    """Print the quotations of a text, or those of the library that were asked for."""
    if _asks_library(options):
        from newsreader.cli import sayings  # noqa: PLC0415 - a text needs no library

        return sayings.show(options)
    if options.jsonl:
        return _stream(options, "quotes", _quotes_of)
    source = _source(options)
    if options.text:
        output.exact(source.text + "\n")
        return 0
    found = source.quotations
    if found is None:
        found = quotations.find_quotations(source.text, source.language)
    if options.json:
        output.document({"quotes": [quotation_json(one) for one in found]})
        return 0
    for one in found:
        output.line(f"{_who(one)}{f' ({one.cue.text})' if one.cue else ''}: {one.text}")
        if options.explain:
            explaining.quotation(one)
    return 0


def clauses(options: Namespace) -> int:
    """Print the key clauses of a text."""
    if options.jsonl:
        return _stream(options, "clauses", _clauses_of)
    source = _source(options)
    found = source.clauses
    if found is None:
        found = quotations.find_clauses(source.text, source.language, source.title)
    if options.json:
        output.document({"clauses": [clause_json(one) for one in found]})
        return 0
    for one in found:
        if options.explain:
            output.line(f"{one.rank}. {one.text}")
            explaining.clause(one)
        else:
            output.line(f"{one.rank}. {one.text} ({', '.join(one.reasons)})")
    return 0


def _asks_library(options: Namespace) -> bool:
    """Whether quotations of the library are meant; UsageError if both they and a text are."""
    asks = (options.by, options.about, options.since) != (None, None, None)
    of_text = options.target is not None or options.jsonl or options.text or options.explain or options.lang
    if asks and of_text:
        raise UsageError("--by, --about and --since look through the library; name no text and no option for one")
    if not asks and (options.csv or options.limit is not None):
        raise UsageError("--csv and --limit go with --by, --about or --since")
    if asks and options.csv and options.json:
        raise UsageError("--csv and --json print two forms of the same; take one")
    if asks and options.limit is None:
        options.limit = LIMIT
    return asks


def quotation_json(one: Quotation) -> dict[str, object]:
    """A quotation, its spans in code points of the plain text."""
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "type": one.type,
        "cue": _span_json(one.cue),
        "source": _span_json(one.source),
        "speaker": one.speaker,
        "group": one.group,
        "role": one.role,
        "cue_class": one.cue_class,
        "confidence": round(one.confidence, 2),
        "why": list(one.why),
    }


def clause_json(one: KeyClause) -> dict[str, object]:
    """A key clause, its span in code points of the plain text."""
    return {"start": one.start, "end": one.end, "text": one.text, "reasons": list(one.reasons), "rank": one.rank}


def _who(one: Quotation) -> str:
    """The speaker, as sure as that is, else the words of the text that stand for him."""
    return named(one) or (one.source.text if one.source else "?")


def _span_json(span: Span | None) -> dict[str, object] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}


# --- one text -----------------------------------------------------------------------------------------------------


def _source(options: Namespace) -> Source:
    target = options.target
    if target is None:
        raise UsageError(f"name a file, the id of an entry or - for stdin (see newsreader {options.command} --help)")
    if is_id(target):
        return _stored(options, entry_id(target))
    body = files.read_input(target)
    if local.is_feed(body):
        name = "stdin" if target == "-" else target
        raise ParseError(f"{name}: a feed, not an article; `newsreader parse` shows it, `newsreader add` follows it")
    decoded = decode.decode(body).text
    kind = ".txt" if target == "-" else Path(target).suffix.lower()
    if kind in _PLAIN:
        return Source(text.plain(decoded), options.lang)
    if kind in local.ARTICLE_SUFFIXES:
        article = local.read_article(Path(target))
        return Source(document.parse(article.content or "").text, options.lang, article.title)
    if "\0" in decoded[:_SNIFFED]:
        raise ParseError(f"{target}: binary, not text; name a text, Markdown or HTML file")
    if decoded.lstrip()[:20].lower().startswith(_HTML):
        return Source(document.parse(clean.sanitise(decoded)).text, options.lang)
    return Source(text.plain(decoded), options.lang)


def _stored(options: Namespace, number: int) -> Source:
    with library(options) as lib:
        entry = entries.entry(lib, number)
        if options.lang is not None:
            return Source(document.parse(entry.body).text, options.lang, entry.title)
        parsed, found = reanalyse.analyse_entry(lib, entry)
    return Source(parsed.text, entry.feed_language, entry.title, found.quotations, found.clauses)


# --- a stream of texts --------------------------------------------------------------------------------------------


def _quotes_of(given: str, language: str | None) -> list[dict[str, object]]:
    return [quotation_json(one) for one in quotations.find_quotations(given, language)]


def _clauses_of(given: str, language: str | None) -> list[dict[str, object]]:
    return [clause_json(one) for one in quotations.find_clauses(given, language)]


def _stream(options: Namespace, name: str, find: Callable[[str, str | None], list[dict[str, object]]]) -> int:
    failed = 0
    with _lines(options.target) as stream:
        while line := stream.readline(files.LARGEST):
            try:
                number, given, language = _request(line, options.lang)
                output.event({"id": number, name: find(given, language)})
            except ValueError as error:
                failed = 1
                output.event({"id": None, "error": str(error)})
            except BrokenPipeError:
                raise
            except Exception as error:  # one text must not end the stream
                failed = 1
                log.exception("a text could not be analysed")
                output.event({"id": None, "error": f"the text could not be analysed ({type(error).__name__})"})
    return failed


@contextmanager
def _lines(target: str | None) -> Iterator[BinaryIO]:
    if target in {None, "-"}:
        yield sys.stdin.buffer
        return
    with files.opened(Path(str(target))) as stream:
        yield stream


def _request(line: bytes, language: str | None) -> tuple[object, str, str | None]:
    """What a line asks for; ValueError says what is wrong with it."""
    try:
        asked = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not a line of JSON: {error}") from error
    if not isinstance(asked, dict) or "id" not in asked or not isinstance(asked.get("text"), str):
        raise ValueError('not an object with an "id" and a "text" that is a string')
    lang = asked.get("lang") or language
    if lang is not None and not (isinstance(lang, str) and lang.isprintable()):
        raise ValueError('"lang" is not a language code')
    return asked["id"], asked["text"], lang


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")
