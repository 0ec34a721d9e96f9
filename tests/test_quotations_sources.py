"""Who is taken to speak: several at once, a woman named last, nobody at all; French and German word order."""

from __future__ import annotations

import pytest

from newsreader.quotations import find_quotations
from newsreader.quotations.languages.registry import choose


def said(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    """The contents of a text with their speakers."""
    return [(one.text, one.speaker) for one in find_quotations(text, language)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Russia and North Korea have promised to open a road bridge.", "Russia and North Korea"),
        ("South Korea, Japan and Poland said they would wait.", "South Korea, Japan and Poland"),
        ("Ann Smith met Paul Weber. Smith and Weber said it was late.", "Ann Smith and Paul Weber"),
        ("“It is late,” Ann Smith and Paul Weber said.", "Ann Smith and Paul Weber"),
        ("According to Oduya & Partners, a broker, traders see a chance of rain.", "Oduya & Partners"),
        ("In South Carolina, voters said they were tired.", "voters"),
    ],
)
def test_several_speak_together(text: str, speaker: str) -> None:
    """Names joined by "and" are all kept, whole and in their full forms."""
    assert said(text)[-1][1] == speaker


def test_she_is_the_woman_named_last() -> None:
    """The only woman of the sentence before is meant, though another one spoke earlier."""
    text = (
        "“We are not there yet,” the governor, Irene Kastor, told reporters.\n\n"
        "Two members wanted more: Paolo Neri, who had lost in April, and the newcomer Marta Lind. "
        "She warned that waiting had a price."
    )
    assert said(text)[-1] == ("that waiting had a price", "Marta Lind")


def test_a_pronoun_goes_on_in_a_chain() -> None:
    """Whom a sentence only mentions does not take over from "he" before it."""
    text = "Karl Weber said it was late. He was met by Paul Smith. He added that it was cold."
    assert said(text)[-1] == ("that it was cold", "Karl Weber")


def test_nobody_speaks_to_himself() -> None:
    """In "he told Weber" he is somebody else."""
    text = "Karl Weber met his old friend Paul Smith. Weber was tired. “Go home,” he told Weber."
    assert said(text)[-1][1] == "Paul Smith"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Bank of Norland left its key rate at 4% on Monday, and said that it would wait.", "Bank of Norland"),
        ("The city council approved the plan, and said that the work would start in May.", "The city council"),
        ("Norvane cut its prices and said it would hire more people.", "Norvane"),
    ],
)
def test_a_subject_left_out_is_that_of_the_sentence(text: str, speaker: str) -> None:
    """After "and said" the sentence's first noun phrase goes on speaking."""
    assert said(text)[-1][1] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "The forecast rose from 0.4% to 0.6%, promised to be higher.",
        "The mud says otherwise: they came early.",
        "The clock says it is late.",
        "The first treaty ended, and the one that followed in 2000 promised no more than talks.",
        "An engineer reports to the court every month until it is safe.",
    ],
)
def test_what_cannot_speak(text: str) -> None:
    """Numbers, things and half a relative clause say nothing; reporting to somebody is not reporting."""
    assert said(text) == []


@pytest.mark.parametrize("number", ["0.6%", "40", "Three"])
def test_a_number_before_a_cue_is_no_speaker(number: str) -> None:
    """The words in marks stay, with nobody rather than a number."""
    (one,) = find_quotations(f"Growth of {number} said “something about the whole country” this year.", "en")
    assert one.speaker != number


def test_what_a_document_obliges() -> None:
    """The document that a relative clause takes up speaks."""
    (one,) = find_quotations("They signed a treaty that obliges each country to help “by all means” at once.", "en")
    assert one.source is not None
    assert (one.source.text, one.speaker) == ("that", "a treaty")


