"""The small casebook with routes, deputies and a co-signing office, without anything that keeps it from being final."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Sequence
from pathlib import Path

from small_casebook import CASES, HEADER, KINDS, change, folders_in, write_cases, write_templates
from word_templates import build_docx

from reporting.exchange.circulation import circulating
from reporting.exchange.circulation.versions import Version
from reporting.exchange.signing.assents import Done, Wish, sign
from reporting.exchange.signing.final import Finalised, finalise
from reporting.exchange.signing.showing import load_rounds
from reporting.output.folders import Folders
from reporting.problems import Problem

PACK = "spring"
ROUTE = ["author", "head", "director", "signatory"]
DEPUTIES = "deputies: {director: [head], signatory: [minister-buren]}\n"
OFFICES = """\
offices:
  - {id: minister-buren, title: {nl: "De Minister van Buren", fr: "Le Ministre des Voisins"}}
"""
SHEET = """\
title: {nl: Fiche, fr: Fiche}
order: 50
audiences: [internal]
each: obstacle
route: [author, head]
"""
START = datetime.datetime(2026, 11, 24, 9, 0, tzinfo=datetime.UTC)


def write_signed(folder: Path, series: bool = False) -> Folders:
    """`note` goes by the route, with the consent of `minister-buren`; `table` by author and head; `draft` by nobody.

    `series`: there are `sheets` as well, one for each obstacle, by author and head.
    """
    cases = dict(CASES)
    cases["casebook.yaml"] += DEPUTIES
    cases["parties/gewest.yaml"] += OFFICES
    pack = cases["packs/spring/pack.yaml"]
    pack = pack.replace("signatory: minister,", "signatory: minister, on_behalf_of: [minister-buren],")
    pack = pack.replace("languages: [nl, fr]}", "languages: [nl]}").replace(
        "kind: table, audience: counter", "kind: list, audience: counter"
    )
    cases["packs/spring/pack.yaml"] = pack + ("  sheets: {kind: sheet, audience: internal}\n" if series else "")
    write_cases(folder / "cases", cases)
    write_templates(folder / "templates")
    shutil.copytree(folder / "templates/table", folder / "templates/list")
    for kind, route in (("note", ROUTE), ("table", ROUTE[:2])):
        (folder / "templates" / kind / "kind.yaml").write_text(
            f"{KINDS[kind]}route: [{', '.join(route)}]\n", encoding="utf-8"
        )
    if series:
        (folder / "templates/sheet").mkdir()
        (folder / "templates/sheet/kind.yaml").write_text(SHEET, encoding="utf-8")
        (folder / "templates/sheet/document.docx").write_bytes(
            build_docx([("Title", "{{ item.title }}")], header=HEADER)
        )
    return folders_in(folder)


def circulate(folders: Folders, now: datetime.datetime, *documents: str) -> Version | None:
    """Sends the documents (none named: all) round as they are now; None where nothing changed since."""
    done = circulating.circulate(folders, PACK, documents, ["head"], now, now.date())
    assert not done.failed, done.found.lines(done.problems)
    return done.version


def later(minutes: int) -> datetime.datetime:
    return START + datetime.timedelta(minutes=minutes)


def say(folders: Folders, old: str, new: str) -> None:
    """Changes what the note says."""
    change(folders.cases / "packs/spring/note.yaml", old, new)


def codes(problems: Sequence[Problem], severity: str = "") -> list[str]:
    return [problem.code for problem in problems if problem.severity.startswith(severity)]


def assent(folders: Folders, document: str, role: str, minutes: int, **wish) -> Done:
    """Records an assent, so many minutes after the start."""
    wish = {"on": later(minutes).date(), **wish}
    return sign(folders, PACK, document, Wish(role, **wish), later(minutes), later(minutes).date())


def give_all(folders: Folders, minutes: int) -> None:
    """Everybody assents to what they may assent to."""
    for document, roles in (("note", [*ROUTE[:3], "minister-buren", ROUTE[3]]), ("table", ROUTE[:2])):
        for role in roles:
            done = assent(folders, document, role, minutes)
            assert not done.failed or codes(done.problems) == ["sign-twice"], done.found.lines(done.problems)


def final(folders: Folders, minutes: int, **options) -> Finalised:
    return finalise(folders, PACK, later(minutes), later(minutes).date(), **options)


def states(folders: Folders, document: str = "note") -> dict[str, str]:
    """How each step stands, and which are next."""
    _, rounds, problems = load_rounds(folders, [PACK])
    assert problems == []
    return {one.step.role: one.state + (" next" if one.is_next else "") for one in rounds[0].documents[document].steps}
