"""
What a name's form tells: first names and their gender, family names that come first, words of bodies and places.
"""

from __future__ import annotations

from newsreader.quotations.languages.base import words

MALE = words(
    """
    aaron adam ahmed alan albert alejandro alessandro alex alexander alexandre alexei ali andre andreas andrei
    andrew angelo
    anthony antonio antony armin arnold arthur austin barack barry bashar ben benjamin benny bernard bernd
    bernie bill billy
    bob bobby boris brad bradley brandon brendan brent brett brian bruce bruno bryan carl carlos carlo chad
    charles charlie
    chris christian christoph christopher chuck claude claus clint colin corey cory craig cyril dan daniel
    danny darren dave
    david dean denis dennis derek diego dieter dirk dmitry dmitri dominic don donald doug douglas duncan dustin
    dwight earl ed
    eddie edgar edmund eduardo edward edwin elijah elliott emil emmanuel emmanuele enrico eric erik ernest
    ernst evan felix
    fernando francesco francis francisco francois françois frank frankie franz fred frederick friedrich fritz
    gary gavin gene
    geoffrey geoff george georg gerald gerard gerhard giovanni giuseppe glenn gordon graham greg gregory guido
    guillermo
    günter günther guy hans harald harold harry harvey hassan heiko heinrich heinz helmut henri henrik henry
    herbert herman
    hermann horst howard hubert hugh hugo ian igor isaac ivan ivo jack jacob jacques jake jakob jamal james
    jamie jan jared
    jason javier jay jean jeff jeffrey jens jeremy jerome jerry jesse jim jimmy joachim joe joel joey johann
    johannes john
    johnny jon jonas jonathan jorge jörg josé jose josef joseph josh joshua juan julian julien julio jürgen
    justin karim karl
    kay keith ken kenneth kevin khalid kirk klaus kofi konrad kurt kyle lance lars larry laurent lawrence lee
    len leo leon
    leonard lindsey lloyd lorenzo louis luc luca lucas luigi luis luiz lukas luke lutz malcolm manfred manuel
    marc marcel marco
    marcus mario mark markus martin marty marvin matt matteo matthew matthias maurice mauricio max maximilian
    mehmet michael
    michel miguel mike mikhail milo mitch mitt mohamed mohammad mohammed moritz muhammad murray narendra nathan
    neil newt
    nicholas nick nicolas nigel nikita nikolai nikolaus noah norbert norman oleg oliver olivier omar oscar
    oskar otto owen
    pablo paolo pascal patrick paul pavel pedro peer pete peter petr phil philip philippe phillip pierre piotr
    rafael ralf
    ralph randy raphael rashid raul raymond recep reince reinhard rex ricardo riccardo richard rick ricky rob
    robby robert
    roberto robin rod rodney rodrigo roger roland rolf roman ron ronald ross roy rudolf rudy rupert russ
    russell ryan salman
    sam samuel scott sean sebastian serge sergei sergey sergio shane shaun sigmar simon stanley stefan stephan
    stephen steve
    steven stuart sven sylvain tarek ted terry theodore theo thierry thomas thorsten tim timothy tobias todd
    tom tommy tony
    travis trevor troy ulrich ulf uwe victor viktor vincent vitaly vladimir volker volodymyr walter warren
    wayne wes wesley
    wilhelm will william willy winfried winston wolf wolfgang xavier yannick yasser yoshihide yuri yves zachary
    """
)
FEMALE = words(
    """
    abigail ada adele adriana aisha alexandra alexis alice alicia alison allison alyssa amanda amber amelia amy
    ana anastasia
    andrea angela angelina angie anita anja anke ann anna annalena anne annegret annette annie antje april
    arianna ashley astrid
    audrey ayesha barbara beate beatrice beatriz becky bernadette beth betsy betty beverly birgit brenda
    bridget brigitte
    britta brooke camila camilla carla carly carmen carol carole caroline carolyn catherine cathy cecilia
    celine charlotte
    chelsea cheryl chiara christiane christina christine cindy claire clara claudia claudine connie constance
    corinna crystal
    cynthia daniela danielle dawn debbie deborah debra diana diane dilma dolores donna doris dorothy ebony
    edith elaine elena
    eleanor elisa elisabeth elise elizabeth elke ella ellen emilia emily emma erica erika erin esther eva
    evelyn fatima fiona
    florence frances franziska françoise gabby gabriela gabriele gabrielle gail gerda gina giorgia gisela
    giulia gloria grace
    greta gretchen hannah hannelore harriet heather heidi helen helena helene helga hillary holly hope huma
    ilona ilse ines
    inge ingrid irene iris irina irma isabel isabella isabelle ivana ivanka jackie jacqueline jan jana jane
    janet janice
    jasmine jean jeanne jen jenna jennifer jenny jessica jill joan joann joanna jodi josephine joy joyce
    juanita judith judy
    julia juliana julie june jutta kamala karen karin karla karoline kate kathleen katherine kathrin kathryn
    kathy katie katja
    katrin kayleigh kellyanne kelly kerstin kim kimberly kirsten kirstin klara kristen kristi kristin kristina
    laura lauren
    laurie leah lena leslie leticia lilly linda lisa liz loretta lori louise lucia lucy luisa lydia lynn
    madeleine madeline
    maggie magdalena malala malia manuela mara margaret margarete margarita margot maria mariana marianne marie
    marina marine
    marion marjorie marta martha martina mary maureen megan melania melanie melissa mercedes meredith mia
    michaela michele
    michelle mildred miriam molly monica monika nadia nancy naomi natalia natalie natasha nicola nicole nicola
    nina nora norma
    olga olivia oprah paige pamela pat patricia patty paula pauline peggy penny petra phyllis priscilla rachel
    ramona rebecca
    regina renate renee rita roberta rosa rosalind rose rosemary roxana ruth sabine sabrina sally samantha
    sandra sara sarah
    sasha saskia shannon sharon sheila shelley shirley silke silvia simone sofia sonia sonja sophia sophie
    stacy stefanie
    stella stephanie sue susan susanna susanne suzanne svenja svetlana sylvia sylvie tamara tammy tanja tanya
    tara tatiana
    teresa tiffany theresa tina tracy tulsi uma ursula ute valentina valerie vanessa vera veronica victoria
    viola virginia
    vivian wanda wendy whitney yolanda yulia yvonne zoe
    """
) - words("jean jan kim")
FAMILY_FIRST = words(
    """
    kim lee ri yi park pak choe choi moon yoon jung chung jang jo cho kang han shin xi li wang zhang liu chen
    yang zhao huang
    zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie tang deng mao jiang hua wen peng zeng xiao
    tian dong yuan
    pan nguyen tran pham le hoang phan vo dang bui ho ngo duong
    """
)
"""Korean, Chinese and Vietnamese family names: a name of three words that begins with one is known by it."""
DIRECTIONS = words("north south east west northern southern eastern western new")
"""Words that belong to a place's name: North Korea."""
PARTICLES = words("de da do dos del della di van von der den zu bin ibn ben al el la le du ter ten abu")
NICKNAME_MARKS = frozenset(('"', "“", "'", "‘"))
"""English: marks around what somebody is called between the first name and the surname."""
BODIES = words(
    """
    house party department ministry committee commission council court congress senate parliament university
    college school
    institute foundation association union federation league club bank group company corporation corp corp. inc
    inc. ltd ltd.
    llc agency office bureau authority administration government police army navy force forces guard service
    times post news
    journal tribune herald globe gazette magazine press radio television network channel media reuters bbc cnn
    nbc abc cbs fox
    msnbc npr afp tass xinhua kcna yonhap pac campaign center centre team organization organisation nations
    states kingdom
    act law treaty agreement accord summit conference convention games cup prize award fund project society
    coalition alliance
    board chamber airlines airport hospital hotel street avenue road square city county state states district
    island islands
    river lake sea ocean mountain park bridge tower building palace kremlin pentagon facebook twitter google
    apple amazon
    station stadium museum theatre theater cathedral arena beach festival
    microsoft instagram youtube tesla ministerium bundestag bundesregierung polizei partei spd cdu csu fdp afd
    """
)
PLACES = words(
    """
    america russia china japan korea germany france britain england scotland wales ireland italy spain portugal
    poland ukraine
    turkey iran iraq syria israel palestine egypt libya tunisia morocco algeria nigeria kenya africa asia
    europe canada mexico
    brazil argentina chile colombia venezuela cuba india pakistan afghanistan bangladesh australia indonesia
    vietnam thailand
    malaysia philippines taiwan singapore moscow beijing washington london paris berlin brussels pyongyang
    seoul tokyo kyiv
    kiev delhi tehran jerusalem gaza york texas california florida ohio iowa nevada virginia carolina michigan
    wisconsin
    pennsylvania georgia illinois massachusetts hampshire vermont indiana arizona colorado minnesota missouri
    louisiana alabama
    tennessee kentucky oklahoma oregon maryland connecticut jersey delaware maine utah kansas nebraska dakota
    montana wyoming
    idaho mississippi arkansas hawaii alaska manhattan brooklyn chicago boston philadelphia detroit cleveland
    dallas houston
    miami atlanta hollywood broadway iraqi orlando benghazi aleppo deutschland frankreich russland österreich
    schweiz usa
    großbritannien hamburg münchen köln frankfurt wien
    """
) - words("washington georgia virginia carolina jordan")


def gender_of(first_name: str) -> str:
    """m, f, or nothing where the first name does not tell."""
    name = first_name.lower()
    if name in MALE:
        return "" if name in FEMALE else "m"
    return "f" if name in FEMALE else ""


def is_first_name(word: str) -> bool:
    """Whether a lower-case word is a known first name."""
    return word in MALE or word in FEMALE
