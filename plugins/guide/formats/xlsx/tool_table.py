"""The sheet of a tool's table: sums, the head, what is printed, then room for many more rows.

It is not locked, so that rows can be inserted anywhere. A sum takes in the head or the headings
around its rows, and what is written far below the table; so no inserted row is outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from guide.core import tool_queries
from guide.core.model import Text
from guide.core.tools import Answer, Column, ColumnType, Part, Row, Scale, Table
from guide.formats.context import Context
from guide.formats.payload import flat
from guide.formats.xlsx.file import LISTS, SheetBuilder, WorkbookBuilder
from guide.theme import typography
from guide.theme.branding import stage_number

_MORE = 30  # rows more than on paper
_LAST = 1000  # the last row that a sum takes in, from 1
_MOST_FROZEN = 9  # rows that may stay in view; more would leave no room on a small screen
_WIDTH = 130  # letters between the margins
_LEAST = 20.0  # points; height of a row
_NARROWEST = {ColumnType.NUMBER: 13, ColumnType.DATE: 14, ColumnType.TEXT: 12}
_LARGEST = 10**12
_HEAD = -1  # the row above the first
_FROM_RIGHT = "\u200f"  # RIGHT-TO-LEFT MARK
_EARLIEST = date(2000, 1, 1)
_LONGEST_ERROR = 255  # letters; Excel's limit


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A table on a sheet called `name`; `column` is that of its answers on the sheet of lists.

    `more` is the number of its empty rows besides those on paper.
    """

    name: str
    title: Text
    table: Table
    column: int
    more: int = _MORE


def comma(context: Context) -> str:
    """What stands between codes, so that they follow each other in the language's direction."""
    words = context.words.language
    return f"{_FROM_RIGHT}{words.comma}" if words.direction == "rtl" else words.comma


def of_part(context: Context, part: Part) -> Iterator[tuple[Table, int]]:
    """The table of a part, and its scale as one; each with how many more rows it gets."""
    if part.table:
        yield part.table, _MORE
    if part.scale:
        yield _of_scale(context, part.scale, part), 0


def _of_scale(context: Context, scale: Scale, part: Part) -> Table:
    """A scale as a table: its levels are the answers."""
    ui = context.words.ui
    rows: list[Row] = []
    for group in tool_queries.by_home(context.guide, scale.points):
        title = None if group.stage else group.title
        rows.append(Row("", title, group.stage, (), {}, {}, part.location))
        rows += [
            Row(point.code, None, "", (point.code,), {}, {}, part.location)
            for point in group.points
        ]
    return Table(
        answers=tuple(Answer(level.id, level.title, None) for level in scale.levels),
        columns=(
            Column("point", ui("worksheet-point"), 3, ColumnType.POINTS),
            Column("level", ui("worksheet-status"), 1, ColumnType.ANSWER),
        ),
        rows=tuple(rows),
        blank_rows=0,
    )


def write(book: WorkbookBuilder, shown: TableSheet) -> None:
    """Writes the sheet, the next one of the workbook."""
    table = shown.table
    legend = [one for one in table.answers if one.letters]
    sums = _sums(book, table)
    head = 1 + bool(legend) + len(sums)
    sheet = book.sheet(shown.name, _widths(book.context, table), head, free=True)
    sheet.across(0, shown.title, "title")
    if legend:
        key = book.context.words.ui("tool-legend")
        said = " · ".join(f"{one.letters} – {one.title}" for one in legend)
        sheet.across(1, f"{key}: {said}", "text")
    for column, one in enumerate(table.columns):
        look = "amount-head" if one.type is ColumnType.NUMBER else "head"
        sheet.text(head, column, one.title, look)
    sheet.high(head, zip([str(one.title) for one in table.columns], sheet.widths, strict=True))
    for number, row in enumerate(table.rows, head + 1):
        _row(sheet, number, table, row)
    end = head + 1 + len(table.rows) + table.blank_rows + shown.more
    for number in range(head + 1 + len(table.rows), end):
        for column, one in enumerate(table.columns):
            sheet.open(number, column, _look(one))
    last = max(_LAST, end + 1)
    for number, (label, first, until) in enumerate(sums, head - len(sums)):
        _sum(sheet, number, table, label, (head + 2 + first, head + 2 + until if until else last))
    _rules(sheet, shown, (head + 1, last - 1), [head - len(sums), head - 1] if sums else [])
    if head < _MOST_FROZEN:
        sheet.file.freeze_panes(head + 1, 0)


def _widths(context: Context, table: Table) -> tuple[float, ...]:
    """The widths of the columns in letters: by their shares, but wide enough for what they hold."""
    whole = sum(column.width for column in table.columns)
    return tuple(
        max(column.width * _WIDTH / whole, _narrowest(context, table, column))
        for column in table.columns
    )


def _narrowest(context: Context, table: Table, column: Column) -> float:
    words = str(column.title).split()
    if column.type is ColumnType.ANSWER:
        words += [str(answer.short) for answer in table.answers]
    if column.type is ColumnType.CODES:
        words += context.guide.points
    longest = max(map(typography.letters, words), default=0)
    return max(min(longest + 4, _WIDTH / 4), _NARROWEST.get(column.type, 8))


