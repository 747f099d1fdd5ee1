"""The worksheet of a stage or an audience as PDF, for a group to fill in by hand."""

from __future__ import annotations

from guide.core.queries import Worksheet
from guide.formats import documents, typesetting
from guide.formats.context import Context

SIZE = 8.5  # of the text, in points


def write(context: Context, worksheet: Worksheet) -> bytes:
    """The worksheet as PDF on A4 in landscape, with one row per point.

    Raises TypesettingError if Typst rejects the document.
    """
    data = documents.worksheet(context, worksheet)
    return typesetting.write(context, "worksheet.typ", data, SIZE)
