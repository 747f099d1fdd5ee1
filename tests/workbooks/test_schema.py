"""The published JSON Schema of workbooks says the same as the program that reads them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from guide import project
from guide.core.answers import FIELDS, PRIORITIES, STATUSES
from guide.core.diagnostics import ContentError
from guide.core.model import Guide
from guide.formats.data import workbook_schema
from guide.workbooks import json_file
from support import workbooks
from support.paths import TINY
from support.workbooks import WorkbookFile

GUIDE = workbooks.with_former(project.load_source(TINY))
SCHEMA = json.loads(workbook_schema.schema(GUIDE))
DATES = FormatChecker(())
for form, of in {"date": date, "date-time": datetime}.items():
    DATES.checks(form, ValueError)(
        lambda value, of=of: not isinstance(value, str) or bool(of.fromisoformat(value))
    )
CHECK = Draft202012Validator(SCHEMA, format_checker=DATES)
# What is not in the schema's power: how the bytes of a file become JSON.
BEFORE = {"large", "encoding", "packed", "syntax", "twice", "deep"}
# `$` of Python's patterns, unlike that of JSON Schema, is also before a line feed, and its module
# json refuses endless numbers.
OF_PYTHON = {"code-line-feed.json", "version-endless.json"}
JSON_FILES = [
    one
    for one in workbooks.workbook_files(GUIDE)
    if one.name.endswith(".json") and one.refused not in BEFORE and one.name not in OF_PYTHON
]


def takes(data: bytes) -> bool:
    """Whether the program reads a file."""
    try:
        json_file.read(data, "a.json", GUIDE)
    except ContentError:
        return False
    return True


def test_it_is_a_schema_for_any_guide(guides: dict[str, Guide]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    ours = json.loads(workbook_schema.schema(guides["en"]))
    assert ours["properties"]["format"] == {"const": "impact-guide-workbook"}
    assert [*ours["$defs"]["answers"]["properties"]] == [*FIELDS]
    assert workbook_schema.schema(guides["fr"]) == workbook_schema.schema(guides["en"])


@pytest.mark.parametrize("one", JSON_FILES, ids=lambda one: one.name)
def test_it_refuses_what_the_program_refuses(one: WorkbookFile) -> None:
    assert CHECK.is_valid(json.loads(one.data.decode("utf-8-sig"))) is not bool(one.refused)


anything = st.one_of(
    st.none(), st.booleans(), st.integers(-1, 2), st.just([]), st.just({}), st.text(max_size=3)
)
dates = st.sampled_from(("", "2027-02-29", "2028-02-29", "2027-13-01", "20270101", "2027-1-1"))
long = st.sampled_from(("W" * 200, "W" * 201, "😀" * 200, "😀" * 201, "a\r\nb", "x"))
values: dict[str, st.SearchStrategy[Any]] = {
    "status": st.sampled_from(("", *STATUSES, "done", "Partly")),
    "priority": st.sampled_from(("", *PRIORITIES, "urgent")),
    "owner": long,
    "due": dates | st.dates().map(lambda day: day.isoformat()),
    "checked": dates,
    "notes": long | st.sampled_from(("n" * 10_000, "n" * 10_001)),
    "unknown": anything,
}
points = st.fixed_dictionaries(
    {}, optional={name: st.one_of(value, value, value, anything) for name, value in values.items()}
)
codes = st.sampled_from((*GUIDE.points, workbooks.FORMER, "X-9", "__proto__", "", "constructor"))
moments = st.sampled_from(("", workbooks.SAVED, "2026-12-01", "2026-02-30T10:00:00Z", "now"))
files = st.fixed_dictionaries(
    {
        "format": st.sampled_from([f"{GUIDE.slug}-workbook"] * 9 + ["x-workbook"]),
        "version": st.sampled_from([1] * 9 + [1.0, 2, "1", True, None]),
    },
    optional={
        "guide": long,
        "language": st.sampled_from(("", "fr", "zh-Hant-TW", "es-419", "français", "fr_FR")),
        "saved": moments | anything,
        "group": long,
        "points": st.dictionaries(codes, points | anything, max_size=3) | anything,
        "more": anything,
    },
)


@given(files)
def test_schema_and_program_agree(data: dict[str, Any]) -> None:
    assert takes(json.dumps(data).encode()) is CHECK.is_valid(data)


def test_what_is_written_is_valid() -> None:
    for one in JSON_FILES:
        if not one.refused:
            book, _ = json_file.read(one.data, one.name, GUIDE)
            CHECK.validate(json.loads(json_file.write(book, GUIDE)))
