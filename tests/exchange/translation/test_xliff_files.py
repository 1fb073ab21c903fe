"""What goes out: valid by the schemas of OASIS, read by another program, and all that a translator must know."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from exchanged import (
    FERRY,
    FORMS,
    SPACES,
    TITLE,
    child,
    confirm,
    edit,
    load,
    make_casebook,
    receive,
    segments,
    send,
    texts,
)
from lxml import etree
from xliff_schemas import load_schema

from reporting.desk.translating import find_standings
from reporting.exchange.translation.units import build_units

each_form = pytest.mark.parametrize("form", FORMS)


@each_form
def test_the_schema_of_oasis_has_no_complaint(form: str, tmp_path: Path):
    """Also of texts in every state, and of one whose translation is built otherwise."""
    folder = make_casebook(tmp_path, obstacles__anders=OTHER)
    confirm(folder, "fr", ["veer"])
    schema = load_schema(form)
    for language in ("fr", "de"):
        document = etree.fromstring(send(folder, form, language).data)
        assert schema.validate(document), list(schema.error_log)
    spoilt = send(folder, form).data.replace(b"<source>", b"<bron>").replace(b"</source>", b"</bron>")
    assert not schema.validate(etree.fromstring(spoilt))


OTHER = """\
id: anders
title: {nl: "Anders", fr: "Autrement"}
borders: [vl-nl]
theme: waste
public: true
description: {nl: "Eerst.\\n\\nDan.", fr: "Tout ensemble & <plus>."}
initiator: gewest
events:
  - {date: 2022-05-02, kind: submitted, by: unknown, text: {nl: "A*b*.", fr: "C."}}
  - {date: 2022-06, kind: feedback, by: ministerie, text: {nl: "Niets.", fr: "Rien [@kst-1]."}, next: none}
