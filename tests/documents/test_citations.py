"""Citations in the forms of the House, in four languages, with no-break spaces where a line must not end."""

from __future__ import annotations

import desk
import pytest

from reporting.documents.blocks import Note, Span

CASES = {
    "[@kst-74]": "Kamerstuk~32~851, nr.~74",
    "[@kst-70; @kst-72; @kst-74]": "Kamerstuk~32~851, nrs.~70, 72 en 74",
    "[@kst-70; @kst-72]": "Kamerstuk~32~851, nrs.~70 en 72",
    "[@kst-two]": "Kamerstukken~22~112 en 21~501-31, nr.~3437",
    "[@kst-vii]": "Kamerstuk~36~200~VII, nr.~33",
    "[@kst-70; @kst-vii; @kst-72]": "Kamerstuk~32~851, nr.~70; Kamerstuk~36~200~VII, nr.~33; Kamerstuk~32~851, nr.~72",
    "[@kst-senate]": "Kamerstuk~35~714, K",
    "[@kst-senate; @kst-senate-l]": "Kamerstuk~35~714, K en L",
    "[@kst-unknown]": "Kamerstuk~32~851, nr.~⟦[nummer onbekend]⟧",
    "[@kst-70; @kst-unknown]": "Kamerstuk~32~851, nrs.~70 en ⟦[nummer onbekend]⟧",
    "[@kst-titled]": "Kamerstuk~32~851, nr.~75: De *stand* van zaken",
    "[@kst-70; @kst-titled]": "Kamerstuk~32~851, nr.~70; Kamerstuk~32~851, nr.~75: De *stand* van zaken",
    "[@trb]": "Trb.~2008, nr.~135",
    "[@com]": "Groei in grensregio’s: COM~(2017)~534~final/2",
    "[@com-bare]": "COM~(2017)~534~final",
    "[@page]": "Over ons, North Sea Port, 1~juni~2022: <https://example.org/a_b|https://example.org/a_b>",
    "[@page-plain]": "Een gesprek",
    "[zie @kst-70, p. 3]": "zie Kamerstuk~32~851, nr.~70, p. 3",
    "[zie ook\n@kst-70; @kst-72]": "zie ook Kamerstuk~32~851, nrs.~70 en 72",
    "[@kst-70; vergelijk @kst-72]": "Kamerstuk~32~851, nr.~70; vergelijk Kamerstuk~32~851, nr.~72",
    "[@kst-70, p. 3; @kst-72]": "Kamerstuk~32~851, nr.~70, p. 3; Kamerstuk~32~851, nr.~72",
    "[@trb, *artikel* 2 van [het verdrag](http://x.nl)]": "Trb.~2008, nr.~135, *artikel* 2 van <het verdrag|http://x.nl>",
    "[@trb, *over\nhet* begin]": "Trb.~2008, nr.~135, *over het* begin",
    "[@trb waarin meer]": "Trb.~2008, nr.~135 waarin meer",
    "[@trb,\\\nna een breuk]": "Trb.~2008, nr.~135, na een breuk",
    "[@trb, a\\;b]": "Trb.~2008, nr.~135, a;b",
}
# The names of the series are Dutch in every language; the rest follows the language.
LANGUAGES = {
    ("[@kst-70; @kst-72; @kst-74]", "fr"): "Kamerstuk{fr:~32~851, n°s~70, 72 et 74}",
    ("[@kst-70; @kst-72; @kst-74]", "de"): "Kamerstuk{de:~32~851, Nrn.~70, 72 und 74}",
    ("[@kst-70; @kst-72; @kst-74]", "en"): "Kamerstuk{en:~32~851, nos.~70, 72 and 74}",
    ("[@kst-70; @trb]", "fr"): "Kamerstuk{fr:~32~851, n°~70~; }Trb.{fr:~2008, n°~135}",
    ("[@kst-70; @trb]", "de"): "Kamerstuk{de:~32~851, Nr.~70; }Trb.{de:~2008, Nr.~135}",
    (
        "[@page]",
        "de",
    ): "{de:Über uns}, North Sea Port, {de:1.~Juni~2022: }<https://example.org/a_b|https://example.org/a_b>",
}


def note_of(text: str, language: str = "nl") -> Note:
    (note,) = [inline for inline in desk.line(f"Zin {text}", language).inlines if isinstance(inline, Note)]
    return note


@pytest.fixture(scope="module", autouse=True)
def read_at_once():
    desk.trees([f"Zin {text}" for text in [*CASES, *(text for text, _ in LANGUAGES)]])


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_the_form_of_the_house(text: str, expected: str):
    written = "".join(map(desk._look, note_of(text).paragraphs[0]))
    assert written.replace("\u00a0", "~") == expected


@pytest.mark.parametrize(("asked", "expected"), LANGUAGES.items())
def test_what_joins_follows_the_language(asked: tuple[str, str], expected: str):
    spans = note_of(*asked).paragraphs[0]
    inner = expected.replace("{fr:", "").replace("{de:", "").replace("{en:", "").replace("}", "").split("<")[0]
    seen = "".join(span.text for span in spans if isinstance(span, Span) and not span.link)
    assert seen.replace("\u00a0", "~") == inner


def test_every_part_of_a_citation_knows_its_source():
    for text in CASES:
        for span in note_of(text).paragraphs[0]:
            assert isinstance(span, Span)
            assert span.origins, (text, span)


def test_an_unknown_number_is_a_warning():
    scope = desk.scope_for(["Zin [@kst-unknown]"])
    desk.build_line("Zin [@kst-unknown]", desk.PLACE, scope)
    assert [(problem.code, problem.place.field) for problem in scope.problems] == [
        ("number-unknown", ("kst-unknown", "number"))
    ]


def test_a_title_in_another_language_says_so():
    spans = note_of("[@kst-titled]", "de").paragraphs[0]
    titled = [span for span in spans if isinstance(span, Span) and "zaken" in span.text]
    assert [span.language for span in titled] == ["nl"]
