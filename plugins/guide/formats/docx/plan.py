"""The action plan of a filled workbook as DOCX: tables that the group goes on filling in."""

from __future__ import annotations

from guide.core.answers import Workbook
from guide.core.plans import PlanRequest
from guide.formats import plan_data
from guide.formats.context import Context
from guide.formats.docx import package as docx_package
from guide.formats.docx.package import DocumentSetup
from guide.formats.papers import A4

_CODE = 6  # per cent of the width for codes of as many letters; longer ones take theirs from titles
_CODE_AND_TITLE = 27
_OTHERS = (27, 12, 9, 9, 9, 7)  # notes, owner, due, checked, status, priority


def write(context: Context, book: Workbook, request: PlanRequest, *, paper: str = A4) -> bytes:
    """The plan in landscape, a table for each group; `paper` is a key of papers.PAPERS."""
    sheet = DocumentSetup(landscape=True, size=9, format=paper)
    data = plan_data.plan(context, book, request)
    code = max([_CODE, *(len(one["code"]) for group in data["groups"] for one in group["points"])])
    code = min(code, _CODE_AND_TITLE // 2)
    shares = (code, _CODE_AND_TITLE - code, *_OTHERS)
    inner: int = sheet.paper["inner"]
    data |= {"widths": [inner * share // 100 for share in shares]}
    return docx_package.write(context, "plan.xml", data, sheet, private=True)
