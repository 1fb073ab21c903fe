"""Any event recorded in any file: nothing else changes, and it stands there only if the rules allow it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from recorded import everything
from wild_obstacle import Writer

from reporting.casebook.loading import load_casebook
from reporting.desk.answers import ANSWERS
from reporting.desk.recording import Recorded, record_event
from reporting.model.lifecycle import NOTHING, STEPS, allowed_after, is_refused, judge_step
from reporting.model.obstacles import Event, Obstacle
from reporting.yamlfile.nodes import to_data
from reporting.yamlfile.reader import read_yaml
from tests.lives import PARTIES, SIDES, SOURCE_DATES, accepted_events, events, filled

WIDE = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
BY_PATH = {answer.path: answer for answer in ANSWERS if not answer.of_case}
borders = st.sampled_from(list(SIDES))
seeds = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """The bodies and sources of `tests.lives`, in files."""
    with tempfile.TemporaryDirectory() as empty:
        cases = Path(empty) / "cases"
        for name in ("parties", "obstacles"):
            (cases / name).mkdir(parents=True)
        write(cases / "casebook.yaml", {"title": {"nl": "Proef"}, "language": "nl"})
        sources = {key: {"kind": "page", "title": {"nl": "Bericht"}} for key in SOURCE_DATES}
        for key, date in SOURCE_DATES.items():
            sources[key] |= {"date": date} if date else {}
        write(cases / "sources.yaml", sources)
        for key, (kind, side) in PARTIES.items():
            office = (
                f"minister-{side}" if kind in ("government", "ministry") else "governor" if key == "province" else ""
            )
            offices = [{"id": office, "title": {"nl": "Ambt"}}] if office else []
            party = {"id": key, "kind": kind, "name": {"nl": key}, "offices": offices} | (
                {"side": side} if side else {}
            )
            write(cases / "parties" / f"{key}.yaml", party)
        yield cases


def write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")  # which is YAML as well


def prepare(folder: Path, border: str, past: list[dict[str, Any]], seed: int) -> Obstacle:
    """The file of an obstacle with these events, in the style of that seed."""
    data = {
        "id": "ferry", "title": {"nl": "Veer"}, "borders": [border], "theme": "transport", "public": True,
        "cause": "legislation", "initiator": "company", "front_office": "desk",
        "description": {"nl": "De veerboot mag niet aanleggen: er is geen kade."},
        "provisions": [{"side": side, "citation": "Wet, artikel 1"} for side in SIDES[border]],
        "events": past,
    }  # fmt: skip
    (folder / "obstacles" / "ferry.yaml").write_bytes(Writer(seed).write(data))
    loaded = load_casebook(folder, "cases")
    assert not [problem for problem in loaded.problems if problem.is_error], loaded.problems
    return loaded.casebook.obstacles["ferry"]


def typed(event: Mapping[str, Any]) -> dict[str, list[str]]:
    """An event as options: what `build_event` must make of them again."""
    said: dict[str, list[str]] = {}
    for key, value in event.items():
        if key == "kind":
            continue
        inner = {(key, part): each for part, each in value.items()} if isinstance(value, dict) else {}
        parts = inner if inner and set(inner) <= set(BY_PATH) else {(key,): value}
        for path, each in parts.items():
            answer = BY_PATH.get(path) or BY_PATH[(key, {"instrument": "kind", "next": "text"}[key])]
            said[answer.name] = type_one(answer.form, each)
    return said


def type_one(form: str, value: Any) -> list[str]:
    if form == "score":
        return [f"{value['score']}: {value['reason']['nl']}"]
    if isinstance(value, list):
        return value
    return [f"{key}={each}" for key, each in value.items()] if isinstance(value, dict) else [value]


def check(folder: Path, kind: str, said: dict[str, list[str]]) -> Recorded:
    """Records it. The folder is then as it was, or with one insertion in the file, which reads back as the event."""
    before, old = everything(folder), load_casebook(folder, "cases")
    done = record_event(folder, "cases", "ferry", kind, said)
    after, new = everything(folder), load_casebook(folder, "cases")
    name = "obstacles/ferry.yaml"
    if not done.done:
        assert after == before and any(problem.is_error for problem in done.problems)
        return done
    assert {key: value for key, value in after.items() if key != name} == {
        key: value for key, value in before.items() if key != name
    }
    was, now = before[name], after[name]
    assert any(was[:at] == now[:at] and now.endswith(was[at:]) for at in range(len(was) + 1))
    assert not [problem for problem in new.problems if problem.is_error]
    past, present = old.casebook.obstacles["ferry"], new.casebook.obstacles["ferry"]
    index = done.at and next(i for i in range(len(present.events)) if without(present.events, i) == past.events)
    assert present.events[index].kind == kind
    assert present.model_copy(update={"events": past.events}) == past
    return done


def without(items: list[Event], index: int) -> list[Event]:
    return [*items[:index], *items[index + 1 :]]


@WIDE
@given(border=borders, seed=seeds, data=st.data())
def test_an_allowed_step_is_recorded_in_a_file_of_any_style(folder: Path, border: str, seed: int, data: st.DataObject):
    past = data.draw(accepted_events(border).filter(len))
    obstacle = prepare(folder, border, past, seed)
    kind = data.draw(st.sampled_from(allowed_after(status_of(obstacle), is_refused(obstacle.events))))
    event = filled(kind, border, date="2030-01-02")
    done = check(folder, kind, typed(event))
    if not done.done:  # the one thing that cannot be: a list in a layout that takes nothing more
        assert [problem.code for problem in done.problems] == ["edit-needs-line-end"], done.lines
        return
    events = load_casebook(folder, "cases").casebook.obstacles["ferry"].events
    assert events[-1] == Event.model_validate(event)


@WIDE
@given(border=borders, seed=seeds, data=st.data())
def test_a_forbidden_step_leaves_everything_as_it_was(folder: Path, border: str, seed: int, data: st.DataObject):
    obstacle = prepare(folder, border, data.draw(accepted_events(border).filter(len)), seed)
    forbidden = [kind for kind in STEPS if judge_step(status_of(obstacle), kind) == "forbidden"]
    assume(forbidden)
    kind = data.draw(st.sampled_from(forbidden))
    done = check(folder, kind, typed(filled(kind, border, date="2030-01-02")))
    assert not done.done and {problem.code for problem in done.problems} & {"step-backward", "step-after-end"}


@WIDE
@given(border=borders, seed=seeds, event=events, data=st.data())
def test_whatever_is_typed_is_recorded_whole_or_not_at_all(
    folder: Path, border: str, seed: int, event: dict[str, Any], data: st.DataObject
):
    prepare(folder, border, data.draw(accepted_events(border).filter(len)), seed)
    check(folder, event["kind"], typed(event))


def status_of(obstacle: Obstacle) -> str:
    kinds = [event.kind for event in obstacle.events if event.kind in STEPS]
    return STEPS[kinds[-1]].status if kinds else NOTHING


@given(seed=seeds)
def test_the_styles_are_as_wide_as_they_claim(seed: int):
    """The writer gives what it was asked for, so that the tests above are about recording."""
    data = {
        "id": "x",
        "events": [{"kind": "solved", "text": {"nl": "Eén: twee."}, "asked": ["a", "b"]}],
        "public": True,
    }
    root, problems = read_yaml(Writer(seed).write(data), "x.yaml")
    assert to_data(root) == data and not any(problem.is_error for problem in problems)
