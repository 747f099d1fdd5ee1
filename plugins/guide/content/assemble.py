"""Builds the parts of the model from validated records.

Each function takes a record of the schema of the same name, with or without problems, and gives
the part of the model; what is missing from the record is an empty text.
"""

from __future__ import annotations

from guide.content.validator import Record
from guide.core.ids import Owner, text_id
from guide.core.languages import SOURCE
from guide.core.model import (
    Audience,
    Point,
    PointKind,
    Section,
    SourceRef,
    SourceSection,
    Stage,
    State,
    Step,
    Tag,
    Term,
    Text,
)
from guide.files.yaml_tree import Scalar


def text_of(owner: str, field: str, scalar: Scalar, *, prose: bool = False) -> Text:
    """The text of a field, in the source language; core/ids.py explains `owner`."""
    ident = text_id(owner, field)
    return Text(ident, scalar.value, SOURCE, State.SOURCE, prose, scalar.location)


def optional_text(
    owner: str, field: str, scalar: Scalar | None, *, prose: bool = False
) -> Text | None:
    """The text of a field, or None if it is missing."""
    return text_of(owner, field, scalar, prose=prose) if scalar else None


def place_of(values: Record) -> SourceRef:
    """The place in the source that a record cites."""
    source = values.record("source")
    number = source.optional("number")
    return SourceRef(
        section=source.scalar("section").value,
        number=number.value if number else "",
        line=int(source.scalar("line").value or 0),
    )


def point_of(values: Record, kind: PointKind, home: str) -> Point:
    """A factor, item or recommendation; `home` is the id of its stage or audience."""
    code = values.scalar("code").value
    additions = values.record("additions")
    named = values.record("audiences").scalars("named")
    tags = [Tag(ident.value, named=True) for ident in named]
    tags += [Tag(ident.value, named=False) for ident in additions.scalars("audiences")]
    if kind is PointKind.RECOMMENDATION:
        tags.insert(0, Tag(home, named=True))
    return Point(
        code=code,
        kind=kind,
        home=home,
        title=text_of(code, "title", values.scalar("title")),
        text=text_of(code, "text", values.scalar("text"), prose=True),
        place=place_of(values),
        tags=tuple(tags),
        related=tuple(point.value for point in additions.scalars("related")),
        carried_out_by=tuple(target.value for target in additions.scalars("carried_out_by")),
        question=optional_text(code, "question", additions.optional("question")),
        evidence=optional_text(code, "evidence", additions.optional("evidence"), prose=True),
        note=optional_text(code, "note", additions.optional("note"), prose=True),
        location=values.scalar("code").location,
    )


def step_of(values: Record, home: str) -> Step:
    """A step and its items; `home` is the id of its stage."""
    code = values.scalar("code").value
    return Step(
        code=code,
        title=text_of(code, "title", values.scalar("title")),
        place=place_of(values),
        items=tuple(point_of(item, PointKind.ITEM, home) for item in values.records("items")),
        location=values.scalar("code").location,
    )


def stage_of(values: Record) -> Stage:
    """A stage with its factors, steps and items."""
    ident = values.scalar("id").value
    owner = Owner.STAGE.of(ident)
    summary = values.record("additions").optional("summary")
    return Stage(
        id=ident,
        prefix=values.scalar("prefix").value,
        title=text_of(owner, "title", values.scalar("title")),
        subtitle=text_of(owner, "subtitle", values.scalar("subtitle")),
        place=place_of(values),
        factors=tuple(point_of(f, PointKind.FACTOR, ident) for f in values.records("factors")),
        steps=tuple(step_of(step, ident) for step in values.records("steps")),
        loose_items=tuple(
            point_of(item, PointKind.ITEM, ident) for item in values.records("items")
        ),
        summary=optional_text(owner, "summary", summary, prose=True),
        location=values.location,
    )


def audience_of(values: Record) -> Audience:
    """An audience and its recommendations."""
    ident = values.scalar("id").value
    owner = Owner.AUDIENCE.of(ident)
    recommendations = values.records("recommendations")
    summary = values.record("additions").optional("summary")
    return Audience(
        id=ident,
        prefix=values.scalar("prefix").value,
        title=text_of(owner, "title", values.scalar("title")),
        short=text_of(owner, "short", values.optional("short") or values.scalar("title")),
        place=place_of(values),
        recommendations=tuple(
            point_of(record, PointKind.RECOMMENDATION, ident) for record in recommendations
        ),
        summary=optional_text(owner, "summary", summary, prose=True),
        location=values.location,
    )


def section_of(values: Record) -> Section:
    """A section of the front matter."""
    ident = values.scalar("id").value
    owner = Owner.SECTION.of(ident)
    additions = values.record("additions")
    return Section(
        id=ident,
        title=text_of(owner, "title", values.scalar("title")),
        text=optional_text(owner, "text", values.optional("text"), prose=True),
        place=place_of(values) if values.has("source") else None,
        added=optional_text(owner, "added", additions.optional("text"), prose=True),
        note=optional_text(owner, "note", additions.optional("note"), prose=True),
        location=values.location,
    )


def term_of(values: Record) -> Term:
    """A glossary entry."""
    ident = values.scalar("id").value
    owner = Owner.TERM.of(ident)
    definition = values.record("additions").optional("text")
    return Term(
        id=ident,
        term=text_of(owner, "term", values.scalar("term")),
        abbreviation=optional_text(owner, "abbreviation", values.optional("abbreviation")),
        text=optional_text(owner, "text", values.optional("text"), prose=True),
        place=place_of(values) if values.has("source") else None,
        added=optional_text(owner, "added", definition, prose=True),
        location=values.location,
    )


def source_section_of(values: Record) -> SourceSection:
    """A section of the source."""
    ident = values.scalar("id").value
    owner = Owner.SOURCE_SECTION.of(ident)
    part = values.optional("part")
    return SourceSection(
        id=ident,
        part=part.value if part else "",
        title=text_of(owner, "title", values.scalar("title")),
    )
