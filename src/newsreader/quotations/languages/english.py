"""The tables of English."""

from __future__ import annotations

from newsreader.quotations.languages.base import Kind, Language, cue_classes, cues, genders, words

ENGLISH = Language(
    code="en",
    cues=cues(
        say="""
        said says say saying wrote writes write writing tweeted tweets tweeting retweeted posted posting stated
        states stating added adds adding noted notes noting announced announces announcing argued argues argue
        arguing claimed claims claiming claim explained explains explaining declared declares declaring insisted
        insists insisting insist continued continues concluded concludes replied replies replying responded
        responds responding recalled recalls recalling suggested suggests suggesting acknowledged acknowledges
        acknowledging admitted admits admitting admit conceded concedes contended contends contending asserted
        asserts asserting maintained maintains observed observes remarked remarks commented stressed stresses
        stressing emphasized emphasizes emphasizing emphasised emphasises emphasising reiterated reiterates
        reiterating repeated repeats repeating predicted predicts predicting estimated estimates joked jokes
        joking quipped quips mused muses boasted boasts boasting bragged complained complains complaining
        lamented laments bemoaned shouted shouts shouting yelled yelling screamed cried chanted chanting
        whispered muttered exclaimed proclaimed proclaims proclaiming pronounced confirmed confirms confirming
        revealed reveals revealing disclosed discloses testified testifies testifying alleged alleges alleging
        warned warns warning cautioned cautions cautioning reasoned countered counters retorted interjected
        answered answers opined intoned deadpanned marveled marvelled speculated speculates surmised theorized
        confessed confesses vented fumed thundered barked snapped shot fired tells relayed recounted recounts
        reckons reckon reported reports reporting remembers remembered elaborated clarified clarifies
        underscored underlined quoted offered chimed volunteered allowed advised advises joked gushed groused
        grumbled sighed cracked enthused ventured mumbled hollered bellowed tells signaled signalled implied
        implies hinted hints hinting conclude add note warn explain declare suggest predict reply recall respond
        announce admit insist state acknowledge emphasize stress contend assert maintain remark joke complain
        lament confirm reveal allege estimate imply recount caution shout chant tweet post comment concede
        believes believed figures summarized summed specified certified
        """,
        tell="""
        told tells telling tell assured assures assuring informed informs informing reminded reminds reminding
        notified briefed emailed texted messaged lectured
        """,
        ask="asked asks asking wondered wonders wondering questioned questions questioning inquired queried ask",
        vow="""
        vowed vows vowing pledged pledges pledging pledge promised promises promising promise swore swears
        threatened threatens threatening demanded demands demanding demand urged urges urging urge proposed
        proposes proposing recommended recommends recommending called-for agreed agrees denied denies denying
        rejected rejects rejecting ordered ruled apologized apologised
        apologises apologizes thanked thanks
        """,
        name="""
        called calls calling described describes describing describe dubbed dubs dubbing labeled labelled labels
        labeling branded brands characterized characterizes characterizing characterised hailed hails hailing
        praised praises praising denounced denounces denouncing criticized criticizes criticizing criticised
        criticises criticising blasted blasts blasting slammed slams slamming condemned condemns condemning
        mocked mocks mocking dismissed dismisses dismissing accused accuses accusing likened likens compared
        compares comparing attacked attacking decried decries derided derides deriding ridiculed touted touts
        touting lauded lauds lauding applauded applauds portrayed portrays portraying deemed deems referred
        refers referring termed nicknamed blamed blames blaming ripped railed assailed lambasted chided scolded
        rebuked faulted cited cites citing depicted depicts expressed expresses expressing discussed defended
        defends defending pronounced declares welcomed welcomes greeted echoed echoes voiced raised mentioned
        mentions
        """,
        think="""
        refused refuses declined declines
        thinks think thought feels felt hopes hoped hope hoping wants wanted want fears feared expects expected
        considers considered believe believing doubts doubted views viewed sees saw seen regards regarded knows
        knew understands worried worries supports backs favors opposes endorsed supported opposed talked talks
        talking spoke speaks speaking uttered went sang read reads reading declaring tells used using put puts
        made
        """,
        show="""
        shows showed showing found finds finding indicates indicated indicating concludes documents detailed
        details states reads calls provides stipulates requires commits obliges
        """,
    ),
    phrases={
        ("according", "to"): Kind.ACCORDING,
        ("in", "the", "words", "of"): Kind.ACCORDING,
        ("as", "saying"): Kind.SAY,
        ("quoted", "as", "saying"): Kind.SAY,
        ("quoted", "saying"): Kind.SAY,
        ("pointed", "out"): Kind.SAY,
        ("points", "out"): Kind.SAY,
        ("pointing", "out"): Kind.SAY,
        ("pointed", "to"): Kind.NAME,
        ("made", "clear"): Kind.SAY,
        ("called", "for"): Kind.VOW,
        ("calls", "for"): Kind.VOW,
        ("calling", "for"): Kind.VOW,
        ("called", "on"): Kind.VOW,
        ("calls", "on"): Kind.VOW,
        ("calling", "on"): Kind.VOW,
        ("spoke", "of"): Kind.NAME,
        ("speaks", "of"): Kind.NAME,
        ("speaking", "of"): Kind.NAME,
        ("referred", "to"): Kind.NAME,
        ("refers", "to"): Kind.NAME,
        ("referring", "to"): Kind.NAME,
        ("complained", "about"): Kind.NAME,
        ("complained", "of"): Kind.NAME,
        ("warned", "of"): Kind.NAME,
        ("warned", "against"): Kind.NAME,
        ("put", "it"): Kind.SAY,
        ("puts", "it"): Kind.SAY,
        ("went", "on"): Kind.SAY,
    },
    nounlike=words(
        """
        note state stress estimate remark joke comment tweet post caution shout claims claim reports report
        demands demand promise promises pledge pledges notes states tweets questions answers documents details
        calls remarks estimates hopes hope fears views worries thanks brands labels insists counters figures
        backs supports sees thought shot fired finding warning offered write reads blames hints cites jokes
        """
    ),
    pronouns=genders(
        m="he he's he'd", f="she she's she'd", n="it it's this", p="they they've they'd we we've both some many "
        "most others",
        s="i i've i'd", r="who which",
    ),
    determiners=words(
        """the a an this that these those his her its their our my your some any every each no another one two three
        four         several many most few both all more other such"""
    ),
    prepositions=words("of for at in from with on to and"),
    breaks=words(
        """
        when while because although though since if unless until whereas whether but or nor so as than that
        which what who whom whose where why how after before during amid despite about against between into
        through over under without within by via per is was are were be been being am has have had do does did
        will would can could may might must shall should not only just also then there here now too very even
        still already again once never always often sometimes later earlier however meanwhile instead moreover
        nevertheless nonetheless indeed yet perhaps maybe yes well i we you he she they it me us him them went
        made took gave got came saw knew put let asked told said
        """
    ),
    between=words(
        """
        has have had also later then once again repeatedly further never often recently previously earlier
        himself herself itself themselves still already always ever just now even did does do not will would
        could should may might must is was were are been be to quickly first simply only famously sometimes soon
        subsequently instead reportedly publicly privately initially immediately bluntly flatly clearly
        frequently twice today yesterday tonight long both all monday tuesday wednesday thursday friday saturday
        sunday hasn't hasn’t haven't haven’t hadn't hadn’t didn't didn’t doesn't doesn’t don't don’t won't won’t
        wouldn't wouldn’t can't can’t couldn't couldn’t shouldn't shouldn’t isn't isn’t aren't aren’t wasn't wasn’t
        """
    ),
    passives=words("was were is are be been being gets got"),
    openers=words("that whether if why how what"),
    addressees=words(
        """
        reporters him her them us me supporters lawmakers voters journalists members investors lawyers viewers
        listeners officials people everyone delegates donors students police investigators jurors colleagues you
        readers senators
        """
    ),
    titles=genders(
        m="mr mr. sir lord king prince pope father brother congressman chairman spokesman emir sheikh duke",
        f="mrs mrs. ms ms. miss lady queen princess dame madam sister congresswoman chairwoman spokeswoman duchess",
        x="""sens sens. reps reps. govs. columnist economist historian commentator businessman billionaire mogul
        nominee
        president vice prime minister premier chancellor senator sen sen. representative rep rep. governor gov gov.
        secretary secretary-general general gen gen. colonel col col. captain capt capt. lieutenant lt lt.
        major maj maj.
        sergeant sgt sgt. admiral adm adm. judge justice attorney dr dr. doctor professor prof prof. mayor speaker
        ambassador director chief commissioner rev rev. reverend bishop archbishop cardinal imam rabbi saint
        leader chair chairperson spokesperson deputy former foreign defence defense finance interior first
        detective officer sheriff councillor councilman councilwoman candidate commander marshal then-president
        host author editor reporter correspondent analyst strategist pollster actor actress singer activist comedian
        ex-president ceo co-founder founder coach manager treasurer comptroller superintendent principal dean
        det insp supt inspector constable pc wpc dci cllr
        """,
    ),
    roles=words(
        """
        leader president premier minister chancellor spokesman spokeswoman spokesperson chief director secretary
        manager professor analyst senator candidate nominee officer official chairman chairwoman chair adviser
        advisor strategist pollster governor mayor judge lawyer attorney author writer host editor columnist
        reporter correspondent economist historian scientist researcher expert ambassador envoy commander
        general executive founder co-founder owner partner activist organizer organiser consultant aide
        representative congressman congresswoman lawmaker legislator actor actress singer musician director
        producer comedian businessman businesswoman entrepreneur billionaire mogul developer veteran coach
        captain player striker midfielder goalkeeper champion teacher student farmer doctor nurse engineer
        astronaut king queen prince princess pope bishop archbishop cardinal pastor rabbi imam wife husband son
        daughter father mother brother sister widow neighbor neighbour resident critic supporter opponent rival
        frontrunner front-runner member commissioner deputy vice-president premier counsel prosecutor fellow
        scholar head ceo mate delegate superdelegate dictator ruler monarch negotiator diplomat politician
        clerk pilot poet painter architect broker banker trader driver sailor fisherman baker carpenter
        socialist republican democrat independent tycoon magnate commentator anchor journalist blogger physicist
        chemist biologist meteorologist detective sheriff investigator boss skipper winger forward defender
        fan mum mom dad uncle aunt cousin nephew niece grandmother grandfather boyfriend girlfriend fiance
        fiancee grandson granddaughter stepfather stepmother friend passenger tourist pensioner campaigner
        bystander onlooker witness survivor victim landlord landlady chef surgeon nurse paramedic firefighter
        constable inspector superintendent barrister solicitor magistrate
        """
    ),
    documents=words(
        """
        agreement treaty pact deal document statement report study survey poll article letter memo bill law
        constitution declaration communique communiqué text draft resolution ruling filing complaint lawsuit
        indictment charter partnership ministry department government administration agency office committee
        commission council party campaign company firm court group union organization organisation association
        police army military kremlin newspaper magazine network editorial board bank institute university team
        city state country nation site website foundation congress senate house
        """
    ),
    things=words(
        """
        mud sand water rain snow ice weather wind air smoke fire light dark darkness money time clock alarm label
        sticker wall door road path bridge house building tree stone rock sky sun moon sea river lake body bodies
        face eyes voice hand hands gesture smile silence heart mind food bread wine music noise heat cold cost price
        rate temperature thermometer weight size absence lack size record margin lead
        """
    ),
    portions=words("percent per cent percentage million billion thousand hundred dozen half third quarter"),
    document_openers=words("under in per"),
    abbreviations=tuple(
        """
        Mr Mrs Ms Dr Sen Sens Rep Reps Gov Gen Col Lt Capt Maj Sgt Cmdr Adm Prof Rev Hon St Jr Sr vs Inc
        Corp Ltd Co Bros Jan Feb Aug Sept Oct Nov Dec Ph.D a.m p.m i.e e.g Pa Calif Fla Ariz Conn Mass Mich
        Minn Wis Tex Va Vt Ga Ill Ky La Md Mo Neb Nev Okla Ore Tenn Wash Colo Ala Ark Del Ind Kan Miss Mont
        Supt Atty No
        """.split()
    ),
    times=words(
        """
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july
        august september october november december today yesterday tomorrow tonight mondays sundays week month
        year morning afternoon evening night
        """
    ),
    common=words(
        """
        in on at for from with to of by and or but the a an as if when while after before since during despite
        among under over about into through no not yes well there here what why how who which where it its he
        she they we you i my his her their our your this that these those some many most all both each every one
        two three four five six seven eight nine ten first second third last next other another more few several
        such so then now also still even just only once never always often sometimes perhaps maybe meanwhile
        however instead although though because unless until according speaking asked told said yet let do does
        did is are was were has have had will would can could should may might must be been being nor than too
        very own same republican republicans democrat democrats democratic american americans gop russian
        chinese british french german japanese korean north south east west northern southern eastern western
        european african asian israeli iranian muslim muslims christian jewish latino hispanic black white
        conservative conservatives liberal liberals labour tory independent again later earlier until like
        unlike given whether between against without within upon per via amid asking read more watch photo image
        video related updated
        """
    ),
    works=words(
        "titled entitled called named program show series book novel film movie song album column magazine "
        "episode article "
        "headlined headline on"
    ),
    classes=cue_classes(
        claimed="claimed claims claiming claim alleged alleges alleging allege contended contends contending contend "
                "boasted boasts boasting bragged",
        denied="denied denies denying rejected rejects rejecting refused refuses dismissed dismisses "
               "dismissing",
        warned="warned warns warning warn warned_of warned_against cautioned cautions cautioning caution threatened "
               "threatens threatening fears feared",
        promised="promised promises promising promise vowed vows vowing pledged pledges pledging pledge swore swears",
        admitted="admitted admits admitting admit conceded concedes concede acknowledged acknowledges acknowledging "
                 "acknowledge confessed confesses apologized apologised apologises apologizes",
        asked="asked asks asking ask wondered wonders wondering questioned questions questioning inquired queried",
        praised="praised praises praising hailed hails hailing lauded lauds lauding applauded applauds touted touts "
                "touting thanked thanks welcomed welcomes gushed enthused",
        attacked="""
        attacked attacking criticized criticizes criticizing criticised criticises criticising blasted blasts
        blasting slammed slams slamming condemned condemns condemning denounced denounces denouncing accused accuses
        accusing mocked mocks mocking ridiculed derided derides deriding decried decries blamed blames blaming ripped
        railed assailed lambasted scolded chided rebuked faulted
        """,
    ),
)  # fmt: skip
