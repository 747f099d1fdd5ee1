"""Tools as XLSX: what they say, tables to make longer, sums, lists, strings, states, bytes."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from guide import project
from guide.core import walk
from guide.core.languages import language
from guide.core.model import Guide, State, Text
from guide.core.tools import ColumnType, Row, Table, Tool
from guide.formats.context import Context
from guide.formats.registry import formats_of
from guide.formats.xlsx import tool as xlsx_tool
from guide.theme.files import ThemeFiles
from support import grammars, tooled
from support.libreoffice import converted

ADDRESS = "https://garden.test/base/"
WHO, STATE, COST, DAY, CODES, POINTS = range(1, 7)  # columns of the table, from 1
HEAD = 6  # the row of its head, from 1: after the title, the key, two groups and the sum of all


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Context:
    """The tiny guide with a tool that has everything."""
    root = tooled.copy(tmp_path_factory.mktemp("tooled") / "guide")
    guide = project.load(root).source
    return Context(guide, guide, ADDRESS, ThemeFiles(root))


def only(guide: Guide) -> Tool:
    (tool,) = guide.tools
    return tool


def table(guide: Guide) -> Table:
    found = only(guide).parts[2].table
    assert found
    return found


def with_table(made: Context, change: Callable[[Table], Table]) -> Context:
    """The guide whose tool has another table."""
    tool = only(made.guide)
    parts = [replace(one, table=change(one.table)) if one.table else one for one in tool.parts]
    return replace(made, guide=replace(made.guide, tools=(replace(tool, parts=tuple(parts)),)))


def changed(made: Context, change: Callable[[Text], Text], code: str = "en") -> Context:
    return replace(made, guide=walk.map_texts(replace(made.guide, language=code), change))


def spoken(made: Context, code: str) -> Context:
    """The guide as if all its texts were in a language."""
    return changed(made, lambda text: replace(text, language=code), code)


def written(made: Context) -> bytes:
    return xlsx_tool.write(made, only(made.guide).id)


def opened(made: Context) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(made)))


def sheets(book: openpyxl.Workbook) -> list[Worksheet]:
    return [one for one in book.worksheets if isinstance(one, Worksheet)]


def said(sheet: Worksheet) -> list[list[str]]:
    """What the rows of a sheet say, without those that say nothing."""
    rows = ([str(cell.value) for cell in row if cell.value] for row in sheet.iter_rows())
    return [row for row in rows if row]


def rule(sheet: Worksheet, row: int, column: int) -> tuple[str | None, str | None] | None:
    place = sheet.cell(row, column).coordinate
    found = [one for one in sheet.data_validations.dataValidation if place in one.cells]
    return (found[0].type, found[0].formula1) if found else None


def test_only_tools_that_ask_for_it_are_spreadsheets(made: Context) -> None:
    def names(guide: Guide) -> set[str]:
        return {one.name for one in formats_of(guide) if one.name.startswith("tool-")}

    guide = made.guide
    plain = replace(guide, tools=(replace(only(guide), has_spreadsheet=False),))
    assert names(guide) - names(plain) == {"tool-visit.xlsx"}
    assert "tool-visit.docx" in names(plain)


def test_the_first_sheet_says_what_it_is(made: Context) -> None:
    tool, ui = only(made.guide), made.words.ui
    rows = said(sheets(opened(made))[0])
    audiences = [str(made.guide.audience(one).short) for one in tool.audiences]
    codes = [code for code in made.guide.points if code in tool.codes]
    assert rows[:3] == [
        ["Record a visit to the beds"],
        ["For the day when you look at all beds.\nOne sheet for each visit; see compost."],
        [str(ui("tools-addition"))],
    ]
    assert rows[3:10] == [
        *([str(ui(f"tool-{one}")), str(getattr(tool, one))] for one in ("when", "who")),
        [str(ui("tool-duration")), str(tool.duration)],
        [str(ui("tool-needs")), str(tool.needs)],
        [str(ui("tool-audiences")), ", ".join(audiences)],
        [str(ui("tool-points")), ", ".join(codes)],
        [str(ui("print-online")), f"{ADDRESS}tools/visit/"],
    ]
    assert [f"{ui('tool-sheets')} {ui('tool-sums')}"] in rows
    assert rows[-2:] == [[str(made.words.citation_of_all())], [str(made.words.conditions())]]


def test_its_questions_and_boxes_can_be_filled_in(made: Context) -> None:
    cover = sheets(opened(made))[0]
    for label, lines in (("Date and weather", 1), ("Beds that were dry", 3)):
        (row,) = [one[0].row for one in cover.iter_rows() if one[0].value == label]
        assert not cover.cell(row, 3).protection.locked
        assert (cover.row_dimensions[row].height or 0) >= 20 * lines
    boxes = [row for row in cover.iter_rows() if row[0].value == "☐"]
    assert [str(row[1].value) for row in boxes] == [
        "Somebody waters today.  W-1",
        "We wait for rain.",
    ]
    for box in boxes:
        assert not box[0].protection.locked
        assert rule(cover, box[0].row or 0, 1) == ("list", '"☐,☑"')
    assert [str(made.words.ui("tool-choose-one"))] in said(cover)


def test_each_table_and_scale_has_a_sheet_that_the_first_leads_to(made: Context) -> None:
    book = opened(made)
    assert book.sheetnames == ["Overview", "Bed by bed", "A picture of the year", "lists"]
    assert [one.sheet_state for one in sheets(book)] == [*["visible"] * 3, "hidden"]
    links = {
        str(cell.hyperlink.location)
        for row in sheets(book)[0].iter_rows()
        for cell in row
        if isinstance(cell, Cell) and cell.hyperlink
    }
    assert links == {"'Bed by bed'!A1", "'A picture of the year'!A1"}


def test_a_table_has_its_rows_and_many_more(made: Context) -> None:
    sheet = sheets(opened(made))[1]
    assert said(sheet)[:2] == [["Bed by bed"], ["Key: G – In good order"]]
    heads = [cell.value for cell in sheet[HEAD]]
    assert heads == ["Bed", "State", "Cost", "By when", "Points", "In words"]
    stage = made.guide.stage("planning")
    assert str(sheet.cell(HEAD + 1, WHO).value).split() == ["1", *str(stage.title).split()]
    points = [made.guide.points[code] for code in ("P-1.2", "W-2")]
    assert [cell.value for cell in sheet[HEAD + 2]] == [
        *("The bed by the wall", "Needs work", None, None, "P-1.2, W-2"),
        "\n".join(f"{point.code}  {point.title}" for point in points),
    ]
    assert [cell.value for cell in sheet[HEAD + 3]] == ["Later in the year", *[None] * 5]
    first = HEAD + len(table(made.guide).rows) + 1
    assert sheet.max_row - first + 1 == table(made.guide).blank_rows + 30
    for row in range(first, sheet.max_row + 1):
        formats = [cell.number_format for cell in sheet[row]]
        assert formats == ["@", "@", "#,##0", "d mmm yyyy", "@", "@"]


@pytest.mark.parametrize("code", ["en", "ar", "my"])
def test_the_page_the_head_and_the_direction(made: Context, code: str) -> None:
    rtl = language(code).direction == "rtl"
    book = sheets(opened(spoken(made, code)))
    for sheet in book:
        assert bool(sheet.sheet_view.rightToLeft) is rtl
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    sheet = book[1]
    assert sheet.freeze_panes == f"A{HEAD + 1}"
    assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
    sides = [sheet.cell(HEAD, column).alignment.horizontal for column in (WHO, COST)]
    assert sides == (["right", "left"] if rtl else ["left", "right"])


def test_rows_can_be_inserted(made: Context) -> None:
    cover, *others = sheets(opened(made))
    assert cover.protection.sheet
    assert not any(sheet.protection.sheet for sheet in others[:-1])


def test_cells_know_what_they_are_for_and_may_be_overruled(made: Context) -> None:
    book = sheets(opened(made))
    sheet = book[1]
    for row in (HEAD + 3, sheet.max_row, 900):
        rules = {column: rule(sheet, row, column) for column in range(1, POINTS + 1)}
        assert {column: found for column, found in rules.items() if found} == {
            STATE: ("list", "lists!$A$1:$A$2"),
            COST: ("decimal", "-1000000000000"),
            DAY: ("date", "36526"),
        }
    styles = {one.errorStyle for one in sheet.data_validations.dataValidation}
    assert styles == {"warning"}
    lists = [[cell.value for cell in column if cell.value] for column in book[-1].columns]
    assert lists == [["G", "Needs work"], ["Not yet", "Partly", "In place"]]


def test_a_scale_is_a_table_of_answers(made: Context) -> None:
    sheet = sheets(opened(made))[2]
    scale = only(made.guide).parts[3].scale
    assert scale
    rows = {
        str(row[0].value).split("  ")[0]: row[0].row
        for row in sheet.iter_rows(min_row=3)
        if row[0].value
    }
    assert [name for name in rows if name in made.guide.points] == list(scale.points)
    for code in scale.points:
        assert rule(sheet, rows[code], 2) == ("list", "lists!$B$1:$B$3")
        assert str(made.guide.points[code].title) in str(sheet.cell(rows[code], 1).value)
    assert sheet.max_row == max(rows.values())


def filled(made: Context, file: Path, amounts: dict[int, float]) -> Worksheet:
    """The table with amounts in its rows, as LibreOffice computes it."""
    book = opened(made)
    sheet = sheets(book)[1]
    for row, amount in amounts.items():
        sheet.cell(row, COST, amount)
    book.save(file)
    computed = openpyxl.load_workbook(converted(file, "xlsx"), data_only=True)
    return sheets(computed)[1]


def sums(sheet: Worksheet) -> dict[str, object]:
    """What is summed above the head, by its label."""
    until = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Bed")
    return {
        str(sheet.cell(row, WHO).value): sheet.cell(row, COST).value
        for row in range(3, until)
        if sheet.cell(row, COST).value is not None
    }


def test_sums_are_right_by_heading_and_in_all(made: Context, tmp_path: Path) -> None:
    ui, title = made.words.ui, str(made.guide.stage("planning").title)
    rows = {HEAD + 2: 10, HEAD + 4: 200, HEAD + 5: 1000.5, HEAD + 30: 5, 777: 0.25}
    computed = sums(filled(made, tmp_path / "tool.xlsx", rows))
    later = 200 + 1000.5 + 5 + 0.25
    assert computed == {title: 10, "Later in the year": later, str(ui("tool-sum")): later + 10}


def test_a_sum_takes_in_the_headings_around_its_rows(made: Context) -> None:
    """So a row that is inserted beside one of them is summed too."""
    sheet = sheets(opened(made))[1]
    formulas = [sheet.cell(row, COST).value for row in range(3, HEAD)]
    assert formulas == [
        f"=SUM(C{HEAD + 1}:C{HEAD + 3})",
        f"=SUM(C{HEAD + 3}:C1000)",
        f"=SUM(C{HEAD}:C1000)",
    ]


def test_without_headings_there_is_one_sum(made: Context, tmp_path: Path) -> None:
    plain = with_table(made, lambda it: replace(it, rows=it.rows[1:2]))
    computed = sums(filled(plain, tmp_path / "tool.xlsx", {HEAD - 1: 2, HEAD: 3}))
    assert computed == {str(made.words.ui("tool-sum")): 5}


def test_without_numbers_there_is_none(made: Context) -> None:
    def change(found: Table) -> Table:
        columns = [one for one in found.columns if one.type is not ColumnType.NUMBER]
        return replace(found, columns=tuple(columns))

    cover, sheet, *_ = sheets(opened(with_table(made, change)))
    assert [str(made.words.ui("tool-sheets"))] in said(cover)
    assert sheet.cell(3, WHO).value == "Bed"


def test_a_table_of_numbers_alone_has_sums_without_names(made: Context, tmp_path: Path) -> None:
    def change(found: Table) -> Table:
        columns = [one for one in found.columns if one.type is ColumnType.NUMBER]
        return replace(found, columns=tuple(columns), rows=(), answers=())

    book = opened(with_table(made, change))
    sheet = sheets(book)[1]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == [
        "Bed by bed",
        "=SUM(A3:A1000)",
        "Cost",
    ]
    sheet.cell(5, 1, 7)
    book.save(tmp_path / "tool.xlsx")
    file = converted(tmp_path / "tool.xlsx", "xlsx")
    assert sheets(openpyxl.load_workbook(file, data_only=True))[1].cell(2, 1).value == 7


def test_a_head_below_very_many_sums_leaves_the_view(made: Context) -> None:
    def change(found: Table) -> Table:
        late = found.rows[2]
        rows = tuple(Row(f"h{n}", late.title, "", (), {}, {}, late.location) for n in range(12))
        return replace(found, rows=rows)

    sheet = sheets(opened(with_table(made, change)))[1]
    assert sheet.freeze_panes is None
    assert sheet.print_title_rows == "$16:$16"


def test_columns_are_wide_enough_for_what_they_hold(made: Context) -> None:
    def change(found: Table) -> Table:
        (cost,) = (one for one in found.columns if one.type is ColumnType.NUMBER)
        more = replace(cost, id="more", title=replace(cost.title, value="Responsibility"))
        return replace(found, columns=(*found.columns, more))

    sheet = sheets(opened(with_table(made, change)))[1]
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFG"]
    assert widths[0] > widths[2] >= 13
    assert widths[3] >= 14
    assert widths[6] >= len("Responsibility") + 3


NASTY = ["=1+1", '=cmd|"/c calc"!A0', "+1", "-1", "@SUM(1)", "{=1}", "http://x.test", "[]:*?/\\'"]


@pytest.mark.parametrize("nasty", NASTY)
def test_no_text_becomes_a_formula(made: Context, nasty: str) -> None:
    here = changed(made, lambda text: replace(text, value=f"{nasty} {text.value}"))
    book = opened(here)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)
    formulas = []
    for sheet in sheets(book):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and cell.data_type == "f":
                    formulas.append(str(cell.value))
                elif isinstance(cell, Cell) and cell.value and cell.data_type == "s":
                    assert cell.quotePrefix or cell.hyperlink
    assert len(formulas) == 3
    assert all(formula.startswith("=SUM(C") for formula in formulas)
    assert str(sheets(book)[0].cell(1, 1).value).startswith(nasty)


@pytest.mark.parametrize("state", State)
def test_states_are_said_in_words(made: Context, state: State) -> None:
    here = changed(made, lambda text: replace(text, state=state))
    ui = here.words.ui
    cover = [row[0] for row in said(sheets(opened(here))[0])]
    for marked in (State.UNTRANSLATED, State.STALE):
        assert cover.count(f"[{ui(f'state-{marked}')}]") == (state is marked)
    notice = "\n".join(str(ui(f"notice-draft-{one}")) for one in ("title", "text"))
    assert cover.count(notice) == (state is State.DRAFT)


@pytest.mark.parametrize(
    ("grammar", "code"), [("original", "R-1"), ("standard", "V1.1.1"), ("principles", "GP-1")]
)
def test_any_guide_may_have_them(grammar: str, code: str, tmp_path: Path) -> None:
    """Guides without a source, audiences or steps, and one in French."""
    files = dict(grammars.GRAMMARS[grammar])
    files["guide"] = files["guide"] | {"tools": ["costs"]}
    columns = [{"id": "what", "title": "What"}, {"id": "cost", "title": "Cost", "type": "number"}]
    shown = {"id": "sheet", "title": "Costs", "table": {"columns": columns, "blank_rows": 1}}
    files["tools/costs"] = dict.fromkeys(("when", "who", "duration", "needs"), "Any") | {
        "id": "costs",
        "title": "Count costs",
        "summary": "For costs.",
        "points": [code],
        "spreadsheet": "yes",
        "parts": [shown],
    }
    root = grammars.write(tmp_path / "guide", files)
    guide = project.load(root).source
    data = xlsx_tool.write(Context(guide, guide, "", ThemeFiles(root)), "costs")
    cover, sheet, _ = sheets(openpyxl.load_workbook(io.BytesIO(data)))
    addition = str(guide.interface["tools-addition"])
    assert ([addition] in said(cover)) is guide.has_source
    assert [str(guide.interface["tool-points"]), code] in said(cover)
    assert said(sheet) == [
        ["Costs"],
        [str(guide.interface["tool-sum"]), "=SUM(B3:B1000)"],
        ["What", "Cost"],
    ]


def test_its_properties_and_bytes(made: Context) -> None:
    assert written(made) == written(made)
    book = opened(made)
    assert book.properties.created == datetime.fromisoformat(made.guide.date)
    assert book.properties.title == f"{made.guide.title}: Record a visit to the beds"
