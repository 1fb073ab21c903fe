"""The command: what it parses, hands on, prints and answers. The engine behind it is a stand-in here."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from reporting import __version__
from reporting.cli import exporting, main, reading, telling
from reporting.desk import register
from reporting.model.glossary import LANGUAGES as TEXTS
from reporting.places import Place
from reporting.problems import LANGUAGES, BrokenEnvironment, Problem, catalogue

ROOT = Path(__file__).parents[1]


@dataclass
class Outcome:
    problems: list[Problem] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    language: str = "nl"
    built: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failed: bool = False


@dataclass(frozen=True)
class Row:
    pack: str
    document: str
    kind: str
    audience: str
    state: str
    count: int | None = None


@dataclass
class Engine:
    """Stands in for `reporting.output.build`: notes what it is asked, answers with `outcome` or raises `error`."""

    outcome: Outcome = field(default_factory=Outcome)
    error: BaseException | None = None
    asked: list[tuple[str, Any]] = field(default_factory=list)
    steps: tuple[str, ...] = ()

    def answer(self, name: str, folders: Any, *rest: Any) -> Outcome:
        self.asked.append((name, folders, *rest))
        if self.error:
            raise self.error
        return self.outcome

    def check(self, folders):
        return self.answer("check", folders)

    def build(self, folders, packs=(), discard=False, progress=None):
        for done, step in enumerate(self.steps, 1):
            progress(done, len(self.steps), step)
        return self.answer("build", folders, tuple(packs), discard)

    def list_packs(self, folders):
        rows = [
            Row("top-2023", "letter", "kamerbrief", "house", "current"),
            Row("voortgang-2024", "table", "bilingual-annex", "public", "not-built"),
            Row("voortgang-2024", "sheets", "case-sheet", "house", "out-of-date", 6),
            Row("voortgang-2024", "replies", "reply", "reporter", "current", 0),
        ]
        return rows, self.answer("list", folders)

    def find_origin(self, folders, file, words):
        return ["cases/a.yaml:3:5", "templates/house/words.yaml:9:3"], self.answer("where", folders, file, words)

    def clean(self, folders):
        return self.answer("clean", folders)

    def write_schemas_of(self, folders):
        return self.answer("schema", folders)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Engine:
    """A casebook's folders as the current one, and the stand-in behind the command."""
    for name in ("cases", "templates"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("CASES", "TEMPLATES", "BUILD", "DEBUG"):
        monkeypatch.delenv(f"REPORTING_{name}", raising=False)
    engine, module = Engine(), ModuleType("reporting.output.build")
    for name in ("check", "build", "list_packs", "find_origin", "clean", "write_schemas_of"):
        setattr(module, name, getattr(engine, name))
    monkeypatch.setitem(sys.modules, "reporting.output.build", module)
    monkeypatch.setattr("reporting.output.build", module, raising=False)
    return engine


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="reporting")


def folders_of(engine: Engine) -> tuple[str, str, str]:
    folders = engine.asked[-1][1]
    return folders.cases.as_posix(), folders.templates.as_posix(), folders.build.as_posix()


# --- help ------------------------------------------------------------------------------------------------------------


OF_GROUPS = [
    f"{name} {inner}"
    for name, group in main.commands.items()
    if isinstance(group, click.Group)
    for inner in group.commands
]


@pytest.mark.parametrize("name", [None, *main.commands, *OF_GROUPS])
def test_help_says_what_it_does_with_an_example(name: str | None):
    answer = run(*(name or "").split(), "--help")
    assert answer.exit_code == 0
    example = re.search(r"Examples?:\n +reporting (\S.*)", answer.stdout)
    assert example, answer.stdout
    assert re.search(r"^  [A-Z].+", answer.stdout, re.MULTILINE), "no sentence that says what it does"
    command: click.Command = main
    for word in example[1].split():
        command = command.commands[word] if isinstance(command, click.Group) else command
    assert name is None or f"{example[1]} ".startswith(f"{name} "), "the example is of another command"
    options = {opt for param in command.params for opt in param.opts}
    assert {word for word in example[1].split() if word.startswith("--")} <= options


def test_every_command_is_in_the_list_in_full():
    shown = run("--help").stdout
    for name, command in main.commands.items():
        assert re.search(rf"^  {name} +{re.escape(command.help.splitlines()[0])}$", shown, re.MULTILINE), shown


def test_every_command_is_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in main.commands if f"reporting {name}" not in readme] == []


def test_version():
    assert run("--version").stdout.strip() == f"reporting {__version__}"


def test_help_imports_no_heavy_library():
    """So that it answers in a tenth of a second; a clock would say more about the machine than about us."""
    code = "import sys, reporting.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert not set(loaded.split()) & {
        "pydantic",
        "lxml",
        "docx",
        "docxtpl",
        "yaml",
        "typst",
        "pikepdf",
        "pypandoc",
        "babel",
    }


