"""How tables of tools stand on pages: rows by heading, what names a row, empty rows."""

from __future__ import annotations

from dataclasses import dataclass

from guide.core.tools import Column, ColumnType, Row, Table

_MOST_ON_SCREEN = 3  # empty rows that a screen shows; paper has them all


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows below their heading; `heading` is None for those before the first one."""

    heading: Row | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class EmptyRows:
    """How many rows there are to write in: on screen too, and on paper only."""

    everywhere: int
    on_paper: int


def groups(table: Table) -> tuple[RowGroup, ...]:
    """The printed rows of a table, by heading, in order."""
    found = [RowGroup(None, ())]
    for row in table.rows:
        if row.is_heading:
            found.append(RowGroup(row, ()))
        else:
            last = found.pop()
            found.append(RowGroup(last.heading, (*last.rows, row)))
    return tuple(group for group in found if group.heading or group.rows)


def naming(table: Table) -> Column | None:
    """The column whose cells say what their rows are about: the first full one, never the last."""
    rows = [row for row in table.rows if not row.is_heading]
    columns = table.columns[:-1] if rows else ()
    return next((one for one in columns if all(_says(row, one) for row in rows)), None)


def _says(row: Row, column: Column) -> bool:
    of_points = column.type in (ColumnType.CODES, ColumnType.POINTS)
    return bool(row.points) if of_points else column.id in row.cells


def empty(table: Table) -> EmptyRows:
    """The rows to write in."""
    everywhere = min(table.blank_rows, _MOST_ON_SCREEN)
    return EmptyRows(everywhere, table.blank_rows - everywhere)
