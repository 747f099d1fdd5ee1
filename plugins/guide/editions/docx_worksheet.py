"""Floor 5. The worksheet of a stage or an audience as DOCX, with lists to choose from."""

from __future__ import annotations

from collections.abc import Iterable

from guide.editions import docx_package, leaflets
from guide.editions.context import Context
from guide.editions.docx_package import Sheet
from guide.views import Worksheet

_SHEET = Sheet(landscape=True, size=9)
_SHARES = (6, 33, 12, 9, 12, 10, 18)  # of the width, in per cent; the columns of the template
_FIELDS = (45, 20, 35)  # the same of the line for group, date, facilitator


def write(context: Context, worksheet: Worksheet) -> bytes:
    """The worksheet, on paper laid across, a row a point."""
    data = leaflets.worksheet(context, worksheet)
    data |= {"address": "", "widths": _widths(_SHARES), "fields": _widths(_FIELDS)}
    return docx_package.write(context, "worksheet.xml", data, _SHEET)


def _widths(shares: Iterable[int]) -> list[int]:
    """Columns between the margins, in twentieths of a point."""
    inner: int = _SHEET.paper["inner"]
    return [inner * share // 100 for share in shares]
