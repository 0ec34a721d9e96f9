"""What stands between the paragraphs of an article and belongs to another: links to others, invitations, credits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsreader.extraction.tree import BLOCKS, Element, measure

if TYPE_CHECKING:
    from newsreader.extraction.tree import Node

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_KEPT_SHORT = frozenset("li td th dt dd pre figcaption".split())
"""Elements whose lines are short by nature."""
_SIGNS = "-–—•|*>»►▶:([ "
"""What may stand before the words of an invitation."""
_SENTENCE_ENDS = tuple('.!?…。！？:;"”’»“)›؟।')
_STOPS = (".", "!", "?", "…", "。", "”", "»")
_SHORT, _CREDIT, _LINE, _SHORT_LINE = 220, 130, 80, 40
"""Characters up to which a block may be an invitation, whose a picture is, a line between others, one at the end."""
_MOST_TRIMMED = 5
"""Lines at either end."""
_CREDITED = re.compile(
    r"\((?:foto|photo|bild|image|imagen|crédit|credit)s?\b|©|\(c\) |getty images|/ ?(?:AFP|dpa|Reuters|AP)\b\W*$",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b\d{1,2}[.:/]\s?\d|\b(?:19|20)\d\d\b|^(?:by|von|par|por|di|от|oleh|door)\b", re.IGNORECASE)
"""When and by whom, before the first paragraph."""
_CALLS = re.compile(
    r"(?:read more|read also|also read|read next|see also|see more|more (?:on|from|in|stories|news)\b|more:|"
    r"related\b|recommended\b|don.t miss|"
    r"click here|tap here|follow us|follow @|sign up|subscribe|advertisement|sponsored|share (?:this|on)|"
    r"you (?:may|might) (?:also )?like|get the latest|download (?:the|our) app|join our|story continues|"
    r"continue reading|watch (?:the video|now|more|below)|view (?:comments|gallery)|leave a (?:comment|reply)|"
    r"copyright\b|©|all rights reserved|"
    r"image (?:credit|source)|photo (?:credit|by)|photograph(?:s)? (?:by|:)|credits?:|written by|posted (?:by|on|"
    r"in)|published|last updated|filed under|tags?:|categories:|"
    r"lesen sie (?:auch|mehr|hier)|auch lesen|auch interessant|mehr (?:zum|zu|aus|lesen)|schlagw[oö]rt|"
    r"teilen\b|lies auch|weiterlesen|weitere (?:artikel|infos|"
    r"informationen|news|nachrichten)|"
    r"anzeige\b|- ?anzeige|folgen sie|newsletter|jetzt (?:abonnieren|anmelden)|das könnte (?:sie|dich|ihnen)|"
    r"(?:foto|photo|bild|quelle|titelbild|beitragsbild|bildquelle|symbolbild)s?:|"
    r"(?:image|photo|slide|bild|foto) \d+ (?:of|von|de|/)|bildergalerie|fotostrecke|permal(?:ink|ien)|"
    r"lire aussi|à lire|voir aussi|crédits? photos?|partager|abonnez|suivez|"
    r"lea también|lea además|lee también|le puede interesar|te puede interesar|mira también|síguenos|siguenos|"
    r"suscr[ií]bete|"
    r"leia (?:também|mais)|veja (?:também|mais)|saiba mais|siga|compartilhe|inscreva|leggi anche|condividi|"
    r"читайте (?:также|еще|ещё)|смотрите также|подписывайтесь|поделиться|фото:|читайте нас|czytaj (?:też|także|"
    r"więcej)|zobacz (?:też|także)|lees ook|baca juga|lihat juga|続きを読む|関連記事)",
    re.IGNORECASE,
)
"""How blocks begin that invite to something else, say whose a picture is, or when it was put up."""
_ALWAYS = re.compile(
    r"(?:sign up|subscribe to|follow us|click here|tap here|get the latest|download (?:the|our) app|advertisement|"
    r"all rights reserved|©|image credit|photo|jetzt (?:abonnieren|anmelden)|folgen sie|anzeige|- ?anzeige|"
    r"suscr[ií]bete|s[ií]guenos|inscreva|abonnez|suivez|подписывайтесь)",
    re.IGNORECASE,
)
"""Those that no article begins a sentence with."""
_ENDS = re.compile(
    r"(?:about the authors?|author bio|share (?:this|on|via)|(?:no |\d+ |post a |leave a |add a |view |"
    r"show )?(?:comments?|responses?|replies)\b|leave a reply|related\b|"
    r"you (?:may|might) (?:also |be )|more (?:from|on|stories|news|like this)|recommended|read next|up next|"
    r"explore more|keep reading\b|(?:the |our )?(?:latest|most|recent|popular|trending|"
    r"featured|other) (?:blogs?|posts?|articles?|stories|news|insights?|read|popular|viewed)\b|trending\b|"
    r"(?:if you|did you) (?:enjoy|like)|sign up|subscribe|newsletter|contacts?:?$|press contact|media contact|"
    r"follow us|tags?:?$|"
    r"über (?:den|die) autor|zum autor|(?:diesen )?(?:artikel|beitrag|seite)[: ]?teilen|"
    r"(?:keine |\d+ )?kommentare?\b|kommentar (?:schreiben|verfassen|hinterlassen)|"
    r"(?:neueste|aktuelle|beliebte|meistgelesene) (?:artikel|beiträge|nachrichten|meldungen)|meistgelesen|"
    r"das könnte|auch interessant|mehr (?:zum thema|artikel|aus|von)|weitere (?:artikel|beiträge|themen|news|"
    r"nachrichten|meldungen|informationen)|verwandte|ähnliche|"
    r"(?:presse)?kontakt:?$|ansprechpartner|zum weiterlesen|quellen(?:angaben)?:?$|einzelnachweise|fußnoten|"
    r"(?:sobre|acerca de) (?:el|la|o|a) autora?|coment[aá]rios?\b|compart|relacionad|te puede interesar|"
    r"le puede interesar|veja também|leia (?:também|mais)|você pode gostar|"
    r"à propos de l.auteur|commentaires?\b|partager|articles? (?:liés|similaires|associés)|sur le même (?:sujet|thème)|"
    r"об авторе|комментари|читайте также|похожие|поделиться|теги:|o autorze|komentarze|podobne|powiązane|"
    r"zobacz także|commenti|condividi|articoli correlati|reacties|gerelateerd|komentar|artikel terkait|baca juga|"
    r"関連記事|コメント|相关|评论)",
    re.IGNORECASE,
)
"""Short lines that end an article: what follows them is about it, or about others."""
_COMMENTS = re.compile(
    r"(?:top |reader |user |all |latest |most |\d+ )*(?:rated )?comments?(?: ?\(.{1,20}\))?:?$|\d+ (?:responses?|"
    r"thoughts|replies) (?:to|on)\b|join the (?:conversation|discussion)|"
    r"(?:\d+ )?kommentare(?: \(?\d+\)?)?:?$|(?:\d+ )?coment[aá]rios?:?$|(?:\d+ )?commentaires?:?$|"
    r"комментари[ийя]+(?: \(?\d+\)?)?:?$|komentarze:?$|"
    r".{3,60}\b(?:19|20)\d\d\b.{0,12}\b\d{1,2}[:.]\d\d\b.{0,8}(?:said|says|sagt|schrieb|dit|dice):?$",
    re.IGNORECASE,
)
"""Such a line ends the article though more may follow it than stood before."""
_LEAST = 400
"""Characters of an article that are left in any case."""
_LOOSE: dict[str, str] = {}
"""The attributes of paragraphs that `_wrap` made."""
_MOST_FOREIGN = 0.75
"""Which part of an article may be taken for foreign: one of more is a list of links."""
_LONGEST_LINKED = 60
"""Characters of a heading that is a link; longer ones are titles of other articles."""
_TAIL = 0.25
"""Which part of an article may follow such a line and be cut off."""


def sift(article: Element, title: str = "") -> None:
    """Take off what is not the article's own words."""
    _wrap(article)
    _cut(article)
    foreign = [one for one in article.walk() if _is_link_list(one) or (_is_leaf(one) and _is_foreign(one, title))]
    if sum(one.length for one in foreign) < article.length * _MOST_FOREIGN:
        for element in foreign:
            if element.parent is not None:
                element.remove()
    _drop_bare_headings(article)
    _trim(article)


