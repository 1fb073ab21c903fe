"""Events recorded in a file: where they go, what they hold, and what is refused with the file as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from recorded import (
    DECISION,
    LIFE,
    MINISTERS,
    NEW,
    PROVISIONS,
    SCORES,
    Said,
    bridge,
    everything,
    make_folder,
    record,
    say,
)

from reporting.casebook.loading import load_casebook
from reporting.desk.answers import ANSWERS
from reporting.desk.recording import KINDS
from reporting.model.lifecycle import STEPS
from reporting.model.obstacles import Event, Obstacle
from reporting.model.requirements import REQUIREMENTS
from reporting.problems import find_words

# How many steps of `LIFE` lead to each status.
IDENTIFIED, PENDING, ANALYSED, NOT_SELECTED, SELECTED, RAISED, DECIDED, SOLVED, REFUSAL = 2, 3, 4, 5, 7, 8, 9, 13, 18


def obstacle(folder: Path) -> Obstacle:
    book = load_casebook(folder, "cases").casebook
    assert book
    return book.obstacles["bridge"]


# --- what is recorded ------------------------------------------------------------------------------------------------


def test_the_whole_life_of_an_obstacle(tmp_path: Path):
    """Every kind of event and every answer; each brings what was typed, at the end, and warnings at most."""
    assert {"submitted", *(kind for kind, _ in LIFE)} == set(KINDS) == {*STEPS, "progress", "feedback"}
    assert {name for _, said in LIFE for name in said} >= {answer.name for answer in ANSWERS} - {"scores"}
    folder = make_folder(tmp_path)
    for kind, said in LIFE:
        before, old = bridge(folder).read_bytes(), obstacle(folder)
        done = record(folder, kind, said)
        assert done.done and not any(problem.is_error for problem in done.problems), done.lines
        new, events = bridge(folder).read_bytes(), obstacle(folder).events
        assert events[:-1] == old.events and events[-1].kind == kind
        assert str(events[-1].date) == said["on"][0] and events[-1].by == said["by"][0]
        assert done.text in new.decode() and done.text not in before.decode()
        assert str(done.at) == f"cases/obstacles/bridge.yaml:{line_of(new, events[-1].kind)}:5"
    assert [problem.code for problem in load_casebook(folder, "cases").problems if problem.is_error] == []


def line_of(data: bytes, kind: str) -> int:
    """The line of the last event of that kind."""
    lines = data.decode().splitlines()
    return max(number for number, line in enumerate(lines, 1) if line.startswith(f"  - kind: {kind}"))


def test_what_is_typed_is_what_is_recorded(tmp_path: Path):
    life = dict(zip((kind for kind, _ in LIFE), events_of_life(tmp_path), strict=True))
    analysis, decided, selected = life["analysis"], events_of(tmp_path, "decided")[0], life["selected"]
    assert analysis.scores.relevance.score == "4" and analysis.scores.relevance.reason == {"nl": "Veel fietsers."}
    assert analysis.scores.feasibility.score == "unknown"
    pending = events_of(tmp_path, "analysis")[0]
    assert (pending.scores, pending.asked, str(pending.due)) == ("pending", ["institute", "town"], "2020-09")
    assert life["identification"].text == {"nl": "Herkend.", "fr": "Reconnu.", "de": "Erkannt."}
    assert life["identification"].source == "kst-1"
    assert (selected.rank, selected.meeting, selected.skipped) == ("1", "autumn", {"nl": "De analyse ligt er al."})
    assert events_of(tmp_path, "raised")[0].ministers == {"nl": "minister", "vl": "minister-vl"}
    law = decided.instrument
    assert (law.kind, str(law.signed), str(law.in_force)) == ("benelux-decision", "2021-05-01", "2021-06")
    assert {side: str(date) for side, date in law.transposition.items()} == {"nl": "2021-09-01", "be": "2021-10-01"}
    assert law.parliament == "none" and str(law.expires) == "none" and str(law.published) == "2021-05-20"
    assert decided.owners == {"nl": "province", "vl": "region"} and str(decided.due) == "2022"
    assert (decided.next.text, decided.next.by, str(decided.next.due)) == ({"nl": "Bouwen."}, "province", "2021-12")
    assert (life["progress"].next.by, life["progress"].next.meeting) == ("unknown", "top")
    assert (life["solved"].verified_by, life["solved"].next) == ("town", "none")
    assert life["mitigated"].remains == {"nl": "Op zondag blijft hij dicht."}
    assert life["decided"].instrument == "none" and life["decided"].reason == {"nl": "Te duur."}
    assert life["no-obstacle"].reason == "unknown" and life["raised"].question == "unknown"


def events_of_life(tmp_path: Path) -> list[Event]:
    folder = make_folder(tmp_path, len(LIFE))
    return obstacle(folder).events[1:]


def events_of(tmp_path: Path, kind: str) -> list[Event]:
    return [event for event in obstacle(tmp_path / "cases").events if event.kind == kind]


def test_what_a_step_needs_of_the_obstacle_itself_is_recorded_with_it(tmp_path: Path):
    folder = make_folder(tmp_path, PENDING)
    assert record(folder, *LIFE[PENDING]).done
    found = obstacle(folder)
    assert found.cause == "legislation"
    assert [(each.side, each.citation) for each in found.provisions] == [
        ("nl", "Wegenwet, artikel 3"),
        ("be", "Wet op de bruggen, artikel 5"),
    ]
    assert "cause: legislation   # nog uit te zoeken\n" in bridge(folder).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("on", "index"),
    [("2019", 0), ("2020-01-09", 0), ("2020-01-10", 1), ("2020-01", 2), ("2020-01-31", 2), ("2020-02-15", 3),
     ("2020", 5), ("2020-12", 5), ("unknown", 5)],
)  # fmt: skip
def test_an_event_goes_where_its_date_belongs(tmp_path: Path, on: str, index: int):
    folder = make_folder(tmp_path, ANALYSED)
    old = obstacle(folder).events
    done = record(folder, "progress", say(on, "town"))
    assert done.done, done.lines
    events = obstacle(folder).events
    assert str(events[index].date) == on and [*events[:index], *events[index + 1 :]] == old


def test_a_step_in_the_middle_is_held_against_what_comes_after(tmp_path: Path):
    """The place told is one that the file has: the step that it would make impossible."""
    folder = make_folder(tmp_path, IDENTIFIED)
    before = everything(folder)
    done = record(folder, "no-obstacle", say("2020-01-20", "support", reason="Toch niet."))
    assert [problem.code for problem in done.problems] == ["step-after-end"] and not done.done
    line = line_of(bridge(folder).read_bytes(), "identification")
    assert done.lines[0].startswith(f"cases/obstacles/bridge.yaml:{line}:11: error[step-after-end]: ")
    assert everything(folder) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.split("\ntranslation")[0].rstrip("\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("internal:\n", "# Een opmerking aan het eind.\ninternal:\n") + "\n# Nog een.\n\n",
        lambda text: text.replace("  - kind", "- kind").replace("    date", "  date").replace("    by", "  by")
        .replace("    text", "  text").replace("      nl", "    nl"),
    ],
    ids=["crlf", "cr", "no-final-newline", "byte-order-mark", "comments", "dashes-at-the-margin"],
)  # fmt: skip
def test_a_file_in_another_style_keeps_it(tmp_path: Path, change):
    folder = make_folder(tmp_path)
    bridge(folder).write_bytes(change(NEW).encode())
    old = bridge(folder).read_bytes()
    done = record(folder, *LIFE[1])
    assert done.done, done.lines
    new = bridge(folder).read_bytes()
    start = next(at for at in range(len(old) + 1) if old[:at] == new[:at] and new.endswith(old[at:]))
    inside = new[start : len(new) - len(old) + start]
    ends = set(re.findall(rb"\r\n|\r|\n", old))
    assert set(re.findall(rb"\r\n|\r|\n", inside)) == ends and len(ends) == 1
    assert obstacle(folder).events[-1].text == {"nl": "Herkend.", "fr": "Reconnu.", "de": "Erkannt."}


@pytest.mark.parametrize(
    "text",
    ['Hij zei: "nee"', "a: b # c", "een - streepje", "unknown iets", "één ’kwart’ 😀", "*cursief* en **vet** [@kst-1]",
     "Eerste regel.\nTweede: regel.", "woord " * 60 + "eind", "100%", "'s Morgens", "{x}", "C:\\pad", "yes"],
)  # fmt: skip
def test_any_text_comes_back_as_it_was_typed(tmp_path: Path, text: str):
    folder = make_folder(tmp_path)
    done = record(folder, "progress", say("2021", "town", text))
    assert done.done, done.lines
    assert obstacle(folder).events[-1].text == {"nl": text.strip()}


def test_a_rehearsal_writes_nothing_and_shows_what_would_come(tmp_path: Path):
    folder = make_folder(tmp_path, RAISED)
    before = everything(folder)
    shown = record(folder, *LIFE[RAISED], dry=True)
    assert shown.done and everything(folder) == before
    done = record(folder, *LIFE[RAISED])
    assert (shown.text, shown.at, shown.lines, shown.status) == (done.text, done.at, done.lines, done.status)
    assert shown.text.splitlines()[0] == "  - kind: decided"
    assert shown.text in bridge(folder).read_text(encoding="utf-8")


def test_what_a_step_leaves_to_do_is_told_with_the_command_for_it(tmp_path: Path):
    folder = make_folder(tmp_path)
    done = record(folder, *LIFE[1])
    assert [problem.code for problem in done.problems] == ["reporter-not-told"]
    assert done.lines[0].splitlines()[-1] == "  command: reporting record bridge feedback"
    assert record(folder, "feedback", say("2020-02-03", "desk")).problems == []


# --- what is refused -------------------------------------------------------------------------------------------------

ID = say("2020-02-01", "support")  # an identification
RAISE = say("2021-02-01", "governor", **MINISTERS)
DECIDE = say("2021-05-01", "minister", **DECISION)
SOLVE = say("2022-06-01", "region", verified_by="town", evidence="Geteld.")
ANALYSE = say("2020-09-01", "institute", **SCORES, **PROVISIONS)
SELECT = say("2021-01-05", "council")


def but(said: Said, **more: str | list[str] | None) -> Said:
    """The answers with others in their place; None: without one."""
    changed = {name.replace("_", "-"): value for name, value in more.items()}
    given = {**said, **{key: value if isinstance(value, list) else [value] for key, value in changed.items() if value}}
    return {key: value for key, value in given.items() if changed.get(key, "") is not None}


# After so many steps of `LIFE`: the event, what was typed for it, the code, and the option that it is about.
REFUSED: list[tuple[int, str, Said, str, str]] = [
    (0, "identificatoin", ID, "not-a-choice", ""),
    (0, "identification", but(ID, on="1-2-2020"), "date-form", "on"),
    (0, "identification", but(ID, on="2020-02-30"), "impossible-date", "on"),
    (0, "identification", but(ID, on=["2020-02-01", "2020-02-02"]), "answer-twice", "on"),
    (0, "identification", but(ID, on=None), "missing-key", "on"),
    (0, "identification", but(ID, by="suport"), "unknown-actor", "by"),
    (0, "identification", but(ID, by="town"), "wrong-body", "by"),
    (0, "identification", but(ID, by=None), "missing-key", "by"),
    (0, "identification", but(ID, text=None), "missing-key", "text"),
    (0, "identification", but(ID, text=" "), "answer-form", "text"),
    (0, "identification", but(ID, text="unknown"), "wrong-type", "text"),
    (0, "identification", but(ID, text="fr=Reconnu."), "main-language-missing", "text"),
    (0, "identification", but(ID, text=["Herkend.", "Nog eens."]), "answer-twice", "text"),
    (0, "identification", but(ID, text="Zie [@nergens]."), "unknown-citation", "text"),
    (0, "identification", but(ID, text="Tekst\n\n# Kop"), "markdown-heading", "text"),
    (0, "identification", but(ID, text="a\u202eb"), "forbidden-character", "text"),
    (0, "identification", but(ID, source="kst-2"), "unknown-source", "source"),
    (0, "identification", but(ID, meeting="herfst"), "unknown-meeting", "meeting"),
    (0, "identification", but(ID, owner="nl"), "answer-form", "owner"),
    (0, "identification", but(ID, owner=["nl=province", "nl=town"]), "answer-twice", "owner"),
    (0, "identification", but(ID, owner="xx=province"), "not-a-choice", "owner"),
    (0, "identification", but(ID, owner="nl=provincie"), "unknown-actor", "owner"),
    (0, "identification", but(ID, next="none", next_by="town"), "answer-twice", "next-by"),
    (0, "identification", but(ID, next_by="town"), "missing-key", "next"),
    (0, "identification", but(ID, next="Bellen.", next_by="twon"), "unknown-actor", "next-by"),
    (0, "identification", but(ID, next="Bellen.", next_due="gauw"), "date-form", "next-due"),
    (0, "identification", but(ID, next="Bellen.", next_meeting="x"), "unknown-meeting", "next-meeting"),
    (0, "identification", but(ID, rank="1"), "key-not-for-event", "rank"),
    (0, "identification", but(ID, evidence="Zo."), "key-not-for-event", "evidence"),
    (0, "submitted", but(ID, by="desk"), "step-backward", ""),
    (0, "reopened", but(ID, reason="Zo."), "step-backward", ""),
    (0, "raised", RAISE, "step-skipped", "skipped"),
    (0, "progress", but(ID, skipped="Zo."), "key-not-for-event", "skipped"),
    (IDENTIFIED, "analysis", but(ANALYSE, relevance=None, benefits=None, feasibility=None), "scores-missing", "scores"),
    (IDENTIFIED, "analysis", but(ANALYSE, relevance=None), "missing-key", "relevance"),
    (IDENTIFIED, "analysis", but(ANALYSE, relevance="6: Heel veel."), "score-form", "relevance"),
    (IDENTIFIED, "analysis", but(ANALYSE, benefits="4"), "answer-form", "benefits"),
    (IDENTIFIED, "analysis", but(ANALYSE, scores="pending"), "answer-twice", "relevance"),
    (IDENTIFIED, "analysis", but(say("2020-09-01", "support"), scores="morgen"), "wrong-type", "scores"),
    (IDENTIFIED, "analysis", but(ANALYSE, provision=None), "provisions-missing", "provision"),
    (IDENTIFIED, "analysis", but(ANALYSE, provision="nl=Wegenwet"), "provisions-missing", "provision"),
    (IDENTIFIED, "analysis", but(ANALYSE, provision="Wegenwet"), "answer-form", "provision"),
    (IDENTIFIED, "analysis", but(ANALYSE, provision=["nl=Wet", "zz=Wet"]), "not-a-choice", "provision"),
    (IDENTIFIED, "analysis", but(ANALYSE, cause="wet"), "not-a-choice", "cause"),
    (IDENTIFIED, "analysis", but(ANALYSE, asked="instituut"), "unknown-party", "asked"),
    (IDENTIFIED, "analysis", but(ANALYSE, due="2020-01-01"), "due-before-event", "due"),
    (PENDING, "selected", SELECT, "analysis-unfinished", "skipped"),
    (ANALYSED, "selected", but(SELECT, by="province"), "wrong-body", "by"),
    (ANALYSED, "not-selected", SELECT, "reason-missing", "reason"),
    (NOT_SELECTED, "raised", RAISE, "step-after-end", ""),
    (REFUSAL, "implementing", say("2023-05-02", "minister"), "step-after-refusal", ""),
    (NOT_SELECTED, "reopened", say("2021", "support"), "reason-missing", "reason"),
    (SELECTED, "raised", but(RAISE, minister="nl=minister"), "ministers-missing", "minister"),
    (SELECTED, "raised", but(RAISE, minister=["nl=ministry", "vl=minister-vl"]), "unknown-office", "minister"),
    (SELECTED, "raised", but(RAISE, minister=["nl=governor", "vl=minister-vl"]), "not-a-minister", "minister"),
    (SELECTED, "raised", but(RAISE, minister=["nl=minister-vl", "vl=minister"]), "minister-other-side", "minister"),
    (SELECTED, "raised", but(RAISE, question=None), "question-missing", "question"),
    (SELECTED, "raised", but(RAISE, question="Zie [@nergens]."), "unknown-citation", "question"),
    (RAISED, "decided", but(DECIDE, instrument=None), "missing-key", "instrument"),
    (RAISED, "decided", but(say("2021-05-01", "minister"), owner=DECISION["owner"], due="2022"), "instrument-missing",
     "instrument"),
    (RAISED, "decided", but(DECIDE, instrument="benelux-beschikking"), "not-a-choice", "instrument"),
    (RAISED, "decided", but(DECIDE, instrument="none"), "answer-twice", "signed"),
    (RAISED, "decided", but(DECIDE, signed="gisteren"), "date-form", "signed"),
    (RAISED, "decided", but(DECIDE, expires="2020"), "instrument-backward", "expires"),
    (RAISED, "decided", but(DECIDE, transposition="nl=straks"), "date-form", "transposition"),
    (RAISED, "decided", but(DECIDE, owner="nl=province"), "owners-missing", "owner"),
    (RAISED, "decided", but(DECIDE, due=None), "due-missing", "due"),
    (RAISED, "decided", say("2021-05-01", "minister", instrument="none"), "refusal-without-reason", "reason"),
    (DECIDED, "implementing", say("2021-06-01", "institute"), "wrong-body", "by"),
    (DECIDED, "solved", but(SOLVE, verified_by=None), "verification-missing", "verified-by"),
    (DECIDED, "solved", but(SOLVE, verified_by="stad"), "unknown-actor", "verified-by"),
    (DECIDED, "solved", but(SOLVE, evidence=None), "solved-without-evidence", "evidence"),
    (DECIDED, "mitigated", say("2022-01-01", "minister"), "remains-missing", "remains"),
    (DECIDED, "accepted", say("2022-01-01", "minister"), "reason-missing", "reason"),
    (DECIDED, "no-obstacle", say("2022-01-01", "minister"), "reason-missing", "reason"),
    (SOLVED, "mitigated", say("2022-07-01", "minister", remains="Iets."), "step-after-end", ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The casebook after so many steps."""
    return {count: make_folder(tmp_path_factory.mktemp("life"), count) for count in {case[0] for case in REFUSED}}


