"""Selections from the tools of a guide: which serve a stage, an audience or a point."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guide.core import queries
from guide.core.model import Guide, Point, Stage, Text
from guide.core.profile import PointKind
from guide.core.tools import Tool


@dataclass(frozen=True, slots=True)
class ServingTool:
    """A tool, with those of the points in question that it serves, in the guide's order."""

    tool: Tool
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class PointGroup:
    """Points under the title of their stage or audience; `stage` is the id of a stage, or ''."""

    title: Text
    points: tuple[Point, ...]
    stage: str


def for_stage(guide: Guide, stage: Stage) -> tuple[ServingTool, ...]:
    """The tools that serve a factor or an item of a stage."""
    points = (*stage.factors, *stage.items)
    found = (ServingTool(tool, _served(tool, points)) for tool in guide.tools)
    return tuple(one for one in found if one.points)


def for_audience(guide: Guide, audience_id: str) -> tuple[ServingTool, ...]:
    """The tools that an audience uses, each with the points that it serves and that concern it.

    Raises KeyError if there is no audience with that id.
    """
    codes = {point.code for point in queries.for_audience(guide, audience_id).points}
    points = [point for code, point in guide.points.items() if code in codes]
    used = (tool for tool in guide.tools if audience_id in tool.audiences)
    return tuple(ServingTool(tool, _served(tool, points)) for tool in used)


def points_of(guide: Guide, tool: Tool) -> tuple[Point, ...]:
    """The points that a tool serves, in the guide's order."""
    return _served(tool, guide.points.values())


def _served(tool: Tool, points: Iterable[Point]) -> tuple[Point, ...]:
    """Those of some points that a tool serves."""
    named = {*tool.codes}
    return tuple(point for point in points if point.code in named)


def by_home(guide: Guide, codes: Iterable[str]) -> tuple[PointGroup, ...]:
    """Points by their stage or audience, in the order given; a home may come several times."""
    groups: list[PointGroup] = []
    for point in (guide.points[code] for code in codes):
        in_audience = point.kind is PointKind.RECOMMENDATION
        home = guide.audience(point.home) if in_audience else guide.stage(point.home)
        if groups and groups[-1].title == home.title:
            before = groups.pop()
            groups.append(PointGroup(home.title, (*before.points, point), before.stage))
        else:
            groups.append(PointGroup(home.title, (point,), "" if in_audience else home.id))
    return tuple(groups)