def _wrap(article: Element) -> None:
    """Put text that stands loose between blocks into paragraphs, so that all text is in a block without blocks."""
    for element in list(article.walk()):
        if not element.own or not any(child.tag in BLOCKS for child in element.elements()):
            continue
        children: list[Node] = []
        for child in element.children:
            if isinstance(child, Element) and child.tag in BLOCKS:
                children.append(child)
                continue
            if not (children and isinstance(children[-1], Element) and children[-1].attributes is _LOOSE):
                if isinstance(child, str) and not child.strip():
                    continue
                children.append(Element("p", _LOOSE, element))
            paragraph = children[-1]
            assert isinstance(paragraph, Element)  # noqa: S101 - put there just now
            paragraph.nodes.append(child)
            if isinstance(child, Element):
                child.parent = paragraph
        element.nodes = children
        for child in element.elements():
            if child.attributes is _LOOSE:
                measure(child)


def _cut(article: Element) -> None:
    """Drop a line that ends the article and all that follows, if that is not much of it."""
    leaves = [one for one in article.walk() if _is_leaf(one) and one.length]
    left = article.length * _TAIL
    most = article.length - _LEAST
    first = len(leaves)
    for number in range(len(leaves) - 1, 0, -1):
        left -= leaves[number].length
        most -= leaves[number].length
        if most < 0:
            break
        if leaves[number].length >= _SHORT:
            continue
        line = leaves[number].text().lstrip(_SIGNS)
        if _COMMENTS.match(line) or (left > 0 and _is_end(line)):
            first = number
    for one in leaves[first:]:
        one.remove()