@pytest.mark.parametrize(
    ("steps", "kind", "said", "code", "option"), REFUSED, ids=[f"{case[1]}-{case[3]}-{case[4]}" for case in REFUSED]
)
def test_what_is_refused_leaves_everything_as_it_was(
    folders, steps: int, kind: str, said: Said, code: str, option: str
):
    folder = folders[steps]
    before = everything(folder)
    done = record(folder, kind, said)
    assert everything(folder) == before
    assert not done.done and done.text == "" and all(problem.is_error for problem in done.problems)
    assert code in [problem.code for problem in done.problems], done.lines
    problem, line = next((p, x) for p, x in zip(done.problems, done.lines, strict=True) if p.code == code)
    message, hint = find_words(problem, "nl")
    head = re.match(r"cases/obstacles/bridge\.yaml:(\d+):(\d+): error\[([\w-]+)\]: (.+)", line)
    assert head, line
    lines = bridge(folder).read_text(encoding="utf-8").splitlines()
    assert int(head[1]) <= len(lines) and int(head[2]) <= len(lines[int(head[1]) - 1]) + 1
    assert (head[3], head[4]) == (code, message)
    expected = [f"  hint: {hint}"] * bool(hint) + [f"  option: --{option}"] * bool(option)
    assert line.splitlines()[1:] == expected
    assert (option in done.again) == bool(option)


