"""A pack that was sent, and an editor of Word files that shares nothing with the code under test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from word_templates import build_docx, grid

from reporting.documents.edition import Edition
from reporting.exchange.returned.receiving import Received, receive
from reporting.exchange.returned.sent import Name, Sent
from reporting.output.editions import remake
from reporting.output.folders import Folders
from reporting.output.gathering import gather
from reporting.output.tracing import renamed
from reporting.problems import Problem
from tests.output.small_casebook import CASES, HEADER, NOTE, folders_in, write_cases, write_templates

WML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WML}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WHEN = "2026-12-01T10:04:00Z"

LETTER = """\
sections:
  - id: opening
    text:
      nl: |
        Met deze brief meld ik de stand. [@kst-1] De veerdienst vaart sinds mei niet meer.

        Zie ook de losse noot.^[Een noot van onszelf, met een eigen zin.] Wij overleggen *in het najaar* met het gewest.

        - een steiger aan de overkant;
        - een bewijs voor de schipper.

        | Zaak | Stand | Termijn |
        |------|-------|---------|
        | Veer | loopt | mei     |
        | Afval | wacht | juni   |
        | Bus | klaar | juli   |

        De minister komt hierop terug. Dat gebeurt voor de zomer. Daarna volgt een brief.
  - {id: progress, heading: {nl: "Voortgang"}, show: progress}
