"""How text, paragraphs, cells and pages look, with what styles give them (ECMA-376 part 1, 17.7.2 and 17.7.3).

A look is a mapping of names (words of the messages) to values; what has its usual value is left out, so that two
programs that write the same look in two ways give the same mapping. `COARSE` names what every program keeps when it
saves a file; the rest is compared only in files of programs that keep Word's XML as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from lxml import etree

from ...output.word.ooxml import W
from .opening import Opened

COARSE = frozenset(
    "bold italic underline strike caps small-caps hidden colour highlight size font raised list outline page-break "
    "align cell page margins columns frame link alt".split()
)
TOGGLES = {
    "b": "bold", "i": "italic", "strike": "strike", "dstrike": "double-strike", "caps": "caps",
    "smallCaps": "small-caps", "vanish": "hidden",
}  # fmt: skip
VALUES = {
    "u": "underline", "color": "colour", "highlight": "highlight", "sz": "size", "vertAlign": "raised",
    "spacing": "letter-spacing", "position": "position",
}  # fmt: skip
USUAL = {("u", "none"), ("color", "auto"), ("highlight", "none"), ("vertAlign", "baseline"), ("spacing", "0"),
         ("position", "0")}  # fmt: skip
# What programs write by themselves: languages, hints to fonts, twins for other scripts, marks of the checker.
UNTOLD = {W + name for name in "lang noProof rFonts rStyle bCs iCs szCs webHidden kern ins del moveFrom moveTo "
          "rPrChange rtl cs".split()}  # fmt: skip
UNTOLD_RUN = UNTOLD | {W + name for name in (*TOGGLES, *VALUES)}
UNTOLD_PARAGRAPH = {W + name for name in "pStyle numPr jc outlineLvl pageBreakBefore rPr sectPr pPrChange divId "
                    "cnfStyle ind spacing widowControl framePr".split()}  # fmt: skip
SIDES = {"start": "left", "end": "right", "both": "justify", "distribute": "justify"}
MOST_STYLES = 50  # above each other; a ring of styles would have no end


class Looks:
    """The styles of one file, and what they make of its text."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._chains: dict[str, list[etree._Element]] = {}

    @cached_property
    def _styles(self) -> dict[str, etree._Element]:
        name = self._opened.related("styles")
        root = self._opened.root(name) if name else None
        return {style.get(W + "styleId", ""): style for style in (root if root is not None else ()) if _is_style(style)}

    @cached_property
    def _defaults(self) -> etree._Element | None:
        name = self._opened.related("styles")
        root = self._opened.root(name) if name else None
        return None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    @cached_property
    def _default_style(self) -> str:
        usual = (
            key
            for key, style in self._styles.items()
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")
        )
        return next(usual, "")

    @cached_property
    def _lists(self) -> dict[str, dict[str, tuple[str, str]]]:
        """By `numId` and level the format of its numbers, and how they are written and begin."""
        name = self._opened.related("numbering")
        root = self._opened.root(name) if name else None
        if root is None:
            return {}
        levels = {
            one.get(W + "abstractNumId", ""): {
                level.get(W + "ilvl", "0"): _level(level) for level in one.iterfind(W + "lvl")
            }
            for one in root.iterfind(W + "abstractNum")
        }
        found: dict[str, dict[str, tuple[str, str]]] = {}
        for one in root.iterfind(W + "num"):
            made = found[one.get(W + "numId", "")] = dict(levels.get(_value(one.find(W + "abstractNumId")), {}))
            for anew in one.iterfind(W + "lvlOverride"):
                key = anew.get(W + "ilvl", "0")
                own, start = anew.find(W + "lvl"), _value(anew.find(W + "startOverride"))
                if own is not None:
                    made[key] = _level(own)
                if start:
                    made[key] = made.get(key, ("", ""))[0], f"{made.get(key, ('', ''))[1]} anew from {start}"
        return found

    def style_name(self, key: str) -> str:
        """What people call a style; Word and others write the built-in names in small letters or not."""
        style = self._styles.get(key)
        return _value(style.find(W + "name")).lower() if style is not None else key.lower()

    def run(self, properties: etree._Element | None, style: str) -> Mapping[str, str]:
        """The look of text with that `w:rPr` in a paragraph of that style."""
        own = _value(properties.find(W + "rStyle")) if properties is not None else ""
        layers = [
            [self._defaults],
            [one.find(W + "rPr") for one in self._chain(style or self._default_style)],
            [one.find(W + "rPr") for one in self._chain(own)],
        ]
        look: dict[str, str] = {}
        switched: dict[str, bool] = {}
        for layer in layers:
            on: dict[str, bool] = {}
            for one in layer:
                if one is not None:
                    _read_run(one, look, on)
            for name, value in on.items():
                switched[name] = switched.get(name, False) ^ value
        if properties is not None:
            _read_run(properties, look, switched)
            look |= _rest(properties, UNTOLD_RUN)
        look |= {name: "1" for name, value in switched.items() if value}
        if own:
            look["style"] = self.style_name(own)
        return look

    def paragraph(self, properties: etree._Element | None, style: str) -> Mapping[str, str]:
        """The look of a paragraph with that `w:pPr`."""
        layers = [one.find(W + "pPr") for one in self._chain(style or self._default_style)]
        look: dict[str, str] = {"style": self.style_name(style or self._default_style)}
        number = level = ""
        for layer in (*layers, properties):
            if layer is None:
                continue
            for node in layer:
                name = etree.QName(node).localname
                if name == "jc":
                    _put(look, "align", SIDES.get(_value(node), _value(node)), "left")
                elif name == "outlineLvl":
                    _put(look, "outline", _value(node), "9")
                elif name == "pageBreakBefore":
                    _put(look, "page-break", "1" if _is_on(node) else "", "")
                elif name in ("ind", "spacing"):
                    for key, value in sorted(node.attrib.items()):
                        _put(look, f"{name}-{etree.QName(key).localname}", value, "0")
                elif name == "numPr":
                    number = _value(node.find(W + "numId")) or number
                    level = _value(node.find(W + "ilvl")) or level
        if number not in ("", "0"):
            form, begin = self._lists.get(number, {}).get(level or "0", ("", ""))
            look["list"] = f"{level or '0'} {form}".strip()
            look["list-numbers"] = begin
        if properties is not None:
            look |= _rest(properties, UNTOLD_PARAGRAPH)
        return look

    def is_framed(self, properties: etree._Element | None, style: str) -> bool:
        """Whether a paragraph stands in a frame beside the text."""
        layers = [properties, *(one.find(W + "pPr") for one in self._chain(style or self._default_style))]
        return any(layer is not None and layer.find(W + "framePr") is not None for layer in layers)

    def _chain(self, key: str) -> list[etree._Element]:
        """A style and what it is based on, the deepest first."""
        if key not in self._chains:
            found: list[etree._Element] = []
            at = key
            while at in self._styles and len(found) < MOST_STYLES:
                found.append(self._styles[at])
                at = _value(self._styles[at].find(W + "basedOn"))
            self._chains[key] = found[::-1]
        return self._chains[key]


