# ruff: noqa: E501 (tables of texts and records, a case a line)
"""Letters and their documents as a whole: what follows from the records, for whom, as of when, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import desk
import pytest

from reporting.documents.blocks import Block, Text
from reporting.documents.checking import prose_of
from reporting.documents.context import build_context
from reporting.documents.edition import Edition
from reporting.documents.scope import Scope
from reporting.model.book import Casebook
from reporting.model.chain import Commitment, Meeting, Recommendations
from reporting.model.dates import PartialDate
from reporting.model.obstacles import Obstacle
from reporting.model.packs import Letter, Pack
from reporting.model.parties import Party
from reporting.places import Place

Answer = tuple[Mapping[str, Any], Scope]
MINISTRY = {
    "id": "bzk", "kind": "ministry", "side": "nl", "name": {"nl": "Ministerie"}, "short": {"nl": "BZK"},
    "directorates": {"democracy": {"nl": "Directie Democratie"}},
    "address": {"visiting": ["Straat 1"], "postal": ["Postbus 1", "Den Haag"], "website": "www.x.nl", "mailbox": "bus@x.nl"},
    "offices": [
        {"id": "minister", "title": {"nl": "De minister"}, "holders": [
            {"name": "A. de Eerste", "from": "2020-01-01", "until": "2022-01-10"}, {"name": "B. de Tweede", "from": "2022-01-10"},
        ]},
        {"id": "vacant", "title": {"nl": "De staatssecretaris"}, "holders": []},
        {"id": "nameless", "title": {"nl": "De gouverneur"}, "holders": [{"name": "unknown", "from": "2020"}]},
    ],
}  # fmt: skip
HOUSE = {"id": "house", "kind": "parliament", "name": {"nl": "Kamer"}, "addressed_as": {"nl": "De Voorzitter"}}


def event(kind: str, date: str, text: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "date": date, "by": "bzk", "text": {"nl": text}, **more}


def obstacle(identifier: str, *events: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": identifier, "title": {"nl": identifier.capitalize()}, "borders": ["vl-nl"], "theme": "transport", "public": True,
        "description": {"nl": "Tekst."}, "events": list(events), **more,
    }  # fmt: skip


def make(
    sections: list[dict[str, Any]] | None = None, obstacles: list[dict[str, Any]] | None = None, final: bool = False,
    kind: str = "kamerbrief", meeting: dict[str, Any] | None = None, recommendations: dict[str, Any] | None = None,
    commitments: list[dict[str, Any]] | None = None, about: dict[str, Any] | None = None, previous: str | None = None,
    meetings: list[dict[str, Any]] | None = None, **document: Any,
) -> Answer:  # fmt: skip
    """The context of one document, from records given as they stand in YAML. `previous`: the day of the pack before."""
    said = {
        "kind": kind, "audience": "house", "text": "letter.yaml", "date": "2022-12-15", "reference": "2022-1", "sender": "bzk",
        "to": ["house"], "subject": {"nl": "Voortgang"}, "signatory": "minister", "obstacles": about,
        "meeting": meeting and "top", **document,
    }  # fmt: skip
    pack = Pack.model_validate(
        {
            "id": "top", "title": {"nl": "Top"}, "as_of": "2022-12-15", "period": {"from": "2022-01-01", "to": "2022-12-31"},
            "documents": {"letter": {k: v for k, v in said.items() if v is not None}},
            **({"previous": "vorig"} if previous else {}),
        }
    )  # fmt: skip
    packs = {"top": pack}
    if previous:
        packs["vorig"] = pack.model_copy(
            update={"id": "vorig", "as_of": PartialDate.parse(previous), "title": {"nl": "Vorig"}, "previous": None}
        )
    parties = {data["id"]: Party.model_validate(data) for data in (MINISTRY, HOUSE)}
    records: dict[str, dict[str, Any]] = {
        "obstacle": {data["id"]: Obstacle.model_validate(data) for data in obstacles or []},
        "recommendations": {"advice": Recommendations.model_validate(recommendations)} if recommendations else {},
        "commitment": {data["id"]: Commitment.model_validate(data) for data in commitments or []},
        "meeting": {
            data["id"]: Meeting.model_validate(data)
            for data in [*([meeting | {"id": "top"}] if meeting else []), *(meetings or [])]
        },
    }
    letter = Letter.model_validate({"sections": sections or [{"id": "a", "text": {"nl": "Tekst."}}]})
    places = {(kind, key): Place(f"{kind}/{key}.yaml") for kind, found in records.items() for key in found}
    places |= {("party", key): Place(f"parties/{key}.yaml") for key in parties} | {
        ("pack", key): Place(f"{key}/pack.yaml") for key in packs
    }
    places |= {("letter", "top/letter.yaml"): Place("letter.yaml")} | dict(desk.book().places)
    places |= {
        ("office", office.id): Place("parties/bzk.yaml", ("offices", i))
        for i, office in enumerate(parties["bzk"].offices)
    }
    book = Casebook(
        settings=desk.book().settings, sources=desk.book().sources, parties=parties,
        offices={office.id: ("bzk", office) for office in parties["bzk"].offices}, obstacles=records["obstacle"],
        recommendations=records["recommendations"], commitments=records["commitment"], meetings=records["meeting"],
        packs=packs, letters={("top", "letter.yaml"): letter}, places=places,
    )  # fmt: skip
    found = desk.templates().kinds[kind]
    scope = Scope(
        book, found.words, desk.trees(text for _, text in prose_of(book)), document.get("language") or "nl", desk.DAY
    )
    titles = {"letter": Text.plain("Brief", Place("kind.yaml"))}
    return build_context(pack, "letter", found, titles, Edition("abcdef0", final=final), scope), scope


def shown(blocks: list[Block]) -> list[str]:
    return [line.replace("\u00a0", "~") for line in desk.outline(blocks)]


def codes(scope: Scope) -> list[tuple[str, tuple[object, ...]]]:
    return [(problem.code, problem.place.field) for problem in scope.problems]


PROGRESS = [{"id": "p", "heading": {"nl": "Voortgang"}, "show": "progress"}]


def test_progress_tells_what_happened_in_the_period_up_to_the_day():
    ferry = obstacle(
        "ferry", event("submitted", "2021-12-31", "Te vroeg."), event("analysis", "2022-01", "Onderzocht."),
        event("feedback", "2022-02-01", "Bericht."), event("decided", "2022-12-05", "Besloten.", source="kst-70",
              next={"text": {"nl": "Invoeren."}, "by": "minister", "due": "2023-03"}),
        event("progress", "2022-12", "Maand niet om."),
        event("implementing", "2022-12-16", "Te laat.", next="none"),
    )  # fmt: skip
    quiet = obstacle(
        "quiet", event("selected", "2021-05-01", "Eerder."), event("feedback", "2022-05-01", "Bericht."), theme="waste"
    )
    context, scope = make(PROGRESS, [ferry, quiet])
    assert shown(context["blocks"]) == [
        "heading 1: Voortgang",
        "heading 2: Verkeer en vervoer",
        "label 1: Ferry",
        "bullet 1: januari~2022: Onderzocht.",
        "bullet 1: 5~december~2022: Besloten.((Kamerstuk~32~851, nr.~70))",
        "paragraph 1: Stand op 15~december~2022: besloten (5~december~2022).",
        "paragraph 1: Eerstvolgende stap (De minister, maart~2023): Invoeren.",
        "paragraph 1: Over de volgende belemmeringen is in de verslagperiode niets nieuws te melden:",
        "bullet 1: Quiet: geselecteerd (1~mei~2021)",
    ]
    assert not scope.problems


def test_solved_is_told_with_what_shows_it():
    solved = event("solved", "2022-06-01", "Opgelost.", evidence={"nl": "Het vaart."}, source="trb")
    lines = shown(make(PROGRESS, [obstacle("ferry", solved)])[0]["blocks"])
    assert any("In de praktijk: Het vaart.((Trb.~2008, nr.~135))" in line for line in lines)
    later = {**solved, "date": "2022-12-31"}
    lines = shown(make(PROGRESS, [obstacle("ferry", event("decided", "2022-05-01", "Besloten."), later)])[0]["blocks"])
    assert not any("Opgelost" in line or "opgelost" in line or "praktijk" in line for line in lines)


@pytest.mark.parametrize(("audience", "kind", "seen"), [("house", "bilingual-annex", 1), ("public", "bilingual-annex", 1),
                                                        ("internal", "bilingual-annex", 2), ("counterpart", "bilingual-annex", 2)])  # fmt: skip
def test_what_is_not_public_stays_inside(audience: str, kind: str, seen: int):
    records = [
        obstacle("open", event("decided", "2022-05-01", "X.")),
        obstacle("secret", event("decided", "2022-05-01", "X."), public=False),
    ]
    context, scope = make(None, records, kind=kind, audience=audience, languages=["nl"], text=None)
    assert sum(len(group["obstacles"]) for group in context["groups"]) == seen
    assert not scope.problems


def test_what_is_not_public_cannot_be_asked_for_by_name():
    record = obstacle("secret", event("decided", "2022-05-01", "Geheim."), public=False)
    context, scope = make(PROGRESS, [record], about={"ids": ["secret"]})
    assert shown(context["blocks"])[-1].startswith("paragraph 1: Er zijn geen belemmeringen")
    assert codes(scope) == [("obstacle-not-public", ("documents", "letter", "obstacles", "ids", 0))]


ADVICE = {
    "id": "advice", "title": {"nl": "Advies"}, "by": "bzk",
    "recommendations": [
        {"number": "1", "title": {"nl": "Een schakel"}, "advice": {"nl": "Kies."}, "reaction": {
            "text": {"nl": "Goed."}, "actions": [
                {"text": {"nl": "Wij doen het"}, "actors": ["minister", "bzk"], "due": "2023-01-31"},
                {"text": {"nl": "Zij ook"}, "actors": ["unknown"]},
            ]}},
        {"number": "2", "title": {"nl": "Nog iets"}, "advice": {"nl": "Wacht."}},
    ],
}  # fmt: skip


def test_recommendations_with_their_lettered_actions():
    context, scope = make([{"id": "r", "show": "recommendations", "of": "advice"}], recommendations=ADVICE)
    assert shown(context["blocks"]) == [
        "advice 1: 1.~Een schakel", "paragraph 1: Kies.", "label 1: Reactie:", "paragraph 1: Goed.",
        "letter 1: Wij doen het (De minister en BZK; 31~januari~2023)",
        "letter 1: Zij ook (⟦[nog te bepalen]⟧; datum nog te bepalen)",
        "advice 1: 2.~Nog iets", "paragraph 1: Wacht.",
    ]  # fmt: skip
    assert not scope.problems
    assert all(span.origins for block in context["blocks"] for span in block.text.inlines)


def test_commitments_stand_in_a_table():
    motion = {
        "id": "motion", "kind": "motion", "title": {"nl": "Samen"}, "members": ["A", "B"], "text": {"nl": "Verzoekt."},
        "source": "kst-vii", "owner": "bzk", "due": "2023", "progress": {"nl": "Bezig."},
    }  # fmt: skip
    context, scope = make(
        [{"id": "c", "show": "commitments"}],
        commitments=[motion, {**motion, "id": "other", "source": "unknown", "due": "unknown"}],
    )
    (table,) = shown(context["blocks"])
    header, first, second = table.split(" / ")
    assert header == "table: Omschrijving | Vindplaats | Stand van zaken"
    assert (
        first
        == "**Samen** ¶ Verzoekt. | Motie van A en B ¶ Kamerstuk~36~200~VII, nr.~33 | Open; toegezegd voor 2023 ¶ Bezig."
    )
    assert "⟦[nummer onbekend]⟧ | Open ¶ Bezig." in second
    assert codes(scope) == [("number-unknown", ("source",))]
    assert shown(make([{"id": "c", "show": "commitments"}])[0]["blocks"])[0].startswith(
        "paragraph 1: Er zijn geen moties"
    )


def test_three_levels_of_headings_and_no_fourth():
    section: dict[str, Any] = {"id": "d", "heading": {"nl": "D"}}
    for name in "cba":
        section = {
            "id": name,
            "heading": {"nl": name.upper()},
            "text": {"nl": name},
            "after": {"nl": f"na {name}"},
            "sections": [section],
        }
    context, scope = make([section])
    lines = shown(context["blocks"])
    assert [line for line in lines if line.startswith(("heading", "label"))] == [
        "heading 1: A",
        "heading 2: B",
        "heading 3: C",
        "label 1: D",
    ]
    deepest = ("sections", 0, "sections", 0, "sections", 0, "sections", 0, "heading")
    assert codes(scope) == [("section-deep", deepest)]


@pytest.mark.parametrize(
    ("office", "date", "name", "count"),
    [("minister", "2022-12-15", "B. de Tweede", None), ("minister", "2021-06", "A. de Eerste", None),
     ("minister", "2022-01-10", None, 2), ("minister", "2019", None, 0), ("minister", "unknown", "B. de Tweede", None),
     ("vacant", "2022-12-15", None, 0), ("nameless", "2022-12-15", None, 0)],
)  # fmt: skip
def test_who_signs_follows_from_office_and_date(office: str, date: str, name: str | None, count: int | None):
    context, scope = make(signatory=office, date=date)
    signed = context["signature"]
    assert str(signed["name"]) == (name or "[naam onbekend]")
    told = [problem.values["count"] for problem in scope.problems if problem.code == "holder-unknown"]
    assert told == ([] if count is None else [count])
    assert bool(signed["name"].inlines[0].mark) == (count is not None)


def test_a_letterhead_and_an_addressee():
    context, scope = make(directorate="democracy")
    sender, (to,) = context["sender"], context["to"]
    assert [str(sender[key]) for key in ("name", "directorate", "website", "mailbox")] == [
        "Ministerie",
        "Directie Democratie",
        "www.x.nl",
        "bus@x.nl",
    ]
    assert [[str(line) for line in sender[key]] for key in ("visiting", "postal")] == [
        ["Straat 1"],
        ["Postbus 1", "Den Haag"],
    ]
    assert (str(to["name"]), to["lines"]) == ("De Voorzitter", [])
    assert not scope.problems


def test_a_concept_says_so_and_a_final_text_does_not():
    assert (
        str(make()[0]["document"]["mark"]).replace("\u00a0", " ")
        == "CONCEPT · top abcdef0 · peildatum 15 december 2022"
    )
    assert make(final=True)[0]["document"]["mark"] is None


def test_a_text_shown_as_typed_is_no_template():
    context, _ = make([{"id": "a", "text": {"nl": "{{ 7*7 }}^[{% x %}]"}}], subject={"nl": "{{ 7*7 }}"})
    assert shown(context["blocks"]) == ["paragraph 1: {{ 7*7 }}(({% x %}))"]
    assert str(context["document"]["subject"]) == "{{ 7*7 }}"


MEETING: dict[str, Any] = {
    "id": "top", "kind": "summit", "title": {"nl": "Top"}, "place": "unknown", "date": "2023-01-31",
    "parties": {"nl": ["bzk"], "vl": ["house"]}, "considerations": [{"nl": "Overweging."}], "signatories": {"nl": ["minister"]},
    "agreements": [{"title": {"nl": "Vervoer"}, "sentences": [{"mode": "decides", "text": {"nl": "Wij besluiten."}, "owners": ["bzk"]}]}],
}  # fmt: skip


def test_an_agreement_puts_its_own_side_first_and_marks_what_is_open():
    context, scope = agreement()
    meeting = context["meeting"]
    assert [str(side["name"]) for side in meeting["sides"]] == ["Vlaanderen", "Nederland"]
    (sentence,) = meeting["agreements"][0]["sentences"]
    assert str(sentence["bracket"]) == "[besluit; BZK; datum nog te bepalen]"
    assert [str(meeting[key]) for key in ("place", "legal_nature", "authentic")] == [
        "[plaats volgt]", "[rechtskarakter nog vast te stellen]", "[authentieke taal nog vast te stellen]",
    ]  # fmt: skip
    assert sorted(code for code, _ in codes(scope)) == ["authentic-unknown", "legal-nature-unknown", "place-unknown"]
    assert agreement(final=True)[0]["meeting"]["agreements"][0]["sentences"][0]["bracket"] is None


def agreement(**more: Any) -> Answer:
    context, scope = make(kind="summit-agreement", audience="counterpart", first_side="vl", meeting=MEETING, **more)
    return context, scope


FAULTS: dict[str, tuple[Callable[[], Answer], str, tuple[object, ...]]] = {
    "date-unknown": (lambda: make(date="unknown"), "document", ("documents", "letter", "date")),
    "reference-unknown": (lambda: make(reference="unknown"), "document", ("documents", "letter", "reference")),
    "audience-not-allowed": (lambda: make(audience="public"), "left", ("documents", "letter", "audience")),
    "document-needs": (lambda: make(sender=None), "left", ("documents", "letter")),
    "recommendations-unsaid": (
        lambda: make([{"id": "r", "show": "recommendations"}]),
        "blocks",
        ("sections", 0, "show"),
    ),
    "translation-missing": (lambda: make(language="fr"), "blocks", ("sections", 0, "text")),
}


@pytest.mark.parametrize("code", FAULTS)
def test_what_a_document_lacks_is_told_at_its_field(code: str):
    build, asked, field = FAULTS[code]
    context, scope = build()
    value = context[asked]
    if isinstance(value, Mapping):
        list(value.values())
    assert (code, field) in codes(scope)


def test_what_is_not_printed_is_not_told_of():
    context, scope = make(date="unknown", reference="unknown")
    assert context["left"] == "nl"
    assert not scope.problems
