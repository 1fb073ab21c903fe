"""What only an internal copy may say is in no byte of anything that leaves the house."""

from __future__ import annotations

import json
import shutil

import pytest
from packed import bytes_of
from small_casebook import CASES, ROOT, folders_in, write_cases, write_templates

from reporting.output.build import build
from reporting.output.folders import Folders

CANARIES = ("KANARIETEKST", "KANARIENOOT", "KANARIECEL", "KANARIELIJST", "KANARIEKOP", "KANARIEDIEP", "KANARIELINK")
NOTE = """\
sections:
  - {id: reason, text: {nl: "Een gewone aanleiding. [@kst-1]"}}
  - {id: decision, text: {nl: "U stemt in."}}
  - id: not-public
    heading: {nl: "KANARIEKOP"}
    text:
      nl: |
        De grens is *KANARIETEKST*, en niemand weet dat.^[Zie KANARIENOOT.] Meer op [blad](https://kanarielink.example).

        - KANARIELIJST

        | a | b |
        |:--|:--|
        | KANARIECEL | c |
    after: {nl: "En KANARIETEKST nog eens."}
    sections:
      - {id: deeper, heading: {nl: "KANARIEDIEP"}, text: {nl: "KANARIEDIEP"}}
"""
DOCUMENTS = """\
  nota: {kind: decision-note, audience: house, text: nota.yaml, date: 2023-06-01, reference: "2023-16",
    sender: ministerie, subject: {nl: "Stand van zaken"}, signatory: minister, annexes: [note]}
  nota-intern: {kind: decision-note, audience: internal, text: nota.yaml, date: 2023-06-01, reference: "2023-16",
    sender: ministerie, subject: {nl: "Stand van zaken"}, signatory: minister, annexes: [note]}
  inventory: {kind: dossier-inventory, audience: internal}
"""


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The small casebook with a decision note in two copies, its private section full of canaries."""
    folder = tmp_path_factory.mktemp("noted")
    pack = "packs/spring/pack.yaml"
    changed = CASES[pack].replace("annexes: [table]", "annexes: [table], decision_note: nota") + DOCUMENTS
    write_cases(folder / "cases", {**CASES, pack: changed, "packs/spring/nota.yaml": NOTE})
    write_templates(folder / "templates")
    for kind in ("decision-note", "dossier-inventory"):
        shutil.copytree(ROOT / "templates" / kind, folder / "templates" / kind)
    folders = folders_in(folder)
    outcome = build(folders)
    assert not outcome.failed, outcome.lines
    assert not {"private-without-copy", "decision-note-for-others"} & {problem.code for problem in outcome.problems}
    return folders


def forms(canary: str) -> list[bytes]:
    """A word in the ways in which files write it: in Word and JSON, in a PDF's texts and titles, in any case."""
    every = {canary, canary.lower(), canary.capitalize()}
    return [one.encode(code) for one in every for code in ("utf-8", "utf-16-be", "utf-16-le")] + [
        one.encode("utf-16-be").hex().encode() for one in every
    ]


def test_the_internal_copy_has_it_all(noted: Folders):
    spring = noted.build / "spring"
    for name in ("nota-intern.docx", "nota-intern.pdf", "spring-internal.pdf", ".origins/nota-intern.json"):
        data = bytes_of(spring / name)
        told = {canary for canary in CANARIES if any(form in data for form in forms(canary))}
        lacking = set(CANARIES) - told
        # A heading that the writer gave gives way to the kind's own; an address is in no map of words.
        assert lacking <= {"KANARIEKOP", "KANARIELINK" if name.endswith(".json") else ""}, name
        assert b"Paraferingsroute" in data or name.endswith(".json")


def test_what_may_not_be_public_is_in_no_byte_of_what_goes_out(noted: Folders):
    spring = noted.build / "spring"
    inside = {"nota-intern.docx", "nota-intern.pdf", "spring-internal.pdf", "nota-intern.json", "inventory.docx"}
    files = [path for path in spring.rglob("*") if path.is_file() and path.name not in inside]
    names = {path.name for path in files}
    assert names >= {"nota.docx", "nota.pdf", "nota.json", "spring-house.pdf", "manifest.json", "note.docx"}
    for path in files:
        data = bytes_of(path)
        for canary in CANARIES:
            assert not any(form in data for form in forms(canary)), (path, canary)
        if path.name in ("nota.docx", "nota.pdf"):
            assert b"Deze informatie kan niet openbaar worden gemaakt." in data.replace(b"\n", b" ")
            assert b"Paraferingsroute" not in data


def test_both_copies_are_of_one_version(noted: Folders):
    """What the House gets is what was decided on."""
    spring = noted.build / "spring"
    version = json.loads((spring / "manifest.json").read_bytes())["version"].encode()
    assert all(version in bytes_of(spring / name) for name in ("nota.pdf", "nota-intern.pdf"))
