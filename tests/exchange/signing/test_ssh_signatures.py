"""SSH signatures over assents, with the real ssh-keygen as the referee; and files and programs that mean harm."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from signed_casebook import PACK, assent, circulate, codes, final, give_all, later, write_signed
from small_casebook import change, copied, tree_of

from reporting.casebook.loading import load_casebook
from reporting.exchange.circulation.log import load_log
from reporting.exchange.circulation.verifying import verify
from reporting.exchange.signing import ssh
from reporting.exchange.signing.signers import judge_signatures, load_signers
from reporting.exchange.signing.ssh import NAMESPACE, check_signature, make_signature
from reporting.output.folders import Folders
from reporting.places import Place
from reporting.problems import find_words

HERE = Place("log.yaml")


@pytest.fixture(scope="session")
def keygen() -> str:
    program = shutil.which("ssh-keygen")
    if program is None:
        pytest.skip("needs ssh-keygen (OpenSSH)")
    return program


@pytest.fixture(scope="session")
def keys(keygen: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Keys of two people, and of one with a passphrase."""
    folder = tmp_path_factory.mktemp("keys")
    for name, passphrase in (("author", ""), ("head", ""), ("locked", "geheim")):
        words = ["-q", "-t", "ed25519", "-N", passphrase, "-C", name, "-f", str(folder / name)]
        subprocess.run([keygen, *words], check=True, stdin=subprocess.DEVNULL)
    return {name: folder / name for name in ("author", "head", "locked")}


def public(key: Path) -> str:
    return key.with_suffix(".pub").read_text(encoding="utf-8").strip()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ssh") / "x"
    assert circulate(write_signed(folder), later(-60)) is not None
    return folder


@pytest.fixture
def folders(written: Path, tmp_path: Path) -> Folders:
    return copied(written, tmp_path / "x")


def allow(folders: Folders, *lines: str) -> None:
    (folders.cases / "allowed_signers").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def verified(folders: Folders) -> list[str]:
    cases = folders.cases
    return codes(verify(cases, "cases", judges=[judge_signatures(cases, "cases")]).problems)


# --- what the program itself says ------------------------------------------------------------------------------------


def test_openssh_itself_agrees(folders: Folders, keys: dict[str, Path], keygen: str, tmp_path: Path):
    """What the log holds is checked by hand, with the lines of the act and nothing of ours."""
    allow(folders, f"author {public(keys['author'])}")
    done = assent(folders, "table", "author", 1, key=keys["author"])
    assert done.problems == [] and done.given[0].is_signed
    entry = load_log(folders.cases, "cases", PACK)[0].entries[-1]
    assert entry.signature is not None
    text = (folders.cases / "circulated" / PACK / "log.yaml").read_text(encoding="utf-8")
    lines = text[text.rindex("- entry:") :].split("  signature: |\n")[0]
    assert lines.encode() == entry.signed
    (tmp_path / "signature").write_text(entry.signature, encoding="utf-8")
    words = ["-Y", "verify", "-f", str(folders.cases / "allowed_signers"), "-I", "author", "-n", NAMESPACE]
    run = [keygen, *words, "-s", str(tmp_path / "signature")]
    assert subprocess.run(run, input=lines.encode(), check=False, capture_output=True).returncode == 0
    other = lines.replace("document: table", "document: note")
    assert other != lines
    assert subprocess.run(run, input=other.encode(), check=False, capture_output=True).returncode != 0
    assert verified(folders) == []
    assert "stray-file" not in codes(load_casebook(folders.cases, "cases").problems)


def test_a_signature_holds_for_its_role_text_and_time(keys: dict[str, Path]):
    signers = f'author valid-after="20260101",valid-before="20270101" {public(keys["author"])}\n'.encode()
    made, problems = make_signature(b"- entry: 1\n", keys["author"])
    assert made is not None and problems == []
    now = datetime(2026, 11, 24, tzinfo=UTC)
    for data, role, at, codes_wanted in (
        (b"- entry: 1\n", "author", now, []),
        (b"- entry: 2\n", "author", now, ["signature-wrong"]),
        (b"- entry: 1\n", "head", now, ["signature-wrong"]),
        (b"- entry: 1\n", "author", datetime(2025, 12, 31, tzinfo=UTC), ["signature-wrong"]),
        (b"- entry: 1\n", "author", datetime(2027, 1, 2, tzinfo=UTC), ["signature-wrong"]),
    ):
        assert codes(check_signature(data, made, role, signers, at, HERE)) == codes_wanted, (data, role, at)


