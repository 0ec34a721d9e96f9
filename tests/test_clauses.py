"""Key clauses: which are kept, where they begin and end, and why."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.quotations import bounds, find_clauses, reasons
from newsreader.quotations.reasons import REASONS

ARTICLE = """The council of Ostrey voted on Monday to close the old harbour for two years.

The weather was fine and the square was full. Many people had brought their children.

If the money is not found by May, the cranes must leave. Repairs will cost 41 million euros.

The mayor promised to hear every family on the quay. She denied that the plan was secret.

The old harbour was built by monks. It smells of fish. A band played until ten."""


@pytest.mark.parametrize(
    ("clause", "reason"),
    [
        ("The council of Ostrey voted on Monday to close the old harbour for two years", "lead"),
        ("The council of Ostrey voted on Monday to close the old harbour for two years", "decided"),
    ],
)
def test_reasons_of_an_article(clause: str, reason: str) -> None:
    """The lead and the decision are kept, and say so."""
    kept = {one.text: one.reasons for one in find_clauses(ARTICLE, "en")}
    assert reason in kept[clause]


@pytest.mark.parametrize(
    ("language", "words", "reason"),
    [
        ("en", "if the plan fails", "conditioned"),
        ("en", "provided that it rains", "conditioned"),
        ("en", "she vowed to stay", "promised"),
        ("en", "both committed to the plan", "promised"),
        ("en", "both must help", "obliged"),
        ("en", "he denied it", "denied"),
        ("en", "the minister ruled out a vote", "denied"),
        ("en", "the match was called off", "decided"),
        ("en", "the coach warned them", "warned"),
        ("en", "two sailors died", "happened"),
        ("en", "41 boats sank", "counted"),
        ("en", "it ends in 2031", "dated"),
        ("en", "it ends on 3 may", "dated"),
        ("en", "it ends in may", "dated"),
        ("de", "er versprach hilfe", "promised"),
        ("de", "der rat beschloss den bau", "decided"),
        ("de", "falls es regnet", "conditioned"),
        ("fr", "il a signé", "decided"),
        ("fr", "à condition que tous viennent", "conditioned"),
        ("es", "la alcaldesa negó todo", "denied"),
        ("es", "siempre que llueva", "conditioned"),
        ("it", "il sindaco ha promesso aiuto", "promised"),
        ("it", "tutti devono pagare", "obliged"),
        ("pt", "dois marinheiros morreram", "happened"),
        ("pt", "desde que chova", "conditioned"),
        ("ru", "если он придёт", "conditioned"),
        ("ru", "министр отрицает это", "denied"),
        ("uk", "рада ухвалила план", "decided"),
        ("uk", "якщо він прийде", "conditioned"),
        ("uk", "міністр пообіцяв допомогу", "promised"),
        ("uk", "мер заперечив це", "denied"),
        ("zh", "他们签署了", "decided"),
        ("zh", "如果下雨", "conditioned"),
        ("zh", "他否认了", "denied"),
        ("zh", "共有41艘船", "counted"),
        ("ja", "市長は署名した", "decided"),
        ("ja", "同社は否定した", "denied"),
        ("ja", "5月に始まる", "dated"),
        ("xx", "7", "counted"),
    ],
)
def test_signals(language: str, words: str, reason: str) -> None:
    """Each language's words give their reason."""
    assert reason in reasons.of(language, words.split(), words)


@pytest.mark.parametrize(
    ("language", "words", "reason"),
    [
        ("en", "they were denied entry", "denied"),
        ("en", "it looked as if nobody cared", "conditioned"),
        ("en", "she asked if he knew", "conditioned"),
        ("en", "the harbour is closed until noon", "conditioned"),
        ("en", "he committed a crime", "promised"),
        ("en", "the plan may fail", "dated"),
        ("en", "it ends on 3 may", "counted"),
        ("de", "als wenn nichts wäre", "conditioned"),
        ("es", "habla como si nada", "conditioned"),
        ("it", "parla come se niente fosse", "conditioned"),
        ("pt", "o caso chegou ao fim", "conditioned"),
        ("ja", "5月に始まる", "counted"),
        ("zh", "东河镇的百年茶馆", "counted"),
    ],
)
def test_words_that_mean_something_else(language: str, words: str, reason: str) -> None:
    """A word among the wrong neighbours is no reason."""
    assert reason not in reasons.of(language, words.split(), words)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt", "ru", "uk", "zh", "ja"])
