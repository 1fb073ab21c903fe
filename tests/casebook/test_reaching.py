"""Which files a pack depends on."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporting.casebook.reaching import reach

MINIMAL = Path(__file__).parent / "minimal"
OWN = {
    "cases/casebook.yaml",
    "cases/sources.yaml",
    "cases/glossary.yaml",
    "cases/packs/spring/pack.yaml",
    "cases/packs/spring/letter.yaml",
}


def text(name: str) -> str:
    return (MINIMAL / name).read_text(encoding="utf-8")


def test_everything_that_records_name_is_in_reach(load) -> None:
    loaded = load(
        {
            "parties/other.yaml": "id: other\nkind: [",
            "meetings/late.yaml": text("meetings/top.yaml")
            .replace("id: top", "id: late")
            .replace("kind: summit", "kind: council"),
        }
    )
    kinds = ("parties", "obstacles", "recommendations", "commitments", "meetings")
    every = {f"cases/{kind}/{path.name}" for kind in kinds for path in (MINIMAL / kind).iterdir()}
    unnamed = {"cases/commitments/undertaking.yaml", "cases/parties/house.yaml"}
    assert reach(loaded, "spring") == OWN | (every - unnamed)


def test_a_citizen_stands_in_no_file(load) -> None:
    tunnel = text("obstacles/tunnel.yaml").replace("initiator: town", "initiator: citizen")
    loaded = load({"obstacles/tunnel.yaml": tunnel})
    assert reach(loaded, "spring") <= set(loaded.files)


def test_a_meeting_of_the_same_kind_may_be_the_one_before(load) -> None:
    top = text("meetings/top.yaml")
    loaded = load(
        {
            "meetings/early.yaml": top.replace("id: top", "id: early").replace("date: ", "date: 2018 # "),
            "meetings/other.yaml": top.replace("id: top", "id: other").replace("kind: summit", "kind: officials"),
            "meetings/broken.yaml": "id: [",
        }
    )
    found = {name for name in reach(loaded, "spring") if name.startswith("cases/meetings/")}
    assert found == {f"cases/meetings/{name}.yaml" for name in ("top", "autumn", "early", "broken")}


@pytest.mark.parametrize(
    ("document", "letter", "listed"),
    [
        ("{kind: list, audience: house}", "progress", True),
        ("{kind: list, audience: house, commitments: [motion]}", "progress", False),
        ("{kind: kamerbrief, audience: house, text: letter.yaml}", "commitments", True),
        ("{kind: kamerbrief, audience: house, text: letter.yaml}", "commitments-by-state", True),
        ("{kind: kamerbrief, audience: house, text: letter.yaml}", "late", True),
        ("{kind: kamerbrief, audience: house, text: letter.yaml}", "agenda", True),
        ("{kind: kamerbrief, audience: house, text: letter.yaml}", "progress", False),
        ("{kind: kamerbrief, audience: house, text: letter.yaml, commitments: [motion]}", "commitments", False),
        ("{kind: kamerbrief, audience: house}", "commitments", False),
    ],
)
def test_who_lists_all_motions_and_undertakings_takes_them(load, document: str, letter: str, listed: bool) -> None:
    sections = f"sections: [{{id: a, sections: [{{id: b, show: {letter}}}]}}]\n"
    loaded = load({"packs/spring/pack.yaml": f"{PACK}  one: {document}\n", "packs/spring/letter.yaml": sections})
    assert ("cases/commitments/undertaking.yaml" in reach(loaded, "spring", (), {"list"})) == listed


PACK = 'id: spring\ntitle: {nl: "V"}\nas_of: 2022-12-15\nperiod: {from: 2022, to: 2022}\ndocuments:\n'


@pytest.mark.parametrize(
    ("document", "taken"),
    [
        ("{kind: k, audience: house}", {"ferry", "other", "doubtful", "broken"}),
        ("{kind: k, audience: house, obstacles: {}}", {"ferry", "other", "doubtful", "broken"}),
        ("{kind: k, audience: house, obstacles: {borders: [vl-nl]}}", {"ferry", "doubtful", "broken"}),
        (
            "{kind: k, audience: house, obstacles: {borders: [nl-nrw], themes: [health]}}",
            {"other", "doubtful", "broken"},
        ),
        ("{kind: k, audience: house, obstacles: {themes: [health]}}", {"other", "broken"}),
        ("{kind: k, audience: house, obstacles: {ids: [other]}}", {"other"}),
        ("{kind: k, audience: house, obstacles: {ids: [broken]}}", {"broken"}),
        ("{kind: k, audience: house, obstacles: wrong}", {"ferry", "other", "doubtful", "broken"}),
        ("{kind: plain, audience: house}", set()),
    ],
)
def test_obstacles_that_a_selection_could_take(load, document: str, taken: set[str]) -> None:
    def ferry(identifier: str, *changes: tuple[str, str]) -> str:
        changed = text("obstacles/ferry.yaml").replace("id: ferry", f"id: {identifier}")
        for old, new in changes:
            changed = changed.replace(old, new)
        return changed

    theme = ("transport", "health") if "nl-nrw" in document else ("", "")
    loaded = load(
        {
            "obstacles/tunnel.yaml": None,
            "obstacles/other.yaml": ferry("other", ("vl-nl", "nl-nrw"), ("transport", "health")),
            "obstacles/doubtful.yaml": ferry("doubtful", ("vl-nl", "vl-nll"), theme),
            "obstacles/broken.yaml": "id: broken\ntitle: [",
            "packs/spring/pack.yaml": f"{PACK}  one: {document}\n",
        }
    )
    found = {name for name in reach(loaded, "spring", {"k"}) if name.startswith("cases/obstacles/")}
    assert found == {f"cases/obstacles/{name}.yaml" for name in taken}


def test_an_unreadable_pack_takes_its_letters_and_all_obstacles(load) -> None:
    loaded = load({"packs/spring/pack.yaml": "id: ["})
    assert OWN | {"cases/obstacles/ferry.yaml"} <= reach(loaded, "spring")


def test_an_unreadable_party_is_in_reach_of_who_needs_its_offices(load) -> None:
    loaded = load({"parties/ministry.yaml": "id: ["})
    assert "cases/parties/ministry.yaml" in reach(loaded, "spring")


def test_what_went_wrong_with_a_folder_is_in_reach(load, folder: Path) -> None:
    for path in (folder / "meetings").iterdir():
        path.unlink()
    (folder / "meetings").rmdir()
    assert "cases/meetings" in reach(load({"meetings": "geen map"}), "spring")


def test_no_such_pack_reaches_what_all_packs_do(load) -> None:
    assert reach(load(), "nothing") == {"cases/casebook.yaml", "cases/sources.yaml", "cases/glossary.yaml"}
