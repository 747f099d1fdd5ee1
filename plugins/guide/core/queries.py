"""Selections from a guide: what a page, a handout or a worksheet shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from guide.core import markup
from guide.core.model import Audience, Guide, MemberGroup, Point, Stage, Step, Term, Text
from guide.core.profile import Order
from guide.core.walk import texts


def cover(guide: Guide) -> Guide:
    """A guide without its points, tools and front matter: title, glossary, messages.

    This much of the original is told in other languages, so a change of it makes them anew.
    """
    bare = replace(guide, stages=(), audiences=(), front=(), tools=(), languages=())
    return replace(bare, stage_groups=(), audience_groups=())


@dataclass(frozen=True, slots=True)
class StagePoints:
    """Points of one stage."""

    stage: Stage
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class AudienceView:
    """What concerns one audience: its recommendations, and factors and items by stage.

    `named` holds the items in which the source names it, `added` those that this edition tags; the
    factors, and the recommendations to other audiences, are told apart in the same way.
    """

    audience: Audience
    factors_named: tuple[StagePoints, ...]
    factors_added: tuple[StagePoints, ...]
    named: tuple[StagePoints, ...]
    added: tuple[StagePoints, ...]
    others_named: tuple[Point, ...]
    others_added: tuple[Point, ...]

    @property
    def count(self) -> int:
        """How many there are besides the audience's own recommendations."""
        return len(self.points) - len(self.audience.recommendations)

    @property
    def points(self) -> tuple[Point, ...]:
        """All of them as handouts list them: the audience's own, where it is named, added ones."""
        named = [point for one in self.factors_named + self.named for point in one.points]
        added = [point for one in self.factors_added + self.added for point in one.points]
        own = self.audience.recommendations
        return (*own, *named, *self.others_named, *added, *self.others_added)


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A stage and an audience in the matrix: items that the source tags, items that we tag."""

    audience: Audience
    named: tuple[Point, ...]
    added: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A stage in the matrix."""

    stage: Stage
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class StagePart:
    """Stages below one heading: those of a group, or all of them in a guide without groups."""

    group: MemberGroup | None
    stages: tuple[Stage, ...]


def stage_parts(guide: Guide) -> tuple[StagePart, ...]:
    """The stages by group, in order."""
    if not guide.stage_groups:
        return (StagePart(None, guide.stages),)
    return tuple(
        StagePart(group, tuple(map(guide.stage, group.members))) for group in guide.stage_groups
    )


def group_heads(guide: Guide, stages: Iterable[str]) -> tuple[Text | None, ...]:
    """For each stage of a list, by its id, the title of its group where it is the first of it.

    None for each other stage, for other ids, and in a guide without groups.
    """
    heads: list[Text | None] = []
    before: MemberGroup | None = None
    for ident in stages:
        group = guide.stage_group_of.get(ident)
        heads.append(group.title if group and group != before else None)
        before = group
    return tuple(heads)


def for_audience(guide: Guide, audience_id: str) -> AudienceView:
    """What concerns an audience; raises KeyError if there is no audience with that id."""
    factors = [StagePoints(stage, stage.factors) for stage in guide.stages]
    items = [StagePoints(stage, stage.items) for stage in guide.stages]
    return AudienceView(
        audience=guide.audience(audience_id),
        factors_named=_narrowed(factors, audience_id, named=True),
        factors_added=_narrowed(factors, audience_id, named=False),
        named=_narrowed(items, audience_id, named=True),
        added=_narrowed(items, audience_id, named=False),
        others_named=_asked_of_others(guide, audience_id, named=True),
        others_added=_asked_of_others(guide, audience_id, named=False),
    )


def _asked_of_others(guide: Guide, audience: str, *, named: bool) -> tuple[Point, ...]:
    """The recommendations to other audiences that concern this one."""
    others = (one.recommendations for one in guide.audiences if one.id != audience)
    return _concerning((point for points in others for point in points), audience, named=named)


def _narrowed(
    found: Iterable[StagePoints], audience: str, *, named: bool
) -> tuple[StagePoints, ...]:
    """The stages with the points that concern an audience, without those that have none."""
    narrowed = (
        StagePoints(one.stage, _concerning(one.points, audience, named=named)) for one in found
    )
    return tuple(one for one in narrowed if one.points)


def _concerning(points: Iterable[Point], audience: str, *, named: bool) -> tuple[Point, ...]:
    return tuple(point for point in points if point.concerns(audience, named=named))


