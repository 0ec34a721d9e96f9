"""Each language's tables: what a cue does, marks, dashes, word order, pronouns; which language a text is in."""

from __future__ import annotations

import subprocess
import sys

import pytest

from newsreader.models.findings import CUE_CLASSES
from newsreader.quotations import find_quotations
from newsreader.quotations.languages import registry

CODES = ("en", "de", "fr", "es", "it", "pt", "ru", "uk", "zh", "ja")
SAMPLES = {
    "en": "The minister said that the work is done and that nobody will be asked to pay for it.",
    "de": "Der Minister sagte, dass die Arbeit getan ist und niemand dafür zahlen muss.",
    "fr": "Le ministre a dit que le travail est fini et que personne ne devra payer pour cela.",
    "es": "El ministro dijo que el trabajo está hecho y que nadie tendrá que pagar por ello.",
    "it": "Il ministro ha detto che il lavoro è finito e che nessuno dovrà pagare per questo.",
    "pt": "O ministro disse que o trabalho está pronto e que ninguém vai ter de pagar por isso.",
    "ru": "Министр сказал, что работа закончена и что никто не должен за неё платить.",
    "uk": "Міністр сказав, що роботу завершено і що ніхто не має за неї платити.",
    "zh": "部长说工作已经完成，没有人需要为此付钱。",
    "ja": "大臣は仕事が終わり、誰も払う必要はないと述べた。",
}
OTHERS = {
    "Dutch": "De minister zei dat het werk klaar is en dat niemand ervoor hoeft te betalen.",
    "Polish": "Minister powiedział, że praca jest skończona i że nikt nie będzie musiał za to płacić.",
    "Turkish": "Bakan, işin bittiğini ve hiç kimsenin bunun için ödeme yapmayacağını söyledi.",
    "Arabic": "قال الوزير إن العمل انتهى ولن يضطر أحد إلى الدفع مقابل ذلك",
    "Korean": "장관은 일이 끝났으며 아무도 돈을 낼 필요가 없다고 말했다.",
    "Hindi": "मंत्री ने कहा कि काम पूरा हो गया है और किसी को भुगतान नहीं करना होगा",
    "Hebrew": "השר אמר שהעבודה הסתיימה ושאיש לא יצטרך לשלם עליה",
    "Greek": "Ο υπουργός είπε ότι η δουλειά τελείωσε και κανείς δεν θα πληρώσει γι' αυτό.",
    "Swedish": "Ministern sade att arbetet är klart och att ingen ska behöva betala för det.",
    "Danish": "Ministeren sagde, at arbejdet er færdigt, og at ingen skal betale for det.",
    "Finnish": "Ministeri sanoi, että työ on valmis eikä kenenkään tarvitse maksaa siitä.",
    "Czech": "Ministr řekl, že práce je hotová a že za ni nikdo nebude muset platit.",
    "Romanian": "Ministrul a spus că lucrarea este gata și că nimeni nu va trebui să plătească pentru ea.",
    "Catalan": "El ministre va dir que la feina és feta i que ningú no haurà de pagar per això amb els seus diners.",
    "Bulgarian": "Министърът каза, че работата е свършена и че никой няма да плаща за нея.",
    "Serbian": "Министар је рекао да је посао завршен и да нико неће морати да га плати.",
    "Belarusian": "Міністр сказаў, што праца скончана і што ніхто не павінен за яе плаціць.",
    "Hungarian": "A miniszter azt mondta, hogy a munka kész, és senkinek nem kell fizetnie érte.",
    "Vietnamese": "Bộ trưởng nói rằng công việc đã xong và không ai phải trả tiền cho việc đó.",
    "Indonesian": "Menteri mengatakan bahwa pekerjaan itu sudah selesai dan tidak ada yang harus membayar.",
    "nothing": "",
    "numbers": "1 2 3 4 5",
    "one name": "Kowalski",
}
SPEECH = {
    "en": ("{}We will stay here,{} said Anna Weber.", "Anna Weber"),
    "de": ("{}Wir bleiben hier{}, sagte Anna Weber.", "Anna Weber"),
    "fr": ("{}Nous restons ici{}, a déclaré Anne Petit.", "Anne Petit"),
    "es": ("{}Nos quedamos aquí{}, dijo Ana Ruiz.", "Ana Ruiz"),
    "it": ("{}Restiamo qui{}, ha detto Anna Rossi.", "Anna Rossi"),
    "pt": ("{}Ficamos aqui{}, disse Ana Souza.", "Ana Souza"),
    "ru": ("{}Мы остаёмся здесь{}, — сказала Анна Петрова.", "Анна Петрова"),
    "uk": ("{}Ми залишаємося тут{}, — сказала Анна Петренко.", "Анна Петренко"),
    "zh": ("市长林晓梅说：{}我们留在这里。{}", "林晓梅"),
    "ja": ("佐藤健一市長は{}ここに残る{}と述べた。", "佐藤健一"),
}  # fmt: skip
MARKS = ("“ ”", '" "', "‘ ’", "'' ''", "`` ''", "« »", "‹ ›", "„ “", "‚ ‘", "「 」", "『 』")


