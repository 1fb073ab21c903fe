"""One mistake for each rule of the life of an obstacle, of instruments, and of motions and undertakings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reporting.model.lifecycle import CARRYING_OUT, CLOSED, STATUS

from .parties import COUNCIL, GOVERNOR, GROUP, INSTITUTE, MINISTERS, MINISTRY
from .slip import OBSTACLE, WHY, Record, Records, Slip, drop, make_event, put

ELSEWHERE = ("missing-information", "eu-law-breach")


def _kinds(record: Record) -> list[str]:
    return [event["kind"] for event in record["events"]]


def _status(record: Record) -> str:
    return STATUS[[kind for kind in _kinds(record) if kind in STATUS][-1]][0]


def said(kind: str, **changes: Any) -> Slip:
    """Every event of a kind says this; a function is given the event."""

    def change(record: Record, records: Records) -> None:
        for event in record["events"]:
            if event["kind"] == kind and not _refuses(event):
                event |= {key: value(event) if callable(value) else value for key, value in changes.items()}

    return Slip(OBSTACLE, record=change, needs=lambda record: _meant(record, kind))


def unsaid(kind: str, key: str) -> Slip:
    """Every event of a kind lacks a key."""

    def change(record: Record, records: Records) -> None:
        for event in record["events"]:
            if event["kind"] == kind and not _refuses(event):
                del event[key]

    return Slip(OBSTACLE, record=change, needs=lambda record: _meant(record, kind))


def _refuses(event: Record) -> bool:
    return event.get("instrument") == "none"


def _meant(record: Record, kind: str) -> bool:
    return any(event["kind"] == kind and not _refuses(event) for event in record["events"])


def _refuse_unsaid(record: Record, records: Records) -> None:
    for event in filter(_refuses, record["events"]):
        del event["reason"]


def _again(closed: bool) -> Slip:
    """The last event is one that was long past."""

    def change(record: Record, records: Records) -> None:
        record["events"] += [make_event("submitted", "unknown"), make_event("feedback", "unknown")]

    return Slip(OBSTACLE, record=change, needs=lambda record: (_status(record) in CLOSED) == closed)


def _carries_out(record: Record) -> bool:
    """Whether a decision that is the only one was carried out."""
    steps = [event for event in record["events"] if event["kind"] in STATUS]
    decided = [index for index, event in enumerate(steps) if event["kind"] == "decided"]
    return len(decided) == 1 and bool({event["kind"] for event in steps[decided[0] :]} & CARRYING_OUT)


def _refuse_first(record: Record, records: Records) -> None:
    """The decision was a refusal, and was carried out all the same; who owned it still does."""
    event = next(event for event in record["events"] if event["kind"] == "decided")
    event |= {"instrument": "none", "reason": WHY}
    del event["due"]


def _forget(*kinds: str) -> Callable[[Record, Records], None]:
    """The first event of each kind never happened, nor what was told of it."""

    def change(record: Record, records: Records) -> None:
        for kind in kinds:
            at = _kinds(record).index(kind)
            del record["events"][at : at + 2]

    return change


def _untell(record: Record, records: Records) -> None:
    del record["events"][len(record["events"]) - 1 - _kinds(record)[::-1].index("feedback")]


def _of_nobody(record: Record, records: Records) -> None:
    del record["initiator"], record["front_office"]


def _of_somebody(record: Record, records: Records) -> None:
    record.pop("bridge", None)
    record |= {"initiator": "citizen", "front_office": "unknown"}


def _file(**changes: str) -> Slip:
    """A file under Regulation (EU) 2025/925, with these dates or of this obstacle."""

    def change(record: Record, records: Records) -> None:
        sound = {"theme": "transport", "cause": "practice", "hampers": "infrastructure", "initiator": "gemeente-1"}
        dates = {"point": "unknown", "submitted": "2023-09-01"}
        for key, value in changes.items():
            (sound if key in sound else dates)[key] = value
        record |= {**sound, "bridge": dates}

    return Slip(OBSTACLE, record=change, needs=lambda record: record["cause"] not in ELSEWHERE)


def _settled(**changes: Any) -> Slip:
    def change(record: Record, records: Records) -> None:
        record["settled"] |= changes

    return Slip("commitments/*", record=change, needs=lambda record: "settled" in record)


def _instrument(**changes: Any) -> Slip:
    """The instruments decided on say this."""
    return said("decided", instrument=lambda event: event["instrument"] | changes)


LIFE = {
    "score-form": said(
        "analysis", scores=lambda event: event["scores"] | {"benefits": {"score": "hoog", "reason": WHY}}
    ),
    "step-skipped": Slip(OBSTACLE, record=_forget("identification"), needs=lambda record: "analysis" in _kinds(record)),
    "step-backward": _again(closed=False),
    "step-after-end": _again(closed=True),
    "step-after-refusal": Slip(OBSTACLE, record=_refuse_first, needs=_carries_out),
    "nothing-skipped": said("identification", skipped=WHY),
    "wrong-body": said("selected", by=INSTITUTE),
    "not-a-front-office": put(OBSTACLE, "front_office", to=COUNCIL),
    "citizen-without-front-office": Slip(OBSTACLE, record=_of_somebody),
    "requirement-unknown": said("solved", verified_by="unknown"),
    "key-not-for-event": said("submitted", rank="1"),
    "reporter-unknown": Slip(OBSTACLE, record=_of_nobody, needs=lambda record: _status(record) not in CLOSED),
    "reporter-not-told": Slip(OBSTACLE, record=_untell),
    "not-a-minister": said("raised", ministers=lambda event: event["ministers"] | {"nl": GOVERNOR}),
    "minister-other-side": said("raised", ministers=lambda event: event["ministers"] | {"nl": MINISTERS["vl"]}),
    "due-before-event": said("decided", due="1999"),
    "instrument-backward": _instrument(expires="1999"),
    "bridge-backward": _file(answered="2023-08"),
    "dealt-with-elsewhere": Slip(
        OBSTACLE,
        record=lambda record, records: record.update(cause=ELSEWHERE[0]),
        needs=lambda record: "analysis" in _kinds(record) and "bridge" not in record,
    ),
    "bridge-not-eligible": _file(theme="taxation"),
    "approval-twice": put(
        OBSTACLE,
        "measures",
        to=[{"kind": "novex", "title": WHY, "approval": dict.fromkeys(("granted", "refused"), "2024") | {"by": GROUP}}],
    ),
    "cause-missing": drop(
        OBSTACLE, "cause", needs=lambda record: "analysis" in _kinds(record) and "bridge" not in record
    ),
    "provisions-missing": drop(OBSTACLE, "provisions", 0, needs=lambda record: "analysis" in _kinds(record)),
    "scores-missing": unsaid("analysis", "scores"),
    "analysis-unfinished": said("analysis", scores="pending"),
    "reason-missing": unsaid("accepted", "reason"),
    "ministers-missing": said("raised", ministers={"nl": MINISTERS["nl"]}),
    "question-missing": unsaid("raised", "question"),
    "instrument-missing": unsaid("decided", "instrument"),
    "owners-missing": said("decided", owners={"vl": "unknown"}),
    "due-missing": unsaid("decided", "due"),
    "refusal-without-reason": Slip(
        OBSTACLE, record=_refuse_unsaid, needs=lambda record: any(map(_refuses, record["events"]))
    ),
    "verification-missing": unsaid("solved", "verified_by"),
    "solved-without-evidence": unsaid("solved", "evidence"),
    "remains-missing": unsaid("mitigated", "remains"),
    "settled-by-other": _settled(by=MINISTRY),
    "settled-unreported": drop("commitments/*", "reported", needs=lambda record: "settled" in record),
    "settled-backward": _settled(date="1999"),
}
INSTRUMENTS = {
    "instrument-expired": _instrument(expires="2024-06-29"),
    "instrument-expiring": _instrument(expires="2025-06"),
    "instrument-untransposed": _instrument(transposition={}),
    "instrument-unapproved": _instrument(parliament={"nl": "2024-07"}),
}
