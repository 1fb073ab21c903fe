"""Sources, in the forms in which the House cites them.

The forms are those of the reference letter: `Kamerstuk 32 851, nr. 74`, `Kamerstukken 22 112 en 21 501-31, nr. 3437`,
`Kamerstuk 36 200 VII, nr. 33`, `Trb. 2008, nr. 135`, `COM (2017) 534 final/2`, and free text with a link.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .dates import PartialDate
from .record import Shape
from .values import Flag, Lines, NumberText, Plain

URL_PATTERN = r"^https?://\S+$"


class _Source(Shape):
    """What all sources may have."""

    title: Lines | None = Field(None, description="Titel of omschrijving; staat in de noot achter de vindplaats.")
    date: PartialDate | None = Field(None, description="Datum van het stuk.")
    url: str | None = Field(None, pattern=URL_PATTERN, description="Webadres.")


class Kamerstuk(_Source):
    """A paper of the House (Kamerstuk): its dossier or dossiers, and its number."""

    kind: Literal["kamerstuk"]
    dossiers: list[NumberText] = Field(min_length=1, description='Dossiernummers met spaties: ["22 112", 21 501-31].')
    number: NumberText = Field(description="Ondernummer, of unknown.")
    show_title: Flag = Field(False, description="Titel achter de vindplaats in de noot zetten.")


class Treaty(_Source):
    """A treaty in the Tractatenblad (`Trb. 2008, nr. 135`)."""

    kind: Literal["trb"]
    year: NumberText = Field(description="Jaargang.")
    number: NumberText = Field(description="Nummer.")
    show_title: Flag = Field(False, description="Titel achter de vindplaats in de noot zetten.")


class Commission(_Source):
    """A document of the European Commission (`COM (2017) 534 final/2`)."""

    kind: Literal["com"]
    year: NumberText = Field(description="Jaar.")
    number: NumberText = Field(description="Nummer.")
    version: Plain = Field("final", description="Versie: final, final/2, …")
    show_title: Flag = Field(True, description="Titel vóór de vindplaats in de noot zetten.")


class Page(_Source):
    """Anything else: free text, with a link where there is one."""

    kind: Literal["page"]
    title: Lines = Field(description="Wat in de noot staat, per taal.")
    publisher: Plain | None = Field(None, description="Wie het publiceerde.")


SOURCES: dict[str, type[_Source]] = {"kamerstuk": Kamerstuk, "trb": Treaty, "com": Commission, "page": Page}
Source = Annotated[Kamerstuk | Treaty | Commission | Page, Field(discriminator="kind")]
