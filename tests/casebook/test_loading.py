"""What a casebook holds, what is left out of it, and what never gets in."""

from __future__ import annotations

import copy
import time
from pathlib import Path

import pytest
import yaml

from reporting.casebook.faults import MOST_PROBLEMS
from reporting.model.record import walk
from reporting.places import Place
from reporting.problems import render

MINIMAL = Path(__file__).parent / "minimal"


def text(name: str) -> str:
    return (MINIMAL / name).read_text(encoding="utf-8")


def test_records_by_kind(load) -> None:
    book = load().casebook
    assert (list(book.obstacles), list(book.commitments), list(book.meetings)) == (
        ["ferry", "tunnel"],
        ["motion", "undertaking"],
        ["autumn", "top"],
    )
    assert {"ministry", "region", "town"} < set(book.parties)
    assert list(book.sources) == ["kst-1", "trb-1", "com-1", "site"]
    assert book.offices["minister"][0] == "ministry"
    assert book.letters["spring", "letter.yaml"].sections[0].id == "opening"
    assert book.sources["kst-1"].number == "74"


def test_places_lead_to_lines(load) -> None:
    loaded = load()
    place = loaded.casebook.place
    assert str(loaded.locate(place("office", "minister") / "title" / "nl")) == "cases/parties/ministry.yaml:10:17"
    assert str(loaded.locate(place("source", "site") / "url")) == "cases/sources.yaml:10:8"
    assert (
        str(loaded.locate(place("letter", "spring/letter.yaml") / "sections" / 1 / "id"))
        == "cases/packs/spring/letter.yaml:3:9"
    )
    assert str(loaded.locate(place("settings") / "language")) == "cases/casebook.yaml:2:11"
    assert str(loaded.locate(Place("templates/x.docx", ("body", 3)))) == "templates/x.docx:1:1"
    assert str(loaded.locate(Place("templates/x.yaml", position=(3, 4)))) == "templates/x.yaml:3:4"


CANARY = "geheim-kanarie"


BY_ID = {"documents", "directorates"}  # mappings whose keys are ids, where `internal` is an id that is refused


def _with_canaries(data: object, by_id: bool = False) -> object:
    """The data with `internal` in every mapping that may have it."""
    if isinstance(data, dict):
        planted = {} if by_id else {"internal": {"contact": [CANARY]}}
        return {key: _with_canaries(value, key in BY_ID) for key, value in data.items()} | planted
    if isinstance(data, list):
        return [_with_canaries(item) for item in data]
    return data


def test_internal_never_gets_in_at_any_level(load) -> None:
    files = {}
    for path in MINIMAL.rglob("*.yaml"):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for flag in ("public",):
            if flag in data:
                data[flag] = True
        files[path.relative_to(MINIMAL).as_posix()] = yaml.safe_dump(
            _with_canaries(data, path.name in ("sources.yaml", "glossary.yaml")), sort_keys=False
        )
    plain = load().casebook
    loaded = load(files)
    assert sum(text.count(CANARY) for text in files.values()) > 50
    assert loaded.problems == []
    assert CANARY not in repr(loaded.casebook) and CANARY not in repr(loaded.entries)
    book = loaded.casebook
    records = [*book.obstacles.values(), *book.parties.values(), *book.sources.values(), *book.packs.values()]
    records += [*book.letters.values(), *book.meetings.values(), *book.recommendations.values(), book.settings]
    assert all(
        CANARY not in str(value) and "internal" not in path for record in records for path, value in walk(record)
    )
    assert all(CANARY not in record.model_dump_json() for record in records)
    assert book.obstacles == plain.obstacles and book.sources == plain.sources


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("parties/ministry.yaml", ("kind: ministry", "kind: departement")),  # wrong: left out, yet known
        ("parties/ministry.yaml", ("kind: ministry", "kind: [")),  # no YAML: offices cannot be known
        ("meetings/top.yaml", ("date: 2023-01-31", "date: vrijdag")),
        ("meetings/top.yaml", ("date: 2023-01-31", "date: [")),
        ("commitments/motion.yaml", ("kind: motion", "kind: motie")),
        ("commitments/undertaking.yaml", ("source: kst-1}", "source: kst-1")),
        ("recommendations/advice.yaml", ("by: region", "by: [")),
        ("obstacles/ferry.yaml", ("theme: transport", "theme: water")),
        ("packs/spring/letter.yaml", ("- {id: opening", "- {di: opening")),
        ("packs/spring/letter.yaml", ("- {id: opening", "- {id: [")),
        ("sources.yaml", ("kind: trb", "kind: krant")),
    ],
)
def test_a_wrong_record_is_left_out_and_told_once(load, name: str, change: tuple[str, str]) -> None:
    loaded = load({name: text(name).replace(*change)})
    errors = [problem for problem in loaded.problems if problem.is_error]
    assert {problem.place.file for problem in errors} == {f"cases/{name}"}
    assert not any(problem.code.startswith("unknown-") and problem.code != "unknown-key" for problem in errors)
    sound = loaded.casebook
    assert sound is not None
    if name == "sources.yaml":
        assert list(sound.sources) == ["kst-1", "com-1", "site"]
    else:
        whole = load({name: text(name)}).casebook
        assert len(sound.places) < len(whole.places)
        assert all(place.file != f"cases/{name}" for place in sound.places.values())


