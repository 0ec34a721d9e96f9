"""What leads into an article and stands outside of its part of the page: between the title and the first paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.extraction.tree import RUNNING

if TYPE_CHECKING:
    from newsreader.extraction.tree import Element

_LEAD = frozenset(
    "lead lede intro introduction summary teaser standfirst dek deck description subtitle subheadline abstract chapo "
    "bajada excerpt vorspann subhead sub strapline".split()
)
"""Words in the names of what leads into an article."""


def find(article: Element) -> list[Element]:
    """What stands between the page's title and the article's part and leads into it."""
    found: list[Element] = []
    part = article
    for level, above in enumerate(article.ancestors()):
        before: list[Element] = []
        seen_title = False
        for sibling in above.elements():
            if sibling is part:
                break
            if any(one.tag == "h1" for one in sibling.walk()):
                seen_title = True
                before = _after_title(sibling)
            elif _is_lead(sibling):
                before.append(sibling)
            elif sibling.length < 2000:
                before += _inside(sibling)
        if seen_title:
            return before + found
        if level < 2:
            found = [one for one in before if one.names & _LEAD] + found
        if level > 6:
            break
        part = above
    return found


def _inside(block: Element) -> list[Element]:
    found: list[Element] = []
    for one in block.walk():
        if one.names & _LEAD and _is_lead(one) and not any(above in found for above in one.ancestors()):
            found.append(one)
    return found


def _after_title(block: Element) -> list[Element]:
    found: list[Element] = []
    after = False
    for one in block.walk():
        if one.tag == "h1":
            after = True
        elif after and _is_lead(one) and not any(above in found for above in one.ancestors()):
            found.append(one)
    return found


def _is_lead(element: Element) -> bool:
    if element.link_density > 0.3 or element.length > 1000:
        return False
    if element.names & _LEAD and element.length > 40:
        return True
    return element.tag in {"p", "h2"} and element.length > RUNNING
