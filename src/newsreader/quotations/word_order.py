"""Who is the subject where the finite verb stands second or last (German): reads one clause, resolves nothing.

A main clause has one constituent before its verb. If that is no nominative, the subject follows the verb; in a clause
that a conjunction or a relative pronoun opens, it stands right behind the opener. The tables are those of the language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations.languages.base import Kind
from newsreader.quotations.nouns import Source
from newsreader.quotations.phrases import Phrases, is_body

if TYPE_CHECKING:
    from newsreader.quotations.claims import Claim
    from newsreader.quotations.cues import Cue
    from newsreader.quotations.passage import Passage, Quoted
    from newsreader.quotations.sources import Sources

_ASIDE = 22
"""Words of the longest apposition between commas."""
_SOURCE = 16
"""Words of the longest source a preposition names."""
_PREFIX = 8
"""Letters of a separable verb before the ge- of its participle."""
_CLAUSE = 45
"""Words looked at on either side of a verb."""
_SIGNS = frozenset((",", ";", ":", "–", "—", "(", ")", ".", "!", "?", "…"))
_ENDS = frozenset((",", ";", ":", ".", "!", "?", "–", "—", ")", "…"))
_AND = frozenset(("und", "aber", "doch", "sondern", "sowie", "oder", "denn"))
_AGENT = frozenset(("von", "vom", "durch", "seitens"))
_ZITIERT = "zitier"
_SPEAK_OF = frozenset(("sprach", "spricht", "sprechen", "sprachen", "gesprochen"))
_OWNING = frozenset(("des", "der", "von", "vom", "aus", "seitens"))
_SPEAKING = frozenset((Kind.SAY, Kind.TELL, Kind.NAME))
_PLACES = frozenset(("in", "im", "auf", "aus", "bei", "beim", "seitens", "von", "vom"))


class WordOrder:
    """The subjects of one section's verbs."""

    def __init__(self, passage: Passage, sources: Sources) -> None:
        self.passage = passage
        self.sources = sources
        self.phrases = Phrases(passage, sources.names)

    # --- the subject of a cue -----------------------------------------------------------------------------------

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
        lower = self.passage.lower
        return lower[cue.first] in {"heißt", "hieß", "geheißen"} and "es" in lower[max(0, cue.first - 3) : cue.last + 1]

    def subject(self, cue: Cue, first: int, last: int) -> Source | None:
        """The subject of a verb amid its sentence [first, last)."""
        verb = self._finite(cue, first, last)
        if verb is None:
            return self._main_subject(first, cue.first)
        if self._is_passive(cue, verb) and not self.passage.lower[cue.first].startswith(_ZITIERT):
            return self._agent(verb, cue, first)
        if verb == cue.first and self.passage.lower[verb].startswith(_ZITIERT):
            return self.quoted_person(cue, last) or self._of_verb(verb, first, last)
        return self._of_verb(verb, first, last)

    def quoted_person(self, cue: Cue, last: int) -> Source | None:
        """Whom a paper quotes: "zitiert die Zeitung den Minister"."""
        passage, at, best = self.passage, cue.last, None
        while at < min(last, cue.last + _CLAUSE) and passage.words[at] not in _ENDS:
            found = self.phrases.read(at, last)
            if found is None:
                at = max(at + 1, self.phrases.past_preposition(at, last))
                continue
            if best is None or found.source.pronoun or not self._is_paper(found.source):
                best = found.source
            at = found.source.last
        return best

    def _is_paper(self, source: Source) -> bool:
        """Whether a phrase ends in a word for a body or in a name in marks."""
        last = source.last - 1
        return self.passage.inside[last] == 1 or is_body(self.passage.lower[last], self.passage.language.documents)

    def is_inserted(self, cue: Cue, source: Source, stretch: Quoted) -> bool:
        """Whether a cue stands between commas amid what it reports: "Es sei spät, sagte Kim, „sehr spät“"."""
        words = self.passage.words
        return words[cue.first - 1] == "," and source.first == cue.last and source.last == stretch.first - 1

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

    def owner(self, source: Source, first: int, ceiling: int) -> Source | None:
        """Whose words a phrase such as "die Begründung des Gerichts" or "Kritik kam von Kim" announces."""
        passage, language = self.passage, self.passage.language
        head = next((at for at in range(source.first, source.last) if passage.is_capital(at) and at > first), None)
        heads = {
            passage.lower[at] for at in ((source.first, source.last - 1) if head is None else (source.first, head))
        }
        if heads.isdisjoint(language.wordings):
            return None
        possessor = self.possessor(source)
        if possessor is not None:
            return possessor
        for at in range(source.first, ceiling - 1):
            if at > source.first and passage.lower[at] in _OWNING and not passage.inside[at]:
                found = self.phrases.read(at if passage.lower[at] in {"des", "der"} else at + 1, ceiling)
                if found is not None:
                    return found.source
        for at in range(first, source.first):
            if passage.lower[at] in _AGENT:
                found = self.phrases.read(at + 1, source.first)
                if found is not None:
                    return found.source
        return None

    def concerned(self, first: int, last: int) -> Source | None:
        """Whose view a sentence gives: "bleibt für Kim", "ist bei Kim die Rede"."""
        for at in range(first, min(last, first + _CLAUSE)):
            if self.passage.lower[at] in {"für", "bei"} and not self.passage.inside[at]:
                found = self.phrases.read(at + 1, last)
                if found is not None and self.phrases.is_speaker(found.source):
                    return found.source
        return None

    def agent_before(self, stretch: Quoted, first: int) -> Source | None:
        """Kim in "der von Kim als „...“ bezeichnete Plan"."""
        for at in range(stretch.first - 2, max(first, stretch.first - 12) - 1, -1):
            if self.passage.lower[at] in _AGENT:
                found = self.phrases.read(at + 1, stretch.first)
                if found is not None and self.passage.lower[found.source.last] == "als":
                    return found.source
        return None

    def is_called(self, stretch: Quoted, cue: Cue) -> bool:
        """Whether marks hold what a verb behind them calls something: "als „Erfolg“ bezeichnete"."""
        passage, before = self.passage, self.passage.lower[stretch.first - 1] if stretch.first else ""
        if cue.kind is not Kind.NAME and before != "als":
            near = passage.lower[max(0, stretch.first - 3) : stretch.first]
            return passage.lower[cue.first] in _SPEAK_OF and not {"von", "vom"}.isdisjoint(near)
        if before != "als" and before not in passage.language.determiners | passage.language.oblique:
            return False
        return all(
            passage.lower[at] in passage.language.between | passage.language.auxiliaries
            for at in range(stretch.last, cue.first)
        )

    def before_postposition(self, cue: Cue, first: int) -> Source | None:
        """Whom "zufolge" names, which stands behind its noun."""
        return self.phrases.ending(cue.first - 1, first)

    def is_reported(self, cue: Cue, first: int, last: int) -> bool:
        """Whether a cue is itself part of what somebody is reported to have said: "er habe das gefordert"."""
        verb = self._finite(cue, first, last)
        return verb is not None and self.passage.lower[verb] in self.passage.language.subjunctives

    def telling(self, found: list[Cue], first: int, last: int, reporter: Claim | None) -> list[Cue]:
        """The cues of a sentence without those that are reported themselves, if somebody is known to report them."""
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

    def is_announcement(self, source: Source) -> bool:
        """Whether a phrase ends in a noun for words: die Feststellung."""
        return self.passage.lower[source.last - 1] in self.passage.language.wordings

    def goes_on(self, first: int, last: int) -> bool:
        """Whether the first finite verb of a sentence is a subjunctive: the sentence goes on reporting."""
        passage, lower, language = self.passage, self.passage.lower, self.passage.language
        for at in range(first, min(last, first + _CLAUSE)):
            if passage.inside[at]:
                continue
            if lower[at] in language.subjunctives:
                return True
            if lower[at] in language.auxiliaries or lower[at] in language.finite or (at > first and self.is_verb(at)):
                return False
        return False

    def possessor(self, source: Source) -> Source | None:
        """Whose words "sein Fazit" are: the pronoun, unless the noun is somebody who speaks for himself."""
        kind = self.passage.language.possessives.get(self.passage.lower[source.first])
        if kind is None or self.phrases.is_speaker(source) or source.last - source.first > 4:
            return None
        return Source(source.first, source.first + 1, kind)

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
        return source if end >= last or passage.words[end] == "," and end + 1 >= last else None

    def _opens_with(self, at: int, verb: int) -> bool:
        """Whether nothing but adverbs or one phrase of place or manner stands between a mark and a verb."""
        lower, language = self.passage.lower, self.passage.language
        if verb == at:
            return True
        if verb - at > 8 or any(self.passage.words[word] in _SIGNS for word in range(at, verb)):
            return False
        return lower[at] in language.governing | language.between | {"so", "damit"}

    def named_after(self, at: int, ceiling: int) -> Source | None:
        """Whom the phrase right behind a preposition names: laut dem Minister, nach Angaben von Kim."""
        for begin in range(at, min(at + 3, ceiling)):
            found = self.phrases.read(begin, ceiling)
            if found is not None:
                return self.possessor(found.source) or self._with_name(found.source, ceiling)
        return None

    def following(self, at: int, ceiling: int) -> Source | None:
        """The first noun phrase or pronoun from a word on that can be a subject."""
        passage, lower = self.passage, self.passage.lower
        ceiling = min(ceiling, at + _CLAUSE, len(passage.words))
        dative: Source | None = None
        while at < ceiling:
            if passage.words[at] == "(" or (passage.words[at] in {",", "–", "—"} and self._is_aside(at, ceiling)):
                at = self._past_aside(at, ceiling)
                continue
            if passage.words[at] in _ENDS:
                break
            if passage.inside[at] and self.phrases.name_in_marks(at) is None:
                break
            if lower[at] in {"dass", "daß", "ob"}:
                break
            past = self.phrases.past_preposition(at, ceiling)
            if past > at:
                at = past
                continue
            found = self.phrases.read(at, ceiling)
            if found is None:
                at += 1
                continue
            if found.nominative:
                return self._with_name(found.source, ceiling)
            at = found.source.last
            if dative is None and lower[found.source.first] == "der":
                dative = found.source
        return dative

    def _is_aside(self, at: int, ceiling: int) -> bool:
        """Whether a comma opens a relative clause or a dash an aside, closed before the ceiling."""
        passage = self.passage
        if passage.words[at] == ",":
            return False
        return any(passage.words[other] == passage.words[at] for other in range(at + 1, min(ceiling, at + 15)))

    def _past_aside(self, at: int, ceiling: int) -> int:
        closing = ")" if self.passage.words[at] == "(" else self.passage.words[at]
        for other in range(at + 1, ceiling):
            if self.passage.words[other] == closing:
                return other + 1
        return ceiling

    # --- the clause ---------------------------------------------------------------------------------------------

    def _of_verb(self, verb: int, first: int, last: int) -> Source | None:
        """The subject of a finite verb."""
        passage, lower, language = self.passage, self.passage.lower, self.passage.language
        start = self._clause_start(verb, first)
        if start < verb and lower[start] in _AND:
            start += 1
        if start == verb or lower[verb - 1] in _AND:
            return self._of_leading_verb(verb, first, last)
        opener = self._opener(start, verb)
        if opener is not None and self._is_final(verb, last):
            word = lower[opener]
            if language.pronouns.get(word) == "r" and opener == start:
                if word in {"der", "die", "das", "welcher", "welche", "welches"}:
                    found = self.phrases.read(opener, verb)
                    alone = found is not None and found.source.last == verb and found.source.last - opener > 1
                    if alone and found is not None and (first == opener or word != "die"):
                        return self._with_name(found.source, verb)
                    inner = self.following(opener + 1, verb) if word in {"die", "das"} else None
                    if inner is None or not (inner.pronoun or self.phrases.is_speaker(inner)):
                        return self.antecedent(opener, first) or inner
                    return inner
                return self.following(opener + 1, verb)
            return self.following(opener + 1, verb)
        front = self._front(start, verb)
        if front is None:
            return self.following(verb + 1, last) or self._shared(start, first)
        behind = self._directly_behind(verb, last)
        if behind is not None and self._prefers(behind, front, verb):
            return behind
        return front

    def _of_leading_verb(self, verb: int, first: int, last: int) -> Source | None:
        """The subject of a verb that a comma, a mark, a conjunction or nothing precedes."""
        passage, lower = self.passage, self.passage.lower
        behind = self._directly_behind(verb, last)
        if verb > first and (lower[verb - 1] in _AND):
            return self._shared(verb, first) or behind
        if verb > first and passage.words[verb - 1] == "," and self._is_final(verb, last):
            start = self._clause_start(verb, first, over_commas=True)
            if lower[start] in passage.language.subordinators:
                return self.following(start + 1, verb)
        if verb > first and passage.words[verb - 1] in {",", ")", "–", "—"}:
            certain = behind is not None and self.phrases.is_certain(behind)
            subordinate = lower[first] in passage.language.subordinators
            if certain or subordinate:
                return behind or self.following(verb + 1, last)
            before = self._before_aside(verb - 1, first)
            if before is not None:
                return before
        if verb > first and passage.words[verb - 1] == "“" and behind is None:
            return self.following(verb + 1, last)
        return behind or self.following(verb + 1, last) or self._shared(verb, first)

    def _before_aside(self, comma: int, first: int) -> Source | None:
        """The head of "der Sprecher, Hans Meier, sagte" or "Meier, der gestern kam, sagte"."""
        passage = self.passage
        if passage.words[comma] != ")":
            named = self.sources.asides.back_to_comma(comma, first)
            if named is None:
                return None
            apposed = self.sources.asides.apposed_name(named + 1, comma)
            if apposed is not None:
                return apposed
        start = self._clause_start(comma, first, over_commas=True)
        found = self.phrases.first_of(start, comma)
        if found is None or not found.nominative:
            return None
        return self._with_name(found.source, comma)

    def _directly_behind(self, verb: int, last: int) -> Source | None:
        """A subject that follows its verb with nothing but adverbs and "sich" between."""
        passage, lower, language = self.passage, self.passage.lower, self.passage.language
        at = verb + 1
        while at < last and at - verb < 4 and (lower[at] in language.between or lower[at] in language.reflexive):
            at += 1
        if at >= last:
            return None
        found = self.phrases.read(at, min(last, at + _CLAUSE))
        if found is None or not found.nominative:
            return None
        del passage
        return self._with_name(found.source, last)

    def _prefers(self, behind: Source, front: Source, verb: int) -> bool:
        """Whether the phrase behind the verb is its subject rather than the one before it."""
        singular = not self.passage.lower[verb].endswith("n")
        phrases = self.phrases
        if front.pronoun in {"m", "f", "s", "p"} or phrases.is_certain(front):
            return False
        if behind.pronoun in {"m", "s"} or (behind.pronoun == "f" and not phrases.is_speaker(front)):
            return True
        if phrases.is_certain(behind):
            return True
        if singular and phrases.is_plural(front):
            return not phrases.is_plural(behind)
        if phrases.is_speaker(front):
            return False
        return phrases.holds_person(behind) or (phrases.is_abstract(front) and phrases.is_speaker(behind))

    def _front(self, start: int, verb: int) -> Source | None:
        """The constituent before a verb in second place, if it can be the subject."""
        lower, language = self.passage.lower, self.passage.language
        at = start
        while at < verb and lower[at] in language.focus:
            at += 1
        found = self.phrases.read(at, verb)
        if found is None or not found.nominative:
            return None
        rest = [lower[word] for word in range(found.source.last, verb)]
        if rest and not (rest[0] in language.between | language.governing | {"(", "selbst"} | language.prepositions):
            # "Der Minister kam nach Berlin und sagte": another verb follows the phrase
            split = next((word for word in range(verb - 1, found.source.last, -1) if lower[word] in _AND), None)
            if split is not None and split + 1 < verb:
                later = self.phrases.read(split + 1, verb)
                if later is not None and later.nominative and later.source.last == verb:
                    return self._with_name(later.source, verb)
        return self._with_name(found.source, verb)

    def _opener(self, start: int, verb: int) -> int | None:
        """The conjunction or relative pronoun that opens a clause whose verb stands last."""
        lower, language = self.passage.lower, self.passage.language
        for at in range(start, min(start + 2, verb)):
            if lower[at] in language.subordinators:
                return at
            if at == start and start > 0 and self.passage.words[start - 1] == ",":
                if language.pronouns.get(lower[at]) == "r" or lower[at] in {"dem", "den", "denen", "dessen", "deren"}:
                    return at
                if lower[at] in language.governing and at + 1 < verb and lower[at + 1] in {
                    "der", "dem", "den", "die", "das", "denen", "dessen", "deren",
                }:  # fmt: skip
                    found = self.phrases.read(at + 1, verb)
                    if found is None or found.source.pronoun == "r":
                        return at + 1
        return None

    def _is_final(self, verb: int, last: int) -> bool:
        """Whether a verb ends its clause: a sign or another verb follows."""
        passage = self.passage
        if verb + 1 >= last:
            return True
        following = verb + 1
        if passage.inside[following] or passage.words[following] in _ENDS:
            return True
        return passage.lower[following] in passage.language.auxiliaries | {"und", "oder"}

    def _clause_start(self, verb: int, first: int, *, over_commas: bool = False) -> int:
        """The first word of the clause before a verb, as far as signs tell."""
        passage = self.passage
        at = verb
        while at > first and verb - at < _CLAUSE:
            before = at - 1
            word = passage.words[before]
            if passage.inside[before]:
                quoted = self.phrases.fragment_ending(before)
                if quoted is None or quoted < first:
                    break
                at = quoted
                continue
            if word == ")":
                opening = self.sources.asides.back_to("(", before, first)
                if opening < first:
                    break
                at = opening + 1
                continue
            if word == "," and not over_commas:
                if passage.lower[at] in passage.language.subordinators:
                    break
                opening = self._aside_opening(before, first)
                if opening is None or opening <= first:
                    break
                at = opening
                continue
            if word in {";", ":"} or (word in {"–", "—"} and not over_commas):
                break
            at = before
        return at

    # --- verbs of two parts -------------------------------------------------------------------------------------

    def _finite(self, cue: Cue, first: int, last: int) -> int | None:
        """The finite verb of a cue's clause: the cue, its auxiliary, or nothing for an infinitive without one."""
        passage, lower, language = self.passage, self.passage.lower, self.passage.language
        word = lower[cue.first]
        if not (is_participle(word) or word.endswith("n")):
            return cue.first
        after = cue.last
        if after < last and lower[after] in language.auxiliaries and self._is_final(after, last):
            return after
        asides: set[int] = set()
        for at in range(cue.first - 1, max(first, cue.first - _CLAUSE) - 1, -1):
            if passage.words[at] in {";", ":"}:
                break
            if passage.words[at] == "," and at not in asides:
                opening = self._aside_opening(at, first)
                if opening is None:
                    break
                asides.update(range(opening, at))
            if lower[at] in language.auxiliaries and not passage.inside[at] and at not in asides:
                return at
        if cue.first and lower[cue.first - 1] == "zu":
            return None
        return cue.first

    def _aside_opening(self, closing: int, first: int) -> int | None:
        """The comma that opens the apposition or relative clause which a comma closes."""
        passage = self.passage
        for at in range(closing - 1, max(first, closing - _ASIDE) - 1, -1):
            if passage.inside[at] or passage.words[at] in {":", ";"}:
                return None
            if passage.words[at] == ",":
                relative = passage.language.pronouns.get(passage.lower[at + 1]) == "r" and closing - at > 3
                if relative and self.phrases.read(at + 1, closing) is None:
                    return at
                found = self.phrases.read(at + 1, closing)
                if found is not None and (found.source.last == closing or self.is_verb_last(found.source, closing)):
                    return at
                return None
        return None

    def is_verb_last(self, source: Source, closing: int) -> bool:
        """Whether a phrase that may begin a relative clause is followed by a verb at its end: der seit Mai amtiert."""
        word = self.passage.lower[closing - 1]
        return closing - source.last >= 1 and (
            word in self.passage.language.auxiliaries
            or word in self.passage.language.finite
            or (word.endswith("t") or word.endswith(("te", "ten"))) and self.passage.words[closing - 1][0].islower()
        ) and self.passage.language.pronouns.get(self.passage.lower[source.first]) == "r"  # fmt: skip

    def _is_passive(self, cue: Cue, verb: int) -> bool:
        lower = self.passage.lower
        return verb != cue.first and lower[verb] in self.passage.language.passives and is_participle(lower[cue.first])

    def _agent(self, verb: int, cue: Cue, first: int) -> Source | None:
        """Whom "von" names in a passive: "wird von Kritikern als ... bezeichnet"."""
        begin = min(self._clause_start(verb, first), cue.first)
        for at in range(begin, max(cue.first, verb)):
            if self.passage.lower[at] in _AGENT and not self.passage.inside[at]:
                found = self.phrases.read(at + 1, max(cue.first, verb) + 1)
                if found is not None:
                    return self._with_name(found.source, max(cue.first, verb))
        for at in range(begin, max(cue.first, verb)):
            if self.passage.lower[at] in _PLACES and not self.passage.inside[at]:
                found = self.phrases.read(at + 1, max(cue.first, verb))
                if found is not None and self._is_paper(found.source):
                    return found.source
        return None

    # --- the sentence -------------------------------------------------------------------------------------------

    def speaker_before_colon(self, first: int, colon: int) -> Source | None:
        """Who or what speaks behind a colon whose sentence has no cue."""
        inscription = self.inscription(first, colon)
        if inscription is not None:
            return inscription
        source = self.main_subject(first, colon)
        return (self.owner(source, first, colon) or source) if source is not None else None

    def main_subject(self, first: int, last: int) -> Source | None:
        """The subject of the sentence [first, last), whatever its verb."""
        return self._main_subject(first, last)

    def _main_subject(self, first: int, last: int) -> Source | None:
        passage, lower, language = self.passage, self.passage.lower, self.passage.language
        at = max((word + 1 for word in range(first, last - 1) if passage.words[word] in {":", ";"}), default=first)
        while at < last and (lower[at] in _AND | language.focus or not passage.words[at][0].isalnum()):
            if passage.inside[at]:
                return None
            at += 1
        if at >= last:
            return None
        if self._is_subordinate(at, last) or self._is_asked(at, last):
            for comma in range(at, last - 2):
                if passage.words[comma] == "," and self.is_verb(comma + 1):
                    return self.following(comma + 2, last)
            return None
        found = self.phrases.read(at, last)
        if found is None and lower[at] in language.adverbs and at + 1 < last:
            label = self.phrases.read(at + 1, last)
            if label is not None and label.nominative and self._past_prepositions(label.source.last, last) >= last - 1:
                return self._with_name(label.source, last)
        if found is not None and found.nominative:
            behind = self._past_prepositions(found.source.last, last)
            if behind < last and self.is_verb(behind) and not self.phrases.is_certain(found.source):
                later = self._directly_behind(behind, last)
                if later is not None and self._prefers(later, found.source, behind):
                    return later
            return self._with_name(found.source, last)
        behind = self._past_prepositions(at, last)
        for word in range(max(at + 1, behind), min(last, at + _CLAUSE)):
            if self.is_verb(word) or (word == behind and self._can_be_verb(word)):
                return self.following(word + 1, last)
        return None

    def _is_asked(self, at: int, last: int) -> bool:
        """Whether a participle and its clause open a sentence: "Gefragt, ob er komme, sagte Kim"."""
        word = self.passage.lower[at]
        return at + 1 < last and word in self.passage.language.cues and is_participle(word)

    def _is_subordinate(self, at: int, last: int) -> bool:
        """Whether a word opens a subordinate clause; "seit" and "als" may stand before a noun alone."""
        word, language = self.passage.lower[at], self.passage.language
        if word not in language.subordinators:
            return False
        if word not in language.governing and word not in {"als", "wie", "da"}:
            return True
        found = self.phrases.read(at + 1, last)
        behind = found.source.last if found is not None else at + 1
        return not (behind < last and self.is_verb(behind) and not self._is_final(behind, last))

    def pointing_back(self, first: int, last: int) -> tuple[int, Source] | None:
        """The verb and subject of a sentence that says whose words the ones before it were: "Das sagte Kim"."""
        lower, language = self.passage.lower, self.passage.language
        if first + 2 < last and lower[first] in {"das", "dies", "so"} and lower[first + 1] in language.cues:
            source = self.following(first + 2, last)
            return (first + 1, source) if source is not None else None
        if first + 4 < last and lower[first] == "mit" and lower[first + 2] == "worten":
            source = self.following(first + 4, last)
            return (first + 3, source) if source is not None else None
        return None

    def inscription(self, first: int, last: int) -> Source | None:
        """What bears the words: "In dem Brief steht:"."""
        lower = self.passage.lower
        if not any(lower[at] in {"steht", "stand", "stehe", "prangte", "prangt", "lesen"} for at in range(first, last)):
            return None
        return self.place(first, last)

    def place(self, first: int, last: int) -> Source | None:
        """The first thing that something stands in or on: auf dem Plakat, im Gesetz."""
        for at in range(first, last - 1):
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

    def _past_prepositions(self, at: int, last: int) -> int:
        while at < last:
            past = self.phrases.past_preposition(at, last)
            if past == at:
                break
            at = past
        return at

    def _shared(self, verb: int, first: int) -> Source | None:
        """The subject that a verb without one of its own shares with the sentence."""
        return self._main_subject(first, verb) if verb > first else None

    def is_verb(self, at: int) -> bool:
        """Whether a lower-case word looks like a finite verb in second place."""
        passage, lower, language = self.passage, self.passage.lower, self.passage.language
        word = lower[at]
        if passage.is_capital(at) or passage.inside[at] or not word[0].isalpha():
            return False
        if word in language.cues or word in language.auxiliaries:
            return True
        if word in language.not_names or word in language.governing:
            return False
        before = passage.words[at - 1] if at else "."
        if not (
            before[0].isupper()
            or before in {")", ","}
            or before[0].isdigit()
            or lower[at - 1] in language.between
            or passage.inside[at - 1]
        ):
            return False
        return word.endswith(("te", "ten", "t")) or word in language.finite

    def _can_be_verb(self, at: int) -> bool:
        """Whether a word right behind a phrase that opens a sentence is its verb: all but adverbs are."""
        passage, language, word = self.passage, self.passage.language, self.passage.lower[at]
        return passage.words[at][0].islower() and not (
            word in language.not_names or word in language.adverbs or word in language.governing or passage.inside[at]
        )

    def antecedent(self, relative: int, floor: int) -> Source | None:
        """Whom a relative pronoun takes up."""
        at = relative - 1
        if at > floor and self.passage.words[at] == ",":
            at -= 1
        found = self.phrases.ending(at, floor)
        if found is None:
            return None
        named = self._with_name(found, relative)
        return Source(named.first, named.last, named.pronoun, relative)

    def _with_name(self, source: Source, ceiling: int) -> Source:
        """A description and the name that stands beside it: of "der Sprecher, Hans Meier," the name."""
        words, at = self.passage.words, source.last
        if source.pronoun or at + 1 >= min(ceiling, len(words)) or words[at] != ",":
            return source
        named = self.sources.names.at.get(at + 1)
        if self.phrases.holds_person(source):
            return source
        if named is None:
            apposed = self.phrases.read(at + 1, ceiling)
            if apposed is None or not self.phrases.holds_person(apposed.source):
                return source
            closing = words[apposed.source.last] if apposed.source.last < len(words) else "."
            return apposed.source if closing in _ENDS | {"("} else source
        if not named.name.is_person:
            return source
        closing = words[named.last] if named.last < len(words) else "."
        return Source(named.first, named.last) if closing in _ENDS | {"("} else source


def is_participle(word: str) -> bool:
    """Whether a German form can be a past participle."""
    return (word.endswith("t") and not word.endswith("st")) or (word.endswith("en") and _has_ge(word))


def _has_ge(word: str) -> bool:
    at = word.find("ge", 2)
    prefixed = 0 < at < _PREFIX and (not word.endswith(("geben", "gehen", "gelten")) or "gege" in word)
    return word.startswith("ge") or prefixed or word.endswith(("brochen", "sprochen", "schrieben", "strichen"))
