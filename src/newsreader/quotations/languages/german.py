"""The tables of German."""

from __future__ import annotations

from newsreader.quotations.languages.base import Kind, Language, cues, genders, words

GERMAN = Language(
    code="de",
    cues=cues(
        say="""
        sagte sagt sagten sagen gesagt erklärte erklärt erklärten erklären betonte betont betonten meinte meint
        meinten
        schrieb schreibt schrieben schreiben berichtete berichtet berichteten berichten äußerte äußert äußerten
        behauptete behauptet behaupteten ergänzte ergänzt kommentierte kommentiert bestätigte bestätigt bestätigten
        antwortete antwortet erwiderte erwidert entgegnete entgegnet verkündete verkündet kündigte kündigt ankündigte
        teilte teilten mitteilte mitteilten warnte warnt warnten mahnte mahnt kritisierte kritisiert kritisierten
        klagte klagt beklagte bemerkte bemerkt erzählte erzählt erläuterte erläutert begründete begründet
        versicherte versichert unterstrich fügte räumte gab gaben bekanntgab zugab hob hervorhob wies verwies wiesen
        stellte feststellte urteilte twitterte konstatierte resümierte bekräftigte bekräftigt bilanzierte beteuerte
        rief riefen jubelte schimpfte scherzte witzelte vermutete vermutet argumentierte argumentiert hieß heißt
        lautete lautet formulierte prognostizierte signalisierte sprach spricht spekulierte
        zitiert zitierte zitierten rät riet rieten empfahl empfiehlt skandierte skandierten
        führte führten merkte merkt setzte legte rief
        """,
        tell="informierte informiert",
        ask="fragte fragt fragten fragen",
        vow="""
        versprach verspricht versprachen forderte fordert forderten verlangte verlangt verlangten drohte droht drohten
        dementierte bestritt lehnte lehnten wies kündigten sagten gelobte schwor appellierte plädierte plädiert
        """,
        name="bezeichnete bezeichnet bezeichneten nannte nennt nannten lobte lobt begrüßte begrüßt verurteilte "
             "verurteilten "
        "würdigte charakterisierte beschrieb beschreibt geißelte",
        think="glaubt glaubte denkt dachte hofft hoffte findet fand fürchtet befürchtet sieht sah hält hielt "
              "will wolle",
    ),
    phrases={
        ("laut",): Kind.ACCORDING,
        ("nach", "angaben"): Kind.ACCORDING,
        ("nach", "ansicht"): Kind.ACCORDING,
        ("nach", "einschätzung"): Kind.ACCORDING,
        ("nach", "meinung"): Kind.ACCORDING,
        ("nach", "auffassung"): Kind.ACCORDING,
        ("nach", "aussage"): Kind.ACCORDING,
        ("nach", "aussagen"): Kind.ACCORDING,
        ("nach", "worten"): Kind.ACCORDING,
        ("den", "angaben", "zufolge"): Kind.ACCORDING,
        ("so",): Kind.ACCORDING,
        ("sprach", "von"): Kind.NAME,
        ("spricht", "von"): Kind.NAME,
        ("sprachen", "von"): Kind.NAME,
        ("sprechen", "von"): Kind.NAME,
        ("warnte", "vor"): Kind.NAME,
        ("warnt", "vor"): Kind.NAME,
        ("nach", "darstellung"): Kind.ACCORDING,
        ("nach", "informationen"): Kind.ACCORDING,
        ("nach", "überzeugung"): Kind.ACCORDING,
        ("aus", "sicht"): Kind.ACCORDING,
    },
    pronouns=genders(m="er dieser letzterer", f="sie diese letztere", n="es dies", p="wir beide", s="ich",
                     r="der die das welcher welche"),
    determiners=words(
        "der die das den dem des ein eine einer eines einem einen sein seine ihr ihre dieser diese dieses kein keine"
    ),
    prepositions=words("von vom für aus im in der des und zu zur am an bei beim"),
    governing=words(
        "auf nach mit gegen über unter durch vor seit wegen trotz laut gegenüber zwischen ohne in im am an bei "
        "beim zu zum zur von "
        "vom aus für um anlässlich während innerhalb neben"
    ),
    breaks=words(
        """
        dass daß ob weil wenn als während obwohl denn aber doch oder sondern damit um wie was wer wo warum
        nachdem bevor bis
        ist sind war waren sei seien wird werden wurde wurden worden hat haben hatte hatten habe kann können
        könne konnte
        muss müssen müsse musste soll sollen solle sollte will wolle wollen darf nicht nur auch noch schon sich
        man es er sie wir
        ich mit nach auf gegen über unter durch vor seit wegen trotz laut gegenüber zwischen ohne gemeinsam
        dazu dabei daher
        """
    ),
    between=words("hat haben hatte hatten habe auch dann noch bereits später zudem außerdem wiederum selbst "
                  "jedoch aber sich "
                  "daraufhin heute gestern am montag dienstag mittwoch donnerstag freitag samstag sonntag nun"),
    passives=words("wurde wurden wird werden worden"),
    openers=words("dass daß ob wie warum"),
    addressees=words("reportern journalisten ihm ihr ihnen der zeitung"),
    titles=genders(m="herr sir könig papst prinz", f="frau königin prinzessin", x="dr. prof. doktor professor "
    "general oberst"),
    title_ends=tuple(
        """
        intendant intendantin kämmerer architekt architektin ingenieur ingenieurin wirt wirtin pfarrer
        bischof staatsanwalt ermittler minister ministerin präsident präsidentin präsidenten ministers
        kanzlers chefs sprechers kanzler
        kanzlerin sprecher sprecherin chef chefin führer leiter leiterin direktor direktorin vorsitzende
        vorsitzender vorsitzenden sekretär sekretärin bürgermeister bürgermeisterin politiker politikerin
        trainer anwalt anwältin experte expertin kommissar kommissarin botschafter senator senatorin richter
        abgeordnete abgeordneter beauftragte beauftragter premier staatschef regierungschef forscher
        forscherin professor professorin autor autorin sänger sängerin kandidat kandidatin
        """.split()
    ),
    things=words("wasser wetter regen schnee wind geld schild straße weg haus begründung"),
    portions=words("prozent million millionen milliarde milliarden tausend hundert dutzend hälfte drittel viertel"),
    document_openers=words("laut gemäß in"),
    documents=words(
        """
        ministerium regierung polizei partei agentur nachrichtenagentur zeitung sender bericht studie abkommen vertrag
        erklärung mitteilung behörde amt kommission gericht staatsanwaltschaft unternehmen konzern verband
        gewerkschaft
        organisation universität bundesamt senat bundestag bundesrat feuerwehr armee stadt land gesellschaft institut
        """
    ),
    abbreviations=tuple("Dr Prof Mio Mrd bzw ca usw St Nr z.B u.a d.h etc Jan Feb Aug Sept Okt Nov Dez".split()),
    times=words("montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz "
                "april mai juni juli "
                "august september oktober november dezember morgen abend nachmittag jahr woche monat uhr"),
    common=words(
        """
        nach laut dabei danach zuvor damit deshalb trotz seit bei zum zur vom im am so wie als wenn auch
        noch schon außerdem zudem allerdings jedoch unterdessen inzwischen insgesamt mehr viele alle beide
        zwei drei vier heute gestern deutsche deutschen deutscher bundes berliner
        """
    ),
    works=words(
        "titel buch film lied song album serie sendung roman motto name namen thema themen studie projekt aktion "
        "begriff begriffe wort wörter gesetz entwurf artikel zeitschrift verein initiative schule band gruppe schiff "
        "kampagne darunter sogenannte sogenannten sogenanntes spiel operation mission preis orden"
    ),
    separable={
        form: words(particles)
        for forms, particles in (
            ("teilte teilten", "mit"), ("fügte fügten", "hinzu an"), ("räumte räumten", "ein"),
            ("gab gaben", "an bekannt zu"), ("hob", "hervor"), ("stellte", "fest klar"), ("führte führten", "aus"),
            ("merkte merkt", "an"), ("setzte", "hinzu fort nach"), ("legte", "nach"),
            ("kündigte kündigt kündigten", "an"), ("lehnte lehnten", "ab"),
            ("wies wiesen", "zurück hin darauf"), ("rief riefen", "auf zu aus dazu"),
        )
        for form in forms.split()
    },
    subjunctives=words(
        "sei seien habe werde könne müsse solle dürfe wolle gebe komme gehe stehe bleibe brauche liege handle handele "
        "bestehe lasse mache sehe bedeute zeige führe halte"
    ),
    names_apart=True,
    inverted=True,
    nouns_capitalised=True,
    fragments_apart=True,
)  # fmt: skip
