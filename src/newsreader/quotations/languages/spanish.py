"""The tables of Spanish."""

from __future__ import annotations

from newsreader.quotations.languages.base import Language, cue_classes, cues, forms, genders, phrases, words

_AR = "ó aron a an aba aban ado ando é"
"""declarar: declaró, declararon, declara, declaran, declaraba, declaraban, declarado, declarando, declaré."""
_ER_IR = "ió ieron e en ía ían ido iendo"
"""responder: respondió, respondieron, responde, responden, respondía, respondían, respondido, respondiendo."""

SPANISH = Language(
    code="es",
    cues=cues(
        say=forms(
            """
            declar afirm explic asegur señal indic anunci manifest expres subray destac apunt coment precis aclar
            confirm reiter denunci lament opin inform detall remarc relat narr sentenci argument enfatiz apostill
            recalc exclam grit murmur susurr public tuite zanj puntualiz matiz adelant agreg ironiz constat critic
            valor proclam pronostic alert bromee confes ratific acept revel sugiri
            """, _AR)
        + " " + forms("respond escrib insist admit conced añad aplaud replic debat esgrim", _ER_IR)
        + """
        protesta protestó protestaba protestan sonríe sonrió sonreía ríe rió reía bromea bromeaba suspira suspiró lee rezongó refunfuña
        dijo dice dicen decía decían dijeron dicho diciendo diría añade añaden añadió añadieron añadía añadiendo
        sostuvo sostiene sostienen sostenía sostuvieron sostenido cuenta cuentan contó contaron contaba contado
        recordó recuerda recuerdan recordaba recordaron recordado recordando reconoció reconoce reconocen reconocía
        reconocieron reconocido concluyó concluye concluyeron concluía advirtió advierte advierten advertía advirtieron
        advertido advirtiendo replicó replica contestó contesta contestaba contestaron contestado
        prosiguió prosigue continuó continúa siguió sugirió sugiere sugieren sugirieron previno previene
        vaticinó vaticina mencionó refirió refiere resumió resume
        insinuó insinúa evaluó evalúa consideró considera consideran consideraba dejó-claro
        repitió repite repiten repetía tuiteó zanjó ironizó bromeó
        """,
        tell="informó informaron informa",
        ask=forms("pregunt cuestion interrog", _AR) + " inquirió inquiere",
        vow=forms("amenaz rechaz juró jur orden reclam garantiz", _AR)
        + """
        prometió prometieron promete prometen prometía prometido prometiendo exigió exigieron exige exigen exigía
        exigido negó niega niegan negaba negaron negado negando pidió pide piden pedía pidieron pedido pidiendo
        desmintió desmiente desmienten desmintieron desmentido comprometió compromete comprometieron
        propuso propone proponen propusieron instó insta urgió urge llamó
        """,
        name=forms("calific critic conden elogi tild tach acus alab ensalz felicit celebr ataque arremeti cens señal", _AR)
        + """
        describió describe describían describieron llamó llama llaman llamaron definió define definen
        aplaudió aplaude aplauden elogió censuró censura arremetió arremete atacó ataca atacan atacaron agradeció
        agradece
        """,
        think="""
        cree creen creía piensa piensan pensaba espera esperan esperaba quiere quieren quería teme temen temía confía
        duda opina
        """,
        show="muestra muestran revela revelan establece establecen concluye estipula estipulan dispone prevé",
    ),
    phrases=phrases(
        according="según de_acuerdo_con de_acuerdo_a a_juicio_de en_opinión_de en_palabras_de a_decir_de conforme_a a_su_juicio en_su_opinión a_su_entender en_sus_palabras según_sus_palabras",
        say="dejó_claro dejó_en_claro deja_claro hizo_saber hizo_hincapié puso_de_manifiesto dio_a_conocer puso_de_relieve",
        vow="se_comprometió se_compromete se_comprometieron hizo_un_llamamiento",
        name="arremetió_contra arremete_contra cargó_contra carga_contra rindió_homenaje habló_de habla_de hablaba_de hablado_de",
    ),
    nounlike=words(
        """
        anuncia anuncio pregunta cuenta llama resume público publicado dicho pedido señal señala comenta manifiesta
        cuestiona critica alerta denuncia orden ordena duda espera cita acusado condenado rechazo relata relato
        informe precisa precisas continua valora confía urge insta detalla niega dispone ataca conforme promete
        asegurado reclama destacado publica público sentencia amenaza amenazas
        """
    ),
    passives=words("sido fue fueron fuera"),
    pronouns=genders(m="él éste este-último", f="ella ésta", n="esto ello eso", p="ellos ellas nosotros ustedes "
    "vosotros", s="yo", r="que quien quienes"),
    determiners=words(
        "el la los las un una unos unas su sus este esta estos estas ese esa esos esas mi mis nuestro nuestra varios "
        "varias algunos algunas dos tres"
    ),
    prepositions=words("de del para en y al a la el los las e"),
    governing=words("en con por para sobre tras desde ante durante según contra hacia entre sin a de del al"),
    breaks=words(
        """
        que cuando si pero o porque aunque no es son fue era está están ha han había ser se lo le les como donde durante
        tras con sin sobre por hasta desde entre contra más también mientras ante según ya quien sin pues ni además
        hacia para en
        """
    ),
    between=words(
        """
        ha han había habían hubo he también además luego después no se lo le les ya nos me te ayer hoy lunes martes
        miércoles jueves viernes sábado domingo así igualmente asimismo posteriormente siempre nunca aún todavía este
        esta mismo finalmente previamente tajante
        """
    ),
    openers=words("que si"),
    addressees=words("periodistas reporteros prensa diputados"),
    titles=genders(
        m="señor sr. sr don d. rey papa príncipe fray",
        f="señora sra. sra señorita srta. doña dña. reina princesa sor",
        x="""
        presidente presidenta ministro ministra general doctor doctora dr. dra. profesor profesora gobernador gobernadora
        alcalde alcaldesa senador senadora diputado diputada canciller secretario secretaria coronel capitán comandante
        juez jueza fiscal cardenal comisario comisaria vicepresidente vicepresidenta expresidente expresidenta
        """,
    ),
    roles=words(
        """
        presidente presidenta ministro ministra portavoz vocero vocera director directora jefe jefa líder alcalde
        alcaldesa senador senadora diputado diputada secretario secretaria abogado abogada entrenador entrenadora
        candidato candidata gobernador gobernadora canciller juez jueza fiscal médico médica doctor doctora enfermero
        enfermera profesor profesora maestro maestra investigador investigadora científico científica economista
        analista experto experta autor autora escritor escritora historiador historiadora periodista activista
        sindicalista representante fundador fundadora dueño dueña gerente vecino vecina agricultor agricultora ganadero
        ganadera pescador pescadora panadero panadera comerciante obrero obrera estudiante alumno alumna jugador jugadora
        capitán capitana portero delantero actor actriz cineasta cantante músico arquitecto arquitecta ingeniero ingeniera
        concejal concejala consejero consejera embajador embajadora rey reina papa obispo funcionario funcionaria testigo
        víctima madre padre hermano hermana hijo hija viuda marido esposa fuente fuentes vicepresidente vicepresidenta
        coordinador coordinadora comisario comisaria general
        """
    ),
    documents=words(
        """
        ministerio gobierno policía partido agencia diario periódico informe estudio acuerdo tratado comunicado carta
        documento texto ley proyecto contrato sentencia tribunal corte juzgado fiscalía encuesta ayuntamiento empresa
        grupo compañía sindicato asociación ong organización federación banco instituto universidad ejército guardia
        consejo congreso senado comité comisión fundación club junta consejería
        """
    ),
    document_openers=words("según"),
    abbreviations=("Sr", "Sra", "Srta", "Dr", "Dra", "Ud", "Uds", "EE.UU", "D", "Dña", "etc"),
    times=words(
        """
        lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto
        septiembre octubre noviembre diciembre ayer hoy mañana tarde noche
        """
    ),
    common=words(
        """
        el la los las un una en por para según pero y o tras desde con sin su sus este esta así además también no al
        del de a si cuando como mientras aunque durante ante sobre entre más menos muy ya yo él ella ellos nosotros
        preguntado preguntada consultado consultada dos tres varios algunos todo todos todas nada sí gracias hoy ayer
        aquí ahora nuestro nuestra mi ese esa eso esto español española qué quién cómo dónde cuándo cuánto porque hay
        voy vamos
        """
    ),
    works=words("titulado titulada titulo título película libro novela canción disco serie programa exposición llamado"),
    inverted=True,
    dialogue=True,
    datives=words("a al"),
    document_verbs=words("lee"),
    drops_subject=True,
    possessives=genders(a="su sus"),
    given=genders(
        m="""
        adrián agustín alberto alejandro alfonso alfredo álvaro andrés ángel antonio arturo benito carlos césar cristóbal
        daniel david diego eduardo emilio enrique ernesto esteban federico felipe félix fernando francisco gabriel
        gerardo gonzalo gregorio guillermo gustavo héctor hugo ignacio iván jaime javier jesús joaquín jorge josé josé
        juan julio julián leonardo lorenzo lucas luis manuel marcelo marcos mariano mario martín mateo mauricio miguel
        nicolás octavio óscar pablo pedro rafael ramiro ramón raúl ricardo roberto rodrigo rubén salvador santiago
        sebastián sergio tomás vicente víctor
        """,
        f="""
        adela adriana alba alejandra alicia amparo ana andrea ángela antonia beatriz begoña blanca camila carla carmen
        carolina catalina cecilia clara claudia concepción consuelo cristina daniela diana dolores elena elisa elvira
        emilia esperanza esther eva fernanda gabriela gloria guadalupe inés irene isabel josefa juana julia laura leonor
        lidia lorena lourdes lucía luisa magdalena manuela margarita maría mariana marta mercedes mónica montserrat
        natalia noelia nuria olga patricia paula paz pilar raquel regina rocío rosa rosario sandra sara silvia sofía
        sonia soledad susana teresa valentina valeria verónica victoria virginia ximena yolanda
        """,
    ),
    classes=cue_classes(
        claimed="sostiene sostienen sostenía sostuvo asegura aseguran aseguraba aseguraban",
        denied=forms("rechaz", _AR)
        + " negó niega niegan negaba negaron negado negando desmintió desmiente desmienten desmintieron desmentido",
        warned=forms("amenaz alert", _AR)
        + " advirtió advierte advierten advertía advirtieron advertido advirtiendo previno previene teme temen temía",
        promised=forms("jur garantiz", _AR)
        + """
        prometió prometieron promete prometen prometía prometido prometiendo comprometió compromete comprometieron
        se_comprometió se_compromete se_comprometieron
        """,
        admitted=forms("admit", _ER_IR) + " " + forms("confes acept", _AR)
        + " reconoció reconoce reconocen reconocía reconocieron reconocido concedió concede",
        asked=forms("pregunt cuestion interrog", _AR) + " inquirió inquiere pidió pide piden pedía pidieron",
        praised=forms("elogi alab ensalz felicit celebr", _AR)
        + " aplaudió aplaude aplauden agradeció agradece rindió_homenaje",
        attacked=forms("critic conden tild tach acus denunci", _AR)
        + """
        arremetió arremete atacó ataca atacan atacaron censuró censura arremetió_contra arremete_contra cargó_contra
        carga_contra
        """,
    ),
)  # fmt: skip
