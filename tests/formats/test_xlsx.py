"""The workbook as XLSX: one sheet to fill in, its views, lists, formulas, strings, states."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from guide import project
from guide.core import queries
from guide.core.answers import FIELDS, PRIORITIES, STATUSES, PointAnswers, Workbook
from guide.core.model import Guide, State
from guide.core.walk import map_texts
from guide.formats.context import Context
from guide.formats.xlsx import layout
from guide.formats.xlsx import workbook as xlsx_workbook
from guide.theme.files import ThemeFiles
from support.libreoffice import all_converted
from support.paths import ROOT

LANGUAGES = ["en", "fr", "es", "pt", "id", "ar", "my"]
DEGREE, TITLE, QUESTION, STATUS, PRIORITY, OWNER, DUE, CHECKED, NOTES, ORDER = range(2, 12)
CODE = re.compile(r"[A-Z]+-[A-Z]?\d+(\.\d+)?")


@cache
def context(language: str) -> Context:
    guides = project.load(ROOT).guides
    return Context(guides[language], guides["en"], "https://guide.test/", ThemeFiles(ROOT))


@cache
def written(language: str) -> bytes:
    return xlsx_workbook.write(context(language))


def opened(data: bytes | Path) -> openpyxl.Workbook:
    file = data if isinstance(data, Path) else io.BytesIO(data)
    return openpyxl.load_workbook(file, data_only=isinstance(data, Path))


def sheets(book: openpyxl.Workbook) -> tuple[Worksheet, Worksheet, list[Worksheet], Worksheet]:
    """The overview, the sheet to fill in, the views, the lists."""
    found: list[Worksheet] = [s for s in book.worksheets if isinstance(s, Worksheet)]
    return found[0], found[1], found[2:-1], found[-1]


def worksheets(guide: Guide) -> list[queries.Worksheet]:
    stages = [queries.stage_worksheet(guide, stage.id) for stage in guide.stages]
    return stages + [queries.audience_worksheet(guide, who.id) for who in guide.audiences]


def point_rows(guide: Guide, sheet: Worksheet) -> dict[str, int]:
    """The row of each point's code, in the order of the sheet."""
    return {
        str(row[0].value): row[0].row or 0
        for row in sheet.iter_rows()
        if row[0].value in guide.points
    }


