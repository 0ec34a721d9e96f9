"""A page to the article in it: what belongs to it, what is declared of it, where it goes on, why there is none."""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.errors import ParseError
from newsreader.extraction import reading, tree, walls
from newsreader.extraction.extract import PAGE_BYTES, extract
from newsreader.extraction.worker import ExtractorProcess
from pages import PARAGRAPHS, PRELUDE, body, page
from strategies import wild_text
from worker_process import stopped

if TYPE_CHECKING:
    from newsreader.models.documents import Extracted

URL = "https://post.example/2024/bridge"


def article(html: str | bytes, url: str | None = URL) -> Extracted:
    """The article of a page."""
    return extract(html if isinstance(html, bytes) else html.encode(), url=url)


# --- the text -----------------------------------------------------------------------------------------------------


def test_the_article_is_told_from_what_stands_around_it() -> None:
    """Its lead and its paragraphs, with blank lines between them, and nothing else of the page."""
    found = article(page())
    assert found.text.split("\n\n") == [PRELUDE, *PARAGRAPHS]
    assert found.problem is None


def test_pictures_and_links_are_kept_in_the_html_alone() -> None:
    """Made absolute; a caption belongs to its picture."""
    found = article(
        page(body(*PARAGRAPHS) + '<p>The <a href="/plan">plan</a> can be read in the town hall, it said.</p>')
    )
    assert '<img src="https://post.example/bridge.jpg">' in found.html
    assert "The bridge in May" in found.html
    assert "The bridge in May" not in found.text
    assert found.links == ("https://post.example/plan",)
    assert found.images == ("https://post.example/bridge.jpg",)


@pytest.mark.parametrize(
    "image",
    [
        '<img data-src="/real.jpg" src="data:image/gif;base64,R0lGOD">',
        '<img src="/img/placeholder.gif" srcset="/real.jpg 600w, /large.jpg 1200w">',
        '<img data-lazy-src="/real.jpg">',
    ],
)
def test_pictures_that_scripts_would_load_have_their_address(image: str) -> None:
    """The first that is named."""
    found = article(page(body(*PARAGRAPHS[:2]) + f"<p>{image}</p>" + body(*PARAGRAPHS[2:])))
    assert "https://post.example/real.jpg" in found.images


def test_the_html_is_sanitised() -> None:
    """Nothing that runs, no address but of the web and of mail."""
    bad = body(*PARAGRAPHS) + (
        '<p onclick="x()">A paragraph that goes on about the bridge, the town, and <a href="javascript:x()">a link</a>,'
        ' <a href="data:text/html,x">another</a>, <a href="mailto:a@b.example">mail</a>.</p><script>x()</script>'
    )
    found = article(page(bad))
    assert "a link" in found.text
    assert not {"javascript", "data:", "onclick", "script"} & set(found.html.replace('"', " ").split())
    assert "javascript:" not in found.html
    assert "data:" not in found.html
    assert found.links == ("mailto:a@b.example",)


@pytest.mark.parametrize("tag", ["article", "main", "section", "td", "div"])
def test_an_article_is_found_in_any_element(tag: str) -> None:
    """Pages without a word about what is what are read as well."""
    wrapped = (
        f"<table><tr><td>{body(*PARAGRAPHS)}</td></tr></table>"
        if tag == "td"
        else f"<{tag}>{body(*PARAGRAPHS)}</{tag}>"
    )
    found = article(f"<title>T</title><ul><li><a href=/a>News</a></li></ul>{wrapped}<div>Imprint</div>")
    assert found.text.split("\n\n") == list(PARAGRAPHS)


def test_paragraphs_of_breaks_are_read_as_well() -> None:
    """Some sites know no paragraphs."""
    found = article("<title>T</title><div>" + "<br><br>".join(PARAGRAPHS) + "</div>")
    assert found.text.split("\n\n") == list(PARAGRAPHS)


