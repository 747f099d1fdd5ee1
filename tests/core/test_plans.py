"""Action plans: which points they hold, in which groups and order; what is overdue."""

from __future__ import annotations

import pytest

from guide import project
from guide.core import plans
from guide.core.answers import PointAnswers, Workbook
from guide.core.plans import Grouping, PlanRequest
from support.paths import TINY

GUIDE = project.load_source(TINY)
CODES = list(GUIDE.points)
FIRST, SECOND, THIRD, FOURTH = CODES[:4]
TODAY = "2026-12-05"


def book(
    points: dict[str, PointAnswers], retired: dict[str, PointAnswers] | None = None
) -> Workbook:
    return Workbook(GUIDE.slug, points=points, retired=retired or {})


def codes(filled: Workbook, *, by: Grouping = Grouping.OWNER, only: tuple[str, ...] = ()) -> list[
    tuple[str, list[str]]
]:  # fmt: skip
    found = plans.groups(GUIDE, filled, PlanRequest(TODAY, by, only))
    return [(str(group.title), [one.code for one in group.points]) for group in found]


@pytest.mark.parametrize(
    ("answers", "planned"),
    [
        (PointAnswers(), False),
        (PointAnswers(status="not-yet"), True),
        (PointAnswers(status="partly"), True),
        (PointAnswers(status="in-place"), False),
        (PointAnswers(status="not-applicable"), False),
        (PointAnswers(status="in-place", owner="Awa"), True),
        (PointAnswers(status="not-applicable", due="2026-01-01"), True),
        (PointAnswers(owner="Awa"), True),
        (PointAnswers(due="2026-01-01"), True),
        (PointAnswers(priority="high", checked="2026-01-01", notes="x"), False),
    ],
)
def test_by_itself_it_holds_what_somebody_has_in_hand_or_has_to(
    answers: PointAnswers, *, planned: bool
) -> None:
    filled = book({SECOND: answers}, {"GONE-1": answers})
    assert [code for _, some in codes(filled) for code in some] == (
        [SECOND, "GONE-1"] if planned else []
    )


@pytest.mark.parametrize(
    ("status", "due", "overdue"),
    [
        ("", "2026-12-04", True),
        ("not-yet", "2026-12-04", True),
        ("partly", "2026-12-04", True),
        ("in-place", "2026-12-04", False),
        ("not-applicable", "2026-12-04", False),
        ("partly", TODAY, False),
        ("partly", "2026-12-06", False),
        ("partly", "", False),
    ],
)
def test_overdue_is_what_is_still_to_be_done_after_its_day(
    status: str, due: str, *, overdue: bool
) -> None:
    assert PointAnswers(status, due=due).is_overdue(TODAY) is overdue


def test_owners_are_in_alphabetical_order_and_those_without_one_after_them() -> None:
    filled = book(
        {
            FIRST: PointAnswers(due="2026-01-01"),
            SECOND: PointAnswers(owner="Zoé"),
            THIRD: PointAnswers(owner="Élan"),
            FOURTH: PointAnswers(owner="ben"),
        },
        {"GONE-1": PointAnswers(owner="Awa")},
    )
    nobody, gone = (str(GUIDE.interface[f"workbook-{key}"]) for key in ("owner-none", "retired"))
    assert codes(filled) == [
        ("ben", [FOURTH]),
        ("Élan", [THIRD]),
        ("Zoé", [SECOND]),
        (nobody, [FIRST]),
        (gone, ["GONE-1"]),
    ]


def test_a_name_is_one_however_it_is_written() -> None:
    names = ("Awa Diallo", "awa  diallo", " AWA DIALLO", "Awa Dialló")
    filled = book(
        {code: PointAnswers(owner=name) for code, name in zip(CODES, names, strict=False)}
    )
    assert codes(filled) == [("Awa Diallo", [FIRST, SECOND, THIRD]), ("Awa Dialló", [FOURTH])]


def test_the_day_decides_and_then_the_order_of_the_guide() -> None:
    days = ("", "2027-02-01", "2026-11-30", "2027-02-01")
    filled = book(
        {code: PointAnswers(owner="Awa", due=day) for code, day in zip(CODES, days, strict=False)}
    )
    assert codes(filled) == [("Awa", [THIRD, SECOND, FOURTH, FIRST])]


def test_stages_are_in_the_order_of_the_guide_and_audiences_after_them() -> None:
    filled = book({code: PointAnswers(owner="Awa") for code in reversed(CODES)})
    homes = list(dict.fromkeys(point.home for point in GUIDE.points.values()))
    titles = {one.id: str(one.title) for one in GUIDE.stages}
    titles |= {one.id: str(one.title) for one in GUIDE.audiences}
    found = codes(filled, by=Grouping.STAGE)
    assert [title for title, _ in found] == [titles[home] for home in homes]
    assert [code for _, some in found for code in some] == CODES


def test_whoever_names_points_gets_these_answered_or_not() -> None:
    filled = book({FIRST: PointAnswers(owner="Awa"), SECOND: PointAnswers(status="in-place")})
    nobody = str(GUIDE.interface["workbook-owner-none"])
    assert codes(filled, only=(THIRD, SECOND, THIRD)) == [(nobody, [SECOND, THIRD])]
    assert codes(book({}, {"X-1": PointAnswers(notes="x")}), only=("X-1",))[0][1] == ["X-1"]
