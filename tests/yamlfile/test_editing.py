"""Changes to files as people write them: what is added, where it stands, and that all else stays as it was."""

import functools
import textwrap
from datetime import date
from pathlib import Path

import pytest

from reporting.places import Position
from reporting.problems import LANGUAGES, render
from reporting.yamlfile.editing import insert_item, set_value
from reporting.yamlfile.nodes import to_data
from reporting.yamlfile.reader import read_yaml
from reporting.yamlfile.rendering import Quoted

CASES = Path(__file__).parents[2] / "cases"


def case(before, path, *change, after):
    return pytest.param(undent(before), path, change, undent(after))


def undent(text):
    return textwrap.dedent(text).removeprefix("\n") if text.startswith("\n") else text


# Each: the file, the path of the list, the index and the value, and the file after it.
INSERTED = {
    "under its key": case("a:\n  - b\nc: d\n", ("a",), 1, "x", after="a:\n  - b\n  - x\nc: d\n"),
    "at the key's column": case("a:\n- b\nc: d\n", ("a",), 1, "x", after="a:\n- b\n- x\nc: d\n"),
    "first": case("a:\n  - b\n", ("a",), 0, "x", after="a:\n  - x\n  - b\n"),
    "between": case("a:\n  - b\n  - c\n", ("a",), 1, "x", after="a:\n  - b\n  - x\n  - c\n"),
    "at the top of a file": case("- b\n", (), 1, "x", after="- b\n- x\n"),
    "before the first of a file": case("# file\n\n- b\n", (), 0, "x", after="# file\n\n- x\n- b\n"),
    "in a list in a list": case("- - a\n  - b\n", (0,), 2, "x", after="- - a\n  - b\n  - x\n"),
    "first in a list in a list": case(
        "- - a\n  - b\n", (0,), 0, {"c": "d", "e": "f"}, after="- - c: d\n    e: f\n  - a\n  - b\n"
    ),
    "in a list in an item": case(
        "- a:\n    - b\n  c: d\n", (0, "a"), 1, {"e": "f"}, after="- a:\n    - b\n    - e: f\n  c: d\n"
    ),
    "fields": case(
        """
        a:
          - kind: b
            text:
              nl: "c"
        d: e
        """,
        ("a",), 1,
        {"kind": "x", "on": "2024-01-31", "text": {"nl": Quoted("Akkoord"), "fr": "D’accord."}, "done": True},
        after="""
        a:
          - kind: b
            text:
              nl: "c"
          - kind: x
            "on": 2024-01-31
            text:
              nl: "Akkoord"
              fr: "D’accord."
            done: true
        d: e
        """,
    ),
    "blank lines between the others": case(
        """
        a:
          - b: c
            d: e

          - b: f

        g: h
        """,
        ("a",), 2, {"b": "x"},
        after="""
        a:
          - b: c
            d: e

          - b: f

          - b: x

        g: h
        """,
    ),
    "first, blank lines between the others": case(
        "a:\n  - b\n\n\n  - c\n", ("a",), 0, "x", after="a:\n  - x\n\n\n  - b\n\n\n  - c\n"
    ),
    "between, with a blank line": case("a:\n  - b\n\n  - c\n", ("a",), 1, "x", after="a:\n  - b\n\n  - x\n\n  - c\n"),
    "next to one alone, in a file with blank lines": case(
        "e: f\n\n# g\na:\n  - b: c\n    d: e\n", ("a",), 1, {"b": "x"},
        after="e: f\n\n# g\na:\n  - b: c\n    d: e\n\n  - b: x\n",
    ),
    "next to one alone, in a file without": case(
        "e: f\na:\n  - b: c\n    d: e\n\ng: h\n", ("a",), 1, {"b": "x"},
        after="e: f\na:\n  - b: c\n    d: e\n  - b: x\n\ng: h\n",
    ),
    "wide indentation": case(
        "a:\n    -   b: c\n        d:\n            e: f\n", ("a",), 1,
        {"b": {"x": Quoted("z")}, "l": ["two words", {"m": "o"}]},
        after='a:\n    -   b: c\n        d:\n            e: f\n    -   b:\n            x: "z"\n        l:\n'
        '            -   "two words"\n            -   m: o\n',
    ),
    "comments above an item are its own": case(
        "a:\n  - b\n  # of c\n  # too\n  - c\n", ("a",), 1, "x", after="a:\n  - b\n  - x\n  # of c\n  # too\n  - c\n"
    ),
    "comments above the first item are its own": case(
        "a:\n  # of b\n  - b\n", ("a",), 0, "x", after="a:\n  - x\n  # of b\n  - b\n"
    ),
    "comments that are deeper belong to the item above": case(
        "a:\n  - b: c\n    # d: e\n  - f\n", ("a",), 1, "x", after="a:\n  - b: c\n    # d: e\n  - x\n  - f\n"
    ),
    "comments apart from the next item stay": case(
        "a:\n  - b\n  # note\n\n  - c\n", ("a",), 1, "x", after="a:\n  - b\n  # note\n\n  - x\n\n  - c\n"
    ),
    "comments after the last item that are deeper": case(
        "a:\n  - b: c\n    # d: e\n\n    # f: g\nh: i\n", ("a",), 1, "x",
        after="a:\n  - b: c\n    # d: e\n\n    # f: g\n  - x\nh: i\n",
    ),
    "comments at the end of the list stay at its end": case(
        "a:\n  - b\n  # - c\n# of d\nd: e\n", ("a",), 1, "x", after="a:\n  - b\n  - x\n  # - c\n# of d\nd: e\n"
    ),
    "comments of the next field": case(
        "a:\n- b\n# of d\nd: e\n", ("a",), 1, "x", after="a:\n- b\n- x\n# of d\nd: e\n"
    ),
    "comments beside the last item": case(
        "a:\n  - b   # c\n\nd: e\n", ("a",), 1, "x", after="a:\n  - b   # c\n  - x\n\nd: e\n"
    ),
    "comments at the end of the file": case(
        "a:\n  - b\n\n# end\n", ("a",), 1, "x", after="a:\n  - b\n  - x\n\n# end\n"
    ),
    "a comment beside the key": case("a:   # b\n  - c\n", ("a",), 0, "x", after="a:   # b\n  - x\n  - c\n"),
    "no final line break": case("a:\n  - b", ("a",), 1, "x", after="a:\n  - b\n  - x"),
    "no final line break after a comment": case("a:\n  - b # c", ("a",), 1, "x", after="a:\n  - b # c\n  - x"),
    "no final line break after blank lines": case("a:\n  - b\n\n  ", ("a",), 1, "x", after="a:\n  - b\n  - x\n\n  "),
    "many final line breaks": case("a:\n  - b\n\n\n", ("a",), 1, "x", after="a:\n  - b\n  - x\n\n\n"),
    "an end of document": case("---\na:\n  - b\n...\n", ("a",), 1, "x", after="---\na:\n  - b\n  - x\n...\n"),
    "CR LF": case("a:\r\n  - b: c\r\n\r\n  - d\r\n", ("a",), 2, {"e": "f", "g": "h"},
                  after="a:\r\n  - b: c\r\n\r\n  - d\r\n\r\n  - e: f\r\n    g: h\r\n"),
    "CR LF, no final line break": case("a:\r\n  - b", ("a",), 1, "x", after="a:\r\n  - b\r\n  - x"),
    "CR LF and a block": case(
        "a:\r\n  - b\r\n", ("a",), 1, "x\ny", after="a:\r\n  - b\r\n  - |-\r\n    x\r\n    y\r\n"
    ),
    "CR": case("a:\r  - b\rc: d\r", ("a",), 1, "x", after="a:\r  - b\r  - x\rc: d\r"),
    "one line without a break": case("- b", (), 1, "x", after="- b\n- x"),
    "after a literal block": case(
        "a:\n  - |\n    b\n     c\n\n\nd: e\n", ("a",), 1, "x", after="a:\n  - |\n    b\n     c\n  - x\n\n\nd: e\n"
    ),
    "after a stripped block": case(
        "a:\n  - b: >-\n      c\n\n      d\n\n", ("a",), 1, "x", after="a:\n  - b: >-\n      c\n\n      d\n  - x\n\n"
    ),
    "after a block that keeps its blank lines": case(
        "a:\n  - b: |+\n      c\n\n\nd: e\n", ("a",), 1, "x", after="a:\n  - b: |+\n      c\n\n\n  - x\nd: e\n"
    ),
    "after kept blank lines, where others have a blank line between them": case(
        "a:\n  - b\n\n  - |+\n    c\nd: e\n", ("a",), 2, "x", after="a:\n  - b\n\n  - |+\n    c\n  - x\nd: e\n"
    ),
    "before a block that keeps its blank lines": case(
        "a:\n  - b\n  - |+\n    c\n\n", ("a",), 1, "x", after="a:\n  - b\n  - x\n  - |+\n    c\n\n"
    ),
    "between blocks that keep their blank lines": case(
        "a:\n  - |+\n    b\n\n  - |+\n    c\n\n", ("a",), 1, "x", after="a:\n  - |+\n    b\n\n  - x\n  - |+\n    c\n\n"
    ),
    "after an empty block": case("a:\n  - |\n\nb: c\n", ("a",), 1, "x", after="a:\n  - |\n  - x\n\nb: c\n"),
    "after a block that ends in blanks": case(
        "a:\n  - |\n    b\n      \nc: d\n", ("a",), 1, "x", after="a:\n  - |\n    b\n      \n  - x\nc: d\n"
    ),
    "after a text of several lines": case(
        "a:\n  - b\n    c\n\n    d   # e\nf: g\n", ("a",), 1, "x",
        after="a:\n  - b\n    c\n\n    d   # e\n  - x\nf: g\n"
    ),
    "after a quoted text of several lines": case(
        'a:\n  - "b\n\n    # c"\nf: g\n', ("a",), 1, "x", after='a:\n  - "b\n\n    # c"\n  - x\nf: g\n'
    ),
    "after an item with nothing in it": case(
        "a:\n  - b\n  -\nc:\n", ("a",), 2, "x", after="a:\n  - b\n  -\n  - x\nc:\n"
    ),
    "after a field with nothing in it": case(
        "a:\n  - b:   # c\n\nd:\n", ("a",), 1, "x", after="a:\n  - b:   # c\n  - x\n\nd:\n"
    ),
    "after an item below its dash": case(
        "a:\n  -\n    b: c\n  # d\n  -\n    e\n", ("a",), 1, "x", after="a:\n  -\n    b: c\n  - x\n  # d\n  -\n    e\n"
    ),
    "items in braces": case(
        "a:\n  - {b: c, d: e}  # f\n", ("a",), 1, {"b": "x", "t": {"nl": "y z"}, "l": ["m", "o"]},
        after='a:\n  - {b: c, d: e}  # f\n  - {b: x, t: {nl: "y z"}, l: [m, o]}\n',
    ),
    "items in braces, too long a value": case(
        "a:\n  - {b: c}\n", ("a",), 1, {"b": "x " * 60 + "x", "c": "v"},
        after="a:\n  - {b: c}\n  - b: >-\n      " + "x " * 56 + "x\n      x x x x\n    c: v\n",
    ),
    "items in braces, a value of several lines": case(
        "a:\n  - {b: c}\n", ("a",), 1, {"b": "x\ny\n"}, after="a:\n  - {b: c}\n  - b: |\n      x\n      y\n"
    ),
    "brackets": case("a: [b, c]  # d\n", ("a",), 2, "x", after="a: [b, c, x]  # d\n"),
    "brackets, first": case("a: [b, c]\n", ("a",), 0, "x", after="a: [x, b, c]\n"),
    "brackets, between": case("a: [b, 'c']\n", ("a",), 1, "d: e", after="a: [b, \"d: e\", 'c']\n"),
    "brackets at the top": case("[b]\n", (), 1, {"c": "d"}, after="[b, {c: d}]\n"),
    "brackets with room": case("a: [ b, c ]\n", ("a",), 2, "x", after="a: [ b, c, x ]\n"),
    "brackets, comma at the end": case("a: [b, c,]\n", ("a",), 2, "x", after="a: [b, c, x,]\n"),
    "brackets, after a text with a bracket": case('a: ["]"]\n', ("a",), 1, "x", after='a: ["]", x]\n'),
    "brackets in braces": case("a: {b: [c], d: e}\n", ("a", "b"), 1, "x", after="a: {b: [c, x], d: e}\n"),
    "brackets in brackets": case("a: [[b], c]\n", ("a", 0), 1, "x", after="a: [[b, x], c]\n"),
    "brackets, after braces with a field that has nothing": case(
        "a: [{b: , c: }]\n", ("a",), 1, "x", after="a: [{b: , c: }, x]\n"
    ),
    "brackets on several lines": case(
        "a: [\n    b,   # c\n    d    # e\n]\n", ("a",), 2, "x", after="a: [\n    b,   # c\n    d,    # e\n    x\n]\n"
    ),
    "brackets on several lines, comma at the end": case(
        "a: [\n  b,  # c\n  # d\n]\n", ("a",), 1, "x", after="a: [\n  b,  # c\n  x,\n  # d\n]\n"
    ),
    "brackets on several lines, between": case(
        "a: [\n  b,  # c\n  # d\n  d,\n]\n", ("a",), 1, "x", after="a: [\n  b,  # c\n  x,\n  # d\n  d,\n]\n"
    ),
    "brackets on several lines, first": case(
        "a: [\n  # b\n  b,\n]\n", ("a",), 0, {"c": "d"}, after="a: [\n  {c: d},\n  # b\n  b,\n]\n"
    ),
    "brackets that close after the last": case(
        "a: [b,\n    c]\n", ("a",), 2, "x", after="a: [b,\n    c,\n    x]\n"
    ),
    "brackets that close after the last comma": case(
        "a: [\n  b,]\n", ("a",), 1, "x", after="a: [\n  b,\n  x,]\n"
    ),
    "brackets, comma on the next line": case(
        "a: [\n  b # c\n  , ]\n", ("a",), 1, "x", after="a: [\n  b # c\n  ,\n  x, ]\n"
    ),
    "brackets, CR LF": case("a: [\r\n  b\r\n]\r\n", ("a",), 1, "x", after="a: [\r\n  b,\r\n  x\r\n]\r\n"),
    "empty brackets, a word": case("a: []  # b\nc: d\n", ("a",), 0, "x", after="a: [x]  # b\nc: d\n"),
    "empty brackets, fields": case(
        "a: []  # b\nc: d\n", ("a",), 0, {"e": "f", "g": "h"}, after="a:  # b\n  - e: f\n    g: h\nc: d\n"
    ),
    "empty brackets in braces": case("a: {b: []}\n", ("a", "b"), 0, {"e": "f"}, after="a: {b: [{e: f}]}\n"),
    "empty brackets in an item": case("a:\n- b: []\n", ("a", 0, "b"), 0, {"e": "f"}, after="a:\n- b:\n  - e: f\n"),
    "empty brackets with room": case("a: [ ]", ("a",), 0, "x", after="a: [x]"),
    "empty brackets at the top": case("[]\n", (), 0, {"b": "c"}, after="[{b: c}]\n"),
    "empty brackets with a comment": case("a: [\n  # b\n]\n", ("a",), 0, "x", after="a: [\n  # b\n  x\n]\n"),
    "a field with nothing in it": case(
        "a:   # b\nc: d\n", ("a",), 0, {"e": "f"}, after="a:   # b\n  - e: f\nc: d\n"
    ),
    "a field that is null": case("a: null\n", ("a",), 0, "x", after="a: [x]\n"),
    "no such field": case("b: c\n", ("a",), 0, {"e": "f"}, after="b: c\na:\n  - e: f\n"),
    "no such field nor the one above": case("b: c\n", ("d", "a"), 0, "x", after="b: c\nd:\n  a: [x]\n"),
    "quoted keys": case('"a b":\n  - \'c: d\': e\n', ("a b",), 1, "x", after='"a b":\n  - \'c: d\': e\n  - x\n'),
    "keys with a question mark": case("? a\n:\n  - b\n", ("a",), 1, "x", after="? a\n:\n  - b\n  - x\n"),
    "a mark at the beginning": case("\ufeffa:\n  - b\n", ("a",), 1, "x", after="\ufeffa:\n  - b\n  - x\n"),
}  # fmt: skip