def test_an_article_in_parts_is_read_whole() -> None:
    """Each paragraph in a module of its own."""
    parts = "".join(f'<div class="module"><div class="text"><p>{one}</p></div></div>' for one in PARAGRAPHS)
    assert article(f"<title>T</title><main>{parts}</main>").text.split("\n\n") == list(PARAGRAPHS)


def test_an_article_in_parts_of_many_boxes_is_read_whole() -> None:
    """However many elements each part is in."""
    parts = "".join("<div>" * 9 + body(one, one[::-1]) + "</div>" * 9 for one in PARAGRAPHS)
    assert all(one in article(f"<title>T</title><main>{parts}</main>").text for one in PARAGRAPHS)


@pytest.mark.parametrize(
    "part",
    [
        '<section id="how-popular-are-ads-and-comments"><h2>Ads</h2>{}</section>',
        '<h2 id="what-to-print-and-share">What to print</h2>{}',
        '<div id="component_1ad269af0d">{}</div>',
        '<div class="slide">{0}</div><div class="slide hidden">{1}</div>',
    ],
)
def test_names_that_mislead_lose_no_text(part: str) -> None:
    """Those made of a heading's words or of numbers; what is hidden but takes turns with what is not."""
    texts = [body(*PARAGRAPHS[:2]), body(*PARAGRAPHS[2:])]
    found = article(page(part.format(*texts) + ("" if "{1}" in part else texts[1])))
    assert all(one in found.text for one in PARAGRAPHS)


def test_what_is_hidden_is_dropped() -> None:
    """If there is nothing that it takes turns with."""
    found = article(page(body(*PARAGRAPHS) + '<div class="hidden"><p>' + "Nobody sees this line. " * 9 + "</p></div>"))
    assert "Nobody" not in found.text


def test_an_article_whose_name_speaks_against_it_is_put_back() -> None:
    """Where nearly nothing else is left of the page, though its comments are longer."""
    comments = f'<div class="comments">{body(*(one[::-1] for one in PARAGRAPHS))}</div>'
    html = f'<div class="has-sidebar">{body(*PARAGRAPHS * 2)}</div>{comments}<hr>{comments.replace("nobody", "all")}'
    found = article(f"<title>T</title>{html}")
    assert found.text.split("\n\n") == list(PARAGRAPHS * 2)


def test_a_name_of_the_layout_takes_no_article_off() -> None:
    """Though what is called so holds it."""
    others = "".join(f"<div class=promo>{body(*(one[::-1] for one in PARAGRAPHS[:3]))}{n}</div>" for n in range(2))
    html = f'<div class="layout sidebar-end"><article>{body(*PARAGRAPHS)}</article></div>{others}'
    assert article(f"<title>T</title>{html}").text.split("\n\n") == list(PARAGRAPHS)


def test_an_article_that_stands_there_twice_is_read_once() -> None:
    """One for each width of a screen."""
    both = "".join(f'<div class="{one}"><div>{body(*PARAGRAPHS)}</div></div>' for one in ("desktop", "mobile"))
    assert article(f"<title>T</title><main>{both}</main>").text.split("\n\n") == list(PARAGRAPHS)


def test_a_question_that_is_asked_twice_is_kept_twice() -> None:
    """Only long parts are copies."""
    question = "And what do you say to those who have to walk two hours more because of it, every day?"
    found = article(page(body(question, *PARAGRAPHS[:2], question, *PARAGRAPHS[2:])))
    assert found.text.count(question) == 2


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<figure><table><tr><td>Pier</td><td>Cracks</td></tr></table></figure>", "Cracks"),
        ("<figure class=code><pre>bridge.close()</pre></figure>", "bridge.close()"),
        ('<pre><span class="comment"># for two years</span>\nbridge.close()</pre>', "# for two years"),
        ('<h3><a href="https://ferry.example">The ferry Adela</a></h3>', "The ferry Adela"),
    ],
)
def test_tables_and_code_and_linked_headings_belong_to_the_text(html: str, kept: str) -> None:
    """Wherever they stand."""
    assert kept in article(page(body(*PARAGRAPHS[:2]) + html + body(*PARAGRAPHS[2:]))).text