@dataclass(frozen=True, slots=True)
class Group:
    """Points under one title in a worksheet.

    `code` is the code of the step that the group stands for, or ''; `stage` the id of the stage
    whose title it bears, or ''. `added` says that this edition, not the source, tagged its points.
    """

    title: Text
    code: str
    points: tuple[Point, ...]
    added: bool = False
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """What a working group fills in for one stage or one audience, whose id and title it has."""

    id: str
    title: Text
    groups: tuple[Group, ...]
    about: Literal["stage", "audience"]

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, in order."""
        return tuple(point for group in self.groups for point in group.points)


def stage_worksheet(guide: Guide, stage_id: str) -> Worksheet:
    """Every point of a stage: its factors, then its items by step.

    Raises KeyError if there is no stage with that id.
    """
    stage, messages = guide.stage(stage_id), guide.interface
    groups = [Group(messages["success-factors"], "", stage.factors)]
    if stage.loose_items:
        groups.append(Group(messages["checklist-items"], "", stage.loose_items))
    groups += [Group(step.title, step.code, step.items) for step in stage.steps]
    nonempty = tuple(group for group in groups if group.points)
    return Worksheet(stage.id, stage.title, nonempty, "stage")


def audience_worksheet(guide: Guide, audience_id: str) -> Worksheet:
    """What concerns an audience: recommendations, points by stage, what others are asked.

    The points that the source tags come before those that this edition does.

    Raises KeyError if there is no audience with that id.
    """
    audience = guide.audience(audience_id)
    groups = [Group(guide.interface["recommendations"], "", audience.recommendations)]
    points = [StagePoints(stage, stage.factors + stage.items) for stage in guide.stages]
    for added in (False, True):
        found = _narrowed(points, audience_id, named=not added)
        groups += [Group(one.stage.title, "", one.points, added, one.stage.id) for one in found]
        others = guide.interface["others-added" if added else "others-named"]
        asked = _asked_of_others(guide, audience_id, named=not added)
        groups.append(Group(others, "", asked, added))
    nonempty = tuple(group for group in groups if group.points)
    return Worksheet(audience.id, audience.title, nonempty, "audience")


def matrix(guide: Guide) -> tuple[MatrixRow, ...]:
    """One row per stage, with one cell per audience."""
    return tuple(
        MatrixRow(
            stage,
            tuple(
                MatrixCell(
                    audience,
                    _concerning(stage.items, audience.id, named=True),
                    _concerning(stage.items, audience.id, named=False),
                )
                for audience in guide.audiences
            ),
        )
        for stage in guide.stages
    )


def carries_out(guide: Guide, item: Point) -> tuple[Point, ...]:
    """The factors that an item carries out, by itself or through its step."""
    step = guide.step_of.get(item.code)
    names = (item.code, step.name) if step else (item.code,)
    found: dict[int, Point] = {}
    for name in names:
        found |= guide.carried_out.get(name, {})
    return tuple(found[place] for place in sorted(found))


def factor_targets(guide: Guide, factor: Point) -> tuple[Point | Step, ...]:
    """The steps and items that carry out a factor, in the order in which it lists them."""
    return tuple(guide.steps.get(code) or guide.points[code] for code in factor.carried_out_by)


def glossary(guide: Guide) -> tuple[Term, ...]:
    """The terms in alphabetical order, without regard to case and accents."""
    return tuple(sorted(guide.glossary, key=_sort_key))


def _sort_key(term: Term) -> str:
    decomposed = unicodedata.normalize("NFKD", term.term.value.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def letters(guide: Guide) -> tuple[tuple[str, Term], ...]:
    """The initial letters of the glossary in order, each with its first term."""
    first: dict[str, Term] = {}
    for term in glossary(guide):
        first.setdefault(_sort_key(term)[:1].upper(), term)
    return tuple(first.items())


def topics(guide: Guide) -> dict[str, tuple[Point, ...]]:
    """For the id of each term, the points whose texts link to it, in the order of the guide."""
    linked: dict[str, list[Point]] = {ident: [] for ident in guide.terms}
    for point in guide.points.values():
        for term in {term for text in texts(point) for term in markup.terms(text.value)}:
            if term in linked:
                linked[term].append(point)
    return {ident: tuple(points) for ident, points in linked.items()}


def next_stage(guide: Guide, stage: Stage) -> Stage | None:
    """The stage after this one; after the last, the first where stages return, else None."""
    place = guide.place_of[stage.id]
    if place == len(guide.stages):
        return guide.stages[0] if guide.profile.order is Order.RETURNING and place > 1 else None
    return guide.stages[place]
