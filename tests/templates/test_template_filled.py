"""The templates filled with everything that they know, and with as little as they allow."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from test_house_words import load
from test_template_files import FILES, FOLDER, W, styles_of, text_of

from reporting.documents.blocks import Block, Note, Span, Table, Text
from reporting.documents.no_break import tie
from reporting.documents.side_by_side import build_rows
from reporting.documents.words import LANGUAGES, Words
from reporting.output.word import Properties, load_template, render_word
from reporting.places import Place

HERE = Place("cases/example.yaml", ("value",))
KINDS = sorted({path.parent.name for path in FILES})
MARK = "CONCEPT · pack 1234567 · peildatum 1 januari 2024"
SENTENCES = 4


def text(words: str, language: str = "nl") -> Text:
    return Text.plain(words, HERE, language=language)


def texts(*words: str) -> list[Text]:
    return [text(word) for word in words]


def table() -> Table:
    cells = tuple((Block("paragraph", text(f"cel {n}")),) for n in range(3))
    return Table(cells, (cells, cells), ("left",) * 3, (0.5, 0.25, 0.25))


def every_block() -> list[Block]:
    noted = Text([Span("alinea met noot", (HERE,)), Note(((Span("Kamerstuk 32 851, nr. 74", (HERE,)),),))])
    listed = [
        Block(kind, text(f"{kind} {level}"), level, 10 * level + at)
        for at, kind in enumerate(("number", "letter", "bullet"))
        for level in (1, 2, 3)
    ]
    return [
        *(Block("heading", text(f"kop {level}"), level) for level in (1, 2, 3)),
        Block("paragraph", noted),
        Block("advice", text("1. advies")),
        Block("label", text("Reactie:")),
        Block("paragraph", text("inleiding van een lijst:")),
        *listed,
        *(Block("continue", text(f"vervolg {level}"), level) for level in (1, 2, 3)),
        Block("table", table=table()),
        Block("paragraph", text("alinea na tabel")),
    ]


def obstacle(number: int) -> dict[str, Any]:
    def both(words: str) -> dict[str, Text]:
        return {language: text(f"{words} {language} {number}", language) for language in LANGUAGES}

    made = {
        "id": f"case-{number}",
        **{key: both(key) for key in ("title", "status", "next_step", "instrument", "border")},
        "explanation": both("explanation") if number else dict.fromkeys(LANGUAGES),
        "due": both("due") if number else dict.fromkeys(LANGUAGES),
        "owners": {language: [text(f"owner {language} {number}", language)] for language in LANGUAGES},
        "description": {
            language: [
                Block("paragraph", text(f"story {language} {number}", language)),
                *(
                    Block(kind, text(f"{kind} {language}"), 1, at)
                    for at, kind in enumerate(("number", "letter", "bullet"), 50)
                ),
                Block("continue", text("vervolg")),
                Block("table", table=table()),
            ]
            for language in LANGUAGES
        },
        "draft": {language: language != "nl" for language in LANGUAGES},
    }
    return {**made, "rows": build_rows(made["description"])}


STEP = 4  # of the status bar, the present one


def item(full: bool) -> dict[str, Any]:
    """What a template of a series sees; not `full`: every value that may be empty is."""
    names = ("title", "status", "border", "theme", "cause", "instrument", "next_step", "coordinator", "subject", "case")
    empty = ("area", "affected", "instrument_title", "decided_due", "explanation", "due", "earlier")
    step = {at: text(f"stap {at}") for at in range(6)}
    return {
        **{name: text(f"item {name}") for name in names},
        **{name: text(f"item {name}") if full else Text() for name in empty},
        "draft": full,
        "description": every_block()[3:] if full else [Block("paragraph", text("kort"))],
        "blocks": every_block(),
        "effects": texts("werking een", "werking twee") if full else [],
        "measures": texts("maatregel een", "maatregel twee") if full else [],
        "steps": [{"name": step[at], "now": at == STEP, "mark": text("● nu" if at == STEP else "○")} for at in step],
        "sides": [
            {
                "name": text(side),
                "provisions": texts(f"wet {side}", f"besluit {side}"),
                "owner": text(f"trekker {side}"),
            }
            for side in ("nl", "vl")
        ],
        "timeline": [{key: text(f"{key} {at}") for key in ("date", "what", "by")} for at in range(3 if full else 0)],
    }


def context(kind: str, right: str | None = "fr", full: bool = True) -> dict[str, Any]:
    """Everything that a template may ask for; not `full`: every value that may be empty is."""
    words = Words(((Place("templates/house/words.yaml"), load(FOLDER / "house/words.yaml")),))
    if kind != "house":
        own = load(FOLDER / kind / "kind.yaml").get("words") or {}
        words = words.also(Place(f"templates/{kind}/kind.yaml", ("words",)), own)
    signer = {"title": text("De Minister"), "name": text("A. Naam")}
    sides = ("nl", "vl")
    document = {key: text(key) for key in ("title", "date", "reference", "annex_count")}
    document |= {key: text(key) if full else None for key in ("subject", "place", "your_reference", "authentic")}
    document |= {"id": "x", "kind": kind, "audience": "house", "language": "nl", "final": not full, "first_side": "nl"}
    document |= {"mark": text(MARK) if full else None, "annexes": []}
    sender = {key: text(key) if full else None for key in ("directorate", "website", "mailbox")}
    sender |= {"name": text("Ministerie"), "visiting": texts("straat", "stad"), "postal": texts("bus", "stad")}
    sentence = {key: text(f"eerder {key}") for key in ("text", "mode", "owners", "due")}
    return {
        "words": words.tree("nl"),
        "in_words": {language: words.tree(language) for language in LANGUAGES},
        "document": document,
        "pack": {
            "title": text("pakket"),
            "as_of": text("1 januari 2024"),
            "period": {"from": text("van"), "to": text("tot")},
        },
        "sender": sender if full else None,
        "to": [{"name": text("De Voorzitter"), "lines": texts("postbus", "stad")}],
        "blocks": every_block(),
        "signature": signer,
        "on_behalf_of": [signer, signer] if full else [],
        "meeting": {
            **{key: text(key) for key in ("title", "place", "date", "done", "legal_nature", "authentic")},
            "sides": [{"key": side, "name": text(side), "parties": texts("partij", "partij")} for side in sides],
            "considerations": texts("overweging", "overweging") if full else [],
            "agreements": [
                {
                    "title": text(f"thema {at}"),
                    "sentences": [
                        {
                            **{key: text(f"{key} {n}") for key in ("text", "mode", "owners", "due")},
                            "bracket": text("[besluit; BZK; 2024]") if full else None,
                        }
                        for n in range(SENTENCES)
                    ],
                }
                for at in range(2)
            ],
            "previous": {
                **{key: text(f"eerder {key}") for key in ("title", "date")},
                "agreements": [{"title": text("oud thema"), "sentences": [sentence | {"told": text("Uitgevoerd")}]}],
            }
            if full
            else None,
            "signatories": [{"name": text(side), "signers": [signer, signer]} for side in sides],
        },
        "left": "nl",
        "right": right,
        "titles": {language: text(f"Belemmeringen {language}", language) for language in LANGUAGES},
        "as_of": {language: text("1 januari 2024", language) for language in LANGUAGES},
        "groups": [
            {
                "theme": {language: text(f"theme {language}", language) for language in LANGUAGES},
                "obstacles": [obstacle(0), obstacle(1)],
            }
            for _ in range(2)
        ],
        "item": item(full),
        "documents": [
            {
                "number": text("1"),
                "title": text("Brief"),
                "kind": text("soort") if full else None,
                "label": "doc_letter",
            }
        ],
        "series": [{"title": text("Fiches"), "note": text("apart gebundeld")}] if full else [],
    }


def fill(kind: str, **how: Any) -> bytes:
    path = FOLDER / kind / ("cover.docx" if kind == "house" else "document.docx")
    template, problems = load_template(path, f"templates/{kind}/{path.name}")
    assert template is not None and problems == []
    word, problems = render_word(template, context(kind, **how), Properties(title="Proef"))
    assert word is not None and problems == []
    return word.data


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def style_of(paragraph: etree._Element) -> str:
    return paragraph.find(f"{W}pPr/{W}pStyle").get(W + "val")


@pytest.mark.parametrize(
    ("kind", "full"), [*((kind, True) for kind in KINDS), ("kamerbrief", False), ("bilingual-annex", False)]
)
def test_a_filled_template_is_valid_word(kind: str, full: bool, validate_docx: Callable[[bytes], list[str]]) -> None:
    assert validate_docx(fill(kind, full=full)) == []


@pytest.mark.parametrize("full", [True, False], ids=["draft", "final"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_says_so_on_every_page_and_a_final_text_nowhere(kind: str, full: bool) -> None:
    data = fill(kind, full=full)
    names = [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if name.startswith("word/header")]
    assert names
    assert {tie(MARK, "nl") in text_of(part(data, name)) for name in names} == {full}


def test_no_steering_paragraph_is_left() -> None:
    for kind in KINDS:
        styles = {
            style_of(p)
            for p in part(fill(kind), "word/document.xml").iter(W + "p")
            if p.find(f"{W}pPr/{W}pStyle") is not None
        }
        assert "TemplateTag" not in styles


def test_every_block_of_a_letter_has_its_style() -> None:
    body = part(fill("kamerbrief"), "word/document.xml")
    found = {text_of(p): style_of(p) for p in body.iter(W + "p") if p.find(f"{W}pPr/{W}pStyle") is not None}
    wanted = {
        "kop 1": "Heading1", "kop 3": "Heading3", "1. advies": "Advice", "Reactie:": "Label",
        "alinea met noot": "BodyText", "number 2": "ListNumber", "letter 3": "ListLetter",
        "bullet 1": "ListBullet", "vervolg 1": "ListContinue", "vervolg 2": "ListContinue2",
        "vervolg 3": "ListContinue3", "cel 0": "TableText", "alinea na tabel": "BodyText",
    }  # fmt: skip
    assert {key: found.get(key) for key in wanted} == wanted


@pytest.mark.parametrize("last", ["paragraph", "number", "letter", "bullet", "continue", "table"])
def test_the_last_words_stay_with_the_signature(last: str, monkeypatch: pytest.MonkeyPatch) -> None:
    block = Block("table", table=table()) if last == "table" else Block(last, text("laatste woorden"), list_id=1)
    monkeypatch.setitem(globals(), "every_block", lambda: [Block("paragraph", text("eerste")), block])
    body = part(fill("kamerbrief"), "word/document.xml")
    if last == "table":
        rows = list(body.iter(W + "tbl"))[-1].findall(W + "tr")
        kept = list(rows[-1].iter(W + "p"))
    else:
        kept = [p for p in body.iter(W + "p") if text_of(p) == "laatste woorden"]
    assert kept
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in kept)


def test_the_signature_block_holds_together() -> None:
    path = FOLDER / "kamerbrief/document.docx"
    styles = styles_of(path, "paragraph")
    body = part(fill("kamerbrief"), "word/document.xml")
    signing = [p for p in body.iter(W + "p") if style_of(p) in ("Closing", "Signature", "SignatureName")]
    assert len(signing) == 1 + 2 + 2 * 3  # closing; title and name; twice on behalf of, title, name
    assert all(p.find(f"{W}pPr/{W}keepNext") is None for p in signing), "the styles say it"
    assert all(styles[name].find(f"{W}pPr/{W}keepNext") is not None for name in ("Closing", "Signature"))


def span_of(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if span is None else int(span.get(W + "val"))


@pytest.mark.parametrize(("right", "columns"), [("fr", 6), ("de", 6), (None, 3)])
def test_an_annex_has_three_columns_a_language(right: str | None, columns: int) -> None:
    tables = list(
        part(fill("bilingual-annex", right=right), "word/document.xml").find(W + "body").iterchildren(W + "tbl")
    )
    assert len(tables) == 1
    rows = tables[0].findall(W + "tr")
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    # head, and two themes with two obstacles each; beside another language with a paragraph, a list and a table below
    assert len(rows) == 1 + 2 * (1 + 2 * (4 if right else 1))
    widths = [sum(span_of(cell) for cell in row.findall(W + "tc")) for row in rows]
    assert set(widths) == {columns}
    assert ("story fr 1" in text_of(tables[0])) == (right == "fr")


def test_a_translation_that_is_a_draft_is_marked() -> None:
    body = text_of(part(fill("bilingual-annex"), "word/document.xml"))
    draft = load(FOLDER / "house/words.yaml")["draft_translation"]
    assert body.count(draft["fr"]) == 4
    assert draft["nl"] not in body


def test_brackets_stand_in_the_draft_and_never_in_the_final_text() -> None:
    assert text_of(part(fill("summit-agreement"), "word/document.xml")).count("[besluit; BZK; 2024]") == 2 * SENTENCES
    assert "[besluit" not in text_of(part(fill("summit-agreement", full=False), "word/document.xml"))


def test_what_came_of_the_agreements_before_stands_in_the_draft_alone() -> None:
    for kind in ("summit-agreement", "agreement-table"):
        drafted = text_of(part(fill(kind), "word/document.xml"))
        assert all(words in drafted for words in ("eerder title", "oud thema", "eerder text", "Uitgevoerd")), kind
        assert "eerder" not in text_of(part(fill(kind, full=False), "word/document.xml"))


def test_two_sign_a_report_side_by_side() -> None:
    table_ = list(part(fill("governors-report"), "word/document.xml").iter(W + "tbl"))[-1]
    assert len(table_.findall(W + "tr")) == 2 * 2  # one with two others: a pair, and one alone
    assert [text_of(cell).strip() for cell in table_.find(W + "tr").findall(W + "tc")] == ["De Minister"] * 2
    kept = [p for p in table_.iter(W + "p") if text_of(p)]
    styles = styles_of(FOLDER / "governors-report/document.docx", "paragraph")
    by_id = {style.get(W + "styleId"): style for style in styles.values()}
    assert all(by_id[style_of(p)].find(f"{W}pPr/{W}keepNext") is not None for p in kept)


def test_sentences_are_numbered_through_in_text_and_table() -> None:
    """Number 7 of the internal table is clause 7 of the declaration."""
    for kind, style in (("summit-agreement", "Clause"), ("agreement-table", "TableClause")):
        body = part(fill(kind), "word/document.xml")
        numbered = [p for p in body.iter(W + "p") if style_of(p) == style]
        assert len(numbered) == 2 * SENTENCES
        assert all(p.find(f"{W}pPr/{W}numPr") is None for p in numbered), "one list, from the style"


def test_the_sides_sign_side_by_side_in_the_order_given() -> None:
    table_ = list(part(fill("summit-agreement"), "word/document.xml").iter(W + "tbl"))[-1]
    names = [text_of(cell).strip() for cell in table_.find(W + "tr").findall(W + "tc")]
    assert names == ["nl", "vl"]


def test_the_present_status_is_marked_by_a_sign_and_a_look() -> None:
    bar = next(part(fill("case-sheet"), "word/document.xml").iter(W + "tbl"))
    assert bar.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    for row, words in zip(bar.iterfind(W + "tr"), (f"stap {STEP}", "● nu"), strict=True):
        looks = [(style_of(p), text_of(p)) for p in row.iter(W + "p")]
        assert [look for look in looks if look[0] == "StatusNow"] == [("StatusNow", words)]
        assert len(looks) == 6 and {style for style, _ in looks} == {"StatusNow", "StatusName"}


def test_a_sheet_prints_all_that_it_is_given_and_no_label_of_what_is_empty() -> None:
    whole = text_of(part(fill("case-sheet"), "word/document.xml"))
    for words in ("item affected", "werking twee", "maatregel twee", "wet vl", "trekker nl", "what 2", "item earlier"):
        assert words in whole, words
    bare = text_of(part(fill("case-sheet", full=False), "word/document.xml"))
    own = load(FOLDER / "case-sheet/kind.yaml")["words"]["sheet"]
    for label in ("who", "effect", "decided_due", "outcome", "measure_label"):
        assert own[label]["nl"] in whole and own[label]["nl"] not in bare, label


def test_the_cover_asks_for_the_page_of_each_document() -> None:
    codes = [code.text for code in part(fill("house"), "word/document.xml").iter(W + "instrText")]
    assert codes == [" PAGEREF doc_letter \\h "]


def test_the_templates_folder_needs_nothing_else() -> None:
    kinds = {path.parent.name for path in Path(FOLDER).glob("*/kind.yaml")}
    assert {path.name for path in Path(FOLDER).iterdir()} == {*kinds, "house", "README.md"}