def random_answers(guide: Guide, seed: int) -> Workbook:
    """Answers for some points, drawn at random."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    chosen = [code for code in guide.points if draw.random() < 0.7]
    points = {
        code: PointAnswers(
            status=draw.choice(("", *STATUSES)),
            priority=draw.choice(("", *PRIORITIES)),
            owner=draw.choice(("", "Amina", "=1+1", "الأمانة")),
            due=draw.choice(("", "2027-01-31", "2026-02-28")),
            checked=draw.choice(("", "2026-12-01")),
            notes=draw.choice(("", "One line", "Two\nlines", "@home")),
        )
        for code in chosen
    }
    return Workbook(guide.slug, points={code: given for code, given in points.items() if given})


def cell_value(made: Context, name: str, value: str) -> object:
    """What a cell of the filled sheet holds."""
    if not value:
        return None
    if name in ("due", "checked"):
        return datetime.combine(date.fromisoformat(value), datetime.min.time())
    return str(made.words.ui(f"{name}-{value}")) if name in ("status", "priority") else value


def put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """Types a value into a cell: what looks like a formula stays a text."""
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def fill(made: Context, sheet: Worksheet, answers: Mapping[str, PointAnswers]) -> None:
    """Types answers into the sheet."""
    for code, row in point_rows(made.guide, sheet).items():
        for column, name in enumerate(FIELDS, STATUS):
            value = cell_value(made, name, answers.get(code, PointAnswers()).get(name))
            put(sheet, row, column, value)


def counts(book: openpyxl.Workbook) -> list[list[object]]:
    """The figures of the overview, row by row."""
    rows: list[list[object]] = [
        [*(cell.value for cell in row[2:8])] for row in sheets(book)[0].iter_rows()
    ]
    return [row for row in rows if isinstance(row[0], int)]


def expected_counts(guide: Guide, answers: Mapping[str, PointAnswers]) -> list[list[int]]:
    found = []
    shown = [sheet.points for sheet in worksheets(guide)]
    for points in (tuple(guide.points.values()), *shown):
        given = [answers.get(point.code, PointAnswers()).status for point in points]
        found.append([len(points), *(given.count(status) for status in (*STATUSES, ""))])
    return found


def assert_views_show(
    made: Context, book: openpyxl.Workbook, answers: Mapping[str, PointAnswers]
) -> None:
    for view, wanted in zip(sheets(book)[2], worksheets(made.guide), strict=True):
        rows = point_rows(made.guide, view)
        assert list(rows) == [point.code for point in wanted.points]
        for code, row in rows.items():
            given = answers.get(code, PointAnswers())
            shown = [view.cell(row, column).value or None for column in range(STATUS, NOTES + 1)]
            assert shown == [cell_value(made, name, given.get(name)) for name in FIELDS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_point_is_filled_in_once(language: str) -> None:
    guide = context(language).guide
    _, filled, views, _ = sheets(opened(written(language)))
    rows = point_rows(guide, filled)
    assert list(rows) == list(guide.points)
    codes = [str(row[0].value) for row in filled.iter_rows() if row[0].value in guide.points]
    assert len(codes) == len(rows)
    for view in (filled, *views):
        for code, row in point_rows(guide, view).items():
            point = guide.points[code]
            assert view.cell(row, TITLE).value == point.title.value
            question = point.question.value if point.question else ""
            assert (view.cell(row, QUESTION).value or "") == question
    numbers = [row[ORDER - 1].value for row in filled.iter_rows(4)]
    assert numbers == [*range(1, len(numbers) + 1)]
    said = [row[TITLE - 1].value for row in filled.iter_rows()]
    for stage in guide.stages:
        assert said.count(stage.title.value) == 1
        assert all(step.title.value in said for step in stage.steps)
    assert all(who.title.value in said for who in guide.audiences if who.recommendations)


def test_a_view_has_the_points_that_the_page_counts() -> None:
    """The page counts a point for its home and for the audiences that it concerns."""
    guide = context("en").guide
    for wanted in worksheets(guide):
        counted = [
            code
            for code, point in guide.points.items()
            if point.home == wanted.id
            or (wanted.about == "audience" and wanted.id in point.audiences)
        ]
        assert sorted(point.code for point in wanted.points) == sorted(counted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_sheets_are_allowed_and_unique(language: str) -> None:
    names = opened(written(language)).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    made = context(language)
    stages = [stage.prefix for stage in made.guide.stages]
    audiences = [who.prefix or str(who.short) for who in made.guide.audiences]
    assert names[:2] == [str(made.words.ui(key)) for key in ("workbook-overview", "workbook")]
    assert [name.split()[0] for name in names[2:-1]] == [
        first.split()[0] for first in stages + audiences
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_stand_hidden_in_the_language_and_as_files_hold_them(language: str) -> None:
    made = context(language)
    _, filled, _, lists = sheets(opened(written(language)))
    assert lists.sheet_state == "hidden"
    columns = [[cell.value for cell in column if cell.value] for column in lists.iter_cols()]
    words = [
        [str(made.words.ui(f"{kind}-{value}")) for value in values]
        for kind, values in (("status", STATUSES), ("priority", PRIORITIES))
    ]
    assert columns[:2] == words
    assert columns[2:4] == [[*STATUSES], [*PRIORITIES]]
    assert dict(zip(columns[4], columns[5], strict=True)) == {
        "format": f"{made.guide.slug}-workbook",
        "guide": made.guide.version,
        "language": language,
    }
    last = max(point_rows(made.guide, filled).values())
    for row in range(4, last + 1):  # titles too: the rules stay where they are when rows are sorted
        rules = {
            column: [
                (rule.type, rule.formula1)
                for rule in filled.data_validations.dataValidation
                if filled.cell(row, column).coordinate in rule.cells
            ]
            for column in range(1, ORDER + 1)
        }
        assert {column: rule for column, rule in rules.items() if rule} == {
            **{column: [("custom", "FALSE")] for column in range(1, STATUS)},
            STATUS: [("list", "lists!$A$1:$A$4")],
            PRIORITY: [("list", "lists!$B$1:$B$3")],
            OWNER: [("textLength", "200")],
            DUE: [("date", "36526")],
            CHECKED: [("date", "36526")],
            NOTES: [("textLength", "10000")],
        }


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_fills_in_a_view_by_mistake(language: str) -> None:
    overview, filled, views, lists = sheets(opened(written(language)))
    for sheet in (overview, *views, lists):
        assert sheet.protection.sheet
        assert not sheet.protection.password
    assert not filled.protection.sheet  # it can be sorted, and rows be inserted
    for view in (*views, lists):
        assert all(cell.protection.locked for row in view.iter_rows() for cell in row)
    name = context(language).words.ui("workbook")
    said = str(context(language).words.ui("workbook-view", sheet=name))
    for view in views:
        assert view.cell(2, 1).value == said
        link = view.cell(2, 1).hyperlink
        assert link is not None
        assert filled.title in str(link.location)
    fields = [cell for row in overview.iter_rows() for cell in row if not cell.protection.locked]
    assert {cell.row for cell in fields} == {
        row[0].row for row in overview.iter_rows() if row[layout.MARK_COLUMN].value == layout.GROUP
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_and_the_head(language: str) -> None:
    rtl = context(language).words.language.direction == "rtl"
    overview, filled, views, _ = sheets(opened(written(language)))
    for sheet, head in [(filled, 3), *((view, 1) for view in views)]:
        assert sheet.freeze_panes == f"D{head + 1}"
        assert sheet.print_title_rows == f"${head}:${head}"
    assert filled.auto_filter.ref == f"A3:K{filled.max_row}"
    assert [cell.value for cell in filled[1]] == [*layout.COLUMNS]
    assert filled.row_dimensions[1].hidden
    for sheet in (overview, filled, *views):
        assert bool(sheet.sheet_view.rightToLeft) is rtl
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in {None, 1}


@pytest.mark.parametrize(("language", "letters"), [("en", 42), ("ar", 42), ("my", 28)])
def test_rows_are_high_enough_and_grow(language: str, letters: int) -> None:
    line = {"en": 15, "ar": 18, "my": 24}[language]
    made = context(language)
    _, filled, views, _ = sheets(opened(written(language)))
    for sheet in (filled, *views):
        for row in point_rows(made.guide, sheet).values():
            text = str(sheet.cell(row, QUESTION).value or "")
            base = [c for c in text if not 0x102B <= ord(c) <= 0x103E]  # vowels above, below
            assert (sheet.row_dimensions[row].height or 0) >= line * (len(base) / letters)
    with zipfile.ZipFile(io.BytesIO(written(language))) as package:
        found = re.findall(r"<row [^>]*>", package.read("xl/worksheets/sheet2.xml").decode())
    fixed = {int(row.split('"')[1]) for row in found if "customHeight" in row}
    assert not fixed & set(point_rows(made.guide, filled).values())


def test_views_and_overview_equal_what_is_counted(tmp_path: Path) -> None:
    """Twenty fillings in four languages, and the same with the rows in another order."""
    wanted: dict[str, tuple[Context, Workbook]] = {}
    for seed in range(20):
        made = context(("en", "fr", "ar", "my")[seed % 4])
        answers = random_answers(made.guide, seed)
        book = opened(written(made.guide.language))
        filled = sheets(book)[1]
        fill(made, filled, answers.points)
        if seed % 2:
            shuffle(filled, seed)
        book.save(tmp_path / f"{seed}.xlsx")
        wanted[f"{seed}.xlsx"] = made, answers
    files = all_converted([tmp_path / name for name in wanted], "xlsx")
    assert len(files) == 20
    for file in files:
        made, answers = wanted[file.name]
        computed = opened(file)
        assert counts(computed) == expected_counts(made.guide, answers.points), file.name
        assert_views_show(made, computed, answers.points)


def shuffle(sheet: Worksheet, seed: int) -> None:
    """Brings the rows below the head into another order, as sorting does."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(4)]
    random.Random(seed).shuffle(rows)  # noqa: S311 - no secret
    for number, row in enumerate(rows, 4):
        for column, value in enumerate(row, 1):
            put(sheet, number, column, value)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_answers_are_there_before_anything_is_computed(language: str, tmp_path: Path) -> None:
    made = context(language)
    answers = replace(
        random_answers(made.guide, 7), group="The valley", saved="2026-11-29T10:00:00Z"
    )
    file = tmp_path / "filled.xlsx"
    file.write_bytes(xlsx_workbook.write(made, answers))
    book = opened(file)
    assert counts(book) == expected_counts(made.guide, answers.points)
    assert_views_show(made, book, answers.points)
    filled = sheets(book)[1]
    for code, row in point_rows(made.guide, filled).items():
        given = answers.points.get(code, PointAnswers())
        shown = [filled.cell(row, column).value for column in range(STATUS, NOTES + 1)]
        assert shown == [cell_value(made, name, given.get(name)) for name in FIELDS]
    assert any(cell.value == "The valley" for row in sheets(book)[0].iter_rows() for cell in row)
    assert str(book.properties.modified) == "2026-11-29 10:00:00"


