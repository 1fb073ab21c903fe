"""What the English words of the case files mean, in Dutch: shown by an editor beside each choice."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "border": {
        "vl-nl": "Vlaanderen – Nederland", "nl-wal": "Nederland – Wallonië",
        "nl-nrw": "Nederland – Noordrijn-Westfalen", "nl-nds": "Nederland – Nedersaksen",
    },
    "side": {
        "nl": "Nederland", "vl": "Vlaanderen", "wal": "Wallonië", "nrw": "Noordrijn-Westfalen", "nds": "Nedersaksen",
        "be": "België", "de": "Duitsland", "benelux": "Benelux", "eu": "Europese Unie",
    },
    "theme": {
        "e-government": "digitale overheid", "employment": "arbeidsmarkt", "evidence": "gegevens", "health": "zorg",
        "information": "informatie", "institutional": "bestuurlijke samenwerking", "multilingualism": "meertaligheid",
        "transport": "vervoer", "environment": "milieu", "agriculture": "landbouw", "taxation": "belastingen",
        "waste": "afval", "social-security": "sociale zekerheid",
    },
    "cause": {
        "legislation": "wetgeving", "administrative-rule": "bestuurlijke regel", "practice": "praktijk",
        "missing-information": "ontbrekende informatie", "eu-law-breach": "schending van Unierecht",
        "unknown": "niet bekend",
    },
    "instrument": {
        "benelux-decision": "Benelux-beschikking", "benelux-treaty": "Benelux-verdrag",
        "benelux-recommendation": "Benelux-aanbeveling", "benelux-directive": "Benelux-richtlijn",
        "bgts": "Benelux Groepering voor Territoriale Samenwerking", "joint-body": "gemeenschappelijk orgaan",
        "administrative-agreement": "administratieve afspraak",
        "egtc": "Europese groepering voor territoriale samenwerking", "eu-exception": "uitzondering in EU-recht",
        "multilateral-agreement": "multilaterale overeenkomst", "national-amendment": "wijziging van nationale regels",
        "national-derogation": "afwijking van nationale regels", "practice-change": "andere uitvoeringspraktijk",
        "information": "voorlichting",
    },
    "bound": {
        "states": "de staten", "citizens": "burgers en bedrijven", "members": "de deelnemers",
        "signatories": "wie ondertekenen", "benelux-institutions": "de instellingen van de Benelux Unie",
        "nobody": "niemand",
    },
    "measure": {
        "interreg": "Interreg", "regio-deal": "Regio Deal", "novex": "NOVEX-gebied",
        "bgts": "Benelux Groepering voor Territoriale Samenwerking", "other": "anders",
    },
    "hampers": {
        "infrastructure": "infrastructuur", "public-service": "een openbare dienst", "neither": "geen van beide",
        "unknown": "niet bekend",
    },
    "outcome": {
        "administrative-change": "andere bestuurlijke regel of werkwijze",
        "legislative-procedure": "wetgevingsprocedure", "not-resolved": "wordt niet opgelost", "unknown": "niet bekend",
    },
    "scores": {"pending": "de analyse loopt nog", "unknown": "niet bekend"},
    "event": {
        "submitted": "ingediend", "identification": "identificatie", "analysis": "in analyse",
        "selected": "geselecteerd", "not-selected": "niet geselecteerd, met reden",
        "raised": "geagendeerd bij de ministers", "decided": "besloten", "implementing": "in uitvoering",
        "solved": "opgelost, met bewijs uit de praktijk", "mitigated": "gemitigeerd: er blijft iets over",
        "accepted": "aanvaard, met reden", "no-obstacle": "geen belemmering", "reopened": "heropend",
        "progress": "voortgang; de status blijft", "feedback": "terugkoppeling aan de indiener; de status blijft",
    },
    "status": {
        "": "nog niets", "submitted": "ingediend", "identification": "identificatie", "in-analysis": "in analyse",
        "selected": "geselecteerd", "not-selected": "niet geselecteerd", "raised": "geagendeerd",
        "decided": "besloten", "implementing": "in uitvoering", "solved": "opgelost", "mitigated": "gemitigeerd",
        "accepted": "aanvaard", "no-obstacle": "geen belemmering",
    },
    "role": {
        "front_office": "loket", "secretariat": "secretariaat", "officials": "ambtelijk overleg",
        "institute": "kennisinstelling", "council": "bestuurlijk overleg", "link": "bestuurlijke schakel",
        "ministers": "ministers", "owners": "wie het uitvoert",
    },
    "need": {
        "cause": "oorzaak", "scores": "drie scores met reden", "provisions": "bepalingen aan beide kanten",
        "analysed": "een analyse die af is", "day": "de dag van het besluit", "reason": "reden",
        "ministers": "aan elke kant één minister (ambt)", "question": "de gestelde vraag", "instrument": "instrument",
        "owners": "wie het uitvoert, aan elke kant", "due": "termijn", "refusal": "bij een afwijzing: reden",
        "verified_by": "wie het in de praktijk naging", "evidence": "waaruit het blijkt",
        "remains": "wat er overblijft",
    },
    "ground": {
        "cause": "de oorzaak ligt in wetgeving, een bestuurlijke regel of de uitvoering",
        "hampers": "de belemmering hindert infrastructuur of een openbare dienst",
        "initiator": "de indiener is geen natuurlijke persoon",
        "theme": "het gaat niet om sociale zekerheid of belasting, die de verordening onverlet laat",
    },
    "limit": {
        "clarification": "vragen om verduidelijking", "answer": "antwoord",
        "redress": "beroep, waar het nationale recht geen eigen termijn heeft",
    },
    "public status": {
        "submitted": "Ingediend", "identification": "Identificatie", "in-analysis": "In analyse",
        "advice": "Advies/Terugkoppeling", "decision": "Besluit", "concluded": "Afgerond",
    },
    "party": {
        "government": "regering", "ministry": "ministerie", "parliament": "parlement", "province": "provincie",
        "municipality": "gemeente", "region": "regio", "joint-body": "gemeenschappelijk orgaan", "council": "overleg",
        "working-group": "werkgroep", "secretariat": "secretariaat", "front-office": "loket", "institute": "instituut",
        "international": "internationale organisatie", "company": "bedrijf", "other": "anders",
    },
    "commitment": {"motion": "motie", "undertaking": "toezegging"},
    "came of": {"done": "uitgevoerd", "partly": "deels uitgevoerd", "not-done": "niet uitgevoerd"},
    "mode": {"discussed": "besproken", "intends": "voornemen", "agrees": "afspraak", "decides": "besluit"},
    "meeting": {
        "summit": "top", "ministers": "ministersoverleg", "council": "bestuurlijk overleg",
        "officials": "ambtelijk overleg",
    },
    "audience": {
        "internal": "intern", "counterpart": "de andere kant van de grens", "house": "de Kamer", "public": "openbaar",
        "reporter": "de indiener",
    },
    "show": {
        "recommendations": "adviezen met reacties", "progress": "voortgang van belemmeringen",
        "commitments": "moties en toezeggingen", "commitments-by-state": "moties en toezeggingen, naar stand",
        "agenda": "wat op een overleg aan de orde is",
        "ranking": "de rangorde naar de drie scores", "decisions": "besluiten die een overleg moet nemen",
        "movements": "wat bewoog en wat niet", "late": "wat te laat is, en bij wie",
        "counts": "tellingen, nu en bij het vorige pakket", "promises": "wat voorgenomen was en wat ervan kwam",
        "route": "de paraferingsroute", "inventory": "de stukken van het pakket, voor het archief",
        "replies": "wie nog bericht moet krijgen", "annexes": "de bijlagen",
    },
    "source": {
        "kamerstuk": "Kamerstuk", "trb": "Tractatenblad", "com": "stuk van de Europese Commissie",
        "page": "andere bron, met of zonder link",
    },
    "language": {"nl": "Nederlands", "fr": "Frans", "de": "Duits", "en": "Engels"},
    "none": {"none": "geen, niet nodig", "unknown": "niet bekend"},
    "unknown": {"unknown": "niet bekend"},
}  # fmt: skip


def explain_words(words: list[str]) -> list[str] | None:
    """The Dutch for each of a set of words, by the shortest list that has them all; None when no list has."""
    lists = [meanings for meanings in WORDS.values() if set(words) <= set(meanings)]
    best = min(lists, key=len, default=None)
    return best and [best[word] for word in words]
