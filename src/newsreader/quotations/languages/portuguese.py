"""The tables of Portuguese, of Portugal and Brazil."""

from __future__ import annotations

from newsreader.quotations.languages.base import Language, cue_classes, cues, forms, genders, phrases, words

_AR = "ou aram a am ava avam ado ando"
"""declarar: declarou, declararam, declara, declaram, declarava, declaravam, declarado, declarando."""
_ER_IR = "eu eram e em ia iam ido endo"
"""responder: respondeu, responderam, responde, respondem, respondia, respondiam, respondido, respondendo."""

PORTUGUESE = Language(
    code="pt",
    cues=cues(
        say=forms(
            """
            declar afirm explic assegur destac anunci cont lembr ressalt coment alert confirm reiter lament avali
            inform complet relat detalh salient sublinh frisou fris enfatiz pontu indic apont observ coment revel
            exclam grit sussurr murmur public tuit postou post argument ironiz narr not sinaliz adiant justific
            resumi adiant brinc denunci desabaf test recomend reforç cit coment esclareci realç consider confess
            """, _AR)
        + " " + forms("respond escrev reconhec acrescent esclarec", _ER_IR)
        + """
        atira atirou protesta protestou protestava sorri sorriu ri riu brinca brincou suspira suspirou lê-se dispara disparou
        disse diz dizem dizia diziam disseram dito dizendo diria acrescentou acrescenta acrescentam acrescentava
        acrescentaram acrescentando concluiu concluíram conclui concluem admitiu admitiram admite admitem admitia
        admitido advertiu advertiram adverte advertem advertia insistiu insistiram insiste insistem insistia
        repetiu repete repetem sugeriu sugere sugerem sustentou sustenta sustentam prosseguiu prossegue continuou
        rebateu rebate contou conta defendeu defende defendem defendia referiu refere referem retorquiu
        replicou contestou salientou garantia opinou opina previu prevê manifestou alega alegou alegam alegava
        """,
        tell="informou informaram informa",
        ask=forms("pergunt question indag interrog", _AR) + " inquiriu",
        vow="""
        prometeu prometeram promete prometem prometia prometendo exigiu exigiram exige exigem exigia ameaçou ameaçaram
        ameaça ameaçam ameaçava negou negaram nega negam negava negado negando pediu pediram pede pedem pedia pedindo
        desmentiu desmentiram desmente desmentem rejeitou rejeitaram rejeita rejeitam recusou recusaram recusa refutou
        refuta refutam garantiu garantiram garante garantem jurou jura juraram comprometeu compromete comprometeram
        propôs propõe propuseram cobrou cobra apelou apela
        """,
        name=forms("classific critic conden elogi chamou cham acus atac louv conden rotul celebr", _AR)
        + """
        descreveu descrevem descreve descreveram definiu define definem criticou parabenizou parabeniza saudou saúda
        aplaudiu aplaude agradeceu agradece repudiou repudia
        """,
        think="""
        acredita acreditam acreditava pensa pensam espera esperam esperava quer querem queria acha acham achava teme
        temem temia crê
        """,
        show="mostra mostram revela revelam aponta estabelece estabelecem conclui prevê determina dispõe",
    ),
    phrases=phrases(
        according="segundo de_acordo_com conforme na_opinião_de nas_palavras_de na_avaliação_de no_entender_de na_sua_opinião em_sua_opinião no_seu_entender a_seu_ver",
        say="deixou_claro deixa_claro fez_saber fez_questão_de_dizer chamou_a_atenção",
        vow="se_comprometeu comprometeu-se compromete-se",
        name="prestou_homenagem partiu_para_o_ataque falou_em falou_de fala_em fala_de",
    ),
    nounlike=words(
        """
        anuncia anúncio pergunta conta nota recusa ameaça cita teste critica denuncia garantia apela aponta resposta
        dito contado pedido público publica publicado conforme segundo indicado indica espera chama post defende
        consideram promete cobra acusado condenado informado reforça informa alerta ressalva dado considerado
        revelado contada confirmado marca atacado prevê determina
        """
    ),
    passives=words("sido foi foram fora"),
    pronouns=genders(m="ele este", f="ela esta", n="isso isto", p="eles elas nós vocês", s="eu", r="que quem"),
    determiners=words(
        "o a os as um uma uns umas seu sua seus suas este esta esse essa aquele aquela meu minha nosso nossa vários "
        "várias alguns algumas dois duas três"
    ),
    prepositions=words("de do da dos das para em no na nos nas e ao à"),
    governing=words(
        "nesta neste nessa nesse desta deste em no na nos nas com por pelo pela para sobre após desde durante contra entre sem até perante ante de do da dos "
        "das ao à aos às"
    ),
    breaks=words(
        """
        que quando se mas ou porque não é são foi era está estão tem têm ser se lhe como onde durante após com sem sobre
        por pelo pela até desde entre contra mais também enquanto já nem então embora segundo em no na
        """
    ),
    between=words(
        """
        tem também ainda depois não se já lhe nos havia me hoje ontem segunda-feira terça-feira quarta-feira quinta-feira
        sexta-feira sábado domingo então assim sempre nunca posteriormente finalmente próprio própria lhes
        """
    ),
    openers=words("que se"),
    addressees=words("jornalistas repórteres imprensa deputados"),
    titles=genders(
        m="senhor sr. sr dom d. rei papa príncipe frei",
        f="senhora sra. sra dona rainha princesa irmã",
        x="""
        presidente presidenta ministro ministra general doutor doutora dr. dra. professor professora prof. governador
        governadora prefeito prefeita senador senadora deputado deputada chanceler secretário secretária coronel capitão
        comandante juiz juíza procurador procuradora cardeal delegado delegada vereador vereadora vice-presidente
        primeiro-ministro primeira-ministra
        """,
    ),
    roles=words(
        """
        presidente presidenta ministro ministra porta-voz diretor diretora director directora chefe líder prefeito
        prefeita senador senadora deputado deputada secretário secretária advogado advogada treinador treinadora candidato
        candidata governador governadora juiz juíza procurador procuradora promotor promotora médico médica enfermeiro
        enfermeira professor professora pesquisador pesquisadora investigador investigadora cientista economista analista
        especialista autor autora escritor escritora historiador historiadora jornalista ativista sindicalista
        representante fundador fundadora dono dona gerente vizinho vizinha agricultor agricultora pescador pescadora
        padeiro padeira comerciante operário operária estudante aluno aluna jogador jogadora capitão capitã goleiro
        atacante ator atriz cineasta cantor cantora músico arquiteto arquiteta engenheiro engenheira vereador vereadora
        embaixador embaixadora rei rainha papa bispo funcionário funcionária testemunha vítima mãe pai irmão irmã filho
        filha viúva marido esposa fonte fontes delegado delegada coordenador coordenadora responsável autarca morador
        moradora primeiro-ministro primeira-ministra vice-presidente selecionador comandante
        """
    ),
    documents=words(
        """
        ministério governo polícia partido agência jornal relatório estudo acordo tratado comunicado carta documento texto
        lei projeto contrato sentença tribunal corte procuradoria pesquisa sondagem prefeitura câmara empresa grupo
        companhia sindicato associação ong organização federação banco instituto universidade exército conselho congresso
        senado comitê comissão fundação clube nota laudo secretaria
        """
    ),
    document_openers=words("segundo conforme"),
    abbreviations=("Sr", "Sra", "Dr", "Dra", "Prof", "D", "etc"),
    times=words(
        """
        segunda terça quarta quinta sexta segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo
        janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro ontem hoje amanhã manhã
        tarde noite
        """
    ),
    common=words(
        """
        o a os as um uma em no na nos nas por para segundo mas e ou após com sem este esta assim também não ao à de do da
        se quando como enquanto embora durante sobre entre mais muito já eu ele ela eles nós você vocês dois duas três
        vários alguns todo todos todas tudo nada sim obrigado hoje ontem aqui agora nosso nossa meu minha isso isto esse
        essa brasileiro brasileira português portuguesa que quem onde porque quanto há vou vamos questionado questionada
        procurado procurada perguntado perguntada é
        """
    ),
    works=words("intitulado intitulada título filme livro romance canção música álbum série programa exposição chamado"),
    inverted=True,
    dialogue=True,
    datives=words("a ao à aos às"),
    document_verbs=words("lê-se"),
    drops_subject=True,
    possessives=genders(a="seu sua suas"),
    given=genders(
        m="""
        adriano afonso alberto alexandre álvaro anderson andré ângelo antónio antônio artur augusto bernardo bruno caio
        carlos cláudio cristiano daniel davi david diego diogo duarte edson eduardo emanuel emerson fábio felipe fernando
        filipe flávio francisco frederico gabriel gilberto gonçalo guilherme gustavo heitor henrique hugo igor ivo jaime
        joão joaquim jorge josé júlio leandro leonardo lucas luís luiz manoel manuel marcelo márcio marcos mário mateus
        maurício miguel murilo nelson nuno otávio paulo pedro rafael raul renato ricardo roberto rodrigo rogério rui
        samuel sérgio simão thiago tiago tomás vasco vicente vinícius vítor wagner wellington
        """,
        f="""
        adriana alice aline amanda ana andreia andréia ângela antónia beatriz bianca bruna camila carla carolina catarina
        cecília clara cláudia cristina daniela débora denise diana eduarda elaine elisa elza érica fátima fernanda flávia
        francisca gabriela glória graça helena inês irene isabel jéssica joana josefa júlia juliana karina larissa laura
        leonor letícia lídia lígia lourdes lúcia luciana luísa luíza madalena mafalda manuela márcia margarida maria
        mariana marina marta matilde mônica mónica natália patrícia paula priscila raquel regina renata rita roberta rosa
        sandra sara silvana sílvia simone sofia sónia sônia susana tatiana teresa tereza valéria vanessa vera verônica
        vitória
        """,
    ),
    classes=cue_classes(
        claimed="alega alegou alegam alegava sustentou sustenta sustentam",
        denied="""
        negou negaram nega negam negava negado negando desmentiu desmentiram desmente desmentem rejeitou rejeitaram
        rejeita rejeitam recusou recusaram recusa refutou refuta refutam
        """,
        warned=forms("alert", _AR)
        + " advertiu advertiram adverte advertem advertia ameaçou ameaçaram ameaça ameaçam ameaçava teme temem temia",
        promised="""
        prometeu prometeram promete prometem prometia prometendo garantiu garantiram garante garantem jurou jura juraram
        comprometeu compromete comprometeram se_comprometeu comprometeu-se compromete-se
        """,
        admitted=forms("reconhec", _ER_IR) + " admitiu admitiram admite admitem admitia admitido confessou confessa",
        asked=forms("pergunt question indag interrog", _AR) + " inquiriu pediu pediram pede pedem pedia",
        praised=forms("elogi louv celebr", _AR)
        + " parabenizou parabeniza saudou saúda aplaudiu aplaude agradeceu agradece prestou_homenagem",
        attacked=forms("critic conden acus atac denunci", _AR) + " repudiou repudia partiu_para_o_ataque",
    ),
)  # fmt: skip
