"""What the rules know of a language: word tables, no rules, no text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

_LONGEST_NAME = 40
"""Letters of the longest word whose case is looked for."""
_SHORT_NOUN = 4
"""Letters of nouns too short to be told at a compound's end."""


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

    __hash__ = object.__hash__
    """Each is itself alone; the enumeration's own hash of its name takes five times as long."""


@dataclass(frozen=True, repr=False, eq=False)
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
    classes: dict[str, str] = field(default_factory=dict)
    """A cue's form, or a phrase with its blanks -> what it does, from models.CUE_CLASSES; the others are neutral."""
    clitics: str = ""
    """Pattern of pronouns that hang on their verb by a hyphen (French: dit-il, a-t-elle)."""
    datives: frozenset[str] = frozenset()
    """Prepositions before whom something is said to: a los periodistas."""
    document_verbs: frozenset[str] = frozenset()
    """Cues that name their source with "in": говорится в письме."""
    drops_subject: bool = False
    """A verb may stand without its subject: «...», añadió."""
    participle_ends: tuple[str, ...] = ()
    """Endings of verb forms that share the subject of the clause before: ajoutant, añadiendo, отметив."""
    fronted: frozenset[str] = frozenset()
    """Prepositions that name who speaks where they open a sentence with words in marks: Pour le maire, « ... »"""
    as_words: frozenset[str] = frozenset()
    """Words for "as" and "according to what" before a verb: как сообщил, según informó, secondo quanto riferito."""
    agents: frozenset[str] = frozenset()
    """Prepositions before who does what a passive says: riferito dalla questura."""
    locatives: frozenset[str] = frozenset()
    """Prepositions before a body that speaks in the plural without a subject: в министерстве заявили."""
    possessives: dict[str, str] = field(default_factory=dict)
    """Words within a phrase that name whose words they are -> the letter of a pronoun, `a` for any: по его словам."""
    dialogue: bool = False
    """A dash at a paragraph's beginning opens speech: — Je viens, dit Marie."""
    given: dict[str, str] = field(default_factory=dict)
    """Usual first names -> m or f, beside those of `people`."""
    feminine_ends: tuple[str, ...] = ()
    """Endings of a woman's family name (Russian, Ukrainian)."""
    name_cases: str = ""
    """Pattern of endings by which the cases of one name differ (Russian, Ukrainian)."""
    unspaced: bool = False
    """Written without blanks: `eastern` reads it by characters."""

    def is_title(self, word: str) -> bool:
        """Whether a lower-case word may stand before a name as its title."""
        return (
            word in self.titles
            or (bool(self.title_ends) and word.endswith(self.title_ends))
            or (bool(self.name_cases) and self.name_stem(word) in self._role_stems)
        )

    def is_role(self, word: str) -> bool:
        """Whether a lower-case noun says what somebody is."""
        return word in self.callings or (bool(self.title_ends) and word.endswith(self.title_ends))

    @cached_property
    def callings(self) -> frozenset[str]:
        """Roles and titles."""
        return self.roles | self.titles.keys()

    @property
    def is_loose(self) -> bool:
        """Whether a time may stand between a verb and the subject behind it: aseguró este lunes la ministra."""
        return self.inverted and not self.nouns_capitalised

    def class_of(self, cue: str) -> str:
        """What a cue's words do: neutral unless the table says otherwise."""
        if not self.classes:
            return "neutral"
        low = " ".join(cue.lower().split())
        found = self.classes.get(low) or (self.classes.get(low + "し") if self.unspaced else None)
        return found or self.classes.get(low.partition(" ")[0], "neutral")

    @cached_property
    def _name_end(self) -> re.Pattern[str] | None:
        return re.compile(rf"(?<=\w\w)(?:{self.name_cases})+$") if self.name_cases else None

    def name_stem(self, word: str) -> str:
        """A lower-case part of a name without its case: Орловым, Орлову and Орлов share one."""
        word = word.replace("ё", "е")
        return self._name_end.sub("", word) if self._name_end is not None and len(word) <= _LONGEST_NAME else word

    @cached_property
    def _role_stems(self) -> frozenset[str]:
        """Roles without their cases: they stand before names like titles, which are known in the first case alone."""
        return frozenset(map(self.name_stem, self.roles | frozenset(self.titles)))

    @cached_property
    def _given_stems(self) -> dict[str, str]:
        stems: dict[str, str] = {}
        for name, gender in self.given.items():
            stem = self.name_stem(name)
            stems[stem] = gender if stems.get(stem, gender) == gender else ""
        return stems

    def gender_of(self, first: str, last: str) -> str:
        """m, f or nothing for a first name and a family name in lower case."""
        found = self.given.get(first)
        if found is None and self.name_cases:
            found = self._given_stems.get(self.name_stem(first))
        if found is None and self.feminine_ends and last.endswith(self.feminine_ends):
            return "f"
        return found or ""

    @cached_property
    def first_words(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """The first word of each phrase -> the phrases, longest first."""
        table: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.phrases:
            table.setdefault(phrase[0], []).append(phrase)
        return {word: tuple(sorted(found, key=len, reverse=True)) for word, found in table.items()}

    @cached_property
    def document_ends(self) -> tuple[str, ...]:
        """Nouns of bodies and documents that end compounds: Landesregierung."""
        return tuple(sorted(noun for noun in self.documents if len(noun) > _SHORT_NOUN))

    @cached_property
    def reporting(self) -> frozenset[str]:
        """Words that are a cue or begin one."""
        return frozenset(self.cues.keys() | self.first_words.keys() | self.as_words | self.fronted)

    @cached_property
    def nameless(self) -> frozenset[str]:
        """Words that name nobody where they stand alone."""
        return self.not_names | self.titles.keys()

    @cached_property
    def beside_names(self) -> frozenset[str]:
        """Words with a capital that may stand before or behind a name without being part of it."""
        return self.nameless | self.roles | {"state"}  # Secretary of State John Hay

    @cached_property
    def not_names(self) -> frozenset[str]:
        """Words that begin no name though capitalised."""
        return (
            self.common | self.determiners | self.breaks | self.prepositions | self.between | self.openers
            | self.times | frozenset(self.pronouns)
        )  # fmt: skip

    @cached_property
    def token(self) -> re.Pattern[str]:
        """One word, number or sign as a group; an abbreviation keeps its full stop."""
        hanging = rf"(?!-(?:t-)?(?:{self.clitics})\b)" if self.clitics else ""
        short = "|".join(re.escape(word) for word in sorted(self.abbreviations, key=len, reverse=True))
        return re.compile(
            # What most words and signs are comes first, though what follows would find them too: it is quicker.
            r"((?=\S)(?:[A-Za-zÀ-ÖØ-öø-ÿ]\w*+(?!['’\-‑.])|[^\w\s'`\-]|"
            + (rf"\b(?:{short})\.(?!\w)|" if short else "")
            + (rf"\b(?:{self.elided})['’](?=\w)|" if self.elided else "")
            + (rf"-t-(?=(?:{self.clitics})\b)|" if self.clitics else "")
            + r"\b(?:[A-ZÀ-ÖØ-ÞА-ЯЁЄІЇҐ]\.){1,12}+(?!\w)"
            + rf"|\d+(?:[.,:]\d+)+|\w+(?:{hanging}['’\-‑]\w+)*|''|``|[^\w\s]))"
        )


def words(text: str) -> frozenset[str]:
    """A table written as a string of words."""
    return frozenset(text.split())


def cues(**kinds: str) -> dict[str, Kind]:
    """A table of cue forms from one string of words for each kind."""
    return {word: Kind(kind) for kind, forms in kinds.items() for word in forms.split()}


def forms(stems: str, endings: str) -> str:
    """The forms of regular verbs: each stem with each ending; `-` stands for the bare stem."""
    ends = ["" if end == "-" else end for end in endings.split()]
    return " ".join(stem + end for stem in stems.split() for end in ends)


def cue_classes(**forms_of: str) -> dict[str, str]:
    """A table of cue forms or phrases -> class from one string for each class; `_` joins the words of a phrase."""
    return {form.replace("_", " "): name for name, group in forms_of.items() for form in group.split()}


def phrases(**kinds: str) -> dict[tuple[str, ...], Kind]:
    """A table of cues of several words, joined by `_`, from one string for each kind."""
    return {tuple(text.split("_")): Kind(kind) for kind, group in kinds.items() for text in group.split()}


def genders(**words_of: str) -> dict[str, str]:
    """A table word -> letter from one string of words for each letter; `x` stands for none."""
    return {word: "" if letter == "x" else letter for letter, forms in words_of.items() for word in forms.split()}