REPLACED = {
    "plain": case("a: b  # c\n", ("a",), "d", after="a: d  # c\n"),
    "plain by a sentence": case("a: b  # c\n", ("a",), "d e", after='a: "d e"  # c\n'),
    "quotes are kept": case("a: 'b'\nc: \"d\"\n", ("a",), "x", after='a: "x"\nc: "d"\n'),
    "by another kind": case('a: "b"\n', ("a",), True, after="a: true\n"),
    "room is kept": case("a:    b\nc: d\n", ("a",), "x", after="a:    x\nc: d\n"),
    "nothing": case("a:   # c\nb: d\n", ("a",), "x", after="a: x   # c\nb: d\n"),
    "nothing, at the end": case("a:", ("a",), "x", after="a: x"),
    "by nothing": case("a: b # c\n", ("a",), None, after="a: null # c\n"),
    "by fields": case("a: b  # c\nd: e\n", ("a",), {"x": "z"}, after="a:  # c\n  x: z\nd: e\n"),
    "by a block": case("a: b  # c\nd: e\n", ("a",), "x\nz\n", after="a: |  # c\n  x\n  z\nd: e\n"),
    "a text of several lines": case("a: b\n  c\n  d # e\nf: g\n", ("a",), "x", after="a: x # e\nf: g\n"),
    "a text below its key": case("a:\n  b\nf: g\n", ("a",), "x", after="a: x\nf: g\n"),
    "a block": case("a: |  # b\n  c\n\n  d\n\ne: f\n", ("a",), "x", after="a: x  # b\n\ne: f\n"),
    "a block by a block": case("a: >-\n  c\n\ne: f\n", ("a",), "x\ny", after="a: |-\n  x\n  y\n\ne: f\n"),
    "a block by fields": case("a: |\n  c\nb: d\n", ("a",), {"x": "z"}, after="a:\n  x: z\nb: d\n"),
    "fields": case("a:  # b\n  c: d\n  e: f\n\ng: h\n", ("a",), "x", after="a: x  # b\n\ng: h\n"),
    "fields by fields": case("a:  # b\n  c: d\ne: f\n", ("a",), {"x": "z"}, after="a:  # b\n  x: z\ne: f\n"),
    "a list": case("a:\n- b\n- c\nd: e\n", ("a",), [{"x": "z"}], after="a:\n- x: z\nd: e\n"),
    "an item": case("- b  # c\n- d\n", (0,), "x", after="- x  # c\n- d\n"),
    "an item that has nothing": case("- b\n-\n", (1,), "x", after="- b\n- x\n"),
    "an item by a list, other gaps": case(
        "-   b\n- c\n", (1,), ["x y", {}], after='-   b\n-   -   "x y"\n    -   {}\n'
    ),
    "nothing, by a list": case("a:\n  -\n", ("a", 0), [{"x": "z"}, "v"], after="a:\n  - - x: z\n    - v\n"),
    "nothing, by a block": case("a:\r\n", ("a",), "x\nz", after="a: |-\r\n  x\r\n  z\r\n"),
    "an item of fields": case("- a: b\n  c: d\n- e\n", (0,), {"x": "z", "v": "w"}, after="- x: z\n  v: w\n- e\n"),
    "a field of an item": case("- a: b\n  c: d\n- e\n", (0, "c"), "x y", after='- a: b\n  c: "x y"\n- e\n'),
    "in braces": case("a: {b: c, d: e}  # f\n", ("a", "b"), {"x": "y z"}, after='a: {b: {x: "y z"}, d: e}  # f\n'),
    "in braces, nothing": case("a: {b: , d: }\n", ("a", "d"), "x", after="a: {b: , d: x }\n"),
    "in brackets": case("a: [b, c]\n", ("a", 1), "x", after="a: [b, x]\n"),
    "added": case("a: b\nc: d\n", ("x",), "v", after="a: b\nc: d\nx: v\n"),
    "added, with blank lines": case("a: b\n\nc:\n  d: e\n\n", ("x",), "v", after="a: b\n\nc:\n  d: e\n\nx: v\n\n"),
    "added deeper": case("a:\n  b: c\n  # d\n\ne: f\n", ("a", "x"), "v", after="a:\n  b: c\n  x: v\n  # d\n\ne: f\n"),
    "added to an item": case("- a: b\n\n- c: d\n", (0, "x"), "v", after="- a: b\n  x: v\n\n- c: d\n"),
    "added in braces": case("a: {b: c}\n", ("a", "x"), "y z", after='a: {b: c, x: "y z"}\n'),
    "added in braces after nothing": case("a: {b: }\n", ("a", "x"), "v", after="a: {b: , x: v }\n"),
    "added in braces after nothing and a comment": case(
        "a: {\n  b:  # c\n  # d\n}\n", ("a", "x"), "v", after="a: {\n  b: ,  # c\n  x: v\n  # d\n}\n"
    ),
    "in braces, nothing without a colon": case('a: {"b"}\n', ("a", "b"), "x", after='a: {"b": x}\n'),
    "added in empty braces": case("a: {}\n", ("a", "x"), "v", after="a:\n  x: v\n"),
    "added where nothing was": case("a:\nb: c\n", ("a", "x", "v"), "z", after="a:\n  x:\n    v: z\nb: c\n"),
    "added after a block, no final line break": case("a: |-\n  b", ("x",), "v", after="a: |-\n  b\nx: v"),
    "CR LF": case("a: b\r\nc: d\r\n", ("a",), {"x": "v"}, after="a:\r\n  x: v\r\nc: d\r\n"),
    "letters beyond ASCII before it": case("é: 😀\na: b\n", ("a",), "ü", after="é: 😀\na: ü\n"),
}


