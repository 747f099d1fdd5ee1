"""The stick: its tree, the names in it, its zip, and what the system refuses."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from guide.formats.usb import folder as usb_folder
from guide.formats.usb import rules as usb_rules
from guide.theme.files import DEFAULTS
from support import stick
from support.stick import CODES, names, pages, verify

VERIFY = DEFAULTS / "usb/verify.py"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stick of the tiny guide; no test changes it."""
    return stick.make(tmp_path_factory.mktemp("stick made here"))


def test_the_tree_is_that_of_the_contract(made: Path) -> None:
    found = names(made / "usb")
    top = {"START-HERE.html", "README.en.txt", "README.fr.txt", "SHA256SUMS", "verify.py"}
    assert {name for name in found if "/" not in name} == top
    phone = {"guide.html", "guide.epub", "guide.pdf"}
    for code in CODES:
        assert {n for n in found if n.startswith(f"phone/{code}/")} == {
            f"phone/{code}/{name}" for name in phone
        }
        files = {name for name in names(made / "files" / code) if name not in phone}
        printed = {n for n in files if n.endswith((".pdf", ".docx", ".xlsx"))}
        assert {n for n in found if n.startswith(f"print/{code}/")} == {
            f"print/{code}/{name}" for name in printed
        }
        assert files - printed == {"guide.json", "guide.csv"}
    inner = {n.removeprefix("guide/") for n in found if n.startswith("guide/")}
    assert inner == names(made / "pages")
    assert (made / "usb/verify.py").read_bytes() == VERIFY.read_bytes()


def test_what_it_was_made_of_stays_and_is_not_shared(made: Path) -> None:
    """A reader who fills in a Word file of the stick changes no other copy."""
    for path in (made / "usb").rglob("*.docx"):
        source = made / "files" / path.parent.name / path.name
        assert source.read_bytes() == path.read_bytes()
        assert not source.samefile(path)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("guide/index.html", ""),
        ("guide/assets/main.8c3ca2c6.min.js", ""),
        ("guide/pt-BR/index.html", ""),
        ("README.pt-BR.txt", ""),
        ("guide/assets/workers/search.973d3a69.min.js", ""),
        ("guide/" + "a" * 94, ""),
        ("guide/" + "a" * 95, "longer than 100 characters"),
        ("guide/README.fr.txt", "characters other than"),
        ("README.xx.txt", "characters other than"),
        ("guide/Index.html", "characters other than"),
        ("guide/a b.html", "characters other than"),
        ("guide/é.html", "characters other than"),
        ("guide/a:b", "characters other than"),
        ("guide/.nojekyll", "hidden"),
        (".git/config", "hidden"),
        ("guide/page.", "ends with a dot"),
        ("guide/con", "Windows reserves"),
        ("guide/nul.html", "Windows reserves"),
        ("guide/lpt9.tar.gz", "Windows reserves"),
        ("guide/com1/index.html", "Windows reserves"),
        ("guide/com0.html", ""),
        ("guide/console.html", ""),
        ("autorun.inf", "run automatically"),
        ("guide/404.html", "not needed"),
        ("guide/sitemap.xml", "not needed"),
        ("guide/sitemap.xml.gz", "not needed"),
        ("guide/assets/main.8c3ca2c6.min.js.map", "not needed"),
        ("guide/assets/lunr/min/lunr.fr.min.js", "not needed"),
        ("guide/assets/lunr/min/lunr.multi.min.js", "not needed"),
        ("guide/assets/lunr/tinyseg.js", "not needed"),
    ],
)
def test_names(name: str, fault: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("")
    found = [*usb_rules.diagnostics(tmp_path, ("en", "fr", "pt-BR"))]
    assert len(found) == (1 if fault else 0), found
    assert fault in "".join(found)


def test_names_that_differ_in_capitals_alone(tmp_path: Path) -> None:
    for name in ("pt-BR", "pt-br"):
        (tmp_path / name).mkdir()
    found = [*usb_rules.diagnostics(tmp_path, ("pt-BR",))]
    assert found == [
        f"{name}: differs from another name only in capital letters"
        for name in sorted(("pt-BR", "pt-br"))
    ]


def test_links_of_the_file_system(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("")
    (tmp_path / "b.html").symlink_to("a.html")
    (tmp_path / "c.html").symlink_to("nowhere")
    assert [*usb_rules.diagnostics(tmp_path, ())] == [
        "b.html: is a symbolic link, which a stick cannot store",
        "c.html: is a symbolic link, which a stick cannot store",
    ]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda p: (p / "404.html").write_text(""), "guide/404.html: is not needed on the stick"),
        (lambda p: (p / "fr/index.html").unlink(), "guide/fr/index.html: is missing"),
    ],
)
def test_pages_that_do_not_fit_end_it(
    spoil: Callable[[Path], object], message: str, tmp_path: Path
) -> None:
    made = pages(tmp_path / "pages", CODES)
    spoil(made)
    with pytest.raises(usb_rules.StickError) as refusal:
        usb_folder.write(stick.tiny(), made, tmp_path, {}, tmp_path / "usb")
    assert str(refusal.value) == f"the stick cannot be made: {message}"


# The zip


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_same_stick_gives_the_same_zip(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usb_folder.pack(made / "usb", tmp_path / "one.zip", stick.tiny()[0])
    copy = Path(shutil.copytree(made / "usb", tmp_path / "usb"))
    for path in copy.rglob("*"):
        path.chmod(0o700)
        os.utime(path, (1, 1))
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        usb_folder.pack(copy, tmp_path / "two.zip", stick.tiny()[0])
    finally:
        monkeypatch.undo()
        time.tzset()
    assert sha256(tmp_path / "one.zip") == sha256(tmp_path / "two.zip")


def test_the_zip_holds_the_stick(made: Path, tmp_path: Path) -> None:
    usb_folder.pack(made / "usb", tmp_path / "stick.zip", stick.tiny()[0])
    with zipfile.ZipFile(tmp_path / "stick.zip") as archive:
        assert archive.testzip() is None
        inside = archive.namelist()
        assert inside == sorted(inside)
        assert inside == sorted(f"the-school-garden/{name}" for name in names(made / "usb"))
        archive.extractall(tmp_path / "out")
    assert verify(tmp_path / "out/the-school-garden")[0] == 0


def test_two_runs_make_the_same_tree(made: Path, tmp_path: Path) -> None:
    usb_folder.write(
        stick.tiny(), made / "pages", made / "files", stick.listed(made / "files"), tmp_path / "usb"
    )
    assert sha256(tmp_path / "usb/SHA256SUMS") == sha256(made / "usb/SHA256SUMS")


# What the system refuses


def test_what_cannot_be_written_is_an_error_that_names_it(made: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="Not a directory") as refusal:
        usb_folder.write(
            stick.tiny(),
            made / "pages",
            made / "files",
            stick.listed(made / "files"),
            tmp_path / "file/usb",
        )
    assert refusal.value.filename
    with pytest.raises(OSError, match="Not a directory") as refusal:
        usb_folder.pack(made / "usb", tmp_path / "file/stick.zip", stick.tiny()[0])
    assert refusal.value.filename


def test_a_full_disk_is_an_error(made: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        usb_folder.pack(made / "usb", Path("/dev/full"), stick.tiny()[0])
