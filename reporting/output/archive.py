"""What an archive wants to know of a pack: metadata in the manifest, with the names of MDTO.

MDTO (*Metagegevens voor duurzaam toegankelijke overheidsinformatie*) is the schema of the Nationaal Archief; the names
of attributes, and the labels and codes of its lists, were read in version 1.0 at `SCHEMA`. What a build cannot know, as
it reads no clock, is named in `lacks`: whoever takes the files into an archive adds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..documents.kinds import Kind, Retention
from ..model.book import Casebook
from ..model.packs import Document, Pack
from ..model.values import UNKNOWN
from .documents import Made
from .journal import Entry, for_people

STANDARD = "MDTO 1.0"
SCHEMA = "https://github.com/NationaalArchief/MDTO-Metagegevensschema"
LACKS = ("omvang", "checksumDatum", "termijnStartdatumLooptijd")
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}  # fmt: skip
# MDTO's closed list of appraisals: B is kept for good, V for a time, N is yet to be settled.
APPRAISALS = {"B": "Blijvend te bewaren", "V": "Tijdelijk te bewaren", "N": "Nader te bepalen"}


def build_archive(
    pack: Pack, book: Casebook, kinds: Mapping[str, Kind], made: Sequence[Made], outputs: Mapping[str, Entry]
) -> dict[str, Any]:
    """The metadata of a pack (the dossier), of each document `made` of it, and of each file among its `outputs`."""
    system = _name(book.settings.title, book)
    whole = {"verwijzingNaam": _name(pack.title, book), "verwijzingIdentificatie": _identifier(pack.id, system)}
    dossier = {
        "identificatie": [_identifier(pack.id, system), *(_identifier(number, UNKNOWN) for number in pack.dossiers)],
        "naam": _name(pack.title, book),
        "aggregatieniveau": _term("Dossier", "Aggregatieniveaus MDTO"),
        "dekkingInTijd": [
            {
                "dekkingInTijdType": {"begripLabel": "Verslagperiode"},
                "dekkingInTijdBegindatum": str(pack.period.from_),
                "dekkingInTijdEinddatum": str(pack.period.to),
            }
        ],
        "taal": [book.settings.language],
        "waardering": _appraisal(UNKNOWN),
    }
    return {
        "standard": STANDARD,
        "schema": SCHEMA,
        "lacks": list(LACKS),
        "informatieobject": [dossier, *(_document(one, pack, book, kinds, system, whole) for one in made)],
        "bestand": [*_files(pack, made, outputs, system, whole)],
    }


def _document(
    one: Made, pack: Pack, book: Casebook, kinds: Mapping[str, Kind], system: str, whole: dict[str, Any]
) -> dict[str, Any]:
    document = pack.documents[one.name.partition("/")[0]]
    kind = kinds[document.kind]
    said = kind.file.retention if isinstance(kind.file.retention, Retention) else None
    years = said.years if said else UNKNOWN
    sender = book.parties.get(document.sender or "")
    found: dict[str, Any] = {
        "identificatie": [*_identifiers(one, document, sender and _name(sender.name, book), system)],
        "naam": one.title,
        "aggregatieniveau": _term("Archiefstuk", "Aggregatieniveaus MDTO"),
        "classificatie": [{"begripLabel": _name(kind.file.title, book), "begripCode": kind.name}],
        "taal": [one.properties.language, *document.languages[1:]],
        "waardering": _appraisal(years),
        "isOnderdeelVan": [whole],
        "archiefvormer": [{"verwijzingNaam": _name(sender.name, book)}] if sender else [],
        "beperkingGebruik": [
            {
                "beperkingGebruikType": _term("Nader te bepalen", "BeperkingGebruikTypeLijst MDTO"),
                "beperkingGebruikNadereBeschrijving": f"audience: {document.audience}",
            }
        ],
    }
    if document.date.known:
        found["event"] = [{"eventType": _term("Creatie", "EventTypeLijst MDTO"), "eventTijd": str(document.date)}]
    if years.isdecimal():
        found["bewaartermijn"] = {"termijnLooptijd": f"P{years}Y"}
    if said and said.category != UNKNOWN:
        found["informatiecategorie"] = {"begripLabel": said.category}
    return found


def _identifiers(one: Made, document: Document, sender: str | None, system: str) -> Iterator[dict[str, str]]:
    yield _identifier(f"{one.pack}/{one.name}", system)
    if document.reference != UNKNOWN:
        yield _identifier(document.reference, sender or UNKNOWN)


def _files(
    pack: Pack, made: Sequence[Made], outputs: Mapping[str, Entry], system: str, whole: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Every file that people read, with what it is a representation of: a document, or the pack where it binds some."""
    titles = {f"{one.pack}/{one.name}": one.title for one in made}
    for name, entry in sorted(outputs.items()):
        stem, _, ending = name.rpartition(".")
        if not for_people(name):
            continue
        of = whole
        if stem in titles:
            of = {"verwijzingNaam": titles[stem], "verwijzingIdentificatie": _identifier(stem, system)}
        yield {
            "identificatie": [_identifier(name, system)],
            "naam": name.removeprefix(f"{pack.id}/"),
            "bestandsformaat": _term(ending, "IANA Media Types", MEDIA_TYPES[ending]),
            "checksum": [
                {"checksumAlgoritme": _term("SHA-256", "ChecksumAlgoritme MDTO"), "checksumWaarde": entry.file}
            ],
            "isRepresentatieVan": of,
        }


def _identifier(value: str, source: str) -> dict[str, str]:
    return {"identificatieKenmerk": value, "identificatieBron": source}


def _term(label: str, listed: str, code: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {"begripLabel": label}
    if code:
        found["begripCode"] = code
    return found | {"begripBegrippenlijst": {"verwijzingNaam": listed}}


def _appraisal(years: str) -> dict[str, Any]:
    code = "B" if years == "permanent" else "V" if years.isdecimal() else "N"
    return _term(APPRAISALS[code], "Waarderingen MDTO", code)


def _name(names: Mapping[str, str], book: Casebook) -> str:
    return names.get(book.settings.language) or next(iter(names.values()))
