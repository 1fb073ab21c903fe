"""What is kept is kept whole or not at all, once, and comes out as it went in."""

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
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kept import START, casebook, draft, fresh, keep, sha

from reporting.exchange.circulation import store
from reporting.exchange.circulation.log import load_log
from reporting.exchange.circulation.store import freeze, list_packs, list_versions, load_kept, read_input, take_out
from reporting.exchange.circulation.verifying import verify
from reporting.exchange.circulation.versions import ENDINGS, find_latest, read_version, write_version
from reporting.yamlfile.writing import lock

ROOT = Path(__file__).parents[3]
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return casebook(tmp_path)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def codes(problems) -> list[str]:
    return [problem.code for problem in problems]


def out(cases: Path, number: int, folder: Path) -> dict[str, bytes]:
    files, problems = take_out(cases, "cases", "top", number, folder)
    assert problems == []
    found = tree(folder)
    assert sorted(files) == sorted(name for name in found if "/." not in f"/{name}")
    return found


def test_what_goes_in_comes_out_byte_for_byte(cases: Path, tmp_path: Path):
    one, _ = keep(cases, {"letter": "Geachte", "sheets/ferry": "Veer"}, START)
    two, _ = keep(cases, {"letter": "Anders", "sheets/ferry": "Veer"}, START, bound={"top-house.pdf": b"alles"})
    assert (one.number, two.number) == (1, 2) and list_versions(cases, "cases", "top") == ([one, two], [])
    letter, ferry = fresh("Anders", "top/letter", 2), fresh("Veer", "top/sheets/ferry", 1)
    assert out(cases, 2, tmp_path / "out") == {
        "letter.docx": letter.files["docx"], "letter.pdf": letter.files["pdf"],
        ".origins/letter.json": letter.files["origins.json"],
        "sheets/ferry.docx": ferry.files["docx"], "sheets/ferry.pdf": ferry.files["pdf"],
        "sheets/.origins/ferry.json": ferry.files["origins.json"], "top-house.pdf": b"alles",
    }  # fmt: skip
    assert list_packs(cases) == ["top"]


def test_an_unchanged_document_is_stored_once(cases: Path):
    keep(cases, {"letter": "Geachte", "table": "Tabel"}, START)
    keep(cases, {"letter": "Anders", "table": "Tabel"}, START)
    three, _ = keep(cases, {"table": "Tabel"}, START, to=("minister",))
    kept = sorted(tree(cases / "circulated"))
    assert [name for name in kept if name.endswith("table.docx")] == ["top/1/table.docx"]
    assert [name for name in kept if name.startswith("top/3/")] == ["top/3/version.yaml"]
    assert three.documents["table"].version == 1 and find_latest([three])["table"] == three.documents["table"]


def test_inputs_are_kept_by_content_each_once(cases: Path):
    same = {"cases/a.yaml": b"a: 1\n", "cases/b.yaml": b"a: 1\n", "templates/x.docx": b"PK", "x/y.ttf": sha("font")}
    one, _ = keep(cases, {"letter": "Geachte"}, START, inputs=same)
    keep(cases, {"letter": "Anders"}, START, inputs=same)
    kept = sorted(path.name for path in (cases / "circulated/_inputs").iterdir())
    assert kept == sorted([sha("a: 1\n") + ".yaml", sha("PK") + ".docx"])
    assert read_input(cases, "cases", "cases/b.yaml", one.inputs["cases/b.yaml"]) == (b"a: 1\n", [])
    (cases / "circulated/_inputs" / kept[0]).write_bytes(b"changed")
    version, problems = keep(cases, {"letter": "Nog anders"}, START, inputs=same)
    assert version is None and codes(problems) == ["kept-changed"] and not (cases / "circulated/top/3").exists()


def test_git_changes_no_line_ends(cases: Path, tmp_path: Path):
    """Whatever the settings: checked out on a system of other habits, every byte is as it was."""
    keep(cases, {"letter": "Geachte"}, START, inputs={"cases/a.yaml": b"a: 1\r\nb: 2\n"})
    before = tree(cases / "circulated")

    def git(*words: str, at: Path = tmp_path) -> None:
        subprocess.run(["git", "-c", "core.autocrlf=true", "-c", "core.eol=crlf", "-c", "user.name=x",
                        "-c", "user.email=x@example.org", *words], cwd=at, check=True, capture_output=True)  # fmt: skip

    git("init", "-q")
    git("add", "cases")
    git("commit", "-q", "-m", "x")
    git("clone", "-q", str(tmp_path), str(tmp_path / "other"))
    assert tree(tmp_path / "other/cases/circulated") == before
    assert not verify(tmp_path / "other/cases", "cases").failed


