"""An annotated agenda: what is due at a meeting, what there is to know of each, and which decisions can be taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.agenda import Agenda, build_agenda
from ..model.bodies import Chain
from ..model.chain import Commitment
from ..model.obstacles import NextStep, Obstacle, Scores
from ..model.ranking import CRITERIA
from ..model.requirements import sides_of
from ..model.standing import analysis_on
from ..model.values import UNKNOWN, same_side
from .blocks import Block, Text
from .progress import heading
from .ranking import meeting_of, obstacles_of, ranking_of
from .scope import Scope
from .selection import INTERNAL
from .showing import Showing
from .standing import due_or_open, due_text, next_step_text, place_of, standing_of, status_text, title_text
from .tables import build_table, cell

SCORE_SHARES = (0.24, 0.1, 0.66)
SIDE_SHARES = (0.24, 0.76)


def agenda_of(showing: Showing) -> Agenda | None:
    """What is due; None: the document names no meeting that is there.

    Of motions and undertakings those that the document names, or all.
    """
    meeting, scope = meeting_of(showing), showing.scope
    if meeting is None:
        return None
    book = scope.book
    named = showing.document.commitments or book.commitments
    owed = [book.commitments[key] for key in named if key in book.commitments]
    return build_agenda(meeting, obstacles_of(showing), book.meetings, owed, scope.as_of, book.sources)


def build_items(showing: Showing) -> Iterator[Block]:
    """Every item of the agenda under its heading; the words for none where nothing is due."""
    agenda, scope = agenda_of(showing), showing.scope
    if agenda is None:
        return
    # What a government owes its own parliament is no business of the other one.
    owed = agenda.commitments if showing.document.audience == INTERNAL else ()
    nothing = True
    for name, found in (("to_select", agenda.to_select), ("to_raise", agenda.to_raise)):
        if found:
            yield from _headed(name, len(found), showing)
            for obstacle in found:
                yield from _annotated(obstacle, name, showing)
            nothing = False
    for name, lines in (
        ("steps", [_step(obstacle, scope) for obstacle in agenda.steps]),
        ("analyses", [_analysis(obstacle, index, scope) for obstacle, index in agenda.analyses]),
        ("earlier", [_earlier(obstacle, index, scope) for obstacle, index in agenda.earlier]),
        ("commitments", [_commitment(commitment, scope) for commitment in owed]),
    ):
        if lines:
            yield from _headed(name, len(lines), showing)
            list_id = next(scope.lists)
            for line in lines:
                yield Block("bullet", line, list_id=list_id)
            nothing = False
    if nothing:
        yield Block("paragraph", scope.word("agenda", "nothing"))


def _headed(name: str, count: int, showing: Showing) -> Iterator[Block]:
    scope = showing.scope
    number = Text.plain(str(count), showing.here / "show")
    yield heading(scope.word("agenda", name, "heading", count=number), showing.level)
    yield Block("paragraph", scope.word("agenda", name, "about"))


def _annotated(obstacle: Obstacle, name: str, showing: Showing) -> Iterator[Block]:
    """The obstacle, the question to the meeting, provisions on both sides, scores with their reasons."""
    scope, place = showing.scope, place_of(obstacle, showing.scope)
    yield heading(title_text(obstacle, scope), showing.level + 1)
    yield Block("paragraph", scope.word("agenda", "status", status=status_text(obstacle, scope).lowered()))
    yield from scope.blocks(obstacle.description, place / "description")
    yield Block("paragraph", scope.word("agenda", name, "question"))
    yield _provisions(obstacle, scope)
    yield _scores(obstacle, scope)
    if due := due_text(obstacle, scope):
        step = next_step_text(obstacle, scope)
        yield Block("paragraph", scope.word("progress", "next_step", step=step, due=due))


def _provisions(obstacle: Obstacle, scope: Scope) -> Block:
    place = place_of(obstacle, scope) / "provisions"
    rows = []
    for index, provision in enumerate(obstacle.provisions):
        known = provision.citation != UNKNOWN
        here = place / index / "citation"
        text = Text.plain(provision.citation, here) if known else scope.blank("provision", place=here)
        rows.append([cell(scope.word("side", provision.side)), cell(text)])
    for side in sides_of(obstacle):
        if not any(same_side(side, provision.side) for provision in obstacle.provisions):
            rows.append([cell(scope.word("side", side)), cell(scope.blank("provision", place=place))])
    header = [scope.word("agenda", "side"), scope.word("agenda", "provision")]
    return build_table(header, rows, widths=SIDE_SHARES)


def _scores(obstacle: Obstacle, scope: Scope) -> Block:
    """The three scores with their reasons, or that there are none."""
    found = analysis_on(obstacle, scope.as_of, scope.book.sources)
    scores = found[1].scores if found else None
    if found is None or not isinstance(scores, Scores):
        return Block("paragraph", scope.word("agenda", "no_scores"))
    place = place_of(obstacle, scope) / "events" / found[0] / "scores"
    rows = []
    for name in CRITERIA:
        one = getattr(scores, name)
        known = one.score != UNKNOWN
        grade = Text.plain(one.score, place / name / "score") if known else scope.word("chart", "unknown")
        rows.append(
            [cell(scope.word("criterion", name)), cell(grade), cell(scope.line(one.reason, place / name / "reason"))]
        )
    header = [scope.word("agenda", "criterion"), scope.word("agenda", "score"), scope.word("agenda", "reason")]
    return build_table(header, rows, 1, widths=SCORE_SHARES)


def _step(obstacle: Obstacle, scope: Scope) -> Text:
    assert isinstance(standing_of(obstacle, scope).next, NextStep)
    step, due = next_step_text(obstacle, scope), due_text(obstacle, scope)
    return scope.word("agenda", "steps", "item", title=title_text(obstacle, scope), step=step, due=due)


def _analysis(obstacle: Obstacle, index: int, scope: Scope) -> Text:
    event, place = obstacle.events[index], place_of(obstacle, scope) / "events" / index
    who = scope.actors(event.asked, place / "asked") if event.asked else scope.blank("actor", place=place)
    due = due_or_open(event.due, place / "due", scope) if event.due else scope.word("date_unknown")
    return scope.word("agenda", "analyses", "item", title=title_text(obstacle, scope), who=who, due=due)


def _earlier(obstacle: Obstacle, index: int, scope: Scope) -> Text:
    event, place = obstacle.events[index], place_of(obstacle, scope) / "events" / index
    return scope.word(
        "agenda",
        "earlier",
        "item",
        title=title_text(obstacle, scope),
        date=scope.date(event.date, place / "date"),
        text=scope.line(event.text, place / "text"),
        status=status_text(obstacle, scope).lowered(),
    )


def _commitment(commitment: Commitment, scope: Scope) -> Text:
    place = scope.book.place("commitment", commitment.id)
    return scope.word(
        "agenda",
        "commitments",
        "item",
        kind=scope.word("commitment", commitment.kind),
        title=scope.name(commitment.title, place / "title"),
        who=scope.actor(commitment.owner, place / "owner"),
        due=scope.date(commitment.due, place / "due"),
    )


def build_decisions(showing: Showing) -> Iterator[Block]:
    """The decisions that can be taken; in an internal copy each with the command that records it afterwards."""
    agenda, scope = agenda_of(showing), showing.scope
    if agenda is None:
        return
    ranks = {one.id: str(one.rank) for one in ranking_of(showing).order}
    if not agenda.to_select and not agenda.to_raise:
        yield Block("paragraph", scope.word("decision", "none"))
        return
    list_id = next(scope.lists)
    for obstacle in agenda.to_select:
        title = title_text(obstacle, scope)
        rank = ranks.get(obstacle.id, "")
        place = Text.plain(rank, place_of(obstacle, scope) / "events")
        word = scope.word("decision", "select_at" if rank else "select", title=title, rank=place)
        more = ["--rank", rank] if rank else []
        yield Block("number", word, list_id=list_id)
        yield from _recorded(obstacle, ("selected", "council", more), showing)
        yield from _recorded(obstacle, ("not-selected", "council", ["--reason", '"…"']), showing)
    for obstacle in agenda.to_raise:
        yield Block("number", scope.word("decision", "raise", title=title_text(obstacle, scope)), list_id=list_id)
        ministers = [part for side in sides_of(obstacle) for part in ("--minister", f"{side}={UNKNOWN}")]
        yield from _recorded(obstacle, ("raised", "link", ["--question", '"…"', *ministers]), showing)


def _recorded(obstacle: Obstacle, step: tuple[str, str, Sequence[str]], showing: Showing) -> Iterator[Block]:
    """The command line that records a step of the meeting; for nobody but those who keep the casebook."""
    meeting, scope = meeting_of(showing), showing.scope
    if showing.document.audience != INTERNAL or meeting is None:
        return
    kind, role, more = step
    chain = Chain(scope.book.settings, scope.book.parties, scope.book.offices)
    who = next(iter(chain.players(role, obstacle.borders)), UNKNOWN)
    parts = ["reporting", "record", obstacle.id, kind, "--on", str(meeting.date), "--by", who]
    parts += ["--meeting", meeting.id, "--text", '"…"', *more]
    line = Text.plain(" ".join(parts), place_of(obstacle, scope), scope.book.place("meeting", meeting.id))
    yield Block("continue", scope.word("decision", "record", "as_" + kind.replace("-", "_"), command=line))