def test_every_requirement_is_among_what_is_refused():
    """One that is added has to be added here; without a code nothing is refused."""
    tried = {code for _, _, _, code, _ in REFUSED}
    own_test = {"cause-missing", ""}
    assert {requirement.code for requirement in REQUIREMENTS.values()} <= tried | own_test


def test_a_cause_that_is_nowhere_is_asked_for(tmp_path: Path):
    folder = make_folder(tmp_path, IDENTIFIED)
    text = bridge(folder).read_text(encoding="utf-8")
    bridge(folder).write_text(text.replace("cause: unknown   # nog uit te zoeken\n", ""), encoding="utf-8")
    done = record(folder, "analysis", but(ANALYSE, cause=None))
    assert [problem.code for problem in done.problems] == ["cause-missing"] and done.again == ["cause"]
    assert record(folder, "analysis", ANALYSE).done
    assert obstacle(folder).cause == "legislation"


def test_a_wrong_body_is_told_who_may(tmp_path: Path):
    done = record(make_folder(tmp_path, ANALYSED), "selected", but(SELECT, by="province"))
    assert "hint: in dit dossier zijn dat: council" in done.lines[0]


def test_every_mistake_is_told_at_once(tmp_path: Path):
    done = record(make_folder(tmp_path), "identification", say("2020-02-01", "town", "[@nergens]", source="niets"))
    assert set(done.again) == {"by", "source", "text"}


