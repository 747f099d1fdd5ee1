"""Builds the parts of the model from validated records.

Each method takes a record of the schema of the same name, with or without problems, and gives
the part of the model; what is missing from the record is an empty text.
"""

from __future__ import annotations

from dataclasses import dataclass

from guide.core.ids import Owner, text_id
from guide.core.model import (
    Audience,
    Degree,
    Point,
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
from guide.core.profile import PointKind, Profile
from guide.files.validator import Record
from guide.files.yaml_tree import Scalar


def _degree(scalar: Scalar | None) -> Degree | None:
    return Degree(scalar.value) if scalar else None


@dataclass(frozen=True, slots=True)
class Assembler:
    """Builds the parts of a guide with a profile."""

    profile: Profile

    def text_of(self, owner: str, field: str, scalar: Scalar, *, prose: bool = False) -> Text:
        """The text of a field, in the source language; core/ids.py explains `owner`."""
        ident, language = text_id(owner, field), self.profile.source_language
        return Text(ident, scalar.value, language, State.SOURCE, prose, scalar.location)

    def optional_text(
        self, owner: str, field: str, scalar: Scalar | None, *, prose: bool = False
    ) -> Text | None:
        """The text of a field, or None if it is missing."""
        return self.text_of(owner, field, scalar, prose=prose) if scalar else None

    def additions(self, values: Record) -> Record:
        """The fields that add to a source; without a source, those of the record itself."""
        return values.record("additions") if self.profile.has_source else values

    def _added_prose(self, owner: str, field: str, values: Record) -> Text | None:
        return self.optional_text(owner, field, values.optional(field), prose=True)

    def place_of(self, values: Record) -> SourceRef | None:
        """The place in the source that a record cites; None where it cites none."""
        if not values.has("source"):
            return None
        source = values.record("source")
        number = source.optional("number")
        return SourceRef(
            section=source.scalar("section").value,
            number=number.value if number else "",
            line=int(source.scalar("line").value or 0),
        )

    def point_of(self, values: Record, kind: PointKind, home: str) -> Point:
        """A factor, item or recommendation; `home` is the id of its stage or audience."""
        code = values.scalar("code").value
        additions = self.additions(values)
        named, own = values.record("audiences").scalars("named"), not self.profile.has_source
        tags = [Tag(ident.value, named=True) for ident in named]
        tags += [Tag(ident.value, named=own) for ident in additions.scalars("audiences")]
        if kind is PointKind.RECOMMENDATION:
            tags.insert(0, Tag(home, named=True))
        return Point(
            code=code,
            kind=kind,
            home=home,
            title=self.text_of(code, "title", values.scalar("title")),
            text=self.text_of(code, "text", values.scalar("text"), prose=True),
            degree=_degree(values.optional("degree")),
            place=self.place_of(values),
            tags=tuple(tags),
            related=tuple(point.value for point in additions.scalars("related")),
            carried_out_by=tuple(target.value for target in additions.scalars("carried_out_by")),
            question=self.optional_text(code, "question", additions.optional("question")),
            evidence=self._added_prose(code, "evidence", additions),
            note=self._added_prose(code, "note", additions),
            location=values.scalar("code").location,
        )

    def _points(self, values: Record, kind: PointKind, home: str) -> tuple[Point, ...]:
        records = values.records(self.profile.kinds[kind].plural)
        return tuple(self.point_of(record, kind, home) for record in records)

    def step_of(self, values: Record, home: str) -> Step:
        """A step and its items; `home` is the id of its stage."""
        code, ident = values.optional("code"), values.optional("id")
        owner = Owner.STEP.of(ident.value) if ident else values.scalar("code").value
        return Step(
            code=code.value if code else "",
            id=ident.value if ident else "",
            title=self.text_of(owner, "title", values.scalar("title")),
            place=self.place_of(values),
            items=self._points(values, PointKind.ITEM, home),
            location=(code or ident or values.scalar("code")).location,
        )

    def stage_of(self, values: Record) -> Stage:
        """A stage with its factors, steps and items."""
        ident = values.scalar("id").value
        owner = Owner.STAGE.of(ident)
        return Stage(
            id=ident,
            prefix=values.scalar("prefix").value,
            title=self.text_of(owner, "title", values.scalar("title")),
            subtitle=self.text_of(owner, "subtitle", values.scalar("subtitle")),
            place=self.place_of(values),
            factors=self._points(values, PointKind.FACTOR, ident),
            steps=tuple(self.step_of(step, ident) for step in values.records("steps")),
            loose_items=self._points(values, PointKind.ITEM, ident),
            summary=self._added_prose(owner, "summary", self.additions(values)),
            location=values.location,
        )

    def audience_of(self, values: Record) -> Audience:
        """An audience and its recommendations."""
        ident = values.scalar("id").value
        owner = Owner.AUDIENCE.of(ident)
        return Audience(
            id=ident,
            prefix=values.scalar("prefix").value,
            title=self.text_of(owner, "title", values.scalar("title")),
            shorter=self.optional_text(owner, "short", values.optional("short")),
            place=self.place_of(values),
            recommendations=self._points(values, PointKind.RECOMMENDATION, ident),
            summary=self._added_prose(owner, "summary", self.additions(values)),
            location=values.location,
        )

    def section_of(self, values: Record) -> Section:
        """A section of the front matter."""
        ident = values.scalar("id").value
        owner = Owner.SECTION.of(ident)
        added = values.record("additions").optional("text")
        return Section(
            id=ident,
            title=self.text_of(owner, "title", values.scalar("title")),
            text=self.optional_text(owner, "text", values.optional("text"), prose=True),
            place=self.place_of(values),
            added=self.optional_text(owner, "added", added, prose=True),
            note=self._added_prose(owner, "note", self.additions(values)),
            location=values.location,
        )

    def term_of(self, values: Record) -> Term:
        """A glossary entry."""
        ident = values.scalar("id").value
        owner = Owner.TERM.of(ident)
        added = values.record("additions").optional("text")
        return Term(
            id=ident,
            term=self.text_of(owner, "term", values.scalar("term")),
            abbreviation=self.optional_text(owner, "abbreviation", values.optional("abbreviation")),
            text=self.optional_text(owner, "text", values.optional("text"), prose=True),
            place=self.place_of(values),
            added=self.optional_text(owner, "added", added, prose=True),
            location=values.location,
        )

    def source_section_of(self, values: Record) -> SourceSection:
        """A section of the source."""
        ident = values.scalar("id").value
        owner = Owner.SOURCE_SECTION.of(ident)
        return SourceSection(
            id=ident,
            part=values.scalar("part").value,
            title=self.text_of(owner, "title", values.scalar("title")),
        )
