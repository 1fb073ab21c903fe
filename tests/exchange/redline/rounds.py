"""A small casebook of which packs go round, and are worked on after."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reporting.exchange.circulation import circulating
from reporting.output.folders import Folders
from tests.output.small_casebook import change, write_small

WENT = datetime(2026, 11, 24, 14, 5, 11, tzinfo=UTC)
NOW = datetime(2026, 12, 3, 9, 30, 0, tzinfo=UTC)
PACK = "spring"


def write_casebook(folder: Path) -> Folders:
    return write_small(folder)


def write_casebook_in(language: str, folder: Path) -> Folders:
    """The same texts, said to be in another language."""
    folders = write_casebook(folder)
    for path in folders.cases.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for old, new in (("fr", "en" if language == "fr" else "fr"), ("nl", language)):
            for begin in ('"', "|"):
                text = text.replace(f"{old}: {begin}", f"{new}: {begin}")
        text = re.sub(r"languages: \[[^]]+\]", f"languages: [{language}]", text)
        path.write_text(text.replace("language: nl", f"language: {language}"), encoding="utf-8")
    return folders


def circulate(folders: Folders, documents: tuple[str, ...] = (), pack: str = PACK) -> int:
    """Keeps the next version of a pack, a day after the one before, and gives its number."""
    kept = list((folders.cases / "circulated" / pack).glob("*/version.yaml"))
    now = WENT + timedelta(days=len(kept))
    done = circulating.circulate(folders, pack, documents, ["legal"], now, now.date())
    assert done.version is not None, done.found.lines(done.problems)
    return done.version.number


def edit(folders: Folders, file: str, old: str, new: str) -> None:
    """Changes words in a case file, or in a file of the templates."""
    root = folders.templates.parent if file.startswith("templates/") else folders.cases
    change(root / file, old, new)
