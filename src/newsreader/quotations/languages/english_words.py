"""English words that may report what somebody said, thinks, wants or does by saying it, grouped by what they do.

Wider than the cues of `english`: whether one of these reports in its place is for `learned` to decide, from its
neighbours. Forms are made from the base forms below.
"""

from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    """A form: what it is a form of, its group as one letter, its inflection as one letter and how many it may be."""

    base: str
    group: str
    form: str


VERBS = {
    "say": """
        say write tweet retweet post state add note announce argue claim explain declare insist continue
        conclude reply respond recall suggest acknowledge admit concede contend assert maintain observe
        remark comment stress emphasize emphasise reiterate repeat predict estimate joke quip muse boast
        brag complain lament bemoan shout yell scream cry chant whisper mutter exclaim proclaim pronounce
        confirm reveal disclose testify allege warn caution reason counter retort interject answer opine
        intone deadpan speculate surmise theorize confess vent fume thunder bark snap relay recount report
        elaborate clarify underscore underline quote volunteer signal imply hint swear pray preach posit
        postulate profess speak talk chat tout rant rave gush groan grumble sigh mumble mouth narrate blog
        communicate convey articulate utter voice express broadcast publish air issue release read sing leak
        plead beg appeal lobby attest vouch affirm reaffirm reassert aver allude sum summarize outline
        detail specify stipulate delineate illustrate demonstrate
    """,
    "tell": """
        tell assure inform remind notify brief email text message lecture advise instruct teach persuade
        convince counsel reassure alert apprise update warn call thank greet invite congratulate signal
        write
    """,
    "ask": """
        ask wonder question inquire query doubt challenge debate ponder probe interview grill press quiz
        investigate examine request
    """,
    "promise": """
        vow pledge promise swear threaten commit offer volunteer agree guarantee propose undertake prepare
        plan intend aim seek try attempt choose decide opt refuse decline hesitate resolve mean consent
    """,
    "demand": """
        demand urge recommend order rule request require advise encourage push press pressure call appeal
        exhort implore advocate propose instruct direct command ban permit allow approve authorize sentence
        pursue petition campaign dare challenge invite oblige mandate
    """,
    "think": """
        believe think feel consider figure reckon suppose assume presume suspect imagine guess judge deem
        regard view see perceive conceive envision envisage anticipate expect foresee forecast project bet
        conclude determine decide gather infer deduce calculate interpret construe treat count rate rank
        weigh contemplate mull reflect muse reconsider rethink dream fancy
    """,
    "know": """
        know understand realize realise recognize recognise learn discover remember forget recall notice
        appreciate grasp acknowledge hear see watch observe accept concede misunderstand underestimate
        overestimate ignore overlook
    """,
    "want": """
        want wish desire hope like love prefer need crave seek long yearn look intend aspire hate dislike
        loathe despise enjoy mind care tend dread favor favour aim covet
    """,
    "fear": """
        fear worry dread concern trouble alarm bother frustrate anger upset disappoint shock surprise stun
        please regret resent mourn grieve enrage infuriate outrage delight excite impress embarrass amaze
        astonish baffle confuse annoy dismay horrify frighten scare terrify appall offend irk rile unnerve
        rattle haunt comfort satisfy inspire puzzle perplex rankle gall
    """,
    "support": """
        support back endorse favor favour champion embrace defend praise hail laud applaud welcome celebrate
        commend compliment tout promote admire respect trust appreciate honor honour credit thank cheer
        salute approve bless sanction uphold espouse advocate extol glorify flatter lionize justify excuse
        rationalize forgive vouch
    """,
    "attack": """
        oppose criticize criticise blast slam condemn denounce attack decry deride ridicule mock dismiss
        reject assail lambaste lambast chide scold rebuke fault blame bash rip rail disparage belittle
        denigrate malign vilify demonize insult taunt protest object dispute contest challenge question
        refute rebut deny debunk contradict disavow disown repudiate renounce resist disagree complain
        skewer savage excoriate castigate berate trash pan knock hit target needle jab tweak chastise
        admonish reprimand censure discredit undermine discount downplay minimize lament bemoan deplore
        abhor bristle balk scoff sneer whine gripe grouse carp quibble
    """,
    "accuse": """
        accuse charge indict sue blame suspect convict allege fault cite arraign impugn
    """,
    "name": """
        call describe dub label brand characterize characterise name portray depict paint cast term nickname
        refer compare liken equate define identify classify categorize categorise frame peg bill style
        present single deem declare pronounce title address mischaracterize misrepresent tag rate
    """,
    "mention": """
        mention cite discuss address raise echo reference highlight invoke note point acknowledge explore
        examine review study analyze analyse recite repeat detail describe document chronicle cover list
        enumerate elaborate expand dwell focus touch tackle introduce present offer share deliver air voice
        express bring propose unveil outline submit file lay float pitch plug push sell spread peddle
    """,
    "show": """
        show find indicate prove demonstrate reveal suggest illustrate document conclude detail discover
        determine display reflect establish confirm expose uncover unearth detect test calculate estimate
        measure survey poll record depict project signal highlight contain include feature read explain
        claim mean represent evidence
    """,
    "seem": """
        seem appear look sound prove
    """,
    "agree": """
        agree concur accept acknowledge concede admit differ disagree dispute side split unite compromise
        waver negotiate settle
    """,
    "cause": """
        mislead deceive lie fool distort exaggerate fabricate invent spin apologize apologise retract recant
        backtrack backpedal walk clarify correct amend hedge dodge evade sidestep avoid deflect stonewall
        waffle flip reverse change shift vote elect nominate appoint select pick tap choose rely draw base
        adopt stand urge steer draft craft pen author compose coauthor sign
    """,
}
NOUNS = {
    "say": """
        statement remark comment word speech address message tweet post answer reply response announcement
        declaration assertion claim contention argument allegation account testimony explanation warning
        prediction forecast estimate insistence admission acknowledgment confirmation revelation disclosure
        suggestion hint joke boast complaint story rumor rumour article column editorial essay report letter
        email memo book interview release transcript affidavit brief opinion rhetoric talk discussion
        conversation debate mention reference quote quip rant tirade riff line description depiction
        portrayal characterization version narrative proclamation reaction
    """,
    "think": """
        belief view opinion thought idea notion theory assumption suspicion impression sense conviction
        feeling perception understanding knowledge recognition realization expectation interpretation
        conclusion assessment judgment judgement analysis evaluation consensus speculation guess hunch doubt
        skepticism scepticism question uncertainty confidence faith certainty attitude position stance
        perspective consideration philosophy vision mindset
    """,
    "want": """
        hope wish desire dream ambition aspiration preference goal aim intention plan proposal bid effort
        push quest interest willingness eagerness reluctance refusal unwillingness determination commitment
        pledge promise vow threat offer decision choice strategy agenda
    """,
    "fear": """
        fear concern worry anxiety anger frustration outrage alarm regret disappointment dismay surprise
        shock unease apprehension resentment grievance disgust contempt disdain animosity hatred distrust
        mistrust enthusiasm excitement joy satisfaction pride gratitude
    """,
    "support": """
        support endorsement praise approval backing advocacy admiration respect sympathy applause defense
        defence embrace celebration appreciation acceptance affection love
    """,
    "attack": """
        criticism opposition condemnation attack rejection denial denunciation rebuke objection disapproval
        disagreement protest insult mockery complaint accusation charge allegation lawsuit disavowal scorn
        ridicule dispute skeptic critic opponent detractor scrutiny
    """,
    "demand": """
        demand request call recommendation proposal order ruling petition appeal plea suggestion advice
        instruction directive requirement resolution bill law rule guidance invitation pressure mandate
    """,
    "show": """
        poll survey study finding data evidence research result record document figure analysis
        investigation review report indication sign proof
    """,
    "agent": """
        supporter advocate proponent fan backer defender believer admirer champion promoter enthusiast foe
    """,
}
ADJECTIVES = {
    "know": """
        aware sure certain convinced confident positive unaware unsure uncertain skeptical sceptical
        doubtful clear adamant mindful conscious familiar
    """,
    "want": """
        eager willing ready reluctant unwilling determined hopeful keen anxious hesitant committed desperate
        intent inclined interested loath open prepared poised
    """,
    "fear": """
        worried concerned afraid fearful scared alarmed upset angry mad furious frustrated disappointed
        shocked surprised stunned proud happy glad pleased thrilled excited optimistic pessimistic wary
        nervous leery uneasy uncomfortable comfortable sorry grateful thankful ashamed embarrassed jealous
        sick tired fed delighted sympathetic hostile enthusiastic dismissive cautious curious outspoken
        divided split silent vocal responsible critical supportive opposed favorable indifferent interested
    """,
}
_IRREGULAR = """
    say said said | write wrote written | tell told told | think thought thought | feel felt felt | know knew
    known | understand understood understood | forget forgot forgotten | hear heard heard | see saw seen | find
    found found | show showed shown | speak spoke spoken | read read read | sing sang sung | swear swore sworn |
    choose chose chosen | mean meant meant | foresee foresaw foreseen | forecast forecast forecast | forgive
    forgave forgiven | bet bet bet | teach taught taught | seek sought sought | lay laid laid | sell sold sold |
    spread spread spread | bring brought brought | withdraw withdrew withdrawn | stand stood stood | draw drew
    drawn | hit hit hit | cast cast cast | bid bid bid | lie lied lied | rethink rethought rethought | beg
    begged begged | misunderstand misunderstood misunderstood | spin spun spun | deal dealt dealt | dream
    dreamed dreamt | let let let | take took taken | give gave given | make made made | put put put | go went
    gone | hold held held | overcome overcame overcome | strike struck struck | uphold upheld upheld | withhold
    withheld withheld | leave left left | keep kept kept
"""
"""Base form, past, participle."""
_DOUBLED = frozenset(
    """
    abhor admit ban beg bet brag chat commit compel confer defer dub infer jab nod opt pan peg pen permit pin
    plan plug prefer propel quip rebut refer regret rip slam spin submit tag tap
    """.split()
)
"""Verbs that double their last letter."""


