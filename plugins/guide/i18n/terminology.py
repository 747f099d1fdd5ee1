"""The terms of each language: which of them practitioners use, and which are proposals.

`translations/glossary.csv` has one row per glossary term and language: the term's id, the
language's code, the translation, `confirmed` or `proposed`, and where a confirmed one was found.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guide.core.diagnostics import ContentError, Diagnostic, UnreadableError
from guide.core.location import Location
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
    """The terminology of a project; empty if it has none.

    Raises ContentError if the file is unreadable or damaged.
    """
    if not (project / NAME).exists():
        return {}
    try:
        lines = read_text(project / NAME, NAME).splitlines()
    except UnreadableError as error:
        raise ContentError([error.diagnostic]) from None
    terms: dict[tuple[str, str], TermUse] = {}
    first: dict[tuple[str, str], int] = {}
    diagnostics: list[Diagnostic] = []
    rows = csv.reader(lines)
    if next(_until_broken(rows, diagnostics), None) != COLUMNS:
        message = f"the first line must be {','.join(COLUMNS)}"
        diagnostics.append(Diagnostic(Location(NAME, 1), message))
    for row in _until_broken(rows, diagnostics):
        location = Location(NAME, rows.line_num)
        if fault := _fault(row):
            diagnostics.append(Diagnostic(location, fault))
            continue
        term, language, translation, status, source = row
        if (term, language) in terms:
            line = first[term, language]
            message = f'"{term}" in {language} is defined twice; first on line {line}; keep one'
            diagnostics.append(Diagnostic(location, message))
        else:
            first[term, language] = location.line
            terms[term, language] = TermUse(translation, status == CONFIRMED, source)
    if diagnostics:
        raise ContentError(diagnostics)
    return terms


def _until_broken(rows: Any, diagnostics: list[Diagnostic]) -> Iterator[list[str]]:
    """The rows of a CSV reader, up to the first that it cannot read, which is a problem."""
    try:
        yield from rows
    except csv.Error as error:
        location = Location(NAME, rows.line_num or 1)
        diagnostics.append(Diagnostic(location, f"not valid CSV: {error}; correct the line"))


def _fault(row: list[str]) -> str:
    if len(row) != len(COLUMNS) or not all(row[:4]):
        return f"must have {len(COLUMNS)} cells, the first four filled; correct the line"
    if row[3] not in (CONFIRMED, PROPOSED):
        return f'status must be {CONFIRMED} or {PROPOSED}, not "{row[3]}"'
    if row[3] == CONFIRMED and not row[4]:
        return "a confirmed term must say where it was found; fill in the source"
    return ""
