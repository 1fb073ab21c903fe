"""Series: one file for each item and one PDF of them all; what goes, comes, is edited or is empty."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

import docx
import pypdfium2
import pytest
from packed import pdf_text
from small_casebook import CASES, HEADER, build_docx, change, folders_in, outputs_of, write_cases, write_templates
from test_incremental import EDITS, assert_as_anew, damaged, swap, there_or_not, warm, word

from reporting.output.build import Folders, Outcome, build, clean, find_origin, list_packs
from reporting.output.finalising import find_open
from reporting.output.gathering import gather

assert warm  # what depends on nothing but what it is given answers from memory here, too
PACK = """\
id: cards
title: {nl: "Kaarten", fr: "Fiches"}
as_of: 2023-06-01
period: {from: 2022-01-01, to: 2023-06-01}
documents:
  cards: {kind: card, audience: public}
  inside: {kind: card, audience: internal}
  table: {kind: table, audience: public, languages: [nl]}
  letters: {kind: answer, audience: reporter, sender: ministerie, date: 2023-06-02, reference: "2023-18"}
"""
CARD = 'title: {nl: "Kaart", fr: "Fiche"}\norder: 30\naudiences: [public, internal]\neach: obstacle\npages: 1\n'
WORDS = {
    "subject": "{title}", "pass_on": "{title}", "message": "m", "opening": "o", "opening_passed": "o",
    "stands": "{as_of} {status}", "reason": "{text}", "instrument": "{instrument}", "due": "{date}", "earlier": "e",
    "earlier_one": "e", "ahead": "a", "next_step": "{step} {due}", "next_step_by": "{step} {by} {due}",
    "next_unknown": "n", "ask_office": "{office}", "ask": "a",
}  # fmt: skip


def answer_kind() -> str:
    """A kind of replies with the least of words."""

    def leaf(text: str) -> dict[str, str]:
        return {"nl": text, "fr": text}

    words = {key: leaf(text) for key, text in WORDS.items()}
    words["step"] = {"submitted": {"means": leaf("Binnen."), "next": leaf("Verder.")}}
    file = {
        "title": leaf("Bericht"),
        "order": 40,
        "audiences": ["reporter"],
        "each": "reply",
        "words": {"reply": words},
    }
    return json.dumps(file)


BODY = [
    ("Title", "{{ item.title }}"),
    ("Body Text", "{{ item.status }}, {{ item.next_step }}"),
    ("Normal", "{%p for block in item.description %}"),
    ("Body Text", "{{ block.text }}"),
    ("Normal", "{%p endfor %}"),
]
LETTER = [
    ("Body Text", "{{ to[0].name }}"),
    ("Title", "{{ item.subject }}"),
    ("Normal", "{%p for block in item.blocks %}"),
    ("Body Text", "{{ block.text }}"),
    ("Normal", "{%p endfor %}"),
]
# Nobody was told of `veer` yet; `afval` was reported by a citizen.
SERIES_CASES = {
    **CASES,
    "parties/loket.yaml": 'id: loket\nkind: front-office\nside: nl\nname: {nl: "Loket", fr: "Guichet"}\n',
    "packs/cards/pack.yaml": PACK,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("series") / "here"
    write_cases(folder / "cases", SERIES_CASES)
    afval = folder / "cases/obstacles/afval.yaml"
    change(afval, "initiator: gewest", "initiator: citizen\nfront_office: loket\nreporter_language: fr")
    change(afval, "  - {date: 2022-06, kind: feedback,", "  - {date: 2022-06, kind: progress,")
    write_templates(folder / "templates")
    for name, kind, body in (("card", CARD, BODY), ("answer", answer_kind(), LETTER)):
        (folder / "templates" / name).mkdir()
        (folder / "templates" / name / "kind.yaml").write_text(kind, encoding="utf-8")
        (folder / "templates" / name / "document.docx").write_bytes(build_docx(body, header=HEADER))
    outcome = build(folders_in(folder))
    assert not outcome.failed, outcome.lines
    return folder


@pytest.fixture
def folders(made: Path, tmp_path: Path) -> Iterator[Folders]:
    shutil.copytree(made, tmp_path / "here")
    with chdir(tmp_path / "here"):
        yield folders_in(Path())


def files_of(folders: Folders, pack: str = "cards") -> list[str]:
    folder = folders.build / pack
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in (".docx", ".pdf"))


def told(outcome: Outcome, *aside: str) -> list[tuple[str, str]]:
    skipped = {"translation-missing", "reporter-not-told", *aside}
    return [(one.code, one.place.file) for one in outcome.problems if one.code not in skipped]


def test_each_item_has_its_files_and_the_series_one_pdf(folders: Folders):
    assert files_of(folders) == [
        "cards-public.pdf",
        "cards.pdf",
        "cards/veer.docx", "cards/veer.pdf",
        "inside.pdf",
        "inside/afval.docx", "inside/afval.pdf", "inside/veer.docx", "inside/veer.pdf",
        "letters.pdf",
        "letters/afval.docx", "letters/afval.pdf",
        "table.docx", "table.pdf",
    ]  # fmt: skip


def test_the_pdf_of_a_series_has_a_bookmark_for_each_item_in_order(folders: Folders):
    with pypdfium2.PdfDocument(folders.build / "cards/inside.pdf") as document:
        marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc() if mark.level == 0]
    assert marks == [("Kaart: Huisvuil over de grens", 0), ("Kaart: Veerdienst over de Schelde", 1)]


def test_a_series_stands_in_no_bundle_of_an_audience(folders: Folders):
    bundle = pdf_text(folders.build / "cards/cards-public.pdf")
    assert "Overzicht" in bundle and "Kaart: " not in bundle


def test_what_is_for_a_reporter_is_bound_with_nothing(folders: Folders):
    change(folders.templates / "note/kind.yaml", "[house, internal]", "[house, internal, reporter]")
    change(folders.cases / "packs/spring/pack.yaml", "audience: counterpart", "audience: house")
    change(folders.cases / "packs/spring/pack.yaml", "kind: note, audience: house", "kind: note, audience: reporter")
    outcome = build(folders)
    assert not outcome.failed, outcome.lines
    assert [name for name in files_of(folders, "spring") if name.startswith("spring-")] == ["spring-house.pdf"]
    assert "Met deze brief" not in pdf_text(folders.build / "spring/spring-house.pdf")


def test_a_reply_is_in_the_language_of_its_reporter_and_goes_by_the_front_office(folders: Folders):
    found = [paragraph.text for paragraph in docx.Document(str(folders.build / "cards/letters/afval.docx")).paragraphs]
    assert found[:2] == ["Guichet", "Déchets"]
    assert not (folders.build / "cards/letters/veer.docx").exists(), "everything was told"


def test_the_manifest_names_every_file_of_a_series(folders: Folders):
    manifest = json.loads((folders.build / "cards/manifest.json").read_bytes())
    named = {name for name in manifest["outputs"] if not name.endswith(".json")}
    assert named == set(files_of(folders))
    assert "cases/obstacles/veer.yaml" in manifest["inputs"]


def test_where_finds_the_words_of_an_item(folders: Folders):
    lines, outcome = find_origin(folders, folders.build / "cards/cards/veer.docx", "Veerdienst over de")
    assert not outcome.failed and lines == ["cases/obstacles/veer.yaml:2:14: Veerdienst over de"]


def test_a_list_has_one_row_a_series_with_how_many(folders: Folders):
    def rows() -> dict[str, tuple[str, int | None]]:
        return {row.document: (row.state, row.count) for row in list_packs(folders)[0] if row.pack == "cards"}

    assert rows() == {
        "cards": ("current", 1), "inside": ("current", 2), "table": ("current", None), "letters": ("current", 1),
    }  # fmt: skip
    (folders.build / "cards/inside/afval.pdf").unlink()
    assert rows()["inside"] == ("not-built", 2)
    (folders.build / "cards/inside/veer.docx").write_bytes(b"bewerkt")
    assert rows()["inside"] == ("edited", 2)
    change(folders.cases / "obstacles/veer.yaml", "public: true", "public: false")
    assert rows()["cards"] == ("out-of-date", 0)


def test_a_series_without_an_item_is_said_and_is_no_error(folders: Folders):
    change(folders.cases / "obstacles/veer.yaml", "public: true", "public: false")
    outcome = build(folders, ["cards"])
    assert not outcome.failed
    assert not [name for name in files_of(folders) if name.startswith("cards/") or name == "cards.pdf"]
    assert "reeks zonder stukken: cards/cards" in outcome.notes
    assert_as_anew(folders)


def test_items_that_are_gone_are_removed_and_edited_ones_are_kept_and_named(folders: Folders):
    edited = folders.build / "cards/inside/afval.docx"
    edited.write_bytes(b"bewerkt")
    (folders.cases / "obstacles/afval.yaml").unlink()
    outcome = build(folders)
    assert told(outcome) == [("output-left", "build/cards/inside/afval.docx")]
    assert edited.read_bytes() == b"bewerkt"
    assert "letters/afval.docx" not in files_of(folders) and "inside/afval.pdf" not in files_of(folders)
    edited.unlink()
    assert told(build(folders)) == []
    assert not (folders.build / "cards/letters").exists(), "an empty folder stays behind"
    assert_as_anew(folders)


def test_an_edited_item_stops_its_pack_and_discard_makes_it_again(folders: Folders):
    edited = folders.build / "cards/cards/veer.docx"
    edited.write_bytes(b"bewerkt")
    change(folders.cases / "obstacles/veer.yaml", "Veerdienst", "Veerboot")
    outcome = build(folders)
    assert outcome.failed and told(outcome) == [("output-edited", "build/cards/cards/veer.docx")]
    assert not build(folders, discard=True).failed
    assert_as_anew(folders)


def test_faults_of_one_item_do_not_hide_those_of_another(folders: Folders):
    for name in ("veer", "afval"):
        change(folders.cases / f"obstacles/{name}.yaml", "borders:", "description_: 1\nborders:")
    assert told(build(folders)) == [("unknown-key", f"cases/obstacles/{name}.yaml") for name in ("afval", "veer")]
    change(folders.templates / "card/kind.yaml", "pages: 1", "pages: 1  # een")
    for name in ("veer", "afval"):
        change(folders.cases / f"obstacles/{name}.yaml", "description_: 1\n", "")
    body = [*BODY, ("Body Text", "{{ item.id }}")]
    (folders.templates / "card/document.docx").write_bytes(build_docx(body, header=HEADER))
    outcome = build(folders)
    assert outcome.failed and {problem.place.file for problem in outcome.problems if problem.is_error} == {
        "templates/card/document.docx"
    }


def test_a_final_pack_counts_the_blanks_of_a_whole_series_once(folders: Folders):
    change(folders.cases / "obstacles/veer.yaml", "next: {text", "next: unknown  # {text")
    change(folders.cases / "obstacles/afval.yaml", "next: none", "next: unknown")
    counted = [problem.values for problem in find_open(gather(folders, ["cards"]), "cards")]
    assert counted[:2] == [
        {"document": "cards", "count": 1, "pack": "cards"},
        {"document": "inside", "count": 2, "pack": "cards"},
    ]


def test_progress_counts_every_file_once(folders: Folders):
    shutil.rmtree(folders.build)
    steps: list[tuple[int, int, str]] = []
    build(folders, ["cards"], progress=lambda *step: steps.append(step))
    assert [done for done, _, _ in steps] == list(range(1, len(files_of(folders)) + 1))
    assert {total for _, total, _ in steps} == {len(steps)}
    assert sorted(what.removeprefix("cards/") for _, _, what in steps) == files_of(folders)


def test_cleaning_leaves_nothing_of_a_series(folders: Folders):
    outcome = clean(folders)
    assert not outcome.problems and not list(folders.build.rglob("*.pdf"))
    assert not (folders.build / "cards").exists()


LONG = "De veerboot mag niet aanleggen, want de regels verschillen. " * 120


def test_a_sheet_that_is_too_long_names_its_longest_text_at_every_build(folders: Folders):
    change(folders.cases / "obstacles/veer.yaml", "De veerboot mag niet *aanleggen*.", LONG.strip())
    for outcome in (build(folders), build(folders)):
        assert not outcome.failed
        long = [problem for problem in outcome.problems if problem.code == "page-too-many"]
        assert [(one.place.file, one.place.field, one.values) for one in long] == [
            ("cases/obstacles/veer.yaml", ("description", "nl"), {"document": f"{name}/veer", "pages": 2, "most": 1})
            for name in ("cards", "inside")
        ]
    assert not outcome.built


ODD: dict[str, Callable[[Folders, int], None]] = {
    "an item": there_or_not("obstacles/afval.yaml"),
    "public or not": swap("obstacles/veer.yaml", "public: true", "public: false"),
    "told": swap("obstacles/afval.yaml", "kind: progress", "kind: feedback"),
    "a series": swap("packs/cards/pack.yaml", "  inside: {", "  # inside: {"),
    "a series or not": swap("packs/cards/pack.yaml", "inside: {kind: card", "inside: {kind: table, languages: [nl]"),
    "another series": swap("packs/cards/pack.yaml", "  letters: {", "  brieven: {"),
    "a text of an item": word("obstacles/veer.yaml", "Veerdienst over de Schelde"),
    "word files of items gone": damaged("*/*/*.docx", "gone"),
    "origins of items cut": damaged("*/*/.origins/*.json", "cut"),
    "a pdf of a series gone": damaged("cards/inside.pdf", "gone"),
    "journal cut": EDITS["journal cut"],
    "manifests cut": EDITS["manifests cut"],
    "journal and manifests gone": EDITS["journal and manifests gone"],
}


def test_each_edit_of_a_series_in_turn(folders: Folders):
    for number, name in enumerate(ODD):
        ODD[name](folders, number)
        assert_as_anew(folders, name)


def test_edits_of_a_series_in_any_order(folders: Folders):
    chance = random.Random(4)
    done: list[str] = []
    for step in range(8):
        for number, name in enumerate(chance.sample([name for name in ODD if "gone" not in name], 3)):
            done.append(name)
            ODD[name](folders, step * 10 + number)
        assert_as_anew(folders, f"{done}")
    assert outputs_of(folders.build)
