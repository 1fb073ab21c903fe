"""Changes to files in any style: only what was asked for changes, as two other readers of YAML see it as well."""

import itertools

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_properties import LETTERS, referee
from wild_files import Author

from reporting.yamlfile.changes import descend
from reporting.yamlfile.editing import insert_item, set_value
from reporting.yamlfile.nodes import WORDS, to_data
from reporting.yamlfile.reader import read_yaml
from reporting.yamlfile.rendering import Quoted, to_plain

WORD = st.sampled_from(
    ["no", "x", "2019-05", "010", "benelux-unie", ": ", " #", "- ", "é", '"', "\\", "\t", "#x", "“a”"]
)
LINE = st.lists(WORD | st.text(LETTERS, max_size=6), max_size=9).map(" ".join)
TEXT = LINE | st.lists(LINE, max_size=4).map("\n".join) | st.lists(WORD, min_size=30, max_size=60).map(" ".join)
SCALAR = TEXT | TEXT.map(Quoted) | st.booleans() | st.none()
KEY = st.sampled_from(["kind", "date", "nl", "fr", "on", "text", "a b", "x: y", "1"])
VALUE = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=3), max_leaves=6
)
SLOW = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def fields(node, path=()):
    yield path, node
    if node.kind != "scalar":
        for key, child in node.value.items() if node.kind == "mapping" else enumerate(node.value):
            yield from fields(child, (*path, key))


def readable(seed):
    """A file with what it holds; nothing for the few that the reader refuses."""
    data = Author(seed).file().encode()
    root, problems = read_yaml(data, "x.yaml")
    return (data, root) if root is not None and not any(p.is_error for p in problems) else (data, None)


def by_pyyaml(data):
    """The document as PyYAML's own parser composes it, under our one rule for scalars."""

    def value(node):
        if isinstance(node, yaml.MappingNode):
            return {key.value: value(child) for key, child in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [value(child) for child in node.value]
        return node.value if node.style in ("'", '"', "|", ">") else WORDS.get(node.value, node.value)

    return value(yaml.compose(data.decode("utf-8-sig"), Loader=yaml.SafeLoader))


def check(made, expected):
    root, problems = read_yaml(made, "x.yaml")
    assert not any(problem.is_error for problem in problems)
    assert repr(to_data(root)) == repr(expected)
    assert repr(by_pyyaml(made)) == repr(expected)
    assert referee(made.decode("utf-8-sig")) == expected


def added(old, new):
    """How many bytes are new if nothing else changed: those between the longest same beginning and the same end."""
    same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    assert new.endswith(old[same:]) or any(new.endswith(old[at:]) and new.startswith(old[:at]) for at in range(same)), (
        "not one insertion"
    )


def keeps(old, new):
    """Whether every byte of the old file is still there, in its order."""
    left = iter(new)
    return all(byte in left for byte in old)


def test_most_wild_files_are_readable_and_differ():
    read = [readable(seed) for seed in range(300)]
    assert sum(root is not None for _, root in read) > 200
    assert len({data for data, _ in read}) > 280
    nodes = [node for _, root in read if root for _, node in fields(root)]
    assert {node.style for node in nodes if node.kind == "scalar"} == {"", "'", '"', "|", ">"}
    assert {node.style for node in nodes if node.kind == "sequence"} == {"", "flow"}


@SLOW
@given(st.integers(0, 10**9), st.randoms(use_true_random=False), VALUE)
def test_inserting_changes_nothing_else(seed, random, value):
    data, root = readable(seed)
    lists = [(path, node) for path, node in fields(root) if node.kind == "sequence"] if root else []
    if not lists:
        return
    path, node = random.choice(lists)
    index = random.randint(0, len(node.value))
    made, problems = insert_item(data, "x.yaml", path, index, value)
    if problems and not data.endswith((b"\n", b"\r")):
        assert [problem.code for problem in problems] == ["edit-needs-line-end"]
        return
    assert problems == [], (data.decode(), path, index)
    expected = to_data(root)
    held = expected
    for step in path:
        held = held[step]
    held.insert(index, to_plain(value))
    check(made, expected)
    if node.value:
        assert keeps(data, made)
        if not node.style:
            added(data, made)
    again, problems = insert_item(made, "x.yaml", path, index, "again")
    assert problems == []
    held.insert(index, "again")
    check(again, expected)
    assert keeps(made, again)


@SLOW
@given(st.integers(0, 10**9), st.randoms(use_true_random=False), VALUE)
def test_setting_changes_nothing_else(seed, random, value):
    data, root = readable(seed)
    if root is None:
        return
    places = [path for path, _ in fields(root) if path]
    places += [(*path, "new") for path, node in fields(root) if node.kind == "mapping"]
    path = random.choice(places)
    made, problems = set_value(data, "x.yaml", path, value)
    if problems and not data.endswith((b"\n", b"\r")):
        assert [problem.code for problem in problems] == ["edit-needs-line-end"]
        return
    assert problems == [], (data.decode(), path)
    expected = to_data(root)
    held = expected
    for step in path[:-1]:
        held = held[step]
    held[path[-1]] = to_plain(value)
    check(made, expected)
    if descend(root, path) is None and descend(root, path[:-1])[-1].value:
        assert keeps(data, made)


@pytest.mark.parametrize("seed", range(40))
def test_a_list_filled_item_by_item(seed):
    """Twenty items in turn, at the end, the beginning and in between, come out as the list that was wanted."""
    author = Author(seed)
    data = ("# ours\n\n" + "\n".join(author.sequence(0, 3)) + "\n# end\n").encode()
    root, problems = read_yaml(data, "x.yaml")
    if root is None or any(problem.is_error for problem in problems):
        return
    wanted = to_data(root)
    for number in range(20):
        index = author.random.randint(0, len(wanted))
        item = author.pick(f"x{number}", {"kind": f"x{number}", "text": {"nl": "een: twee", "fr": "a\nb\n"}})
        data, problems = insert_item(data, "x.yaml", (), index, item)
        assert problems == []
        wanted.insert(index, item)
    assert to_data(read_yaml(data, "x.yaml")[0]) == wanted
    assert data.startswith(b"# ours\n") and data.endswith(b"# end\n")
