"""German: word order decides who speaks; marks enclose words, not names. One sentence a mechanism, all made up."""

from __future__ import annotations

import pytest

from newsreader.quotations import find_quotations

SENTENCES = [
    ("„Wir fangen an“, sagte der Minister.", "Wir fangen an", "der Minister"),
    ("„Wir fangen an“, so der Minister.", "Wir fangen an", "der Minister"),
    ("„Wir fangen an“, so der Sprecher des Ministeriums weiter.", "Wir fangen an", "der Sprecher"),
    ("„Wir fangen an“, heißt es in der Erklärung.", "Wir fangen an", "der Erklärung"),
    ("„Wir fangen an“, hieß es aus dem Rathaus.", "Wir fangen an", "dem Rathaus"),
    ("„Wir fangen an“, hieß es am Montag.", "Wir fangen an", None),
    ("„Wir fangen an“, erklärte am Montag in Ulm ein Sprecher der Stadt.", "Wir fangen an", "ein Sprecher der Stadt"),
    ("„Wir fangen an“, sagte sie der Nachrichtenagentur.", "Wir fangen an", "sie"),
    ("„Wir fangen an“, sagte gestern Abend die Trainerin Ute Kern.", "Wir fangen an", "Ute Kern"),
    ("„Wir fangen an“, sagte dem Blatt der Trainer Otto Kern.", "Wir fangen an", "Otto Kern"),
    ("„Wir fangen an“, wird der Trainer in der Zeitung zitiert.", "Wir fangen an", "der Trainer"),
    ("„Wir fangen an“, zitierte die Agentur den Trainer.", "Wir fangen an", "den Trainer"),
    ("„Wir fangen an“, wie der Trainer am Sonntag in Köln sagte.", "Wir fangen an", "der Trainer"),
    ("„Wir fangen an“, freute sich Otto Kern nach dem Spiel.", "Wir fangen an", "Otto Kern"),
    ("„Wir fangen an“, gab sich der Trainer kämpferisch.", "Wir fangen an", "der Trainer"),
    ("„Wir fangen an“, hatte der Trainer im Mai gesagt.", "Wir fangen an", "der Trainer"),
    ("„Wir fangen an“, hat der Trainer angekündigt.", "Wir fangen an", "der Trainer"),
    ("„Wir fangen an“, ließ der Trainer wissen.", "Wir fangen an", "der Trainer"),
    ("„Wir fangen an“, ist der Trainer überzeugt.", "Wir fangen an", "der Trainer"),
    ("„Wir fangen an“, zeigte sich der Trainer überzeugt.", "Wir fangen an", "der Trainer"),
    ("„Wir fangen an“, lautete sein Fazit.", "Wir fangen an", "sein"),
    ("„Wir fangen an“, teilte der Verein mit.", "Wir fangen an", "der Verein"),
    ("„Wir fangen an“, meinte er.", "Wir fangen an", "er"),
    ("„Wir fangen an“ – so Otto Kern.", "Wir fangen an", "Otto Kern"),
    ("„Wir fangen an“, sagte Otto Kern, „und zwar heute.“", "und zwar heute", "Otto Kern"),
    ("„Wir fangen an.“ Das sagte Otto Kern am Montag.", "Wir fangen an", "Otto Kern"),
    ("„Wir fangen an.“ Mit diesen Worten eröffnete Otto Kern das Fest.", "Wir fangen an", "Otto Kern"),
    ("Der Trainer sagte: „Wir fangen an.“", "Wir fangen an", "Der Trainer"),
    ("Am Montag sagte der Trainer: „Wir fangen an.“", "Wir fangen an", "der Trainer"),
    ("Wörtlich sagte der Trainer: „Wir fangen an.“", "Wir fangen an", "der Trainer"),
    ("Dazu der Trainer: „Wir fangen an.“", "Wir fangen an", "der Trainer"),
    ("Dazu Otto Kern: „Wir fangen an.“", "Wir fangen an", "Otto Kern"),
    ("Otto Kern dazu: „Wir fangen an.“", "Wir fangen an", "Otto Kern"),
    ("Trainer Otto Kern: „Wir fangen an.“", "Wir fangen an", "Trainer Otto Kern"),
    ("Sein Kommentar: „Wir fangen an.“", "Wir fangen an", "Sein"),
    ("Der Trainer, der am Montag ankam, sagte: „Wir fangen an.“", "Wir fangen an", "Der Trainer"),
    ("Der Trainer des Vereins, Otto Kern, sagte: „Wir fangen an.“", "Wir fangen an", "Otto Kern"),
    ("Otto Kern, Trainer des Vereins, sagte: „Wir fangen an.“", "Wir fangen an", "Otto Kern"),
    ("Otto Kern (Ulm) sagte: „Wir fangen an.“", "Wir fangen an", "Otto Kern"),
    ("Nachdem der Regen kam, sagte der Trainer: „Wir fangen an.“", "Wir fangen an", "der Trainer"),
    (
        "Auf die Frage der Zeitung, ob er komme, antwortete der Trainer: „Wir fangen an.“",
        "Wir fangen an",
        "der Trainer",
    ),
    ("Der Trainer hat am Montag in Ulm gesagt: „Wir fangen an.“", "Wir fangen an", "Der Trainer"),
    ("In Ulm hatte der Trainer am Montag gesagt: „Wir fangen an.“", "Wir fangen an", "der Trainer"),
    ("Der Trainer kam nach Ulm und sagte: „Wir fangen an.“", "Wir fangen an", "Der Trainer"),
    ("Gestern kam der Trainer nach Ulm und sagte: „Wir fangen an.“", "Wir fangen an", "der Trainer"),
    ("Das bestätigte der Trainer. „Wir fangen an“, sagte er.", "Wir fangen an", "er"),
    ("Gegenüber der Zeitung sagte die Ministerin: „Wir fangen an.“", "Wir fangen an", "die Ministerin"),
    ("Der Zeitung sagte die Ministerin: „Wir fangen an.“", "Wir fangen an", "die Ministerin"),
    ("Der Zeitung sagte er, das sei „ein guter Anfang“.", "ein guter Anfang", "er"),
    ("Dem Sender sagte Otto Kern: „Wir fangen an.“", "Wir fangen an", "Otto Kern"),
    ("Den Plan nannte der Trainer „einen guten Anfang“.", "einen guten Anfang", "der Trainer"),
    ("Die Pläne nannte die Ministerin „einen guten Anfang“.", "einen guten Anfang", "die Ministerin"),
    ("Das Urteil bezeichnete Otto Kern als „schweren Fehler“.", "schweren Fehler", "Otto Kern"),
    ("Otto Kern bezeichnete das Urteil als „schweren Fehler“.", "schweren Fehler", "Otto Kern"),
    ("Das Urteil wurde von Otto Kern als „schwerer Fehler“ bezeichnet.", "schwerer Fehler", "Otto Kern"),
    ("Otto Kern hat das Urteil als „schweren Fehler“ bezeichnet.", "schweren Fehler", "Otto Kern"),
    ("Ein Urteil, das Otto Kern als „schweren Fehler“ bezeichnet, fiel am Montag.", "schweren Fehler", "Otto Kern"),
    ("Otto Kern, der das Urteil als „schweren Fehler“ bezeichnete, ging heim.", "schweren Fehler", "Otto Kern"),
    ("Otto Kern sprach von einem „schweren Fehler“.", "schweren Fehler", "Otto Kern"),
    ("Von einem „schweren Fehler“ sprach Otto Kern.", "schweren Fehler", "Otto Kern"),
    ("Otto Kern sieht in dem Urteil „einen schweren Fehler“.", "einen schweren Fehler", "Otto Kern"),
    ("Otto Kern hält das Urteil für „völlig falsch“.", "völlig falsch", "Otto Kern"),
    ("Otto Kern zufolge war das Urteil „völlig falsch“.", "völlig falsch", "Otto Kern"),
    ("Laut Otto Kern war das Urteil „völlig falsch“.", "völlig falsch", "Otto Kern"),
    ("Nach Angaben der Polizei war das Urteil „völlig falsch“.", "völlig falsch", "der Polizei"),
    ("Nach Ansicht des Trainers war das Urteil „völlig falsch“.", "völlig falsch", "des Trainers"),
    ("Das Urteil war nach Meinung von Otto Kern „völlig falsch“.", "völlig falsch", "Otto Kern"),
    ("Wie Otto Kern mitteilte, sei das Urteil „völlig falsch“.", "völlig falsch", "Otto Kern"),
    ("Das Urteil sei, so Otto Kern, „völlig falsch“.", "völlig falsch", "Otto Kern"),
    ("Otto Kern sagte, dass das Urteil „völlig falsch“ sei.", "völlig falsch", "Otto Kern"),
    ("Otto Kern sagte, das Urteil sei „völlig falsch“ und müsse weg.", "völlig falsch", "Otto Kern"),
    ("Das Urteil sei „völlig falsch“, sagte Otto Kern.", "völlig falsch", "Otto Kern"),
    ("Otto Kern kritisierte das Urteil. Es sei „völlig falsch“.", "völlig falsch", "Otto Kern"),
    ("Otto Kern warf dem Gericht vor, „völlig falsch“ zu liegen.", "völlig falsch", "Otto Kern"),
    ("Dem Gericht warf Otto Kern „einen schweren Fehler“ vor.", "einen schweren Fehler", "Otto Kern"),
    ("Otto Kern äußerte sich in Ulm zufrieden: „Wir fangen an.“", "Wir fangen an", "Otto Kern"),
    ("Otto Kern zeigte sich zufrieden. „Wir fangen an.“", "Wir fangen an", "Otto Kern"),
    ("In dem Brief heißt es: „Wir fangen an.“", "Wir fangen an", "dem Brief"),
    ("In dem Brief steht: „Wir fangen an.“", "Wir fangen an", "dem Brief"),
    ("Auf dem Plakat stand: „Wir fangen an.“", "Wir fangen an", "dem Plakat"),
    ("Die Zeitung „Neuer Tag“ schreibt: „Wir fangen an.“", "Wir fangen an", "Die Zeitung „Neuer Tag“"),
    ("Der „Neue Tag“ kommentierte: „Wir fangen an.“", "Wir fangen an", "Der „Neue Tag“"),
    ("„Wir fangen an“, schrieb die „Neue Woche“.", "Wir fangen an", "die „Neue Woche“"),
    ("Auf seiner Seite schrieb der Verein, man wolle „noch heute anfangen“.", "noch heute anfangen", "der Verein"),
    ("Die Ministerin betonte, sie habe „keine andere Wahl“ gehabt.", "keine andere Wahl", "Die Ministerin"),
    ("Für die Grünen erklärte Uta Blum: „Wir fangen an.“", "Wir fangen an", "Uta Blum"),
    ("Als Grund gab der Trainer an, er sei „sehr müde“.", "sehr müde", "der Trainer"),
    (
        "Ein Augenzeuge, der namentlich nicht genannt werden wollte, sagte: „Es war laut.“",
        "Es war laut",
        "Ein Augenzeuge",
    ),
    ("20 Forscher warnten in einem Brief: „Es wird heiß.“", "Es wird heiß", "20 Forscher"),
    ("Zahlreiche Bürger riefen: „Wir fangen an.“", "Wir fangen an", "Zahlreiche Bürger"),
    ("Die in Ulm lebende Malerin Uta Blum sagte: „Wir fangen an.“", "Wir fangen an", "Uta Blum"),
    ("Auch die Gewerkschaft meldete sich zu Wort: „Wir fangen an.“", "Wir fangen an", "die Gewerkschaft"),
    ("Uta Blum von der Gewerkschaft sagte: „Wir fangen an.“", "Wir fangen an", "Uta Blum"),
    ("Dass die Zeit drängt, weiß auch Uta Blum: „Wir fangen an.“", "Wir fangen an", "Uta Blum"),
    ("Es sei, sagte Uta Blum, „höchste Zeit“.", "höchste Zeit", "Uta Blum"),
    ("Man habe, betonte Uta Blum, „nichts zu verbergen“.", "nichts zu verbergen", "Uta Blum"),
    ("Uta Blum fordert „mehr Geld für die Schulen“.", "mehr Geld für die Schulen", "Uta Blum"),
    ("Uta Blum will „mehr Geld für die Schulen“.", "mehr Geld für die Schulen", "Uta Blum"),
    ("Uta Blum zeigte sich „sehr enttäuscht“ über das Urteil.", "sehr enttäuscht", "Uta Blum"),
    ("Uta Blum reagierte „mit großer Sorge“ auf das Urteil.", "mit großer Sorge", "Uta Blum"),
    ("Uta Blum gestand ein: „Wir waren zu spät.“", "Wir waren zu spät", "Uta Blum"),
    ("Uta Blum begründete das damit, dass die Stadt „kein Geld“ habe.", "kein Geld", "Uta Blum"),
    ("Ihr Kollege Otto Kern ergänzte: „Wir fangen an.“", "Wir fangen an", "Otto Kern"),
    ("Ihm widersprach Otto Kern: „Wir fangen nicht an.“", "Wir fangen nicht an", "Otto Kern"),
    ("Otto Kerns Anwalt sagte: „Wir fangen an.“", "Wir fangen an", "Anwalt"),
    ("Laut einer Mitteilung des Vereins war es „ein guter Tag“.", "ein guter Tag", "einer Mitteilung des Vereins"),
    ("Aus Sicht der Polizei war es „ein guter Tag“.", "ein guter Tag", "der Polizei"),
    ("Die Polizei spricht in ihrem Bericht von einem „ungewöhnlichen Fall“.", "ungewöhnlichen Fall", "Die Polizei"),
    ("Der Richter begründete das Urteil mit den Worten: „Das war Mord.“", "Das war Mord", "Der Richter"),
    ("Mit den Worten „Es reicht jetzt“ verließ Otto Kern den Saal.", "Es reicht jetzt", "Otto Kern"),
    ("Unter dem Ruf „Wir sind müde“ zogen Schüler durch Ulm.", "Wir sind müde", "Schüler"),
    ("Der Stürmer Karl Rot freute sich nach dem Spiel: „Ein guter Tag für uns.“", "Ein guter Tag für uns", "Karl Rot"),
    ("Karl Rot, 34, sagte: „Ein guter Tag für uns.“", "Ein guter Tag für uns", "Karl Rot"),
    (
        "In einem Interview mit der Zeitung erklärte Karl Rot, er sei „noch nie so müde“ gewesen.",
        "noch nie so müde",
        "Karl Rot",
    ),
    ("Karl Rot und Uta Blum sagten: „Wir fangen an.“", "Wir fangen an", "Karl Rot und Uta Blum"),
    ("Weder er noch sie wollten etwas sagen. „Kein Kommentar“, sagte Karl Rot.", "Kein Kommentar", "Karl Rot"),
    ("Die Reaktion aus dem Rathaus: „Das ist sehr bitter.“", "Das ist sehr bitter", "Rathaus"),
    ("Karl Rot, Trainer des Vereins: „Das ist sehr bitter.“", "Das ist sehr bitter", "Karl Rot"),
    ("Karl Rot (SPD): „Das ist sehr bitter.“", "Das ist sehr bitter", "Karl Rot"),
    ("Parteichef Karl Rot nach dem Treffen: „Das ist sehr bitter.“", "Das ist sehr bitter", "Parteichef Karl Rot"),
    ("Karl Rot sagte: „Das tut weh.“ Und weiter: „Das ist sehr bitter.“", "Das ist sehr bitter", "Karl Rot"),
    ("Karl Rot sagte: „Das tut weh.“ Weiter heißt es: „Das ist sehr bitter.“", "Das ist sehr bitter", "Karl Rot"),
    ("Karl Rot sagte: „Das tut weh.“ Er fügte hinzu: „Das ist sehr bitter.“", "Das ist sehr bitter", "Er"),
    ("Rots Fazit: „Das ist sehr bitter.“", "Das ist sehr bitter", "Rots"),
    ("Das Fazit von Karl Rot: „Das ist sehr bitter.“", "Das ist sehr bitter", "Karl Rot"),
    ("Die Begründung des Gerichts: „Das ist sehr bitter.“", "Das ist sehr bitter", "des Gerichts"),
    ("Auszug aus dem Brief: „Das ist sehr bitter.“", "Das ist sehr bitter", "dem Brief"),
    ("Karl Rot wurde deutlich: „Das ist sehr bitter.“", "Das ist sehr bitter", "Karl Rot"),
    ("Für Karl Rot ist klar: „Das ist sehr bitter.“", "Das ist sehr bitter", "Karl Rot"),
    ("Von Karl Rot kam Kritik: „Das ist sehr bitter.“", "Das ist sehr bitter", "Karl Rot"),
    ("Kritik kam von Karl Rot: „Das ist sehr bitter.“", "Das ist sehr bitter", "Karl Rot"),
    ("Kritik kam auch vom Verein: „Das ist sehr bitter.“", "Das ist sehr bitter", "Verein"),
    ("Deutliche Worte fand Karl Rot: „Das ist sehr bitter.“", "Das ist sehr bitter", "Karl Rot"),
    (
        "Deutliche Worte fand der Vorsitzende der Gewerkschaft der Lokführer, Karl Rot: „Das ist sehr bitter.“",
        "Das ist sehr bitter",
        "Karl Rot",
    ),
    ("Zu den Vorwürfen sagte Karl Rot der Zeitung, er habe davon „nichts gewusst“.", "nichts gewusst", "Karl Rot"),
    ("Er habe, so Karl Rot gegenüber der Zeitung, davon „nichts gewusst“.", "nichts gewusst", "Karl Rot"),
    ("Gegenüber der Presse erklärte er: „Das ist sehr bitter.“", "Das ist sehr bitter", "er"),
    (
        "Bundeskanzlerin Uta Blum (CDU) sprach am Freitag in Ulm von einer „sehr guten Lösung“.",
        "sehr guten Lösung",
        "Uta Blum",
    ),
    (
        "Auch Bundeskanzlerin Uta Blum zeigte sich erfreut; sie sprach von einer „sehr guten Lösung“.",
        "sehr guten Lösung",
        "sie",
    ),
    ("Während Uta Blum von einer „guten Lösung“ sprach, ging Karl Rot heim.", "guten Lösung", "Uta Blum"),
    ("Uta Blum wies die Vorwürfe als „frei erfunden“ zurück.", "frei erfunden", "Uta Blum"),
    ("Die Vorwürfe wies Uta Blum als „frei erfunden“ zurück.", "frei erfunden", "Uta Blum"),
    ("Die Vorwürfe seien „frei erfunden“, so Uta Blum.", "frei erfunden", "Uta Blum"),
    ("Die Vorwürfe seien „frei erfunden“, teilte das Ministerium am Abend mit.", "frei erfunden", "das Ministerium"),
    ("Das Ministerium teilte am Abend mit, die Vorwürfe seien „frei erfunden“.", "frei erfunden", "Das Ministerium"),
    (
        "Das Ministerium teilte am Abend mit, dass es die Vorwürfe für „frei erfunden“ halte.",
        "frei erfunden",
        "Das Ministerium",
    ),
    (
        "Ein Sprecher der Polizei in Ulm bestätigte der Zeitung, dass es einen „größeren Einsatz“ gebe.",
        "größeren Einsatz",
        "Ein Sprecher der Polizei",
    ),
    (
        "Menschenrechtler werfen der Regierung vor, sie habe „wissentlich gelogen“.",
        "wissentlich gelogen",
        "Menschenrechtler",
    ),
    ("Kritiker sehen darin einen „herben Rückschlag“ für die Stadt.", "herben Rückschlag", "Kritiker"),
    ("Von Kritikern wird der Plan als „herber Rückschlag“ gesehen.", "herber Rückschlag", "Kritikern"),
    ("Der Plan, von Kritikern als „herber Rückschlag“ bezeichnet, kommt im Mai.", "herber Rückschlag", "Kritikern"),
    ("Der von Uta Blum als „herber Rückschlag“ bezeichnete Plan kommt im Mai.", "herber Rückschlag", "Uta Blum"),
    ("Uta Blum hatte zuvor erklärt, der Plan sei „ein herber Rückschlag“.", "ein herber Rückschlag", "Uta Blum"),
    ("Zuvor hatte Uta Blum erklärt, der Plan sei „ein herber Rückschlag“.", "ein herber Rückschlag", "Uta Blum"),
    (
        "Zuvor hatte bereits der Vorsitzende des Vereins, Karl Rot, erklärt, der Plan sei „ein herber Rückschlag“.",
        "ein herber Rückschlag",
        "Karl Rot",
    ),
    (
        "Der Vorsitzende des Vereins, Karl Rot, hatte zuvor erklärt, der Plan sei „ein herber Rückschlag“.",
        "ein herber Rückschlag",
        "Karl Rot",
    ),
    (
        "Karl Rot, der Vorsitzende des Vereins, der den Plan ablehnt, sagte, er sei „ein herber Rückschlag“.",
        "ein herber Rückschlag",
        "Karl Rot",
    ),
    ("Der Plan sei „ein herber Rückschlag“, so die Einschätzung von Karl Rot.", "ein herber Rückschlag", "Karl Rot"),
    ("Dass der Plan „ein herber Rückschlag“ ist, sagt auch Karl Rot.", "ein herber Rückschlag", "Karl Rot"),
    ("Ob der Plan „ein herber Rückschlag“ ist, wollte Karl Rot nicht sagen.", "ein herber Rückschlag", "Karl Rot"),
    ("Der Plan bleibt nach den Worten von Karl Rot „ein herber Rückschlag“.", "ein herber Rückschlag", "Karl Rot"),
    ("Der Plan bleibt für Karl Rot „ein herber Rückschlag“.", "ein herber Rückschlag", "Karl Rot"),
    (
        "In einem offenen Brief an den Minister fordern 30 Ärzte „ein schnelles Ende“ der Regel.",
        "ein schnelles Ende",
        "30 Ärzte",
    ),
    (
        "In einem offenen Brief an den Minister forderte der Verband „ein schnelles Ende“ der Regel.",
        "ein schnelles Ende",
        "der Verband",
    ),
    ("Die Regierung in Wien verurteilte den Angriff als „feigen Anschlag“.", "feigen Anschlag", "Die Regierung"),
    (
        "Der Angriff wurde von der Regierung in Wien als „feiger Anschlag“ verurteilt.",
        "feiger Anschlag",
        "der Regierung",
    ),
    (
        "Präsident Karl Rot nannte es „unverantwortlich und gefährlich“, die Regel zu ändern.",
        "unverantwortlich und gefährlich",
        "Karl Rot",
    ),
    (
        "Es sei „unverantwortlich und gefährlich“, die Regel zu ändern, sagte Präsident Karl Rot.",
        "unverantwortlich und gefährlich",
        "Karl Rot",
    ),
    ("Karl Rot rief die Bürger auf, „ruhig zu bleiben“.", "ruhig zu bleiben", "Karl Rot"),
    ("Die Bürger rief Karl Rot dazu auf, „ruhig zu bleiben“.", "ruhig zu bleiben", "Karl Rot"),
    ("Karl Rot bat die Bürger, „ruhig zu bleiben“.", "ruhig zu bleiben", "Karl Rot"),
    ("Karl Rot warnte vor „einer langen Krise“.", "einer langen Krise", "Karl Rot"),
    ("Karl Rot warnte davor, „die Lage schönzureden“.", "die Lage schönzureden", "Karl Rot"),
    (
        "Der Sender ABC meldete unter Berufung auf die Polizei, es sei „sehr schnell gegangen“.",
        "sehr schnell gegangen",
        "Der Sender ABC",
    ),
    (
        "Wie der Sender ABC unter Berufung auf die Polizei meldete, sei es „sehr schnell gegangen“.",
        "sehr schnell gegangen",
        "der Sender ABC",
    ),
    ("Karl Rot meinte auf die Frage, ob er bleibe: „Das ist doch klar.“", "Das ist doch klar", "Karl Rot"),
    ("Gefragt nach der Zukunft, sagte Karl Rot: „Das ist doch klar.“", "Das ist doch klar", "Karl Rot"),
    ("Nach dem Spiel war der Trainer zufrieden: „Das ist doch klar.“", "Das ist doch klar", "der Trainer"),
    (
        "Nach dem Spiel war Trainer Karl Rot zufrieden. „Das ist doch klar“, sagte er und lachte.",
        "Das ist doch klar",
        "er",
    ),
    ("Karl Rot lächelte. „Das ist doch klar.“", "Das ist doch klar", "Karl Rot"),
    ("„Das ist doch klar.“ Karl Rot lächelte dabei.", "Das ist doch klar", "Karl Rot"),
    ("„Das ist doch klar“, sagte Karl Rot. „Wir bleiben hier.“", "Wir bleiben hier", "Karl Rot"),
    ("„Das ist doch klar“, sagte Karl Rot. Er sei „seit Jahren“ dabei.", "seit Jahren", "Karl Rot"),
    ("Karl Rot verteidigte die Regel. Damit sei „viel erreicht worden“.", "viel erreicht worden", "Karl Rot"),
    ("Karl Rot lehnt die Regel ab. „Damit ist nichts erreicht.“", "Damit ist nichts erreicht", "Karl Rot"),
    ("Karl Rot sagte am Montag:\n\n„Damit ist nichts erreicht.“", "Damit ist nichts erreicht", "Karl Rot"),
    ("In der Erklärung heißt es weiter:\n\n„Damit ist nichts erreicht.“", "Damit ist nichts erreicht", "der Erklärung"),
    ("„Damit ist nichts erreicht.“\n\nDas sagte Karl Rot am Montag.", "Damit ist nichts erreicht", "Karl Rot"),
    (
        "Karl Rot gilt als Freund klarer Worte. So sagte er einmal: „Damit ist nichts erreicht.“",
        "Damit ist nichts erreicht",
        "er",
    ),
    ("Auf einem Schild ist zu lesen: „Damit ist nichts erreicht.“", "Damit ist nichts erreicht", "einem Schild"),
    ("Artikel 5 lautet: „Jeder darf seine Meinung sagen.“", "Jeder darf seine Meinung sagen", "Artikel 5"),
    (
        "Das Gericht stellte fest, die Klage sei „offensichtlich unbegründet“.",
        "offensichtlich unbegründet",
        "Das Gericht",
    ),
    ("Der Kläger habe, so das Gericht, „offensichtlich gelogen“.", "offensichtlich gelogen", "das Gericht"),
    ("Das Gericht hielt dem Kläger vor, er habe „offensichtlich gelogen“.", "offensichtlich gelogen", "Das Gericht"),
    ("Dem Kläger hielt das Gericht vor, er habe „offensichtlich gelogen“.", "offensichtlich gelogen", "das Gericht"),
    ("Die Richterin sagte zum Angeklagten: „Sie haben gelogen.“", "Sie haben gelogen", "Die Richterin"),
    ("Zum Angeklagten sagte die Richterin: „Sie haben gelogen.“", "Sie haben gelogen", "die Richterin"),
    ("Der Angeklagte selbst sagte nur: „Ich schweige lieber.“", "Ich schweige lieber", "Der Angeklagte"),
    ("Seine Anwältin Uta Blum nannte das Urteil „ein falsches Signal“.", "ein falsches Signal", "Uta Blum"),
    ("Das Urteil nannte seine Anwältin „ein falsches Signal“.", "ein falsches Signal", "seine Anwältin"),
    ("Ihr Urteil: „Es ist ein falsches Signal.“", "Es ist ein falsches Signal", "Ihr"),
    ("Ein Mann aus Ulm erzählt: „Es war ein lauter Knall.“", "Es war ein lauter Knall", "Ein Mann aus Ulm"),
    ("Nachbarn berichten, es habe „einen lauten Knall“ gegeben.", "einen lauten Knall", "Nachbarn"),
    ("Laut Polizei gab es „einen lauten Knall“.", "einen lauten Knall", "Polizei"),
    ("Nach Polizeiangaben gab es „einen lauten Knall“.", "einen lauten Knall", "Polizeiangaben"),
    (
        "Einem Bericht der „Neuen Woche“ zufolge gab es „einen lauten Knall“.",
        "einen lauten Knall",
        "Einem Bericht der „Neuen Woche“",
    ),
    (
        "Die „Neue Woche“ zitierte einen Nachbarn mit den Worten: „Es war ein lauter Knall.“",
        "Es war ein lauter Knall",
        "einen Nachbarn",
    ),
    ("Uta Blum zufolge habe der Verein „alles versucht“, um zu helfen.", "alles versucht", "Uta Blum"),
    ("Der Verein habe „alles versucht“, um zu helfen, betonte Uta Blum.", "alles versucht", "Uta Blum"),
    ("Uta Blum wird mit den Worten zitiert: „Wir haben alles versucht.“", "Wir haben alles versucht", "Uta Blum"),
    ("Wörtlich hieß es in dem Schreiben: „Wir haben alles versucht.“", "Wir haben alles versucht", "dem Schreiben"),
    ("Uta Blum schloss nicht aus, dass es „noch länger dauert“.", "noch länger dauert", "Uta Blum"),
    ("Nicht auszuschließen sei, dass es „noch länger dauert“, so Uta Blum.", "noch länger dauert", "Uta Blum"),
    ("Uta Blum freute sich über „ein starkes Zeichen“ der Bürger.", "ein starkes Zeichen", "Uta Blum"),
    ("Uta Blum bedankte sich bei den Bürgern für „ein starkes Zeichen“.", "ein starkes Zeichen", "Uta Blum"),
    ("Uta Blum und ihr Mann hatten den Preis „nie erwartet“, wie sie sagten.", "nie erwartet", "sie"),
    ("Für Otto Kern ist der Plan „völlig verfehlt“.", "völlig verfehlt", "Otto Kern"),
    ("Der Angriff ist für Otto Kern ein „feiger Anschlag“.", "feiger Anschlag", "Otto Kern"),
    ("Otto Kern ist der Ansicht, dass der Plan „völlig verfehlt“ ist.", "völlig verfehlt", "Otto Kern"),
    ("Die Bürger sind der gegenteiligen Meinung, der Plan sei „sehr gut“.", "sehr gut", "Die Bürger"),
    ("Otto Kern vertritt seit Jahren die Auffassung, der Plan sei „sehr gut“.", "sehr gut", "Otto Kern"),
    ("Wie Uta Blum mitteilte, sieht die Regierung „keine Gefahr“.", "keine Gefahr", "Uta Blum"),
    ("Laut Uta Blum ist der Bau, zu dem der Rat aufgerufen hat, „nicht dringend“.", "nicht dringend", "Uta Blum"),
    ("Otto Kern, dem die Opposition „schwere Fehler“ vorwirft, schweigt.", "schwere Fehler", "die Opposition"),
    ("Die Regierung hat den Opfern „schnelle Hilfe“ versprochen.", "schnelle Hilfe", "Die Regierung"),
    ("Die Ministerin kam. „Wir fangen an“, erklärte dazu deren Anwalt.", "Wir fangen an", "deren Anwalt"),
    ("Ähnlich sieht es Otto Kern: „Wir fangen an.“", "Wir fangen an", "Otto Kern"),
    ("„Wir fangen an“, brachte es Otto Kern auf den Punkt.", "Wir fangen an", "Otto Kern"),
    ("„Wir fangen an“, wie es in einer Mitteilung der Stadt heißt.", "Wir fangen an", "einer Mitteilung"),
    ("Aus einem Brief des Amts geht hervor, der Bau sei „nicht dringend“.", "nicht dringend", "einem Brief"),
    ("„Wir fangen an.“ Das ist die Meinung von Otto Kern.", "Wir fangen an", "Otto Kern"),
    ("„Wir fangen an!“ So lautete das Urteil der Jury.", "Wir fangen an", "der Jury"),
    ("„Wir fangen an.“ so Otto Kern am Montag.", "Wir fangen an", "Otto Kern"),
    ("Otto Kern rief: „Wir fangen an“ und „Wir hören nicht auf.“", "Wir hören nicht auf", "Otto Kern"),
    ("Otto Kern, der von „großem Glück“ und „harter Arbeit“ sprach, ging.", "großem Glück", "Otto Kern"),
    ("Uta Blum, Chefin der Firma erklärte: „Wir fangen an.“", "Wir fangen an", "Uta Blum"),
    ("Der Sprecher im Ulmer Landtag, Otto Kern, sprach von „leeren Worten“.", "leeren Worten", "Otto Kern"),
    ("Der für den Bau zuständige Rat Otto Kern sprach von „leeren Worten“.", "leeren Worten", "Otto Kern"),
    ("Einer der Zeugen berichtete: „Wir fangen an.“", "Wir fangen an", "Einer der Zeugen"),
    ("Alexander von Stein kam. „Wir fangen an“, sagte von Stein.", "Wir fangen an", "von Stein"),
    ("„Wir fangen an“, sagte Uta Blum, fügte aber hinzu: „Es wird schwer.“", "Es wird schwer", "Uta Blum"),
    ("„Wir fangen an“, so Uta Blum und ergänzt: „Es wird schwer.“", "Es wird schwer", "Uta Blum"),
    ("Den Vorwurf der SPD, er sei „kein Freund der Bahn“, wies er zurück.", "kein Freund der Bahn", "der SPD"),
    ("Auf einem Schild stand „hier wird nicht getanzt“.", "hier wird nicht getanzt", "einem Schild"),
    ("„Ein sehr gutes Zeichen“ nannte Uta Blum die Wahl.", "Ein sehr gutes Zeichen", "Uta Blum"),
    ("Uta Blum lobte den Bau. Er sei im Plan gut beschrieben: „Wir fangen an.“", "Wir fangen an", "Uta Blum"),
]
"""A text, the words between its marks, the words that name who says them."""