def test_the_sheet_filled_in_has_no_formulas_and_names_its_columns() -> None:
    book = opened(written("en"))
    filled = sheets(book)[1]
    assert not any(cell.data_type == "f" for row in filled.iter_rows() for cell in row)
    named = {layout.cells(name): place for place, name in enumerate(layout.COLUMNS)}
    for name, place in named.items():
        letter = "ABCDEFGHIJK"[place]
        assert book.defined_names[name].attr_text == f"Workbook!${letter}:${letter}"


def test_retired_answers_stay_apart_from_what_is_sorted() -> None:
    made = context("en")
    old = {"S-9.9": PointAnswers("partly", owner="Old", notes="kept")}
    book = opened(xlsx_workbook.write(made, Workbook(made.guide.slug, retired=old)))
    _, filled, _, _ = sheets(book)
    (row,) = [row for row in filled.iter_rows() if row[0].value == "S-9.9"]
    assert [row[STATUS - 1].value, row[OWNER - 1].value, row[NOTES - 1].value] == [
        *("Partly", "Old", "kept"),
    ]
    last = max(point_rows(made.guide, filled).values())
    assert filled.auto_filter.ref == f"A3:K{last}"
    assert not any(cell.value for cell in filled[last + 1])
    said = str(made.words.ui("workbook-retired"))
    assert filled.cell(last + 2, TITLE).value == said


