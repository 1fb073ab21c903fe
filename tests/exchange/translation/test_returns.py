"""What comes back: taken over, confirmed, left, or refused by name, with the rest taken over all the same."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from exchanged import (
    FERRY,
    FORMS,
    SPACES,
    TITLE,
    change,
    child,
    codes,
    confirm,
    edit,
    files_of,
    load,
    make_casebook,
    outcomes,
    put_target,
    receive,
    segments,
    send,
    states,
    words,
)
from lxml import etree

from reporting.casebook.layout import Found
from reporting.casebook.loading import Loaded
from reporting.desk import case_texts, translatable
from reporting.exchange.translation import importing
from reporting.places import Place
from reporting.problems import LANGUAGES, Problem, find_words
from reporting.yamlfile.writing import lock

each_form = pytest.mark.parametrize("form", FORMS)
AFVAL = "obstacle:afval:title"
NOTE = "obstacle:veer:events:feedback_2022-05-02:text"


@each_form
def test_a_file_that_comes_back_as_it_went_changes_no_byte(form: str, tmp_path: Path):
    folder = make_casebook(tmp_path)
    before = files_of(folder)
    for language in ("fr", "de"):
        for everything in (True, False):
            done = receive(folder, send(folder, form, language, everything).data)
            assert done.problems == []
            assert set(outcomes(done).values()) <= {"unchanged", "waiting"}
    assert files_of(folder) == before


@each_form
def test_one_text_changes_and_nothing_else(form: str, tmp_path: Path):
    """Comments, quotes and layout stay; the text is draft, or confirmed where the translator approved it."""
    folder = make_casebook(tmp_path)
    before = files_of(folder)
    exported = send(folder, form)
    done = receive(folder, change(exported, TITLE, words("Le bac"), state="translated"))
    assert outcomes(done)[TITLE] == "written" and done.count("written") == 1 and done.problems == []
    was = before["obstacles/veer.yaml"].decode()
    assert files_of(folder) == before | {"obstacles/veer.yaml": was.replace("Bac sur l’Escaut", "Le bac").encode()}
    assert states(folder)["obstacle/veer title"] == "draft"
    done = receive(folder, change(exported, TITLE, words("Le bac"), state="final"))
    assert outcomes(done)[TITLE] == "confirmed"
    assert states(folder)["obstacle/veer title"] == "confirmed"
    assert outcomes(receive(folder, change(exported, TITLE, words("Le bac"), state="final")))[TITLE] == "unchanged"


@each_form
def test_a_part_of_a_text_changes_and_its_other_parts_stay_as_typed(form: str, tmp_path: Path):
    folder = make_casebook(tmp_path)
    before = files_of(folder)["obstacles/veer.yaml"].decode()
    done = receive(folder, change(send(folder, form), FERRY, words("Les cyclistes patientent."), number=3))
    assert outcomes(done)[FERRY] == "written" and done.problems == []
    wanted = before.replace("Les cyclistes attendent :\n      sur le quai.", "Les cyclistes patientent.")
    assert files_of(folder)["obstacles/veer.yaml"].decode() == wanted


@each_form
def test_a_text_that_was_not_there_is_built_as_its_source(form: str, tmp_path: Path):
    folder = make_casebook(tmp_path)
    root = etree.fromstring(send(folder, form, "de").data)
    for name, number, node in segments(root):
        if name == FERRY:
            put_target(node, lambda target, number=number: _prefix(target, f"T{number} "), "translated")
    done = receive(folder, etree.tostring(root))
    assert outcomes(done)[FERRY] == "written" and done.problems == []
    text = load(folder).casebook.obstacles["veer"].description["de"]
    assert text.startswith("T1 De veerboot mag *niet* aanleggen. [@kst-1] Reizigers")
    assert "[zie @krant, p. 3]" in text and "^[Bij storm is de brug **dicht**.]" in text
    assert "- T2 Vracht gaat om.\n- T3 Fietsers wachten: op de wal.\n" in text and "| T6 ma " in text
    file = (folder / "obstacles/veer.yaml").read_text(encoding="utf-8")
    assert "  de: |\n    T1 De veerboot" in file and max(map(len, file.splitlines())) <= 120


def _prefix(node: etree._Element, text: str) -> None:
    node.text = text + (node.text or "")


# --- refused ---------------------------------------------------------------------------------------------------------


def _remove(name: str) -> Callable[[etree._Element], None]:
    def fill(node: etree._Element) -> None:
        for inner in node.iter(f"{{*}}{name}"):
            tail = inner.tail or ""
            before = inner.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + tail
            else:
                inner.getparent().text = (inner.getparent().text or "") + tail
            inner.getparent().remove(inner)
            return

    return fill


def _double(node: etree._Element) -> None:
    inner = next(node.iter("{*}ph"))
    inner.addnext(copy.deepcopy(inner))


def _unknown(node: etree._Element) -> None:
    next(node.iter("{*}ph")).set("id", "99")


def _foreign(node: etree._Element) -> None:
    etree.SubElement(node, "{urn:x}b").text = "vet"


REFUSED: list[tuple[str, str, Callable[[etree._Element], None], int, str]] = [
    ("a citation taken out", FERRY, _remove("ph"), 1, "exchange-code-missing"),
    ("all in plain words", FERRY, words("Tout est clair."), 1, "exchange-code-missing"),
    ("a citation twice", FERRY, _double, 1, "exchange-code-extra"),
    ("a code that nobody knows", FERRY, _unknown, 1, "exchange-code-extra"),
    ("an element of another format", FERRY, _foreign, 1, "exchange-code-extra"),
    ("emptied", TITLE, words(""), 1, "exchange-empty"),
    ("only blanks", TITLE, words("  \n "), 1, "exchange-empty"),
    ("one part of seven emptied", FERRY, words(""), 3, "exchange-incomplete"),
]


@each_form
@pytest.mark.parametrize(("what", "identifier", "fill", "number", "code"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_wrong_text_is_refused_and_the_rest_taken_over(
    form: str, what: str, identifier: str, fill: Callable, number: int, code: str, tmp_path: Path
):
    folder = make_casebook(tmp_path)
    before = files_of(folder)
    root = etree.fromstring(change(send(folder, form), identifier, fill, number))
    (good,) = (node for name, _, node in segments(root) if name == AFVAL)
    put_target(good, words("Déchets"), "final")
    done = receive(folder, etree.tostring(root))
    assert codes(done) == [code], what
    assert outcomes(done)[identifier] == "refused" and outcomes(done)[AFVAL] == "written"
    assert done.problems[0].place.file == "cases/obstacles/veer.yaml" and identifier in done.problems[0].values["id"]
    assert all("{" not in "".join(find_words(done.problems[0], language)) for language in LANGUAGES)
    after = files_of(folder)
    assert after["obstacles/veer.yaml"] == before["obstacles/veer.yaml"]
    assert load(folder).casebook.obstacles["afval"].title["fr"] == "Déchets"
    assert states(folder)["obstacle/afval title"] == "confirmed"


def test_codes_that_cross_or_do_not_end_are_refused(tmp_path: Path):
    folder = make_casebook(tmp_path)
    for codes_in in ('a <bpt id="1">*</bpt> b', 'a <ept id="1">*</ept> b <bpt id="1">*</bpt>', 'a <ph id="1">*</ph> b'):
        data = send(folder, "xliff1").data.decode()
        begin = data.index("<target", data.index(f'id="{NOTE}#1"'))
        end = data.index("</target>", begin)
        made = data[:begin] + f'<target state="translated">{codes_in}' + data[end:]
        assert codes(receive(folder, made.encode())) == ["exchange-code-broken"], codes_in


def test_other_ways_to_write_a_code_are_understood(tmp_path: Path):
    """`g`, `bx` and `ex` in 1.2, `sc`, `ec`, `cp` and `mrk` in 2: programs may change one into the other."""
    for form, inside in (
        ("xliff1", 'Info : <g id="1">rien</g>.'),
        ("xliff1", 'Info : <bx id="1"/><mrk mtype="term">rien</mrk><ex id="1"/>.'),
        ("xliff2", 'Info : <sc id="1"/>rien<ec startRef="1"/>.'),
        ("xliff2", 'Info : <pc id="1"><mrk id="m1">ri<cp hex="0065"/>n</mrk></pc>.<!-- zo -->'),
        ("xliff2", 'Info : <pc id="1">\n   rien </pc> .'),
    ):
        folder = make_casebook(tmp_path)
        data = send(folder, form).data.decode()
        at = data.index(f'id="{NOTE}#1"' if form == "xliff1" else f'id="{NOTE}"')
        begin, end = data.index("<target", at), data.index("</target>", at)
        done = receive(folder, (data[:begin] + f"<target>{inside}" + data[end:]).encode())
        assert done.problems == [], inside
        text = load(folder).casebook.obstacles["veer"].events[1].text["fr"]
        assert text in ("Info : *rien*.", "Info : *rien* .")


def test_a_translation_without_emphasis_where_it_had_none_stays_possible(tmp_path: Path):
    """What the present translation lacks of its source is no fault of the translator's."""
    folder = make_casebook(tmp_path)
    edit(folder, "Le gouvernement est informé : *rien encore*.", "Le gouvernement est informé.")
    done = receive(folder, change(send(folder), NOTE, words("On le sait.")))
    assert outcomes(done)[NOTE] == "written" and done.problems == []
    done = receive(folder, change(send(folder), NOTE, lambda target: _prefix(target, "Bon : ")))
    assert outcomes(done)[NOTE] == "written" and done.problems == []
    assert load(folder).casebook.obstacles["veer"].events[1].text["fr"] == "Bon : Aan het gewest gemeld: *nog niets*."


