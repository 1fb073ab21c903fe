"""Templates made, read, filled and validated in tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from word_files import SHOWN, Made, told
from word_templates import build_docx

from reporting.output.word import Properties, load_template, render_word
from reporting.problems import Problem


@pytest.fixture
def load(tmp_path: Path) -> Callable:
    def load(data: bytes):
        path = tmp_path / "document.docx"
        path.write_bytes(data)
        return load_template(path, SHOWN)

    return load


@pytest.fixture
def attempt(load: Callable) -> Callable:
    """Fill a template made from `body`; gives the problems, of loading or of filling, or none."""

    def attempt(body: list, context: dict | None = None, **template: Any) -> list[Problem]:
        loaded, problems = load(build_docx(body, **template))
        if loaded is None:
            assert problems
        else:
            assert not problems
            word, problems = render_word(loaded, context or {}, Properties("Title"))
            assert (word is None) == bool(problems)
        assert told(problems) is not None
        return problems

    return attempt


@pytest.fixture
def fill_unchecked(load: Callable) -> Callable:
    """Fill a template made from `body`; fails on any problem. For files of which the like is validated elsewhere."""

    def fill(body: list, context: dict | None = None, properties: Properties | None = None, **template: Any) -> Made:
        loaded, problems = load(build_docx(body, **template))
        assert not problems, told(problems)
        word, problems = render_word(loaded, context or {}, properties or Properties("Title"))
        assert not problems, told(problems)
        made = Made(word.data, word.origins)
        for name, part in (("body", "document"), ("header1", "header1"), ("footnotes", "footnotes")):
            if name in word.origins.parts:  # the map says exactly what stands in the file
                mapped = ["".join(s.text for s in segments) for segments in word.origins.parts[name]]
                assert mapped == made.words(f"word/{part}.xml")
        return made

    return fill


@pytest.fixture
def fill(fill_unchecked: Callable, validate_docx: Callable) -> Callable:
    """Fill a template made from `body`; fails on any problem and on any error of the validator."""

    def fill(*args: Any, **template: Any) -> Made:
        made = fill_unchecked(*args, **template)
        assert validate_docx(made.data) == []
        return made

    return fill
