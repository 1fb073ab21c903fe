"""Fixed words of documents by the same exchange as case texts: out, translated by other programs, and back."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import chdir
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from exchanged import FORMS, SPACES, Exported, change, child, edit, make_casebook, put_target, segments, words
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from test_malice import BOMB, EMPTY, HEAD
from test_xliff_files import reader
from xliff_schemas import load_schema

from reporting.cli import main
from reporting.desk import confirming
from reporting.desk.translating import count_states, find_standings
from reporting.exchange.translation import importing
from reporting.exchange.translation.content import normal, words_of
from reporting.exchange.translation.exporting import export_texts
from reporting.exchange.translation.fixed_words import FixedWords
from reporting.exchange.translation.importing import Imported, import_file
from reporting.exchange.translation.segments import rewrite, segment_text
from reporting.exchange.translation.slots import FIXED, with_codes
from reporting.output import kinds
from reporting.output.folders import Folders
from reporting.output.gathering import gather
from reporting.output.kinds import load_templates
from reporting.places import Field
from reporting.problems import LANGUAGES, Problem, find_words
from reporting.yamlfile.nodes import to_data

TEMPLATES = Path(__file__).parents[3] / "templates"
each_form = pytest.mark.parametrize("form", FORMS)
DATE, MARK, RETURN = "words:house:date", "words:house:concept_mark", "words:house:return_address"
CLOSING, HEADING = "words:kamerbrief:words:closing", "words:decision-note:body:reason:heading"


@pytest.fixture(scope="module", autouse=True)
def word_files_read_once() -> Iterator[None]:
    """No test here touches the Word files of the templates, which take longest to read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kinds, "load_template", cache(kinds.load_template))
        yield


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """The templates of the repository, without the Word files that nobody asks for, beside a small casebook."""
    make_casebook(tmp_path)
    shutil.copytree(TEMPLATES, tmp_path / "templates", ignore=shutil.ignore_patterns("translations"))
    with chdir(tmp_path):
        yield Folders(Path("cases"), Path("templates"), Path("build"))


# What went out, by what it was made from: to know what prints a word, all documents are made, and most tests start from
# the same files.
TEXTS: dict[tuple[object, ...], FixedWords] = {}
SENT: dict[tuple[object, ...], Exported] = {}


def send(folders: Folders, form: str = "xliff2", language: str = "fr") -> Exported:
    read = tuple((path, path.read_bytes()) for path in sorted(Path().rglob("*.yaml")))
    if read not in TEXTS:
        TEXTS[read] = FixedWords(folders)
    if (read, form, language) not in SENT:
        SENT[read, form, language] = export_texts(TEXTS[read], language, "", form, everything=True)
    return SENT[read, form, language]


def receive(folders: Folders, data: bytes) -> Imported:
    def open_texts(fixed: bool) -> FixedWords:
        assert fixed, "a text of the casebook"
        return FixedWords(folders)

    (done,) = import_file(open_texts, data, "fr.xlf")
    return done


def outcomes(done: Imported) -> dict[str, str]:
    return {text.unit.id: text.outcome for text in done.texts}


def codes(done: Imported) -> list[str]:
    return [problem.code for problem in done.problems]


def yaml_files(folders: Folders) -> dict[str, str]:
    return {path.as_posix(): path.read_bytes().decode() for path in sorted(folders.templates.rglob("*.yaml"))}


def states(folders: Folders, language: str = "fr") -> dict[str, str]:
    return {
        f"{found.text.record} {found.field}": found.state for found in find_standings(FixedWords(folders), [language])
    }


def confirm(folders: Folders, language: str = "fr", *records: str) -> confirming.Confirmed:
    return confirming.confirm(FixedWords(folders), language, records)


# --- the way round ---------------------------------------------------------------------------------------------------


@each_form
def test_out_and_back_without_a_change_is_no_change(form: str, folders: Folders):
    before = yaml_files(folders)
    for language in ("fr", "de", "en"):
        done = receive(folders, send(folders, form, language).data)
        assert done.problems == [] and set(outcomes(done).values()) == {"unchanged"}
        assert len(done.texts) > 500
    assert yaml_files(folders) == before


