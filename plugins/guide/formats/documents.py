"""The contents of handouts and worksheets as plain data, the same for every file format.

The data hold what a document shows and nothing else, so that a change elsewhere in the guide does
not make it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from guide.core import queries, tool_queries
from guide.core.answers import PRIORITIES, STATUSES
from guide.core.model import Point, Text
from guide.core.queries import AudienceView, Group, StagePoints, Worksheet
from guide.core.tool_queries import ServingTool
from guide.formats.context import Context
from guide.formats.payload import Payload, choices, degree, line, prose, state_label
from guide.theme.branding import audience_mark, stage_number


class Depth(IntEnum):
    """How much is shown of a point: so many of its `texts`."""

    LISTED = 1  # its code and its title
    SHORT = 2  # its question too, and which points it is related to
    TOLD = 3  # its text too
    FULL = 4  # its note too

    def texts(self, shown: Point) -> tuple[Text | None, ...]:
        """What is shown of its title, question, text and note, in this order."""
        return (shown.title, shown.question, shown.text, shown.note)[:self]


def handout(context: Context, view: AudienceView, own: Depth, depth: Depth) -> Payload:
    """The data of an audience's handout: its `own` recommendations and other points to a depth.

    `tools` are those that it uses, each with the codes of the points that it serves and that
    concern it.
    """
    audience = view.audience
    tools = tool_queries.for_audience(context.guide, audience.id)
    parts = [
        _part(context, depth, "factors-named", view.factors_named),
        _part(context, depth, "items-named", view.named),
        _others(context, depth, "others-named", view.others_named),
        _part(context, depth, "factors-added", view.factors_added, lead=True),
        _part(context, depth, "items-added", view.added, lead=True),
        _others(context, depth, "others-added", view.others_added),
    ]
    return {
        "title": line(audience.title),
        "running": line(audience.short),
        "mark": audience_mark(context.theme, audience.id),
        "summary": prose(audience.summary),
        "address": context.online(context.guide.profile.audience_page(audience.id)),
        "addition": context.guide.adds(audience),
        "notices": _notices(context, *_texts(context, view, own, depth, tools)),
        "degrees": any(one.degree for one in view.points),
        "recommendations": [_point(context, one, own) for one in audience.recommendations],
        "parts": [part for part in parts if part["stages"]],
        "tools": [
            {"title": line(one.tool.title), "codes": [point.code for point in one.points]}
            for one in tools
        ],
    }


def _texts(
    context: Context, view: AudienceView, own: Depth, depth: Depth, tools: Iterable[ServingTool]
) -> Iterable[object]:
    """The texts that a handout shows."""
    audience = view.audience
    yield from (audience.title, audience.short, audience.summary)
    yield from (group.title for group in context.guide.stage_groups)
    yield from (one.tool.title for one in tools)
    groups = (*view.factors_named, *view.named, *view.factors_added, *view.added)
    yield from (one.stage.title for one in groups)
    yield from map(own.texts, audience.recommendations)
    yield from map(depth.texts, view.points[len(audience.recommendations) :])


def _point(context: Context, shown: Point, depth: Depth) -> Payload:
    """What is shown of a point; its label covers no other texts."""
    texts = depth.texts(shown)
    title, question, text, note, *_ = (*texts, None, None, None)
    return {
        "code": shown.code,
        "degree": degree(context, shown),
        "title": line(title),
        "question": line(question),
        "text": prose(text),
        "note": prose(note),
        "related": shown.related if depth > Depth.LISTED else (),
        "state_label": state_label(context, texts),
    }


def _part(
    context: Context,
    depth: Depth,
    title: str,
    stages: Iterable[StagePoints],
    *,
    lead: bool = False,
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
                "points": [_point(context, item, depth) for item in group.points],
            }
            for head, group in zip(heads, groups, strict=True)
        ],
    }


def _others(context: Context, depth: Depth, title: str, points: tuple[Point, ...]) -> Payload:
    """Recommendations to other audiences, in one group without a title."""
    shown = [_point(context, one, depth) for one in points]
    group = {"head": None, "title": None, "stage_number": None, "points": shown}
    stages = [group] if shown else []
    return {"title": line(context.words.ui(title)), "lead": None, "stages": stages}


def worksheet(context: Context, sheet: Worksheet) -> Payload:
    """The data of a worksheet: its groups of points, and the statuses and priorities on offer."""
    guide, words = context.guide, context.words
    shown = [Depth.SHORT.texts(member) for member in sheet.points]
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
        "points": [_point(context, member, Depth.SHORT) for member in group.points],
    }
