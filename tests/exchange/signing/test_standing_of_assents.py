"""Which assents count, against a model that only remembers what each role last agreed to."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.documents.routes import Step
from reporting.exchange.signing.standing import Assent, judge_steps
from reporting.output.editions import Imprint
from reporting.places import Place

HERE = Place("kind.yaml")
# Two roles in the middle wait for the author, and not for each other.
STEPS = [Step(role, rank, HERE) for role, rank in (("author", 0), ("head", 1), ("legal", 1), ("minister", 2))]
RANKS = {step.role: step.rank for step in STEPS}
DAY = datetime.date(2026, 11, 24)


def imprint(text: int, layout: int = 0) -> Imprint:
    return Imprint(f"content {text}", f"final {text}", f"word {text} {layout}")


def assent(entry: int, role: str, text: int, layout: int = 0) -> Assent:
    return Assent(entry, 1, role, role, DAY + datetime.timedelta(entry), imprint(text, layout))


@dataclass
class Model:
    """What each role last agreed to; a role that turns to another text leaves those after it with nothing."""

    agreed: dict[str, tuple[int, int]] = field(default_factory=dict)
    let_go: set[str] = field(default_factory=set)

    def counts(self, role: str, text: int) -> bool:
        before = all(self.counts(other, text) for other, rank in RANKS.items() if rank < RANKS[role])
        return before and role not in self.let_go and self.agreed.get(role, (None,))[0] == text

    def may(self, role: str, text: int, layout: int) -> bool:
        before = all(self.counts(other, text) for other, rank in RANKS.items() if rank < RANKS[role])
        return before and not (self.counts(role, text) and self.agreed[role] == (text, layout))

    def agree(self, role: str, text: int, layout: int) -> None:
        if self.agreed.get(role, (None,))[0] != text:
            self.let_go |= {other for other, rank in RANKS.items() if rank > RANKS[role]}
        self.agreed[role] = (text, layout)
        self.let_go.discard(role)


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(0, 2)),
        st.tuples(st.just("layout"), st.integers(0, 1)),
        st.just(("circulate", 0)),
        st.tuples(st.just("sign"), st.sampled_from(sorted(RANKS))),
    ),
    max_size=40,
)


@settings(max_examples=400, deadline=None)
@given(ACTIONS)
def test_any_course_of_things_is_judged_as_the_model_does(actions):
    model, assents = Model(), []
    now = went = (0, 0)
    for action, what in actions:
        if action == "edit":
            now = (what, now[1])
        elif action == "layout":
            now = (now[0], what)
        elif action == "circulate":
            went = now
        else:
            read = {one.step.role: one for one in judge_steps(STEPS, assents, imprint(*went), DAY)}[what]
            may = read.is_next or read.state == "layout"
            assert may == model.may(what, *went)
            if may:
                assents.append(assent(len(assents) + 1, what, *went))
                model.agree(what, *went)
        judged = judge_steps(STEPS, assents, imprint(*now), DAY)
        assert [one.step for one in judged] == STEPS
        for one in judged:
            role = one.step.role
            assert one.counts == model.counts(role, now[0])
            if one.counts:
                assert (one.state == "given") == (model.agreed[role] == now)
            else:
                assert one.state == ("stale" if role in model.agreed else "open")
                before = [other for other in judged if other.step.rank < one.step.rank]
                assert one.is_next == all(other.counts for other in before)


def test_the_wait_begins_with_the_assent_before():
    judged = judge_steps(STEPS, [assent(3, "author", 0)], imprint(0), DAY)
    assert [one.since for one in judged] == [None, DAY + datetime.timedelta(3), DAY + datetime.timedelta(3), None]
    assert [one.is_next for one in judged] == [False, True, True, False]
    judged = judge_steps(STEPS, [], imprint(0), DAY)
    assert [one.since for one in judged] == [DAY, None, None, None]


def test_without_an_imprint_nothing_counts():
    judged = judge_steps(STEPS, [assent(1, "author", 0)], None, None)
    assert [one.state for one in judged] == ["stale", "open", "open", "open"]
    unread = Assent(1, 1, "author", "author", DAY, None)
    assert judge_steps(STEPS, [unread], None, None)[0].state == "stale"


def test_a_step_put_in_later_makes_those_after_it_wait():
    """Who assented before somebody joined the route did not know what that one would say."""
    given_before = [assent(1, "author", 0), assent(2, "head", 0), assent(3, "minister", 0)]
    short = [step for step in STEPS if step.role != "legal"]
    assert all(one.counts for one in judge_steps(short, given_before, imprint(0), DAY))
    assert [one.state for one in judge_steps(STEPS, given_before, imprint(0), DAY)] == [
        "given", "given", "open", "stale",
    ]  # fmt: skip
    joined = judge_steps(STEPS, [*given_before, assent(4, "legal", 0)], imprint(0), DAY)
    assert [one.state for one in joined] == ["given", "given", "given", "stale"]
    assert joined[-1].is_next


def test_assent_to_a_new_layout_does_not_undo_what_came_after():
    acts = [(1, "author", 0), (2, "head", 0), (3, "legal", 0), (4, "minister", 0), (5, "author", 1), (6, "minister", 1)]
    assents = [assent(entry, role, 0, layout) for entry, role, layout in acts]
    judged = judge_steps(STEPS, assents, imprint(0, 1), DAY)
    assert [one.state for one in judged] == ["given", "layout", "layout", "given"]
