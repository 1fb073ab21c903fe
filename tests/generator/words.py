"""The words of invented casebooks, in Dutch, French and German."""

from __future__ import annotations

from random import Random

Said = dict[str, str]
LANGUAGES = ("nl", "fr", "de")

# theme -> what its obstacles are called; {a} and {b} are places
TITLES: dict[str, Said] = {
    "e-government": {
        "nl": "Inloggen met een inlogmiddel uit het buurland, {a} en {b}",
        "fr": "Connexion avec un moyen d’identification du pays voisin, {a} et {b}",
        "de": "Anmeldung mit einem Ausweis des Nachbarlandes, {a} und {b}",
    },
    "employment": {
        "nl": "Erkenning van beroepen tussen {a} en {b}",
        "fr": "Reconnaissance des professions entre {a} et {b}",
        "de": "Anerkennung von Berufen zwischen {a} und {b}",
    },
    "evidence": {
        "nl": "Cijfers over pendel tussen {a} en {b}",
        "fr": "Données sur les navettes entre {a} et {b}",
        "de": "Daten über Pendler zwischen {a} und {b}",
    },
    "health": {
        "nl": "Ambulancezorg in {a} en {b}",
        "fr": "Aide médicale urgente à {a} et {b}",
        "de": "Rettungsdienst in {a} und {b}",
    },
    "information": {
        "nl": "Voorlichting aan grensarbeiders in {a} en {b}",
        "fr": "Information des travailleurs frontaliers à {a} et {b}",
        "de": "Beratung von Grenzgängern in {a} und {b}",
    },
    "institutional": {
        "nl": "Eén gemeenschappelijk orgaan voor {a} en {b}",
        "fr": "Un organe commun pour {a} et {b}",
        "de": "Ein gemeinsames Organ für {a} und {b}",
    },
    "multilingualism": {
        "nl": "Buurtaal op school in {a} en {b}",
        "fr": "Langue du voisin à l’école à {a} et {b}",
        "de": "Nachbarsprache in der Schule in {a} und {b}",
    },
    "transport": {
        "nl": "Buslijn tussen {a} en {b}",
        "fr": "Ligne de bus entre {a} et {b}",
        "de": "Buslinie zwischen {a} und {b}",
    },
    "environment": {
        "nl": "Geluid van een terrein op de grens van {a} en {b}",
        "fr": "Bruit d’un site à la limite de {a} et {b}",
        "de": "Lärm eines Geländes an der Grenze von {a} und {b}",
    },
    "agriculture": {
        "nl": "Mest van percelen aan weerszijden, {a} en {b}",
        "fr": "Engrais de parcelles des deux côtés, {a} et {b}",
        "de": "Dünger von Flächen auf beiden Seiten, {a} und {b}",
    },
    "taxation": {
        "nl": "Belasting over thuiswerk tussen {a} en {b}",
        "fr": "Impôt sur le télétravail entre {a} et {b}",
        "de": "Steuer auf Telearbeit zwischen {a} und {b}",
    },
    "waste": {
        "nl": "Ophalen van afval in {a} en {b}",
        "fr": "Collecte des déchets à {a} et {b}",
        "de": "Müllabfuhr in {a} und {b}",
    },
    "social-security": {
        "nl": "Kinderbijslag voor gezinnen in {a} en {b}",
        "fr": "Allocations familiales à {a} et {b}",
        "de": "Kindergeld für Familien in {a} und {b}",
    },
}

