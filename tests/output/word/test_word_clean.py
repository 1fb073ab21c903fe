"""What leaves: the same bytes everywhere, and nothing of who made the template."""

from __future__ import annotations

import datetime
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from word_files import Made, W, text, told
from word_templates import build_docx, paragraph

from reporting.output.word import Properties, render_word

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MS = "http://schemas.microsoft.com/office"
CANARY = "CANARY"
SECRET = '<x xmlns="urn:x">CANARY</x>'
PLAIN = "application/vnd.openxmlformats-officedocument"

PARTS = {
    "docProps/app.xml": (
        f"{PLAIN}.extended-properties+xml",
        f"{R}/extended-properties",
        f'<Properties xmlns="{R.replace("relationships", "extended-properties")}"><Manager>CANARY</Manager>'
        "<Company>CANARY</Company><Template>CANARY.dotm</Template></Properties>",
    ),
    "docProps/custom.xml": (f"{PLAIN}.custom-properties+xml", f"{R}/custom-properties", SECRET),
    "docProps/thumbnail.jpeg": (
        "image/jpeg",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
        b"CANARY",
    ),
    "docMetadata/LabelInfo.xml": ("a/xml", f"{MS}/2020/02/relationships/classificationlabels", SECRET),
    "word/people.xml": (f"{PLAIN}.wordprocessingml.people+xml", f"{MS}/2011/relationships/people", SECRET),
    "word/commentsIds.xml": ("a/xml", f"{MS}/2016/09/relationships/commentsIds", SECRET),
    "word/comments.xml": (
        f"{PLAIN}.wordprocessingml.comments+xml",
        f"{R}/comments",
        f'<w:comments xmlns:w="{W[1:-1]}" xmlns:c="urn:CANARY"/>',
    ),
    "word/glossary/document.xml": ("a/xml", f"{R}/glossaryDocument", SECRET),
    "word/webSettings.xml": (f"{PLAIN}.wordprocessingml.webSettings+xml", f"{R}/webSettings", SECRET),
    "word/printerSettings1.bin": ("a/b", f"{R}/printerSettings", b"CANARY"),
    "word/customXml/item1.xml": ("application/xml", f"{R}/customXml", SECRET),
    "word/fontTable.xml": (
        f"{PLAIN}.wordprocessingml.fontTable+xml",
        f"{R}/fontTable",
        f'<w:fonts xmlns:w="{W[1:-1]}"><!-- CANARY --><w:font w:name="Verdana"/></w:fonts>',
    ),
}
CORE = (
    "<dc:title>CANARY</dc:title><dc:creator>CANARY</dc:creator><cp:lastModifiedBy>CANARY</cp:lastModifiedBy>"
    "<cp:revision>77</cp:revision><dc:description>CANARY</dc:description><cp:category>CANARY</cp:category>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">1999-01-01T00:00:00Z</dcterms:created>'
)
SETTINGS = (
    '<w:attachedTemplate r:id="att"/><w:documentProtection w:hash="CANARY" w:edit="forms"/><w:footnotePr>'
    '<w:numStart w:val="3"/></w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:docVars><w:docVar w:name="CANARY"'
    ' w:val="CANARY"/></w:docVars><w:rsids><w:rsidRoot w:val="00CANARY"/></w:rsids><w15:docId'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" w15:val="{CANARY}"/>'
)
BODY = [
    paragraph(
        "Body Text",
        '<w:permStart w:id="1" w:ed="CANARY"/><w:bookmarkStart w:id="9" w:name="_GoBack"/><w:bookmarkEnd w:id="9"/>'
        '<w:r w:rsidRPr="00CANARY"><w:t>{{ a }}</w:t></w:r><w:permEnd w:id="1"/><w:proofErr w:type="spellEnd"/>'
        "<!-- CANARY --><?word CANARY?>",
    ).replace("<w:p>", '<w:p w:rsidR="00CANARY" w14:paraId="0CANARY0" w14:textId="77777777">'),
    '<w:sdt><w:sdtPr><w:alias w:val="field"/><w:placeholder><w:docPart w:val="CANARY"/></w:placeholder><w:dataBinding'
    ' w:xpath="/CANARY" w:storeItemID="{CANARY}"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>held</w:t></w:r></w:p>'
    "</w:sdtContent></w:sdt>",
]
ROOT = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def test_nothing_of_the_templates_author_leaves(load, validate_docx):
    planted = build_docx(BODY, parts=PARTS, core=CORE, settings=SETTINGS, root=ROOT, header=[("header", "h")])
    with zipfile.ZipFile(io.BytesIO(planted)) as archive:
        settings = archive.read("word/settings.xml")
        holding = {name for name in archive.namelist() if b"CANARY" in archive.read(name)}
    assert b"CANARY" in settings
    assert holding >= set(PARTS) | {"docProps/core.xml", "word/document.xml"}
    template, problems = load(planted)
    assert not problems, told(problems)
    word, problems = render_word(template, {"a": text("x")}, Properties("Title", author="Ministry"))
    assert not problems and validate_docx(word.data) == []
    made = Made(word.data, word.origins)
    for name in made.names():
        content = made.part(name)
        assert b"CANARY" not in content and b"rsid" not in content and b"1999" not in content, name
        assert b"ufdd" not in content and b' n="' not in content, name
    assert b"CANARY" not in word.data
    assert set(made.names()) == {
        "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/header1.xml",
        "word/footnotes.xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/fontTable.xml",
        "docProps/core.xml",
    }  # fmt: skip
    kept = [e.tag.removeprefix(W) for e in made.root("word/settings.xml")]
    assert kept == ["footnotePr", "compat"]
    assert [e.tag.removeprefix(W) for e in made.root("word/settings.xml")[0]] == ["numStart", "footnote", "footnote"]
    assert made.words() == ["x", "held"]


