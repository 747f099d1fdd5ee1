"""Workbook files: what is read from each, what is said of it, and that writing keeps everything."""

from __future__ import annotations

import re
from types import ModuleType

import pytest

from guide import project
from guide.core.answers import MAX_BYTES, PointAnswers, Workbook
from guide.core.diagnostics import ContentError, Diagnostic, as_text
from guide.workbooks import csv_file, json_file
from support import workbooks
from support.paths import TINY
from support.workbooks import WorkbookFile

GUIDE = workbooks.with_former(project.load_source(TINY))
FILES = workbooks.workbook_files(GUIDE)
REFUSED = [one for one in FILES if one.refused]
OPENED = [one for one in FILES if not one.refused]


def read(one: WorkbookFile) -> tuple[dict[str, dict[str, str]], list[Diagnostic]]:
    """All answers of a file, and the warnings."""
    reader = csv_file if one.name.endswith(".csv") else json_file
    book, warnings = reader.read(one.data, one.name, GUIDE)
    assert set(book.points) <= set(GUIDE.points)
    assert not set(book.retired) & set(GUIDE.points)
    return {code: given.given for code, given in book.all(GUIDE.points).items()}, warnings


def test_there_are_enough_of_them() -> None:
    assert len(FILES) > 60
    assert {one.refused for one in REFUSED} == {*workbooks.REFUSED}
    assert {kind for one in OPENED for kind in one.told} == {*workbooks.TOLD}


@pytest.mark.parametrize("form", [json_file, csv_file], ids=["json", "csv"])
def test_a_thousand_points_with_long_burmese_notes_are_no_large_file(form: ModuleType) -> None:
    notes = "လုပ်ငန်း " * 555  # 5,000 characters
    filled = {f"X-{number}": PointAnswers("partly", notes=notes) for number in range(1_000)}
    data = form.write(Workbook(GUIDE.slug, retired=filled), GUIDE)
    assert 12_000_000 < len(data) < MAX_BYTES
    assert form.read(data, "a", GUIDE)[0].retired == filled


@pytest.mark.parametrize("one", REFUSED, ids=lambda one: one.name)
def test_what_is_wrong_is_refused_in_one_line(one: WorkbookFile) -> None:
    with pytest.raises(ContentError) as caught:
        read(one)
    lines = as_text(caught.value.diagnostics).split("\n")
    for line in lines:
        assert re.fullmatch(rf"{re.escape(one.name)}:[1-9]\d*: .+", line)
        assert len(line) < 300
    assert any(re.search(workbooks.REFUSED[one.refused], line) for line in lines), lines
    assert len(lines) == 1, lines


@pytest.mark.parametrize("one", OPENED, ids=lambda one: one.name)
def test_the_others_open_with_all_answers(one: WorkbookFile) -> None:
    points, warnings = read(one)
    assert points == one.points
    lines = [f"warning: {w.message.removeprefix('warning: ')}" for w in warnings]
    for kind in one.told:
        assert any(re.search(workbooks.TOLD[kind], line) for line in lines), lines
    for line in lines:
        assert any(re.search(workbooks.TOLD[kind], line) for kind in one.told) or "more" in line
