"""A CSV file of a workbook begins no formula, wherever a spreadsheet program splits it."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide import project
from guide.core.answers import PointAnswers, Workbook
from guide.workbooks import csv_file
from support import hostile
from support.paths import TINY

GUIDE = project.load_source(TINY)
CODE = next(iter(GUIDE.points))


def written(notes: str) -> str:
    """The file of a workbook whose first point has these notes; it must hold them."""
    answers = {CODE: PointAnswers(notes=notes)}
    data = csv_file.write(Workbook(GUIDE.slug, points=answers), GUIDE)
    book, warnings = csv_file.read(data, "a.csv", GUIDE)
    assert (book.points, warnings) == (answers, [])
    return data.decode("utf-8-sig")


def formulas(text: str) -> list[str]:
    """What a program takes for formulas that drops quotes and spaces before them."""
    pieces = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    for marks in (r"[;\r\n]", r"[\t\r\n]", r"[;\t\r\n]"):  # these keep no cell in quotes together
        pieces += re.split(marks, text)
    return [piece for piece in pieces if piece.lstrip('" \u200b\u3000')[:1] in {*"=+-@＝＋－＠"}]


@given(st.text("=+-@＝;,'\"\t\n \u200b\u3000x", min_size=1, max_size=12))
def test_no_text_begins_a_formula(notes: str) -> None:
    assert formulas(written(notes)) == []


@pytest.mark.parametrize("name", ["command", "cell within", "line within", "link by formula"])
def test_no_attack_begins_one(name: str) -> None:
    text = hostile.HOSTILE[name].replace("\r", "")
    assert formulas(written(text)) == []
    assert formulas(written(f"a;{text}")) == []
    assert formulas(f'{CODE},"a;{text}"\r\n')