@each_form
@pytest.mark.parametrize("stripped", [False, True])
def test_a_source_that_changed_meanwhile_is_refused(form: str, stripped: bool, tmp_path: Path):
    folder = make_casebook(tmp_path)
    data = strip(change(send(folder, form), TITLE, words("Le bac")), form, stripped)
    edit(folder, "Veerdienst over de Schelde", "Veerdienst onder de Schelde")
    before = files_of(folder)
    done = receive(folder, data)
    assert codes(done) == ["exchange-source-changed"] and outcomes(done)[TITLE] == "refused"
    assert files_of(folder) == before


def test_a_source_wrapped_otherwise_has_not_changed(tmp_path: Path):
    folder = make_casebook(tmp_path)
    data = change(send(folder), FERRY, words("Au quai."), number=3)
    edit(folder, "- Fietsers wachten:\n      op de wal.", "- Fietsers wachten: op de wal.")
    assert outcomes(receive(folder, data))[FERRY] == "written"


def test_markup_of_a_source_that_changed_is_a_change(tmp_path: Path):
    """The words are the same and the codes have the same numbers; what they stand for has changed."""
    folder = make_casebook(tmp_path)
    data = change(send(folder), FERRY, words("Au quai."), number=3)
    edit(folder, "mag *niet* aanleggen. [@kst-1]", "mag **niet** aanleggen. [@krant]")
    assert codes(receive(folder, data)) == ["exchange-source-changed"]


