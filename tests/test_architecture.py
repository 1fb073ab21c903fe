"""The shape of the code: who may import whom, which module speaks to which library, and what no module does."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = ROOT / "reporting"

# Each room with the rooms that it may import; `__init__.py` of the package imports nothing.
ROOMS: dict[str, set[str]] = {
    "places": set(),
    "problems": {"places"},
    "yamlfile": {"places", "problems"},
    "model": {"places", "problems", "yamlfile"},
    "casebook": {"places", "problems", "yamlfile", "model"},
    "documents": {"places", "problems", "yamlfile", "model"},
    "output": {"", "places", "problems", "yamlfile", "model", "casebook", "documents"},
    "desk": {"places", "problems", "yamlfile", "model", "casebook", "documents"},
    "exchange": {"places", "problems", "yamlfile", "model", "casebook", "documents", "desk", "output"},
    "explaining": {"problems"},
    "cli": {"", "problems", "explaining", "casebook", "output", "desk", "exchange"},
    "__main__": {"cli"},
}
# The one room, or the one module, that speaks to a library; what is not named here is not imported.
LIBRARIES: dict[str, set[str]] = {
    "click": {"cli"},
    "yaml": {"yamlfile"},
    "filelock": {"yamlfile/writing"},
    "pydantic": {"model", "casebook", "documents/kinds"},
    "pydantic_core": {"model", "casebook"},
    "babel": {"documents/wording"},
    "pypandoc": {"documents/pandoc"},
    "docxtpl": {"output/word/template"},
    "docxtpl_lint": {"output/word/faults"},
    "jinja2": {"output/word"},
    "markupsafe": {"output/word"},
    "lxml": {"output/word", "output/typeset", "output/check", "exchange"},
    "typst": {"output/typeset"},
    # written, and read back independently
    "pikepdf": {"output/typeset/streams", "output/typeset/joining", "output/check/tags"},
    "pypdfium2": {"output/check/pages"},
    "xlsxwriter": {"desk/spreadsheet"},
    "vl_convert": {"output/charts"},
    "python_redlines": {"exchange/redline/engine"},
}
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "asyncio", "requests", "httpx", "xmlrpc"}
CLOCK_AND_CHANCE = {
    "time", "random", "secrets", "uuid", "datetime.now", "datetime.today", "datetime.utcnow", "date.today",
    "datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow", "datetime.date.today",
    "os.urandom", "os.environ", "os.getenv",
}  # fmt: skip
INPUT_AND_OUTPUT = {"open", "os", "pathlib", "shutil", "subprocess", "tempfile", "io", "sys"}
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "base", "core"}


def modules() -> list[Path]:
    return sorted(CODE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(CODE).with_suffix("").as_posix()


def room_of(path: Path) -> str:
    return "" if path == CODE / "__init__.py" else name_of(path).split("/")[0]


def imports(path: Path) -> list[tuple[str, bool]]:
    """Every import of a module, inside functions as well: its full name, and whether it is only for type checkers."""
    package = ("reporting", *path.relative_to(CODE).parent.parts)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node in for_types) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) + 1 - node.level]) if node.level else ""
            source = ".".join(filter(None, (base, node.module)))
            found += [(f"{source}.{alias.name}", node in for_types) for alias in node.names]
    return found


def calls_and_names(path: Path) -> set[str]:
    """Dotted names as they stand in the code: `date.today`, `os.environ`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute | ast.Name)}


def each_module(*rooms: str):
    chosen = [path for path in modules() if not rooms or room_of(path) in rooms]
    return pytest.mark.parametrize("path", chosen, ids=[name_of(path) for path in chosen])


def test_the_rooms_are_the_ones_known():
    assert {room_of(path) for path in modules()} - {""} == set(ROOMS)


