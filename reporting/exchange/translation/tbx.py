"""The glossary as TBX-Basic, for the term bases of translation programs.

The form of ISO 30042:2008 in its dialect TBX-Basic (`martif`, `termEntry`, `langSet`, `tig`), which the programs of
translators read; that of 2019 (`tbx`, `conceptEntry`) is not read by all of them, translate-toolkit among others
(https://docs.translatehouse.org/projects/translate-toolkit/en/latest/formats/tbx.html). No document type is named:
careful readers refuse a file that asks for another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as Xml

from ...model.glossary import Named, plain_of

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# `administrativeStatus` in TBX-Basic: the name to use, one that is right as well, one that must not be used.
PREFERRED, ADMITTED, DEPRECATED = "preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"
DRAFT = {
    "nl": "Werkvertaling, nog na te gaan.",
    "fr": "Traduction provisoire, à vérifier.",
    "de": "Arbeitsübersetzung, noch zu prüfen.",
    "en": "Working translation, to be verified.",
}


def build_tbx(terms: Iterable[Named], languages: Sequence[str], title: str) -> bytes:
    """The file with the names of all terms in `languages`, the first of which is that of the texts to translate.

    A term without a name in the first is left out: a program would take its next language for that one. A working
    translation is admitted, not preferred, and says so.
    """
    root = Xml.Element("martif", {"type": "TBX-Basic", LANG: languages[0]})
    header = _below(root, "martifHeader")
    described = _below(header, "fileDesc")
    _below(_below(described, "titleStmt"), "title", title)
    _below(_below(described, "sourceDesc"), "p", title)
    _below(_below(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    body = _below(_below(root, "text"), "body")
    for term in terms:
        if languages[0] in term.names:
            _add_entry(body, term, languages)
    Xml.indent(root, " ")
    return Xml.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _add_entry(body: Xml.Element, term: Named, languages: Sequence[str]) -> None:
    entry = _below(body, "termEntry", id=f"t-{term.id}")
    if term.note:
        _below(entry, "note", term.note)
    for language in languages:
        if language not in term.names:
            continue
        section = _below(entry, "langSet", **{LANG: language})
        if about := (term.about or {}).get(language):
            _below(section, "descrip", about, type="definition")
        draft = language in term.draft
        for index, name in enumerate(term.right(language)):
            _add_name(section, name, ADMITTED if draft or index else PREFERRED, DRAFT[language] if draft else "")
        for name in dict.fromkeys(plain_of(name) for name in term.forbidden.get(language, ())):
            _add_name(section, name, DEPRECATED)


def _add_name(section: Xml.Element, name: str, status: str, note: str = "") -> None:
    group = _below(section, "tig")
    _below(group, "term", name)
    _below(group, "termNote", status, type="administrativeStatus")
    if note:
        _below(group, "note", note)


def _below(parent: Xml.Element, tag: str, text: str | None = None, **attributes: str) -> Xml.Element:
    element = Xml.SubElement(parent, tag, attributes)
    element.text = text
    return element
