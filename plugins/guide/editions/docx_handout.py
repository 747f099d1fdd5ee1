"""Floor 5. The handout of an audience as DOCX: what it is asked to do, then the items for it."""

from __future__ import annotations

from collections.abc import Iterable

from guide import views
from guide.editions import docx_package
from guide.editions.context import Context
from guide.editions.docx_package import Sheet
from guide.editions.nodes import Node, line, point, prose
from guide.model import Point, Text
from guide.views import StageItems

_FEW = 16  # up to so many items, each is told in full; more are told in short


def write(context: Context, audience_id: str) -> bytes:
    """The handout of an audience; KeyError if there is no audience of that id."""
    view = views.for_audience(context.guide, audience_id)
    audience, ui = view.audience, context.words.ui
    items = [item for part in view.named + view.added for item in part.items]
    shown = (audience.title, audience.summary, *audience.recommendations, *items)
    parts = [
        _part(context, ui("items-named"), None, view.named),
        _part(context, ui("items-added"), ui("items-added-lead"), view.added),
    ]
    data = {
        "title": line(audience.title),
        "summary": prose(audience.summary),
        "address": context.online(f"stakeholders/{audience_id}"),
        "notices": [line(text) for text in context.notices(shown)],
        "compact": len(items) > _FEW,
        "recommendations": _points(context, audience.recommendations),
        "parts": [part for part in parts if part["stages"]],
    }
    return docx_package.write(context, "handout.xml", data, Sheet())


def _part(context: Context, title: Text, lead: Text | None, stages: Iterable[StageItems]) -> Node:
    return {
        "title": line(title),
        "lead": line(lead),
        "stages": [
            {"title": line(part.stage.title), "points": _points(context, part.items)}
            for part in stages
        ],
    }


def _points(context: Context, points: Iterable[Point]) -> list[Node]:
    return [point(context, found) for found in points]