def test_an_article_that_is_a_list_of_links_is_kept() -> None:
    """Rules about lines take no more than a part of it."""
    links = "".join(f'<p><a href="/{n}">A thing that is worth having, number {n}</a></p>' for n in range(40))
    found = article(f"<title>T</title><article><p>{PARAGRAPHS[0]}</p>{links}</article>")
    assert "number 20" in found.text


def test_a_page_without_a_name_for_anything_is_read_as_well() -> None:
    """No class, no id."""
    bare = re.sub(rb' (?:class|id)="[^"]*"', b"", page())
    text = article(bare).text
    assert all(one in text for one in PARAGRAPHS)
    assert "Another story" not in text
    assert "Copyright" not in text


def test_a_class_called_badly_loses_no_text() -> None:
    """What holds most of the running text is the article, whatever it is called."""
    found = article(f'<title>T</title><div class="sidebar comments related">{body(*PARAGRAPHS)}</div>')
    assert found.text.split("\n\n") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "line",
    [
        "Share this",
        "About the author",
        "3 comments",
        "Diesen Artikel teilen",
        "Comentarios",
        "Latest posts",
        "Explore more articles",
        "Tom Reed on September 12, 2018 at 4:47 pm said:",
        "2 thoughts on “Bridge to close, and what the people who live on the other side think about it today”",
    ],
)
def test_what_follows_the_end_of_an_article_is_cut_off(line: str) -> None:
    """In any of the languages that are known."""
    found = article(page(body(*PARAGRAPHS, line) + "<p>Lena Sorg writes about the harbour and its people.</p>"))
    assert found.text.split("\n\n") == [PRELUDE, *PARAGRAPHS]


def test_such_a_line_in_the_middle_cuts_nothing_off() -> None:
    """Only what is little is cut off."""
    found = article(page(body(PARAGRAPHS[0], "About the author", *PARAGRAPHS[1:])))
    assert all(one in found.text for one in PARAGRAPHS)


@pytest.mark.parametrize(
    "sentence",
    [
        "Published in 1911, the book sold well.",
        "More in sorrow than in anger, she left the room.",
        "Related questions were not asked.",
        "Recommended by nobody, the plan failed.",
        "Tags were found on each of the piers.",
        "Siga is a village by the sea.",
    ],
)
def test_a_sentence_that_begins_like_an_invitation_is_kept(sentence: str) -> None:
    """It is the article's; without a full stop it would be a line of somebody else's."""
    found = article(page(body(PARAGRAPHS[0], sentence, *PARAGRAPHS[1:])))
    assert sentence in found.text


def test_headings_within_the_article_are_kept() -> None:
    """Also those of the first level; the title is not repeated."""
    parts = (f"<h1>Part {n}</h1>{body(one)}" for n, one in enumerate(PARAGRAPHS))
    found = article(page("".join(parts)))
    assert all(f"Part {n}" in found.text for n in range(4))
    assert "Bridge to close" not in found.text


def test_a_short_page_is_shown_whole() -> None:
    """There is nothing to choose from."""
    assert article("<h1>Head</h1><p>Readable text here.</p><p>End of text.</p>").text == (
        "Head\n\nReadable text here.\n\nEnd of text."
    )


def test_a_link_that_is_never_closed_makes_no_text_a_link() -> None:
    """The parser closes and opens it again in each paragraph."""
    found = article(page('<a href="/x">' + body(*PARAGRAPHS)))
    assert all(one in found.text for one in PARAGRAPHS)


@pytest.mark.parametrize(
    "deep",
    ["<div>" * 100_000 + "deep" + "</div>" * 100_000, "<b><i>" * 50_000 + "deep", "<span>" * 50_000 + "deep"],
    ids=["closed", "formatting", "open"],
)
def test_deep_pages_lose_no_text(deep: str) -> None:
    """A hundred thousand elements within each other, in linear time."""
    found = article(f"<p>Readable text here.</p>{deep}<p>End of text.</p>")
    assert "Readable text here." in found.text
    assert "deep" in found.text
    assert "End of text." in found.text


