"""Every slip the reader knows, with the problem it must give: files in `broken/`, or bytes that no file can show."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from reporting.places import Position
from reporting.problems import LANGUAGES, catalogue, render
from reporting.yamlfile.disk import LARGEST
from reporting.yamlfile.reader import load_yaml, read_yaml

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
EXPECTED = re.compile(r"# (error|warning): (\d+):(\d+) ([\w-]+)")
OURS = tomllib.loads((files("reporting") / "messages" / "yamlfile.toml").read_text(encoding="utf-8"))
# Codes about the file as such, tested in test_disk.py.
ON_DISK = {"no-such-file", "link-out-of-folder", "folder-as-file", "not-a-file", "no-permission", "unreadable-file"}
# Codes about changing and writing a file, tested in test_editing.py and test_writing.py.
ON_CHANGE = {"edit-unreadable", "edit-no-such-field", "edit-needs-line-end", "edit-refused"}
ON_WRITING = {"file-changed", "file-exists", "file-locked"}

BYTES = {
    "not-utf8": (b"id: a\ntitle: caf\xe9\n", (2, 11)),
    "not-utf8 after other letters": (b"\xef\xbb\xbfn\xc3\xa9: \xc3(\n", (1, 5)),
    "not-utf8 cut off": (b"a: \xe2\x82", (1, 4)),
    "not-utf8 surrogate": (b"a: \xed\xa0\x80\n", (1, 4)),
    "missing-space-after-colon between carriage returns": (b"id: a\rtitle:Benelux\rx: y\r", (2, 7)),
    "utf16-file": ("id: a\n".encode("utf-16"), (1, 1)),
    "byte-order-mark": (b"\xef\xbb\xbfid: a\n", (1, 1)),
    "forbidden-character": (b"id: a\nti\0tle: b\n", (2, 3)),
    "forbidden-character bell": (b"id: a\x07\n", (1, 6)),
    "forbidden-character inner mark": ("id: a\ufeff\n".encode(), (1, 6)),
    "forbidden-character noncharacter": ("id: \ufffe\n".encode(), (1, 5)),
    "forbidden-character delete": (b"id: \x7f\n", (1, 5)),
    "line-separator": ("id: a\u2028b\n".encode(), (1, 6)),
    "line-separator next line": ("id: a\x85b\n".encode(), (1, 6)),
    "private-character": ("id: a\n\n- \uf0b7 b\n".encode(), (3, 3)),
    "private-character far": ("id: \U000f0000\n".encode(), (1, 5)),
    "empty-file": (b"", (1, 1)),
    "empty-file blank": (b" \n\n", (1, 1)),
    "file-too-large": (b"a: " + b"x" * LARGEST, (1, 1)),
    "too-many-problems": (b"a: 1\n" * 1000, (101, 1)),
    "too-many-problems slips": (b"a: b: c\n" * 1000, (20, 5)),
    "too-many-problems characters": (b"a: \0\n" * 1000, (100, 4)),
    "yaml-syntax": (b"{a: : c}\n", (1, 5)),
}


def found(problems):
    return sorted((p.severity, *p.place.position, p.code) for p in problems)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken_file(path, parser):
    text = path.read_text(encoding="utf-8")
    expected = sorted((kind, int(line), int(column), code) for kind, line, column, code in EXPECTED.findall(text))
    assert expected, "the file does not say what is wrong with it"
    _, problems = load_yaml(path, path.name)
    assert found(problems) == expected
    check_words(problems)


@pytest.mark.parametrize(("name", "broken"), BYTES.items(), ids=BYTES)
def test_broken_bytes(name, broken, parser):
    data, (line, column) = broken
    code = name.split()[0]
    _, problems = read_yaml(data, "x.yaml")
    assert (OURS[code].get("severity", "error"), line, column, code) in found(problems)
    check_words(problems)


def check_words(problems):
    """Both languages have words of their own: every value filled in, a hint, and nothing of the parser's English."""
    for problem in problems:
        for language in LANGUAGES:
            printed = render(problem, language, Position("x.yaml", *problem.place.position))
            assert "\n  hint: " in printed
            for theirs in ("expected", "while scanning", "while parsing", "in this context", "token", "scalar"):
                assert theirs not in printed


def test_every_code_has_a_broken_input():
    codes = {name.split()[0] for name in BYTES} | ON_DISK | ON_CHANGE | ON_WRITING
    for path in BROKEN:
        codes.update(code for *_, code in EXPECTED.findall(path.read_text(encoding="utf-8")))
    assert codes == set(OURS)


def test_every_code_is_told_in_both_languages():
    for code, words in OURS.items():
        assert catalogue()[code] is not None
        assert set(words) - {"severity"} == set(LANGUAGES), code
        assert all(set(words[language]) == {"message", "hint"} for language in LANGUAGES), code


def test_words_name_the_first_of_two_keys():
    _, [problem] = read_yaml(b"id: a\n\nid: b\n", "x.yaml")
    assert "op regel 1" in render(problem, "nl", Position("x.yaml", 3, 1))
    assert "line 1" in render(problem, "en", Position("x.yaml", 3, 1))
    assert problem.place.field == ("id",)


def test_duplicate_key_keeps_the_first_and_its_tree():
    root, problems = read_yaml(b"id: a\nid: {b: c}\ntitle: d\n", "x.yaml")
    assert [p.code for p in problems] == ["duplicate-key"]
    assert root.value["id"].value == "a"
    assert list(root.value) == ["id", "title"]


def test_a_refused_key_takes_its_value_along():
    root, problems = read_yaml(b"? [a, b]\n: c\n~: {d: e}\nf: g\n", "x.yaml")
    assert [p.code for p in problems] == ["key-not-text", "key-not-text"]
    assert [(key, node.value) for key, node in root.value.items()] == [("f", "g")]


@pytest.mark.parametrize("data", [b"a: b: c\n", b"a: \0\n", b"a: \xff\n", b"# only\n", b'a: "\\uE000"\n', b"[" * 40])
def test_nothing_usable_gives_no_tree(data, parser):
    root, problems = read_yaml(data, "x.yaml")
    assert root is None
    assert any(p.is_error for p in problems)
