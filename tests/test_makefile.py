"""The Makefile with a real make: what it runs, when it runs nothing, and that no recipe needs a shell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from reporting.output.make import build_list, touch_stamp

ROOT = Path(__file__).parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
MAKE = shutil.which("gmake") or shutil.which("make")
# Notes how it was called; `reporting build` then leaves what the real one leaves, unless a file `broken` lies there.
PYTHON = """#!/bin/sh
echo "$@" >> calls
case "$*" in
  "-m reporting build") [ ! -e broken ] || exit 1; mkdir -p build; cp list build/.make; touch build/.stamp ;;
  "-m venv --clear .venv") rm -rf .venv; mkdir -p .venv/bin; cp python .venv/bin ;;
  *--editable*) touch .venv/bin/reporting ;;
  *touch*) for last; do :; done; touch "$last" ;;
esac
"""

needs_make = pytest.mark.skipif(MAKE is None or os.name == "nt", reason="needs GNU make and sh")


# What a make around the tests (`make test`) would otherwise tell the makes in them.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PACK"))}


class Place:
    """A folder with the Makefile, a stand-in for Python and a casebook of two files."""

    def __init__(self, folder: Path):
        self.folder = folder
        (folder / "Makefile").write_text(MAKEFILE, encoding="utf-8")
        for name in ("requirements.lock", "requirements-test.lock", "pyproject.toml"):
            (folder / name).touch()
        (folder / "python").write_text(PYTHON)
        (folder / "python").chmod(0o755)
        self.inputs = [self.write(f"cases/obstacles/{name}.yaml") for name in ("a", "b")]
        self.outputs = [self.write("build/top/letter.docx"), self.write("build/top/letter.pdf")]
        self.lists([*self.inputs, *self.outputs, folder / "cases/obstacles"])
        self.age()

    def write(self, name: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
        return path

    def lists(self, paths: Iterable[Path]) -> None:
        """What the stand-in's build will say that it read and wrote."""
        text = build_list(path.relative_to(self.folder) for path in paths)
        (self.folder / "list").write_text(text, encoding="utf-8")

    def age(self) -> None:
        """Makes everything there a minute old, so that what happens next is newer on any disk."""
        then = time.time() - 60
        for path in sorted(self.folder.rglob("*"), reverse=True):
            if not path.is_symlink():
                os.utime(path, (then, then))

    def finish(self) -> None:
        """Dates the build between what is old and what is done next: a disk may not tell two moments apart."""
        then = time.time() - 30
        os.utime(self.folder / "build/.stamp", (then, then))

    def make(self, *words: str, code: int = 0) -> tuple[list[str], str]:
        """The calls that `make WORDS` made, and what it printed."""
        calls = self.folder / "calls"
        calls.unlink(missing_ok=True)
        done = subprocess.run(
            [MAKE, "PYTHON=./python", *words],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env=ENVIRONMENT,
        )
        assert done.returncode == code, done.stdout + done.stderr
        made = calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []
        return made, done.stdout + done.stderr


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def built(place: Place) -> Place:
    """Where `make` has been given and everything stands as it should."""
    place.make()
    place.age()
    place.finish()
    return place


BUILD = ["-m reporting build"]


# --- the environment -------------------------------------------------------------------------------------------------


@needs_make
def test_a_fresh_clone_makes_its_environment_and_builds(place: Place):
    calls, _ = place.make()
    said = [re.sub(r"^-m pip install .*?(--requirement|--editable)", r"pip \1", call) for call in calls]
    assert said[0].startswith("-c import sys; sys.version_info >= (3, 11)")
    assert said[1:] == [
        "-m venv --clear .venv",
        "pip --requirement requirements.lock",
        "-c import pathlib, sys; pathlib.Path(sys.argv[1]).touch() .venv/locked",
        "pip --editable .",
        *BUILD,
    ]
    assert "--require-hashes" in calls[2]


@needs_make
def test_the_environment_is_made_anew_when_a_lock_changes(built: Place):
    os.utime(built.folder / "requirements.lock")
    calls, _ = built.make()
    assert "-m venv --clear .venv" in calls
    assert calls[-1:] == BUILD


@needs_make
def test_the_environment_is_made_anew_when_its_python_is_gone(built: Place):
    python = built.folder / ".venv/bin/python"
    python.unlink()
    python.symlink_to("no-such-python")
    assert "-m venv --clear .venv" in built.make()[0]


