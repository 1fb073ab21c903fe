"""The commands `record` and `new` as they are called: options, exit codes, two at once, a kill, a full disk."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reporting.casebook.loading import load_casebook
from reporting.cli import main
from reporting.yamlfile import writing

ROOT = Path(__file__).parents[1]
MINIMAL = ROOT / "tests" / "casebook" / "minimal"
FERRY = Path("cases/obstacles/ferry.yaml")
ID = ["identification", "--on", "2023-01-01", "--by", "support", "--text", "Herkend."]
REPORTED = """\
id: ferry
title: {nl: "Veerdienst"}
borders: [vl-nl]
theme: transport
public: true
description: {nl: "De veerboot mag niet aanleggen."}
initiator: region
cause: legislation
events:
  - kind: submitted
    date: 2022-03
    by: unknown
    text: {nl: "Gemeld."}
"""
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to work in, with the minimal casebook."""
    shutil.copytree(MINIMAL, tmp_path / "cases")
    (tmp_path / FERRY).write_text(REPORTED, encoding="utf-8")
    return tmp_path


def run(folder: Path, *words: str) -> Result:
    with chdir(folder):
        return CliRunner().invoke(main, words, prog_name="reporting")


def record(folder: Path, *words: str) -> Result:
    return run(folder, "record", "ferry", *words)


def speak(folder: Path, language: str) -> None:
    settings = folder / "cases" / "casebook.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + f"messages: {language}\n", encoding="utf-8")


# --- record ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "nl",
            "vastgelegd: identification, 2023-01-01. De status is nu: identificatie (in het register: Identificatie)",
        ),
        (
            "en",
            "recorded: identification, 2023-01-01. The status is now: identification (in the register: identification)",
        ),
    ],
)
def test_what_was_recorded_is_told_with_its_place(folder: Path, language: str, said: str):
    speak(folder, language)
    done = record(folder, *ID)
    assert (done.exit_code, done.stdout) == (0, f"cases/obstacles/ferry.yaml:14:5: {said}\n")
    assert done.stderr.splitlines()[-1] == "  command: reporting record ferry feedback"
    assert (folder / FERRY).read_text(encoding="utf-8").count("Herkend.") == 1


def test_the_status_that_stays_is_told(folder: Path):
    done = record(folder, "progress", "--on", "2023", "--by", "unknown", "--text", "Iets.")
    assert done.stdout.endswith(
        "vastgelegd: progress, 2023. De status blijft: ingediend (in het register: Ingediend)\n"
    )


def test_a_rehearsal_shows_the_lines_on_the_standard_output(folder: Path):
    before = (folder / FERRY).read_bytes()
    done = record(folder, *ID, "--dry-run")
    assert done.exit_code == 0 and (folder / FERRY).read_bytes() == before
    assert "zo zou het worden; er is niets geschreven:" in done.stderr
    assert record(folder, *ID).exit_code == 0
    assert done.stdout in (folder / FERRY).read_text(encoding="utf-8")
    assert done.stdout.startswith("  - kind: identification\n")


def test_a_refusal_has_its_place_code_hint_and_option(folder: Path):
    before = (folder / FERRY).read_bytes()
    done = record(folder, "identification", "--on", "2023-01-01", "--by", "province", "--text", "Herkend.")
    assert (done.exit_code, done.stdout, (folder / FERRY).read_bytes()) == (1, "", before)
    place, hint, option, end = done.stderr.splitlines()
    assert place.startswith("cases/obstacles/ferry.yaml:9:1: error[wrong-body]: «province» ")
    assert hint.startswith("  hint: in dit dossier zijn dat: support") and option == "  option: --by"
    assert end == "niet vastgelegd; er is niets veranderd"


@pytest.mark.parametrize("lacking", ["--on", "--by", "--text"])
def test_without_what_every_event_has_the_call_is_wrong(folder: Path, lacking: str):
    at = ID.index(lacking)
    done = record(folder, *ID[:at], *ID[at + 2 :])
    assert done.exit_code == 2 and f"Missing option '{lacking}'." in done.stderr


def test_without_an_event_the_call_is_wrong(folder: Path):
    done = record(folder)
    assert done.exit_code == 2 and "Missing argument 'EVENT'." in done.stderr


def test_without_a_casebook_the_call_is_wrong(tmp_path: Path):
    done = record(tmp_path, *ID)
    assert done.exit_code == 2 and "There is no folder cases here." in done.stderr


def test_another_folder_can_be_named(folder: Path):
    (folder / "cases").rename(folder / "dossier")
    done = record(folder, *ID, "--cases", "dossier")
    assert done.exit_code == 0 and done.stdout.startswith("dossier/obstacles/ferry.yaml:14:5: ")


# --- new -------------------------------------------------------------------------------------------------------------

NEW = ["new", "obstacle", "--title", "Brug", "--border", "vl-nl", "--theme", "transport", "--description", "Te smal.",
       "--on", "2024-03-18", "--text", "Gemeld."]  # fmt: skip


