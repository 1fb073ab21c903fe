"""What came back, as a table for a terminal and as JSON with keys that stay the same."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import groupby, zip_longest

from ...desk.tables import GAP, Paint, fitted, unpainted, wrap
from ...problems import find_words
from .changes import Span
from .receiving import File, Received
from .sides import Told
from .wording import Wording

WHO = 22  # characters of the column that says who


def render_table(received: Received, width: int, paint: Paint = unpainted) -> str:
    """Files, then every change under the place that it touches, then what desks did to the same sentence."""
    wording, width = Wording(received), fitted(width)
    lines: list[str] = []
    for number, file in enumerate(received.files):
        own = [told for told in received.told if told.file == number]
        lines += [*(paint(line, "heading") for line in wrap(_about(file, wording), width)), ""]
        if not own:
            lines += [wording.phrase("nothing"), ""]
        for homes, together in groupby(own, key=wording.homes):
            for home in homes:
                lines += wrap(home, width, GAP, split=False)
            for told in together:
                lines += _row(told, wording, width)
            lines.append("")
    lines += _render_groups(received, wording, width, paint)
    counts = defaultdict(int)
    for told in received.told:
        counts[told.standing] += 1
    lines += wrap(
        wording.phrase("count", count=len(received.told), files=len(received.files), conflicts=counts["conflict"]),
        width,
    )
    return "\n".join(lines)


def _about(file: File, wording: Wording) -> str:
    assert file.match is not None
    name = file.match.sent.name
    said = wording.phrase("file", file=file.name, document=name.document, version=name.version)
    program = wording.shown(file.program)
    return said + (wording.phrase("saved", who=wording.shown(file.saved_by) or "?", program=program) if program else "")


def _row(told: Told, wording: Wording, width: int) -> list[str]:
    what = f"{wording.kind(told.change)}: {wording.text(told.change)}".rstrip(": ")
    if told.group:
        what += f" [{wording.phrase(told.standing, number=told.group)}]"
    cells = [
        wrap(wording.who(told), WHO),
        wrap(what, width - WHO - 2 * len(GAP)),
    ]
    cells[1] += wrap(wording.spot(told), width - WHO - 2 * len(GAP))
    return [f"{GAP}{left.ljust(WHO)}{GAP}{right}".rstrip() for left, right in zip_longest(*cells, fillvalue="")]


def groups_of(received: Received) -> dict[int, list[Told]]:
    """The changes of each sentence that several did something to."""
    groups: dict[int, list[Told]] = defaultdict(list)
    for told in received.told:
        if told.group:
            groups[told.group].append(told)
    return groups


def _render_groups(received: Received, wording: Wording, width: int, paint: Paint) -> list[str]:
    lines: list[str] = []
    for number, group in groups_of(received).items():
        lines += [paint(wording.phrase(group[0].standing, number=number), "heading")]
        lines += wrap(f"{wording.phrase('sent')}: {wording.shown(group[0].sentence)}", width, GAP)
        for desk, becomes in sides_of(received, group, wording):
            lines += wrap(f"{desk}: {becomes}", width, GAP)
        lines.append("")
    return lines


def sides_of(received: Received, group: list[Told], wording: Wording) -> list[tuple[str, str]]:
    """For each desk of a group its name and the sentence as it would have it; of one file, what each author did."""
    sides: dict[tuple[str, str], None] = {}
    one_file = len({told.file for told in group}) == 1
    for told in group:
        name = received.files[told.file].name
        if one_file:
            sides[f"{name}, {wording.who(told)}", f"{wording.kind(told.change)}: {wording.text(told.change)}"] = None
        else:
            becomes = wording.shown(told.becomes) or f"({wording.kind(told.change)})"
            sides[name, becomes] = None
    return list(sides)


def render_json(received: Received) -> str:
    """An object with `files`, `changes` and `problems`; `\\u2029` in a text is the end of a paragraph."""
    language = received.loaded.language
    data = {
        "files": [_file_data(file) for file in received.files],
        "changes": [_change_data(number, told, received) for number, told in enumerate(received.told, 1)],
        "problems": [
            {
                "file": problem.place.file,
                "code": problem.code,
                "severity": problem.severity,
                "message": find_words(problem, language)[0],
            }
            for problem in received.problems
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _file_data(file: File) -> dict[str, object]:
    assert file.match is not None
    name = file.match.sent.name
    return {
        "file": file.name,
        "document": name.document,
        "version": name.version,
        "found_by": file.match.how,
        "saved_by": file.saved_by or None,
        "program": file.program or None,
    }


def _change_data(number: int, told: Told, received: Received) -> dict[str, object]:
    change, said = told.change, received.atoms.readable
    comment = change.comment and {
        "id": change.comment.id,
        "text": said(change.comment.text),
        "answers": change.comment.parent or None,
        "resolved": change.comment.resolved,
    }
    return {
        "number": number,
        "file": received.files[told.file].name,
        "kind": change.kind,
        "tracked": change.tracked,
        "author": change.author or None,
        "date": change.date or None,
        "old": said(change.old),
        "new": said(change.new),
        "sentence": said(told.sentence),
        "becomes": said(told.becomes) or None,
        "layout": list(change.what),
        "deletes_insertion_of": change.over or None,
        "comment": comment,
        "spans": [_span_data(span) for span in change.spans],
        "moved_to": _span_data(change.to) if change.to else None,
        "homes": [
            {
                "kind": home.kind,
                "file": home.file,
                "line": home.line or None,
                "column": home.column or None,
                "field": list(home.field),
                "state": home.state,
            }
            for home in told.homes
        ],
        "group": told.group or None,
        "standing": told.standing,
    }


def _span_data(span: Span) -> dict[str, object]:
    return {"part": span.part, "paragraph": span.number, "start": span.start, "end": span.end}
