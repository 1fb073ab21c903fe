"""Whatever is done to a valid file, loading ends with problems, each at a spot that exists; never with an exception."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import MINIMAL, NAMES, mutated

from reporting.casebook.loading import load_casebook
from reporting.casebook.reaching import reach
from reporting.problems import LANGUAGES, catalogue, render_all

relaxed = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def _load_and_check(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as target:
        folder = Path(shutil.copytree(MINIMAL, Path(target) / "cases"))
        (folder / name).write_bytes(content)
        loaded = load_casebook(folder, "")
        for language in LANGUAGES:
            for line in render_all(loaded.problems, language, loaded.locate):
                assert "\x00" not in line
        lines = {shown: file.path.read_bytes().count(b"\n") + 2 for shown, file in loaded.files.items()}
        for problem in loaded.problems:
            assert problem.code != "wrong-value" and problem.code in catalogue()
            position = loaded.locate(problem.place)
            assert 1 <= position.line <= lines.get(position.file, 1), problem
        reach(loaded, "spring")
        wrong = {problem.place.file for problem in loaded.problems if problem.is_error}
        assert loaded.casebook is not None or "casebook.yaml" in wrong
        if loaded.casebook is not None:
            for place in loaded.casebook.places.values():
                assert place.file not in wrong or place.file in ("sources.yaml", "glossary.yaml")


@relaxed
@given(data=st.data())
def test_any_change_of_data(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    changed = data.draw(mutated(name))
    _load_and_check(name, json.dumps(changed).encode())  # JSON is YAML


@relaxed
@given(data=st.data())
def test_any_change_of_characters(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    content = (MINIMAL / name).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(start + 20, len(content))))
    piece = data.draw(
        st.one_of(st.binary(max_size=6), st.sampled_from([b"", b"\n", b": ", b"- ", b"  ", b"{", b"]", b"#", b"|"]))
    )
    _load_and_check(name, content[:start] + piece + content[end:])