def forms() -> dict[str, Word]:
    """Every form -> what it is; a form of several words counts for the group that stands first above."""
    made: dict[str, tuple[str, str, str]] = {}
    letters = iter(range(ord("A"), ord("A") + 40))
    irregular = {line.split()[0]: line.split()[1:] for line in _IRREGULAR.split("|")}
    for groups, inflect in ((VERBS, _verb), (NOUNS, _noun), (ADJECTIVES, _adjective)):
        for group in groups.values():
            letter = chr(next(letters))
            for base in group.split():
                for form, inflection in inflect(base, irregular.get(base, [])):
                    first, known, inflections = made.get(form, (base, letter, ""))
                    made[form] = (first, known, inflections if inflection in inflections else inflections + inflection)
    return {form: Word(base, letter, found[0] + str(len(found))) for form, (base, letter, found) in made.items()}


def _verb(base: str, irregular: list[str]) -> list[tuple[str, str]]:
    """want, wants, wanting, wanted."""
    if irregular:
        past = [(irregular[0], "e"), (irregular[1], "n")]
    elif base[-1] == "e":
        past = [(base + "d", "e")]
    elif base[-1] == "y" and base[-2] not in "aeou":
        past = [(base[:-1] + "ied", "e")]
    else:
        past = [(base + (base[-1] if base in _DOUBLED else "") + "ed", "e")]
    if base.endswith("ie"):
        going = base[:-2] + "ying"
    elif base[-1] == "e" and not base.endswith("ee"):
        going = base[:-1] + "ing"
    else:
        going = base + (base[-1] if base in _DOUBLED else "") + "ing"
    return [(base, "0"), (_with_s(base), "s"), (going, "g"), *past]


def _noun(base: str, _: list[str]) -> list[tuple[str, str]]:
    """claim, claims."""
    return [(base, "N"), (_with_s(base), "M")]


def _adjective(base: str, _: list[str]) -> list[tuple[str, str]]:
    return [(base, "A")]


def _with_s(base: str) -> str:
    if base[-1] == "y" and base[-2] not in "aeou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s")
