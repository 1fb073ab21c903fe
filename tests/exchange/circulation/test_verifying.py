"""Whatever happens to what was kept, the proof finds it and names it."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import kept
import pytest
from kept import MARK, START, casebook, keep, sha, sign, small_record, word_file
from test_circulation_log import acts, forged

from reporting.exchange.circulation.log import HEAD, LOG, read_log
from reporting.exchange.circulation.reading import NotReadable, WordFile
from reporting.exchange.circulation.text import write_text
from reporting.exchange.circulation.verifying import Verified, verify
from reporting.exchange.circulation.versions import read_version, write_version
from reporting.output.word.content import content_digest_of
from reporting.problems import LANGUAGES, Position, render
from tests.growth import MOST, growth

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verify")
    small_record(casebook(folder))
    final = folder / "build/top/final"
    shutil.copytree(folder / "cases/circulated/top/3", final)
    (final / "version.yaml").unlink()
    assert told(folder) == []
    return folder


@pytest.fixture
def folder(record: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(record, tmp_path / "work", symlinks=True))


def look(folder: Path, *packs: str) -> Verified:
    return verify(folder / "cases", "cases", folder / "build", packs)


def told(folder: Path, *packs: str) -> list[str]:
    """Each problem as `code file`, as far as the file is below what is kept."""
    found = look(folder, *packs).problems
    for problem in found:
        for language in LANGUAGES:
            assert "hint" in render(problem, language, Position(problem.place.file))
    return [f"{one.code} {one.place.file.removeprefix('cases/circulated/')}" for one in found]


def at(folder: Path, name: str) -> Path:
    return folder / "cases/circulated" / name


def files(folder: Path) -> list[Path]:
    return sorted(path for path in at(folder, "").rglob("*") if path.is_file())


# --- any byte --------------------------------------------------------------------------------------------------------


def test_what_was_kept_is_whole(record: Path):
    done = look(record)
    assert not done.failed and done.problems == []
    assert done.packs == {"top": {"acts": 5, "versions": 3, "files": 16, "signatures": 1}}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_byte_of_a_record_that_changes_is_found(record: Path, number: int):
    """By its own form, or by the digest that the log has of it."""
    data = at(record, f"top/{number}/version.yaml").read_bytes()
    whole, problems = read_version(data, "x")
    assert whole is not None and problems == [] and write_version(whole) == data
    for at_ in range(len(data)):
        for mask in (0x01, 0x20, 0x80):
            changed = bytearray(data)
            changed[at_] ^= mask
            version, problems = read_version(bytes(changed), "x")
            assert problems or version.digest != whole.digest
            if problems and problems[0].code == "record-other-text":
                line = data[:at_].count(b"\n") + 1
                assert problems[0].place.position[0] >= line, "not before the line"
            else:
                assert version is None or write_version(version) == bytes(changed)


def test_a_byte_that_changes_in_any_file_is_found_where_it_is(folder: Path):
    """In every file, its first and last byte and some between."""
    chance = random.Random(6)
    for path in files(folder):
        data = path.read_bytes()
        name = path.relative_to(at(folder, "")).as_posix()
        if name == ".gitattributes":
            continue
        for spot in {0, len(data) - 1, *(chance.randrange(len(data)) for _ in range(6))}:
            changed = bytearray(data)
            changed[spot] ^= 1 << chance.randrange(8)
            path.write_bytes(bytes(changed))
            found = told(folder)
            assert any(one.split(" ", 1)[1] == name for one in found), (name, spot, found)
            assert look(folder).failed
        path.write_bytes(data)
    assert told(folder) == []


def test_a_changed_final_file_is_found(folder: Path):
    for path in sorted((folder / "build/top/final").rglob("*")):
        if path.suffix in (".docx", ".pdf"):
            data = path.read_bytes()
            path.write_bytes(data + b"\n")
            assert told(folder) == [f"final-differs {path.as_posix()}"]
            path.write_bytes(data)
    (folder / "build/top/final/letter.docx").unlink()  # what was not made again is no fault
    assert told(folder) == []
    added = folder / "build/top/final/other.docx"
    added.write_bytes(b"x")
    assert told(folder) == [f"final-unknown {added.as_posix()}"]
    added.unlink()
    added.symlink_to(folder / "build/top/final/letter.pdf")
    assert told(folder) == [f"final-unknown {added.as_posix()}"]


# --- files -----------------------------------------------------------------------------------------------------------


def test_every_file_that_is_missing_is_found(folder: Path):
    for path in files(folder):
        name = path.relative_to(at(folder, "")).as_posix()
        if name == ".gitattributes":
            continue
        data = path.read_bytes()
        path.unlink()
        found = told(folder)
        assert any(name in one for one in found) and look(folder).failed, name
        path.write_bytes(data)
    assert told(folder) == []


@pytest.mark.parametrize(
    "name",
    ["letter.docx", "top/letter.docx", "top/1/letter-2.docx", "top/1/.hidden", "top/2/sheets/ferry.docx",
     "_inputs/a.yaml",
     "_inputs/more/a.yaml", "top/1/letter.docx.bak", "_inputs/notes.txt", "Map/a", "top/1/new/letter.docx", ".cache"],
)  # fmt: skip
def test_a_file_that_was_added_is_found(folder: Path, name: str):
    at(folder, name).parent.mkdir(parents=True, exist_ok=True)
    at(folder, name).write_bytes(b"x")
    found = told(folder)
    assert len(found) <= 2 and look(folder).failed
    assert all(one.startswith("kept-foreign ") and name.startswith(one.split(" ")[1]) for one in found), found


def test_a_link_is_no_kept_file(folder: Path):
    path = at(folder, "top/1/letter.docx")
    data = path.read_bytes()
    path.unlink()
    path.symlink_to(at(folder, "top/1/sheets/ferry.docx"))
    assert set(told(folder)) == {"kept-changed top/1/letter.docx", "kept-foreign top/1/letter.docx"}
    elsewhere = folder / "letter.docx"
    elsewhere.write_bytes(data)
    path.unlink()
    path.symlink_to(elsewhere)
    assert set(told(folder)) == {"link-out-of-folder top/1/letter.docx", "kept-foreign top/1/letter.docx"}
    path.unlink()
    path.write_bytes(data)
    at(folder, "top/1/all").symlink_to(folder)
    assert told(folder) == ["kept-foreign top/1/all"]
    at(folder, "top/1/all").unlink()
    at(folder, "top/2").rename(folder / "cases/two")  # all of it is as it was, elsewhere in the casebook
    at(folder, "top/2").symlink_to(folder / "cases/two")
    assert told(folder) == ["kept-foreign top/2"]
    at(folder, "top").rename(folder / "cases/all")
    at(folder, "top").symlink_to(folder / "cases/all")
    assert "kept-foreign top" in told(folder)


def test_a_pack_that_is_gone_while_its_final_documents_are_there(folder: Path):
    shutil.rmtree(at(folder, ""))
    assert {one.split(" ")[0] for one in told(folder)} == {"final-unknown"}


def test_what_a_system_leaves_is_no_matter(folder: Path):
    for name in ("Thumbs.db", "top/.DS_Store", "top/1/desktop.ini"):
        at(folder, name).write_bytes(b"x")
    assert told(folder) == []


def test_what_a_cut_off_run_leaves_is_a_warning(folder: Path):
    at(folder, "top/.reporting-4.tmp").mkdir()
    at(folder, "top/.reporting-4.tmp/letter.docx").write_bytes(b"x")
    at(folder, f"_inputs/{sha('x')}.yaml").write_bytes(b"x")
    assert told(folder) == ["kept-left top/.reporting-4.tmp", f"kept-left _inputs/{sha('x')}.yaml"]
    assert not look(folder).failed
    at(folder, f"_inputs/{sha('y')}.yaml").write_bytes(b"x")
    assert f"kept-changed _inputs/{sha('y')}.yaml" in told(folder)


def test_a_folder_that_no_act_made(folder: Path):
    shutil.copytree(at(folder, "top/3"), at(folder, "top/4"))
    assert told(folder) == ["version-unrecorded top/4"]


@pytest.mark.parametrize("name", ["2-oud", "5", "two"])
def test_a_renamed_version_is_found(folder: Path, name: str):
    at(folder, "top/2").rename(at(folder, f"top/{name}"))
    code = "version-unrecorded" if name == "5" else "kept-foreign"
    assert told(folder) == ["version-missing top/2/version.yaml", f"{code} top/{name}"]


def test_a_log_that_git_could_not_merge_makes_no_version_one_to_remove(folder: Path):
    path = folder / "cases/circulated/top/log.yaml"
    path.write_bytes(b"<<<<<<< HEAD\n" + path.read_bytes())
    assert told(folder, "top")[0] == "record-other-text top/log.yaml"
    assert not any("version-unrecorded" in one for one in told(folder, "top"))


def test_swapped_versions_are_found(folder: Path):
    at(folder, "top/1").rename(at(folder, "top/x"))
    at(folder, "top/2").rename(at(folder, "top/1"))
    at(folder, "top/x").rename(at(folder, "top/2"))
    assert told(folder)[:2] == ["version-misplaced top/1/version.yaml", "version-misplaced top/2/version.yaml"]


def test_a_renamed_or_copied_pack_is_found(folder: Path):
    shutil.copytree(at(folder, "top"), at(folder, "dal"))
    found = told(folder)
    assert found == [f"version-misplaced dal/{number}/version.yaml" for number in (1, 2, 3)]
    assert told(folder, "top") == []


def test_an_earlier_version_put_in_the_place_of_a_later(folder: Path):
    shutil.copy(at(folder, "top/1/letter.docx"), at(folder, "top/2/letter.docx"))
    assert told(folder) == ["kept-changed top/2/letter.docx"]


def test_an_absurd_file_is_refused_in_bounded_memory(folder: Path):
    for name, code in [("top/1/letter.pdf", "kept-changed"), ("top/2/version.yaml", "file-too-large"),
                       ("top/log.yaml", "file-too-large")]:  # fmt: skip
        with at(folder, name).open("r+b") as file:
            file.truncate(1 << 40)  # a sparse file: a terabyte that takes no room
        assert f"{code} {name}" in told(folder)


# --- the log and the records -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [[1, 2, 3, 4], [0, 2, 3, 4], [0, 1, 2, 3], [0, 1, 3, 2, 4], [0, 0, 1, 2, 3, 4]])
def test_an_act_removed_swapped_or_repeated_is_found(folder: Path, order: list[int]):
    every = acts(at(folder, f"top/{LOG}").read_bytes())
    at(folder, f"top/{LOG}").write_bytes(b"".join(every[number] for number in order))
    assert any(one.startswith(("log-broken", "log-shortened")) for one in told(folder))


def rewrite(folder: Path, old: bytes, new: bytes) -> None:
    """Changes the log with all its digests and its head: only what lies behind it still speaks."""
    path = at(folder, f"top/{LOG}")
    assert old in path.read_bytes()
    path.write_bytes(forged(path.read_bytes(), old, new))
    entries, problems = read_log(path.read_bytes(), LOG)
    assert problems == []
    at(folder, f"top/{HEAD}").write_bytes(write_text({"entries": len(entries), "digest": entries[-1].digest}))


def test_a_log_made_anew_does_not_fit_what_lies_behind_it(folder: Path):
    before = at(folder, f"top/{LOG}").read_bytes(), at(folder, f"top/{HEAD}").read_bytes()
    for old, new, wanted in [
        (b"  to: [legal, director]", b"  to: [legal, minister]", "version-changed"),
        (b"T14:05:11Z", b"T14:05:10Z", "version-misplaced"),
        (b"act: circulated\n  number: 2", b"act: final\n  number: 2", "version-misplaced"),
        (b"document: letter", b"document: annex", "assent-differs"),
        (b"number: 2", b"number: 1", "version-repeated"),
    ]:
        rewrite(folder, old, new)
        assert any(one.startswith(wanted) for one in told(folder)), (old, told(folder))
        at(folder, f"top/{LOG}").write_bytes(before[0])
        at(folder, f"top/{HEAD}").write_bytes(before[1])


def test_a_last_act_taken_off_with_its_head_leaves_its_folder(folder: Path):
    every = acts(at(folder, f"top/{LOG}").read_bytes())
    at(folder, f"top/{LOG}").write_bytes(b"".join(every[:4]))
    entry = read_log(b"".join(every[:4]), LOG)[0][-1]
    at(folder, f"top/{HEAD}").write_bytes(write_text({"entries": 4, "digest": entry.digest}))
    assert "version-unrecorded top/3" in told(folder)


def forge_version(folder: Path, number: int, change) -> None:
    """Another record of a version, and a log that says so from then on."""
    path = at(folder, f"top/{number}/version.yaml")
    old = path.read_bytes()
    path.write_bytes(change(old))
    rewrite(folder, hashlib.sha256(old).hexdigest().encode(), hashlib.sha256(path.read_bytes()).hexdigest().encode())


def test_a_document_said_to_be_unchanged_that_was_not_so(folder: Path):
    text = json.dumps(MARK.format(1), ensure_ascii=False).encode()
    forge_version(folder, 2, lambda old: old.replace(text, '"ONTWERP · 1"'.encode()))
    assert told(folder) == ["version-borrowed top/2/version.yaml"]


def replace_word(folder: Path, name: str, data: bytes) -> None:
    """A Word file with another put in its place, record and log changed along."""
    path = at(folder, f"top/{name}")
    old = hashlib.sha256(path.read_bytes()).hexdigest().encode()
    path.write_bytes(data)
    forge_version(folder, int(name[0]), lambda record: record.replace(old, hashlib.sha256(data).hexdigest().encode()))


def test_a_word_file_that_says_something_else_is_found(folder: Path):
    replace_word(folder, "2/letter.docx", word_file("Niet geachte", "top/letter", "2", MARK.format(2)))
    assert told(folder) == ["content-differs top/2/letter.docx"]
    replace_word(folder, "2/letter.docx", word_file("Zeer geachte", "top/letter", "2", "ANDER MERK"))
    assert told(folder) == ["content-differs top/2/letter.docx"]
    replace_word(folder, "2/letter.docx", word_file("Zeer geachte", "top/letter", "2", MARK.format(2)))
    assert told(folder) == []
    for document, version in [("top/annex", "2"), ("top/letter", "1"), ("top/letter", "final"), ("dal/letter", "2")]:
        replace_word(folder, "2/letter.docx", word_file("Zeer geachte", document, version, MARK.format(2)))
        assert told(folder) == ["property-differs top/2/letter.docx"]
    replace_word(folder, "2/letter.docx", b"PK\x03\x04 no Word file")
    assert told(folder) == ["content-differs top/2/letter.docx"]


def test_an_assent_to_what_was_never_there(folder: Path, tmp_path: Path):
    cases = casebook(tmp_path)
    one, _ = keep(cases, {"letter": "Geachte"}, START)
    sign(cases, one, "letter", "legal", START)
    path = cases / "circulated/top" / LOG
    path.write_bytes(forged(path.read_bytes(), one.documents["letter"].content.encode(), b"a" * 64))
    entries, _ = read_log(path.read_bytes(), LOG)
    (cases / "circulated/top" / HEAD).write_bytes(write_text({"entries": 2, "digest": entries[-1].digest}))
    assert told(tmp_path) == ["assent-differs top/log.yaml"]


def test_signatures_are_judged_by_whom_is_asked(folder: Path):
    seen = []
    verify(folder / "cases", "cases", None, (), [lambda log: seen.append([one.signature for one in log.entries]) or []])
    assert [[bool(one) for one in log] for log in seen] == [[False, False, True, False, False]]


def test_hostile_names_lead_nowhere(folder: Path):
    """A record that names other places is none of ours."""
    for old, new in [(b"  letter:", b'  "../../../x":'), (b"  letter:", b"  ../x:"), (b"  sheets/ferry:", b"  a/b/c:")]:
        path = at(folder, "top/2/version.yaml")
        data = path.read_bytes()
        path.write_bytes(data.replace(old, new))
        assert "record-other-text top/2/version.yaml" in told(folder)
        path.write_bytes(data)


def test_nothing_kept_is_nothing_wrong(tmp_path: Path):
    casebook(tmp_path)
    assert told(tmp_path) == [] and told(tmp_path, "top") == []


# --- Word files ------------------------------------------------------------------------------------------------------


def read_whole(data: bytes) -> None:
    word = WordFile(data)
    word.digest("MERK")
    word.properties()


def words_of_samples() -> list[Path]:
    return sorted(path for path in (ROOT / "templates").rglob("*.docx"))


@pytest.mark.parametrize("path", words_of_samples(), ids=lambda path: path.parent.name + "/" + path.name)
def test_what_a_word_file_says_is_read_as_its_maker_reads_it(path: Path):
    data = path.read_bytes()
    assert WordFile(data).digest(None) == content_digest_of(data)


def test_a_hostile_word_file_is_no_word_file():
    good = word_file("Tekst", "top/letter", "1")
    assert WordFile(good).digest("") == content_digest_of(good, "")
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    for part in ("word/document.xml", "[Content_Types].xml", "docProps/custom.xml"):
        with pytest.MonkeyPatch.context() as patched:
            patched.setitem(kept.PARTS, part, bomb)
            word = kept.word_file("x", "top/letter", "1")
        with pytest.raises(NotReadable):
            read_whole(word)
    for data in (b"", b"PK", good[: len(good) // 2], good.replace(b"<w:body>", b"<w:bodx>")):
        with pytest.raises(NotReadable):
            WordFile(data).digest(None)


def test_any_byte_of_a_word_file_is_read_or_refused():
    """Never an error of a library's own."""
    good = word_file("Tekst", "top/letter", "1", "MERK")
    for spot in range(len(good)):
        for mask in (0x01, 0x80):
            changed = bytearray(good)
            changed[spot] ^= mask
            with suppress(NotReadable):
                read_whole(bytes(changed))


# --- speed -----------------------------------------------------------------------------------------------------------


def test_four_times_as_many_versions_take_about_four_times_as_long(tmp_path: Path):
    """Of thirty documents, every one of which changes in each."""
    for versions in (5, 20):
        cases = casebook(tmp_path / str(versions))
        for number in range(versions):
            texts = {f"sheets/case-{case}": f"Tekst {case} van {number}" for case in range(30)}
            keep(cases, texts, START + timedelta(hours=number))

    def prove(versions: int) -> None:
        folder = tmp_path / str(versions)
        assert told(folder) == [] and look(folder).packs["top"]["files"] == versions * 30 * 3

    assert growth(prove, 20) < MOST