FORMULA = re.compile(
    r"=(SUMPRODUCT\(--\('.*'!\$E\$\d+:\$E\$\d+=lists!\$A\$\d\)\)|C\d+-SUM\(D\d+:G\d+\)"
    r"|MATCH\(A\d+,answers_code,0\)"
    r'|IFERROR\(INDEX\(answers_[a-z]+,\$K\d+\)&"",""\)'
    r'|IFERROR\(IF\(INDEX\((?P<cell>answers_[a-z]+,\$K\d+)\)="","",INDEX\((?P=cell)\)\),""\))'
)
NASTY = ["=1+1", '=cmd|"/c calc"!A0', "+1", "-1", "@SUM(1)", "{=1}", "http://x.test", "[]:*?/\\'"]


@pytest.mark.parametrize("nasty", NASTY)
def test_no_text_becomes_a_formula(nasty: str) -> None:
    guide = map_texts(
        context("en").guide, lambda text: replace(text, value=f"{nasty} {text.value}")
    )
    book = opened(xlsx_workbook.write(replace(context("en"), guide=guide)))
    overview, filled, views, lists = sheets(book)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)
    for sheet in (overview, filled, *views, lists):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and cell.data_type == "f":
                    assert sheet not in (filled, lists)
                    assert FORMULA.fullmatch(str(cell.value)), cell.value
                elif isinstance(cell, Cell) and cell.value and cell.data_type == "s":
                    assert cell.quotePrefix or cell.hyperlink
    for sheet in (filled, views[0]):
        place = point_rows(guide, sheet)[guide.stages[0].factors[0].code]
        assert str(sheet.cell(place, TITLE).value).startswith(nasty)
        assert sheet.cell(place, TITLE).hyperlink is None


