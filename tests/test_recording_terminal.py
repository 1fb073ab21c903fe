"""The questions of `record` and `new` on a terminal: exactly what the rules need, each until its answer is good."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from terminal import CTRL_C, CTRL_D, Session, talk

from reporting.casebook.loading import load_casebook
from reporting.model.obstacles import Obstacle

MINIMAL = Path(__file__).parent / "casebook" / "minimal"
ENTER = ""
pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX terminal")
NEW = ["Brug te smal", "1", "vervoer", "De brug is te smal.", "town", "desk", "10-1-2020", "Gemeld.", "ja", ENTER]


@pytest.fixture(params=["nl"])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A folder to work in, with the minimal casebook; messages in the language asked for."""
    shutil.copytree(MINIMAL, tmp_path / "cases")
    settings = tmp_path / "cases" / "casebook.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}messages: {request.param}\n", encoding="utf-8")
    return tmp_path


in_both = pytest.mark.parametrize("folder", ["nl", "en"], indirect=True)


def obstacle(folder: Path, name: str = "brug-te-smal") -> Obstacle:
    loaded = load_casebook(folder / "cases", "cases")
    assert not [problem for problem in loaded.problems if problem.is_error]
    return loaded.casebook.obstacles[name]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*.yaml")}


def asked(session: Session) -> list[str]:
    """What was asked, without the answers, the proposals and what stands in brackets."""
    return [re.sub(r" [(\[].*", "", question.split(": ")[0]) for question in session.questions]


PRACTICE = "andere uitvoeringspraktijk"
# What is typed for each step from the report to the solution.
LIFE = [
    ("identification", ["1-2-2020", "1", "Herkend.", ENTER, ENTER]),
    ("analysis", ["2020-03-01", "support", "Gevraagd.", "1", "nog", "pending", "1", "2020-09", ENTER, ENTER]),
    ("analysis", ["2020-09", "inst", "Klaar.", ENTER, "4: Veel verkeer.", "veel", "3 Snel gewend.", "5: Niets nodig.",
                  "Wegenwet, artikel 3", "Decreet wegen, artikel 5", "?kst", "kst-1", ENTER]),
    ("selected", ["2020-10-01", ENTER, "Gekozen.", ENTER, "Voorleggen.", "governor", "2020-11"]),
    ("raised", ["2020-11-01", "governor", "Voorgelegd.", "minister", "onbekend", "Wie betaalt?", ENTER, ENTER]),
    ("decided", ["2021-01-01", "minister", "Besloten.", PRACTICE, "province", "region", "2021-12", ENTER, "Uitvoeren.",
                 ENTER, ENTER]),
    ("implementing", ["2021-02-01", "town", "province", "Begonnen.", ENTER, ENTER]),
    ("feedback", ["2021-02-02", ENTER, "Verteld.", ENTER, ENTER]),
    ("solved", ["2022-01-01", "minister", "Klaar.", "town", "Geteld: geen file.", ENTER]),
]  # fmt: skip


@in_both
def test_the_whole_life_by_answering_questions_only(folder: Path, request: pytest.FixtureRequest):
    dutch = "[nl]" in request.node.name
    answers = NEW if dutch else [*NEW[:2], "transport", *NEW[3:8], "yes", NEW[9]]
    session = talk(folder, ["new", "obstacle"], answers)
    assert (session.code, session.left) == (0, []), session.screen
    for kind, answers in LIFE:
        if not dutch:
            answers = [{PRACTICE: "practice", "onbekend": "not known"}.get(each, each) for each in answers]
        session = talk(folder, ["record", "brug-te-smal", kind], answers)
        assert (session.code, session.left) == (0, []), session.screen
        assert ("vastgelegd" if dutch else "recorded") + f": {kind}, " in session.screen
    found = obstacle(folder)
    assert [event.kind for event in found.events] == ["submitted", *(kind for kind, _ in LIFE)]
    assert [str(event.date) for event in found.events][:3] == ["2020-01-10", "2020-02-01", "2020-03-01"]
    assert [event.by for event in found.events] == [
        "desk", "support", "support", "institute", "council", "governor", "minister", "province", "desk", "minister"
    ]  # fmt: skip
    assert found.cause == "legislation" and [each.side for each in found.provisions] == ["nl", "vl"]
    assert (found.theme, found.public, found.borders) == ("transport", True, ["vl-nl"])
    analysis, decided = found.events[3], found.events[6]
    assert analysis.scores.benefits.reason == {"nl": "Snel gewend."} and analysis.source == "kst-1"
    assert found.events[4].next.by == "governor" and found.events[5].ministers == {"nl": "minister", "vl": "unknown"}
    assert decided.instrument.kind == "practice-change" and decided.owners == {"nl": "province", "vl": "region"}


