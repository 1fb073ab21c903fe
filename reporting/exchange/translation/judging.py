"""What becomes of a text that came back: taken over, left as it is, or refused, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ...model.translation import digest_of
from . import delivery
from .content import Content, ids_of, is_nested, normal
from .delivery import is_blank
from .segments import rewrite
from .slots import FIXED, find_breaking, with_codes
from .units import UNMARKED, Unit

Outcome = Literal["written", "confirmed", "unchanged", "waiting", "refused"]
Fault = tuple[str, dict[str, Any]]  # the code of a problem, and its values


@dataclass(frozen=True)
class Judged:
    """A text that came back. `text`: what is to be written, where `outcome` is `written`; `approved`: to confirm it."""

    unit: Unit
    outcome: Outcome
    text: str = ""
    contents: tuple[Content, ...] = ()
    approved: bool = False
    fault: Fault | None = None

    @property
    def is_prose(self) -> bool:
        """Whether Markdown is to be written; a name or fixed words have no markup."""
        return self.outcome == "written" and self.unit.standing.text.form not in UNMARKED


def judge(unit: Unit, returned: delivery.Unit) -> Judged:
    """What to do with a unit that came back, beside the unit as it would go out now."""
    contents = [_read(segment.target or (), unit) for segment in returned.segments]
    approved = bool(contents) and all(segment.approved for segment in returned.segments)
    present = [pair.target for pair in unit.pairs]
    if contents and contents == present:
        if not approved or unit.standing.state == "confirmed":
            return Judged(unit, "unchanged")
        if fault := _find_source_change(unit, returned):
            return _refused(unit, fault[0], **fault[1])
        return Judged(unit, "confirmed", approved=True)
    if _is_waiting(unit, returned, contents):
        return Judged(unit, "waiting")
    if fault := _find_source_change(unit, returned):
        return _refused(unit, fault[0], **fault[1])
    if len(contents) != len(unit.pairs):
        return _refused(unit, "exchange-segments", found=len(contents), count=len(unit.pairs))
    done = sum(not is_blank(content) for content in contents)
    if done < len(contents):
        code = "exchange-incomplete" if done else "exchange-empty"
        return _refused(unit, code, done=done, count=len(contents))
    for pair, content in zip(unit.pairs, contents, strict=True):
        if fault := _find_code_fault(unit, pair.source, pair.target, content):
            return _refused(unit, fault[0], **fault[1])
    text = compose(unit, contents)
    if unit.standing.text.form == FIXED and (spot := find_breaking(text, unit.standing.language)):
        return _refused(unit, "exchange-space-breaks", spot=spot)
    if _is_changed_elsewhere(unit, returned) and digest_of(text) != unit.marks[1]:
        return _refused(unit, "exchange-target-changed")
    return Judged(unit, "written", text, tuple(contents), approved)


def _read(content: Content, unit: Unit) -> Content:
    """What came back as content of the unit."""
    if unit.standing.text.form == FIXED:
        content = with_codes(content, unit.codes)
    return normal(content, unit.codes)


def _refused(unit: Unit, code: str, /, **values: Any) -> Judged:
    return Judged(unit, "refused", fault=(code, {"id": unit.id, **values}))


def _is_waiting(unit: Unit, returned: delivery.Unit, contents: Sequence[Content]) -> bool:
    """Whether nothing was translated yet: nothing came of what went out empty, or a copy of the source, not begun."""
    if any(pair.target is not None for pair in unit.pairs):
        return False
    return all(
        is_blank(content) or (not segment.begun and content == _read(segment.source, unit))
        for segment, content in zip(returned.segments, contents, strict=True)
    )


def _find_source_change(unit: Unit, returned: delivery.Unit) -> Fault | None:
    """By digest, and by the words themselves, which no tool may change."""
    marked = returned.marks is None or returned.marks[0] == unit.marks[0]
    same = [_read(segment.source, unit) for segment in returned.segments] == [pair.source for pair in unit.pairs]
    if marked and (same or len(returned.segments) != len(unit.pairs)):
        return None
    return "exchange-source-changed", {}


def _is_changed_elsewhere(unit: Unit, returned: delivery.Unit) -> bool:
    """Whether the translation is another one than when the file went out; without its digest, whether there is one."""
    return unit.marks[1] != (returned.marks[1] if returned.marks else "")


def _find_code_fault(unit: Unit, source: Content, present: Content | None, content: Content) -> Fault | None:
    """What is wrong with the codes: they must be those of the source, or those that the translation has already.

    A space that does not break and that only the translation has may go with the words around it.
    """
    wanted, found = ids_of(source), ids_of(content)
    spaces = {known for known, code in unit.codes.items() if code.role == "space" and known not in wanted}
    found = Counter({known: count for known, count in found.items() if known not in spaces})
    there = Counter({known: count for known, count in ids_of(present or ()).items() if known not in spaces})
    if found != wanted and (present is None or found != there):
        if extra := found - wanted:
            return "exchange-code-extra", {"codes": _shown(unit, extra)}
        return "exchange-code-missing", {"codes": _shown(unit, wanted - found)}
    return None if is_nested(content, unit.codes) else ("exchange-code-broken", {})


def _shown(unit: Unit, ids: Counter[str]) -> str:
    """The codes as they are typed; one that nobody knows by its id."""
    typed = []
    for identifier in ids.elements():
        code = unit.codes.get(identifier)
        typed.append(
            identifier[:20] if code is None else f"{code.start}…{code.end}" if code.paired else code.start.strip()
        )
    return ", ".join(typed)


def compose(unit: Unit, contents: Sequence[Content]) -> str:
    """The Markdown of a translation: the present one with what changed, or the source with other words."""
    if unit.target is None:
        return rewrite(unit.source, contents, unit.codes)
    changed = [None if pair.target == new else new for pair, new in zip(unit.pairs, contents, strict=True)]
    return rewrite(unit.target, changed, unit.codes)