def test_unreadable_sources_say_nothing_of_references_to_them(load) -> None:
    assert {problem.place.file for problem in load({"sources.yaml": "kst-1: ["}).problems} == {"cases/sources.yaml"}


def test_a_record_that_refers_to_nothing_is_left_out_too(load) -> None:
    loaded = load(
        {"obstacles/ferry.yaml": text("obstacles/ferry.yaml").replace("initiator: region", "initiator: nobody")}
    )
    assert list(loaded.casebook.obstacles) == ["tunnel"]


def test_all_problems_of_a_record_at_once(load) -> None:
    broken = text("obstacles/ferry.yaml").replace("by: region", "by: nobody").replace("2022-12-05", "2022-02-30")
    broken = broken.replace('nl: "Veerdienst"', 'fr: "Bac"')
    found = sorted(problem.code for problem in load({"obstacles/ferry.yaml": broken}).problems)
    assert found == ["impossible-date", "main-language-missing", "unknown-actor"]


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ('title: {nl: "x"}\nlanguage: nl\nmessages: en\n', "en"),
        ('title: {nl: "x"}\nlanguage: nl\n', "nl"),
        ("messages: en\n", "en"),
        ("messages: en\ntitle: [\n", "en"),
        ("messages: fr\n", "nl"),
        ("", "nl"),
        ("- a\n", "nl"),
    ],
)
def test_language_of_messages_also_of_broken_settings(load, settings: str, language: str) -> None:
    loaded = load({"casebook.yaml": settings})
    assert loaded.language == language
    assert (loaded.casebook is None) == (loaded.problems != [])


def test_partial_dates_that_may_be_in_order_are(load) -> None:
    def events(*dates: str) -> list[str]:
        lines = "".join(f'  - {{date: {date}, kind: progress, by: unknown, text: {{nl: "x"}}}}\n' for date in dates)
        head, _, rest = text("obstacles/ferry.yaml").partition("events:\n")
        tail = rest[rest.index("cause") :]
        return [problem.code for problem in load({"obstacles/ferry.yaml": f"{head}events:\n{lines}{tail}"}).problems]

    assert events("2022", "2022-03", "2022-03-05", "unknown", "2022-03", "2022", "2023") == []
    assert events("2022-03-05", "2022", "2022-03-04") == ["events-out-of-order"]
    assert events("2023", "unknown", "2022") == ["events-out-of-order"]


@pytest.mark.parametrize(
    ("mailbox", "personal"),
    [
        ("postbus.gros@example.org", False), ("gros@example.org", False), ("directie-gros@example.org", False),
        ("secretariaat.grens@example.org", False), ("postbus20011@example.org", False),
        ("jan.jansen@example.org", True), ("j.jansen@example.org", True), ("J.W.van.den.Berg@example.org", True),
        ("marie.peeters-claes@example.org", True),
    ],
)  # fmt: skip
def test_mailboxes_of_persons(load, mailbox: str, personal: bool) -> None:
    loaded = load({"parties/ministry.yaml": text("parties/ministry.yaml").replace("postbus@example.org", mailbox)})
    assert [problem.code for problem in loaded.problems] == ["personal-mailbox"] * personal
    assert "ministry" in loaded.casebook.parties


