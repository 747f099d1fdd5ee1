"""The handout of an audience as DOCX: what it is asked to do, then the items for it."""

from __future__ import annotations

from guide.formats import documents
from guide.formats.context import Context
from guide.formats.docx import package as docx_package
from guide.formats.docx.package import DocumentSetup

_FEW, _MANY = 16, 28  # up to so many points are shown in full, then in short; more as a list


def write(context: Context, audience_id: str) -> bytes:
    """The handout of an audience; KeyError if there is no audience of that id."""
    data = documents.handout(context, audience_id)
    layouts = ((_FEW, "full"), (_MANY, "short"))
    data["layout"] = next((name for most, name in layouts if data["count"] <= most), "list")
    return docx_package.write(context, "handout.xml", data, DocumentSetup())
