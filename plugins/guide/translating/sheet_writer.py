"""Floor 5. Lays out the workbook of a translator; the same rows give the same bytes."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from math import ceil
from typing import Any

import xlsxwriter

from guide import languages

ID, ENGLISH, PREVIOUS, STATE, NOTE, BASE = (
    "id",
    "English",
    "previous English",
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
_WIDTHS = (20, 55, 35, 55, 16, 30, 10)
_WRITABLE = (3, 5)  # columns of the translation and the note
# Fonts that Windows and macOS bring along, and the height of a line in points. Other systems
# choose their own font for the script.
_FONTS = {"ar": ("Arial", 18.0), "my": ("Myanmar Text", 24.0)}
_LATIN_LINE = 15.0
_TALLEST = 409.0  # points; Excel's limit for a row
_BURMESE = 1.5  # widths of a Latin letter
_A4 = 9


class TooLong(Exception):
    """A text that is longer than a cell can hold; `row` is its place among the rows, from 0."""

    def __init__(self, row: int) -> None:
        self.row = row
        super().__init__(row)


def translation_column(language: str) -> str:
    """The head of the column that the translator fills in."""
    return f"translation ({language})"


def columns(language: str) -> tuple[str, ...]:
    """The heads of all columns, in order."""
    return (ID, ENGLISH, PREVIOUS, translation_column(language), STATE, NOTE, BASE)


def write(title: str, language: str, rows: Sequence[tuple[str, ...]]) -> bytes:
    """The workbook with these rows, whose cells stand in the order of `columns`. Raises TooLong."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        # A fixed date of making, without which the bytes would hold the clock.
        book.set_properties({"title": title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001
        sheet = book.add_worksheet(language)
        _lay_out(book, sheet, language)
        formats = _formats(book, language)
        for number, row in enumerate(rows):
            sheet.set_row(number + 1, _height(row, language))
            for column, (cell, look) in enumerate(zip(row, formats, strict=True)):
                if sheet.write_string(number + 1, column, cell, look) != 0:
                    raise TooLong(number)
        sheet.autofilter(0, 0, len(rows), len(_WIDTHS) - 1)
        _read_me(book)
    return made.getvalue()


def _lay_out(book: Any, sheet: Any, language: str) -> None:
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for column, (name, width) in enumerate(zip(columns(language), _WIDTHS, strict=True)):
        sheet.set_column(column, column, width, None, {"hidden": name == BASE})
        sheet.write_string(0, column, name, head)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
    if languages.language(language).direction == "rtl":
        sheet.right_to_left()


def _formats(book: Any, language: str) -> list[Any]:
    """The look of each column. Text format and quote prefix keep a typed "=" from a formula."""
    common = {"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True}
    locked = {**common, "reading_order": 1}
    own = {**common, "locked": False, "bg_color": "#FFFBE6", "border": 1, "border_color": "#999999"}
    if languages.language(language).direction == "rtl":
        own["reading_order"] = 2
    if language in _FONTS:
        own["font_name"] = _FONTS[language][0]
    return [
        book.add_format(own if column in _WRITABLE else locked) for column in range(len(_WIDTHS))
    ]


def _read_me(book: Any) -> None:
    sheet = book.add_worksheet("READ ME")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100)
    for number, line in enumerate(_README):
        sheet.set_row(number, 2 * _LATIN_LINE + 3)
        sheet.write_string(number, 0, line, wrapped)
    sheet.protect()


def _height(row: Iterable[str], language: str) -> float:
    """The height that shows each cell whole, as programs do not compute it for a file."""
    tall = _FONTS.get(language, ("", _LATIN_LINE))[1]
    heights = [
        (tall if column in _WRITABLE else _LATIN_LINE) * _count_lines(cell, width - 2)
        for column, (cell, width) in enumerate(zip(row, _WIDTHS, strict=True))
        if column < len(_WIDTHS) - 1  # the last is hidden
    ]
    return min(max(heights) + 3, _TALLEST)


def _count_lines(cell: str, width: int) -> int:
    return sum(max(1, ceil(_letters(line) / width)) for line in cell.split("\n"))


def _letters(line: str) -> float:
    """About how many Latin letters wide a line is; marks stand above or below a letter."""
    shown = [c for c in line if unicodedata.category(c) not in {"Mn", "Me", "Cf"}]
    return sum(_BURMESE if "\u1000" <= c <= "\u109f" else 1 for c in shown)
