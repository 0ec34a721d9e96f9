"""What the rules know of a language: word tables, no rules, no text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property


class Kind(Enum):
    """What a cue takes: which words around it are the content."""

    SAY = "say"
    """Words or a clause: said, wrote, announced."""
    TELL = "tell"
    """First whom, then words or a clause: told reporters that."""
    ASK = "ask"
    """A question: asked, wondered."""
    VOW = "vow"
    """An act done by saying it: vowed to, pledged, demanded, denied."""
    NAME = "name"
    """Something and what it is called: described it as, called him, criticised."""
    THINK = "think"
    """An attitude: believes, hopes. Counts only beside quotation marks."""
    SHOW = "show"
    """What a document does: shows, found, states that."""
    ACCORDING = "according"
    """A preposition that names the source: according to, laut, selon."""
    COLON = "colon"
    """A name, a colon, the words."""


@dataclass(frozen=True)
class Language:
    """The tables of one language; every word in lower case."""

    code: str
    cues: dict[str, Kind]
    """A verb's form -> its kind."""
    phrases: dict[tuple[str, ...], Kind] = field(default_factory=dict)
    """Cues of several words."""
    nounlike: frozenset[str] = frozenset()
    """Cue forms that are nouns as often: claims, reports."""
    pronouns: dict[str, str] = field(default_factory=dict)
    """A subject pronoun -> m, f, n (a thing), p (several), s (the speaker), r (relative)."""
    determiners: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    """Those that may join the parts of a noun phrase."""
    governing: frozenset[str] = frozenset()
    """Prepositions after which a noun phrase is no subject; needed where the subject may stand behind its verb."""
    breaks: frozenset[str] = frozenset()
    """Words no noun phrase contains: conjunctions, auxiliaries, adverbs of the clause."""
    between: frozenset[str] = frozenset()
    """Words that may stand between a subject and its verb: also, has, later."""
    passives: frozenset[str] = frozenset()
    """Auxiliaries before which a past form is no cue: was called."""
    openers: frozenset[str] = frozenset()
    """Conjunctions that open a content: that, whether."""
    addressees: frozenset[str] = frozenset()
    """Usual addressees of one word: reporters, him."""
    titles: dict[str, str] = field(default_factory=dict)
    """A title before a name -> its gender m, f or nothing."""
    title_ends: tuple[str, ...] = ()
    """Endings that make a capitalised word a title or an office (German)."""
    roles: frozenset[str] = frozenset()
    """Nouns that say what somebody is: spokesman, leader."""
    documents: frozenset[str] = frozenset()
    """Nouns that are no person but may speak: agreement, ministry."""
    things: frozenset[str] = frozenset()
    """Nouns that say nothing though they stand before a cue: the mud, the clock."""
    portions: frozenset[str] = frozenset()
    """Words for a share, which speaks only for those it is a share of: 40 percent of voters."""
    document_openers: frozenset[str] = frozenset()
    """Prepositions that open a sentence with the document it quotes: under the agreement."""
    abbreviations: tuple[str, ...] = ()
    """Words that keep their full stop without ending a sentence."""
    times: frozenset[str] = frozenset()
    """Days and months: capitals that are no names."""
    common: frozenset[str] = frozenset()
    """Frequent words that begin sentences with a capital but are no names."""
    works: frozenset[str] = frozenset()
    """Words after which marks enclose the title of a work."""
    elided: str = ""
    """Pattern of words that hang on the next one by an apostrophe: l'architecte."""
    separable: dict[str, frozenset[str]] = field(default_factory=dict)
    """A cue's form -> the particles one of which must follow at the clause's end (German: teilte ... mit)."""
    particles: dict[str, frozenset[str]] = field(default_factory=dict)
    """The same with those that report without their particle too; what follows particle and comma is the content."""
    subjunctives: frozenset[str] = frozenset()
    """Verb forms that go on reporting without a cue (German: er sei ...)."""
    names_apart: bool = False
    """What is called something stands outside of the content: nannte es "...", but called [it "..."]."""
    inverted: bool = False
    """The subject may follow its verb outside of quotations too (German, Spanish)."""
    nouns_capitalised: bool = False
    ordinal_stops: bool = False
    """A full stop makes a number an ordinal: am 3. Mai."""
    verb_second: bool = False
    """The finite verb stands second in a main clause and last in any other (German): `word_order` finds subjects."""
    subordinators: frozenset[str] = frozenset()
    """Conjunctions that send the verb to the clause's end."""
    auxiliaries: frozenset[str] = frozenset()
    """Finite verbs that an infinitive or participle goes with."""
    reflexive: frozenset[str] = frozenset()
    """Pronouns in another case than the subject's."""
    focus: frozenset[str] = frozenset()
    """Words that may stand before a noun phrase as part of it: also, only, about."""
    finite: frozenset[str] = frozenset()
    """Frequent finite verbs that no ending shows."""
    oblique: frozenset[str] = frozenset()
    """Articles that no subject has: den, dem, des."""
    possessives: dict[str, str] = field(default_factory=dict)
    """His, her -> the pronoun's letter, where "sein Fazit: ..." names who speaks."""
    postpositions: frozenset[str] = frozenset()
    """Words that name the source before them: dem Minister zufolge."""
    adverbs: frozenset[str] = frozenset()
    """Words that open a clause before its verb without being its subject."""
    wordings: frozenset[str] = frozenset()
    """Nouns before words that were said rather than a name: die Parole „...“, mit den Worten „...“."""
    speaking: frozenset[str] = frozenset()
    """Words that make a sentence of what stands in marks: ich, ist."""
    feminine: tuple[str, ...] = ()
    """Endings of feminine nouns, beside which "der" is no nominative."""
    fragments_apart: bool = False
    """Marked words amid reported speech are quotations of their own: er sagte, das sei „ein Fehler“ (German)."""

    def is_title(self, word: str) -> bool:
        """Whether a lower-case word may stand before a name as its title."""
        return word in self.titles or (bool(self.title_ends) and word.endswith(self.title_ends))

    def is_role(self, word: str) -> bool:
        """Whether a lower-case noun says what somebody is."""
        return word in self.roles or self.is_title(word)

    @cached_property
    def first_words(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """The first word of each phrase -> the phrases, longest first."""
        table: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.phrases:
            table.setdefault(phrase[0], []).append(phrase)
        return {word: tuple(sorted(found, key=len, reverse=True)) for word, found in table.items()}

    @cached_property
    def not_names(self) -> frozenset[str]:
        """Words that begin no name though capitalised."""
        return (
            self.common | self.determiners | self.breaks | self.prepositions | self.between | self.openers
            | self.times | frozenset(self.pronouns)
        )  # fmt: skip

    @cached_property
    def token(self) -> re.Pattern[str]:
        """One word, number or sign; an abbreviation keeps its full stop."""
        short = "|".join(re.escape(word) for word in sorted(self.abbreviations, key=len, reverse=True))
        return re.compile(
            (rf"\b(?:{short})\.(?!\w)|" if short else "")
            + (rf"\b(?:{self.elided})['’](?=\w)|" if self.elided else "")
            + r"\b(?:[A-ZÀ-ÖØ-ÞА-Я]\.)+(?!\w)"
            + r"|\d+(?:[.,:]\d+)+|\w+(?:['’\-‑]\w+)*|''|``|[^\w\s]"
        )


def words(text: str) -> frozenset[str]:
    """A table written as a string of words."""
    return frozenset(text.split())


def cues(**kinds: str) -> dict[str, Kind]:
    """A table of cue forms from one string of words for each kind."""
    return {word: Kind(kind) for kind, forms in kinds.items() for word in forms.split()}


def genders(**words_of: str) -> dict[str, str]:
    """A table word -> letter from one string of words for each letter; `x` stands for none."""
    return {word: "" if letter == "x" else letter for letter, forms in words_of.items() for word in forms.split()}
