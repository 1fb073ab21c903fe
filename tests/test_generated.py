"""What must hold for every casebook, tried on invented ones."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import get_args

import pytest
from generator import COVERED_FROM, INTENDED, SLIPS, build_casebook, build_files, write_casebook
from generator.packs import AS_OF as DAY
from generator.slips import DOCUMENTS, PROSE
from packed import bytes_of

from reporting.casebook.loading import Loaded, load_casebook
from reporting.documents.checking import check_prose, prose_of
from reporting.documents.edition import Edition
from reporting.documents.pandoc import Tree, build_trees
from reporting.model import obstacles as model
from reporting.model.bodies import ROLES, Chain
from reporting.model.book import Casebook
from reporting.model.bridge import BridgeFile, Hampers
from reporting.model.chain import Meeting
from reporting.model.dates import PartialDate
from reporting.model.instruments import Instrument, InstrumentKind, faults_on
from reporting.model.lifecycle import STEPS, happened, status_on
from reporting.model.measures import MeasureKind
from reporting.model.obstacles import NextStep
from reporting.model.parties import PartyKind
from reporting.model.requirements import REQUIREMENTS, findings_at, sides_of
from reporting.model.standing import CommitmentState, commitment_state_on
from reporting.model.values import Border
from reporting.output import build as engine
from reporting.output import gathering
from reporting.output.documents import make_words
from reporting.output.folders import Folders
from reporting.output.kinds import Templates, load_templates
from reporting.problems import catalogue

TEMPLATES = Path(__file__).parents[1] / "templates"
LANGUAGES = [("nl",), ("nl", "fr"), ("nl", "de", "fr")]
SEED, FEW = 7, 4


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tree]:
    """The prose of all casebooks with a slip in it, read by pandoc at once."""
    texts: list[str] = []
    for slip in (None, *PROSE):
        folder = tmp_path_factory.mktemp("read")
        write_casebook(folder, SEED, FEW, ("nl", "fr"), slip=slip)
        casebook = load_casebook(folder, "cases").casebook
        assert casebook
        texts += [text for _, text in prose_of(casebook)]
    trees: dict[str, Tree] = {}
    build_trees(texts, trees)
    return trees


@cache
def templates() -> Templates:
    found, problems = load_templates(TEMPLATES)
    assert not problems
    return found


def load(folder: Path, **given: object) -> Loaded:
    write_casebook(folder / "cases", **given)
    return load_casebook(folder / "cases", "cases")


@pytest.mark.parametrize("seed", range(12))
def test_a_casebook_loads_without_a_problem(seed: int, tmp_path: Path):
    count = (1, 2, 5, 40)[seed % 4]
    unknowns = seed % 2 == 0
    loaded = load(
        tmp_path, seed=seed, obstacles=count, languages=LANGUAGES[seed % 3], letters=seed % 3, unknowns=unknowns
    )
    assert {problem.code for problem in loaded.problems} <= (INTENDED if unknowns else set())
    assert loaded.casebook
    assert len(loaded.casebook.obstacles) == count
    assert len(loaded.casebook.packs) == 1 + bool(seed % 3)
    assert "erzonnen" in loaded.casebook.settings.title["nl"]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    assert build_files(SEED, 5, letters=2) == build_files(SEED, 5, letters=2)
    assert build_files(SEED, 5) != build_files(SEED + 1, 5)


def test_files_say_what_the_records_say(tmp_path: Path):
    """However a value is written: in a block or in brackets, with whichever quotes."""
    for seed in range(4):
        records = build_casebook(seed, FEW)
        loaded = load(tmp_path / str(seed), seed=seed, obstacles=FEW)
        assert loaded.casebook
        for obstacle in loaded.casebook.obstacles.values():
            record = records[f"obstacles/{obstacle.id}.yaml"]
            assert {**obstacle.title} == record["title"]
            assert {**obstacle.description} == record["description"]
            assert [str(event.date) for event in obstacle.events] == [event["date"] for event in record["events"]]
            assert obstacle.public is record["public"]


def test_every_choice_occurs(tmp_path: Path):
    loaded = load(tmp_path, seed=SEED, obstacles=COVERED_FROM)
    book = loaded.casebook
    assert book
    every, events = list(book.obstacles.values()), [event for one in book.obstacles.values() for event in one.events]
    instruments = [event.instrument for event in events if isinstance(event.instrument, Instrument)]
    measures = [measure for obstacle in every for measure in obstacle.measures]
    seen = {
        model.Theme: {obstacle.theme for obstacle in every},
        model.Cause: {obstacle.cause for obstacle in every},
        model.EventKind: {event.kind for event in events},
        InstrumentKind: {instrument.kind for instrument in instruments},
        Border: {border for obstacle in every for border in obstacle.borders},
        PartyKind: {party.kind for party in book.parties.values()},
        Hampers: {obstacle.hampers for obstacle in every},
        MeasureKind: {measure.kind for measure in measures},
        BridgeFile.model_fields["outcome"].annotation: {one.bridge.outcome for one in every if one.bridge},
        Meeting.model_fields["kind"].annotation: {meeting.kind for meeting in book.meetings.values()},
    }
    for choices, found in seen.items():
        assert found == set(get_args(choices)), choices
    statuses = [status_on(obstacle, DAY, book.sources) for obstacle in every]
    assert {status.name for status in statuses if status} == {step.status for step in STEPS.values()}
    assert {len(str(event.date).split("-")) for event in events} == {1, 2, 3}  # unknown, a month, a day
    said = [measure.approval for measure in measures]
    states = {one if isinstance(one, str) else one.state_on(DAY) for one in said}
    assert states == {"granted", "refused", "awaited", "none", "unknown"}
    assert {commitment_state_on(one, DAY) for one in book.commitments.values()} == set(get_args(CommitmentState))
    assert {"citizen", "unknown"} < {obstacle.initiator for obstacle in every}
    assert {event.instrument for event in events if isinstance(event.instrument, str)} == {"none", "unknown"}
    planned = {event.next.meeting for event in events if isinstance(event.next, NextStep) and event.next.meeting}
    assert {book.meetings[meeting].kind for meeting in planned} == {meeting.kind for meeting in book.meetings.values()}


def test_every_rule_is_met_in_all_its_ways(tmp_path: Path):
    """Who takes steps, which are left out, what is not known, who is told, what a report has to say of instruments."""
    book = load(tmp_path, seed=SEED, obstacles=COVERED_FROM).casebook
    assert book
    chain = Chain(book.settings, book.parties, book.offices)
    played, unknown, lacking = set(), set(), set()
    for obstacle in book.obstacles.values():
        steps = [index for index, event in enumerate(obstacle.events) if event.kind in STEPS]
        for index in steps:
            event = obstacle.events[index]
            played |= {role for role in ROLES if chain.plays(event.by, role, obstacle.borders)}
            unknown |= {need for need, _, _ in findings_at(obstacle, index)}
            if isinstance(event.instrument, Instrument):
                lacking |= {code for code, _, _ in faults_on(event.instrument, sides_of(obstacle), DAY)}
        if obstacle.front_office.known:
            told = [event.kind for event in obstacle.events].count("feedback")
            assert told == len(steps)
    assert played == set(ROLES)
    assert unknown == set(REQUIREMENTS) - {"analysed", "evidence"}  # these cannot be unknown
    assert lacking == {
        code for code in catalogue() if code.startswith("instrument-") and catalogue()[code].get("severity")
    }
    kinds = [[event.kind for event in obstacle.events] for obstacle in book.obstacles.values()]
    assert any(event.skipped for obstacle in book.obstacles.values() for event in obstacle.events)
    assert any("solved" in found and "reopened" in found for found in kinds)
    owners = [(event, one) for one in book.obstacles.values() for event in one.events if event.kind == "implementing"]
    assert any(not chain.plays(event.by, "ministers", one.borders) for event, one in owners)


def _as_of(book: Casebook, day: datetime.date, past: bool) -> Casebook:
    """The packs as of a day; `past`: nothing that happened later is in the casebook."""
    date = PartialDate.parse(day)
    packs = {
        key: pack.model_copy(update={"as_of": date, "period": pack.period.model_copy(update={"to": date})})
        for key, pack in book.packs.items()
    }
    if not past:
        return dataclasses.replace(book, packs=packs)
    obstacles = {
        key: one.model_copy(update={"events": [event for _, event in happened(one, day, book.sources)]})
        for key, one in book.obstacles.items()
    }
    return dataclasses.replace(book, packs=packs, obstacles=obstacles)


@pytest.mark.parametrize("seed", range(3))
def test_documents_as_of_a_day_are_what_they_would_have_been_on_it(seed: int, tmp_path: Path, kept: dict[str, Tree]):
    book = load(tmp_path, seed=seed, obstacles=12, languages=("nl", "fr"), letters=1).casebook
    assert book
    trees = build_trees((text for _, text in prose_of(book, templates().kinds.values())), kept)
    chance = Random(seed)
    differ = set()
    for _ in range(4):
        day = datetime.date(2019, 1, 1) + datetime.timedelta(chance.randrange(2000))
        made = []
        for past in (False, True):
            found = _as_of(book, day, past)
            files, problems = [], []
            for pack in found.packs.values():
                words, faults = make_words(found, pack, templates(), trees, lambda _: Edition("proef"))
                files += [one.word.data for one in words]
                problems += faults
            made.append((files, sorted({problem.code for problem in problems})))
        assert made[0] == made[1], day
        differ.add(tuple(made[0][0]))
    assert len(differ) == 4  # the day shows in what is said


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Folders, engine.Outcome]]:
    folder = tmp_path_factory.mktemp("built")
    write_casebook(folder / "cases", SEED, FEW, letters=1)
    folders = Folders(folder / "cases", TEMPLATES, folder / "build")
    return folders, engine.build(folders)


def test_a_build_makes_every_output(built: tuple[Folders, engine.Outcome]):
    folders, outcome = built
    assert {problem.code for problem in outcome.problems} <= INTENDED, outcome.lines
    records = build_casebook(SEED, FEW, letters=1)
    packs = {record["id"]: record["documents"] for name, record in records.items() if name.endswith("pack.yaml")}
    expected = set()
    for pack, documents in packs.items():
        expected |= {f"{pack}/{name}.{ending}" for name in documents for ending in ("docx", "pdf")}
        expected |= {f"{pack}/{pack}-{document['audience']}.pdf" for document in documents.values()}
    assert set(outcome.built) == expected
    for pack in packs:
        assert json.loads((folders.build / pack / "manifest.json").read_text(encoding="utf-8"))["pack"] == pack


def test_what_is_internal_is_in_no_output(built: tuple[Folders, engine.Outcome]):
    folders, _ = built
    assert any(b"intern: niet afdrukken" in path.read_bytes() for path in folders.cases.rglob("*.yaml"))
    files = [path for path in folders.build.rglob("*") if path.is_file()]
    assert {".docx", ".pdf", ".json"} <= {path.suffix for path in files}
    for path in files:
        data = bytes_of(path)
        assert b"intern:" not in data and "intern:".encode("utf-16-be") not in data, path


def test_slips_are_problems_that_there_are():
    assert set(SLIPS) <= set(catalogue())


@pytest.mark.parametrize("slip", sorted(set(SLIPS) - set(PROSE) - set(DOCUMENTS)))
def test_a_slip_in_a_file_is_the_one_problem_found(slip: str, tmp_path: Path):
    loaded = load(tmp_path, seed=SEED, obstacles=FEW, unknowns=False, slip=slip)
    found = {problem.code for problem in loaded.problems}
    left_over = {"text-missing": {"unused-letter"}, "text-is-pack": {"unused-letter"}}.get(slip, set())
    assert {slip} <= found <= {slip} | left_over


@pytest.mark.parametrize("slip", sorted(PROSE))
def test_a_slip_in_a_text_is_the_one_problem_found(slip: str, tmp_path: Path, kept: dict[str, Tree]):
    loaded = load(tmp_path, seed=SEED, obstacles=FEW, languages=("nl", "fr"), slip=slip)
    assert loaded.casebook
    assert {problem.code for problem in loaded.problems} <= INTENDED
    trees = build_trees((text for _, text in prose_of(loaded.casebook)), kept)
    assert {problem.code for problem in check_prose(loaded.casebook, templates().words, trees)} == {slip}


@pytest.mark.parametrize("slip", sorted(DOCUMENTS))
def test_a_slip_in_a_document_is_the_one_problem_found(
    slip: str, tmp_path: Path, kept: dict[str, Tree], monkeypatch: pytest.MonkeyPatch
):
    write_casebook(tmp_path / "cases", SEED, FEW, ("nl", "fr"), unknowns=False, slip=slip)
    monkeypatch.setattr(gathering, "load_trees", lambda build: kept)
    monkeypatch.setattr(gathering, "load_templates", lambda folder: (templates(), []))
    found = gathering.gather(Folders(tmp_path / "cases", TEMPLATES, tmp_path / "build"))
    codes = {problem.code for problem in found.problems}
    assert slip in codes
    assert {problem.code for problem in found.problems if problem.is_error} <= {slip}
    assert codes - {"decision-note-missing"} == {slip}


def test_what_cannot_be_made_is_said():
    with pytest.raises(ValueError, match="no slip is called nothing"):
        build_files(SEED, FEW, slip="nothing")
    with pytest.raises(ValueError, match="nl first"):
        build_files(SEED, FEW, languages=("fr", "nl"))
    with pytest.raises(ValueError, match="at least one"):
        build_files(SEED, 0)
