"""The tables of French, Spanish, Italian and Portuguese."""

from __future__ import annotations

from newsreader.quotations.languages.base import Kind, Language, cues, genders, words

FRENCH = Language(
    code="fr",
    cues=cues(
        say="""
        dit disait déclaré déclare déclarait affirmé affirme affirmait expliqué explique expliquait ajouté
        ajoute ajoutait
        assuré assure assurait estimé estime estimait précisé précise souligné souligne indiqué indique annoncé
        annonce
        répondu répond lancé lance écrit raconté raconte confié confie rappelé rappelle répété répète insisté insiste
        reconnu reconnaît poursuivi poursuit conclu conclut commenté commente soutenu soutient martelé martèle
        averti avertit
        dénoncé dénonce regretté regrette observé jugé juge tweeté plaidé admis résume prévenu glissé rapporté
        rapporte
        """,
        ask="demandé demande interrogé interroge",
        vow="promis promet juré exigé exige menacé nié nie démenti refusé réclamé appelé",
        name="qualifié qualifie décrit salué salue critiqué critique condamné condamne",
        think="pense croit espère veut",
    ),
    phrases={("selon",): Kind.ACCORDING, ("d'après",): Kind.ACCORDING, ("d’après",): Kind.ACCORDING},
    nounlike=words("annonce demande critique juge résume lance rapporte"),
    pronouns=genders(m="il a-t-il t-il dit-il", f="elle a-t-elle t-elle dit-elle", n="cela ce c'est", p="ils "
    "elles on nous",
                     s="je j'ai", r="qui"),
    determiners=words("l' l’ le la les un une des du de ce cet cette ces son sa ses leur leurs"),
    prepositions=words("d' d’ de du des à au aux en pour et la le"),
    governing=words("dans sur par avec sans sous en à de pour lors après avant chez depuis"),
    breaks=words(
        """
        que qu' qu’ qui dont où quand si mais ou donc car ne pas est sont était a ont avait avoir être sera il elle
        ils elles on nous vous je lors après avant dans sur par avec sans sous depuis pendant entre contre
        chez plus aussi
        """
    ),
    between=words("a ont avait avaient est sont a-t-il a-t-elle ont-ils ont-elles aussi également encore "
                  "ensuite lui leur nous "
                  "se s'est s’est n'a n’a pas déjà"),
    openers=words("que qu' qu’ si"),
    titles=genders(m="m. monsieur roi pape", f="mme madame reine", x="président présidente ministre général premier"),
    roles=words("président présidente ministre porte-parole directeur directrice chef maire député députée "
                "patron patronne "
                "secrétaire avocat avocate responsable candidat candidate entraîneur professeur chercheur"),
    documents=words("ministère gouvernement police parti agence journal rapport étude accord traité communiqué "
                    "commission"),
    abbreviations=("M", "MM", "Mme", "Mlle", "Dr", "Pr", "St", "av", "etc"),
    times=words("lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin "
                "juillet août septembre "
                "octobre novembre décembre"),
    common=words("l' l’ d' d’ qu' qu’ le la les un une des dans pour sur selon mais il elle "
                 "en au aux ce cette ces après avant depuis et ou"),
    elided="[Ll]|[Qq]u|[Dd](?=['’][A-ZÀ-Þ])",
    inverted=True,
)  # fmt: skip

SPANISH = Language(
    code="es",
    cues=cues(
        say="""
        dijo dice decía dijeron declaró declara afirmó afirma afirmaron explicó explica aseguró asegura añadió
        añade agregó
        agrega señaló señala indicó indica anunció anuncia manifestó expresó sostuvo sostiene respondió
        responde escribió
        escribe contó cuenta subrayó destacó recordó reconoció apuntó insistió comentó concluyó advirtió
        advierte precisó
        aclaró admitió confirmó reiteró denunció lamentó opinó dicho declarado afirmado explicado asegurado informó
        """,
        ask="preguntó pregunta",
        vow="prometió promete exigió exige amenazó negó niega pidió rechazó",
        name="calificó califica describió llamó criticó condenó elogió tildó",
        think="cree piensa espera quiere",
    ),
    phrases={("según",): Kind.ACCORDING, ("de", "acuerdo", "con"): Kind.ACCORDING},
    nounlike=words("anuncia pregunta cuenta"),
    pronouns=genders(m="él", f="ella", n="esto ello", p="ellos ellas nosotros", s="yo", r="que quien"),
    determiners=words("el la los las un una unos unas su sus este esta estos estas ese esa"),
    prepositions=words("de del para en y al a la el los"),
    governing=words("en con por para sobre tras desde ante durante según"),
    breaks=words("que cuando si pero o porque aunque no es son fue era está ha han había ser se lo le les como "
                 "donde durante tras "
                 "con sin sobre por hasta desde entre contra más también"),
    between=words("ha han había también además luego después no se lo le les ya nos"),
    openers=words("que si"),
    titles=genders(m="señor sr. don rey papa", f="señora sra. doña reina", x="presidente presidenta ministro "
    "ministra general"),
    roles=words("presidente presidenta ministro ministra portavoz director directora jefe líder alcalde "
                "alcaldesa senador "
                "diputado diputada secretario secretaria abogado abogada entrenador candidato candidata"),
    documents=words("ministerio gobierno policía partido agencia diario periódico informe estudio acuerdo "
                    "tratado comunicado"),
    abbreviations=("Sr", "Sra", "Dr", "Dra", "Ud", "EE.UU"),
    times=words("lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio "
                "julio agosto "
                "septiembre octubre noviembre diciembre"),
    common=words("el la los las un una en por para según pero y o tras desde con sin su sus este esta así "
                 "además también no"),
    inverted=True,
)  # fmt: skip

