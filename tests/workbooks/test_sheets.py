"""Spreadsheets that groups filled in: what is done to them, and what is read back."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from guide import cli, project
from guide.core.answers import MAX_BYTES, PointAnswers, Workbook
from guide.core.diagnostics import ContentError, as_text
from guide.core.model import Guide
from guide.formats.context import Context
from guide.formats.xlsx import layout
from guide.formats.xlsx import workbook as xlsx_workbook
from guide.i18n.spreadsheet import reader
from guide.theme.files import ThemeFiles
from guide.workbooks import days, json_file, sheet_file
from support import tiny, workbooks
from support.libreoffice import all_converted
from support.paths import ROOT, TINY
from support.tiny import any_time

GUIDES = project.load(TINY).guides
GUIDE = workbooks.with_former(GUIDES["en"])
FIRST, SECOND, THIRD = list(GUIDE.points)[:3]
CODE, POINT, STATUS, PRIORITY, OWNER, DUE, CHECKED, NOTES, ORDER = (
    place for place, name in enumerate(layout.COLUMNS, 1) if name not in ("degree", "question")
)
HEAD = 2  # the row of the head; the tiny guide has no words on harm
SAVED = "2026-11-29T10:00:00Z"
ANSWERS = Workbook(
    GUIDE.slug,
    GUIDE.version,
    "en",
    SAVED,
    "The hill & dale <group>",
    {
        FIRST: PointAnswers("partly", "high", "Awa", "2027-01-31", "2026-12-01", "One\nTwo"),
        SECOND: PointAnswers(notes="=1+1"),
        THIRD: PointAnswers("in-place", checked="0101-01-01"),
    },
    {"GONE-1": PointAnswers("not-applicable", owner="Ben", due="1899-12-31")},
)


def written(answers: Workbook | None = ANSWERS, language: str = "en") -> bytes:
    made = Context(GUIDES[language], GUIDES["en"], "", ThemeFiles(TINY))
    return xlsx_workbook.write(made, answers)


def read(data: bytes) -> tuple[Workbook, list[str]]:
    """What is read, and the warnings."""
    book, warnings = sheet_file.read(data, "a.xlsx", GUIDE, GUIDES.values())
    return book, [warning.message for warning in warnings]


def refused(data: bytes) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read(data)
    return as_text(caught.value.diagnostics).split("\n")


def edited(change: Callable[[openpyxl.Workbook, Worksheet], object]) -> bytes:
    """The spreadsheet after a change of the sheet that is filled in."""
    book = openpyxl.load_workbook(io.BytesIO(written()))
    sheet = book.worksheets[1]
    assert isinstance(sheet, Worksheet)
    change(book, sheet)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def row_of(sheet: Worksheet, code: str) -> int:
    return next(row[0].row or 0 for row in sheet.iter_rows() if row[0].value == code)


def put(code: str, column: int, value: Any) -> Callable[[openpyxl.Workbook, Worksheet], object]:
    def change(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, code), column).value = value

    return change


def test_what_was_written_is_read_again() -> None:
    book, warnings = read(written())
    assert book == ANSWERS
    assert [re.sub(r'sheet ".*?": ', "", warning) for warning in warnings] == [
        "warning: GONE-1 is not in this version of the guide; its answers are kept under this code"
    ]


def test_an_empty_one_has_no_answers() -> None:
    book, warnings = read(written(None))
    assert (book.points, book.retired, book.group, warnings) == ({}, {}, "", [])


_LINE = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=40)


@settings(any_time, max_examples=30)
@given(owner=_LINE, notes=st.lists(_LINE, max_size=4).map("\n".join), group=_LINE)
def test_any_text_comes_back(owner: str, notes: str, group: str) -> None:
    points = {FIRST: PointAnswers(owner=owner, notes=notes)}
    answers = replace(ANSWERS, group=group, points={c: a for c, a in points.items() if a})
    book, _ = read(written(answers))
    assert (book.points, book.group) == (answers.points, answers.group)


def test_every_language_comes_back_from_libreoffice(tmp_path: Path) -> None:
    guides = project.load(ROOT).guides
    points = list(guides["en"].points)
    texts = ("Awa", "الأمانة", "လူတိုင်း", "=1+1", "@home", "'quoted", " spaces ", "_x0041_", "a\tb")
    given = {
        code: PointAnswers(
            ("", "not-yet", "partly", "in-place", "not-applicable")[number % 5],
            ("", "low", "medium", "high")[number % 4],
            texts[number % len(texts)].replace("\t", " "),
            ("", "2027-01-31", "2028-02-29")[number % 3],
            ("2026-12-01", "")[number % 2],
            ("", "\n".join(texts), "word " * 400, "\n\nfirst\n")[number % 4],
        )
        for number, code in enumerate(points)
    }
    given = {code: answers for code, answers in given.items() if answers}
    files = {}
    for code, guide in guides.items():
        book = replace(ANSWERS, slug=guide.slug, guide_version="0.9", language=code, points=given)
        made = Context(guide, guides["en"], "", ThemeFiles(ROOT))
        files[tmp_path / f"{code}.xlsx"] = book
        (tmp_path / f"{code}.xlsx").write_bytes(xlsx_workbook.write(made, book))
    assert len(files) == 7
    for file, book in zip(all_converted(list(files), "xlsx"), files.values(), strict=True):
        wanted = replace(book, guide_version=guides["en"].version)
        for data in (file.read_bytes(), (tmp_path / file.name).read_bytes()):
            found, _ = sheet_file.read(data, file.name, guides["en"])
            assert found.saved
            again = replace(found, saved=wanted.saved)
            assert json_file.write(again, guides["en"]) == json_file.write(wanted, guides["en"])


@dataclass(frozen=True, slots=True)
class Edit:
    """A change, and the answers that are read after it, besides those that were there."""

    name: str
    change: Callable[[openpyxl.Workbook, Worksheet], object]
    now: Mapping[str, PointAnswers]
    group: str = ANSWERS.group


def sort(_: openpyxl.Workbook, sheet: Worksheet) -> None:
    """By code, from Z to A, titles last."""
    last = max(row_of(sheet, code) for code in GUIDE.points)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(HEAD + 1, last)]
    rows.sort(key=lambda row: str(row[0] or ""), reverse=True)
    for number, row in enumerate(rows, HEAD + 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"


def insert(_: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet.insert_rows(row_of(sheet, FIRST), 2)
    sheet.cell(row_of(sheet, FIRST) - 1, POINT).value = "Agreed in the meeting of May"
    sheet.cell(row_of(sheet, FIRST) - 2, STATUS).value = "=COUNTA(E5:E20)"
    sheet.insert_rows(1, 3)
    sheet.insert_cols(1, 2)


def swap(_: openpyxl.Workbook, sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        one, other = row[OWNER - 1], row[NOTES - 1]
        values = one.value, other.value
        other.value, one.value = values
        for cell in (one, other):
            if isinstance(cell.value, str):
                cell.data_type = "s"


def retitle(_: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet.title = "Ours"
    for column in range(1, ORDER):
        sheet.cell(HEAD, column).value = f"Our {column}"
    sheet.cell(HEAD, STATUS).value = None
    for row in range(HEAD + 1, 8):
        sheet.cell(row, POINT).value = "shorter"


def forget_lists(book: openpyxl.Workbook, _: Worksheet) -> None:
    del book["lists"]


def forget_views(book: openpyxl.Workbook, _: Worksheet) -> None:
    for view in book.worksheets[2:]:
        book.remove(view)


def forget_columns(_: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet.delete_cols(ORDER)
    sheet.delete_cols(POINT)


def own_point(_: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet.insert_rows(row_of(sheet, SECOND))
    row = row_of(sheet, SECOND) - 1
    for column, value in ((CODE, "OUR-1"), (STATUS, "Partly"), (NOTES, "ours")):
        sheet.cell(row, column).value = value


def name_group(book: openpyxl.Workbook, _: Worksheet) -> None:
    cover = book.worksheets[0]
    row = next(row for row in cover.iter_rows() if row[layout.MARK_COLUMN].value == layout.GROUP)
    row[layout.GROUP_COLUMN].value = "Another"


FILLED = ANSWERS.points[FIRST]
EDITS = (
    Edit("sorted", sort, {}),
    Edit("rows and columns inserted", insert, {}),
    Edit("columns moved", swap, {}),
    Edit("titles edited", retitle, {}),
    Edit("lists deleted", forget_lists, {}),
    Edit("columns deleted", forget_columns, {}),
    Edit("views deleted", forget_views, {}),
    Edit("group", name_group, {}, "Another"),
    Edit("emptied", put(THIRD, STATUS, None), {THIRD: PointAnswers(checked="0101-01-01")}),
    Edit("own point", own_point, {"OUR-1": PointAnswers("partly", notes="ours")}),
    Edit("code typed", put(FIRST, CODE, f" \u200f{FIRST.lower()} "), {}),
    Edit("former code", put(FIRST, CODE, workbooks.FORMER), {}),
    *(
        Edit(f"status {typed}", put(FIRST, STATUS, typed), {FIRST: replace(FILLED, status=value)})
        for typed, value in (
            *(("Not yet", "not-yet"), (" NOT  YET ", "not-yet"), ("not-yet", "not-yet")),
            *((str(GUIDES["fr"].interface["status-in-place"]), "in-place"), ("", "")),
        )
    ),
    *(
        Edit(f"due {typed}", put(FIRST, DUE, typed), {FIRST: replace(FILLED, due=value)})
        for typed, value in (
            ("2027-02-03", "2027-02-03"),
            (" 2027/2/3 ", "2027-02-03"),
            ("2027-02-03 00:00:00", "2027-02-03"),
            ("31.12.2027", "2027-12-31"),
            ("12/31/2027", "2027-12-31"),
            ("٣١/١٢/٢٠٢٧", "2027-12-31"),
            ("၂၀၂၇-၁၂-၃၁", "2027-12-31"),
            ("03/03/2027", "2027-03-03"),
            (datetime(2027, 2, 3, 12, 30), "2027-02-03"),  # noqa: DTZ001 - sheets have no zones
            (46418, "2027-01-31"),
        )
    ),
    *(
        Edit(f"notes {typed}", put(FIRST, NOTES, typed), {FIRST: replace(FILLED, notes=value)})
        for typed, value in ((7, "7"), (2.5, "2.5"), ("a\r\nb", "a\nb"), (True, "True"))
    ),
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_what_people_do_to_it_loses_nothing(edit: Edit) -> None:
    book, _ = read(edited(edit.change))
    wanted = {**ANSWERS.points, **ANSWERS.retired, **edit.now}
    assert {**book.points, **book.retired} == wanted
    assert book.group == edit.group


def twice(_: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet.cell(row_of(sheet, SECOND), CODE).value = FIRST


def uncoded(_: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet.cell(row_of(sheet, FIRST), CODE).value = None


def copied(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    book.copy_worksheet(sheet)


def unmarked(_: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet.delete_rows(1)


def of_another(book: openpyxl.Workbook, _: Worksheet) -> None:
    book["lists"].cell(1, 6).value = "bees-workbook"


def count(_: openpyxl.Workbook, sheet: Worksheet) -> None:
    cell = sheet.cell(row_of(sheet, FIRST), CHECKED)
    cell.value, cell.number_format = 12, "General"


STEP = next(name for name in GUIDE.steps)
PROBLEMS: Mapping[str, tuple[Callable[[openpyxl.Workbook, Worksheet], object], str]] = {
    "status": (put(FIRST, STATUS, "Almost"), rf"{FIRST} status: \"Almost\" is not known"),
    "priority": (put(FIRST, PRIORITY, 3), rf"{FIRST} priority: \"3\" is not known"),
    "date": (put(FIRST, DUE, "soon"), rf"{FIRST} due: \"soon\" is not a date"),
    "no day": (put(FIRST, DUE, "2027-02-30"), r"is not a date"),
    "two days": (put(FIRST, DUE, "01/02/2027"), r"can be two days: 2027-01-02 or 2027-02-01"),
    "number": (count, rf"{FIRST} checked: \"12\" is not a date"),
    "formula": (put(FIRST, OWNER, "=1+1"), rf"{FIRST} owner: is a formula; write what it says"),
    "error": (put(FIRST, OWNER, "#REF!"), rf"{FIRST} owner: is an error value"),
    "long": (put(FIRST, OWNER, "x" * 201), rf"{FIRST} owner: has 201 characters; shorten it"),
    "code": (put(FIRST, CODE, "P F1"), r"\"P F1\" is not a code"),
    "twice": (twice, rf"{FIRST} is there twice, first in line \d+"),
    "no code": (uncoded, r"\"Partly\" stands in a row without a code"),
    "title": (put(STEP, NOTES, "x"), rf"{re.escape(STEP)} is a title; move its answers"),
    "copied": (copied, r"two sheets hold answers"),
    "no names": (unmarked, r"no sheet has the hidden row"),
    "another": (of_another, r"\"bees-workbook\" is of another guide"),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_is_one_line_with_sheet_and_row(name: str) -> None:
    change, wanted = PROBLEMS[name]
    data = edited(change)
    (line,) = refused(data)
    assert re.match(r"a\.xlsx:[1-9]\d*: ", line)
    assert re.search(wanted, line), line
    assert len(line) < 300
    if name not in ("copied", "no names", "another"):
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[1]
        assert f'sheet "{sheet.title}"' in line
        row = int(line.split(":")[1])
        assert any(cell.value for cell in sheet[row][STATUS - 1 : NOTES])


def test_all_problems_are_told_at_once() -> None:
    def change(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        for code in (FIRST, SECOND, THIRD):
            put(code, STATUS, "Almost")(book, sheet)
            put(code, DUE, "soon")(book, sheet)

    assert len(refused(edited(change))) == 6


def zipped(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return made.getvalue()


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The spreadsheet with one of its parts changed, or added."""
    with zipfile.ZipFile(io.BytesIO(written())) as package:
        parts = {one: package.read(one) for one in package.namelist()}
    return zipped({**parts, name: change(parts.get(name, b""))})


