"""New obstacles: the name, the file, its comments, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from recorded import everything, make_folder

from reporting.casebook.loading import Loaded, load_casebook
from reporting.desk.creating import Made, make_obstacle, suggest_name
from reporting.desk.recording import record_event
from reporting.model.obstacles import Obstacle

FERRY = {
    "title": "Veerpont over de Schelde",
    "border": "vl-nl",
    "theme": "transport",
    "description": "De pont mag niet aanleggen.",
    "initiator": "town",
    "front-office": "desk",
    "on": "2024-03-18",
    "text": "Gemeld door de gemeente.",
    "public": "true",
}


def make(folder: Path, dry: bool = False, **changed: str | None) -> Made:
    said = {**FERRY, **{name.replace("_", "-"): value for name, value in changed.items()}}
    return make_obstacle(folder, "cases", {name: value for name, value in said.items() if value is not None}, dry)


def made_in(folder: Path, made: Made) -> Obstacle:
    loaded = load_casebook(folder, "cases")
    assert errors(loaded) == []
    return loaded.casebook.obstacles[made.id]


def errors(loaded: Loaded) -> list[str]:
    return [problem.code for problem in loaded.problems if problem.is_error]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Veerpont over de Schelde", "veerpont-over-de-schelde"),
        ("Één café: «à la carte»", "een-cafe-a-la-carte"),
        ("Größe & Straße", "grosse-strasse"),
        ("Œuvre d’art à l’écran", "oeuvre-dart-a-lecran"),
        ("Een heel lange titel die maar niet ophoudt en doorgaat", "een-heel-lange-titel-die-maar"),
        ("  '“!?”'  ", "zaak"),
        ("😀", "zaak"),
        ("2024", "2024"),
        ("A/B\\C..D", "a-b-c-d"),
        ("con", "con"),
    ],
)
def test_a_name_follows_from_the_title(title: str, name: str):
    assert suggest_name(title, {}) == name


def test_a_name_that_is_taken_gets_a_number():
    assert suggest_name("Veer", {"veer": 1}) == "veer-2"
    assert suggest_name("Veer", {"veer": 1, "veer-2": 1}) == "veer-3"
    assert suggest_name("!", {"zaak": 1}) == "zaak-2"


@pytest.mark.parametrize("messages", ["nl", "en"])
def test_the_file_holds_what_was_said_and_is_right(tmp_path: Path, messages: str):
    folder = make_folder(tmp_path)
    settings = folder / "casebook.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + f"messages: {messages}\n", encoding="utf-8")
    made = make(folder)
    assert made.done and made.file == "cases/obstacles/veerpont-over-de-schelde.yaml"
    found = made_in(folder, made)
    assert (found.title, found.borders, found.theme) == ({"nl": "Veerpont over de Schelde"}, ["vl-nl"], "transport")
    assert found.description == {"nl": "De pont mag niet aanleggen."}
    assert (found.initiator, found.front_office, found.public) == ("town", "desk", True)
    [event] = found.events
    assert (event.kind, str(event.date), event.by) == ("submitted", "2024-03-18", "desk")
    assert event.text == {"nl": "Gemeld door de gemeente."}
    text = (folder / "obstacles" / f"{made.id}.yaml").read_text(encoding="utf-8")
    assert text == made.text and text.endswith("\n") and "$" not in text
    assert ("Alleen voor uzelf" in text) == (messages == "nl") and ("For yourself only" in text) == (messages == "en")
    assert max(map(len, text.splitlines())) <= 120


def test_what_the_comments_propose_is_right(tmp_path: Path):
    """Each key that stands behind a # may be taken out of it, and each word that a comment names is one of the list."""
    folder = make_folder(tmp_path)
    made = make(folder)
    path = folder / "obstacles" / f"{made.id}.yaml"
    text = re.sub(r"(?m)^# (?=(affected|internal|  \w+):)", "", path.read_text(encoding="utf-8"))
    text = text.replace('number: "…"', 'number: "40"').replace("source: …", "source: kst-1")
    path.write_text(text, encoding="utf-8")
    assert "\naffected:\n  text: " in text and "\ninternal:\n  todo: " in text
    found = made_in(folder, made)
    assert found.affected.number == "40"
    for key in ("cause", "hampers"):
        words = re.search(rf"(?m)^{key}: unknown +# ([\w-]+(?:(?:, | of | or )[\w-]+)*)", text)[1]
        for word in re.split(r", | of | or ", words):
            path.write_text(text.replace(f"{key}: unknown", f"{key}: {word}"), encoding="utf-8")
            assert getattr(made_in(folder, made), key) == word
    example = re.search(r"\[\{side: nl, citation: \"[^\"]+\"\}\]", text)[0]
    path.write_text(text.replace("provisions: []", f"provisions: {example}"), encoding="utf-8")
    assert made_in(folder, made).provisions[0].citation == "Wegenwet, artikel 3"
    assert f"reporting record {made.id}\n" in text


@pytest.mark.parametrize(
    "text",
    ['Hij zei: "nee" # en ging', "'s Morgens: 10% {x} [y]", "😀 één", "$language ${date} $$", "C:\\pad\\n", "- x: y",
     "woord " * 50 + "eind", "yes", "2024", "~"],
)  # fmt: skip
def test_any_text_comes_back_as_it_was_typed(tmp_path: Path, text: str):
    folder = make_folder(tmp_path)
    texts = text.replace(" [y]", "").replace("- x: y", "x: y")
    made = make(folder, title="Veer " + texts, description=texts, text=texts)
    assert made.done, made.lines
    found = made_in(folder, made)
    assert (found.title["nl"], found.description["nl"], found.events[0].text["nl"]) == ("Veer " + texts, texts, texts)


