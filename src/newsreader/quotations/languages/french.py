"""The tables of French."""

from __future__ import annotations

from newsreader.quotations.languages.base import Language, cue_classes, cues, forms, genders, phrases, words

_ER = "é ée és e ent ait aient a èrent ant"
"""déclarer: déclaré, déclare, déclarent, déclarait, déclaraient, déclara, déclarèrent, déclarant."""
_IR = "i it issent issait issaient issant"
"""avertir: averti, avertit, avertissent ..."""

FRENCH = Language(
    code="fr",
    cues=cues(
        say=forms(
            """
            déclar affirm expliqu ajout assur estim précis soulign indiqu racont confi rappel répét insist martel
            comment observ not jug tweet plaid résum gliss rapport clam proclam argument nuanc détaill constat
            ironis plaisant lamentait lanc annonc dénonc assén murmur chuchot cri hurl balay confirm révèl révél
            évoqu avanc signal argu renchér rétorqu répliqu tranch confess avou post soupir complét enchaîn
            énonc réaffirm réitèr réitér pest fulmin exhort suggèr suggér pronostiqu alert recommand conseill
            considèr considér exclam emport insurg indign étonn inquièt inquiét justifi félicit laiss regrett déplor grond témoign démontr explicit
            """, _ER)
        + " " + forms("avert renchér", _IR)
        + """
        sourit sourient souriait sourit-il rit riait ricane ricanait lit lire protesté proteste protestait protestent résumer tempête tempêtait grogne grommelle gronde
        réjoui réjouit désolé désole défendu défend défendait s'écrie s’écrie dit disent disait disaient dirent disant dite redit redisait
        lançait lança lançant annonçait annonça annonçant dénonçait dénonça dénonçant avançait avança
        jugeait jugea jugeant nuançait nuança
        répète rappelle rappellent répondu répond répondent répondait répondit répondant
        écrit écrivent écrivait écrivit écrivant
        reconnu reconnaît reconnait reconnaissait reconnaissent reconnut poursuivi poursuit poursuivait poursuivant
        conclu conclut concluait concluant soutenu soutient soutiennent soutenait soutint
        admis admet admettait admettent admit concédé concède concédait concéda convenu convient
        prévenu prévient préviennent prévenait repris reprend reprenait reprit
        fait-valoir prétendu prétend prétendent prétendait promettait
        """,
        tell=forms("inform", _ER),
        ask=forms("demand interrog questionn", _ER) + " interrogeait interrogea s'interroge s’interroge",
        vow=forms("jur exig menac réclam refus démentait rejet contest ni réfut appel invit ordonn garanti", _ER)
        + """
        promis promet promettent promettait promit promettant menaçait menaça menaçant exigeait exigea
        appelle appellent démenti dément démentent démentait engagé engage proposé propose proposait
        """,
        name=forms("qualifi salu critiqu condamn accus fustig dénigr lou félicit applaud attaqu raill étrill encens", _ER)
        + """
        décrit décrivent décrivait décrivit épinglé épingle taclé tacle célébré célèbre remercié remercie
        applaudi applaudit applaudissait
        """,
        think="""
        pense pensent pensait pensé croit croient croyait espère espèrent espérait espéré veut veulent voulait
        souhaite souhaitent souhaitait souhaité craint craignent craignait redoute redoutait juge
        """,
        show="montre montrent révèle révèlent établit conclut prévoit prévoient stipule stipulent dispose impose",
    ),
    phrases=phrases(
        according="""
        selon d'après d’après pour_sa_part_selon de_l'avis_de de_l’avis_de de_l'_avis_de aux_yeux_de
        aux_dires_de à_en_croire de_source à_ses_yeux selon_ses_mots selon_ses_termes
        """,
        say="""
        fait_valoir fait_savoir a_fait_savoir fait_remarquer fait_observer fait_part laissé_entendre laisse_entendre
        tient_à_préciser met_en_garde mis_en_garde mettait_en_garde
        """,
        vow="s'est_engagé s’est_engagé s'est_engagée s’est_engagée s'engage s’engage",
        name="""
        s'en_est_pris s’en_est_prise s'est_félicité s’est_félicité s'est_félicitée s’est_félicitée rendu_hommage
        rend_hommage parlé_de parle_de parlait_de parlé_d' parlé_d’ parle_d' parle_d’
        """,
    ),
    nounlike=words(
        """
        annonce demande critique juge lance rapporte rapport note cri cris confie appel appelle signal commente
        menace refus offre promis conteste dispose fait dit propose conseille regret résume témoigne alerte attaque
        évoque invite post ordonne plaide salue garantie
        """
    ),
    passives=words("été"),
    pronouns=genders(m="il celui-ci lui", f="elle celle-ci", n="cela ce c'est c’est ça", p="ils elles on nous vous",
                     s="je j'ai j’ai j'", r="qui"),
    clitics="ils?|elles?|on|je|nous|vous|ce",
    determiners=words(
        "l' l’ le la les un une des du de ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre vos "
        "plusieurs certains certaines quelques deux trois"
    ),
    prepositions=words("d' d’ de du des à au aux en pour et la le"),
    governing=words(
        "dans sur par avec sans sous en à de pour lors après avant chez depuis devant face vers contre entre"
    ),
    breaks=words(
        """
        que qu' qu’ qui dont où quand si mais ou donc car ne n'est n’est n'a n’a pas est sont était étaient a ont avait
        avaient avoir être sera il elle ils elles on nous vous je lors après avant dans sur par avec sans sous depuis
        pendant entre contre chez plus aussi lorsque puis alors tandis comme devant face vers selon c'est c’est
        s'est s’est fut furent a-t-il
        """
    ),
    between=words(
        """
        a ont avait avaient eut est sont fut aussi également encore ensuite lui leur nous vous m'a m’a nous se s'est
        s’est n'a n’a n'ont n’ont pas déjà d'ailleurs d’ailleurs donc ainsi toutefois cependant alors vivement hier
        aujourd'hui aujourd’hui lundi mardi mercredi jeudi vendredi samedi dimanche toujours rapidement d'abord
        d’abord enfin l'a l’a ne simplement notamment même longtemps soir matin
        """
    ),
    openers=words("que qu' qu’ si"),
    addressees=words("journalistes presse députés reporters"),
    titles=genders(
        m="m. m monsieur roi pape prince mgr maître",
        f="mme mlle madame mademoiselle reine princesse",
        x="""
        président présidente ministre général générale premier première dr pr docteur professeur professeure
        me député députée sénateur sénatrice maire chancelier chancelière colonel capitaine commandant lieutenant
        juge procureur procureure secrétaire cardinal imam rabbin lieutenant-colonel préfet préfète commissaire
        """,
    ),
    roles=words(
        """
        président présidente ministre porte-parole directeur directrice chef cheffe maire député députée patron patronne
        secrétaire avocat avocate responsable candidat candidate entraîneur entraîneuse professeur professeure chercheur
        chercheuse sénateur sénatrice préfet préfète procureur procureure juge médecin infirmier infirmière auteur
        autrice écrivain écrivaine historien historienne économiste sociologue politologue analyste spécialiste expert
        experte militant militante syndicaliste délégué déléguée représentant représentante fondateur fondatrice
        gérant gérante habitant habitante voisin voisine agriculteur agricultrice éleveur éleveuse pêcheur pêcheuse
        boulanger boulangère commerçant commerçante ouvrier ouvrière étudiant étudiante élève enseignant enseignante
        joueur joueuse capitaine attaquant gardien gardienne acteur actrice réalisateur réalisatrice chanteur chanteuse
        musicien musicienne architecte ingénieur ingénieure élu élue conseiller conseillère commissaire général
        adjoint adjointe proche source diplomate ambassadeur ambassadrice roi reine pape évêque gouverneur premier
        fonctionnaire témoin victime parent mère père frère sœur fils fille veuve mari épouse retraité retraitée
        """
    ),
    documents=words(
        """
        ministère gouvernement police parti agence journal quotidien hebdomadaire rapport étude accord traité communiqué
        commission lettre document texte projet loi contrat jugement tribunal cour parquet enquête sondage préfecture
        mairie municipalité entreprise groupe société syndicat association ong organisation fédération banque institut
        université armée gendarmerie conseil assemblée sénat comité élysée matignon quai fondation club
        """
    ),
    document_openers=words("selon dans"),
    abbreviations=("M", "MM", "Mme", "Mlle", "Mgr", "Dr", "Pr", "Me", "St", "Ste", "av", "etc"),
    times=words(
        """
        lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre
        octobre novembre décembre hier aujourd'hui aujourd’hui demain matin soir
        """
    ),
    common=words(
        """
        l' l’ d' d’ qu' qu’ c' c’ le la les un une des dans pour sur selon mais il elle en au aux ce cette ces après
        avant depuis et ou à de du si puis alors ainsi pourtant cependant quand lorsque comme interrogé interrogée
        contacté contactée notre nos votre son sa ses leur deux trois plusieurs certains certaines tout tous toutes
        nous vous je on ils elles c'est c’est pas oui non merci hier aujourd'hui aujourd’hui ici là français française
        françaises américain américaine pourquoi comment combien où qui que rien chez sans sous avec par
        """
    ),
    works=words("intitulé intitulée titre titré film livre roman chanson album série émission spectacle exposition"),
    elided="[Ll]|[Qq]u|[Dd](?=['’][A-ZÀ-Þ])",
    inverted=True,
    dialogue=True,
    datives=words("à au aux"),
    document_verbs=words("lit lire"),
    possessives=genders(a="ses ces"),
    given=genders(
        m="""
        alain andré antoine aurélien baptiste benoît bruno cédric clément cyril damien didier édouard emmanuel étienne
        fabien fabrice florian franck françois frédéric gaël georges gérard gérald gilles grégory guillaume guy hervé
        hugo jean jean-luc jean-marc jean-pierre jérôme joël jules laurent lionel loïc luc marc mathieu matthieu maxime
        mickaël nathan nicolas olivier pascal patrice philippe pierre raphaël rémi rené romain sébastien stéphane
        sylvain théo thibault thierry thomas valentin vincent yann yannick yves
        """,
        f="""
        adèle agathe agnès alice amandine amélie anaïs anne anne-marie annick audrey aurélie aurore béatrice brigitte
        camille carole catherine cécile céline chantal charlotte chloé christelle claire claudine clémence colette
        corinne delphine dominique élise élodie émilie emma estelle florence françoise gabrielle geneviève hélène
        inès isabelle jacqueline jeanne josiane julie juliette karine laëtitia laure laurence léa louise lucie
        madeleine manon marguerite marie marie-claire marine marion martine mathilde mélanie michèle mireille monique
        muriel nadine nathalie nicole noémie odile océane pauline sabine sandrine simone solène sophie stéphanie suzanne
        sylvie valérie véronique virginie yvette zoé
        """,
    ),
    classes=cue_classes(
        claimed="prétendu prétend prétendent prétendait affirmait affirmaient soutient soutiennent soutenu soutenait",
        denied=forms("ni réfut contest rejet refus", _ER) + " démenti dément démentent démentait",
        warned=forms("avert", _IR) + " " + forms("menac alert", _ER)
        + """
        menaçait menaça menaçant prévenu prévient préviennent prévenait craint craignent craignait redoute
        met_en_garde mis_en_garde mettait_en_garde
        """,
        promised=forms("jur garanti", _ER)
        + """
        promis promet promettent promettait promit promettant engagé engage s'est_engagé s’est_engagé s'est_engagée
        s’est_engagée s'engage s’engage
        """,
        admitted=forms("avou confess", _ER)
        + """
        reconnu reconnaît reconnait reconnaissait reconnaissent reconnut admis admet admettait admettent admit
        concédé concède concédait concéda convenu convient
        """,
        asked=forms("demand interrog questionn", _ER) + " interrogeait interrogea s'interroge s’interroge",
        praised=forms("salu lou félicit encens", _ER)
        + """
        célébré célèbre remercié remercie applaudi applaudit applaudissait s'est_félicité s’est_félicité
        s'est_félicitée s’est_félicitée rendu_hommage rend_hommage
        """,
        attacked=forms("critiqu condamn accus fustig dénigr attaqu raill étrill dénonc", _ER)
        + " dénonçait dénonça dénonçant épinglé épingle taclé tacle s'en_est_pris s’en_est_prise",
    ),
)  # fmt: skip
