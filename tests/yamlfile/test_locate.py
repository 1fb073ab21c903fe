"""Where values, keys and words of a text stand in the file."""

import pytest

from reporting.places import Place, Position
from reporting.yamlfile.locate import find_text, locate
from reporting.yamlfile.nodes import to_data
from reporting.yamlfile.reader import read_yaml

TEXT = """\
id: één
title:
  nl: "Estuaire \\"vaart\\" over
    de Westerschelde"
  fr: 'l''Escaut
    occidental'
notes: |
  Eerste regel.

    - diep é[@bron]
events:
  - {date: 2022-12-05, text: {nl: Akkoord}}
  - date: 2023-09
    text: >-
      Een lange
      regel hier

      Nieuwe alinea
  -
empty:
plain: twee
  regels

  na wit
kept: |2+
    dieper
  gewoon

"""
FILE = "cases/x.yaml"


@pytest.fixture(scope="module")
def root():
    tree, problems = read_yaml(TEXT.encode(), FILE)
    assert problems == []
    return tree


def at(*field, **more):
    return Place(FILE, field, **more)


@pytest.mark.parametrize(
    ("place", "line", "column"),
    [
        (at(), 1, 1),
        (at("id"), 1, 5),
        (at("id", on="key"), 1, 1),
        (at("title"), 3, 3),
        (at("title", "nl"), 3, 7),
        (at("title", "nl", on="key"), 3, 3),
        (at("notes"), 7, 8),
        (at("events", 0, "text", "nl"), 12, 35),
        (at("events", 1), 13, 5),
        (at("events", 1, "date"), 13, 11),
        (at("events", 1, "date", on="key"), 13, 5),
        (at("events", 1, on="key"), 13, 5),
        (at("empty"), 20, 7),
        # what is not there: the key of the mapping that lacks it, or that mapping
        (at("title", "de"), 2, 1),
        (at("title", "de", "deeper", 3), 2, 1),
        (at("title", "de", on="key"), 2, 1),
        (at("events", 1, "kind"), 13, 5),
        (at("events", 9), 11, 1),
        (at("events", "0"), 11, 1),
        (at("missing"), 1, 1),
        (at("id", "nl"), 1, 1),
        (at("title", "nl", position=(99, 3)), 99, 3),
    ],
)
def test_place_of_fields(root, place, line, column):
    assert locate(root, place) == Position(FILE, line, column)


@pytest.mark.parametrize(
    ("field", "spot", "line", "column"),
    [
        (("id",), (1, 3), 1, 7),
        (("title", "nl"), (1, 11), 3, 19),  # past one escaped quote
        (("title", "nl"), (1, 18), 3, 27),
        (("title", "nl"), (1, 23), 4, 5),  # the line break is folded to a blank
        (("title", "fr"), (1, 3), 5, 11),  # past the doubled apostrophe
        (("title", "fr"), (1, 10), 6, 5),
        (("notes",), (1, 1), 8, 3),
        (("notes",), (1, 999), 8, 16),
        (("notes",), (2, 1), 9, 1),
        (("notes",), (3, 3), 10, 5),
        (("notes",), (3, 11), 10, 13),
        (("notes",), (3, 999), 10, 20),
        (("notes",), (99, 1), 10, 20),
        (("events", 1, "text"), (1, 11), 16, 7),
        (("events", 1, "text"), (2, 8), 18, 14),
        (("plain",), (1, 6), 22, 3),
        (("plain",), (2, 4), 24, 6),
        (("kept",), (1, 3), 26, 5),
        (("kept",), (2, 1), 27, 3),
        (("events", 3, "text"), (1, 4), 11, 1),  # no such field: its nearest ancestor
    ],
)
def test_spots_inside_a_text(root, field, spot, line, column):
    assert locate(root, at(*field).at(*spot)) == Position(FILE, line, column)


@pytest.mark.parametrize(
    ("place", "words", "line", "column"),
    [
        (at("title", "nl"), "over de Westerschelde", 3, 27),
        (at("notes"), "diep", 10, 7),
        (at("notes"), "regel. - diep", 8, 10),
        (at("events", 1, "text"), "hier Nieuwe", 16, 13),
        (at("notes"), "niet aanwezig", 7, 8),
        (at("notes"), "", 7, 8),
        (at("notes", spot=(3, 1)), "e", 10, 9),
        (at("notes", spot=(3, 1)), "Eerste", 8, 3),
        (at("title"), "over", 3, 3),
    ],
)
def test_words_of_a_text(root, place, words, line, column):
    assert find_text(root, place, words) == Position(FILE, line, column)


def test_crlf_counts_as_one_line_end():
    tree, _ = read_yaml(TEXT.replace("\n", "\r\n").encode(), FILE)
    assert to_data(tree)["notes"].startswith("Eerste regel.\n\n")
    assert locate(tree, at("notes").at(3, 3)) == Position(FILE, 10, 5)
    assert locate(tree, at("title", "nl").at(1, 23)) == Position(FILE, 4, 5)