@needs_make
def test_an_environment_that_failed_half_way_is_taken_up_again(place: Place):
    text = PYTHON.replace("case", 'case "$*" in *requirements.lock*) [ -e online ] || exit 1;; esac\ncase', 1)
    (place.folder / "python").write_text(text)
    place.make(code=2)
    (place.folder / "online").touch()
    calls, _ = place.make()
    assert calls[1] == "-m venv --clear .venv"
    assert calls[-1:] == BUILD


@needs_make
def test_an_old_python_is_told_what_to_do(place: Place):
    old = re.search(r'-c "(import sys; sys\.version_info.*)"', MAKEFILE)[1].replace("sys.version_info", "(3, 9)")
    done = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "make PYTHON=python3.12" in done.stderr


@needs_make
def test_the_tests_have_an_environment_of_their_own(built: Place):
    first, _ = built.make("test")
    again, _ = built.make("test")
    assert [call for call in first if "requirements-test.lock" in call]
    assert again == ["-m pytest --numprocesses auto --dist loadfile"]


# --- when nothing changed --------------------------------------------------------------------------------------------


@needs_make
def test_make_sees_by_itself_that_nothing_changed(built: Place):
    calls, said = built.make()
    assert calls == []
    assert "Nothing to be done" in said or "up to date" in said


CHANGES = {
    "an edited case": lambda place: os.utime(place.inputs[0]),
    "a new case": lambda place: place.write("cases/obstacles/c.yaml"),
    "a deleted case": lambda place: place.inputs[1].unlink(),
    "a renamed case": lambda place: place.inputs[1].rename(place.folder / "cases/obstacles/z.yaml"),
    "a deleted document": lambda place: place.outputs[1].unlink(),
    "a document edited by hand": lambda place: os.utime(place.outputs[0]),
    "a deleted build folder": lambda place: shutil.rmtree(place.folder / "build"),
    "a deleted list": lambda place: (place.folder / "build/.make").unlink(),
    "an empty list": lambda place: (place.folder / "build/.make").write_bytes(b""),
    "a list cut short": lambda place: cut(place.folder / "build/.make"),
    "a list of nonsense": lambda place: (place.folder / "build/.make").write_bytes(
        b"a: b\n\tc ifeq ( $(x %:: ; # \\\n=\n"
    ),
    "a list of zeros": lambda place: (place.folder / "build/.make").write_bytes(bytes(4096)),
    "a list of noise": lambda place: (place.folder / "build/.make").write_bytes(bytes(range(256)) * 9),
    "a deleted stamp": lambda place: (place.folder / "build/.stamp").unlink(),
}


def cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


@needs_make
@pytest.mark.parametrize("change", CHANGES)
def test_make_calls_the_build(built: Place, change: str):
    CHANGES[change](built)
    assert built.make()[0] == BUILD
    built.lists(path for path in (*built.inputs, *built.outputs) if path.exists())
    built.make()
    assert built.make()[0] == []


@needs_make
def test_every_cut_of_the_list_makes_the_build_look(built: Place):
    path = built.folder / "build/.make"
    whole = path.read_bytes()
    for length in range(len(whole) - 1):
        path.write_bytes(whole[:length])
        os.utime(path, (0, 0))
        assert built.make("--dry-run")[1].strip().endswith("-m reporting build"), whole[:length]


@needs_make
def test_a_build_that_failed_is_given_again(built: Place):
    (built.folder / "broken").touch()
    os.utime(built.inputs[0])
    assert built.make(code=2)[0] == BUILD
    assert built.make(code=2)[0] == BUILD
    (built.folder / "broken").unlink()
    assert built.make()[0] == BUILD
    assert built.make()[0] == []


ORDINARY = ("a case", "één geval", "two  spaces", "a,b+c@d-e", "-a")
ODD = (
    "100%",
    "a:b",
    "a#b",
    "a$b",
    "a(b)",
    "a;b",
    "a=b",
    "a*b",
    "a|b",
    "~a",
    "a\\b",
    "a'b",
    'a"b',
    "[ab]",
    "a&b",
    "e\u0301",
)


@needs_make
@pytest.mark.parametrize("name", [*ORDINARY, *ODD])
def test_a_file_of_any_name_is_watched(place: Place, name: str):
    odd = place.write(f"cases/obstacles/{name}.yaml")
    place.lists([*place.inputs, odd])
    place.make()
    place.age()
    place.finish()
    asked, said = place.make()
    assert asked in ([], BUILD), said
    assert asked == [] or name in ODD, "an ordinary name, which make can judge by itself"
    place.age()
    place.finish()
    os.utime(odd)
    assert place.make()[0] == BUILD
    odd.unlink()
    assert place.make()[0] == BUILD


