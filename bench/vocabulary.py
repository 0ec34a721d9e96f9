"""Words of many languages as often as news has them: the frequent ones are real, the rare ones made of syllables.

The first words follow Zipf's law; the others are rarer than that, so that the words of a library go on growing as
Heaps' law says: one or two new ones an article after a million of them. The same seed makes the same words.
"""

from __future__ import annotations

import ast
import itertools
import random
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.quotations import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = Path(__file__).parents[1]
_KNOWN = 8_000
"""Words that are frequent: of a text all but one in twenty are among them."""
_TAIL = 0.7
"""How fast the others become rarer: the exponent of their share beyond a rank."""
_STREAM = 200_000
"""Words in a row that sentences are cut from."""


@dataclass(frozen=True, slots=True)
class Language:
    """How its words look."""

    code: str
    share: float
    head: str
    """Its most frequent words."""
    letters: str
    said: str
    module: str = ""
    """Where the program has words of it."""
    texts: tuple[str, ...] = ()
    """Files of the project that are written in it."""
    vowels: str = ""
    """Alternate with the letters; "" where there are none of their own."""
    joined: bool = False
    """Written without spaces."""


_LATIN = "tttnnnrrrssslllddcmmppgbfvhkwjz"
_HANGUL = "".join(map(chr, range(0xAC00, 0xD000, 7)))
_CHINESE = "".join(map(chr, range(0x4E00, 0x5700)))
LANGUAGES = (
    Language(
        "en",
        0.45,
        "the of and to in a is that for it was on are as with his they at be this from have or by one had not but what "
        "all were when we there can an your which their said if do will each about how up out them then many some so "
        "these would other into has more two time could no make than first been its who now people made over did down "
        "only way find use may water long little very after words called just where most know council government "
        "president minister inflation election climate harbour parliament economy bank market police court war peace "
        "health school city river bridge energy trade budget tax strike union vote treaty summit",
        _LATIN,
        "said",
        "english",
        ("README.md", "CONTRIBUTING.md", "assets/sample/*.md"),
        "eeeaaioou",
    ),
    Language(
        "de",
        0.08,
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an "
        "werden aus er hat dass sie nach wird bei Regierung Hafen Straße Wahl Bundestag",
        _LATIN,
        "sagte",
        "german",
        ("assets/sample/nachtzug.md",),
        "eeeaiouäöü",
    ),
    Language(
        "fr",
        0.06,
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il "
        "sont élection été gouvernement président marché",
        _LATIN,
        "a dit",
        "french",
        ("assets/sample/phare.md",),
        "eeaaiouéèà",
    ),
    Language(
        "es",
        0.06,
        "de la que el en y a los se del las un por con no una su para es al lo como más gobierno "
        "elección niño presidente",
        _LATIN,
        "dijo",
        "spanish",
        vowels="eeaaiooáóu",
    ),
    Language(
        "ru",
        0.07,
        "и в не на что он с как это по но из у за от так же для бы был правительство выборы город",
        "нтсрвлкмдпгбзчйхжшцф",
        "сказал",
        "russian",
        vowels="ооеееаааииуяыю",
    ),
    Language(
        "zh",
        0.08,
        "的 是 在 了 有 和 人 这 中国 中 大 为 上 个 国 经济 政府 北京 选举 市场 银行 年 说 我们",
        _CHINESE,
        "说",
        "chinese",
        joined=True,
    ),
    Language(
        "ja",
        0.06,
        "の に は を た が で て と し れ さ ある いる も する から な こと 日本 東京 政府 経済 選挙",
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん" + _CHINESE[:600],
        "と述べた",
        "japanese",
        joined=True,
    ),
    Language("ko", 0.04, "이 그 저 것 수 등 및 한국 정부 대통령 서울 선거 경제 시장", _HANGUL, "말했다"),
    Language(
        "ar",
        0.04,
        "في من على أن إلى عن مع هذا كان التي الحكومة الرئيس الانتخابات",
        "اابتثجحخدذرزسشصضطظعغفقكلمنهويا",
        "قال",
    ),
    Language(
        "el",
        0.02,
        "και το να του η της με που την από για είναι κυβέρνηση εκλογές",
        "ντσρλκμπγδθφχβζξ",
        "είπε",
        vowels="ααεεοοιιηυω",
    ),
    Language(
        "hi",
        0.02,
        "के में है की से को और का पर यह सरकार चुनाव",
        "कखगचजटडतदनपबभमयरलवशसह",
        "कहा",
        vowels="ािीुूेो",
    ),
    Language(
        "th",
        0.02,
        "ที่ และ ใน การ ของ เป็น มี ได้ ไม่ รัฐบาล",
        "กขคงจชซญดตถทธนบปผพฟมยรลวศสหอะาิีุูเแโ",
        "กล่าว",
        joined=True,
    ),
)


