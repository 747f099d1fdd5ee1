"""Floor 5. The worksheet of a stage or an audience as PDF: what a group fills in by hand."""

from __future__ import annotations

from guide.editions import leaflets, pdf
from guide.editions.context import Context
from guide.views import Worksheet

SIZE = 8.5  # points


def write(context: Context, worksheet: Worksheet, *, paper: str = "a4") -> bytes:
    """The worksheet, landscape, a row a point; `paper` is a key of pdf.PAPERS.

    Raises pdf.Refused.
    """
    data = leaflets.worksheet(context, worksheet)
    return pdf.write(context, "worksheet.typ", data, pdf.Sheet(paper, SIZE))
