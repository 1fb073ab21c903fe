"""Valid case files, changed in one or more spots as people and accidents change them."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from reporting.yamlfile.nodes import to_data
from reporting.yamlfile.reader import load_yaml

MINIMAL = Path(__file__).parent / "minimal"
NAMES = sorted(path.relative_to(MINIMAL).as_posix() for path in MINIMAL.rglob("*.yaml"))
WORDS = [
    "", " ", "x", "unknown", "none", "nl", "true", "2022-13", "2022-00", "2022-02-30", "2022-12", "2022-12-05", "0000",
    "12", "1e3",
    "a\nb", "Ä b", "minister", "region", "kst-1", "vl-nl", "solved", "https://example.org", "http://a b", "spare.yaml",
]  # fmt: skip

scalars = st.one_of(st.none(), st.booleans(), st.sampled_from(WORDS), st.text(st.characters(codec="utf-8"), max_size=5))
garbage = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["nl", "fr", "id", "kind", "x", "unknown"]), inner, max_size=3),
    ),
    max_leaves=5,
)


def load_data(name: str) -> Any:
    """The data of a file of the minimal casebook, as reading gives it to the model."""
    node, problems = load_yaml(MINIMAL / name, name)
    assert not problems
    return to_data(node)


def _spots(data: Any, path: tuple = ()) -> Iterator[tuple]:
    yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from _spots(value, (*path, key))


def _descend(data: Any, path: Iterable) -> Any:
    for key in path:
        data = data[key]
    return data


@st.composite
def mutated(draw: st.DrawFn, name: str) -> Any:
    """The file's data with up to three changes: a key or item dropped, doubled, renamed or replaced."""
    data = copy.deepcopy(load_data(name))
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
        paths = [path for path in _spots(data) if path]
        if not paths:
            return draw(garbage)
        leaves = [path for path in paths if not isinstance(_descend(data, path), (dict, list))]
        *above, last = draw(st.sampled_from(leaves if leaves and draw(st.booleans()) else paths))
        holder = _descend(data, above)
        change = draw(st.sampled_from(["drop", "replace", "rename", "double"]))
        if change == "drop":
            del holder[last]
        elif change == "rename" and isinstance(holder, dict):
            holder[draw(st.sampled_from(["x", "nl", "xx", "id", "Kind", "unknown"]))] = holder.pop(last)
        elif change == "double" and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[last]))
        else:
            holder[last] = draw(st.one_of(st.sampled_from(WORDS), garbage))
    return data
