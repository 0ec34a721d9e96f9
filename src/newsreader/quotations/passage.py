"""One section of a text, taken apart once: words, paragraphs, quoted stretches, sentences.

Everything is addressed by the index of a word in parallel lists; offsets are those of the whole text.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.quotations import marks
from newsreader.quotations.languages.base import Kind, Language

if TYPE_CHECKING:
    from collections.abc import Iterator

_TERMINATORS = frozenset((".", "!", "?", "…", "。", "！", "？", "．"))
_CLOSING = frozenset((")", "]", "}", "”", "»", '"', "’", "''"))
_DASHES = frozenset(("-", "–", "—"))
_LONGEST_SENTENCE = 250
"""Words after which a sentence is cut, so that work within one sentence stays bounded."""
_ORDINAL = 2
"""Digits of an ordinal."""
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


class Passage:
    """The parts of one section."""

    __slots__ = ("ends", "inside", "language", "lower", "paragraphs", "quoted", "sentences", "starts", "text", "words")

    def __init__(self, text: str, spans: list[tuple[int, int]], language: Language) -> None:
        self.text = text
        self.language = language
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.paragraphs: list[tuple[int, int]] = []
        """Word ranges."""
        for start, end in spans:
            first = len(self.words)
            matches = list(language.token.finditer(text, start, end))
            self.words += [match[0] for match in matches]
            self.starts += [match.start() for match in matches]
            self.ends += [match.end() for match in matches]
            self.paragraphs.append((first, len(self.words)))
        self.lower = [word.lower() for word in self.words]
        self.inside = bytearray(len(self.words))
        """1 for a word between quotation marks, the marks included."""
        self.quoted: list[Quoted] = []
        self._find_marks(spans)
        self.sentences: list[tuple[int, int]] = []
        """Word ranges; a quotation is never cut, however many sentences it holds."""
        self._find_sentences()

    def paragraph_of(self, word: int) -> int:
        """The index of the paragraph that a word stands in."""
        return bisect_left(self.paragraphs, word + 1, key=lambda span: span[1])

    def is_capital(self, word: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.words[word][0].isupper()

    def joined(self, word: int) -> bool:
        """Whether a word follows the one before it after a single blank."""
        return self.starts[word] - self.ends[word - 1] <= 1

    def slice(self, first: int, last: int) -> str:
        """The text of the words [first, last)."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def _find_marks(self, spans: list[tuple[int, int]]) -> None:
        starts = self.starts
        for number, (start, end) in enumerate(spans):
            for stretch in marks.stretches(self.text, start, end):
                first, last = bisect_left(starts, stretch.start), bisect_left(starts, stretch.end)
                reopened = (
                    not stretch.closed
                    and number + 1 < len(spans)
                    and marks.opens_with_mark(self.text, *spans[number + 1])
                )
                if last - first > 1:
                    self.inside[first:last] = b"\1" * (last - first)
                    self.quoted.append(
                        Quoted(stretch.start, stretch.end, first, last, stretch.mark, number, stretch.closed, reopened)
                    )

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
        for at, word in enumerate(words):
            if word in _TERMINATORS:
                if inside[at] or (word == "." and self._is_ordinal(at)):
                    continue
                after = at + 1
                while (
                    after < count and not inside[after] and (words[after] in _TERMINATORS or words[after] in _CLOSING)
                ):
                    after += 1
                if after < count and not words[after][0].islower() and words[after] not in {",", ";"}:
                    cuts.append(after)
            elif word[-1] == "." and not inside[at] and at + 1 < count and self._ends_abbreviated(at):
                cuts.append(at + 1)
        for quoted in self.quoted:
            after = quoted.last
            if after < count and self._ends_within(quoted):
                cuts.append(after)
        cuts.sort()
        return cuts

    def _is_ordinal(self, stop: int) -> bool:
        """Whether a full stop makes a number an ordinal, where a language writes it so: am 3. Mai, im 19. Jahrhundert."""
        if not self.language.ordinal_stops or stop < 2 or stop + 1 >= len(self.words):
            return False
        number = self.words[stop - 1]
        if not number.isdigit() or len(number) > _ORDINAL or self.starts[stop] != self.ends[stop - 1]:
            return False
        before, following = self.lower[stop - 2], self.lower[stop + 1]
        return following in self.language.times or before in self.language.determiners | self.language.governing

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
        if closing <= quoted.first or self.words[closing] not in _TERMINATORS:
            return not quoted.closed
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
            if self.inside[at] or self.words[at] in _TERMINATORS:
                return False
            kind = cues.get(self.lower[at])
            if kind in {Kind.SAY, Kind.ASK, Kind.TELL}:
                following = self.lower[at + 1] if at + 1 < len(self.words) else "."
                return following not in self.language.openers and following not in {",", ":"}
        return False
