"""The first sheet of the workbook: what it is, how to use and cite it, how far the group is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from guide.core import queries
from guide.core.answers import STATUSES, PointAnswers
from guide.core.model import Text
from guide.formats.context import Context
from guide.formats.xlsx import layout
from guide.formats.xlsx.file import LISTS, SheetBuilder, WorkbookBuilder
from guide.formats.xlsx.master import Master
from guide.formats.xlsx.view import View

# Columns: the code with a link, the title, the points, one for each status, what is not answered.
_LINK, _TITLE, _POINTS, _FIRST = range(4)
_OPEN = _FIRST + len(STATUSES)
_WIDTHS = (10, 44, 10, 15, 15, 15, 15, 15)
_ON_ONE_PAGE = 20  # sheets that the overview can list there in letters large enough to read


@dataclass(frozen=True, slots=True)
class Overview:
    """The overview, and the row from 0 on which its table begins."""

    sheet: SheetBuilder
    row: int


def workbook_title(context: Context) -> str:
    """The title of the workbook: the guide's title and "workbook"."""
    workbook = context.words.ui("workbook")
    return f"{context.guide.title}: {workbook}"


def begin(book: WorkbookBuilder, name: str, filled: str, group: str) -> Overview:
    """The overview down to its table, which needs the other sheets.

    `filled` is the name of the sheet that is filled in, `group` that of the group.
    """
    context, ui = book.context, book.context.words.ui
    guide = context.guide
    sheet = book.sheet(name, _WIDTHS, 0)
    lines: list[tuple[Text | str, str]] = [
        (book.title, "title"),
        (guide.subtitle, "text"),
        (ui("workbook-lead", sheet=filled), "text"),
        (ui("workbook-alone"), "text"),
        (ui("workbook-sorting", column=ui("workbook-order")), "text"),
        *([(ui("degree-legend"), "text")] if guide.has_degrees else []),
    ]
    titles = [*(stage.title for stage in guide.stages), *(who.title for who in guide.audiences)]
    shown = [(point.title, point.question) for point in guide.points.values()]
    groups = [group.title for group in guide.stage_groups]
    whole = (guide.title, guide.subtitle, guide.do_no_harm, groups)
    if notice := context.notices((*whole, *titles, *shown)):
        lines.append(("\n".join(map(str, notice)), "notice"))
    for row, (text, look) in enumerate(lines):
        sheet.across(row, text, look)
    few = len(titles) + len(groups) <= _ON_ONE_PAGE
    sheet.file.fit_to_pages(1, 1 if few else 0)  # 0: as many pages as it takes
    _group(sheet, len(lines) + 1, group)
    return Overview(sheet, len(lines) + 3)


def _group(sheet: SheetBuilder, row: int, name: str) -> None:
    """The field for the name of the group."""
    word = sheet.book.context.words.ui("worksheet-group")
    sheet.merge(row, _LINK, _TITLE, "strong")
    sheet.text(row, _LINK, word, "strong")
    sheet.merge(row, layout.GROUP_COLUMN, _OPEN, "answer")
    if name:
        sheet.text(row, layout.GROUP_COLUMN, name, "answer")
    sheet.high(row, [(str(word), _WIDTHS[_LINK] + _WIDTHS[_TITLE]), (name, sum(_WIDTHS[_POINTS:]))])
    mark = layout.MARK_COLUMN  # hidden
    sheet.text(row, mark, layout.GROUP, "text")
    sheet.file.set_column(mark, mark, 0, None, {"hidden": True})


def fill(
    overview: Overview, source: Master, views: Sequence[View], answers: Mapping[str, PointAnswers]
) -> None:
    """The table, counted by formulas, with a row for all points and one for each view."""
    sheet, ui = overview.sheet, overview.sheet.book.context.words.ui
    headings = [
        *(ui("worksheet-code"), ui("workbook-sheet"), ui("workbook-points")),
        *(*(ui(f"status-{status}") for status in STATUSES), ui("workbook-unanswered")),
    ]
    for column, head in enumerate(headings):
        sheet.text(overview.row, column, head, "head")
    sheet.high(overview.row, zip(map(str, headings), _WIDTHS, strict=True))
    row = overview.row + 1
    guide = sheet.book.context.guide
    everything = ui("workbook-all")
    whole = View(
        source.name, "", everything, tuple(guide.points.values()), source.first, source.last, ""
    )
    _count(sheet, row, whole, answers)
    heads = queries.group_heads(guide, [shown.stage for shown in views])
    for group, shown in zip(heads, views, strict=True):
        if group:
            row += 1
            sheet.across(row, group, "group")
        row += 1
        _count(sheet, row, shown, answers)
    end = (sheet.book.context.words.citation_of_all(), sheet.book.context.words.conditions())
    for number, text in enumerate(end, row + 2):
        sheet.across(number, text, "text")


def _count(sheet: SheetBuilder, row: int, shown: View, answers: Mapping[str, PointAnswers]) -> None:
    """A row: a sheet, how many points it has, and how many of them have each status or none."""
    there = quote_sheetname(shown.name)
    title = str(shown.title)
    sheet.text(row, _LINK, shown.code, "row")
    sheet.text(row, _TITLE, shown.title, "row")
    column, said = (_LINK, shown.code) if shown.code else (_TITLE, title)
    sheet.file.write_url(row, column, f"internal:{there}!A1", sheet.look("link"), said)
    sheet.file.write_number(row, _POINTS, len(shown.points), sheet.look("number"))
    letter = xl_col_to_name(layout.STATUS)
    cells = f"{there}!${letter}${shown.first}:${letter}${shown.last}"
    words = xl_col_to_name(layout.STATUS_WORDS)
    given = [answers[point.code].status for point in shown.points if point.code in answers]
    numbers = [given.count(status) for status in STATUSES]
    for place, number in enumerate(numbers):
        # COUNTIF would take a word such as "<5" or "*" for a condition.
        formula = f"=SUMPRODUCT(--({cells}={LISTS}!${words}${place + 1}))"
        sheet.file.write_formula(row, _FIRST + place, formula, sheet.look("number"), number)
    left = f"={_cell(row, _POINTS)}-SUM({_cell(row, _FIRST)}:{_cell(row, _OPEN - 1)})"
    unanswered = len(shown.points) - sum(numbers)
    sheet.file.write_formula(row, _OPEN, left, sheet.look("number"), unanswered)
    sheet.high(row, [(title, _WIDTHS[_TITLE])])


def _cell(row: int, column: int) -> str:
    return f"{xl_col_to_name(column)}{row + 1}"