def test_what_can_be_chosen_is_what_there_is():
    """The words are told anew in the command, which imports neither the model nor the desk for its help."""
    assert (reading.LANGUAGES, exporting.FORMS) == (TEXTS, register.FORMS)


# --- folders ---------------------------------------------------------------------------------------------------------


def test_folders_are_those_of_the_current_folder(engine: Engine):
    assert run("check").exit_code == 0
    assert folders_of(engine) == ("cases", "templates", "build")


def test_folders_may_be_named_before_the_command_after_it_or_by_a_variable(engine: Engine, monkeypatch):
    for name in ("a", "b", "c"):
        Path(name).mkdir()
    monkeypatch.setenv("REPORTING_CASES", "a")
    run("check")
    assert folders_of(engine)[0] == "a"
    run("--cases", "b", "--build", "out", "check")
    assert folders_of(engine) == ("b", "templates", "out")
    run("--cases", "b", "--build", "out", "check", "--cases", "c")
    assert folders_of(engine) == ("c", "templates", "out")


@pytest.mark.parametrize("name", ["cases", "templates"])
def test_a_folder_that_is_not_there_is_a_wrong_call(engine: Engine, name: str):
    Path(name).rmdir()
    answer = run("build")
    assert (answer.exit_code, engine.asked) == (2, [])
    assert f"There is no folder {name} here" in answer.stderr
    assert f"--{name} FOLDER" in answer.stderr


def test_a_file_for_a_folder_is_a_wrong_call(engine: Engine):
    Path("notes.txt").touch()
    assert run("check", "--build", "notes.txt").exit_code == 2


# --- what is handed on -----------------------------------------------------------------------------------------------


def test_build_hands_on_packs_and_discard(engine: Engine):
    run("build")
    run("build", "top-2023", "voortgang-2024", "--discard")
    assert [asked[2:] for asked in engine.asked] == [((), False), (("top-2023", "voortgang-2024"), True)]


def test_where_prints_the_places(engine: Engine):
    Path("letter.docx").touch()
    answer = run("where", "letter.docx", "informeer ik u")
    assert engine.asked[0][2:] == (Path("letter.docx"), "informeer ik u")
    assert answer.stdout.splitlines() == ["cases/a.yaml:3:5", "templates/house/words.yaml:9:3"]


def test_list_prints_columns(engine: Engine):
    assert run("list").stdout.splitlines() == [
        "top-2023        letter   kamerbrief       house     actueel",
        "voortgang-2024  table    bilingual-annex  public    nog niet gemaakt",
        "voortgang-2024  sheets   case-sheet       house     verouderd         6 stukken",
        "voortgang-2024  replies  reply            reporter  actueel           0 stukken",
    ]


def test_a_list_of_nothing(engine: Engine, monkeypatch):
    monkeypatch.setattr(sys.modules["reporting.output.build"], "list_packs", lambda folders: ([], Outcome()))
    assert (run("list").exit_code, run("list").output) == (0, "")


@pytest.mark.parametrize("words", [["frobnicate"], ["build", "--frob"], ["where"], ["where", "none.docx", "x"]])
def test_a_wrong_call(engine: Engine, words: list[str]):
    answer = run(*words)
    assert (answer.exit_code, engine.asked, answer.stdout) == (2, [], "")
    assert "Try 'reporting" in answer.stderr


# --- what is printed -------------------------------------------------------------------------------------------------


def problem(code: str) -> Problem:
    return Problem(code, Place("cases/a.yaml"))


ERROR = next(code for code, words in catalogue().items() if words.get("severity", "error") == "error")
WARNING = next(code for code, words in catalogue().items() if words.get("severity") == "warning")


@pytest.mark.parametrize(
    ("language", "outcome", "closing"),
    [
        ("nl", Outcome(built=["a"] * 3, kept=["b"] * 2, problems=[problem(WARNING)]),
         "3 stukken gemaakt, 2 ongewijzigd, 1 waarschuwing"),
        ("en", Outcome(built=["a"], problems=[problem(WARNING)] * 2), "1 document made, 2 warnings"),
        ("nl", Outcome(problems=[problem(ERROR), problem(ERROR), problem(WARNING)], failed=True),
         "2 fouten, 1 waarschuwing, niets gemaakt"),
        ("en", Outcome(problems=[problem(ERROR)], failed=True), "1 error, nothing made"),
        ("nl", Outcome(), "geen problemen"),
    ],
)  # fmt: skip
def test_the_closing_line(engine: Engine, language: str, outcome: Outcome, closing: str):
    outcome.language = language
    engine.outcome = outcome
    mark = {"nl": ",", "en": r"\."}[language]
    last = run("build").stderr.splitlines()[-1]
    assert re.fullmatch(rf"{closing}, \d+{mark}\d s", last), last


def test_the_closing_line_is_in_the_words_of_the_command(engine: Engine):
    engine.outcome = Outcome(built=["a"], kept=["b"])
    assert "1 bestand verwijderd, 1 bewaard" in run("clean").stderr
    assert "1 bestand geschreven, 1 ongewijzigd" in run("schema").stderr


