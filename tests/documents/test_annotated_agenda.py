"""An annotated agenda: its ranking with ties and firmness, its decisions, and commands that record them."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import Any

import desk
import pytest
import yaml
from click.testing import CliRunner
from generator import write_casebook

from reporting.casebook.loading import load_casebook
from reporting.cli import main
from reporting.documents.blocks import Block, Note, Span
from reporting.documents.checking import prose_of
from reporting.documents.context import build_context, title_of
from reporting.documents.edition import Edition
from reporting.documents.pandoc import build_trees
from reporting.documents.scope import Scope

PROVISIONS = [{"side": "nl", "citation": "Wet, artikel 1"}, {"side": "vl", "citation": "unknown"}]
CRITERIA = ("relevance", "benefits", "feasibility")


def write_obstacle(folder: Path, key: str, scores: tuple[int | str, ...] | str | None, *events: dict[str, Any]) -> None:
    said: Any = scores
    if isinstance(scores, tuple):
        said = {
            name: {"score": score, "reason": {"nl": f"Reden {key}."}}
            for name, score in zip(CRITERIA, scores, strict=True)
        }
    every: list[dict[str, Any]] = [
        {"kind": "submitted", "date": "2024-01-01", "by": "unknown", "text": {"nl": "Gemeld."}}
    ]
    if said is not None:
        every.append(
            {
                "kind": "analysis",
                "date": "2024-02-01",
                "by": "unknown",
                "text": {"nl": "Onderzocht."},
                "scores": said,
                "skipped": {"nl": "Voorbeeld."},
            }
        )
    data = {
        "id": key,
        "title": {"nl": f"Zaak {key}"},
        "borders": ["vl-nl"],
        "theme": "health",
        "public": False,
        "cause": "practice",
        "description": {"nl": "Wat er speelt."},
        "provisions": PROVISIONS,
        "events": [*every, *events],
    }
    (folder / "obstacles" / f"{key}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A casebook with a council that weighs relevance double, and no obstacle."""
    folder = tmp_path / "cases"
    write_casebook(folder, seed=2, obstacles=1, languages=("nl",))
    for path in (*(folder / "obstacles").iterdir(), *(folder / "packs").iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    meeting = folder / "meetings" / "overleg-voorbeeld.yaml"
    weights = "\nweights: {relevance: 2, benefits: 1, feasibility: 1}\n"
    meeting.write_text(meeting.read_text(encoding="utf-8") + weights, encoding="utf-8")
    (folder / "packs" / "p").mkdir()
    documents = {
        f"to-{name}": {"kind": "annotated-agenda", "audience": name, "meeting": "overleg-voorbeeld"}
        for name in ("internal", "counterpart")
    }
    pack = {
        "id": "p",
        "title": {"nl": "P"},
        "as_of": "2024-06-30",
        "period": {"from": "2024-01-01", "to": "2024-06-30"},
        "documents": documents,
    }
    (folder / "packs" / "p" / "pack.yaml").write_text(yaml.safe_dump(pack), encoding="utf-8")
    return folder


def blocks(cases: Path, name: str = "internal", language: str = "nl") -> list[Block]:
    loaded = load_casebook(cases, "cases")
    assert not [problem for problem in loaded.problems if problem.is_error], loaded.problems
    book = loaded.casebook
    kinds = desk.templates().kinds
    kind = kinds["annotated-agenda"]
    trees = build_trees((text for _, text in prose_of(book, kinds.values())), desk.KEPT)
    scope = Scope(book, kind.words, trees, language, book.packs["p"].as_of.first)
    place = book.place("pack", "p") / "documents"
    titles = {key: title_of(each, place / key, kind, scope) for key, each in book.packs["p"].documents.items()}
    found = list(build_context(book.packs["p"], f"to-{name}", kind, titles, Edition("abc"), scope)["blocks"])
    assert not [problem for problem in scope.problems if problem.code == "word-missing"]
    return found


def told(found: list[Block]) -> list[str]:
    return [str(block.text) for block in found if block.text]


def table(found: list[Block], head: str) -> list[list[str]]:
    """The rows of the first table whose header begins with a word."""
    for block in found:
        if block.table and str(block.table.header[0][0].text) == head:
            return [[" / ".join(str(each.text) for each in cell) for cell in row] for row in block.table.rows]
    raise AssertionError(f"no table {head}")


def test_the_ranking_shows_ties_weights_and_what_changes(cases: Path) -> None:
    write_obstacle(cases, "a", (5, 2, 1))  # 13/4
    write_obstacle(cases, "b", (2, 5, 4))  # 13/4
    write_obstacle(cases, "c", (1, 1, 1))
    write_obstacle(cases, "d", (3, "unknown", 3))
    write_obstacle(cases, "e", "unknown")
    write_obstacle(cases, "f", "pending")
    found = blocks(cases)
    said = told(found)
    assert "Op dit overleg tellen de scores zo zwaar: relevantie 2, baten 1 en haalbaarheid 1." in said
    assert table(found, "Plaats") == [
        ["1 (gelijk)", "Zaak a", "5", "2", "1", "3,25"],
        ["1 (gelijk)", "Zaak b", "2", "5", "4", "3,25"],
        ["3", "Zaak c", "1", "1", "1", "1"],
    ]
    # heavier relevance parts the two one way, heavier benefits or feasibility the other
    firm = next(block for block in found if block.table and str(block.table.header[1][0].text) == "Nu")
    rows = [[" / ".join(str(each.text) for each in cell) for cell in row] for row in firm.table.rows]
    assert rows == [
        ["Zaak a", "1", "lichter: 2", "zwaarder: 2", "zwaarder: 2"],
        ["Zaak b", "1", "zwaarder: 2", "lichter: 2", "lichter: 2"],
    ]
    assert "Zaak d (onbekend: baten)" in said
    assert "Zaak e (onbekend: relevantie, baten en haalbaarheid)" in said
    assert not any("Zaak f (onbekend" in line for line in said)
    [chart] = [block.chart for block in found if block.chart]
    assert str(chart.alt).startswith(
        "Staafdiagram: Gewogen gemiddelde van de drie scores, van 1 tot en met 5. 1 (gelijk). Zaak a: 3,25; "
    )


def test_a_firm_ranking_says_so(cases: Path) -> None:
    write_obstacle(cases, "a", (5, 5, 5))
    write_obstacle(cases, "b", (1, 1, 1))
    assert (
        "Geen enkele plaats verandert als één van de drie gewichten een kwart zwaarder of een kwart lichter wordt."
        in told(blocks(cases))
    )


def test_an_item_has_question_provisions_of_both_sides_and_scores_with_reasons(cases: Path) -> None:
    write_obstacle(cases, "a", (5, 2, 1))
    found = blocks(cases)
    assert "Vraag aan het overleg: wordt deze belemmering gekozen, en zo ja op welke plaats?" in told(found)
    assert table(found, "Kant") == [["Nederland", "Wet, artikel 1"], ["Vlaanderen", "[bepaling onbekend]"]]
    assert table(found, "Weging") == [
        ["Relevantie", "5", "Reden a."],
        ["Baten", "2", "Reden a."],
        ["Haalbaarheid", "1", "Reden a."],
    ]


def test_nothing_due_is_said(cases: Path) -> None:
    said = told(blocks(cases, "counterpart"))
    assert "Uit het dossier volgt niets dat op dit overleg aan de orde moet komen." in said
    assert "Er is geen belemmering met drie bekende scores; een rangorde is dus niet te maken." in said
    assert "Er zijn geen besluiten over een keuze of voorlegging te nemen." in said


def test_motions_and_undertakings_are_those_that_the_document_names_or_all(cases: Path) -> None:
    for key in ("een", "twee"):
        data = {
            "id": key, "kind": "undertaking", "title": {"nl": f"Toezegging {key}"}, "text": {"nl": "Iets."},
            "source": "unknown", "owner": "unknown", "due": "2024-07-01",
        }  # fmt: skip
        (cases / "commitments" / f"{key}.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")

    def owed() -> list[str]:
        return [key for key in ("een", "twee") if any(f"Toezegging {key}" in line for line in told(blocks(cases)))]

    assert owed() == ["een", "twee"]
    path = cases / "packs" / "p" / "pack.yaml"
    pack = yaml.safe_load(path.read_text(encoding="utf-8"))
    pack["documents"]["to-internal"]["commitments"] = ["twee"]
    path.write_text(yaml.safe_dump(pack), encoding="utf-8")
    assert owed() == ["twee"]


def test_every_value_has_an_origin(cases: Path) -> None:
    write_obstacle(cases, "a", (5, 2, 1))
    write_obstacle(cases, "b", (2, 5, 4))

    def texts(found: list[Block]):
        for block in found:
            yield block.text
            for row in (block.table.header, *block.table.rows) if block.table else ():
                for cell in row:
                    yield from texts(list(cell))

    for text in texts(blocks(cases)):
        assert all(
            isinstance(inline, Note) or not isinstance(inline, Span) or inline.origins for inline in text.inlines
        ), text


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_it_is_there_in_every_language(cases: Path, language: str) -> None:
    write_obstacle(cases, "a", (5, 2, 1))
    write_obstacle(cases, "b", (2, 5, 4))
    assert len(told(blocks(cases, "internal", language))) > 10


def test_what_the_counterpart_gets_has_no_commands(cases: Path) -> None:
    write_obstacle(cases, "a", (5, 2, 1))
    inside, outside = told(blocks(cases)), told(blocks(cases, "counterpart"))
    assert any("reporting record" in line for line in inside)
    assert not any("reporting record" in line for line in outside)
    assert [line for line in outside if line not in inside] == []


def test_the_commands_record_what_was_decided(cases: Path) -> None:
    """Each command line, with its texts filled in, is what the program takes; the file has the event then."""
    selected = {"kind": "selected", "date": "2024-03-01", "by": "unknown", "text": {"nl": "Gekozen."}}
    write_obstacle(cases, "a", (5, 2, 1))
    write_obstacle(cases, "b", (2, 5, 4), selected)
    lines = [line.partition(": ")[2] for line in told(blocks(cases)) if "reporting record" in line]
    assert [shlex.split(line)[2:4] for line in lines] == [["a", "selected"], ["a", "not-selected"], ["b", "raised"]]
    for line in lines:
        words = shlex.split(line.replace("…", "Zo is besloten."))[1:]
        done = CliRunner().invoke(main, [*words, "--cases", str(cases), "--dry-run"])
        assert done.exit_code == 0, done.output
    before = (cases / "obstacles" / "a.yaml").read_text(encoding="utf-8")
    CliRunner().invoke(main, [*shlex.split(lines[0].replace("…", "Gekozen."))[1:], "--cases", str(cases)])
    after = yaml.safe_load((cases / "obstacles" / "a.yaml").read_text(encoding="utf-8"))
    assert before != (cases / "obstacles" / "a.yaml").read_text(encoding="utf-8")
    assert (after["events"][-1]["kind"], after["events"][-1]["meeting"], after["events"][-1]["rank"]) == (
        "selected",
        "overleg-voorbeeld",
        1,
    )
