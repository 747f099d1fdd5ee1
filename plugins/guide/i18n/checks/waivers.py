"""Waivers: findings of the checks that a person has looked at and accepted.

`translations/<language>.waivers.tsv` has one line per waiver: the id of a text, the code of a check
(`checks.py`), the reason. The checks report waivers that are not used.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.location import Location
from guide.files import tables

COLUMNS = ("id", "code", "reason")
_FAULT = f"not a valid waiver ({', '.join(COLUMNS)}, separated by tabs); correct the line"


@dataclass(frozen=True, slots=True)
class Waiver:
    """An accepted finding: the text's id, the check's code, and the reason."""

    id: str
    code: str
    reason: str
    location: Location


def name_of(language: str) -> str:
    """The path of a language's waivers, relative to the project."""
    return f"translations/{language}.waivers.tsv"


def read(project: Path, language: str) -> list[Waiver]:
    """The waivers of a language; empty if it has no such file.

    Raises ContentError if the file is damaged.
    """
    name = name_of(language)
    if not (project / name).exists():
        return []
    rows, diagnostics = tables.read(project, name, COLUMNS, _FAULT)
    waivers: dict[tuple[str, str], Waiver] = {}
    for row in rows:
        ident, code, reason = row.cells
        first = waivers.setdefault((ident, code), Waiver(ident, code, reason, row.location))
        if first.location != row.location:
            message = f'"{ident}" is waived twice; first on line {first.location.line}; keep one'
            diagnostics.append(Diagnostic(row.location, message))
    if diagnostics:
        raise ContentError(diagnostics)
    return list(waivers.values())


def write(project: Path, language: str, waivers: Iterable[Waiver]) -> None:
    """Replaces the waivers of a language; they are written in the order given."""
    rows = [(waiver.id, waiver.code, waiver.reason) for waiver in waivers]
    tables.write(project / name_of(language), COLUMNS, rows)
