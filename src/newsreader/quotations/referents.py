"""What the noun phrases of a language like German stand for: somebody, a body, several, an idea."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations import people
from newsreader.quotations.phrases import ADJECTIVE_ENDS, GENITIVE, OF, Phrases, is_body

if TYPE_CHECKING:
    from newsreader.quotations.nouns import Source


class Referents(Phrases):
    """The noun phrases of one section and what they stand for."""

    def is_certain(self, source: Source) -> bool:
        """Whether a phrase can be nothing but a subject: er, der Minister."""
        if source.pronoun:
            return source.pronoun in {"m", "s"} or self.passage.lower[source.first] in {"wir", "man"}
        if self.passage.lower[source.first] != "der":
            return False
        head = self._head(source.first, source.last, determined=True)
        return head is not None and self._can_be_subject(source.first, head, self._run_end(head, source.last))

    def may_speak(self, source: Source) -> bool:
        """Whether a phrase names somebody, or something with a name of its own."""
        return self.is_speaker(source) or source.first in self.names.at

    def is_plural(self, source: Source) -> bool:
        """Whether a phrase names several: die Pläne, viele Bürger, Kim und Putin."""
        lower = self.passage.lower
        if source.pronoun:
            return source.pronoun == "p"
        if "und" in lower[source.first : source.last]:
            return True
        determined = lower[source.first] in self.language.determiners or lower[source.first] in self.language.oblique
        head = self._head(source.first, source.last, determined=determined)
        if (
            head is None
            or lower[source.first] in {"das", "der", "ein", "eine"}
            or (head in self.names.at and not determined)
        ):
            return False
        if lower[head].endswith(self.language.feminine):
            return False
        return (
            lower[source.first] == "die"
            and lower[head].endswith(("en", "er", "e", "s"))
            and not self.is_speaker(source)
        )

    def is_abstract(self, source: Source) -> bool:
        """Whether a phrase names no being: die Entscheidung, das Urteil."""
        head = self._head(
            source.first, source.last, determined=self.passage.lower[source.first] in self.language.determiners
        )
        if head is None:
            return False
        noun = self.passage.lower[head]
        return noun in self.language.wordings or noun.endswith(("ung", "heit", "keit", "tion", "nis", "ismus", "tät"))

    def is_speaker(self, source: Source) -> bool:
        """Whether a phrase names somebody or something that can speak."""
        if source.pronoun:
            return source.pronoun != "n"
        if self.holds_person(source):
            return True
        lower, language = self.passage.lower, self.language
        for at in range(source.first, source.last):
            if at > source.first and lower[at] in OF | GENITIVE:
                break
            if self.passage.is_capital(at) and (
                language.is_role(lower[at]) or is_body(lower[at], language) or self.passage.words[at].isupper()
            ):
                return True
        return False

    def holds_person(self, source: Source) -> bool:
        """Whether a phrase is or has the name of a person as its head."""
        for at in range(source.first, source.last):
            mention = self.names.at.get(at)
            if mention is not None:
                return mention.name.is_person and not self._is_described(mention.core)
            if at > source.first and self.passage.lower[at] in OF | GENITIVE:
                return False
        return False

    def _is_described(self, at: int) -> bool:
        """Whether a name is an adjective and its noun at a sentence's beginning: "Deutliche Worte"."""
        word = self.passage.lower[at]
        return (
            word.endswith(ADJECTIVE_ENDS)
            and (at == 0 or not self.passage.words[at - 1][0].isalnum())
            and not people.is_first_name(word)
            and self.names.at[at].name.count < 2
            if at in self.names.at
            else False
        )