def _is_end(line: str) -> bool:
    return len(line) < _LINE and not line.endswith((".", "。", ",")) and _ENDS.match(line) is not None


def _trim(article: Element) -> None:
    """Drop short lines that are no sentences from both ends: dates, names, buttons."""
    leaves = [one for one in article.walk() if _is_leaf(one) and one.length]
    for side in (leaves, leaves[::-1]):
        for one in side[:_MOST_TRIMMED]:
            text = one.text()
            if one.tag in _KEPT_SHORT or one.tag in _HEADINGS or len(text) > _LINE or text.endswith(_SENTENCE_ENDS):
                break
            if one.tag == "p" and not (_DATED.search(text) if side is leaves else len(text) < _SHORT_LINE):
                break
            one.remove()


def _is_leaf(element: Element) -> bool:
    """A block without blocks."""
    return element.tag in BLOCKS and not any(one.tag in BLOCKS for one in element.walk() if one is not element)


def _is_link_list(element: Element) -> bool:
    return element.tag in {"ul", "ol"} and element.link_density > 0.6


def _is_foreign(element: Element, title: str) -> bool:
    if element.tag in {"td", "th", "dt", "dd", "figcaption", "pre"} or not element.length:
        return False
    text = element.text()
    if element.tag in _HEADINGS and title and (_same(text, title) or (element.tag == "h1" and text in title)):
        return True
    if element.link_density > 0.8 and element.length > 15 and not _may_be_link(element):
        return True
    if len(text) < _CREDIT and _CREDITED.search(text):
        return True
    if len(text) >= _SHORT or not _CALLS.match(start := text.lstrip(_SIGNS)):
        return False
    # A sentence of the article may begin with such words as well.
    return element.linked > 0 or not text.endswith(_STOPS) or _ALWAYS.match(start) is not None


def _may_be_link(element: Element) -> bool:
    """Whether an article has such lines though they are links: lists of sources, headings of what it reviews."""
    return element.tag == "li" or (element.tag in _HEADINGS and element.length < _LONGEST_LINKED)


def _same(one: str, other: str) -> bool:
    return " ".join(re.findall(r"\w+", one.casefold())) == " ".join(re.findall(r"\w+", other.casefold()))


def _drop_bare_headings(article: Element) -> None:
    """Headings that nothing follows before the next of their kind, or the end."""
    above: list[Element] = []
    for element in list(article.walk()):
        if element.tag in _HEADINGS:
            above.append(element)
        elif element.tag in BLOCKS and _is_leaf(element) and element.length:
            above = []
    for heading in above:
        heading.remove()