# running text: {a}, {b} places, {n} a number, {p} a share
SENTENCES: tuple[Said, ...] = (
    {
        "nl": "Wie in {a} woont en in {b} werkt, krijgt met de regels van twee landen te maken.",
        "fr": "Qui habite à {a} et travaille à {b} relève des règles de deux pays.",
        "de": "Wer in {a} wohnt und in {b} arbeitet, hat mit den Regeln zweier Länder zu tun.",
    },
    {
        "nl": "Ongeveer {n} inwoners van {a} hebben er volgens de gemeente geregeld last van.",
        "fr": "Selon la commune, environ {n} habitants de {a} en subissent régulièrement les effets.",
        "de": "Nach Angaben der Gemeinde sind etwa {n} Einwohner von {a} regelmäßig betroffen.",
    },
    {
        "nl": "In {p}% van de gevallen is de aanvraag aan de andere kant van de grens opnieuw ingediend.",
        "fr": "Dans {p} % des cas, la demande a été introduite une seconde fois de l’autre côté de la frontière.",
        "de": "In {p} % der Fälle wurde der Antrag auf der anderen Seite der Grenze noch einmal gestellt.",
    },
    {
        "nl": "De bevoegde diensten van {b} passen de eigen wet toe en kunnen daar in dit geval niet van afwijken.",
        "fr": "Les services compétents de {b} appliquent leur propre loi et ne peuvent ici y déroger.",
        "de": "Die zuständigen Stellen von {b} wenden ihr eigenes Recht an und können hier nicht davon abweichen.",
    },
    {
        "nl": "Een oplossing zonder wetswijziging ligt voor de hand, maar vraagt een besluit van beide regeringen.",
        "fr": "Une solution sans modifier la loi paraît possible, mais exige une décision des deux gouvernements.",
        "de": "Eine Lösung ohne Gesetzesänderung liegt nahe, verlangt aber einen Beschluss beider Regierungen.",
    },
    {
        "nl": "De kosten worden geraamd op {n} euro per jaar, te verdelen over {a} en {b}.",
        "fr": "Les coûts sont estimés à {n} euros par an, à répartir entre {a} et {b}.",
        "de": "Die Kosten werden auf {n} Euro im Jahr geschätzt, zu teilen zwischen {a} und {b}.",
    },
    {
        "nl": "Het loket in {a} heeft de melding onderzocht en daarbij ook {b} om een zienswijze gevraagd.",
        "fr": "Le guichet de {a} a examiné le signalement et a aussi demandé l’avis de {b}.",
        "de": "Die Anlaufstelle in {a} hat die Meldung geprüft und auch {b} um Stellungnahme gebeten.",
    },
    {
        "nl": "Zolang de afspraken uitblijven, betalen bewoners dubbel of zien zij van de stap af.",
        "fr": "Tant que les accords tardent, les habitants paient deux fois ou renoncent à la démarche.",
        "de": "Solange Absprachen ausbleiben, zahlen die Bewohner doppelt oder verzichten auf den Schritt.",
    },
    {
        "nl": "De begroting noemt R&D en een bedrag van minder dan {n} euro (zie {{{{ bedrag }}}}).",
        "fr": "Le budget mentionne la R&D et un montant de moins de {n} euros (voir {{{{ bedrag }}}}).",
        "de": "Der Haushalt nennt F&E und einen Betrag von weniger als {n} Euro (siehe {{{{ bedrag }}}}).",
    },
)

