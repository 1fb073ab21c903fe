"""The front page of what is bound for one audience: the meeting, every document with its page, and what is apart."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2
from small_casebook import CASES, HEADER, folders_in, write_cases, write_templates
from word_templates import build_docx

from reporting.output.build import build
from reporting.output.folders import Folders

MEETING = """\
id: top
kind: summit
title: {nl: "Top aan de Schelde"}
place: PLACE
date: 2023-06-20
parties: {nl: [ministerie], vl: [gewest]}
"""
KIND = 'title: {nl: "Antwoorden"}\norder: 50\naudiences: [house, counterpart]\neach: obstacle\n'


def pages(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


def made(folder: Path, documents: str, place: str = '{nl: "Vlissingen"}', meetings: int = 1) -> Folders:
    pack = CASES["packs/spring/pack.yaml"].replace("signatory: minister,", "signatory: minister, meeting: top,")
    cases = {**CASES, "packs/spring/pack.yaml": pack + documents, "meetings/top.yaml": MEETING.replace("PLACE", place)}
    if meetings > 1:
        cases["meetings/top-2.yaml"] = cases["meetings/top.yaml"].replace("id: top", "id: top-2")
    write_cases(folder / "cases", cases)
    write_templates(folder / "templates")
    (folder / "templates/answer").mkdir()
    (folder / "templates/answer/kind.yaml").write_text(KIND, encoding="utf-8")
    body = [("Title", "{{ document.title }}"), ("Body Text", "{{ item.title }}")]
    (folder / "templates/answer/document.docx").write_bytes(build_docx(body, header=HEADER))
    folders = folders_in(folder)
    outcome = build(folders)
    assert not outcome.failed, outcome.lines
    return folders


def test_the_meeting_the_documents_and_what_is_apart(tmp_path: Path):
    folders = made(tmp_path, "  answers: {kind: answer, audience: house}\n")
    front = pages(folders.build / "spring/spring-house.pdf")[0]
    for said in ("Voorjaar 2023", "Bestemd voor Tweede Kamer", "Peildatum 1 juni 2023", "Overleg Top aan de Schelde"):
        assert said in front
    assert re.search(r"20 juni 2023 · Vlissingen", front)
    assert re.search(r"1 Nota 2\b.*2 Overzicht 3\b", front), front
    assert "Antwoorden reeks van 1, apart in answers.pdf" in front
    assert (folders.build / "spring/answers.pdf").exists()
    others = pages(folders.build / "spring/spring-counterpart.pdf")[0]
    assert "Ontwerp voor de buren Overzicht" in others, "a title of its own is followed by what sort of document it is"
    assert "Schelde" not in others and "Antwoorden" not in others, "only what is in it"


def test_a_place_that_is_not_known_is_marked(tmp_path: Path):
    front = pages(made(tmp_path, "", place="unknown").build / "spring/spring-house.pdf")[0]
    assert "20 juni 2023 · [plaats volgt]" in front


def test_of_two_meetings_none_is_told(tmp_path: Path):
    folders = made(tmp_path, "  more: {kind: table, audience: house, languages: [nl], meeting: top-2}\n", meetings=2)
    assert "Overleg" not in pages(folders.build / "spring/spring-house.pdf")[0]


def test_sixty_documents_have_their_pages(tmp_path: Path):
    title = "Overzicht van belemmeringen in het grensgebied, deel {} van de reeks over het voorjaar"
    more = "".join(
        f'  part-{index}: {{kind: table, audience: house, languages: [nl], title: {{nl: "{title.format(index)}"}}}}\n'
        for index in range(1, 59)
    )
    every = pages(made(tmp_path, more).build / "spring/spring-house.pdf")
    fronts = next(number for number, page in enumerate(every) if "Met deze brief meld ik" in page)
    assert fronts > 1
    listed = " ".join(every[:fronts])
    assert listed.count("Pdf-pagina") == fronts, "the head of the table is on each of its pages"
    for index in (1, 30, 58):
        page = int(re.search(rf"deel {index} van de reeks over het voorjaar \D*(\d+)", listed)[1])
        assert f"deel {index} van" in every[page - 1]


# As read in `attributenKlassen.md` and `attributenGegevensgroep.md` of NationaalArchief/MDTO-Metagegevensschema.
MDTO = set(
    "identificatie identificatieKenmerk identificatieBron naam aggregatieniveau dekkingInTijd dekkingInTijdType"
    " dekkingInTijdBegindatum dekkingInTijdEinddatum taal waardering classificatie isOnderdeelVan archiefvormer event"
    " beperkingGebruik beperkingGebruikType beperkingGebruikNadereBeschrijving eventType eventTijd bewaartermijn"
    " termijnLooptijd informatiecategorie bestandsformaat checksum checksumAlgoritme checksumWaarde isRepresentatieVan"
    " begripLabel begripCode begripBegrippenlijst verwijzingNaam verwijzingIdentificatie".split()
)


def keys_in(data: object) -> set[str]:
    if isinstance(data, dict):
        return set(data).union(*map(keys_in, data.values()))
    return set().union(*map(keys_in, data)) if isinstance(data, list) else set()


def test_the_manifest_has_what_an_archive_asks(tmp_path: Path):
    folders = made(tmp_path, "  answers: {kind: answer, audience: house}\n")
    kind = folders.templates / "note/kind.yaml"
    kind.write_text(kind.read_text("utf-8") + 'retention: {category: "7.2", years: "20"}\n', encoding="utf-8")
    assert not build(folders).failed
    said = json.loads((folders.build / "spring/manifest.json").read_bytes())
    archive = said["archive"]
    assert (archive["standard"], set(archive)) == (
        "MDTO 1.0",
        {"standard", "schema", "lacks", "informatieobject", "bestand"},
    )
    assert keys_in([archive["informatieobject"], archive["bestand"]]) == MDTO
    dossier, *stukken = archive["informatieobject"]
    assert dossier["aggregatieniveau"]["begripLabel"] == "Dossier"
    assert [one["identificatie"][0]["identificatieKenmerk"] for one in stukken] == [
        "spring/note", "spring/table", "spring/draft", "spring/answers/veer",
    ]  # fmt: skip
    note = stukken[0]
    assert note["identificatie"][1] == {
        "identificatieKenmerk": "2023-17",
        "identificatieBron": "Ministerie van Grenzen",
    }
    assert (note["taal"], note["waardering"]["begripCode"]) == (["nl"], "V")
    assert note["bewaartermijn"] == {"termijnLooptijd": "P20Y"} and note["informatiecategorie"] == {
        "begripLabel": "7.2"
    }
    assert note["event"][0]["eventTijd"] == "2023-06-02"
    assert note["archiefvormer"] == [{"verwijzingNaam": "Ministerie van Grenzen"}]
    assert (stukken[1]["taal"], stukken[1]["waardering"]["begripCode"]) == (["nl", "fr"], "N")
    assert "bewaartermijn" not in stukken[1]
    files = {one["naam"]: one for one in archive["bestand"]}
    assert set(files) == {name for name in said["outputs"] if "/." not in f"/{name}"}
    assert all(one["checksum"][0]["checksumWaarde"] == said["outputs"][name]["sha256"] for name, one in files.items())
    assert files["answers/veer.pdf"]["isRepresentatieVan"]["verwijzingNaam"].startswith("Antwoorden")
    assert files["spring-house.pdf"]["isRepresentatieVan"]["verwijzingNaam"] == "Voorjaar 2023"
