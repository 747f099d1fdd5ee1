"""Floor 5. The first sheet of the workbook: what it is, how to use and cite it, progress."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xlsxwriter.utility import quote_sheetname

from guide.editions.xlsx_book import Book, Sheet
from guide.model import Text
from guide.views import STATUSES

LISTS = "lists"
STATUS_CELLS = f"{LISTS}!$A$1:$A$4"
PRIORITY_CELLS = f"{LISTS}!$B$1:$B$3"
_STATUS_COLUMN = "D"
_WIDTHS = (44, 12, 16, 16, 16, 16, 16)
_DONE, _NOT_APPLICABLE = STATUSES.index("done"), STATUSES.index("not-applicable")
_POINTS, _FIRST = 1, 2  # columns: points, then one for each status, then the share


@dataclass(frozen=True, slots=True)
class Answers:
    """A sheet to fill in: its name, its title, how many points it has, its last row from 1."""

    name: str
    title: Text
    points: int
    last: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The overview, and the row from 0 on which its table begins."""

    sheet: Sheet
    row: int


def begin(book: Book) -> Overview:
    """The overview down to its table, which needs the other sheets."""
    context, ui = book.context, book.context.words.ui
    guide = context.guide
    sheet = book.sheet(book.name(str(ui("workbook-overview"))), _WIDTHS, 0)
    book.names.add(LISTS)
    lines: list[tuple[Text | str, str]] = [
        (f"{guide.title}: {ui('workbook')}", "title"),
        (guide.subtitle, "text"),
        (ui("workbook-lead"), "text"),
        (ui("workbook-alone"), "text"),
    ]
    shown = (guide.title, guide.subtitle, tuple(guide.points.values()), guide.interface)
    lines += [(text, "notice") for text in context.notices(shown)]
    for row, (text, look) in enumerate(lines):
        sheet.across(row, text, look)
    row = len(lines) + 1
    for key in ("worksheet-group", "worksheet-date", "worksheet-facilitator"):
        sheet.text(row, 0, ui(key), "strong")
        sheet.file.merge_range(row, 1, row, 3, "", sheet.look("answer"))
        sheet.high(row, [(str(ui(key)), _WIDTHS[0])])
        row += 1
    return Overview(sheet, row + 1)


def fill(overview: Overview, answers: Iterable[Answers]) -> None:
    """The table of progress, a row a sheet, counted by formulas; then how to cite."""
    sheet, ui = overview.sheet, overview.sheet.book.context.words.ui
    statuses = [ui(f"status-{status}") for status in STATUSES]
    heads = [ui("workbook-sheet"), ui("workbook-points"), *statuses, ui("workbook-share")]
    for column, head in enumerate(heads):
        sheet.text(overview.row, column, head, "head")
    sheet.high(overview.row, list(zip(map(str, heads), _WIDTHS, strict=True)))
    row = overview.row
    for row, answer in enumerate(answers, overview.row + 1):  # noqa: B007 - the last is used below
        _count(sheet, row, answer)
    end = (sheet.book.context.words.citation_of_all(), ui("footer-unofficial"))
    for number, text in enumerate(end, row + 2):
        sheet.across(number, text, "text")


def _count(sheet: Sheet, row: int, answer: Answers) -> None:
    title = str(answer.title)
    there = quote_sheetname(answer.name)
    sheet.file.write_url(row, 0, f"internal:{there}!A1", sheet.look("link"), title)
    sheet.file.write_number(row, _POINTS, answer.points, sheet.look("number"))
    cells = f"{there}!${_STATUS_COLUMN}$2:${_STATUS_COLUMN}${answer.last}"
    for number in range(len(STATUSES)):
        formula = f"=COUNTIF({cells},{LISTS}!$A${number + 1})"
        sheet.file.write_formula(row, _FIRST + number, formula, sheet.look("number"), 0)
    done, out = (f"{'CDEF'[number]}{row + 1}" for number in (_DONE, _NOT_APPLICABLE))
    share = f"=IF(B{row + 1}-{out}=0,0,{done}/(B{row + 1}-{out}))"
    sheet.file.write_formula(row, _FIRST + len(STATUSES), share, sheet.look("share"), 0)
    sheet.high(row, [(title, _WIDTHS[0])])
