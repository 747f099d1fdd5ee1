"""A tool as PDF, for a group to fill in by hand."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from guide.formats import tool_data, typesetting
from guide.formats.context import Context
from guide.formats.typesetting import PageSetup

TEMPLATE = "tool.typ"
_UNKNOWN = 10_000  # letters, of a page that cannot be read: it counts as a full one
_THIN = 0.55  # of what the fullest page holds: a last page with less is to be saved


@dataclass(frozen=True, slots=True)
class _Layout:
    """How closely a tool stands: the size of its text in points, and what the template asks for.

    `safety` is the page, first or last, at whose foot it says what keeps people safe; `blank` is
    the height of the empty rows of its last part in millimetres.
    """

    size: float = 9
    safety: str = "last"
    blank: int = 10


_CLOSER = (_Layout(safety="first"), _Layout(size=8.5), _Layout(size=8.5, safety="first"))
_HIGHER = (18, 15, 12)  # empty rows


def write(context: Context, tool_id: str, *, paper: str = "a4") -> bytes:
    """The tool as PDF; `paper` is a key of typesetting.PAPERS.

    Where its last page holds little, a closer layout that saves the page is taken; where it has
    room, its empty rows are higher. Raises KeyError if there is no tool with that id,
    TypesettingError if Typst rejects the document.
    """
    data = tool_data.tool(context, context.guide.tool(tool_id))

    def laid_out(layout: _Layout) -> bytes:
        chosen = {**data, "safety": layout.safety, "blank": layout.blank}
        return typesetting.write(context, TEMPLATE, chosen, PageSetup(paper, layout.size))

    found = _Layout()
    pages = _weights(laid_out(found))
    if len(pages) > 1 and pages[-1] < _THIN * max(pages):
        closer = (one for one in _CLOSER if len(_weights(laid_out(one))) < len(pages))
        found = next(closer, found)
    made = laid_out(found)
    table = data["parts"][-1]["table"]
    if table and table["blank_rows"]:
        count = len(_weights(made))
        rows = (laid_out(replace(found, blank=height)) for height in _HIGHER)
        return next((pdf for pdf in rows if len(_weights(pdf)) == count), made)
    return made


def _weights(pdf: bytes) -> list[int]:
    """How much is on each page, by the letters on it."""
    return [_weight(page) for page in PdfReader(io.BytesIO(pdf)).pages]


def _weight(page: PageObject) -> int:
    try:
        return len(page.extract_text())
    except PyPdfError:  # a text that it does not take, such as a thousand marks on one letter
        return _UNKNOWN
