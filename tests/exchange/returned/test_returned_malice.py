"""Files that are no reviewed letter, or would do harm: refused by name, at once, with nothing written or opened."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from returned_files import Editor, Sending, W

from reporting.exchange.returned import opening
from reporting.problems import LANGUAGES, find_words
from tests.output.small_casebook import tree_of

DOCUMENT = "word/document.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCTYPE = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = b"<!DOCTYPE w [<!ENTITY a0 'ha'>" + b"".join(
    b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
) + b"]>"  # fmt: skip
Parts = dict[str, bytes]


def parts_of(sending: Sending) -> Parts:
    return dict(Editor(sending.sent().word).parts)


def packed(parts: Parts, extra: list[tuple[str, bytes]] = (), compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a name is there twice
        for name, data in [*parts.items(), *extra]:
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return out.getvalue()


def changed(name: str, old: bytes, new: bytes) -> Callable[[Parts], bytes]:
    def make(parts: Parts) -> bytes:
        assert old in parts[name], name
        return packed({**parts, name: parts[name].replace(old, new, 1)})

    return make


def with_part(name: str, data: bytes = b"x") -> Callable[[Parts], bytes]:
    return lambda parts: packed(parts, [(name, data)])


def related(kind: str, target: str, external: bool = True, part: str = "document") -> Callable[[Parts], bytes]:
    mode = 'TargetMode="External" ' if external else ""
    name = f"word/_rels/{part}.xml.rels"
    new = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="bad" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" {mode}Target="{target}"/>'
    ).encode()

    def make(parts: Parts) -> bytes:
        root = etree.fromstring(parts.get(name, new + b"</Relationships>"))
        if name in parts:
            root.append(etree.fromstring(new + b"</Relationships>")[0])
        return packed({**parts, name: etree.tostring(root)})

    return make


def in_body(xml: bytes) -> Callable[[Parts], bytes]:
    return changed(DOCUMENT, b"<w:sectPr", xml + b"<w:sectPr")


def field(instruction: bytes) -> Callable[[Parts], bytes]:
    """A field whose instruction is cut in pieces, as Word may do."""
    half = len(instruction) // 2
    pieces = b"".join(
        b'<w:r><w:instrText xml:space="preserve">%s</w:instrText></w:r>' % piece
        for piece in (instruction[:half], instruction[half:])
    )
    begin, end = (b'<w:r><w:fldChar w:fldCharType="%s"/></w:r>' % kind for kind in (b"begin", b"end"))
    return in_body(b"<w:p>" + begin + pieces + end + b"</w:p>")


def long_list(parts: Parts) -> bytes:
    """A zip whose own list is longer than any reader should read."""
    data = packed(parts)
    at = data.rfind(b"PK\x05\x06")
    return data[: at + 12] + struct.pack("<L", 2**30) + data[at + 16 :]


def encrypted(parts: Parts) -> bytes:
    data = bytearray(packed(parts))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


def in_utf16(parts: Parts) -> bytes:
    text = DOCTYPE.decode() + "<w:document/>"
    return packed({**parts, DOCUMENT: ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")})


def sound_crc_lies(parts: Parts) -> bytes:
    """A part that is longer than the list says."""
    data = bytearray(packed(parts))
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", 3)
    return bytes(data)


DEEP = b"<w:smartTag>" * 5000 + b"</w:smartTag>" * 5000
MANY = b"<w:p/>" * 3_100_000
FILES: dict[str, tuple[Callable[[Parts], bytes], str]] = {
    "nothing": (lambda parts: b"", "returned-not-word"),
    "noughts": (lambda parts: b"\0" * 100, "returned-not-word"),
    "a pdf": (lambda parts: b"%PDF-1.7\n", "returned-not-word"),
    "a web page": (lambda parts: b"<html>", "returned-not-word"),
    "a zip of something else": (lambda parts: packed({"a.txt": b"a"}), "returned-not-word"),
    "half a zip": (lambda parts: packed(parts)[:3000], "returned-damaged"),
    "a zip with a byte changed": (
        lambda parts: packed(parts, compression=zipfile.ZIP_STORED).replace(b"stand", b"Stand", 1),
        "returned-damaged",
    ),
    "a size that is not true": (sound_crc_lies, "returned-damaged"),
    "Word of before 2007": (lambda parts: OLE + "WordDocument".encode("utf-16-le"), "returned-old-word"),
    "a password": (lambda parts: OLE + b"\0" * 999 + "EncryptedPackage".encode("utf-16-le"), "returned-password"),
    "an encrypted zip": (encrypted, "returned-password"),
    "a bomb": (with_part("word/media/a.png", b"\0" * 80 * 2**20), "returned-bomb"),
    "a bomb of XML": (with_part("word/a.xml", b"<a/>" + b" " * 60 * 2**20), "returned-bomb"),
    "ten thousand parts": (
        lambda parts: packed(parts, [(f"word/{n}.txt", b"") for n in range(3000)]),
        "returned-bomb",
    ),
    "a list without end": (long_list, "returned-bomb"),
    "another way of packing": (
        lambda parts: packed(parts, [("word/x.bin", b"x")], zipfile.ZIP_LZMA),
        "returned-damaged",
    ),
    "a part twice": (with_part(DOCUMENT, b"<x/>"), "returned-names"),
    "a part twice in other letters": (with_part("WORD/Document.xml", b"<x/>"), "returned-names"),
    "a path upwards": (with_part("word/../../etc/passwd"), "returned-names"),
    "a path from the root": (with_part("/etc/passwd"), "returned-names"),
    "a path of Windows": (with_part("C:\\start.bat"), "returned-names"),
    "an entity of the machine": (changed(DOCUMENT, b"<w:document", DOCTYPE + b"<w:document"), "returned-doctype"),
    "laughs without end": (changed("word/footnotes.xml", b"<w:foot", LAUGHS + b"<w:foot"), "returned-doctype"),
    "a document type in UTF-16": (in_utf16, "returned-doctype"),
    "a document type in the list of types": (
        changed("[Content_Types].xml", b"<Types", LAUGHS + b"<Types"),
        "returned-doctype",
    ),
    "an encoding that nobody knows": (
        changed(DOCUMENT, b"UTF-8", b"x-klingon"),
        "returned-damaged",
    ),
    "an entity that is not declared": (in_body(b"<w:p>&eacute;</w:p>"), "returned-damaged"),
    "half a part": (changed(DOCUMENT, b"</w:document>", b""), "returned-damaged"),
    "elements inside each other": (in_body(b"<w:p>" + DEEP + b"</w:p>"), "returned-bomb"),
    "three million elements": (in_body(MANY), "returned-bomb"),
    "no document": (lambda parts: packed({n: d for n, d in parts.items() if n != DOCUMENT}), "returned-not-word"),
    "no body": (changed(DOCUMENT, b"<w:body>", b"<w:odd>"), "returned-damaged"),
    "a template": (changed("[Content_Types].xml", b"document.main", b"template.main"), "returned-not-word"),
    "strict": (
        changed(
            DOCUMENT,
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
        "returned-strict",
    ),
    "a docm": (
        changed(
            "[Content_Types].xml",
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
        "returned-macros",
    ),
    "a macro": (with_part("word/vbaProject.bin"), "returned-macros"),
    "a macro under another name": (related("vbaProject", "x.bin", external=False), "returned-macros"),
    "a button for a macro": (field(b" MACROBUTTON Start x "), "returned-macros"),
    "a template from elsewhere": (
        related("attachedTemplate", "https://example.org/x.dotm", part="settings"), "returned-external"
    ),
    "a picture from elsewhere": (related("image", "http://127.0.0.1:9/x.png"), "returned-external"),
    "a picture of old Word from elsewhere": (
        in_body(b'<w:p><w:r><w:pict><x:i xmlns:x="urn:x" src="http://127.0.0.1:9/x.png"/></w:pict></w:r></w:p>'),
        "returned-external",
    ),
    "a linked object": (related("oleObject", "file:///c:/x.xlsx"), "returned-external"),
    "a field that loads": (field(b' INCLUDETEXT "c:/x" '), "returned-external"),
    "a field that starts a program": (field(b" DDEAUTO c:/cmd.exe "), "returned-external"),
    "a chunk of another format": (in_body(b"<w:altChunk/>"), "returned-embedded"),
    "a chunk by its relationship": (related("aFChunk", "x.html", external=False), "returned-embedded"),
    "an embedded sheet": (with_part("word/embeddings/x.xlsx"), "returned-embedded"),
    "an object in the text": (in_body(b"<w:p><w:r><w:object/></w:r></w:p>"), "returned-embedded"),
}  # fmt: skip


@pytest.fixture(scope="module")
def usual(sending: Sending) -> tuple[float, int]:
    """How long a plain file takes, and how much memory: the measure of all others."""
    data = sending.sent().word
    sending.receive(("plain.docx", data))
    tracemalloc.start()
    started = time.perf_counter()
    assert sending.receive(("plain.docx", data)).problems == []
    took = time.perf_counter() - started
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return took, memory


@pytest.mark.parametrize(("make", "code"), FILES.values(), ids=list(FILES))
def test_it_is_refused_at_once(make, code: str, sending: Sending, usual: tuple[float, int], monkeypatch):
    data = make(parts_of(sending))
    before = tree_of(sending.folders.cases)
    opened: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda *given: opened.append(given))
    tracemalloc.start()
    started = time.perf_counter()
    done = sending.receive(("bad.docx", data), ("good.docx", sending.sent().word))
    took = time.perf_counter() - started
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [problem.code for problem in done.problems] == [code]
    assert [Path(file.name).name for file in done.files] == ["good.docx"], "the other file is read all the same"
    assert took < 20 * usual[0]
    assert memory < 6 * usual[1] + 4 * len(data) + 64 * 2**20
    assert opened == [] and tree_of(sending.folders.cases) == before
    for language in LANGUAGES:
        said = " ".join(find_words(done.problems[0], language))
        assert "/etc" not in said.replace("word/../../etc/passwd", "").replace("«/etc", "").replace(": /etc/passwd", "")
        assert "root:" not in said and "{" not in said and len(said) < 350


def test_a_file_that_is_too_large_is_not_opened(sending: Sending, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "LARGEST_FILE", 1000)
    monkeypatch.setattr("reporting.exchange.returned.receiving.LARGEST_FILE", 1000)
    monkeypatch.setattr(opening.zipfile, "ZipFile", None)
    done = sending.receive(("large.docx", sending.sent().word))
    assert [problem.code for problem in done.problems] == ["returned-too-large"]


def test_links_in_the_text_are_allowed(sending: Sending):
    editor = sending.edit()
    editor.relate("hyperlink", "https://example.org/nieuw", external=True)
    assert sending.receive(("linked.docx", editor.save())).problems == []


def test_the_same_file_twice_is_read_once(sending: Sending):
    editor = sending.edit()
    editor.insert(editor.paragraph("De minister komt"), 3, "x ")
    done = sending.receive(("a.docx", editor.save()), ("b.docx", editor.save()))
    assert [problem.code for problem in done.problems] == ["returned-twice"] and len(done.told) == 1


def test_styles_in_a_ring_have_an_end(sending: Sending):
    editor = sending.edit()
    for style in editor.roots["word/styles.xml"].iter(W + "style"):
        if style.get(W + "styleId") in ("Normal", "BodyText"):
            based = etree.SubElement(style, W + "basedOn")
            based.set(W + "val", "BodyText" if style.get(W + "styleId") == "Normal" else "Normal")
    assert len(sending.receive(("ring.docx", editor.save())).files) == 1


def test_a_thread_that_answers_itself_has_an_end(sending: Sending):
    editor = sending.edit()
    paragraph = editor.paragraph("De minister komt")
    editor.comment(paragraph, 3, paragraph, 11, "Vraag")
    w14, w15 = (f"http://schemas.microsoft.com/office/word/{year}/wordml" for year in (2010, 2012))
    last = list(editor.roots["word/comments.xml"].iter(W + "p"))[-1]
    last.set(f"{{{w14}}}paraId", "00000001")
    editor.add_part(
        "commentsExtended.xml",
        f'<a xmlns:w15="{w15}"><b w15:paraId="00000001" w15:paraIdParent="00000001"/></a>'.encode(),
        "application/xml",
        "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    )
    assert len(sending.receive(("ring.docx", editor.save())).told) == 1


def test_a_paragraph_typed_over_by_a_book_is_told_in_bounded_time(sending: Sending, usual: tuple[float, int]):
    editor = sending.edit()
    paragraph = editor.paragraph("De minister komt")
    words = " ".join(f"de {number % 7} het" for number in range(40_000))
    next(paragraph.iter(W + "t")).text = words
    started = time.perf_counter()
    done = sending.receive(("book.docx", editor.save()))
    assert time.perf_counter() - started < 40 * usual[0]
    assert any("het" in told.change.new for told in done.told)
