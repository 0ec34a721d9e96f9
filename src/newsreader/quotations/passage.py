"""One section of a text, taken apart once: words, paragraphs, quoted stretches, sentences.

Everything is addressed by the index of a word in parallel lists; offsets are those of the whole text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, compress
from operator import ne
from typing import TYPE_CHECKING, Protocol, TypeVar

from newsreader.quotations import dialogue, marks, people
from newsreader.quotations.languages.base import Kind, Language
from newsreader.quotations.marks import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet


STOPS = frozenset((".", "!", "?", "…", "。", "！", "？", "．"))
_CLOSING = frozenset((")", "]", "}", "”", "»", '"', "’", "''"))
_DASHES = frozenset(("-", "–", "—"))
_LONGEST_SENTENCE = 250
"""Words after which a sentence is cut, so that work within one sentence stays bounded."""
_ORDINAL = 2
"""Digits of an ordinal."""
_NICKNAME = 3
"""Words of a nickname with its marks."""
_ASKING = 8
"""Words after a question in marks among which its cue is looked for."""


@dataclass(slots=True)
class Quoted:
    """A quoted stretch with its place among the words: [first, last)."""

    start: int
    end: int
    first: int
    last: int
    mark: int
    paragraph: int
    closed: bool
    continued: bool
    """Left open here and opened again by the next paragraph."""
    dashed: bool = False
    """A dash opened it, or words on who speaks interrupt it: it has no closing mark, and its sentence may go on."""


class HasPlace(Protocol):
    """Words of a passage that begin somewhere."""

    first: int


Placed = TypeVar("Placed", bound=HasPlace)


class Passage:
    """The parts of one section."""

    __slots__ = (
        *("_paragraph_ends", "_sentence_ends", "capitals", "ends", "inside", "language", "lower", "paragraphs"),
        *("quoted", "sentences", "starts", "text", "vocabulary", "words"),
    )

    def __init__(self, text: str, spans: list[tuple[int, int]], language: Language) -> None:
        self.text = text
        self.language = language
        self.words: list[str] = []
        self.lower: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.paragraphs: list[tuple[int, int]] = []
        """Word ranges."""
        self.capitals = bytearray()
        """1 for a word that begins with a capital letter."""
        self.vocabulary: frozenset[str] = frozenset()
        """The different words, in lower case."""
        self._take_apart(spans)
        self.inside = bytearray(len(self.words))
        """1 for a word between quotation marks, the marks included."""
        self.quoted: list[Quoted] = []
        self._find_marks(spans)
        self.sentences: list[tuple[int, int]] = []
        """Word ranges; a quotation is never cut, however many sentences it holds."""
        self._find_sentences()
        self._paragraph_ends = [last for _, last in self.paragraphs]
        self._sentence_ends = [last for _, last in self.sentences]

    def _take_apart(self, spans: list[tuple[int, int]]) -> None:
        """Find the words; between paragraphs there are only blanks, so that one pass finds those of all."""
        if not spans:
            return
        begin = spans[0][0]
        pieces = self.language.token.split(self.text[begin : spans[-1][1]])
        bounds = list(accumulate(map(len, pieces), initial=begin))
        self.words = pieces[1::2]
        self.lower = list(map(str.lower, self.words))
        self.starts, self.ends = bounds[1:-1:2], bounds[2::2]
        self.vocabulary = frozenset(self.lower)
        self.capitals = bytearray(map(ne, self.words, self.lower))
        for at in compress(range(len(self.words)), self.capitals):
            if not self.words[at][0].isupper():  # iPhone
                self.capitals[at] = 0
        first = 0
        for _, end in spans:
            last = bisect_left(self.starts, end, first)
            self.paragraphs.append((first, last))
            first = last

    def positions(self, among: AbstractSet[str]) -> list[int]:
        """Where the section has one of some lower-case words: for loops that need not visit all the others."""
        present = among & self.vocabulary
        return list(compress(range(len(self.lower)), map(present.__contains__, self.lower))) if present else []

    def by_sentence(self, among: list[Placed]) -> Iterator[list[Placed]]:
        """What begins in each sentence, of cues or quoted stretches in their order."""
        position, count = 0, len(among)
        for _, last in self.sentences:
            begin = position
            while position < count and among[position].first < last:
                position += 1
            yield among[begin:position]

    def paragraph_of(self, word: int) -> int:
        """The index of the paragraph that a word stands in."""
        return bisect_right(self._paragraph_ends, word)

    def sentence_of(self, word: int) -> int:
        """The index of the sentence that a word stands in."""
        return bisect_right(self._sentence_ends, word)

    def is_capital(self, word: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.capitals[word] == 1

    def joined(self, word: int) -> bool:
        """Whether a word follows the one before it after a single blank."""
        return self.starts[word] - self.ends[word - 1] <= 1

    def is_nickname(self, mark: int) -> bool:
        """English: whether a mark opens one word between a first name and a surname: Jose "Pepe" Garza."""
        if self.language.code != "en" or not 0 < mark < len(self.words) - 3:
            return False
        first, last = mark - 1, mark + 3
        return (
            bool(self.capitals[first] and self.capitals[mark + 1] and self.capitals[last])
            and not self.words[mark + 2][0].isalnum()
            and not self.words[mark + 1].endswith(("'s", "’s"))
            and people.is_first_name(self.lower[first])
        )

    def slice(self, first: int, last: int) -> str:
        """The text of the words [first, last)."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def _find_marks(self, spans: list[tuple[int, int]]) -> None:
        starts = self.starts
        speeches = dialogue.speeches(self) if self.language.dialogue else {}
        for number, (start, end) in enumerate(spans):
            if number in speeches:
                self._add_parts(speeches[number], number, Stretch(start, end, 1, closed=False), reopened=False)
                continue
            following = spans[number + 1][0] if number + 1 < len(spans) else None
            for stretch in marks.stretches(self.text, start, end, following):
                first, last = bisect_left(starts, stretch.start), bisect_left(starts, stretch.end)
                reopened = (
                    not stretch.closed
                    and number + 1 < len(spans)
                    and marks.opens_with_mark(self.text, *spans[number + 1])
                )
                if last - first == _NICKNAME and self.is_nickname(first):
                    continue
                parts = dialogue.split(self, first, last) if self.language.dialogue else ()
                if len(parts) > 1:
                    self._add_parts(parts, number, stretch, reopened=reopened)
                elif last - first > 1:
                    self.inside[first:last] = b"\1" * (last - first)
                    self.quoted.append(
                        Quoted(stretch.start, stretch.end, first, last, stretch.mark, number, stretch.closed, reopened)
                    )

    def _add_parts(self, parts: Sequence[tuple[int, int]], number: int, whole: Stretch, *, reopened: bool) -> None:
        """Keep the parts of a speech that has words between them, or no marks."""
        for first, last in parts:
            final = (first, last) == parts[-1]
            closed = final and whole.closed
            self.inside[first:last] = b"\1" * (last - first)
            self.quoted.append(
                Quoted(
                    self.starts[first], self.ends[last - 1], first, last, whole.mark, number,
                    closed, final and reopened, dashed=not closed,
                )
            )  # fmt: skip

    def _find_sentences(self) -> None:
        cuts = self._cuts()
        position = 0
        for first, last in self.paragraphs:
            begin = first
            while position < len(cuts) and cuts[position] < last:
                if cuts[position] > begin:
                    self.sentences.append((begin, cuts[position]))
                    begin = cuts[position]
                position += 1
            if last > begin:
                self.sentences.append((begin, last))
        if any(last - first > _LONGEST_SENTENCE for first, last in self.sentences):
            self.sentences = [piece for first, last in self.sentences for piece in self._pieces(first, last)]

    def _pieces(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """A sentence, cut outside of its quotations where it is too long to be one."""
        while last - first > _LONGEST_SENTENCE:
            cut = first + _LONGEST_SENTENCE
            while cut < last and self.inside[cut] and self.inside[cut - 1]:
                cut += 1
            if cut < last:
                yield first, cut
            else:
                break
            first = cut
        yield first, last

    def _cuts(self) -> list[int]:
        """Word indexes before which a sentence begins."""
        words, inside, count = self.words, self.inside, len(self.words)
        cuts = []
        after = 0
        dotted = {word for word in self.vocabulary if word[-1] == "."}
        for at in self.positions(STOPS | dotted):
            if inside[at] or at < after:
                continue
            if words[at] in STOPS:
                if words[at] == "." and self._is_ordinal(at):
                    continue
                after = at + 1
                while after < count and not inside[after] and (words[after] in STOPS or words[after] in _CLOSING):
                    after += 1
                if after < count and not words[after][0].islower() and words[after] not in {",", ";"}:
                    cuts.append(after)
            elif at + 1 < count and self._ends_abbreviated(at):
                cuts.append(at + 1)
        for quoted in self.quoted:
            after = quoted.last
            if after < count and self._ends_within(quoted):
                cuts.append(after)
        cuts.sort()
        return cuts

    def _is_ordinal(self, stop: int) -> bool:
        """Whether a full stop makes a number an ordinal, as in: am 3. Mai, im 19. Jahrhundert."""
        if not self.language.ordinal_stops or stop < 1 or stop + 1 >= len(self.words):
            return False
        number = self.words[stop - 1]
        if not number.isdigit() or len(number) > _ORDINAL or self.starts[stop] != self.ends[stop - 1]:
            return False
        before, following = self.lower[stop - 2] if stop > 1 else "", self.lower[stop + 1]
        return (
            following in self.language.times or before in self.language.determiners or before in self.language.governing
        )

    def _ends_abbreviated(self, at: int) -> bool:
        """Whether a sentence ends at an abbreviation ("in the U.S. The"): a common word with a capital follows."""
        following = self.words[at + 1]
        return (
            len(self.words[at]) > 2
            and following[0].isupper()
            and self.lower[at + 1] in self.language.not_names
            and self.lower[at] not in self.language.titles
        )

    def _ends_within(self, quoted: Quoted) -> bool:
        """Whether the sentence ends inside the closing mark."""
        end = quoted.last - (1 if quoted.closed else 0)
        closing = end - 1
        while closing > quoted.first and self.words[closing] in _CLOSING:
            closing -= 1
        if closing <= quoted.first or self.words[closing] not in STOPS:
            return not (quoted.closed or quoted.dashed)
        following = self.words[quoted.last]
        if following[0].islower() or following in {",", ";", ")"} or following in _DASHES:
            return False
        if self.words[closing] == "." or self.inside[quoted.last] or self.language.verb_second:
            return True
        return not self._cue_follows(quoted.last)

    def _cue_follows(self, word: int) -> bool:
        """Whether words after a question or exclamation report it: "Why?" Kim asked."""
        cues = self.language.cues
        for at in range(word, min(word + _ASKING, len(self.words))):
            if self.inside[at] or (self.words[at] in STOPS and self.words[at + 1 : at + 2] != [","]):
                return False
            kind = cues.get(self.lower[at])
            if kind in {Kind.SAY, Kind.ASK, Kind.TELL}:
                following = self.lower[at + 1] if at + 1 < len(self.words) else "."
                return following not in self.language.openers and following not in {",", ":"}
        return False
