"""Rows that the sheets for answers share: their head, what not to write down, titles, points."""

from __future__ import annotations

from dataclasses import replace

from guide.core import markup
from guide.core.model import Point, Text
from guide.core.queries import Group
from guide.formats.payload import Payload, flat, state_label
from guide.formats.xlsx.file import SheetBuilder
from guide.formats.xlsx.layout import CODE, COLUMNS, DEGREE, POINT, QUESTION, WIDTHS
from guide.theme.branding import stage_number

LEAST = 33.0  # points; room for an answer of two lines


def added(sheet: SheetBuilder, message: str = "addition") -> str:
    """What is said after an addition."""
    context = sheet.book.context
    return f" ({context.words.ui(message)})" if context.guide.has_source else ""


def head(sheet: SheetBuilder, row: int) -> None:
    """The names of the columns. Columns of which the guide says nothing are hidden."""
    guide, ui = sheet.book.context.guide, sheet.book.context.words.ui
    words = {"question": f"{ui('question')}{added(sheet)}", "order": str(ui("workbook-order"))}
    names = [words.get(name) or str(ui(f"worksheet-{name}")) for name in COLUMNS]
    for column, name in enumerate(names[: len(sheet.widths)]):
        sheet.text(row, column, name, "head")
    sheet.high(row, zip(names, sheet.widths, strict=False))
    empty = {
        DEGREE: not guide.has_degrees,
        QUESTION: not any(point.question for point in guide.points.values()),
    }
    for column in (column for column, is_empty in empty.items() if is_empty):
        sheet.file.set_column(column, column, 0, None, {"hidden": True})


def do_no_harm(sheet: SheetBuilder, row: int) -> int:
    """What not to write down, if the guide says it; returns the row after it."""
    said = sheet.book.context.guide.do_no_harm
    if said is None:
        return row
    words = markup.plain(said.value)
    sheet.across(row, replace(said, value=f"{words}{added(sheet)}"), "text")
    return row + 1


def title(sheet: SheetBuilder, row: int, text: Text, look: str, code: str = "") -> None:
    """The title of points, with the code of a step or the number of a stage."""
    for column in range(len(sheet.widths)):
        sheet.open(row, column, look)
    if code:
        sheet.text(row, CODE, code, look)
    sheet.text(row, POINT, replace(text, value=flat(text)), look)
    sheet.high(row, [(str(text), sum(WIDTHS[POINT : QUESTION + 1]))], LEAST)


def group_title(sheet: SheetBuilder, row: int, group: Group, own: Payload | None) -> None:
    """The title of a group of points; `own` is the number of the stage that the sheet is about."""
    stage = stage_number(sheet.book.context.words, group.stage) or own
    look = f"stage-{sheet.book.context.colours.shade(stage['place'])}" if stage else "group"
    number = stage["number"] if stage and group.stage else ""
    end = added(sheet, "addition-link") if group.added else ""
    said = replace(group.title, value=f"{group.title}{end}")
    title(sheet, row, said, look, group.code or number)


def point(sheet: SheetBuilder, row: int, shown: Point) -> list[tuple[str, float]]:
    """What the guide says of a point; returns its long texts, each with its column's width."""
    context = sheet.book.context
    state = state_label(context, (shown.title, shown.question))
    name = markup.plain(shown.title.value) + (f"\n[{state['text']}]" if state else "")
    sheet.text(row, CODE, shown.code, "code")
    sheet.open(row, DEGREE, "row")
    if shown.degree:
        sheet.text(row, DEGREE, context.words.ui(f"degree-{shown.degree}"), "row")
    sheet.text(row, POINT, replace(shown.title, value=name), "row")
    if shown.question is None:
        sheet.open(row, QUESTION, "row")
        return [(name, WIDTHS[POINT])]
    asked = markup.plain(shown.question.value)
    sheet.text(row, QUESTION, replace(shown.question, value=asked), "added")
    return [(name, WIDTHS[POINT]), (asked, WIDTHS[QUESTION])]
