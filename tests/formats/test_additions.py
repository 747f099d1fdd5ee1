"""Degrees, the words before one writes, and an audience that is an addition, in every edition."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from guide import cli, project
from guide.core import queries
from guide.formats.context import Context
from guide.formats.data import export as data_export
from guide.formats.docx import worksheet as docx_worksheet
from guide.formats.xlsx import workbook as xlsx_workbook
from guide.theme.files import ThemeFiles
from support.html_tree import read
from support.paths import TINY
from support.tiny import copy, edit

WORDS = "Leave out the names of those who complain."
LEGEND = "Must, should, can: how strongly the source puts it."
ADDED = "Addition"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny guide with a caretaker, whom the source names but asks nothing."""
    root = copy(tmp_path_factory.mktemp("added") / "guide")
    edit(root, "content/profile.yml", "source:", "recommendation: {required: yes}\nsource:")
    edit(root, "content/guide.yml", "  summary: How", f"  do_no_harm: {WORDS}\n  summary: How")
    group = "  - id: keeping\n    title: Keeping it\n    audiences: [caretaker]\nadditions:"
    edit(root, "content/guide.yml", "additions:", group)
    edit(root, "content/source.tsv", "P-1.2\t15\t", "P-1.2\t15\tcaretaker")
    stage = "content/stages/planning.yml"
    named = "        degree: must\n        audiences: {named: [caretaker]}\n"
    edit(root, stage, "        title: Test the soil\n", f"        title: Test the soil\n{named}")
    edit(root, stage, "audiences: [teachers]", "audiences: [teachers, caretaker]")
    (root / "content/audiences/caretaker.yml").write_text(
        "id: caretaker\ntitle: Caretaker\nadditions:\n  summary: Who has the keys.\n",
        encoding="utf-8",
    )
    (root / "docs/stakeholders/caretaker.md").write_text('{{ audience("caretaker") }}\n')
    return root


@pytest.fixture(scope="module")
def built(root: Path) -> Path:
    out = root / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert cli.main(("build", "--out", str(out), "--languages", "en")) == 0
    return out / "site"


def test_an_audience_that_the_source_asks_something_needs_recommendations(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    path = root / "content/audiences/caretaker.yml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before + "source: {section: asks, line: '33'}\n", encoding="utf-8")
    status = cli.main(("check",))
    path.write_text(before, encoding="utf-8")
    assert status == 1
    said = "content/audiences/caretaker.yml:1: audience has no recommendations; add one"
    assert capsys.readouterr().out.splitlines() == [said]


@pytest.mark.mkdocs
def test_its_page_says_once_that_it_is_an_addition(built: Path) -> None:
    page = read(built / "stakeholders/caretaker/index.html")
    ids = [h.attrs.get("id") for h in page.all("h2")]
    assert ids[:2] == ["items-named", "factors-added"]
    header = next(page.all("header", data_addition=""))
    assert "Caretaker" in header.text
    (main,) = page.all("main")
    before = main.text.partition("Checklist items in which")[0]
    assert before.count(ADDED) == 1
    listed = read(built / "stakeholders/index.html")
    assert "Caretaker (added)" in " ".join(listed.text.split())
    assert "Teachers (added)" not in " ".join(listed.text.split())


@pytest.mark.mkdocs
def test_pages_show_the_degree_beside_the_code(built: Path) -> None:
    page = read(built / "checklist/planning/index.html")
    shown = {
        str(point.attrs["data-point"]): [e.text for e in point.all("span") if is_degree(e.attrs)]
        for point in page.all(data_point="*")
    }
    assert shown == {"P-F1": [], "P-1.1": [], "P-1.2": ["must"]}
    assert LEGEND in page.text
    linked = read(built / "stakeholders/neighbours/index.html")
    (line,) = linked.all("li", data_point="P-1.2")
    assert line.text == "P-1.2 must Test the soil"
    assert LEGEND in linked.text


def is_degree(attrs: dict[str, str]) -> bool:
    return attrs.get("class") == "degree"


def text_of(pdf: Path) -> str:
    command = ["pdftotext", "-enc", "UTF-8", "-raw", str(pdf), "-"]
    made = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return " ".join(made.split())


def xml_of(docx: Path) -> str:
    with zipfile.ZipFile(docx) as package:
        return package.read("word/document.xml").decode()


@pytest.mark.mkdocs
@pytest.mark.parametrize("name", ["worksheet-planning", "worksheet-caretaker", "handout-caretaker"])
def test_paper_and_word_hold_them(built: Path, name: str) -> None:
    folder = built / "downloads/en"
    for shown in (text_of(folder / f"{name}.pdf"), xml_of(folder / f"{name}.docx")):
        assert "P-1.2" in shown
        assert "must" in shown.partition("P-1.2")[2]
        assert LEGEND in shown
        assert (WORDS in shown) is name.startswith("worksheet")
        assert ADDED in shown.partition("P-F1")[0]
        assert "Recommendations" not in shown


@pytest.mark.mkdocs
def test_every_sheet_that_is_filled_in_has_the_words(built: Path) -> None:
    book = openpyxl.load_workbook(built / "downloads/en/workbook.xlsx")
    assert book.worksheets[1].cell(2, 1).value == f"{WORDS} ({ADDED})"
    for view in book.worksheets[2:-1]:
        assert view.cell(3, 1).value == f"{WORDS} ({ADDED})"
    rows = {str(row[0].value): row[1].value for row in book["P Planning"].iter_rows()}
    assert {code: rows[code] for code in ("P-F1", "P-1.2")} == {"P-F1": None, "P-1.2": "must"}
    assert book.sheetnames[-2] == "Caretaker"


@pytest.mark.mkdocs
def test_other_forms_hold_the_degree(built: Path) -> None:
    folder = built / "downloads/en"
    data = json.loads((folder / "guide.json").read_text(encoding="utf-8"))
    degrees = {point["code"]: point.get("degree") for point in data["points"]}
    assert {code for code, degree in degrees.items() if degree} == {"P-1.2"}
    assert data["additions"]["do_no_harm"]["text"] == WORDS
    table = io.StringIO((folder / "guide.csv").read_text(encoding="utf-8-sig"))
    assert {row["code"]: row["degree"] for row in csv.DictReader(table)} == {
        code: degree or "" for code, degree in degrees.items()
    }
    with zipfile.ZipFile(folder / "guide.epub") as package:
        book = "".join(package.read(n).decode() for n in package.namelist() if n[-6:] == ".xhtml")
    for form in (book, (folder / "guide.html").read_text(encoding="utf-8")):
        assert form.count('<span class="degree">must</span>') == 1
        assert LEGEND in form
    assert LEGEND in text_of(folder / "guide.pdf")


def test_a_guide_without_them_has_no_trace() -> None:
    guide = project.load(TINY).guides["en"]
    context = Context(guide, guide, "", ThemeFiles(TINY))
    assert b"degree" not in data_export.as_json(context)
    assert b"do_no_harm" not in data_export.as_json(context)
    filled, view = openpyxl.load_workbook(io.BytesIO(xlsx_workbook.write(context))).worksheets[1:3]
    assert filled.column_dimensions["B"].hidden
    assert filled.cell(4, 3).value == "Success factors"
    assert view.column_dimensions["B"].hidden
    assert view.cell(3, 3).value == "Success factors"
    worksheet = queries.stage_worksheet(guide, "planning")
    with zipfile.ZipFile(io.BytesIO(docx_worksheet.write(context, worksheet))) as package:
        assert LEGEND not in package.read("word/document.xml").decode()
