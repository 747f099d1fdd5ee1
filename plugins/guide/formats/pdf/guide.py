"""The whole guide as one PDF: a book with contents, links by code and an index of points.

Each point appears once, under its code. The published guide comes first: front matter, then parts.
The sections that this edition adds about itself come last.
"""

from __future__ import annotations

from collections.abc import Iterable

from guide.core import queries
from guide.core.model import Audience, Point, Section, Stage, Step, Term
from guide.core.profile import Order
from guide.formats import payload, typesetting
from guide.formats.context import Context
from guide.formats.payload import Payload, line, prose
from guide.theme import fonts
from guide.theme.branding import audience_mark, stage_number


def write(context: Context) -> bytes:
    """The whole guide as PDF on A4; raises TypesettingError if Typst rejects the document."""
    guide, words = context.guide, context.words
    total = len(guide.stages)
    data = {
        "title": line(guide.title),
        "summary": prose(guide.summary),
        "edition-language": words.language.endonym,
        "online": context.online(""),
        "degrees": guide.has_degrees,
        "returning": guide.profile.order is Order.RETURNING,
        "notices": [line(text) for text in context.notices((guide,))],
        "front": [_section(context, section) for section in guide.front if section.text],
        "parts": _parts(context),
        "stages": [
            _stage(context, stage, number, total) for number, stage in enumerate(guide.stages, 1)
        ],
        "matrix": _matrix(context),
        "audiences": [_audience(context, audience) for audience in guide.audiences],
        "terms": [_term(context, term) for term in queries.glossary(guide)],
        "index": _index(context),
        "about": [_section(context, section) for section in guide.front if not section.text],
    }
    size = fonts.of(guide.language).print.book
    return typesetting.write(context, "guide.typ", data, size)


def _section(context: Context, section: Section) -> Payload:
    return {
        "id": section.id,
        "title": line(section.title),
        "text": prose(section.text),
        "place": line(context.words.place(section.place)) if section.place else None,
        "added": prose(section.added),
        "note": prose(section.note),
        "state_label": payload.state_label(context, section),
    }


def _parts(context: Context) -> list[Payload]:
    """The stages by group: the title of each group, and the ids of its stages."""
    return [
        {
            "title": line(part.group.title) if part.group else None,
            "stages": [stage.id for stage in part.stages],
        }
        for part in queries.stage_parts(context.guide)
    ]


def _stage(context: Context, stage: Stage, number: int, total: int) -> Payload:
    ui = context.words.ui
    groups = [(ui("success-factors"), "", stage.factors)]
    groups += [(ui("checklist-items"), "", stage.loose_items)]
    groups += [(step.title, step.code, step.items) for step in stage.steps]
    return {
        "id": stage.id,
        "number": line(ui("stage-number", number=number, total=total)),
        "stage_number": stage_number(context.words, stage.id),
        "title": line(stage.title),
        "subtitle": line(stage.subtitle),
        "summary": prose(stage.summary),
        "state_label": payload.state_label(context, (stage.title, stage.subtitle, stage.summary)),
        "groups": [
            {
                "title": line(title),
                "code": code,
                "state_label": payload.state_label(context, title),
                "points": [_point(context, point) for point in points],
            }
            for title, code, points in groups
            if points
        ],
    }


def _point(context: Context, point: Point) -> Payload:
    """A point with all that is known of it; missing parts are None or empty."""
    guide = context.guide
    return {
        "code": point.code,
        "degree": payload.degree(context, point),
        "title": line(point.title),
        "text": prose(point.text),
        "question": line(point.question),
        "evidence": prose(point.evidence),
        "note": prose(point.note),
        "place": line(context.words.place(point.place)) if point.place else None,
        "state_label": payload.state_label(context, point),
        "audiences": [
            {"name": line(guide.audience(tag.audience).short), "named": tag.named}
            for tag in point.tags
            if tag.audience != point.home
        ],
        "related": _references(map(guide.points.__getitem__, point.related)),
        "practice": _references(queries.factor_targets(guide, point)),
        "factors": _references(queries.carries_out(guide, point)),
    }


def _audience(context: Context, audience: Audience) -> Payload:
    guide = context.guide
    view = queries.for_audience(guide, audience.id)
    groups = [group for group in guide.audience_groups if audience.id in group.members]
    return {
        "id": audience.id,
        "group": line(groups[0].title) if groups else None,
        "mark": audience_mark(context.theme, audience.id),
        "title": line(audience.title),
        "summary": prose(audience.summary),
        "state_label": payload.state_label(context, (audience.title, audience.summary)),
        "points": [_point(context, point) for point in audience.recommendations],
        "addition": guide.adds(audience),
        **{
            name: _references(point for group in groups for point in group.points)
            for name, groups in (
                ("factors_named", view.factors_named),
                ("factors_added", view.factors_added),
                ("named", view.named),
                ("added", view.added),
            )
        },
        "others_named": _references(view.others_named),
        "others_added": _references(view.others_added),
    }


def _matrix(context: Context) -> list[Payload]:
    """The audiences by group; for each, how many items of each stage concern it."""
    guide, digits = context.guide, context.words.digits
    cells: dict[str, list[Payload]] = {audience.id: [] for audience in guide.audiences}
    for row in queries.matrix(guide):
        for cell in row.cells:
            counts = {"named": digits(len(cell.named)), "added": digits(len(cell.added))}
            cells[cell.audience.id].append(counts)
    return [
        {
            "title": line(group.title),
            "audiences": [
                {"id": ident, "title": line(guide.audience(ident).title), "cells": cells[ident]}
                for ident in group.members
            ],
        }
        for group in guide.audience_groups
    ]


def _term(context: Context, term: Term) -> Payload:
    return {
        "id": term.id,
        "term": line(term.term),
        "abbreviation": line(term.abbreviation),
        "text": prose(term.text),
        "place": line(context.words.place(term.place)) if term.place else None,
        "added": prose(term.added),
        "state_label": payload.state_label(context, term),
    }


def _index(context: Context) -> list[Payload]:
    guide = context.guide
    homes: list[tuple[Stage | Audience, tuple[Point, ...]]] = [
        *((stage, stage.factors + stage.items) for stage in guide.stages),
        *((audience, audience.recommendations) for audience in guide.audiences),
    ]
    return [
        {"title": line(home.title), "points": _references(points)}
        for home, points in homes
        if points
    ]


def _references(targets: Iterable[Point | Step]) -> list[Payload]:
    """The codes and titles of points and steps that the document links to."""
    return [{"code": target.code, "title": line(target.title)} for target in targets]
