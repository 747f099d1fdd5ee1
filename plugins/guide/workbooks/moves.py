"""What moved between two workbooks of a group: an earlier one and a later one.

The workbook page shows the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from guide.core.answers import FIELDS, STATUSES, PointAnswers, Workbook
from guide.core.model import Guide


@dataclass(frozen=True, slots=True)
class FieldMove:
    """A field whose value is another one now; '' stands for none."""

    field: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Move:
    """A point with the fields that moved; `retired` says that the guide no longer has it."""

    code: str
    fields: tuple[FieldMove, ...]
    retired: bool


def moves(guide: Guide, then: Workbook, now: Workbook) -> tuple[Move, ...]:
    """The points that moved, in the guide's order, then retired ones."""
    before, after = then.all(guide.points), now.all(guide.points)
    every = Workbook(guide.slug, points=before, retired=after).all(guide.points)
    found = (
        Move(
            code,
            _fields(before.get(code, PointAnswers()), after.get(code, PointAnswers())),
            code not in guide.points,
        )
        for code in every
    )
    return tuple(move for move in found if move.fields)


def _fields(before: PointAnswers, after: PointAnswers) -> tuple[FieldMove, ...]:
    pairs = (FieldMove(name, before.get(name), after.get(name)) for name in FIELDS)
    return tuple(pair for pair in pairs if pair.then != pair.now)


def counts(guide: Guide, book: Workbook) -> dict[str, int]:
    """How many points of the guide have each status; '' counts those that have none."""
    given = [book.points.get(code, PointAnswers()).status for code in guide.points]
    return {status: given.count(status) for status in (*STATUSES, "")}
