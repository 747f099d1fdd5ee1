"""A sheet for a stage or an audience, which shows by formulas what stands on the one filled in.

A formula finds its point by the code, so the rows of the other sheet may be in any order. Each
formula has the value that it will compute, for programs that do not compute.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from guide.core import queries
from guide.core.answers import DATES, FIELDS, PointAnswers
from guide.core.model import Point, Text
from guide.core.queries import Worksheet
from guide.formats.xlsx import layout, master, rows
from guide.formats.xlsx.file import SheetBuilder, WorkbookBuilder
from guide.formats.xlsx.layout import CODE, NOTES, OWNER, QUESTION, STATUS, WIDTHS
from guide.formats.xlsx.master import Master
from guide.theme.branding import stage_number

_FOUND = NOTES + 1  # the hidden column with the row in which each code is found
_WIDTHS = WIDTHS[:_FOUND]


@dataclass(frozen=True, slots=True)
class View:
    """A sheet that shows answers: what it is about, and its first and last row, from 1.

    The code is '' for an audience that is an addition. `stage` is the id of the stage that it is
    about, or ''.
    """

    name: str
    code: str
    title: Text
    points: tuple[Point, ...]
    first: int
    last: int
    stage: str


def write(
    book: WorkbookBuilder,
    about: tuple[str, str, Worksheet],
    source: Master,
    answers: Mapping[str, PointAnswers],
) -> View:
    """Writes the sheet; `about` are the code and the short title of its subject, and its points."""
    code, short, worksheet = about
    context = book.context
    name = book.name(f"{code} {short}".strip())
    sheet = book.sheet(name, _WIDTHS, 0)
    stage = worksheet.id if worksheet.about == "stage" else ""
    own = stage_number(context.words, stage)
    if own:
        sheet.file.set_tab_color(context.colours.of_stage(own["place"]))
    rows.head(sheet, 0)
    sheet.file.freeze_panes(1, QUESTION)
    sheet.file.set_column(_FOUND, _FOUND, 0, None, {"hidden": True})
    _lead(sheet, 1, source)
    row = first = rows.do_no_harm(sheet, 2)
    heads = queries.group_heads(context.guide, [group.stage for group in worksheet.groups])
    for opened, group in zip(heads, worksheet.groups, strict=True):
        if opened:
            sheet.text(row, layout.POINT, opened, "strong")
            row += 1
        rows.group_title(sheet, row, group, own)
        for number, point in enumerate(group.points, row + 1):
            _point(sheet, number, point, source.rows[point.code], answers.get(point.code))
        row += 1 + len(group.points)
    title = worksheet.title if code else replace(worksheet.title, value=short)
    if worksheet.about == "audience" and context.guide.adds(context.guide.audience(worksheet.id)):
        title = replace(title, value=f"{title}{rows.added(sheet)}")
    return View(name, code, title, worksheet.points, first + 1, row, stage)


def _lead(sheet: SheetBuilder, row: int, source: Master) -> None:
    """Says, with a link, where answers are filled in."""
    said = str(sheet.book.context.words.ui("workbook-view", sheet=source.name))
    sheet.across(row, said, "link")
    place = f"internal:{quote_sheetname(source.name)}!A1"
    sheet.file.write_url(row, 0, place, sheet.look("link"), said)


def _point(
    sheet: SheetBuilder, row: int, point: Point, found: int, answers: PointAnswers | None
) -> None:
    """The row of a point, which is in row `found` of the other sheet."""
    texts = rows.point(sheet, row, point)
    given = answers or PointAnswers()
    code, place = xl_rowcol_to_cell(row, CODE), xl_rowcol_to_cell(row, _FOUND)
    match = f"=MATCH({code},{layout.cells('code')},0)"
    sheet.file.write_formula(row, _FOUND, match, sheet.look("number"), found)
    for column, name in enumerate(FIELDS, STATUS):
        cell = f"INDEX({layout.cells(name)},${place})"
        # An empty cell must not become 0; a day must not become a text.
        value = f'IF({cell}="","",{cell})' if name in DATES else f'{cell}&""'
        look = "shown-day" if name in DATES else "shown"
        said = master.shown(sheet.book.context, name, given.get(name))
        sheet.file.write_formula(row, column, f'=IFERROR({value},"")', sheet.look(look), said)
    cells = [*texts, (given.notes, WIDTHS[NOTES]), (given.owner, WIDTHS[OWNER])]
    sheet.fit(row, cells, rows.LEAST)
