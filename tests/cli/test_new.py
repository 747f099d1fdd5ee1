"""`guide new`: each example is a guide of its own, in the language asked for, in every edition."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import polib
import pytest
from libzim.reader import Archive
from pypdf import PdfReader

from guide import cli, project
from guide.build import BuildRequest, build
from guide.content import loader
from guide.core.languages import language
from guide.core.walk import texts
from guide.i18n import catalogue, examples
from guide.i18n.catalogue import Catalogue
from support.one_guide import of_one_guide
from support.paths import ROOT
from support.pdf_reading import Pdf, plain

EXAMPLES = ("checklist", "principles", "standard")
TRANSLATED = ("fr", "es", "pt", "id", "ar", "my")
MADE = [*((name, "en") for name in EXAMPLES), ("standard", "fr"), ("checklist", "ar")]
TAGS = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)


def new(folder: Path, *arguments: str) -> int:
    return cli.main(["new", str(folder), *arguments])


def test_the_examples_are_those_of_the_help() -> None:
    assert examples.names() == EXAMPLES


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("code", ["en", *TRANSLATED])
def test_it_is_in_the_language_asked_for_and_has_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, code: str
) -> None:
    root = tmp_path / "new" / "guide"
    assert new(root, "--example", name, "--language", code) == 0
    assert capsys.readouterr().out == (
        f"guide: {root} is ready; go there and run guide serve, then edit content/\n"
    )
    assert os.listdir(root.parent) == ["guide"]  # noqa: PTH208 - hidden ones too
    loaded = project.check(root)
    assert loaded.languages == (code,)
    example = examples.FOLDER / name
    expected = loader.load(example)
    if code != "en":
        expected = catalogue.translate(expected, Catalogue.read(example, code))
    values = {text.id: text.value for text in texts(expected)}
    assert {text.id: text.value for text in texts(loaded.source)} == values
    assert [p.name for p in (root / "translations").iterdir()] == ["languages.yml"]
    assert "| `title` | a line of text" in (root / "content/README.md").read_text("utf-8")


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("code", TRANSLATED)
def test_each_text_of_an_example_is_translated(name: str, code: str) -> None:
    own = {text.id: text.value for text in examples.own(loader.load(examples.FOLDER / name))}
    path = examples.FOLDER / f"{name}/translations/{code}.po"
    found = {entry.msgctxt: entry for entry in polib.pofile(str(path)) if not entry.obsolete}
    assert found.keys() == own.keys()
    for ident, entry in found.items():
        assert entry.msgid == own[ident], ident
        assert entry.msgstr, ident
        assert not entry.fuzzy, ident


def test_a_language_without_words_begins_with_the_english_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(tmp_path / "g", "--language", "sw") == 0
    assert "the example has no words in sw; its English ones are there" in capsys.readouterr().out
    loaded = project.check(tmp_path / "g")
    assert loaded.source.language == "sw"
    assert loaded.source.title.value == "Meetings that work"


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "g"
    (folder / "content").mkdir(parents=True)
    (folder / "notes.txt").write_text("kept")
    assert new(folder) == 0  # a folder with other files is taken
    (folder / "content/guide.yml").write_text("mine")
    assert new(folder, "--example", "standard") == 1
    said = capsys.readouterr().out.splitlines()[1:]
    message = "the file is there already; move it away, or choose another folder"
    assert f"{folder}/content/guide.yml:1: {message}" in said
    assert (folder / "content/guide.yml").read_text() == "mine"
    assert not (folder / "content/stages/letters.yml").exists()
    assert (folder / "notes.txt").read_text() == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["g"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--example", "chek"], 2, 'unknown example "chek"; did you mean "checklist"?'),
        (["--language", "eng lish"], 2, 'unknown language "eng lish"'),
    ],
)
def test_a_wrong_word_makes_nothing(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    status: int,
    said: str,
) -> None:
    assert new(tmp_path / "g", *arguments) == status
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# --- every edition ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Path]:
    """The output of each example that is built, by its name and its language."""
    outputs = {}
    for name, code in MADE:
        root = tmp_path_factory.mktemp("new") / "guide"
        assert new(root, "--example", name, "--language", code) == 0
        build(BuildRequest(root, root / "dist"))
        outputs[name, code] = root / "dist"
    return outputs


def said(path: Path) -> Iterator[str]:
    """What readers read in a file, or nothing where it holds no words."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        yield Pdf(data).text
    elif path.suffix in (".docx", ".xlsx", ".epub"):
        with zipfile.ZipFile(path) as archive:
            for part in archive.namelist():
                if part.endswith((".xml", ".xhtml", ".opf")):
                    yield visible(archive.read(part).decode())
    elif path.suffix == ".zim":
        yield from said_in_zim(Archive(path))
    elif path.suffix in (".html", ".txt", ".csv", ".xml"):
        yield visible(data.decode())


def said_in_zim(archive: Archive) -> Iterator[str]:
    for key in archive.metadata_keys:
        if not key.startswith("Illustration"):
            yield archive.get_metadata(key).decode()
    for number in range(archive.entry_count):
        item = archive._get_entry_by_id(number).get_item()
        if item.mimetype.startswith("text/html"):
            yield visible(bytes(item.content).decode())