def test_a_label_is_not_part_of_a_quotation() -> None:
    """What stands before a colon introduces."""
    assert said("An example: “A paper should be quiet,” says Ida Marlow.") == [
        ("“A paper should be quiet,”", "Ida Marlow")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Selon l’architecte, Bastien Ouvrard, la lentille a été retrouvée « dans une étable ».",
            ("la lentille a été retrouvée « dans une étable »", "Bastien Ouvrard"),
        ),
        ("L'Élysée a déclaré qu'il attendait une réponse.", ("qu'il attendait une réponse", "Élysée")),
        ("« C’est fini », a déclaré l’avocate Anne Petit.", ("« C’est fini »", "Anne Petit")),
        (
            "D'après le ministre de l’Intérieur, Paul Petit, le calme est revenu partout.",
            ("le calme est revenu partout", "Paul Petit"),
        ),
    ],
)
def test_french_elisions(text: str, expected: tuple[str, str]) -> None:
    """Articles that hang on their nouns are words of their own."""
    assert said(text, "fr") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Wir bleiben“, hatte Ministerin Ute Lang in einem Gespräch erklärt.", ("„Wir bleiben“", "Ute Lang")),
        ("„Das stimmt“, sagte Karl Timm der Nachrichtenagentur.", ("„Das stimmt“", "Karl Timm")),
        ("Bei einem Besuch in Bonn verkündete Karl Timm: „Es reicht.“", ("„Es reicht.“", "Karl Timm")),
        (
            "Wie die Polizei berichtete, wurden drei Menschen verletzt.",
            ("wurden drei Menschen verletzt", "die Polizei"),
        ),
        (
            "Der Zug fuhr weiter, wie ein Sprecher der Bahn am Dienstag sagte.",
            ("Der Zug fuhr weiter", "ein Sprecher der Bahn"),
        ),
        (
            "In einer Erklärung des Vereins heißt es: „Das ist falsch.“",
            ("„Das ist falsch.“", "einer Erklärung des Vereins"),
        ),
        (
            "Der Minister teilte am Montag mit, dass die Brücke gesperrt werde.",
            ("dass die Brücke gesperrt werde", "Der Minister"),
        ),
        ("Karl Timm nannte den Plan „ein Schlaflied“.", ("„ein Schlaflied“", "Karl Timm")),
        ("Ein Hauptkommissar nach der Tat: „Er sitzt dort gut.“", ("„Er sitzt dort gut.“", "Ein Hauptkommissar")),
    ],
)  # fmt: skip
def test_german_word_order(text: str, expected: tuple[str, str]) -> None:
    """The subject behind its verb, the verb at the clause's end, particles far from their verbs."""
    assert said(text, "de") == [expected]


def test_german_goes_on_in_the_subjunctive() -> None:
    """A sentence without a cue in the subjunctive is still reported."""
    text = "Karl Timm sagte, dass der Zug zu teuer sei. Er sei auch zu langsam. Er fährt im Mai."
    assert said(text, "de") == [("dass der Zug zu teuer sei", "Karl Timm"), ("Er sei auch zu langsam", "Karl Timm")]


def test_a_separable_verb_without_its_particle_reports_nothing() -> None:
    """ "Gab" alone is giving."""
    assert said("Der Verein gab, dass die Stadt es sah, allen Kindern Äpfel.", "de") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The word 画期的な appears once in this English sentence about the two of them and their treaty.", "en"),
        ("大臣は仕事が終わったと述べた。", "ja"),
    ],
)
def test_a_foreign_word_does_not_change_the_language(text: str, code: str) -> None:
    """Some characters of another script are no text in it."""
    assert choose(text, None).code == code


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # The outer cue governs what stands in its content, whatever stands nearer.
        ("Ann Petit said the delay she thought was over is “a bad joke.”", "Ann Petit"),
        ("Ann Petit told the council that her deputy believes the plan “will never work.”", "Ann Petit"),
        ("Ann Petit said the talks went on for hours with “no result at all.”", "Ann Petit"),
        # A new clause, a coordinated verb or a comma with its own subject ends it.
        ("Ann Petit said it was late, and Paul Weber called it “a bad joke.”", "Paul Weber"),
        ("After Ann Petit argued that it was late, Paul Weber said it was “far too early.”", "Paul Weber"),
        ("Ann Petit said as the neighbour Paul Weber yelled: “Go home, all of you!”", "Paul Weber"),
        ("While Ann Petit noted the cost, Paul Weber described the bill as “small change.”", "Paul Weber"),
    ],
)
def test_which_cue_governs(text: str, speaker: str) -> None:
    """Of several cues before the words the one that reports them says who spoke."""
    assert said(text)[-1][1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It is late,” Ann Petit, the chairwoman of the Norland state farmers union, said of the vote.", "Ann Petit"),
        ("“It is late!” Rep. Ann Petit, R-Me., said of the vote.", "Ann Petit"),
        ("“It is late,” Ann Petit, who has denied the charge twice, said at the time.", "Ann Petit"),
        ("Norland is “falling apart,” as Ann Petit, a teacher at the college, a school in Ost, puts it.", "Ann Petit"),
        ("The vote is “the beginning of the end” for the mill, said Ann Petit, founder of the union.", "Ann Petit"),
        ("Any “fair” reading of the bill, said Ann Petit, an expert on Norland, would end there.", "Ann Petit"),
        ("“They work so hard” for all of us in this town, Ann Petit said.", "Ann Petit"),
        ("Costs were “flat for a month” as the mill waited for “better days,” Ann Petit said.", "Ann Petit"),
        ("“Who cares?” huffed Ann Petit.", "Ann Petit"),
        ("“It never ends,” Ann Petit harrumphed.", "Ann Petit"),
        ("“It never ends,” said Norland Mills spokeswoman Ann Petit.", "Ann Petit"),
        ('“It is late," said Ann Petit in an interview. "Very late."', "Ann Petit"),
        ("As Ann Petit, author of “The Mill,” put it, “the river was never ours to sell.”", "Ann Petit"),
    ],
)
def test_who_stands_behind_or_between(text: str, speaker: str) -> None:
    """Appositions, titles and other verbs between the words and their speaker are looked past."""
    assert said(text)[-1][1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The town’s oldest newspaper opposed the mayor for years, arguing he is “a political opportunist.”",
            "newspaper",
        ),
        (
            "On Friday, several groups granted Mr. Clark more time, saying his “capital was less than expected.”",
            "groups",
        ),
        (
            "Shortly after the call ended, Weber’s campaign sent out a release saying he owes “an answer to all.”",
            "campaign",
        ),
        ("Members were angry, with the deputy Ann Petit calling it a “bad joke.”", "Ann Petit"),
        ("Protesters marching through the streets chanted “no more of this!”", "Protesters"),
        ("WASHINGTON (XY) — The union has taken a swipe at the mill, saying that “bad jokes” do harm.", "The union"),
        ("The White House says the decision was a “respectful arrangement” for all.", "White House"),
    ],
)
def test_the_subject_of_a_participle(text: str, speaker: str) -> None:
    """A verb without a subject takes that of its sentence, past what stands in front of it."""
    assert speaker in (said(text)[-1][1] or "")