# --- when something else is wrong ------------------------------------------------------------------------------------


def test_an_obstacle_that_is_not_there_is_told_with_the_nearest(tmp_path: Path):
    folder = make_folder(tmp_path)
    before = everything(folder)
    done = record(folder, *LIFE[1], name="bridg")
    [problem] = done.problems
    assert (problem.code, problem.values["nearest"]) == ("unknown-obstacle", "bridge")
    assert done.lines[0].startswith("cases/obstacles:1:1: error[unknown-obstacle]: ") and "«bridge»" in done.lines[0]
    assert everything(folder) == before


def test_an_obstacle_with_faults_is_left_alone_and_they_are_told(tmp_path: Path):
    folder = make_folder(tmp_path)
    bridge(folder).write_text(NEW.replace("theme: transport", "theme: vervoer"), encoding="utf-8")
    before = everything(folder)
    done = record(folder, *LIFE[1])
    assert [problem.code for problem in done.problems] == ["record-broken-file", "not-a-choice"]
    assert done.lines[1].startswith("cases/obstacles/bridge.yaml:5:8: ") and everything(folder) == before


@pytest.mark.parametrize("text", ["id: bridge\nevents: [\n", "", "\t", "- a\n", "id: bridge\n"])
def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path, text: str):
    folder = make_folder(tmp_path)
    bridge(folder).write_text(text, encoding="utf-8")
    before = everything(folder)
    done = record(folder, *LIFE[1])
    assert not done.done and done.problems[0].code == "record-broken-file" and len(done.problems) > 1
    assert everything(folder) == before


