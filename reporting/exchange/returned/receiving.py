"""Files that came back, read together: `reporting receive`. Nothing is written, nothing is accepted.

A file that is refused, or of which nobody knows what it is a version of, is told of; the others are read all the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...casebook.loading import Loaded, load_casebook
from ...output.folders import Folders, shown
from ...places import Place
from ...problems import Problem
from ...yamlfile.nodes import Node
from ...yamlfile.reader import load_yaml
from .changes import PARAGRAPH_END, Change
from .comparing import Comparison
from .documents import read_word
from .homes import Homes
from .opening import LARGEST_FILE, open_returned
from .parsing import Refused
from .pieces import Atoms, Paragraph, Reading, text_of
from .sent import Circulated, Kept, Match, find_sent, tells
from .sides import Told, find_groups, sentence_bounds

MOST_CHANGES = 10_000  # a letter of 300 pages has about as many sentences


@dataclass
class File:
    """A returned file: how it is called, what it is a version of, and who saved it last with what."""

    name: str
    match: Match | None = None
    saved_by: str = ""
    program: str = ""
    sent: Reading = field(default_factory=Reading)


@dataclass
class Received:
    """What came back: the files, every change of all of them, and what is wrong. `atoms`: how marks are shown."""

    files: list[File] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    loaded: Loaded = field(default_factory=Loaded)
    atoms: Atoms = field(default_factory=Atoms)

    def paragraph(self, told: Told, part: str, number: int) -> Paragraph | None:
        """The paragraph of what was sent that a place of a change names."""
        return self.files[told.file].sent.paragraphs.get((part, number))


def receive(folders: Folders, paths: Sequence[Path], kept: Kept | None = None) -> Received:
    """Reads returned files beside what was sent (`kept`; None: what was circulated of the casebook).

    Problems of a file stand at its name.
    """
    loaded = load_casebook(folders.cases, shown(folders.cases))
    done = Received(loaded=loaded)
    archive = kept
    if archive is None:
        archive = Circulated(folders.cases, shown(folders.cases))
        done.problems += archive.problems
    trees = {**loaded.trees, **_load_words(folders.templates)}
    seen: dict[str, str] = {}
    for path in paths:
        name = shown(path)
        data = _read(path)
        digest = hashlib.sha256(data).hexdigest()
        if digest in seen:
            done.problems.append(Problem("returned-twice", Place(name, position=(1, 1)), {"file": seen[digest]}))
            continue
        seen[digest] = name
        try:
            changes, file = _receive_one(name, data, archive, done)
        except Refused as refused:
            done.problems.append(Problem(refused.code, Place(name, position=(1, 1)), refused.values))
            continue
        if file is not None and file.match is not None:
            homes = Homes(file.match.sent, file.sent, trees, folders.shown_name)
            done.files.append(file)
            done.told += _tell(changes, file, len(done.files) - 1, homes)
    texts = {
        (file.match.sent.name.document, file.match.sent.name.version, *place): text_of(paragraph.pieces, accepted=False)
        for file in done.files
        if file.match is not None
        for place, paragraph in file.sent.paragraphs.items()
    }
    groups = find_groups(done.told, texts)
    done.told = [
        replace(told, group=group, standing=standing) for told, (group, standing) in zip(done.told, groups, strict=True)
    ]
    return done


def _load_words(templates: Path) -> dict[str, Node]:
    """The YAML files of the templates, which hold fixed words; what is wrong with them, `check` tells."""
    found = {
        shown(path): load_yaml(path, shown(path), root=templates)[0] for path in sorted(templates.glob("*/*.yaml"))
    }
    return {name: node for name, node in found.items() if node is not None}


def _read(path: Path) -> bytes:
    """A byte more than the largest file, so that a larger one is seen to be that and not read."""
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def _receive_one(name: str, data: bytes, kept: Kept, done: Received) -> tuple[list[Change], File | None]:
    opened = open_returned(data)
    back = read_word(opened, done.atoms)
    texts = (text_of(one.pieces, accepted=False) for name, flow in back.flows.items() if tells(name) for one in flow)
    match, problems = find_sent(back.custom, "\n".join(texts), kept)
    done.problems += problems
    if match is None:
        done.problems.append(Problem("returned-unknown", Place(name, position=(1, 1))))
        return [], None
    if match.how == "text":
        values = {"document": match.sent.name.document, "version": match.sent.name.version}
        done.problems.append(Problem("returned-by-text", Place(name, position=(1, 1)), values))
    sent = read_word(open_returned(match.sent.word), done.atoms)
    changes = Comparison(sent, back).compare()
    if len(changes) > MOST_CHANGES:
        raise Refused("returned-too-many", limit=MOST_CHANGES, count=len(changes))
    return changes, File(name, match, back.saved_by, back.program, sent)


def _tell(changes: list[Change], file: File, number: int, homes: Homes) -> list[Told]:
    assert file.match is not None
    name = file.match.sent.name
    by_paragraph: dict[tuple[str, int], list[Change]] = {}
    for change in changes:
        if len(change.spans) == 1 and change.kind in ("inserted", "deleted", "replaced", "spacing"):
            by_paragraph.setdefault((change.spans[0].part, change.spans[0].number), []).append(change)
    applied: dict[tuple[str, int, int, int], str] = {}
    told = []
    for change in changes:
        made = Told(change, homes.find(change), number, name.document, name.version)
        if change.spans:
            span = change.spans[0]
            paragraph = file.sent.paragraphs.get((span.part, span.number))
            text = text_of(paragraph.pieces, accepted=False) if paragraph is not None else ""
            low, high = sentence_bounds(text, span.start, span.end)
            becomes = ""
            if change.kind in ("inserted", "deleted", "replaced"):
                sentence = span.part, span.number, low, high
                if sentence not in applied:
                    applied[sentence] = _applied(text, by_paragraph.get((span.part, span.number), []), low, high)
                becomes = applied[sentence]
            made = replace(made, sentence=text[low:high].strip(), becomes=becomes.strip())
        told.append(made)
    return sorted(told, key=_order)


def _order(told: Told) -> tuple[object, ...]:
    """In the order of the document: the body first, what has no place last."""
    change = told.change
    if not change.spans:
        return (2, "", 0, 0)
    span = change.spans[0]
    return (0 if span.part == "body" else 1, span.part, span.number, span.start)


def _applied(text: str, changes: Sequence[Change], low: int, high: int) -> str:
    """The sentence as it would become if all that this file does in it were accepted."""
    inside = [change for change in changes if low <= change.spans[0].start and change.spans[0].end <= high]
    added: dict[int, str] = {}
    removed: list[tuple[int, int]] = []
    for change in inside:
        span = change.spans[0]
        if change.over:  # what somebody inserted and another took out again was never there
            added[span.start] = added.get(span.start, "").replace(change.old, "", 1)
            continue
        added[span.start] = added.get(span.start, "") + change.new
        removed.append((span.start, span.end))
    stays = bytearray(b"\1" * len(text))
    for start, end in removed:
        stays[start:end] = bytes(end - start)
    made = []
    for at in range(low, high + 1):
        made.append(added.get(at, ""))
        if at < high and stays[at]:
            made.append(text[at])
    return "".join(made).replace(PARAGRAPH_END, "\n")
