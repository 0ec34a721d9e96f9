"""The tables of German: read them from the verbs down; `weak` makes a regular verb's forms."""

from __future__ import annotations

from newsreader.quotations.languages.base import Kind, Language, cue_classes, cues, genders, words


def weak(infinitives: str) -> str:
    """The forms of regular verbs that a report uses: sagen -> sagt sagte sagten sagen gesagt."""
    forms: list[str] = []
    for verb in infinitives.split():
        stem = verb[:-2] if verb.endswith("en") else verb[:-1]
        link = "e" if stem.endswith(("d", "t", "chn", "ffn", "gn")) else ""
        ge = "" if verb.startswith(_NO_GE) or verb.endswith("ieren") else "ge"
        forms += [verb, stem + link + "t", stem + link + "te", stem + link + "ten", ge + stem + link + "t"]
    return " ".join(forms)


def apart(table: str) -> dict[str, frozenset[str]]:
    """A line for each separable verb, its forms and its particles: "teilt teilte: mit"."""
    found: dict[str, frozenset[str]] = {}
    for line in table.strip().splitlines():
        forms, particles = line.split(":")
        for form in forms.split():
            found[form] = found.get(form, frozenset()) | words(particles)
    return found


def together(table: str) -> str:
    """The same verbs written as one word, at the end of a clause: mitteilt, mitteilte, mitgeteilt, mitteilen."""
    return " ".join(
        particle + form
        for line in table.strip().splitlines()
        for forms, particles in (line.split(":"),)
        for particle in particles.split()
        for form in forms.split()
        if particle != "darauf"
    )


_NO_GE = ("be", "er", "ver", "ent", "zer", "miss", "wider", "hinter", "unter", "über", "emp", "wieder")
"""Prefixes whose participle has no ge-."""

