"""Lays out the workbook for a translator; the same rows give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from guide.core import languages
from guide.core.errors import GuideError
from guide.theme import colours, fonts, typography

ID, ORIGINAL, PREVIOUS, STATE, NOTE, BASE = (
    "id",
    "original",
    "previous original",
    "state",
    "note",
    "base (do not change)",
)
_README = (
    "Write in the columns translation and note; all other cells are locked and must stay.",
    (
        "Translate the words and keep the marks around them: **bold**, *italic*, [words](address), "
        '[[name|words]], "- " before the parts of a list, names in braces such as {code}.'
    ),
    "A new line within a cell: Alt+Enter (LibreOffice: Ctrl+Enter). No tabs, no formulas.",
    (
        "Begin with the rows that are not translated or out of date. Where an old translation "
        "still holds, leave it and write in the note: still right."
    ),
    "Save as .xlsx and send the whole file back; rows that you leave alone change nothing.",
)
_README_WIDTH = 100
_WIDTHS = (20, 55, 35, 55, 16, 30, 10)
_WRITABLE = (3, 5)  # columns of the translation and the note


class CellTooLongError(GuideError):
    """A text that does not fit into a cell; `row` is the index of its row, from 0."""

    def __init__(self, row: int) -> None:
        self.row = row
        super().__init__(row)


def translation_column(language: str) -> str:
    """The name of the column that the translator fills in."""
    return f"translation ({language})"


def columns(language: str) -> tuple[str, ...]:
    """The names of all columns, in order."""
    return (ID, ORIGINAL, PREVIOUS, translation_column(language), STATE, NOTE, BASE)


def write(title: str, language: str, rows: Sequence[tuple[str, ...]]) -> bytes:
    """The XLSX file with these rows, whose cells are in the order of `columns`.

    Raises CellTooLongError for a text that does not fit into a cell.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        # A fixed date, because otherwise the bytes would depend on the clock.
        book.set_properties({"title": title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001
        sheet = book.add_worksheet(language)
        _lay_out(book, sheet, language)
        formats = _formats(book, language)
        for number, row in enumerate(rows):
            sheet.set_row(number + 1, _height(row, language))
            for column, (cell, format_) in enumerate(zip(row, formats, strict=True)):
                if sheet.write_string(number + 1, column, cell, format_) != 0:
                    raise CellTooLongError(number)
        sheet.autofilter(0, 0, len(rows), len(_WIDTHS) - 1)
        _read_me(book)
    return file.getvalue()


def _lay_out(book: Any, sheet: Any, language: str) -> None:
    header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for column, (name, width) in enumerate(zip(columns(language), _WIDTHS, strict=True)):
        sheet.set_column(column, column, width, None, {"hidden": name == BASE})
        sheet.write_string(0, column, name, header)
    sheet.freeze_panes(1, 1)
    typography.on_paper(sheet, language, 0)
    sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})


def _formats(book: Any, language: str) -> list[Any]:
    """The format of each column. As text with a quote prefix, a typed "=" makes no formula."""
    common = {"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True}
    edge = colours.own().light.edge
    locked = {**common, "reading_order": 1, "bottom": 1, "bottom_color": edge}
    own = {**common, "locked": False, "indent": 1, "border": 1, "border_color": edge}
    if languages.language(language).direction == "rtl":
        own |= {"reading_order": 2, "align": "right"}
    if font := fonts.of(language).office.sheet:
        own["font_name"] = font
    return [
        book.add_format(own if column in _WRITABLE else locked) for column in range(len(_WIDTHS))
    ]


def _read_me(book: Any) -> None:
    sheet = book.add_worksheet("READ ME")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, _README_WIDTH)
    latin = fonts.SCRIPTS[fonts.LATIN].office.line
    for number, line in enumerate(_README):
        sheet.set_row(number, typography.height([(line, _README_WIDTH, latin)]))
        sheet.write_string(number, 0, line, wrapped)
    sheet.protect()


def _height(row: Iterable[str], language: str) -> float:
    latin, own = fonts.SCRIPTS[fonts.LATIN].office.line, fonts.of(language).office.line
    return typography.height(
        (cell, width, own if column in _WRITABLE else latin)
        for column, (cell, width) in enumerate(zip(row, _WIDTHS, strict=True))
        if column < len(_WIDTHS) - 1  # the last is hidden
    )
