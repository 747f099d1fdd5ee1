"""The handout of an audience as PDF: its recommendations, then the points that concern it."""

from __future__ import annotations

from guide.core import queries
from guide.formats import documents, pages, typesetting
from guide.formats.context import Context
from guide.formats.documents import Depth
from guide.formats.pages import PageFill

TEMPLATE = "handout.typ"
_SMALL, _SMALLER, _NORMAL, _LARGE = 8.5, 9, 9.5, 18  # sizes of the text in points
_FEW = 7  # points at most that are printed in full
_MOST = 4  # pages at most, if a closer layout can do it
# Layouts of many points, ever closer: the name in the template, and the size of the text. Only
# pairs have the questions, so they are tried in smaller sizes too before these are lost.
_LAYOUTS = (
    ("pairs", _NORMAL),
    ("pairs", _SMALLER),
    ("pairs", _SMALL),
    ("list", _NORMAL),
    ("columns", _NORMAL),
    ("columns", _SMALL),
)
_DEPTHS = {"full": Depth.TOLD, "pairs": Depth.SHORT, "list": Depth.LISTED, "columns": Depth.LISTED}


def write(context: Context, audience_id: str, *, large: bool = False) -> bytes:
    """The handout as PDF on A4; `large` selects large print.

    The points after the recommendations stand as closely as their number and their language ask:
    up to four pages if that can be, or any number in large print. Raises KeyError if there is no
    audience with that id, TypesettingError if Typst rejects the document.
    """
    view = queries.for_audience(context.guide, audience_id)

    def laid_out(layout: str, size: float) -> bytes:
        data = documents.handout(context, view, Depth.TOLD, _DEPTHS[layout])
        data |= {"layout": layout, "qr": typesetting.qr(data["address"])}
        return typesetting.write(context, TEMPLATE, data, size)

    *layouts, last = (("full", _NORMAL),) if view.count <= _FEW else _LAYOUTS
    if large:
        return laid_out((layouts or [last])[0][0], _LARGE)
    tried: dict[str, tuple[float, tuple[PageFill, ...]]] = {}  # the closest of each layout
    for layout, size in layouts:
        larger, shown = tried.get(layout, (size, ()))
        if pages.can_fit(shown, size / larger, _MOST):
            pdf = laid_out(layout, size)
            tried[layout] = (size, pages.read(pdf))
            if len(tried[layout][1]) <= _MOST:
                return pdf
    return laid_out(*last)