def test_a_description_of_several_paragraphs(tmp_path: Path):
    folder = make_folder(tmp_path)
    description = "Eerste alinea: met *nadruk*.\n\n- een\n- twee [@kst-1]\n"
    assert made_in(folder, make(folder, description=description)).description == {"nl": description}


def test_several_borders(tmp_path: Path):
    folder = make_folder(tmp_path)
    assert made_in(folder, make(folder, border="vl-nl, nl-nrw")).borders == ["vl-nl", "nl-nrw"]


def test_what_is_left_out_is_unknown(tmp_path: Path):
    folder = make_folder(tmp_path)
    made = make(folder, initiator=None, front_office=None, public=None, on="2024-03")
    found = made_in(folder, made)
    assert (found.initiator, found.front_office, found.public) == ("unknown", "unknown", False)
    assert (found.events[0].by, str(found.events[0].date)) == ("unknown", "2024-03")
    assert [problem.code for problem in made.problems] == ["reporter-unknown"]


def test_the_command_that_tells_the_reporter_is_shown(tmp_path: Path):
    folder = make_folder(tmp_path)
    made = make(folder)
    assert [problem.code for problem in made.problems] == ["reporter-not-told"]
    assert made.lines[0].splitlines()[-1] == "  command: reporting record veerpont-over-de-schelde feedback"
    said = {"on": ["2024-03-19"], "by": ["desk"], "text": ["Bedankt."]}
    assert record_event(folder, "cases", made.id, "feedback", said).problems == []


@pytest.mark.parametrize(
    ("changed", "code", "option"),
    [
        ({"title": ""}, "empty-text", "title"),
        ({"title": "Twee\nregels"}, "name-lines", "title"),
        ({"border": "nl-vl"}, "not-a-choice", "border"),
        ({"border": " , "}, "too-few", "border"),
        ({"theme": "vervoer"}, "not-a-choice", "theme"),
        ({"description": "# Kop"}, "markdown-heading", "description"),
        ({"description": "Zie [@nergens]."}, "unknown-citation", "description"),
        ({"description": "a\u202eb"}, "forbidden-character", ""),
        ({"initiator": "Jan Jansen"}, "id-form", "initiator"),
        ({"initiator": "gemeente"}, "unknown-initiator", "initiator"),
        ({"initiator": "citizen", "front_office": "unknown"}, "citizen-without-front-office", "front-office"),
        ({"front_office": "house"}, "not-a-front-office", "front-office"),
        ({"front_office": "loket"}, "unknown-party", "front-office"),
        ({"public": "misschien"}, "not-a-choice", "public"),
        ({"on": "18-03-2024"}, "date-form", "on"),
        ({"text": "Zie [@nergens]."}, "unknown-citation", "text"),
        ({"id": "Veer"}, "id-form", "id"),
        ({"id": "../veer"}, "id-form", "id"),
        ({"id": "bridge"}, "file-exists", "id"),
        ({"id": "unknown"}, "reserved-id", "id"),
    ],
)  # fmt: skip
def test_what_is_refused_makes_no_file(tmp_path: Path, changed: dict[str, str], code: str, option: str):
    folder = make_folder(tmp_path)
    before = everything(folder)
    made = make(folder, **changed)
    assert everything(folder) == before and not made.done
    assert code in [problem.code for problem in made.problems], made.lines
    assert all(problem.is_error for problem in made.problems)
    line = next(line for problem, line in zip(made.problems, made.lines, strict=True) if problem.code == code)
    assert re.match(r"cases/obstacles/[\w.-]+:\d+:\d+: error\[", line)
    assert line.splitlines()[-1] == f"  option: --{option}" or not option
    assert made.again == [option] * bool(option)


def test_a_case_much_like_another_is_made_with_a_warning(tmp_path: Path):
    folder = make_folder(tmp_path)
    assert make(folder).done
    made = make(folder, title="Veerpont over de schelde.")
    assert made.done and made.id == "veerpont-over-de-schelde-2"
    [similar] = [problem for problem in made.problems if problem.code == "similar-obstacle"]
    assert similar.values == {"id": "veerpont-over-de-schelde", "title": "Veerpont over de Schelde"}


def test_a_rehearsal_makes_no_file(tmp_path: Path):
    folder = make_folder(tmp_path)
    before = everything(folder)
    shown = make(folder, dry=True)
    assert shown.done and everything(folder) == before
    assert make(folder).text == shown.text


def test_a_casebook_without_obstacles_gets_the_folder(tmp_path: Path):
    folder = make_folder(tmp_path)
    for path in (folder / "obstacles").iterdir():
        path.unlink()
    (folder / "obstacles").rmdir()
    made = make(folder)
    assert made.done, made.lines
    assert (folder / "obstacles" / "veerpont-over-de-schelde.yaml").is_file()


def test_a_file_that_cannot_be_read_is_not_written_over(tmp_path: Path):
    folder = make_folder(tmp_path)
    path = folder / "obstacles" / "veerpont-over-de-schelde.yaml"
    path.write_text("id: [\n", encoding="utf-8")
    made = make(folder)
    assert made.id == "veerpont-over-de-schelde-2" and path.read_text(encoding="utf-8") == "id: [\n"
    assert not make(folder, id="veerpont-over-de-schelde").done and path.read_text(encoding="utf-8") == "id: [\n"


def test_with_broken_settings_nothing_is_made(tmp_path: Path):
    folder = make_folder(tmp_path)
    (folder / "casebook.yaml").write_text("langauge: nl\n", encoding="utf-8")
    before = everything(folder)
    made = make(folder)
    assert [problem.code for problem in made.problems][:1] == ["record-broken-casebook"] and not made.done
    assert everything(folder) == before
