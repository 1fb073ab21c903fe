# ruff: noqa: E501 (tables of records, a case a line)
"""What is to be done: one thing at a time, by hand; late, in order, and on whose desk."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from desk_files import BASE, DAY, STEPS, WORDS, brief, life, obstacle, tasks, told

from reporting.model.dates import PartialDate
from reporting.model.tasks import Task, sort_tasks


def step(text: str, base: str = "submitted") -> list[str]:
    """Events that end in progress with this next step."""
    return [*life(base), f"{{kind: progress, date: 2024-05-05, by: min, {WORDS}, next: {text}}}"]


NEXT = '{text: {nl: "Overleggen."}, by: minister, due: 2024-05}'
NOBODY = '{text: {nl: "Overleggen."}, by: unknown, due: unknown}'
AT_TOP = '{text: {nl: "Overleggen."}, by: min, due: unknown, meeting: top}'
TOP = {
    "meetings/top.yaml": """\
id: top
kind: summit
title: {nl: "Top"}
place: unknown
date: 2024-09
parties: {nl: [min], vl: [gewest]}
"""
}
REFUSED = f'{{kind: decided, date: 2024-04-20, by: minister, {WORDS}, instrument: none, reason: {{nl: "Te duur."}}}}'


def decided(instrument: str, more: str = "due: 2024-06") -> list[str]:
    event = f"{{kind: decided, date: 2024-04-20, by: minister, {WORDS}, owners: {{nl: min, vl: gewest}}, {more},"
    return [*life("raised"), f"{event} instrument: {{{instrument}}}}}"]


# name -> events, and every task of the obstacle that follows from them on DAY
LIVES: dict[str, tuple[list[str], list[tuple[str, str, str]]]] = {
    "a next step": (step(NEXT, "identification"), [("next-step", "minister", "2024-05")]),
    "a next step of nobody known is the coordinator's": (
        step(NOBODY, "identification"), [("next-step", "min", "unknown")],
    ),
    "a next step without a date takes that of its meeting": (
        step(AT_TOP, "identification"), [("next-step", "min", "2024-09")],
    ),
    "no further step needed": (step("none", "identification"), []),
    "submitted: two months to ask more": (life("submitted"), [("identify", "(secretariat)", "2024-03-10")]),
    "submitted: also where a next step is recorded": (
        step(NEXT), [("next-step", "minister", "2024-05"), ("identify", "(secretariat)", "2024-03-10")],
    ),
    "identified": (life("identification"), [("analyse", "(secretariat)", "unknown")]),
    "an analysis that was asked for": (
        [*life("identification"), STEPS["pending"]], [("deliver-analysis", "instituut", "2024-05")],
    ),
    "an analysis that is there": (
        life("analysis"), [("select", "(council)", "unknown"), ("find-out", "min", "unknown")],
    ),
    "selected": (life("selected"), [("raise", "(link)", "unknown")]),
    "raised": (life("raised"), [("decide", "minister,minister-vl", "unknown")]),
    "decided": (life("decided"), [("implement", "min,gewest", "2024-06")]),
    "decided, with a next step beside it": (
        step(NEXT, "decided"), [("next-step", "minister", "2024-05"), ("implement", "min,gewest", "2024-06")],
    ),
    "refused": ([*life("raised"), REFUSED], [("conclude", "minister", "unknown")]),
    "being carried out": (life("implementing"), [("verify", "min,gewest", "2024-06")]),
    "solved": (life("solved"), []),
    "not selected": (
        [*life("analysis"), f'{{kind: not-selected, date: 2024-03-20, by: raad, {WORDS}, reason: {{nl: "Klein."}}}}'], [],
    ),
    "what is unknown of the latest step": (
        decided("kind: practice-change, expires: none", "due: unknown"),
        [("implement", "min,gewest", "unknown"), ("find-out", "min", "unknown")],
    ),
    "an instrument that has expired": (
        decided("kind: practice-change, expires: 2024-06-14"),
        [("instrument-expired", "min,gewest", "2024-06-14"), ("implement", "min,gewest", "2024-06")],
    ),
    "an instrument that expires within a year": (
        decided("kind: practice-change, expires: 2025-06"),
        [("implement", "min,gewest", "2024-06"), ("instrument-expiring", "min,gewest", "2025-06")],
    ),
    "an instrument that holds longer": (
        decided("kind: practice-change, expires: 2026"), [("implement", "min,gewest", "2024-06")],
    ),
    "a decision that is transposed on one side": (
        decided("kind: benelux-decision, expires: none, transposition: {nl: 2024-05-01}"),
        [("implement", "min,gewest", "2024-06"), ("instrument-untransposed", "gewest", "unknown")],
    ),
    "a decision of which it is not known whether it was transposed": (
        decided("kind: benelux-decision, expires: none, transposition: {nl: unknown, vl: 2024-05-01}"),
        [("implement", "min,gewest", "2024-06"), ("instrument-untransposed-unknown", "min", "unknown")],
    ),
    "a treaty that a parliament has not seen": (
        decided("kind: benelux-treaty, expires: none, transposition: none, parliament: {nl: 2024-07-01, vl: 2024-05-01}"),
        [("implement", "min,gewest", "2024-06"), ("instrument-unapproved", "min", "unknown")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIVES)
def test_what_is_to_be_done_about_an_obstacle(name: str, tmp_path: Path):
    events, expected = LIVES[name]
    found = [brief(task) for task in tasks(tmp_path, obstacle(events), TOP) if task.kind == "obstacle"]
    assert sorted(found) == sorted(expected)


def test_the_reporter_hears_of_the_latest_step(tmp_path: Path):
    late = obstacle([*life("selected"), told("2024-03-21"), STEPS["raised"]], told_last=False)
    assert ("tell", "loket", "unknown") in [brief(task) for task in tasks(tmp_path, late)]
    early = [brief(task) for task in tasks(tmp_path, late, day=datetime.date(2024, 3, 25))]
    assert [code for code, _, _ in early] == ["raise"]


def test_without_a_front_office_the_coordinator_tells(tmp_path: Path):
    silent = obstacle(life("selected"), told_last=False)
    silent = {name: text.replace("front_office: loket\n", "") for name, text in silent.items()}
    assert ("tell", "min", "unknown") in [brief(task) for task in tasks(tmp_path, silent)]


def test_nobody_is_told_where_nobody_is_known(tmp_path: Path):
    silent = obstacle(life("selected"), told_last=False)
    silent = {name: text.replace("initiator: gewest\nfront_office: loket\n", "") for name, text in silent.items()}
    assert [task.code for task in tasks(tmp_path, silent)] == ["raise"]


FILE = "bridge: {{point: steun, submitted: 2024-03-01{more}}}\nhampers: infrastructure\n"


@pytest.mark.parametrize(
    ("more", "day", "expected"),
    [
        ("", "2024-04-30", {("bridge-clarification", "2024-05-01"), ("bridge-answer", "2024-09-01")}),
        ("", "2024-05-02", {("bridge-answer", "2024-09-01")}),  # complete after two months without a question
        (", clarification_asked: 2024-04-02", "2024-04-30", {("bridge-answer", "2024-09-01")}),
        ("", "2024-09-02", {("bridge-answer", "2024-09-01")}),
        (", answered: 2024-08-01", "2024-09-02", set()),
        (", answered: 2024-08-01", "2024-07-01", {("bridge-answer", "2024-09-01")}),
        ("", "2024-02-28", set()),
    ],
)
def test_the_time_limits_of_a_bridge_file(more: str, day: str, expected: set, tmp_path: Path):
    filed = obstacle(life("identification"), FILE.format(more=more))
    found = tasks(tmp_path, filed, day=datetime.date.fromisoformat(day))
    assert {(task.code, str(task.due)) for task in found if task.code.startswith("bridge")} == expected
    verify = {task.code: task.values["verify"] for task in found if task.code.startswith("bridge")}
    assert verify == {code: code == "bridge-answer" for code in verify}


MEASURE = "{{kind: interreg, title: {{nl: Subsidie}}, approval: {{by: raad, due: 2024-07{more}}}}}"


@pytest.mark.parametrize(
    ("more", "awaited"),
    [("", True), (", granted: 2024-06-14", False), (", granted: 2024-06", True), (", refused: 2024-05-01", False)],
)
def test_an_approval_is_awaited_until_it_is_there(more: str, awaited: bool, tmp_path: Path):
    carried = obstacle(life("solved"), f"measures: [{MEASURE.format(more=more)}]\n")
    expected = [("approve", "raad", "2024-07")] if awaited else []
    assert [brief(task) for task in tasks(tmp_path, carried)] == expected


def commitment(more: str, kind: str = "motion") -> dict[str, str]:
    return {
        "commitments/motie.yaml": f"""\
