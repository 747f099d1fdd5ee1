"""The workbook as XLSX: an overview that counts, one sheet to fill in, and views of it.

Every point is filled in once. The sheets for stages and audiences show it by formulas. The lists
of choices are on a hidden sheet, in the language of the workbook and as saved files hold them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from guide.core import queries
from guide.core.answers import FORMAT_ENDING, PRIORITIES, STATUSES, Workbook
from guide.core.queries import Worksheet
from guide.formats.context import Context
from guide.formats.xlsx import layout, master, view
from guide.formats.xlsx import overview as xlsx_overview
from guide.formats.xlsx.file import LISTS, WorkbookBuilder


def write(context: Context, answers: Workbook | None = None) -> bytes:
    """The workbook in the language of the context; empty, or filled with answers."""
    saved = datetime.fromisoformat(answers.saved) if answers and answers.saved else None
    book = WorkbookBuilder(context, xlsx_overview.workbook_title(context), saved)
    book.names.add(LISTS)
    overview_name = book.name(str(context.words.ui("workbook-overview")))
    name = book.name(str(context.words.ui("workbook")))
    overview = xlsx_overview.begin(book, overview_name, name, answers.group if answers else "")
    source = master.write(book, name, answers)
    given = answers.points if answers else {}
    views = [view.write(book, about, source, given) for about in _worksheets(context)]
    _lists(book)
    xlsx_overview.fill(overview, source, views, given)
    return book.close()


def _worksheets(context: Context) -> Iterator[tuple[str, str, Worksheet]]:
    guide = context.guide
    for stage in guide.stages:
        yield stage.prefix, str(stage.title), queries.stage_worksheet(guide, stage.id)
    for audience in guide.audiences:
        yield audience.prefix, str(audience.short), queries.audience_worksheet(guide, audience.id)


def _lists(book: WorkbookBuilder) -> None:
    """The hidden sheet with what the lists offer, and what the workbook is."""
    sheet, guide = book.sheet(LISTS, (30,) * 6, 0), book.context.guide
    lists = (
        ("status", STATUSES, layout.STATUS_WORDS, layout.STATUS_VALUES),
        ("priority", PRIORITIES, layout.PRIORITY_WORDS, layout.PRIORITY_VALUES),
    )
    for kind, values, words, neutral in lists:
        for row, value in enumerate(values):
            sheet.text(row, words, book.context.words.ui(f"{kind}-{value}"), "text")
            sheet.text(row, neutral, value, "text")
    about = {
        layout.FORMAT: f"{guide.slug}{FORMAT_ENDING}",
        layout.VERSION: guide.version,
        layout.LANGUAGE: guide.language,
    }
    for row, (key, value) in enumerate(about.items()):
        sheet.text(row, layout.ABOUT, key, "text")
        sheet.text(row, layout.SAID, value, "text")
    sheet.file.hide()