@pytest.mark.parametrize("reason", reasons.ORDER)
def test_every_language_knows_every_reason(language: str, reason: str) -> None:
    """No table is forgotten."""
    table = reasons.table(language)
    assert reason in table.reasons.values() or any(reason == one for one, _ in table.patterns)


def test_every_reason_can_be_shown() -> None:
    """What signals give has a sentence."""
    assert set(reasons.ORDER) <= set(REASONS)
    assert all(sentence.endswith(".") for sentence in REASONS.values())


def test_a_rule_is_kept_without_its_frame() -> None:
    """What is agreed matters more than that something was."""
    text = (
        "Putin and Kim signed a partnership under which an attack on either obliges the other to help with everything."
    )
    (one,) = find_clauses(text, "en")
    assert one.text == "an attack on either obliges the other to help with everything"
    assert {"decided", "obliged"} & set(one.reasons)


def test_news_is_kept_without_its_source() -> None:
    """Who reported it is not part of what happened."""
    (one,) = find_clauses("At least forty people were killed when the old bridge fell, officials said.", "en")
    assert one.text == "At least forty people were killed when the old bridge fell"


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        (
            "OSTREY, 3 May 2031 — The council voted to close the old harbour for two years.",
            "The council voted to close the old harbour for two years",
        ),
        (
            "Putin and Kim signed an agreement in Pyongyang on Wednesday, during the first visit in many years.",
            "Putin and Kim signed an agreement in Pyongyang on Wednesday",
        ),
        (
            "Under the agreement, if either country is attacked, the other must help by all means.",
            "if either country is attacked, the other must help by all means",
        ),
        (
            "The harbour has been quiet for years; the council voted on Monday to close it until 2033.",
            "the council voted on Monday to close it until 2033",
        ),
        (
            "The court ruled on Tuesday that the town was wrong, and that it must pay the costs.",
            "The court ruled on Tuesday that the town was wrong, and that it must pay the costs",
        ),
        (
            "The ferries stayed in port for eleven hours last autumn, although the sea was calm.",
            "The ferries stayed in port for eleven hours last autumn",
        ),
    ],
)
def test_bounds(sentence: str, clause: str) -> None:
    """Datelines, frames and asides are left out; what adds an obligation stays."""
    (one,) = find_clauses(sentence, "en")
    assert one.text == clause


@pytest.mark.parametrize(
    ("language", "sentence", "clause"),
    [
        ("en", "(XNN) -- The council voted on Monday to close the old harbour.",
         "The council voted on Monday to close the old harbour"),
        ("en", "Ostrey (Coast News) - The council voted on Monday to close the old harbour.",
         "The council voted on Monday to close the old harbour"),
        ("en", "The bridge was closed to lorries after the storm, the town hall said on Monday.",
         "The bridge was closed to lorries after the storm"),
        ("en", "“The bridge is closed to lorries until the storm is over,” the mayor of Ostrey said.",
         "“The bridge is closed to lorries until the storm is over,” the mayor of Ostrey said"),
        ("en", "The bridge (built in 1902, when steel was cheap) was closed to lorries on Monday.",
         "The bridge (built in 1902, when steel was cheap) was closed to lorries on Monday"),
        ("de", "Die alte Brücke bleibt nach dem Sturm bis Oktober gesperrt, sagte der Bürgermeister am Montag.",
         "Die alte Brücke bleibt nach dem Sturm bis Oktober gesperrt"),
        ("de", "Das Denkmal für die Opfer vom 11. März wurde am Montag in Velm enthüllt.",
         "Das Denkmal für die Opfer vom 11. März wurde am Montag in Velm enthüllt"),
        ("fr", "Selon la police, trois marins sont morts dans le port de Velm pendant la tempête.",
         "trois marins sont morts dans le port de Velm pendant la tempête"),
        ("fr", "VELM, 12 juin — Le port de Velm reste fermé pendant deux mois, a annoncé jeudi la ministre des "
         "Transports, Hélène Carrière.", "Le port de Velm reste fermé pendant deux mois"),
        ("es", "El puerto de Almar cerró el lunes por la tormenta, que dejó tres barcos sin luz.",
         "El puerto de Almar cerró el lunes por la tormenta"),
        ("ru", "Совет города решил закрыть старый порт на два года, хотя жители были против этого решения.",
         "Совет города решил закрыть старый порт на два года"),
    ],
)  # fmt: skip
def test_bounds_by_language(language: str, sentence: str, clause: str) -> None:
    """Datelines, sources and asides are left out in other languages too; a quotation keeps its source."""
    (one,) = find_clauses(sentence, language)
    assert one.text == clause