def all_of(text: str, language: str) -> list[tuple[str, str | None]]:
    """The words and speaker of each quotation."""
    return [(one.text, one.speaker) for one in find_quotations(text, language)]


# --- tables ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_classes_are_complete(code: str) -> None:
    """Each class but neutral has three forms at least, each of them a cue or a phrase of the language."""
    language = registry.tables(code)
    reporting = set(language.cues) | {" ".join(phrase) for phrase in language.phrases}
    assert set(language.classes) - reporting == set()
    for name in CUE_CLASSES[1:]:
        assert sum(found == name for found in language.classes.values()) >= 3, name
    assert set(language.classes.values()) <= set(CUE_CLASSES)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "“We won,” said Anna Weber.", "neutral"),
        ("en", "“We won,” according to Anna Weber.", "neutral"),
        ("en", "Anna Weber: “We won the game.”", "neutral"),
        ("en", "“We won,” claimed Anna Weber.", "claimed"),
        ("en", "Anna Weber alleged that the vote was rigged.", "claimed"),
        ("en", "Anna Weber denied that the vote was rigged.", "denied"),
        ("en", "Anna Weber warned of “a long winter.”", "warned"),
        ("en", "Anna Weber cautioned that the winter would be long.", "warned"),
        ("en", "Anna Weber vowed “full support” for the port.", "promised"),
        ("en", "“We will pay,” promised Anna Weber.", "promised"),
        ("en", "“I was wrong,” Anna Weber admitted.", "admitted"),
        ("en", "“Who pays?” asked Anna Weber.", "asked"),
        ("en", "Anna Weber praised “the courage” of the crew.", "praised"),
        ("en", "Anna Weber condemned “a cruel decision.”", "attacked"),
        ("de", "Anna Weber warnte: „Das wird ein langer Winter.“", "warned"),
        ("de", "„Wir haben gewonnen“, behauptete Anna Weber.", "claimed"),
        ("fr", "« C’est faux », a démenti Anne Petit.", "denied"),
        ("fr", "« Nous paierons », promet Anne Petit.", "promised"),
        ("es", "«Habrá cortes», advirtió Ana Ruiz.", "warned"),
        ("es", "«Me equivoqué», reconoció Ana Ruiz.", "admitted"),
        ("it", "«Chi paga?», ha chiesto Anna Rossi.", "asked"),
        ("it", "Anna Rossi ha criticato «una scelta crudele».", "attacked"),
        ("pt", "“É mentira”, negou Ana Souza.", "denied"),
        ("pt", "Ana Souza elogiou “a coragem” da equipe.", "praised"),
        ("ru", "«Мы заплатим», — пообещала Анна Петрова.", "promised"),
        ("ru", "Анна Петрова опровергла, что мост закроют.", "denied"),
        ("uk", "«Хто заплатить?» — запитала Анна Петренко.", "asked"),
        ("uk", "«Буде довга зима», — попередила Анна Петренко.", "warned"),
        ("zh", "市长林晓梅警告：“冬天会很长。”", "warned"),
        ("zh", "市长林晓梅承认：“我错了。”", "admitted"),
        ("ja", "佐藤市長は「必ず払う」と約束した。", "promised"),
        ("ja", "佐藤市長は「冬は長い」と警告した。", "warned"),
    ],
)  # fmt: skip
def test_what_a_cue_does(language: str, text: str, expected: str) -> None:
    """The class of a cue is kept with its quotation."""
    assert [one.cue_class for one in find_quotations(text, language)] == [expected]