# --- assents ---------------------------------------------------------------------------------------------------------


def test_a_role_that_is_named_signs_or_is_refused(folders: Folders, keys: dict[str, Path]):
    allow(folders, "# wie tekent", "", f"author {public(keys['author'])}")
    before = tree_of(folders.cases / "circulated")
    assert codes(assent(folders, "table", "author", 1).problems) == ["sign-key-needed"]
    assert codes(assent(folders, "table", "author", 1, key=keys["head"]).problems) == ["signature-wrong"]
    assert tree_of(folders.cases / "circulated") == before
    assert assent(folders, "table", "author", 1, key=keys["author"]).problems == []
    assert codes(assent(folders, "table", "head", 2, key=keys["head"]).problems) == ["signer-unknown"]
    assert assent(folders, "table", "head", 2).problems == [], "a role that is not named needs no key"
    assert verified(folders) == []


def test_a_deputy_signs_with_a_key_of_the_deputys_own_role(folders: Folders, keys: dict[str, Path]):
    allow(folders, f"head {public(keys['head'])}")
    for role, key in (("author", None), ("head", keys["head"])):
        assert assent(folders, "note", role, 1, key=key).problems == []
    assert codes(assent(folders, "note", "head", 2, instead="director").problems) == ["sign-key-needed"]
    assert assent(folders, "note", "head", 2, instead="director", key=keys["head"]).problems == []
    assert verified(folders) == []


def test_what_was_tampered_with_is_found(folders: Folders, keys: dict[str, Path]):
    allow(folders, f"author {public(keys['author'])}")
    assert assent(folders, "table", "author", 1, key=keys["author"]).problems == []
    allow(folders, f"author {public(keys['head'])}")
    assert verified(folders) == ["signature-wrong"]
    allow(folders, f"head {public(keys['head'])}")
    assert verified(folders) == ["signer-unknown"]
    (folders.cases / "allowed_signers").unlink()
    assert verified(folders) == ["signer-unknown"]


def test_an_assent_without_its_signature_lets_nobody_go_on(folders: Folders, keys: dict[str, Path]):
    """Recorded while the file of signers was away."""
    give_all(folders, 1)
    allow(folders, f"director {public(keys['head'])}")
    assert codes(final(folders, 2).problems, "error") == ["signature-missing"]
    change(folders.cases / "packs/spring/note.yaml", "meld ik de stand", "meld ik de laatste stand")
    assert "signature-missing" in codes(assent(folders, "note", "author", 3).problems, "error")


def test_an_assent_without_a_signature_is_found_unless_it_is_from_before_the_key(
    folders: Folders, keys: dict[str, Path]
):
    assert assent(folders, "table", "author", 1).problems == []
    allow(folders, f"author {public(keys['author'])}")
    assert verified(folders) == ["signature-missing"]
    allow(folders, f'author valid-after="20261125" {public(keys["author"])}')
    assert verified(folders) == []
    allow(folders, f'author valid-after="20261123" {public(keys["author"])}')
    assert verified(folders) == ["signature-missing"]


@pytest.mark.parametrize(
    ("principals", "named"),
    [
        ("author", True), ("head,author", True), ("*", True), ("auth?r", True), ("*,!author", False), ("head", False),
        ('"author"', True), ("a[u]thor", False), ("author,!auth*", False), ("Author", False),
    ],
)  # fmt: skip
def test_principals_are_matched_as_openssh_does(
    principals: str, named: bool, folders: Folders, keys: dict[str, Path], keygen: str
):
    allow(folders, f"{principals} {public(keys['author'])}")
    signers, problems = load_signers(folders.cases, "cases")
    assert problems == []
    assert signers.names("author", later(0)) == named
    made, _ = make_signature(b"x\n", keys["author"])
    assert made is not None
    assert (check_signature(b"x\n", made, "author", signers.data, later(0), HERE) == []) == named


# --- harm ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["director", "director AAAA", "director ssh-ed25519", '"director ssh-ed25519 AAAA'])
def test_a_line_that_cannot_be_read_lets_nobody_sign(line: str, folders: Folders):
    allow(folders, line)
    done = assent(folders, "table", "author", 1)
    assert codes(done.problems) == ["signers-line"] and done.given == []
    assert done.problems[0].place.position == (1, 1)
    assert verified(folders) == ["signers-line"]