def check(made, problems, after):
    assert problems == []
    assert made.decode() == after


@pytest.mark.parametrize(("before", "path", "change", "after"), INSERTED.values(), ids=INSERTED)
def test_an_item_is_inserted(before, path, change, after, parser):
    check(*insert_item(before.encode(), "x.yaml", path, *change), after)


@pytest.mark.parametrize(("before", "path", "change", "after"), REPLACED.values(), ids=REPLACED)
def test_a_value_is_set(before, path, change, after, parser):
    check(*set_value(before.encode(), "x.yaml", path, *change), after)


# --- how values are written ------------------------------------------------------------------------------------------

SENTENCE = (
    "Een zin die te lang is voor één regel, omdat hij doorgaat, en doorgaat, en nog eens doorgaat, zonder punten erin;"
)
WRITTEN = [
    ("decided", "decided"),
    ("benelux-unie", "benelux-unie"),
    ("é", "é"),
    ("2019", "2019"),
    ("2023-09", "2023-09"),
    ("2023-01-31", "2023-01-31"),
    (date(2023, 1, 31), "2023-01-31"),
    (3, "3"),
    ("57", '"57"'),
    ("010", '"010"'),
    ("1e3", '"1e3"'),
    ("12:30", '"12:30"'),
    ("no", '"no"'),
    ("On", '"On"'),
    ("y", '"y"'),
    ("Null", '"Null"'),
    ("true", '"true"'),
    (True, "true"),
    (None, "null"),
    ("", '""'),
    (" ", '" "'),
    ("~", '"~"'),
    (Quoted("decided"), '"decided"'),
    ("https://x.nl/a?b=c&d=e", "https://x.nl/a?b=c&d=e"),
    ("https://x.nl/a#b", '"https://x.nl/a#b"'),
    ("a b", '"a b"'),
    ("a: b", '"a: b"'),
    ("a #b", '"a #b"'),
    ("- a", '"- a"'),
    ("“a”", '"“a”"'),
    ("23,5%", '"23,5%"'),
    ('"a" \\ b', '"\\"a\\" \\\\ b"'),
    ("a\tb", '"a\\tb"'),
    ("a\rb", '"a\\rb"'),
    ("a\nb", "|-\n  a\n  b"),
    ("a\n\n  b\n", "|\n  a\n\n    b"),
    ("# a\n- b: c\n---\n", "|\n  # a\n  - b: c\n  ---"),
    ("a\nb\n\n", '"a\\nb\\n\\n"'),
    (" a\nb", '" a\\nb"'),
    ("\na", '"\\na"'),
    ("a \nb", '"a \\nb"'),
    (SENTENCE + " nee", f">-\n  {SENTENCE} nee"),
    (SENTENCE + " ja, nee", f">-\n  {SENTENCE} ja,\n  nee"),
    (SENTENCE + "  nee", f'"{SENTENCE}  nee"'),
    ("x" * 200, "x" * 200),
    ("é" * 200 + "!", '"' + "é" * 200 + '!"'),
    ([], "[]"),
    ({}, "{}"),
    (["a", "b c", True], '[a, "b c", true]'),
    ((), "[]"),
    (["x" * 50, "v"], "\n  - " + "x" * 50 + "\n  - v"),
    ([["a"], []], "\n  - [a]\n  - []"),
    ({"nl": Quoted("a"), "no": {}, "x y": [], "7": None}, '\n  nl: "a"\n  "no": {}\n  "x y": []\n  "7": null'),
]