def test_words_without_a_cue_have_no_class() -> None:
    """What nobody is said to have said is not even neutral."""
    (one,) = find_quotations("”Jäämme tänne ensi vuoteen”", "fi")
    assert one.cue_class is None


# --- which language ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_a_language_is_detected(code: str) -> None:
    """One sentence is enough."""
    assert registry.choose(SAMPLES[code], None).code == code


@pytest.mark.parametrize("name", OTHERS)
def test_other_languages_are_unknown(name: str) -> None:
    """Rather unknown than taken for a neighbour."""
    assert registry.choose(OTHERS[name], None) is registry.UNKNOWN


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("fr-CA", "fr"), ("pt-BR", "pt"), ("pt_PT", "pt"), ("zh-Hans", "zh"), ("zh_TW", "zh"), ("zh-Hant-HK", "zh"),
        ("ja-JP", "ja"), ("EN-us", "en"), ("en_GB", "en"), ("de-AT", "de"), ("uk-UA", "uk"), ("ru", "ru"),
        (" es ", "es"),
        ("deu", "de"), ("nl-BE", "und"), ("ko", "und"), ("x-none", "und"), ("uk", "uk"),
    ],
)  # fmt: skip
def test_a_tag_decides(tag: str, code: str) -> None:
    """A feed's tag counts, whatever the text looks like; an unknown one is not guessed against."""
    assert registry.choose(SAMPLES["en"], tag).code == code


@pytest.mark.parametrize("tag", [None, "", "und", "mul", "zxx"])
def test_no_tag_means_a_guess(tag: str | None) -> None:
    """Tags that say nothing leave it to the text."""
    assert registry.choose(SAMPLES["it"], tag).code == "it"


def test_detection_looks_at_the_beginning_alone() -> None:
    """A long text costs no more than a short one."""
    text = SAMPLES["es"] * 200 + SAMPLES["de"] * 2000
    assert registry.choose(text, None).code == "es"


def test_only_the_language_needed_is_loaded() -> None:
    """The tables of nine languages stay on disk while one is used."""
    probe = (
        "import sys; from newsreader.quotations import find; find('«Restiamo», ha detto Anna Rossi.', 'it');"
        "print(sorted(n.rpartition('.')[2] for n in sys.modules if n.startswith('newsreader.quotations.languages.')))"
    )
    loaded = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout
    assert "italian" in loaded
    assert not [name for name in ("english", "german", "french", "russian", "chinese") if name in loaded]


@pytest.mark.parametrize("name", ["Dutch", "Polish", "Arabic", "Korean", "Hindi"])
def test_an_unknown_language_gets_its_stretches_without_a_speaker(name: str) -> None:
    """The words in marks, and nobody."""
    text = f"{OTHERS[name]} “{OTHERS[name]}” {OTHERS[name]}"
    assert all_of(text, "und") == [(f"“{OTHERS[name]}”", None)]


