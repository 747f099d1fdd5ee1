"""Waivers: findings of the checks that a person has looked at and lets stand.

`translations/<language>.waivers.tsv` holds a line a waiver: the id of a text, the code of a check
(`checks.py`), the reason. The checks report a waiver that waives nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.model import Location
from guide.files import tables

COLUMNS = ("id", "code", "reason")
_FAULT = f"not a waiver ({', '.join(COLUMNS)}, by tabs); complete or delete the line"


@dataclass(frozen=True, slots=True)
class Waiver:
    """One finding of one text that stands, and why."""

    id: str
    code: str
    reason: str
    location: Location


def name_of(language: str) -> str:
    """The path of a language's waivers in the project."""
    return f"translations/{language}.waivers.tsv"


def read(project: Path, language: str) -> list[Waiver]:
    """The waivers of a language; none where there is no file. Raises ContentError."""
    name = name_of(language)
    if not (project / name).exists():
        return []
    rows, diagnostics = tables.read(project, name, COLUMNS, _FAULT)
    found: dict[tuple[str, str], Waiver] = {}
    for row in rows:
        ident, code, reason = row.cells
        first = found.setdefault((ident, code), Waiver(ident, code, reason, row.location))
        if first.location != row.location:
            message = f'"{ident}" is waived twice, first in line {first.location.line}; keep one'
            diagnostics.append(Diagnostic(row.location, message))
    if diagnostics:
        raise ContentError(diagnostics)
    return list(found.values())


def write(project: Path, language: str, waivers: Iterable[Waiver]) -> None:
    """Writes the waivers of a language anew, in the order given."""
    rows = [(waiver.id, waiver.code, waiver.reason) for waiver in waivers]
    tables.write(project / name_of(language), COLUMNS, rows)
