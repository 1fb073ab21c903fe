# ruff: noqa: E501 (tables of texts and records, a case a line)
"""Texts of the subset, and the blocks that they become."""

from __future__ import annotations

import desk
import pytest

from reporting.documents.blocks import Block, Text

NBSP = "\u00a0"
CASES: list[tuple[str, list[str]]] = [
    ("Een zin\nover twee regels.\n\nNog een.", ["paragraph 1: Een zin over twee regels.", "paragraph 1: Nog een."]),
    ("- een\n- twee\n", ["bullet 1: een", "bullet 1: twee"]),
    ("Zin:\n- een\n", ["paragraph 1: Zin:", "bullet 1: een"]),
    ("3. drie\n4. vier\n", ["number 1: drie", "number 1: vier"]),
    ("1. een\n1. twee\n", ["number 1: een", "number 1: twee"]),
    ("h) een\ni) twee\nj) drie\n", ["letter 1: een", "letter 1: twee", "letter 1: drie"]),
    ("1. een\n\n   a) aa\n      - x\n\n      na x\n   b) bb\n\n   na een\n2. twee\n",
     ["number 1: een", "letter 2: aa", "bullet 3: x", "continue 2: na x", "letter 2: bb", "continue 1: na een", "number 1: twee"]),
    ("1. een\n\n   | a | b |\n   |---|--:|\n   | 1 | *2* |\n\n   verder\n2. twee\n",
     ["number 1: een", "table: a | b / 1 | *2*", "continue 1: verder", "number 1: twee"]),
    ("- 1. een\n  2. twee\n", ["bullet 1: ", "number 2: een", "number 2: twee"]),
    ("| a | b |\n|---|---|\n| 1 |\n| [x](http://x.nl) | y\\|z |", ["table: a | b / 1 |  / <x|http://x.nl> | y|z"]),
    ("*schuin* **vet** ***beide*** *a **b** c*", ["paragraph 1: *schuin* **vet** ***beide*** *a ****b**** c*"]),
    ("Een [mot *juste*]{lang=fr} en [*Wort*]{lang=de}.", ["paragraph 1: Een {fr:mot }{fr:*juste*} en {de:*Wort*}."]),
    ("Zie [de *site*](http://x.nl/a(b)c) of http://y.nl/z, a.b@min.nl.",
     ["paragraph 1: Zie <de |http://x.nl/a(b)c><*site*|http://x.nl/a(b)c> of <http://y.nl/z|http://y.nl/z>,"
      " <a.b@min.nl|mailto:a.b@min.nl>."]),
    ("een\\\ntwee  \ndrie", ["paragraph 1: een⏎twee⏎drie"]),
    ("een\\", ["paragraph 1: een\\"]),
    ("{{ 7*7 }} {% if x %} ${a}", ["paragraph 1: {{ 7*7 }} {% if x %} ${a}"]),
    ("R&amp;D &euro;&nbsp;5 &copy AT&T", [f"paragraph 1: R&D €{NBSP}5 &copy AT&T"]),
    (f"€{NBSP}5 en art.{NBSP}3", [f"paragraph 1: €{NBSP}5 en art.{NBSP}3"]),
    ("A. Jansen en B. de Vries", ["paragraph 1: A. Jansen en B. de Vries"]),
    ("Op 5. Dezember 2022 und am 1. Januar", ["paragraph 1: Op 5. Dezember 2022 und am 1. Januar"]),
    ("5\\. Dezember 2022 \\*niet schuin\\* \\[@kst-70\\]", ["paragraph 1: 5. Dezember 2022 *niet schuin* [@kst-70]"]),
    ("a_b_c 2*3 [los] (a) < > # ~ | ^ $", ["paragraph 1: a_b_c 2*3 [los] (a) < > # ~ | ^ $"]),
    ("Zin.^[Met *nadruk*, [link](http://x.nl) en [@kst-70].] Meer",
     [f"paragraph 1: Zin.((Met *nadruk*, <link|http://x.nl> en Kamerstuk{NBSP}32{NBSP}851, nr.{NBSP}70.)) Meer"]),
    ("Zin *x ^[noot* over *einde] y*", ["paragraph 1: Zin *x*((*noot* over *einde*))* y*"]),
    ("Zin ^[haken [binnen] de noot] x", ["paragraph 1: Zin((haken [binnen] de noot)) x"]),
    ("Zin[^1] en[^a].\n\n[^1]: Een\n    regel.\n\n    Tweede *alinea*.\n\n[^a]:\n    Ander [@kst-70]\n",
     [f"paragraph 1: Zin((Een regel. ¶ Tweede *alinea*.)) en((Ander Kamerstuk{NBSP}32{NBSP}851, nr.{NBSP}70))."]),
    ("- punt[^1]\n\n  [^1]: in de lijst\n- twee\n", ["bullet 1: punt((in de lijst))", "bullet 1: twee"]),
    ("x[^1] y[^1]\n\n[^1]: z\n", ["paragraph 1: x((z)) y((z))"]),
    ("[^1]: z\n\nx[^1]\n", ["paragraph 1: x((z))"]),
    ("Zin [@kst-70] verder", [f"paragraph 1: Zin((Kamerstuk{NBSP}32{NBSP}851, nr.{NBSP}70)) verder"]),
    ("Mail [a@b.nl] of [x] @home", ["paragraph 1: Mail [<a@b.nl|mailto:a@b.nl>] of [x] @home"]),
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def read_at_once():
    desk.trees([text for text, _ in CASES])


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[repr(text)[:40] for text, _ in CASES])
def test_a_text_becomes_its_blocks(text: str, expected: list[str]):
    assert desk.outline(desk.read(text)) == expected


