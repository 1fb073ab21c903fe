"""The glossary as TBX: built to the structure of the standard, read back by translate-toolkit."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage.tbx import tbxfile

from reporting.casebook.loading import load_casebook
from reporting.exchange.translation.tbx import build_tbx
from reporting.model.glossary import LANGUAGES, Named

CASES = Path(__file__).parents[3] / "cases"
# Of the core structure of ISO 30042:2008, what a glossary of ours may have, in the order that it asks for.
STRUCTURE = etree.DTD(
    StringIO(
        """
<!ELEMENT martif (martifHeader, text)> <!ATTLIST martif type CDATA #REQUIRED xml:lang CDATA #REQUIRED>
<!ELEMENT martifHeader (fileDesc, encodingDesc?)>
<!ELEMENT fileDesc (titleStmt?, sourceDesc+)>
<!ELEMENT titleStmt (title)> <!ELEMENT title (#PCDATA)>
<!ELEMENT sourceDesc (p+)> <!ELEMENT p (#PCDATA)> <!ATTLIST p type CDATA #IMPLIED>
<!ELEMENT encodingDesc (p+)>
<!ELEMENT text (body)> <!ELEMENT body (termEntry+)>
<!ELEMENT termEntry ((descrip | note)*, langSet+)> <!ATTLIST termEntry id ID #IMPLIED>
<!ELEMENT langSet ((descrip | note)*, tig+)> <!ATTLIST langSet xml:lang CDATA #REQUIRED>
<!ELEMENT tig (term, termNote*, note*)>
<!ELEMENT term (#PCDATA)> <!ELEMENT note (#PCDATA)>
<!ELEMENT termNote (#PCDATA)> <!ATTLIST termNote type CDATA #REQUIRED>
<!ELEMENT descrip (#PCDATA)> <!ATTLIST descrip type CDATA #REQUIRED>
"""
    )
)
ONE = Named(
    "decision",
    {"nl": "Benelux-beschikking", "de": "Benelux-Beschluss"},
    {"de": ("Beschluss",)},
    {"nl": ("besluit-", "besluit"), "de": ("Benelux-Entscheidung",)},
    frozenset({"de"}),
    {"nl": "Bindt de staten.", "fr": "Lie les États."},
    "Meervoud: beschikkingen & <besluiten>.",
)
NAMELESS = Named("other", {"fr": "autre", "de": "anderes"}, {}, {})  # in the language of the source


def read(data: bytes, source: str, target: str) -> dict[str, list[tuple[str, str | None]]]:
    """By source term, the target terms with their status, as translate-toolkit reads them."""
    store = tbxfile(sourcelanguage=source, targetlanguage=target)
    store.parse(data)
    return {
        unit.get_source_terms()[0].text: [
            (term.text, term.administrative_status) for term in unit.get_target_terms(target)
        ]
        for unit in store.units
    }


def test_another_program_reads_what_to_use_and_what_not() -> None:
    assert read(build_tbx([ONE, NAMELESS], ["nl", "de"], "Proef"), "nl", "de") == {
        "Benelux-beschikking": [
            ("Benelux-Beschluss", "admittedTerm-admn-sts"),
            ("Beschluss", "admittedTerm-admn-sts"),
            ("Benelux-Entscheidung", "deprecatedTerm-admn-sts"),
        ]
    }
    store = tbxfile(sourcelanguage="nl", targetlanguage="de")
    store.parse(build_tbx([ONE], ["nl", "de"], "Proef"))
    (unit,) = store.units
    assert [(term.text, term.deprecated) for term in unit.get_source_terms()] == [
        ("Benelux-beschikking", False),
        ("besluit", True),
    ]
    notes = [note.text for note in unit.get_target_terms("de")[0].notes]
    assert notes == ["Meervoud: beschikkingen & <besluiten>.", "Arbeitsübersetzung, noch zu prüfen."]
    assert "Bindt de staten." in [note.text for note in unit.get_source_terms()[0].notes]


def test_only_a_verified_name_is_preferred() -> None:
    data = build_tbx([ONE], ["nl", "de"], "Proef")
    preferred = etree.fromstring(data).xpath("//tig[termNote = 'preferredTerm-admn-sts']/term/text()")
    assert preferred == ["Benelux-beschikking"]


def test_the_file_is_the_same_each_time_and_asks_for_no_other() -> None:
    data = build_tbx([ONE], ["nl", "de"], "Proef")
    assert data == build_tbx([ONE], ["nl", "de"], "Proef")
    assert b"<!" not in data and data.endswith(b"</martif>\n")
    assert etree.fromstring(data).get("type") == "TBX-Basic"


@pytest.mark.parametrize("target", [language for language in LANGUAGES if language != "nl"])
def test_the_sample_glossary_in_each_language(target: str) -> None:
    named = [term for term in load_casebook(CASES, "cases").casebook.named() if "nl" in term.names]
    data = build_tbx(named, ["nl", target], "Grensbelemmeringen")
    assert STRUCTURE.validate(etree.fromstring(data)), STRUCTURE.error_log
    terms = read(data, "nl", target)
    assert set(terms) == {term.names["nl"] for term in named}
    for term in named:
        found = [text for text, _ in terms[term.names["nl"]]]
        wrong = dict.fromkeys(name.strip("-") for name in term.forbidden.get(target, ()))
        assert found == ([*term.right(target), *wrong] if target in term.names else [])


text = st.text(st.characters(exclude_categories=["C", "Z"], codec="utf-8"), min_size=1, max_size=12)
names = st.dictionaries(st.sampled_from(LANGUAGES), text, max_size=4)
lists = st.dictionaries(st.sampled_from(LANGUAGES), st.lists(text, max_size=2).map(tuple), max_size=3)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(names, lists, lists, names, st.none() | text), min_size=1, max_size=4))
def test_any_glossary_comes_back_as_it_was(made: list[tuple]) -> None:
    named = [
        Named(f"n{index}", {"nl": f"n{index}"} | called, also, forbidden, frozenset(called), about, note)
        for index, (called, also, forbidden, about, note) in enumerate(made)
    ]
    data = build_tbx(named, ["nl", "de"], "x")
    assert STRUCTURE.validate(etree.fromstring(data)), STRUCTURE.error_log
    entries = etree.fromstring(data).findall(".//termEntry")
    assert [entry.get("id") for entry in entries] == [f"t-{term.id}" for term in named]
    for term, entry in zip(named, entries, strict=True):
        for section in entry.findall("langSet"):
            language = section.get("{http://www.w3.org/XML/1998/namespace}lang")
            wanted = [*term.right(language)]
            assert [found.text for found in section.iter("term")][: len(wanted)] == wanted
            assert all(note.get("type") == "administrativeStatus" for note in section.iter("termNote"))
