"""Reads a workbook from an untrusted sender, with limits and without formulas, macros or entities.

An XLSX file is a zip of XML files. The sizes that the zip states may be wrong, so each member is
read in small pieces up to the limit and packed again. Only that copy reaches openpyxl, which
parses it with defusedxml (no entities).
"""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import openpyxl
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from openpyxl.cell.read_only import EMPTY_CELL

from guide.core.errors import GuideError

MAX_BYTES = 20_000_000
MAX_MEMBERS = 200
_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 32
_PROPERTIES = "docProps/core.xml"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_PIECE = 65_536  # bytes
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ODD = {"f": "a formula", "e": "an error value"}  # by openpyxl's data_type


@dataclass(frozen=True, slots=True)
class SheetCell:
    """The text of a cell; if it is not text, `odd` says what it is instead.

    `plain` is the text in which a number or a day can be read again, such as 3.5 or 2027-01-31.
    """

    text: str = ""
    odd: str = ""
    plain: str = ""


_BLANK = SheetCell()  # one for all: a hostile file has millions


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row that is not blank: its number in the sheet, from 1, and its cells, from column A."""

    number: int
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, and its rows that are not blank."""

    name: str
    lines: list[SheetLine]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its sheets, and when it was saved, in ISO 8601 (UTC, to the second) or ''."""

    sheets: tuple[Sheet, ...]
    saved: str


class SheetError(GuideError):
    """A workbook that cannot be imported; `number` is the row at fault, 0 for the whole file."""

    def __init__(self, why: str, number: int = 0) -> None:
        self.number, self.why = number, why
        super().__init__(why)


def read(data: bytes) -> list[list[SheetLine]]:
    """The rows of each sheet of an XLSX file; raises SheetError if it cannot be read safely."""
    return [sheet.lines for sheet in read_book(data).sheets]


def read_book(data: bytes, most: int = MAX_BYTES) -> Book:
    """An XLSX file of at most so many bytes, packed or not; raises SheetError if it is not safe."""
    try:
        copy = _repack(data, most)
        with warnings.catch_warnings():  # about styles and extensions that openpyxl does not know
            warnings.simplefilter("ignore")
            # Without data_only, which would give a formula's last result as if it were text.
            book = openpyxl.load_workbook(io.BytesIO(copy), read_only=True, keep_links=False)
            sheets = [
                Sheet(sheet.title, _lines(sheet.iter_rows(1, _MAX_ROWS, 1, _MAX_COLUMNS)))
                for sheet in book
            ]
            return Book(tuple(sheets), _saved(copy))
    except SheetError:
        raise
    except Exception as error:  # openpyxl checks nothing, so a damaged file can raise anything
        message = "not a valid workbook; save it as .xlsx, without a password"
        raise SheetError(message) from error


def _repack(data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise SheetError(_too_large(most))
    copy = io.BytesIO()
    left = most
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(copy, "w") as new:
        members = old.infolist()
        if len(members) > MAX_MEMBERS:
            raise SheetError(f"contains more than {MAX_MEMBERS} files; send only the workbook")
        if sum(member.file_size for member in members) > left:
            raise SheetError(_too_large(most))
        for member in members:
            _check_name(member)
            content = _content(old, member, left)
            if len(content) > left:
                raise SheetError(_too_large(most))
            left -= len(content)
            if member.filename == "[Content_Types].xml" and b"macroenabled" in content.lower():
                raise SheetError("contains macros; save it as .xlsx, not .xlsm")
            if not member.is_dir():
                new.writestr(zipfile.ZipInfo(member.filename), content)
    return copy.getvalue()


def _too_large(most: int) -> str:
    return f"larger than {most // 1_000_000} MB when unpacked; send only the exported sheet"


def _check_name(member: zipfile.ZipInfo) -> None:
    name = member.filename
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or ":" in name or stat.S_ISLNK(member.external_attr >> 16):
        raise SheetError("contains a file with an unsafe name; save the workbook again")
    if "vbaproject" in name.lower() or "macrosheets" in name.lower():
        raise SheetError("contains macros; save it as .xlsx, not .xlsm")
    if member.compress_type not in _COMPRESSIONS:
        raise SheetError("compressed in an unknown way; save the workbook again")


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """The content of a member, unpacked in pieces, and no more of it than shows it is too large."""
    pieces: list[bytes] = []
    size = 0
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            pieces.append(piece)
            if size > most:
                break
    return b"".join(pieces)


def _lines(rows: Iterable[tuple[object, ...]]) -> list[SheetLine]:
    lines = (
        SheetLine(number, tuple(map(_cell, row)))
        for number, row in enumerate(rows, start=1)
        if any(cell is not EMPTY_CELL for cell in row)  # a million blank rows pass quickly
    )
    return [line for line in lines if any(cell != _BLANK for cell in line.cells)]


def _cell(cell: object) -> SheetCell:
    if cell is EMPTY_CELL:
        return _BLANK
    value, kind = getattr(cell, "value", None), getattr(cell, "data_type", "")
    if kind in _ODD:
        return SheetCell(odd=_ODD[kind])
    if value is None or isinstance(value, str):
        return SheetCell(value or "")
    return SheetCell(odd="a number or a date", plain=_plain(value))


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _saved(copy: bytes) -> str:
    """When the program that saved the file says that it did, or ''."""
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        if _PROPERTIES not in package.namelist():
            return ""
        found = fromstring(package.read(_PROPERTIES)).findtext(_MODIFIED) or ""
    try:
        moment = datetime.fromisoformat(found)
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment.tzinfo else ""
    except (ValueError, OverflowError):
        return ""