"""


def reader(form: str) -> Any:
    """The class of translate-toolkit that reads and writes a version."""
    module, name = {"xliff2": ("xliff2", "Xliff2File"), "xliff1": ("xliff", "xlifffile")}[form]
    return getattr(pytest.importorskip(f"translate.storage.{module}"), name)


@each_form
def test_translate_toolkit_reads_what_goes_out(form: str, tmp_path: Path):
    """An independent reader: the same texts, targets and states, in the same number."""
    toolkit = reader(form)
    folder = make_casebook(tmp_path)
    confirm(folder, "fr", ["veer"])
    path = tmp_path / "out.xlf"
    path.write_bytes(send(folder, form).data)
    store = toolkit.parsefile(str(path))
    assert (store.sourcelanguage, store.targetlanguage) == ("nl", "fr")
    units = [unit for unit in store.units if unit.istranslatable() and unit.source]
    ours = segments(etree.fromstring(path.read_bytes()))
    assert len(units) == len(ours) == 20
    by_source = {unit.source: unit for unit in units}
    assert by_source["Veerdienst over de Schelde"].target == "Bac sur l’Escaut"
    assert by_source["Veerdienst over de Schelde"].istranslated()
    assert not by_source["Huisvuil over de grens"].istranslated()
    assert by_source["Fietsers wachten: op de wal."].target == "Les cyclistes attendent : sur le quai."


@each_form
def test_what_translate_toolkit_writes_comes_back(form: str, tmp_path: Path):
    """The whole way round by another program: it sets targets, it saves, and the case files have them."""
    toolkit = reader(form)
    folder = make_casebook(tmp_path)
    path = tmp_path / "out.xlf"
    path.write_bytes(send(folder, form).data)
    store = toolkit.parsefile(str(path))
    by_source = {unit.source: unit for unit in store.units if unit.source}
    by_source["Huisvuil over de grens"].target = "Déchets ménagers"
    by_source["Veerdienst over de Schelde"].target = "Le bac de l’Escaut"
    by_source["Fietsers wachten: op de wal."].target = "Les cyclistes patientent."
    store.save()
    done = receive(folder, path.read_bytes())
    assert done.problems == []
    assert {text.unit.id for text in done.texts if text.outcome == "written"} == {"obstacle:afval:title", TITLE, FERRY}
    book = load(folder).casebook
    assert book.obstacles["afval"].title["fr"] == "Déchets ménagers"
    assert book.obstacles["veer"].title["fr"] == "Le bac de l’Escaut"
    assert "- Les cyclistes patientent.\n" in book.obstacles["veer"].description["fr"]


def test_a_unit_tells_what_it_is_about(tmp_path: Path):
    folder = make_casebook(tmp_path)
    confirm(folder, "fr", ["veer"])
    edit(folder, "Veerdienst over de", "Veerdienst op de")
    root = etree.fromstring(send(folder).data)
    space = SPACES["xliff2"]
    (unit,) = (unit for unit in root.iter(space + "unit") if unit.get("id") == TITLE)
    notes = {note.get("category"): note.text for note in unit.iter(space + "note")}
    assert notes["field"].endswith("(title)") and len(notes["field"]) > 15
    assert "Voorjaar 2023" in notes["pack"] and "table (bilingual-annex)" in notes["pack"]
    assert "veranderd" in notes["state"]
    file = unit.getparent()
    assert file.get("original") == "cases/obstacles/veer.yaml"
    assert file.find(f"{space}notes/{space}note").text == "Veerdienst op de Schelde"
    segment = unit.find(space + "segment")
    assert (segment.get("state"), segment.get("subState")) == ("initial", "reporting:stale")


def test_codes_say_what_they_are_and_protect_what_they_hold(tmp_path: Path):
    root = etree.fromstring(send(make_casebook(tmp_path)).data)
    (first,) = (node for name, number, node in segments(root) if (name, number) == (FERRY, 1))
    source, target = child(first, "source"), child(first, "target")
    kinds = [
        (etree.QName(node).localname, node.get("subType") or node.get("disp") or node.get("dispStart"))
        for node in source.iter()
    ][1:]
    assert kinds == [
        ("pc", "xlf:i"), ("ph", "[@kst-1]"), ("pc", "["), ("ph", "@krant"), ("pc", "["), ("pc", "^["), ("pc", "xlf:b"),
    ]  # fmt: skip
    assert [node.get("id") for node in target.iter()][1:] == [node.get("id") for node in source.iter()][1:]
    assert "*" not in "".join(source.itertext()) and "@" not in "".join(source.itertext())
    unit = first.getparent()
    data = {node.get("id"): node.text for node in unit.iter(SPACES["xliff2"] + "data")}
    assert data["d5s"] == "[" and data["d5e"] == "](https://example.org/brug)"
    for node in source.iter("{*}pc", "{*}ph"):
        assert {node.get(name) for name in ("dataRef", "dataRefStart", "dataRefEnd")} - {None} <= set(data)
        assert (node.get("canDelete"), node.get("canCopy")) == ("no", "no")


@each_form
def test_only_what_needs_work_goes_out(form: str, tmp_path: Path):
    folder = make_casebook(tmp_path)
    everything = send(folder, form).count
    confirm(folder, "fr", ["veer"])
    some = send(folder, form, everything=False)
    names = {name for name, _, _ in segments(etree.fromstring(some.data))}
    assert TITLE not in names and "obstacle:veer:events:feedback_2022-05-02:next:text" in names
    assert 0 < some.count < everything == send(folder, form).count
    confirm(folder, "fr")
    assert send(folder, form, everything=False, pack="spring").data  # the missing ones
    assert send(folder, form, "en", everything=False, pack="spring").count < send(folder, form, "en").count


def test_nothing_internal_goes_out(tmp_path: Path):
    for language in ("fr", "de"):
        assert b"GEHEIM" not in send(make_casebook(tmp_path), language=language).data


def test_a_text_with_a_fault_is_told_and_the_rest_goes(tmp_path: Path):
    broken = OTHER.replace("Eerst.\\n\\nDan.", "# Kop")
    folder = make_casebook(tmp_path, obstacles__anders=broken)
    done = send(folder)
    assert [(problem.code, problem.place.field) for problem in done.problems] == [
        ("exchange-text-broken", ("description", "nl"))
    ]
    assert done.count == send(make_casebook(tmp_path, obstacles__anders=OTHER)).count - 1


def test_ids_stay_when_events_come_before(tmp_path: Path):
    """An id is made of what an event is, not of its number."""
    folder = make_casebook(tmp_path)
    before = set(build_units(find_standings(texts(folder), ["fr"]), texts(folder)).found)
    edit(folder, "events:\n", 'events:\n  - {date: 2021-01, kind: progress, by: ministerie, text: {nl: "Eerder."}}\n')
    after = set(build_units(find_standings(texts(folder), ["fr"]), texts(folder)).found)
    assert after - before == {"obstacle:veer:events:progress_2021-01:text"} and before < after
    assert all(re.fullmatch(r"[\w.:-]+", identifier, re.ASCII) for identifier in after)


def test_two_events_of_one_kind_and_day_have_ids_of_their_own(tmp_path: Path):
    folder = make_casebook(tmp_path)
    path = folder / "obstacles/veer.yaml"
    twice = '  - {date: 2023-01-01, kind: progress, by: ministerie, text: {nl: "Een."}}\n' * 2
    path.write_text(path.read_text(encoding="utf-8") + twice, encoding="utf-8")
    found = build_units(find_standings(texts(folder), ["fr"]), texts(folder)).found
    twins = [identifier for identifier in found if "progress_2023-01-01" in identifier]
    assert len(twins) == 2 and all(re.search(r"progress_2023-01-01\.[0-9a-f]{6}:text", name) for name in twins)


def test_the_glossary_goes_with_it(tmp_path: Path):
    assert send(make_casebook(tmp_path)).beside == {}
    glossary = 'veer: {nl: "veerdienst", fr: "bac", sources: [kst-1]}\n'
    beside = send(make_casebook(tmp_path, glossary=glossary)).beside
    assert set(beside) == {".tbx"} and b"veerdienst" in beside[".tbx"] and b"bac" in beside[".tbx"]


def test_words_and_signs_are_escaped_as_xml(tmp_path: Path):
    folder = make_casebook(tmp_path, obstacles__anders=OTHER)
    assert b"Tout ensemble &amp; &lt;plus&gt;." in send(folder).data
