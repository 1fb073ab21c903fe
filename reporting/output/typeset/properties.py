"""Word's run and paragraph properties (ECMA-376 part 1, 17.3.1 and 17.3.2) as plain dicts that layers of style update.

Each property that we honour has a line in a table; `HARMLESS` names those that change nothing on our page. A property
in neither is a problem at its place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .package import Element, Spot, W, is_on, local, val
from .values import colour_of, edge, edges, points, shading
from .word import Frame, Stop

Props = dict[str, Any]
TOGGLES = ("bold", "italic", "caps", "small_caps", "strike", "hidden")

HARMLESS_RUN = frozenset(
    "rStyle bCs iCs szCs kern noProof snapToGrid webHidden cs specVanish eastAsianLayout fitText oMath "
    "rsid ligatures numForm numSpacing stylisticSets cntxtAlts".split()
)
HARMLESS_PARAGRAPH = frozenset(
    "pStyle rPr sectPr numPr framePr cnfStyle divId kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN adjustRightInd snapToGrid suppressLineNumbers textboxTightWrap suppressOverlap textAlignment".split()
)
_HIGHLIGHTS = {
    "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF", "red": "FF0000",
    "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0", "black": "000000", "white": "FFFFFF",
}  # fmt: skip
_UNDERLINES = {
    "single": "solid", "words": "solid", "thick": "thick", "double": "double", "dotted": "dotted",
    "dottedHeavy": "dotted", "dash": "dashed", "dashedHeavy": "dashed", "dashLong": "dashed", "dashLongHeavy": "dashed",
    "dotDash": "dash-dotted", "dotDotDash": "dash-dotted", "dashDotHeavy": "dash-dotted",
    "dashDotDotHeavy": "dash-dotted", "wave": "solid", "wavyHeavy": "solid", "wavyDouble": "double",
}  # fmt: skip
_ALIGN = {
    "left": "left", "start": "left", "right": "right", "end": "right", "center": "center", "both": "justify",
    "distribute": "justify",
}  # fmt: skip


def _fonts(node: Element, spot: Spot) -> Props:
    theme = node.get(W + "asciiTheme") or node.get(W + "hAnsiTheme")
    name = node.get(W + "ascii") or node.get(W + "hAnsi")
    return {"font": f"theme:{theme}"} if theme else {"font": name} if name else {}


def _refuse_if_on(node: Element, spot: Spot) -> Props:
    if is_on(node):
        spot.unknown(node)
    return {}


def _underline(node: Element, spot: Spot) -> Props:
    kind = val(node) or "single"
    if kind != "none" and kind not in _UNDERLINES:
        spot.odd_value(node, kind)
    return {"underline": _UNDERLINES.get(kind)}


def _position(node: Element, spot: Spot) -> Props:
    return {"position": value if (value := val(node)) in ("superscript", "subscript") else None}


def _scale(node: Element, spot: Spot) -> Props:
    if (val(node) or "100").rstrip("%") != "100":
        spot.odd_value(node, val(node))
    return {}


def _border_of_run(node: Element, spot: Spot) -> Props:
    if edge(node, spot) is not None:
        spot.unknown(node)
    return {}


def _toggle(name: str) -> Callable[[Element, Spot], Props]:
    return lambda node, spot: {name: is_on(node)}


def _length(name: str, per: float) -> Callable[[Element, Spot], Props]:
    return lambda node, spot: {name: points(val(node), per) or 0.0}


_RUN: dict[str, Callable[[Element, Spot], Props]] = {
    "rFonts": _fonts,
    "b": _toggle("bold"),
    "i": _toggle("italic"),
    "caps": _toggle("caps"),
    "smallCaps": _toggle("small_caps"),
    "strike": _toggle("strike"),
    "dstrike": _toggle("strike"),
    "vanish": _toggle("hidden"),
    "sz": _length("size", 2),
    "spacing": _length("tracking", 20),
    "position": _length("lift", 2),
    "u": _underline,
    "color": lambda node, spot: {"colour": colour_of(val(node))},
    "highlight": lambda node, spot: {"highlight": _HIGHLIGHTS.get(val(node) or "")},
    "shd": lambda node, spot: {"shade": shading(node, spot)},
    "vertAlign": _position,
    "lang": lambda node, spot: {"language": value} if (value := val(node)) else {},
    "w": _scale,
    "bdr": _border_of_run,
    **dict.fromkeys(("rtl", "emboss", "imprint", "outline", "shadow"), _refuse_if_on),
    "effect": lambda node, spot: {} if val(node) in (None, "none") else spot.unknown(node) or {},
    "em": lambda node, spot: {} if val(node) in (None, "none") else spot.unknown(node) or {},
}


def run_properties(node: Element | None, spot: Spot) -> Props:
    """What one `w:rPr` says, in our names."""
    return _read(node, spot, _RUN, HARMLESS_RUN)


def _read(
    node: Element | None, spot: Spot, known: dict[str, Callable[[Element, Spot], Props]], harmless: frozenset[str]
) -> Props:
    found: Props = {}
    for child in () if node is None else node:
        name = local(child)
        if name in known and child.tag == W + name:
            found.update(known[name](child, spot))
        elif name not in harmless:
            spot.unknown(child)
    return found


def _indent(node: Element, spot: Spot) -> Props:
    found: Props = {}
    for ours, names in (("left", ("left", "start")), ("right", ("right", "end"))):
        for name in names:
            if (value := points(node.get(W + name))) is not None:
                found[ours] = value
    if (first := points(node.get(W + "firstLine"))) is not None:
        found["first"] = first
    if (hanging := points(node.get(W + "hanging"))) is not None:
        found["first"] = -hanging
    for name in ("leftChars", "rightChars", "startChars", "endChars", "firstLineChars", "hangingChars"):
        if node.get(W + name, "0") != "0":
            spot.odd_value(node, f"{name} {node.get(W + name)}")
    return found


# Word gives an automatic space the 14 points of an HTML paragraph (17.3.1.33).
_AUTOMATIC = 14.0


def _spacing(node: Element, spot: Spot) -> Props:
    found: Props = {}
    for name in ("before", "after"):
        if (value := points(node.get(W + name))) is not None:
            found[name] = value
        if (automatic := node.get(W + name + "Autospacing")) is not None and automatic in ("1", "true", "on"):
            found[name] = _AUTOMATIC
        if node.get(W + name + "Lines", "0") != "0":
            spot.odd_value(node, f"{name}Lines {node.get(W + name + 'Lines')}")
    if (line := node.get(W + "line")) is not None:
        rule = node.get(W + "lineRule", "auto")
        found["rule"] = "atLeast" if rule == "atLeast" else "exact" if rule == "exact" else "auto"
        found["line"] = (points(line, 240) if found["rule"] == "auto" else points(line)) or 1.0
    return found


_LEADERS = {"dot": ".", "hyphen": "-", "underscore": "_", "heavy": "_", "middleDot": "·"}
_STOPS = {
    "left": "left",
    "start": "left",
    "num": "left",
    "right": "right",
    "end": "right",
    "center": "center",
    "decimal": "decimal",
}


def _tabs(node: Element, spot: Spot) -> Props:
    found: dict[float, Stop | None] = {}
    for tab in node:
        at, kind = points(tab.get(W + "pos")) or 0.0, val(tab) or "left"
        if kind == "clear":
            found[at] = None
        elif kind in _STOPS:
            found[at] = Stop(at, _STOPS[kind], _LEADERS.get(tab.get(W + "leader", "none")))
        else:
            spot.odd_value(tab, kind)
    return {"tabs": found}


def _outline(node: Element, spot: Spot) -> Props:
    level = int(val(node) or 9)
    return {"level": level + 1 if level < 9 else None}


def _align(node: Element, spot: Spot) -> Props:
    if (value := val(node)) not in _ALIGN:
        spot.odd_value(node, value)
    return {"align": _ALIGN.get(value or "", "left")}


_PARAGRAPH: dict[str, Callable[[Element, Spot], Props]] = {
    "jc": _align,
    "ind": _indent,
    "spacing": _spacing,
    "tabs": _tabs,
    "keepNext": _toggle("keep_next"),
    "keepLines": _toggle("keep_lines"),
    "pageBreakBefore": _toggle("break_before"),
    "widowControl": _toggle("widows"),
    "contextualSpacing": _toggle("contextual"),
    "suppressAutoHyphens": lambda node, spot: {"hyphenate": not is_on(node)},
    "outlineLvl": _outline,
    "shd": lambda node, spot: {"fill": shading(node, spot)},
    "pBdr": lambda node, spot: {"borders": edges(node, spot, "top left bottom right between")},
    **dict.fromkeys(("bidi", "mirrorIndents"), _refuse_if_on),
    "textDirection": lambda node, spot: (
        {} if val(node) in (None, "lrTb", "tb") else spot.odd_value(node, val(node)) or {}
    ),
}


def paragraph_properties(node: Element | None, spot: Spot) -> Props:
    """What one `w:pPr` says about the paragraph, in our names (style, numbering, frame and section are read apart)."""
    return _read(node, spot, _PARAGRAPH, HARMLESS_PARAGRAPH)


def laid(over: Props, under: Props) -> Props:
    """`under` with `over` laid on it: tab stops and edges merge one by one, the rest is replaced."""
    found = {**under, **over}
    for key in ("tabs", "borders"):
        if key in over and key in under:
            found[key] = {**under[key], **over[key]}
    return found


def frame_of(node: Element, spot: Spot) -> Frame | None:
    """A `w:framePr` (17.3.1.11); a drop cap is unknown, a frame without a place stays in the running text."""
    if node.get(W + "dropCap", "none") != "none":
        spot.odd_value(node, "dropCap")
    x, y = points(node.get(W + "x")), points(node.get(W + "y"))
    align_x, align_y = node.get(W + "xAlign"), node.get(W + "yAlign")
    align_x = {"inside": "left", "outside": "right"}.get(align_x or "", align_x)
    rule = node.get(W + "hRule", "auto" if node.get(W + "h") is None else "atLeast")
    return Frame(
        align_x or x or 0.0,
        align_y if align_y and align_y != "inline" else y or 0.0,
        node.get(W + "hAnchor", "text"),
        node.get(W + "vAnchor", "text"),
        points(node.get(W + "w")),
        points(node.get(W + "h")),
        rule == "exact",
        points(node.get(W + "hSpace")) or 0.0,
        points(node.get(W + "vSpace")) or 0.0,
        node.get(W + "wrap", "around") != "none",
    )
