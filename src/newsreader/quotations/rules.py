"""The rules that tie words to who said them, each as a sentence for the reader and with how sure it makes the speaker.

A claim's `why` names its rules in the order they were applied; its confidence is the product of their shares. For
reported speech that trained weights found, the probability that it is any has a part in it.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsreader.models.findings import Quotation

RULES: dict[str, str] = {
    # how the words and their cue were tied
    "before": "The cue stands before the words.",
    "behind": "The cue stands behind the words.",
    "inverted": "The cue stands behind the words, before who said them.",
    "outer": "Another cue stands nearer, but it belongs to what this one reports.",
    "according": "The words are ascribed to their source with a preposition like “according to”.",
    "colon": "A colon stands between who speaks and the words.",
    "unlisted": "The verb beside the words is in no table, but it stands where a cue stands.",
    "agent": "A passive names with “by” who chose the words.",
    "noun": "A noun such as “claim” or “remark” announces the words and says whose they are.",
    "document": "The sentence begins with the document that is quoted.",
    "transcript": "The paragraph opens with who speaks and a colon, as in an interview.",
    "signature": "A line with a dash and a name is set under the words.",
    "reported": "The words are reported without quotation marks.",
    "learned": "Weights trained on annotated news find that the words are reported; the number is the log of the odds.",
    "uncommon": "The word that reports them seldom does: it tells what somebody thinks, does or is rather than says.",
    "no-clause": "The reported words have neither an auxiliary nor a conjunction, and may be no statement.",
    "nobody": "The sentence does not say who reports them.",
    "goes-on": "The verbs show that the sentence goes on with what was reported.",
    "continued": "The quotation before was left open, and these words go on with it.",
    "paragraph": "No cue of their own: the words go on with the speaker of their paragraph.",
    "later": "No cue of their own: the paragraph names its speaker later.",
    "said-before": "No cue: the sentence before says who spoke, and reports nothing else.",
    "introduced": "The paragraph before ends with a colon and says who speaks next.",
    "previous": "No cue: the speaker of the paragraph before goes on.",
    "about": "No cue: the person whom the sentence is about.",
    "marks": "Nothing but the quotation marks shows that somebody said this.",
    # where the words that name who were found
    "shared": "The cue has no subject of its own and takes that of its sentence.",
    "dropped": "The verb leaves its subject out: who spoke before is meant.",
    "relative": "“Who” or “which” takes up the words before it.",
    # how the person behind the words was found
    "full-name": "The speaker is named in full beside the cue.",
    "short-name": "A short name, given in full elsewhere in the text.",
    "namesakes": "Several people in the text have this name; the one named nearest or most is taken.",
    "only-name": "The text gives no longer form of this name.",
    "several": "Several speak together.",
    "role": "A description that the text gives to one person.",
    "roles": "A description that fits several people in the text.",
    "unnamed": "The text does not name the speaker; its own words are kept.",
    "pronoun": "A pronoun: the person who fits its gender and is nearest.",
    "only-one": "Nobody else in reach fits the pronoun.",
    "rivals": "Others fit the pronoun nearly as well.",
    "last-speaker": "The pronoun takes up who spoke last.",
    "unresolved": "The text does not say whom the pronoun means.",
}
"""Rule -> the sentence that explains it."""

_CERTAINTY = {
    "before": 0.9, "outer": 0.93, "according": 0.97, "colon": 0.85, "unlisted": 0.85, "agent": 0.85, "noun": 0.75,
    "document": 0.6, "signature": 0.95, "transcript": 0.97, "reported": 0.9, "uncommon": 0.6, "no-clause": 0.8,
    "nobody": 0.7,
    "goes-on": 0.9, "continued": 0.9,
    "paragraph": 0.99,
    "later": 0.95, "said-before": 0.85, "introduced": 0.95, "previous": 0.75, "about": 0.5, "marks": 0.2,
    "shared": 0.93, "dropped": 0.8, "relative": 0.9, "only-name": 0.92, "several": 0.92, "role": 0.9, "roles": 0.55,
    "unnamed": 0.9, "last-speaker": 0.85,
}  # fmt: skip
"""How often a speaker is right where a rule is applied, others being equal; 1 for those not here."""
_SUREST = 0.985
"""The share of speakers beside their cue that are right."""
_LEARNED_EVEN, _LEARNED_SLOPE = 1.0, 0.8
"""Log of the odds that a report is right where the weights give even odds, and what it gains with theirs: fitted on
annotated news the weights had not seen and on general news, with the shares of "uncommon", "no-clause", "nobody"."""
_OF_REPORTS = frozenset(("learned", "uncommon", "no-clause", "nobody"))
CREDIBLE = 0.5
"""The share of right ones from which reported speech that trained weights found is shown."""


def certainty(rules: Iterable[str]) -> float:
    """How sure a quotation and its speaker are to whom these rules led."""
    share = _SUREST
    for rule in rules:
        name, _, number = rule.partition(":")
        if number:
            share /= 1 + exp(-_LEARNED_EVEN - _LEARNED_SLOPE * float(number))
        else:
            share *= _CERTAINTY.get(name, 1.0)
    return share


def is_of_report(rule: str) -> bool:
    """Whether a rule tells how likely words without marks are reported, which says nothing of others."""
    return rule.partition(":")[0] in _OF_REPORTS


def is_doubtful(quotation: Quotation) -> bool:
    """Whether reported speech, with whom it is given to, is about as likely none: listed, but not worth showing."""
    is_learned = any(rule.startswith("learned:") for rule in quotation.why)
    return is_learned and quotation.type == "indirect" and certainty(quotation.why) < CREDIBLE
