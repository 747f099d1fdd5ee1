"""The terms of each language: which are in use among practitioners, which are proposals.

`translations/glossary.csv` holds a row for each glossary term and language: the term's id, the
language, its translation, `confirmed` or `proposed`, and where a confirmed one was found.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guide.core.diagnostics import ContentError, Diagnostic, UnreadableError
from guide.core.model import Location
from guide.files.yaml_tree import read_text

NAME = "translations/glossary.csv"
COLUMNS = ["term", "language", "translation", "status", "source"]
CONFIRMED, PROPOSED = "confirmed", "proposed"


@dataclass(frozen=True, slots=True)
class TermUse:
    """The translation of a term, whether practitioners use it, and where that was found."""

    translation: str
    confirmed: bool
    source: str


Terminology = Mapping[tuple[str, str], TermUse]  # by term id and language


def read(project: Path) -> Terminology:
    """The terminology of a project; empty where it has none. Raises ContentError."""
    if not (project / NAME).exists():
        return {}
    try:
        lines = read_text(project / NAME, NAME).splitlines()
    except UnreadableError as fault:
        raise ContentError([fault.diagnostic]) from None
    found: dict[tuple[str, str], TermUse] = {}
    diagnostics: list[Diagnostic] = []
    rows = csv.reader(lines)
    if next(_until_broken(rows, diagnostics), None) != COLUMNS:
        diagnostics.append(Diagnostic(Location(NAME, 1), f"must begin with: {','.join(COLUMNS)}"))
    for row in _until_broken(rows, diagnostics):
        location = Location(NAME, rows.line_num)
        if fault_ := _fault(row):
            diagnostics.append(Diagnostic(location, fault_))
        elif (row[0], row[1]) in found:
            diagnostics.append(
                Diagnostic(location, f"{row[0]} in {row[1]} stands twice; keep one row")
            )
        else:
            found[row[0], row[1]] = TermUse(row[2], row[3] == CONFIRMED, row[4])
    if diagnostics:
        raise ContentError(diagnostics)
    return found


def _until_broken(rows: Any, diagnostics: list[Diagnostic]) -> Iterator[list[str]]:
    """The rows of a CSV reader; one that it cannot read is a problem, and the last."""
    try:
        yield from rows
    except csv.Error as error:
        diagnostics.append(
            Diagnostic(Location(NAME, rows.line_num or 1), f"not CSV: {error}; correct it")
        )


def _fault(row: list[str]) -> str:
    if len(row) != len(COLUMNS) or not all(row[:4]):
        return f"must have {len(COLUMNS)} cells, the first four filled; correct the row"
    if row[3] not in (CONFIRMED, PROPOSED):
        return f'status "{row[3]}" must be {CONFIRMED} or {PROPOSED}'
    if row[3] == CONFIRMED and not row[4]:
        return "a confirmed term must say where it was found; fill in source"
    return ""
