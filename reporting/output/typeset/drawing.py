"""Pictures and text boxes (ECMA-376 part 1, 20.4 wordprocessingDrawing; text boxes: MS-ODRAWXML, `wps`).

A picture that is there as SVG as well ([MS-ODRAWXML], `asvg:svgBlip`) is drawn from that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .package import Element, R, Relation, Spot, local, parse
from .values import colour_of
from .word import Frame, Inline, Line, Picture, TextBox

if TYPE_CHECKING:
    from .body import Body

EMU = 12700.0
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_KINDS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"))
_X = {"page": "page", "leftMargin": "page", "margin": "margin", "column": "text", "character": "text"}
_Y = {"page": "page", "topMargin": "page", "margin": "margin", "paragraph": "text", "line": "text"}


def drawing_inlines(node: Element, spot: Spot, body: Body) -> list[Inline]:
    """What a `w:drawing` shows; anything but a picture or a plain text box is a problem."""
    found: list[Inline] = []
    for holder in node:
        if holder.tag not in (WP + "inline", WP + "anchor"):
            spot.unknown(holder)
            continue
        frame = _frame(holder, spot) if holder.tag == WP + "anchor" else None
        extent = holder.find(WP + "extent")
        width, height = (float(extent.get(side, "0")) / EMU for side in ("cx", "cy"))
        data = holder.find(f"{A}graphic/{A}graphicData")
        for shape in () if data is None else data:
            if shape.tag == PIC + "pic":
                found += _picture(shape, holder, (width, height), frame, spot)
            elif shape.tag == WPS + "wsp":
                found += _text_box(shape, (width, height), frame, spot, body)
            else:
                spot.unknown(shape)
    return found


def _frame(anchor: Element, spot: Spot) -> Frame:
    ends = []
    for name, words in (("positionH", _X), ("positionV", _Y)):
        node = anchor.find(WP + name)
        origin = "page" if node is None else node.get("relativeFrom", "")
        if origin not in words:
            spot.odd_value(node, origin)
        offset, align = (None, None) if node is None else (node.find(WP + "posOffset"), node.find(WP + "align"))
        where: float | str = float(offset.text or 0) / EMU if offset is not None else 0.0
        if align is not None:
            where = {"inside": "left", "outside": "right"}.get(align.text or "", align.text or "left")
        ends.append((where, words.get(origin, "page")))
    free = anchor.find(WP + "wrapNone") is not None
    (x, from_x), (y, from_y) = ends
    gaps = [float(anchor.get(side, "0")) / EMU for side in ("distL", "distT")]
    return Frame(x, y, from_x, from_y, None, None, False, gaps[0], gaps[1], not free)


def _alt(holder: Element, spot: Spot) -> str | None:
    """The alternative text, none for decoration; a picture with neither is a problem."""
    about = holder.find(WP + "docPr")
    if about is None:
        spot.problem("word-picture-without-alt", picture="?")
        return None
    if any(mark.get("val") in ("1", "true") for mark in about.iter(DECORATIVE)):
        return None
    text = (about.get("descr") or "").strip()
    if not text:
        spot.problem("word-picture-without-alt", picture=about.get("name") or "?")
    return text or None


def _picture(
    node: Element, holder: Element, size: tuple[float, float], frame: Frame | None, spot: Spot
) -> list[Inline]:
    blip = node.find(f"{PIC}blipFill/{A}blip")
    relation, data = _embedded(blip, spot)
    alt = _alt(holder, spot)
    kind = next((kind for start, kind in _KINDS if data and data.startswith(start)), None)
    if data is None or kind is None:
        spot.problem("word-picture-unreadable", picture=relation.target if relation else "?")
        return []
    for effect in blip:
        if local(effect) != "extLst":
            spot.unknown(effect)
    crop = node.find(f"{PIC}blipFill/{A}srcRect")
    shares = tuple(0.0 if crop is None else float(crop.get(side, "0")) / 100000 for side in "ltrb")
    _, drawn = _embedded(blip.find(f".//{SVG}"), spot)
    words = ""
    if drawn is not None and not any(shares):
        data, kind, words = drawn, "svg", " ".join(parse(drawn).itertext())
    properties = node.find(PIC + "spPr")
    transform = None if properties is None else properties.find(A + "xfrm")
    if transform is not None and any(
        transform.get(key, "0") not in ("0", "false") for key in ("rot", "flipH", "flipV")
    ):
        spot.unknown(transform)
    return [Picture(data, kind, *size, alt, frame, shares, _outline(properties), words)]


def _embedded(blip: Element | None, spot: Spot) -> tuple[Relation | None, bytes | None]:
    """The file that a blip shows; none when it is not in the package."""
    relation = spot.part.relations.get("" if blip is None else blip.get(R + "embed", ""))
    return relation, None if relation is None or relation.external else spot.package.data(relation.target)


def _outline(properties: Element | None) -> Line | None:
    line = None if properties is None else properties.find(A + "ln")
    colour = None if line is None else line.find(f"{A}solidFill/{A}srgbClr")
    if colour is None:
        return None
    return Line(float(line.get("w", "9525")) / EMU, colour_of(colour.get("val")), 0.0, "solid")


def _text_box(node: Element, size: tuple[float, float], frame: Frame | None, spot: Spot, body: Body) -> list[Inline]:
    properties = node.find(WPS + "spPr")
    geometry = None if properties is None else properties.find(A + "prstGeom")
    content = node.find(WPS + "txbx")
    if content is None or geometry is None or geometry.get("prst") != "rect":
        spot.unknown(node)
        return []
    fill = properties.find(f"{A}solidFill/{A}srgbClr")
    about = node.find(WPS + "bodyPr")
    if about is not None and about.get("vert", "horz") != "horz":
        spot.odd_value(about, about.get("vert"))
    inset = tuple(
        float(default if about is None else about.get(side, default)) / EMU
        for side, default in (("lIns", 91440), ("tIns", 45720), ("rIns", 91440), ("bIns", 45720))
    )
    grows = about is not None and about.find(A + "spAutoFit") is not None
    colour = None if fill is None else colour_of(fill.get("val"))
    blocks = body.blocks(content[0])
    return [TextBox(blocks, *size, grows, inset, colour, _outline(properties), frame)]