def test_many_siblings_are_taken_off_in_linear_time() -> None:
    """Each is of those that are never of an article."""
    found = article(page(body(*PARAGRAPHS) + '<div class="comment">Yes.</div>' * 50_000))
    assert found.text.split("\n\n") == [PRELUDE, *PARAGRAPHS]


@pytest.mark.parametrize(
    ("declared", "encoded"),
    [("windows-1251", "windows-1251"), ("utf-8", "windows-1252"), ("rot13", "utf-8"), ("utf-16", "windows-1252")],
)
def test_encodings_that_lie_are_seen_through(declared: str, encoded: str) -> None:
    """Names of codecs that are no encodings never reach Python."""
    words = "Мост закрыт" if encoded == "windows-1251" else "“Café” – closed"
    html = f'<meta charset="{declared}"><title>T</title><p>{words}, so much is sure about it by now.</p>'
    assert words in article(html.encode(encoded)).text


def test_composed_and_decomposed_letters_are_the_same() -> None:
    """What is written with combining characters is found by who types it."""
    assert "Überfahrt" in article("<p>Die U\u0308berfahrt kostet nichts mehr.</p>").text


# --- what is declared ---------------------------------------------------------------------------------------------


def test_what_is_declared_is_told() -> None:
    """JSON-LD before the metas."""
    about = {
        "@type": "NewsArticle",
        "headline": "Bridge to close",
        "author": [{"name": "Lena Sorg"}, {"name": "Tom Reed"}],
        "datePublished": "2024-06-19T14:02:00Z",
    }
    head = (
        f'<script type="application/ld+json">{json.dumps(about)}</script><meta name="author" content="Nobody">'
        '<meta property="og:image" content="/lead.jpg"><meta property="article:published_time" content="2020-01-01">'
    )
    found = article(page(head=head))
    assert (found.title, found.author, found.published) == ("Bridge to close", "Lena Sorg, Tom Reed", 1_718_805_720)
    assert found.language == "en"
    assert found.picture == "https://post.example/lead.jpg"
    assert found.images[0] == found.picture


def test_metas_and_the_page_itself_tell_it_as_well() -> None:
    """A byline, a date, a title without the name of the site; the language from the words."""
    html = (
        "<title>Bridge to close - The Harbour Post</title><meta name=date content='19 June 2024'>"
        f'<span class="byline">By Lena Sorg</span>{body(*PARAGRAPHS)}'
    )
    found = article(html)
    assert (found.title, found.author, found.language) == ("Bridge to close", "Lena Sorg", "en")
    assert found.published == 1_718_755_200


@pytest.mark.parametrize(
    "line",
    [
        "By Lena Sorg",
        "Written by Lena Sorg | 19 June 2024",
        "Von Lena Sorg, Ostrey",
        '<span class="author-name">Lena Sorg</span>',
        '<span class="byline">Posted</span><a rel="author" href="/l">by Lena Sorg</a>',
    ],
)
def test_an_author_that_is_only_shown_is_found(line: str) -> None:
    """Next to the title, or where its name says so."""
    html = f"<title>Bridge</title><h1>Bridge to close</h1><div>{line}</div>{body(*PARAGRAPHS)}"
    assert article(html).author == "Lena Sorg"


@pytest.mark.parametrize("line", ["Updated June", "by 2030 it will be open", "Author", "Posted by"])
def test_what_is_no_name_is_no_author(line: str) -> None:
    """Words that stand where names do."""
    html = f'<title>Bridge</title><h1>Bridge to close</h1><div class="author">{line}</div>{body(*PARAGRAPHS)}'
    assert article(html).author is None


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("19.06.2024", URL),
        ("Ostrey, 19. Juni 2024, 14 Uhr", URL),
        ("Posted on June 19th, 2024 by Lena Sorg", URL),
        ('<span class="entry-date">Last changed: 2024-06-19</span>', URL),
        ("", "https://post.example/2024/06/19/bridge"),
    ],
)
def test_a_date_that_is_only_shown_is_found(line: str, url: str) -> None:
    """Next to the title, by its name, or in the address."""
    html = f"<title>Bridge</title><h1>Bridge to close</h1><div>{line}</div>{body(*PARAGRAPHS)}"
    assert article(html, url).published == 1_718_755_200