# --- marks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("code", CODES)
def test_every_mark_in_every_language(code: str, marks: str) -> None:
    """Whatever marks a newspaper uses, what stands between them is speech."""
    sentence, speaker = SPEECH[code]
    opening, closing = marks.split()
    (one,) = find_quotations(sentence.format(opening, closing), code)
    assert (one.type, one.speaker) == ("direct", speaker)
    assert (one.text[: len(opening)], one.text[-len(closing) :]) == (opening, closing)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "« Il a dit “jamais” hier », a raconté Anne Petit.", ["« Il a dit “jamais” hier »"]),
        ("ru", "«Он сказал „никогда“ вчера», — вспомнила Анна Петрова.", ["«Он сказал „никогда“ вчера»"]),
        ("es", "«Él dijo “nunca” ayer», contó Ana Ruiz.", ["«Él dijo “nunca” ayer»"]),
        ("ja", "佐藤市長は「彼は『無理だ』と言った」と述べた。", ["「彼は『無理だ』と言った」"]),
        ("zh", "市长林晓梅说：“他说‘不行’。”", ["“他说‘不行’。”"]),
        ("uk", "«Об’єкт у Кам’янці готовий», — сказала Анна Петренко.", ["«Об’єкт у Кам’янці готовий»"]),
        ("fr", "L’été d’Anne Petit n’a pas d’égal.", []),
        ("it", "L’amico dell’avvocato non c’era.", []),
    ],
)
def test_nesting_and_apostrophes(language: str, text: str, expected: list[str]) -> None:
    """Marks within marks belong to the outer words; apostrophes are none."""
    assert [one.text for one in find_quotations(text, language)] == expected


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "« Nous restons, a dit Anne Petit. Et demain ?\n\n« Demain aussi. »", "Anne Petit"),
        ("ru", "«Мы остаёмся, — сказала Анна Петрова. — Это начало.\n\n«Будет и продолжение».", "Анна Петрова"),
        ("es", "“Nos quedamos aquí”, dijo Ana Ruiz. “Esto empieza.\n\n“Y va a seguir”.", "Ana Ruiz"),
        ("de", "„Wir bleiben“, sagte Anna Weber. „Es beginnt erst.\n\n„Und es geht weiter.“", "Anna Weber"),
    ],
)
def test_a_mark_left_open_goes_on(language: str, text: str, speaker: str) -> None:
    """The next paragraph belongs to the same speaker and the same quotation."""
    found = find_quotations(text, language)
    assert {one.speaker for one in found} == {speaker}
    assert found[-1].group == found[-2].group


# --- dashes, insertions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "— Je viens, dit Marie Leduc.", [("— Je viens", "Marie Leduc")]),
        (
            "fr", "– Tu viens ? demande Marie Leduc.\n\n– Demain.",
            [("– Tu viens ?", "Marie Leduc"), ("– Demain.", None)],
        ),
        ("fr", "« Je viens, dit Marie Leduc, demain. »", [("« Je viens", "Marie Leduc"), ("demain. »", "Marie Leduc")]),
        ("es", "–Voy –dijo Ana Ruiz–. Pero mañana.", [("–Voy", "Ana Ruiz"), ("Pero mañana.", "Ana Ruiz")]),
        ("es", "—¿Cuándo? —preguntó Luis Gil.", [("—¿Cuándo?", "Luis Gil")]),
        ("it", "– Vengo domani – disse Anna Rossi.", [("– Vengo domani", "Anna Rossi")]),
        ("pt", "— Vou amanhã — disse Ana Souza.", [("— Vou amanhã", "Ana Souza")]),
        (
            "ru", "— Я приду, — сказала Анна Петрова. — Завтра.",
            [("— Я приду", "Анна Петрова"), ("— Завтра.", "Анна Петрова")],
        ),
        ("ru", "- Я приду, - сказала Анна Петрова.", [("- Я приду", "Анна Петрова")]),
        ("uk", "— Я прийду, — сказала Анна Петренко.", [("— Я прийду", "Анна Петренко")]),
        (
            "ru", "«Мы построим мост, — сказал Иван Смирнов, — и очень скоро».",
            [("«Мы построим мост,", "Иван Смирнов"), ("и очень скоро»", "Иван Смирнов")],
        ),
    ],
)  # fmt: skip
def test_dashes_and_insertions(language: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    """A dash opens speech; words on who speaks are not part of it, even within marks."""
    assert all_of(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Trois points :\n\n— Le budget est voté.\n\n— La ville attend."),
        ("es", "- Madrid: lluvia.\n\n- Sevilla: sol."),
        ("ru", "— Бюджет принят.\n\n— Город ждёт."),
        ("en", "— We will stay here.\n\n— The town waits."),
    ],
)
def test_a_list_is_no_dialogue(language: str, text: str) -> None:
    """Dashes open the items of a list too."""
    assert find_quotations(text, language) == ()