class Vocabulary:
    """A language's words by frequency, and sentences of them."""

    def __init__(self, language: Language, seed: int) -> None:
        self.language = language
        known = dict.fromkeys([*language.head.split(), *_known(language)])
        for rank in itertools.count():
            if len(known) >= _KNOWN:
                break
            known[_made(language, rank)] = None
        self._words = list(known)[:_KNOWN]
        weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(_KNOWN)))
        chance = random.Random(f"{language.code}-{seed}")
        self._stream = chance.choices(self._words, cum_weights=weights, k=_STREAM)
        self._rare: dict[int, str] = {}
        self._gap = "" if language.joined else " "
        self._end = "。" if language.joined else "."

    def topic(self, chance: random.Random) -> list[str]:
        """What one article says again and again: a few words in a row, and some that hardly any other article has."""
        known = chance.choices(self._words[100:], k=24)
        phrases = [self._gap.join(known[n : n + 2]) for n in range(0, len(known), 2)]
        return phrases + [self.rare(chance) for _ in range(chance.randint(3, 6))]

    def rare(self, chance: random.Random) -> str:
        """One of the words that are not frequent; nobody knows how many there are."""
        rank = int(_KNOWN * (1 - chance.random()) ** (-1 / _TAIL))
        word = self._rare.get(rank)
        if word is None:
            word = self._rare[rank] = rare_word(self.language, rank)
        return word

    def sentence(self, chance: random.Random, topic: list[str]) -> str:
        """Words in a row, some of them of the topic, one in twenty a rare one."""
        some = chance.random
        count = 6 + int(some() * 17)
        first = int(some() * (_STREAM - count))
        words = self._stream[first : first + count]
        for _ in range(count // 4):
            words[int(some() * count)] = topic[int(some() * len(topic))]
        for _ in range(int(count / 20 + some())):
            words[int(some() * count)] = self.rare(chance)
        text = self._gap.join(words) + self._end
        return text[:1].upper() + text[1:]

    def title(self, chance: random.Random, topic: list[str]) -> str:
        """As a sentence, without its end."""
        return self.sentence(chance, topic)[:-1][:120]


def rare_word(language: Language, rank: int) -> str:
    """A word by its place among all of a language, beyond the frequent ones."""
    return _made(language, 2 * _KNOWN + rank)


def _made(language: Language, rank: int) -> str:
    """A word that nobody knows; of syllables where the language has an alphabet with vowels."""
    letters, vowels = language.letters, language.vowels
    rest = (rank + len(letters) * 7_919) * 0x9E3779B97F4A7C15 & (1 << 64) - 1
    rest, count = divmod(rest >> 16, 8)
    word = []
    for _ in range((2, 2, 3, 3, 3, 3, 4, 4)[count] + (not vowels)):
        rest, place = divmod(rest, len(letters))
        word.append(letters[place])
        if vowels:
            rest, place = divmod(rest, 2 * len(vowels))
            word.append(vowels[place % len(vowels)])
            if place > len(vowels):
                word.append("n" if letters is _LATIN else letters[1])
    return "".join(word)


def _known(language: Language) -> list[str]:
    """Words that the project has of a language, the most frequent first."""
    counted: Counter[str] = Counter()
    for pattern in language.texts:
        for file in sorted(_ROOT.glob(pattern)):
            counted.update(re.findall(r"[^\W\d_]{2,}", re.sub(r"`[^`]*`", " ", file.read_text())))
    words = [word for word, _ in counted.most_common()]
    for file in sorted(Path(str(languages.__file__)).parent.glob(f"{language.module}*.py")) if language.module else ():
        words += _texts(file)
    return words


def _texts(file: Path) -> Iterator[str]:
    """The words of the constants of a module that are not words of a pattern."""
    for node in ast.walk(ast.parse(file.read_text())):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and not re.search(r"[\\()\[\]{}|_]", node.value)
        ):
            yield from re.findall(r"[^\W\d_]{2,}", node.value)
