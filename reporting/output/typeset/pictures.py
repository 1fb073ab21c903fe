"""Pictures and text boxes as Typst."""

from __future__ import annotations

import base64
import hashlib
import struct

from .source import Sheet, call, pt, rgb, sides, string
from .word import Line, Picture, TextBox


def stroke(line: Line) -> str:
    dash = "" if line.kind == "solid" else f', dash: "{line.kind}"'
    return f"(paint: {rgb(line.colour) if line.colour else 'black'}, thickness: {pt(line.width)}{dash})"


def picture(sheet: Sheet, item: Picture) -> str:
    """The picture, from a file of the document's own: Typst takes text files only, so an SVG page holds the bytes."""
    svg = item.data if item.kind == "svg" else _page(item)
    name = hashlib.sha256(svg).hexdigest()[:16] + ".svg"
    sheet.pictures[name] = svg
    alt = None if item.alt is None else string(item.alt)
    image = call("image", string(name), width=pt(item.width), height=pt(item.height), alt=alt, fit='"stretch"')
    if item.border:
        image = f"box(stroke: {stroke(item.border)}, {image})"
    return image if item.alt is not None else f"pdf.artifact({image})"


def _page(item: Picture) -> bytes:
    """An SVG page that holds the part of a picture that is not cropped."""
    (across, down), (left, top, right, bottom) = _pixels(item), item.crop
    box = f"{left * across} {top * down} {(1 - left - right) * across} {(1 - top - bottom) * down}"
    data = base64.b64encode(item.data).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{box}" '
        f'width="{item.width}" height="{item.height}" preserveAspectRatio="none">'
        f'<image width="{across}" height="{down}" preserveAspectRatio="none" '
        f'xlink:href="data:image/{item.kind};base64,{data}"/></svg>'
    ).encode()


def _pixels(item: Picture) -> tuple[float, float]:
    """The picture's own size: PNG header, GIF header, or the frame marker of a JPEG."""
    data = item.data
    if item.kind == "png":
        return struct.unpack(">LL", data[16:24])
    if item.kind == "gif":
        return struct.unpack("<HH", data[6:10])
    at = 2
    while at + 9 < len(data):
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return item.width, item.height


def text_box(sheet: Sheet, item: TextBox) -> str:
    from .flow import flow

    left, top, right, bottom = item.inset
    body = flow(sheet, item.blocks, item.width - left - right)
    return call(
        "block",
        body,
        width=pt(item.width),
        height=None if item.grows else pt(item.height),
        breakable="false",
        inset=sides(left=left, top=top, right=right, bottom=bottom),
        fill=rgb(item.fill) if item.fill else None,
        stroke=stroke(item.border) if item.border else None,
    )
