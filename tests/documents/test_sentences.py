# ruff: noqa: E501 (a table of sentences, a sentence a line)
"""The glossary of the sample against real sentences: every wrong name is told, at its spot, and no right one is."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path

import desk
import pytest

from reporting.casebook.loading import load_casebook
from reporting.documents.checking import prose_of
from reporting.documents.naming import check_names
from reporting.documents.scope import Scope
from reporting.documents.words import Words
from reporting.model.book import Casebook
from reporting.model.packs import Letter
from reporting.places import Place

ROOT = Path(__file__).parents[2]
HIDDEN = re.compile("[*_\\\\\u00ad\u200b\u2060]")

OBSTACLE = {"nl": "grensbelemmering", "fr": "obstacle frontalier", "de": "Grenzhindernis", "en": "border obstacle"}
DECISION = {"nl": "Benelux-beschikking", "fr": "décision Benelux", "de": "Benelux-Beschluss", "en": "Benelux decision"}
UNION = {"nl": "Benelux Unie", "fr": "Union Benelux", "de": "Benelux-Union", "en": "Benelux Union"}
HOUSE = {"nl": "Tweede Kamer der Staten-Generaal", "fr": "Seconde Chambre des États généraux",
         "de": "Zweite Kammer der Generalstaaten", "en": "House of Representatives"}  # fmt: skip
BGTS = {"nl": "BGTS", "fr": "GBCT", "de": "BGTS", "en": "BGTC"}
EGTC = {"nl": "EGTS", "fr": "GECT", "de": "EVTZ", "en": "EGTC"}
KING = {
    "nl": "commissaris van de Koning",
    "fr": "commissaire du Roi",
    "de": "Kommissar des Königs",
    "en": "King’s Commissioner",
}
POINT = {"nl": "grensinformatiepunt", "de": "Grenzinfopunkt"}

# The language, a text as it is typed, with what is wrong in ⟦ ⟧, and the term to use instead of each.
WRONG = [
    # Plurals, diminutives and compounds in Dutch
    ("nl", "Er is een ⟦grensobstakel⟧ gemeld.", OBSTACLE),
    ("nl", "De ⟦grensobstakels⟧ zijn geteld.", OBSTACLE),
    ("nl", "⟦Grensobstakels⟧ vragen tijd.", OBSTACLE),
    ("nl", "DE ⟦GRENSOBSTAKELS⟧ VAN 2024", OBSTACLE),
    ("nl", "een klein ⟦grensobstakeltje⟧", OBSTACLE),
    ("nl", "twee ⟦grensknelpuntjes⟧ en een ⟦grensknelpunt⟧", OBSTACLE, OBSTACLE),
    ("nl", "de ⟦grensobstakelaanpak⟧ van het kabinet", OBSTACLE),
    ("nl", "een ⟦grensobstakelsoverzicht⟧", OBSTACLE),
    ("nl", "het ⟦grensknelpuntenoverleg⟧", OBSTACLE),
    ("nl", "de ⟦landgrensobstakels⟧", OBSTACLE),
    ("nl", "⟦grenshindernissen⟧ en een ⟦grenshindernis⟧", OBSTACLE, OBSTACLE),
    ("nl", "de ⟦grensobstakel⟧-aanpak", OBSTACLE),
    ("nl", "het mini-⟦grensobstakel⟧", OBSTACLE),
    ("nl", "Het ⟦Benelux-besluit⟧ van 2009 geldt.", DECISION),
    ("nl", "De ⟦Benelux-besluiten⟧ gelden.", DECISION),
    ("nl", "een ⟦Benelux\u2011besluit⟧ met een hard streepje", DECISION),
    ("nl", "een ⟦Beneluxbesluit⟧", DECISION),
    ("nl", "een ⟦Beneluxbeschikking⟧, twee ⟦Benelux beschikkingen⟧", DECISION, DECISION),
    ("nl", "de ⟦Benelux-beslissing⟧ en de ⟦Benelux-verordeningen⟧", DECISION, DECISION),
    ("nl", "lid van de ⟦Benelux-Unie⟧", UNION),
    ("nl", "de ⟦Beneluxunie⟧", UNION),
    ("nl", "de ⟦Benelux\u2011Unie⟧", UNION),
    ("nl", "de ⟦2e Kamer⟧ vroeg", HOUSE),
    ("nl", "de ⟦2e\u00a0Kamer⟧ vroeg", HOUSE),
    ("nl", "de ⟦IIe Kamer⟧ en de ⟦IIe Kamer⟧", HOUSE, HOUSE),
    ("nl", "een ⟦Benelux-EGTS⟧ en twee ⟦Benelux-EGTS’s⟧", BGTS, BGTS),
    ("nl", "de ⟦commissaris der Koning⟧", KING),
    ("nl", "de ⟦commissarissen der Koning⟧", KING),
    ("nl", "het ⟦grensinfopunt⟧ in Terneuzen", POINT),
    ("nl", "alle ⟦grensinfopunten⟧", POINT),
    ("nl", "het ⟦bestuurlijk grensoverleg⟧ van mei", {"nl": "Bestuurlijk grensregio-overleg"}),
    ("nl", "Het ⟦Bestuurlijk Grensoverleg⟧ van mei", {"nl": "Bestuurlijk grensregio-overleg"}),
    ("nl", "het ⟦bestuurlijke grensoverleg⟧", {"nl": "Bestuurlijk grensregio-overleg"}),
    ("nl", "de ⟦bestuurlijke grensoverleggen⟧", {"nl": "Bestuurlijk grensregio-overleg"}),
    ("nl", "het ⟦ambtelijk grensregiooverleg⟧", {"nl": "Ambtelijk grensregio-overleg"}),
    # Lines, markup, blanks and marks that nobody sees
    ("nl", "lid van de ⟦2e\nKamer⟧ der Staten-Generaal", HOUSE),
    ("nl", "Eerst dit.\n\nDan een ⟦grensobstakel⟧.", OBSTACLE),
    ("nl", "Regel een\nmet ⟦grensobstakels⟧\nen ⟦grensknelpunten⟧.", OBSTACLE, OBSTACLE),
    ("nl", "een eigen *⟦Benelux*-besluit⟧ van toen", DECISION),
    ("nl", "een *⟦Benelux-besluit⟧* van toen", DECISION),
    ("nl", "een **⟦Benelux**-besluit⟧", DECISION),
    ("nl", "een ⟦Benelux-**besluit⟧**", DECISION),
    ("nl", "een ⟦grens*obstakel⟧*", OBSTACLE),
    ("nl", "een [⟦grensobstakel⟧](https://example.org/grensobstakel)", OBSTACLE),
    ("nl", "een ⟦Benelux-\nbesluit⟧ van toen", DECISION),
    ("nl", "een ⟦grens\u00adobstakel⟧ en een ⟦grensknel\u00adpunt⟧", OBSTACLE, OBSTACLE),
    ("nl", "een\u00ad ⟦grensobstakel⟧", OBSTACLE),
    ("nl", "een ⟦Benelux-\u200bbesluit⟧", DECISION),
    ("nl", "een ⟦Benelux\u2060-\u2060besluit⟧", DECISION),
    ("nl", "cafe\u0301 en ⟦grensobstakel⟧", OBSTACLE),
    ("nl", "| a | b |\n|---|---|\n| x | ⟦grensobstakel⟧ |", OBSTACLE),
    ("nl", "- een\n- twee ⟦grensobstakels⟧", OBSTACLE),
    ("nl", "1. ⟦Grensobstakels⟧\n2. ⟦Grensknelpunten⟧", OBSTACLE, OBSTACLE),
    ("nl", "Zin.^[Met een ⟦grensobstakel⟧ in de noot.]", OBSTACLE),
    ("nl", "«Mooi», zei zij over dit ⟦grensobstakel⟧.", OBSTACLE),
    ("nl", "‘s-Gravenhage kent een ⟦grensobstakel⟧ bij de overheid’s kant", OBSTACLE),
    ("nl", "Hij wou 't ⟦grensobstakel⟧ in 't noorden weg", OBSTACLE),
    ("nl", "(⟦grensobstakels⟧); ⟦grensknelpunten⟧/belemmeringen", OBSTACLE, OBSTACLE),
    ("nl", "Das [eine ⟦Grenzbarriere⟧]{lang=de} en een ⟦grensobstakel⟧", OBSTACLE, OBSTACLE, "de"),
    # German: cases, plurals, umlauts, compounds
    ("de", "Eine ⟦Grenzbarriere⟧ wurde gemeldet.", OBSTACLE),
    ("de", "Die ⟦Grenzbarrieren⟧ bleiben.", OBSTACLE),
    ("de", "der Abbau von ⟦Grenzhürden⟧", OBSTACLE),
    ("de", "des ⟦Grenzhemmnisses⟧, die ⟦Grenzhemmnisse⟧, den ⟦Grenzhemmnissen⟧", OBSTACLE, OBSTACLE, OBSTACLE),
    ("de", "die ⟦Grenzhemmnisbeseitigung⟧", OBSTACLE),
    ("de", "der ⟦Grenzbarrierenabbau⟧", OBSTACLE),
    ("de", "die ⟦Landgrenzbarriere⟧", OBSTACLE),
    ("de", "die ⟦Grenzhürden⟧-Liste", OBSTACLE),
    ("de", "die ⟦Benelux-Entscheidung⟧ von 2009", DECISION),
    ("de", "mehrere ⟦Benelux-Entscheidungen⟧", DECISION),
    ("de", "zwei ⟦Benelux-Verfügungen⟧ und eine ⟦Benelux-Verordnung⟧", DECISION, DECISION),
    ("de", "der ⟦Beneluxbeschluss⟧, des ⟦Beneluxbeschlusses⟧, die ⟦Beneluxbeschlüsse⟧", DECISION, DECISION, DECISION),
    ("de", "der ⟦Beneluxbeschluß⟧", DECISION),
    ("de", "die ⟦Benelux Union⟧ und ihre Organe", UNION),
    ("de", "der ⟦Benelux\u00a0Union⟧", UNION),
    ("de", "die ⟦Beneluxunion⟧", UNION),
    ("de", "die ⟦2. Kammer⟧ fragte", HOUSE),
    ("de", "der ⟦2.\u00a0Kammer⟧", HOUSE),
    ("de", "der ⟦Königskommissar⟧, des ⟦Königskommissars⟧", KING, KING),
    ("de", "der ⟦Grenzinformationspunkt⟧, die ⟦Grenzinformationspunkte⟧", POINT, POINT),
    ("de", "der ⟦Grenzauskunftsstelle⟧", POINT),
    ("de", "ein ⟦Benelux-EVTZ⟧", BGTS),
    ("de", "eine ⟦Grenz\u00adbarriere⟧", OBSTACLE),
    ("de", "eine ⟦Grenzhu\u0308rde⟧", OBSTACLE),
    ("de", "eine ⟦Benelux-\nEntscheidung⟧", DECISION),
    ("de", "eine *⟦Benelux*-Entscheidung⟧", DECISION),
    ("de", "Er sagte „nein“ zur ⟦Grenzbarriere⟧.", OBSTACLE),
    ("de", "Die ⟦Europäische Gruppierung für territoriale Zusammenarbeit⟧", EGTC),
    ("de", "der ⟦Europäischen Gruppierung für territoriale Zusammenarbeit⟧", EGTC),
    # French: elision, plurals, feminine forms
    ("fr", "Une ⟦entrave frontalière⟧ a été signalée.", OBSTACLE),
    ("fr", "Les ⟦entraves frontalières⟧ subsistent.", OBSTACLE),
    ("fr", "L’⟦entrave frontalière⟧ subsiste.", OBSTACLE),
    ("fr", "L'⟦Entrave frontalière⟧ subsiste.", OBSTACLE),
    ("fr", "la fin d’⟦entraves frontalières⟧", OBSTACLE),
    ("fr", "l’abolition des ⟦barrières frontalières⟧", OBSTACLE),
    ("fr", "une ⟦entrave transfrontalière⟧", OBSTACLE),
    ("fr", "une ⟦entrave\u202ffrontalière⟧\u00a0;", OBSTACLE),
    ("fr", "une ⟦entrave\nfrontalière⟧", OBSTACLE),
    ("fr", "une ⟦entrave frontalie\u0300re⟧", OBSTACLE),
    ("fr", "l’⟦arrêté Benelux⟧ de 2009", DECISION),
    ("fr", "d’⟦arrêtés Benelux⟧ anciens", DECISION),
    ("fr", "les ⟦ordonnances Benelux⟧", DECISION),
    ("fr", "aux ⟦arrêtés Benelux⟧", DECISION),
    ("fr", "une *⟦ordonnance* Benelux⟧", DECISION),
    ("fr", "de l’⟦Union du Benelux⟧", UNION),
    ("fr", "l’⟦Union\u00a0du Benelux⟧", UNION),
    ("fr", "la ⟦Deuxième Chambre⟧ a demandé", HOUSE),
    ("fr", "la ⟦Chambre basse⟧ néerlandaise", HOUSE),
    ("fr", "un ⟦GECT Benelux⟧", BGTS),
    ("fr", "le ⟦GBTS⟧ et les ⟦GBTS⟧", BGTS, BGTS),
    ("fr", "la ⟦zone frontalière⟧, les ⟦zones frontalières⟧", {"fr": "région frontalière"}, {"fr": "région frontalière"}),
    ("fr", "Selon « lui », la ⟦Chambre basse⟧ a voté.", HOUSE),
    # English: plurals, possessives, hyphens before a noun
    ("en", "A ⟦border barrier⟧ was reported.", OBSTACLE),
    ("en", "⟦Border barriers⟧ remain.", OBSTACLE),
    ("en", "the ⟦border barrier’s⟧ cause and the ⟦border barrier's⟧ end", OBSTACLE, OBSTACLE),
    ("en", "the ⟦border barriers⟧’ causes", OBSTACLE),
    ("en", "a ⟦border-barrier⟧ policy", OBSTACLE),
    ("en", "two ⟦border impediments⟧", OBSTACLE),
    ("en", "the ⟦Benelux order⟧ and the ⟦Benelux rulings⟧", DECISION, DECISION),
    ("en", "the ⟦Benelux-Union⟧", UNION),
    ("en", "the ⟦Lower House⟧ asked", HOUSE),
    ("en", "the ⟦Lower House’s⟧ question", HOUSE),
    ("en", "the ⟦Second Chamber⟧", HOUSE),
    ("en", "the ⟦Lower\nHouse⟧ asked", HOUSE),
    ("en", "the ⟦Commissioner of the King⟧", KING),
    ("en", "the ⟦Commissioners of the King⟧", KING),
    ("en", "a ⟦Benelux EGTC⟧", BGTS),
    ("en", "‘yes’ to the ⟦border barrier⟧", OBSTACLE),
]  # fmt: skip

# What is right: nothing may be told of any of these.
RIGHT = [
    # Right names in all their forms and compounds
    ("nl", "De grensbelemmering, de grensbelemmeringen, een grensbelemmeringetje."),
    ("nl", "Grensbelemmeringen: de grensbelemmeringenaanpak en het grensbelemmeringsdossier."),
    ("nl", "GRENSBELEMMERINGEN AAN DE GRENS"),
    ("nl", "Belemmeringen aan de grens, een obstakel op de weg, een hindernis in het veld."),
    ("nl", "een Benelux-beschikking, Benelux-beschikkingen, de Benelux-beschikkingsbevoegdheid"),
    ("nl", "de Benelux\u2011beschikking en de beschikking"),
    ("nl", "een *Benelux*-beschikking, een **Benelux-beschikking**"),
    ("nl", "een Benelux-besluitvormingsproces, de besluitvorming in de Benelux"),
    ("nl", "De Benelux besluit morgen; dat de Benelux besluiten neemt."),
    ("nl", "Het besluit van het Comité van Ministers van de Benelux."),
    ("nl", "het Benelux-verdrag van 2014 en de Benelux-Overeenkomst van 1986"),
    ("nl", "een Benelux-aanbeveling, de Benelux-richtlijnen"),
    ("nl", "de Benelux Unie, de Benelux Unie’s taken, het Benelux Unie-verdrag"),
    ("nl", "de Benelux\u00a0Unie en de Europese Unie"),
    ("nl", "de Tweede Kamer, Tweede Kamerleden, het Tweede Kamerlid, de Kamer"),
    ("nl", "in kamer 2e verdieping"),
    ("nl", "BGTS, BGTS’s, de BGTS-oprichting, BGTS Baarle, EGTS’en"),
    ("nl", "een Europese groepering voor territoriale samenwerking"),
    ("nl", "de commissaris van de Koning, commissarissen van de Koning, de commissaris"),
    ("nl", "het grensinformatiepunt, grensinformatiepunten"),
    ("nl", "het bestuurlijk grensregio-overleg, de bestuurlijke grensregio-overleggen"),
    ("nl", "Het Bestuurlijk grensregio-overleg en het Ambtelijk grensregio-overleg"),
    ("nl", "bestuurlijk overleg aan de grens"),
    ("nl", "het grensregiootje, de grensregio’s"),
    ("nl", "Ingediend, in analyse, geagendeerd, opgelost of aanvaard."),
    ("nl", "een grensoverschrijdende belemmering en een grensoverschrijdend coördinatiepunt"),
    ("de", "das Grenzhindernis, des Grenzhindernisses, die Grenzhindernisse, den Grenzhindernissen"),
    ("de", "die Grenzhindernisbeseitigung, Grenzhindernis-Liste, Grenzhindernisliste"),
    ("de", "Hindernisse, Hindernissen, hindernisfrei, Barrieren, barrierefrei, Hürdenlauf"),
    ("de", "der Benelux-Beschluss, des Benelux-Beschlusses, die Benelux-Beschlüsse, den Benelux-Beschlüssen"),
    ("de", "die Benelux-Beschlussfassung und der Benelux-Beschluß"),
    ("de", "der Beschluss, die Entscheidungsfindung, Benelux-Entscheidungsfindung"),
    ("de", "das Benelux-Übereinkommen über geistiges Eigentum, das Benelux-Abkommen"),
    ("de", "die Benelux-Union, der Benelux-Union, die Benelux\u2011Union"),
    ("de", "die Zweite Kammer, der Zweiten Kammer der Generalstaaten, das Abgeordnetenhaus"),
    ("de", "in der zweiten Kammer des Herzens"),
    ("de", "der Kommissar des Königs, des Kommissars des Königs, dem Kommissar des Königs"),
    ("de", "der Grenzinfopunkt, die Grenzinfopunkte, die GrenzInfoPunkte, ein Grenz-Info-Punkt"),
    ("de", "der EVTZ, EVTZ-Gründung, ein Europäischer Verbund für territoriale Zusammenarbeit"),
    ("de", "dem Europäischen Verbund für territoriale Zusammenarbeit"),
    ("de", "die Grenzregion, der Grenzraum, Grenzregionen"),
    ("de", "die flämische Regierung, der flämischen Regierung"),
    ("de", "das Politische Grenzregionsgremium, des Politischen Grenzregionsgremiums"),
    ("de", "eingereicht, in Prüfung, vorgelegt, gelöst"),
    ("fr", "l’obstacle frontalier, d’obstacles frontaliers, aux obstacles frontaliers"),
    ("fr", "L'obstacle frontalier ; les obstacles"),
    ("fr", "un obstacle transfrontalier et une barrière linguistique"),
    ("fr", "cela entrave la région frontalière, sans entrave"),
    ("fr", "la décision Benelux, les décisions Benelux, l’Union Benelux"),
    ("fr", "la Convention Benelux de coopération transfrontalière, les traités Benelux"),
    ("fr", "un arrêté royal, une ordonnance bruxelloise"),
    ("fr", "la Seconde Chambre, de la Seconde Chambre des États généraux, la Chambre"),
    ("fr", "un GBCT, les GBCT, un groupement Benelux de coopération territoriale"),
    ("fr", "un GECT, des groupements européens de coopération territoriale"),
    ("fr", "le commissaire du Roi, les commissaires du Roi"),
    ("fr", "des régions frontalières, la zone d’activités, une zone portuaire"),
    ("fr", "un point d'information frontalier, les points d’information frontaliers"),
    ("en", "a border obstacle, border obstacles, the border obstacle’s cause, a border-obstacle policy"),
    ("en", "a cross-border obstacle, cross-border barriers to trade, a cross-border file"),
    ("en", "the Benelux decision, Benelux decisions, the Benelux Union, the Benelux Union’s tasks"),
    ("en", "the Benelux Convention on Intellectual Property"),
    ("en", "order in the Benelux; by order of the court"),
    ("en", "the House of Representatives, the House, a lower house elsewhere"),
    ("en", "the King’s Commissioner, King's Commissioners, the commissioner"),
    ("en", "a BGTC, an EGTC, EGTCs, a European grouping of territorial cooperation"),
    ("en", "the Government of Flanders and the Flemish Government"),
    # The words of others, keys, addresses, and what is filled in later
    ("nl", "Hij sprak van een «grensobstakel» en «een Benelux-besluit»."),
    ("nl", "Zij noemen dit een “grensobstakel”, een ‘grensknelpunt’ of een \"grenshindernis\"."),
    ("nl", "Zij noemen dit een 'grensobstakel' en een ‚grensknelpunt‘."),
    ("nl", "„Grensobstakels” en ”grensobstakels” zijn aangehaald, ‹grensobstakels› ook."),
    ("nl", "In ‘het grensobstakel van Vlaanderen’s kust’ staat dat."),
    ("nl", "«Een zin\nmet een grensobstakel» over twee regels."),
    ("nl", "Zie [@kst-32851-74] en [vgl. @benelux-2018, p. 3]."),
    ("nl", "Schrijf aan grensobstakels@example.org of info@grensobstakels.nl."),
    ("nl", "Zie www.grensobstakels.nl/grensobstakel en grensobstakels.eu."),
    ("nl", "Zie <https://example.org/grensobstakel> en https://example.org/a-grensobstakel-b."),
    ("nl", "Zie [het register](https://example.org/grensobstakels)."),
    ("nl", "Het bestand grensobstakels.xlsx staat klaar."),
    ("nl", "[un grensobstakel]{lang=fr} staat er in een andere taal."),
    ("de", "„Grenzbarriere“, »Grenzbarriere«, ‚Grenzbarriere‘ und «Grenzbarriere»"),
    ("de", "Der Begriff „Benelux-Entscheidungen“ steht dort."),
    ("fr", "«\u00a0Deuxième Chambre\u00a0» et “entrave frontalière” sont cités."),
    ("en", "They say ‘Lower House’, “border barrier” and \"Benelux order\"."),
    ("en", "The so-called 'Lower House' of then."),
    # Names of persons and places, and words that only look alike
    ("nl", "Mevrouw H.G.J. Bruins Slot en minister De Jonge spraken."),
    ("nl", "De heer Knelpunt woont bij de Grenshoeve."),
    ("de", "Frau Hürde und Herr Barriere wohnen an der Grenze."),
    ("fr", "Monsieur Barrière et madame Chambre vivent à la frontière."),
    ("en", "Mr Barrier of Lower Housewood spoke."),
    ("nl", "de grens, het obstakel, het knelpunt, de Benelux, het besluit, de Unie"),
    ("de", "die Grenze, die Barriere, die Benelux, die Entscheidung, die Union"),
    ("fr", "la frontière, l’entrave, le Benelux, l’arrêté, l’Union, la Chambre"),
    ("en", "the border, the barrier, the Benelux, the order, the Union, the chamber"),
    ("nl", "grens\u00adbelemmering en Benelux-\u00adbeschikking"),
    ("de", "Grenz\u00adhindernis und Benelux\u2060-Beschlu\u0308sse"),
    ("fr", "de\u0301cision Benelux et re\u0301gion frontalie\u0300re"),
    ("nl", "Er is een grens. Obstakels zijn er niet."),
    ("nl", "aan de grens/obstakel"),
]  # fmt: skip


def sample() -> Casebook:
    return load_casebook(ROOT / "cases", "cases").casebook


def told(texts: list[tuple[str, str]]) -> list[list[tuple]]:
    """For each language and text, what is told: the spot, the words and the term, in the order of the text."""
    texts = [(language, str(text)) for language, text in texts]
    letter = Letter.model_validate(
        {
            "sections": [
                {"id": f"s{index}", "text": {"nl": "x"} | {language: text}}
                for index, (language, text) in enumerate(texts)
            ]
        }
    )
    places = {("settings", ""): Place("casebook.yaml"), ("letter", "p/letter.yaml"): Place("letter.yaml")}
    whole = sample()
    places |= {place: whole.places[place] for place in whole.places if place[0] == "party"}
    book = replace(Casebook(settings=whole.settings, terms=whole.terms, parties=whole.parties), places=places)
    book = replace(book, letters={("p", "letter.yaml"): letter})
    trees = desk.trees([text for section in letter.sections for text in section.text.values()])
    scope = Scope(book, Words(((Place("words.yaml"), {}),)), trees, "nl", desk.DAY)
    check_names(scope)
    found: list[list[tuple]] = [[] for _ in texts]
    for problem in scope.problems:
        assert problem.place.file == "letter.yaml", problem
        index = problem.place.field[1]
        found[index].append((problem.place.spot, problem.values["value"], problem.values["term"]))
    return [sorted(each) for each in found]


def marked(text: str) -> list[tuple[tuple[int, int], str]]:
    """Where the ⟦ stand, line and column in the text without them, and the words between, as one reads them."""
    found = []
    for match in re.finditer("⟦([^⟧]*)⟧", text):
        before = text[: match.start()].replace("⟦", "").replace("⟧", "")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        found.append(((line, column), " ".join(unicodedata.normalize("NFC", HIDDEN.sub("", match[1])).split())))
    return found


@pytest.fixture(scope="module")
def wrong_told() -> list[list[tuple]]:
    return told([(language, re.sub("[⟦⟧]", "", text)) for language, text, *_ in WRONG])


@pytest.fixture(scope="module")
def right_told() -> list[list[tuple]]:
    return told(RIGHT)


@pytest.mark.parametrize("index", range(len(WRONG)), ids=[text for _, text, *_ in WRONG])
def test_a_wrong_name_is_told_at_its_spot_with_the_name_to_use(index: int, wrong_told: list[list[tuple]]) -> None:
    language, text, *terms = WRONG[index]
    languages = [language] * len(marked(text))
    if isinstance(terms[-1], str):  # the first is in another language
        languages[0] = terms.pop()
    expected = [(spot, said, term[own]) for (spot, said), term, own in zip(marked(text), terms, languages, strict=True)]
    normal = [(spot, said, use) for spot, said, use in wrong_told[index]]
    assert normal == expected


@pytest.mark.parametrize("index", range(len(RIGHT)), ids=[text for _, text in RIGHT])
def test_nothing_is_told_of_a_right_name(index: int, right_told: list[list[tuple]]) -> None:
    assert right_told[index] == []


def test_the_sample_the_kinds_and_the_fixed_words_say_nothing_wrong() -> None:
    book, kinds = sample(), desk.templates().kinds.values()
    trees = desk.trees([text for _, text in prose_of(book, kinds)])
    scope = Scope(book, desk.words(), trees, "nl", desk.DAY)
    check_names(scope, kinds)
    assert [(problem.place, problem.values["value"]) for problem in scope.problems] == []


def test_the_table_is_long_and_has_every_language() -> None:
    assert len(WRONG) + len(RIGHT) >= 150
    for table in (WRONG, RIGHT):
        assert min(Counter(language for language, *_ in table).values()) >= 10