FILLER = " ".join(
    f"The {colour} boats of the {place} fleet stayed beside the quay for the whole of that quiet afternoon."
    for colour, place in zip(
        ("red", "green", "black", "white", "brown", "grey", "yellow", "violet"),
        ("northern", "southern", "eastern", "western", "inner", "outer", "upper", "lower"),
        strict=True,
    )
)


def test_a_byline_is_not_the_lead() -> None:
    """What stands before an article's first sentence does not open it."""
    lead = "The council of Ostrey voted on Monday to close the old harbour for two years"
    kept = find_clauses(f"By Ada Brandt. Updated: 9 May. {lead}. {FILLER}", "en")
    assert {one.text: one.reasons[0] for one in kept}[lead] == "lead"


def test_nothing_is_kept_twice() -> None:
    """A caption that repeats the lead adds nothing."""
    lead = "The council of Ostrey voted on Monday to close the old harbour for two years"
    kept = find_clauses(f"{lead}. {lead} after a storm. {FILLER} {FILLER}", "en")
    assert sum("council of Ostrey" in one.text for one in kept) == 1


def test_news_before_talk() -> None:
    """What somebody says of himself is worth less than what happened, at the same place."""
    talk = "I have never seen anything in my life that made us feel as small as the storm of Monday did."
    news = "The storm of Monday sank eleven boats and closed the roads between the harbour and the hills."
    ranks = {one.text: one.rank for one in find_clauses(f"It was a dark night. {talk} {news} {FILLER} {FILLER}", "en")}
    assert ranks[news[:-1]] < ranks.get(talk[:-1], 99)


def test_clauses_of_a_text_in_sections() -> None:
    """A text of many sections gives sound clauses from all of them, wherever the best stand."""
    text = "\n\n".join(
        f"It was quiet in street {n}. A band played until ten in the old {n} house." for n in range(4000)
    )
    text += "\n\nThe council voted to abolish street music and vowed to pay 41 million euros for silence."
    kept = find_clauses(text, "en", "Council abolish street music, pay millions for silence")
    assert all(text[one.start : one.end] == one.text for one in kept)
    assert kept[-1].text.startswith("The council voted to abolish street music")


