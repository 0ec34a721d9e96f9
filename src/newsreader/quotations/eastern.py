"""Chinese and Japanese: who says what, read from characters. These scripts put no blanks between words.

The patterns of `eastern_forms` take the place of `cues` and `sources`; each looks at a few dozen characters beside the
marks. A `Reader` remembers who spoke, for pronouns and short names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsreader.quotations import eastern_forms
from newsreader.quotations.eastern_forms import LONGEST_NAME, Person, bare

_BEFORE, _AFTER = 70, 40
_KNOWN = 40
"""People remembered."""
_SENTENCE_ENDS = re.compile(r"[。！？\n；”」』]")
_SENTENCE = re.compile(r"[^。！？\n；]+")
_QUOTED = re.compile(r"と[^、。「」\n]{2,12}[。、]")
_STOP = re.compile(r"[。！？\n；]")
_MARKS = frozenset('“”「」『』"‘’')
_LONGEST_REPORT = 200
"""Characters of the longest sentence read for reported speech."""


@dataclass(slots=True)
class Reading:
    """Offsets of a cue and of its source, and whom the source's words stand for."""

    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    person: Person | None
    how: str = "full-name"
    """The rule of `rules` that led from the words to the person."""
    content: tuple[int, int] | None = None
    """The offsets of what was said where it is more than the words in marks."""


@dataclass(slots=True)
class Report:
    """Reported speech without marks: the offsets of what was said, and who said it."""

    start: int
    end: int
    reading: Reading


