"""The fields of the kinds of point, and of what all records share, for the profile of a guide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guide.core.model import Degree
from guide.core.profile import KindSpec, PointKind, Profile, SourceUse
from guide.files.fields import (
    FieldSchema,
    FieldType,
    RecordSchema,
    choice,
    group,
    line,
    prose,
    word,
    words,
)

ALIASES = words("Its former codes or ids, so that its translations stay with it.")
_NOTE = prose("A note of the editor's.")
_SOURCE_NOTE = prose("Editor's note about a slip or gap in the source.")
_TEXT = prose("What the point says.", required=True)
_SOURCE_TEXT = prose("Every fact of the source's point, in our own words.", required=True)
_DEGREE = choice("How strongly the guide puts the point; can stands for could and may too.", Degree)
_SOURCE_DEGREE = choice(
    "How strongly the source puts the point; can stands for could and may too.", Degree
)
_ADDITIONS = "What this edition adds."
_ADDED_AUDIENCES = words("Further audiences that the point concerns.")
_RELATED = words("Codes of the points that this one relates to; both pages show the link.")
_QUESTION = line("A question that a group can ask itself.", required=False, limit=160)
_EVIDENCE = prose("One or two examples of what a group could show, as a list.")
NAMED = RecordSchema("audiences", {"named": words("Audiences that the source itself names here.")})


@dataclass(frozen=True, slots=True)
class PointSchema:
    """The records of points in a guide with a profile."""

    profile: Profile

    @property
    def absent(self) -> Mapping[str, str]:
        """The fields that a guide without a source lacks, each with what to do instead."""
        if self.profile.has_source:
            return {}
        why = "content/profile.yml names no source"
        return {
            "source": f"{why}; remove it, or write `source: cited` there",
            "additions": f"{why}; move its fields one level up, or write `source: cited` there",
        }

    @property
    def note(self) -> FieldSchema:
        """The field for a note of the editor's."""
        return _SOURCE_NOTE if self.profile.has_source else _NOTE

    def factor(self) -> RecordSchema:
        """A success factor."""
        carried_out_by = words("Codes of the steps and items that put it into practice.")
        return self._point(
            PointKind.FACTOR,
            {"audiences": _ADDED_AUDIENCES, "carried_out_by": carried_out_by, "note": self.note},
        )

    def item(self) -> RecordSchema:
        """A checklist item."""
        return self._point(
            PointKind.ITEM,
            {
                "audiences": _ADDED_AUDIENCES,
                "question": _QUESTION,
                "evidence": _EVIDENCE,
                "related": _RELATED,
                "note": self.note,
            },
        )

    def recommendation(self) -> RecordSchema:
        """A recommendation."""
        return self._point(
            PointKind.RECOMMENDATION,
            {
                "audiences": _ADDED_AUDIENCES,
                "question": _QUESTION,
                "evidence": _EVIDENCE,
                "related": _RELATED,
                "note": self.note,
            },
        )

    def _prefix(self, kind: PointKind, *, required: bool = True) -> Mapping[str, FieldSchema]:
        """The field for a prefix, `required` where the codes of a kind of point have one."""
        required = required and "prefix" in self._kind(kind).outside.parts()
        ending = "" if required else ", if any"
        help_ = f"The letters that the codes of its points begin with{ending}."
        return {"prefix": word(help_, required=required)}

    def _added(
        self, fields: Mapping[str, FieldSchema], name: str = "additions", *, required: bool = False
    ) -> Mapping[str, FieldSchema]:
        """The fields that are additions to a source; fields like all others where there is none."""
        if not self.profile.has_source:
            return fields
        return {"additions": group(_ADDITIONS, RecordSchema(name, fields), required=required)}

    def _kind(self, kind: PointKind) -> KindSpec:
        return self.profile.kinds[kind]

    def _place(self, *, numbered: bool, required: bool = True) -> Mapping[str, FieldSchema]:
        """The field for a place in the source; none in a guide without one."""
        if not self.profile.has_source:
            return {}
        covered = self.profile.source is SourceUse.COVERED
        number = word(
            'Number in that section; "2.1" is its second heading, first bullet.', required=covered
        )
        fields = {
            "section": word("Section of the source, an id of content/source.yml."),
            **({"number": number} if numbered else {}),
            "line": FieldSchema(FieldType.NUMBER, "Line of the published text.", covered),
        }
        help_ = (
            "Where the source says it."
            if required
            else "Where the source says it; omitted for an addition."
        )
        return {
            "source": group(help_, RecordSchema("source", fields), required=required and covered)
        }

    def _point(self, kind: PointKind, additions: Mapping[str, FieldSchema]) -> RecordSchema:
        name = self._kind(kind).name
        audiences = group("The audiences that the point concerns.", NAMED)
        degree = _SOURCE_DEGREE if self.profile.has_source else _DEGREE
        return RecordSchema(
            name,
            {
                "code": word("Code of the point; never changed, never reused."),
                "aliases": ALIASES,
                **self._place(numbered=True),
                "title": line("Short title that begins with a verb."),
                "text": _SOURCE_TEXT if self.profile.has_source else _TEXT,
                "degree": degree,
                **({"audiences": audiences} if self.profile.has_source else {}),
                **self._added(additions, f"{name}'s additions"),
            },
        )
