"""The cascade (ECMA-376 part 1, 17.7.2): defaults, table style, paragraph style, numbering, character style, direct.

Styles are read when first used, so that an exotic style nobody uses is no problem.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from .package import Element, Package, Part, Spot, W, local, val
from .properties import TOGGLES, Props, laid, paragraph_properties, run_properties
from .word import Look, Shape

_LOOK = tuple(f.name for f in fields(Look))
_SHAPE = tuple(f.name for f in fields(Shape))


@dataclass(frozen=True)
class Style:
    """One style with what its ancestors say laid under it. `numbering`: (numId, ilvl) where the chain names one."""

    id: str
    name: str
    run: Props
    paragraph: Props
    numbering: tuple[str, int | None] | None
    frame: Element | None
    node: Element | None


_NONE = Style("", "", {}, {}, None, None, None)


class Styles:
    """The style sheet of one file. The reader sets `numbering` and `modern` (Word 2013 or later) once it knows them."""

    def __init__(self, package: Package, part: Part | None, theme: dict[str, str]):
        self._spot = Spot(package, part) if part else None
        self._theme = theme
        self._nodes: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self._looks: dict[tuple[Any, ...], Look] = {}
        self._shapes: dict[str, Shape] = {}
        self.default: dict[str, str] = {}
        self.run: Props = {}
        self.paragraph: Props = {}
        self.numbering: Any = None
        self.modern = True
        for node in () if part is None else part.root:
            if local(node) == "style":
                self._nodes[node.get(W + "styleId", "")] = node
                if node.get(W + "default") in ("1", "true", "on"):
                    self.default[node.get(W + "type", "")] = node.get(W + "styleId", "")
            elif local(node) == "docDefaults":
                self.run = run_properties(node.find(f"{W}rPrDefault/{W}rPr"), self._spot)
                self.paragraph = paragraph_properties(node.find(f"{W}pPrDefault/{W}pPr"), self._spot)

    def get(self, id: str | None, kind: str) -> Style:
        """The style, or the default of its kind (`paragraph`, `character`, `table`) if the id is absent or unknown."""
        if id is None or id not in self._nodes:
            id = self.default.get(kind, "")
        if id not in self._nodes:
            return _NONE
        if id not in self._known:
            self._known[id] = _NONE  # a style based on itself ends here
            self._known[id] = self._resolve(id, self._nodes[id])
        return self._known[id]

    def _resolve(self, id: str, node: Element) -> Style:
        parent_id = val(node.find(W + "basedOn"))
        parent = self.get(parent_id, "") if parent_id in self._nodes else _NONE
        name = val(node.find(W + "name")) or id
        self._spot.within = name
        run = run_properties(node.find(W + "rPr"), self._spot)
        properties = node.find(W + "pPr")
        paragraph = paragraph_properties(properties, self._spot)
        self._spot.within = ""
        numbering, under = parent.numbering, parent.paragraph
        if properties is not None and (number := properties.find(W + "numPr")) is not None:
            level = val(number.find(W + "ilvl"))
            id_of_list = val(number.find(W + "numId")) or (numbering[0] if numbering else "0")
            numbering = (id_of_list, int(level) if level else None)
            under = laid(self.numbering.indents(numbering[0], self.numbering.level(numbering, id)), under)
        frame = None if properties is None else properties.find(W + "framePr")
        frame = parent.frame if frame is None else frame
        # Toggles of one chain replace one another; they add up only between kinds of style (17.7.3).
        return Style(id, name, laid(run, parent.run), laid(paragraph, under), numbering, frame, node)

    def chain(self, id: str | None, kind: str) -> list[Element]:
        """The nodes of the style and its ancestors, the eldest first."""
        found: list[Element] = []
        style = self.get(id, kind).node
        while style is not None and style not in found:
            found.append(style)
            style = self._nodes.get(val(style.find(W + "basedOn")) or "")
        return found[::-1]

    def look(self, table: Props, paragraph: Style, character: Style | None, direct: Props) -> Look:
        """The resolved look of a run."""
        key = None if table else (paragraph.id, character.id if character else None, *direct.items())
        if key is None or key not in self._looks:
            made = self._mixed(table, paragraph, character, direct)
            if key is None:
                return made
            self._looks[key] = made
        return self._looks[key]

    def _mixed(self, table: Props, paragraph: Style, character: Style | None, direct: Props) -> Look:
        layers = [table, paragraph.run, character.run if character else {}]
        merged = {**self.run}
        for layer in layers:
            merged.update(layer)
        for name in TOGGLES:
            if sum(bool(layer.get(name)) for layer in layers) > 1:
                merged[name] = sum(bool(layer.get(name)) for layer in layers) % 2 == 1
            elif any(layer.get(name) for layer in layers) or self.run.get(name):
                merged[name] = True
        merged.update(direct)
        if "font" in merged:
            merged["font"] = self.font(merged["font"])
        if merged.get("shade") and not merged.get("highlight"):
            merged["highlight"] = merged["shade"]
        return _look(tuple((key, merged[key]) for key in _LOOK if merged.get(key) is not None))

    def font(self, name: str) -> str:
        """The font of that name, or the one that the theme keeps under it."""
        return self._theme.get(name[6:11], "") if name.startswith("theme:") else name

    def shape(self, table: Props, paragraph: Style, numbered: Props, direct: Props) -> Shape:
        """The resolved shape of a paragraph; `numbered`: the indents of numbering that the paragraph itself names."""
        plain = not (table or numbered or direct)
        if plain and paragraph.id in self._shapes:
            return self._shapes[paragraph.id]
        merged = laid(direct, laid(numbered, laid(paragraph.paragraph, laid(table, self.paragraph))))
        stops = tuple(stop for _, stop in sorted(merged.pop("tabs", {}).items()) if stop is not None)
        borders = tuple((name, line) for name, line in merged.pop("borders", {}).items() if line is not None)
        made = replace(_SHAPE_0, **{k: v for k, v in merged.items() if k in _SHAPE}, stops=stops, borders=borders)
        if plain:
            self._shapes[paragraph.id] = made
        return made


_SHAPE_0 = Shape()


@lru_cache(maxsize=4096)
def _look(items: tuple[tuple[str, Any], ...]) -> Look:
    return Look(**dict(items))


def theme_fonts(part: Part | None) -> dict[str, str]:
    """The theme's Latin fonts by the first five letters of the names that styles use (`major…`, `minor…`)."""
    found = {}
    if part is not None:
        for node in part.root.iter("{*}majorFont", "{*}minorFont"):
            latin = node.find("{*}latin")
            if latin is not None:
                found[local(node)[:5]] = latin.get("typeface", "")
    return found
