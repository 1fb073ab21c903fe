"""What holds for any file: values as ruamel.yaml reads them, spots that point at their text, and never a traceback."""

import io
from pathlib import Path

import pytest
import ruamel.yaml
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import scalarstring as styles

from reporting.places import Place
from reporting.yamlfile import tree
from reporting.yamlfile.locate import find_text, locate
from reporting.yamlfile.nodes import WORDS, to_data
from reporting.yamlfile.reader import read_yaml
from reporting.yamlfile.trace import trace
from tests.growth import MOST, growth

# --- documents that ruamel writes ------------------------------------------------------------------------------------

LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"], exclude_characters="\x85\u2028\u2029")
WORD = st.text(LETTERS, min_size=1, max_size=8)
TELLING = st.sampled_from(["no", "12:30", "it's", '"', ": ", " #", "- ", "é", "\\", "%"])
SENTENCE = st.lists(WORD | TELLING, max_size=9).map(" ".join)
PARAGRAPHS = st.lists(SENTENCE, max_size=5).map("\n".join)
SCALAR = st.one_of(
    st.sampled_from(["010", "32851", "2022-12-05", "2023-09", "no", "12:30", "true", "null", "~", "", "1e3", "0x1f"]),
    SENTENCE,
    SENTENCE.map(styles.SingleQuotedScalarString),
    SENTENCE.map(styles.DoubleQuotedScalarString),
    PARAGRAPHS.map(styles.LiteralScalarString),
    PARAGRAPHS.map(styles.FoldedScalarString),
    PARAGRAPHS.map(styles.DoubleQuotedScalarString),
    st.booleans(),
    st.none(),
)
KEY = st.text("abcdefgh_-", min_size=1, max_size=6).filter(lambda key: key.strip("-_") == key)
VALUE = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=4), max_leaves=12
)
DOCUMENT = st.dictionaries(KEY, VALUE, min_size=1, max_size=5)


def write(data, width, flow, indent):
    """The document as ruamel writes it: block or flow style, lines of `width`, `indent` deep."""
    writer = ruamel.yaml.YAML()
    writer.width, writer.default_flow_style, writer.allow_unicode = width, flow, True
    writer.indent(mapping=indent, sequence=indent + 2, offset=2)
    writer.representer.ignore_aliases = lambda _: True
    out = io.StringIO()
    writer.dump(data, out)
    return out.getvalue()