@each_form
def test_a_translation_changed_by_somebody_meanwhile_is_not_overwritten(form: str, tmp_path: Path):
    folder = make_casebook(tmp_path)
    data = change(send(folder, form), TITLE, words("Le bac"))
    edit(folder, "Bac sur l’Escaut", "Bac de l’Escaut")
    before = files_of(folder)
    done = receive(folder, data)
    assert codes(done) == ["exchange-target-changed"] and files_of(folder) == before
    edit(folder, "Bac de l’Escaut", "Le bac")
    assert outcomes(receive(folder, data))[TITLE] == "unchanged"


@each_form
def test_a_file_that_lost_its_marks_overwrites_nothing(form: str, tmp_path: Path):
    folder = make_casebook(tmp_path)
    root = etree.fromstring(strip(change(send(folder, form), TITLE, words("Le bac")), form))
    (new,) = (node for name, _, node in segments(root) if name == AFVAL)
    put_target(new, words("Déchets"))
    done = receive(folder, etree.tostring(root))
    assert codes(done) == ["exchange-target-changed"]
    assert (outcomes(done)[TITLE], outcomes(done)[AFVAL]) == ("refused", "written")


def strip(data: bytes, form: str, really: bool = True) -> bytes:
    """The file without what is ours in it, as a careless program saves it."""
    root = etree.fromstring(data)
    for node in list(root.iter()) if really else ():
        for name in [name for name in node.attrib if "reporting" in name]:
            del node.attrib[name]
        if etree.QName(node).localname in ("context-group", "notes", "originalData"):
            node.getparent().remove(node)
    return etree.tostring(root)


