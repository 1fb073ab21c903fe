"""Every kind of document with no, one and many obstacles, and with texts that are far too long: the layout holds.

The build's own check has looked for text off the page, printed over or lost; what is asked here is what it does not
know: that no page is empty, no heading stands last on its page, and no signature alone on one.
"""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Any

import docx
import pypdfium2
import pytest
from generator import build_casebook, parties
from generator.chain import ADVICE
from generator.meetings import MEETING
from generator.yaml_text import dump_yaml

from reporting.output.build import build
from reporting.output.folders import Folders
from reporting.output.kinds import load_templates

TEMPLATES = Path(__file__).parents[2] / "templates"
LONG_TITLE = "Grensoverschrijdende vervoersvergunningsprocedures voor bedrijventerreinontsluitingswegen " * 9
LONG_TEXT = "Donaudampfschifffahrtsgesellschaftskapitän " + "en de regels van twee landen die elkaar raken " * 50
NOTE = {"sections": [{"id": key, "text": {"nl": "Een verzonnen zin."}} for key in ("reason", "decision", "key-points")]}
AS_OF, PACK = "2024-06-30", "alles"


def documents(meeting: str, selection: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A document of every kind."""
    sent = {"sender": parties.MINISTRY, "signatory": parties.MINISTER, "date": "2024-07-01", "reference": "2024-1"}
    subject = {"subject": {"nl": "Stand van zaken"}}
    agreed = {"meeting": MEETING, "date": "2024-09-17"}
    found: dict[str, dict[str, Any]] = {
        "letter": {"kind": "kamerbrief", "audience": "house", "text": "letter.yaml", "to": [parties.HOUSE],
                   **sent, **subject, "recommendations": ADVICE, "decision_note": "note"},
        "note": {"kind": "decision-note", "audience": "house", "text": "note.yaml", **sent, **subject},
        "note-internal": {"kind": "decision-note", "audience": "internal", "text": "note.yaml", **sent, **subject},
        "annex": {"kind": "bilingual-annex", "audience": "house", "languages": ["nl", "fr"]},
        "agreement": {"kind": "summit-agreement", "audience": "counterpart", "first_side": "nl", **agreed},
        "agreement-table": {"kind": "agreement-table", "audience": "internal", **agreed},
        "agenda": {"kind": "annotated-agenda", "audience": "internal", "meeting": meeting},
        "report": {"kind": "governors-report", "audience": "internal", **sent, "on_behalf_of": [parties.GOVERNOR]},
        "commitments": {"kind": "commitments-list", "audience": "house"},
        "inventory": {"kind": "dossier-inventory", "audience": "internal"},
        "sheets": {"kind": "case-sheet", "audience": "internal"},
        "replies": {"kind": "reply-to-reporter", "audience": "reporter", **sent, **subject},
        "owed": {"kind": "replies-owed", "audience": "internal"},
    }  # fmt: skip
    for name in ("letter", "annex", "agenda", "report", "sheets", "replies", "owed"):
        found[name]["obstacles"] = selection
    return found


def write(folder: Path, count: int, shown: bool, extreme: bool) -> None:
    """An invented casebook with one pack of everything; `shown`: whether its documents are about its obstacles."""
    records = build_casebook(5, count, ("nl", "fr"))
    del records["packs/voorbeeld/pack.yaml"]
    letter = records.pop("packs/voorbeeld/letter.yaml")
    obstacles = [data for name, data in records.items() if name.startswith("obstacles/")]
    for obstacle in obstacles:  # nobody was told yet, so that there are replies to write
        obstacle["events"] = [event for event in obstacle["events"] if event["kind"] != "feedback"]
    for number, obstacle in enumerate(obstacles if extreme else ()):
        if number % 4 == 0:
            obstacle["title"] = dict.fromkeys(("nl", "fr"), LONG_TITLE.strip())
        if number % 3 == 0:
            obstacle["description"] = dict.fromkeys(("nl", "fr"), LONG_TEXT.strip())
    meetings = [data for name, data in records.items() if name.startswith("meetings/")]
    council = next(data["id"] for data in meetings if data["kind"] == "council")
    other = next(theme for theme in ("waste", "taxation") if all(data["theme"] != theme for data in obstacles) or shown)
    pack = {
        "id": PACK, "title": {"nl": "Verzonnen pakket van alles", "fr": "Dossier inventé"}, "as_of": AS_OF,
        "period": {"from": "2023-07-01", "to": AS_OF},
        "documents": documents(council, {} if shown else {"themes": [other]}),
    }  # fmt: skip
    records |= {f"packs/{PACK}/pack.yaml": pack, f"packs/{PACK}/letter.yaml": letter, f"packs/{PACK}/note.yaml": NOTE}
    chance = Random("wijze van schrijven")
    for name, data in records.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(dump_yaml(data, chance))


def lines_of(page: pypdfium2.PdfPage) -> list[str]:
    """The lines of a page, from top to bottom, without its mark and its number."""
    text = page.get_textpage().get_text_bounded()
    found = [line.strip() for line in text.splitlines() if line.strip()]
    return [line for line in found if not re.match(r"CONCEPT|Pagina \d|Pdf-pagina", line)]


def headings_of(path: Path) -> set[str]:
    """The headings of a Word file, without their blanks: they belong to what follows."""
    styles = {"Heading 1", "Heading 2", "Heading 3", "Label", "Advice"}
    paragraphs = docx.Document(str(path)).paragraphs
    return {bare(one.text) for one in paragraphs if one.style.name in styles and one.text.strip()}


def bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\ufffe-]", "", text)


CASES = {"none": (1, False, False), "one": (1, True, False), "many": (60, True, False), "extreme": (12, True, True)}


@pytest.mark.parametrize("case", CASES)
def test_every_kind_keeps_its_layout(case: str, tmp_path: Path) -> None:
    count, shown, extreme = CASES[case]
    write(tmp_path / "cases", count, shown, extreme)
    outcome = build(Folders(tmp_path / "cases", TEMPLATES, tmp_path / "build"), [PACK])
    assert not outcome.failed, [line for line in outcome.lines if "error[" in line]
    kinds = {document["kind"] for document in documents("x", {}).values()}
    assert kinds == set(load_templates(TEMPLATES)[0].kinds), "a kind that nobody tries"
    made = sorted((tmp_path / "build" / PACK).glob("*.docx"))
    assert len(made) == len(documents("x", {})) - 2  # the two series have folders of their own
    of_series = [tmp_path / "build" / PACK / name for name in ("sheets", "replies")]
    if count > 1:
        assert all(len(list(folder.glob("*.docx"))) > 1 for folder in of_series), "a series that nobody tries"
    for word in [*made, *(path for folder in of_series for path in folder.glob("*.docx"))]:
        headings = headings_of(word)
        with pypdfium2.PdfDocument(word.with_suffix(".pdf")) as pdf:
            pages = [lines_of(page) for page in pdf]
        for number, lines in enumerate(pages, 1):
            where = f"{word.name}, page {number} of {len(pages)}"
            assert len("".join(lines)) > 20, f"{where} is empty"
            if number < len(pages):
                assert bare(lines[-1]) not in headings, f"{where} ends in a heading: {lines[-1]}"
