"""Which part of a page is its article: what is never one is taken off, what remains is weighed by its paragraphs.

Rules of a general kind, for any site and language; none looks at an address. Nothing here makes HTML.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from newsreader.extraction.tree import BLOCKS

if TYPE_CHECKING:
    from newsreader.extraction.tree import Element

_NEVER_TAGS = frozenset("nav aside footer form noscript iframe video object menu".split())
_NEVER_ROLES = frozenset(
    "navigation complementary contentinfo search dialog alert alertdialog banner menu menubar tablist toolbar".split()
)
_NEVER = frozenset(
    "comment comments commentlist disqus respond replies share sharing sharebar sharedaddy shares addthis social "
    "socials socialmedia related recommended recommendation recommendations recirc recirculation newsletter "
    "newsletters signup subscribe subscription promo promos promotion promoted advert advertisement advertising ad "
    "ads adv banner sponsor sponsored sponsors breadcrumb breadcrumbs navigation nav navbar menu sidebar footer "
    "cookie cookies gdpr consent popup modal lightbox outbrain taboola trending mostread toolbar tooltip pagination "
    "pager paging copyright masthead login signin print "
    "feedback rating ratings prevnext readmore noprint "
    "livefyre poll survey donate donation cart basket tagcloud taglist "
    "authorbox bio biography byline dateline factbox disclaimer keywords "
    "".split()
)
"""Words in the names of what stands around an article or between its paragraphs."""
_OTHERS = frozenset(
    "comment comments commentlist disqus respond replies livefyre cookie cookies gdpr consent popup modal "
    "lightbox".split()
)
"""Those of them that are never an article, however much is in them."""
_OF_AUTHORS = frozenset("box bio info about profile card".split())
_SHOWN = frozenset("embed tweet twitter instagram quote pullquote".split())
"""Words of others that an article shows."""
_CAPTION = frozenset("caption captions credit credits".split())
"""Of pictures that are in no figure; some paragraphs are called so, too."""
_DOUBTFUL = frozenset(
    "teaser teasers overlay carousel slider slideshow tags popular "
    "register shop shopping published timestamp kicker skip offscreen screenreader meta author authors date time "
    "breaking ticker toc share info source hint".split()
)
"""The same as the first, if no running text is inside."""
_HIDDEN_NAMES = frozenset(
    "hidden visually-hidden visuallyhidden sr-only screen-reader-text hide d-none is-hidden noprint no-print".split()
)
_BODY = frozenset(
    "article articlebody articletext body content entry hentry main page post postcontent "
    "story storytext text txt artikel inhalt beitrag cuerpo nota noticia contenido "
    "contenu texte testo corpo conteudo materia prose richtext maincontent".split()
)
"""Words in the names of what holds one."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_OF_ALL = 0.5
"""What holds so much of the page's running text is kept, whatever it is called."""
_MOST_IN_TURN, _MOST_COMPARED = 100, 50
"""Siblings of a hidden part that are looked at, pairs of parts that may be copies."""
_LEAST = 250
"""Characters of running text below which nearly nothing is left of a page."""
_AROUND = frozenset("footer aside nav form".split())
_TEXTS = frozenset("p pre blockquote li dd dt".split())
"""Elements that are never an article by themselves."""
_SHARES = (1, 1.4, 3, 5, 8)
"""By what the points of a paragraph are divided for the element it is in, the next outer one, and so on."""
_TOPS = frozenset({"article", "main", "body", "html"})


def prune(root: Element) -> None:
    """Take off what is no part of any article."""
    whole = max(1, root.running)
    named: list[tuple[Element, Element]] = []
    for element in root.walk():
        above = element.parent
        if above is None or element.running >= whole * _MOST_OF_ALL:
            continue
        if _is_never(element):
            element.remove()
        elif _is_named(element) and not _holds_article(element):
            element.remove()
            if element.names.isdisjoint(_OTHERS):
                named.append((element, above))
    if root.running < _LEAST and named:  # a name can mislead: "with-sidebar", "ad-free"
        element, above = max(named, key=lambda one: one[0].running)
        if element.running > 4 * _LEAST:
            element.put_back(above)
    _drop_copies(root)


