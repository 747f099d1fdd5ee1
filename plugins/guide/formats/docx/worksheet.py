"""The worksheet of a stage or an audience as DOCX, with lists to choose from."""

from __future__ import annotations

from collections.abc import Iterable

from guide.core.queries import Worksheet
from guide.formats import documents
from guide.formats.context import Context
from guide.formats.docx import package as docx_package
from guide.formats.docx.package import DocumentSetup

_SHEET = DocumentSetup(landscape=True, size=9)
_CODE = 6  # per cent of the width for codes of as many letters; longer ones take theirs from titles
_CODE_AND_TITLE = 36
_OTHERS = (12, 9, 11, 8, 8, 16)  # the other columns of the template
_FIELDS = (45, 20, 35)  # the same of the line for group, date, facilitator


def write(context: Context, worksheet: Worksheet) -> bytes:
    """The worksheet in landscape, with a row for each point."""
    data = documents.worksheet(context, worksheet)
    code = max([_CODE, *(len(point.code) for point in worksheet.points)])
    shares = (code, _CODE_AND_TITLE - code, *_OTHERS)
    data |= {"address": "", "widths": _widths(shares), "fields": _widths(_FIELDS)}
    return docx_package.write(context, "worksheet.xml", data, _SHEET)


def _widths(shares: Iterable[int]) -> list[int]:
    """Columns between the margins, in twentieths of a point."""
    inner: int = _SHEET.paper["inner"]
    return [inner * share // 100 for share in shares]