ITALIAN = Language(
    code="it",
    cues=cues(
        say="""
        detto dice disse diceva dichiarato dichiara affermato afferma affermò spiegato spiega aggiunto aggiunge
        aggiunse
        sottolineato sottolinea annunciato annuncia scritto scrive risposto risponde raccontato racconta
        ricordato ricorda
        ribadito ribadisce concluso conclude commentato commenta avvertito ammesso precisato osservato sostiene
        sostenuto
        confermato rivelato osserva riferito
        """,
        ask="chiesto chiede domandato",
        vow="promesso promette negato nega minacciato",
        name="definito definisce descritto criticato condannato",
        think="crede pensa spera vuole",
    ),
    phrases={("secondo",): Kind.ACCORDING},
    pronouns=genders(m="lui egli", f="lei ella", n="ciò", p="loro noi", s="io", r="che chi"),
    determiners=words("l' l’ un' un’ il lo la i gli le l un uno una suo sua suoi sue questo questa"),
    prepositions=words("dell' dell’ di del della dei delle dell da dal per in nel e al a"),
    governing=words("in con per su dopo da nel nella durante"),
    breaks=words("che quando se ma o perché non è sono era ha hanno aveva essere si lo come dove durante dopo "
                 "prima con senza su "
                 "tra fra contro più anche"),
    between=words("ha hanno aveva è anche poi inoltre non si lo ancora già"),
    openers=words("che se"),
    titles=genders(m="signor re papa", f="signora regina", x="presidente ministro ministra premier generale"),
    roles=words("presidente ministro ministra portavoce direttore direttrice capo leader sindaco sindaca "
                "senatore deputato "
                "segretario segretaria avvocato allenatore candidato"),
    documents=words("ministero governo polizia partito agenzia giornale rapporto studio accordo trattato comunicato"),
    abbreviations=("Sig", "Dott", "Prof", "On", "ecc"),
    times=words("lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio "
                "giugno luglio "
                "agosto settembre ottobre novembre dicembre"),
    common=words("l' l’ il lo la i gli le un una in per secondo ma e o dopo con senza questo questa così anche non "
                 "nel nella"),
    elided="[Ll]|[Uu]n|(?:[Dd]|[Nn])ell|(?:[Aa]|[Dd]a|[Ss]u)ll",
    inverted=True,
)  # fmt: skip

PORTUGUESE = Language(
    code="pt",
    cues=cues(
        say="""
        disse diz dizia disseram declarou declara afirmou afirma explicou explica acrescentou acrescenta
        assegurou garantiu
        destacou anunciou anuncia escreveu escreve respondeu responde contou lembrou reconheceu ressaltou
        insistiu comentou
        concluiu alertou admitiu confirmou reiterou lamentou avaliou informou completou dito
        """,
        ask="perguntou pergunta questionou",
        vow="prometeu promete exigiu ameaçou negou nega pediu",
        name="chamou classificou descreveu criticou condenou elogiou",
        think="acredita pensa espera quer acha",
    ),
    phrases={("segundo",): Kind.ACCORDING, ("de", "acordo", "com"): Kind.ACCORDING, ("conforme",): Kind.ACCORDING},
    nounlike=words("anuncia pergunta"),
    pronouns=genders(m="ele", f="ela", n="isso isto", p="eles elas nós", s="eu", r="que quem"),
    determiners=words("o a os as um uma seu sua seus suas este esta esse essa"),
    prepositions=words("de do da dos das para em no na e ao à"),
    governing=words("em no na com por para sobre após desde durante"),
    breaks=words("que quando se mas ou porque não é são foi era está tem têm ser se lhe como onde durante após "
                 "com sem sobre por "
                 "até desde entre contra mais também"),
    between=words("tem também ainda depois não se já lhe nos havia"),
    openers=words("que se"),
    titles=genders(m="senhor sr. dom rei papa", f="senhora sra. dona rainha", x="presidente ministro ministra "
    "general"),
    roles=words("presidente ministro ministra porta-voz diretor diretora chefe líder prefeito prefeita senador "
                "deputado deputada "
                "secretário secretária advogado advogada treinador candidato candidata"),
    documents=words("ministério governo polícia partido agência jornal relatório estudo acordo tratado comunicado"),
    abbreviations=("Sr", "Sra", "Dr", "Dra"),
    times=words("segunda terça quarta quinta sexta sábado domingo janeiro fevereiro março abril maio junho "
                "julho agosto setembro "
                "outubro novembro dezembro"),
    common=words("o a os as um uma em no na por para segundo mas e ou após com sem este esta assim também não"),
    inverted=True,
)  # fmt: skip
