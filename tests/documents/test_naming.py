"""Which texts are looked at for forbidden names, and where in them a name is said to stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import desk
import pytest

from reporting.documents.kinds import Kind
from reporting.documents.naming import check_names
from reporting.documents.scope import Scope
from reporting.documents.words import Words
from reporting.model.book import Casebook
from reporting.model.glossary import Term
from reporting.model.packs import Letter, Settings
from reporting.model.parties import Party
from reporting.model.sources import Kamerstuk, Page
from reporting.places import Place
from reporting.yamlfile.locate import locate
from reporting.yamlfile.reader import load_yaml

NO_WORDS = Words(((Place("words.yaml"), {}),))
TERMS = {
    "obstacle": Term.model_validate(
        {"nl": "belemmering", "de": "Hindernis", "forbidden": {"nl": ["obstakel"], "de": ["Barriere", "Rat"]}}
    ),
    "council": Term.model_validate({"actor": "council", "forbidden": {"fr": ["conseil"]}}),
}
COUNCIL = Party.model_validate(
    {"id": "council", "kind": "council", "name": {"nl": "Overleg", "fr": "Concertation", "de": "Rat der Gemeinden"}}
)


def book_of(texts: dict[str, str], **more: object) -> Casebook:
    """A casebook whose one letter has these texts."""
    letter = Letter.model_validate({"sections": [{"id": "one", "text": texts}]})
    places = {("settings", ""): Place("casebook.yaml"), ("letter", "p/letter.yaml"): Place("letter.yaml")}
    places |= {("party", "council"): Place("council.yaml")}
    settings = Settings.model_validate({"title": {"nl": "Proef"}, "language": "nl"})
    book = Casebook(settings=settings, terms=TERMS, letters={("p", "letter.yaml"): letter}, places=places)
    return replace(book, parties={"council": COUNCIL}, **more)


def told(book: Casebook, words: Words = NO_WORDS, kinds: tuple[Kind, ...] = ()) -> list[tuple]:
    """What is told: file, language, line and column, the words, the term to use."""
    texts = [text for letter in book.letters.values() for text in letter.sections[0].text.values()]
    titles = [text for source in book.sources.values() for text in (source.title or {}).values()]
    scope = Scope(book, words, desk.trees([*texts, *titles]), "nl", desk.DAY)
    check_names(scope, kinds)
    assert {problem.code for problem in scope.problems} <= {"term-forbidden"}
    assert not any(problem.is_error for problem in scope.problems)
    return [
        (
            problem.place.file,
            problem.place.field[-1],
            problem.place.spot,
            problem.values["value"],
            problem.values["term"],
        )
        for problem in scope.problems
    ]


@pytest.mark.parametrize(
    ("text", "spots"),
    [
        ("Een obstakel.", [(1, 5)]),
        ("Twee\nobstakels en\nnog een obstakel.", [(2, 1), (3, 9)]),
        ("Eerst.\n\n- een *obstakel*\n- **obstakels**", [(3, 8), (4, 5)]),
        ("| a | b |\n|---|---|\n| x | obstakel |", [(3, 7)]),
        ("Zin.^[Een noot over obstakels.]", [(1, 21)]),
        ("Zin.[^1]\n\n[^1]: Een obstakel.", [(3, 11)]),
        ("Een [obstakel](https://example.org/obstakel) daar.", [(1, 6)]),
        ("Zie https://example.org/obstakel daar.", []),
        ("Een *ob*stakel en &#111;bstakel", [(1, 6), (1, 19)]),
        ("Hij zei «een obstakel» en [@page] en [zie @obstakel-1].", []),
        ("Das [die Barriere]{lang=de} en [un obstakel]{lang=fr}", [(1, 10)]),
        ("&euro; 3 obstakel", [(1, 10)]),
        ("cafe\u0301 obstakel", [(1, 7)]),
        ("geen obstakels? belemmeringen", [(1, 6)]),
    ],
)
def test_where_a_name_stands(text: str, spots: list[tuple[int, int]]) -> None:
    book = book_of({"nl": text})
    found = told(book)
    assert [spot for *_, spot, _, _ in found] == spots


def test_each_text_is_read_in_its_language_and_told_the_name_in_it() -> None:
    book = book_of({"nl": "obstakel, Barriere", "de": "obstakel, Barrieren", "fr": "le conseil, obstakel"})
    assert told(book) == [
        ("letter.yaml", "nl", (1, 1), "obstakel", "belemmering"),
        ("letter.yaml", "de", (1, 11), "Barrieren", "Hindernis"),
        ("letter.yaml", "fr", (1, 4), "conseil", "Concertation"),
    ]


def test_the_name_of_a_party_is_right_though_it_holds_a_forbidden_one() -> None:
    assert told(book_of({"nl": "x", "de": "Der Rat der Gemeinden, des Rates der Gemeinden"})) == []
    assert len(told(book_of({"nl": "x", "de": "Der Rat"}))) == 1


def test_the_name_of_who_holds_an_office_is_right_with_or_without_initials() -> None:
    office = {"id": "chair", "title": {"nl": "Voorzitter"}, "holders": [{"name": "A.B. Rat", "source": None}]}
    council = Party.model_validate({**COUNCIL.model_dump(by_alias=True), "offices": [office]})
    text = {"nl": "x", "de": "Frau A.B. Rat und Herr Rat"}
    assert told(replace(book_of(text), parties={"council": council})) == []
    assert len(told(book_of(text))) == 2


def test_what_is_filled_in_is_no_name() -> None:
    words = Words(((Place("words.yaml"), {"a": {"nl": "van {obstakel} tot {x}"}}),))
    assert told(book_of({"nl": "x"}), words) == []


def test_a_glossary_that_forbids_nothing_finds_nothing() -> None:
    book = replace(book_of({"nl": "obstakel"}), terms={"obstacle": Term.model_validate({"nl": "belemmering"})})
    assert told(book) == []


def test_names_titles_and_fixed_words_count_and_the_titles_of_papers_do_not() -> None:
    page = Page.model_validate({"kind": "page", "title": {"nl": "Over een obstakel"}})
    paper = Kamerstuk.model_validate(
        {"kind": "kamerstuk", "dossiers": ["1"], "number": "1", "title": {"nl": "Een obstakel"}}
    )
    book = book_of({"nl": "x"}, sources={"page": page, "paper": paper})
    book.places.update({("source", key): Place("sources.yaml", (key,)) for key in ("page", "paper")})
    settings = Settings.model_validate({"title": {"nl": "Obstakels aan de grens"}, "language": "nl"})
    words = Words(((Place("words.yaml"), {"a": {"b": {"nl": "geen {x} obstakel", "de": "Die Barriere"}}}),))
    found = told(replace(book, settings=settings), words)
    assert [(file, language, spot) for file, language, spot, *_ in found] == [
        ("casebook.yaml", "nl", (1, 1)),
        ("sources.yaml", "nl", (1, 10)),
        ("words.yaml", "nl", (1, 10)),
        ("words.yaml", "de", (1, 5)),
    ]


def test_the_line_and_column_are_those_of_the_word_in_the_file(tmp_path: Path) -> None:
    text = "sections:\n  - id: one\n    text:\n      nl: |\n        Eerst dit.\n\n        Dan *een* obstakel.\n"
    (tmp_path / "letter.yaml").write_text(text, encoding="utf-8")
    node, problems = load_yaml(tmp_path / "letter.yaml", "letter.yaml")
    assert not problems
    book = book_of({"nl": "Eerst dit.\n\nDan *een* obstakel.\n"})
    scope = Scope(book, NO_WORDS, desk.trees(["Eerst dit.\n\nDan *een* obstakel.\n"]), "nl", desk.DAY)
    check_names(scope)
    position = locate(node, scope.problems[0].place)
    assert (position.line, position.column) == (7, 19)
    assert text.split("\n")[6][18:].startswith("obstakel")


def test_a_term_whose_party_could_not_be_read_forbids_nothing() -> None:
    book = replace(book_of({"nl": "obstakel", "fr": "le conseil"}), parties={})
    assert told(book) == [("letter.yaml", "nl", (1, 1), "obstakel", "belemmering")]


def test_words_in_another_language_are_read_in_that_however_their_mark_is_typed() -> None:
    assert [spot for *_, spot, _, _ in told(book_of({"nl": "Das [die Barriere]{ lang=de }"}))] == [(1, 10)]