def test_a_file_that_is_there_is_never_overwritten(cases: Path, tmp_path: Path):
    keep(cases, {"letter": "Geachte", "table": "Tabel"}, START)
    folder = tmp_path / "out"
    first = out(cases, 1, folder)
    assert out(cases, 1, folder) == first  # the same files stay
    (folder / "letter.docx").write_bytes(b"bewerkt")
    (folder / "table.pdf").unlink()
    files, problems = take_out(cases, "cases", "top", 1, folder)
    assert files == [] and codes(problems) == ["take-out-exists"]
    assert (folder / "letter.docx").read_bytes() == b"bewerkt" and not (folder / "table.pdf").exists()
    (folder / "letter.docx").unlink()
    (folder / "letter.docx").mkdir()
    assert codes(take_out(cases, "cases", "top", 1, folder)[1]) == ["take-out-exists"]


def test_what_was_changed_is_not_given_out(cases: Path, tmp_path: Path):
    keep(cases, {"letter": "Geachte", "table": "Tabel"}, START)
    (cases / "circulated/top/1/letter.pdf").write_bytes(b"ander")
    assert codes(take_out(cases, "cases", "top", 1, tmp_path / "out")[1]) == ["kept-changed"]
    assert not (tmp_path / "out").exists()
    assert take_out(cases, "cases", "top", 7, tmp_path / "out") == ([], [])


# --- what a run that stops leaves behind -----------------------------------------------------------------------------


def test_a_leftover_is_no_version_and_hinders_none(cases: Path):
    keep(cases, {"letter": "Geachte"}, START)
    folder = cases / "circulated/top"
    (folder / ".reporting-2.tmp/sheets").mkdir(parents=True)
    (folder / ".reporting-2.tmp/letter.docx").write_bytes(b"half")
    shutil.copytree(folder / "1", folder / "2")  # killed just before the act was recorded
    assert [version.number for version in list_versions(cases, "cases", "top")[0]] == [1]
    version, problems = keep(cases, {"letter": "Anders"}, START)
    assert version.number == 3 and problems == [] and not (folder / ".reporting-2.tmp").exists()
    assert tree(folder / "2") == tree(folder / "1")  # nobody knows that it is of no use
    assert codes(verify(cases, "cases").problems) == ["version-unrecorded"]


def test_a_number_that_was_taken_meanwhile_is_refused(cases: Path):
    keep(cases, {"letter": "Geachte"}, START)
    before = tree(cases / "circulated")
    with lock(cases, "cases"):
        version, problems = freeze(cases, "cases", draft(1, {"letter": fresh("Anders", "top/letter", 1)}), START)
    assert version is None and codes(problems) == ["circulation-overtaken"] and tree(cases / "circulated") == before