def test_what_is_asked_is_what_the_rules_need(folder: Path):
    talk(folder, ["new", "obstacle"], NEW)
    session = talk(folder, ["record", "brug-te-smal", "identification"], LIFE[0][1])
    usual = ["Wanneer", "Wie deed of besloot het", "Wat gebeurde er, in één of twee zinnen"]
    assert asked(session) == [*usual, "Bron", "Eerstvolgende stap"]
    refused = ["2021-01-01", "minister", "Besloten.", "Het moet nu.", "none", "Te duur.", ENTER, ENTER]
    session = talk(folder, ["record", "brug-te-smal", "decided"], refused)
    need = ["Dit kan alleen met een reden", "Met welk instrument", "Om welke reden"]
    assert asked(session) == [*usual, *need, "Bron", "Eerstvolgende stap"], session.screen
    assert session.code == 0 and obstacle(folder).events[-1].instrument == "none"


def test_what_was_said_is_not_asked_again_and_nothing_more(folder: Path):
    said = ["--on", "2023-01-01", "--by", "support", "--text", "Herkend."]
    session = talk(folder, ["record", "ferry", "identification", *said], [])
    assert (session.code, asked(session)[:-2]) == (0, []), session.screen
    session = talk(folder, ["record", "ferry", "progress", *said[:4]], ["Iets.", ENTER, ENTER])
    assert session.code == 0 and asked(session)[0] == "Wat gebeurde er, in één of twee zinnen"


def test_a_wrong_answer_is_told_at_once_and_asked_again(folder: Path):
    answers = [
        "gisteren",
        "2023-01-01",
        "gemeente",
        "town",
        "support",
        "Zie [@niets].",
        "Herkend.",
        "bron",
        ENTER,
        ENTER,
    ]
    session = talk(folder, ["record", "ferry", "identification"], answers)
    assert (session.code, session.left) == (0, []), session.screen
    told = re.findall(r"(?m)^  (\S.*)$", session.screen)
    expected = ["«gisteren» is geen datum", "er is geen partij of ambt «gemeente»", "«town» gaat niet over de stap",
                "onbekende bron @niets", "er is geen bron «bron»"]  # fmt: skip
    assert [any(line.startswith(start) for line in told) for start in expected] == [True] * 5, session.screen
    assert obstacle(folder, "ferry").events[-1].text == {"nl": "Herkend."}


def test_a_step_that_cannot_be_taken_is_told_before_it_is_filled_in(folder: Path):
    before = files(folder)
    session = talk(folder, ["record", "tunnel", "raised"], ["2022-01-01"])
    assert (session.code, session.left, asked(session)[:1]) == (1, [], ["Wanneer"])
    assert "error[step-after-end]" in session.screen and "niet vastgelegd; er is niets veranderd" in session.screen
    assert session.screen.count("Wie deed") == 0 and files(folder) == before


def test_without_an_event_the_steps_that_may_follow_are_offered(folder: Path):
    session = talk(folder, ["record", "ferry"], ["identificatie", "2023", "support", "Herkend.", ENTER, ENTER])
    assert session.code == 0 and obstacle(folder, "ferry").events[-1].kind == "identification"
    offered = re.findall(r"(?m)^ +\d+  (\S+) ", session.screen.split("Wat wilt u vastleggen")[0])
    assert offered == ["identification", "no-obstacle", "progress", "feedback"]


