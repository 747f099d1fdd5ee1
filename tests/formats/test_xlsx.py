"""The workbook as XLSX: sheets, codes, lists, protection, formulas, strings, states, bytes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from guide import project
from guide.core import queries
from guide.core.answers import PRIORITIES, STATUSES
from guide.core.model import Guide, State
from guide.core.walk import map_texts
from guide.formats.context import Context
from guide.formats.xlsx import workbook as xlsx_workbook
from guide.theme.files import ThemeFiles
from support.libreoffice import converted
from support.paths import ROOT

LANGUAGES = ["en", "fr", "es", "pt", "id", "ar", "my"]
DEGREE, TITLE, QUESTION, STATUS, PRIORITY, OWNER, DUE, CHECKED, NOTES = range(2, 11)  # from 1
CODE = re.compile(r"[A-Z]+-[A-Z]?\d+(\.\d+)?")


@cache
def context(language: str) -> Context:
    guides = project.load(ROOT).guides
    return Context(guides[language], guides["en"], "https://guide.test/", ThemeFiles(ROOT))


@cache
def written(language: str) -> bytes:
    return xlsx_workbook.write(context(language))


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def sheets(book: openpyxl.Workbook) -> tuple[Worksheet, list[Worksheet], Worksheet]:
    """The overview, the sheets to fill in, the lists."""
    found: list[Worksheet] = [s for s in book.worksheets if isinstance(s, Worksheet)]
    return found[0], found[1:-1], found[-1]


def worksheets(guide: Guide) -> list[queries.Worksheet]:
    stages = [queries.stage_worksheet(guide, stage.id) for stage in guide.stages]
    return stages + [queries.audience_worksheet(guide, who.id) for who in guide.audiences]


def point_rows(sheet: Worksheet) -> dict[str, int]:
    """The row of each code; the title of a step has no cells to fill in."""
    return {
        str(row[0].value): row[0].row
        for row in sheet.iter_rows(min_row=2)
        if row[0].value and not row[STATUS - 1].protection.locked
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_for_every_stage_and_audience(language: str) -> None:
    guide = context(language).guide
    _, filled, _ = sheets(opened(written(language)))
    for sheet, wanted in zip(filled, worksheets(guide), strict=True):
        rows = point_rows(sheet)
        assert list(rows) == [point.code for point in wanted.points]
        for point in wanted.points:
            assert sheet.cell(rows[point.code], TITLE).value == point.title.value
            question = point.question.value if point.question else ""
            assert (sheet.cell(rows[point.code], QUESTION).value or "") == question


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_sheets_are_allowed_and_unique(language: str) -> None:
    names = opened(written(language)).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    guide = context(language).guide
    stages = [stage.prefix for stage in guide.stages]
    audiences = [who.prefix or str(who.short) for who in guide.audiences]
    assert [name.split()[0] for name in names[1:-1]] == [
        first.split()[0] for first in stages + audiences
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_stand_hidden_in_the_language(language: str) -> None:
    ui = context(language).words.ui
    _, filled, lists = sheets(opened(written(language)))
    assert lists.sheet_state == "hidden"
    statuses = [str(ui(f"status-{status}")) for status in STATUSES]
    priorities = [str(ui(f"priority-{priority}")) for priority in PRIORITIES]
    assert [cell.value for cell in lists["A"]] == statuses
    assert [cell.value for cell in lists["B"] if cell.value] == priorities
    for sheet in filled:
        for row in point_rows(sheet).values():
            rules = {
                column: [
                    (rule.type, rule.formula1)
                    for rule in sheet.data_validations.dataValidation
                    if sheet.cell(row, column).coordinate in rule.cells
                ]
                for column in range(1, NOTES + 1)
            }
            assert {column: rule for column, rule in rules.items() if rule} == {
                STATUS: [("list", "lists!$A$1:$A$4")],
                PRIORITY: [("list", "lists!$B$1:$B$3")],
                DUE: [("date", "36526")],
                CHECKED: [("date", "36526")],
            }


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_locked_and_answers_open(language: str) -> None:
    overview, filled, lists = sheets(opened(written(language)))
    for sheet in (overview, *filled, lists):
        assert sheet.protection.sheet
        assert not sheet.protection.password
    for sheet in filled:
        rows = set(point_rows(sheet).values())
        for row in sheet.iter_rows():
            for cell in row:
                answer = cell.row in rows and (cell.column or 0) >= STATUS
                assert cell.protection.locked is not answer


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_and_the_head(language: str) -> None:
    rtl = context(language).words.language.direction == "rtl"
    overview, filled, _ = sheets(opened(written(language)))
    for sheet in filled:
        assert sheet.freeze_panes == "D2"
        assert sheet.print_title_rows == "$1:$1"
    for sheet in (overview, *filled):
        assert bool(sheet.sheet_view.rightToLeft) is rtl
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in {None, 1}


@pytest.mark.parametrize(("language", "letters"), [("en", 42), ("ar", 42), ("my", 28)])
def test_rows_are_high_enough(language: str, letters: int) -> None:
    line = {"en": 15, "ar": 18, "my": 24}[language]
    _, filled, _ = sheets(opened(written(language)))
    for sheet in filled:
        for row in point_rows(sheet).values():
            text = str(sheet.cell(row, QUESTION).value or "")
            base = [c for c in text if not 0x102B <= ord(c) <= 0x103E]  # vowels above, below
            assert (sheet.row_dimensions[row].height or 0) >= line * (len(base) / letters)


def test_formulas_count_what_is_filled_in(tmp_path: Path) -> None:
    ui = context("fr").words.ui
    book = opened(written("fr"))
    overview, filled, _ = sheets(book)
    sheet = filled[1]
    rows = list(point_rows(sheet).values())
    for row, status in zip(
        rows, ("in-place", "in-place", "partly", "not-applicable"), strict=False
    ):
        sheet.cell(row, STATUS, str(ui(f"status-{status}")))
    file = tmp_path / "workbook.xlsx"
    book.save(file)
    computed = openpyxl.load_workbook(converted(file, "xlsx"), data_only=True)
    counted = computed.worksheets[0]
    assert isinstance(counted, Worksheet)
    found = [
        [cell.value for cell in row[2:8]]
        for row in counted.iter_rows(min_row=1)
        if isinstance(row[2].value, int)
    ]
    assert found[1] == [len(rows), 0, 1, 2, 1, pytest.approx(2 / (len(rows) - 1))]
    for counts, other in zip(found, filled, strict=True):
        if other is not sheet:
            assert counts == [len(point_rows(other)), 0, 0, 0, 0, 0]
    assert overview.title == str(ui("workbook-overview"))


def test_formulas_have_a_value_before_they_are_computed() -> None:
    with zipfile.ZipFile(io.BytesIO(written("en"))) as package:
        first = package.read("xl/worksheets/sheet1.xml").decode()
        others = [
            package.read(name).decode()
            for name in package.namelist()
            if name.startswith("xl/worksheets/sheet") and name != "xl/worksheets/sheet1.xml"
        ]
    assert first.count("<f>") == first.count("</f><v>0</v>") == 12 * 5
    assert not any("<f>" in sheet for sheet in others)


NASTY = ["=1+1", '=cmd|"/c calc"!A0', "+1", "-1", "@SUM(1)", "{=1}", "http://x.test", "[]:*?/\\'"]


@pytest.mark.parametrize("nasty", NASTY)
def test_no_text_becomes_a_formula(nasty: str) -> None:
    guide = map_texts(
        context("en").guide, lambda text: replace(text, value=f"{nasty} {text.value}")
    )
    book = opened(xlsx_workbook.write(replace(context("en"), guide=guide)))
    overview, filled, lists = sheets(book)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)
    for sheet in (overview, *filled, lists):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and cell.data_type == "f":
                    assert sheet is overview
                    assert re.match(r"=(COUNTIF\('|IF\(C\d+=)", str(cell.value))
                elif isinstance(cell, Cell) and cell.value and cell.data_type == "s":
                    assert cell.quotePrefix or cell.hyperlink
    rows = point_rows(filled[0])
    point = guide.stages[0].factors[0]
    assert str(filled[0].cell(rows[point.code], TITLE).value).startswith(nasty)
    assert filled[0].cell(rows[point.code], TITLE).hyperlink is None


@pytest.mark.parametrize("column", [OWNER, NOTES])
def test_what_is_typed_stays_a_text(column: int) -> None:
    _, filled, _ = sheets(opened(written("en")))
    for row in point_rows(filled[0]).values():
        cell = filled[0].cell(row, column)
        assert (cell.number_format, cell.quotePrefix) == ("@", True)


def all_words(book: openpyxl.Workbook) -> str:
    return "\n".join(
        str(cell.value)
        for sheet in sheets(book)[1] + [sheets(book)[0]]
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    )


@pytest.mark.parametrize("state", State)
def test_states_are_said_in_words(state: State) -> None:
    made = context("fr")
    guide = map_texts(made.guide, lambda text: replace(text, state=state))
    words = all_words(opened(xlsx_workbook.write(replace(made, guide=guide))))
    assert words.count(str(made.words.ui("notice-draft-text"))) == (state is State.DRAFT)
    points = sum(len(sheet.points) for sheet in worksheets(guide))
    for said in (State.UNTRANSLATED, State.STALE):
        assert words.count(f"[{made.words.ui(f'state-{said}')}]") == points * (state is said)


def test_untranslated_texts_read_from_left_to_right() -> None:
    made, english = context("ar"), context("en").guide
    book = opened(
        xlsx_workbook.write(replace(made, guide=replace(made.guide, stages=english.stages)))
    )
    _, filled, _ = sheets(book)
    row = point_rows(filled[0])[english.stages[0].factors[0].code]
    assert filled[0].cell(row, TITLE).alignment.readingOrder == 1
    row = point_rows(filled[4])[made.guide.audiences[0].recommendations[0].code]
    assert filled[4].cell(row, TITLE).alignment.readingOrder == 2


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_overview_says_what_it_is_and_how_to_cite_it(language: str) -> None:
    made = context(language)
    book = opened(written(language))
    shown = [str(row[0].value) for row in sheets(book)[0].iter_rows() if row[0].value]
    for text in (
        *(made.words.ui("workbook-lead"), made.words.ui("workbook-alone")),
        *(made.words.citation_of_all(), made.words.ui("footer-unofficial"), made.guide.subtitle),
    ):
        assert str(text) in shown
    assert book.properties.created == datetime.fromisoformat(made.guide.date)
    assert str(made.guide.title) in (book.properties.title or "")
    links = [
        cell.hyperlink.location
        for row in sheets(book)[0].iter_rows()
        for cell in row[:2]
        if isinstance(cell, Cell) and cell.hyperlink
    ]
    names = [link.rpartition("!")[0].strip("'") for link in links if link]
    assert names == book.sheetnames[1:-1]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_same_input_gives_the_same_bytes(language: str) -> None:
    assert xlsx_workbook.write(context(language)) == written(language)


def test_every_code_is_there_once_a_sheet() -> None:
    _, filled, _ = sheets(opened(written("en")))
    codes = {code for sheet in filled for code in point_rows(sheet)}
    assert codes == set(context("en").guide.points)
    assert all(CODE.fullmatch(code) for code in codes)
