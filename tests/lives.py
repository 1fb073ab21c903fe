"""Lives of obstacles for tests: any that the shape accepts, those that the rules accept, and who takes the steps."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st

from reporting.model.bodies import Chain
from reporting.model.instruments import InstrumentKind
from reporting.model.lifecycle import NOTHING, STEPS, allowed_after, happened
from reporting.model.obstacles import Cause, EventKind, Obstacle, Theme
from reporting.model.packs import Settings
from reporting.model.parties import Party
from reporting.model.requirements import REQUIREMENTS
from reporting.model.sources import SOURCES, Source
from reporting.model.values import Border, Side

Data = dict[str, Any]
SIDES = {"vl-nl": ("nl", "vl"), "nl-wal": ("nl", "wal"), "nl-nrw": ("nl", "nrw"), "nl-nds": ("nl", "nds")}
# party -> its kind and side; each government and ministry has one office, `minister-<side>`; the province a governor
PARTIES = {
    "desk": ("front-office", None), "support": ("secretariat", None), "group": ("working-group", None),
    "institute": ("institute", None), "council": ("council", None), "province": ("province", "nl"),
    "ministry": ("ministry", "nl"), "flanders": ("government", "vl"), "wallonia": ("government", "wal"),
    "belgium": ("government", "be"), "nrw": ("government", "nrw"), "saxony": ("government", "nds"),
    "company": ("company", "nl"), "house": ("parliament", "nl"),
}  # fmt: skip
ACTOR = {
    "front_office": "desk", "secretariat": "support", "officials": "group", "institute": "institute",
    "council": "council", "link": "governor", "ministers": "minister-nl", "owners": "minister-nl",
}  # fmt: skip
ACTORS = (*PARTIES, "governor", "minister-nl", "minister-vl", "nobody", "unknown")
# What a decision says that is a refusal.
REFUSAL = {"instrument": "none", "owners": {}, "due": "unknown", "reason": {"nl": "Nee."}}
SOURCE_DATES = {"early": "2020-02-10", "month": "2020-03", "undated": None}


@cache
def chain(**bodies: tuple[str, ...]) -> Chain:
    """Bodies of every kind. `bodies`: whom the casebook names for a role at the Flemish-Dutch border."""
    parties = {}
    for key, (kind, side) in PARTIES.items():
        office = f"minister-{side}" if kind in ("government", "ministry") else "governor" if key == "province" else ""
        offices = [{"id": office, "title": {"nl": "Ambt"}}] if office else []
        parties[key] = Party.model_validate(
            {"id": key, "kind": kind, "side": side, "name": {"nl": key}, "offices": offices}
        )
    named = {"vl-nl": {role: list(actors) for role, actors in bodies.items()}} if bodies else {}
    settings = Settings.model_validate({"title": {"nl": "Proef"}, "language": "nl", "bodies": named})
    offices = {office.id: (key, office) for key, party in parties.items() for office in party.offices}
    return Chain(settings, parties, offices)


def sources() -> dict[str, Source]:
    """Sources with a day, a month and no date."""
    page = {"kind": "page", "title": {"nl": "Bericht"}}
    return {
        key: SOURCES["page"].model_validate(page | ({"date": date} if date else {}))
        for key, date in SOURCE_DATES.items()
    }


def event(kind: str, date: str = "2020-01-15", **more: Any) -> Data:
    return {"kind": kind, "date": date, "by": "unknown", "text": {"nl": "Iets."}} | more


def obstacle(*events: Data, **more: Any) -> Obstacle:
    """An obstacle that lacks nothing outside its events."""
    border = more.get("borders", ["vl-nl"])[0]
    return Obstacle.model_validate(
        {
            "id": "ferry", "title": {"nl": "Veer"}, "borders": [border], "theme": "transport", "public": True,
            "description": {"nl": "Tekst."}, "initiator": "company", "front_office": "desk", "cause": "legislation",
            "provisions": [{"side": side, "citation": "Wet, artikel 1"} for side in SIDES[border]],
            "events": list(events),
        }
        | more
    )  # fmt: skip


def answers(border: str) -> Data:
    """Something to fill in for each requirement that a key of the event answers."""
    minister = {"vl": "minister-vl", "wal": "minister-wal", "nrw": "minister-nrw", "nds": "minister-nds"}
    other = SIDES[border][1]
    score = {"score": "3", "reason": {"nl": "Daarom."}}
    return {
        "scores": {"relevance": score, "benefits": score, "feasibility": score},
        "ministers": {"nl": "minister-nl", other: minister[other]},
        "owners": {"nl": "minister-nl", other: "unknown"},
        "instrument": {"kind": "practice-change"},
        "due": "2031-01-01",
        "verified_by": "desk",
        **{key: {"nl": "Daarom."} for key in ("reason", "question", "evidence", "remains")},
    }


def filled(kind: str, border: str = "vl-nl", **more: Any) -> Data:
    """A step with everything that it needs, by the first body that may take it."""
    keys = {REQUIREMENTS[need].key for need in STEPS[kind].needs} - {""}
    keys -= {"reason"} if kind == "decided" else set()
    given = {key: value for key, value in answers(border).items() if key in keys}
    return event(kind, by=ACTOR[STEPS[kind].by[0]], **given) | more


@st.composite
def accepted_events(draw: st.DrawFn, border: str = "vl-nl") -> list[Data]:
    """A walk through the table, each step with what it needs, told to the reporter or not, with news in between."""
    status, events, refused = NOTHING, [], False
    for number in range(draw(st.integers(0, 9))):
        kind = draw(st.sampled_from(allowed_after(status, refused)))
        date = f"20{20 + number}-{draw(st.integers(1, 12)):02}-{draw(st.integers(1, 28)):02}"
        if kind in ("decided", "reopened"):
            refused = kind == "decided" and draw(st.booleans())
        refusal = REFUSAL if kind == "decided" and refused else {}
        events.append(filled(kind, border, date=date) | refusal)
        status = STEPS[kind].status
        for other in draw(st.lists(st.sampled_from(["progress", "feedback"]), max_size=2)):
            events.append(event(other, date=f"20{20 + number}"))
    return events


dates = st.one_of(
    st.builds("2020-{:02}-{:02}".format, st.integers(1, 5), st.integers(1, 28)),
    st.builds("2020-{:02}".format, st.integers(1, 5)),
    st.sampled_from(["2019", "2020", "unknown", "unknown", "9999-12-31", "0001"]),
)
texts = st.just({"nl": "Iets."})
actors = st.sampled_from(ACTORS)
by_side = st.dictionaries(st.sampled_from(get_args(Side)), actors, max_size=3)
done = st.one_of(
    st.sampled_from(["none", "unknown"]), st.dictionaries(st.sampled_from(get_args(Side)), dates, max_size=3)
)
instruments = st.fixed_dictionaries(
    {"kind": st.sampled_from(get_args(InstrumentKind))},
    optional={
        "signed": dates, "in_force": dates, "published": dates, "expires": st.one_of(dates, st.just("none")),
        "transposition": done, "parliament": done,
    },
)  # fmt: skip
scores = st.fixed_dictionaries(
    dict.fromkeys(
        ("relevance", "benefits", "feasibility"),
        st.fixed_dictionaries({"score": st.sampled_from(["1", "5", "unknown"]), "reason": texts}),
    )
)
next_steps = st.one_of(
    st.sampled_from(["none", "unknown"]), st.fixed_dictionaries({"text": texts, "by": actors, "due": dates})
)
reasons = st.one_of(texts, st.just("unknown"))
events = st.fixed_dictionaries(
    {"kind": st.sampled_from(get_args(EventKind)), "date": dates, "by": actors, "text": texts},
    optional={
        "source": st.sampled_from([*SOURCE_DATES, "nowhere", "unknown"]), "skipped": texts, "next": next_steps,
        "asked": st.lists(st.sampled_from([*PARTIES, "unknown"]), max_size=2), "owners": by_side,
        "scores": st.one_of(st.sampled_from(["pending", "unknown"]), scores), "rank": st.just("1"),
        "ministers": by_side, "question": reasons, "due": dates, "verified_by": actors, "evidence": texts,
        "instrument": st.one_of(st.sampled_from(["none", "unknown"]), instruments), "remains": reasons,
        "reason": reasons,
    },
)  # fmt: skip
approvals = st.fixed_dictionaries({"by": actors}, optional={"due": dates, "granted": dates, "refused": dates})
obstacles = st.fixed_dictionaries(
    {
        "id": st.just("ferry"), "title": texts, "theme": st.sampled_from(get_args(Theme)), "public": st.booleans(),
        "borders": st.lists(st.sampled_from(get_args(Border)), min_size=1, max_size=4), "description": texts,
        "events": st.lists(events, min_size=1, max_size=8),
    },
    optional={
        "initiator": st.sampled_from(["citizen", *PARTIES, "unknown"]), "cause": st.sampled_from(get_args(Cause)),
        "front_office": st.sampled_from([*PARTIES, "unknown"]),
        "provisions": st.lists(
            st.fixed_dictionaries(
                {"side": st.sampled_from(get_args(Side)), "citation": st.sampled_from(["Wet", "unknown"])}
            )
        ),
        "hampers": st.sampled_from(["infrastructure", "public-service", "neither", "unknown"]),
        "bridge": st.fixed_dictionaries(
            {"point": actors, "submitted": dates}, optional={"clarification_asked": dates, "answered": dates}
        ),
        "measures": st.lists(
            st.fixed_dictionaries(
                {"kind": st.just("interreg"), "title": texts},
                optional={"approval": st.one_of(approvals, st.just("none"))},
            ),
            max_size=2,
        ),
    },
).map(Obstacle.model_validate)  # fmt: skip


def without_later(whole: Obstacle, day: datetime.date) -> Obstacle:
    """The obstacle as it would have been written at the end of `day`: without the events that had not happened."""
    kept = [event for _, event in happened(whole, day, sources())]
    return whole.model_copy(update={"events": kept})
