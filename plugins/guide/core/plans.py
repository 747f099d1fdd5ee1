"""An action plan: which points of a workbook it holds, in which groups and in which order."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from guide.core import tool_queries
from guide.core.answers import SETTLED, PointAnswers, Workbook
from guide.core.model import Guide, Point, Text


class Grouping(StrEnum):
    """What the points of a plan are grouped by."""

    OWNER = "owner"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What is asked for; `only` are codes, or none for all points on which there is work to do.

    `today` is the date, in ISO 8601, that tells what is overdue.
    """

    today: str
    by: Grouping = Grouping.OWNER
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedPoint:
    """A point with its answers; `point` is None for one that the guide no longer has."""

    code: str
    point: Point | None
    answers: PointAnswers


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """Points under one title: words of the guide, or the owner as the group wrote it.

    `stage` is the id of the stage that it is, or ''. `of_one` says that all are of one owner, or
    all of none, so that nothing more need be said of it.
    """

    title: Text | str
    points: tuple[PlannedPoint, ...]
    stage: str = ""
    of_one: bool = False


def groups(guide: Guide, book: Workbook, request: PlanRequest) -> tuple[PlanGroup, ...]:
    """The groups of a plan, without empty ones; points by due date, those without one last.

    Owners stand in alphabetical order, points without an owner after them, and points that the
    guide no longer has at the end.
    """
    wanted = _wanted(guide, book, request.only)
    planned = {code: PlannedPoint(code, guide.points.get(code), wanted[code]) for code in wanted}
    known = [planned[code] for code in guide.points if code in planned]
    retired = [planned[code] for code in sorted(planned) if code not in guide.points]
    grouped = _by_owner if request.by is Grouping.OWNER else _by_stage
    last = PlanGroup(guide.interface["workbook-retired"], _by_date(retired))
    return tuple(group for group in (*grouped(guide, known), last) if group.points)


def _wanted(guide: Guide, book: Workbook, only: tuple[str, ...]) -> Mapping[str, PointAnswers]:
    """The points of a plan by their codes. Whoever names a point gets it, answered or not."""
    given = book.all(guide.points)
    if not only:
        return {code: answers for code, answers in given.items() if _is_to_do(answers)}
    return {code: given.get(code, PointAnswers()) for code in only}


def _is_to_do(answers: PointAnswers) -> bool:
    """Whether somebody has it in hand, or has to."""
    open_status = answers.status and answers.status not in SETTLED
    return bool(answers.owner or answers.due or open_status)


def _by_date(points: Iterable[PlannedPoint]) -> tuple[PlannedPoint, ...]:
    return tuple(sorted(points, key=lambda one: (not one.answers.due, one.answers.due)))


def _by_owner(guide: Guide, points: Iterable[PlannedPoint]) -> list[PlanGroup]:
    found: dict[str, list[PlannedPoint]] = {}
    for one in points:
        found.setdefault(_folded(one.answers.owner), []).append(one)
    nobody = found.pop("", [])
    owned = [(some[0].answers.owner, some) for _, some in sorted(found.items(), key=_place)]
    return [
        *(PlanGroup(owner, _by_date(some), of_one=True) for owner, some in owned),
        PlanGroup(guide.interface["workbook-owner-none"], _by_date(nobody), of_one=True),
    ]


def _folded(owner: str) -> str:
    """A name without regard to case and spaces: it is that of one person.

    The workbook page does the same; browsers know no `casefold`.
    """
    small = unicodedata.normalize("NFKC", owner).lower().upper().lower()
    return " ".join(small.split())


def _place(named: tuple[str, object]) -> tuple[str, str]:
    """Where a name stands in the alphabet, without regard to accents."""
    decomposed = unicodedata.normalize("NFKD", named[0])
    return "".join(char for char in decomposed if not unicodedata.combining(char)), named[0]


def _by_stage(guide: Guide, points: Iterable[PlannedPoint]) -> list[PlanGroup]:
    found = {one.code: one for one in points}
    homes = tool_queries.by_home(guide, found)
    return [
        PlanGroup(home.title, _by_date(found[point.code] for point in home.points), home.stage)
        for home in homes
    ]
