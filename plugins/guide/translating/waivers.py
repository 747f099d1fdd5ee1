"""Floor 5. Waivers: findings of the checks that a person has looked at and lets stand.

`translations/<language>.waivers.tsv` holds a line a waiver: the id of a text, the code of a check
(`translating/checks.py`), the reason. The checks report a waiver that waives nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from guide.model import Where
from guide.problems import ContentError, Problem
from guide.yaml_tree import Fault, read_text

HEAD = "id\tcode\treason"


@dataclass(frozen=True, slots=True)
class Waiver:
    """One finding of one text that stands, and why."""

    id: str
    code: str
    reason: str
    where: Where


def name_of(language: str) -> str:
    """The path of a language's waivers in the project."""
    return f"translations/{language}.waivers.tsv"


def read(project: Path, language: str) -> list[Waiver]:
    """The waivers of a language; none where there is no file. Raises ContentError."""
    name = name_of(language)
    if not (project / name).exists():
        return []
    try:
        lines = read_text(project / name, name).splitlines()
    except Fault as fault:
        raise ContentError([fault.problem]) from None
    problems = []
    if lines[:1] != [HEAD]:
        problems.append(Problem(Where(name, 1), "must begin with: id, code, reason, by tabs"))
    found: dict[tuple[str, str], Waiver] = {}
    for number, line in enumerate(lines[1:], start=2):
        where = Where(name, number)
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != len(HEAD.split("\t")) or not all(cells):
            message = "not a waiver (id, code, reason, by tabs); complete or delete the line"
            problems.append(Problem(where, message))
            continue
        ident, code, reason = cells
        first = found.setdefault((ident, code), Waiver(ident, code, reason, where))
        if first.where != where:
            message = f'"{ident}" is waived twice, first in line {first.where.line}; keep one'
            problems.append(Problem(where, message))
    if problems:
        raise ContentError(problems)
    return list(found.values())