def test_ids_that_are_unknown_or_there_twice_are_told_at_their_line(tmp_path: Path):
    folder = make_casebook(tmp_path)
    for form, tag in (("xliff2", "unit"), ("xliff1", "trans-unit")):
        data = change(send(folder, form), AFVAL, words("Déchets")).decode()
        gone = data.replace(f'id="{TITLE}', 'id="obstacle:weg:title')
        done = receive(folder, gone.encode())
        assert codes(done) == ["exchange-unknown-text"] and AFVAL in outcomes(done)
        position = done.problems[0].place.position
        assert position and "obstacle:weg:title" in gone.splitlines()[position[0] - 1]
        root = etree.fromstring(data.encode())
        (node,) = (node for node in root.iter(SPACES[form] + tag) if (node.get("id") or "").startswith(AFVAL))
        again = copy.deepcopy(node)
        node.addnext(again)
        assert codes(receive(folder, etree.tostring(root))) == ["exchange-twice"]


def test_other_languages_are_refused_as_a_whole(tmp_path: Path):
    folder = make_casebook(tmp_path)
    before = files_of(folder)
    two = change(send(folder), TITLE, words("Le bac")).decode()
    one = change(send(folder, "xliff1"), TITLE, words("Le bac")).decode()
    for data in (
        two.replace('trgLang="fr"', 'trgLang="it"'),
        two.replace('trgLang="fr"', 'trgLang="nl"'),
        two.replace('trgLang="fr"', ""),
        two.replace('srcLang="nl"', 'srcLang="de"'),
        one.replace('target-language="fr"', 'target-language="de"', 1),
    ):
        done = receive(folder, data.encode())
        assert codes(done) == ["exchange-languages"] and done.texts == []
    assert files_of(folder) == before
    assert outcomes(receive(folder, two.replace('"fr"', '"fr-BE"').encode()))[TITLE] == "written"


def test_parts_joined_by_a_program_are_refused(tmp_path: Path):
    folder = make_casebook(tmp_path)
    root = etree.fromstring(change(send(folder), FERRY, words("Au quai."), number=3))
    (gone,) = (node for name, number, node in segments(root) if (name, number) == (FERRY, 7))
    gone.getparent().remove(gone)
    assert codes(receive(folder, etree.tostring(root))) == ["exchange-segments"]


def test_a_translation_that_no_document_prints_is_refused(tmp_path: Path):
    """The note is there, and nothing is in it; emphasis stands inside a word."""
    folder = make_casebook(tmp_path)
    data = send(folder, "xliff1").data.decode()
    at = data.index(f'id="{NOTE}#1"')
    begin, end = data.index("<target", at), data.index("</target>", at)
    for inside, code in (
        ('Info<bpt id="1">*</bpt>rien<ept id="1">*</ept>encore', "exchange-text-wrong"),
        ('Info <bpt id="1">*</bpt><ept id="1">*</ept>', "exchange-not-kept"),
        ('Info <bpt id="1">*</bpt> <ept id="1">*</ept>', "exchange-not-kept"),
        ('Info <bpt id="1">*</bpt>rien\u202e<ept id="1">*</ept>', "exchange-text-wrong"),
    ):
        done = receive(folder, (data[:begin] + f"<target>{inside}" + data[end:]).encode())
        assert codes(done) == [code], inside


def test_words_that_look_like_markup_stay_words(tmp_path: Path):
    folder = make_casebook(tmp_path)
    typed = "1. *Rien* [@kst-1] ^[x] <b> https://x.nl : # “oui” & non"
    done = receive(folder, change(send(folder, language="de"), NOTE, lambda node: _only(node, typed)))
    assert done.problems == [] and outcomes(done)[NOTE] == "written"
    again = etree.fromstring(send(folder, language="de").data)
    (node,) = (node for name, _, node in segments(again) if name == NOTE)
    assert child(node, "target").text.strip() == typed


def _only(node: etree._Element, text: str) -> None:
    """Words before the first code, and nothing after it."""
    node.text = text + " "
    node[-1].tail = None


def test_a_text_built_otherwise_than_its_source_is_left_until_it_is_translated(tmp_path: Path):
    folder = make_casebook(tmp_path)
    edit(folder, "    - Le fret fait le tour.\n", "    Le fret fait le tour.\n\n")
    exported = send(folder)
    assert outcomes(receive(folder, exported.data))[FERRY] == "waiting"
    root = etree.fromstring(exported.data)
    for name, _, node in segments(root):
        if name == FERRY:
            assert child(node, "target") is None
            put_target(node, lambda node: None)
    done = receive(folder, etree.tostring(root))
    assert outcomes(done)[FERRY] == "written" and done.problems == []
    assert "- Vracht gaat om." in load(folder).casebook.obstacles["veer"].description["fr"]


