"""`reporting sign`, `signoff` and `final`: what they print and answer, and the sheet for the paper route."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from contextlib import chdir
from pathlib import Path

import page
import pypandoc
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from signed_casebook import PACK, assent, circulate, give_all, later, say, write_signed
from small_casebook import copied

from reporting.cli import main, signing
from reporting.exchange.circulation.log import load_log
from reporting.output.folders import Folders


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands") / "x"
    folders = write_signed(folder)
    settings = folders.cases / "casebook.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "messages: en\n", encoding="utf-8")
    assert circulate(folders, later(-24 * 60)) is not None
    return folder


@pytest.fixture
def folders(written: Path, tmp_path: Path) -> Folders:
    return copied(written, tmp_path / "x")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "now", lambda: later(30))
    monkeypatch.setattr(signing, "today", lambda: later(30).date())


def run(folders: Folders, *words: str) -> Result:
    with chdir(folders.cases.parent):
        return CliRunner(env={"COLUMNS": "100"}).invoke(main, words, prog_name="reporting")


def test_sign_says_exactly_what_was_signed(folders: Folders):
    answer = run(folders, "sign", PACK, "note", "--as", "author", "--on", "2026-11-24")
    assert answer.exit_code == 0 and answer.stderr == ""
    kept = load_log(folders.cases, "cases", PACK)[0].entries[-1].said["content"]
    assert answer.stdout == f"author assents to spring/note, version 1 of 2026-11-23, digest {kept[:12]}\n"
    for role in ("head",):
        assert run(folders, "sign", PACK, "note", "--as", role).exit_code == 0
    answer = run(folders, "sign", PACK, "note", "--as", "head", "--for", "director")
    assert answer.stdout.startswith("head assents for director to spring/note, version 1")


def test_sign_refuses_with_a_line_and_a_hint(folders: Folders):
    answer = run(folders, "sign", PACK, "note", "--as", "director")
    assert answer.exit_code == 1 and answer.stdout == ""
    line, hint = answer.stderr.splitlines()
    assert re.match(r"cases/packs/spring/pack\.yaml:6:\d+: error\[sign-out-of-order\]: .*first: author", line)
    assert hint.startswith("  hint: ")
    assert run(folders, "sign", "sprink", "note", "--as", "author").exit_code == 1
    assert run(folders, "sign", PACK, "note").exit_code == 2
    assert run(folders, "sign", PACK, "note", "--as", "author", "--on", "gisteren").exit_code == 2
    assert run(folders, "sign", PACK, "note", "--as", "author", "--key", "no-such-file").exit_code == 2


def test_signoff_shows_who_is_next_and_since_when(folders: Folders):
    assert run(folders, "sign", PACK, "note", "--as", "author").exit_code == 0
    answer = run(folders, "signoff", PACK)
    assert answer.exit_code == 0 and answer.stderr == ""
    note, table = answer.stdout.split("\n\n")
    assert re.fullmatch(
        r"spring/note: Nota\n"
        r"  version 1 of 2026-11-23, digest [0-9a-f]{12}\n"
        r"  author +Author: assented on 2026-11-24 \(version 1\)\n"
        r"  head +Head of unit: next, since 2026-11-24\n"
        r"  director +Director: waits for those before\n"
        r"  minister-buren +De Minister van Buren consents to co-signing: waits for those before\n"
        r"  signatory +Signatory \(De Minister van Grenzen\): waits for those before",
        note,
    )
    assert "  author  Author: next, since 2026-11-23\n" in table
    say(folders, "meld ik de stand", "meld ik de nieuwe stand")
    changed = " ".join(run(folders, "signoff").stdout.split())
    assert "(the casebook says something else now)" in changed
    assert "stale: the assent of 2026-11-24 (version 1) does not count any more; next, once it is circulated" in changed
    assert "autumn/table: Overzicht not circulated yet route: author, head" in changed
    assert "spring/draft" not in changed, "nobody has to sign that off"


def test_signoff_as_data(folders: Folders):
    assert run(folders, "sign", PACK, "note", "--as", "author").exit_code == 0
    (pack,) = json.loads(run(folders, "signoff", PACK, "--format", "json").stdout)
    assert pack["pack"] == PACK
    note = pack["documents"][0]
    assert list(note) == [
        "document", "title", "version", "stage", "date", "content", "changed_since", "next", "steps",
    ]  # fmt: skip
    assert (note["document"], note["version"], note["stage"], note["next"]) == ("note", 1, "circulated", ["head"])
    assert note["steps"][0]["assent"] == {"on": "2026-11-24", "by": "author", "version": 1}
    assert note["steps"][1]["waits_since"] == "2026-11-24"
    assert [step["state"] for step in note["steps"]] == ["given", *["open"] * 4]
    assert note["steps"][3] == {
        "role": "minister-buren", "office": "minister-buren", "who": "De Minister van Buren consents to co-signing",
        "consent": True, "state": "open", "next": False, "waits_since": None, "assent": None,
    }  # fmt: skip


def test_no_line_is_wider_than_the_page_and_nothing_is_cut_off(folders: Folders):
    with chdir(folders.cases.parent):
        narrow = CliRunner(env={"COLUMNS": "50"}).invoke(main, ["signoff", PACK], prog_name="reporting").stdout
    assert all(len(line) <= 50 for line in narrow.splitlines()), narrow
    wide = run(folders, "signoff", PACK).stdout
    assert narrow.split() == wide.split()


def test_final_is_refused_and_then_made(folders: Folders):
    answer = run(folders, "final", PACK)
    assert answer.exit_code == 1
    assert "error[final-assent-missing]: “note” cannot be final: the assent is missing of author, head, director" in (
        answer.stderr
    )
    assert "error[final-consent-missing]" in answer.stderr
    give_all(folders, 0)
    answer = run(folders, "final", PACK)
    assert answer.exit_code == 0, answer.stderr
    assert "spring is final: version 2 of 2026-11-24, in build/spring/final" in answer.stderr
    answer = run(folders, "final", PACK)
    assert answer.exit_code == 0
    assert "spring was final already, and nothing has changed: version 2" in answer.stderr
    assert "final: version 2 of 2026-11-24" in run(folders, "signoff", PACK).stdout
    assert run(folders, "sign", PACK, "note", "--as", "author").exit_code == 1


# --- the sheet -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sheet(written: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheet of a pack of which one has assented, another by a deputy, and a document changed since."""
    folder = tmp_path_factory.mktemp("sheet") / "x"
    folders = copied(written, folder)
    assert not assent(folders, "note", "author", 1).failed
    assert not assent(folders, "note", "head", 2).failed
    assert not assent(folders, "note", "head", 3, instead="director").failed
    assert not assent(folders, "table", "author", 3).failed
    title = folders.templates / "table/kind.yaml"
    title.write_text(title.read_text(encoding="utf-8").replace("Overzicht", "Ander overzicht"), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(signing, "today", lambda: later(30).date())
        answer = run(folders, "signoff", PACK, "--sheet", "paraaf.docx")
    assert answer.exit_code == 0, answer.stderr
    assert answer.stderr == "written: paraaf.docx\nwritten: paraaf.pdf\n"
    return folder / "paraaf.docx"


def test_a_sheet_says_what_is_initialled(sheet: Path):
    cases = sheet.parent / "cases"
    log = load_log(cases, "cases", PACK)[0]
    said = " ".join(pypandoc.convert_file(str(sheet), "plain", extra_args=["--wrap=none"]).split())
    said += " ".join(pypandoc.convert_file(str(sheet), "plain", extra_args=["--columns=400"]).split())
    content = next(entry.said["content"] for entry in log.find("signed") if entry.said["document"] == "note")
    for words in (
        "Nota (note): versie 1 van 23 november 2026", content[:12], f"{len(log.entries)} handelingen",
        log.entries[-1].digest[:12], "Voorjaar 2023", "24 november 2026, door Afdelingshoofd",
        "24 november 2026, op een eerdere tekst", "Stemt in met medeondertekening", "De Minister van Buren",
        "Let op: het dossier zegt intussen iets anders", "Paraaf",
    ):  # fmt: skip
        assert words in said, words


def test_a_sheet_is_valid_accessible_and_the_same_in_both_files(sheet: Path, validate_docx):
    assert validate_docx(sheet.read_bytes()) == []
    pdf = sheet.with_suffix(".pdf").read_bytes()
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, [failure.message for failure in report.failures]
    with pypdfium2.PdfDocument(pdf) as found:
        for sheet_of in found:
            assert "PARAFENLIJST · spring · 24 november 2026" in " ".join(
                sheet_of.get_textpage().get_text_range().split()
            )


def test_libreoffice_prints_the_sheet(sheet: Path, tmp_path: Path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("needs LibreOffice (soffice)")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(sheet)]
    subprocess.run([office, profile, *words], check=True, capture_output=True, timeout=180)
    letters = []
    for path in (tmp_path / "paraaf.pdf", sheet.with_suffix(".pdf")):
        with pypdfium2.PdfDocument(path) as found:
            text = "".join(one.get_textpage().get_text_range() for one in found)
        letters.append("".join(sorted(re.sub(r"[\W\d]", "", text))))
    assert letters[0] == letters[1]


def test_rows_leave_room_for_initials(sheet: Path):
    with zipfile.ZipFile(io.BytesIO(sheet.read_bytes())) as package:
        document = package.read("word/document.xml").decode()
    rows = re.findall(r"<w:tr\b.*?</w:tr>", document, re.DOTALL)
    steps = [row for row in rows if "tblHeader" not in row]
    assert len(steps) == 5 + 2
    for row in steps:
        cells = re.findall(r"<w:tc>.*?</w:tc>", row, re.DOTALL)
        assert len(cells) == 4 and cells[0].count("<w:p>") + cells[0].count("<w:p ") == 2
        assert "<w:t>" not in cells[3] and "<w:t " not in cells[3]


def test_a_sheet_never_overwrites(sheet: Path):
    folders = Folders(*(sheet.parent / name for name in ("cases", "templates", "build")))
    before = sheet.read_bytes()
    answer = run(folders, "signoff", PACK, "--sheet", "paraaf.docx")
    assert answer.exit_code == 1 and answer.stderr.count("error[file-exists]") == 2
    assert sheet.read_bytes() == before
    assert run(folders, "signoff", "--sheet", "other.docx").exit_code == 2
    assert run(folders, "signoff", PACK, "--sheet", "other.pdf").exit_code == 2
    assert not (sheet.parent / "other.docx").exists()
