"""The whole way round for casebooks that nobody wrote by hand: out, translated by another program, and back."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest
from exchanged import FORMS, SPACES, child, files_of, put_target, receive, segments, send, texts
from lxml import etree

from reporting.desk.translating import count_states, find_standings
from reporting.exchange.translation.units import build_units
from tests.generator import write_casebook

SAMPLE = Path(__file__).parents[3] / "cases"
SIGNS = (
    "*ster*",
    "[haak]",
    "1. ",
    "- ",
    "a_b_",
    "<b>",
    "&amp;",
    "“vraag”?",
    "# kop",
    "https://x.nl",
    "œuvre",
    "5 < 6",
    "`x`",
)


# The sample in each form, and of two generated casebooks each in one.
each_way = pytest.mark.parametrize(
    ("folder", "form"), [*(("sample", form) for form in FORMS), *enumerate(FORMS, 1)], indirect=["folder"]
)


@pytest.fixture(params=["sample", 1])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "sample":
        return Path(shutil.copytree(SAMPLE, tmp_path / "cases"))
    write_casebook(tmp_path / "cases", seed=request.param, obstacles=2, letters=1, languages=("nl", "fr"))
    return tmp_path / "cases"


@each_way
def test_out_and_back_without_a_change_is_no_change(folder: Path, form: str):
    before = files_of(folder)
    for language in ("fr", "en"):
        done = receive(folder, send(folder, form, language).data)
        assert [problem for problem in done.problems if not problem.code.startswith("exchange-text")] == []
        assert {text.outcome for text in done.texts} <= {"unchanged", "waiting"}
    assert files_of(folder) == before


def said_of(node: etree._Element) -> Counter[tuple[str, str]]:
    """The codes of a segment by kind and id, however deep."""
    return Counter((etree.QName(inner).localname, inner.get("id")) for inner in node.iterdescendants())


@each_way
def test_every_text_translated_is_every_text_changed_and_every_code_in_place(folder: Path, form: str):
    """Each target is its source with other words and its codes in another order; out again, it says just that."""
    chance = random.Random(7)
    root = etree.fromstring(send(folder, form).data)
    wanted: dict[tuple[str, int], list[object]] = {}
    for name, number, node in segments(root):
        put_target(node, lambda target: reword(target, chance), "final")
        target = child(node, "target")
        wanted[name, number] = spoken(target)
        assert said_of(target) == said_of(child(node, "source"))
    data = {name: text for name, text in files_of(folder).items() if not name.startswith("translations/")}
    done = receive(folder, etree.tostring(root))
    assert done.problems == []
    assert all(text.outcome == "written" and text.approved for text in done.texts)
    assert set(files_of(folder)) - set(data) <= {"translations/fr.yaml"}
    again = etree.fromstring(send(folder, form).data)
    found = {(name, number): spoken(child(node, "target")) for name, number, node in segments(again)}
    assert found == wanted
    (counts,) = count_states(find_standings(texts(folder), ["fr"])).values()
    assert set(counts) == {"confirmed"}
    for name, text in data.items():
        assert [line for line in lines_of(text) if "#" in line] == [
            line for line in lines_of(files_of(folder)[name]) if "#" in line
        ], "a remark went"
    before = files_of(folder)
    assert {text.outcome for text in receive(folder, etree.tostring(root)).texts} == {"unchanged"}
    assert files_of(folder) == before


def lines_of(data: bytes) -> list[str]:
    """Remarks that stand on a line of their own."""
    return [line.strip() for line in data.decode().splitlines() if line.strip().startswith("# ")]


def reword(target: etree._Element, chance: random.Random) -> None:
    """Other words before and after every code that stands in the segment itself, and those codes in another order.

    Around words there are blanks, as emphasis cannot stand in a word.
    """
    space = SPACES["xliff2"] if etree.QName(target).namespace.endswith("2.0") else SPACES["xliff1"]
    inner = list(target)
    runs: list[list[etree._Element]] = []
    depth = 0
    for node in inner:  # in 1.2 a pair is two elements, which stay together with what is between them
        if depth == 0:
            runs.append([])
        runs[-1].append(node)
        depth += {space + "bpt": 1, space + "ept": -1}.get(node.tag, 0)
    for node in inner:
        target.remove(node)
    chance.shuffle(runs)
    target.text = f"Wort {chance.choice(SIGNS)} "
    for run in runs:
        for node in run:
            target.append(node)
        run[-1].tail = f" {chance.choice(SIGNS)} noch "
    if runs:
        runs[-1][-1].tail = runs[-1][-1].tail.rstrip()
    else:
        target.text += "Ende"


def spoken(node: etree._Element) -> list[object]:
    """Words and codes in their order, read with nothing of ours; blanks as one, as XLIFF and Markdown have them."""

    def walk(node: etree._Element) -> list[object]:
        found: list[object] = [node.text or ""] if etree.QName(node).localname not in ("bpt", "ept", "ph") else []
        for inner in node:
            found += [(etree.QName(inner).localname, inner.get("id")), *walk(inner)]
            found += [("/pc", inner.get("id"))] if etree.QName(inner).localname == "pc" else []
            found.append(inner.tail or "")
        return found

    return [" ".join(part.split()) if isinstance(part, str) else part for part in walk(node) if part != ""]


def test_every_text_of_a_casebook_has_an_id_of_its_own(folder: Path):
    standings = find_standings(texts(folder), ["fr"])
    units = build_units(standings, texts(folder))
    assert len(units.found) + len(units.unmarkable) == len(standings) > 30
