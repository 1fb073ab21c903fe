"""What the two READMEs say is true: commands, paths, pictures and links exist, and what they show is what is printed.

An invisible remark above a block says how to get it: `slip` (the file with those words changed), `change` (lines that
take the place of the same keys), `printed` (in that PDF, after the change), `record` (a whole file), `edited` (that
output, changed by hand). A block of `$ …` lines is a session. What `round` stands above, `test_whole_round` plays.
"""

from __future__ import annotations

import re
import shlex
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from reporting.casebook.loading import load_casebook
from reporting.cli import main
from reporting.model.obstacles import Obstacle
from tests.pictures import OF_ROUND, PICTURES, WIDTH, write_pictures

ROOT = Path(__file__).parents[1]
READMES = {"README.md": "en", "README.nl.md": "nl"}
each = pytest.mark.parametrize("readme", READMES)


@dataclass
class Shown:
    """A fenced block: the language behind its fence, its lines, and the remark above it."""

    language: str
    lines: list[str]
    remark: str = ""
    about: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@cache
def words(readme: str) -> str:
    return (ROOT / readme).read_text(encoding="utf-8")


@cache
def blocks(readme: str) -> list[Shown]:
    form = re.compile(r"(?ms)(?:^ *<!-- (\w+): ([^\n]*?) -->\n)?^( *)```(\w+)\n(.*?)^\3```$")
    found = []
    for remark, about, indent, language, inside in form.findall(words(readme)):
        lines = [line.removeprefix(indent) for line in inside.splitlines()]
        found.append(Shown(language, lines, remark, about))
    return found


def remarked(remark: str) -> list[pytest.ParameterSet]:
    found = [(readme, shown) for readme in READMES for shown in blocks(readme) if shown.remark == remark]
    assert {readme for readme, _ in found} >= ({"README.nl.md"} if remark == "record" else set(READMES)), remark
    return [pytest.param(readme, shown, id=f"{readme}-{shown.about[:60]}") for readme, shown in found]


def spans(readme: str) -> list[str]:
    """What stands in code type in running text and tables."""
    prose = re.sub(r"(?ms)^ *```.*?^ *```$", "", words(readme))
    return [span.replace("\\|", "|") for span in re.findall(r"`([^`\n]+)`", prose)]


def command_lines(readme: str) -> list[str]:
    sessions = [line[2:] for shown in blocks(readme) for line in shown.lines if line.startswith("$ ")]
    return [*sessions, *spans(readme)]


@dataclass
class Place:
    """A copy of the project's folders, built; `run` calls the command there."""

    folder: Path

    def run(self, *arguments: str) -> Result:
        with chdir(self.folder):
            return CliRunner().invoke(main, arguments)

    def speak(self, language: str) -> None:
        settings = self.folder / "cases/casebook.yaml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(re.sub(r"(?m)^messages: \w+", f"messages: {language}", text), encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The sample casebook, built as a new user builds it."""
    place = Place(tmp_path_factory.mktemp("readme"))
    for name in ("cases", "templates"):
        shutil.copytree(ROOT / name, place.folder / name)
    done = place.run("build")
    assert done.exit_code == 0, done.stderr
    return place


@pytest.fixture
def place(built: Place, tmp_path: Path) -> Place:
    """A copy of the built folders, to spoil."""
    shutil.copytree(built.folder, tmp_path / "copy")
    return Place(tmp_path / "copy")


def replace_last(path: Path, old: str, new: str) -> None:
    before, found, after = path.read_text(encoding="utf-8").rpartition(old)
    assert found, f"{path.name} holds no {old}"
    path.write_text(before + new + after, encoding="utf-8")