def test_a_folder_that_leads_elsewhere_is_not_written_in(cases: Path, tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    (cases / "circulated").symlink_to(tmp_path / "elsewhere")
    version, problems = keep(cases, {"letter": "Geachte"}, START)
    assert (
        version is None
        and set(codes(problems)) == {"link-out-of-folder"}
        and not list((tmp_path / "elsewhere").iterdir())
    )


def test_a_file_that_could_not_be_read_back_is_not_kept(cases: Path, monkeypatch):
    monkeypatch.setattr(store, "LARGEST", 100)
    version, problems = keep(cases, {"letter": "Geachte"}, START)
    assert version is None and codes(problems) == ["file-too-large"] and not (cases / "circulated").exists()


def test_a_version_that_could_not_be_read_back_is_not_kept(cases: Path):
    for wrong in ({"code": "geen code"}, {"as_of": "gisteren"}, {"to": ("Juridische Zaken",)}):
        with pytest.raises(ValueError, match="no version of ours"):
            keep(cases, {"letter": "Geachte"}, START, **wrong)
    with pytest.raises(ValueError, match="no version of ours"):
        keep(cases, {"../letter": "Geachte"}, START)
    assert not (cases / "circulated/top").exists() and not list(cases.parent.glob("*letter*"))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_disk_that_refuses_leaves_no_half_version(cases: Path, monkeypatch, number: int):
    """At whichever write it refuses: what was there stands, and the next run finds nothing in its way."""
    keep(cases, {"letter": "Geachte"}, START)
    before = tree(cases / "circulated/top")
    sync, refused = os.fsync, 0
    for allowed in range(40):
        left = [allowed]

        def write(handle: int, left=left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(number, os.strerror(number), "x")
            sync(handle)

        monkeypatch.setattr(os, "fsync", write)
        try:
            version, problems = keep(cases, {"letter": f"Anders {allowed}"}, START)
        except OSError:
            monkeypatch.undo()
            refused += 1
            assert tree(cases / "circulated/top") == before and not list((cases / "circulated").rglob(".*tmp"))
            continue
        monkeypatch.undo()
        assert version.number == 2 and codes(problems) in ([], ["log-head-behind"])
        break
    assert refused > 3
    assert keep(cases, {"letter": "Daarna"}, START)[1] == []
    assert set(codes(verify(cases, "cases").problems)) <= {"kept-left"}  # an input of a run that was refused


# Keeps versions again and again in the casebook of the current folder.
WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from kept import START, keep
for number in range(int(sys.argv[3])):
    version, problems = keep(Path("cases"), {"letter": f"{sys.argv[2]} {number}", "table": "Tabel"}, START)
    assert version is not None, problems
    print(version.number, flush=True)
"""


def start(folder: Path, name: str, times: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(Path(__file__).parent), name, str(times)],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_two_at_once_both_land(cases: Path, tmp_path: Path):
    writers = [start(tmp_path, name, 8) for name in ("een", "twee")]
    told = [[int(number) for number in writer.communicate(timeout=300)[0].split()] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0] and sorted(chain(*told)) == list(range(1, 17))
    assert verify(cases, "cases").problems == []


@posix
def test_a_kill_leaves_whole_versions(cases: Path, tmp_path: Path):
    chance, told = random.Random(4), set()
    for number in range(5):
        writer = start(tmp_path, f"keer {number}", 1000)
        told.add(int(writer.stdout.readline()))
        time.sleep(chance.random() * 0.3)
        writer.send_signal(signal.SIGKILL)
        told |= {int(one) for one in writer.stdout.read().split()}
        writer.stdout.close()
        writer.wait()
        versions, problems = list_versions(cases, "cases", "top")
        assert not any(problem.is_error for problem in problems) and told <= {one.number for one in versions}
        found = codes(verify(cases, "cases").problems)
        assert set(found) <= {"kept-left", "log-head-behind", "version-unrecorded"}
        for version in versions[-2:]:
            with tempfile.TemporaryDirectory() as folder:
                assert take_out(cases, "cases", "top", version.number, Path(folder))[1] == []
    version, problems = keep(cases, {"letter": "Na afloop"}, START)
    assert version is not None and problems == [] and not list((cases / "circulated/top").glob(".*"))


# --- whatever happens ------------------------------------------------------------------------------------------------

NAMES = ("letter", "table", "sheets/ferry", "sheets/bridge")
STEPS = st.lists(
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 2), min_size=1), min_size=1, max_size=7
)  # the documents of each version, with what they say


@given(STEPS, st.lists(st.sampled_from(["circulated", "final"]), min_size=7, max_size=7))
@settings(max_examples=15, deadline=None)
def test_any_course_of_edits_keeps_everything_once_and_for_all(steps: list[dict[str, int]], stages: list[str]):
    with tempfile.TemporaryDirectory() as temporary, pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", lambda _: None)  # that takes nearly all of the time
        cases = casebook(Path(temporary))
        went: list[dict[str, bytes]] = []
        latest: dict[tuple[str, str], tuple[int, int]] = {}  # by stage and document: what it said, since which version
        stored = 0
        for number, (step, stage) in enumerate(zip(steps, stages, strict=False), 1):
            texts = {name: f"{name} zegt {said} & meer" for name, said in step.items()}
            version, problems = keep(cases, texts, START + timedelta(hours=number), stage=stage, to=("legal",))
            assert problems == [] and version.number == number
            files: dict[str, bytes] = {}
            for name, said in step.items():
                if latest.get((stage, name), (None,))[0] != said:
                    latest[stage, name] = (said, number)
                    stored += 1
                since = latest[stage, name][1]
                assert version.documents[name].version == since
                one = fresh(texts[name], f"top/{name}", since, stage)
                files |= {f"{name}.docx": one.files["docx"], f"{name}.pdf": one.files["pdf"]}
            went.append(files)
        kept = tree(cases / "circulated/top")
        assert sum(name.endswith(".docx") for name in kept) == stored
        for number, files in enumerate(went, 1):
            found = out(cases, number, Path(temporary) / f"out-{number}")
            assert {name: data for name, data in found.items() if "/." not in f"/{name}"} == files
        done = verify(cases, "cases")
        assert done.problems == [] and done.packs["top"]["files"] == stored * len(ENDINGS)


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=20))
def test_any_mark_and_name_of_an_input_comes_back(mark: str, name: str):
    new = replace(fresh("Geachte", "top/letter", 1), mark=mark)
    version = store._version_of(draft(1, {"letter": new}, inputs={name: sha("x")}), START)
    try:
        data = write_version(version)
    except ValueError:
        assert not mark.isprintable() or not name.isprintable()
        return
    read, problems = read_version(data, "x")
    assert problems == [] and read.documents == version.documents and read.inputs == version.inputs


def test_nothing_outside_what_is_kept_can_be_read(cases: Path, tmp_path: Path):
    (tmp_path / "secret").write_bytes(b"x")
    keep(cases, {"letter": "Geachte"}, START)
    (cases / "circulated/top/1/link").symlink_to(tmp_path / "secret")
    assert codes(load_kept(cases, "cases", "top/1/link", sha("x"))[1]) == ["link-out-of-folder"]
    assert load_log(cases, "cases", "top")[1] == []
