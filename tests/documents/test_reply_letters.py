"""The reply to a reporter, and the list of those owed: every step, in every language, and no citizen by name."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from desk import outline
from series_desk import END, LANGUAGES, book_of, document_of, event, every, kind_of, life, scope_of

from reporting.documents.context import build_context
from reporting.documents.edition import Edition
from reporting.documents.replies import describe_reply
from reporting.documents.scope import Scope
from reporting.documents.series import each_reply
from reporting.documents.showing import Showing
from reporting.documents.shows import SHOWS
from reporting.model.book import Casebook
from reporting.model.lifecycle import STEPS
from reporting.model.packs import Section
from reporting.model.replies import reply_owed

KIND, LIST = "reply-to-reporter", "replies-owed"
REFUSAL = {"instrument": "none", "reason": every("Daarom")}
LAST: dict[str, dict[str, Any]] = {
    **{kind: {} for kind in STEPS},
    "decided": {"instrument": {"kind": "benelux-decision"}, "due": "2021-06"},
    "refused": REFUSAL,
    "solved": {"evidence": every("Bewijs")},
    "mitigated": {"remains": every("Een rest")},
    **{kind: {"reason": every("Daarom")} for kind in ("not-selected", "accepted", "no-obstacle", "reopened")},
}


def letter(book: Casebook, language: str = "nl", day: datetime.date = END) -> tuple[list[str], Scope]:
    scope = scope_of(book, KIND, language, day)
    reply = reply_owed(book.obstacles["ferry"], day, book.sources)
    assert reply
    return outline(describe_reply(reply, book.packs["spring"], scope)["blocks"]()), scope


def said(lines: list[str]) -> str:
    return " ".join(line.partition(": ")[2] for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", LAST)
def test_each_step_is_told_in_each_language(step: str, language: str):
    kind = "decided" if step == "refused" else step
    book = book_of(event("submitted", "2019-01-01"), event("feedback", "2019-02-01"), event(kind, **LAST[step]))
    lines, scope = letter(book, language)
    own = kind_of(KIND).words
    name = {"analysis": "in-analysis"}.get(step, step)
    for part in ("means", "next"):
        assert str(own.find("reply", "step", name, part, language=language)) in said(lines)
    assert f"Tekst van {kind} {language}." in said(lines)
    for words in ("Daarom", "Bewijs", "Een rest"):
        asked = any(value == every(words) for value in LAST[step].values())
        assert (f"{words} {language}." in said(lines)) == asked
    assert not scope.problems and not scope.blanks


def test_a_letter_line_by_line():
    following = {"text": every("Stap"), "by": "ministry", "due": "2021-03"}
    book = book_of(*life("submitted feedback identification raised", next=following), public=True)
    assert letter(book)[0] == [
        "paragraph 1: U hebt een belemmering aan de grens gemeld: “Veer nl.”. Met deze brief laten wij u weten hoe het "
        "daarmee staat.",
        "paragraph 1: Stand op 31\u00a0december\u00a02020: Geagendeerd (15\u00a0april\u00a02020). De belemmering is "
        "voorgelegd aan de ministers die erover kunnen besluiten.",
        "paragraph 1: 15\u00a0april\u00a02020: Tekst van raised nl.",
        "paragraph 1: Eerder gebeurde dit nog, wat wij u niet eerder lieten weten:",
        "bullet 1: 15\u00a0maart\u00a02020: Tekst van identification nl.",
        "label 1: Hoe het verdergaat",
        "paragraph 1: De ministers besluiten of en hoe zij de belemmering wegnemen. De volgende stap: Stap nl. Wie en "
        "wanneer: Ministerie, maart\u00a02021.",
        "paragraph 1: U kunt de zaak volgen in het openbare register: https://www.schakelpunt.eu. Hebt u vragen? Neem "
        "dan contact op met Grensloket, waar de melding binnenkwam.",
    ]


@pytest.mark.parametrize("initiator", ["citizen", "unknown"])
def test_a_citizen_is_told_by_the_front_office(initiator: str):
    book = book_of(*life("submitted"), initiator=initiator, kind=KIND, audience="reporter")
    lines, _ = letter(book)
    assert lines[0].endswith("Wilt u het bericht hieronder doorgeven aan wie de melding deed?")
    assert lines[1] == "label 1: Bericht aan de indiener"
    scope = scope_of(book, KIND)
    (item,) = each_reply(*document_of(book), book.packs["spring"], scope)
    context = build_context(book.packs["spring"], "series", kind_of(KIND), {}, Edition("0"), scope, item)
    assert [str(to["name"]) for to in context["to"]] == ["Grensloket"]


def test_a_party_is_written_to_itself_and_what_is_not_public_names_no_register():
    book = book_of(*life("submitted"), public=False, kind=KIND, audience="reporter", reporter_language="fr")
    scope = scope_of(book, KIND)
    (item,) = each_reply(*document_of(book), book.packs["spring"], scope)
    assert (item.id, item.language) == ("ferry", "fr")
    context = build_context(book.packs["spring"], "series", kind_of(KIND), {}, Edition("0"), scope, item)
    assert [str(to["name"]) for to in context["to"]] == ["Bedrijf"]
    assert "schakelpunt" not in said(letter(book)[0])
    assert "schakelpunt" not in said(letter(book_of(*life("submitted"), borders=["nl-nrw"]))[0])


@pytest.mark.parametrize(
    ("kind", "key"),
    [("not-selected", "reason"), ("accepted", "reason"), ("no-obstacle", "reason"), ("mitigated", "remains")],
)
def test_an_outcome_without_its_reason_is_a_marked_blank(kind: str, key: str):
    lines, scope = letter(book_of(event(kind, **{key: "unknown"})))
    assert "⟦[" in said(lines)
    assert [place.field for place in scope.blanks] == [("events", 0, key)]


def test_a_refusal_without_a_reason_is_a_marked_blank():
    lines, scope = letter(book_of(event("decided", instrument="none", reason="unknown")))
    assert "Reden van de afwijzing: ⟦[reden volgt]⟧" in said(lines) and len(scope.blanks) == 1


def test_a_step_of_which_nothing_more_is_known_says_so_and_an_end_does_not():
    assert "Wanneer dat gebeurt, weten wij nog niet." in said(letter(book_of(*life("submitted")))[0])
    assert "Wanneer dat gebeurt" not in said(letter(book_of(*life("submitted", next="none")))[0])
    solved = event("solved", evidence=every("Bewijs"))
    assert "Wanneer dat gebeurt" not in said(letter(book_of(solved))[0])
    assert "Wie en wanneer" not in said(
        letter(book_of(*life("submitted", next={"text": every("Stap"), "by": "unknown", "due": "unknown"})))[0]
    )


def test_replies_are_those_whose_change_falls_in_the_period_and_has_happened():
    def items(*events: dict[str, Any]) -> int:
        book = book_of(*events, kind=KIND, audience="reporter")
        return len(each_reply(*document_of(book), book.packs["spring"], scope_of(book, KIND)))

    assert items(event("submitted", "2020-05-05")) == 1
    assert items(event("submitted", "2019-12-31")) == 0
    assert items(event("submitted", "2021-01-01")) == 0
    assert items(event("submitted", "unknown")) == 1
    assert items(event("submitted", "2020-05-05"), event("feedback", "2020-06-01")) == 0


# --- the list --------------------------------------------------------------------------------------------------------


def owed(book: Casebook, language: str = "nl") -> list[str]:
    scope = scope_of(book, LIST, language)
    document, place = document_of(book)
    setting = Showing(
        Section(id="x"), place, 1, document, place, book.packs["spring"], kind_of(LIST), scope, {}, {}, "0"
    )
    return outline(SHOWS["replies"](setting))


def test_the_list_tells_to_whom_since_when_by_whom_in_which_language_and_how_to_record_it():
    book = book_of(*life("submitted identification"), initiator="citizen", reporter_language="de")
    lines = owed(book)
    assert lines[0] == "paragraph 1: 1 indiener weet nog niet hoe het ervoor staat."
    row = lines[1].split(" / ")[1].split(" | ")
    assert row == [
        "Veer nl.", "Identificatie, en 1 eerder", "15\u00a0januari\u00a02020", "Grensloket, om door te geven", "Duits",
        "Grensloket", "{zxx:reporting record ferry feedback}",
    ]  # fmt: skip


def test_the_longest_owed_comes_first_and_unknown_dates_last():
    book = book_of(*life("submitted"))
    ferry = book.obstacles["ferry"]
    dates = {"late": "2020-06-01", "never": "unknown", "early": "2020-02"}
    for key, date in dates.items():
        named = [replace_date(ferry.events[0], date)]
        book.obstacles[key] = ferry.model_copy(update={"id": key, "events": named})
        book.places["obstacle", key] = replace(book.place("obstacle", "ferry"), file=f"obstacles/{key}.yaml")
    rows = owed(book)[1].split(" / ")[1:]
    assert [row.split()[-2] for row in rows] == ["ferry", "early", "late", "never"]


def replace_date(one: Any, date: str) -> Any:
    return type(one).model_validate(one.model_dump(by_alias=True, exclude_unset=True) | {"date": date})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_nothing_says_so(language: str):
    (line,) = owed(book_of(*life("submitted feedback")), language)
    assert str(kind_of(LIST).words.find("owed", "none", language=language)) in line


def test_every_step_of_the_table_has_its_words():
    steps = {STEPS[kind].status for kind in STEPS} | {"refused", "reopened"}
    assert set(kind_of(KIND).file.words["reply"]["step"]) == steps
