"""What a Word style says about whether and how text is shown (ECMA-376 part 1, 17.7): inherited, by style id."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

CAPITALS = ("caps", "smallCaps")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Style:
    """`framed`: beside the text. `num`, `level`: the list that it numbers its paragraphs by."""

    hidden: bool = False
    capitals: bool = False
    framed: bool = False
    num: str | None = None
    level: int | None = None


def build_styles(part: Element | None) -> dict[str, Style]:
    """Every style by id, inherited; `""` is the default paragraph style."""
    elements = {item.get(W + "styleId", ""): item for item in part.iter(W + "style")} if part is not None else {}
    shared = part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if part is not None else None
    everywhere = is_switched_on(shared, CAPITALS, False)
    styles: dict[str, Style] = {}

    def build(name: str, seen: frozenset[str] = frozenset()) -> Style:
        if name in styles or name not in elements or name in seen:
            return styles.get(name, Style())
        element = elements[name]
        paragraphs = element.get(W + "type") == "paragraph"
        base = build(value_of(element, "basedOn") or "", seen | {name})
        if base == Style() and paragraphs:
            base = Style(capitals=everywhere)
        paragraph, run = element.find(W + "pPr"), element.find(W + "rPr")
        num = paragraph.find(W + "numPr") if paragraph is not None else None
        level = value_of(num, "ilvl")
        styles[name] = Style(
            is_switched_on(run, ("vanish",), base.hidden),
            is_switched_on(run, CAPITALS, base.capitals)
            or any(is_switched_on(part.find(W + "rPr"), CAPITALS, False) for part in element.iter(W + "tblStylePr")),
            base.framed or (paragraph is not None and paragraph.find(W + "framePr") is not None),
            value_of(num, "numId") or base.num,
            int(level) if level is not None else base.level if num is None else None,
        )
        return styles[name]

    for name in elements:
        build(name)
    for name, element in elements.items():
        if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true"):
            styles[""] = styles[name]
    return styles


def value_of(element: Element | None, name: str) -> str | None:
    """The `w:val` of a child element; None where there is no such child."""
    found = element.find(W + name) if element is not None else None
    return found.get(W + "val") if found is not None else None


def is_on(element: Element) -> bool:
    """A switch of Word (17.17.4): on when it is there, unless it says otherwise."""
    return element.get(W + "val", "true") not in ("0", "false", "off")


def is_switched_on(properties: Element | None, names: tuple[str, ...], inherited: bool) -> bool:
    """Whether one of these switches is on among run properties, or inherited where they name none."""
    found = (
        [element for name in names if (element := properties.find(W + name)) is not None]
        if properties is not None
        else []
    )
    return any(is_on(element) for element in found) if found else inherited