@pytest.mark.parametrize(
    ("holders", "codes"),
    [
        ("{name: A, from: 2017, until: 2020}, {name: B, from: 2020}", []),
        ("{name: A, from: 2017, until: 2020-05}, {name: B, from: 2020-03}", ["holders-overlap"]),
        ("{name: A, from: 2017}, {name: B, from: 2020}", ["holders-overlap"]),
        ("{name: A}, {name: B}", []),
        ("{name: A, from: 2020, until: 2020}", []),
        ("{name: A, from: 2017, until: unknown}, {name: B, from: 2020}", []),
        ("{name: A, from: 2017, until: 2022-01-10}, {name: B, from: 2022-01-10}", []),
    ],
)
def test_holders(load, holders: str, codes: list[str]) -> None:
    office = f'{{id: head, title: {{nl: "H"}}, holders: [{holders}]}}'
    party = f'id: region\nkind: government\nname: {{nl: "G"}}\noffices:\n  - {office}\n'
    assert [problem.code for problem in load({"parties/region.yaml": party}).problems] == codes


def test_a_casebook_is_not_changed_by_loading_it_again(load) -> None:
    first = load()
    assert copy.deepcopy(first.casebook) == load().casebook


MANY = 3000


@pytest.mark.parametrize(
    ("name", "added", "code"),
    [
        ("obstacles/ferry.yaml", "related:\n" + "".join(f"  - fery-{i}\n" for i in range(MANY)), "unknown-obstacle"),
        ("obstacles/ferry.yaml", "area:\n" + "  - {}\n" * MANY, "wrong-type"),
        ("obstacles/ferry.yaml", "".join(f"theem{i}: x\n" for i in range(MANY)), "unknown-key"),
        ("sources.yaml", "".join(f"s{i}: {{}}\n" for i in range(MANY)), "missing-key"),
        ("packs/spring/letter.yaml", "  - {id: opening}\n" * MANY, "duplicate-section"),
    ],
)
def test_thousands_of_mistakes_are_told_in_bounded_time(load, name: str, added: str, code: str) -> None:
    start = time.process_time()
    loaded = load({name: text(name) + added})
    assert time.process_time() - start < 5
    assert [problem.code for problem in loaded.problems] == [code] * MOST_PROBLEMS + ["more-problems"]
    assert "more-problems" in render(loaded.problems[-1], "nl", loaded.locate(loaded.problems[-1].place))


@pytest.mark.parametrize(
    ("name", "added"),
    [
        (
            "packs/spring/pack.yaml",
            "".join(f"  d{i}: {{kind: k, audience: house, annexes: [d{i + 1}]}}\n" for i in range(MANY))
            + f"  d{MANY}: {{kind: k, audience: house}}\n",
        ),
        (
            "parties/region.yaml",
            'offices:\n  - id: head\n    title: {nl: "H"}\n    holders:\n'
            + "".join(f"      - {{name: A, from: {1000 + i}, until: {1001 + i}}}\n" for i in range(MANY)),
        ),
    ],
)
def test_long_chains_are_checked_in_bounded_time(load, name: str, added: str) -> None:
    start = time.process_time()
    assert load({name: text(name) + added}).problems == []
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("annexes", "circles"),
    [
        ({"a": "b", "b": "c", "c": ""}, []),
        ({"a": "b", "b": "a"}, ["a → b → a"]),
        ({"a": "b", "b": "c", "c": "b"}, ["b → c → b"]),
        ({"a": "b, c", "b": "d", "c": "d", "d": ""}, []),
        ({"a": "b, c", "b": "a", "c": "a"}, ["a → b → a", "a → c → a"]),
        ({"a": "", "b": "c", "c": "d", "d": "b"}, ["b → c → d → b"]),
    ],
)
def test_circles_of_annexes(load, annexes: dict[str, str], circles: list[str]) -> None:
    head = text("packs/spring/pack.yaml").partition("documents:")[0]
    lines = "".join(f"  {key}: {{kind: k, audience: house, annexes: [{named}]}}\n" for key, named in annexes.items())
    loaded = load({"packs/spring/pack.yaml": f"{head}documents:\n{lines}", "packs/spring/letter.yaml": None})
    assert [problem.values["way"] for problem in loaded.problems] == circles


def test_an_error_in_a_term_leaves_out_that_term_only(load) -> None:
    loaded = load({"glossary.yaml": text("glossary.yaml").replace("status: raised", "status: verheven")})
    assert [problem.code for problem in loaded.problems if problem.is_error] == ["not-a-choice"]
    assert list(loaded.casebook.terms) == ["obstacle", "minister", "decree"]
    assert loaded.casebook.named()[1].names == {"nl": "De Minister"}


def test_a_glossary_that_is_no_mapping_is_told_in_its_own_words(load) -> None:
    loaded = load({"glossary.yaml": "- grensbelemmering\n"})
    (problem,) = [problem for problem in loaded.problems if problem.is_error]
    assert problem.code == "wrong-type" and "term" in problem.values["expected_nl"]
    assert loaded.casebook.terms == {}
