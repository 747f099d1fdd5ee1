"""The handout of an audience as PDF: what it is asked to do, then the items for it."""

from __future__ import annotations

from guide.formats import documents, typesetting
from guide.formats.context import Context
from guide.formats.typesetting import PageSetup

TEMPLATE = "handout.typ"
_NORMAL, _LARGE = 9.5, 18  # points
_FEW = 7  # up to so many items, each is told in full; more are told in short


def write(context: Context, audience_id: str, *, paper: str = "a4", large: bool = False) -> bytes:
    """The handout of an audience; `paper` is a key of pdf.PAPERS, `large` gives large print.

    Raises KeyError if there is no audience of that id, pdf.Refused if Typst refuses the document.
    """
    data = documents.handout(context, audience_id)
    data |= {"compact": data["count"] > _FEW, "qr": typesetting.qr(data["address"])}
    return typesetting.write(
        context, TEMPLATE, data, PageSetup(paper, _LARGE if large else _NORMAL)
    )