def test_properties_come_from_the_pack_only(fill):
    given = Properties(
        "Titel & <co>", "BZK", "Onderwerp", "fr", datetime.date(2022, 12, 15), "top-2023", ("grens", "top"), "{{ 7*7 }}"
    )
    core = fill([("Body Text", "x")], properties=given, core=CORE).root("docProps/core.xml")
    assert {e.tag.rpartition("}")[2]: e.text for e in core} == {
        "title": "Titel & <co>",
        "subject": "Onderwerp",
        "creator": "BZK",
        "keywords": "grens; top",
        "description": "{{ 7*7 }}",
        "language": "fr",
        "identifier": "top-2023",
        "created": "2022-12-15T00:00:00Z",
        "modified": "2022-12-15T00:00:00Z",
    }
    bare = fill([("Body Text", "x")], properties=Properties("T"), core=CORE).root("docProps/core.xml")
    assert [e.tag.rpartition("}")[2] for e in bare] == ["title", "language"]


def test_the_documents_language_is_that_of_all_other_text(fill):
    made = fill([("Body Text", "{{ a }}")], {"a": text("x", language="fr")}, Properties("T", language="fr"))
    lang = made.root("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert lang.get(W + "val") == "fr-FR"
    assert made.root().find(f".//{W}lang") is None


SCRIPT = """
import hashlib, sys
from pathlib import Path
from word_files import text
from word_templates import block_loop
from reporting.documents.blocks import Block, Note, Span, Text
from reporting.output.word import Properties, load_template, render_word
template, problems = load_template(Path("t.docx"), "t.docx")
noted = Text([Span("x", link="https://x.nl"), Note(((Span("n", link="https://y.nl"),),))])
blocks = [Block("paragraph", noted), Block("number", text("a"), 1, 1), Block("number", text("b"), 1, 2)]
word, problems = render_word(template, {"blocks": blocks, "a": text("A")}, Properties("T"))
print(hashlib.sha256(word.data).hexdigest(), hashlib.sha256(word.origins.to_json().encode()).hexdigest())
"""


def test_same_bytes_in_every_folder_time_zone_and_hash_seed(tmp_path: Path):
    from word_templates import block_loop

    data = build_docx([*block_loop(), ("Body Text", "{{ a }}")], header=[("header", "{{ a }}")], parts=PARTS)
    here = Path(__file__).parent
    paths = os.pathsep.join(map(str, (here, here.parents[1], here.parents[2])))
    found = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo"), ("2", "America/Lima")):
        folder = tmp_path / f"map {seed}"
        folder.mkdir()
        (folder / "t.docx").write_bytes(data)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": paths}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], cwd=folder, env=environment, capture_output=True, text=True, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1 and len(found.pop().split()) == 2


def test_the_zip_tells_nothing_of_the_machine(fill):
    made = fill([("Body Text", "x")])
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        entries = archive.infolist()
        assert archive.testzip() is None
    assert {e.date_time for e in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(e.create_system, e.external_attr, e.extra, e.comment) for e in entries} == {(0, 0o600 << 16, b"", b"")}
    assert [e.filename for e in entries][:3] == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
    assert hashlib.sha256(made.data).digest() == hashlib.sha256(fill([("Body Text", "x")]).data).digest()
