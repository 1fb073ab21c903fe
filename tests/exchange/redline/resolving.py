"""Another reader of tracked changes: it makes the file that Word would leave after *Accept all* or *Reject all*.

Written without the code under test, and in another way: the tree is changed, then read. What is said of each paragraph
mark, row and run is ECMA-376 part 1, section 17.13.5.
"""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTS = re.compile(r"word/(document|footnotes|header\d*|footer\d*)\.xml")


def resolve(data: bytes, accept: bool) -> bytes:
    """The file with all changes accepted, or all rejected."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    for name in files:
        if PARTS.fullmatch(name):
            root = etree.fromstring(files[name])
            _resolve(root, accept)
            files[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def _resolve(root: etree._Element, accept: bool) -> None:
    kept, gone = (("ins", "moveTo"), ("del", "moveFrom")) if accept else (("del", "moveFrom"), ("ins", "moveTo"))
    for row in list(root.iter(W + "tr")):
        if any(row.find(f"{W}trPr/{W}{name}") is not None for name in gone):
            row.getparent().remove(row)
    for table in list(root.iter(W + "tbl")):
        if table.find(W + "tr") is None:
            table.getparent().remove(table)
    for node in list(root.iter(*(W + name for name in gone))):
        if node.getparent().tag == W + "p" or node.getparent().tag == W + "hyperlink":
            node.getparent().remove(node)
    for text in root.iter(W + "delText"):
        text.tag = W + "t"
    for paragraph in reversed(list(root.iter(W + "p"))):
        if any(paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in gone):
            _join(paragraph)
    for node in list(root.iter(*(W + name for name in (*kept, *gone)))):
        parent = node.getparent()
        for child in list(node):
            node.addprevious(child)
        parent.remove(node)


def _join(paragraph: etree._Element) -> None:
    """A paragraph whose end is gone goes on in the next one."""
    content = [child for child in paragraph if child.tag != W + "pPr"]
    after = paragraph.getnext()
    if after is not None and after.tag == W + "p":
        at = 1 if after.find(W + "pPr") is not None else 0
        for index, child in enumerate(content):
            after.insert(at + index, child)
        paragraph.getparent().remove(paragraph)
    elif not "".join(text.text or "" for text in paragraph.iter(W + "t")):
        paragraph.getparent().remove(paragraph)


def said(data: bytes) -> list[str]:
    """Every paragraph of a file without tracked changes, notes where they are referred to; the page ends last."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        trees = {name: etree.fromstring(package.read(name)) for name in package.namelist() if PARTS.fullmatch(name)}
    notes = {}
    if "word/footnotes.xml" in trees:
        for note in trees.pop("word/footnotes.xml"):
            notes[note.get(W + "id")] = "".join(text.text or "" for text in note.iter(W + "t"))
    body = _paragraphs(trees.pop("word/document.xml"), notes)
    return body + sorted(line for tree in trees.values() for line in _paragraphs(tree, notes))


def _paragraphs(root: etree._Element, notes: dict[str, str]) -> list[str]:
    found = []
    for paragraph in root.iter(W + "p"):
        line = ""
        for node in paragraph.iter(W + "t", W + "tab", W + "br", W + "footnoteReference"):
            if node.tag == W + "t":
                line += node.text or ""
            elif node.tag == W + "footnoteReference":
                line += f"<{notes[node.get(W + 'id')].strip()}>"
            elif node.getparent().tag == W + "r":
                line += " "
        if line.strip():
            found.append(" ".join(line.split()))
    return found