def test_items_of_one_list_belong_together():
    blocks = desk.read("2. a\n   - x\n   - y\n3. b\n\npara\n\n- z\n- q\n")
    lists = [(block.kind, block.list_id, block.start) for block in blocks if block.list_id]
    ids = dict.fromkeys(identifier for _, identifier, _ in lists)
    first, second, third = ids
    assert lists == [
        ("number", first, 2), ("bullet", second, 1), ("bullet", second, 1), ("number", first, 2), ("bullet", third, 1),
        ("bullet", third, 1),
    ]  # fmt: skip


def test_columns_share_the_width_by_what_is_in_them():
    table = desk.read(f"| a | b |\n|:-:|---|\n| x | {'lang ' * 40}|\n")[0].table
    assert table.align == ("center", "left")
    assert table.widths[0] >= 0.25
    assert sum(table.widths) == pytest.approx(1)


def test_a_text_read_in_another_language_says_so():
    assert {span.language for span in desk.read("Een *zin*", "fr")[0].text.inlines} == {"fr"}


def test_a_text_cannot_reach_another():
    left, right = "```\nopen", "Zie [bron].\n\n[^1] x"
    desk.trees([left, right, "[bron]: http://x.nl\n\n[^1]: y"])
    assert desk.outline(desk.build_blocks(right, desk.PLACE, desk.scope_for([right])))[0] == "paragraph 1: Zie [bron]."


def test_texts_read_in_batches_are_read_as_all_together(monkeypatch: pytest.MonkeyPatch):
    from reporting.documents import pandoc

    texts = [f"Tekst {number} met *nadruk*.\n\n- punt" for number in range(7)]
    together, sizes, run = pandoc.build_trees(texts, {}), [], pandoc._run
    monkeypatch.setattr(pandoc, "_BATCH", 3)
    monkeypatch.setattr(pandoc, "_run", lambda some, seconds: sizes.append(len(some)) or run(some, seconds))
    assert pandoc.build_trees(texts, {}) == together
    assert sizes == [3, 3, 1]


def test_trees_are_kept_by_their_text(monkeypatch: pytest.MonkeyPatch):
    from reporting.documents import pandoc

    kept: dict[str, pandoc.Tree] = {}
    first = pandoc.build_trees(["een", "twee"], kept)
    monkeypatch.setattr(pandoc, "_run", lambda *asked: pytest.fail(f"pandoc was asked again for {asked}"))
    assert pandoc.build_trees(["twee", "een"], kept) == first
    assert set(kept) == {pandoc.digest_of("een"), pandoc.digest_of("twee")}


def test_a_pandoc_that_does_not_run_is_a_broken_environment(monkeypatch: pytest.MonkeyPatch):
    from reporting.documents import pandoc
    from reporting.problems import BrokenEnvironment

    def fail(*_: object, **__: object) -> str:
        raise OSError("no pandoc")

    monkeypatch.setattr(pandoc.pypandoc, "get_pandoc_path", fail)
    with pytest.raises(BrokenEnvironment, match="pandoc"):
        pandoc.build_trees(["nieuw"], {})


def test_texts_join_with_their_origins():
    left, right = Text.plain("a", desk.PLACE), Text.plain("b", desk.PLACE / 1)
    joined = Text.plain(", ").joined([left, right])
    assert str(joined) == "a, b"
    assert [span.origins for span in joined.inlines] == [(desk.PLACE,), (desk.PLACE,), (desk.PLACE / 1,)]
    assert isinstance(Block("paragraph").text, Text)
