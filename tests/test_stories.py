"""Duplicates and stories: pure."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.stories import duplicates, events, links
from newsreader.stories.duplicates import Article, are_same
from newsreader.stories.sketch import SIZE, resemblance, sketch
from newsreader.stories.words import names, number, words

if TYPE_CHECKING:
    import random

HOUR = 3600
WORDS = st.lists(st.sampled_from([f"w{n}" for n in range(40)]), max_size=200)
TITLE = "Council votes to close the old harbour bridge"
TEXT = (
    "The council of Ostrey voted on Monday to close the old harbour bridge for two years after engineers found cracks "
    "in four of its nine piers and repairs will cost 41 million euros a third of the budget of the town"
)


def article(title: str = TITLE, text: str = TEXT, *, feed: int = 1, link: str | None = None, date: int = 0) -> Article:
    """An article as it is compared."""
    told = words(title)
    return Article(feed, date, tuple(told), links.page(link), sketch([*told, *words(text)]))


# --- words and sketches -------------------------------------------------------------------------------------------


def test_words_have_no_case_and_no_accents() -> None:
    """And signs of scripts without blanks are taken two by two."""
    assert words("Zürich: the Élan's 2nd, snake_case") == ["zurich", "the", "elan", "s", "2nd", "snake", "case"]
    assert words("東京都 news 犬") == ["東京", "京都", "news", "犬"]


def test_names_begin_with_a_capital_or_a_digit() -> None:
    """In any script that has capitals."""
    assert names("The mayor of Łódź met Иван and 12 others") == ["the", "łodz", "иван", "12"]


def test_numbers_are_the_same_everywhere() -> None:
    """They are stored: CRC-32, which has a known value to check it by."""
    assert number("123456789") == 0xCBF43926


@given(WORDS, WORDS)
def test_resemblance_is_that_of_all_runs(one: list[str], other: list[str]) -> None:
    """Exact where no text has more runs than a sketch holds, else near it."""
    runs = [set(zip(text, text[1:], text[2:], strict=False)) for text in (one, other)]
    either = runs[0] | runs[1]
    true = len(runs[0] & runs[1]) / len(either) if either else 0.0
    found = resemblance(sketch(one), sketch(other))
    assert found == resemblance(sketch(other), sketch(one))
    assert abs(found - true) <= (1e-9 if len(either) <= SIZE else 0.35)


@given(WORDS)
def test_a_text_resembles_itself(text: list[str]) -> None:
    """Wholly, if there is anything of it."""
    assert resemblance(sketch(text), sketch(text)) == (1.0 if len(text) > 2 else 0.0)


# --- links --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        "https://news.example/a/1",
        "http://www.news.example/a/1/",
        "https://news.example:443/a/1?utm_source=rss&utm_medium=feed",
        "https://news.example/a/1?fbclid=x#utm_campaign=y",
        "https://news.example/a/1#xtor=RSS-3",
        "HTTPS://NEWS.example/a/1?ref=home",
    ],
)
def test_the_same_page(link: str) -> None:
    """Whatever tells where a reader comes from."""
    assert links.page(link) == "news.example/a/1"


@pytest.mark.parametrize(
    "link",
    [
        "https://news.example/a/1?id=2",
        "https://news.example/a/1#second",
        "https://news.example/A/1",
        "https://other.example/a/1",
        "https://news.example:8443/a/1",
    ],
)
def test_another_page(link: str) -> None:
    """What may lead elsewhere stays."""
    assert links.page(link) not in {None, "news.example/a/1"}


@pytest.mark.parametrize("link", [None, "", "https://news.example", "https://news.example/", "mailto:a@b", "http://[x"])
def test_no_page(link: str | None) -> None:
    """A site's first page is that of no article."""
    assert links.page(link) is None


@given(st.text(max_size=60))
def test_any_text_may_be_a_link(text: str) -> None:
    """What a feed says is never an error."""
    for link in (text, f"https://{text}", f"http://news.example/{text}"):
        assert links.page(link) != ""
        assert isinstance(links.outlet(link), str)


