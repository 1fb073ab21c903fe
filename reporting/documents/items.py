"""What a template of a series sees as `item`: one obstacle, or one reply about an obstacle."""

from __future__ import annotations

from ..model.packs import Pack
from .annex import describe_obstacle
from .lazy import Lazy
from .replies import describe_reply
from .scope import Scope
from .series import Item
from .sheet import describe_sheet


def build_item(item: Item, pack: Pack, scope: Scope) -> Lazy:
    """The context of one document of a series, worded when first used."""
    makers = {**describe_obstacle(item.obstacle, scope), **describe_sheet(item.obstacle, scope)}
    if item.reply:
        makers |= describe_reply(item.reply, pack, scope)
    return Lazy(makers)
