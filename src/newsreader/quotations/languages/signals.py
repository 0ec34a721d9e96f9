"""The words that make a clause worth keeping, or not: one table a language, for a speaker of it to read and mend.

Words are in lower case, as they stand in a text. `_` joins two words that count only beside each other ("ruled_out").
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, repr=False, eq=False)
class Signals:
    """What one language says it with; the first fields are named like the reasons that their words give."""

    decided: str = ""
    promised: str = ""
    conditioned: str = ""
    obliged: str = ""
    denied: str = ""
    warned: str = ""
    happened: str = ""
    counted: str = ""
    dated: str = ""
    """Months and days."""
    nothing: str = ""
    """Pairs in which a word of the above means something else: was_denied (entry), as_if."""
    joins: str = ""
    """Conjunctions after a comma that may open a sentence of its own."""
    asides: str = ""
    """Words after a comma that open what a skimming reader can do without."""
    openings: str = ""
    """Words that open a clause which makes no sense alone: if, when."""
    frames: str = ""
    """Words that open a sentence with its source, up to the first comma: according to."""
    rules: str = ""
    """Words after which a rule begins that makes sense alone: under_which, stipulates_that."""
    personal: str = ""
    """Words of a writer or speaker who speaks of himself or to the reader: I, we, you."""
    leaning: str = ""
    """Words that open a sentence which leans on the one before."""
    beside: str = ""
    """Words of captions and of what stands around an article: pictured, newsletter."""


ENGLISH = Signals(
    decided="""
    agreed agrees approved approves signed adopted adopts ruled decided decides voted passed enacted appointed elected
    banned ordered launched launches sentenced convicted acquitted awarded acquired ratified imposed imposes
    lifted cancelled canceled suspended resigned resigns blocked endorsed endorses confirmed settled introduced
    abolished overturned called_off stepped_down turned_down
    """,
    promised="vowed vows vowing pledged pledges pledging promised promises promising guaranteed guarantees "
    "committed_to",
    conditioned="if unless provided_that condition_that",
    obliged="must obliges obliged requires required shall mandatory",
    denied="denied denies denying refused refuses refusing rejected rejects rejecting disputed disputes dismissed "
    "dismisses ruled_out",
    warned="warned warns warning threatened threatens threatening threat",
    happened="killed kills died dies dead injured wounded arrested collapsed crashed destroyed won wins lost beat "
    "beats defeated",
    counted="three four five six seven eight nine ten eleven twelve twenty hundred hundreds thousand thousands million "
    "millions billion billions trillion dozen dozens half percent",
    dated="january february april june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday in_may in_march of_may of_march",
    nothing="was_denied were_denied been_denied being_denied was_refused were_refused been_refused was_dismissed "
    "were_dismissed been_dismissed was_disputed were_disputed as_if even_if what_if asked_if ask_if wondered_if "
    "wonder_if see_if know_if if_any dead_end dead_heat was_lost lost_in",
    joins="and but",
    asides="which who whose where while although though because since as after before when with during including "
    "leaving making saying adding citing according amid despite following if unless so",
    openings="if when although though while because since unless after before",
    frames="under according",
    rules="under_which whereby provided_that condition_that stipulate_that stipulates_that state_that states_that "
    "require_that requires_that",
    personal="i i'm i've i'd i'll i’m i’ve i’d i’ll me my we we're we've we'll we’re we’ve we’ll us our you you're "
    "you’re your",
    leaning="but and so or yet still also then however meanwhile moreover furthermore therefore",
    beside="pictured newsletter newsletters subscribe advertisement copyright scroll updated published photo photos",
)
GERMAN = Signals(
    decided="""
    beschloss beschlossen beschließt beschließen entschied entschieden entscheidet unterzeichnet unterzeichnete
    unterzeichneten unterschrieb unterschrieben vereinbart vereinbarte vereinbarten verabschiedet verabschiedete
    gewählt ernannt verboten verbietet verurteilt verurteilte freigesprochen genehmigt genehmigte gebilligt billigte
    verkündet verkündete verhängt verhängte aufgehoben abgeschafft eingeführt zurückgetreten ratifiziert
    """,
    promised="versprach versprochen versprechen verspricht zugesagt garantiert garantierte gelobt gelobte gelobten "
    "zugesichert",
    conditioned="falls sofern wenn solange vorausgesetzt",
    obliged="muss müssen verpflichtet verpflichten verpflichteten vorgeschrieben verpflichtend",
    denied="bestritt bestreitet bestritten dementiert dementierte zurückgewiesen abgelehnt lehnt lehnte lehnten "
    "verweigert verweigerte leugnete ausgeschlossen",
    warned="warnt warnte warnten warnung drohte droht drohten drohung gewarnt",
    happened="getötet starb starben gestorben tote toten verletzt verletzte verletzten festgenommen verhaftet gewann "
    "gewannen gewonnen siegte verlor verloren zerstört zerstörte besiegte",
    counted="drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend prozent million millionen milliarde "
    "milliarden tausende hunderte dutzende hälfte",
    dated="januar februar märz april mai juni juli august september oktober november dezember montag dienstag mittwoch "
    "donnerstag freitag samstag sonntag",
    nothing="als_wenn auch_wenn selbst_wenn lehnte_sich lehnt_sich",
    joins="und aber doch",
    asides="die der das dessen deren denen was wo wobei während obwohl weil nachdem bevor als wenn falls sofern damit "
    "um wie sodass so",
    openings="wenn falls als obwohl weil nachdem bevor während sofern",
    personal="ich mich mir mein meine wir uns unser unsere du dich dir dein deine",
    leaning="aber und doch auch dann jedoch außerdem zudem dennoch deshalb",
    beside="newsletter anzeige abonnieren foto symbolbild aktualisiert",
)
FRENCH = Signals(
    decided="décidé décide décident adopté adopte signé signent approuvé approuve voté élu élue nommé nommée interdit "
    "condamné condamnée acquitté ratifié suspendu annulé démissionné levé aboli",
    promised="promis promet promettent engagé engagés garantit garanti assuré_que",
    conditioned="si sauf pourvu_que condition_que condition_de",
    obliged="doit doivent devra devront oblige obligé obligatoire exige",
    denied="nié nie démenti dément rejeté rejette refusé refuse contesté conteste",
    warned="averti avertit menacé menace prévient alerte",
    happened="tué tués tuée tuées mort morts morte mortes blessé blessés arrêté arrêtés gagné remporté perdu battu",
    counted="trois quatre cinq six sept huit neuf dix onze douze vingt cent cents mille milliers million millions "
    "milliard milliards moitié centaines dizaines",
    dated="janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi "
    "jeudi vendredi samedi dimanche",
    nothing="si_bien même_si comme_si si_peu la_menace",
    joins="et mais",
    asides="qui que dont où alors tandis car selon si parce après avant lorsque quand afin",
    openings="si lorsque quand alors après avant",
    frames="selon d'après d’après",
    personal="je j' j’ me mon ma mes nous notre nos vous votre vos",
    leaning="mais et or donc aussi puis cependant toutefois pourtant ensuite",
    beside="newsletter abonnez-vous publicité photo crédit",
)
SPANISH = Signals(
    decided="decidió decidieron aprobó aprobaron firmó firmaron acordó acordaron adoptó eligió eligieron nombró "
    "prohibió condenó condenado absuelto ratificó suspendió canceló impuso dimitió renunció anuló",
    promised="prometió promete prometieron comprometió comprometieron garantizó garantiza",
    conditioned="si salvo siempre_que menos_que",
    obliged="debe deben deberá deberán obliga obligó obligatorio exige",
    denied="negó niega negaron rechazó rechaza rechazaron desmintió descartó",
    warned="advirtió advierte advirtieron amenazó amenaza alertó",
    happened="murió murieron muerto muertos muerta muertas heridos herido detenido detenidos ganó ganaron perdió "
    "perdieron venció derrotó mató fallecieron falleció",
    counted="tres cuatro cinco seis siete ocho nueve diez once doce veinte cien cientos mil miles millón millones "
    "mitad decenas",
    dated="enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes "
    "miércoles jueves viernes sábado domingo",
    nothing="como_si la_amenaza una_amenaza",
    joins="y pero",
    asides="que quien cuyo donde mientras aunque porque según si después antes cuando tras",
    openings="si cuando aunque mientras tras después antes",
    frames="según",
    personal="yo me mi mis nosotros nos nuestro nuestra tú tu usted ustedes",
    leaning="pero y o también además entonces sin_embargo",
    beside="boletín suscríbase publicidad foto",
)
ITALIAN = Signals(
    decided="deciso decide approvato approva firmato votato eletto eletta nominato nominata vietato condannato assolto "
    "ratificato sospeso annullato dimesso abolito imposto",
    promised="promesso promette promettono impegnato impegnati garantito garantisce",
    conditioned="se purché condizione_che",
    obliged="deve devono dovrà dovranno obbliga obbligatorio impone",
    denied="negato nega respinto respinge smentito smentisce rifiutato rifiuta",
    warned="avvertito avverte minacciato minaccia",
    happened="ucciso uccisi morto morti morta morte ferito feriti arrestato arrestati vinto vince perso battuto",
    counted="tre quattro cinque sei sette otto nove dieci undici dodici venti cento mille mila migliaia milione "
    "milioni miliardo miliardi metà centinaia decine",
    dated="gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre lunedì "
    "martedì mercoledì giovedì venerdì sabato domenica",
    nothing="come_se anche_se se_stesso se_stessa la_morte di_morte alla_morte dopo_morte sua_morte la_minaccia",
    joins="e ma",
    asides="che cui dove mentre anche perché secondo se dopo prima quando",
    openings="se quando mentre dopo prima",
    frames="secondo",
    personal="io mi mio mia noi ci nostro nostra tu tuo voi vostro",
    leaning="ma e o anche però inoltre quindi poi tuttavia",
    beside="newsletter iscriviti pubblicità foto",
)
PORTUGUESE = Signals(
    decided="decidiu decidiram aprovou aprovaram assinou assinaram acordou adotou elegeu elegeram nomeou proibiu "
    "condenou condenado absolvido ratificou suspendeu cancelou impôs renunciou anulou",
    promised="prometeu promete prometeram comprometeu garantiu garante",
    conditioned="caso desde_que menos_que se_não salvo_se",
    obliged="deve devem deverá deverão obriga obrigou obrigatório exige",
    denied="negou nega negaram rejeitou rejeita desmentiu recusou descartou",
    warned="alertou alerta advertiu ameaçou",
    happened="morreu morreram morto mortos morta mortas feridos ferido preso presos venceu venceram perdeu matou "
    "ganhou",
    counted="três quatro cinco seis sete oito nove dez onze doze vinte cem centenas mil milhares milhão milhões bilhão "
    "bilhões metade dezenas",
    dated="janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro segunda-feira "
    "terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    nothing="o_caso um_caso no_caso do_caso ao_caso este_caso esse_caso neste_caso nesse_caso",
    joins="e mas",
    asides="que quem cujo onde enquanto embora porque segundo se depois antes quando após",
    openings="se quando embora enquanto depois antes após caso",
    frames="segundo",
    personal="eu me meu minha nós nos nosso nossa você vocês seu_leitor",
    leaning="mas e ou também além então porém",
    beside="newsletter assine publicidade foto",
)
RUSSIAN = Signals(
    decided="решил решила решили принял приняла приняли подписал подписала подписали одобрил одобрила одобрили "
    "утвердил утвердила утвердили избран избрана назначен назначена запретил запретила ратифицировал ратифицировала "
    "постановил приговорил отменил отменила",
    promised="пообещал пообещала пообещали обещал обещает обещают гарантировал гарантирует обязался",
    conditioned="если условии_что",
    obliged="должен должна должны обязан обязана обязаны обязуется обязательно",
    denied="опроверг опровергла опровергли отрицает отрицал отрицала отверг отвергла отказался отказалась отказались",
    warned="предупредил предупредила предупреждает пригрозил пригрозила угрожает",
    happened="погиб погибла погибли убит убита убиты умер умерла умерли ранен ранена ранены пострадали арестован "
    "арестована задержан задержана задержаны победил победила победили проиграл проиграла разрушен",
    counted="три трое четыре пять шесть семь восемь девять десять сто тысяч тысячи тысяча миллион миллиона миллионов "
    "миллиард миллиардов процентов половина десятки сотни",
    dated="января февраля марта апреля мая июня июля августа сентября октября ноября декабря понедельник вторник среду "
    "четверг пятницу субботу воскресенье",
    nothing="как_если",
    joins="и а но",
    asides="который которая которое которые где когда хотя потому если чтобы так после",
    openings="если когда хотя после",
    personal="я меня мне мой мы нас нам наш наша вы вас вам ваш",
    leaning="но и а также однако кроме потом затем",
    beside="подпишитесь реклама фото",
)
UKRAINIAN = Signals(
    decided="вирішив вирішила вирішили ухвалив ухвалила ухвалили прийняв прийняла прийняли підписав підписала "
    "підписали схвалив схвалила схвалили затвердив затвердила обрано обраний обрали призначено призначений призначив "
    "заборонив заборонила ратифікувала ратифікував скасував скасувала засудив засуджено",
    promised="пообіцяв пообіцяла пообіцяли обіцяв обіцяє обіцяють гарантував гарантує зобов'язався зобов’язався",
    conditioned="якщо якби умови_що умови_якщо",
    obliged="повинен повинна повинні мусить мусять зобов'язаний зобов’язаний зобов'язані зобов’язані обов'язково",
    denied="спростував спростувала спростували заперечив заперечила заперечує відкинув відкинула відмовився "
    "відмовилася відмовились",
    warned="попередив попередила попереджає попередили пригрозив пригрозила погрожує",
    happened="загинув загинула загинули вбито вбитий вбили помер померла померли поранено поранений поранені "
    "постраждали заарештовано заарештували затримано затримали переміг перемогла перемогли програв зруйновано "
    "зруйнував",
    counted="три троє чотири п'ять п’ять шість сім вісім дев'ять дев’ять десять сто тисяч тисячі тисяча мільйон "
    "мільйона мільйонів мільярд мільярдів відсотків половина десятки сотні",
    dated="січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня понеділок вівторок "
    "середу четвер п'ятницю п’ятницю суботу неділю",
    joins="і й та а але",
    asides="який яка яке які що де коли хоча бо тому якщо щоб так після",
    openings="якщо коли хоча після",
    personal="я мене мені мій ми нас нам наш наша ви вас вам ваш",
    leaning="але і й а також однак проте крім потім",
    beside="підпишіться реклама фото",
)
CHINESE = Signals(
    decided="决定 签署 批准 通过 任命 当选 判处 达成 决议 簽署 罷免",
    promised="承诺 承諾 保证 保證",
    conditioned="如果 若 除非 只要",
    obliged="必须 必須 应当 應當 不得",
    denied="否认 否認 拒绝 拒絕 驳回",
    warned="警告 威胁 威脅",
    happened="死亡 遇难 丧生 受伤 被捕 获胜 击败",
    counted="[0-9]+(?![0-9年月日]) [一二两三四五六七八九十数][百千万亿萬億]",
    dated="[0-9一二三四五六七八九十][年月日] 星期",
)
JAPANESE = Signals(
    decided="決定 署名 承認 合意 可決 任命 当選 判決 決めた",
    promised="約束 誓った 誓う 保証",
    conditioned="場合は もし 限り",
    obliged="なければならない 義務 必要がある",
    denied="否定 拒否 否認",
    warned="警告 脅し",
    happened="死亡 死去 負傷 逮捕 勝利 優勝 敗れ",
    counted="[0-9]+(?![0-9年月日]) [一二三四五六七八九十数][百千万億]",
    dated="[0-9一二三四五六七八九十][年月日] 曜日",
)
"""Chinese and Japanese are written without blanks: their words (or patterns) count wherever they stand in a clause."""

LANGUAGES = {
    "en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "it": ITALIAN, "pt": PORTUGUESE, "ru": RUSSIAN,
    "uk": UKRAINIAN, "zh": CHINESE, "ja": JAPANESE,
}  # fmt: skip
WIDE = frozenset(("zh", "ja"))
"""Those without blanks."""
