"""What a template of a series sees as `item`: one obstacle, or one change of its status."""

from __future__ import annotations

from ..model.packs import Pack
from .annex import describe_obstacle
from .lazy import Lazy
from .scope import Scope
from .series import Item


def build_item(item: Item, pack: Pack, scope: Scope) -> Lazy:
    """The context of one document of a series, worded when first used."""
    return Lazy(describe_obstacle(item.obstacle, scope))