def _drop_copies(root: Element) -> None:
    """Take off long parts that stood before, word by word: some pages have one for each width of a screen."""
    seen: dict[tuple[int, int, int], Element] = {}
    left = _MOST_COMPARED
    for element in root.walk():
        if element.running < 2 * _LEAST or element is root:
            continue
        first = seen.setdefault((element.length, element.commas, element.running), element)
        if first is element or not left or first in element.ancestors():
            continue
        left -= 1
        if first.text() == element.text():
            element.remove()


def _is_never(element: Element) -> bool:
    """Whether it is no part of an article by its tag or role, or because nobody sees it."""
    if element.tag in _NEVER_TAGS or element.attributes.get("role", "") in _NEVER_ROLES:
        return True
    if element.tag in _TOPS or "figure" in element.within:
        return False
    if element.tag == "header" and element.within.isdisjoint({"article", "main"}):
        return True
    return _is_hidden(element.attributes) and not _takes_turns(element)


def _is_named(element: Element) -> bool:
    """The same by the words of its names."""
    if element.tag in _TOPS or not element.within.isdisjoint({"figure", "pre"}):
        return False
    if element.tag not in BLOCKS and _in_line(element):
        return False
    names = element.names
    if "author" in names and not names.isdisjoint(_OF_AUTHORS):
        return True
    if element.tag != "p" and names & _CAPTION:
        return True
    if names & _NEVER and not names & _SHOWN:
        return True
    return bool(names & _DOUBTFUL) and not element.running


def _holds_article(element: Element) -> bool:
    """Whether nearly all of its text is one element that is said to be an article: then its name is of the layout."""
    least = max(2 * _LEAST, 0.8 * element.running)
    return element.running >= least and any(
        one.tag in {"article", "main"} and one.running >= least for one in element.walk()
    )


def _is_hidden(attributes: dict[str, str]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or _HIDDEN.search(attributes.get("style", "")) is not None
        or not _HIDDEN_NAMES.isdisjoint(attributes.get("class", "").lower().split())
    )


def _takes_turns(element: Element) -> bool:
    """Whether it is one of a series of which a page shows some at a time: slides, tabs, answers."""
    if not element.running or element.parent is None:
        return False
    for one in element.parent.nodes[:_MOST_IN_TURN]:
        if isinstance(one, str) or one is element or one.tag != element.tag:
            continue
        if one.running and one.names and one.names <= element.names and not _is_hidden(one.attributes):
            return True
    return False


def _in_line(element: Element) -> bool:
    """Whether it stands among the words of a paragraph."""
    return (
        element.parent is not None
        and element.parent.tag in {"p", "li", "td", "blockquote"}
        and element.parent.own > element.length + 20
    )


def best(root: Element) -> Element:
    """The element that holds the article."""
    scores: dict[Element, float] = {}
    for element in root.walk():
        points = _points(element)
        if points <= 0:
            continue
        itself = [] if element.tag in _TEXTS else [element]
        for share, above in zip(_SHARES, chain(itself, element.ancestors()), strict=False):
            scores[above] = scores.get(above, 0.0) + points / share
    if not scores:
        return root
    for element in scores:
        scores[element] *= (1 - element.link_density) * _weight(element)
    return _wider(max(scores, key=scores.__getitem__))


def _points(element: Element) -> float:
    """What its own lines are worth."""
    length = element.own - element.own_linked
    least = 25 if element.tag in {"p", "pre", "blockquote"} else 60
    if element.tag not in BLOCKS or element.tag == "figcaption" or length < least:
        return 0
    return 1 + min(element.commas, length / 25) * 0.5 + min(length / 100, 4)


def _weight(element: Element) -> float:
    weight = 1.0
    if element.tag == "article" or "articlebody" in element.attributes.get("itemprop", "").lower():
        weight *= 1.3
    if element.names & _BODY:
        weight *= 1.2
    if element.tag in {"ul", "ol", "li"} or element.names & {"references", "footnotes"}:
        weight *= 0.5
    if not element.within.isdisjoint(_AROUND):
        weight *= 0.4
    if element.names & (_NEVER | _DOUBTFUL):
        weight *= 0.7
    return weight


def _wider(top: Element) -> Element:
    """An ancestor that has about as much in other branches: then the article is cut into parts."""
    found, run = top, top.running
    for above in top.ancestors():
        if above.parent is None:
            break
        added = above.length - found.length
        gain = above.running - run
        if added < 30 or (gain > run * 0.15 and gain > 0.45 * added) or (gain > 150 and gain > 0.8 * added):
            found, run = above, above.running
    return found
