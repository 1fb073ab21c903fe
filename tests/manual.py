"""The tables of `cases/README.md` and `README.md`, made from code and templates: `python -m tests.manual` writes them.

Between `<!-- table: name -->` and `<!-- end -->` stands what `TABLES[name]` makes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from reporting.casebook.glossary import WORDS
from reporting.model.bodies import ROLES
from reporting.model.bridge import LIMITS, REGULATION, SOURCES, grounds_of
from reporting.model.instruments import EFFECTS
from reporting.model.lifecycle import STEPS
from reporting.model.obstacles import Obstacle
from reporting.model.requirements import REQUIREMENTS
from reporting.output.kinds import load_templates
from reporting.problems import catalogue

ROOT = Path(__file__).parents[1]
MANUAL, README = ROOT / "cases" / "README.md", ROOT / "README.md"
MARKED = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
VERIFY = "(na te gaan)"
ANY = {
    "id": "x", "title": {"nl": "x"}, "borders": ["vl-nl"], "theme": "transport", "public": True,
    "description": {"nl": "x"}, "events": [{"kind": "progress", "date": "2024", "by": "unknown", "text": {"nl": "x"}}],
}  # fmt: skip


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, ending in a line break."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def steps() -> str:
    """Every step: its kind, the statuses, which may go before, who takes it, what it needs."""
    return table(
        ("`kind`", "status", "in het register", "mag volgen op", "door", "erbij"),
        [
            (
                f"`{kind}`",
                WORDS["status"][step.status],
                WORDS["public status"][step.public],
                ", ".join(WORDS["status"][status] for status in step.after),
                ", ".join(WORDS["role"][role] for role in step.by),
                "; ".join(_need(need) for need in step.needs) or "–",
            )
            for kind, step in STEPS.items()
        ],
    )


def _need(need: str) -> str:
    key = REQUIREMENTS[need].key
    return WORDS["need"][need] + (f" (`{key}`)" if key else "")


def roles() -> str:
    """Who plays a part where the casebook names nobody."""
    rows = [
        (WORDS["role"][role], f"`{role}`", ", ".join(WORDS["party"][kind] for kind in kinds))
        for role, kinds in ROLES.items()
    ]
    return table(("rol", "in `casebook.yaml`", "anders: partijen van de soort"), rows)


def instruments() -> str:
    """The legal effect of each kind of instrument, and where that was read."""

    def needed(value: bool | None) -> str:
        return {True: "ja", False: "nee", None: "niet bekend"}[value]

    return table(
        ("`instrument`", "", "bindt", "omzetting nodig", "parlementen", "bron"),
        [
            (
                f"`{kind}`",
                WORDS["instrument"][kind],
                ", ".join(WORDS["bound"][bound] for bound in effect.binds) or "niet bekend",
                needed(effect.transposition),
                needed(effect.parliament),
                VERIFY if effect.verify else f"[Benelux]({effect.source})",
            )
            for kind, effect in EFFECTS.items()
        ],
    )


def bridge() -> str:
    """The conditions of a file under the Regulation, and its time limits."""
    grounds = grounds_of(Obstacle.model_validate(ANY))
    rows = [
        (WORDS["ground"][ground.name], "" if ground.article == "initiator" else ground.article, _source(ground.article))
        for ground in grounds
    ]
    for limit in LIMITS:
        words = f"{WORDS['limit'][limit.name]}: {limit.months} maanden na `{limit.from_}`"
        rows.append((words, limit.article, _source(limit.article, limit.verify)))
    return table((f"{REGULATION}", "artikel", "bron"), rows)


def _source(article: str, verify: bool = False) -> str:
    return VERIFY if verify or article not in SOURCES else f"[gelezen]({SOURCES[article]})"


def rules() -> str:
    """Every problem that a case file can have: code, how serious, what is wrong, what to do."""
    folder = ROOT / "reporting" / "messages"
    codes = tomllib.loads((folder / "casebook.toml").read_text(encoding="utf-8"))
    rows = [
        (f"`{code}`", {"error": "fout", "warning": "waarschuwing"}[catalogue()[code].get("severity", "error")],
         _plain(codes[code]["nl"]["message"]), _plain(codes[code]["nl"].get("hint", "")))
        for code in sorted(codes)
    ]  # fmt: skip
    return table(("code", "", "wat er mis is", "wat u doet"), rows)


def _plain(pattern: str) -> str:
    """The words of a message, an ellipsis for each value."""
    return re.sub(r"\{\w+\}", "…", pattern)


# What of the casebook a name of the context, or what a section shows, is made of: folders and files under `cases/`.
MADE_OF = {
    "groups": ("obstacles/",), "item": ("obstacles/",), "meeting": ("meetings/",), "sender": ("parties/",),
    "to": ("parties/",), "signature": ("parties/",), "recommendations": ("recommendations/",),
    "progress": ("obstacles/",), "commitments": ("commitments/",), "commitments-by-state": ("commitments/",),
    "agenda": ("meetings/", "obstacles/", "commitments/"), "ranking": ("meetings/", "obstacles/"),
    "decisions": ("meetings/", "obstacles/"), "movements": ("obstacles/",), "counts": ("obstacles/",),
    "late": ("obstacles/", "commitments/", "recommendations/", "meetings/"), "promises": ("obstacles/",),
    "route": (), "annexes": (), "inventory": (), "replies": ("obstacles/",),
}  # fmt: skip
IN_A_LETTER = ("recommendations", "progress", "commitments")


def kinds() -> str:
    """Every kind of document in the templates folder: for whom it may be, and which records it is made of."""
    templates, problems = load_templates(ROOT / "templates")
    assert problems == []
    rows = []
    for name, kind in sorted(templates.kinds.items(), key=lambda found: (found[1].file.order, found[0])):
        file, names = kind.file, templates.documents[name].names
        shown = [section.show for section in file.body if section.show]
        free = "blocks" in names and not file.body
        found = [
            folder
            for part in (*sorted(names & MADE_OF.keys()), *shown, *(IN_A_LETTER if free else ()))
            for folder in MADE_OF[part]
        ]
        texts = ["its text beside `pack.yaml`"] if free or "text" in file.needs else []
        records = ", ".join([*texts, *(f"`{folder}`" for folder in dict.fromkeys(found))])
        each = {"obstacle": "one for each obstacle", "reply": "one for each reply owed", None: ""}[file.each]
        rows.append((f"`{name}`", file.title["en"], ", ".join(file.audiences), records or "the pack itself", each))
    return table(("kind", "document", "audiences", "made of", "series"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "kinds": kinds,
    "steps": steps,
    "roles": roles,
    "instruments": instruments,
    "bridge": bridge,
    "rules": rules,
}


def build_manual(text: str) -> str:
    """The manual with its tables made anew."""
    return MARKED.sub(lambda found: found[1] + TABLES[found[2]]() + found[3], text)


if __name__ == "__main__":
    for page in (MANUAL, README):
        page.write_text(build_manual(page.read_text(encoding="utf-8")), encoding="utf-8")
