"""Floor 5. The handout of an audience as PDF: what it is asked to do, then the items for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from guide import views
from guide.editions import pdf
from guide.editions.context import Context
from guide.editions.nodes import Node, line, point, prose
from guide.editions.pdf import Sheet
from guide.model import Point, Text
from guide.views import AudienceView, StageItems

TEMPLATE = "handout.typ"
_NORMAL, _LARGE = 9.5, 18  # points
_FEW = 7  # up to so many items, each is told in full; more are told in short


def write(context: Context, audience_id: str, *, paper: str = "a4", large: bool = False) -> bytes:
    """The handout of an audience; `paper` is a key of pdf.PAPERS, `large` gives large print.

    Raises KeyError if there is no audience of that id, pdf.Refused if Typst refuses the document.
    """
    view = views.for_audience(context.guide, audience_id)
    sheet = Sheet(paper, _LARGE if large else _NORMAL)
    return pdf.write(context, TEMPLATE, _data(context, view), sheet)


def _data(context: Context, view: AudienceView) -> dict[str, Any]:
    audience, address = view.audience, context.online(f"stakeholders/{view.audience.id}")
    items = [item for part in view.named + view.added for item in part.items]
    shown = (audience.title, audience.summary, *audience.recommendations, *items)
    return {
        "title": line(audience.title),
        "running": line(audience.short),
        "summary": prose(audience.summary),
        "address": address,
        "qr": pdf.qr(address),
        "notices": [line(text) for text in context.notices(shown)],
        "compact": len(items) > _FEW,
        "recommendations": _points(context, audience.recommendations),
        "parts": [part for part in _parts(context, view) if part["stages"]],
    }


def _parts(context: Context, view: AudienceView) -> list[Node]:
    """The items in two parts: those that the source names, then those that this edition adds."""
    ui = context.words.ui
    return [
        _part(context, ui("items-named"), None, view.named),
        _part(context, ui("items-added"), ui("items-added-lead"), view.added),
    ]


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