def section_look(section: etree._Element) -> Mapping[str, str]:
    """The look of pages: their size, margins and columns."""
    look: dict[str, str] = {}
    for node in section:
        name, attributes = etree.QName(node).localname, {etree.QName(k).localname: v for k, v in node.attrib.items()}
        if name == "pgSz":
            look["page"] = f"{attributes.get('w', '')}×{attributes.get('h', '')}"
        elif name == "pgMar":
            look["margins"] = " ".join(
                _rounded(attributes.get(side, "")) for side in ("top", "right", "bottom", "left")
            )
        elif name == "cols":
            _put(look, "columns", attributes.get("num", "1"), "1")
        elif name == "pgNumType":
            numbers = f"{attributes.get('fmt', 'decimal')} {attributes.get('start', '')}".strip()
            _put(look, "page-numbers", numbers, "decimal")
    return look


def cell_look(cell: etree._Element) -> Mapping[str, str]:
    """The look of a table's cell, its row and its table."""
    own, row = cell.find(W + "tcPr"), cell.getparent()
    look: dict[str, str] = {}
    if own is not None:
        span, merged = _value(own.find(W + "gridSpan")), own.find(W + "vMerge")
        joined = "" if merged is None else _value(merged) or "continue"
        _put(look, "cell", f"{span if span != '1' else ''} {joined}".strip(), "")
        look |= {
            f"cell-{name}": value
            for name, value in _rest(own, {W + n for n in "gridSpan vMerge tcW cellIns cellDel cellMerge tcPrChange "
                                           "cnfStyle".split()}).items()
        }  # fmt: skip
    properties = row.find(W + "trPr") if row is not None else None
    if properties is not None:
        untold = {W + name for name in "ins del trPrChange cnfStyle divId".split()}
        look |= {f"row-{name}": value for name, value in _rest(properties, untold).items()}
    return look


def _level(level: etree._Element) -> tuple[str, str]:
    """The format of a level of a list; the text around its numbers, and the first of them."""
    text, start = _value(level.find(W + "lvlText")), _value(level.find(W + "start")) or "0"
    return _value(level.find(W + "numFmt")), f"{text} from {start}"


def _is_style(node: etree._Element) -> bool:
    return node.tag == W + "style"


def _value(node: etree._Element | None) -> str:
    return "" if node is None else node.get(W + "val") or ""


def _is_on(node: etree._Element) -> bool:
    return node.get(W + "val", "1") not in ("0", "false", "off", "none")


def _put(look: dict[str, str], name: str, value: str, usual: str) -> None:
    if value in (usual, ""):
        look.pop(name, None)
    else:
        look[name] = value


def _read_run(properties: etree._Element, look: dict[str, str], switched: dict[str, bool]) -> None:
    for node in properties:
        name = etree.QName(node).localname
        if name in TOGGLES:
            switched[TOGGLES[name]] = _is_on(node)
        elif name in VALUES:
            value = _value(node)
            _put(look, VALUES[name], "" if (name, value.lower()) in USUAL else value.lower(), "")
        elif name == "rFonts":
            font = node.get(W + "ascii") or node.get(W + "asciiTheme")
            _put(look, "font", (font or look.get("font", "")).lower(), "")


def _rest(properties: etree._Element, known: set[str]) -> dict[str, str]:
    """Every property that has no name of its own here, as it is written."""
    return dict(_told(node) for node in _ours(properties, known))


def _ours(properties: etree._Element, known: set[str]) -> Iterator[etree._Element]:
    return (node for node in properties if node.tag not in known and str(node.tag).startswith(W))


def _told(node: etree._Element) -> tuple[str, str]:
    name = etree.QName(node).localname
    return f"w:{name}", etree.tostring(node, method="c14n", exclusive=True).decode()


def _rounded(twips: str) -> str:
    """In steps of a millimetre: programs round page margins in their own ways."""
    try:
        return str(round(float(twips) / 56.7))
    except (ValueError, OverflowError):
        return twips
