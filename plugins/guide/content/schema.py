"""The fields of every content file, declared once, for the profile of a guide.

The validator checks files against these tables, and `schema_docs` generates the JSON Schemas and
the field tables of content/README.md from them, so the three always agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guide.content.fields import (
    FieldSchema,
    FieldType,
    RecordSchema,
    group,
    groups,
    line,
    prose,
    word,
    words,
)
from guide.core.profile import KindSpec, PointKind, Profile, SourceUse

_ALIASES = words("Its former codes or ids, so that its translations stay with it.")
_ID = word("The id, the same as the file's name.")
_ADDED_AUDIENCES = words("Further audiences that the point concerns.")
_NOTE = prose("Editor's note about a slip or gap in the source.")
_RELATED = words("Codes of the points that this one relates to; both pages show the link.")
_ADDITIONS = "What this edition adds."
_QUESTION = line("A question that a group can ask itself.", required=False, limit=160)
_EVIDENCE = prose("One or two examples of what a group could show, as a list.")
_SUMMARY = {"summary": prose("One or two sentences of introduction.")}
NAMED = RecordSchema("audiences", {"named": words("Audiences that the source itself names here.")})

PROFILE_KIND = RecordSchema(
    "kind of point",
    {
        "name": word("Its name in content files, such as requirement.", required=False),
        "plural": word("The plural of its name; without it, the name with an s.", required=False),
        "code": line("Form of its codes, such as {step}.{n}.", required=False),
        "code_outside": line("Form of its codes outside steps.", required=False),
        "required": word("yes, if each stage or audience must have one.", required=False),
    },
)
PROFILE = RecordSchema(
    "profile",
    {
        "source_language": word(
            "Code of the language that the guide is written in; without it, en.", required=False
        ),
        "source": word(
            "covered, cited or none: how far the guide follows a published source; without it, "
            "none.",
            required=False,
        ),
        "order": word(
            "returning, if the first stage comes after the last; or linear, as without it.",
            required=False,
        ),
        "steps": group(
            "The steps of a stage.",
            RecordSchema(
                "steps", {"code": line("Form of their codes, such as {prefix}-{n}; or none.")}
            ),
        ),
        **{
            kind: group(f"The kind of point that is by default called {kind}.", PROFILE_KIND)
            for kind in PointKind
        },
    },
)

GATE = RecordSchema(
    "gate",
    {
        "core": words("Ids of the most important texts, or patterns such as `*.title`."),
        "core_share": FieldSchema(FieldType.NUMBER, "Percentage of these that must be translated."),
        "listed": FieldSchema(FieldType.NUMBER, "Percentage of all texts that must be translated."),
        "complete": FieldSchema(
            FieldType.NUMBER, "Percentage of all texts below which it is marked as incomplete."
        ),
    },
)
PUBLISHED = RecordSchema(
    "languages",
    {
        "languages": words("Codes of the languages, the source language first.", required=True),
        "gate": group("What a language needs before readers see it.", GATE),
    },
)
AUDIENCE_GROUP = RecordSchema(
    "audience group",
    {
        "id": word("The id."),
        "aliases": _ALIASES,
        "title": line("Name of the group of audiences."),
        "audiences": words("Ids of the audiences, in order.", required=True),
    },
)
SOURCE_SECTION = RecordSchema(
    "source section",
    {
        "id": word("The id."),
        "aliases": _ALIASES,
        "part": word("Number of the part that contains it, if any.", required=False),
        "title": line("Title of the section."),
    },
)
SOURCE = RecordSchema(
    "source", {"sections": groups("The source's sections.", SOURCE_SECTION, required=True)}
)


@dataclass(frozen=True, slots=True)
class ContentSchema:
    """The records of the files of content/ in a guide with a profile."""

    profile: Profile

    def files(self) -> Mapping[str, tuple[str, RecordSchema]]:
        """Each kind of file by a short name: its path, and its record."""
        every = {
            "profile": ("content/profile.yml", PROFILE),
            "guide": ("content/guide.yml", self.guide()),
            "stage": ("content/stages/<id>.yml", self.stage()),
            "audience": ("content/audiences/<id>.yml", self.audience()),
            "front": ("content/front.yml", self.front()),
            "glossary": ("content/glossary.yml", self.glossary()),
            "source": ("content/source.yml", SOURCE),
            "languages": ("translations/languages.yml", PUBLISHED),
        }
        if self.profile.source is SourceUse.NONE:
            del every["source"]
        return every

    def guide(self) -> RecordSchema:
        """content/guide.yml."""
        additions = {
            "edition": line("What kind of edition this is.", required=self.profile.has_source),
            "summary": prose("What the guide is, in two sentences.", required=True),
        }
        return RecordSchema(
            "guide",
            {
                "title": line("Title of the guide."),
                "subtitle": line("Subtitle of the guide.", limit=120),
                "publishers": line("Who published the source, or else the guide."),
                "version": word("Version of this edition."),
                "date": FieldSchema(FieldType.DATE, "Date of this version, YYYY-MM-DD.", True),  # noqa: FBT003
                "stages": words("Ids of the stages, in order.", required=True),
                "audience_groups": groups("The audiences by group.", AUDIENCE_GROUP),
                "audiences": words("Ids of the audiences, in order, where they have no groups."),
                **self._added(additions, required=True),
            },
        )

    def stage(self) -> RecordSchema:
        """content/stages/<id>.yml."""
        factor, item = self._kind(PointKind.FACTOR), self._kind(PointKind.ITEM)
        return RecordSchema(
            "stage",
            {
                "id": _ID,
                "aliases": _ALIASES,
                **self._prefix(PointKind.ITEM),
                "title": line("Name of the stage.", limit=60),
                "subtitle": line("What a group does in this stage."),
                **self._place("source", numbered=False),
                **self._added(_SUMMARY),
                factor.plural: groups(
                    "The success factors of the overview.", self.factor(), required=factor.required
                ),
                "steps": groups("The steps, each with its items.", self.step()),
                item.plural: groups("The items outside any step.", self.item()),
            },
        )

    def step(self) -> RecordSchema:
        """A step of a stage."""
        code = {
            "code": word("Code of the step, such as S-2."),
            "aliases": _ALIASES,
        }
        if self.profile.steps is None:
            code = {"id": word("The id."), "aliases": _ALIASES}
        return RecordSchema(
            "step",
            {
                **code,
                **self._place("source", numbered=True),
                "title": line("The step's title."),
                self._kind(PointKind.ITEM).plural: groups(
                    "The step's items.", self.item(), required=True
                ),
            },
        )

    def factor(self) -> RecordSchema:
        """A success factor."""
        carried_out_by = words("Codes of the steps and items that put it into practice.")
        return self._point(
            PointKind.FACTOR,
            {"audiences": _ADDED_AUDIENCES, "carried_out_by": carried_out_by, "note": _NOTE},
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
                "note": _NOTE,
            },
        )

    def recommendation(self) -> RecordSchema:
        """A recommendation."""
        return self._point(
            PointKind.RECOMMENDATION,
            {
                "audiences": _ADDED_AUDIENCES,
                "question": _QUESTION,
                "related": _RELATED,
                "note": _NOTE,
            },
        )

    def audience(self) -> RecordSchema:
        """content/audiences/<id>.yml."""
        kind = self._kind(PointKind.RECOMMENDATION)
        return RecordSchema(
            "audience",
            {
                "id": _ID,
                "aliases": _ALIASES,
                **self._prefix(PointKind.RECOMMENDATION),
                "title": line("Name of the audience."),
                "short": line("A shorter name for tags and tables.", required=False, limit=24),
                **self._place("source", numbered=False),
                **self._added(_SUMMARY),
                kind.plural: groups(
                    "What the guide asks of this audience.",
                    self.recommendation(),
                    required=kind.required,
                ),
            },
        )

    def front(self) -> RecordSchema:
        """content/front.yml."""
        text = prose("The text, in our own words; if there is a source, only with `source`.")
        own = {"text": prose("A text of this edition's own."), "note": _NOTE}
        section = RecordSchema(
            "section",
            {
                "id": word("The id."),
                "aliases": _ALIASES,
                "title": line("Title of the section."),
                **self._place("source", numbered=False, required=False),
                **self._added(own),
                "text": text,
            },
        )
        return RecordSchema(
            "front matter", {"sections": groups("The sections, in order.", section, required=True)}
        )

    def glossary(self) -> RecordSchema:
        """content/glossary.yml."""
        own = {"text": prose("This edition's own definition.")}
        term = RecordSchema(
            "term",
            {
                "id": word("The id, used in links such as `[[pillar|pillars]]`."),
                "aliases": _ALIASES,
                "term": line("The term, spelled out."),
                "abbreviation": line("Its acronym.", required=False, limit=24),
                **self._place("source", numbered=False, required=False),
                **self._added(own),
                "text": prose("What it means; if there is a source, only with `source`."),
            },
        )
        return RecordSchema("glossary", {"terms": groups("The terms.", term, required=True)})

    def _prefix(self, kind: PointKind) -> Mapping[str, FieldSchema]:
        """The field for a prefix, required where the codes of a kind of point have one."""
        required = "prefix" in self._kind(kind).outside.parts()
        help_ = "The letters that the codes of its points begin with."
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

    def _place(
        self, name: str, *, numbered: bool, required: bool = True
    ) -> Mapping[str, FieldSchema]:
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
        return {name: group(help_, RecordSchema("source", fields), required=required and covered)}

    def _point(self, kind: PointKind, additions: Mapping[str, FieldSchema]) -> RecordSchema:
        name = self._kind(kind).name
        audiences = group("The audiences that the point concerns.", NAMED)
        return RecordSchema(
            name,
            {
                "code": word("Code of the point; never changed, never reused."),
                "aliases": _ALIASES,
                **self._place("source", numbered=True),
                "title": line("Short title that begins with a verb."),
                "text": prose("Every fact of the source's point, in our own words.", required=True),
                **({"audiences": audiences} if self.profile.has_source else {}),
                **self._added(additions, f"{name}'s additions"),
            },
        )
