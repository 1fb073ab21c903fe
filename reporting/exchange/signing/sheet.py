"""The sign-off sheet, for the paper route: who initials what, in Word and PDF."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from ...documents.blocks import Block, Text
from ...documents.scope import Scope
from ...documents.wording import write_date
from ...output.papers import Paper, load_press, make_paper, paper_files, table
from ...places import Place
from ...problems import Problem
from ...yamlfile.writing import write_bytes
from .rounds import SHORT, Round, Stand
from .standing import Standing

NAME = "signoff"
SHARES = (0.34, 0.28, 0.2, 0.18)
ENDING = ".docx"


def write_sheet(rounds: Round, path: Path, today: datetime.date) -> tuple[list[str], list[Problem]]:
    """Writes the sheet of a pack to the Word file `path`, and its PDF beside it; gives their names.

    A file that is there already stays: both, or none, are written. Raises OSError where the disk refuses.
    """
    found = rounds.found
    press, problems = load_press(found.folders, found.templates.words)
    if press is None:
        return [], problems
    stem = path.with_suffix("")
    printed, faults = make_paper(build_sheet(rounds, today), press, stem.as_posix())
    problems += faults
    if printed is None:
        return [], problems
    files = paper_files(printed, stem)
    there = [Problem("file-exists", Place(one.as_posix(), position=(1, 1))) for one in files if one.exists()]
    if there:
        return [], [*problems, *there]
    for one, data in files.items():
        problems += write_bytes(one, data, None, one.as_posix())
    return [one.as_posix() for one in files], problems


def build_sheet(rounds: Round, today: datetime.date) -> Paper:
    """What the sheet says: of every document its version and digest, and a row a step with room for initials."""
    found, pack = rounds.found, rounds.pack
    book = found.loaded.casebook
    assert book is not None
    language = book.settings.language
    scope = Scope(book, found.templates.words, found.trees, language, today)
    title = scope.name(book.packs[pack].title, book.place("pack", pack) / "title")
    lines = [(scope.word("signoff", "pack"), title)]
    if rounds.log.entries:
        last = rounds.log.entries[-1]
        values = {"count": Text.plain(str(last.number)), "digest": Text.plain(last.digest[:SHORT])}
        lines.append((scope.word("signoff", "log"), scope.word("signoff", "log_head", **values)))
    named = {"pack": Text.plain(pack), "date": Text.plain(write_date(today, language))}
    return Paper(
        name=f"{pack}/{NAME}",
        title=scope.word("signoff", "title"),
        mark=scope.word("signoff", "mark", **named),
        language=language,
        created=today,
        blocks=[
            Block("paragraph", scope.word("signoff", "about")),
            *(block for stand in rounds.documents.values() for block in _document(stand, scope)),
        ],
        lines=lines,
        author=str(scope.name(book.settings.title, book.place("settings") / "title")),
    )


def _document(stand: Stand, scope: Scope) -> Iterator[Block]:
    title = Text.plain(f"{stand.title} ({stand.name})")
    if stand.kept is None or stand.version is None:
        yield Block("heading", scope.word("signoff", "not_circulated", document=title))
    else:
        number, date = Text.plain(str(stand.kept.version)), _day(stand.version.date, scope)
        yield Block("heading", scope.word("signoff", "document", document=title, number=number, date=date))
        yield Block("paragraph", scope.word("signoff", "digest", digest=Text.plain(stand.kept.content[:SHORT])))
        if stand.is_changed:
            yield Block("paragraph", scope.word("signoff", "changed"))
    header = [scope.word("route_columns", name) for name in ("role", "who", "date", "initials")]
    yield table(header, [_row(standing, scope) for standing in stand.steps], SHARES)


def _row(standing: Standing, scope: Scope) -> list[Text | list[Block]]:
    step = standing.step
    roles = scope.words.tree(scope.language).get("route", {})
    role = scope.word("route", step.role) if step.role in roles else scope.word("route_consent")
    if not step.consent and step.role not in roles:
        role = scope.word("route", "signatory")
    who = scope.actor(step.office, step.place, short=False) if step.office else Text.plain("")
    # The second paragraph leaves room for a hand.
    return [
        [Block("paragraph", role), Block("paragraph", Text.plain(""))],
        who,
        _given(standing, scope),
        Text.plain(""),
    ]


def _given(standing: Standing, scope: Scope) -> Text:
    assent = standing.assent
    if assent is None:
        return Text.plain("")
    date = _day(assent.on, scope)
    if not standing.counts:
        return scope.word("signoff", "stale", date=date)
    if assent.by == assent.role:
        return date
    roles = scope.words.tree(scope.language).get("route", {})
    if assent.by in roles:
        deputy = scope.word("route", assent.by)
    else:
        deputy = scope.actor(assent.by, standing.step.place, short=False)
    return scope.word("signoff", "instead_of", date=date, deputy=deputy)


def _day(day: datetime.date, scope: Scope) -> Text:
    return Text.plain(write_date(day, scope.language))