NAMES = [
    "Der Frachter „Anna Maria“ legte am Montag ab, sagte der Kapitän.",
    "Sie las in der Zeitschrift „Neue Welt“ und sagte nichts.",
    "Im Programm stehen Stücke wie „Faust“, „Der Sturm“ und „Drei Schwestern“.",
    "Der Verein („Bürger für Ulm“) sagte nichts dazu.",
    "Die Band spielte ihr Album „Rote Tage in der Stadt“.",
    "Das Projekt heißt „Haus am See“.",
    "Die Gruppe nennt sich „Blaue Hand“.",
    "Der Strom, der von der Sonne ausgeht und als „warmer Wind“ bezeichnet wird, ist alt.",
    "Die als „rote Bande“ bezeichnete Gruppe schweigt.",
    "Die Gruppe, die sich selbst „die blaue Hand“ nennt, schweigt.",
    "Unter dem Titel „Keine halben Sachen“ stellte Otto Kern sein Buch vor.",
    "Die Maschine war „kalt und nass“.",
]
"""Marks around names and titles."""


@pytest.mark.parametrize(("text", "words", "source"), SENTENCES)
def test_who_speaks(text: str, words: str, source: str | None) -> None:
    """The marked words are a quotation of their own and belong to the clause's subject."""
    found = [one for one in find_quotations(text, "de") if one.type == "direct" and one.text.strip("„“.!?–, ") == words]
    assert len(found) == 1
    if source is None:
        assert found[0].source is None
    else:
        assert found[0].source is not None
        named = found[0].source.text if found[0].source.text != "der" else found[0].speaker or ""
        assert source in named or named in source