@each_form
def test_the_schema_of_oasis_has_no_complaint(form: str, folders: Folders):
    confirm(folders, "fr", "kamerbrief")
    edit(folders.templates, "nl: Betreft", "nl: Over", "house/words.yaml")
    schema = load_schema(form)
    for language in ("fr", "de"):
        document = etree.fromstring(send(folders, form, language).data)
        assert schema.validate(document), list(schema.error_log)


def test_every_text_in_languages_of_the_templates_is_there(folders: Folders):
    """As the files themselves have them: the titles of kinds, headings, words of kinds and of the house."""
    standings = find_standings(FixedWords(folders), ["fr"])
    trees = load_templates(folders.templates)[0].trees
    typed = {(name, path) for name, tree in trees.items() for path in french(to_data(tree))}
    assert {(found.place.file, found.place.field) for found in standings} == typed
    assert len(standings) == len(typed)
    found = {standing.text.record for standing in standings}
    assert found == {"words/house", *(f"words/{path.parent.name}" for path in TEMPLATES.glob("*/kind.yaml"))}


def french(value: Any, path: Field = ()) -> Iterator[Field]:
    if isinstance(value, dict | list):
        for key, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield from french(below, (*path, key))
    elif path[-1:] == ("fr",):
        yield path


def test_taking_apart_and_putting_together_gives_every_text_again(folders: Folders):
    for standing in find_standings(FixedWords(folders), ["fr", "de", "en"]):
        if standing.text.form != FIXED:
            continue
        for text in (standing.text.source, standing.text.texts[standing.language]):
            segmented = segment_text(text, None, FIXED)
            contents = [segment.content for segment in segmented.segments]
            assert rewrite(segmented, contents, segmented.codes) == text
            typed = [normal(with_codes((text,), segmented.codes), segmented.codes)]
            assert typed == contents, "also where a program knows no codes"
            assert not re.search(r"[{}\u00a0]", words_of(contents[0]))


PIECES = st.sampled_from(["{date}", "{x}", "\u00a0", "\u202f", " ", "woord", "*a*", "{", "}", ":", "[b]", "1. ", "é"])


@given(st.lists(PIECES, min_size=1, max_size=12).map("".join).filter(lambda text: text.strip(" ")))
def test_any_words_are_the_same_after_the_way_round(text: str):
    segmented = segment_text(text, None, FIXED)
    (segment,) = segmented.segments
    made = rewrite(segmented, [segment.content], segmented.codes)
    assert " ".join(filter(None, made.split(" "))) == " ".join(filter(None, text.split(" ")))
    again = normal(with_codes((made,), segmented.codes), segmented.codes)
    assert again == segment.content


@each_form
def test_every_text_translated_is_every_text_changed(form: str, folders: Folders):
    """Other words around every code, the codes in another order: the files say just that, and no remark went."""
    chance = random.Random(3)
    before = yaml_files(folders)
    root = etree.fromstring(send(folders, form, "de").data)
    for _, _, node in segments(root):
        put_target(node, lambda target: reword(target, chance), "final")
    wanted = {(name, number): spoken(child(node, "target")) for name, number, node in segments(root)}
    done = receive(folders, etree.tostring(root))
    assert done.problems == [] and set(outcomes(done).values()) == {"written"}
    after = yaml_files(folders)
    assert set(after) - set(before) == {"templates/translations/de.yaml"}
    for name, text in before.items():
        assert shape(text) == shape(after[name]), name
    again = etree.fromstring(send(folders, form, "de").data)
    assert {(name, number): spoken(child(node, "target")) for name, number, node in segments(again)} == wanted
    assert set(states(folders, "de").values()) == {"confirmed"} and set(states(folders).values()) == {"draft"}
    assert load_templates(folders.templates)[1] == []


def shape(text: str) -> list[str]:
    """A file without its German words: how many lines it has, its remarks, and every other language."""
    return [re.sub(r'de: (?:"(?:[^"\\]|\\.)*"|[^,}\n]*)', "de: …", line) for line in text.splitlines()]


def reword(target: etree._Element, chance: random.Random) -> None:
    inner = list(target)
    for node in inner:
        target.remove(node)
    chance.shuffle(inner)
    target.text = f"Wort {chance.choice(['“so”', '# a', 'b: c', '*d*', '5 < 6', '[e]', 'ja, nein'])} "
    for node in inner:
        node.tail = " und "
        target.append(node)
    if inner:
        inner[-1].tail = ""
    target.text = target.text if inner else target.text.rstrip()