def test_a_target_that_only_repeats_its_source_and_was_not_begun_is_no_translation(tmp_path: Path):
    """Many programs fill a target with its source before anybody has translated it."""
    folder = make_casebook(tmp_path)
    before = files_of(folder)
    for form, state in (("xliff2", "initial"), ("xliff1", "new"), ("xliff1", "needs-translation")):
        root = etree.fromstring(send(folder, form, "de").data)
        for _, _, node in segments(root):
            put_target(node, lambda node: None, state)
        done = receive(folder, etree.tostring(root))
        assert set(outcomes(done).values()) == {"waiting"} and done.problems == []
    assert files_of(folder) == before


def test_a_stale_translation_is_confirmed_anew_or_changed(tmp_path: Path):
    folder = make_casebook(tmp_path)
    confirm(folder, "fr")
    edit(folder, "Gemeld in de krant.", "Gemeld in een krant.")
    identifier = "obstacle:veer:events:submitted_2022-03:text"
    assert states(folder)["obstacle/veer events.0.text"] == "stale"
    exported = send(folder, everything=False)
    assert outcomes(receive(folder, exported.data))[identifier] == "unchanged"
    assert states(folder)["obstacle/veer events.0.text"] == "stale"
    done = receive(folder, change(exported, identifier, words("Signalé."), state="reviewed"))
    assert outcomes(done)[identifier] == "confirmed"
    assert states(folder)["obstacle/veer events.0.text"] == "confirmed"


def test_a_casebook_with_errors_elsewhere_takes_what_it_can(tmp_path: Path):
    folder = make_casebook(tmp_path)
    data = change(send(folder), TITLE, words("Le bac"))
    edit(folder, "theme: waste", "theme: afval", "obstacles/afval.yaml")
    done = receive(folder, data)
    assert outcomes(done)[TITLE] == "written" and set(codes(done)) == {"exchange-unknown-text"}
    edit(folder, "language: nl", "langauge: nl", "casebook.yaml")
    done = receive(folder, data)
    assert done.texts == [] and done.problems


def test_a_broken_file_of_confirmations_stops_it(tmp_path: Path):
    """What is confirmed in it would be lost."""
    folder = make_casebook(tmp_path)
    data = change(send(folder), TITLE, words("Le bac"), state="final")
    (folder / "translations").mkdir()
    (folder / "translations/fr.yaml").write_text("id: fr\nconfirmed: nee\n", encoding="utf-8")
    before = files_of(folder)
    done = receive(folder, data)
    assert done.texts == [] and done.problems[0].place.file == "cases/translations/fr.yaml"
    assert files_of(folder) == before


