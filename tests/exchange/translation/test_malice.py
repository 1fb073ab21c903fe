"""Files that are no translation, or would do harm: refused with a plain problem, with every case file as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchanged import FORMS, TITLE, change, codes, files_of, make_casebook, outcomes, receive, send, words

from reporting.exchange.translation import xliff
from reporting.exchange.translation.xliff import read_xliff
from reporting.problems import LANGUAGES, find_words

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
EMPTY = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="nl" trgLang="fr">{}</xliff>'
UNIT = '<file id="f"><unit id="{}"><segment><source>{}</source><target>{}</target></segment></unit></file>'
BOMB = "<!DOCTYPE xliff [\n<!ENTITY a0 'ha'>\n" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>\n" for n in range(1, 12)
)
TEXT = UNIT.format(TITLE, "Veerdienst over de Schelde", "{}")

FILES: dict[str, tuple[bytes, str]] = {
    "a bomb of entities": (f"{HEAD}{BOMB}]>{EMPTY.format(TEXT.format('&a11;'))}".encode(), "exchange-doctype"),
    "a bomb in an attribute": (
        (HEAD + BOMB + "]>" + EMPTY.format('<file id="&a11;"/>')).encode(),
        "exchange-doctype",
    ),
    "a file of the machine": (
        f"{HEAD}<!DOCTYPE xliff [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{EMPTY.format(TEXT.format('&x;'))}".encode(),
        "exchange-doctype",
    ),
    "an address": (
        f"{HEAD}<!DOCTYPE xliff SYSTEM 'http://127.0.0.1:9/x.dtd'>{EMPTY.format('')}".encode(),
        "exchange-doctype",
    ),
    "a document type in UTF-16": (
        f'<?xml version="1.0" encoding="UTF-16"?>{BOMB}]>{EMPTY.format("")}'.encode("utf-16"),
        "exchange-doctype",
    ),
    "a parameter entity": (
        f"{HEAD}<!DOCTYPE xliff [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]>{EMPTY.format('')}".encode(),
        "exchange-doctype",
    ),
    "an entity that is not declared": (f"{HEAD}{EMPTY.format(TEXT.format('&eacute;'))}".encode(), "exchange-not-xml"),
    "half a file": (f"{HEAD}{EMPTY.format(TEXT.format('Le bac'))}".encode()[:-30], "exchange-not-xml"),
    "nothing": (b"", "exchange-not-xml"),
    "noughts": (b"\0" * 100, "exchange-not-xml"),
    "a zip": (b"PK\x03\x04" + bytes(range(256)), "exchange-not-xml"),
    "another encoding than it says": (
        f"{HEAD}{EMPTY.format(TEXT.format('été'))}".encode("latin-1"),
        "exchange-not-xml",
    ),
    "an encoding that nobody knows": (b'<?xml version="1.0" encoding="x-klingon"?><xliff/>', "exchange-not-xml"),
    "a control character": (f"{HEAD}{EMPTY.format(TEXT.format('a&#8;b'))}".encode(), "exchange-not-xml"),
    "ten thousand elements inside each other": (
        (HEAD + EMPTY.format(f"<file>{'<group>' * 10_000}{'</group>' * 10_000}</file>")).encode(),
        "exchange-not-xml",
    ),
    "one text of eleven million characters": (
        f"{HEAD}{EMPTY.format(TEXT.format('a' * 11_000_000))}".encode(),
        "exchange-not-xml",
    ),
    "a web page": (b"<html><body/></html>", "exchange-other-format"),
    "a translation memory": (b'<tmx version="1.4"><body/></tmx>', "exchange-other-format"),
    "XLIFF of 2003": (b'<xliff version="1.1" xmlns="urn:oasis:names:tc:xliff:document:1.1"/>', "exchange-other-format"),
    "XLIFF without a version": (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "exchange-other-format"),
    "XLIFF without a namespace": (b'<xliff version="2.0"/>', "exchange-other-format"),
}


@pytest.mark.parametrize(("data", "code"), FILES.values(), ids=list(FILES))
def test_it_is_refused(data: bytes, code: str, tmp_path: Path):
    folder = make_casebook(tmp_path)
    before = files_of(folder)
    done = receive(folder, data)
    assert codes(done) == [code] and done.texts == []
    assert files_of(folder) == before
    (problem,) = done.problems
    for language in LANGUAGES:
        said = " ".join(find_words(problem, language))
        assert "root:" not in said and "{" not in said and len(said) < 300
    assert str(done.of.locate(problem.place)).startswith("fr.xlf:")


def test_a_file_that_is_too_large_is_not_even_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = make_casebook(tmp_path)
    monkeypatch.setattr(xliff.etree, "fromstring", None)
    done = receive(folder, b"<" * (xliff.LARGEST + 1))
    assert codes(done) == ["exchange-too-large"]
    assert "32" in find_words(done.problems[0], "nl")[0]


@pytest.mark.parametrize("form", FORMS)
def test_no_entity_file_or_address_is_ever_opened(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Also by what XML allows without a document type: a stylesheet, a schema, an inclusion."""
    folder = make_casebook(tmp_path)
    text = change(send(folder, form), TITLE, words("Le bac")).decode()
    pointing = text.replace(
        "<xliff ",
        '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>'
        '<xliff xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="urn:x http://127.0.0.1:9/x.xsd" ',
        1,
    )
    opened: list[str] = []
    monkeypatch.setattr("socket.socket.connect", lambda *given: opened.append(str(given)))
    done = receive(folder, pointing.encode())
    assert outcomes(done)[TITLE] == "written" and opened == []


IDS = (
    "../../etc/passwd", "obstacle:../../../x:title", "obstacle:veer:title:nl", "obstacle:veer:internal", "", "::::",
    "a" * 5000, "{id}", "settings:language", "obstacle:veer:events:submitted_2022-03", "translations:fr:confirmed",
    "%s%n", "{0.__class__}",
)  # fmt: skip


@pytest.mark.parametrize("identifier", IDS)
def test_an_id_leads_nowhere_but_to_a_text(identifier: str, tmp_path: Path):
    """Ids are looked up among the texts that there are; none is ever made into a path."""
    folder = make_casebook(tmp_path)
    before = files_of(tmp_path)
    done = receive(folder, (HEAD + EMPTY.format(UNIT.format(identifier, "x", "y"))).encode())
    assert codes(done) == ["exchange-unknown-text"]
    for language in LANGUAGES:
        assert len(find_words(done.problems[0], language)[0]) < 200
    assert files_of(tmp_path) == before


def test_what_the_file_says_of_a_code_is_not_believed(tmp_path: Path):
    """A code stands for what the casebook has there, whatever somebody put in the file for it."""
    folder = make_casebook(tmp_path)
    root = change(send(folder, "xliff1"), "obstacle:veer:events:feedback_2022-05-02:text", lambda node: None).decode()
    spoilt = root.replace(">*<", ">[weg](https://kwaad.example/)<")
    assert receive(folder, spoilt.encode()).count("written") == 1
    assert b"kwaad" not in files_of(folder)["obstacles/veer.yaml"]


def test_a_version_two_of_later_years_is_read():
    for version in ("2.0", "2.1", "2.2"):
        delivery, problems = read_xliff(EMPTY.replace('"2.0" src', f'"{version}" src').format("").encode(), "x")
        assert problems == [] and delivery is not None and (delivery.source, delivery.target) == ("nl", "fr")
