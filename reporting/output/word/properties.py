"""The document properties of a Word file: what the pack says, and nothing that a template's author left there."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lxml import etree

from .ooxml import PACKAGE, to_bytes

CP = f"{PACKAGE}/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True)
class Properties:
    """What docProps/core.xml says (ECMA-376 part 2, section 11). Empty values are left out.

    `language`: BCP 47 code of the document; it is also the language of all text that has no language of its own.
    `created`: the day that the pack gives; it stands for both dates that Word shows.
    """

    title: str
    author: str = ""
    subject: str = ""
    language: str = "nl"
    created: datetime.date | None = None
    identifier: str = ""
    keywords: tuple[str, ...] = ()
    description: str = ""

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
