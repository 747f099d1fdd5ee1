"""A tool as PDF, for a group to fill in by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from guide.formats import pages, tool_data, typesetting
from guide.formats.context import Context

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


def write(context: Context, tool_id: str) -> bytes:
    """The tool as PDF on A4.

    A closer layout that saves its last page is taken; where that page has room, the empty rows on
    it are higher. Raises KeyError if there is no tool with that id,
    TypesettingError if Typst rejects the document.
    """
    data = tool_data.tool(context, context.guide.tool(tool_id))

    def laid_out(layout: _Layout) -> bytes:
        chosen = {**data, "safety": layout.safety, "blank": layout.blank}
        return typesetting.write(context, TEMPLATE, chosen, layout.size)

    found, made = _closest(laid_out)
    table = data["parts"][-1]["table"]
    if table and table["blank_rows"]:
        count = len(pages.read(made))
        rows = (laid_out(replace(found, blank=height)) for height in _HIGHER)
        return next((pdf for pdf in rows if len(pages.read(pdf)) == count), made)
    return made


def _closest(laid_out: Callable[[_Layout], bytes]) -> tuple[_Layout, bytes]:
    """The usual layout or, if it saves a page, a closer one, with the PDF."""
    usual, made = _Layout(), laid_out(_Layout())
    shown = pages.read(made)
    fullest = max(page.weight for page in shown)
    if len(shown) == 1 or shown[-1].weight >= _FULL * fullest:
        return usual, made
    fewer, last, seen = len(shown) - 1, usual, shown
    for closer in _CLOSER:
        if pages.can_fit(seen, closer.size / last.size, fewer):
            pdf = laid_out(closer)
            last, seen = closer, pages.read(pdf)
            if len(seen) <= fewer:
                return closer, pdf
    return usual, made
