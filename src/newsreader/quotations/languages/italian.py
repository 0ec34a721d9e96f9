"""The tables of Italian."""

from __future__ import annotations

from newsreader.quotations.languages.base import Language, cue_classes, cues, forms, genders, phrases, words

_ARE = "ato ata a ano ò arono ava avano ando"
"""dichiarare: dichiarato, dichiara, dichiarano, dichiarò, dichiararono, dichiarava, dichiaravano, dichiarando."""

ITALIAN = Language(
    code="it",
    cues=cues(
        say=forms(
            """
            dichiar afferm sottoline raccont ricord coment comment precis osserv conferm rivel segnal rimarc argoment
            not esclam url sussurr mormor twitt denunci lament puntualizz chios replic incalz evidenzi ironizz confid
            testimoni assicur specific constat sentenzi auspic ragion elenc ammon avvis garant
            """, _ARE)
        + """
        protesta protestò protestava sorride sorrise sorrideva ride rideva scherza scherzava scherzò sospira sospirò legge sbuffa
        detto dice dicono disse dissero diceva dicevano dicendo spiegato spiega spiegano spiegò spiegarono spiegava
        aggiunto aggiunge aggiungono aggiunse aggiunsero aggiungeva aggiungendo annunciato annuncia annunciano annunciò
        scritto scrive scrivono scrisse scriveva risposto risponde rispondono rispose risposero rispondeva
        ribadito ribadisce ribadiscono ribadì ribadiva concluso conclude concludono concluse proseguito prosegue
        avvertito avverte avvertono avvertì avvertiva ammesso ammette ammettono ammise ammetteva sostiene sostengono
        sostenuto sosteneva sostenne riferito riferisce riferiscono riferì riferiva riconosciuto riconosce riconobbe
        chiarito chiarisce chiarì ripetuto ripete ripetono ripeteva ripeté scandito scandisce continua continuava
        rilancia rilanciato reso-noto insistito insiste insistono reagito reagisce obiettato obietta
        gridato grida gridò comunicato comunica suggerito suggerisce fatto-sapere pretende sbottato sbotta
        confessato confessa confessò ritiene ritengono riteneva
        """,
        tell="informato informa",
        ask="chiesto chiede chiedono chiese chiesero chiedeva domandato domanda domandano domandò interrogato interroga",
        vow="""
        promesso promette promettono promise prometteva negato nega negano negò negava minacciato minaccia minacciano
        minacciò minacciava giurato giura giurò smentito smentisce smentiscono smentì smentiva respinto respinge
        respinse esige preteso rifiutato rifiuta rifiutò garantito garantisce garantiscono garantì assicurato
        invitato invita esortato esorta proposto propone rivendicato rivendica contestato contesta
        """,
        name=forms("critic condann elogi lod accus attacc bocci etichett boll", _ARE)
        + """
        definito definisce definiscono definì definiva descritto descrive descrivono descrisse chiamato chiama
        ringraziato ringrazia applaudito applaude celebrato celebra tacciato stigmatizzato stigmatizza
        """,
        think="""
        crede credono credeva pensa pensano pensava spera sperano sperava vuole vogliono voleva teme temono temeva
        auspica
        """,
        show="mostra mostrano rivela rivelano stabilisce stabiliscono prevede prevedono conclude dispone impone",
    ),
    phrases=phrases(
        according="secondo stando_a a_detta_di a_giudizio_di a_parere_di ad_avviso_di per_bocca_di a_suo_dire a_suo_avviso a_suo_giudizio",
        say="ha_reso_noto reso_noto rende_noto fatto_sapere fa_sapere messo_in_guardia mette_in_guardia ha_tenuto_a_precisare",
        vow="si_è_impegnato si_è_impegnata si_impegna",
        name="si_è_scagliato si_è_scagliata punta_il_dito puntato_il_dito si_è_congratulato ha_reso_omaggio parlato_di parla_di parlava_di",
    ),
    nounlike=words(
        """
        nota noti domanda minaccia critica annuncia commenta racconta ricorda replica grida accusa denuncia detto fatto
        scritto comunicato osserva rivela precisa condanna attacca sostenuto riconosciuto riferito invita nega segnala
        deciso conferma proposto continua definito boccia bocciata informa comunica
        """
    ),
    passives=words("stato stata stati state viene vengono venne vennero"),
    pronouns=genders(m="lui egli quest'ultimo quest’ultimo", f="lei ella", n="ciò", p="loro noi essi voi", s="io",
                     r="che chi"),
    determiners=words(
        "l' l’ un' un’ il lo la i gli le un uno una suo sua suoi sue questo questa questi queste quel quella nostro "
        "nostra alcuni alcune due tre"
    ),
    prepositions=words(
        "dell' dell’ di del della dei delle degli dello dell da dal dalla dall' dall’ per in nel e al a all' all’ alla ai"
    ),
    governing=words(
        "nel in con per su dopo da dal dalla nel nella nell' nell’ negli durante sul sulla sull' sull’ contro tra fra verso "
        "alla al ai alle all' all’ di del della dei delle degli"
    ),
    breaks=words(
        """
        che quando se ma o perché non è sono era erano ha hanno aveva avevano essere si lo come dove durante dopo prima
        con senza su tra fra contro più anche mentre né nel nella sul sulla verso già poi però secondo
        """
    ),
    between=words(
        """
        ha hanno aveva avevano ho è anche poi inoltre non si lo ancora già mi ci gli le invece infine così oggi ieri
        lunedì martedì mercoledì giovedì venerdì sabato domenica successivamente subito quindi però sempre stesso stessa
        """
    ),
    openers=words("che se"),
    addressees=words("giornalisti cronisti stampa"),
    titles=genders(
        m="signor sig. re papa don principe",
        f="signora sig.ra regina suor principessa",
        x="""
        presidente ministro ministra premier generale dottor dottoressa dott. dott.ssa prof. professor professoressa on.
        onorevole avvocato avv. sindaco sindaca senatore senatrice deputato deputata cancelliere colonnello capitano
        comandante giudice procuratore cardinale questore prefetto governatore governatrice ing. vicepresidente
        """,
    ),
    roles=words(
        """
        presidente ministro ministra portavoce direttore direttrice capo leader sindaco sindaca senatore senatrice
        deputato deputata segretario segretaria avvocato avvocata allenatore allenatrice candidato candidata governatore
        governatrice giudice procuratore procuratrice magistrato medico infermiere infermiera professore professoressa
        ricercatore ricercatrice scienziato scienziata economista analista esperto esperta autore autrice scrittore
        scrittrice storico storica giornalista attivista sindacalista rappresentante fondatore fondatrice titolare
        proprietario proprietaria vicino agricoltore agricoltrice allevatore pescatore pescatrice panettiere fornaio
        fornaia commerciante operaio operaia studente studentessa maestro maestra giocatore giocatrice capitano portiere
        attaccante attore attrice regista cantante musicista architetto architetta ingegnere ingegnera assessore
        assessora consigliere consigliera ambasciatore ambasciatrice re regina papa vescovo cardinale funzionario
        funzionaria testimone vittima madre padre fratello sorella figlio figlia vedova marito moglie fonte fonti
        questore prefetto comandante vicepresidente premier responsabile curatore curatrice difensore
        """
    ),
    documents=words(
        """
        ministero governo polizia partito agenzia giornale quotidiano rapporto studio accordo trattato comunicato lettera
        documento testo legge contratto sentenza tribunale corte procura sondaggio comune regione azienda gruppo società
        sindacato associazione ong organizzazione federazione banca istituto università esercito carabinieri consiglio
        parlamento senato camera comitato commissione fondazione club relazione questura prefettura ordinanza
        """
    ),
    document_openers=words("secondo"),
    abbreviations=("Sig", "Sig.ra", "Dott", "Dott.ssa", "Prof", "On", "Avv", "Ing", "ecc"),
    times=words(
        """
        lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno luglio
        agosto settembre ottobre novembre dicembre ieri oggi domani mattina sera
        """
    ),
    common=words(
        """
        l' l’ il lo la i gli le un una in per secondo ma e o dopo con senza questo questa così anche non nel nella nell'
        nell’ al alla di da del della su sul sulla se quando come mentre poi però inoltre intanto infine due tre tutti
        tutto ogni alcuni nostro nostra noi io lui lei loro voi sì no grazie oggi ieri qui ora interpellato interpellata
        italiano italiana chi che cosa dove perché quanto più è ci vi si
        """
    ),
    works=words("intitolato intitolata titolo film libro romanzo canzone album serie programma mostra spettacolo"),
    elided="[Ll]|[Uu]n|(?:[Dd]|[Nn])ell|(?:[Aa]|[Dd]a|[Ss]u)ll",
    inverted=True,
    dialogue=True,
    datives=words("a al alla ai agli alle all' all’"),
    document_verbs=words("legge"),
    drops_subject=True,
    possessives=genders(a="suo sua"),
    given=genders(
        m="""
        alberto aldo alessandro alessio andrea angelo antonio bruno carlo claudio cristiano daniele dario davide diego
        domenico edoardo emanuele enrico enzo ettore fabio fabrizio federico filippo francesco franco gabriele gaetano
        giacomo giancarlo gianluca gianni giorgio giovanni giuliano giulio giuseppe guido ivan jacopo leonardo lorenzo
        luca luciano luigi marcello marco mario massimo matteo maurizio mauro michele mirko nicola paolo pasquale piero
        pietro raffaele renato riccardo roberto rocco salvatore sandro sergio silvio simone stefano tommaso ugo umberto
        valerio vincenzo vittorio
        """,
        f="""
        ada adele agnese alba alessandra alessia alice anna antonella arianna beatrice benedetta bianca camilla carla
        caterina cecilia chiara cinzia clara claudia cristina daniela debora elena eleonora elisa elisabetta emanuela
        emma enrica federica fiorella francesca gabriella gaia giada gianna ginevra giorgia giovanna giulia giuliana
        ilaria irene laura letizia lidia livia loredana lorenza luciana lucia luisa maddalena manuela mara margherita
        maria marina marta martina michela milena mirella monica nadia nicoletta ornella paola patrizia raffaella
        roberta rosa rosanna rossella sabrina sara serena silvia simona sofia sonia stefania susanna tiziana valentina
        valeria vanessa veronica virginia vittoria viviana
        """,
    ),
    classes=cue_classes(
        claimed="sostiene sostengono sostenuto sosteneva sostenne pretende rivendicato rivendica",
        denied="""
        negato nega negano negò negava smentito smentisce smentiscono smentì smentiva respinto respinge respinse
        rifiutato rifiuta rifiutò contestato contesta
        """,
        warned=forms("ammon", "ato ava ò")
        + """
        avvertito avverte avvertono avvertì avvertiva minacciato minaccia minacciano minacciò minacciava teme temono
        temeva messo_in_guardia mette_in_guardia
        """,
        promised="""
        promesso promette promettono promise prometteva giurato giura giurò garantito garantisce garantiscono garantì
        si_è_impegnato si_è_impegnata si_impegna
        """,
        admitted="""
        ammesso ammette ammettono ammise ammetteva riconosciuto riconosce riconobbe confessato confessa confessò
        """,
        asked="chiesto chiede chiedono chiese chiesero chiedeva domandato domanda domandano domandò interrogato interroga",
        praised=forms("elogi lod", _ARE)
        + " ringraziato ringrazia applaudito applaude celebrato celebra si_è_congratulato ha_reso_omaggio",
        attacked=forms("critic condann accus attacc bocci denunci boll", _ARE)
        + """
        tacciato stigmatizzato stigmatizza si_è_scagliato si_è_scagliata punta_il_dito puntato_il_dito
        """,
    ),
)  # fmt: skip
