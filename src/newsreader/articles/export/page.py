"""Articles as one HTML file that holds its style and its pictures: nothing in it runs or is loaded. Pure."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from newsreader.articles.export import pictures, style, xhtml
from newsreader.articles.export.article import LONGEST_NAME, NO_TITLE
from newsreader.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsreader.articles.blocks import Picture
    from newsreader.articles.export.article import Article, Heading, PictureStore

_STYLE = (
    """
:root { color-scheme: light dark; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.55 Georgia, serif; overflow-wrap: anywhere;
  color: #1d1f24; background: #fbfaf7; }
a { color: #2a6f8f; } article + article { border-top: 1px solid #8a8f98; margin-top: 3rem; }
"""
    + style.STYLE
    + """
@media (prefers-color-scheme: dark) { body { color: #d9d5cc; background: #15171c; } a { color: #7fb4ca; } }
@media print { body { max-width: none; margin: 0; color: #000; background: #fff; } a { color: inherit; }
  article + article { break-before: page; border: 0; } h1, h2, h3 { break-after: avoid; } nav { break-after: page; }
  figure, tr { break-inside: avoid; } }
"""
)
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; img-src data:; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"


def write(
    articles: Iterable[Article], *, title: str, contents: Sequence[Heading] = (), picture: PictureStore | None = None
) -> Iterator[str]:
    """The pieces of the file; of several articles `contents` are listed first."""

    def source(found: Picture) -> str | None:
        image = pictures.image(picture(found.url)) if picture else None
        return pictures.data_address(image) if image else None

    title = title.strip() or NO_TITLE
    yield (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>\n'
        '<meta name="viewport" content="width=device-width"/>\n<meta name="referrer" content="no-referrer"/>\n'
        f"<title>{xhtml.text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    if len(contents) > 1:
        yield f"<nav>\n<h1>{xhtml.text(title)}</h1>\n<ol>\n"
        for one in contents:
            name = f'<a href="#a{one.id}">{xhtml.text(shorten(one.title.strip(), LONGEST_NAME) or NO_TITLE)}</a>'
            yield f'<li>{name} <span class="facts">{xhtml.text(one.feed_title)}</span></li>\n'
        yield "</ol>\n</nav>\n"
    for article in articles:
        language = xhtml.language(article)
        lang = f' lang="{language}"' if language else ""
        yield f'<article id="a{article.entry.id}"{lang}>\n'
        yield from xhtml.article_of(article, source)
        yield "</article>\n"
    yield "</body>\n</html>\n"