class Reader:
    """Reads the quotations of one text in order."""

    def __init__(self, code: str) -> None:
        self.forms = eastern_forms.of(code)
        self.pronouns = self.forms.language.pronouns
        self.known: list[Person] = []
        """In order of their last mention."""

    def read(self, text: str, start: int, end: int, floor: int) -> Reading | None:
        """Who speaks the words in marks between two offsets; what stands before `floor` belongs to other words."""
        begin = max(floor, start - _BEFORE)
        for stop in _SENTENCE_ENDS.finditer(text, begin, start):
            begin = stop.end()
        before = self.forms.before.search(text, begin, start)
        if before is not None:
            return self._reading(text, before.span("cue"), before.span("who"), begin)
        partial = self._partial(text, begin, start, end)
        if partial is not None:
            return partial
        after = self.forms.after.match(text, end, min(len(text), end + _AFTER))
        if after is None:
            return self._uncued(text, begin, start, end)
        if self.forms.topic is None:
            introduces = text[after.end() : after.end() + 1] in {"：", ":"} and text[end - 2] not in "，,—"
            return None if introduces else self._reading(text, after.span("cue"), after.span("who"), end)
        if after["who"]:
            return self._reading(text, after.span("cue"), after.span("who"), end)
        topics = list(self.forms.topic.finditer(text, begin, start))
        if not topics:
            return Reading(after.span("cue"), None, self.known[-1] if self.known else None, "dropped")
        topic = next((one for one in reversed(topics) if one["mark"] == "は"), topics[-1])
        return self._reading(text, after.span("cue"), topic.span("who"), begin)

    def _uncued(self, text: str, begin: int, start: int, end: int) -> Reading | None:
        """Japanese: a verb that no table has behind と, and somebody before the words."""
        if self.forms.topic is None or _QUOTED.match(text, end) is None:
            return None
        topics = list(self.forms.topic.finditer(text, begin, start))
        if not topics or not self._can_speak(topics[-1]["who"]):
            return None
        reading = self._reading(text, (end, end), topics[-1].span("who"), begin)
        reading.cue = None
        return reading

    def _partial(self, text: str, begin: int, start: int, end: int) -> Reading | None:
        """Reported speech that holds the words in marks; it goes on to its sentence's end."""
        found = self.forms.mixed.match(text, begin, start) if self.forms.mixed is not None else None
        if found is None:
            return None
        first, last = self._trimmed(text, *found.span("who"))
        who = text[first:last]
        if not self._can_speak(who):
            return None
        person = self._resolve(who, text, first)
        stop = _STOP.search(text, end - 2, end + _BEFORE)
        content = (found.start("what"), max(end, stop.start()) if stop is not None else end)
        return Reading(found.span("cue"), (first, last), person, self._how(who, person), content)

    def _can_speak(self, who: str) -> bool:
        """Whether a phrase names somebody known, or by its words somebody or a body that can speak."""
        kind = self.pronouns.get(who)
        if kind is not None or not who:
            return kind in {"m", "f", "a"}
        return any(who in (one.name, *one.name.split("·")) for one in self.known) or self.forms.speaks(who)

    def reports(self, text: str, start: int, end: int) -> list[Report]:
        """The reported speech between two offsets, in sentences without marks."""
        found = []
        for sentence in _SENTENCE.finditer(text, start, end):
            if sentence.end() == end and text[end : end + 1] in _MARKS:
                continue  # what introduces or holds the words in marks
            if len(sentence[0]) <= _LONGEST_REPORT and _MARKS.isdisjoint(sentence[0]):
                report = self._report(text, *sentence.span())
                if report is not None:
                    found.append(report)
        return found

    def _report(self, text: str, start: int, end: int) -> Report | None:
        for pattern in self.forms.reports:
            found = pattern.match(text, start, end)
            if found is None:
                continue
            first, last = self._trimmed(text, *found.span("who"))
            who = text[first:last]
            if self._can_speak(who):
                person = self._resolve(who, text, first)
                if person is not None:
                    reading = Reading(found.span("cue"), (first, last), person, self._how(who, person))
                    return Report(*found.span("what"), reading)
        return None

    def _reading(self, text: str, cue: tuple[int, int], who: tuple[int, int], floor: int) -> Reading:
        first, last = self._trimmed(text, *who)
        if last <= first or text[first] in self.forms.language.governing:
            person = self._opening(text, floor, cue[0]) or (self.known[-1] if self.known else None)
            return Reading(cue, None, person, "dropped")
        words = text[first:last]
        person = self._resolve(words, text, first)
        return Reading(cue, (first, last), person, self._how(words, person))

    def _how(self, who: str, person: Person | None) -> str:
        if who in self.pronouns:
            return "pronoun"
        if person is None or person.name in who:
            return "full-name" if person is not None and person.role is not None else "only-name"
        return "short-name"

    def _trimmed(self, text: str, first: int, last: int) -> tuple[int, int]:
        """Who, without the times, places and addressees between a speaker and the verb."""
        cut = self.forms.adverbial.search(text, first, last)
        if cut is not None:
            last = cut.start()
        lead = self.forms.lead.match(text, first, last)
        return (lead.end() if lead is not None else first), last

    # --- people -------------------------------------------------------------------------------------------------

    def _resolve(self, words: str, text: str, at: int) -> Person | None:
        """Whom a phrase stands for; somebody new is remembered."""
        kind = self.pronouns.get(words)
        if kind is not None:
            return self._pronoun(kind, text, at)
        person = self.forms.person(words)
        for known in reversed(self.known):
            if known.name == person.name or _is_short(person, known):
                known.role = known.role or person.role
                known.gender = known.gender or person.gender
                return self._remember(known)
        return self._remember(person)

    def _pronoun(self, kind: str, text: str, at: int) -> Person | None:
        """Who was named last before a pronoun, else the last speaker who fits."""
        if kind not in {"m", "f", "a"}:
            return None
        named = self._named_before(text, at)
        for known in (*([named] if named is not None else ()), *reversed(self.known)):
            if kind == "a" or known.gender in {"", kind}:
                known.gender = known.gender or kind.strip("a")
                return self._remember(known)
        return None

    def _named_before(self, text: str, at: int) -> Person | None:
        """Who opens the sentence before a pronoun, in the same paragraph."""
        begin = max(0, at - 2 * _BEFORE)
        begin = max(begin, text.rfind("\n", begin, at) + 1)
        found: Person | None = None
        for sentence in _SENTENCE.finditer(text, begin, at):
            if sentence[0][0] in _MARKS:
                continue
            named = self._opening(text, *sentence.span())
            found = named if named is not None else found
        return found

    def _opening(self, text: str, start: int, end: int) -> Person | None:
        """Whom a sentence begins with: 王芳来到现场，对记者说."""
        named = self.forms.opening.match(text, start, end)
        return self._resolve(named["who"], text, start) if named is not None else None

    def _remember(self, person: Person) -> Person:
        if person in self.known:
            self.known.remove(person)
        self.known.append(person)
        del self.known[:-_KNOWN]
        return person


def _is_short(person: Person, known: Person) -> bool:
    """Whether a family name, with or without its title, is that of somebody known: 中田氏, 林市长."""
    if len(known.name) > LONGEST_NAME or person.name == known.name:
        return False
    if known.name.startswith(person.name) or person.name in known.name.split("·"):
        return True
    title = bare(person.name)[1:]
    return person.name[0] == known.name[0] and bool(title) and (known.role or "").endswith(title)