def visible(text: str) -> str:
    return unescape(TAGS.sub(" ", text))


@pytest.mark.mkdocs
@pytest.mark.parametrize(("name", "code"), MADE)
def test_no_edition_has_a_trace_of_our_own_guide(
    made: Mapping[tuple[str, str], Path], name: str, code: str
) -> None:
    files = [path for path in made[name, code].rglob("*") if path.is_file()]
    words = {path: " ".join(said(path)) for path in files}
    assert {path.suffix for path in files if words[path]} >= {
        *(".html", ".pdf", ".docx", ".xlsx", ".epub", ".zim", ".txt", ".csv", ".xml")
    }
    found = {str(path): of_one_guide(code, text) for path, text in words.items()}
    assert {path: words for path, words in found.items() if words} == {}
    names = [path.relative_to(made[name, code]).as_posix() for path in files]
    assert [one for one in names if "impact" in one or "stakeholders" in one] == []


@pytest.mark.mkdocs
def test_names_licence_and_folders_are_those_of_the_guide(
    made: Mapping[tuple[str, str], Path],
) -> None:
    dist = made["standard", "en"]
    assert (dist / "readable-papers-usb-1.0.zip").is_file()
    with zipfile.ZipFile(dist / "readable-papers-usb-1.0.zip") as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"readable-papers"}
    zim = Archive(dist / "zim/readable-papers_en.zim")
    assert zim.get_metadata("Name").decode() == "readable-papers_en"
    assert "CC0-1.0" in zim.get_metadata("License").decode()
    assert (dist / "site/chapters/letters/index.html").is_file()
    assert (dist / "site/levels/basic/index.html").is_file()
    data = json.loads((dist / "site/downloads/en/guide.json").read_text(encoding="utf-8"))
    assert data["licence"] == "CC0-1.0"
    for path in ("site/index.html", "usb/START-HERE.html", "site/downloads/en/guide.html"):
        assert "CC0-1.0" in (dist / path).read_text(encoding="utf-8"), path
    assert "CC0-1.0" in Pdf((dist / "site/downloads/en/guide.pdf").read_bytes()).text


@pytest.mark.mkdocs
def test_the_index_of_the_book_names_only_who_has_points(
    made: Mapping[tuple[str, str], Path],
) -> None:
    text = plain(Pdf((made["standard", "en"] / "site/downloads/en/guide.pdf").read_bytes()).text)
    index = text[text.rindex("Each point has its code") :]
    assert "Forms" in index
    assert "level" not in index


@pytest.mark.mkdocs
@pytest.mark.parametrize(("name", "code"), MADE)
def test_it_speaks_its_language(made: Mapping[tuple[str, str], Path], name: str, code: str) -> None:
    dist = made[name, code]
    head = (dist / "site/index.html").read_text(encoding="utf-8")
    assert f'<html lang="{code}" dir="{language(code).direction}"' in head
    pdf = PdfReader(dist / f"site/downloads/{code}/guide.pdf")
    assert str(pdf.root_object["/Lang"]) == code
    index = json.loads((dist / "site/search/search_index.json").read_text(encoding="utf-8"))
    assert len(index["docs"]) > 10


@pytest.mark.mkdocs
@pytest.mark.parametrize(("name", "code"), MADE)
def test_its_pdfs_are_for_screen_readers_too(
    made: Mapping[tuple[str, str], Path], name: str, code: str
) -> None:
    files = [*made[name, code].glob("site/downloads/*/*.pdf")]
    assert {path.stem for path in files} >= {"guide", "guide-letter"}
    for path in files:
        root: Any = PdfReader(path).root_object
        assert root["/Lang"] == code, path
        assert root["/MarkInfo"]["/Marked"], path
        assert "/StructTreeRoot" in root, path
        assert root["/ViewerPreferences"]["/DisplayDocTitle"], path
        assert "<pdfuaid:part>1<" in root["/Metadata"].get_data().decode(), path


@pytest.mark.mkdocs
def test_the_wheel_holds_all_that_a_new_guide_needs(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "plugins", tree / "plugins", ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    offline = ["--no-index", "--no-deps"]
    subprocess.run(
        [*pip, "wheel", *offline, "--no-build-isolation", "--wheel-dir", str(tmp_path), str(tree)],
        check=True,
    )
    installed = tmp_path / "installed"
    (wheel,) = tmp_path.glob("*.whl")
    subprocess.run([*pip, "install", *offline, "--target", str(installed), str(wheel)], check=True)
    environment = {**os.environ, "PYTHONPATH": str(installed)}

    def run(*command: str, folder: Path = tmp_path) -> str:
        return subprocess.run(
            [sys.executable, *command],
            cwd=folder,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    where = "import guide, sys; print(guide.__file__)"
    assert run("-c", where).startswith(str(installed))
    for name in EXAMPLES:
        run("-m", "guide", "new", name, "--example", name)
        run("-m", "guide", "build", folder=tmp_path / name)
        assert (tmp_path / name / "dist/SHA256SUMS").is_file()
