# ruff: noqa: E501 (tables of records, a case a line)
"""A small casebook of every kind of thing that can be due, written piece by piece."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from reporting.casebook.loading import load_casebook
from reporting.model.book import Casebook
from reporting.model.tasks import Task
from reporting.model.worklist import build_tasks

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
DAY = datetime.date(2024, 6, 15)

BASE: dict[str, str] = {
    "casebook.yaml": 'title: {nl: "Proefdossier", en: "Trial"}\nlanguage: nl\nmessages: nl\n',
    "sources.yaml": """\
kst-1: {kind: kamerstuk, dossiers: ["32 851"], number: "74"}
krant: {kind: page, publisher: Krant, date: 2024-01-05, title: {nl: "Veer vaart niet"}, url: "https://example.org/a"}
""",
    "parties/min.yaml": """\
id: min
kind: ministry
side: nl
name: {nl: "Ministerie van Grenzen", en: "Ministry of Borders"}
short: {nl: MvG}
offices:
  - id: minister
    title: {nl: "De Minister van Grenzen"}
    holders: [{name: "A. de Eerste", from: 2020-01-01, until: 2023-12-31}, {name: "B. de Tweede", from: 2024-01-01}]
""",
    "parties/gewest.yaml": """\
id: gewest
kind: government
side: vl
name: {nl: "Gewest"}
offices: [{id: minister-vl, title: {nl: "De Vlaamse minister"}}]
""",
    "parties/provincie.yaml": """\
id: provincie
kind: province
side: nl
name: {nl: "Provincie"}
offices: [{id: commissaris, title: {nl: "De commissaris"}}]
""",
    "parties/loket.yaml": 'id: loket\nkind: front-office\nname: {nl: "Loket"}\n',
    "parties/steun.yaml": 'id: steun\nkind: secretariat\nname: {nl: "Ondersteuning"}\n',
    "parties/raad.yaml": 'id: raad\nkind: council\nname: {nl: "Overleg"}\n',
    "parties/instituut.yaml": 'id: instituut\nkind: institute\nname: {nl: "Instituut"}\n',
    "parties/kamer.yaml": 'id: kamer\nkind: parliament\nside: nl\nname: {nl: "Tweede Kamer"}\n',
}
WORDS = 'text: {nl: "Gebeurd."}'
STEPS: dict[str, str] = {
    "submitted": f"{{kind: submitted, date: 2024-01-10, by: loket, {WORDS}}}",
    "identification": f"{{kind: identification, date: 2024-02-01, by: steun, {WORDS}}}",
    "pending": f"{{kind: analysis, date: 2024-02-10, by: steun, {WORDS}, asked: [instituut], scores: pending, due: 2024-05}}",
    "analysis": f"""{{kind: analysis, date: 2024-03-01, by: instituut, {WORDS}, scores: {{
      relevance: {{score: 4, reason: {{nl: "Veel reizigers."}}}}, benefits: {{score: unknown, reason: {{nl: "Niet geteld."}}}},
      feasibility: {{score: 2, reason: {{nl: "Kost tijd."}}}}}}}}""",
    "selected": f"{{kind: selected, date: 2024-03-20, by: raad, {WORDS}, rank: 2}}",
    "raised": f"""{{kind: raised, date: 2024-04-01, by: provincie, {WORDS}, question: {{nl: "Mag het veer aanleggen?"}},
      ministers: {{nl: minister, vl: minister-vl}}}}""",
    "decided": f"""{{kind: decided, date: 2024-04-20, by: minister, {WORDS}, due: 2024-06, owners: {{nl: min, vl: gewest}},
      instrument: {{kind: practice-change, expires: none}}}}""",
    "implementing": f"{{kind: implementing, date: 2024-05-02, by: min, {WORDS}}}",
    "solved": f"""{{kind: solved, date: 2024-06-01, by: minister, {WORDS}, verified_by: loket,
      evidence: {{nl: "Het veer vaart."}}}}""",
}
ORDER = ("submitted", "identification", "analysis", "selected", "raised", "decided", "implementing", "solved")


def life(last: str) -> list[str]:
    """The events of the chain up to a step."""
    return [STEPS[name] for name in ORDER[: ORDER.index(last) + 1]]


def told(date: str = "2024-06-02") -> str:
    return f"{{kind: feedback, date: {date}, by: loket, {WORDS}}}"


def obstacle(events: list[str], more: str = "", identifier: str = "veer", told_last: bool = True) -> dict[str, str]:
    """The file of an obstacle with these events; whoever reported it knows the last of them, unless told otherwise."""
    listed = "\n".join(f"  - {event}" for event in [*events, *([told()] if told_last else [])])
    return {
        f"obstacles/{identifier}.yaml": f"""\
id: {identifier}
title: {{nl: "Veerdienst {identifier}"}}
borders: [vl-nl]
theme: transport
initiator: gewest
front_office: loket
public: true
cause: practice
coordinator: min
description: {{nl: "De veerboot mag *niet* aanleggen. [@kst-1]"}}
provisions: [{{side: nl, citation: "Wet, art. 1"}}, {{side: vl, citation: "Decreet, art. 2"}}]
{more}events:
{listed}
"""
    }


def write(folder: Path, *parts: Mapping[str, str]) -> Path:
    """The case files: the base, and what is given over it."""
    files = dict(BASE)
    for part in parts:
        files |= part
    for name, text in files.items():
        path = folder / "cases" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "cases"


def load(folder: Path, *parts: Mapping[str, str]) -> Casebook:
    """The casebook of those files; it must have no error."""
    loaded = load_casebook(write(folder, *parts), "cases")
    assert not [problem for problem in loaded.problems if problem.is_error], loaded.problems
    assert loaded.casebook is not None
    return loaded.casebook


def tasks(folder: Path, *parts: Mapping[str, str], day: datetime.date = DAY, body: str | None = None) -> list[Task]:
    return build_tasks(load(folder, *parts), day, body)


def brief(task: Task) -> tuple[str, str, str]:
    """What, who and when of a task: `("next-step", "min", "2024-06")`; a part without names in brackets."""
    who = ",".join(task.who) or (f"({task.role})" if task.role else "")
    return task.code, who, str(task.due)