def spoken(node: etree._Element) -> list[object]:
    """Its words and codes in their order, read with nothing of ours."""
    return [node.text, *((inner.get("id"), inner.tail or "") for inner in node)]


@each_form
def test_a_translator_with_another_program(form: str, folders: Folders):
    """translate-toolkit reads the file, fills targets as plain text, saves it; the templates have them.

    Where there was no translation yet, slots and spaces are typed as characters: it knows no codes of XLIFF 2.
    """
    toolkit = reader(form)
    edit(folders.templates, r', fr: "Adresse de retour\u00a0:"', "", "house/words.yaml")
    edit(folders.templates, ', fr: "série de {count}, à part dans {file}"', "", "house/words.yaml")
    path = folders.cases.parent / "out.xlf"
    path.write_bytes(send(folders, form).data)
    store = toolkit.parsefile(path.as_posix())
    assert (store.sourcelanguage, store.targetlanguage) == ("nl", "fr")
    units = [unit for unit in store.units if unit.istranslatable()]
    assert len(units) == len(segments(etree.fromstring(path.read_bytes())))
    by_source = {unit.source: unit for unit in units}
    by_source["Retouradres:"].target = "Retour\u00a0:"
    by_source["Hoogachtend,"].target = "Avec considération,"
    by_source["Aanleiding"].target = "Pourquoi"
    series = next(unit for unit in units if (unit.source or "").startswith("reeks van"))
    series.target = "dans {file}, série de {count}"
    store.save()
    done = receive(folders, path.read_bytes())
    assert done.problems == []
    written = {text.unit.id for text in done.texts if text.outcome == "written"}
    assert written == {RETURN, CLOSING, HEADING, "words:house:series_of"}
    files = yaml_files(folders)
    assert r'fr: "Retour\u00a0:"' in files["templates/house/words.yaml"]
    assert 'fr: "dans {file}, série de {count}"' in files["templates/house/words.yaml"]
    assert 'fr: "Avec considération,"' in files["templates/kamerbrief/kind.yaml"]
    assert 'heading: {nl: Aanleiding, fr: "Pourquoi", de: Anlass' in files["templates/decision-note/kind.yaml"]


# --- what a translator is told ---------------------------------------------------------------------------------------


def test_a_unit_tells_where_it_is_printed_and_protects_its_slots(folders: Folders):
    root = etree.fromstring(send(folders).data)
    units = {unit.get("id"): unit for unit in root.iter(SPACES["xliff2"] + "unit")}
    notes = [(note.get("category"), note.text) for note in units[MARK].iter(SPACES["xliff2"] + "note")]
    assert ("field", "Vast woord «concept_mark»") in notes
    assert ("remark", "Merk op elke bladzijde zolang een stuk niet definitief is") in notes
    assert ("pack", "Staat nu in «Voorjaar 2023»: table") in notes
    assert not [note for note in units[CLOSING].iter(SPACES["xliff2"] + "note") if note.get("category") == "pack"]
    held = [(node.get("disp"), node.get("canDelete")) for node in units[MARK].iter(SPACES["xliff2"] + "ph")]
    assert Counter(held) == {("{pack}", "no"): 2, ("{version}", "no"): 2, ("{as_of}", "no"): 2}
    assert [node.get("disp") for node in units[RETURN].iter(SPACES["xliff2"] + "ph")] == ["\u237d"]
    assert units[HEADING].getparent().get("original") == "templates/decision-note/kind.yaml"


def test_of_a_pack_only_what_it_prints_goes_out(folders: Folders):
    texts = FixedWords(folders)
    own = {f"{found.text.record} {found.field}" for found in find_standings(texts, ["fr"], "spring")}
    assert {"words/house status.submitted", "words/house concept_mark"} & own
    assert len(own) < 60 and "words/kamerbrief words.closing" not in own
    assert {found.language for found in find_standings(texts, pack="spring")} == {"fr"}
    assert find_standings(texts, ["de"], "spring") == []


# --- refused ---------------------------------------------------------------------------------------------------------


def _drop_codes(node: etree._Element) -> None:
    words("PROJET")(node)


