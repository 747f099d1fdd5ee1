"""The parts of the model made from the values that the reader gives."""

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
    """The text of a field, in the source language; `owner` is what core/ids.py says."""
    ident = text_id(owner, field)
    return Text(ident, scalar.value, SOURCE, State.SOURCE, prose, scalar.location)


def maybe_text(
    owner: str, field: str, scalar: Scalar | None, *, prose: bool = False
) -> Text | None:
    """The text of a field, None where it is missing."""
    return text_of(owner, field, scalar, prose=prose) if scalar else None


def place_of(values: Record) -> SourceRef:
    """Where the source says it."""
    source = values.record("source")
    number = source.maybe("number")
    return SourceRef(
        section=source.one("section").value,
        number=number.value if number else "",
        line=int(source.one("line").value or 0),
    )


def point_of(values: Record, kind: PointKind, home: str) -> Point:
    """A factor, item or recommendation; `home` is the id of its stage or audience."""
    code = values.one("code").value
    added = values.record("additions")
    named = values.record("audiences").many("named")
    tags = [Tag(word.value, named=True) for word in named]
    tags += [Tag(word.value, named=False) for word in added.many("audiences")]
    if kind is PointKind.RECOMMENDATION:
        tags.insert(0, Tag(home, named=True))
    return Point(
        code=code,
        kind=kind,
        home=home,
        title=text_of(code, "title", values.one("title")),
        text=text_of(code, "text", values.one("text"), prose=True),
        place=place_of(values),
        tags=tuple(tags),
        related=tuple(word.value for word in added.many("related")),
        carried_out_by=tuple(word.value for word in added.many("carried_out_by")),
        question=maybe_text(code, "question", added.maybe("question")),
        evidence=maybe_text(code, "evidence", added.maybe("evidence"), prose=True),
        note=maybe_text(code, "note", added.maybe("note"), prose=True),
        location=values.one("code").location,
    )


def step_of(values: Record, home: str) -> Step:
    """A step and its items."""
    code = values.one("code").value
    return Step(
        code=code,
        title=text_of(code, "title", values.one("title")),
        place=place_of(values),
        items=tuple(point_of(item, PointKind.ITEM, home) for item in values.records("items")),
        location=values.one("code").location,
    )


def stage_of(values: Record) -> Stage:
    """A stage with all that stands in it."""
    ident = values.one("id").value
    owner = Owner.STAGE.of(ident)
    summary = values.record("additions").maybe("summary")
    return Stage(
        id=ident,
        prefix=values.one("prefix").value,
        title=text_of(owner, "title", values.one("title")),
        subtitle=text_of(owner, "subtitle", values.one("subtitle")),
        place=place_of(values),
        factors=tuple(point_of(f, PointKind.FACTOR, ident) for f in values.records("factors")),
        steps=tuple(step_of(step, ident) for step in values.records("steps")),
        loose_items=tuple(
            point_of(item, PointKind.ITEM, ident) for item in values.records("items")
        ),
        summary=maybe_text(owner, "summary", summary, prose=True),
        location=values.location,
    )


def audience_of(values: Record) -> Audience:
    """An audience and its recommendations."""
    ident = values.one("id").value
    owner = Owner.AUDIENCE.of(ident)
    found = values.records("recommendations")
    summary = values.record("additions").maybe("summary")
    return Audience(
        id=ident,
        prefix=values.one("prefix").value,
        title=text_of(owner, "title", values.one("title")),
        short=text_of(owner, "short", values.maybe("short") or values.one("title")),
        place=place_of(values),
        recommendations=tuple(point_of(r, PointKind.RECOMMENDATION, ident) for r in found),
        summary=maybe_text(owner, "summary", summary, prose=True),
        location=values.location,
    )


def section_of(values: Record) -> Section:
    """A section of the front matter."""
    ident = values.one("id").value
    owner = Owner.SECTION.of(ident)
    added = values.record("additions")
    return Section(
        id=ident,
        title=text_of(owner, "title", values.one("title")),
        text=maybe_text(owner, "text", values.maybe("text"), prose=True),
        place=place_of(values) if values.has("source") else None,
        added=maybe_text(owner, "added", added.maybe("text"), prose=True),
        note=maybe_text(owner, "note", added.maybe("note"), prose=True),
        location=values.location,
    )


def term_of(values: Record) -> Term:
    """A glossary entry."""
    ident = values.one("id").value
    owner = Owner.TERM.of(ident)
    added = values.record("additions").maybe("text")
    return Term(
        id=ident,
        term=text_of(owner, "term", values.one("term")),
        abbreviation=maybe_text(owner, "abbreviation", values.maybe("abbreviation")),
        text=maybe_text(owner, "text", values.maybe("text"), prose=True),
        place=place_of(values) if values.has("source") else None,
        added=maybe_text(owner, "added", added, prose=True),
        location=values.location,
    )


def source_section_of(values: Record) -> SourceSection:
    """A section of the source."""
    ident = values.one("id").value
    owner = Owner.SOURCE_SECTION.of(ident)
    part = values.maybe("part")
    return SourceSection(
        id=ident,
        part=part.value if part else "",
        title=text_of(owner, "title", values.one("title")),
    )