# event kind -> what is told of it
EVENTS: dict[str, Said] = {
    "submitted": {
        "nl": "De zaak is door {a} ingediend bij het loket.",
        "fr": "Le cas a été soumis au guichet par {a}.",
        "de": "Der Fall wurde von {a} bei der Anlaufstelle eingereicht.",
    },
    "identification": {
        "nl": "Het secretariaat heeft de zaak in {a} nagegaan en **herkend** als belemmering.",
        "fr": "Le secrétariat a vérifié le cas à {a} et l’a **reconnu** comme obstacle.",
        "de": "Das Sekretariat hat den Fall in {a} geprüft und als Hindernis **erkannt**.",
    },
    "analysis": {
        "nl": "Het instituut is met de analyse van de regels in {a} en {b} begonnen.",
        "fr": "L’institut a entamé l’analyse des règles à {a} et {b}.",
        "de": "Das Institut hat mit der Analyse der Regeln in {a} und {b} begonnen.",
    },
    "selected": {
        "nl": "Het overleg heeft de zaak gekozen, als nummer {p} op de lijst.",
        "fr": "La concertation a retenu le cas, au rang {p} de la liste.",
        "de": "Die Konferenz hat den Fall ausgewählt, als Nummer {p} der Liste.",
    },
    "not-selected": {
        "nl": "Het overleg heeft de zaak niet gekozen: het belang voor {a} is *te gering*.",
        "fr": "La concertation n’a pas retenu le cas : l’intérêt pour {a} est *trop limité*.",
        "de": "Die Konferenz hat den Fall nicht ausgewählt: Die Bedeutung für {a} ist *zu gering*.",
    },
    "raised": {
        "nl": "De coördinerende bestuurders hebben de zaak aan beide ministers voorgelegd.",
        "fr": "Les gouverneurs coordinateurs ont soumis le cas aux deux ministres.",
        "de": "Die koordinierenden Gouverneure haben den Fall beiden Ministern vorgelegt.",
    },
    "decided": {
        "nl": "Beide regeringen hebben tot een regeling voor {a} en {b} besloten.",
        "fr": "Les deux gouvernements ont décidé d’un régime pour {a} et {b}.",
        "de": "Beide Regierungen haben eine Regelung für {a} und {b} beschlossen.",
    },
    "implementing": {
        "nl": "De regeling is in werking getreden; {a} voert haar uit.",
        "fr": "Le régime est entré en vigueur ; {a} l’exécute.",
        "de": "Die Regelung ist in Kraft getreten; {a} führt sie aus.",
    },
    "solved": {
        "nl": "De regeling werkt in {a} en {b} zoals bedoeld.",
        "fr": "Le régime fonctionne comme prévu à {a} et {b}.",
        "de": "Die Regelung wirkt in {a} und {b} wie beabsichtigt.",
    },
    "mitigated": {
        "nl": "De gevolgen zijn beperkt; voor {n} inwoners van {b} blijft een deel bestaan.",
        "fr": "Les effets sont limités ; une partie demeure pour {n} habitants de {b}.",
        "de": "Die Folgen sind begrenzt; für {n} Einwohner von {b} bleibt ein Teil bestehen.",
    },
    "accepted": {
        "nl": "Het verschil wordt aanvaard: beide landen houden vast aan het doel van hun wet.",
        "fr": "La différence est acceptée : les deux pays maintiennent l’objectif de leur loi.",
        "de": "Der Unterschied wird hingenommen: Beide Länder halten am Zweck ihres Gesetzes fest.",
    },
    "no-obstacle": {
        "nl": "Bij nader inzien is er geen belemmering: {b} kent al een uitzondering.",
        "fr": "Après examen, il n’y a pas d’obstacle : {b} connaît déjà une exception.",
        "de": "Bei näherer Prüfung besteht kein Hindernis: {b} kennt bereits eine Ausnahme.",
    },
    "reopened": {
        "nl": "De zaak is heropend, omdat de regeling in {a} in de praktijk niet werkt.",
        "fr": "Le cas a été rouvert, le régime ne fonctionnant pas en pratique à {a}.",
        "de": "Der Fall wurde wieder aufgenommen, weil die Regelung in {a} praktisch nicht wirkt.",
    },
    "progress": {
        "nl": "De werkgroep is in {b} bijeen geweest en heeft {p} punten afgehandeld.",
        "fr": "Le groupe de travail s’est réuni à {b} et a traité {p} points.",
        "de": "Die Arbeitsgruppe tagte in {b} und hat {p} Punkte erledigt.",
    },
    "feedback": {
        "nl": "De melder heeft bericht gekregen over de stand.",
        "fr": "L’auteur du signalement a été informé de l’état du dossier.",
        "de": "Der Melder wurde über den Stand unterrichtet.",
    },
}
EVIDENCE: Said = {
    "nl": "Na {p} maanden zijn {n} aanvragen zonder problemen afgehandeld.",
    "fr": "Après {p} mois, {n} demandes ont été traitées sans difficulté.",
    "de": "Nach {p} Monaten wurden {n} Anträge ohne Schwierigkeiten erledigt.",
}
STEPS: tuple[Said, ...] = (
    {
        "nl": "Een voorstel voor {a} en {b} aan beide ministers voorleggen.",
        "fr": "Soumettre aux deux ministres une proposition pour {a} et {b}.",
        "de": "Beiden Ministern einen Vorschlag für {a} und {b} vorlegen.",
    },
    {
        "nl": "Nagaan hoe vaak de regeling in {a} is gebruikt.",
        "fr": "Vérifier combien de fois le régime a servi à {a}.",
        "de": "Feststellen, wie oft die Regelung in {a} genutzt wurde.",
    },
    {
        "nl": "De cijfers van {b} opvragen, met een **uiterste datum**.",
        "fr": "Demander les chiffres de {b}, avec une **date limite**.",
        "de": "Die Zahlen von {b} anfordern, mit einer **Frist**.",
    },
)
AFFECTED: Said = {
    "nl": "Inwoners en bedrijven van {a}, vooral wie in {b} werkt.",
    "fr": "Habitants et entreprises de {a}, surtout ceux qui travaillent à {b}.",
    "de": "Einwohner und Betriebe von {a}, vor allem wer in {b} arbeitet.",
}
WEIGHED: Said = {
    "nl": "Het gaat om {n} inwoners van {a}.",
    "fr": "Il s’agit de {n} habitants de {a}.",
    "de": "Es geht um {n} Einwohner von {a}.",
}
QUESTION: Said = {
    "nl": "Kan de regel van {a} ook in {b} gelden?",
    "fr": "La règle de {a} peut-elle valoir aussi à {b} ?",
    "de": "Kann die Regel von {a} auch in {b} gelten?",
}
REASON: Said = {
    "nl": "Het belang voor {a} weegt niet op tegen *de lasten* voor {b}.",
    "fr": "L’intérêt pour {a} ne justifie pas *les charges* pour {b}.",
    "de": "Der Nutzen für {a} wiegt *die Lasten* für {b} nicht auf.",
}
REMAINS: Said = {
    "nl": "Voor {n} inwoners van {b} verandert er niets.",
    "fr": "Rien ne change pour {n} habitants de {b}.",
    "de": "Für {n} Einwohner von {b} ändert sich nichts.",
}
SKIPPED: Said = {
    "nl": "Het verzonnen overleg bestond toen nog niet.",
    "fr": "La concertation inventée n’existait pas encore.",
    "de": "Die erfundene Konferenz gab es damals noch nicht.",
}
MEETINGS: dict[str, Said] = {
    "summit": {"nl": "Verzonnen top", "fr": "Sommet inventé", "de": "Erfundenes Gipfeltreffen"},
    "ministers": {
        "nl": "Verzonnen ministersoverleg",
        "fr": "Réunion des ministres inventée",
        "de": "Erfundenes Ministertreffen",
    },
    "council": {"nl": "Verzonnen bestuurlijk overleg", "fr": "Concertation inventée", "de": "Erfundene Grenzkonferenz"},
    "officials": {
        "nl": "Verzonnen ambtelijk overleg",
        "fr": "Concertation des services inventée",
        "de": "Erfundenes Amtstreffen",
    },
}
MEASURES: Said = {
    "nl": "Verzonnen project voor {a} en {b}",
    "fr": "Projet inventé pour {a} et {b}",
    "de": "Erfundenes Projekt für {a} und {b}",
}
INSTRUMENT: Said = {
    "nl": "Verzonnen regeling voor {a} en {b}",
    "fr": "Régime inventé pour {a} et {b}",
    "de": "Erfundene Regelung für {a} und {b}",
}
NEIGHBOURS: Said = {
    "nl": "De buren spreken van [*télétravail*]{{lang=fr}} en van [Telearbeit]{{lang=de}}",
    "fr": "Les voisins parlent de [thuiswerk]{{lang=nl}} et de [*Telearbeit*]{{lang=de}}",
    "de": "Die Nachbarn sagen [thuiswerk]{{lang=nl}} und [*télétravail*]{{lang=fr}}",
}
HEADINGS: tuple[Said, ...] = (
    {"nl": "Aanleiding", "fr": "Contexte", "de": "Anlass"},
    {"nl": "Wat er speelt aan de grens", "fr": "La situation à la frontière", "de": "Die Lage an der Grenze"},
    {"nl": "Samenwerking met de buren", "fr": "Coopération avec les voisins", "de": "Zusammenarbeit mit den Nachbarn"},
    {"nl": "Aanpak", "fr": "Approche", "de": "Vorgehen"},
    {"nl": "Vooruitblik", "fr": "Perspectives", "de": "Ausblick"},
)


def say(said: Said, languages: tuple[str, ...], **values: object) -> Said:
    """The same words in each of the languages, filled in."""
    return {language: said[language].format(**values) for language in languages}


def draw_values(chance: Random, places: int) -> dict[str, str]:
    """Places and numbers to fill sentences with; the names of places say that they are invented."""
    a, b = chance.sample(range(1, places + 1), 2)
    return {
        "a": f"Voorbeeld {a}",
        "b": f"Voorbeeld {b}",
        "n": str(chance.randrange(120, 980)),
        "p": str(chance.randrange(2, 60)),
    }
