"""Motions and undertakings, in the columns of the House's lists: what, where found, how it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..model.chain import Commitment
from ..model.packs import Pack
from ..model.standing import CommitmentState, commitment_state_on
from .blocks import Block, Text
from .citations import source_text
from .progress import heading
from .prose import widths_of
from .scope import Scope
from .selection import INTERNAL
from .showing import Showing
from .tables import Cell, build_table, cell
from .wording import join

HEADER = ("what", "where", "state")
GROUPS: tuple[CommitmentState, ...] = ("open", "reported-settled", "settled")


def build_commitments(showing: Showing) -> Iterator[Block]:
    """A table of those that the document names, or all; what it settles itself is reported settled in it."""
    scope = showing.scope
    records = _records(showing)
    if not records:
        yield Block("paragraph", scope.word("commitments", "none"))
        return
    settled = frozenset(showing.document.settles)
    told = ("commitment_state", "reported-here")
    rows = [_row(record, _state(record, settled, told, scope), scope) for record in records]
    yield build_table(_header(scope), rows)


def build_commitments_by_state(showing: Showing) -> Iterator[Block]:
    """The same in three tables: open, reported settled, settled.

    What a letter to the House in the pack settles stands with what was reported settled, and says so. Which are late,
    and by how much, stands in an internal copy only.
    """
    scope = showing.scope
    records = _records(showing)
    if not records:
        yield Block("paragraph", scope.word("commitments", "none"))
        return
    settled = settled_by(showing.pack)
    internal = showing.document.audience == INTERNAL
    rows: dict[str, list[tuple[Cell, ...]]] = {group: [] for group in GROUPS}
    for record in records:
        group = commitment_state_on(record, scope.as_of)
        state = _state(record, settled, ("commitments", "reported_with"), scope)
        if group == "open" and record.id in settled:
            group = "reported-settled"
        if group == "open" and internal:
            state += _late(record, scope)
        rows[group].append(_row(record, state, scope))
    widths = widths_of([row for together in rows.values() for row in together])
    for group, together in rows.items():
        count = Text.plain(str(len(together)), showing.here / "show")
        yield heading(scope.word("commitments", "group", group, count=count), showing.level)
        if together:
            yield build_table(_header(scope), together, widths=widths)
        else:
            yield Block("paragraph", scope.word("commitments", "none_of_group"))


def settled_by(pack: Pack) -> frozenset[str]:
    """The motions and undertakings that the pack's letters to the House report settled."""
    return frozenset(
        key for document in pack.documents.values() if document.audience == "house" for key in document.settles
    )


def _records(showing: Showing) -> list[Commitment]:
    """Those that the document names; else all that were given by then, as far as is known."""
    scope = showing.scope
    found = scope.book.commitments
    if named := showing.document.commitments:
        return [found[key] for key in named if key in found]
    return [record for record in found.values() if record.given.first is None or record.given.first <= scope.as_of]


def _header(scope: Scope) -> list[Text]:
    return [scope.word("commitments", column) for column in HEADER]


def _state(record: Commitment, settled: Collection[str], told: tuple[str, str], scope: Scope) -> list[Text]:
    """How it stands; `told`: the words for what is open and is `settled` now."""
    place = scope.book.place("commitment", record.id)
    state = commitment_state_on(record, scope.as_of)
    at = place / {"settled": "settled", "reported-settled": "reported"}.get(state, "due")
    if state == "open" and record.id in settled:
        return [scope.word_at(at, *told)]
    word = scope.word_at(at, "commitment_state", state)
    if state == "open" and record.due.known:
        word = scope.word("commitments", "state_due", state=word, due=scope.date(record.due, place / "due"))
    return [word]


def _late(record: Commitment, scope: Scope) -> list[Text]:
    """By how many days it is late; nothing when it is not, or has no date."""
    if record.due.last is None or record.due.last >= scope.as_of:
        return []
    days = Text.plain(str((scope.as_of - record.due.last).days), scope.book.place("commitment", record.id) / "due")
    return [scope.word("late", "days", days=days).look(bold=True)]


def _row(record: Commitment, state: Sequence[Text], scope: Scope) -> tuple[Cell, ...]:
    place = scope.book.place("commitment", record.id)
    title = scope.name(record.title, place / "title").look(bold=True)
    members = [Text.plain(member, place / "members" / index) for index, member in enumerate(record.members)]
    kind = scope.word_at(place / "kind", "commitment", record.kind)
    if members:
        kind = scope.word("commitments", "by_members", kind=kind, members=join(members, scope.language))
    known = record.source in scope.book.sources
    where = source_text(record.source, scope) if known else scope.blank("number", place=place / "source")
    if not known:
        scope.warn("number-unknown", place / "source")
    told = [*cell(*state)]
    if record.progress:
        told += scope.blocks(record.progress, place / "progress")
    return (*cell(title), *scope.blocks(record.text, place / "text")), cell(kind, where), tuple(told)
