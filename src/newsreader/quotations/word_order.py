"""Whose words a sentence announces where the finite verb stands second or last (German): laut Kim, Kims Fazit,
heißt es im Gesetz, das sagte Kim; and what is still part of an earlier report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations import cues
from newsreader.quotations.announcements import COPULAS, Announcements
from newsreader.quotations.languages.base import Kind

if TYPE_CHECKING:
    from newsreader.quotations.claims import Claim
    from newsreader.quotations.cues import Cue
    from newsreader.quotations.nouns import Source
    from newsreader.quotations.passage import Quoted

_SOURCE = 16
"""Words of the longest source a preposition names."""
_CLAUSE = 45
"""Words looked at on either side of a verb."""
_SIGNS = frozenset((",", ";", ":", "–", "—", "(", ")", ".", "!", "?", "…"))
_AGENT = frozenset(("von", "vom", "durch", "seitens"))
_ZITIERT = "zitier"
_SPEAK_OF = frozenset(("sprach", "spricht", "sprechen", "sprachen", "gesprochen"))
_SPEAKING = frozenset((Kind.SAY, Kind.TELL, Kind.NAME))
_PLACES = frozenset(("in", "im", "auf", "aus", "bei", "beim", "seitens", "von", "vom"))

_HEISST = frozenset(("heißt", "hieß", "geheißen"))
_VERLAUTET = frozenset("verlautet verlautete verlauteten hervorgeht hervorging hervorgehe".split())
_GOES = frozenset(("geht", "ging", "gehe"))
_RELATIVES = frozenset(("dem", "den", "denen", "dessen", "deren"))


class WordOrder(Announcements):
    """What one section's sentences say of who speaks."""

    def source_of(self, cue: Cue, first: int, last: int, ceiling: int) -> Source | None:
        """Who says what a cue amid its sentence [first, last) reports; the content begins at `ceiling`."""
        if cue.kind is Kind.ACCORDING:
            if self.passage.lower[cue.last - 1] == "angaben" and self.passage.lower[cue.last - 2] == "eigenen":
                return self.main_subject(first, last)
            return self.named_by(cue, ceiling)
        if self._is_document_cue(cue):
            return self.document(cue, first, min(last, ceiling))
        return self.subject(cue, first, min(last, ceiling))

    def source_behind(self, cue: Cue, at: int, limit: int) -> Source | None:
        """Who says what stands before a word, if the clause that begins there has this cue."""
        if self._is_document_cue(cue):
            return self.document(cue, at, limit)
        return self.behind(at, cue, limit)

    def named_by(self, cue: Cue, limit: int) -> Source | None:
        """Whom a preposition names: laut Kim, Kim zufolge."""
        if self.passage.lower[cue.last - 1] in self.passage.language.postpositions:
            return self.before_postposition(cue, max(0, cue.first - _SOURCE))
        return self.named_after(cue.last, min(limit, cue.last + _SOURCE))

    def _is_document_cue(self, cue: Cue) -> bool:
        """Whether a verb is "heißt es", which names its source with "in"."""
        passage, word = self.passage, self.passage.lower[cue.first]
        if word in _GOES:
            return "hervor" in passage.lower[cue.first : cue.first + _CLAUSE]
        return word in _VERLAUTET or (word in _HEISST and cues.is_es_heisst(passage, cue.first))

    def is_inserted(self, cue: Cue, source: Source, stretch: Quoted) -> bool:
        """Whether a cue stands between commas amid what it reports: "Es sei spät, sagte Kim, „sehr spät“"."""
        words = self.passage.words
        return words[cue.first - 1] == "," and source.first == cue.last and source.last == stretch.first - 1

    def governing(self, found: list[Cue], index: int) -> Cue:
        """The cue whose words follow `found[index]`: "sagte Kim einem Bericht zufolge" is what Kim says."""
        inner, outer = found[index], found[index - 1] if index else None
        if outer is not None and inner.kind is Kind.ACCORDING and outer.kind in {Kind.SAY, Kind.TELL}:
            between = range(outer.last, inner.first)
            if not any(self.passage.words[at] == "," or self.passage.inside[at] for at in between):
                return outer
        if outer is not None and (self._is_in_aside(inner, outer) or self._is_in_frame(inner, outer)):
            return outer
        return inner

    def _is_in_frame(self, inner: Cue, outer: Cue) -> bool:
        """Whether a view is only reported: "Wie Kim sagte, sieht die Regierung ..."."""
        if inner.kind not in {Kind.THINK, Kind.SHOW} or outer.kind not in {Kind.SAY, Kind.TELL}:
            return False
        start = self._clause_start(outer.first, max(0, outer.first - _CLAUSE))
        while start < outer.first and not self.passage.words[start][0].isalpha():
            start += 1
        return self.passage.words[start] == "Wie"

    def _is_in_aside(self, inner: Cue, outer: Cue) -> bool:
        """Whether a cue stands in a relative clause that is closed behind it: "den Plan, den Kim gelobt hatte, ..."."""
        comma = inner.last
        while comma < len(self.passage.words) and self.passage.lower[comma] in self.passage.language.auxiliaries:
            comma += 1
        if comma >= len(self.passage.words) or self.passage.words[comma] != ",":
            return False
        for at in range(inner.first - 1, outer.last, -1):
            if self.passage.words[at] == ",":
                language, opener = self.passage.language, at + 1
                if self.passage.lower[opener] in language.governing:
                    opener += 1
                following = self.passage.lower[opener]
                return following in _RELATIVES or language.pronouns.get(following) == "r"
        return False

    def is_continued(self, cue: Cue) -> bool:
        """Whether a cue goes on with words announced before: "weiter heißt es"."""
        return self.passage.lower[cue.first] in {"heißt", "hieß"}

    def document(self, cue: Cue, first: int, last: int) -> Source | None:
        """What "heißt es in der Erklärung" names, before or behind the verb."""
        passage, lower = self.passage, self.passage.lower
        for begin, end in ((cue.last, min(last, cue.last + 8)), (first, cue.first)):
            for at in range(begin, end):
                if lower[at] in _PLACES and not passage.inside[at]:
                    found = self.phrases.read(at + 1, last if begin == cue.last else cue.first)
                    if found is not None:
                        return found.source
        return None

    def behind(self, at: int, cue: Cue, limit: int) -> Source | None:
        """The subject of a cue whose clause follows a quotation and begins at a word: ", wie Kim sagte"."""
        lower = self.passage.lower
        if lower[at] == "wie" or (lower[at] == "so" and at + 1 < cue.first and lower[at + 1] == "wie"):
            return self.following(at + 1, cue.first)
        verb = self._finite(cue, at, limit)
        if verb is None or not self._opens_with(at, verb):
            return None
        if self._is_passive(cue, verb) and not lower[cue.first].startswith(_ZITIERT):
            return self._agent(verb, cue, at)
        if verb == cue.first and lower[verb].startswith(_ZITIERT):
            return self.quoted_person(cue, limit)
        return self._of_verb(verb, at, limit) if verb > at and lower[at] != "so" else self.following(verb + 1, limit)

    def agent_before(self, stretch: Quoted, first: int) -> Source | None:
        """Kim in "der von Kim als „...“ bezeichnete Plan"."""
        for at in range(stretch.first - 2, max(first, stretch.first - 12) - 1, -1):
            if self.passage.lower[at] in _AGENT:
                found = self.phrases.read(at + 1, stretch.first)
                if found is not None and self.passage.lower[found.source.last] == "als":
                    return found.source
        return None

    def is_called(self, stretch: Quoted, cue: Cue, end: int) -> bool:
        """Whether marks, the last of which end before a word, hold what a verb behind them calls something."""
        passage, before = self.passage, self.passage.lower[stretch.first - 1] if stretch.first else ""
        if cue.kind is not Kind.NAME and before != "als":
            near = passage.lower[max(0, stretch.first - 3) : stretch.first]
            return passage.lower[cue.first] in _SPEAK_OF and not {"von", "vom"}.isdisjoint(near)
        if before != "als" and before not in passage.language.determiners | passage.language.oblique:
            return False
        return all(
            passage.lower[at] in passage.language.between | passage.language.auxiliaries for at in range(end, cue.first)
        )

    def is_term(self, stretch: Quoted, found: list[Cue], first: int, last: int) -> bool:
        """Whether marks hold what something is called and nobody is said to call it so: wird als „...“ bezeichnet."""
        cue = next((cue for cue in found if cue.first == stretch.last), None)
        if cue is None or cue.kind is not Kind.NAME or self.agent_before(stretch, first) is not None:
            return False
        if self.is_attribute(cue.first, last):
            lower, language = self.passage.lower, self.passage.language
            determined = lower[stretch.first - 2] in language.determiners | language.oblique
            return stretch.first > first + 1 and determined and lower[stretch.first - 1] == "als"
        verb = self._finite(cue, first, last)
        return verb is not None and self._is_passive(cue, verb) and self._agent(verb, cue, first) is None

    def is_attribute(self, at: int, last: int) -> bool:
        """Whether a form such as "bezeichnete" stands before its noun."""
        word = self.passage.lower[at]
        return word.endswith(("te", "ten", "ter", "tes")) and at + 1 < last and self.passage.is_capital(at + 1)

    def before_postposition(self, cue: Cue, first: int) -> Source | None:
        """Whom "zufolge" names, which stands behind its noun."""
        return self.phrases.ending(cue.first - 1, first)

    def is_reported(self, cue: Cue, first: int, last: int) -> bool:
        """Whether a cue is itself part of what somebody is reported to have said: "er habe das gefordert"."""
        verb = self._finite(cue, first, last)
        return verb is not None and self.passage.lower[verb] in self.passage.language.subjunctives

    def telling(self, found: list[Cue], first: int, last: int, reporter: Claim | None) -> list[Cue]:
        """The cues of a sentence without those that are reported themselves, if somebody is known to report them."""
        if any(cue.kind is Kind.THINK for cue in found):
            found = [cue for cue in found if not self.is_view(cue) or self._is_held(cue, first, last)]
        if len(found) < 2 and reporter is None:
            return found
        telling = [cue for cue in found if cue.kind is Kind.ACCORDING or not self.is_reported(cue, first, last)]
        if telling:
            return [cue for cue in found if cue in telling or cue.kind in _SPEAKING]
        return telling if reporter is not None and reporter.cue is not None else found

    def adds_nothing(self, first: int, colon: int) -> bool:
        """Whether nothing but conjunctions and adverbs stands before a colon: Und: "..."."""
        language, lower = self.passage.language, self.passage.lower
        return all(word in language.breaks or word in language.adverbs or word == "und" for word in lower[first:colon])

    def _is_held(self, cue: Cue, first: int, last: int) -> bool:
        """Whether somebody "is" of a view: der Ansicht, der gegenteiligen Ansicht; no preposition stands before it."""
        lower, at = self.passage.lower, cue.first - 1
        if at > first and lower[at] != "der" and lower[at].endswith("en"):
            at -= 1
        if at <= first or lower[at] != "der" or lower[at - 1] in self.passage.language.governing:
            return False
        return self._finite(cue, first, last) is not None

    def closing(self, cue: Cue, at: int, last: int) -> Source | None:
        """The subject of a cue that closes a reported sentence: "Es sei „zu früh“, darüber zu reden, sagte Kim"."""
        passage = self.passage
        comma = cue.first - 1
        if comma < at or passage.words[comma] != "," or passage.inside[comma]:
            return None
        source = self._directly_behind(cue.first, last)
        if source is None or source.pronoun == "n":
            return None
        end = source.last
        while end < last and passage.words[end] not in {",", ":", "„", "“", "»", "«", '"'}:
            end += 1
        return source if end >= last or (passage.words[end] == "," and end + 1 >= last) else None

    def _opens_with(self, at: int, verb: int) -> bool:
        """Whether nothing but adverbs or one phrase of place or manner stands between a mark and a verb."""
        lower, language = self.passage.lower, self.passage.language
        if verb == at:
            return True
        if verb - at > 8 or any(self.passage.words[word] in _SIGNS for word in range(at, verb)):
            return False
        return lower[at] in language.governing | language.between | {"so", "damit", "das", "dies"}

    def named_after(self, at: int, ceiling: int) -> Source | None:
        """Whom the phrase right behind a preposition names: laut dem Minister, nach Angaben von Kim."""
        for begin in range(at, min(at + 3, ceiling)):
            found = self.phrases.read(begin, ceiling)
            if found is not None:
                return self.possessor(found.source) or self._with_name(found.source, ceiling)
        return None

    def speaker_before_colon(self, first: int, colon: int) -> Source | None:
        """Who or what speaks behind a colon whose sentence has no cue."""
        inscription = self.inscription(first, colon)
        if inscription is not None:
            return inscription
        source = self.main_subject(first, colon)
        return (self.owner(source, first, colon) or source) if source is not None else None

    def pointing_back(self, first: int, last: int) -> tuple[int, Source] | None:
        """The verb and subject of a sentence that says whose words the ones before it were: "Das sagte Kim"."""
        lower, language = self.passage.lower, self.passage.language
        if first + 2 < last and lower[first] in {"das", "dies", "so"}:
            source = self.following(first + 2, last)
            if source is not None and lower[first + 1] in COPULAS:
                return (first + 1, self.owner(source, first, last) or source) if self.is_announced(source) else None
            if lower[first + 1] in language.cues:
                return (first + 1, source) if source is not None and source.pronoun != "n" else None
        if first + 4 < last and lower[first] == "mit" and lower[first + 2] == "worten":
            source = self.following(first + 4, last)
            return (first + 3, source) if source is not None else None
        return None

    def inscription(self, first: int, last: int) -> Source | None:
        """What bears the words: "In dem Brief steht:"."""
        lower = self.passage.lower
        if not any(
            lower[at] in {"steht", "stand", "stehe", "prangte", "prangt", "lesen"}
            for at in range(max(first, last - _CLAUSE), last)
        ):
            return None
        return self.place(first, last)

    def place(self, first: int, last: int) -> Source | None:
        """The first thing that something stands in or on: auf dem Plakat, im Gesetz."""
        for at in range(first, min(last - 1, first + _CLAUSE)):
            if self.passage.lower[at] in _PLACES and not self.passage.inside[at]:
                found = self.phrases.read(at + 1, last)
                if found is not None:
                    return found.source
        return None

    def bracketed(self, stretch: Quoted, last: int) -> Source | None:
        """Who stands in brackets behind a quotation: "..." (Otto Kern)."""
        at = stretch.last
        while at < last and self.passage.words[at] in {".", ","}:
            at += 1
        if at + 2 >= len(self.passage.words) or self.passage.words[at] != "(":
            return None
        found = self.phrases.read(at + 1, min(len(self.passage.words), at + 10))
        if found is None or self.passage.words[found.source.last] != ")":
            return None
        return found.source if self.phrases.is_speaker(found.source) else None
