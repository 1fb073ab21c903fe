"""The document properties of a Word file: what the pack says, and nothing that a template's author left there.

Which document of which version a file is stands in properties of our own (docProps/custom.xml, ECMA-376 part 1, section
22.3): office programs keep those when they save, while some drop the identifier of the core properties.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lxml import etree

from .ooxml import PACKAGE, to_bytes

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
CP = f"{PACKAGE}/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OWN = f"{OFFICE}/custom-properties"
VALUES = f"{OFFICE}/docPropsVTypes"
# The property set of properties that users add ([MS-OSHARED], section 2.3.3.2); their numbers begin at 2.
USER_DEFINED, FIRST = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", 2
DOCUMENT, VERSION = "reporting-document", "reporting-version"


@dataclass(frozen=True)
class Properties:
    """What docProps/core.xml says (ECMA-376 part 2, section 11). Empty values are left out.

    `language`: BCP 47 code of the document; it is also the language of all text that has no language of its own.
    `created`: the day that the pack gives; it stands for both dates that Word shows. `identifier`, `version`: which
    document of which version it is.
    """

    title: str
    author: str = ""
    subject: str = ""
    language: str = "nl"
    created: datetime.date | None = None
    identifier: str = ""
    keywords: tuple[str, ...] = ()
    description: str = ""
    version: str = ""

    def told(self) -> dict[str, str]:
        """Every text, by the name of its field."""
        return {
            "title": self.title,
            "subject": self.subject,
            "author": self.author,
            "keywords": "; ".join(self.keywords),
            "description": self.description,
            "language": self.language,
            "identifier": self.identifier,
        }


NAMES = {
    "title": f"{{{DC}}}title",
    "subject": f"{{{DC}}}subject",
    "author": f"{{{DC}}}creator",
    "keywords": f"{{{CP}}}keywords",
    "description": f"{{{DC}}}description",
    "language": f"{{{DC}}}language",
    "identifier": f"{{{DC}}}identifier",
}


def core_xml(properties: Properties) -> bytes:
    """docProps/core.xml."""
    root = etree.Element(f"{{{CP}}}coreProperties", nsmap={"cp": CP, "dc": DC, "dcterms": TERMS, "xsi": XSI})
    for name, text in properties.told().items():
        if text:
            etree.SubElement(root, NAMES[name]).text = text
    if properties.created is not None:
        for name in ("created", "modified"):
            moment = etree.SubElement(root, f"{{{TERMS}}}{name}")
            moment.set(f"{{{XSI}}}type", "dcterms:W3CDTF")
            moment.text = f"{properties.created:%Y-%m-%d}T00:00:00Z"
    return to_bytes(root)


def custom_xml(properties: Properties) -> bytes | None:
    """docProps/custom.xml; None for a file of no version."""
    if not properties.version:
        return None
    root = etree.Element(f"{{{OWN}}}Properties", nsmap={None: OWN, "vt": VALUES})
    told = {DOCUMENT: properties.identifier, VERSION: properties.version}
    for number, (name, text) in enumerate(told.items(), FIRST):
        one = etree.SubElement(root, f"{{{OWN}}}property", fmtid=USER_DEFINED, pid=str(number), name=name)
        etree.SubElement(one, f"{{{VALUES}}}lpwstr").text = text
    return to_bytes(root)