@pytest.mark.parametrize("head", ["", '<meta property="og:site_name" content="The Harbour Post">'])
def test_the_name_of_the_site_is_no_title(head: str) -> None:
    """Though it is the first heading and stands in the page's title."""
    html = f"<title>Bridge to close | The Harbour Post</title>{head}<h1>The Harbour Post</h1><h1>Bridge to close</h1>"
    assert article(html + body(*PARAGRAPHS)).title == "Bridge to close"


@pytest.mark.parametrize(
    "text", ["{", "null", "[" * 10_000, '{"@graph": [1, null, {"author": {"name": 7}}]}', '{"@type": 3}']
)
def test_json_ld_that_makes_no_sense_is_ignored(text: str) -> None:
    """Whatever it is."""
    found = article(page(head=f'<script type="application/ld+json">{text}</script>'))
    assert (found.title, found.author) == ("Bridge to close", "Lena Sorg")


def test_the_text_of_a_page_made_of_scripts_is_taken_from_its_json_ld() -> None:
    """Where the page itself shows none."""
    about = {"@type": "Article", "articleBody": "\n\n".join(PARAGRAPHS)}
    html = f'<title>T</title><script type="application/ld+json">{json.dumps(about)}</script><div id="root"></div>'
    assert article(html).text.split("\n\n") == list(PARAGRAPHS)


# --- walls --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("<p>The minister said on Tuesday that ...</p><p>Subscribe to continue reading.</p>", walls.PAYWALL),
        ("<p>Der Minister sagte am Dienstag.</p><p>Dieser Artikel ist nur für Abonnenten.</p>", walls.PAYWALL),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'
            "<p>The minister said on Tuesday that it would rain.</p>",
            walls.PAYWALL,
        ),
        ("<title>Log in</title><form><p>Please log in to continue.</p><input type=password></form>", walls.LOGIN),
        (
            "<p>Before you continue to Post</p><p>We use cookies and data, and so do our 812 partners.</p>",
            walls.COOKIES,
        ),
        ("<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>", walls.SCRIPTS),
        ("<title>Just a moment...</title><p>Checking your browser before accessing post.example.</p>", walls.ROBOTS),
        ("<title>Nothing</title>", walls.NOTHING),
    ],
)
def test_a_wall_is_told(html: str, problem: str) -> None:
    """By the words that people see, or by what the page says of itself."""
    assert article(html).problem == problem
    assert walls.SENTENCES[problem]


@pytest.mark.parametrize(
    "words",
    [
        "Subscribe to continue reading.",
        "We and our partners use cookies.",
        "Please enable JavaScript.",
        "Please log in.",
    ],
)
def test_a_whole_article_has_no_problem(words: str) -> None:
    """Whatever else the page says."""
    long = body(*PARAGRAPHS, *(one.replace("bridge", "pier") for one in PARAGRAPHS), *PARAGRAPHS)
    assert article(page(long, after=f"<div><p>{words}</p></div>")).problem is None


# --- where it goes on ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "link", "expected"),
    [
        (URL, '<link rel="next" href="/2024/bridge?page=2">', "https://post.example/2024/bridge?page=2"),
        (URL, '<a href="/2024/bridge/2">2</a>', "https://post.example/2024/bridge/2"),
        (URL + "/2", '<a href="/2024/bridge/3/">Next page</a>', "https://post.example/2024/bridge/3/"),
        (
            "https://post.example/a-p2.html",
            '<a href="a-p3.html">3</a>',
            "https://post.example/a-p3.html",
        ),
        (URL, '<link rel="next" href="/2024/the-next-article">', None),
        (URL, '<a href="https://elsewhere.example/2024/bridge?page=2">2</a>', None),
        (URL + "?page=2", '<a href="/2024/bridge?page=2">2</a><a href="/2024/bridge">1</a>', None),
        (URL, '<a href="/2024/bridge?page=7">last</a>', None),
        ("https://post.example/2024/05", '<a href="/2024/06">next month</a>', "https://post.example/2024/06"),
    ],
)
def test_the_next_page_of_an_article_is_found(url: str, link: str, expected: str | None) -> None:
    """One more, on the same host; another article is none."""
    assert extract(page(after=link), url=url).next_url == expected