def plain(data):
    """The same values without ruamel's classes."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    return str(data) if isinstance(data, str) else data


def leaves(node, field=()):
    if node.kind == "scalar":
        yield field, node
    else:
        for key, child in node.value.items() if node.kind == "mapping" else enumerate(node.value):
            yield from leaves(child, (*field, key))


def offset_of(text, position):
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: position.line - 1]) + position.column - 1


SLOW = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


def referee(text):
    """The document as ruamel composes it, under our one rule for scalars."""

    def value(node):
        if isinstance(node, ruamel.yaml.MappingNode):
            return {value_of_key.value: value(child) for value_of_key, child in node.value}
        if isinstance(node, ruamel.yaml.SequenceNode):
            return [value(child) for child in node.value]
        return node.value if node.style in ("'", '"', "|", ">") else WORDS.get(node.value, node.value)

    return value(ruamel.yaml.YAML(typ="safe", pure=True).compose(text))


@SLOW
@given(DOCUMENT, st.sampled_from([20, 40, 80, 4096]), st.sampled_from([False, True, None]), st.sampled_from([2, 4]))
def test_values_and_spots_of_what_ruamel_writes(data, width, flow, indent):
    text = write(data, width, flow, indent)
    root, problems = read_yaml(text.encode(), "x.yaml")
    if root is None or any(p.is_error for p in problems):
        # ruamel leaves some odd texts unquoted that YAML 1.1 reads otherwise; they must be refused, not misread.
        return
    assert to_data(root) == referee(text)
    for field, node in leaves(root):
        place = Place("x.yaml", field)
        start = offset_of(text, locate(root, place))
        assert start == node.start
        offsets = trace(text, node)
        assert offsets is not None and offsets == sorted(offsets)
        for number, character in enumerate(node.value):
            there = text[offsets[number]]
            assert there == character or there == "\\" or (character in " \n" and there in " \n"), (field, number)
        check_spots(root, place, node.value, text)


def check_spots(root, place, value, text):
    """Every word of the text is found again at its own line and column, and by itself."""
    for line_number, line in enumerate(value.split("\n"), 1):
        column = 1
        for word in line.split(" "):
            if word and word.isalnum():
                spot = offset_of(text, locate(root, place.at(line_number, column)))
                assert text.startswith(word, spot)
                assert text.startswith(word, offset_of(text, find_text(root, place.at(line_number, column), word)))
            column += len(word) + 1


@pytest.mark.parametrize("flow", [False, True, None])
def test_most_of_what_ruamel_writes_is_read(flow):
    """The test above passes over refused documents; few may be."""
    refused = []

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(DOCUMENT)
    def read(data):
        root, _ = read_yaml(write(data, 80, flow, 2).encode(), "x.yaml")
        refused.append(root is None)

    read()
    assert sum(refused) < len(refused) * 0.2


# --- documents that people write -------------------------------------------------------------------------------------

TRICKY = [
    "a: no\nb: 12:30\nc: 010\nd: 2022-12-05\ne: 2023-09\nf: yes\ng: 1_000\nh: 0x1f\ni: .inf\nj: 1e3\nk: +1\n",
    "a: true\nb: True\nc: 'true'\nd: null\ne: Null\nf: ~\ng:\nh: \"\"\ni: ''\nj: false\n",
    "dossier: 32851\nletter: 36200 VII\nnr: 074\n",
    "a: >\n  een\n  twee\n\n  drie\n   dieper\n  vier\n\n\nb: x\n",
    "a: |+\n  een\n\n\nb: >-\n  twee\n\n\nc: |2\n    drie\n   vier\n",
    "a: 'it''s'\nb: \"x\\ty\\u00e9\\\n   z\"\nc: \"een\n  twee\n\n  drie\"\n",
    "a: een\n  twee\n\n  drie\nb: [x, y z, 'q']\nc: {d: e, f: [g, {h: i}]}\n",
    "- a\n-\n- - b\n  - c\n-   d: e\n    f: g\n- [h]\n",
    "a: x # opmerking\n# nog een\nb: y#z\nc: 'x' # d\nd: | # e\n  f # g\n",
    "? a\n: b\n'c': d\n\"e\": f\ng h: i\n",
    "a: http://x.nl/?q=1#y\nb: -5\nc: - \nd: a-b\n".replace("c: - \n", ""),
    "a: —\nb: €12\nc: «x» y\nd: x “y” z\n",
    "---\na: b\n...\n",
    'a: "x\\n\\\\y\\""\n',
    'a: "een\n\n\n\n  twee\\\n\n\n  drie"\nb: vier\n\n\n  vijf\n',
    "a:\n- b\n- c\nd:\n  - e\n",
    "a: |\n\n  x\n\n    y\n\tz\n".replace("\tz", "  \tz"),
    "a: |\r\n  x\r\n  y\r\nb: z\r\n",
]


@pytest.mark.parametrize("text", TRICKY)
def test_same_values_as_ruamel(text, parser):
    root, problems = read_yaml(text.encode(), "x.yaml")
    assert problems == []
    assert to_data(root) == referee(text)
    for _, node in leaves(root):
        assert trace(text, node) is not None


def test_scalars_keep_what_was_typed(parser):
    root, _ = read_yaml(TRICKY[0].encode(), "x.yaml")
    assert list(to_data(root).values()) == [
        "no", "12:30", "010", "2022-12-05", "2023-09", "yes", "1_000", "0x1f", ".inf", "1e3", "+1",
    ]  # fmt: skip
    root, _ = read_yaml(TRICKY[1].encode(), "x.yaml")
    assert list(to_data(root).values()) == [True, "True", "true", None, "Null", None, None, "", "", False]


ORDINARY = [
    "a: b # c\n", "a: b   # c\n", "a:   # b\n  - c # 12 d\n", "a: 'b' #c\n", "a: [b] #c\n", "a: | #b\n  c #d\n",
    "#a\nb: c#d\n", "a: b & c * d\n", "a:\n  https://x.nl\n", "a:\n  doi:10.1/x\n", "- nl:x\n", "a: “b” en “c”\n",
    "a: b - c\n", "a: een lange\n  tekst -streep\n", "a: {b: c, d: }\n", "a: [b, c d]\n", "a: \"b\n  c d\"\n",
    "a: 12:30\nb: x:y\n", "a: b, c\n", "a: |\n  b: c\n\td: e\n".replace("\t", "   "), "a: it's “goed”\n",
    "a: \"b\n  c: d\"\n", "a:\n  b: 'c\n    d: e'\n",
]  # fmt: skip


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_writing_raises_no_alarm(text, parser):
    assert read_yaml(text.encode(), "x.yaml")[1] == []


# --- anything at all -------------------------------------------------------------------------------------------------

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
SEEDS = [path.read_text(encoding="utf-8") for path in BROKEN] + TRICKY
SIGNS = ":-#'\"[]{},&*!|>%@`?\t \n\\“”é~\0\ue000"
PIECES = [*SIGNS, "\n  ", "\n- ", ": ", " #x", "---\n", "...\n", "<<: ", "\r\n", "!!", "|-\n"]
CHANGE = st.tuples(st.floats(0, 1), st.sampled_from(PIECES), st.integers(0, 4))
LOADERS = [loader for loader in (getattr(yaml, "CSafeLoader", None), yaml.SafeLoader) if loader]


def read_with(loader, data):
    before, tree.LOADER = tree.LOADER, loader
    try:
        return read_yaml(data, "x.yaml")
    finally:
        tree.LOADER = before


def check_anything(data):
    """No exception, a problem whenever there is no tree, and two parsers that never accept two different values."""
    results = [read_with(loader, data) for loader in LOADERS]
    for root, problems in results:
        assert root is not None or any(p.is_error for p in problems)
        assert all(p.place.position >= (1, 1) for p in problems)
        if root is not None and not problems:
            for field, node in leaves(root):
                assert locate(root, Place("x.yaml", field).at(1, 1))
                assert trace(root.source, node) is not None
    accepted = [to_data(root) for root, problems in results if not any(p.is_error for p in problems)]
    assert all(value == accepted[0] for value in accepted)
    if len(LOADERS) == 2 and accepted:
        # PyYAML's own parser refuses some things that libyaml reads (`?` in brackets); never the other way round.
        assert not any(p.is_error for p in results[0][1])


@settings(max_examples=400, deadline=2000)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"\xef\xbb\xbf")
@example(b'a: "\\UFFFFFFFF"')
def test_random_bytes(data):
    check_anything(data)


@settings(max_examples=600, deadline=2000, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SEEDS), st.lists(CHANGE, min_size=1, max_size=4))
def test_mutated_files(text, changes):
    for where, piece, cut in changes:
        spot = int(where * len(text))
        text = text[:spot] + piece + text[spot + cut :]
    check_anything(text.encode())


# A file may be 1 MiB; these are shapes that parsers are known to choke on.
SHAPES = [
    "[", "{", "- ", "? ", "a: ", "!", "*a ", "&a ", "'", '"', "%", "\t", "\r", "#\n", ": ", "[[],", "- a\n -b\n",
    "a: b: c\n", "a: |\n", "a: \"\\n", "x ", "\0", "<<: *a\n", "a: b #1\n", "{a: b, ", "- x\n", "“", "  ", "a: “b”\n",
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=repr)
def test_a_full_file_of_one_shape_ends(shape):
    def read(many: int) -> None:
        data = (shape.encode() * (many // len(shape.encode())))[:many]
        root, problems = read_yaml(data, "x.yaml")
        assert root is not None or problems
        assert len(problems) <= 102

    assert growth(read, 1024 * 1024) < MOST


def test_tracing_long_runs_of_blanks_is_linear():
    roots = {many: read_yaml(f'a: "x{" " * many}y"\n'.encode(), "x.yaml")[0] for many in (125_000, 500_000)}

    def trace(many: int) -> None:
        assert locate(roots[many], Place("x.yaml", ("a",)).at(1, many + 2)).column == many + 6

    assert growth(trace, 500_000) < MOST
