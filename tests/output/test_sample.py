"""The sample casebook from end to end: the same bytes anywhere, every word led back, nothing for the wrong reader."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import yaml
from small_casebook import ROOT, Folders, outputs_of

from reporting.casebook.loading import load_casebook
from reporting.output.kinds import load_templates
from reporting.output.tracing import find_words, renamed, trace
from reporting.output.word.origins import OriginMap
from reporting.places import Place

PACKS = {
    "top-2023": {"house", "counterpart", "internal"},
    "voortgang-2024": {"house", "counterpart", "internal", "public"},
}
RUN = "import os, sys; os.umask(int(sys.argv.pop(1), 8)); from reporting.cli import main; main()"


def pages_of(path: Path) -> list[str]:
    """The text of each page, white space made single."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def test_the_same_bytes_on_another_machine(sample: Folders, tmp_path: Path):
    """Another folder with spaces and accents, relative names, files made in another order, other settings all round."""
    here = tmp_path / "Grens dossier é"
    for name in ("templates", "cases"):
        for path in sorted((getattr(sample, name)).rglob("*"), reverse=True):
            target = here / name / path.relative_to(getattr(sample, name))
            if path.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    settings = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C", "LANG": "C", "SOURCE_DATE_EPOCH": "1"}
    done = subprocess.run(
        [sys.executable, "-c", RUN, "077", "build"],
        cwd=here, env={**os.environ, **settings, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    one, other = outputs_of(sample.build), outputs_of(here / "build")
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []
    folder = str(sample.build.parent).encode()
    assert [name for name, data in one.items() if folder in data] == []


# --- origins ---


def documents() -> list[str]:
    found = []
    for pack in PACKS:
        said = yaml.safe_load((ROOT / "cases/packs" / pack / "pack.yaml").read_text(encoding="utf-8"))
        for name, document in said["documents"].items():
            kind = yaml.safe_load((ROOT / "templates" / document["kind"] / "kind.yaml").read_text(encoding="utf-8"))
            items = {"obstacle": sorted((ROOT / "cases/obstacles").glob("*.yaml")), "reply": []}
            each, chosen = kind.get("each"), document.get("obstacles", {}).get("ids")
            names = [path.stem for path in items[each] if not chosen or path.stem in chosen] if each else []
            found += [f"{pack}/{name}/{item}" for item in names] if each else [f"{pack}/{name}"]
    return found


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


@pytest.mark.parametrize("name", documents())
def test_every_word_of_every_document_is_led_back(sample: Folders, name: str):
    loaded = load_casebook(sample.cases, sample.cases.as_posix())
    templates, _ = load_templates(sample.templates)
    trees = {**loaded.trees, **templates.trees}
    lines = cache(lambda file: Path(file).read_text(encoding="utf-8").splitlines())
    folder, _, document = name.rpartition("/")
    kept = (sample.build / folder / ".origins" / f"{document}.json").read_text(encoding="utf-8")
    origins = renamed(OriginMap.from_json(kept), sample.shown_name)
    literal = derived = fixed = 0
    wrong: list[object] = []
    for part, paragraphs in origins.parts.items():
        for number, segments in enumerate(paragraphs, 1):
            for text, places in segments:
                assert places or not text.strip(), (part, number, text)
                for place in places:
                    if place.file not in trees:
                        fixed += 1
                        story, paragraph = place.field[0], place.field[1]
                        stories = {one.name: one for one in template_of(templates, place).stories}
                        count = stories[story].marked.count("<w:p ") + stories[story].marked.count("<w:p>")
                        assert 1 <= int(paragraph.removeprefix("¶")) <= count
                        continue
                    spot = find_words(trees[place.file], place, text)
                    rest = "\n".join(lines(place.file)[spot.line - 1 :])[spot.column - 1 :]
                    words = squeezed(text.split()[0]) if text.split() else ""
                    if squeezed(rest).startswith(words):
                        literal += 1
                    else:
                        derived += 1
                        if not is_derived(place, text):
                            wrong.append((str(spot), place.field, place.spot, text))
    assert not wrong
    assert literal > 10 and (fixed or derived)


def template_of(templates, place: Place):
    every = [templates.cover, *templates.documents.values()]
    return next(template for template in every if template.shown == place.file)


# Fields whose value is printed otherwise than it is typed: dates, words for a choice, names of who is referred to,
# citations as notes, numbers by counting.
DERIVED = {
    "date", "due", "as_of", "from", "to", "until", "period", "kind", "mode", "reported", "settled", "by", "owner",
    "owners", "actors",
    "signatory", "signatories", "parties", "annexes", "borders", "theme", "instrument", "authentic", "first_side", "id",
    "place", "reference", "legal_nature", "next", "number", "dossiers", "year", "version", "url", "holders",
    "events", "documents", "cause", "in_force", "expires", "transposition", "provisions", "coordinator",
}  # fmt: skip


JOINING = {"en", "et", "und", "and", ",", ";"}  # between the items of a list in words (CLDR)


def is_derived(place: Place, text: str) -> bool:
    fields = {step for step in place.field if isinstance(step, str)}
    whole = not place.field or len(place.field) < 2
    if text.strip() in JOINING:
        return True
    return bool(fields & DERIVED) or whole or "sources" in place.file or bool(re.search(r"\[.*\]|\d", text))


@pytest.mark.parametrize(
    ("words", "file"),
    [
        ("over twee landen tegelijk te maken", None),
        ("heeft met twee landen tegelijk te maken", "packs/top-2023/letter.yaml"),
        ("De haven van Gent, Terneuzen en Vlissingen", "packs/top-2023/letter.yaml"),
        ("Geachte voorzitter", "kamerbrief/kind.yaml"),
        ("Pagina", "house/words.yaml"),
        ("CONCEPT", "house/words.yaml"),
        ("Kamerstuk 32 851", "sources.yaml"),
        ("Tweede Kamer der Staten-Generaal", "parties/tweede-kamer.yaml"),
    ],
)
def test_where_words_come_from(sample: Folders, words: str, file: str | None):
    answer = trace(sample, sample.build / "top-2023/letter.docx", words)
    if file is None:
        assert [problem.code for problem in answer.problems] == ["words-not-found"] and not answer.lines
        return
    assert not answer.problems
    assert any(re.search(rf"{re.escape(file)}:\d+:\d+: ", line) for line in answer.lines), answer.lines


def test_where_is_not_known_of_other_files(sample: Folders, tmp_path: Path):
    shutil.copyfile(sample.build / "top-2023/letter.docx", tmp_path / "letter.docx")
    assert [p.code for p in trace(sample, tmp_path / "letter.docx", "Geachte").problems] == ["origins-missing"]


# --- for whom ---


@pytest.mark.parametrize(("pack", "audience"), [(p, a) for p, every in PACKS.items() for a in sorted(every)])
def test_a_bound_pdf_holds_its_audience_and_nothing_else(sample: Folders, pack: str, audience: str):
    said = yaml.safe_load((sample.cases / "packs" / pack / "pack.yaml").read_text(encoding="utf-8"))["documents"]
    assert {path.name for path in (sample.build / pack).glob(f"{pack}-*.pdf")} == {
        f"{pack}-{one}.pdf" for one in PACKS[pack]
    }
    kinds = load_templates(sample.templates)[0].kinds
    said = {name: document for name, document in said.items() if kinds[document["kind"]].file.each is None}
    path = sample.build / pack / f"{pack}-{audience}.pdf"
    pages = pages_of(path)
    starts: dict[str, int] = {}
    for name, document in said.items():
        own = pages_of(sample.build / pack / f"{name}.pdf")
        body = squeezed(own[0])[:60] if document["audience"] == audience else None
        found = [number for number, page in enumerate(pages, 1) if squeezed(page).startswith(squeezed(own[0])[:600])]
        if body is None:
            assert not found, f"{name} is bound for {audience}"
        else:
            assert len(found) == 1, name
            starts[name] = found[0]
    assert sum(len(pages_of(sample.build / pack / f"{name}.pdf")) for name in starts) + 1 == len(pages)
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        tops = [numbers[item.destination[0].objgen] for item in outline.root]
    assert set(starts.values()) <= set(tops)
    cover = pages[0]
    for start in starts.values():
        assert re.search(rf"\b{start}\b", cover)


def test_manifests_say_what_was_made_of_what(sample: Folders):
    for pack in PACKS:
        said = json.loads((sample.build / pack / "manifest.json").read_bytes())
        assert said["pack"] == pack and re.fullmatch(r"[0-9a-f]{7}", said["version"]) and said["final"] is False
        files = {
            p.relative_to(sample.build / pack).as_posix(): p for p in (sample.build / pack).rglob("*") if p.is_file()
        }
        assert set(said["outputs"]) == set(files) - {"manifest.json"}
        for name, row in said["outputs"].items():
            assert row["sha256"] == hashlib.sha256(files[name].read_bytes()).hexdigest()
        for name, sha in said["inputs"].items():
            assert sha == hashlib.sha256((sample.build.parent / name).read_bytes()).hexdigest()
        assert f"cases/packs/{pack}/pack.yaml" in said["inputs"]
        assert "templates/house/words.yaml" in said["inputs"]
        assert any("fonts/" in name for name in said["inputs"])
        assert str(said["as_of"]) in (sample.cases / "packs" / pack / "pack.yaml").read_text(encoding="utf-8")
