"""The sheet that is filled in: each point of the guide once, in its order, below its titles.

It is not locked, so that rows can be sorted, filtered and inserted, and columns moved. What may be
told by a program is not its place but a hidden row above its head, with the names of the fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from guide.core import queries
from guide.core.answers import CHOICES, DATES, FIELDS, LENGTHS, PointAnswers, Workbook
from guide.core.model import Point, Text
from guide.formats.context import Context
from guide.formats.xlsx import layout, rows
from guide.formats.xlsx.file import LISTS, SheetBuilder, WorkbookBuilder
from guide.formats.xlsx.layout import COLUMNS, NOTES, ORDER, QUESTION, STATUS, TEXTS, WIDTHS
from guide.theme.branding import stage_number

_MARKS = 0  # the hidden row with the names of the columns
_EARLIEST = date(2000, 1, 1)  # of dates
_EPOCH = date(1899, 12, 30)  # spreadsheets count the days from here
_FEBRUARY_1900 = 60  # days; spreadsheets do not agree on earlier ones, which are written as texts
_LONGEST_ERROR = 255  # letters; Excel's limit
_LOOKS = {"status": "choice", "priority": "choice", "due": "day", "checked": "day"}


@dataclass(frozen=True, slots=True)
class Master:
    """The sheet once written: its name, the row of each code, its first and last row, from 1."""

    name: str
    rows: Mapping[str, int]
    first: int
    last: int


def shown(context: Context, field: str, value: str) -> str | int:
    """The value of a field as a cell holds it: a word of the language, the number of a day."""
    if value and field in DATES:
        days = (date.fromisoformat(value) - _EPOCH).days
        return days if days > _FEBRUARY_1900 else value
    return str(context.words.ui(f"{field}-{value}")) if value and field in CHOICES else value


def write(book: WorkbookBuilder, name: str, answers: Workbook | None) -> Master:
    """Writes the sheet, with what is answered already."""
    head = _MARKS + (2 if book.context.guide.do_no_harm else 1)
    sheet = book.sheet(name, WIDTHS, head, free=True)
    for column, mark in enumerate(COLUMNS):
        sheet.text(_MARKS, column, mark, "text")
        letter = xl_col_to_name(column)
        cells = f"={quote_sheetname(name)}!${letter}:${letter}"
        book.file.define_name(layout.cells(mark), cells)
    sheet.file.set_row(_MARKS, None, None, {"hidden": True})
    rows.do_no_harm(sheet, _MARKS + 1)
    rows.head(sheet, head)
    sheet.file.freeze_panes(head + 1, QUESTION)
    made = _MasterRows(sheet, head + 1, answers.points if answers else {})
    made.guide()
    last = made.row - 1
    sheet.file.autofilter(head, 0, last, ORDER)
    if answers and answers.retired:
        made.retired(answers.retired)
    _restrict(sheet, head + 1, made.row - 1)
    return Master(name, made.codes, head + 2, last + 1)


class _MasterRows:
    """The rows of the sheet; `row` is the next one, from 0, `codes` are those written, from 1."""

    def __init__(self, sheet: SheetBuilder, row: int, answers: Mapping[str, PointAnswers]) -> None:
        self._sheet, self._first, self._answers = sheet, row, answers
        self._context = sheet.book.context
        self.row = row
        self.codes: dict[str, int] = {}

    def guide(self) -> None:
        """Every point of the guide."""
        guide, words = self._context.guide, self._context.words
        heads = queries.group_heads(guide, [stage.id for stage in guide.stages])
        for opened, stage in zip(heads, guide.stages, strict=True):
            if opened:
                self._title(opened, "group")
            number = stage_number(words, stage.id)
            place = number["place"] if number else 1
            self._title(
                stage.title, f"stage-{self._context.colours.shade(place)}", words.digits(place)
            )
            for group in queries.stage_worksheet(guide, stage.id).groups:
                self._title(group.title, "step", group.code)
                self._points(group.points)
        for audience in guide.audiences:
            if audience.recommendations:
                self._title(audience.title, "group")
                self._points(audience.recommendations)

    def retired(self, answers: Mapping[str, PointAnswers]) -> None:
        """Answers to points that the guide no longer has, apart from the rows that are sorted."""
        self.row += 1
        self._title(self._context.words.ui("workbook-retired"), "group")
        for code, given in answers.items():
            self._sheet.text(self.row, layout.CODE, code, "code")
            for column in range(1, len(TEXTS)):
                self._sheet.open(self.row, column, "row")
            self._fill(code, given, [])

    def _title(self, text: Text, look: str, code: str = "") -> None:
        rows.title(self._sheet, self.row, text, look, code)
        self._order(f"{look}-order")

    def _order(self, look: str) -> None:
        number = self.row - self._first + 1
        self._sheet.file.write_number(self.row, ORDER, number, self._sheet.look(look))
        self.row += 1

    def _points(self, points: tuple[Point, ...]) -> None:
        for point in points:
            texts = rows.point(self._sheet, self.row, point)
            self._fill(point.code, self._answers.get(point.code, PointAnswers()), texts)

    def _fill(self, code: str, given: PointAnswers, texts: list[tuple[str, float]]) -> None:
        for column, name in enumerate(FIELDS, STATUS):
            self._answer(column, name, given.get(name))
        cells = [*texts, (given.notes, WIDTHS[NOTES]), (given.owner, WIDTHS[layout.OWNER])]
        self._sheet.fit(self.row, cells, rows.LEAST)
        self.codes[code] = self.row + 1
        self._order("order")

    def _answer(self, column: int, name: str, value: str) -> None:
        look, said = _LOOKS.get(name, "answer"), shown(self._context, name, value)
        if not value:
            self._sheet.open(self.row, column, look)
        elif isinstance(said, int):
            self._sheet.file.write_number(self.row, column, said, self._sheet.look(look))
        else:
            self._sheet.text(self.row, column, said, look)


def _restrict(sheet: SheetBuilder, first: int, last: int) -> None:
    """Says what the cells of columns are for. The rules stay in place when rows are sorted."""
    ui = sheet.book.context.words.ui
    list_of = {"status": layout.STATUS_WORDS, "priority": layout.PRIORITY_WORDS}
    found: dict[str, tuple[dict[str, Any], object]] = {}
    for name, column in list_of.items():
        letter = xl_col_to_name(column)
        cells = f"={LISTS}!${letter}$1:${letter}${len(CHOICES[name])}"
        found[name] = ({"validate": "list", "source": cells}, ui("workbook-choose"))
    for name in DATES:
        rule = {"validate": "date", "criteria": ">=", "value": _EARLIEST}
        found[name] = (rule, ui("workbook-due"))
    for name, most in LENGTHS.items():
        rule = {"validate": "length", "criteria": "<=", "value": most}
        found[name] = (rule, ui("workbook-too-long", most=most))
    for name in TEXTS:
        # A warning, not a stop: a group may add a point of its own.
        rule = {"validate": "custom", "value": "=FALSE", "error_type": "warning"}
        found[name] = (rule, ui("workbook-fixed"))
    for name, (rule, said) in found.items():
        column = COLUMNS.index(name)
        rule["error_message"] = str(said)[:_LONGEST_ERROR]
        sheet.file.data_validation(first, column, last, column, rule)
