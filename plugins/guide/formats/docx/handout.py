"""The handout of an audience as DOCX: what it is asked to do, then the items for it."""

from __future__ import annotations

from guide.formats import documents
from guide.formats.context import Context
from guide.formats.docx import package as docx_package
from guide.formats.docx.package import DocumentSetup

_FEW = 16  # up to this many items are shown in full, more in short


def write(context: Context, audience_id: str) -> bytes:
    """The handout of an audience; KeyError if there is no audience of that id."""
    data = documents.handout(context, audience_id)
    data["compact"] = data["count"] > _FEW
    return docx_package.write(context, "handout.xml", data, DocumentSetup())
