"""The first sheet of the workbook: what it is, how to use and cite it, progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import quote_sheetname

from guide.core import queries
from guide.core.answers import STATUSES
from guide.core.model import Text
from guide.formats.context import Context
from guide.formats.xlsx.file import LISTS, SheetBuilder, WorkbookBuilder

STATUS_CELLS = f"{LISTS}!$A$1:$A$4"
PRIORITY_CELLS = f"{LISTS}!$B$1:$B$3"
_STATUS_COLUMN = "E"
_WIDTHS = (10, 44, 10, 15, 15, 15, 15, 15)
_ON_ONE_PAGE = 20  # sheets that the overview can list there in letters large enough to read
_IN_PLACE, _NOT_APPLICABLE = STATUSES.index("in-place"), STATUSES.index("not-applicable")
# Columns: the code with a link, the title, the points, one for each status, the share.
_LINK, _TITLE, _POINTS, _FIRST = range(4)
_SHARE = _FIRST + len(STATUSES)
_LETTERS = "ABCDEFGH"  # names of the columns


@dataclass(frozen=True, slots=True)
class Answers:
    """A sheet to fill in: code and title of its subject, how many points, its last row from 1.

    The code is '' for an audience that is an addition. `stage` is the id of the stage that it is
    about, or ''.
    """

    name: str
    code: str
    title: Text
    points: int
    last: int
    stage: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The overview, and the row from 0 on which its table begins."""

    sheet: SheetBuilder
    row: int


def workbook_title(context: Context) -> str:
    """The title of the workbook: the guide's title and "workbook"."""
    workbook = context.words.ui("workbook")
    return f"{context.guide.title}: {workbook}"


def begin(book: WorkbookBuilder) -> Overview:
    """The overview down to its table, which needs the other sheets."""
    context, ui = book.context, book.context.words.ui
    guide = context.guide
    sheet = book.sheet(book.name(str(ui("workbook-overview"))), _WIDTHS, 0)
    book.names.add(LISTS)
    lines: list[tuple[Text | str, str]] = [
        (book.title, "title"),
        (guide.subtitle, "text"),
        (ui("workbook-lead"), "text"),
        (ui("workbook-alone"), "text"),
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
    return Overview(sheet, _who(sheet, len(lines) + 1) + 1)


def _who(sheet: SheetBuilder, row: int) -> int:
    """The fields for the group and the date; returns the row after them."""
    for key in ("group", "date", "facilitator"):
        word = sheet.book.context.words.ui(f"worksheet-{key}")
        sheet.merge(row, _LINK, _TITLE, "strong")
        sheet.text(row, _LINK, word, "strong")
        sheet.merge(row, _POINTS, _FIRST + 1, "day" if key == "date" else "answer")
        sheet.high(row, [(str(word), _WIDTHS[_LINK] + _WIDTHS[_TITLE])])
        row += 1
    return row


def fill(overview: Overview, answers: Sequence[Answers]) -> None:
    """The table of progress, with a row for each sheet, counted by formulas; then how to cite.

    Programs that do not compute formulas show their stored value, 0: nothing is filled in yet.
    """
    sheet, ui = overview.sheet, overview.sheet.book.context.words.ui
    statuses = [ui(f"status-{status}") for status in STATUSES]
    headings = [
        *(ui("worksheet-code"), ui("workbook-sheet"), ui("workbook-points")),
        *(*statuses, ui("workbook-share")),
    ]
    for column, head in enumerate(headings):
        sheet.text(overview.row, column, head, "head")
    sheet.high(overview.row, zip(map(str, headings), _WIDTHS, strict=True))
    row = overview.row
    heads = queries.group_heads(sheet.book.context.guide, [answer.stage for answer in answers])
    for group, answer in zip(heads, answers, strict=True):
        if group:
            row += 1
            sheet.across(row, group, "group")
        row += 1
        _count(sheet, row, answer)
    end = (sheet.book.context.words.citation_of_all(), sheet.book.context.words.conditions())
    for number, text in enumerate(end, row + 2):
        sheet.across(number, text, "text")


def _count(sheet: SheetBuilder, row: int, answer: Answers) -> None:
    there = quote_sheetname(answer.name)
    title = str(answer.title)
    sheet.text(row, _LINK, answer.code, "row")
    sheet.text(row, _TITLE, answer.title, "row")
    column, shown = (_LINK, answer.code) if answer.code else (_TITLE, title)
    sheet.file.write_url(row, column, f"internal:{there}!A1", sheet.look("link"), shown)
    sheet.file.write_number(row, _POINTS, answer.points, sheet.look("number"))
    cells = f"{there}!${_STATUS_COLUMN}$2:${_STATUS_COLUMN}${answer.last}"
    for number in range(len(STATUSES)):
        formula = f"=COUNTIF({cells},{LISTS}!$A${number + 1})"
        sheet.file.write_formula(row, _FIRST + number, formula, sheet.look("number"), 0)
    points, in_place, out = (
        f"{_LETTERS[column]}{row + 1}"
        for column in (_POINTS, _FIRST + _IN_PLACE, _FIRST + _NOT_APPLICABLE)
    )
    share = f"=IF({points}={out},0,{in_place}/({points}-{out}))"
    sheet.file.write_formula(row, _SHARE, share, sheet.look("share"), 0)
    sheet.high(row, [(title, _WIDTHS[_TITLE])])