"""
FOOTER = ["footer", "Ministerie van Grenzen, postbus 1"]


@dataclass(repr=False)
class Archive:
    """What was sent, kept in memory."""

    sent: list[Sent] = field(default_factory=list)

    def names(self) -> list[Name]:
        return [one.name for one in self.sent]

    def load(self, name: Name) -> tuple[Sent | None, list[Problem]]:
        return next(one for one in self.sent if one.name == name), []


class Sending:
    """A casebook on disk, and version 1 of its pack `spring`, as it went out."""

    def __init__(self, folders: Folders, archive: Archive) -> None:
        self.folders, self.archive = folders, archive

    def sent(self, document: str = "note") -> Sent:
        return next(one for one in self.archive.sent if one.name.document == f"spring/{document}")

    def receive(self, *files: tuple[str, bytes]) -> Received:
        paths = []
        for name, data in files:
            path = self.folders.cases.parent / name
            path.write_bytes(data)
            paths.append(path)
        return receive(self.folders, paths, self.archive)

    def edit(self, document: str = "note") -> Editor:
        return Editor(self.sent(document).word)


def write_casebook(folder: Path) -> Folders:
    write_cases(folder / "cases", {**CASES, "packs/spring/note.yaml": LETTER})
    write_templates(folder / "templates")
    body = [*NOTE, ("Normal", "Vaste slotzin van het sjabloon."), grid(["Paraaf", "Datum"], ["hoofd", "open"])]
    (folder / "templates/note/document.docx").write_bytes(build_docx(body, header=HEADER, footer=[tuple(FOOTER)]))
    return folders_in(folder)


def send(folder: Path) -> Sending:
    """The small casebook, with version 1 of its pack as it went out."""
    folders = write_casebook(folder)
    found = gather(folders, ["spring"])
    made, problems = remake(found, "spring", lambda _: Edition(found.editions["spring"].code, 1))
    assert not [one for one in (*problems, *found.problems) if one.is_error]
    files = {folders.kept_name(name): file.path for name, file in found.loaded.files.items()}
    files |= {folders.kept_name(name): path for name, path in found.templates.files.items()}
    inputs = {name: path.read_bytes() for name, path in files.items() if name.endswith(".yaml")}
    archive = Archive()
    for one in made.made["spring"]:
        origins = renamed(one.word.origins, folders.kept_name)
        archive.sent.append(Sent(Name(f"spring/{one.name}", "1"), one.word.data, origins, inputs))
    return Sending(folders, archive)


# --- an editor of our own --------------------------------------------------------------------------------------------


class Editor:
    """A Word file, part by part. Paragraphs are numbered from 1 as they stand in it when it is opened."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.roots = {
            name: etree.fromstring(self.parts[name])
            for name in self.parts
            if name.startswith("word/") and name.endswith(".xml")
        }
        self._paragraphs = {name: list(root.iter(W + "p")) for name, root in self.roots.items()}
        self._id = 1000

    def paragraphs(self, part: str = "document") -> list[etree._Element]:
        return self._paragraphs[f"word/{part}.xml"]

    def paragraph(self, words: str, part: str = "document") -> etree._Element:
        """The one that holds the words."""
        (found,) = [p for p in self.paragraphs(part) if words in text_of(p)]
        return found

    def number(self, paragraph: etree._Element, part: str = "document") -> int:
        return next(i for i, one in enumerate(self.paragraphs(part), 1) if one is paragraph)

    def id(self) -> str:
        self._id += 1
        return str(self._id)

    def mark(self, kind: str, author: str = "Jansen", /, **more: str) -> etree._Element:
        """A revision element."""
        made = etree.Element(W + kind)
        for key, value in {"id": self.id(), "author": author, "date": WHEN, **more}.items():
            made.set(W + key, value)
        return made

    def save(self) -> bytes:
        out = io.BytesIO()
        for name, root in self.roots.items():
            self.parts[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return out.getvalue()

    def add_part(self, name: str, data: bytes, kind: str, relation: str) -> None:
        """A part that the document refers to."""
        self.parts[f"word/{name}"] = data
        types = etree.fromstring(self.parts["[Content_Types].xml"])
        made = etree.SubElement(types, types.tag.replace("Types", "Override"))
        made.set("PartName", f"/word/{name}")
        made.set("ContentType", kind)
        self.parts["[Content_Types].xml"] = etree.tostring(types)
        self.relate(relation, name)

    def relate(self, relation: str, target: str, external: bool = False, part: str = "document") -> str:
        path = f"word/_rels/{part}.xml.rels"
        rels = etree.fromstring(self.parts[path])
        made = etree.SubElement(rels, rels.tag.replace("Relationships", "Relationship"))
        made.set("Id", key := f"new{self.id()}")
        made.set("Type", relation if "/" in relation else f"{OFFICE}/{relation}")
        made.set("Target", target)
        if external:
            made.set("TargetMode", "External")
        self.parts[path] = etree.tostring(rels)
        return key

    # --- edits of a paragraph; `at` and `end` are offsets in its text ------------------------------------------------

    def split(self, paragraph: etree._Element, at: int) -> int:
        """Makes a run begin at that offset; gives the index in the paragraph where something may be put."""
        seen = 0
        for run in list(paragraph.iter(W + "r")):
            for node in list(run):
                length = len(node.text or "") if node.tag == W + "t" else 0
                if length and seen < at < seen + length:
                    after = deepcopy(run)
                    for copied, original in zip(list(after), list(run), strict=True):
                        if original is not node and copied.tag != W + "rPr":
                            after.remove(copied) if run.index(original) < run.index(node) else run.remove(original)
                        elif original is node:
                            put_text(copied, (node.text or "")[at - seen :])
                    put_text(node, (node.text or "")[: at - seen])
                    run.addnext(after)
                    return paragraph.index(outermost(after, paragraph))
                seen += length
                if seen >= at and length:
                    return paragraph.index(outermost(run, paragraph)) + 1
        return len(paragraph)

    def runs(self, paragraph: etree._Element, at: int, end: int) -> list[etree._Element]:
        """The runs of exactly that text."""
        self.split(paragraph, end)
        self.split(paragraph, at)
        found, seen = [], 0
        for run in list(paragraph.iter(W + "r")):
            length = sum(len(node.text or "") for node in run if node.tag == W + "t")
            if length and at <= seen and seen + length <= end:
                found.append(run)
            seen += length
        return found

    def insert(self, paragraph: etree._Element, at: int, text: str, author: str | None = "Jansen") -> None:
        """Text at an offset; without an author it is not tracked."""
        index = self.split(paragraph, at) if at else first_index(paragraph)
        paragraph.insert(index, self.wrapped("ins", [run_of(text)], author))

    def delete(self, paragraph: etree._Element, at: int, end: int, author: str | None = "Jansen") -> None:
        for run in self.runs(paragraph, at, end):
            if author is None:
                run.getparent().remove(run)
            else:
                self.strike(run, author)

    def strike(self, run: etree._Element, author: str) -> etree._Element:
        """A run tracked as deleted."""
        place = etree.SubElement(run.getparent(), "x")
        run.addprevious(place)
        for node in run.iter(W + "t"):
            node.tag = W + "delText"
        place.getparent().replace(place, made := self.wrapped("del", [run], author))
        return made

    def wrapped(self, name: str, runs: Iterable[etree._Element], author: str | None) -> etree._Element:
        runs = list(runs)
        if author is None:
            (run,) = runs
            return run
        made = self.mark(name, author)
        made.extend(runs)
        return made

    def mark_end(self, paragraph: etree._Element, name: str, author: str = "Jansen", **more: str) -> None:
        """A tracked change of the paragraph mark."""
        look = child(child(paragraph, "pPr", 0), "rPr")
        look.insert(0, self.mark(name, author, **more))

    def comment(
        self, start: etree._Element, at: int, stop: etree._Element, end: int, text: str, author: str = "De Boer"
    ) -> str:
        """A comment on everything between two offsets; the part is made with the first."""
        key = self.id()
        if "word/comments.xml" not in self.roots:
            root = etree.Element(W + "comments", nsmap={"w": WML})
            self.roots["word/comments.xml"] = root
            self.add_part("comments.xml", etree.tostring(root), f"{WORD_TYPE}.comments+xml", "comments")
        made = etree.SubElement(self.roots["word/comments.xml"], W + "comment")
        for name, value in {"id": key, "author": author, "date": WHEN, "initials": "x"}.items():
            made.set(W + name, value)
        for line in text.split("\n"):
            etree.SubElement(made, W + "p").append(run_of(line))
        index = self.split(stop, end)
        closing = etree.Element(W + "commentRangeEnd")
        closing.set(W + "id", key)
        stop.insert(index, closing)
        index = self.split(start, at) if at else first_index(start)
        opening = etree.Element(W + "commentRangeStart")
        opening.set(W + "id", key)
        start.insert(index, opening)
        run = etree.Element(W + "r")
        etree.SubElement(run, W + "commentReference").set(W + "id", key)
        closing.addnext(run)
        return key


def text_of(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(W + "t"))


def run_of(text: str) -> etree._Element:
    run = etree.Element(W + "r")
    put_text(etree.SubElement(run, W + "t"), text)
    return run


def put_text(node: etree._Element, text: str) -> None:
    node.text = text
    node.set(SPACE, "preserve")


def child(parent: etree._Element, name: str, index: int | None = None) -> etree._Element:
    """The child of that name, made where it is not there."""
    found = parent.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        parent.insert(len(parent) if index is None else index, found)
    return found


def outermost(node: etree._Element, paragraph: etree._Element) -> etree._Element:
    while node.getparent() is not paragraph:
        node = node.getparent()
    return node


def first_index(paragraph: etree._Element) -> int:
    return 1 if len(paragraph) and paragraph[0].tag == W + "pPr" else 0


def paragraph_of(text: str, like: etree._Element | None = None) -> etree._Element:
    made = etree.Element(W + "p")
    look = like.find(W + "pPr") if like is not None else None
    if look is not None:
        made.append(deepcopy(look))
    made.append(run_of(text))
    return made


def kinds(done: Received) -> list[str]:
    return [told.change.kind for told in done.told]


def the(done: Received, test: Callable[..., bool]):
    """The one change that is so."""
    found = [told for told in done.told if test(told.change)]
    assert len(found) == 1, [(t.change.kind, t.change.old, t.change.new, t.change.spans) for t in done.told]
    return found[0]
