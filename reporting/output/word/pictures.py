"""A chart as a picture in the line: an SVG for Word, LibreOffice and the PDF, a PNG of it for what shows no SVG.

The PNG stands where every version of Word looks for a picture, the SVG in the extension that Word 2016 and later ask
first ([MS-ODRAWXML] 2.36.2, `asvg:svgBlip`).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from lxml import etree

from ...documents.blocks import Chart
from ..charts import ChartFailure
from .ooxml import RELATIONSHIPS, WP, R, W
from .package import Part, Relation
from .runs import new_run
from .tables import text_width

if TYPE_CHECKING:
    from .writing import PartWriting

IMAGE = f"{RELATIONSHIPS}/image"
EMU, TWIPS = 12700, 20  # of a point
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
A, PIC = f"{{{DRAWING}/main}}", f"{{{DRAWING}/picture}}"
ASVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
NAMES = {"a": A[1:-1], "pic": PIC[1:-1], "wp": WP[1:-1], "r": R[1:-1], "asvg": ASVG[1:-1]}


def build_picture(chart: Chart, run: etree._Element, part: PartWriting) -> list[etree._Element]:
    """The run that shows a chart in the place of a template's run, no wider than the text there.

    A chart that cannot be drawn, or a document without a style for charts, is a problem.
    """
    style = part.shared.charts
    paragraph = next(run.iterancestors(W + "p"))
    try:
        if style is None:
            raise ChartFailure("-")
        picture = style.draw(chart, text_width(paragraph, part.sections) / TWIPS)
    except ChartFailure as failure:
        part.problem("chart-failed", reason=failure.args[0])
        return []
    keys = [_media(data, extension, part) for data, extension in ((picture.png, "png"), (picture.svg, "svg"))]
    alt = part.printable(str(chart.alt), chart.alt.origins or part.own)
    size = {side: str(round(points * EMU)) for side, points in (("cx", picture.width), ("cy", picture.height))}
    made = new_run(run.find(W + "rPr"))
    made.append(_drawing(alt, size, *keys))
    return [made]


def _drawing(alt: str, size: dict[str, str], png: str, svg: str) -> etree._Element:
    root = etree.Element(W + "drawing", None, NAMES)
    inline = etree.SubElement(root, WP + "inline", dict.fromkeys(("distT", "distB", "distL", "distR"), "0"))
    etree.SubElement(inline, WP + "extent", size)
    etree.SubElement(inline, WP + "docPr", {"id": "1", "name": png, "descr": alt})
    etree.SubElement(etree.SubElement(inline, WP + "cNvGraphicFramePr"), A + "graphicFrameLocks", noChangeAspect="1")
    graphic = etree.SubElement(inline, A + "graphic")
    shape = etree.SubElement(etree.SubElement(graphic, A + "graphicData", uri=PIC[1:-1]), PIC + "pic")
    about = etree.SubElement(shape, PIC + "nvPicPr")
    etree.SubElement(about, PIC + "cNvPr", {"id": "0", "name": png})
    etree.SubElement(about, PIC + "cNvPicPr")
    fill = etree.SubElement(shape, PIC + "blipFill")
    blip = etree.SubElement(fill, A + "blip", {R + "embed": png})
    extension = etree.SubElement(etree.SubElement(blip, A + "extLst"), A + "ext", uri=SVG_EXTENSION)
    etree.SubElement(extension, ASVG + "svgBlip", {R + "embed": svg})
    etree.SubElement(etree.SubElement(fill, A + "stretch"), A + "fillRect")
    look = etree.SubElement(shape, PIC + "spPr")
    transform = etree.SubElement(look, A + "xfrm")
    etree.SubElement(transform, A + "off", x="0", y="0")
    etree.SubElement(transform, A + "ext", size)
    etree.SubElement(etree.SubElement(look, A + "prstGeom", prst="rect"), A + "avLst")
    return root


def _media(data: bytes, extension: str, part: PartWriting) -> str:
    """The id of the relationship to a picture's file, one for each content of a part."""
    key = "chart" + hashlib.sha256(data).hexdigest()[:12]
    name = f"word/media/{key}.{extension}"
    kind = "image/svg+xml" if extension == "svg" else f"image/{extension}"
    part.shared.media[name] = Part(name, kind, data)
    part.rels[key] = Relation("image", IMAGE, name)
    return key