def test_an_input_saved_during_the_build_leaves_no_stamp(tmp_path: Path):
    early, late = tmp_path / "early", tmp_path / "late"
    early.touch()
    os.utime(early, ns=(10, 10))
    late.touch()
    touch_stamp(tmp_path, [early, late], began=late.stat().st_mtime_ns)
    assert not (tmp_path / ".stamp").exists()
    touch_stamp(tmp_path, [early, tmp_path / "deleted-meanwhile"], began=time.time_ns())
    assert not (tmp_path / ".stamp").exists()
    touch_stamp(tmp_path, [early], began=time.time_ns())
    assert (tmp_path / ".stamp").exists()


# --- the targets -----------------------------------------------------------------------------------------------------


@needs_make
@pytest.mark.parametrize(
    ("words", "calls"),
    [
        (["PACK=top-2023"], ["-m reporting build top-2023"]),
        (["PACK=top-2023", "DISCARD=1"], ["-m reporting build top-2023 --discard"]),
        (["DISCARD=1"], ["-m reporting build --discard"]),
        (["PACK=top-2023 voortgang-2024"], ["-m reporting build top-2023 voortgang-2024"]),
        (["check"], ["-m reporting check"]),
        (["final", "PACK=top-2023"], ["-m reporting final top-2023"]),
        (["final", "PACK=top-2023", "DISCARD=1"], ["-m reporting final top-2023 --discard"]),
        (["schema"], ["-m reporting schema"]),
        (["clean"], ["-m reporting clean"]),
        (["bench"], ["-m tests.bench 200"]),
        (["bench", "N=20"], ["-m tests.bench 20"]),
    ],
)
def test_a_target_is_one_call(built: Place, words: list[str], calls: list[str]):
    assert built.make(*words)[0] == calls


@needs_make
def test_help_lists_every_target(place: Place):
    _, said = place.make("help", f"PYTHON={sys.executable}")
    listed = {line.removeprefix("make").split("  ")[0].strip() or "all": line for line in said.splitlines()}
    phony = set(re.search(r"^\.PHONY: (.*)", MAKEFILE, re.MULTILINE)[1].split()) - {"pack", "look-again"}
    assert set(listed) == phony
    assert all(re.search(r"  \S.{8,}", line) for line in said.splitlines())


# --- what recipes may hold -------------------------------------------------------------------------------------------


def recipes() -> list[str]:
    return [line[1:] for line in MAKEFILE.splitlines() if line.startswith("\t")]


def test_a_recipe_is_one_program_and_no_shell():
    for line in recipes():
        assert re.match(r"@?\$\((PY|PYTHON|INSTALL|LOCKED|LOCK|TOUCH)\)(?= )", line), line
        quoted = re.findall(r'"([^"]*)"', line)
        assert not re.search(r"[|&;<>`*?~\\]|\$\$", re.sub(r'"[^"]*"', "", line)), line
        assert not any(re.search(r"[`$\\%!|&]", words) for words in quoted), line


@needs_make
def test_windows_finds_its_programs(place: Place):
    done = subprocess.run(
        [MAKE, "--dry-run", "OS=Windows_NT", "all"],
        cwd=place.folder,
        capture_output=True,
        text=True,
        check=True,
        env=ENVIRONMENT,
    )
    lines = done.stdout.splitlines()
    assert lines[1] == "py -m venv --clear .venv"
    assert all(line.startswith((".venv/Scripts/python.exe -", "py -")) for line in lines), lines


# --- the locks -------------------------------------------------------------------------------------------------------


def locked(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return dict(re.match(r"([a-z0-9-]+)==(\S+)", line).groups() for line in lines)


def canonical(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_a_lock_pins_versions_with_hashes_and_names_no_index(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = [entry for entry in text.replace("\\\n", "").splitlines() if entry and not entry.startswith("#")]
    assert entries
    for entry in entries:
        assert re.fullmatch(r"[a-z0-9-]+==\S+( ; [^-]+?)?( +--hash=sha256:[0-9a-f]{64})+", entry), entry
    assert not re.search(r"://|index|find-links|file:", text)


def test_the_locks_hold_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {canonical(line) for line in project["project"]["dependencies"] + project["dependency-groups"]["build"]}
    tests = {canonical(line) for line in project["dependency-groups"]["test"]}
    runtime, everything = locked("requirements.lock"), locked("requirements-test.lock")
    assert asked <= set(runtime)
    assert tests <= set(everything)
    assert runtime.items() <= everything.items()
    assert {canonical(line) for line in project["build-system"]["requires"]} <= set(runtime)