def test_with_broken_settings_nothing_is_recorded_for_the_rules_are_not_known(tmp_path: Path):
    folder = make_folder(tmp_path)
    (folder / "casebook.yaml").write_text('title: {nl: "Proef"}\nlangauge: nl\n', encoding="utf-8")
    before = everything(folder)
    done = record(folder, *LIFE[1])
    assert [problem.code for problem in done.problems] == ["record-broken-casebook", "unknown-key"]
    assert done.lines[1].startswith("cases/casebook.yaml:2:1: ") and everything(folder) == before


def test_without_settings_nothing_is_recorded(tmp_path: Path):
    folder = make_folder(tmp_path)
    (folder / "casebook.yaml").unlink()
    before = everything(folder)
    done = record(folder, *LIFE[1])
    assert not done.done and "no-casebook" in [problem.code for problem in done.problems]
    assert everything(folder) == before


def test_faults_of_other_files_do_not_stand_in_the_way(tmp_path: Path):
    folder = make_folder(tmp_path)
    (folder / "obstacles" / "ferry.yaml").write_text("id: ferry\n", encoding="utf-8")
    (folder / "meetings" / "top.yaml").write_text("id: [\n", encoding="utf-8")
    done = record(folder, *LIFE[1])
    assert done.done, done.lines