@pytest.mark.parametrize("text", NAMES)
def test_a_name_in_marks_is_no_quotation(text: str) -> None:
    """Ships, papers, plays, translations and what something is called."""
    assert [one.text for one in find_quotations(text, "de") if one.type != "indirect"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Zug fahre am 3. Mai, sagte Karl Timm.", ("Der Zug fahre am 3. Mai", "Karl Timm")),
        ("Im 19. Jahrhundert war das so, sagte Karl Timm.", ("Im 19. Jahrhundert war das so", "Karl Timm")),
        ("Der Zug komme am Abend, teilte die Bahn mit.", ("Der Zug komme am Abend", "die Bahn")),
        ("Laut Polizei kam der Zug zu spät.", ("kam der Zug zu spät", "Polizei")),
        ("Karl Timm kündigte an, den Zug zu bauen.", ("den Zug zu bauen", "Karl Timm")),
    ],
)
def test_reported_speech(text: str, expected: tuple[str, str]) -> None:
    """Before its cue, behind it, and with dates whose full stop ends nothing."""
    assert [(one.text, one.speaker) for one in find_quotations(text, "de")] == [expected]


def test_the_subjunctive_goes_on_over_paragraphs() -> None:
    """A paragraph that begins in the subjunctive is still what the last speaker said."""
    text = "„Wir warten“, sagte Uta Blum.\n\nDer Zug sei „seit Wochen“ kaputt."
    assert [one.speaker for one in find_quotations(text, "de")] == ["Uta Blum", "Uta Blum"]


def test_an_inserted_cue_takes_what_stands_on_both_sides() -> None:
    """ "A, sagte sie, „B“"."""
    text = "Es sei in Ulm sehr spät geworden, sagte Uta Blum, „viel zu spät“."
    found = find_quotations(text, "de")
    assert [(one.type, one.speaker) for one in found] == [("indirect", "Uta Blum"), ("direct", "Uta Blum")]


def test_a_text_may_end_with_a_comma_behind_a_number() -> None:
    """Where an adjective is looked for after a comma, the text may be over."""
    assert find_quotations("sagte 0 sagte,", "de") == ()
    assert find_quotations("sagte0sagte,", "de") == ()


def test_a_name_in_marks_stays_within_what_is_reported() -> None:
    """Only the words that somebody chose are apart; the paper's name is part of the report."""
    text = "Uta Blum sagte, die Zeitung „Neue Zeit“ sei „nicht sehr gut“."
    assert [one.text for one in find_quotations(text, "de") if one.type == "direct"] == ["„nicht sehr gut“"]
