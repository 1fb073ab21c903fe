"""The order of obstacles at a meeting: as a table, as a chart, and how firm it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..model.agenda import concerns
from ..model.chain import Meeting
from ..model.lifecycle import status_on
from ..model.obstacles import Obstacle
from ..model.ranking import CRITERIA, Ranked, Ranking, build_ranking, grades_on, weights_of
from .blocks import Block, Text
from .charts import Bar, build_bars
from .progress import heading
from .scope import Scope
from .selection import select_obstacles
from .showing import Showing
from .standing import place_of, title_text
from .tables import Cell, build_table, cell
from .wording import join, write_number

# What a council can still put in an order: later on, ministers have it.
IN_PLAY = frozenset({"in-analysis", "selected"})
ORDER_SHARES = (0.14, 0.31, 0.14, 0.11, 0.17, 0.13)
FIRM_SHARES = (0.34, 0.09, 0.19, 0.19, 0.19)


def meeting_of(showing: Showing) -> Meeting | None:
    """The meeting that the document is about."""
    return showing.scope.book.meetings.get(showing.document.meeting or "")


def obstacles_of(showing: Showing) -> list[Obstacle]:
    """The obstacles that the document selects and, where it selects none, those at a border of the meeting's sides."""
    found = select_obstacles(showing.document, showing.place, showing.scope)
    meeting = meeting_of(showing)
    if meeting is None or showing.document.obstacles is not None:
        return found
    return [obstacle for obstacle in found if concerns(meeting, obstacle)]


def ranking_of(showing: Showing) -> Ranking:
    """The order of what can still be selected or raised, with the weights of the meeting."""
    scope = showing.scope
    sources = scope.book.sources
    every = [(obstacle, status_on(obstacle, scope.as_of, sources)) for obstacle in obstacles_of(showing)]
    playing = [obstacle for obstacle, status in every if status and status.name in IN_PLAY]
    return build_ranking(playing, weights_of(meeting_of(showing)), scope.as_of, sources)


def build_ranks(showing: Showing) -> Iterator[Block]:
    """The weights; the order as a table and a chart; what has no place, and why; which places change with a weight."""
    scope, ranking = showing.scope, ranking_of(showing)
    yield Block("paragraph", _weights(meeting_of(showing), scope))
    if ranking.order:
        yield _order(ranking.order, scope)
        titles = {one.id: title_text(scope.book.obstacles[one.id], scope) for one in ranking.order}
        ranks = Counter(one.rank for one in ranking.order)
        bars = [
            Bar(scope.word("ranking", "bar", rank=_rank(one, ranks, scope), title=titles[one.id]), (one.total,))
            for one in ranking.order
        ]
        yield from build_bars(bars, scope.word("ranking", "caption"), scope)
    else:
        yield Block("paragraph", scope.word("ranking", "none"))
    if ranking.unranked:
        yield Block("paragraph", scope.word("ranking", "unranked"))
        list_id = next(scope.lists)
        for key, lacking in ranking.unranked:
            title = title_text(scope.book.obstacles[key], scope)
            criteria = join([scope.word("criterion_inside", name) for name in lacking], scope.language)
            yield Block("bullet", scope.word("ranking", "lacks", title=title, criteria=criteria), list_id=list_id)
    if len(ranking.order) > 1:
        yield heading(scope.word("ranking", "firm"), showing.level)
        yield Block("paragraph", scope.word("ranking", "shifts" if ranking.shifts else "no_shifts"))
        if ranking.shifts:
            yield _firmness(ranking, scope)


def _weights(meeting: Meeting | None, scope: Scope) -> Text:
    if meeting is None or meeting.weights is None:
        return scope.word("ranking", "equal")
    place = scope.book.place("meeting", meeting.id) / "weights"
    told = [
        scope.word(
            "ranking",
            "weight",
            criterion=scope.word("criterion_inside", name),
            weight=Text.plain(getattr(meeting.weights, name), place / name),
        )
        for name in CRITERIA
    ]
    return scope.word("ranking", "weighted", weights=join(told, scope.language))


def _rank(one: Ranked, ranks: Counter[int], scope: Scope) -> Text:
    rank = Text.plain(str(one.rank), place_of(scope.book.obstacles[one.id], scope) / "events")
    return scope.word("ranking", "tied", rank=rank) if ranks[one.rank] > 1 else rank


def _order(order: Sequence[Ranked], scope: Scope) -> Block:
    ranks = Counter(one.rank for one in order)
    header = [
        scope.word("ranking", "rank"),
        scope.word("obstacle"),
        *(scope.word("criterion", name) for name in CRITERIA),
        scope.word("ranking", "total"),
    ]
    rows: list[list[Cell]] = []
    for one in order:
        obstacle = scope.book.obstacles[one.id]
        place = place_of(obstacle, scope) / "events"
        found = grades_on(obstacle, scope.as_of, scope.book.sources)
        assert found is not None
        numbers = [str(found[0][name]) for name in CRITERIA] + [write_number(one.total, scope.language)]
        texts = [Text.plain(number, place, language=scope.language) for number in numbers]
        rows.append([cell(_rank(one, ranks, scope)), cell(title_text(obstacle, scope)), *map(cell, texts)])
    return build_table(header, rows, 2, 3, 4, 5, widths=ORDER_SHARES)


def _firmness(ranking: Ranking, scope: Scope) -> Block:
    """Each obstacle that changes places: its place now and, for each weight, the one that it gets."""
    after = {(shift.id, shift.criterion, shift.up): shift.after for shift in ranking.shifts}
    header = [
        scope.word("obstacle"),
        scope.word("ranking", "now"),
        *(scope.word("criterion", name) for name in CRITERIA),
    ]
    rows = []
    for one in ranking.order:
        if not any(key[0] == one.id for key in after):
            continue
        obstacle = scope.book.obstacles[one.id]
        place = place_of(obstacle, scope) / "events"
        cells = []
        for name in CRITERIA:
            told = [
                scope.word("ranking", word, rank=Text.plain(str(after[one.id, name, up]), place))
                for word, up in (("heavier", True), ("lighter", False))
                if (one.id, name, up) in after
            ]
            cells.append(cell(*(told or [scope.word("ranking", "same")])))
        rows.append([cell(title_text(obstacle, scope)), cell(Text.plain(str(one.rank), place)), *cells])
    return build_table(header, rows, widths=FIRM_SHARES)