def _other_slot(node: etree._Element) -> None:
    next(node.iter("{*}ph")).tail = " {onbekend} "


@each_form
@pytest.mark.parametrize(
    ("identifier", "fill", "code"),
    [
        (MARK, _drop_codes, "exchange-code-missing"),
        (MARK, _other_slot, "exchange-code-extra"),
        (MARK, words("{pack} {pack} {version} {as_of}"), "exchange-code-extra"),
        (RETURN, words("Adresse de retour :"), "exchange-space-breaks"),
        (RETURN, words("« Adresse\u00a0»"), "exchange-space-breaks"),
        (DATE, words(" "), "exchange-empty"),
        (DATE, words("Da\u202ete"), "edit"),
    ],
)
def test_a_wrong_text_is_refused_and_the_rest_taken_over(form: str, identifier: str, fill, code: str, folders: Folders):
    before = yaml_files(folders)
    root = etree.fromstring(change(send(folders, form), identifier, fill))
    (good,) = (node for name, _, node in segments(root) if name == CLOSING)
    put_target(good, words("Bien à vous,"), "final")
    done = receive(folders, etree.tostring(root))
    assert outcomes(done)[identifier] == "refused" and outcomes(done)[CLOSING] == "written"
    assert len(done.problems) == 1 and (done.problems[0].code == code or code == "edit")
    assert all("{id}" not in "".join(find_words(done.problems[0], language)) for language in LANGUAGES)
    assert yaml_files(folders)["templates/house/words.yaml"] == before["templates/house/words.yaml"]
    assert states(folders)["words/kamerbrief words.closing"] == "confirmed"


@each_form
def test_what_changed_meanwhile_is_refused(form: str, folders: Folders):
    root = etree.fromstring(change(send(folders, form), "words:house:your_reference", words("Le")))
    (other,) = (node for name, _, node in segments(root) if name == CLOSING)
    put_target(other, words("Bien à vous,"))
    edit(folders.templates, "{nl: Uw kenmerk,", "{nl: Uw nummer,", "house/words.yaml")
    edit(folders.templates, "Veuillez agréer", "Je vous prie d’agréer", "kamerbrief/kind.yaml")
    before = yaml_files(folders)
    done = receive(folders, etree.tostring(root))
    assert sorted(codes(done)) == ["exchange-source-changed", "exchange-target-changed"]
    assert yaml_files(folders) == before


def test_ids_that_are_not_there_lead_nowhere(folders: Folders):
    before = yaml_files(folders)
    data = change(send(folders), DATE, words("Le")).decode()
    for name in ("words:house:weg", "words:../cases:title", "words:kamerbrief:route", "words:kamerbrief", "words:"):
        done = receive(folders, data.replace(f'id="{DATE}"', f'id="{name}"').encode())
        assert codes(done) == ["exchange-unknown-text"], name
    assert yaml_files(folders) == before
    done = receive(folders, data.replace('trgLang="fr"', 'trgLang="it"').encode())
    assert codes(done) == ["exchange-languages"] and done.texts == []
    assert yaml_files(folders) == before


def test_a_bomb_is_refused(folders: Folders):
    texts = FixedWords(folders)
    (done,) = import_file(lambda fixed: texts, (HEAD + BOMB + "]>" + EMPTY.format("&a11;")).encode(), "fr.xlf")
    assert codes(done) == ["exchange-doctype"]


def test_a_kind_saved_while_the_import_runs_is_left(folders: Folders, monkeypatch: pytest.MonkeyPatch):
    data = change(send(folders), CLOSING, words("Bien à vous,"))
    real = importing.find_brought

    def slow(*given: object) -> list[Problem]:
        edit(folders.templates, "# Plaats in het pakket", "# Plek in het pakket", "kamerbrief/kind.yaml")
        return real(*given)

    monkeypatch.setattr(importing, "find_brought", slow)
    done = receive(folders, data)
    assert codes(done) == ["file-changed"] and outcomes(done)[CLOSING] == "refused"
    assert "Bien à vous" not in yaml_files(folders)["templates/kamerbrief/kind.yaml"]


# --- states, and what follows from them ------------------------------------------------------------------------------