_SAY = """
sagen erklären verlauten betonen meinen berichten äußern behaupten ergänzen kommentieren bestätigen antworten erwidern
entgegnen
verkünden warnen mahnen kritisieren klagen beklagen bemerken erzählen erläutern begründen versichern urteilen twittern
konstatieren resümieren bekräftigen bilanzieren beteuern jubeln schimpfen scherzen witzeln vermuten argumentieren
formulieren prognostizieren signalisieren spekulieren zitieren skandieren melden schildern beschwören verdeutlichen
unterstellen wettern poltern spotten frotzeln lästern giften ätzen stänkern schwärmen frohlocken seufzen raunen flüstern
murmeln brüllen grölen notieren posten tweeten bloggen dozieren analysieren präzisieren spezifizieren bezeugen
beanstanden bemängeln monieren rügen tadeln bedauern bezweifeln offenbaren enthüllen deklarieren proklamieren
orakeln unken bekunden beichten kolportieren referieren rekapitulieren pflaumen kontern parieren
rechtfertigen verteidigen protestieren erinnern beschwichtigen attestieren bescheinigen verlautbaren fabulieren
philosophieren sinnieren mutmaßen insistieren
"""
_STRONG_SAY = """
schreiben schreibt schrieb schrieben geschrieben
sprechen spricht sprach sprachen gesprochen
widersprechen widerspricht widersprach widersprachen widersprochen
unterstreichen unterstreicht unterstrich unterstrichen
verweisen verweist verwies verwiesen
rufen ruft rief riefen gerufen
schreien schreit schrie schrien geschrien
heißt hieß hießen geheißen
raten rät riet rieten geraten
empfehlen empfiehlt empfahl empfahlen empfohlen
gestehen gesteht gestand gestanden
lügen lügt log
"""
_VOW = """
fordern verlangen drohen dementieren geloben appellieren plädieren verneinen leugnen garantieren
"""
_STRONG_VOW = """
versprechen verspricht versprach versprachen versprochen bestreiten bestreitet bestritt bestritten
schwören schwört schwor schworen geschworen bitten bittet bat baten gebeten
"""
_NAME = """
bezeichnen loben begrüßen verurteilen würdigen charakterisieren geißeln werten bewerten feiern titulieren beschimpfen
bejubeln betrachten brandmarken verhöhnen verspotten diffamieren deklarieren klassifizieren preisen rühmen verharmlosen
verteufeln kennzeichnen umschreiben überschreiben titeln betiteln
"""
_STRONG_NAME = """
nennt nannte nannten nennen genannt beschreibt beschrieb beschrieben beschreiben pries priesen
einstuft einstufte eingestuft darstellt darstellte dargestellt ansieht ansah
"""
_THINK = """
glauben überzeugen zweifeln hoffen fürchten befürchten erwarten wünschen freuen empören ärgern wundern beschweren zeigen
"""
_STRONG_THINK = """
denkt dachte dachten findet fand fanden sieht sah sahen sehen gesehen hält hielt hielten halten will wollte wollten
wollen
"""
_SEPARABLE = """
teilt teilte teilten teilen: mit ansicht auffassung meinung einschätzung
fügt fügte fügten fügen: hinzu an
räumt räumte räumten räumen: ein
gibt gab gaben geben: an bekannt zu
hebt hob hoben heben: hervor
stellt stellte stellten stellen: fest klar
führt führte führten führen: aus an
merkt merkte merkten merken: an
setzt setzte setzten: hinzu fort nach
legt legte legten legen: nach dar nahe
kündigt kündigte kündigten kündigen: an
lehnt lehnte lehnten lehnen: ab
weist wies wiesen weisen: zurück hin darauf
ruft rief riefen rufen: auf zu aus dazu
wirft warf warfen werfen: vor
gesteht gestand gestanden gestehen: ein zu
pflichtet pflichtete pflichteten: bei
stimmt stimmte stimmten: zu
wendet wendete wandte wandten: ein
schließt schloss schlossen: aus
deutet deutete deuteten: an
streitet stritt stritten: ab
bringt brachte brachten: vor
fährt fuhr fuhren: fort
fordert forderte forderten: auf
schätzt schätzte schätzten: ein
stuft stufte stuften: ein
tut tat taten: ab kund
macht machte machten: deutlich klar geltend
geht ging gingen: davon hervor
sichert sicherte sicherten: zu
schlägt schlug schlugen: vor
mahnt mahnte mahnten: an
drückt drückte drückten: aus
klagt klagte klagten: an
fragt fragte fragten: nach
spielt spielte spielten: herunter
fasst fasste fassten: zusammen
vertritt vertrat vertraten: ansicht auffassung meinung standpunkt position
erhebt erhob erhoben: vorwurf vorwürfe
zieht zog zogen: fazit bilanz
prangert prangerte prangerten: an
"""
_ONE_WORD = """
mitgeteilt hinzugefügt angefügt eingeräumt angegeben bekanntgegeben zugegeben hervorgehoben festgestellt klargestellt
ausgeführt angeführt angemerkt hinzugesetzt nachgelegt dargelegt nahegelegt angekündigt abgelehnt zurückgewiesen
hingewiesen aufgerufen zugerufen ausgerufen vorgeworfen eingestanden zugestanden beigepflichtet zugestimmt eingewandt
ausgeschlossen angedeutet abgestritten vorgebracht fortgefahren festgehalten entgegengehalten aufgefordert eingeschätzt
eingestuft zugesichert vorgeschlagen angemahnt nachgefragt zusammengefasst
"""
_HARMLESS = words(
    "mahnt mahnte mahnten klagt klagte klagten fragt fragte fragten fordert forderte forderten "
    "ruft rief riefen rufe rufen gesteht gestand gestanden gestehen"
)
"""Separable verbs that report without their particle as well."""
_SEPARATED = {form: found for form, found in apart(_SEPARABLE).items() if form not in _HARMLESS}

