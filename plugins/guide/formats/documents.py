"""What a handout and a worksheet hold, as plain data, whatever the form of the file."""

from __future__ import annotations

from collections.abc import Iterable

from guide.core import queries
from guide.core.model import Point, Text
from guide.core.queries import PRIORITIES, STATUSES, Group, StageItems, Worksheet
from guide.formats.context import Context
from guide.formats.payload import Payload, line, mark, point, prose
from guide.theme.branding import audience_mark, stage_number


def handout(context: Context, audience_id: str) -> Payload:
    """The handout of an audience; `count` is how many checklist items it holds.

    KeyError if there is no audience of that id.
    """
    view = queries.for_audience(context.guide, audience_id)
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
        "sign": audience_mark(context.theme, audience_id),
        "summary": prose(audience.summary),
        "address": context.online(f"stakeholders/{audience_id}"),
        "notices": [line(text) for text in context.notices(shown)],
        "count": len(items),
        "recommendations": [point(context, found) for found in audience.recommendations],
        "parts": [part for part in parts if part["stages"]],
    }


def _part(
    context: Context, title: Text, lead: Text | None, stages: Iterable[StageItems]
) -> Payload:
    return {
        "title": line(title),
        "lead": line(lead),
        "stages": [
            {
                "title": line(part.stage.title),
                "station": stage_number(context.words, part.stage.id),
                "points": [point(context, found) for found in part.items],
            }
            for part in stages
        ],
    }


def worksheet(context: Context, sheet: Worksheet) -> Payload:
    """A worksheet: its groups of points, and what can be chosen for each."""
    words = context.words
    shown = [(found.title, found.question) for found in sheet.points]
    titles = [group.title for group in sheet.groups]
    return {
        "title": line(words.ui("worksheet-title", title=sheet.title)),
        "subject": line(sheet.title),
        "sign": audience_mark(context.theme, sheet.id) if sheet.about == "audience" else "",
        "station": stage_number(context.words, sheet.id if sheet.about == "stage" else ""),
        "notices": [line(text) for text in context.notices((sheet.title, titles, *shown))],
        "groups": [_group(context, group) for group in sheet.groups],
        "questions": any(found.question for found in sheet.points),
        "statuses": _choices(context, "status", STATUSES),
        "priorities": _choices(context, "priority", PRIORITIES),
    }


def _group(context: Context, group: Group) -> Payload:
    return {
        "title": line(group.title),
        "code": group.code,
        "added": group.added,
        "station": stage_number(context.words, group.stage),
        "points": [_row(context, found) for found in group.points],
    }


def _row(context: Context, found: Point) -> Payload:
    """A point; its mark speaks of the texts that a worksheet shows."""
    return {**point(context, found), "mark": mark(context, (found.title, found.question))}


def _choices(context: Context, kind: str, values: Iterable[str]) -> list[Payload]:
    """What can be chosen: the value, the same in every language, and its name."""
    return [{"value": one, "name": line(context.words.ui(f"{kind}-{one}"))} for one in values]