def test_a_fault_that_only_the_whole_record_shows_refuses_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Whatever a rule may say of a translation: that file stays as it was, and the others are written."""
    folder = make_casebook(tmp_path)
    root = etree.fromstring(change(send(folder), TITLE, words("Le bac"), state="final"))
    (good,) = (node for name, _, node in segments(root) if name == AFVAL)
    put_target(good, words("Déchets"), "final")
    before = files_of(folder)
    real = case_texts.load_casebook

    def strict(folder: Path, shown: str, drafts: Sequence[tuple[Found, bytes]] = ()) -> Loaded:
        loaded = real(folder, shown, drafts)
        wrong = [found.shown for found, data in drafts if b"Le bac" in data]
        loaded.problems += [Problem("empty-text", Place(file, ("title", "fr"))) for file in wrong]
        return loaded

    monkeypatch.setattr(case_texts, "load_casebook", strict)
    done = receive(folder, etree.tostring(root))
    assert codes(done) == ["exchange-record-wrong"]
    assert (outcomes(done)[TITLE], outcomes(done)[AFVAL]) == ("refused", "written")
    assert files_of(folder)["obstacles/veer.yaml"] == before["obstacles/veer.yaml"]
    assert (states(folder)["obstacle/veer title"], states(folder)["obstacle/afval title"]) == ("draft", "confirmed")


def test_a_file_saved_while_the_import_runs_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = make_casebook(tmp_path)
    data = change(send(folder), TITLE, words("Le bac"))
    real = translatable.check_typed

    def slow(*given: object) -> list[Problem]:
        edit(folder, "# Het veer.", "# Het veer, net bewaard.")
        return real(*given)

    monkeypatch.setattr(translatable, "check_typed", slow)
    done = receive(folder, data)
    assert codes(done) == ["file-changed"] and outcomes(done)[TITLE] == "refused"
    assert b"net bewaard" in files_of(folder)["obstacles/veer.yaml"]
    assert b'"Le bac"' not in files_of(folder)["obstacles/veer.yaml"]


def test_a_disk_that_refuses_leaves_whole_files_and_the_rest_for_another_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = make_casebook(tmp_path)
    root = etree.fromstring(change(send(folder), TITLE, words("Le bac"), state="final"))
    (other,) = (node for name, _, node in segments(root) if name == AFVAL)
    put_target(other, words("Déchets"), "final")
    real, written = importing.write_bytes, []

    def full(path: Path, *rest: object) -> list[Problem]:
        if written:
            raise OSError(28, "No space left on device", str(path))
        written.append(path.name)
        return real(path, *rest)

    monkeypatch.setattr(importing, "write_bytes", full)
    with pytest.raises(OSError, match="space"):
        receive(folder, etree.tostring(root))
    load(folder)
    monkeypatch.undo()
    done = receive(folder, etree.tostring(root))
    assert done.problems == [] and {outcomes(done)[TITLE], outcomes(done)[AFVAL]} == {"written", "confirmed"}


def test_every_text_is_told_where_it_now_stands(tmp_path: Path):
    """What was written moves what stands below it."""
    folder = make_casebook(tmp_path)
    root = etree.fromstring(send(folder, language="de").data)
    for name, _, node in segments(root):
        if name in (FERRY, NOTE):
            put_target(node, words("Weg") if name == NOTE else lambda target: _prefix(target, "So: "))
    done = receive(folder, etree.tostring(root))
    assert (outcomes(done)[FERRY], codes(done)) == ("written", ["exchange-code-missing"])
    line = done.of.locate(done.problems[0].place).line
    assert "Aan het gewest gemeld" in files_of(folder)["obstacles/veer.yaml"].decode().splitlines()[line - 1]


def test_another_writer_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """That there is one is told in the casebook's own language."""
    folder = make_casebook(tmp_path)
    edit(folder, "language: nl\n", "language: nl\nmessages: en\n", "casebook.yaml")
    data = change(send(folder), TITLE, words("Le bac"))
    before = files_of(folder)
    monkeypatch.setattr(importing, "lock", partial(lock, patience=0.05))
    with lock(folder, "cases"):
        done = receive(folder, data)
    assert (codes(done), done.of.language) == (["file-locked"], "en") and files_of(folder) == before
    assert outcomes(receive(folder, data))[TITLE] == "written"


@each_form
def test_an_event_added_meanwhile_leads_no_translation_astray(form: str, tmp_path: Path):
    """Of the same kind and day, before the one that is out: the words still go to theirs, or are refused by name."""
    folder = make_casebook(tmp_path)
    data = change(send(folder, form), NOTE, lambda target: _prefix(target, "Bon : "))
    added = '  - {date: 2022-05-02, kind: feedback, by: ministerie, text: {nl: "Iets anders."}, next: none}\n'
    edit(folder, "  - date: 2022-05-02\n", added + "  - date: 2022-05-02\n")
    edit(folder, "Aan het gewest gemeld", "Aan het gewest bericht")
    changed = receive(folder, data)
    assert "exchange-source-changed" in codes(changed) and changed.count("written") == 0
    edit(folder, "Aan het gewest bericht", "Aan het gewest gemeld")
    done = receive(folder, data)
    assert done.problems == [] and done.count("written") == 1
    events = load(folder).casebook.obstacles["veer"].events
    assert "fr" not in events[1].text and events[2].text["fr"].startswith("Bon : ")


def test_a_record_with_an_error_keeps_what_was_confirmed_of_it(tmp_path: Path):
    folder = make_casebook(tmp_path)
    confirm(folder, "fr")
    edit(folder, "theme: transport", "theme: vervoer")
    confirm(folder, "fr")
    edit(folder, "theme: vervoer", "theme: transport")
    assert states(folder)["obstacle/veer title"] == "confirmed"
