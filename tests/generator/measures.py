"""Money and measures beside obstacles and actions of an invented casebook: every kind, every state of approval."""

from __future__ import annotations

from typing import Any, get_args

from reporting.model.measures import MeasureKind

from . import parties
from .prose import Material
from .words import MEASURES, draw_values, say

Record = dict[str, Any]
KINDS = get_args(MeasureKind)
APPROVALS: tuple[Any, ...] = (
    {"granted": "2024-03-20"}, {"due": "2024-12-01"}, {"refused": "2024-02"}, {"due": "unknown"}, "none", "unknown",
    {"granted": "unknown"},
)  # fmt: skip


def build_measure(made: Material) -> Record:
    """The next kind of measure, with the next state of approval."""
    values = draw_values(made.chance, made.places)
    approval = made.turn("approval", APPROVALS)
    return {
        "kind": made.turn("measure", KINDS),
        "title": say(MEASURES, made.languages, **values),
        "amount": f"{values['n']} 000 euro",
        "approval": approval if isinstance(approval, str) else {"by": parties.GROUP, **approval},
        "source": made.chance.choice(made.sources),
    }
