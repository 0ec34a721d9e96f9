"""Which language a text is in, told from its letters and its most frequent words."""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 1200
"""Characters looked at to guess a language."""
_LEAST = 0.1
"""The share of words that must be frequent ones of a language."""
_FEWEST = 2
"""Frequent words from which a text is taken for one in their language."""
_LEAD = 1.15
"""How far the best must be ahead of the next: close relatives that share most of their frequent words tell nothing."""
_WIDE = re.compile("[\u1100-\u11ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7af]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_WORD = re.compile(r"[^\W\d_]+")
_FREQUENT = {
    "en": """
        a an i so if up out when after more about could than the of and to in that is for was with said his from has
        by have are be it as at he on this not but they we you who which would their an or were will had she her there
        been what its
        we you who which would their an or were will had she her there been what its""",
    "de": """der die das und in von den zu mit ist im des auf für nicht dem ein eine wurde sich auch er sie es dass
        als wie hat war bei aus nach einer einen sagte über nur noch werden haben am zur zum wir ich""",
    "fr": """le la les des et en du un une est dans que pour qui sur pas au par il avec ce sont elle aux plus ont été
        cette mais nous vous son ses leur je selon dit très était être fait""",
    "es": """el la los las de y en que un una es por con para del se su al lo como más pero sus ha fue este esta dijo
        según entre cuando muy sin sobre también son era hay está no""",
    "it": """il di che la e un una è per del con non della le si gli nel sono alla dei da ha anche più al lo come ma
        dal nella i questo delle degli detto essere dopo era hanno stato due""",
    "pt": """o os as de e em que um uma é por com para do da não se no na dos das ao foi mais como à pelo pela
        disse também são ele ela mas seu sua segundo está muito já ser""",
    "ru": """и в не на что с он как по это из но за от его к у для же она а о так они был была было были мы я все
        сказал сказала году который если также чтобы при или уже ее ли""",
    "uk": """і й в у не на що з та він як до за це від його для про але вона є так вони був була було були ми я всі
        сказав сказала року який якщо також щоб або вже її цього яка із зі ці""",
    "nl": """de het een en van is dat op te zijn met voor niet aan er ook die in bij hij zei naar om maar ze werd door
        heeft worden over als uit nog wordt deze""",
    "sv": """och att det som en är på av för med till den har inte om ett i var de från sa han hon vi ska men kan
        efter eller ett när""",
    "da": """og at det er en til på som af for med der den ikke har de i et var fra siger han hun vi men kan efter
        blev også være om""",
    "no": """og at det er en til på som av for med den ikke har de i et var fra sier han hun vi men kan etter ble også
        være om""",
    "fi": """ja on ei että se oli hän sanoi kun mutta ovat myös tai kuin joka mukaan sekä jos ole niin""",
    "pl": """i w na z do się nie że jest to o jak za po przez od dla oraz ale był była było są tym który która także
        przy powiedział roku jego ich może""",
    "cs": """v na se je že z jako pro za by po ale od které který řekl také není byl podle jsou jeho až
        bude k ve""",
    "tr": """ve bir bu da de için ile olarak olan çok daha gibi en kadar sonra dedi ise ancak göre olduğunu her ne
        var o ki""",
    "ro": """și de la în a cu pe că din o un pentru nu este care mai al sunt fost au după dar prin sau lui ale fi
        spus această""",
    "ca": """el la els les de i en que un una és per amb del al no es va dels seu ha més però com aquest aquesta
        són també ser dit segons entre pel""",
    "gl": """o a os as de e en que un unha é por con para do da non se no na dos das ao foi máis como pola polo dixo
        tamén son el ela pero seu súa""",
    "hu": """a az és hogy nem is egy ez volt meg de van csak el mint már azt ki vagy mondta szerint még lesz""",
    "id": """yang dan di dari untuk dengan pada ini itu dalam tidak akan juga ke oleh adalah kata sebagai tersebut
        telah bisa""",
    "vi": """và của là có không được cho một trong những người với các đã này đến khi từ ra vào""",
    "bg": """на и да се за от с е не в по ще че са до това като при от които беше каза""",
    "sr": """и у је да се на за су од са не то као који рекао из или био ће""",
    "be": """і ў не на што з ён як да за гэта ад яго для пра але яна так яны быў была было мы я каб у""",
    "mk": """на и да се за од со е не во ќе дека се до тоа како при кои беше рече""",
    "kk": """және бұл мен де да үшін бір деп болып екен туралы бойынша""",
}
"""Languages without tables are here too, so that their neighbours are not taken for them."""
_LETTERS = {
    "ru": re.compile("[ыэъё]"),
    "uk": re.compile("[іїєґ]"),
    "be": re.compile("ў"),
    "bg": re.compile("ъ[^\\W]"),
    "sr": re.compile("[ђјљњћџ]"),
    "mk": re.compile("[ѓќѕјљњџ]"),
    "kk": re.compile("[әғқңөұүһ]"),
}
"""Cyrillic letters by which neighbours are told apart."""
_OWN_LETTERS = {
    "fr": "éèêëçœû", "es": "ñ¿¡", "pt": "ãõç", "de": "ßäöü", "ro": "ăâîșțşţ", "ca": "·çò", "gl": "ñ", "pl": "łąęśżźćń",
    "cs": "ěřůčšž", "tr": "ğışç", "hu": "őűöü", "vi": "ơưđạả", "sv": "åäö", "da": "æøå", "no": "æøå", "fi": "äö",
    "it": "àèìòù",
}  # fmt: skip
"""Letters and signs that speak for a language among those written alike."""
_WORTH = 5
"""What one such letter weighs, in words."""
_MOST = 0.12
"""The most that such letters add to a share of words."""
_TABLES_OF_WORDS = {code: frozenset(text.split()) for code, text in _FREQUENT.items()}


def detect(text: str) -> str:
    """A language code by script, then by frequent words; "und" where nothing stands out."""
    sample = text[:_SAMPLE].lower()
    wide = len(_WIDE.findall(sample))
    if wide * 8 > len(sample):
        if len(_HANGUL.findall(sample)) * 4 > wide:
            return "ko"
        return "ja" if len(_KANA.findall(sample)) * 12 > wide else "zh"
    found = Counter(_WORD.findall(sample))
    if not found:
        return "und"
    if len(_CYRILLIC.findall(sample)) * 3 > len(sample):
        return _cyrillic(sample, found)
    shares = {code: _share(found, code) for code in _TABLES_OF_WORDS if code not in _LETTERS}
    if not sample.isascii():
        for code, letters in _OWN_LETTERS.items():
            shares[code] += min(_MOST, _WORTH * sum(map(sample.count, letters)) / len(sample))
    return _best(shares)


def _cyrillic(sample: str, found: Counter[str]) -> str:
    """Which language of Cyrillic letters: those of its own count first, frequent words next."""
    own = {code: len(pattern.findall(sample)) for code, pattern in _LETTERS.items()}
    for code in ("be", "kk", "sr", "mk"):
        if own[code] * 100 > len(sample):
            return "mk" if code == "sr" and own["mk"] > own["sr"] else code
    if own["uk"] > own["ru"]:
        return "uk"
    return _best({code: _share(found, code) + (own[code] > 0) * 0.05 for code in ("ru", "uk", "bg")})


def _share(found: Counter[str], code: str) -> float:
    """The share of a language's frequent words; one alone says nothing."""
    count = sum(map(found.__getitem__, _TABLES_OF_WORDS[code] & found.keys()))
    return count / found.total() if count >= _FEWEST else 0.0


def _best(shares: dict[str, float]) -> str:
    first, second = sorted(shares, key=lambda code: shares[code], reverse=True)[:2]
    if shares[first] < _LEAST or shares[first] < _LEAD * shares[second]:
        return "und"
    return first
