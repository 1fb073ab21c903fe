"""What may lie in a folder in place of a YAML file."""

import os
import socket
import threading

import pytest

from reporting.yamlfile import disk
from reporting.yamlfile.nodes import to_data
from reporting.yamlfile.reader import load_yaml


def codes(path, **more):
    """The codes of the problems, in bounded time: a reader that waits for a writer would hang for ever."""
    result = []
    thread = threading.Thread(target=lambda: result.append(load_yaml(path, path.name, **more)), daemon=True)
    thread.start()
    thread.join(10)
    assert result, "reading did not end"
    [(root, problems)] = result
    assert root is None
    assert {(p.place.file, p.place.position) for p in problems} == {(path.name, (1, 1))}
    return [p.code for p in problems]


def link(path, target):
    try:
        path.symlink_to(target)
    except (OSError, NotImplementedError):
        pytest.skip("needs the right to make symbolic links")


def test_an_ordinary_file(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("id: é\n", encoding="utf-8")
    root, problems = load_yaml(path, "cases/a.yaml", root=tmp_path)
    assert (to_data(root), problems) == ({"id": "é"}, [])


def test_missing(tmp_path):
    assert codes(tmp_path / "a.yaml") == ["no-such-file"]
    assert codes(tmp_path / "a.yaml", root=tmp_path) == ["no-such-file"]


def test_folder(tmp_path):
    (tmp_path / "a.yaml").mkdir()
    assert codes(tmp_path / "a.yaml") == ["folder-as-file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipe(tmp_path):
    os.mkfifo(tmp_path / "a.yaml")
    assert codes(tmp_path / "a.yaml", root=tmp_path) == ["not-a-file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipe_put_in_place_while_reading(tmp_path, monkeypatch):
    """Between looking and opening the file is swapped for a pipe: opening must not wait for a writer."""
    os.mkfifo(tmp_path / "a.yaml")
    (tmp_path / "file").write_text("id: a\n")
    ordinary, real = os.stat(tmp_path / "file"), os.stat

    def stat_before_the_swap(path, **more):
        return ordinary if str(path).endswith("a.yaml") else real(path, **more)

    monkeypatch.setattr(disk.os, "stat", stat_before_the_swap)
    assert codes(tmp_path / "a.yaml") == ["not-a-file"]


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs Unix sockets")
def test_socket(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the name of a socket may be about a hundred characters long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a.yaml")
        assert codes(tmp_path / "a.yaml") == ["not-a-file"]


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="needs /dev/zero")
def test_endless_device(tmp_path):
    link(tmp_path / "a.yaml", "/dev/zero")
    assert codes(tmp_path / "a.yaml") == ["not-a-file"]


def test_link_out_of_the_folder(tmp_path):
    inside = tmp_path / "cases"
    inside.mkdir()
    (tmp_path / "secret.yaml").write_text("id: a\n")
    link(inside / "a.yaml", tmp_path / "secret.yaml")
    assert codes(inside / "a.yaml", root=inside) == ["link-out-of-folder"]
    assert load_yaml(inside / "a.yaml", "a.yaml")[1] == []  # no folder named: anywhere will do


def test_link_of_a_folder_above(tmp_path):
    for folder in ("cases", "elsewhere"):
        (tmp_path / folder).mkdir()
    (tmp_path / "elsewhere" / "a.yaml").write_text("id: a\n")
    link(tmp_path / "cases" / "obstacles", tmp_path / "elsewhere")
    assert codes(tmp_path / "cases" / "obstacles" / "a.yaml", root=tmp_path / "cases") == ["link-out-of-folder"]


def test_link_within_the_folder_is_followed(tmp_path):
    (tmp_path / "b.yaml").write_text("id: a\n")
    link(tmp_path / "a.yaml", tmp_path / "b.yaml")
    root, problems = load_yaml(tmp_path / "a.yaml", "a.yaml", root=tmp_path)
    assert (to_data(root), problems) == ({"id": "a"}, [])


def test_links_in_a_circle(tmp_path):
    link(tmp_path / "a.yaml", tmp_path / "b.yaml")
    link(tmp_path / "b.yaml", tmp_path / "a.yaml")
    assert codes(tmp_path / "a.yaml") == ["unreadable-file"]
    assert codes(tmp_path / "a.yaml", root=tmp_path) == ["unreadable-file"]


def test_broken_link(tmp_path):
    link(tmp_path / "a.yaml", tmp_path / "gone.yaml")
    assert codes(tmp_path / "a.yaml", root=tmp_path) == ["no-such-file"]


@pytest.mark.parametrize(
    ("error", "code"), [(PermissionError(13, "denied"), "no-permission"), (OSError(5, "I/O error"), "unreadable-file")]
)
def test_refused_by_the_system(tmp_path, monkeypatch, error, code):
    (tmp_path / "a.yaml").write_text("id: a\n")

    def refuse(*_, **__):
        raise error

    monkeypatch.setattr(disk.os, "open", refuse)
    assert codes(tmp_path / "a.yaml") == [code]


def test_no_right_to_read(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("id: a\n")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("needs a user whom the system can refuse (not root)")
    assert codes(path) == ["no-permission"]


def test_too_large_is_not_read_whole(tmp_path):
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a terabyte of nothing, which takes no room
    assert codes(path) == ["file-too-large"]


def test_nul_in_a_name(tmp_path):
    assert codes(tmp_path / "a\0.yaml") == ["unreadable-file"]
