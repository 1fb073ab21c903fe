"""What is told of each problem: there for every code, in both languages, and true.

An example that is lines of a file is laid over the same file of the casebook in `explaining/cases`: a key of the
example takes the place of that key, at every depth where both have only keys below it, and an event that of the same
kind. A file that is not there is made of the example alone; names in a folder are made as files that are right as far
as one can tell from the name. The wrong example must then have the problem of its code, and no other error; the right
one no problem at all, but for those that the casebook had.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from word_templates import build_docx

from reporting.casebook import entries
from reporting.casebook.loading import Loaded, load_casebook, load_language
from reporting.cli import main
from reporting.documents.checking import check_prose, prose_of
from reporting.documents.edition import Edition
from reporting.documents.pandoc import Tree, build_trees
from reporting.explaining import build_explanation, build_overview, explanations, nearest_code, show_pattern
from reporting.output.documents import make_words
from reporting.output.kinds import Templates, load_templates
from reporting.output.word.template import load_template
from reporting.problems import LANGUAGES, Problem

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "explaining" / "cases"
SIDES = ("wrong", "right")
# What commands say of themselves: no problem with a code that anybody sees. In `recording` the problems have a hint.
OF_COMMANDS = {"circulating", "cli", "desk", "receiving", "redlining", "signoff", "translating"}
MESSAGES = {
    entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text(encoding="utf-8"))
    for entry in (files("reporting") / "messages").iterdir()
}
CODES = [
    (room, code)
    for room, codes in sorted(MESSAGES.items())
    for code, words in codes.items()
    if room not in OF_COMMANDS and (room != "recording" or "hint" in words["nl"])
]
ROOMS = {room for room, _ in CODES}
each_code = pytest.mark.parametrize(("room", "code"), CODES, ids=[code for _, code in CODES])
TOLD = {code: told for room in explanations().values() for code, told in room.items()}
IN_CASES = sorted(code for code, told in TOLD.items() if told.get("in", "").startswith("cases/"))
IN_TEMPLATES = sorted(code for code, told in TOLD.items() if told.get("in", "").startswith("templates/"))


# --- every code ------------------------------------------------------------------------------------------------------


@each_code
def test_every_problem_is_explained_in_every_language(room: str, code: str) -> None:
    assert code in explanations().get(room, {}), f"reporting/explanations/{room}.toml does not explain {code}"
    told = TOLD[code]
    assert set(told) <= {*LANGUAGES, "in", *SIDES}
    for language in LANGUAGES:
        shown = build_explanation(code, language)
        assert 40 < len(shown.why) < 900, shown.why
        assert re.fullmatch(r"[^\s{].*[.)?]", shown.why), "sentences, in one paragraph"
        assert 2 <= len(re.findall(r"[.?](?: |$)", shown.why)) <= 6, shown.why
        assert shown.wrong.strip() and shown.right.strip()
        assert shown.wrong != shown.right
        assert set(told[language]) == ({"why"} if "in" in told else {"why", *SIDES})
    assert len({told[language]["why"] for language in LANGUAGES}) == len(LANGUAGES)


def test_nothing_is_explained_that_is_no_problem() -> None:
    assert [(room, code) for room, codes in explanations().items() for code in codes if (room, code) not in CODES] == []


def test_what_stands_in_a_file_is_an_example_of_it() -> None:
    """Not of another: the words of a reader of YAML or a casebook are shown in YAML wherever a file can show it."""
    of_words = {code for room in ("casebook", "documents") for code in explanations()[room]} - {*IN_CASES}
    assert len(of_words) < 25, of_words


READ: dict[str, Tree] = {}  # what pandoc has read

# --- what the examples give ------------------------------------------------------------------------------------------

KEY = re.compile(r"( *)([\w-]+):(.*)")
EVENT = re.compile(r"  - kind: [a-z-]+")


def lay_over(base: list[str], lines: list[str]) -> list[str]:
    """The lines of a file with those of an example in the place of the same keys."""
    found = split_keys(base)
    for key, block in split_keys(lines):
        same = next((index for index, (other, _) in enumerate(found) if key and other == key), None)
        if same is not None and is_opening(found[same][1]) and is_opening(block):
            block = [block[0], *lay_over(found[same][1][1:], block[1:])]
        elif same is not None and has_events(block):
            block = [block[0], *lay_over_events(found[same][1][1:], block[1:])]
        at = len(found) if same is None else same
        found[at : at + 1] = [("", block)]  # told: a key that an example has twice stays there twice
    return [line for _, block in found for line in block]


def lay_over_events(base: list[str], lines: list[str]) -> list[str]:
    """The events of a file with those of an example in the place of the same kind, which is a line of its own there."""
    found = split_events(base)
    for event in split_events(lines):
        same = next((index for index, other in enumerate(found) if other[0] == event[0]), len(found))
        found[same : same + 1] = [event]
    return [line for event in found for line in event]


def split_events(lines: list[str]) -> list[list[str]]:
    found: list[list[str]] = []
    for line in lines:
        if line.startswith("  - "):
            found.append([])
        found[-1].append(line)
    return found


def split_keys(lines: list[str]) -> list[tuple[str, list[str]]]:
    """The lines in blocks: a line with a key as far to the left as the first line, and what is below it."""
    begin = re.match(" *", lines[0])[0] if lines else ""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        key = KEY.match(line)
        if not found or (line.startswith(begin) and line[len(begin) : len(begin) + 1] not in (" ", "\t", "-", "")):
            found.append((key[2] if key else "", []))
        found[-1][1].append(line)
    return found


def is_opening(block: list[str]) -> bool:
    return bool(block[0].endswith(":") and block[1:] and (key := KEY.fullmatch(block[1])) and key[1])


def has_events(block: list[str]) -> bool:
    items = [line for line in block if line.startswith("  - ")]
    return bool(items) and all(EVENT.fullmatch(line) for line in items)


@cache
def sample() -> dict[str, str]:
    return {path.relative_to(CASES).as_posix(): path.read_text(encoding="utf-8") for path in CASES.rglob("*.yaml")}


def files_of(where: str, example: str) -> dict[str, str]:
    """The files of the casebook that an example makes or changes."""
    name = where.removeprefix("cases/")
    if name == "" or name.endswith("/"):
        return {name + line: guess(name + line) for line in example.split("\n") if line and name + line not in sample()}
    if name not in sample():
        return {name: example}
    return {name: "\n".join(lay_over(sample()[name].rstrip("\n").split("\n"), example.rstrip("\n").split("\n"))) + "\n"}


def guess(name: str) -> str:
    """What a file of that name would hold: the record of that kind in the casebook, under its own id."""
    folder, _, file = name.rpartition("/")
    own = file
    if folder.startswith("packs/"):
        own = folder.removeprefix("packs/")
        text = sample()[f"packs/voorjaar-2025/{'pack' if file == 'pack.yaml' else 'letter'}.yaml"]
    else:
        text = next((text for other, text in sample().items() if other.rpartition("/")[0] == folder), "x\n")
    return re.sub(r"(?m)^id: .*", f"id: {own.split('.')[0].lower().replace(' ', '-')}", text)


@dataclass
class Tried:
    """A casebook with an example in it, and what was found."""

    loaded: Loaded
    problems: list[Problem] = field(default_factory=list)

    def line(self, problem: Problem) -> int:
        return self.loaded.locate(problem.place).line

    def codes(self, severity: str = "") -> list[str]:
        return [problem.code for problem in self.problems if problem.severity.startswith(severity)]


@pytest.fixture(scope="module")
def templates() -> Templates:
    found, problems = load_templates(ROOT / "templates")
    assert problems == []
    return found


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory, templates: Templates) -> dict[tuple[str, str], Tried]:
    """Every example in the files of a casebook by code and side, and at ("", "") the casebook itself.

    Pandoc reads them all at once.
    """
    folder = Path(shutil.copytree(CASES, tmp_path_factory.mktemp("explaining") / "cases"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(entries, "read_yaml", cache(entries.read_yaml))  # an example changes one file of many
        found = {("", ""): Tried(load_casebook(folder, "cases"))}
        for code in IN_CASES:
            for side in SIDES:
                with changed(folder, files_of(TOLD[code]["in"], TOLD[code][side])):
                    found[code, side] = Tried(load_casebook(folder, "cases"))
    books = [one.loaded.casebook for one in found.values() if one.loaded.casebook is not None]
    kinds = templates.kinds.values()
    trees = build_trees((text for book in books for _, text in prose_of(book, kinds)), READ)
    for (code, _), one in found.items():
        one.problems = list(one.loaded.problems)
        book = one.loaded.casebook
        if book is not None and (code == "" or code in explanations()["documents"] or code in explanations()["output"]):
            one.problems += check_prose(book, templates.words, trees)
            # What a document makes of a text that is wrong is no news.
            for pack in book.packs.values() if "error" not in {problem.severity for problem in one.problems} else ():
                one.problems += make_words(book, pack, templates, trees, lambda _: Edition("0000000"))[1]
    return found


class changed:
    """The folder with these files in it, for a while."""

    def __init__(self, folder: Path, texts: Mapping[str, str]) -> None:
        self.folder, self.texts = folder, texts

    def __enter__(self) -> None:
        for name, text in self.texts.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")

    def __exit__(self, *_: object) -> None:
        for name in self.texts:
            if name in sample():
                (self.folder / name).write_text(sample()[name], encoding="utf-8")
            else:
                (self.folder / name).unlink()
                for parent in (self.folder / name).relative_to(self.folder).parents:
                    if not any((self.folder / parent).iterdir()):
                        (self.folder / parent).rmdir()


def test_the_casebook_of_the_examples_has_no_errors(tried: dict[tuple[str, str], Tried]) -> None:
    assert tried["", ""].codes("error") == []


@pytest.mark.parametrize("code", IN_CASES)
def test_a_wrong_example_has_its_problem_and_a_right_one_has_none(
    code: str, tried: dict[tuple[str, str], Tried]
) -> None:
    usual = set(tried["", ""].codes())
    wrong, right = tried[code, "wrong"], tried[code, "right"]
    assert code in wrong.codes(), shown(wrong)
    others = [problem for problem in wrong.problems if problem.is_error and problem.code != code]
    if code in explanations()["yamlfile"]:  # a line that is misread may have further problems in what is left of it
        lines = [wrong.line(problem) for problem in wrong.problems if problem.code == code]
        others = [problem for problem in others if wrong.line(problem) < min(lines)]
    assert others == [], shown(wrong)
    assert set(right.codes()) - usual - ({code} if code in usual else set()) == set(), shown(right)
    assert right.codes().count(code) < wrong.codes().count(code)


def shown(one: Tried) -> str:
    return "; ".join(f"{problem.code} {problem.place.field} {problem.values}" for problem in one.problems)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("code", [code for code in IN_TEMPLATES if TOLD[code]["in"].endswith(".docx")])
def test_an_example_in_a_word_template(code: str, side: str, templates: Templates, tmp_path: Path) -> None:
    """The lines of the example are the paragraphs of a template, with which the letter is then made."""
    path, name = tmp_path / "document.docx", TOLD[code]["in"]
    path.write_bytes(build_docx([("Normal", line) for line in TOLD[code][side].splitlines()]))
    template, problems = load_template(path, name)
    if template is not None:
        book = load_casebook(CASES, "cases").casebook
        trees = build_trees((text for _, text in prose_of(book, templates.kinds.values())), READ)
        kind = name.split("/")[1]
        other = replace(templates, documents={**templates.documents, kind: template})
        problems = make_words(book, book.packs["voorjaar-2025"], other, trees, lambda _: Edition("0000000"))[1]
    found = {problem.code for problem in problems if problem.is_error}
    assert found == ({code} if side == "wrong" else set())


# --- how it is told --------------------------------------------------------------------------------------------------


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="reporting")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder of a Dutch user."""
    monkeypatch.chdir(tmp_path)
    for name in ("CASES", "TEMPLATES", "BUILD"):
        monkeypatch.delenv(f"REPORTING_{name}", raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: ("nl_NL", "UTF-8"))
    return tmp_path


