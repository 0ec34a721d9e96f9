"""The starter list: facts that can be checked without a network."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from newsreader import sample

STARTER = sample.starter()
LANGUAGES = {"de", "en", "es", "fr", "it", "ja", "ko", "pt", "ru", "zh"}


def test_addresses_are_unique() -> None:
    """No feed is listed twice, under either spelling of its address."""
    addresses = [feed.url.rstrip("/").removeprefix("https://www.") for feed in STARTER]
    assert sorted(set(addresses)) == sorted(addresses)


@pytest.mark.parametrize("feed", STARTER, ids=lambda feed: feed.title)
def test_feed_is_complete(feed: sample.StarterFeed) -> None:
    """A feed has a topic, a language code, a clean title and two https addresses."""
    assert feed.topic.strip()
    assert re.fullmatch("[a-z]{2}", feed.language)
    assert feed.title == " ".join(feed.title.split()) != ""
    for address in (feed.url, feed.site):
        assert urlsplit(address).scheme == "https"
        assert "." in urlsplit(address).netloc
        assert not re.search(r"\s", address)


def test_topics_stand_together() -> None:
    """The list can be shown in its order under one heading a topic."""
    topics = [feed.topic for feed in STARTER]
    changes = [topic for before, topic in zip([None, *topics], topics, strict=False) if topic != before]
    assert len(changes) == len(set(topics)) >= 8


def test_there_is_something_for_every_language() -> None:
    """Readers of ten languages find at least two feeds each."""
    count = {language: sum(feed.language == language for feed in STARTER) for language in LANGUAGES}
    assert {feed.language for feed in STARTER} == LANGUAGES
    assert min(count.values()) >= 2