def test_nobody_has_confirmed_the_words_of_the_repository_yet():
    """French, German and English are working translations until a file says otherwise; this test then goes."""
    assert not (TEMPLATES / "translations").exists()


def test_states_follow_the_words(folders: Folders):
    assert confirm(folders, "fr").new == len(states(folders)) > 500
    assert set(states(folders).values()) == {"confirmed"} and set(states(folders, "de").values()) == {"draft"}
    edit(folders.templates, "{nl: Uw kenmerk,", "{nl: Uw nummer,", "house/words.yaml")
    edit(folders.templates, "Veuillez agréer", "Je vous prie d’agréer", "kamerbrief/kind.yaml")
    found = states(folders)
    assert (found["words/house your_reference"], found["words/kamerbrief words.closing"]) == ("stale", "draft")
    (warned,) = (problem for problem in gather(folders).problems if problem.code == "words-stale")
    assert not warned.is_error and warned.place.field == ("your_reference", "fr")
    assert confirm(folders, "fr", "house").new == 1
    assert states(folders)["words/house your_reference"] == "confirmed"


def test_a_broken_file_of_confirmations_is_told_and_left(folders: Folders):
    (folders.templates / "translations").mkdir()
    path = folders.templates / "translations/fr.yaml"
    path.write_text("id: fr\nconfirmed: nee\n", encoding="utf-8")
    assert confirm(folders, "fr").problems and path.read_text(encoding="utf-8").endswith("nee\n")
    assert confirm(folders, "de").new > 500
    problems = [problem for problem in gather(folders).problems if problem.is_error]
    assert {problem.place.file for problem in problems} == {"templates/translations/fr.yaml"}


def test_a_folder_of_confirmations_is_no_kind_of_document_and_is_an_input(folders: Folders):
    confirm(folders, "fr")
    templates, problems = load_templates(folders.templates)
    assert problems == [] and "translations" not in templates.kinds and "translations" not in templates.broken
    assert "templates/translations/fr.yaml" in templates.files
    assert folders.templates / "translations" in templates.folders


# --- the command -----------------------------------------------------------------------------------------------------


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["translate", *arguments], prog_name="reporting")


def test_the_command(folders: Folders):
    assert json.loads(run("status", "--words", "--format", "json").stdout)["languages"].keys() == {"de", "en", "fr"}
    answer = run("export", "--to", "fr", "--words", "--pack", "spring")
    assert "words-spring-fr.xlf" in answer.stdout and answer.exit_code == 0
    case_texts = run("export", "--to", "fr", "--output", "both.xlf")
    assert case_texts.exit_code == 0
    both = etree.parse("both.xlf")
    fixed = change(send(folders), CLOSING, words("Bien à vous,"), state="final")
    for number, file in enumerate(list(etree.fromstring(fixed))):
        file.set("id", f"w{number}")
        both.getroot().append(file)
    Path("both.xlf").write_bytes(etree.tostring(both))
    answer = run("import", "both.xlf")
    assert answer.exit_code == 0, answer.output
    assert f"overgenomen en bevestigd ({CLOSING})" in answer.stdout and "(obstacle:veer:title)" in answer.stdout
    answer = run("confirm", "--to", "fr", "--words", "kamerbrieven")
    assert answer.exit_code == 1 and "kamerbrieven" in answer.stderr and "kamerbrief," in answer.stderr
    assert run("confirm", "--to", "fr", "--words", "kamerbrief", "house").exit_code == 0
    counts = count_states(find_standings(FixedWords(folders), ["fr"]))["fr"]
    assert counts["confirmed"] > 300 and counts["draft"] > 0


def test_confirm_tells_of_records_that_it_left_out(folders: Folders):
    """A kind, or a case, with an error is in no answer, and keeps what was confirmed of it."""
    confirm(folders, "fr")
    edit(folders.templates, "order: 10", "order: tien", "kamerbrief/kind.yaml")
    answer = run("confirm", "--to", "fr", "--words", "--all")
    assert answer.exit_code == 1 and "templates/kamerbrief/kind.yaml" in answer.stderr
    assert '"words/kamerbrief"' in yaml_files(folders)["templates/translations/fr.yaml"]
    answer = run("confirm", "--to", "fr", "--words", "kamerbrief")
    assert answer.exit_code == 1 and "error[" in answer.stderr