# --- word order, pronouns, dropped subjects ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Anne Petit est là. « Nous restons », a-t-elle également assuré.", [("« Nous restons »", "Anne Petit")]),
        ("fr", "« Oui », a promis mardi la ministre de la Santé, Claire Duval.", [("« Oui »", "Claire Duval")]),
        (
            "fr", "Le port fermera en mai, a annoncé jeudi le maire, Jean Roux.",
            [("Le port fermera en mai", "Jean Roux")],
        ),
        ("fr", "Pour Marc Delorme, « c’est trop tard ».", [("« c’est trop tard »", "Marc Delorme")]),
        ("es", "«Sí», aseguró este lunes la ministra Ana Ruiz.", [("«Sí»", "Ana Ruiz")]),
        ("es", "«Sí», dijo Ana Ruiz. «Lo prometo», añadió.", [("«Sí»", "Ana Ruiz"), ("«Lo prometo»", "Ana Ruiz")]),
        (
            "es", "Según informó la policía, el ladrón huyó en moto.",
            [("el ladrón huyó en moto", "la policía")],
        ),
        (
            "it", "«Sì», ha detto in aula l’operaio Davide Conti. «Basta», ha aggiunto.",
            [("«Sì»", "Davide Conti"), ("«Basta»", "Davide Conti")],
        ),
        ("pt", "“Sim”, garantiu nesta segunda-feira a ministra Ana Souza.", [("“Sim”", "Ana Souza")]),
        ("ru", "«Да», — заявил в среду журналистам министр Иван Смирнов.", [("«Да»", "Иван Смирнов")]),
        (
            "ru", "Анна Орлова и Пётр Орлов пришли. По словам Петра Орлова, мост выдержит сто лет.",
            [("мост выдержит сто лет", "Пётр Орлов")],
        ),
        ("ru", "Компания «Сталь» сообщила, что завод закроется.", [("что завод закроется", "Компания «Сталь»")]),
        (
            "fr", "Le groupe « Acier » a annoncé que l’usine fermerait.",
            [("que l’usine fermerait", "Le groupe « Acier »")],
        ),
        (
            "es", "Esteban Luna llegó tarde, pero negó que haya marcha atrás.",
            [("que haya marcha atrás", "Esteban Luna")],
        ),
        ("ru", "В министерстве заявили: «Мы проверяем».", [("«Мы проверяем»", "министерстве")]),
        (
            "uk", "Мер Іван Шевчук приїхав. За його словами, «ніхто не питав».",
            [("«ніхто не питав»", "Іван Шевчук")],
        ),
        ("zh", "“这不公平，”李强对记者说，“我们不接受。”", [("“这不公平，”", "李强"), ("“我们不接受。”", "李强")]),
        (
            "zh", "外长王毅说：“不行。”他强调，“对话是唯一出路”。王毅还表示，谈判将继续。",
            [("“不行。”", "王毅"), ("“对话是唯一出路”", "王毅"), ("谈判将继续", "王毅")],
        ),
        ("zh", "王芳是一名教师。她说：“学生们很努力。”", [("“学生们很努力。”", "王芳")]),
        ("zh", "一名不愿透露姓名的官员承认：“太晚了。”", [("“太晚了。”", "一名不愿透露姓名的官员")]),
        ("ja", "「残念だ」と山本太郎代表は述べた。", [("「残念だ」", "山本太郎")]),
        (
            "ja", "佐藤健一市長は「やる」と述べた。同氏は「予算はある」と強調した。彼は「心配ない」と話した。",
            [("「やる」", "佐藤健一"), ("「予算はある」", "佐藤健一"), ("「心配ない」", "佐藤健一")],
        ),
        ("ja", "気象庁によると、台風は三日に上陸するという。", [("台風は三日に上陸する", "気象庁")]),
        ("ja", "市の担当者は「対応を急ぐ」と説明した。", [("「対応を急ぐ」", "市の担当者")]),
    ],
)  # fmt: skip
def test_who_speaks(language: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    """Each language's own word order, pronouns, titles and verbs without a subject."""
    assert all_of(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("zh", "外交部长王毅说：“不行。”", "外交部长"),
        ("ja", "野党の山本太郎代表は「逃げている」と批判した。", "代表"),
        ("ja", "設計者の高橋氏は「七年かかった」と話した。", "設計者"),
        ("ru", "«Да», — сказала министр финансов Анна Петрова.", "министр финансов"),
        ("es", "«Sí», dijo la ministra de Hacienda, Ana Ruiz.", "ministra de Hacienda"),
        ("fr", "« Oui », a dit Claire Roux, présidente du club.", "présidente du club"),
    ],
)
def test_roles(language: str, text: str, role: str) -> None:
    """What the text calls the speaker is kept apart from the name."""
    assert [one.role for one in find_quotations(text, language)] == [role]
