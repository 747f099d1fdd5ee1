"""What is overdue and what moved: the script of the page and the program say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import combinations
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from guide import project
from guide.core import plans
from guide.core.answers import CHOICES, FIELDS, PointAnswers, Workbook
from guide.core.diagnostics import ContentError
from guide.theme.files import DEFAULTS
from guide.workbooks import csv_file, json_file, moves
from support import hostile, workbooks
from support.paths import TINY

GUIDE = workbooks.with_former(project.load_source(TINY))
TODAY = "2026-12-05"
DAYS = ("", "2026-01-01", "2026-12-04", TODAY, "2026-12-06", "2999-01-01")
VALUES: Mapping[str, tuple[str, ...]] = {
    **{name: ("", *values) for name, values in CHOICES.items()},
    **dict.fromkeys(("due", "checked"), DAYS),
    "owner": ("", "Awa", "awa", "Ben"),
    "notes": ("", "a", "a\nb", "ع"),
}
ABOUT = """{slug: %s, version: %s, language: "en", order: %s, former: new Map(%s)}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with the rules of the workbook page."""
    context = browser.new_context()
    found = context.new_page()
    found.add_script_tag(path=DEFAULTS / "assets/workbook-file.js")
    yield found
    context.close()


@pytest.mark.parametrize("status", VALUES["status"])
@pytest.mark.parametrize("due", DAYS)
def test_both_find_the_same_overdue(page: Page, status: str, due: str) -> None:
    answers = PointAnswers(status, due=due)
    said = page.evaluate(
        "([answer, today]) => WorkbookFile.isOverdue(answer, today)", [answers.given, TODAY]
    )
    assert said is answers.is_overdue(TODAY)


NAMES = (
    *("Awa Diallo", "awa  diallo", " AWA DIALLO", "Awa Dialló", "ＡＷＡ\u3000diallo", " ", ""),
    *("Straße", "STRASSE", "STRAẞE", "ΝΙΚΟΣ", "νικος", "Νίκος", "IŞIK", "ışık", "İnci", "inci"),
    *("آوا", "ဒေါ်အေး", "ﬁona", "FIONA"),
)


def test_both_find_the_same_owners(page: Page) -> None:
    keys = page.evaluate("names => names.map(WorkbookFile.person)", NAMES)
    first, second = list(GUIDE.points)[:2]
    request = plans.PlanRequest(TODAY, only=(first, second))
    for (one, key), (two, other) in combinations(zip(NAMES, keys, strict=True), 2):
        points = {first: PointAnswers(owner=one), second: PointAnswers(owner=two)}
        found = plans.groups(GUIDE, Workbook(GUIDE.slug, points=points), request)
        assert (len(found) == 1) is (key == other), (one, two)


def filled(chance: Random) -> Workbook:
    """A workbook with some answers, to retired points too."""

    def some() -> PointAnswers:
        return PointAnswers(**{name: chance.choice(VALUES[name]) for name in FIELDS})

    points = {code: some() for code in GUIDE.points if chance.random() < 0.7}
    retired = {code: some() for code in ("GONE-2", "GONE-1", "A-1") if chance.random() < 0.5}
    kept = ({code: one for code, one in found.items() if one} for found in (points, retired))
    return Workbook(GUIDE.slug, "1", "en", workbooks.NEWER, "", *kept)


def about() -> str:
    """What the script is told of the guide."""
    told = (GUIDE.slug, GUIDE.version, list(GUIDE.points), list(GUIDE.aliases.items()))
    return ABOUT % tuple(map(json.dumps, told))


def test_both_write_the_same_csv(page: Page) -> None:
    code = next(iter(GUIDE.points))
    for name, text in {**hostile.HOSTILE, **hostile.LEGITIMATE}.items():
        given = {code: {"owner": text[:100], "notes": f"{text}\n{text};{text}"}}
        try:
            book, _ = json_file.read(workbooks.text_of(GUIDE, given).encode(), "a.json", GUIDE)
        except (ContentError, UnicodeEncodeError):
            continue  # no file holds it
        titles = {one: str(point.title) for one, point in GUIDE.points.items()}
        made = page.evaluate(
            f"([text, titles]) => {{ const guide = {about()};"
            "const book = WorkbookFile.read(text, guide);"
            "return WorkbookFile.toCsv(book, guide, new Map(Object.entries(titles))); }",
            [json_file.write(book, GUIDE).decode(), titles],
        )
        assert made.encode() == csv_file.write(book, GUIDE), name


@pytest.mark.parametrize("seed", range(20))
def test_both_find_the_same_moves(page: Page, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - no secret
    then, now = filled(chance), filled(chance)
    texts = [json_file.write(book, GUIDE).decode() for book in (then, now)]
    said: list[Any] = page.evaluate(
        f"texts => {{ const guide = {about()};"
        "return WorkbookFile.moves(...texts.map(text => WorkbookFile.read(text, guide)), guide); }",
        texts,
    )
    found = moves.moves(GUIDE, then, now)
    assert found
    assert [
        (one["code"], [(f["field"], f["then"], f["now"]) for f in one["fields"]]) for one in said
    ] == [(one.code, [(f.field, f.then, f.now) for f in one.fields]) for one in found]
