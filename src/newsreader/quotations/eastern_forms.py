"""The patterns that Chinese and Japanese tables make: where verbs, speakers, titles and reports stand among characters.

Every pattern looks at one sentence or less. Who is who is decided in `eastern`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from newsreader.quotations.languages.registry import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsreader.quotations.languages.base import Language

LONGEST_NAME = 12
"""Characters of the longest name; a longer phrase is a description."""
_BRACKETS = re.compile(r"[（(][^）)]{0,12}[）)]")
_BREAK = "，,。！？；、：:\\s”」“「』『"
"""Signs between clauses, for a class of characters."""
_ADVERBIALS = (
    r"[一二三四五六七八九十\d]+日(?:の(?:記者)?会見で|に|、)|会見で|取材に(?:対し)?|集会で|演説で|式典で|"
    "議会で|国会で|会議で|声明で|番組で|記者団に"
)
"""Japanese: times and places between a speaker and the words."""
_CLAUSE = re.compile(
    r"^(?P<role>.{1,20}?)(?:だった|である|となった)(?=.)|"
    r"^.{1,20}(?:している|していた|する|した|務める|働く|営む|暮らす|住む|続ける)(?=.)"
)
"""Japanese: a clause before a name: 灯台守だった吉村さん."""
_COURTESIES = frozenset(("氏", "さん", "様", "くん", "君", "嬢", "夫人", "女史"))
"""Japanese: words behind a name that say nothing of the office."""


@dataclass(slots=True)
class Person:
    """Somebody who spoke or was named."""

    name: str
    role: str | None = None
    gender: str = ""


class Forms:
    """The patterns of one language; `who` and `cue` are groups in each, `what` in those of reported speech."""

    before: re.Pattern[str]
    """A verb before the words: 外长王毅说：“..."""
    after: re.Pattern[str]
    """A verb behind them: 「...」と首相は述べた."""
    mixed: re.Pattern[str] | None = None
    """Chinese: a verb, a comma and words without marks before those in marks: 他称，中方“没有遵守承诺”."""
    topic: re.Pattern[str] | None = None
    """Japanese: who stands before the words whose verb stands behind them."""
    adverbial: re.Pattern[str]
    """What stands between a speaker and the verb, to the end."""
    lead: re.Pattern[str]
    """What stands before a speaker."""
    opening: re.Pattern[str]
    """A name with its title, or as a sentence's subject, where a sentence begins."""
    reports: tuple[re.Pattern[str], ...]
    """A sentence of reported speech without marks."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.titles = _longest_first(language.titles)
        self.bodies = tuple(language.documents)
        self.roles = tuple(language.roles)
        self.cue = "|".join(_form(cue) for cue in _longest_first(language.cues))

    def person(self, words: str) -> Person:
        """A name without its titles, and the titles as a role; a description stays what it is."""
        raise NotImplementedError

    def speaks(self, words: str) -> bool:
        """Whether a phrase names somebody who can speak: by a name, a title, or as a body."""
        return bare(words).endswith((*self.titles, *self.bodies, *self.roles))

    def gender(self, titles: str) -> str:
        """What a title tells: 先生, 女士."""
        return next((gender for word, gender in self.language.titles.items() if gender and word in titles), "")


class Chinese(Forms):
    """Titles stand before a name, or behind a family name; a verb stands before the words or after them."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        adverbs = _any_of(language.between)
        times = _any_of(word for word in language.between if len(word) > 1)
        places = "".join(sorted(word for word in language.governing if len(word) == 1))
        longer = _any_of(word for word in language.governing if len(word) > 1)
        family = _any_of(language.given)
        roles = _any_of({*language.titles, *language.roles})
        han = "[\u4e00-\u9fff]"
        self.before = re.compile(
            rf"(?:^|(?<=[{_BREAK}]))(?P<who>[^{_BREAK}]{{0,30}}?)(?P<cue>{self.cue})(?:说|道|称|說|稱)?"
            rf"(?:(?!{self.cue})[^{_BREAK}]){{0,10}}[：:，,]?\s*$"
        )
        self.after = re.compile(rf"[，,]?\s*(?P<who>[^{_BREAK}]{{1,20}}?)(?P<cue>{self.cue})")
        self.mixed = re.compile(
            rf"\s*(?:[^，,：:]{{0,12}}[，,])??(?P<who>[^，,：:、]{{1,26}}?)(?P<cue>{self.cue})(?!姓名|身份)"
            r"[，,]?(?P<what>[^：:，,][^：:]{0,40})$"
        )
        self.adverbial = re.compile(
            rf"(?<=.)(?:(?:{adverbs})+|(?:{times}|[{places}](?=.{{2}})|{longer}|[\d一二三四五六七八九十]+[日月时点時點]).*)$"
        )
        self.lead = re.compile(rf"(?:而|但|不过|不過|另外|对此|對此|其中|{adverbs})+(?=.)")
        self.name = re.compile(rf"(?:{family}){han}{{1,2}}|{han}+(?:·{han}+)+")
        self.opening = re.compile(
            rf"(?:[^，,。：]{{0,8}}[，,])??(?P<who>[^，,。：]{{0,10}}?(?:{roles})(?:(?:{family}){han}{{1,2}}?|{han}{{2,4}}?)"
            rf"|(?:{family}){han}{{1,2}}?)(?=[每在是于於从從到来來走站坐已也就曾把将將和与與的，,对對向用]|{adverbs}|{self.cue})"
        )
        according = _any_of("".join(words) for words in language.phrases)
        self.reports = (
            re.compile(
                rf"\s*(?P<cue>{according})(?P<who>[^，,：:]{{2,20}}?)(?:的)?"
                r"(?:介绍|介紹|报道|報道|報導|透露|说法|說法|消息|数据|數據|统计|統計|"
                r"通报|表示|称|稱|说|說)?"
                r"[，,](?P<what>.{4,})$"
            ),
            re.compile(
                rf"\s*(?:[^，,：:]{{0,12}}[，,])??(?P<who>[^，,：:、]{{1,26}}?)(?P<cue>{self.cue})(?!姓名|身份)"
                r"[，,]?(?P<what>[^：:，,].{2,})$"
            ),
        )

    def person(self, words: str) -> Person:
        words = bare(words)
        found = list(re.finditer("|".join(map(re.escape, self.titles)), words))
        if not found:
            return self._with_role(words)
        last = found[-1]
        behind, before = words[last.end() :], words[: last.start()]
        if 1 < len(behind) <= LONGEST_NAME and not behind.startswith("的"):
            return Person(behind, words[: last.end()], self.gender(words[: last.end()]))
        gender = self.gender(last[0])
        inner = found[-2].end() if len(found) > 1 else 0
        name = before[inner:]
        if not behind and name in self.language.given:
            return Person(name + last[0], None, gender)
        if not behind and self.name.fullmatch(name) and not name.endswith(self.bodies):
            return Person(name, words[:inner] + last[0], gender)
        return Person(words, None, gender)

    def _with_role(self, words: str) -> Person:
        """A name behind a role that is no title: 目击者王芳."""
        for role in self.roles:
            at = words.find(role)
            if at >= 0 and self.name.fullmatch(words, at + len(role)):
                return Person(words[at + len(role) :], words[: at + len(role)])
        return Person(words)

    def speaks(self, words: str) -> bool:
        named = self.person(words)
        return super().speaks(words) or named.role is not None or self.name.fullmatch(words) is not None