# --- hostile pages ------------------------------------------------------------------------------------------------


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_or_none(data: bytes) -> None:
    """ParseError is all that is ever raised."""
    try:
        found = extract(data, url=URL)
    except ParseError:
        return
    assert "\x1b" not in found.text


_TAGS = (
    "<div class=comment> <p> </p> </div> <a href=/x> <article> <li> <table> <tr> <td> <aside> <h1> <br> <form>".split()
)


@given(st.lists(st.sampled_from([*_TAGS, *(f"{tag} " for tag in _TAGS)]) | wild_text, max_size=60))
def test_any_tags_are_a_page(pieces: list[str]) -> None:
    """Whatever is left open, and whatever stands where."""
    found = article("".join(pieces).encode("utf-8", "replace") + b" words" * 2_000)
    assert "<script" not in found.html
    assert found.problem is None or found.problem in walls.SENTENCES


@given(st.lists(st.sampled_from(_TAGS), max_size=40))
def test_what_is_counted_of_a_tree_stays_right(pieces: list[str]) -> None:
    """After anything is taken off as before."""
    _, root = reading.read(" word ".join(pieces))
    for element in itertools.islice(list(root.walk())[1:], 0, None, 3):
        if element.parent is not None:
            element.remove()
    before = (root.length, root.linked, root.commas, root.running)
    tree.measure(root)
    assert (root.length, root.linked, root.commas) == before[:3]


@given(st.lists(st.sampled_from(_TAGS), max_size=40))
def test_what_is_put_back_is_counted_again(pieces: list[str]) -> None:
    """As if it had never been taken off."""
    _, root = reading.read(" word ".join(pieces))
    before = (root.length, root.linked, root.commas, root.running, root.text())
    for element in list(root.walk())[1:]:
        above = element.parent
        assert above is not None
        element.remove()
        element.put_back(above)
    assert (root.length, root.linked, root.commas, root.running, root.text()) == before


def test_a_page_that_is_too_large_or_no_text_is_refused() -> None:
    """In a sentence."""
    with pytest.raises(ParseError, match="larger than 10 MB"):
        extract(b"x" * (PAGE_BYTES + 1))
    with pytest.raises(ParseError, match="binary"):
        extract(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)


def test_the_worker_gives_what_the_function_gives() -> None:
    """Errors come back as they are, and the process is begun anew after it has grown."""
    with ExtractorProcess() as worker:
        assert worker.extract(page(), url=URL) == extract(page(), url=URL)
        with pytest.raises(ParseError, match="binary"):
            worker.extract(bytes(1000))
        first = worker._process
        assert worker.extract(page(), url=URL).title == "Bridge to close"
        assert worker._process is first


def test_a_worker_that_has_grown_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """After its reply, which is not lost."""
    monkeypatch.setattr("newsreader.extraction.worker.MOST_MEGABYTES", 1)
    with ExtractorProcess() as worker:
        assert worker.extract(page(), url=URL).title == "Bridge to close"
        assert worker._process is None
        assert worker.extract(page(), url=URL).title == "Bridge to close"


def test_a_page_that_takes_too_long_is_given_up() -> None:
    """The process is killed, and the next page is read by another."""
    with ExtractorProcess(seconds=60) as worker:
        assert worker.extract(page(), url=URL).title == "Bridge to close"
        with stopped(worker), pytest.raises(ParseError, match="given up"):
            worker.extract(page(), url=URL)
        assert worker.extract(page(), url=URL).title == "Bridge to close"
