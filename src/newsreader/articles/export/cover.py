"""The cover of a book of articles: its title, how many there are, and the day, drawn as SVG. Pure.

Letters are set by the reading system, in its own fonts: no title in any script lacks a letter.
"""

from __future__ import annotations

from newsreader.articles.export import xhtml
from newsreader.articles.export.plain import wrapped
from newsreader.text import counted, shorten

WIDTH, HEIGHT = 1600, 2400
_CELLS = 15
"""Of a line of the title."""
_MOST_LINES = 7
_STRIPES = ("#3d8fb3", "#d07b45", "#7a9e45", "#9a6cc4", "#c95f8a", "#3d9e86", "#a8932a", "#6d80d8")


def draw(title: str, count: int, day: str) -> str:
    """The drawing, an XML document."""
    lines = list(wrapped(shorten(title, _CELLS * (_MOST_LINES - 1)), _CELLS))[:_MOST_LINES]
    words = "".join(
        f'<text x="130" y="{520 + 190 * place}" font-size="150" font-weight="bold" fill="#f2eee4">'
        f"{xhtml.text(line)}</text>\n"
        for place, line in enumerate(lines)
    )
    stripes = "".join(
        f'<rect x="130" y="{260 - place * 22}" width="{1340 - place * 130}" height="10" fill="{colour}"/>\n'
        for place, colour in enumerate(_STRIPES)
    )
    about = " · ".join(filter(None, (counted(count, "article"), day)))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="Georgia, serif">\n<rect width="{WIDTH}" height="{HEIGHT}" fill="#1b1e25"/>\n{stripes}{words}'
        f'<rect x="130" y="2100" width="1340" height="6" fill="#e0af68"/>\n'
        f'<text x="130" y="2210" font-size="72" fill="#d9d5cc">{about}</text>\n</svg>\n'
    )
