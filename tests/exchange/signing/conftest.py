"""Word templates are read once: these tests gather the same casebook again and again."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporting.output import kinds


@pytest.fixture(autouse=True, scope="session")
def templates_read_once():
    read, known = kinds.load_template, {}

    def load(path: Path, shown: str):
        key = (shown, path.read_bytes())
        if key not in known:
            known[key] = read(path, shown)
        template, problems = known[key]
        return template, list(problems)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kinds, "load_template", load)
        yield
