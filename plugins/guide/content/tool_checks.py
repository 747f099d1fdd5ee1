"""Checks of one tool by itself: ids, parts that hold nothing, cells that their columns cannot hold.

What a tool names elsewhere in the guide is checked by content/integrity.py; here it is found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from guide.core.diagnostics import Diagnostic, did_you_mean
from guide.core.location import Location
from guide.core.tools import ColumnType
from guide.files.validator import Record
from guide.files.yaml_tree import Scalar

_CONTENT = ("text", "fields", "checks", "table", "scale")
# The text of a cell is named by its column; these are the names of other texts of a table.
_TAKEN = ("title", "letters")


class Kind(StrEnum):
    """What a reference names; the values are words of messages."""

    POINT = "code"
    AUDIENCE = "audience"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Reference:
    """A name that must be that of a point, an audience or a stage, and where it is written."""

    kind: Kind
    name: Scalar


def references(tool: Record) -> Iterator[Reference]:
    """What a tool names elsewhere in the guide."""
    yield from (Reference(Kind.AUDIENCE, name) for name in tool.scalars("audiences"))
    for values in (tool, *inside(tool)):
        yield from (Reference(Kind.POINT, code) for code in values.scalars("points"))
        if stage := values.optional("stage"):
            yield Reference(Kind.STAGE, stage)


def diagnostics(tool: Record) -> Iterator[Diagnostic]:
    """Every problem that a tool has by itself."""
    yield from _dots([tool, *inside(tool)])
    yield from _unique("part", tool.records("parts"))
    for part in tool.records("parts"):
        yield from _unique("id", _named(part))
        yield from _part(part)


def inside(values: Record) -> Iterator[Record]:
    """The records in a tool or in one of its records, but for cells, whose names are free."""
    for name, records in values.groups.items():
        for inner in records if name != "cells" else ():
            yield inner
            yield from inside(inner)


def _part(part: Record) -> Iterator[Diagnostic]:
    ident = part.scalar("id")
    if part.has("id") and not any(part.has(name) for name in _CONTENT):
        message = f"has nothing in it; add one of {', '.join(_CONTENT)}"
        yield _at(ident, f'part "{ident.value}" {message}')
    if part.has("choose") and not part.has("checks"):
        yield _at(part.scalar("choose"), 'there are no checks to choose from; remove "choose"')
    scale = part.record("scale")
    if scale.has("points") and not scale.scalars("points"):
        yield Diagnostic(scale.location, "scale has no points; list at least one")
    if part.has("table"):
        yield from _table(part.record("table"))


def _table(table: Record) -> Iterator[Diagnostic]:
    columns, rows = table.records("columns"), table.records("rows")
    types = {one.scalar("id").value: _type(one) for one in columns}
    answers = {one.scalar("id").value for one in table.records("answers")}
    filled = table.has("rows") or int(table.scalar("blank_rows").value or 0)
    if columns and not filled:
        yield Diagnostic(table.location, 'table has no rows; add "rows" or "blank_rows"')
    for column in columns:
        yield from _column(column, table, answers)
    if answers and ColumnType.ANSWER not in types.values() and columns:
        message = 'no column holds the answers; give one "type: answer", or remove them'
        yield Diagnostic(table.records("answers")[0].location, message)
    for row in rows:
        yield from _row(row, types)
        yield from _cells(row, types, answers)


def _type(column: Record) -> ColumnType:
    return ColumnType(column.scalar("type").value or ColumnType.TEXT)


def _column(column: Record, table: Record, answers: Collection[str]) -> Iterator[Diagnostic]:
    ident, form = column.scalar("id"), _type(column)
    if ident.value in _TAKEN:
        yield _at(ident, f'"{ident.value}" cannot be the id of a column; choose another')
    if form is ColumnType.ANSWER and not answers:
        message = "holds answers, but the table has none"
        yield _at(column.scalar("type"), f'column "{ident.value}" {message}; add "answers"')
    shows_points = form in (ColumnType.CODES, ColumnType.POINTS)
    if shows_points and not any(row.has("points") for row in table.records("rows")):
        message = f'shows the points of rows, but no row has any; add "points", or leave "{form}"'
        yield _at(column.scalar("type"), f'column "{ident.value}" {message} out')


def _row(row: Record, types: Mapping[str, ColumnType]) -> Iterator[Diagnostic]:
    heads = [name for name in ("title", "stage") if row.has(name)]
    held = [name for name in ("points", "cells") if row.has(name)]
    if len(heads) > 1:
        yield _at(row.scalar("id"), "a heading row has a title or a stage, not both; remove one")
    elif heads and held:
        yield _at(row.scalar("id"), "a heading row has no cells and no points; remove them")
    elif row.has("id") and types and not heads and not held:
        yield _at(row.scalar("id"), 'row has nothing in it; add "cells", or use "blank_rows"')


def _cells(
    row: Record, types: Mapping[str, ColumnType], answers: Collection[str]
) -> Iterator[Diagnostic]:
    for name, cell in row.record("cells").single.items():
        form = types.get(name)
        if form is None:
            hint = did_you_mean(name, types) or "; remove it"
            yield _at(cell, f'"{name}" is no column of this table{hint}')
        elif form is ColumnType.ANSWER and cell.value not in answers:
            hint = did_you_mean(cell.value, answers) or "; add it"
            if answers:  # without any, the column is the problem
                yield _at(cell, f'"{cell.value}" is no answer of this table{hint}')
        elif form not in (ColumnType.TEXT, ColumnType.ANSWER):
            message = f'the column "{name}" is of type {form}; remove the cell'
            yield _at(cell, message)


def _named(part: Record) -> Iterator[Record]:
    """The records of a part whose ids must differ, since they name its texts."""
    yield from (*part.records("fields"), *part.records("checks"))
    table = part.record("table")
    yield from (*table.records("answers"), *table.records("columns"), *table.records("rows"))
    yield from part.record("scale").records("levels")


def _unique(kind: str, records: Iterable[Record]) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for ident in (record.scalar("id") for record in records):
        if ident.value and ident.value in first:
            line = first[ident.value]
            message = f"is used twice here; first on line {line}; rename one"
            yield _at(ident, f'{kind} "{ident.value}" {message}')
        first.setdefault(ident.value, ident.location.line)


def _dots(records: Iterable[Record]) -> Iterator[Diagnostic]:
    """A dot parts the ids in the name of a text, so that no id may hold one."""
    for ident in (record.scalar("id") for record in records if record.has("id")):
        if "." in ident.value:
            near = ident.value.replace(".", "-").strip("-")
            yield _at(ident, f'the id "{ident.value}" has a dot; write "{near}"')


def _at(place: Scalar, message: str) -> Diagnostic:
    location: Location = place.location
    return Diagnostic(location, message)