def _sums(book: WorkbookBuilder, table: Table) -> list[tuple[Text, int, int]]:
    """What is summed: under which name, from which row of the table on, until which; 0 for the end.

    Where headings part the rows, each group is summed, then all.
    """
    if not any(column.type is ColumnType.NUMBER for column in table.columns):
        return []
    heads = [number for number, row in enumerate(table.rows) if row.is_heading]
    groups = [
        (_heading(book.context, table.rows[first]), first, until)
        for first, until in pairwise([*heads, 0])
    ]
    return [*(groups if len(groups) > 1 else []), (book.context.words.ui("tool-sum"), _HEAD, 0)]


def _heading(context: Context, row: Row) -> Text:
    return row.title or context.guide.stage(row.stage).title


def _sum(
    sheet: SheetBuilder, number: int, table: Table, label: Text, between: tuple[int, int]
) -> None:
    """A row of sums; `between` are the first and the last row that they take in, from 1."""
    types = [column.type for column in table.columns]
    words = next((at for at, one in enumerate(types) if one is not ColumnType.NUMBER), None)
    if words is not None:
        sheet.text(number, words, label, "strong")
    for at, one in enumerate(types):
        if one is ColumnType.NUMBER:
            name = xl_col_to_name(at)
            formula = f"=SUM({name}{between[0]}:{name}{between[1]})"
            sheet.file.write_formula(number, at, formula, sheet.look("sum"), 0)
    sheet.high(number, [(str(label), sheet.widths[words or 0])])


def _row(sheet: SheetBuilder, number: int, table: Table, row: Row) -> None:
    """A printed row: a heading, or cells, of which those without a text are open."""
    if row.is_heading:
        _group(sheet, number, row)
        return
    heights = []
    for at, column in enumerate(table.columns):
        if text := _printed(sheet.book.context, table, column, row):
            look = {ColumnType.CODES: "codes", ColumnType.ANSWER: "answer"}.get(column.type, "row")
            sheet.text(number, at, text, look)
            heights.append((str(text), sheet.widths[at]))
        else:
            sheet.open(number, at, _look(column))
    sheet.high(number, heights or [("", _WIDTH)], _LEAST)


def _group(sheet: SheetBuilder, number: int, row: Row) -> None:
    context = sheet.book.context
    stage = stage_number(context.words, row.stage)
    look = f"stage-{context.colours.shade(stage['place'])}" if stage else "group"
    title = _heading(context, row)
    for at in range(1, len(sheet.widths)):
        sheet.open(number, at, look)
    begin = f"{stage['number']}  " if stage else ""
    sheet.text(number, 0, replace(title, value=f"{begin}{flat(title)}"), look)
    sheet.high(number, [("", _WIDTH)], _LEAST + 8)


def _printed(context: Context, table: Table, column: Column, row: Row) -> Text | str | None:
    """What is printed in a cell; nothing where it is to fill in."""
    if column.type is ColumnType.ANSWER and column.id in row.answers:
        return table.answer(row.answers[column.id]).short
    if column.type is ColumnType.CODES:
        return comma(context).join(row.points)
    if column.type is ColumnType.POINTS and row.points:
        points = [context.guide.points[code] for code in row.points]
        lines = "\n".join(f"{point.code}  {flat(point.title)}" for point in points)
        return replace(points[0].title, value=lines)
    text = row.cells.get(column.id)
    return replace(text, value=flat(text)) if text else None


def _look(column: Column) -> str:
    return {ColumnType.NUMBER: "amount", ColumnType.DATE: "date"}.get(column.type, "answer")


def _rules(sheet: SheetBuilder, shown: TableSheet, rows: tuple[int, int], sums: list[int]) -> None:
    """What the cells of columns are for: numbers, days, answers. Each may be overruled.

    `rows` and `sums` are the first and the last row of the table and of the sums, from 0.
    """
    for at, column in enumerate(shown.table.columns):
        if rule := _rule(sheet.book.context, shown, column):
            sheet.file.data_validation(rows[0], at, rows[1], at, rule)
        if column.type is ColumnType.NUMBER:
            for first, last in [rows, *([(sums[0], sums[1])] if sums else [])]:
                _decimals(sheet, at, first, last)


def _rule(context: Context, shown: TableSheet, column: Column) -> dict[str, Any] | None:
    ui, name = context.words.ui, xl_col_to_name(shown.column)
    answers = len(shown.table.answers)
    cells = f"={LISTS}!${name}$1:${name}${answers}"
    days: dict[str, Any] = {"validate": "date", "criteria": ">=", "value": _EARLIEST}
    numbers: dict[str, Any] = {"validate": "decimal", "criteria": "between"}
    numbers |= {"minimum": -_LARGEST, "maximum": _LARGEST}
    rules = {
        ColumnType.DATE: (days, ui("workbook-due")),
        ColumnType.NUMBER: (numbers, ui("tool-number")),
        ColumnType.ANSWER: ({"validate": "list", "source": cells}, ui("workbook-choose")),
    }
    if column.type not in rules or (column.type is ColumnType.ANSWER and not answers):
        return None
    rule, said = rules[column.type]
    return {**rule, "error_type": "warning", "error_message": str(said)[:_LONGEST_ERROR]}


def _decimals(sheet: SheetBuilder, column: int, first: int, last: int) -> None:
    """Shows two decimals where a number has any."""
    cell = f"{xl_col_to_name(column)}{first + 1}"
    form = sheet.book.file.add_format({"num_format": "#,##0.00"})
    rule = {"type": "formula", "criteria": f"={cell}<>INT({cell})", "format": form}
    sheet.file.conditional_format(first, column, last, column, rule)