@pytest.mark.parametrize(
    ("link", "outlet"),
    [
        ("https://feeds.bbci.co.uk/news/rss.xml", "bbci.co.uk"),
        ("https://rss.nytimes.com/x", "nytimes.com"),
        ("https://localhost/x", "localhost"),
        ("file:///x", ""),
        (None, ""),
    ],
)
def test_outlets(link: str | None, outlet: str) -> None:
    """All hosts of a name are one."""
    assert links.outlet(link) == outlet


# --- duplicates ---------------------------------------------------------------------------------------------------


def test_nearly_the_same_words_of_another_feed() -> None:
    """An agency's report with a sentence cut off, within three days."""
    one, other = article(), article(text=TEXT.rsplit(" ", 4)[0], feed=2, date=HOUR)
    assert are_same(one, other)
    assert are_same(other, one)
    assert not are_same(one, replace(other, date=(duplicates.HOURS + 1) * HOUR))
    assert not are_same(one, replace(other, feed_id=1))


def test_the_same_page_of_another_feed() -> None:
    """Though the one has but a teaser, and years lie between."""
    one = article(link="https://news.example/1?utm_source=a")
    other = article("Harbour bridge: council votes to close", "", feed=2, link="http://www.news.example/1", date=10**9)
    assert are_same(one, other)
    assert not are_same(one, article("What we read this week", "", feed=2, link="https://news.example/1"))


def test_reports_of_one_form_are_not_the_same() -> None:
    """Each day has figures of its own."""
    one = article("Ostrey logs 6,913 new cases of the fever on the islands", TEXT)
    assert not are_same(one, article("Ostrey logs 7,120 new cases of the fever on the islands", TEXT, feed=2))


def test_entries_of_one_feed_are_the_same_only_if_all_is() -> None:
    """Many feeds give each entry the same link, or the same few words."""
    one = article(link="https://news.example/releases")
    assert are_same(one, article(link="https://news.example/releases"))
    assert not are_same(one, article("Version 2", link="https://news.example/releases"))
    assert not are_same(one, article(link="https://news.example/other"))
    assert not are_same(one, article(text="All other words than before. " * 9, link="https://news.example/releases"))


def test_few_words_say_too_little() -> None:
    """Two feeds may both have a weather report without a text."""
    assert not are_same(article("Weather for today", ""), article("Weather for today", "", feed=2))


@given(st.lists(st.builds(article, st.sampled_from([TITLE, "A", ""]), st.sampled_from([TEXT, "x y z", ""]))))
def test_whether_two_are_the_same_has_no_order(found: list[Article]) -> None:
    """And an article without words, of another feed, is never one with them."""
    for one, other in combinations(found, 2):
        moved = replace(other, feed_id=2)
        assert are_same(one, moved) == are_same(moved, one)


# --- events -------------------------------------------------------------------------------------------------------


def test_words_of_the_title_count_twice() -> None:
    """Names below it once, other words not at all; few are enough."""
    found = events.terms("Bridge closed", "Mayor Ann Brook said it would " + "Xa1 " * 100)
    assert {found[number("bridge")], found[number("closed")]} == {2}
    assert found[number("brook")] == 1
    assert number("said") not in found
    assert len(events.terms(" ".join(f"word{n}" for n in range(99)), "")) == events.TERMS


def test_a_rare_word_tells_more() -> None:
    """One that many have tells nothing."""
    assert events.rarity(1, 1000) > events.rarity(10, 1000) > events.rarity(100, 1000) == events.rarity(1000, 1000) == 0


@given(st.dictionaries(st.integers(0, 20), st.integers(1, 2), max_size=12), st.randoms(use_true_random=False))
def test_likeness_is_a_cosine(own: dict[int, int], chance: random.Random) -> None:
    """1 for the same, 0 for what shares little, the same both ways."""
    rarities = {term: chance.uniform(0.5, 5) for term in range(21)}
    length = events.length(own, rarities)
    assert events.likeness(own, own, rarities, (length, length)) == pytest.approx(
        1.0 if len(own) >= events.SHARED else 0.0
    )
    other = {term: 1 for term in own if chance.random() < 0.5} | {30: 2}
    both = {**rarities, 30: 3.0}
    lengths = length, events.length(other, both)
    found = events.likeness(own, other, both, lengths)
    assert 0 <= found <= 1 + 1e-9
    assert found == pytest.approx(events.likeness(other, own, both, lengths[::-1]))