@pytest.mark.parametrize("words", ["its swing state has “no future”", "the racial remarks were “no joke”"])
def test_a_noun_is_no_cue(words: str) -> None:
    """What looks like a verb but stands as a noun reports nothing."""
    text = f"Ann Petit said {words} at all."
    assert said(text)[-1][1] == "Ann Petit"


def test_who_takes_up_the_noun_before() -> None:
    """The source is the pronoun beside the cue; the speaker whom it takes up."""
    (one,) = find_quotations("They met Ann Petit of Norland, who called the plan “a bad joke.”", "en")
    assert one.source is not None
    assert (one.source.text, one.speaker) == ("who", "Ann Petit")


def test_a_fragment_goes_on_with_its_paragraph() -> None:
    """Words in marks without a cue are those of who spoke last in the paragraph."""
    text = "“It is late,” Ann Petit said. But “nobody in this town wants to go home.”"
    assert [speaker for _, speaker in said(text)] == ["Ann Petit", "Ann Petit"]


def test_who_spoke_in_the_sentence_before() -> None:
    """A sentence that says who speaks but reports nothing leads to the words behind it."""
    text = "“No,” Ann Petit said. Then the neighbour Paul Weber shouted a warning. “Run, everybody, run!”"
    assert said(text)[-1][1] == "Paul Weber"


def test_a_line_signs_the_words_above() -> None:
    """A dash and a name under a quotation say whose it is."""
    text = "“No,” Ann Petit said.\n\n“The mill will never be sold.”\n\n— Paul Weber, miller."
    assert said(text)[-1] == ("“The mill will never be sold.”", "Paul Weber")


