"""The worksheet of a stage or an audience as PDF: what a group fills in by hand."""

from __future__ import annotations

from guide.core.queries import Worksheet
from guide.formats import documents, typesetting
from guide.formats.context import Context

SIZE = 8.5  # points


def write(context: Context, worksheet: Worksheet, *, paper: str = "a4") -> bytes:
    """The worksheet, landscape, a row a point; `paper` is a key of pdf.PAPERS.

    Raises pdf.Refused.
    """
    data = documents.worksheet(context, worksheet)
    return typesetting.write(context, "worksheet.typ", data, typesetting.PageSetup(paper, SIZE))