def test_who_may_take_the_step_is_listed_by_name(folder: Path):
    session = talk(folder, ["record", "ferry", "progress"], ["2023", "?minister", "ministry", "Iets.", ENTER, ENTER])
    listed = re.findall(r"(?m)^ +\d+  (\S+) +(.+)$", session.screen.split("Wat gebeurde")[0])
    assert ("minister", "De Minister (Ministerie)") in listed and ("town", "Gemeente") not in listed
    assert obstacle(folder, "ferry").events[-1].by == "ministry"


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["ctrl-c", "ctrl-d"])
@pytest.mark.parametrize("answers", [[], ["2023-01-01", "support"]], ids=["at-once", "halfway"])
def test_stopping_writes_nothing(folder: Path, key: str, answers: list[str]):
    before = files(folder)
    for words in (["record", "ferry", "identification"], ["new", "obstacle"]):
        session = talk(folder, words, [*(answers if words[0] == "record" else NEW[: len(answers)]), key])
        assert session.code == 130 and session.screen.rstrip().endswith("gestopt; er is niets geschreven")
        assert files(folder) == before


def test_what_only_shows_when_all_is_said_can_be_mended(folder: Path):
    """A decision that is due before it was taken: both dates are right by themselves."""
    talk(folder, ["new", "obstacle"], NEW)
    said = ["--skipped", "Spoed.", "--instrument", "information", "--signed", "2021-01-01", "--expires", "2020-01-01",
            "--owner", "nl=town", "--owner", "vl=region", "--due", "2022", "--text", "Besloten.", "--by", "minister",
            "--on", "2021-01-01"]  # fmt: skip
    session = talk(folder, ["record", "brug-te-smal", "decided", *said], ["ja"])
    assert (session.code, session.left) == (0, []), session.screen
    assert "error[instrument-backward]" in session.screen and "option: --expires" in session.screen
    law = obstacle(folder).events[-1].instrument
    assert str(law.expires) == "unknown" and str(law.signed) == "2021-01-01"


def test_mending_can_be_declined(folder: Path):
    before = files(folder)
    said = ["--on", "2023-01-01", "--by", "town", "--text", "Herkend."]
    session = talk(folder, ["record", "ferry", "identification", *said], [ENTER])
    assert session.code == 1 and session.left == [] and files(folder) == before
    assert "niet vastgelegd; er is niets veranderd" in session.screen


@pytest.mark.parametrize(
    ("words", "code"),
    [(["record", "fery", "identification"], "unknown-obstacle"), (["record", "ferry", "opgelost"], "not-a-choice")],
)
def test_what_there_is_not_is_told_without_a_question(folder: Path, words: list[str], code: str):
    session = talk(folder, words, [])
    assert session.code == 1 and f"error[{code}]" in session.screen and "Wanneer" not in session.screen


def test_a_title_much_like_another_is_told_at_once(folder: Path):
    session = talk(folder, ["new", "obstacle"], ["Veerdiensten", CTRL_C])
    assert "dit lijkt op een zaak die er al is: ferry («Veerdienst»)" in session.screen


def test_a_citizen_needs_a_front_office_and_is_not_named(folder: Path):
    answers = ["Brug", "vl-nl, 3", "8", "Te smal.", "Jan Jansen", "?burger", "citizen", ENTER, "unknown", "desk"]
    answers += [ENTER, "Gemeld.", ENTER, "ferry", ENTER]
    session = talk(folder, ["new", "obstacle"], answers)
    assert (session.code, session.left) == (0, []), session.screen
    found = obstacle(folder, "brug")
    assert (found.initiator, found.front_office, found.public) == ("citizen", "desk", False)
    assert found.borders == ["vl-nl", "nl-nrw"] and "noem geen naam" in session.screen
    assert (
        "er bestaat al een bestand met deze naam" in session.screen and "hier is een antwoord nodig" in session.screen
    )


def test_lines_fit_on_a_terminal(folder: Path):
    """Questions and proposals: no list inside a question."""
    session = talk(folder, ["new", "obstacle"], NEW)
    assert max(len(question.split(": ")[0]) for question in session.questions) <= 78
