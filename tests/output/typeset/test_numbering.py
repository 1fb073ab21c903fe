"""The labels that Word's numbering prints."""

import pytest
from word_templates import HEAD, ROOT, build_docx, run

from reporting.output.typeset import read_word
from reporting.output.typeset.numbering import FORMATS, symbol


def level(at: int, kind: str, text: str, extra: str = "") -> str:
    indent = f'<w:pPr><w:ind w:left="{400 * (at + 1)}" w:hanging="400"/></w:pPr>'
    says = f'<w:numFmt w:val="{kind}"/>{extra}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/>{says}{indent}</w:lvl>'


def labels(
    levels: str, items: list[tuple[int, int]], nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
) -> list[str]:
    """The labels of paragraphs given as (numId, level)."""
    numbering = (
        f'{HEAD}<w:numbering {ROOT}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>{nums}</w:numbering>'
    )
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{1}"/><w:numId w:val="{0}"/></w:numPr></w:pPr>' + run("x") + "</w:p>"
    import io
    import zipfile

    made, out = zipfile.ZipFile(io.BytesIO(build_docx([item.format(*where) for where in items]))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as changed:
        for name in made.namelist():
            changed.writestr(name, numbering if name == "word/numbering.xml" else made.read(name))
    document, problems = read_word(out.getvalue(), "a.docx")
    assert problems == []
    return [block.label.text for block in document.sections[0].blocks]


THREE = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1%2)") + level(2, "lowerRoman", "%3.")


def test_deeper_levels_begin_again_under_each_item():
    where = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
    assert labels(THREE, where) == ["1.", "1a)", "1b)", "i.", "2.", "2a)", "i."]


def test_a_deeper_item_without_one_above_counts_from_that_ones_start():
    assert labels(THREE, [(1, 1), (1, 0)]) == ["1a)", "2."]


def test_a_level_that_never_restarts_goes_on():
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%2", '<w:lvlRestart w:val="0"/>')
    assert labels(levels, [(1, 0), (1, 1), (1, 0), (1, 1)]) == ["1.", "1", "2.", "2"]


def test_legal_numbering_writes_figures():
    levels = level(0, "upperRoman", "%1.") + level(1, "lowerLetter", "%1.%2", "<w:isLgl/>")
    assert labels(levels, [(1, 0), (1, 1)]) == ["I.", "1.1"]


FORCED = (
    '<w:num w:numId="{0}"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{1}"/></w:lvlOverride></w:num>'
)


def test_each_list_starts_where_it_says_and_goes_on_after_another():
    nums = FORCED.format(1, 1) + FORCED.format(2, 5)
    assert labels(THREE, [(1, 0), (1, 0), (2, 0), (2, 0), (2, 1)], nums) == ["1.", "2.", "5.", "6.", "6a)"]


def test_lists_of_one_abstract_numbering_count_together_unless_forced():
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="7"/></w:num>' for n in (1, 2))
    assert labels(THREE, [(1, 0), (2, 0)], nums) == ["1.", "2."]


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [("lowerLetter", 27, "aa"), ("upperLetter", 53, "AAA"), ("lowerRoman", 44, "xliv"), ("upperRoman", 1999, "MCMXCIX"),
     ("decimalZero", 7, "07"), ("decimalZero", 12, "12"), ("none", 3, "")],
)  # fmt: skip
def test_formats_write_as_word_does(kind, number, text):
    assert FORMATS[kind](number) == text


@pytest.mark.parametrize(
    ("character", "font", "drawn"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf0a7", "Wingdings", "▪"),
        ("o", "Courier New", "o"),
        ("–", "Verdana", "–"),
        ("\uf0ff", "Webdings", None),
    ],
)
def test_symbol_fonts_become_unicode(character, font, drawn):
    assert symbol(character, font) == drawn
