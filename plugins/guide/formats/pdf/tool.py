"""A tool as PDF, for a group to fill in by hand."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

from pypdf import PdfReader

from guide.formats import tool_data, typesetting
from guide.formats.context import Context
from guide.formats.typesetting import PageSetup

TEMPLATE = "tool.typ"
_FULL = 0.9  # of what the fullest page holds: a last page with less may perhaps be saved


@dataclass(frozen=True, slots=True)
class _Layout:
    """How closely a tool stands: the size of its text in points, and what the template asks for.

    `safety` is the page, first or last, at whose foot it says what keeps people safe; `blank` is
    the height of the empty rows of its last part in millimetres.
    """

    size: float = 9
    safety: str = "last"
    blank: int = 10


_CLOSER = (_Layout(size=8.5), _Layout(size=8.5, safety="first"))
_HIGHER = (16, 12)  # empty rows


def write(context: Context, tool_id: str, *, paper: str = "a4") -> bytes:
    """The tool as PDF; `paper` is a key of typesetting.PAPERS.

    A closer layout that saves its last page is taken; where that page has room, the empty rows on
    it are higher. Raises KeyError if there is no tool with that id,
    TypesettingError if Typst rejects the document.
    """
    data = tool_data.tool(context, context.guide.tool(tool_id))

    def laid_out(layout: _Layout) -> bytes:
        chosen = {**data, "safety": layout.safety, "blank": layout.blank}
        return typesetting.write(context, TEMPLATE, chosen, PageSetup(paper, layout.size))

    found, made = _Layout(), laid_out(_Layout())
    weights = _weights(made)
    if len(weights) > 1 and weights[-1] < _FULL * max(weights):
        closer = ((one, laid_out(one)) for one in _CLOSER)
        saving = (it for it in closer if len(_weights(it[1])) < len(weights))
        found, made = next(saving, (found, made))
    table = data["parts"][-1]["table"]
    if table and table["blank_rows"]:
        count = len(_weights(made))
        rows = (laid_out(replace(found, blank=height)) for height in _HIGHER)
        return next((pdf for pdf in rows if len(_weights(pdf)) == count), made)
    return made


def _weights(pdf: bytes) -> list[int]:
    """How much is on each page, by the length of what draws it."""
    reader = PdfReader(io.BytesIO(pdf))
    drawn = (page.get_contents() for page in reader.pages)
    return [0 if one is None else len(one.get_data()) for one in drawn]