@each_module()
def test_imports_go_one_way(path: Path):
    room = room_of(path)
    allowed = ROOMS.get(room, set()) | {room}
    inside = [name.split(".")[1] for name, _ in imports(path) if name.split(".")[0] == "reporting"]
    rooms = {part if part in ROOMS else "" for part in inside}
    assert rooms <= allowed, f"{path} imports {sorted(rooms - allowed)}"


@each_module("cli")
def test_the_command_knows_of_the_output_only_the_build(path: Path):
    asked = {name for name, _ in imports(path) if name.startswith("reporting.output.")}
    assert asked <= {
        "reporting.output.build", "reporting.output.build.Outcome", "reporting.output.folders.Folders"
    }  # fmt: skip


@each_module("cli")
def test_the_command_asks_the_desk_at_its_front(path: Path):
    modules = {name.split(".")[2] for name, _ in imports(path) if name.startswith("reporting.desk.")}
    assert modules <= {
        "desk", "answers", "asking", "confirming", "creating", "introducing", "questions", "recording", "register",
        "case_texts", "translatable", "translating", "translations",
    }  # fmt: skip


@each_module()
def test_a_library_is_spoken_to_in_one_place(path: Path):
    name = name_of(path)
    for module, _ in imports(path):
        library = module.split(".")[0]
        if library == "reporting" or library in sys.stdlib_module_names:
            continue
        places = LIBRARIES.get(library, set())
        assert any(name == place or name.startswith(f"{place}/") for place in places), f"{path} imports {library}"


def test_every_library_named_is_used():
    used = {module.split(".")[0] for path in modules() for module, _ in imports(path)}
    assert set(LIBRARIES) <= used, f"no module imports {sorted(set(LIBRARIES) - used)}"


@each_module()
def test_nothing_reaches_for_the_network(path: Path):
    names = {name for name, _ in imports(path)}
    assert not {name for name in names for banned in NETWORK if name == banned or name.startswith(f"{banned}.")}


@each_module("model", "documents", "desk")
def test_what_documents_say_depends_on_no_clock_or_chance(path: Path):
    modules_asked = {name.split(".")[0] for name, _ in imports(path)}
    assert not (modules_asked | calls_and_names(path)) & CLOCK_AND_CHANCE


@each_module("model")
def test_the_model_touches_no_files(path: Path):
    assert not {name.split(".")[0] for name, _ in imports(path)} & INPUT_AND_OUTPUT
    assert "open" not in calls_and_names(path)


@each_module()
def test_a_module_is_about_one_thing(path: Path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 300, f"{path} has {lines} lines: is there a second thing in it?"
    assert not set(name_of(path).split("/")) & VAGUE, f"{path}: a name that says what is in it"


@each_module()
def test_a_module_says_what_it_is_for(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not tree.body or ast.get_docstring(tree), f"{path} has no docstring"


SENTENCE = re.compile(r"[^\W\d_]{2,}(?:,? [^\W\d_]+){3,}")
# Words that sentences of our languages cannot do without, and lists of names in a file format never hold.
JOINING = re.compile(
    r"\b(de|het|een|van|voor|met|op|en|dat|the|of|for|with|and|that|le|la|les|des|pour|et|der|die|das|für|mit|und)\b"
)


def spoken(path: Path) -> list[str]:
    """The texts in a module that could reach a reader: no docstring, error for maintainers, description, word list."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Raise() | ast.keyword(arg="description"):
                apart |= {id(part) for part in ast.walk(node)}
            case ast.Expr(value=ast.Constant()) | ast.Attribute(value=ast.Constant(), attr="split"):
                apart.add(id(node.value))
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [text.value for text in texts if id(text) not in apart]


@each_module("documents", "output")
def test_no_sentence_of_a_letter_stands_in_the_code(path: Path):
    """Four words in a row are a sentence, and belong in a template, the house's words or the messages."""
    assert not [text for text in spoken(path) if SENTENCE.search(text) and JOINING.search(text)]


def test_every_test_file_has_a_name_of_its_own():
    """Test folders are no packages: of two files with one name, pytest would read only the first."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