_ENTITY = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
HOSTILE: Mapping[str, bytes] = {
    "empty": b"",
    "text": b"code,status\n",
    "json": json_file.write(ANSWERS, GUIDE),
    "cut off": written()[:5000],
    "too large": b"PK" + bytes(MAX_BYTES),
    "a zip": zipped({"a.txt": b"a"}),
    "a bomb": with_part("xl/bomb.xml", lambda _: bytes(65_000_000)),
    "macros": with_part("xl/vbaProject.bin", lambda _: b"x"),
    "a path": with_part("../../evil.xml", lambda _: b"x"),
    "many files": zipped({f"{number}.xml": b"x" for number in range(300)}),
    "entities": with_part(
        "xl/sharedStrings.xml", lambda data: data.replace(b"<sst", _ENTITY + b"<sst", 1)
    ),
    "entities in the properties": with_part(
        "docProps/core.xml", lambda data: data.replace(b"<cp:core", _ENTITY + b"<cp:core", 1)
    ),
    "no moment": with_part(
        "docProps/core.xml", lambda data: data.replace(SAVED.encode(), b"yesterday")
    ),
    "no sheet": with_part("xl/worksheets/sheet2.xml", lambda _: b"<worksheet>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_workbook_is_refused_in_one_line(name: str) -> None:
    (line,) = refused(HOSTILE[name])
    assert re.fullmatch(r"a\.xlsx:[1-9]\d*: .+", line)


@pytest.mark.parametrize(
    ("written_as", "saved"),
    [
        (b"2026-11-29T10:00:00Z", "2026-11-29T10:00:00Z"),
        (b"2026-11-29T12:00:00.25+02:00", "2026-11-29T10:00:00Z"),
        (b"2026-11-29T10:00:00", ""),
        (b"0001-01-01T00:00:00+05:00", ""),
        (b"<b/>", ""),
    ],
)
def test_when_it_was_saved_is_what_its_program_says(written_as: bytes, saved: str) -> None:
    data = with_part("docProps/core.xml", lambda part: part.replace(SAVED.encode(), written_as))
    assert read(data)[0].saved == saved


def test_a_book_without_properties_opens() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert reader.read_book(zipped(parts)).saved == SAVED
    kept = {name: data for name, data in parts.items() if "core.xml" not in name}
    for name in ("[Content_Types].xml", "_rels/.rels"):
        kept[name] = re.sub(rb"<(Override|Relationship)[^>]*core\.xml[^>]*/>", b"", kept[name])
    assert read(zipped(kept))[0] == replace(ANSWERS, saved="")


@pytest.mark.parametrize(
    ("written_as", "wanted"),
    [
        ("2027-1-2", days.Day("2027-01-02")),
        ("2 / 1 / 2027", days.Day("2027-01-02", "2027-02-01")),
        ("13-1-2027", days.Day("2027-01-13")),
        ("32/1/2027", days.Day("32/1/2027")),
        ("0000-01-01", days.Day("0000-01-01")),
        ("46418", days.Day("46418")),
        ("", days.Day("")),
    ],
)
def test_days_are_read_or_left_as_they_are(written_as: str, wanted: days.Day) -> None:
    assert days.read(written_as) == wanted


@any_time
@given(st.text(max_size=30), st.booleans())
def test_no_text_is_too_odd_to_be_no_day(text: str, is_number: bool) -> None:  # noqa: FBT001
    assert isinstance(days.read(text, is_number=is_number).text, str)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tiny.copy(tmp_path / "tiny")
    monkeypatch.chdir(folder)
    Path("group.json").write_bytes(json_file.write(ANSWERS, GUIDE))
    return folder


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    status = cli.main(("workbook", *words))
    return (status, *capsys.readouterr())


def test_the_commands_go_there_and_back(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "to-xlsx", "group.json", "--language", "fr", "-o", "group.xlsx")
    assert (status, out) == (0, "")
    assert err.count("\n") == 1
    assert "GONE-1 is not in this version" in err
    names = openpyxl.load_workbook("group.xlsx").sheetnames
    assert names[1] == str(GUIDES["fr"].interface["workbook"])
    assert run(capsys, "from-xlsx", "group.xlsx", "-o", "back.json")[:2] == (0, "")
    assert Path("back.json").read_bytes() == json_file.write(replace(ANSWERS, language="fr"), GUIDE)
    status, out, _ = run(capsys, "check", "group.xlsx")
    assert (status, out.startswith("group.xlsx: 3 of 9 points answered, 1 under")) == (0, True)
    assert run(capsys, "from-xlsx", "group.xlsx", "-o", "back.csv")[0] == 0
    assert (root / "back.csv").read_bytes().startswith(b"\xef\xbb\xbfcode,")


def test_no_file_is_lost(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (root / "group.json").read_bytes()
    assert run(capsys, "to-xlsx", "group.json", "-o", "group.xlsx")[0] == 0
    status, out, _ = run(capsys, "from-xlsx", "group.xlsx")  # to group.json, which is there
    assert status == 1
    assert "group.json:1: is there already; add --overwrite" in out
    assert (root / "group.json").read_bytes() == before
    assert run(capsys, "to-xlsx", "group.json", "-o", "group.xlsx")[0] == 1
    assert run(capsys, "from-xlsx", "group.xlsx", "--overwrite")[0] == 0
    assert (root / "group.json").read_bytes() == before


def test_wrong_use_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "to-xlsx", "group.json", "--language", "xx", "-o", "a.xlsx")[0] == 2
    assert run(capsys, "to-xlsx", "none.json", "-o", "a.xlsx")[0] == 1
    assert run(capsys, "from-xlsx", "group.json", "-o", "a.txt")[0] == 2
    (root / "a.xlsx").write_bytes(edited(put(FIRST, STATUS, "Almost")))
    status, out, _ = run(capsys, "from-xlsx", "a.xlsx")
    assert status == 1
    assert re.match(r'a\.xlsx:\d+: sheet ".*": P-F1 status: "Almost" is not known', out)
    assert not (root / "a.json").exists()
    status, out, _ = run(capsys, "from-xlsx", "group.json", "-o", "b.json")
    assert status == 1
    assert "not a valid workbook" in out


def test_the_guides_of_this_file_are_as_it_needs_them() -> None:
    assert isinstance(GUIDE, Guide)
    assert GUIDE.do_no_harm is None
    assert {"en", "fr"} <= GUIDES.keys()