@each
def test_every_make_target_exists(readme: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    targets = set(phony[1].split()) if phony else set()
    variables = set(re.findall(r"(?m)^(\w+) \?=", makefile))
    called = [shlex.split(line)[1:] for line in command_lines(readme) if re.match(r"make( |$)", line)]
    assert len(called) > 5
    for word in (word for words in called for word in words):
        name, is_variable, _ = word.partition("=")
        assert name in (variables if is_variable else targets), f"make {word}"


def calls(readme: str) -> Iterator[list[str]]:
    for line in command_lines(readme):
        if found := re.match(r"(?:\.venv[/\\](?:bin|Scripts)[/\\])?reporting(?: (.+))?$", line):
            yield shlex.split(found[1] or "", posix=True)


def command_of(call: list[str]) -> tuple[click.Command, list[str]]:
    """The command that is called, one of a group as well, and the call from its name on."""
    command: click.Command = main.commands[call[0]]
    if isinstance(command, click.Group) and call[1:]:
        return command.commands[call[1]], call[1:]
    return command, call


def every_command() -> dict[str, click.Command]:
    """Each command by what is typed for it: `check`, `translate status`."""
    found: dict[str, click.Command] = {}
    for name, command in main.commands.items():
        inner = command.commands if isinstance(command, click.Group) else {}
        found |= {f"{name} {own}": one for own, one in inner.items()} or {name: command}
    return found


@each
def test_every_call_of_the_command_is_accepted(readme: str) -> None:
    named = [call for call in calls(readme) if call]
    assert named
    for call in named:
        command, call = command_of(call)
        options = {option for option in call[1:] if option.startswith("-")}
        known = {name for parameter in command.params if isinstance(parameter, click.Option) for name in parameter.opts}
        assert options <= known, call
        assert command.make_context(call[0], [*call[1:], "--help"], resilient_parsing=True)


@each
def test_every_module_run_exists(readme: str) -> None:
    for module in re.findall(r"python -m ([\w.]+)", words(readme)):
        assert (ROOT / module.replace(".", "/")).with_suffix(".py").is_file(), module


def test_every_command_and_option_is_documented() -> None:
    commands = every_command()
    documented = {" ".join(call[:size]) for call in calls("README.md") for size in (1, 2)}
    assert set(commands) - documented == set()
    parameters = [parameter for command in commands.values() for parameter in command.params]
    of_their_own = {name for parameter in parameters for name in parameter.opts if name.startswith("--")}
    assert {name for name in of_their_own if name not in words("README.md")} == set()


@each
def test_every_path_exists(readme: str, built: Place) -> None:
    top = {path.name for path in ROOT.iterdir() if path.is_dir()} | {"build"}
    named = [
        span
        for span in spans(readme)
        if re.fullmatch(r"[\w.-]+(/[\w.*-]*)+", span) and span.split("/")[0] in top - {".venv"}
    ]
    assert len(named) > 10
    for path in named:
        where = built.folder if path.split("/")[0] == "build" else ROOT
        assert (where / path).exists(), path


@each
def test_every_file_named_alone_exists(readme: str) -> None:
    files = {path.name for folder in ("cases", "templates") for path in (ROOT / folder).rglob("*.*")}
    named = [span for span in spans(readme) if re.fullmatch(r"[\w-]+\.(yaml|docx|toml|md)", span)]
    assert named
    assert {name for name in named if name not in files and not (ROOT / name).exists()} == set()


def anchors(text: str) -> set[str]:
    headings = re.findall(r"(?m)^#+ (.+)$", re.sub(r"(?ms)^ *```.*?^ *```$", "", text))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each
def test_every_link_leads_somewhere(readme: str) -> None:
    text = re.sub(r"`[^`\n]*`", "", re.sub(r"(?ms)^ *```.*?^ *```$", "", words(readme)))
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert len(links) > 4
    for link in links:
        file, _, anchor = link.partition("#")
        path = ROOT / (file or readme)
        assert path.exists(), link
        if anchor:
            assert anchor in anchors(path.read_text(encoding="utf-8")), link


@each
def test_every_picture_is_shown_with_its_words(readme: str) -> None:
    shown = {path: alt for alt, path in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", words(readme))}
    pictures = (*PICTURES, *OF_ROUND) if readme == "README.md" else PICTURES
    assert set(shown) == {f".github/pictures/{picture.file}" for picture in pictures}
    assert all(len(alt) > 30 for alt in shown.values())


def test_the_pictures_are_small_and_of_pages_that_there_are(built: Place, tmp_path: Path) -> None:
    write_pictures(built.folder / "build", tmp_path)
    pictures = {picture.file for picture in (*PICTURES, *OF_ROUND)}
    assert {path.name for path in (ROOT / ".github/pictures").iterdir()} == pictures
    for name in pictures:
        kept = (ROOT / ".github/pictures" / name).read_bytes()
        assert kept[:8] == b"\x89PNG\r\n\x1a\n"
        assert int.from_bytes(kept[16:20]) == WIDTH
        assert len(kept) < 200_000
        if (made := tmp_path / name).exists():
            assert kept[16:24] == made.read_bytes()[16:24], f"{name} is of another page: python -m tests.pictures"


@pytest.mark.parametrize(("readme", "shown"), remarked("slip"))
def test_every_problem_line_is_what_that_slip_gives(readme: str, shown: Shown, place: Place) -> None:
    file, old, new = shown.about.split(" | ")
    place.speak(READMES[readme])
    replace_last(place.folder / file, old, new)
    done = place.run("check")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[: len(shown.lines)] == shown.lines


def change(place: Place, readme: str) -> None:
    (shown,) = (shown for shown in blocks(readme) if shown.remark == "change")
    for line in shown.lines:
        key = line.partition(":")[0]
        replace_last(place.folder / shown.about, f"{key}: unknown", line)


@pytest.mark.parametrize(("readme", "shown"), remarked("printed"))
def test_the_first_change_prints_what_is_promised(readme: str, shown: Shown, place: Place) -> None:
    change(place, readme)
    done = place.run("build", "voortgang-2024")
    assert done.exit_code == 0, done.stderr
    document = pypdfium2.PdfDocument(place.folder / shown.about)
    printed = bare("".join(page.get_textpage().get_text_range() for page in document))
    for line in shown.lines:
        assert bare(line) in printed


def bare(text: str) -> str:
    return re.sub(r"\s|[\u00ad\ufffe-]", "", unicodedata.normalize("NFKC", text))


def test_the_mistake_of_the_fifth_step_gives_the_line_shown(place: Place) -> None:
    """Also after steps two to four, and with nothing changed in `build/`."""
    change(place, "README.md")
    place.speak("en")
    replace_last(place.folder / "cases/obstacles/albertknoop-noise.yaml", "by: bzk", "by: bzkk")
    before = {path: path.read_bytes() for path in (place.folder / "build").rglob("*") if path.is_file()}
    done = place.run("build")
    assert done.exit_code == 1
    first = next(shown for shown in blocks("README.md") if shown.remark == "slip")
    assert first.text in done.stderr
    after = {path: path.read_bytes() for path in (place.folder / "build").rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize(("readme", "shown"), remarked("record"))
def test_a_record_shown_is_a_good_record(readme: str, shown: Shown, place: Place) -> None:
    (place.folder / shown.about).write_text(shown.text + "\n", encoding="utf-8")
    loaded = load_casebook(place.folder / "cases", "cases")
    assert [problem for problem in loaded.problems if problem.is_error] == []
    assert loaded.casebook is not None
    assert Path(shown.about).stem in loaded.casebook.obstacles


@pytest.mark.parametrize(("readme", "shown"), remarked("edited"))
def test_a_document_edited_by_hand_is_named_and_kept(readme: str, shown: Shown, place: Place) -> None:
    place.speak(READMES[readme])
    edited = place.folder / shown.about
    edited.write_bytes(edited.read_bytes() + b"by hand")
    replace_last(place.folder / "cases/packs/top-2023/letter.yaml", "Tot slot", "Ten slotte")
    done = place.run("build")
    assert done.exit_code == 1
    assert shown.text in done.stderr
    assert edited.read_bytes().endswith(b"by hand")


@each
def test_every_session_goes_as_shown(readme: str, built: Place) -> None:
    compared = 0
    for shown in blocks(readme):
        asked: list[str] = []
        answers: dict[str, list[str]] = {}
        for line in shown.lines if shown.language == "console" and shown.remark != "round" else ():
            if line.startswith("$ "):
                asked.append(line[2:])
            else:
                answers.setdefault(asked[-1], []).append(line)
        for command, answer in answers.items():
            done = built.run(*shlex.split(command)[1:])
            assert done.output.splitlines() == answer, command  # both streams, as a terminal shows them
            compared += 1
    assert compared


def keys_of(table: str) -> set[str]:
    return {key for row in re.findall(r"(?m)^\| ((?:`\w+`(?:, )?)+) \|", table) for key in re.findall(r"`(\w+)`", row)}


def test_the_list_of_keys_of_an_obstacle_is_complete() -> None:
    _, _, after = words("README.nl.md").partition("| sleutel | betekenis |")
    assert keys_of(after.partition("\n\n")[0]) == {*Obstacle.model_fields, "internal"}


@each
def test_no_remark_stands_without_its_block(readme: str) -> None:
    remarks = re.findall(r"<!-- (?!table:|end)(.*?) -->", words(readme))
    assert len(remarks) == sum(bool(shown.remark) for shown in blocks(readme))
