"""The workbook as a spreadsheet: reads the sheet that was filled in, in any language.

formats/xlsx writes it. Its rows may have been sorted, filtered and moved since, and another program
may have saved it; so columns are found by the hidden row with their names, points by their codes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from guide.core.answers import CHOICES, DATES, FIELDS, FORMAT_ENDING, MAX_BYTES, Workbook
from guide.core.diagnostics import Diagnostic
from guide.core.model import Guide
from guide.formats.xlsx import layout
from guide.i18n.spreadsheet import reader
from guide.i18n.spreadsheet.reader import Book, Sheet, SheetCell, SheetError, SheetLine
from guide.workbooks import days
from guide.workbooks.entries import Entries
from guide.workbooks.shared import refused, shown

_ABOUT = {layout.VERSION: "guide_version", layout.LANGUAGE: "language"}
_VALUES = {"status": layout.STATUS_VALUES, "priority": layout.PRIORITY_VALUES}
_WORDS = {"status": layout.STATUS_WORDS, "priority": layout.PRIORITY_WORDS}
_FORMULA = "a formula"
# Programs write each answer again on each sheet that shows it.
_UNPACKED = 4 * MAX_BYTES
_LEFT_OUT = str.maketrans("", "", "\u200e\u200f\u2066\u2067\u2068\u2069\ufeff")  # within codes


def read(
    data: bytes, name: str, guide: Guide, others: Iterable[Guide] = ()
) -> tuple[Workbook, list[Diagnostic]]:
    """The workbook in a spreadsheet, and warnings.

    `name` is what problems call the file, `others` the guide in the languages whose words for
    statuses and priorities are known too. Raises ContentError with every problem; then nothing of
    the file is taken.
    """
    if len(data) > MAX_BYTES:
        most = f"{MAX_BYTES // 1_000_000} MB"
        raise refused(name, 1, f"larger than {most}; a workbook is not: choose another file")
    try:
        book = reader.read_book(data, _UNPACKED)
    except SheetError as error:
        raise refused(name, error.number or 1, error.why) from None
    lists = next(filter(None, map(_lists, book.sheets)), ())
    about = dict(_pairs(lists))
    found = about.get(layout.FORMAT, "")
    if found and found != guide.slug + FORMAT_ENDING:
        raise refused(name, 1, f'"{shown(found)}" is of another guide; use it with that one')
    table = _table(book, name)
    entries = _SheetEntries(guide, name, table.sheet)
    _FilledRows(entries, table, guide, _words(lists, (guide, *others))).take()
    head = {own: about[key] for key, own in _ABOUT.items() if about.get(key)}
    return entries.workbook({**head, "saved": book.saved, "group": _group(book)}, table.head)


class _SheetEntries(Entries):
    """The answers of a sheet, which problems name too."""

    def __init__(self, guide: Guide, file: str, sheet: str) -> None:
        super().__init__(guide, file)
        self._sheet = sheet

    def note(self, line: int, message: str) -> None:
        super().note(line, f'sheet "{shown(self._sheet)}": {message}')

    def warn(self, line: int, message: str) -> None:
        super().warn(line, f'sheet "{shown(self._sheet)}": {message}')


@dataclass(frozen=True, slots=True)
class _Table:
    """The sheet that was filled in: the column of each field, the row of its head, those below."""

    sheet: str
    columns: Mapping[str, int]
    head: int
    lines: list[SheetLine]


def _table(book: Book, name: str) -> _Table:
    """The one sheet with the hidden row of names; raises ContentError if not just one has it."""
    tables = [table for sheet in book.sheets for table in _tables(sheet)]
    if not tables:
        message = (
            "not the workbook of a guide: no sheet has the hidden row with the names of its "
            "columns; copy the answers into a new workbook"
        )
        raise refused(name, 1, message)
    if len(tables) > 1:
        two = " and ".join(f'"{shown(table.sheet)}"' for table in tables[:2])
        raise refused(name, tables[1].head, f"two sheets hold answers: {two}; delete one of them")
    return tables[0]


def _tables(sheet: Sheet) -> Iterator[_Table]:
    for place, line in enumerate(sheet.lines):
        names = [cell.text.strip() for cell in line.cells]
        columns = {name: names.index(name) for name in layout.COLUMNS if name in names}
        if "code" in columns and not columns.keys().isdisjoint(FIELDS):
            yield _Table(sheet.name, columns, line.number, sheet.lines[place + 1 :])
            return


def _lists(sheet: Sheet) -> tuple[SheetLine, ...]:
    """The rows of the sheet of lists; none if it is another sheet."""
    is_lists = any(key == layout.FORMAT for key, _ in _pairs(sheet.lines))
    return tuple(sheet.lines) if is_lists else ()


def _pairs(lines: Iterable[SheetLine]) -> Iterator[tuple[str, str]]:
    return ((_text(line, layout.ABOUT), _text(line, layout.SAID)) for line in lines)


def _group(book: Book) -> str:
    """The name of the group, which stands on the overview."""
    lines = (line for sheet in book.sheets for line in sheet.lines)
    marked = (line for line in lines if _text(line, layout.MARK_COLUMN) == layout.GROUP)
    return next((_text(line, layout.GROUP_COLUMN) for line in marked), "")


def _words(lists: Iterable[SheetLine], guides: Iterable[Guide]) -> dict[str, dict[str, str]]:
    """For each field with choices, its values by the words for them: those of the file first."""
    lists = tuple(lists)
    found: dict[str, dict[str, str]] = {}
    for name, values in CHOICES.items():
        own = ((_text(line, _WORDS[name]), _text(line, _VALUES[name])) for line in lists)
        words = {_folded(word): value for word, value in own if word and value in values}
        for value in values:
            words.setdefault(value, value)
        for guide in guides:
            for value in values:
                words.setdefault(_folded(str(guide.interface[f"{name}-{value}"])), value)
        found[name] = words
    return found


def _folded(word: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", word).casefold().split())


def _text(line: SheetLine, column: int) -> str:
    cell = _cell(line, column)
    return cell.text or cell.plain


def _cell(line: SheetLine, column: int | None) -> SheetCell:
    if column is None or column >= len(line.cells):
        return SheetCell()
    return line.cells[column]


@dataclass
class _FilledRows:
    """The rows of the sheet, on their way to the entries."""

    entries: Entries
    table: _Table
    guide: Guide
    words: Mapping[str, Mapping[str, str]]
    codes: Mapping[str, str] = field(init=False)  # by how they may be typed

    def __post_init__(self) -> None:
        self.codes = {code.casefold(): code for code in (*self.guide.aliases, *self.guide.points)}

    def take(self) -> None:
        """Takes every row with answers."""
        lines = self.table.lines
        head = next((place for place, line in enumerate(lines) if self._is_head(line)), None)
        for place, line in enumerate(lines):
            if place != head:
                self._take(line)

    def _is_head(self, line: SheetLine) -> bool:
        """Whether it has the titles of the columns: none of them is a number, and few are empty."""
        if self._code(line) in self.guide.points:
            return False
        order = _cell(line, self.table.columns.get("order")).text
        titles = [_cell(line, at).text for at in self.table.columns.values()]
        return bool(order and not order.isdecimal()) or all(titles)

    def _code(self, line: SheetLine) -> str:
        typed = _text(line, self.table.columns["code"]).translate(_LEFT_OUT).strip()
        return self.codes.get(typed.casefold(), typed)

    def _take(self, line: SheetLine) -> None:
        code = self._code(line)
        cells = {name: _cell(line, self.table.columns.get(name)) for name in FIELDS}
        if not any(cell.text or cell.odd for cell in cells.values()):
            return
        if not code:
            # Formulas in such a row only tell what stands elsewhere.
            if given := next(
                (cell for cell in cells.values() if cell.text.strip() or cell.plain), None
            ):
                what = shown(given.text or given.plain)
                fault = f'"{what}" stands in a row without a code'
                self.entries.note(line.number, f"{fault}; write the code of its point, or clear it")
            return
        if code not in self.guide.points and code in self.guide.steps:
            message = f"{code} is a title; move its answers to the rows of its points"
            self.entries.note(line.number, message)
            return
        values = {name: self._value(line.number, code, name, cell) for name, cell in cells.items()}
        self.entries.add(code, values, line.number)

    def _value(self, row: int, code: str, name: str, cell: SheetCell) -> str:
        if cell.odd and not cell.plain:
            what = "write what it says instead" if cell.odd == _FORMULA else "write it again"
            self.entries.note(row, f"{code} {name}: is {cell.odd}; {what}")
            return ""
        if name in self.words:
            typed = (cell.text or cell.plain).strip()
            return self.words[name].get(_folded(typed), typed)
        if name not in DATES:
            return cell.text or cell.plain
        day = days.read(cell.text or cell.plain, is_number=bool(cell.plain))
        if day.other:
            fault = f'"{shown(cell.text)}" can be two days: {day.text} or {day.other}'
            self.entries.note(row, f"{code} {name}: {fault}; write the one that is meant")
            return ""
        return day.text
