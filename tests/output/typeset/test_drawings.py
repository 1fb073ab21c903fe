"""Pictures, text boxes and frames: where they stand, what is said of them, what stands in their way."""

import io

import pytest
from PIL import Image
from reading import lines, tags
from test_layout import LINE, shaped
from word_templates import R, build_docx, paragraph, run

from reporting.output.typeset import Part, typeset_pdf

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
ROOTS = (
    f'xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main" xmlns:pic="{DRAWING}/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)
POINT = 12700


def image(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(out, kind)
    return out.getvalue()


def holder(inside: str, about: str, anchor: str = "", wrap: str = "<wp:wrapNone/>") -> str:
    size = f'<wp:extent cx="{80 * POINT}" cy="{40 * POINT}"/>'
    graphic = f"<a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic>"
    if anchor:
        return f"<w:r><w:drawing><wp:anchor>{anchor}{size}{wrap}{about}{graphic}</wp:anchor></w:drawing></w:r>"
    return f"<w:r><w:drawing><wp:inline>{size}{about}{graphic}</wp:inline></w:drawing></w:r>"


def picture(about: str, anchor: str = "", blip: str = '<a:blip r:embed="extra0"/>', **kind: str) -> str:
    fill = f"<pic:blipFill>{blip}<a:stretch/></pic:blipFill>"
    return holder(f"<pic:pic>{fill}<pic:spPr/></pic:pic>", about, anchor, **kind)


def at(x: float, y: float, origin: str = "page") -> str:
    axes = (("H", x, origin if origin != "paragraph" else "column"), ("V", y, origin))
    return "".join(
        f'<wp:position{axis} relativeFrom="{of}"><wp:posOffset>{int(where * POINT)}</wp:posOffset></wp:position{axis}>'
        for axis, where, of in axes
    )


def letter(*body: str, data: bytes | None = None) -> bytes:
    parts = {"word/media/beeld": ("image/png", f"{R}/image", data or image())}
    return build_docx(body, parts=parts, root=ROOTS)


SAID = '<wp:docPr id="1" name="Beeld" descr="Een blauw vlak"/>'
DECORATION = (
    '<wp:docPr id="1" name="Beeld"><a:extLst><a:ext uri="x"><adec:decorative val="1"/></a:ext></a:extLst></wp:docPr>'
)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_a_picture_in_the_line_has_its_size_and_its_words(pdf_of, kind):
    data = pdf_of(letter(paragraph("Normal", "voor ", picture(SAID), " na"), data=image(kind)))
    assert [tag.strip() for tag in tags(data)] == ["Document", "P", "Figure=Een blauw vlak"]
    assert [text for text, *_ in lines(data)] == ["voor", "na"]


def test_decoration_is_no_content(pdf_of):
    assert [tag.strip() for tag in tags(pdf_of(letter(paragraph("Normal", "tekst", picture(DECORATION)))))] == [
        "Document",
        "P",
    ]


def test_an_anchored_picture_stands_where_it_says_and_moves_no_text(pdf_of):
    alone = lines(pdf_of(letter(paragraph("Normal", "tekst"))))
    data = pdf_of(letter(paragraph("Normal", "tekst", picture(SAID, at(440, 600)))))
    assert lines(data) == alone
    assert len([tag for tag in tags(data) if "Figure" in tag]) == 1


def test_text_below_a_picture_that_stands_in_its_way(pdf_of):
    wrap = "<wp:wrapTopAndBottom/>"
    data = pdf_of(letter(paragraph("Normal", picture(SAID, at(80, 72), wrap=wrap), "tekst")))
    assert lines(data)[0][2] > 72 + 40


WRONG = {
    picture('<wp:docPr id="1" name="Beeld"/>'): ("word-picture-without-alt", "Beeld"),
    picture(SAID, blip='<a:blip r:link="extra0"/>'): ("word-picture-unreadable", "?"),
    picture(SAID, blip='<a:blip r:embed="extra0"><a:grayscl/></a:blip>'): ("word-element-unknown", "a:grayscl"),
    holder("<a:chart/>", SAID): ("word-element-unknown", "a:chart"),
    picture(SAID, at(1, 1, "insideMargin")): ("word-value-unknown", "wp:positionH"),
}


@pytest.mark.parametrize("xml", WRONG, ids=lambda xml: WRONG[xml][1])
def test_what_cannot_be_shown_is_named(fonts, properties, xml):
    made, problems = typeset_pdf([Part(letter(paragraph("Normal", "a", xml)), "a.docx", "A")], fonts, properties)
    assert made is None
    assert WRONG[xml] in [(p.code, next(iter(p.values.values()))) for p in problems]
    assert {p.place.field for p in problems} == {("body", "¶1")}


def test_a_file_that_is_no_picture_is_named(fonts, properties):
    data = letter(paragraph("Normal", picture(SAID)), data=b"<svg/>")
    _, problems = typeset_pdf([Part(data, "a.docx", "A")], fonts, properties)
    assert [(p.code, p.values) for p in problems] == [("word-picture-unreadable", {"picture": "word/media/beeld"})]


def text_box(text: str) -> str:
    content = f"<w:txbxContent>{paragraph('Normal', text)}</w:txbxContent>"
    shape = (
        f'<wps:wsp><wps:spPr><a:prstGeom prst="rect"/></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>'
    )
    drawing = holder(shape, SAID, at(300, 500))
    choice = f'<mc:Choice Requires="wps">{drawing[5:-6]}</mc:Choice><mc:Fallback><w:pict/></mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"


def test_a_text_box_stands_where_it_says(pdf_of):
    found = {
        text: (round(x), round(y))
        for text, x, y, _ in lines(pdf_of(letter(paragraph("Normal", "tekst", text_box("in de doos")))))
    }
    assert found["tekst"][0] == 71
    assert found["in de doos"][0] == pytest.approx(307, abs=2) and 503 < found["in de doos"][1] < 520


def frame(x: int, y: int) -> str:
    return f'<w:framePr w:w="1900" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="{x}" w:y="{y}"/>'


def test_paragraphs_of_one_frame_stand_under_each_other_beside_the_text(pdf_of):
    body = [
        shaped("Normal", frame(9900, 2900), "een"),
        shaped("Normal", frame(9900, 2900), "twee"),
        ("Normal", "tekst"),
    ]
    found = {text: (round(x), round(y)) for text, x, y, _ in lines(pdf_of(build_docx(body)))}
    assert found["een"][0] == found["twee"][0] == pytest.approx(495, abs=1)
    assert found["twee"][1] - found["een"][1] == pytest.approx(12.5, abs=1)
    assert found["tekst"][1] < 90


def test_a_frame_on_the_page_pushes_the_text_below_it(pdf_of):
    data = pdf_of(build_docx([shaped("Normal", frame(1418, 1500), "adres"), ("Normal", LINE)]))
    found = lines(data)
    assert found[1][2] - found[0][2] > 9


def test_runs_of_every_look_pass_both_standards(pdf_of):
    looks = ("<w:u w:val='double'/>", "<w:strike/>", "<w:smallCaps/>", "<w:caps/>", "<w:highlight w:val='yellow'/>",
             "<w:vertAlign w:val='superscript'/>", "<w:position w:val='6'/>",
             "<w:spacing w:val='20'/>", "<w:color w:val='C00000'/>")  # fmt: skip
    data = pdf_of(build_docx([paragraph("Normal", *(run("Aap ", look) for look in looks))]))
    assert "".join(text for text, *_ in lines(data)).replace(" ", "").upper() == "AAP" * len(looks)
