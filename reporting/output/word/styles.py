"""The styles of a template by the name that Word shows, and what the writer itself needs of them."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from .ooxml import WML, W, element, put, to_bytes
from .sizes import HALF_POINTS, said_of, size_of

# Word's region for each language of the casebook: what Word's proofing tools and screen readers ask for.
REGIONS = {"nl": "nl-NL", "fr": "fr-FR", "de": "de-DE", "en": "en-GB"}

# Built-in styles that Word keeps out of a file until they are used once; as Word itself would add them.
BUILT_IN = {
    ("character", "Hyperlink"): '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>',
    ("character", "footnote reference"): '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
    ("character", "Placeholder Text"): '<w:rPr><w:shd w:val="clear" w:color="auto" w:fill="FFFF99"/></w:rPr>',
    ("paragraph", "footnote text"): '<w:pPr><w:spacing w:after="0"/></w:pPr><w:rPr><w:sz w:val="16"/></w:rPr>',
}


def region(language: str) -> str:
    """`nl` -> `nl-NL`; a code that says more already is kept."""
    return REGIONS.get(language, language)


class Styles:
    """Styles of one template. Names are compared without case, as Word does; spaces count.

    `tell_languages`: some style has a language of its own, so that text in the document's language must say so.
    """

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._ids: dict[tuple[str, str], str] = {}
        self._styles: dict[str, etree._Element] = {}
        self._written: dict[str, bytes] = {}
        self._numbers: dict[str | None, str | None] = {}
        for style in root.iterfind(W + "style"):
            self._know(style)
        for (kind, name), look in BUILT_IN.items():
            if (kind, name.lower()) not in self._ids:
                made = element("style", root, type=kind, styleId=self._free(name))
                element("name", made, val=name)
                made.extend(etree.fromstring(f'<x xmlns:w="{WML}">{look}</x>'))
                self._know(made)
        default = root.find(f"{W}style[@{W}type='paragraph'][@{W}default='1']")
        for mark in root.findall(f"{W}style[@{W}default='1']/{W}rPr/{W}lang"):
            mark.getparent().remove(mark)  # the document's language goes before that of who made the template
        self.tell_languages = root.find(f"{W}style/{W}rPr/{W}lang") is not None
        self.default = None if default is None else default.get(W + "styleId")

    def _know(self, style: etree._Element) -> None:
        name = style.find(W + "name")
        key = style.get(W + "styleId", "")
        self._styles[key] = style
        if name is not None:
            self._ids.setdefault((style.get(W + "type", "paragraph"), name.get(W + "val", "").lower()), key)

    def _free(self, name: str) -> str:
        key = "".join(word[0].upper() + word[1:] for word in name.split())
        while key in self._styles:
            key += "X"
        return key

    def id(self, kind: str, name: str) -> str | None:
        """The id of the style with that name, `None` if the template has none."""
        return self._ids.get((kind, name.lower()))

    def name(self, key: str | None) -> str:
        """The name of a style id, for problems and comparisons."""
        style = self._styles.get(key or self.default or "")
        name = style.find(W + "name") if style is not None else None
        return name.get(W + "val", "") if name is not None else ""

    def size(self, key: str | None) -> float:
        """The size of the letters in a paragraph style, in points."""
        usual = said_of(self._root.find(f"{W}docDefaults/{W}rPrDefault"), HALF_POINTS)
        return size_of(key or self.default, self._styles, usual)

    def numbering(self, key: str | None) -> str | None:
        """The `w:numId` that a paragraph style has, itself or from what it is based on."""
        key = key or self.default
        if key not in self._numbers:
            self._numbers[key] = self._find_numbering(key)
        return self._numbers[key]

    def _find_numbering(self, key: str | None) -> str | None:
        seen: set[str] = set()
        while key in self._styles and key not in seen:
            seen.add(key)
            style = self._styles[key]
            number = style.find(f"{W}pPr/{W}numPr/{W}numId")
            if number is not None:
                return number.get(W + "val")
            based = style.find(W + "basedOn")
            key = based.get(W + "val") if based is not None else None
        return None

    def to_bytes(self, language: str) -> bytes:
        """styles.xml with `language` as that of all text that has none of its own."""
        if language not in self._written:
            root = deepcopy(self._root)
            defaults = root.find(W + "docDefaults")
            if defaults is None:
                defaults = element("docDefaults")
                root.insert(0, defaults)
            default = defaults.find(W + "rPrDefault")
            if default is None:
                default = element("rPrDefault")
                defaults.insert(0, default)
            look = default.find(W + "rPr")
            if look is None:
                look = element("rPr", default)
            put_language(look, language)
            self._written[language] = to_bytes(root)
        return self._written[language]


def put_language(look: etree._Element, language: str) -> None:
    """Set the language of a `w:rPr`, leaving its East Asian and right-to-left ones."""
    present = look.find(W + "lang")
    kept: Mapping[str, str] = dict(present.attrib) if present is not None else {}
    made = put(look, "lang")
    for name, value in kept.items():
        made.set(name, value)
    made.set(W + "val", region(language))
