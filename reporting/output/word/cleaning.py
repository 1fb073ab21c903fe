"""What of a template's parts goes into a document: what the reader sees, and nothing of who made it with which program.

Each part is walked once, at loading. Removed: revision ids, paragraph ids, proofing marks, cached page breaks, edit
permissions, bindings and ids of content controls, the legacy copy of drawings (mc:Fallback, which would print each
value twice), settings that name people, files or servers. Refused: tracked changes and comments, since nobody has
decided on them.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from .ooxml import MC, SETTINGS_ORDER, W, element, put

KEPT = {"styles", "numbering", "settings", "fontTable", "theme", "font", "image", "hyperlink"}
STORIES = {"header", "footer", "footnotes", "endnotes"}
DROPPED = {
    "attachedTemplate",
    "commentsExtended",
    "commentsExtensible",
    "commentsIds",
    "customXml",
    "documenttasks",
    "glossaryDocument",
    "keyMapCustomizations",
    "mailMergeSource",
    "mailMergeHeaderSource",
    "people",
    "printerSettings",
    "recipientData",
    "stylesWithEffects",
    "transform",
    "webSettings",
}
MACROS = {"vbaProject", "wordVbaData", "attachedToolbars"}

REVISIONS = {
    W + name
    for name in (
        "ins del moveFrom moveTo rPrChange pPrChange sectPrChange tblPrChange tblPrExChange trPrChange tcPrChange "
        "tblGridChange numberingChange cellIns cellDel cellMerge customXmlInsRangeStart customXmlDelRangeStart "
        "customXmlMoveFromRangeStart customXmlMoveToRangeStart moveFromRangeStart moveToRangeStart delText delInstrText"
    ).split()
}
COMMENTS = {W + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference", "comment")}
REMOVED = {W + name for name in ("proofErr", "lastRenderedPageBreak", "permStart", "permEnd", "dataBinding", "divId")}
REMOVED |= {MC + "Fallback"}
SETTINGS_KEPT = {W + name for name in SETTINGS_ORDER} - {
    W + name
    for name in (
        "writeProtection activeWritingStyle proofState attachedTemplate linkStyles mailMerge saveThroughXslt "
        "documentProtection view zoom saveXmlDataOnly useXSLTWhenSaving updateFields revisionView"
    ).split()
}
# The special notes that every file with notes has, and their ids (section 17.11.23).
SEPARATORS = {"separator": -1, "continuationSeparator": 0}
SETTINGS_KEPT |= {W + name for name in ("themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator")}


def clean(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Take out of a part what must not leave; gives `(code, element)` for what a person must settle first."""
    gone = []
    for node in root.iter(etree.Element):
        tag = node.tag
        if tag in REVISIONS:
            yield "template-revisions", node
        elif tag in COMMENTS:
            yield "template-comments", node
        elif tag in REMOVED:
            gone.append(node)
        elif tag == W + "sdtPr":
            gone += [child for child in node if child.tag in (W + "id", W + "placeholder")]
            gone += [child for child in node if not child.tag.startswith(W) and child.tag.endswith("}dataBinding")]
        elif tag == W + "bookmarkStart" and node.get(W + "name") == "_GoBack":
            gone += [node, *root.iterfind(f".//{W}bookmarkEnd[@{W}id='{node.get(W + 'id')}']")]
        for name in list(node.attrib):
            local = name.rpartition("}")[2]
            if name.startswith(W + "rsid") or local in ("paraId", "textId", "dateUtc"):
                del node.attrib[name]
    for node in gone:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)


def clean_settings(root: etree._Element) -> None:
    """Keep the settings that shape the page, and name the separators of the notes (as Word does)."""
    for node in list(root):
        if node.tag not in SETTINGS_KEPT:
            root.remove(node)
    notes = root.find(W + "footnotePr")
    if notes is None:
        notes = put(root, "footnotePr")
    for node in notes.findall(W + "footnote"):
        notes.remove(node)
    for number in SEPARATORS.values():
        element("footnote", notes, id=number)
