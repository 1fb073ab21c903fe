"""Names and element orders of WordprocessingML (ECMA-376 part 1, sections 17.3 and 17.4), for who adds elements."""

from __future__ import annotations

from lxml import etree

WML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT = "http://purl.oclc.org/ooxml/"
W = f"{{{WML}}}"
R = f"{{{RELATIONSHIPS}}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NSMAP = {"w": WML, "r": RELATIONSHIPS}

# Children in the order that the schema asks for (CT_RPr, CT_PPr, CT_TcPr, CT_Settings); what is not named comes last.
RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath"
).split()
PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
).split()
CELL_NAMES = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers"
).split()
CELL_ORDER = {W + name: index for index, name in enumerate(CELL_NAMES)}
SETTINGS_BEFORE_NOTES = (
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
    "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
    "revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride "
    "styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
    "doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders "
    "bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
    "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery "
    "doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData "
    "noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter "
    "noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent "
    "alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt "
    "showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults"
).split()
SETTINGS_ORDER = [*SETTINGS_BEFORE_NOTES, "footnotePr", "endnotePr", "compat"]
ORDERS = {
    W + order_of: {W + name: index for index, name in enumerate(order)}
    for order_of, order in (("rPr", RUN_ORDER), ("pPr", PARAGRAPH_ORDER), ("settings", SETTINGS_ORDER))
}


def element(name: str, parent: etree._Element | None = None, **values: str | int) -> etree._Element:
    """A new element `w:name` with `w:` attributes, at the end of `parent` where one is given."""
    made = etree.Element(W + name, None, NSMAP) if parent is None else etree.SubElement(parent, W + name)
    for key, value in values.items():
        made.set(W + key, str(value))
    return made


def put(parent: etree._Element, name: str, **values: str | int) -> etree._Element:
    """The child `w:name` of a property element: its present one emptied, or a new one where the schema wants it."""
    child = parent.find(W + name)
    if child is not None:
        child.clear()
        for key, value in values.items():
            child.set(W + key, str(value))
        return child
    order = ORDERS[parent.tag]
    rank = order[W + name]
    index = next((i for i, other in enumerate(parent) if order.get(other.tag, len(order)) > rank), None)
    child = element(name, parent, **values)
    if index is not None:
        parent.insert(index, child)
    return child


def properties(owner: etree._Element) -> etree._Element:
    """The `w:pPr` of a paragraph or the `w:rPr` of a run, made when it is missing."""
    name = "pPr" if owner.tag == W + "p" else "rPr"
    found = owner.find(W + name)
    if found is None:
        found = element(name, owner)
        owner.insert(0, found)
    return found


def to_bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
