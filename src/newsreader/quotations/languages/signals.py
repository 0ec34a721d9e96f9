"""The words that make a clause worth keeping, by language and by reason."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ORDER = ("decided", "promised", "conditioned", "obliged", "denied", "warned", "happened", "counted", "dated")
"""The reasons this module gives, strongest first."""

_TABLES: dict[str, dict[str, str]] = {
    "en": {
        "decided": """
            agreed approved signed adopted ruled decided voted passed enacted appointed elected banned ordered
            launched
            sentenced convicted acquitted awarded acquired ratified imposed lifted cancelled canceled suspended
            resigned
            rejected blocked endorsed confirmed settled introduced abolished
            """,
        "promised": "vowed vows pledged pledges promised promises guaranteed committed pledging vowing promising",
        "conditioned": "if unless provided until whether",
        "obliged": "must obliges obliged requires required shall mandatory bound",
        "denied": "denied denies denying refused refuses rejected rejects disputed disputes dismissed",
        "warned": "warned warns warning threatened threatens threat risk risks danger",
        "happened": "killed died dead injured wounded arrested collapsed crashed destroyed won lost beat defeated",
    },
    "de": {
        "decided": "beschloss beschlossen entschied entschieden unterzeichnet unterzeichnete unterzeichneten "
        "unterschrieb unterschrieben vereinbart vereinbarte vereinbarten "
        "verabschiedet verabschiedete "
        "gewählt ernannt verboten verurteilt verurteilte genehmigt genehmigte gebilligt billigte verkündet "
        "verkündete",
        "promised": "versprach versprochen versprechen zugesagt  garantiert garantierte gelobt gelobte",
        "conditioned": "falls sofern wenn solange bevor",
        "obliged": "muss müssen verpflichtet verpflichteten vorgeschrieben soll sollen",
        "denied": "bestritt bestreitet dementiert dementierte zurückgewiesen abgelehnt lehnt lehnte verweigert "
        "verweigerte",
        "warned": "warnt warnte warnten drohte droht gefahr risiko",
        "happened": "getötet starb starben tote verletzt verletzte verletzten festgenommen gewann verlor "
        "zerstört zerstörte",
    },
    "fr": {
        "decided": "décidé adopté signé approuvé voté élu nommé interdit condamné ratifié",
        "promised": "promis promet engagé garantit",
        "conditioned": "si sauf pourvu",
        "obliged": "doit doivent oblige obligé",
        "denied": "nié nie démenti rejeté refusé",
        "warned": "averti avertit menacé risque menace",
        "happened": "tué tués mort morts blessé blessés arrêté gagné perdu",
    },
    "es": {
        "decided": "decidió aprobó firmó firmaron acordó adoptó eligió nombró prohibió condenó ratificó",
        "promised": "prometió promete comprometió garantizó",
        "conditioned": "si salvo siempre",
        "obliged": "debe deben obliga obligó",
        "denied": "negó niega rechazó desmintió",
        "warned": "advirtió advierte amenazó riesgo amenaza",
        "happened": "murió murieron muertos heridos detenido detenidos ganó perdió",
    },
    "it": {
        "decided": "deciso approvato firmato votato eletto nominato vietato condannato ratificato",
        "promised": "promesso promette impegnato",
        "conditioned": "se purché salvo",
        "obliged": "deve devono obbliga",
        "denied": "negato nega respinto smentito",
        "warned": "avvertito minacciato rischio minaccia",
        "happened": "ucciso uccisi morto morti feriti arrestato vinto perso",
    },
    "pt": {
        "decided": "decidiu aprovou assinou assinaram acordou adotou elegeu nomeou proibiu condenou ratificou",
        "promised": "prometeu promete comprometeu",
        "conditioned": "se salvo caso",
        "obliged": "deve devem obriga",
        "denied": "negou nega rejeitou desmentiu",
        "warned": "alertou advertiu ameaçou risco ameaça",
        "happened": "morreu morreram mortos feridos preso presos venceu perdeu",
    },
    "ru": {
        "decided": "решил решили принял приняли подписал подписали одобрил одобрили утвердил избран назначен "
        "запретил ратифицировал",
        "promised": "пообещал обещал обещает гарантировал",
        "conditioned": "если пока",
        "obliged": "должен должны обязан обязаны обязуется",
        "denied": "опроверг отрицает отверг отказался",
        "warned": "предупредил пригрозил угроза риск",
        "happened": "погиб погибли убит убиты ранен ранены арестован задержан",
    },
}
_MONTHS = """
    january february march april may june july august september october november december
    januar februar märz mai juni juli oktober dezember
    janvier février mars avril juin juillet août septembre octobre novembre décembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    gennaio febbraio maggio giugno luglio settembre ottobre dicembre
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    """
_NUMBERS = """
    hundred hundreds thousand thousands million millions billion billions dozen dozens half percent
    prozent millionen milliarde milliarden tausende hunderte dutzende
    millones miles milioni migliaia milhões milhares milliers milliards тысяч миллионов миллиардов
    """
_ASIDES = {
    "en": "which who whose where while although though because since as after before when with during including "
    "leaving making saying adding citing according amid despite following if unless so",
    "de": "die der das dessen deren denen was wo wobei während obwohl weil nachdem bevor als wenn falls sofern damit "
    "um wie sodass so",
    "fr": "qui que dont où alors tandis car selon si parce après avant lorsque quand afin",
    "es": "que quien cuyo donde mientras aunque porque según si después antes cuando tras",
    "it": "che cui dove mentre anche perché secondo se dopo prima quando",
    "pt": "que quem cujo onde enquanto embora porque segundo se depois antes quando após",
    "ru": "который которая которое которые где когда хотя потому если чтобы так после",
}
"""The words after a comma that open what a skimming reader can do without."""
_EASTERN = {
    "zh": {
        "decided": "决定|签署|批准|通过|宣布",
        "conditioned": "如果|若",
        "obliged": "必须|应当",
        "denied": "否认|拒绝",
        "promised": "承诺|保证",
    },
    "ja": {
        "decided": "決定|署名|承認|合意|可決",
        "conditioned": "場合|もし",
        "obliged": "なければならない",
        "denied": "否定|拒否",
        "promised": "約束|誓",
    },
}


def telling(code: str, vocabulary: set[str]) -> frozenset[str]:
    """Those of a text's lower-case words that `of` heeds."""
    return frozenset(_reasons(code).keys() & vocabulary) | {word for word in vocabulary if word[0].isdigit()}


