# ruff: noqa: E501 (tables of names and texts, a case a line)
"""Forbidden names in texts: what is found, in which forms, and what is not."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import desk
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.casebook.glossary import WORDS
from reporting.casebook.loading import load_casebook
from reporting.documents.inflection import forms_of
from reporting.documents.terms import Finder, build_finders
from reporting.model.book import Casebook
from reporting.model.glossary import Named, StatusName, plain_of
from reporting.model.instruments import InstrumentKind
from reporting.model.lifecycle import STEPS
from tests.growth import MOST, growth

ROOT = Path(__file__).parents[2]

# The glossary of these tests: by language, what is right and what is forbidden for it.
RIGHT = {
    "nl": ["grensbelemmering", "Benelux-beschikking", "Benelux Unie", "Tweede Kamer", "bestuurlijk overleg", "Vlaamse regering",
           "gemeenschappelijk orgaan", "BGTS", "BGTS Baarle", "top"],
    "fr": ["obstacle frontalier", "décision Benelux", "Union Benelux", "Seconde Chambre", "groupe de travail", "GBCT",
           "gouvernement flamand", "organe national"],
    "de": ["Grenzhindernis", "Benelux-Beschluss", "Benelux-Union", "Zweite Kammer", "flämische Regierung", "Ministerin",
           "Hindernisrat", "EVTZ", "gemeinsames Organ"],
    "en": ["border obstacle", "Benelux decision", "House of Representatives", "joint body", "King’s Commissioner"],
}  # fmt: skip
FORBIDDEN = {
    "nl": ["grensobstakel", "-hindernis", "Benelux-besluit", "Benelux-Unie", "Kamer", "grensorgaan", "besluit",
           "EGTS", "de raad", "grensbrief-"],
    "fr": ["entrave frontalière", "barrière", "arrêté Benelux", "Union du Benelux", "Deuxième Chambre", "groupe",
           "comité régional", "GBTS"],
    "de": ["Grenzbarriere", "Benelux-Entscheidung", "-verfügung", "Benelux Union", "Grenzrat", "Hindernis", "Ausschuss",
           "flämisches Kabinett", "Grenzhemmnis-", "Schloß"],
    "en": ["border barrier", "Benelux order", "Lower House", "regulatory body", "Commissioner of the King", "US"],
}  # fmt: skip
TERM = Named("term", {language: names[0] for language, names in RIGHT.items()},
             {language: tuple(names[1:]) for language, names in RIGHT.items()},
             {language: tuple(names) for language, names in FORBIDDEN.items()})  # fmt: skip
FINDERS = build_finders([TERM], [("de", "Ausschuss der Regionen")])

# What is found: the language, the text, and the words found in it.
FOUND = [
    ("nl", "Een grensobstakel aan de grens.", ["grensobstakel"]),
    ("nl", "Veel grensobstakels aan de grens.", ["grensobstakels"]),
    ("nl", "Grensobstakels: GRENSOBSTAKEL.", ["Grensobstakels", "GRENSOBSTAKEL"]),
    ("nl", "Het Benelux-besluit van 2009", ["Benelux-besluit"]),
    ("nl", "twee Benelux-besluiten", ["Benelux-besluiten"]),
    ("nl", "het Benelux\u2011besluit", ["Benelux\u2011besluit"]),
    ("nl", "de Benelux-Unie", ["Benelux-Unie"]),
    ("nl", "het Benelux-Unie-besluit", ["Benelux-Unie", "besluit"]),
    ("nl", "een taalhindernis", ["taalhindernis"]),
    ("nl", "grote taalhindernissen", ["taalhindernissen"]),
    ("nl", "een hindernis", ["hindernis"]),
    ("nl", "de Kamer vroeg", ["Kamer"]),
    ("nl", "het grensorgaan, de grensorganen", ["grensorgaan", "grensorganen"]),
    ("nl", "drie EGTS’s", ["EGTS’s"]),
    ("nl", "van de raad\nkomt", ["de raad"]),
    ("nl", "van de\n  raad komt", ["de\n  raad"]),
    ("nl", "uit de raden", ["de raden"]),
    ("nl", "grensbrieven", ["grensbrieven"]),
    ("nl", "het grensbriefpapier", ["grensbriefpapier"]),
    ("nl", "(besluit)", ["besluit"]),
    ("fr", "une entrave frontalière", ["entrave frontalière"]),
    ("fr", "des entraves frontalières", ["entraves frontalières"]),
    ("fr", "l’entrave frontalière", ["entrave frontalière"]),
    ("fr", "L'Entrave frontalière", ["Entrave frontalière"]),
    ("fr", "les barrières", ["barrières"]),
    ("fr", "d’arrêtés Benelux", ["arrêtés Benelux"]),
    ("fr", "de l’Union du Benelux", ["Union du Benelux"]),
    ("fr", "la Deuxième Chambre", ["Deuxième Chambre"]),
    ("fr", "les comités régionaux", ["comités régionaux"]),
    ("fr", "un groupe d’experts", ["groupe"]),
    ("fr", "le GBTS\u00a0;", ["GBTS"]),
    ("de", "die Grenzbarriere", ["Grenzbarriere"]),
    ("de", "Grenzbarrieren", ["Grenzbarrieren"]),
    ("de", "der Benelux-Entscheidungen", ["Benelux-Entscheidungen"]),
    ("de", "die Landesverfügung", ["Landesverfügung"]),
    ("de", "die Verfügungen", ["Verfügungen"]),
    ("de", "der Benelux Union", ["Benelux Union"]),
    ("de", "der Benelux\u00a0Union", ["Benelux\u00a0Union"]),
    ("de", "der Grenzräte", ["Grenzräte"]),
    ("de", "des Grenzrates, dem Grenzrat", ["Grenzrates", "Grenzrat"]),
    ("de", "ein Hindernis, vieler Hindernisse, den Hindernissen", ["Hindernis", "Hindernisse", "Hindernissen"]),
    ("de", "Sprach-Hindernisse", ["Hindernisse"]),
    ("de", "des flämischen Kabinetts", ["flämischen Kabinetts"]),
    ("de", "Flämisches Kabinett", ["Flämisches Kabinett"]),
    ("de", "der Ausschuss, des Ausschusses, die Ausschüsse", ["Ausschuss", "Ausschusses", "Ausschüsse"]),
    ("de", "der Ausschuß", ["Ausschuß"]),
    ("de", "das Schloss", ["Schloss"]),
    ("de", "die Grenzhemmnisliste", ["Grenzhemmnisliste"]),
    ("en", "border barriers", ["border barriers"]),
    ("en", "Border barrier", ["Border barrier"]),
    ("en", "two Benelux orders", ["Benelux orders"]),
    ("en", "the Lower House’s vote", ["Lower House’s"]),
    ("en", "regulatory bodies", ["regulatory bodies"]),
    ("en", "in the US", ["US"]),
]  # fmt: skip
# What is not: right names in any form and compound, other words, the words of others.
NOT_FOUND = [
    ("nl", "grensbelemmering, grensbelemmeringen, Grensbelemmeringen"),
    ("nl", "grensbelemmeringenaanpak en grensbelemmeringsdossiers"),
    ("nl", "de Benelux-beschikking, Benelux-beschikkingen, een Benelux-beschikkingsbevoegdheid"),
    ("nl", "de Benelux Unie en haar lidstaten"),
    ("nl", "de Tweede Kamer, Tweede Kamerleden, het Tweede Kamerlid"),
    ("nl", "een kamer met uitzicht"),
    ("nl", "het kamerbesluitvormingsproces"),
    ("nl", "besluitvorming, raadsbesluiten"),
    ("nl", "het egts en EGTSX"),
    ("nl", "grensobstakelloos? neen; landgrensobstakel"),
    ("nl", "“Benelux-besluit” en «grensobstakels», ‘de raad’ zei hij, 'n raad, zo’n top"),
    ("nl", '"grensobstakel"'),
    ("nl", "Bron [@besluit-2009] en [zie @besluit, p. 3]"),
    ("nl", "een gemeenschappelijk orgaan, gemeenschappelijke organen, de toppen"),
    ("nl", "BGTS’s, de BGTS Baarle en BGTS-oprichting"),
    ("nl", "de regionale raad"),
    ("fr", "l’obstacle frontalier, d’obstacles frontaliers"),
    ("fr", "les décisions Benelux et l’Union Benelux"),
    ("fr", "le sous-groupe et le groupe-cible"),
    ("fr", "des groupes de travail, du groupe de travail"),
    ("fr", "les organes nationaux, une autorité nationale"),
    ("fr", "la seconde chambre, « Deuxième Chambre »"),
    ("fr", "regrouper, groupement, attroupement"),
    ("fr", "gouvernements flamands"),
    ("de", "des Benelux-Beschlusses, die Benelux-Beschlüsse, den Benelux-Beschlüssen, Benelux-Beschlussfassung"),
    ("de", "Grenzhindernis, Grenzhindernisse, Grenzhindernissen, des Grenzhindernisses, Grenzhindernisliste"),
    ("de", "der Hindernisrat, des Hindernisrates, die Hindernisräte"),
    ("de", "hindernisfrei, Hindernislauf"),
    ("de", "Grenzbarrierefreiheit"),
    ("de", "grenzrat"),
    ("de", "der Grenzrätin"),
    ("de", "der flämischen Regierung, flämischer Regierungen"),
    ("de", "der Zweiten Kammer der Generalstaaten"),
    ("de", "der Ausschuss der Regionen, dem Ausschuss der Regionen, Ausschüsse der Regionen"),
    ("de", "„Grenzbarriere“, »Grenzbarriere«, “Grenzbarriere”, ‚Grenzen‘"),
    ("de", "gemeinsamer Organe, gemeinsamen Organs"),
    ("de", "EVTZ-Gründung, EVTZs"),
    ("de", "verfügungsberechtigt"),
    ("en", "border obstacles, a border obstacle’s cause"),
    ("en", "cross-border barrier"),
    ("en", "House of Representatives; a lower house"),
    ("en", "us, bus, USA"),
    ("en", "joint bodies"),
    ("en", "the King’s Commissioner, King's Commissioners"),
]  # fmt: skip


def found_in(text: str, language: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in FINDERS[language].find(text)]


@pytest.mark.parametrize(("language", "text", "words"), FOUND, ids=[text for _, text, _ in FOUND])
def test_a_forbidden_name_is_found_in_its_forms(language: str, text: str, words: list[str]) -> None:
    assert found_in(text, language) == words


@pytest.mark.parametrize(("language", "text"), NOT_FOUND, ids=[text for _, text in NOT_FOUND])
def test_nothing_is_found_in_what_is_right(language: str, text: str) -> None:
    assert found_in(text, language) == []


def test_there_are_many_examples_of_each() -> None:
    assert len(FOUND) > 50 and len(NOT_FOUND) > 40
    for language in RIGHT:
        assert {language} <= {language for language, *_ in FOUND} & {language for language, *_ in NOT_FOUND}


# Right terms that hold forbidden ones, or whose forms are like them.
JOINING = {"nl": ["", "s", "en"], "de": ["", "s", "n"], "fr": [""], "en": [""]}
BEHIND = {"nl": ["aanpak", "-aanpak", "lijst"], "de": ["liste", "-Liste", "verfahren"], "fr": [""], "en": [""]}


@st.composite
def in_some_form(draw: st.DrawFn, language: str) -> str:
    """A right name with each of its words in some form, as a sentence may have it."""
    name = draw(st.sampled_from([*RIGHT[language]]))
    words = name.split(" ")
    done = []
    for word in words:
        parts = [draw(st.sampled_from(sorted(forms_of(part, language)))) for part in word.split("-")]
        done.append("-".join(parts))
    text = " ".join(done)
    change = draw(st.sampled_from(["as it is", "capitals", "capital", "compound"]))
    if change == "capitals":
        return text.upper() if "ß" not in text else text
    if change == "capital":
        return text[0].upper() + text[1:]
    if change == "compound":
        return text + draw(st.sampled_from(JOINING[language])) + draw(st.sampled_from(BEHIND[language]))
    return text


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_text_of_right_names_in_any_form_has_nothing_forbidden(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(RIGHT)))
    names = data.draw(st.lists(in_some_form(language), min_size=1, max_size=6))
    joined = data.draw(st.sampled_from([", ", " / ", ".\n", "; ", "\n\n"])).join(names)
    assert found_in(joined, language) == []


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_forbidden_name_in_any_form_is_found_where_it_stands(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(FORBIDDEN)))
    name = data.draw(st.sampled_from(FORBIDDEN[language])).strip("-")
    forms = [
        data.draw(st.sampled_from(sorted(forms_of(word, language)))) for word in name.split(" ") if "-" not in word
    ]
    said = " ".join(forms) if forms and "-" not in name else name
    before = data.draw(st.sampled_from(["", "x ", "(", "1. ", "zz\n"]))
    found = list(FINDERS[language].find(f"{before}{said} xx"))
    assert [finding.start for finding in found] == [len(before)]


@pytest.mark.parametrize(
    ("word", "language", "forms"),
    [
        ("Beschluss", "de", "Beschluss Beschlusses Beschlüsse Beschlüssen"),
        ("Hindernis", "de", "Hindernisse Hindernisses Hindernissen"),
        ("Rat", "de", "Rates Rats Räte Räten"),
        ("Gremium", "de", "Gremiums Gremien"),
        ("Ministerin", "de", "Ministerinnen"),
        ("flämische", "de", "flämischer flämischen flämisches flämischem flämisch"),
        ("gemeinsames", "de", "gemeinsame gemeinsamer gemeinsamen gemeinsamem"),
        ("Haus", "de", "Hauses Häuser Häusern"),
        ("Vertrag", "de", "Vertrages Vertrags Verträge Verträgen"),
        ("orgaan", "nl", "organen"),
        ("top", "nl", "toppen"),
        ("raad", "nl", "raden"),
        ("brief", "nl", "brieven"),
        ("huis", "nl", "huizen"),
        ("overleg", "nl", "overleggen"),
        ("commissaris", "nl", "commissarissen"),
        ("regio", "nl", "regio’s regio's"),
        ("bestuurlijk", "nl", "bestuurlijke"),
        ("bestuurlijke", "nl", "bestuurlijk"),
        ("bevoegdheid", "nl", "bevoegdheden"),
        ("frontalier", "fr", "frontaliers frontalière frontalières"),
        ("national", "fr", "nationaux nationale nationales"),
        ("européen", "fr", "européenne européennes européens"),
        ("administratif", "fr", "administrative administratives"),
        ("body", "en", "bodies body’s"),
        ("EGTS", "nl", "EGTS’s EGTSs"),
    ],
)
def test_the_forms_of_a_word(word: str, language: str, forms: str) -> None:
    assert set(forms.split()) <= forms_of(word, language)


def test_articles_and_prepositions_have_one_form() -> None:
    assert forms_of("de", "nl") == {"de"}


def test_four_times_as_many_texts_take_about_four_times_as_long() -> None:
    filler = (
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit; {} sed do eiusmod tempor incididunt ut labore. " * 12
    )
    texts = [(lang, filler.format(*RIGHT[lang][:1] * 12)) for lang in ("nl", "fr", "de") for _ in range(500)]
    finders = build_finders([TERM])

    def search(many: int) -> None:
        assert sum(1 for lang, text in texts[:many] for _ in finders[lang].find(text)) == 0

    assert growth(search, len(texts)) < MOST
    assert isinstance(finders["nl"], Finder)


@pytest.mark.parametrize("part", ["a", "a-", "a.", "a.b@", " «", " ‘", " 'a", "grens", "\u00ad"])
def test_a_text_without_end_takes_no_time(part: str) -> None:
    def search(many: int) -> None:
        assert [finding.start for finding in FINDERS["nl"].find("grensobstakel " + part * many)] == [0]

    assert growth(search, 20_000) < MOST


# --- the glossary of the sample casebook


def sample() -> Casebook:
    return load_casebook(ROOT / "cases", "cases").casebook


def test_instruments_and_statuses_are_called_as_documents_print_them() -> None:
    book, words = sample(), desk.words()
    for kind, literal in (("instrument", InstrumentKind), ("status", StatusName)):
        terms = {getattr(term, kind): term for term in book.terms.values() if getattr(term, kind)}
        assert set(terms) == set(get_args(literal))
        for key, term in terms.items():
            for language in RIGHT:
                printed = str(words.find(kind, key, language=language))
                assert getattr(term, language).casefold() == printed.casefold(), (key, language)


def test_every_status_has_a_name_in_the_glossary() -> None:
    assert set(get_args(StatusName)) == {step.status for step in STEPS.values() if step.status}


# The names that an official text was seen to give, beside the Dutch: it is among the sources of the term.
VERIFIED = {
    "grensregio": "fr de en", "grensinformatiepunt": "de", "tweede-kamer": "de en", "vlaamse-regering": "en",
    "bz": "de en", "bzk": "en", "kanselarij-buitenlandse-zaken": "en", "provincie-zeeland": "fr",
    "provincie-oost-vlaanderen": "fr", "bgts-north-sea-port-district": "fr", "benelux-unie": "fr de",
    "benelux-comite-van-ministers": "fr", "benelux-raad": "fr de", "benelux-secretariaat-generaal": "fr de",
    "benelux-parlement": "fr", "benelux-gerechtshof": "fr", "benelux-beschikking": "fr de", "benelux-verdrag": "fr",
    "benelux-aanbeveling": "fr", "benelux-richtlijn": "fr", "bgts": "fr", "egts": "fr de en",
    "bridgeforeu": "en", "grensoverschrijdende-belemmering": "en", "grensoverschrijdend-coordinatiepunt": "en",
    "grensoverschrijdend-dossier": "en", "initiatiefnemer": "en", "bevoegde-autoriteit": "en",
    "cross-border-facilitation-tool": "en", "egts-verordening": "fr de en", "interreg-verordening": "fr de en",
}  # fmt: skip


def test_every_translation_of_the_sample_glossary_is_a_draft_until_it_was_verified() -> None:
    book = sample()
    for named in book.named():
        own_name = named.note is not None and "; niet vertalen" in named.note and named.id not in VERIFIED
        verified = set(named.names) - {"nl"} - named.draft
        assert own_name or verified == set(VERIFIED.get(named.id, "").split()), named.id
        assert not verified or book.terms[named.id].sources, named.id


def test_every_term_of_the_sample_has_its_name_in_four_languages() -> None:
    lacking = {named.id: set(RIGHT) - set(named.names) for named in sample().named()}
    assert {key: names for key, names in lacking.items() if names} == {"cross-border-facilitation-tool": {"nl", "de"}}


def test_every_party_of_the_sample_is_in_its_glossary_and_is_called_the_same_there() -> None:
    book = sample()
    assert {str(term.actor) for term in book.terms.values() if term.actor} == set(book.parties)
    for term in book.terms.values():
        for language, name in (book.parties[term.actor].name if term.actor else {}).items():
            assert getattr(term, language) in (None, name)


# A fixed word of the house, and the term that it is the name of: in its main form, or another that is right.
SAME = {
    ("meeting", "council"): "bestuurlijk-grensregio-overleg", ("side", "benelux"): "benelux-unie",
    ("audience", "house"): "tweede-kamer", ("role", "link"): "bestuurlijke-schakel", ("obstacle",): "grensbelemmering",
    ("public_status", "advice"): "advies-terugkoppeling", ("public_status", "decision"): "besluit",
    ("public_status", "concluded"): "afgerond",
}  # fmt: skip


@pytest.mark.parametrize(("path", "term"), SAME.items(), ids=SAME.values())
def test_the_fixed_words_of_documents_are_the_names_of_the_glossary(path: tuple[str, ...], term: str) -> None:
    named = next(named for named in sample().named() if named.id == term)
    for language in RIGHT:
        printed = str(desk.words().find(*path, language=language))
        assert printed.casefold() in {name.casefold() for name in named.right(language)}, language


def test_editors_show_the_names_of_the_glossary_beside_a_choice() -> None:
    book = sample()
    for term in (each for each in book.terms.values() if each.instrument or each.status):
        shown = WORDS["instrument"][term.instrument] if term.instrument else WORDS["status"][str(term.status)]
        assert shown.casefold() in {str(name).casefold() for name in (term.nl, *term.also.get("nl", []))}


def test_every_forbidden_name_of_the_sample_is_told_with_the_name_to_use() -> None:
    named = sample().named()
    finders = build_finders(named)
    for term in named:
        for language, names in term.forbidden.items():
            for name in names:
                said = plain_of(name)
                found = [(found.start, found.end, found.term.id) for found in finders[language].find(f"x {said} x")]
                assert found == [(2, 2 + len(said), term.id)], name


def test_the_names_of_the_sample_glossary_and_its_parties_are_right_in_any_form() -> None:
    book = sample()
    finders = build_finders(book.named())
    for named in book.named():
        for language, finder in finders.items():
            for name in named.right(language):
                assert [*finder.find(f"{name}, {name.upper()}.")] == []