id: motie
kind: {kind}
title: {{nl: "Motie over het veer"}}
text: {{nl: "Zorg voor het veer."}}
source: kst-1
owner: minister
due: 2024-03
given: 2023-11-01
{more}"""
    }


REPORTED = "reported: {date: 2024-05-01, source: kst-1}\n"
SETTLED = "settled: {date: 2024-06-10, by: kamer}\n"


@pytest.mark.parametrize(
    ("more", "day", "expected"),
    [
        ("", DAY, [("keep-motion", "minister", "2024-03")]),
        ("", datetime.date(2023, 10, 31), []),
        (REPORTED, DAY, [("settle-motion", "(parliament)", "unknown")]),
        (REPORTED, datetime.date(2024, 4, 30), [("keep-motion", "minister", "2024-03")]),
        (REPORTED + SETTLED, DAY, []),
        (REPORTED + SETTLED, datetime.date(2024, 6, 9), [("settle-motion", "(parliament)", "unknown")]),
    ],
)
def test_a_motion_is_its_owners_then_the_houses(more: str, day: datetime.date, expected: list, tmp_path: Path):
    assert [brief(task) for task in tasks(tmp_path, commitment(more), day=day)] == expected


def test_what_was_reported_settled_lies_on_the_desk_of_parliament(tmp_path: Path):
    files = commitment(REPORTED, "undertaking")
    assert [task.code for task in tasks(tmp_path, files, body="kamer")] == ["settle-undertaking"]
    assert tasks(tmp_path, files, body="min") == []


ADVICE = {
    "recommendations/advies.yaml": """\