def speak(folder: Path, language: str) -> None:
    (folder / "cases").mkdir(exist_ok=True)
    (folder / "cases/casebook.yaml").write_text(f"title: [\nmessages: {language}\n", encoding="utf-8")


def test_a_code_is_explained_where_there_is_no_casebook(desk: Path) -> None:
    answer = run("explain", "unknown-actor")
    assert (answer.exit_code, answer.stderr) == (0, "")
    told = build_explanation("unknown-actor", "nl")
    assert answer.stdout.startswith(
        "unknown-actor (fout)\n\n  er is geen partij of ambt «…»\n  hint: bedoelt u «…»?\n\n"
    )
    assert " ".join(told.why.split()) in " ".join(answer.stdout.split())
    wrong, right = (answer.stdout.index(f"{word}, bijvoorbeeld in cases/") for word in ("Fout", "Goed"))
    assert wrong < answer.stdout.index("\n    " + told.wrong.split("\n")[0]) < right
    assert answer.stdout.index("\n    " + told.right.split("\n")[0], right) > right


@pytest.mark.parametrize(("system", "asked", "word"), [("nl", "en", "(error)"), ("en", "nl", "(fout)")])
def test_it_is_told_in_the_language_of_the_casebook(desk: Path, monkeypatch, system: str, asked: str, word: str):
    """Also of settings that cannot be read."""
    monkeypatch.setattr("locale.getlocale", lambda: (f"{system}_XX", "UTF-8"))
    assert word not in run("explain", "yaml-tag").stdout
    speak(desk, asked)
    assert word in run("explain", "yaml-tag").stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_explanation_can_be_printed(desk: Path, language: str) -> None:
    speak(desk, language)
    for _, code in CODES:
        answer = run("explain", code)
        assert answer.exit_code == 0, answer.output
        assert all(line.isprintable() for line in answer.stdout.splitlines()), code
        assert not re.search(r"\{\w+\}", answer.stdout.split("\n\n")[1]), "a value has no place here"


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_code_all_are_listed(desk: Path, language: str) -> None:
    speak(desk, language)
    answer = run("explain")
    assert answer.exit_code == 0
    for codes in build_overview(language).values():
        for code, message in codes.items():
            assert re.search(rf"(?m)^  {code} +{re.escape(message.split()[0])}", answer.stdout), code
    assert len(re.findall(r"(?m)^\S", answer.stdout)) == len(ROOMS), "a heading a room"


