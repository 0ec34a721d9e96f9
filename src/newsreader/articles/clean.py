"""HTML from outside made safe to keep: the one sanitiser, applied on arrival.

What comes out holds text, structure and absolute http, https and mailto links; nothing that runs, is fetched unseen
or moves the terminal. Never raises, whatever the string. Nothing here knows blocks, widths or feeds.
"""

from __future__ import annotations

import html as entities
import re
from contextvars import ContextVar
from itertools import pairwise
from typing import Final
from urllib.parse import urljoin, urlsplit

import nh3

from newsreader import text as texts
from newsreader.articles import tags

_ALLOWED: Final = set(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code dd del details dfn div dl dt em "
    "figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol p pre q rp rt ruby "
    "s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr "
    "iframe video audio source".split()
)
"""The last four only until `_replace_media` has made links of them."""
_GONE: Final = set(
    "script style svg template noscript noembed noframes object applet canvas head title textarea select option "
    "optgroup datalist button dialog annotation annotation-xml".split()
)
"""Elements that go with all that is in them. A form loses its controls only: some pages are one form."""
_ATTRIBUTES: Final = {
    "a": {"href"},
    "img": {"src", "alt", "title", "width", "height", "style"},
    "iframe": {"src", "title", "width", "height", "style"},
    "video": {"src"},
    "audio": {"src"},
    "source": {"src"},
    "td": {"colspan"},
    "th": {"colspan"},
    "ol": {"start"},
    "li": {"value"},
}
_SCHEMES: Final = {"http", "https", "mailto"}
_MEDIA: Final = {"iframe", "video", "audio", "source"}

_LARGE = 300_000
_MANY_TAGS = 2_000
"""Below both, the tree builder's worst case is a second; above either, the tags are tamed first."""