@pytest.mark.parametrize(("value", "written"), WRITTEN, ids=lambda item: repr(item)[:40])
def test_how_a_value_is_written(value, written, parser):
    made, problems = set_value(b"b: 1\n", "x.yaml", ("a",), value)
    space = "" if written.startswith("\n") else " "
    check(made, problems, f"b: 1\na:{space}{written}\n")


def test_a_block_is_one_line_where_the_file_ends_without_a_break():
    check(*set_value(b"a: b", "x.yaml", ("c",), "d\ne\n"), 'a: b\nc: "d\\ne\\n"')


def test_what_no_file_can_hold():
    with pytest.raises(TypeError):
        set_value(b"a: b\n", "x.yaml", ("a",), object())
    with pytest.raises(TypeError):
        insert_item(b"a: [b]\n", "x.yaml", ("a",), 0, [1.5])


# --- what is refused -------------------------------------------------------------------------------------------------

DEEP = functools.reduce(lambda inner, _: [inner], range(40), "x")
REFUSED = {
    "errors in the file": (b"a: [b]\na: c\n", ("a",), 0, "x", ["duplicate-key", "edit-unreadable"]),
    "not YAML": (b"a: [b\n", ("a",), 0, "x", ["unclosed-bracket", "edit-unreadable"]),
    "not UTF-8": (b"a: \xff\n", ("a",), 0, "x", ["not-utf8", "edit-unreadable"]),
    "nothing": (b"", ("a",), 0, "x", ["empty-file", "edit-unreadable"]),
    "an alias": (b"a: &b [c]\n", ("a",), 0, "x", ["yaml-anchor", "edit-unreadable"]),
    "a shorter list": (b"a: [b]\n", ("a",), 2, "x", ["edit-no-such-field"]),
    "a place before the first": (b"a: [b]\n", ("a",), -1, "x", ["edit-no-such-field"]),
    "no list": (b"a: {b: c}\n", ("a",), 0, "x", ["edit-no-such-field"]),
    "a text": (b"a: b\n", ("a",), 0, "x", ["edit-no-such-field"]),
    "nothing with an index": (b"a:\n", ("a",), 1, "x", ["edit-no-such-field"]),
    "a field of a list": (b"a: [b]\n", ("a", "c"), 0, "x", ["edit-no-such-field"]),
    "an item of no list": (b"a: [b]\n", ("a", 3), 0, "x", ["edit-no-such-field"]),
    "an item of a field": (b"a: b\n", ("a", 0), 0, "x", ["edit-no-such-field"]),
    "the file as a whole": (b"a: b\n", (), 0, "x", ["edit-no-such-field"]),
    "a forbidden character": (b"a: [b]\n", ("a",), 0, "x\0", ["forbidden-character"]),
    "a forbidden character in a key": (b"a: [b]\n", ("a",), 0, {"\u202e": "x"}, ["forbidden-character"]),
    "two such characters": (
        b"a: [b]\n",
        ("a",),
        0,
        {"c": ["\0\uf0b7\0"]},
        ["forbidden-character", "private-character"],
    ),
    "a block without its line end": (b"a:\n  - |\n    b", ("a",), 1, "x", ["edit-needs-line-end"]),
    "too deep": (b"a: [b]\n", ("a",), 0, DEEP, ["edit-refused"]),
    "too large": (b"a: [b]\n", ("a",), 0, "x" * 1024 * 1024, ["edit-refused"]),
    "a pair in brackets": (b"a: [b: [c]]\n", ("a", 0, "d"), 0, "x", ["edit-refused"]),
}


