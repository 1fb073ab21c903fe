"""What goes round: only what changed gets a new number, and the record says who got what."""

from __future__ import annotations

import json
import shutil
from contextlib import chdir
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from word_templates import build_docx

from reporting.cli import main
from reporting.documents.edition import Edition
from reporting.exchange.circulation import circulating, verifying
from reporting.exchange.circulation.circulating import Circulated, circulate
from reporting.exchange.circulation.reading import WordFile
from reporting.exchange.circulation.store import list_versions, read_file, read_input
from reporting.output.editions import find_imprints, remake
from reporting.output.folders import Folders
from reporting.output.gathering import gather
from tests.output.small_casebook import HEADER, NOTE, change, folders_in, tree_of, write_small

NOW = datetime(2026, 11, 24, 14, 5, 11, tzinfo=UTC)
ROOT = Path(__file__).parents[3]
MARK = "CONCEPT · spring · versie 1 van 24 november 2026 · peildatum 1 juni 2023"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small casebook of which all of `spring` went round once."""
    folder = tmp_path_factory.mktemp("round")
    done = go(write_small(folder), roles=["legal", "director"])
    assert not done.failed and done.version is not None and done.version.number == 1
    return folder


@pytest.fixture
def folders(made: Path, tmp_path: Path) -> Folders:
    shutil.copytree(made, tmp_path / "work")
    return folders_in(tmp_path / "work")


def go(folders: Folders, *documents: str, roles: list[str], pack: str = "spring", day: int = 24) -> Circulated:
    return circulate(folders, pack, documents, roles, NOW.replace(day=day), date(2026, 11, day))


def told(done: Circulated) -> list[str]:
    return [problem.code for problem in done.problems if problem.is_error]


def numbers(done: Circulated) -> dict[str, int]:
    assert done.version is not None, done.problems
    return {name: one.version for name, one in done.version.documents.items()}


def edit(folders: Folders) -> None:
    """Something that only the note says."""
    change(folders.cases / "packs/spring/note.yaml", "meld ik de stand", "meld ik u de stand")


def test_every_page_says_what_version_it_is(folders: Folders):
    version = list_versions(folders.cases, "cases", "spring")[0][0]
    assert (version.stage, version.to, version.date) == ("circulated", ("legal", "director"), date(2026, 11, 24))
    for name, one in version.documents.items():
        assert one.mark.replace("\u00a0", " ") == MARK
        data, problems = read_file(folders.cases, "cases", "spring", one, "docx")
        assert problems == [] and WordFile(data).properties() == {
            "reporting-document": f"spring/{name}",
            "reporting-version": "1",
        }
        assert WordFile(data).digest(one.mark) == one.content != WordFile(data).digest(None)


def test_what_changed_gets_the_next_number_and_the_rest_stays(folders: Folders):
    before = tree_of(folders.cases / "circulated/spring/1")
    edit(folders)
    done = go(folders, roles=["legal"], day=26)
    assert told(done) == [] and numbers(done) == {"note": 2, "table": 1, "draft": 1}
    assert done.changed == ["note"] and [one.name for one in done.same] == ["table", "draft"]
    assert "versie 2 van 26\u00a0november" in done.version.documents["note"].mark
    assert tree_of(folders.cases / "circulated/spring/1") == before
    assert sorted(tree_of(folders.cases / "circulated/spring/2")) == [
        "note.docx", "note.origins.json", "note.pdf", "version.yaml",
    ]  # fmt: skip
    assert verifying.verify(folders.cases, "cases").problems == []


def test_a_version_is_of_the_documents_that_were_named(folders: Folders):
    edit(folders)
    done = go(folders, "table", roles=["minister"], day=25)
    assert numbers(done) == {"table": 1} and done.version.number == 2
    done = go(folders, "note", "table", roles=["minister"], day=26)
    assert numbers(done) == {"note": 3, "table": 1}
    done = go(folders, roles=["legal"], day=27)
    assert numbers(done) == {"note": 3, "table": 1, "draft": 1}, "each as it last went out, whichever version that was"


def test_where_nothing_changed_only_who_gets_it_now_is_recorded(folders: Folders):
    before = tree_of(folders.cases / "circulated")
    done = go(folders, roles=["director", "legal"], day=25)
    assert told(done) == [] and done.version is None and tree_of(folders.cases / "circulated") == before
    done = go(folders, roles=["legal", "minister"], day=25)
    assert done.version.to == ("minister",) and done.changed == []
    assert sorted(tree_of(folders.cases / "circulated/spring/2")) == ["version.yaml"]
    assert go(folders, "note", roles=["minister"], day=26).version is None
    assert verifying.verify(folders.cases, "cases").problems == []


def test_a_remark_in_a_case_file_is_no_change(folders: Folders):
    path = folders.cases / "obstacles/veer.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# een opmerking\n", encoding="utf-8")
    assert go(folders, roles=["legal"]).version is None


def test_another_layout_is_a_change(folders: Folders):
    version = list_versions(folders.cases, "cases", "spring")[0][0]
    wider = [("heading 1" if style == "Title" else style, text) for style, text in NOTE]
    (folders.templates / "note/document.docx").write_bytes(build_docx(wider, header=HEADER))
    done = go(folders, roles=["legal"], day=25)
    assert done.changed == ["note"]
    old, new = version.documents["note"], done.version.documents["note"]
    assert old.content == new.content and old.word != new.word


def test_what_it_was_made_of_is_kept(folders: Folders):
    version = list_versions(folders.cases, "cases", "spring")[0][0]
    names = {name for name in version.inputs if name.startswith("cases/")}
    assert {"cases/packs/spring/pack.yaml", "cases/obstacles/veer.yaml", "cases/casebook.yaml"} <= names
    assert not {name for name in names if "autumn" in name or "circulated" in name}
    assert "templates/note/document.docx" in version.inputs
    for name, digest in version.inputs.items():
        data, problems = read_input(folders.cases, "cases", name, digest)
        if name.endswith((".yaml", ".docx")):
            assert problems == [] and data == (folders.cases.parent / name).read_bytes()
        else:
            assert name.startswith("templates/house/fonts/") and data is None


def test_an_error_in_the_pack_keeps_it_from_going_round(folders: Folders):
    before = tree_of(folders.cases / "circulated")
    change(folders.cases / "packs/spring/pack.yaml", "sender: ministerie", "sender: ministerei")
    assert told(go(folders, roles=["legal"])) == ["unknown-party"]
    assert tree_of(folders.cases / "circulated") == before


@pytest.mark.parametrize("file", ["templates/house/words.yaml", "cases/casebook.yaml"])
@pytest.mark.parametrize(
    "words",
    [
        ["circulate", "spring", "--to", "legal"], ["sign", "spring", "note", "--as", "author"], ["final", "spring"],
        ["signoff", "spring"], ["redline", "spring"], ["build", "spring"],
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_an_error_in_what_every_pack_needs_stops_it_too(folders: Folders, words: list[str], file: str):
    path = folders.cases.parent / file
    path.write_text("a: [\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    before = tree_of(folders.cases / "circulated")
    done = run(folders.cases.parent, *words)
    assert done.exit_code == 1 and f"{file}:1:4: error[unclosed-bracket]" in done.stderr
    assert tree_of(folders.cases / "circulated") == before and not folders.build.exists()


def test_an_error_elsewhere_does_not(folders: Folders):
    change(folders.cases / "packs/autumn/pack.yaml", "audience: public", "audience: publiek")
    edit(folders)
    assert told(go(folders, roles=["legal"], day=25)) == []


def test_unknown_documents_and_roles_are_told_all_at_once(folders: Folders):
    done = go(folders, "nota", "table", roles=["legal", "directer", "minister"])
    problems = {problem.code: problem.values for problem in done.problems if problem.is_error}
    assert problems["circulation-unknown-document"]["document"] == "nota"
    assert problems["circulation-unknown-role"]["nearest"] == "director" and len(problems) == 2
    assert told(go(folders, roles=["minister"], pack="winter")) == ["unknown-pack"]


def test_an_office_may_get_it(folders: Folders):
    assert go(folders, roles=["minister"], day=25).version.to == ("minister",)


def test_a_record_that_is_not_whole_is_not_added_to(folders: Folders):
    edit(folders)
    log = folders.cases / "circulated/spring/log.yaml"
    log.write_bytes(log.read_bytes().replace(b"legal", b"lekal"))
    assert told(go(folders, roles=["legal"], day=25)) == ["log-changed"]


def test_what_was_changed_after_it_was_kept_does_not_go_out_again(folders: Folders):
    path = folders.cases / "circulated/spring/1/table.docx"
    path.write_bytes(path.read_bytes() + b"x")
    done = go(folders, roles=["minister"], day=25)
    assert told(done) == ["kept-changed"] and done.version is None


def test_a_clock_that_is_behind_is_told(folders: Folders):
    edit(folders)
    assert told(go(folders, roles=["legal"], day=23)) == ["clock-rewound"]


def test_a_file_saved_meanwhile_is_told(folders: Folders, monkeypatch):
    edit(folders)
    real = circulating.read_inputs

    def save_first(found, pack, problems):
        change(folders.cases / "obstacles/veer.yaml", "niet *aanleggen*", "nooit *aanleggen*")
        change(folders.templates / "house/words.yaml", "Ons kenmerk", "Kenmerk van ons")
        return real(found, pack, problems)

    monkeypatch.setattr(circulating, "read_inputs", save_first)
    done = go(folders, roles=["legal"], day=25)
    assert told(done) == ["circulation-inputs-moved"] * 2 and done.version is None


def test_somebody_else_was_first(folders: Folders, monkeypatch):
    edit(folders)
    real = circulating._make

    def other_first(*given):
        fresh = real(*given)
        monkeypatch.setattr(circulating, "_make", real)
        assert go(folders, "note", roles=["legal"], day=25).version.number == 2
        return fresh

    monkeypatch.setattr(circulating, "_make", other_first)
    done = go(folders, roles=["legal"], day=25)
    assert told(done) == ["circulation-overtaken"] and done.version is None
    assert verifying.verify(folders.cases, "cases").problems == []


# --- the commands ----------------------------------------------------------------------------------------------------


def run(folder: Path, *words: str) -> Result:
    with chdir(folder):
        return CliRunner().invoke(main, words, prog_name="reporting")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_commands_say_what_they_did(folders: Folders, language: str):
    folder = folders.cases.parent
    settings = folders.cases / "casebook.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + f"messages: {language}\n", encoding="utf-8")
    edit(folders)
    done = run(folder, "circulate", "spring", "--to", "legal,minister", "--to", "head")
    assert done.exit_code == 0, done.stderr
    said = {"nl": "nieuw of gewijzigd: note", "en": "new or changed: note"}[language]
    assert "spring" in done.stdout and said in done.stdout and "legal, minister, head" in done.stdout
    again = run(folder, "circulate", "spring", "--to", "legal")
    assert again.exit_code == 0 and len(again.stdout.splitlines()) == 1
    only = run(folder, "circulate", "spring", "--to", "legal,director-general")
    assert only.exit_code == 0 and "director-general" in only.stdout and "legal" not in only.stdout
    listed = run(folder, "versions")
    assert listed.exit_code == 0 and [
        line.split()[0] for line in listed.stdout.splitlines() if line[2:5].strip().isdigit()
    ]
    data = json.loads(run(folder, "versions", "spring", "--format", "json").stdout)
    assert [one["number"] for one in data] == [1, 2, 3] and data[1]["to"] == ["legal", "minister", "head"]
    assert data[2]["documents"]["note"]["version"] == 2
    taken = run(folder, "take-out", "spring", "3", "--output", "out")
    assert taken.exit_code == 0 and "6" in taken.stdout
    assert (folder / "out/note.docx").read_bytes() == (folders.cases / "circulated/spring/2/note.docx").read_bytes()
    assert (folder / "out/table.pdf").read_bytes() == (folders.cases / "circulated/spring/1/table.pdf").read_bytes()
    traced = run(folder, "where", "out/note.docx", "Met deze brief")
    assert traced.exit_code == 0 and traced.stdout.startswith("cases/packs/spring/note.yaml:")
    sound = run(folder, "verify")
    assert sound.exit_code == 0 and sound.stdout.startswith("spring: ")
    (folders.cases / "circulated/spring/1/table.pdf").write_bytes(b"x")
    unsound = run(folder, "verify", "spring", "--format", "json")
    assert unsound.exit_code == 1 and "error[kept-changed]" in unsound.stderr
    data = json.loads(unsound.stdout)
    assert data["sound"] is False and [one["code"] for one in data["problems"]] == ["kept-changed"]
    assert data["problems"][0]["file"] == "cases/circulated/spring/1/table.pdf" and data["problems"][0]["hint"]
    refused = run(folder, "take-out", "spring", "1", "--output", "out-2")
    assert refused.exit_code == 1 and not (folder / "out-2").exists()


def test_wrong_calls(folders: Folders, tmp_path: Path):
    folder = folders.cases.parent
    assert run(folder, "circulate", "spring").exit_code == 2
    assert run(folder, "circulate", "spring", "--to", ",").exit_code == 2
    assert run(folder, "take-out", "spring", "1").exit_code == 2
    assert run(folder, "take-out", "spring", "0", "--output", "out").exit_code == 2
    assert run(tmp_path, "verify").exit_code == 2
    for words in (["versions", "sprong"], ["verify", "sprong"], ["take-out", "sprong", "1", "--output", "out"]):
        done = run(folder, *words)
        assert done.exit_code == 1 and "bedoelt u «spring»?" in done.stderr and done.stdout == ""
    done = run(folder, "take-out", "spring", "9", "--output", "out")
    assert done.exit_code == 1 and "1" in done.stderr and not (folder / "out").exists()
    none = run(folder, "versions", "autumn")
    assert none.exit_code == 0 and "autumn" in none.stdout
    shutil.rmtree(folders.cases / "circulated")
    for words in (["versions"], ["verify"]):
        done = run(folder, *words)
        assert done.exit_code == 0 and done.stdout == "er is nog niets rondgestuurd\n"


def test_what_the_samples_say_is_read_alike_by_their_maker_and_by_the_proof(tmp_path: Path):
    """Every kind of document there is: going round changes nothing but the mark."""
    folders = Folders(ROOT / "cases", ROOT / "templates", tmp_path)
    found = gather(folders)
    for pack in found.made:
        edition = Edition(found.editions[pack].code, 3, date(2026, 11, 24))
        imprints = find_imprints(found, pack)
        remade, problems = remake(found, pack, lambda _, edition=edition: edition)
        assert not any(problem.is_error for problem in problems)
        assert {made.name: WordFile(made.word.data).digest(made.mark) for made in remade.made[pack]} == {
            name: imprint.content for name, imprint in imprints.items()
        }


def test_a_sample_pack_goes_round_and_is_proved(tmp_path: Path):
    for name in ("cases", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("circulated"))
    folders = folders_in(tmp_path)
    assert told(go(folders, roles=["legal"], pack="overleg-voorbeeld")) == []
    assert go(folders, roles=["legal"], pack="overleg-voorbeeld").version is None, "the same once more is no change"
    assert verifying.verify(folders.cases, "cases", folders.build).problems == []


def test_a_series_of_nothing_is_nothing_to_send(folders: Folders):
    """Asked for by name, it is not taken for all of the pack."""
    kind = folders.templates / "table/kind.yaml"
    kind.write_text(kind.read_text(encoding="utf-8") + "each: reply\n", encoding="utf-8")
    done = go(folders, "table", roles=["minister"])
    assert done.version is None and done.changed == [] and not done.failed
    said = run(folders.cases.parent, "circulate", "spring", "table", "--to", "minister")
    assert said.exit_code == 0 and "geen stuk om rond te sturen" in said.stdout
