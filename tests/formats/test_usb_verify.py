"""A stick is checked by its own verify.py and by `guide verify`: both find whatever changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from guide import cli
from guide.theme.files import DEFAULTS
from support import stick
from support.stick import names, verify

VERIFY = DEFAULTS / "usb/verify.py"
# The oldest Python that verify.py is made for is 3.6; the oldest that is here runs the tests.
PYTHONS = [
    path for path in map(shutil.which, (f"python3.{minor}" for minor in range(6, 12))) if path
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stick of the tiny guide; no test changes it."""
    return stick.make(tmp_path_factory.mktemp("stick made here"))


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    return Path(shutil.copytree(made / "usb", tmp_path / "usb"))


def flip(name: str, position: int) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes())
        data[position] ^= 1
        (folder / name).write_bytes(data)

    return change


def cut(name: str, length: int) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[:length])

    return change


def remove(folder: Path) -> None:
    (folder / "phone/fr/guide.epub").unlink()


def add(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).write_text("")

    return change


def empty_list(folder: Path) -> None:
    (folder / "SHA256SUMS").write_text("")


def no_list(folder: Path) -> None:
    (folder / "SHA256SUMS").unlink()


def folder_instead(folder: Path) -> None:
    remove(folder)
    (folder / "phone/fr/guide.epub").mkdir()


def carriage_return(folder: Path) -> None:
    path = folder / "SHA256SUMS"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r", 1))


def test_a_good_stick_is_found_good(made: Path) -> None:
    status, said = verify(made / "usb")
    count = len(names(made / "usb")) - 1
    assert (status, said[-1]) == (
        0,
        f"All is well: {count} files, none changed, none missing, none added.",
    )
    assert len(said) == 2
    assert cli.main(["verify", str(made / "usb")]) == 0


PROBLEMS = [
    (flip("phone/fr/guide.pdf", 0), "changed: phone/fr/guide.pdf"),
    (flip("phone/fr/guide.pdf", -1), "changed: phone/fr/guide.pdf"),
    (flip("guide/index.html", 20), "changed: guide/index.html"),
    (flip("README.fr.txt", 1), "changed: README.fr.txt"),
    (flip("verify.py", 30), "changed: verify.py"),
    (flip("START-HERE.html", 5000), "changed: START-HERE.html"),
    (flip("SHA256SUMS", 0), "changed: README.en.txt"),
    (flip("SHA256SUMS", 64), "SHA256SUMS, line 1: not a checksum"),
    (flip("SHA256SUMS", 70), "not listed, came from elsewhere: README.en.txt"),
    (flip("SHA256SUMS", -1), "SHA256SUMS: cut off at its end"),
    (cut("SHA256SUMS", -1), "SHA256SUMS: cut off at its end"),
    (empty_list, "SHA256SUMS: cut off at its end"),
    (carriage_return, "SHA256SUMS, line 1: not a checksum"),
    (no_list, "SHA256SUMS cannot be read"),
    (cut("phone/fr/guide.pdf", -1), "changed: phone/fr/guide.pdf"),
    (cut("phone/fr/guide.pdf", 0), "changed: phone/fr/guide.pdf"),
    (remove, "missing: phone/fr/guide.epub"),
    (folder_instead, "missing: phone/fr/guide.epub"),
    (add("guide/new.html"), "not listed, came from elsewhere: guide/new.html"),
    (add(".hidden"), "not listed, came from elsewhere: .hidden"),
    (add("guide/SHA256SUMS"), "not listed, came from elsewhere: guide/SHA256SUMS"),
    (add("é\nမ.txt"), r"not listed, came from elsewhere: \xe9\n\u1019.txt"),
]


@pytest.mark.parametrize(("change", "message"), PROBLEMS)
def test_both_checks_find_it(change: Callable[[Path], None], message: str, copy: Path) -> None:
    change(copy)
    if message != "changed: verify.py":  # a broken program may not run
        status, said = verify(copy)
        assert status == 1
        assert any(line.startswith(message) for line in said), said
    assert cli.main(["verify", str(copy)]) == 1


def test_a_line_for_each_problem(copy: Path) -> None:
    for change in (remove, flip("guide/index.html", 3), add("x.txt"), add("y.txt")):
        change(copy)
    assert verify(copy) == (
        1,
        [
            "Checking. This can take a minute.",
            "changed: guide/index.html",
            "missing: phone/fr/guide.epub",
            "not listed, came from elsewhere: x.txt",
            "not listed, came from elsewhere: y.txt",
            "Problems found: 4. Get the whole folder again from where you had it.",
        ],
    )


def test_no_line_of_the_list_leads_outside(copy: Path) -> None:
    for name in ("../usb/verify.py", "/etc/passwd", "guide/../verify.py", "c:\\x", "guide\\x"):
        with (copy / "SHA256SUMS").open("a") as file:
            file.write(f"{'0' * 64}  {name}\n")
    status, said = verify(copy)
    assert status == 1
    assert sum("not a checksum" in line for line in said) == len(said) - 2 == 5


def runs(python: str) -> bool:
    done = subprocess.run([python, "-c", ""], capture_output=True, check=False)
    return done.returncode == 0


def test_the_oldest_python_here_runs_it(copy: Path) -> None:
    oldest = next(python for python in (*PYTHONS, sys.executable) if runs(python))
    before = names(copy)
    assert verify(copy, oldest)[0] == 0
    flip("guide/index.html", 7)(copy)
    assert verify(copy, oldest)[0] == 1
    assert names(copy) == before
    # Whatever runs the tests, nothing newer than Python 3.6's syntax is in it.
    compile_old = "import ast,sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 6))"
    subprocess.run([sys.executable, "-c", compile_old, str(VERIFY)], check=True)
