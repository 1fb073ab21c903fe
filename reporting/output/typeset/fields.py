"""Fields (ECMA-376 part 1, 17.16): the numbers that the typesetter counts itself, references, and links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .package import Spot
from .word import Field, Inline, Link, Look

COUNTED = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_STYLES = {"arabic": "decimal", "roman": "lowerRoman", "alphabetic": "lowerLetter"}
_WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"|(\\\S\s*)|(\S+)')


@dataclass
class Open:
    """A complex field that has begun and not ended: its instruction so far, then its result."""

    instruction: str = ""
    look: Look = field(default_factory=Look)
    result: list[Inline] = field(default_factory=list)
    in_result: bool = False


def words_of(instruction: str) -> tuple[str, list[str], dict[str, str]]:
    """The field's kind, its arguments and its switches with what follows them (`{"\\*": "MERGEFORMAT"}`)."""
    kind, arguments, switches, awaits = "", [], {}, None
    for quoted, switch, bare in _WORDS.findall(instruction):
        if switch:
            awaits = switch.strip()
            switches[awaits] = ""
            continue
        word = quoted.replace('\\"', '"').replace("\\\\", "\\") if quoted else bare
        if not kind:
            kind = word.upper()
        elif awaits in ("\\*", "\\#", "\\@", "\\l", "\\o", "\\t", "\\d"):
            switches[awaits] = word
        else:
            arguments.append(word)
        awaits = None
    return kind, arguments, switches


def field_inlines(instruction: str, result: list[Inline], look: Look, spot: Spot) -> list[Inline]:
    """What a field prints. A kind or switch that we do not know is a problem, and the result stands as Word left it."""
    kind, arguments, switches = words_of(instruction)
    if kind in COUNTED or (kind == "PAGEREF" and arguments):
        format = switches.pop("\\*", "MERGEFORMAT")
        inside = "\\h" in switches
        known = format.upper() in ("MERGEFORMAT", "CHARFORMAT") or format.lower() in _STYLES
        if not known or set(switches) - {"\\h"}:
            spot.problem("word-field-unknown", field=instruction.strip())
            return result
        style = _STYLES.get(format.lower(), "" if kind == "PAGE" else "decimal")
        style = {"lower": style, "Roman": "upperRoman", "Alphabetic": "upperLetter"}.get(
            "lower" if format[:1].islower() or style in ("decimal", "") else format.capitalize(), style
        )
        counted = Field(kind, look, arguments[0] if arguments else "", style)
        return [Link(arguments[0], True, (counted,))] if inside and arguments else [counted]
    if kind == "REF" and arguments and not set(switches) - {"\\h", "\\*"}:
        return [Link(arguments[0], True, tuple(result))] if "\\h" in switches else result
    if kind == "HYPERLINK" and (arguments or switches.get("\\l")) and not set(switches) - {"\\l", "\\o", "\\h", "\\t"}:
        anchor = switches.get("\\l", "")
        if not arguments:
            return [Link(anchor, True, tuple(result))]
        return [Link(arguments[0] + (f"#{anchor}" if anchor else ""), False, tuple(result))]
    spot.problem("word-field-unknown", field=instruction.strip() or "?")
    return result