def of(code: str, tokens: Iterable[str], text: str) -> list[str]:
    """The reasons that a clause's lower-case words give, in a fixed order; `text` is the clause itself."""
    table = _reasons(code)
    found = set()
    for token in tokens:
        if token in table:
            found.add(table[token])
        if token[0].isdigit():
            found.add("dated" if len(token) == 4 and token[:2] in {"19", "20"} else "counted")
    for reason, pattern in _eastern(code):
        if pattern.search(text):
            found.add(reason)
    return [reason for reason in ORDER if reason in found] if found else []


@cache
def aside(code: str) -> re.Pattern[str] | None:
    """A comma and the word after it that only adds to a clause."""
    table = _ASIDES.get(code)
    return re.compile(rf",\s+(?=(?:{'|'.join(table.split())})\b)") if table else None


@cache
def _reasons(code: str) -> dict[str, str]:
    """Word -> reason; dates and numbers are read in every language."""
    table = dict.fromkeys(_MONTHS.split(), "dated") | dict.fromkeys(_NUMBERS.split(), "counted")
    for reason, text in _TABLES.get(code, {}).items():
        table |= dict.fromkeys(text.split(), reason)
    if code in {"en", "und"}:
        for word in ("may", "march", "mars"):
            del table[word]
    return table


@cache
def _eastern(code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((reason, re.compile(text)) for reason, text in _EASTERN.get(code, {}).items())