@pytest.mark.parametrize("written", ["unknown-actor", "[unknown-actor]", "error[unknown-actor]:", "Unknown-Actor"])
def test_a_code_may_be_copied_from_the_line_of_the_problem(desk: Path, written: str) -> None:
    assert run("explain", written).stdout.startswith("unknown-actor (")


def test_an_unknown_code_is_a_wrong_call_with_a_suggestion(desk: Path) -> None:
    answer = run("explain", "unknown-acter")
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "er is geen melding «unknown-acter»" in answer.stderr
    assert "bedoelt u «unknown-actor»?" in answer.stderr
    far = run("explain", "xyzzy")
    assert far.exit_code == 2
    assert "bedoelt u" not in far.stderr and "reporting explain" in far.stderr
    assert nearest_code("xyzzy") is None
    with pytest.raises(KeyError):
        build_explanation("xyzzy", "nl")


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("er is geen partij «{value}»", "er is geen partij «…»"),
        ("kies uit: {choices}", "kies uit: «…»"),
        ("«&{name}» is een merkteken", "«&…» is een merkteken"),
        ("sluit {{ met }}", "sluit { met }"),
        ("op {where:nl} staat", "op «…» staat"),
    ],
)
def test_a_pattern_shows_where_a_value_comes(pattern: str, said: str) -> None:
    assert show_pattern(pattern, "nl") == said


def test_the_language_of_a_casebook(tmp_path: Path) -> None:
    assert load_language(tmp_path / "cases") is None
    for said, language in (("en", "en"), ("'nl'", "nl"), ("fr", "nl")):
        speak(tmp_path, said)
        assert load_language(tmp_path / "cases") == language
