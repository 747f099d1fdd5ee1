"""Floor 5. The worksheet of a stage or an audience as PDF: what a group fills in by hand."""

from __future__ import annotations

from guide.editions import pdf
from guide.editions.context import Context
from guide.editions.nodes import Node, line, point
from guide.views import PRIORITIES, STATUSES, Group, Worksheet

SIZE = 8.5
# Values of the contract's workbook file, in the order in which the squares stand.


def write(context: Context, worksheet: Worksheet, *, paper: str = "a4") -> bytes:
    """The worksheet, landscape, a row a point; `paper` is a key of pdf.PAPERS.

    Raises pdf.Refused.
    """
    words = context.words
    shown = [(p.title, p.question) for p in worksheet.points]
    titles = [group.title for group in worksheet.groups]
    data = {
        "title": line(words.ui("worksheet-title", title=worksheet.title)),
        "groups": [_group(context, group) for group in worksheet.groups],
        "questions": any(p.question for p in worksheet.points),
        "statuses": [line(words.ui(f"status-{value}")) for value in STATUSES],
        "priorities": [line(words.ui(f"priority-{value}")) for value in PRIORITIES],
        "notices": [line(text) for text in context.notices((worksheet.title, titles, *shown))],
    }
    return pdf.write(context, "worksheet.typ", data, pdf.Sheet(paper, SIZE))


def _group(context: Context, group: Group) -> Node:
    return {
        "title": line(group.title),
        "code": group.code,
        "added": group.added,
        "points": [point(context, found) for found in group.points],
    }
