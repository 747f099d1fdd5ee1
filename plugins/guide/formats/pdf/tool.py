"""A tool as PDF, for a group to fill in by hand."""

from __future__ import annotations

import io

from pypdf import PdfReader

from guide.formats import tool_data, typesetting
from guide.formats.context import Context
from guide.formats.typesetting import PageSetup

TEMPLATE = "tool.typ"
# Layouts, ever closer: the size of the text in points, and on which page what keeps people safe is.
_LAYOUTS = ((9.0, "last"), (9.0, "first"), (8.5, "last"), (8.5, "first"))
_THIN = 0.4  # of what the fullest page holds: a last page with less is to be saved


def write(context: Context, tool_id: str, *, paper: str = "a4") -> bytes:
    """The tool as PDF; `paper` is a key of typesetting.PAPERS.

    Where its last page holds little, a closer layout that saves the page is taken. Raises KeyError
    if there is no tool with that id, TypesettingError if Typst rejects the document.
    """
    data = tool_data.tool(context, context.guide.tool(tool_id))

    def laid_out(size: float, closing: str) -> bytes:
        setup = PageSetup(paper, size)
        return typesetting.write(context, TEMPLATE, {**data, "closing": closing}, setup)

    first = laid_out(*_LAYOUTS[0])
    pages = _weights(first)
    if len(pages) == 1 or pages[-1] > _THIN * max(pages):
        return first
    closer = (laid_out(*layout) for layout in _LAYOUTS[1:])
    return next((pdf for pdf in closer if len(_weights(pdf)) < len(pages)), first)


def _weights(pdf: bytes) -> list[int]:
    """How much is on each page, by the letters on it."""
    return [len(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]
