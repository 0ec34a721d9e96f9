"""The search language: what each form means, where a mistake is, and that nothing typed can break it."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from newsreader import query
from newsreader.query import (
    And,
    Condition,
    Dated,
    Has,
    InFeed,
    InFolder,
    InLanguage,
    Not,
    Or,
    Pattern,
    QueryError,
    State,
    Tagged,
    Words,
    dates,
)

NOW = 1_800_000_000


def meaning(text: str) -> object:
    """The tree of a query."""
    return query.parse(text, now=NOW).condition


a, b, c = Words("a"), Words("b"), Words("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("   ", None),
        ("a", a),
        ("a b", And((a, b))),
        ("a AND b", And((a, b))),
        ("a OR b", Or((a, b))),
        ("a b OR c", Or((And((a, b)), c))),
        ("a (b OR c)", And((a, Or((b, c))))),
        ("((a))", a),
        ("-a", Not(a)),
        ("NOT a", Not(a)),
        ("NOT -a", a),
        ("a -b", And((a, Not(b)))),
        ("-(a OR b) c", And((Not(Or((a, b))), c))),
        ("a or b", And((a, Words("or"), b))),
        ("e-mail", Words("e-mail")),
        ("a - b", And((a, Words("-"), b))),
        ('"a b" c', And((Words("a b"), c))),
        ("“a b”", Words("a b")),
        ("«a b»", Words("a b")),
        ("pref*", Words("pref", prefix=True)),
        ('"a pref"*', Words("a pref", prefix=True)),
        ("*", Words("*", prefix=True)),
        ("title:a", Words("a", "title")),
        ("TITLE:a", Words("a", "title")),
        ('author:"a b"', Words("a b", "author")),
        ("speaker:a said:b* cue:c", And((Words("a", "speaker"), Words("b", "said", prefix=True), Words("c", "cue")))),
        ("is:unread is:STARRED", And((State("unread"), State("starred")))),
        ("has:quotes", Has("quotes")),
        ('feed:"BBC News" folder:World/Asia', And((InFeed("BBC News"), InFolder("World/Asia")))),
        ("https://a.example/x", Words("https://a.example/x")),
        ("10:30", Words("10:30")),
        ("sort:date a", a),
        ("(sort:relevance) a", a),
        ("「a b」", Words("a b")),
        ("is:tagged OR is:noted is:new", Or((State("tagged"), And((State("noted"), State("new")))))),
        ("has:audio -has:IMAGE has:note", And((Has("audio"), Not(Has("image")), Has("note")))),
        ('tag:"to read" lang:de-AT', And((Tagged("to read"), InLanguage("de")))),
        ("link:a.example/x*", Words("a.example/x", "link", prefix=True)),
        ("~/a b|c(d)/ e", And((Pattern("a b|c(d)"), Words("e")))),
        (r"-title:~/^a\/b\d/", Not(Pattern(r"^a/b\d", "title"))),
        ("~a /b/", And((Words("~a"), Words("/b/")))),
    ],
)
def test_meaning(text: str, tree: object) -> None:
    """Each form of the language is understood as documented."""
    assert meaning(text) == tree


def test_order_of_results() -> None:
    """Newest first unless relevance is asked for."""
    assert query.parse("a").sort == query.parse("a sort:date").sort == "date"
    assert query.parse("a sort:relevance").sort == "relevance"
    assert query.parse("sort:relevance").condition is None
    assert [query.parse(f"sort:{order}").sort for order in ("arrived", "LENGTH")] == ["arrived", "length"]


def test_words_to_light_up() -> None:
    """What is looked for is given, what is excluded is not."""
    found = query.parse('a -b (title:c OR "d e") NOT (f g) is:read said:h').sought
    assert found == (Words("a"), Words("c", "title"), Words("d e"), Words("h", "said"))
    found = query.parse("~/a/ -~/b/ OR title:~/c/").sought
    assert found == (Pattern("a"), Pattern("c", "title"))


@pytest.mark.parametrize(
    ("text", "position", "hint"),
    [
        ("a (b", 2, "never closed: write )"),
        ("-(a", 1, "never closed"),
        ("a (", 2, "never closed"),
        ("title:(a", 0, "never closed"),
        ("a)", 1, "closes nothing: leave it out"),
        ("()", 0, "nothing between the parentheses"),
        ("a title:()", 2, "nothing between the parentheses"),
        ("a OR", 2, "OR needs a word behind it"),
        ("OR a", 0, 'OR needs a word before it; as a word it is "OR"'),
        ("(a OR) b", 3, "OR needs a word behind it"),
        ("a AND OR b", 2, "AND needs a word behind it"),
        ("a NOT", 2, "NOT needs a word behind it"),
        ("a NOT OR b", 2, "NOT needs a word behind it"),
        ("a -", 2, "- needs a word behind it"),
        ("(a -) b", 3, "- needs a word behind it"),
        ("a || b", 2, "did you mean OR?"),
        ("a !b", 2, "write -word"),
        ('a ""', 2, "nothing between the quotation marks"),
        ("title:“ ”", 0, "nothing between the quotation marks"),
        ('a "b', 2, "never closed"),
        ('title:"b', 6, "never closed"),
        ("a tilte:b", 2, "did you mean title:b?"),
        ("a since:7d", 2, "did you mean after:7d?"),
        ("site:bbc.com", 0, "did you mean link:bbc.com?"),
        ("titel:(a OR b)", 0, "did you mean title:(?"),
        ("text:budget", 0, "words alone are looked for in title and text"),
        ("unread:yes", 0, "did you mean is:unread?"),
        ("quotes:yes", 0, "did you mean has:quotes?"),
        ("moon:b", 0, "there are title:, author:, link:"),
        ("moon:b", 0, '"moon:b" in quotation marks is a text'),
        ("title:", 0, "needs a value right after the colon, as title:budget"),
        ("title: b", 0, "did you mean title:b?"),
        ('speaker: "Kim"', 0, 'did you mean speaker:"Kim"?'),
        ("a feed: OR b", 2, "needs a value right after the colon, as feed:bbc"),
        ("-feed:", 1, "as feed:bbc"),
        ("is:unred", 0, "did you mean is:unread?"),
        ("is:seen", 0, "did you mean is:read?"),
        ("is:quotes", 0, "did you mean has:quotes?"),
        ("is:blue", 0, "unread, read, starred, tagged, noted or new"),
        ("is:unread,starred", 0, "did you mean is:(unread OR starred)?"),
        ("is:(unread blue)", 11, "is:blue has no meaning"),
        ("a has:quots", 2, "did you mean has:quotes?"),
        ("has:quotation", 0, "did you mean has:quotes?"),
        ("has:legs", 0, "quotes, audio, image or note"),
        ("sort:relevence", 0, "did you mean sort:relevance?"),
        ("sort:newest", 0, "did you mean sort:date?"),
        ("sort:size", 0, "did you mean sort:length?"),
        ("sort:oldest", 0, "date, relevance, arrived, length, read or feed"),
        ("lang:german", 0, "did you mean lang:de?"),
        ("lang:elvish", 0, "write its code"),
        ("a ~/b", 2, "the pattern is never closed"),
        ("a ~/b(/", 5, "missing ) at “(”"),
        (r"~/\((a[(]b(c)/", 4, "missing ) at “(a[(]b(c)”"),
        ("~/a(b)c)d/", 7, "unexpected ) at “)d”"),
        (r"title:~/a\/[z-a]/", 12, "invalid character class range at “z-a]”"),
        ("~/x(?=b)/", 3, "cannot look ahead"),
        ("~/a{2000}/", 3, "at most 1,000 times"),
        (r"~/(a)\1/", 5, "none that repeats a group"),
        ("~/a**/", 3, "bad repetition operator"),
        ("~/(((a{100}){100}){100})/", 6, "at most 1,000 times in all"),
        ("a ~//", 2, "the pattern is empty"),
        ("said:~/b/", 0, "takes no pattern"),
        ("tilte:~/b/", 0, "did you mean title:~/b/?"),
        (f"~/{'a' * 201}/", 202, "200 characters"),
        ("on:mondy", 0, "did you mean on:monday?"),
        ('on:"last mnth"', 0, 'did you mean on:"last month"?'),
        ("after:lastmonday", 0, 'did you mean after:"last monday"?'),
        ("on:last week", 0, 'did you mean on:"last week"?'),
        ("after:3 days ago", 0, "did you mean after:3d?"),
        ("after:3days", 0, "did you mean after:3d?"),
        ("after:7", 0, "did you mean after:7d?"),
        ("after:19.6.2024", 0, "did you mean after:2024-06-19?"),
        ("after:6/19/2024", 0, "did you mean after:2024-06-19?"),
        ("after:6/7/2024", 0, "is no date; write 2024-06-19"),
        ("after:2024/6", 0, "did you mean after:2024-06?"),
        ("on:june", 0, "did you mean on:2026-06?"),
        ("on:june 2024", 0, "“june 2024” is no date; did you mean on:2024-06?"),
        ("on:19 june 2024", 0, "“19 june 2024” is no date; did you mean on:2024-06-19?"),
        ("on:19. Jun. 2024 bridge", 0, "did you mean on:2024-06-19?"),
        ("after:June 3rd, 2024", 0, "did you mean after:2024-06-03?"),
        ("on:31 june 2024", 0, "did you mean on:31d?"),
        ("on:20240619", 0, "did you mean on:2024-06-19?"),
        ("on:202406", 0, "did you mean on:2024-06?"),
        ("on:20241301", 0, "is no date; write 2024-06-19"),
        ("on:0000", 0, "is no date; write 2024-06-19"),
        ("on:99999", 0, "is no date; write 2024-06-19"),
        ("on:2024-06-02..2024-06-01", 0, "ends before it begins"),
        ("on:2024-06-01..soon", 0, "is no date"),
        ("on:2024-06-01..", 0, "has no end; did you mean after:2024-06-01?"),
        ("on:..2024", 0, "has no beginning; did you mean before:2024?"),
        ("title: (a b)", 0, "leave out the blank"),
        ("after:2024-01-01T25:00Z", 0, "is no date"),
        ("after:soon", 0, "is no date"),
        ("on:2024-02-30", 0, "the calendar has no such day"),
        ("before:2024-13", 0, "the calendar has no such day"),
        ("(" * 60, 50, "parentheses"),
        ("a" * 2_001, 2_000, "2,000 characters"),
    ],
)
def test_mistakes_are_shown_with_their_place(text: str, position: int, hint: str) -> None:
    """A mistake says where it is and what would be right."""
    with pytest.raises(QueryError) as caught:
        meaning(text)
    assert caught.value.position == position
    assert hint in str(caught.value)
    assert f"character {position + 1}" in str(caught.value)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("title:(a OR b)", "title:a OR title:b"),
        ("title:(a b)", "title:a title:b"),
        ('title:(a -"b c" ~/d/)', 'title:a -title:"b c" title:~/d/'),
        ("title:(a (b OR author:c)) d", "(title:a (title:b OR author:c)) d"),
        ("is:(unread OR starred) a", "(is:unread OR is:starred) a"),
        ("-feed:(bbc OR cnn)", "-(feed:bbc OR feed:cnn)"),
        ("said:(peace talks)", "said:peace said:talks"),
        ("TITLE:(a)", "title:a"),
        ("(a) b", "a b"),
    ],
)
def test_a_field_of_parentheses_is_that_of_all_in_them(short: str, long: str) -> None:
    """Unless a word has one of its own."""
    assert query.parse(short, now=NOW).condition == query.parse(long, now=NOW).condition


def test_a_saved_search_is_renamed_in_parentheses_too() -> None:
    """Where it is named without the field as well."""
    renamed = query.with_renamed('search:(one OR "Two") two', "two", "three")
    meant = query.parse("(search:one OR search:three) two", now=NOW)
    assert query.parse(renamed, now=NOW).condition == meant.condition


def test_a_dash_between_words_is_passed_over() -> None:
    """As in a title that was pasted."""
    assert meaning("ferry - harbour") == And((Words("ferry"), Words("-"), Words("harbour")))


def _day(text: str) -> int:
    """When a day begins here."""
    return int(time.mktime(time.strptime(text, "%Y-%m-%d")))


TODAY = datetime.fromtimestamp(NOW, UTC).astimezone().strftime("%Y-%m-%d")


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("after:2024-06-19", _day("2024-06-19"), None),
        ("before:2024-06-19", None, _day("2024-06-19")),
        ("on:2024-06-19", _day("2024-06-19"), _day("2024-06-20")),
        ("on:2024-02", _day("2024-02-01"), _day("2024-03-01")),
        ("on:2024-12", _day("2024-12-01"), _day("2025-01-01")),
        ("on:2024", _day("2024-01-01"), _day("2025-01-01")),
        ("after:2024-6-1", _day("2024-06-01"), None),
        ("after:7d", NOW - 7 * 86_400, None),
        ("before:2w", None, NOW - 14 * 86_400),
        ("after:12H", NOW - 12 * 3_600, None),
        ("after:today", _day(TODAY), None),
        ("on:0d", _day(TODAY), _day(TODAY) + 86_400),
        ("before:yesterday", None, _day(TODAY) - 86_400),
        ("on:monday", _day("2027-01-11"), _day("2027-01-12")),
        ("on:friday", _day("2027-01-15"), _day("2027-01-16")),
        ('on:"last friday"', _day("2027-01-08"), _day("2027-01-09")),
        ('on:"last  Monday"', _day("2027-01-11"), _day("2027-01-12")),
        ('on:"last week"', _day("2027-01-04"), _day("2027-01-11")),
        ('on:"last month"', _day("2026-12-01"), _day("2027-01-01")),
        ('after:"last year"', _day("2026-01-01"), None),
        ("on:2024-06-01..2024-06-07", _day("2024-06-01"), _day("2024-06-08")),
        ("on:2024-06..2024", _day("2024-06-01"), _day("2025-01-01")),
        ("after:2027-01-15T08:00Z", 1_800_000_000, None),
        ("on:2027-01-15T08:00:00Z", 1_800_000_000, 1_800_000_001),
    ],
)
def test_dates(text: str, since: int | None, until: int | None) -> None:
    """Dates are the reader's own days; spans are counted back from now."""
    assert meaning(text) == Dated(since, until)


