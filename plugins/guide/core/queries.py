"""Pure selections from a guide: what one page, handout or worksheet shows."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from guide.core import markup
from guide.core.model import Audience, Guide, Point, Stage, Step, Term, Text
from guide.core.walk import texts


@dataclass(frozen=True, slots=True)
class StageItems:
    """Items of one stage."""

    stage: Stage
    items: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class AudienceView:
    """What concerns one audience: its recommendations, then checklist items by stage.

    `named` are the items in which the source names it, `added` those that this edition tags.
    """

    audience: Audience
    named: tuple[StageItems, ...]
    added: tuple[StageItems, ...]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A stage and an audience in the matrix: items named by the source, items added."""

    audience: Audience
    named: tuple[Point, ...]
    added: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A stage in the matrix."""

    stage: Stage
    cells: tuple[MatrixCell, ...]


def for_audience(guide: Guide, audience_id: str) -> AudienceView:
    """What concerns an audience; KeyError if there is none of that id."""
    return AudienceView(
        audience=guide.audience(audience_id),
        named=_by_stage(guide, audience_id, named=True),
        added=_by_stage(guide, audience_id, named=False),
    )


def _by_stage(guide: Guide, audience: str, *, named: bool) -> tuple[StageItems, ...]:
    found = ((stage, _concerning(stage, audience, named=named)) for stage in guide.stages)
    return tuple(StageItems(stage, items) for stage, items in found if items)


def _concerning(stage: Stage, audience: str, *, named: bool) -> tuple[Point, ...]:
    return tuple(item for item in stage.items if item.concerns(audience, named=named))


# What a worksheet offers for a point: the values of the workbook's file (contract), in order.
STATUSES = ("not-started", "in-progress", "done", "not-applicable")
PRIORITIES = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Group:
    """Points under one title in a worksheet; `code` is that of a step, or ''.

    `added` says that this edition put the group together: the source does not name it. `stage` is
    the id of the stage whose points it holds under the title of that stage, or ''.
    """

    title: Text
    code: str
    points: tuple[Point, ...]
    added: bool = False
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """What a group fills in for one stage or one audience: its id, title and points in groups.

    `about` is what it is for.
    """

    id: str
    title: Text
    groups: tuple[Group, ...]
    about: Literal["stage", "audience"]

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, in order."""
        return tuple(point for group in self.groups for point in group.points)


def stage_worksheet(guide: Guide, stage_id: str) -> Worksheet:
    """Every point of a stage: its factors, then its items by step; KeyError if there is none."""
    stage, named = guide.stage(stage_id), guide.interface
    groups = [Group(named["success-factors"], "", stage.factors)]
    if stage.loose_items:
        groups.append(Group(named["checklist-items"], "", stage.loose_items))
    groups += [Group(step.title, step.code, step.items) for step in stage.steps]
    shown = tuple(group for group in groups if group.points)
    return Worksheet(stage.id, stage.title, shown, "stage")


def audience_worksheet(guide: Guide, audience_id: str) -> Worksheet:
    """What concerns an audience: recommendations, then items by stage, those named first.

    KeyError if there is no audience of that id.
    """
    view = for_audience(guide, audience_id)
    groups = [Group(guide.interface["recommendations"], "", view.audience.recommendations)]
    for added, parts in ((False, view.named), (True, view.added)):
        groups += [Group(p.stage.title, "", p.items, added, p.stage.id) for p in parts]
    return Worksheet(view.audience.id, view.audience.title, tuple(groups), "audience")


def matrix(guide: Guide) -> tuple[MatrixRow, ...]:
    """Every stage with every audience."""
    return tuple(
        MatrixRow(
            stage,
            tuple(
                MatrixCell(
                    audience,
                    _concerning(stage, audience.id, named=True),
                    _concerning(stage, audience.id, named=False),
                )
                for audience in guide.audiences
            ),
        )
        for stage in guide.stages
    )


def carries_out(guide: Guide, item: Point) -> tuple[Point, ...]:
    """The factors that an item carries out, itself or through its step."""
    step = next((s.code for s in guide.steps.values() if item in s.items), "")
    return tuple(
        factor
        for stage in guide.stages
        for factor in stage.factors
        if {item.code, step} & {*factor.carried_out_by}
    )


def factor_targets(guide: Guide, factor: Point) -> tuple[Point | Step, ...]:
    """The steps and items that carry out a factor, in the order in which they are listed."""
    return tuple(guide.steps.get(code) or guide.points[code] for code in factor.carried_out_by)


def glossary(guide: Guide) -> tuple[Term, ...]:
    """The terms in the alphabetical order of their language; accents do not count."""
    return tuple(sorted(guide.glossary, key=_sorted_as))


def _sorted_as(term: Term) -> str:
    apart = unicodedata.normalize("NFKD", term.term.value.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def letters(guide: Guide) -> tuple[tuple[str, Term], ...]:
    """The letters with which terms begin, in order, each with its first term."""
    first: dict[str, Term] = {}
    for term in glossary(guide):
        first.setdefault(_sorted_as(term)[:1].upper(), term)
    return tuple(first.items())


def topics(guide: Guide) -> dict[str, tuple[Point, ...]]:
    """The points whose texts link a term, by the term's id; in the order of the guide."""
    linked = {
        point.code: {term for text in texts(point) for term in markup.terms(text.value)}
        for point in guide.points.values()
    }
    return {
        ident: tuple(point for point in guide.points.values() if ident in linked[point.code])
        for ident in guide.terms
    }


def next_stage(guide: Guide, stage: Stage) -> Stage:
    """The stage after this one; after the last the path returns to the first."""
    return guide.stages[(guide.stages.index(stage) + 1) % len(guide.stages)]
