"""The words that make a clause worth keeping, by language and by reason. Stems end in a hyphen."""

from __future__ import annotations

import re
from functools import cache

_TABLES: dict[str, dict[str, str]] = {
    "en": {
        "decided": """
            agreed approved signed adopted ruled decided voted passed enacted appointed elected banned ordered
            launched
            sentenced convicted acquitted awarded acquired ratified imposed lifted cancelled canceled suspended
            resigned
            rejected blocked endorsed confirmed settled struck reached introduced abolished
            """,
        "promised": "vowed vows pledged pledges promised promises guaranteed committed pledging vowing promising",
        "conditioned": "if unless provided until whether",
        "obliged": "must obliges obliged requires required shall mandatory bound",
        "denied": "denied denies denying refused refuses rejected rejects disputed disputes dismissed",
        "warned": "warned warns warning threatened threatens threat risk risks danger",
        "happened": "killed died dead injured wounded arrested attacked collapsed crashed destroyed won lost "
        "beat defeated",
    },
    "de": {
        "decided": "beschloss beschlossen entschied entschieden unterzeichnet- unterschrieb- vereinbart- "
        "verabschiedet- "
        "gewählt ernannt verboten verurteilt- genehmigt- gebilligt- verkündet-",
        "promised": "versprach versprochen versprechen zugesagt sagte-zu garantiert- gelobt-",
        "conditioned": "falls sofern wenn solange bevor",
        "obliged": "muss müssen verpflichtet- vorgeschrieben soll sollen",
        "denied": "bestritt bestreitet dementiert- zurückgewiesen abgelehnt lehnt lehnte verweigert-",
        "warned": "warnt- drohte droht gefahr risiko",
        "happened": "getötet starb starben tote verletzt- festgenommen gewann verlor zerstört-",
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
_DATES = {
    "en": r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b(?:19|20)\d\d\b"
    r"|\bby (?:next|the end)\b",
    "de": r"\b(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)\b|\b(?:19|20)\d\d\b",
}
_YEAR = r"\b(?:19|20)\d\d\b"
_COUNTS = re.compile(
    r"\d|\b(?:hundreds?|thousands?|millions?|billions?|dozens?|half|percent|Prozent|Millionen?|Milliarden?)\b"
)
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


@cache
def patterns(code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Reason and pattern, in a fixed order; for a language without a table what needs no words."""
    found = [(reason, _words(text)) for reason, text in _TABLES.get(code, {}).items()]
    found += [(reason, re.compile(text)) for reason, text in _EASTERN.get(code, {}).items()]
    found.append(("counted", _COUNTS))
    found.append(("dated", re.compile(_DATES.get(code, _YEAR), re.IGNORECASE)))
    return tuple(found)


def _words(text: str) -> re.Pattern[str]:
    parts = [word[:-1] + r"\w*" if word.endswith("-") else word.replace("-", " ") for word in text.split()]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)