pieces = st.sampled_from(
    [
        *'-()":*“~/\\',
        "a",
        "OR",
        "AND",
        "NOT",
        "title:",
        "title:(",
        "||",
        "is:",
        "is:read",
        "after:",
        "7d",
        "said:x",
        "~/a",
        "lang:",
        "last ",
        "..",
        "\0",
        "\ud800",
        "中国",
    ]
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("harb", "harb*"),
        ("a har", "a har*"),
        ("tax OR lev", "tax OR lev*"),
        ("title:bud", "title:bud*"),
        ("中国", "中国*"),
        ("harbour ", "harbour "),
        ('"fiery fr"', '"fiery fr"'),
        ("harb*", "harb*"),
        ("h", "h"),
        ("-harb", "-harb"),
        ("(harb)", "(harb)"),
        ("harb is:unread", "harb is:unread"),
        ("titel:", "titel:"),
        ("", ""),
    ],
)
def test_the_word_one_types_may_go_on(text: str, meant: str) -> None:
    """A bare one at the end, from its second character; whatever else is typed means what it says."""
    assert query.beginning(query.parse(text, now=0)) == query.parse(meant, now=0)


@given(st.text(max_size=30))
def test_what_is_begun_can_be_written(text: str) -> None:
    """It is the search that its own text asks for."""
    try:
        begun = query.beginning(query.parse(text, now=0))
    except QueryError:
        return
    assert query.parse(begun.text, now=0).sought == begun.sought


