"""The contents of handouts and worksheets as plain data, the same for every file format."""

from __future__ import annotations

from collections.abc import Iterable

from guide.core import queries
from guide.core.model import Point, Text
from guide.core.queries import PRIORITIES, STATUSES, Group, StageItems, Worksheet
from guide.formats.context import Context
from guide.formats.payload import Payload, line, point, prose, state_label
from guide.theme.branding import audience_mark, stage_number


def handout(context: Context, audience_id: str) -> Payload:
    """The data of an audience's handout; `count` is the number of its checklist items.

    Raises KeyError if there is no audience with that id.
    """
    view = queries.for_audience(context.guide, audience_id)
    audience, ui = view.audience, context.words.ui
    items = [item for group in view.named + view.added for item in group.items]
    groups = [group.title for group in context.guide.stage_groups]
    shown = (audience.title, audience.summary, *audience.recommendations, *items, groups)
    parts = [
        _part(context, ui("items-named"), None, view.named),
        _part(context, ui("items-added"), ui("items-added-lead"), view.added),
    ]
    return {
        "title": line(audience.title),
        "running": line(audience.short),
        "mark": audience_mark(context.theme, audience_id),
        "summary": prose(audience.summary),
        "address": context.online(context.guide.profile.audience_page(audience_id)),
        "notices": [line(text) for text in context.notices(shown)],
        "count": len(items),
        "recommendations": [
            point(context, recommendation) for recommendation in audience.recommendations
        ],
        "parts": [part for part in parts if part["stages"]],
    }


def _part(
    context: Context, title: Text, lead: Text | None, stages: Iterable[StageItems]
) -> Payload:
    groups = tuple(stages)
    heads = queries.group_heads(context.guide, [group.stage.id for group in groups])
    return {
        "title": line(title),
        "lead": line(lead),
        "stages": [
            {
                "head": line(head),
                "title": line(group.stage.title),
                "stage_number": stage_number(context.words, group.stage.id),
                "points": [point(context, item) for item in group.items],
            }
            for head, group in zip(heads, groups, strict=True)
        ],
    }


def worksheet(context: Context, sheet: Worksheet) -> Payload:
    """The data of a worksheet: its groups of points, and the statuses and priorities on offer."""
    words = context.words
    shown = [(member.title, member.question) for member in sheet.points]
    titles = [group.title for group in sheet.groups]
    heads = queries.group_heads(context.guide, [group.stage for group in sheet.groups])
    own = queries.group_heads(context.guide, [sheet.id] if sheet.about == "stage" else [])
    return {
        "title": line(words.ui("worksheet-title", title=sheet.title)),
        "subject": line(sheet.title),
        "mark": audience_mark(context.theme, sheet.id) if sheet.about == "audience" else "",
        "stage_number": stage_number(context.words, sheet.id if sheet.about == "stage" else ""),
        "group": line(own[0]) if own else None,
        "notices": [
            line(text) for text in context.notices((sheet.title, titles, own, heads, *shown))
        ],
        "groups": [
            _group(context, head, group) for head, group in zip(heads, sheet.groups, strict=True)
        ],
        "questions": any(member.question for member in sheet.points),
        "statuses": _choices(context, "status", STATUSES),
        "priorities": _choices(context, "priority", PRIORITIES),
    }


def _group(context: Context, head: Text | None, group: Group) -> Payload:
    return {
        "head": line(head),
        "title": line(group.title),
        "code": group.code,
        "added": group.added,
        "stage_number": stage_number(context.words, group.stage),
        "points": [_row(context, member) for member in group.points],
    }


def _row(context: Context, member: Point) -> Payload:
    """A point of a worksheet; its label covers only the texts that a worksheet shows."""
    return {
        **point(context, member),
        "state_label": state_label(context, (member.title, member.question)),
    }


def _choices(context: Context, kind: str, values: Iterable[str]) -> list[Payload]:
    """The choices of a kind: each value, which is the same in every language, and its name."""
    return [{"value": value, "name": line(context.words.ui(f"{kind}-{value}"))} for value in values]
