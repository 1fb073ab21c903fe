"""Bars from data: what is said of them, what they hold, and that no label is cut off."""

from __future__ import annotations

import datetime
import json
from fractions import Fraction

import desk
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.documents.bars import HIGHEST, POINT, Row, pack, width_of, wrapped
from reporting.documents.blocks import Text
from reporting.documents.charts import Bar, build_bars
from reporting.documents.scope import Scope
from reporting.documents.wording import write_number
from reporting.places import Place

AT = Place("cases/x.yaml", ("title",))
NOW, BEFORE = Text.plain("nu", AT), Text.plain("eerder", AT)
CAPTION = Text.plain("Stand", AT)
LONG = "Grenzüberschreitende Rettungsdiensteinsatzkoordinierungsvereinbarungsverhandlungen " * 2


def scope(language: str = "nl") -> Scope:
    return Scope(desk.book(), desk.words(), {}, language, datetime.date(2024, 1, 1))


def bar(label: str, *values: int | Fraction | None) -> Bar:
    return Bar(Text.plain(label, AT), values)


def test_one_series_says_every_value() -> None:
    [block] = build_bars([bar("Besloten", 3), bar("Opgelost", Fraction(11, 3)), bar("Ander", None)], CAPTION, scope())
    assert block.kind == "chart" and str(block.text) == "Stand"
    assert str(block.chart.alt) == "Staafdiagram: Stand. Besloten: 3; Opgelost: 3,67; Ander: onbekend."
    rows = json.loads(block.chart.spec)["data"]["values"]
    assert [(row["value"], row["printed"]) for row in rows] == [
        (3, "3"),
        (pytest.approx(11 / 3), "3,67"),
        (None, "onbekend"),
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", "Staafdiagram: Stand. A: 1 (nu) en 0 (eerder)."),
        ("fr", "Diagramme à barres\u00a0: Stand. A\u00a0: 1 (nu) et 0 (eerder)."),
        ("de", "Balkendiagramm: Stand. A: 1 (nu) und 0 (eerder)."),
        ("en", "Bar chart: Stand. A: 1 (nu) and 0 (eerder)."),
    ],
)
def test_two_series_in_every_language(language: str, expected: str) -> None:
    [block] = build_bars([bar("A", 1, 0)], CAPTION, scope(language), (NOW, BEFORE))
    assert str(block.chart.alt) == expected
    assert all(span.origins for span in block.chart.alt.inlines)


def test_no_bars_are_said() -> None:
    [block] = build_bars([], CAPTION, scope())
    assert (block.kind, str(block.text)) == ("paragraph", "Stand: er is niets om te tonen.")


def test_sixty_long_labels_take_several_charts_and_lose_nothing() -> None:
    bars = [bar(f"{number}. {LONG}", number, 60 - number) for number in range(60)]
    blocks = list(build_bars(bars, CAPTION, scope("de"), (NOW, BEFORE)))
    assert len(blocks) > 1 and all(block.chart.height <= HIGHEST * POINT for block in blocks)
    assert [str(block.text) for block in blocks[:2]] == [f"Stand (Teil {n} von {len(blocks)})" for n in (1, 2)]
    alts = " ".join(str(block.chart.alt) for block in blocks)
    specs = [json.loads(block.chart.spec) for block in blocks]
    shown = "".join("".join(lines) for spec in specs for lines in json.loads(labels_of(spec)))
    for number in range(60):
        assert f"{number}. {LONG}".strip() in alts
        assert f"{number}.Grenz" in shown.replace(" ", "")
    domains = {json.dumps(spec["layer"][0]["encoding"]["x"]["scale"]["domain"]) for spec in specs}
    assert len(domains) == 1, "one scale, so that bars of two pages can be compared"


def labels_of(spec: dict) -> str:
    return spec["layer"][0]["encoding"]["y"]["axis"]["labelExpr"].partition("[indexof")[0]


@settings(deadline=None)
@given(st.text(min_size=0, max_size=200), st.floats(40, 220))
def test_wrapping_keeps_every_character_in_its_order(text: str, width: float) -> None:
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "").replace("-", "") == "".join(text.split()).replace("-", "")
    assert all(width_of(line) <= width for line in lines)


def test_bars_of_one_label_stay_two() -> None:
    [block] = build_bars([bar("X", 1), bar("X", 2)], CAPTION, scope())
    assert len({row["middle"] for row in json.loads(block.chart.spec)["data"]["values"]}) == 2


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=80), st.one_of(st.none(), st.integers(0, 10**6))), min_size=1, max_size=80))
def test_a_chart_is_never_higher_than_a_page_nor_empty(rows: list) -> None:
    blocks = list(build_bars([bar(label, value) for label, value in rows], CAPTION, scope()))
    assert sum(len(json.loads(block.chart.spec)["data"]["values"]) for block in blocks) == len(rows)
    assert all(0 < block.chart.height <= HIGHEST * POINT for block in blocks)


@pytest.mark.parametrize(
    ("number", "language", "expected"),
    [
        (0, "nl", "0"), (1250, "nl", "1.250"), (1250, "en", "1,250"), (Fraction(1, 3), "de", "0,33"),
        (Fraction(5, 1000), "nl", "0,01"), (Fraction(-5, 2), "en", "-2.5"), (Fraction(7, 2), "fr", "3,5"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_the_language(number: int | Fraction, language: str, expected: str) -> None:
    assert write_number(number, language) == expected


@given(st.lists(st.integers(1, 70), max_size=90), st.integers(50, 700))
def test_charts_are_packed_in_order_and_only_a_row_that_is_too_high_is_over(lines: list[int], room: int) -> None:
    rows = [Row(("x",) * count, (number,), (str(number),)) for number, count in enumerate(lines)]
    pages = pack(rows, room)
    assert [row for page in pages for row in page] == rows
    for page in pages:
        assert sum(row.height for row in page) <= room or len(page) == 1
