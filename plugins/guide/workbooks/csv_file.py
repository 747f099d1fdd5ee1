"""A workbook as CSV (RFC 4180), for spreadsheets: a row for each point, answered or not.

What begins as a formula does is written behind an apostrophe, which reading takes off again. It may
begin within a cell: in many countries spreadsheet programs split at semicolons, and where a cell
does not begin with a quote after one, quotes do not keep it together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from guide.core.answers import FIELDS, PointAnswers, Workbook
from guide.core.diagnostics import ContentError, Diagnostic, did_you_mean
from guide.core.location import Location
from guide.core.model import Guide
from guide.workbooks.entries import Entries
from guide.workbooks.shared import decoded, shown

COLUMNS = ("code", "title", *FIELDS)
_SEPARATORS = ",;"
# The beginning of what may become a cell, and what such programs take for that of a formula: they
# may strip quotes and spaces before it. Behind apostrophes, too, so that one comes off again.
_BEGINNING = r"(^|[;\t\r\n])"
_FORMULA = (
    r"(?=['\" \xa0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]*"
    r"[=+\-@\uff0b\uff0d\uff1d\uff20])"
)
_UNGUARDED = re.compile(_BEGINNING + _FORMULA)
_GUARDED = re.compile(f"{_BEGINNING}'{_FORMULA}")
_QUOTED = re.compile(r'[",;\r\n]')  # a semicolon parts cells in many countries
# A cell in quotes or without, and what ends it.
_CELL = {
    mark: re.compile(
        r'(?:"([^"]*(?:""[^"]*)*)"|([^"' + mark + r"\r\n][^" + mark + r"\r\n]*)?)"
        r"(" + mark + r"|\r\n|[\r\n]|\Z)"
    )
    for mark in _SEPARATORS
}


def read(data: bytes, name: str, guide: Guide) -> tuple[Workbook, list[Diagnostic]]:
    """The workbook in a file, and warnings: what it holds that is not taken.

    `name` is what problems call the file. Raises ContentError with every problem; then nothing of
    the file is taken.
    """
    rows = _rows(decoded(data, name), name)
    line, header = next(rows, (1, []))
    if "code" not in header or len({*filter(None, header)}) < len([*filter(None, header)]):
        message = f"the first row must be {','.join(COLUMNS)}; begin with a file from the page"
        raise ContentError([Diagnostic(Location(name, line), message)])
    entries = Entries(guide, name)
    for column in header:
        if column and column not in COLUMNS:
            entries.warn(line, f'column "{shown(column)}" is left out{_hint(column)}')
    for line, cells in rows:
        _add(entries, header, cells, line)
    return entries.workbook({})


def _hint(column: str) -> str:
    return did_you_mean(column[: len("priority")].lower(), COLUMNS)


def _add(entries: Entries, header: Sequence[str], cells: Sequence[str], line: int) -> None:
    values = dict(zip(header, cells, strict=False))
    code = values.get("code", "")
    if any(cells[len(header) :]):
        entries.note(line, "has more cells than the first row; put text with commas in quotes")
    elif code:
        entries.add(code, values, line)
    elif any(values.get(field) for field in FIELDS):
        entries.note(line, "has answers but no code; write the code of the point")


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the line on which it begins."""
    header = re.split(r"[\r\n]", text, maxsplit=1)[0]
    cell = _CELL[max(_SEPARATORS, key=header.count)]
    at, line, begun, cells = 0, 1, 1, list[str]()
    while at < len(text) or cells:
        found = cell.match(text, at)
        if not found:
            message = "a quote is missing or in the wrong place; save the file again as CSV"
            raise ContentError([Diagnostic(Location(name, line), message)])
        quoted, plain, end = found.groups()
        cells.append(_unguarded(quoted.replace('""', '"') if quoted is not None else plain or ""))
        line += len(re.findall(r"\r\n|[\r\n]", found[0]))
        at = found.end()
        if end not in _SEPARATORS or not end:
            if any(cells):
                yield begun, cells
            begun, cells = line, []


def _unguarded(cell: str) -> str:
    return _GUARDED.sub(r"\1", cell)


def write(workbook: Workbook, guide: Guide) -> bytes:
    """The file of a workbook: UTF-8 with a byte order mark, without which Excel misreads it."""
    given = workbook.all(guide.points)
    titles = {code: str(point.title) for code, point in guide.points.items()}
    rows = [list(COLUMNS)]
    for code in dict.fromkeys((*titles, *given)):
        answers = given.get(code, PointAnswers())
        rows.append([code, titles.get(code, ""), *map(answers.get, FIELDS)])
    text = "".join(",".join(map(_cell, row)) + "\r\n" for row in rows)
    return text.encode("utf-8-sig")


def _cell(text: str) -> str:
    guarded = _UNGUARDED.sub(r"\1'", text)
    quoted = guarded.replace('"', '""')
    return f'"{quoted}"' if _QUOTED.search(guarded) else guarded