def test_a_new_obstacle_passes_the_check(tmp_path: Path):
    for name in ("cases", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    before = run(tmp_path, "check").stderr.splitlines()
    done = run(tmp_path, *NEW, "--front-office", "provincie-zeeland", "--initiator", "citizen", "--public")
    assert done.exit_code == 0 and done.stdout.startswith("gemaakt: cases/obstacles/brug.yaml. ")
    checked = run(tmp_path, "check")
    assert checked.exit_code == 0
    more = [line for line in checked.stderr.splitlines() if line not in before and not line.startswith("  hint: ")]
    told = {line.split(": ")[1] for line in more if line.startswith("cases/obstacles/brug.yaml")}
    assert "warning[reporter-not-told]" in told and not [code for code in told if not code.startswith("warning")]
    known = ["identification", "--on", "2024-04", "--by", "schakelpunt", "--text", "Herkend."]
    assert run(tmp_path, "record", "brug", *known).exit_code == 0


def test_a_rehearsal_of_a_new_obstacle(folder: Path):
    done = run(folder, *NEW, "--dry-run")
    assert done.exit_code == 0 and not (folder / "cases/obstacles/brug.yaml").exists()
    assert run(folder, *NEW).exit_code == 0
    assert (folder / "cases/obstacles/brug.yaml").read_text(encoding="utf-8") == done.stdout


def test_a_new_obstacle_that_is_refused(folder: Path):
    done = run(folder, *NEW, "--initiator", "citizen")
    assert done.exit_code == 1 and not (folder / "cases/obstacles/brug.yaml").exists()
    assert "error[citizen-without-front-office]" in done.stderr and "  option: --front-office\n" in done.stderr
    assert done.stderr.endswith("er is geen bestand gemaakt\n")


# --- the machine in the way ------------------------------------------------------------------------------------------


def refuse(number: int):
    def write(*_: object) -> None:
        raise OSError(number, os.strerror(number), "ferry.yaml")

    return write


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("words", [["record", "ferry", *ID], NEW], ids=["record", "new"])
def test_a_disk_that_refuses_leaves_everything_as_it_was(folder, monkeypatch, number: int, words: list[str]):
    before = {path: path.read_bytes() for path in (folder / "cases").rglob("*.yaml")}
    monkeypatch.setattr(writing, "_write_whole", refuse(number))
    done = run(folder, *words)
    assert done.exit_code == 3 and "ferry.yaml" in done.stderr and "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in (folder / "cases").rglob("*.yaml")} == before
    assert not list((folder / "cases").rglob("*.tmp"))


@posix
def test_a_disk_that_is_full_halfway(folder: Path):
    """A real limit on the size of files: the new file cannot be written whole."""
    import resource

    path = folder / FERRY
    path.write_bytes(path.read_bytes() + b"# " + b"x" * 20000 + b"\n")
    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "reporting", "record", "ferry", *ID],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)),
    )  # fmt: skip
    assert done.returncode == 3 and "Traceback" not in done.stderr and done.stderr.startswith("reporting: ")
    assert path.read_bytes() == before and not list((folder / "cases").rglob("*.tmp"))


@posix
@pytest.mark.parametrize("words", [["record", "ferry", *ID], NEW], ids=["record", "new"])
def test_a_folder_that_may_not_be_written(folder: Path, words: list[str]):
    """As somebody who is no administrator: for one, no folder is closed."""
    assert run(folder, *words, "--dry-run").exit_code == 0  # so that everything is imported
    with tempfile.TemporaryDirectory() as empty:
        place = Path(shutil.copytree(folder, Path(empty) / "work"))
        every = [Path(empty), place, *place.rglob("*")]
        for path in every:
            path.chmod(0o555 if path.is_dir() else 0o444)
        before = {path: path.read_bytes() for path in every if path.is_file()}
        administrator = os.geteuid() == 0
        try:
            if administrator:
                os.seteuid(65534)
            done = run(place, *words)
        finally:
            if administrator:
                os.seteuid(0)
            for path in every:
                path.chmod(0o755)
        assert done.exit_code == 3 and "Traceback" not in done.stderr and done.stderr.startswith("reporting: ")
        assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


# Records `progress` again and again, or so many times, in the casebook of the current folder.
WRITER = """
import sys
from pathlib import Path
from reporting.desk.recording import record_event
name, times = sys.argv[1], int(sys.argv[2])
for number in range(times):
    said = {"on": ["2024"], "by": ["unknown"], "text": [f"{name} {number}."]}
    done = record_event(Path("cases"), "cases", "ferry", "progress", said)
    if not done.done:
        sys.exit("\\n".join(done.lines))
    print(number, flush=True)
"""


def start(folder: Path, name: str, times: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, name, str(times)],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def texts(folder: Path) -> list[str]:
    loaded = load_casebook(folder / "cases", "cases")
    assert not [problem for problem in loaded.problems if problem.is_error]
    return [event.text["nl"] for event in loaded.casebook.obstacles["ferry"].events]


def test_two_at_once_both_land(folder: Path):
    before = texts(folder)
    writers = [start(folder, name, 20) for name in ("een", "twee")]
    assert [writer.wait(timeout=300) for writer in writers] == [0, 0]
    for writer in writers:
        writer.stdout.close()
    found = texts(folder)
    assert found[: len(before)] == before and len(found) == len(before) + 40
    for name in ("een", "twee"):
        assert [text for text in found if text.startswith(name)] == [f"{name} {number}." for number in range(20)]


@posix
def test_a_kill_leaves_the_old_file_or_the_new(folder: Path):
    rest = len(texts(folder))
    chance = random.Random(3)
    for _ in range(12):
        writer = start(folder, "kort", 1000)
        writer.stdout.readline()  # it is at work
        time.sleep(chance.random() * 0.3)
        writer.send_signal(signal.SIGKILL)
        told = 1 + len(writer.stdout.read().split())
        writer.stdout.close()
        writer.wait()
        landed = texts(folder)[rest:]
        assert landed == [f"kort {number}." for number in range(len(landed))] and told <= len(landed) <= told + 1
        rest += len(landed)
    assert record(folder, "progress", "--on", "2024", "--by", "unknown", "--text", "Na afloop.").exit_code == 0
    assert not list((folder / "cases").rglob("*.tmp"))
