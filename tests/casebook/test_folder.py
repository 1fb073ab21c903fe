"""What a folder may hold beside case files, and how reading reports what it saw."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from reporting.casebook.loading import load_casebook
from tests.growth import MOST, growth

NAMED = 3  # how often the minimal casebook names a meeting


def codes(loaded) -> list[str]:
    return sorted(problem.code for problem in loaded.problems)


def test_files_and_folders_of_what_was_read(load, folder: Path) -> None:
    loaded = load({"circulated/old/letter.yaml": ": broken", ".schemas/party.json": "{}"})
    assert loaded.problems == []
    read = {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml") if "circulated" not in path.parts}
    assert set(loaded.files) == {f"cases/{name}" for name in read}
    for shown, file in loaded.files.items():
        assert file.path == folder / shown.removeprefix("cases/")
        assert file.digest == hashlib.sha256(file.path.read_bytes()).hexdigest()
    names = {"", "obstacles", "parties", "recommendations", "commitments", "meetings", "packs", "packs/spring"}
    assert set(loaded.folders) == {folder / name for name in names}


@pytest.mark.parametrize("name", ["a.yaml~", ".a.yaml.swp", ".DS_Store", "~$a.yaml", ".hidden/a.yaml", "Thumbs.db"])
@pytest.mark.parametrize("where", ["", "obstacles/", "packs/", "packs/spring/"])
def test_leftovers_are_ignored(load, where: str, name: str) -> None:
    assert load({where + name: ": broken"}).problems == []


def test_shown_is_how_paths_begin(load) -> None:
    assert "obstacles/ferry.yaml" in load(shown=".").files
    assert "../x/obstacles/ferry.yaml" in load(shown="../x/").files


def test_no_folder_at_all(tmp_path: Path) -> None:
    loaded = load_casebook(tmp_path / "nothing", "nothing")
    assert codes(loaded) == ["no-casebook"] and loaded.casebook is None


def test_folder_that_is_a_link_to_elsewhere(load, folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (folder / "meetings").rename(elsewhere)
    try:
        (folder / "meetings").symlink_to(elsewhere, target_is_directory=True)
    except OSError:
        pytest.skip("needs the right to make links")
    assert codes(load()) == ["folder-elsewhere", *["unknown-meeting"] * NAMED]


def test_file_that_is_a_link_to_elsewhere_or_a_circle(load, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("id: secret\n")
    try:
        (folder / "obstacles/secret.yaml").symlink_to(tmp_path / "secret.yaml")
        for name in ("obstacles/circle.yaml", "packs/circle", "circle"):
            (folder / name).symlink_to(folder / name)
    except OSError:
        pytest.skip("needs the right to make links")
    loaded = load()
    assert {problem.place.file for problem in loaded.problems if problem.is_error} == {
        "cases/obstacles/secret.yaml", "cases/obstacles/circle.yaml",
    }  # fmt: skip
    assert {problem.place.file for problem in loaded.problems if not problem.is_error} == {
        "cases/packs/circle", "cases/circle",
    }  # fmt: skip
    assert "secret" not in loaded.casebook.obstacles


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize(
    "name",
    ["casebook.yaml", "sources.yaml", "obstacles/pipe.yaml", "packs/spring/pipe.yaml", "packs/pipe", "meetings/x"],
)
def test_a_pipe_is_never_waited_for(load, folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    assert load().problems


def test_folder_without_access(load, folder: Path) -> None:
    (folder / "meetings").chmod(0)
    try:
        if os.access(folder / "meetings", os.R_OK):
            pytest.skip("needs a user without all rights")
        assert "unreadable-folder" in codes(load())
    finally:
        (folder / "meetings").chmod(0o755)


def test_folder_that_cannot_be_read(load, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def scandir(path):
        if Path(path).name == "meetings":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert codes(load()) == [*["unknown-meeting"] * NAMED, "unreadable-folder"]


@pytest.mark.skipif(os.name == "nt", reason="needs file names of any bytes")
def test_file_name_that_is_no_text(load, folder: Path) -> None:
    try:
        (Path(os.fsdecode(os.fsencode(folder) + b"/obstacles/a\xff\nb.yaml"))).write_text("id: a\n")
    except OSError:
        pytest.skip("needs file names of any bytes")
    for problem in load().problems:
        assert "\n" not in problem.place.file
        problem.place.file.encode("utf-8")


def test_four_times_as_many_obstacles_take_about_four_times_as_long(load, folder: Path) -> None:
    """Were each compared with each it would be sixteen; how long it takes, `make bench` tells."""
    text = (folder / "obstacles/ferry.yaml").read_text()
    event = '  - {date: 2022-03, kind: progress, by: ministry, source: kst-1, text: {nl: "Gemeld.", fr: "Signalé."}}\n'
    load()

    def read(many: int) -> None:
        for number in range(many):
            name = f"ferry-{number}"
            (folder / f"obstacles/{name}.yaml").write_text(
                text.replace("id: ferry", f"id: {name}").replace("events:\n", "events:\n" + event * 8)
            )
        loaded = load()
        assert loaded.problems == [] and len(loaded.casebook.obstacles) == many + 2

    assert growth(read, 200) < MOST