@pytest.mark.parametrize(("data", "path", "index", "value", "codes"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(data, path, index, value, codes, parser):
    made, problems = insert_item(data, "x.yaml", path, index, value)
    assert made is None
    assert [problem.code for problem in problems] == codes
    for problem in problems:
        for language in LANGUAGES:
            assert "\n  hint: " in render(problem, language, Position("x.yaml", *problem.place.position))


def test_an_ended_file_takes_what_an_unended_one_refused():
    check(*insert_item(b"a:\n  - |\n    b\n", "x.yaml", ("a",), 1, "x"), "a:\n  - |\n    b\n  - x\n")


def test_the_whole_file_cannot_be_set():
    assert [p.code for p in set_value(b"a: b\n", "x.yaml", (), {})[1]] == ["edit-no-such-field"]
    assert [p.code for p in set_value(b"- b\n", "x.yaml", (3,), "x")[1]] == ["edit-no-such-field"]


def test_warnings_do_not_stand_in_the_way():
    made, problems = insert_item("a: [b]\nc: “d”\n".encode(), "x.yaml", ("a",), 1, "x")
    check(made, problems, "a: [b, x]\nc: “d”\n")


# --- the files of the casebook ---------------------------------------------------------------------------------------


def lists(node, path=()):
    if node.kind == "sequence":
        yield path, node
    if node.kind != "scalar":
        for key, child in node.value.items() if node.kind == "mapping" else enumerate(node.value):
            yield from lists(child, (*path, key))


ITEM = {"kind": "progress", "date": "2024-05-01", "text": {"nl": "Een zin: met # en “zo”.", "fr": SENTENCE * 2}}


@pytest.mark.parametrize("path", sorted(CASES.rglob("*.yaml")), ids=lambda path: path.relative_to(CASES).as_posix())
def test_every_list_of_the_casebook(path):
    data = path.read_bytes()
    root, _ = read_yaml(data, "x.yaml")
    for field, node in list(lists(root))[:40]:
        for index in {0, len(node.value)}:
            made, problems = insert_item(data, "x.yaml", field, index, ITEM)
            assert problems == [], (field, index)
            lines = made.decode().split("\n")
            if not node.style:
                kept = iter(lines)
                assert all(line in kept for line in data.decode().split("\n")), "every line stays, in its order"
            assert len(to_data(read_yaml(made, "x.yaml")[0])) == len(to_data(root))
