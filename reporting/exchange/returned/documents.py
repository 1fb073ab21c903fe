"""A whole Word file as one reading: body, boxes, notes in the order of their marks, headers, footers, comments."""

from __future__ import annotations

import hashlib
import posixpath

from lxml import etree

from ...output.word.ooxml import R, W
from .looks import Looks, section_look
from .opening import Opened
from .pieces import Atoms, Comment, Mark, Paragraph, Reading, plain, text_of
from .reading import PartReading, mark_of

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}
PROPERTIES = {"custom-properties", "core-properties", "extended-properties"}
LONGEST_COMMENT = 20_000


def read_word(opened: Opened, atoms: Atoms) -> Reading:
    """All that a file says. Raises `Refused` for a part that is no XML."""
    made = Reading()
    looks = Looks(opened)
    root = opened.root(opened.main)
    assert root is not None
    body = PartReading(opened, opened.main, "body", looks, atoms)
    _put(made, body.read(root))
    made.references = body.notes
    for kind in ("footnotes", "endnotes"):
        _read_notes(opened, kind, body, looks, atoms, made)
    _read_margins(opened, root, looks, atoms, made)
    _read_comments(opened, looks, atoms, made)
    _read_properties(opened, made)
    made.pictures = frozenset(
        hashlib.sha256(data).hexdigest() for name, data in opened.parts.items() if "/media/" in f"/{name}"
    )
    return made


def _put(made: Reading, paragraphs: list[Paragraph]) -> None:
    for paragraph in paragraphs:
        made.flows.setdefault(paragraph.flow, []).append(paragraph)


def _read_notes(opened: Opened, kind: str, body: PartReading, looks: Looks, atoms: Atoms, made: Reading) -> None:
    """The notes in the order in which the body refers to them; programs number them anew and sort them in their way."""
    name = opened.related(kind)
    root = opened.root(name) if name else None
    if root is None or name is None:
        return
    part = PartReading(opened, name, posixpath.splitext(posixpath.basename(name))[0], looks, atoms)
    paragraphs = part.read(root)
    by_box: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        by_box.setdefault(paragraph.box, []).append(paragraph)
    ids = {node.get(W + "id", ""): box for node, box in part.boxes.items() if node.get(W + "type") not in SEPARATORS}
    found: list[Paragraph] = []
    for reference in body.notes:
        if reference.kind != kind or reference.id not in ids:
            continue
        for paragraph in by_box.pop(ids[reference.id], []):
            paragraph.row_inserted, paragraph.row_deleted = reference.inserted, reference.deleted
            paragraph.note = reference.id
            found.append(paragraph)
    made.flows[kind] = found


def _read_margins(opened: Opened, root: etree._Element, looks: Looks, atoms: Atoms, made: Reading) -> None:
    """Headers and footers by section and kind of page; a section has those of the one before where it has none."""
    settings = opened.root(opened.related("settings") or "")
    even = settings is not None and settings.find(W + "evenAndOddHeaders") is not None
    rels = opened.rels.get(opened.main, {})
    standing: dict[tuple[str, str], str] = {}
    for number, section in enumerate(root.iter(W + "sectPr")):
        if section.getparent().tag == W + "sectPrChange":
            continue
        change = section.find(W + "sectPrChange")
        former = change.find(W + "sectPr") if change is not None else None
        changes = [("page", mark_of(change) or Mark())] if change is not None else []
        made.sections.append((section_look(former if former is not None else section), changes))
        for node in section.iterchildren(W + "headerReference", W + "footerReference"):
            rel = rels.get(node.get(R + "id", ""))
            kind = etree.QName(node).localname.removesuffix("Reference")
            if rel is not None:
                standing[kind, node.get(W + "type", "default")] = rel.target
        shown = (
            {"default"} | ({"first"} if _is_on(section.find(W + "titlePg")) else set()) | ({"even"} if even else set())
        )
        for (kind, page), target in standing.items():
            tree = opened.root(target)
            if page in shown and tree is not None:
                stem = posixpath.splitext(posixpath.basename(target))[0]
                paragraphs = PartReading(opened, target, stem, looks, atoms).read(tree)
                for paragraph in paragraphs:
                    box = "/box" if paragraph.flow.endswith("/box") else ""
                    paragraph.flow = f"{kind}:{number}:{page}{box}"
                _put(made, paragraphs)


def _is_on(node: etree._Element | None) -> bool:
    return node is not None and node.get(W + "val", "1") not in ("0", "false", "off")


def _read_comments(opened: Opened, looks: Looks, atoms: Atoms, made: Reading) -> None:
    """The comments with their threads (`commentsExtended`, [MS-DOCX] 2.5.1.x: `paraIdParent`, `done`)."""
    name = opened.related("comments")
    root = opened.root(name) if name else None
    if root is None or name is None:
        return
    part = PartReading(opened, name, "comments", looks, atoms)
    texts: dict[int, list[Paragraph]] = {}
    for paragraph in part.read(root):
        texts.setdefault(paragraph.box, []).append(paragraph)
    by_paragraph: dict[str, str] = {}
    for node in root.iterchildren(W + "comment"):
        key = node.get(W + "id", "")
        while key in made.comments:  # merged files have two of one id; the later ones have no place
            key += "+"
        by_paragraph |= {p.get(W14 + "paraId", "").upper(): key for p in node.iter(W + "p")}
        lines = [text_of(one.pieces, accepted=True) for one in texts.get(part.boxes.get(node, -1), [])]
        text = "\n".join(atoms.readable(line) for line in lines).strip()
        author, date = plain(node.get(W + "author") or "")[:200], (node.get(W + "date") or "")[:40]
        made.comments[key] = Comment(key, author, date, text[:LONGEST_COMMENT])
    extended = opened.root(opened.related("commentsExtended") or "")
    threads = {} if extended is None else {e.get(W15 + "paraId", "").upper(): e for e in extended}
    done: dict[str, bool] = {}
    parents: dict[str, str] = {}
    for paragraph, entry in threads.items():
        key = by_paragraph.get(paragraph)
        if key is not None:
            done[key] = entry.get(W15 + "done", "0") in ("1", "true")
            parents[key] = by_paragraph.get(entry.get(W15 + "paraIdParent", "").upper(), "")
    for key, comment in made.comments.items():
        top, seen = key, {key}
        while parents.get(top) and parents[top] not in seen:
            top = parents[top]
            seen.add(top)
        made.comments[key] = Comment(
            key, comment.author, comment.date, comment.text, parents.get(key, ""), done.get(top, False)
        )


def _read_properties(opened: Opened, made: Reading) -> None:
    for relation in opened.rels.get("", {}).values():
        root = opened.root(relation.target) if relation.kind in PROPERTIES else None
        if root is None:
            continue
        if relation.kind == "custom-properties":
            for node in root:
                made.custom[node.get("name", "")[:80]] = "".join(node.itertext())[:200]
        elif relation.kind == "core-properties":
            texts = {etree.QName(node).localname: plain(node.text or "")[:500] for node in root}
            made.saved_by = texts.get("lastModifiedBy", "")
            made.properties = {name: texts[name] for name in ("title", "subject") if texts.get(name)}
        elif relation.kind == "extended-properties":
            made.program = " ".join(
                plain(node.text or "")[:80] for node in root if etree.QName(node).localname == "Application"
            )