GERMAN = Language(
    code="de",
    cues=cues(
        say=" ".join((weak(_SAY), _STRONG_SAY, *apart(_SEPARABLE), together(_SEPARABLE), _ONE_WORD)),
        tell=weak("informieren unterrichten"),
        ask=weak("fragen hinterfragen erkundigen"),
        vow=weak(_VOW) + _STRONG_VOW + " zugesagt zusagte zusagten ankündigte ankündigten ankündigt ablehnte "
            "ablehnten ablehnt",
        name=weak(_NAME) + _STRONG_NAME,
        think=weak(_THINK) + _STRONG_THINK,
    ),
    phrases={
        **dict.fromkeys(
            [
                ("laut",),
                ("so",),
                ("gemäß",),
                ("lt",),
                *(
                    ("nach", noun)
                    for noun in (
                        "angabe", "angaben", "ansicht", "einschätzung", "meinung", "auffassung", "aussage",
                        "aussagen", "worten", "darstellung", "darstellungen", "informationen", "überzeugung",
                        "erkenntnissen", "schätzungen", "schätzung", "berichten", "bekunden", "auskunft", "bewertung",
                    )
                ),
                ("nach", "den", "worten"),
                ("nach", "eigenen", "angaben"),
                ("zufolge",),
                ("aus", "sicht"),
                ("in", "den", "augen"),
            ],
            Kind.ACCORDING,
        ),
        **dict.fromkeys(
            [
                *((noun,) for noun in ("ansicht", "auffassung", "meinung", "überzeugung")),
                *(
                    (verb, *to, noun)
                    for verb in ("kommt", "kam", "kommen", "kamen")
                    for to in (("zu", "dem"), ("zum",))
                    for noun in ("schluss", "ergebnis")
                ),
                *((verb, "sich", "sicher") for verb in ("ist", "sind", "war", "waren")),
                *(
                    (verb, "sich", how)
                    for verb in ("gibt", "geben", "gab", "gaben")
                    for how in ("zuversichtlich", "optimistisch", "überzeugt")
                ),
                *((verb, "mit") for verb in ("rechnet", "rechnen", "rechnete", "rechneten")),
            ],
            Kind.THINK,
        ),
        **{
            (verb, word): Kind.NAME
            for verbs, word in (
                ("sprach spricht sprachen sprechen", "von"),
                ("warnte warnt warnten warnen", "vor"),
                ("berichtete berichtet berichteten", "von"),
            )
            for verb in verbs.split()
        },
    },
    pronouns=genders(m="er dieser letzterer", f="sie diese letztere", n="es dies man", p="wir beide", s="ich",
                     r="der die das welcher welche"),
    determiners=words(
        "der die das den dem des ein eine einer eines einem einen sein seine ihr ihre dieser diese dieses kein keine"
    ),
    prepositions=words("von vom für aus im in der des und zu zur am an bei beim"),
    governing=words(
        "auf nach mit gegen über unter durch vor seit wegen trotz laut gegenüber zwischen ohne in im am an bei "
        "beim zu zum zur von "
        "vom aus für um ins ans aufs anlässlich während innerhalb neben aufgrund angesichts mithilfe infolge anhand "
        "hinsichtlich "
        "bezüglich seitens statt anstatt außer gemäß entgegen samt mitsamt jenseits abseits außerhalb hinter ab"
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
        erin orin istin entin antin ärztin verteidiger landrat stadtrat rentner betreiber
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
        bund stiftung verein vorstand ausschuss gremium fraktion botschaft verwaltung kanzlei bündnis initiative
        redaktion
        klinik kirche opposition koalition magazin blatt firma hersteller
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
    separable=_SEPARATED,
    particles=apart(_SEPARABLE),
    subjunctives=words(
        """
        sei seien habe werde könne müsse solle dürfe wolle gebe komme gehe stehe bleibe brauche liege handle handele
        bestehe lasse mache sehe bedeute zeige führe halte drohe gelte fehle bringe nehme finde wisse möge trage treffe
        spiele stelle setze diene gehöre entspreche ergebe enthalte erhalte folge biete laufe ziehe falle beginne
        sage meine glaube hoffe fordere erwarte arbeite lebe verstehe begrüße unterstütze kenne fühle leide schade
        hätten wäre wären hätte würde würden müssten müsste dürften
        """
    ),
    ordinal_stops=True,
    verb_second=True,
    subordinators=words(
        """
        dass daß ob weil wenn wie während nachdem obwohl obgleich wobei woraufhin worauf wonach damit als da bevor bis
        falls sofern seit seitdem indem sodass soweit sobald solange wo wofür womit warum weshalb wodurch wer was
        """
    ),
    auxiliaries=words(
        """
        hat haben hatte hatten habe hätte hätten ist sind war waren sei seien wäre wären wird werden wurde wurden werde
        würde würden will wollen wollte wollten wolle kann können konnte konnten könne könnte könnten muss müssen musste
        mussten müsse müsste müssten soll sollen sollte sollten solle darf dürfen durfte dürfe dürfte mag mögen möchte
        möchten mochte lässt ließ ließen lassen
        """
    ),
    reflexive=words("sich mich mir ihm ihn ihnen uns euch dich dir"),
    focus=words("auch nur selbst sogar etwa allein rund gut knapp circa ca. fast besonders sehr zumindest mindestens "
                "ungefähr ausgerechnet"),
    finite=words(
        """
        kam kamen ging gingen nahm nahmen gab gaben stand standen lag lagen sah sahen hielt hielten ließ ließen fand
        fanden blieb blieben trat traten zog zogen schloss schlossen fiel fielen begann begannen schien schienen
        verließ griff griffen bat baten traf trafen rief riefen wies wiesen warf warfen stieß stieg stiegen sprach
        schrieb lief liefen trug trugen berief beriefen verwies erhielt erhielten erschien unterlag bezog bot
        stehe steht geht kommt hält sieht lässt weist wirft fällt gilt tritt trifft nimmt gibt spricht liegt
        """
    ),
    oblique=words(
        """
        dem den des einem einen eines einer seinem seinen seines seiner ihrem ihren ihres ihrer diesem diesen dieses
        unserem unseren unserer jedem jeden jenem jenen keinem keinen keiner allen beiden deren dessen welchem welchen
        """
    )
    - words("dieses beiden"),
    feminine=tuple(
        """
        ung heit keit schaft ion tät in enz anz ie ei ik agentur presse gruppe kirche behörde liga kammer union
        gewerkschaft bank bahn stadt welt justiz wehr sicht kraft macht arbeit zeit wahl age seite woche ive ache
        ette schule frau mutter tochter schwester armee post taz faz spd cdu csu fdp afd bild
        """.split()
    ),
    possessives=genders(m="sein seine seiner seinen", f="ihr ihre ihrer ihren"),
    postpositions=words("zufolge"),
    adverbs=words(
        """
        dann noch da so nun jetzt hier dort dabei dazu damit daher darum deshalb deswegen trotzdem dennoch
        dagegen hingegen
        jedoch allerdings zudem außerdem ferner weiter weiterhin zugleich gleichzeitig zuvor vorher danach
        später zuletzt
        schließlich endlich inzwischen mittlerweile unterdessen derweil indessen heute gestern vorgestern
        morgen anschließend
        daraufhin darin darauf daran davon dafür darüber darunter hierzu hierbei hiermit somit also folglich
        demnach laut
        wörtlich offenbar angeblich vermutlich wahrscheinlich möglicherweise vielleicht leider immerhin
        insgesamt zunächst
        erst bereits schon bisher bislang derzeit aktuell kürzlich jüngst damals einst nachdem zwar besonders vor allem
        insbesondere entsprechend ebenso ebenfalls auch nur wenig kurz lange oft häufig wieder erneut dadurch hierdurch
        ganz völlig sehr viel weit anders ähnlich deutlich kritisch skeptisch positiv negativ zufrieden scharf
        angesprochen gefragt befragt konfrontiert
        zumindest mindestens etwa rund fast knapp dementsprechend diesbezüglich überdies übrigens
        """
    ),
    wordings=words(
        """
        worten worte parole parolen aufschrift frage satz sätze sätzen ruf rufe rufen slogan slogans feststellung
        kommentar antwort begründung zitat zitate zitaten ausruf appell forderung forderungen vorwurf passus
        formulierung
        bemerkung losung losungen botschaft hinweis aussage aussagen spruch sprüche sprüchen sprechchöre sprechchören
        wortlaut meinung ansicht auffassung standpunkt reaktion fazit bilanz auszug vorwürfe einschätzung lob klartext
        plakate plakaten transparente
        transparenten schild schilder schildern ergänzung kritik urteil devise
        erklärung mitteilung folgendes folgende these überzeugung bekenntnis versprechen warnung lob tweet zuruf zurufe
        """
    ),
    speaking=words(
        "ich wir ihr du er sie es man mich mir uns euch ist sind war waren wird werden hat haben bin muss müssen kann "
        "können soll sollen will wollen darf dürfen nicht kein keine"
    ),
    names_apart=True,
    inverted=True,
    nouns_capitalised=True,
    fragments_apart=True,
    classes=cue_classes(
        claimed=weak("behaupten beteuern unterstellen mutmaßen spekulieren vermuten"),
        denied=weak("dementieren leugnen verneinen") + " bestritt bestritten bestreitet bestreiten lehnt lehnte "
               "lehnten weist wies wiesen zurückgewiesen abgelehnt abgestritten abstritt widersprach widerspricht "
               "widersprachen",
        warned=weak("warnen mahnen drohen fürchten befürchten") + " warnte_vor warnt_vor warnten_vor warnen_vor "
               "angemahnt",
        promised=weak("versichern geloben garantieren") + " versprach verspricht versprachen versprochen schwor "
                 "schwört zugesichert",
        admitted="räumt räumte räumten eingeräumt einräumte zugab gestand gesteht gestanden eingestanden zugestanden",
        asked=weak("fragen erkundigen") + " bat baten bittet bitten gebeten nachgefragt",
        praised=weak("loben begrüßen würdigen preisen rühmen feiern bejubeln"),
        attacked=weak("kritisieren verurteilen geißeln klagen beklagen rügen tadeln beanstanden bemängeln monieren "
                      "wettern schimpfen beschimpfen brandmarken") + " wirft warf warfen werfen vorgeworfen",
    ),
)  # fmt: skip
