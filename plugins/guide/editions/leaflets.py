"""Floor 5. What a handout and a worksheet hold, as plain data, whatever the form of the file."""

from __future__ import annotations

from collections.abc import Iterable

from guide import views
from guide.editions.context import Context
from guide.editions.identity import audience_mark, station
from guide.editions.nodes import Node, line, mark, point, prose
from guide.model import Point, Text
from guide.views import PRIORITIES, STATUSES, Group, StageItems, Worksheet


def handout(context: Context, audience_id: str) -> Node:
    """The handout of an audience; `count` is how many checklist items it holds.

    KeyError if there is no audience of that id.
    """
    view = views.for_audience(context.guide, audience_id)
    audience, ui = view.audience, context.words.ui
    items = [item for part in view.named + view.added for item in part.items]
    shown = (audience.title, audience.summary, *audience.recommendations, *items)
    parts = [
        _part(context, ui("items-named"), None, view.named),
        _part(context, ui("items-added"), ui("items-added-lead"), view.added),
    ]
    return {
        "title": line(audience.title),
        "running": line(audience.short),
        "sign": audience_mark(context, audience_id),
        "summary": prose(audience.summary),
        "address": context.online(f"stakeholders/{audience_id}"),
        "notices": [line(text) for text in context.notices(shown)],
        "count": len(items),
        "recommendations": [point(context, found) for found in audience.recommendations],
        "parts": [part for part in parts if part["stages"]],
    }


def _part(context: Context, title: Text, lead: Text | None, stages: Iterable[StageItems]) -> Node:
    return {
        "title": line(title),
        "lead": line(lead),
        "stages": [
            {
                "title": line(part.stage.title),
                "station": station(context, part.stage.id),
                "points": [point(context, found) for found in part.items],
            }
            for part in stages
        ],
    }


def worksheet(context: Context, sheet: Worksheet) -> Node:
    """A worksheet: its groups of points, and what can be chosen for each."""
    words = context.words
    shown = [(found.title, found.question) for found in sheet.points]
    titles = [group.title for group in sheet.groups]
    return {
        "title": line(words.ui("worksheet-title", title=sheet.title)),
        "subject": line(sheet.title),
        "sign": audience_mark(context, sheet.id) if sheet.about == "audience" else "",
        "station": station(context, sheet.id if sheet.about == "stage" else ""),
        "notices": [line(text) for text in context.notices((sheet.title, titles, *shown))],
        "groups": [_group(context, group) for group in sheet.groups],
        "questions": any(found.question for found in sheet.points),
        "statuses": _choices(context, "status", STATUSES),
        "priorities": _choices(context, "priority", PRIORITIES),
    }


def _group(context: Context, group: Group) -> Node:
    return {
        "title": line(group.title),
        "code": group.code,
        "added": group.added,
        "station": station(context, group.stage),
        "points": [_row(context, found) for found in group.points],
    }


def _row(context: Context, found: Point) -> Node:
    """A point; its mark speaks of the texts that a worksheet shows."""
    return {**point(context, found), "mark": mark(context, (found.title, found.question))}


def _choices(context: Context, kind: str, values: Iterable[str]) -> list[Node]:
    """What can be chosen: the value, the same in every language, and its name."""
    return [{"value": one, "name": line(context.words.ui(f"{kind}-{one}"))} for one in values]