id: advies
title: {nl: "Advies"}
by: raad
date: 2023-01-01
recommendations:
  - number: "3"
    title: {nl: "Veer"}
    advice: {nl: "Regel het."}
    reaction:
      actions:
        - {text: {nl: "Eerst."}, actors: [min], due: 2023-06-15}
        - {text: {nl: "Dan."}, actors: [gewest, unknown], due: 2023-06-16}
        - {text: {nl: "Nu."}, actors: [min], due: 2024-07}
        - {text: {nl: "Ooit."}, actors: [min]}
"""
}


def test_an_action_is_asked_after_for_a_year(tmp_path: Path):
    found = tasks(tmp_path, ADVICE)
    assert [brief(task) for task in found] == [("action-passed", "gewest", "2023-06-16"), ("action", "min", "2024-07")]
    assert [task.values for task in found] == [{"number": "3", "letter": "b"}, {"number": "3", "letter": "c"}]
    assert tasks(tmp_path, ADVICE, day=datetime.date(2022, 12, 31)) == []


def test_an_action_of_the_last_year_that_can_be_typed_is_no_exception(tmp_path: Path):
    files = {name: text.replace("due: 2024-07", "due: 9999") for name, text in ADVICE.items()}
    assert [brief(task) for task in tasks(tmp_path, files)][1:] == [("action", "min", "9999")]


def test_measures_of_a_reaction_and_of_its_actions_await_their_approval(tmp_path: Path):
    measures = f"measures: [{MEASURE.format(more='')}]"
    carried = ADVICE["recommendations/advies.yaml"].replace("due: 2024-07}", f"due: 2024-07, {measures}}}")
    carried += f"      {measures}\n"
    found = tasks(tmp_path, {"recommendations/advies.yaml": carried})
    here = ("recommendations", 0, "reaction")
    approvals = {task.at: brief(task) for task in found if task.code == "approve"}
    assert approvals == {
        (*here, "actions", 2, "measures", 0): ("approve", "raad", "2024-07"),
        (*here, "measures", 0): ("approve", "raad", "2024-07"),
    }


AGREED = """\
agreements:
  - title: {nl: "Veer"}
    sentences:
      - {mode: discussed, text: {nl: "Besproken."}, owners: [min], due: 2024-10}
      - {mode: agrees, text: {nl: "Afgesproken."}, owners: [gewest], due: 2024-10}