def test_two_searches_together() -> None:
    """Both must hold; the order is that of the one that names one."""
    first, second = query.parse("a OR b sort:relevance", now=0), query.parse("is:unread", now=0)
    together = query.both(first, second)
    assert together.condition == And((Or((Words("a"), Words("b"))), State("unread")))
    assert together.sort == "relevance"
    assert query.both(None, second) == second
    assert query.both(query.parse("", now=0), second).condition == second.condition
    assert query.both(second, query.parse("", now=0)).condition == second.condition
    assert query.both(query.parse("", now=0), query.parse(" ", now=0)).condition is None


@given(st.one_of(st.text(max_size=60), st.lists(pieces, max_size=14).map("".join), st.lists(pieces).map(" ".join)))
def test_any_text_is_understood_or_refused_with_a_place(text: str) -> None:
    """Nothing typed raises anything else, and the place is within the text."""
    try:
        found = query.parse(text, now=NOW)
    except QueryError as error:
        assert 0 <= error.position <= len(text)  # noqa: PT017 - a mistake need not be made
    else:
        assert found.text == text


texts = st.text(st.sampled_from("ab 中*-:/~'()"), max_size=8).map(str.strip).filter(bool)
leaves: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Words, texts, st.sampled_from(["", "title", "author", "link", "said", "speaker", "cue"]), st.booleans()),
    st.builds(Pattern, st.sampled_from(["a", "a/b", r"\\d+/", "[a-z]*", "a\\\\"]), st.sampled_from(["", "title"])),
    st.builds(State, st.sampled_from(["unread", "read", "starred", "tagged", "noted", "new"])),
    st.builds(Has, st.sampled_from(["quotes", "audio", "image", "note"])),
    st.builds(InFeed, texts) | st.builds(InFolder, texts) | st.builds(Tagged, texts),
    st.builds(InLanguage, st.sampled_from(["en", "de", "zho"])),
    st.builds(Dated, st.integers(0, 2**33)) | st.builds(Dated, st.none(), st.integers(0, 2**33)),
    st.integers(0, 2**33).flatmap(lambda since: st.builds(Dated, st.just(since), st.integers(since + 1, 2**34))),
)
trees: st.SearchStrategy[Condition] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: Or(tuple(parts))),
        inner.filter(lambda part: not isinstance(part, Not)).map(Not),
    ),
    max_leaves=8,
)


@given(trees, st.sampled_from(["date", "relevance", "arrived", "length"]))
def test_a_query_that_is_written_down_means_the_same(tree: Condition, sort: str) -> None:
    """Any tree can be written so that it is understood as the same tree, whatever stands in its texts."""
    written = query.written(query.Query("", tree, sort))
    assume(len(written) <= query.LONGEST)
    found = query.parse(written, now=NOW)
    assert (found.condition, found.sort) == (tree, sort)


@pytest.mark.parametrize("text", ["9999", "9999-12", "9999-12-31", "9998", "1000"])
def test_the_calendar_goes_to_its_ends(text: str) -> None:
    """Its last day, month and year end where the next would begin."""
    since, until = dates.stretch(text, NOW, whole_day=True)
    assert since < until
    assert time.localtime(since)[:3] == (int(text[:4]), int(text[5:7] or 1), int(text[8:] or 1))
    assert time.localtime(until)[1:6] == (time.localtime(until)[1], 1, 0, 0, 0)
