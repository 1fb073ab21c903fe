# ruff: noqa: E501 (tables of texts and records, a case a line)
"""Reports that set two days beside each other, and lists of motions and undertakings: what they say, and to whom."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import desk
import pytest
from test_letters import PROGRESS, event, make, obstacle, shown

from reporting.documents.blocks import Block
from reporting.documents.counts import signed

STEP = {"text": {"nl": "Invoeren."}, "by": "minister", "due": "2022-06"}
FERRY = obstacle(
    "ferry", event("submitted", "2022-01-10", "Gemeld.", next=STEP), event("analysis", "2022-07-01", "Onderzocht.", source="kst-70"),
    event("progress", "unknown", "Zonder datum."), event("selected", "2023-01-01", "Na de dag."),
)  # fmt: skip
BRIDGE = obstacle(
    "bridge", event("decided", "2021-05-01", "Besloten.", due="2022-03", owners={"nl": "bzk"}, instrument="unknown"),
    event("progress", "2022-10-01", "Gesproken.", next={"text": {"nl": "Bouwen."}, "by": "unknown", "due": "unknown"}),
    theme="waste", borders=["vl-nl", "nl-nrw"],
)  # fmt: skip
DONE = obstacle("done", event("solved", "2021-03", "Klaar."))
LATER = obstacle("later", event("submitted", "2023-02-01", "Later."))
EVERY = [FERRY, BRIDGE, DONE, LATER]


def part(context: Any, heading: str) -> list[str]:
    """The lines below a heading of level 1, up to the next."""
    lines = shown(context["blocks"])
    start = next(index for index, line in enumerate(lines) if line == f"heading 1: {heading}") + 1
    end = next((index for index in range(start, len(lines)) if lines[index].startswith("heading 1")), len(lines))
    return lines[start:end]


REPORT: dict[str, Any] = {
    "kind": "governors-report",
    "audience": "internal",
    "on_behalf_of": ["vacant"],
    "sections": [{"id": "opening", "text": {"nl": "Tekst."}}],
}
MOVED, PLANNED = "Wat verder kwam en wat niet", "Wat was voorgenomen en wat ervan kwam"
LATE, COUNTS = "Wat te laat is en bij wie", "De aantallen"


def test_what_was_reported_of_a_closed_case_or_one_without_a_step_is_told():
    closed = obstacle("closed", event("solved", "2021-03", "Klaar."), event("progress", "2022-05-01", "Werkt."))
    fresh = obstacle("fresh", event("progress", "2022-06-01", "Eerste bericht."))
    context, _ = make(obstacles=[closed, fresh], previous="2022-03-31", **REPORT)
    assert part(context, MOVED)[3:] == [
        "heading 2: Al eerder afgesloten (1)",
        "bullet 1: Closed: opgelost (maart~2021)",
        "bullet 2: 1~mei~2022: Werkt.",
        "heading 2: Nog zonder stap in het dossier (1)",
        "bullet 1: Fresh",
        "bullet 2: 1~juni~2022: Eerste bericht.",
    ]


def test_what_moved_and_what_did_not():
    context, _ = make(obstacles=EVERY, previous="2022-03-31", **REPORT)
    assert part(context, MOVED) == [
        "paragraph 1: Vergeleken met 31~maart~2022, de peildatum van het vorige verslag (Vorig).",
        "heading 2: Verder gekomen (1)",
        "table: Belemmering | Stand op 31~maart~2022 | Stand op 15~december~2022 | Wat er gebeurde / "
        "**Ferry** | Ingediend (10~januari~2022) | In analyse (1~juli~2022) | 1~juli~2022: Onderzocht.((Kamerstuk~32~851, nr.~70))",
        "heading 2: Niet verder gekomen (1)",
        "table: Belemmering | Stand en sinds wanneer | Wat er wel gebeurde | Volgende stap / "
        "**Bridge** | Besloten (1~mei~2021) | 1~oktober~2022: Gesproken. | Bouwen. ¶ ⟦[nog te bepalen]⟧, ⟦[datum volgt]⟧",
        "heading 2: Al eerder afgesloten (1)",
        "bullet 1: Done: opgelost (maart~2021)",
        "heading 2: Nog zonder stap in het dossier (1)",
        "bullet 1: Later",
    ]  # fmt: skip


def test_without_a_pack_before_it_compares_with_the_day_before_the_period_and_says_so():
    context, _ = make(obstacles=[FERRY], **REPORT)
    assert part(context, MOVED)[0] == (
        "paragraph 1: Vergeleken met 31~december~2021, de dag vóór de verslagperiode; een vorig verslag is niet genoemd."
    )
    assert (
        "**Ferry** | Nog niet in het dossier | In analyse (1~juli~2022) | 10~januari~2022: Gemeld. ¶ 1~juli~2022"
        in part(context, MOVED)[2]
    )
    assert part(context, PLANNED) == ["paragraph 1: Op 31~december~2021 stond er geen volgende stap in het dossier."]


def test_what_was_planned_and_what_came_of_it():
    context, _ = make(obstacles=EVERY, previous="2022-03-31", **REPORT)
    table, rule = part(context, PLANNED)
    assert table == (
        "table: Belemmering | Voorgenomen op 31~maart~2022 | Wat ervan kwam, op 15~december~2022 / "
        "**Ferry** | Invoeren. ¶ De minister, juni~2022 | **Gebeurd, na de afgesproken datum** ¶ 1~juli~2022: Onderzocht.((Kamerstuk~32~851, nr.~70)) / "
        "**Bridge** | Uitvoeren wat is besloten. ¶ BZK, maart~2022 | **Te laat: nog niet gebeurd**"
    )
    assert rule.startswith("paragraph 1: “Gebeurd” betekent dat er daarna een stap is gezet")


def test_a_date_named_anew_is_told_with_what_is_late():
    again = event("progress", "2022-08-01", "Uitgesteld.", next=STEP | {"due": "2023-02"})
    context, _ = make(
        obstacles=[obstacle("ferry", event("submitted", "2022-01-10", "Gemeld.", next=STEP), again)],
        previous="2022-03-31",
        **REPORT,
    )
    assert part(context, PLANNED)[0].endswith("| **Te laat: nog niet gebeurd** ¶ Datum nu: februari~2023")


def test_what_is_late_and_on_whose_desk():
    promised = {
        "id": "promise",
        "kind": "undertaking",
        "title": {"nl": "Bericht"},
        "text": {"nl": "Berichten."},
        "source": "kst-70",
        "owner": "minister",
        "due": "2022-11-30",
    }
    step = obstacle("step", event("analysis", "2022-01-10", "Gemeld.", next=STEP))
    nobody = obstacle("nobody", event("submitted", "2022-01-10", "Gemeld."))
    context, _ = make(obstacles=[BRIDGE, step, nobody], commitments=[promised], previous="2022-03-31", **REPORT)
    assert part(context, LATE) == [
        "paragraph 1: Te laat op 15~december~2022: 4.",
        "table: Bij wie | Wat | Uiterlijk / "
        "coördinator (niemand aangewezen) | **Nobody** ¶ Vaststellen of dit een belemmering is en waardoor; zo nodig verduidelijking vragen | 10~maart~2022 ¶ dagen te laat: 280 / "
        "BZK | **Bridge** ¶ Uitvoeren wat is besloten | maart~2022 ¶ dagen te laat: 259 / "
        "De minister | **Step** ¶ Invoeren. | juni~2022 ¶ dagen te laat: 168 / "
        "De minister | **Bericht** ¶ De toezegging nakomen | 30~november~2022 ¶ dagen te laat: 15",
    ]  # fmt: skip
    outside, _ = make(
        obstacles=[BRIDGE, step, nobody],
        commitments=[promised],
        previous="2022-03-31",
        **REPORT | {"audience": "counterpart"},
    )
    assert part(outside, LATE)[0] == "paragraph 1: Te laat op 15~december~2022: 3."
    assert "Bericht" not in "".join(part(outside, LATE))


def test_nothing_is_late():
    context, _ = make(obstacles=[DONE], **REPORT)
    assert part(context, LATE) == ["paragraph 1: Op 15~december~2022 is niets te laat."]


def test_counts_are_a_table_and_where_there_is_something_to_compare_a_chart():
    context, _ = make(obstacles=EVERY, previous="2022-03-31", **REPORT)
    lines = part(context, COUNTS)
    assert [line for line in lines if not line.startswith("chart")] == [
        "table: Status | 31~maart~2022 | 15~december~2022 | Verschil / Ingediend | 1 | 0 | −1 / In analyse | 0 | 1 | +1 / "
        "Besloten | 1 | 1 | 0 / Opgelost | 1 | 1 | 0 / **Alle belemmeringen** | **3** | **3** | **0**",
        "table: Thema | 31~maart~2022 | 15~december~2022 | Verschil / Verkeer en vervoer | 2 | 2 | 0 / Afval | 1 | 1 | 0 / "
        "**Alle belemmeringen** | **3** | **3** | **0**",
        "table: Grens | 31~maart~2022 | 15~december~2022 | Verschil / Vlaanderen – Nederland | 3 | 3 | 0 / "
        "Nederland – Noordrijn-Westfalen | 1 | 1 | 0 / **Alle belemmeringen** | **3** | **3** | **0**",
        "paragraph 1: Een belemmering die aan meer grenzen speelt telt bij elke grens mee.",
    ]  # fmt: skip
    charts = [block for block in context["blocks"] if block.chart]
    assert [str(block.text) for block in charts] == [
        "Belemmeringen naar status",
        "Belemmeringen naar thema",
        "Belemmeringen naar grens",
    ]
    assert "Ingediend" in charts[0].chart.alt and "31\u00a0maart\u00a02022" in charts[0].chart.alt
    assert all(block.table.together for block in tables_of(context["blocks"])[-3:])
    alone, _ = make(obstacles=[DONE], **REPORT)
    assert not [block for block in alone["blocks"] if block.chart]


def tables_of(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if block.table]


@pytest.mark.parametrize(("number", "said"), [(3, "+3"), (0, "0"), (-12, "−12")])
def test_a_difference_has_a_sign(number: int, said: str):
    assert signed(number) == said


def test_no_obstacles_at_all():
    context, scope = make(obstacles=[], **REPORT)
    assert (
        part(context, MOVED)
        == part(context, COUNTS)
        == ["paragraph 1: Er zijn geen belemmeringen om over te berichten."]
    )
    assert not scope.problems


@pytest.mark.parametrize("audience", ["internal", "counterpart"])
def test_what_happens_later_changes_nothing(audience: str):
    later = [
        event(
            "decided",
            "2022-12-16",
            "Later besloten.",
            next=STEP,
            owners={"nl": "bzk"},
            due="2023-01",
            instrument="unknown",
        ),
        event("solved", "2023-01-01", "Opgelost.", evidence={"nl": "Het werkt."}),
    ]
    said = REPORT | {"audience": audience}
    before, after = (
        shown(
            make(
                obstacles=[obstacle("ferry", *FERRY["events"][:2], *more), BRIDGE, DONE], previous="2022-03-31", **said
            )[0]["blocks"]
        )
        for more in ([], later)
    )
    assert before == after


def test_two_governors_sign():
    context, _ = make(obstacles=[DONE], **REPORT)
    assert context["signature"]["title"] == "De minister"
    assert [signer["title"] for signer in context["on_behalf_of"]] == ["De staatssecretaris"]


# --- the letter


def test_a_letter_says_what_came_of_what_stood_at_the_pack_before():
    open_step = obstacle(
        "open",
        event(
            "submitted", "2021-01-01", "Gemeld.", next={"text": {"nl": "Nagaan."}, "by": "unknown", "due": "unknown"}
        ),
        theme="waste",
    )
    context, _ = make(PROGRESS, [FERRY, DONE, open_step], previous="2022-03-31")
    lines = shown(context["blocks"])
    assert (
        "paragraph 1: Gebeurd, na de afgesproken datum (voorgenomen op 31~maart~2022; De minister, juni~2022): Invoeren."
        in lines
    )
    assert lines[-2:] == [
        "bullet 1: Open: ingediend (1~januari~2021)",
        "continue 1: Niet bekend (voorgenomen op 31~maart~2022; zonder datum): Nagaan.",
    ]
    assert sum("voorgenomen" in line for line in lines) == 2
    alone, _ = make(PROGRESS, [FERRY, DONE, open_step])
    assert not any("voorgenomen" in line for line in shown(alone["blocks"]))


# --- motions and undertakings


def commitment(identifier: str, **more: Any) -> dict[str, Any]:
    return {
        "id": identifier,
        "kind": "motion",
        "title": {"nl": identifier},
        "text": {"nl": "Doen."},
        "source": "kst-70",
        "owner": "minister",
        **more,
    }


REPORTED = {"date": "2022-02-01", "source": "kst-72"}
LIST = [
    commitment("open", due="2022-06"), commitment("told", due="2022-06"),
    commitment("reported", reported=REPORTED), commitment("settled", reported=REPORTED, settled={"date": "2022-05-01", "by": "house"}),
    commitment("reported-later", reported={"date": "2022-12-16", "source": "kst-72"}),
]  # fmt: skip


def listed(audience: str, records: list[dict[str, Any]] = LIST, **more: Any) -> list[str]:
    context, _ = make(
        kind="commitments-list",
        commitments=records,
        sections=[{"id": "opening", "text": {"nl": "Tekst."}}],
        audience=audience,
        **more,
    )
    return shown(context["blocks"])[1:]


HEAD, WHERE = "table: Omschrijving | Vindplaats | Stand van zaken / ", "Motie ¶ Kamerstuk~32~851, nr.~70"


def test_commitments_by_state_for_ourselves_with_what_is_late():
    assert listed("internal") == [
        "heading 1: Open (3)",
        f"{HEAD}**open** ¶ Doen. | {WHERE} | Open; toegezegd voor juni~2022 ¶ **dagen te laat: ****168** / "
        f"**told** ¶ Doen. | {WHERE} | Open; toegezegd voor juni~2022 ¶ **dagen te laat: ****168** / "
        f"**reported-later** ¶ Doen. | {WHERE} | Open",
        "heading 1: Afgedaan gemeld (1)",
        f"{HEAD}**reported** ¶ Doen. | {WHERE} | Afgedaan gemeld",
        "heading 1: Afgedaan (1)",
        f"{HEAD}**settled** ¶ Doen. | {WHERE} | Afgedaan",
    ]


def test_the_house_is_not_told_what_is_late_and_sees_what_the_letter_settles():
    lines = listed("house", settles=["told"])
    assert "te laat" not in "".join(lines)
    assert lines[2:4] == [
        "heading 1: Afgedaan gemeld (2)",
        f"{HEAD}**told** ¶ Doen. | {WHERE} | Wordt afgedaan gemeld met de brief van dit pakket / **reported** ¶ Doen. | {WHERE} | Afgedaan gemeld",
    ]


def test_an_empty_group_says_so_and_no_commitments_at_all_too():
    assert listed("house", LIST[:1])[2:] == [
        "heading 1: Afgedaan gemeld (0)",
        "paragraph 1: Geen.",
        "heading 1: Afgedaan (0)",
        "paragraph 1: Geen.",
    ]
    assert listed("house", []) == ["paragraph 1: Er zijn geen moties of toezeggingen om over te berichten."]


def test_one_given_after_the_day_is_not_listed():
    later = [commitment("later", given="2022-12-16"), commitment("earlier", given="2022-12-15")]
    assert listed("house", later)[0] == "heading 1: Open (1)"


# --- summits


def test_a_draft_looks_back_on_the_meeting_before():
    meeting = {
        "kind": "summit",
        "title": {"nl": "Top"},
        "place": "unknown",
        "date": "2022-12-20",
        "parties": {"nl": ["bzk"], "vl": ["house"]},
    }
    said = [
        {"mode": "agrees", "text": {"nl": "Er komt een loket."}, "owners": ["bzk"], "outcome": {"state": "done", "text": {"nl": "Het is open."}, "date": "2022-05", "source": "kst-70"}},
        {"mode": "decides", "text": {"nl": "Er komt een veer."}, "owners": ["bzk"], "due": "2022-09", "outcome": {"state": "not-done", "text": {"nl": "Nee."}, "date": "2022-12-16"}},
        {"mode": "discussed", "text": {"nl": "Er is gesproken."}, "owners": ["bzk"]},
    ]  # fmt: skip
    before = meeting | {
        "id": "earlier", "date": "2020-01-01", "title": {"nl": "Eerdere top"},
        "agreements": [{"title": {"nl": "Loketten"}, "sentences": said}, {"title": {"nl": "Gesprek"}, "sentences": said[2:]}],
    }  # fmt: skip
    how: dict[str, Any] = {
        "kind": "summit-agreement",
        "audience": "internal",
        "first_side": "nl",
        "meeting": meeting,
        "meetings": [before],
    }
    context, _ = make(**how)
    previous = context["meeting"]["previous"]
    assert (previous["title"], previous["date"]) == ("Eerdere top", "1\u00a0januari\u00a02020")
    assert [theme["title"] for theme in previous["agreements"]] == ["Loketten"]
    assert [
        (str(one["text"]), desk.looks(one["told"]).replace("\u00a0", " "))
        for one in previous["agreements"][0]["sentences"]
    ] == [
        ("Er komt een loket.", "Uitgevoerd (mei 2022): Het is open.((Kamerstuk 32 851, nr. 70))"),
        ("Er komt een veer.", "Niet bekend"),
    ]
    assert make(**how, final=True)[0]["meeting"]["previous"] is None
    assert make(**how | {"meetings": []})[0]["meeting"]["previous"] is None


# --- words

# What these tasks are about has no date of its own, or one that is yet to come: they are never late.
NEVER_LATE = {
    "analyse", "select", "raise", "decide", "conclude", "find-out", "tell", "instrument-untransposed", "instrument-untransposed-unknown",
    "instrument-unapproved", "instrument-unapproved-unknown", "settle-motion", "settle-undertaking", "action", "agreement", "prepare-meeting", "date-meeting",
}  # fmt: skip


def test_whatever_can_be_late_has_its_words():
    phrases = tomllib.loads(files("reporting").joinpath("messages/desk.toml").read_text(encoding="utf-8"))
    every = {key.removeprefix("task-") for key in phrases if key.startswith("task-")}
    tree = desk.words().tree("nl")
    assert set(tree["task"]) == every - NEVER_LATE
    assert set(tree["role"]) == {key.removeprefix("role-") for key in phrases if key.startswith("role-")}
