"""The workbook as XLSX: an overview that counts, then a sheet per stage and audience.

The lists of choices are on a hidden sheet, in the language of the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from guide.core import markup, queries
from guide.core.answers import PRIORITIES, STATUSES
from guide.core.model import Point, Text
from guide.core.queries import Group, Worksheet
from guide.formats.context import Context
from guide.formats.payload import Payload, state_label
from guide.formats.xlsx import overview as xlsx_overview
from guide.formats.xlsx.file import LISTS, SheetBuilder, WorkbookBuilder
from guide.formats.xlsx.overview import PRIORITY_CELLS, STATUS_CELLS, Answers
from guide.theme.branding import stage_number

_COLUMNS = (  # and the question
    *("code", "degree", "point", "status", "priority", "owner", "due", "checked", "notes"),
)
_WIDTHS = (11, 10, 38, 42, 17, 13, 18, 13, 13, 42)
_CODE, _DEGREE, _POINT, _QUESTION = range(4)
_STATUS, _PRIORITY, _OWNER, _DUE, _CHECKED, _NOTES = range(4, len(_WIDTHS))
_DAYS = (_DUE, _CHECKED)
_LEAST = 33.0  # points; room for an answer of two lines
_EARLIEST = date(2000, 1, 1)
_LONGEST_ERROR = 255  # letters; Excel's limit


def write(context: Context) -> bytes:
    """The workbook of a language."""
    book = WorkbookBuilder(context, xlsx_overview.workbook_title(context))
    overview = xlsx_overview.begin(book)
    answers = [
        _worksheet(book, prefix, short, sheet) for prefix, short, sheet in _worksheets(context)
    ]
    _lists(book)
    xlsx_overview.fill(overview, answers)
    return book.close()


def _worksheets(context: Context) -> Iterator[tuple[str, str, Worksheet]]:
    guide = context.guide
    for stage in guide.stages:
        yield stage.prefix, str(stage.title), queries.stage_worksheet(guide, stage.id)
    for audience in guide.audiences:
        yield audience.prefix, str(audience.short), queries.audience_worksheet(guide, audience.id)


def _worksheet(book: WorkbookBuilder, code: str, short: str, worksheet: Worksheet) -> Answers:
    """A sheet with a row for each point, below the title of its group."""
    guide = book.context.guide
    name = book.name(f"{code} {short}".strip())
    sheet = book.sheet(name, _WIDTHS, 0)
    about = worksheet.id if worksheet.about == "stage" else ""
    own = stage_number(book.context.words, about)
    if own:
        sheet.file.set_tab_color(book.context.colours.of_stage(own["place"]))
    row = _head(sheet)
    heads = queries.group_heads(guide, [group.stage for group in worksheet.groups])
    for opened, group in zip(heads, worksheet.groups, strict=True):
        if opened:
            sheet.text(row, _POINT, opened, "strong")
            row += 1
        _group_title(sheet, row, group, own)
        for number, point in enumerate(group.points, row + 1):
            _point(sheet, number, point)
        _restrict(sheet, row + 1, row + len(group.points))
        row += 1 + len(group.points)
    title = worksheet.title
    if worksheet.about == "audience" and guide.adds(guide.audience(worksheet.id)):
        title = replace(title, value=f"{title}{_added(sheet)}")
    return Answers(name, code, title, len(worksheet.points), row, about)


def _added(sheet: SheetBuilder, message: str = "addition") -> str:
    """What is said after an addition."""
    context = sheet.book.context
    return f" ({context.words.ui(message)})" if context.guide.has_source else ""


def _head(sheet: SheetBuilder) -> int:
    """The names of the columns, and what not to write down; returns the row after them."""
    guide, ui = sheet.book.context.guide, sheet.book.context.words.ui
    headings: list[Text | str] = [ui(f"worksheet-{column}") for column in _COLUMNS]
    headings.insert(_QUESTION, f"{ui('question')}{_added(sheet)}")
    for column, head in enumerate(headings):
        sheet.text(0, column, head, "head")
    sheet.high(0, zip(map(str, headings), _WIDTHS, strict=True))
    sheet.file.freeze_panes(1, _QUESTION)
    if not guide.has_degrees:
        sheet.file.set_column(_DEGREE, _DEGREE, 0, None, {"hidden": True})
    if not guide.do_no_harm:
        return 1
    words = markup.plain(guide.do_no_harm.value)
    sheet.across(1, replace(guide.do_no_harm, value=f"{words}{_added(sheet)}"), "text")
    return 2


def _group_title(sheet: SheetBuilder, row: int, group: Group, own: Payload | None) -> None:
    """The title of a group of points; `own` is the number of the stage that the sheet is about."""
    colours = sheet.book.context.colours
    title = f"{group.title}{_added(sheet, 'addition-link')}" if group.added else group.title
    stage = stage_number(sheet.book.context.words, group.stage) or own
    look = f"stage-{colours.shade(stage['place'])}" if stage else "group"
    number = stage["number"] if stage and group.stage else ""
    for column in range(len(_WIDTHS)):
        sheet.text(row, column, "", look)
    sheet.text(row, _CODE, group.code or number, look)
    sheet.text(row, _POINT, title, look)
    sheet.high(row, [("", 99)], _LEAST)


def _point(sheet: SheetBuilder, row: int, point: Point) -> None:
    context = sheet.book.context
    state = state_label(context, (point.title, point.question))
    title = markup.plain(point.title.value) + (f"\n[{state['text']}]" if state else "")
    question = markup.plain(point.question.value) if point.question else ""
    sheet.text(row, _CODE, point.code, "code")
    degree = context.words.ui(f"degree-{point.degree}") if point.degree else ""
    sheet.text(row, _DEGREE, degree, "row")
    sheet.text(row, _POINT, replace(point.title, value=title), "row")
    look = "added" if question else "row"
    sheet.text(row, _QUESTION, replace(point.question or point.title, value=question), look)
    for column, look in zip(
        (_STATUS, _PRIORITY, _OWNER, _DUE, _CHECKED, _NOTES),
        ("choice", "choice", "answer", "day", "day", "answer"),
        strict=True,
    ):
        sheet.open(row, column, look)
    sheet.high(row, [(title, _WIDTHS[_POINT]), (question, _WIDTHS[_QUESTION])], _LEAST)


def _restrict(sheet: SheetBuilder, first: int, last: int) -> None:
    """Restricts the cells of some rows to the choices of the lists, and to dates."""
    ui = sheet.book.context.words.ui
    rules: dict[int, dict[str, Any]] = {
        _STATUS: {"validate": "list", "source": f"={STATUS_CELLS}"},
        _PRIORITY: {"validate": "list", "source": f"={PRIORITY_CELLS}"},
        **{column: {"validate": "date", "criteria": ">=", "value": _EARLIEST} for column in _DAYS},
    }
    for column, rule in rules.items():
        said = ui("workbook-due") if column in _DAYS else ui("workbook-choose")
        rule["error_message"] = str(said)[:_LONGEST_ERROR]
        sheet.file.data_validation(first, column, last, column, rule)


def _lists(book: WorkbookBuilder) -> None:
    """The hidden sheet with what the lists offer."""
    sheet = book.sheet(LISTS, (30, 30), 0)
    for column, (kind, values) in enumerate((("status", STATUSES), ("priority", PRIORITIES))):
        for row, value in enumerate(values):
            sheet.text(row, column, book.context.words.ui(f"{kind}-{value}"), "text")
    sheet.file.hide()