class Japanese(Forms):
    """Titles stand behind a name; the verb stands behind と at the sentence's end, the speaker before は."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        who = r"(?P<who>[^、。「」『』\s]{1,28}?)"
        particle = "(?:は|が|も)"
        self.after = re.compile(
            rf"[、，]?(?:など)?(?:の)?(?:とも|とする|との|と|って|などと)[、]?(?:{who}{particle})?"
            rf"[^「」『』。]{{0,18}}?(?P<cue>{self.cue})"
        )
        self.before = re.compile(rf"{who}{particle}[^「」。]{{0,14}}?(?P<cue>{self.cue})[^「」。]{{0,4}}[：:]\s*$")
        self.topic = re.compile(rf"{who}(?P<mark>は|が|も|によると)(?=[^。「」]{{0,40}}$)")
        self.adverbial = re.compile(r"(?<=..)(?:に対し|について|を前に|として).*$")
        self.lead = re.compile(
            r"(?:(?:一方|また|しかし|さらに|そして|これに対し|同日|この日)(?:で)?、?|[^、「」]{1,20}(?:で|に|を受け|日)、)+(?=.)"
        )
        self.opening = re.compile(
            rf"(?:[^、。]{{0,14}}、)??(?P<who>[^、。]{{1,20}}?(?:{_any_of(self.titles)})(?:[（(][^）)]{{0,10}}[）)])?)(?={particle})"
        )
        according = _any_of("".join(words) for words in language.phrases)
        self.reports = (
            re.compile(
                rf"\s*(?:[^、]{{1,14}}、)??(?P<who>[^、]{{2,24}}?)(?P<cue>{according})、?(?P<what>.{{4,}}?)"
                r"(?:という|とのことだ|とのこと|とされる)?\s*$"
            ),
            re.compile(
                rf"\s*(?P<who>[^、]{{1,28}}?){particle}、?(?:[^、]{{0,14}}(?:{_ADVERBIALS})、?)*(?P<what>.{{4,}}?)(?:とも|との|と)(?P<cue>{self.cue})"
                r"(?:たという|ている|ていた|ました|た|だ|する|る)?\s*$"
            ),
        )

    def person(self, words: str) -> Person:
        words = bare(words)
        title = next((word for word in self.titles if words.endswith(word) and len(words) > len(word)), None)
        if title is None:
            return Person(words)
        before, joint, name = words[: -len(title)].rpartition("の")
        clause = _CLAUSE.match(name)
        if clause is not None and name[clause.end() :]:
            before = before + joint + (clause["role"] or "") if clause["role"] else ""
            name = name[clause.end() :]
        if not name or name.endswith(self.bodies) or (joint and name in self.roles):
            return Person(words)
        role = before if title in _COURTESIES else title
        return Person(name, role or None, self.gender(title))


def bare(words: str) -> str:
    """Words without what stands in brackets: an age, another script."""
    return _BRACKETS.sub("", words)


@cache
def of(code: str) -> Forms:
    """The patterns of a language."""
    return Japanese(tables(code)) if code == "ja" else Chinese(tables(code))


def _form(cue: str) -> str:
    """A cue's pattern; Japanese: a noun that し makes a verb may end its sentence without it, と批判。"""
    noun = re.fullmatch("([\u4e00-\u9fffァ-ヴー]{2,})し", cue)
    return f"{noun[1]}(?:し|(?=[。、]))" if noun is not None else re.escape(cue)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, _longest_first(words)))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))
