"""A small casebook to record in, and the whole life of an obstacle as somebody would type it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reporting.desk.recording import Recorded, record_event

MINIMAL = Path(__file__).parents[1] / "casebook" / "minimal"
Said = dict[str, list[str]]

NEW = """\
# Alleen de melding is er al.
id: bridge
title: {nl: "Brug"}
borders: [vl-nl]
theme: transport
public: true
initiator: town
front_office: desk
cause: unknown   # nog uit te zoeken
description: {nl: "De brug is te smal."}

events:
  - kind: submitted   # per brief
    date: 2020-01-10
    by: desk
    text:
      nl: "Gemeld."


internal:
  todo: "Bellen."
"""


def say(on: str, by: str, text: str = "Er gebeurde iets.", **more: str | list[str]) -> Said:
    """What was typed; `next_by` for `--next-by`."""
    given = {"on": on, "by": by, "text": text, **{name.replace("_", "-"): value for name, value in more.items()}}
    return {name: value if isinstance(value, list) else [value] for name, value in given.items()}


SCORES = {"relevance": "4: Veel fietsers.", "benefits": "3 Kortere reis.", "feasibility": "unknown: Nog onduidelijk."}
PROVISIONS = {"provision": ["nl=Wegenwet, artikel 3", "be=Wet op de bruggen, artikel 5"], "cause": "legislation"}
MINISTERS = {"minister": ["nl=minister", "vl=minister-vl"], "question": "Mag één kant de eisen stellen?"}
DECISION = {
    "instrument": "benelux-decision", "signed": "2021-05-01", "published": "2021-05-20", "in_force": "2021-06",
    "expires": "none", "transposition": ["nl=2021-09-01", "be=2021-10-01"], "parliament": "none",
    "owner": ["nl=province", "vl=region"], "due": "2022",
}  # fmt: skip
# Every kind of event, in an order that the rules allow.
LIFE: list[tuple[str, Said]] = [
    ("feedback", say("2020-01-11", "desk", "Ontvangst bevestigd.")),
    ("identification", say("2020-02-01", "support", ["Herkend.", "fr=Reconnu.", "de=Erkannt."], source="kst-1")),
    ("analysis", say("2020-03-01", "support", scores="pending", asked=["institute", "town"], due="2020-09")),
    ("analysis", say("2020-09-01", "institute", **SCORES, **PROVISIONS)),
    ("not-selected", say("2020-10-01", "council", reason="Geen plek.", meeting="autumn")),
    ("reopened", say("2020-11", "support", reason=["Er is weer plek.", "fr=Il y a de la place."])),
    ("selected", say("2021-01-05", "council", skipped="De analyse ligt er al.", rank="1", meeting="autumn")),
    ("raised", say("2021-02-01", "governor", **MINISTERS)),
    ("decided", say("2021-05-01", "minister", **DECISION, next="Bouwen.", next_by="province", next_due="2021-12")),
    ("implementing", say("2021-06-01", "province")),
    ("progress", say("2021-08", "unknown", next="Openen.", next_meeting="top")),
    ("mitigated", say("2022-01-01", "minister", remains="Op zondag blijft hij dicht.")),
    ("solved", say("2022-06-01", "region", verified_by="town", evidence="Op zondag geteld.", next="none")),
    ("reopened", say("2022-09-01", "council", reason="Toch weer dicht.")),
    ("no-obstacle", say("unknown", "support", reason="unknown")),
    ("reopened", say("unknown", "support", reason="unknown")),
    ("raised", say("2023-02-01", "unknown", skipped="Ja.", minister=["nl=unknown", "be=unknown"], question="unknown")),
    ("decided", say("2023-05-01", "minister-vl", instrument="none", reason="Te duur.")),
    ("accepted", say("2023-06-01", "ministry", reason="Het blijft zo.")),
]  # fmt: skip


def make_folder(tmp_path: Path, steps: int = 0) -> Path:
    """The minimal casebook with the obstacle `bridge`, after so many steps of its life."""
    folder = Path(shutil.copytree(MINIMAL, tmp_path / "cases"))
    bridge(folder).write_bytes(after(steps))
    return folder


@cache
def after(steps: int) -> bytes:
    """The file after so many steps."""
    if not steps:
        return NEW.encode()
    with tempfile.TemporaryDirectory() as empty:
        folder = make_folder(Path(empty), steps - 1)
        done = record(folder, *LIFE[steps - 1])
        assert done.done, done.lines
        return bridge(folder).read_bytes()


def record(folder: Path, kind: str, said: Said, name: str = "bridge", dry: bool = False) -> Recorded:
    return record_event(folder, "cases", name, kind, said, dry)


def bridge(folder: Path) -> Path:
    return folder / "obstacles" / "bridge.yaml"


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the lock."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files_in(folder)}


def files_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.name != ".reporting.lock")
