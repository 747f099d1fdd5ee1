"""Tab-separated files with a header line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from guide.core.diagnostics import Diagnostic, UnreadableError
from guide.core.location import Location
from guide.files.yaml_tree import read_text


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of one line, without surrounding spaces."""

    location: Location
    cells: tuple[str, ...]


def read(
    project: Path, name: str, columns: Sequence[str], fault: str, blank: Collection[str] = ()
) -> tuple[list[TableRow], list[Diagnostic]]:
    """The rows of a file below its header, and what is wrong with the file.

    `name` is the file's path in the project. `fault` is the message for a row with too many or too
    few cells, or with an empty cell in a column that is not listed in `blank`.
    """
    try:
        text = read_text(project / name, name)
    except UnreadableError as error:
        return [], [error.diagnostic]
    lines = [
        TableRow(Location(name, number), tuple(cell.strip() for cell in line.split("\t")))
        for number, line in enumerate(text.splitlines(), start=1)
    ]
    if not lines or lines[0].cells != tuple(columns):
        message = f"the first line must be {', '.join(columns)}, separated by tabs"
        return [], [Diagnostic(Location(name, 1), message)]
    rows: list[TableRow] = []
    diagnostics: list[Diagnostic] = []
    for row in lines[1:]:
        missing = {c for c, cell in zip(columns, row.cells, strict=False) if not cell} - {*blank}
        if missing or len(row.cells) != len(columns):
            diagnostics.append(Diagnostic(row.location, fault))
        else:
            rows.append(row)
    return rows, diagnostics


def write(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Replaces a file. If this is interrupted, the old file stays as it was."""
    half = path.with_suffix(".half")
    text = "".join("\t".join(cells) + "\n" for cells in (columns, *rows))
    half.write_text(text, encoding="utf-8", newline="\n")
    half.replace(path)