def test_only_so_many_sentences_are_narrowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a text, the work for bounds stays the same."""
    calls: list[int] = []
    narrow = bounds.narrow

    def counted(piece: bounds.Piece, theme: frozenset[str]) -> tuple[int, int]:
        calls.append(len(piece.words))
        return narrow(piece, theme)

    monkeypatch.setattr(bounds, "narrow", counted)
    find_clauses(ARTICLE * 300, "en")
    assert 0 < len(calls) <= 20


def test_reasons_are_those_of_the_clause() -> None:
    """What was cut off gives no reason."""
    (one,) = find_clauses("The old bridge fell into the river last night, although 40 men had worked on it.", "en")
    assert one.reasons == ("lead",)


@pytest.mark.parametrize("sentences", [12, 20, 60])
def test_at_most_a_fifth_is_kept(sentences: int) -> None:
    """However much sounds important."""
    places = ("Ostrey", "Norland", "Velm", "Aldermoor", "Kervo", "Hallerstadt", "Pirna")
    text = " ".join(
        f"The council of {places[n % 7]} voted on plan {n} and promised {n * 3} million for {places[n % 5]} harbour."
        for n in range(sentences)
    )
    kept = find_clauses(text, "en")
    assert kept
    assert sum(len(one.text.split()) for one in kept) <= 0.2 * len(text.split())


def test_a_guide_has_few() -> None:
    """A text that tells its reader what to press is no news."""
    text = "\n\n".join(
        [
            "You are looking at a short guide to the reader.",
            *(f"You press the key {key} and the pane shows you the next {key} of your list." for key in "abcdefghij"),
        ]
    )
    assert len(find_clauses(text, "en")) <= 3


@pytest.mark.parametrize("line", ["What happens next", "day | sun | rain", "day = last.date() + timedelta(days=1)"])
def test_headings_tables_and_code_are_no_clauses(line: str) -> None:
    """Only prose is kept."""
    kept = find_clauses(ARTICLE + "\n\n" + line + "\n\nThe rest stays as it was.", "en")
    assert not any(line in one.text for one in kept)


def test_what_stands_for_a_picture_is_no_clause() -> None:
    """Wherever it is and however long; words in brackets within a sentence are its own."""
    lead = "The council [of nine members] voted on Monday to sell the two cranes of the old harbour."
    pictures = (
        "[image: A crane of the harbour in the evening light of a long day in June]",
        "[image: The council votes on Monday. Mayor Vold said that she would resign in June.]",
    )
    text = f"{pictures[0]}\n\n{lead}\n\n{pictures[1]}\n\nNobody would lose a job by it, she told the workers later."
    found = find_clauses(text)
    assert found[0].text.startswith("The council [of nine members] voted")
    assert not any(one.text in picture for one in found for picture in pictures)


def test_a_title_draws_its_sentences() -> None:
    """A sentence with the headline's words is kept for it."""
    kept = find_clauses(ARTICLE, "en", "Monks built harbour of Ostrey")
    assert any("title" in one.reasons for one in kept)


def test_a_headline_in_the_text_is_no_clause() -> None:
    """The first line of a text file is its title."""
    kept = find_clauses("Harbour to close\n\n" + ARTICLE, "en")
    assert not any(one.text == "Harbour to close" for one in kept)
    assert any("title" in one.reasons for one in kept)


def test_few_are_kept() -> None:
    """About a fifth of a long text, a dozen at most."""
    text = "\n\n".join(
        f"Town {n} voted for plan {n} of the region. Some {n} people sang in street {n}." for n in range(200)
    )
    kept = find_clauses(text, "en")
    assert 1 <= len(kept) <= 12
    assert 0.05 < sum(len(one.text) for one in find_clauses(ARTICLE, "en")) / len(ARTICLE) < 0.35


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "“”", "\x00", "\ud800"])
def test_nothing_to_keep(text: str) -> None:
    """A text without words has no clauses."""
    assert find_clauses(text) == ()


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from([*ARTICLE.split(), "\n\n", "“", "”", "?", "."]), max_size=120).map(" ".join)
)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_sound_clauses(text: str) -> None:
    """Spans lie in the text in order, ranks are 1 to n, reasons are from the set, twice is the same."""
    kept = find_clauses(text)
    assert sorted(one.rank for one in kept) == list(range(1, len(kept) + 1))
    assert [one.start for one in kept] == sorted(one.start for one in kept)
    assert len(kept) <= 12
    for one in kept:
        assert 0 <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        assert one.reasons
        assert set(one.reasons) <= set(REASONS)
    assert find_clauses(text) == kept
