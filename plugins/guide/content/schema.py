"""The fields of every content file, declared once, for the profile of a guide.

The validator checks files against these tables, and `schema_docs` generates the JSON Schemas and
the field tables of content/README.md from them, so the three always agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guide.content.grammar import PROFILE, PUBLISHED
from guide.content.point_schema import ALIASES, PointSchema
from guide.content.tool_schema import TOOL
from guide.core.profile import PointKind
from guide.files.fields import (
    FieldSchema,
    FieldType,
    RecordSchema,
    groups,
    line,
    prose,
    stretched,
    word,
    words,
)
from guide.theme import brand

_ID = word("The id, the same as the file's name.")
_SUMMARY = {"summary": prose("One or two sentences of introduction.")}
_IMPRINT = {
    "official": word(
        "no, if it is not an official publication of the publishers: pages and files then say so.",
        required=False,
    ),
    "slug": word(
        "Name that files and the ZIM have; without it, made from the title.",
        required=False,
    ),
    "licence": line(
        "Licence of the texts as an SPDX expression, such as CC-BY-4.0.",
        required=False,
    ),
}
AUDIENCE_GROUP = RecordSchema(
    "audience group",
    {
        "id": word("The id."),
        "aliases": ALIASES,
        "title": line("Name of the group of audiences."),
        "audiences": words("Ids of the audiences, in order.", required=True),
    },
)
STAGE_GROUP = RecordSchema(
    "stage group",
    {
        "id": word("The id."),
        "aliases": ALIASES,
        "title": line("Name of the group of stages."),
        "stages": words("Ids of the stages, in the order of `stages`.", required=True),
    },
)
SOURCE_SECTION = RecordSchema(
    "source section",
    {
        "id": word("The id."),
        "aliases": ALIASES,
        "part": word("Number of the part that contains it, if any.", required=False),
        "title": line("Title of the section."),
    },
)
SOURCE = RecordSchema(
    "source", {"sections": groups("The source's sections.", SOURCE_SECTION, required=True)}
)


@dataclass(frozen=True, slots=True)
class ContentSchema(PointSchema):
    """The records of the files of content/ in a guide with a profile."""

    def files(self) -> Mapping[str, tuple[str, RecordSchema]]:
        """Each kind of file by a short name: its path, and its record."""
        own = {
            "guide": ("content/guide.yml", self.guide()),
            "stage": ("content/stages/<id>.yml", self.stage()),
            "audience": ("content/audiences/<id>.yml", self.audience()),
            "front": ("content/front.yml", self.front()),
            "glossary": ("content/glossary.yml", self.glossary()),
            "tool": ("content/tools/<id>.yml", TOOL),
            "source": ("content/source.yml", SOURCE),
        }
        if not self.profile.has_source:
            del own["source"]
        lengths = self.profile.lengths
        return {
            "profile": ("content/profile.yml", PROFILE),
            **{name: (path, stretched(record, lengths)) for name, (path, record) in own.items()},
            "languages": ("translations/languages.yml", PUBLISHED),
            "brand": (brand.NAME, brand.SCHEMA),
        }

    def guide(self) -> RecordSchema:
        """content/guide.yml."""
        published = "Who published the source" if self.profile.has_source else "Who publishes it"
        additions = {
            "edition": line("What kind of edition this is.", required=self.profile.has_source),
            "summary": prose("What the guide is, in two sentences.", required=True),
            "do_no_harm": prose(
                "What people must not write down: it is printed on what a group fills in.",
                limit=500,
            ),
        }
        return RecordSchema(
            "guide",
            {
                "title": line("Title of the guide."),
                "subtitle": line("Subtitle of the guide.", limit=120),
                "publishers": line(f"{published}."),
                **_IMPRINT,
                "version": word("Version of this edition."),
                "date": FieldSchema(
                    FieldType.DATE, "Date of this version, YYYY-MM-DD.", required=True
                ),
                "stages": words("Ids of the stages, in order.", required=True),
                "stage_groups": groups(
                    "A level above the stages: each stage is in one group.", STAGE_GROUP
                ),
                "audience_groups": groups("The audiences by group.", AUDIENCE_GROUP),
                "audiences": words("Ids of the audiences, in order, where they have no groups."),
                "tools": words("Ids of the tools, in order."),
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
                "aliases": ALIASES,
                **self._prefix(PointKind.ITEM),
                "title": line("Name of the stage.", limit=60),
                "subtitle": line("What a group does in this stage."),
                **self._place(numbered=False),
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
            "aliases": ALIASES,
        }
        if self.profile.steps is None:
            code = {"id": word("The id."), "aliases": ALIASES}
        return RecordSchema(
            "step",
            {
                **code,
                **self._place(numbered=True),
                "title": line("The step's title."),
                self._kind(PointKind.ITEM).plural: groups(
                    "The step's items.", self.item(), required=True
                ),
            },
        )

    def audience(self) -> RecordSchema:
        """content/audiences/<id>.yml."""
        kind = self._kind(PointKind.RECOMMENDATION)
        return RecordSchema(
            "audience",
            {
                "id": _ID,
                "aliases": ALIASES,
                **self._prefix(PointKind.RECOMMENDATION, required=False),
                "title": line("Name of the audience."),
                "short": line("A shorter name for tags and tables.", required=False, limit=24),
                **self._place(numbered=False, required=False),
                **self._added(_SUMMARY),
                kind.plural: groups("What the guide asks of this audience.", self.recommendation()),
            },
        )

    def front(self) -> RecordSchema:
        """content/front.yml."""
        text = prose("The text, in our own words; if there is a source, only with `source`.")
        own = {"text": prose("A text of this edition's own."), "note": self.note}
        section = RecordSchema(
            "section",
            {
                "id": word("The id."),
                "aliases": ALIASES,
                "title": line("Title of the section."),
                **self._place(numbered=False, required=False),
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
                "aliases": ALIASES,
                "term": line("The term, spelled out."),
                "abbreviation": line("Its acronym.", required=False, limit=24),
                **self._place(numbered=False, required=False),
                **self._added(own),
                "text": prose("What it means; if there is a source, only with `source`."),
            },
        )
        return RecordSchema("glossary", {"terms": groups("The terms.", term, required=True)})