def test_a_check_makes_nothing_and_does_not_say_so(engine: Engine):
    engine.outcome = Outcome(problems=[problem(ERROR)], failed=True)
    assert re.fullmatch(r"1 fout, \d+,\d s", run("check").stderr.splitlines()[-1])


def test_problems_and_notes_go_to_the_standard_error_and_make_exit_code_1(engine: Engine):
    line = "cases/a.yaml:7:12: error[unknown-party]: onbekende partij «bzz»\n  hint: bedoelt u «bzk»?"
    engine.outcome = Outcome([problem(ERROR)], [line], notes=["bij de brief hoort nog een beslisnota"], failed=True)
    answer = run("check")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr.splitlines()[:3] == [*line.splitlines(), "bij de brief hoort nog een beslisnota"]


def test_errors_outside_the_reach_of_the_packs_asked_do_not_fail(engine: Engine):
    engine.outcome = Outcome([problem(ERROR)], ["x:1:1: error[y]: z"], built=["a"])
    assert run("build", "top-2023").exit_code == 0


def test_progress_is_plain_lines_when_piped(engine: Engine):
    engine.steps = ("top-2023/letter.docx", "top-2023/letter.pdf")
    assert run("build").stderr.splitlines()[:2] == ["1/2 top-2023/letter.docx", "2/2 top-2023/letter.pdf"]


def test_progress_is_a_bar_on_a_terminal(engine: Engine, monkeypatch):
    engine.steps = ("top-2023/letter.docx", "top-2023/letter.pdf")
    with monkeypatch.context() as patched:
        patched.setattr("click._termui_impl.isatty", lambda stream: True)
        patched.setattr(telling, "_is_terminal", lambda: True)
        shown = run("build").stderr
    assert "100%" in shown and "top-2023/letter.pdf" in shown
    assert "1/2 " not in shown


def test_output_is_utf_8_wherever_it_goes(engine: Engine, tmp_path: Path):
    code = (
        "import sys; sys.argv = ['reporting', 'where', 'missing-«é»-\\udcff.docx', 'x']\n"
        "from reporting.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, check=False, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "cp1252"},
    )  # fmt: skip
    assert done.returncode == 2
    assert "missing-«é»-" in done.stderr.decode("utf-8")


# --- when the machine is in the way ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (BrokenEnvironment("the font folder is empty: get templates/house/fonts back"), "the font folder is empty"),
        (OSError(errno.ENOSPC, "No space left on device", "build/x.docx"), "no room left on the disk for build/x.docx"),
        (PermissionError(errno.EACCES, "Permission denied", "build"), "build may not be read or written"),
        (OSError(errno.EROFS, "Read-only file system", "build"), "build may not be read or written"),
        (OSError(errno.EIO, "Input/output error", "cases"), "the system refuses cases: Input/output error"),
        (ModuleNotFoundError("No module named 'typst'", name="typst"), "a part of the program is missing: typst"),
        (ValueError("seven"), "a fault in the program itself, not in your files: ValueError: seven"),
        (MemoryError(), "a fault in the program itself"),
        (RecursionError("too deep"), "a fault in the program itself"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build", "list", "clean", "schema"])
def test_a_broken_machine_is_exit_code_3_and_no_traceback(
    engine: Engine, monkeypatch, command: str, error: Exception, says: str
):
    monkeypatch.setattr("locale.getlocale", lambda: ("en_GB", "UTF-8"))
    engine.error = error
    answer = run(command)
    assert (answer.exit_code, answer.stdout) == (3, "")
    assert says in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("name", ["nl_NL", "Dutch_Netherlands"])
def test_it_is_said_in_the_language_of_the_system(engine: Engine, monkeypatch, name: str):
    monkeypatch.setattr("locale.getlocale", lambda: (name, "UTF-8"))
    engine.error = OSError(errno.ENOSPC, "No space left on device", "build/x.docx")
    assert "er is geen ruimte meer op de schijf voor build/x.docx" in run("build").stderr


def test_who_debugs_gets_the_traceback(engine: Engine, monkeypatch):
    monkeypatch.setenv("REPORTING_DEBUG", "1")
    engine.error = ValueError("seven")
    assert isinstance(run("build").exception, ValueError)


def test_an_interrupt_leaves_no_traceback(engine: Engine):
    engine.error = KeyboardInterrupt()
    answer = run("build")
    assert answer.exit_code == 130
    assert answer.stderr.strip().startswith("reporting: ")


def test_every_word_of_the_command_is_told_in_every_language():
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "reporting/cli").glob("*.py"))
    said = {code for code in catalogue() if f'"{code}"' in text}
    assert len(said) > 10
    assert [
        (code, lang) for code in said for lang in LANGUAGES if not catalogue()[code].get(lang, {}).get("message")
    ] == []