_URL_NOISE = re.compile(r"[\t\n\r]+")
_URL_UNSAFE = re.compile(rf"[\x00-\x20\x7f-\xa0<>\"`{{}}|\\^\ufffd{texts.UNSEEN}]")
_PLAIN_URL = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?:/[!$-:=@-\[\]_a-z~]*)?(?:\?[!$-;=?-\[\]_a-z~]+)?")
"""Most addresses: nothing is to be done about them."""
_ANY_TAG = re.compile(r"<[a-zA-Z/!?]")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_MEDIA_ELEMENT = re.compile(
    r"<(iframe|video|audio)\b([^>]*)>(.*?)</\1>|</?(?:iframe|video|audio|source)\b[^>]*>", re.DOTALL
)
_MEDIA_TAG = re.compile(r"</?(?:iframe|video|audio|source)\b[^>]*>")
_SOURCE = re.compile(r"<source\b([^>]*)>")
_LONGEST_FALLBACK = 300
_IMAGE = re.compile(r"<img\b([^>]*)>")
_TINY = re.compile(r"\s*[01](?:\.0*)?(?:px)?\s*")
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect|(?:^|[;\s])(?:width|height)\s*:\s*[01]px",
    re.IGNORECASE,
)
_BEACON = re.compile(
    r"//(?:[^/]*\.)?(?:pixel\.wp\.com|feedsportal\.com|doubleclick\.net|google-analytics\.com|scorecardresearch\.com|"
    r"quantserve\.com|list-manage\.com/track|statcounter\.com|pixel\.[^/]*)/|//feeds\.feedburner\.com/~[rf]|"
    r"//medium\.com/_/stat|//stats\.wordpress\.com/b\.gif|/(?:tracking|web)?[-_]?(?:pixel|beacon)\.(?:gif|png|php)|"
    r"/(?:blank|spacer|1x1|transparent|clear)\.gif|/track/open|/open\.php\?|/o\.gif\?",
    re.IGNORECASE,
)
_PLAYER = (
    (re.compile(r"//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{5,20})"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"//player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
)
_TITLE_TAG = re.compile(
    r"<(script|style)\b[^>]*+>.*?</\1\s*>|<!--.*?-->|</?(?:a|abbr|acronym|b|bdi|bdo|big|blockquote|br|center|cite|code|"
    r"del|dfn|div|em|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|nobr|ol|p|q|rp|rt|ruby|s|samp|script|small|span|strike|"
    r"strong|style|sub|sup|time|tt|u|ul|var|wbr)(?:\s(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)?/?>",
    re.IGNORECASE | re.DOTALL,
)
_BREAKING_TAG = re.compile(r"</?(?:blockquote|br|center|div|h[1-6]|hr|li|ol|p|ul)\b", re.IGNORECASE)
_ESCAPED_TWICE = re.compile(r"&(?:amp|quot|apos|nbsp|hellip|[lr][sd]quo|[nm]dash|#\d{2,6}|#[xX][0-9a-fA-F]{2,6});")
_WRAP_WIDTH = 60
"""Lines shorter than this were broken on purpose."""


def sanitise(html: str, base_url: str | None = None) -> str:
    """The harmless part of an HTML fragment or page, links made absolute against `base_url`.

    A text without any tag keeps its paragraphs: blank lines separate them.
    """
    html = texts.clean(html.removeprefix("\ufeff"))
    if not _ANY_TAG.search(html):
        text = texts.clean(tags.unescape(html))
        return from_text(text) if _BLANK_LINE.search(text.strip()) else entities.escape(text, quote=False)
    if len(html) > _LARGE or html.count("<") > _MANY_TAGS:
        html = tags.tame(html, _ATTRIBUTES)
    _BASE.set(base_url)
    cleaned = _CLEANER.clean(html)
    # An entity may have been a control character.
    return _drop_beacons(_replace_media(texts.clean(cleaned)))


def from_text(text: str) -> str:
    """HTML paragraphs of a plain text: blank lines separate them, lines wrapped at a width are joined."""
    paragraphs = _BLANK_LINE.split(texts.plain(text).strip("\n"))
    return "\n".join(f"<p>{_lines(p.strip())}</p>" for p in paragraphs if p.strip())


def from_markdown(text: str) -> str:
    """Sanitised HTML of a Markdown text; HTML in it is shown as text."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only local files need it

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return sanitise(parser.render(texts.plain(text)))


def to_line(html_or_text: str) -> str:
    """One clean plain line of a title that may hold tags and entities, also entities that were escaped twice."""
    line = texts.clean(html_or_text)
    if "<" in line:
        line = _TITLE_TAG.sub(lambda tag: " " if _BREAKING_TAG.match(tag[0]) else "", line)
    line = tags.unescape(line)
    if "&" in line:
        line = _ESCAPED_TWICE.sub(lambda entity: tags.unescape(entity[0]), line)
    return texts.clean_line(line.replace("\u00ad", "").replace("\u200b", ""))


def absolute(url: str, base_url: str | None = None) -> str | None:
    """An http, https or mailto address fit to keep; None for anything else, and for a place in the same page."""
    if _PLAIN_URL.fullmatch(url):
        return url
    url = _URL_NOISE.sub("", url.strip())
    if not url or url.startswith("#"):
        return None
    try:
        if base_url:
            url = urljoin(base_url, url)
        elif url.startswith("//"):
            url = "https:" + url
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES or (parts.scheme.lower() != "mailto" and not parts.netloc):
        return None
    return _URL_UNSAFE.sub(lambda c: "".join(f"%{byte:02X}" for byte in c[0].encode()), url)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name in {"href", "src"}:
        return absolute(value, _BASE.get())
    if name in {"colspan", "start", "value"}:
        value = value.strip()
        return (
            value
            if len(value) <= 6 and value.removeprefix("-").isascii() and value.removeprefix("-").isdigit()
            else None
        )
    return value if tag == "img" or tag in _MEDIA else None


def _replace_media(html: str) -> str:
    """Players become links, so that nothing is loaded by showing them."""
    if not any(f"<{tag}" in html for tag in _MEDIA):
        return html
    return _MEDIA_ELEMENT.sub(_media_link, html)


def _media_link(match: re.Match[str]) -> str:
    kind, raw, inside = match.groups("")
    if not kind:
        return ""
    # A player that was never closed has the rest of the article inside.
    rest = _MEDIA_TAG.sub("", inside) if kind != "iframe" and len(inside) > _LONGEST_FALLBACK else ""
    attributes = tags.attributes_of(raw)
    url = attributes.get("src", "")
    if not url and (source := _SOURCE.search(inside)):
        url = tags.attributes_of(source[1]).get("src", "")
    if not url.startswith("http") or _is_unseen(attributes) or _BEACON.search(url):
        return rest
    for pattern, page in _PLAYER:
        if player := pattern.search(url):
            url, kind = page.format(player[1]), "video"
    name = "embedded" if kind == "iframe" else kind
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    label = f"[{name}: {texts.clean_line(attributes.get('title', '')) or host}]"
    return f'<br><a href="{entities.escape(url)}">{entities.escape(label)}</a><br>{rest}'


def _drop_beacons(html: str) -> str:
    return _IMAGE.sub(_image, html) if "<img" in html else html


def _image(match: re.Match[str]) -> str:
    attributes = tags.attributes_of(match[1])
    if _is_unseen(attributes) or _BEACON.search(attributes.get("src", "")):
        return ""
    kept = (
        f' {name}="{entities.escape(attributes[name])}"' for name in ("src", "alt", "title") if attributes.get(name)
    )
    return f"<img{''.join(kept)}>"


def _is_unseen(attributes: dict[str, str]) -> bool:
    sizes = (attributes.get("width"), attributes.get("height"))
    return any(size is not None and _TINY.fullmatch(size) for size in sizes) or bool(
        _UNSEEN_STYLE.search(attributes.get("style", ""))
    )


def _lines(paragraph: str) -> str:
    """A break is kept where the next word would have fitted: then it was meant."""
    lines = [line.strip() for line in paragraph.split("\n")]
    width = max(_WRAP_WIDTH, *map(len, lines))
    joined = entities.escape(lines[0], quote=False)
    for before, line in pairwise(lines):
        meant = len(before) + 1 + len(line.split(maxsplit=1)[0]) <= width
        joined += ("<br>" if meant else "\n") + entities.escape(line, quote=False)
    return joined


_BASE: Final[ContextVar[str | None]] = ContextVar("base_url", default=None)
"""What links are made absolute against, for the cleaner, which is made once: that takes as long as a short text."""
_CLEANER: Final = nh3.Cleaner(
    tags=_ALLOWED,
    clean_content_tags=_GONE,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=_SCHEMES,
    link_rel=None,
)
