"""SHA256SUMS: written, verified, and the same for coreutils' sha256sum."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from guide import cli
from guide.files import checksums

FILES = {"a.txt": b"a\n", "empty": b"", "b/c d.html": b"<p>", "b/\u00e9\u1005.txt": b"\xff\0"}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    checksums.write(folder)
    return folder


def sha256sum(folder: Path) -> int:
    """The exit status of coreutils' check."""
    command = ["sha256sum", "--check", "--strict", "--status", checksums.NAME]
    return subprocess.run(command, cwd=folder, check=False).returncode


def flip(folder: Path) -> None:
    path = folder / "b" / "c d.html"
    path.write_bytes(b"<q>")


def swap(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"")
    (folder / "empty").write_bytes(b"a\n")


def append(text: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with (folder / checksums.NAME).open("ab") as file:
            file.write(text)

    return change


def add(folder: Path) -> None:
    (folder / "b" / "new").write_bytes(b"")


def remove(folder: Path) -> None:
    (folder / "a.txt").unlink()


def folder_instead(folder: Path) -> None:
    (folder / "a.txt").unlink()
    (folder / "a.txt").mkdir()


def damage(folder: Path) -> None:
    path = folder / checksums.NAME
    path.write_bytes(path.read_bytes().replace(b"  a.txt", b" a.txt"))


ZEROS = b"0" * 64


def test_written(tree: Path) -> None:
    lines = (tree / checksums.NAME).read_text(encoding="utf-8").splitlines()
    assert [line[66:] for line in lines] == sorted(FILES)
    assert lines[0] == "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7  a.txt"


def test_written_again_is_the_same(tree: Path) -> None:
    before = (tree / checksums.NAME).read_bytes()
    checksums.write(tree)
    assert (tree / checksums.NAME).read_bytes() == before


def test_good(tree: Path) -> None:
    assert checksums.verify(tree) == []
    assert sha256sum(tree) == 0
    assert cli.main(["verify", str(tree)]) == 0


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (flip, 2, "b/c d.html has changed; get a new copy"),
        (remove, 1, "a.txt is missing; get a new copy"),
        (folder_instead, 1, "a.txt is missing; get a new copy"),
        (append(b"nonsense\n"), 5, "not a valid checksum line; get a new copy"),
        (append(ZEROS[1:] + b"  a.txt\n"), 5, "not a valid checksum line; get a new copy"),
        (append(ZEROS + b"  gone\n"), 5, "gone is missing; get a new copy"),
    ],
)
def test_one_difference(
    change: Callable[[Path], None], line: int, message: str, tree: Path
) -> None:
    change(tree)
    assert checksums.verify(tree) == [(line, message)]
    assert sha256sum(tree) != 0


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda data: data[:-1], 4),
        (lambda _: b"", 1),
        (lambda data: data[:-1] + b"\r", 4),
    ],
)
def test_list_cut_off(change: Callable[[bytes], bytes], line: int, tree: Path) -> None:
    path = tree / checksums.NAME
    path.write_bytes(change(path.read_bytes()))
    assert (line, "is cut off at its end; get a new copy") in checksums.verify(tree)


def test_changed_line_end(tree: Path) -> None:
    """Read as text, it would pass for the end of a line."""
    path = tree / checksums.NAME
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r", 1))
    assert checksums.verify(tree)


@pytest.mark.parametrize("name", [b"../a.txt", b"b/../../a.txt", b"/etc/passwd"])
def test_no_file_outside(name: bytes, tree: Path) -> None:
    append(ZEROS + b"  " + name + b"\n")(tree)
    assert checksums.verify(tree) == [(5, "not a valid checksum line; get a new copy")]


def test_more_than_sha256sum(tree: Path) -> None:
    """A file that nobody listed: coreutils cannot know of it."""
    add(tree)
    assert checksums.verify(tree) == [
        (1, "b/new is not listed; delete it unless you added it yourself")
    ]
    assert sha256sum(tree) == 0


def test_all_differences(tree: Path) -> None:
    for change in (swap, flip, add):
        change(tree)
    assert [message.split(" ")[0] for _, message in checksums.verify(tree)] == [
        *("a.txt", "b/c", "empty"),
        "b/new",
    ]


def test_damaged_line(tree: Path) -> None:
    damage(tree)
    assert checksums.verify(tree) == [
        (1, "not a valid checksum line; get a new copy"),
        (1, "a.txt is not listed; delete it unless you added it yourself"),
    ]


def test_list_of_one_folder_only(tree: Path) -> None:
    """A SHA256SUMS further down is a file like any other."""
    checksums.write(tree / "b")
    checksums.write(tree)
    (tree / "b" / checksums.NAME).write_bytes(b"")
    assert checksums.verify(tree) == [(2, "b/SHA256SUMS has changed; get a new copy")]


def test_line_separator_in_a_name(tree: Path) -> None:
    (tree / "a\u2028b").write_bytes(b"")
    checksums.write(tree)
    assert checksums.verify(tree) == []
    assert sha256sum(tree) == 0


@pytest.mark.parametrize(
    ("change", "start"),
    [
        (flip, "{name}:2: b/c d.html has changed"),
        (append(b"\xff\xfe\n"), "{name}:5: not a valid checksum line"),
        (append(ZEROS + b"  \xff\n"), "{name}:5: "),
        (append(ZEROS + b"  a\0b\n"), "{name}:5: "),
    ],
)
def test_command(
    change: Callable[[Path], None], start: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(tree)
    assert cli.main(["verify", str(tree)]) == 1
    out = capsys.readouterr().out
    assert out.startswith(start.format(name=tree / checksums.NAME))
    assert len(out.splitlines()) == 1


@pytest.mark.parametrize("name", ["", "none"])
def test_no_list(name: str, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / checksums.NAME).unlink()
    assert cli.main(["verify", str(tree / name)]) == 1
    assert capsys.readouterr().err.endswith("No such file or directory\n")
