"""The contents of handouts and worksheets as plain data, the same for every file format."""

from __future__ import annotations

from collections.abc import Iterable

from guide.core import queries, tool_queries
from guide.core.answers import PRIORITIES, STATUSES
from guide.core.model import Point, Text
from guide.core.queries import Group, StagePoints, Worksheet
from guide.formats.context import Context
from guide.formats.payload import Payload, choices, line, point, prose, state_label
from guide.theme.branding import audience_mark, stage_number


def handout(context: Context, audience_id: str) -> Payload:
    """The data of an audience's handout; `count` is the number of points after what it is asked.

    `tools` are those that it uses, each with the codes of the points that it serves and that
    concern it. Raises KeyError if there is no audience with that id.
    """
    view = queries.for_audience(context.guide, audience_id)
    audience = view.audience
    heads = [group.title for group in context.guide.stage_groups]
    tools = tool_queries.for_audience(context.guide, audience_id)
    names = [one.tool.title for one in tools]
    parts = [
        _part(context, "factors-named", view.factors_named),
        _part(context, "items-named", view.named),
        _others(context, "others-named", view.others_named),
        _part(context, "factors-added", view.factors_added, lead=True),
        _part(context, "items-added", view.added, lead=True),
        _others(context, "others-added", view.others_added),
    ]
    return {
        "title": line(audience.title),
        "running": line(audience.short),
        "mark": audience_mark(context.theme, audience_id),
        "summary": prose(audience.summary),
        "address": context.online(context.guide.profile.audience_page(audience_id)),
        "addition": context.guide.adds(audience),
        "notices": _notices(context, audience.title, audience.summary, heads, *view.points, names),
        "degrees": any(one.degree for one in view.points),
        "count": len(view.points) - len(audience.recommendations),
        "recommendations": [
            point(context, recommendation) for recommendation in audience.recommendations
        ],
        "parts": [part for part in parts if part["stages"]],
        "tools": [
            {"title": line(one.tool.title), "codes": [point.code for point in one.points]}
            for one in tools
        ],
    }


def _part(
    context: Context, title: str, stages: Iterable[StagePoints], *, lead: bool = False
) -> Payload:
    """Points under a message as their title; `lead` says that another explains it."""
    ui, groups = context.words.ui, tuple(stages)
    heads = queries.group_heads(context.guide, [group.stage.id for group in groups])
    return {
        "title": line(ui(title)),
        "lead": line(ui(f"{title}-lead")) if lead else None,
        "stages": [
            {
                "head": line(head),
                "title": line(group.stage.title),
                "stage_number": stage_number(context.words, group.stage.id),
                "points": [point(context, item) for item in group.points],
            }
            for head, group in zip(heads, groups, strict=True)
        ],
    }


def _others(context: Context, title: str, points: tuple[Point, ...]) -> Payload:
    """Recommendations to other audiences, in one group without a title."""
    shown = [point(context, one) for one in points]
    group = {"head": None, "title": None, "stage_number": None, "points": shown}
    stages = [group] if shown else []
    return {"title": line(context.words.ui(title)), "lead": None, "stages": stages}


def worksheet(context: Context, sheet: Worksheet) -> Payload:
    """The data of a worksheet: its groups of points, and the statuses and priorities on offer."""
    guide, words = context.guide, context.words
    shown = [(member.title, member.question) for member in sheet.points]
    titles = [group.title for group in sheet.groups]
    of_audience = sheet.about == "audience"
    heads = queries.group_heads(guide, [group.stage for group in sheet.groups])
    own = queries.group_heads(guide, [] if of_audience else [sheet.id])
    return {
        "title": line(words.ui("worksheet-title", title=sheet.title)),
        "subject": line(sheet.title),
        "mark": audience_mark(context.theme, sheet.id) if of_audience else "",
        "stage_number": stage_number(words, "" if of_audience else sheet.id),
        "group": line(own[0]) if own else None,
        "addition": of_audience and guide.adds(guide.audience(sheet.id)),
        "do_no_harm": prose(guide.do_no_harm),
        "notices": _notices(context, sheet.title, guide.do_no_harm, titles, own, heads, *shown),
        "degrees": any(member.degree for member in sheet.points),
        "groups": [
            _group(context, head, group) for head, group in zip(heads, sheet.groups, strict=True)
        ],
        "questions": any(member.question for member in sheet.points),
        "statuses": choices(context, "status", STATUSES),
        "priorities": choices(context, "priority", PRIORITIES),
    }


def _notices(context: Context, *parts: object) -> list[Payload | None]:
    return [line(text) for text in context.notices(parts)]


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
