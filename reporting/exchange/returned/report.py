"""What came back, as a report in Word and PDF: to be looked through at a table, and to be kept with the file."""

from __future__ import annotations

import datetime
from pathlib import Path

from ...documents.blocks import Block, Text
from ...output.folders import Folders
from ...output.kinds import load_templates
from ...output.papers import Paper, load_press, make_paper, paper_files, table
from ...problems import Problem
from .receiving import Received
from .sides import Told
from .telling import groups_of, sides_of
from .wording import Wording

CHANGES = (5.0, 2.5, 6.5)  # shares of the page: where, who, what
SIDES = (3.0, 8.0)


def make_report(
    received: Received, folders: Folders, path: Path, today: datetime.date
) -> tuple[dict[Path, bytes], list[Problem]]:
    """The files of the report, by path: `path` with `.docx` and with `.pdf`. Nothing where there is a problem.

    Raises `BrokenEnvironment` where the templates folder, its fonts or pandoc are missing.
    """
    templates, _ = load_templates(folders.templates)
    press, problems = load_press(folders, templates.words)
    if press is None:
        return {}, problems
    wording = Wording(received)
    paper = Paper(
        name=f"returned/{path.stem}",
        title=_text(wording.phrase("title")),
        mark=_text(wording.phrase("mark")),
        language=wording.language,
        created=today,
        blocks=_build_blocks(received, wording),
        lines=[(_text(wording.phrase("files")), _text(str(len(received.files))))],
        landscape=True,
    )
    printed, faults = make_paper(paper, press, path.with_suffix("").as_posix())
    problems = [problem for problem in (*problems, *faults) if problem.is_error]
    return (dict(paper_files(printed, path.with_suffix(""))) if printed else {}), problems


def _build_blocks(received: Received, wording: Wording) -> list[Block]:
    blocks: list[Block] = []
    groups = groups_of(received)
    if groups:
        blocks.append(_heading(wording.phrase("sides")))
        columns = [_text(wording.phrase(f"column-{name}")) for name in ("desk", "becomes")]
        for number, group in groups.items():
            blocks.append(_heading(wording.phrase(group[0].standing, number=number), 2))
            sent = f"{wording.phrase('sent')}: {wording.shown(group[0].sentence)}"
            blocks.append(Block("paragraph", _text(sent)))
            rows = [[_text(desk), _text(becomes)] for desk, becomes in sides_of(received, group, wording)]
            blocks.append(table(columns, rows, _shares(SIDES)))
    for number, file in enumerate(received.files):
        assert file.match is not None
        name = file.match.sent.name
        said = wording.phrase("file", file=file.name, document=name.document, version=name.version)
        blocks.append(_heading(said))
        own = [told for told in received.told if told.file == number]
        if own:
            columns = [_text(wording.phrase(f"column-{name}")) for name in ("place", "who", "what")]
            blocks.append(table(columns, [_row(told, wording) for told in own], _shares(CHANGES)))
        else:
            blocks.append(Block("paragraph", _text(wording.phrase("nothing"))))
    return blocks


def _row(told: Told, wording: Wording) -> list[Text | list[Block]]:
    where = [Block("paragraph", _text(line)) for line in (*wording.homes(told), wording.spot(told))]
    kind = wording.kind(told.change)
    if told.group:
        kind += f" [{wording.phrase(told.standing, number=told.group)}]"
    what = [Block("paragraph", _text(line)) for line in (kind, wording.text(told.change)) if line]
    return [where, _text(wording.who(told)), what]


def _shares(parts: tuple[float, ...]) -> list[float]:
    return [part / sum(parts) for part in parts]


def _heading(text: str, level: int = 1) -> Block:
    return Block("heading", _text(text), level)


def _text(text: str) -> Text:
    return Text.plain(" ".join(text.split()))
