# ruff: noqa: E501 (tables of records, a case a line)
"""The work list and the stories as people and programs get them: table, JSON, CSV, Dutch and English."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from desk_files import BASE, DAY, STEPS, TEMPLATES, WORDS, life, obstacle, write
from test_tasks import ADVICE, AGREED, AT_TOP, FILE, MEASURE, REPORTED, TOP, commitment, decided, step

from reporting.cli import main, reading
from reporting.desk.desk import Answer, Look, show_record, show_status
from reporting.desk.tables import harmless
from reporting.model.obstacle_tasks import AHEAD
from reporting.problems import LANGUAGES

LONG = "Een buitengewoon lange titel over het aanleggen van veerboten in de Westerschelde en alles wat daarbij komt"
WORDY = '{text: {nl: "Overleggen met *alle* partijen over [het veer](https://example.org/veer), zie [@kst-1]."}, by: min, due: 2024-05-31}'
FULL = (
    obstacle(step(WORDY, "identification"), FILE.format(more="") + f"measures: [{MEASURE.format(more='')}]\n", "haven"),
    obstacle(step(AT_TOP, "analysis"), identifier="kade"),
    obstacle(decided("kind: benelux-decision, expires: 2024-05, transposition: {nl: 2024-05-01}, signed: 2024-04-20, publication: kst-1"), "related: [haven]\n", "brug"),
    obstacle([*life("identification"), STEPS["pending"]], identifier="dijk", told_last=False),
    obstacle(life("solved"), identifier="klaar"),
    {name: text.replace("Veerdienst veer", LONG) for name, text in obstacle(life("submitted")).items()},
    commitment(REPORTED),
    {"commitments/belofte.yaml": commitment("", "undertaking")["commitments/motie.yaml"].replace("id: motie", "id: belofte")},
    ADVICE,
    {"meetings/top.yaml": TOP["meetings/top.yaml"] + AGREED},
)  # fmt: skip


def status(cases: Path, day: datetime.date = DAY, body: str | None = None, **look: Any) -> Answer:
    return show_status(cases, TEMPLATES, day, body, Look(**look))


def shown(answer: Answer) -> str:
    assert isinstance(answer.shown, str) and not answer.failed, answer
    return answer.shown


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return write(tmp_path, *FULL)


def english(cases: Path) -> Path:
    settings = cases / "casebook.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("messages: nl", "messages: en"), encoding="utf-8")
    return cases


# --- the table --------------------------------------------------------------------------------------------------------


def test_the_work_list_reads_as_a_table(tmp_path: Path):
    files = obstacle(step(WORDY, "identification")), obstacle(life("selected"), identifier="werf")
    assert shown(status(write(tmp_path, *files))).splitlines() == [
        "Te doen, stand op 15 juni 2024",
        "",
        "Termijn           Wie                   Wat",
        "----------------  --------------------  ----------------------------------------",
        "31 mei 2024       MvG                   Veerdienst veer (veer)",
        "15 dagen te laat                        - Overleggen met alle partijen over het",
        "                                          veer (https://example.org/veer), zie",
        "                                          (Kamerstuk 32 851, nr. 74).",
        "",
        "geen datum        bestuurlijke schakel  Veerdienst werf (werf)",
        "                                        - Volgende stap bepalen; daarna gaat dit",
        "                                          naar een minister aan elke kant, met",
        "                                          de vraag erbij",
        "",
        "2 taken, waarvan 1 te laat",
        "Het dossier heeft 4 waarschuwingen: zie reporting check.",
    ]


def test_in_english_with_dutch_where_there_is_no_english(tmp_path: Path):
    cases = english(write(tmp_path, obstacle(life("selected"))))
    assert shown(status(cases, datetime.date(2024, 6, 1))).splitlines() == [
        "To do, as of 1 June 2024",
        "",
        "Due      Who                   What",
        "-------  --------------------  -------------------------------------------------",
        "no date  link to the           Veerdienst veer (veer)",
        "         ministers             - Decide on a next step; this then goes to a",
        "                                 minister on each side, with the question asked",
        "",
        "no date  Loket (front office)  Veerdienst veer (veer)",
        "                               - Tell whoever reported this how it stands:",
        "                                 “Selected” (20 March 2024)",
        "",
        "2 tasks, none late",
        "The casebook has 3 warnings: see reporting check.",
    ]


@pytest.mark.parametrize("width", [1, 40, 60, 80, 100, 300])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_the_terminal_and_nothing_is_cut_off(cases: Path, width: int, language: str):
    if language == "en":
        english(cases)
    text = shown(status(cases, width=width))
    assert max(map(len, text.splitlines())) <= max(40, min(120, width))
    data = json.loads(shown(status(cases, form="json")))
    for task in data:
        for words in (task["title"], task["what"], task["who_in_words"]):
            assert bare(words) in columns(text, width), words


def bare(text: str) -> str:
    return "".join(text.split())


def columns(text: str, width: int) -> str:
    """What stands in each column, read from top to bottom without blanks."""
    lines = text.splitlines()
    rule = next(line for line in lines if set(line) == {"-", " "})
    starts = [0, *(index + 1 for index, sign in enumerate(rule[:-1]) if sign == " " and rule[index + 1] == "-")]
    parts = [[line[start:end] for line in lines] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    return bare("".join("".join(column) for column in parts))


def test_on_the_terminal_what_is_late_stands_out(cases: Path):
    painted = shown(status(cases, paint=lambda text, part: f"<{part}>{text}</{part}>"))
    plain = shown(status(cases))
    for mark in ("<late>", "</late>", "<heading>", "</heading>"):
        painted = painted.replace(mark, "")
    assert painted == plain
    again = shown(status(cases, paint=lambda text, part: f"<{part}>{text}</{part}>"))
    late = [line for line in again.splitlines() if "<late>" in line]
    assert any("te laat" in line for line in late)
    assert not any("geen datum" in line for line in late)


def test_a_desk_without_work_says_so(cases: Path):
    assert shown(status(cases, body="kamer")).splitlines()[0] == "Te doen, stand op 15 juni 2024: Tweede Kamer"
    empty = shown(status(cases, datetime.date(2020, 1, 1), body="steun"))
    assert empty.splitlines()[:3] == ["Te doen, stand op 1 januari 2020: Ondersteuning", "", "Er is niets te doen."]


def test_obstacles_in_which_nothing_is_left_to_do_do_not_appear(cases: Path):
    assert "klaar" not in {task["id"] for task in json.loads(shown(status(cases, form="json")))}


# --- data -------------------------------------------------------------------------------------------------------------


def test_json_has_stable_keys_and_dates_as_typed(cases: Path):
    found = json.loads(shown(status(cases, form="json")))
    keys = {"task", "record", "id", "title", "what", "who", "who_in_words", "role", "due", "days_late", "meeting"}
    assert len(found) > 12 and all(set(task) == keys for task in found)
    first = next(task for task in found if task["id"] == "haven" and task["task"] == "next-step")
    assert (first["due"], first["days_late"], first["who"], first["role"]) == ("2024-05-31", 15, ["min"], None)
    dues = {task["task"]: task["due"] for task in found if task["id"] == "brug"}
    assert (dues["instrument-expired"], dues["implement"], dues["instrument-untransposed"]) == (
        "2024-05",
        "2024-06",
        None,
    )
    in_english = json.loads(shown(status(english(cases), form="json")))
    for one, other in zip(found, in_english, strict=True):
        for key in keys - {"title", "what", "who_in_words"}:
            assert one[key] == other[key]


def test_csv_is_what_excel_reads_in_dutch_settings(cases: Path):
    data = status(cases, form="csv").shown
    assert isinstance(data, bytes) and data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n") > 12
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert list(rows[0]) == ["Termijn", "Dagen te laat", "Wie", "Wat", "Soort", "Kenmerk", "Titel", "Overleg"]
    for row, task in zip(rows, json.loads(shown(status(cases, form="json"))), strict=True):
        assert row["Termijn"] == (task["due"] or "")
        assert row["Dagen te laat"] == (str(task["days_late"]) if task["days_late"] else "")
        assert (row["Wie"], row["Wat"], row["Kenmerk"], row["Titel"]) == (
            task["who_in_words"], task["what"], task["id"], task["title"],
        )  # fmt: skip


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_cell_is_never_a_formula(sign: str, tmp_path: Path):
    title = f"{sign}HYPERLINK(1)"
    files = {name: text.replace("Veerdienst veer", title) for name, text in obstacle(life("selected")).items()}
    data = status(write(tmp_path, files), form="csv").shown
    assert isinstance(data, bytes)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert f"'{title}" in rows[1]
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert title in shown(status(tmp_path / "cases")) and title in shown(status(tmp_path / "cases", form="json"))


def test_a_usual_cell_stays_as_it_is():
    assert [harmless(cell) for cell in ("a=b", "2024-06", "", "'t veer")] == ["a=b", "2024-06", "", "'t veer"]


# --- stories ----------------------------------------------------------------------------------------------------------


def story(cases: Path, identifier: str, day: datetime.date = DAY, **look: Any) -> str:
    return shown(show_record(cases, TEMPLATES, identifier, day, Look(**look)))


def test_the_story_of_an_obstacle(cases: Path):
    lines = story(cases, "brug").splitlines()
    assert lines[:3] == ["Veerdienst brug", "belemmering · brug · stand op 15 juni 2024", ""]
    for line in (
        "Status              Besloten, sinds 20 april 2024",
        "Openbaar register   Besluit",
        "Wie moet handelen   Nederland: MvG",
        "                    Vlaanderen: Gewest",
        "De veerboot mag niet aanleggen. [1]",
        "Relevantie          4 van 5: Veel reizigers.",
        "Baten               niet bekend: Niet geteld.",
        "1 april 2024        Geagendeerd, door Provincie",
        "                    Voorgelegd aan: Nederland: De Minister van Grenzen;",
        "                    Gevraagd: Mag het veer aanleggen?",
        "                    Indiener niet ingelicht",
        "                    Indiener ingelicht: 2 juni 2024",
        "Instrument          Benelux-beschikking",
        "Bindt               de staten",
        "Omzetting           Nederland: 1 mei 2024",
        "                    Vlaanderen: nog niet",
        "Geldt tot en met    mei 2024 (verlopen)",
        "Verwant             Veerdienst haven (haven)",
        "[1]                 Kamerstuk 32 851, nr. 74",
        "Analyse             de scores",
    ):
        assert line in lines, line
    assert "Verordening" not in "\n".join(lines)  # of 2025


def test_a_story_is_as_of_a_day(cases: Path):
    early = story(cases, "brug", datetime.date(2024, 3, 25))
    assert "Geselecteerd, sinds 20 maart 2024" in early
    for later in ("Geagendeerd", "Benelux-beschikking", "Trekker", "MvG\n                    Vlaanderen"):
        assert later not in early
    assert "nog niets gebeurd op deze dag" in story(cases, "brug", datetime.date(2023, 1, 1))


def test_a_meeting_says_what_came_of_what_was_agreed(tmp_path: Path):
    outcome = 'outcome: {state: partly, date: 2024-10-20, source: kst-1, text: {nl: "Het veer vaart *soms*."}}'
    agreed = AGREED.replace("owners: [gewest], due: 2024-10}", f"owners: [gewest], due: 2024-10, {outcome}}}")
    cases = write(tmp_path, {"meetings/top.yaml": TOP["meetings/top.yaml"] + agreed})
    said = story(cases, "top", datetime.date(2024, 11, 1))
    assert "Deels uitgevoerd, sinds 20 oktober 2024: Het veer vaart soms. [1]" in " ".join(said.split())
    assert "Deels uitgevoerd" not in story(cases, "top", datetime.date(2024, 10, 19))


def test_eligibility_is_told_with_every_reason_and_the_time_limits(cases: Path):
    lines = story(cases, "haven", datetime.date(2025, 6, 1)).splitlines()
    text = "\n".join(lines)
    assert "Dossier mogelijk    ja: aan alle voorwaarden is voldaan" in lines
    for words in ("art. 3", "art. 2, derde lid", "natuurlijke"):
        assert words in text
    assert "Verduidelijking     tot en met 1 mei 2024, art. 9, tweede lid" in lines
    assert "Antwoord            tot en met 1 september 2024, art. 10 (na te gaan)" in lines
    assert "                    Wacht op goedkeuring door Overleg op juli 2024" in lines


def test_the_stories_of_what_is_no_obstacle(cases: Path):
    assert "Status              Afgedaan gemeld" in story(cases, "motie").splitlines()
    assert "Status              Open" in story(cases, "motie", datetime.date(2024, 4, 1)).splitlines()
    top = story(cases, "top")
    assert "Op de agenda\nVeerdienst kade (kade)\n  Overleggen." in top
    assert "Afspraak            Afgesproken.\n                    Gewest, oktober 2024" in top
    assert "b)                  Dan." in story(cases, "advies")
    ministry = story(cases, "min")
    assert "De Minister van Grenzen (B. de Tweede) (minister)" in bare_lines(ministry)
    assert "Veerdienst haven (haven)" in ministry and "te laat" in ministry
    assert "Bekleed door        A. de Eerste" in story(cases, "minister", datetime.date(2023, 6, 1)).splitlines()


def bare_lines(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("identifier", ["brug", "haven", "veer", "motie", "top", "advies", "min", "minister"])
@pytest.mark.parametrize("width", [40, 80])
def test_a_story_fits_the_terminal_but_for_addresses(cases: Path, identifier: str, width: int):
    for language in LANGUAGES:
        text = story(cases if language == "nl" else english(cases), identifier, width=width)
        assert [line for line in text.splitlines() if len(line) > width and "https://" not in line] == []


def test_a_story_as_data(cases: Path):
    (told_of,) = json.loads(story(cases, "brug", form="json"))
    assert (told_of["record"], told_of["id"], told_of["as_of"]) == ("obstacle", "brug", "2024-06-15")
    head = {entry["key"]: entry for entry in told_of["parts"]["summary"]}
    assert (head["status"]["status"], head["status"]["since"]) == ("decided", "2024-04-20")
    assert head["owners"]["owners"] == {"nl": "min", "vl": "gewest"}
    assert [event["kind"] for event in told_of["parts"]["events"]][:2] == ["submitted", "identification"]


# --- whole answers ----------------------------------------------------------------------------------------------------

CANARY = "KANARIE"
BY_NAME = {"title", "name", "short", "text", "description", "question", "evidence", "reason", "owners", "ministers",
           "parties", "transposition", "place", "advice"}  # fmt: skip


def with_canaries(text: str, count: Iterator[int]) -> str:
    """The file with an `internal` in every mapping that may have one, and comments around it."""

    def fill(value: Any, inside: str) -> Any:
        if isinstance(value, dict):
            filled = {key: fill(item, key) for key, item in value.items()}
            return filled if inside in BY_NAME else filled | {"internal": {"note": f"{CANARY}{next(count)}"}}
        return [fill(item, inside) for item in value] if isinstance(value, list) else value

    data = fill(yaml.safe_load(text), "")
    return f"# {CANARY}\n" + yaml.safe_dump(data, allow_unicode=True, sort_keys=False) + f"# {CANARY}\n"


def test_nothing_internal_is_in_any_answer(tmp_path: Path):
    count = iter(range(10**6))
    files = {name: text for part in (BASE, *FULL) for name, text in part.items()}
    cases = write(
        tmp_path, {name: with_canaries(text, count) for name, text in files.items() if name != "sources.yaml"}
    )
    assert next(count) > 80
    answers = [status(cases, form=form).shown for form in ("table", "json", "csv")]
    for path in cases.rglob("*.yaml"):
        for form in ("table", "json"):
            if path.parent != cases:
                answers.append(show_record(cases, TEMPLATES, path.stem, DAY, Look(form)).shown)
    assert len(answers) > 30 and None not in answers
    for answer in answers:
        assert CANARY not in (answer.decode() if isinstance(answer, bytes) else answer)


def test_the_same_casebook_gives_the_same_answer(cases: Path, tmp_path: Path):
    again = write(tmp_path / "again", *reversed(FULL))
    for form in ("table", "json", "csv"):
        assert status(cases, form=form).shown == status(again, form=form).shown
    assert story(cases, "brug") == story(again, "brug")


def test_a_big_casebook(tmp_path: Path):
    """Five hundred obstacles: every one once, and in order."""
    kinds = [
        life("submitted"),
        life("selected"),
        step(WORDY, "identification"),
        decided("kind: practice-change, expires: none"),
    ]
    many = [obstacle(kinds[number % 4], identifier=f"veer-{number:03}") for number in range(500)]
    cases = write(tmp_path, *many)
    found = json.loads(shown(status(cases, form="json")))
    assert len({task["id"] for task in found}) == 500
    late = [task["days_late"] for task in found]
    assert late == sorted(late, reverse=True) and late[0] > 0 and late[-1] == 0
    assert shown(status(cases, form="table")).splitlines()[-2].startswith(f"{len(found)} taken")


def test_every_phrase_is_there_and_used_in_both_languages():
    phrases = tomllib.loads((files("reporting") / "messages/desk.toml").read_text(encoding="utf-8"))
    code = "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES.parent / "reporting/desk").glob("*.py"))
    for phrase, words in phrases.items():
        assert set(words) == set(LANGUAGES), phrase
        assert fields(words["nl"]["message"]) == fields(words["en"]["message"]), phrase
        parts = phrase.split("-")
        said = [phrase, *("-".join(parts[:cut]) + "-" for cut in range(1, len(parts)))]
        own = "-".join(parts[1:])
        assert any(f'"{word}' in code for word in said) or f'"{own}"' in code, f"nothing says {phrase}"
    assert {code for code, _ in AHEAD.values()} <= {phrase.removeprefix("task-") for phrase in phrases}


def fields(pattern: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", pattern))


# --- the command ------------------------------------------------------------------------------------------------------


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="reporting")


def call(cases: Path, *words: str) -> Result:
    return run(*words, "--cases", str(cases), "--templates", str(TEMPLATES))


def test_the_command_prints_the_answer(cases: Path):
    done = call(cases, "status", "--as-of", "2024-06-15")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == shown(status(cases)) + "\n"
    done = call(cases, "status", "--as-of", "2024-06-15", "--desk", "loket", "--format", "csv")
    assert done.stdout_bytes == status(cases, body="loket", form="csv").shown
    assert call(cases, "show", "brug", "--as-of", "2024-06-15").stdout == story(cases, "brug") + "\n"


def test_without_a_day_it_is_as_of_today(cases: Path):
    today = datetime.date.today()  # noqa: DTZ011
    assert call(cases, "status", "--format", "json").stdout in {
        shown(status(cases, day, form="json")) + "\n" for day in (today, today + datetime.timedelta(1))
    }


@pytest.mark.parametrize("day", ["2024-06", "15-06-2024", "2024-02-30", "morgen"])
def test_a_day_that_is_none_is_a_wrong_call(cases: Path, day: str):
    done = call(cases, "status", "--as-of", day)
    assert done.exit_code == 2 and "is not a day" in done.stderr


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        (("status", "--desk", "ministr"), "er is geen partij of ambt «ministr»", "bedoelt u «minister»?"),
        (("status", "--desk", "xyzzy"), "er is geen partij of ambt «xyzzy»", ""),
        (("show", "brugg"), "er is geen belemmering, motie", "bedoelt u «brug»?"),
        (("show", "xyzzy"), "er is geen belemmering, motie", ""),
    ],
)
def test_what_there_is_not_is_told_with_what_is_near(cases: Path, words: tuple[str, ...], said: str, hint: str):
    done = call(cases, *words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr and ("hint" in done.stderr) == bool(hint) and hint in done.stderr


def test_errors_are_told_and_the_rest_is_shown(cases: Path):
    file = cases / "obstacles/brug.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("theme: transport", "theme: vervoer"), encoding="utf-8")
    done = call(cases, "status", "--as-of", "2024-06-15")
    assert done.exit_code == 1
    assert "obstacles/brug.yaml:4:8: error[" in done.stderr
    assert "(haven)" in done.stdout and "(brug)" not in done.stdout
    broken = call(cases, "show", "brug")
    assert broken.exit_code == 1 and broken.stdout == "" and "kan niet worden getoond" in broken.stderr
    assert call(cases, "show", "haven").exit_code == 1


def test_warnings_are_counted_and_not_repeated(tmp_path: Path):
    cases = write(tmp_path, obstacle(life("selected"), told_last=False))
    done = call(cases, "status", "--as-of", "2024-06-15")
    assert done.exit_code == 0 and "warning[" not in done.stdout + done.stderr
    assert done.stdout.endswith("waarschuwingen: zie reporting check.\n")


def test_without_settings_there_is_no_answer(cases: Path):
    (cases / "casebook.yaml").unlink()
    done = call(cases, "status")
    assert (done.exit_code, done.stdout) == (1, "") and "error[no-casebook]" in done.stderr


def test_without_the_words_of_the_house_the_machine_is_at_fault(cases: Path, tmp_path: Path):
    done = run("status", "--cases", str(cases), "--templates", str(tmp_path))
    assert done.exit_code == 3 and "words.yaml is missing" in done.stderr


def test_there_is_no_colour_where_nobody_asked_for_it(cases: Path, monkeypatch: pytest.MonkeyPatch):
    assert "\x1b" not in call(cases, "status").stdout
    monkeypatch.setattr(reading.sys, "stdout", Terminal())
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b" in reading.as_look("table").paint("te laat", "late")
    monkeypatch.setenv("NO_COLOR", "1")
    assert reading.as_look("table").paint("te laat", "late") == "te laat"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_each_step_of_a_life_has_its_words(tmp_path: Path):
    reopened = f'{{kind: reopened, date: 2024-06-10, by: steun, {WORDS}, reason: {{nl: "Weer mis."}}}}'
    files = obstacle([*life("solved"), reopened], told_last=False)
    lines = story(write(tmp_path, files), "veer").splitlines()
    for word in ("Heropend, door Ondersteuning", "Opgelost, door De Minister van Grenzen", "Uitvoering, door MvG"):
        assert any(line.endswith(word) for line in lines), word
    assert "                    Reden: Weer mis." in lines
    assert "                    Nagegaan door: Loket" in lines