@pytest.mark.parametrize(
    "text",
    [
        "On ABC’s “Good Morning Norland” Tuesday, Ann Petit said it was late.",
        '<a id="4711">Ann Petit said it was late.</a>',
        "Ann Petit spoke on Channel’s “Hannah” of the plan.",
    ],
)
def test_a_broadcast_or_a_value_is_no_quotation(text: str) -> None:
    """Marks around the name of a programme, or around a value in markup, hold nobody's words."""
    assert not any(one.type in {"direct", "mixed"} for one in find_quotations(text, "en"))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Theresa Moor met Ann May in May. “No,” May said. In May it rained.", "Ann May"),
        ("Peter King of Ost left. “No,” King said.", "Peter King"),
        ("The columnist Ann Will was there. “No,” Will wrote.", "Ann Will"),
        ("Secretary of State Ann Petit left. “No,” said Secretary of State Ann Petit.", "Ann Petit"),
        ("Understated Petit Wins Norland Prize Again\n\nAnn Petit won. “No,” Petit said.", "Ann Petit"),
    ],
)
def test_names_that_are_words(text: str, speaker: str) -> None:
    """A surname may be a month, a title or a verb; a headline's capitals make no name."""
    assert said(text)[-1][1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ann Petit left. Paul Weber, 22, of Ost, Norland, said he wanted a “big surprise.”", "Paul Weber"),
        ("Ann Petit came. Her mother Rosa Lind left. Paul Weber laughed and said, “I don’t believe it.”", "Paul Weber"),
        ("The film ends with footage of Ann Petit saying at a fair, “That makes me smart.”", "Ann Petit"),
        ("The test began in the mouth of Ann Petit, who claimed that they “cannot come in.”", "Ann Petit"),
        ("“No,” Ann Petit said. Yet another said, “Nobody will ever know.”", "another"),
        ("The dead man’s family has called on police to hand over “everything they have.”", "The dead man’s family"),
        ("Continued Ann Petit: “It is a very real problem.”", "Ann Petit"),
        ("Ann Petit met Paul Weber. Weber disliked her claim that “the mill was never ours to sell.”", "Ann Petit"),
        ("Many laughed at Ann Petit’s idea of “fun for all of us here.”", "Ann Petit"),
    ],
)
def test_who_stands_somewhere_near(text: str, speaker: str) -> None:
    """Ages, joined verbs, phrases with "of", possessors: the speaker is found beside them."""
    assert said(text)[-1][1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ann Petit, 47, a mother-of-three, from Telford said: 'It is far too late.'", "Ann Petit"),
        ("Yesterday Rovers fan Ann Petit, who was on her way to Ost, with son Jack, 14, said: 'We lost.'", "Ann Petit"),
        ("Paul Reed, 41, who lives here with his daughters, Clara, 15, and Esmee, 13, said: 'We lost.'", "Paul Reed"),
        ("Anna Reed, 34, a nurse, of Leeds, West Yorkshire, told the court: 'I never saw him.'", "Anna Reed"),
        ("The plan, which Ann Petit rejected, is bad, Kim Reed said. 'It is far too late.'", "Kim Reed"),
    ],
)
def test_a_subject_stands_before_its_insertions(text: str, speaker: str) -> None:
    """Ages, appositions and relative clauses between a subject and its verb name nobody who speaks."""
    assert find_quotations(text, "en")[-1].speaker == speaker


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("Ann Petit came. Petit reflected: 'It is far too late.'", "Petit", "reflected"),
        ("Ann Petit came. She later mused: 'It is far too late.'", "She", "mused"),
        ("The Muslim Council of Norland released a statement saying: 'It is late.'", "The Muslim Council of Norland",
         "saying"),
    ],
)  # fmt: skip
def test_a_finite_verb_is_no_part_of_a_name(text: str, source: str, cue: str) -> None:
    """A verb behind a name is the cue before a colon, or that of the sentence."""
    (found,) = find_quotations(text, "en")
    assert (found.source and found.source.text, found.cue and found.cue.text) == (source, cue)


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("Senior Accident Investigator Neil Kerr came. 'It is late,' Kerr said.", "Neil Kerr",
         "Senior Accident Investigator"),
        ("'It is late,' said Chief Harbour Engineer Neil Kerr.", "Neil Kerr", "Chief Harbour Engineer"),
        ("Louis van Berg came. Van Berg said: 'It is late.'", "Louis van Berg", None),
        ("'It is late,' Jose \"Pepe\" Garza said.", "Jose Garza", None),
        ("School head Ann Petit also thanked him, saying: 'It is late.'", "Ann Petit", "head"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_is_told_from_it(text: str, speaker: str, role: str | None) -> None:
    """Callings in capitals, particles, nicknames and bodies."""
    (found,) = find_quotations(text, "en")
    assert (found.speaker, found.role) == (speaker, role)


def test_a_pronoun_means_no_place() -> None:
    """Rather somebody without a name, if the sentence before is about him."""
    text = "Telford was cold. One fan, who lives in Telford, went home. He said: 'It is late.'"
    assert find_quotations(text, "en")[-1].speaker == "One fan"
    text = "The train left Telford Station. It was cold near Telford. She said: 'It is late.'"
    assert find_quotations(text, "en")[-1].speaker is None


def test_somebody_of_a_body_is_not_the_body() -> None:
    """The words stand for who speaks; "which" takes up the body."""
    (found,) = find_quotations("A source at the Harbour Office said: 'It is late.'", "en")
    assert found.speaker == "A source at the Harbour Office"
