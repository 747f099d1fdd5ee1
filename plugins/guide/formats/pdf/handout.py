"""The handout of an audience as PDF: its recommendations, then the items that concern it."""

from __future__ import annotations

from guide.formats import documents, typesetting
from guide.formats.context import Context
from guide.formats.typesetting import PageSetup

TEMPLATE = "handout.typ"
_NORMAL, _LARGE = 9.5, 18  # sizes of the text in points
_FEW = 7  # items at most that are printed in full; handouts with more print them in short form


def write(context: Context, audience_id: str, *, paper: str = "a4", large: bool = False) -> bytes:
    """The handout as PDF; `paper` is a key of typesetting.PAPERS, `large` selects large print.

    Raises KeyError if there is no audience with that id, TypesettingError if Typst rejects the
    document.
    """
    data = documents.handout(context, audience_id)
    data |= {"compact": data["count"] > _FEW, "qr": typesetting.qr(data["address"])}
    return typesetting.write(
        context, TEMPLATE, data, PageSetup(paper, _LARGE if large else _NORMAL)
    )
