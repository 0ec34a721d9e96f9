"""HTML from outside made safe to keep: the one sanitiser, applied on arrival.

What comes out holds text, structure and absolute http, https and mailto links; nothing that runs, is fetched unseen
or moves the terminal. Never raises, whatever the string. Nothing here knows blocks, widths or feeds.
"""

from __future__ import annotations

import html as entities
import re
from functools import lru_cache, partial
from itertools import pairwise
from typing import Final
from urllib.parse import urljoin, urlsplit

import nh3

from newsreader import text as texts
from newsreader.articles import formulas, tags

_ALLOWED: Final = set(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code dd del details dfn div dl dt em "
    "figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol p pre q rp rt ruby "
    "s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr "
    "iframe video audio source".split()
)
"""The last four only until `_media_link` has made links of them."""
_GONE: Final = set(
    "script style svg template noscript noembed noframes object applet canvas head title textarea select option "
    "optgroup datalist button dialog annotation annotation-xml".split()
)
"""Elements that go with all that is in them. A form loses its controls only: some pages are one form."""
_ATTRIBUTES: Final = {
    "*": set[str](),
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
_NO_CLASS = ' class=""'
_LANGUAGES: Final = {
    prefix + name
    for prefix in ("language-", "lang-")
    for name in (
        "asm awk bash batch c c# c++ clojure cmake cpp cs csharp css csv cuda d dart diff docker dockerfile elixir elm "
        "erlang fish fortran fsharp git go golang graphql groovy haskell hcl html http ini java javascript js json jsx "
        "julia kotlin latex lisp lua make makefile markdown matlab md nginx nim nix objc ocaml pascal perl php "
        "powershell protobuf ps1 py python python3 pycon r rb rs ruby rust sass scala scheme scss sh shell solidity "
        "sql swift tcl tex toml ts tsx typescript vb vim xml yaml yml zig zsh console"
    ).split()
}
"""Classes that say which language code is in; no other class is kept."""
_SCHEMES: Final = {"http", "https", "mailto"}

_LARGE = 300_000
_MANY_TAGS = 2_000
"""Below both, the tree builder's worst case is a second; above either, the tags are tamed first."""

_URL_NOISE = re.compile(r"[\t\n\r]+")
_URL_UNSAFE = re.compile(rf"[\x00-\x20\x7f-\xa0<>\"`{{}}|\\^\ufffd{texts.UNSEEN}]")
_PATH, _QUERY = r"!$%'-:=@-\[\]_a-z~", r"!$%'-;=?-\[\]_a-z~"
"""Inside of a set in a pattern: nothing is to be done about them. An ampersand is &amp; in HTML."""
_ORIGIN = r"https?://[a-z0-9][a-z0-9.-]*+"
_REST = rf"(?:\?[&{_QUERY}]++)?+(?:#[&{_QUERY}]++)?+"
_PLAIN_URL = re.compile(rf"{_ORIGIN}(?:/[&{_PATH}]*+)?{_REST}")
"""Most addresses: nothing is to be done about them."""
_PLAIN_PATH = re.compile(rf"/(?!/)[&{_PATH}]*+{_REST}")
"""Most of the others: they stand behind the origin of their page."""
_PLAIN_BASE = re.compile(rf"({_ORIGIN})(?:[/?#]|$)")
_ANY_TAG = re.compile(r"<[a-zA-Z/!?]")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_MEDIA_ELEMENT = re.compile(
    r"<(iframe|video|audio)\b([^>]*)>(.*?)</\1>|</?(?:iframe|video|audio|source)\b[^>]*>", re.DOTALL
)
_HAS_MEDIA = re.compile(r"<(?:iframe|video|audio|source)\b")
_MEDIA_TAG = re.compile(r"</?(?:iframe|video|audio|source)\b[^>]*>")
_SOURCE = re.compile(r"<source\b([^>]*)>")
_LONGEST_FALLBACK = 300
_TO_MEND = re.compile(
    rf'<(?:img\b([^>]*)>|a href="(?!{_ORIGIN}/(?:[{_PATH}]++|&amp;)*+(?:\?(?:[{_PATH}?]++|&amp;)++)?+")([^"]*)"'
    r'|(td colspan|th colspan|ol start|li value)="(?!-?[0-9]{1,5}")([^"]*)")'
)
"""Tags as the cleaner writes them that cannot stay as they are, or must be looked at."""
_MAY_BE_CONTROL = re.compile(r"&#[xX]?0*[0-9a-fA-F]{1,3}(?![0-9a-fA-F])")
_NUMBER = re.compile("-?[0-9]+")
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
    if "<math" in html:
        html = formulas.written(html)
    if len(html) > _LARGE or html.count("<") > _MANY_TAGS:
        html = tags.tame(html, _ATTRIBUTES)
    cleaned = _CLEANER.clean(html)
    if _NO_CLASS in cleaned:
        cleaned = cleaned.replace(_NO_CLASS, "")
    if _HAS_MEDIA.search(cleaned):  # players become links, so that nothing is loaded by showing them
        cleaned = _MEDIA_ELEMENT.sub(partial(_media_link, base_url=base_url), cleaned)
    cleaned = _TO_MEND.sub(partial(_mended, base_url=base_url), cleaned)
    return texts.clean(cleaned) if _MAY_BE_CONTROL.search(html) else cleaned


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
    if base_url and _PLAIN_PATH.fullmatch(url) and "/." not in url and (origin := _origin(base_url)):
        return origin + url
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


@lru_cache(maxsize=1_000)
def _origin(base_url: str) -> str:
    """Scheme and host of a plain address; "" if it is another."""
    plain = _PLAIN_BASE.match(base_url)
    return plain[1] if plain else ""


def _mended(match: re.Match[str], base_url: str | None) -> str:
    """A tag with its addresses made absolute and its numbers small, or without them."""
    image, href, number_of, number = match.groups()
    if image is not None:
        return _image(tags.attributes_of(image), base_url)
    if href is not None:
        url = absolute(tags.unescape(href), base_url)
        return "<a" if url is None else f'<a href="{entities.escape(url, quote=False)}"'
    number = number.strip()
    is_small = len(number) <= 6 and _NUMBER.fullmatch(number)
    return f'<{number_of}="{number}"' if is_small else f"<{number_of.split()[0]}"


def _media_link(match: re.Match[str], base_url: str | None) -> str:
    kind, raw, inside = match.groups("")
    if not kind:
        return ""
    # A player that was never closed has the rest of the article inside.
    rest = _MEDIA_TAG.sub("", inside) if kind != "iframe" and len(inside) > _LONGEST_FALLBACK else ""
    attributes = tags.attributes_of(raw)
    url = absolute(attributes.get("src", ""), base_url) or ""
    if not url and (source := _SOURCE.search(inside)):
        url = absolute(tags.attributes_of(source[1]).get("src", ""), base_url) or ""
    if not url.startswith("http") or _is_unseen(attributes) or _BEACON.search(url):
        return rest
    for pattern, page in _PLAYER:
        if player := pattern.search(url):
            url, kind = page.format(player[1]), "video"
    name = "embedded" if kind == "iframe" else kind
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    label = f"[{name}: {texts.clean_line(attributes.get('title', '')) or host}]"
    return f'<br><a href="{entities.escape(url)}">{entities.escape(label)}</a><br>{rest}'


def _image(attributes: dict[str, str], base_url: str | None) -> str:
    """A picture; nothing if it is a beacon."""
    attributes["src"] = absolute(attributes.get("src", ""), base_url) or ""
    if _is_unseen(attributes) or _BEACON.search(attributes["src"]):
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


_CLEANER: Final = nh3.Cleaner(
    tags=_ALLOWED,
    clean_content_tags=_GONE,
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    link_rel=None,
    allowed_classes={"code": _LANGUAGES, "pre": _LANGUAGES},
)
"""Made once: that takes as long as a short text. A filter of attributes would be called for each."""