"""


def test_a_meeting_to_come_has_what_is_due_on_it(tmp_path: Path):
    top = {"meetings/top.yaml": TOP["meetings/top.yaml"] + AGREED}
    asked = [*life("selected"), STEPS["raised"].replace("{kind: raised,", "{kind: raised, meeting: top,")]
    files = (top, obstacle(asked, identifier="vraag"), obstacle(step(AT_TOP, "identification")))
    (meeting,) = (task for task in tasks(tmp_path, *files) if task.kind == "meeting")
    assert brief(meeting) == ("prepare-meeting", "min,gewest", "2024-09")
    assert meeting.values["agenda"] == {"steps": ("veer",), "questions": ("vraag",)}
    after = [brief(task) for task in tasks(tmp_path, *files, day=datetime.date(2024, 10, 1)) if task.kind == "meeting"]
    assert after == [("agreement", "gewest", "2024-10")]


@pytest.mark.parametrize(
    ("outcome", "asked"),
    [
        ("{state: done, date: 2024-10-20}", False), ("{state: not-done, date: unknown}", False),
        ("{state: partly, date: 2024-10-20}", True), ("{state: done, date: 2024-11}", True),
    ],
)  # fmt: skip
def test_what_came_of_an_agreement_need_not_be_asked(tmp_path: Path, outcome: str, asked: bool):
    told = outcome.replace("}", ', text: {nl: "Het veer vaart."}}')
    agreed = AGREED.replace("owners: [gewest], due: 2024-10}", f"owners: [gewest], due: 2024-10, outcome: {told}}}")
    assert agreed != AGREED
    top = {"meetings/top.yaml": TOP["meetings/top.yaml"] + agreed}
    found = [brief(task) for task in tasks(tmp_path, top, day=datetime.date(2024, 11, 5))]
    assert found == ([("agreement-passed", "gewest", "2024-10")] if asked else [])


def test_a_meeting_without_a_date_needs_one_unless_it_was_held(tmp_path: Path):
    top = {"meetings/top.yaml": TOP["meetings/top.yaml"].replace("2024-09", "unknown")}
    assert [brief(task) for task in tasks(tmp_path, top)] == [("date-meeting", "min,gewest", "unknown")]
    held = obstacle([event.replace("{kind: solved,", "{kind: solved, meeting: top,") for event in life("solved")])
    assert tasks(tmp_path, top, held) == []


# --- late, in order ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "day", "late"),
    [
        ("2024-06-14", "2024-06-15", 1), ("2024-06-15", "2024-06-15", 0), ("2024-06", "2024-06-30", 0),
        ("2024-06", "2024-07-01", 1), ("2023", "2023-12-31", 0), ("2023", "2024-01-31", 31), ("unknown", "2024-01-01", 0),
    ],
)  # fmt: skip
def test_a_task_is_late_once_its_date_is_surely_over(due: str, day: str, late: int):
    assert Task("x", "obstacle", "a", due=PartialDate.parse(due)).late(datetime.date.fromisoformat(day)) == late


def test_what_is_late_comes_first_longest_late_leading():
    dues = ["unknown", "2024-07", "2024-06-14", "2023", "2024-06-30", "2024-05", "2024-06-15"]
    made = [Task("x", "obstacle", due, due=PartialDate.parse(due)) for due in dues]
    expected = ["2023", "2024-05", "2024-06-14", "2024-06-15", "2024-06-30", "2024-07", "unknown"]
    assert [task.id for task in sort_tasks(made)] == expected


# --- as of a day ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        ("2024-01-09", []),
        ("2024-01-10", ["identify"]),
        ("2024-02-01", ["analyse"]),
        ("2024-03-19", ["select"]),
        ("2024-03-31", ["raise"]),
        ("2024-04-19", ["decide"]),
        ("2024-04-20", ["implement"]),
        ("2024-05-02", ["verify"]),
        ("2024-06-01", []),
    ],
)
def test_the_list_is_as_it_was_on_that_day(day: str, codes: list[str], tmp_path: Path):
    found = tasks(tmp_path, obstacle(life("solved")), day=datetime.date.fromisoformat(day))
    assert [task.code for task in found if task.code not in ("tell", "find-out")] == codes


# --- whose desk -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "body", "codes"),
    [
        (step(NEXT, "identification"), "minister", ["next-step"]),
        (step(NEXT, "identification"), "min", ["next-step"]),  # a party has the desks of its offices
        (step(NEXT, "identification"), "minister-vl", []),
        (step(NOBODY, "identification"), "min", ["next-step"]),  # the coordinator, where nobody else is known
        (step(NOBODY, "identification"), "minister", []),
        (life("selected"), "provincie", ["raise"]),
        (life("selected"), "commissaris", ["raise"]),  # an office acts where its party may
        (life("selected"), "raad", []),
        (life("analysis"), "raad", ["select"]),
        (life("submitted"), "steun", ["identify"]),
        (life("raised"), "gewest", ["decide"]),
        ([*life("identification"), STEPS["pending"]], "instituut", ["deliver-analysis"]),
    ],
)
def test_a_desk_has_what_the_body_must_do(events: list[str], body: str, codes: list[str], tmp_path: Path):
    assert [task.code for task in tasks(tmp_path, obstacle(events), body=body) if task.code != "find-out"] == codes


def test_telling_lies_on_the_desk_of_the_front_office(tmp_path: Path):
    assert [task.code for task in tasks(tmp_path, obstacle(life("selected"), told_last=False), body="loket")] == [
        "tell"
    ]


def test_bodies_that_the_casebook_names_stand_in_their_part(tmp_path: Path):
    named = {"casebook.yaml": BASE["casebook.yaml"] + "bodies: {vl-nl: {link: [commissaris], council: [raad]}}\n"}
    files = named, obstacle([e.replace("by: provincie", "by: commissaris") for e in life("selected")])
    (task,) = tasks(tmp_path, *files)
    assert (brief(task), task.role) == (("raise", "commissaris", "unknown"), "link")
    assert [task.code for task in tasks(tmp_path, *files, body="provincie")] == ["raise"]