def test_no_answer_becomes_a_formula(tmp_path: Path) -> None:
    """Nor after LibreOffice has saved the file; it starts once for all of them."""
    made = context("en")
    code = next(iter(made.guide.points))
    files = {tmp_path / f"{place}.xlsx": nasty for place, nasty in enumerate(NASTY)}
    for file, nasty in files.items():
        given = PointAnswers(owner=nasty, notes=nasty)
        file.write_bytes(xlsx_workbook.write(made, Workbook(made.guide.slug, points={code: given})))
    saved = all_converted([*files], "xlsx")
    for file, nasty in [*files.items(), *zip(saved, NASTY, strict=True)]:
        _, filled, views, _ = sheets(opened(file))  # with values: a formula has another
        for sheet in (filled, views[0]):
            row = point_rows(made.guide, sheet)[code]
            found = [sheet.cell(row, column) for column in (OWNER, NOTES)]
            assert [cell.value for cell in found] == [nasty, nasty], file.name
            assert found[1].hyperlink is None, file.name


@pytest.mark.parametrize("column", [OWNER, NOTES])
def test_what_is_typed_stays_a_text(column: int) -> None:
    _, filled, _, _ = sheets(opened(written("en")))
    for row in point_rows(context("en").guide, filled).values():
        cell = filled.cell(row, column)
        assert (cell.number_format, cell.quotePrefix) == ("@", True)


def all_words(book: openpyxl.Workbook) -> str:
    return "\n".join(
        str(cell.value)
        for sheet in (*sheets(book)[:2], *sheets(book)[2])
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
    points = sum(len(sheet.points) for sheet in worksheets(guide)) + len(guide.points)
    for said in (State.UNTRANSLATED, State.STALE):
        assert words.count(f"[{made.words.ui(f'state-{said}')}]") == points * (state is said)


def test_untranslated_texts_read_from_left_to_right() -> None:
    made, english = context("ar"), context("en").guide
    book = opened(
        xlsx_workbook.write(replace(made, guide=replace(made.guide, stages=english.stages)))
    )
    _, filled, views, _ = sheets(book)
    for sheet, point, order in (
        (filled, english.stages[0].factors[0], 1),
        (views[0], english.stages[0].factors[0], 1),
        (filled, made.guide.audiences[0].recommendations[0], 2),
        (views[4], made.guide.audiences[0].recommendations[0], 2),
    ):
        row = point_rows(made.guide, sheet)[point.code]
        assert sheet.cell(row, TITLE).alignment.readingOrder == order


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_overview_says_what_it_is_and_how_to_cite_it(language: str) -> None:
    made = context(language)
    book = opened(written(language))
    shown = [str(row[0].value) for row in sheets(book)[0].iter_rows() if row[0].value]
    for text in (
        made.words.ui("workbook-lead", sheet=made.words.ui("workbook")),
        made.words.ui("workbook-alone"),
        made.words.ui("workbook-sorting", column=made.words.ui("workbook-order")),
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
    assert names == book.sheetnames[1:-1]  # the one to fill in, then the views


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_same_input_gives_the_same_bytes(language: str) -> None:
    assert xlsx_workbook.write(context(language)) == written(language)


def test_every_code_is_there_once_a_sheet() -> None:
    guide = context("en").guide
    _, filled, views, _ = sheets(opened(written("en")))
    assert {code for view in views for code in point_rows(guide, view)} == set(guide.points)
    assert set(point_rows(guide, filled)) == set(guide.points)
    assert all(CODE.fullmatch(code) for code in guide.points)