def test_signers_that_are_no_file(folders: Folders, tmp_path: Path):
    path = folders.cases / "allowed_signers"
    path.mkdir()
    assert codes(assent(folders, "table", "author", 1).problems) == ["folder-as-file"]
    path.rmdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(path)
        assert codes(assent(folders, "table", "author", 1).problems) == ["not-a-file"]
        path.unlink()
    (tmp_path / "elsewhere").write_text("* ssh-ed25519 AAAAAAAAAAAAAAAAAAAAA\n", encoding="utf-8")
    try:
        path.symlink_to(tmp_path / "elsewhere")
    except OSError:
        return  # Windows asks for a right
    assert codes(assent(folders, "table", "author", 1).problems) == ["link-out-of-folder"]


def test_very_many_signers_take_little_time(folders: Folders):
    (folders.cases / "allowed_signers").write_bytes(b"a*,b? ssh-ed25519 AAAAAAAAAAAAAAAAAAAAAAAA\n" * 20_000)
    signers, problems = load_signers(folders.cases, "cases")
    assert problems == [] and len(signers.lines) == 20_000
    (folders.cases / "allowed_signers").write_bytes(b"a ssh-ed25519 " + b"A" * 2_000_000)
    assert codes(load_signers(folders.cases, "cases")[1]) == ["file-too-large"]


def test_what_is_no_key_is_told_in_the_words_of_the_program(folders: Folders, keys: dict[str, Path], tmp_path: Path):
    allow(folders, f"author {public(keys['author'])}")
    (tmp_path / "-oops").write_bytes(b"\x1b[31mno key\x07\n" * 9)
    done = assent(folders, "table", "author", 1, key=tmp_path / "-oops")
    assert codes(done.problems) == ["signature-not-made"] and done.given == []
    said = find_words(done.problems[0], "en")[0]
    assert said.isprintable() and len(said) < 300
    unasked = {"SSH_ASKPASS": "/bin/false", "SSH_ASKPASS_REQUIRE": "force", "DISPLAY": ":0"}
    with pytest.MonkeyPatch.context() as patched:
        for name, value in unasked.items():
            patched.setenv(name, value)
        assert make_signature(b"x", keys["locked"])[1][0].code == "signature-not-made"


def test_without_the_program(folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    allow(folders, "author ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    (tmp_path / "key").write_text("x", encoding="utf-8")
    done = assent(folders, "table", "author", 1, key=tmp_path / "key")
    assert codes(done.problems) == ["ssh-keygen-missing"] and done.given == []
    assert "OpenSSH" in find_words(done.problems[0], "nl")[1]


def fake(folder: Path, script: str) -> Path:
    path = folder / "ssh-keygen"
    path.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
def test_a_program_that_does_not_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    slow = fake(tmp_path, "import time\ntime.sleep(60)\n")
    monkeypatch.setattr(shutil, "which", lambda name: str(slow))
    monkeypatch.setattr(ssh, "SIGNING", 0.5)
    made, problems = make_signature(b"x", tmp_path / "key")
    assert made is None and codes(problems) == ["ssh-keygen-stuck"]


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
def test_a_program_that_says_nothing_of_use_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda name: str(fake(tmp_path, "print('done')\n")))
    made, problems = make_signature(b"x", tmp_path / "key")
    assert made is None and codes(problems) == ["signature-not-made"]


def test_a_log_that_was_made_anew_is_found_by_its_signatures(folders: Folders, keys: dict[str, Path]):
    """Log and head with digests that fit, by somebody without the key."""
    allow(folders, f"author {public(keys['author'])}")
    assert assent(folders, "table", "author", 1, key=keys["author"]).problems == []
    folder = folders.cases / "circulated" / PACK
    text = (folder / "log.yaml").read_text(encoding="utf-8")
    at = text.rindex("- entry:")
    before, act = text[:at], text[at:].replace('"on": 2026-11-24', '"on": 2026-11-23')
    assert act != text[at:]
    lines, old = act[: act.rindex("  digest: ")], act.rsplit("digest: ", 1)[1].strip()
    new = hashlib.sha256(lines.encode()).hexdigest()
    (folder / "log.yaml").write_text(f"{before}{lines}  digest: {new}\n", encoding="utf-8", newline="")
    change(folder / "head.yaml", old, new)
    assert load_log(folders.cases, "cases", PACK)[1] == [], "the chain is whole"
    assert verified(folders) == ["signature-wrong"]
