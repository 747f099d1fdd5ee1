"""Floor 5. The worksheet of a stage or an audience as DOCX, with lists to choose from."""

from __future__ import annotations

from collections.abc import Iterable

from guide.editions import docx_package
from guide.editions.context import Context
from guide.editions.docx_package import Sheet
from guide.editions.nodes import Node, line, mark, point
from guide.model import Point
from guide.views import PRIORITIES, STATUSES, Group, Worksheet

_SHEET = Sheet(landscape=True, size=9)
_SHARES = (6, 33, 12, 9, 12, 10, 18)  # of the width, in per cent; the columns of the template
_FIELDS = (45, 20, 35)  # the same of the line for group, date, facilitator


def write(context: Context, worksheet: Worksheet) -> bytes:
    """The worksheet, on paper laid across, a row a point."""
    words = context.words
    shown = [(point.title, point.question) for point in worksheet.points]
    titles = [group.title for group in worksheet.groups]
    data = {
        "title": line(words.ui("worksheet-title", title=worksheet.title)),
        "subject": line(worksheet.title),
        "address": "",
        "notices": [line(text) for text in context.notices((worksheet.title, titles, *shown))],
        "groups": [_group(context, group) for group in worksheet.groups],
        "statuses": _choices(context, "status", STATUSES),
        "priorities": _choices(context, "priority", PRIORITIES),
        "widths": _widths(_SHARES),
        "fields": _widths(_FIELDS),
    }
    return docx_package.write(context, "worksheet.xml", data, _SHEET)


def _group(context: Context, group: Group) -> Node:
    return {
        "title": line(group.title),
        "code": group.code,
        "added": group.added,
        "points": [_point(context, found) for found in group.points],
    }


def _point(context: Context, found: Point) -> Node:
    """A point; its mark speaks of the texts that a worksheet shows."""
    return {**point(context, found), "mark": mark(context, (found.title, found.question))}


def _choices(context: Context, kind: str, values: Iterable[str]) -> list[Node]:
    """What a list offers: the value, the same in every language, and its name."""
    return [{"value": v, "name": line(context.words.ui(f"{kind}-{v}"))} for v in values]


def _widths(shares: Iterable[int]) -> list[int]:
    """Columns between the margins, in twentieths of a point."""
    inner: int = _SHEET.paper["inner"]
    return [inner * share // 100 for share in shares]
