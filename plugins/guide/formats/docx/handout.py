"""The handout of an audience as DOCX: what it is asked to do, then the items for it."""

from __future__ import annotations

from guide.core import queries
from guide.formats import documents
from guide.formats.context import Context
from guide.formats.documents import Depth
from guide.formats.docx import package as docx_package
from guide.formats.docx.package import DocumentSetup

_FEW, _MANY = 16, 28  # up to so many points are shown in full, then in short; more as a list
_LAYOUTS = {Depth.FULL: "full", Depth.SHORT: "short", Depth.LISTED: "list"}


def write(context: Context, audience_id: str) -> bytes:
    """The handout of an audience; KeyError if there is no audience of that id."""
    view = queries.for_audience(context.guide, audience_id)
    depths = ((_FEW, Depth.FULL), (_MANY, Depth.SHORT))
    depth = next((one for most, one in depths if view.count <= most), Depth.LISTED)
    data = documents.handout(context, view, Depth.FULL, depth) | {"layout": _LAYOUTS[depth]}
    return docx_package.write(context, "handout.xml", data, DocumentSetup())
