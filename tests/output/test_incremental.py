"""Whatever is edited, deleted or damaged: building on gives what building anew gives, and remakes only what changed."""

from __future__ import annotations

import os
import pickle
import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from small_casebook import (
    CASES,
    HEADER,
    TABLE,
    Folders,
    build_docx,
    change,
    copied,
    folders_in,
    outputs_of,
    tree_of,
    write_cases,
)

from reporting.documents import pandoc
from reporting.output import kinds, planning
from reporting.output.build import build
from reporting.output.typeset.fonts import FontBook

Edit = Callable[[Folders, int], None]


def write(path: Path, data: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def word(name: str, old: str) -> Edit:
    """A text becomes another one, and never the same twice."""

    def edit(folders: Folders, number: int) -> None:
        path = folders.cases / name
        if path.exists() and old in path.read_text(encoding="utf-8"):
            change(path, old, f"{old} {number}")

    return edit


def comment(folders: Folders, number: int) -> None:
    for path in sorted(folders.cases.rglob("*.yaml")):
        write(path, f"# opmerking {number}\n" + path.read_text(encoding="utf-8") + f"# einde {number}\n")


def swap(name: str, old: str, new: str) -> Edit:
    """Takes something out, or puts it back."""

    def edit(folders: Folders, number: int) -> None:
        path = folders.cases / name
        if path.exists():
            text = path.read_text(encoding="utf-8")
            write(path, text.replace(new, old) if new in text else text.replace(old, new))

    return edit


def there_or_not(name: str) -> Edit:
    """Deletes a case file or folder, or puts it back."""

    def edit(folders: Folders, number: int) -> None:
        path = folders.cases / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
        else:
            write_cases(folders.cases, {key: text for key, text in CASES.items() if key.startswith(name)})

    return edit


def renamed(folders: Folders, number: int) -> None:
    for path in (folders.cases / "obstacles").glob("veer*.yaml"):
        write(
            path.with_name(f"veer-{number}.yaml"),
            path.read_text(encoding="utf-8").replace(path.stem, f"veer-{number}", 1),
        )
        path.unlink()


def another_template(folders: Folders, number: int) -> None:
    body = [*TABLE, ("Body Text", f"Slot {number}")]
    write(folders.templates / "table" / "document.docx", build_docx(body, header=HEADER))


def touched(folders: Folders, number: int) -> None:
    for path in folders.templates.rglob("*.docx"):
        os.utime(path)


def other_words(folders: Folders, number: int) -> None:
    path = folders.templates / "house" / "words.yaml"
    change(path, "nl: Peildatum", f"nl: Peildatum {number}")


def damaged(pattern: str, how: str) -> Edit:
    """Something that lies in the build folder for the program is cut short, nonsense, or gone."""

    def edit(folders: Folders, number: int) -> None:
        for path in folders.build.glob(pattern):
            data = path.read_bytes()
            write(
                path,
                {"cut": data[: len(data) // 2], "nonsense": b"[1, {", "other": b'{"outputs": {"a": 1}}'}.get(how, b""),
            )
            if how == "gone":
                path.unlink()

    return edit


def both_gone(folders: Folders, number: int) -> None:
    for path in (folders.build / ".journal.json", *folders.build.glob("*/manifest.json")):
        path.unlink(missing_ok=True)


EDITS: dict[str, Edit] = {
    "a text": word("obstacles/veer.yaml", "Veerdienst over de Schelde"),
    "a note": word("packs/spring/note.yaml", "Een noot van onszelf"),
    "a title": word("packs/autumn/pack.yaml", "Najaar 2023"),
    "a name": word("parties/ministerie.yaml", "Ministerie van Grenzen"),
    "a source": word("sources.yaml", "Veer vaart niet"),
    "a secret": word("obstacles/veer.yaml", "GEHEIM-VEER"),
    "a comment": comment,
    "a date": swap("packs/spring/pack.yaml", "date: 2023-06-02", "date: 2023-06-05"),
    "a language": swap("packs/spring/pack.yaml", "house, languages: [nl, fr]", "house, languages: [nl]"),
    "an audience": swap("packs/spring/pack.yaml", "audience: counterpart", "audience: public"),
    "a document": swap("packs/spring/pack.yaml", "  draft: {", "  # zonder: {"),
    "an obstacle": there_or_not("obstacles/afval.yaml"),
    "a pack": there_or_not("packs/autumn"),
    "another pack": there_or_not("packs/spring"),
    "another name": renamed,
    "a template": another_template,
    "a template touched": touched,
    "words": other_words,
    **{f"journal {how}": damaged(".journal.json", how) for how in ("cut", "nonsense", "other", "empty", "gone")},
    **{f"manifests {how}": damaged("*/manifest.json", how) for how in ("cut", "nonsense", "gone")},
    **{f"prose {how}": damaged(".prose.json", how) for how in ("cut", "nonsense", "other", "gone")},
    **{f"origins {how}": damaged("*/.origins/*.json", how) for how in ("cut", "gone")},
    "journal and manifests gone": both_gone,
    "word files gone": damaged("*/*.docx", "gone"),
    "one pdf gone": damaged("*/table.pdf", "gone"),
    "bound pdfs gone": damaged("*/*-*.pdf", "gone"),
    "all gone": lambda folders, number: shutil.rmtree(folders.build, ignore_errors=True),
}


@pytest.fixture(scope="module", autouse=True)
def warm() -> Iterator[None]:
    """What depends on nothing but what it is given answers from memory: pandoc, templates, typesetting, the check."""
    known: dict[object, object] = {}

    def remembered(function: Callable) -> Callable:
        def ask(*words: object) -> object:
            told = [(word.read_bytes(), str(word)) if isinstance(word, Path) else word for word in words]
            key = (function.__name__, pickle.dumps([word for word in told if not isinstance(word, FontBook)]))
            if key not in known:
                known[key] = function(*words)
            return known[key]

        return ask

    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (kinds, "load_template"),
            (pandoc, "_run"),
            (planning, "typeset_pdf"),
            (planning, "check_outputs"),
            (planning, "check_combined"),
        ):
            patch.setattr(module, name, remembered(getattr(module, name)))
        yield


@contextmanager
def a_copy(small: Path) -> Iterator[Folders]:
    """The small casebook, built, as the current folder."""
    with TemporaryDirectory() as folder:
        copied(small, Path(folder) / "here")
        with chdir(Path(folder) / "here"):
            yield folders_in(Path())


@pytest.fixture
def folders(small: Path) -> Iterator[Folders]:
    with a_copy(small) as folders:
        yield folders


def assert_as_anew(folders: Folders, edits: str = "") -> None:
    """What a build leaves here is what a build into an empty folder leaves."""
    outcome = build(folders)
    assert not outcome.failed, (edits, outcome.lines)
    folders.build.rename("kept")
    assert not build(folders).failed
    made = outputs_of(folders.build) if folders.build.exists() else {}
    shutil.rmtree(folders.build, ignore_errors=True)
    Path("kept").rename(folders.build)
    left = outputs_of(folders.build)
    assert sorted(left) == sorted(made), edits
    assert [name for name in made if left[name] != made[name]] == [], edits


def test_each_edit_in_turn(folders: Folders):
    for number, name in enumerate(EDITS):
        EDITS[name](folders, number)
        assert_as_anew(folders, name)


@pytest.mark.parametrize("seed", range(2))
def test_edits_in_any_order(folders: Folders, seed: int):
    """Several edits before each build; but one at a time where all that knows of outputs may be gone after it."""
    chance = random.Random(seed)
    done: list[str] = []
    for step in range(8):
        some = chance.sample(sorted(EDITS), chance.choice((1, 2, 3)))
        alone = [name for name in some if name.startswith(("journal", "manifests"))]
        for number, name in enumerate([*alone, *(name for name in some if name not in alone)]):
            done.append(name)
            EDITS[name](folders, step * 10 + number)
            if name in alone:
                assert_as_anew(folders, f"{done}")
        assert_as_anew(folders, f"{done}")


def people_files(folders: Folders) -> dict[str, int]:
    return {
        str(path): os.stat(path).st_mtime_ns for path in folders.build.glob("*/*") if path.suffix in (".docx", ".pdf")
    }


NOTHING_NEW = (
    "a comment", "a secret", "a template touched", "journal gone", "manifests cut", "journal and manifests gone",
)  # fmt: skip


@pytest.mark.parametrize("name", NOTHING_NEW)
def test_what_says_nothing_new_makes_nothing_new(folders: Folders, name: str):
    origins = {str(path): os.stat(path).st_mtime_ns for path in folders.build.glob("*/.origins/*")}
    before = people_files(folders) | origins
    EDITS[name](folders, 1)
    outcome = build(folders)
    assert not outcome.failed and not outcome.built
    assert {path: os.stat(path).st_mtime_ns for path in before} == before


def test_nothing_at_all_is_written_when_nothing_changed(folders: Folders):
    build(folders)
    then = time.time_ns() - 10**12
    for path in folders.build.rglob("*"):
        os.utime(path, ns=(then, then))
    build(folders)
    newer = [
        path.name for path in folders.build.rglob("*") if path.is_file() and path.stat().st_mtime_ns > then + 10**9
    ]
    assert newer == [".stamp"]


def test_a_text_remakes_its_own_pack_only(folders: Folders):
    change(folders.cases / "packs/spring/note.yaml", "meld ik", "meld ik u")
    outcome = build(folders)
    assert outcome.built and {name.split("/")[0] for name in outcome.built} == {"spring"}
    assert len(outcome.kept) == 3 and all(name.startswith("autumn/") for name in outcome.kept)


def test_one_pack_by_name_leaves_the_other(folders: Folders):
    change(folders.cases / "obstacles/veer.yaml", "Veerdienst", "Veerboot")
    before = tree_of(folders.build / "spring")
    assert {name.split("/")[0] for name in build(folders, ["autumn"]).built} == {"autumn"}
    assert tree_of(folders.build / "spring") == before
    assert_as_anew(folders, "the rest afterwards")


def test_the_version_of_a_pack_follows_only_from_what_it_uses(folders: Folders):

    def version() -> str:
        build(folders)
        return (folders.build / "autumn/manifest.json").read_text(encoding="utf-8").split('"version": "')[1][:7]

    first = version()
    for name, old, new in (
        ("obstacles/afval.yaml", "Huisvuil", "Afval"),
        ("packs/spring/note.yaml", "meld", "geef"),
        ("sources.yaml", "Nergens", "Nooit"),
        ("obstacles/veer.yaml", "GEHEIM-VEER", "GEHEIMER"),
    ):
        change(folders.cases / name, old, new)
        assert version() == first, name
    seen = {first}
    change(folders.cases / "sources.yaml", 'number: "74"', 'number: "75"')
    seen.add(version())
    another_template(folders, 1)
    seen.add(version())
    assert len(seen) == 3


def test_a_deleted_casebook_of_packs_leaves_nothing(folders: Folders):
    shutil.rmtree(folders.cases / "packs")
    outcome = build(folders)
    assert not outcome.failed and not outcome.problems
    assert sorted(outputs_of(folders.build)) == [".journal.json", ".prose.json"]
    assert_as_anew(folders, "no packs")
